/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "core/practice/lkb-scorecard.h"

G_BEGIN_DECLS

/**
 * LkbScoreView: what a round was worth: band and number, what gains most, each criterion with what it rests on, and the form
 * for one's own words. Its button is the action "round.again".
 *
 * LkbScoreView::adjusted: (const char *criterion, int delta, const char *note): a level was corrected by so much; 0: no longer
 * LkbScoreView::debriefed: (const char *note): the form was filled in; as lkb_debrief_dup_note()
 * LkbScoreView::go-to: (gint64 time): a moment of the round is to be seen, milliseconds
 */
#define LKB_TYPE_SCORE_VIEW (lkb_score_view_get_type ())
G_DECLARE_FINAL_TYPE (LkbScoreView, lkb_score_view, LKB, SCORE_VIEW, GtkWidget)

GtkWidget *lkb_score_view_new (void);
/** lkb_score_view_set_score: @score: of the round as its file tells it now. What is being typed into the form stays. */
void lkb_score_view_set_score (LkbScoreView *self, LkbScorecard *score);
/** lkb_score_view_get_score: (nullable). */
LkbScorecard *lkb_score_view_get_score (LkbScoreView *self);
/** lkb_score_view_keep: hands on what was typed into the form, by ::debriefed. FALSE: nobody kept it, it is only in the form. */
gboolean lkb_score_view_keep (LkbScoreView *self);

G_END_DECLS
