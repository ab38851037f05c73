/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-rules-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "core/base/lkb-text.h"

/* Costs that are named where they are too high together. */
#define TOP_COSTS 3

static LkbReport *
report_row (LkbRuleRun *run, const char *rule, const char *to, const LkbBudget *budget,
            const char *const *path, double figure, LkbSeverity severity, const char *message)
{
  LkbReport *report = lkb_run_report (run, rule, lkb_board_lookup (run->board, to), budget->name,
                                      LKB_N_FIELDS, message);

  lkb_report_set_severity (report, severity);
  for (guint i = 0; path[i] != NULL; i++)
    lkb_report_add_element (report, path[i]);
  lkb_report_take_apart (report, LKB_DIMENSION_TIME, NULL, "figure", figure, "budget",
                         budget->value);
  lkb_report_take_arg (report, "end", lkb_run_dup_name (run, to));
  return report;
}

/* I over the budget: it breaks on a normal day. N over it: when hops are slow together. G over it: nothing rules it
 * out. */
static void
check_latency (LkbRuleRun *run, const LkbLatencyRow *row)
{
  const LkbBudget *budget = row->budget;
  double i = row->independent_at_budget, n = row->coincident_at_budget, g = row->bound_at_budget;
  g_autofree char *statistic = NULL;
  LkbReport *report;

  if (budget == NULL || isnan (i) || lkb_board_lookup (run->board, row->to) == NULL)
    return;
  if (i > budget->value)
    report = report_row (run, "LAT001", row->to, budget, row->path, i, LKB_SEVERITY_ERROR,
                         N_ ("{end}: {statistic} ≈ {figure} even if hops are independent; "
                             "budget {budget}."));
  else if (n > budget->value)
    report = report_row (run, "LAT001", row->to, budget, row->path, n, LKB_SEVERITY_WARNING,
                         N_ ("{end}: {statistic} breaks {budget} when hops slow down together "
                             "({figure})."));
  else if (g > budget->value)
    report = report_row (run, "LAT001", row->to, budget, row->path, g, LKB_SEVERITY_HINT,
                         N_ ("{end}: the assumption-free bound {figure} of {statistic} is over "
                             "{budget}."));
  else
    return;
  lkb_report_fix_budget (run, report, budget, MAX (MAX (i, n), g));
  if (budget->is_mean)
    {
      lkb_report_add_msgid (report, "statistic", N_ ("mean"));
      return;
    }
  statistic = lkb_format_number (budget->level * 100, 4);
  lkb_report_take_arg (report, "statistic", g_strdup_printf ("p%s", statistic));
}

static void
check_freshness (LkbRuleRun *run, const LkbFreshnessRow *row)
{
  const LkbBudget *budget = row->budget;
  LkbReport *report = NULL;

  if (budget == NULL || isnan (row->worst) || lkb_board_lookup (run->board, row->to) == NULL)
    return;
  if (row->mean > budget->value)
    report = report_row (run, "FRS001", row->to, budget, row->path, row->mean, LKB_SEVERITY_ERROR,
                         N_ ("{end}: mean data age {figure}, budget {budget}."));
  else if (row->worst > budget->value)
    report = report_row (run, "FRS001", row->to, budget, row->path, row->worst,
                         LKB_SEVERITY_WARNING,
                         N_ ("{end}: worst data age {figure}, budget {budget}."));
  if (report != NULL)
    lkb_report_fix_budget (run, report, budget, row->worst);
}

static void
check_batch (LkbRuleRun *run, const LkbFlowNode *flow)
{
  const LkbElement *node = flow->element;
  const LkbQuantity *interval = lkb_element_get_quantity (node, LKB_FIELD_TRIGGER_INTERVAL);
  const LkbQuantity *duration = lkb_element_get_quantity (node, LKB_FIELD_BATCH_DURATION);
  g_autofree char *longer = NULL;
  LkbReport *report;

  if (interval == NULL || duration == NULL || interval->dimension != LKB_DIMENSION_TIME
      || duration->dimension != LKB_DIMENSION_TIME || duration->value < interval->value
      || duration->value <= 0
      || g_strcmp0 (lkb_element_get_text (node, LKB_FIELD_TRIGGER), "upstream") == 0)
    return;
  for (guint i = 0; i < flow->n_in; i++)
    if (lkb_run_lacks_time (run, lkb_flow_graph_get_edge (run->graph, flow->in[i])->element))
      return;
  report = lkb_run_report (run, "FRS002", node, "batch_duration", LKB_FIELD_BATCH_DURATION,
                           N_ ("{node}: a batch takes {duration}, fires every {interval}."));
  lkb_report_set_severity (report, duration->value > interval->value ? LKB_SEVERITY_ERROR
                                                                     : LKB_SEVERITY_WARNING);
  lkb_report_take_arg (report, "node", lkb_run_dup_name (run, lkb_element_get_id (node)));
  lkb_report_take_apart (report, LKB_DIMENSION_TIME, NULL, "duration", duration->value, "interval",
                         interval->value);
  /* A fifth of the time is left to catch up in. The run stays as typed: a shorter one would be shown as reached. */
  longer = lkb_fix_dup_time (duration->value * 1.25);
  lkb_report_fix_text (run, report, N_ ("Start it every {value}"), lkb_element_get_id (node),
                       LKB_FIELD_TRIGGER_INTERVAL, longer);
}

/* The elements that cost most, "Event Hub $736" each; how many there are, at most @n. */
static guint
add_dearest (LkbRuleRun *run, LkbReport *report, const LkbCost *cost, const char *const *keys,
             guint n)
{
  const LkbCostShare *dearest[TOP_COSTS] = { NULL };
  guint n_found = 0;

  for (guint i = 0; i < cost->n_by_element; i++)
    {
      const LkbCostShare *share = &cost->by_element[i];
      guint at = n_found;

      if (isnan (share->per_month) || share->per_month <= 0)
        continue;
      while (at > 0 && dearest[at - 1]->per_month < share->per_month)
        at--;
      if (at == n)
        continue;
      n_found = MIN (n_found + 1, n);
      for (guint k = n_found - 1; k > at; k--)
        dearest[k] = dearest[k - 1];
      dearest[at] = share;
    }
  for (guint i = 0; i < n_found; i++)
    {
      g_autofree char *name = lkb_run_dup_name (run, dearest[i]->name);
      g_autofree char *money = lkb_format_money (dearest[i]->per_month, cost->currency);

      lkb_report_take_arg (report, keys[i], g_strdup_printf ("%s %s", name, money));
    }
  return n_found;
}

static void
check_cost (LkbRuleRun *run)
{
  static const char *const keys[TOP_COSTS] = { "first", "second", "third" };
  const LkbCost *cost = lkb_analysis_get_cost (run->analysis);
  const LkbBudget *budget = cost->budget;
  LkbReport *report;
  guint n;

  if (budget == NULL || isnan (cost->per_month) || budget->value <= 0
      || g_strcmp0 (cost->currency, budget->currency) != 0
      || cost->per_month <= 0.9 * budget->value)
    return;
  report = lkb_run_report (run, "CST001", NULL, budget->name, LKB_FIELD_BUDGET_COST,
                           N_ ("{total} a month against {budget}."));
  lkb_report_set_severity (report, cost->per_month > budget->value ? LKB_SEVERITY_ERROR
                                                                   : LKB_SEVERITY_WARNING);
  lkb_report_take_apart (report, LKB_DIMENSION_MONEY, cost->currency, "total", cost->per_month,
                         "budget", budget->value);
  n = add_dearest (run, report, cost, keys, TOP_COSTS);
  if (n >= 2)
    report->message = n == 2 ? N_ ("{total} a month against {budget}; most for {first} and "
                                   "{second}.")
                             : N_ ("{total} a month against {budget}; most for {first}, {second} "
                                   "and {third}.");
  lkb_report_fix_budget (run, report, budget, cost->per_month / 0.9);
}

void
lkb_rules_check_budgets (LkbRuleRun *run)
{
  /* Without a primary KPI the question is which budget counts at all. */
  if (!lkb_run_has_failed (run, "KPI001", LKB_BOARD_ID))
    for (guint i = 0; i < lkb_analysis_get_n_latency (run->analysis); i++)
      check_latency (run, lkb_analysis_get_latency (run->analysis, i));
  for (guint i = 0; i < lkb_analysis_get_n_freshness (run->analysis); i++)
    check_freshness (run, lkb_analysis_get_freshness (run->analysis, i));
  for (guint i = 0; i < lkb_flow_graph_get_n_nodes (run->graph); i++)
    {
      const LkbFlowNode *flow = lkb_flow_graph_get_node (run->graph, i);

      if (lkb_element_get_kind (flow->element) == LKB_KIND_PIPELINE)
        check_batch (run, flow);
    }
  check_cost (run);
}
