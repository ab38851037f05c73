/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "tests/support/lkb-test.h"
#include "widgets/canvas/tools/lkb-ink.h"

static void
add (GArray *points, double x, double y, double pressure)
{
  LkbInkPoint point = { x, y, pressure };

  g_array_append_val (points, point);
}

static const LkbInkPoint *
get (GArray *points, guint i)
{
  return &g_array_index (points, LkbInkPoint, i);
}

/* How far the farthest point of a stroke is from where it should run. */
static double
measure_away (GArray *points, double (*distance) (double x, double y))
{
  double away = 0;

  for (guint i = 0; i < points->len; i++)
    away = MAX (away, distance (get (points, i)->x, get (points, i)->y));
  return away;
}

static double
from_circle (double x, double y)
{
  return fabs (hypot (x, y) - 100);
}

/* A circle by a trembling hand: rounder than it was, from a few of the points, and it ends where the hand did. */
static void
test_circle (void)
{
  g_autoptr (GArray) points = g_array_new (FALSE, FALSE, sizeof (LkbInkPoint));

  for (guint i = 0; i <= 600; i++)
    {
      double angle = 2 * G_PI * i / 600, radius = 100 + (i % 2 == 0 ? 0.5 : -0.5);

      add (points, radius * cos (angle), radius * sin (angle), 0.5);
    }
  lkb_ink_refine (points, 1);
  g_assert_cmpuint (points->len, <, 320);
  g_assert_cmpuint (points->len, >, 24);
  g_assert_cmpfloat (measure_away (points, from_circle), <=, 0.6);
  g_assert_cmpfloat (get (points, 0)->x, ==, 100.5);
  g_assert_cmpfloat (get (points, points->len - 1)->x, ==, 100.5);
  g_assert_cmpfloat (get (points, 0)->y, ==, 0);
}

/* A straight line needs hardly any points, and keeps some; a corner keeps what is around it. */
static void
test_corner (void)
{
  g_autoptr (GArray) points = g_array_new (FALSE, FALSE, sizeof (LkbInkPoint));
  guint near = 0;

  for (guint i = 0; i <= 100; i++)
    add (points, 3 * i, 0, 0.5);
  for (guint i = 1; i <= 100; i++)
    add (points, 300, 3 * i, 0.5);
  lkb_ink_refine (points, 1);
  g_assert_cmpuint (points->len, <, 50);
  for (guint i = 1; i < points->len; i++)
    {
      const LkbInkPoint *a = get (points, i - 1), *b = get (points, i);

      g_assert_cmpfloat (hypot (b->x - a->x, b->y - a->y), <=, 24.1);
      if (hypot (a->x - 300, a->y) <= 8)
        near++;
    }
  g_assert_cmpuint (near, >=, 3);
  g_assert_cmpfloat (get (points, points->len - 1)->y, ==, 300);
}

/* The same stroke zoomed in keeps its detail; a dot stays one; pressure is rounded and stays within its bounds. */
static void
test_small (void)
{
  g_autoptr (GArray) points = g_array_new (FALSE, FALSE, sizeof (LkbInkPoint));

  for (guint i = 0; i < 10; i++)
    add (points, 10 + i * 0.1, 20, 0.3333);
  lkb_ink_refine (points, 1);
  g_assert_cmpuint (points->len, ==, 1);
  g_assert_cmpfloat (get (points, 0)->pressure, ==, 0.33);

  g_array_set_size (points, 0);
  for (guint i = 0; i < 10; i++)
    add (points, 10 + i * 0.5, 20 + (i % 3) * 0.5, 1.5);
  lkb_ink_refine (points, 0.1);
  g_assert_cmpuint (points->len, >, 5);
  g_assert_cmpfloat (get (points, 0)->pressure, ==, 1);

  g_array_set_size (points, 0);
  lkb_ink_refine (points, 1);
  g_assert_cmpuint (points->len, ==, 0);
}

int
main (int argc, char **argv)
{
  lkb_test_init (&argc, &argv);
  g_test_add_func ("/ink/circle", test_circle);
  g_test_add_func ("/ink/corner", test_corner);
  g_test_add_func ("/ink/small", test_small);
  return g_test_run ();
}
