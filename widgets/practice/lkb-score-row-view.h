/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "core/practice/lkb-scorecard.h"

G_BEGIN_DECLS

/**
 * LkbScoreRowView: one criterion of a score: its level, its points, what that rests on, and the way to correct it.
 *
 * LkbScoreRowView::adjusted: (const char *criterion, int delta, const char *note)
 * LkbScoreRowView::go-to: (gint64 time)
 */
#define LKB_TYPE_SCORE_ROW_VIEW (lkb_score_row_view_get_type ())
G_DECLARE_FINAL_TYPE (LkbScoreRowView, lkb_score_row_view, LKB, SCORE_ROW_VIEW, GtkWidget)

GtkWidget *lkb_score_row_view_new (const LkbScoreRow *row);

G_END_DECLS
