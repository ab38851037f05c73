/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The page leaves the house: the gate, the file, the clipboard, and what may go wrong.
 */

#include <glib/gstdio.h>
#include <string.h>

#include "app/lkb-export-dialog.h"
#include "app/lkb-export.h"
#include "app/lkb-window-private.h"
#include "core/model/lkb-edit.h"
#include "files.h"
#include "widgets/panels/lkb-findings-panel.h"
#include "widgets/panels/lkb-script-panel.h"

static gboolean
is_png (LkbUi *ui, gpointer path)
{
  g_autofree char *bytes = NULL;

  return g_file_get_contents (path, &bytes, NULL, NULL) && g_str_has_prefix (bytes, "\x89PNG");
}

static gboolean
exists (LkbUi *ui, gpointer path)
{
  return g_file_test (path, G_FILE_TEST_EXISTS);
}

static void
test_export (void)
{
  g_autoptr (LkbUi) ui = lkb_ui_open ("T01");
  g_autofree char *path = files_dup_path (ui, "page.svg");
  g_autofree char *svg = NULL;
  GtkWindow *dialog;

  lkb_ui_xdotool (ui, "key ctrl+e");
  dialog = files_wait_for_dialog (ui, LKB_TYPE_EXPORT_DIALOG);
  lkb_ui_click (ui, lkb_ui_find (GTK_WIDGET (dialog), GTK_TYPE_BUTTON, "_Export"));
  files_choose (ui, path);
  files_wait_for_text (ui, "Exported page.svg");
  g_assert_true (g_file_get_contents (path, &svg, NULL, NULL));
  g_assert_nonnull (strstr (svg, "Streaming Platform"));
  g_assert_nonnull (strstr (svg, "lakeboard:board"));
  g_assert_null (strstr (svg, "foreignObject"));
  g_assert_null (strstr (svg, "DRAFT"));

  /* Again without a question */
  g_assert_cmpint (g_remove (path), ==, 0);
  lkb_ui_xdotool (ui, "key ctrl+e");
  lkb_ui_wait (ui, exists, path, "the page is exported again");
  g_assert_null (lkb_ui_get_dialog (ui, LKB_TYPE_EXPORT_DIALOG));

  /* The picture opens as an unsaved copy of the board. */
  {
    g_autoptr (GFile) file = g_file_new_for_path (path);
    g_autoptr (LkbDocument) copy = lkb_document_load (file, NULL, NULL);

    g_assert_nonnull (copy);
    g_assert_true (lkb_board_equal (lkb_document_get_board (copy), lkb_ui_get_board (ui)));
    g_assert_null (lkb_document_get_file (copy));
  }
}

static gboolean
has_page_on_clipboard (LkbUi *ui, gpointer data)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (ui->window));
  GdkContentFormats *formats = gdk_clipboard_get_formats (clipboard);

  return gdk_content_formats_contain_mime_type (formats, "image/png")
         && gdk_content_formats_contain_mime_type (formats, "image/svg+xml");
}

static void
test_after_export (void)
{
  g_autoptr (LkbUi) ui = lkb_ui_open ("T01");
  g_autofree char *path = files_dup_path (ui, "said.svg");
  GtkWindow *dialog;
  GtkWidget *root = GTK_WIDGET (ui->window);
  GtkWidget *script;

  lkb_ui_xdotool (ui, "key ctrl+e");
  dialog = files_wait_for_dialog (ui, LKB_TYPE_EXPORT_DIALOG);
  lkb_ui_click (ui, lkb_ui_find (GTK_WIDGET (dialog), GTK_TYPE_BUTTON, "_Export"));
  files_choose (ui, path);
  files_close_toast (ui, "Exported said.svg");

  /* The first page is followed by the script. */
  files_wait_for_toast (ui, "Say it in 60 seconds?");
  g_assert_true (gtk_widget_activate_action (root, "win.side-page", "s", "script"));
  lkb_ui_settle (ui);
  script = lkb_ui_find (root, LKB_TYPE_SCRIPT_PANEL, NULL);
  g_assert_nonnull (script);
  g_assert_true (gtk_widget_get_mapped (script));

  /* Ctrl+Shift+E always asks. */
  lkb_ui_xdotool (ui, "key ctrl+shift+e");
  files_wait_for_dialog (ui, LKB_TYPE_EXPORT_DIALOG);
  lkb_ui_xdotool (ui, "key Escape");
  files_wait_for_no_dialog (ui, LKB_TYPE_EXPORT_DIALOG);
}

static void
test_copy_page (void)
{
  g_autoptr (LkbUi) ui = lkb_ui_open ("T01");

  lkb_ui_xdotool (ui, "key ctrl+shift+c");
  lkb_ui_wait (ui, has_page_on_clipboard, NULL, "the page is on the clipboard");
}

/* What a drag out of the preview carries. */
static void
test_drag_out (void)
{
  g_autoptr (GBytes) svg = g_bytes_new_static ("<svg/>", 6);
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = NULL;
  g_autofree char *other = NULL;
  g_autoptr (GFile) file = lkb_export_create_drag (svg, "a/b: c", &folder, &error);
  g_autoptr (GFile) plain = lkb_export_create_drag (svg, NULL, &other, &error);
  g_autofree char *name = g_file_get_basename (file);
  g_autofree char *plain_name = g_file_get_basename (plain);

  g_assert_no_error (error);
  g_assert_cmpstr (name, ==, "a-b- c.svg");
  g_assert_cmpstr (plain_name, ==, "board.svg");
  files_assert_content (g_file_peek_path (file), "<svg/>");
  lkb_export_remove_drag (folder);
  lkb_export_remove_drag (other);
  lkb_export_remove_drag (NULL);
  g_assert_false (g_file_test (folder, G_FILE_TEST_EXISTS));
  g_assert_false (g_file_test (other, G_FILE_TEST_EXISTS));
}

static gboolean
is_dragged (LkbUi *ui, gpointer data)
{
  return *(GdkFileList **) data != NULL;
}

static gboolean
drop_cb (GtkDropTarget *target, const GValue *value, double x, double y, GdkFileList **files)
{
  *files = g_value_dup_boxed (value);
  return TRUE;
}

static gboolean
has_content (LkbUi *ui, gpointer preview)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (preview);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_DRAG_SOURCE (controller)
          && gtk_drag_source_get_content (GTK_DRAG_SOURCE (controller)) != NULL)
        return TRUE;
    }
  return FALSE;
}

/* Over to another window, as to a folder or a mail. */
static void
test_drag_to_window (void)
{
  g_autoptr (LkbUi) ui = lkb_ui_open ("T01");
  guint shutdown = g_signal_lookup ("shutdown", G_TYPE_APPLICATION);
  gulong handler;
  GdkFileList *files = NULL;
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);
  GtkWindow *dialog;
  GtkWidget *preview, *list;
  g_autofree char *svg = NULL;
  g_autofree char *path = NULL;

  lkb_ui_xdotool (ui, "key ctrl+e");
  dialog = files_wait_for_dialog (ui, LKB_TYPE_EXPORT_DIALOG);
  preview = lkb_ui_find (GTK_WIDGET (dialog), GTK_TYPE_PICTURE, NULL);
  list = lkb_ui_find (GTK_WIDGET (dialog), GTK_TYPE_LABEL, "The page is ready.");
  g_signal_connect (target, "drop", G_CALLBACK (drop_cb), &files);
  gtk_widget_add_controller (list, GTK_EVENT_CONTROLLER (target));
  lkb_ui_wait (ui, has_content, preview, "the page can be dragged");
  lkb_ui_hold (ui, preview);
  lkb_ui_point (ui, gtk_widget_get_parent (preview));
  lkb_ui_point (ui, list);
  lkb_ui_xdotool (ui, "mousemove_relative 3 1 mouseup 1");
  lkb_ui_wait (ui, is_dragged, &files, "the file arrived");
  {
    g_autoptr (GSList) dropped = gdk_file_list_get_files (files);

    g_assert_cmpuint (g_slist_length (dropped), ==, 1);
    path = g_file_get_path (dropped->data);
  }
  g_assert_true (g_str_has_suffix (path, "/Click to feature vector.svg"));
  g_assert_true (g_file_get_contents (path, &svg, NULL, NULL));
  g_assert_nonnull (strstr (svg, "lakeboard:board"));
  g_boxed_free (GDK_TYPE_FILE_LIST, files);
  lkb_ui_xdotool (ui, "key Escape");
  files_wait_for_no_dialog (ui, LKB_TYPE_EXPORT_DIALOG);
  /* A mail that it was put into is sent later. */
  lkb_ui_settle (ui);
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
  /* As the application ends, which goes on here. */
  while ((handler = g_signal_handler_find (ui->application, G_SIGNAL_MATCH_ID, shutdown, 0, NULL,
                                           NULL, NULL))
         != 0)
    g_signal_handler_disconnect (ui->application, handler);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

static void
text_read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  *(char **) data = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);
}

static gboolean
is_read (LkbUi *ui, gpointer data)
{
  return *(char **) data != NULL;
}

static void
test_copy_excalidraw (void)
{
  g_autoptr (LkbUi) ui = lkb_ui_open ("T01");
  g_autofree char *text = NULL;

  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (ui->window), "win.copy-excalidraw", NULL));
  files_wait_for_toast (ui, "Copied for Excalidraw: paste it there");
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (GTK_WIDGET (ui->window)), NULL,
                                 text_read_cb, &text);
  lkb_ui_wait (ui, is_read, &text, "the clipboard is read");
  g_assert_nonnull (strstr (text, "\"type\": \"excalidraw/clipboard\""));
  g_assert_nonnull (strstr (text, "\"elementId\": \"lb-hub\""));
  g_assert_nonnull (strstr (text, "Web ⇒ Streaming"));
}

static void
test_gate (void)
{
  g_autoptr (LkbUi) ui = lkb_ui_open ("T01");
  g_autofree char *path = files_dup_path (ui, "draft.svg");
  g_autofree char *svg = NULL;
  const char *ids[] = { "e2", NULL };
  GtkWindow *dialog;
  GtkWidget *list;

  lkb_editor_apply (lkb_ui_get_editor (ui),
                    lkb_edit_set (lkb_ui_get_board (ui), ids, LKB_FIELD_OWNER, NULL));
  lkb_ui_wait_for_review (ui);

  /* Not final: it says what is to be fixed, and goes there. */
  lkb_ui_xdotool (ui, "key ctrl+e");
  dialog = files_wait_for_dialog (ui, LKB_TYPE_EXPORT_DIALOG);
  g_assert_nonnull (lkb_ui_find (GTK_WIDGET (dialog), GTK_TYPE_LABEL,
                                 "1 thing to fix before this page is final"));
  g_assert_false (
      gtk_widget_get_sensitive (lkb_ui_find (GTK_WIDGET (dialog), GTK_TYPE_BUTTON, "_Export")));
  list = lkb_ui_find (GTK_WIDGET (dialog), GTK_TYPE_LIST_BOX_ROW, NULL);
  g_assert_nonnull (list);
  {
    /* The words, not the button that mends it */
    GtkWidget *words = lkb_ui_find (list, GTK_TYPE_LABEL, NULL);

    lkb_ui_click (ui, words);
  }
  files_wait_for_no_dialog (ui, LKB_TYPE_EXPORT_DIALOG);
  lkb_ui_assert_selected (ui, "e2");

  /* As a draft it leaves with a stamp. */
  lkb_ui_xdotool (ui, "key ctrl+e");
  dialog = files_wait_for_dialog (ui, LKB_TYPE_EXPORT_DIALOG);
  lkb_ui_click (ui, lkb_ui_find (GTK_WIDGET (dialog), GTK_TYPE_BUTTON, "Export as _draft"));
  files_choose (ui, path);
  lkb_ui_wait (ui, exists, path, "the draft is exported");
  g_assert_true (g_file_get_contents (path, &svg, NULL, NULL));
  g_assert_nonnull (strstr (svg, "DRAFT"));
}

/* A board and its page never take each other's place, and nothing is replaced that nobody named. */
static void
test_names (void)
{
  g_autoptr (LkbUi) ui = lkb_ui_open (NULL);
  g_autofree char *board = files_put_board (ui, "plan.lakeboard");
  g_autofree char *page = files_dup_path (ui, "plan.svg");
  g_autofree char *png = files_put (ui, "plan.png", "mine");
  g_autofree char *before = NULL;

  g_assert_true (g_file_get_contents (board, &before, NULL, NULL));
  files_open (ui, board);
  files_export (ui, board, FALSE);
  files_wait_for_text (ui, "Exported plan.svg");
  files_assert_content (board, before);
  g_assert_true (g_file_test (page, G_FILE_TEST_EXISTS));

  /* The picture beside it was not named. */
  files_export (ui, page, TRUE);
  files_wait_for_message (ui, "Replace “plan.png”?");
  files_answer (ui, "_Cancel");
  files_assert_content (png, "mine");
  files_export (ui, page, TRUE);
  files_wait_for_message (ui, "Replace “plan.png”?");
  files_answer (ui, "_Replace");
  lkb_ui_wait (ui, is_png, png, "the PNG is there");
}

static void
test_again (void)
{
  g_autoptr (LkbUi) ui = lkb_ui_open ("T01");
  g_autofree char *folder = files_dup_path (ui, "sub");
  g_autofree char *path = files_dup_path (ui, "sub/page.svg");
  g_autofree char *other = files_dup_path (ui, "other.svg");
  GtkWindow *dialog;

  g_assert_cmpint (g_mkdir (folder, 0755), ==, 0);
  files_export (ui, path, FALSE);
  files_wait_for_toast (ui, "Exported page.svg");
  g_assert_cmpint (g_remove (path), ==, 0);
  lkb_ui_click (ui, lkb_ui_find (GTK_WIDGET (ui->window), GTK_TYPE_BUTTON, "Show"));
  files_wait_for_text (ui, "“page.svg” is no longer there");
  g_assert_cmpint (g_rmdir (folder), ==, 0);

  lkb_ui_xdotool (ui, "key ctrl+e");
  g_assert_cmpstr (
      adw_message_dialog_get_body (files_wait_for_message (ui, "“page.svg” was not exported")), ==,
      "The folder is no longer there. Choose another place.");
  files_answer (ui, "Export _As…");
  dialog = files_wait_for_dialog (ui, LKB_TYPE_EXPORT_DIALOG);
  lkb_ui_click (ui, lkb_ui_find (GTK_WIDGET (dialog), GTK_TYPE_BUTTON, "_Export"));
  files_choose (ui, other);
  files_wait_for_text (ui, "Exported other.svg");
}

/* One message, and a true one: what is there and what is not. */
static void
test_png_fails (void)
{
  g_autoptr (LkbUi) ui = lkb_ui_open ("T01");
  g_autofree char *path = files_dup_path (ui, "page.svg");
  g_autofree char *png = files_dup_path (ui, "page.png");

  files_export (ui, path, TRUE);
  lkb_ui_wait (ui, is_png, png, "the PNG is there");
  files_wait_for_text (ui, "Exported page.svg");
  g_assert_cmpint (g_remove (path), ==, 0);
  g_assert_cmpint (g_chmod (png, 0444), ==, 0);
  lkb_ui_xdotool (ui, "key ctrl+e");
  g_assert_cmpstr (adw_message_dialog_get_body (
                       files_wait_for_message (ui, "“page.svg” was exported, the PNG was not")),
                   ==, "The file or its folder is read-only. Choose another place.");
  lkb_ui_shoot (ui, "export-png-fails");
  files_answer (ui, "_Close");
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
  files_assert_no_temp (ui->folder);

  /* With the page itself it is the other way round. */
  g_assert_cmpint (g_chmod (path, 0444), ==, 0);
  lkb_ui_xdotool (ui, "key ctrl+e");
  files_wait_for_message (ui, "“page.svg” was not exported");
  files_answer (ui, "_Close");
}

/* All workers are kept busy, so that an export takes as long as a test likes. */
#define N_BUSY 80

typedef struct
{
  GMutex mutex;
  GCond cond;
  gboolean open;
  guint n_done;
} Gate;

static void
wait_at_gate (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Gate *gate = data;

  g_mutex_lock (&gate->mutex);
  while (!gate->open)
    g_cond_wait (&gate->cond, &gate->mutex);
  g_mutex_unlock (&gate->mutex);
  g_task_return_boolean (task, TRUE);
}

static void
left_gate_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  ((Gate *) data)->n_done++;
}

static void
close_gate (Gate *gate)
{
  memset (gate, 0, sizeof *gate);
  g_mutex_init (&gate->mutex);
  g_cond_init (&gate->cond);
  for (guint i = 0; i < N_BUSY; i++)
    {
      g_autoptr (GTask) task = g_task_new (NULL, NULL, left_gate_cb, gate);

      g_task_set_task_data (task, gate, NULL);
      g_task_run_in_thread (task, wait_at_gate);
    }
}

static gboolean
all_left (LkbUi *ui, gpointer data)
{
  return ((Gate *) data)->n_done == N_BUSY;
}

static void
open_gate (LkbUi *ui, Gate *gate)
{
  g_mutex_lock (&gate->mutex);
  gate->open = TRUE;
  g_cond_broadcast (&gate->cond);
  g_mutex_unlock (&gate->mutex);
  lkb_ui_wait (ui, all_left, gate, "the workers are free");
  g_mutex_clear (&gate->mutex);
  g_cond_clear (&gate->cond);
}

static void
test_cancel (void)
{
  g_autoptr (LkbUi) ui = lkb_ui_open ("T01");
  g_autofree char *path = files_dup_path (ui, "page.svg");
  GtkWidget *root = GTK_WIDGET (ui->window);
  Gate gate;

  files_export (ui, path, FALSE);
  files_wait_for_text (ui, "Exported page.svg");
  g_assert_cmpint (g_remove (path), ==, 0);

  /* Who wonders is told, and a second one does not start. */
  close_gate (&gate);
  lkb_ui_xdotool (ui, "key ctrl+e");
  files_wait_for_text (ui, "Drawing the page…");
  lkb_ui_shoot (ui, "export-wonder");
  lkb_ui_click (ui, lkb_ui_find (root, GTK_TYPE_BUTTON, "_Cancel"));
  open_gate (ui, &gate);
  files_wait_for_text (ui, "Not exported");
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  files_assert_no_temp (ui->folder);

  /* Afterwards it goes on as ever. */
  lkb_ui_xdotool (ui, "key ctrl+e");
  files_wait_for_text (ui, "Exported page.svg");
}

static void
test_one_at_a_time (void)
{
  g_autoptr (LkbUi) ui = lkb_ui_open ("T01");
  g_autofree char *path = files_dup_path (ui, "page.svg");
  Gate gate;

  files_export (ui, path, FALSE);
  files_wait_for_text (ui, "Exported page.svg");
  close_gate (&gate);
  lkb_ui_xdotool (ui, "key ctrl+e");
  lkb_ui_xdotool (ui, "key ctrl+e");
  files_wait_for_text (ui, "The page is still being drawn");
  open_gate (ui, &gate);
  files_wait_for_text (ui, "Exported page.svg");
}

static char *printed;

static void
take_printed (const char *text)
{
  g_free (printed);
  printed = g_strdup (text);
}

static gboolean
has_printed (LkbUi *ui, gpointer data)
{
  return printed != NULL;
}

static gboolean
is_window_gone (LkbUi *ui, gpointer data)
{
  return files_count_windows (ui) == 0;
}

static gboolean
is_gone (LkbUi *ui, gpointer data)
{
  return ui->window == NULL;
}

/* The worker still holds the window, which is not shown any more. Closing does not stop it, and does not hide that it failed. */
static void
export_and_close (LkbUi *ui, Gate *gate)
{
  g_autofree char *folder = files_dup_path (ui, "sub");
  g_autofree char *path = files_dup_path (ui, "sub/page.svg");

  g_assert_cmpint (g_mkdir (folder, 0755), ==, 0);
  files_export (ui, path, FALSE);
  files_wait_for_text (ui, "Exported page.svg");
  g_assert_cmpint (g_remove (path), ==, 0);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
  close_gate (gate);
  lkb_ui_xdotool (ui, "key ctrl+e");
  lkb_ui_xdotool (ui, "key ctrl+w");
  lkb_ui_wait (ui, is_window_gone, NULL, "the window is closed");
}

static void
test_closed (void)
{
  g_autoptr (LkbUi) ui = lkb_ui_open ("T01");
  Gate gate;

  export_and_close (ui, &gate);
  g_set_printerr_handler (take_printed);
  open_gate (ui, &gate);
  lkb_ui_wait (ui, has_printed, NULL, "it is printed");
  lkb_ui_wait (ui, is_gone, NULL, "the window is let go of");
  g_set_printerr_handler (NULL);
  g_assert_cmpstr (printed, ==,
                   "“page.svg” was not exported: The folder is no longer there. Choose another "
                   "place.\n");
  g_clear_pointer (&printed, g_free);
}

static void
test_closed_written (void)
{
  g_autoptr (LkbUi) ui = lkb_ui_open ("T01");
  g_autofree char *path = files_dup_path (ui, "page.svg");
  Gate gate;

  files_export (ui, path, FALSE);
  files_wait_for_text (ui, "Exported page.svg");
  g_assert_cmpint (g_remove (path), ==, 0);
  close_gate (&gate);
  lkb_ui_xdotool (ui, "key ctrl+e");
  lkb_ui_xdotool (ui, "key ctrl+w");
  lkb_ui_wait (ui, is_window_gone, NULL, "the window is closed");
  open_gate (ui, &gate);
  lkb_ui_wait (ui, exists, path, "the page is written");
  lkb_ui_wait (ui, is_gone, NULL, "the window is let go of");
}

static void
test_closed_beside_another (void)
{
  g_autoptr (LkbUi) ui = lkb_ui_open ("T01");
  LkbWindow *other;
  Gate gate;

  export_and_close (ui, &gate);
  g_application_activate (G_APPLICATION (ui->application));
  other = LKB_WINDOW (gtk_application_get_active_window (GTK_APPLICATION (ui->application)));
  lkb_ui_turn_to (ui, other);
  open_gate (ui, &gate);
  files_wait_for_message (ui, "“page.svg” was not exported");
  files_answer (ui, "_Close");
}

/* What stands behind the folders here: a program that writes down what it was given. */
static char *shown_path;

static void
prepare_folders (void)
{
  g_autofree char *applications = g_build_filename (g_get_user_data_dir (), "applications", NULL);
  g_autofree char *desktop = g_build_filename (applications, "folders.desktop", NULL);
  g_autofree char *list = g_build_filename (g_get_user_config_dir (), "mimeapps.list", NULL);
  g_autofree char *entry = NULL;

  shown_path = g_build_filename (g_get_user_data_dir (), "shown", NULL);
  entry = g_strdup_printf ("[Desktop Entry]\nType=Application\nName=Folders\n"
                           "Exec=sh -c 'printf %%%%s \"$0\" >%s' %%f\nMimeType=inode/directory;\n",
                           shown_path);
  g_assert_cmpint (g_mkdir_with_parents (applications, 0755), ==, 0);
  g_assert_true (g_file_set_contents (desktop, entry, -1, NULL));
  g_assert_true (g_file_set_contents (
      list, "[Default Applications]\ninode/directory=folders.desktop\n", -1, NULL));
}

static gboolean
is_folder_shown (LkbUi *ui, gpointer data)
{
  g_autofree char *text = NULL;

  return g_file_get_contents (shown_path, &text, NULL, NULL)
         && g_str_equal (text, data != NULL ? data : ui->folder);
}

static void
test_show_and_change (void)
{
  g_autoptr (LkbUi) ui = lkb_ui_open ("T01");
  g_autofree char *path = files_dup_path (ui, "page.svg");
  GtkWidget *root = GTK_WIDGET (ui->window);

  files_export (ui, path, FALSE);
  files_wait_for_toast (ui, "Exported page.svg");
  lkb_ui_assert_beside (ui, "Show", "Change…");
  lkb_ui_click (ui, lkb_ui_find (root, GTK_TYPE_BUTTON, "Show"));
  lkb_ui_wait (ui, is_folder_shown, NULL, "the folder is shown");
  lkb_ui_xdotool (ui, "key ctrl+e");
  files_wait_for_toast (ui, "Exported page.svg");
  lkb_ui_click (ui, lkb_ui_find (root, GTK_TYPE_BUTTON, "Change…"));
  files_wait_for_dialog (ui, LKB_TYPE_EXPORT_DIALOG);
  lkb_ui_xdotool (ui, "key Escape");
  files_wait_for_no_dialog (ui, LKB_TYPE_EXPORT_DIALOG);
}

/* A file of words and prices of one's own that is broken is told with the checks, and shown where it lies. */
static void
test_show_data_file (void)
{
  g_autofree char *folder = g_build_filename (g_get_user_data_dir (), "lakeboard", "vocabulary",
                                              NULL);
  g_autofree char *path = g_build_filename (folder, "prices.json", NULL);
  g_autoptr (LkbUi) ui = NULL;
  GtkWidget *panel, *button;

  g_unlink (shown_path);
  g_assert_cmpint (g_mkdir_with_parents (folder, 0755), ==, 0);
  g_assert_true (g_file_set_contents (path, "[]", -1, NULL));
  ui = lkb_ui_open ("T01");
  g_unlink (path);
  lkb_ui_wait_for_review (ui);
  g_action_group_activate_action (G_ACTION_GROUP (ui->window), "check", NULL);
  lkb_ui_settle (ui);
  panel = lkb_ui_find (GTK_WIDGET (ui->window), LKB_TYPE_FINDINGS_PANEL, NULL);
  g_assert_nonnull (panel);
  lkb_ui_click (ui, lkb_ui_find (panel, GTK_TYPE_LABEL, "Expert · 2"));
  lkb_ui_settle (ui);
  button = lkb_ui_find (panel, GTK_TYPE_BUTTON, "Show file");
  g_assert_nonnull (button);
  lkb_ui_click (ui, button);
  lkb_ui_wait (ui, is_folder_shown, folder, "the folder is shown");
}

int
main (int argc, char **argv)
{
  prepare_folders ();
  lkb_ui_init (&argc, &argv);
  /* Data files are read once: in a program that has shown no board yet. */
  g_test_add_func ("/export/show-data-file", test_show_data_file);
  g_test_add_func ("/export/page", test_export);
  g_test_add_func ("/export/after-export", test_after_export);
  g_test_add_func ("/export/copy-page", test_copy_page);
  g_test_add_func ("/export/copy-excalidraw", test_copy_excalidraw);
  g_test_add_func ("/export/drag-out", test_drag_out);
  g_test_add_func ("/export/drag-to-window", test_drag_to_window);
  g_test_add_func ("/export/gate", test_gate);
  g_test_add_func ("/export/names", test_names);
  g_test_add_func ("/export/again", test_again);
  g_test_add_func ("/export/png-fails", test_png_fails);
  g_test_add_func ("/export/cancel", test_cancel);
  g_test_add_func ("/export/one-at-a-time", test_one_at_a_time);
  g_test_add_func ("/export/closed", test_closed);
  g_test_add_func ("/export/closed-written", test_closed_written);
  g_test_add_func ("/export/closed-beside-another", test_closed_beside_another);
  g_test_add_func ("/export/show-and-change", test_show_and_change);
  return g_test_run ();
}
