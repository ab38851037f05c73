/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-tool.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "core/layout/lkb-metrics.h"
#include "core/model/lkb-edit.h"

typedef enum
{
  IDLE,
  PRESSED, /* on an element, not moved yet */
  MOVING, /* a transaction of the history is open */
  RUBBER, /* from an empty place */
} State;

typedef struct
{
  LkbTool parent;

  State state;
  LkbPointerEvent press;
  LkbPoint pointer; /* board, the latest */
  char *id; /* of the element that was pressed */
  gboolean select_on_release; /* it was selected before: a click without a drag leaves only it */
  GStrv base; /* RUBBER with Shift: what was selected before */
  LkbPoint origin; /* MOVING: where the pressed element stood */
  LkbLayout *lines; /* MOVING a lone node: as they ran before, else NULL */
  char *into; /* the edge that it would be put into, or NULL */
  LkbPoint applied; /* MOVING: how far the selection was moved so far */
} SelectTool;

static void
reset (SelectTool *self)
{
  self->state = IDLE;
  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->into, g_free);
  g_clear_pointer (&self->lines, lkb_layout_unref);
  g_clear_pointer (&self->base, g_strfreev);
}

static void
activate (LkbTool *tool, const LkbPointerEvent *event, const LkbHit *hit)
{
  switch (hit->part)
    {
    case LKB_HIT_CARD:
    case LKB_HIT_GROUP:
      lkb_editor_select (tool->editor, hit->id);
      lkb_editor_begin_rename (tool->editor);
      break;
    case LKB_HIT_LINE:
    case LKB_HIT_LABEL:
      lkb_editor_select (tool->editor, hit->id);
      lkb_editor_begin_owner (tool->editor);
      break;
    case LKB_HIT_PAGE:
      lkb_editor_emit_page_activated (tool->editor, hit->place->part);
      break;
    case LKB_HIT_NOTHING:
      lkb_editor_emit_kind_list (tool->editor, event->board);
      break;
    case LKB_HIT_INK:
    case LKB_HIT_HANDLE:
    case LKB_HIT_END:
      break;
    }
}

static gboolean
begin_select (LkbTool *tool, const LkbPointerEvent *event)
{
  SelectTool *self = (SelectTool *) tool;
  LkbEditor *editor = tool->editor;
  LkbHit hit = lkb_editor_hit (editor, event->board);
  gboolean adding = (event->modifiers & LKB_MOD_SHIFT) != 0;

  reset (self);
  if (event->button == LKB_BUTTON_SECONDARY)
    {
      if (hit.id != NULL && !lkb_editor_is_selected (editor, hit.id))
        lkb_editor_select (editor, hit.id);
      return FALSE;
    }
  if (event->button != LKB_BUTTON_PRIMARY)
    return FALSE;
  if (event->n_press == 2 && !adding)
    {
      activate (tool, event, &hit);
      return FALSE;
    }
  if (hit.part == LKB_HIT_HANDLE || hit.part == LKB_HIT_END)
    return lkb_editor_hand_over (editor, LKB_TOOL_CONNECT, event);

  self->press = *event;
  self->pointer = event->board;
  if (hit.id == NULL)
    {
      self->state = RUBBER;
      if (adding)
        self->base = g_strdupv ((char **) lkb_editor_get_selected (editor));
      else
        lkb_editor_select (editor, NULL);
      return TRUE;
    }

  self->id = g_strdup (hit.id);
  self->state = PRESSED;
  self->select_on_release = FALSE;
  if (adding)
    lkb_editor_toggle (editor, self->id);
  else if (!lkb_editor_is_selected (editor, self->id))
    lkb_editor_select (editor, self->id);
  else
    self->select_on_release = TRUE;
  return TRUE;
}

static gboolean
is_movable (SelectTool *self)
{
  LkbBoard *board = lkb_editor_get_board (self->parent.editor);
  const LkbElement *element = lkb_board_lookup (board, self->id);

  return element != NULL && lkb_kind_is_placed (lkb_element_get_kind (element))
         && lkb_editor_is_selected (self->parent.editor, self->id);
}

static void
start_moving (SelectTool *self)
{
  LkbEditor *editor = self->parent.editor;
  const LkbElement *element = lkb_board_lookup (lkb_editor_get_board (editor), self->id);
  guint n = lkb_editor_get_n_selected (editor);
  g_autofree char *label = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "Move %u element", "Move %u elements", n), n);

  self->origin = (LkbPoint){ lkb_element_get_x (element), lkb_element_get_y (element) };
  self->applied = (LkbPoint){ 0, 0 };
  self->state = MOVING;
  if (n == 1 && lkb_editor_is_lone (editor, self->id))
    self->lines = lkb_layout_ref (lkb_scene_get_layout (lkb_editor_get_scene (editor)));
  lkb_history_begin (lkb_editor_get_history (editor), label);
}

/* The pressed element lands on the grid; the others keep their distance to it. */
static double
snap (double origin, double distance)
{
  return round ((origin + distance) / LKB_GRID) * LKB_GRID - origin;
}

static void
move_selection (SelectTool *self, const LkbPointerEvent *event)
{
  LkbEditor *editor = self->parent.editor;
  double dx = event->board.x - self->press.board.x;
  double dy = event->board.y - self->press.board.y;
  g_autoptr (LkbChange) change = NULL;
  g_autoptr (GError) error = NULL;

  if ((event->modifiers & LKB_MOD_SHIFT) != 0)
    {
      if (fabs (dx) > fabs (dy))
        dy = 0;
      else
        dx = 0;
    }
  dx = snap (self->origin.x, dx);
  dy = snap (self->origin.y, dy);
  if (dx == self->applied.x && dy == self->applied.y)
    return;

  change = lkb_edit_move (lkb_editor_get_board (editor), lkb_editor_get_selected (editor),
                          dx - self->applied.x, dy - self->applied.y);
  if (change == NULL)
    return;
  /* At the end of the board's coordinates the selection simply stays where it is. */
  if (lkb_history_apply (lkb_editor_get_history (editor), change, &error))
    self->applied = (LkbPoint){ dx, dy };
}

/* A node that has no edges yet is put into the edge under the pointer. */
static void
look_for_edge (SelectTool *self)
{
  LkbEditor *editor = self->parent.editor;
  const char *into = NULL;

  if (self->lines != NULL)
    into = lkb_editor_find_insertion (editor, self->lines, self->pointer);
  if (g_strcmp0 (into, self->into) == 0)
    return;
  g_free (self->into);
  self->into = g_strdup (into);
  lkb_editor_redraw_overlay (editor);
}

static void
insert_into_edge (SelectTool *self)
{
  LkbEditor *editor = self->parent.editor;
  g_autoptr (LkbChange) change = lkb_edit_insert (lkb_editor_get_board (editor), self->id,
                                                  self->into);

  if (change != NULL)
    lkb_history_apply (lkb_editor_get_history (editor), change, NULL);
}

static void
select_in_rubber (SelectTool *self)
{
  LkbEditor *editor = self->parent.editor;
  LkbScene *scene = lkb_editor_get_scene (editor);
  LkbBox rubber = lkb_box_from_points (self->press.board, self->pointer);
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();

  for (guint i = 0; self->base != NULL && self->base[i] != NULL; i++)
    g_ptr_array_add (ids, self->base[i]);
  for (guint i = 0; i < lkb_scene_get_n_items (scene); i++)
    {
      const LkbSceneItem *item = lkb_scene_get_item (scene, i);
      gboolean inside = item->box.x >= rubber.x && item->box.y >= rubber.y
                        && item->box.x + item->box.w <= rubber.x + rubber.w
                        && item->box.y + item->box.h <= rubber.y + rubber.h;

      /* Cards are caught by a touch; what spreads over the board only when all of it is inside. */
      if (lkb_kind_is_node (item->kind) || item->kind == LKB_KIND_NOTE)
        inside = lkb_box_overlaps (&item->box, &rubber);
      if (inside)
        g_ptr_array_add (ids, (gpointer) item->id);
    }
  g_ptr_array_add (ids, NULL);
  lkb_editor_select_ids (editor, (const char *const *) ids->pdata);
}

static void
move_select (LkbTool *tool, const LkbPointerEvent *event)
{
  SelectTool *self = (SelectTool *) tool;

  self->pointer = event->board;
  switch (self->state)
    {
    case PRESSED:
      if (!lkb_pointer_has_moved (&self->press, event) || !is_movable (self))
        return;
      start_moving (self);
      move_selection (self, event);
      break;
    case MOVING:
      move_selection (self, event);
      look_for_edge (self);
      break;
    case RUBBER:
      select_in_rubber (self);
      lkb_editor_redraw_overlay (tool->editor);
      break;
    case IDLE:
      break;
    }
}

static void
end_select (LkbTool *tool, const LkbPointerEvent *event)
{
  SelectTool *self = (SelectTool *) tool;
  State state = self->state;

  self->state = IDLE;
  if (state == MOVING && self->into != NULL)
    insert_into_edge (self);
  if (state == MOVING)
    lkb_history_commit (lkb_editor_get_history (tool->editor));
  else if (state == PRESSED && self->select_on_release)
    lkb_editor_select (tool->editor, self->id);
  reset (self);
  lkb_editor_redraw_overlay (tool->editor);
}

static void
cancel_select (LkbTool *tool)
{
  SelectTool *self = (SelectTool *) tool;

  if (self->state == MOVING)
    lkb_history_rollback (lkb_editor_get_history (tool->editor));
  reset (self);
  lkb_editor_redraw_overlay (tool->editor);
}

static void
draw_select_overlay (LkbTool *tool, LkbOverlay *overlay)
{
  SelectTool *self = (SelectTool *) tool;

  if (self->state == RUBBER)
    {
      overlay->has_rubber = TRUE;
      overlay->rubber = lkb_box_from_points (self->press.board, self->pointer);
    }
  overlay->target = self->into;
}

static LkbCursor
get_select_cursor (LkbTool *tool, const LkbHit *hit)
{
  if (((SelectTool *) tool)->state == MOVING)
    return LKB_CURSOR_MOVE;
  if (hit->part == LKB_HIT_HANDLE || hit->part == LKB_HIT_END)
    return LKB_CURSOR_CROSSHAIR;
  return LKB_CURSOR_DEFAULT;
}

const LkbToolClass *
lkb_tool_select_get_class (void)
{
  static const LkbToolClass klass = {
    .size = sizeof (SelectTool),
    .begin = begin_select,
    .motion = move_select,
    .end = end_select,
    .cancel = cancel_select,
    .draw_overlay = draw_select_overlay,
    .cursor = get_select_cursor,
  };
  return &klass;
}
