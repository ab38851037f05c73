/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "core/practice/lkb-round.h"

G_BEGIN_DECLS

/**
 * LkbClockBar: the clock of a round, its phases, its question, and what the phase asks. It stands above the board and blocks nothing. Its
 * buttons are the actions "round.pause", "round.next" and "round.finish".
 */
#define LKB_TYPE_CLOCK_BAR (lkb_clock_bar_get_type ())
G_DECLARE_FINAL_TYPE (LkbClockBar, lkb_clock_bar, LKB, CLOCK_BAR, GtkWidget)

GtkWidget *lkb_clock_bar_new (void);
/** lkb_clock_bar_set_round: (nullable). */
void lkb_clock_bar_set_round (LkbClockBar *self, LkbRound *round);
/** lkb_clock_bar_update: the clock moved on, or the round changed. */
void lkb_clock_bar_update (LkbClockBar *self);
/** lkb_clock_bar_show_question: opens what the round asks, to be read again. */
void lkb_clock_bar_show_question (LkbClockBar *self);
/** lkb_clock_bar_set_goals: (array length=n): what the phase asks for and whether it is there; none: not told. */
void lkb_clock_bar_set_goals (LkbClockBar *self, const LkbRoundGoal *goals, guint n);

/** lkb_clock_bar_dup_time: (transfer full): milliseconds as "12:40". */
char *lkb_clock_bar_dup_time (gint64 ms);

G_END_DECLS
