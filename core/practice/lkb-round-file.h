/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/store/lkb-journal.h"
#include "lkb-round-log.h"

G_BEGIN_DECLS

/** LkbUnfinishedRound: one that was cut off before its bell. */
typedef struct
{
  char *path;
  LkbRoundLog *log;
  gint64 time; /* when it was cut off: seconds since 1970 */
} LkbUnfinishedRound;

void lkb_unfinished_round_free (LkbUnfinishedRound *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LkbUnfinishedRound, lkb_unfinished_round_free)

/** lkb_round_file_scan: (transfer full) (element-type LkbUnfinishedRound): those in @folder that nobody writes to, the latest
 * first. @boot_id: of this run of the system. Calls may run in any thread. */
GPtrArray *lkb_round_file_scan (const char *folder, const char *boot_id);

/**
 * lkb_round_file_append:
 * Adds what is said after the bell to the file of a round that is over: whether an answer held a number, a criterion that is
 * adjusted, the debrief; or the end of one that nobody goes on with. LkbSaveError, LkbInputError; G_IO_ERROR_BUSY when somebody
 * else writes to it.
 */
gboolean lkb_round_file_append (const LkbJournalPlace *place, const char *path,
                                const LkbRoundMark *mark, GError **error);

G_END_DECLS
