/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/model/lkb-edit.h"
#include "widgets/canvas/lkb-motion.h"

#define MS 1000

static const LkbMotionView still = { { 100, 50 }, 1, { 0, 0, 1000, 700 } };

/* A node that goes from @from to @to. */
static LkbChange *
create_change (LkbPoint from, LkbPoint to)
{
  g_autoptr (LkbBoard) board = lkb_board_new ();
  g_autofree char *id = NULL;
  g_autoptr (LkbChange) first = lkb_edit_add_node (board, LKB_KIND_MODEL, "A", from.x, from.y, &id);
  LkbChange *change;

  g_assert_true (lkb_board_apply (board, first, NULL));
  change = lkb_edit_move (board, (const char *[]){ id, NULL }, to.x - from.x, to.y - from.y);
  g_assert_nonnull (change);
  return change;
}

static void
assert_point (LkbPoint at, double x, double y)
{
  g_assert_cmpfloat_with_epsilon (at.x, x, 1e-9);
  g_assert_cmpfloat_with_epsilon (at.y, y, 1e-9);
}

/* Fast at first: after half of the time a card has gone seven eighths of its way. */
static void
test_offsets (void)
{
  LkbPoint to = { 480, 240 };
  g_autoptr (LkbChange) change = create_change ((LkbPoint){ 80, 40 }, to);
  g_autoptr (LkbMotion) motion = lkb_motion_new (&still, change);
  const char *id = lkb_change_pair_get_id (lkb_change_get_nth (change, 0));

  g_assert_true (lkb_motion_is_needed (motion, &still));
  g_assert_true (lkb_motion_advance (motion, 1000 * MS));
  g_assert_true (lkb_motion_is_first (motion));
  assert_point (lkb_motion_get_offset (motion, &still, id, to), -400, -200);
  assert_point (lkb_motion_get_offset (motion, &still, "other", to), 0, 0);

  /* A frame that is drawn twice is one. */
  g_assert_true (lkb_motion_advance (motion, 1000 * MS));
  g_assert_true (lkb_motion_is_first (motion));

  g_assert_true (lkb_motion_advance (motion, 1016 * MS));
  g_assert_false (lkb_motion_is_first (motion));
  g_assert_true (lkb_motion_advance (motion, 1075 * MS));
  assert_point (lkb_motion_get_offset (motion, &still, id, to), -50, -25);

  g_assert_false (lkb_motion_advance (motion, 1150 * MS));
  assert_point (lkb_motion_get_offset (motion, &still, id, to), 0, 0);
  g_assert_cmpfloat (lkb_motion_get_progress (motion), ==, 1);
}

/* The page stays where it is on the screen while the board under it shrinks; cards go straight. */
static void
test_view (void)
{
  const LkbMotionView from = { { 0, 0 }, 2, { 0, 0, 500, 350 } };
  const LkbMotionView to = { { 100, 0 }, 1, { -100, 0, 1000, 700 } };
  LkbPoint at = { 300, 100 };
  g_autoptr (LkbChange) change = create_change ((LkbPoint){ 100, 100 }, at);
  g_autoptr (LkbMotion) motion = lkb_motion_new (&from, change);
  const char *id = lkb_change_pair_get_id (lkb_change_get_nth (change, 0));
  const gint64 times[] = { 0, 16 * MS, 75 * MS, 150 * MS };

  for (guint i = 0; i < G_N_ELEMENTS (times); i++)
    {
      LkbMotionView view;
      LkbPoint by;
      double p;

      g_assert_cmpint (lkb_motion_advance (motion, times[i]), ==, times[i] < LKB_MOTION_TIME);
      p = lkb_motion_get_progress (motion);
      view = lkb_motion_get_view (motion, &to);
      g_assert_cmpfloat_with_epsilon (view.zoom, 2 - p, 1e-9);
      g_assert_cmpfloat_with_epsilon (view.frame.x * view.zoom + view.origin.x, 0, 1e-9);
      g_assert_cmpfloat_with_epsilon (view.frame.w * view.zoom, 1000, 1e-9);
      g_assert_cmpfloat_with_epsilon (view.frame.h * view.zoom, 700, 1e-9);

      /* From 200, 200 on the screen to 400, 100. */
      by = lkb_motion_get_offset (motion, &to, id, at);
      g_assert_cmpfloat_with_epsilon ((at.x + by.x) * view.zoom + view.origin.x, 200 + 200 * p,
                                      1e-9);
      g_assert_cmpfloat_with_epsilon ((at.y + by.y) * view.zoom + view.origin.y, 200 - 100 * p,
                                      1e-9);
    }
}

static void
test_nothing_to_do (void)
{
  const LkbMotionView other = { { 90, 50 }, 1, { 0, 0, 1000, 700 } };
  g_autoptr (LkbChange) near = create_change ((LkbPoint){ 0, 0 }, (LkbPoint){ 24, 0 });
  g_autoptr (LkbMotion) nudged = lkb_motion_new (&still, near);
  g_autoptr (LkbMotion) view = lkb_motion_new (&still, NULL);

  /* What an arrow key moves goes on at once. */
  g_assert_false (lkb_motion_is_needed (nudged, &still));
  g_assert_false (lkb_motion_is_needed (view, &still));
  g_assert_true (lkb_motion_is_needed (view, &other));
}

static void
test_appearing (void)
{
  g_autoptr (LkbBoard) board = lkb_board_new ();
  g_autofree char *id = NULL;
  g_autoptr (LkbChange) change = lkb_edit_add_node (board, LKB_KIND_MODEL, "A", 0, 0, &id);
  g_autoptr (LkbMotion) motion = lkb_motion_new (&still, change);

  g_assert_true (lkb_motion_is_needed (motion, &still));
  g_assert_true (lkb_motion_is_appearing (motion, id, FALSE));
  g_assert_false (lkb_motion_is_appearing (motion, "line", FALSE));
  lkb_motion_add_appearing (motion, "line", TRUE);
  g_assert_false (lkb_motion_is_appearing (motion, "line", FALSE));
  g_assert_true (lkb_motion_is_appearing (motion, "line", TRUE));
}

/* The first frame may take its time, since it records all; later ones end what does not look like motion. */
static void
test_slow_frames (void)
{
  g_autoptr (LkbChange) change = create_change ((LkbPoint){ 0, 0 }, (LkbPoint){ 400, 0 });
  g_autoptr (LkbMotion) motion = lkb_motion_new (&still, change);

  g_assert_true (lkb_motion_advance (motion, 0));
  g_assert_true (lkb_motion_advance (motion, 400 * MS));
  g_assert_cmpfloat (lkb_motion_get_progress (motion), <, 0.5);
  g_assert_false (lkb_motion_advance (motion, 500 * MS));
}

/* More cards than anybody follows. */
static void
test_many (void)
{
  g_autoptr (LkbBoard) board = lkb_board_new ();
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i <= LKB_MOTION_CARDS_MAX; i++)
    {
      char *id = NULL;
      g_autoptr (LkbChange) change = lkb_edit_add_node (board, LKB_KIND_MODEL, "A", 200.0 * i, 0,
                                                        &id);

      g_assert_true (lkb_board_apply (board, change, NULL));
      g_ptr_array_add (ids, id);
    }
  g_ptr_array_add (ids, NULL);
  for (guint left_out = 0; left_out < 2; left_out++)
    {
      g_autoptr (LkbChange) change = lkb_edit_move (
          board, (const char *const *) ids->pdata + left_out, 0, 100);
      g_autoptr (LkbMotion) motion = lkb_motion_new (&still, change);

      g_assert_cmpint (lkb_motion_is_needed (motion, &still), ==, left_out == 1);
      /* Lines do not count: they do not move. */
      for (guint i = 0; i <= LKB_MOTION_CARDS_MAX; i++)
        {
          g_autofree char *line = g_strdup_printf ("line%u", i);

          lkb_motion_add_appearing (motion, line, FALSE);
        }
      g_assert_cmpint (lkb_motion_is_needed (motion, &still), ==, left_out == 1);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/motion/offsets", test_offsets);
  g_test_add_func ("/motion/view", test_view);
  g_test_add_func ("/motion/nothing-to-do", test_nothing_to_do);
  g_test_add_func ("/motion/appearing", test_appearing);
  g_test_add_func ("/motion/slow-frames", test_slow_frames);
  g_test_add_func ("/motion/many", test_many);
  return g_test_run ();
}
