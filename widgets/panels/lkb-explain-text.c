/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-explain-text.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "core/base/lkb-text.h"
#include "widgets/canvas/lkb-spoken.h"

const LkbLatencyRow *
lkb_explain_get_latency (const LkbAnalysis *analysis)
{
  const LkbLatencyRow *row;

  g_return_val_if_fail (analysis != NULL, NULL);

  row = lkb_analysis_get_main_latency (analysis);
  return row != NULL ? row : lkb_analysis_get_main_request (analysis);
}

LkbExplanation *
lkb_explain_new (const LkbAnalysis *analysis, LkbStripFigure figure)
{
  g_return_val_if_fail (analysis != NULL, NULL);

  switch (figure)
    {
    case LKB_STRIP_LATENCY:
      {
        const LkbLatencyRow *row = lkb_explain_get_latency (analysis);

        return row != NULL ? lkb_explanation_new_latency (analysis, row) : NULL;
      }
    case LKB_STRIP_FRESHNESS:
      {
        const LkbFreshnessRow *row = lkb_analysis_get_main_freshness (analysis);

        return row != NULL ? lkb_explanation_new_freshness (analysis, row) : NULL;
      }
    case LKB_STRIP_COST:
      return lkb_explanation_new_cost (analysis);
    case LKB_STRIP_AVAILABILITY:
      return lkb_explanation_new_availability (analysis, NULL);
    case LKB_STRIP_OWNED:
    case LKB_N_STRIP_FIGURES:
    default:
      return NULL;
    }
}

const LkbMissingList *
lkb_explain_get_missing (const LkbAnalysis *analysis, LkbStripFigure figure)
{
  g_return_val_if_fail (analysis != NULL, NULL);

  return figure == LKB_STRIP_LATENCY     ? lkb_analysis_get_latency_missing (analysis)
         : figure == LKB_STRIP_FRESHNESS ? lkb_analysis_get_freshness_missing (analysis)
                                         : NULL;
}

char *
lkb_explain_dup_name (LkbBoard *board, const char *id)
{
  const LkbElement *element;

  g_return_val_if_fail (id != NULL, NULL);

  element = lkb_board_lookup (board, id);
  return element != NULL ? lkb_spoken_dup_name (board, element) : g_strdup (id);
}

char *
lkb_explain_dup_amount (const LkbAnalysis *analysis, const LkbExplanation *explanation,
                        double value)
{
  const char *currency;

  g_return_val_if_fail (explanation != NULL, NULL);

  if (isnan (value))
    return g_strdup ("–");
  switch (explanation->figure)
    {
    case LKB_FIGURE_COST:
      currency = lkb_analysis_get_cost (analysis)->currency;
      return lkb_format_money (value, currency != NULL ? currency : "USD");
    case LKB_FIGURE_AVAILABILITY:
      return lkb_format_duration (value * 60);
    case LKB_FIGURE_THROUGHPUT:
      return lkb_format_fraction (value);
    case LKB_FIGURE_LATENCY:
    case LKB_FIGURE_FRESHNESS:
    case LKB_FIGURE_COST_OF_DELAY:
    default:
      return lkb_format_duration (value);
    }
}

/* Where only p95s are known, they are the terms. */
static gboolean
adds_p95s (const LkbExplanation *explanation)
{
  for (guint i = 0; i < explanation->n_terms; i++)
    if (!(explanation->terms[i].value == explanation->terms[i].p95))
      return FALSE;
  return explanation->n_terms > 0 && (explanation->assumptions & LKB_ASSUMES_COINCIDENT_HOPS) != 0;
}

const char *
lkb_explain_get_unit (const LkbExplanation *explanation)
{
  g_return_val_if_fail (explanation != NULL, "");

  switch (explanation->figure)
    {
    case LKB_FIGURE_COST:
      return _ ("per month");
    case LKB_FIGURE_AVAILABILITY:
      return _ ("down in 30 days");
    case LKB_FIGURE_THROUGHPUT:
      return _ ("in use");
    case LKB_FIGURE_LATENCY:
    case LKB_FIGURE_FRESHNESS:
    case LKB_FIGURE_COST_OF_DELAY:
    default:
      return adds_p95s (explanation) ? "p95" : _ ("on average");
    }
}

char *
lkb_explain_dup_budget (const LkbExplanation *explanation)
{
  g_autofree char *text = NULL;

  g_return_val_if_fail (explanation != NULL, NULL);

  if (explanation->budget == NULL || lkb_text_is_blank (explanation->budget->text))
    return NULL;
  text = lkb_text_one_line (explanation->budget->text);
  /* Translators: %s is a limit as it was typed: "3 s @ p95". */
  return explanation->budget->derived ? g_strdup_printf (_ ("Budget %s, from the KPI"), text)
                                      : g_strdup_printf (_ ("Budget %s"), text);
}

gboolean
lkb_explain_is_largest (const LkbExplanation *explanation, const LkbExplanationTerm *term)
{
  g_return_val_if_fail (explanation != NULL && term != NULL, FALSE);

  return explanation->mend != NULL
         && g_strcmp0 (term->edge != NULL ? term->edge : term->element, explanation->mend) == 0;
}

char *
lkb_explain_dup_term (LkbBoard *board, const LkbAnalysis *analysis,
                      const LkbExplanation *explanation, const LkbExplanationTerm *term)
{
  GString *text = g_string_new (NULL);
  g_autofree char *name = NULL;
  g_autofree char *amount = NULL;

  g_return_val_if_fail (explanation != NULL && term != NULL, NULL);

  name = lkb_explain_dup_name (board, term->element);
  amount = lkb_explain_dup_amount (analysis, explanation, term->value);
  /* Translators: a part of a sum and what kind of value it is: "Event Hub: 40 ms on average". */
  g_string_append_printf (text, C_ ("term", "%s: %s %s"), name, amount,
                          lkb_explain_get_unit (explanation));
  if (!isnan (term->share))
    g_string_append_printf (text, ", %.0f %%", term->share * 100);
  if (term->assumed)
    g_string_append_printf (text, ", %s", _ ("taken for a p95"));
  if (term->estimate)
    g_string_append_printf (text, ", %s", _ ("an estimate"));
  if (lkb_explain_is_largest (explanation, term))
    g_string_append_printf (text, ", %s", _ ("in the largest part"));
  return g_string_free (text, FALSE);
}

char *
lkb_explain_dup_mend (const LkbAnalysis *analysis, const LkbExplanation *explanation)
{
  g_autofree char *left = NULL;
  g_autofree char *whole = NULL;

  g_return_val_if_fail (explanation != NULL, NULL);

  if (explanation->mend == NULL || isnan (explanation->mended))
    return NULL;
  left = lkb_explain_dup_amount (analysis, explanation, explanation->mended);
  /* An availability is no sum: what is left is compared with the figure itself. */
  whole = lkb_explain_dup_amount (
      analysis, explanation,
      explanation->figure == LKB_FIGURE_AVAILABILITY ? explanation->value : explanation->sum);
  /* Translators: what would be left without the largest part: "Without it: 0.4 s instead of 1.2 s on average". */
  return g_strdup_printf (_ ("Without it: %s instead of %s %s"), left, whole,
                          lkb_explain_get_unit (explanation));
}
