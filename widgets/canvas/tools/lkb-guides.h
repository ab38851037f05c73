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

/** LkbMeasure: a length that is shown with its figure, board units. */
typedef struct
{
  LkbPoint from;
  LkbPoint to;
  double length;
} LkbMeasure;

/** LkbGuidePair: two equal lengths, of which the moved or resized box is one or makes one. */
typedef struct
{
  gboolean found;
  double offset; /* how far the box, or its moved edge, has to go until they are equal */
  LkbMeasure measures[2];
} LkbGuidePair;

/**
 * lkb_guide_find_gaps:
 * @upright: as for lkb_guide_find(): TRUE: the box moves to the left and right, so the boxes of its row count; FALSE: up and
 *   down, those of its column
 *
 * Where the box stands as far from a neighbour as another one does: in the middle between the two that it stands between, or
 * going on behind two neighbours with the gap that is between them. The nearest place counts.
 */
LkbGuidePair lkb_guide_find_gaps (const LkbBox *moving, const LkbBox *others, guint n_others,
                                  gboolean upright, double reach);

/**
 * lkb_guide_find_size:
 * @resized: where the box would be; its right and lower edges are what moves
 * @upright: TRUE: the widths are compared; FALSE: the heights
 *
 * The nearest of equal size; of several that whose box is nearest.
 */
LkbGuidePair lkb_guide_find_size (const LkbBox *resized, const LkbBox *others, guint n_others,
                                  gboolean upright, double reach);

G_END_DECLS
