/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lkb-round.h"

G_BEGIN_DECLS

struct _LkbRound
{
  GObject parent_instance;

  LkbJournalPlace place;
  LkbRoundMark *setup;
  LkbDeck *deck;
  LkbHistory *history;
  LkbJournal *journal;
  LkbRecording *recording; /* the same in memory */
  LkbFocus *focus;
  const LkbRoundSlot *slots;
  guint n_slots;

  LkbRoundState state;
  gint64 lead_in; /* since when, by the time of the file */
  gint64 begin; /* of the first phase, by the time of the file */
  gint64 stopped; /* since when the clock stands, by the time of the file */
  gint64 sum; /* of the pauses that are over */
  gint64 length; /* at the end */
  guint slot;
  gint64 slot_start;
  char *line_id;
  char *line; /* (nullable) */

  LkbRoundMark *card; /* (nullable): the one that is shown */
  gboolean writing; /* an answer to it; so far: */
  char *draft; /* (nullable): not blank */
  GArray *asked; /* of LkbInterviewerCard; ids are owned */
  gboolean busy;
  gint64 busy_until;

  gint64 last_ms; /* of the two clocks at the last tick */
  gint64 last_wall;
  gint64 last_written; /* time of the file */
  char *path; /* once the file is closed */
};

/** lkb_round_get_offset: how far into its preset a round begins. */
gint64 lkb_round_get_offset (const LkbRoundMark *setup);
/** lkb_round_get_file_time: now, by the time of the file. */
gint64 lkb_round_get_file_time (LkbRound *self);
/** lkb_round_write_mark: to the file, and to the same in memory. */
void lkb_round_write_mark (LkbRound *self, const LkbRoundMark *mark);
/** lkb_round_write_gap: for @gap_ms nobody was there. */
void lkb_round_write_gap (LkbRound *self, gint64 gap_ms, LkbRoundWhy why);
/** lkb_round_add_asked: the card @id was asked. @answered: LKB_ROUND_NEVER: not yet. */
void lkb_round_add_asked (LkbRound *self, const char *id, gint64 time, gint64 answered);
/** lkb_round_follow: journal and history are there: what happens to the board is told from now on. */
void lkb_round_follow (LkbRound *self);

G_END_DECLS
