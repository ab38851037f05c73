/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What becomes of the journal of a document, whatever becomes of the document. */

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "core/formats/lkb-board-file.h"
#include "core/model/lkb-edit.h"
#include "core/store/lkb-document.h"
#include "core/store/lkb-journal-lock.h"
#include "core/store/lkb-recovered.h"
#include "tests/support/lkb-test.h"

typedef struct
{
  char *dir;
  char *folder;
  char *path;
  GFile *file;
  LkbJournalPlace place;
  LkbDocument *document;
} Fixture;

static gint64
get_zero (gpointer data)
{
  return 0;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->dir = lkb_test_dup_dir ();
  fixture->folder = g_build_filename (fixture->dir, "journal", NULL);
  fixture->path = g_build_filename (fixture->dir, "clicks.lakeboard", NULL);
  fixture->file = g_file_new_for_path (fixture->path);
  fixture->place = (LkbJournalPlace){
    .folder = fixture->folder, .boot_id = "run", .get_ms = get_zero, .get_wall = get_zero
  };
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_object (&fixture->document);
  lkb_test_remove_tree (fixture->dir);
  g_free (fixture->dir);
  g_free (fixture->folder);
  g_free (fixture->path);
  g_object_unref (fixture->file);
}

static void
take (Fixture *fixture, LkbDocument *document)
{
  g_assert_nonnull (document);
  g_clear_object (&fixture->document);
  fixture->document = document;
  lkb_document_record (document, &fixture->place);
}

static void
put_file (Fixture *fixture, const char *title)
{
  g_autofree char *text = g_strdup_printf (
      "{\"lakeboard\": 1, \"board\": {\"title\": \"%s\"}, \"elements\": []}\n", title);

  g_assert_true (g_file_set_contents (fixture->path, text, -1, NULL));
}

static void
load (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  LkbDocument *document = lkb_document_load (fixture->file, NULL, &error);

  g_assert_no_error (error);
  take (fixture, document);
}

static void
set_title (Fixture *fixture, const char *title)
{
  const char *ids[] = { LKB_BOARD_ID, NULL };
  g_autoptr (LkbChange) change = lkb_edit_set_text (lkb_document_get_board (fixture->document), ids,
                                                    LKB_FIELD_TITLE, title);

  g_assert_true (lkb_history_apply (lkb_document_get_history (fixture->document), change, NULL));
}

static void
save (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  lkb_document_save (fixture->document, fixture->file, TRUE, NULL, &error);
  g_assert_no_error (error);
}

/* As the process ends without a word: the journal stays as it is, and its lock goes. */
static void
crash (Fixture *fixture)
{
  LkbJournal *journal = lkb_document_get_journal (fixture->document);

  lkb_journal_flush (journal);
  lkb_journal_end (journal, LKB_JOURNAL_KEEP);
  g_clear_object (&fixture->document);
}

/* (transfer full): the one that is offered. */
static LkbRecovered *
find_one (Fixture *fixture)
{
  g_autoptr (GPtrArray) found = lkb_recovered_scan (fixture->folder, "run");

  g_assert_cmpuint (found->len, ==, 1);
  return g_object_ref (found->pdata[0]);
}

static void
assert_none (Fixture *fixture)
{
  g_autoptr (GPtrArray) found = lkb_recovered_scan (fixture->folder, "run");

  g_assert_cmpuint (found->len, ==, 0);
}

static void
recover (Fixture *fixture)
{
  g_autoptr (LkbRecovered) one = find_one (fixture);
  g_autoptr (GError) error = NULL;
  LkbDocument *document = lkb_document_recover (lkb_recovered_get_path (one), "run", &error);

  g_assert_no_error (error);
  take (fixture, document);
}

static void
test_untitled (Fixture *fixture, gconstpointer data)
{
  take (fixture, lkb_document_new (NULL));
  set_title (fixture, "One");
  set_title (fixture, "Two");
  crash (fixture);

  recover (fixture);
  g_assert_true (lkb_document_get_recovered (fixture->document));
  g_assert_true (lkb_document_get_modified (fixture->document));
  g_assert_null (lkb_document_get_file (fixture->document));
  g_assert_cmpstr (lkb_document_get_title (fixture->document), ==, "Two");
  g_assert_false (lkb_history_can_undo (lkb_document_get_history (fixture->document)));
  /* It is not offered to anybody while it is open, and again when nothing was done about it. */
  assert_none (fixture);
  crash (fixture);
  recover (fixture);
  g_assert_cmpstr (lkb_document_get_title (fixture->document), ==, "Two");
  set_title (fixture, "Three");
  crash (fixture);
  recover (fixture);
  g_assert_cmpstr (lkb_document_get_title (fixture->document), ==, "Three");

  /* Closed without a word about it: the work stays. */
  g_clear_object (&fixture->document);
  recover (fixture);
  save (fixture);
  g_assert_false (lkb_document_get_recovered (fixture->document));
  g_clear_object (&fixture->document);
  assert_none (fixture);
}

static void
test_clean (Fixture *fixture, gconstpointer data)
{
  take (fixture, lkb_document_new (NULL));
  g_clear_object (&fixture->document);
  g_assert_false (g_file_test (fixture->folder, G_FILE_TEST_EXISTS));

  take (fixture, lkb_document_new (NULL));
  set_title (fixture, "Undone");
  g_assert_true (lkb_history_undo (lkb_document_get_history (fixture->document)));
  g_clear_object (&fixture->document);
  assert_none (fixture);

  take (fixture, lkb_document_new (NULL));
  set_title (fixture, "Saved");
  save (fixture);
  g_clear_object (&fixture->document);
  assert_none (fixture);

  load (fixture);
  set_title (fixture, "Not wanted");
  lkb_document_discard (fixture->document);
  g_assert_null (lkb_document_get_journal (fixture->document));
  set_title (fixture, "Nor this");
  g_clear_object (&fixture->document);
  assert_none (fixture);
}

/* Each save begins anew: what came after the last one is what counts. */
static void
test_saved (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LkbRecovered) one = NULL;

  put_file (fixture, "File");
  load (fixture);
  set_title (fixture, "Saved");
  save (fixture);
  set_title (fixture, "After");
  crash (fixture);

  one = find_one (fixture);
  g_assert_cmpstr (lkb_recovered_get_title (one), ==, "After");
  g_assert_true (g_file_equal (lkb_recovered_get_file (one), fixture->file));
  recover (fixture);
  g_assert_true (g_file_equal (lkb_document_get_file (fixture->document), fixture->file));
  g_assert_false (lkb_document_is_changed_on_disk (fixture->document));
  g_assert_true (lkb_document_save (fixture->document, NULL, FALSE, NULL, NULL));
  crash (fixture);
  assert_none (fixture);
}

/* Somebody else wrote to the file since: it is not written over silently, and what was done here is there. */
static void
test_changed_since (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  put_file (fixture, "File");
  load (fixture);
  set_title (fixture, "Here");
  crash (fixture);
  put_file (fixture, "There");

  recover (fixture);
  g_assert_cmpstr (lkb_document_get_title (fixture->document), ==, "Here");
  g_assert_true (lkb_document_is_changed_on_disk (fixture->document));
  g_assert_false (lkb_document_save (fixture->document, NULL, FALSE, NULL, &error));
  g_assert_error (error, LKB_SAVE_ERROR, LKB_SAVE_ERROR_CHANGED);
  crash (fixture);

  g_assert_cmpint (g_unlink (fixture->path), ==, 0);
  recover (fixture);
  g_assert_cmpstr (lkb_document_get_title (fixture->document), ==, "Here");
  g_assert_true (lkb_document_is_changed_on_disk (fixture->document));
}

static void
test_discard_recovered (Fixture *fixture, gconstpointer data)
{
  g_autofree char *away = g_build_filename (fixture->folder, LKB_JOURNAL_DISCARDED, NULL);
  g_autoptr (GDir) dir = NULL;

  take (fixture, lkb_document_new (NULL));
  set_title (fixture, "Work");
  crash (fixture);
  recover (fixture);
  lkb_document_discard (fixture->document);
  g_clear_object (&fixture->document);
  assert_none (fixture);
  dir = g_dir_open (away, 0, NULL);
  g_assert_nonnull (g_dir_read_name (dir));
}

/* Two who want the same: one gets it. */
static void
test_twice (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LkbRecovered) one = NULL;
  g_autoptr (LkbDocument) first = NULL;
  g_autoptr (LkbDocument) second = NULL;
  g_autoptr (GError) error = NULL;

  take (fixture, lkb_document_new (NULL));
  set_title (fixture, "Work");
  crash (fixture);
  one = find_one (fixture);
  first = lkb_document_recover (lkb_recovered_get_path (one), "run", NULL);
  g_assert_nonnull (first);
  second = lkb_document_recover (lkb_recovered_get_path (one), "run", &error);
  g_assert_null (second);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_BUSY);
  /* Nobody recorded it: it is there for the next one. */
  g_clear_object (&first);
  g_clear_object (&one);
  one = find_one (fixture);
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_assert_true (lkb_document_save_finish (LKB_DOCUMENT (source), result, NULL));
  *(gboolean *) data = TRUE;
}

/* What was done while the file was being written is in the next journal, from the first moment on. */
static void
test_during_save (Fixture *fixture, gconstpointer data)
{
  gboolean done = FALSE;

  put_file (fixture, "File");
  load (fixture);
  set_title (fixture, "Saved");
  lkb_document_save_async (fixture->document, NULL, FALSE, NULL, saved_cb, &done);
  set_title (fixture, "Meanwhile");
  while (!done)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (lkb_document_get_modified (fixture->document));
  crash (fixture);
  recover (fixture);
  g_assert_cmpstr (lkb_document_get_title (fixture->document), ==, "Meanwhile");
  g_assert_false (lkb_document_is_changed_on_disk (fixture->document));
}

static void
recovered_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  *(LkbDocument **) data = lkb_document_load_finish (result, NULL);
}

static void
test_async (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LkbRecovered) one = NULL;
  LkbDocument *document = NULL;

  take (fixture, lkb_document_new (NULL));
  set_title (fixture, "Work");
  crash (fixture);
  one = find_one (fixture);
  lkb_document_recover_async (lkb_recovered_get_path (one), "run", NULL, recovered_cb, &document);
  while (document == NULL)
    g_main_context_iteration (NULL, TRUE);
  take (fixture, document);
  g_assert_cmpstr (lkb_document_get_title (document), ==, "Work");
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  lkb_test_init (&argc, &argv);
  ADD ("/document-journal/untitled", test_untitled);
  ADD ("/document-journal/clean", test_clean);
  ADD ("/document-journal/saved", test_saved);
  ADD ("/document-journal/changed-since", test_changed_since);
  ADD ("/document-journal/discard-recovered", test_discard_recovered);
  ADD ("/document-journal/twice", test_twice);
  ADD ("/document-journal/during-save", test_during_save);
  ADD ("/document-journal/async", test_async);
  return g_test_run ();
}
