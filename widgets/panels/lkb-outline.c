/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-outline.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/base/lkb-text.h"
#include "lkb-outline-private.h"
#include "widgets/canvas/lkb-reading-order.h"
#include "widgets/canvas/lkb-spoken.h"

enum
{
  GO_TO,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LkbOutline, lkb_outline, GTK_TYPE_WIDGET)

LkbBoard *
lkb_outline_get_board (LkbOutline *self)
{
  return self->editor != NULL ? lkb_editor_get_board (self->editor) : NULL;
}

const LkbElement *
lkb_outline_get_element (LkbOutline *self)
{
  const char *id = lkb_outline_get_selected (self);

  return id != NULL ? lkb_board_lookup (lkb_outline_get_board (self), id) : NULL;
}

LkbOutlineRow *
lkb_outline_get_row (LkbOutline *self, const char *id)
{
  return id != NULL ? g_hash_table_lookup (self->rows, id) : NULL;
}

static void
update_row (LkbOutline *self, LkbOutlineRow *row, const char *id)
{
  lkb_outline_row_set (row, lkb_outline_get_board (self),
                       lkb_board_lookup (lkb_outline_get_board (self), id), self->findings);
}

static gboolean
matches (LkbOutline *self, const LkbElement *element, const char *folded)
{
  g_autofree char *spoken = NULL;
  g_autofree char *whole = NULL;

  if (*folded == '\0')
    return TRUE;
  spoken = lkb_spoken_dup_element (lkb_outline_get_board (self), element, NULL);
  whole = lkb_text_fold (spoken);
  return strstr (whole, folded) != NULL;
}

/* The list goes on from the row that has its focus, which must be the marked one, now or when the focus comes back. */
static void
move_ring (LkbOutline *self)
{
  LkbOutlineRow *row = lkb_outline_get_row (self, lkb_outline_get_selected (self));
  GtkWidget *item = row != NULL ? gtk_widget_get_parent (GTK_WIDGET (row)) : NULL;
  GtkRoot *root = gtk_widget_get_root (self->list);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (item == NULL || focus == item)
    return;
  if (focus != NULL && gtk_widget_get_parent (focus) == self->list)
    {
      gtk_widget_grab_focus (item);
    }
  else if (focus == NULL || !gtk_widget_is_ancestor (focus, self->list))
    {
      gtk_widget_set_focus_child (self->list, item);
      gtk_widget_set_focus_child (self->list, NULL);
    }
}

static gboolean
ring_idle_cb (gpointer data)
{
  LkbOutline *self = data;

  self->ring_idle = 0;
  move_ring (self);
  return G_SOURCE_REMOVE;
}

/* (nullable): the row of an element, brought into view; the editor learns nothing of it. */
static void
mark (LkbOutline *self, const char *id)
{
  guint n, at = GTK_INVALID_LIST_POSITION;

  n = g_list_model_get_n_items (G_LIST_MODEL (self->ids));
  for (guint i = 0; id != NULL && i < n; i++)
    if (g_str_equal (gtk_string_list_get_string (self->ids, i), id))
      at = i;
  self->syncing = TRUE;
  gtk_single_selection_set_selected (self->selection, at);
  self->syncing = FALSE;
  if (at != GTK_INVALID_LIST_POSITION)
    gtk_widget_activate_action (self->list, "list.scroll-to-item", "u", at);
  move_ring (self);
  lkb_outline_update_actions (self);
}

static void
sync_selection (LkbOutline *self)
{
  if (self->editor != NULL)
    mark (self, lkb_editor_get_n_selected (self->editor) == 1
                    ? lkb_editor_get_selected (self->editor)[0]
                    : NULL);
}

/* Only what differs is replaced: rows that stay keep their focus. */
static void
splice_ids (LkbOutline *self, GPtrArray *ids)
{
  guint n_old = g_list_model_get_n_items (G_LIST_MODEL (self->ids));
  guint n_new = ids->len;
  guint head = 0, tail = 0;
  const char **added;

  while (
      head < n_old && head < n_new
      && g_str_equal (gtk_string_list_get_string (self->ids, head), g_ptr_array_index (ids, head)))
    head++;
  while (tail < n_old - head && tail < n_new - head
         && g_str_equal (gtk_string_list_get_string (self->ids, n_old - 1 - tail),
                         g_ptr_array_index (ids, n_new - 1 - tail)))
    tail++;
  if (head + tail == n_old && n_old == n_new)
    return;
  added = g_new0 (const char *, n_new - head - tail + 1);
  for (guint i = head; i < n_new - tail; i++)
    added[i - head] = g_ptr_array_index (ids, i);
  gtk_string_list_splice (self->ids, head, n_old - head - tail, added);
  g_free (added);
}

/* What the rows that are made say of their elements. */
static void
update_rows (LkbOutline *self)
{
  GHashTableIter iter;
  gpointer id, row;

  g_hash_table_iter_init (&iter, self->rows);
  while (self->editor != NULL && g_hash_table_iter_next (&iter, &id, &row))
    if (lkb_board_lookup (lkb_outline_get_board (self), id) != NULL)
      update_row (self, row, id);
}

static void
sync_rows (LkbOutline *self)
{
  g_autoptr (GPtrArray) order = NULL;
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  g_autofree char *folded = lkb_text_fold (gtk_editable_get_text (GTK_EDITABLE (self->search)));
  const char *page = "list";

  if (self->editor != NULL)
    order = lkb_board_dup_reading_order (lkb_outline_get_board (self));
  for (guint i = 0; order != NULL && i < order->len; i++)
    if (matches (self, order->pdata[i], folded))
      g_ptr_array_add (ids, (gpointer) lkb_element_get_id (order->pdata[i]));

  self->syncing = TRUE;
  splice_ids (self, ids);
  self->syncing = FALSE;
  update_rows (self);
  if (order == NULL || order->len == 0)
    page = "empty";
  else if (ids->len == 0)
    page = "none";
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), page);
  gtk_widget_set_visible (self->search, order != NULL && order->len > 0);
  gtk_widget_set_visible (self->tools, order != NULL);
  sync_selection (self);
  lkb_outline_update_actions (self);
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, LkbOutline *self)
{
  gtk_list_item_set_child (item, lkb_outline_row_new ());
}

static void
typed_cb (LkbOutlineRow *row, const char *text, int edit, gboolean next, LkbOutline *self)
{
  /* Of the row, not of the selection: a click on another row may be what ended the edit. */
  g_autofree char *id = g_strdup (lkb_outline_row_get_id (row));

  lkb_outline_take_typed (self, id, text, (LkbOutlineEdit) edit, next);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, LkbOutline *self)
{
  LkbOutlineRow *row = LKB_OUTLINE_ROW (gtk_list_item_get_child (item));
  const char *id = gtk_string_object_get_string (gtk_list_item_get_item (item));

  g_hash_table_insert (self->rows, g_strdup (id), row);
  g_signal_connect (row, "typed", G_CALLBACK (typed_cb), self);
  if (self->editor != NULL)
    update_row (self, row, id);
  /* Not at once: the list is just making the row. */
  if (self->ring_idle == 0 && g_strcmp0 (id, lkb_outline_get_selected (self)) == 0)
    self->ring_idle = g_idle_add (ring_idle_cb, self);
  lkb_outline_name_soon (self);
}

static void
unbind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, LkbOutline *self)
{
  LkbOutlineRow *row = LKB_OUTLINE_ROW (gtk_list_item_get_child (item));
  const char *id = gtk_string_object_get_string (gtk_list_item_get_item (item));

  g_signal_handlers_disconnect_by_data (row, self);
  lkb_outline_row_end_edit (row);
  if (g_hash_table_lookup (self->rows, id) == row)
    g_hash_table_remove (self->rows, id);
}

void
lkb_outline_go_to (LkbOutline *self)
{
  g_autofree char *id = g_strdup (lkb_outline_get_selected (self));

  g_return_if_fail (LKB_IS_OUTLINE (self));

  if (id == NULL)
    return;
  lkb_editor_go_to (self->editor, (const char *[]){ id, NULL });
  g_signal_emit (self, signals[GO_TO], 0, id);
}

static void
selected_cb (GtkSingleSelection *selection, GParamSpec *pspec, LkbOutline *self)
{
  g_autofree char *id = NULL;

  if (self->syncing)
    return;
  lkb_outline_update_actions (self);
  id = g_strdup (lkb_outline_get_selected (self));
  if (id != NULL && self->editor != NULL)
    lkb_editor_go_to (self->editor, (const char *[]){ id, NULL });
}

static void
activate_cb (GtkListView *list, guint position, LkbOutline *self)
{
  lkb_outline_select (self, gtk_string_list_get_string (self->ids, position));
  lkb_outline_go_to (self);
}

static void
search_cb (GtkEditable *editable, LkbOutline *self)
{
  sync_rows (self);
}

static void
selection_changed_cb (LkbEditor *editor, LkbOutline *self)
{
  sync_selection (self);
  lkb_outline_update_actions (self);
}

static void
committed_cb (LkbHistory *history, LkbChange *change, LkbOutline *self)
{
  sync_rows (self);
}

void
lkb_outline_set_editor (LkbOutline *self, LkbEditor *editor)
{
  g_return_if_fail (LKB_IS_OUTLINE (self));

  if (self->editor != NULL)
    {
      g_signal_handlers_disconnect_by_data (lkb_editor_get_history (self->editor), self);
      g_signal_handlers_disconnect_by_data (self->editor, self);
    }
  g_set_object (&self->editor, editor);
  g_clear_pointer (&self->findings, lkb_findings_unref);
  g_clear_pointer (&self->pick_for, g_free);
  g_clear_pointer (&self->naming, g_free);
  if (editor != NULL)
    {
      g_signal_connect (lkb_editor_get_history (editor), "committed", G_CALLBACK (committed_cb),
                        self);
      g_signal_connect (editor, "selection-changed", G_CALLBACK (selection_changed_cb), self);
    }
  if (self->stack != NULL)
    sync_rows (self);
}

void
lkb_outline_set_findings (LkbOutline *self, LkbFindings *findings)
{
  g_return_if_fail (LKB_IS_OUTLINE (self));

  if (findings != NULL)
    lkb_findings_ref (findings);
  g_clear_pointer (&self->findings, lkb_findings_unref);
  self->findings = findings;
  /* Which elements there are is told by the history: the list stays, and where it is scrolled to. */
  update_rows (self);
}

void
lkb_outline_set_read_only (LkbOutline *self, gboolean read_only)
{
  g_return_if_fail (LKB_IS_OUTLINE (self));
  self->read_only = read_only;
  lkb_outline_update_actions (self);
}

void
lkb_outline_select (LkbOutline *self, const char *id)
{
  g_return_if_fail (LKB_IS_OUTLINE (self));

  if (self->editor != NULL)
    lkb_editor_select (self->editor, id);
  mark (self, id);
}

const char *
lkb_outline_get_selected (LkbOutline *self)
{
  guint at = gtk_single_selection_get_selected (self->selection);

  return at != GTK_INVALID_LIST_POSITION ? gtk_string_list_get_string (self->ids, at) : NULL;
}

void
lkb_outline_search (LkbOutline *self, const char *text)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search), text);
}

guint
lkb_outline_get_n_rows (LkbOutline *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->ids));
}

char *
lkb_outline_dup_row_text (LkbOutline *self, guint i)
{
  const LkbElement *element = lkb_board_lookup (lkb_outline_get_board (self),
                                                gtk_string_list_get_string (self->ids, i));

  return lkb_spoken_dup_element (lkb_outline_get_board (self), element, self->findings);
}

void
lkb_outline_type (LkbOutline *self, const char *text)
{
  LkbOutlineRow *row = lkb_outline_get_row (self, lkb_outline_get_selected (self));

  if (row != NULL && lkb_outline_row_is_editing (row))
    lkb_outline_row_type (row, text);
}

static void
lkb_outline_dispose (GObject *object)
{
  LkbOutline *self = LKB_OUTLINE (object);
  GtkWidget *child;

  g_clear_handle_id (&self->naming_idle, g_source_remove);
  self->stack = NULL;
  lkb_outline_set_editor (self, NULL);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_handle_id (&self->ring_idle, g_source_remove);
  G_OBJECT_CLASS (lkb_outline_parent_class)->dispose (object);
}

static void
lkb_outline_finalize (GObject *object)
{
  LkbOutline *self = LKB_OUTLINE (object);

  g_hash_table_unref (self->rows);
  g_clear_object (&self->selection);
  g_free (self->pick_for);
  g_free (self->naming);
  G_OBJECT_CLASS (lkb_outline_parent_class)->finalize (object);
}

static void
lkb_outline_class_init (LkbOutlineClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lkb_outline_dispose;
  G_OBJECT_CLASS (klass)->finalize = lkb_outline_finalize;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "lkb-outline");
  signals[GO_TO] = g_signal_new ("go-to", LKB_TYPE_OUTLINE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 1, G_TYPE_STRING);
  lkb_outline_install_actions (widget_class);
}

static GtkWidget *
create_empty (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_valign (label, GTK_ALIGN_START);
  gtk_widget_add_css_class (label, "lkb-empty");
  return label;
}

static GtkWidget *
create_list (LkbOutline *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkWidget *scroller = gtk_scrolled_window_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), self);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), self);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), self);
  self->ids = gtk_string_list_new (NULL);
  self->selection = gtk_single_selection_new (G_LIST_MODEL (self->ids));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  g_signal_connect_object (self->selection, "notify::selected", G_CALLBACK (selected_cb), self, 0);
  self->list = gtk_list_view_new (GTK_SELECTION_MODEL (g_object_ref (self->selection)), factory);
  gtk_widget_add_css_class (self->list, "navigation-sidebar");
  g_signal_connect (self->list, "activate", G_CALLBACK (activate_cb), self);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Outline"), -1);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), self->list);
  return scroller;
}

static void
lkb_outline_init (LkbOutline *self)
{
  GtkWidget *widget = GTK_WIDGET (self);

  gtk_orientable_set_orientation (GTK_ORIENTABLE (gtk_widget_get_layout_manager (widget)),
                                  GTK_ORIENTATION_VERTICAL);
  self->rows = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->search = gtk_search_entry_new ();
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->search), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Search the outline"), -1);
  gtk_widget_add_css_class (self->search, "lkb-outline-search");
  /* Not "search-changed": the list is short enough to follow each key. */
  g_signal_connect (self->search, "changed", G_CALLBACK (search_cb), self);
  self->stack = gtk_stack_new ();
  gtk_widget_set_vexpand (self->stack, TRUE);
  gtk_stack_add_named (GTK_STACK (self->stack), create_empty (_ ("Nodes and arrows appear here.")),
                       "empty");
  gtk_stack_add_named (GTK_STACK (self->stack), create_empty (_ ("Nothing is called so.")), "none");
  gtk_stack_add_named (GTK_STACK (self->stack), create_list (self), "list");
  lkb_outline_create_tools (self);

  gtk_widget_set_parent (self->search, widget);
  gtk_widget_set_parent (self->stack, widget);
  gtk_widget_set_parent (self->tools, widget);
  gtk_widget_set_parent (self->nodes, widget);
  gtk_widget_set_parent (self->kinds, widget);
  sync_rows (self);
}

LkbOutline *
lkb_outline_new (void)
{
  return g_object_new (LKB_TYPE_OUTLINE, NULL);
}
