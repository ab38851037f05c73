/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/store/lkb-recording.h"
#include "lkb-round-mark.h"

G_BEGIN_DECLS

/** What a round file's name ends with. */
#define LKB_ROUND_ENDING ".lakeround"

/** What has not happened, as a time of the round. */
#define LKB_ROUND_NEVER ((gint64) -1)

/**
 * LkbRoundSpan: a phase. Times of a round are milliseconds since its first phase began, without the pauses; never less
 * than 0, and not beyond the end.
 */
typedef struct
{
  LkbRoundPhase phase;
  gint64 index; /* from 1 */
  gint64 start;
  gint64 end; /* of the next phase's start, the round's end, or the last thing the file tells of */
} LkbRoundSpan;

/** LkbRoundCard: what the interviewer asked, and what was made of it. Owned by the log. */
typedef struct
{
  const LkbRoundMark *card;
  gint64 time; /* of the round */
  guint n_changes; /* made before it was shown */
  const LkbRoundMark *answer; /* the last one; (nullable): still open */
  gint64 answered; /* when the first answer came; LKB_ROUND_NEVER */
} LkbRoundCard;

/** LkbRoundLine: a line of a phase that was shown. */
typedef struct
{
  const LkbRoundMark *line;
  gint64 time;
} LkbRoundLine;

/** LkbRoundPause: time that does not count. */
typedef struct
{
  gint64 time; /* of the round */
  gint64 length_ms;
  LkbRoundWhy why;
} LkbRoundPause;

/**
 * LkbRoundLog:
 *
 * What a recording tells of a round: the marks of its file, typed, and with the time of the round beside that of the file.
 * Never changes; a function of the recording alone.
 */
typedef struct _LkbRoundLog LkbRoundLog;

/** lkb_round_log_new: @recording: any; what is no round has no set-up. */
LkbRoundLog *lkb_round_log_new (LkbRecording *recording);
/** lkb_round_log_read: of the bytes of a file; @name: what it is called in messages. LkbInputError when it is no journal,
 * or none of a round. */
LkbRoundLog *lkb_round_log_read (const char *name, GBytes *bytes, GError **error);
LkbRoundLog *lkb_round_log_ref (LkbRoundLog *self);
void lkb_round_log_unref (LkbRoundLog *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LkbRoundLog, lkb_round_log_unref)

/** lkb_round_log_get_recording: the board at each moment, and every change. */
LkbRecording *lkb_round_log_get_recording (const LkbRoundLog *self);
/** lkb_round_log_is_damaged: whether a mark or another line had to be passed over. */
gboolean lkb_round_log_is_damaged (const LkbRoundLog *self);

/** lkb_round_log_get_setup: (nullable): NULL when this is no round. */
const LkbRoundMark *lkb_round_log_get_setup (const LkbRoundLog *self);
/** lkb_round_log_has_begun: whether a first phase was reached. */
gboolean lkb_round_log_has_begun (const LkbRoundLog *self);
/** lkb_round_log_get_end_mark: (nullable): NULL when the round was cut off: it can go on. */
const LkbRoundMark *lkb_round_log_get_end_mark (const LkbRoundLog *self);
/** lkb_round_log_get_length: how long it lasted, or lasted until it was cut off: milliseconds without pauses. */
gint64 lkb_round_log_get_length (const LkbRoundLog *self);
/** lkb_round_log_is_paused: whether the last that the file tells of is that the clock stands. */
gboolean lkb_round_log_is_paused (const LkbRoundLog *self);

guint lkb_round_log_get_n_phases (const LkbRoundLog *self);
const LkbRoundSpan *lkb_round_log_get_phase (const LkbRoundLog *self, guint i);
/** lkb_round_log_find_phase: (nullable): the first time it was gone through. */
const LkbRoundSpan *lkb_round_log_find_phase (const LkbRoundLog *self, LkbRoundPhase phase);

guint lkb_round_log_get_n_lines (const LkbRoundLog *self);
const LkbRoundLine *lkb_round_log_get_line (const LkbRoundLog *self, guint i);
guint lkb_round_log_get_n_cards (const LkbRoundLog *self);
const LkbRoundCard *lkb_round_log_get_card (const LkbRoundLog *self, guint i);
/** lkb_round_log_find_card: (nullable): by id; the last one where there are several. */
const LkbRoundCard *lkb_round_log_find_card (const LkbRoundLog *self, const char *id);
guint lkb_round_log_get_n_pauses (const LkbRoundLog *self);
const LkbRoundPause *lkb_round_log_get_pause (const LkbRoundLog *self, guint i);

/** lkb_round_log_get_n_adjustments: criteria that were corrected by hand, each just once: the last correction counts. */
guint lkb_round_log_get_n_adjustments (const LkbRoundLog *self);
const LkbRoundMark *lkb_round_log_get_adjustment (const LkbRoundLog *self, guint i);
/** lkb_round_log_get_debrief: (nullable): the answer with the card LKB_ROUND_DEBRIEF, the last one. */
const LkbRoundMark *lkb_round_log_get_debrief (const LkbRoundLog *self);

/** lkb_round_log_get_time: when change @i was made, by the time of the round. */
gint64 lkb_round_log_get_time (const LkbRoundLog *self, guint i);
/** lkb_round_log_find: how many changes were made up to and at @time of the round. What was done while the clock stood
 * counts as done when it stopped. */
guint lkb_round_log_find (const LkbRoundLog *self, gint64 time);
/** lkb_round_log_to_round: from the time of the file to that of the round. */
gint64 lkb_round_log_to_round (const LkbRoundLog *self, gint64 time);

G_END_DECLS
