/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/base/lkb-text.h"
#include "core/layout/lkb-metrics.h"
#include "core/model/lkb-edit.h"
#include "core/model/lkb-ownership.h"
#include "core/model/lkb-proposal.h"
#include "lkb-outline-private.h"
#include "lkb-owner-entry.h"
#include "lkb-pick-popover.h"
#include "lkb-widget.h"
#include "widgets/canvas/lkb-reading-order.h"
#include "widgets/canvas/lkb-spoken.h"

void
lkb_outline_update_actions (LkbOutline *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  const LkbElement *element = lkb_outline_get_element (self);
  LkbKind kind = element != NULL ? lkb_element_get_kind (element) : LKB_KIND_INK;
  gboolean edit = element != NULL && !self->read_only;
  gboolean edge = edit && kind == LKB_KIND_EDGE;

  gtk_widget_action_set_enabled (widget, "outline.go-to", element != NULL);
  gtk_widget_action_set_enabled (widget, "outline.add", self->editor != NULL && !self->read_only);
  gtk_widget_action_set_enabled (widget, "outline.rename", edit && kind != LKB_KIND_INK);
  gtk_widget_action_set_enabled (widget, "outline.own",
                                 edit && lkb_kind_get_tier (kind, LKB_FIELD_OWNER) > 0);
  gtk_widget_action_set_enabled (widget, "outline.connect", edit && lkb_kind_is_node (kind));
  gtk_widget_action_set_enabled (widget, "outline.reconnect", edge);
  gtk_widget_action_set_enabled (widget, "outline.figures", edge);
  gtk_widget_action_set_enabled (widget, "outline.duplicate", edit && !edge);
  gtk_widget_action_set_enabled (widget, "outline.move", edit && !edge);
  gtk_widget_action_set_enabled (widget, "outline.delete", edit);
}

static void
go_to_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  lkb_outline_go_to (LKB_OUTLINE (widget));
}

static void
edit_row (LkbOutline *self, LkbOutlineEdit edit, const char *text, const char *ghost)
{
  LkbOutlineRow *row = lkb_outline_get_row (self, lkb_outline_get_selected (self));

  if (row != NULL)
    lkb_outline_row_edit (row, lkb_editor_get_history (self->editor), edit, text, ghost);
}

static LkbField
get_name_field (const LkbElement *element)
{
  LkbKind kind = lkb_element_get_kind (element);

  return kind == LKB_KIND_EDGE   ? LKB_FIELD_LABEL
         : kind == LKB_KIND_NOTE ? LKB_FIELD_TEXT
                                 : LKB_FIELD_NAME;
}

static void
rename_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  LkbOutline *self = LKB_OUTLINE (widget);
  const LkbElement *element = lkb_outline_get_element (self);
  const char *text = element != NULL ? lkb_element_get_text (element, get_name_field (element))
                                     : NULL;

  if (element != NULL)
    edit_row (self, LKB_OUTLINE_NAME, text != NULL ? text : "", NULL);
}

static void
own_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  LkbOutline *self = LKB_OUTLINE (widget);
  const LkbElement *element = lkb_outline_get_element (self);
  g_autofree char *owner = NULL;
  g_autofree char *proposal = NULL;

  if (element == NULL)
    return;
  owner = lkb_spoken_dup_typed_owner (lkb_outline_get_board (self), element);
  proposal = lkb_propose_ownership (lkb_outline_get_board (self), element);
  edit_row (self, LKB_OUTLINE_OWNER, owner, proposal);
}

static void
figures_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  edit_row (LKB_OUTLINE (widget), LKB_OUTLINE_FIGURES, "", NULL);
}

void
lkb_outline_take_typed (LkbOutline *self, const char *id, const char *text, LkbOutlineEdit edit,
                        gboolean next)
{
  LkbBoard *board = lkb_outline_get_board (self);
  const LkbElement *element = id != NULL ? lkb_board_lookup (board, id) : NULL;
  const char *ids[2] = { id, NULL };
  const char *unowned;

  if (element == NULL || self->read_only)
    return;
  if (edit == LKB_OUTLINE_OWNER)
    {
      g_autofree char *before = lkb_spoken_dup_typed_owner (board, element);

      /* What only shows where the owner comes from is no wish to set it. */
      if (!g_str_equal (before, text))
        lkb_editor_apply (self->editor, lkb_edit_own (board, ids, text));
    }
  else if (edit == LKB_OUTLINE_FIGURES)
    {
      lkb_editor_set_figures (self->editor, id, text);
    }
  else
    {
      LkbField field = get_name_field (element);
      g_autofree char *clean = lkb_text_one_line (text);
      const char *now = lkb_element_get_text (element, field);

      if (g_strcmp0 (clean, now != NULL ? now : "") != 0)
        lkb_editor_apply (self->editor, lkb_edit_set_text (board, ids, field, clean));
    }
  unowned = next ? lkb_editor_next_unowned (self->editor, id) : NULL;
  if (unowned != NULL)
    {
      lkb_outline_select (self, unowned);
      gtk_widget_activate_action (GTK_WIDGET (self), "outline.own", NULL);
    }
}

/* Under the marked row, or under the list while none is marked. */
static void
open_popover (LkbOutline *self, GtkWidget *popover)
{
  GtkWidget *at = GTK_WIDGET (lkb_outline_get_row (self, lkb_outline_get_selected (self)));
  graphene_rect_t bounds;

  if (at == NULL)
    at = self->tools;
  if (gtk_widget_compute_bounds (at, GTK_WIDGET (self), &bounds))
    {
      GdkRectangle area = { (int) bounds.origin.x, (int) bounds.origin.y, (int) bounds.size.width,
                            (int) bounds.size.height };

      gtk_popover_set_pointing_to (GTK_POPOVER (popover), &area);
    }
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    gtk_popover_popup (GTK_POPOVER (popover));
}

static void
fill_nodes_cb (LkbPickPopover *popover, LkbOutline *self)
{
  LkbBoard *board = lkb_outline_get_board (self);
  g_autoptr (GPtrArray) order = lkb_board_dup_reading_order (board);

  lkb_pick_popover_clear (popover);
  for (guint i = 0; i < order->len; i++)
    {
      const LkbElement *element = order->pdata[i];
      g_autofree char *name = NULL;

      if (!lkb_element_is_node (element)
          || g_strcmp0 (lkb_element_get_id (element), self->pick_for) == 0)
        continue;
      name = lkb_spoken_dup_name (board, element);
      lkb_pick_popover_add (
          popover, lkb_element_get_id (element), name,
          lkb_kind_get_label (lkb_element_get_kind (element), lkb_board_get_naming (board)));
    }
}

static void
node_picked_cb (LkbPickPopover *popover, const char *id, gboolean is_text, LkbOutline *self)
{
  lkb_outline_connect_to (self, id);
}

/* From a node a new arrow, of an arrow its end. */
static void
connect_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  LkbOutline *self = LKB_OUTLINE (widget);
  const LkbElement *element = lkb_outline_get_element (self);

  if (element == NULL)
    return;
  g_free (self->pick_for);
  self->pick_for = g_strdup (lkb_element_get_id (element));
  open_popover (self, self->nodes);
}

void
lkb_outline_connect_to (LkbOutline *self, const char *id)
{
  g_autofree char *from = g_steal_pointer (&self->pick_for);
  const LkbElement *element;

  g_return_if_fail (LKB_IS_OUTLINE (self));

  if (from == NULL || self->editor == NULL || self->read_only)
    return;
  element = lkb_board_lookup (lkb_outline_get_board (self), from);
  if (element == NULL)
    return;
  if (lkb_element_is_edge (element))
    lkb_editor_apply (self->editor, lkb_edit_reconnect (lkb_outline_get_board (self), from,
                                                        lkb_element_get_from (element), id));
  else
    lkb_editor_connect (self->editor, from, id);
  gtk_widget_grab_focus (self->list);
}

static void
append_kind (LkbPickPopover *popover, LkbKind kind, LkbNaming naming, const char *detail)
{
  lkb_pick_popover_add (popover, lkb_kind_to_string (kind), lkb_kind_get_label (kind, naming),
                        detail);
}

/* What usually comes next stands first. */
static void
fill_kinds_cb (LkbPickPopover *popover, LkbOutline *self)
{
  static const LkbKind kinds[] = { LKB_KIND_SOURCE,        LKB_KIND_INGESTION,
                                   LKB_KIND_PIPELINE,      LKB_KIND_FEATURE_STORE,
                                   LKB_KIND_MODEL,         LKB_KIND_CONSUMER,
                                   LKB_KIND_STORAGE,       LKB_KIND_MONITORING,
                                   LKB_KIND_ORCHESTRATION, LKB_KIND_GOVERNANCE };
  LkbNaming naming = lkb_board_get_naming (lkb_outline_get_board (self));
  const LkbElement *element = lkb_outline_get_element (self);
  gboolean after = element != NULL && lkb_element_is_node (element);
  LkbKind first = after ? lkb_kind_get_next (lkb_element_get_kind (element)) : LKB_KIND_SOURCE;

  lkb_pick_popover_clear (popover);
  append_kind (popover, first, naming, after ? _ ("With an arrow to it") : NULL);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (kinds[i] != first)
      append_kind (popover, kinds[i], naming, after ? _ ("With an arrow to it") : NULL);
  append_kind (popover, LKB_KIND_NOTE, naming, NULL);
  append_kind (popover, LKB_KIND_GROUP, naming, NULL);
}

static gboolean
naming_idle_cb (gpointer data)
{
  LkbOutline *self = data;
  g_autofree char *id = g_steal_pointer (&self->naming);

  self->naming_idle = 0;
  if (g_strcmp0 (id, lkb_outline_get_selected (self)) == 0)
    gtk_widget_activate_action (GTK_WIDGET (self), "outline.rename", NULL);
  return G_SOURCE_REMOVE;
}

void
lkb_outline_name_soon (LkbOutline *self)
{
  /* Not at once: the list is just making the row. */
  if (self->naming != NULL && self->naming_idle == 0
      && lkb_outline_get_row (self, self->naming) != NULL)
    self->naming_idle = g_idle_add (naming_idle_cb, self);
}

void
lkb_outline_add (LkbOutline *self, LkbKind kind)
{
  g_return_if_fail (LKB_IS_OUTLINE (self));

  if (self->editor == NULL || self->read_only)
    return;
  lkb_editor_select (self->editor, lkb_outline_get_selected (self));
  if (!lkb_editor_place (self->editor, kind, NULL, lkb_kind_is_node (kind)))
    return;
  /* The name is typed here, where the person is, not on the canvas. */
  g_free (self->naming);
  self->naming = g_strdup (lkb_outline_get_selected (self));
  lkb_outline_name_soon (self);
}

static void
kind_picked_cb (LkbPickPopover *popover, const char *id, gboolean is_text, LkbOutline *self)
{
  LkbKind kind;

  if (lkb_kind_from_string (id, &kind))
    lkb_outline_add (self, kind);
}

static void
add_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  LkbOutline *self = LKB_OUTLINE (widget);

  open_popover (self, self->kinds);
}

/* The marked row, also while more is selected on the canvas. */
static gboolean
select_marked (LkbOutline *self)
{
  const char *id = lkb_outline_get_selected (self);

  if (id == NULL || self->read_only)
    return FALSE;
  lkb_editor_select (self->editor, id);
  return TRUE;
}

static void
duplicate_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  LkbOutline *self = LKB_OUTLINE (widget);

  if (select_marked (self))
    lkb_editor_duplicate_selected (self->editor);
}

/* By a whole lane or row: that is what can be told in words. */
static void
move_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  LkbOutline *self = LKB_OUTLINE (widget);
  const char *to = g_variant_get_string (parameter, NULL);
  double dx = g_str_equal (to, "left")    ? -LKB_LANE_PITCH
              : g_str_equal (to, "right") ? LKB_LANE_PITCH
                                          : 0;
  double dy = g_str_equal (to, "up")     ? -LKB_ROW_PITCH
              : g_str_equal (to, "down") ? LKB_ROW_PITCH
                                         : 0;

  if (select_marked (self))
    lkb_editor_nudge (self->editor, dx, dy);
}

/* (nullable): what is still there: the next after @position, else the last before it. */
static const char *
find_left (LkbOutline *self, const GPtrArray *ids, guint position)
{
  LkbBoard *board = lkb_outline_get_board (self);

  for (guint i = position; i < ids->len; i++)
    if (lkb_board_lookup (board, ids->pdata[i]) != NULL)
      return ids->pdata[i];
  for (guint i = position; i > 0; i--)
    if (lkb_board_lookup (board, ids->pdata[i - 1]) != NULL)
      return ids->pdata[i - 1];
  return NULL;
}

static void
delete_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  LkbOutline *self = LKB_OUTLINE (widget);
  guint position = gtk_single_selection_get_selected (self->selection);
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < lkb_outline_get_n_rows (self); i++)
    g_ptr_array_add (ids, g_strdup (gtk_string_list_get_string (self->ids, i)));
  if (!select_marked (self) || !lkb_editor_delete_selected (self->editor))
    return;
  lkb_editor_select (self->editor, find_left (self, ids, position));
  gtk_widget_grab_focus (self->list);
}

void
lkb_outline_install_actions (GtkWidgetClass *widget_class)
{
  static const struct
  {
    guint key;
    const char *to;
  } moves[] = { { GDK_KEY_Left, "left" },
                { GDK_KEY_Right, "right" },
                { GDK_KEY_Up, "up" },
                { GDK_KEY_Down, "down" } };

  gtk_widget_class_install_action (widget_class, "outline.go-to", NULL, go_to_action);
  gtk_widget_class_install_action (widget_class, "outline.add", NULL, add_action);
  gtk_widget_class_install_action (widget_class, "outline.rename", NULL, rename_action);
  gtk_widget_class_install_action (widget_class, "outline.own", NULL, own_action);
  gtk_widget_class_install_action (widget_class, "outline.connect", NULL, connect_action);
  gtk_widget_class_install_action (widget_class, "outline.reconnect", NULL, connect_action);
  gtk_widget_class_install_action (widget_class, "outline.figures", NULL, figures_action);
  gtk_widget_class_install_action (widget_class, "outline.duplicate", NULL, duplicate_action);
  gtk_widget_class_install_action (widget_class, "outline.move", "s", move_action);
  gtk_widget_class_install_action (widget_class, "outline.delete", NULL, delete_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_n, 0, "outline.add", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F2, 0, "outline.rename", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_o, 0, "outline.own", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, 0, "outline.connect", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_r, 0, "outline.reconnect", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_l, 0, "outline.figures", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_d, GDK_CONTROL_MASK,
                                       "outline.duplicate", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Delete, 0, "outline.delete", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (moves); i++)
    gtk_widget_class_add_binding_action (widget_class, moves[i].key, GDK_ALT_MASK, "outline.move",
                                         "s", moves[i].to);
}

static void
add_tool (LkbOutline *self, const char *icon, const char *label, const char *action)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_widget_set_tooltip_text (button, label);
  lkb_widget_set_spoken (button, label);
  gtk_widget_add_css_class (button, "flat");
  gtk_box_append (GTK_BOX (self->tools), button);
}

/* What is done less often. */
static void
add_more (LkbOutline *self)
{
  GtkWidget *button = gtk_menu_button_new ();
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenu) edit = g_menu_new ();
  g_autoptr (GMenu) move = g_menu_new ();

  g_menu_append (edit, _ ("_Latency or rate (L)"), "outline.figures");
  g_menu_append (edit, _ ("Lead to _another node (R)"), "outline.reconnect");
  g_menu_append (edit, _ ("_Duplicate (Ctrl+D)"), "outline.duplicate");
  g_menu_append (move, _ ("One lane to the l_eft (Alt+Left)"), "outline.move::left");
  g_menu_append (move, _ ("One lane to the _right (Alt+Right)"), "outline.move::right");
  g_menu_append (move, _ ("One row _up (Alt+Up)"), "outline.move::up");
  g_menu_append (move, _ ("One row d_own (Alt+Down)"), "outline.move::down");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (edit));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (move));
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button), "view-more-symbolic");
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), G_MENU_MODEL (menu));
  gtk_menu_button_set_direction (GTK_MENU_BUTTON (button), GTK_ARROW_UP);
  gtk_widget_set_tooltip_text (button, _ ("More"));
  lkb_widget_set_spoken (button, _ ("More"));
  gtk_widget_add_css_class (button, "flat");
  gtk_box_append (GTK_BOX (self->tools), button);
}

static GtkWidget *
create_popover (LkbOutline *self, const char *hint, GCallback fill_cb, GCallback picked_cb)
{
  GtkWidget *popover = lkb_pick_popover_new (hint, NULL);

  gtk_popover_set_position (GTK_POPOVER (popover), GTK_POS_BOTTOM);
  g_signal_connect (popover, "fill", fill_cb, self);
  g_signal_connect (popover, "picked", picked_cb, self);
  return popover;
}

void
lkb_outline_create_tools (LkbOutline *self)
{
  self->tools = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 2);
  gtk_widget_add_css_class (self->tools, "lkb-outline-tools");
  add_tool (self, "find-location-symbolic", _ ("Go to (Enter)"), "outline.go-to");
  add_tool (self, "list-add-symbolic", _ ("Add (N)"), "outline.add");
  add_tool (self, "document-edit-symbolic", _ ("Rename (F2)"), "outline.rename");
  add_tool (self, "avatar-default-symbolic", _ ("Owner (O)"), "outline.own");
  add_tool (self, "insert-link-symbolic", _ ("Connect (C)"), "outline.connect");
  add_tool (self, "user-trash-symbolic", _ ("Delete"), "outline.delete");
  add_more (self);
  self->nodes = create_popover (self, _ ("Connect to"), G_CALLBACK (fill_nodes_cb),
                                G_CALLBACK (node_picked_cb));
  self->kinds = create_popover (self, _ ("What to add"), G_CALLBACK (fill_kinds_cb),
                                G_CALLBACK (kind_picked_cb));
}
