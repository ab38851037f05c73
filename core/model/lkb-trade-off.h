/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lkb-board.h"

G_BEGIN_DECLS

/*
 * A trade-off as one line, as a person types it:
 *
 *   Micro-batch over streaming; gains half the cost; gives up 30 s; knob trigger interval
 *
 * Every part may be missing. A comma does for the semicolon where a word such as “gives up” follows it. The words are
 * understood in English and in the user's language; a value that holds one of them stands in "quotes".
 */

/** lkb_trade_off_dup_line: (transfer full): the line that says @record; "" for NULL. */
char *lkb_trade_off_dup_line (LkbBoard *board, const LkbValue *record);

/**
 * lkb_trade_off_parse: (transfer full) (nullable)
 * @before: (nullable): the record that @line was made from by lkb_trade_off_dup_line(): parts of the line that are as they
 *   were keep their values, and members that the line doesn't show stay
 *
 * Returns: NULL for a blank line.
 */
LkbValue *lkb_trade_off_parse (LkbBoard *board, const char *line, const LkbValue *before);

/** lkb_trade_off_dup_echo: (transfer full): what was understood, each part with its name. */
char *lkb_trade_off_dup_echo (LkbBoard *board, const LkbValue *record);

/** lkb_board_dup_knob_words: (transfer full): a knob as the page prints it: "pipeline.trigger_interval" as "trigger interval"; one
 * that is no longer there as it stands. */
char *lkb_board_dup_knob_words (LkbBoard *board, const char *knob);

G_END_DECLS
