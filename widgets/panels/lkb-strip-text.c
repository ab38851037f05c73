/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-strip-text.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "core/model/lkb-ownership.h"

/* From this share of a budget on it is close. */
#define NEAR_SHARE 0.9
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

gboolean
lkb_board_has_feature (LkbBoard *board)
{
  const GPtrArray *elements = lkb_board_get_elements (board);

  for (guint i = 0; i < elements->len; i++)
    {
      if (lkb_element_get_list_length (elements->pdata[i], LKB_FIELD_FEATURES) > 0)
        return TRUE;
    }
  return FALSE;
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
  if (share > 1)
    {
      text->state = LKB_STRIP_OVER;
      text->symbol = "■";
      /* Translators: by how much a budget is exceeded: "0.4 s over". */
      text->qualifier = g_strdup_printf (_ ("%s over"), over);
    }
  else
    {
      text->state = share >= NEAR_SHARE ? LKB_STRIP_NEAR : LKB_STRIP_WITHIN;
      text->symbol = share >= NEAR_SHARE ? "▲" : "✓";
      text->qualifier = g_strdup_printf ("/ %s", limit);
    }
  g_free (limit);
  g_free (over);
}

static void
fill_time (LkbStripText *text, double value, gboolean at_most, const LkbBudget *budget)
{
  g_autofree char *figure = lkb_format_duration (value);

  text->figure = at_most ? g_strdup_printf ("≤ %s", figure) : g_strdup (figure);
  if (budget == NULL)
    {
      text->state = LKB_STRIP_NO_BUDGET;
      text->qualifier = g_strdup (_ ("· set a budget"));
      return;
    }
  fill_compared (text, value / budget->value, lkb_format_duration (budget->value),
                 lkb_format_duration (fabs (value - budget->value)));
}

static void
fill_latency (LkbStripText *text, const LkbAnalysis *analysis)
{
  const LkbLatencyRow *row = lkb_analysis_get_main_latency (analysis);

  if (row == NULL)
    row = lkb_analysis_get_main_request (analysis);
  if (row == NULL || (isnan (row->independent_at_budget) && isnan (row->coincident_at_budget)))
    {
      fill_missing (text, _ ("– add times"));
      return;
    }
  text->path = row->path;
  if (!isnan (row->independent_at_budget))
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
      fill_missing (text, _ ("– add times"));
      return;
    }
  text->path = row->path;
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
  text->figure = lkb_format_money (cost->per_month, currency);
  if (cost->budget == NULL)
    {
      text->state = LKB_STRIP_NO_BUDGET;
      text->qualifier = g_strdup (_ ("· set a budget"));
      return;
    }
  fill_compared (text, cost->budget->value > 0 ? cost->per_month / cost->budget->value : 2,
                 lkb_format_money (cost->budget->value, currency),
                 lkb_format_money (fabs (cost->per_month - cost->budget->value), currency));
}

static void
fill_availability (LkbStripText *text, const LkbAnalysis *analysis)
{
  const LkbAvailability *availability = lkb_analysis_get_availability (analysis);
  double down, allowed;

  if (isnan (availability->request_path))
    {
      fill_missing (text, _ ("– add figures"));
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
                 lkb_format_fraction (availability->budget->value),
                 lkb_format_duration (fabs (down - allowed) * MINUTES_PER_30_DAYS * 60));
}

void
lkb_strip_text_fill (LkbStripText *text, LkbBoard *board, const LkbAnalysis *analysis,
                     LkbStripFigure figure)
{
  guint n_edges, n_owned;

  *text = (LkbStripText){ .symbol = "" };
  if (figure == LKB_STRIP_OWNED)
    {
      n_owned = lkb_board_count_owned (board, &n_edges);
      text->state = n_edges > 0 && n_owned == n_edges ? LKB_STRIP_WITHIN : LKB_STRIP_NO_BUDGET;
      text->symbol = text->state == LKB_STRIP_WITHIN ? "✓" : "";
      /* Translators: how many arrows have an owner: "5 of 5 owned". */
      text->figure = g_strdup_printf (_ ("%u of %u"), n_owned, n_edges);
      text->qualifier = g_strdup (_ ("owned"));
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

void
lkb_strip_text_clear (LkbStripText *text)
{
  g_clear_pointer (&text->figure, g_free);
  g_clear_pointer (&text->qualifier, g_free);
}

char *
lkb_strip_dup_text (LkbBoard *board, const LkbAnalysis *analysis, LkbStripFigure figure)
{
  LkbStripText text;
  char *all;

  lkb_strip_text_fill (&text, board, analysis, figure);
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
