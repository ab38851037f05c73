/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/store/lkb-save.h"

#include <glib/gstdio.h>
#include <unistd.h>

#include "core/store/lkb-file.h"

/*
 * Another program writes in the middle of a save. The moment is the sync of the folder, which comes right after the
 * new file took its name: this fsync() stands in place of the one of the C library.
 */

static char *place;
static const char *foreign; /* what is written there, once */

int
fsync (int fd)
{
  struct stat info;

  if (foreign != NULL && fstat (fd, &info) == 0 && S_ISDIR (info.st_mode))
    {
      GError *error = NULL;
      const char *text = foreign;

      foreign = NULL;
      g_assert_true (g_file_set_contents (place, text, -1, &error));
      g_assert_no_error (error);
    }
  return fdatasync (fd);
}

/* As many bytes as ours: only who looks at the file that was written can tell. */
static void
test_same_size (void)
{
  g_autofree char *folder = g_dir_make_tmp ("lakeboard-race-XXXXXX", NULL);
  g_autoptr (GBytes) ours = g_bytes_new_static ("ours 1", 6);
  g_autoptr (GBytes) later = g_bytes_new_static ("ours 2", 6);
  g_autofree char *text = NULL;
  GError *error = NULL;
  LkbFileStamp stamp;
  LkbSaveOptions options = { .expected = &stamp };

  place = g_build_filename (folder, "a.lakeboard", NULL);
  g_assert_true (lkb_file_save (place, ours, NULL, &stamp, &error));
  g_assert_no_error (error);
  g_assert_false (lkb_file_stamp_differs (&stamp, place));

  foreign = "theirs";
  g_assert_true (lkb_file_save (place, ours, NULL, &stamp, &error));
  g_assert_no_error (error);
  g_assert_null (foreign);
  g_assert_true (lkb_file_stamp_differs (&stamp, place));
  g_assert_false (lkb_file_save (place, later, &options, NULL, &error));
  g_assert_error (error, LKB_SAVE_ERROR, LKB_SAVE_ERROR_CHANGED);
  g_clear_error (&error);
  g_assert_true (g_file_get_contents (place, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "theirs");

  g_unlink (place);
  g_rmdir (folder);
  g_free (place);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/save/foreign-write-of-same-size", test_same_size);
  return g_test_run ();
}
