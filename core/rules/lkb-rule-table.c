/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-rules-private.h"

#include <glib/gi18n-lib.h>

#define E LKB_SEVERITY_ERROR
#define W LKB_SEVERITY_WARNING
#define H LKB_SEVERITY_HINT

/* In the order in which a listener weighs them: what it is for, whether it keeps its promises, who answers for it, then
 * how it is put together and told. */
static const LkbRuleInfo table[] = {
  { "GOAL001", E, 1, "", N_ ("No goal"),
    N_ ("The board needs a goal of at least four words: who gets what, by when.") },
  { "KPI001", E, 1, "", N_ ("No primary KPI"),
    N_ ("One KPI is flagged as the primary one: the single metric that drives the design.") },
  { "KPI002", E, 1, "KPI001", N_ ("KPI not measurable"),
    N_ ("A KPI needs a comparator, a number and a unit, such as “≤ 3 s @ p95”.") },
  { "FEA001", E, 1, "", N_ ("No lakehouse feature"),
    N_ ("At least one node carries a feature of the catalogue that makes the design work.") },
  { "KPI003", W, 2, "KPI001 KPI002", N_ ("Statistic missing"),
    N_ ("A time without p50, p95, p99, mean or max can mean anything.") },
  { "KPI004", W, 2, "KPI001", N_ ("Two primaries or no clock"),
    N_ ("There is one primary KPI, and a time is measured from one element to another.") },
  { "LAT001", W, 2, "KPI001", N_ ("Latency budget"),
    N_ ("The path's time is compared with its budget three ways: if hops are independent (over: "
        "fix), if slow moments coincide (over: improve), whatever happens (over: idea).") },
  { "LAT003", E, 1, "", N_ ("Percentiles out of order"),
    N_ ("p50 ≤ p95 ≤ p99, and each above zero.") },
  { "FRS001", W, 2, "", N_ ("Freshness"),
    N_ ("The worst age of the data is compared with the budget, and so is the mean (over: fix).") },
  { "FRS002", W, 2, "", N_ ("Falls behind"),
    N_ ("A batch must take less time than the interval at which it fires.") },
  { "CST001", W, 2, "", N_ ("Over cost budget"),
    /* xgettext:no-c-format */
    N_ ("The monthly total is compared with the budget; above 90 % there is no room left.") },
  { "NUM001", W, 2, "KPI001", N_ ("Numbers missing on the KPI path"),
    N_ ("On the path of the primary KPI every hop has a latency, every batch an interval, every "
        "source a rate and every priced node a cost.") },
  { "NUM002", W, 1, "", N_ ("Quantity not understood"),
    N_ ("The text of a quantity does not parse or measures something else.") },
  { "OWN001", E, 1, "", N_ ("Edge without owner"),
    N_ ("Every edge but a control edge has one accountable owner, its own or its group's.") },
  { "OWN002", E, 1, "", N_ ("Placeholder owner"),
    N_ ("“TBD”, “?”, “none” and the like name nobody.") },
  { "OWN006", E, 1, "", N_ ("Upstream source not named"),
    N_ ("There is a source, and its name tells which system emits the data.") },
  { "OWN007", E, 1, "", N_ ("Downstream consumer not named"),
    N_ ("There is a consumer, or a model at the end, and its name tells who uses the data.") },
  { "OWN003", W, 2, "OWN001 OWN002", N_ ("Generic owner"),
    N_ ("“Data team” could be anyone; a squad, a role or a person can be called.") },
  { "OWN004", W, 2, "OWN001", N_ ("Two accountable owners"),
    N_ ("One is accountable; the others are consulted.") },
  { "OWN008", W, 2, "OWN001", N_ ("Hand-off unspecified"),
    N_ ("Where an edge crosses teams, both know when the hand-off is accepted.") },
  { "SLA001", W, 2, "OWN001", N_ ("Cross-team edge without SLA"),
    N_ ("Where an edge crosses teams there is a promise, or it says that it is best effort.") },
  { "STR001", E, 1, "", N_ ("Cycle"),
    N_ ("Data that runs in a loop has an edge that is marked feedback or control.") },
  { "STR004", E, 1, "STR002", N_ ("Consumer not reachable"),
    N_ ("Every consumer is reached from a source.") },
  { "STR002", W, 2, "", N_ ("Orphan"), N_ ("A node without any edge does nothing.") },
  { "STR003", W, 2, "STR002", N_ ("Dead end"),
    N_ ("What is neither consumer, model nor archive passes its data on.") },
  { "BUZ001", W, 2, "", N_ ("Buzzword without its number"),
    N_ ("A word such as “fast” needs a number of the right kind in its own sentence.") },
  { "PAG001", W, 2, "", N_ ("Does not fit one page"),
    N_ ("Nothing prints smaller than 7 pt or covers something else; title and date are there.") },
  { "PAG002", W, 2, "", N_ ("Too much for a one-pager"),
    N_ ("A reader takes in about 7 to 9 nodes; more than 12 nodes or 18 edges is too much.") },
  { "SUP003", E, 1, "", N_ ("Suppression without a reason"),
    N_ ("Who accepts a finding says why.") },
  { "SUP001", W, 2, "", N_ ("Suppression of nothing known"),
    N_ ("The rule or the element of a suppression does not exist.") },
  { "SUP002", H, 3, "", N_ ("Unused suppression"),
    N_ ("The finding of a suppression no longer arises.") },
};

const LkbRuleInfo *
lkb_rules_get_table (guint *n_rules)
{
  *n_rules = G_N_ELEMENTS (table);
  return table;
}

gboolean
lkb_rule_get_index (const char *id, guint *index)
{
  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    if (g_strcmp0 (table[i].id, id) == 0)
      {
        *index = i;
        return TRUE;
      }
  return FALSE;
}

const LkbRuleInfo *
lkb_rules_lookup (const char *id)
{
  guint index;

  return lkb_rule_get_index (id, &index) ? &table[index] : NULL;
}

static const char *const severity_words[] = { "error", "warning", "hint" };
static const char *const severity_labels[] = { N_ ("Fix"), N_ ("Improve"), N_ ("Idea") };
static const char *const profile_words[] = { "interview", "study", "sketch" };

const char *
lkb_severity_to_string (LkbSeverity severity)
{
  g_return_val_if_fail (severity < LKB_N_SEVERITIES, NULL);
  return severity_words[severity];
}

const char *
lkb_severity_get_label (LkbSeverity severity)
{
  g_return_val_if_fail (severity < LKB_N_SEVERITIES, NULL);
  return _ (severity_labels[severity]);
}

gboolean
lkb_severity_from_string (const char *text, LkbSeverity *severity)
{
  for (guint i = 0; i < G_N_ELEMENTS (severity_words); i++)
    if (g_strcmp0 (severity_words[i], text) == 0)
      {
        *severity = i;
        return TRUE;
      }
  return FALSE;
}

const char *
lkb_profile_to_string (LkbProfile profile)
{
  g_return_val_if_fail (profile < G_N_ELEMENTS (profile_words), NULL);
  return profile_words[profile];
}

gboolean
lkb_profile_from_string (const char *text, LkbProfile *profile)
{
  for (guint i = 0; i < G_N_ELEMENTS (profile_words); i++)
    if (g_strcmp0 (profile_words[i], text) == 0)
      {
        *profile = i;
        return TRUE;
      }
  return FALSE;
}

LkbProfile
lkb_board_get_profile (LkbBoard *board)
{
  LkbProfile profile = LKB_PROFILE_INTERVIEW;

  lkb_profile_from_string (lkb_element_get_text (lkb_board_get_facts (board), LKB_FIELD_PROFILE),
                           &profile);
  return profile;
}

gboolean
lkb_export_is_gated (const char *format)
{
  static const char *const gated[] = { "svg", "png", "pdf", "print", "markdown", "odcs", NULL };

  return g_strv_contains (gated, format);
}
