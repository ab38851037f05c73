/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-text-list.h"

#include <glib/gi18n-lib.h>

#include "lkb-typed-box.h"
#include "lkb-quantity-entry.h"

typedef struct
{
  LkbTextList *list;
  GtkWidget *box;
  GtkWidget *editor; /* LkbTextEntry */
  char *text; /* "" while it is new */
} Row;

struct _LkbTextList
{
  LkbValueEditor parent_instance;

  GtkWidget *rows_box;
  GtkWidget *add_button;
  GPtrArray *rows; /* of Row */
  LkbFieldInfo item; /* the row of the table that one text has */
  gboolean mixed;
};

G_DEFINE_FINAL_TYPE (LkbTextList, lkb_text_list, LKB_TYPE_VALUE_EDITOR)

static void
free_row (gpointer data)
{
  Row *row = data;

  g_free (row->text);
  g_free (row);
}

/* (transfer full) (nullable): the texts that are not blank. */
static LkbValue *
dup_value (LkbTextList *self)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new ();

  for (guint i = 0; i < self->rows->len; i++)
    {
      Row *row = g_ptr_array_index (self->rows, i);

      if (*row->text != '\0')
        g_ptr_array_add (texts, row->text);
    }
  if (texts->len == 0)
    return NULL;
  return lkb_value_new_text_list ((const char *const *) texts->pdata, texts->len);
}

static void
say (LkbTextList *self)
{
  g_autoptr (LkbValue) value = dup_value (self);

  self->mixed = FALSE;
  lkb_value_editor_say (LKB_VALUE_EDITOR (self), value);
}

static void
row_edited_cb (LkbValueEditor *editor, const LkbValue *value, Row *row)
{
  g_free (row->text);
  row->text = g_strdup (value != NULL ? lkb_value_get_text (value) : "");
  say (row->list);
}

static void
row_done_cb (LkbValueEditor *editor, Row *row)
{
  lkb_value_editor_say_done (LKB_VALUE_EDITOR (row->list));
}

/* Takes @row; its editor, which may be the one that speaks, says no more to it. */
static void
drop_row (Row *row)
{
  g_signal_handlers_disconnect_by_data (row->editor, row);
  gtk_box_remove (GTK_BOX (row->list->rows_box), row->box);
  g_ptr_array_remove (row->list->rows, row);
}

static void
remove_row (Row *row)
{
  LkbTextList *self = row->list;
  gboolean was_set = *row->text != '\0';

  drop_row (row);
  if (was_set)
    {
      say (self);
      lkb_value_editor_say_done (LKB_VALUE_EDITOR (self));
    }
}

static void
remove_cb (GtkButton *button, Row *row)
{
  LkbTextList *self = row->list;

  gtk_widget_grab_focus (self->add_button);
  remove_row (row);
}

static Row *
append_row (LkbTextList *self, const char *text)
{
  Row *row = g_new0 (Row, 1);
  GtkWidget *remove = gtk_button_new_from_icon_name ("list-remove-symbolic");
  LkbEditContext *context = lkb_value_editor_get_context (LKB_VALUE_EDITOR (self));
  const LkbFieldInfo *info = lkb_value_editor_get_info (LKB_VALUE_EDITOR (self));
  g_autofree char *name = g_strdup_printf ("%s %u", _ (info->label), self->rows->len + 1);

  row->list = self;
  row->text = g_strdup (text);
  row->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);
  row->editor = lkb_text_entry_new (context, &self->item);
  if (*text != '\0')
    {
      g_autoptr (LkbValue) value = lkb_value_new_text (text);

      lkb_value_editor_set_value (LKB_VALUE_EDITOR (row->editor), value, FALSE);
    }
  lkb_value_editor_set_label (LKB_VALUE_EDITOR (row->editor), NULL, name);
  gtk_widget_set_valign (remove, GTK_ALIGN_START);
  gtk_widget_add_css_class (remove, "flat");
  gtk_widget_set_tooltip_text (remove, _ ("Remove"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (remove), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Remove"), -1);
  gtk_box_append (GTK_BOX (row->box), row->editor);
  gtk_box_append (GTK_BOX (row->box), remove);
  gtk_box_append (GTK_BOX (self->rows_box), row->box);
  g_signal_connect (row->editor, "edited", G_CALLBACK (row_edited_cb), row);
  g_signal_connect (row->editor, "done", G_CALLBACK (row_done_cb), row);
  g_signal_connect (remove, "clicked", G_CALLBACK (remove_cb), row);
  g_ptr_array_add (self->rows, row);
  return row;
}

static void
add_cb (GtkButton *button, LkbTextList *self)
{
  lkb_text_list_add_row (self);
}

static void
lkb_text_list_set_value (LkbValueEditor *editor, const LkbValue *value, gboolean mixed)
{
  LkbTextList *self = LKB_TEXT_LIST (editor);
  g_autoptr (LkbValue) now = dup_value (self);
  guint n = value != NULL ? lkb_value_get_n (value) : 0;
  g_autofree char *add = NULL;

  if (mixed == self->mixed && lkb_value_equal (now, value))
    return;
  self->mixed = mixed;
  if (self->rows->len == n && n > 0)
    {
      /* As many as before: in place, so that the focus stays. */
      for (guint i = 0; i < n; i++)
        {
          Row *row = g_ptr_array_index (self->rows, i);
          g_autoptr (LkbValue) text = lkb_value_new_text (lkb_value_get_nth_text (value, i));

          g_free (row->text);
          row->text = g_strdup (lkb_value_get_nth_text (value, i));
          lkb_value_editor_set_value (LKB_VALUE_EDITOR (row->editor), text, FALSE);
        }
    }
  else
    {
      while (self->rows->len > 0)
        drop_row (g_ptr_array_index (self->rows, 0));
      for (guint i = 0; i < n; i++)
        append_row (self, lkb_value_get_nth_text (value, i));
    }
  add = mixed ? g_strdup (_ ("Several values: replace…")) : g_strdup (_ ("Add"));
  gtk_button_set_label (GTK_BUTTON (self->add_button), add);
}

static void
lkb_text_list_commit (LkbValueEditor *editor)
{
  LkbTextList *self = LKB_TEXT_LIST (editor);

  for (guint i = 0; i < self->rows->len; i++)
    lkb_value_editor_commit (
        LKB_VALUE_EDITOR (((Row *) g_ptr_array_index (self->rows, i))->editor));
}

static gboolean
lkb_text_list_take_focus (LkbValueEditor *editor, const char *member)
{
  LkbTextList *self = LKB_TEXT_LIST (editor);

  for (guint i = 0; member != NULL && i < self->rows->len; i++)
    {
      Row *row = g_ptr_array_index (self->rows, i);

      if (g_str_equal (row->text, member))
        return lkb_value_editor_take_focus (LKB_VALUE_EDITOR (row->editor), NULL);
    }
  return gtk_widget_grab_focus (self->add_button);
}

static void
lkb_text_list_finalize (GObject *object)
{
  g_ptr_array_unref (LKB_TEXT_LIST (object)->rows);
  G_OBJECT_CLASS (lkb_text_list_parent_class)->finalize (object);
}

static void
lkb_text_list_class_init (LkbTextListClass *klass)
{
  LkbValueEditorClass *editor_class = LKB_VALUE_EDITOR_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = lkb_text_list_finalize;
  editor_class->set_value = lkb_text_list_set_value;
  editor_class->commit = lkb_text_list_commit;
  editor_class->take_focus = lkb_text_list_take_focus;
}

static void
lkb_text_list_init (LkbTextList *self)
{
  self->rows = g_ptr_array_new_with_free_func (free_row);
  self->rows_box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  self->add_button = gtk_button_new_with_label (_ ("Add"));
  gtk_widget_set_halign (self->add_button, GTK_ALIGN_START);
  gtk_widget_add_css_class (self->add_button, "lkb-add");
  gtk_widget_set_parent (self->rows_box, GTK_WIDGET (self));
  gtk_widget_set_parent (self->add_button, GTK_WIDGET (self));
  g_signal_connect (self->add_button, "clicked", G_CALLBACK (add_cb), self);
}

GtkWidget *
lkb_text_list_new (LkbEditContext *context, const LkbFieldInfo *info)
{
  LkbTextList *self = g_object_new (LKB_TYPE_TEXT_LIST, NULL);
  g_autofree char *name = g_strdup_printf (_ ("Add to %s"), _ (info->label));

  lkb_value_editor_set_context (LKB_VALUE_EDITOR (self), context, info);
  self->item = *info;
  self->item.type = LKB_VALUE_TEXT;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->add_button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name, -1);
  return GTK_WIDGET (self);
}

void
lkb_text_list_add_row (LkbTextList *self)
{
  Row *row = append_row (self, "");

  lkb_value_editor_take_focus (LKB_VALUE_EDITOR (row->editor), NULL);
}

guint
lkb_text_list_get_n_rows (LkbTextList *self)
{
  return self->rows->len;
}

GtkWidget *
lkb_text_list_get_nth_entry (LkbTextList *self, guint i)
{
  return lkb_typed_box_get_entry (
      LKB_TYPED_BOX (((Row *) g_ptr_array_index (self->rows, i))->editor));
}

void
lkb_text_list_remove_row (LkbTextList *self, guint i)
{
  remove_row (g_ptr_array_index (self->rows, i));
}
