/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-analysis-private.h"

#include <math.h>

#include "lkb-formulas.h"
#include "lkb-path-sum.h"

#define KEPT 8
#define MAX_TRIED 16
#define MAX_KPI_ROWS 32

typedef struct
{
  LkbAnalysisContext *context;
  LkbHops *hops;
  LkbSearch *data; /* from every source */
  LkbSearch *request; /* from the deepest stores and models */
  guint n_kept; /* candidates by sum at each node */
  guint n_tried; /* candidates that are convolved for one row */
  GHashTable *ends; /* "to path" of the rows so far, so that no path is told twice */
  guint n_told; /* hops of the rows so far */
} Builder;

static LkbPathSum *
sum_path (const Builder *self, const LkbPath *path, LkbGrain grain, double level)
{
  return lkb_path_sum_new (path, self->hops, self->context->convolver,
                           self->context->options.coincident, grain, level);
}

static double
judge_path (const Builder *self, const LkbPath *path, double level)
{
  g_autoptr (LkbPathSum) sum = sum_path (self, path, LKB_GRAIN_COARSE, level);

  return lkb_sum_get_quantile (lkb_path_sum_get (sum), level);
}

/* The start of a path: where its slowest branch begins. */
static guint
get_start (const LkbPath *path)
{
  while (path->previous != NULL)
    path = path->previous;
  return path->node;
}

static const char *
get_id (const Builder *self, guint node)
{
  return lkb_element_get_id (lkb_flow_graph_get_node (self->context->graph, node)->element);
}

/* Of the candidates at an end the one with the largest independent figure; @near gets the starts of those within 10 %. */
static const LkbPath *
choose_path (const Builder *self, const GPtrArray *paths, double level, GPtrArray *near)
{
  const LkbPath *first = g_ptr_array_index (paths, 0), *best = first;
  g_autofree double *figures = g_new0 (double, paths->len);
  double largest = -1;
  guint n = 0;

  while (n < paths->len && ((const LkbPath *) g_ptr_array_index (paths, n))->complete)
    n++;
  /* What is known of an unfinished path is already more than all of the finished one. */
  if (n < paths->len)
    {
      const LkbPath *unfinished = g_ptr_array_index (paths, n);

      if (n == 0 || unfinished->sum > first->sum)
        return unfinished;
    }
  if (n == 1 || self->context->options.quick)
    return first;

  n = MIN (n, self->n_tried);
  for (guint i = 0; i < n; i++)
    {
      figures[i] = n > 1 ? judge_path (self, g_ptr_array_index (paths, i), level) : 0;
      if (figures[i] > largest)
        {
          largest = figures[i];
          best = g_ptr_array_index (paths, i);
        }
    }
  for (guint i = 0; i < n; i++)
    if (figures[i] >= 0.9 * largest && get_start (g_ptr_array_index (paths, i)) != get_start (best))
      g_ptr_array_add (near, (gpointer) get_id (self, get_start (g_ptr_array_index (paths, i))));
  return best;
}

/* Whether a figure of the hop is missing altogether, so that not even the percentiles add up. */
static gboolean
is_blocked (const Builder *self, guint edge)
{
  const GArray *missing = self->hops->missing[edge];

  for (guint i = 0; missing != NULL && i < missing->len; i++)
    {
      const LkbMissing *item = &g_array_index (missing, LkbMissing, i);

      if (item->reason != LKB_MISSING_FIELD || item->field != LKB_FIELD_LATENCY_P50)
        return TRUE;
    }
  return FALSE;
}

static void
gather_missing (const Builder *self, const LkbPath *path, GArray *missing, gboolean *blocked,
                guint *joins_left)
{
  for (const LkbPath *p = path; p->previous != NULL; p = p->previous)
    {
      const GArray *items = self->hops->missing[p->edge];

      for (guint i = 0; i<p->n_joins && * joins_left> 0; i++)
        {
          (*joins_left)--;
          gather_missing (self, p->joins[i], missing, blocked, joins_left);
        }
      if (items != NULL)
        g_array_prepend_vals (missing, items->data, items->len);
      *blocked = *blocked || is_blocked (self, p->edge);
    }
}

static double
finite_or_nan (double value)
{
  return isfinite (value) ? value : NAN;
}

/* What of the row follows from the distribution of its time. */
static void
fill_distribution (const Builder *self, const LkbSum *sum, LkbGrain grain, double level,
                   LkbLatencyRow *row)
{
  const LkbAnalysisContext *context = self->context;
  const LkbBudget *budget = row->budget;

  row->p50 = finite_or_nan (lkb_sum_get_quantile (sum, 0.5));
  row->p90 = finite_or_nan (lkb_sum_get_quantile (sum, 0.9));
  row->p95 = finite_or_nan (lkb_sum_get_quantile (sum, 0.95));
  row->p99 = finite_or_nan (lkb_sum_get_quantile (sum, 0.99));
  row->independent_at_budget = finite_or_nan (lkb_sum_get_quantile (sum, level));
  if (isnan (row->mean))
    row->mean = finite_or_nan (lkb_sum_get_mean (sum));
  if (budget != NULL)
    row->chance_within_budget = lkb_sum_get_cdf (sum, budget->value);
  if (grain != LKB_GRAIN_FINE)
    return;
  row->curve = lkb_analysis_keep_curve (context->analysis, sum);
  row->n_curve = row->curve != NULL ? LKB_CURVE_POINTS : 0;
  if (context->wants_excess && budget != NULL)
    row->excess = lkb_sum_get_excess (sum, budget->value);
  if (context->half_life > 0)
    row->decay = lkb_sum_get_decay (sum, context->half_life);
}

static void
fill_figures (const Builder *self, const LkbPath *path, LkbLatencyRow *row, LkbGrain grain)
{
  const LkbHops *hops = self->hops;
  const LkbBudget *budget = row->budget;
  double level = budget != NULL && !budget->is_mean ? budget->level : 0.95;
  guint n = lkb_path_count_terms (path, hops);

  row->coincident_p95 = finite_or_nan (lkb_path_add_quantiles (path, hops, 0.95));
  row->coincident_at_budget = finite_or_nan (lkb_path_add_quantiles (path, hops, level));
  if (!isnan (row->coincident_p95))
    row->coincident_level = lkb_guaranteed_level (n, 0.95);
  if (!path->complete)
    return;

  row->bound_p95 = finite_or_nan (lkb_path_add_quantiles (path, hops, lkb_level_for_hop (n, 0.95)));
  row->bound_at_budget = level == 0.95 ? row->bound_p95
                                       : finite_or_nan (lkb_path_add_quantiles (
                                           path, hops, lkb_level_for_hop (n, level)));
  /* Means of branches that join do not tell the mean of the latest. */
  if (!lkb_path_has_joins (path))
    row->mean = finite_or_nan (path->mean);
  if (!self->context->options.quick)
    {
      g_autoptr (LkbPathSum) sum = sum_path (self, path, grain, MAX (level, LKB_CURVE_LEVEL));

      fill_distribution (self, lkb_path_sum_get (sum), grain, level, row);
    }

  if (budget != NULL && budget->is_mean)
    {
      row->independent_at_budget = row->coincident_at_budget = row->mean;
      row->bound_at_budget = NAN;
    }
}

static LkbLatencyRow *
new_row (Builder *self, const char *from, const char *to)
{
  LkbAnalysis *analysis = self->context->analysis;
  LkbLatencyRow *row = lkb_analysis_alloc (analysis, sizeof *row);
  static const char *const none[] = { NULL };

  row->from = from;
  row->to = to;
  row->path = row->assumed = row->estimates = row->near = none;
  row->mean = row->p50 = row->p90 = row->p95 = row->p99 = NAN;
  row->coincident_p95 = row->bound_p95 = NAN;
  row->independent_at_budget = row->coincident_at_budget = row->bound_at_budget = NAN;
  row->chance_within_budget = NAN;
  row->excess = row->decay = row->coincident_level = NAN;
  g_ptr_array_add (analysis->latency, row);
  return row;
}

static void
keep_terms (Builder *self, const GArray *edges, LkbLatencyRow *row)
{
  LkbAnalysis *analysis = self->context->analysis;
  g_autoptr (GPtrArray) assumed = g_ptr_array_new ();
  g_autoptr (GPtrArray) estimates = g_ptr_array_new ();
  LkbTerm *terms;
  guint n = 0;

  for (guint i = 0; i < edges->len; i++)
    {
      guint edge = g_array_index (edges, guint, i);

      n += self->hops->first[edge + 1] - self->hops->first[edge];
    }
  terms = lkb_analysis_alloc (analysis, n * sizeof *terms);
  for (guint i = 0; i < edges->len; i++)
    {
      guint edge = g_array_index (edges, guint, i);

      for (guint t = self->hops->first[edge]; t < self->hops->first[edge + 1]; t++)
        {
          LkbTerm *term = &terms[row->n_terms++];

          *term = g_array_index (self->hops->terms, LkbHopTerm, t).shown;
          if (term->assumed)
            g_ptr_array_add (assumed, (gpointer) term->element);
          if (term->estimate)
            g_ptr_array_add (estimates, (gpointer) term->element);
        }
    }
  row->terms = terms;
  row->assumed = lkb_analysis_keep_ids (analysis, assumed);
  row->estimates = lkb_analysis_keep_ids (analysis, estimates);
}

static char *
make_path_key (Builder *self, const GArray *edges, const char *to)
{
  g_autoptr (GString) key = g_string_new (to);

  for (guint i = 0; i < edges->len; i++)
    {
      g_string_append_c (key, ' ');
      for (guint n = g_array_index (edges, guint, i); n > 0; n /= 64)
        g_string_append_c (key, '0' + n % 64);
    }
  return g_string_free (g_steal_pointer (&key), FALSE);
}

/* Makes the row of a path unless there is one already. */
static LkbLatencyRow *
add_path_row (Builder *self, const GPtrArray *paths, const char *to, gboolean is_request,
              const LkbBudget *budget)
{
  LkbAnalysis *analysis = self->context->analysis;
  g_autoptr (GPtrArray) near = g_ptr_array_new ();
  g_autoptr (GArray) missing = g_array_new (FALSE, FALSE, sizeof (LkbMissing));
  g_autoptr (GArray) edges = NULL;
  g_autofree char *key = NULL;
  double level = budget != NULL && !budget->is_mean ? budget->level : 0.95;
  gboolean blocked = FALSE;
  guint joins_left = LKB_MAX_JOINS;
  const LkbPath *path = choose_path (self, paths, level, near);
  const char **ids;
  LkbLatencyRow *row;

  edges = lkb_path_get_edges (path);
  key = make_path_key (self, edges, to);
  if (!g_hash_table_add (self->ends, g_steal_pointer (&key)))
    return NULL;

  row = new_row (self, get_id (self, get_start (path)), to);
  row->is_request = is_request;
  row->budget = budget;
  row->path = ids = lkb_analysis_alloc (analysis, sizeof (char *) * (edges->len + 1));
  for (guint i = 0; i < edges->len; i++)
    ids[i] = lkb_element_get_id (
        lkb_flow_graph_get_edge (self->context->graph, g_array_index (edges, guint, i))->element);
  row->n_path = edges->len;
  self->n_told += edges->len;
  row->waits = lkb_path_has_joins (path);
  row->overloaded = lkb_throughput_find_overloaded (self->context, edges);
  row->near = lkb_analysis_keep_ids (analysis, near);
  keep_terms (self, edges, row);
  gather_missing (self, path, missing, &blocked, &joins_left);
  row->missing = lkb_analysis_keep_missing (analysis, missing);
  if (!blocked)
    fill_figures (self, path, row, lkb_grain_for_row (analysis->latency->len - 1));
  return row;
}

/* Drops candidates that do not move data (only asked for) or, for requests, keeps all. */
static GPtrArray *
filter_paths (const LkbPathList *paths, gboolean with_data)
{
  GPtrArray *out = g_ptr_array_new ();

  for (guint i = 0; i < paths->n; i++)
    {
      const LkbPath *path = paths->items[i];

      if (path->previous != NULL && (!with_data || path->has_data))
        g_ptr_array_add (out, (gpointer) path);
    }
  return out;
}

/* The row of a KPI that says from where to where its clock runs, or at least to where. */
static void
add_kpi_row (Builder *self, LkbKpi *kpi)
{
  LkbAnalysis *analysis = self->context->analysis;
  const LkbFlowGraph *graph = self->context->graph;
  g_autoptr (LkbSearch) own = NULL;
  g_autoptr (GPtrArray) paths = NULL;
  LkbLatencyRow *row = NULL;
  gboolean is_request = FALSE;
  guint from, to;

  if (kpi->to == NULL || !lkb_flow_graph_find_node (graph, kpi->to, &to))
    return;

  if (kpi->from != NULL)
    {
      g_autofree gboolean *starts = g_new0 (gboolean, lkb_flow_graph_get_n_nodes (graph));

      if (!lkb_flow_graph_find_node (graph, kpi->from, &from))
        return;
      starts[from] = TRUE;
      own = lkb_search_new (graph, self->hops, starts, LKB_SEARCH_DATA, TRUE, self->data,
                            self->n_kept);
    }
  paths = filter_paths (lkb_search_get_paths (own != NULL ? own : self->data, to), FALSE);

  if (paths->len > 0)
    {
      /* A call and its answer moves no data along; its limit is the one for calls. */
      is_request = TRUE;
      for (guint i = 0; i < paths->len; i++)
        if (((const LkbPath *) g_ptr_array_index (paths, i))->has_data)
          is_request = FALSE;
      if (is_request)
        kpi->kind = kpi->budget->kind = LKB_BUDGET_REQUEST_TAIL;
      row = add_path_row (self, paths, kpi->to, is_request, kpi->budget);
    }
  else
    {
      row = new_row (self, kpi->from, kpi->to);
      row->budget = kpi->budget;
      row->missing = lkb_analysis_say_missing (
          analysis, kpi->to, LKB_N_FIELDS,
          self->context->down != G_MAXUINT ? LKB_MISSING_DOWN : LKB_MISSING_NO_PATH);
    }
  if (row == NULL)
    return;
  /* The clock starts where it says, also where the slowest input that is waited for comes from elsewhere. */
  if (kpi->from != NULL)
    row->from = kpi->from;
  row->kpi = kpi->name;
  row->is_primary = kpi->primary && analysis->primary.index == kpi->index;
  if (row->is_primary)
    analysis->primary.latency = row;
}

/* The limit that follows from the primary KPI where none was typed. */
static void
derive_budget (LkbAnalysis *analysis, const LkbKpi *kpi)
{
  LkbBudget *derived;

  if (!kpi->has_kind || analysis->budgets[kpi->kind] != NULL)
    return;
  derived = lkb_analysis_keep (analysis, g_memdup2 (kpi->budget, sizeof *kpi->budget));
  derived->derived = TRUE;
  analysis->budgets[kpi->kind] = derived;
}

static gboolean
is_batch_model (const LkbFlowNode *node)
{
  return lkb_element_get_kind (node->element) == LKB_KIND_MODEL
         && g_strcmp0 (lkb_element_get_text (node->element, LKB_FIELD_TYPE), "training") == 0;
}

static void
add_end_rows (Builder *self, guint end)
{
  LkbAnalysisContext *context = self->context;
  const LkbFlowNode *node = lkb_flow_graph_get_node (context->graph, end);
  const char *id = lkb_element_get_id (node->element);
  g_autoptr (GPtrArray) data = filter_paths (lkb_search_get_paths (self->data, end), TRUE);
  g_autoptr (GPtrArray) request = filter_paths (lkb_search_get_paths (self->request, end), FALSE);

  /* Nobody waits for a training run to see the data. */
  if (data->len > 0)
    add_path_row (self, data, id, FALSE,
                  is_batch_model (node) ? NULL
                                        : lkb_budget_for_end (context, LKB_BUDGET_LATENCY, id));
  else if (context->down != G_MAXUINT && node->reached)
    {
      LkbLatencyRow *row = new_row (self, NULL, id);

      row->missing = lkb_analysis_say_missing (context->analysis, id, LKB_N_FIELDS,
                                               LKB_MISSING_DOWN);
    }
  if (request->len > 0)
    add_path_row (self, request, id, TRUE,
                  lkb_budget_for_end (context, LKB_BUDGET_REQUEST_TAIL, id));
}

/* Where calls begin: a node that answers and asks nobody itself. */
static gboolean
is_request_start (const LkbFlowGraph *graph, guint place)
{
  const LkbFlowNode *node = lkb_flow_graph_get_node (graph, place);
  gboolean answers = FALSE;

  for (guint i = 0; i < node->n_out && !answers; i++)
    answers = lkb_mode_is_request (lkb_flow_graph_get_edge (graph, node->out[i])->mode);
  for (guint i = 0; i < node->n_in && answers; i++)
    {
      const LkbFlowEdge *edge = lkb_flow_graph_get_edge (graph, node->in[i]);

      if (lkb_mode_is_request (edge->mode) && lkb_flow_edge_triggers (edge) && !edge->in_loop)
        answers = FALSE;
    }
  return answers;
}

void
lkb_latency_build (LkbAnalysisContext *context)
{
  LkbAnalysis *analysis = context->analysis;
  const LkbFlowGraph *graph = context->graph;
  guint n_nodes = lkb_flow_graph_get_n_nodes (graph), n_ends = 0, n_kpi_rows = 0;
  g_autofree gboolean *sources = g_new0 (gboolean, n_nodes + 1);
  g_autofree gboolean *callees = g_new0 (gboolean, n_nodes + 1);
  Builder self = { .context = context, .hops = lkb_hops_new_latency (graph, context->times) };

  for (guint i = 0; i < n_nodes; i++)
    {
      sources[i] = lkb_element_get_kind (lkb_flow_graph_get_node (graph, i)->element)
                   == LKB_KIND_SOURCE;
      callees[i] = is_request_start (graph, i);
      n_ends += lkb_flow_graph_is_end (graph, i);
    }
  /* Without convolution the largest sum of p95s is all that is looked at. */
  self.n_kept = context->options.quick ? 1 : KEPT;
  self.data = lkb_search_new (graph, self.hops, sources, LKB_SEARCH_DATA, TRUE, NULL, self.n_kept);
  self.request = lkb_search_new (graph, self.hops, callees, LKB_SEARCH_REQUEST, TRUE, NULL,
                                 self.n_kept);
  self.n_tried = CLAMP (256 / MAX (n_ends, 1), 1, MAX_TRIED);
  self.ends = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; i < context->kpis->len; i++)
      {
        LkbKpi *kpi = &g_array_index (context->kpis, LkbKpi, i);
        gboolean is_primary = analysis->primary.exists && analysis->primary.index == kpi->index;

        if (is_primary != (pass == 0) || !kpi->has_kind)
          continue;
        if (kpi->kind == LKB_BUDGET_LATENCY && n_kpi_rows < MAX_KPI_ROWS)
          {
            add_kpi_row (&self, kpi);
            n_kpi_rows++;
          }
        if (is_primary)
          derive_budget (analysis, kpi);
      }

  for (guint i = 0; i < n_nodes && self.n_told < LKB_MAX_HOPS_TOLD; i++)
    if (lkb_flow_graph_is_end (graph, i))
      add_end_rows (&self, i);

  if (self.n_told >= LKB_MAX_HOPS_TOLD)
    analysis->latency_missing = lkb_analysis_say_missing (analysis, NULL, LKB_N_FIELDS,
                                                          LKB_MISSING_TOO_LARGE);
  else if (analysis->latency->len == 0)
    analysis->latency_missing = lkb_analysis_say_missing (analysis, NULL, LKB_N_FIELDS,
                                                          LKB_MISSING_NO_PATH);

  lkb_search_free (self.data);
  lkb_search_free (self.request);
  lkb_hops_free (self.hops);
  g_hash_table_unref (self.ends);
}
