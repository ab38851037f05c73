/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-tool.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "core/layout/lkb-metrics.h"
#include "core/model/lkb-edit.h"
#include "lkb-guides.h"

/* Board units: as good as on it. */
#define EXACT 0.01

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
  LkbBox box; /* MOVING: of the pressed element, before */
  GStrv moved; /* MOVING: the selection and what stands in its groups, else NULL */
  GArray *others; /* MOVING: LkbBox of what stands still, else NULL */
  LkbGuide guides[2]; /* MOVING: upright and level */
  LkbGuidePair gaps[2]; /* MOVING: beside and above each other */
} SelectTool;

static void
forget_guides (SelectTool *self)
{
  for (guint i = 0; i < 2; i++)
    {
      self->guides[i].found = FALSE;
      self->gaps[i].found = FALSE;
    }
}

static void
reset (SelectTool *self)
{
  self->state = IDLE;
  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->into, g_free);
  g_clear_pointer (&self->lines, lkb_layout_unref);
  g_clear_pointer (&self->others, g_array_unref);
  g_clear_pointer (&self->moved, g_strfreev);
  forget_guides (self);
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
      if (hit->stop == NULL)
        {
          lkb_editor_activate_part (tool->editor, hit->place->part);
          break;
        }
      lkb_editor_set_stop (tool->editor, hit->stop);
      lkb_editor_activate_stop (tool->editor);
      break;
    case LKB_HIT_NOTHING:
      lkb_editor_emit_kind_list (tool->editor, event->board);
      break;
    case LKB_HIT_INK:
    case LKB_HIT_HANDLE:
    case LKB_HIT_END:
    case LKB_HIT_CORNER:
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
  if (hit.part == LKB_HIT_CORNER)
    return lkb_editor_hand_over (editor, LKB_TOOL_RESIZE, event);

  self->press = *event;
  self->pointer = event->board;
  if (hit.id == NULL)
    {
      /* A finger moves the view; several things are chosen with a pointer that can hover. */
      if (event->is_touch)
        {
          lkb_editor_select (editor, NULL);
          return lkb_editor_hand_over (editor, LKB_TOOL_PAN, event);
        }
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

  return element != NULL
         && (lkb_kind_is_placed (lkb_element_get_kind (element))
             || lkb_element_get_kind (element) == LKB_KIND_INK)
         && lkb_editor_is_selected (self->parent.editor, self->id);
}

/* What a moved card can be lined up with: the cards and notes that stand still. */
static void
collect_others (SelectTool *self)
{
  LkbEditor *editor = self->parent.editor;
  LkbScene *scene = lkb_editor_get_scene (editor);
  const LkbSceneItem *own = lkb_scene_find (scene, self->id);
  gboolean with_groups;

  self->others = g_array_new (FALSE, FALSE, sizeof (LkbBox));
  if (own == NULL || (!lkb_kind_is_node (own->kind) && own->kind != LKB_KIND_NOTE))
    return;
  self->box = own->box;
  with_groups = g_strv_length (self->moved) > lkb_editor_get_n_selected (editor);
  for (guint i = 0; i < lkb_scene_get_n_items (scene); i++)
    {
      const LkbSceneItem *item = lkb_scene_get_item (scene, i);

      if ((lkb_kind_is_node (item->kind) || item->kind == LKB_KIND_NOTE)
          && !lkb_editor_is_selected (editor, item->id)
          && !(with_groups && g_strv_contains ((const char *const *) self->moved, item->id)))
        g_array_append_val (self->others, item->box);
    }
}

static void
start_moving (SelectTool *self)
{
  LkbEditor *editor = self->parent.editor;
  const LkbElement *element = lkb_board_lookup (lkb_editor_get_board (editor), self->id);
  guint n = lkb_editor_get_n_selected (editor);

  self->origin = (LkbPoint){ lkb_element_get_x (element), lkb_element_get_y (element) };
  self->applied = (LkbPoint){ 0, 0 };
  self->state = MOVING;
  self->moved = lkb_editor_dup_moved (editor);
  collect_others (self);
  if (n == 1 && lkb_editor_is_lone (editor, self->id))
    self->lines = lkb_layout_ref (lkb_scene_get_layout (lkb_editor_get_scene (editor)));
  lkb_history_begin (lkb_editor_get_history (editor),
                     lkb_label_new_plural ("Move {n} element", "Move {n} elements", n, NULL));
}

/* The pressed element lands on the grid; the others keep their distance to it. */
static double
snap (double origin, double distance)
{
  return round ((origin + distance) / LKB_GRID) * LKB_GRID - origin;
}

/* How far it goes along one axis: to the nearest line or equal gap in reach that lies on the grid, else to the grid. A board
 * has places on the grid only, so what lies beside it cannot be reached. */
static double
snap_to_guides (SelectTool *self, const LkbBox *moved, gboolean upright, double distance,
                double reach)
{
  const LkbBox *others = (const LkbBox *) (void *) self->others->data;
  double origin = upright ? self->origin.x : self->origin.y;
  LkbGuide line = lkb_guide_find (moved, others, self->others->len, upright, reach);
  LkbGuidePair gaps = lkb_guide_find_gaps (moved, others, self->others->len, upright, reach);
  gboolean gaps_first = gaps.found && (!line.found || fabs (gaps.offset) < fabs (line.offset));

  for (guint i = 0; i < 2; i++)
    {
      gboolean is_gap = gaps_first == (i == 0);
      double target = distance + (is_gap ? gaps.offset : line.offset);

      if ((is_gap ? gaps.found : line.found) && fabs (snap (origin, target) - target) <= EXACT)
        return target;
    }
  return snap (origin, distance);
}

/* Onto the lines and into the gaps of its neighbours where some are near and neither Ctrl nor a switch says no, else onto the
 * grid. What is shown then is what is true of the place where it lands. */
static void
snap_move (SelectTool *self, const LkbPointerEvent *event, double *dx, double *dy)
{
  LkbEditor *editor = self->parent.editor;
  double reach = LKB_GUIDE_REACH / lkb_viewport_get_zoom (lkb_editor_get_viewport (editor));
  double *axes[2] = { dx, dy };
  const double origins[2] = { self->origin.x, self->origin.y };
  gboolean free_hand = (event->modifiers & LKB_MOD_CTRL) != 0 || !lkb_editor_get_snap (editor);
  gboolean held[2];
  LkbBox moved = self->box;

  moved.x += *dx;
  moved.y += *dy;
  for (guint i = 0; i < 2; i++)
    {
      /* Shift holds this axis. */
      held[i] = (event->modifiers & LKB_MOD_SHIFT) != 0 && *axes[i] == 0;
      *axes[i] = free_hand || held[i] ? snap (origins[i], *axes[i])
                                      : snap_to_guides (self, &moved, i == 0, *axes[i], reach);
    }

  forget_guides (self);
  moved = self->box;
  moved.x += *dx;
  moved.y += *dy;
  for (guint i = 0; i < 2 && !free_hand; i++)
    {
      const LkbBox *others = (const LkbBox *) (void *) self->others->data;

      if (held[i])
        continue;
      self->guides[i] = lkb_guide_find (&moved, others, self->others->len, i == 0, EXACT);
      self->gaps[i] = lkb_guide_find_gaps (&moved, others, self->others->len, i == 0, EXACT);
    }
  lkb_editor_redraw_overlay (editor);
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
  snap_move (self, event, &dx, &dy);
  if (dx == self->applied.x && dy == self->applied.y)
    return;

  change = lkb_edit_move (lkb_editor_get_board (editor), (const char *const *) self->moved,
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

  if (change != NULL && lkb_history_apply (lkb_editor_get_history (editor), change, NULL))
    lkb_editor_make_room (editor, self->id);
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

/* What is counted, not written, is no place to write at. */
static gboolean
is_written (const LkbSheetStop *stop)
{
  return stop->part != LKB_SHEET_OWNERSHIP;
}

/* A click on the page goes there, and begins to write at once. */
static void
click_page (SelectTool *self, const LkbPointerEvent *event)
{
  LkbEditor *editor = self->parent.editor;
  LkbHit hit = lkb_editor_hit (editor, self->press.board);

  if (hit.part != LKB_HIT_PAGE || hit.stop == NULL || (event->modifiers & LKB_MOD_SHIFT) != 0
      || lkb_pointer_has_moved (&self->press, event))
    return;
  lkb_editor_set_stop (editor, hit.stop);
  if (is_written (hit.stop))
    lkb_editor_activate_stop (editor);
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
  else if (state == RUBBER && self->base == NULL)
    click_page (self, event);
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
  for (guint i = 0; self->state == MOVING && i < G_N_ELEMENTS (self->guides); i++)
    {
      if (!self->guides[i].found)
        continue;
      overlay->guides[overlay->n_guides][0] = self->guides[i].from;
      overlay->guides[overlay->n_guides][1] = self->guides[i].to;
      overlay->n_guides++;
    }
  for (guint i = 0; self->state == MOVING && i < G_N_ELEMENTS (self->gaps); i++)
    {
      if (!self->gaps[i].found)
        continue;
      overlay->measures[overlay->n_measures++] = self->gaps[i].measures[0];
      overlay->measures[overlay->n_measures++] = self->gaps[i].measures[1];
    }
}

static LkbCursor
get_select_cursor (LkbTool *tool, const LkbHit *hit)
{
  if (((SelectTool *) tool)->state == MOVING)
    return LKB_CURSOR_MOVE;
  if (hit->part == LKB_HIT_HANDLE || hit->part == LKB_HIT_END)
    return LKB_CURSOR_CROSSHAIR;
  if (hit->part == LKB_HIT_CORNER)
    return LKB_CURSOR_RESIZE;
  if (hit->stop != NULL && is_written (hit->stop))
    return LKB_CURSOR_POINTER;
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
