/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-explain-chart.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "core/analysis/lkb-analysis-words.h"
#include "core/analysis/lkb-formulas.h"
#include "core/base/lkb-text.h"

/* More steps than this are told as one. */
#define BARS_MAX 12
#define HEAD_HEIGHT 22.0
/* Of a title or an assumption. */
#define WORD_LINES_MAX 3

static gboolean
get_curve (const LkbAnalysis *analysis, LkbFigure figure, LkbChartCurve *curve)
{
  const LkbPrimary *primary = lkb_analysis_get_primary (analysis);
  const LkbBudget *budget = NULL;
  const LkbLatencyRow *latency = figure == LKB_FIGURE_LATENCY
                                     ? lkb_analysis_get_told_latency (analysis)
                                 : figure == LKB_FIGURE_COST_OF_DELAY ? primary->latency
                                                                      : NULL;
  const LkbFreshnessRow *freshness = figure == LKB_FIGURE_FRESHNESS
                                         ? lkb_analysis_get_main_freshness (analysis)
                                     : figure == LKB_FIGURE_COST_OF_DELAY ? primary->freshness
                                                                          : NULL;

  *curve = (LkbChartCurve){ NULL, 0, NAN, NAN, NAN, NAN, NAN, 0.95, NAN };
  if (latency != NULL)
    {
      *curve = (LkbChartCurve){ latency->curve,
                                latency->n_curve,
                                latency->p50,
                                latency->p90,
                                latency->p95,
                                latency->p99,
                                NAN,
                                0.95,
                                NAN };
      curve->within = latency->chance_within_budget;
      budget = latency->budget;
    }
  else if (freshness != NULL)
    {
      curve->points = freshness->curve;
      curve->n_points = freshness->n_curve;
      curve->p95 = freshness->p95;
      curve->within = freshness->share_within_budget;
      budget = freshness->budget;
    }
  /* A mean is no place on the curve. */
  if (budget != NULL && !budget->is_mean)
    {
      curve->budget = budget->value;
      curve->level = budget->level;
    }
  return curve->points != NULL && curve->n_points > 1;
}

static void
clear_bar (gpointer data)
{
  LkbChartBar *bar = data;

  g_free (bar->name);
  g_free (bar->amount);
}

static void
add_bar (GArray *bars, const LkbAnalysis *analysis, const LkbExplanation *explanation,
         LkbChartBar bar, char *name)
{
  bar.name = name;
  bar.amount = lkb_explain_dup_amount (analysis, explanation, bar.to - bar.from);
  g_array_append_val (bars, bar);
}

/* (transfer full): what the parts come to; of a time at which statistic. */
static char *
dup_total_name (const LkbExplanation *explanation)
{
  g_autofree char *statistic = NULL;

  if (explanation->figure == LKB_FIGURE_COST)
    return g_strdup (_ ("Together"));
  statistic = lkb_explain_dup_statistic (explanation);
  return g_strdup_printf (_ ("Together, %s"), statistic);
}

/* Each hop, what slow moments add, and the figure. */
static GArray *
create_bars (LkbBoard *board, const LkbAnalysis *analysis, const LkbExplanation *explanation)
{
  GArray *bars = g_array_new (FALSE, FALSE, sizeof (LkbChartBar));
  g_autoptr (GArray) steps = lkb_explanation_dup_steps (explanation);
  LkbChartBar total = { NULL, NULL, 0, explanation->value, FALSE, FALSE, TRUE };
  guint n_places = 0;

  g_array_set_clear_func (bars, clear_bar);
  for (guint i = 0; i < steps->len; i++)
    n_places += g_array_index (steps, LkbExplanationStep, i).place != NULL ? 1 : 0;
  for (guint i = 0; i < steps->len; i++)
    {
      const LkbExplanationStep *step = &g_array_index (steps, LkbExplanationStep, i);
      LkbChartBar bar = { NULL, NULL, step->from, step->to, FALSE, step->place == NULL, FALSE };

      if (step->place == NULL && fabs (step->to - step->from) < 1e-9)
        continue;
      bar.largest = step->place != NULL && g_strcmp0 (step->place, explanation->mend) == 0;
      if (i == BARS_MAX - 1 && n_places > BARS_MAX)
        {
          guint more = n_places - i;

          bar.to = g_array_index (steps, LkbExplanationStep, n_places - 1).to;
          bar.largest = FALSE;
          add_bar (bars, analysis, explanation, bar,
                   g_strdup_printf (ngettext ("%u more part", "%u more parts", more), more));
          i = n_places - 1;
          continue;
        }
      add_bar (bars, analysis, explanation, bar,
               step->place != NULL     ? lkb_explain_dup_name (board, step->place)
               : step->to > step->from ? g_strdup (_ ("+ what slow moments add"))
                                       : g_strdup (_ ("− what slow moments spare")));
    }
  if (bars->len > 0 && !isnan (total.to))
    add_bar (bars, analysis, explanation, total, dup_total_name (explanation));
  return bars;
}

/* (transfer full): with the copies that it has: "Ranker, 1 of 2". */
static char *
dup_part_name (LkbBoard *board, const LkbExplanation *explanation, const char *id)
{
  const LkbElement *element = lkb_board_lookup (board, id);
  const char *copies = element != NULL && explanation->figure == LKB_FIGURE_AVAILABILITY
                           ? lkb_element_get_text (element, LKB_FIELD_REDUNDANCY)
                           : NULL;
  char *name = lkb_explain_dup_name (board, id);
  char *both;

  if (lkb_text_is_blank (copies))
    return name;
  both = g_strdup_printf ("%s, %s", name, copies);
  g_free (name);
  return both;
}

/* Failures and utilisations are no sums: each part stands for itself. */
static GArray *
create_lone_bars (LkbBoard *board, const LkbAnalysis *analysis, const LkbExplanation *explanation)
{
  GArray *bars = g_array_new (FALSE, FALSE, sizeof (LkbChartBar));
  LkbChartBar whole = { NULL, NULL, 0, explanation->value, FALSE, FALSE, TRUE };
  LkbChartBar spared = { NULL, NULL, explanation->sum, explanation->value, FALSE, TRUE, FALSE };
  const char *rest = lkb_explain_get_rest (analysis, explanation);

  g_array_set_clear_func (bars, clear_bar);
  for (guint i = 0; i < MIN (explanation->n_terms, BARS_MAX); i++)
    {
      const LkbExplanationTerm *term = &explanation->terms[i];
      LkbChartBar bar = { NULL,  NULL, 0, term->value, lkb_explain_is_largest (explanation, term),
                          FALSE, FALSE };

      if (!isnan (term->value))
        add_bar (bars, analysis, explanation, bar,
                 dup_part_name (board, explanation, term->element));
    }
  if (bars->len > 0 && rest != NULL)
    add_bar (bars, analysis, explanation, spared, g_strdup (rest));
  if (bars->len > 0 && explanation->figure == LKB_FIGURE_AVAILABILITY && !isnan (whole.to))
    add_bar (bars, analysis, explanation, whole, g_strdup (_ ("Together")));
  return bars;
}

static gboolean
is_sum (LkbFigure figure)
{
  return figure != LKB_FIGURE_AVAILABILITY && figure != LKB_FIGURE_THROUGHPUT;
}

/* In the unit of the bars; NAN: none. */
static double
get_limit (LkbBoard *board, const LkbExplanation *explanation)
{
  const LkbQuantity *most = lkb_element_get_quantity (lkb_board_get_facts (board),
                                                      LKB_FIELD_UTILISATION_MAX);

  if (explanation->figure == LKB_FIGURE_THROUGHPUT)
    return most != NULL && most->dimension == LKB_DIMENSION_FRACTION ? most->value : NAN;
  if (explanation->budget == NULL)
    return NAN;
  return explanation->figure == LKB_FIGURE_AVAILABILITY
             ? lkb_downtime_min_30d (explanation->budget->value)
             : explanation->budget->value;
}

/* @picture: (transfer full): goes under what is there already, with a head. */
static void
stack (LkbPictureBuilder *builder, LkbTextMeasurer *measurer, const char *head, LkbPicture *picture,
       double height, double *y)
{
  LkbGroupItem group = lkb_group_plain (0, *y + HEAD_HEIGHT, 1);
  LkbTextItem text = { 0 };

  text.text = head;
  text.role = LKB_FONT_GROUP;
  text.advance = lkb_text_measurer_measure (measurer, head, LKB_FONT_GROUP);
  text.baseline = *y + 12;
  text.colour = lkb_colour (LKB_COLOUR_INK);
  lkb_picture_builder_text (builder, &text);
  lkb_picture_builder_begin (builder, &group);
  lkb_picture_builder_append (builder, picture);
  lkb_picture_builder_finish_group (builder);
  lkb_picture_unref (picture);
  *y += HEAD_HEIGHT + height + 6;
}

LkbPicture *
lkb_explain_new_chart (LkbBoard *board, const LkbAnalysis *analysis,
                       const LkbExplanation *explanation, LkbTextMeasurer *measurer, LkbBox *box)
{
  LkbPictureBuilder *builder;
  LkbChartCurve curve;
  g_autoptr (GArray) bars = NULL;
  double height = 0, y = 0;

  g_return_val_if_fail (analysis != NULL && explanation != NULL && box != NULL, NULL);

  builder = lkb_picture_builder_new ();
  if (get_curve (analysis, explanation->figure, &curve))
    {
      LkbPicture *picture = lkb_chart_new_curve (measurer, &curve, &height);

      stack (builder, measurer,
             explanation->n_terms > 1
                 ? _ ("How large a share is as fast or faster, if hops are independent")
                 : _ ("How large a share is as fast or faster"),
             picture, height, &y);
    }
  bars = is_sum (explanation->figure) ? create_bars (board, analysis, explanation)
                                      : create_lone_bars (board, analysis, explanation);
  if (bars->len > 0)
    {
      double limit = get_limit (board, explanation);
      g_autofree char *amount = lkb_explain_dup_amount (analysis, explanation, limit);
      g_autofree char *words = g_strdup_printf (_ ("Budget %s"), amount);
      LkbPicture *picture = lkb_chart_new_waterfall (
          measurer, (const LkbChartBar *) (gpointer) bars->data, bars->len, limit, words, &height);

      stack (builder, measurer,
             is_sum (explanation->figure) ? _ ("Part by part")
             : explanation->figure == LKB_FIGURE_THROUGHPUT
                 ? _ ("In use, node by node")
                 : _ ("Down in 30 days, each part alone"),
             picture, height, &y);
    }
  *box = (LkbBox){ -4, -4, LKB_CHART_WIDTH + 8, y + 4 };
  if (y > 0)
    return lkb_picture_builder_end (builder);
  lkb_picture_builder_free (builder);
  return NULL;
}

/* Of words, as many lines as they need, below what is there. */
static void
add_words (LkbPictureBuilder *builder, LkbTextMeasurer *measurer, const char *words,
           LkbFontRole role, LkbColourRole colour, double pitch, double *y)
{
  g_autoptr (GArray) lines = lkb_text_measurer_wrap (measurer, words, role, LKB_CHART_WIDTH,
                                                     WORD_LINES_MAX, NULL);

  for (guint i = 0; i < lines->len; i++)
    {
      const LkbTextLine *line = &g_array_index (lines, LkbTextLine, i);
      LkbTextItem item = { 0 };

      *y += pitch;
      item.text = line->text;
      item.role = role;
      item.advance = line->advance;
      item.baseline = *y;
      item.colour = lkb_colour (colour);
      lkb_picture_builder_text (builder, &item);
    }
}

char *
lkb_explain_dup_chart_title (LkbBoard *board, const LkbAnalysis *analysis,
                             const LkbExplanation *explanation)
{
  const LkbPrimary *primary = lkb_analysis_get_primary (analysis);
  const LkbLatencyRow *latency = NULL;
  const LkbFreshnessRow *freshness = NULL;
  const char *name, *from = NULL, *to = NULL;
  g_autofree char *start = NULL;
  g_autofree char *end = NULL;

  g_return_val_if_fail (explanation != NULL, NULL);

  name = lkb_explain_get_title (explanation->figure);
  if (explanation->figure == LKB_FIGURE_LATENCY)
    latency = lkb_analysis_get_told_latency (analysis);
  else if (explanation->figure == LKB_FIGURE_FRESHNESS)
    freshness = lkb_analysis_get_main_freshness (analysis);
  else if (explanation->figure == LKB_FIGURE_COST_OF_DELAY)
    {
      latency = primary->latency;
      freshness = primary->freshness;
    }
  else if (explanation->figure == LKB_FIGURE_AVAILABILITY)
    to = lkb_analysis_get_availability (analysis)->to;
  if (latency != NULL || freshness != NULL)
    {
      from = latency != NULL ? latency->from : freshness->from;
      to = latency != NULL ? latency->to : freshness->to;
    }
  if (to == NULL)
    return g_strdup (name);
  end = lkb_explain_dup_name (board, to);
  if (from == NULL)
    return g_strdup_printf (C_ ("figure", "%s: %s"), name, end);
  start = lkb_explain_dup_name (board, from);
  /* Translators: a figure, where it begins and where it ends: "Latency: Web clicks → Shop". */
  return g_strdup_printf (_ ("%s: %s → %s"), name, start, end);
}

LkbPicture *
lkb_explain_new_saved_chart (LkbBoard *board, const LkbAnalysis *analysis,
                             const LkbExplanation *explanation, LkbTextMeasurer *measurer,
                             LkbBox *box)
{
  LkbPictureBuilder *builder;
  LkbBox inner;
  LkbPicture *chart = lkb_explain_new_chart (board, analysis, explanation, measurer, &inner);
  g_autofree char *title = NULL;
  g_autofree char *basis = NULL;
  g_autofree char *name = NULL;
  const char *board_title;
  LkbGroupItem group;
  double y = 0;

  if (chart == NULL)
    return NULL;
  builder = lkb_picture_builder_new ();
  title = lkb_explain_dup_chart_title (board, analysis, explanation);
  basis = lkb_explain_dup_basis (explanation);
  board_title = lkb_element_get_text (lkb_board_get_facts (board), LKB_FIELD_TITLE);
  add_words (builder, measurer, title, LKB_FONT_NAME, LKB_COLOUR_INK, 17, &y);
  if (!lkb_text_is_blank (board_title))
    {
      name = lkb_text_one_line (board_title);
      add_words (builder, measurer, name, LKB_FONT_CELL_TEXT, LKB_COLOUR_INK, 16, &y);
    }
  add_words (builder, measurer, basis, LKB_FONT_CELL_TEXT, LKB_COLOUR_INK_SECOND, 16, &y);
  y += 14;
  group = lkb_group_plain (0, y, 1);
  lkb_picture_builder_begin (builder, &group);
  lkb_picture_builder_append (builder, chart);
  lkb_picture_builder_finish_group (builder);
  lkb_picture_unref (chart);
  y += inner.h;
  for (guint i = 0; i < LKB_N_ASSUMPTIONS; i++)
    if ((explanation->assumptions & (1u << i)) != 0)
      {
        g_autofree char *words = g_strdup_printf (
            "· %s", _ (lkb_assumption_get_text ((LkbAssumption) (1u << i))));

        add_words (builder, measurer, words, LKB_FONT_CELL_LABEL, LKB_COLOUR_INK_SECOND, 13, &y);
      }
  *box = (LkbBox){ -8, -4, LKB_CHART_WIDTH + 16, y + 16 };
  return lkb_picture_builder_end (builder);
}

char *
lkb_explain_dup_chart_words (const LkbAnalysis *analysis, LkbFigure figure)
{
  GString *text = g_string_new (_ ("Chart"));
  LkbChartCurve curve;

  if (get_curve (analysis, figure, &curve))
    {
      const char *const names[] = { "p50", "p90", "p95", "p99" };
      const double values[] = { curve.p50, curve.p90, curve.p95, curve.p99 };

      for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
        {
          g_autofree char *amount = isnan (values[i]) ? NULL : lkb_format_duration (values[i]);

          if (amount != NULL)
            g_string_append_printf (text, ", %s %s", names[i], amount);
        }
      g_string_append_printf (text, ", %s", _ ("if hops are independent"));
    }
  return g_string_free (text, FALSE);
}
