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
#define COLUMN_LEAST 16.0
#define COLUMN_MOST 28.0
#define DAY_GAP 6.0

/* Names take the room they need, up to this share of all; then they take another line. */
#define NAMES_SHARE 0.45
#define NAME_LINES 3
#define LINE_PITCH 14.0
#define GAP 8.0
#define BAR_HEIGHT 9.0
#define OTHER_HEIGHT 5.0
#define PITCH 26.0
#define KEY_HEIGHT 22.0
#define OUTLINE 1.0
#define OUTLINE_ALPHA 168 /* 3:1 on a card */

/* What is drawn where. */
typedef struct
{
  LkbPictureBuilder *builder;
  LkbTextMeasurer *measurer;
  double width;
} Canvas;

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

/* Only like is compared with like. */
static GArray *
list_columns (const LkbProgress *self, guint round)
{
  GArray *columns = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < lkb_progress_get_n (self); i++)
    if (lkb_progress_are_like (self, i, round))
      g_array_append_val (columns, i);
  if (columns->len > COLUMNS_MAX)
    g_array_remove_range (columns, 0, columns->len - COLUMNS_MAX);
  return columns;
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
add_text (const Canvas *canvas, const char *text, LkbFontRole role, double x, double baseline,
          LkbAnchor anchor, LkbColourRole colour)
{
  lkb_chart_add_text (canvas->builder, canvas->measurer, text, role, x, baseline, anchor, colour);
}

static void
add_limit (const Canvas *canvas, double value, double full, gboolean dashed)
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
  lkb_picture_builder_line (canvas->builder, PLOT_LEFT, y, canvas->width, y, &stroke);
  add_text (canvas, text, LKB_FONT_CELL_LABEL, PLOT_LEFT - 5, y + 3.5, LKB_ANCHOR_END,
            LKB_COLOUR_INK_SECOND);
}

static LkbColourRole
get_fill (guint i, guint round, guint other)
{
  return i == round ? LKB_COLOUR_ACCENT : i == other ? LKB_COLOUR_INK_SECOND : LKB_COLOUR_BORDER;
}

/* Where days would run into each other only that of the round itself is written. */
static gboolean
has_room_for_days (const LkbProgress *self, const Canvas *canvas, const GArray *columns,
                   double pitch)
{
  for (guint k = 0; k < columns->len; k++)
    {
      g_autofree char *day = lkb_progress_dup_day (
          lkb_progress_get_round (self, g_array_index (columns, guint, k)));

      if (lkb_text_measurer_measure (canvas->measurer, day, LKB_FONT_CELL_LABEL) + DAY_GAP > pitch)
        return FALSE;
    }
  return TRUE;
}

static void
add_column (const Canvas *canvas, const Figure *figure, gboolean part, double full, double x,
            double pitch, LkbColourRole fill)
{
  double width = CLAMP (pitch / 3, COLUMN_LEAST, COLUMN_MOST);
  double top = PLOT_BOTTOM - PLOT_HEIGHT * figure->value / full;
  double whole = PLOT_HEIGHT * figure->full / full;

  if (isnan (figure->value))
    return;
  part = part && !isnan (figure->full);
  if (part)
    add_track (canvas->builder, x - width / 2, PLOT_BOTTOM - whole, width, whole);
  add_box (canvas->builder, x - width / 2, top, width, PLOT_BOTTOM - top, fill);
  add_text (canvas, figure->text, LKB_FONT_CELL_LABEL, x, (part ? PLOT_BOTTOM - whole : top) - 4,
            LKB_ANCHOR_MIDDLE, LKB_COLOUR_INK);
}

static void
add_columns (const LkbProgress *self, const Canvas *canvas, LkbProgressChart chart, guint round,
             guint other)
{
  g_autoptr (GArray) columns = list_columns (self, round);
  double full = chart == LKB_PROGRESS_SCORE ? 100 : 1;
  double pitch = (canvas->width - PLOT_LEFT) / MAX (columns->len, 1);
  gboolean days = has_room_for_days (self, canvas, columns, pitch);

  for (guint k = 0; k < columns->len; k++)
    {
      Figure figure = get_column (lkb_progress_get_round (self, g_array_index (columns, guint, k)),
                                  chart);

      full = fmax (full, fmax (figure.value, figure.full));
      figure_clear (&figure);
    }
  add_limit (canvas, 0, full, FALSE);
  add_limit (canvas, full, full, FALSE);
  /* Close begins at 60, ready at 80. */
  if (chart == LKB_PROGRESS_SCORE)
    {
      add_limit (canvas, 60, full, TRUE);
      add_limit (canvas, 80, full, TRUE);
    }
  for (guint k = 0; k < columns->len; k++)
    {
      guint i = g_array_index (columns, guint, k);
      const LkbProgressRound *shown = lkb_progress_get_round (self, i);
      Figure figure = get_column (shown, chart);
      g_autofree char *day = lkb_progress_dup_day (shown);
      double x = PLOT_LEFT + pitch * (k + 0.5);

      add_column (canvas, &figure, chart == LKB_PROGRESS_OWNED, full, x, pitch,
                  get_fill (i, round, other));
      if (days || i == round)
        add_text (canvas, day, LKB_FONT_CELL_LABEL, x, PLOT_BOTTOM + 14, LKB_ANCHOR_MIDDLE,
                  LKB_COLOUR_INK_SECOND);
      figure_clear (&figure);
    }
}

/* A line of a chart of bars: of the round, and of the one that it is compared with. */
typedef struct
{
  const char *name;
  Figure figure;
  Figure before;
} Bar;

static void
bar_clear (gpointer data)
{
  Bar *bar = data;

  figure_clear (&bar->figure);
  figure_clear (&bar->before);
}

static GArray *
list_bars (const LkbProgress *self, LkbProgressChart chart, guint round, guint other)
{
  GArray *bars = g_array_new (FALSE, FALSE, sizeof (Bar));

  g_array_set_clear_func (bars, bar_clear);
  for (guint i = 0; i < count_bars (chart); i++)
    {
      Bar bar = { get_bar_name (chart, i),
                  get_bar (lkb_progress_get_round (self, round), chart, i),
                  { NAN, NAN, NULL } };

      if (other != G_MAXUINT)
        bar.before = get_bar (lkb_progress_get_round (self, other), chart, i);
      if (isnan (bar.figure.value) && isnan (bar.before.value))
        bar_clear (&bar);
      else
        g_array_append_val (bars, bar);
    }
  return bars;
}

/* Which bar is which round's. */
static double
add_key (const LkbProgress *self, const Canvas *canvas, guint round, guint other)
{
  const guint rounds[] = { round, other };
  double x = 0;

  if (other == G_MAXUINT)
    return 0;
  for (guint i = 0; i < G_N_ELEMENTS (rounds); i++)
    {
      g_autofree char *day = lkb_progress_dup_day (lkb_progress_get_round (self, rounds[i]));
      double height = i == 0 ? BAR_HEIGHT : OTHER_HEIGHT;

      add_box (canvas->builder, x, 5 + (BAR_HEIGHT - height) / 2, BAR_HEIGHT, height,
               get_fill (rounds[i], round, other));
      x += BAR_HEIGHT + 5;
      add_text (canvas, day, LKB_FONT_CELL_LABEL, x, 13, LKB_ANCHOR_START, LKB_COLOUR_INK_SECOND);
      x += lkb_text_measurer_measure (canvas->measurer, day, LKB_FONT_CELL_LABEL) + 14;
    }
  return KEY_HEIGHT;
}

/* Returns: where the next one begins. */
static double
add_bar (const Canvas *canvas, const Bar *bar, double names, double amounts, double full, double y)
{
  double left = names + GAP, width = canvas->width - left - amounts - GAP;
  g_autoptr (GArray) lines = lkb_text_measurer_wrap (canvas->measurer, bar->name,
                                                     LKB_FONT_CELL_TEXT, names, NAME_LINES, NULL);

  for (guint i = 0; i < lines->len; i++)
    add_text (canvas, g_array_index (lines, LkbTextLine, i).text, LKB_FONT_CELL_TEXT, 0,
              y + 14 + i * LINE_PITCH, LKB_ANCHOR_START, LKB_COLOUR_INK);
  add_track (canvas->builder, left, y + 5, width, BAR_HEIGHT);
  if (!isnan (bar->figure.value))
    add_box (canvas->builder, left, y + 5, width * bar->figure.value / full, BAR_HEIGHT,
             LKB_COLOUR_ACCENT);
  if (!isnan (bar->before.value))
    add_box (canvas->builder, left, y + 5 + BAR_HEIGHT + 1, width * bar->before.value / full,
             OTHER_HEIGHT, LKB_COLOUR_INK_SECOND);
  if (bar->figure.text != NULL)
    add_text (canvas, bar->figure.text, LKB_FONT_CELL_TEXT, canvas->width, y + 14, LKB_ANCHOR_END,
              LKB_COLOUR_INK);
  return y + PITCH + (MAX (lines->len, 1) - 1) * LINE_PITCH;
}

/* Returns: the height. */
static double
add_bars (const LkbProgress *self, const Canvas *canvas, LkbProgressChart chart, guint round,
          guint other)
{
  g_autoptr (GArray) bars = list_bars (self, chart, round, other);
  double full = chart == LKB_PROGRESS_CRITERIA ? LKB_SCORE_MAX_LEVEL : 1;
  double names = 0, amounts = 0, y = add_key (self, canvas, round, other);

  for (guint i = 0; i < bars->len; i++)
    {
      const Bar *bar = &g_array_index (bars, Bar, i);
      double name = lkb_text_measurer_measure (canvas->measurer, bar->name, LKB_FONT_CELL_TEXT);
      double amount = lkb_text_measurer_measure (canvas->measurer, bar->figure.text,
                                                 LKB_FONT_CELL_TEXT);

      names = fmax (names, ceil (name));
      amounts = fmax (amounts, ceil (amount));
      if (chart == LKB_PROGRESS_PHASES)
        full = fmax (full, fmax (bar->figure.value, bar->before.value));
    }
  names = fmin (names, canvas->width * NAMES_SHARE);
  for (guint i = 0; i < bars->len; i++)
    y = add_bar (canvas, &g_array_index (bars, Bar, i), names, amounts, full, y);
  return y;
}

static gboolean
has_columns (LkbProgressChart chart)
{
  return chart != LKB_PROGRESS_CRITERIA && chart != LKB_PROGRESS_PHASES;
}

LkbPicture *
lkb_progress_new_chart (const LkbProgress *self, LkbTextMeasurer *measurer, LkbProgressChart chart,
                        guint round, guint other, double width, double *height)
{
  Canvas canvas = { NULL, measurer, width };

  g_return_val_if_fail (self != NULL && measurer != NULL && height != NULL, NULL);
  g_return_val_if_fail (round < lkb_progress_get_n (self), NULL);
  g_return_val_if_fail (other == G_MAXUINT || other < lkb_progress_get_n (self), NULL);

  canvas.builder = lkb_picture_builder_new ();
  *height = PLOT_BOTTOM + 20;
  if (has_columns (chart))
    add_columns (self, &canvas, chart, round, other);
  else
    *height = add_bars (self, &canvas, chart, round, other);
  return lkb_picture_builder_end (canvas.builder);
}

static void
append_columns (const LkbProgress *self, GString *words, LkbProgressChart chart, guint round)
{
  g_autoptr (GArray) columns = list_columns (self, round);

  for (guint k = 0; k < columns->len; k++)
    {
      const LkbProgressRound *shown = lkb_progress_get_round (self,
                                                              g_array_index (columns, guint, k));
      Figure figure = get_column (shown, chart);
      g_autofree char *day = lkb_progress_dup_day (shown);

      if (figure.text != NULL)
        g_string_append_printf (words, ". %s: %s", day, figure.text);
      figure_clear (&figure);
    }
}

static void
append_bars (const LkbProgress *self, GString *words, LkbProgressChart chart, guint round,
             guint other)
{
  g_autoptr (GArray) bars = list_bars (self, chart, round, other);

  for (guint i = 0; i < bars->len; i++)
    {
      const Bar *bar = &g_array_index (bars, Bar, i);

      if (bar->figure.text != NULL)
        g_string_append_printf (words, ". %s: %s", bar->name, bar->figure.text);
      if (bar->before.text != NULL)
        {
          g_string_append (words, ", ");
          /* Translators: what it was in the round before. */
          g_string_append_printf (words, _ ("before %s"), bar->before.text);
        }
    }
}

char *
lkb_progress_dup_words (const LkbProgress *self, LkbProgressChart chart, guint round, guint other)
{
  GString *words;

  g_return_val_if_fail (self != NULL && round < lkb_progress_get_n (self), NULL);

  words = g_string_new (lkb_progress_chart_get_name (chart));
  if (has_columns (chart))
    append_columns (self, words, chart, round);
  else
    append_bars (self, words, chart, round, other);
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
