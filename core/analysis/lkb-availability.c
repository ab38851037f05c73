/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-analysis-private.h"

#include <math.h>
#include <stdlib.h>

/* Every state of the parts is gone through when there are fallbacks: 2^16 at most. */
#define MAX_PARTS 16
#define MINUTES_30D 43200.0

/* What answers one caller: the nodes behind its lookups and requests. */
typedef struct
{
  const LkbFlowGraph *graph;
  gboolean *inside; /* by node */
  GArray *parts; /* node places, callees before callers */
  double *available; /* by place in @parts */
  guint *place; /* node → place in @parts */
  guint needs[MAX_PARTS]; /* by place, when there are so few: the parts it asks, as bits … */
  guint rescues[MAX_PARTS]; /* … and those that answer in their stead */
  gboolean has_fallback;
} Request;

/* "2 of 3": at least k of n identical ones must be up. */
static double
apply_redundancy (double a, const char *text)
{
  char *end;
  long k, n;
  double sum = 0;

  if (text == NULL)
    return a;
  k = strtol (text, &end, 10);
  while (*end == ' ' || *end == '-')
    end++;
  if (end[0] != 'o' || end[1] != 'f')
    return a;
  end += 2;
  while (*end == ' ' || *end == '-')
    end++;
  n = strtol (end, &end, 10);
  if (*end != '\0' || k < 1 || n < k || n > 1000)
    return a;
  for (long j = k; j <= n; j++)
    sum += exp (lgamma (n + 1.0) - lgamma (j + 1.0) - lgamma (n - j + 1.0)) * pow (a, j)
           * pow (1 - a, n - j);
  return MIN (sum, 1);
}

static gboolean
asks_along (const LkbFlowEdge *edge)
{
  return lkb_mode_is_request (edge->mode) && !edge->in_loop;
}

/* All nodes that @end asks, directly or not, in the order of flow. */
static void
gather_parts (Request *self, guint end)
{
  const guint *order = lkb_flow_graph_get_order (self->graph);
  guint n = lkb_flow_graph_get_n_nodes (self->graph);

  self->inside[end] = TRUE;
  for (guint i = n; i-- > 0;)
    {
      const LkbFlowNode *node = lkb_flow_graph_get_node (self->graph, order[i]);

      for (guint k = 0; k < node->n_in && self->inside[order[i]]; k++)
        {
          const LkbFlowEdge *edge = lkb_flow_graph_get_edge (self->graph, node->in[k]);

          if (!asks_along (edge))
            continue;
          self->inside[edge->from] = TRUE;
          self->has_fallback = self->has_fallback || edge->role == LKB_ROLE_FALLBACK;
        }
    }
  for (guint i = 0; i < n; i++)
    if (self->inside[order[i]])
      {
        self->place[order[i]] = self->parts->len;
        g_array_append_val (self->parts, order[i]);
      }
}

/* A part may be asked along thousands of edges; the states below look at each pair only once. */
static void
gather_calls (Request *self)
{
  for (guint i = 0; i < self->parts->len; i++)
    {
      const LkbFlowNode *node = lkb_flow_graph_get_node (self->graph,
                                                         g_array_index (self->parts, guint, i));

      for (guint k = 0; k < node->n_in; k++)
        {
          const LkbFlowEdge *edge = lkb_flow_graph_get_edge (self->graph, node->in[k]);

          if (!asks_along (edge))
            continue;
          if (edge->role == LKB_ROLE_FALLBACK)
            self->rescues[i] |= 1u << self->place[edge->from];
          else
            self->needs[i] |= 1u << self->place[edge->from];
        }
    }
}

/* Whether the last part answers when the parts in @up work: each needs all that it asks, or one of its fallbacks. */
static gboolean
answers (const Request *self, guint up, gboolean with_fallbacks)
{
  guint works = 0;

  for (guint i = 0; i < self->parts->len; i++)
    {
      gboolean served = (self->needs[i] & ~works) == 0;
      gboolean rescued = with_fallbacks && (self->rescues[i] & works) != 0;

      if ((up & (1u << i)) != 0 && (served || rescued))
        works |= 1u << i;
    }
  return (works & (1u << (self->parts->len - 1))) != 0;
}

static double
sum_states (const Request *self, gboolean with_fallbacks)
{
  double total = 0;

  for (guint up = 0; up < 1u << self->parts->len; up++)
    {
      double p = 1;

      for (guint i = 0; i < self->parts->len && p > 0; i++)
        p *= up & (1u << i) ? self->available[i] : 1 - self->available[i];
      if (p > 0 && answers (self, up, with_fallbacks))
        total += p;
    }
  return total;
}

static void
judge_end (LkbAnalysisContext *context, Request *self, guint end, LkbAvailability *out)
{
  LkbAnalysis *analysis = context->analysis;
  const LkbElement *caller = lkb_flow_graph_get_node (self->graph, end)->element;
  gboolean promises = lkb_element_get_kind (caller) == LKB_KIND_CONSUMER;
  g_autoptr (GArray) missing = g_array_new (FALSE, FALSE, sizeof (LkbMissing));
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();

  out->to = lkb_analysis_intern (analysis, lkb_element_get_id (caller));
  out->request_path = 1;
  self->available = g_new0 (double, self->parts->len);
  for (guint i = 0; i < self->parts->len; i++)
    {
      const LkbElement *part
          = lkb_flow_graph_get_node (self->graph, g_array_index (self->parts, guint, i))->element;
      const LkbQuantity *q = lkb_element_get_quantity (part, LKB_FIELD_AVAILABILITY);
      const char *id = lkb_element_get_id (part);

      /* What a consumer states is what it was promised, not how often it is up itself. */
      self->available[i] = 1;
      if (part == caller && promises)
        continue;
      g_ptr_array_add (ids, (gpointer) id);
      if (q == NULL || !lkb_quantity_is_dimension (q, LKB_DIMENSION_FRACTION) || q->value < 0
          || q->value > 1)
        {
          LkbMissing item = { id, LKB_FIELD_AVAILABILITY,
                              lkb_element_get (part, LKB_FIELD_AVAILABILITY) == NULL
                                  ? LKB_MISSING_FIELD
                                  : LKB_MISSING_INVALID };

          g_array_append_val (missing, item);
          continue;
        }
      self->available[i] = apply_redundancy (q->value,
                                             lkb_element_get_text (part, LKB_FIELD_REDUNDANCY));
      out->request_path *= self->available[i];
    }

  out->parts = lkb_analysis_keep_ids (analysis, ids);
  out->degraded = NAN;
  if (missing->len > 0)
    {
      out->request_path = NAN;
    }
  else if (!self->has_fallback)
    {
      out->degraded = out->request_path;
    }
  else if (self->parts->len > MAX_PARTS)
    {
      LkbMissing item = { out->to, LKB_FIELD_AVAILABILITY, LKB_MISSING_TOO_LARGE };

      out->request_path = NAN;
      g_array_append_val (missing, item);
    }
  else
    {
      gather_calls (self);
      out->request_path = sum_states (self, FALSE);
      out->degraded = sum_states (self, TRUE);
    }
  out->downtime_min_30d = (1 - out->request_path) * MINUTES_30D;
  out->missing = lkb_analysis_keep_missing (analysis, missing);

  out->budget = analysis->budgets[LKB_BUDGET_AVAILABILITY];
  if (promises)
    {
      const LkbQuantity *q = lkb_element_get_quantity (caller, LKB_FIELD_AVAILABILITY);

      if (q != NULL && lkb_quantity_is_dimension (q, LKB_DIMENSION_FRACTION) && q->value > 0
          && q->value <= 1)
        {
          LkbBudget *own = lkb_analysis_alloc (analysis, sizeof *own);

          *own = (LkbBudget){ .kind = LKB_BUDGET_AVAILABILITY,
                              .name = "availability",
                              .element = out->to,
                              .currency = "",
                              .value = q->value };
          own->text = lkb_analysis_intern (analysis,
                                           lkb_element_get_text (caller, LKB_FIELD_AVAILABILITY));
          out->budget = own;
        }
    }
}

/* How urgently an end's figure must be shown: known before unknown, then the least room to its promise. */
static double
get_rank (const LkbAvailability *a)
{
  if (isnan (a->request_path))
    return 2;
  return a->budget != NULL ? a->request_path - a->budget->value : a->request_path;
}

void
lkb_availability_build (LkbAnalysisContext *context)
{
  LkbAnalysis *analysis = context->analysis;
  LkbAvailability *result = &analysis->availability;
  guint n = lkb_flow_graph_get_n_nodes (context->graph), n_judged = 0;
  gboolean consumers_only = FALSE;

  result->request_path = result->degraded = result->downtime_min_30d = NAN;

  for (guint pass = 0; pass < 2 && !consumers_only; pass++)
    for (guint i = 0; i < n && n_judged < 64; i++)
      {
        const LkbFlowNode *node = lkb_flow_graph_get_node (context->graph, i);
        gboolean is_consumer = lkb_element_get_kind (node->element) == LKB_KIND_CONSUMER;
        LkbAvailability one = { 0 };
        Request request = { .graph = context->graph };
        gboolean asks = FALSE;

        /* Consumers count first; without any that asks, the models that nobody reads. */
        if ((pass == 0) != is_consumer || !lkb_flow_graph_is_end (context->graph, i))
          continue;
        for (guint k = 0; k < node->n_in && !asks; k++)
          asks = asks_along (lkb_flow_graph_get_edge (context->graph, node->in[k]));
        if (!asks)
          continue;

        consumers_only = consumers_only || is_consumer;
        n_judged++;
        request.inside = g_new0 (gboolean, n);
        request.place = g_new0 (guint, n);
        request.parts = g_array_new (FALSE, FALSE, sizeof (guint));
        gather_parts (&request, i);
        judge_end (context, &request, i, &one);
        if (result->to == NULL || get_rank (&one) < get_rank (result))
          *result = one;
        g_free (request.inside);
        g_free (request.place);
        g_free (request.available);
        g_array_unref (request.parts);
      }

  if (result->to == NULL)
    {
      static const char *const none[] = { NULL };

      result->parts = none;
      result->budget = analysis->budgets[LKB_BUDGET_AVAILABILITY];
      result->missing = lkb_analysis_say_missing (analysis, NULL, LKB_N_FIELDS,
                                                  LKB_MISSING_NO_PATH);
    }
}
