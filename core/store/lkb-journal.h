/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lkb-journal-text.h"

G_BEGIN_DECLS

/**
 * LkbJournalPlace: where journals are kept, and what the library does not ask the system for by itself. By value; what it
 * points to must outlive what is given it.
 * @folder: made when the first journal is begun
 * @boot_id: of the run of the system
 * @get_ms: a clock in milliseconds that never goes back
 * @get_wall: microseconds since 1970
 * @closing: (nullable): told TRUE when a journal is ended, and FALSE when that is done, in the main context of the thread that
 *   made it: the process has to stay as long. NULL: the end is waited for.
 */
typedef struct
{
  const char *folder;
  const char *boot_id;
  gint64 (*get_ms) (gpointer data);
  gint64 (*get_wall) (gpointer data);
  void (*closing) (gboolean begins, gpointer data);
  gpointer data;
} LkbJournalPlace;

/** A snapshot follows every so many changes. */
#define LKB_JOURNAL_SNAPSHOT_EVERY 256

/** LkbJournalEnd: what becomes of the file. */
typedef enum
{
  LKB_JOURNAL_KEEP, /* nobody said that the work is not wanted: it is offered again */
  LKB_JOURNAL_REMOVE, /* what it tells is saved elsewhere */
  LKB_JOURNAL_DISCARD, /* it goes to those that were thrown away */
} LkbJournalEnd;

/**
 * LkbJournal:
 *
 * Writes down each change of a board as it is made. One thread of its own does all the writing, in order; the caller never
 * waits for a disk. What is written is in the hands of the system at once and on the disk when there is a rest. The file
 * is locked as long as it is written to, and the lock ends with the process.
 *
 * When it cannot be written ::trouble tells so, once; the work goes on, and later changes try a new file.
 *
 * LkbJournal::trouble: (GError *error), LkbSaveError; in the thread that made it
 */
#define LKB_TYPE_JOURNAL (lkb_journal_get_type ())
G_DECLARE_FINAL_TYPE (LkbJournal, lkb_journal, LKB, JOURNAL, GObject)

/** lkb_journal_new: nothing is written before there is a change. @max_bytes: a journal beyond that, and twice as long as
 * it began, begins anew with a snapshot; 0: it is never cut off from its beginning. */
LkbJournal *lkb_journal_new (const LkbJournalPlace *place, gsize max_bytes);

/** lkb_journal_new_kept: one that is not for recovery but to be looked at later: never cut off, and named after the time and
 * with @ending. What cannot be written waits until it can be. */
LkbJournal *lkb_journal_new_kept (const LkbJournalPlace *place, const char *ending);

/** lkb_journal_set_file: the board's file from the next beginning on, and the sum of what it held. Both (nullable). */
void lkb_journal_set_file (LkbJournal *self, GFile *file, const char *sha256);

/**
 * lkb_journal_continue:
 * @path: of a journal that nobody writes any more
 * @lock: a descriptor that holds its lock (lkb_journal_lock()); taken over
 * @time: of the last thing that it tells of
 *
 * What follows goes to the end of that file, a last line without its end goes, and time runs on from @time. Before anything
 * else is written. Errors: LkbSaveError.
 */
gboolean lkb_journal_continue (LkbJournal *self, const char *path, int lock, gint64 time,
                               GError **error);

/** lkb_journal_append: @board: as it is after @change. The first one begins the file, with the board as it was before. */
void lkb_journal_append (LkbJournal *self, LkbBoard *board, const LkbChange *change);

/** lkb_journal_append_note: a line that is no change, such as "phase"; begins the file with @board where there is none.
 * @json: valid JSON. */
void lkb_journal_append_note (LkbJournal *self, LkbBoard *board, const char *key, const char *json);

/**
 * lkb_journal_begin:
 * @board: as it is now
 * @whole: whether that is the board as it was opened or saved last, so that nothing is lost if no change follows
 * @old: (nullable): a journal that is locked by @old_lock, a descriptor that is taken over (-1: none); it stays locked, and
 *   goes once the new one, or a later one, is on the disk
 * A new file, at once; one that was being written goes.
 */
void lkb_journal_begin (LkbJournal *self, LkbBoard *board, gboolean whole, const char *old,
                        int old_lock);

/** lkb_journal_restart: all that was told is saved: the file goes, the next change begins a new one. */
void lkb_journal_restart (LkbJournal *self);

/** lkb_journal_flush: waits until all is on the disk. */
void lkb_journal_flush (LkbJournal *self);

/** lkb_journal_end: the file is closed, moved or removed; nothing may follow. A disk may take its time for that: it is waited
 * for only where the place has nobody to tell. */
void lkb_journal_end (LkbJournal *self, LkbJournalEnd end);

/** lkb_journal_get_time: milliseconds since it was begun, by its clock. */
gint64 lkb_journal_get_time (LkbJournal *self);

/** lkb_journal_dup_path: (transfer full) (nullable): of the file, once there is one. */
char *lkb_journal_dup_path (LkbJournal *self);

G_END_DECLS
