/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lkb-grid.h"
#include "lkb-router.h"

G_BEGIN_DECLS

/* What a bend costs, in units of length. */
#define LKB_ROUTE_COST_BEND 40.0

/** LkbRouteSearch: A* over the lines along the boxes' clearances; keeps its arrays between runs. */
typedef struct _LkbRouteSearch LkbRouteSearch;

/** lkb_route_search_new: (transfer full) @boxes stays the caller's and must outlive the search. */
LkbRouteSearch *lkb_route_search_new (LkbGrid *boxes);
void lkb_route_search_free (LkbRouteSearch *self);

/**
 * lkb_route_search_run:
 * @stub: length of the straight piece at both ends
 * @margin: how far around the two ends a line may lie
 * @points: (element-type LkbPoint): emptied and filled
 * @area: (out): where boxes were looked at
 * Returns: length and bends of the line, G_MAXDOUBLE when there is none
 */
double lkb_route_search_run (LkbRouteSearch *self, const LkbRouteEnd *from, const LkbRouteEnd *to,
                             LkbPoint from_direction, LkbPoint to_direction, double stub,
                             double clearance, double margin, GArray *points, LkbBox *area);

G_END_DECLS
