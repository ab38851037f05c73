/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-list-editor.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  GtkWidget *rows_box;
  GtkWidget *add_button;
  GPtrArray *rows; /* of LkbListRow */
  LkbFieldInfo item;
  gboolean mixed;
} LkbListEditorPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (LkbListEditor, lkb_list_editor, LKB_TYPE_VALUE_EDITOR)

static LkbListEditorPrivate *
get_private (LkbListEditor *self)
{
  return lkb_list_editor_get_instance_private (self);
}

static void
free_row (gpointer data)
{
  LkbListRow *row = data;

  g_clear_pointer (&row->value, lkb_value_unref);
  g_free (row);
}

/* (transfer full) (nullable): of the rows that say something. */
static LkbValue *
dup_value (LkbListEditor *self)
{
  LkbListEditorPrivate *priv = get_private (self);
  g_autoptr (GPtrArray) items = g_ptr_array_new ();

  for (guint i = 0; i < priv->rows->len; i++)
    {
      LkbListRow *row = g_ptr_array_index (priv->rows, i);

      if (row->value != NULL)
        g_ptr_array_add (items, row->value);
    }
  return items->len > 0 ? LKB_LIST_EDITOR_GET_CLASS (self)->join (self, items) : NULL;
}

static void
say (LkbListEditor *self)
{
  g_autoptr (LkbValue) value = dup_value (self);

  get_private (self)->mixed = FALSE;
  lkb_value_editor_say (LKB_VALUE_EDITOR (self), value);
}

static void
hold (LkbListRow *row, const LkbValue *value)
{
  LkbListEditorClass *klass = LKB_LIST_EDITOR_GET_CLASS (row->list);
  LkbValue *held = lkb_value_is_empty (value) ? NULL : lkb_value_ref (value);

  g_clear_pointer (&row->value, lkb_value_unref);
  row->value = held;
  if (klass->show_row != NULL)
    klass->show_row (row->list, row);
}

void
lkb_list_editor_set_row (LkbListRow *row, const LkbValue *value)
{
  g_return_if_fail (row != NULL);

  hold (row, value);
  lkb_value_editor_set_value (LKB_VALUE_EDITOR (row->editor), row->value, FALSE);
}

static void
row_edited_cb (LkbValueEditor *editor, const LkbValue *value, LkbListRow *row)
{
  LkbListEditorClass *klass = LKB_LIST_EDITOR_GET_CLASS (row->list);
  g_autoptr (LkbValue) before = row->value != NULL ? lkb_value_ref (row->value) : NULL;

  hold (row, value);
  if (klass->row_edited != NULL)
    klass->row_edited (row->list, row, before);
  say (row->list);
}

static void
row_done_cb (LkbValueEditor *editor, LkbListRow *row)
{
  lkb_value_editor_say_done (LKB_VALUE_EDITOR (row->list));
}

/* Takes @row; its editor, which may be the one that speaks, says no more to it. */
static void
drop_row (LkbListRow *row)
{
  LkbListEditorPrivate *priv = get_private (row->list);

  g_signal_handlers_disconnect_by_data (row->editor, row);
  gtk_box_remove (GTK_BOX (priv->rows_box), row->box);
  g_ptr_array_remove (priv->rows, row);
}

static void
remove_row (LkbListRow *row)
{
  LkbListEditor *self = row->list;
  gboolean was_set = row->value != NULL;

  drop_row (row);
  if (was_set)
    {
      say (self);
      lkb_value_editor_say_done (LKB_VALUE_EDITOR (self));
    }
}

static void
remove_cb (GtkButton *button, LkbListRow *row)
{
  gtk_widget_grab_focus (get_private (row->list)->add_button);
  remove_row (row);
}

static LkbListRow *
append_row (LkbListEditor *self, const LkbValue *value)
{
  LkbListEditorPrivate *priv = get_private (self);
  LkbListRow *row = g_new0 (LkbListRow, 1);
  GtkWidget *remove = gtk_button_new_from_icon_name ("list-remove-symbolic");

  row->list = self;
  gtk_widget_add_css_class (remove, "flat");
  gtk_widget_set_tooltip_text (remove, _ ("Remove"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (remove), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Remove"), -1);
  LKB_LIST_EDITOR_GET_CLASS (self)->fill_row (self, row, priv->rows->len, remove);
  gtk_box_append (GTK_BOX (priv->rows_box), row->box);
  lkb_list_editor_set_row (row, value);
  g_signal_connect (row->editor, "edited", G_CALLBACK (row_edited_cb), row);
  g_signal_connect (row->editor, "done", G_CALLBACK (row_done_cb), row);
  g_signal_connect (remove, "clicked", G_CALLBACK (remove_cb), row);
  g_ptr_array_add (priv->rows, row);
  return row;
}

static void
lkb_list_editor_set_value (LkbValueEditor *editor, const LkbValue *value, gboolean mixed)
{
  LkbListEditor *self = LKB_LIST_EDITOR (editor);
  LkbListEditorClass *klass = LKB_LIST_EDITOR_GET_CLASS (self);
  LkbListEditorPrivate *priv = get_private (self);
  g_autoptr (LkbValue) now = dup_value (self);
  guint n = value != NULL ? lkb_value_get_n (value) : 0;
  /* As many as before: in place, so that the focus stays. */
  gboolean in_place = priv->rows->len == n && n > 0;

  if (mixed == priv->mixed && lkb_value_equal (now, value))
    return;
  priv->mixed = mixed;
  while (!in_place && priv->rows->len > 0)
    drop_row (g_ptr_array_index (priv->rows, 0));
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (LkbValue) item = klass->dup_item (self, value, i);

      if (in_place)
        lkb_list_editor_set_row (g_ptr_array_index (priv->rows, i), item);
      else
        append_row (self, item);
    }
  gtk_button_set_label (GTK_BUTTON (priv->add_button),
                        mixed ? _ ("Several values: replace…") : _ ("Add"));
}

static void
lkb_list_editor_commit (LkbValueEditor *editor)
{
  LkbListEditorPrivate *priv = get_private (LKB_LIST_EDITOR (editor));

  for (guint i = 0; i < priv->rows->len; i++)
    lkb_value_editor_commit (
        LKB_VALUE_EDITOR (((LkbListRow *) g_ptr_array_index (priv->rows, i))->editor));
}

static void
add_cb (GtkButton *button, LkbListEditor *self)
{
  lkb_list_editor_add_row (self);
}

static void
lkb_list_editor_finalize (GObject *object)
{
  g_ptr_array_unref (get_private (LKB_LIST_EDITOR (object))->rows);
  G_OBJECT_CLASS (lkb_list_editor_parent_class)->finalize (object);
}

static void
lkb_list_editor_class_init (LkbListEditorClass *klass)
{
  LkbValueEditorClass *editor_class = LKB_VALUE_EDITOR_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = lkb_list_editor_finalize;
  editor_class->set_value = lkb_list_editor_set_value;
  editor_class->commit = lkb_list_editor_commit;
}

static void
lkb_list_editor_init (LkbListEditor *self)
{
  LkbListEditorPrivate *priv = get_private (self);

  priv->rows = g_ptr_array_new_with_free_func (free_row);
  priv->rows_box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  priv->add_button = gtk_button_new_with_label (_ ("Add"));
  gtk_widget_set_halign (priv->add_button, GTK_ALIGN_START);
  gtk_widget_add_css_class (priv->add_button, "lkb-add");
  gtk_widget_set_parent (priv->rows_box, GTK_WIDGET (self));
  gtk_widget_set_parent (priv->add_button, GTK_WIDGET (self));
  g_signal_connect (priv->add_button, "clicked", G_CALLBACK (add_cb), self);
}

void
lkb_list_editor_set_up (LkbListEditor *self, LkbEditContext *context, const LkbFieldInfo *info)
{
  LkbListEditorPrivate *priv = get_private (self);
  g_autofree char *name = g_strdup_printf (_ ("Add to %s"), _ (info->label));

  lkb_value_editor_set_context (LKB_VALUE_EDITOR (self), context, info);
  priv->item = *info;
  priv->item.type = LKB_LIST_EDITOR_GET_CLASS (self)->item_type;
  gtk_accessible_update_property (GTK_ACCESSIBLE (priv->add_button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name, -1);
}

const LkbFieldInfo *
lkb_list_editor_get_item (LkbListEditor *self)
{
  return &get_private (self)->item;
}

gboolean
lkb_list_editor_focus_row (LkbListRow *row)
{
  if (row->toggle != NULL)
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (row->toggle), TRUE);
  return lkb_value_editor_take_focus (LKB_VALUE_EDITOR (row->editor), NULL);
}

gboolean
lkb_list_editor_focus_add (LkbListEditor *self)
{
  return gtk_widget_grab_focus (get_private (self)->add_button);
}

void
lkb_list_editor_add_row (LkbListEditor *self)
{
  lkb_list_editor_focus_row (append_row (self, NULL));
}

void
lkb_list_editor_remove_row (LkbListEditor *self, guint i)
{
  g_return_if_fail (i < lkb_list_editor_get_n_rows (self));

  remove_row (g_ptr_array_index (get_private (self)->rows, i));
}

guint
lkb_list_editor_get_n_rows (LkbListEditor *self)
{
  return get_private (self)->rows->len;
}

LkbListRow *
lkb_list_editor_get_row (LkbListEditor *self, guint i)
{
  g_return_val_if_fail (i < lkb_list_editor_get_n_rows (self), NULL);

  return g_ptr_array_index (get_private (self)->rows, i);
}
