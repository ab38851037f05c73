/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/store/lkb-journal.h"
#include "core/store/lkb-recovered.h"

G_BEGIN_DECLS

/** LkbRecovery: the journals of this person: where they are kept, and which ones a program left behind that ended before its
 * work was saved. */
#define LKB_TYPE_RECOVERY (lkb_recovery_get_type ())
G_DECLARE_FINAL_TYPE (LkbRecovery, lkb_recovery, LKB, RECOVERY, GObject)

/** lkb_recovery_new: @application: stays, without a window if need be, until its journals are closed; outlives this. */
LkbRecovery *lkb_recovery_new (GApplication *application);

/** lkb_recovery_get_place: for lkb_document_record(); lives as long as this. */
const LkbJournalPlace *lkb_recovery_get_place (LkbRecovery *self);

/** lkb_recovery_scan: looks for what was left behind, in a worker; the list follows. */
void lkb_recovery_scan (LkbRecovery *self);
/** lkb_recovery_get_list: (transfer none): of LkbRecovered, the latest first. */
GListModel *lkb_recovery_get_list (LkbRecovery *self);
/** lkb_recovery_find: (transfer none) (nullable): by the path of the journal. */
LkbRecovered *lkb_recovery_find (LkbRecovery *self, const char *path);
/** lkb_recovery_find_file: (transfer none) (nullable): the latest of the board in @file. */
LkbRecovered *lkb_recovery_find_file (LkbRecovery *self, GFile *file);

/** lkb_recovery_take: off the list: somebody opens it. */
void lkb_recovery_take (LkbRecovery *self, LkbRecovered *recovered);
/** lkb_recovery_put_back: nobody has opened it after all. */
void lkb_recovery_put_back (LkbRecovery *self, LkbRecovered *recovered);
/** lkb_recovery_discard: off the list, and the journal goes to the discarded ones. */
void lkb_recovery_discard (LkbRecovery *self, LkbRecovered *recovered);
/** lkb_recovery_restore: takes back the latest discard, if any. */
void lkb_recovery_restore (LkbRecovery *self);

/** lkb_recovery_tell_trouble: TRUE when nobody was told yet that journals cannot be written. */
gboolean lkb_recovery_tell_trouble (LkbRecovery *self);

G_END_DECLS
