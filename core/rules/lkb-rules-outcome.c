/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "core/base/lkb-text.h"
#include "core/model/lkb-proposal.h"
#include "lkb-rules-private.h"

/* Nines that no single region keeps. */
#define SINGLE_REGION 0.9999
/* A word of fewer letters names nobody by itself ("the", "of"). */
#define SHORTEST_NAME 4

/* GOAL002 */

static const LkbElement *
find_end (const LkbRuleRun *run)
{
  const LkbElement *model = NULL;

  for (guint i = 0; i < lkb_flow_graph_get_n_nodes (run->graph); i++)
    {
      const LkbElement *node = lkb_flow_graph_get_node (run->graph, i)->element;

      if (!lkb_flow_graph_is_end (run->graph, i) || lkb_element_get_name (node) == NULL)
        continue;
      if (lkb_element_get_kind (node) == LKB_KIND_CONSUMER)
        return node;
      if (model == NULL)
        model = node;
    }
  return model;
}

void
lkb_report_fix_goal (LkbRuleRun *run, LkbReport *report)
{
  const LkbValue *kpi = lkb_board_get_primary_kpi (run->board);
  const char *target = kpi != NULL ? lkb_value_get_member_text (kpi, "target") : NULL;
  const char *name = kpi != NULL ? lkb_value_get_member_text (kpi, "name") : NULL;
  const char *goal = lkb_element_get_text (run->facts, LKB_FIELD_GOAL);
  const LkbElement *end = find_end (run);
  g_autofree char *whom = NULL, *clause = NULL, *text = NULL, *line = NULL;

  if (end == NULL || lkb_text_is_blank (target))
    return;
  whom = lkb_run_dup_name (run, lkb_element_get_id (end));
  /* Translators: a product goal to begin with: who is served, the name of the metric, its target. */
  clause = g_strdup_printf (_ ("serve %s with %s of %s"), whom,
                            !lkb_text_is_blank (name) ? name : _ ("data"), target);
  line = lkb_text_one_line (goal != NULL ? goal : "");
  text = line[0] != '\0' ? g_strdup_printf ("%s: %s", line, clause) : g_strdup (clause);
  lkb_report_fix_text (run, report, N_ ("Write it from consumer and KPI"), LKB_BOARD_ID,
                       LKB_FIELD_GOAL, text);
}

/* What stands between words, by bytes. */
#define BETWEEN_WORDS " -_/,.:;()“”‘’\"'?!"

static GHashTable *
collect_words (const char *text)
{
  g_autofree char *folded = lkb_text_fold (text != NULL ? text : "");
  g_auto (GStrv) words = g_strsplit_set (folded, BETWEEN_WORDS, -1);
  GHashTable *set = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; words[i] != NULL; i++)
    if (words[i][0] != '\0')
      g_hash_table_add (set, g_strdup (words[i]));
  return set;
}

/* Whether a name lends the goal a word that is its own: "feed" of "Home feed API". */
static gboolean
shares_word (LkbRuleRun *run, GHashTable *goal, const char *name)
{
  g_autofree char *folded = name != NULL ? lkb_text_fold (name) : NULL;

  for (char *word = folded, *end; word != NULL; word = end)
    {
      end = strpbrk (word, BETWEEN_WORDS);
      if (end != NULL)
        *end++ = '\0';
      if (strlen (word) >= SHORTEST_NAME && g_hash_table_contains (goal, word)
          && !lkb_run_in_list (run, "technology", word)
          && !lkb_run_in_list (run, "generic-consumer", word))
        return TRUE;
    }
  return FALSE;
}

static gboolean
names_anybody (LkbRuleRun *run, GHashTable *goal)
{
  GHashTableIter iter;
  gpointer word;

  g_hash_table_iter_init (&iter, goal);
  while (g_hash_table_iter_next (&iter, &word, NULL))
    if (lkb_run_in_list (run, "role", word))
      return TRUE;
  for (guint i = 0; i < lkb_flow_graph_get_n_nodes (run->graph); i++)
    {
      const LkbElement *node = lkb_flow_graph_get_node (run->graph, i)->element;

      if (lkb_flow_graph_is_end (run->graph, i)
          && (shares_word (run, goal, lkb_element_get_name (node))
              || shares_word (run, goal, lkb_element_get_text (node, LKB_FIELD_OWNER))))
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_only_technology (LkbRuleRun *run, GHashTable *goal)
{
  GHashTableIter iter;
  gpointer word;
  guint n = 0;

  g_hash_table_iter_init (&iter, goal);
  while (g_hash_table_iter_next (&iter, &word, NULL))
    {
      if (strlen (word) < 3 || g_ascii_isdigit (*(const char *) word))
        continue;
      if (!lkb_run_in_list (run, "technology", word))
        return FALSE;
      n++;
    }
  return n > 0;
}

static void
check_outcome (LkbRuleRun *run)
{
  const char *text = lkb_element_get_text (run->facts, LKB_FIELD_GOAL);
  g_autoptr (GHashTable) goal = NULL;
  const char *gap = NULL;
  LkbReport *report;

  if (lkb_text_is_blank (text) || lkb_run_has_failed (run, "GOAL001", LKB_BOARD_ID)
      || run->vocabulary == NULL)
    return;
  goal = collect_words (text);
  if (is_only_technology (run, goal))
    gap = N_ ("The goal says what is built, not who gets what by when.");
  else if (!lkb_run_has_number (run, text))
    gap = N_ ("The goal has no number with a unit: by when, how much?");
  else if (!names_anybody (run, goal))
    gap = N_ ("The goal does not say who gets it.");
  if (gap == NULL)
    return;
  report = lkb_run_report (run, "GOAL002", NULL, "goal", LKB_FIELD_GOAL, gap);
  if (!lkb_run_has_failed (run, "KPI001", LKB_BOARD_ID)
      && !lkb_run_has_failed (run, "KPI002", LKB_BOARD_ID)
      && !lkb_run_has_failed (run, "KPI003", LKB_BOARD_ID))
    lkb_report_set_severity (report, LKB_SEVERITY_HINT);
  lkb_report_fix_goal (run, report);
}

/* KPI005 */

static void
check_reasons (LkbRuleRun *run)
{
  const LkbValue *kpis = lkb_element_get (run->facts, LKB_FIELD_KPIS);

  if (kpis == NULL || lkb_run_has_failed (run, "KPI001", LKB_BOARD_ID))
    return;
  for (guint i = 0; i < lkb_value_get_n (kpis); i++)
    {
      const LkbValue *kpi = lkb_value_get_nth (kpis, i);
      g_autofree char *attribute = lkb_kpi_dup_attribute (kpi, i);
      const LkbElement *end;
      LkbReport *report;

      if (!lkb_text_is_blank (lkb_value_get_member_text (kpi, "because"))
          || lkb_value_get_member_quantity (kpi, "target") == NULL
          || lkb_run_has_failed_at (run, "KPI002", LKB_BOARD_ID, attribute))
        continue;
      report = lkb_run_report (run, "KPI005", NULL, attribute, LKB_FIELD_KPIS,
                               N_ ("Why {target}? Say what happens beyond it."));
      lkb_report_add_arg (report, "target", lkb_value_get_member_text (kpi, "target"));
      end = find_end (run);
      if (end != NULL)
        {
          g_autofree char *whom = lkb_run_dup_name (run, lkb_element_get_id (end));
          /* Translators: a reason to begin with; the name of a consumer. */
          g_autofree char *reason = g_strdup_printf (_ ("%s cannot use it beyond that"), whom);

          lkb_report_fix_member (run, report, N_ ("Insert a reason to begin with"), NULL,
                                 run->facts, LKB_FIELD_KPIS, i, "because", reason);
        }
    }
}

/* COD001 */

static void
check_delay (LkbRuleRun *run)
{
  const LkbValue *delay = lkb_element_get (run->facts, LKB_FIELD_COST_OF_DELAY);
  LkbReport *report;

  /* Before it is clear what is delivered there is nothing to be late. */
  if ((delay != NULL && lkb_value_get_member (delay, "value") != NULL)
      || lkb_run_has_failed (run, "KPI001", LKB_BOARD_ID))
    return;
  report = lkb_run_report (run, "COD001", NULL, "cost_of_delay", LKB_FIELD_COST_OF_DELAY,
                           N_ ("What does one hour (or one second) late cost?"));
  if (run->profile == LKB_PROFILE_STUDY)
    lkb_report_set_severity (report, LKB_SEVERITY_HINT);
  for (guint i = 0; i < lkb_flow_graph_get_n_nodes (run->graph); i++)
    {
      const LkbElement *node = lkb_flow_graph_get_node (run->graph, i)->element;
      const LkbQuantity *worth = lkb_element_get_quantity (node, LKB_FIELD_VALUE_PER_EVENT);
      const LkbQuantity *rate = lkb_element_get_quantity (node, LKB_FIELD_QUERIES);
      const LkbFieldInfo *info = lkb_field_get_info (LKB_FIELD_COST_OF_DELAY);
      g_autofree char *money = NULL, *text = NULL;
      g_autoptr (LkbValue) curve = NULL, value = NULL, because = NULL, record = NULL;
      LkbRecordBuilder *builder;

      if (worth == NULL || worth->dimension != LKB_DIMENSION_MONEY || worth->value <= 0
          || rate == NULL || rate->dimension != LKB_DIMENSION_RATE || rate->value <= 0)
        continue;
      /* What is worth something is late for as long as it is late. */
      money = lkb_format_money (worth->value * rate->value * 3600, worth->currency);
      text = g_strdup_printf ("%s per hour (estimate)", money);
      curve = lkb_value_new_choice ("linear");
      value = lkb_value_new_quantity (text);
      because = lkb_value_new_text (_ ("value of an event × events in an hour"));
      builder = lkb_record_builder_new (info->members);
      lkb_record_builder_set (builder, "curve", curve);
      lkb_record_builder_set (builder, "value", value);
      lkb_record_builder_set (builder, "because", because);
      record = lkb_record_builder_end (builder);
      lkb_report_fix_value (run, report, N_ ("Set it to {value}"), text, LKB_BOARD_ID,
                            LKB_FIELD_COST_OF_DELAY, record);
      return;
    }
}

/* ANC001 */

static gboolean
has_one_region (const LkbRuleRun *run)
{
  const char *first = NULL;

  for (guint i = 0; i < lkb_flow_graph_get_n_nodes (run->graph); i++)
    {
      const char *region = lkb_element_get_text (lkb_flow_graph_get_node (run->graph, i)->element,
                                                 LKB_FIELD_REGION);

      if (lkb_text_is_blank (region))
        continue;
      if (first != NULL && !lkb_text_equal_folded (first, region))
        return FALSE;
      first = region;
    }
  return TRUE;
}

/* The median of the path that the design is about; of a call where nothing else is timed. */
static double
find_supported_time (const LkbRuleRun *run)
{
  const LkbLatencyRow *row = lkb_analysis_get_primary (run->analysis)->latency;

  if (row == NULL)
    row = lkb_analysis_get_main_latency (run->analysis);
  if (row == NULL || isnan (row->p50))
    row = lkb_analysis_get_main_request (run->analysis);
  return row != NULL ? row->p50 : NAN;
}

static double
find_least_capacity (const LkbRuleRun *run)
{
  const LkbThroughput *throughput = lkb_analysis_get_throughput (run->analysis);
  double least = NAN;

  for (guint i = 0; i < throughput->n_nodes; i++)
    if (!isnan (throughput->nodes[i].capacity) && throughput->nodes[i].in > 0
        && (isnan (least) || throughput->nodes[i].capacity < least))
      least = throughput->nodes[i].capacity;
  return least;
}

/* What the board supports instead, as it would be said; NULL when nothing speaks against it. */
static char *
dup_supported (const LkbRuleRun *run, const LkbQuantity *said)
{
  double figure;

  switch (said->dimension)
    {
    case LKB_DIMENSION_FRACTION:
      figure = lkb_analysis_get_availability (run->analysis)->request_path;
      if (!isnan (figure) && said->value > figure)
        return lkb_fix_dup_share (figure);
      return said->value >= SINGLE_REGION && has_one_region (run) ? g_strdup ("99.9 %") : NULL;

    case LKB_DIMENSION_TIME:
      figure = find_supported_time (run);
      return !isnan (figure) && said->value < figure ? lkb_fix_dup_time (figure) : NULL;

    case LKB_DIMENSION_RATE:
      figure = find_least_capacity (run);
      return !isnan (figure) && said->value > figure * (1 + 1e-9) ? lkb_format_rate (figure) : NULL;

    default:
      return NULL;
    }
}

static void
check_anchor (LkbRuleRun *run)
{
  const LkbValue *first = lkb_element_get (run->facts, LKB_FIELD_FIRST_NUMBER);
  const char *text = first != NULL ? lkb_value_get_member_text (first, "text") : NULL;
  g_autofree char *found = NULL, *supported = NULL;
  g_autoptr (LkbValue) record = NULL;
  LkbQuantity said;
  LkbReport *report;

  if (lkb_text_is_blank (text) || lkb_run_has_failed (run, "KPI001", LKB_BOARD_ID))
    return;
  if (!lkb_quantity_parse (text, &said))
    {
      found = lkb_propose_kpi_target (text);
      if (found == NULL || !lkb_quantity_parse (found, &said))
        return;
    }
  supported = dup_supported (run, &said);
  if (supported == NULL)
    return;
  report = lkb_run_report (run, "ANC001", NULL, "first_number", LKB_FIELD_FIRST_NUMBER,
                           N_ ("You opened with “{said}”; the board supports {supported}."));
  lkb_report_add_arg (report, "said", text);
  lkb_report_add_arg (report, "supported", supported);
  record = lkb_record_with_text (lkb_field_get_info (LKB_FIELD_FIRST_NUMBER), first, "text",
                                 supported);
  lkb_report_fix_value (run, report, N_ ("Say {value}"), supported, LKB_BOARD_ID,
                        LKB_FIELD_FIRST_NUMBER, record);
}

void
lkb_rules_check_outcome (LkbRuleRun *run)
{
  check_outcome (run);
  check_reasons (run);
  check_delay (run);
  check_anchor (run);
}
