/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-record-list.h"

#include <glib/gi18n-lib.h>

#include "lkb-choice-box.h"

struct _LkbRecordEditor
{
  LkbValueEditor parent_instance;

  GtkWidget *grid;
  GPtrArray *members; /* of LkbValueEditor, in the order of the field table; borrowed */
  LkbValue *record; /* (nullable) */
};

G_DEFINE_FINAL_TYPE (LkbRecordEditor, lkb_record_editor, LKB_TYPE_VALUE_EDITOR)

static void
member_edited_cb (LkbValueEditor *member, const LkbValue *value, LkbRecordEditor *self)
{
  const LkbFieldInfo *info = lkb_value_editor_get_info (LKB_VALUE_EDITOR (self));
  LkbRecordBuilder *builder = self->record != NULL
                                  ? lkb_record_builder_new_from (info->members, self->record)
                                  : lkb_record_builder_new (info->members);
  LkbValue *record;

  lkb_record_builder_set (builder, lkb_value_editor_get_info (member)->key, value);
  record = lkb_record_builder_end (builder);
  if (lkb_value_is_empty (record))
    g_clear_pointer (&record, lkb_value_unref);
  g_clear_pointer (&self->record, lkb_value_unref);
  self->record = record;
  lkb_value_editor_say (LKB_VALUE_EDITOR (self), record);
}

static void
member_done_cb (LkbValueEditor *member, LkbRecordEditor *self)
{
  lkb_value_editor_say_done (LKB_VALUE_EDITOR (self));
}

static void
lkb_record_editor_set_value (LkbValueEditor *editor, const LkbValue *value, gboolean mixed)
{
  LkbRecordEditor *self = LKB_RECORD_EDITOR (editor);
  LkbValue *held = value != NULL ? lkb_value_ref (value) : NULL;

  g_clear_pointer (&self->record, lkb_value_unref);
  self->record = held;
  for (guint i = 0; i < self->members->len; i++)
    {
      LkbValueEditor *member = g_ptr_array_index (self->members, i);
      const char *key = lkb_value_editor_get_info (member)->key;

      lkb_value_editor_set_value (member, held != NULL ? lkb_value_get_member (held, key) : NULL,
                                  mixed);
    }
}

static void
lkb_record_editor_commit (LkbValueEditor *editor)
{
  LkbRecordEditor *self = LKB_RECORD_EDITOR (editor);

  for (guint i = 0; i < self->members->len; i++)
    lkb_value_editor_commit (g_ptr_array_index (self->members, i));
}

static gboolean
lkb_record_editor_take_focus (LkbValueEditor *editor, const char *member)
{
  LkbRecordEditor *self = LKB_RECORD_EDITOR (editor);

  return self->members->len > 0
         && lkb_value_editor_take_focus (g_ptr_array_index (self->members, 0), NULL);
}

static void
lkb_record_editor_finalize (GObject *object)
{
  LkbRecordEditor *self = LKB_RECORD_EDITOR (object);

  g_clear_pointer (&self->record, lkb_value_unref);
  g_ptr_array_unref (self->members);
  G_OBJECT_CLASS (lkb_record_editor_parent_class)->finalize (object);
}

static void
lkb_record_editor_class_init (LkbRecordEditorClass *klass)
{
  LkbValueEditorClass *editor_class = LKB_VALUE_EDITOR_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = lkb_record_editor_finalize;
  editor_class->set_value = lkb_record_editor_set_value;
  editor_class->commit = lkb_record_editor_commit;
  editor_class->take_focus = lkb_record_editor_take_focus;
}

static void
lkb_record_editor_init (LkbRecordEditor *self)
{
  self->members = g_ptr_array_new ();
  self->grid = gtk_grid_new ();
  gtk_grid_set_row_spacing (GTK_GRID (self->grid), 4);
  gtk_grid_set_column_spacing (GTK_GRID (self->grid), 8);
  gtk_widget_add_css_class (self->grid, "lkb-record");
  gtk_widget_set_parent (self->grid, GTK_WIDGET (self));
}

static void
add_member (LkbRecordEditor *self, LkbEditContext *context, const LkbFieldInfo *info, int line)
{
  GtkWidget *member = lkb_value_editor_new (context, info, NULL);
  GtkWidget *label;

  if (member == NULL)
    return;
  g_ptr_array_add (self->members, member);
  /* A member that is just speaking may outlive its record. */
  g_signal_connect_object (member, "edited", G_CALLBACK (member_edited_cb), self, 0);
  g_signal_connect_object (member, "done", G_CALLBACK (member_done_cb), self, 0);
  if (info->type == LKB_VALUE_BOOLEAN)
    {
      lkb_value_editor_set_label (LKB_VALUE_EDITOR (member), NULL, _ (info->label));
      gtk_grid_attach (GTK_GRID (self->grid), member, 0, line, 2, 1);
      return;
    }
  label = gtk_label_new (_ (info->label));
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_width_chars (GTK_LABEL (label), 9);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 11);
  gtk_widget_set_valign (label, GTK_ALIGN_START);
  gtk_widget_add_css_class (label, "lkb-member-label");
  lkb_value_editor_set_label (LKB_VALUE_EDITOR (member), label, _ (info->label));
  if (info->type == LKB_VALUE_RECORD)
    {
      gtk_grid_attach (GTK_GRID (self->grid), label, 0, line, 2, 1);
      gtk_grid_attach (GTK_GRID (self->grid), member, 0, line + 1, 2, 1);
      return;
    }
  gtk_grid_attach (GTK_GRID (self->grid), label, 0, line, 1, 1);
  gtk_grid_attach (GTK_GRID (self->grid), member, 1, line, 1, 1);
}

GtkWidget *
lkb_record_editor_new (LkbEditContext *context, const LkbFieldInfo *info)
{
  LkbRecordEditor *self = g_object_new (LKB_TYPE_RECORD_EDITOR, NULL);

  lkb_value_editor_set_context (LKB_VALUE_EDITOR (self), context, info);
  for (guint i = 0; info->members[i].key != NULL; i++)
    add_member (self, context, &info->members[i], 2 * i);
  return GTK_WIDGET (self);
}

LkbValueEditor *
lkb_record_editor_get_member (LkbRecordEditor *self, const char *key)
{
  for (guint i = 0; i < self->members->len; i++)
    {
      LkbValueEditor *member = g_ptr_array_index (self->members, i);

      if (g_str_equal (lkb_value_editor_get_info (member)->key, key))
        return member;
    }
  return NULL;
}

typedef struct
{
  LkbRecordList *list;
  GtkWidget *box;
  GtkWidget *toggle;
  GtkWidget *summary;
  GtkWidget *editor; /* LkbRecordEditor */
  LkbValue *record; /* NULL while it is new */
} Row;

struct _LkbRecordList
{
  LkbValueEditor parent_instance;

  GtkWidget *rows_box;
  GtkWidget *add_button;
  GPtrArray *rows; /* of Row */
  LkbFieldInfo item; /* the row of the table that one record has */
  gboolean mixed;
};

G_DEFINE_FINAL_TYPE (LkbRecordList, lkb_record_list, LKB_TYPE_VALUE_EDITOR)

static void
free_row (gpointer data)
{
  Row *row = data;

  g_clear_pointer (&row->record, lkb_value_unref);
  g_free (row);
}

/* (transfer full): the first members that say something, in one line. */
static char *
sum_up (LkbRecordList *self, const LkbValue *record)
{
  LkbEditContext *context = lkb_value_editor_get_context (LKB_VALUE_EDITOR (self));
  GString *line = g_string_new (NULL);
  guint n = 0;

  for (const LkbFieldInfo *member = self->item.members;
       record != NULL && member->key != NULL && n < 3; member++)
    {
      const LkbValue *value = lkb_value_get_member (record, member->key);
      g_autofree char *text = NULL;

      if (value == NULL)
        continue;
      switch (member->type)
        {
        case LKB_VALUE_TEXT:
          if (!g_str_equal (member->key, "from") && !g_str_equal (member->key, "to"))
            text = g_strdup (lkb_value_get_text (value));
          break;
        case LKB_VALUE_QUANTITY:
          text = lkb_text_to_locale (lkb_value_get_text (value), context->decimal,
                                     context->grouping);
          break;
        case LKB_VALUE_CHOICE:
          text = g_strdup (lkb_word_get_label (member, lkb_value_get_text (value)));
          break;
        case LKB_VALUE_BOOLEAN:
          if (lkb_value_get_boolean (value))
            text = g_strdup (_ (member->label));
          break;
        default:
          break;
        }
      if (text == NULL)
        continue;
      if (n > 0)
        g_string_append (line, " · ");
      g_string_append (line, text);
      n++;
    }
  if (n == 0)
    g_string_append (line, _ ("New"));
  return g_string_free (line, FALSE);
}

static void
show_summary (Row *row)
{
  g_autofree char *line = sum_up (row->list, row->record);
  g_autofree char *spoken = NULL;

  gtk_label_set_text (GTK_LABEL (row->summary), line);
  gtk_widget_set_tooltip_text (row->toggle, line);
  /* Translators: name of a button for screen readers; %s sums up a row. */
  spoken = g_strdup_printf (_ ("Edit %s"), line);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row->toggle), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  spoken, -1);
}

/* (transfer full) (nullable) */
static LkbValue *
dup_value (LkbRecordList *self)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new ();

  for (guint i = 0; i < self->rows->len; i++)
    {
      Row *row = g_ptr_array_index (self->rows, i);

      if (row->record != NULL)
        g_ptr_array_add (records, row->record);
    }
  if (records->len == 0)
    return NULL;
  return lkb_value_new_list (LKB_VALUE_RECORD_LIST, (LkbValue *const *) records->pdata,
                             records->len);
}

static void
say (LkbRecordList *self)
{
  g_autoptr (LkbValue) value = dup_value (self);

  self->mixed = FALSE;
  lkb_value_editor_say (LKB_VALUE_EDITOR (self), value);
}

static void
set_record (Row *row, const LkbValue *record)
{
  LkbValue *held = record != NULL ? lkb_value_ref (record) : NULL;

  g_clear_pointer (&row->record, lkb_value_unref);
  row->record = held;
  show_summary (row);
}

/* There is one primary metric: whoever becomes it, the others are no longer. */
static void
keep_one_primary (Row *chosen)
{
  LkbRecordList *self = chosen->list;

  if (chosen->record == NULL || !lkb_value_get_member_boolean (chosen->record, "primary"))
    return;
  for (guint i = 0; i < self->rows->len; i++)
    {
      Row *row = g_ptr_array_index (self->rows, i);
      LkbRecordBuilder *builder;
      g_autoptr (LkbValue) record = NULL;

      if (row == chosen || row->record == NULL
          || !lkb_value_get_member_boolean (row->record, "primary"))
        continue;
      builder = lkb_record_builder_new_from (self->item.members, row->record);
      lkb_record_builder_set (builder, "primary", NULL);
      record = lkb_record_builder_end (builder);
      set_record (row, record);
      lkb_value_editor_set_value (LKB_VALUE_EDITOR (row->editor), record, FALSE);
    }
}

static void
row_edited_cb (LkbValueEditor *editor, const LkbValue *value, Row *row)
{
  gboolean was_primary = row->record != NULL
                         && lkb_value_get_member_boolean (row->record, "primary");

  set_record (row, value);
  if (!was_primary)
    keep_one_primary (row);
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
  LkbRecordList *self = row->list;
  gboolean was_set = row->record != NULL;

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
  LkbRecordList *self = row->list;

  gtk_widget_grab_focus (self->add_button);
  remove_row (row);
}

static GtkWidget *
create_toggle (Row *row)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);

  row->summary = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (row->summary), 0);
  gtk_label_set_ellipsize (GTK_LABEL (row->summary), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (row->summary, TRUE);
  gtk_box_append (GTK_BOX (box), row->summary);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name ("pan-down-symbolic"));
  row->toggle = gtk_toggle_button_new ();
  gtk_button_set_child (GTK_BUTTON (row->toggle), box);
  gtk_widget_set_hexpand (row->toggle, TRUE);
  gtk_widget_add_css_class (row->toggle, "flat");
  gtk_widget_add_css_class (row->toggle, "lkb-summary");
  return row->toggle;
}

static Row *
append_row (LkbRecordList *self, const LkbValue *record)
{
  Row *row = g_new0 (Row, 1);
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *remove = gtk_button_new_from_icon_name ("list-remove-symbolic");

  row->list = self;
  row->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  row->editor = lkb_record_editor_new (lkb_value_editor_get_context (LKB_VALUE_EDITOR (self)),
                                       &self->item);
  gtk_widget_add_css_class (remove, "flat");
  gtk_widget_set_tooltip_text (remove, _ ("Remove"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (remove), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Remove"), -1);
  gtk_box_append (GTK_BOX (head), create_toggle (row));
  gtk_box_append (GTK_BOX (head), remove);
  gtk_box_append (GTK_BOX (row->box), head);
  gtk_box_append (GTK_BOX (row->box), row->editor);
  gtk_widget_add_css_class (row->box, "lkb-item");
  gtk_box_append (GTK_BOX (self->rows_box), row->box);
  g_object_bind_property (row->toggle, "active", row->editor, "visible", G_BINDING_SYNC_CREATE);

  set_record (row, record);
  lkb_value_editor_set_value (LKB_VALUE_EDITOR (row->editor), record, FALSE);
  g_signal_connect (row->editor, "edited", G_CALLBACK (row_edited_cb), row);
  g_signal_connect (row->editor, "done", G_CALLBACK (row_done_cb), row);
  g_signal_connect (remove, "clicked", G_CALLBACK (remove_cb), row);
  g_ptr_array_add (self->rows, row);
  return row;
}

static void
add_cb (GtkButton *button, LkbRecordList *self)
{
  lkb_record_list_add_row (self);
}

static void
lkb_record_list_set_value (LkbValueEditor *editor, const LkbValue *value, gboolean mixed)
{
  LkbRecordList *self = LKB_RECORD_LIST (editor);
  g_autoptr (LkbValue) now = dup_value (self);
  guint n = value != NULL ? lkb_value_get_n (value) : 0;

  if (mixed == self->mixed && lkb_value_equal (now, value))
    return;
  self->mixed = mixed;
  if (self->rows->len == n && n > 0)
    {
      for (guint i = 0; i < n; i++)
        {
          Row *row = g_ptr_array_index (self->rows, i);

          set_record (row, lkb_value_get_nth (value, i));
          lkb_value_editor_set_value (LKB_VALUE_EDITOR (row->editor), lkb_value_get_nth (value, i),
                                      FALSE);
        }
    }
  else
    {
      while (self->rows->len > 0)
        drop_row (g_ptr_array_index (self->rows, 0));
      for (guint i = 0; i < n; i++)
        append_row (self, lkb_value_get_nth (value, i));
    }
  gtk_button_set_label (GTK_BUTTON (self->add_button),
                        mixed ? _ ("Several values: replace…") : _ ("Add"));
}

static void
lkb_record_list_commit (LkbValueEditor *editor)
{
  LkbRecordList *self = LKB_RECORD_LIST (editor);

  for (guint i = 0; i < self->rows->len; i++)
    lkb_value_editor_commit (
        LKB_VALUE_EDITOR (((Row *) g_ptr_array_index (self->rows, i))->editor));
}

static gboolean
lkb_record_list_take_focus (LkbValueEditor *editor, const char *member)
{
  LkbRecordList *self = LKB_RECORD_LIST (editor);

  for (guint i = 0; i < self->rows->len; i++)
    {
      Row *row = g_ptr_array_index (self->rows, i);
      const LkbValue *first = row->record != NULL
                                  ? lkb_value_get_member (row->record, self->item.members[0].key)
                                  : NULL;

      if (member == NULL || (first != NULL && g_strcmp0 (lkb_value_get_text (first), member) == 0))
        {
          gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (row->toggle), TRUE);
          return lkb_value_editor_take_focus (LKB_VALUE_EDITOR (row->editor), NULL);
        }
    }
  return gtk_widget_grab_focus (self->add_button);
}

static void
lkb_record_list_finalize (GObject *object)
{
  g_ptr_array_unref (LKB_RECORD_LIST (object)->rows);
  G_OBJECT_CLASS (lkb_record_list_parent_class)->finalize (object);
}

static void
lkb_record_list_class_init (LkbRecordListClass *klass)
{
  LkbValueEditorClass *editor_class = LKB_VALUE_EDITOR_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = lkb_record_list_finalize;
  editor_class->set_value = lkb_record_list_set_value;
  editor_class->commit = lkb_record_list_commit;
  editor_class->take_focus = lkb_record_list_take_focus;
}

static void
lkb_record_list_init (LkbRecordList *self)
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
lkb_record_list_new (LkbEditContext *context, const LkbFieldInfo *info)
{
  LkbRecordList *self = g_object_new (LKB_TYPE_RECORD_LIST, NULL);
  g_autofree char *name = g_strdup_printf (_ ("Add to %s"), _ (info->label));

  lkb_value_editor_set_context (LKB_VALUE_EDITOR (self), context, info);
  self->item = *info;
  self->item.type = LKB_VALUE_RECORD;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->add_button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  name, -1);
  return GTK_WIDGET (self);
}

void
lkb_record_list_add_row (LkbRecordList *self)
{
  Row *row = append_row (self, NULL);

  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (row->toggle), TRUE);
  lkb_value_editor_take_focus (LKB_VALUE_EDITOR (row->editor), NULL);
}

void
lkb_record_list_remove_row (LkbRecordList *self, guint i)
{
  g_return_if_fail (i < self->rows->len);
  remove_row (g_ptr_array_index (self->rows, i));
}

guint
lkb_record_list_get_n_rows (LkbRecordList *self)
{
  return self->rows->len;
}

LkbRecordEditor *
lkb_record_list_get_nth (LkbRecordList *self, guint i)
{
  g_return_val_if_fail (i < self->rows->len, NULL);
  return LKB_RECORD_EDITOR (((Row *) g_ptr_array_index (self->rows, i))->editor);
}
