/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-ink.h"

#include <math.h>

/* Screen pixels. */
#define CLOSEST 2.0 /* a mouse reports no finer steps */
#define FARTHEST                                                                                   \
  24.0 /* the line is drawn through the middles of its points: far ones would cut corners */
#define EVEN_PASSES 2
#define STRAIGHT (4 * G_PI / 180) /* a turn that the eye takes for none */

static LkbInkPoint *
get_point (GArray *points, guint i)
{
  return &g_array_index (points, LkbInkPoint, i);
}

static double
measure (const LkbInkPoint *a, const LkbInkPoint *b)
{
  return hypot (b->x - a->x, b->y - a->y);
}

static void
drop_close (GArray *points, double closest)
{
  LkbInkPoint last = *get_point (points, points->len - 1);
  guint n = 1;

  for (guint i = 1; i < points->len; i++)
    {
      if (measure (get_point (points, n - 1), get_point (points, i)) >= closest)
        *get_point (points, n++) = *get_point (points, i);
    }
  /* The end is where the hand stopped. */
  if (n > 1 && measure (get_point (points, n - 1), &last) > 0)
    *get_point (points, n - 1) = last;
  g_array_set_size (points, n);
}

static void
even_out (GArray *points)
{
  LkbInkPoint before = *get_point (points, 0);

  for (guint i = 1; i + 1 < points->len; i++)
    {
      LkbInkPoint *point = get_point (points, i);
      const LkbInkPoint *after = get_point (points, i + 1);
      LkbInkPoint own = *point;

      point->x = (before.x + 2 * own.x + after->x) / 4;
      point->y = (before.y + 2 * own.y + after->y) / 4;
      point->pressure = (before.pressure + 2 * own.pressure + after->pressure) / 4;
      before = own;
    }
}

/* By how much the line turns at @i, radians; ends do not turn. */
static double
measure_turn (GArray *points, guint i)
{
  const LkbInkPoint *a, *b, *c;
  double turn;

  if (i == 0 || i + 1 >= points->len)
    return 0;
  a = get_point (points, i - 1);
  b = get_point (points, i);
  c = get_point (points, i + 1);
  turn = atan2 (c->y - b->y, c->x - b->x) - atan2 (b->y - a->y, b->x - a->x);
  return fabs (remainder (turn, 2 * G_PI));
}

static void
drop_straight (GArray *points, double farthest)
{
  g_autoptr (GArray) kept = g_array_new (FALSE, FALSE, sizeof (LkbInkPoint));

  for (guint i = 0; i < points->len; i++)
    {
      const LkbInkPoint *point = get_point (points, i);
      gboolean bends = measure_turn (points, i) > STRAIGHT
                       || (i > 0 && measure_turn (points, i - 1) > STRAIGHT)
                       || measure_turn (points, i + 1) > STRAIGHT;

      if (i == 0 || i + 1 == points->len || bends
          || measure (get_point (kept, kept->len - 1), get_point (points, i + 1)) > farthest)
        g_array_append_val (kept, *point);
    }
  g_array_set_size (points, 0);
  g_array_append_vals (points, kept->data, kept->len);
}

void
lkb_ink_refine (GArray *points, double pixel)
{
  g_return_if_fail (points != NULL && pixel > 0);

  if (points->len == 0)
    return;
  drop_close (points, CLOSEST * pixel);
  for (guint i = 0; i < EVEN_PASSES; i++)
    even_out (points);
  drop_straight (points, FARTHEST * pixel);
  for (guint i = 0; i < points->len; i++)
    {
      LkbInkPoint *point = get_point (points, i);

      point->x = round (point->x * 10) / 10;
      point->y = round (point->y * 10) / 10;
      point->pressure = round (CLAMP (point->pressure, 0, 1) * 100) / 100;
    }
}
