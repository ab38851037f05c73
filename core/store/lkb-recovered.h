/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lkb-recording.h"

G_BEGIN_DECLS

/** LkbRecovered: a board whose changes are in a journal that nobody writes any more, and nowhere else. Never changes. */
#define LKB_TYPE_RECOVERED (lkb_recovered_get_type ())
G_DECLARE_FINAL_TYPE (LkbRecovered, lkb_recovered, LKB, RECOVERED, GObject)

/**
 * lkb_recovered_scan:
 * @folder: of journals; need not be there
 * @boot_id: of this run of the system
 *
 * Those that tell of unsaved work, the latest first. Journals that tell of nothing more than what is saved are removed,
 * those that cannot be read are moved to the discarded ones; what another program of this kind writes to, or a newer
 * version wrote, is left alone.
 *
 * Returns: (transfer full) (element-type LkbRecovered)
 */
GPtrArray *lkb_recovered_scan (const char *folder, const char *boot_id);

/** lkb_recovered_prune: of the discarded journals the latest ten stay, for fourteen days. @now: seconds since 1970. */
void lkb_recovered_prune (const char *folder, gint64 now);

/** lkb_recovered_read_journal: (transfer full): with the file that it is about as its base, where it needs one and that
 * is still what it was. */
LkbRecording *lkb_recovered_read_journal (const char *path, GError **error);
/** lkb_recovered_read_bytes: (transfer full): the same of what was read already. @lacks_base: (out) (optional): whether it
 * begins with nothing while its file is gone or another by now: what is told may be a part of the board only. */
LkbRecording *lkb_recovered_read_bytes (const char *name, GBytes *bytes, gboolean *lacks_base,
                                        GError **error);

/** lkb_recovered_get_path: of the journal. */
const char *lkb_recovered_get_path (LkbRecovered *self);
/** lkb_recovered_get_file: (nullable): of the board; NULL: it was never saved. */
GFile *lkb_recovered_get_file (LkbRecovered *self);
/** lkb_recovered_get_title: the board's; (nullable): NULL when it has none. */
const char *lkb_recovered_get_title (LkbRecovered *self);
/** lkb_recovered_get_n_nodes: that are on the board. */
guint lkb_recovered_get_n_nodes (LkbRecovered *self);
/** lkb_recovered_get_time: of the last change: seconds since 1970. */
gint64 lkb_recovered_get_time (LkbRecovered *self);

G_END_DECLS
