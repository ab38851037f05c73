/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-hop.h"

#include <math.h>

static void
add_missing (LkbHops *hops, guint edge, const LkbElement *element, LkbField field,
             LkbMissingReason reason)
{
  LkbMissing missing = { lkb_element_get_id (element), field, reason };

  if (hops->missing[edge] == NULL)
    hops->missing[edge] = g_array_new (FALSE, FALSE, sizeof (LkbMissing));
  g_array_append_val (hops->missing[edge], missing);
}

static void
append_term (LkbHops *hops, guint edge, const LkbHopTerm *term)
{
  g_array_append_vals (hops->terms, term, 1);
  g_array_index (hops->terms, LkbHopTerm, hops->terms->len - 1).shown.edge = lkb_element_get_id (
      lkb_flow_graph_get_edge (hops->graph, edge)->element);
}

/* Adds the latency of one element to a hop. Returns FALSE when there is none. */
static gboolean
add_latency (LkbHops *hops, guint edge, const LkbElement *element, const LkbOwnTime *own,
             gboolean needs_fit)
{
  if (!own->is_said)
    return FALSE;
  if (own->wrong != LKB_N_FIELDS)
    {
      add_missing (hops, edge, element, own->wrong, LKB_MISSING_INVALID);
      return TRUE;
    }
  if (own->wanted != LKB_N_FIELDS && (needs_fit || isnan (own->term.shown.worst)))
    add_missing (hops, edge, element, own->wanted, LKB_MISSING_FIELD);
  append_term (hops, edge, &own->term);
  return TRUE;
}

static gboolean
add_edge_latency (LkbHops *hops, guint edge, guint whose, gboolean needs_fit)
{
  return add_latency (hops, edge, lkb_flow_graph_get_edge (hops->graph, whose)->element,
                      &hops->times->edges[whose], needs_fit);
}

static gboolean
add_node_latency (LkbHops *hops, guint edge, guint whose, gboolean needs_fit)
{
  return add_latency (hops, edge, lkb_flow_graph_get_node (hops->graph, whose)->element,
                      &hops->times->nodes[whose], needs_fit);
}

static LkbHops *
new_hops (const LkbFlowGraph *graph, const LkbOwnTimes *times)
{
  LkbHops *hops = g_new0 (LkbHops, 1);

  hops->graph = graph;
  hops->times = times;
  hops->n_edges = lkb_flow_graph_get_n_edges (graph);
  hops->first = g_new0 (guint, hops->n_edges + 1);
  hops->terms = g_array_new (FALSE, FALSE, sizeof (LkbHopTerm));
  hops->sum = g_new0 (double, hops->n_edges + 1);
  hops->mean = g_new0 (double, hops->n_edges + 1);
  hops->complete = g_new0 (gboolean, hops->n_edges + 1);
  hops->zero = g_new (LkbField, hops->n_edges + 1);
  for (guint i = 0; i <= hops->n_edges; i++)
    hops->zero[i] = LKB_N_FIELDS;
  hops->missing = g_new0 (GArray *, hops->n_edges + 1);
  return hops;
}

static void
sum_up (LkbHops *hops, guint edge, gboolean freshness)
{
  for (guint i = hops->first[edge]; i < hops->terms->len; i++)
    {
      const LkbTerm *t = &g_array_index (hops->terms, LkbHopTerm, i).shown;
      double slow = freshness ? t->worst : t->p95;

      /* What stands in for an unknown figure only steers which path is looked at. */
      if (isnan (slow))
        slow = !isnan (t->p99) ? t->p99 : t->p50;
      hops->sum[edge] += isnan (slow) ? 0 : slow;
      hops->mean[edge] += isnan (t->mean) ? (isnan (slow) ? 0 : slow) : t->mean;
    }
  hops->complete[edge] = hops->missing[edge] == NULL;
  hops->first[edge + 1] = hops->terms->len;
}

/* More side inputs than this at one node are no pipeline, and every in-edge would carry them all. */
#define MAX_SIDES 64

/* The places of the side edges into each node, NULL for most. */
static GArray **
find_side_inputs (const LkbFlowGraph *graph)
{
  GArray **sides = g_new0 (GArray *, lkb_flow_graph_get_n_nodes (graph) + 1);

  for (guint i = 0; i < lkb_flow_graph_get_n_edges (graph); i++)
    {
      const LkbFlowEdge *edge = lkb_flow_graph_get_edge (graph, i);

      if (!edge->in_path || edge->role != LKB_ROLE_SIDE)
        continue;
      if (sides[edge->to] == NULL)
        sides[edge->to] = g_array_new (FALSE, FALSE, sizeof (guint));
      if (sides[edge->to]->len < MAX_SIDES)
        g_array_append_val (sides[edge->to], i);
    }
  return sides;
}

LkbHops *
lkb_hops_new_latency (const LkbFlowGraph *graph, const LkbOwnTimes *times)
{
  LkbHops *hops = new_hops (graph, times);
  GArray **sides = find_side_inputs (graph);

  for (guint i = 0; i < hops->n_edges; i++)
    {
      const LkbFlowEdge *edge = lkb_flow_graph_get_edge (graph, i);
      gboolean any = FALSE;

      if (edge->in_path)
        {
          any = add_edge_latency (hops, i, i, TRUE);
          any = add_node_latency (hops, i, edge->to, TRUE) || any;
          if (!any)
            add_missing (hops, i, edge->element, LKB_FIELD_LATENCY_P95, LKB_MISSING_FIELD);
          if (lkb_flow_edge_triggers (edge) && sides[edge->to] != NULL)
            for (guint k = 0; k < sides[edge->to]->len; k++)
              add_edge_latency (hops, i, g_array_index (sides[edge->to], guint, k), TRUE);
        }
      sum_up (hops, i, FALSE);
    }

  for (guint i = 0; i < lkb_flow_graph_get_n_nodes (graph); i++)
    g_clear_pointer (&sides[i], g_array_unref);
  g_free (sides);
  return hops;
}

static void
add_fit (LkbHops *hops, guint edge, const LkbElement *element, LkbField field, const LkbFit *fit)
{
  LkbHopTerm term;

  lkb_hop_term_set_fit (&term, element, field, fit);
  term.shown.estimate = lkb_element_is_estimate (element, field);
  append_term (hops, edge, &term);
}

static void
add_uniform (LkbHops *hops, guint edge, const LkbElement *element, LkbField field, double hi)
{
  LkbFit fit;

  if (!(hi > 0))
    return;
  lkb_fit_set_uniform (&fit, 0, hi);
  add_fit (hops, edge, element, field, &fit);
}

static void
add_constant (LkbHops *hops, guint edge, const LkbElement *element, LkbField field, double value)
{
  LkbFit fit;

  if (!(value > 0))
    return;
  lkb_fit_set_constant (&fit, value);
  add_fit (hops, edge, element, field, &fit);
}

/* Reads a time that may be absent; one that is there but wrong is reported. Returns whether it is there and right. */
static gboolean
read_optional (LkbHops *hops, guint edge, const LkbElement *element, LkbField field, double *value)
{
  gboolean invalid;

  *value = 0;
  if (lkb_element_read_seconds (element, field, value, &invalid))
    return TRUE;
  if (invalid)
    add_missing (hops, edge, element, field, LKB_MISSING_INVALID);
  return FALSE;
}

/* Trigger interval T and duration S: the next batch starts when the clock says so and the last one is done, so the age
 * is S + U(0, max (T, S)); when the batch upstream starts this one there is no wait, only S. */
static gboolean
add_batch (LkbHops *hops, guint edge, const LkbElement *node)
{
  double interval, duration;
  gboolean has_interval = read_optional (hops, edge, node, LKB_FIELD_TRIGGER_INTERVAL, &interval);
  gboolean has_duration = read_optional (hops, edge, node, LKB_FIELD_BATCH_DURATION, &duration);
  const char *trigger = lkb_element_get_text (node, LKB_FIELD_TRIGGER);

  if (!has_interval && !has_duration)
    return FALSE;
  add_constant (hops, edge, node, LKB_FIELD_BATCH_DURATION, duration);
  if (g_strcmp0 (trigger, "upstream") != 0)
    add_uniform (hops, edge, node, LKB_FIELD_TRIGGER_INTERVAL, MAX (interval, duration));
  return TRUE;
}

/* Whether data waits for a clock that is the edge's to tell: not where the target starts after what is upstream. */
static gboolean
fires_now_and_then (const LkbFlowEdge *edge, const LkbElement *target)
{
  return (edge->mode == LKB_MODE_BATCH || edge->mode == LKB_MODE_MICROBATCH)
         && lkb_element_get (edge->element, LKB_FIELD_INTERVAL) == NULL
         && g_strcmp0 (lkb_element_get_text (target, LKB_FIELD_TRIGGER), "upstream") != 0;
}

LkbHops *
lkb_hops_new_freshness (const LkbFlowGraph *graph, const LkbOwnTimes *times)
{
  LkbHops *hops = new_hops (graph, times);

  for (guint i = 0; i < hops->n_edges; i++)
    {
      const LkbFlowEdge *edge = lkb_flow_graph_get_edge (graph, i);
      const LkbElement *target = lkb_flow_graph_get_node (graph, edge->to)->element;
      LkbKind kind = lkb_element_get_kind (target);
      double interval, window, watermark;
      gboolean any = FALSE, waits = FALSE;

      if (!edge->in_path)
        {
          sum_up (hops, i, TRUE);
          continue;
        }

      if (kind == LKB_KIND_PIPELINE)
        any = add_batch (hops, i, target);
      if (!any)
        {
          any = add_edge_latency (hops, i, i, FALSE);
          if (read_optional (hops, i, edge->element, LKB_FIELD_INTERVAL, &interval))
            {
              any = TRUE;
              add_uniform (hops, i, edge->element, LKB_FIELD_INTERVAL, interval);
            }
          else
            {
              waits = fires_now_and_then (edge, target);
            }
          any = add_node_latency (hops, i, edge->to, FALSE) || any;
        }
      if (read_optional (hops, i, target, LKB_FIELD_PUBLISH_INTERVAL, &interval))
        {
          any = TRUE;
          add_uniform (hops, i, target, LKB_FIELD_PUBLISH_INTERVAL, interval);
        }
      if (kind == LKB_KIND_PIPELINE
          && g_strcmp0 (lkb_element_get_text (target, LKB_FIELD_OUTPUT_MODE), "append") == 0
          && read_optional (hops, i, target, LKB_FIELD_WINDOW, &window))
        {
          /* A window shows up whole, once the watermark has passed its end. */
          add_uniform (hops, i, target, LKB_FIELD_WINDOW, window);
          if (read_optional (hops, i, target, LKB_FIELD_WATERMARK, &watermark))
            add_constant (hops, i, target, LKB_FIELD_WATERMARK, watermark);
        }

      /* Somebody who reads a table when he likes adds nothing to its age; the row says so. */
      if (!any && (kind == LKB_KIND_CONSUMER || kind == LKB_KIND_MODEL)
          && (edge->mode == LKB_MODE_BATCH || lkb_mode_is_request (edge->mode)))
        hops->zero[i] = LKB_FIELD_LATENCY_P95;
      /* So does a batch of which nobody says how often it comes. */
      else if (any && waits)
        hops->zero[i] = LKB_FIELD_INTERVAL;
      else if (!any)
        add_missing (hops, i, edge->element, LKB_FIELD_LATENCY_P95, LKB_MISSING_FIELD);
      sum_up (hops, i, TRUE);
    }
  return hops;
}

void
lkb_hops_free (LkbHops *hops)
{
  if (hops == NULL)
    return;
  for (guint i = 0; i < hops->n_edges; i++)
    g_clear_pointer (&hops->missing[i], g_array_unref);
  g_array_unref (hops->terms);
  g_free (hops->first);
  g_free (hops->sum);
  g_free (hops->mean);
  g_free (hops->complete);
  g_free (hops->zero);
  g_free (hops->missing);
  g_free (hops);
}
