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

/** LkbOwnTime: what the latency fields of one element say, whatever hop it is a part of. */
typedef struct
{
  gboolean is_said; /* FALSE: none is set; nothing below counts */
  LkbField wrong; /* the field that is set wrongly, then there is no @term; LKB_N_FIELDS: none */
  LkbField wanted; /* the field that a distribution lacks; LKB_N_FIELDS: it has one */
  LkbHopTerm term; /* of no edge yet */
} LkbOwnTime;

/** LkbOwnTimes: of all nodes and edges of a graph: latency and freshness add up the same ones. */
typedef struct
{
  LkbOwnTime *nodes;
  LkbOwnTime *edges;
} LkbOwnTimes;

LkbOwnTimes *lkb_own_times_new (const LkbFlowGraph *graph);
void lkb_own_times_free (LkbOwnTimes *times);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LkbOwnTimes, lkb_own_times_free)

/** lkb_hop_term_set_fit: a term of @element that @fit tells all about. */
void lkb_hop_term_set_fit (LkbHopTerm *term, const LkbElement *element, LkbField field,
                           const LkbFit *fit);

/** lkb_element_read_seconds: a time of 0 or more; FALSE when unset or not one (then @invalid says which). */
gboolean lkb_element_read_seconds (const LkbElement *element, LkbField field, double *seconds,
                                   gboolean *invalid);
/** lkb_element_is_estimate: whether a figure that is set is but an estimate or a target. */
gboolean lkb_element_is_estimate (const LkbElement *element, LkbField field);

G_END_DECLS
