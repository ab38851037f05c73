/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-fact-row.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "core/base/lkb-quantity.h"
#include "core/base/lkb-text.h"
#include "core/model/lkb-edit.h"
#include "lkb-choice-box.h"
#include "lkb-cost-box.h"
#include "lkb-fact-ghost.h"
#include "lkb-owner-entry.h"
#include "lkb-quantity-entry.h"

struct _LkbFactRow
{
  GtkWidget parent_instance;

  LkbEditContext *context;
  LkbField field;
  GtkWidget *label; /* NULL for a check box, which has its own */
  GtkWidget *editor;
  GtkWidget *note;
  GtkWidget *proposal;
  LkbValue *proposed; /* (nullable) */
  GtkWidget *finding;
};

G_DEFINE_FINAL_TYPE (LkbFactRow, lkb_fact_row, GTK_TYPE_WIDGET)

gboolean
lkb_fact_is_filled (LkbEditContext *context, LkbField field)
{
  for (guint i = 0; context->ids[i] != NULL; i++)
    {
      const LkbElement *element = lkb_board_lookup (context->board, context->ids[i]);

      if (element == NULL)
        continue;
      if (lkb_element_get (element, field) != NULL
          || (field == LKB_FIELD_LATENCY_P95
              && lkb_element_get (element, LKB_FIELD_LATENCY_P50) != NULL))
        return TRUE;
    }
  return FALSE;
}

const char *
lkb_fact_get_label (LkbField field)
{
  if (field == LKB_FIELD_LATENCY_P95)
    return _ ("Latency p50/p95");
  return lkb_field_get_label (field);
}

/* Both figures as one value; NULL when neither is set. */
static LkbValue *
dup_latency (LkbFactRow *self, gboolean *mixed)
{
  gboolean mixed50, mixed95;
  const LkbValue *p50 = lkb_edit_context_get_value (self->context, LKB_FIELD_LATENCY_P50, &mixed50);
  const LkbValue *p95 = lkb_edit_context_get_value (self->context, LKB_FIELD_LATENCY_P95, &mixed95);
  const char *pair[2] = { p50 != NULL ? lkb_value_get_text (p50) : "",
                          p95 != NULL ? lkb_value_get_text (p95) : "" };

  *mixed = mixed50 || mixed95;
  if (*mixed || (p50 == NULL && p95 == NULL))
    return NULL;
  return lkb_value_new_text_list (pair, 2);
}

static void
apply_latency (LkbFactRow *self, const LkbValue *pair)
{
  g_autofree char *who = g_strjoinv (" ", self->context->ids);
  g_autofree char *key = g_strconcat ("latency:", who, NULL);
  g_autoptr (LkbChange) change = lkb_change_new (N_ ("Change Latency"));

  for (guint i = 0; self->context->ids[i] != NULL; i++)
    {
      const LkbElement *element = lkb_board_lookup (self->context->board, self->context->ids[i]);
      LkbElementBuilder *builder;
      g_autoptr (LkbElement) after = NULL;

      if (element == NULL)
        continue;
      builder = lkb_element_builder_new_from (element);
      lkb_element_builder_set_text (builder, LKB_FIELD_LATENCY_P50,
                                    pair != NULL ? lkb_value_get_nth_text (pair, 0) : NULL);
      lkb_element_builder_set_text (builder, LKB_FIELD_LATENCY_P95,
                                    pair != NULL ? lkb_value_get_nth_text (pair, 1) : NULL);
      after = lkb_element_builder_end (builder);
      lkb_change_add (change, element, after);
    }
  if (!lkb_change_is_empty (change))
    lkb_edit_context_apply (self->context, g_steal_pointer (&change), key);
}

static void
apply_end (LkbFactRow *self, const LkbValue *value)
{
  const LkbElement *edge = lkb_edit_context_get_single (self->context);
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;

  if (edge == NULL || value == NULL)
    return;
  from = g_strdup (lkb_element_get_from (edge));
  to = g_strdup (lkb_element_get_to (edge));
  if (self->field == LKB_FIELD_FROM)
    lkb_edit_context_apply (self->context,
                            lkb_edit_reconnect (self->context->board, self->context->ids[0],
                                                lkb_value_get_text (value), to),
                            NULL);
  else
    lkb_edit_context_apply (self->context,
                            lkb_edit_reconnect (self->context->board, self->context->ids[0], from,
                                                lkb_value_get_text (value)),
                            NULL);
}

static void
edited_cb (LkbValueEditor *editor, const LkbValue *value, LkbFactRow *self)
{
  /* The board answers with a signal that may take this row away. */
  g_autoptr (LkbFactRow) held = g_object_ref (self);

  switch (self->field)
    {
    case LKB_FIELD_LATENCY_P95:
      apply_latency (self, value);
      break;
    case LKB_FIELD_FROM:
    case LKB_FIELD_TO:
      apply_end (self, value);
      break;
    case LKB_FIELD_OWNER:
      if (value != NULL && strchr (lkb_value_get_text (value), '>') != NULL
          && lkb_edit_context_is_edges (self->context))
        {
          lkb_edit_context_apply (self->context,
                                  lkb_edit_own (self->context->board,
                                                (const char *const *) self->context->ids,
                                                lkb_value_get_text (value)),
                                  NULL);
          break;
        }
      G_GNUC_FALLTHROUGH;
    default:
      lkb_edit_context_set (self->context, self->field, value);
      break;
    }
  /* What the board refused, or made into something else, is shown as it is. */
  if (!self->context->closed)
    lkb_fact_row_update (self);
}

static void
done_cb (LkbValueEditor *editor, LkbFactRow *self)
{
  lkb_edit_context_end_merge (self->context);
}

static void
proposal_cb (GtkButton *button, LkbFactRow *self)
{
  g_autoptr (LkbFactRow) held = g_object_ref (self);
  g_autoptr (LkbValue) value = self->proposed != NULL ? lkb_value_ref (self->proposed) : NULL;

  if (value == NULL)
    return;
  lkb_edit_context_end_merge (self->context);
  lkb_edit_context_set (self->context, self->field, value);
  lkb_edit_context_end_merge (self->context);
  if (!self->context->closed)
    {
      lkb_fact_row_update (self);
      lkb_fact_row_take_focus (self, NULL);
    }
}

static void
show_note (LkbFactRow *self, const char *text)
{
  g_autofree char *shown = text != NULL ? lkb_text_shown_line (text) : NULL;

  gtk_label_set_text (GTK_LABEL (self->note), shown != NULL ? shown : "");
  gtk_widget_set_visible (self->note, text != NULL);
}

static void
update_ghost (LkbFactRow *self)
{
  LkbGhost ghost;

  lkb_ghost_fill (&ghost, self->context, self->field);
  if (self->field == LKB_FIELD_COSTS && self->context->analysis != NULL
      && self->context->ids[1] == NULL && ghost.note == NULL)
    {
      double sum = lkb_analysis_get_cost_of (self->context->analysis, self->context->ids[0]);
      const char *currency = lkb_analysis_get_cost (self->context->analysis)->currency;

      if (isfinite (sum) && currency != NULL)
        {
          g_autofree char *money = lkb_format_money (sum, currency);
          g_autofree char *local = lkb_text_to_locale (money, self->context->decimal,
                                                       self->context->grouping);

          ghost.note = g_strdup_printf (_ ("%s a month"), local);
        }
    }
  if (ghost.text == NULL && !LKB_IS_CHOICE_BOX (self->editor))
    ghost.text = lkb_fact_dup_example (self->context, self->field);
  lkb_value_editor_set_ghost (LKB_VALUE_EDITOR (self->editor), ghost.text);
  show_note (self, ghost.note);
  lkb_ghost_clear (&ghost);
}

static void
update_proposal (LkbFactRow *self)
{
  g_autofree char *label = NULL;

  g_clear_pointer (&self->proposed, lkb_value_unref);
  if (!self->context->read_only)
    self->proposed = lkb_fact_propose (self->context, self->field, &label);
  if (self->proposed != NULL)
    {
      g_autofree char *shown = lkb_text_shown_line (label);
      g_autofree char *spoken = g_strdup_printf ("%s: %s", lkb_fact_get_label (self->field), shown);

      gtk_label_set_text (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (self->proposal))), shown);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->proposal),
                                      GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
    }
  gtk_widget_set_visible (self->proposal, self->proposed != NULL);
}

/* The first thing to fix or improve in this fact, calm: nothing is red here. */
static void
update_finding (LkbFactRow *self)
{
  const LkbFinding *found = NULL;
  g_autofree char *message = NULL;
  g_autofree char *line = NULL;
  guint n = self->context->findings != NULL ? lkb_findings_get_n (self->context->findings) : 0;

  for (guint i = 0; i < n && found == NULL && self->context->ids[1] == NULL; i++)
    {
      const LkbFinding *finding = lkb_findings_get_nth (self->context->findings, i);
      const char *id = finding->elements[0] != NULL ? finding->elements[0] : LKB_BOARD_ID;
      gboolean same = finding->field == self->field
                      || (self->field == LKB_FIELD_LATENCY_P95
                          && finding->field == LKB_FIELD_LATENCY_P50);

      if (same && finding->severity < LKB_SEVERITY_HINT && g_str_equal (id, self->context->ids[0]))
        found = finding;
    }
  if (found != NULL)
    {
      message = lkb_finding_dup_message (found, TRUE);
      line = g_strdup_printf ("%s %s", found->severity == LKB_SEVERITY_ERROR ? "◌" : "▲", message);
      if (found->severity == LKB_SEVERITY_ERROR)
        gtk_widget_remove_css_class (self->finding, "lkb-amber");
      else
        gtk_widget_add_css_class (self->finding, "lkb-amber");
    }
  gtk_label_set_text (GTK_LABEL (self->finding), line != NULL ? line : "");
  gtk_widget_set_visible (self->finding, line != NULL);
}

void
lkb_fact_row_update (LkbFactRow *self)
{
  gboolean mixed;

  if (self->field == LKB_FIELD_LATENCY_P95)
    {
      g_autoptr (LkbValue) pair = dup_latency (self, &mixed);

      lkb_value_editor_set_value (LKB_VALUE_EDITOR (self->editor), pair, mixed);
    }
  else
    {
      const LkbValue *value = lkb_edit_context_get_value (self->context, self->field, &mixed);

      lkb_value_editor_set_value (LKB_VALUE_EDITOR (self->editor), value, mixed);
    }
  update_ghost (self);
  update_proposal (self);
  update_finding (self);
}

static void
lkb_fact_row_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (lkb_fact_row_parent_class)->dispose (object);
}

static void
lkb_fact_row_finalize (GObject *object)
{
  LkbFactRow *self = LKB_FACT_ROW (object);

  g_clear_pointer (&self->proposed, lkb_value_unref);
  g_clear_pointer (&self->context, lkb_edit_context_unref);
  G_OBJECT_CLASS (lkb_fact_row_parent_class)->finalize (object);
}

static void
lkb_fact_row_class_init (LkbFactRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = lkb_fact_row_dispose;
  object_class->finalize = lkb_fact_row_finalize;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "lkb-fact");
}

static GtkWidget *
create_line (const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_add_css_class (label, css_class);
  gtk_widget_set_visible (label, FALSE);
  return label;
}

static void
lkb_fact_row_init (LkbFactRow *self)
{
  GtkWidget *line = gtk_label_new (NULL);

  gtk_orientable_set_orientation (
      GTK_ORIENTABLE (gtk_widget_get_layout_manager (GTK_WIDGET (self))), GTK_ORIENTATION_VERTICAL);
  self->note = create_line ("lkb-echo");
  self->finding = create_line ("lkb-echo");
  gtk_label_set_xalign (GTK_LABEL (line), 0);
  gtk_label_set_ellipsize (GTK_LABEL (line), PANGO_ELLIPSIZE_MIDDLE);
  self->proposal = gtk_button_new ();
  gtk_button_set_child (GTK_BUTTON (self->proposal), line);
  gtk_widget_set_halign (self->proposal, GTK_ALIGN_START);
  gtk_widget_set_visible (self->proposal, FALSE);
  gtk_widget_add_css_class (self->proposal, "lkb-proposal");
  g_signal_connect (self->proposal, "clicked", G_CALLBACK (proposal_cb), self);
}

static GtkWidget *
create_editor (LkbEditContext *context, LkbField field)
{
  const LkbFieldInfo *info = lkb_field_get_info (field);
  const char *const *choices = NULL;

  if (field == LKB_FIELD_LATENCY_P95)
    return lkb_latency_box_new (context);
  if (field == LKB_FIELD_COSTS)
    return lkb_cost_box_new (context, info);
  if (info->type == LKB_VALUE_CHOICE)
    {
      const LkbElement *first = lkb_board_lookup (context->board, context->ids[0]);

      choices = lkb_kind_get_choices (lkb_element_get_kind (first), field);
      for (guint i = 1; context->ids[i] != NULL; i++)
        {
          const LkbElement *element = lkb_board_lookup (context->board, context->ids[i]);

          /* The same key with other words: nothing that one choice could set in both. */
          if (lkb_kind_get_choices (lkb_element_get_kind (element), field) != choices)
            return NULL;
        }
    }
  if ((field == LKB_FIELD_FROM || field == LKB_FIELD_TO) && context->ids[1] != NULL)
    return NULL;
  return lkb_value_editor_new (context, info, choices);
}

GtkWidget *
lkb_fact_row_new (LkbEditContext *context, LkbField field)
{
  const LkbFieldInfo *info = lkb_field_get_info (field);
  GtkWidget *editor = create_editor (context, field);
  LkbFactRow *self;

  if (editor == NULL)
    return NULL;
  self = g_object_new (LKB_TYPE_FACT_ROW, NULL);
  self->context = lkb_edit_context_ref (context);
  self->field = field;
  self->editor = editor;
  if (field == LKB_FIELD_FROM || field == LKB_FIELD_TO)
    lkb_choice_box_set_required (LKB_CHOICE_BOX (editor));
  if (info->type != LKB_VALUE_BOOLEAN)
    {
      self->label = gtk_label_new (lkb_fact_get_label (field));
      gtk_label_set_xalign (GTK_LABEL (self->label), 0);
      gtk_label_set_wrap (GTK_LABEL (self->label), TRUE);
      gtk_widget_add_css_class (self->label, "lkb-field-label");
      gtk_widget_set_parent (self->label, GTK_WIDGET (self));
    }
  lkb_value_editor_set_label (LKB_VALUE_EDITOR (editor), self->label, lkb_fact_get_label (field));
  if (info->help != NULL)
    {
      gtk_widget_set_tooltip_text (self->label != NULL ? self->label : editor, _ (info->help));
      gtk_accessible_update_property (
          GTK_ACCESSIBLE (lkb_value_editor_get_control (LKB_VALUE_EDITOR (editor))),
          GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, _ (info->help), -1);
    }
  gtk_widget_set_sensitive (editor, !context->read_only);
  gtk_widget_set_parent (editor, GTK_WIDGET (self));
  gtk_widget_set_parent (self->note, GTK_WIDGET (self));
  gtk_widget_set_parent (self->proposal, GTK_WIDGET (self));
  gtk_widget_set_parent (self->finding, GTK_WIDGET (self));
  /* An editor that is just speaking may outlive its row. */
  g_signal_connect_object (editor, "edited", G_CALLBACK (edited_cb), self, 0);
  g_signal_connect_object (editor, "done", G_CALLBACK (done_cb), self, 0);
  lkb_fact_row_update (self);
  return GTK_WIDGET (self);
}

LkbField
lkb_fact_row_get_field (LkbFactRow *self)
{
  return self->field;
}

LkbValueEditor *
lkb_fact_row_get_editor (LkbFactRow *self)
{
  return LKB_VALUE_EDITOR (self->editor);
}

void
lkb_fact_row_commit (LkbFactRow *self)
{
  lkb_value_editor_commit (LKB_VALUE_EDITOR (self->editor));
}

gboolean
lkb_fact_row_take_focus (LkbFactRow *self, const char *member)
{
  return lkb_value_editor_take_focus (LKB_VALUE_EDITOR (self->editor), member);
}

void
lkb_fact_row_hide_label (LkbFactRow *self)
{
  if (self->label != NULL)
    gtk_widget_set_visible (self->label, FALSE);
}

GtkWidget *
lkb_fact_row_get_proposal (LkbFactRow *self)
{
  return gtk_widget_get_visible (self->proposal) ? self->proposal : NULL;
}

const char *
lkb_fact_row_get_note (LkbFactRow *self)
{
  return gtk_widget_get_visible (self->note) ? gtk_label_get_text (GTK_LABEL (self->note)) : NULL;
}
