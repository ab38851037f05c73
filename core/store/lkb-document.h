/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "core/formats/lkb-data.h"
#include "core/model/lkb-history.h"
#include "lkb-journal.h"
#include "lkb-save.h"

G_BEGIN_DECLS

/**
 * LkbDocument:
 *
 * An open board: the board, its history and the file that it came from. One thread (the one that made it) uses it;
 * the async functions do their reading and writing in a worker and call back there.
 */
#define LKB_TYPE_DOCUMENT (lkb_document_get_type ())
G_DECLARE_FINAL_TYPE (LkbDocument, lkb_document, LKB, DOCUMENT, GObject)

/** LkbReadOnly: why a document cannot be saved in its place; "Save As" is always possible but for @LKB_READ_ONLY_NEWER. */
typedef enum
{
  LKB_READ_ONLY_NO,
  LKB_READ_ONLY_NEWER, /* written by a newer version: must never be saved, not even elsewhere */
  LKB_READ_ONLY_PERMISSION, /* the file must not be written */
} LkbReadOnly;

/** lkb_document_new: an untitled document around @board (NULL: an empty one). */
LkbDocument *lkb_document_new (LkbBoard *board);

/** lkb_document_new_from_template: an untitled document with the board of a template. */
LkbDocument *lkb_document_new_from_template (LkbDataDirs *dirs, const char *id, GError **error);

/**
 * lkb_document_load:
 * @file: a board file, or a picture (SVG, PNG) that carries its board: that one is opened as an untitled, unsaved copy
 * Errors: LkbInputError, G_IO_ERROR; messages start with the file's name.
 */
LkbDocument *lkb_document_load (GFile *file, GCancellable *cancellable, GError **error);
void lkb_document_load_async (GFile *file, GCancellable *cancellable, GAsyncReadyCallback callback,
                              gpointer user_data);
LkbDocument *lkb_document_load_finish (GAsyncResult *result, GError **error);

/**
 * lkb_document_recover:
 * @journal: the path of a journal that nobody writes any more
 * @boot_id: of this run of the system
 *
 * A document with the last board of the journal, unsaved; its file is the one that the board was from. A file that was
 * changed since counts as changed on the disk. Nobody else can recover it meanwhile. The journal stays until
 * lkb_document_record() has begun another.
 * G_IO_ERROR_BUSY: somebody else has it, or it is gone.
 */
LkbDocument *lkb_document_recover (const char *journal, const char *boot_id, GError **error);
/** lkb_document_recover_async: the same in a worker; lkb_document_load_finish() ends it. */
void lkb_document_recover_async (const char *journal, const char *boot_id,
                                 GCancellable *cancellable, GAsyncReadyCallback callback,
                                 gpointer user_data);
/** lkb_document_get_recovered: whether it was recovered and not saved since. */
gboolean lkb_document_get_recovered (LkbDocument *self);

/**
 * lkb_document_record:
 *
 * From now on each change is written into a journal at @place, until the document ends: removed when all is saved, else
 * kept for the next time. One that must not be saved anyway is not recorded.
 */
void lkb_document_record (LkbDocument *self, const LkbJournalPlace *place);
/** lkb_document_get_journal: (nullable) (transfer none): NULL when it is not recorded. */
LkbJournal *lkb_document_get_journal (LkbDocument *self);
/** lkb_document_discard: what is not saved is not wanted: the journal is thrown away, and no other begun. */
void lkb_document_discard (LkbDocument *self);

LkbBoard *lkb_document_get_board (LkbDocument *self);
LkbHistory *lkb_document_get_history (LkbDocument *self);
/** lkb_document_get_file: (nullable): NULL while untitled. */
GFile *lkb_document_get_file (LkbDocument *self);
/** lkb_document_get_title: the board's title, else the file's name without ending, else a translated "Untitled board". */
const char *lkb_document_get_title (LkbDocument *self);
/** lkb_document_get_modified: whether it differs from its file; an opened SVG or template counts as modified. */
gboolean lkb_document_get_modified (LkbDocument *self);
LkbReadOnly lkb_document_get_read_only (LkbDocument *self);
/** lkb_document_get_read_only_reason: (nullable): translated, for the banner. */
const char *lkb_document_get_read_only_reason (LkbDocument *self);
/** lkb_document_get_picture_type: (nullable): media type of the picture that it was taken out of. */
const char *lkb_document_get_picture_type (LkbDocument *self);
/** lkb_document_get_warning: (nullable): translated: what whoever opened it has to know, such as that another program
 * changed the picture. */
const char *lkb_document_get_warning (LkbDocument *self);
/** lkb_document_get_busy: whether a save is under way; closing waits for it. */
gboolean lkb_document_get_busy (LkbDocument *self);
/** lkb_document_is_changed_on_disk: looks at the file now. */
gboolean lkb_document_is_changed_on_disk (LkbDocument *self);

/** lkb_document_set_recovery_folder: where copies go before an in-place save; (nullable). */
void lkb_document_set_recovery_folder (LkbDocument *self, const char *folder);

/**
 * lkb_document_save:
 * @file: (nullable): NULL saves in place; else Save As, and the document is then that file's
 * @overwrite: also when somebody else changed the file since (else LKB_SAVE_ERROR_CHANGED)
 * The document stays modified unless everything reached the disk. G_IO_ERROR_PENDING while another save is under way.
 */
gboolean lkb_document_save (LkbDocument *self, GFile *file, gboolean overwrite,
                            GCancellable *cancellable, GError **error);
void lkb_document_save_async (LkbDocument *self, GFile *file, gboolean overwrite,
                              GCancellable *cancellable, GAsyncReadyCallback callback,
                              gpointer user_data);
gboolean lkb_document_save_finish (LkbDocument *self, GAsyncResult *result, GError **error);

/*
 * Properties (read-only, notify): file, title, modified, read-only, busy.
 */

G_END_DECLS
