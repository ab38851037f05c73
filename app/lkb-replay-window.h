/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "core/practice/lkb-replay.h"
#include "lkb-application.h"
#include "widgets/canvas/lkb-canvas.h"
#include "widgets/practice/lkb-replay-bar.h"

G_BEGIN_DECLS

/** LkbReplayWindow: a round, or another journal, looked at again: the board as it was, which nobody can change, and beside it the
 * template's answer. */
#define LKB_TYPE_REPLAY_WINDOW (lkb_replay_window_get_type ())
G_DECLARE_FINAL_TYPE (LkbReplayWindow, lkb_replay_window, LKB, REPLAY_WINDOW, AdwWindow)

/** lkb_replay_window_open: reads @file in a worker, then shows it; one message says why it cannot be read. @parent:
 * (nullable): where it was asked for. */
void lkb_replay_window_open (LkbApplication *application, GFile *file, GtkWindow *parent);
/** lkb_replay_window_new: @replay is shown from its beginning. */
LkbReplayWindow *lkb_replay_window_new (LkbApplication *application, LkbReplay *replay);

/** lkb_replay_window_show_answer: the end of the round, and beside it the template's answer where there is one. */
void lkb_replay_window_show_answer (LkbReplayWindow *self);

LkbReplay *lkb_replay_window_get_replay (LkbReplayWindow *self);
LkbReplayBar *lkb_replay_window_get_bar (LkbReplayWindow *self);
LkbCanvas *lkb_replay_window_get_canvas (LkbReplayWindow *self);
/** lkb_replay_window_get_answer: (nullable): the template's board, once it was asked for. */
LkbCanvas *lkb_replay_window_get_answer (LkbReplayWindow *self);

G_END_DECLS
