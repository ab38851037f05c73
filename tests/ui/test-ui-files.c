/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>

#include "files.h"

static void
test_save (void)
{
  g_autoptr (LkbUi) ui = lkb_ui_open ("T01");
  g_autofree char *path = files_dup_path (ui, "mine.lakeboard");
  LkbDocument *document = lkb_window_get_document (ui->window);

  g_assert_true (lkb_document_get_modified (document));
  lkb_ui_xdotool (ui, "key ctrl+s");
  files_choose (ui, path);
  files_wait_for_saved (ui);
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
  g_assert_false (lkb_window_get_document (ui->window) != document);

  /* A change makes it unsaved, undo saved again. */
  lkb_ui_click_element (ui, "hub");
  lkb_ui_xdotool (ui, "key Down");
  g_assert_true (lkb_document_get_modified (document));
  lkb_ui_xdotool (ui, "key ctrl+z");
  g_assert_false (lkb_document_get_modified (document));
}

/* What is typed gets the ending of a board; what stands there under that name was not meant. */
static void
test_save_names (void)
{
  g_autoptr (LkbUi) ui = lkb_ui_open ("T01");
  g_autofree char *there = files_put (ui, "plan v1.2.lakeboard", "mine");
  g_autofree char *typed = files_dup_path (ui, "plan v1.2");
  g_autofree char *picture = files_put (ui, "page.svg", "a picture");
  g_autofree char *board = files_dup_path (ui, "page.lakeboard");

  lkb_ui_xdotool (ui, "key ctrl+s");
  files_choose (ui, typed);
  files_wait_for_message (ui, "Replace “plan v1.2.lakeboard”?");
  lkb_ui_shoot (ui, "files-replace");
  files_answer (ui, "_Cancel");
  files_assert_content (there, "mine");
  g_assert_true (lkb_document_get_modified (lkb_window_get_document (ui->window)));

  lkb_ui_xdotool (ui, "key ctrl+s");
  files_choose (ui, picture);
  files_wait_for_saved (ui);
  files_assert_content (picture, "a picture");
  g_assert_true (g_file_test (board, G_FILE_TEST_EXISTS));
}

static gboolean
is_closed (LkbUi *ui, gpointer data)
{
  return ui->window == NULL;
}

static void
test_close_unsaved (void)
{
  g_autoptr (LkbUi) ui = lkb_ui_open ("T01");
  GtkWindow *dialog;

  lkb_ui_click_element (ui, "hub");
  lkb_ui_xdotool (ui, "key Down");
  lkb_ui_xdotool (ui, "key ctrl+w");
  dialog = files_wait_for_dialog (ui, ADW_TYPE_MESSAGE_DIALOG);
  lkb_ui_xdotool (ui, "key Escape");
  files_wait_for_no_dialog (ui, ADW_TYPE_MESSAGE_DIALOG);
  g_assert_nonnull (ui->window);

  lkb_ui_xdotool (ui, "key ctrl+w");
  dialog = files_wait_for_dialog (ui, ADW_TYPE_MESSAGE_DIALOG);
  lkb_ui_click (ui, lkb_ui_find (GTK_WIDGET (dialog), GTK_TYPE_BUTTON, "_Discard"));
  lkb_ui_wait (ui, is_closed, NULL, "the window is closed");
}

int
main (int argc, char **argv)
{
  lkb_ui_init (&argc, &argv);
  g_test_add_func ("/files/save", test_save);
  g_test_add_func ("/files/save-names", test_save_names);
  g_test_add_func ("/files/close-unsaved", test_close_unsaved);
  return g_test_run ();
}
