/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-own-time.h"

#include <math.h>

/* Beyond ten million years it is a slip of the pen, and sums would lose their meaning. */
#define LONGEST_TIME 3e14

gboolean
lkb_element_read_seconds (const LkbElement *element, LkbField field, double *seconds,
                          gboolean *invalid)
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

gboolean
lkb_element_is_estimate (const LkbElement *element, LkbField field)
{
  LkbEvidence evidence;

  if (lkb_element_get (element, field) == NULL)
    return FALSE;
  evidence = get_evidence (element, field);
  return evidence == LKB_EVIDENCE_ESTIMATE || evidence == LKB_EVIDENCE_TARGET;
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

      if (!lkb_element_read_seconds (element, fields[i], &seconds, &invalid) || seconds == 0)
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
      out->estimate = out->estimate || lkb_element_is_estimate (element, fields[i]);
    }
}

void
lkb_hop_term_set_fit (LkbHopTerm *term, const LkbElement *element, LkbField field,
                      const LkbFit *fit)
{
  *term = (LkbHopTerm){ .shown = { .element = lkb_element_get_id (element), .field = field },
                        .has_fit = TRUE,
                        .fit = *fit };
  term->shown.mean = lkb_fit_get_moment (fit, 1);
  term->shown.p50 = lkb_fit_get_quantile (fit, 0.5);
  term->shown.p95 = lkb_fit_get_quantile (fit, 0.95);
  term->shown.p99 = lkb_fit_get_quantile (fit, 0.99);
  term->shown.worst = fit->shape == LKB_SHAPE_CURVE ? term->shown.p95 : fit->hi;
}

static void
read_own_time (const LkbElement *element, LkbOwnTime *out)
{
  LkbTerm *shown = &out->term.shown;
  Percentiles p;
  LkbFit fit;

  read_percentiles (element, &p);
  out->is_said = p.any;
  out->wrong = out->wanted = LKB_N_FIELDS;
  out->term.has_fit = FALSE;
  if (!p.any)
    return;
  if (p.invalid)
    {
      out->wrong = p.invalid_field;
      return;
    }

  if (lkb_fit_set_quantiles (&fit, p.p[0], p.p[1], p.p[2]))
    {
      lkb_hop_term_set_fit (&out->term, element, LKB_FIELD_LATENCY_P95, &fit);
      if (!isnan (p.p[2]))
        shown->worst = p.p[2];
    }
  else if (!isnan (p.p[0]) + !isnan (p.p[1]) + !isnan (p.p[2]) > 1)
    {
      out->wrong = LKB_FIELD_LATENCY_P95;
      return;
    }
  else
    {
      *shown = (LkbTerm){ .element = lkb_element_get_id (element),
                          .field = LKB_FIELD_LATENCY_P95,
                          .mean = NAN,
                          .p50 = p.p[0],
                          .p95 = p.p[1],
                          .p99 = p.p[2],
                          .worst = !isnan (p.p[2]) ? p.p[2] : p.p[1] };
      out->wanted = isnan (p.p[0]) ? LKB_FIELD_LATENCY_P50 : LKB_FIELD_LATENCY_P95;
    }
  shown->assumed = p.assumed;
  shown->estimate = p.estimate;
}

LkbOwnTimes *
lkb_own_times_new (const LkbFlowGraph *graph)
{
  LkbOwnTimes *self = g_new (LkbOwnTimes, 1);
  guint n_nodes = lkb_flow_graph_get_n_nodes (graph), n_edges = lkb_flow_graph_get_n_edges (graph);

  self->nodes = g_new (LkbOwnTime, n_nodes);
  self->edges = g_new (LkbOwnTime, n_edges);
  for (guint i = 0; i < n_nodes; i++)
    read_own_time (lkb_flow_graph_get_node (graph, i)->element, &self->nodes[i]);
  for (guint i = 0; i < n_edges; i++)
    read_own_time (lkb_flow_graph_get_edge (graph, i)->element, &self->edges[i]);
  return self;
}

void
lkb_own_times_free (LkbOwnTimes *self)
{
  g_free (self->nodes);
  g_free (self->edges);
  g_free (self);
}
