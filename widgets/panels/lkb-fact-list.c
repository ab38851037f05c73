/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-fact-list.h"

#include <glib/gi18n-lib.h>

#include "lkb-fact-section.h"
#include "lkb-pick-popover.h"
#include "lkb-widget.h"

struct _LkbFactList
{
  GtkWidget parent_instance;

  LkbEditContext *context; /* (nullable): of what is shown */
  GPtrArray *rows; /* of LkbFactRow, borrowed */

  GtkWidget *sections;
  GtkWidget *expander;
  GtkWidget *more_sections;
  GtkWidget *add_button;
  GtkWidget *add_popover;
};

G_DEFINE_FINAL_TYPE (LkbFactList, lkb_fact_list, GTK_TYPE_WIDGET)

/* Where something lies is set by dragging it; the boxes are there for who cannot. */
static gboolean
is_place (LkbField field)
{
  return field == LKB_FIELD_X || field == LKB_FIELD_Y || field == LKB_FIELD_W
         || field == LKB_FIELD_H || field == LKB_FIELD_LABEL_AT || field == LKB_FIELD_WIDTH;
}

static gboolean
is_drawn (LkbField field)
{
  LkbValueType type = lkb_field_get_info (field)->type;

  return type == LKB_VALUE_TUPLE || type == LKB_VALUE_TUPLE_LIST;
}

/* The page shows its six sections also while they are empty. */
static gboolean
belongs_to_page (LkbField field)
{
  return field == LKB_FIELD_ROSTER || field == LKB_FIELD_TRADE_OFFS
         || field == LKB_FIELD_ASSUMPTIONS;
}

static gboolean
is_carried (LkbFactList *self, LkbField field)
{
  for (guint i = 0; self->context->ids[i] != NULL; i++)
    {
      const LkbElement *element = lkb_board_lookup (self->context->board, self->context->ids[i]);

      if (element == NULL || lkb_kind_get_tier (lkb_element_get_kind (element), field) == 0)
        return FALSE;
    }
  return TRUE;
}

static LkbFactRow *
find_row (LkbFactList *self, LkbField field)
{
  for (guint i = 0; i < self->rows->len; i++)
    if (lkb_fact_row_get_field (g_ptr_array_index (self->rows, i)) == field)
      return g_ptr_array_index (self->rows, i);
  return NULL;
}

/* (nullable): the row of a field, made when it isn't there. In a section what is essential comes first. */
static LkbFactRow *
add_row (LkbFactList *self, LkbField field, gboolean more)
{
  const LkbElement *first = lkb_board_lookup (self->context->board, self->context->ids[0]);
  guint tier = lkb_kind_get_tier (lkb_element_get_kind (first), field);
  const char *group = lkb_field_get_info (field)->group;
  GtkWidget *row = lkb_fact_row_new (self->context, field);

  if (row == NULL)
    return NULL;
  lkb_fact_section_insert (
      lkb_fact_section_get (more ? self->more_sections : self->sections, group), row,
      tier * LKB_N_FIELDS + field);
  if (group != NULL && field != LKB_FIELD_GOAL
      && g_str_equal (_ (group), lkb_fact_get_label (field)))
    lkb_fact_row_hide_label (LKB_FACT_ROW (row));
  g_ptr_array_add (self->rows, row);
  if (more)
    gtk_widget_set_visible (self->expander, TRUE);
  return LKB_FACT_ROW (row);
}

static const LkbKindField *
get_fields (LkbFactList *self, guint *n_fields)
{
  const LkbElement *first = lkb_board_lookup (self->context->board, self->context->ids[0]);

  return lkb_kind_get_fields (lkb_element_get_kind (first), n_fields);
}

void
lkb_fact_list_add_filled (LkbFactList *self)
{
  guint n_fields;
  const LkbKindField *fields = get_fields (self, &n_fields);

  for (guint i = 0; i < n_fields; i++)
    {
      LkbField field = fields[i].field;

      if (field == LKB_FIELD_LATENCY_P50)
        field = LKB_FIELD_LATENCY_P95;
      if (!is_drawn (field) && find_row (self, field) == NULL && is_carried (self, field)
          && lkb_fact_is_filled (self->context, field))
        add_row (self, field, is_place (field));
    }
}

static void
add_rows (LkbFactList *self)
{
  guint n_fields;
  const LkbKindField *fields = get_fields (self, &n_fields);

  for (guint i = 0; i < n_fields; i++)
    {
      LkbField field = fields[i].field;
      gboolean shown = fields[i].tier == 1 || belongs_to_page (field);

      if (field == LKB_FIELD_LATENCY_P50 || is_drawn (field) || !is_carried (self, field))
        continue;
      if (!is_place (field) && (shown || lkb_fact_is_filled (self->context, field)))
        add_row (self, field, FALSE);
      else if (fields[i].tier == 2 || lkb_fact_is_filled (self->context, field))
        add_row (self, field, TRUE);
    }
}

void
lkb_fact_list_update (LkbFactList *self)
{
  g_return_if_fail (LKB_IS_FACT_LIST (self));

  for (guint i = 0; i < self->rows->len; i++)
    lkb_fact_row_update (g_ptr_array_index (self->rows, i));
}

void
lkb_fact_list_set_context (LkbFactList *self, LkbEditContext *context)
{
  g_return_if_fail (LKB_IS_FACT_LIST (self));

  g_ptr_array_set_size (self->rows, 0);
  lkb_fact_section_clear (self->sections);
  lkb_fact_section_clear (self->more_sections);
  g_clear_pointer (&self->context, lkb_edit_context_unref);
  if (context == NULL)
    return;
  self->context = lkb_edit_context_ref (context);
  gtk_widget_set_visible (self->expander, FALSE);
  gtk_widget_set_visible (self->add_button, !context->read_only);
  add_rows (self);
}

void
lkb_fact_list_commit (LkbFactList *self)
{
  g_return_if_fail (LKB_IS_FACT_LIST (self));

  /* Backwards: a commit adds rows at the end, and one that builds all anew leaves none. */
  for (guint i = self->rows->len; i > 0; i--)
    if (i <= self->rows->len)
      lkb_fact_row_commit (g_ptr_array_index (self->rows, i - 1));
}

LkbFactRow *
lkb_fact_list_get_row (LkbFactList *self, LkbField field)
{
  g_return_val_if_fail (LKB_IS_FACT_LIST (self), NULL);

  return find_row (self, field == LKB_FIELD_LATENCY_P50 ? LKB_FIELD_LATENCY_P95 : field);
}

gboolean
lkb_fact_list_focus_member (LkbFactList *self, LkbField field, const char *member)
{
  LkbFactRow *row;

  g_return_val_if_fail (LKB_IS_FACT_LIST (self), FALSE);

  if (field == LKB_FIELD_LATENCY_P50)
    field = LKB_FIELD_LATENCY_P95;
  if (self->context == NULL || field >= LKB_N_FIELDS || !is_carried (self, field)
      || is_drawn (field))
    return FALSE;
  row = find_row (self, field);
  if (row == NULL)
    row = add_row (self, field, FALSE);
  if (row == NULL)
    return FALSE;
  if (gtk_widget_is_ancestor (GTK_WIDGET (row), self->more_sections))
    gtk_expander_set_expanded (GTK_EXPANDER (self->expander), TRUE);
  return lkb_fact_row_take_focus (row, member);
}

static void
fill_facts_cb (LkbPickPopover *popover, LkbFactList *self)
{
  guint n_fields;
  const LkbKindField *fields;

  lkb_pick_popover_clear (popover);
  if (self->context == NULL)
    return;
  fields = get_fields (self, &n_fields);
  for (guint i = 0; i < n_fields; i++)
    {
      LkbField field = fields[i].field;
      LkbFactRow *row = find_row (self, field);
      const LkbFieldInfo *info = lkb_field_get_info (field);

      if (field == LKB_FIELD_LATENCY_P50 || is_drawn (field) || !is_carried (self, field)
          || (row != NULL && !gtk_widget_is_ancestor (GTK_WIDGET (row), self->more_sections)))
        continue;
      lkb_pick_popover_add (popover, lkb_field_get_key (field), lkb_fact_get_label (field),
                            info->help != NULL ? _ (info->help) : NULL);
    }
}

static void
fact_picked_cb (LkbPickPopover *popover, const char *key, gboolean is_text, LkbFactList *self)
{
  const LkbElement *first;
  LkbField field;

  if (self->context == NULL)
    return;
  first = lkb_board_lookup (self->context->board, self->context->ids[0]);
  if (first != NULL && lkb_kind_find_field (lkb_element_get_kind (first), key, &field))
    lkb_fact_list_focus_member (self, field, NULL);
}

static void
lkb_fact_list_dispose (GObject *object)
{
  LkbFactList *self = LKB_FACT_LIST (object);
  GtkWidget *child;

  g_ptr_array_set_size (self->rows, 0);
  g_clear_pointer (&self->context, lkb_edit_context_unref);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (lkb_fact_list_parent_class)->dispose (object);
}

static void
lkb_fact_list_finalize (GObject *object)
{
  LkbFactList *self = LKB_FACT_LIST (object);

  g_ptr_array_unref (self->rows);
  G_OBJECT_CLASS (lkb_fact_list_parent_class)->finalize (object);
}

static void
lkb_fact_list_class_init (LkbFactListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = lkb_fact_list_dispose;
  G_OBJECT_CLASS (klass)->finalize = lkb_fact_list_finalize;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BOX_LAYOUT);
}

static void
lkb_fact_list_init (LkbFactList *self)
{
  GtkWidget *widget = GTK_WIDGET (self);

  gtk_orientable_set_orientation (GTK_ORIENTABLE (gtk_widget_get_layout_manager (widget)),
                                  GTK_ORIENTATION_VERTICAL);
  self->rows = g_ptr_array_new ();
  self->sections = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  self->more_sections = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  self->expander = gtk_expander_new (_ ("More"));
  lkb_widget_set_spoken (self->expander, _ ("More"));
  gtk_expander_set_child (GTK_EXPANDER (self->expander), self->more_sections);
  gtk_widget_add_css_class (self->expander, "lkb-more");
  self->add_popover = lkb_pick_popover_new (_ ("Search facts"), NULL);
  self->add_button = gtk_menu_button_new ();
  gtk_menu_button_set_label (GTK_MENU_BUTTON (self->add_button), _ ("Add a fact…"));
  lkb_widget_set_spoken (self->add_button, _ ("Add a fact…"));
  gtk_menu_button_set_popover (GTK_MENU_BUTTON (self->add_button), self->add_popover);
  gtk_widget_set_halign (self->add_button, GTK_ALIGN_START);
  gtk_widget_add_css_class (self->add_button, "lkb-add-fact");
  g_signal_connect (self->add_popover, "fill", G_CALLBACK (fill_facts_cb), self);
  g_signal_connect (self->add_popover, "picked", G_CALLBACK (fact_picked_cb), self);
  gtk_widget_set_parent (self->sections, widget);
  gtk_widget_set_parent (self->expander, widget);
  gtk_widget_set_parent (self->add_button, widget);
}

GtkWidget *
lkb_fact_list_new (void)
{
  return g_object_new (LKB_TYPE_FACT_LIST, NULL);
}
