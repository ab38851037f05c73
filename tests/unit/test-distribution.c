/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/analysis/lkb-distribution.h"
#include "core/analysis/lkb-sum.h"

#include "tests/support/lkb-near.h"

static LkbFit
make_fit (double p50, double p95, double p99)
{
  LkbFit fit;

  g_assert_true (lkb_fit_set_quantiles (&fit, p50, p95, p99));
  return fit;
}

static void
test_normal (void)
{
  assert_near (lkb_normal_quantile (0.95), 1.6448536269514722, 1e-12);
  assert_near (lkb_normal_quantile (0.99), 2.3263478740408408, 1e-12);
  assert_near (lkb_normal_quantile (0.9875), 2.2414027276049473, 1e-12);
  assert_near (lkb_normal_quantile (0.5), 0, 1e-15);
  for (double level = 1e-9; level < 1; level += 0.0137)
    assert_near (lkb_normal_cdf (lkb_normal_quantile (level)), level, 1e-13);
}

/* Vector L1 of docs/NUMBERS.md. */
static void
test_fit (void)
{
  LkbFit fit = make_fit (0.120, 0.300, NAN);

  assert_near (log (120), 4.787492, 1e-6);
  assert_near ((fit.y[1] - fit.y[0]) / (fit.z[1] - fit.z[0]), 0.557065, 1e-6);
  assert_near (lkb_fit_get_moment (&fit, 1), 0.140141, 1e-6);
  assert_near (lkb_fit_get_quantile (&fit, 0.99), 0.43853, 1e-5);
  assert_near (lkb_fit_get_quantile (&fit, 0.95), 0.300, 1e-15);
  assert_near (lkb_fit_get_cdf (&fit, 0.300), 0.95, 1e-12);
}

static void
test_three_points (void)
{
  LkbFit fit = make_fit (0.100, 0.300, 0.320);
  double sum = 0, square = 0;

  assert_near (lkb_fit_get_quantile (&fit, 0.5), 0.100, 1e-15);
  assert_near (lkb_fit_get_quantile (&fit, 0.95), 0.300, 1e-15);
  assert_near (lkb_fit_get_quantile (&fit, 0.99), 0.320, 1e-15);
  for (double level = 0.0005; level < 1; level += 0.001)
    {
      double x = lkb_fit_get_quantile (&fit, level);

      assert_near (lkb_fit_get_cdf (&fit, x), level, 1e-9);
      sum += x * 0.001;
      square += x * x * 0.001;
    }
  assert_near (lkb_fit_get_moment (&fit, 1), sum, 1e-4);
  assert_near (lkb_fit_get_moment (&fit, 2), square, 1e-4);

  /* p95 and p99 alike: the curve is flat beyond, nothing is slower. */
  fit = make_fit (0.100, 0.300, 0.300);
  assert_near (lkb_fit_get_quantile (&fit, 0.9999), 0.300, 1e-12);
  assert_near (lkb_fit_get_cdf (&fit, 0.3000001), 1, 1e-12);
  assert_near (lkb_fit_get_cdf (&fit, 0.2999999), 0.95, 1e-5);
}

static void
test_refused (void)
{
  LkbFit fit;

  g_assert_false (lkb_fit_set_quantiles (&fit, 0.3, 0.2, NAN));
  g_assert_false (lkb_fit_set_quantiles (&fit, 0.1, 0.3, 0.2));
  g_assert_false (lkb_fit_set_quantiles (&fit, 0, 0.3, NAN));
  g_assert_false (lkb_fit_set_quantiles (&fit, -1, 0.3, NAN));
  g_assert_false (lkb_fit_set_quantiles (&fit, NAN, 0.3, NAN));
  g_assert_true (lkb_fit_set_quantiles (&fit, 0.3, 0.3, NAN));
  g_assert_cmpint (fit.shape, ==, LKB_SHAPE_CONSTANT);
}

/* Vector L2, on every grid. */
static void
test_four_hops (void)
{
  LkbFit fits[] = { make_fit (0.120, 0.300, NAN), make_fit (0.400, 0.900, NAN),
                    make_fit (0.150, 0.350, NAN), make_fit (0.040, 0.090, NAN) };
  const LkbFit *list[] = { &fits[0], &fits[1], &fits[2], &fits[3] };
  g_autoptr (LkbConvolver) convolver = lkb_convolver_new ();
  LkbMoments moments;

  for (LkbGrain grain = LKB_GRAIN_FINE; grain <= LKB_GRAIN_ROUGH; grain++)
    {
      g_autoptr (LkbSum) sum = lkb_sum_new (convolver, list, 4, grain, 0.99);
      double part = grain == LKB_GRAIN_ROUGH ? 0.01 : 0.005;

      assert_near (lkb_sum_get_mean (sum), 0.808281, 0.001);
      assert_near (lkb_sum_get_quantile (sum, 0.5), 0.7622, part * 0.7622);
      assert_near (lkb_sum_get_quantile (sum, 0.9), 1.1548, part * 1.1548);
      assert_near (lkb_sum_get_quantile (sum, 0.95), 1.3080, part * 1.3080);
      assert_near (lkb_sum_get_quantile (sum, 0.99), 1.6699, part * 1.6699);
      assert_near (lkb_sum_get_cdf (sum, 1.5), 0.9790, 0.001);
      assert_near (lkb_sum_get_cdf (sum, 1.64), 0.9886, 0.001);
    }
  /* Many more terms than a convolution is worth: the moments agree with it well enough. */
  lkb_moments_set (&moments, list, 4);
  assert_near (lkb_moments_get_quantile (&moments, 0.95), 1.3080, 0.03 * 1.3080);
}

/* Vector R3: two uniform waits of 5 s and constants of 2 s. */
static void
test_uniform (void)
{
  LkbFit fits[4];
  const LkbFit *list[] = { &fits[0], &fits[1], &fits[2], &fits[3] };
  g_autoptr (LkbConvolver) convolver = lkb_convolver_new ();
  g_autoptr (LkbSum) both = NULL;
  g_autoptr (LkbSum) one = NULL;

  lkb_fit_set_uniform (&fits[0], 0, 5);
  lkb_fit_set_constant (&fits[1], 1.2);
  lkb_fit_set_uniform (&fits[2], 0, 5);
  lkb_fit_set_constant (&fits[3], 0.8);
  both = lkb_sum_new (convolver, list, 4, LKB_GRAIN_FINE, 0.99);
  assert_near (lkb_sum_get_quantile (both, 0.95), 5 * (2 - sqrt (0.1)) + 2, 0.005);
  assert_near (lkb_sum_get_mean (both), 7, 0.005);

  one = lkb_sum_new (convolver, list, 2, LKB_GRAIN_FINE, 0.99);
  assert_near (lkb_sum_get_quantile (one, 0.95), 5.95, 1e-12);
  assert_near (lkb_sum_get_cdf (one, 5), 0.76, 1e-12);
}

/* The later of two independent ones. */
static void
test_max (void)
{
  g_autoptr (LkbConvolver) convolver = lkb_convolver_new ();
  g_autofree LkbSpectrum *a = NULL, *b = NULL;
  g_autoptr (LkbMass) mass = NULL;
  LkbGrid grid;
  LkbFit fit;

  lkb_grid_init (&grid, 1, 2, LKB_GRAIN_FINE);
  a = lkb_convolver_start (convolver, &grid);
  b = lkb_convolver_start (convolver, &grid);
  lkb_fit_set_uniform (&fit, 0, 1);
  lkb_convolver_add (convolver, &grid, a, &fit);
  lkb_convolver_add (convolver, &grid, b, &fit);
  lkb_convolver_max (convolver, &grid, a, b);
  mass = lkb_convolver_finish (convolver, &grid, a);
  assert_near (lkb_mass_get_quantile (mass, &grid, 0.25), 0.5, 0.001);
  assert_near (lkb_mass_get_mean (mass, &grid), 2.0 / 3, 0.001);
}

/* L9 for sums: order does not matter, and no figure falls when a term grows. */
static void
test_invariants (void)
{
  guint32 seed = g_test_rand_int ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);

  g_test_message ("seed %u", seed);
  for (guint round = 0; round < 40; round++)
    {
      guint n = g_rand_int_range (rand, 2, 7), grown = g_rand_int_range (rand, 0, n);
      g_autoptr (LkbConvolver) convolver = lkb_convolver_new ();
      LkbFit fits[8], larger;
      const LkbFit *list[8], *reversed[8];
      double largest = 0, before;
      g_autoptr (LkbSum) sum = NULL;
      g_autoptr (LkbSum) other = NULL;
      g_autoptr (LkbSum) more = NULL;
      double p50[8], factor[8];

      for (guint i = 0; i < n; i++)
        {
          p50[i] = pow (10, g_rand_double_range (rand, -3, 1));
          factor[i] = g_rand_double_range (rand, 1.05, 6);
          fits[i] = make_fit (p50[i], p50[i] * factor[i], NAN);
          list[i] = reversed[n - 1 - i] = &fits[i];
          largest = MAX (largest, p50[i] * factor[i]);
        }
      sum = lkb_sum_new (convolver, list, n, LKB_GRAIN_FINE, 0.99);
      other = lkb_sum_new (convolver, reversed, n, LKB_GRAIN_FINE, 0.99);
      before = lkb_sum_get_quantile (sum, 0.95);
      g_assert_cmpfloat (before, >=, largest * (1 - 1e-9));
      assert_near (lkb_sum_get_quantile (other, 0.95), before, before * 1e-3);

      list[grown] = &larger;
      larger = make_fit (p50[grown] * g_rand_double_range (rand, 1.05, 3),
                         p50[grown] * factor[grown] * 3, NAN);
      more = lkb_sum_new (convolver, list, n, LKB_GRAIN_FINE, 0.99);
      g_assert_cmpfloat (lkb_sum_get_quantile (more, 0.95), >=, before);
    }
}

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

/* The same sum thrown many times, with a fixed seed: the only place where chance is asked. */
static void
check_by_throws (const LkbFit *fits, guint n, double tolerance)
{
  static const double levels[] = { 0.5, 0.9, 0.95, 0.99 };
  enum
  {
    THROWS = 200000
  };
  g_autoptr (GRand) rand = g_rand_new_with_seed (20260101);
  g_autoptr (LkbConvolver) convolver = lkb_convolver_new ();
  g_autofree double *thrown = g_new0 (double, THROWS);
  const LkbFit *list[16];

  for (guint i = 0; i < n; i++)
    list[i] = &fits[i];
  for (guint k = 0; k < THROWS; k++)
    for (guint i = 0; i < n; i++)
      thrown[k] += lkb_fit_get_quantile (&fits[i], g_rand_double_range (rand, 1e-12, 1 - 1e-12));
  qsort (thrown, THROWS, sizeof *thrown, compare_doubles);

  for (LkbGrain grain = LKB_GRAIN_FINE; grain <= LKB_GRAIN_COARSE; grain++)
    {
      g_autoptr (LkbSum) sum = lkb_sum_new (convolver, list, n, grain, 0.99);
      double limit = thrown[THROWS * 97 / 100], over = 0;

      for (guint i = 0; i < G_N_ELEMENTS (levels); i++)
        {
          double x = thrown[(guint) (THROWS * levels[i])];

          assert_near (lkb_sum_get_quantile (sum, levels[i]), x, tolerance * x);
          assert_near (lkb_sum_get_cdf (sum, x), levels[i], 0.003);
        }
      /* A limit far beyond the grid. */
      assert_near (lkb_sum_get_cdf (sum, thrown[THROWS - 2]), 1, 1e-4);
      for (guint k = 0; k < THROWS; k++)
        over += MAX (thrown[k] - limit, 0) / THROWS;
      assert_near (lkb_sum_get_excess (sum, limit), over, 5 * tolerance * over);
    }
}

static void
test_monte_carlo (void)
{
  LkbFit four[] = { make_fit (0.120, 0.300, NAN), make_fit (0.400, 0.900, NAN),
                    make_fit (0.150, 0.350, NAN), make_fit (0.040, 0.090, NAN) };
  LkbFit mixed[]
      = { make_fit (0.2, 0.3, 2), make_fit (0.01, 0.3, 0.3), make_fit (1, 1.2, 1.3), { 0 } };
  LkbFit many[12];

  lkb_fit_set_uniform (&mixed[3], 0, 2);
  for (guint i = 0; i < G_N_ELEMENTS (many); i++)
    many[i] = make_fit (0.05 * (i + 1), 0.2 * (i + 1), NAN);
  check_by_throws (four, G_N_ELEMENTS (four), 0.01);
  check_by_throws (mixed, G_N_ELEMENTS (mixed), 0.015);
  check_by_throws (many, G_N_ELEMENTS (many), 0.01);
}

/* Hops that are fifty times slower now and then: the grid grows until it holds the level that is asked for, and no further. */
static void
test_long_tails (void)
{
  g_autoptr (LkbConvolver) convolver = lkb_convolver_new ();
  LkbFit fits[8];
  const LkbFit *list[8];
  g_autoptr (LkbSum) fine = NULL;
  g_autoptr (LkbSum) coarse = NULL;
  double p999;

  for (guint i = 0; i < 8; i++)
    {
      fits[i] = make_fit (0.010, 0.500, NAN);
      list[i] = &fits[i];
    }
  fine = lkb_sum_new (convolver, list, 8, LKB_GRAIN_FINE, 0.999);
  coarse = lkb_sum_new (convolver, list, 8, LKB_GRAIN_COARSE, 0.999);
  p999 = lkb_sum_get_quantile (fine, 0.999);
  /* No less than the tail of one term, no more than the bound. */
  g_assert_cmpfloat (p999, >, lkb_fit_get_quantile (&fits[0], 0.999));
  g_assert_cmpfloat (p999, <, 8 * lkb_fit_get_quantile (&fits[0], 1 - 0.001 / 8));
  assert_near (lkb_sum_get_quantile (coarse, 0.999), p999, 0.02 * p999);
  assert_near (lkb_sum_get_cdf (coarse, p999), 0.999, 1e-4);
}

/* Vector D1: lognormal, and the same through a convolution with something that hardly matters. */
static void
test_excess (void)
{
  LkbFit fit = make_fit (1.8, 3.4, NAN), small = make_fit (1e-4, 1.1e-4, NAN), even;
  const LkbFit *list[] = { &fit, &small };
  g_autoptr (LkbConvolver) convolver = lkb_convolver_new ();
  g_autoptr (LkbSum) one = lkb_sum_new (convolver, list, 1, LKB_GRAIN_FINE, 0.99);
  g_autoptr (LkbSum) both = lkb_sum_new (convolver, list, 2, LKB_GRAIN_FINE, 0.99);

  assert_near (fit.y[0], 0.587787, 1e-6);
  assert_near ((fit.y[1] - fit.y[0]) / fit.z[1], 0.386654, 1e-6);
  assert_near (1 - lkb_sum_get_cdf (one, 3), 0.093227, 1e-6);
  assert_near (lkb_sum_get_excess (one, 3), 0.0598183, 1e-7);
  assert_near (lkb_sum_get_excess (both, 3), 0.05983, 2e-4);
  assert_near (lkb_sum_get_excess (one, 0), 1.9397, 5e-5);
  assert_near (lkb_sum_get_excess (one, 1e-9), 1.9397, 5e-5);
  assert_near (lkb_sum_get_excess (both, 0), 1.9398, 1e-4);

  lkb_fit_set_uniform (&even, 1, 3);
  assert_near (lkb_fit_get_excess (&even, 2), 0.25, 1e-12);
  assert_near (lkb_fit_get_excess (&even, 0), 2, 1e-12);
  assert_near (lkb_fit_get_excess (&even, 4), 0, 1e-12);

  /* Half of the value is left after a half-life. */
  lkb_fit_set_constant (&even, 2);
  list[0] = &even;
  g_clear_pointer (&one, lkb_sum_free);
  one = lkb_sum_new (convolver, list, 1, LKB_GRAIN_FINE, 0.99);
  assert_near (lkb_sum_get_decay (one, 2), 0.5, 1e-12);
  assert_near (lkb_sum_get_excess (one, 0.5), 1.5, 1e-12);
  assert_near (lkb_sum_get_excess (one, 2.5), 0, 1e-12);
}

/* Very unequal, very long-tailed and very many terms end in finite figures. */
static void
test_extremes (void)
{
  LkbFit fits[100];
  const LkbFit *list[100];
  g_autoptr (LkbConvolver) convolver = lkb_convolver_new ();
  g_autoptr (LkbSum) wide = NULL;
  g_autoptr (LkbSum) many = NULL;

  fits[0] = make_fit (1e-9, 1e-8, NAN);
  fits[1] = make_fit (1e3, 1e6, NAN);
  list[0] = &fits[0];
  list[1] = &fits[1];
  wide = lkb_sum_new (convolver, list, 2, LKB_GRAIN_FINE, 0.99);
  assert_near (lkb_sum_get_quantile (wide, 0.95), 1e6, 1e4);
  g_assert_cmpfloat (lkb_sum_get_cdf (wide, 1e6), <=, 1);

  for (guint i = 0; i < 100; i++)
    {
      fits[i] = make_fit (0.1, 0.2, NAN);
      list[i] = &fits[i];
    }
  many = lkb_sum_new (convolver, list, 100, LKB_GRAIN_FINE, 0.99);
  assert_near (lkb_sum_get_cdf (many, lkb_sum_get_quantile (many, 0.9)), 0.9, 1e-3);
  g_assert_cmpfloat (lkb_sum_get_quantile (many, 0.95), >, lkb_sum_get_mean (many));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/distribution/normal", test_normal);
  g_test_add_func ("/distribution/fit", test_fit);
  g_test_add_func ("/distribution/three-points", test_three_points);
  g_test_add_func ("/distribution/refused", test_refused);
  g_test_add_func ("/distribution/four-hops", test_four_hops);
  g_test_add_func ("/distribution/uniform", test_uniform);
  g_test_add_func ("/distribution/max", test_max);
  g_test_add_func ("/distribution/invariants", test_invariants);
  g_test_add_func ("/distribution/monte-carlo", test_monte_carlo);
  g_test_add_func ("/distribution/long-tails", test_long_tails);
  g_test_add_func ("/distribution/excess", test_excess);
  g_test_add_func ("/distribution/extremes", test_extremes);
  return g_test_run ();
}
