/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-text-list.h"

#include <glib/gi18n-lib.h>

#include "lkb-quantity-entry.h"
#include "lkb-typed-box.h"

struct _LkbTextList
{
  LkbListEditor parent_instance;
};

G_DEFINE_FINAL_TYPE (LkbTextList, lkb_text_list, LKB_TYPE_LIST_EDITOR)

static void
fill_row (LkbListEditor *list, LkbListRow *row, guint i, GtkWidget *remove)
{
  LkbEditContext *context = lkb_value_editor_get_context (LKB_VALUE_EDITOR (list));
  const LkbFieldInfo *info = lkb_value_editor_get_info (LKB_VALUE_EDITOR (list));
  g_autofree char *name = g_strdup_printf ("%s %u", _ (info->label), i + 1);

  row->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);
  row->editor = lkb_text_entry_new (context, lkb_list_editor_get_item (list));
  lkb_value_editor_set_label (LKB_VALUE_EDITOR (row->editor), NULL, name);
  gtk_widget_set_valign (remove, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (row->box), row->editor);
  gtk_box_append (GTK_BOX (row->box), remove);
}

static LkbValue *
join (LkbListEditor *list, const GPtrArray *items)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new ();

  for (guint i = 0; i < items->len; i++)
    g_ptr_array_add (texts, (gpointer) lkb_value_get_text (items->pdata[i]));
  return lkb_value_new_text_list ((const char *const *) texts->pdata, texts->len);
}

static LkbValue *
dup_item (LkbListEditor *list, const LkbValue *value, guint i)
{
  return lkb_value_new_text (lkb_value_get_nth_text (value, i));
}

static gboolean
lkb_text_list_take_focus (LkbValueEditor *editor, const char *member)
{
  LkbListEditor *list = LKB_LIST_EDITOR (editor);

  for (guint i = 0; member != NULL && i < lkb_list_editor_get_n_rows (list); i++)
    {
      LkbListRow *row = lkb_list_editor_get_row (list, i);

      if (row->value != NULL && g_str_equal (lkb_value_get_text (row->value), member))
        return lkb_list_editor_focus_row (row);
    }
  return lkb_list_editor_focus_add (list);
}

static void
lkb_text_list_class_init (LkbTextListClass *klass)
{
  LkbListEditorClass *list_class = LKB_LIST_EDITOR_CLASS (klass);

  LKB_VALUE_EDITOR_CLASS (klass)->take_focus = lkb_text_list_take_focus;
  list_class->item_type = LKB_VALUE_TEXT;
  list_class->fill_row = fill_row;
  list_class->join = join;
  list_class->dup_item = dup_item;
}

static void
lkb_text_list_init (LkbTextList *self)
{
}

GtkWidget *
lkb_text_list_new (LkbEditContext *context, const LkbFieldInfo *info)
{
  LkbTextList *self = g_object_new (LKB_TYPE_TEXT_LIST, NULL);

  lkb_list_editor_set_up (LKB_LIST_EDITOR (self), context, info);
  return GTK_WIDGET (self);
}

GtkWidget *
lkb_text_list_get_nth_entry (LkbTextList *self, guint i)
{
  return lkb_typed_box_get_entry (
      LKB_TYPED_BOX (lkb_list_editor_get_row (LKB_LIST_EDITOR (self), i)->editor));
}
