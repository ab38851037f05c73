/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lkb-typed-box.h"

G_BEGIN_DECLS

/**
 * LkbOwnerEntry:
 *
 * The name of a team, completed from the teams of the board while typing: Down and Up choose, Enter takes. Its value is what was
 * typed; whoever edits an edge splits "Web > Reco".
 */
#define LKB_TYPE_OWNER_ENTRY (lkb_owner_entry_get_type ())
G_DECLARE_FINAL_TYPE (LkbOwnerEntry, lkb_owner_entry, LKB, OWNER_ENTRY, LkbTypedBox)

GtkWidget *lkb_owner_entry_new (LkbEditContext *context, const LkbFieldInfo *info);

/** lkb_owner_entry_get_n_shown: how many names the open list offers; 0 when it is closed. */
guint lkb_owner_entry_get_n_shown (LkbOwnerEntry *self);

/** lkb_owner_split: "Web > Reco" into two trimmed names, either may be ""; FALSE when there is no ">". */
gboolean lkb_owner_split (const char *text, char **owner, char **consumer_owner);

/** lkb_edit_own: (nullable) (transfer full): the change that gives the edges among @ids both owners as typed ("Web > Reco" or
 * "Web"; "" unsets; a side that is not typed stays); elements that are no edges get the first. */
LkbChange *lkb_edit_own (LkbBoard *board, const char *const *ids, const char *text);

G_END_DECLS
