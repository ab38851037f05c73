/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lkb-arrange.h"

G_BEGIN_DECLS

/** lkb_arrange_find_forward: (transfer full): for each edge whether it counts for the order: no
 * loop, no feedback, and not one of those that close a circle. */
gboolean *lkb_arrange_find_forward (gsize n_nodes, const LkbArrangeEdge *edges, gsize n_edges);

/** lkb_arrange_find_stages: (transfer full): the stage of each node, 0 to 5; nodes without one take
 * a neighbour's. */
int *lkb_arrange_find_stages (const LkbArrangeNode *nodes, gsize n_nodes,
                              const LkbArrangeEdge *edges, gsize n_edges);

/** lkb_arrange_find_ranks: (transfer full): length of the longest path to each node over edges with
 * @counts; with @stages only over edges inside one stage. */
int *lkb_arrange_find_ranks (gsize n_nodes, const LkbArrangeEdge *edges, gsize n_edges,
                             const gboolean *counts, const int *stages);

/** lkb_arrange_find_origin: top left corner for the arranged nodes: where the unpinned ones begin
 * now, on the grid. */
LkbPoint lkb_arrange_find_origin (const LkbArrangeNode *nodes, gsize n_nodes);

/** lkb_arrange_finish: puts pinned nodes back, moves others off them (downwards) and all onto the
 * grid. */
void lkb_arrange_finish (const LkbArrangeNode *nodes, gsize n_nodes, LkbPoint *places);

static inline double
lkb_arrange_snap_up (double v)
{
  double steps = v / 4.0;
  double whole = (double) (gint64) steps;
  return (whole < steps - 1e-9 ? whole + 1 : whole) * 4.0;
}

G_END_DECLS
