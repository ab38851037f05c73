/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "lkb-board.h"

G_BEGIN_DECLS

#define LKB_TYPE_HISTORY (lkb_history_get_type ())
G_DECLARE_FINAL_TYPE (LkbHistory, lkb_history, LKB, HISTORY, GObject)

/** lkb_history_new: @max_bytes: bound of what undo holds on to; the oldest steps go first. 0 = 64 MiB. */
LkbHistory *lkb_history_new (LkbBoard *board, gsize max_bytes);
LkbBoard *lkb_history_get_board (LkbHistory *history);

/** lkb_history_begin: opens a transaction (nested ones join the outer one). Until the commit the board's changes are
 * transient. @label: (nullable) (transfer full): NULL: that of the first change. */
void lkb_history_begin (LkbHistory *history, LkbLabel *label);
/** lkb_history_apply: applies to the board; outside a transaction it is a step of its own. */
gboolean lkb_history_apply (LkbHistory *history, LkbChange *change, GError **error);
/** lkb_history_apply_merged: as apply, but joins the step before when that has the same @merge_key and
 * lkb_history_end_merge() was not called in between (typing in one field). */
gboolean lkb_history_apply_merged (LkbHistory *history, LkbChange *change, const char *merge_key,
                                   GError **error);
void lkb_history_end_merge (LkbHistory *history);
/** lkb_history_commit: ends the innermost transaction; the outermost one becomes one step, if it changed anything,
 * and emits ::committed with the whole change. */
void lkb_history_commit (LkbHistory *history);
/** lkb_history_rollback: undoes the whole open transaction, outer ones included. */
void lkb_history_rollback (LkbHistory *history);
gboolean lkb_history_in_transaction (LkbHistory *history);

gboolean lkb_history_can_undo (LkbHistory *history);
gboolean lkb_history_can_redo (LkbHistory *history);
/** lkb_history_dup_undo_label: (transfer full) (nullable): what an undo takes back, in the language of the user. */
char *lkb_history_dup_undo_label (LkbHistory *history);
/** lkb_history_dup_redo_label: (transfer full) (nullable): the same of a redo. */
char *lkb_history_dup_redo_label (LkbHistory *history);
gboolean
lkb_history_undo (LkbHistory *history); /* FALSE when there is nothing or a transaction is open */
gboolean lkb_history_redo (LkbHistory *history);
void lkb_history_clear (LkbHistory *history);

/** The save mark: "modified" is whether the board differs from the marked state in steps. */
void lkb_history_set_saved (LkbHistory *history);
gboolean lkb_history_is_saved (LkbHistory *history);

/*
 * Properties: can-undo, can-redo, undo-label, redo-label, saved (notify).
 * LkbHistory::committed: (LkbChange *change) after each step, undo and redo: what panels, rules and journal follow.
 */

G_END_DECLS
