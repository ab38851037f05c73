/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** LkbPoint: a place on the board; board units (1/96 in), x to the right, y down. */
typedef struct
{
  double x;
  double y;
} LkbPoint;

/** LkbBox: a rectangle, top left corner and size (w, h ≥ 0), board units. Empty when w and h are 0.
 * */
typedef struct
{
  double x;
  double y;
  double w;
  double h;
} LkbBox;

static inline LkbBox
lkb_box (double x, double y, double w, double h)
{
  LkbBox box = { x, y, w, h };
  return box;
}

static inline gboolean
lkb_box_is_empty (const LkbBox *box)
{
  return box->w <= 0 && box->h <= 0;
}

/** lkb_box_grow: the box with @by added on all four sides. */
static inline LkbBox
lkb_box_grow (const LkbBox *box, double by)
{
  return lkb_box (box->x - by, box->y - by, box->w + 2 * by, box->h + 2 * by);
}

/** lkb_box_overlaps: whether the open rectangles share a point (touching edges do not count). */
static inline gboolean
lkb_box_overlaps (const LkbBox *a, const LkbBox *b)
{
  const double slack = 1e-6;
  return a->x + slack < b->x + b->w && b->x + slack < a->x + a->w && a->y + slack < b->y + b->h
         && b->y + slack < a->y + a->h;
}

/** lkb_box_touches: whether the closed rectangles share a point; also right for boxes without width
 * or height. */
static inline gboolean
lkb_box_touches (const LkbBox *a, const LkbBox *b)
{
  return a->x <= b->x + b->w && b->x <= a->x + a->w && a->y <= b->y + b->h && b->y <= a->y + a->h;
}

/** lkb_box_contains: whether the point lies in the closed rectangle. */
static inline gboolean
lkb_box_contains (const LkbBox *box, double x, double y)
{
  return x >= box->x && x <= box->x + box->w && y >= box->y && y <= box->y + box->h;
}

/** lkb_box_union: the smallest box around both; an empty box adds nothing. */
static inline LkbBox
lkb_box_union (const LkbBox *a, const LkbBox *b)
{
  double x0, y0, x1, y1;

  if (lkb_box_is_empty (a))
    return *b;
  if (lkb_box_is_empty (b))
    return *a;
  x0 = MIN (a->x, b->x);
  y0 = MIN (a->y, b->y);
  x1 = MAX (a->x + a->w, b->x + b->w);
  y1 = MAX (a->y + a->h, b->y + b->h);
  return lkb_box (x0, y0, x1 - x0, y1 - y0);
}

/** lkb_box_from_points: the box spanned by two points in any order. */
static inline LkbBox
lkb_box_from_points (LkbPoint a, LkbPoint b)
{
  return lkb_box (MIN (a.x, b.x), MIN (a.y, b.y), ABS (a.x - b.x), ABS (a.y - b.y));
}

/** LkbSide: the side of a box at which an edge leaves or arrives; AUTO leaves the choice to the
 * router. */
typedef enum
{
  LKB_SIDE_AUTO,
  LKB_SIDE_LEFT,
  LKB_SIDE_RIGHT,
  LKB_SIDE_TOP,
  LKB_SIDE_BOTTOM,
} LkbSide;

G_END_DECLS
