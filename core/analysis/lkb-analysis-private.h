/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lkb-analysis.h"
#include "lkb-own-time.h"
#include "lkb-sum.h"

G_BEGIN_DECLS

/** LkbKpi: a row of the board's `kpis`, with what it asks for. */
typedef struct
{
  guint index;
  gboolean primary;
  const char *name;
  const char *target;
  const char *from; /* ids, NULL when unset */
  const char *to;
  gboolean has_kind;
  LkbBudgetKind kind; /* a time KPI is LATENCY until its path shows that it is a call */
  LkbBudget *budget; /* NULL when the target is no limit that can be compared */
} LkbKpi;

struct _LkbAnalysis
{
  gatomicrefcount refs;
  LkbFlowGraph *graph; /* holds the elements, whose ids stand in the results */
  GStringChunk *strings; /* all other texts of the results */
  GPtrArray *blocks; /* all memory that the results point to */
  char *free_memory; /* of the newest block of small pieces */
  gsize n_free; /* bytes */
  GPtrArray *latency; /* of LkbLatencyRow */
  GPtrArray *freshness; /* of LkbFreshnessRow */
  LkbMissingList latency_missing;
  LkbMissingList freshness_missing;
  LkbPrimary primary;
  LkbThroughput throughput;
  LkbAvailability availability;
  GPtrArray *availabilities; /* of LkbAvailability */
  LkbCost cost;
  LkbCostOfDelay cost_of_delay;
  const LkbBudget *budgets[LKB_N_BUDGETS];
  GHashTable *cost_of; /* id → double of the cost's rows */
  const LkbLatencyRow *main_latency;
  const LkbLatencyRow *main_request;
  const LkbFreshnessRow *main_freshness;
};

/** LkbFlow: what runs through the nodes and edges of the graph; NAN when unknown. Used by throughput and cost. */
typedef struct
{
  double *in; /* things per second, by node */
  double *out; /* by node */
  double *out_bytes; /* bytes per second, by node */
  double *in_bytes;
  double *peak_in; /* when all sources are at their peak */
  double *utilisation; /* by node */
  double source_rate; /* of all sources together; NAN when one is not known */
  double source_bytes;
} LkbFlow;

/** LkbAnalysisContext: what the parts of one run share. */
typedef struct
{
  LkbAnalysis *analysis;
  LkbBoard *board;
  const LkbFlowGraph *graph;
  LkbOwnTimes *times; /* of its elements */
  LkbAnalysisOptions options;
  GArray *kpis; /* of LkbKpi */
  LkbFlow flow;
  LkbConvolver *convolver;
  guint down; /* place of the node that is down, G_MAXUINT when none is */
  gboolean wants_excess; /* the cost of delay asks by how much budgets are overshot */
  double half_life; /* or how much value is left then; 0 when it does not */
} LkbAnalysisContext;

gpointer lkb_analysis_alloc (LkbAnalysis *analysis, gsize size); /* zeroed, never NULL */
/** lkb_analysis_keep: takes a block of g_malloc() over. */
gpointer lkb_analysis_keep (LkbAnalysis *analysis, gpointer block);
/** lkb_analysis_intern: a text that is no id of the graph's elements; NULL stays NULL. */
const char *lkb_analysis_intern (LkbAnalysis *analysis, const char *text);
/** lkb_analysis_keep_missing: copies, each reason once; elements are ids of the graph's or static; @missing: (nullable) (element-type LkbMissing). */
LkbMissingList lkb_analysis_keep_missing (LkbAnalysis *analysis, const GArray *missing);
/** lkb_analysis_keep_ids: each id of the graph's elements once. */
const char *const *lkb_analysis_keep_ids (LkbAnalysis *analysis, const GPtrArray *ids);
LkbMissingList lkb_analysis_say_missing (LkbAnalysis *analysis, const char *element, LkbField field,
                                         LkbMissingReason reason);

/* Rows tell their paths hop by hop. Thousands of ends behind a chain of thousands of nodes would fill any memory: once so
 * many hops are told, the ends that are left get no row. */
#define LKB_MAX_HOPS_TOLD 200000

/* The parts, in the order in which they run. */
void lkb_budget_build (LkbAnalysisContext *context);
void lkb_throughput_build (LkbAnalysisContext *context);
void lkb_latency_build (LkbAnalysisContext *context);
void lkb_freshness_build (LkbAnalysisContext *context);
void lkb_availability_build (LkbAnalysisContext *context);
void lkb_cost_build (LkbAnalysisContext *context);
void lkb_cost_of_delay_build (LkbAnalysisContext *context);

/* Points of the curve that a row shows, and the level up to which it goes. */
#define LKB_CURVE_POINTS 65
#define LKB_CURVE_LEVEL 0.99

/** lkb_analysis_keep_curve: (nullable): of a sum, LKB_CURVE_POINTS of them. */
const LkbCurvePoint *lkb_analysis_keep_curve (LkbAnalysis *analysis, const LkbSum *sum);

/** lkb_throughput_find_overloaded: (nullable): the id of the busiest node that data along @edges (places)
 * waits for and that gets more than it can take. */
const char *lkb_throughput_find_overloaded (LkbAnalysisContext *context, const GArray *edges);

/** lkb_cost_of_delay_read: what the rows must compute for it. */
void lkb_cost_of_delay_read (LkbAnalysisContext *context);

/** lkb_budget_for_end: (nullable): the budget of @kind that binds the row which ends at @to. */
const LkbBudget *lkb_budget_for_end (const LkbAnalysisContext *context, LkbBudgetKind kind,
                                     const char *to);

G_END_DECLS
