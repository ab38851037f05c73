/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE /* F_OFD_SETLK, memrchr */

#include "lkb-journal-lock.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lkb-file.h"
#include "lkb-recording.h"

int
lkb_journal_lock_fd (int fd)
{
  struct flock whole = { .l_type = F_WRLCK, .l_whence = SEEK_SET };

  g_return_val_if_fail (fd >= 0, EBADF);

  if (fcntl (fd, F_OFD_SETLK, &whole) == 0)
    return 0;
  return errno == EACCES ? EAGAIN : errno;
}

/* Where there are no locks. */
static gboolean
is_of_this_run (int fd, const char *boot_id)
{
  g_autoptr (GBytes) bytes = lkb_file_read_fd (fd, "journal", LKB_RECORDING_MAX_BYTES, NULL);
  LkbJournalHeader header = { 0 };
  gboolean same = bytes != NULL && lkb_recording_read_header ("journal", bytes, &header, NULL)
                  && g_strcmp0 (header.boot_id, boot_id) == 0;

  lkb_journal_header_clear (&header);
  return same;
}

int
lkb_journal_lock (const char *path, const char *boot_id)
{
  struct stat info;
  int fd, code;

  g_return_val_if_fail (path != NULL, -1);

  fd = g_open (path, O_RDWR | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0);
  if (fd < 0)
    return -1;
  code = lkb_journal_lock_fd (fd);
  /* Whoever wrote to it may have removed it just before the lock was free. */
  if (fstat (fd, &info) == 0 && S_ISREG (info.st_mode) && info.st_nlink > 0 && code != EAGAIN
      && (code == 0 || !is_of_this_run (fd, boot_id)))
    return fd;
  close (fd);
  return -1;
}

void
lkb_journal_visit_dead (const char *folder, const char *ending, const char *boot_id,
                        LkbDeadJournalFunc func, gpointer data)
{
  g_autoptr (GDir) dir = NULL;

  g_return_if_fail (folder != NULL && ending != NULL && func != NULL);

  dir = g_dir_open (folder, 0, NULL);
  for (const char *name; dir != NULL && (name = g_dir_read_name (dir));)
    {
      g_autofree char *path = NULL;
      int lock;

      if (*name == '.' || !g_str_has_suffix (name, ending))
        continue;
      path = g_build_filename (folder, name, NULL);
      lock = lkb_journal_lock (path, boot_id);
      if (lock < 0)
        continue;
      func (path, lock, data);
      close (lock);
    }
}

char *
lkb_journal_put_away (const char *path)
{
  g_autofree char *folder = NULL;
  g_autofree char *base = NULL;
  g_autofree char *away = NULL;
  g_autofree char *to = NULL;

  g_return_val_if_fail (path != NULL, NULL);

  folder = g_path_get_dirname (path);
  base = g_path_get_basename (path);
  away = g_build_filename (folder, LKB_JOURNAL_DISCARDED, NULL);
  to = g_build_filename (away, base, NULL);
  if (g_mkdir_with_parents (away, 0700) != 0 || g_rename (path, to) != 0)
    return NULL;
  /* From now on it is kept for a while. */
  (void) !utimensat (AT_FDCWD, to, NULL, 0);
  return g_steal_pointer (&to);
}

/* Where the last whole line of an open file ends. -1: errno. */
static off_t
find_end (int fd)
{
  char buffer[4096];
  struct stat info;
  off_t end;

  if (fstat (fd, &info) != 0)
    return -1;
  for (end = info.st_size; end > 0;)
    {
      gsize length = MIN ((gsize) end, sizeof buffer);
      ssize_t n = pread (fd, buffer, length, end - (off_t) length);
      const char *last;

      if (n != (ssize_t) length)
        return -1;
      last = memrchr (buffer, '\n', length);
      if (last != NULL)
        return end - (off_t) length + (last - buffer) + 1;
      end -= (off_t) length;
    }
  return 0;
}

int
lkb_journal_reopen (int fd, gsize *size)
{
  int flags;
  off_t end;

  g_return_val_if_fail (fd >= 0 && size != NULL, EBADF);

  flags = fcntl (fd, F_GETFL);
  end = find_end (fd);
  if (flags < 0 || end < 0 || fcntl (fd, F_SETFL, flags | O_APPEND) != 0
      || ftruncate (fd, end) != 0)
    return errno != 0 ? errno : EIO;
  *size = (gsize) end;
  return 0;
}
