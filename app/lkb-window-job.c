/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-window-private.h"

#include <glib/gi18n-lib.h>

#include "core/formats/lkb-excalidraw.h"
#include "core/store/lkb-save.h"
#include "lkb-export.h"

/* What a worker needs, all its own; and what it made. */
typedef struct
{
  LkbApplication *application; /* held */
  LkbDocument *document; /* only compared */
  LkbBoard *board; /* a copy */
  LkbAnalysis *analysis; /* (nullable) */
  const LkbVocabulary *vocabulary; /* the application's */
  guint n_to_fix;

  GFile *file; /* NULL: for the clipboard */
  LkbExportLook look;
  GCancellable *cancellable;
  gboolean page_written; /* also when the PNG beside it was not */
  GBytes *svg;
  GBytes *png;
} Job;

/* The worker may be the last to let go of the task: what is the main thread's is let go there before. */
static void
clear_job (Job *job)
{
  g_clear_object (&job->application);
  g_clear_object (&job->document);
  g_clear_object (&job->board);
  g_clear_pointer (&job->analysis, lkb_analysis_unref);
  g_clear_object (&job->file);
  g_clear_object (&job->cancellable);
  g_clear_pointer (&job->svg, g_bytes_unref);
  g_clear_pointer (&job->png, g_bytes_unref);
}

static void
free_job (gpointer data)
{
  clear_job (data);
  g_free (data);
}

static void
run_job (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;
  GError *error = NULL;

  if (job->file != NULL)
    {
      g_autofree char *path = g_file_get_path (job->file);

      lkb_export_write (job->board, job->analysis, job->vocabulary, path, &job->look, job->n_to_fix,
                        job->cancellable, &job->page_written, &error);
    }
  else
    {
      job->svg = lkb_export_create (job->board, job->analysis, job->vocabulary, LKB_OUTPUT_SVG,
                                    &job->look, job->n_to_fix, job->cancellable, &error);
      if (error == NULL)
        job->png = lkb_export_create (job->board, job->analysis, job->vocabulary, LKB_OUTPUT_PNG,
                                      &job->look, job->n_to_fix, job->cancellable, &error);
    }
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

/* The program stays until the page is written, even when its last window is closed meanwhile. */
static void
start (LkbWindow *self, GFile *file, const LkbExportLook *look, guint n_to_fix,
       GAsyncReadyCallback callback)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, g_object_ref (self));
  LkbAnalysis *analysis = lkb_review_get_analysis (self->review);
  Job *job = g_new0 (Job, 1);

  job->document = g_object_ref (self->document);
  job->board = lkb_board_copy (lkb_document_get_board (self->document));
  job->analysis = analysis != NULL ? lkb_analysis_ref (analysis) : NULL;
  job->vocabulary = lkb_application_get_vocabulary (lkb_window_get_application (self));
  job->n_to_fix = n_to_fix;
  job->file = file != NULL ? g_object_ref (file) : NULL;
  if (look != NULL)
    job->look = *look;
  job->cancellable = g_cancellable_new ();
  /* What was true of the last one may not be of this one. */
  if (self->exported_toast != NULL)
    adw_toast_dismiss (self->exported_toast);
  g_set_object (&self->export_cancellable, job->cancellable);
  lkb_window_begin_wait (self, &self->export_wait, _ ("Drawing the page…"), "win.cancel-export");
  g_task_set_task_data (task, job, free_job);
  job->application = g_object_ref (lkb_window_get_application (self));
  g_application_hold (G_APPLICATION (job->application));
  g_task_run_in_thread (task, run_job);
}

/* Nothing is awaited any more. */
static void
end_waiting (LkbWindow *self)
{
  g_clear_object (&self->export_cancellable);
  lkb_window_end_wait (&self->export_wait);
}

void
lkb_window_cancel_export (LkbWindow *self)
{
  if (self->export_cancellable == NULL)
    return;
  g_cancellable_cancel (self->export_cancellable);
  /* What the worker has begun to draw it draws to its end; nobody has to wait for that. */
  end_waiting (self);
}

/* (nullable): @self while it is there, else another window of the program. */
static LkbWindow *
get_listener (LkbWindow *self, LkbApplication *application)
{
  GList *windows = gtk_application_get_windows (GTK_APPLICATION (application));

  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    return self;
  for (GList *l = windows; l != NULL; l = l->next)
    if (LKB_IS_WINDOW (l->data) && gtk_widget_get_mapped (l->data))
      return l->data;
  return NULL;
}

static void
trouble_response_cb (AdwMessageDialog *dialog, const char *response, LkbWindow *self)
{
  if (self->document != NULL && g_str_equal (response, "other"))
    lkb_window_export (self, TRUE);
}

/* Told whoever is left: a page that was not written must not be taken for one that was. */
static void
tell_trouble (LkbWindow *self, const Job *job, const GError *error)
{
  LkbWindow *listener = get_listener (self, job->application);
  g_autofree char *name = job->file != NULL ? lkb_window_dup_name (job->file) : NULL;
  g_autofree char *reason = NULL;
  g_autofree char *heading = NULL;
  AdwMessageDialog *dialog;

  if (job->file == NULL)
    heading = g_strdup (_ ("The page was not copied"));
  else if (job->page_written)
    heading = g_strdup_printf (_ ("“%s” was exported, the PNG was not"), name);
  else
    heading = g_strdup_printf (_ ("“%s” was not exported"), name);
  reason = job->file != NULL ? lkb_window_dup_write_reason (job->file, error)
                             : g_strdup (error->message);

  if (listener == NULL)
    {
      g_printerr ("%s: %s\n", heading, reason);
      return;
    }
  if (listener != self || job->file == NULL)
    {
      lkb_window_show_error (listener, heading, reason);
      return;
    }
  dialog = lkb_window_create_message (self, heading, reason);
  adw_message_dialog_add_response (dialog, "other", _ ("Export _As…"));
  adw_message_dialog_set_response_appearance (dialog, "other", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (dialog, "other");
  g_signal_connect_object (dialog, "response", G_CALLBACK (trouble_response_cb), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* Whether the board is still shown; a window that was closed is only kept for the worker. */
static gboolean
is_shown (LkbWindow *self, const Job *job)
{
  return lkb_window_get_application (self) != NULL && self->document == job->document;
}

/* FALSE: it failed and that was said, or the board is gone. */
static gboolean
finish (LkbWindow *self, GAsyncResult *result)
{
  Job *job = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;

  if (self->export_cancellable == job->cancellable)
    end_waiting (self);
  g_application_release (G_APPLICATION (job->application));
  if (g_task_propagate_boolean (G_TASK (result), &error))
    return is_shown (self, job);
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)
      && !g_error_matches (error, LKB_SAVE_ERROR, LKB_SAVE_ERROR_CANCELLED))
    tell_trouble (self, job, error);
  else if (is_shown (self, job))
    lkb_window_show_message (self, _ ("Not exported"));
  return FALSE;
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (LkbWindow) self = data;
  Job *job = g_task_get_task_data (G_TASK (result));

  if (finish (self, result))
    lkb_window_show_export (self, job->file, &job->look);
  else if (job->page_written && is_shown (self, job))
    lkb_window_keep_export (self, job->file, &job->look);
  clear_job (job);
}

/* FALSE: one at a time, and that was said. */
static gboolean
may_start (LkbWindow *self)
{
  if (self->document == NULL)
    return FALSE;
  if (self->export_cancellable == NULL)
    return TRUE;
  lkb_window_show_message (self, _ ("The page is still being drawn"));
  return FALSE;
}

void
lkb_window_write_export (LkbWindow *self, GFile *file, const LkbExportLook *look, guint n_to_fix)
{
  if (may_start (self))
    start (self, file, look, n_to_fix, written_cb);
}

static void
copied_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (LkbWindow) self = data;
  Job *job = g_task_get_task_data (G_TASK (result));

  if (finish (self, result))
    {
      GdkContentProvider *providers[]
          = { gdk_content_provider_new_for_bytes ("image/png", job->png),
              gdk_content_provider_new_for_bytes ("image/svg+xml", job->svg) };
      g_autoptr (GdkContentProvider) provider = gdk_content_provider_new_union (
          providers, G_N_ELEMENTS (providers));

      gdk_clipboard_set_content (gtk_widget_get_clipboard (GTK_WIDGET (self)), provider);
      lkb_window_show_message (self, job->n_to_fix > 0 ? _ ("Copied the page as a draft")
                                                       : _ ("Copied the page"));
    }
  clear_job (job);
}

/* Nothing of the page, so nothing holds it back; and quick enough to be done here. */
void
lkb_window_copy_excalidraw (LkbWindow *self)
{
  g_autofree char *text = NULL;

  if (self->document == NULL)
    return;
  lkb_window_commit (self);
  text = lkb_excalidraw_write (lkb_editor_get_board (self->editor),
                               lkb_editor_get_scene (self->editor), LKB_EXCALIDRAW_CLIPBOARD);
  /* Excalidraw takes shapes from plain text. */
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
  lkb_window_show_message (self, _ ("Copied for Excalidraw: paste it there"));
}

void
lkb_window_copy_page (LkbWindow *self)
{
  LkbFindings *findings;

  if (!may_start (self))
    return;
  lkb_window_commit (self);
  findings = lkb_review_get_findings (self->review);
  start (self, NULL, NULL, findings != NULL ? lkb_findings_get_n_blocking (findings) : 0,
         copied_cb);
}
