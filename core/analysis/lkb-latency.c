/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-analysis-private.h"

#include <math.h>

#include "lkb-formulas.h"
#include "lkb-path-search.h"

#define KEPT 8
#define MAX_TRIED 16
#define MAX_KPI_ROWS 32
#define MAX_JOINS 32

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

static double
get_term_quantile (const LkbHopTerm *term, double level)
{
  if (term->has_fit)
    return lkb_fit_get_quantile (&term->fit, level);
  if (fabs (level - 0.95) < 1e-9)
    return term->shown.p95;
  if (fabs (level - 0.99) < 1e-9)
    return term->shown.p99;
  if (fabs (level - 0.5) < 1e-9)
    return term->shown.p50;
  return NAN;
}

/* The sum of a percentile over the terms; where branches join, the largest of them. */
static double
add_quantiles (const Builder *self, const LkbPath *path, double level, guint *joins_left)
{
  double sum = 0, floor = -INFINITY;

  /* Backwards from the end: a join sets what the sum of everything before it must at least be. */
  for (const LkbPath *p = path; p->previous != NULL; p = p->previous)
    {
      for (guint i = 0; i<p->n_joins && * joins_left> 0; i++)
        {
          (*joins_left)--;
          floor = fmax (floor, sum + add_quantiles (self, p->joins[i], level, joins_left));
        }
      for (guint i = self->hops->first[p->edge]; i < self->hops->first[p->edge + 1]; i++)
        sum += get_term_quantile (&g_array_index (self->hops->terms, LkbHopTerm, i), level);
    }
  return isnan (sum) ? sum : MAX (sum, floor);
}

static void
collect_fits (const Builder *self, const LkbPath *path, GPtrArray *fits)
{
  for (const LkbPath *p = path; p->previous != NULL; p = p->previous)
    for (guint i = self->hops->first[p->edge]; i < self->hops->first[p->edge + 1]; i++)
      g_ptr_array_add (fits, &g_array_index (self->hops->terms, LkbHopTerm, i).fit);
}

static gboolean
has_joins (const LkbPath *path)
{
  for (const LkbPath *p = path; p->previous != NULL; p = p->previous)
    if (p->n_joins > 0)
      return TRUE;
  return FALSE;
}

/* A path with joins: the latest of independent branches has the product of their distributions. */
static LkbSpectrum *
compose_branch (const Builder *self, const LkbPath *path, LkbConvolver *convolver,
                const LkbGrid *grid, guint *joins_left)
{
  g_autoptr (GPtrArray) steps = g_ptr_array_new ();
  LkbSpectrum *sum = lkb_convolver_start (convolver, grid);

  for (const LkbPath *p = path; p->previous != NULL; p = p->previous)
    g_ptr_array_add (steps, (gpointer) p);
  for (guint k = steps->len; k-- > 0;)
    {
      const LkbPath *p = g_ptr_array_index (steps, k);

      for (guint i = self->hops->first[p->edge]; i < self->hops->first[p->edge + 1]; i++)
        lkb_convolver_add (convolver, grid, sum,
                           &g_array_index (self->hops->terms, LkbHopTerm, i).fit);
      for (guint i = 0; i<p->n_joins && * joins_left> 0; i++)
        {
          g_autofree LkbSpectrum *branch = NULL;

          (*joins_left)--;
          branch = compose_branch (self, p->joins[i], convolver, grid, joins_left);
          lkb_convolver_max (convolver, grid, sum, branch);
        }
    }
  return sum;
}

typedef struct
{
  const Builder *builder;
  const LkbPath *path;
  GPtrArray *fits;
} Summand;

static LkbSpectrum *
compose_path (LkbConvolver *convolver, const LkbGrid *grid, gpointer data)
{
  const Summand *summand = data;
  guint joins_left = MAX_JOINS;

  return compose_branch (summand->builder, summand->path, convolver, grid, &joins_left);
}

static double
quantile_of_path (gconstpointer data, double level)
{
  const Summand *summand = data;
  guint joins_left = MAX_JOINS;

  return add_quantiles (summand->builder, summand->path, level, &joins_left);
}

/* (transfer full): @summand is filled and must outlive the sum. */
static LkbSum *
sum_path (const Builder *self, const LkbPath *path, LkbGrain grain, double level, Summand *summand)
{
  *summand = (Summand){ self, path, NULL };
  if (self->context->options.coincident)
    return lkb_sum_new_from_quantiles (quantile_of_path, summand);
  if (has_joins (path) && path->n_terms > 1 && path->n_terms <= LKB_SUM_MAX_CONVOLVED)
    {
      guint joins_left = MAX_JOINS;
      double scale = add_quantiles (self, path, 0.95, &joins_left);

      if (scale > 0 && isfinite (scale))
        return lkb_sum_new_composed (self->context->convolver, compose_path, summand, scale,
                                     path->n_terms, grain, level);
    }
  summand->fits = g_ptr_array_new ();
  collect_fits (self, path, summand->fits);
  return lkb_sum_new (self->context->convolver, (const LkbFit *const *) summand->fits->pdata,
                      summand->fits->len, grain, level);
}

static void
free_sum (LkbSum *sum, Summand *summand)
{
  lkb_sum_free (sum);
  g_clear_pointer (&summand->fits, g_ptr_array_unref);
}

static double
judge_path (const Builder *self, const LkbPath *path, double level)
{
  Summand summand;
  LkbSum *sum = sum_path (self, path, LKB_GRAIN_COARSE, level, &summand);
  double figure = lkb_sum_get_quantile (sum, level);

  free_sum (sum, &summand);
  return figure;
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

static void
fill_figures (const Builder *self, const LkbPath *path, LkbLatencyRow *row, LkbGrain grain)
{
  const LkbBudget *budget = row->budget;
  double level = budget != NULL && !budget->is_mean ? budget->level : 0.95;
  guint joins_left = MAX_JOINS;
  gboolean joined = has_joins (path);

  row->coincident_p95 = finite_or_nan (add_quantiles (self, path, 0.95, &joins_left));
  joins_left = MAX_JOINS;
  row->coincident_at_budget = finite_or_nan (add_quantiles (self, path, level, &joins_left));
  if (!isnan (row->coincident_p95))
    row->coincident_level = lkb_guaranteed_level (path->n_terms, 0.95);
  if (!path->complete)
    return;

  joins_left = MAX_JOINS;
  row->bound_p95 = finite_or_nan (
      add_quantiles (self, path, lkb_level_for_hop (path->n_terms, 0.95), &joins_left));
  joins_left = MAX_JOINS;
  row->bound_at_budget = finite_or_nan (
      add_quantiles (self, path, lkb_level_for_hop (path->n_terms, level), &joins_left));
  if (!joined)
    row->mean = finite_or_nan (path->mean);

  if (!self->context->options.quick)
    {
      Summand summand;
      LkbSum *sum = sum_path (self, path, grain, MAX (level, LKB_CURVE_LEVEL), &summand);

      row->p50 = finite_or_nan (lkb_sum_get_quantile (sum, 0.5));
      row->p90 = finite_or_nan (lkb_sum_get_quantile (sum, 0.9));
      row->p95 = finite_or_nan (lkb_sum_get_quantile (sum, 0.95));
      row->p99 = finite_or_nan (lkb_sum_get_quantile (sum, 0.99));
      row->independent_at_budget = finite_or_nan (lkb_sum_get_quantile (sum, level));
      if (joined)
        row->mean = finite_or_nan (lkb_sum_get_mean (sum));
      if (budget != NULL)
        row->chance_within_budget = lkb_sum_get_cdf (sum, budget->value);
      if (grain == LKB_GRAIN_FINE)
        {
          row->curve = lkb_analysis_keep_curve (self->context->analysis, sum);
          row->n_curve = row->curve != NULL ? LKB_CURVE_POINTS : 0;
          if (self->context->wants_excess && budget != NULL)
            row->excess = lkb_sum_get_excess (sum, budget->value);
          if (self->context->half_life > 0)
            row->decay = lkb_sum_get_decay (sum, self->context->half_life);
        }
      free_sum (sum, &summand);
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

  row->from = lkb_analysis_intern (analysis, from);
  row->to = lkb_analysis_intern (analysis, to);
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
          term->element = lkb_analysis_intern (analysis, term->element);
          term->edge = lkb_analysis_intern (analysis, term->edge);
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
    g_string_append_printf (key, " %u", g_array_index (edges, guint, i));
  return g_string_free (g_steal_pointer (&key), FALSE);
}

/* Makes the row of a path unless there is one already. */
static LkbLatencyRow *
add_path_row (Builder *self, const GPtrArray *paths, const char *to, gboolean is_request,
              const LkbBudget *budget)
{
  LkbAnalysis *analysis = self->context->analysis;
  g_autoptr (GPtrArray) near = g_ptr_array_new ();
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  g_autoptr (GArray) missing = g_array_new (FALSE, FALSE, sizeof (LkbMissing));
  g_autoptr (GArray) edges = NULL;
  g_autofree char *key = NULL;
  double level = budget != NULL && !budget->is_mean ? budget->level : 0.95;
  gboolean blocked = FALSE;
  guint joins_left = MAX_JOINS;
  const LkbPath *path = choose_path (self, paths, level, near);
  LkbLatencyRow *row;

  edges = lkb_path_get_edges (path);
  key = make_path_key (self, edges, to);
  if (!g_hash_table_add (self->ends, g_steal_pointer (&key)))
    return NULL;

  row = new_row (self, get_id (self, get_start (path)), to);
  row->is_request = is_request;
  row->budget = budget;
  for (guint i = 0; i < edges->len; i++)
    {
      guint edge = g_array_index (edges, guint, i);

      g_ptr_array_add (ids, (gpointer) lkb_element_get_id (
                                lkb_flow_graph_get_edge (self->context->graph, edge)->element));
    }
  row->path = lkb_analysis_keep_ids (analysis, ids);
  row->n_path = edges->len;
  self->n_told += edges->len;
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
filter_paths (const GPtrArray *paths, gboolean with_data)
{
  GPtrArray *out = g_ptr_array_new ();

  for (guint i = 0; paths != NULL && i < paths->len; i++)
    {
      const LkbPath *path = g_ptr_array_index (paths, i);

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
      own = lkb_search_new (graph, self->hops, starts, LKB_SEARCH_DATA, TRUE, self->n_kept);
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
  Builder self = { .context = context, .hops = lkb_hops_new_latency (graph) };

  for (guint i = 0; i < n_nodes; i++)
    {
      sources[i] = lkb_element_get_kind (lkb_flow_graph_get_node (graph, i)->element)
                   == LKB_KIND_SOURCE;
      callees[i] = is_request_start (graph, i);
      n_ends += lkb_flow_graph_is_end (graph, i);
    }
  /* Without convolution the largest sum of p95s is all that is looked at. */
  self.n_kept = context->options.quick ? 1 : KEPT;
  self.data = lkb_search_new (graph, self.hops, sources, LKB_SEARCH_DATA, TRUE, self.n_kept);
  self.request = lkb_search_new (graph, self.hops, callees, LKB_SEARCH_REQUEST, TRUE, self.n_kept);
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
