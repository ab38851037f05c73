/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lkb-board.h"

G_BEGIN_DECLS

/*
 * What the window offers instead of asking: every proposal is made from the board alone, changes nothing, and is NULL
 * when the board gives no hint.
 */

/**
 * lkb_propose_edge_owners:
 * @owner: (out) (transfer full) (nullable): who would own @edge: the source node's owner, else who owns its other
 *   out-edges, else who takes over on its in-edges, else who owns those
 * @consumer_owner: (out) (transfer full) (nullable): who would take over: the target node's owner, else who owns its
 *   out-edges, else who takes over on its other in-edges
 *
 * Values that the edge has already are proposed as they are.
 */
void lkb_propose_edge_owners (LkbBoard *board, const LkbElement *edge, char **owner,
                              char **consumer_owner);

/** lkb_propose_node_owner: (transfer full) (nullable): who takes over on the in-edges, else who owns the out-edges. */
char *lkb_propose_node_owner (LkbBoard *board, const LkbElement *node);

/** lkb_propose_ownership: (transfer full) (nullable): both of the above as they would be typed: "Web > Reco" for an edge
 * between teams, else one name; NULL for what nobody owns. */
char *lkb_propose_ownership (LkbBoard *board, const LkbElement *element);

/** lkb_propose_sla: (transfer full) (nullable): a record {metric, target, window} from the edge's own figures: its p95 as
 * a promise over 30 days; NULL when it has no p95 or has promises already. */
LkbValue *lkb_propose_sla (const LkbElement *edge);
/** lkb_can_propose_sla: whether that gives one. */
gboolean lkb_can_propose_sla (const LkbElement *edge);

/**
 * lkb_propose_kpi_target:
 * @goal: a sentence
 * Returns: (transfer full) (nullable): the first time in it as a target: "within 3 s of a click" gives "≤ 3 s @ p95"
 *   (a statistic that stands there is kept); else the first rate or percentage
 */
char *lkb_propose_kpi_target (const char *goal);

/** lkb_board_get_primary_kpi: (nullable): the record of the first KPI that is flagged primary; borrowed until the next change. */
const LkbValue *lkb_board_get_primary_kpi (LkbBoard *board);

/** lkb_propose_kpi: (transfer full) (nullable): a primary KPI {name, target, primary, from, to} for the board's goal: from
 * its first source to the last node that its data reaches; NULL when the goal has no number or a primary is there. */
LkbValue *lkb_propose_kpi (LkbBoard *board);

/**
 * lkb_propose_clock:
 * @from, @to: (out) (nullable): ids of the first source and of the last node that its data reaches; borrowed from the
 *   board until its next change; NULL when there is none
 */
void lkb_propose_clock (LkbBoard *board, const char **from, const char **to);

/** lkb_propose_place: where a new node would stand: one pitch right of @beside (left when @pitch_x is below 0), below what
 * stands there already. */
void lkb_propose_place (LkbBoard *board, const LkbElement *beside, double pitch_x, double pitch_y,
                        double *x, double *y);

G_END_DECLS
