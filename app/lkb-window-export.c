/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-window-private.h"

#include <glib/gi18n-lib.h>

#include "lkb-export.h"

/* After so many milliseconds a person wonders. */
#define WONDER_MS 1000

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
  gboolean also_png;
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
  g_clear_pointer (&job->svg, g_bytes_unref);
  g_clear_pointer (&job->png, g_bytes_unref);
}

static void
free_job (gpointer data)
{
  clear_job (data);
  g_free (data);
}

static LkbApplication *
get_application (LkbWindow *self)
{
  return LKB_APPLICATION (gtk_window_get_application (GTK_WINDOW (self)));
}

static void
run_job (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;
  GError *error = NULL;

  if (job->file != NULL)
    {
      g_autofree char *path = g_file_get_path (job->file);

      lkb_export_write (job->board, job->analysis, job->vocabulary, path, job->also_png,
                        job->n_to_fix, &error);
    }
  else
    {
      job->svg = lkb_export_create (job->board, job->analysis, job->vocabulary, LKB_EXPORT_SVG,
                                    job->n_to_fix, &error);
      if (error == NULL)
        job->png = lkb_export_create (job->board, job->analysis, job->vocabulary, LKB_EXPORT_PNG,
                                      job->n_to_fix, &error);
    }
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static gboolean
wonder_cb (gpointer data)
{
  LkbWindow *self = data;
  GtkWidget *spinner = gtk_spinner_new ();

  self->export_timeout = 0;
  gtk_spinner_start (GTK_SPINNER (spinner));
  self->export_toast = g_object_ref (lkb_window_add_toast (self, _ ("Drawing the page…"), spinner));
  adw_toast_set_timeout (self->export_toast, 0);
  return G_SOURCE_REMOVE;
}

/* The program stays until the page is written, even when its last window is closed meanwhile. */
static void
start (LkbWindow *self, GFile *file, gboolean also_png, guint n_to_fix,
       GAsyncReadyCallback callback)
{
  g_autoptr (GTask) task = g_task_new (NULL, NULL, callback, g_object_ref (self));
  LkbAnalysis *analysis = lkb_review_get_analysis (self->review);
  Job *job = g_new0 (Job, 1);

  job->document = g_object_ref (self->document);
  job->board = lkb_board_copy (lkb_document_get_board (self->document));
  job->analysis = analysis != NULL ? lkb_analysis_ref (analysis) : NULL;
  job->vocabulary = lkb_application_get_vocabulary (get_application (self));
  job->n_to_fix = n_to_fix;
  job->file = file != NULL ? g_object_ref (file) : NULL;
  job->also_png = also_png;
  self->exporting = TRUE;
  g_clear_handle_id (&self->export_timeout, g_source_remove);
  self->export_timeout = g_timeout_add (WONDER_MS, wonder_cb, self);
  g_task_set_task_data (task, job, free_job);
  job->application = g_object_ref (get_application (self));
  g_application_hold (G_APPLICATION (job->application));
  g_task_run_in_thread (task, run_job);
}

/* FALSE: it failed and that was said, or the board is gone. */
static gboolean
finish (LkbWindow *self, GAsyncResult *result, const char *heading)
{
  Job *job = g_task_get_task_data (G_TASK (result));
  g_autoptr (GError) error = NULL;

  self->exporting = FALSE;
  g_clear_handle_id (&self->export_timeout, g_source_remove);
  if (self->export_toast != NULL)
    adw_toast_dismiss (self->export_toast);
  g_clear_object (&self->export_toast);
  g_application_release (G_APPLICATION (job->application));
  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      if (gtk_widget_get_mapped (GTK_WIDGET (self)))
        lkb_window_show_error (self, heading, error->message);
      return FALSE;
    }
  return self->document == job->document;
}

/* “Exported NAME · Show · Change…”: a toast has one button, so the other one stands in its title. */
static void
show_toast (LkbWindow *self, GFile *file)
{
  g_autofree char *base = g_file_get_basename (file);
  g_autofree char *name = g_filename_display_name (base);
  g_autofree char *text = g_strdup_printf (_ ("Exported %s"), name);
  GtkWidget *button = gtk_button_new_with_label (_ ("Show"));
  AdwToast *toast = lkb_window_add_toast (self, text, button);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.show-exported");
  gtk_widget_set_tooltip_text (button, _ ("Show the folder"));
  adw_toast_set_button_label (toast, _ ("Change…"));
  adw_toast_set_action_name (toast, "win.export-as");
}

/* After the first page: the same board, spoken. */
static void
propose_script (LkbWindow *self)
{
  AdwToast *toast = lkb_window_add_toast (self, _ ("Say it in 60 seconds?"), NULL);

  adw_toast_set_button_label (toast, _ ("Script"));
  adw_toast_set_action_name (toast, "win.side-page");
  adw_toast_set_action_target_value (toast, g_variant_new_string ("script"));
  adw_toast_set_timeout (toast, 8);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (LkbWindow) self = data;
  Job *job = g_task_get_task_data (G_TASK (result));

  if (finish (self, result, _ ("The page was not exported")))
    {
      gboolean first = self->exported == NULL;

      g_set_object (&self->exported, job->file);
      self->exported_png = job->also_png;
      show_toast (self, job->file);
      if (first)
        propose_script (self);
    }
  clear_job (job);
}

void
lkb_window_write_export (LkbWindow *self, GFile *file, gboolean also_png, guint n_to_fix)
{
  g_autofree char *path = g_file_get_path (file);

  if (self->document == NULL || self->exporting)
    return;
  if (path == NULL)
    lkb_window_show_error (self, _ ("The page was not exported"), _ ("This place has no path."));
  else
    start (self, file, also_png, n_to_fix, written_cb);
}

static void
copied_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (LkbWindow) self = data;
  Job *job = g_task_get_task_data (G_TASK (result));

  if (finish (self, result, _ ("The page was not copied")))
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

void
lkb_window_copy_page (LkbWindow *self)
{
  LkbFindings *findings;

  if (self->document == NULL || self->exporting)
    return;
  lkb_window_commit (self);
  findings = lkb_review_get_findings (self->review);
  start (self, NULL, FALSE, findings != NULL ? lkb_findings_get_n_blocking (findings) : 0,
         copied_cb);
}

void
lkb_window_show_exported (LkbWindow *self)
{
  g_autoptr (GFile) folder = NULL;
  g_autofree char *uri = NULL;

  if (self->exported == NULL)
    return;
  folder = g_file_get_parent (self->exported);
  uri = g_file_get_uri (folder != NULL ? folder : self->exported);
  gtk_show_uri (GTK_WINDOW (self), uri, GDK_CURRENT_TIME);
}
