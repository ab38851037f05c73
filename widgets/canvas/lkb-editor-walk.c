/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "core/layout/lkb-metrics.h"
#include "lkb-editor-private.h"

/* From an element to its neighbours, by arrow keys. */

static LkbPoint
get_middle (const LkbBox *box)
{
  return (LkbPoint){ box->x + box->w / 2, box->y + box->h / 2 };
}

/* How far @to lies in the wanted direction; negative when it lies the other way. */
static double
measure_direction (LkbPoint from, LkbPoint to, LkbSide direction)
{
  switch (direction)
    {
    case LKB_SIDE_LEFT:
      return from.x - to.x;
    case LKB_SIDE_RIGHT:
      return to.x - from.x;
    case LKB_SIDE_TOP:
      return from.y - to.y;
    case LKB_SIDE_BOTTOM:
      return to.y - from.y;
    case LKB_SIDE_AUTO:
    default:
      return 0;
    }
}

/* Where nothing lies in that direction, right is on with the data and left is back; NULL when it ends there. */
static const char *
find_along_flow (LkbEditor *self, const LkbElement *element, LkbSide direction)
{
  const char *id = lkb_element_get_id (element);
  gboolean on = direction == LKB_SIDE_RIGHT;
  const GPtrArray *edges;

  if (direction != LKB_SIDE_RIGHT && direction != LKB_SIDE_LEFT)
    return NULL;
  if (lkb_element_is_edge (element))
    return on ? lkb_element_get_to (element) : lkb_element_get_from (element);
  if (!lkb_element_is_node (element))
    return NULL;
  edges = lkb_board_get_edges_of (self->board, id);
  for (guint i = 0; edges != NULL && i < edges->len; i++)
    {
      const LkbElement *edge = edges->pdata[i];
      const char *near = on ? lkb_element_get_from (edge) : lkb_element_get_to (edge);

      if (strcmp (near, id) == 0)
        return lkb_element_get_id (edge);
    }
  return NULL;
}

gboolean
lkb_editor_select_along (LkbEditor *self, LkbSide direction)
{
  const LkbElement *element;
  const char *best = NULL;
  double reach = 1;
  LkbBox box, other;

  g_return_val_if_fail (LKB_IS_EDITOR (self), FALSE);

  if (self->selected->len != 2)
    return FALSE;
  element = lkb_board_lookup (self->board, self->selected->pdata[0]);
  if (!lkb_editor_get_box (self, lkb_element_get_id (element), &box))
    return FALSE;

  if (lkb_element_is_edge (element))
    {
      const char *ends[] = { lkb_element_get_from (element), lkb_element_get_to (element) };

      for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
        {
          if (lkb_editor_get_box (self, ends[i], &other)
              && measure_direction (get_middle (&box), get_middle (&other), direction) > reach)
            {
              reach = measure_direction (get_middle (&box), get_middle (&other), direction);
              best = ends[i];
            }
        }
    }
  else if (lkb_element_is_node (element))
    {
      const char *id = lkb_element_get_id (element);
      const GPtrArray *edges = lkb_board_get_edges_of (self->board, id);

      for (guint i = 0; edges != NULL && i < edges->len; i++)
        {
          const LkbElement *edge = edges->pdata[i];
          gboolean leaves = strcmp (lkb_element_get_from (edge), id) == 0;
          const char *far = leaves ? lkb_element_get_to (edge) : lkb_element_get_from (edge);

          if (lkb_editor_get_box (self, far, &other)
              && measure_direction (get_middle (&box), get_middle (&other), direction) > reach)
            {
              reach = measure_direction (get_middle (&box), get_middle (&other), direction);
              best = lkb_element_get_id (edge);
            }
        }
    }

  if (best == NULL)
    best = find_along_flow (self, element, direction);
  if (best == NULL)
    return FALSE;
  lkb_editor_go_to (self, (const char *[]){ best, NULL });
  return TRUE;
}

/* The other way round than lkb_kind_get_next(): what usually stands before @kind; a source where nothing does. */
static LkbKind
get_previous (LkbKind kind)
{
  for (int before = LKB_KIND_SOURCE; before < LKB_N_KINDS; before++)
    {
      if ((LkbKind) before != kind && lkb_kind_get_stage ((LkbKind) before) >= 0
          && lkb_kind_get_next ((LkbKind) before) == kind)
        return (LkbKind) before;
    }
  return LKB_KIND_SOURCE;
}

/* @box, moved by @n pitches. */
static LkbBox
shift_by_pitch (const LkbBox *box, LkbSide direction, int n)
{
  LkbBox shifted = *box;

  if (direction == LKB_SIDE_LEFT || direction == LKB_SIDE_RIGHT)
    shifted.x += (direction == LKB_SIDE_LEFT ? -n : n) * LKB_LANE_PITCH;
  else
    shifted.y += (direction == LKB_SIDE_TOP ? -n : n) * LKB_ROW_PITCH_TALL;
  return shifted;
}

/* The node that a card would meet first on its way to the next place; NULL when the way is free. */
static const char *
find_beside (LkbEditor *self, const LkbSceneItem *from, LkbSide direction)
{
  LkbScene *scene = lkb_editor_get_scene (self);
  LkbBox there = shift_by_pitch (&from->box, direction, 1);
  LkbBox way = lkb_box_union (&from->box, &there);
  const char *best = NULL;
  double nearest = 0;

  for (guint i = 0; i < lkb_scene_get_n_items (scene); i++)
    {
      const LkbSceneItem *item = lkb_scene_get_item (scene, i);
      double distance;

      if (!lkb_kind_is_node (item->kind) || item == from || !lkb_box_overlaps (&item->box, &way))
        continue;
      distance = measure_direction (get_middle (&from->box), get_middle (&item->box), direction);
      if (distance > 0 && (best == NULL || distance < nearest))
        {
          best = item->id;
          nearest = distance;
        }
    }
  return best;
}

gboolean
lkb_editor_go_beside (LkbEditor *self, LkbSide direction)
{
  const LkbElement *node;
  const LkbSceneItem *item;
  const char *beside;
  LkbPlaceJoin join = { NULL, NULL, NULL };
  LkbKind kind;
  LkbBox there;

  g_return_val_if_fail (LKB_IS_EDITOR (self), FALSE);
  g_return_val_if_fail (direction != LKB_SIDE_AUTO, FALSE);

  if (direction == LKB_SIDE_RIGHT)
    return lkb_editor_place_next (self);
  lkb_editor_cancel (self);
  node = lkb_editor_get_selected_node (self);
  item = node != NULL ? lkb_scene_find (lkb_editor_get_scene (self), lkb_element_get_id (node))
                      : NULL;
  if (item == NULL)
    return FALSE;

  beside = find_beside (self, item, direction);
  if (beside != NULL)
    {
      lkb_editor_go_to (self, (const char *[]){ beside, NULL });
      return TRUE;
    }

  /* What stands left hands to the selected node; what stands above or below takes from it. */
  kind = lkb_element_get_kind (node);
  if (direction == LKB_SIDE_LEFT)
    join.to = lkb_element_get_id (node);
  else
    join.from = lkb_element_get_id (node);
  kind = direction == LKB_SIDE_LEFT ? get_previous (kind) : lkb_kind_get_next (kind);
  there = shift_by_pitch (&item->box, direction, 1);
  /* Notes may lie there. */
  for (int n = 2; n < 64 && !lkb_editor_is_free (self, (LkbPoint){ there.x, there.y }); n++)
    there = shift_by_pitch (&item->box, direction, n);
  return lkb_editor_place_joined (self, kind, (LkbPoint){ there.x, there.y }, &join);
}
