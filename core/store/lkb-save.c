/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-save.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

#define MAX_LINKS 40
#define MAX_TEMP_TRIES 100
#define OLD_TEMP_SECONDS (24 * 60 * 60)
#define MAX_XATTR_BYTES 65536

G_DEFINE_QUARK (lkb - save - error - quark, lkb_save_error)

/* One save. @path is the real path of what is replaced; @shown names it in messages. */
typedef struct
{
  char *path;
  char *folder;
  char *shown;
  gboolean exists;
  struct stat old;
  struct stat
      written; /* the new content, of its open file: by its path it may be somebody else's by then */
  const char *data;
  gsize size;
} Save;

static void
clear_save (Save *save)
{
  g_free (save->path);
  g_free (save->folder);
  g_free (save->shown);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Save, clear_save)

static LkbSaveError
code_for_errno (int code)
{
  switch (code)
    {
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
      return LKB_SAVE_ERROR_NO_SPACE;
    case EACCES:
    case EPERM:
    case EROFS:
      return LKB_SAVE_ERROR_READ_ONLY;
    case ENOENT:
    case ENOTDIR:
    case ELOOP:
      return LKB_SAVE_ERROR_NO_FOLDER;
    default:
      return LKB_SAVE_ERROR_FAILED;
    }
}

void
lkb_save_set_error (GError **error, const char *name, int code)
{
  g_return_if_fail (name != NULL);

  g_set_error (error, LKB_SAVE_ERROR, (int) code_for_errno (code), "%s: %s", name,
               g_strerror (code));
}

static gboolean
fail_errno (const Save *save, int code, GError **error)
{
  lkb_save_set_error (error, save->shown, code);
  return FALSE;
}

static gboolean
fail (const Save *save, LkbSaveError code, const char *reason, GError **error)
{
  g_set_error (error, LKB_SAVE_ERROR, (int) code, "%s: %s", save->shown, reason);
  return FALSE;
}

/* Follows links by hand as far as a file that does not exist yet; NULL with errno. */
static char *
resolve_new (const char *path)
{
  g_autofree char *at = g_strdup (path);

  for (guint i = 0; i < MAX_LINKS; i++)
    {
      g_autofree char *link = g_file_read_link (at, NULL);
      g_autofree char *folder = g_path_get_dirname (at);

      if (link == NULL)
        {
          g_autofree char *base = g_path_get_basename (at);
          char *real = realpath (folder, NULL);
          char *resolved;

          if (real == NULL)
            return NULL;
          resolved = g_build_filename (real, base, NULL);
          free (real);
          return resolved;
        }
      g_free (at);
      at = g_path_is_absolute (link) ? g_steal_pointer (&link)
                                     : g_build_filename (folder, link, NULL);
    }
  errno = ELOOP;
  return NULL;
}

static gboolean
resolve (Save *save, const char *path, GError **error)
{
  char *real = realpath (path, NULL);

  if (real != NULL)
    {
      save->path = g_strdup (real);
      free (real);
    }
  else if (errno != ENOENT || *path == '\0' || g_str_has_suffix (path, "/")
           || (save->path = resolve_new (path)) == NULL)
    return fail_errno (save, errno, error);
  save->folder = g_path_get_dirname (save->path);

  if (stat (save->path, &save->old) == 0)
    save->exists = TRUE;
  else if (errno != ENOENT)
    return fail_errno (save, errno, error);
  if (!save->exists)
    return TRUE;

  if (S_ISDIR (save->old.st_mode))
    return fail (save, LKB_SAVE_ERROR_NOT_A_FILE, _ ("is a folder"), error);
  if (!S_ISREG (save->old.st_mode))
    return fail (save, LKB_SAVE_ERROR_NOT_A_FILE, _ ("is not a plain file"), error);
  /* The superuser may write anything; a file that nobody is to write is left alone all the same. */
  if ((save->old.st_mode & 0222) == 0 || faccessat (AT_FDCWD, save->path, W_OK, AT_EACCESS) != 0)
    return fail (save, LKB_SAVE_ERROR_READ_ONLY, _ ("is read-only"), error);
  return TRUE;
}

/* A full disk shows here, before anything is written. */
static gboolean
reserve (int fd, gsize size)
{
  int code;

  if (size == 0)
    return TRUE;
  do
    code = posix_fallocate (fd, 0, (off_t) size);
  while (code == EINTR);
  if (code == 0 || code == EOPNOTSUPP || code == EINVAL || code == ENOSYS || code == ENODEV)
    return TRUE;
  errno = code;
  return FALSE;
}

static void
copy_xattrs (const char *from, int fd)
{
  g_autofree char *names = g_malloc (MAX_XATTR_BYTES);
  g_autofree char *value = g_malloc (MAX_XATTR_BYTES);
  gssize length = listxattr (from, names, MAX_XATTR_BYTES);

  for (const char *name = names; length > 0 && name < names + length; name += strlen (name) + 1)
    {
      gssize n = getxattr (from, name, value, MAX_XATTR_BYTES);

      if (n >= 0)
        (void) !fsetxattr (fd, name, value, n, 0);
    }
}

/* Best effort: a file system may know no owners, and only the superuser gives files away. */
static void
copy_attributes (const Save *save, int fd)
{
  if (fchown (fd, save->old.st_uid, save->old.st_gid) != 0)
    (void) !fchown (fd, (uid_t) -1, save->old.st_gid);
  (void) !fchmod (fd, save->old.st_mode & 07777);
  copy_xattrs (save->path, fd);
}

/* A new file gets the mode of the umask and the folder's default ACL; one that takes the place of another is private until
 * its mode is copied. */
static int
open_temp (const Save *save, char **temp)
{
  for (guint i = 0; i < MAX_TEMP_TRIES; i++)
    {
      g_autofree char *base = g_strdup_printf (LKB_SAVE_TEMP_PREFIX "%08x%08x", g_random_int (),
                                               g_random_int ());
      g_autofree char *path = g_build_filename (save->folder, base, NULL);
      int fd = g_open (path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW,
                       save->exists ? 0600 : 0666);

      if (fd >= 0)
        {
          *temp = g_steal_pointer (&path);
          return fd;
        }
      if (errno != EEXIST && errno != EINTR)
        return -1;
    }
  return -1;
}

gboolean
lkb_save_sync_folder (const char *folder)
{
  int code = 0;
  int fd;

  g_return_val_if_fail (folder != NULL, FALSE);

  fd = g_open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
  /* A folder that may be written but not read cannot be synced; nothing more can be done. */
  if (fd < 0)
    return errno == EACCES;
  if (fsync (fd) != 0)
    code = errno;
  close (fd);
  /* Some file systems in user space know no fsync of a folder. */
  if (code == 0 || code == EINVAL || code == ENOSYS || code == EOPNOTSUPP)
    return TRUE;
  errno = code;
  return FALSE;
}

/* Left by a crash in the middle of an earlier save. */
static void
remove_old_temps (const char *folder, gint64 now)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);

  for (const char *name; dir && (name = g_dir_read_name (dir));)
    {
      g_autofree char *path = NULL;
      struct stat info;

      if (!g_str_has_prefix (name, LKB_SAVE_TEMP_PREFIX))
        continue;
      path = g_build_filename (folder, name, NULL);
      if (lstat (path, &info) == 0 && S_ISREG (info.st_mode)
          && now - (gint64) info.st_mtime > OLD_TEMP_SECONDS)
        (void) !unlink (path);
    }
}

typedef enum
{
  REPLACED,
  FAILED,
  NOT_POSSIBLE, /* no temporary file beside it, or no rename onto it; nothing happened */
} Outcome;

static gboolean
needs_fallback (int code)
{
  return code == EBUSY || code == EXDEV || code == EPERM || code == EROFS || code == EACCES;
}

/* Gives up: the temporary file goes, errno is that of the trouble. */
static Outcome
abandon (const Save *save, const char *temp, int fd, int code, GError **error)
{
  if (fd >= 0)
    close (fd);
  (void) !unlink (temp);
  fail_errno (save, code, error);
  return FAILED;
}

static Outcome
replace (Save *save, GCancellable *cancellable, int *reason, GError **error)
{
  g_autofree char *temp = NULL;
  struct stat now;
  int fd = open_temp (save, &temp);

  if (fd < 0)
    {
      *reason = errno;
      if (needs_fallback (errno))
        return NOT_POSSIBLE;
      fail_errno (save, errno, error);
      return FAILED;
    }

  if (!reserve (fd, save->size) || !lkb_file_write_all (fd, save->data, save->size))
    return abandon (save, temp, fd, errno, error);
  if (save->exists)
    copy_attributes (save, fd);
  if (fstat (fd, &save->written) != 0 || fsync (fd) != 0)
    return abandon (save, temp, fd, errno, error);
  if (close (fd) != 0)
    return abandon (save, temp, -1, errno, error);

  if (g_cancellable_is_cancelled (cancellable))
    {
      (void) !unlink (temp);
      fail (save, LKB_SAVE_ERROR_CANCELLED, _ ("saving was stopped"), error);
      return FAILED;
    }
  if (g_rename (temp, save->path) != 0)
    {
      *reason = errno;
      if (!needs_fallback (*reason))
        return abandon (save, temp, -1, *reason, error);
      (void) !unlink (temp);
      return NOT_POSSIBLE;
    }

  if (!lkb_save_sync_folder (save->folder))
    {
      fail_errno (save, errno, error);
      return FAILED;
    }
  if (stat (save->path, &now) != 0 || now.st_size != (off_t) save->size
      || save->written.st_size != now.st_size)
    {
      fail (save, LKB_SAVE_ERROR_FAILED, _ ("is not what was written"), error);
      return FAILED;
    }
  return REPLACED;
}

static gboolean
has_content (const char *path, const char *data, gsize size)
{
  g_autofree char *buffer = g_malloc (65536);
  int fd = g_open (path, O_RDONLY | O_CLOEXEC, 0);
  gsize at = 0;
  gssize n;

  if (fd < 0)
    return FALSE;
  while ((n = read (fd, buffer, 65536)) > 0 || (n < 0 && errno == EINTR))
    {
      if (n < 0)
        continue;
      if ((gsize) n > size - at || memcmp (buffer, data + at, n) != 0)
        break;
      at += n;
    }
  close (fd);
  return n == 0 && at == size;
}

/* Returns the path of the copy. */
static char *
write_recovery_copy (const Save *save, GBytes *bytes, const char *recovery_folder, GError **error)
{
  g_autofree char *base = g_path_get_basename (save->path);
  g_autofree char *name = g_strdup_printf ("%08x%08x-%s", g_random_int (), g_random_int (), base);
  g_autofree char *path = g_build_filename (recovery_folder, name, NULL);

  if (g_mkdir_with_parents (recovery_folder, 0700) != 0)
    {
      fail_errno (save, errno, error);
      return NULL;
    }
  if (!lkb_file_save (path, bytes, NULL, NULL, error))
    {
      g_prefix_error (error, "%s: ", save->shown);
      return NULL;
    }
  return g_steal_pointer (&path);
}

/* The last resort for a file that cannot be replaced: a durable copy elsewhere, then its own bytes are overwritten. */
static gboolean
overwrite (Save *save, GBytes *bytes, const char *recovery_folder, GError **error)
{
  g_autofree char *copy = write_recovery_copy (save, bytes, recovery_folder, error);
  g_autofree char *copy_shown = NULL;
  int code = 0;
  int fd;

  if (copy == NULL)
    return FALSE;
  copy_shown = g_filename_display_name (copy);

  fd = g_open (save->path, O_WRONLY | O_CLOEXEC, 0);
  if (fd < 0)
    {
      code = errno;
      (void) !unlink (copy); /* nothing was touched */
      return fail_errno (save, code, error);
    }
  if (!reserve (fd, save->size))
    {
      code = errno;
      (void) !ftruncate (fd, save->old.st_size);
      close (fd);
      (void) !unlink (copy);
      return fail_errno (save, code, error);
    }

  if (!lkb_file_write_all (fd, save->data, save->size) || ftruncate (fd, (off_t) save->size) != 0
      || fstat (fd, &save->written) != 0 || fsync (fd) != 0)
    code = errno;
  if (close (fd) != 0 && code == 0)
    code = errno;
  if (code == 0 && !has_content (save->path, save->data, save->size))
    code = EIO;
  if (code != 0)
    {
      /* No other code: what this one says nobody may leave out. */
      g_set_error (error, LKB_SAVE_ERROR, LKB_SAVE_ERROR_FAILED,
                   _ ("%s: %s; what was to be saved is in %s"), save->shown, g_strerror (code),
                   copy_shown);
      return FALSE;
    }
  (void) !unlink (copy);
  return TRUE;
}

gboolean
lkb_file_save (const char *path, GBytes *bytes, const LkbSaveOptions *options, LkbFileStamp *stamp,
               GError **error)
{
  const LkbSaveOptions none = { 0 };
  g_auto (Save) save = { 0 };
  int reason = 0;

  g_return_val_if_fail (path != NULL, FALSE);
  g_return_val_if_fail (bytes != NULL, FALSE);

  if (options == NULL)
    options = &none;
  save.shown = g_filename_display_name (path);
  save.data = g_bytes_get_data (bytes, &save.size);
  if (!resolve (&save, path, error))
    return FALSE;
  if (options->expected != NULL && lkb_file_stamp_differs (options->expected, save.path))
    return fail (&save, LKB_SAVE_ERROR_CHANGED,
                 save.exists ? _ ("was changed by another program") : _ ("was removed"), error);

  switch (replace (&save, options->cancellable, &reason, error))
    {
    case REPLACED:
      break;
    case FAILED:
      return FALSE;
    case NOT_POSSIBLE:
    default:
      if (!save.exists || options->recovery_folder == NULL)
        return fail_errno (&save, reason, error);
      if (!overwrite (&save, bytes, options->recovery_folder, error))
        return FALSE;
    }

  /* What was just written tells the time, by the clock of the file system itself. */
  remove_old_temps (save.folder, save.written.st_mtime);
  if (stamp != NULL)
    lkb_file_stamp_fill (stamp, &save.written, bytes);
  return TRUE;
}
