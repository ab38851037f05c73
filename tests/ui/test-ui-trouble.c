/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * What cannot be read, written or found: one clear message each, nothing lost.
 */

#define _GNU_SOURCE /* unshare */

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sched.h>
#include <string.h>
#include <sys/mount.h>
#include <unistd.h>

#include "files.h"

static gboolean may_mount;

static gboolean
put_line (const char *path, const char *line)
{
  int fd = g_open (path, O_WRONLY | O_CLOEXEC, 0);
  gboolean done = fd >= 0 && write (fd, line, strlen (line)) == (gssize) strlen (line);

  if (fd >= 0)
    close (fd);
  return done;
}

/* Mounts that nobody else sees, and that end with this program; before there are threads. */
static void
prepare_mounts (void)
{
  g_autofree char *uid_map = g_strdup_printf ("%u %u 1", geteuid (), geteuid ());
  g_autofree char *gid_map = g_strdup_printf ("%u %u 1", getegid (), getegid ());

  if (unshare (CLONE_NEWNS) == 0)
    may_mount = TRUE;
  else if (unshare (CLONE_NEWUSER | CLONE_NEWNS) == 0)
    may_mount = put_line ("/proc/self/setgroups", "deny")
                && put_line ("/proc/self/uid_map", uid_map)
                && put_line ("/proc/self/gid_map", gid_map);
  if (may_mount && mount ("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) != 0)
    may_mount = FALSE;
}

/* A disk of 64 KiB in the test's folder. */
static char *
dup_disk (LkbUi *ui)
{
  char *path = files_dup_path (ui, "disk");

  g_assert_cmpint (g_mkdir (path, 0755), ==, 0);
  g_assert_cmpint (mount ("none", path, "tmpfs", MS_NOSUID | MS_NODEV, "size=64k"), ==, 0);
  return path;
}

static void
remove_disk (char *path)
{
  umount2 (path, MNT_DETACH);
  g_rmdir (path);
  g_free (path);
}

static void
fill_disk (const char *path)
{
  g_autofree char *name = g_build_filename (path, "filler", NULL);
  int fd = g_open (name, O_WRONLY | O_CREAT | O_CLOEXEC, 0644);
  char page[512] = { 0 };

  g_assert_cmpint (fd, >=, 0);
  while (write (fd, page, sizeof page) > 0)
    ;
  g_assert_cmpint (errno, ==, ENOSPC);
  close (fd);
}

static void
make_read_only (const char *path)
{
  g_assert_cmpint (mount ("none", path, NULL, MS_REMOUNT | MS_RDONLY, NULL), ==, 0);
}

/* Reading */

static void
test_unreadable (void)
{
  static const struct
  {
    const char *name;
    const char *text; /* NULL: no such file; "/": a folder */
    const char *reason; /* begins with */
  } cases[] = {
    { "missing.lakeboard", NULL, "There is no such file in /" },
    { "folder.lakeboard", "/", "It is a folder, not a board." },
    { "empty.lakeboard", "", "It is damaged, or no board at all.\n$: the text is empty" },
    { "cut.lakeboard", "{\"lakeboard\": 1, \"elements\": [{\"<b>\": ",
      "It is damaged, or no board at all.\n$.elements[0][\"<b>\"]: unexpected end" },
    { "notes.json", "{\"a\": 1}", "It is damaged, or no board at all.\n$.lakeboard: missing" },
    { "photo.png", "\x89PNG\r\n\x1a\n", "The PNG is damaged." },
    { "logo.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"><path d=\"M0 0\"/></svg>",
      "No board inside: exported without its source, or by another program." },
    { "page.pdf", "%PDF-1.7\n", "No board inside: a PDF carries none; an SVG or PNG does." },
  };
  g_autoptr (LkbUi) ui = lkb_ui_open ("T01");
  LkbDocument *document = lkb_window_get_document (ui->window);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = files_dup_path (ui, cases[i].name);
      g_autofree char *heading = g_strdup_printf ("“%s” cannot be opened", cases[i].name);
      g_autoptr (GFile) file = g_file_new_for_path (path);
      AdwMessageDialog *message;

      if (g_strcmp0 (cases[i].text, "/") == 0)
        g_assert_cmpint (g_mkdir (path, 0755), ==, 0);
      else if (cases[i].text != NULL)
        g_free (files_put (ui, cases[i].name, cases[i].text));
      /* In this window, and in one of its own, which does not stay. */
      if (i == 0)
        lkb_window_load (ui->window, file);
      else
        lkb_application_open_file (ui->application, file);
      message = files_wait_for_message (ui, heading);
      g_test_message ("%s: %s", heading, adw_message_dialog_get_body (message));
      g_assert_true (g_str_has_prefix (adw_message_dialog_get_body (message), cases[i].reason));
      g_assert_true (gtk_window_get_transient_for (GTK_WINDOW (message))
                     == GTK_WINDOW (ui->window));
      lkb_ui_xdotool (ui, "key Escape");
      files_wait_for_no_dialog (ui, ADW_TYPE_MESSAGE_DIALOG);
      g_assert_cmpuint (files_count_windows (ui), ==, 1);
      g_assert_true (lkb_window_get_document (ui->window) == document);
      if (g_strcmp0 (cases[i].text, "/") == 0)
        g_rmdir (path);
    }
}

static gboolean
is_closed (LkbUi *ui, gpointer data)
{
  return ui->window == NULL;
}

/* As on the command line: what can be opened is, and one message tells of the rest. */
static void
test_several (void)
{
  g_autoptr (LkbUi) ui = lkb_ui_open (NULL);
  g_autofree char *missing = files_dup_path (ui, "missing.lakeboard");
  g_autofree char *cut = files_put (ui, "cut.lakeboard", "{");
  g_autofree char *good = files_put_board (ui, "good.lakeboard");
  g_autoptr (GFile) one = g_file_new_for_path (missing);
  g_autoptr (GFile) two = g_file_new_for_path (cut);
  g_autoptr (GFile) three = g_file_new_for_path (good);
  GFile *orders[][3] = { { one, two, three }, { three, two, one }, { one, three, two } };
  AdwMessageDialog *message;

  for (guint i = 0; i < G_N_ELEMENTS (orders); i++)
    {
      gtk_window_destroy (GTK_WINDOW (ui->window));
      lkb_ui_wait (ui, is_closed, NULL, "no window is left");
      g_application_open (G_APPLICATION (ui->application), orders[i], G_N_ELEMENTS (orders[i]), "");
      message = files_wait_for_message (ui, "2 files cannot be opened");
      g_assert_nonnull (
          strstr (adw_message_dialog_get_body (message), "missing.lakeboard: There is no such"));
      g_assert_nonnull (
          strstr (adw_message_dialog_get_body (message), "cut.lakeboard: It is damaged, or no"));
      lkb_ui_turn_to (ui, LKB_WINDOW (gtk_window_get_transient_for (GTK_WINDOW (message))));
      lkb_ui_xdotool (ui, "key Escape");
      files_wait_for_no_dialog (ui, ADW_TYPE_MESSAGE_DIALOG);
      g_assert_cmpuint (files_count_windows (ui), ==, 1);
      lkb_ui_wait_for_board (ui);
      g_assert_cmpstr (
          g_file_peek_path (lkb_document_get_file (lkb_window_get_document (ui->window))), ==,
          good);
    }
}

/* None can be read: one window stays to tell it. */
static void
test_none (void)
{
  g_autoptr (LkbUi) ui = lkb_ui_open (NULL);
  g_autofree char *cut = files_put (ui, "cut.lakeboard", "{");
  g_autofree char *empty = files_put (ui, "empty.lakeboard", "");
  g_autoptr (GFile) one = g_file_new_for_path (cut);
  g_autoptr (GFile) two = g_file_new_for_path (empty);
  GFile *files[] = { one, two };
  AdwMessageDialog *message;

  gtk_window_destroy (GTK_WINDOW (ui->window));
  lkb_ui_wait (ui, is_closed, NULL, "no window is left");
  g_application_open (G_APPLICATION (ui->application), files, G_N_ELEMENTS (files), "");
  message = files_wait_for_message (ui, "2 files cannot be opened");
  lkb_ui_turn_to (ui, LKB_WINDOW (gtk_window_get_transient_for (GTK_WINDOW (message))));
  files_answer (ui, "_Close");
  g_assert_cmpuint (files_count_windows (ui), ==, 1);
  g_assert_null (lkb_window_get_document (ui->window));
}

/* A window that is closed while its file is read shows nothing any more. */
static void
test_closed_early (void)
{
  g_autoptr (LkbUi) ui = lkb_ui_open (NULL);
  g_autofree char *path = files_put_board (ui, "plan.lakeboard");
  g_autofree char *cut = files_put (ui, "cut.lakeboard", "{");
  g_autoptr (GFile) one = g_file_new_for_path (path);
  g_autoptr (GFile) two = g_file_new_for_path (cut);
  LkbWindow *window = lkb_window_new (ui->application);

  lkb_window_load (ui->window, one);
  lkb_window_load (window, two);
  gtk_window_destroy (GTK_WINDOW (window));
  gtk_window_destroy (GTK_WINDOW (ui->window));
  lkb_ui_wait (ui, is_closed, NULL, "the windows are gone");
  g_assert_null (lkb_ui_get_dialog (ui, ADW_TYPE_MESSAGE_DIALOG));
}

static void
test_newer (void)
{
  g_autoptr (LkbUi) ui = lkb_ui_open (NULL);
  const char *text = "{\"lakeboard\": 99, \"board\": {}, \"elements\": []}";
  g_autofree char *path = files_put (ui, "newer.lakeboard", text);

  files_open (ui, path);
  files_wait_for_text (
      ui, "Written by a newer version of Lakeboard. You can look at it, but not save it.");
  lkb_ui_xdotool (ui, "key ctrl+s");
  lkb_ui_xdotool (ui, "key ctrl+shift+s");
  g_assert_null (lkb_ui_get_dialog (ui, GTK_TYPE_FILE_CHOOSER_DIALOG));
  files_assert_content (path, text);
}

/* Writing */

static void
test_full_disk (void)
{
  g_autoptr (LkbUi) ui = NULL;
  g_autofree char *path = NULL;
  g_autofree char *other = NULL;
  g_autofree char *before = NULL;
  LkbDocument *document;
  AdwMessageDialog *message;
  char *disk;

  if (!may_mount)
    {
      g_test_skip ("no disk can be mounted here");
      return;
    }
  ui = lkb_ui_open (NULL);
  disk = dup_disk (ui);
  path = files_put_board (ui, "disk/plan.lakeboard");
  other = files_dup_path (ui, "other.lakeboard");
  g_assert_true (g_file_get_contents (path, &before, NULL, NULL));
  files_open (ui, path);
  document = lkb_window_get_document (ui->window);
  files_edit (ui);
  fill_disk (disk);

  lkb_ui_xdotool (ui, "key ctrl+s");
  message = files_wait_for_message (ui, "“plan.lakeboard” was not saved");
  lkb_ui_shoot (ui, "trouble-full");
  g_assert_cmpstr (adw_message_dialog_get_body (message), ==,
                   "The disk is full. Make room and try again, or choose another place.\n"
                   "Your work is still in this window.");
  g_assert_true (lkb_document_get_modified (document));
  files_assert_content (path, before);
  files_assert_no_temp (disk);

  /* Closing saves first; a window that cannot be saved stays. */
  files_answer (ui, "_Close");
  lkb_ui_xdotool (ui, "key ctrl+w");
  files_wait_for_message (ui, "Save changes to “Click to feature vector”?");
  lkb_ui_click (ui, lkb_ui_find (GTK_WIDGET (files_wait_for_dialog (ui, ADW_TYPE_MESSAGE_DIALOG)),
                                 GTK_TYPE_BUTTON, "_Save"));
  files_wait_for_message (ui, "“plan.lakeboard” was not saved");
  g_assert_true (lkb_window_get_document (ui->window) == document);
  g_assert_true (lkb_document_get_modified (document));
  files_assert_content (path, before);

  /* The way out: another place. */
  files_answer (ui, "Save _As…");
  files_choose (ui, other);
  files_wait_for_saved (ui);
  g_assert_true (g_file_test (other, G_FILE_TEST_EXISTS));
  files_assert_content (path, before);
  files_assert_no_temp (disk);
  remove_disk (disk);
}

static void
test_read_only_place (void)
{
  g_autoptr (LkbUi) ui = NULL;
  g_autofree char *path = NULL;
  g_autofree char *fresh = NULL;
  g_autofree char *before = NULL;
  char *disk;

  if (!may_mount)
    {
      g_test_skip ("no disk can be mounted here");
      return;
    }
  ui = lkb_ui_open (NULL);
  disk = dup_disk (ui);
  path = files_put_board (ui, "disk/plan.lakeboard");
  fresh = files_dup_path (ui, "disk/fresh.lakeboard");
  g_assert_true (g_file_get_contents (path, &before, NULL, NULL));
  make_read_only (disk);

  /* Told before the first change, not at the end of the work. */
  files_open (ui, path);
  files_wait_for_text (ui, "This file is read-only. Changes can be saved as another file.");
  files_edit (ui);
  lkb_ui_shoot (ui, "trouble-read-only");

  /* Save asks where, and nowhere there is possible. */
  lkb_ui_xdotool (ui, "key ctrl+s");
  files_choose (ui, fresh);
  files_wait_for_message (ui, "“fresh.lakeboard” was not saved");
  g_assert_cmpstr (
      adw_message_dialog_get_body (files_wait_for_message (ui, "“fresh.lakeboard” was not saved")),
      ==,
      "The file or its folder is read-only. Choose another place.\n"
      "Your work is still in this window.");
  files_answer (ui, "_Close");
  g_assert_true (lkb_document_get_modified (lkb_window_get_document (ui->window)));
  files_assert_content (path, before);
  remove_disk (disk);
}

/* Once more to the same place, which is full by now; then to one that is read-only. */
static void
test_export (void)
{
  g_autoptr (LkbUi) ui = NULL;
  g_autofree char *path = NULL;
  g_autofree char *before = NULL;
  char *disk;

  if (!may_mount)
    {
      g_test_skip ("no disk can be mounted here");
      return;
    }
  ui = lkb_ui_open ("T01");
  disk = dup_disk (ui);
  path = files_dup_path (ui, "disk/page.svg");
  files_export (ui, path, FALSE);
  files_wait_for_text (ui, "Exported page.svg");
  g_assert_true (g_file_get_contents (path, &before, NULL, NULL));

  fill_disk (disk);
  lkb_ui_xdotool (ui, "key ctrl+e");
  g_assert_cmpstr (
      adw_message_dialog_get_body (files_wait_for_message (ui, "“page.svg” was not exported")), ==,
      "The disk is full. Make room and try again, or choose another place.");
  lkb_ui_shoot (ui, "trouble-export");
  files_answer (ui, "_Close");
  files_assert_content (path, before);
  files_assert_no_temp (disk);

  make_read_only (disk);
  lkb_ui_xdotool (ui, "key ctrl+e");
  g_assert_cmpstr (
      adw_message_dialog_get_body (files_wait_for_message (ui, "“page.svg” was not exported")), ==,
      "The file or its folder is read-only. Choose another place.");
  files_answer (ui, "_Close");
  files_assert_content (path, before);
  remove_disk (disk);
}

/* A file that nobody is to write is left alone, whoever asks. */
static void
test_read_only_file (void)
{
  g_autoptr (LkbUi) ui = lkb_ui_open (NULL);
  g_autofree char *path = files_put_board (ui, "plan.lakeboard");
  g_autofree char *other = files_dup_path (ui, "other.lakeboard");
  g_autofree char *before = NULL;

  g_assert_true (g_file_get_contents (path, &before, NULL, NULL));
  files_open (ui, path);
  files_edit (ui);
  g_assert_cmpint (g_chmod (path, 0444), ==, 0);
  lkb_ui_xdotool (ui, "key ctrl+s");
  files_wait_for_message (ui, "“plan.lakeboard” was not saved");
  files_answer (ui, "Save _As…");
  files_choose (ui, other);
  files_wait_for_saved (ui);
  files_assert_content (path, before);
}

static void
test_no_folder (void)
{
  g_autoptr (LkbUi) ui = lkb_ui_open (NULL);
  g_autofree char *folder = files_dup_path (ui, "sub");
  g_autofree char *path = NULL;
  AdwMessageDialog *message;

  g_assert_cmpint (g_mkdir (folder, 0755), ==, 0);
  path = files_put_board (ui, "sub/plan.lakeboard");
  files_open (ui, path);
  files_edit (ui);
  g_assert_cmpint (g_remove (path), ==, 0);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
  lkb_ui_xdotool (ui, "key ctrl+s");
  message = files_wait_for_message (ui, "“plan.lakeboard” was not saved");
  g_assert_cmpstr (adw_message_dialog_get_body (message), ==,
                   "The folder is no longer there. Choose another place.\n"
                   "Your work is still in this window.");
  files_answer (ui, "_Close");
  g_assert_true (lkb_document_get_modified (lkb_window_get_document (ui->window)));
}

/* A file mounted by itself, as some sandboxes do, cannot be replaced: it is overwritten, with a copy meanwhile. */
static void
test_mounted_file (void)
{
  g_autoptr (LkbUi) ui = NULL;
  g_autofree char *path = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *copies = g_build_filename (g_get_user_state_dir (), "lakeboard", "recovery",
                                              NULL);
  g_autoptr (GDir) dir = NULL;

  if (!may_mount)
    {
      g_test_skip ("no file can be mounted here");
      return;
    }
  ui = lkb_ui_open (NULL);
  path = files_put_board (ui, "plan.lakeboard");
  g_assert_cmpint (mount (path, path, NULL, MS_BIND, NULL), ==, 0);
  g_assert_true (g_file_get_contents (path, &before, NULL, NULL));
  files_open (ui, path);
  files_edit (ui);
  lkb_ui_xdotool (ui, "key ctrl+s");
  files_wait_for_saved (ui);
  g_assert_true (g_file_get_contents (path, &after, NULL, NULL));
  g_assert_cmpstr (before, !=, after);
  files_assert_no_temp (ui->folder);
  dir = g_dir_open (copies, 0, NULL);
  g_assert_nonnull (dir);
  g_assert_null (g_dir_read_name (dir));
  umount2 (path, MNT_DETACH);
}

/* Links */

static void
test_links (void)
{
  g_autoptr (LkbUi) ui = lkb_ui_open (NULL);
  g_autofree char *path = files_put_board (ui, "plan.lakeboard");
  g_autofree char *link = files_dup_path (ui, "link.lakeboard");
  g_autofree char *hard = files_dup_path (ui, "hard.lakeboard");
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  g_assert_true (g_file_get_contents (path, &before, NULL, NULL));
  g_assert_cmpint (symlink ("plan.lakeboard", link), ==, 0);
  g_assert_cmpint (linkat (AT_FDCWD, path, AT_FDCWD, hard, 0), ==, 0);
  files_open (ui, link);
  files_edit (ui);
  lkb_ui_xdotool (ui, "key ctrl+s");
  files_wait_for_saved (ui);
  g_assert_true (g_file_test (link, G_FILE_TEST_IS_SYMLINK));
  g_assert_false (g_file_test (path, G_FILE_TEST_IS_SYMLINK));
  g_assert_true (g_file_get_contents (path, &after, NULL, NULL));
  g_assert_cmpstr (after, !=, before);
  files_assert_content (hard, before);
}

/* The file behind the board */

#define CHANGED "“plan.lakeboard” was changed by another program."
#define CHANGED_BOTH "“plan.lakeboard” was changed by another program, and here too."
#define GONE "“plan.lakeboard” was moved or deleted. Saving puts it back."

static gboolean
has_banner (LkbUi *ui, gpointer text)
{
  return lkb_ui_find (GTK_WIDGET (ui->window), GTK_TYPE_LABEL, text) != NULL;
}

static gboolean
has_no_banner (LkbUi *ui, gpointer text)
{
  return !has_banner (ui, text);
}

static void
wait_for_no_banner (LkbUi *ui, const char *text)
{
  lkb_ui_wait (ui, has_no_banner, (gpointer) text, "the banner is gone");
  lkb_ui_settle (ui);
}

static gboolean
is_empty_board (LkbUi *ui, gpointer data)
{
  return lkb_board_get_n_elements (lkb_document_get_board (lkb_window_get_document (ui->window)))
         == 0;
}

static void
press (LkbUi *ui, const char *label)
{
  lkb_ui_click (ui, lkb_ui_find (GTK_WIDGET (ui->window), GTK_TYPE_BUTTON, label));
}

static void
test_changed (void)
{
  g_autoptr (LkbUi) ui = lkb_ui_open (NULL);
  g_autofree char *path = files_put_board (ui, "plan.lakeboard");
  g_autofree char *mine = NULL;
  const char *theirs = "{\"lakeboard\": 1, \"board\": {}, \"elements\": []}";
  const char *later = "{\"lakeboard\": 1, \"board\": {}, \"elements\": [ ]}";
  const char *broken = "{\"lakeboard\": 1, \"elem";

  files_open (ui, path);
  g_assert_true (g_file_get_contents (path, &mine, NULL, NULL));

  /* What cannot be read does not take the place of what is here. */
  g_free (files_put (ui, "plan.lakeboard", broken));
  files_wait_for_text (ui, CHANGED);
  lkb_ui_shoot (ui, "trouble-changed");
  press (ui, "_Reload");
  files_wait_for_message (ui, "“plan.lakeboard” cannot be opened");
  files_answer (ui, "_Close");
  g_assert_false (is_empty_board (ui, NULL));

  /* Back as it was: nothing to say. */
  g_free (files_put (ui, "plan.lakeboard", mine));
  wait_for_no_banner (ui, CHANGED);

  /* Not wanted; but later ones are news again. */
  g_free (files_put (ui, "plan.lakeboard", theirs));
  files_wait_for_text (ui, CHANGED);
  press (ui, "_Keep This One");
  wait_for_no_banner (ui, CHANGED);
  g_assert_false (is_empty_board (ui, NULL));
  g_free (files_put (ui, "plan.lakeboard", later));
  files_wait_for_text (ui, CHANGED);

  /* With changes here, saving asks and reloading asks. */
  files_edit (ui);
  files_wait_for_text (ui, CHANGED_BOTH);
  lkb_ui_xdotool (ui, "key ctrl+s");
  files_wait_for_message (ui, "The file was changed by another program");
  files_answer (ui, "_Cancel");
  files_assert_content (path, later);
  press (ui, "_Reload");
  files_wait_for_message (ui, "Reload and lose your changes?");
  files_answer (ui, "_Cancel");
  g_assert_false (is_empty_board (ui, NULL));
  press (ui, "_Reload");
  files_wait_for_message (ui, "Reload and lose your changes?");
  files_answer (ui, "_Reload");
  lkb_ui_wait (ui, is_empty_board, NULL, "what is on the disk is shown");
  lkb_ui_wait_for_board (ui);
  wait_for_no_banner (ui, CHANGED);
  g_assert_false (lkb_document_get_modified (lkb_window_get_document (ui->window)));
  files_assert_content (path, later);
}

static void
test_replace_changed (void)
{
  g_autoptr (LkbUi) ui = lkb_ui_open (NULL);
  g_autofree char *path = files_put_board (ui, "plan.lakeboard");
  g_autofree char *after = NULL;

  files_open (ui, path);
  files_edit (ui);
  g_free (files_put (ui, "plan.lakeboard", "{}"));
  files_wait_for_text (ui, CHANGED_BOTH);
  lkb_ui_xdotool (ui, "key ctrl+s");
  files_wait_for_message (ui, "The file was changed by another program");
  files_answer (ui, "_Replace");
  files_wait_for_saved (ui);
  wait_for_no_banner (ui, CHANGED);
  g_assert_true (g_file_get_contents (path, &after, NULL, NULL));
  g_assert_nonnull (strstr (after, "Streaming Platform"));
}

static void
test_gone (void)
{
  g_autoptr (LkbUi) ui = lkb_ui_open (NULL);
  g_autofree char *path = files_put_board (ui, "plan.lakeboard");
  g_autofree char *before = NULL;

  files_open (ui, path);
  g_assert_true (g_file_get_contents (path, &before, NULL, NULL));
  g_assert_cmpint (g_remove (path), ==, 0);
  files_wait_for_text (ui, GONE);
  lkb_ui_shoot (ui, "trouble-gone");

  /* What is shown is all that is left of it: closing asks. */
  lkb_ui_xdotool (ui, "key ctrl+w");
  files_wait_for_message (ui, "Save changes to “Click to feature vector”?");
  files_answer (ui, "_Cancel");
  lkb_ui_xdotool (ui, "key ctrl+s");
  wait_for_no_banner (ui, GONE);
  files_assert_content (path, before);

  /* A folder in its place stays one. */
  g_assert_cmpint (g_remove (path), ==, 0);
  g_assert_cmpint (g_mkdir (path, 0755), ==, 0);
  files_edit (ui);
  lkb_ui_xdotool (ui, "key ctrl+s");
  g_assert_cmpstr (
      adw_message_dialog_get_body (files_wait_for_message (ui, "“plan.lakeboard” was not saved")),
      ==,
      "A folder of this name is there. Choose another name.\n"
      "Your work is still in this window.");
  files_answer (ui, "_Close");
  g_assert_true (lkb_document_get_modified (lkb_window_get_document (ui->window)));
  g_assert_cmpint (g_rmdir (path), ==, 0);
}

int
main (int argc, char **argv)
{
  prepare_mounts ();
  lkb_ui_init (&argc, &argv);
  g_test_add_func ("/trouble/unreadable", test_unreadable);
  g_test_add_func ("/trouble/several", test_several);
  g_test_add_func ("/trouble/none", test_none);
  g_test_add_func ("/trouble/closed-early", test_closed_early);
  g_test_add_func ("/trouble/newer", test_newer);
  g_test_add_func ("/trouble/full-disk", test_full_disk);
  g_test_add_func ("/trouble/read-only-place", test_read_only_place);
  g_test_add_func ("/trouble/export", test_export);
  g_test_add_func ("/trouble/read-only-file", test_read_only_file);
  g_test_add_func ("/trouble/no-folder", test_no_folder);
  g_test_add_func ("/trouble/mounted-file", test_mounted_file);
  g_test_add_func ("/trouble/links", test_links);
  g_test_add_func ("/trouble/changed", test_changed);
  g_test_add_func ("/trouble/replace-changed", test_replace_changed);
  g_test_add_func ("/trouble/gone", test_gone);
  return g_test_run ();
}
