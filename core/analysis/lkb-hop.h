/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lkb-own-time.h"

G_BEGIN_DECLS

/** LkbHops: for every edge of the graph the parts of its hop, and their sums. */
typedef struct
{
  const LkbFlowGraph *graph; /* borrowed */
  const LkbOwnTimes *times; /* borrowed */
  guint n_edges;
  guint *first; /* n_edges + 1 places in @terms */
  GArray *terms; /* of LkbHopTerm */
  double *sum; /* sum of p95 (latency) or worst (freshness) as far as known */
  double *mean; /* sum of means, a p95 standing in where only that is known */
  gboolean *complete; /* every figure that is needed is there */
  LkbField *zero; /* not set and taken for 0, which the row says; LKB_N_FIELDS: none */
  GArray **missing; /* of LkbMissing, NULL when complete; element ids borrowed from the board */
} LkbHops;

/** lkb_hops_new_latency: the edge's latency, the target's own, and the lookup time of the target's side inputs. Graph and
 * times must outlive the hops. */
LkbHops *lkb_hops_new_latency (const LkbFlowGraph *graph, const LkbOwnTimes *times);
/** lkb_hops_new_freshness: the waits and times that age the data on its way (docs/NUMBERS.md, Freshness). */
LkbHops *lkb_hops_new_freshness (const LkbFlowGraph *graph, const LkbOwnTimes *times);
void lkb_hops_free (LkbHops *hops);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LkbHops, lkb_hops_free)

G_END_DECLS
