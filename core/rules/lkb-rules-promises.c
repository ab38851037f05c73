/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "core/base/lkb-text.h"
#include "core/model/lkb-ownership.h"
#include "lkb-rules-private.h"

/* SLA002: what a promise lacks, as msgids. */

#define MAX_GAPS 3
#define MAX_AGES 200

static gboolean
has_word_of (LkbRuleRun *run, const char *metric, const char *list)
{
  g_autofree char *folded = lkb_text_fold (metric != NULL ? metric : "");
  g_auto (GStrv) words = g_strsplit_set (folded, " -_/,.:;()", -1);

  for (guint i = 0; words[i] != NULL; i++)
    if (words[i][0] != '\0' && lkb_run_in_list (run, list, words[i]))
      return TRUE;
  return FALSE;
}

static gboolean
is_cumulative (LkbRuleRun *run, const char *metric)
{
  return has_word_of (run, metric, "age-metric");
}

static guint
find_gaps (const LkbValue *sla, const char **gaps)
{
  const LkbQuantity *target = lkb_value_get_member_quantity (sla, "target");
  guint n = 0;

  if (lkb_text_is_blank (lkb_value_get_member_text (sla, "metric")))
    gaps[n++] = N_ ("metric");
  if (target == NULL
      || (!target->has_unit && target->stat != LKB_STAT_BY
          && !lkb_quantity_is_dimension (target, LKB_DIMENSION_FRACTION)))
    gaps[n++] = N_ ("value with a unit");
  else if (target->dimension == LKB_DIMENSION_TIME && target->stat == LKB_STAT_NONE)
    gaps[n++] = N_ ("statistic");
  if (lkb_value_get_member_quantity (sla, "window") == NULL && n < MAX_GAPS)
    gaps[n++] = N_ ("window");
  return n;
}

/* Where nothing is known that could be promised: the promise is taken back. */
static void
fix_without_promise (LkbReport *report, const LkbElement *edge)
{
  if (lkb_value_get_n (lkb_element_get (edge, LKB_FIELD_SLAS)) == 1)
    lkb_report_fix_fields (report, N_ ("Say that it is best effort"), NULL,
                           N_ ("Take back promise"), edge, LKB_FIELD_SLAS, NULL, LKB_FIELD_SLA_KIND,
                           "best-effort", -1);
}

/* (transfer full): @seconds, rounded such that it is no more: a promise that is looser than its budget is none. */
static char *
dup_time_within (double seconds)
{
  /* What is shown has three figures: it is within soon. */
  for (double value = seconds;; value *= 0.995)
    {
      g_autofree char *text = lkb_format_duration (value);
      LkbQuantity shown;

      if (!lkb_quantity_parse (text, &shown) || shown.value <= seconds * (1 + 1e-9))
        return g_steal_pointer (&text);
    }
}

/* SLA004 */

static double
at_statistic (const LkbQuantity *target, double mean, double p50, double p95, double p99,
              double worst)
{
  if (target->stat == LKB_STAT_MEAN)
    return mean;
  if (target->stat == LKB_STAT_MAX)
    return worst;
  if (target->percentile <= 0.5)
    return p50;
  /* Between two known ones the lower: what is certain. */
  return target->percentile >= 0.99 ? p99 : target->percentile >= 0.95 ? p95 : p50;
}

static double
read_time (const LkbElement *element, LkbField field)
{
  const LkbQuantity *q = lkb_element_get_quantity (element, field);

  return q != NULL && q->dimension == LKB_DIMENSION_TIME ? q->value : NAN;
}

/* The age at the end of @edge by the row that runs through it: the row's own figure where it ends there; else means,
 * which add, or the sum of what is known of each part, which is what it comes to when slow moments coincide. */
static double
find_age (const LkbRuleRun *run, const char *edge, const LkbQuantity *target,
          const LkbBudget **budget)
{
  double age = NAN;

  *budget = NULL;
  for (guint i = 0; i < lkb_analysis_get_n_freshness (run->analysis); i++)
    {
      const LkbFreshnessRow *row = lkb_analysis_get_freshness (run->analysis, i);
      double sum = 0;
      guint at = 0;

      while (at < row->n_path && !g_str_equal (row->path[at], edge))
        at++;
      if (at == row->n_path || isnan (row->mean))
        continue;
      if (at + 1 == row->n_path)
        {
          sum = at_statistic (target, row->mean, row->mean, row->p95, row->worst, row->worst);
          *budget = row->budget;
        }
      else
        {
          g_autoptr (GHashTable) before = g_hash_table_new (g_str_hash, g_str_equal);

          for (guint h = 0; h <= at; h++)
            g_hash_table_add (before, (gpointer) row->path[h]);
          for (guint k = 0; k < row->n_terms; k++)
            if (row->terms[k].edge != NULL && g_hash_table_contains (before, row->terms[k].edge))
              {
                const LkbTerm *term = &row->terms[k];

                sum += at_statistic (target, term->mean, term->p50, term->p95, term->p99,
                                     term->worst);
              }
        }
      if (isnan (age) || sum < age)
        age = sum;
    }
  return age;
}

/* (transfer full) (nullable): what a metric of time can promise on @edge: data are as old there as is computed, a hop
 * takes its own p95, else what the budget of its way allows. NULL for other metrics: a time would say nothing of them. */
static char *
dup_promised_time (LkbRuleRun *run, const LkbElement *edge, const char *metric,
                   const LkbBudget *budget)
{
  double p95 = read_time (edge, LKB_FIELD_LATENCY_P95);
  g_autofree char *time = NULL;

  if (is_cumulative (run, metric))
    {
      const LkbQuantity at_p95
          = { .dimension = LKB_DIMENSION_TIME, .stat = LKB_STAT_PERCENTILE, .percentile = 0.95 };
      double age = run->n_ages_sought++ < MAX_AGES
                       ? find_age (run, lkb_element_get_id (edge), &at_p95, &budget)
                       : NAN;

      if (!isfinite (age) || age <= 0)
        return NULL;
      time = lkb_fix_dup_time (age);
      return g_strdup_printf ("≤ %s @ p95", time);
    }
  if (!lkb_text_is_blank (metric) && !has_word_of (run, metric, "time-metric"))
    return NULL;
  if (!isnan (p95))
    {
      time = lkb_fix_dup_time (p95);
      return g_strdup_printf ("≤ %s @ p95", time);
    }
  if (budget != NULL && !budget->is_mean)
    {
      g_autofree char *level = lkb_format_number (budget->level * 100, 4);

      time = dup_time_within (budget->value);
      return g_strdup_printf ("≤ %s @ p%s (target)", time, level);
    }
  return NULL;
}

/* What can be filled in without asking: a time and a month; the rest is the writer's. */
static void
fix_promise (LkbRuleRun *run, LkbReport *report, const LkbElement *edge, guint index,
             const LkbBudget *budget)
{
  const LkbFieldInfo *info = lkb_field_get_info (LKB_FIELD_SLAS);
  const LkbValue *list = lkb_element_get (edge, LKB_FIELD_SLAS);
  g_autoptr (LkbValue) record = lkb_value_ref (lkb_value_get_nth (list, index));
  const LkbQuantity *target = lkb_value_get_member_quantity (record, "target");
  const char *metric = lkb_value_get_member_text (record, "metric");
  g_autofree char *text = NULL;
  g_autoptr (LkbValue) all = NULL;
  const char *members[3][2] = { { NULL } };
  guint n = 0;

  if (lkb_text_is_blank (metric))
    {
      members[n][0] = "metric";
      members[n++][1] = "latency";
    }
  if (target == NULL)
    text = dup_promised_time (run, edge, metric, budget);
  else if (target->dimension == LKB_DIMENSION_TIME && target->stat == LKB_STAT_NONE)
    {
      text = g_strdup_printf ("%s @ p95", lkb_value_get_member_text (record, "target"));
    }
  if (target == NULL ? text == NULL
                     : (!target->has_unit && target->stat != LKB_STAT_BY
                        && !lkb_quantity_is_dimension (target, LKB_DIMENSION_FRACTION)))
    {
      fix_without_promise (report, edge);
      return;
    }
  if (text != NULL)
    {
      members[n][0] = "target";
      members[n++][1] = text;
    }
  if (lkb_value_get_member_quantity (record, "window") == NULL)
    {
      members[n][0] = "window";
      members[n++][1] = "30 d";
    }
  for (guint i = 0; i < n; i++)
    {
      LkbValue *next = lkb_record_with_text (info, record, members[i][0], members[i][1]);

      lkb_value_unref (record);
      record = next;
    }
  all = lkb_list_replace (list, index, record);
  {
    g_autofree char *shown = g_strdup_printf (
        "%s %s, %s", lkb_value_get_member_text (record, "metric"),
        lkb_value_get_member_text (record, "target"), lkb_value_get_member_text (record, "window"));

    lkb_report_fix_value (run, report, N_ ("Make it “{value}”"), shown, lkb_element_get_id (edge),
                          LKB_FIELD_SLAS, all);
  }
}

static gboolean
check_complete (LkbRuleRun *run, const LkbElement *edge, const LkbValue *sla, guint index,
                const char *attribute, GHashTable *budgets)
{
  static const char *const keys[MAX_GAPS] = { "first", "second", "third" };
  const char *gaps[MAX_GAPS + 1];
  guint n = find_gaps (sla, gaps);
  const char *metric = lkb_value_get_member_text (sla, "metric");
  LkbReport *report;

  if (n == 0)
    return TRUE;
  report = lkb_run_report (run, "SLA002", edge, attribute, LKB_FIELD_SLAS,
                           n == 1   ? N_ ("‘{sla}’ cannot be checked: no {first}.")
                           : n == 2 ? N_ ("‘{sla}’ cannot be checked: no {first}, no {second}.")
                                    : N_ ("‘{sla}’ cannot be checked: no {first}, no {second}, no "
                                          "{third}."));
  lkb_report_add_arg (report, "sla",
                      !lkb_text_is_blank (metric) ? metric
                                                  : lkb_value_get_member_text (sla, "target"));
  for (guint i = 0; i < n; i++)
    lkb_report_add_msgid (report, keys[i], gaps[i]);
  fix_promise (run, report, edge, index, g_hash_table_lookup (budgets, lkb_element_get_id (edge)));
  return FALSE;
}

static void
fix_target (LkbRuleRun *run, LkbReport *report, const LkbElement *edge, guint index,
            const char *old, const char *time)
{
  const char *at = strchr (old, '@');
  g_autofree char *text = g_strdup_printf ("≤ %s%s%s", time, at != NULL ? " " : "",
                                           at != NULL ? at : "");

  lkb_report_fix_member (run, report, N_ ("Promise “{value}”"), text, edge, LKB_FIELD_SLAS, index,
                         "target", text);
}

static void
check_possible (LkbRuleRun *run, const LkbFlowEdge *flow, const LkbValue *sla, guint index,
                const char *attribute, GHashTable *budgets)
{
  const LkbElement *edge = flow->element;
  const LkbQuantity *target = lkb_value_get_member_quantity (sla, "target");
  const char *metric = lkb_value_get_member_text (sla, "metric");
  const char *id = lkb_element_get_id (edge), *text = lkb_value_get_member_text (sla, "target");
  gboolean age = is_cumulative (run, metric);
  const LkbBudget *budget = NULL;
  g_autofree char *time = NULL;
  double needed;
  LkbReport *report;

  if (target->dimension != LKB_DIMENSION_TIME || target->stat == LKB_STAT_BY
      || target->comparator == LKB_COMPARATOR_GE || target->comparator == LKB_COMPARATOR_GT)
    return;
  if (age)
    {
      /* Each of these looks through all rows. */
      if (run->n_ages_sought++ >= MAX_AGES)
        return;
      needed = find_age (run, id, target, &budget);
    }
  else
    {
      double p95 = read_time (edge, LKB_FIELD_LATENCY_P95);
      double p99 = read_time (edge, LKB_FIELD_LATENCY_P99);

      needed = at_statistic (target, read_time (edge, LKB_FIELD_LATENCY_P50),
                             read_time (edge, LKB_FIELD_LATENCY_P50), p95, isnan (p99) ? p95 : p99,
                             isnan (p99) ? p95 : p99);
      /* One hop alone may not take more than the whole way that it lies on. */
      budget = g_hash_table_lookup (budgets, id);
    }
  if (!isnan (needed) && target->value < needed * (1 - 1e-9))
    {
      report = lkb_run_report (
          run, "SLA004", edge, attribute, LKB_FIELD_SLAS,
          age ? N_ ("{edge} promises {x}; up to there it takes {y} if slow moments coincide.")
              : N_ ("{edge} promises {x}, but needs {y} by its own figures."));
      lkb_report_take_apart (report, LKB_DIMENSION_TIME, NULL, "x", target->value, "y", needed);
      time = lkb_fix_dup_time (needed);
      fix_target (run, report, edge, index, text, time);
    }
  else if (budget != NULL && target->value > budget->value * (1 + 1e-9))
    {
      report = lkb_run_report (run, "SLA004", edge, attribute, LKB_FIELD_SLAS,
                               N_ ("{edge} promises {x}, looser than the budget of {y}."));
      lkb_report_take_apart (report, LKB_DIMENSION_TIME, NULL, "x", target->value, "y",
                             budget->value);
      time = dup_time_within (budget->value);
      fix_target (run, report, edge, index, text, time);
    }
  else
    {
      return;
    }
  lkb_report_add_edge (run, report, "edge", flow);
}

static void
check_promises (LkbRuleRun *run, const LkbFlowEdge *edge, GHashTable *budgets)
{
  const LkbValue *slas = lkb_element_get (edge->element, LKB_FIELD_SLAS);

  for (guint i = 0; slas != NULL && i < lkb_value_get_n (slas); i++)
    {
      const LkbValue *sla = lkb_value_get_nth (slas, i);
      const char *metric = lkb_value_get_member_text (sla, "metric");
      g_autofree char *attribute = lkb_text_is_blank (metric) ? g_strdup_printf ("slas/%u", i + 1)
                                                              : g_strdup_printf ("slas/%s", metric);

      if (check_complete (run, edge->element, sla, i, attribute, budgets))
        check_possible (run, edge, sla, i, attribute, budgets);
    }
}

/* SLA003: one gap makes one finding, and the gap is the team's. */

static gboolean
is_must (const LkbRuleRun *run, guint place)
{
  const LkbElement *node = lkb_flow_graph_get_node (run->graph, place)->element;

  return g_strcmp0 (lkb_element_get_text (node, LKB_FIELD_PRIORITY), "must") == 0;
}

static void
fix_escalation (LkbRuleRun *run, LkbReport *report, const LkbElement *edge, const char *owner,
                const LkbValue *escalation)
{
  const LkbFieldInfo *info = lkb_field_get_info (LKB_FIELD_ESCALATION);
  g_autofree char *folded = lkb_text_fold (owner);
  g_autofree char *channel = NULL;
  const char *members[4][2] = { { "first", "on-call" },
                                { "second", "team lead" },
                                { "channel", NULL },
                                { "within", "15 min (target)" } };
  LkbRecordBuilder *builder = escalation != NULL
                                  ? lkb_record_builder_new_from (info->members, escalation)
                                  : lkb_record_builder_new (info->members);
  g_autoptr (LkbValue) record = NULL;
  g_autofree char *shown = NULL;

  channel = g_strconcat ("#", g_strdelimit (folded, " ", '-'), NULL);
  members[2][1] = channel;
  for (guint i = 0; i < 4; i++)
    if (escalation == NULL
        || lkb_text_is_blank (lkb_value_get_member_text (escalation, members[i][0])))
      {
        g_autoptr (LkbValue) value = i == 3 ? lkb_value_new_quantity (members[i][1])
                                            : lkb_value_new_text (members[i][1]);

        lkb_record_builder_set (builder, members[i][0], value);
      }
  record = lkb_record_builder_end (builder);
  shown = g_strdup_printf ("%s, %s, %s, %s", lkb_value_get_member_text (record, "first"),
                           lkb_value_get_member_text (record, "second"),
                           lkb_value_get_member_text (record, "channel"),
                           lkb_value_get_member_text (record, "within"));
  if (lkb_element_get (edge, LKB_FIELD_ESCALATION) != NULL)
    lkb_report_fix_value (run, report, N_ ("Call {value}"), shown, lkb_element_get_id (edge),
                          LKB_FIELD_ESCALATION, record);
  else
    lkb_report_fix_roster (run, report, N_ ("Call {value}"), shown, owner, "escalation", record);
}

static void
check_escalation (LkbRuleRun *run, guint place, GHashTable *on_path, GHashTable *told)
{
  const LkbFlowEdge *flow = lkb_flow_graph_get_edge (run->graph, place);
  const LkbElement *edge = flow->element;
  const LkbEdgeOwnership *ownership = &run->ownerships[place];
  const char *id = lkb_element_get_id (edge);
  const LkbValue *escalation;
  gboolean no_first, no_second, relaxed = run->profile == LKB_PROFILE_STUDY;
  g_autofree char *folded = NULL;
  LkbReport *report;

  if (!g_hash_table_contains (on_path, id) && !is_must (run, flow->from)
      && !is_must (run, flow->to))
    return;
  if (lkb_run_has_failed (run, "OWN001", id) || lkb_run_has_failed (run, "OWN002", id))
    return;
  if (!ownership->needs_owner || lkb_text_is_blank (ownership->owner))
    return;

  escalation = lkb_board_get_edge_escalation (run->board, edge);
  no_first = escalation == NULL
             || lkb_text_is_blank (lkb_value_get_member_text (escalation, "first"))
             || lkb_text_is_blank (lkb_value_get_member_text (escalation, "channel"))
             || lkb_value_get_member (escalation, "within") == NULL;
  no_second = escalation == NULL
              || lkb_text_is_blank (lkb_value_get_member_text (escalation, "second"));
  if (!no_first && !no_second)
    return;
  folded = lkb_text_fold (ownership->owner);
  report = g_hash_table_lookup (told, folded);
  if (report != NULL)
    {
      lkb_report_add_element (report, id);
      return;
    }
  report = lkb_run_report (run, "SLA003", edge, "escalation", LKB_FIELD_ESCALATION,
                           no_first ? N_ ("{owner}: who is paged, where, within how long?")
                                    : N_ ("{owner}: who is called when the first one is not "
                                          "there?"));
  if (!no_first || relaxed)
    lkb_report_set_severity (report, LKB_SEVERITY_HINT);
  lkb_report_add_arg (report, "owner", ownership->owner);
  fix_escalation (run, report, edge, ownership->owner, escalation);
  g_hash_table_insert (told, g_steal_pointer (&folded), report);
}

static GHashTable *
collect_path (const LkbRuleRun *run)
{
  const LkbPrimary *primary = lkb_analysis_get_primary (run->analysis);
  GHashTable *ids = g_hash_table_new (g_str_hash, g_str_equal);
  const char *const *path = primary->latency != NULL     ? primary->latency->path
                            : primary->freshness != NULL ? primary->freshness->path
                                                         : NULL;

  for (guint i = 0; path != NULL && path[i] != NULL; i++)
    g_hash_table_add (ids, (gpointer) path[i]);
  return ids;
}

/* The tightest latency budget of the ways on which each edge lies. */
static GHashTable *
collect_budgets (const LkbRuleRun *run)
{
  GHashTable *budgets = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < lkb_analysis_get_n_latency (run->analysis); i++)
    {
      const LkbLatencyRow *row = lkb_analysis_get_latency (run->analysis, i);

      for (guint k = 0; row->budget != NULL && k < row->n_path; k++)
        {
          const LkbBudget *known = g_hash_table_lookup (budgets, row->path[k]);

          if (known == NULL || row->budget->value < known->value)
            g_hash_table_insert (budgets, (gpointer) row->path[k], (gpointer) row->budget);
        }
    }
  return budgets;
}

void
lkb_rules_check_promises (LkbRuleRun *run)
{
  g_autoptr (GHashTable) on_path = collect_path (run);
  g_autoptr (GHashTable) budgets = collect_budgets (run);
  g_autoptr (GHashTable) told = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < lkb_flow_graph_get_n_edges (run->graph); i++)
    {
      const LkbFlowEdge *edge = lkb_flow_graph_get_edge (run->graph, i);

      if (lkb_run_has_failed (run, "OWN001", lkb_element_get_id (edge->element)))
        continue;
      check_promises (run, edge, budgets);
      check_escalation (run, i, on_path, told);
    }
}
