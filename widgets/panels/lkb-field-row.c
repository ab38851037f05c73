/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-field-row.h"

#include <glib/gi18n-lib.h>
#include <langinfo.h>
#include <string.h>

#include "core/model/lkb-edit.h"

struct _LkbFieldRow
{
  GtkWidget parent_instance;

  LkbEditor *editor;
  char *id;
  LkbKind kind;
  LkbField field;

  GtkWidget *label;
  GtkWidget *value; /* entry, drop-down, switch or label, by the field's type */
  GtkWidget *echo; /* what was understood of a quantity; NULL for others */
  gboolean updating;
};

G_DEFINE_FINAL_TYPE (LkbFieldRow, lkb_field_row, GTK_TYPE_WIDGET)

static void append_value (GString *out, const LkbValue *value, const LkbFieldInfo *info);

static void
append_record (GString *out, const LkbValue *record, const LkbFieldInfo *members)
{
  gboolean first = TRUE;

  for (guint i = 0; members != NULL && members[i].key != NULL; i++)
    {
      const LkbValue *member = lkb_value_get_member (record, members[i].key);

      if (member == NULL)
        continue;
      if (members[i].type == LKB_VALUE_BOOLEAN)
        {
          if (!lkb_value_get_boolean (member))
            continue;
          g_string_append (out, first ? "" : " · ");
          g_string_append (out, _ (members[i].label));
        }
      else
        {
          g_string_append (out, first ? "" : " · ");
          append_value (out, member, &members[i]);
        }
      first = FALSE;
    }
}

static void
append_value (GString *out, const LkbValue *value, const LkbFieldInfo *info)
{
  switch (lkb_value_get_type (value))
    {
    case LKB_VALUE_TEXT:
    case LKB_VALUE_QUANTITY:
    case LKB_VALUE_CHOICE:
      g_string_append (out, lkb_value_get_text (value));
      break;
    case LKB_VALUE_BOOLEAN:
      g_string_append (out, lkb_value_get_boolean (value) ? _ ("Yes") : _ ("No"));
      break;
    case LKB_VALUE_NUMBER:
      {
        g_autofree char *number = lkb_format_number (lkb_value_get_number (value), 6);

        g_string_append (out, number);
      }
      break;
    case LKB_VALUE_TEXT_LIST:
      for (guint i = 0; i < lkb_value_get_n (value); i++)
        g_string_append_printf (out, "%s%s", i > 0 ? "\n" : "", lkb_value_get_nth_text (value, i));
      break;
    case LKB_VALUE_RECORD:
      append_record (out, value, info->members);
      break;
    case LKB_VALUE_RECORD_LIST:
      for (guint i = 0; i < lkb_value_get_n (value); i++)
        {
          g_string_append (out, i > 0 ? "\n" : "");
          append_record (out, lkb_value_get_nth (value, i), info->members);
        }
      break;
    case LKB_VALUE_TUPLE:
      for (guint i = 0; i < lkb_value_get_n (value); i++)
        {
          g_autofree char *number = lkb_format_number (lkb_value_get_nth_number (value, i), 6);

          g_string_append_printf (out, "%s%s", i > 0 ? ", " : "", number);
        }
      break;
    case LKB_VALUE_TUPLE_LIST:
      {
        guint n = lkb_value_get_n (value);

        g_string_append_printf (out, g_dngettext (GETTEXT_PACKAGE, "%u point", "%u points", n), n);
      }
      break;
    default:
      break;
    }
}

char *
lkb_value_dup_display (const LkbValue *value, const LkbFieldInfo *info)
{
  GString *out = g_string_new (NULL);

  if (value != NULL)
    append_value (out, value, info);
  return g_string_free (out, FALSE);
}

static const LkbElement *
get_element (LkbFieldRow *self)
{
  return lkb_board_lookup (lkb_editor_get_board (self->editor), self->id);
}

/* What a person may write in the numbers of their language becomes the file's form. */
static char *
dup_stored (LkbFieldRow *self, const char *typed)
{
  const LkbFieldInfo *info = lkb_field_get_info (self->field);
  LkbQuantity quantity;
  char *first = NULL;
  g_autofree char *second = NULL;

  if (info->type != LKB_VALUE_QUANTITY || lkb_quantity_parse (typed, &quantity))
    return g_strdup (typed);
  if (lkb_quantity_parse_shorthand (typed, nl_langinfo (RADIXCHAR), nl_langinfo (THOUSEP),
                                    info->dimension, &first, &second))
    return first;
  return g_strdup (typed);
}

static void
commit_text (LkbFieldRow *self)
{
  const LkbElement *element = get_element (self);
  const char *ids[] = { self->id, NULL };
  const char *old;
  g_autofree char *text = NULL;

  if (self->updating || element == NULL)
    return;
  text = dup_stored (self, gtk_editable_get_text (GTK_EDITABLE (self->value)));
  old = lkb_element_get_text (element, self->field);
  if (g_strcmp0 (old != NULL ? old : "", text) == 0)
    return;
  lkb_editor_apply (self->editor, lkb_edit_set_text (lkb_editor_get_board (self->editor), ids,
                                                     self->field, text));
}

static void
activate_cb (GtkEntry *entry, LkbFieldRow *self)
{
  commit_text (self);
}

static void
leave_cb (GtkEventControllerFocus *controller, LkbFieldRow *self)
{
  commit_text (self);
}

static gboolean
key_cb (GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType state,
        LkbFieldRow *self)
{
  if (keyval != GDK_KEY_Escape)
    return GDK_EVENT_PROPAGATE;
  self->updating = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->value),
                         get_element (self) != NULL
                                 && lkb_element_get_text (get_element (self), self->field) != NULL
                             ? lkb_element_get_text (get_element (self), self->field)
                             : "");
  self->updating = FALSE;
  return GDK_EVENT_PROPAGATE;
}

static void
choice_cb (GtkDropDown *choice, GParamSpec *pspec, LkbFieldRow *self)
{
  const char *const *words = lkb_kind_get_choices (self->kind, self->field);
  const char *ids[] = { self->id, NULL };
  guint selected = gtk_drop_down_get_selected (choice);

  if (self->updating || selected == GTK_INVALID_LIST_POSITION || get_element (self) == NULL)
    return;
  lkb_editor_apply (self->editor,
                    lkb_edit_set_text (lkb_editor_get_board (self->editor), ids, self->field,
                                       selected == 0 ? NULL : words[selected - 1]));
}

static void
switch_cb (GtkSwitch *toggle, GParamSpec *pspec, LkbFieldRow *self)
{
  const char *ids[] = { self->id, NULL };
  g_autoptr (LkbValue) value = NULL;

  if (self->updating || get_element (self) == NULL)
    return;
  if (gtk_switch_get_active (toggle))
    value = lkb_value_new_boolean (TRUE);
  lkb_editor_apply (self->editor,
                    lkb_edit_set (lkb_editor_get_board (self->editor), ids, self->field, value));
}

static gboolean
has_focus (LkbFieldRow *self)
{
  return (gtk_widget_get_state_flags (self->value) & GTK_STATE_FLAG_FOCUS_WITHIN) != 0;
}

static void
update_echo (LkbFieldRow *self, const LkbElement *element)
{
  const LkbQuantity *quantity = lkb_element_get_quantity (element, self->field);
  const char *typed = lkb_element_get_text (element, self->field);
  g_autofree char *text = NULL;

  if (typed == NULL)
    text = g_strdup ("");
  else if (quantity == NULL)
    text = g_strdup_printf (
        _ ("Not understood. For example: %s"),
        lkb_dimension_get_example (lkb_field_get_info (self->field)->dimension));
  else
    text = lkb_format_quantity (quantity);
  if (typed != NULL && strcmp (text, typed) == 0)
    text[0] = '\0';
  gtk_label_set_label (GTK_LABEL (self->echo), text);
  gtk_widget_set_visible (self->echo, text[0] != '\0');
}

void
lkb_field_row_update (LkbFieldRow *self)
{
  const LkbElement *element;
  const LkbFieldInfo *info;

  g_return_if_fail (LKB_IS_FIELD_ROW (self));

  element = get_element (self);
  if (element == NULL)
    return;
  info = lkb_field_get_info (self->field);
  self->updating = TRUE;
  switch (info->type)
    {
    case LKB_VALUE_TEXT:
    case LKB_VALUE_QUANTITY:
      if (!has_focus (self))
        {
          const char *text = lkb_element_get_text (element, self->field);

          gtk_editable_set_text (GTK_EDITABLE (self->value), text != NULL ? text : "");
        }
      if (self->echo != NULL)
        update_echo (self, element);
      break;
    case LKB_VALUE_CHOICE:
      gtk_drop_down_set_selected (GTK_DROP_DOWN (self->value),
                                  (guint) (lkb_element_get_choice (element, self->field) + 1));
      break;
    case LKB_VALUE_BOOLEAN:
      gtk_switch_set_active (GTK_SWITCH (self->value),
                             lkb_element_get_boolean (element, self->field));
      break;
    case LKB_VALUE_NUMBER:
    case LKB_VALUE_TEXT_LIST:
    case LKB_VALUE_RECORD:
    case LKB_VALUE_RECORD_LIST:
    case LKB_VALUE_TUPLE:
    case LKB_VALUE_TUPLE_LIST:
    default:
      {
        const LkbValue *value = lkb_element_get (element, self->field);
        g_autofree char *text = lkb_value_dup_display (value, info);

        gtk_label_set_label (GTK_LABEL (self->value), text[0] != '\0' ? text : "–");
        if (text[0] != '\0')
          gtk_widget_remove_css_class (self->value, "dim-label");
        else
          gtk_widget_add_css_class (self->value, "dim-label");
      }
      break;
    }
  self->updating = FALSE;
}

LkbField
lkb_field_row_get_field (LkbFieldRow *self)
{
  g_return_val_if_fail (LKB_IS_FIELD_ROW (self), LKB_N_FIELDS);
  return self->field;
}

static void
lkb_field_row_dispose (GObject *object)
{
  LkbFieldRow *self = LKB_FIELD_ROW (object);
  GtkWidget *child;

  /* What is being typed is not lost because the row goes away. */
  if (self->editor != NULL && self->value != NULL && GTK_IS_ENTRY (self->value) && has_focus (self))
    commit_text (self);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  self->value = self->label = self->echo = NULL;
  g_clear_object (&self->editor);
  g_clear_pointer (&self->id, g_free);
  G_OBJECT_CLASS (lkb_field_row_parent_class)->dispose (object);
}

static void
lkb_field_row_class_init (LkbFieldRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lkb_field_row_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "lkb-field-row");
}

static void
lkb_field_row_init (LkbFieldRow *self)
{
  gtk_orientable_set_orientation (
      GTK_ORIENTABLE (gtk_widget_get_layout_manager (GTK_WIDGET (self))), GTK_ORIENTATION_VERTICAL);
}

static GtkWidget *
create_choice (LkbFieldRow *self)
{
  const char *const *words = lkb_kind_get_choices (self->kind, self->field);
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);
  GtkWidget *choice;

  gtk_string_list_append (list, "–");
  for (guint i = 0; words != NULL && words[i] != NULL; i++)
    {
      LkbMode mode;
      LkbLane lane;
      const char *text = words[i];

      if (self->field == LKB_FIELD_TYPE)
        text = lkb_type_get_label (words[i]);
      else if (self->field == LKB_FIELD_MODE && self->kind == LKB_KIND_EDGE
               && lkb_mode_from_string (words[i], &mode))
        text = lkb_mode_get_label (mode);
      else if (self->field == LKB_FIELD_LANE && lkb_lane_from_string (words[i], &lane))
        text = lkb_lane_get_label (lane);
      gtk_string_list_append (list, text);
    }
  choice = gtk_drop_down_new (G_LIST_MODEL (g_object_ref (list)), NULL);
  g_signal_connect (choice, "notify::selected", G_CALLBACK (choice_cb), self);
  return choice;
}

static GtkWidget *
create_value (LkbFieldRow *self, const LkbFieldInfo *info)
{
  GtkEventController *controller;
  GtkWidget *value;

  switch (info->type)
    {
    case LKB_VALUE_TEXT:
    case LKB_VALUE_QUANTITY:
      value = gtk_entry_new ();
      gtk_editable_set_width_chars (GTK_EDITABLE (value), 8);
      gtk_entry_set_placeholder_text (
          GTK_ENTRY (value),
          info->type == LKB_VALUE_QUANTITY ? lkb_dimension_get_example (info->dimension) : NULL);
      g_signal_connect (value, "activate", G_CALLBACK (activate_cb), self);
      controller = gtk_event_controller_focus_new ();
      g_signal_connect (controller, "leave", G_CALLBACK (leave_cb), self);
      gtk_widget_add_controller (value, controller);
      controller = gtk_event_controller_key_new ();
      g_signal_connect (controller, "key-pressed", G_CALLBACK (key_cb), self);
      gtk_widget_add_controller (value, controller);
      return value;
    case LKB_VALUE_CHOICE:
      return create_choice (self);
    case LKB_VALUE_BOOLEAN:
      value = gtk_switch_new ();
      gtk_widget_set_halign (value, GTK_ALIGN_START);
      g_signal_connect (value, "notify::active", G_CALLBACK (switch_cb), self);
      return value;
    case LKB_VALUE_NUMBER:
    case LKB_VALUE_TEXT_LIST:
    case LKB_VALUE_RECORD:
    case LKB_VALUE_RECORD_LIST:
    case LKB_VALUE_TUPLE:
    case LKB_VALUE_TUPLE_LIST:
    default:
      value = gtk_label_new (NULL);
      gtk_label_set_xalign (GTK_LABEL (value), 0);
      gtk_label_set_wrap (GTK_LABEL (value), TRUE);
      gtk_label_set_wrap_mode (GTK_LABEL (value), PANGO_WRAP_WORD_CHAR);
      gtk_label_set_selectable (GTK_LABEL (value), TRUE);
      return value;
    }
}

LkbFieldRow *
lkb_field_row_new (LkbEditor *editor, const char *id, LkbField field)
{
  const LkbElement *element;
  const LkbFieldInfo *info = lkb_field_get_info (field);
  LkbFieldRow *self;

  g_return_val_if_fail (LKB_IS_EDITOR (editor), NULL);
  element = lkb_board_lookup (lkb_editor_get_board (editor), id);
  g_return_val_if_fail (element != NULL, NULL);

  self = g_object_new (LKB_TYPE_FIELD_ROW, NULL);
  self->editor = g_object_ref (editor);
  self->id = g_strdup (id);
  self->kind = lkb_element_get_kind (element);
  self->field = field;

  self->label = gtk_label_new (lkb_field_get_label (field));
  gtk_label_set_xalign (GTK_LABEL (self->label), 0);
  gtk_widget_add_css_class (self->label, "lkb-field-label");
  gtk_widget_set_parent (self->label, GTK_WIDGET (self));
  self->value = create_value (self, info);
  gtk_widget_set_parent (self->value, GTK_WIDGET (self));
  gtk_accessible_update_relation (GTK_ACCESSIBLE (self->value), GTK_ACCESSIBLE_RELATION_LABELLED_BY,
                                  self->label, NULL, -1);
  if (info->type == LKB_VALUE_QUANTITY)
    {
      self->echo = gtk_label_new (NULL);
      gtk_label_set_xalign (GTK_LABEL (self->echo), 0);
      gtk_label_set_wrap (GTK_LABEL (self->echo), TRUE);
      gtk_widget_add_css_class (self->echo, "lkb-echo");
      gtk_widget_set_parent (self->echo, GTK_WIDGET (self));
    }
  if (info->help != NULL)
    gtk_widget_set_tooltip_text (GTK_WIDGET (self), _ (info->help));
  lkb_field_row_update (self);
  return self;
}
