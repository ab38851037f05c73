/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-cost-box.h"

#include <glib/gi18n-lib.h>

#include "lkb-quantity-entry.h"
#include "lkb-record-list.h"

struct _LkbCostBox
{
  LkbValueEditor parent_instance;

  GtkWidget *line; /* the sum and the button beside it */
  GtkWidget *sum;
  GtkWidget *more;
  GtkWidget *rows;
  LkbValue *value; /* (nullable) */
  LkbFieldInfo price; /* of the box for the sum */
  gboolean detailed;
};

G_DEFINE_FINAL_TYPE (LkbCostBox, lkb_cost_box, LKB_TYPE_VALUE_EDITOR)

/* Whether the value is one sum: nothing, or one row `fixed` that says no more than its price. */
static gboolean
is_sum (const LkbValue *value)
{
  const LkbValue *row;
  const char *basis;
  guint n = 1;

  if (value == NULL)
    return TRUE;
  if (lkb_value_get_n (value) != 1)
    return FALSE;
  row = lkb_value_get_nth (value, 0);
  basis = lkb_value_get_member_text (row, "basis");
  if (basis != NULL && !g_str_equal (basis, "fixed"))
    return FALSE;
  n = basis != NULL ? 2 : 1;
  return lkb_value_get_member (row, "price") != NULL && lkb_value_get_n (row) == n;
}

static void
show_value (LkbCostBox *self, gboolean mixed)
{
  gboolean sum = is_sum (self->value) && !self->detailed;

  if (is_sum (self->value))
    lkb_value_editor_set_value (
        LKB_VALUE_EDITOR (self->sum),
        self->value != NULL ? lkb_value_get_member (lkb_value_get_nth (self->value, 0), "price")
                            : NULL,
        mixed);
  lkb_value_editor_set_value (LKB_VALUE_EDITOR (self->rows), self->value, mixed);
  gtk_widget_set_visible (self->line, sum);
  gtk_widget_set_visible (self->rows, !sum);
}

static void
take_value (LkbCostBox *self, const LkbValue *value)
{
  LkbValue *held = value != NULL ? lkb_value_ref (value) : NULL;

  g_clear_pointer (&self->value, lkb_value_unref);
  self->value = held;
}

static void
sum_edited_cb (LkbValueEditor *editor, const LkbValue *price, LkbCostBox *self)
{
  const LkbFieldInfo *info = lkb_value_editor_get_info (LKB_VALUE_EDITOR (self));
  g_autoptr (LkbValue) list = NULL;

  if (price != NULL)
    {
      LkbRecordBuilder *builder = self->value != NULL ? lkb_record_builder_new_from (
                                      info->members, lkb_value_get_nth (self->value, 0))
                                                      : lkb_record_builder_new (info->members);
      g_autoptr (LkbValue) basis = lkb_value_new_choice ("fixed");
      g_autoptr (LkbValue) row = NULL;

      lkb_record_builder_set (builder, "basis", basis);
      lkb_record_builder_set (builder, "price", price);
      row = lkb_record_builder_end (builder);
      list = lkb_value_new_list (LKB_VALUE_RECORD_LIST, &row, 1);
    }
  take_value (self, list);
  lkb_value_editor_say (LKB_VALUE_EDITOR (self), list);
}

static void
rows_edited_cb (LkbValueEditor *editor, const LkbValue *value, LkbCostBox *self)
{
  take_value (self, value);
  /* Whoever works on the rows goes on doing so, even if a sum would do now. */
  self->detailed = TRUE;
  lkb_value_editor_say (LKB_VALUE_EDITOR (self), value);
}

static void
done_cb (LkbValueEditor *editor, LkbCostBox *self)
{
  lkb_value_editor_say_done (LKB_VALUE_EDITOR (self));
}

static void
more_cb (GtkButton *button, LkbCostBox *self)
{
  lkb_value_editor_commit (LKB_VALUE_EDITOR (self->sum));
  lkb_cost_box_set_detailed (self, TRUE);
  if (lkb_list_editor_get_n_rows (LKB_LIST_EDITOR (self->rows)) == 0)
    lkb_list_editor_add_row (LKB_LIST_EDITOR (self->rows));
  else
    lkb_value_editor_take_focus (LKB_VALUE_EDITOR (self->rows), NULL);
}

static void
lkb_cost_box_set_value (LkbValueEditor *editor, const LkbValue *value, gboolean mixed)
{
  LkbCostBox *self = LKB_COST_BOX (editor);

  take_value (self, value);
  show_value (self, mixed);
}

static void
lkb_cost_box_commit (LkbValueEditor *editor)
{
  LkbCostBox *self = LKB_COST_BOX (editor);

  lkb_value_editor_commit (
      LKB_VALUE_EDITOR (gtk_widget_get_visible (self->line) ? self->sum : self->rows));
}

static gboolean
lkb_cost_box_take_focus (LkbValueEditor *editor, const char *member)
{
  LkbCostBox *self = LKB_COST_BOX (editor);

  return lkb_value_editor_take_focus (
      LKB_VALUE_EDITOR (gtk_widget_get_visible (self->line) ? self->sum : self->rows), member);
}

static void
lkb_cost_box_set_ghost (LkbValueEditor *editor, const char *text)
{
  lkb_value_editor_set_ghost (LKB_VALUE_EDITOR (LKB_COST_BOX (editor)->sum), text);
}

static GtkWidget *
lkb_cost_box_get_control (LkbValueEditor *editor)
{
  return lkb_value_editor_get_control (LKB_VALUE_EDITOR (LKB_COST_BOX (editor)->sum));
}

static void
lkb_cost_box_finalize (GObject *object)
{
  g_clear_pointer (&LKB_COST_BOX (object)->value, lkb_value_unref);
  G_OBJECT_CLASS (lkb_cost_box_parent_class)->finalize (object);
}

static void
lkb_cost_box_class_init (LkbCostBoxClass *klass)
{
  LkbValueEditorClass *editor_class = LKB_VALUE_EDITOR_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = lkb_cost_box_finalize;
  editor_class->set_value = lkb_cost_box_set_value;
  editor_class->commit = lkb_cost_box_commit;
  editor_class->take_focus = lkb_cost_box_take_focus;
  editor_class->set_ghost = lkb_cost_box_set_ghost;
  editor_class->get_control = lkb_cost_box_get_control;
}

static void
lkb_cost_box_init (LkbCostBox *self)
{
}

GtkWidget *
lkb_cost_box_new (LkbEditContext *context, const LkbFieldInfo *info)
{
  LkbCostBox *self = g_object_new (LKB_TYPE_COST_BOX, NULL);

  lkb_value_editor_set_context (LKB_VALUE_EDITOR (self), context, info);
  self->price = *info;
  self->price.type = LKB_VALUE_QUANTITY;
  self->price.dimension = LKB_DIMENSION_MONEY;
  self->sum = lkb_quantity_entry_new (context, &self->price);
  self->rows = lkb_record_list_new (context, info);
  self->more = gtk_button_new_from_icon_name ("view-more-symbolic");
  gtk_widget_add_css_class (self->more, "flat");
  gtk_widget_set_valign (self->more, GTK_ALIGN_START);
  gtk_widget_set_tooltip_text (self->more, _ ("Several rows"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->more), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Several rows"), -1);
  self->line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);
  gtk_box_append (GTK_BOX (self->line), self->sum);
  gtk_box_append (GTK_BOX (self->line), self->more);
  gtk_widget_set_parent (self->line, GTK_WIDGET (self));
  gtk_widget_set_parent (self->rows, GTK_WIDGET (self));
  gtk_widget_set_visible (self->rows, FALSE);
  g_signal_connect (self->more, "clicked", G_CALLBACK (more_cb), self);
  g_signal_connect (self->sum, "edited", G_CALLBACK (sum_edited_cb), self);
  g_signal_connect (self->sum, "done", G_CALLBACK (done_cb), self);
  g_signal_connect (self->rows, "edited", G_CALLBACK (rows_edited_cb), self);
  g_signal_connect (self->rows, "done", G_CALLBACK (done_cb), self);
  return GTK_WIDGET (self);
}

void
lkb_cost_box_set_detailed (LkbCostBox *self, gboolean detailed)
{
  self->detailed = detailed;
  show_value (self, FALSE);
}

LkbValueEditor *
lkb_cost_box_get_sum (LkbCostBox *self)
{
  return LKB_VALUE_EDITOR (self->sum);
}

LkbValueEditor *
lkb_cost_box_get_rows (LkbCostBox *self)
{
  return LKB_VALUE_EDITOR (self->rows);
}
