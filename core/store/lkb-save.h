/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define LKB_SAVE_ERROR (lkb_save_error_quark ())
GQuark lkb_save_error_quark (void);

/**
 * LkbSaveError:
 * @LKB_SAVE_ERROR_READ_ONLY: the file or its folder must not be written
 * @LKB_SAVE_ERROR_NOT_A_FILE: a folder, device or pipe stands there
 * @LKB_SAVE_ERROR_NO_FOLDER: the folder does not exist, or a link leads nowhere
 * @LKB_SAVE_ERROR_NO_SPACE: disk full or quota used up
 * @LKB_SAVE_ERROR_CHANGED: somebody else changed the file since it was read
 * @LKB_SAVE_ERROR_CANCELLED: stopped before anything was replaced
 * @LKB_SAVE_ERROR_FAILED: anything else
 *
 * Whatever the error, the old file is whole, or a durable copy of the new bytes is named in the message.
 */
typedef enum
{
  LKB_SAVE_ERROR_READ_ONLY,
  LKB_SAVE_ERROR_NOT_A_FILE,
  LKB_SAVE_ERROR_NO_FOLDER,
  LKB_SAVE_ERROR_NO_SPACE,
  LKB_SAVE_ERROR_CHANGED,
  LKB_SAVE_ERROR_CANCELLED,
  LKB_SAVE_ERROR_FAILED,
} LkbSaveError;

/** LkbFileStamp: what a file looked like when it was read or written, by value. All zero = there was none. */
typedef struct
{
  gboolean exists;
  guint64 device;
  guint64 inode;
  gint64 mtime_ns;
  gint64 size;
  char sha256[65]; /* of the content */
} LkbFileStamp;

/** lkb_file_stamp_differs: whether the content at @path is another than when @stamp was taken. Looks at the content only
 * when time, size or inode differ: touching a file is no change. A file that is gone counts as changed only when
 * @stamp exists. */
gboolean lkb_file_stamp_differs (const LkbFileStamp *stamp, const char *path);

/**
 * lkb_file_read:
 * @max_bytes: more is refused with G_IO_ERROR_INVALID_DATA and the limit in the message, without reading it all
 * @stamp: (out) (optional): taken from the same open file
 * Returns: (transfer full): the content of a plain file, pipe or device; errors are G_IO_ERROR with @path in front
 */
GBytes *lkb_file_read (const char *path, gsize max_bytes, LkbFileStamp *stamp, GError **error);

/**
 * LkbSaveOptions:
 * @recovery_folder: (nullable): where a durable copy goes before a file that cannot be replaced atomically (its folder is
 *   read-only, or it is mounted by itself) is overwritten in place; NULL: such a file is refused
 * @expected: (nullable): refuse with LKB_SAVE_ERROR_CHANGED when the file differs from this
 * @cancellable: (nullable): looked at until just before the file is replaced
 */
typedef struct
{
  const char *recovery_folder;
  const LkbFileStamp *expected;
  GCancellable *cancellable;
} LkbSaveOptions;

/**
 * lkb_file_save:
 * @path: where; symbolic links are followed and stay links
 * @options: (nullable): NULL for none of them
 * @stamp: (out) (optional): of what was written
 *
 * Replaces the file's content at once and durably: at every moment, also after a power cut, the file holds either all the
 * old bytes or all the new ones. Mode, owner, and extended attributes of an old file are kept as far as the system lets.
 * A file without write permission is refused even where its folder would allow a replacement.
 *
 * Returns: TRUE only after the bytes and the folder entry have reached the disk as far as the system says.
 */
gboolean lkb_file_save (const char *path, GBytes *bytes, const LkbSaveOptions *options,
                        LkbFileStamp *stamp, GError **error);

G_END_DECLS
