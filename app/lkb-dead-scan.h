/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/store/lkb-journal.h"

G_BEGIN_DECLS

/** LkbDeadScanFunc: (transfer full): what is told by the journals in @folder that nobody writes to; runs in a worker. */
typedef GPtrArray *(*LkbDeadScanFunc) (const char *folder, const char *boot_id);

/**
 * lkb_dead_scan:
 * @source: stays until @done
 * @place: where to look
 * @done: takes the array by g_task_propagate_pointer(), which never fails
 *
 * Looks for what a program left behind that ended too early, beside the work that goes on.
 */
void lkb_dead_scan (gpointer source, const LkbJournalPlace *place, LkbDeadScanFunc scan,
                    GAsyncReadyCallback done);

G_END_DECLS
