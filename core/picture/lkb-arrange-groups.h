/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lkb-scene.h"

G_BEGIN_DECLS

/** lkb_arrange_has_lane_group: whether one of the groups of @board stands for @lane. */
gboolean lkb_arrange_has_lane_group (LkbBoard *board, LkbLane lane);

/**
 * lkb_arrange_fit_groups:
 * @nodes: (element-type LkbElement): as they are on @board
 * @boxes: (array): where each of them will be
 * @page: on a page the lanes become equally high
 *
 * Adds to @change that each group lies around the nodes that it holds, and the group of a lane around those of its lane,
 * wherever they were. A group that holds none stays as it is.
 */
void lkb_arrange_fit_groups (LkbBoard *board, const GPtrArray *nodes, const LkbBox *boxes,
                             gboolean page, LkbChange *change);

G_END_DECLS
