/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "files.h"

#include <string.h>

#include "app/lkb-export-dialog.h"
#include "core/store/lkb-save.h"

char *
files_dup_path (LkbUi *ui, const char *name)
{
  return g_build_filename (ui->folder, name, NULL);
}

char *
files_put (LkbUi *ui, const char *name, const char *text)
{
  char *path = files_dup_path (ui, name);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  return path;
}

char *
files_put_board (LkbUi *ui, const char *name)
{
  char *path = files_dup_path (ui, name);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (LkbDocument) document = NULL;
  GError *error = NULL;

  document = lkb_document_new_from_template (lkb_application_get_data (ui->application), "T01",
                                             &error);
  g_assert_no_error (error);
  lkb_document_save (document, file, FALSE, NULL, &error);
  g_assert_no_error (error);
  return path;
}

void
files_assert_content (const char *path, const char *text)
{
  g_autofree char *content = NULL;

  g_assert_true (g_file_get_contents (path, &content, NULL, NULL));
  g_assert_cmpstr (content, ==, text);
}

void
files_assert_no_temp (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    g_assert_false (g_str_has_prefix (name, LKB_SAVE_TEMP_PREFIX));
}

typedef struct
{
  GType type;
  const char *heading;
  GtkWindow *found;
} Wanted;

static gboolean
has_dialog (LkbUi *ui, gpointer data)
{
  Wanted *wanted = data;

  wanted->found = lkb_ui_get_dialog (ui, wanted->type);
  return wanted->found != NULL;
}

/* Where the keys go. */
static gboolean
has_active_dialog (LkbUi *ui, gpointer data)
{
  return has_dialog (ui, data) && gtk_window_is_active (((Wanted *) data)->found);
}

static gboolean
has_no_dialog (LkbUi *ui, gpointer data)
{
  return !has_dialog (ui, data);
}

GtkWindow *
files_wait_for_dialog (LkbUi *ui, GType type)
{
  Wanted wanted = { .type = type };

  lkb_ui_wait (ui, has_active_dialog, &wanted, g_type_name (type));
  lkb_ui_settle (ui);
  return wanted.found;
}

void
files_wait_for_no_dialog (LkbUi *ui, GType type)
{
  Wanted wanted = { .type = type };

  lkb_ui_wait (ui, has_no_dialog, &wanted, "the dialog is gone");
  lkb_ui_settle (ui);
}

static gboolean
has_message (LkbUi *ui, gpointer data)
{
  Wanted *wanted = data;

  return has_active_dialog (ui, data)
         && g_strcmp0 (adw_message_dialog_get_heading (ADW_MESSAGE_DIALOG (wanted->found)),
                       wanted->heading)
                == 0;
}

AdwMessageDialog *
files_wait_for_message (LkbUi *ui, const char *heading)
{
  Wanted wanted = { .type = ADW_TYPE_MESSAGE_DIALOG, .heading = heading };
  GListModel *windows = gtk_window_get_toplevels ();
  guint n = 0;

  lkb_ui_wait (ui, has_message, &wanted, heading);
  lkb_ui_settle (ui);
  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      n += ADW_IS_MESSAGE_DIALOG (window) && gtk_widget_get_mapped (GTK_WIDGET (window));
    }
  g_assert_cmpuint (n, ==, 1);
  return ADW_MESSAGE_DIALOG (wanted.found);
}

void
files_answer (LkbUi *ui, const char *label)
{
  GtkWindow *dialog = files_wait_for_dialog (ui, ADW_TYPE_MESSAGE_DIALOG);

  lkb_ui_click (ui, lkb_ui_find (GTK_WIDGET (dialog), GTK_TYPE_BUTTON, label));
  files_wait_for_no_dialog (ui, ADW_TYPE_MESSAGE_DIALOG);
}

/* The file dialog has gone, or asks whether that file may be replaced. */
static gboolean
is_chosen (LkbUi *ui, gpointer data)
{
  return lkb_ui_get_dialog (ui, GTK_TYPE_FILE_CHOOSER_DIALOG) == NULL
         || lkb_ui_get_dialog (ui, GTK_TYPE_MESSAGE_DIALOG) != NULL;
}

void
files_choose (LkbUi *ui, const char *path)
{
  GtkWindow *question;

  files_wait_for_dialog (ui, GTK_TYPE_FILE_CHOOSER_DIALOG);
  lkb_ui_xdotool (ui, "key ctrl+a");
  lkb_ui_type (ui, path);
  lkb_ui_xdotool (ui, "key Return");
  lkb_ui_wait (ui, is_chosen, NULL, "the file is chosen");
  question = lkb_ui_get_dialog (ui, GTK_TYPE_MESSAGE_DIALOG);
  if (question != NULL)
    {
      lkb_ui_settle (ui);
      lkb_ui_click (ui, lkb_ui_find (GTK_WIDGET (question), GTK_TYPE_BUTTON, "_Replace"));
    }
  files_wait_for_no_dialog (ui, GTK_TYPE_FILE_CHOOSER_DIALOG);
}

void
files_export (LkbUi *ui, const char *path, gboolean also_png)
{
  GtkWindow *dialog;

  lkb_ui_xdotool (ui, "key ctrl+shift+e");
  dialog = files_wait_for_dialog (ui, LKB_TYPE_EXPORT_DIALOG);
  if (also_png)
    lkb_ui_click (ui, lkb_ui_find (GTK_WIDGET (dialog), GTK_TYPE_CHECK_BUTTON, NULL));
  lkb_ui_click (ui, lkb_ui_find (GTK_WIDGET (dialog), GTK_TYPE_BUTTON, "_Export"));
  files_choose (ui, path);
}

static gboolean
has_label (LkbUi *ui, gpointer text)
{
  return lkb_ui_find (GTK_WIDGET (ui->window), GTK_TYPE_LABEL, text) != NULL;
}

void
files_wait_for_text (LkbUi *ui, const char *text)
{
  lkb_ui_wait (ui, has_label, (gpointer) text, text);
  lkb_ui_settle (ui);
}

/* (nullable) */
static GtkWidget *
find_toast (LkbUi *ui, const char *text)
{
  GtkWidget *toast = lkb_ui_find (GTK_WIDGET (ui->window), GTK_TYPE_LABEL, text);

  while (toast != NULL && !g_str_equal (G_OBJECT_TYPE_NAME (toast), "AdwToastWidget"))
    toast = gtk_widget_get_parent (toast);
  return toast;
}

/* A message goes by itself unless the pointer rests on it. */
static gboolean
hold_toast (LkbUi *ui, gpointer text)
{
  GtkWidget *toast = find_toast (ui, text);
  g_autoptr (GListModel) controllers = NULL;

  if (toast == NULL)
    return FALSE;
  controllers = gtk_widget_observe_controllers (toast);
  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_MOTION (controller))
        {
          g_signal_emit_by_name (controller, "enter", 0.0, 0.0);
          return TRUE;
        }
    }
  g_assert_not_reached ();
}

void
files_wait_for_toast (LkbUi *ui, const char *text)
{
  lkb_ui_wait (ui, hold_toast, (gpointer) text, text);
  lkb_ui_settle (ui);
}

void
files_close_toast (LkbUi *ui, const char *text)
{
  files_wait_for_toast (ui, text);
  lkb_ui_click (ui, gtk_widget_get_last_child (find_toast (ui, text)));
}

static gboolean
is_saved (LkbUi *ui, gpointer data)
{
  LkbDocument *document = lkb_window_get_document (ui->window);

  return !lkb_document_get_busy (document) && !lkb_document_get_modified (document);
}

void
files_wait_for_saved (LkbUi *ui)
{
  lkb_ui_wait (ui, is_saved, NULL, "the board is saved");
  lkb_ui_settle (ui);
}

void
files_edit (LkbUi *ui)
{
  lkb_ui_click_element (ui, "hub");
  lkb_ui_xdotool (ui, "key Down");
  g_assert_true (lkb_document_get_modified (lkb_window_get_document (ui->window)));
}

void
files_open (LkbUi *ui, const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);

  lkb_application_open_file (ui->application, file);
  lkb_ui_wait_for_board (ui);
  lkb_ui_wait_for_review (ui);
}

guint
files_count_windows (LkbUi *ui)
{
  return g_list_length (gtk_application_get_windows (GTK_APPLICATION (ui->application)));
}
