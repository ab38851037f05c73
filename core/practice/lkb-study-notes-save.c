/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-study-notes.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "core/store/lkb-file.h"
#include "core/store/lkb-save.h"

#define LIST_HEAD "lakeboard-notes 1\n"
/* What they tell of. No line of a sum begins like this. */
#define LIST_OF "of "
#define LIST_MAX_BYTES ((gsize) 1024 * 1024)

/* Sums: what each of our files may hold. Two for a name while it is being replaced. */

static GPtrArray *
read_list (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, LKB_STUDY_NOTES_LIST, NULL);
  g_autoptr (GBytes) bytes = lkb_file_read (path, LIST_MAX_BYTES, NULL, NULL);
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  GPtrArray *list;

  if (bytes == NULL)
    return NULL;
  text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  if (!g_str_has_prefix (text, LIST_HEAD))
    return NULL;
  lines = g_strsplit (text + strlen (LIST_HEAD), "\n", -1);
  list = g_ptr_array_new_with_free_func (g_free);
  for (char **line = lines; *line != NULL; line++)
    if (**line != '\0')
      g_ptr_array_add (list, g_strdup (*line));
  return list;
}

static char *
dup_line (const char *sha256, const char *name)
{
  return g_strdup_printf ("%s %s", sha256, name);
}

static gboolean
has_line (GPtrArray *list, const char *line)
{
  return g_ptr_array_find_with_equal_func (list, line, g_str_equal, NULL);
}

static gboolean
write_list (const char *folder, GPtrArray *lines, const LkbSaveOptions *options, GError **error)
{
  g_autofree char *path = g_build_filename (folder, LKB_STUDY_NOTES_LIST, NULL);
  GString *text = g_string_new (LIST_HEAD);
  g_autoptr (GBytes) bytes = NULL;

  for (guint i = 0; i < lines->len; i++)
    g_string_append_printf (text, "%s\n", (const char *) g_ptr_array_index (lines, i));
  bytes = g_string_free_to_bytes (text);
  return lkb_file_save (path, bytes, options, NULL, error);
}

/* Of something else. Where nothing is said an earlier version wrote it. */
static gboolean
is_of_other (GPtrArray *list, const char *origin)
{
  for (guint i = 0; i < list->len; i++)
    {
      const char *line = g_ptr_array_index (list, i);

      if (g_str_has_prefix (line, LIST_OF))
        return !g_str_equal (line + strlen (LIST_OF), origin);
    }
  return FALSE;
}

static const char *
get_origin (GPtrArray *notes)
{
  return ((const LkbStudyNote *) g_ptr_array_index (notes, 0))->origin;
}

static GPtrArray *
list_notes (GPtrArray *notes)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (lines, g_strconcat (LIST_OF, get_origin (notes), NULL));
  for (guint i = 0; i < notes->len; i++)
    {
      const LkbStudyNote *note = g_ptr_array_index (notes, i);
      g_autofree char *sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, note->bytes);

      g_ptr_array_add (lines, dup_line (sha256, note->name));
    }
  return lines;
}

static gboolean
fail (const char *path, LkbSaveError code, const char *reason, GError **error)
{
  g_autofree char *shown = g_filename_display_name (path);

  g_set_error (error, LKB_SAVE_ERROR, code, "%s: %s", shown, reason);
  return FALSE;
}

static gboolean
fail_errno (const char *path, int code, GError **error)
{
  g_autofree char *shown = g_filename_display_name (path);

  lkb_save_set_error (error, shown, code);
  return FALSE;
}

/* A new folder: made beside its place, and put there when it is whole. */

static void
remove_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      (void) g_unlink (path);
    }
  (void) g_rmdir (folder);
}

static gboolean
fill (const char *folder, GPtrArray *notes, const LkbSaveOptions *options, GError **error)
{
  g_autoptr (GPtrArray) lines = list_notes (notes);

  for (guint i = 0; i < notes->len; i++)
    {
      const LkbStudyNote *note = g_ptr_array_index (notes, i);
      g_autofree char *path = g_build_filename (folder, note->name, NULL);

      if (!lkb_file_save (path, note->bytes, options, NULL, error))
        return FALSE;
    }
  return write_list (folder, lines, options, error);
}

static gboolean
make_folder (GPtrArray *notes, const char *folder, const LkbSaveOptions *options, GError **error)
{
  g_autofree char *parent = g_path_get_dirname (folder);
  g_autofree char *temp = g_build_filename (parent, LKB_SAVE_TEMP_PREFIX "notes-XXXXXX", NULL);

  if (g_mkdtemp_full (temp, 0777) == NULL)
    return fail_errno (folder, errno, error);
  if (!fill (temp, notes, options, error))
    {
      remove_folder (temp);
      return FALSE;
    }
  /* A folder takes the place of an empty one only: whatever came to be there meanwhile stays. */
  if (g_rename (temp, folder) != 0)
    {
      int code = errno;

      remove_folder (temp);
      return fail_errno (folder, code, error);
    }
  if (!lkb_save_sync_folder (parent))
    return fail_errno (folder, errno, error);
  return TRUE;
}

/* A folder that is there */

static gboolean
is_empty (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (!g_str_has_prefix (name, LKB_SAVE_TEMP_PREFIX))
      return FALSE;
  return dir != NULL;
}

/* Whether the file of a note may be replaced; @stamp: (out): of what is there. */
static gboolean
check_note (const char *folder, const LkbStudyNote *note, GPtrArray *list, LkbFileStamp *stamp,
            GError **error)
{
  g_autofree char *path = g_build_filename (folder, note->name, NULL);
  g_autofree char *sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, note->bytes);
  g_autofree char *line = NULL;

  lkb_file_stamp_take (stamp, path, NULL);
  if (!stamp->exists || g_str_equal (stamp->sha256, sha256))
    return TRUE;
  line = dup_line (stamp->sha256, note->name);
  if (list != NULL && has_line (list, line))
    return TRUE;
  return fail (path, LKB_SAVE_ERROR_CHANGED, _ ("was changed since the notes were written"), error);
}

static gboolean
update_folder (GPtrArray *notes, const char *folder, GPtrArray *list, const LkbSaveOptions *options,
               GError **error)
{
  g_autofree LkbFileStamp *stamps = g_new0 (LkbFileStamp, notes->len);
  g_autoptr (GPtrArray) lines = list_notes (notes);
  g_autoptr (GPtrArray) both = list_notes (notes);

  for (guint i = 0; i < notes->len; i++)
    if (!check_note (folder, g_ptr_array_index (notes, i), list, &stamps[i], error))
      return FALSE;
  /* If this is the last that is done, every file is still known, old or new. */
  for (guint i = 0; list != NULL && i < list->len; i++)
    if (!has_line (both, g_ptr_array_index (list, i)))
      g_ptr_array_add (both, g_strdup (g_ptr_array_index (list, i)));
  if (!write_list (folder, both, options, error))
    return FALSE;
  for (guint i = 0; i < notes->len; i++)
    {
      const LkbStudyNote *note = g_ptr_array_index (notes, i);
      g_autofree char *path = g_build_filename (folder, note->name, NULL);
      LkbSaveOptions expecting = *options;

      expecting.expected = &stamps[i];
      if (!lkb_file_save (path, note->bytes, &expecting, NULL, error))
        return FALSE;
    }
  return write_list (folder, lines, options, error);
}

gboolean
lkb_study_notes_save (GPtrArray *notes, const char *folder, GCancellable *cancellable,
                      GError **error)
{
  const LkbSaveOptions options = { .cancellable = cancellable };
  g_autofree char *place = NULL;
  g_autoptr (GPtrArray) list = NULL;
  GStatBuf info;

  g_return_val_if_fail (notes != NULL && notes->len > 0, FALSE);
  g_return_val_if_fail (folder != NULL, FALSE);

  place = g_canonicalize_filename (folder, NULL);
  if (g_stat (place, &info) != 0)
    return errno == ENOENT ? make_folder (notes, place, &options, error)
                           : fail_errno (folder, errno, error);
  if (!S_ISDIR (info.st_mode))
    return fail (folder, LKB_SAVE_ERROR_NOT_A_FILE, _ ("is no folder"), error);
  list = read_list (place);
  if (list == NULL && !is_empty (place))
    return fail (folder, LKB_SAVE_ERROR_NOT_A_FILE,
                 _ ("is a folder with other things in it; study notes need one of their own"),
                 error);
  if (list != NULL && is_of_other (list, get_origin (notes)))
    return fail (folder, LKB_SAVE_ERROR_NOT_A_FILE, _ ("holds the study notes of something else"),
                 error);
  return update_folder (notes, place, list, &options, error);
}

gboolean
lkb_study_notes_may_save (const char *folder, const LkbRoundLog *log)
{
  g_autofree char *origin = lkb_study_notes_dup_origin (log);
  g_autoptr (GPtrArray) list = NULL;

  g_return_val_if_fail (folder != NULL, FALSE);

  if (!g_file_test (folder, G_FILE_TEST_EXISTS))
    return TRUE;
  list = read_list (folder);
  return list != NULL ? !is_of_other (list, origin) : is_empty (folder);
}
