/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-analysis-private.h"

#include <math.h>

#include "lkb-path-search.h"

#define MAX_KPI_ROWS 32

typedef struct
{
  LkbAnalysisContext *context;
  LkbHops *hops;
  LkbSearch *search;
  guint n_told; /* hops of the rows so far */
} Builder;

/* The path with the oldest data: an unfinished one only when what is known of it is already more. */
static const LkbPath *
choose_path (const LkbPathList *paths)
{
  const LkbPath *first = NULL, *unfinished = NULL;

  for (guint i = 0; i < paths->n; i++)
    {
      const LkbPath *path = paths->items[i];

      if (path->previous == NULL || !path->has_data)
        continue;
      if (path->complete && first == NULL)
        first = path;
      else if (!path->complete && unfinished == NULL)
        unfinished = path;
    }
  if (unfinished != NULL && (first == NULL || unfinished->sum > first->sum))
    return unfinished;
  return first;
}

/* What of the row follows from the distribution of its age. */
static void
fill_distribution (Builder *self, const LkbSum *sum, LkbGrain grain, LkbFreshnessRow *row)
{
  LkbAnalysisContext *context = self->context;
  const LkbBudget *budget = row->budget;

  row->p95 = lkb_sum_get_quantile (sum, 0.95);
  row->at_budget = row->p95;
  if (budget != NULL && !budget->is_mean)
    row->at_budget = lkb_sum_get_quantile (sum, budget->level);
  if (budget != NULL)
    row->share_within_budget = lkb_sum_get_cdf (sum, budget->value);
  row->p95 = isfinite (row->p95) ? row->p95 : NAN;
  row->at_budget = isfinite (row->at_budget) ? row->at_budget : NAN;
  if (grain != LKB_GRAIN_FINE)
    return;
  row->curve = lkb_analysis_keep_curve (context->analysis, sum);
  row->n_curve = row->curve != NULL ? LKB_CURVE_POINTS : 0;
  if (context->wants_excess && budget != NULL)
    row->excess = lkb_sum_get_excess (sum, budget->value);
  if (context->half_life > 0)
    row->decay = lkb_sum_get_decay (sum, context->half_life);
}

static double
add_quantiles (gconstpointer data, double level)
{
  const GPtrArray *fits = data;
  double sum = 0;

  for (guint i = 0; i < fits->len; i++)
    sum += lkb_fit_get_quantile (g_ptr_array_index (fits, i), level);
  return sum;
}

static void
fill_figures (Builder *self, const LkbPath *path, LkbFreshnessRow *row, LkbGrain grain)
{
  g_autoptr (GPtrArray) fits = g_ptr_array_new ();
  gboolean fitted = TRUE;
  double mean = 0;

  row->worst = isfinite (path->sum) ? path->sum : NAN;
  for (const LkbPath *p = path; p->previous != NULL; p = p->previous)
    for (guint i = self->hops->first[p->edge]; i < self->hops->first[p->edge + 1]; i++)
      {
        LkbHopTerm *term = &g_array_index (self->hops->terms, LkbHopTerm, i);

        fitted = fitted && term->has_fit;
        mean += term->shown.mean;
        g_ptr_array_add (fits, &term->fit);
      }
  if (!fitted)
    return;

  row->mean = isfinite (mean) ? mean : NAN;
  if (!self->context->options.quick)
    {
      const LkbBudget *budget = row->budget;
      double level = budget != NULL ? MAX (budget->level, LKB_CURVE_LEVEL) : LKB_CURVE_LEVEL;
      g_autoptr (LkbSum) sum = self->context->options.coincident
                                   ? lkb_sum_new_from_quantiles (add_quantiles, fits)
                                   : lkb_sum_new (self->context->convolver,
                                                  (const LkbFit *const *) fits->pdata, fits->len,
                                                  grain, level);

      fill_distribution (self, sum, grain, row);
    }
  if (row->budget != NULL && row->budget->is_mean)
    row->at_budget = row->mean;
}

/* What the row tells of its path: edges, terms, what is missing. */
static void
describe_path (Builder *self, const LkbPath *path, LkbFreshnessRow *row)
{
  LkbAnalysis *analysis = self->context->analysis;
  g_autoptr (GArray) edges = lkb_path_get_edges (path);
  g_autoptr (GArray) missing = g_array_new (FALSE, FALSE, sizeof (LkbMissing));
  g_autoptr (GArray) terms = g_array_new (FALSE, FALSE, sizeof (LkbTerm));
  const char **ids = lkb_analysis_alloc (analysis, sizeof (char *) * (edges->len + 1));

  for (guint i = 0; i < edges->len; i++)
    {
      guint edge = g_array_index (edges, guint, i);
      const LkbElement *element = lkb_flow_graph_get_edge (self->context->graph, edge)->element;

      ids[i] = lkb_element_get_id (element);
      if (self->hops->missing[edge] != NULL)
        g_array_append_vals (missing, self->hops->missing[edge]->data,
                             self->hops->missing[edge]->len);
      if (self->hops->zero[edge] != LKB_N_FIELDS)
        {
          LkbMissing zero = { ids[i], self->hops->zero[edge], LKB_MISSING_ZERO };

          g_array_append_val (missing, zero);
        }
      for (guint t = self->hops->first[edge]; t < self->hops->first[edge + 1]; t++)
        {
          const LkbHopTerm *hop = &g_array_index (self->hops->terms, LkbHopTerm, t);
          if (hop->has_fit && hop->fit.shape == LKB_SHAPE_UNIFORM)
            row->longest_interval = MAX (row->longest_interval, hop->fit.hi);
          else if (!hop->has_fit)
            {
              LkbMissing only = { hop->shown.element, LKB_FIELD_LATENCY_P50, LKB_MISSING_FIELD };

              g_array_append_val (missing, only);
            }
          g_array_append_val (terms, hop->shown);
        }
    }
  row->path = ids;
  row->n_path = edges->len;
  row->overloaded = lkb_throughput_find_overloaded (self->context, edges);
  self->n_told += edges->len;
  row->n_terms = terms->len;
  row->terms = lkb_analysis_keep (analysis, g_memdup2 (terms->data, terms->len * sizeof (LkbTerm)));
  row->missing = lkb_analysis_keep_missing (analysis, missing);
}

static LkbFreshnessRow *
new_row (Builder *self, const char *from, guint end, const LkbBudget *budget)
{
  LkbAnalysis *analysis = self->context->analysis;
  const LkbFlowNode *node = lkb_flow_graph_get_node (self->context->graph, end);
  LkbFreshnessRow *row = lkb_analysis_alloc (analysis, sizeof *row);
  static const char *const none[] = { NULL };

  row->from = from;
  row->to = lkb_element_get_id (node->element);
  row->path = none;
  row->budget = budget;
  row->worst = row->mean = row->p95 = row->at_budget = row->share_within_budget = NAN;
  row->excess = row->decay = NAN;
  g_ptr_array_add (analysis->freshness, row);
  return row;
}

static LkbFreshnessRow *
add_row (Builder *self, const LkbSearch *search, guint end, const LkbBudget *budget)
{
  LkbAnalysisContext *context = self->context;
  const LkbPath *path = choose_path (lkb_search_get_paths (search, end));
  const LkbPath *start = path;
  LkbFreshnessRow *row;

  if (path == NULL)
    {
      if (context->down == G_MAXUINT || !lkb_flow_graph_get_node (context->graph, end)->reached)
        return NULL;
      row = new_row (self, NULL, end, budget);
      row->missing = lkb_analysis_say_missing (context->analysis, row->to, LKB_N_FIELDS,
                                               LKB_MISSING_DOWN);
      return row;
    }
  while (start->previous != NULL)
    start = start->previous;

  row = new_row (
      self, lkb_element_get_id (lkb_flow_graph_get_node (context->graph, start->node)->element),
      end, budget);
  describe_path (self, path, row);
  if (path->complete)
    fill_figures (self, path, row, lkb_grain_for_row (context->analysis->freshness->len - 1));
  return row;
}

static void
add_kpi_row (Builder *self, const LkbKpi *kpi, gboolean *taken)
{
  LkbAnalysis *analysis = self->context->analysis;
  const LkbFlowGraph *graph = self->context->graph;
  g_autoptr (LkbSearch) own = NULL;
  LkbFreshnessRow *row;
  guint from, to;

  if (kpi->to == NULL || !lkb_flow_graph_find_node (graph, kpi->to, &to))
    return;
  if (lkb_flow_graph_find_node (graph, kpi->from, &from))
    {
      g_autofree gboolean *starts = g_new0 (gboolean, lkb_flow_graph_get_n_nodes (graph));

      starts[from] = TRUE;
      own = lkb_search_new (graph, self->hops, starts, LKB_SEARCH_DATA, FALSE, NULL, 1);
    }
  row = add_row (self, own != NULL ? own : self->search, to, kpi->budget);
  if (row == NULL)
    return;
  row->kpi = kpi->name;
  row->is_primary = analysis->primary.exists && analysis->primary.index == kpi->index;
  if (row->is_primary)
    analysis->primary.freshness = row;
  taken[to] = TRUE;
}

void
lkb_freshness_build (LkbAnalysisContext *context)
{
  LkbAnalysis *analysis = context->analysis;
  const LkbFlowGraph *graph = context->graph;
  guint n_nodes = lkb_flow_graph_get_n_nodes (graph), n_kpi_rows = 0;
  g_autofree gboolean *sources = g_new0 (gboolean, n_nodes + 1);
  g_autofree gboolean *taken = g_new0 (gboolean, n_nodes + 1);
  Builder self = { .context = context, .hops = lkb_hops_new_freshness (graph, context->times) };
  guint primary_end;

  for (guint i = 0; i < n_nodes; i++)
    sources[i] = lkb_element_get_kind (lkb_flow_graph_get_node (graph, i)->element)
                 == LKB_KIND_SOURCE;
  self.search = lkb_search_new (graph, self.hops, sources, LKB_SEARCH_DATA, FALSE, NULL, 1);

  for (guint i = 0; i < context->kpis->len; i++)
    {
      const LkbKpi *kpi = &g_array_index (context->kpis, LkbKpi, i);

      if (kpi->has_kind && kpi->kind == LKB_BUDGET_FRESHNESS && n_kpi_rows++ < MAX_KPI_ROWS)
        add_kpi_row (&self, kpi, taken);
    }

  /* The end of the primary KPI's path is one where the data's age matters, whatever kind of node it is. */
  if (analysis->primary.latency == NULL
      || !lkb_flow_graph_find_node (graph, analysis->primary.latency->to, &primary_end))
    primary_end = G_MAXUINT;
  for (guint i = 0; i < n_nodes && self.n_told < LKB_MAX_HOPS_TOLD; i++)
    {
      const char *id = lkb_element_get_id (lkb_flow_graph_get_node (graph, i)->element);
      const LkbElement *element = lkb_flow_graph_get_node (graph, i)->element;
      gboolean trains = lkb_element_get_kind (element) == LKB_KIND_MODEL
                        && g_strcmp0 (lkb_element_get_text (element, LKB_FIELD_TYPE), "training")
                               == 0;

      if (taken[i] || (i != primary_end && !lkb_flow_graph_is_end (graph, i)))
        continue;
      add_row (&self, self.search, i,
               trains ? NULL : lkb_budget_for_end (context, LKB_BUDGET_FRESHNESS, id));
    }

  if (self.n_told >= LKB_MAX_HOPS_TOLD)
    analysis->freshness_missing = lkb_analysis_say_missing (analysis, NULL, LKB_N_FIELDS,
                                                            LKB_MISSING_TOO_LARGE);
  else if (analysis->freshness->len == 0)
    analysis->freshness_missing = lkb_analysis_say_missing (analysis, NULL, LKB_N_FIELDS,
                                                            LKB_MISSING_NO_PATH);
  lkb_search_free (self.search);
  lkb_hops_free (self.hops);
}
