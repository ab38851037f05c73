/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/practice/lkb-deck.h"
#include "core/practice/lkb-round-file.h"
#include "core/practice/lkb-round-history.h"

G_BEGIN_DECLS

/**
 * LkbPractice: the rounds of this person: where they are kept, by which clock they run, what they are about, and which ones were
 * cut off.
 *
 * LkbPractice::changed: (): the rounds that were cut off are others, or the one to be written about
 */
#define LKB_TYPE_PRACTICE (lkb_practice_get_type ())
G_DECLARE_FINAL_TYPE (LkbPractice, lkb_practice, LKB, PRACTICE, GObject)

/** lkb_practice_new: @journals: of the boards: rounds are kept beside them, by the same clock. What it points to outlives this. */
LkbPractice *lkb_practice_new (LkbDataDirs *data, const LkbJournalPlace *journals);

/** lkb_practice_get_place: for lkb_round_new(); lives as long as this. */
const LkbJournalPlace *lkb_practice_get_place (LkbPractice *self);
/** lkb_practice_set_clock: for tests, which hold the time that rounds run by; see LkbJournalPlace. */
void lkb_practice_set_clock (LkbPractice *self, gint64 (*get_ms) (gpointer),
                             gint64 (*get_wall) (gpointer), gpointer data);
/** lkb_practice_get_seed: of all chance in the next round; another one each time. */
guint32 lkb_practice_get_seed (LkbPractice *self);
/** lkb_practice_set_seed: for tests: the next one; prompts that were picked since the program runs are forgotten. */
void lkb_practice_set_seed (LkbPractice *self, guint32 seed);

/** lkb_practice_get_deck: read when first asked for. */
LkbDeck *lkb_practice_get_deck (LkbPractice *self);
/** lkb_practice_read_deck: anew: the user may have changed a file. */
LkbDeck *lkb_practice_read_deck (LkbPractice *self);

/** lkb_practice_pick: (nullable): what the next round is about: none of the prompts of the last ones, as far as there are
 * others; the same for the same @seed and the same rounds gone by. */
const LkbPrompt *lkb_practice_pick (LkbPractice *self, const LkbDeckChoice *choice, guint32 seed);

/** lkb_practice_scan: looks for rounds that were cut off, for one without a debrief and for what the last ones were about, in a
 * worker. */
void lkb_practice_scan (LkbPractice *self);
/** lkb_practice_get_unfinished: (element-type LkbUnfinishedRound): the latest first. */
GPtrArray *lkb_practice_get_unfinished (LkbPractice *self);
/** lkb_practice_get_reminder: (nullable): the latest round whose debrief is still to be written. */
const LkbPastRound *lkb_practice_get_reminder (LkbPractice *self);
/** lkb_practice_take: (transfer full) (nullable): off the list, by its path: somebody goes on with it. */
LkbUnfinishedRound *lkb_practice_take (LkbPractice *self, const char *path);
/** lkb_practice_abandon: nobody goes on with it: it is over, and stays. */
gboolean lkb_practice_abandon (LkbPractice *self, const char *path, GError **error);

G_END_DECLS
