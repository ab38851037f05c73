/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/model/lkb-history.h"
#include "core/store/lkb-journal.h"
#include "lkb-deck.h"
#include "lkb-interviewer.h"
#include "lkb-round-plan.h"

G_BEGIN_DECLS

/** How long the brief is read before the clock runs. */
#define LKB_ROUND_LEAD_IN_MS 10000
/** A file of a round tells at least so often that somebody was there. */
#define LKB_ROUND_ALIVE_MS 5000

typedef enum
{
  LKB_ROUND_LEAD_IN,
  LKB_ROUND_RUNNING,
  LKB_ROUND_PAUSED,
  LKB_ROUND_OVER,
} LkbRoundState;

/**
 * LkbRound:
 *
 * A round that is being held on a board: the clock, the phases, the interviewer, and the file that tells all of it. Nothing
 * happens by itself: whoever shows it calls lkb_round_tick() a few times a second, and the clock is handed in.
 *
 * LkbRound::changed: (): state, phase, line or card are others
 * LkbRound::trouble: (GError *error): the file cannot be written; the round goes on
 */
#define LKB_TYPE_ROUND (lkb_round_get_type ())
G_DECLARE_FINAL_TYPE (LkbRound, lkb_round, LKB, ROUND, GObject)

/** lkb_round_dup_setup: (transfer full): how a round about @prompt is set up. */
LkbRoundMark *lkb_round_dup_setup (LkbRoundPreset preset, LkbRoundMode mode,
                                   LkbRoundProfile profile, guint32 seed, const LkbPrompt *prompt);

/** What is done again of a round that is over. */
#define LKB_ROUND_AGAIN_MS 600000

/** lkb_round_dup_again: (transfer full): how the last LKB_ROUND_AGAIN_MS of a round are set up again: from within the phase that
 * it was then. One that was no longer than that is done again from its beginning. @n_changes: (out): how many changes the board
 * had by then. */
LkbRoundMark *lkb_round_dup_again (LkbRoundLog *log, guint *n_changes);

/** lkb_round_new: begins with the lead-in, and its file. @place: where rounds are kept, and the clock; what it points to must
 * outlive the round. @history: of the board. */
LkbRound *lkb_round_new (const LkbJournalPlace *place, const LkbRoundMark *setup, LkbDeck *deck,
                         LkbHistory *history);

/**
 * lkb_round_resume:
 * @path: of the file of a round that was cut off
 * @lock: holds its lock (lkb_journal_lock()); taken over
 * @log: of that file
 * @history: of a board as the file has it last
 *
 * Goes on where the file ends; the time since is told as a pause. LkbSaveError.
 */
LkbRound *lkb_round_resume (const LkbJournalPlace *place, const char *path, int lock,
                            LkbRoundLog *log, LkbDeck *deck, LkbHistory *history, GError **error);

/** lkb_round_tick: looks at the clock. */
void lkb_round_tick (LkbRound *self);

/** lkb_round_start: the lead-in is over now. */
void lkb_round_start (LkbRound *self);
/** lkb_round_set_paused: the clock stands; only after the lead-in and before the end. */
void lkb_round_set_paused (LkbRound *self, gboolean paused);
/** lkb_round_next: the next phase; after the last one the end. */
void lkb_round_next (LkbRound *self);
/** lkb_round_finish: @end: why. A card that is still shown was not answered. The file is closed. */
void lkb_round_finish (LkbRound *self, LkbRoundEnd end);
/** lkb_round_leave: nobody shows it any more, and it is not over: lkb_round_resume() goes on with its file. One that did not get
 * beyond its lead-in leaves no file. */
void lkb_round_leave (LkbRound *self);

/** lkb_round_set_busy: whether a drag or a text edit is under way: no card comes then. */
void lkb_round_set_busy (LkbRound *self, gboolean busy);
/** lkb_round_look: lets the interviewer look at the board: what answers a card by itself, and what to ask next. @sight: of the
 * board as it is now; its focus is filled in. */
void lkb_round_look (LkbRound *self, LkbSight *sight);
/** lkb_round_is_due: whether the interviewer would ask if there were a reason, or has asked: whether to call lkb_round_look(). */
gboolean lkb_round_is_due (LkbRound *self);
/** lkb_round_set_draft: what is being written in answer to the card that is shown. @writing: it stays as long. @note: (nullable):
 * goes with whatever answers the card, and is the answer when nothing else is. */
void lkb_round_set_draft (LkbRound *self, gboolean writing, const char *note);
/** lkb_round_answer: the card that is shown. @note: (nullable): the draft, if there is one. */
void lkb_round_answer (LkbRound *self, LkbRoundHow how, const char *note);

LkbRoundState lkb_round_get_state (LkbRound *self);
const LkbRoundMark *lkb_round_get_setup (LkbRound *self);
/** lkb_round_get_time: of the round: milliseconds since the first phase began, without pauses. */
gint64 lkb_round_get_time (LkbRound *self);
/** lkb_round_get_lead_in: milliseconds that are left of it; 0 afterwards. */
gint64 lkb_round_get_lead_in (LkbRound *self);
/** lkb_round_get_slot: (nullable): the phase that is on; NULL in the lead-in. */
const LkbRoundSlot *lkb_round_get_slot (LkbRound *self);
/** lkb_round_get_slot_index: from 0. */
guint lkb_round_get_slot_index (LkbRound *self);
/** lkb_round_get_slot_start: when it began, by the time of the round. */
gint64 lkb_round_get_slot_start (LkbRound *self);
/** lkb_round_get_slot_length: how long it should take: milliseconds. */
gint64 lkb_round_get_slot_length (LkbRound *self);
/** lkb_round_is_last: whether no other phase follows. */
gboolean lkb_round_is_last (LkbRound *self);
/** lkb_round_get_line: (nullable): what is asked in this phase now, in the language of the user. */
const char *lkb_round_get_line (LkbRound *self);
/** lkb_round_get_card: (nullable): what the interviewer waits for an answer to. */
const LkbRoundMark *lkb_round_get_card (LkbRound *self);
/** lkb_round_dup_log: (transfer full): of all so far; belongs to this thread. */
LkbRoundLog *lkb_round_dup_log (LkbRound *self);
/** lkb_round_dup_path: (transfer full) (nullable): of its file; waits until all of it is on the disk. */
char *lkb_round_dup_path (LkbRound *self);

G_END_DECLS
