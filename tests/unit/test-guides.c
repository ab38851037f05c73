/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tests/support/lkb-test.h"
#include "widgets/canvas/tools/lkb-guides.h"

#define REACH 8.0

/* Two cards in a row, 100 apart. */
static const LkbBox row[] = { { 0, 0, 100, 60 }, { 200, 0, 100, 60 } };

static void
assert_measure (const LkbMeasure *measure, double x0, double y0, double x1, double y1)
{
  g_assert_cmpfloat (measure->from.x, ==, x0);
  g_assert_cmpfloat (measure->from.y, ==, y0);
  g_assert_cmpfloat (measure->to.x, ==, x1);
  g_assert_cmpfloat (measure->to.y, ==, y1);
  g_assert_cmpfloat (measure->length, ==, (x1 - x0) + (y1 - y0));
}

static void
test_between (void)
{
  static const LkbBox others[] = { { 0, 0, 100, 60 }, { 400, 20, 100, 60 } };
  LkbBox moving = { 206, 10, 80, 60 };
  LkbGuidePair pair = lkb_guide_find_gaps (&moving, others, 2, TRUE, REACH);

  g_assert_true (pair.found);
  g_assert_cmpfloat (pair.offset, ==, 4);
  assert_measure (&pair.measures[0], 100, 35, 210, 35);
  assert_measure (&pair.measures[1], 290, 45, 400, 45);

  /* Too far from the middle, or no room between them */
  moving.x = 201;
  g_assert_false (lkb_guide_find_gaps (&moving, others, 2, TRUE, REACH).found);
  moving = lkb_box (98, 0, 304, 60);
  g_assert_false (lkb_guide_find_gaps (&moving, others, 2, TRUE, REACH).found);

  /* Not in their row */
  moving = lkb_box (206, 80, 80, 60);
  g_assert_false (lkb_guide_find_gaps (&moving, others, 2, TRUE, REACH).found);
}

static void
test_continued (void)
{
  LkbBox moving = { 395, 30, 120, 60 };
  LkbGuidePair pair = lkb_guide_find_gaps (&moving, row, 2, TRUE, REACH);

  g_assert_true (pair.found);
  g_assert_cmpfloat (pair.offset, ==, 5);
  assert_measure (&pair.measures[0], 100, 30, 200, 30);
  assert_measure (&pair.measures[1], 300, 45, 400, 45);

  /* On the other side */
  moving = lkb_box (-223, 30, 120, 60);
  pair = lkb_guide_find_gaps (&moving, row, 2, TRUE, REACH);
  g_assert_true (pair.found);
  g_assert_cmpfloat (pair.offset, ==, 3);
  assert_measure (&pair.measures[0], -100, 45, 0, 45);
  assert_measure (&pair.measures[1], 100, 30, 200, 30);

  /* A column, downwards */
  {
    static const LkbBox column[] = { { 0, 0, 100, 60 }, { 10, 148, 100, 60 } };

    moving = lkb_box (0, 300, 100, 60);
    pair = lkb_guide_find_gaps (&moving, column, 2, FALSE, REACH);
    g_assert_true (pair.found);
    g_assert_cmpfloat (pair.offset, ==, -4);
    assert_measure (&pair.measures[0], 55, 60, 55, 148);
    assert_measure (&pair.measures[1], 55, 208, 55, 296);
  }

  /* One neighbour alone has no gap to go on with; boxes that touch have none either. */
  moving = lkb_box (200, 0, 100, 60);
  g_assert_false (lkb_guide_find_gaps (&moving, row, 1, TRUE, REACH).found);
  g_assert_false (lkb_guide_find_gaps (&moving, NULL, 0, TRUE, REACH).found);
  {
    static const LkbBox touching[] = { { 0, 0, 100, 60 }, { 100, 0, 100, 60 } };

    g_assert_false (lkb_guide_find_gaps (&moving, touching, 2, TRUE, REACH).found);
  }
}

/* Where it may stand in the middle or go on with a gap, the nearer place counts. */
static void
test_nearest (void)
{
  static const LkbBox others[] = { { 0, 0, 100, 60 }, { 200, 0, 100, 60 }, { 592, 0, 100, 60 } };
  LkbBox moving = { 399, 0, 100, 60 };
  LkbGuidePair pair = lkb_guide_find_gaps (&moving, others, 3, TRUE, REACH);

  /* The middle is at 396, the gap of 100 ends at 400. */
  g_assert_cmpfloat (pair.offset, ==, 1);
  g_assert_cmpfloat (pair.measures[0].length, ==, 100);
  moving.x = 397;
  pair = lkb_guide_find_gaps (&moving, others, 3, TRUE, REACH);
  g_assert_cmpfloat (pair.offset, ==, -1);
  g_assert_cmpfloat (pair.measures[0].length, ==, 96);
  g_assert_cmpfloat (pair.measures[1].length, ==, 96);
}

static void
test_size (void)
{
  static const LkbBox others[] = { { 0, 0, 100, 60 }, { 500, 0, 100, 90 }, { 900, 0, 112, 60 } };
  LkbBox resized = { 400, 200, 105, 55 };
  LkbGuidePair pair = lkb_guide_find_size (&resized, others, 3, TRUE, REACH);

  /* Of two that are 100 wide the nearer one is shown. */
  g_assert_true (pair.found);
  g_assert_cmpfloat (pair.offset, ==, -5);
  assert_measure (&pair.measures[0], 500, 108, 600, 108);
  assert_measure (&pair.measures[1], 400, 273, 500, 273);

  pair = lkb_guide_find_size (&resized, others, 3, FALSE, REACH);
  g_assert_true (pair.found);
  g_assert_cmpfloat (pair.offset, ==, 5);
  assert_measure (&pair.measures[1], 523, 200, 523, 260);

  resized.h = 75;
  g_assert_false (lkb_guide_find_size (&resized, others, 3, FALSE, REACH).found);
}

int
main (int argc, char **argv)
{
  lkb_test_init (&argc, &argv);
  g_test_add_func ("/guides/between", test_between);
  g_test_add_func ("/guides/continued", test_continued);
  g_test_add_func ("/guides/nearest", test_nearest);
  g_test_add_func ("/guides/size", test_size);
  return g_test_run ();
}
