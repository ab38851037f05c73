/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lkb-router.h"

G_BEGIN_DECLS

/** LKB_AROUND_EDGES_MAX: beyond so many the others take the plain way, for the sake of time. */
#define LKB_AROUND_EDGES_MAX 200

/** LkbAroundWay: a line that leaves all the boxes it passes on one side of it: @at is the y of its long piece above
 * (TOP) or below (BOTTOM) them, or the x left or right of them. @side AUTO: there is no such line. */
typedef struct
{
  LkbSide side;
  double at;
} LkbAroundWay;

/** LkbAroundEdge: an edge that goes back. @asked_from, @asked_to: AUTO leaves the side open. */
typedef struct
{
  int from; /* index of the box */
  int to;
  LkbSide asked_from;
  LkbSide asked_to;
  /* Results; all but @way only where there is a way */
  LkbAroundWay way;
  LkbSide from_side;
  LkbSide to_side;
  LkbPoint from_aim; /* as lkb_router_find_aims() */
  LkbPoint to_aim;
} LkbAroundEdge;

/**
 * lkb_around_find: leads each edge around all the boxes between its two ends, on the side where that is shortest, below
 * where it is all the same. Of two that pass the same boxes the shorter one stays inside, with room for a label in
 * between. Other lines do not matter. No way: where the next box of the edge lies to the right of the first one, where
 * it would be too far, and where a box stands in the way.
 */
void lkb_around_find (LkbRouter *router, LkbAroundEdge *edges, guint n_edges);

/** lkb_around_draw: @points: (element-type LkbPoint): emptied, then the line from one end to the other by @way. */
void lkb_around_draw (LkbRouter *router, const LkbRouteEnd *from, const LkbRouteEnd *to,
                      const LkbAroundWay *way, GArray *points);

G_END_DECLS
