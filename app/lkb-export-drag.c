/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-export-drag.h"

#include "lkb-export.h"

struct _LkbExportDrag
{
  gatomicrefcount refs;
  char *folder; /* (nullable) */
  GFile *file;
  GBytes *svg;
};

static LkbExportDrag *
drag_ref (LkbExportDrag *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

static void
remove_folder (LkbExportDrag *self)
{
  lkb_export_remove_drag (self->folder);
  g_clear_pointer (&self->folder, g_free);
}

void
lkb_export_drag_unref (LkbExportDrag *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  remove_folder (self);
  g_clear_object (&self->file);
  g_clear_pointer (&self->svg, g_bytes_unref);
  g_free (self);
}

/* The worker's, with a board of its own. */
typedef struct
{
  GApplication *application;
  LkbBoard *board;
  LkbAnalysis *analysis; /* (nullable) */
  const LkbVocabulary *vocabulary; /* the application's */
  LkbExportLook look;
  guint n_to_fix;
} Job;

/* By whoever is the last to let go of the task; what belongs to the main loop has gone by then. */
static void
free_job (gpointer data)
{
  Job *job = data;

  g_object_unref (job->board);
  g_clear_pointer (&job->analysis, lkb_analysis_unref);
  g_free (job);
}

static void
run_job (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Job *job = data;
  const char *title = lkb_element_get_text (lkb_board_get_facts (job->board), LKB_FIELD_TITLE);
  g_autoptr (LkbExportDrag) self = g_new0 (LkbExportDrag, 1);
  GError *error = NULL;

  g_atomic_ref_count_init (&self->refs);
  self->svg = lkb_export_create (job->board, job->analysis, job->vocabulary, LKB_OUTPUT_SVG,
                                 &job->look, job->n_to_fix, cancellable, &error);
  if (self->svg != NULL && !g_cancellable_set_error_if_cancelled (cancellable, &error))
    self->file = lkb_export_create_drag (self->svg, title, &self->folder, &error);
  if (self->file == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_steal_pointer (&self), (GDestroyNotify) lkb_export_drag_unref);
}

void
lkb_export_drag_new_async (GApplication *application, LkbBoard *board, LkbAnalysis *analysis,
                           const LkbVocabulary *vocabulary, const LkbExportLook *look,
                           guint n_to_fix, GCancellable *cancellable, GAsyncReadyCallback callback,
                           gpointer data)
{
  g_autoptr (GTask) task = NULL;
  Job *job;

  g_return_if_fail (G_IS_APPLICATION (application));
  g_return_if_fail (LKB_IS_BOARD (board));

  task = g_task_new (NULL, cancellable, callback, data);
  job = g_new0 (Job, 1);
  job->application = g_object_ref (application);
  g_application_hold (application);
  job->board = lkb_board_copy (board);
  job->analysis = analysis != NULL ? lkb_analysis_ref (analysis) : NULL;
  job->vocabulary = vocabulary;
  if (look != NULL)
    job->look = *look;
  job->n_to_fix = n_to_fix;
  g_task_set_task_data (task, job, free_job);
  g_task_run_in_thread (task, run_job);
}

LkbExportDrag *
lkb_export_drag_new_finish (GAsyncResult *result, GError **error)
{
  Job *job;

  g_return_val_if_fail (G_IS_TASK (result), NULL);

  job = g_task_get_task_data (G_TASK (result));
  g_application_release (job->application);
  g_clear_object (&job->application);
  return g_task_propagate_pointer (G_TASK (result), error);
}

GdkContentProvider *
lkb_export_drag_create_content (LkbExportDrag *self)
{
  g_autoptr (GSList) list = NULL;
  GdkFileList *files;
  GdkContentProvider *providers[2];

  g_return_val_if_fail (self != NULL, NULL);

  list = g_slist_prepend (NULL, self->file);
  files = gdk_file_list_new_from_list (list);
  providers[0] = gdk_content_provider_new_typed (GDK_TYPE_FILE_LIST, files);
  g_boxed_free (GDK_TYPE_FILE_LIST, files);
  providers[1] = gdk_content_provider_new_for_bytes ("image/svg+xml", self->svg);
  return gdk_content_provider_new_union (providers, G_N_ELEMENTS (providers));
}

static void
shutdown_cb (GApplication *application, LkbExportDrag *self)
{
  remove_folder (self);
}

static void
unref_closure (gpointer data, GClosure *closure)
{
  lkb_export_drag_unref (data);
}

void
lkb_export_drag_keep (LkbExportDrag *self, GApplication *application)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (G_IS_APPLICATION (application));

  /* Once is enough, however often it is dragged. */
  if (g_signal_handler_find (application, G_SIGNAL_MATCH_FUNC | G_SIGNAL_MATCH_DATA, 0, 0, NULL,
                             shutdown_cb, self)
      == 0)
    g_signal_connect_data (application, "shutdown", G_CALLBACK (shutdown_cb), drag_ref (self),
                           unref_closure, 0);
}
