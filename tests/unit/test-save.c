/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/store/lkb-save.h"
#include "tests/support/lkb-test.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <sys/xattr.h>
#include <unistd.h>

/* Somebody who is not the superuser; the number stands in no file. */
#define NOBODY 65534

typedef struct
{
  char *dir;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->dir = lkb_test_dup_dir ();
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  lkb_test_remove_tree (fixture->dir);
  g_free (fixture->dir);
}

static char *
dup_path (Fixture *fixture, const char *name)
{
  return g_build_filename (fixture->dir, name, NULL);
}

static void
put (const char *path, const char *text, int mode)
{
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  g_assert_cmpint (g_chmod (path, mode), ==, 0);
}

static void
assert_text (const char *path, const char *expected)
{
  g_autofree char *text = lkb_test_dup_text (path, NULL);

  g_assert_cmpstr (text, ==, expected);
}

/* No temporary file may stay behind. */
static void
assert_n_files (const char *folder, guint expected)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;
  g_assert_cmpuint (n, ==, expected);
}

static gboolean
save (const char *path, const char *text, const LkbSaveOptions *options, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  LkbFileStamp stamp;

  if (!lkb_file_save (path, bytes, options, &stamp, error))
    return FALSE;
  g_assert_true (stamp.exists);
  g_assert_cmpint (stamp.size, ==, strlen (text));
  g_assert_false (lkb_file_stamp_differs (&stamp, path));
  return TRUE;
}

static void
assert_saves (const char *path, const char *text)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (save (path, text, NULL, &error));
  g_assert_no_error (error);
  assert_text (path, text);
}

static void
assert_refused (const char *path, LkbSaveError code)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (save (path, "new", NULL, &error));
  g_assert_error (error, LKB_SAVE_ERROR, (int) code);
  g_assert_null (strchr (error->message, '\n'));
}

static void
test_new (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = dup_path (fixture, "new.lakeboard");
  mode_t mask = umask (027);
  struct stat info;

  assert_saves (path, "new");
  umask (mask);
  g_assert_cmpint (stat (path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 07777, ==, 0640);
  assert_n_files (fixture->dir, 1);
  assert_saves (path, "");
}

static void
test_plain (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = dup_path (fixture, "plain");
  struct stat before, after;
  char value[8] = "";
  gboolean has_xattr;

  put (path, "old", 0604);
  has_xattr = setxattr (path, "user.lakeboard", "kept", 4, 0) == 0;
  g_assert_cmpint (stat (path, &before), ==, 0);
  assert_saves (path, "new and longer");
  g_assert_cmpint (stat (path, &after), ==, 0);
  g_assert_cmpint (after.st_mode, ==, before.st_mode);
  g_assert_cmpint (after.st_uid, ==, before.st_uid);
  g_assert_cmpint (after.st_gid, ==, before.st_gid);
  g_assert_cmpint (after.st_ino, !=, before.st_ino);
  if (has_xattr)
    {
      g_assert_cmpint (getxattr (path, "user.lakeboard", value, sizeof value), ==, 4);
      g_assert_cmpstr (value, ==, "kept");
    }
  else
    g_test_message ("no extended attributes here");
  assert_n_files (fixture->dir, 1);
}

static void
test_owner (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = dup_path (fixture, "owned");
  struct stat info;

  if (geteuid () != 0)
    {
      g_test_skip ("only the superuser can give files away");
      return;
    }
  put (path, "old", 0640);
  g_assert_cmpint (chown (path, NOBODY, NOBODY), ==, 0);
  assert_saves (path, "new");
  g_assert_cmpint (stat (path, &info), ==, 0);
  g_assert_cmpint (info.st_uid, ==, NOBODY);
  g_assert_cmpint (info.st_gid, ==, NOBODY);
  g_assert_cmpint (info.st_mode & 07777, ==, 0640);
}

static void
test_symlink (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = dup_path (fixture, "folder");
  g_autofree char *target = g_build_filename (folder, "target", NULL);
  g_autofree char *link = dup_path (fixture, "link");
  g_autofree char *second = dup_path (fixture, "second");
  g_autofree char *read_back = NULL;

  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  put (target, "old", 0600);
  g_assert_cmpint (symlink ("folder/target", link), ==, 0);
  g_assert_cmpint (symlink (link, second), ==, 0);
  assert_saves (second, "new");
  assert_text (target, "new");
  read_back = g_file_read_link (link, NULL);
  g_assert_cmpstr (read_back, ==, "folder/target");
  assert_n_files (folder, 1);
  assert_n_files (fixture->dir, 3);
}

static void
test_dangling (Fixture *fixture, gconstpointer data)
{
  g_autofree char *link = dup_path (fixture, "link");
  g_autofree char *target = dup_path (fixture, "target");
  g_autofree char *lost = dup_path (fixture, "lost");
  g_autofree char *loop = dup_path (fixture, "loop");

  g_assert_cmpint (symlink ("target", link), ==, 0);
  assert_saves (link, "new");
  assert_text (target, "new");
  g_assert_true (g_file_test (link, G_FILE_TEST_IS_SYMLINK));

  g_assert_cmpint (symlink ("nowhere/target", lost), ==, 0);
  assert_refused (lost, LKB_SAVE_ERROR_NO_FOLDER);
  g_assert_cmpint (symlink ("loop", loop), ==, 0);
  assert_refused (loop, LKB_SAVE_ERROR_NO_FOLDER);
}

static void
test_hard_link (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = dup_path (fixture, "one");
  g_autofree char *other = dup_path (fixture, "other");

  put (path, "old", 0600);
  g_assert_cmpint (link (path, other), ==, 0);
  assert_saves (path, "new");
  assert_text (other, "old");
}

static void
test_read_only_file (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = dup_path (fixture, "read-only");
  struct stat info;

  put (path, "old", 0444);
  assert_refused (path, LKB_SAVE_ERROR_READ_ONLY);
  assert_text (path, "old");
  g_assert_cmpint (stat (path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 07777, ==, 0444);
  assert_n_files (fixture->dir, 1);
}

static void
test_other_kinds (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = dup_path (fixture, "folder");
  g_autofree char *pipe = dup_path (fixture, "pipe");
  g_autofree char *below = g_build_filename (fixture->dir, "missing", "file", NULL);
  g_autofree char *slash = g_strconcat (fixture->dir, "/none/", NULL);
  g_autofree char *inside = g_build_filename (fixture->dir, "plain", "file", NULL);
  g_autofree char *plain = dup_path (fixture, "plain");

  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  assert_refused (folder, LKB_SAVE_ERROR_NOT_A_FILE);
  g_assert_cmpint (mkfifo (pipe, 0600), ==, 0);
  assert_refused (pipe, LKB_SAVE_ERROR_NOT_A_FILE);
  assert_refused (below, LKB_SAVE_ERROR_NO_FOLDER);
  assert_refused (slash, LKB_SAVE_ERROR_NO_FOLDER);
  put (plain, "old", 0600);
  assert_refused (inside, LKB_SAVE_ERROR_NO_FOLDER);
  assert_refused ("", LKB_SAVE_ERROR_NO_FOLDER);
}

static void
test_changed (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = dup_path (fixture, "file");
  LkbFileStamp stamp, none = { 0 };
  LkbSaveOptions options = { .expected = &stamp };
  struct timespec times[2] = { { 1000000000, 0 }, { 1000000000, 0 } };
  g_autoptr (GError) error = NULL;

  g_assert_false (lkb_file_stamp_differs (&none, path));
  put (path, "one", 0600);
  g_assert_true (lkb_file_stamp_differs (&none, path));
  lkb_file_stamp_take (&stamp, path, NULL);
  g_assert_false (lkb_file_stamp_differs (&stamp, path));

  /* Touched: other time, same content. */
  g_assert_cmpint (utimensat (AT_FDCWD, path, times, 0), ==, 0);
  g_assert_false (lkb_file_stamp_differs (&stamp, path));
  g_assert_true (save (path, "two", &options, &error));
  g_assert_no_error (error);

  lkb_file_stamp_take (&stamp, path, NULL);
  put (path, "owt", 0600);
  g_assert_true (lkb_file_stamp_differs (&stamp, path));
  g_assert_false (save (path, "three", &options, &error));
  g_assert_error (error, LKB_SAVE_ERROR, LKB_SAVE_ERROR_CHANGED);
  g_clear_error (&error);
  assert_text (path, "owt");

  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_false (save (path, "three", &options, &error));
  g_assert_error (error, LKB_SAVE_ERROR, LKB_SAVE_ERROR_CHANGED);
  assert_n_files (fixture->dir, 0);
}

static void
test_cancelled (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = dup_path (fixture, "file");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  LkbSaveOptions options = { .cancellable = cancellable };
  g_autoptr (GError) error = NULL;

  put (path, "old", 0600);
  g_cancellable_cancel (cancellable);
  g_assert_false (save (path, "new", &options, &error));
  g_assert_error (error, LKB_SAVE_ERROR, LKB_SAVE_ERROR_CANCELLED);
  assert_text (path, "old");
  assert_n_files (fixture->dir, 1);
}

static void
test_old_temps (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = dup_path (fixture, "file");
  g_autofree char *old = dup_path (fixture, LKB_SAVE_TEMP_PREFIX "0000000000000000");
  g_autofree char *young = dup_path (fixture, LKB_SAVE_TEMP_PREFIX "1111111111111111");
  struct timespec times[2] = { { 1000000000, 0 }, { 1000000000, 0 } };

  put (old, "left", 0600);
  g_assert_cmpint (utimensat (AT_FDCWD, old, times, 0), ==, 0);
  put (young, "somebody is at it", 0600);
  assert_saves (path, "new");
  g_assert_false (g_file_test (old, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (young, G_FILE_TEST_EXISTS));
}

/* What follows needs a process that is not the superuser; the exit status is the number of the check that failed. */

static int
run_read_only_folder (const char *folder, const char *path, const char *fresh, const char *recovery)
{
  LkbSaveOptions options = { .recovery_folder = recovery };
  g_autoptr (GBytes) bytes = g_bytes_new_static ("new", 3);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  if (lkb_file_save (fresh, bytes, &options, NULL, &error)
      || !g_error_matches (error, LKB_SAVE_ERROR, LKB_SAVE_ERROR_READ_ONLY))
    return 1;
  g_clear_error (&error);
  /* Without a place for a copy the file is not touched. */
  if (lkb_file_save (path, bytes, NULL, NULL, &error)
      || !g_error_matches (error, LKB_SAVE_ERROR, LKB_SAVE_ERROR_READ_ONLY))
    return 2;
  g_clear_error (&error);
  if (!lkb_file_save (path, bytes, &options, NULL, &error))
    return 3;
  if (!g_file_get_contents (path, &text, NULL, NULL) || !g_str_equal (text, "new"))
    return 4;
  return 0;
}

static void
test_read_only_folder (Fixture *fixture, gconstpointer data)
{
  g_autofree char *folder = dup_path (fixture, "folder");
  g_autofree char *path = g_build_filename (folder, "file", NULL);
  g_autofree char *fresh = g_build_filename (folder, "fresh", NULL);
  g_autofree char *recovery = dup_path (fixture, "recovery");
  int status = 0;
  pid_t child;

  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  put (path, "old and longer", 0666);
  g_assert_cmpint (g_chmod (fixture->dir, 0777), ==, 0);
  g_assert_cmpint (g_chmod (folder, 0555), ==, 0);
  child = fork ();
  g_assert_cmpint (child, >=, 0);
  if (child == 0)
    {
      if (geteuid () == 0 && (setgid (NOBODY) != 0 || setuid (NOBODY) != 0))
        _exit (99);
      _exit (run_read_only_folder (folder, path, fresh, recovery));
    }
  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFEXITED (status));
  g_chmod (folder, 0700);
  if (WEXITSTATUS (status) == 99)
    {
      g_test_skip ("cannot become an ordinary user");
      return;
    }
  g_assert_cmpint (WEXITSTATUS (status), ==, 0);
  assert_n_files (folder, 1);
  assert_n_files (recovery, 0);
}

static void
test_read (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = dup_path (fixture, "file");
  g_autofree char *large = g_strnfill (2 * 1024 * 1024 + 1, 'x');
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  LkbFileStamp stamp;

  g_assert_null (lkb_file_read (path, 1024, &stamp, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_assert_true (g_str_has_prefix (error->message, path));
  g_clear_error (&error);

  g_assert_null (lkb_file_read (fixture->dir, 1024, &stamp, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_IS_DIRECTORY);
  g_clear_error (&error);

  g_assert_true (g_file_set_contents (path, large, -1, NULL));
  g_assert_null (lkb_file_read (path, 2 * 1024 * 1024, &stamp, &error));
  g_assert_error (error, LKB_INPUT_ERROR, LKB_INPUT_ERROR_LIMIT);
  g_assert_true (g_str_has_suffix (error->message, ": larger than 2 MiB"));
  g_clear_error (&error);

  bytes = lkb_file_read (path, 4 * 1024 * 1024, &stamp, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (bytes), ==, strlen (large));
  g_assert_false (lkb_file_stamp_differs (&stamp, path));
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *name;
    void (*run) (Fixture *, gconstpointer);
  } tests[] = {
    { "/save/new", test_new },
    { "/save/plain", test_plain },
    { "/save/owner", test_owner },
    { "/save/symlink", test_symlink },
    { "/save/dangling", test_dangling },
    { "/save/hard-link", test_hard_link },
    { "/save/read-only-file", test_read_only_file },
    { "/save/other-kinds", test_other_kinds },
    { "/save/changed", test_changed },
    { "/save/cancelled", test_cancelled },
    { "/save/old-temps", test_old_temps },
    { "/save/read-only-folder", test_read_only_folder },
    { "/save/read", test_read },
  };

  lkb_test_init (&argc, &argv);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].name, Fixture, NULL, set_up, tests[i].run, tear_down);
  return g_test_run ();
}
