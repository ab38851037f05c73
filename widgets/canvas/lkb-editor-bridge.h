/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lkb-editor.h"

G_BEGIN_DECLS

/** lkb_board_dup_bridge: (transfer full) (nullable): what closes the gap when @ids are deleted: A → B with the values of the
 * first edge where the only node among them stood in a chain A → node → B. To be asked before they are deleted and applied
 * afterwards. */
LkbChange *lkb_board_dup_bridge (LkbBoard *board, const char *const *ids);
/** lkb_editor_bridge: applies it; FALSE when the board is no longer such that it fits. */
gboolean lkb_editor_bridge (LkbEditor *self, LkbChange *bridge);

G_END_DECLS
