/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-chart.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "core/base/lkb-quantity.h"

/* The plane of the curve: room for the shares on its left, for the budget's words above. */
#define PLOT_LEFT 36.0
#define PLOT_TOP 24.0
#define PLOT_HEIGHT 116.0
#define PLOT_BOTTOM (PLOT_TOP + PLOT_HEIGHT)
#define PLOT_WIDTH (LKB_CHART_WIDTH - PLOT_LEFT - 4)
#define N_TICKS 4
/* A budget that is so many times the slowest percentile would press the curve against the wall. */
#define BUDGET_TIMES_MAX 4.0

#define BAR_NAMES 156.0
#define BAR_AMOUNTS 60.0
#define BAR_PITCH 20.0
#define BAR_HEIGHT 11.0
#define NAME_LINES_MAX 3
#define NAME_PITCH 15.0
#define BAR_LEFT (BAR_NAMES + 8)
#define BAR_WIDTH (LKB_CHART_WIDTH - BAR_LEFT - BAR_AMOUNTS)

void
lkb_chart_add_text (LkbPictureBuilder *builder, LkbTextMeasurer *measurer, const char *text,
                    LkbFontRole role, double x, double baseline, LkbAnchor anchor,
                    LkbColourRole colour)
{
  LkbTextItem item = { 0 };

  item.text = text;
  item.role = role;
  item.advance = lkb_text_measurer_measure (measurer, text, role);
  item.x = x
           - (anchor == LKB_ANCHOR_END      ? item.advance
              : anchor == LKB_ANCHOR_MIDDLE ? item.advance / 2
                                            : 0);
  item.baseline = baseline;
  item.anchor = anchor;
  item.colour = lkb_colour (colour);
  lkb_picture_builder_text (builder, &item);
}

static void
add_line (LkbPictureBuilder *builder, double x1, double y1, double x2, double y2,
          LkbColourRole colour, double width, gboolean dashed)
{
  LkbStroke stroke = lkb_stroke (lkb_colour (colour), width);

  if (dashed)
    {
      stroke.n_dashes = 2;
      stroke.dashes[0] = stroke.dashes[1] = 3;
    }
  lkb_picture_builder_line (builder, x1, y1, x2, y2, &stroke);
}

/* The next of 1, 2, 5, 10 … that is not less. */
static double
round_up (double value)
{
  double decade = pow (10, floor (log10 (value)));
  double digit = value / decade;

  return decade * (digit <= 1 ? 1 : digit <= 2 ? 2 : digit <= 5 ? 5 : 10);
}

static double
find_share (const LkbChartCurve *curve, double x)
{
  for (guint i = 1; i < curve->n_points; i++)
    {
      const LkbCurvePoint *a = &curve->points[i - 1], *b = &curve->points[i];

      if (x <= b->x)
        return b->x > a->x
                   ? a->share + (b->share - a->share) * CLAMP ((x - a->x) / (b->x - a->x), 0, 1)
                   : b->share;
    }
  return 1;
}

/* How far to the right the plane goes, seconds. */
static double
find_end (const LkbChartCurve *curve)
{
  double slowest = !isnan (curve->p99)   ? curve->p99
                   : !isnan (curve->p95) ? curve->p95
                                         : curve->points[curve->n_points - 1].x;
  double end = slowest * 1.12;

  if (!isnan (curve->budget) && curve->budget <= slowest * BUDGET_TIMES_MAX)
    end = MAX (end, curve->budget * 1.08);
  return end;
}

static void
add_axes (LkbPictureBuilder *builder, LkbTextMeasurer *measurer, double end)
{
  double step = round_up (end / N_TICKS);

  for (int i = 0; i <= 2; i++)
    {
      double y = PLOT_BOTTOM - PLOT_HEIGHT * i / 2;
      g_autofree char *text = g_strdup_printf ("%d %%", 50 * i);

      add_line (builder, PLOT_LEFT, y, PLOT_LEFT + PLOT_WIDTH, y, LKB_COLOUR_HAIRLINE, 1, FALSE);
      lkb_chart_add_text (builder, measurer, text, LKB_FONT_CELL_LABEL, PLOT_LEFT - 5, y + 3.5,
                          LKB_ANCHOR_END, LKB_COLOUR_INK_SECOND);
    }
  for (int i = 0; i * step <= end * (1 + 1e-9); i++)
    {
      double x = PLOT_LEFT + PLOT_WIDTH * i * step / end;
      g_autofree char *text = i == 0 ? g_strdup ("0") : lkb_format_duration (i * step);

      add_line (builder, x, PLOT_BOTTOM, x, PLOT_BOTTOM + 4, LKB_COLOUR_BORDER, 1, FALSE);
      if (x < PLOT_LEFT + PLOT_WIDTH - 8)
        lkb_chart_add_text (builder, measurer, text, LKB_FONT_CELL_LABEL, x, PLOT_BOTTOM + 14,
                            LKB_ANCHOR_MIDDLE, LKB_COLOUR_INK_SECOND);
    }
}

static LkbPath *
create_line (const LkbChartCurve *curve, double end)
{
  LkbPath *path = lkb_path_new ();

  lkb_path_move_to (path, PLOT_LEFT, PLOT_BOTTOM);
  for (guint i = 0; i < curve->n_points && curve->points[i].x < end; i++)
    lkb_path_line_to (path, PLOT_LEFT + PLOT_WIDTH * curve->points[i].x / end,
                      PLOT_BOTTOM - PLOT_HEIGHT * curve->points[i].share);
  lkb_path_line_to (path, PLOT_LEFT + PLOT_WIDTH,
                    PLOT_BOTTOM - PLOT_HEIGHT * find_share (curve, end));
  return path;
}

static void
add_budget (LkbPictureBuilder *builder, LkbTextMeasurer *measurer, const LkbChartCurve *curve,
            double end)
{
  LkbColourRole colour = curve->within < curve->level ? LKB_COLOUR_WRONG : LKB_COLOUR_OK;
  double x = PLOT_LEFT + PLOT_WIDTH * MIN (curve->budget / end, 1);
  g_autofree char *amount = lkb_format_duration (curve->budget);
  g_autofree char *budget = g_strdup_printf (_ ("Budget %s"), amount);
  g_autofree char *text = NULL;
  double half;

  if (isnan (curve->within))
    text = g_steal_pointer (&budget);
  else
    {
      g_autofree char *within = lkb_format_fraction (curve->within);

      /* Translators: a budget and how large a share is within it: "Budget 3 s: 97.9 % within". */
      text = g_strdup_printf (_ ("%s: %s within"), budget, within);
    }
  if (curve->budget <= end)
    add_line (builder, x, PLOT_TOP - 6, x, PLOT_BOTTOM, colour, 1.75, FALSE);
  half = lkb_text_measurer_measure (measurer, text, LKB_FONT_CELL_TEXT) / 2;
  lkb_chart_add_text (builder, measurer, text, LKB_FONT_CELL_TEXT,
                      CLAMP (x, half, LKB_CHART_WIDTH - half), PLOT_TOP - 11, LKB_ANCHOR_MIDDLE,
                      colour);
}

/* A dot on the curve, and the figure below the plane, where figures close to each other have room. */
static void
add_percentiles (LkbPictureBuilder *builder, LkbTextMeasurer *measurer, const LkbChartCurve *curve,
                 double end)
{
  const struct
  {
    const char *name;
    double value;
    double share;
  } marks[] = {
    { "p50", curve->p50, 0.5 },
    { "p90", curve->p90, 0.9 },
    { "p95", curve->p95, 0.95 },
    { "p99", curve->p99, 0.99 },
  };
  double at = PLOT_LEFT;

  for (gsize i = 0; i < G_N_ELEMENTS (marks); i++)
    {
      double x = PLOT_LEFT + PLOT_WIDTH * marks[i].value / end;
      double y = PLOT_BOTTOM - PLOT_HEIGHT * marks[i].share;
      g_autoptr (LkbPath) dot = NULL;
      g_autofree char *amount = NULL;

      if (isnan (marks[i].value))
        continue;
      amount = lkb_format_duration (marks[i].value);
      lkb_chart_add_text (builder, measurer, marks[i].name, LKB_FONT_CELL_LABEL, at,
                          PLOT_BOTTOM + 36, LKB_ANCHOR_START, LKB_COLOUR_INK_SECOND);
      lkb_chart_add_text (builder, measurer, amount, LKB_FONT_PILL_OWNER, at + 22, PLOT_BOTTOM + 36,
                          LKB_ANCHOR_START, LKB_COLOUR_INK);
      at += PLOT_WIDTH / G_N_ELEMENTS (marks);
      if (marks[i].value > end)
        continue;
      add_line (builder, x, y, x, PLOT_BOTTOM, LKB_COLOUR_ACCENT, 1, TRUE);
      dot = lkb_path_new ();
      lkb_path_circle (dot, x, y, 3);
      lkb_picture_builder_path (builder, dot, lkb_colour (LKB_COLOUR_ACCENT), NULL);
    }
}

LkbPicture *
lkb_chart_new_curve (LkbTextMeasurer *measurer, const LkbChartCurve *curve, double *height)
{
  LkbPictureBuilder *builder;
  g_autoptr (LkbPath) line = NULL;
  g_autoptr (LkbPath) area = NULL;
  LkbColour tint = lkb_colour (LKB_COLOUR_ACCENT);
  LkbStroke stroke = lkb_stroke (lkb_colour (LKB_COLOUR_ACCENT), 2);
  double end;

  g_return_val_if_fail (measurer != NULL && curve != NULL && curve->n_points > 1, NULL);

  end = find_end (curve);
  /* Times of 0 have no extent. */
  if (!(end > 0))
    end = 1;
  builder = lkb_picture_builder_new ();
  add_axes (builder, measurer, end);
  area = create_line (curve, end);
  lkb_path_line_to (area, PLOT_LEFT + PLOT_WIDTH, PLOT_BOTTOM);
  lkb_path_close (area);
  tint.alpha = 32;
  lkb_picture_builder_path (builder, area, tint, NULL);
  line = create_line (curve, end);
  lkb_picture_builder_path (builder, line, lkb_colour (LKB_COLOUR_NONE), &stroke);
  if (!isnan (curve->budget))
    add_budget (builder, measurer, curve, end);
  add_percentiles (builder, measurer, curve, end);
  *height = PLOT_BOTTOM + 44;
  return lkb_picture_builder_end (builder);
}

static LkbColour
get_bar_colour (const LkbChartBar *bar)
{
  LkbColour colour = lkb_colour (bar->total     ? LKB_COLOUR_EDGE
                                 : bar->largest ? LKB_COLOUR_CHECK
                                                : LKB_COLOUR_ACCENT);

  /* What is no part of the board is paler. */
  if (bar->rest)
    colour.alpha = 110;
  return colour;
}

/* Returns how much lower than one bar the row is: what the whole is may need a second line. */
static double
add_bar (LkbPictureBuilder *builder, LkbTextMeasurer *measurer, const LkbChartBar *bar, double y,
         double scale)
{
  double from = BAR_LEFT + MIN (bar->from, bar->to) * scale;
  double width = MAX (fabs (bar->to - bar->from) * scale, 1);
  LkbBox box = { from, y + (BAR_PITCH - BAR_HEIGHT) / 2, width, BAR_HEIGHT };
  LkbFontRole role = bar->total || bar->largest ? LKB_FONT_PILL_OWNER : LKB_FONT_CELL_TEXT;
  double below = 0;

  if (bar->total)
    {
      g_autoptr (GArray) lines = lkb_text_measurer_wrap (measurer, bar->name, role, BAR_NAMES,
                                                         NAME_LINES_MAX, NULL);

      for (guint i = 0; i < lines->len; i++)
        lkb_chart_add_text (builder, measurer, g_array_index (lines, LkbTextLine, i).text, role, 0,
                            y + 14 + i * NAME_PITCH, LKB_ANCHOR_START, LKB_COLOUR_INK);
      below = lines->len > 1 ? (lines->len - 1) * NAME_PITCH : 0;
    }
  else
    {
      g_autofree char *name = lkb_text_measurer_ellipsize_middle (measurer, bar->name, role,
                                                                  BAR_NAMES, NULL);

      lkb_chart_add_text (builder, measurer, name, role, 0, y + 14, LKB_ANCHOR_START,
                          LKB_COLOUR_INK);
    }
  lkb_picture_builder_box (builder, &box, 2, get_bar_colour (bar), NULL);
  lkb_chart_add_text (builder, measurer, bar->amount, role, LKB_CHART_WIDTH, y + 14, LKB_ANCHOR_END,
                      LKB_COLOUR_INK);
  return below;
}

LkbPicture *
lkb_chart_new_waterfall (LkbTextMeasurer *measurer, const LkbChartBar *bars, guint n_bars,
                         double budget, const char *budget_text, double *height)
{
  LkbPictureBuilder *builder;
  double end = 0, y = 0, reached = 0, scale;

  g_return_val_if_fail (measurer != NULL && bars != NULL, NULL);

  for (guint i = 0; i < n_bars; i++)
    end = MAX (end, MAX (bars[i].from, bars[i].to));
  reached = end;
  for (guint i = 0; i < n_bars; i++)
    if (bars[i].total)
      reached = bars[i].to;
  if (!isnan (budget) && budget <= end * BUDGET_TIMES_MAX)
    end = MAX (end, budget);
  scale = end > 0 ? (BAR_WIDTH - 4) / end : 0;

  builder = lkb_picture_builder_new ();
  if (!isnan (budget) && budget_text != NULL)
    {
      LkbColourRole colour = reached > budget * (1 + 1e-9) ? LKB_COLOUR_WRONG : LKB_COLOUR_OK;
      double x = BAR_LEFT + MIN (budget, end) * scale;
      double half = lkb_text_measurer_measure (measurer, budget_text, LKB_FONT_CELL_TEXT) / 2;

      y = 18;
      lkb_chart_add_text (builder, measurer, budget_text, LKB_FONT_CELL_TEXT,
                          CLAMP (x, half, LKB_CHART_WIDTH - half), 11, LKB_ANCHOR_MIDDLE, colour);
      if (budget <= end)
        add_line (builder, x, y - 2, x, y + n_bars * BAR_PITCH, colour, 1.75, FALSE);
    }
  for (guint i = 0; i < n_bars; i++)
    {
      /* From where one bar ends to where the next begins. */
      if (i > 0 && !bars[i].total)
        {
          double x = BAR_LEFT + bars[i].from * scale;

          add_line (builder, x, y - (BAR_PITCH - BAR_HEIGHT) / 2, x,
                    y + (BAR_PITCH - BAR_HEIGHT) / 2, LKB_COLOUR_BORDER, 1, FALSE);
        }
      y += BAR_PITCH + add_bar (builder, measurer, &bars[i], y, scale);
    }
  *height = y + 2;
  return lkb_picture_builder_end (builder);
}
