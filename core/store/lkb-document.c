/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-document.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include <unistd.h>

#include "core/formats/lkb-board-file.h"
#include "lkb-document-private.h"
#include "lkb-journal-lock.h"

/* A journal that only recovery needs begins anew beyond this. */
#define JOURNAL_BYTES ((gsize) 32 * 1024 * 1024)

enum
{
  PROP_FILE = 1,
  PROP_TITLE,
  PROP_MODIFIED,
  PROP_READ_ONLY,
  PROP_BUSY,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (LkbDocument, lkb_document, G_TYPE_OBJECT)

/* What a save needs and gives; it crosses to a worker and back. */
typedef struct
{
  GFile *file;
  GBytes *bytes;
  gboolean check;
  LkbFileStamp stamp; /* expected, then written */
  char *etag; /* likewise */
  char *recovery_folder;
  guint n_commits;
} SaveJob;

static void
save_job_free (SaveJob *job)
{
  g_clear_object (&job->file);
  g_clear_pointer (&job->bytes, g_bytes_unref);
  g_free (job->etag);
  g_free (job->recovery_folder);
  g_free (job);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SaveJob, save_job_free)

static const char *
get_board_title (LkbDocument *self)
{
  const char *title = lkb_element_get_text (lkb_board_get_facts (self->board), LKB_FIELD_TITLE);

  return title && *title ? title : NULL;
}

const char *
lkb_document_get_title (LkbDocument *self)
{
  const char *title;

  g_return_val_if_fail (LKB_IS_DOCUMENT (self), NULL);

  title = get_board_title (self);
  if (title != NULL)
    return title;
  return self->file_title ? self->file_title : _ ("Untitled board");
}

static void
update_title (LkbDocument *self)
{
  const char *title = lkb_document_get_title (self);

  if (g_strcmp0 (title, self->shown_title) == 0)
    return;
  g_free (self->shown_title);
  self->shown_title = g_strdup (title);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_TITLE]);
}

static void
committed_cb (LkbDocument *self, LkbChange *change)
{
  self->n_commits++;
  if (self->journal != NULL)
    lkb_journal_append (self->journal, self->board, change);
  update_title (self);
}

static void
saved_cb (LkbDocument *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_MODIFIED]);
}

void
lkb_document_set_file (LkbDocument *self, GFile *file)
{
  g_autofree char *base = g_file_get_basename (file);
  g_autofree char *shown = base ? g_filename_display_name (base) : g_strdup ("");
  char *dot = strrchr (shown, '.');

  if (dot != NULL && dot != shown)
    *dot = '\0';
  g_set_object (&self->file, file);
  g_free (self->file_title);
  self->file_title = g_steal_pointer (&shown);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_FILE]);
  update_title (self);
}

static void
set_busy (LkbDocument *self, gboolean busy)
{
  self->busy = busy;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_BUSY]);
}

/* The sum is known of a file on this machine only. */
static void
tell_file (LkbDocument *self)
{
  gboolean local = self->file != NULL && g_file_peek_path (self->file) != NULL;

  lkb_journal_set_file (self->journal, self->file, local ? self->stamp.sha256 : NULL);
}

static void
end_journal (LkbDocument *self, LkbJournalEnd end)
{
  if (self->journal != NULL)
    lkb_journal_end (self->journal, end);
  g_clear_object (&self->journal);
}

static void
lkb_document_finalize (GObject *object)
{
  LkbDocument *self = LKB_DOCUMENT (object);

  end_journal (self, lkb_document_get_modified (self) ? LKB_JOURNAL_KEEP : LKB_JOURNAL_REMOVE);
  if (self->recovered_lock >= 0)
    close (self->recovered_lock);
  g_free (self->recovered_from);
  g_clear_object (&self->history);
  g_clear_object (&self->board);
  g_clear_object (&self->file);
  g_free (self->file_title);
  g_free (self->etag);
  g_free (self->recovery_folder);
  g_free (self->shown_title);
  G_OBJECT_CLASS (lkb_document_parent_class)->finalize (object);
}

static void
lkb_document_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  LkbDocument *self = LKB_DOCUMENT (object);

  switch (id)
    {
    case PROP_FILE:
      g_value_set_object (value, self->file);
      break;
    case PROP_TITLE:
      g_value_set_string (value, lkb_document_get_title (self));
      break;
    case PROP_MODIFIED:
      g_value_set_boolean (value, lkb_document_get_modified (self));
      break;
    case PROP_READ_ONLY:
      g_value_set_boolean (value, self->read_only != LKB_READ_ONLY_NO);
      break;
    case PROP_BUSY:
      g_value_set_boolean (value, self->busy);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
lkb_document_class_init (LkbDocumentClass *klass)
{
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = lkb_document_finalize;
  object_class->get_property = lkb_document_get_property;
  props[PROP_FILE] = g_param_spec_object ("file", NULL, NULL, G_TYPE_FILE, flags);
  props[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  props[PROP_MODIFIED] = g_param_spec_boolean ("modified", NULL, NULL, FALSE, flags);
  props[PROP_READ_ONLY] = g_param_spec_boolean ("read-only", NULL, NULL, FALSE, flags);
  props[PROP_BUSY] = g_param_spec_boolean ("busy", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
lkb_document_init (LkbDocument *self)
{
  self->recovered_lock = -1;
}

LkbDocument *
lkb_document_new (LkbBoard *board)
{
  LkbDocument *self;

  g_return_val_if_fail (board == NULL || LKB_IS_BOARD (board), NULL);

  self = g_object_new (LKB_TYPE_DOCUMENT, NULL);
  self->board = board ? g_object_ref (board) : lkb_board_new ();
  self->history = lkb_history_new (self->board, 0);
  self->shown_title = g_strdup (lkb_document_get_title (self));
  g_signal_connect_object (self->history, "committed", G_CALLBACK (committed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->history, "notify::saved", G_CALLBACK (saved_cb), self,
                           G_CONNECT_SWAPPED);
  return self;
}

LkbDocument *
lkb_document_new_from_template (LkbDataDirs *dirs, const char *id, GError **error)
{
  g_autoptr (LkbBoard) board = lkb_data_dirs_load_template (dirs, id, error);
  LkbDocument *self;

  if (board == NULL)
    return NULL;
  self = lkb_document_new (board);
  self->unsaved = TRUE;
  return self;
}

/* What it is */

LkbBoard *
lkb_document_get_board (LkbDocument *self)
{
  g_return_val_if_fail (LKB_IS_DOCUMENT (self), NULL);
  return self->board;
}

LkbHistory *
lkb_document_get_history (LkbDocument *self)
{
  g_return_val_if_fail (LKB_IS_DOCUMENT (self), NULL);
  return self->history;
}

GFile *
lkb_document_get_file (LkbDocument *self)
{
  g_return_val_if_fail (LKB_IS_DOCUMENT (self), NULL);
  return self->file;
}

gboolean
lkb_document_get_modified (LkbDocument *self)
{
  g_return_val_if_fail (LKB_IS_DOCUMENT (self), FALSE);
  return self->unsaved || !lkb_history_is_saved (self->history);
}

LkbReadOnly
lkb_document_get_read_only (LkbDocument *self)
{
  g_return_val_if_fail (LKB_IS_DOCUMENT (self), LKB_READ_ONLY_NO);
  return self->read_only;
}

const char *
lkb_document_get_read_only_reason (LkbDocument *self)
{
  g_return_val_if_fail (LKB_IS_DOCUMENT (self), NULL);

  switch (self->read_only)
    {
    case LKB_READ_ONLY_NEWER:
      return _ ("Written by a newer version of Lakeboard. You can look at it, but not save it.");
    case LKB_READ_ONLY_PERMISSION:
      return _ ("This file is read-only. Changes can be saved as another file.");
    case LKB_READ_ONLY_NO:
    default:
      return NULL;
    }
}

const char *
lkb_document_get_picture_type (LkbDocument *self)
{
  g_return_val_if_fail (LKB_IS_DOCUMENT (self), NULL);
  return self->media_type;
}

const char *
lkb_document_get_warning (LkbDocument *self)
{
  g_return_val_if_fail (LKB_IS_DOCUMENT (self), NULL);
  return self->warning;
}

gboolean
lkb_document_get_recovered (LkbDocument *self)
{
  g_return_val_if_fail (LKB_IS_DOCUMENT (self), FALSE);
  return self->recovered;
}

LkbJournal *
lkb_document_get_journal (LkbDocument *self)
{
  g_return_val_if_fail (LKB_IS_DOCUMENT (self), NULL);
  return self->journal;
}

void
lkb_document_record (LkbDocument *self, const LkbJournalPlace *place)
{
  g_return_if_fail (LKB_IS_DOCUMENT (self));
  g_return_if_fail (place != NULL);
  g_return_if_fail (self->journal == NULL);

  if (self->read_only == LKB_READ_ONLY_NEWER)
    return;
  self->journal = lkb_journal_new (place, JOURNAL_BYTES);
  tell_file (self);
  if (self->recovered_from == NULL)
    return;
  lkb_journal_begin (self->journal, self->board, FALSE, self->recovered_from, self->recovered_lock);
  self->recovered_lock = -1;
  g_clear_pointer (&self->recovered_from, g_free);
}

void
lkb_document_discard (LkbDocument *self)
{
  g_return_if_fail (LKB_IS_DOCUMENT (self));

  end_journal (self, LKB_JOURNAL_DISCARD);
  if (self->recovered_from != NULL)
    g_free (lkb_journal_put_away (self->recovered_from));
  g_clear_pointer (&self->recovered_from, g_free);
}

gboolean
lkb_document_get_busy (LkbDocument *self)
{
  g_return_val_if_fail (LKB_IS_DOCUMENT (self), FALSE);
  return self->busy;
}

gboolean
lkb_document_is_changed_on_disk (LkbDocument *self)
{
  const char *path;

  g_return_val_if_fail (LKB_IS_DOCUMENT (self), FALSE);

  path = self->file ? g_file_peek_path (self->file) : NULL;
  return path != NULL && lkb_file_stamp_differs (&self->stamp, path);
}

void
lkb_document_set_recovery_folder (LkbDocument *self, const char *folder)
{
  g_return_if_fail (LKB_IS_DOCUMENT (self));

  g_free (self->recovery_folder);
  self->recovery_folder = g_strdup (folder);
}

/* Saving */

static SaveJob *
begin_save (LkbDocument *self, GFile *file, gboolean overwrite, GError **error)
{
  gboolean in_place = file == NULL || (self->file != NULL && g_file_equal (file, self->file));
  SaveJob *job;

  if (self->read_only == LKB_READ_ONLY_NEWER)
    {
      g_set_error_literal (error, LKB_SAVE_ERROR, LKB_SAVE_ERROR_READ_ONLY,
                           lkb_document_get_read_only_reason (self));
      return NULL;
    }
  if (self->busy)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_PENDING, _ ("already being saved"));
      return NULL;
    }
  if (file == NULL && self->file == NULL)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_FILENAME,
                           _ ("the board has no file yet"));
      return NULL;
    }

  job = g_new0 (SaveJob, 1);
  job->file = g_object_ref (file ? file : self->file);
  job->bytes = lkb_board_file_write (self->board);
  job->check = in_place && !overwrite;
  job->stamp = self->stamp;
  job->etag = job->check ? g_strdup (self->etag) : NULL;
  job->recovery_folder = g_strdup (self->recovery_folder);
  job->n_commits = self->n_commits;
  return job;
}

/* On an error the stream is closed cancelled: only then GIO leaves the old file in its place. */
static gboolean
write_remote (SaveJob *job, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFileOutputStream) stream = g_file_replace (job->file, job->etag, FALSE,
                                                         G_FILE_CREATE_NONE, cancellable, error);
  gsize size;
  const char *data = g_bytes_get_data (job->bytes, &size);

  if (stream == NULL)
    return FALSE;
  if (!g_output_stream_write_all (G_OUTPUT_STREAM (stream), data, size, NULL, cancellable, error)
      || !g_output_stream_flush (G_OUTPUT_STREAM (stream), cancellable, error))
    {
      g_autoptr (GCancellable) cancelled = g_cancellable_new ();

      g_cancellable_cancel (cancelled);
      g_output_stream_close (G_OUTPUT_STREAM (stream), cancelled, NULL);
      return FALSE;
    }
  if (!g_output_stream_close (G_OUTPUT_STREAM (stream), cancellable, error))
    return FALSE;
  g_free (job->etag);
  job->etag = g_file_output_stream_get_etag (stream);
  return TRUE;
}

static gboolean
run_save (SaveJob *job, GCancellable *cancellable, GError **error)
{
  const char *path = g_file_peek_path (job->file);
  LkbSaveOptions options = { .recovery_folder = job->recovery_folder,
                             .expected = job->check ? &job->stamp : NULL,
                             .cancellable = cancellable };
  LkbFileStamp written = { 0 };

  if (path == NULL)
    return write_remote (job, cancellable, error);
  if (!lkb_file_save (path, job->bytes, &options, &written, error))
    return FALSE;
  job->stamp = written;
  return TRUE;
}

/* What is saved needs no journal, but what came in during the save does. */
static void
restart_journal (LkbDocument *self)
{
  if (self->journal == NULL)
    return;
  tell_file (self);
  if (lkb_history_is_saved (self->history))
    lkb_journal_restart (self->journal);
  else
    lkb_journal_begin (self->journal, self->board, FALSE, NULL, -1);
}

static void
end_save (LkbDocument *self, SaveJob *job)
{
  gboolean was_modified = lkb_document_get_modified (self);

  self->stamp = job->stamp;
  g_free (self->etag);
  self->etag = g_strdup (job->etag);
  self->unsaved = FALSE;
  self->recovered = FALSE;
  if (self->read_only != LKB_READ_ONLY_NO)
    {
      self->read_only = LKB_READ_ONLY_NO;
      g_object_notify_by_pspec (G_OBJECT (self), props[PROP_READ_ONLY]);
    }
  /* What came in during the save is not in the file. */
  if (self->n_commits == job->n_commits)
    lkb_history_set_saved (self->history);
  lkb_document_set_file (self, job->file);
  restart_journal (self);
  if (was_modified != lkb_document_get_modified (self))
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_MODIFIED]);
}

gboolean
lkb_document_save (LkbDocument *self, GFile *file, gboolean overwrite, GCancellable *cancellable,
                   GError **error)
{
  g_autoptr (SaveJob) job = NULL;

  g_return_val_if_fail (LKB_IS_DOCUMENT (self), FALSE);
  g_return_val_if_fail (file == NULL || G_IS_FILE (file), FALSE);

  job = begin_save (self, file, overwrite, error);
  if (job == NULL || !run_save (job, cancellable, error))
    return FALSE;
  end_save (self, job);
  return TRUE;
}

static void
save_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;

  if (run_save (data, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
save_ready_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
lkb_document_save_async (LkbDocument *self, GFile *file, gboolean overwrite,
                         GCancellable *cancellable, GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (GTask) work = NULL;
  GError *error = NULL;
  SaveJob *job;

  g_return_if_fail (LKB_IS_DOCUMENT (self));
  g_return_if_fail (file == NULL || G_IS_FILE (file));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, lkb_document_save_async);
  /* Cancelled too late, the file is saved all the same, and that is what counts. */
  g_task_set_check_cancellable (task, FALSE);
  job = begin_save (self, file, overwrite, &error);
  if (job == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  g_task_set_task_data (task, job, (GDestroyNotify) save_job_free);
  set_busy (self, TRUE);
  /* A worker may be the last to let go of its task, and the document must not end there: the worker
   * gets a task that knows only the job. The other one, which owns both, stays in this thread. */
  work = g_task_new (NULL, cancellable, save_ready_cb, g_object_ref (task));
  g_task_set_source_tag (work, lkb_document_save_async);
  g_task_set_check_cancellable (work, FALSE);
  g_task_set_task_data (work, job, NULL);
  g_task_run_in_thread (work, save_thread);
}

gboolean
lkb_document_save_finish (LkbDocument *self, GAsyncResult *result, GError **error)
{
  SaveJob *job;
  gboolean saved;

  g_return_val_if_fail (LKB_IS_DOCUMENT (self), FALSE);
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  job = g_task_get_task_data (G_TASK (result));
  saved = g_task_propagate_boolean (G_TASK (result), error);
  if (saved)
    end_save (self, job);
  if (job != NULL)
    set_busy (self, FALSE);
  return saved;
}
