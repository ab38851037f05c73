/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-hop.h"

#include <math.h>

#include "core/base/lkb-text.h"

/* Beyond ten million years it is a slip of the pen, and sums would lose their meaning. */
#define LONGEST_TIME 3e14

gboolean
lkb_hop_read_seconds (const LkbElement *element, LkbField field, double *seconds, gboolean *invalid)
{
  const LkbQuantity *q = lkb_element_get_quantity (element, field);

  *invalid = FALSE;
  if (q == NULL || q->dimension != LKB_DIMENSION_TIME || q->value < 0 || q->value > LONGEST_TIME)
    {
      *invalid = lkb_element_get (element, field) != NULL;
      return FALSE;
    }
  *seconds = q->value;
  return TRUE;
}

static LkbEvidence
get_evidence (const LkbElement *element, LkbField field)
{
  const LkbQuantity *q = lkb_element_get_quantity (element, field);
  LkbEvidence evidence = q != NULL ? q->evidence : LKB_EVIDENCE_NONE;

  if (evidence == LKB_EVIDENCE_NONE)
    {
      const char *word = lkb_element_get_text (element, LKB_FIELD_EVIDENCE);

      if (word != NULL)
        lkb_evidence_from_string (word, &evidence);
    }
  return evidence;
}

static gboolean
is_estimate (const LkbElement *element, LkbField field)
{
  LkbEvidence evidence;

  if (lkb_element_get (element, field) == NULL)
    return FALSE;
  evidence = get_evidence (element, field);
  return evidence == LKB_EVIDENCE_ESTIMATE || evidence == LKB_EVIDENCE_TARGET;
}

static void
add_missing (LkbHops *hops, guint edge, const LkbElement *element, LkbField field,
             LkbMissingReason reason)
{
  LkbMissing missing = { lkb_element_get_id (element), field, reason };

  if (hops->missing[edge] == NULL)
    hops->missing[edge] = g_array_new (FALSE, FALSE, sizeof (LkbMissing));
  g_array_append_val (hops->missing[edge], missing);
}

/* The percentiles of one element's latency fields, sorted to the percentile that each really states. */
typedef struct
{
  gboolean any;
  gboolean invalid;
  LkbField invalid_field;
  gboolean assumed;
  gboolean estimate;
  double p[3];
} Percentiles;

static void
read_percentiles (const LkbElement *element, Percentiles *out)
{
  static const LkbField fields[] = { LKB_FIELD_LATENCY_P50, LKB_FIELD_LATENCY_P95,
                                     LKB_FIELD_LATENCY_P99 };
  static const double levels[] = { 0.5, 0.95, 0.99 };

  *out = (Percentiles){ .p = { NAN, NAN, NAN } };
  for (guint i = 0; i < 3; i++)
    {
      const LkbQuantity *q;
      double seconds;
      gboolean invalid, before = out->assumed;
      guint place = i;

      if (!lkb_hop_read_seconds (element, fields[i], &seconds, &invalid) || seconds == 0)
        {
          if (invalid || lkb_element_get (element, fields[i]) != NULL)
            {
              out->any = out->invalid = TRUE;
              out->invalid_field = fields[i];
            }
          continue;
        }
      q = lkb_element_get_quantity (element, fields[i]);
      /* Any other statistic is taken for the one of its box, and that is said. */
      out->assumed = out->assumed || q->stat != LKB_STAT_NONE;
      if (q->stat == LKB_STAT_PERCENTILE)
        for (guint k = 0; k < 3; k++)
          if (fabs (q->percentile - levels[k]) < 1e-9)
            {
              place = k;
              out->assumed = before;
            }
      out->any = TRUE;
      out->p[place] = seconds;
      out->estimate = out->estimate || is_estimate (element, fields[i]);
    }
}

static void
append_term (LkbHops *hops, const LkbHopTerm *term)
{
  g_array_append_vals (hops->terms, term, 1);
}

static LkbHopTerm
make_fitted (const char *element, const char *edge, LkbField field, const LkbFit *fit)
{
  LkbHopTerm term = { .shown = { .element = element, .edge = edge, .field = field },
                      .has_fit = TRUE,
                      .fit = *fit };

  term.shown.mean = lkb_fit_get_moment (fit, 1);
  term.shown.p50 = lkb_fit_get_quantile (fit, 0.5);
  term.shown.p95 = lkb_fit_get_quantile (fit, 0.95);
  term.shown.p99 = lkb_fit_get_quantile (fit, 0.99);
  term.shown.worst = fit->shape == LKB_SHAPE_CURVE ? term.shown.p95 : fit->hi;
  return term;
}

/* Adds the latency of one element to a hop. Returns FALSE when there is none. */
static gboolean
add_latency (LkbHops *hops, guint edge, const char *edge_id, const LkbElement *element,
             gboolean needs_fit)
{
  Percentiles p;
  LkbFit fit;
  LkbHopTerm term;

  read_percentiles (element, &p);
  if (!p.any)
    return FALSE;
  if (p.invalid)
    {
      add_missing (hops, edge, element, p.invalid_field, LKB_MISSING_INVALID);
      return TRUE;
    }

  if (lkb_fit_set_quantiles (&fit, p.p[0], p.p[1], p.p[2]))
    {
      term = make_fitted (lkb_element_get_id (element), edge_id, LKB_FIELD_LATENCY_P95, &fit);
      if (!isnan (p.p[2]))
        term.shown.worst = p.p[2];
    }
  else if (!isnan (p.p[0]) + !isnan (p.p[1]) + !isnan (p.p[2]) > 1)
    {
      add_missing (hops, edge, element, LKB_FIELD_LATENCY_P95, LKB_MISSING_INVALID);
      return TRUE;
    }
  else
    {
      term = (LkbHopTerm){ .shown = { .element = lkb_element_get_id (element),
                                      .edge = edge_id,
                                      .field = LKB_FIELD_LATENCY_P95 } };
      term.shown.p50 = p.p[0];
      term.shown.p95 = p.p[1];
      term.shown.p99 = p.p[2];
      term.shown.mean = NAN;
      term.shown.worst = !isnan (p.p[2]) ? p.p[2] : p.p[1];
      if (needs_fit || isnan (term.shown.worst))
        add_missing (hops, edge, element,
                     isnan (p.p[0]) ? LKB_FIELD_LATENCY_P50 : LKB_FIELD_LATENCY_P95,
                     LKB_MISSING_FIELD);
    }
  term.shown.assumed = p.assumed;
  term.shown.estimate = p.estimate;
  append_term (hops, &term);
  return TRUE;
}

static LkbHops *
new_hops (const LkbFlowGraph *graph)
{
  LkbHops *hops = g_new0 (LkbHops, 1);

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

/* The side edges into each node, NULL for most. */
static GPtrArray **
find_side_inputs (const LkbFlowGraph *graph)
{
  GPtrArray **sides = g_new0 (GPtrArray *, lkb_flow_graph_get_n_nodes (graph) + 1);

  for (guint i = 0; i < lkb_flow_graph_get_n_edges (graph); i++)
    {
      const LkbFlowEdge *edge = lkb_flow_graph_get_edge (graph, i);

      if (!edge->in_path || edge->role != LKB_ROLE_SIDE)
        continue;
      if (sides[edge->to] == NULL)
        sides[edge->to] = g_ptr_array_new ();
      if (sides[edge->to]->len < MAX_SIDES)
        g_ptr_array_add (sides[edge->to], (gpointer) edge->element);
    }
  return sides;
}

LkbHops *
lkb_hops_new_latency (const LkbFlowGraph *graph)
{
  LkbHops *hops = new_hops (graph);
  GPtrArray **sides = find_side_inputs (graph);

  for (guint i = 0; i < hops->n_edges; i++)
    {
      const LkbFlowEdge *edge = lkb_flow_graph_get_edge (graph, i);
      const LkbFlowNode *target = lkb_flow_graph_get_node (graph, edge->to);
      const char *id = lkb_element_get_id (edge->element);
      gboolean any = FALSE;

      if (edge->in_path)
        {
          any = add_latency (hops, i, id, edge->element, TRUE);
          any = add_latency (hops, i, id, target->element, TRUE) || any;
          if (!any)
            add_missing (hops, i, edge->element, LKB_FIELD_LATENCY_P95, LKB_MISSING_FIELD);
          if (lkb_flow_edge_triggers (edge) && sides[edge->to] != NULL)
            for (guint k = 0; k < sides[edge->to]->len; k++)
              add_latency (hops, i, id, g_ptr_array_index (sides[edge->to], k), TRUE);
        }
      sum_up (hops, i, FALSE);
    }

  for (guint i = 0; i < lkb_flow_graph_get_n_nodes (graph); i++)
    g_clear_pointer (&sides[i], g_ptr_array_unref);
  g_free (sides);
  return hops;
}

static void
add_uniform (LkbHops *hops, guint edge, const char *edge_id, const LkbElement *element,
             LkbField field, double hi)
{
  LkbFit fit;
  LkbHopTerm term;

  if (!(hi > 0))
    return;
  lkb_fit_set_uniform (&fit, 0, hi);
  term = make_fitted (lkb_element_get_id (element), edge_id, field, &fit);
  term.shown.estimate = is_estimate (element, field);
  append_term (hops, &term);
}

static void
add_constant (LkbHops *hops, guint edge, const char *edge_id, const LkbElement *element,
              LkbField field, double value)
{
  LkbFit fit;
  LkbHopTerm term;

  if (!(value > 0))
    return;
  lkb_fit_set_constant (&fit, value);
  term = make_fitted (lkb_element_get_id (element), edge_id, field, &fit);
  term.shown.estimate = is_estimate (element, field);
  append_term (hops, &term);
}

/* Reads a time that may be absent; one that is there but wrong is reported. Returns whether it is there and right. */
static gboolean
read_optional (LkbHops *hops, guint edge, const LkbElement *element, LkbField field, double *value)
{
  gboolean invalid;

  *value = 0;
  if (lkb_kind_get_tier (lkb_element_get_kind (element), field) == 0)
    return FALSE;
  if (lkb_hop_read_seconds (element, field, value, &invalid))
    return TRUE;
  if (invalid)
    add_missing (hops, edge, element, field, LKB_MISSING_INVALID);
  return FALSE;
}

/* Trigger interval T and duration S: the next batch starts when the clock says so and the last one is done, so the age
 * is S + U(0, max (T, S)); when the batch upstream starts this one there is no wait, only S. */
static gboolean
add_batch (LkbHops *hops, guint edge, const char *edge_id, const LkbElement *node)
{
  double interval, duration;
  gboolean has_interval = read_optional (hops, edge, node, LKB_FIELD_TRIGGER_INTERVAL, &interval);
  gboolean has_duration = read_optional (hops, edge, node, LKB_FIELD_BATCH_DURATION, &duration);
  const char *trigger = lkb_element_get_text (node, LKB_FIELD_TRIGGER);

  if (!has_interval && !has_duration)
    return FALSE;
  add_constant (hops, edge, edge_id, node, LKB_FIELD_BATCH_DURATION, duration);
  if (g_strcmp0 (trigger, "upstream") != 0)
    add_uniform (hops, edge, edge_id, node, LKB_FIELD_TRIGGER_INTERVAL, MAX (interval, duration));
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
lkb_hops_new_freshness (const LkbFlowGraph *graph)
{
  LkbHops *hops = new_hops (graph);

  for (guint i = 0; i < hops->n_edges; i++)
    {
      const LkbFlowEdge *edge = lkb_flow_graph_get_edge (graph, i);
      const LkbElement *target = lkb_flow_graph_get_node (graph, edge->to)->element;
      const char *id = lkb_element_get_id (edge->element);
      LkbKind kind = lkb_element_get_kind (target);
      double interval, window, watermark;
      gboolean any = FALSE, waits = FALSE;

      if (!edge->in_path)
        {
          sum_up (hops, i, TRUE);
          continue;
        }

      if (kind == LKB_KIND_PIPELINE)
        any = add_batch (hops, i, id, target);
      if (!any)
        {
          any = add_latency (hops, i, id, edge->element, FALSE);
          if (read_optional (hops, i, edge->element, LKB_FIELD_INTERVAL, &interval))
            {
              any = TRUE;
              add_uniform (hops, i, id, edge->element, LKB_FIELD_INTERVAL, interval);
            }
          else
            {
              waits = fires_now_and_then (edge, target);
            }
          any = add_latency (hops, i, id, target, FALSE) || any;
        }
      if (read_optional (hops, i, target, LKB_FIELD_PUBLISH_INTERVAL, &interval))
        {
          any = TRUE;
          add_uniform (hops, i, id, target, LKB_FIELD_PUBLISH_INTERVAL, interval);
        }
      if (kind == LKB_KIND_PIPELINE
          && g_strcmp0 (lkb_element_get_text (target, LKB_FIELD_OUTPUT_MODE), "append") == 0
          && read_optional (hops, i, target, LKB_FIELD_WINDOW, &window))
        {
          /* A window shows up whole, once the watermark has passed its end. */
          add_uniform (hops, i, id, target, LKB_FIELD_WINDOW, window);
          if (read_optional (hops, i, target, LKB_FIELD_WATERMARK, &watermark))
            add_constant (hops, i, id, target, LKB_FIELD_WATERMARK, watermark);
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
