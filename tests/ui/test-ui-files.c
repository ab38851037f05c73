/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <unistd.h>

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

static LkbWindow *
open_another (LkbUi *ui, const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  LkbWindow *first = ui->window;
  GtkWindow *active;

  lkb_application_open_file (ui->application, file);
  active = gtk_application_get_active_window (GTK_APPLICATION (ui->application));
  g_assert_true (LKB_WINDOW (active) != first);
  lkb_ui_turn_to (ui, LKB_WINDOW (active));
  lkb_ui_wait_for_board (ui);
  return LKB_WINDOW (active);
}

static GtkWindow *
get_active (LkbUi *ui)
{
  return gtk_application_get_active_window (GTK_APPLICATION (ui->application));
}

/* Two boards, two windows; the same board, by whatever path, is there once. */
static void
test_windows (void)
{
  g_autoptr (LkbUi) ui = lkb_ui_open (NULL);
  g_autofree char *one = files_put_board (ui, "one.lakeboard");
  g_autofree char *two = files_put_board (ui, "two.lakeboard");
  g_autofree char *link = files_dup_path (ui, "link.lakeboard");
  g_autoptr (GFile) again = g_file_new_for_path (one);
  g_autoptr (GFile) linked = g_file_new_for_path (link);
  LkbWindow *first = ui->window;
  LkbWindow *second;

  g_assert_cmpint (symlink ("two.lakeboard", link), ==, 0);
  files_open (ui, one);
  second = open_another (ui, two);
  g_assert_cmpuint (files_count_windows (ui), ==, 2);
  lkb_application_open_file (ui->application, again);
  lkb_ui_settle (ui);
  g_assert_cmpuint (files_count_windows (ui), ==, 2);
  g_assert_true (get_active (ui) == GTK_WINDOW (first));
  lkb_application_open_file (ui->application, linked);
  lkb_ui_settle (ui);
  g_assert_cmpuint (files_count_windows (ui), ==, 2);
  g_assert_true (get_active (ui) == GTK_WINDOW (second));
  gtk_window_destroy (GTK_WINDOW (first));
}

static gboolean
has_windows (LkbUi *ui, gpointer n)
{
  return files_count_windows (ui) == GPOINTER_TO_UINT (n);
}

/* Quitting asks one window at a time, and one “no” keeps all that are left. */
static void
test_quit (void)
{
  g_autoptr (LkbUi) ui = lkb_ui_open (NULL);
  g_autofree char *one = files_put_board (ui, "one.lakeboard");
  g_autofree char *two = files_put_board (ui, "two.lakeboard");
  g_autofree char *three = files_put_board (ui, "three.lakeboard");
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  AdwMessageDialog *message;
  GtkWindow *asked, *other;

  g_assert_true (g_file_get_contents (one, &before, NULL, NULL));
  files_open (ui, one);
  files_edit (ui);
  open_another (ui, two);
  open_another (ui, three);
  files_edit (ui);

  lkb_ui_xdotool (ui, "key ctrl+q");
  message = files_wait_for_message (ui, "Save changes to “Click to feature vector”?");
  asked = gtk_window_get_transient_for (GTK_WINDOW (message));
  g_assert_true (asked == GTK_WINDOW (ui->window));
  files_answer (ui, "_Cancel");
  g_assert_cmpuint (files_count_windows (ui), ==, 3);

  /* The first is thrown away, then the other asks, and is kept. */
  lkb_ui_xdotool (ui, "key ctrl+q");
  files_wait_for_message (ui, "Save changes to “Click to feature vector”?");
  lkb_ui_click (ui, lkb_ui_find (GTK_WIDGET (files_wait_for_dialog (ui, ADW_TYPE_MESSAGE_DIALOG)),
                                 GTK_TYPE_BUTTON, "_Discard"));
  lkb_ui_wait (ui, has_windows, GUINT_TO_POINTER (2), "the first window is gone");
  message = files_wait_for_message (ui, "Save changes to “Click to feature vector”?");
  other = gtk_window_get_transient_for (GTK_WINDOW (message));
  g_assert_true (other != NULL);
  lkb_ui_turn_to (ui, LKB_WINDOW (other));
  files_answer (ui, "_Cancel");
  g_assert_cmpuint (files_count_windows (ui), ==, 2);

  /* Saved, it goes, and so does the one that had nothing to say. */
  gtk_window_present (other);
  lkb_ui_settle (ui);
  lkb_ui_xdotool (ui, "key ctrl+q");
  files_wait_for_message (ui, "Save changes to “Click to feature vector”?");
  lkb_ui_click (ui, lkb_ui_find (GTK_WIDGET (files_wait_for_dialog (ui, ADW_TYPE_MESSAGE_DIALOG)),
                                 GTK_TYPE_BUTTON, "_Save"));
  lkb_ui_wait (ui, has_windows, GUINT_TO_POINTER (0), "all windows are gone");
  g_assert_true (g_file_get_contents (one, &after, NULL, NULL));
  g_assert_cmpstr (before, !=, after);
}

int
main (int argc, char **argv)
{
  lkb_ui_init (&argc, &argv);
  g_test_add_func ("/files/save", test_save);
  g_test_add_func ("/files/save-names", test_save_names);
  g_test_add_func ("/files/close-unsaved", test_close_unsaved);
  g_test_add_func ("/files/windows", test_windows);
  g_test_add_func ("/files/quit", test_quit);
  return g_test_run ();
}
