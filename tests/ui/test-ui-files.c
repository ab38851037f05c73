/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <unistd.h>

#include "app/lkb-cards-window.h"
#include "app/lkb-start-page.h"
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

/* The name stands in the box before the folder is read, and does not come over what is typed meanwhile. */
static void
test_save_as (void)
{
  g_autoptr (LkbUi) ui = lkb_ui_open (NULL);
  g_autofree char *path = files_put_board (ui, "plan.lakeboard");
  g_autofree char *name = NULL;
  GtkWindow *dialog;

  files_open (ui, path);
  g_action_group_activate_action (G_ACTION_GROUP (ui->window), "save-as", NULL);
  dialog = lkb_ui_get_dialog (ui, GTK_TYPE_FILE_CHOOSER_DIALOG);
  g_assert_nonnull (dialog);
  name = gtk_file_chooser_get_current_name (GTK_FILE_CHOOSER (dialog));
  g_assert_cmpstr (name, ==, "plan.lakeboard");
  files_wait_for_dialog (ui, GTK_TYPE_FILE_CHOOSER_DIALOG);
  lkb_ui_xdotool (ui, "key Escape");
  files_wait_for_no_dialog (ui, GTK_TYPE_FILE_CHOOSER_DIALOG);
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

static gboolean
has_keys (LkbUi *ui, gpointer data)
{
  return gtk_window_is_active (GTK_WINDOW (ui->window));
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
  lkb_ui_wait (ui, has_keys, NULL, "the new window has the keys");
  lkb_ui_wait_for_board (ui);
  return LKB_WINDOW (active);
}

static GtkWindow *
get_active (LkbUi *ui)
{
  return gtk_application_get_active_window (GTK_APPLICATION (ui->application));
}

static gboolean
is_active (LkbUi *ui, gpointer window)
{
  return get_active (ui) == window;
}

/* Two boards, two windows; the same board, by whatever path, is there once. */
static void
test_windows (void)
{
  g_autoptr (LkbUi) ui = lkb_ui_open (NULL);
  g_autofree char *one = files_put_board (ui, "one.lakeboard");
  g_autofree char *two = files_put_board (ui, "two.lakeboard");
  g_autofree char *link = files_dup_path (ui, "link.lakeboard");
  LkbWindow *first = ui->window;
  LkbWindow *second;

  g_assert_cmpint (symlink ("two.lakeboard", link), ==, 0);
  files_open (ui, one);
  second = open_another (ui, two);
  g_assert_cmpuint (files_count_windows (ui), ==, 2);
  lkb_ui_xdotool (ui, "key ctrl+o");
  files_choose (ui, one);
  lkb_ui_wait (ui, is_active, first, "the first window comes forward");
  g_assert_cmpuint (files_count_windows (ui), ==, 2);
  lkb_ui_turn_to (ui, first);
  lkb_ui_xdotool (ui, "key ctrl+o");
  files_choose (ui, link);
  lkb_ui_wait (ui, is_active, second, "the second window comes forward");
  g_assert_cmpuint (files_count_windows (ui), ==, 2);
  gtk_window_destroy (GTK_WINDOW (second));
}

static gboolean
has_windows (LkbUi *ui, gpointer n)
{
  return files_count_windows (ui) == GPOINTER_TO_UINT (n);
}

/* Not only for the file dialog, which remembers what was chosen before anything is written. */
static gboolean
is_recent (LkbUi *ui, gpointer uri)
{
  GtkRecentInfo *info = gtk_recent_manager_lookup_item (gtk_recent_manager_get_default (), uri,
                                                        NULL);
  gboolean ours = info != NULL && gtk_recent_info_has_group (info, LKB_RECENT_GROUP);

  g_clear_pointer (&info, gtk_recent_info_unref);
  return ours;
}

static void
wait_for_recent (LkbUi *ui, const char *path)
{
  g_autofree char *uri = g_filename_to_uri (path, NULL, NULL);
  g_autofree char *name = g_path_get_basename (path);
  g_autofree char *what = g_strdup_printf ("%s among the recent ones", name);

  lkb_ui_wait (ui, is_recent, uri, what);
  lkb_ui_settle (ui);
}

static gboolean
is_label_gone (LkbUi *ui, gpointer text)
{
  return lkb_ui_find (GTK_WIDGET (ui->window), GTK_TYPE_LABEL, text) == NULL;
}

/* What was opened, saved or exported is offered again; what is gone says so, and goes when told. */
static void
test_recent (void)
{
  g_autoptr (LkbUi) ui = lkb_ui_open (NULL);
  g_autofree char *one = files_put_board (ui, "early.lakeboard");
  g_autofree char *two = files_dup_path (ui, "late.lakeboard");
  g_autofree char *page = files_dup_path (ui, "page.svg");
  g_autofree char *gone = g_strdup_printf ("No longer in %s", ui->folder);
  LkbWindow *first = ui->window;
  LkbDocument *document;
  GtkWidget *row;

  files_open (ui, one);
  wait_for_recent (ui, one);
  lkb_ui_xdotool (ui, "key ctrl+shift+s");
  files_choose (ui, two);
  wait_for_recent (ui, two);
  files_export (ui, page, FALSE);
  wait_for_recent (ui, page);
  g_assert_cmpint (g_remove (one), ==, 0);

  lkb_ui_turn_to (ui, lkb_window_new (ui->application));
  gtk_window_present (GTK_WINDOW (ui->window));
  files_wait_for_text (ui, "early.lakeboard");
  files_wait_for_text (ui, "late.lakeboard");
  files_wait_for_text (ui, gone);
  lkb_ui_shoot (ui, "files-recent");
  row = lkb_ui_find (GTK_WIDGET (ui->window), GTK_TYPE_BUTTON, gone);
  g_assert_false (gtk_widget_get_sensitive (row));
  /* News of nothing leaves the rows under the pointer. */
  g_signal_emit_by_name (gtk_recent_manager_get_default (), "changed");
  g_assert_true (lkb_ui_find (GTK_WIDGET (ui->window), GTK_TYPE_BUTTON, gone) == row);
  lkb_ui_click (ui, gtk_widget_get_next_sibling (row));
  lkb_ui_wait (ui, is_label_gone, gone, "it is off the list");
  lkb_ui_settle (ui);
  g_assert_null (lkb_ui_find (GTK_WIDGET (ui->window), GTK_TYPE_LABEL, "early.lakeboard"));

  /* The picture opens as a copy, which is nobody's file yet. */
  lkb_ui_click (ui, lkb_ui_find (GTK_WIDGET (ui->window), GTK_TYPE_BUTTON, "page.svg"));
  lkb_ui_wait_for_board (ui);
  document = lkb_window_get_document (ui->window);
  g_assert_null (lkb_document_get_file (document));
  g_assert_true (lkb_document_get_modified (document));
  files_wait_for_text (ui, "Not saved yet");
  gtk_window_destroy (GTK_WINDOW (first));
}

static void
drag_end_cb (GtkDragSource *source, GdkDrag *drag, gboolean delete_data, gboolean *ended)
{
  *ended = TRUE;
}

static gboolean
has_ended (LkbUi *ui, gpointer ended)
{
  return *(gboolean *) ended;
}

/* A small window to drag files from. */
static GtkWindow *
create_source (LkbUi *ui, const char *path, gboolean *ended)
{
  GtkWindow *window = GTK_WINDOW (gtk_window_new ());
  GtkWidget *label = gtk_label_new ("drag");
  GtkDragSource *source = gtk_drag_source_new ();
  GFile *files[] = { g_file_new_for_path (path) };
  GdkFileList *list = gdk_file_list_new_from_array (files, 1);
  g_autoptr (GdkContentProvider) content = gdk_content_provider_new_typed (GDK_TYPE_FILE_LIST,
                                                                           list);

  gtk_drag_source_set_content (source, content);
  g_signal_connect (source, "drag-end", G_CALLBACK (drag_end_cb), ended);
  gtk_widget_add_controller (label, GTK_EVENT_CONTROLLER (source));
  gtk_window_set_decorated (window, FALSE);
  gtk_window_set_default_size (window, 120, 80);
  gtk_window_set_child (window, label);
  gtk_window_present (window);
  g_boxed_free (GDK_TYPE_FILE_LIST, list);
  g_object_unref (files[0]);
  return window;
}

static gboolean
is_mapped (LkbUi *ui, gpointer widget)
{
  return gtk_widget_get_mapped (widget);
}

static void
drop (LkbUi *ui, const char *path)
{
  gboolean ended = FALSE;
  GtkWindow *source = create_source (ui, path, &ended);

  lkb_ui_wait (ui, is_mapped, source, "the files can be dragged");
  lkb_ui_settle (ui);
  lkb_ui_xdotool (ui, "mousemove 60 40 mousedown 1");
  lkb_ui_xdotool (ui, "mousemove 90 60");
  lkb_ui_xdotool (ui, "mousemove 300 300");
  lkb_ui_xdotool (ui, "mousemove 400 400");
  lkb_ui_xdotool (ui, "mousemove 410 400");
  lkb_ui_xdotool (ui, "mouseup 1");
  lkb_ui_wait (ui, has_ended, &ended, "the files are dropped");
  gtk_window_destroy (source);
}

static void
test_drop (void)
{
  g_autoptr (LkbUi) ui = lkb_ui_open (NULL);
  g_autofree char *board = files_put_board (ui, "plan.lakeboard");
  g_autofree char *page = files_dup_path (ui, "page.svg");
  g_autofree char *foreign = files_put (ui, "logo.svg",
                                        "<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
  LkbWindow *first = ui->window;
  LkbDocument *document;

  drop (ui, board);
  lkb_ui_wait_for_board (ui);
  lkb_ui_wait_for_review (ui);
  document = lkb_window_get_document (ui->window);
  g_assert_cmpstr (g_file_peek_path (lkb_document_get_file (document)), ==, board);
  files_export (ui, page, FALSE);
  files_wait_for_text (ui, "Exported page.svg");

  /* The board that is open stays: what is dropped gets a window of its own. */
  drop (ui, foreign);
  files_wait_for_message (ui, "“logo.svg” cannot be opened");
  files_answer (ui, "_Close");
  g_assert_cmpuint (files_count_windows (ui), ==, 1);
  g_assert_true (lkb_window_get_document (first) == document);

  drop (ui, page);
  lkb_ui_wait (ui, has_windows, GUINT_TO_POINTER (2), "the picture has a window");
  lkb_ui_turn_to (ui, LKB_WINDOW (get_active (ui)));
  lkb_ui_wait_for_board (ui);
  g_assert_true (ui->window != first);
  g_assert_null (lkb_document_get_file (lkb_window_get_document (ui->window)));
  g_assert_true (lkb_window_get_document (first) == document);
  gtk_window_destroy (GTK_WINDOW (first));
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

static void
assert_refused (LkbUi *ui)
{
  files_close_toast (ui, "Finish or end the exam first.");
  g_assert_cmpuint (files_count_windows (ui), ==, 1);
  g_assert_null (lkb_ui_get_dialog (ui, GTK_TYPE_FILE_CHOOSER_DIALOG));
}

/* What another board shows is not for the eyes of who is examined, whatever opens it: that is said each time. */
static void
test_exam (void)
{
  g_autoptr (LkbUi) ui = lkb_ui_open ("T01");
  g_autofree char *path = files_put_board (ui, "answer.lakeboard");
  g_autoptr (GFile) file = g_file_new_for_path (path);

  lkb_application_set_exam (ui->application, ui->window, TRUE);
  lkb_application_open_file (ui->application, file);
  assert_refused (ui);
  lkb_ui_xdotool (ui, "key ctrl+o");
  assert_refused (ui);
  lkb_ui_xdotool (ui, "key ctrl+n");
  assert_refused (ui);
  lkb_ui_xdotool (ui, "key ctrl+k");
  lkb_ui_type (ui, "Open a board");
  lkb_ui_xdotool (ui, "key Return");
  assert_refused (ui);
  /* Also while another window than one with a board is looked at. */
  gtk_widget_activate_action (GTK_WIDGET (ui->window), "win.type-pipeline", NULL);
  files_wait_for_dialog (ui, ADW_TYPE_WINDOW);
  lkb_application_open_file (ui->application, file);
  lkb_ui_xdotool (ui, "key Escape");
  files_wait_for_no_dialog (ui, ADW_TYPE_WINDOW);
  assert_refused (ui);

  lkb_application_set_exam (ui->application, ui->window, FALSE);
  lkb_ui_xdotool (ui, "key ctrl+o");
  files_wait_for_dialog (ui, GTK_TYPE_FILE_CHOOSER_DIALOG);
  lkb_ui_xdotool (ui, "key Escape");
  files_wait_for_no_dialog (ui, GTK_TYPE_FILE_CHOOSER_DIALOG);
}

/* What would lead to another board by itself is off, whoever asks for it, also from outside. */
static void
test_exam_actions (void)
{
  static const char *const names[] = {
    "new-from-template", "build",    "history",      "debrief", "flash-cards", "redraw",
    "recover",           "practise", "resume-round",
  };
  g_autoptr (LkbUi) ui = lkb_ui_open ("T01");
  GActionGroup *actions = G_ACTION_GROUP (ui->application);

  lkb_application_set_exam (ui->application, ui->window, TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_assert_false (g_action_group_get_action_enabled (actions, names[i]));
  g_action_group_activate_action (actions, "new", NULL);
  assert_refused (ui);
  g_application_activate (G_APPLICATION (ui->application));
  g_assert_cmpuint (files_count_windows (ui), ==, 1);
  lkb_application_set_exam (ui->application, ui->window, FALSE);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_assert_true (g_action_group_get_action_enabled (actions, names[i]));
}

/* Another board is one to look up things in, with all its checks: out of sight like the rest, and there again as it was. */
static void
test_boards_out_of_sight (void)
{
  g_autoptr (LkbUi) ui = lkb_ui_open ("T01");
  LkbWindow *first = ui->window;
  LkbWindow *second;

  lkb_application_open_template (ui->application, "T01");
  lkb_ui_settle (ui);
  second = LKB_WINDOW (gtk_application_get_active_window (GTK_APPLICATION (ui->application)));
  g_assert_true (second != first);
  lkb_application_set_exam (ui->application, second, TRUE);
  lkb_ui_settle (ui);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (first)));
  lkb_ui_turn_to (ui, second);
  files_wait_for_text (ui, "Other windows are out of sight until the exam ends.");
  /* Who starts the program once more does not get it back. */
  g_application_activate (G_APPLICATION (ui->application));
  lkb_ui_settle (ui);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (first)));
  lkb_application_set_exam (ui->application, second, FALSE);
  lkb_ui_settle (ui);
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (first)));
  g_assert_true (gtk_window_is_active (GTK_WINDOW (second)));
  lkb_ui_turn_to (ui, first);
  lkb_document_discard (lkb_window_get_document (second));
  gtk_window_destroy (GTK_WINDOW (second));
}

/* A window that shows answers is out of sight while there is an exam, and there again as it was. */
static void
test_answers_out_of_sight (void)
{
  g_autoptr (LkbUi) ui = lkb_ui_open (NULL);
  GtkWindow *cards;

  g_action_group_activate_action (G_ACTION_GROUP (ui->application), "flash-cards", NULL);
  lkb_ui_settle (ui);
  cards = lkb_ui_get_dialog (ui, LKB_TYPE_CARDS_WINDOW);
  g_assert_nonnull (cards);
  lkb_application_set_exam (ui->application, ui->window, TRUE);
  lkb_ui_settle (ui);
  g_assert_null (lkb_ui_get_dialog (ui, LKB_TYPE_CARDS_WINDOW));
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (ui->window)));
  lkb_application_set_exam (ui->application, ui->window, FALSE);
  lkb_ui_settle (ui);
  g_assert_true (lkb_ui_get_dialog (ui, LKB_TYPE_CARDS_WINDOW) == cards);
  gtk_window_close (cards);
}

int
main (int argc, char **argv)
{
  lkb_ui_init (&argc, &argv);
  g_test_add_func ("/files/save", test_save);
  g_test_add_func ("/files/save-names", test_save_names);
  g_test_add_func ("/files/save-as", test_save_as);
  g_test_add_func ("/files/close-unsaved", test_close_unsaved);
  g_test_add_func ("/files/windows", test_windows);
  g_test_add_func ("/files/recent", test_recent);
  g_test_add_func ("/files/drop", test_drop);
  g_test_add_func ("/files/exam", test_exam);
  g_test_add_func ("/files/exam-actions", test_exam_actions);
  g_test_add_func ("/files/boards-out-of-sight", test_boards_out_of_sight);
  g_test_add_func ("/files/answers-out-of-sight", test_answers_out_of_sight);
  g_test_add_func ("/files/quit", test_quit);
  return g_test_run ();
}
