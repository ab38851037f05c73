/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "core/base/lkb-text.h"
#include "core/model/lkb-ownership.h"
#include "lkb-rules-private.h"

#define USUAL_UTILISATION 0.8
/* Who needs more than that twice needs another design. */
#define MOST_DOUBLED 4

/* "rows" and "row" are one thing, so are "msgs" and "messages". */
static char *
dup_noun (const LkbQuantity *q)
{
  g_autofree char *folded = lkb_text_fold (q != NULL ? q->noun : "");
  gsize n = strlen (folded);

  if (g_str_has_prefix (folded, "msg") || g_str_has_prefix (folded, "message"))
    return g_strdup ("message");
  if (g_str_has_suffix (folded, "ies"))
    return g_strdup_printf ("%.*sy", (int) n - 3, folded);
  if (n > 1 && folded[n - 1] == 's')
    folded[n - 1] = '\0';
  return g_strdup (folded);
}

/* Things that are counted on the way in: the noun of the first source with a rate. */
static const LkbQuantity *
find_source_rate (const LkbRuleRun *run)
{
  for (guint i = 0; i < lkb_flow_graph_get_n_nodes (run->graph); i++)
    {
      const LkbElement *node = lkb_flow_graph_get_node (run->graph, i)->element;
      const LkbQuantity *rate = lkb_element_get_kind (node) == LKB_KIND_SOURCE
                                    ? lkb_element_get_quantity (node, LKB_FIELD_RATE)
                                    : NULL;

      if (rate != NULL && rate->dimension == LKB_DIMENSION_RATE)
        return rate;
    }
  return NULL;
}

/* What fires now and then may use all it has while it runs. */
static gboolean
runs_all_the_time (const LkbRuleRun *run, const LkbElement *node)
{
  const char *mode = lkb_element_get_text (node, LKB_FIELD_MODE);
  guint place;
  const LkbFlowNode *flow;
  gboolean any = FALSE;

  if (mode != NULL)
    return g_strcmp0 (mode, "triggered") != 0;
  if (!lkb_flow_graph_find_node (run->graph, lkb_element_get_id (node), &place))
    return FALSE;
  flow = lkb_flow_graph_get_node (run->graph, place);
  for (guint i = 0; i < flow->n_in && !any; i++)
    {
      LkbMode in = lkb_flow_graph_get_edge (run->graph, flow->in[i])->mode;

      any = lkb_mode_in_path (in) && in != LKB_MODE_BATCH;
    }
  return any;
}

static void
fix_capacity (LkbRuleRun *run, LkbReport *report, const LkbElement *node, double needed)
{
  const LkbQuantity *capacity = lkb_element_get_quantity (node, LKB_FIELD_CAPACITY);
  g_autofree char *rate = lkb_fix_dup_rate (needed, capacity);
  g_autofree char *text = g_strdup_printf ("%s (target)", rate);

  lkb_report_fix_text (run, report, N_ ("Set the capacity to {value}"), lkb_element_get_id (node),
                       LKB_FIELD_CAPACITY, text);
}

static void
check_node_load (LkbRuleRun *run, const LkbThroughputNode *figures, double most,
                 const LkbQuantity *source_rate)
{
  const LkbElement *node = lkb_board_lookup (run->board, figures->id);
  double needed = figures->in / most;
  LkbReport *report;

  if (node == NULL || isnan (figures->utilisation))
    return;
  if (!isnan (figures->peak_in))
    needed = MAX (needed, figures->peak_in);
  if (figures->utilisation > LKB_FULL)
    {
      const LkbQuantity *capacity = lkb_element_get_quantity (node, LKB_FIELD_CAPACITY);
      g_autofree char *ours = dup_noun (capacity), *theirs = dup_noun (source_rate);
      gboolean same = ours[0] == '\0' || theirs[0] == '\0' || g_str_equal (ours, theirs);

      report = lkb_run_report (run, "THR001", node, "capacity", LKB_FIELD_CAPACITY,
                               same ? N_ ("{node} gets {in}, handles {capacity}.")
                                    : N_ ("{node} gets {in}, handles {capacity}: do both count "
                                          "the same?"));
      if (!same)
        {
          lkb_report_set_severity (report, LKB_SEVERITY_WARNING);
        }
      if (same)
        {
          lkb_report_take_apart (report, LKB_DIMENSION_RATE, NULL, "in", figures->in, "capacity",
                                 figures->capacity);
        }
      else
        {
          lkb_report_take_arg (report, "in", lkb_fix_dup_rate (figures->in, source_rate));
          lkb_report_take_arg (report, "capacity", lkb_fix_dup_rate (figures->capacity, capacity));
        }
    }
  else if (!runs_all_the_time (run, node))
    {
      return;
    }
  else if (figures->utilisation > most * LKB_FULL)
    {
      report = lkb_run_report (
          run, "THR002", node, "capacity", LKB_FIELD_CAPACITY,
          N_ ("{node} is {busy} busy; an outage of 10 min takes {time} to clear."));
      lkb_report_take_percent (report, "busy", figures->utilisation, most);
      if (isfinite (figures->catch_up))
        lkb_report_take_arg (report, "time", lkb_format_duration (figures->catch_up));
      else
        lkb_report_add_msgid (report, "time", N_ ("for ever"));
    }
  else if (figures->peak_utilisation > LKB_FULL)
    {
      report = lkb_run_report (run, "THR002", node, "capacity", LKB_FIELD_CAPACITY,
                               N_ ("{node} gets {in} at the peak, handles {capacity}."));
      lkb_report_take_apart (report, LKB_DIMENSION_RATE, NULL, "in", figures->peak_in, "capacity",
                             figures->capacity);
    }
  else
    {
      return;
    }
  lkb_report_take_arg (report, "node", lkb_run_dup_name (run, figures->id));
  fix_capacity (run, report, node, needed);
}

static void
check_throughput (LkbRuleRun *run)
{
  const LkbThroughput *throughput = lkb_analysis_get_throughput (run->analysis);
  const LkbQuantity *limit = lkb_element_get_quantity (run->facts, LKB_FIELD_UTILISATION_MAX);
  double most = limit != NULL && limit->value > 0 && limit->value <= 1 ? limit->value
                                                                       : USUAL_UTILISATION;
  const LkbQuantity *source_rate = find_source_rate (run);

  for (guint i = 0; i < throughput->n_nodes; i++)
    check_node_load (run, &throughput->nodes[i], most, source_rate);
}

/* Availability */

static gboolean
is_in (const LkbChange *change, const LkbElement *element)
{
  for (guint i = 0; i < lkb_change_get_n (change); i++)
    if (lkb_change_get_nth (change, i)->before == element)
      return TRUE;
  return FALSE;
}

/* Two where there was one, the weakest first, until the promise is kept. What is critical is asked for every answer, so two
 * of it make the whole (1 - (1 - a)²) / a times as available, whatever the rest is like. */
static void
fix_redundancy (LkbRuleRun *run, LkbReport *report, const LkbAvailability *figures)
{
  g_autoptr (LkbChange) change = lkb_change_new (N_ ("Add redundancy"));
  g_autoptr (GString) names = g_string_new (NULL);
  double share = figures->request_path;

  /* Of what stands side by side nobody knows whether it fails alone. */
  if (figures->part_is_critical == NULL || figures->part_availability == NULL
      || figures->shares_region || share <= 0)
    return;
  while (share < figures->budget->value)
    {
      const LkbElement *weakest = NULL;
      g_autoptr (LkbElement) after = NULL;
      g_autofree char *name = NULL;
      double least = 1;

      for (guint i = 0; figures->parts[i] != NULL; i++)
        {
          const LkbElement *part = lkb_board_lookup (run->board, figures->parts[i]);
          double a = figures->part_availability[i];

          if (part == NULL || !figures->part_is_critical[i] || !(a > 0) || a >= least
              || lkb_element_get (part, LKB_FIELD_REDUNDANCY) != NULL || is_in (change, part))
            continue;
          weakest = part;
          least = a;
        }
      if (weakest == NULL || lkb_change_get_n (change) >= MOST_DOUBLED)
        return;
      after = lkb_element_with_text (weakest, LKB_FIELD_REDUNDANCY, "1 of 2");
      lkb_change_add (change, weakest, after);
      name = lkb_run_dup_name (run, lkb_element_get_id (weakest));
      g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", name);
      share *= 2 - least;
    }
  lkb_report_take_fix (report, N_ ("Have two of each, one is needed: {value}"), names->str,
                       g_steal_pointer (&change));
}

static void
report_promise (LkbRuleRun *run, const LkbAvailability *figures, const LkbElement *end)
{
  const LkbBudget *budget = figures->budget;
  LkbReport *report = lkb_run_report (
      run, "AVL001", end, budget->name, LKB_N_FIELDS,
      figures->shares_region
          ? N_ ("{end}: its parts give {share} ({minutes} min a month down) at best, for those of "
                "one region may fail together; the promise is {promise}.")
          : N_ ("{end}: its parts give {share} ({minutes} min a month down), the promise is "
                "{promise}, if they fail independently."));

  lkb_report_take_arg (report, "minutes", g_strdup_printf ("%.0f", figures->downtime_min_30d));
  /* A model at the end is a part as well. */
  for (guint i = 0; figures->parts != NULL && figures->parts[i] != NULL; i++)
    if (!g_str_equal (figures->parts[i], figures->to))
      lkb_report_add_element (report, figures->parts[i]);
  lkb_report_take_arg (report, "end", lkb_run_dup_name (run, figures->to));
  lkb_report_take_apart (report, LKB_DIMENSION_FRACTION, NULL, "share", figures->request_path,
                         "promise", budget->value);
  lkb_report_fix_budget (run, report, budget, figures->request_path);
  fix_redundancy (run, report, figures);
}

/* A part without a nine to spare leaves nothing for the others, unless another one answers in its place. */
static void
check_parts (LkbRuleRun *run, const LkbAvailability *figures, GHashTable *told)
{
  double promise = figures->budget->value;

  for (guint i = 0; figures->parts != NULL && figures->parts[i] != NULL; i++)
    {
      const LkbElement *part = lkb_board_lookup (run->board, figures->parts[i]);
      double share = figures->part_availability != NULL ? figures->part_availability[i] : NAN;
      LkbReport *report;

      if (part == NULL || isnan (share)
          || (figures->part_is_critical != NULL && !figures->part_is_critical[i])
          || 1 - share <= (1 - promise) / 10 * (1 + 1e-9)
          || !g_hash_table_add (told, (gpointer) part))
        continue;
      report = lkb_run_report (run, "AVL001", part, "availability", LKB_FIELD_AVAILABILITY,
                               N_ ("{part} has less than one nine more ({share}) than the promise "
                                   "of {promise}."));
      lkb_report_set_severity (report, LKB_SEVERITY_HINT);
      lkb_report_take_arg (report, "part", lkb_run_dup_name (run, figures->parts[i]));
      lkb_report_take_apart (report, LKB_DIMENSION_FRACTION, NULL, "share", share, "promise",
                             promise);
      if (lkb_element_get (part, LKB_FIELD_REDUNDANCY) == NULL)
        lkb_report_fix_text (run, report, N_ ("Have two of them, one is needed"), figures->parts[i],
                             LKB_FIELD_REDUNDANCY, "1 of 2");
    }
}

static void
check_availability (LkbRuleRun *run)
{
  g_autoptr (GHashTable) told = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < lkb_analysis_get_n_availability (run->analysis); i++)
    {
      const LkbAvailability *figures = lkb_analysis_get_nth_availability (run->analysis, i);
      const LkbElement *end = figures->to != NULL ? lkb_board_lookup (run->board, figures->to)
                                                  : NULL;

      if (figures->budget == NULL || isnan (figures->request_path) || end == NULL)
        continue;
      if (figures->request_path < figures->budget->value - 1e-12)
        report_promise (run, figures, end);
      else
        check_parts (run, figures, told);
    }
}

void
lkb_rules_check_load (LkbRuleRun *run)
{
  check_throughput (run);
  check_availability (run);
}
