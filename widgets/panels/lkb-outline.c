/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-outline.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/model/lkb-ownership.h"
#include "widgets/canvas/lkb-reading-order.h"

struct _LkbOutline
{
  GtkWidget parent_instance;

  LkbEditor *editor; /* (nullable) */
  GtkWidget *stack; /* "empty" or "list" */
  GtkWidget *list;
  GtkStringList *ids;
  GtkSingleSelection *selection;
  gboolean syncing;
};

G_DEFINE_FINAL_TYPE (LkbOutline, lkb_outline, GTK_TYPE_WIDGET)

static char *
dup_name (LkbBoard *board, const char *id)
{
  const LkbElement *element = lkb_board_lookup (board, id);

  return element != NULL ? lkb_element_dup_display_name (element) : g_strdup (id);
}

/* Translators would not know more than the board: an arrow is told by its ends and its owner. */
static char *
dup_line (LkbBoard *board, const LkbElement *element)
{
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;
  LkbEdgeOwnership ownership;

  if (!lkb_element_is_edge (element))
    return lkb_element_dup_display_name (element);
  from = dup_name (board, lkb_element_get_from (element));
  to = dup_name (board, lkb_element_get_to (element));
  lkb_board_get_edge_ownership (board, element, &ownership);
  if (ownership.owner != NULL)
    return g_strdup_printf ("%s → %s · %s", from, to, ownership.owner);
  if (ownership.needs_owner)
    return g_strdup_printf ("%s → %s · %s", from, to, _ ("owner?"));
  return g_strdup_printf ("%s → %s", from, to);
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, LkbOutline *self)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_list_item_set_child (item, label);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, LkbOutline *self)
{
  GtkWidget *label = gtk_list_item_get_child (item);
  const char *id = gtk_string_object_get_string (gtk_list_item_get_item (item));
  const LkbElement *element;
  g_autofree char *text = NULL;

  if (self->editor == NULL)
    return;
  element = lkb_board_lookup (lkb_editor_get_board (self->editor), id);
  if (element == NULL)
    return;
  text = dup_line (lkb_editor_get_board (self->editor), element);
  gtk_label_set_label (GTK_LABEL (label), text);
  gtk_widget_set_tooltip_text (label, text);
  if (lkb_element_is_edge (element))
    gtk_widget_add_css_class (label, "lkb-outline-edge");
  else
    gtk_widget_remove_css_class (label, "lkb-outline-edge");
}

static void
sync_selection (LkbOutline *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->ids));
  guint at = GTK_INVALID_LIST_POSITION;

  if (self->editor != NULL && lkb_editor_get_n_selected (self->editor) == 1)
    {
      const char *id = lkb_editor_get_selected (self->editor)[0];

      for (guint i = 0; i < n; i++)
        {
          if (strcmp (gtk_string_list_get_string (self->ids, i), id) == 0)
            at = i;
        }
    }
  self->syncing = TRUE;
  gtk_single_selection_set_selected (self->selection, at);
  self->syncing = FALSE;
}

static void
rebuild (LkbOutline *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->ids));
  g_autoptr (GPtrArray) order = NULL;
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();

  if (self->editor != NULL)
    order = lkb_board_dup_reading_order (lkb_editor_get_board (self->editor));
  for (guint i = 0; order != NULL && i < order->len; i++)
    g_ptr_array_add (ids, (gpointer) lkb_element_get_id (order->pdata[i]));
  g_ptr_array_add (ids, NULL);

  self->syncing = TRUE;
  gtk_string_list_splice (self->ids, 0, n, (const char *const *) ids->pdata);
  self->syncing = FALSE;
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), ids->len > 1 ? "list" : "empty");
  sync_selection (self);
}

static void
go_to (LkbOutline *self, guint position)
{
  const char *id = gtk_string_list_get_string (self->ids, position);

  if (self->editor != NULL && id != NULL)
    lkb_editor_go_to (self->editor, (const char *[]){ id, NULL });
}

static void
selected_cb (GtkSingleSelection *selection, GParamSpec *pspec, LkbOutline *self)
{
  guint at = gtk_single_selection_get_selected (selection);

  if (!self->syncing && at != GTK_INVALID_LIST_POSITION)
    go_to (self, at);
}

static void
activate_cb (GtkListView *list, guint position, LkbOutline *self)
{
  go_to (self, position);
}

static void
selection_changed_cb (LkbEditor *editor, LkbOutline *self)
{
  sync_selection (self);
}

static void
committed_cb (LkbHistory *history, LkbChange *change, LkbOutline *self)
{
  rebuild (self);
}

void
lkb_outline_set_editor (LkbOutline *self, LkbEditor *editor)
{
  g_return_if_fail (LKB_IS_OUTLINE (self));

  if (self->editor != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->editor, self);
      g_signal_handlers_disconnect_by_data (lkb_editor_get_history (self->editor), self);
    }
  g_set_object (&self->editor, editor);
  if (editor != NULL)
    {
      g_signal_connect (editor, "selection-changed", G_CALLBACK (selection_changed_cb), self);
      g_signal_connect (lkb_editor_get_history (editor), "committed", G_CALLBACK (committed_cb),
                        self);
    }
  if (self->stack != NULL)
    rebuild (self);
}

static void
lkb_outline_dispose (GObject *object)
{
  LkbOutline *self = LKB_OUTLINE (object);
  GtkWidget *stack = g_steal_pointer (&self->stack);

  lkb_outline_set_editor (self, NULL);
  g_clear_pointer (&stack, gtk_widget_unparent);
  G_OBJECT_CLASS (lkb_outline_parent_class)->dispose (object);
}

static void
lkb_outline_class_init (LkbOutlineClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lkb_outline_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "lkb-outline");
}

static void
lkb_outline_init (LkbOutline *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *empty = gtk_label_new (_ ("Nodes and arrows appear here."));

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), self);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), self);
  self->ids = gtk_string_list_new (NULL);
  self->selection = gtk_single_selection_new (G_LIST_MODEL (self->ids));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  g_signal_connect_object (self->selection, "notify::selected", G_CALLBACK (selected_cb), self, 0);
  self->list = gtk_list_view_new (GTK_SELECTION_MODEL (self->selection), factory);
  gtk_widget_add_css_class (self->list, "navigation-sidebar");
  g_signal_connect (self->list, "activate", G_CALLBACK (activate_cb), self);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Outline"), -1);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), self->list);

  gtk_widget_add_css_class (empty, "lkb-empty");
  gtk_widget_set_valign (empty, GTK_ALIGN_START);
  gtk_label_set_wrap (GTK_LABEL (empty), TRUE);
  gtk_label_set_xalign (GTK_LABEL (empty), 0);
  self->stack = gtk_stack_new ();
  gtk_stack_add_named (GTK_STACK (self->stack), empty, "empty");
  gtk_stack_add_named (GTK_STACK (self->stack), scroller, "list");
  gtk_widget_set_parent (self->stack, GTK_WIDGET (self));
}

LkbOutline *
lkb_outline_new (void)
{
  return g_object_new (LKB_TYPE_OUTLINE, NULL);
}
