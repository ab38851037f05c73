/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/model/lkb-board.h"

G_BEGIN_DECLS

/**
 * lkb_board_dup_reading_order:
 *
 * The elements as one would tell them: nodes along the flow of the data, of those that are free next the leftmost, then the
 * uppermost; each followed by the edges that leave it; then notes, groups and ink by place.
 *
 * Returns: (transfer full) (element-type LkbElement): borrowed elements, valid until the board's next change
 */
GPtrArray *lkb_board_dup_reading_order (LkbBoard *board);

G_END_DECLS
