/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/formats/lkb-board-file.h"
#include "core/formats/lkb-data.h"
#include "core/model/lkb-history.h"
#include "tests/support/lkb-test.h"

#include <string.h>

/* The cases one by one are in tests/format/cases; here is what is too large for a file, and what needs a board. */

static LkbBoard *
read_text (const char *text, LkbBoardFileFlags flags, guint *version, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));

  return lkb_board_file_read ("x", bytes, flags, version, error);
}

static void
assert_refused (const char *text, LkbInputError code, const char *message)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (read_text (text, LKB_BOARD_FILE_NONE, NULL, &error));
  g_assert_error (error, LKB_INPUT_ERROR, (int) code);
  g_assert_cmpstr (error->message, ==, message);
}

static char *
dup_board (const char *facts, const char *elements)
{
  return g_strdup_printf ("{\"lakeboard\": 1, \"board\": {%s}, \"elements\": [%s]}", facts,
                          elements);
}

static void
test_text_limits (void)
{
  g_autofree char *most = g_strnfill (LKB_TEXT_MAX, 'a');
  g_autofree char *notes = g_strnfill (LKB_NOTES_MAX, 'n');
  g_autofree char *facts = g_strdup_printf ("\"title\": \"%s\"", most);
  g_autofree char *too_long = g_strdup_printf ("\"title\": \"é%s\"", most);
  g_autofree char *item = g_strdup_printf ("\"assumptions\": [\"b\", \"é%s\"]", most);
  g_autofree char *note = g_strdup_printf ("{\"id\": \"n\", \"kind\": \"note\", \"text\": \"%s\"}",
                                           notes);
  g_autofree char *node = g_strdup_printf (
      "{\"id\": \"n\", \"kind\": \"model\", \"notes\": \"%s\"}", notes);
  g_autofree char *longer = g_strdup_printf (
      "{\"id\": \"n\", \"kind\": \"model\", \"notes\": \"%s.\"}", notes);
  g_autofree char *ok = dup_board (facts, note);
  g_autofree char *ok_node = dup_board (facts, node);
  g_autofree char *bad = dup_board (too_long, "");
  g_autofree char *bad_item = dup_board (item, "");
  g_autofree char *bad_notes = dup_board ("", longer);
  g_autoptr (LkbBoard) board = NULL;
  g_autoptr (LkbBoard) second = NULL;
  g_autoptr (GError) error = NULL;

  board = read_text (ok, LKB_BOARD_FILE_NONE, NULL, &error);
  g_assert_no_error (error);
  second = read_text (ok_node, LKB_BOARD_FILE_NONE, NULL, &error);
  g_assert_no_error (error);
  assert_refused (bad, LKB_INPUT_ERROR_LIMIT, "x: $.board.title: more than 10,000 characters");
  assert_refused (bad_item, LKB_INPUT_ERROR_LIMIT,
                  "x: $.board.assumptions[1]: more than 10,000 characters");
  g_assert_null (read_text (bad_notes, LKB_BOARD_FILE_NONE, NULL, &error));
  g_assert_error (error, LKB_INPUT_ERROR, LKB_INPUT_ERROR_LIMIT);
  g_assert_true (g_str_has_prefix (error->message, "x: $.elements[0].notes: "));
}

static void
test_element_limit (void)
{
  g_autoptr (GString) elements = g_string_new (NULL);
  g_autofree char *most = NULL;
  g_autofree char *more = NULL;
  g_autoptr (LkbBoard) board = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < LKB_BOARD_MAX_ELEMENTS; i++)
    g_string_append_printf (elements, "%s{\"id\":\"n%u\",\"kind\":\"note\"}", i ? "," : "", i);
  most = dup_board ("", elements->str);
  board = read_text (most, LKB_BOARD_FILE_NONE, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (lkb_board_get_n_elements (board), ==, LKB_BOARD_MAX_ELEMENTS);

  g_string_append (elements, ",{\"id\":\"more\",\"kind\":\"note\"}");
  more = dup_board ("", elements->str);
  assert_refused (more, LKB_INPUT_ERROR_LIMIT, "x: $.elements: more than 50,000 elements");
}

static void
test_size_limits (void)
{
  gsize size = LKB_BOARD_FILE_MAX_BYTES + 1024 * 1024;
  char *spaces = g_strnfill (size, ' ');
  g_autoptr (GBytes) bytes = g_bytes_new_take (spaces, size);
  g_autofree char *nested = g_strnfill (100000, '[');
  g_autoptr (GString) members = g_string_new (NULL);
  g_autoptr (GString) values = g_string_new ("[0");
  g_autofree char *many = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (lkb_board_file_read ("x", bytes, LKB_BOARD_FILE_NONE, NULL, &error));
  g_assert_error (error, LKB_INPUT_ERROR, LKB_INPUT_ERROR_LIMIT);
  g_clear_error (&error);

  g_assert_null (read_text (nested, LKB_BOARD_FILE_NONE, NULL, &error));
  g_assert_error (error, LKB_INPUT_ERROR, LKB_INPUT_ERROR_LIMIT);
  g_clear_error (&error);

  for (guint i = 0; i < 200000; i++)
    g_string_append_printf (members, "%s\"k%u\":0", i ? "," : "", i);
  many = dup_board (members->str, "");
  assert_refused (many, LKB_INPUT_ERROR_LIMIT, "x: $.board: more than 1,024 members in one object");

  for (guint i = 0; i < 1000000; i++)
    g_string_append (values, ",0");
  g_string_append (values, "]");
  g_assert_null (read_text (values->str, LKB_BOARD_FILE_NONE, NULL, &error));
  g_assert_error (error, LKB_INPUT_ERROR, LKB_INPUT_ERROR_LIMIT);
}

static void
test_newer (void)
{
  const char *readable
      = "{\"lakeboard\": 7, \"board\": {\"title\": \"T\"}, \"elements\": [], \"new\": 1}";
  const char *strange
      = "{\"lakeboard\": 7, \"board\": {}, \"elements\": [{\"id\": \"a\", \"kind\": \"lake\"}]}";
  g_autoptr (LkbBoard) board = NULL;
  g_autoptr (GError) error = NULL;
  guint version = 0;

  g_assert_null (read_text (readable, LKB_BOARD_FILE_NONE, &version, &error));
  g_assert_error (error, LKB_INPUT_ERROR, LKB_INPUT_ERROR_VERSION);
  g_assert_cmpuint (version, ==, 7);
  g_clear_error (&error);

  board = read_text (readable, LKB_BOARD_FILE_ALLOW_NEWER, &version, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (version, ==, 7);
  g_assert_null (read_text (strange, LKB_BOARD_FILE_ALLOW_NEWER, &version, &error));
  g_assert_error (error, LKB_INPUT_ERROR, LKB_INPUT_ERROR_STRUCTURE);
}

/* Not NUL-terminated, and cut at every byte: the reader looks at what it was given and no further. */
static void
test_every_cut (void)
{
  g_autofree char *path = lkb_test_dup_source_path ("tests/format/cases/ok-every-fact.canonical");
  gsize length;
  g_autofree char *text = lkb_test_dup_text (path, &length);

  for (gsize i = 0; i + 2 < length; i++)
    {
      g_autofree char *exact = g_memdup2 (text, i);
      g_autoptr (GBytes) bytes = g_bytes_new_static (exact, i);
      g_autoptr (GError) error = NULL;

      g_assert_null (lkb_board_file_read ("x", bytes, LKB_BOARD_FILE_NONE, NULL, &error));
      g_assert_nonnull (error);
    }
}

static void
test_written_after_edit (void)
{
  g_autoptr (LkbBoard) board = lkb_board_new ();
  g_autoptr (LkbHistory) history = lkb_history_new (board, 0);
  g_autoptr (LkbChange) change = lkb_change_new ("Add");
  g_autoptr (LkbElement) a = lkb_element_new (LKB_KIND_SOURCE, "a");
  g_autoptr (LkbElement) b = lkb_element_with_text (a, LKB_FIELD_NAME, "A “b” <&>\n\t");
  g_autoptr (GBytes) empty = lkb_board_file_write (board);
  g_autoptr (GBytes) full = NULL;
  g_autoptr (GBytes) undone = NULL;
  g_autoptr (LkbBoard) reread = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (g_bytes_get_data (empty, NULL), ==,
                   "{\n  \"lakeboard\": 1,\n  \"board\": {},\n  \"elements\": []\n}\n");
  lkb_change_add (change, NULL, b);
  g_assert_true (lkb_history_apply (history, change, &error));
  full = lkb_board_file_write (board);
  reread = lkb_board_file_read ("x", full, LKB_BOARD_FILE_NONE, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (lkb_board_equal (board, reread));
  g_assert_true (lkb_history_undo (history));
  undone = lkb_board_file_write (board);
  g_assert_true (g_bytes_equal (empty, undone));
}

static void
test_templates (void)
{
  g_autoptr (LkbDataDirs) dirs = lkb_data_dirs_new (NULL);
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (LkbVocabulary) vocabulary = NULL;
  g_autoptr (GError) error = NULL;

  list = lkb_data_dirs_list_templates (dirs, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (list->len, >=, 4);
  for (guint i = 0; i < list->len; i++)
    {
      const LkbTemplateInfo *info = g_ptr_array_index (list, i);
      g_autofree char *file = g_strdup_printf ("templates/%s.lakeboard", info->id);
      g_autofree char *lower = g_ascii_strdown (info->id, -1);
      g_autoptr (GBytes) bytes = lkb_data_dirs_load (dirs, file, NULL, &error);
      g_autoptr (LkbBoard) board = lkb_data_dirs_load_template (dirs, lower, &error);
      g_autoptr (GBytes) written = NULL;

      g_assert_no_error (error);
      written = lkb_board_file_write (board);
      g_test_message ("%s: %s", info->id, info->title);
      g_assert_true (g_bytes_equal (bytes, written));
    }
  g_assert_null (lkb_data_dirs_load_template (dirs, "T99", &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_clear_error (&error);

  vocabulary = lkb_data_dirs_load_vocabulary (dirs, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (lkb_vocabulary_get_n_features (vocabulary), >, 30);
  g_assert_cmpuint (lkb_vocabulary_get_n_buzzwords (vocabulary), >, 3);
  g_assert_nonnull (lkb_vocabulary_find_feature (vocabulary, "liquid-clustering"));
}

static void
test_user_data (void)
{
  g_autofree char *folder = lkb_test_dup_dir ();
  g_autofree char *templates = g_build_filename (folder, "templates", NULL);
  g_autofree char *words = g_build_filename (folder, "vocabulary", NULL);
  g_autofree char *own = g_build_filename (templates, "T01.lakeboard", NULL);
  g_autofree char *broken = g_build_filename (templates, "broken.lakeboard", NULL);
  g_autofree char *features = g_build_filename (words, "features.json", NULL);
  g_autoptr (LkbDataDirs) dirs = lkb_data_dirs_new (folder);
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (LkbBoard) board = NULL;
  g_autoptr (LkbVocabulary) vocabulary = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = dup_board ("\"title\": \"Mine\"", "");

  g_assert_cmpint (g_mkdir_with_parents (templates, 0700), ==, 0);
  g_assert_cmpint (g_mkdir_with_parents (words, 0700), ==, 0);
  g_assert_true (g_file_set_contents (own, text, -1, NULL));
  g_assert_true (g_file_set_contents (broken, "{", -1, NULL));
  board = lkb_data_dirs_load_template (dirs, "T01", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (lkb_element_get_text (lkb_board_get_facts (board), LKB_FIELD_TITLE), ==, "Mine");
  list = lkb_data_dirs_list_templates (dirs, &error);
  for (guint i = 0; i < list->len; i++)
    g_assert_cmpstr (((LkbTemplateInfo *) g_ptr_array_index (list, i))->id, !=, "broken");

  g_assert_true (g_file_set_contents (
      features, "{\"features\": [{\"id\": \"a\", \"name\": \"A\", \"kinds\": [\"teapot\"]}]}", -1,
      NULL));
  /* The built-in one stands in for it, and nothing of the broken one is left. */
  vocabulary = lkb_data_dirs_load_vocabulary (dirs, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (lkb_vocabulary_get_n_problems (vocabulary), ==, 1);
  g_assert_cmpstr (lkb_vocabulary_get_nth_problem (vocabulary, 0)->name, ==,
                   "vocabulary/features.json");
  g_assert_cmpstr (lkb_vocabulary_get_nth_problem (vocabulary, 0)->reason, ==,
                   "$.features[0].kinds[0]: unknown kind");
  g_assert_null (lkb_vocabulary_find_feature (vocabulary, "a"));
  g_assert_nonnull (lkb_vocabulary_find_feature (vocabulary, "liquid-clustering"));
  lkb_test_remove_tree (folder);
}

int
main (int argc, char **argv)
{
  lkb_test_init (&argc, &argv);
  g_test_add_func ("/board-file/text-limits", test_text_limits);
  g_test_add_func ("/board-file/element-limit", test_element_limit);
  g_test_add_func ("/board-file/size-limits", test_size_limits);
  g_test_add_func ("/board-file/newer", test_newer);
  g_test_add_func ("/board-file/every-cut", test_every_cut);
  g_test_add_func ("/board-file/written-after-edit", test_written_after_edit);
  g_test_add_func ("/board-file/templates", test_templates);
  g_test_add_func ("/board-file/user-data", test_user_data);
  return g_test_run ();
}
