/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lkb-labels.h"
#include "lkb-layout.h"
#include "lkb-trunks.h"

G_BEGIN_DECLS

/**
 * lkb_layout_seat_label: where along its line the label of an edge of a trunk may lie: the shared
 * piece for the one that speaks, the rest of the line for the others.
 * @common: how long the shared piece is
 * @seat: scratch, of LkbPoint
 * @label: gets its trunk and, unless it has the whole line, its seat (to be freed)
 */
void lkb_layout_seat_label (const LkbEdgeLayout *edge, const LkbTrunkEdge *trunk, gboolean speaks,
                            double common, GArray *seat, LkbLabelEdge *label);

G_END_DECLS
