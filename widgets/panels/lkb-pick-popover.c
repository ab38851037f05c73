/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-pick-popover.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/base/lkb-text.h"
#include "lkb-widget.h"

struct _LkbPickPopover
{
  GtkPopover parent_instance;

  GtkWidget *search;
  GtkWidget *list;
  GtkWidget *free_row; /* takes what was typed; the last of the list */
  GtkWidget *free_label;
  char *free_text;
};

enum
{
  FILL,
  PICKED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LkbPickPopover, lkb_pick_popover, GTK_TYPE_POPOVER)

static gboolean
filter_cb (GtkListBoxRow *row, gpointer data)
{
  LkbPickPopover *self = data;
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (self->search));
  const char *folded = g_object_get_data (G_OBJECT (row), "lkb-folded");
  g_autofree char *part = NULL;

  if (GTK_WIDGET (row) == self->free_row)
    return !lkb_text_is_blank (typed);
  part = lkb_text_fold (typed);
  return strstr (folded, part) != NULL;
}

static void
search_changed_cb (GtkEditable *editable, LkbPickPopover *self)
{
  if (self->free_row != NULL)
    {
      const char *typed = gtk_editable_get_text (editable);
      g_autofree char *line = lkb_text_shown_line (typed);
      g_auto (GStrv) parts = g_strsplit (self->free_text, "%s", 2);
      g_autofree char *label = g_strconcat (parts[0], line, parts[1], NULL);

      gtk_label_set_text (GTK_LABEL (self->free_label), label);
    }
  gtk_list_box_invalidate_filter (GTK_LIST_BOX (self->list));
}

static void
pick (LkbPickPopover *self, GtkListBoxRow *row)
{
  gboolean is_text = GTK_WIDGET (row) == self->free_row;
  g_autofree char *id = is_text ? lkb_text_one_line (
                            gtk_editable_get_text (GTK_EDITABLE (self->search)))
                                : g_strdup (g_object_get_data (G_OBJECT (row), "lkb-id"));

  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, signals[PICKED], 0, id, is_text);
}

static void
row_activated_cb (GtkListBox *list, GtkListBoxRow *row, LkbPickPopover *self)
{
  pick (self, row);
}

static GtkListBoxRow *
find_first (LkbPickPopover *self)
{
  for (GtkWidget *row = gtk_widget_get_first_child (self->list); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    if (filter_cb (GTK_LIST_BOX_ROW (row), self))
      return GTK_LIST_BOX_ROW (row);
  return NULL;
}

static void
activate_cb (GtkEntry *entry, LkbPickPopover *self)
{
  lkb_pick_popover_take_first (self);
}

static gboolean
key_cb (GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType state,
        LkbPickPopover *self)
{
  GtkListBoxRow *row = keyval == GDK_KEY_Down ? find_first (self) : NULL;

  return row != NULL && gtk_widget_grab_focus (GTK_WIDGET (row));
}

static void
lkb_pick_popover_map (GtkWidget *widget)
{
  LkbPickPopover *self = LKB_PICK_POPOVER (widget);

  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  g_signal_emit (self, signals[FILL], 0);
  GTK_WIDGET_CLASS (lkb_pick_popover_parent_class)->map (widget);
  gtk_widget_grab_focus (self->search);
}

static void
lkb_pick_popover_finalize (GObject *object)
{
  g_free (LKB_PICK_POPOVER (object)->free_text);
  G_OBJECT_CLASS (lkb_pick_popover_parent_class)->finalize (object);
}

static void
lkb_pick_popover_class_init (LkbPickPopoverClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = lkb_pick_popover_finalize;
  GTK_WIDGET_CLASS (klass)->map = lkb_pick_popover_map;
  signals[FILL] = g_signal_new ("fill", LKB_TYPE_PICK_POPOVER, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 0);
  signals[PICKED] = g_signal_new ("picked", LKB_TYPE_PICK_POPOVER, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_BOOLEAN);
}

static void
lkb_pick_popover_init (LkbPickPopover *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->search = gtk_entry_new ();
  gtk_entry_set_icon_from_icon_name (GTK_ENTRY (self->search), GTK_ENTRY_ICON_PRIMARY,
                                     "system-search-symbolic");
  self->list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_NONE);
  gtk_list_box_set_filter_func (GTK_LIST_BOX (self->list), filter_cb, self, NULL);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_min_content_width (GTK_SCROLLED_WINDOW (scroller), 232);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), 320);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), self->list);
  gtk_box_append (GTK_BOX (box), self->search);
  gtk_box_append (GTK_BOX (box), scroller);
  gtk_popover_set_child (GTK_POPOVER (self), box);
  g_signal_connect_object (self->search, "changed", G_CALLBACK (search_changed_cb), self, 0);
  g_signal_connect_object (self->search, "activate", G_CALLBACK (activate_cb), self, 0);
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (row_activated_cb), self, 0);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_cb), self, 0);
  gtk_widget_add_controller (self->search, keys);
}

static GtkWidget *
create_row (GtkWidget *child)
{
  GtkWidget *row = gtk_list_box_row_new ();

  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), child);
  return row;
}

static GtkWidget *
create_row_label (const char *text)
{
  GtkWidget *label = lkb_widget_create_wrapped (text, NULL);

  gtk_label_set_width_chars (GTK_LABEL (label), 24);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 32);
  return label;
}

GtkWidget *
lkb_pick_popover_new (const char *hint, const char *free_text)
{
  LkbPickPopover *self = g_object_new (LKB_TYPE_PICK_POPOVER, NULL);

  gtk_entry_set_placeholder_text (GTK_ENTRY (self->search), hint);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->search), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  hint, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, hint,
                                  -1);
  self->free_text = g_strdup (free_text);
  lkb_pick_popover_clear (self);
  return GTK_WIDGET (self);
}

void
lkb_pick_popover_clear (LkbPickPopover *self)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (self->list)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (self->list), row);
  self->free_row = NULL;
  if (self->free_text == NULL)
    return;
  self->free_label = create_row_label (NULL);
  self->free_row = create_row (self->free_label);
  gtk_list_box_append (GTK_LIST_BOX (self->list), self->free_row);
}

void
lkb_pick_popover_add (LkbPickPopover *self, const char *id, const char *title, const char *detail)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *row = create_row (box);
  g_autofree char *words = g_strconcat (title, " ", detail, NULL);

  gtk_box_append (GTK_BOX (box), create_row_label (title));
  if (detail != NULL)
    {
      GtkWidget *second = create_row_label (detail);

      gtk_widget_add_css_class (second, "lkb-echo");
      gtk_box_append (GTK_BOX (box), second);
    }
  lkb_widget_set_spoken (row, title);
  g_object_set_data_full (G_OBJECT (row), "lkb-id", g_strdup (id), g_free);
  g_object_set_data_full (G_OBJECT (row), "lkb-folded", lkb_text_fold (words), g_free);
  if (self->free_row != NULL)
    gtk_list_box_insert (GTK_LIST_BOX (self->list), row,
                         gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (self->free_row)));
  else
    gtk_list_box_append (GTK_LIST_BOX (self->list), row);
}

void
lkb_pick_popover_search (LkbPickPopover *self, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search), text);
}

gboolean
lkb_pick_popover_take_first (LkbPickPopover *self)
{
  GtkListBoxRow *row = find_first (self);

  if (row == NULL)
    return FALSE;
  pick (self, row);
  return TRUE;
}
