/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-typed-box.h"

#include <glib/gi18n-lib.h>

#include "core/base/lkb-text.h"
#include "lkb-widget.h"

#define PAUSE_S 1

typedef struct
{
  GtkWidget *entry; /* GtkEntry or GtkTextView */
  GtkWidget *hint; /* of a text view: what it shows while empty */
  GtkWidget *echo;
  LkbValue *value; /* (nullable): as the board has it, or as it was just said */
  LkbValue *original; /* (nullable): when the focus came */
  char *ghost;
  char *placeholder;
  guint pause; /* seconds; 0: never */
  guint pause_id;
  gboolean mixed;
  gboolean newlines;
  gboolean setting; /* the text is being set, not typed */
  gboolean dirty; /* typed since it was last said */
  gboolean open; /* said since it was last done */
  gboolean focused;
  gboolean gone;
} LkbTypedBoxPrivate;

enum
{
  PROP_PAUSE = 1,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (LkbTypedBox, lkb_typed_box, LKB_TYPE_VALUE_EDITOR)

static void
replace_value (LkbValue **place, const LkbValue *value)
{
  LkbValue *held = value != NULL ? lkb_value_ref (value) : NULL;

  g_clear_pointer (place, lkb_value_unref);
  *place = held;
}

char *
lkb_typed_box_dup_text (LkbTypedBox *self)
{
  LkbTypedBoxPrivate *priv = lkb_typed_box_get_instance_private (self);

  if (GTK_IS_TEXT_VIEW (priv->entry))
    {
      GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (priv->entry));
      GtkTextIter start, end;

      gtk_text_buffer_get_bounds (buffer, &start, &end);
      return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
    }
  return g_strdup (gtk_editable_get_text (GTK_EDITABLE (priv->entry)));
}

static void
set_text (LkbTypedBox *self, const char *text)
{
  LkbTypedBoxPrivate *priv = lkb_typed_box_get_instance_private (self);
  g_autofree char *now = lkb_typed_box_dup_text (self);

  if (g_str_equal (now, text))
    return;
  priv->setting = TRUE;
  if (GTK_IS_TEXT_VIEW (priv->entry))
    {
      GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (priv->entry));
      GtkTextIter iter;
      int offset;

      gtk_text_buffer_get_iter_at_mark (buffer, &iter, gtk_text_buffer_get_insert (buffer));
      offset = gtk_text_iter_get_offset (&iter);
      gtk_text_buffer_set_text (buffer, text, -1);
      gtk_text_buffer_get_iter_at_offset (buffer, &iter, offset);
      gtk_text_buffer_place_cursor (buffer, &iter);
    }
  else
    {
      int position = gtk_editable_get_position (GTK_EDITABLE (priv->entry));

      lkb_widget_set_text (GTK_EDITABLE (priv->entry), text);
      gtk_editable_set_position (GTK_EDITABLE (priv->entry), position);
    }
  priv->setting = FALSE;
}

static void
show_hint (LkbTypedBox *self)
{
  LkbTypedBoxPrivate *priv = lkb_typed_box_get_instance_private (self);
  const char *hint = priv->mixed           ? _ ("several values")
                     : priv->ghost != NULL ? priv->ghost
                                           : priv->placeholder;
  g_autofree char *text = hint != NULL ? lkb_text_shown (hint) : NULL;

  if (GTK_IS_TEXT_VIEW (priv->entry))
    {
      g_autofree char *now = lkb_typed_box_dup_text (self);

      gtk_label_set_text (GTK_LABEL (priv->hint), text != NULL ? text : "");
      gtk_widget_set_visible (priv->hint, *now == '\0' && text != NULL);
    }
  else
    {
      gtk_entry_set_placeholder_text (GTK_ENTRY (priv->entry), text);
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (priv->entry), GTK_ACCESSIBLE_PROPERTY_PLACEHOLDER,
                                  text != NULL ? text : "", -1);
}

static LkbValue *
read_value (LkbTypedBox *self, const char *text, gboolean *understood)
{
  *understood = TRUE;
  if (lkb_text_is_blank (text))
    return NULL;
  return LKB_TYPED_BOX_GET_CLASS (self)->from_text (self, text, understood);
}

/* The line below: grey while typing, amber after leaving what was not understood. */
static void
show_echo (LkbTypedBox *self)
{
  LkbTypedBoxPrivate *priv = lkb_typed_box_get_instance_private (self);
  LkbTypedBoxClass *klass = LKB_TYPED_BOX_GET_CLASS (self);
  g_autofree char *text = lkb_typed_box_dup_text (self);
  g_autofree char *line = NULL;
  g_autoptr (LkbValue) value = NULL;
  gboolean understood;
  gboolean amber = FALSE;

  value = read_value (self, text, &understood);
  if (!understood && !(priv->focused && priv->dirty))
    {
      line = klass->complain != NULL ? klass->complain (self) : NULL;
      amber = line != NULL;
    }
  else if (understood && value != NULL && priv->focused && priv->dirty && klass->echo != NULL)
    {
      line = klass->echo (self, text);
    }
  gtk_label_set_text (GTK_LABEL (priv->echo), line != NULL ? line : "");
  gtk_widget_set_visible (priv->echo, line != NULL);
  if (amber)
    gtk_widget_add_css_class (priv->echo, "lkb-amber");
  else
    gtk_widget_remove_css_class (priv->echo, "lkb-amber");
  gtk_accessible_update_state (GTK_ACCESSIBLE (priv->entry), GTK_ACCESSIBLE_STATE_INVALID,
                               amber ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE,
                               -1);
}

static void
show_value (LkbTypedBox *self)
{
  LkbTypedBoxPrivate *priv = lkb_typed_box_get_instance_private (self);
  g_autofree char *text = priv->value != NULL
                              ? LKB_TYPED_BOX_GET_CLASS (self)->to_text (self, priv->value)
                              : g_strdup ("");

  set_text (self, text);
  priv->dirty = FALSE;
  show_hint (self);
  show_echo (self);
}

static void
say (LkbTypedBox *self, const LkbValue *value)
{
  LkbTypedBoxPrivate *priv = lkb_typed_box_get_instance_private (self);

  priv->mixed = FALSE;
  priv->open = TRUE;
  replace_value (&priv->value, value);
  lkb_value_editor_say (LKB_VALUE_EDITOR (self), value);
}

/* Says what stands in the box if that is news. FALSE: it cannot be said. */
static gboolean
push (LkbTypedBox *self, gboolean only_understood)
{
  LkbTypedBoxPrivate *priv = lkb_typed_box_get_instance_private (self);
  g_autofree char *text = lkb_typed_box_dup_text (self);
  g_autoptr (LkbValue) value = NULL;
  gboolean understood;

  value = read_value (self, text, &understood);
  if (!understood && (only_understood || value == NULL))
    return FALSE;
  if (value == NULL && priv->mixed)
    return TRUE;
  if (priv->mixed || !lkb_value_equal (value, priv->value))
    say (self, value);
  return TRUE;
}

static void
stop_pause (LkbTypedBox *self)
{
  LkbTypedBoxPrivate *priv = lkb_typed_box_get_instance_private (self);

  if (priv->pause_id != 0)
    g_source_remove (priv->pause_id);
  priv->pause_id = 0;
}

/* What was said is a step of the board: from here on Ctrl+Z takes that back, not the letters. */
static void
forget_typing (LkbTypedBox *self)
{
  LkbTypedBoxPrivate *priv = lkb_typed_box_get_instance_private (self);

  if (GTK_IS_TEXT_VIEW (priv->entry))
    {
      GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (priv->entry));

      gtk_text_buffer_set_enable_undo (buffer, FALSE);
      gtk_text_buffer_set_enable_undo (buffer, TRUE);
    }
  else
    {
      lkb_widget_forget_typing (GTK_EDITABLE (priv->entry));
    }
}

static void
end_step (LkbTypedBox *self)
{
  LkbTypedBoxPrivate *priv = lkb_typed_box_get_instance_private (self);

  if (priv->open)
    {
      priv->open = FALSE;
      forget_typing (self);
      lkb_value_editor_say_done (LKB_VALUE_EDITOR (self));
    }
}

static gboolean
pause_cb (gpointer data)
{
  LkbTypedBox *self = data;
  LkbTypedBoxPrivate *priv = lkb_typed_box_get_instance_private (self);

  priv->pause_id = 0;
  if (LKB_TYPED_BOX_GET_CLASS (self)->live)
    end_step (self);
  else if (LKB_TYPED_BOX_GET_CLASS (self)->after_pause)
    push (self, TRUE);
  return G_SOURCE_REMOVE;
}

static void
lkb_typed_box_commit (LkbValueEditor *editor)
{
  LkbTypedBox *self = LKB_TYPED_BOX (editor);
  LkbTypedBoxPrivate *priv = lkb_typed_box_get_instance_private (self);

  stop_pause (self);
  if (priv->dirty)
    {
      gboolean said = push (self, FALSE);

      priv->dirty = FALSE;
      if (said && !LKB_TYPED_BOX_GET_CLASS (self)->live)
        show_value (self);
      else
        show_echo (self);
    }
  end_step (self);
}

static void
changed_cb (gpointer buffer, LkbTypedBox *self)
{
  LkbTypedBoxPrivate *priv = lkb_typed_box_get_instance_private (self);
  LkbTypedBoxClass *klass = LKB_TYPED_BOX_GET_CLASS (self);

  if (priv->gone)
    return;
  if (priv->hint != NULL)
    show_hint (self);
  if (priv->setting)
    return;
  priv->dirty = TRUE;
  stop_pause (self);
  if (priv->pause > 0)
    priv->pause_id = g_timeout_add_seconds (priv->pause, pause_cb, self);
  if (klass->live)
    push (self, FALSE);
  show_echo (self);
  if (klass->typed != NULL)
    {
      g_autofree char *text = lkb_typed_box_dup_text (self);

      klass->typed (self, text);
    }
}

static void
activate_cb (GtkEntry *entry, LkbTypedBox *self)
{
  LkbTypedBoxPrivate *priv = lkb_typed_box_get_instance_private (self);

  lkb_typed_box_commit (LKB_VALUE_EDITOR (self));
  replace_value (&priv->original, priv->value);
  gtk_editable_set_position (GTK_EDITABLE (entry), -1);
}

static gboolean
restore (LkbTypedBox *self)
{
  LkbTypedBoxPrivate *priv = lkb_typed_box_get_instance_private (self);

  stop_pause (self);
  if (!priv->dirty && lkb_value_equal (priv->value, priv->original))
    return FALSE;
  if (!lkb_value_equal (priv->value, priv->original))
    {
      g_autoptr (LkbValue) original = priv->original != NULL ? lkb_value_ref (priv->original)
                                                             : NULL;

      say (self, original);
    }
  show_value (self);
  end_step (self);
  return TRUE;
}

/* With nothing typed that is not said yet, undo and redo are those of the board. A text of GTK would keep the keys for itself
 * even then. */
static gboolean
press_undo (LkbTypedBox *self, guint keyval, GdkModifierType state)
{
  LkbTypedBoxPrivate *priv = lkb_typed_box_get_instance_private (self);
  GdkModifierType held = state & (GDK_CONTROL_MASK | GDK_SHIFT_MASK | GDK_ALT_MASK);
  gboolean shift = (held & GDK_SHIFT_MASK) != 0;
  guint key = gdk_keyval_to_lower (keyval);
  g_autofree char *now = NULL;
  g_autofree char *said = NULL;

  if ((held & ~GDK_SHIFT_MASK) != GDK_CONTROL_MASK
      || !(key == GDK_KEY_z || (key == GDK_KEY_y && !shift)) || priv->open)
    return FALSE;
  now = lkb_typed_box_dup_text (self);
  said = priv->value != NULL ? LKB_TYPED_BOX_GET_CLASS (self)->to_text (self, priv->value)
                             : g_strdup ("");
  if (!g_str_equal (now, said))
    return FALSE;
  return gtk_widget_activate_action (GTK_WIDGET (self),
                                     key == GDK_KEY_y || shift ? "win.redo" : "win.undo", NULL);
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller, guint keyval, guint keycode,
                GdkModifierType state, LkbTypedBox *self)
{
  LkbTypedBoxPrivate *priv = lkb_typed_box_get_instance_private (self);

  if (keyval == GDK_KEY_Escape)
    return restore (self);
  if (press_undo (self, keyval, state))
    return TRUE;
  if (GTK_IS_TEXT_VIEW (priv->entry) && (keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter)
      && (!priv->newlines || (state & GDK_CONTROL_MASK) != 0))
    {
      lkb_typed_box_commit (LKB_VALUE_EDITOR (self));
      replace_value (&priv->original, priv->value);
      return TRUE;
    }
  return FALSE;
}

static void
enter_cb (GtkEventControllerFocus *controller, LkbTypedBox *self)
{
  LkbTypedBoxPrivate *priv = lkb_typed_box_get_instance_private (self);

  priv->focused = TRUE;
  replace_value (&priv->original, priv->value);
  if (LKB_TYPED_BOX_GET_CLASS (self)->focus_changed != NULL)
    LKB_TYPED_BOX_GET_CLASS (self)->focus_changed (self, TRUE);
}

static void
leave_cb (GtkEventControllerFocus *controller, LkbTypedBox *self)
{
  LkbTypedBoxPrivate *priv = lkb_typed_box_get_instance_private (self);

  priv->focused = FALSE;
  if (priv->gone)
    return;
  if (LKB_TYPED_BOX_GET_CLASS (self)->focus_changed != NULL)
    LKB_TYPED_BOX_GET_CLASS (self)->focus_changed (self, FALSE);
  lkb_typed_box_commit (LKB_VALUE_EDITOR (self));
  show_echo (self);
}

static void
lkb_typed_box_set_value (LkbValueEditor *editor, const LkbValue *value, gboolean mixed)
{
  LkbTypedBox *self = LKB_TYPED_BOX (editor);
  LkbTypedBoxPrivate *priv = lkb_typed_box_get_instance_private (self);

  if (priv->mixed == mixed && lkb_value_equal (priv->value, value))
    return;
  priv->mixed = mixed;
  replace_value (&priv->value, value);
  /* Another undo or a quick fix: what it gives is what Escape goes back to. */
  replace_value (&priv->original, value);
  priv->open = FALSE;
  stop_pause (self);
  show_value (self);
}

static void
lkb_typed_box_set_ghost (LkbValueEditor *editor, const char *text)
{
  LkbTypedBox *self = LKB_TYPED_BOX (editor);
  LkbTypedBoxPrivate *priv = lkb_typed_box_get_instance_private (self);

  if (g_strcmp0 (priv->ghost, text) == 0)
    return;
  g_free (priv->ghost);
  priv->ghost = g_strdup (text);
  show_hint (self);
}

static GtkWidget *
lkb_typed_box_get_control (LkbValueEditor *editor)
{
  return lkb_typed_box_get_entry (LKB_TYPED_BOX (editor));
}

static void
lkb_typed_box_dispose (GObject *object)
{
  LkbTypedBoxPrivate *priv = lkb_typed_box_get_instance_private (LKB_TYPED_BOX (object));

  /* On its way out it says nothing more: who listens may be gone already. */
  priv->gone = TRUE;
  stop_pause (LKB_TYPED_BOX (object));
  G_OBJECT_CLASS (lkb_typed_box_parent_class)->dispose (object);
}

static void
lkb_typed_box_finalize (GObject *object)
{
  LkbTypedBoxPrivate *priv = lkb_typed_box_get_instance_private (LKB_TYPED_BOX (object));

  g_clear_pointer (&priv->value, lkb_value_unref);
  g_clear_pointer (&priv->original, lkb_value_unref);
  g_free (priv->ghost);
  g_free (priv->placeholder);
  G_OBJECT_CLASS (lkb_typed_box_parent_class)->finalize (object);
}

static void
lkb_typed_box_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  LkbTypedBoxPrivate *priv = lkb_typed_box_get_instance_private (LKB_TYPED_BOX (object));

  if (id == PROP_PAUSE)
    g_value_set_uint (value, priv->pause);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
lkb_typed_box_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  LkbTypedBoxPrivate *priv = lkb_typed_box_get_instance_private (LKB_TYPED_BOX (object));

  if (id == PROP_PAUSE)
    priv->pause = g_value_get_uint (value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
lkb_typed_box_class_init (LkbTypedBoxClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  LkbValueEditorClass *editor_class = LKB_VALUE_EDITOR_CLASS (klass);

  object_class->dispose = lkb_typed_box_dispose;
  object_class->finalize = lkb_typed_box_finalize;
  object_class->get_property = lkb_typed_box_get_property;
  object_class->set_property = lkb_typed_box_set_property;
  props[PROP_PAUSE] = g_param_spec_uint ("pause", NULL, NULL, 0, G_MAXUINT, PAUSE_S,
                                         G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
  editor_class->set_value = lkb_typed_box_set_value;
  editor_class->commit = lkb_typed_box_commit;
  editor_class->set_ghost = lkb_typed_box_set_ghost;
  editor_class->get_control = lkb_typed_box_get_control;
}

static void
lkb_typed_box_init (LkbTypedBox *self)
{
  LkbTypedBoxPrivate *priv = lkb_typed_box_get_instance_private (self);

  priv->pause = PAUSE_S;
}

static gboolean
grow_cb (gpointer data)
{
  LkbTypedBoxPrivate *priv = lkb_typed_box_get_instance_private (data);

  if (!priv->gone)
    gtk_widget_queue_resize (priv->entry);
  return G_SOURCE_REMOVE;
}

/* A text view knows how many lines it has once it has its width, and asks for their height while sizes are being given out,
 * when nobody listens: it is asked again afterwards. */
static void
lines_changed_cb (GtkAdjustment *lines, LkbTypedBox *self)
{
  if (gtk_adjustment_get_upper (lines) > gtk_adjustment_get_page_size (lines))
    g_idle_add_full (G_PRIORITY_HIGH_IDLE, grow_cb, g_object_ref (self), g_object_unref);
}

static void
build_text_view (LkbTypedBox *self)
{
  LkbTypedBoxPrivate *priv = lkb_typed_box_get_instance_private (self);
  GtkWidget *overlay = gtk_overlay_new ();
  GtkAdjustment *lines = gtk_adjustment_new (0, 0, 0, 0, 0, 0);

  priv->entry = gtk_text_view_new ();
  gtk_scrollable_set_vadjustment (GTK_SCROLLABLE (priv->entry), lines);
  g_signal_connect_object (lines, "changed", G_CALLBACK (lines_changed_cb), self, 0);
  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (priv->entry), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (priv->entry), FALSE);
  priv->hint = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (priv->hint), 0);
  gtk_label_set_wrap (GTK_LABEL (priv->hint), TRUE);
  gtk_widget_set_halign (priv->hint, GTK_ALIGN_START);
  gtk_widget_set_valign (priv->hint, GTK_ALIGN_START);
  gtk_widget_set_can_target (priv->hint, FALSE);
  gtk_widget_add_css_class (priv->hint, "lkb-text-hint");
  gtk_widget_add_css_class (priv->hint, "dim-label");
  gtk_widget_add_css_class (overlay, "lkb-text");
  gtk_overlay_set_child (GTK_OVERLAY (overlay), priv->entry);
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), priv->hint);
  gtk_widget_set_parent (overlay, GTK_WIDGET (self));
  g_signal_connect_object (gtk_text_view_get_buffer (GTK_TEXT_VIEW (priv->entry)), "changed",
                           G_CALLBACK (changed_cb), self, 0);
}

void
lkb_typed_box_build (LkbTypedBox *self, LkbEditContext *context, const LkbFieldInfo *info,
                     gboolean multiline, gboolean newlines)
{
  LkbTypedBoxPrivate *priv = lkb_typed_box_get_instance_private (self);
  GtkEventController *controller;

  lkb_value_editor_set_context (LKB_VALUE_EDITOR (self), context, info);
  priv->newlines = newlines;
  if (multiline)
    {
      build_text_view (self);
    }
  else
    {
      priv->entry = gtk_entry_new ();
      gtk_editable_set_width_chars (GTK_EDITABLE (priv->entry), 8);
      gtk_widget_set_parent (priv->entry, GTK_WIDGET (self));
      g_signal_connect_object (priv->entry, "changed", G_CALLBACK (changed_cb), self, 0);
      g_signal_connect_object (priv->entry, "activate", G_CALLBACK (activate_cb), self, 0);
    }

  priv->echo = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (priv->echo), 0);
  gtk_label_set_wrap (GTK_LABEL (priv->echo), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (priv->echo), PANGO_WRAP_WORD_CHAR);
  gtk_widget_set_visible (priv->echo, FALSE);
  gtk_widget_add_css_class (priv->echo, "lkb-echo");
  gtk_widget_set_parent (priv->echo, GTK_WIDGET (self));
  gtk_accessible_update_relation (GTK_ACCESSIBLE (priv->entry),
                                  GTK_ACCESSIBLE_RELATION_DESCRIBED_BY, priv->echo, NULL, -1);

  controller = gtk_event_controller_focus_new ();
  g_signal_connect_object (controller, "enter", G_CALLBACK (enter_cb), self, 0);
  g_signal_connect_object (controller, "leave", G_CALLBACK (leave_cb), self, 0);
  gtk_widget_add_controller (priv->entry, controller);
  controller = gtk_event_controller_key_new ();
  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  g_signal_connect_object (controller, "key-pressed", G_CALLBACK (key_pressed_cb), self, 0);
  gtk_widget_add_controller (priv->entry, controller);
}

GtkWidget *
lkb_typed_box_get_entry (LkbTypedBox *self)
{
  LkbTypedBoxPrivate *priv = lkb_typed_box_get_instance_private (self);

  return priv->entry;
}

void
lkb_typed_box_type (LkbTypedBox *self, const char *text)
{
  LkbTypedBoxPrivate *priv = lkb_typed_box_get_instance_private (self);

  if (GTK_IS_TEXT_VIEW (priv->entry))
    gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (priv->entry)), text, -1);
  else
    gtk_editable_set_text (GTK_EDITABLE (priv->entry), text);
}

void
lkb_typed_box_set_placeholder (LkbTypedBox *self, const char *text)
{
  LkbTypedBoxPrivate *priv = lkb_typed_box_get_instance_private (self);

  g_free (priv->placeholder);
  priv->placeholder = g_strdup (text);
  show_hint (self);
}

gboolean
lkb_typed_box_is_focused (LkbTypedBox *self)
{
  LkbTypedBoxPrivate *priv = lkb_typed_box_get_instance_private (self);

  return priv->focused;
}
