/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "core/model/lkb-vocabulary.h"
#include "core/practice/lkb-round-log.h"

G_BEGIN_DECLS

/**
 * lkb_notes_write_async: writes study notes in a worker.
 * @board: copied
 * @log: (nullable): the round that it comes from
 * @vocabulary: must outlive the work, as that of the application does
 * @folder: an empty one, or one that holds notes, becomes the folder of the notes; in any other one a new folder is made,
 *   named after the board and the round
 */
void lkb_notes_write_async (LkbBoard *board, LkbRoundLog *log, const LkbVocabulary *vocabulary,
                            GFile *folder, GCancellable *cancellable, GAsyncReadyCallback callback,
                            gpointer data);
/** lkb_notes_write_finish: (transfer full): the folder of the notes; NULL with @error, as lkb_study_notes_save(). */
GFile *lkb_notes_write_finish (GAsyncResult *result, GError **error);

G_END_DECLS
