/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-analysis-private.h"

#include <math.h>

#include "lkb-formulas.h"

/* A value of the given dimension, 0 or more; NAN when unset or not one. */
static double
read_value (const LkbElement *element, LkbField field, LkbDimension dimension)
{
  const LkbQuantity *q = lkb_element_get_quantity (element, field);

  if (q == NULL || q->value < 0)
    return NAN;
  if (q->dimension == dimension)
    return q->value;
  /* "0.9" and "3" are shares as well as "90 %". */
  if (dimension == LKB_DIMENSION_FRACTION && q->dimension == LKB_DIMENSION_COUNT && !q->has_unit)
    return q->value;
  return NAN;
}

static double
read_or (const LkbElement *element, LkbField field, LkbDimension dimension, double fallback)
{
  double value = read_value (element, field, dimension);

  return isnan (value) ? fallback : value;
}

/* What a source emits: its rate, else what the edges from it say. */
static double
get_source_rate (const LkbFlowGraph *graph, const LkbFlowNode *node)
{
  double rate = read_value (node->element, LKB_FIELD_RATE, LKB_DIMENSION_RATE);

  for (guint i = 0; i < node->n_out && isnan (rate); i++)
    {
      const LkbFlowEdge *edge = lkb_flow_graph_get_edge (graph, node->out[i]);

      if (lkb_mode_is_data (edge->mode))
        rate = read_value (edge->element, LKB_FIELD_RATE, LKB_DIMENSION_RATE);
    }
  return rate;
}

/* By how much a source's peak is more than its average. */
static double
get_peak_factor (const LkbElement *source, double rate)
{
  double peak = read_value (source, LKB_FIELD_RATE_PEAK, LKB_DIMENSION_RATE);

  return peak > rate && rate > 0 ? peak / rate : 1;
}

/* Each node's in- and out-rate in the order of flow: in = Σ out·share over the data edges, out = in·selectivity. */
static void
run_flow (LkbAnalysisContext *context, GArray *missing)
{
  const LkbFlowGraph *graph = context->graph;
  const guint *order = lkb_flow_graph_get_order (graph);
  guint n = lkb_flow_graph_get_n_nodes (graph);
  LkbFlow *flow = &context->flow;
  g_autofree double *peak_out = g_new (double, n + 1);
  double scale = context->options.source_scale > 0 ? context->options.source_scale : 1;
  gboolean any_source = FALSE;

  flow->peak_in = g_new (double, n + 1);
  flow->in = g_new (double, n + 1);
  flow->out = g_new (double, n + 1);
  flow->in_bytes = g_new (double, n + 1);
  flow->out_bytes = g_new (double, n + 1);
  flow->source_rate = flow->source_bytes = 0;

  for (guint i = 0; i < n; i++)
    {
      guint v = order[i];
      const LkbFlowNode *node = lkb_flow_graph_get_node (graph, v);
      gboolean is_source = lkb_element_get_kind (node->element) == LKB_KIND_SOURCE;
      double payload = read_value (node->element, LKB_FIELD_PAYLOAD, LKB_DIMENSION_SIZE);
      double selectivity = read_or (node->element, LKB_FIELD_SELECTIVITY, LKB_DIMENSION_FRACTION,
                                    1);
      double in = 0, in_bytes = 0, peak = 0;
      gboolean fed = FALSE;

      for (guint k = 0; k < node->n_in; k++)
        {
          const LkbFlowEdge *edge = lkb_flow_graph_get_edge (graph, node->in[k]);
          double share, edge_payload;

          if (!lkb_mode_is_data (edge->mode) || edge->in_loop
              || (edge->role == LKB_ROLE_FALLBACK && !edge->stands_in))
            continue;
          fed = TRUE;
          if (edge->cut)
            continue;
          share = read_or (edge->element, LKB_FIELD_SHARE, LKB_DIMENSION_FRACTION, 1);
          edge_payload = read_value (edge->element, LKB_FIELD_PAYLOAD, LKB_DIMENSION_SIZE);
          in += flow->out[edge->from] * share;
          peak += peak_out[edge->from] * share;
          in_bytes += isnan (edge_payload) ? flow->out_bytes[edge->from] * share
                                           : flow->out[edge->from] * share * edge_payload;
        }

      if (is_source)
        {
          double rate = get_source_rate (graph, node) * scale;

          any_source = TRUE;
          if (isnan (rate) && node->n_out > 0)
            {
              LkbMissing item = { lkb_element_get_id (node->element), LKB_FIELD_RATE,
                                  LKB_MISSING_FIELD };

              g_array_append_val (missing, item);
            }
          if (node->n_out > 0)
            {
              flow->source_rate += rate;
              flow->source_bytes += rate * payload;
            }
          flow->in[v] = flow->peak_in[v] = NAN;
          flow->in_bytes[v] = NAN;
          peak_out[v] = rate * get_peak_factor (node->element, rate / scale) + (fed ? peak : 0);
          flow->out[v] = rate + (fed ? in : 0);
          flow->out_bytes[v] = flow->out[v] * payload;
          continue;
        }

      flow->in[v] = fed ? in : NAN;
      flow->peak_in[v] = fed ? peak : NAN;
      peak_out[v] = flow->peak_in[v] * selectivity;
      flow->in_bytes[v] = !fed ? NAN : isnan (payload) ? in_bytes : in * payload;
      flow->out[v] = flow->in[v] * selectivity;
      flow->out_bytes[v] = flow->in_bytes[v] * selectivity;
    }
  if (!any_source)
    flow->source_rate = flow->source_bytes = NAN;
}

void
lkb_throughput_build (LkbAnalysisContext *context)
{
  LkbAnalysis *analysis = context->analysis;
  const LkbFlowGraph *graph = context->graph;
  LkbThroughput *result = &analysis->throughput;
  guint n = lkb_flow_graph_get_n_nodes (graph);
  LkbThroughputNode *nodes = lkb_analysis_alloc (analysis, sizeof *nodes * n);
  g_autoptr (GArray) missing = g_array_new (FALSE, FALSE, sizeof (LkbMissing));
  double highest = 0;

  run_flow (context, missing);
  context->flow.utilisation = g_new (double, n + 1);
  for (guint i = 0; i < n; i++)
    {
      const LkbElement *element = lkb_flow_graph_get_node (graph, i)->element;
      LkbThroughputNode node = { .id = lkb_element_get_id (element) };

      node.in = isfinite (context->flow.in[i]) ? context->flow.in[i] : NAN;
      node.capacity = read_value (element, LKB_FIELD_CAPACITY, LKB_DIMENSION_RATE);
      node.utilisation = node.capacity > 0 ? node.in / node.capacity : NAN;
      context->flow.utilisation[i] = node.utilisation;
      node.out = isfinite (context->flow.out[i]) ? context->flow.out[i] : NAN;
      node.in_bytes = isfinite (context->flow.in_bytes[i]) ? context->flow.in_bytes[i] : NAN;
      node.peak_in = isfinite (context->flow.peak_in[i]) ? context->flow.peak_in[i] : NAN;
      node.peak_in = fmax (node.peak_in,
                           read_value (element, LKB_FIELD_RATE_PEAK, LKB_DIMENSION_RATE));
      node.peak_utilisation = node.capacity > 0 ? node.peak_in / node.capacity : NAN;
      node.catch_up = lkb_catch_up (LKB_USUAL_OUTAGE, node.in, node.capacity);
      if (isnan (node.in) && isnan (node.capacity))
        continue;
      if (node.utilisation > highest)
        {
          highest = node.utilisation;
          result->bottleneck = node.id;
        }
      nodes[result->n_nodes++] = node;
    }
  result->nodes = nodes;
  result->source_rate = isfinite (context->flow.source_rate) ? context->flow.source_rate : NAN;
  result->source_bytes = isfinite (context->flow.source_bytes) ? context->flow.source_bytes : NAN;
  result->max_source_scale = highest > 0 ? 1 / highest : NAN;
  if (result->bottleneck == NULL && missing->len == 0)
    {
      LkbMissing none = { NULL, LKB_FIELD_CAPACITY, LKB_MISSING_NO_FIGURES };

      g_array_append_val (missing, none);
    }
  result->missing = lkb_analysis_keep_missing (analysis, missing);
}

const char *
lkb_throughput_find_overloaded (LkbAnalysisContext *context, const GArray *edges)
{
  const char *busiest = NULL;
  double highest = LKB_FULL;

  for (guint i = 0; i < edges->len; i++)
    {
      const LkbFlowEdge *edge = lkb_flow_graph_get_edge (context->graph,
                                                         g_array_index (edges, guint, i));
      double utilisation = context->flow.utilisation[edge->to];

      if (!lkb_mode_is_data (edge->mode) || !(utilisation > highest))
        continue;
      highest = utilisation;
      busiest = lkb_element_get_id (lkb_flow_graph_get_node (context->graph, edge->to)->element);
    }
  return busiest;
}
