/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-window-private.h"

#include <glib/gi18n-lib.h>

#include "lkb-notes.h"

/* Study notes of the board as it is now. */

static void
written_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (LkbWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) folder = lkb_notes_write_finish (result, &error);
  g_autofree char *name = NULL;
  g_autofree char *text = NULL;

  /* A window that was closed was only kept for the worker. */
  if (lkb_window_get_application (self) == NULL)
    return;
  if (folder == NULL)
    {
      lkb_window_show_error (self, _ ("The study notes were not written"), error->message);
      return;
    }
  name = lkb_window_dup_name (folder);
  text = g_strdup_printf (_ ("Study notes are in “%s”"), name);
  lkb_window_show_message (self, text);
}

static void
response_cb (GtkNativeDialog *native, int response, LkbWindow *self)
{
  g_autoptr (GFile) folder = lkb_window_take_chosen (self, native, response);

  if (folder == NULL || self->document == NULL)
    return;
  lkb_notes_write_async (lkb_document_get_board (self->document), NULL,
                         lkb_application_get_vocabulary (lkb_window_get_application (self)), folder,
                         NULL, written_cb, g_object_ref (self));
}

void
lkb_window_write_notes (LkbWindow *self)
{
  if (self->document == NULL)
    return;
  lkb_window_commit (self);
  lkb_window_create_chooser (self, _ ("Write Study Notes"), GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER,
                             _ ("_Write"), G_CALLBACK (response_cb));
  gtk_native_dialog_show (self->chooser);
}
