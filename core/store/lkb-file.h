/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <sys/stat.h>

#include "core/base/lkb-error.h"

G_BEGIN_DECLS

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

/** lkb_file_stamp_take: of the file at @path, whose content is known to be @bytes (NULL: it is read). All zero when there is
 * no file or it cannot be read. */
void lkb_file_stamp_take (LkbFileStamp *stamp, const char *path, GBytes *bytes);

/** lkb_file_stamp_fill: of a file that was written: @info of its descriptor after the last write, @bytes its content. */
void lkb_file_stamp_fill (LkbFileStamp *stamp, const struct stat *info, GBytes *bytes);

/** lkb_file_stamp_differs: whether the content at @path is another than when @stamp was taken. Looks at the content only
 * when time, size or inode differ: touching a file is no change. */
gboolean lkb_file_stamp_differs (const LkbFileStamp *stamp, const char *path);

/**
 * lkb_file_read:
 * @max_bytes: more is refused with LKB_INPUT_ERROR_LIMIT, without reading it all; whole MiB
 * @stamp: (out) (optional): taken from the same open file
 *
 * Returns: (transfer full): the content of a plain file, pipe or device; messages start with @path
 */
GBytes *lkb_file_read (const char *path, gsize max_bytes, LkbFileStamp *stamp, GError **error);

/** lkb_file_read_fd: as lkb_file_read() from a descriptor, which stays open; @name: for messages. */
GBytes *lkb_file_read_fd (int fd, const char *name, gsize max_bytes, GError **error);

/** lkb_file_write_all: FALSE with errno set; then a part of it may have been written. */
gboolean lkb_file_write_all (int fd, const char *data, gsize size);

G_END_DECLS
