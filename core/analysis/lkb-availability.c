/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-analysis-private.h"

#include <math.h>
#include <stdlib.h>

#include "lkb-formulas.h"

/* What is asked for by bits. */
#define MAX_PARTS 64

/* Ends that are judged, and states that all of them together may look at. */
#define MAX_ENDS 64
#define MAX_STATES 60000

/* What answers one caller: the nodes behind its lookups and requests. */
typedef struct
{
  const LkbFlowGraph *graph;
  const guint *position; /* node → place in the order of flow */
  GArray *parts; /* node places, callees before callers; the caller is the last */
  double *available; /* by place in @parts */
  /* When there are so few, by place: the parts that are asked, as bits. */
  guint64 needs[MAX_PARTS]; /* all of them, or one when @any */
  guint64 sides[MAX_PARTS]; /* wanted for the whole answer only */
  guint64 rescues[MAX_PARTS]; /* answer in the stead of all others */
  gboolean any[MAX_PARTS];
  gboolean is_series; /* every part is needed, always */
  gboolean has_degraded; /* there are answers of some kind that are not the whole */
  guint *states; /* left */
} Request;

/* "2 of 3": at least k of n identical ones must be up. */
static double
apply_redundancy (double a, const char *text)
{
  char *end;
  long k, n;

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
  return lkb_k_of_n ((guint) k, (guint) n, a);
}

static gboolean
asks_along (const LkbFlowEdge *edge)
{
  return lkb_mode_is_request (edge->mode) && !edge->in_loop;
}

static int
compare_positions (gconstpointer a, gconstpointer b, gpointer data)
{
  const guint *position = data;
  guint pa = position[*(const guint *) a], pb = position[*(const guint *) b];

  return pa < pb ? -1 : pa > pb;
}

static gboolean
says_any (const LkbFlowNode *node)
{
  return g_strcmp0 (lkb_element_get_text (node->element, LKB_FIELD_WAITS_FOR), "any") == 0;
}

/* All nodes that @end asks, directly or not, in the order of flow. */
static void
gather_parts (Request *self, guint end)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);

  self->is_series = TRUE;
  g_hash_table_add (seen, GUINT_TO_POINTER (end));
  g_array_append_val (self->parts, end);
  for (guint i = 0; i < self->parts->len; i++)
    {
      const LkbFlowNode *node = lkb_flow_graph_get_node (self->graph,
                                                         g_array_index (self->parts, guint, i));
      gboolean any = says_any (node);
      guint n_asked = 0;

      for (guint k = 0; k < node->n_in; k++)
        {
          const LkbFlowEdge *edge = lkb_flow_graph_get_edge (self->graph, node->in[k]);

          if (!asks_along (edge))
            continue;
          if (edge->role == LKB_ROLE_TRIGGER)
            n_asked++;
          else
            self->has_degraded = TRUE;
          if (g_hash_table_add (seen, GUINT_TO_POINTER (edge->from)))
            g_array_append_val (self->parts, edge->from);
        }
      self->is_series = self->is_series && !(any && n_asked > 1);
    }
  self->is_series = self->is_series && !self->has_degraded;
  g_array_sort_with_data (self->parts, compare_positions, (gpointer) self->position);
}

static void
gather_calls (Request *self)
{
  g_autoptr (GHashTable) places = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < self->parts->len; i++)
    {
      guint place = g_array_index (self->parts, guint, i);
      const LkbFlowNode *node = lkb_flow_graph_get_node (self->graph, place);

      g_hash_table_insert (places, GUINT_TO_POINTER (place), GUINT_TO_POINTER (i));
      self->any[i] = says_any (node);
      for (guint k = 0; k < node->n_in; k++)
        {
          const LkbFlowEdge *edge = lkb_flow_graph_get_edge (self->graph, node->in[k]);
          guint64 bit;

          if (!asks_along (edge))
            continue;
          bit = G_GUINT64_CONSTANT (1)
                << GPOINTER_TO_UINT (g_hash_table_lookup (places, GUINT_TO_POINTER (edge->from)));
          if (edge->role == LKB_ROLE_FALLBACK)
            self->rescues[i] |= bit;
          else if (edge->role == LKB_ROLE_SIDE)
            self->sides[i] |= bit;
          else
            self->needs[i] |= bit;
        }
    }
}

/* Whether the last part answers when the parts in @up work. */
static gboolean
answers (const Request *self, guint64 up, gboolean degraded)
{
  guint64 works = 0;

  for (guint i = 0; i < self->parts->len; i++)
    {
      guint64 needs = self->needs[i];
      gboolean served = self->any[i] && needs != 0 ? (needs & works) != 0 : (needs & ~works) == 0;

      if (!degraded)
        served = served && (self->sides[i] & ~works) == 0;
      else
        served = served || (self->rescues[i] & works) != 0;
      if ((up >> i & 1) != 0 && served)
        works |= G_GUINT64_CONSTANT (1) << i;
    }
  return (works >> (self->parts->len - 1) & 1) != 0;
}

/* Factors on one part at a time, until the others no longer matter: exact for any graph, shared parts counted once. NAN
 * when that takes too many states. */
static double
factor (Request *self, guint64 up, guint64 open, gboolean degraded)
{
  guint part = 0;
  guint64 bit;
  double with, without;

  if (*self->states == 0)
    return NAN;
  --*self->states;
  if (!answers (self, up | open, degraded))
    return 0;
  if (answers (self, up, degraded))
    return 1;
  /* Those next to the caller decide most. */
  for (guint i = 0; i < self->parts->len; i++)
    if ((open >> i & 1) != 0)
      part = i;
  bit = G_GUINT64_CONSTANT (1) << part;
  with = factor (self, up | bit, open & ~bit, degraded);
  if (self->available[part] == 1)
    return with;
  without = factor (self, up, open & ~bit, degraded);
  return self->available[part] * with + (1 - self->available[part]) * without;
}

static double
compose (Request *self, gboolean degraded)
{
  guint n = self->parts->len;
  guint64 all, up = 0;
  double product = 1;

  if (self->is_series)
    {
      for (guint i = 0; i < n; i++)
        product *= self->available[i];
      return product;
    }
  if (n > MAX_PARTS)
    return NAN;

  all = n < 64 ? (G_GUINT64_CONSTANT (1) << n) - 1 : G_MAXUINT64;
  /* What nothing works without is a plain factor. */
  for (guint i = 0; i < n; i++)
    {
      guint64 bit = G_GUINT64_CONSTANT (1) << i;

      if (answers (self, all & ~bit, degraded))
        continue;
      product *= self->available[i];
      up |= bit;
    }
  return product > 0 ? product * factor (self, up, all & ~up, degraded) : 0;
}

/* The part that the whole answer gains most from when it never fails. */
static void
find_weakest (Request *self, LkbAvailability *out)
{
  for (guint i = 0; i < self->parts->len; i++)
    {
      double before = self->available[i], figure;

      if (before == 1)
        continue;
      if (self->is_series && before > 0)
        {
          figure = out->request_path / before;
        }
      else
        {
          self->available[i] = 1;
          figure = compose (self, FALSE);
          self->available[i] = before;
        }
      if (figure > out->request_path && !(figure <= out->without_weakest))
        {
          const LkbFlowNode *node = lkb_flow_graph_get_node (self->graph,
                                                             g_array_index (self->parts, guint, i));

          out->without_weakest = figure;
          out->weakest = lkb_element_get_id (node->element);
        }
    }
}

/* A part is critical when nothing else answers in its place. */
static void
find_critical (LkbAnalysis *analysis, Request *self, guint end, LkbAvailability *out)
{
  gboolean *critical = lkb_analysis_alloc (analysis, self->parts->len * sizeof *critical);
  const LkbElement *caller = lkb_flow_graph_get_node (self->graph, end)->element;
  gboolean promises = lkb_element_get_kind (caller) == LKB_KIND_CONSUMER;
  guint n_told = 0;

  for (guint i = 0; i < self->parts->len; i++)
    {
      double before = self->available[i];

      if (promises && g_array_index (self->parts, guint, i) == end)
        continue;
      self->available[i] = 0;
      critical[n_told++] = self->is_series || compose (self, FALSE) == 0;
      self->available[i] = before;
    }
  out->part_is_critical = critical;
}

/* The promise: the caller's own figure, else the board's. */
static const LkbBudget *
find_promise (LkbAnalysis *analysis, const LkbElement *caller, const char *id)
{
  const LkbQuantity *q = lkb_element_get_quantity (caller, LKB_FIELD_AVAILABILITY);
  LkbBudget *own;

  if (lkb_element_get_kind (caller) != LKB_KIND_CONSUMER || q == NULL
      || !lkb_quantity_is_dimension (q, LKB_DIMENSION_FRACTION) || q->value <= 0 || q->value > 1)
    return analysis->budgets[LKB_BUDGET_AVAILABILITY];

  own = lkb_analysis_alloc (analysis, sizeof *own);
  *own = (LkbBudget){ .kind = LKB_BUDGET_AVAILABILITY,
                      .name = "availability",
                      .element = id,
                      .currency = "",
                      .value = q->value };
  own->text = lkb_analysis_intern (analysis, lkb_element_get_text (caller, LKB_FIELD_AVAILABILITY));
  return own;
}

/* Reads what each part says of itself. */
static void
read_parts (LkbAnalysisContext *context, Request *self, guint end, LkbAvailability *out,
            GArray *missing)
{
  LkbAnalysis *analysis = context->analysis;
  const LkbElement *caller = lkb_flow_graph_get_node (self->graph, end)->element;
  gboolean promises = lkb_element_get_kind (caller) == LKB_KIND_CONSUMER;
  guint n = self->parts->len, n_told = 0;
  double *told = lkb_analysis_alloc (analysis, n * sizeof *told);
  const char **ids = lkb_analysis_alloc (analysis, (n + 1) * sizeof *ids);
  g_autoptr (GHashTable) regions = g_hash_table_new (g_str_hash, g_str_equal);

  self->available = g_new (double, n);
  for (guint i = 0; i < n; i++)
    {
      guint place = g_array_index (self->parts, guint, i);
      const LkbElement *part = lkb_flow_graph_get_node (self->graph, place)->element;
      const LkbQuantity *q = lkb_element_get_quantity (part, LKB_FIELD_AVAILABILITY);
      const char *region = lkb_element_get_text (part, LKB_FIELD_REGION);

      self->available[i] = 1;
      if (place == context->down)
        self->available[i] = 0;
      /* What a consumer states is what it was promised, not how often it is up itself. */
      if (part == caller && promises)
        continue;
      if (region != NULL && !g_hash_table_add (regions, (gpointer) region))
        out->shares_region = TRUE;
      ids[n_told] = lkb_element_get_id (part);
      told[n_told] = NAN;
      if (q != NULL && lkb_quantity_is_dimension (q, LKB_DIMENSION_FRACTION) && q->value >= 0
          && q->value <= 1)
        {
          told[n_told] = apply_redundancy (q->value,
                                           lkb_element_get_text (part, LKB_FIELD_REDUNDANCY));
          if (place != context->down)
            self->available[i] = told[n_told];
        }
      else if (place != context->down)
        {
          LkbMissing item = { ids[n_told], LKB_FIELD_AVAILABILITY,
                              lkb_element_get (part, LKB_FIELD_AVAILABILITY) == NULL
                                  ? LKB_MISSING_FIELD
                                  : LKB_MISSING_INVALID };

          g_array_append_val (missing, item);
        }
      n_told++;
    }
  out->parts = ids;
  out->part_availability = told;
}

static void
judge_end (LkbAnalysisContext *context, Request *self, guint end, LkbAvailability *out)
{
  LkbAnalysis *analysis = context->analysis;
  const LkbElement *caller = lkb_flow_graph_get_node (self->graph, end)->element;
  g_autoptr (GArray) missing = g_array_new (FALSE, FALSE, sizeof (LkbMissing));

  gather_parts (self, end);
  out->to = lkb_element_get_id (caller);
  out->request_path = out->degraded = out->without_weakest = NAN;
  read_parts (context, self, end, out, missing);
  if (missing->len == 0)
    {
      if (!self->is_series && self->parts->len <= MAX_PARTS)
        gather_calls (self);
      out->request_path = compose (self, FALSE);
      out->degraded = self->has_degraded ? compose (self, TRUE) : out->request_path;
      if (isnan (out->request_path) || isnan (out->degraded))
        {
          LkbMissing item = { out->to, LKB_FIELD_AVAILABILITY, LKB_MISSING_TOO_LARGE };

          out->request_path = out->degraded = NAN;
          g_array_append_val (missing, item);
        }
      else
        {
          find_critical (analysis, self, end, out);
          find_weakest (self, out);
        }
    }
  out->downtime_min_30d = lkb_downtime_min_30d (out->request_path);
  out->missing = lkb_analysis_keep_missing (analysis, missing);
  out->budget = find_promise (analysis, caller, out->to);
}

/* How urgently an end's figure must be shown: known before unknown, then the least room to its promise. */
static double
get_rank (const LkbAvailability *a)
{
  if (isnan (a->request_path))
    return 2;
  return a->budget != NULL ? a->request_path - a->budget->value : a->request_path;
}

static gboolean
asks_somebody (const LkbFlowGraph *graph, const LkbFlowNode *node)
{
  for (guint k = 0; k < node->n_in; k++)
    if (asks_along (lkb_flow_graph_get_edge (graph, node->in[k])))
      return TRUE;
  return FALSE;
}

void
lkb_availability_build (LkbAnalysisContext *context)
{
  LkbAnalysis *analysis = context->analysis;
  LkbAvailability *result = &analysis->availability;
  guint n = lkb_flow_graph_get_n_nodes (context->graph), states = MAX_STATES;
  const guint *order = lkb_flow_graph_get_order (context->graph);
  g_autofree guint *position = g_new (guint, n + 1);
  gboolean consumers_only = FALSE;

  for (guint i = 0; i < n; i++)
    position[order[i]] = i;
  result->request_path = result->degraded = result->downtime_min_30d = NAN;
  result->without_weakest = NAN;

  for (guint pass = 0; pass < 2 && !consumers_only; pass++)
    for (guint i = 0; i < n && analysis->availabilities->len < MAX_ENDS; i++)
      {
        const LkbFlowNode *node = lkb_flow_graph_get_node (context->graph, i);
        gboolean is_consumer = lkb_element_get_kind (node->element) == LKB_KIND_CONSUMER;
        Request request = { .graph = context->graph, .position = position, .states = &states };
        LkbAvailability *one;

        /* Consumers count first; without any that asks, the models that nobody reads. */
        if ((pass == 0) != is_consumer || !lkb_flow_graph_is_end (context->graph, i)
            || !asks_somebody (context->graph, node))
          continue;

        consumers_only = consumers_only || is_consumer;
        one = lkb_analysis_alloc (analysis, sizeof *one);
        request.parts = g_array_new (FALSE, FALSE, sizeof (guint));
        judge_end (context, &request, i, one);
        g_ptr_array_add (analysis->availabilities, one);
        if (result->to == NULL || get_rank (one) < get_rank (result))
          *result = *one;
        g_free (request.available);
        g_array_unref (request.parts);
      }

  if (result->to == NULL)
    {
      static const char *const none[] = { NULL };

      result->parts = none;
      result->budget = analysis->budgets[LKB_BUDGET_AVAILABILITY];
      result->missing = lkb_analysis_say_missing (analysis, NULL, LKB_N_FIELDS,
                                                  LKB_MISSING_NO_CALL);
    }
}
