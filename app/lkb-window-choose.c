/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-window-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "lkb-export.h"

#define BOARD_ENDING ".lakeboard"

/* Where to: the file dialog, names for new files, and whether one may be replaced. */

void
lkb_window_add_filter (GtkFileChooser *chooser, const char *name, const char *const *suffixes)
{
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, name);
  for (guint i = 0; suffixes != NULL && suffixes[i] != NULL; i++)
    gtk_file_filter_add_suffix (filter, suffixes[i]);
  if (suffixes == NULL)
    gtk_file_filter_add_pattern (filter, "*");
  gtk_file_chooser_add_filter (chooser, filter);
}

/* The dialog is kept until it answers; a native dialog holds no reference to itself. */
GtkFileChooser *
lkb_window_create_chooser (LkbWindow *self, const char *title, GtkFileChooserAction action,
                           const char *accept, GCallback callback)
{
  GtkFileChooserNative *chooser = gtk_file_chooser_native_new (title, GTK_WINDOW (self), action,
                                                               accept, _ ("_Cancel"));

  if (self->chooser != NULL)
    gtk_native_dialog_destroy (self->chooser);
  g_clear_object (&self->chooser);
  self->chooser = GTK_NATIVE_DIALOG (chooser);
  gtk_native_dialog_set_modal (self->chooser, TRUE);
  g_signal_connect_object (chooser, "response", callback, self, 0);
  return GTK_FILE_CHOOSER (chooser);
}

void
lkb_window_suggest (GtkFileChooser *chooser, GFile *file)
{
  g_autoptr (GFile) folder = g_file_get_parent (file);
  g_autofree char *name = g_file_get_basename (file);

  if (folder == NULL || name == NULL || !g_utf8_validate (name, -1, NULL))
    {
      gtk_file_chooser_set_file (chooser, file, NULL);
      return;
    }
  /* Not as a whole: then the name would come when the folder is read, over what is being typed by then. */
  gtk_file_chooser_set_current_folder (chooser, folder, NULL);
  gtk_file_chooser_set_current_name (chooser, name);
}

GFile *
lkb_window_take_chosen (LkbWindow *self, GtkNativeDialog *native, int response)
{
  GFile *file = response == GTK_RESPONSE_ACCEPT
                    ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (native))
                    : NULL;

  gtk_native_dialog_hide (native);
  if (self->chooser == native)
    g_clear_object (&self->chooser);
  return file;
}

/* "Click to feature vector" becomes "Click to feature vector.ending". */
char *
lkb_window_dup_file_name (LkbWindow *self, const char *ending)
{
  return lkb_export_dup_name (lkb_document_get_title (self->document), ending);
}

/* (transfer full) (nullable): of @base, in small letters; "plan v1.2" has none. */
static char *
dup_ending (const char *base)
{
  const char *dot = strrchr (base, '.');

  return dot != NULL && dot != base && g_ascii_isalpha (dot[1]) ? g_ascii_strdown (dot, -1) : NULL;
}

GFile *
lkb_window_complete_name (GFile *file, const char *wanted)
{
  gboolean picture = !g_str_equal (wanted, BOARD_ENDING);
  g_autofree char *path = g_file_get_path (file);
  g_autofree char *base = g_file_get_basename (file);
  g_autofree char *ending = dup_ending (base);
  LkbOutput output;
  gboolean is_picture = ending != NULL && lkb_output_from_path (base, &output);
  g_autofree char *full = NULL;

  if (path == NULL || (picture ? is_picture : ending != NULL && !is_picture))
    return g_object_ref (file);
  /* The page never takes the place of the board that it shows, nor the board that of a picture. */
  if (picture ? g_strcmp0 (ending, BOARD_ENDING) == 0 : is_picture)
    path[strlen (path) - strlen (ending)] = '\0';
  full = g_strconcat (path, wanted, NULL);
  return g_file_new_for_path (full);
}

AdwMessageDialog *
lkb_window_ask_to_replace (GtkWindow *parent, GFile *there, GFile *file, GCallback callback)
{
  g_autofree char *name = lkb_window_dup_name (there);
  g_autofree char *heading = g_strdup_printf (_ ("Replace “%s”?"), name);
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (adw_message_dialog_new (
      parent, heading, _ ("A file of this name is there already. Its content would be lost.")));

  adw_message_dialog_add_responses (dialog, "cancel", _ ("_Cancel"), "replace", _ ("_Replace"),
                                    NULL);
  adw_message_dialog_set_response_appearance (dialog, "replace", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (dialog, "cancel");
  adw_message_dialog_set_close_response (dialog, "cancel");
  g_object_set_data_full (G_OBJECT (dialog), "lkb-file", g_object_ref (file), g_object_unref);
  g_signal_connect_object (dialog, "response", callback, parent, 0);
  gtk_window_present (GTK_WINDOW (dialog));
  return dialog;
}
