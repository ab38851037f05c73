/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "core/practice/lkb-replay.h"

G_BEGIN_DECLS

/**
 * LkbReplayBar:
 *
 * Where in a replay one is: a scale over the time of the round with its phases below and what turned green above, play at ½ to
 * 16 times, step by change, the moments that count. It knows no board; who shows it follows ::moment-changed.
 *
 * LkbReplayBar::moment-changed: lkb_replay_bar_get_moment() is another one
 */
#define LKB_TYPE_REPLAY_BAR (lkb_replay_bar_get_type ())
G_DECLARE_FINAL_TYPE (LkbReplayBar, lkb_replay_bar, LKB, REPLAY_BAR, GtkWidget)

LkbReplayBar *lkb_replay_bar_new (void);

/** lkb_replay_bar_set_replay: (nullable): at its beginning. */
void lkb_replay_bar_set_replay (LkbReplayBar *self, LkbReplay *replay);
/** lkb_replay_bar_update: after the replay learned of more moments. */
void lkb_replay_bar_update (LkbReplayBar *self);

/** lkb_replay_bar_get_moment: in changes. */
guint lkb_replay_bar_get_moment (LkbReplayBar *self);
/** lkb_replay_bar_get_time: of the round, milliseconds. */
gint64 lkb_replay_bar_get_time (LkbReplayBar *self);
/** lkb_replay_bar_seek: @time: clamped to the round. */
void lkb_replay_bar_seek (LkbReplayBar *self, gint64 time);
/** lkb_replay_bar_go_to: @moment: clamped to the last one. */
void lkb_replay_bar_go_to (LkbReplayBar *self, guint moment);
/** lkb_replay_bar_step: so many changes on, or back. */
void lkb_replay_bar_step (LkbReplayBar *self, int n);
/** lkb_replay_bar_go_to_kind: to the first moment of that kind; FALSE when there is none. */
gboolean lkb_replay_bar_go_to_kind (LkbReplayBar *self, LkbReplayKind kind);

/** lkb_replay_bar_set_playing: from the end it begins anew. */
void lkb_replay_bar_set_playing (LkbReplayBar *self, gboolean playing);
gboolean lkb_replay_bar_is_playing (LkbReplayBar *self);
/** lkb_replay_bar_set_speed: @speed: one of ½, 1, 2, 4, 8, 16; the nearest of them is taken. */
void lkb_replay_bar_set_speed (LkbReplayBar *self, double speed);
double lkb_replay_bar_get_speed (LkbReplayBar *self);

/** lkb_replay_bar_set_clock: (nullable): microseconds; for tests, which hold the time that it plays by. */
void lkb_replay_bar_set_clock (LkbReplayBar *self, gint64 (*clock) (gpointer data), gpointer data);

G_END_DECLS
