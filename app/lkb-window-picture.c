/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-window-private.h"

#include <glib/gi18n-lib.h>

#include "core/store/lkb-save.h"

/* Saves a chart of the strip; a worker writes, since that waits for the disk. */

typedef struct
{
  LkbStill *still;
  char *path;
} Job;

static void
free_job (gpointer data)
{
  Job *job = data;

  lkb_still_unref (job->still);
  g_free (job->path);
  g_free (job);
}

static void
run_cb (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Job *job = data;
  GError *error = NULL;
  g_autoptr (GBytes) bytes = lkb_still_create (job->still, job->path, &error);

  if (bytes != NULL && lkb_file_save (job->path, bytes, NULL, NULL, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (LkbWindow) self = data;
  const Job *job = g_task_get_task_data (G_TASK (result));
  g_autofree char *name = g_path_get_basename (job->path);
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = g_file_new_for_path (job->path);
  g_autofree char *reason = NULL;
  g_autofree char *text = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    {
      text = g_strdup_printf (_ ("Saved %s"), name);
      lkb_window_show_message (self, text);
      return;
    }
  text = g_strdup_printf (_ ("“%s” was not saved"), name);
  reason = lkb_window_dup_write_reason (file, error);
  lkb_window_show_error (self, text, reason);
}

static void
write_picture (LkbWindow *self, GFile *file, LkbStill *still)
{
  /* The worker may be the last to let go of the task: the window is no source of it. */
  g_autoptr (GTask) task = g_task_new (NULL, NULL, written_cb, g_object_ref (self));
  Job *job = g_new0 (Job, 1);

  job->still = lkb_still_ref (still);
  job->path = g_file_get_path (file);
  g_task_set_task_data (task, job, free_job);
  g_task_run_in_thread (task, run_cb);
}

static void
replace_response_cb (AdwMessageDialog *dialog, const char *response, LkbWindow *self)
{
  if (g_str_equal (response, "replace"))
    write_picture (self, g_object_get_data (G_OBJECT (dialog), "lkb-file"),
                   g_object_get_data (G_OBJECT (dialog), "lkb-still"));
}

static void
place_cb (GtkNativeDialog *native, int response, LkbWindow *self)
{
  g_autoptr (LkbStill) still = lkb_still_ref (g_object_get_data (G_OBJECT (native), "lkb-still"));
  g_autoptr (GFile) file = lkb_window_take_chosen (self, native, response);
  g_autoptr (GFile) full = NULL;
  g_autofree char *path = NULL;
  g_autofree char *with_ending = NULL;

  if (file == NULL)
    return;
  path = g_file_get_path (file);
  if (path == NULL)
    {
      lkb_window_show_error (self, _ ("The picture was not saved"), _ ("This place has no path."));
      return;
    }
  with_ending = lkb_still_dup_path (path);
  full = g_file_new_for_path (with_ending);
  /* The file dialog asked about the name as it was typed. */
  if (!g_file_equal (full, file) && g_file_query_exists (full, NULL))
    g_object_set_data_full (G_OBJECT (lkb_window_ask_to_replace (GTK_WINDOW (self), full, full,
                                                                 G_CALLBACK (replace_response_cb))),
                            "lkb-still", g_steal_pointer (&still),
                            (GDestroyNotify) lkb_still_unref);
  else
    write_picture (self, full, still);
}

void
lkb_window_save_picture (LkbWindow *self, LkbStill *still, const char *name)
{
  g_auto (GStrv) endings = lkb_still_dup_endings ();
  GtkFileChooser *chooser;
  g_autofree char *ending = NULL;
  g_autofree char *file_name = NULL;

  if (self->document == NULL)
    return;
  ending = g_strdup_printf (" – %s.svg", name);
  file_name = lkb_window_dup_file_name (self, ending);
  chooser = lkb_window_create_chooser (self, _ ("Save the Picture"), GTK_FILE_CHOOSER_ACTION_SAVE,
                                       _ ("_Save"), G_CALLBACK (place_cb));
  g_object_set_data_full (G_OBJECT (chooser), "lkb-still", lkb_still_ref (still),
                          (GDestroyNotify) lkb_still_unref);
  lkb_window_add_filter (chooser, _ ("Pictures"), (const char *const *) endings);
  gtk_file_chooser_set_current_name (chooser, file_name);
  gtk_native_dialog_show (self->chooser);
}
