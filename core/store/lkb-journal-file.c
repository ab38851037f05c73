/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-journal-file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lkb-journal-lock.h"
#include "lkb-save.h"

/* Returns a descriptor of @path, locked; -1 with errno. */
static int
open_locked (const char *path)
{
  int fd = g_open (path, O_WRONLY | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0);
  int code = fd >= 0 ? lkb_journal_lock_fd (fd) : errno;

  /* Without locks it is the run of the system that tells. */
  if (fd >= 0 && code != EAGAIN)
    return fd;
  if (fd >= 0)
    close (fd);
  errno = code;
  return -1;
}

int
lkb_journal_create_file (const char *folder, const char *path, GBytes *bytes, GError **error)
{
  g_autofree char *shown = g_filename_display_name (path);
  g_autofree char *base = g_path_get_basename (path);
  g_autofree char *hidden = g_strconcat (LKB_SAVE_TEMP_PREFIX, base, NULL);
  g_autofree char *temp = g_build_filename (folder, hidden, NULL);
  int fd;

  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      lkb_save_set_error (error, shown, errno);
      return -1;
    }
  if (!lkb_file_save (temp, bytes, NULL, NULL, error))
    {
      (void) !g_unlink (temp);
      return -1;
    }
  fd = open_locked (temp);
  if (fd < 0 || g_rename (temp, path) != 0 || !lkb_save_sync_folder (folder))
    {
      lkb_save_set_error (error, shown, errno);
      if (fd >= 0)
        close (fd);
      (void) !g_unlink (temp);
      return -1;
    }
  (void) !fchmod (fd, 0600);
  return fd;
}

char *
lkb_journal_dup_file_name (const LkbJournalHeader *header, const char *ending)
{
  g_autofree char *wall = NULL;
  g_autoptr (GDateTime) time = NULL;

  if (ending == NULL)
    return g_strconcat (header->uuid, LKB_JOURNAL_ENDING, NULL);
  time = g_date_time_new_from_iso8601 (header->wall, NULL);
  wall = time != NULL ? g_date_time_format (time, "%Y-%m-%d-%H%M%S") : g_strdup ("");
  return g_strdup_printf ("%s-%.8s%s", wall, header->uuid, ending);
}

static gboolean
is_blank (LkbBoard *board)
{
  g_autoptr (LkbElement) blank = lkb_element_new (LKB_KIND_BOARD, LKB_BOARD_ID);

  return lkb_board_get_n_elements (board) == 0 && lkb_board_get_n_raw (board) == 0
         && lkb_element_equal (lkb_board_get_facts (board), blank);
}

GBytes *
lkb_journal_write_beginning (const LkbJournalHeader *header, gint64 time, LkbBoard *board,
                             const LkbChange *undone, GError **error)
{
  GString *out = g_string_new (NULL);

  if (undone != NULL)
    {
      g_autoptr (LkbChange) inverse = lkb_change_invert (undone);

      if (!lkb_board_apply (board, inverse, error))
        {
          g_string_free (out, TRUE);
          return NULL;
        }
    }
  lkb_journal_append_header (out, header);
  if (header->path != NULL || time > 0 || !is_blank (board))
    lkb_journal_append_snapshot (out, time, board);
  return g_string_free_to_bytes (out);
}
