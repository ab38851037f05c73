/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-knob-row.h"

#include <glib/gi18n-lib.h>

#include "core/model/lkb-edit.h"
#include "lkb-choice-box.h"
#include "lkb-widget.h"
#include "widgets/canvas/lkb-spoken.h"

#define PAGE_STEP 5

struct _LkbKnobRow
{
  GtkBox parent_instance;

  LkbEditor *editor;
  GPtrArray *knobs; /* of LkbKnob */
  GtkWidget *list;
  GtkWidget *scale;
  GtkWidget *value;
  GtkWidget *reset;
  GtkWidget *apply;
  gboolean filling;
};

enum
{
  TURNED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LkbKnobRow, lkb_knob_row, GTK_TYPE_BOX)

static LkbBoard *
get_board (LkbKnobRow *self)
{
  return lkb_editor_get_board (self->editor);
}

/* (nullable) */
static const LkbKnob *
get_knob (LkbKnobRow *self)
{
  guint i = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->list));

  return i < self->knobs->len ? g_ptr_array_index (self->knobs, i) : NULL;
}

static guint
get_setting (LkbKnobRow *self)
{
  return (guint) (gtk_range_get_value (GTK_RANGE (self->scale)) + 0.5);
}

static char *
dup_name (LkbKnobRow *self, const LkbKnob *knob)
{
  const LkbElement *element = lkb_board_lookup (get_board (self), knob->element);
  g_autofree char *name = element != NULL ? lkb_spoken_dup_name (get_board (self), element)
                                          : g_strdup (knob->element);
  const char *label = lkb_field_get_label (knob->field);

  return knob->is_trade_off
             /* Translators: an element and its field that a trade-off is about: "Feature pipeline: Trigger interval (trade-off)". */
             ? g_strdup_printf (_ ("%s: %s (trade-off)"), name, label)
             /* Translators: an element and its field that can be turned: "Feature pipeline: Trigger interval". */
             : g_strdup_printf (C_ ("knob", "%s: %s"), name, label);
}

static char *
dup_setting (const LkbKnob *knob, guint at)
{
  const LkbFieldInfo *info = lkb_field_get_info (knob->field);
  const char *text = knob->settings[at];

  if (*text == '\0')
    return g_strdup (_ ("not set"));
  /* Figures as the strip writes them, which stand beside it. */
  return g_strdup (info->type == LKB_VALUE_CHOICE ? lkb_word_get_label (info, text) : text);
}

/* What stands beside the scale. */
static void
show_setting (LkbKnobRow *self)
{
  const LkbKnob *knob = get_knob (self);
  guint at = get_setting (self);
  g_autofree char *now = NULL;
  g_autofree char *text = NULL;

  if (knob == NULL || at >= knob->n_settings)
    return;
  now = dup_setting (knob, at);
  if (at == knob->at)
    text = g_strdup (now);
  else
    {
      g_autofree char *before = dup_setting (knob, knob->at);

      /* Translators: what a knob is at and what it is turned to: "0.5 s → 2 s". */
      text = g_strdup_printf (C_ ("knob", "%s → %s"), before, now);
    }
  gtk_label_set_label (GTK_LABEL (self->value), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->scale), GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT,
                                  text, -1);
  gtk_widget_set_sensitive (self->reset, at != knob->at);
  gtk_widget_set_sensitive (self->apply, at != knob->at);
}

/* The scale gets the settings of the chosen knob, which is where the board has it. */
static void
show_knob (LkbKnobRow *self)
{
  const LkbKnob *knob = get_knob (self);
  g_autofree char *name = NULL;

  if (knob == NULL)
    return;
  self->filling = TRUE;
  gtk_range_set_range (GTK_RANGE (self->scale), 0, knob->n_settings - 1);
  gtk_range_set_value (GTK_RANGE (self->scale), knob->at);
  gtk_scale_clear_marks (GTK_SCALE (self->scale));
  gtk_scale_add_mark (GTK_SCALE (self->scale), knob->at, GTK_POS_BOTTOM, NULL);
  self->filling = FALSE;
  name = dup_name (self, knob);
  lkb_widget_set_spoken (self->scale, name);
  show_setting (self);
}

static void
scale_changed_cb (GtkRange *scale, LkbKnobRow *self)
{
  if (self->filling)
    return;
  show_setting (self);
  g_signal_emit (self, signals[TURNED], 0);
}

static void
knob_chosen_cb (GtkDropDown *list, GParamSpec *pspec, LkbKnobRow *self)
{
  if (self->filling)
    return;
  show_knob (self);
  g_signal_emit (self, signals[TURNED], 0);
}

static void
reset_clicked_cb (GtkButton *button, LkbKnobRow *self)
{
  const LkbKnob *knob = get_knob (self);

  gtk_widget_grab_focus (self->scale);
  if (knob != NULL)
    gtk_range_set_value (GTK_RANGE (self->scale), knob->at);
}

static void
apply_clicked_cb (GtkButton *button, LkbKnobRow *self)
{
  const LkbKnob *knob = get_knob (self);
  guint at = get_setting (self);

  if (knob == NULL || at >= knob->n_settings || at == knob->at)
    return;
  /* The button is about to be of no use. */
  gtk_widget_grab_focus (self->scale);
  lkb_editor_apply (self->editor, lkb_edit_set_text (get_board (self),
                                                     (const char *const[]){ knob->element, NULL },
                                                     knob->field, knob->settings[at]));
}

static gboolean
is_same (const LkbKnob *a, const LkbKnob *b)
{
  return a != NULL && b != NULL && a->field == b->field && g_str_equal (a->element, b->element);
}

void
lkb_knob_row_update (LkbKnobRow *self, const char *const *path)
{
  const LkbKnob *old, *knob;
  GPtrArray *before;
  GtkStringList *names;
  guint chosen = 0;

  g_return_if_fail (LKB_IS_KNOB_ROW (self));

  old = get_knob (self);
  before = self->knobs;
  self->knobs = lkb_board_dup_knobs (get_board (self), path);
  names = gtk_string_list_new (NULL);
  for (guint i = 0; i < self->knobs->len; i++)
    {
      g_autofree char *name = dup_name (self, g_ptr_array_index (self->knobs, i));

      gtk_string_list_append (names, name);
      if (is_same (old, g_ptr_array_index (self->knobs, i)))
        chosen = i;
    }
  self->filling = TRUE;
  gtk_drop_down_set_model (GTK_DROP_DOWN (self->list), G_LIST_MODEL (names));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->list), chosen);
  self->filling = FALSE;
  g_object_unref (names);
  knob = get_knob (self);
  if (!is_same (old, knob) || old->n_settings != knob->n_settings || old->at != knob->at
      || !g_str_equal (old->settings[old->at], knob->settings[knob->at]))
    show_knob (self);
  g_ptr_array_unref (before);
  gtk_widget_set_visible (GTK_WIDGET (self), self->knobs->len > 0);
}

LkbElement *
lkb_knob_row_dup_turned (LkbKnobRow *self)
{
  const LkbKnob *knob;
  guint at;

  g_return_val_if_fail (LKB_IS_KNOB_ROW (self), NULL);

  knob = get_knob (self);
  at = get_setting (self);
  if (knob == NULL || at == knob->at || at >= knob->n_settings)
    return NULL;
  return lkb_knob_dup_turned (knob, get_board (self), at);
}

static void
lkb_knob_row_dispose (GObject *object)
{
  LkbKnobRow *self = LKB_KNOB_ROW (object);

  /* The children go by their own way down; nothing of theirs is news any more. */
  self->filling = TRUE;
  g_clear_object (&self->editor);
  G_OBJECT_CLASS (lkb_knob_row_parent_class)->dispose (object);
}

static void
lkb_knob_row_finalize (GObject *object)
{
  LkbKnobRow *self = LKB_KNOB_ROW (object);

  g_ptr_array_unref (self->knobs);
  G_OBJECT_CLASS (lkb_knob_row_parent_class)->finalize (object);
}

static void
lkb_knob_row_class_init (LkbKnobRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = lkb_knob_row_dispose;
  object_class->finalize = lkb_knob_row_finalize;
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
  signals[TURNED] = g_signal_new ("turned", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 0);
}

static void
lkb_knob_row_init (LkbKnobRow *self)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->knobs = g_ptr_array_new_with_free_func ((GDestroyNotify) lkb_knob_free);
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 3);
  lkb_widget_set_spoken (GTK_WIDGET (self), _ ("Turn one knob"));

  self->list = gtk_drop_down_new (NULL, NULL);
  lkb_widget_set_spoken (self->list, _ ("Which knob is turned"));
  gtk_box_append (GTK_BOX (self), self->list);

  self->scale = gtk_scale_new_with_range (GTK_ORIENTATION_HORIZONTAL, 0, 1, 1);
  gtk_range_set_round_digits (GTK_RANGE (self->scale), 0);
  gtk_range_set_increments (GTK_RANGE (self->scale), 1, PAGE_STEP);
  gtk_scale_set_draw_value (GTK_SCALE (self->scale), FALSE);
  gtk_scale_set_has_origin (GTK_SCALE (self->scale), FALSE);
  gtk_box_append (GTK_BOX (self), self->scale);

  self->value = lkb_widget_create_label (NULL, "numeric");
  gtk_label_set_ellipsize (GTK_LABEL (self->value), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (self->value, TRUE);
  gtk_box_append (GTK_BOX (line), self->value);
  self->reset = gtk_button_new_with_label (_ ("Reset"));
  gtk_box_append (GTK_BOX (line), self->reset);
  self->apply = gtk_button_new_with_label (_ ("Apply"));
  gtk_widget_add_css_class (self->apply, "suggested-action");
  gtk_box_append (GTK_BOX (line), self->apply);
  gtk_box_append (GTK_BOX (self), line);

  g_signal_connect (self->list, "notify::selected", G_CALLBACK (knob_chosen_cb), self);
  g_signal_connect (self->scale, "value-changed", G_CALLBACK (scale_changed_cb), self);
  g_signal_connect (self->reset, "clicked", G_CALLBACK (reset_clicked_cb), self);
  g_signal_connect (self->apply, "clicked", G_CALLBACK (apply_clicked_cb), self);
}

GtkWidget *
lkb_knob_row_new (LkbEditor *editor)
{
  LkbKnobRow *self;

  g_return_val_if_fail (LKB_IS_EDITOR (editor), NULL);

  self = g_object_new (LKB_TYPE_KNOB_ROW, NULL);
  self->editor = g_object_ref (editor);
  return GTK_WIDGET (self);
}
