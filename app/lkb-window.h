/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "core/store/lkb-document.h"
#include "core/store/lkb-recovered.h"
#include "lkb-application.h"
#include "widgets/canvas/lkb-canvas.h"
#include "widgets/panels/lkb-review.h"

G_BEGIN_DECLS

/** LkbWindow: one board at work, or the start page while there is none. */
#define LKB_TYPE_WINDOW (lkb_window_get_type ())
G_DECLARE_FINAL_TYPE (LkbWindow, lkb_window, LKB, WINDOW, AdwApplicationWindow)

LkbWindow *lkb_window_new (LkbApplication *application);

/** lkb_window_set_document: shows @document's board; (nullable): the start page. @prepared: (nullable) (transfer full): the same
 * board, laid out already. */
void lkb_window_set_document (LkbWindow *self, LkbDocument *document, LkbPrepared *prepared);
/** lkb_window_get_document: (nullable) (transfer none). */
LkbDocument *lkb_window_get_document (LkbWindow *self);

/** lkb_window_show_example: the board is an example to be changed: its goal is there to be typed over, a bar says so until the
 * first change. */
void lkb_window_show_example (LkbWindow *self);

/** lkb_window_load: reads @file and shows it; when it cannot be read one message says why and the open board stays. */
void lkb_window_load (LkbWindow *self, GFile *file);
/** lkb_window_load_for: as lkb_window_load(), asked for in @opener (nullable). Where that is another window, this one was made
 * for @file: when it cannot be read it goes again, and one that shows a board says why, once nothing is read any more. */
void lkb_window_load_for (LkbWindow *self, GFile *file, LkbWindow *opener);
/** lkb_window_recover: shows a board that was left behind, instead of the one that is open; it is off the list. */
void lkb_window_recover (LkbWindow *self, LkbRecovered *recovered);
/** lkb_window_show_discarded: that what was left behind is gone, and how to get it back. */
void lkb_window_show_discarded (LkbWindow *self);
/** lkb_window_ask_practise: the dialog that begins a round; @preset: the length that it proposes. */
void lkb_window_ask_practise (LkbWindow *self, LkbRoundPreset preset);
/** lkb_window_begin_round: a round on an empty board; @goal: (nullable): what its goal says already. */
void lkb_window_begin_round (LkbWindow *self, const LkbRoundMark *setup, const char *goal);
/** lkb_window_repeat_round: a round on @board. */
void lkb_window_repeat_round (LkbWindow *self, const LkbRoundMark *setup, LkbBoard *board);
/** lkb_window_resume_round: one that was cut off. */
gboolean lkb_window_resume_round (LkbWindow *self, LkbUnfinishedRound *unfinished, GError **error);

/** lkb_window_get_loading: (nullable): the file that is being read. */
GFile *lkb_window_get_loading (LkbWindow *self);

/** lkb_window_needs_asking: whether closing it would lose something, or has to wait for a save. */
gboolean lkb_window_needs_asking (LkbWindow *self);

/** lkb_window_show_message: @text: plain text, shown as a toast. */
void lkb_window_show_message (LkbWindow *self, const char *text);

/** lkb_window_get_canvas, lkb_window_get_review: (nullable): NULL on the start page. */
LkbCanvas *lkb_window_get_canvas (LkbWindow *self);
LkbReview *lkb_window_get_review (LkbWindow *self);

G_END_DECLS
