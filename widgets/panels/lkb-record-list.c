/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-record-list.h"

#include <glib/gi18n-lib.h>

#include "core/base/lkb-text.h"
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

struct _LkbRecordList
{
  LkbListEditor parent_instance;
};

G_DEFINE_FINAL_TYPE (LkbRecordList, lkb_record_list, LKB_TYPE_LIST_EDITOR)

/* (transfer full): the first members that say something, in one line. */
static char *
sum_up (LkbListEditor *list, const LkbValue *record)
{
  LkbEditContext *context = lkb_value_editor_get_context (LKB_VALUE_EDITOR (list));
  GString *line = g_string_new (NULL);
  guint n = 0;

  for (const LkbFieldInfo *member = lkb_list_editor_get_item (list)->members;
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
show_row (LkbListEditor *list, LkbListRow *row)
{
  g_autofree char *sum = sum_up (list, row->value);
  g_autofree char *line = lkb_text_shown_line (sum);
  g_autofree char *spoken = NULL;

  gtk_label_set_text (GTK_LABEL (row->summary), line);
  gtk_widget_set_tooltip_text (row->toggle, line);
  /* Translators: name of a button for screen readers; %s sums up a row. */
  spoken = g_strdup_printf (_ ("Edit %s"), line);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row->toggle), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  spoken, -1);
}

static gboolean
is_primary (const LkbValue *record)
{
  return record != NULL && lkb_value_get_member_boolean (record, "primary");
}

/* There is one primary metric: whoever becomes it, the others are no longer. */
static void
row_edited (LkbListEditor *list, LkbListRow *chosen, const LkbValue *before)
{
  if (is_primary (before) || !is_primary (chosen->value))
    return;
  for (guint i = 0; i < lkb_list_editor_get_n_rows (list); i++)
    {
      LkbListRow *row = lkb_list_editor_get_row (list, i);
      LkbRecordBuilder *builder;
      g_autoptr (LkbValue) record = NULL;

      if (row == chosen || !is_primary (row->value))
        continue;
      builder = lkb_record_builder_new_from (lkb_list_editor_get_item (list)->members, row->value);
      lkb_record_builder_set (builder, "primary", NULL);
      record = lkb_record_builder_end (builder);
      lkb_list_editor_set_row (row, record);
    }
}

static GtkWidget *
create_toggle (LkbListRow *row)
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

static void
fill_row (LkbListEditor *list, LkbListRow *row, guint i, GtkWidget *remove)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  row->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  row->editor = lkb_record_editor_new (lkb_value_editor_get_context (LKB_VALUE_EDITOR (list)),
                                       lkb_list_editor_get_item (list));
  gtk_box_append (GTK_BOX (head), create_toggle (row));
  gtk_box_append (GTK_BOX (head), remove);
  gtk_box_append (GTK_BOX (row->box), head);
  gtk_box_append (GTK_BOX (row->box), row->editor);
  gtk_widget_add_css_class (row->box, "lkb-item");
  g_object_bind_property (row->toggle, "active", row->editor, "visible", G_BINDING_SYNC_CREATE);
}

static LkbValue *
join (LkbListEditor *list, const GPtrArray *items)
{
  return lkb_value_new_list (LKB_VALUE_RECORD_LIST, (LkbValue *const *) items->pdata, items->len);
}

static LkbValue *
dup_item (LkbListEditor *list, const LkbValue *value, guint i)
{
  return lkb_value_ref (lkb_value_get_nth (value, i));
}

static gboolean
lkb_record_list_take_focus (LkbValueEditor *editor, const char *member)
{
  LkbListEditor *list = LKB_LIST_EDITOR (editor);
  const char *key = lkb_list_editor_get_item (list)->members[0].key;

  for (guint i = 0; i < lkb_list_editor_get_n_rows (list); i++)
    {
      LkbListRow *row = lkb_list_editor_get_row (list, i);
      const LkbValue *first = row->value != NULL ? lkb_value_get_member (row->value, key) : NULL;

      if (member == NULL || (first != NULL && g_strcmp0 (lkb_value_get_text (first), member) == 0))
        return lkb_list_editor_focus_row (row);
    }
  return lkb_list_editor_focus_add (list);
}

static void
lkb_record_list_class_init (LkbRecordListClass *klass)
{
  LkbListEditorClass *list_class = LKB_LIST_EDITOR_CLASS (klass);

  LKB_VALUE_EDITOR_CLASS (klass)->take_focus = lkb_record_list_take_focus;
  list_class->item_type = LKB_VALUE_RECORD;
  list_class->fill_row = fill_row;
  list_class->show_row = show_row;
  list_class->row_edited = row_edited;
  list_class->join = join;
  list_class->dup_item = dup_item;
}

static void
lkb_record_list_init (LkbRecordList *self)
{
}

GtkWidget *
lkb_record_list_new (LkbEditContext *context, const LkbFieldInfo *info)
{
  LkbRecordList *self = g_object_new (LKB_TYPE_RECORD_LIST, NULL);

  lkb_list_editor_set_up (LKB_LIST_EDITOR (self), context, info);
  return GTK_WIDGET (self);
}

LkbRecordEditor *
lkb_record_list_get_nth (LkbRecordList *self, guint i)
{
  LkbListRow *row = lkb_list_editor_get_row (LKB_LIST_EDITOR (self), i);

  return row != NULL ? LKB_RECORD_EDITOR (row->editor) : NULL;
}
