/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "core/practice/lkb-drill.h"
#include "core/practice/lkb-scorecard.h"

G_BEGIN_DECLS

/**
 * LkbBellBar: what stands over the page after the bell: the score as a band and a number, the three cheapest gains, whether what
 * was said aloud held a number, and the way to try once more. Its buttons are the actions
 * "round.again", "round.score" and "round.close", and "app.new-from-template" for what answers the prompt.
 *
 * LkbBellBar::numbered: (const char *card, gboolean number): whether the answer to that card held one
 */
#define LKB_TYPE_BELL_BAR (lkb_bell_bar_get_type ())
G_DECLARE_FINAL_TYPE (LkbBellBar, lkb_bell_bar, LKB, BELL_BAR, GtkWidget)

GtkWidget *lkb_bell_bar_new (void);
/** lkb_bell_bar_set_score: @score: of the round as its file tells it. */
void lkb_bell_bar_set_score (LkbBellBar *self, LkbScorecard *score);
/** lkb_bell_bar_set_drill: of a drill, which has no score: what came of its sentence. */
void lkb_bell_bar_set_drill (LkbBellBar *self, LkbRoundLog *log, const LkbDrill *drill);

G_END_DECLS
