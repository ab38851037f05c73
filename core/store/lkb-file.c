/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define CHUNK ((gsize) 256 * 1024)

static void
fill_from_stat (LkbFileStamp *stamp, const struct stat *info)
{
  stamp->exists = TRUE;
  stamp->device = info->st_dev;
  stamp->inode = info->st_ino;
  stamp->mtime_ns = (gint64) info->st_mtim.tv_sec * 1000000000 + info->st_mtim.tv_nsec;
  stamp->size = info->st_size;
}

static void
fill_sha256 (LkbFileStamp *stamp, GBytes *bytes)
{
  g_autofree char *sum = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);

  g_strlcpy (stamp->sha256, sum, sizeof stamp->sha256);
}

static gboolean
hash_file (const char *path, char sha256[65])
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree guchar *buffer = g_malloc (CHUNK);
  int fd = g_open (path, O_RDONLY | O_CLOEXEC, 0);
  gssize n;

  if (fd < 0)
    return FALSE;
  while ((n = read (fd, buffer, CHUNK)) > 0 || (n < 0 && errno == EINTR))
    if (n > 0)
      g_checksum_update (checksum, buffer, n);
  close (fd);
  if (n < 0)
    return FALSE;
  g_strlcpy (sha256, g_checksum_get_string (checksum), 65);
  return TRUE;
}

void
lkb_file_stamp_fill (LkbFileStamp *stamp, const struct stat *info, GBytes *bytes)
{
  g_return_if_fail (stamp != NULL && info != NULL && bytes != NULL);

  memset (stamp, 0, sizeof *stamp);
  fill_from_stat (stamp, info);
  fill_sha256 (stamp, bytes);
}

void
lkb_file_stamp_take (LkbFileStamp *stamp, const char *path, GBytes *bytes)
{
  struct stat info;

  g_return_if_fail (stamp != NULL);
  g_return_if_fail (path != NULL);

  memset (stamp, 0, sizeof *stamp);
  if (stat (path, &info) != 0 || !S_ISREG (info.st_mode))
    return;
  fill_from_stat (stamp, &info);
  if (bytes != NULL)
    fill_sha256 (stamp, bytes);
  else if (!hash_file (path, stamp->sha256))
    memset (stamp, 0, sizeof *stamp);
}

gboolean
lkb_file_stamp_differs (const LkbFileStamp *stamp, const char *path)
{
  LkbFileStamp now = { 0 };
  struct stat info;

  g_return_val_if_fail (stamp != NULL, FALSE);
  g_return_val_if_fail (path != NULL, FALSE);

  if (stat (path, &info) != 0)
    return stamp->exists;
  if (!stamp->exists)
    return TRUE;
  fill_from_stat (&now, &info);
  if (now.device == stamp->device && now.inode == stamp->inode && now.mtime_ns == stamp->mtime_ns
      && now.size == stamp->size)
    return FALSE;
  return now.size != stamp->size || !hash_file (path, now.sha256)
         || !g_str_equal (now.sha256, stamp->sha256);
}

static void
set_errno (GError **error, const char *name, int code)
{
  g_set_error (error, G_IO_ERROR, (int) g_io_error_from_errno (code), "%s: %s", name,
               g_strerror (code));
}

GBytes *
lkb_file_read_fd (int fd, const char *name, gsize max_bytes, GError **error)
{
  g_autoptr (GByteArray) content = g_byte_array_new ();
  g_autofree guint8 *buffer = NULL;
  struct stat info;
  gboolean too_large = FALSE;

  g_return_val_if_fail (fd >= 0, NULL);
  g_return_val_if_fail (name != NULL, NULL);

  if (fstat (fd, &info) != 0)
    {
      set_errno (error, name, errno);
      return NULL;
    }
  if (S_ISDIR (info.st_mode))
    {
      set_errno (error, name, EISDIR);
      return NULL;
    }

  too_large = S_ISREG (info.st_mode) && (guint64) info.st_size > max_bytes;
  buffer = g_malloc (CHUNK);
  while (!too_large)
    {
      gssize n = read (fd, buffer, CHUNK);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        {
          set_errno (error, name, errno);
          return NULL;
        }
      if (n == 0)
        return g_byte_array_free_to_bytes (g_steal_pointer (&content));
      too_large = (gsize) n > max_bytes - content->len;
      if (!too_large)
        g_byte_array_append (content, buffer, n);
    }

  g_set_error (error, LKB_INPUT_ERROR, LKB_INPUT_ERROR_LIMIT, _ ("%s: larger than %u MiB"), name,
               (guint) (max_bytes / (1024 * 1024)));
  return NULL;
}

GBytes *
lkb_file_read (const char *path, gsize max_bytes, LkbFileStamp *stamp, GError **error)
{
  g_autofree char *name = NULL;
  GBytes *bytes;
  struct stat info;
  int fd;

  g_return_val_if_fail (path != NULL, NULL);

  if (stamp != NULL)
    memset (stamp, 0, sizeof *stamp);
  name = g_filename_display_name (path);
  fd = g_open (path, O_RDONLY | O_CLOEXEC | O_NOCTTY, 0);
  if (fd < 0)
    {
      set_errno (error, name, errno);
      return NULL;
    }
  /* The stamp is older than the content, never newer: a writer in between is noticed later. */
  if (stamp != NULL && fstat (fd, &info) == 0 && S_ISREG (info.st_mode))
    fill_from_stat (stamp, &info);
  bytes = lkb_file_read_fd (fd, name, max_bytes, error);
  close (fd);
  if (bytes != NULL && stamp != NULL && stamp->exists)
    fill_sha256 (stamp, bytes);
  return bytes;
}

gboolean
lkb_file_write_all (int fd, const char *data, gsize size)
{
  while (size > 0)
    {
      gssize n = write (fd, data, MIN (size, (gsize) 1 << 30));

      if (n < 0 && errno == EINTR)
        continue;
      if (n == 0)
        errno = EIO;
      if (n <= 0)
        return FALSE;
      data += n;
      size -= n;
    }
  return TRUE;
}
