/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-window-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include <sys/stat.h>

#include "core/base/lkb-text.h"
#include "core/store/lkb-save.h"

/* What goes wrong with files, in words that say what to do next; each trouble is one message. */

AdwMessageDialog *
lkb_window_create_message (LkbWindow *self, const char *heading, const char *body)
{
  g_autofree char *shown_heading = lkb_text_shown (heading);
  g_autofree char *shown_body = body != NULL ? lkb_text_shown (body) : NULL;
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (self), shown_heading, shown_body);

  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _ ("_Close"));
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "close");
  return ADW_MESSAGE_DIALOG (dialog);
}

void
lkb_window_show_error (LkbWindow *self, const char *heading, const char *body)
{
  gtk_window_present (GTK_WINDOW (lkb_window_create_message (self, heading, body)));
}

char *
lkb_window_dup_name (GFile *file)
{
  g_autofree char *base = g_file_get_basename (file);
  g_autofree char *name = base != NULL ? g_filename_display_name (base)
                                       : g_file_get_parse_name (file);

  return lkb_text_shown_line (name);
}

/* A sentence of its own: "plan.lakeboard: is broken" becomes "Is broken." */
static char *
dup_sentence (GFile *file, const char *message)
{
  g_autofree char *name = g_file_get_parse_name (file);
  g_autofree char *first = NULL;
  const char *rest = message;
  gunichar c;

  if (name != NULL && g_str_has_prefix (message, name) && message[strlen (name)] == ':')
    rest = message + strlen (name) + 1;
  while (*rest == ' ')
    rest++;
  c = g_unichar_toupper (g_utf8_get_char (rest));
  first = g_ucs4_to_utf8 (&c, 1, NULL, NULL, NULL);
  return g_strdup_printf ("%s%s%s", first, *rest != '\0' ? g_utf8_next_char (rest) : "",
                          g_str_has_suffix (rest, ".") ? "" : ".");
}

static char *
dup_load_reason (GFile *file, const GError *error)
{
  g_autoptr (GFile) folder = g_file_get_parent (file);
  g_autofree char *place = folder != NULL ? g_file_get_parse_name (folder) : g_strdup ("");
  g_autofree char *sentence = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    return g_strdup_printf (_ ("There is no such file in %s."), place);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED))
    return g_strdup (_ ("You have no permission to read it."));
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_IS_DIRECTORY))
    return g_strdup (_ ("It is a folder, not a board."));
  sentence = dup_sentence (file, error->message);
  /* A place in a JSON text helps who wrote it by hand; the others want to know what that means. */
  if (error->domain == LKB_INPUT_ERROR && sentence[0] == '$')
    return g_strdup_printf ("%s\n%s", _ ("It is damaged, or no board at all."), sentence);
  return g_steal_pointer (&sentence);
}

/* The trouble with one file among several, in a line. */
static void
add_load_trouble (GtkWindow *dialog, GFile *file, const char *reason)
{
  g_autofree char *name = lkb_window_dup_name (file);
  const char *old = g_object_get_data (G_OBJECT (dialog), "lkb-lines");
  int length = (int) strcspn (reason, "\n");

  g_object_set_data_full (G_OBJECT (dialog), "lkb-lines",
                          g_strdup_printf ("%s%s%s: %.*s", old != NULL ? old : "",
                                           old != NULL ? "\n" : "", name, length, reason),
                          g_free);
}

void
lkb_window_show_load_error (LkbWindow *self, GFile *file, const GError *error)
{
  g_autofree char *name = lkb_window_dup_name (file);
  g_autofree char *reason = dup_load_reason (file, error);
  g_autofree char *heading = g_strdup_printf (_ ("“%s” cannot be opened"), name);
  g_autofree char *shown = NULL;

  if (self->load_trouble == NULL)
    {
      g_set_weak_pointer (&self->load_trouble,
                          GTK_WINDOW (lkb_window_create_message (self, heading, reason)));
      self->n_load_troubles = 1;
      add_load_trouble (self->load_trouble, file, reason);
      gtk_window_present (self->load_trouble);
      return;
    }

  /* Several at once share one message. */
  self->n_load_troubles++;
  add_load_trouble (self->load_trouble, file, reason);
  g_free (heading);
  heading = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u file cannot be opened",
                                          "%u files cannot be opened", self->n_load_troubles),
                             self->n_load_troubles);
  adw_message_dialog_set_heading (ADW_MESSAGE_DIALOG (self->load_trouble), heading);
  shown = lkb_text_shown (g_object_get_data (G_OBJECT (self->load_trouble), "lkb-lines"));
  adw_message_dialog_set_body (ADW_MESSAGE_DIALOG (self->load_trouble), shown);
}

char *
lkb_window_dup_write_reason (GFile *file, const GError *error)
{
  if (error->domain != LKB_SAVE_ERROR)
    return dup_sentence (file, error->message);
  switch ((LkbSaveError) error->code)
    {
    case LKB_SAVE_ERROR_NO_SPACE:
      return g_strdup (_ ("The disk is full. Make room and try again, or choose another place."));
    case LKB_SAVE_ERROR_READ_ONLY:
      return g_strdup (_ ("The file or its folder is read-only. Choose another place."));
    case LKB_SAVE_ERROR_NOT_A_FILE:
      return g_strdup (_ ("A folder of this name is there. Choose another name."));
    case LKB_SAVE_ERROR_NO_FOLDER:
      return g_strdup (_ ("The folder is no longer there. Choose another place."));
    case LKB_SAVE_ERROR_CHANGED:
    case LKB_SAVE_ERROR_CANCELLED:
    case LKB_SAVE_ERROR_FAILED:
    default:
      return dup_sentence (file, error->message);
    }
}

static void
save_trouble_cb (AdwMessageDialog *dialog, const char *response, LkbWindow *self)
{
  if (self->document != NULL && g_str_equal (response, "other"))
    lkb_window_save (self, TRUE);
}

void
lkb_window_show_save_error (LkbWindow *self, GFile *file, const GError *error)
{
  g_autofree char *name = lkb_window_dup_name (file);
  g_autofree char *reason = lkb_window_dup_write_reason (file, error);
  g_autofree char *heading = g_strdup_printf (_ ("“%s” was not saved"), name);
  g_autofree char *body = g_strdup_printf ("%s\n%s", reason,
                                           _ ("Your work is still in this window."));
  AdwMessageDialog *dialog = lkb_window_create_message (self, heading, body);

  adw_message_dialog_add_response (dialog, "other", _ ("Save _As…"));
  adw_message_dialog_set_response_appearance (dialog, "other", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (dialog, "other");
  g_signal_connect_object (dialog, "response", G_CALLBACK (save_trouble_cb), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* The file behind the board */

static gboolean
is_plain_file (const char *path)
{
  struct stat info;

  return stat (path, &info) == 0 && S_ISREG (info.st_mode);
}

void
lkb_window_set_banner_button (GtkWidget *button, const char *label, const char *action)
{
  gtk_widget_set_visible (button, action != NULL);
  if (action == NULL)
    return;
  gtk_button_set_label (GTK_BUTTON (button), label);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
}

void
lkb_window_update_banner (LkbWindow *self)
{
  const char *reason = self->document != NULL ? lkb_document_get_read_only_reason (self->document)
                                              : NULL;
  GFile *file = self->document != NULL ? lkb_document_get_file (self->document) : NULL;
  g_autofree char *name = file != NULL ? lkb_window_dup_name (file) : NULL;
  g_autofree char *text = lkb_window_fill_trouble_banner (self);

  if (text != NULL)
    {
      /* Said once: it comes first. */
    }
  else if (file != NULL && self->disk == LKB_DISK_CHANGED)
    {
      text = g_strdup_printf (lkb_document_get_modified (self->document)
                                  ? _ ("“%s” was changed by another program, and here too.")
                                  : _ ("“%s” was changed by another program."),
                              name);
      lkb_window_set_banner_button (self->banner_button, _ ("_Reload"), "win.reload");
      lkb_window_set_banner_button (self->banner_keep, _ ("_Keep This One"), "win.keep");
    }
  else if (file != NULL && self->disk == LKB_DISK_GONE)
    {
      text = g_strdup_printf (_ ("“%s” was moved or deleted. Saving puts it back."), name);
      lkb_window_set_banner_button (self->banner_button, _ ("_Save"), "win.save");
      lkb_window_set_banner_button (self->banner_keep, NULL, NULL);
    }
  else if ((text = lkb_window_fill_recovery_banner (self)) != NULL)
    {
      /* Its buttons are there. */
    }
  else if (reason != NULL)
    {
      text = g_strdup (reason);
      lkb_window_set_banner_button (
          self->banner_button, _ ("Save _As…"),
          lkb_document_get_read_only (self->document) != LKB_READ_ONLY_NEWER ? "win.save-as"
                                                                             : NULL);
      lkb_window_set_banner_button (self->banner_keep, NULL, NULL);
    }
  if (text != NULL)
    {
      g_autofree char *shown = lkb_text_shown (text);

      gtk_label_set_label (self->banner_label, shown);
    }
  gtk_revealer_set_reveal_child (self->banner, text != NULL);
}

/* What is there now, compared with what was read or saved. */
static LkbDiskState
look (LkbWindow *self, const char *path)
{
  if (!lkb_document_is_changed_on_disk (self->document))
    return LKB_DISK_SAME;
  if (!is_plain_file (path))
    return LKB_DISK_GONE;
  /* Kept before: only what came after that is news. */
  return self->kept.exists && !lkb_file_stamp_differs (&self->kept, path) ? LKB_DISK_SAME
                                                                          : LKB_DISK_CHANGED;
}

static void
file_changed_cb (GFileMonitor *monitor, GFile *file, GFile *other, GFileMonitorEvent event,
                 LkbWindow *self)
{
  lkb_window_watch_file (self);
}

void
lkb_window_watch_file (LkbWindow *self)
{
  GFile *file = self->document != NULL ? lkb_document_get_file (self->document) : NULL;
  const char *path = file != NULL ? g_file_peek_path (file) : NULL;

  if (path == NULL || self->watched == NULL || !g_file_equal (self->watched, file))
    {
      if (self->monitor != NULL)
        g_signal_handlers_disconnect_by_data (self->monitor, self);
      g_clear_object (&self->monitor);
      g_clear_object (&self->watched);
      memset (&self->kept, 0, sizeof self->kept);
      if (path != NULL)
        {
          self->watched = g_object_ref (file);
          self->monitor = g_file_monitor_file (file, G_FILE_MONITOR_NONE, NULL, NULL);
          if (self->monitor != NULL)
            g_signal_connect (self->monitor, "changed", G_CALLBACK (file_changed_cb), self);
        }
    }
  /* While it is being written it is neither the old nor the new one. */
  if (path == NULL)
    self->disk = LKB_DISK_SAME;
  else if (!lkb_document_get_busy (self->document))
    self->disk = look (self, path);
  lkb_window_update_banner (self);
}

void
lkb_window_keep (LkbWindow *self)
{
  if (self->watched == NULL)
    return;
  lkb_file_stamp_take (&self->kept, g_file_peek_path (self->watched), NULL);
  lkb_window_watch_file (self);
}

static void
reload (LkbWindow *self)
{
  g_autoptr (GFile) file = g_object_ref (lkb_document_get_file (self->document));

  lkb_window_load (self, file);
}

static void
reload_response_cb (AdwMessageDialog *dialog, const char *response, LkbWindow *self)
{
  if (self->document != NULL && g_str_equal (response, "reload"))
    reload (self);
}

void
lkb_window_reload (LkbWindow *self)
{
  AdwMessageDialog *dialog;

  if (self->document == NULL || lkb_document_get_file (self->document) == NULL)
    return;
  lkb_window_commit (self);
  if (!lkb_document_get_modified (self->document))
    {
      reload (self);
      return;
    }
  dialog = ADW_MESSAGE_DIALOG (
      adw_message_dialog_new (GTK_WINDOW (self), _ ("Reload and lose your changes?"),
                              _ ("What was changed in this window since it was saved is lost.")));
  adw_message_dialog_add_responses (dialog, "cancel", _ ("_Cancel"), "reload", _ ("_Reload"), NULL);
  adw_message_dialog_set_response_appearance (dialog, "reload", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_close_response (dialog, "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (reload_response_cb), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}
