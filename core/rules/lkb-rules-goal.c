/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-rules-private.h"

#include <glib/gi18n-lib.h>

#include "core/base/lkb-text.h"
#include "core/model/lkb-proposal.h"

#define MAX_FIXABLE 256
#define MAX_SOUGHT 64

static guint
count_words (const char *text)
{
  g_autofree char *line = lkb_text_one_line (text != NULL ? text : "");
  g_auto (GStrv) words = g_strsplit (line, " ", -1);
  guint n = 0;

  for (guint i = 0; words[i] != NULL; i++)
    n += words[i][0] != '\0';
  return n;
}

static void
check_goal (LkbRuleRun *run)
{
  if (count_words (lkb_element_get_text (run->facts, LKB_FIELD_GOAL)) < 4)
    lkb_report_fix_goal (run, lkb_run_report (run, "GOAL001", NULL, "goal", LKB_FIELD_GOAL,
                                              N_ ("State the product goal before exporting.")));
}

/* The list of KPIs with one record replaced, as a fix. */
static void
fix_kpi (LkbRuleRun *run, LkbReport *report, const char *label, const char *shown, guint index,
         const char *member, const char *text)
{
  const LkbValue *kpis = lkb_element_get (run->facts, LKB_FIELD_KPIS);
  g_autoptr (LkbValue) record = NULL;
  g_autoptr (LkbValue) list = NULL;

  /* Each fix holds a whole list of its own. */
  if (lkb_value_get_n (kpis) > MAX_FIXABLE)
    return;
  record = lkb_record_with_text (lkb_field_get_info (LKB_FIELD_KPIS),
                                 lkb_value_get_nth (kpis, index), member, text);
  list = lkb_list_replace (kpis, index, record);
  lkb_report_fix_value (run, report, label, shown, LKB_BOARD_ID, LKB_FIELD_KPIS, list);
}

static guint
check_primary (LkbRuleRun *run, const LkbValue *kpis)
{
  guint n = kpis != NULL ? lkb_value_get_n (kpis) : 0, n_primary = 0;
  g_autoptr (LkbValue) proposed = NULL;
  LkbReport *report;

  for (guint i = 0; i < n; i++)
    n_primary += lkb_value_get_member_boolean (lkb_value_get_nth (kpis, i), "primary");
  if (n_primary > 0)
    return n_primary;

  report = lkb_run_report (run, "KPI001", NULL, "kpis", LKB_FIELD_KPIS,
                           N_ ("Which single metric drives this design?"));
  for (guint i = 0; i < MIN (n, 3); i++)
    {
      const char *name = lkb_value_get_member_text (lkb_value_get_nth (kpis, i), "name");

      if (!lkb_text_is_blank (name))
        fix_kpi (run, report, N_ ("Make “{value}” the primary KPI"), name, i, "primary", "true");
    }
  proposed = lkb_propose_kpi (run->board);
  if (proposed != NULL)
    lkb_report_fix_append (run, report, N_ ("Take {value} from the goal"),
                           lkb_value_get_member_text (proposed, "target"), run->facts,
                           LKB_FIELD_KPIS, proposed);
  return 0;
}

/* What a target lacks to be measured, as a msgid; NULL when nothing. */
static const char *
find_gap (const LkbValue *kpi)
{
  const char *text = lkb_value_get_member_text (kpi, "target");
  const LkbQuantity *q = lkb_value_get_member_quantity (kpi, "target");
  gboolean has_digit = FALSE;

  for (const char *p = text; p != NULL && *p != '\0' && !has_digit; p++)
    has_digit = g_ascii_isdigit (*p);
  if (!has_digit)
    return N_ ("number");
  if (q == NULL)
    return N_ ("unit");
  /* A plain fraction is its own unit. */
  if (!q->has_unit && !lkb_quantity_is_dimension (q, LKB_DIMENSION_FRACTION)
      && q->stat != LKB_STAT_BY)
    return N_ ("unit");
  if (q->comparator == LKB_COMPARATOR_NONE && q->stat != LKB_STAT_BY)
    return N_ ("comparator");
  return NULL;
}

/* The number of the goal, when it says one that a target can have. */
static void
fix_from_goal (LkbRuleRun *run, LkbReport *report, guint index)
{
  const char *goal = lkb_element_get_text (run->facts, LKB_FIELD_GOAL);
  g_autofree char *target = goal != NULL ? lkb_propose_kpi_target (goal) : NULL;
  LkbQuantity parsed;

  if (target != NULL && lkb_quantity_parse (target, &parsed))
    fix_kpi (run, report, N_ ("Set the target to “{value}”"), target, index, "target", target);
}

static void
check_measurable (LkbRuleRun *run, const LkbValue *kpi, guint index, const char *attribute)
{
  const LkbQuantity *q = lkb_value_get_member_quantity (kpi, "target");
  const char *gap = find_gap (kpi), *name = lkb_value_get_member_text (kpi, "name");
  LkbReport *report;

  if (gap != NULL)
    {
      report = lkb_run_report (run, "KPI002", NULL, attribute, LKB_FIELD_KPIS,
                               N_ ("‘{kpi}’ has no {gap}."));
      lkb_report_add_arg (report, "kpi", name);
      lkb_report_add_msgid (report, "gap", gap);
      if (q != NULL && q->comparator == LKB_COMPARATOR_NONE && q->has_unit)
        {
          /* Times and costs are kept low, rates and shares high. */
          gboolean low = q->dimension == LKB_DIMENSION_TIME || q->dimension == LKB_DIMENSION_MONEY;
          g_autofree char *target = g_strdup_printf ("%s %s", low ? "≤" : "≥",
                                                     lkb_value_get_member_text (kpi, "target"));

          fix_kpi (run, report, N_ ("Set the target to “{value}”"), target, index, "target",
                   target);
        }
      else
        {
          fix_from_goal (run, report, index);
        }
      return;
    }

  if (q->dimension == LKB_DIMENSION_TIME && q->stat == LKB_STAT_NONE)
    {
      g_autofree char *target = g_strdup_printf ("%s @ p95",
                                                 lkb_value_get_member_text (kpi, "target"));
      LkbQuantity parsed;

      report = lkb_run_report (run, "KPI003", NULL, attribute, LKB_FIELD_KPIS,
                               N_ ("Say p50, p95 or p99: ‘{kpi}’ is ambiguous."));
      lkb_report_add_arg (report, "kpi", name);
      if (lkb_quantity_parse (target, &parsed))
        fix_kpi (run, report, N_ ("Set the target to “{value}”"), target, index, "target", target);
    }
}

/* From the first source to the last node that its data reaches. */
static void
fix_clock (LkbRuleRun *run, LkbReport *report, guint index)
{
  const LkbFieldInfo *info = lkb_field_get_info (LKB_FIELD_KPIS);
  const LkbValue *kpis = lkb_element_get (run->facts, LKB_FIELD_KPIS);
  const char *from, *to;
  g_autofree char *start = NULL, *stop = NULL, *shown = NULL;
  g_autoptr (LkbValue) half = NULL;
  g_autoptr (LkbValue) record = NULL;
  g_autoptr (LkbValue) list = NULL;

  /* Each of these looks at the whole board. */
  if (run->n_fixes_made++ >= MAX_SOUGHT)
    return;
  lkb_propose_clock (run->board, &from, &to);
  if (from == NULL || to == NULL || lkb_value_get_n (kpis) > MAX_FIXABLE)
    return;
  start = lkb_element_dup_display_name (lkb_board_lookup (run->board, from));
  stop = lkb_element_dup_display_name (lkb_board_lookup (run->board, to));
  shown = g_strdup_printf ("%s → %s", start, stop);
  half = lkb_record_with_text (info, lkb_value_get_nth (kpis, index), "from", from);
  record = lkb_record_with_text (info, half, "to", to);
  list = lkb_list_replace (kpis, index, record);
  lkb_report_fix_value (run, report, N_ ("Measure {value}"), shown, LKB_BOARD_ID, LKB_FIELD_KPIS,
                        list);
}

static void
check_clock (LkbRuleRun *run, const LkbValue *kpi, guint index, const char *attribute)
{
  const LkbQuantity *q = lkb_value_get_member_quantity (kpi, "target");
  const char *from = lkb_value_get_member_text (kpi, "from");
  const char *to = lkb_value_get_member_text (kpi, "to");
  LkbReport *report;

  if (q == NULL || q->dimension != LKB_DIMENSION_TIME || q->stat == LKB_STAT_BY)
    return;
  if (from != NULL && to != NULL && lkb_board_lookup (run->board, from) != NULL
      && lkb_board_lookup (run->board, to) != NULL)
    return;
  report = lkb_run_report (run, "KPI004", NULL, attribute, LKB_FIELD_KPIS,
                           N_ ("‘{kpi}’ is measured from where to where?"));
  lkb_report_add_arg (report, "kpi", lkb_value_get_member_text (kpi, "name"));
  fix_clock (run, report, index);
}

/* The first one stays. */
static void
fix_primaries (LkbRuleRun *run, LkbReport *report, const LkbValue *kpis)
{
  const LkbFieldInfo *info = lkb_field_get_info (LKB_FIELD_KPIS);
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) lkb_value_unref);
  g_autoptr (LkbValue) list = NULL;
  const char *kept = NULL;

  if (lkb_value_get_n (kpis) > MAX_FIXABLE)
    return;
  for (guint i = 0; i < lkb_value_get_n (kpis); i++)
    {
      const LkbValue *kpi = lkb_value_get_nth (kpis, i);
      gboolean primary = lkb_value_get_member_boolean (kpi, "primary");

      if (primary && kept != NULL)
        {
          g_ptr_array_add (all, lkb_record_with_text (info, kpi, "primary", NULL));
          continue;
        }
      if (primary)
        {
          kept = lkb_value_get_member_text (kpi, "name");
          kept = kept != NULL ? kept : "1";
        }
      g_ptr_array_add (all, lkb_value_ref (kpi));
    }
  list = lkb_value_new_list (LKB_VALUE_RECORD_LIST, (LkbValue *const *) all->pdata, all->len);
  lkb_report_fix_value (run, report, N_ ("Keep “{value}” alone"), kept, LKB_BOARD_ID,
                        LKB_FIELD_KPIS, list);
}

static void
check_kpis (LkbRuleRun *run)
{
  const LkbValue *kpis = lkb_element_get (run->facts, LKB_FIELD_KPIS);
  guint n_primary = check_primary (run, kpis);

  if (n_primary == 0)
    return;
  if (n_primary > 1)
    fix_primaries (run,
                   lkb_run_report (run, "KPI004", NULL, "kpis", LKB_FIELD_KPIS,
                                   N_ ("Which one is the primary KPI? More than one is flagged.")),
                   kpis);
  for (guint i = 0; i < lkb_value_get_n (kpis); i++)
    {
      const LkbValue *kpi = lkb_value_get_nth (kpis, i);
      g_autofree char *attribute = lkb_kpi_dup_attribute (kpi, i);

      check_measurable (run, kpi, i, attribute);
      check_clock (run, kpi, i, attribute);
    }
}

/* The first feature of the catalogue that may stand on the first node of a kind, as a fix; FALSE when there is none. */
static gboolean
suggest_feature (LkbRuleRun *run, LkbReport *report, LkbKind kind)
{
  const LkbElement *node = NULL;

  for (guint i = 0; i < lkb_flow_graph_get_n_nodes (run->graph) && node == NULL; i++)
    {
      const LkbElement *element = lkb_flow_graph_get_node (run->graph, i)->element;

      if (lkb_element_get_kind (element) == kind)
        node = element;
    }
  if (node == NULL || run->vocabulary == NULL)
    return FALSE;

  for (guint i = 0; i < lkb_vocabulary_get_n_features (run->vocabulary); i++)
    {
      const LkbFeature *feature = lkb_vocabulary_get_nth_feature (run->vocabulary, i);
      const LkbValue *old = lkb_element_get (node, LKB_FIELD_FEATURES);
      g_autoptr (GPtrArray) ids = NULL;
      g_autoptr (LkbValue) value = NULL;
      g_autofree char *name = NULL, *shown = NULL;

      if ((feature->kinds & (1u << kind)) == 0)
        continue;
      ids = g_ptr_array_new ();
      for (guint k = 0; old != NULL && k < lkb_value_get_n (old); k++)
        g_ptr_array_add (ids, (gpointer) lkb_value_get_nth_text (old, k));
      g_ptr_array_add (ids, feature->id);
      value = lkb_value_new_text_list ((const char *const *) ids->pdata, ids->len);
      name = lkb_run_dup_name (run, lkb_element_get_id (node));
      shown = g_strdup_printf ("%s: %s", name, feature->name);
      lkb_report_fix_value (run, report, N_ ("Add the feature {value}"), shown,
                            lkb_element_get_id (node), LKB_FIELD_FEATURES, value);
      return TRUE;
    }
  return FALSE;
}

static void
check_features (LkbRuleRun *run)
{
  gboolean found;
  LkbReport *report;

  if (lkb_board_names_feature (run->board, run->vocabulary))
    return;
  report = lkb_run_report (
      run, "FEA001", NULL, "features", LKB_N_FIELDS,
      N_ ("Third signal missing: name the lakehouse feature that makes this work."));
  /* Not every drawing is of a lakehouse. */
  if (run->profile != LKB_PROFILE_INTERVIEW)
    lkb_report_set_severity (report, LKB_SEVERITY_HINT);
  found = suggest_feature (run, report, LKB_KIND_PIPELINE);
  found = suggest_feature (run, report, LKB_KIND_FEATURE_STORE) || found;
  for (guint kind = LKB_KIND_SOURCE; kind <= LKB_KIND_GOVERNANCE && !found; kind++)
    found = suggest_feature (run, report, kind);
}

void
lkb_rules_check_goal (LkbRuleRun *run)
{
  check_goal (run);
  check_kpis (run);
  check_features (run);
}
