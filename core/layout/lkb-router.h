/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lkb-geometry.h"

G_BEGIN_DECLS

/**
 * LkbRouter: finds right-angled lines between boxes that keep off all boxes. A route depends on its
 * two ends and on the boxes within the window it reports, on nothing else: not on other routes, not
 * on the order of calls. Used by one thread at a time.
 */
typedef struct _LkbRouter LkbRouter;

/** LkbRouteEnd: where an edge leaves a box; @at lies on the border of box @node, on @side (not
 * AUTO). */
typedef struct
{
  int node;
  LkbSide side;
  LkbPoint at;
} LkbRouteEnd;

/** LkbRouteBend: where a line with two bends turns. */
typedef enum
{
  LKB_ROUTE_BEND_EARLY, /* near the source: edges that fan out */
  LKB_ROUTE_BEND_LATE, /* near the target: edges that come together */
} LkbRouteBend;

/** lkb_router_new: (transfer full) a router among @boxes, which are copied. The first @n_cards are cards, the others notes:
 * in the way like a card, but no part of the drawing that a line leads around. */
LkbRouter *lkb_router_new (const LkbBox *boxes, gsize n_boxes, gsize n_cards);
void lkb_router_free (LkbRouter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LkbRouter, lkb_router_free)

/** lkb_router_move: box @index is now @box. */
void lkb_router_move (LkbRouter *self, gsize index, const LkbBox *box);

/**
 * lkb_router_choose_sides:
 * @from_side: (inout): AUTO is replaced by the side that gives the plainest line; anything else
 *   stays
 * @window: (out): the area whose boxes decided
 */
void lkb_router_choose_sides (LkbRouter *self, int from, int to, LkbSide *from_side,
                              LkbSide *to_side, LkbBox *window);

/** lkb_router_find_level: whether the two sides face each other with a free straight line between
 * them; @at (out): its y (left and right sides) or x. Boxes farther than 16 from the box around both
 * do not matter. */
gboolean lkb_router_find_level (LkbRouter *self, int from, LkbSide from_side, int to,
                                LkbSide to_side, double *at);

/**
 * lkb_router_find_aims:
 * @from_aim, @to_aim: (out): where the line goes to from its two ends, and so where it leaves a
 *   crowded side: to the way by which it passes the nearest box, or to the middle of the other end
 * @window: (out): the area whose boxes decided
 */
void lkb_router_find_aims (LkbRouter *self, int from, LkbSide from_side, int to, LkbSide to_side,
                           LkbPoint *from_aim, LkbPoint *to_aim, LkbBox *window);

/**
 * lkb_router_find:
 * @waypoints: (array length=n_waypoints): places the line must pass, in order; then boxes are no
 *   obstacles
 * @points: (element-type LkbPoint): emptied, then the line, source end first, no three in a row on
 *   one line
 * @window: (out): the area whose boxes decided
 */
void lkb_router_find (LkbRouter *self, const LkbRouteEnd *from, const LkbRouteEnd *to,
                      const LkbPoint *waypoints, gsize n_waypoints, LkbRouteBend bend,
                      GArray *points, LkbBox *window);

/** lkb_router_find_slack: how far the segment a-b (upright or level) may move to its lower and
 * higher side and still keep @clearance from every box; both ≥ 0, at most @reach. */
void lkb_router_find_slack (LkbRouter *self, LkbPoint a, LkbPoint b, double clearance, double reach,
                            double *lower, double *higher);

/** lkb_route_simplify: drops repeated points and points in the middle of a straight piece. */
void lkb_route_simplify (GArray *points);

/** lkb_side_is_level: left and right: the edge leaves the box horizontally. */
static inline gboolean
lkb_side_is_level (LkbSide side)
{
  return side == LKB_SIDE_LEFT || side == LKB_SIDE_RIGHT;
}

G_END_DECLS
