/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-explain-text.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "core/analysis/lkb-analysis-words.h"
#include "core/base/lkb-text.h"
#include "lkb-strip-text.h"
#include "widgets/canvas/lkb-spoken.h"

/* Parts of a row that are seldom down at once nearly add up; so little is not told. */
#define REST_SHARE_MIN 0.005

static const LkbFigure of_strip[] = {
  [LKB_STRIP_LATENCY] = LKB_FIGURE_LATENCY,
  [LKB_STRIP_FRESHNESS] = LKB_FIGURE_FRESHNESS,
  [LKB_STRIP_COST] = LKB_FIGURE_COST,
  [LKB_STRIP_AVAILABILITY] = LKB_FIGURE_AVAILABILITY,
};

LkbFigure
lkb_strip_figure_explains (LkbStripFigure figure)
{
  g_return_val_if_fail (figure < G_N_ELEMENTS (of_strip), LKB_FIGURE_LATENCY);

  return of_strip[figure];
}

/* FALSE: the strip has no cell for it. */
static gboolean
find_cell (LkbFigure figure, LkbStripFigure *cell)
{
  for (guint i = 0; i < G_N_ELEMENTS (of_strip); i++)
    if (of_strip[i] == figure)
      {
        *cell = (LkbStripFigure) i;
        return TRUE;
      }
  return FALSE;
}

LkbExplanation *
lkb_explain_new (const LkbAnalysis *analysis, LkbFigure figure)
{
  g_return_val_if_fail (analysis != NULL, NULL);

  switch (figure)
    {
    case LKB_FIGURE_LATENCY:
      {
        const LkbLatencyRow *row = lkb_analysis_get_told_latency (analysis);

        return row != NULL ? lkb_explanation_new_latency (analysis, row) : NULL;
      }
    case LKB_FIGURE_FRESHNESS:
      {
        const LkbFreshnessRow *row = lkb_analysis_get_main_freshness (analysis);

        return row != NULL ? lkb_explanation_new_freshness (analysis, row) : NULL;
      }
    case LKB_FIGURE_COST:
      return lkb_explanation_new_cost (analysis);
    case LKB_FIGURE_AVAILABILITY:
      return lkb_explanation_new_availability (analysis, NULL);
    case LKB_FIGURE_THROUGHPUT:
      return lkb_explanation_new_throughput (analysis);
    case LKB_FIGURE_COST_OF_DELAY:
      return lkb_explanation_new_cost_of_delay (analysis);
    default:
      return NULL;
    }
}

const LkbMissingList *
lkb_explain_get_missing (const LkbAnalysis *analysis, LkbFigure figure)
{
  g_return_val_if_fail (analysis != NULL, NULL);

  return figure == LKB_FIGURE_LATENCY     ? lkb_analysis_get_latency_missing (analysis)
         : figure == LKB_FIGURE_FRESHNESS ? lkb_analysis_get_freshness_missing (analysis)
                                          : NULL;
}

const char *
lkb_explain_get_title (LkbFigure figure)
{
  LkbStripFigure cell;

  if (find_cell (figure, &cell))
    return lkb_strip_figure_get_name (cell);
  return figure == LKB_FIGURE_THROUGHPUT ? _ ("Load") : _ ("Cost of delay");
}

static char *
dup_delay (const LkbCostOfDelay *delay)
{
  const char *currency = delay->currency != NULL ? delay->currency : "USD";
  g_autofree char *amount = NULL;

  if (delay->curve == LKB_DELAY_DELIVERY && !isnan (delay->total))
    {
      amount = lkb_money_dup_words (delay->total, currency);
      /* Translators: what a delivery that comes late costs: "$40 k for the whole delay". */
      return g_strdup_printf (_ ("%s for the whole delay"), amount);
    }
  if (isnan (delay->per_hour))
    return NULL;
  amount = lkb_money_dup_words (delay->per_hour, currency);
  return g_strdup_printf (_ ("%s per hour"), amount);
}

char *
lkb_explain_dup_head (LkbBoard *board, const LkbAnalysis *analysis, LkbFigure figure,
                      gboolean strict)
{
  LkbStripFigure cell;
  char *text = NULL;

  if (find_cell (figure, &cell))
    return lkb_strip_dup_text (board, analysis, cell, strict);
  if (analysis != NULL && figure == LKB_FIGURE_COST_OF_DELAY)
    text = dup_delay (lkb_analysis_get_cost_of_delay (analysis));
  else if (analysis != NULL && lkb_analysis_get_throughput (analysis)->bottleneck != NULL)
    /* Translators: how much of what the busiest node can take is used: "83 % at the busiest node". */
    text = g_strdup_printf (_ ("%.0f %% at the busiest node"),
                            100 / lkb_analysis_get_throughput (analysis)->max_source_scale);
  return text != NULL ? text : g_strdup ("–");
}

gboolean
lkb_explain_is_told (LkbBoard *board, const LkbAnalysis *analysis, LkbFigure figure)
{
  if (analysis == NULL)
    return FALSE;
  if (figure == LKB_FIGURE_COST_OF_DELAY)
    return lkb_element_get (lkb_board_get_facts (board), LKB_FIELD_COST_OF_DELAY) != NULL;
  return figure == LKB_FIGURE_THROUGHPUT
         && lkb_analysis_get_throughput (analysis)->bottleneck != NULL;
}

char *
lkb_explain_dup_name (LkbBoard *board, const char *id)
{
  const LkbElement *element;

  g_return_val_if_fail (id != NULL, NULL);

  element = lkb_board_lookup (board, id);
  return element != NULL ? lkb_spoken_dup_name (board, element) : g_strdup (id);
}

/* Minutes down, in the unit that suits all parts: what is added up is compared. */
static char *
dup_downtime (const LkbExplanation *explanation, double minutes)
{
  static const struct
  {
    const char *unit;
    double minutes, least;
  } scales[] = { { "h", 60, 1000 }, { "min", 1, 1 }, { "s", 1 / 60.0, 0 } };
  double largest = fabs (minutes), amount;
  guint i = 0;
  g_autofree char *number = NULL;

  for (guint k = 0; k < explanation->n_terms; k++)
    largest = fmax (largest, fabs (explanation->terms[k].value));
  while (largest < scales[i].least)
    i++;
  amount = minutes / scales[i].minutes;
  if (minutes != 0 && fabs (minutes) < largest * 1e-5)
    return g_strdup_printf ("≈ 0 %s", scales[i].unit);
  number = lkb_format_number (amount, fabs (amount) < 100 ? 3 : 4);
  return g_strdup_printf ("%s %s", number, scales[i].unit);
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
      return lkb_money_dup_words (value, currency != NULL ? currency : "USD");
    case LKB_FIGURE_AVAILABILITY:
      return dup_downtime (explanation, value);
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
lkb_explain_dup_statistic (const LkbExplanation *explanation)
{
  g_autofree char *level = NULL;

  g_return_val_if_fail (explanation != NULL, NULL);

  level = lkb_budget_dup_statistic (explanation->budget);
  if ((explanation->assumptions & LKB_ASSUMES_COINCIDENT_HOPS) != 0)
    return g_strdup_printf ("%s %s", level, _ ("if slow moments coincide"));
  if ((explanation->assumptions & LKB_ASSUMES_INDEPENDENT_HOPS) != 0)
    return g_strdup_printf ("%s %s", level, _ ("if hops are independent"));
  return g_steal_pointer (&level);
}

char *
lkb_explain_dup_basis (const LkbExplanation *explanation)
{
  g_return_val_if_fail (explanation != NULL, NULL);

  switch (explanation->figure)
    {
    case LKB_FIGURE_COST:
      return g_strdup (_ ("per month of 730 h"));
    case LKB_FIGURE_AVAILABILITY:
      return g_strdup (_ ("of calls, if parts fail independently"));
    case LKB_FIGURE_THROUGHPUT:
      return g_strdup (_ ("on average, all sources together"));
    case LKB_FIGURE_COST_OF_DELAY:
      return g_strdup (_ ("on average, every hour worth the same"));
    case LKB_FIGURE_LATENCY:
    case LKB_FIGURE_FRESHNESS:
    default:
      return lkb_explain_dup_statistic (explanation);
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

const char *
lkb_explain_get_mark (const LkbExplanation *explanation)
{
  g_return_val_if_fail (explanation != NULL, "");

  return explanation->figure == LKB_FIGURE_AVAILABILITY ? _ ("its failures cost most")
                                                        : _ ("in the largest part");
}

const char *
lkb_explain_get_rest (const LkbAnalysis *analysis, const LkbExplanation *explanation)
{
  const LkbAvailability *row = lkb_analysis_get_availability (analysis);

  g_return_val_if_fail (explanation != NULL, NULL);

  if (explanation->figure != LKB_FIGURE_AVAILABILITY || isnan (explanation->rest)
      || fabs (explanation->rest) < REST_SHARE_MIN * explanation->sum)
    return NULL;
  for (guint i = 0; row->part_is_critical != NULL && row->parts[i] != NULL; i++)
    if (!row->part_is_critical[i])
      return _ ("− spared by a second way");
  return _ ("− down at the same time");
}

/* What of an element's time a term is, where the element has more than one; NULL for its latency. */
static const char *
get_part (LkbField field)
{
  switch ((int) field)
    {
    case LKB_FIELD_BATCH_DURATION:
      return N_ ("%s: the batch itself");
    case LKB_FIELD_TRIGGER_INTERVAL:
      return N_ ("%s: wait for the next batch");
    case LKB_FIELD_INTERVAL:
      return N_ ("%s: wait for the next run");
    case LKB_FIELD_PUBLISH_INTERVAL:
      return N_ ("%s: wait for the next publish");
    case LKB_FIELD_WINDOW:
      return N_ ("%s: wait for the window’s end");
    case LKB_FIELD_WATERMARK:
      return N_ ("%s: wait for the watermark");
    default:
      return NULL;
    }
}

char *
lkb_explain_dup_term_name (LkbBoard *board, const LkbExplanationTerm *term)
{
  g_autofree char *name = NULL;
  const char *part;

  g_return_val_if_fail (term != NULL, NULL);

  name = lkb_explain_dup_name (board, term->element);
  part = get_part (term->field);
  return part != NULL ? g_strdup_printf (_ (part), name) : g_steal_pointer (&name);
}

char *
lkb_explain_dup_load (const LkbAnalysis *analysis, const LkbExplanationTerm *term)
{
  const LkbThroughput *throughput;

  g_return_val_if_fail (analysis != NULL && term != NULL, NULL);

  throughput = lkb_analysis_get_throughput (analysis);
  for (guint i = 0; i < throughput->n_nodes; i++)
    if (g_strcmp0 (throughput->nodes[i].id, term->element) == 0
        && !isnan (throughput->nodes[i].utilisation))
      {
        g_autofree char *in = lkb_format_rate (throughput->nodes[i].in);
        g_autofree char *capacity = lkb_format_rate (throughput->nodes[i].capacity);

        /* Translators: how much comes in and how much can be taken: "10 k/s of 14 k/s". */
        return g_strdup_printf (_ ("%s of %s"), in, capacity);
      }
  return g_strdup ("");
}

char *
lkb_explain_dup_term (LkbBoard *board, const LkbAnalysis *analysis,
                      const LkbExplanation *explanation, const LkbExplanationTerm *term)
{
  GString *text = g_string_new (NULL);
  g_autofree char *name = NULL;
  g_autofree char *amount = NULL;

  g_return_val_if_fail (explanation != NULL && term != NULL, NULL);

  name = lkb_explain_dup_term_name (board, term);
  amount = lkb_explain_dup_amount (analysis, explanation, term->value);
  /* Translators: a part of a sum and what kind of value it is: "Event Hub: 40 ms on average". */
  g_string_append_printf (text, C_ ("term", "%s: %s %s"), name, amount,
                          lkb_explain_get_unit (explanation));
  if (explanation->figure == LKB_FIGURE_THROUGHPUT)
    {
      g_autofree char *load = lkb_explain_dup_load (analysis, term);

      g_string_append_printf (text, ", %s", load);
    }
  else if (!isnan (term->share) && explanation->figure != LKB_FIGURE_AVAILABILITY)
    g_string_append_printf (text, ", %.0f %%", term->share * 100);
  if (term->assumed)
    g_string_append_printf (text, ", %s", _ ("taken for a p95"));
  if (term->estimate)
    g_string_append_printf (text, ", %s", _ ("an estimate"));
  if (lkb_explain_is_largest (explanation, term))
    g_string_append_printf (text, ", %s", lkb_explain_get_mark (explanation));
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
