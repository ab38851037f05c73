/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** LkbInkPoint: a place of a stroke, board units, and how hard the pen was pressed there, 0 to 1. */
typedef struct
{
  double x;
  double y;
  double pressure;
} LkbInkPoint;

/**
 * lkb_ink_refine:
 * @points: (element-type LkbInkPoint): a stroke as the hand drew it; in place
 * @pixel: board units that a pixel of the screen is wide
 *
 * Takes the tremble out of a stroke and the points that say nothing: what lies closer than a hand can mean goes, the rest is
 * evened out, straight parts keep a point now and then, bends keep all of theirs. The ends stay where they are. Numbers are
 * rounded to what a file needs.
 */
void lkb_ink_refine (GArray *points, double pixel);

G_END_DECLS
