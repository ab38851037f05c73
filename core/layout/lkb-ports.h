/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lkb-geometry.h"

G_BEGIN_DECLS

/** LkbPortEdge: an edge whose ends are to be spread along the sides of its boxes. Sides are never
 * AUTO. */
typedef struct
{
  int from;
  int to;
  LkbSide from_side;
  LkbSide to_side;
  LkbPoint from_aim; /* where the edge heads: the other box's centre or the first waypoint */
  LkbPoint to_aim;
  gboolean level; /* a straight line fits, at level_at */
  double level_at;
  gboolean guided; /* the aims are waypoints: the ends go level with them where they can */
  int from_trunk; /* ends with the same number on one side share their place; -1 = its own */
  int to_trunk;
  /* Results */
  LkbPoint from_at;
  LkbPoint to_at;
  guint from_count; /* ends on that side */
  guint to_count;
} LkbPortEdge;

/** lkb_ports_spread: places both ends of all edges: in the order of where they go, at least 12 apart
 * while there is room, straight ones level with their other end. */
void lkb_ports_spread (const LkbBox *boxes, gsize n_boxes, LkbPortEdge *edges, gsize n_edges);

G_END_DECLS
