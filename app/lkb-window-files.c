/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-window-private.h"

#include <glib/gi18n-lib.h>

#include "core/base/lkb-text.h"
#include "core/store/lkb-save.h"

void
lkb_window_remember (LkbWindow *self, GFile *file, const char *mime_type)
{
  g_autofree char *uri = g_file_get_uri (file);
  /* GTK (4.8, gtk_recent_manager_add_full) takes the lowest byte of the first pointer for the first letter and passes
   * over the groups where it is 0. It is 1 here. */
  static const _Alignas(16) char group[] = "-" LKB_RECENT_GROUP;
  const char *groups[] = { group + 1, NULL };
  GtkRecentData data = { .mime_type = (char *) mime_type,
                         .app_name = (char *) "Lakeboard",
                         .app_exec = (char *) "lakeboard %u",
                         .groups = (char **) groups };

  if (lkb_settings_get_boolean (lkb_application_get_settings (lkb_window_get_application (self)),
                                "remember-recent", TRUE))
    gtk_recent_manager_add_full (gtk_recent_manager_get_default (), uri, &data);
}

/* A file that is being read; the window may be closed meanwhile. */
typedef struct
{
  LkbWindow *self;
  LkbApplication *application;
  LkbDocument *document; /* NULL until it is read */
  LkbRecovered *recovered; /* (nullable): what is read; off the list until it is shown */
} Reading;

static void
reading_free (Reading *reading)
{
  /* First, for it holds the lock of its journal. */
  g_clear_object (&reading->document);
  if (reading->recovered != NULL)
    lkb_recovery_put_back (lkb_application_get_recovery (reading->application), reading->recovered);
  g_clear_object (&reading->recovered);
  g_object_unref (reading->self);
  g_object_unref (reading->application);
  g_free (reading);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Reading, reading_free)

/* (nullable): one that shows a board: where the file was asked for, else the active one, else any. */
static LkbWindow *
find_listener (LkbApplication *application, LkbWindow *opener)
{
  if (opener != NULL && opener->document != NULL)
    return opener;
  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (application)); l != NULL;
       l = l->next)
    if (LKB_IS_WINDOW (l->data) && LKB_WINDOW (l->data)->document != NULL)
      return l->data;
  return NULL;
}

/* Once nothing is read any more: windows that were made for a file in vain go, and one that stays tells of all. */
static void
tell_unread (LkbApplication *application)
{
  g_autoptr (GList) windows = g_list_copy (
      gtk_application_get_windows (GTK_APPLICATION (application)));
  LkbWindow *listener = NULL;

  for (GList *l = windows; l != NULL; l = l->next)
    if (LKB_IS_WINDOW (l->data) && LKB_WINDOW (l->data)->loading != NULL)
      return;
  /* The newest window is the first. */
  windows = g_list_reverse (g_steal_pointer (&windows));
  for (GList *l = windows; l != NULL; l = l->next)
    {
      LkbWindow *self = LKB_IS_WINDOW (l->data) ? l->data : NULL;
      gboolean made_for_it;

      if (self == NULL || self->unread == NULL)
        continue;
      /* A start page that was there before stays, and may tell it. */
      made_for_it = self->opener != self;
      if (listener == NULL && made_for_it)
        listener = find_listener (application, self->opener);
      if (listener == NULL)
        listener = self;
      lkb_window_show_load_error (listener, self->unread, self->unread_error);
      g_clear_object (&self->unread);
      g_clear_error (&self->unread_error);
      g_clear_weak_pointer (&self->opener);
      if (listener != self && made_for_it)
        gtk_window_destroy (GTK_WINDOW (self));
    }
}

/* What was done on the open board while another was recovered in its place must not be lost; the other one can wait. */
static gboolean
may_show (const Reading *reading)
{
  const LkbWindow *self = reading->self;

  return reading->recovered == NULL || self->document == NULL
         || !lkb_document_get_modified (self->document);
}

/* @prepared: (nullable) (transfer full) */
static void
show_read (Reading *reading, LkbDocument *document, LkbPrepared *prepared)
{
  LkbWindow *self = reading->self;
  g_autoptr (GFile) file = g_steal_pointer (&self->loading);
  const char *type = lkb_document_get_picture_type (document);

  lkb_window_end_wait (&self->load_wait);
  g_clear_object (&self->load_cancellable);
  if (!may_show (reading))
    {
      g_clear_pointer (&prepared, lkb_prepared_free);
      return;
    }
  g_clear_object (&reading->recovered);
  lkb_window_set_document (self, document, prepared);
  /* What was recovered is nobody's recent file before it is saved. */
  if (!lkb_document_get_recovered (document))
    lkb_window_remember (self, file, type != NULL ? type : LKB_MIME_TYPE);
  if (lkb_document_get_warning (document) != NULL)
    adw_toast_set_timeout (lkb_window_add_offer (self, lkb_document_get_warning (document)), 0);
}

static void
prepared_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Reading) reading = data;
  LkbPrepared *prepared = lkb_editor_prepare_finish (result, NULL);

  /* Else another file was asked for, or the window is gone. */
  if (prepared != NULL && lkb_window_get_application (reading->self) != NULL)
    show_read (reading, reading->document, g_steal_pointer (&prepared));
  g_clear_pointer (&prepared, lkb_prepared_free);
  tell_unread (reading->application);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Reading) reading = data;
  LkbWindow *self = reading->self;
  g_autoptr (GError) error = NULL;
  g_autoptr (LkbDocument) document = lkb_document_load_finish (result, &error);
  g_autoptr (GFile) file = NULL;

  /* A window that was closed meanwhile has no application any more. */
  if (lkb_window_get_application (self) == NULL)
    {
      tell_unread (reading->application);
      return;
    }
  if (document != NULL && lkb_board_is_large (lkb_document_get_board (document)))
    {
      reading->document = g_steal_pointer (&document);
      lkb_editor_prepare_async (lkb_document_get_board (reading->document), self->load_cancellable,
                                prepared_cb, reading);
      reading = NULL;
      return;
    }
  if (document != NULL)
    {
      show_read (reading, document, NULL);
    }
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      lkb_window_end_wait (&self->load_wait);
      g_clear_object (&self->load_cancellable);
      /* It may be there no more. */
      if (reading->recovered != NULL)
        lkb_recovery_scan (lkb_application_get_recovery (reading->application));
      g_clear_object (&reading->recovered);
      file = g_steal_pointer (&self->loading);
      if (self->document != NULL)
        {
          lkb_window_show_load_error (self, file, error);
        }
      else
        {
          self->unread = g_steal_pointer (&file);
          self->unread_error = g_steal_pointer (&error);
        }
    }
  tell_unread (reading->application);
}

void
lkb_window_load_for (LkbWindow *self, GFile *file, LkbWindow *opener)
{
  g_return_if_fail (LKB_IS_WINDOW (self));
  g_return_if_fail (opener == NULL || LKB_IS_WINDOW (opener));

  g_set_weak_pointer (&self->opener, opener);
  lkb_window_load (self, file);
}

/* (transfer full): for loaded_cb(). @file: what the window is about from now on. */
static Reading *
begin_reading (LkbWindow *self, GFile *file)
{
  Reading *reading;

  if (self->load_cancellable != NULL)
    g_cancellable_cancel (self->load_cancellable);
  g_clear_object (&self->load_cancellable);
  g_set_object (&self->loading, file);
  self->load_cancellable = g_cancellable_new ();
  lkb_window_begin_wait (self, &self->load_wait, _ ("Opening…"), NULL);
  reading = g_new0 (Reading, 1);
  reading->self = g_object_ref (self);
  reading->application = g_object_ref (lkb_window_get_application (self));
  return reading;
}

void
lkb_window_load (LkbWindow *self, GFile *file)
{
  Reading *reading;

  g_return_if_fail (LKB_IS_WINDOW (self));
  g_return_if_fail (G_IS_FILE (file));

  reading = begin_reading (self, file);
  lkb_document_load_async (file, self->load_cancellable, loaded_cb, reading);
}

void
lkb_window_recover (LkbWindow *self, LkbRecovered *recovered)
{
  g_autoptr (GFile) journal = NULL;
  g_autofree char *path = NULL;
  LkbRecovery *recovery;
  GFile *file;
  Reading *reading;

  g_return_if_fail (LKB_IS_WINDOW (self));
  g_return_if_fail (LKB_IS_RECOVERED (recovered));

  recovery = lkb_application_get_recovery (lkb_window_get_application (self));
  path = g_strdup (lkb_recovered_get_path (recovered));
  journal = g_file_new_for_path (path);
  file = lkb_recovered_get_file (recovered);
  reading = begin_reading (self, file != NULL ? file : journal);
  reading->recovered = g_object_ref (recovered);
  lkb_recovery_take (recovery, recovered);
  lkb_document_recover_async (path, lkb_recovery_get_place (recovery)->boot_id,
                              self->load_cancellable, loaded_cb, reading);
}

static void
open_response_cb (GtkNativeDialog *native, int response, LkbWindow *self)
{
  g_autoptr (GFile) file = lkb_window_take_chosen (self, native, response);

  if (file != NULL)
    lkb_application_open_file (lkb_window_get_application (self), file);
}

void
lkb_window_ask_open (LkbWindow *self)
{
  static const char *const boards[] = { "lakeboard", "svg", "png", NULL };
  GtkFileChooser *chooser;

  if (lkb_application_refuse_open (lkb_window_get_application (self)))
    return;
  chooser = lkb_window_create_chooser (self, _ ("Open a Board"), GTK_FILE_CHOOSER_ACTION_OPEN,
                                       _ ("_Open"), G_CALLBACK (open_response_cb));
  lkb_window_add_filter (chooser, _ ("Boards and pictures of boards"), boards);
  lkb_window_add_filter (chooser, _ ("All files"), NULL);
  gtk_native_dialog_show (self->chooser);
}

static void save_to (LkbWindow *self, GFile *file, gboolean overwrite);

void
lkb_window_stay (LkbWindow *self)
{
  LkbApplication *application = lkb_window_get_application (self);

  self->closing = FALSE;
  self->round_fate = LKB_ROUND_FATE_ASK;
  if (application != NULL)
    lkb_application_stay (application);
}

static void
changed_response_cb (AdwMessageDialog *dialog, const char *response, LkbWindow *self)
{
  if (self->document == NULL)
    return;
  if (g_str_equal (response, "overwrite"))
    save_to (self, NULL, TRUE);
  else if (g_str_equal (response, "save-as"))
    lkb_window_save (self, TRUE);
  else
    lkb_window_stay (self);
}

static void
ask_about_change (LkbWindow *self)
{
  GtkWidget *dialog = adw_message_dialog_new (
      GTK_WINDOW (self), _ ("The file was changed by another program"),
      _ ("Saving would replace what was written there since the board was opened."));
  AdwMessageDialog *message = ADW_MESSAGE_DIALOG (dialog);

  adw_message_dialog_add_responses (message, "cancel", _ ("_Cancel"), "save-as", _ ("Save _As…"),
                                    "overwrite", _ ("_Replace"), NULL);
  adw_message_dialog_set_response_appearance (message, "overwrite", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_close_response (message, "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (changed_response_cb), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (LkbWindow) self = data;
  LkbDocument *document = LKB_DOCUMENT (source);
  g_autoptr (GFile) file = g_steal_pointer (&self->saving);
  g_autoptr (GError) error = NULL;
  gboolean closing = self->closing;

  self->closing = FALSE;
  if (!lkb_document_save_finish (document, result, &error))
    {
      if (self->document != document || lkb_window_get_application (self) == NULL)
        return;
      if (!g_error_matches (error, LKB_SAVE_ERROR, LKB_SAVE_ERROR_CHANGED))
        {
          lkb_window_stay (self);
          lkb_window_show_save_error (self, file, error);
          return;
        }
      self->closing = closing;
      /* What is gone cannot be overwritten. */
      if (self->disk == LKB_DISK_GONE)
        save_to (self, NULL, TRUE);
      else
        ask_about_change (self);
      return;
    }
  if (self->document != document || lkb_window_get_application (self) == NULL)
    return;
  lkb_window_remember (self, lkb_document_get_file (document), LKB_MIME_TYPE);
  if (closing)
    gtk_window_close (GTK_WINDOW (self));
  else
    lkb_window_show_message (self, _ ("Saved"));
}

/* A file that cannot be replaced at once is overwritten only after a copy went here. */
static void
set_recovery_folder (LkbDocument *document)
{
  g_autofree char *folder = g_build_filename (g_get_user_state_dir (), "lakeboard", "recovery",
                                              NULL);

  lkb_document_set_recovery_folder (document, folder);
}

static void
save_to (LkbWindow *self, GFile *file, gboolean overwrite)
{
  lkb_window_commit (self);
  if (lkb_document_get_busy (self->document))
    return;
  if (file == NULL)
    file = lkb_document_get_file (self->document);
  g_set_object (&self->saving, file);
  set_recovery_folder (self->document);
  lkb_document_save_async (self->document, file, overwrite, NULL, saved_cb, g_object_ref (self));
}

static void
replace_response_cb (AdwMessageDialog *dialog, const char *response, LkbWindow *self)
{
  GFile *file = g_object_get_data (G_OBJECT (dialog), "lkb-file");

  if (self->document != NULL && g_str_equal (response, "replace"))
    save_to (self, file, TRUE);
  else
    lkb_window_stay (self);
}

static void
save_response_cb (GtkNativeDialog *native, int response, LkbWindow *self)
{
  g_autoptr (GFile) file = lkb_window_take_chosen (self, native, response);
  g_autoptr (GFile) full = NULL;

  if (file == NULL || self->document == NULL)
    {
      lkb_window_stay (self);
      return;
    }
  full = lkb_window_complete_name (file, ".lakeboard");
  /* The file dialog asked already whether the file of that very name may be replaced. */
  if (!g_file_equal (full, file) && g_file_query_exists (full, NULL))
    lkb_window_ask_to_replace (GTK_WINDOW (self), full, full, G_CALLBACK (replace_response_cb));
  else
    save_to (self, full, TRUE);
}

void
lkb_window_save (LkbWindow *self, gboolean ask_where)
{
  GtkFileChooser *chooser;
  g_autofree char *name = NULL;
  GFile *file = lkb_document_get_file (self->document);

  lkb_window_commit (self);
  if (!ask_where && file != NULL && lkb_document_get_read_only (self->document) == LKB_READ_ONLY_NO)
    {
      save_to (self, NULL, FALSE);
      return;
    }

  chooser = lkb_window_create_chooser (self, _ ("Save the Board"), GTK_FILE_CHOOSER_ACTION_SAVE,
                                       _ ("_Save"), G_CALLBACK (save_response_cb));
  name = lkb_window_dup_file_name (self, ".lakeboard");
  if (file != NULL)
    lkb_window_suggest (chooser, file);
  else
    gtk_file_chooser_set_current_name (chooser, name);
  gtk_native_dialog_show (self->chooser);
}

static gboolean
close_idle_cb (gpointer data)
{
  gtk_window_close (GTK_WINDOW (data));
  return G_SOURCE_REMOVE;
}

void
lkb_window_close_soon (LkbWindow *self)
{
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, close_idle_cb, g_object_ref (self), g_object_unref);
}

static void
close_response_cb (AdwMessageDialog *dialog, const char *response, LkbWindow *self)
{
  if (self->document == NULL)
    return;
  if (g_str_equal (response, "discard"))
    {
      self->force_close = TRUE;
      lkb_window_close_soon (self);
    }
  else if (g_str_equal (response, "save"))
    {
      self->closing = TRUE;
      lkb_window_save (self, FALSE);
    }
  else
    {
      lkb_window_stay (self);
    }
}

gboolean
lkb_window_needs_asking (LkbWindow *self)
{
  g_return_val_if_fail (LKB_IS_WINDOW (self), FALSE);
  return self->document != NULL
         && (lkb_document_get_busy (self->document) || lkb_window_has_unsaved_work (self)
             || lkb_window_holds_round (self));
}

gboolean
lkb_window_ask_to_close (LkbWindow *self)
{
  GtkWidget *dialog;
  AdwMessageDialog *message;
  g_autofree char *name = NULL;
  g_autofree char *heading = NULL;

  if (self->document != NULL && lkb_document_get_busy (self->document))
    {
      self->closing = TRUE;
      return FALSE;
    }
  if (self->close_dialog == NULL && lkb_window_holds_round (self))
    {
      lkb_window_ask_to_leave_round (self);
      return FALSE;
    }
  if (!lkb_window_has_unsaved_work (self) || lkb_window_is_kept (self))
    return TRUE;
  if (self->close_dialog != NULL)
    {
      gtk_window_present (self->close_dialog);
      return FALSE;
    }

  name = lkb_text_shown_line (lkb_document_get_title (self->document));
  heading = g_strdup_printf (_ ("Save changes to “%s”?"), name);
  dialog = adw_message_dialog_new (GTK_WINDOW (self), heading,
                                   _ ("What is not saved will be lost."));
  message = ADW_MESSAGE_DIALOG (dialog);
  adw_message_dialog_add_responses (message, "cancel", _ ("_Cancel"), "discard", _ ("_Discard"),
                                    "save", _ ("_Save"), NULL);
  adw_message_dialog_set_response_appearance (message, "discard", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_response_appearance (message, "save", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (message, "save");
  adw_message_dialog_set_close_response (message, "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (close_response_cb), self, 0);
  g_set_weak_pointer (&self->close_dialog, GTK_WINDOW (dialog));
  gtk_window_present (GTK_WINDOW (dialog));
  return FALSE;
}
