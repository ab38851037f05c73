/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-editor-private.h"

#include <math.h>
#include <string.h>

/* Screen pixels. */
#define LINE_REACH 6.0 /* a line is 12 wide to the hand */
#define HANDLE_REACH 12.0
#define HANDLE_DISTANCE 14.0
#define END_REACH 8.0
#define INSERT_REACH 16.0
#define FIT_MARGIN 24.0
#define REVEAL_MARGIN 48.0

static double
measure_segment (LkbPoint p, LkbPoint a, LkbPoint b)
{
  double dx = b.x - a.x, dy = b.y - a.y;
  double length = dx * dx + dy * dy;
  double t = length > 0 ? CLAMP (((p.x - a.x) * dx + (p.y - a.y) * dy) / length, 0, 1) : 0;

  return hypot (p.x - a.x - t * dx, p.y - a.y - t * dy);
}

static double
measure_line (LkbPoint p, const LkbPoint *points, gsize n)
{
  double best = INFINITY;

  for (gsize i = 1; i < n; i++)
    best = MIN (best, measure_segment (p, points[i - 1], points[i]));
  return best;
}

/* Whether a stroke runs there; it is as wide as it is drawn. */
static gboolean
touches_ink (const LkbElement *ink, LkbPoint at, double reach)
{
  const LkbValue *points = lkb_element_get (ink, LKB_FIELD_POINTS);
  guint n = lkb_value_get_n (points);
  LkbPoint before = at;

  reach = MAX (reach, lkb_element_get_number (ink, LKB_FIELD_WIDTH, 0) / 2);
  for (guint i = 0; i < n; i++)
    {
      const LkbValue *tuple = lkb_value_get_nth (points, i);
      LkbPoint p = { lkb_value_get_nth_number (tuple, 0), lkb_value_get_nth_number (tuple, 1) };

      if (measure_segment (at, i == 0 ? p : before, p) <= reach)
        return TRUE;
      before = p;
    }
  return FALSE;
}

static LkbHit
make_hit (LkbHitPart part, const char *id)
{
  LkbHit hit = { .part = part, .id = id };
  return hit;
}

const char *
lkb_editor_get_handle_node (LkbEditor *self)
{
  const char *id = NULL;

  g_return_val_if_fail (LKB_IS_EDITOR (self), NULL);

  if (self->gesture != NULL || self->space)
    return NULL;
  if (self->tool != LKB_TOOL_SELECT && self->tool != LKB_TOOL_CONNECT)
    return NULL;
  if (self->selected->len == 2)
    id = self->selected->pdata[0];
  if (id != NULL)
    {
      const LkbElement *element = lkb_board_lookup (self->board, id);

      if (element != NULL && lkb_element_is_node (element))
        return id;
    }
  return NULL;
}

LkbPoint
lkb_editor_get_handle (LkbEditor *self, const LkbBox *box, LkbSide side)
{
  double away = HANDLE_DISTANCE / lkb_viewport_get_zoom (self->viewport);

  switch (side)
    {
    case LKB_SIDE_LEFT:
      return (LkbPoint){ box->x - away, box->y + box->h / 2 };
    case LKB_SIDE_RIGHT:
      return (LkbPoint){ box->x + box->w + away, box->y + box->h / 2 };
    case LKB_SIDE_TOP:
      return (LkbPoint){ box->x + box->w / 2, box->y - away };
    case LKB_SIDE_BOTTOM:
    case LKB_SIDE_AUTO:
    default:
      return (LkbPoint){ box->x + box->w / 2, box->y + box->h + away };
    }
}

static gboolean
hit_handles (LkbEditor *self, LkbScene *scene, LkbPoint at, LkbHit *hit)
{
  const char *id = lkb_editor_get_handle_node (self);
  const LkbSceneItem *item = id != NULL ? lkb_scene_find (scene, id) : NULL;
  double reach = HANDLE_REACH / lkb_viewport_get_zoom (self->viewport);

  if (item == NULL)
    return FALSE;
  for (int side = LKB_SIDE_LEFT; side <= LKB_SIDE_BOTTOM; side++)
    {
      LkbPoint handle = lkb_editor_get_handle (self, &item->box, (LkbSide) side);

      if (hypot (at.x - handle.x, at.y - handle.y) <= reach
          && !lkb_box_contains (&item->box, at.x, at.y))
        {
          *hit = make_hit (LKB_HIT_HANDLE, item->id);
          hit->side = (LkbSide) side;
          return TRUE;
        }
    }
  return FALSE;
}

static gboolean
hit_ends (LkbEditor *self, LkbScene *scene, LkbPoint at, LkbHit *hit)
{
  const LkbSceneItem *item;
  double reach = END_REACH / lkb_viewport_get_zoom (self->viewport);

  if (self->selected->len != 2 || self->gesture != NULL)
    return FALSE;
  item = lkb_scene_find (scene, self->selected->pdata[0]);
  if (item == NULL || item->kind != LKB_KIND_EDGE || item->n_points < 2)
    return FALSE;

  for (int i = 0; i < 2; i++)
    {
      LkbPoint end = item->points[i == 0 ? 0 : item->n_points - 1];

      if (hypot (at.x - end.x, at.y - end.y) <= reach)
        {
          *hit = make_hit (LKB_HIT_END, item->id);
          hit->at_source = i == 0;
          return TRUE;
        }
    }
  return FALSE;
}

const char *
lkb_editor_get_corner_of (LkbEditor *self)
{
  const LkbElement *element;

  g_return_val_if_fail (LKB_IS_EDITOR (self), NULL);

  if (self->gesture != NULL || self->space || self->selected->len != 2
      || (self->tool != LKB_TOOL_SELECT && self->tool != LKB_TOOL_RESIZE))
    return NULL;
  element = lkb_board_lookup (self->board, self->selected->pdata[0]);
  if (element == NULL
      || (lkb_element_get_kind (element) != LKB_KIND_NOTE
          && lkb_element_get_kind (element) != LKB_KIND_GROUP))
    return NULL;
  return self->selected->pdata[0];
}

static gboolean
hit_corner (LkbEditor *self, LkbScene *scene, LkbPoint at, LkbHit *hit)
{
  const char *id = lkb_editor_get_corner_of (self);
  const LkbSceneItem *item = id != NULL ? lkb_scene_find (scene, id) : NULL;
  double reach = END_REACH / lkb_viewport_get_zoom (self->viewport);

  if (item == NULL
      || hypot (at.x - item->box.x - item->box.w, at.y - item->box.y - item->box.h) > reach)
    return FALSE;
  *hit = make_hit (LKB_HIT_CORNER, item->id);
  return TRUE;
}

static gboolean
hit_page (LkbEditor *self, LkbPoint at, LkbHit *hit)
{
  LkbSheet *sheet = lkb_editor_get_sheet (self);
  LkbBox frame = lkb_sheet_get_frame (sheet);
  double scale = lkb_sheet_get_scale (sheet);
  double px = (at.x - frame.x) * scale, py = (at.y - frame.y) * scale;

  for (guint i = 0; i < lkb_sheet_get_n_places (sheet); i++)
    {
      const LkbSheetPlace *place = lkb_sheet_get_place (sheet, i);

      if (lkb_box_contains (&place->box, px, py))
        {
          *hit = make_hit (LKB_HIT_PAGE, NULL);
          hit->place = place;
          for (guint k = 0; k < lkb_sheet_get_n_stops (sheet) && hit->stop == NULL; k++)
            {
              const LkbSheetStop *stop = lkb_sheet_get_stop (sheet, k);

              if (lkb_box_contains (&stop->box, px, py))
                hit->stop = stop;
            }
          return TRUE;
        }
    }
  return FALSE;
}

LkbHit
lkb_editor_hit (LkbEditor *self, LkbPoint board)
{
  LkbScene *scene;
  LkbHit hit = { LKB_HIT_NOTHING };
  const LkbSceneItem *line = NULL;
  const LkbSceneItem *card = NULL;
  const LkbSceneItem *group = NULL;
  const LkbSceneItem *label = NULL;
  const LkbSceneItem *ink = NULL;
  double reach, nearest;

  g_return_val_if_fail (LKB_IS_EDITOR (self), hit);

  scene = lkb_editor_get_scene (self);
  if (hit_handles (self, scene, board, &hit) || hit_ends (self, scene, board, &hit)
      || hit_corner (self, scene, board, &hit))
    return hit;

  reach = LINE_REACH / lkb_viewport_get_zoom (self->viewport);
  nearest = reach;
  for (guint i = 0; i < lkb_scene_get_n_items (scene); i++)
    {
      const LkbSceneItem *item = lkb_scene_get_item (scene, i);
      LkbBox wide = lkb_box_grow (&item->box, reach);
      double distance;

      if (item->kind == LKB_KIND_EDGE)
        {
          if (!lkb_box_is_empty (&item->label_box)
              && lkb_box_contains (&item->label_bounds, board.x, board.y))
            label = item;
          if (!lkb_box_contains (&wide, board.x, board.y))
            continue;
          distance = measure_line (board, item->points, item->n_points);
          if (distance <= nearest)
            {
              nearest = distance;
              line = item;
            }
        }
      else if (item->kind == LKB_KIND_INK)
        {
          wide = lkb_box_grow (&item->bounds, reach);
          if (lkb_box_contains (&wide, board.x, board.y)
              && touches_ink (item->element, board, reach))
            ink = item;
        }
      else if (!lkb_box_contains (&item->box, board.x, board.y))
        {
          continue;
        }
      else if (item->kind == LKB_KIND_GROUP)
        {
          group = item;
        }
      else
        {
          card = item;
        }
    }

  if (ink != NULL)
    return make_hit (LKB_HIT_INK, ink->id);
  if (card != NULL && card->kind == LKB_KIND_NOTE)
    return make_hit (LKB_HIT_CARD, card->id);
  if (label != NULL)
    return make_hit (LKB_HIT_LABEL, label->id);
  if (card != NULL)
    return make_hit (LKB_HIT_CARD, card->id);
  if (line != NULL)
    return make_hit (LKB_HIT_LINE, line->id);
  if (group != NULL)
    return make_hit (LKB_HIT_GROUP, group->id);
  hit_page (self, board, &hit);
  return hit;
}

const char *
lkb_editor_hit_node (LkbEditor *self, LkbPoint board)
{
  LkbScene *scene;
  const char *id = NULL;

  g_return_val_if_fail (LKB_IS_EDITOR (self), NULL);

  scene = lkb_editor_get_scene (self);
  for (guint i = 0; i < lkb_scene_get_n_items (scene); i++)
    {
      const LkbSceneItem *item = lkb_scene_get_item (scene, i);

      if (lkb_kind_is_node (item->kind) && lkb_box_contains (&item->box, board.x, board.y))
        id = item->id;
    }
  return id;
}

gboolean
lkb_editor_is_lone (LkbEditor *self, const char *id)
{
  const LkbElement *element;
  const GPtrArray *edges;

  g_return_val_if_fail (LKB_IS_EDITOR (self), FALSE);
  g_return_val_if_fail (id != NULL, FALSE);

  element = lkb_board_lookup (self->board, id);
  edges = lkb_board_get_edges_of (self->board, id);
  return element != NULL && lkb_element_is_node (element) && (edges == NULL || edges->len == 0);
}

const char *
lkb_editor_find_insertion (LkbEditor *self, LkbLayout *layout, LkbPoint board)
{
  const char *found = NULL;
  double nearest;

  g_return_val_if_fail (LKB_IS_EDITOR (self), NULL);
  g_return_val_if_fail (layout != NULL, NULL);

  nearest = INSERT_REACH / lkb_viewport_get_zoom (self->viewport);
  for (gsize i = 0; i < lkb_layout_get_n_edges (layout); i++)
    {
      const LkbEdgeLayout *edge = lkb_layout_get_edge (layout, i);
      double distance = lkb_box_contains (&edge->pill_box, board.x, board.y)
                            ? 0
                            : measure_line (board, edge->points, edge->n_points);

      if (distance < nearest && lkb_board_lookup (self->board, edge->id) != NULL)
        {
          nearest = distance;
          found = edge->id;
        }
    }
  return found;
}

const char *
lkb_editor_find_edge_for (LkbEditor *self, LkbKind kind, LkbPoint at)
{
  if (!lkb_kind_is_node (kind))
    return NULL;
  return lkb_editor_find_insertion (self, lkb_scene_get_layout (lkb_editor_get_scene (self)), at);
}

gboolean
lkb_editor_get_box (LkbEditor *self, const char *id, LkbBox *box)
{
  const LkbSceneItem *item;

  g_return_val_if_fail (LKB_IS_EDITOR (self), FALSE);
  g_return_val_if_fail (id != NULL && box != NULL, FALSE);

  if (strcmp (id, LKB_BOARD_ID) == 0)
    {
      *box = lkb_sheet_get_frame (lkb_editor_get_sheet (self));
      return TRUE;
    }
  item = lkb_scene_find (lkb_editor_get_scene (self), id);
  if (item == NULL)
    return FALSE;
  *box = item->box;
  if (item->kind == LKB_KIND_EDGE)
    *box = lkb_box_union (&item->box, &item->label_bounds);
  return TRUE;
}

static gboolean
get_boxes (LkbEditor *self, const char *const *ids, LkbBox *all)
{
  LkbBox box;

  *all = lkb_box (0, 0, 0, 0);
  for (guint i = 0; ids != NULL && ids[i] != NULL; i++)
    {
      if (lkb_editor_get_box (self, ids[i], &box))
        *all = lkb_box_union (all, &box);
    }
  return !lkb_box_is_empty (all);
}

void
lkb_editor_go_to (LkbEditor *self, const char *const *ids)
{
  LkbBox box;

  g_return_if_fail (LKB_IS_EDITOR (self));

  lkb_editor_select_ids (self, ids);
  if (!get_boxes (self, ids, &box))
    return;
  self->revealing = TRUE;
  lkb_viewport_reveal (self->viewport, &box, REVEAL_MARGIN);
  self->revealing = FALSE;
}

gboolean
lkb_editor_is_revealing (LkbEditor *self)
{
  g_return_val_if_fail (LKB_IS_EDITOR (self), FALSE);
  return self->revealing;
}

gboolean
lkb_editor_is_limiting (LkbEditor *self)
{
  g_return_val_if_fail (LKB_IS_EDITOR (self), FALSE);
  return self->limiting;
}

/* The page, and what hangs out of it. */
static LkbBox
get_whole (LkbEditor *self)
{
  LkbBox frame = lkb_sheet_get_frame (lkb_editor_get_sheet (self));
  LkbBox bounds = lkb_scene_get_bounds (lkb_editor_get_scene (self));

  return lkb_box_union (&frame, &bounds);
}

void
lkb_editor_zoom_to_fit (LkbEditor *self)
{
  LkbBox box;

  g_return_if_fail (LKB_IS_EDITOR (self));

  box = get_whole (self);
  lkb_viewport_fit (self->viewport, &box, FIT_MARGIN, 2);
}

gboolean
lkb_editor_is_fitted (LkbEditor *self)
{
  LkbBox box;

  g_return_val_if_fail (LKB_IS_EDITOR (self), TRUE);

  box = get_whole (self);
  return lkb_viewport_is_fitted (self->viewport, &box, FIT_MARGIN, 2);
}

void
lkb_editor_zoom_to_selection (LkbEditor *self)
{
  LkbBox box;

  g_return_if_fail (LKB_IS_EDITOR (self));

  if (get_boxes (self, lkb_editor_get_selected (self), &box))
    lkb_viewport_fit (self->viewport, &box, REVEAL_MARGIN, 2);
}
