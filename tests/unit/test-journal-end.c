/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/store/lkb-journal.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "core/model/lkb-edit.h"
#include "core/store/lkb-journal-lock.h"
#include "core/store/lkb-recovered.h"
#include "tests/support/lkb-test.h"

typedef struct
{
  char *dir;
  LkbJournalPlace place;
  LkbBoard *board;
  LkbJournal *journal;
  guint n_troubles;
  int n_closing;
} Fixture;

static int is_slow; /* atomic: nothing gets to the disk as long */

/* In place of the one of the C library. */
int
fdatasync (int fd)
{
  while (g_atomic_int_get (&is_slow))
    g_thread_yield ();
  return fsync (fd);
}

static gint64
get_zero (gpointer data)
{
  return 0;
}

static void
closing_cb (gboolean begins, gpointer data)
{
  ((Fixture *) data)->n_closing += begins ? 1 : -1;
}

static void
trouble_cb (Fixture *fixture, GError *error)
{
  fixture->n_troubles++;
}

static void
start (Fixture *fixture)
{
  g_clear_object (&fixture->journal);
  g_clear_object (&fixture->board);
  fixture->board = lkb_board_new ();
  fixture->journal = lkb_journal_new (&fixture->place, 0);
  g_signal_connect_swapped (fixture->journal, "trouble", G_CALLBACK (trouble_cb), fixture);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->dir = lkb_test_dup_dir ();
  fixture->place = (LkbJournalPlace){ .folder = fixture->dir,
                                      .boot_id = "this-run",
                                      .get_ms = get_zero,
                                      .get_wall = get_zero,
                                      .data = fixture };
  start (fixture);
  signal (SIGXFSZ, SIG_IGN);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_object (&fixture->journal);
  g_clear_object (&fixture->board);
  lkb_test_remove_tree (fixture->dir);
  g_free (fixture->dir);
}

static void
set_title (Fixture *fixture, const char *title)
{
  const char *ids[] = { LKB_BOARD_ID, NULL };
  g_autoptr (LkbChange) change = lkb_edit_set_text (fixture->board, ids, LKB_FIELD_TITLE, title);

  g_assert_true (lkb_board_apply (fixture->board, change, NULL));
  lkb_journal_append (fixture->journal, fixture->board, change);
}

static void
settle (Fixture *fixture)
{
  lkb_journal_flush (fixture->journal);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static guint
count_offered (Fixture *fixture)
{
  g_autoptr (GPtrArray) found = lkb_recovered_scan (fixture->dir, "this-run");

  return found->len;
}

/* (transfer full): the path of a journal that somebody left behind. */
static char *
leave (Fixture *fixture)
{
  char *path;

  start (fixture);
  set_title (fixture, "Old");
  settle (fixture);
  path = lkb_journal_dup_path (fixture->journal);
  g_assert_nonnull (path);
  lkb_journal_end (fixture->journal, LKB_JOURNAL_KEEP);
  return path;
}

/* No file may be longer; 0: as long as you like. */
static void
limit_files (rlim_t bytes)
{
  struct rlimit limit;

  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  limit.rlim_cur = bytes == 0 ? limit.rlim_max : bytes;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
}

/* Takes over what was left behind while there is no room for a new journal. */
static void
take_over_in_vain (Fixture *fixture, const char *old)
{
  int lock = lkb_journal_lock (old, "this-run");

  g_assert_cmpint (lock, >=, 0);
  start (fixture);
  fixture->n_troubles = 0;
  limit_files (16);
  lkb_journal_begin (fixture->journal, fixture->board, FALSE, old, lock);
  settle (fixture);
  limit_files (0);
  g_assert_cmpuint (fixture->n_troubles, ==, 1);
  g_assert_true (g_file_test (old, G_FILE_TEST_EXISTS));
  g_assert_cmpint (lkb_journal_lock (old, "this-run"), ==, -1);
}

/* The old one waits, out of reach of others, until there is room: it is not offered beside the new one. */
static void
test_late (Fixture *fixture, gconstpointer data)
{
  g_autofree char *old = leave (fixture);

  take_over_in_vain (fixture, old);
  for (guint i = 0; i < 20; i++)
    {
      g_autofree char *title = g_strdup_printf ("%u", i);

      set_title (fixture, title);
      settle (fixture);
    }
  g_assert_false (g_file_test (old, G_FILE_TEST_EXISTS));
  lkb_journal_end (fixture->journal, LKB_JOURNAL_KEEP);
  g_assert_cmpuint (count_offered (fixture), ==, 1);
}

/* Never any room: what becomes of the old one is what would have become of the new one. */
static void
test_never (Fixture *fixture, gconstpointer data)
{
  const LkbJournalEnd ends[] = { LKB_JOURNAL_REMOVE, LKB_JOURNAL_DISCARD, LKB_JOURNAL_KEEP };
  g_autofree char *away = g_build_filename (fixture->dir, LKB_JOURNAL_DISCARDED, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      g_autofree char *old = leave (fixture);

      take_over_in_vain (fixture, old);
      lkb_journal_end (fixture->journal, ends[i]);
      g_assert_true (g_file_test (old, G_FILE_TEST_EXISTS) == (ends[i] == LKB_JOURNAL_KEEP));
      g_assert_true (g_file_test (away, G_FILE_TEST_IS_DIR) == (ends[i] != LKB_JOURNAL_REMOVE));
    }
  g_assert_cmpuint (count_offered (fixture), ==, 1);
}

/* Saved: neither is wanted any more. */
static void
test_saved (Fixture *fixture, gconstpointer data)
{
  g_autofree char *old = leave (fixture);

  take_over_in_vain (fixture, old);
  lkb_journal_restart (fixture->journal);
  settle (fixture);
  g_assert_false (g_file_test (old, G_FILE_TEST_EXISTS));
}

/* A slow disk holds up the journal that ends, not who goes on. */
static void
test_slow (Fixture *fixture, gconstpointer data)
{
  fixture->place.closing = closing_cb;
  start (fixture);
  set_title (fixture, "One");
  g_atomic_int_set (&is_slow, TRUE);
  lkb_journal_end (fixture->journal, LKB_JOURNAL_KEEP);
  g_clear_object (&fixture->journal);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpint (fixture->n_closing, ==, 1);
  g_assert_cmpuint (count_offered (fixture), ==, 0);

  g_atomic_int_set (&is_slow, FALSE);
  while (fixture->n_closing > 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (count_offered (fixture), ==, 1);

  /* Nothing was done: there is nothing to wait for. */
  start (fixture);
  lkb_journal_end (fixture->journal, LKB_JOURNAL_KEEP);
  g_assert_cmpint (fixture->n_closing, ==, 0);
}

int
main (int argc, char **argv)
{
  lkb_test_init (&argc, &argv);

#define ADD(path, function)                                                                        \
  g_test_add ("/journal-end/" path, Fixture, NULL, set_up, function, tear_down)

  ADD ("late", test_late);
  ADD ("never", test_never);
  ADD ("saved", test_saved);
  ADD ("slow", test_slow);

  return g_test_run ();
}
