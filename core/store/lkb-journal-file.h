/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lkb-journal-text.h"

G_BEGIN_DECLS

/** lkb_journal_create_file: the descriptor of the new file, locked and ready to be added to; -1 with LkbSaveError. It gets its
 * name when it is locked and holds @bytes: who looks for journals that were left behind would take, or remove, one that is not.
 * @folder: of @path; made if need be. */
int lkb_journal_create_file (const char *folder, const char *path, GBytes *bytes, GError **error);

/** lkb_journal_write_beginning: (transfer full): the file as it begins; an untitled board that was empty needs no snapshot.
 * @undone: (nullable): taken back from @board first. NULL with the error of that. */
GBytes *lkb_journal_write_beginning (const LkbJournalHeader *header, gint64 time, LkbBoard *board,
                                     const LkbChange *undone, GError **error);

/** lkb_journal_dup_file_name: (transfer full): of a journal for recovery; with an @ending (nullable) of one that is kept and
 * looked for by people: "2026-03-01-120000-1b9d6bcd.lakeround". */
char *lkb_journal_dup_file_name (const LkbJournalHeader *header, const char *ending);

G_END_DECLS
