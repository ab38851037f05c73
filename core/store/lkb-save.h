/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "lkb-file.h"

G_BEGIN_DECLS

#define LKB_SAVE_ERROR (lkb_save_error_quark ())
GQuark lkb_save_error_quark (void);

/**
 * LkbSaveError:
 * @LKB_SAVE_ERROR_READ_ONLY: the file or its folder must not be written
 * @LKB_SAVE_ERROR_NOT_A_FILE: a folder, device or pipe stands there
 * @LKB_SAVE_ERROR_NO_FOLDER: the folder does not exist, or links lead in a circle
 * @LKB_SAVE_ERROR_NO_SPACE: disk full or quota used up
 * @LKB_SAVE_ERROR_CHANGED: somebody else changed the file since it was read
 * @LKB_SAVE_ERROR_CANCELLED: stopped before anything was replaced
 * @LKB_SAVE_ERROR_FAILED: anything else; among it a file broken off in the middle, whose message names the copy
 *
 * Messages start with the path. Whatever the error, the file holds all the old bytes or all the new ones, or a durable
 * copy of the new ones is named in the message.
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

/** lkb_save_set_error: the LkbSaveError that belongs to @code, an errno of writing to @name. */
void lkb_save_set_error (GError **error, const char *name, int code);

/** lkb_save_sync_folder: puts the names in @folder on the disk. FALSE with errno; a file system that knows no such thing, or
 * a folder that may not be read, is no error. */
gboolean lkb_save_sync_folder (const char *folder);

/** Names of temporary files begin with this; those older than a day are removed by the next save in their folder. */
#define LKB_SAVE_TEMP_PREFIX ".lakeboard-save-"

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
 * old bytes or all the new ones. Mode, owner and extended attributes of an old file are kept as far as the system lets.
 * A file without write permission is refused even where its folder would allow a replacement. A hard link is cut off from
 * its other names.
 *
 * Returns: TRUE only after the bytes and the folder entry have reached the disk as far as the system says.
 */
gboolean lkb_file_save (const char *path, GBytes *bytes, const LkbSaveOptions *options,
                        LkbFileStamp *stamp, GError **error);

G_END_DECLS
