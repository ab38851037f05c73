/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-arrange-groups.h"

#include <math.h>

#include "core/base/lkb-text.h"
#include "core/layout/lkb-metrics.h"

/* A group while it is fitted. */
typedef struct
{
  const LkbElement *group;
  gboolean is_lane;
  LkbLane lane;
  LkbBox box; /* around its nodes */
  gboolean has_nodes;
} Frame;

static gboolean
lies_in (const LkbElement *group, double x, double y)
{
  double left = lkb_element_get_x (group), top = lkb_element_get_y (group);
  return x >= left && y >= top && x <= left + lkb_element_get_number (group, LKB_FIELD_W, 0)
         && y <= top + lkb_element_get_number (group, LKB_FIELD_H, 0);
}

/* A group is a lane's by its type and its name, as the file or the window writes it. */
static gboolean
find_lane (const LkbElement *group, LkbLane *lane)
{
  const char *name = lkb_element_get_name (group);

  if (name == NULL || g_strcmp0 (lkb_element_get_text (group, LKB_FIELD_TYPE), "lane") != 0)
    return FALSE;
  for (*lane = 0; *lane < LKB_LANE_OTHER; (*lane)++)
    if (lkb_text_equal_folded (name, lkb_lane_to_string (*lane))
        || lkb_text_equal_folded (name, lkb_lane_get_label (*lane)))
      return TRUE;
  return FALSE;
}

gboolean
lkb_arrange_has_lane_group (LkbBoard *board, LkbLane lane)
{
  const GPtrArray *groups;
  LkbLane found;

  g_return_val_if_fail (LKB_IS_BOARD (board), FALSE);
  groups = lkb_board_get_groups (board);
  for (guint g = 0; g < groups->len; g++)
    if (find_lane (g_ptr_array_index (groups, g), &found) && found == lane)
      return TRUE;
  return FALSE;
}

static void
put_in (Frame *frame, const LkbBox *box)
{
  frame->box = frame->has_nodes ? lkb_box_union (&frame->box, box) : *box;
  frame->has_nodes = TRUE;
}

/* The lane's group that holds the node, else the first one of its lane; NULL when there is none. */
static Frame *
find_home (Frame *frames, guint n_frames, const LkbElement *node)
{
  LkbLane lane = lkb_element_get_lane (node);
  Frame *home = NULL;

  for (guint g = 0; g < n_frames; g++)
    if (frames[g].is_lane && frames[g].lane == lane)
      {
        if (lies_in (frames[g].group, lkb_element_get_x (node), lkb_element_get_y (node)))
          return &frames[g];
        home = home != NULL ? home : &frames[g];
      }
  return home;
}

/* Nodes of no lane with a group of its own belong to that in whose column they stand now. */
static Frame *
find_column (Frame *frames, guint n_frames, const LkbBox *box)
{
  for (guint g = 0; g < n_frames; g++)
    if (frames[g].is_lane && frames[g].has_nodes && box->x >= frames[g].box.x
        && box->x <= frames[g].box.x + frames[g].box.w)
      return &frames[g];
  return NULL;
}

static void
collect_frames (LkbBoard *board, Frame *frames)
{
  const GPtrArray *groups = lkb_board_get_groups (board);

  for (guint g = 0; g < groups->len; g++)
    {
      frames[g].group = g_ptr_array_index (groups, g);
      frames[g].is_lane = find_lane (frames[g].group, &frames[g].lane);
    }
}

static void
fill_frames (Frame *frames, guint n_frames, const GPtrArray *nodes, const LkbBox *boxes,
             gboolean page)
{
  for (guint i = 0; i < nodes->len; i++)
    {
      const LkbElement *node = g_ptr_array_index (nodes, i);
      Frame *home = find_home (frames, n_frames, node);

      if (home != NULL)
        put_in (home, &boxes[i]);
      for (guint g = 0; g < n_frames; g++)
        if (!frames[g].is_lane
            && lies_in (frames[g].group, lkb_element_get_x (node), lkb_element_get_y (node)))
          put_in (&frames[g], &boxes[i]);
    }
  for (guint i = 0; i < nodes->len && page; i++)
    {
      const LkbElement *node = g_ptr_array_index (nodes, i);
      Frame *column = find_home (frames, n_frames, node) == NULL
                          ? find_column (frames, n_frames, &boxes[i])
                          : NULL;

      if (column != NULL)
        put_in (column, &boxes[i]);
    }
}

/* Lanes that stand side by side begin and end at the same heights. */
static void
level_lanes (Frame *frames, guint n_frames)
{
  double top = INFINITY, bottom = -INFINITY;

  for (guint g = 0; g < n_frames; g++)
    for (guint k = 0; k < n_frames; k++)
      if (g != k && frames[g].is_lane && frames[g].has_nodes && frames[k].is_lane
          && frames[k].has_nodes && frames[g].box.x < frames[k].box.x + frames[k].box.w
          && frames[k].box.x < frames[g].box.x + frames[g].box.w)
        return;
  for (guint g = 0; g < n_frames; g++)
    if (frames[g].is_lane && frames[g].has_nodes)
      {
        top = MIN (top, frames[g].box.y);
        bottom = MAX (bottom, frames[g].box.y + frames[g].box.h);
      }
  for (guint g = 0; g < n_frames; g++)
    if (frames[g].is_lane && frames[g].has_nodes)
      {
        frames[g].box.y = top;
        frames[g].box.h = bottom - top;
      }
}

static void
add_frame (const Frame *frame, LkbChange *change)
{
  const LkbBox *box = &frame->box;
  double left = floor ((box->x - LKB_GROUP_PAD) / LKB_GRID) * LKB_GRID;
  /* Twice: the title stands above the nodes. */
  double top = floor ((box->y - 2 * LKB_GROUP_PAD) / LKB_GRID) * LKB_GRID;
  double right = ceil ((box->x + box->w + LKB_GROUP_PAD) / LKB_GRID) * LKB_GRID;
  double bottom = ceil ((box->y + box->h + LKB_GROUP_PAD) / LKB_GRID) * LKB_GRID;
  LkbElementBuilder *builder = lkb_element_builder_new_from (frame->group);
  g_autoptr (LkbElement) after = NULL;

  lkb_element_builder_set_number (builder, LKB_FIELD_X, left);
  lkb_element_builder_set_number (builder, LKB_FIELD_Y, top);
  lkb_element_builder_set_number (builder, LKB_FIELD_W, right - left);
  lkb_element_builder_set_number (builder, LKB_FIELD_H, bottom - top);
  after = lkb_element_builder_end (builder);
  if (!lkb_element_equal (frame->group, after))
    lkb_change_add (change, frame->group, after);
}

void
lkb_arrange_fit_groups (LkbBoard *board, const GPtrArray *nodes, const LkbBox *boxes, gboolean page,
                        LkbChange *change)
{
  guint n;
  g_autofree Frame *frames = NULL;

  g_return_if_fail (LKB_IS_BOARD (board) && nodes != NULL && boxes != NULL && change != NULL);

  n = lkb_board_get_groups (board)->len;
  frames = g_new0 (Frame, MAX (n, 1));
  collect_frames (board, frames);
  fill_frames (frames, n, nodes, boxes, page);
  if (page)
    level_lanes (frames, n);
  for (guint g = 0; g < n; g++)
    if (frames[g].has_nodes)
      add_frame (&frames[g], change);
}
