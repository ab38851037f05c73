/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-analysis-private.h"

#include "core/base/lkb-text.h"

static const LkbField budget_fields[] = {
  [LKB_BUDGET_LATENCY] = LKB_FIELD_BUDGET_LATENCY,
  [LKB_BUDGET_REQUEST_TAIL] = LKB_FIELD_BUDGET_REQUEST_TAIL,
  [LKB_BUDGET_FRESHNESS] = LKB_FIELD_BUDGET_FRESHNESS,
  [LKB_BUDGET_AVAILABILITY] = LKB_FIELD_BUDGET_AVAILABILITY,
  [LKB_BUDGET_COST] = LKB_FIELD_BUDGET_COST,
};

/* Fills a budget from a quantity of the right dimension; FALSE when it cannot be one. */
static gboolean
read_limit (LkbAnalysis *analysis, LkbBudgetKind kind, const LkbQuantity *q, LkbBudget *budget)
{
  *budget = (LkbBudget){ .kind = kind, .currency = "", .level = 0.95 };
  if (q == NULL)
    return FALSE;

  switch (kind)
    {
    case LKB_BUDGET_LATENCY:
    case LKB_BUDGET_REQUEST_TAIL:
    case LKB_BUDGET_FRESHNESS:
      if (q->dimension != LKB_DIMENSION_TIME || q->value <= 0 || q->stat == LKB_STAT_BY)
        return FALSE;
      budget->value = q->value;
      if (q->stat == LKB_STAT_PERCENTILE)
        budget->level = q->percentile;
      else if (q->stat == LKB_STAT_MEAN)
        budget->is_mean = TRUE;
      else if (q->stat == LKB_STAT_MAX)
        budget->level = 0.99;
      else
        budget->assumed_level = TRUE;
      return TRUE;

    case LKB_BUDGET_AVAILABILITY:
      if (!lkb_quantity_is_dimension (q, LKB_DIMENSION_FRACTION) || q->value < 0 || q->value > 1)
        return FALSE;
      budget->value = q->value;
      return TRUE;

    case LKB_BUDGET_COST:
      if (q->dimension != LKB_DIMENSION_MONEY
          || !lkb_quantity_get_money_per_month (q, &budget->value))
        return FALSE;
      budget->currency = lkb_analysis_intern (analysis, q->currency);
      return TRUE;

    case LKB_N_BUDGETS:
    default:
      return FALSE;
    }
}

/* "age", "freshness", "dashboard age": as whole words. */
static gboolean
is_named_freshness (const char *name)
{
  static const char *const words[] = { "freshness", "age", "staleness", "fresh", NULL };
  g_autofree char *folded = lkb_text_fold (name != NULL ? name : "");
  g_auto (GStrv) tokens = g_strsplit_set (folded, " -_/,.:;()", -1);

  for (guint i = 0; tokens[i] != NULL; i++)
    if (g_strv_contains (words, tokens[i]))
      return TRUE;
  return FALSE;
}

static void
read_kpi (LkbAnalysisContext *context, const LkbValue *record, guint index)
{
  LkbAnalysis *analysis = context->analysis;
  const LkbQuantity *q = lkb_value_get_member_quantity (record, "target");
  const char *target = lkb_value_get_member_text (record, "target");
  LkbKpi kpi = { .index = index };
  LkbBudget budget;

  kpi.primary = lkb_value_get_member_boolean (record, "primary");
  kpi.name = lkb_analysis_intern (analysis, lkb_value_get_member_text (record, "name"));
  kpi.name = kpi.name != NULL ? kpi.name : "";
  kpi.target = lkb_analysis_intern (analysis, target != NULL ? target : "");
  kpi.from = lkb_analysis_intern (analysis, lkb_value_get_member_text (record, "from"));
  kpi.to = lkb_analysis_intern (analysis, lkb_value_get_member_text (record, "to"));

  if (q != NULL)
    {
      kpi.has_kind = TRUE;
      if (q->dimension == LKB_DIMENSION_TIME)
        kpi.kind = is_named_freshness (kpi.name) ? LKB_BUDGET_FRESHNESS : LKB_BUDGET_LATENCY;
      else if (q->dimension == LKB_DIMENSION_MONEY)
        kpi.kind = LKB_BUDGET_COST;
      else if (q->dimension == LKB_DIMENSION_FRACTION && q->per == LKB_PER_NONE && q->value >= 0.5)
        kpi.kind = LKB_BUDGET_AVAILABILITY;
      else
        kpi.has_kind = FALSE;
    }
  if (kpi.has_kind && read_limit (analysis, kpi.kind, q, &budget))
    {
      g_autofree char *name = g_strdup_printf ("kpis/%s", kpi.name);

      budget.name = lkb_analysis_intern (analysis, name);
      budget.element = LKB_BOARD_ID;
      budget.text = kpi.target;
      kpi.budget = lkb_analysis_keep (analysis, g_memdup2 (&budget, sizeof budget));
    }
  else
    {
      kpi.has_kind = FALSE;
    }
  g_array_append_val (context->kpis, kpi);
}

void
lkb_budget_build (LkbAnalysisContext *context)
{
  LkbAnalysis *analysis = context->analysis;
  const LkbElement *facts = lkb_board_get_facts (context->board);
  const LkbValue *kpis = lkb_element_get (facts, LKB_FIELD_KPIS);

  for (guint i = 0; i < LKB_N_BUDGETS; i++)
    {
      LkbBudget budget;

      if (!read_limit (analysis, i, lkb_element_get_quantity (facts, budget_fields[i]), &budget))
        continue;
      budget.name = lkb_field_get_key (budget_fields[i]);
      budget.element = LKB_BOARD_ID;
      budget.text = lkb_analysis_intern (analysis, lkb_element_get_text (facts, budget_fields[i]));
      analysis->budgets[i] = lkb_analysis_keep (analysis, g_memdup2 (&budget, sizeof budget));
    }

  for (guint i = 0; kpis != NULL && i < lkb_value_get_n (kpis); i++)
    read_kpi (context, lkb_value_get_nth (kpis, i), i);
}

const LkbBudget *
lkb_budget_for_end (const LkbAnalysisContext *context, LkbBudgetKind kind, const char *to)
{
  const LkbBudget *budget = context->analysis->budgets[kind];

  if (budget == NULL || !budget->derived)
    return budget;

  /* A limit that was derived from a KPI with an end of its own speaks of that end only. */
  for (guint i = 0; i < context->kpis->len; i++)
    {
      const LkbKpi *kpi = &g_array_index (context->kpis, LkbKpi, i);

      if (kpi->budget == NULL || kpi->budget->name != budget->name)
        continue;
      return kpi->to == NULL || g_strcmp0 (kpi->to, to) == 0 ? budget : NULL;
    }
  return budget;
}
