/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lkb-board.h"

G_BEGIN_DECLS

/**
 * LkbKnob: a field of an element that can be turned: its settings one after the other, among them the one that the board has.
 * Quantities go through round numbers of the unit they are typed in, from a hundredth to a hundredfold, and keep comparator,
 * statistic and evidence.
 */
typedef struct
{
  char *element; /* its id */
  LkbField field;
  gboolean is_trade_off; /* one of the board's trade-offs names it */
  GStrv settings; /* as in the file; "" is not set */
  guint n_settings; /* two at least */
  guint at; /* where the board has it */
} LkbKnob;

/** lkb_knob_new: (transfer full) (nullable): NULL when there is no such element or nothing to turn: an unset quantity, a text. */
LkbKnob *lkb_knob_new (LkbBoard *board, const char *element, LkbField field);
void lkb_knob_free (LkbKnob *knob);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LkbKnob, lkb_knob_free)

/** lkb_knob_dup_turned: (transfer full) (nullable): the element with the knob at setting @at; NULL when it is gone. */
LkbElement *lkb_knob_dup_turned (const LkbKnob *knob, LkbBoard *board, guint at);

/** lkb_board_find_knob: what a trade-off's "element.field" means; FALSE when it isn't there. @element: (out) (transfer none). */
gboolean lkb_board_find_knob (LkbBoard *board, const char *text, const LkbElement **element,
                              LkbField *field);

/** lkb_board_dup_knobs: (transfer full) (element-type LkbKnob): those of the trade-offs first, then what can be turned at the
 * elements @ids and at both ends of the edges among them, LKB_KNOBS_MAX at most. */
GPtrArray *lkb_board_dup_knobs (LkbBoard *board, const char *const *ids);

#define LKB_KNOBS_MAX 60

G_END_DECLS
