/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "core/base/lkb-text.h"
#include "core/model/lkb-edit.h"
#include "core/model/lkb-ownership.h"
#include "lkb-rules-private.h"

#define FEWEST_HOPS 3
#define FEWEST_CALLS 5
/* Below this, starting every now and then is too slow; below the other, so is running without a pause. */
#define TRIGGERED_FROM 10.0
#define CONTINUOUS_FROM 1.0

static double
read_seconds (const LkbElement *element, LkbField field)
{
  const LkbQuantity *q = lkb_element_get_quantity (element, field);

  return q != NULL && q->dimension == LKB_DIMENSION_TIME ? q->value : NAN;
}

/* LAT002 */

static void
check_dominant (LkbRuleRun *run, const LkbLatencyRow *row, GHashTable *told)
{
  const char *longest = NULL;
  double total = 0, most = 0;
  const LkbElement *edge;
  LkbReport *report;

  if (row->n_path < FEWEST_HOPS || isnan (row->mean) || row->mean <= 0)
    return;
  /* The terms of one hop stand one after the other. */
  for (guint i = 0; i < row->n_terms;)
    {
      const char *id = row->terms[i].edge;
      double sum = 0;

      for (; i < row->n_terms && g_strcmp0 (row->terms[i].edge, id) == 0; i++)
        sum += row->terms[i].mean;
      total += sum;
      if (sum > most)
        {
          most = sum;
          longest = id;
        }
    }
  if (isnan (total) || most <= total / 2 || longest == NULL
      || !g_hash_table_add (told, (gpointer) longest))
    return;
  edge = lkb_board_lookup (run->board, longest);
  if (edge == NULL)
    return;
  /* No fix: to type shorter times would show them as reached. */
  report = lkb_run_report (run, "LAT002", edge, "latency_p50", LKB_FIELD_LATENCY_P50,
                           N_ ("{hop} is {share} of the time: start there."));
  lkb_report_take_arg (report, "hop", lkb_run_dup_name (run, longest));
  lkb_report_take_percent (report, "share", most / total, 0.5);
}

/* LAT004 */

/* Who is asked and answers at once: what a call runs through. A table that is read is filled in its own time. */
static gboolean
is_called (const LkbRuleRun *run, guint place)
{
  const LkbFlowNode *node = lkb_flow_graph_get_node (run->graph, place);
  LkbKind kind = lkb_element_get_kind (node->element);
  const char *type = lkb_element_get_text (node->element, LKB_FIELD_TYPE);

  if (kind == LKB_KIND_STORAGE || kind == LKB_KIND_FEATURE_STORE
      || g_strcmp0 (type, "materialized-view") == 0 || g_strcmp0 (type, "streaming-table") == 0)
    return FALSE;
  for (guint i = 0; i < node->n_out; i++)
    if (lkb_mode_is_request (lkb_flow_graph_get_edge (run->graph, node->out[i])->mode))
      return TRUE;
  return FALSE;
}

static void
check_slow_edges (LkbRuleRun *run)
{
  for (guint i = 0; i < lkb_flow_graph_get_n_edges (run->graph); i++)
    {
      const LkbFlowEdge *edge = lkb_flow_graph_get_edge (run->graph, i);
      g_autoptr (LkbValue) publish = NULL;
      LkbReport *report;

      if ((edge->mode != LKB_MODE_MICROBATCH && edge->mode != LKB_MODE_BATCH)
          || edge->role != LKB_ROLE_TRIGGER || !is_called (run, edge->to)
          || lkb_run_lacks_time (run, edge->element))
        continue;
      report = lkb_run_report (run, "LAT004", edge->element, "mode", LKB_FIELD_MODE,
                               N_ ("A {mode} hop cannot sit in a call: {edge}."));
      lkb_report_add_arg (report, "mode", lkb_mode_to_string (edge->mode));
      lkb_report_add_edge (run, report, "edge", edge);
      publish = lkb_value_new_choice (lkb_mode_to_string (LKB_MODE_PUBLISH));
      lkb_report_fix_value (run, report, N_ ("Publish it ahead of the call"), NULL,
                            lkb_element_get_id (edge->element), LKB_FIELD_MODE, publish);
    }
}

static void
check_slow_hop (LkbRuleRun *run, const LkbLatencyRow *row, GHashTable *told)
{
  const LkbBudget *budget = row->budget;

  if (!row->is_request || budget == NULL || isnan (row->independent_at_budget)
      || row->independent_at_budget <= budget->value)
    return;
  for (guint i = 0; i < row->n_terms; i++)
    {
      const LkbTerm *term = &row->terms[i];
      double time = budget->is_mean         ? term->mean
                    : budget->level >= 0.99 ? term->p99
                    : budget->level >= 0.95 ? term->p95
                                            : term->p50;
      const LkbElement *edge = lkb_board_lookup (run->board, term->edge);
      LkbReport *report;

      if (isnan (time) || time <= budget->value || edge == NULL
          || !g_hash_table_add (told, (gpointer) term->edge))
        continue;
      report = lkb_run_report (
          run, "LAT004", edge, "latency_p95", LKB_FIELD_LATENCY_P95,
          N_ ("{edge} alone takes {figure}; the whole call may take {budget}."));
      lkb_report_take_arg (report, "edge", lkb_run_dup_name (run, term->edge));
      lkb_report_take_apart (report, LKB_DIMENSION_TIME, NULL, "figure", time, "budget",
                             budget->value);
      lkb_report_fix_budget (run, report, budget,
                             MAX (row->independent_at_budget, row->coincident_at_budget));
    }
}

/* LAT005 */

static void
check_fan_out (LkbRuleRun *run, guint place)
{
  const LkbFlowNode *node = lkb_flow_graph_get_node (run->graph, place);
  gboolean all = g_strcmp0 (lkb_element_get_text (node->element, LKB_FIELD_WAITS_FOR), "all") == 0;
  const LkbFlowEdge *widest = NULL;
  double n = 0, most = 0;
  LkbReport *report;

  for (guint i = 0; i < node->n_in; i++)
    {
      const LkbFlowEdge *edge = lkb_flow_graph_get_edge (run->graph, node->in[i]);
      const LkbQuantity *calls = lkb_element_get_quantity (edge->element, LKB_FIELD_CALLS);
      double count = calls != NULL && calls->dimension == LKB_DIMENSION_COUNT ? calls->value : 1;

      if (!lkb_mode_is_request (edge->mode) || edge->role != LKB_ROLE_TRIGGER || count < 0)
        continue;
      /* First how long one call takes, then what many of them make of it. */
      if (lkb_run_lacks_time (run, edge->element))
        return;
      n += count;
      if (widest == NULL || count > most)
        {
          most = count;
          widest = edge;
        }
    }
  if (!all)
    n = most;
  if (n < FEWEST_CALLS)
    return;
  report = lkb_run_report (run, "LAT005", node->element, "calls", LKB_N_FIELDS,
                           N_ ("{node}: with {n} calls, {share} of requests see a p99 call."));
  lkb_report_take_arg (report, "node", lkb_run_dup_name (run, lkb_element_get_id (node->element)));
  lkb_report_take_arg (report, "n", lkb_format_number (n, 4));
  lkb_report_take_arg (report, "share", g_strdup_printf ("%.0f %%", 100 * (1 - pow (0.99, n))));
  lkb_report_add_element (report, lkb_element_get_id (widest->element));
  if (most >= FEWEST_CALLS)
    {
      lkb_report_fix_text (run, report, N_ ("Aim for 4 calls"),
                           lkb_element_get_id (widest->element), LKB_FIELD_CALLS,
                           "4 calls (target)");
    }
  else
    {
      g_autoptr (LkbValue) any = lkb_value_new_choice ("any");

      lkb_report_fix_value (run, report, N_ ("Answer with what is there"), NULL,
                            lkb_element_get_id (node->element), LKB_FIELD_WAITS_FOR, any);
    }
}

/* LAT006, FRS003: the tightest budget of the paths through each pipeline. */

typedef struct
{
  const LkbElement *node;
  const LkbBudget *tightest;
  const LkbBudget *freshness;
  GPtrArray *budgets; /* borrowed, each once */
} Through;

static void
free_through (gpointer data)
{
  Through *self = data;

  g_ptr_array_unref (self->budgets);
  g_free (self);
}

static void
note_path (const LkbRuleRun *run, GHashTable *through, const char *const *path,
           const LkbBudget *budget)
{
  for (guint i = 0; budget != NULL && path[i] != NULL; i++)
    {
      const LkbElement *edge = lkb_board_lookup (run->board, path[i]);
      const LkbElement *node = edge != NULL
                                   ? lkb_board_lookup (run->board, lkb_element_get_to (edge))
                                   : NULL;
      Through *entry;

      if (node == NULL || lkb_element_get_kind (node) != LKB_KIND_PIPELINE)
        continue;
      entry = g_hash_table_lookup (through, node);
      if (entry == NULL)
        {
          entry = g_new0 (Through, 1);
          entry->node = node;
          entry->budgets = g_ptr_array_new ();
          g_hash_table_insert (through, (gpointer) node, entry);
        }
      if (!g_ptr_array_find (entry->budgets, budget, NULL))
        g_ptr_array_add (entry->budgets, (gpointer) budget);
      if (entry->tightest == NULL || budget->value < entry->tightest->value)
        entry->tightest = budget;
      if (budget->kind == LKB_BUDGET_FRESHNESS
          && (entry->freshness == NULL || budget->value < entry->freshness->value))
        entry->freshness = budget;
    }
}

static gboolean
streams_by_itself (LkbRuleRun *run, const LkbElement *node)
{
  const char *technology = lkb_element_get_text (node, LKB_FIELD_TECHNOLOGY);
  g_autofree char *folded = lkb_text_fold (technology != NULL ? technology : "");
  g_auto (GStrv) words = g_strsplit_set (folded, " -_/,.:;()", -1);

  for (guint i = 0; words[i] != NULL; i++)
    if (words[i][0] != '\0' && lkb_run_in_list (run, "streaming-engine", words[i]))
      return TRUE;
  return FALSE;
}

static void
check_mode (LkbRuleRun *run, const Through *through)
{
  const LkbElement *node = through->node;
  const char *id = lkb_element_get_id (node);
  const char *mode = lkb_element_get_text (node, LKB_FIELD_MODE);
  double budget = through->tightest->value;
  double least = mode != NULL ? TRIGGERED_FROM : CONTINUOUS_FROM;
  g_autoptr (LkbValue) real_time = NULL;
  g_autoptr (GPtrArray) tight = NULL;
  LkbReport *report;

  if (g_strcmp0 (mode, "real-time") == 0 || lkb_run_has_feature (run, node, "real-time-mode")
      || streams_by_itself (run, node))
    return;
  /* Whoever says how often and how long has a reason; the figures are compared elsewhere. */
  if ((lkb_element_get (node, LKB_FIELD_TRIGGER_INTERVAL) != NULL
       || g_strcmp0 (lkb_element_get_text (node, LKB_FIELD_TRIGGER), "upstream") == 0)
      && lkb_element_get (node, LKB_FIELD_BATCH_DURATION) != NULL)
    return;
  if (budget >= least)
    return;
  report = lkb_run_report (
      run, "LAT006", node, "mode", LKB_FIELD_MODE,
      mode == NULL ? N_ ("{node}: below 1 s needs real-time mode; budget {budget}.")
                   : N_ ("{node}: {mode} is meant for 10 s and more; budget {budget}."));
  lkb_report_take_arg (report, "node", lkb_run_dup_name (run, id));
  lkb_report_add_arg (report, "mode", mode);
  lkb_report_take_arg (report, "budget", lkb_format_duration (budget));
  real_time = lkb_value_new_choice ("real-time");
  lkb_report_fix_value (run, report, N_ ("Switch to real-time mode"), NULL, id, LKB_FIELD_MODE,
                        real_time);
  tight = g_ptr_array_new ();
  for (guint i = 0; i < through->budgets->len; i++)
    {
      const LkbBudget *other = g_ptr_array_index (through->budgets, i);

      if (other->value < least)
        g_ptr_array_add (tight, (gpointer) other);
    }
  lkb_report_fix_budgets (run, report, (const LkbBudget *const *) tight->pdata, tight->len, least);
}

static void
check_watermark (LkbRuleRun *run, const Through *through)
{
  const LkbElement *node = through->node;
  const char *id = lkb_element_get_id (node);
  double window = read_seconds (node, LKB_FIELD_WINDOW);
  double delay = read_seconds (node, LKB_FIELD_WATERMARK);
  g_autoptr (LkbValue) update = NULL;
  LkbReport *report;

  if (through->freshness == NULL || isnan (window)
      || g_strcmp0 (lkb_element_get_text (node, LKB_FIELD_OUTPUT_MODE), "append") != 0)
    return;
  delay = isnan (delay) ? 0 : delay;
  if (window + delay <= through->freshness->value)
    return;
  report = lkb_run_report (
      run, "FRS003", node, "watermark", LKB_FIELD_WATERMARK,
      N_ ("{node}: results wait {window} + {delay} before they appear; budget {budget}."));
  lkb_report_take_arg (report, "node", lkb_run_dup_name (run, id));
  lkb_report_take_arg (report, "window", lkb_format_duration (window));
  lkb_report_take_arg (report, "delay", lkb_format_duration (delay));
  lkb_report_take_apart (report, LKB_DIMENSION_TIME, NULL, "sum", window + delay, "budget",
                         through->freshness->value);
  update = lkb_value_new_choice ("update");
  lkb_report_fix_value (run, report, N_ ("Switch to update mode"), NULL, id, LKB_FIELD_OUTPUT_MODE,
                        update);
  if (through->freshness->value > window)
    {
      /* A tenth of what is left is for the way. */
      g_autofree char *delay_text = lkb_format_duration (0.9
                                                         * (through->freshness->value - window));
      g_autofree char *text = g_strdup_printf ("%s (target)", delay_text);

      lkb_report_fix_text (run, report, N_ ("Wait {value} at most"), id, LKB_FIELD_WATERMARK, text);
    }
}

void
lkb_rules_check_time (LkbRuleRun *run)
{
  g_autoptr (GHashTable) told = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) told_hops = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) through = g_hash_table_new_full (NULL, NULL, NULL, free_through);

  for (guint i = 0; i < lkb_analysis_get_n_latency (run->analysis); i++)
    {
      const LkbLatencyRow *row = lkb_analysis_get_latency (run->analysis, i);

      if (row->budget == NULL && !row->is_primary)
        continue;
      check_dominant (run, row, told);
      check_slow_hop (run, row, told_hops);
      if (!isnan (row->coincident_at_budget))
        note_path (run, through, row->path, row->budget);
    }
  for (guint i = 0; i < lkb_analysis_get_n_freshness (run->analysis); i++)
    {
      const LkbFreshnessRow *row = lkb_analysis_get_freshness (run->analysis, i);

      if (!isnan (row->mean))
        note_path (run, through, row->path, row->budget);
    }
  check_slow_edges (run);
  for (guint i = 0; i < lkb_flow_graph_get_n_nodes (run->graph); i++)
    {
      const Through *entry = g_hash_table_lookup (through,
                                                  lkb_flow_graph_get_node (run->graph, i)->element);

      check_fan_out (run, i);
      if (entry == NULL)
        continue;
      check_mode (run, entry);
      check_watermark (run, entry);
    }
}
