/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-strip-text.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "core/analysis/lkb-analysis-words.h"
#include "core/base/lkb-text.h"
#include "core/model/lkb-ownership.h"
#include "core/model/lkb-proposal.h"

/* From this share of a budget on it is close. */
#define NEAR_SHARE 0.9
/* A budget that is just used up is not exceeded by what a sum of doubles adds. */
#define TOLERANCE 1e-9
#define MINUTES_PER_30_DAYS 43200.0

const char *
lkb_strip_figure_get_name (LkbStripFigure figure)
{
  static const char *const names[LKB_N_STRIP_FIGURES] = {
    [LKB_STRIP_LATENCY] = N_ ("Latency"), [LKB_STRIP_FRESHNESS] = N_ ("Freshness"),
    [LKB_STRIP_COST] = N_ ("Cost"),       [LKB_STRIP_AVAILABILITY] = N_ ("Availability"),
    [LKB_STRIP_OWNED] = N_ ("Owners"),
  };

  return _ (names[figure]);
}

guint
lkb_board_count_owned (LkbBoard *board, guint *n_edges)
{
  const GPtrArray *elements = lkb_board_get_elements (board);
  guint n_owned = 0;

  *n_edges = 0;
  for (guint i = 0; i < elements->len; i++)
    {
      LkbEdgeOwnership ownership;

      if (!lkb_element_is_edge (elements->pdata[i]))
        continue;
      lkb_board_get_edge_ownership (board, elements->pdata[i], &ownership);
      if (!ownership.needs_owner)
        continue;
      (*n_edges)++;
      if (ownership.owner != NULL)
        n_owned++;
    }
  return n_owned;
}

const char *
lkb_signal_get_name (LkbSignal which)
{
  static const char *const names[LKB_N_SIGNALS] = {
    [LKB_SIGNAL_GOAL] = N_ ("Goal"),
    [LKB_SIGNAL_KPI] = N_ ("KPI"),
    [LKB_SIGNAL_FEATURE] = N_ ("Lakehouse feature"),
  };

  return _ (names[which]);
}

gboolean
lkb_board_has_signal (LkbBoard *board, const LkbVocabulary *vocabulary, LkbSignal which)
{
  const LkbElement *facts = lkb_board_get_facts (board);
  const LkbValue *kpi;

  switch (which)
    {
    case LKB_SIGNAL_GOAL:
      return !lkb_text_is_blank (lkb_element_get_text (facts, LKB_FIELD_GOAL));
    case LKB_SIGNAL_KPI:
      kpi = lkb_board_get_primary_kpi (board);
      return kpi != NULL && lkb_value_get_member_quantity (kpi, "target") != NULL;
    case LKB_SIGNAL_FEATURE:
      return lkb_board_names_feature (board, vocabulary);
    case LKB_N_SIGNALS:
    default:
      return FALSE;
    }
}

static void
fill_missing (LkbStripText *text, const char *words)
{
  text->state = LKB_STRIP_NO_DATA;
  text->figure = g_strdup ("");
  text->qualifier = g_strdup (words);
}

/* @share: of the budget that is used up; @over and @limit: (transfer full). */
static void
fill_compared (LkbStripText *text, double share, char *limit, char *over)
{
  if (share > 1 + TOLERANCE)
    {
      text->state = LKB_STRIP_OVER;
      text->symbol = "■";
      /* Translators: by how much a budget is exceeded: "0.4 s over". */
      text->qualifier = g_strdup_printf (_ ("%s over"), over);
    }
  else
    {
      text->state = share >= NEAR_SHARE - TOLERANCE ? LKB_STRIP_NEAR : LKB_STRIP_WITHIN;
      text->symbol = text->state == LKB_STRIP_NEAR ? "▲" : "✓";
      text->qualifier = g_strdup_printf ("/ %s", limit);
    }
  g_free (limit);
  g_free (over);
}

/* By how much @value is over, in its unit: "3.4 s" is "0.4 s" over, not "400 ms". */
static char *
dup_over (double over, double value)
{
  g_autofree char *pair = lkb_format_duration_pair (over, value);
  g_auto (GStrv) parts = g_strsplit (pair, " / ", 2);
  const char *unit = parts[1] != NULL ? strrchr (parts[1], ' ') : NULL;

  /* A little more than nothing needs a unit of its own. */
  if (unit == NULL || over < value / 100)
    return lkb_format_duration (over);
  return g_strconcat (parts[0], unit, NULL);
}

/* No queue that grows without end has a time. */
static void
fill_overloaded (LkbStripText *text)
{
  text->state = LKB_STRIP_OVER;
  text->symbol = "■";
  text->figure = g_strdup ("∞");
  text->qualifier = g_strdup (_ ("overloaded"));
}

/* Why there is no time: what is down is only asked for, what is wrong comes before what is not set. */
static const char *
get_reason (const LkbMissingList *missing)
{
  if (lkb_missing_list_has (missing, LKB_MISSING_DOWN))
    return _ ("– no way left");
  return lkb_missing_list_has (missing, LKB_MISSING_INVALID) ? _ ("– check times")
                                                             : _ ("– add times");
}

static void
fill_time (LkbStripText *text, double value, gboolean at_most, const LkbBudget *budget)
{
  g_autofree char *figure = lkb_format_duration (value);

  text->figure = at_most ? g_strdup_printf ("≤ %s", figure) : g_strdup (figure);
  if (budget == NULL)
    {
      g_autofree char *level = lkb_budget_dup_statistic (NULL);

      text->state = LKB_STRIP_NO_BUDGET;
      /* Translators: %s is what the figure before it is: "p95 · set a budget". */
      text->qualifier = g_strdup_printf (_ ("%s · set a budget"), level);
      return;
    }
  fill_compared (text, value / budget->value, lkb_format_duration (budget->value),
                 dup_over (fabs (value - budget->value), value));
}

static void
fill_latency (LkbStripText *text, const LkbAnalysis *analysis)
{
  const LkbLatencyRow *row = lkb_analysis_get_told_latency (analysis);

  if (row == NULL || (isnan (row->independent_at_budget) && isnan (row->coincident_at_budget)))
    {
      fill_missing (text, row != NULL ? get_reason (&row->missing) : _ ("– add times"));
      return;
    }
  text->path = row->path;
  if (row->overloaded != NULL)
    fill_overloaded (text);
  else if (!isnan (row->independent_at_budget))
    fill_time (text, row->independent_at_budget, FALSE, row->budget);
  else
    fill_time (text, row->coincident_at_budget, TRUE, row->budget);
}

static void
fill_freshness (LkbStripText *text, const LkbAnalysis *analysis)
{
  const LkbFreshnessRow *row = lkb_analysis_get_main_freshness (analysis);

  if (row == NULL || isnan (row->at_budget))
    {
      fill_missing (text, row != NULL ? get_reason (&row->missing) : _ ("– add times"));
      return;
    }
  text->path = row->path;
  if (row->overloaded != NULL)
    fill_overloaded (text);
  else
    fill_time (text, row->at_budget, FALSE, row->budget);
}

static void
fill_cost (LkbStripText *text, const LkbAnalysis *analysis)
{
  const LkbCost *cost = lkb_analysis_get_cost (analysis);
  const char *currency = cost->currency != NULL ? cost->currency : "USD";

  if (isnan (cost->per_month))
    {
      fill_missing (text, _ ("– add costs"));
      return;
    }
  text->figure = lkb_money_dup_words (cost->per_month, currency);
  if (cost->budget == NULL)
    {
      text->state = LKB_STRIP_NO_BUDGET;
      text->qualifier = g_strdup_printf (_ ("%s · set a budget"), _ ("per month"));
      return;
    }
  fill_compared (text, cost->budget->value > 0 ? cost->per_month / cost->budget->value : 2,
                 lkb_format_money (cost->budget->value, currency),
                 lkb_format_money (fabs (cost->per_month - cost->budget->value), currency));
}

/* A budget as it is typed: 99.7 %, where a computed figure says 99.70 %. */
static char *
dup_share (double share)
{
  g_autofree char *number = lkb_format_number (share * 100, 9);

  return g_strdup_printf ("%s %%", number);
}

static void
fill_availability (LkbStripText *text, const LkbAnalysis *analysis)
{
  const LkbAvailability *availability = lkb_analysis_get_availability (analysis);
  double down, allowed;

  if (isnan (availability->request_path))
    {
      fill_missing (text, availability->to == NULL ? _ ("– no calls") : _ ("– add figures"));
      return;
    }
  text->figure = lkb_format_fraction (availability->request_path);
  if (availability->budget == NULL)
    {
      text->state = LKB_STRIP_NO_BUDGET;
      text->qualifier = g_strdup (_ ("· set a budget"));
      return;
    }
  down = 1 - availability->request_path;
  allowed = 1 - availability->budget->value;
  fill_compared (text, allowed > 0 ? down / allowed : (down > 0 ? 2 : 0),
                 dup_share (availability->budget->value),
                 lkb_format_duration (fabs (down - allowed) * MINUTES_PER_30_DAYS * 60));
}

static void
fill_owned (LkbStripText *text, LkbBoard *board, gboolean strict)
{
  guint n_edges;
  guint n_owned = lkb_board_count_owned (board, &n_edges);

  if (n_edges == 0)
    {
      fill_missing (text, _ ("– add arrows"));
      return;
    }
  text->state = n_owned == n_edges ? LKB_STRIP_WITHIN
                : strict           ? LKB_STRIP_OVER
                                   : LKB_STRIP_NO_BUDGET;
  text->symbol = n_owned == n_edges ? "✓" : strict ? "■" : "";
  /* Translators: how many arrows have an owner: "5 of 5 owned". */
  text->figure = g_strdup_printf (_ ("%u of %u"), n_owned, n_edges);
  text->qualifier = g_strdup (_ ("owned"));
}

void
lkb_strip_text_fill (LkbStripText *text, LkbBoard *board, const LkbAnalysis *analysis,
                     LkbStripFigure figure, gboolean strict)
{
  *text = (LkbStripText){ .symbol = "" };
  if (figure == LKB_STRIP_OWNED)
    {
      fill_owned (text, board, strict);
      return;
    }
  if (analysis == NULL)
    {
      fill_missing (text, "…");
      return;
    }
  switch (figure)
    {
    case LKB_STRIP_LATENCY:
      fill_latency (text, analysis);
      break;
    case LKB_STRIP_FRESHNESS:
      fill_freshness (text, analysis);
      break;
    case LKB_STRIP_COST:
      fill_cost (text, analysis);
      break;
    case LKB_STRIP_AVAILABILITY:
      fill_availability (text, analysis);
      break;
    case LKB_STRIP_OWNED:
    case LKB_N_STRIP_FIGURES:
    default:
      g_return_if_reached ();
    }
}

char *
lkb_strip_dup_why (LkbBoard *board, const LkbAnalysis *analysis, LkbStripFigure figure)
{
  const LkbLatencyRow *latency = analysis != NULL && figure == LKB_STRIP_LATENCY
                                     ? lkb_analysis_get_told_latency (analysis)
                                     : NULL;
  const LkbFreshnessRow *freshness = analysis != NULL && figure == LKB_STRIP_FRESHNESS
                                         ? lkb_analysis_get_main_freshness (analysis)
                                         : NULL;
  const char *id = latency != NULL     ? latency->overloaded
                   : freshness != NULL ? freshness->overloaded
                                       : NULL;

  return id != NULL ? lkb_overload_dup_words (board, analysis, id) : NULL;
}

void
lkb_strip_text_clear (LkbStripText *text)
{
  g_clear_pointer (&text->figure, g_free);
  g_clear_pointer (&text->qualifier, g_free);
}

char *
lkb_strip_dup_text (LkbBoard *board, const LkbAnalysis *analysis, LkbStripFigure figure,
                    gboolean strict)
{
  LkbStripText text;
  char *all;

  lkb_strip_text_fill (&text, board, analysis, figure, strict);
  if (text.state == LKB_STRIP_NO_DATA)
    all = g_strdup_printf ("%s %s", lkb_strip_figure_get_name (figure), text.qualifier);
  else if (text.state == LKB_STRIP_OVER)
    all = g_strdup_printf ("%s %s %s", text.figure, text.symbol, text.qualifier);
  else
    all = g_strdup_printf ("%s %s%s%s", text.figure, text.qualifier,
                           text.symbol[0] != '\0' ? " " : "", text.symbol);
  lkb_strip_text_clear (&text);
  return all;
}
