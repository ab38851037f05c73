/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-outline.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/base/lkb-text.h"
#include "core/model/lkb-edit.h"
#include "core/model/lkb-ownership.h"
#include "core/model/lkb-proposal.h"
#include "lkb-outline-row.h"
#include "lkb-owner-entry.h"
#include "lkb-pick-popover.h"
#include "widgets/canvas/lkb-reading-order.h"
#include "widgets/canvas/lkb-spoken.h"

struct _LkbOutline
{
  GtkWidget parent_instance;

  LkbEditor *editor; /* (nullable) */
  LkbHistory *history; /* (nullable) */
  LkbFindings *findings; /* (nullable) */
  gboolean read_only;

  GtkWidget *search;
  GtkWidget *stack; /* "empty", "none" or "list" */
  GtkWidget *list;
  GtkWidget *tools;
  GtkWidget *popover; /* to choose the other end */
  GtkStringList *ids;
  GtkSingleSelection *selection;
  GHashTable *rows; /* id → LkbOutlineRow that shows it now, borrowed */
  char *connect_from;
  gboolean syncing;
};

enum
{
  GO_TO,
  MESSAGE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LkbOutline, lkb_outline, GTK_TYPE_WIDGET)

static LkbBoard *
get_board (LkbOutline *self)
{
  return self->history != NULL ? lkb_history_get_board (self->history) : NULL;
}

static const LkbElement *
get_element (LkbOutline *self)
{
  const char *id = lkb_outline_get_selected (self);

  return id != NULL ? lkb_board_lookup (get_board (self), id) : NULL;
}

static LkbOutlineRow *
get_row (LkbOutline *self, const char *id)
{
  return id != NULL ? g_hash_table_lookup (self->rows, id) : NULL;
}

/* FALSE when nothing changed; what the board refuses is told. */
static gboolean
apply (LkbOutline *self, LkbChange *change)
{
  g_autoptr (LkbChange) owned = change;
  g_autoptr (GError) error = NULL;

  if (owned == NULL || self->read_only)
    return FALSE;
  if (lkb_history_apply (self->history, owned, &error))
    return TRUE;
  g_signal_emit (self, signals[MESSAGE], 0, error->message, FALSE);
  return FALSE;
}

/* Which actions suit the marked row; greyed buttons say so to the eye. */
static void
update_actions (LkbOutline *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  const LkbElement *element = get_element (self);
  LkbKind kind = element != NULL ? lkb_element_get_kind (element) : LKB_KIND_INK;
  gboolean edit = element != NULL && !self->read_only;

  gtk_widget_action_set_enabled (widget, "outline.go-to", element != NULL);
  gtk_widget_action_set_enabled (widget, "outline.rename", edit && kind != LKB_KIND_INK);
  gtk_widget_action_set_enabled (widget, "outline.own",
                                 edit && lkb_kind_get_tier (kind, LKB_FIELD_OWNER) > 0);
  gtk_widget_action_set_enabled (widget, "outline.connect", edit && lkb_kind_is_node (kind));
  gtk_widget_action_set_enabled (widget, "outline.delete", edit);
}

static void
update_row (LkbOutline *self, LkbOutlineRow *row, const char *id)
{
  lkb_outline_row_set (row, get_board (self), lkb_board_lookup (get_board (self), id),
                       self->findings);
}

static gboolean
matches (LkbOutline *self, const LkbElement *element, const char *folded)
{
  g_autofree char *spoken = NULL;
  g_autofree char *whole = NULL;

  if (*folded == '\0')
    return TRUE;
  spoken = lkb_spoken_dup_element (get_board (self), element, NULL);
  whole = lkb_text_fold (spoken);
  return strstr (whole, folded) != NULL;
}

static void
sync_selection (LkbOutline *self)
{
  if (self->editor != NULL)
    lkb_outline_select (self, lkb_editor_get_n_selected (self->editor) == 1
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

static void
sync_rows (LkbOutline *self)
{
  g_autoptr (GPtrArray) order = NULL;
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  g_autofree char *folded = lkb_text_fold (gtk_editable_get_text (GTK_EDITABLE (self->search)));
  g_autofree char *selected = g_strdup (lkb_outline_get_selected (self));
  GHashTableIter iter;
  gpointer id, row;
  const char *page = "list";

  if (self->history != NULL)
    order = lkb_board_dup_reading_order (get_board (self));
  for (guint i = 0; order != NULL && i < order->len; i++)
    if (matches (self, order->pdata[i], folded))
      g_ptr_array_add (ids, (gpointer) lkb_element_get_id (order->pdata[i]));

  self->syncing = TRUE;
  splice_ids (self, ids);
  self->syncing = FALSE;
  g_hash_table_iter_init (&iter, self->rows);
  while (self->history != NULL && g_hash_table_iter_next (&iter, &id, &row))
    if (lkb_board_lookup (get_board (self), id) != NULL)
      update_row (self, row, id);
  if (order == NULL || order->len == 0)
    page = "empty";
  else if (ids->len == 0)
    page = "none";
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), page);
  gtk_widget_set_visible (self->search, order != NULL && order->len > 0);
  gtk_widget_set_visible (self->tools, order != NULL && order->len > 0);
  if (self->editor != NULL)
    sync_selection (self);
  else
    lkb_outline_select (self, selected);
  update_actions (self);
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, LkbOutline *self)
{
  gtk_list_item_set_child (item, lkb_outline_row_new ());
}

static void
typed_cb (LkbOutlineRow *row, const char *text, gboolean owner, gboolean next, LkbOutline *self)
{
  /* Of the row, not of the selection: a click on another row may be what ended the edit. */
  g_autofree char *id = g_strdup (lkb_outline_row_get_id (row));
  const LkbElement *element = id != NULL ? lkb_board_lookup (get_board (self), id) : NULL;
  const char *ids[2] = { id, NULL };
  const char *unowned = NULL;

  if (element == NULL)
    return;
  if (owner)
    {
      g_autofree char *before = lkb_spoken_dup_owner (get_board (self), element);

      /* What only shows where the owner comes from is no wish to set it. */
      if (!g_str_equal (before, text))
        apply (self, lkb_edit_own (get_board (self), ids, text));
    }
  else
    {
      LkbKind kind = lkb_element_get_kind (element);
      LkbField field = kind == LKB_KIND_EDGE   ? LKB_FIELD_LABEL
                       : kind == LKB_KIND_NOTE ? LKB_FIELD_TEXT
                                               : LKB_FIELD_NAME;
      g_autofree char *clean = lkb_text_one_line (text);
      const char *now = lkb_element_get_text (element, field);

      if (g_strcmp0 (clean, now != NULL ? now : "") != 0)
        apply (self, lkb_edit_set_text (get_board (self), ids, field, clean));
    }
  if (!next)
    return;
  for (guint i = 0; i < lkb_outline_get_n_rows (self) && unowned == NULL; i++)
    {
      const char *other = gtk_string_list_get_string (self->ids, i);
      const LkbElement *edge = lkb_board_lookup (get_board (self), other);
      LkbEdgeOwnership ownership;

      if (!lkb_element_is_edge (edge))
        continue;
      lkb_board_get_edge_ownership (get_board (self), edge, &ownership);
      if (ownership.needs_owner && ownership.owner == NULL)
        unowned = other;
    }
  if (unowned != NULL)
    {
      lkb_outline_select (self, unowned);
      gtk_widget_activate_action (GTK_WIDGET (self), "outline.own", NULL);
    }
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, LkbOutline *self)
{
  LkbOutlineRow *row = LKB_OUTLINE_ROW (gtk_list_item_get_child (item));
  const char *id = gtk_string_object_get_string (gtk_list_item_get_item (item));

  g_hash_table_insert (self->rows, g_strdup (id), row);
  g_signal_connect (row, "typed", G_CALLBACK (typed_cb), self);
  if (self->history != NULL)
    update_row (self, row, id);
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

static void
go_to (LkbOutline *self, const char *id)
{
  if (self->editor != NULL)
    lkb_editor_go_to (self->editor, (const char *[]){ id, NULL });
  g_signal_emit (self, signals[GO_TO], 0, id);
}

static void
selected_cb (GtkSingleSelection *selection, GParamSpec *pspec, LkbOutline *self)
{
  g_autofree char *id = NULL;

  if (self->syncing)
    return;
  update_actions (self);
  id = g_strdup (lkb_outline_get_selected (self));
  if (id != NULL && self->editor != NULL)
    lkb_editor_go_to (self->editor, (const char *[]){ id, NULL });
}

static void
activate_cb (GtkListView *list, guint position, LkbOutline *self)
{
  g_autofree char *id = g_strdup (gtk_string_list_get_string (self->ids, position));

  if (id != NULL)
    go_to (self, id);
}

static void
search_cb (GtkEditable *editable, LkbOutline *self)
{
  sync_rows (self);
}

static void
go_to_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  LkbOutline *self = LKB_OUTLINE (widget);
  g_autofree char *id = g_strdup (lkb_outline_get_selected (self));

  if (id != NULL)
    go_to (self, id);
}

static void
rename_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  LkbOutline *self = LKB_OUTLINE (widget);
  const LkbElement *element = get_element (self);
  LkbOutlineRow *row = get_row (self, lkb_outline_get_selected (self));
  const char *text;

  if (element == NULL || row == NULL)
    return;
  text = lkb_element_is_edge (element) ? lkb_element_get_text (element, LKB_FIELD_LABEL)
         : lkb_element_get_kind (element) == LKB_KIND_NOTE
             ? lkb_element_get_text (element, LKB_FIELD_TEXT)
             : lkb_element_get_name (element);
  lkb_outline_row_edit (row, self->history, FALSE, text != NULL ? text : "", NULL);
}

static void
own_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  LkbOutline *self = LKB_OUTLINE (widget);
  const LkbElement *element = get_element (self);
  LkbOutlineRow *row = get_row (self, lkb_outline_get_selected (self));
  g_autofree char *owner = NULL;
  g_autofree char *proposal = NULL;

  if (element == NULL || row == NULL)
    return;
  owner = lkb_spoken_dup_owner (get_board (self), element);
  proposal = lkb_propose_ownership (get_board (self), element);
  lkb_outline_row_edit (row, self->history, TRUE, owner, proposal);
}

static void
fill_nodes_cb (LkbPickPopover *popover, LkbOutline *self)
{
  g_autoptr (GPtrArray) order = lkb_board_dup_reading_order (get_board (self));

  lkb_pick_popover_clear (popover);
  for (guint i = 0; i < order->len; i++)
    {
      const LkbElement *element = order->pdata[i];
      g_autofree char *name = NULL;

      if (!lkb_element_is_node (element)
          || g_strcmp0 (lkb_element_get_id (element), self->connect_from) == 0)
        continue;
      name = lkb_spoken_dup_name (get_board (self), element);
      lkb_pick_popover_add (popover, lkb_element_get_id (element), name,
                            lkb_kind_get_label (lkb_element_get_kind (element),
                                                lkb_board_get_naming (get_board (self))));
    }
}

static void
picked_cb (LkbPickPopover *popover, const char *id, gboolean is_text, LkbOutline *self)
{
  lkb_outline_connect_to (self, id);
}

static void
connect_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  LkbOutline *self = LKB_OUTLINE (widget);
  const LkbElement *element = get_element (self);
  LkbOutlineRow *row = get_row (self, lkb_outline_get_selected (self));
  graphene_rect_t bounds;

  if (!lkb_element_is_node (element))
    return;
  g_free (self->connect_from);
  self->connect_from = g_strdup (lkb_element_get_id (element));
  if (row != NULL && gtk_widget_compute_bounds (GTK_WIDGET (row), widget, &bounds))
    {
      GdkRectangle area = { (int) bounds.origin.x, (int) bounds.origin.y, (int) bounds.size.width,
                            (int) bounds.size.height };

      gtk_popover_set_pointing_to (GTK_POPOVER (self->popover), &area);
    }
  if (gtk_widget_get_mapped (widget))
    gtk_popover_popup (GTK_POPOVER (self->popover));
}

static void
delete_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  LkbOutline *self = LKB_OUTLINE (widget);
  const LkbElement *element = get_element (self);
  guint position = gtk_single_selection_get_selected (self->selection);
  g_autofree char *label = NULL;
  g_autofree char *text = NULL;
  g_autofree char *id = NULL;
  const char *ids[2] = { NULL, NULL };
  const char *next;

  if (element == NULL)
    return;
  id = g_strdup (lkb_element_get_id (element));
  ids[0] = id;
  label = lkb_spoken_dup_name (get_board (self), element);
  if (!apply (self, lkb_edit_remove (get_board (self), ids)))
    return;
  if (position >= lkb_outline_get_n_rows (self) && position > 0)
    position = lkb_outline_get_n_rows (self) - 1;
  next = gtk_string_list_get_string (self->ids, position);
  if (next != NULL)
    {
      if (self->editor != NULL)
        lkb_editor_select (self->editor, next);
      lkb_outline_select (self, next);
    }
  /* Translators: a toast; %s is what was deleted. */
  text = g_strdup_printf (_ ("Deleted “%s”"), label);
  g_signal_emit (self, signals[MESSAGE], 0, text, TRUE);
}

static void
selection_changed_cb (LkbEditor *editor, LkbOutline *self)
{
  sync_selection (self);
  update_actions (self);
}

static void
committed_cb (LkbHistory *history, LkbChange *change, LkbOutline *self)
{
  sync_rows (self);
}

void
lkb_outline_set_history (LkbOutline *self, LkbHistory *history)
{
  g_return_if_fail (LKB_IS_OUTLINE (self));

  if (self->history != NULL)
    g_signal_handlers_disconnect_by_func (self->history, committed_cb, self);
  g_set_object (&self->history, history);
  g_clear_pointer (&self->findings, lkb_findings_unref);
  if (history != NULL)
    g_signal_connect (history, "committed", G_CALLBACK (committed_cb), self);
  if (self->stack != NULL)
    sync_rows (self);
}

void
lkb_outline_set_editor (LkbOutline *self, LkbEditor *editor)
{
  g_return_if_fail (LKB_IS_OUTLINE (self));

  if (self->editor != NULL)
    g_signal_handlers_disconnect_by_data (self->editor, self);
  g_set_object (&self->editor, editor);
  if (editor != NULL)
    g_signal_connect (editor, "selection-changed", G_CALLBACK (selection_changed_cb), self);
  lkb_outline_set_history (self, editor != NULL ? lkb_editor_get_history (editor) : NULL);
}

void
lkb_outline_set_findings (LkbOutline *self, LkbFindings *findings)
{
  g_return_if_fail (LKB_IS_OUTLINE (self));

  if (findings != NULL)
    lkb_findings_ref (findings);
  g_clear_pointer (&self->findings, lkb_findings_unref);
  self->findings = findings;
  if (self->history != NULL)
    sync_rows (self);
}

void
lkb_outline_set_read_only (LkbOutline *self, gboolean read_only)
{
  g_return_if_fail (LKB_IS_OUTLINE (self));
  self->read_only = read_only;
  update_actions (self);
}

void
lkb_outline_select (LkbOutline *self, const char *id)
{
  guint n, at = GTK_INVALID_LIST_POSITION;

  g_return_if_fail (LKB_IS_OUTLINE (self));
  n = g_list_model_get_n_items (G_LIST_MODEL (self->ids));
  for (guint i = 0; id != NULL && i < n; i++)
    if (g_str_equal (gtk_string_list_get_string (self->ids, i), id))
      at = i;
  self->syncing = TRUE;
  gtk_single_selection_set_selected (self->selection, at);
  self->syncing = FALSE;
  if (at != GTK_INVALID_LIST_POSITION)
    gtk_widget_activate_action (self->list, "list.scroll-to-item", "u", at);
  update_actions (self);
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
  const LkbElement *element = lkb_board_lookup (get_board (self),
                                                gtk_string_list_get_string (self->ids, i));

  return lkb_spoken_dup_element (get_board (self), element, self->findings);
}

void
lkb_outline_type (LkbOutline *self, const char *text)
{
  LkbOutlineRow *row = get_row (self, lkb_outline_get_selected (self));

  if (row != NULL && lkb_outline_row_is_editing (row))
    lkb_outline_row_type (row, text);
}

void
lkb_outline_connect_to (LkbOutline *self, const char *id)
{
  g_autofree char *from = g_steal_pointer (&self->connect_from);
  g_autofree char *edge = NULL;

  if (from == NULL || self->history == NULL || lkb_board_lookup (get_board (self), from) == NULL)
    return;
  if (!apply (self, lkb_edit_connect (get_board (self), from, id, &edge)))
    return;
  if (self->editor != NULL)
    lkb_editor_select (self->editor, edge);
  lkb_outline_select (self, edge);
  gtk_widget_grab_focus (self->list);
}

static void
lkb_outline_dispose (GObject *object)
{
  LkbOutline *self = LKB_OUTLINE (object);
  GtkWidget *child;

  self->stack = NULL;
  lkb_outline_set_editor (self, NULL);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (lkb_outline_parent_class)->dispose (object);
}

static void
lkb_outline_finalize (GObject *object)
{
  LkbOutline *self = LKB_OUTLINE (object);

  g_hash_table_unref (self->rows);
  g_clear_object (&self->selection);
  g_free (self->connect_from);
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
  signals[MESSAGE] = g_signal_new ("message", LKB_TYPE_OUTLINE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_BOOLEAN);
  gtk_widget_class_install_action (widget_class, "outline.go-to", NULL, go_to_action);
  gtk_widget_class_install_action (widget_class, "outline.rename", NULL, rename_action);
  gtk_widget_class_install_action (widget_class, "outline.own", NULL, own_action);
  gtk_widget_class_install_action (widget_class, "outline.connect", NULL, connect_action);
  gtk_widget_class_install_action (widget_class, "outline.delete", NULL, delete_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F2, 0, "outline.rename", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_o, 0, "outline.own", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, 0, "outline.connect", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Delete, 0, "outline.delete", NULL);
}

static void
add_tool (LkbOutline *self, const char *icon, const char *label, const char *action)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  gtk_widget_add_css_class (button, "flat");
  gtk_box_append (GTK_BOX (self->tools), button);
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
  self->tools = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 2);
  gtk_widget_add_css_class (self->tools, "lkb-outline-tools");
  add_tool (self, "find-location-symbolic", _ ("Go to (Enter)"), "outline.go-to");
  add_tool (self, "document-edit-symbolic", _ ("Rename (F2)"), "outline.rename");
  add_tool (self, "avatar-default-symbolic", _ ("Owner (O)"), "outline.own");
  add_tool (self, "insert-link-symbolic", _ ("Connect (C)"), "outline.connect");
  add_tool (self, "user-trash-symbolic", _ ("Delete"), "outline.delete");
  self->popover = lkb_pick_popover_new (_ ("Connect to"), NULL);
  gtk_popover_set_position (GTK_POPOVER (self->popover), GTK_POS_BOTTOM);
  g_signal_connect (self->popover, "fill", G_CALLBACK (fill_nodes_cb), self);
  g_signal_connect (self->popover, "picked", G_CALLBACK (picked_cb), self);

  gtk_widget_set_parent (self->search, widget);
  gtk_widget_set_parent (self->stack, widget);
  gtk_widget_set_parent (self->tools, widget);
  gtk_widget_set_parent (self->popover, widget);
  sync_rows (self);
}

LkbOutline *
lkb_outline_new (void)
{
  return g_object_new (LKB_TYPE_OUTLINE, NULL);
}
