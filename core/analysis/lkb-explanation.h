/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lkb-analysis.h"

G_BEGIN_DECLS

/** LkbFigure: what is explained, and the unit of its terms. */
typedef enum
{
  LKB_FIGURE_LATENCY, /* seconds, on average; p95s where only those are known */
  LKB_FIGURE_FRESHNESS, /* seconds, on average */
  LKB_FIGURE_THROUGHPUT, /* utilisation of each node; a largest one, not a sum */
  LKB_FIGURE_AVAILABILITY, /* minutes down in 30 days that each part has alone */
  LKB_FIGURE_COST, /* money per month */
  LKB_FIGURE_COST_OF_DELAY, /* seconds, those of the time it rests on */
} LkbFigure;

/** LkbAssumption: what a figure takes for granted. */
typedef enum
{
  LKB_ASSUMES_INDEPENDENT_HOPS = 1 << 0,
  LKB_ASSUMES_COINCIDENT_HOPS = 1 << 1,
  LKB_ASSUMES_LOGNORMAL = 1 << 2, /* between known percentiles */
  LKB_ASSUMES_P95 = 1 << 3, /* values without a statistic */
  LKB_ASSUMES_ESTIMATES = 1 << 4,
  LKB_ASSUMES_ZERO = 1 << 5, /* a hop without any figure */
  LKB_ASSUMES_UNSYNCHRONISED = 1 << 6, /* clocks of stages */
  LKB_ASSUMES_SOURCES_TOGETHER = 1 << 7,
  LKB_ASSUMES_INDEPENDENT_FAILURES = 1 << 8,
  LKB_ASSUMES_SEPARATE_REGIONS = 1 << 9, /* although parts share one */
  LKB_ASSUMES_MONTH_OF_730_H = 1 << 10,
  LKB_ASSUMES_TYPED_PRICES = 1 << 11,
  LKB_ASSUMES_STEADY_VALUE = 1 << 12, /* every hour is worth the same */
  LKB_ASSUMES_WORST_PERCENTILE
  = 1 << 13, /* of an age: nothing takes longer than its last percentile */
  LKB_ASSUMES_LATEST_INPUT = 1 << 14, /* where all inputs are waited for, they set out together */
} LkbAssumption;

#define LKB_N_ASSUMPTIONS 15

/** LkbExplanationTerm: one part of a figure. */
typedef struct
{
  const char *element; /* whose field it is */
  const char *edge; /* the hop it belongs to; NULL when it is no time */
  LkbField field; /* of a time: as in LkbTerm; else LKB_N_FIELDS */
  double value; /* in the figure's unit; NAN when unknown */
  double share; /* of the sum of all terms, 0 to 1; of a utilisation: itself */
  double p95; /* of a time */
  double worst; /* of a time that ages data */
  gboolean assumed; /* taken for a p95 */
  gboolean estimate;
} LkbExplanationTerm;

/**
 * LkbExplanation: why a figure is what it is. Its terms one after the other, then @rest, end at @value, to be held against
 * @budget. Keeps the analysis; immutable.
 */
typedef struct
{
  LkbFigure figure;
  const char *const
      *path; /* ids to light up: edges of a time, nodes of an availability; NULL-terminated */
  const LkbExplanationTerm *terms; /* of times in order of flow, else by falling value */
  guint n_terms;
  double sum; /* of the terms (of utilisations: the largest) */
  double value; /* the figure: at the budget's own statistic; minutes down for an availability */
  double
      rest; /* @value - @sum: what the slow moments add to the mean; NAN when either is unknown */
  const LkbBudget *budget;
  const char
      *mend; /* (nullable): the edge or node to mend first: where the largest part of the sum is */
  double mended; /* what @sum would be without it */
  guint assumptions; /* of LkbAssumption */
  const char *overloaded; /* (nullable): of a time: as in LkbLatencyRow */
  const LkbMissing *missing;
  guint n_missing;
} LkbExplanation;

/** lkb_explanation_new_latency and so on: (transfer full): @row belongs to @analysis. */
LkbExplanation *lkb_explanation_new_latency (const LkbAnalysis *analysis, const LkbLatencyRow *row);
LkbExplanation *lkb_explanation_new_freshness (const LkbAnalysis *analysis,
                                               const LkbFreshnessRow *row);
LkbExplanation *lkb_explanation_new_throughput (const LkbAnalysis *analysis);
/** lkb_explanation_new_availability: @row: one of lkb_analysis_get_nth_availability(), or NULL for the main one. */
LkbExplanation *lkb_explanation_new_availability (const LkbAnalysis *analysis,
                                                  const LkbAvailability *row);
LkbExplanation *lkb_explanation_new_cost (const LkbAnalysis *analysis);
LkbExplanation *lkb_explanation_new_cost_of_delay (const LkbAnalysis *analysis);
void lkb_explanation_free (LkbExplanation *explanation);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LkbExplanation, lkb_explanation_free)

/** LkbExplanationStep: a bar of a waterfall, in the figure's unit. */
typedef struct
{
  const char *place; /* the hop or element; NULL for the last one, what is left up to the figure */
  double from;
  double to; /* less than @from when the figure is less than the sum of its parts */
} LkbExplanationStep;

/** lkb_explanation_dup_steps: (transfer full) (element-type LkbExplanationStep): the terms of each hop together, one step
 * after the other, then what is left; of a sum only, and only as far as it is known. */
GArray *lkb_explanation_dup_steps (const LkbExplanation *explanation);

/** lkb_assumption_get_text: one sentence, to be translated with _() unless English is wanted. */
const char *lkb_assumption_get_text (LkbAssumption assumption);

G_END_DECLS
