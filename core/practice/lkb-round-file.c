/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE /* memmem */

#include "lkb-round-file.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/store/lkb-journal-lock.h"
#include "core/store/lkb-recovered.h"

/* After the end just a few marks follow. */
#define TAIL_BYTES 65536

void
lkb_unfinished_round_free (LkbUnfinishedRound *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->path);
  lkb_round_log_unref (self->log);
  g_free (self);
}

/* Most rounds are over, and that is seen without reading all of them. */
static gboolean
looks_over (int fd)
{
  static const char end[] = ",\"end\":{";
  g_autofree char *tail = g_malloc (TAIL_BYTES);
  struct stat info;
  off_t from;
  ssize_t n;

  if (fstat (fd, &info) != 0)
    return TRUE;
  from = MAX (0, info.st_size - TAIL_BYTES);
  n = pread (fd, tail, TAIL_BYTES, from);
  return n > 0 && memmem (tail, (gsize) n, end, sizeof end - 1) != NULL;
}

/* (transfer full) (nullable): the file's lock is held. */
static LkbUnfinishedRound *
look (const char *path, int fd)
{
  g_autoptr (LkbRecording) recording = NULL;
  g_autoptr (LkbRoundLog) log = NULL;
  LkbUnfinishedRound *round;
  struct stat info;

  if (looks_over (fd) || fstat (fd, &info) != 0)
    return NULL;
  recording = lkb_recovered_read_journal (path, NULL);
  if (recording == NULL)
    return NULL;
  log = lkb_round_log_new (recording);
  if (lkb_round_log_get_setup (log) == NULL || lkb_round_log_get_end_mark (log) != NULL)
    return NULL;
  round = g_new0 (LkbUnfinishedRound, 1);
  round->path = g_strdup (path);
  round->log = g_steal_pointer (&log);
  round->time = (gint64) info.st_mtime;
  return round;
}

static int
compare_time (gconstpointer a, gconstpointer b)
{
  const LkbUnfinishedRound *one = *(const LkbUnfinishedRound *const *) a;
  const LkbUnfinishedRound *two = *(const LkbUnfinishedRound *const *) b;

  return (one->time < two->time) - (one->time > two->time);
}

static void
look_cb (const char *path, int lock, gpointer found)
{
  LkbUnfinishedRound *round = look (path, lock);

  if (round != NULL)
    g_ptr_array_add (found, round);
}

GPtrArray *
lkb_round_file_scan (const char *folder, const char *boot_id)
{
  GPtrArray *found = g_ptr_array_new_with_free_func ((GDestroyNotify) lkb_unfinished_round_free);

  g_return_val_if_fail (folder != NULL, found);

  lkb_journal_visit_dead (folder, LKB_ROUND_ENDING, boot_id, look_cb, found);
  g_ptr_array_sort (found, compare_time);
  return found;
}

gboolean
lkb_round_file_append (const LkbJournalPlace *place, const char *path, const LkbRoundMark *mark,
                       GError **error)
{
  g_autoptr (LkbRecording) recording = NULL;
  g_autoptr (LkbJournal) journal = NULL;
  g_autoptr (LkbBoard) board = NULL;
  g_autofree char *json = NULL;
  LkbJournalPlace waiting;
  int lock;

  g_return_val_if_fail (place != NULL && path != NULL && mark != NULL, FALSE);

  waiting = *place;
  lock = lkb_journal_lock (path, place->boot_id);
  if (lock < 0)
    {
      g_autofree char *shown = g_filename_display_name (path);

      g_set_error (error, G_IO_ERROR, G_IO_ERROR_BUSY,
                   _ ("%s: gone, or another window writes to it"), shown);
      return FALSE;
    }
  recording = lkb_recovered_read_journal (path, error);
  if (recording == NULL)
    {
      close (lock);
      return FALSE;
    }
  /* The next one to add something finds the file free. */
  waiting.closing = NULL;
  journal = lkb_journal_new_kept (&waiting, LKB_ROUND_ENDING);
  if (!lkb_journal_continue (journal, path, lock, lkb_recording_get_end (recording), error))
    return FALSE;
  board = lkb_board_new ();
  json = lkb_round_mark_dup_json (mark);
  lkb_journal_append_note (journal, board, lkb_round_mark_get_key (mark), json);
  lkb_journal_end (journal, LKB_JOURNAL_KEEP);
  return TRUE;
}
