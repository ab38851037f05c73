/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lkb-journal-text.h"

G_BEGIN_DECLS

/** Largest journal that is read: 256 MiB. One that is only for recovery is begun anew long before. */
#define LKB_RECORDING_MAX_BYTES ((gsize) 256 * 1024 * 1024)

/**
 * LkbRecording:
 *
 * A journal that was read: the board after each change. What was read never changes, so any thread may use it. Moments are counted in
 * changes: 0 is the board that it began with, lkb_recording_get_n_changes() the last one.
 */
typedef struct _LkbRecording LkbRecording;

/** LkbRecordingMark: a line that is neither change nor snapshot (of a round: phase, prompt, answer, pause, end). */
typedef struct
{
  gint64 time; /* milliseconds */
  guint n_changes; /* that came before it */
  char *key;
  char *json;
} LkbRecordingMark;

/**
 * lkb_recording_read:
 * @name: what the journal is called in messages
 * @base: (nullable): what the changes apply to where the journal does not begin with a snapshot; NULL: an empty board
 *
 * A last line without its end is dropped. After a damaged line reading goes on at the next snapshot; what was done in
 * between is one change. Elements keep their ranks. Calls may run in any thread.
 *
 * Returns: (transfer full): NULL when the first line is no header: LkbInputError
 */
LkbRecording *lkb_recording_read (const char *name, GBytes *bytes, LkbBoard *base, GError **error);

/* One that is being made, in memory, of what happens now: it changes, so only the thread that makes it uses it. */

/** lkb_recording_new: @board: what it begins with; copied. */
LkbRecording *lkb_recording_new (LkbBoard *board);
/** lkb_recording_add_change: @board: as it is after @change. Times never go back. */
void lkb_recording_add_change (LkbRecording *self, gint64 time, LkbBoard *board,
                               const LkbChange *change);
/** lkb_recording_add_mark: @json: valid JSON. */
void lkb_recording_add_mark (LkbRecording *self, gint64 time, const char *key, const char *json);

/** lkb_recording_sniff: whether @bytes begin as a journal does. */
gboolean lkb_recording_sniff (GBytes *bytes);
LkbRecording *lkb_recording_ref (LkbRecording *self);
void lkb_recording_unref (LkbRecording *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LkbRecording, lkb_recording_unref)

/** lkb_recording_read_header: (out) @header: cleared by the caller; only the first line is looked at. */
gboolean lkb_recording_read_header (const char *name, GBytes *bytes, LkbJournalHeader *header,
                                    GError **error);

/** lkb_recording_get_header: (transfer none): its first line. */
const LkbJournalHeader *lkb_recording_get_header (const LkbRecording *self);
/** lkb_recording_get_n_changes: how many there are; moments go from 0 to that. */
guint lkb_recording_get_n_changes (const LkbRecording *self);
/** lkb_recording_get_change: @i: from 0; the one that leads from moment @i to the next. */
const LkbChange *lkb_recording_get_change (const LkbRecording *self, guint i);
/** lkb_recording_get_time: when change @i was made: milliseconds since the beginning. */
gint64 lkb_recording_get_time (const LkbRecording *self, guint i);
/** lkb_recording_get_end: when the last thing happened that it tells of. */
gint64 lkb_recording_get_end (const LkbRecording *self);
/** lkb_recording_find: how many changes were made up to and at @time. */
guint lkb_recording_find (const LkbRecording *self, gint64 time);
/** lkb_recording_is_damaged: whether a line was passed over, other than a last one without its end. */
gboolean lkb_recording_is_damaged (const LkbRecording *self);
/** lkb_recording_begins_whole: whether moment 0 is the board as it was opened or last saved: nothing went before. */
gboolean lkb_recording_begins_whole (const LkbRecording *self);

/** lkb_recording_get_n_marks: how many lines there are that are neither change nor snapshot. */
guint lkb_recording_get_n_marks (const LkbRecording *self);
/** lkb_recording_get_mark: (transfer none): @i: from 0, in their order. */
const LkbRecordingMark *lkb_recording_get_mark (const LkbRecording *self, guint i);

/** lkb_recording_dup_board: (transfer full): the board at a moment. Takes as long as copying a board and applying
 * at most a hundred changes, wherever the moment is. */
LkbBoard *lkb_recording_dup_board (LkbRecording *self, guint moment);

G_END_DECLS
