/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "lkb-flow-graph.h"

G_BEGIN_DECLS

/*
 * Everything that the program computes from a board's numbers. Times are seconds, rates things per second,
 * shares fractions, money units of the board's currency per month of 730 h. A figure that cannot be computed is
 * NAN (test with isnan()) and the reason stands in the `missing` list beside it. All strings and arrays in the
 * structs below belong to the analysis and live as long as it does.
 */

/** LKB_FULL: utilisation above which something is overloaded: what doubles add up to beside 1 is not over. */
#define LKB_FULL (1 + 1e-9)

/** LkbMissingReason: why a figure is not there. */
typedef enum
{
  LKB_MISSING_FIELD, /* the field of the element is not set */
  LKB_MISSING_INVALID, /* set, but not understood, of the wrong dimension, or not a positive number in order */
  LKB_MISSING_PERIOD, /* money that does not say per what */
  LKB_MISSING_CURRENCIES, /* amounts in more than one currency */
  LKB_MISSING_NO_PATH, /* nothing leads there from a source */
  LKB_MISSING_LOOP, /* the path runs in a loop */
  LKB_MISSING_NO_FIGURES, /* the board has no such figure anywhere */
  LKB_MISSING_TOO_LARGE, /* more parts than the method can take */
  LKB_MISSING_ZERO, /* not set, and taken for 0: the figure is there all the same */
  LKB_MISSING_NO_CALL, /* nobody asks anybody: there is no request path */
  LKB_MISSING_DOWN, /* what-if: the only ways lead through what is down */
} LkbMissingReason;

/** LkbMissing: @element: an id, "@board", or NULL for the whole board; @field: LKB_N_FIELDS when no single field. */
typedef struct
{
  const char *element;
  LkbField field;
  LkbMissingReason reason;
} LkbMissing;

typedef struct
{
  const LkbMissing *items;
  guint n;
} LkbMissingList;

/** LkbBudgetKind: what a budget limits. */
typedef enum
{
  LKB_BUDGET_LATENCY,
  LKB_BUDGET_REQUEST_TAIL,
  LKB_BUDGET_FRESHNESS,
  LKB_BUDGET_AVAILABILITY,
  LKB_BUDGET_COST,
  LKB_N_BUDGETS
} LkbBudgetKind;

/**
 * LkbBudget:
 *
 * A limit as the board sets it: typed in its own field, derived from the primary KPI, a KPI of its own path, or a
 * consumer's availability.
 */
typedef struct
{
  LkbBudgetKind kind;
  const char *name; /* "budget_latency", "kpis/NAME", "availability" (of a consumer) */
  const char *element; /* "@board" or the consumer's id */
  const char *text; /* as typed */
  double value; /* seconds, fraction, or money per month */
  const char *currency; /* of a cost budget, else "" */
  gboolean is_mean; /* compare the mean; otherwise compare at @level */
  double level; /* 0.95 for p95 and when no statistic was given */
  gboolean assumed_level; /* no statistic was given */
  gboolean derived; /* from the primary KPI, not typed: shown grey */
} LkbBudget;

/** LkbTerm: one part of a hop's time: the edge's, the target node's own, a side lookup's, a wait for a clock. */
typedef struct
{
  const char *element; /* whose field it is */
  const char *edge; /* the hop it belongs to */
  LkbField
      field; /* LKB_FIELD_LATENCY_P95 for an element's percentiles, else the clock or the batch */
  double mean; /* NAN when only one percentile is known */
  double p50;
  double p95;
  double p99;
  double worst; /* of a freshness term: the longest it can take */
  gboolean assumed; /* one value without a statistic, taken as p95 */
  gboolean estimate; /* its evidence is estimate or target */
} LkbTerm;

/** LkbCurvePoint: of a distribution function; points stand at rising x, the first at share 0. */
typedef struct
{
  double x; /* seconds */
  double share; /* as fast or faster */
} LkbCurvePoint;

/** LkbLatencyRow: a path and its time, compared with the budget that binds it. */
typedef struct
{
  const char *from;
  const char *to;
  const char *const *path; /* edge ids in order of flow, NULL-terminated */
  guint n_path;
  gboolean is_request; /* lookup and request edges only: one call and its answer */
  gboolean is_primary; /* the path of the primary KPI */
  gboolean
      waits; /* a node on it waits for all its inputs; the path is the slowest, the figures those of the latest */
  const char *kpi; /* name of the KPI that asked for this row, or NULL */
  const LkbBudget *budget; /* NULL: none set */
  /* (nullable): the busiest node on the path that gets more than it can take: its queue grows without bound, and no figure
   * below is what one would see. NULL for a call, which stands in no queue of data. */
  const char *overloaded;
  double mean;
  double p50, p90, p95, p99; /* if hops are independent */
  double coincident_p95; /* if slow moments coincide: sum of p95s */
  double bound_p95; /* whatever happens */
  /* The three again at the budget's own statistic (at p95 without a budget). */
  double independent_at_budget;
  double coincident_at_budget;
  double bound_at_budget;
  double chance_within_budget; /* if hops are independent; NAN without a budget */
  /* Only while the board has a cost of delay, for the rows that stand first: E[(time - budget)⁺], late by so much on
   * average, and E[2^(-time / half-life)], the value that is left; NAN otherwise. */
  double excess;
  double decay;
  double
      coincident_level; /* the share that @coincident_p95 guarantees whatever happens: 1 - n (1 - 0.95), 0 or more */
  const LkbCurvePoint *
      curve; /* the distribution if hops are independent, for the rows that stand first; else NULL */
  guint n_curve;
  const LkbTerm *terms;
  guint n_terms;
  const char *const *assumed; /* ids whose value was taken as p95, NULL-terminated */
  const char *const
      *estimates; /* ids with a figure that is an estimate or target, NULL-terminated */
  const char *const
      *near; /* other nodes from where a path is within 10 % of this one, NULL-terminated */
  LkbMissingList missing;
} LkbLatencyRow;

/** LkbFreshnessRow: the age of the data when it is read at @to. */
typedef struct
{
  const char *from;
  const char *to;
  const char *const *path; /* edge ids, NULL-terminated */
  guint n_path;
  gboolean is_primary;
  const char *kpi;
  const LkbBudget *budget;
  const char *overloaded; /* as in LkbLatencyRow */
  double worst;
  double mean;
  double p95;
  double at_budget; /* at the budget's own statistic (p95 without a budget) */
  double share_within_budget; /* NAN without a budget */
  double longest_interval; /* longest wait for a clock on the path; 0 when there is none */
  double excess; /* these as in LkbLatencyRow */
  double decay;
  const LkbCurvePoint *curve;
  guint n_curve;
  const LkbTerm *terms;
  guint n_terms;
  LkbMissingList missing;
} LkbFreshnessRow;

/** LkbThroughputNode: figures are NAN when what they need is not set. */
typedef struct
{
  const char *id;
  double in; /* per second */
  double out; /* per second: in × selectivity */
  double in_bytes; /* bytes per second: rate × payload */
  double capacity; /* NAN when not set */
  double utilisation; /* NAN when either is unknown */
  double peak_in; /* when all sources are at their peak; its own stated peak when that is more */
  double peak_utilisation;
  double
      catch_up; /* seconds until an outage of LKB_USUAL_OUTAGE is made up for; INFINITY when it never is */
} LkbThroughputNode;

#define LKB_USUAL_OUTAGE 600.0

typedef struct
{
  const LkbThroughputNode *nodes; /* in rank order, those with an in-rate or a capacity */
  guint n_nodes;
  const char *bottleneck; /* NULL when no utilisation is known */
  double max_source_scale; /* 1 / highest utilisation */
  double source_rate; /* of all sources together, per second */
  double source_bytes; /* bytes per second; NAN when a payload is not set */
  LkbMissingList missing;
} LkbThroughput;

typedef struct
{
  const char *to; /* whose request path it is; NULL when the board has none */
  double request_path; /* all parts work */
  double degraded; /* an answer of some kind: fallbacks counted, side inputs not needed */
  double downtime_min_30d; /* (1 - request_path) × 43 200 min */
  const char *const *parts; /* node ids, NULL-terminated */
  const double *part_availability; /* of each part, copies counted; NAN when not set */
  const gboolean *part_is_critical; /* without it no call is answered in full; NULL when unknown */
  const char *weakest; /* the part whose failures cost most; NULL when unknown or none fails */
  double without_weakest; /* @request_path if it never failed */
  gboolean shares_region; /* two parts or more say the same region: they may fail together */
  const LkbBudget *budget;
  LkbMissingList missing;
} LkbAvailability;

typedef struct
{
  const char *name; /* an owner as first spelt ("" = nobody), a lane's word, an element's id */
  double per_month;
} LkbCostShare;

typedef struct
{
  double per_month;
  const char *currency; /* ISO code; NULL when unknown */
  const LkbCostShare *by_owner;
  guint n_by_owner;
  const LkbCostShare *by_lane;
  guint n_by_lane;
  const LkbCostShare *by_element; /* nodes and edges, in rank order */
  guint n_by_element;
  double per_million_events;
  double per_million_queries;
  const LkbBudget *budget;
  LkbMissingList missing;
} LkbCost;

/** LkbDelayCurve: how value falls when one is late. Delivery speaks of a project, the others of every hour of running:
 * the two are never mixed. */
typedef enum
{
  LKB_DELAY_LINEAR, /* value × loss × E[(L - B)⁺] */
  LKB_DELAY_STEP, /* value × P(L > B) */
  LKB_DELAY_HALF_LIFE, /* value × (1 - E[2^(-L / half-life)]) */
  LKB_DELAY_DELIVERY, /* benefit per time × how long it comes late */
} LkbDelayCurve;

/** LkbCostOfDelay: L is the time or age that the primary KPI asks for, B its target. */
typedef struct
{
  LkbDelayCurve curve;
  double per_hour; /* money per hour of running, or per hour that a delivery is late */
  double per_month;
  const char *currency; /* NULL when unknown */
  double overshoot; /* E[(L - B)⁺] in seconds; NAN for delivery and half-life */
  double chance_late; /* P(L > B); NAN likewise */
  double delay; /* of a delivery: seconds; else NAN */
  double total; /* of a delivery: what the whole delay costs */
  double
      per_week_twice; /* of a delivery: cost of delay ÷ duration, money per week and week: the larger goes first */
  LkbMissingList missing;
} LkbCostOfDelay;

/** LkbPrimary: the primary KPI and the figure that answers it. */
typedef struct
{
  gboolean exists;
  guint index; /* in the list `kpis` */
  const char *name; /* may be "" */
  const char *target; /* as typed, may be "" */
  gboolean has_kind; /* FALSE: nothing that the program computes answers it; @value is NAN */
  LkbBudgetKind kind;
  double value; /* at the target's own statistic; seconds, fraction or money per month */
  const LkbBudget *budget;
  const LkbLatencyRow *latency; /* when kind is latency or request tail and the path exists */
  const LkbFreshnessRow *freshness; /* when kind is freshness and the path exists */
} LkbPrimary;

/** LkbAnalysisOptions: NULL stands for all zero. */
typedef struct
{
  gboolean
      quick; /* leave out what needs a convolution: percentiles if hops are independent are NAN */
  /* What if: asked of the same board, which is not changed. */
  double source_scale; /* every source emits so many times as much; 0 = as it says */
  const char *down; /* (nullable): a node that does not work */
  gboolean coincident; /* slow moments coincide: all percentiles are sums of percentiles */
} LkbAnalysisOptions;

/**
 * LkbAnalysis:
 *
 * The immutable result for one state of a board; keeps nothing of the board. Reference-counted, may be handed between
 * threads.
 */
typedef struct _LkbAnalysis LkbAnalysis;

#define LKB_TYPE_ANALYSIS (lkb_analysis_get_type ())
GType lkb_analysis_get_type (void);

/** lkb_analysis_new: (transfer full): a pure function of the board's elements; deterministic; about linear in their
 * number. In a worker hand it a lkb_board_copy(). @options: (nullable). */
LkbAnalysis *lkb_analysis_new (LkbBoard *board, const LkbAnalysisOptions *options);
LkbAnalysis *lkb_analysis_ref (LkbAnalysis *analysis);
void lkb_analysis_unref (LkbAnalysis *analysis);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LkbAnalysis, lkb_analysis_unref)

/** lkb_analysis_get_graph: (transfer none): of the board, without what is down. */
const LkbFlowGraph *lkb_analysis_get_graph (const LkbAnalysis *analysis);

/** lkb_analysis_get_n_latency: rows: first the primary KPI's, then the other KPIs', then one per consumer (or model
 * that nobody reads) in rank order: its data path, its request path. */
guint lkb_analysis_get_n_latency (const LkbAnalysis *analysis);
const LkbLatencyRow *lkb_analysis_get_latency (const LkbAnalysis *analysis, guint i);
guint lkb_analysis_get_n_freshness (const LkbAnalysis *analysis);
const LkbFreshnessRow *lkb_analysis_get_freshness (const LkbAnalysis *analysis, guint i);

/** lkb_analysis_find_latency, _freshness: (nullable): the row that answers the same question as @like, which is one of
 * another analysis: what a change or a what-if makes of it. */
const LkbLatencyRow *lkb_analysis_find_latency (const LkbAnalysis *analysis,
                                                const LkbLatencyRow *like);
const LkbFreshnessRow *lkb_analysis_find_freshness (const LkbAnalysis *analysis,
                                                    const LkbFreshnessRow *like);

/** What the sheet and the strip show. Each is (nullable): NULL when the board has no such path. */
/** lkb_analysis_get_main_latency: the primary KPI's row if it is a data path, else the row bound by a budget with the
 * least room, else the slowest data path. */
const LkbLatencyRow *lkb_analysis_get_main_latency (const LkbAnalysis *analysis);
/** lkb_analysis_get_main_request: the same among request paths. */
const LkbLatencyRow *lkb_analysis_get_main_request (const LkbAnalysis *analysis);
/** lkb_analysis_get_told_latency: which of the two is told where there is room for one: the data path, unless only the
 * request path answers the primary KPI or has a budget. */
const LkbLatencyRow *lkb_analysis_get_told_latency (const LkbAnalysis *analysis);
/** lkb_analysis_get_main_freshness: the primary KPI's row if it asks for freshness, else the one with the oldest data
 * among those a budget binds, else on the primary KPI's path, else the oldest. */
const LkbFreshnessRow *lkb_analysis_get_main_freshness (const LkbAnalysis *analysis);

/** Never NULL; figures inside may be NAN. */
const LkbPrimary *lkb_analysis_get_primary (const LkbAnalysis *analysis);
const LkbThroughput *lkb_analysis_get_throughput (const LkbAnalysis *analysis);
/** lkb_analysis_get_utilisation: of one node, 1 = all that it can take; NAN when unknown. */
double lkb_analysis_get_utilisation (const LkbAnalysis *analysis, const char *id);
const LkbAvailability *lkb_analysis_get_availability (const LkbAnalysis *analysis);
/** lkb_analysis_get_n_availability: of each end that asks somebody, in rank order, the first 64;
 * lkb_analysis_get_availability() is the one with the least room to its promise. */
guint lkb_analysis_get_n_availability (const LkbAnalysis *analysis);
const LkbAvailability *lkb_analysis_get_nth_availability (const LkbAnalysis *analysis, guint i);
const LkbCost *lkb_analysis_get_cost (const LkbAnalysis *analysis);
const LkbCostOfDelay *lkb_analysis_get_cost_of_delay (const LkbAnalysis *analysis);

/** lkb_analysis_get_budget: (nullable): the board's budget of that kind, typed or derived. */
const LkbBudget *lkb_analysis_get_budget (const LkbAnalysis *analysis, LkbBudgetKind kind);

/** lkb_analysis_get_latency_missing, _freshness_missing: reasons that concern no single row (the board has no path, or so
 * many that not every end got its row). */
const LkbMissingList *lkb_analysis_get_latency_missing (const LkbAnalysis *analysis);
const LkbMissingList *lkb_analysis_get_freshness_missing (const LkbAnalysis *analysis);

/** lkb_analysis_get_cost_of: what the costs rows of one element come to per month; NAN when it has none or they
 * cannot be computed. */
double lkb_analysis_get_cost_of (const LkbAnalysis *analysis, const char *id);

G_END_DECLS
