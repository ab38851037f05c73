/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/formats/lkb-board-file.h"
#include "tests/support/lkb-test.h"

#include <string.h>

/*
 * Each tests/format/cases/NAME.lakeboard has beside it either NAME.canonical, the text that it is written as, or
 * NAME.error, the message with which it is refused (without the file's name).
 */

typedef struct
{
  char *name; /* NAME.lakeboard */
  char *input; /* path */
  char *canonical; /* path, or NULL */
  char *refusal; /* path, or NULL */
} Case;

static void
free_case (Case *self)
{
  g_free (self->name);
  g_free (self->input);
  g_free (self->canonical);
  g_free (self->refusal);
  g_free (self);
}

static GBytes *
load (const char *path)
{
  gsize length;
  char *text = lkb_test_dup_text (path, &length);

  return g_bytes_new_take (text, length);
}

static void
assert_bytes (GBytes *a, GBytes *b)
{
  gsize n_a, n_b;
  const char *data_a = g_bytes_get_data (a, &n_a);
  const char *data_b = g_bytes_get_data (b, &n_b);
  g_autofree char *text_a = g_strndup (data_a ? data_a : "", n_a);
  g_autofree char *text_b = g_strndup (data_b ? data_b : "", n_b);

  g_assert_cmpstr (text_a, ==, text_b);
  g_assert_cmpmem (data_a, n_a, data_b, n_b);
}

static void
test_canonical (const Case *self)
{
  g_autoptr (GBytes) input = load (self->input);
  g_autoptr (GBytes) expected = load (self->canonical);
  g_autoptr (GBytes) written = NULL;
  g_autoptr (GBytes) again = NULL;
  g_autoptr (LkbBoard) board = NULL;
  g_autoptr (LkbBoard) reread = NULL;
  g_autoptr (GError) error = NULL;

  board = lkb_board_file_read (self->name, input, LKB_BOARD_FILE_NONE, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (lkb_board_check (board, &error));
  g_assert_no_error (error);
  written = lkb_board_file_write (board);
  assert_bytes (written, expected);

  reread = lkb_board_file_read (self->name, written, LKB_BOARD_FILE_NONE, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (lkb_board_equal (board, reread));
  again = lkb_board_file_write (reread);
  assert_bytes (again, written);
}

static void
test_refusal (const Case *self)
{
  g_autoptr (GBytes) input = load (self->input);
  g_autofree char *reason = lkb_test_dup_text (self->refusal, NULL);
  g_autofree char *expected = g_strdup_printf ("%s: %s", self->name, g_strchomp (reason));
  g_autoptr (LkbBoard) board = NULL;
  g_autoptr (GError) error = NULL;

  board = lkb_board_file_read (self->name, input, LKB_BOARD_FILE_NONE, NULL, &error);
  g_assert_null (board);
  g_assert_nonnull (error);
  g_assert_true (error->domain == LKB_INPUT_ERROR);
  g_assert_cmpstr (error->message, ==, expected);
  g_assert_null (strchr (error->message, '\n'));
}

static void
test_case (gconstpointer data)
{
  const Case *self = data;

  /* Exactly one of the two. */
  g_assert_true ((self->canonical == NULL) != (self->refusal == NULL));
  if (self->canonical != NULL)
    test_canonical (self);
  else
    test_refusal (self);
}

static char *
find_beside (const char *folder, const char *name, const char *suffix)
{
  g_autofree char *stem = g_strndup (name, strlen (name) - strlen (".lakeboard"));
  g_autofree char *file = g_strconcat (stem, suffix, NULL);
  g_autofree char *path = g_build_filename (folder, file, NULL);

  return g_file_test (path, G_FILE_TEST_EXISTS) ? g_steal_pointer (&path) : NULL;
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp ((*(Case *const *) a)->name, (*(Case *const *) b)->name);
}

int
main (int argc, char **argv)
{
  g_autoptr (GPtrArray) cases = g_ptr_array_new_with_free_func ((GDestroyNotify) free_case);
  g_autofree char *folder = NULL;
  g_autoptr (GDir) dir = NULL;

  lkb_test_init (&argc, &argv);
  folder = lkb_test_dup_source_path ("tests/format/cases");
  dir = g_dir_open (folder, 0, NULL);
  g_assert_nonnull (dir);
  for (const char *name; (name = g_dir_read_name (dir));)
    if (g_str_has_suffix (name, ".lakeboard"))
      {
        Case *self = g_new0 (Case, 1);

        self->name = g_strdup (name);
        self->input = g_build_filename (folder, name, NULL);
        self->canonical = find_beside (folder, name, ".canonical");
        self->refusal = find_beside (folder, name, ".error");
        g_ptr_array_add (cases, self);
      }
  g_assert_cmpuint (cases->len, >=, 40);

  g_ptr_array_sort (cases, compare_names);
  for (guint i = 0; i < cases->len; i++)
    {
      Case *self = g_ptr_array_index (cases, i);
      g_autofree char *path = g_strconcat ("/format/", self->name, NULL);

      g_test_add_data_func (path, self, test_case);
    }
  return g_test_run ();
}
