/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-document-private.h"

#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/formats/lkb-board-file.h"
#include "core/formats/lkb-source.h"
#include "lkb-journal-lock.h"
#include "lkb-recovered.h"

/* What is read; it crosses from a worker to the thread that asked. */
typedef struct
{
  GFile *file;
  LkbBoard *board;
  const char *media_type; /* of the picture that it was in; NULL: a board file */
  const char *warning; /* (nullable) */
  LkbReadOnly read_only;
  LkbFileStamp stamp;
  char *etag;
  char *journal; /* (nullable): that it was recovered from; then @file may be NULL */
  char *boot_id;
  int lock; /* of the journal; -1: none */
} LoadJob;

static void
load_job_free (LoadJob *job)
{
  g_clear_object (&job->file);
  g_clear_object (&job->board);
  g_free (job->etag);
  g_free (job->journal);
  g_free (job->boot_id);
  if (job->lock >= 0)
    close (job->lock);
  g_free (job);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoadJob, load_job_free)

static LoadJob *
load_job_new (void)
{
  LoadJob *job = g_new0 (LoadJob, 1);

  job->lock = -1;
  return job;
}

static GBytes *
read_remote (GFile *file, const char *name, char **etag, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFileInputStream) stream = g_file_read (file, cancellable, error);
  g_autoptr (GFileInfo) info = NULL;
  g_autoptr (GByteArray) content = g_byte_array_new ();
  g_autofree guint8 *buffer = g_malloc (65536);
  gssize n;

  if (stream == NULL)
    return NULL;
  info = g_file_input_stream_query_info (stream, G_FILE_ATTRIBUTE_ETAG_VALUE, cancellable, NULL);
  *etag = info ? g_strdup (g_file_info_get_etag (info)) : NULL;
  while ((n = g_input_stream_read (G_INPUT_STREAM (stream), buffer, 65536, cancellable, error)) > 0)
    {
      if (content->len + (gsize) n > LKB_SVG_SOURCE_MAX_BYTES)
        {
          g_set_error (error, LKB_INPUT_ERROR, LKB_INPUT_ERROR_LIMIT, _ ("%s: larger than %u MiB"),
                       name, (guint) (LKB_SVG_SOURCE_MAX_BYTES / (1024 * 1024)));
          return NULL;
        }
      g_byte_array_append (content, buffer, n);
    }
  return n < 0 ? NULL : g_byte_array_free_to_bytes (g_steal_pointer (&content));
}

static gboolean
may_write (const char *path)
{
  struct stat info;

  return stat (path, &info) != 0
         || ((info.st_mode & 0222) != 0 && faccessat (AT_FDCWD, path, W_OK, AT_EACCESS) == 0);
}

static LoadJob *
load (GFile *file, GCancellable *cancellable, GError **error)
{
  g_autoptr (LoadJob) job = load_job_new ();
  g_autofree char *name = g_file_get_parse_name (file);
  const char *path = g_file_peek_path (file);
  g_autoptr (GBytes) bytes = NULL;
  g_auto (LkbSource) source = { 0 };
  guint version = 0;

  job->file = g_object_ref (file);
  bytes = path ? lkb_file_read (path, LKB_SVG_SOURCE_MAX_BYTES, &job->stamp, error)
               : read_remote (file, name, &job->etag, cancellable, error);
  if (bytes == NULL || g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;

  if (!lkb_source_find (name, bytes, &source, error))
    return NULL;
  job->media_type = source.media_type;
  job->warning = lkb_source_get_warning (&source);
  job->board = lkb_board_file_read (name, source.text, LKB_BOARD_FILE_ALLOW_NEWER, &version, error);
  if (job->board == NULL)
    return NULL;
  if (version > LKB_BOARD_FILE_VERSION)
    job->read_only = LKB_READ_ONLY_NEWER;
  else if (job->media_type == NULL && path != NULL && !may_write (path))
    job->read_only = LKB_READ_ONLY_PERMISSION;
  return g_steal_pointer (&job);
}

/* What the journal began with; another content counts as changed by somebody else, none as gone. */
static void
take_base (LoadJob *job, const char *base_sha256)
{
  const char *path = job->file != NULL ? g_file_peek_path (job->file) : NULL;

  if (path == NULL || base_sha256 == NULL)
    return;
  lkb_file_stamp_take (&job->stamp, path, NULL);
  if (g_str_equal (job->stamp.sha256, base_sha256))
    return;
  job->stamp = (LkbFileStamp){ .exists = TRUE, .size = -1 };
  g_strlcpy (job->stamp.sha256, base_sha256, sizeof job->stamp.sha256);
}

static LoadJob *
recover (const char *journal, const char *boot_id, GError **error)
{
  g_autoptr (LoadJob) job = load_job_new ();
  g_autoptr (LkbRecording) recording = NULL;

  job->journal = g_strdup (journal);
  job->lock = lkb_journal_lock (journal, boot_id);
  if (job->lock < 0)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_BUSY,
                           _ ("It is open elsewhere, or no longer there."));
      return NULL;
    }
  recording = lkb_recovered_read_journal (journal, error);
  if (recording == NULL)
    return NULL;
  job->board = lkb_recording_dup_board (recording, lkb_recording_get_n_changes (recording));
  job->file = lkb_journal_header_dup_file (lkb_recording_get_header (recording));
  take_base (job, lkb_recording_get_header (recording)->base_sha256);
  if (job->file != NULL && g_file_peek_path (job->file) != NULL
      && !may_write (g_file_peek_path (job->file)))
    job->read_only = LKB_READ_ONLY_PERMISSION;
  return g_steal_pointer (&job);
}

static LkbDocument *
take_loaded (LoadJob *loaded)
{
  g_autoptr (LoadJob) job = loaded;
  LkbDocument *self = lkb_document_new (job->board);

  self->read_only = job->read_only;
  self->media_type = job->media_type;
  self->warning = job->warning;
  self->unsaved = job->media_type != NULL || job->journal != NULL;
  self->recovered = job->journal != NULL;
  self->recovered_from = g_steal_pointer (&job->journal);
  self->recovered_lock = job->lock;
  job->lock = -1;
  if (job->media_type == NULL && job->file != NULL)
    {
      self->stamp = job->stamp;
      self->etag = g_steal_pointer (&job->etag);
      lkb_document_set_file (self, job->file);
    }
  return self;
}

LkbDocument *
lkb_document_load (GFile *file, GCancellable *cancellable, GError **error)
{
  LoadJob *job;

  g_return_val_if_fail (G_IS_FILE (file), NULL);

  job = load (file, cancellable, error);
  return job ? take_loaded (job) : NULL;
}

LkbDocument *
lkb_document_recover (const char *journal, const char *boot_id, GError **error)
{
  LoadJob *job;

  g_return_val_if_fail (journal != NULL, NULL);

  job = recover (journal, boot_id, error);
  return job ? take_loaded (job) : NULL;
}

static void
recover_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const LoadJob *asked = data;
  GError *error = NULL;
  LoadJob *job = recover (asked->journal, asked->boot_id, &error);

  if (job != NULL)
    g_task_return_pointer (task, job, (GDestroyNotify) load_job_free);
  else
    g_task_return_error (task, error);
}

void
lkb_document_recover_async (const char *journal, const char *boot_id, GCancellable *cancellable,
                            GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  LoadJob *asked;

  g_return_if_fail (journal != NULL);

  asked = load_job_new ();
  asked->journal = g_strdup (journal);
  asked->boot_id = g_strdup (boot_id);
  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, lkb_document_recover_async);
  g_task_set_task_data (task, asked, (GDestroyNotify) load_job_free);
  g_task_run_in_thread (task, recover_thread);
}

static void
load_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  LoadJob *job = load (data, cancellable, &error);

  if (job != NULL)
    g_task_return_pointer (task, job, (GDestroyNotify) load_job_free);
  else
    g_task_return_error (task, error);
}

void
lkb_document_load_async (GFile *file, GCancellable *cancellable, GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (G_IS_FILE (file));

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, lkb_document_load_async);
  g_task_set_task_data (task, g_object_ref (file), g_object_unref);
  g_task_run_in_thread (task, load_thread);
}

LkbDocument *
lkb_document_load_finish (GAsyncResult *result, GError **error)
{
  LoadJob *job;

  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  job = g_task_propagate_pointer (G_TASK (result), error);
  return job ? take_loaded (job) : NULL;
}
