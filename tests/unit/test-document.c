/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/store/lkb-document.h"
#include "core/base/lkb-error.h"
#include "tests/support/lkb-test.h"

#include <glib/gstdio.h>
#include <string.h>

#define BOARD "{\"lakeboard\": 1, \"board\": {%s}, \"elements\": []}\n"

typedef struct
{
  char *dir;
  char *path;
  GFile *file;
} Fixture;

static void
put (const char *path, const char *facts)
{
  g_autofree char *text = g_strdup_printf (BOARD, facts);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->dir = lkb_test_dup_dir ();
  fixture->path = g_build_filename (fixture->dir, "clicks.lakeboard", NULL);
  fixture->file = g_file_new_for_path (fixture->path);
  put (fixture->path, "\"goal\": \"G\"");
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  lkb_test_remove_tree (fixture->dir);
  g_free (fixture->dir);
  g_free (fixture->path);
  g_object_unref (fixture->file);
}

static void
set_title (LkbDocument *document, const char *title)
{
  LkbBoard *board = lkb_document_get_board (document);
  g_autoptr (LkbElement) facts = lkb_element_with_text (lkb_board_get_facts (board),
                                                        LKB_FIELD_TITLE, title);
  g_autoptr (LkbChange) change = lkb_change_new ("Title");
  g_autoptr (GError) error = NULL;

  lkb_change_add (change, lkb_board_get_facts (board), facts);
  g_assert_true (lkb_history_apply (lkb_document_get_history (document), change, &error));
  g_assert_no_error (error);
}

static LkbDocument *
load (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  LkbDocument *document = lkb_document_load (fixture->file, NULL, &error);

  g_assert_no_error (error);
  return document;
}

static void
count_cb (guint *count)
{
  (*count)++;
}

static void
test_untitled (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LkbDocument) document = lkb_document_new (NULL);
  g_autoptr (GError) error = NULL;
  guint n_titles = 0;

  g_assert_null (lkb_document_get_file (document));
  g_assert_false (lkb_document_get_modified (document));
  g_assert_cmpstr (lkb_document_get_title (document), ==, "Untitled board");
  g_assert_false (lkb_document_save (document, NULL, FALSE, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_FILENAME);
  g_clear_error (&error);

  g_signal_connect_swapped (document, "notify::title", G_CALLBACK (count_cb), &n_titles);
  set_title (document, "Clicks");
  g_assert_cmpuint (n_titles, ==, 1);
  g_assert_cmpstr (lkb_document_get_title (document), ==, "Clicks");
  g_assert_true (lkb_document_get_modified (document));
  g_assert_true (lkb_document_save (document, fixture->file, FALSE, NULL, &error));
  g_assert_no_error (error);
  g_assert_false (lkb_document_get_modified (document));
  g_assert_true (g_file_equal (lkb_document_get_file (document), fixture->file));
}

static void
test_load_save (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LkbDocument) document = load (fixture);
  g_autoptr (LkbDocument) again = NULL;
  g_autoptr (GError) error = NULL;
  guint n_modified = 0;

  g_assert_cmpstr (lkb_document_get_title (document), ==, "clicks");
  g_assert_false (lkb_document_get_modified (document));
  g_assert_cmpint (lkb_document_get_read_only (document), ==, LKB_READ_ONLY_NO);
  g_assert_null (lkb_document_get_read_only_reason (document));

  g_signal_connect_swapped (document, "notify::modified", G_CALLBACK (count_cb), &n_modified);
  set_title (document, "One");
  g_assert_true (lkb_document_get_modified (document));
  g_assert_cmpuint (n_modified, ==, 1);
  g_assert_true (lkb_history_undo (lkb_document_get_history (document)));
  g_assert_false (lkb_document_get_modified (document));
  set_title (document, "Two");
  g_assert_true (lkb_document_save (document, NULL, FALSE, NULL, &error));
  g_assert_no_error (error);
  g_assert_false (lkb_document_get_modified (document));
  g_assert_false (lkb_document_is_changed_on_disk (document));

  again = load (fixture);
  g_assert_true (
      lkb_board_equal (lkb_document_get_board (document), lkb_document_get_board (again)));
  g_assert_true (lkb_history_undo (lkb_document_get_history (document)));
  g_assert_true (lkb_document_get_modified (document));
}

static void
test_changed_on_disk (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LkbDocument) document = load (fixture);
  g_autofree char *other = g_build_filename (fixture->dir, "other.lakeboard", NULL);
  g_autoptr (GFile) other_file = g_file_new_for_path (other);
  g_autoptr (GError) error = NULL;

  put (fixture->path, "\"goal\": \"by somebody else\"");
  g_assert_true (lkb_document_is_changed_on_disk (document));
  set_title (document, "Mine");
  g_assert_false (lkb_document_save (document, NULL, FALSE, NULL, &error));
  g_assert_error (error, LKB_SAVE_ERROR, LKB_SAVE_ERROR_CHANGED);
  g_clear_error (&error);
  g_assert_true (lkb_document_get_modified (document));

  g_assert_true (lkb_document_save (document, other_file, FALSE, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (g_file_peek_path (lkb_document_get_file (document)), ==, other);
  g_assert_true (lkb_document_save (document, fixture->file, TRUE, NULL, &error));
  g_assert_no_error (error);
  g_assert_false (lkb_document_is_changed_on_disk (document));
}

static void
test_newer (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LkbDocument) document = NULL;
  g_autofree char *other = g_build_filename (fixture->dir, "other.lakeboard", NULL);
  g_autoptr (GFile) other_file = g_file_new_for_path (other);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (
      fixture->path, "{\"lakeboard\": 2, \"board\": {}, \"elements\": []}", -1, NULL));
  document = load (fixture);
  g_assert_cmpint (lkb_document_get_read_only (document), ==, LKB_READ_ONLY_NEWER);
  g_assert_nonnull (lkb_document_get_read_only_reason (document));
  g_assert_false (lkb_document_save (document, other_file, TRUE, NULL, &error));
  g_assert_error (error, LKB_SAVE_ERROR, LKB_SAVE_ERROR_READ_ONLY);
  g_assert_false (g_file_test (other, G_FILE_TEST_EXISTS));
}

static void
test_read_only (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LkbDocument) document = NULL;
  g_autofree char *other = g_build_filename (fixture->dir, "other.lakeboard", NULL);
  g_autoptr (GFile) other_file = g_file_new_for_path (other);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_chmod (fixture->path, 0444), ==, 0);
  document = load (fixture);
  g_assert_cmpint (lkb_document_get_read_only (document), ==, LKB_READ_ONLY_PERMISSION);
  g_assert_false (lkb_document_save (document, NULL, FALSE, NULL, &error));
  g_assert_error (error, LKB_SAVE_ERROR, LKB_SAVE_ERROR_READ_ONLY);
  g_clear_error (&error);
  g_assert_true (lkb_document_save (document, other_file, FALSE, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (lkb_document_get_read_only (document), ==, LKB_READ_ONLY_NO);
}

static void
test_bad (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  put (fixture->path, "\"title\": 7");
  g_assert_null (lkb_document_load (fixture->file, NULL, &error));
  g_assert_error (error, LKB_INPUT_ERROR, LKB_INPUT_ERROR_STRUCTURE);
  g_assert_true (g_str_has_prefix (error->message, fixture->path));
  g_clear_error (&error);
  g_assert_cmpint (g_unlink (fixture->path), ==, 0);
  g_assert_null (lkb_document_load (fixture->file, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
}

static void
test_template (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LkbDataDirs) dirs = lkb_data_dirs_new (NULL);
  g_autoptr (LkbDocument) document = NULL;
  g_autoptr (GError) error = NULL;

  document = lkb_document_new_from_template (dirs, "T01", &error);
  g_assert_no_error (error);
  g_assert_null (lkb_document_get_file (document));
  g_assert_true (lkb_document_get_modified (document));
}

static void
test_svg (Fixture *fixture, gconstpointer data)
{
  const char *source = "{\"lakeboard\": 1, \"board\": {\"title\": \"T\"}, \"elements\": []}";
  g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, source, -1);
  g_autofree char *svg = g_strdup_printf (
      "<svg xmlns=\"http://www.w3.org/2000/svg\" "
      "xmlns:l=\"https://lakeboard.github.io/ns/1\"><metadata>"
      "<l:board sha256=\"%s\" bytes=\"%zu\" "
      "parts=\"1\"><l:part>%s</l:part></l:board></metadata></svg>",
      sum, strlen (source), source);
  g_autoptr (LkbDocument) document = NULL;

  g_assert_true (g_file_set_contents (fixture->path, svg, -1, NULL));
  document = load (fixture);
  g_assert_null (lkb_document_get_file (document));
  g_assert_true (lkb_document_get_modified (document));
  g_assert_cmpstr (lkb_document_get_title (document), ==, "T");
}

/* Async: saves, and edits while the save runs. */

typedef struct
{
  GMainLoop *loop;
  GAsyncResult *result;
} Waiting;

static void
done_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Waiting *waiting = data;

  waiting->result = g_object_ref (result);
  g_main_loop_quit (waiting->loop);
}

static void
test_async (Fixture *fixture, gconstpointer data)
{
  Waiting waiting = { g_main_loop_new (NULL, FALSE), NULL };
  g_autoptr (LkbDocument) document = NULL;
  g_autoptr (GError) error = NULL;

  lkb_document_load_async (fixture->file, NULL, done_cb, &waiting);
  g_main_loop_run (waiting.loop);
  document = lkb_document_load_finish (waiting.result, &error);
  g_assert_no_error (error);
  g_clear_object (&waiting.result);

  set_title (document, "Saved");
  lkb_document_save_async (document, NULL, FALSE, NULL, done_cb, &waiting);
  g_assert_true (lkb_document_get_busy (document));
  g_assert_false (lkb_document_save (document, NULL, FALSE, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_PENDING);
  g_clear_error (&error);
  set_title (document, "Typed meanwhile");
  g_main_loop_run (waiting.loop);
  g_assert_true (lkb_document_save_finish (document, waiting.result, &error));
  g_assert_no_error (error);
  g_clear_object (&waiting.result);
  g_assert_false (lkb_document_get_busy (document));
  g_assert_true (lkb_document_get_modified (document));
  g_assert_false (lkb_document_is_changed_on_disk (document));

  lkb_document_save_async (document, NULL, FALSE, NULL, done_cb, &waiting);
  g_main_loop_run (waiting.loop);
  g_assert_true (lkb_document_save_finish (document, waiting.result, &error));
  g_clear_object (&waiting.result);
  g_assert_false (lkb_document_get_modified (document));

  put (fixture->path, "");
  lkb_document_save_async (document, NULL, FALSE, NULL, done_cb, &waiting);
  g_main_loop_run (waiting.loop);
  g_assert_false (lkb_document_save_finish (document, waiting.result, &error));
  g_assert_error (error, LKB_SAVE_ERROR, LKB_SAVE_ERROR_CHANGED);
  g_clear_object (&waiting.result);
  g_assert_false (lkb_document_get_busy (document));
  g_main_loop_unref (waiting.loop);
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *name;
    void (*run) (Fixture *, gconstpointer);
  } tests[] = {
    { "/document/untitled", test_untitled },
    { "/document/load-save", test_load_save },
    { "/document/changed-on-disk", test_changed_on_disk },
    { "/document/newer", test_newer },
    { "/document/read-only", test_read_only },
    { "/document/bad", test_bad },
    { "/document/template", test_template },
    { "/document/svg", test_svg },
    { "/document/async", test_async },
  };

  lkb_test_init (&argc, &argv);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].name, Fixture, NULL, set_up, tests[i].run, tear_down);
  return g_test_run ();
}
