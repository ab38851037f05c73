/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Room for a node between the two that it was put between. */

#include "lkb-editor-private.h"

#include <math.h>
#include <string.h>

#include "core/layout/lkb-metrics.h"
#include "core/model/lkb-edit.h"

/* Less than this between two cards leaves no arrow that one could write on. */
#define ROOM_MIN LKB_ROW_GAP_MIN

/* One axis of the drawing, walked the way the arrow leads. */
typedef struct
{
  gboolean level;
  gboolean backwards;
} Way;

static double
get_start (const Way *way, const LkbBox *box)
{
  double low = way->level ? box->x : box->y;
  double high = low + (way->level ? box->w : box->h);

  return way->backwards ? -high : low;
}

static double
get_end (const Way *way, const LkbBox *box)
{
  return get_start (way, box) + (way->level ? box->w : box->h);
}

/* (nullable): the other end of the only edge that comes to @id, or leaves it. */
static const char *
find_neighbour (LkbEditor *self, const char *id, gboolean before)
{
  const GPtrArray *edges = lkb_board_get_edges_of (self->board, id);

  for (guint i = 0; edges != NULL && i < edges->len; i++)
    {
      const LkbElement *edge = edges->pdata[i];
      const char *near = before ? lkb_element_get_to (edge) : lkb_element_get_from (edge);

      if (g_str_equal (near, id))
        return before ? lkb_element_get_from (edge) : lkb_element_get_to (edge);
    }
  return NULL;
}

static gboolean
holds (const LkbBox *outer, const LkbBox *inner)
{
  return lkb_box_contains (outer, inner->x, inner->y)
         && lkb_box_contains (outer, inner->x + inner->w, inner->y + inner->h);
}

/* By @distance along the way. */
static void
move (LkbEditor *self, const Way *way, GPtrArray *ids, double distance, double across)
{
  double along = round ((way->backwards ? -distance : distance) / LKB_GRID) * LKB_GRID;
  g_autoptr (LkbChange) change = NULL;

  across = round (across / LKB_GRID) * LKB_GRID;
  g_ptr_array_add (ids, NULL);
  if (ids->len == 1 || (along == 0 && across == 0))
    return;
  change = lkb_edit_move (self->board, (const char *const *) ids->pdata,
                          way->level ? along : across, way->level ? across : along);
  if (change != NULL)
    lkb_history_apply (self->history, change, NULL);
}

/* A group that both ends stand in still holds them afterwards. */
static void
grow (LkbEditor *self, const Way *way, GPtrArray *ids, double distance)
{
  double more = round (distance / LKB_GRID) * LKB_GRID;

  for (guint i = 0; i < ids->len; i++)
    {
      const char *one[] = { ids->pdata[i], NULL };
      g_autoptr (LkbChange) size = NULL;
      g_autoptr (LkbChange) place = NULL;
      LkbBox box;

      if (!lkb_editor_get_box (self, one[0], &box))
        continue;
      size = lkb_edit_resize (self->board, one[0], box.w + (way->level ? more : 0),
                              box.h + (way->level ? 0 : more));
      if (size != NULL)
        lkb_history_apply (self->history, size, NULL);
      if (!way->backwards)
        continue;
      place = lkb_edit_move (self->board, one, way->level ? -more : 0, way->level ? 0 : -more);
      if (place != NULL)
        lkb_history_apply (self->history, place, NULL);
    }
}

void
lkb_editor_make_room (LkbEditor *self, const char *id)
{
  const char *from = find_neighbour (self, id, TRUE);
  const char *to = find_neighbour (self, id, FALSE);
  LkbScene *scene = lkb_editor_get_scene (self);
  g_autoptr (GPtrArray) beyond = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) around = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) itself = g_ptr_array_new_with_free_func (g_free);
  LkbBox before, here, after;
  double dx, dy, gap, step, push;
  Way way;

  if (from == NULL || to == NULL || !lkb_editor_get_box (self, from, &before)
      || !lkb_editor_get_box (self, to, &after) || !lkb_editor_get_box (self, id, &here))
    return;
  dx = after.x + after.w / 2 - before.x - before.w / 2;
  dy = after.y + after.h / 2 - before.y - before.h / 2;
  way.level = fabs (dx) >= fabs (dy);
  way.backwards = (way.level ? dx : dy) < 0;
  if (get_start (&way, &here) - get_end (&way, &before) >= ROOM_MIN
      && get_start (&way, &after) - get_end (&way, &here) >= ROOM_MIN)
    return;
  /* Aside of the line it stands in nobody's way. */
  if (way.level ? here.y >= MAX (before.y + before.h, after.y + after.h) + LKB_BOX_GAP_MIN
                      || here.y + here.h + LKB_BOX_GAP_MIN <= MIN (before.y, after.y)
                : here.x >= MAX (before.x + before.w, after.x + after.w) + LKB_BOX_GAP_MIN
                      || here.x + here.w + LKB_BOX_GAP_MIN <= MIN (before.x, after.x))
    return;

  /* The pitch that there was goes on. */
  gap = MAX (get_start (&way, &after) - get_end (&way, &before), ROOM_MIN);
  gap = MIN (gap, way.level ? LKB_LANE_GAP : LKB_ROW_PITCH - LKB_NODE_H_MIN);
  step = get_end (&way, &before) + gap - get_start (&way, &here);
  push = get_end (&way, &here) + step + gap - get_start (&way, &after);
  for (guint i = 0; push > 0 && i < lkb_scene_get_n_items (scene); i++)
    {
      const LkbSceneItem *item = lkb_scene_get_item (scene, i);

      if (item->kind == LKB_KIND_EDGE || g_str_equal (item->id, id))
        continue;
      if (get_start (&way, &item->box) >= get_start (&way, &after) - LKB_GRID)
        g_ptr_array_add (beyond, g_strdup (item->id));
      else if (item->kind == LKB_KIND_GROUP && holds (&item->box, &after))
        g_ptr_array_add (around, g_strdup (item->id));
    }
  grow (self, &way, around, push);
  g_ptr_array_add (itself, g_strdup (id));
  move (self, &way, beyond, push, 0);
  move (self, &way, itself, step,
        way.level ? before.y + before.h / 2 - here.y - here.h / 2
                  : before.x + before.w / 2 - here.x - here.w / 2);
}
