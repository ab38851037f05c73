/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The program ends in the middle of work, as it may at any moment; what was done is there the next time.
 */

#include <glib/gstdio.h>
#include <signal.h>

#include "core/formats/lkb-board-file.h"
#include "core/store/lkb-journal-lock.h"
#include "core/store/lkb-recovered.h"
#include "files.h"

static char *
dup_folder (void)
{
  return g_build_filename (g_get_user_state_dir (), "lakeboard", "journal", NULL);
}

static guint
count_journals (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  guint n = 0;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    n += g_str_has_suffix (name, LKB_JOURNAL_ENDING);
  return n;
}

static gboolean
has_journals (LkbUi *ui, gpointer n)
{
  g_autofree char *folder = dup_folder ();

  return count_journals (folder) == GPOINTER_TO_UINT (n);
}

/* What ends a journal is not waited for. */
static void
wait_for_journals (LkbUi *ui, guint n)
{
  lkb_ui_wait (ui, has_journals, GUINT_TO_POINTER (n), "the journals are closed");
}

/* (transfer full) (nullable): the last board in the only journal. */
static LkbBoard *
dup_recorded (void)
{
  g_autofree char *folder = dup_folder ();
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autoptr (LkbRecording) recording = NULL;

      if (!g_str_has_suffix (name, LKB_JOURNAL_ENDING))
        continue;
      recording = lkb_recovered_read_journal (path, NULL);
      if (recording != NULL)
        return lkb_recording_dup_board (recording, lkb_recording_get_n_changes (recording));
    }
  return NULL;
}

static gboolean
has_names (LkbUi *ui, gpointer names)
{
  g_autoptr (LkbBoard) board = dup_recorded ();
  const GPtrArray *elements = board != NULL ? lkb_board_get_elements (board) : NULL;
  g_autoptr (GString) found = g_string_new (NULL);

  for (guint i = 0; elements != NULL && i < elements->len; i++)
    {
      const char *name = lkb_element_get_name (elements->pdata[i]);

      if (lkb_element_is_node (elements->pdata[i]))
        g_string_append_printf (found, "%s%s", found->len > 0 ? ", " : "", name ? name : "?");
    }
  return g_str_equal (found->str, names);
}

/* Another process with the program itself. */
static GSubprocess *
start_program (const char *file)
{
  g_autofree char *program = g_build_filename (g_getenv ("LKB_BUILD_ROOT"), "app", "lakeboard",
                                               NULL);
  g_autoptr (GError) error = NULL;
  GSubprocess *process = g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, &error, program, file, NULL);

  g_assert_no_error (error);
  return process;
}

static gboolean
is_shown (LkbUi *ui, gpointer data)
{
  g_autoptr (GSubprocess) search = g_subprocess_new (
      G_SUBPROCESS_FLAGS_STDOUT_SILENCE | G_SUBPROCESS_FLAGS_STDERR_SILENCE, NULL, "xdotool",
      "search", "--onlyvisible", "--name", data, NULL);

  return g_subprocess_wait_check (search, NULL, NULL);
}

static void
kill_program (GSubprocess *process)
{
  g_subprocess_send_signal (process, SIGKILL);
  g_assert_true (g_subprocess_wait (process, NULL, NULL));
  g_assert_true (g_subprocess_get_if_signaled (process));
}

static gboolean
has_offers (LkbUi *ui, gpointer n)
{
  GListModel *list = lkb_recovery_get_list (lkb_application_get_recovery (ui->application));

  return g_list_model_get_n_items (list) == GPOINTER_TO_UINT (n);
}

static void
wait_for_offers (LkbUi *ui, guint n)
{
  lkb_recovery_scan (lkb_application_get_recovery (ui->application));
  lkb_ui_wait (ui, has_offers, GUINT_TO_POINTER (n), "what was left behind is offered");
  lkb_ui_settle (ui);
}

static guint
count_offered (void)
{
  g_autofree char *folder = dup_folder ();
  g_autoptr (GPtrArray) found = lkb_recovered_scan (folder, "no such run");

  return found->len;
}

static GtkWidget *
find_button (LkbUi *ui, const char *label)
{
  return lkb_ui_find (GTK_WIDGET (ui->window), GTK_TYPE_BUTTON, label);
}

static gboolean
has_button (LkbUi *ui, gpointer label)
{
  return find_button (ui, label) != NULL;
}

static gboolean
is_closed (LkbUi *ui, gpointer data)
{
  return ui->window == NULL;
}

/* An untitled board, edited by hand; killed in the middle of a word and of a drag. */
static void
test_killed (void)
{
  LkbUi none = { 0 };
  g_autoptr (GSubprocess) program = start_program (NULL);
  g_autoptr (LkbBoard) recorded = NULL;
  g_autoptr (GBytes) expected = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (LkbUi) ui = NULL;
  LkbDocument *document;

  lkb_ui_wait (&none, is_shown, (gpointer) "^Lakeboard$", "the program is there");
  lkb_ui_xdotool (&none, "mousemove 500 320");
  lkb_ui_xdotool (&none, "key ctrl+n");
  lkb_ui_wait (&none, is_shown, (gpointer) "Untitled board", "an empty board");
  lkb_ui_xdotool (&none, "key 5");
  lkb_ui_type (&none, "Web clicks");
  lkb_ui_xdotool (&none, "key Return");
  lkb_ui_wait (&none, has_names, (gpointer) "Web clicks", "the first node is recorded");
  lkb_ui_xdotool (&none, "key ctrl+Right");
  lkb_ui_type (&none, "Event Hub");
  lkb_ui_xdotool (&none, "key Return");
  lkb_ui_wait (&none, has_names, (gpointer) "Web clicks, Event Hub", "the second one too");
  recorded = dup_recorded ();
  g_assert_cmpuint (lkb_board_count (recorded, LKB_KIND_EDGE), ==, 1);
  expected = lkb_board_file_write (recorded);

  lkb_ui_xdotool (&none, "mousemove 500 320 mousedown 1 mousemove 520 340 mousemove 600 420");
  /* As long as it runs the board is its own. */
  g_assert_cmpuint (count_offered (), ==, 0);
  kill_program (program);
  lkb_ui_xdotool (&none, "mouseup 1");
  g_assert_cmpuint (count_offered (), ==, 1);

  ui = lkb_ui_open (NULL);
  wait_for_offers (ui, 1);
  files_wait_for_text (ui, "Not saved when Lakeboard last ended");
  lkb_ui_shoot (ui, "recovery-start");
  lkb_ui_click (ui, find_button (ui, "_Open"));
  lkb_ui_wait_for_board (ui);
  files_wait_for_text (ui, "Recovered as it was after the last change. It is not saved yet.");
  lkb_ui_shoot (ui, "recovery-board");
  document = lkb_window_get_document (ui->window);
  bytes = lkb_board_file_write (lkb_document_get_board (document));
  g_assert_true (g_bytes_equal (bytes, expected));
  g_assert_true (lkb_document_get_modified (document));
  g_assert_null (lkb_document_get_file (document));
  g_assert_false (lkb_history_can_undo (lkb_document_get_history (document)));
  wait_for_offers (ui, 0);

  /* It is work like any other: nothing takes it away but saving it or saying so. */
  lkb_ui_xdotool (ui, "key ctrl+w");
  files_answer (ui, "_Cancel");
  lkb_ui_xdotool (ui, "key ctrl+w");
  files_wait_for_dialog (ui, ADW_TYPE_MESSAGE_DIALOG);
  lkb_ui_click (ui, lkb_ui_find (GTK_WIDGET (lkb_ui_get_dialog (ui, ADW_TYPE_MESSAGE_DIALOG)),
                                 GTK_TYPE_BUTTON, "_Discard"));
  lkb_ui_wait (ui, is_closed, NULL, "the window is closed");
  wait_for_journals (ui, 0);
}

static gint64
get_zero (gpointer data)
{
  return 0;
}

/* As if a program had ended with this unsaved. @path: (nullable): of its file. */
static void
leave_behind (LkbUi *ui, const char *path, const char *name)
{
  g_autofree char *folder = dup_folder ();
  LkbJournalPlace place
      = { .folder = folder, .boot_id = "another run", .get_ms = get_zero, .get_wall = get_zero };
  g_autoptr (GFile) file = path != NULL ? g_file_new_for_path (path) : NULL;
  g_autoptr (LkbDocument) document = file != NULL ? lkb_document_load (file, NULL, NULL)
                                                  : lkb_document_new (NULL);
  g_autoptr (LkbElement) facts = NULL;
  g_autoptr (LkbChange) change = lkb_change_new ("Title");
  LkbBoard *board = lkb_document_get_board (document);

  lkb_document_record (document, &place);
  facts = lkb_element_with_text (lkb_board_get_facts (board), LKB_FIELD_TITLE, name);
  lkb_change_add (change, lkb_board_get_facts (board), facts);
  g_assert_true (lkb_history_apply (lkb_document_get_history (document), change, NULL));
  lkb_journal_end (lkb_document_get_journal (document), LKB_JOURNAL_KEEP);
}

static const char *
get_title (LkbUi *ui)
{
  return lkb_element_get_text (lkb_board_get_facts (lkb_ui_get_board (ui)), LKB_FIELD_TITLE);
}

/* Several, each with its own answer; what was thrown away by mistake comes back. */
static void
test_several (void)
{
  g_autoptr (LkbUi) ui = lkb_ui_open (NULL);
  g_autofree char *folder = dup_folder ();
  g_autofree char *path = files_put_board (ui, "plan.lakeboard");
  LkbWindow *first = ui->window;
  GtkWindow *active;

  leave_behind (ui, NULL, "One");
  leave_behind (ui, path, "Two");
  wait_for_offers (ui, 2);
  files_wait_for_text (ui, "One");
  files_wait_for_text (ui, "Two");
  lkb_ui_shoot (ui, "recovery-several");

  lkb_ui_click (ui, find_button (ui, "_Discard"));
  lkb_ui_wait (ui, has_offers, GUINT_TO_POINTER (1), "one is gone");
  g_assert_cmpuint (count_journals (folder), ==, 1);
  files_wait_for_text (ui, "Discarded");
  lkb_ui_click (ui, find_button (ui, "_Undo"));
  lkb_ui_wait (ui, has_offers, GUINT_TO_POINTER (2), "it is back");
  g_assert_cmpuint (count_journals (folder), ==, 2);

  lkb_ui_settle (ui);
  lkb_ui_click (ui, find_button (ui, "_Open"));
  lkb_ui_wait_for_board (ui);
  /* The other one is for the next start page. */
  lkb_ui_turn_to (ui, lkb_window_new (ui->application));
  gtk_window_present (GTK_WINDOW (ui->window));
  files_wait_for_text (ui, "Not saved when Lakeboard last ended");
  lkb_ui_settle (ui);
  lkb_ui_click (ui, find_button (ui, "_Open"));
  lkb_ui_wait_for_board (ui);
  active = gtk_application_get_active_window (GTK_APPLICATION (ui->application));
  g_assert_true (active == GTK_WINDOW (ui->window));
  wait_for_offers (ui, 0);
  lkb_document_discard (lkb_window_get_document (first));
  gtk_window_destroy (GTK_WINDOW (first));
  lkb_document_discard (lkb_window_get_document (ui->window));
  wait_for_journals (ui, 0);
}

/* The file itself is opened: what was not saved of it is offered there. */
static void
test_same_file (void)
{
  g_autoptr (LkbUi) ui = lkb_ui_open (NULL);
  g_autofree char *folder = dup_folder ();
  g_autofree char *path = files_put_board (ui, "plan.lakeboard");
  g_autofree char *saved = NULL;

  leave_behind (ui, path, "Changed before the crash");
  wait_for_offers (ui, 1);
  files_open (ui, path);
  g_assert_cmpstr (get_title (ui), ==, "Click to feature vector");
  lkb_ui_wait (ui, has_button, (gpointer) "_Recover", "it is offered");
  lkb_ui_shoot (ui, "recovery-file");
  lkb_ui_click (ui, find_button (ui, "_Recover"));
  files_wait_for_text (ui, "Recovered as it was after the last change. It is not saved yet.");
  lkb_ui_wait_for_board (ui);
  g_assert_cmpstr (get_title (ui), ==, "Changed before the crash");
  g_assert_cmpuint (files_count_windows (ui), ==, 1);

  lkb_ui_xdotool (ui, "key ctrl+s");
  files_wait_for_saved (ui);
  g_assert_null (find_button (ui, "_Recover"));
  g_assert_true (g_file_get_contents (path, &saved, NULL, NULL));
  g_assert_nonnull (strstr (saved, "Changed before the crash"));
  lkb_journal_flush (lkb_document_get_journal (lkb_window_get_document (ui->window)));
  g_assert_cmpuint (count_journals (folder), ==, 0);
}

static gboolean
has_title (LkbUi *ui, gpointer title)
{
  return lkb_window_get_document (ui->window) != NULL && g_strcmp0 (get_title (ui), title) == 0;
}

/* Something comes between while it is read: what was done meanwhile stays, and it is offered again. */
static void
test_between (void)
{
  g_autoptr (LkbUi) ui = lkb_ui_open (NULL);
  LkbRecovery *recovery = lkb_application_get_recovery (ui->application);
  g_autofree char *path = files_put_board (ui, "plan.lakeboard");
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (LkbRecovered) left = NULL;
  g_autoptr (LkbElement) facts = NULL;
  g_autoptr (LkbChange) change = lkb_change_new ("Title");
  LkbDocument *document;
  LkbBoard *board;

  leave_behind (ui, path, "Changed before the crash");
  wait_for_offers (ui, 1);
  left = g_list_model_get_item (lkb_recovery_get_list (recovery), 0);
  lkb_window_recover (ui->window, left);
  g_assert_true (has_offers (ui, GUINT_TO_POINTER (0)));
  lkb_window_load (ui->window, file);
  lkb_ui_wait (ui, has_title, (gpointer) "Click to feature vector", "the file is open");
  lkb_ui_wait (ui, has_offers, GUINT_TO_POINTER (1), "it is offered again");

  document = lkb_window_get_document (ui->window);
  board = lkb_document_get_board (document);
  g_action_group_activate_action (G_ACTION_GROUP (ui->window), "recover", NULL);
  g_assert_true (has_offers (ui, GUINT_TO_POINTER (0)));
  facts = lkb_element_with_text (lkb_board_get_facts (board), LKB_FIELD_TITLE, "Mine");
  lkb_change_add (change, lkb_board_get_facts (board), facts);
  g_assert_true (lkb_history_apply (lkb_document_get_history (document), change, NULL));
  lkb_ui_wait (ui, has_offers, GUINT_TO_POINTER (1), "it is offered again");
  g_assert_true (lkb_window_get_document (ui->window) == document);
  g_assert_cmpstr (get_title (ui), ==, "Mine");
  lkb_recovery_discard (recovery, left);
  lkb_document_discard (document);
}

/* Saved, closed, not wanted: the next time nothing is asked. */
static void
test_clean (void)
{
  g_autoptr (LkbUi) ui = lkb_ui_open ("T01");
  g_autofree char *folder = dup_folder ();
  g_autofree char *path = files_dup_path (ui, "mine.lakeboard");
  LkbJournal *journal = lkb_document_get_journal (lkb_window_get_document (ui->window));

  files_edit (ui);
  lkb_journal_flush (journal);
  g_assert_cmpuint (count_journals (folder), ==, 1);
  lkb_ui_xdotool (ui, "key ctrl+s");
  files_choose (ui, path);
  files_wait_for_saved (ui);
  lkb_journal_flush (journal);
  g_assert_cmpuint (count_journals (folder), ==, 0);

  lkb_ui_click_element (ui, "hub");
  lkb_ui_xdotool (ui, "key Down");
  lkb_journal_flush (journal);
  g_assert_cmpuint (count_journals (folder), ==, 1);
  lkb_ui_xdotool (ui, "key ctrl+z");
  lkb_ui_xdotool (ui, "key ctrl+w");
  lkb_ui_wait (ui, is_closed, NULL, "the window is closed");
  wait_for_journals (ui, 0);
}

static gboolean
is_text_gone (LkbUi *ui, gpointer text)
{
  return lkb_ui_find (GTK_WIDGET (ui->window), GTK_TYPE_LABEL, text) == NULL;
}

/* Nothing can be written: said once, and the work goes on. */
static void
test_no_place (void)
{
  g_autoptr (LkbUi) ui = lkb_ui_open ("T01");
  g_autofree char *folder = dup_folder ();
  g_autofree char *aside = g_strconcat (folder, "-aside", NULL);
  g_autofree char *text = g_strdup_printf (
      "%s cannot be written: a crash would lose what is not saved.", folder);
  g_autofree char *path = files_dup_path (ui, "mine.lakeboard");

  g_assert_cmpint (g_rename (folder, aside), ==, 0);
  g_assert_true (g_file_set_contents (folder, "in the way", -1, NULL));
  files_edit (ui);
  files_wait_for_text (ui, text);
  lkb_ui_shoot (ui, "recovery-trouble");
  lkb_ui_xdotool (ui, "key Down");
  lkb_ui_click (ui, find_button (ui, "_Close"));
  lkb_ui_wait (ui, is_text_gone, text, "it was read");
  lkb_ui_xdotool (ui, "key Down");
  lkb_ui_xdotool (ui, "key ctrl+s");
  files_choose (ui, path);
  files_wait_for_saved (ui);
  g_assert_cmpint (g_unlink (folder), ==, 0);
  g_assert_cmpint (g_rename (aside, folder), ==, 0);
}

int
main (int argc, char **argv)
{
  lkb_ui_init (&argc, &argv);
  g_test_add_func ("/recovery/killed", test_killed);
  g_test_add_func ("/recovery/several", test_several);
  g_test_add_func ("/recovery/same-file", test_same_file);
  g_test_add_func ("/recovery/between", test_between);
  g_test_add_func ("/recovery/clean", test_clean);
  g_test_add_func ("/recovery/no-place", test_no_place);
  return g_test_run ();
}
