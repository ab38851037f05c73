/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-journal.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lkb-journal-file.h"
#include "lkb-journal-lock.h"
#include "lkb-save.h"

/* A rest this long, and what was written goes to the disk. */
#define REST_US (G_USEC_PER_SEC / 4)
/* Without a rest, as while a key is held down, after so long, by the journal's own times. */
#define UNREST_MS 2000
/* After trouble every so many changes try a new file. */
#define TRY_EVERY 16

typedef enum
{
  BEGIN,
  CHANGE,
  SNAPSHOT,
  NOTE,
  SYNC,
  REMOVE,
  END,
} Task;

/* What the thread is to do next. */
typedef struct
{
  Task task;
  gint64 time;
  LkbChange
      *change; /* what is told; of a beginning (nullable): what is taken back from @board first */
  LkbBoard *board; /* of its own */
  LkbJournalHeader header; /* of a beginning */
  char *old; /* of a beginning (nullable): another journal, to be removed; its lock: */
  int old_lock;
  char *key; /* of a note */
  char *json;
  LkbJournalEnd end;
  gboolean *done; /* of a sync: set under the mutex */
} Item;

/* How the thread reaches the journal, if it is still there. */
typedef struct
{
  GWeakRef journal;
} Link;

struct _LkbJournal
{
  GObject parent_instance;

  LkbJournalPlace place;
  char *folder;
  char *boot_id;
  LkbJournalHeader header; /* of the next beginning */
  char *ending; /* of the file's name, where it is kept; NULL: a journal for recovery */
  GThread *thread;
  GAsyncQueue *queue;
  GMainContext *context;
  Link *link;
  gboolean begun;
  gboolean ended;
  gboolean detached; /* the end is not waited for, and the thread has a reference */
  gboolean told; /* that there is trouble, or nobody is to hear of it */
  gint64 start; /* by the clock */
  gint64 last;
  guint n_since; /* changes since the last snapshot, or in vain */

  GMutex mutex;
  GCond cond;
  char *path; /* under the mutex */
  int hurry; /* atomic: whatever waits need not be written */
  int failed; /* atomic: nothing is written any more */
  int full; /* atomic: it has grown longer than it should be, and nobody has seen to that yet */

  /* The thread's own. */
  gsize max_bytes;
  gsize limit; /* of this file: twice what it began with, where that is more; 0: none */
  gsize size; /* up to the last whole line */
  int fd;
  char *old; /* (nullable): another journal, to be removed when this one has a file; its lock: */
  int old_lock;
  gboolean dirty;
  gint64 dirty_at; /* time of the first line that is not on the disk yet */
  GString *behind; /* whole lines that a file that is kept could not take yet */
};

enum
{
  TROUBLE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LkbJournal, lkb_journal, G_TYPE_OBJECT)

static void
free_item (Item *item)
{
  g_clear_pointer (&item->change, lkb_change_unref);
  g_clear_object (&item->board);
  lkb_journal_header_clear (&item->header);
  if (item->old_lock >= 0)
    close (item->old_lock);
  g_free (item->old);
  g_free (item->key);
  g_free (item->json);
  g_free (item);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Item, free_item)

static void
clear_link (gpointer data)
{
  g_weak_ref_clear (&((Link *) data)->journal);
}

/* The thread */

typedef struct
{
  Link *link;
  GError *error;
} Trouble;

static void
free_trouble (gpointer data)
{
  Trouble *trouble = data;

  g_atomic_rc_box_release_full (trouble->link, clear_link);
  g_error_free (trouble->error);
  g_free (trouble);
}

static gboolean
trouble_cb (gpointer data)
{
  Trouble *trouble = data;
  g_autoptr (LkbJournal) self = g_weak_ref_get (&trouble->link->journal);

  if (self != NULL && !self->told)
    {
      self->told = TRUE;
      g_signal_emit (self, signals[TROUBLE], 0, trouble->error);
    }
  return G_SOURCE_REMOVE;
}

static void
tell (LkbJournal *self, GError *error)
{
  Trouble *trouble = g_new0 (Trouble, 1);
  g_autoptr (GSource) source = g_idle_source_new ();

  trouble->link = g_atomic_rc_box_acquire (self->link);
  trouble->error = error;
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, trouble_cb, trouble, free_trouble);
  g_source_attach (source, self->context);
}

static void
set_path (LkbJournal *self, char *path)
{
  g_mutex_lock (&self->mutex);
  g_free (self->path);
  self->path = path;
  g_mutex_unlock (&self->mutex);
}

/* Whatever is there stays there, as far as its last whole line. A file that is kept is tried again: another one would lack
 * what this one tells. */
static void
give_up (LkbJournal *self, int code)
{
  g_autofree char *shown = g_filename_display_name (self->path);
  GError *error = NULL;

  (void) !ftruncate (self->fd, (off_t) self->size);
  if (self->ending == NULL)
    g_atomic_int_set (&self->failed, TRUE);
  lkb_save_set_error (&error, shown, code);
  tell (self, error);
}

static void
put_line (LkbJournal *self, GString *line)
{
  if (self->behind->len > 0)
    {
      g_string_append_len (self->behind, line->str, (gssize) line->len);
      line = self->behind;
    }
  if (!lkb_file_write_all (self->fd, line->str, line->len))
    {
      give_up (self, errno);
      if (self->ending != NULL && line != self->behind)
        g_string_append_len (self->behind, line->str, (gssize) line->len);
      return;
    }
  /* Said once, not at each line until the new file is there. */
  if (self->limit > 0 && self->size <= self->limit && self->size + line->len > self->limit)
    g_atomic_int_set (&self->full, TRUE);
  self->size += line->len;
  self->dirty = TRUE;
  if (line == self->behind)
    g_string_truncate (line, 0);
}

/* A failing sync is never tried again: what it should have written may be lost. */
static void
sync_file (LkbJournal *self)
{
  if (!self->dirty || self->fd < 0)
    return;
  self->dirty = FALSE;
  if (fdatasync (self->fd) != 0 && errno != EINVAL && errno != EROFS)
    give_up (self, errno);
}

static void
close_file (LkbJournal *self)
{
  if (self->fd >= 0)
    close (self->fd);
  self->fd = -1;
  self->dirty = FALSE;
  g_atomic_int_set (&self->full, FALSE);
  set_path (self, NULL);
}

static void
release_old (LkbJournal *self)
{
  g_clear_pointer (&self->old, g_free);
  if (self->old_lock >= 0)
    close (self->old_lock);
  self->old_lock = -1;
}

static void
remove_old (LkbJournal *self)
{
  if (self->old != NULL)
    (void) !g_unlink (self->old);
  release_old (self);
}

static void
remove_file (LkbJournal *self)
{
  if (self->path != NULL)
    (void) !g_unlink (self->path);
  close_file (self);
}

/* What @item is to remove waits for a file that can be written, locked all the while: else it would be offered beside it. */
static void
take_old (LkbJournal *self, Item *item)
{
  if (item->old == NULL)
    return;
  remove_old (self);
  self->old = g_steal_pointer (&item->old);
  self->old_lock = item->old_lock;
  item->old_lock = -1;
}

static void
begin_file (LkbJournal *self, Item *item)
{
  g_autofree char *name = lkb_journal_dup_file_name (&item->header, self->ending);
  g_autofree char *path = g_build_filename (self->folder, name, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = lkb_journal_write_beginning (&item->header, item->time, item->board,
                                                          item->change, &error);
  int fd = bytes != NULL ? lkb_journal_create_file (self->folder, path, bytes, &error) : -1;

  take_old (self, item);
  if (fd < 0)
    {
      /* What came half-way would be offered beside the one that goes on. */
      (void) !g_unlink (path);
      /* A file that is there already goes on; it is no worse for being long. */
      if (self->fd < 0)
        g_atomic_int_set (&self->failed, TRUE);
      self->limit *= 2;
      g_atomic_int_set (&self->full, FALSE);
      tell (self, g_steal_pointer (&error));
      return;
    }
  remove_file (self);
  self->fd = fd;
  self->size = g_bytes_get_size (bytes);
  self->limit = self->max_bytes > 0 ? MAX (self->max_bytes, 2 * self->size) : 0;
  set_path (self, g_steal_pointer (&path));
  g_atomic_int_set (&self->failed, FALSE);
  g_atomic_int_set (&self->full, FALSE);
  remove_old (self);
}

static void
end_file (LkbJournal *self, LkbJournalEnd end)
{
  switch (end)
    {
    case LKB_JOURNAL_REMOVE:
      remove_file (self);
      remove_old (self);
      break;
    case LKB_JOURNAL_DISCARD:
      if (self->path != NULL)
        g_free (lkb_journal_put_away (self->path));
      close_file (self);
      if (self->old != NULL)
        g_free (lkb_journal_put_away (self->old));
      release_old (self);
      break;
    case LKB_JOURNAL_KEEP:
    default:
      sync_file (self);
      close_file (self);
      release_old (self);
    }
}

static void
write_item (LkbJournal *self, Item *item)
{
  g_autoptr (GString) line = NULL;

  if (self->fd < 0 || g_atomic_int_get (&self->failed))
    return;
  line = g_string_new (NULL);
  if (item->task == CHANGE)
    lkb_journal_append_change (line, item->time, item->change);
  else if (item->task == SNAPSHOT)
    lkb_journal_append_snapshot (line, item->time, item->board);
  else
    lkb_journal_append_mark (line, item->time, item->key, item->json);
  if (!self->dirty)
    self->dirty_at = item->time;
  put_line (self, line);
  if (item->time - self->dirty_at >= UNREST_MS)
    sync_file (self);
}

static void
do_item (LkbJournal *self, Item *item)
{
  switch (item->task)
    {
    case BEGIN:
      if (!g_atomic_int_get (&self->hurry))
        begin_file (self, item);
      else if (item->old != NULL)
        (void) !g_unlink (item->old);
      break;
    case CHANGE:
    case SNAPSHOT:
    case NOTE:
      if (!g_atomic_int_get (&self->hurry))
        write_item (self, item);
      break;
    case SYNC:
      sync_file (self);
      g_mutex_lock (&self->mutex);
      *item->done = TRUE;
      g_cond_broadcast (&self->cond);
      g_mutex_unlock (&self->mutex);
      break;
    case REMOVE:
      remove_file (self);
      remove_old (self);
      break;
    case END:
    default:
      end_file (self, item->end);
    }
}

static gboolean
ended_cb (gpointer data)
{
  LkbJournal *self = data;

  g_clear_pointer (&self->thread, g_thread_join);
  self->place.closing (FALSE, self->place.data);
  return G_SOURCE_REMOVE;
}

static gpointer
run (gpointer data)
{
  LkbJournal *self = data;
  gboolean ended = FALSE;

  while (!ended)
    {
      g_autoptr (Item) item = self->dirty ? g_async_queue_timeout_pop (self->queue, REST_US)
                                          : g_async_queue_pop (self->queue);

      if (item == NULL)
        {
          sync_file (self);
          continue;
        }
      ended = item->task == END;
      do_item (self, item);
    }
  if (self->detached)
    {
      g_autoptr (GSource) source = g_idle_source_new ();

      g_source_set_priority (source, G_PRIORITY_DEFAULT);
      g_source_set_callback (source, ended_cb, self, g_object_unref);
      g_source_attach (source, self->context);
    }
  return NULL;
}

/* The caller's side */

static Item *
item_new (LkbJournal *self, Task task)
{
  Item *item = g_new0 (Item, 1);

  item->task = task;
  item->old_lock = -1;
  item->time = self->last = MAX (self->place.get_ms (self->place.data) - self->start, self->last);
  return item;
}

/* A copy that nobody adds to. */
static LkbChange *
copy_change (const LkbChange *change)
{
  LkbChange *copy = lkb_change_new_like (change);

  for (guint i = 0; i < lkb_change_get_n (change); i++)
    {
      const LkbChangePair *pair = lkb_change_get_nth (change, i);

      lkb_change_add (copy, pair->before, pair->after);
    }
  return copy;
}

static void
push (LkbJournal *self, Item *item)
{
  if (self->thread == NULL)
    self->thread = g_thread_new ("journal", run, self);
  g_async_queue_push (self->queue, item);
}

/* Takes over @board and @undone (nullable): what is taken back from it first. */
static void
push_beginning (LkbJournal *self, LkbBoard *board, LkbChange *undone, gboolean whole,
                const char *old, int old_lock)
{
  g_autoptr (GDateTime) wall = g_date_time_new_from_unix_utc (
      self->place.get_wall (self->place.data) / G_USEC_PER_SEC);
  Item *item;

  self->start = self->place.get_ms (self->place.data);
  self->last = whole ? 0 : 1;
  self->begun = TRUE;
  self->n_since = 0;
  item = item_new (self, BEGIN);
  item->board = board;
  item->change = undone;
  item->header = (LkbJournalHeader){ .uuid = g_uuid_string_random (),
                                     .path = g_strdup (self->header.path),
                                     .base_sha256 = g_strdup (self->header.base_sha256),
                                     .wall = g_date_time_format_iso8601 (wall),
                                     .boot_id = g_strdup (self->boot_id) };
  item->old = g_strdup (old);
  item->old_lock = old_lock;
  push (self, item);
}

void
lkb_journal_begin (LkbJournal *self, LkbBoard *board, gboolean whole, const char *old, int old_lock)
{
  g_return_if_fail (LKB_IS_JOURNAL (self));
  g_return_if_fail (LKB_IS_BOARD (board));
  g_return_if_fail (!self->ended);

  push_beginning (self, lkb_board_copy (board), NULL, whole, old, old_lock);
}

/* Whether a new file takes the place of the one that is there, or should be. */
static gboolean
wants_beginning (LkbJournal *self)
{
  if (self->ending != NULL)
    return FALSE;
  if (g_atomic_int_get (&self->failed))
    return self->n_since % TRY_EVERY == 0;
  return g_atomic_int_compare_and_exchange (&self->full, TRUE, FALSE);
}

gboolean
lkb_journal_continue (LkbJournal *self, const char *path, int lock, gint64 time, GError **error)
{
  gsize size;
  int code;

  g_return_val_if_fail (LKB_IS_JOURNAL (self), FALSE);
  g_return_val_if_fail (path != NULL && lock >= 0, FALSE);
  g_return_val_if_fail (!self->begun && self->thread == NULL, FALSE);

  code = lkb_journal_reopen (lock, &size);
  if (code != 0)
    {
      g_autofree char *shown = g_filename_display_name (path);

      lkb_save_set_error (error, shown, code);
      close (lock);
      return FALSE;
    }
  self->fd = lock;
  self->size = size;
  self->begun = TRUE;
  self->start = self->place.get_ms (self->place.data) - time;
  self->last = time;
  set_path (self, g_strdup (path));
  return TRUE;
}

void
lkb_journal_append (LkbJournal *self, LkbBoard *board, const LkbChange *change)
{
  Item *item;

  g_return_if_fail (LKB_IS_JOURNAL (self));
  g_return_if_fail (LKB_IS_BOARD (board));
  g_return_if_fail (change != NULL);
  g_return_if_fail (!self->ended);

  if (!self->begun)
    push_beginning (self, lkb_board_copy (board), copy_change (change), TRUE, NULL, -1);
  self->n_since++;
  item = item_new (self, CHANGE);
  item->change = copy_change (change);
  push (self, item);
  if (wants_beginning (self))
    push_beginning (self, lkb_board_copy (board), NULL, FALSE, NULL, -1);
  else if (self->n_since == LKB_JOURNAL_SNAPSHOT_EVERY)
    {
      self->n_since = 0;
      item = item_new (self, SNAPSHOT);
      item->board = lkb_board_copy (board);
      push (self, item);
    }
}

void
lkb_journal_append_note (LkbJournal *self, LkbBoard *board, const char *key, const char *json)
{
  Item *item;

  g_return_if_fail (LKB_IS_JOURNAL (self));
  g_return_if_fail (LKB_IS_BOARD (board));
  g_return_if_fail (key != NULL && json != NULL);
  g_return_if_fail (!self->ended);

  if (!self->begun)
    lkb_journal_begin (self, board, TRUE, NULL, -1);
  item = item_new (self, NOTE);
  item->key = g_strdup (key);
  item->json = g_strdup (json);
  push (self, item);
}

void
lkb_journal_restart (LkbJournal *self)
{
  g_return_if_fail (LKB_IS_JOURNAL (self));
  g_return_if_fail (!self->ended);

  if (!self->begun)
    return;
  self->begun = FALSE;
  push (self, item_new (self, REMOVE));
}

void
lkb_journal_flush (LkbJournal *self)
{
  gboolean done = FALSE;
  Item *item;

  g_return_if_fail (LKB_IS_JOURNAL (self));

  if (self->thread == NULL)
    return;
  item = item_new (self, SYNC);
  item->done = &done;
  push (self, item);
  g_mutex_lock (&self->mutex);
  while (!done)
    g_cond_wait (&self->cond, &self->mutex);
  g_mutex_unlock (&self->mutex);
}

static void
push_end (LkbJournal *self, LkbJournalEnd end)
{
  Item *item = item_new (self, END);

  item->end = end;
  g_atomic_int_set (&self->hurry, end == LKB_JOURNAL_REMOVE);
  push (self, item);
}

void
lkb_journal_end (LkbJournal *self, LkbJournalEnd end)
{
  g_return_if_fail (LKB_IS_JOURNAL (self));

  if (self->ended)
    return;
  self->ended = self->told = TRUE;
  if (self->thread == NULL)
    {
      /* Of one that went on and had nothing to say there is a file all the same. */
      end_file (self, end);
      return;
    }
  self->detached = self->place.closing != NULL;
  if (self->detached)
    {
      g_object_ref (self);
      self->place.closing (TRUE, self->place.data);
    }
  push_end (self, end);
  if (!self->detached)
    g_clear_pointer (&self->thread, g_thread_join);
}

void
lkb_journal_set_file (LkbJournal *self, GFile *file, const char *sha256)
{
  g_return_if_fail (LKB_IS_JOURNAL (self));
  g_return_if_fail (file == NULL || G_IS_FILE (file));

  lkb_journal_header_set_file (&self->header, file, sha256);
}

char *
lkb_journal_dup_path (LkbJournal *self)
{
  char *path;

  g_return_val_if_fail (LKB_IS_JOURNAL (self), NULL);

  g_mutex_lock (&self->mutex);
  path = g_strdup (self->path);
  g_mutex_unlock (&self->mutex);
  return path;
}

LkbJournal *
lkb_journal_new (const LkbJournalPlace *place, gsize max_bytes)
{
  LkbJournal *self;

  g_return_val_if_fail (place != NULL, NULL);

  self = g_object_new (LKB_TYPE_JOURNAL, NULL);
  self->place = *place;
  self->folder = g_strdup (place->folder);
  self->boot_id = g_strdup (place->boot_id);
  self->max_bytes = max_bytes;
  return self;
}

LkbJournal *
lkb_journal_new_kept (const LkbJournalPlace *place, const char *ending)
{
  LkbJournal *self;

  g_return_val_if_fail (ending != NULL, NULL);

  self = lkb_journal_new (place, 0);
  if (self != NULL)
    self->ending = g_strdup (ending);
  return self;
}

gint64
lkb_journal_get_time (LkbJournal *self)
{
  g_return_val_if_fail (LKB_IS_JOURNAL (self), 0);

  if (!self->begun)
    return 0;
  return MAX (self->place.get_ms (self->place.data) - self->start, self->last);
}

/* The thread ends before the journal does. */
static void
lkb_journal_dispose (GObject *object)
{
  LkbJournal *self = LKB_JOURNAL (object);

  /* Who lets go without a word waits. */
  if (self->thread != NULL)
    {
      self->ended = TRUE;
      push_end (self, LKB_JOURNAL_KEEP);
      g_clear_pointer (&self->thread, g_thread_join);
    }
  close_file (self);
  G_OBJECT_CLASS (lkb_journal_parent_class)->dispose (object);
}

static void
lkb_journal_finalize (GObject *object)
{
  LkbJournal *self = LKB_JOURNAL (object);

  g_async_queue_unref (self->queue);
  g_main_context_unref (self->context);
  g_atomic_rc_box_release_full (self->link, clear_link);
  lkb_journal_header_clear (&self->header);
  g_free (self->folder);
  g_free (self->boot_id);
  g_free (self->path);
  g_free (self->ending);
  g_string_free (self->behind, TRUE);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->cond);
  G_OBJECT_CLASS (lkb_journal_parent_class)->finalize (object);
}

static void
lkb_journal_class_init (LkbJournalClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = lkb_journal_dispose;
  object_class->finalize = lkb_journal_finalize;

  /**
   * LkbJournal::trouble:
   * @error: an LkbSaveError
   */
  signals[TROUBLE] = g_signal_new ("trouble", LKB_TYPE_JOURNAL, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
lkb_journal_init (LkbJournal *self)
{
  self->queue = g_async_queue_new_full ((GDestroyNotify) free_item);
  self->context = g_main_context_ref_thread_default ();
  self->link = g_atomic_rc_box_new0 (Link);
  g_weak_ref_init (&self->link->journal, self);
  self->fd = -1;
  self->old_lock = -1;
  self->behind = g_string_new (NULL);
  g_mutex_init (&self->mutex);
  g_cond_init (&self->cond);
}
