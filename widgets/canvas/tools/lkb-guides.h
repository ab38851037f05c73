/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/layout/lkb-geometry.h"

G_BEGIN_DECLS

/** LKB_GUIDE_REACH: screen pixels within which a moved box is drawn to a line of another one. */
#define LKB_GUIDE_REACH 8.0

/** LkbGuide: one of the lines that a moved box lies on, board units. */
typedef struct
{
  gboolean found;
  double offset; /* how far the box has to move to lie on it */
  LkbPoint from; /* the line: as long as both boxes reach */
  LkbPoint to;
} LkbGuide;

/**
 * lkb_guide_find:
 * @moving: where the box would be
 * @others: (array length=n_others): the boxes that stand still
 * @upright: TRUE: an upright line, for the left edges, middles and right edges; FALSE: a level one, for top, middle, bottom
 * @reach: board units
 *
 * The nearest line: an edge on an edge, a middle on a middle. Of equal ones that of the box that is nearest counts.
 */
LkbGuide lkb_guide_find (const LkbBox *moving, const LkbBox *others, guint n_others,
                         gboolean upright, double reach);

G_END_DECLS
