/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-command-palette.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/base/lkb-text.h"
#include "core/model/lkb-ownership.h"
#include "lkb-command-list.h"
#include "widgets/canvas/lkb-spoken.h"

/* Pixels; look of the list, not of the board. */
#define WIDTH 480
#define LIST_HEIGHT 360
#define FROM_TOP 48
#define PAGE_ROWS 8

struct _LkbCommandPalette
{
  GtkPopover parent_instance;

  GPtrArray *all; /* of LkbCommand: every command that was added */
  GPtrArray *enabled; /* those of them that can be run now */
  GPtrArray *nodes; /* of LkbCommand */
  GHashTable *groups; /* prefix → GWeakRef to a GActionGroup */
  LkbBoard *board; /* (nullable) */
  gboolean finding; /* on the board alone */

  GtkWidget *entry;
  GtkWidget *list;
  GtkWidget *scroller;
  GtkWidget *nothing;
  GListStore *store; /* of LkbCommand: what is shown */
  GtkSingleSelection *selection;
};

enum
{
  ACTIVATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LkbCommandPalette, lkb_command_palette, GTK_TYPE_POPOVER)

/* ---- what there is ---- */

static gboolean
is_enabled (LkbCommandPalette *self, LkbCommand *command)
{
  const char *id = lkb_command_get_id (command);
  const char *dot = strchr (id, '.');
  g_autofree char *prefix = dot != NULL ? g_strndup (id, (gsize) (dot - id)) : NULL;
  GWeakRef *ref = prefix != NULL ? g_hash_table_lookup (self->groups, prefix) : NULL;
  g_autoptr (GObject) held = ref != NULL ? g_weak_ref_get (ref) : NULL;
  GActionGroup *group = held != NULL ? G_ACTION_GROUP (held) : NULL;
  g_autofree char *name = NULL;
  g_autoptr (GVariant) target = NULL;

  if (group == NULL)
    return TRUE;
  if (!g_action_parse_detailed_name (dot + 1, &name, &target, NULL))
    return FALSE;
  return g_action_group_has_action (group, name) && g_action_group_get_action_enabled (group, name);
}

static void
collect_enabled (LkbCommandPalette *self)
{
  g_ptr_array_set_size (self->enabled, 0);
  for (guint i = 0; i < self->all->len; i++)
    {
      if (is_enabled (self, self->all->pdata[i]))
        g_ptr_array_add (self->enabled, g_object_ref (self->all->pdata[i]));
    }
}

/* An element by everything that it shows. */
static LkbCommand *
create_found (LkbBoard *board, const LkbElement *element)
{
  const char *kind = lkb_kind_get_label (lkb_element_get_kind (element),
                                         lkb_board_get_naming (board));
  const char *tech = lkb_element_get_text (element, LKB_FIELD_TECHNOLOGY);
  g_autofree char *name = lkb_spoken_dup_name (board, element);
  g_autofree char *owner = lkb_spoken_dup_owner (board, element);
  g_autofree char *words = g_strdup_printf ("%s\n%s\n%s", kind, tech != NULL ? tech : "", owner);
  LkbCommand *command = lkb_command_new (LKB_COMMAND_NODE, lkb_element_get_id (element), name,
                                         *owner != '\0' ? owner : kind);

  lkb_command_add_words (command, words);
  return command;
}

static void
collect_nodes (LkbCommandPalette *self)
{
  const GPtrArray *elements;
  LkbNaming naming;

  g_ptr_array_set_size (self->nodes, 0);
  if (self->board == NULL)
    return;
  elements = lkb_board_get_elements (self->board);
  naming = lkb_board_get_naming (self->board);
  for (guint i = 0; i < elements->len; i++)
    {
      const LkbElement *node = elements->pdata[i];
      g_autofree char *name = NULL;

      if (self->finding)
        g_ptr_array_add (self->nodes, create_found (self->board, node));
      if (self->finding || !lkb_element_is_node (node))
        continue;
      name = lkb_element_dup_display_name (node);
      g_ptr_array_add (self->nodes,
                       lkb_command_new (LKB_COMMAND_NODE, lkb_element_get_id (node), name,
                                        lkb_kind_get_label (lkb_element_get_kind (node), naming)));
    }
}

static void
fill (LkbCommandPalette *self)
{
  guint n;

  lkb_command_list_fill (self->store, self->finding ? NULL : self->enabled, self->nodes,
                         gtk_editable_get_text (GTK_EDITABLE (self->entry)));
  n = g_list_model_get_n_items (G_LIST_MODEL (self->store));
  if (n > 0)
    {
      gtk_single_selection_set_selected (self->selection, 0);
      gtk_widget_activate_action (self->list, "list.scroll-to-item", "u", 0);
    }
  gtk_widget_set_visible (self->scroller, n > 0);
  gtk_widget_set_visible (self->nothing, n == 0);
}

static void
refresh (LkbCommandPalette *self)
{
  collect_enabled (self);
  collect_nodes (self);
  fill (self);
}

static gboolean
has_id (gconstpointer command, gconstpointer id)
{
  return g_strcmp0 (lkb_command_get_id ((LkbCommand *) command), id) == 0;
}

void
lkb_command_palette_add_command (LkbCommandPalette *self, const char *action, const char *label,
                                 const char *accelerator)
{
  g_autofree char *key_label = NULL;
  GdkModifierType modifiers;
  LkbCommand *command;
  guint key, at;

  g_return_if_fail (LKB_IS_COMMAND_PALETTE (self));
  g_return_if_fail (action != NULL && label != NULL);

  if (accelerator != NULL && gtk_accelerator_parse (accelerator, &key, &modifiers))
    key_label = gtk_accelerator_get_label (key, modifiers);
  command = lkb_command_new (LKB_COMMAND_ACTION, action, label, key_label);
  if (g_ptr_array_find_with_equal_func (self->all, action, has_id, &at))
    {
      g_object_unref (self->all->pdata[at]);
      self->all->pdata[at] = command;
    }
  else
    g_ptr_array_add (self->all, command);
  /* An open palette learns of it when it opens next. */
}

void
lkb_command_palette_set_actions (LkbCommandPalette *self, const char *prefix, GActionGroup *group)
{
  g_return_if_fail (LKB_IS_COMMAND_PALETTE (self));
  g_return_if_fail (prefix != NULL);

  g_hash_table_remove (self->groups, prefix);
  if (group != NULL)
    {
      GWeakRef *ref = g_new0 (GWeakRef, 1);

      g_weak_ref_init (ref, group);
      g_hash_table_insert (self->groups, g_strdup (prefix), ref);
    }
}

void
lkb_command_palette_set_board (LkbCommandPalette *self, LkbBoard *board)
{
  g_return_if_fail (LKB_IS_COMMAND_PALETTE (self));
  g_return_if_fail (board == NULL || LKB_IS_BOARD (board));

  g_set_object (&self->board, board);
}

/* ---- choosing ---- */

guint
lkb_command_palette_get_n (LkbCommandPalette *self)
{
  g_return_val_if_fail (LKB_IS_COMMAND_PALETTE (self), 0);

  return g_list_model_get_n_items (G_LIST_MODEL (self->store));
}

LkbCommandKind
lkb_command_palette_get_nth (LkbCommandPalette *self, guint i, const char **id)
{
  g_autoptr (LkbCommand) command = NULL;

  g_return_val_if_fail (LKB_IS_COMMAND_PALETTE (self), LKB_COMMAND_ACTION);
  g_return_val_if_fail (i < lkb_command_palette_get_n (self), LKB_COMMAND_ACTION);

  command = g_list_model_get_item (G_LIST_MODEL (self->store), i);
  if (id != NULL)
    *id = lkb_command_get_id (command);
  return lkb_command_get_kind (command);
}

guint
lkb_command_palette_get_selected (LkbCommandPalette *self)
{
  g_return_val_if_fail (LKB_IS_COMMAND_PALETTE (self), GTK_INVALID_LIST_POSITION);

  return gtk_single_selection_get_selected (self->selection);
}

static gboolean
activate (LkbCommandPalette *self, guint position)
{
  g_autoptr (LkbCommand) command = g_list_model_get_item (G_LIST_MODEL (self->store), position);

  if (command == NULL)
    return FALSE;
  /* First the focus goes back to where it was, then something else may take it. */
  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, signals[ACTIVATED], 0, (int) lkb_command_get_kind (command),
                 lkb_command_get_id (command));
  return TRUE;
}

gboolean
lkb_command_palette_activate (LkbCommandPalette *self)
{
  g_return_val_if_fail (LKB_IS_COMMAND_PALETTE (self), FALSE);

  return activate (self, gtk_single_selection_get_selected (self->selection));
}

/* By @step rows; round at the ends when it is a single one. */
static void
move_selection (LkbCommandPalette *self, int step)
{
  int n = (int) lkb_command_palette_get_n (self);
  int at = (int) gtk_single_selection_get_selected (self->selection) + step;

  if (n == 0)
    return;
  if (step == 1 || step == -1)
    at = (at + n) % n;
  at = CLAMP (at, 0, n - 1);
  gtk_single_selection_set_selected (self->selection, (guint) at);
  gtk_widget_activate_action (self->list, "list.scroll-to-item", "u", (guint) at);
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller, guint keyval, guint keycode,
                GdkModifierType state, LkbCommandPalette *self)
{
  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SHIFT_MASK | GDK_SUPER_MASK)) != 0)
    return FALSE;
  switch (keyval)
    {
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      move_selection (self, 1);
      return TRUE;
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      move_selection (self, -1);
      return TRUE;
    case GDK_KEY_Page_Down:
    case GDK_KEY_KP_Page_Down:
      move_selection (self, PAGE_ROWS);
      return TRUE;
    case GDK_KEY_Page_Up:
    case GDK_KEY_KP_Page_Up:
      move_selection (self, -PAGE_ROWS);
      return TRUE;
    default:
      return FALSE;
    }
}

static void
entry_activate_cb (GtkEntry *entry, LkbCommandPalette *self)
{
  lkb_command_palette_activate (self);
}

static void
entry_changed_cb (GtkEditable *entry, LkbCommandPalette *self)
{
  fill (self);
}

static void
row_activate_cb (GtkListView *list, guint position, LkbCommandPalette *self)
{
  activate (self, position);
}

/* ---- rows ---- */

static void
setup_row_cb (GtkSignalListItemFactory *factory, GtkListItem *item, LkbCommandPalette *self)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 16);
  GtkWidget *label = gtk_label_new (NULL);
  GtkWidget *detail = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (row), label);
  gtk_label_set_xalign (GTK_LABEL (detail), 1);
  gtk_label_set_ellipsize (GTK_LABEL (detail), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (detail), 32);
  gtk_widget_add_css_class (detail, "lkb-field-label");
  gtk_box_append (GTK_BOX (row), detail);
  gtk_widget_add_css_class (row, "lkb-command");
  gtk_list_item_set_child (item, row);
}

static void
bind_row_cb (GtkSignalListItemFactory *factory, GtkListItem *item, LkbCommandPalette *self)
{
  LkbCommand *command = gtk_list_item_get_item (item);
  GtkWidget *row = gtk_list_item_get_child (item);
  const char *detail = lkb_command_get_detail (command);
  GtkWidget *holder = gtk_widget_get_parent (row);
  g_autofree char *spoken = NULL;

  gtk_label_set_text (GTK_LABEL (gtk_widget_get_first_child (row)),
                      lkb_command_get_label (command));
  gtk_label_set_text (GTK_LABEL (gtk_widget_get_last_child (row)), detail != NULL ? detail : "");

  if (lkb_command_get_kind (command) == LKB_COMMAND_NODE)
    /* Translators: what a screen reader says of an entry that leads to a node: its name, its kind. */
    spoken = g_strdup_printf (_ ("Go to %s, %s"), lkb_command_get_label (command), detail);
  else if (detail != NULL)
    /* Translators: what a screen reader says of a command: its name, its key. */
    spoken = g_strdup_printf (_ ("%s, %s"), lkb_command_get_label (command), detail);
  else
    spoken = g_strdup (lkb_command_get_label (command));
  if (holder != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (holder), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken,
                                    -1);
}

/* ---- the palette ---- */

void
lkb_command_palette_set_text (LkbCommandPalette *self, const char *text)
{
  g_return_if_fail (LKB_IS_COMMAND_PALETTE (self));
  g_return_if_fail (text != NULL);

  gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
  gtk_editable_set_position (GTK_EDITABLE (self->entry), -1);
}

/* What is sought is said where it is typed. */
static void
set_finding (LkbCommandPalette *self, gboolean finding)
{
  self->finding = finding;
  gtk_entry_set_placeholder_text (
      GTK_ENTRY (self->entry), finding ? _ ("Find on the board") : _ ("Command, node, or A -> B"));
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
      finding ? _ ("Find on the board") : _ ("Search commands and nodes"), -1);
}

static void
popup (LkbCommandPalette *self, const char *text)
{
  GtkWidget *parent;
  GdkRectangle top = { 0, FROM_TOP, 1, 1 };

  parent = gtk_widget_get_parent (GTK_WIDGET (self));
  g_return_if_fail (parent != NULL);

  top.x = gtk_widget_get_width (parent) / 2;
  gtk_popover_set_pointing_to (GTK_POPOVER (self), &top);
  g_signal_handlers_block_by_func (self->entry, entry_changed_cb, self);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), text != NULL ? text : "");
  g_signal_handlers_unblock_by_func (self->entry, entry_changed_cb, self);
  refresh (self);
  gtk_popover_popup (GTK_POPOVER (self));
  gtk_widget_grab_focus (self->entry);
  gtk_editable_select_region (GTK_EDITABLE (self->entry), 0, -1);
}

void
lkb_command_palette_open (LkbCommandPalette *self, const char *text)
{
  g_return_if_fail (LKB_IS_COMMAND_PALETTE (self));

  set_finding (self, FALSE);
  popup (self, text);
}

void
lkb_command_palette_open_find (LkbCommandPalette *self)
{
  g_return_if_fail (LKB_IS_COMMAND_PALETTE (self));

  set_finding (self, TRUE);
  popup (self, NULL);
}

static void
free_weak_ref (gpointer data)
{
  g_weak_ref_clear (data);
  g_free (data);
}

static void
lkb_command_palette_dispose (GObject *object)
{
  LkbCommandPalette *self = LKB_COMMAND_PALETTE (object);

  g_clear_object (&self->board);
  g_hash_table_remove_all (self->groups);
  G_OBJECT_CLASS (lkb_command_palette_parent_class)->dispose (object);
}

static void
lkb_command_palette_finalize (GObject *object)
{
  LkbCommandPalette *self = LKB_COMMAND_PALETTE (object);

  g_ptr_array_unref (self->all);
  g_ptr_array_unref (self->enabled);
  g_ptr_array_unref (self->nodes);
  g_hash_table_unref (self->groups);
  g_object_unref (self->selection);
  G_OBJECT_CLASS (lkb_command_palette_parent_class)->finalize (object);
}

static void
lkb_command_palette_class_init (LkbCommandPaletteClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = lkb_command_palette_dispose;
  G_OBJECT_CLASS (klass)->finalize = lkb_command_palette_finalize;
  signals[ACTIVATED] = g_signal_new ("activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                     NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_INT, G_TYPE_STRING);
}

static GtkWidget *
create_entry (LkbCommandPalette *self)
{
  GtkWidget *entry = gtk_entry_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_entry_set_icon_from_icon_name (GTK_ENTRY (entry), GTK_ENTRY_ICON_PRIMARY,
                                     "system-search-symbolic");
  gtk_entry_set_icon_activatable (GTK_ENTRY (entry), GTK_ENTRY_ICON_PRIMARY, FALSE);
  g_signal_connect (entry, "activate", G_CALLBACK (entry_activate_cb), self);
  g_signal_connect (entry, "changed", G_CALLBACK (entry_changed_cb), self);

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (entry, keys);
  return entry;
}

static GtkWidget *
create_list (LkbCommandPalette *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkWidget *list;

  g_signal_connect (factory, "setup", G_CALLBACK (setup_row_cb), self);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_row_cb), self);
  list = gtk_list_view_new (GTK_SELECTION_MODEL (g_object_ref (self->selection)), factory);
  gtk_list_view_set_single_click_activate (GTK_LIST_VIEW (list), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Commands and nodes"), -1);
  g_signal_connect (list, "activate", G_CALLBACK (row_activate_cb), self);
  return list;
}

static void
lkb_command_palette_init (LkbCommandPalette *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  self->all = g_ptr_array_new_with_free_func (g_object_unref);
  self->enabled = g_ptr_array_new_with_free_func (g_object_unref);
  self->nodes = g_ptr_array_new_with_free_func (g_object_unref);
  self->groups = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_weak_ref);
  self->store = g_list_store_new (LKB_TYPE_COMMAND);
  self->selection = gtk_single_selection_new (G_LIST_MODEL (self->store)); /* takes the store */

  self->entry = create_entry (self);
  gtk_box_append (GTK_BOX (box), self->entry);
  self->list = create_list (self);
  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (self->scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (self->scroller), LIST_HEIGHT);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), self->list);
  gtk_box_append (GTK_BOX (box), self->scroller);
  self->nothing = gtk_label_new (_ ("Nothing found."));
  gtk_widget_add_css_class (self->nothing, "lkb-empty");
  gtk_box_append (GTK_BOX (box), self->nothing);
  gtk_widget_set_size_request (box, WIDTH, -1);

  gtk_popover_set_child (GTK_POPOVER (self), box);
  gtk_popover_set_has_arrow (GTK_POPOVER (self), FALSE);
  gtk_popover_set_position (GTK_POPOVER (self), GTK_POS_BOTTOM);
  gtk_widget_add_css_class (GTK_WIDGET (self), "lkb-command-palette");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Commands"), -1);
  set_finding (self, FALSE);
  fill (self);
}

LkbCommandPalette *
lkb_command_palette_new (void)
{
  return g_object_new (LKB_TYPE_COMMAND_PALETTE, NULL);
}
