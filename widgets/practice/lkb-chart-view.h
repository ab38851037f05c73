/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "core/layout/lkb-text-measurer.h"
#include "core/picture/lkb-picture.h"

G_BEGIN_DECLS

/** LkbChartView: a chart that is drawn for the width it gets, and asks for the height that it has at that width. */
#define LKB_TYPE_CHART_VIEW (lkb_chart_view_get_type ())
G_DECLARE_FINAL_TYPE (LkbChartView, lkb_chart_view, LKB, CHART_VIEW, GtkWidget)

/** LkbChartFunc: (transfer full): the chart, from (0, 0) to @width. @height: (out). */
typedef LkbPicture *(*LkbChartFunc) (double width, double *height, gpointer data);

/**
 * lkb_chart_view_new: (transfer floating)
 * @measurer: kept
 * @destroy: of @data, with the widget
 * @words: the same for who can't see it
 */
GtkWidget *lkb_chart_view_new (LkbTextMeasurer *measurer, LkbThemeId theme, LkbChartFunc func,
                               gpointer data, GDestroyNotify destroy, const char *words);
const char *lkb_chart_view_get_words (LkbChartView *self);

G_END_DECLS
