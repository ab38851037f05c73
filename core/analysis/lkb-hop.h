/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lkb-analysis.h"
#include "lkb-distribution.h"
#include "lkb-flow-graph.h"

G_BEGIN_DECLS

/** LkbHopTerm: a part of a hop's time as it goes into the sums. @shown is what the result tells of it. */
typedef struct
{
  LkbTerm shown;
  gboolean has_fit; /* FALSE: only one percentile is known, see @shown */
  LkbFit fit;
} LkbHopTerm;

/** LkbHops: for every edge of the graph the parts of its hop, and their sums. */
typedef struct
{
  guint n_edges;
  guint *first; /* n_edges + 1 places in @terms */
  GArray *terms; /* of LkbHopTerm */
  double *sum; /* sum of p95 (latency) or worst (freshness) as far as known */
  double *mean; /* sum of means, a p95 standing in where only that is known */
  gboolean *complete; /* every figure that is needed is there */
  LkbField *zero; /* not set and taken for 0, which the row says; LKB_N_FIELDS: none */
  GArray **missing; /* of LkbMissing, NULL when complete; element ids borrowed from the board */
} LkbHops;

/** lkb_hops_new_latency: the edge's latency, the target's own, and the lookup time of the target's side inputs. */
LkbHops *lkb_hops_new_latency (const LkbFlowGraph *graph);
/** lkb_hops_new_freshness: the waits and times that age the data on its way (docs/NUMBERS.md, Freshness). */
LkbHops *lkb_hops_new_freshness (const LkbFlowGraph *graph);
void lkb_hops_free (LkbHops *hops);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LkbHops, lkb_hops_free)

/** lkb_hop_read_seconds: a time of 0 or more; FALSE when unset or not one (then @invalid says which). */
gboolean lkb_hop_read_seconds (const LkbElement *element, LkbField field, double *seconds,
                               gboolean *invalid);

G_END_DECLS
