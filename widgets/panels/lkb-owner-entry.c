/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-owner-entry.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/base/lkb-text.h"
#include "core/model/lkb-edit.h"
#include "core/model/lkb-ownership.h"

#define MAX_SHOWN 8

struct _LkbOwnerEntry
{
  LkbTypedBox parent_instance;

  GtkWidget *popover;
  GtkWidget *list;
  gboolean taking; /* the text comes from the list */
};

G_DEFINE_FINAL_TYPE (LkbOwnerEntry, lkb_owner_entry, LKB_TYPE_TYPED_BOX)

gboolean
lkb_owner_split (const char *text, char **owner, char **consumer_owner)
{
  const char *sign = strchr (text, '>');

  if (sign == NULL)
    return FALSE;
  *owner = g_strstrip (g_strndup (text, sign - text));
  *consumer_owner = g_strstrip (g_strdup (sign + 1));
  return TRUE;
}

LkbChange *
lkb_edit_own (LkbBoard *board, const char *const *ids, const char *text)
{
  g_autofree char *line = lkb_text_one_line (text);
  g_autofree char *owner = NULL;
  g_autofree char *consumer_owner = NULL;
  LkbChange *change = lkb_change_new (N_ ("Change Owner"));

  for (guint i = 0; ids[i] != NULL; i++)
    {
      const LkbElement *element = lkb_board_lookup (board, ids[i]);
      LkbElementBuilder *builder;
      g_autoptr (LkbElement) after = NULL;

      if (element == NULL
          || lkb_kind_get_tier (lkb_element_get_kind (element), LKB_FIELD_OWNER) == 0)
        continue;
      g_clear_pointer (&owner, g_free);
      g_clear_pointer (&consumer_owner, g_free);
      builder = lkb_element_builder_new_from (element);
      if (lkb_element_is_edge (element) && lkb_owner_split (line, &owner, &consumer_owner))
        {
          if (*owner != '\0')
            lkb_element_builder_set_text (builder, LKB_FIELD_OWNER, owner);
          if (*consumer_owner != '\0')
            lkb_element_builder_set_text (builder, LKB_FIELD_CONSUMER_OWNER, consumer_owner);
        }
      else
        {
          lkb_element_builder_set_text (builder, LKB_FIELD_OWNER, line);
        }
      after = lkb_element_builder_end (builder);
      lkb_change_add (change, element, after);
    }
  if (lkb_change_is_empty (change))
    g_clear_pointer (&change, lkb_change_unref);
  return change;
}

static char *
owner_to_text (LkbTypedBox *box, const LkbValue *value)
{
  return g_strdup (lkb_value_get_text (value));
}

static LkbValue *
owner_from_text (LkbTypedBox *box, const char *text, gboolean *understood)
{
  g_autofree char *line = lkb_text_one_line (text);

  return lkb_value_new_text (line);
}

/* The part of the text that is being completed: all of it, or what stands behind the ">". */
static const char *
find_part (const char *text)
{
  const char *sign = strrchr (text, '>');

  text = sign != NULL ? sign + 1 : text;
  while (*text == ' ')
    text++;
  return text;
}

static void
add_name (LkbOwnerEntry *self, const char *name)
{
  g_autofree char *shown = lkb_text_shown_line (name);
  GtkWidget *label = gtk_label_new (shown);
  GtkWidget *row = gtk_list_box_row_new ();

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), label);
  gtk_widget_set_focusable (row, FALSE);
  g_object_set_data_full (G_OBJECT (row), "lkb-name", g_strdup (name), g_free);
  gtk_list_box_append (GTK_LIST_BOX (self->list), row);
}

static gboolean
matches (const char *folded_name, const char *folded_part)
{
  const char *at = strstr (folded_name, folded_part);

  /* At the start of a word: "plat" finds "Streaming Platform", "form" does not. */
  while (at != NULL && at != folded_name && g_ascii_isalnum (at[-1]))
    at = strstr (at + 1, folded_part);
  return at != NULL;
}

static guint
fill_list (LkbOwnerEntry *self, const char *part)
{
  LkbEditContext *context = lkb_value_editor_get_context (LKB_VALUE_EDITOR (self));
  g_autoptr (LkbTeams) teams = lkb_board_dup_teams (context->board);
  g_autofree char *folded = lkb_text_fold (part);
  GtkWidget *row;
  guint n = 0;

  while ((row = gtk_widget_get_first_child (self->list)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (self->list), row);
  for (guint i = 0; i < lkb_teams_get_n (teams) && n < MAX_SHOWN; i++)
    {
      const LkbTeam *team = lkb_teams_get_nth (teams, i);

      if (!matches (team->folded, folded) || g_str_equal (team->name, part))
        continue;
      add_name (self, team->name);
      n++;
    }
  return n;
}

static void
show_list (LkbOwnerEntry *self, const char *text)
{
  if (fill_list (self, find_part (text)) > 0)
    gtk_popover_popup (GTK_POPOVER (self->popover));
  else
    gtk_popover_popdown (GTK_POPOVER (self->popover));
}

static void
owner_typed (LkbTypedBox *box, const char *text)
{
  LkbOwnerEntry *self = LKB_OWNER_ENTRY (box);

  if (self->taking)
    return;
  if (*find_part (text) == '\0' || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    gtk_popover_popdown (GTK_POPOVER (self->popover));
  else
    show_list (self, text);
}

static void
owner_focus_changed (LkbTypedBox *box, gboolean focused)
{
  if (!focused)
    gtk_popover_popdown (GTK_POPOVER (LKB_OWNER_ENTRY (box)->popover));
}

static void
take_row (LkbOwnerEntry *self, GtkListBoxRow *row)
{
  LkbTypedBox *box = LKB_TYPED_BOX (self);
  g_autofree char *text = lkb_typed_box_dup_text (box);
  g_autofree char *head = g_strndup (text, find_part (text) - text);
  g_autofree char *whole = g_strconcat (head, g_object_get_data (G_OBJECT (row), "lkb-name"), NULL);

  self->taking = TRUE;
  lkb_typed_box_type (box, whole);
  self->taking = FALSE;
  gtk_popover_popdown (GTK_POPOVER (self->popover));
  gtk_editable_set_position (GTK_EDITABLE (lkb_typed_box_get_entry (box)), -1);
  lkb_value_editor_commit (LKB_VALUE_EDITOR (self));
}

static void
row_activated_cb (GtkListBox *list, GtkListBoxRow *row, LkbOwnerEntry *self)
{
  take_row (self, row);
}

static void
move_choice (LkbOwnerEntry *self, int step)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (GTK_LIST_BOX (self->list));
  int i = row != NULL ? gtk_list_box_row_get_index (row) + step : (step > 0 ? 0 : -1);

  gtk_list_box_select_row (GTK_LIST_BOX (self->list),
                           i >= 0 ? gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), i)
                                  : NULL);
}

static gboolean
list_key_cb (GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType state,
             LkbOwnerEntry *self)
{
  gboolean shown = gtk_widget_get_visible (self->popover);
  GtkListBoxRow *row;

  switch (keyval)
    {
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      if (!shown)
        {
          g_autofree char *text = lkb_typed_box_dup_text (LKB_TYPED_BOX (self));

          show_list (self, text);
          return gtk_widget_get_visible (self->popover);
        }
      move_choice (self, 1);
      return TRUE;
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      if (shown)
        move_choice (self, -1);
      return shown;
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
      row = shown ? gtk_list_box_get_selected_row (GTK_LIST_BOX (self->list)) : NULL;
      if (row != NULL)
        {
          take_row (self, row);
          return TRUE;
        }
      gtk_popover_popdown (GTK_POPOVER (self->popover));
      return FALSE;
    case GDK_KEY_Escape:
      if (shown)
        gtk_popover_popdown (GTK_POPOVER (self->popover));
      return shown;
    default:
      return FALSE;
    }
}

static void
lkb_owner_entry_class_init (LkbOwnerEntryClass *klass)
{
  LkbTypedBoxClass *box_class = LKB_TYPED_BOX_CLASS (klass);

  box_class->to_text = owner_to_text;
  box_class->from_text = owner_from_text;
  box_class->typed = owner_typed;
  box_class->focus_changed = owner_focus_changed;
}

static void
lkb_owner_entry_init (LkbOwnerEntry *self)
{
}

GtkWidget *
lkb_owner_entry_new (LkbEditContext *context, const LkbFieldInfo *info)
{
  LkbOwnerEntry *self = g_object_new (LKB_TYPE_OWNER_ENTRY, NULL);
  GtkEventController *keys = gtk_event_controller_key_new ();

  lkb_typed_box_build (LKB_TYPED_BOX (self), context, info, FALSE, FALSE);
  self->list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_SINGLE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Teams on the board"), -1);
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (row_activated_cb), self, 0);
  self->popover = gtk_popover_new ();
  gtk_popover_set_autohide (GTK_POPOVER (self->popover), FALSE);
  gtk_popover_set_has_arrow (GTK_POPOVER (self->popover), FALSE);
  gtk_popover_set_position (GTK_POPOVER (self->popover), GTK_POS_BOTTOM);
  gtk_popover_set_child (GTK_POPOVER (self->popover), self->list);
  gtk_widget_add_css_class (self->popover, "menu");
  gtk_widget_set_parent (self->popover, GTK_WIDGET (self));
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (list_key_cb), self, 0);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  return GTK_WIDGET (self);
}

guint
lkb_owner_entry_get_n_shown (LkbOwnerEntry *self)
{
  guint n = 0;

  if (!gtk_widget_get_visible (self->popover))
    return 0;
  for (GtkWidget *row = gtk_widget_get_first_child (self->list); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    n++;
  return n;
}
