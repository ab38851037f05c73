/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-progress.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "core/picture/lkb-chart.h"
#include "lkb-replay.h"
#include "lkb-round-words.h"

/* The latest rounds; more columns would be too thin to be told apart. */
#define COLUMNS_MAX 12
#define PLOT_LEFT 30.0
#define PLOT_TOP 20.0
#define PLOT_HEIGHT 96.0
#define PLOT_BOTTOM (PLOT_TOP + PLOT_HEIGHT)
#define COLUMN_WIDTH 16.0

#define NAMES 176.0
#define AMOUNTS 50.0
#define BAR_LEFT (NAMES + 8)
#define BAR_WIDTH (LKB_CHART_WIDTH - BAR_LEFT - AMOUNTS)
#define BAR_HEIGHT 9.0
#define OTHER_HEIGHT 5.0
#define PITCH 26.0
#define OUTLINE 1.0
#define OUTLINE_ALPHA 168 /* 3:1 on a card */

/* ---- what is drawn ---- */

typedef struct
{
  double value; /* NAN: none */
  double full; /* what it is a part of; NAN: nothing */
  char *text;
} Figure;

static void
figure_clear (Figure *figure)
{
  g_clear_pointer (&figure->text, g_free);
}

static Figure
get_column (const LkbProgressRound *round, LkbProgressChart chart)
{
  Figure figure = { NAN, NAN, NULL };
  guint n_edges, n;

  switch (chart)
    {
    case LKB_PROGRESS_SCORE:
      if (!lkb_scorecard_has_score (round->card))
        break;
      figure.value = lkb_scorecard_get_score (round->card);
      figure.full = 100;
      figure.text = g_strdup_printf ("%.0f", figure.value);
      break;
    case LKB_PROGRESS_OWNED:
      n = lkb_scorecard_get_owned (round->card, &n_edges);
      figure.value = n;
      figure.full = n_edges;
      figure.text = g_strdup_printf ("%u/%u", n, n_edges);
      break;
    case LKB_PROGRESS_NUMBERS:
    default:
      figure.value = lkb_scorecard_get_n_numbers (round->card);
      figure.text = g_strdup_printf ("%.0f", figure.value);
      break;
    }
  return figure;
}

static guint
count_bars (LkbProgressChart chart)
{
  return chart == LKB_PROGRESS_CRITERIA ? LKB_SCORE_N_CRITERIA : LKB_ROUND_N_PHASES;
}

static const char *
get_bar_name (LkbProgressChart chart, guint i)
{
  return chart == LKB_PROGRESS_CRITERIA ? lkb_score_criterion_get_name (i)
                                        : lkb_round_phase_get_name (i);
}

static Figure
get_bar (const LkbProgressRound *round, LkbProgressChart chart, guint i)
{
  Figure figure = { NAN, NAN, NULL };

  if (chart == LKB_PROGRESS_CRITERIA)
    {
      const LkbScoreRow *row = lkb_scorecard_get_row (round->card, i);

      if (row->weight <= 0)
        return figure;
      figure.value = row->adjusted;
      figure.full = LKB_SCORE_MAX_LEVEL;
      figure.text = g_strdup_printf (_ ("%u of %u"), row->adjusted, LKB_SCORE_MAX_LEVEL);
    }
  else
    {
      const LkbRoundSpan *span = lkb_round_log_find_phase (lkb_scorecard_get_round (round->card),
                                                           i);

      if (span == NULL)
        return figure;
      figure.value = span->end - span->start;
      figure.text = lkb_replay_dup_clock (span->end - span->start);
    }
  return figure;
}

/* ---- how ---- */

static void
add_box (LkbPictureBuilder *builder, double x, double y, double w, double h, LkbColourRole fill)
{
  LkbBox box = { x, y, w, h };

  if (w > 0 && h > 0)
    lkb_picture_builder_box (builder, &box, MIN (2, MIN (w, h) / 2), lkb_colour (fill), NULL);
}

/* What a bar is a part of: outlined, for the fill alone is hardly told from the ground; more quietly than text. */
static void
add_track (LkbPictureBuilder *builder, double x, double y, double w, double h)
{
  LkbColour colour = { LKB_COLOUR_INK_SECOND, 0, OUTLINE_ALPHA };
  LkbStroke stroke = lkb_stroke (colour, OUTLINE);
  LkbBox box = { x + OUTLINE / 2, y + OUTLINE / 2, w - OUTLINE, h - OUTLINE };

  if (box.w > 0 && box.h > 0)
    lkb_picture_builder_box (builder, &box, MIN (2, MIN (box.w, box.h) / 2),
                             lkb_colour (LKB_COLOUR_CHIP), &stroke);
}

static void
add_limit (LkbPictureBuilder *builder, LkbTextMeasurer *measurer, double value, double full,
           gboolean dashed)
{
  double y = PLOT_BOTTOM - PLOT_HEIGHT * value / full;
  g_autofree char *text = g_strdup_printf ("%.0f", value);
  LkbStroke stroke = lkb_stroke (lkb_colour (LKB_COLOUR_HAIRLINE), 1);

  if (dashed)
    {
      stroke = lkb_stroke (lkb_colour (LKB_COLOUR_BORDER), 1);
      stroke.n_dashes = 2;
      stroke.dashes[0] = stroke.dashes[1] = 3;
    }
  lkb_picture_builder_line (builder, PLOT_LEFT, y, LKB_CHART_WIDTH, y, &stroke);
  lkb_chart_add_text (builder, measurer, text, LKB_FONT_CELL_LABEL, PLOT_LEFT - 5, y + 3.5,
                      LKB_ANCHOR_END, LKB_COLOUR_INK_SECOND);
}

static void
add_columns (const LkbProgress *self, LkbPictureBuilder *builder, LkbTextMeasurer *measurer,
             LkbProgressChart chart, guint round, guint other)
{
  guint n = lkb_progress_get_n (self), first = n > COLUMNS_MAX ? n - COLUMNS_MAX : 0;
  double full = chart == LKB_PROGRESS_SCORE ? 100 : 1, pitch;

  for (guint i = first; i < n; i++)
    {
      Figure figure = get_column (lkb_progress_get_round (self, i), chart);

      full = fmax (full, fmax (figure.value, figure.full));
      figure_clear (&figure);
    }
  add_limit (builder, measurer, 0, full, FALSE);
  add_limit (builder, measurer, full, full, FALSE);
  /* Close begins at 60, ready at 80. */
  if (chart == LKB_PROGRESS_SCORE)
    {
      add_limit (builder, measurer, 60, full, TRUE);
      add_limit (builder, measurer, 80, full, TRUE);
    }
  pitch = MIN ((LKB_CHART_WIDTH - PLOT_LEFT) / MAX (n - first, 1), 56);
  for (guint i = first; i < n; i++)
    {
      const LkbProgressRound *shown = lkb_progress_get_round (self, i);
      Figure figure = get_column (shown, chart);
      g_autofree char *day = lkb_progress_dup_day (shown);
      double x = PLOT_LEFT + pitch * (i - first + 0.5);
      double top = PLOT_BOTTOM - PLOT_HEIGHT * figure.value / full;

      if (!isnan (figure.value))
        {
          if (!isnan (figure.full) && chart == LKB_PROGRESS_OWNED)
            {
              double whole = PLOT_HEIGHT * figure.full / full;

              add_track (builder, x - COLUMN_WIDTH / 2, PLOT_BOTTOM - whole, COLUMN_WIDTH, whole);
            }
          add_box (builder, x - COLUMN_WIDTH / 2, top, COLUMN_WIDTH, PLOT_BOTTOM - top,
                   i == round   ? LKB_COLOUR_ACCENT
                   : i == other ? LKB_COLOUR_INK_SECOND
                                : LKB_COLOUR_BORDER);
          lkb_chart_add_text (builder, measurer, figure.text, LKB_FONT_CELL_LABEL, x,
                              chart == LKB_PROGRESS_OWNED && !isnan (figure.full)
                                  ? PLOT_BOTTOM - PLOT_HEIGHT * figure.full / full - 4
                                  : top - 4,
                              LKB_ANCHOR_MIDDLE, LKB_COLOUR_INK);
        }
      /* Where days would run into each other only that of the round itself is written. */
      if (n - first <= 7 || i == round)
        lkb_chart_add_text (builder, measurer, day, LKB_FONT_CELL_LABEL, x, PLOT_BOTTOM + 14,
                            LKB_ANCHOR_MIDDLE, LKB_COLOUR_INK_SECOND);
      figure_clear (&figure);
    }
}

static double
add_bars (const LkbProgress *self, LkbPictureBuilder *builder, LkbTextMeasurer *measurer,
          LkbProgressChart chart, guint round, guint other)
{
  guint n = count_bars (chart);
  double full = chart == LKB_PROGRESS_CRITERIA ? LKB_SCORE_MAX_LEVEL : 1, y = 0;

  for (guint i = 0; i < n && chart == LKB_PROGRESS_PHASES; i++)
    {
      Figure figure = get_bar (lkb_progress_get_round (self, round), chart, i);
      Figure before = { NAN, NAN, NULL };

      if (other != G_MAXUINT)
        before = get_bar (lkb_progress_get_round (self, other), chart, i);
      full = fmax (full, fmax (figure.value, before.value));
      figure_clear (&figure);
      figure_clear (&before);
    }
  for (guint i = 0; i < n; i++)
    {
      Figure figure = get_bar (lkb_progress_get_round (self, round), chart, i);
      Figure before = { NAN, NAN, NULL };
      g_autofree char *name = NULL;

      if (other != G_MAXUINT)
        before = get_bar (lkb_progress_get_round (self, other), chart, i);
      if (isnan (figure.value) && isnan (before.value))
        continue;
      name = lkb_text_measurer_ellipsize_end (measurer, get_bar_name (chart, i), LKB_FONT_CELL_TEXT,
                                              NAMES, NULL);
      lkb_chart_add_text (builder, measurer, name, LKB_FONT_CELL_TEXT, 0, y + 14, LKB_ANCHOR_START,
                          LKB_COLOUR_INK);
      add_track (builder, BAR_LEFT, y + 5, BAR_WIDTH, BAR_HEIGHT);
      if (!isnan (figure.value))
        add_box (builder, BAR_LEFT, y + 5, BAR_WIDTH * figure.value / full, BAR_HEIGHT,
                 LKB_COLOUR_ACCENT);
      if (!isnan (before.value))
        add_box (builder, BAR_LEFT, y + 5 + BAR_HEIGHT + 1, BAR_WIDTH * before.value / full,
                 OTHER_HEIGHT, LKB_COLOUR_INK_SECOND);
      if (figure.text != NULL)
        lkb_chart_add_text (builder, measurer, figure.text, LKB_FONT_CELL_TEXT, LKB_CHART_WIDTH,
                            y + 14, LKB_ANCHOR_END, LKB_COLOUR_INK);
      y += PITCH;
      figure_clear (&figure);
      figure_clear (&before);
    }
  return y;
}

static gboolean
has_columns (LkbProgressChart chart)
{
  return chart != LKB_PROGRESS_CRITERIA && chart != LKB_PROGRESS_PHASES;
}

LkbPicture *
lkb_progress_new_chart (const LkbProgress *self, LkbTextMeasurer *measurer, LkbProgressChart chart,
                        guint round, guint other, double *height)
{
  LkbPictureBuilder *builder;

  g_return_val_if_fail (self != NULL && measurer != NULL && height != NULL, NULL);
  g_return_val_if_fail (round < lkb_progress_get_n (self), NULL);
  g_return_val_if_fail (other == G_MAXUINT || other < lkb_progress_get_n (self), NULL);

  builder = lkb_picture_builder_new ();
  *height = PLOT_BOTTOM + 20;
  if (has_columns (chart))
    add_columns (self, builder, measurer, chart, round, other);
  else
    *height = add_bars (self, builder, measurer, chart, round, other);
  return lkb_picture_builder_end (builder);
}

char *
lkb_progress_dup_words (const LkbProgress *self, LkbProgressChart chart, guint round, guint other)
{
  GString *words;
  guint n;

  g_return_val_if_fail (self != NULL && round < lkb_progress_get_n (self), NULL);
  words = g_string_new (lkb_progress_chart_get_name (chart));
  n = has_columns (chart) ? lkb_progress_get_n (self) : count_bars (chart);
  for (guint i = has_columns (chart) && n > COLUMNS_MAX ? n - COLUMNS_MAX : 0; i < n; i++)
    {
      const LkbProgressRound *shown = lkb_progress_get_round (self,
                                                              has_columns (chart) ? i : round);
      Figure figure = has_columns (chart) ? get_column (shown, chart) : get_bar (shown, chart, i);
      g_autofree char *day = lkb_progress_dup_day (shown);

      if (figure.text != NULL)
        g_string_append_printf (words, ". %s: %s",
                                has_columns (chart) ? day : get_bar_name (chart, i), figure.text);
      if (!has_columns (chart) && other != G_MAXUINT)
        {
          Figure before = get_bar (lkb_progress_get_round (self, other), chart, i);

          if (before.text != NULL)
            {
              g_string_append (words, ", ");
              /* Translators: what it was in the round before. */
              g_string_append_printf (words, _ ("before %s"), before.text);
            }
          figure_clear (&before);
        }
      figure_clear (&figure);
    }
  return g_string_free (words, FALSE);
}

const char *
lkb_progress_chart_get_name (LkbProgressChart chart)
{
  static const char *const names[LKB_PROGRESS_N_CHARTS] = {
    [LKB_PROGRESS_SCORE] = N_ ("Score"),
    [LKB_PROGRESS_CRITERIA] = N_ ("Score by criterion"),
    [LKB_PROGRESS_PHASES] = N_ ("Time for each phase"),
    [LKB_PROGRESS_NUMBERS] = N_ ("Numbers stated"),
    [LKB_PROGRESS_OWNED] = N_ ("Owned edges at the bell"),
  };

  g_return_val_if_fail ((guint) chart < LKB_PROGRESS_N_CHARTS, "");
  return _ (names[chart]);
}

char *
lkb_progress_dup_day (const LkbProgressRound *round)
{
  g_autoptr (GDateTime) date = NULL;

  g_return_val_if_fail (round != NULL, NULL);
  date = g_date_time_new_from_iso8601 (round->wall != NULL ? round->wall : "", NULL);
  /* Translators: day and month, see g_date_time_format(). */
  return date != NULL ? g_date_time_format (date, _ ("%-d %b")) : g_strdup ("");
}
