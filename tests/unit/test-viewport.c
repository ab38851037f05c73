/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "widgets/canvas/lkb-viewport.h"

static void
count_cb (LkbViewport *viewport, guint *count)
{
  (*count)++;
}

static LkbViewport *
create_viewport (void)
{
  LkbViewport *viewport = lkb_viewport_new ();

  lkb_viewport_set_size (viewport, 800, 600);
  return viewport;
}

static void
test_there_and_back (void)
{
  g_autoptr (LkbViewport) viewport = create_viewport ();

  for (int i = 0; i < 1000; i++)
    {
      LkbPoint board, screen;
      double sx = g_test_rand_double_range (-100, 900);
      double sy = g_test_rand_double_range (-100, 700);

      lkb_viewport_set (
          viewport,
          (LkbPoint){ g_test_rand_double_range (-1e5, 1e5), g_test_rand_double_range (-1e5, 1e5) },
          g_test_rand_double_range (0.05, 10));
      board = lkb_viewport_to_board (viewport, sx, sy);
      screen = lkb_viewport_to_screen (viewport, board.x, board.y);
      g_assert_cmpfloat_with_epsilon (screen.x, sx, 1e-6);
      g_assert_cmpfloat_with_epsilon (screen.y, sy, 1e-6);
    }
}

static void
test_zoom_keeps_the_point (void)
{
  g_autoptr (LkbViewport) viewport = create_viewport ();
  LkbPoint before = lkb_viewport_to_board (viewport, 123, 456);
  LkbPoint after;

  lkb_viewport_zoom_at (viewport, 1.7, 123, 456);
  after = lkb_viewport_to_board (viewport, 123, 456);
  g_assert_cmpfloat_with_epsilon (before.x, after.x, 1e-9);
  g_assert_cmpfloat_with_epsilon (before.y, after.y, 1e-9);
  g_assert_cmpfloat_with_epsilon (lkb_viewport_get_zoom (viewport), 1.7, 1e-9);
}

static void
test_limits (void)
{
  g_autoptr (LkbViewport) viewport = create_viewport ();
  LkbBox limits = lkb_box (-10, -20, 100, 200);
  LkbPoint centre;
  guint changes = 0;

  g_signal_connect (viewport, "changed", G_CALLBACK (count_cb), &changes);
  lkb_viewport_zoom_at (viewport, 1e9, 0, 0);
  g_assert_cmpfloat (lkb_viewport_get_zoom (viewport), ==, LKB_ZOOM_MAX);
  lkb_viewport_zoom_at (viewport, 1e-9, 0, 0);
  g_assert_cmpfloat (lkb_viewport_get_zoom (viewport), ==, LKB_ZOOM_MIN);

  lkb_viewport_set_limits (viewport, &limits);
  lkb_viewport_set_centre (viewport, (LkbPoint){ 1e6, -1e6 });
  centre = lkb_viewport_get_centre (viewport);
  g_assert_cmpfloat (centre.x, ==, 90);
  g_assert_cmpfloat (centre.y, ==, -20);

  /* What is no number moves nothing. */
  changes = 0;
  lkb_viewport_set (viewport, (LkbPoint){ NAN, 0 }, 1);
  lkb_viewport_zoom_at (viewport, INFINITY, 1, 1);
  lkb_viewport_pan (viewport, NAN, 0);
  g_assert_cmpuint (changes, ==, 0);
}

static void
test_pan (void)
{
  g_autoptr (LkbViewport) viewport = create_viewport ();
  LkbPoint at;

  lkb_viewport_set (viewport, (LkbPoint){ 10, 10 }, 2);
  at = lkb_viewport_to_screen (viewport, 30, 40);
  lkb_viewport_pan (viewport, 15, -5);
  g_assert_cmpfloat_with_epsilon (lkb_viewport_to_screen (viewport, 30, 40).x, at.x + 15, 1e-9);
  g_assert_cmpfloat_with_epsilon (lkb_viewport_to_screen (viewport, 30, 40).y, at.y - 5, 1e-9);
}

static void
test_fit (void)
{
  g_autoptr (LkbViewport) viewport = create_viewport ();
  LkbBox box = lkb_box (1000, 2000, 1123, 794);
  LkbBox screen, nothing = lkb_box (0, 0, 0, 0);
  double zoom;

  lkb_viewport_fit (viewport, &box, 20, 1);
  screen = lkb_viewport_box_to_screen (viewport, &box);
  g_assert_cmpfloat (screen.x, >=, 20 - 1e-6);
  g_assert_cmpfloat (screen.y, >=, 20 - 1e-6);
  g_assert_cmpfloat_with_epsilon (screen.x + screen.w / 2, 400, 1e-6);
  g_assert_cmpfloat_with_epsilon (screen.y + screen.h / 2, 300, 1e-6);
  g_assert_cmpfloat_with_epsilon (screen.w, 760, 1e-6);

  box = lkb_box (0, 0, 10, 10);
  lkb_viewport_fit (viewport, &box, 20, 1);
  g_assert_cmpfloat (lkb_viewport_get_zoom (viewport), ==, 1);

  zoom = lkb_viewport_get_zoom (viewport);
  lkb_viewport_fit (viewport, &nothing, 20, 1);
  g_assert_cmpfloat (lkb_viewport_get_zoom (viewport), ==, zoom);
}

static void
test_reveal (void)
{
  g_autoptr (LkbViewport) viewport = create_viewport ();
  LkbBox inside = lkb_box (-50, -50, 100, 100);
  LkbBox right = lkb_box (600, 0, 100, 50);
  LkbBox large = lkb_box (0, 0, 4000, 100);
  LkbBox screen;

  g_assert_false (lkb_viewport_reveal (viewport, &inside, 24));
  g_assert_true (lkb_viewport_reveal (viewport, &right, 24));
  screen = lkb_viewport_box_to_screen (viewport, &right);
  g_assert_cmpfloat_with_epsilon (screen.x + screen.w, 800 - 24, 1e-6);
  g_assert_cmpfloat (lkb_viewport_get_zoom (viewport), ==, 1);

  g_assert_true (lkb_viewport_reveal (viewport, &large, 24));
  screen = lkb_viewport_box_to_screen (viewport, &large);
  g_assert_cmpfloat (screen.x, >=, 24 - 1e-6);
  g_assert_cmpfloat (screen.x + screen.w, <=, 776 + 1e-6);
}

static void
test_covered (void)
{
  g_autoptr (LkbViewport) viewport = create_viewport ();
  LkbBox right = lkb_box (300, 0, 100, 50);
  LkbBox left = lkb_box (-700, 0, 100, 50);
  LkbBox wide = lkb_box (0, 0, 700, 50);
  LkbBox screen;

  lkb_viewport_set_covered (viewport, 20, 300);
  g_assert_true (lkb_viewport_reveal (viewport, &right, 24));
  screen = lkb_viewport_box_to_screen (viewport, &right);
  g_assert_cmpfloat_with_epsilon (screen.x + screen.w, 500 - 24, 1e-6);
  g_assert_true (lkb_viewport_reveal (viewport, &left, 24));
  screen = lkb_viewport_box_to_screen (viewport, &left);
  g_assert_cmpfloat_with_epsilon (screen.x, 20 + 24, 1e-6);
  g_assert_cmpfloat (lkb_viewport_get_zoom (viewport), ==, 1);

  g_assert_true (lkb_viewport_reveal (viewport, &wide, 24));
  screen = lkb_viewport_box_to_screen (viewport, &wide);
  g_assert_cmpfloat_with_epsilon (screen.x, 20 + 24, 1e-6);
  g_assert_cmpfloat_with_epsilon (screen.x + screen.w, 500 - 24, 1e-6);

  /* All but covered: as if nothing were. */
  lkb_viewport_set_covered (viewport, 0, 790);
  right = lkb_box (3000, 0, 100, 50);
  g_assert_true (lkb_viewport_reveal (viewport, &right, 24));
  screen = lkb_viewport_box_to_screen (viewport, &right);
  g_assert_cmpfloat_with_epsilon (screen.x + screen.w, 776, 1e-6);
}

static void
test_resize (void)
{
  g_autoptr (LkbViewport) viewport = create_viewport ();
  LkbPoint at;

  lkb_viewport_set (viewport, (LkbPoint){ 5, 6 }, 1.5);
  lkb_viewport_set_size (viewport, 1000, 100);
  at = lkb_viewport_to_board (viewport, 500, 50);
  g_assert_cmpfloat (at.x, ==, 5);
  g_assert_cmpfloat (at.y, ==, 6);
  g_assert_cmpfloat_with_epsilon (lkb_viewport_get_visible (viewport).w, 1000 / 1.5, 1e-9);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/viewport/there-and-back", test_there_and_back);
  g_test_add_func ("/viewport/zoom-keeps-the-point", test_zoom_keeps_the_point);
  g_test_add_func ("/viewport/limits", test_limits);
  g_test_add_func ("/viewport/pan", test_pan);
  g_test_add_func ("/viewport/fit", test_fit);
  g_test_add_func ("/viewport/reveal", test_reveal);
  g_test_add_func ("/viewport/covered", test_covered);
  g_test_add_func ("/viewport/resize", test_resize);
  return g_test_run ();
}
