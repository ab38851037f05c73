/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/model/lkb-board.h"

G_BEGIN_DECLS

/** LKB_SAY_GAP: stands in a sentence for what the board leaves open. */
#define LKB_SAY_GAP "___"

/** lkb_say_dup_name: (transfer full): the name of the element @id (nullable) as it is shown; a gap
 * when there is none. */
char *lkb_say_dup_name (LkbBoard *board, const char *id);

/** lkb_say_dup_clause: (transfer full) (nullable): @text (nullable) on one line without its full
 * stop, fit for the middle of a sentence; NULL when blank. */
char *lkb_say_dup_clause (const char *text);

G_END_DECLS
