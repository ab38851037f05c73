/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/layout/lkb-grid.h"

static void
test_basic (void)
{
  g_autoptr (LkbGrid) grid = lkb_grid_new (64);
  g_autoptr (GArray) hits = g_array_new (FALSE, FALSE, sizeof (guint));
  LkbBox a = lkb_box (0, 0, 100, 100);
  LkbBox b = lkb_box (-500, 40, 10, 0);
  LkbBox all = lkb_box (-1e6, -1e6, 2e6, 2e6);
  guint ha = lkb_grid_insert (grid, &a, &a);
  guint hb = lkb_grid_insert (grid, &b, &b);

  lkb_grid_query (grid, &all, hits);
  g_assert_cmpuint (hits->len, ==, 2);
  lkb_grid_query (grid, &b, hits);
  g_assert_cmpuint (hits->len, ==, 1);
  g_assert_cmpuint (g_array_index (hits, guint, 0), ==, hb);
  g_assert_true (lkb_grid_get_data (grid, hb) == &b);
  lkb_grid_remove (grid, ha);
  lkb_grid_query (grid, &all, hits);
  g_assert_cmpuint (hits->len, ==, 1);
  g_assert_cmpuint (lkb_grid_insert (grid, &a, NULL), ==, ha);
  lkb_grid_move (grid, ha, &b);
  lkb_grid_query (grid, &b, hits);
  g_assert_cmpuint (hits->len, ==, 2);
}

/* The grid against a plain list. */
static void
test_random (void)
{
  g_autoptr (LkbGrid) grid = lkb_grid_new (50);
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  g_autoptr (GArray) hits = g_array_new (FALSE, FALSE, sizeof (guint));
  LkbBox boxes[300];
  guint handles[300];
  gboolean in[300] = { FALSE };

  g_test_message ("seed 7");
  for (guint step = 0; step < 5000; step++)
    {
      guint i = (guint) g_rand_int_range (rand, 0, 300);
      LkbBox box = lkb_box (g_rand_double_range (rand, -2000, 2000),
                            g_rand_double_range (rand, -2000, 2000),
                            g_rand_double_range (rand, 0, i % 40 == 0 ? 3000 : 150),
                            g_rand_double_range (rand, 0, i % 40 == 1 ? 3000 : 150));

      if (!in[i])
        {
          handles[i] = lkb_grid_insert (grid, &box, GUINT_TO_POINTER (i));
          boxes[i] = box;
          in[i] = TRUE;
        }
      else if (step % 3 == 0)
        {
          lkb_grid_remove (grid, handles[i]);
          in[i] = FALSE;
        }
      else
        {
          lkb_grid_move (grid, handles[i], &box);
          boxes[i] = box;
        }
      if (step % 7 == 0)
        {
          guint expected = 0;
          LkbBox area = box;

          lkb_grid_query (grid, &area, hits);
          for (guint k = 0; k < 300; k++)
            expected += in[k] && lkb_box_touches (&boxes[k], &area);
          g_assert_cmpuint (hits->len, ==, expected);
          for (guint k = 0; k < hits->len; k++)
            {
              guint index = GPOINTER_TO_UINT (
                  lkb_grid_get_data (grid, g_array_index (hits, guint, k)));
              g_assert_true (in[index] && lkb_box_touches (&boxes[index], &area));
              if (k > 0)
                g_assert_cmpuint (g_array_index (hits, guint, k), >,
                                  g_array_index (hits, guint, k - 1));
            }
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/grid/basic", test_basic);
  g_test_add_func ("/grid/random", test_random);
  return g_test_run ();
}
