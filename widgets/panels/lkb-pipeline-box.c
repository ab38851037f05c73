/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-pipeline-box.h"

#include <glib/gi18n-lib.h>

#include "core/base/lkb-text.h"
#include "core/formats/lkb-pipeline-text.h"
#include "lkb-pipeline-preview.h"
#include "lkb-widget.h"
#include "widgets/canvas/lkb-picture-paintable.h"

/* Milliseconds of rest before the picture follows the text, and before a line that is still being typed is remarked on. */
#define PREVIEW_DELAY 120
#define REMARK_DELAY 900
#define REMARKS_SHOWN 3
/* Around the picture, board units. */
#define PREVIEW_MARGIN 16

struct _LkbPipelineBox
{
  GtkWidget parent_instance;

  LkbBoard *board; /* never NULL */
  char *decimal; /* (nullable) */
  char *grouping; /* (nullable) */
  LkbThemeId theme;

  GtkWidget *box;
  GtkWidget *text;
  GtkTextBuffer *buffer; /* the text's */
  GtkWidget *placeholder;
  GtkWidget *remarks;
  GtkWidget *picture;
  GtkWidget *picture_hint;
  GtkWidget *summary;
  GtkWidget *accept;

  LkbTextMeasurer *measurer; /* paints; each preview measures with its own */
  LkbPipelinePreview *preview; /* (nullable): the last one */
  GCancellable *cancellable; /* of the preview under way; NULL when there is none */
  guint delay;
  guint remark_delay;
  gboolean again; /* the text changed while a preview was under way */
  gboolean pending;
  gboolean can_accept;
};

enum
{
  PROP_0,
  PROP_CAN_ACCEPT,
  PROP_PENDING,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

enum
{
  ACCEPTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LkbPipelineBox, lkb_pipeline_box, GTK_TYPE_WIDGET)

static void
set_pending (LkbPipelineBox *self, gboolean pending)
{
  if (self->pending == pending)
    return;
  self->pending = pending;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PENDING]);
}

static void
set_can_accept (LkbPipelineBox *self, gboolean can_accept)
{
  gtk_widget_set_sensitive (self->accept, can_accept);
  if (self->can_accept == can_accept)
    return;
  self->can_accept = can_accept;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAN_ACCEPT]);
}

/* ---- remarks ---- */

static void
remark_clicked_cb (GtkButton *button, LkbPipelineBox *self)
{
  int line = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (button), "lkb-line"));
  GtkTextIter iter;

  gtk_text_buffer_get_iter_at_line (self->buffer, &iter, line - 1);
  if (!gtk_text_iter_ends_line (&iter))
    gtk_text_iter_forward_to_line_end (&iter);
  gtk_text_buffer_place_cursor (self->buffer, &iter);
  gtk_text_view_scroll_mark_onscreen (GTK_TEXT_VIEW (self->text),
                                      gtk_text_buffer_get_insert (self->buffer));
  gtk_widget_grab_focus (self->text);
}

static GtkWidget *
create_remark (LkbPipelineBox *self, const LkbPipelineRemark *remark)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *symbol = gtk_label_new ("◌");
  /* Translators: number of a line of the text, then what was not understood in it. */
  g_autofree char *words = g_strdup_printf (_ ("Line %u: %s"), remark->line, remark->message);
  g_autofree char *text = lkb_text_shown_line (words);
  GtkWidget *label = gtk_label_new (text);

  gtk_widget_add_css_class (symbol, "symbol");
  gtk_widget_add_css_class (symbol, "todo");
  gtk_widget_set_valign (symbol, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (box), symbol);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_box_append (GTK_BOX (box), label);
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "lkb-remark");
  g_object_set_data (G_OBJECT (button), "lkb-line", GINT_TO_POINTER ((int) remark->line));
  g_signal_connect (button, "clicked", G_CALLBACK (remark_clicked_cb), self);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  return button;
}

static guint
get_cursor_line (LkbPipelineBox *self)
{
  GtkTextIter iter;

  gtk_text_buffer_get_iter_at_mark (self->buffer, &iter, gtk_text_buffer_get_insert (self->buffer));
  return (guint) gtk_text_iter_get_line (&iter) + 1;
}

/* Shows the first few remarks; with @patient none on the line that is still being typed. Returns whether one was held back. */
static gboolean
show_remarks (LkbPipelineBox *self, gboolean patient)
{
  GPtrArray *remarks = self->preview != NULL ? self->preview->remarks : NULL;
  guint typed = patient && gtk_widget_has_focus (self->text) ? get_cursor_line (self) : 0;
  guint n_shown = 0, n_more = 0;
  gboolean held_back = FALSE;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->remarks)) != NULL)
    gtk_box_remove (GTK_BOX (self->remarks), child);
  for (guint i = 0; remarks != NULL && i < remarks->len; i++)
    {
      const LkbPipelineRemark *remark = remarks->pdata[i];

      if (remark->line == typed)
        held_back = TRUE;
      else if (n_shown == REMARKS_SHOWN)
        n_more++;
      else
        {
          gtk_box_append (GTK_BOX (self->remarks), create_remark (self, remark));
          n_shown++;
        }
    }
  if (n_more > 0)
    {
      g_autofree char *text = g_strdup_printf (
          g_dngettext (GETTEXT_PACKAGE, "and %u more", "and %u more", n_more), n_more);
      GtkWidget *label = gtk_label_new (text);

      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_widget_add_css_class (label, "lkb-field-label");
      gtk_widget_add_css_class (label, "lkb-remark");
      gtk_box_append (GTK_BOX (self->remarks), label);
    }
  gtk_widget_set_visible (self->remarks, n_shown > 0);
  return held_back;
}

static gboolean
remark_delay_cb (gpointer data)
{
  LkbPipelineBox *self = data;

  self->remark_delay = 0;
  show_remarks (self, FALSE);
  return G_SOURCE_REMOVE;
}

/* ---- preview ---- */

static char *
dup_summary (const LkbPipelinePreview *preview)
{
  g_autofree char *nodes = NULL;
  g_autofree char *edges = NULL;

  if (preview->change == NULL)
    return g_strdup ("");
  if (preview->n_nodes == 0 && preview->n_edges == 0)
    /* Translators: nothing is added, what is there gets other owners or numbers. */
    return g_strdup (_ ("Changes what is there"));
  nodes = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u node", "%u nodes", preview->n_nodes),
                           preview->n_nodes);
  edges = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u arrow", "%u arrows", preview->n_edges),
                           preview->n_edges);
  /* Translators: "3 nodes, 2 arrows": what the typed text adds. */
  return g_strdup_printf (_ ("%s, %s"), nodes, edges);
}

static void
show_picture (LkbPipelineBox *self, const char *summary)
{
  g_autoptr (LkbPicturePaintable) paintable = NULL;

  if (self->preview->picture != NULL)
    {
      LkbBox box = self->preview->bounds;

      box = lkb_box (box.x - PREVIEW_MARGIN, box.y - PREVIEW_MARGIN, box.w + 2 * PREVIEW_MARGIN,
                     box.h + 2 * PREVIEW_MARGIN);
      if (self->measurer == NULL)
        self->measurer = lkb_text_measurer_new ();
      paintable = lkb_picture_paintable_new (self->preview->picture, &box, LKB_COLOUR_NONE,
                                             self->measurer);
      lkb_picture_paintable_set_theme (paintable, self->theme);
    }
  gtk_picture_set_paintable (GTK_PICTURE (self->picture),
                             paintable != NULL ? GDK_PAINTABLE (paintable) : NULL);
  gtk_picture_set_alternative_text (GTK_PICTURE (self->picture), summary);
  gtk_widget_set_visible (self->picture_hint, paintable == NULL);
}

/* Takes @preview. */
static void
show_preview (LkbPipelineBox *self, LkbPipelinePreview *preview)
{
  g_autofree char *summary = dup_summary (preview);

  g_clear_pointer (&self->preview, lkb_pipeline_preview_free);
  self->preview = preview;
  show_picture (self, summary);
  gtk_label_set_text (GTK_LABEL (self->summary), summary);
  set_can_accept (self, preview->change != NULL);
  g_clear_handle_id (&self->remark_delay, g_source_remove);
  if (show_remarks (self, TRUE))
    self->remark_delay = g_timeout_add (REMARK_DELAY, remark_delay_cb, self);
}

static void start_preview (LkbPipelineBox *self);

/* A box that is gone by then is not asked for: the preview alone is let go. */
static GWeakRef *
create_weak_ref (LkbPipelineBox *self)
{
  GWeakRef *weak = g_new0 (GWeakRef, 1);

  g_weak_ref_init (weak, self);
  return weak;
}

static LkbPipelineBox *
resolve_weak_ref (GWeakRef *weak)
{
  LkbPipelineBox *self = g_weak_ref_get (weak);

  g_weak_ref_clear (weak);
  g_free (weak);
  return self;
}

static void
preview_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (LkbPipelineBox) self = resolve_weak_ref (data);
  LkbPipelinePreview *preview = lkb_pipeline_preview_make_finish (result, NULL);

  if (self == NULL)
    {
      g_clear_pointer (&preview, lkb_pipeline_preview_free);
      return;
    }
  g_clear_object (&self->cancellable);
  if (self->box == NULL || self->again)
    {
      g_clear_pointer (&preview, lkb_pipeline_preview_free);
      if (self->box != NULL)
        start_preview (self);
      return;
    }
  if (preview != NULL)
    show_preview (self, preview);
  set_pending (self, self->delay != 0);
}

static void
start_preview (LkbPipelineBox *self)
{
  g_autofree char *text = lkb_pipeline_box_dup_text (self);

  if (self->cancellable != NULL)
    {
      /* One at a time; the next begins when this one has noticed. */
      self->again = TRUE;
      g_cancellable_cancel (self->cancellable);
      return;
    }
  self->again = FALSE;
  self->cancellable = g_cancellable_new ();
  lkb_pipeline_preview_make_async (self->board, text, self->decimal, self->grouping,
                                   self->cancellable, preview_cb, create_weak_ref (self));
}

static gboolean
delay_cb (gpointer data)
{
  LkbPipelineBox *self = data;

  self->delay = 0;
  start_preview (self);
  return G_SOURCE_REMOVE;
}

static void
queue_preview (LkbPipelineBox *self)
{
  g_clear_handle_id (&self->delay, g_source_remove);
  self->delay = g_timeout_add (PREVIEW_DELAY, delay_cb, self);
  set_pending (self, TRUE);
}

static void
buffer_changed_cb (GtkTextBuffer *buffer, LkbPipelineBox *self)
{
  gtk_widget_set_visible (self->placeholder, gtk_text_buffer_get_char_count (buffer) == 0);
  queue_preview (self);
}

static void
board_changed_cb (LkbBoard *board, LkbChange *change, gboolean transient, LkbPipelineBox *self)
{
  if (!transient)
    queue_preview (self);
}

/* ---- the box ---- */

gboolean
lkb_pipeline_box_accept (LkbPipelineBox *self)
{
  LkbPipelinePreview *preview;
  g_autoptr (LkbChange) change = NULL;
  g_autofree char *text = NULL;

  g_return_val_if_fail (LKB_IS_PIPELINE_BOX (self), FALSE);

  /* The picture may be a few letters behind; what is accepted is not. */
  text = lkb_pipeline_box_dup_text (self);
  preview = lkb_pipeline_preview_make (self->board, text, self->decimal, self->grouping);
  change = preview->change != NULL ? lkb_change_ref (preview->change) : NULL;
  show_preview (self, preview);
  if (change == NULL)
    {
      show_remarks (self, FALSE);
      return FALSE;
    }
  g_signal_emit (self, signals[ACCEPTED], 0, change);
  return TRUE;
}

static void
accept_clicked_cb (GtkButton *button, LkbPipelineBox *self)
{
  lkb_pipeline_box_accept (self);
}

static gboolean
accept_shortcut_cb (GtkWidget *widget, GVariant *arguments, gpointer data)
{
  lkb_pipeline_box_accept (LKB_PIPELINE_BOX (widget));
  return TRUE;
}

void
lkb_pipeline_box_set_board (LkbPipelineBox *self, LkbBoard *board)
{
  g_return_if_fail (LKB_IS_PIPELINE_BOX (self));
  g_return_if_fail (board == NULL || LKB_IS_BOARD (board));

  if (self->board != NULL)
    g_signal_handlers_disconnect_by_data (self->board, self);
  g_clear_object (&self->board);
  self->board = board != NULL ? g_object_ref (board) : lkb_board_new ();
  g_signal_connect (self->board, "changed", G_CALLBACK (board_changed_cb), self);
  queue_preview (self);
}

void
lkb_pipeline_box_set_theme (LkbPipelineBox *self, LkbThemeId theme)
{
  GdkPaintable *paintable;

  g_return_if_fail (LKB_IS_PIPELINE_BOX (self));

  self->theme = theme;
  paintable = gtk_picture_get_paintable (GTK_PICTURE (self->picture));
  if (paintable != NULL)
    lkb_picture_paintable_set_theme (LKB_PICTURE_PAINTABLE (paintable), theme);
}

void
lkb_pipeline_box_set_number_format (LkbPipelineBox *self, const char *decimal, const char *grouping)
{
  g_return_if_fail (LKB_IS_PIPELINE_BOX (self));

  g_free (self->decimal);
  g_free (self->grouping);
  self->decimal = g_strdup (decimal);
  self->grouping = g_strdup (grouping);
  queue_preview (self);
}

void
lkb_pipeline_box_set_text (LkbPipelineBox *self, const char *text)
{
  g_autofree char *valid = NULL;
  GtkTextIter end;

  g_return_if_fail (LKB_IS_PIPELINE_BOX (self));
  g_return_if_fail (text != NULL);

  valid = g_utf8_make_valid (text, -1);
  gtk_text_buffer_set_text (self->buffer, valid, -1);
  gtk_text_buffer_get_end_iter (self->buffer, &end);
  gtk_text_buffer_place_cursor (self->buffer, &end);
}

char *
lkb_pipeline_box_dup_text (LkbPipelineBox *self)
{
  GtkTextIter start, end;

  g_return_val_if_fail (LKB_IS_PIPELINE_BOX (self), NULL);

  gtk_text_buffer_get_bounds (self->buffer, &start, &end);
  return gtk_text_buffer_get_text (self->buffer, &start, &end, FALSE);
}

gboolean
lkb_pipeline_box_get_can_accept (LkbPipelineBox *self)
{
  g_return_val_if_fail (LKB_IS_PIPELINE_BOX (self), FALSE);

  return self->can_accept;
}

gboolean
lkb_pipeline_box_is_pending (LkbPipelineBox *self)
{
  g_return_val_if_fail (LKB_IS_PIPELINE_BOX (self), FALSE);

  return self->pending;
}

guint
lkb_pipeline_box_get_n_remarks (LkbPipelineBox *self)
{
  g_return_val_if_fail (LKB_IS_PIPELINE_BOX (self), 0);

  return self->preview != NULL ? self->preview->remarks->len : 0;
}

GdkPaintable *
lkb_pipeline_box_get_paintable (LkbPipelineBox *self)
{
  g_return_val_if_fail (LKB_IS_PIPELINE_BOX (self), NULL);

  return gtk_picture_get_paintable (GTK_PICTURE (self->picture));
}

static gboolean
lkb_pipeline_box_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (LKB_PIPELINE_BOX (widget)->text);
}

static void
lkb_pipeline_box_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  LkbPipelineBox *self = LKB_PIPELINE_BOX (object);

  switch (id)
    {
    case PROP_CAN_ACCEPT:
      g_value_set_boolean (value, self->can_accept);
      break;
    case PROP_PENDING:
      g_value_set_boolean (value, self->pending);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
lkb_pipeline_box_dispose (GObject *object)
{
  LkbPipelineBox *self = LKB_PIPELINE_BOX (object);
  GtkWidget *box = g_steal_pointer (&self->box);

  g_clear_handle_id (&self->delay, g_source_remove);
  g_clear_handle_id (&self->remark_delay, g_source_remove);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  if (self->board != NULL)
    g_signal_handlers_disconnect_by_data (self->board, self);
  if (self->buffer != NULL)
    g_signal_handlers_disconnect_by_data (self->buffer, self);
  g_clear_object (&self->buffer);
  g_clear_object (&self->board);
  g_clear_pointer (&box, gtk_widget_unparent);
  G_OBJECT_CLASS (lkb_pipeline_box_parent_class)->dispose (object);
}

static void
lkb_pipeline_box_finalize (GObject *object)
{
  LkbPipelineBox *self = LKB_PIPELINE_BOX (object);

  g_clear_pointer (&self->preview, lkb_pipeline_preview_free);
  g_clear_pointer (&self->measurer, lkb_text_measurer_unref);
  g_clear_object (&self->cancellable);
  g_free (self->decimal);
  g_free (self->grouping);
  G_OBJECT_CLASS (lkb_pipeline_box_parent_class)->finalize (object);
}

static void
lkb_pipeline_box_class_init (LkbPipelineBoxClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = lkb_pipeline_box_get_property;
  object_class->dispose = lkb_pipeline_box_dispose;
  object_class->finalize = lkb_pipeline_box_finalize;
  widget_class->grab_focus = lkb_pipeline_box_grab_focus;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "lkb-pipeline-box");

  properties[PROP_CAN_ACCEPT] = g_param_spec_boolean ("can-accept", NULL, NULL, FALSE,
                                                      G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY
                                                          | G_PARAM_STATIC_STRINGS);
  properties[PROP_PENDING] = g_param_spec_boolean ("pending", NULL, NULL, FALSE,
                                                   G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY
                                                       | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  signals[ACCEPTED] = g_signal_new ("accepted", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                    NULL, NULL, NULL, G_TYPE_NONE, 1, LKB_TYPE_CHANGE);
}

static GtkWidget *
create_text (LkbPipelineBox *self)
{
  GtkWidget *overlay = gtk_overlay_new ();
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->text = gtk_text_view_new ();
  self->buffer = g_object_ref (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->text)));
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (self->text), FALSE);
  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (self->text), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_top_margin (GTK_TEXT_VIEW (self->text), 10);
  gtk_text_view_set_bottom_margin (GTK_TEXT_VIEW (self->text), 10);
  gtk_text_view_set_left_margin (GTK_TEXT_VIEW (self->text), 12);
  gtk_text_view_set_right_margin (GTK_TEXT_VIEW (self->text), 12);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->text), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Pipeline, one line a hop"),
                                  GTK_ACCESSIBLE_PROPERTY_PLACEHOLDER, LKB_PIPELINE_EXAMPLE,
                                  GTK_ACCESSIBLE_PROPERTY_MULTI_LINE, TRUE, -1);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), self->text);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (scroller), 112);
  gtk_overlay_set_child (GTK_OVERLAY (overlay), scroller);

  self->placeholder = gtk_label_new (LKB_PIPELINE_EXAMPLE);
  gtk_label_set_wrap (GTK_LABEL (self->placeholder), TRUE);
  gtk_label_set_xalign (GTK_LABEL (self->placeholder), 0);
  gtk_widget_set_can_target (self->placeholder, FALSE);
  gtk_widget_set_halign (self->placeholder, GTK_ALIGN_START);
  gtk_widget_set_valign (self->placeholder, GTK_ALIGN_START);
  gtk_widget_add_css_class (self->placeholder, "lkb-placeholder");
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), self->placeholder);
  gtk_widget_add_css_class (overlay, "lkb-pipeline-text");
  gtk_widget_set_overflow (overlay, GTK_OVERFLOW_HIDDEN);
  g_signal_connect (self->buffer, "changed", G_CALLBACK (buffer_changed_cb), self);
  return overlay;
}

static GtkWidget *
create_preview (LkbPipelineBox *self)
{
  GtkWidget *overlay = gtk_overlay_new ();

  self->picture = gtk_picture_new ();
  gtk_picture_set_content_fit (GTK_PICTURE (self->picture), GTK_CONTENT_FIT_SCALE_DOWN);
  gtk_widget_set_size_request (self->picture, -1, 180);
  gtk_widget_set_vexpand (self->picture, TRUE);
  gtk_overlay_set_child (GTK_OVERLAY (overlay), self->picture);
  self->picture_hint = gtk_label_new (_ ("The picture appears here as you type."));
  gtk_label_set_wrap (GTK_LABEL (self->picture_hint), TRUE);
  gtk_widget_set_halign (self->picture_hint, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (self->picture_hint, GTK_ALIGN_CENTER);
  gtk_widget_set_can_target (self->picture_hint, FALSE);
  gtk_widget_add_css_class (self->picture_hint, "lkb-field-label");
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), self->picture_hint);
  gtk_widget_add_css_class (overlay, "lkb-pipeline-picture");
  return overlay;
}

static GtkWidget *
create_foot (LkbPipelineBox *self)
{
  GtkWidget *foot = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  self->summary = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->summary), 0);
  gtk_label_set_ellipsize (GTK_LABEL (self->summary), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (self->summary, TRUE);
  gtk_widget_add_css_class (self->summary, "lkb-field-label");
  gtk_box_append (GTK_BOX (foot), self->summary);
  self->accept = gtk_button_new_with_mnemonic (_ ("_Add to board"));
  lkb_widget_speak_mnemonics (self->accept);
  gtk_widget_add_css_class (self->accept, "suggested-action");
  gtk_widget_set_tooltip_text (self->accept, _ ("Add to board (Ctrl+Enter)"));
  gtk_widget_set_sensitive (self->accept, FALSE);
  g_signal_connect (self->accept, "clicked", G_CALLBACK (accept_clicked_cb), self);
  gtk_box_append (GTK_BOX (foot), self->accept);
  return foot;
}

static void
lkb_pipeline_box_init (LkbPipelineBox *self)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();
  GtkWidget *hint = gtk_label_new (
      _ ("One line a hop: from -> to : owner > next owner, times, rate. A kind may follow a name "
         "in brackets."));

  self->board = lkb_board_new ();
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 10);
  gtk_label_set_wrap (GTK_LABEL (hint), TRUE);
  gtk_label_set_xalign (GTK_LABEL (hint), 0);
  gtk_widget_add_css_class (hint, "lkb-field-label");
  gtk_box_append (GTK_BOX (self->box), hint);
  gtk_box_append (GTK_BOX (self->box), create_text (self));
  self->remarks = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_set_visible (self->remarks, FALSE);
  gtk_box_append (GTK_BOX (self->box), self->remarks);
  gtk_box_append (GTK_BOX (self->box), create_preview (self));
  gtk_box_append (GTK_BOX (self->box), create_foot (self));
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));

  /* Before the text takes the key for a new line. */
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (keys),
      gtk_shortcut_new (gtk_shortcut_trigger_parse_string ("<Control>Return|<Control>KP_Enter"),
                        gtk_callback_action_new (accept_shortcut_cb, NULL, NULL)));
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

LkbPipelineBox *
lkb_pipeline_box_new (void)
{
  return g_object_new (LKB_TYPE_PIPELINE_BOX, NULL);
}
