/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-analysis.h"

#include <math.h>

#include "lkb-analysis-private.h"

G_DEFINE_BOXED_TYPE (LkbAnalysis, lkb_analysis, lkb_analysis_ref, lkb_analysis_unref)

/* The first KPI that is flagged primary. */
static void
find_primary (LkbAnalysisContext *context)
{
  LkbPrimary *primary = &context->analysis->primary;

  primary->name = primary->target = "";
  primary->value = NAN;
  for (guint i = 0; i < context->kpis->len; i++)
    {
      const LkbKpi *kpi = &g_array_index (context->kpis, LkbKpi, i);

      if (!kpi->primary)
        continue;
      primary->exists = TRUE;
      primary->index = kpi->index;
      primary->name = kpi->name;
      primary->target = kpi->target;
      return;
    }
}

/* How much of its budget a row uses; rows without a figure that can be compared come last. */
static double
get_use (double value, const LkbBudget *budget)
{
  return budget != NULL && !isnan (value) ? value / budget->value : -1;
}

static const LkbLatencyRow *
choose_latency (LkbAnalysis *self, gboolean is_request)
{
  const LkbLatencyRow *best = NULL;

  for (guint i = 0; i < self->latency->len; i++)
    {
      const LkbLatencyRow *row = g_ptr_array_index (self->latency, i);
      double use, best_use;

      if (row->is_request != is_request)
        continue;
      if (row->is_primary)
        return row;
      if (best == NULL)
        {
          best = row;
          continue;
        }
      use = get_use (row->independent_at_budget, row->budget);
      best_use = get_use (best->independent_at_budget, best->budget);
      if (use > best_use || (use == best_use && !isnan (row->p95) && !(best->p95 >= row->p95)))
        best = row;
    }
  return best;
}

static const LkbFreshnessRow *
choose_freshness (LkbAnalysis *self)
{
  const LkbFreshnessRow *best = NULL;
  const char *end = self->primary.latency != NULL ? self->primary.latency->to : NULL;
  int best_rank = -1;

  for (guint i = 0; i < self->freshness->len; i++)
    {
      const LkbFreshnessRow *row = g_ptr_array_index (self->freshness, i);
      /* What has a budget goes first, known or not: another end's figure is not what was promised. */
      int rank = row->is_primary                 ? 5
                 : row->budget != NULL           ? (isnan (row->worst) ? 3 : 4)
                 : isnan (row->worst)            ? 0
                 : g_strcmp0 (row->to, end) == 0 ? 2
                                                 : 1;

      if (rank > best_rank || (rank == best_rank && row->worst > best->worst))
        {
          best = row;
          best_rank = rank;
        }
    }
  return best;
}

/* The figure that answers the primary KPI. */
static void
answer_primary (LkbAnalysisContext *context)
{
  LkbAnalysis *self = context->analysis;
  LkbPrimary *primary = &self->primary;
  const LkbKpi *kpi;

  if (!primary->exists)
    return;
  kpi = &g_array_index (context->kpis, LkbKpi, primary->index);
  primary->has_kind = kpi->has_kind;
  primary->kind = kpi->kind;
  primary->budget = kpi->budget;
  if (!kpi->has_kind)
    return;

  switch (kpi->kind)
    {
    case LKB_BUDGET_LATENCY:
    case LKB_BUDGET_REQUEST_TAIL:
      /* Without start and end it is asked of the whole board. */
      if (primary->latency == NULL && kpi->to == NULL)
        primary->latency = self->main_latency;
      if (primary->latency != NULL)
        primary->value = primary->latency->independent_at_budget;
      break;

    case LKB_BUDGET_FRESHNESS:
      if (primary->freshness == NULL && kpi->to == NULL)
        primary->freshness = self->main_freshness;
      if (primary->freshness != NULL)
        primary->value = primary->freshness->at_budget;
      break;

    case LKB_BUDGET_AVAILABILITY:
      primary->value = self->availability.request_path;
      break;

    case LKB_BUDGET_COST:
      primary->value = self->cost.per_month;
      break;

    case LKB_N_BUDGETS:
    default:
      break;
    }
}

LkbAnalysis *
lkb_analysis_new (LkbBoard *board, const LkbAnalysisOptions *options)
{
  LkbAnalysis *self;
  LkbAnalysisContext context = { 0 };

  g_return_val_if_fail (LKB_IS_BOARD (board), NULL);

  self = g_new0 (LkbAnalysis, 1);
  g_atomic_ref_count_init (&self->refs);
  self->strings = g_string_chunk_new (4096);
  self->blocks = g_ptr_array_new_with_free_func (g_free);
  self->latency = g_ptr_array_new ();
  self->freshness = g_ptr_array_new ();
  self->cost_of = g_hash_table_new (g_str_hash, g_str_equal);

  self->availabilities = g_ptr_array_new ();

  context.down = G_MAXUINT;
  context.analysis = self;
  context.board = board;
  if (options != NULL)
    context.options = *options;
  self->graph = lkb_flow_graph_new_without (board, context.options.down);
  context.graph = self->graph;
  if (!lkb_flow_graph_find_node (self->graph, context.options.down, &context.down))
    context.down = G_MAXUINT;
  context.times = lkb_own_times_new (self->graph);
  context.convolver = lkb_convolver_new ();
  context.kpis = g_array_new (FALSE, FALSE, sizeof (LkbKpi));

  lkb_budget_build (&context);
  find_primary (&context);
  lkb_cost_of_delay_read (&context);
  lkb_throughput_build (&context);
  lkb_latency_build (&context);
  lkb_freshness_build (&context);
  lkb_availability_build (&context);
  lkb_cost_build (&context);
  self->main_latency = choose_latency (self, FALSE);
  self->main_request = choose_latency (self, TRUE);
  self->main_freshness = choose_freshness (self);
  answer_primary (&context);
  lkb_cost_of_delay_build (&context);

  g_array_unref (context.kpis);
  lkb_convolver_free (context.convolver);
  lkb_own_times_free (context.times);
  g_free (context.flow.in);
  g_free (context.flow.out);
  g_free (context.flow.peak_in);
  g_free (context.flow.utilisation);
  g_free (context.flow.in_bytes);
  g_free (context.flow.out_bytes);
  return self;
}

LkbAnalysis *
lkb_analysis_ref (LkbAnalysis *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
lkb_analysis_unref (LkbAnalysis *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  g_hash_table_unref (self->cost_of);
  g_ptr_array_unref (self->latency);
  g_ptr_array_unref (self->freshness);
  g_ptr_array_unref (self->availabilities);
  g_ptr_array_unref (self->blocks);
  g_string_chunk_free (self->strings);
  lkb_flow_graph_unref (self->graph);
  g_free (self);
}

const LkbFlowGraph *
lkb_analysis_get_graph (const LkbAnalysis *self)
{
  return self->graph;
}

guint
lkb_analysis_get_n_latency (const LkbAnalysis *self)
{
  return self->latency->len;
}

const LkbLatencyRow *
lkb_analysis_get_latency (const LkbAnalysis *self, guint i)
{
  g_return_val_if_fail (i < self->latency->len, NULL);
  return g_ptr_array_index (self->latency, i);
}

guint
lkb_analysis_get_n_freshness (const LkbAnalysis *self)
{
  return self->freshness->len;
}

const LkbFreshnessRow *
lkb_analysis_get_freshness (const LkbAnalysis *self, guint i)
{
  g_return_val_if_fail (i < self->freshness->len, NULL);
  return g_ptr_array_index (self->freshness, i);
}

const LkbLatencyRow *
lkb_analysis_find_latency (const LkbAnalysis *self, const LkbLatencyRow *like)
{
  g_return_val_if_fail (like != NULL, NULL);

  for (guint i = 0; i < self->latency->len; i++)
    {
      const LkbLatencyRow *row = g_ptr_array_index (self->latency, i);

      if (g_strcmp0 (row->to, like->to) == 0 && g_strcmp0 (row->kpi, like->kpi) == 0
          && row->is_request == like->is_request)
        return row;
    }
  return NULL;
}

const LkbFreshnessRow *
lkb_analysis_find_freshness (const LkbAnalysis *self, const LkbFreshnessRow *like)
{
  g_return_val_if_fail (like != NULL, NULL);

  for (guint i = 0; i < self->freshness->len; i++)
    {
      const LkbFreshnessRow *row = g_ptr_array_index (self->freshness, i);

      if (g_strcmp0 (row->to, like->to) == 0 && g_strcmp0 (row->kpi, like->kpi) == 0)
        return row;
    }
  return NULL;
}

const LkbLatencyRow *
lkb_analysis_get_main_latency (const LkbAnalysis *self)
{
  return self->main_latency;
}

const LkbLatencyRow *
lkb_analysis_get_main_request (const LkbAnalysis *self)
{
  return self->main_request;
}

const LkbLatencyRow *
lkb_analysis_get_told_latency (const LkbAnalysis *self)
{
  const LkbLatencyRow *data = self->main_latency;
  const LkbLatencyRow *request = self->main_request;

  if (data == NULL || request == NULL)
    return data != NULL ? data : request;
  if (request->is_primary || (request->budget != NULL && data->budget == NULL && !data->is_primary))
    return request;
  return data;
}

const LkbFreshnessRow *
lkb_analysis_get_main_freshness (const LkbAnalysis *self)
{
  return self->main_freshness;
}

const LkbPrimary *
lkb_analysis_get_primary (const LkbAnalysis *self)
{
  return &self->primary;
}

const LkbThroughput *
lkb_analysis_get_throughput (const LkbAnalysis *self)
{
  return &self->throughput;
}

double
lkb_analysis_get_utilisation (const LkbAnalysis *self, const char *id)
{
  const LkbThroughput *throughput = &self->throughput;

  for (guint i = 0; i < throughput->n_nodes; i++)
    if (g_strcmp0 (throughput->nodes[i].id, id) == 0)
      return throughput->nodes[i].utilisation;
  return NAN;
}

const LkbAvailability *
lkb_analysis_get_availability (const LkbAnalysis *self)
{
  return &self->availability;
}

guint
lkb_analysis_get_n_availability (const LkbAnalysis *self)
{
  return self->availabilities->len;
}

const LkbAvailability *
lkb_analysis_get_nth_availability (const LkbAnalysis *self, guint i)
{
  g_return_val_if_fail (i < self->availabilities->len, NULL);
  return g_ptr_array_index (self->availabilities, i);
}

const LkbCost *
lkb_analysis_get_cost (const LkbAnalysis *self)
{
  return &self->cost;
}

const LkbCostOfDelay *
lkb_analysis_get_cost_of_delay (const LkbAnalysis *self)
{
  return &self->cost_of_delay;
}

const LkbBudget *
lkb_analysis_get_budget (const LkbAnalysis *self, LkbBudgetKind kind)
{
  g_return_val_if_fail (kind < LKB_N_BUDGETS, NULL);
  return self->budgets[kind];
}

const LkbMissingList *
lkb_analysis_get_latency_missing (const LkbAnalysis *self)
{
  return &self->latency_missing;
}

const LkbMissingList *
lkb_analysis_get_freshness_missing (const LkbAnalysis *self)
{
  return &self->freshness_missing;
}

double
lkb_analysis_get_cost_of (const LkbAnalysis *self, const char *id)
{
  const double *value = g_hash_table_lookup (self->cost_of, id);

  return value != NULL ? *value : NAN;
}
