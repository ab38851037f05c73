/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "core/analysis/lkb-analysis.h"
#include "core/model/lkb-board.h"

G_BEGIN_DECLS

/** LkbPageTicks: Goal, KPI, Path, Owners, Numbers: five chips that a page needs; hidden as soon as all are there. */
#define LKB_TYPE_PAGE_TICKS (lkb_page_ticks_get_type ())
G_DECLARE_FINAL_TYPE (LkbPageTicks, lkb_page_ticks, LKB, PAGE_TICKS, GtkWidget)

GtkWidget *lkb_page_ticks_new (void);
/** lkb_page_ticks_update: @analysis: (nullable). Answers how many of the five are there. */
guint lkb_page_ticks_update (LkbPageTicks *self, LkbBoard *board, const LkbAnalysis *analysis);

G_END_DECLS
