/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/analysis/lkb-analysis.h"
#include "core/layout/lkb-text-measurer.h"
#include "lkb-picture.h"

G_BEGIN_DECLS

/* Charts of a figure, as pictures like all others: shown in the window and written as SVG from the same list. */

/** LKB_CHART_WIDTH: of every chart, board units; its corner is at (0, 0). */
#define LKB_CHART_WIDTH 372.0

/** LkbChartCurve: a distribution of times, seconds. */
typedef struct
{
  const LkbCurvePoint *points; /* as in LkbLatencyRow */
  guint n_points;
  double p50, p90, p95, p99; /* NAN: not known, left out */
  double budget; /* NAN: none */
  double level; /* the share that is to be within the budget */
  double within; /* the share that is; NAN: not known */
} LkbChartCurve;

/** lkb_chart_new_curve: (transfer full): how large a share is as fast or faster, with percentiles and budget.
 * @height: (out). */
LkbPicture *lkb_chart_new_curve (LkbTextMeasurer *measurer, const LkbChartCurve *curve,
                                 double *height);

/** LkbChartBar: a step of a waterfall. @name, @amount: as they are shown. */
typedef struct
{
  char *name;
  char *amount;
  double from;
  double to;
  gboolean largest; /* where to begin */
  gboolean rest; /* no part: what comes to the parts */
  gboolean total;
} LkbChartBar;

/** lkb_chart_new_waterfall: (transfer full): one bar below the other. @budget: NAN: none; @budget_text: what stands at it.
 * @height: (out). */
LkbPicture *lkb_chart_new_waterfall (LkbTextMeasurer *measurer, const LkbChartBar *bars,
                                     guint n_bars, double budget, const char *budget_text,
                                     double *height);

/** lkb_chart_add_text: a line of a chart; @x is where its @anchor stands. */
void lkb_chart_add_text (LkbPictureBuilder *builder, LkbTextMeasurer *measurer, const char *text,
                         LkbFontRole role, double x, double baseline, LkbAnchor anchor,
                         LkbColourRole colour);

G_END_DECLS
