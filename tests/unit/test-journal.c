/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/store/lkb-journal.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/formats/lkb-board-file.h"
#include "core/model/lkb-edit.h"
#include "core/model/lkb-history.h"
#include "core/store/lkb-journal-lock.h"
#include "core/store/lkb-recovered.h"
#include "core/store/lkb-save.h"
#include "tests/support/lkb-test.h"

typedef struct
{
  char *dir;
  char *folder;
  gint64 ms;
  LkbJournalPlace place;
  LkbBoard *board;
  LkbHistory *history;
  LkbJournal *journal;
  guint n_troubles;
  int trouble; /* code of the last one */
  int scanned; /* atomic: nobody needs to scan any more */
} Fixture;

static int n_syncs; /* atomic */

/* In place of the one of the C library. */
int
fdatasync (int fd)
{
  g_atomic_int_inc (&n_syncs);
  return fsync (fd);
}

static gint64
get_ms (gpointer data)
{
  return ((Fixture *) data)->ms;
}

/* 2026-03-01T12:00:00Z */
static gint64
get_wall (gpointer data)
{
  return G_GINT64_CONSTANT (1772366400) * G_USEC_PER_SEC;
}

static void
trouble_cb (Fixture *fixture, GError *error)
{
  g_assert_true (error->domain == LKB_SAVE_ERROR);
  fixture->n_troubles++;
  fixture->trouble = error->code;
}

static void
committed_cb (Fixture *fixture, LkbChange *change)
{
  fixture->ms += 250;
  lkb_journal_append (fixture->journal, fixture->board, change);
}

static void
start_journal (Fixture *fixture, gsize max_bytes)
{
  g_clear_object (&fixture->journal);
  fixture->journal = lkb_journal_new (&fixture->place, max_bytes);
  g_signal_connect_swapped (fixture->journal, "trouble", G_CALLBACK (trouble_cb), fixture);
}

static void
take_board (Fixture *fixture, LkbBoard *board)
{
  g_clear_object (&fixture->history);
  g_clear_object (&fixture->board);
  fixture->board = board;
  fixture->history = lkb_history_new (board, 0);
  g_signal_connect_swapped (fixture->history, "committed", G_CALLBACK (committed_cb), fixture);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->dir = lkb_test_dup_dir ();
  fixture->folder = g_build_filename (fixture->dir, "state", "journal", NULL);
  fixture->ms = 86400000;
  fixture->place = (LkbJournalPlace){ .folder = fixture->folder,
                                      .boot_id = "this-run",
                                      .get_ms = get_ms,
                                      .get_wall = get_wall,
                                      .data = fixture };
  take_board (fixture, lkb_board_new ());
  start_journal (fixture, 0);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_object (&fixture->journal);
  g_clear_object (&fixture->history);
  g_clear_object (&fixture->board);
  while (g_main_context_pending (NULL))
    g_main_context_iteration (NULL, FALSE);
  lkb_test_remove_tree (fixture->dir);
  g_free (fixture->dir);
  g_free (fixture->folder);
}

static void
apply (Fixture *fixture, LkbChange *made)
{
  g_autoptr (LkbChange) change = made;
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (change);
  lkb_history_apply (fixture->history, change, &error);
  g_assert_no_error (error);
}

static void
set_title (Fixture *fixture, const char *title)
{
  const char *ids[] = { LKB_BOARD_ID, NULL };

  apply (fixture, lkb_edit_set_text (fixture->board, ids, LKB_FIELD_TITLE, title));
}

static char *
add_node (Fixture *fixture, LkbKind kind, const char *name)
{
  char *id = NULL;

  apply (fixture, lkb_edit_add_node (fixture->board, kind, name, 0, 0, &id));
  return id;
}

static guint
count_files (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  guint n = 0;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    n += g_str_has_suffix (name, ".jsonl");
  return n;
}

static guint
count_discarded (Fixture *fixture)
{
  g_autofree char *folder = g_build_filename (fixture->folder, LKB_JOURNAL_DISCARDED, NULL);

  return count_files (folder);
}

static GPtrArray *
scan (Fixture *fixture)
{
  return lkb_recovered_scan (fixture->folder, "this-run");
}

static guint
count_offered (Fixture *fixture)
{
  g_autoptr (GPtrArray) found = scan (fixture);

  return found->len;
}

/* The journal that is being written holds the board as it is now. */
static void
assert_written (Fixture *fixture)
{
  g_autofree char *path = NULL;
  g_autoptr (LkbRecording) recording = NULL;
  g_autoptr (LkbBoard) last = NULL;
  g_autoptr (GBytes) expected = lkb_board_file_write (fixture->board);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;

  lkb_journal_flush (fixture->journal);
  path = lkb_journal_dup_path (fixture->journal);
  g_assert_nonnull (path);
  recording = lkb_recovered_read_journal (path, &error);
  g_assert_no_error (error);
  g_assert_false (lkb_recording_is_damaged (recording));
  last = lkb_recording_dup_board (recording, lkb_recording_get_n_changes (recording));
  bytes = lkb_board_file_write (last);
  g_assert_true (g_bytes_equal (bytes, expected));
}

/* Every byte but the name of the journal, which chance gives. */
static void
test_bytes (Fixture *fixture, gconstpointer data)
{
  g_autofree char *golden = lkb_test_dup_source_path ("tests/unit/expected/journal.jsonl");
  g_autofree char *expected = lkb_test_dup_text (golden, NULL);
  g_autofree char *path = NULL;
  g_autofree char *base = NULL;
  g_autofree char *text = NULL;
  g_autofree char *source = NULL;
  g_autofree char *hub = NULL;
  g_autofree char *edge = NULL;
  const char *ids[] = { NULL, NULL };

  set_title (fixture, "Clicks “now”");
  source = add_node (fixture, LKB_KIND_SOURCE, "Web clicks");
  hub = add_node (fixture, LKB_KIND_INGESTION, "Hub");
  apply (fixture, lkb_edit_connect (fixture->board, source, hub, &edge));
  ids[0] = hub;
  apply (fixture, lkb_edit_remove (fixture->board, ids));
  g_assert_true (lkb_history_undo (fixture->history));
  apply (fixture, lkb_edit_raise (fixture->board, ids, FALSE));
  lkb_journal_append_note (fixture->journal, fixture->board, "phase", "{\"name\":\"Goal\"}");
  lkb_journal_flush (fixture->journal);

  path = lkb_journal_dup_path (fixture->journal);
  base = g_path_get_basename (path);
  *strchr (base, '.') = '\0';
  g_assert_true (g_uuid_string_is_valid (base));
  text = lkb_test_dup_text (path, NULL);
  g_assert_nonnull (strstr (text, base));
  memcpy (strstr (text, base), "00000000-0000-4000-8000-000000000000", 36);
  g_assert_cmpstr (text, ==, expected);
}

static void
test_snapshots (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = NULL;
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  guint n_changes = 0, n_snapshots = 0;

  for (guint i = 1; i <= 520; i++)
    {
      g_autofree char *title = g_strdup_printf ("Title %u", i);

      set_title (fixture, title);
    }
  lkb_journal_flush (fixture->journal);
  path = lkb_journal_dup_path (fixture->journal);
  text = lkb_test_dup_text (path, NULL);
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 1; lines[i] != NULL; i++)
    {
      n_changes += strstr (lines[i], "\"set\"") != NULL;
      if (strstr (lines[i], "\"snap\"") == NULL)
        continue;
      n_snapshots++;
      g_assert_cmpuint (n_changes, ==, 256 * n_snapshots);
    }
  g_assert_cmpuint (n_changes, ==, 520);
  g_assert_cmpuint (n_snapshots, ==, 2);
  assert_written (fixture);
}

/* What is written has a lock as long as it is written to; and what becomes of it afterwards. */
static void
test_ends (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = NULL;
  int lock;

  g_assert_cmpuint (count_offered (fixture), ==, 0);
  set_title (fixture, "One");
  assert_written (fixture);
  path = lkb_journal_dup_path (fixture->journal);
  g_assert_cmpint (lkb_journal_lock (path, "this-run"), ==, -1);
  g_assert_cmpint (lkb_journal_lock (path, "another-run"), ==, -1);
  g_assert_cmpuint (count_offered (fixture), ==, 0);
  lkb_journal_end (fixture->journal, LKB_JOURNAL_KEEP);
  lock = lkb_journal_lock (path, "this-run");
  g_assert_cmpint (lock, >=, 0);
  close (lock);
  g_assert_cmpuint (count_offered (fixture), ==, 1);

  start_journal (fixture, 0);
  set_title (fixture, "Two");
  lkb_journal_end (fixture->journal, LKB_JOURNAL_REMOVE);
  g_assert_cmpuint (count_files (fixture->folder), ==, 1);
  g_assert_cmpuint (count_discarded (fixture), ==, 0);

  start_journal (fixture, 0);
  set_title (fixture, "Three");
  lkb_journal_end (fixture->journal, LKB_JOURNAL_DISCARD);
  g_assert_cmpuint (count_files (fixture->folder), ==, 1);
  g_assert_cmpuint (count_discarded (fixture), ==, 1);

  /* Nothing was done: there is nothing to end. */
  start_journal (fixture, 0);
  lkb_journal_end (fixture->journal, LKB_JOURNAL_DISCARD);
  g_assert_cmpuint (count_discarded (fixture), ==, 1);
}

/* Saved: the next change begins anew, from what was saved. */
static void
test_restart (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GFile) file = g_file_new_for_path ("/nowhere/plan.lakeboard");
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autoptr (LkbRecording) recording = NULL;
  g_autoptr (LkbBoard) base = NULL;

  set_title (fixture, "Saved");
  assert_written (fixture);
  first = lkb_journal_dup_path (fixture->journal);
  lkb_journal_set_file (fixture->journal, file, "abc");
  lkb_journal_restart (fixture->journal);
  lkb_journal_flush (fixture->journal);
  g_assert_cmpuint (count_files (fixture->folder), ==, 0);
  set_title (fixture, "Later");
  assert_written (fixture);
  second = lkb_journal_dup_path (fixture->journal);
  g_assert_cmpstr (first, !=, second);
  recording = lkb_recovered_read_journal (second, NULL);
  g_assert_cmpstr (lkb_recording_get_header (recording)->path, ==, "/nowhere/plan.lakeboard");
  g_assert_cmpstr (lkb_recording_get_header (recording)->base_sha256, ==, "abc");
  g_assert_cmpuint (lkb_recording_get_n_changes (recording), ==, 1);
  g_assert_true (lkb_recording_begins_whole (recording));
  base = lkb_recording_dup_board (recording, 0);
  g_assert_cmpstr (lkb_element_get_text (lkb_board_get_facts (base), LKB_FIELD_TITLE), ==, "Saved");
}

/* A journal that grew too long begins anew, and nothing of the board is lost by it. */
static void
test_bounded (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = NULL;
  GStatBuf info;

  start_journal (fixture, 4096);
  for (guint i = 0; i < 200; i++)
    {
      g_autofree char *title = g_strdup_printf ("A title of some length, number %u", i);

      set_title (fixture, title);
      if (i % 20 == 0)
        lkb_journal_flush (fixture->journal);
    }
  assert_written (fixture);
  g_assert_cmpuint (count_files (fixture->folder), ==, 1);
  path = lkb_journal_dup_path (fixture->journal);
  g_assert_cmpint (g_stat (path, &info), ==, 0);
  /* Twenty changes may have been under way. */
  g_assert_cmpint (info.st_size, <, 12000);
  lkb_journal_end (fixture->journal, LKB_JOURNAL_KEEP);
  g_assert_cmpuint (count_offered (fixture), ==, 1);
}

static void
settle (Fixture *fixture)
{
  lkb_journal_flush (fixture->journal);
  while (g_main_context_pending (NULL))
    g_main_context_iteration (NULL, FALSE);
}

/* No folder to write in: said once, and when there is one again the whole board is in it. */
/* A board that is larger than a journal should be does not begin anew at each change. */
static void
test_large_board (Fixture *fixture, gconstpointer data)
{
  g_autofree char *text = g_strnfill (8000, 'x');
  g_autofree char *path = NULL;

  set_title (fixture, text);
  start_journal (fixture, 4096);
  for (guint i = 0; i < 4; i++)
    {
      g_autofree char *id = add_node (fixture, LKB_KIND_SOURCE, "Trips");

      lkb_journal_flush (fixture->journal);
      if (i == 1)
        path = lkb_journal_dup_path (fixture->journal);
    }
  {
    g_autofree char *last = lkb_journal_dup_path (fixture->journal);

    g_assert_nonnull (last);
    g_assert_cmpstr (last, ==, path);
  }
}

/* Work without a rest, a change each quarter of a second by the clock: no more than two seconds of it wait for the disk. */
static void
test_no_rest (Fixture *fixture, gconstpointer data)
{
  int before = g_atomic_int_get (&n_syncs);

  for (guint i = 0; i < 40; i++)
    {
      g_autofree char *title = g_strdup_printf ("%u", i);

      set_title (fixture, title);
    }
  lkb_journal_flush (fixture->journal);
  g_assert_cmpint (g_atomic_int_get (&n_syncs) - before, >=, 4);
}

static gpointer
scan_thread (gpointer data)
{
  Fixture *fixture = data;

  while (!g_atomic_int_get (&fixture->scanned))
    g_ptr_array_unref (lkb_recovered_scan (fixture->folder, "this-run"));
  return NULL;
}

/* Whoever looks for journals never meets one that is not locked yet. */
static void
test_scan_meanwhile (Fixture *fixture, gconstpointer data)
{
  GThread *thread = g_thread_new ("scan", scan_thread, fixture);

  for (guint i = 0; i < 100; i++)
    {
      g_autofree char *path = NULL;

      lkb_journal_begin (fixture->journal, fixture->board, TRUE, NULL, -1);
      lkb_journal_flush (fixture->journal);
      path = lkb_journal_dup_path (fixture->journal);
      g_assert_nonnull (path);
      g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
    }
  g_atomic_int_set (&fixture->scanned, TRUE);
  g_thread_join (thread);
}

static void
test_no_folder (Fixture *fixture, gconstpointer data)
{
  g_autofree char *state = g_build_filename (fixture->dir, "state", NULL);

  g_assert_true (g_file_set_contents (state, "in the way", -1, NULL));
  for (guint i = 0; i < 40; i++)
    {
      g_autofree char *title = g_strdup_printf ("%u", i);

      set_title (fixture, title);
      settle (fixture);
    }
  g_assert_cmpuint (fixture->n_troubles, ==, 1);
  g_assert_cmpint (fixture->trouble, ==, LKB_SAVE_ERROR_NO_FOLDER);
  g_assert_null (lkb_journal_dup_path (fixture->journal));

  g_assert_cmpint (g_unlink (state), ==, 0);
  for (guint i = 0; i < 16; i++)
    {
      g_autofree char *title = g_strdup_printf ("again %u", i);

      set_title (fixture, title);
      settle (fixture);
    }
  assert_written (fixture);
  g_assert_cmpuint (fixture->n_troubles, ==, 1);
}

static void
limit_files (rlim_t bytes)
{
  struct rlimit limit;

  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  limit.rlim_cur = bytes == 0 ? limit.rlim_max : bytes;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
}

/* The disk is full in the middle of a line: the line goes, what was before it stays, and later there is room again. */
static void
test_full (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = NULL;
  g_autofree char *long_title = g_strnfill (3000, 'x');
  g_autoptr (LkbRecording) recording = NULL;

  signal (SIGXFSZ, SIG_IGN);
  set_title (fixture, "Before");
  assert_written (fixture);
  path = lkb_journal_dup_path (fixture->journal);
  limit_files (1024);
  set_title (fixture, long_title);
  settle (fixture);
  set_title (fixture, "After");
  settle (fixture);
  g_assert_cmpuint (fixture->n_troubles, ==, 1);
  g_assert_cmpint (fixture->trouble, ==, LKB_SAVE_ERROR_NO_SPACE);
  recording = lkb_recovered_read_journal (path, NULL);
  g_assert_cmpuint (lkb_recording_get_n_changes (recording), ==, 1);
  g_assert_false (lkb_recording_is_damaged (recording));

  limit_files (0);
  for (guint i = 0; i < 16; i++)
    {
      g_autofree char *title = g_strdup_printf ("again %u", i);

      set_title (fixture, title);
      settle (fixture);
    }
  assert_written (fixture);
  g_assert_cmpuint (count_files (fixture->folder), ==, 1);
  g_assert_cmpuint (fixture->n_troubles, ==, 1);
}

/* A journal that is kept loses nothing where the disk is full for a while, and goes on in the same file after a crash that
 * cut off its last line. */
static void
test_kept (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = NULL;
  g_autofree char *base = NULL;
  g_autofree char *text = NULL;
  g_autofree char *torn = NULL;
  g_autofree char *long_title = g_strnfill (3000, 'x');
  g_autoptr (LkbRecording) recording = NULL;
  g_autoptr (GError) error = NULL;
  int lock;

  signal (SIGXFSZ, SIG_IGN);
  g_clear_object (&fixture->journal);
  fixture->journal = lkb_journal_new_kept (&fixture->place, ".lakeround");
  g_signal_connect_swapped (fixture->journal, "trouble", G_CALLBACK (trouble_cb), fixture);
  lkb_journal_append_note (fixture->journal, fixture->board, "phase", "{}");
  lkb_journal_flush (fixture->journal);
  path = lkb_journal_dup_path (fixture->journal);
  base = g_path_get_basename (path);
  g_assert_true (g_str_has_prefix (base, "2026-03-01-120000-"));
  g_assert_true (g_str_has_suffix (base, ".lakeround"));
  limit_files (1024);
  for (guint i = 0; i < 40; i++)
    set_title (fixture, i % 2 == 0 ? long_title : "After");
  settle (fixture);
  g_assert_cmpuint (fixture->n_troubles, ==, 1);
  limit_files (0);
  set_title (fixture, "There is room");
  assert_written (fixture);
  recording = lkb_recovered_read_journal (path, NULL);
  g_assert_cmpuint (lkb_recording_get_n_changes (recording), ==, 41);
  g_assert_cmpuint (lkb_recording_get_n_marks (recording), ==, 1);
  g_assert_cmpint (lkb_journal_get_time (fixture->journal), ==, 41 * 250);

  lkb_journal_end (fixture->journal, LKB_JOURNAL_KEEP);
  text = lkb_test_dup_text (path, NULL);
  torn = g_strconcat (text, "{\"t\":99999,\"ph", NULL);
  g_assert_true (g_file_set_contents (path, torn, -1, NULL));
  lock = lkb_journal_lock (path, "this-run");
  g_assert_cmpint (lock, >=, 0);
  g_clear_object (&fixture->journal);
  fixture->journal = lkb_journal_new_kept (&fixture->place, ".lakeround");
  fixture->ms += 5000000;
  lkb_journal_continue (fixture->journal, path, lock, 10250, &error);
  g_assert_no_error (error);
  g_assert_cmpint (lkb_journal_get_time (fixture->journal), ==, 10250);
  g_assert_cmpint (lkb_journal_lock (path, "this-run"), ==, -1);
  set_title (fixture, "Again");
  assert_written (fixture);
  lkb_recording_unref (recording);
  recording = lkb_recovered_read_journal (path, NULL);
  g_assert_cmpuint (lkb_recording_get_n_changes (recording), ==, 42);
  g_assert_cmpint (lkb_recording_get_time (recording, 41), ==, 10500);
}

/* The work ends while the journal has much to write: it is neither waited for nor left behind. */
static void
test_hurry (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < 300; i++)
    {
      g_autofree char *title = g_strdup_printf ("%u", i);

      set_title (fixture, title);
    }
  lkb_journal_end (fixture->journal, LKB_JOURNAL_REMOVE);
  g_assert_cmpuint (count_files (fixture->folder), ==, 0);
}

/* Recovery */

static char *
leave (Fixture *fixture, const char *title)
{
  char *path;

  start_journal (fixture, 0);
  take_board (fixture, lkb_board_new ());
  set_title (fixture, title);
  g_free (add_node (fixture, LKB_KIND_SOURCE, "Clicks"));
  lkb_journal_flush (fixture->journal);
  path = lkb_journal_dup_path (fixture->journal);
  lkb_journal_end (fixture->journal, LKB_JOURNAL_KEEP);
  return path;
}

static void
test_offered (Fixture *fixture, gconstpointer data)
{
  g_autofree char *one = leave (fixture, "One");
  g_autofree char *two = leave (fixture, "Two");
  g_autoptr (GPtrArray) found = scan (fixture);
  gboolean first;
  LkbRecovered *recovered;

  g_assert_cmpuint (found->len, ==, 2);
  first = g_str_equal (lkb_recovered_get_path (found->pdata[0]), one);
  recovered = found->pdata[first ? 0 : 1];
  g_assert_cmpstr (lkb_recovered_get_path (recovered), ==, one);
  g_assert_cmpstr (lkb_recovered_get_title (recovered), ==, "One");
  g_assert_null (lkb_recovered_get_file (recovered));
  g_assert_cmpuint (lkb_recovered_get_n_nodes (recovered), ==, 1);
  g_assert_cmpint (lkb_recovered_get_time (recovered), >, 0);
  /* Looking takes nothing away. */
  g_assert_cmpuint (count_offered (fixture), ==, 2);
}

/* Nothing more in it than what is saved, or was there before: nothing is offered, and the file goes. */
static void
test_nothing_new (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->dir, "plan.lakeboard", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GBytes) saved = NULL;

  set_title (fixture, "Undone");
  g_assert_true (lkb_history_undo (fixture->history));
  lkb_journal_end (fixture->journal, LKB_JOURNAL_KEEP);
  g_assert_cmpuint (count_files (fixture->folder), ==, 1);
  g_assert_cmpuint (count_offered (fixture), ==, 0);
  g_assert_cmpuint (count_files (fixture->folder), ==, 0);

  start_journal (fixture, 0);
  lkb_journal_set_file (fixture->journal, file, "abc");
  set_title (fixture, "Saved after all");
  saved = lkb_board_file_write (fixture->board);
  g_assert_true (lkb_file_save (path, saved, NULL, NULL, NULL));
  lkb_journal_end (fixture->journal, LKB_JOURNAL_KEEP);
  g_assert_cmpuint (count_offered (fixture), ==, 0);
  g_assert_cmpuint (count_files (fixture->folder), ==, 0);

  start_journal (fixture, 0);
  set_title (fixture, "Not saved");
  lkb_journal_end (fixture->journal, LKB_JOURNAL_KEEP);
  g_assert_cmpuint (count_offered (fixture), ==, 1);
}

/* Of a board that is unsaved from its first moment on, all counts. */
static void
test_unsaved_beginning (Fixture *fixture, gconstpointer data)
{
  g_autofree char *old = leave (fixture, "Old");
  int lock = lkb_journal_lock (old, "this-run");

  g_assert_cmpint (lock, >=, 0);
  start_journal (fixture, 0);
  lkb_journal_begin (fixture->journal, fixture->board, FALSE, old, lock);
  assert_written (fixture);
  g_assert_false (g_file_test (old, G_FILE_TEST_EXISTS));
  lkb_journal_end (fixture->journal, LKB_JOURNAL_KEEP);
  g_assert_cmpuint (count_offered (fixture), ==, 1);
}

static void
put (Fixture *fixture, const char *name, const char *text)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

  g_assert_cmpint (g_mkdir_with_parents (fixture->folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

static void
test_strange_files (Fixture *fixture, gconstpointer data)
{
  g_autofree char *link = g_build_filename (fixture->folder, "link.jsonl", NULL);
  g_autofree char *folder = g_build_filename (fixture->folder, "folder.jsonl", NULL);
  g_autofree char *fifo = g_build_filename (fixture->folder, "pipe.jsonl", NULL);
  g_autofree char *newer = g_build_filename (fixture->folder, "newer.jsonl", NULL);

  put (fixture, "empty.jsonl", "");
  put (fixture, "garbage.jsonl", "garbage\n");
  put (fixture, "newer.jsonl", "{\"lakeboard-journal\":2}\n");
  put (fixture, "other.txt", "what it is");
  g_assert_cmpint (symlink ("/etc/passwd", link), ==, 0);
  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  g_assert_cmpint (mkfifo (fifo, 0600), ==, 0);
  g_assert_cmpuint (count_offered (fixture), ==, 0);
  g_assert_cmpuint (count_discarded (fixture), ==, 2);
  g_assert_true (g_file_test (newer, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (link, G_FILE_TEST_IS_SYMLINK));
}

static void
test_prune (Fixture *fixture, gconstpointer data)
{
  const gint64 now = 1772366400;
  g_autofree char *away = g_build_filename (fixture->folder, LKB_JOURNAL_DISCARDED, NULL);

  g_assert_cmpint (g_mkdir_with_parents (away, 0700), ==, 0);
  for (guint i = 0; i < 14; i++)
    {
      g_autofree char *name = g_strdup_printf ("%02u.jsonl", i);
      g_autofree char *path = g_build_filename (away, name, NULL);
      struct timespec times[2] = { { .tv_sec = now - i * 2 * 86400 }, { 0 } };

      times[1] = times[0];
      g_assert_true (g_file_set_contents (path, "x", -1, NULL));
      g_assert_cmpint (utimensat (AT_FDCWD, path, times, 0), ==, 0);
    }
  /* 0, 2, … 14 days old; then those beyond. */
  lkb_recovered_prune (fixture->folder, now);
  g_assert_cmpuint (count_files (away), ==, 8);
  lkb_recovered_prune (fixture->folder, now - 10 * 86400);
  g_assert_cmpuint (count_files (away), ==, 8);
  for (guint i = 20; i < 30; i++)
    {
      g_autofree char *name = g_strdup_printf ("%02u.jsonl", i);
      g_autofree char *path = g_build_filename (away, name, NULL);

      g_assert_true (g_file_set_contents (path, "x", -1, NULL));
    }
  lkb_recovered_prune (fixture->folder, now);
  g_assert_cmpuint (count_files (away), ==, 10);
}

/* A foreign journal without a first snapshot: its file is what it goes on from, as long as that is the same. */
static void
test_base (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->dir, "base.lakeboard", NULL);
  g_autofree char *journal = g_build_filename (fixture->folder, "a.jsonl", NULL);
  g_autofree char *text = NULL;
  LkbFileStamp stamp;
  g_autoptr (LkbRecording) recording = NULL;
  g_autoptr (LkbBoard) last = NULL;

  g_assert_true (g_file_set_contents (path,
                                      "{\"lakeboard\": 1, \"board\": {}, \"elements\": "
                                      "[{\"id\": \"a\", \"kind\": \"source\"}]}",
                                      -1, NULL));
  lkb_file_stamp_take (&stamp, path, NULL);
  text = g_strdup_printf ("{\"lakeboard-journal\":1,\"uuid\":\"a\",\"path\":\"%s\","
                          "\"base_sha256\":\"%s\",\"wall\":\"w\",\"boot_id\":\"b\"}\n"
                          "{\"t\":7,\"label\":\"L\",\"set\":[{\"id\":\"b\",\"rank\":\"zzzzzi\","
                          "\"el\":{\"id\":\"b\",\"kind\":\"model\"}}],\"del\":[]}\n",
                          path, stamp.sha256);
  put (fixture, "a.jsonl", text);
  recording = lkb_recovered_read_journal (journal, NULL);
  last = lkb_recording_dup_board (recording, 1);
  g_assert_cmpuint (lkb_board_get_n_elements (last), ==, 2);
  g_assert_cmpuint (count_offered (fixture), ==, 1);
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  lkb_test_init (&argc, &argv);
  ADD ("/journal/bytes", test_bytes);
  ADD ("/journal/snapshots", test_snapshots);
  ADD ("/journal/ends", test_ends);
  ADD ("/journal/restart", test_restart);
  ADD ("/journal/bounded", test_bounded);
  ADD ("/journal/large-board", test_large_board);
  ADD ("/journal/no-rest", test_no_rest);
  ADD ("/journal/scan-meanwhile", test_scan_meanwhile);
  ADD ("/journal/no-folder", test_no_folder);
  ADD ("/journal/full", test_full);
  ADD ("/journal/kept", test_kept);
  ADD ("/journal/hurry", test_hurry);
  ADD ("/recovered/offered", test_offered);
  ADD ("/recovered/nothing-new", test_nothing_new);
  ADD ("/recovered/unsaved-beginning", test_unsaved_beginning);
  ADD ("/recovered/strange-files", test_strange_files);
  ADD ("/recovered/prune", test_prune);
  ADD ("/recovered/base", test_base);
  return g_test_run ();
}
