/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/base/lkb-json-guard.h"
#include "lkb-data.h"

G_BEGIN_DECLS

/*
 * Reading a data file: guarded JSON, walked member by member. What is not as it should be is told with the file and the
 * JSON path.
 */

/** LkbDataSource: the file that is being read. Borrowed. */
typedef struct
{
  const char *name; /* in messages */
  const char *text;
  GError **error;
} LkbDataSource;

/* @path: of the value, for messages. Each of them has set the error when it returns FALSE or NULL. */

/** LkbDataReader: @root: (element-type LkbJsonMember): of the file. */
typedef gboolean (*LkbDataReader) (LkbDataSource *source, GArray *root, gpointer data);
/** LkbDataTakeRow: one item of a list. */
typedef gboolean (*LkbDataTakeRow) (LkbDataSource *source, const char *path, LkbJsonSpan span,
                                    gpointer data);

/** lkb_data_dirs_read: loads a data file, guards it and hands its members to @read. @origin: (out) (transfer full): what
 * it is called in messages; set with an error as well, where there is such a file. LkbInputError, G_IO_ERROR. */
gboolean lkb_data_dirs_read (LkbDataDirs *dirs, const char *name, LkbDataReader read, gpointer data,
                             char **origin, GError **error);

void lkb_data_source_refuse (LkbDataSource *source, const char *path, const char *reason);
/** lkb_data_source_get_members: (transfer full) (element-type LkbJsonMember): of an object. */
GArray *lkb_data_source_get_members (LkbDataSource *source, const char *path, LkbJsonSpan span);
/** lkb_data_source_get_items: (transfer full) (element-type LkbJsonSpan): of a list. */
GArray *lkb_data_source_get_items (LkbDataSource *source, const char *path, LkbJsonSpan span);
/** lkb_data_source_find: (nullable): the value of a member; no error. */
const LkbJsonSpan *lkb_data_source_find (GArray *members, const char *key);
/** lkb_data_source_get_text: @text: (out) (transfer full): NULL when it is missing and not @required. */
gboolean lkb_data_source_get_text (LkbDataSource *source, const char *path, GArray *members,
                                   const char *key, gboolean required, char **text);
/** lkb_data_source_read_texts: @texts: (out) (transfer full): of a list of texts. */
gboolean lkb_data_source_read_texts (LkbDataSource *source, const char *path, LkbJsonSpan span,
                                     GStrv *texts);
/** lkb_data_source_get_texts: the same of a member; empty when it is missing and not @required. */
gboolean lkb_data_source_get_texts (LkbDataSource *source, const char *path, GArray *members,
                                    const char *key, gboolean required, GStrv *texts);
/** lkb_data_source_read_rows: the items of one list of the root, each handed to @take. */
gboolean lkb_data_source_read_rows (LkbDataSource *source, GArray *root, const char *key,
                                    gboolean required, LkbDataTakeRow take, gpointer data);

/** lkb_data_source_dup_reason: (transfer full): a message without @origin (nullable), the file's place on this machine: the
 * report of a check is the same everywhere. */
char *lkb_data_source_dup_reason (const char *message, const char *origin);

G_END_DECLS
