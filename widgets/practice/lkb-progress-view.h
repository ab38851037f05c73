/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "core/layout/lkb-text-measurer.h"
#include "core/picture/lkb-theme.h"
#include "core/practice/lkb-progress.h"

G_BEGIN_DECLS

/**
 * LkbProgressView: the rounds one after the other: which there were, whether one is ready, and charts of the one that is
 * chosen beside another.
 *
 * LkbProgressView::open: (const char *path): a round is to be looked at
 * LkbProgressView::save-picture: (LkbStill *still, const char *name): a chart is to be kept; @name: what it shows
 */
#define LKB_TYPE_PROGRESS_VIEW (lkb_progress_view_get_type ())
G_DECLARE_FINAL_TYPE (LkbProgressView, lkb_progress_view, LKB, PROGRESS_VIEW, GtkWidget)

/** lkb_progress_view_new: @measurer: kept; of the thread that draws. */
GtkWidget *lkb_progress_view_new (LkbTextMeasurer *measurer);
/** lkb_progress_view_set_progress: the latest round is chosen. */
void lkb_progress_view_set_progress (LkbProgressView *self, LkbProgress *progress);
void lkb_progress_view_set_theme (LkbProgressView *self, LkbThemeId theme);
/** lkb_progress_view_get_chosen: place of the round that is chosen; G_MAXUINT: none. */
guint lkb_progress_view_get_chosen (LkbProgressView *self);

G_END_DECLS
