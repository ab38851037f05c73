/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-choice-box.h"

#include <glib/gi18n-lib.h>

#include "core/model/lkb-ownership.h"

typedef struct
{
  const char *key; /* of the field; NULL: any */
  const char *word;
  const char *label;
} Word;

static const Word words[] = {
  { "vocabulary", "dlt", N_ ("Delta Live Tables") },
  { "vocabulary", "lakeflow", N_ ("Lakeflow") },
  { "profile", "interview", N_ ("Interview") },
  { "profile", "study", N_ ("Study") },
  { "profile", "sketch", N_ ("Sketch") },
  { "paper", "a4", N_ ("A4") },
  { "paper", "letter", N_ ("Letter") },
  { "curve", "linear", N_ ("Linear") },
  { "curve", "step", N_ ("Step") },
  { "curve", "half-life", N_ ("Half-life") },
  { "curve", "delivery", N_ ("Delivery") },
  { "priority", "must", N_ ("Must") },
  { "priority", "should", N_ ("Should") },
  { "priority", "later", N_ ("Later") },
  { "waits_for", "any", N_ ("Any arrival") },
  { "waits_for", "all", N_ ("All arrivals") },
  { "evidence", "target", N_ ("Target") },
  { "evidence", "estimate", N_ ("Estimate") },
  { "evidence", "benchmark", N_ ("Benchmark") },
  { "evidence", "measured", N_ ("Measured") },
  { "schema_policy", "add-columns", N_ ("Add the column") },
  { "schema_policy", "rescue", N_ ("Keep it aside") },
  { "schema_policy", "fail", N_ ("Fail") },
  { "schema_policy", "none", N_ ("Ignore it") },
  { "schema_policy", "registry", N_ ("Ask the registry") },
  { "layer", "bronze", N_ ("Bronze") },
  { "layer", "silver", N_ ("Silver") },
  { "layer", "gold", N_ ("Gold") },
  { "trigger", "clock", N_ ("The clock") },
  { "trigger", "upstream", N_ ("What is upstream") },
  { "output_mode", "append", N_ ("Append") },
  { "output_mode", "update", N_ ("Update") },
  { "output_mode", "complete", N_ ("Complete") },
  { "action", "warn", N_ ("Warn") },
  { "action", "drop", N_ ("Drop the row") },
  { "action", "fail", N_ ("Fail the update") },
  { "runtime", "managed", N_ ("Managed") },
  { "runtime", "open", N_ ("Open") },
  { "clustering", "none", N_ ("None") },
  { "clustering", "partition", N_ ("Partitions") },
  { "clustering", "z-order", N_ ("Z-order") },
  { "clustering", "liquid", N_ ("Liquid") },
  { "publish_mode", "snapshot", N_ ("Snapshot") },
  { "publish_mode", "triggered", N_ ("Triggered") },
  { "publish_mode", "continuous", N_ ("Continuous") },
  { "mode", "triggered", N_ ("Triggered") },
  { "mode", "continuous", N_ ("Continuous") },
  { "mode", "real-time", N_ ("Real-time") },
  { "role", "trigger", N_ ("Arrival triggers output") },
  { "role", "side", N_ ("Joined when available") },
  { "role", "fallback", N_ ("Used when the other fails") },
  { "sla_kind", "firm", N_ ("Firm") },
  { "sla_kind", "best-effort", N_ ("Best effort") },
  { "delivery", "at-most-once", N_ ("At most once") },
  { "delivery", "at-least-once", N_ ("At least once") },
  { "delivery", "effectively-once", N_ ("Effectively once") },
  { "ordering", "none", N_ ("None") },
  { "ordering", "key", N_ ("Per key") },
  { "ordering", "total", N_ ("Total") },
  { NULL, "left", N_ ("Left") },
  { NULL, "right", N_ ("Right") },
  { NULL, "top", N_ ("Top") },
  { NULL, "bottom", N_ ("Bottom") },
  { "basis", "fixed", N_ ("Fixed") },
  { "basis", "storage", N_ ("Storage") },
  { "basis", "compute", N_ ("Compute") },
  { "basis", "events", N_ ("Events") },
  { "basis", "queries", N_ ("Queries") },
  { "basis", "egress", N_ ("Egress") },
};

const char *
lkb_word_get_label (const LkbFieldInfo *info, const char *word)
{
  LkbMode mode;
  LkbLane lane;

  if (g_str_equal (info->key, "type"))
    return lkb_type_get_label (word);
  if (g_str_equal (info->key, "lane") && lkb_lane_from_string (word, &lane))
    return lkb_lane_get_label (lane);
  if (g_str_equal (info->key, "mode") && lkb_mode_from_string (word, &mode))
    return lkb_mode_get_label (mode);
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if ((words[i].key == NULL || g_str_equal (words[i].key, info->key))
        && g_str_equal (words[i].word, word))
      return _ (words[i].label);
  return word;
}

struct _LkbChoiceBox
{
  LkbValueEditor parent_instance;

  GtkWidget *drop_down;
  GtkStringList *labels; /* first "not set", then the words, then what is none of them */
  GPtrArray *words; /* of char *, from the second label on */
  LkbValue *value; /* (nullable) */
  char *ghost;
  gboolean for_nodes;
  gboolean required;
  gboolean mixed;
  gboolean setting;
};

G_DEFINE_FINAL_TYPE (LkbChoiceBox, lkb_choice_box, LKB_TYPE_VALUE_EDITOR)

static void
selected_cb (GtkDropDown *drop_down, GParamSpec *pspec, LkbChoiceBox *self)
{
  guint i = gtk_drop_down_get_selected (drop_down);
  g_autoptr (LkbValue) value = NULL;

  if (self->setting || i == GTK_INVALID_LIST_POSITION)
    return;
  if (i == 0 && (self->mixed || self->required))
    return;
  if (i > 0)
    value = self->for_nodes ? lkb_value_new_text (g_ptr_array_index (self->words, i - 1))
                            : lkb_value_new_choice (g_ptr_array_index (self->words, i - 1));
  lkb_value_editor_say (LKB_VALUE_EDITOR (self), value);
  lkb_value_editor_say_done (LKB_VALUE_EDITOR (self));
}

static void
add_row (LkbChoiceBox *self, const char *word, const char *label)
{
  g_ptr_array_add (self->words, g_strdup (word));
  gtk_string_list_append (self->labels, label);
}

static void
add_nodes (LkbChoiceBox *self)
{
  LkbEditContext *context = lkb_value_editor_get_context (LKB_VALUE_EDITOR (self));
  const GPtrArray *elements = lkb_board_get_elements (context->board);

  for (guint i = 0; i < elements->len; i++)
    {
      const LkbElement *element = elements->pdata[i];

      if (lkb_element_is_node (element))
        {
          g_autofree char *name = lkb_edit_context_dup_node_name (context,
                                                                  lkb_element_get_id (element));

          add_row (self, lkb_element_get_id (element), name);
        }
    }
}

static const char *
get_first_label (LkbChoiceBox *self)
{
  if (self->mixed)
    return _ ("several values");
  if (self->ghost != NULL)
    return self->ghost;
  return _ ("not set");
}

/* Makes the rows of nodes anew when they are not those of the board any more. */
static void
sync_nodes (LkbChoiceBox *self)
{
  LkbEditContext *context = lkb_value_editor_get_context (LKB_VALUE_EDITOR (self));
  const GPtrArray *elements = lkb_board_get_elements (context->board);
  guint n = 0;
  gboolean same = TRUE;

  for (guint i = 0; i < elements->len && same; i++)
    {
      g_autofree char *name = NULL;

      if (!lkb_element_is_node (elements->pdata[i]))
        continue;
      name = lkb_edit_context_dup_node_name (context, lkb_element_get_id (elements->pdata[i]));
      same = n < self->words->len
             && g_str_equal (g_ptr_array_index (self->words, n),
                             lkb_element_get_id (elements->pdata[i]))
             && g_str_equal (gtk_string_list_get_string (self->labels, n + 1), name);
      n++;
    }
  if (same && n == self->words->len)
    return;
  gtk_string_list_splice (self->labels, 1, self->words->len, NULL);
  g_ptr_array_set_size (self->words, 0);
  add_nodes (self);
}

static void
show_choice (LkbChoiceBox *self)
{
  const char *word = self->value != NULL ? lkb_value_get_text (self->value) : NULL;
  const char *first[2] = { get_first_label (self), NULL };
  guint selected = 0;

  self->setting = TRUE;
  if (self->for_nodes)
    sync_nodes (self);
  if (g_strcmp0 (gtk_string_list_get_string (self->labels, 0), first[0]) != 0)
    gtk_string_list_splice (self->labels, 0, 1, first);
  if (word != NULL)
    {
      for (guint i = 0; i < self->words->len && selected == 0; i++)
        if (g_str_equal (g_ptr_array_index (self->words, i), word))
          selected = i + 1;
      if (selected == 0)
        {
          /* What is no longer on the board stays readable. */
          add_row (self, word, word);
          selected = self->words->len;
        }
    }
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->drop_down), selected);
  if (selected == 0)
    gtk_widget_add_css_class (self->drop_down, "lkb-unset");
  else
    gtk_widget_remove_css_class (self->drop_down, "lkb-unset");
  self->setting = FALSE;
}

static void
lkb_choice_box_set_value (LkbValueEditor *editor, const LkbValue *value, gboolean mixed)
{
  LkbChoiceBox *self = LKB_CHOICE_BOX (editor);
  LkbValue *held = value != NULL ? lkb_value_ref (value) : NULL;

  g_clear_pointer (&self->value, lkb_value_unref);
  self->value = held;
  self->mixed = mixed;
  show_choice (self);
}

static void
lkb_choice_box_set_ghost (LkbValueEditor *editor, const char *text)
{
  LkbChoiceBox *self = LKB_CHOICE_BOX (editor);

  if (g_strcmp0 (self->ghost, text) == 0)
    return;
  g_free (self->ghost);
  self->ghost = g_strdup (text);
  show_choice (self);
}

static GtkWidget *
lkb_choice_box_get_control (LkbValueEditor *editor)
{
  return LKB_CHOICE_BOX (editor)->drop_down;
}

static void
lkb_choice_box_finalize (GObject *object)
{
  LkbChoiceBox *self = LKB_CHOICE_BOX (object);

  g_clear_pointer (&self->value, lkb_value_unref);
  g_ptr_array_unref (self->words);
  g_free (self->ghost);
  G_OBJECT_CLASS (lkb_choice_box_parent_class)->finalize (object);
}

static void
lkb_choice_box_class_init (LkbChoiceBoxClass *klass)
{
  LkbValueEditorClass *editor_class = LKB_VALUE_EDITOR_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = lkb_choice_box_finalize;
  editor_class->set_value = lkb_choice_box_set_value;
  editor_class->set_ghost = lkb_choice_box_set_ghost;
  editor_class->get_control = lkb_choice_box_get_control;
}

static void
lkb_choice_box_init (LkbChoiceBox *self)
{
  const char *const first[] = { _ ("not set"), NULL };

  self->words = g_ptr_array_new_with_free_func (g_free);
  self->labels = gtk_string_list_new (first);
  self->drop_down = gtk_drop_down_new (G_LIST_MODEL (self->labels), NULL);
  gtk_widget_set_parent (self->drop_down, GTK_WIDGET (self));
  g_signal_connect (self->drop_down, "notify::selected", G_CALLBACK (selected_cb), self);
}

GtkWidget *
lkb_choice_box_new (LkbEditContext *context, const LkbFieldInfo *info, const char *const *choices)
{
  LkbChoiceBox *self = g_object_new (LKB_TYPE_CHOICE_BOX, NULL);

  lkb_value_editor_set_context (LKB_VALUE_EDITOR (self), context, info);
  self->setting = TRUE;
  for (guint i = 0; choices != NULL && choices[i] != NULL; i++)
    add_row (self, choices[i], lkb_word_get_label (info, choices[i]));
  self->setting = FALSE;
  return GTK_WIDGET (self);
}

GtkWidget *
lkb_choice_box_new_for_nodes (LkbEditContext *context, const LkbFieldInfo *info)
{
  LkbChoiceBox *self = g_object_new (LKB_TYPE_CHOICE_BOX, NULL);

  lkb_value_editor_set_context (LKB_VALUE_EDITOR (self), context, info);
  self->for_nodes = TRUE;
  show_choice (self);
  return GTK_WIDGET (self);
}

void
lkb_choice_box_set_required (LkbChoiceBox *self)
{
  self->required = TRUE;
}

struct _LkbCheckBox
{
  LkbValueEditor parent_instance;

  GtkWidget *button;
  gboolean setting;
};

G_DEFINE_FINAL_TYPE (LkbCheckBox, lkb_check_box, LKB_TYPE_VALUE_EDITOR)

static void
toggled_cb (GtkCheckButton *button, LkbCheckBox *self)
{
  g_autoptr (LkbValue) value = NULL;

  if (self->setting)
    return;
  gtk_check_button_set_inconsistent (button, FALSE);
  if (gtk_check_button_get_active (button))
    value = lkb_value_new_boolean (TRUE);
  lkb_value_editor_say (LKB_VALUE_EDITOR (self), value);
  lkb_value_editor_say_done (LKB_VALUE_EDITOR (self));
}

static void
lkb_check_box_set_value (LkbValueEditor *editor, const LkbValue *value, gboolean mixed)
{
  LkbCheckBox *self = LKB_CHECK_BOX (editor);

  self->setting = TRUE;
  gtk_check_button_set_inconsistent (GTK_CHECK_BUTTON (self->button), mixed);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (self->button),
                               value != NULL && lkb_value_get_boolean (value));
  self->setting = FALSE;
}

static GtkWidget *
lkb_check_box_get_control (LkbValueEditor *editor)
{
  return LKB_CHECK_BOX (editor)->button;
}

static void
lkb_check_box_class_init (LkbCheckBoxClass *klass)
{
  LkbValueEditorClass *editor_class = LKB_VALUE_EDITOR_CLASS (klass);

  editor_class->set_value = lkb_check_box_set_value;
  editor_class->get_control = lkb_check_box_get_control;
}

static void
lkb_check_box_init (LkbCheckBox *self)
{
  self->button = gtk_check_button_new ();
  gtk_widget_set_parent (self->button, GTK_WIDGET (self));
  g_signal_connect (self->button, "toggled", G_CALLBACK (toggled_cb), self);
}

GtkWidget *
lkb_check_box_new (LkbEditContext *context, const LkbFieldInfo *info)
{
  LkbCheckBox *self = g_object_new (LKB_TYPE_CHECK_BOX, NULL);

  lkb_value_editor_set_context (LKB_VALUE_EDITOR (self), context, info);
  gtk_check_button_set_label (GTK_CHECK_BUTTON (self->button), _ (info->label));
  return GTK_WIDGET (self);
}
