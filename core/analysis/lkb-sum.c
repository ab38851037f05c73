/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-sum.h"

#include <math.h>

/* The level that is asked for lies within a few p95 even of a long tail; beyond that there is no figure. */
#define MAX_DOUBLINGS 12

/* What lies beyond a grid of so many p95s is told by its largest term alone. */
#define FAR_REACH 16

#define DECAY_STEPS 2048

/* Integrals over levels go by the normal quantile, where tails are told well: from -8 to 8. */
#define LEVEL_STEPS 1024
#define LEVEL_REACH 8.0

struct _LkbSum
{
  double offset; /* all constant terms */
  GPtrArray *fits; /* those that vary; empty when composed */
  LkbMoments moments; /* of all fits, when there are too many to convolve */
  LkbQuantileFunc quantile; /* slow moments coincide: nothing else is used but @data */
  gconstpointer quantile_data;
  LkbConvolver *convolver; /* NULL: exact or by moments */
  LkbComposeFunc compose;
  gpointer data;
  double scale;
  guint n_terms;
  LkbGrid grid;
  LkbMass *mass;
};

static LkbSpectrum *
compose_sum (LkbConvolver *convolver, const LkbGrid *grid, gpointer data)
{
  const GPtrArray *fits = data;
  LkbSpectrum *sum = lkb_convolver_start (convolver, grid);

  for (guint i = 0; i < fits->len; i++)
    lkb_convolver_add (convolver, grid, sum, g_ptr_array_index (fits, i));
  return sum;
}

static LkbMass *
fill_grid (const LkbSum *self, const LkbGrid *grid)
{
  g_autofree LkbSpectrum *sum = self->compose (self->convolver, grid, self->data);

  return lkb_convolver_finish (self->convolver, grid, sum);
}

static double
get_total (const LkbMass *mass)
{
  double sum = 0;

  for (guint k = 0; k < mass->len; k++)
    sum += g_array_index (mass, double, k);
  return sum;
}

/* Doubles the bins until @level lies on the grid. What no term reaches by itself is not tried. */
static LkbMass *
fill_until (const LkbSum *self, LkbGrid *grid, double level)
{
  LkbMass *mass;
  guint i = 0;

  for (; i < MAX_DOUBLINGS; i++)
    {
      double reach = lkb_grid_get_width (grid) * lkb_grid_get_n_bins (grid), most = 1;

      for (guint k = 0; k < self->fits->len; k++)
        most *= lkb_fit_get_cdf (g_ptr_array_index (self->fits, k), reach);
      if (most >= level)
        break;
      grid->exponent++;
    }
  mass = fill_grid (self, grid);
  for (; i < MAX_DOUBLINGS && get_total (mass) < level; i++)
    {
      g_array_unref (mass);
      grid->exponent++;
      mass = fill_grid (self, grid);
    }
  return mass;
}

/* The finest grid on which @level is reached; how far it must reach is found out on a coarse one. */
static void
fill (LkbSum *self, LkbGrain grain, double level)
{
  lkb_grid_init (&self->grid, self->scale, self->n_terms, grain);
  if (grain == LKB_GRAIN_FINE)
    {
      LkbGrid coarse;
      int first;

      lkb_grid_init (&coarse, self->scale, self->n_terms, LKB_GRAIN_COARSE);
      first = coarse.exponent;
      g_array_unref (fill_until (self, &coarse, level));
      self->grid.exponent += coarse.exponent - first;
    }
  self->mass = fill_until (self, &self->grid, level);
}

LkbSum *
lkb_sum_new (LkbConvolver *convolver, const LkbFit *const *fits, guint n, LkbGrain grain,
             double level)
{
  LkbSum *self = g_new0 (LkbSum, 1);

  self->fits = g_ptr_array_new ();
  for (guint i = 0; i < n; i++)
    {
      if (fits[i]->shape == LKB_SHAPE_CONSTANT)
        {
          self->offset += fits[i]->lo;
          continue;
        }
      g_ptr_array_add (self->fits, (gpointer) fits[i]);
      self->scale += lkb_fit_get_quantile (fits[i], 0.95);
    }

  if (self->fits->len > 1 && self->fits->len <= LKB_SUM_MAX_CONVOLVED && self->scale > 0
      && isfinite (self->scale))
    {
      self->convolver = convolver;
      self->compose = compose_sum;
      self->data = self->fits;
      self->n_terms = self->fits->len;
      fill (self, grain, level);
    }
  else if (self->fits->len > 1)
    lkb_moments_set (&self->moments, (const LkbFit *const *) self->fits->pdata, self->fits->len);
  return self;
}

LkbSum *
lkb_sum_new_composed (LkbConvolver *convolver, LkbComposeFunc compose, gpointer data, double scale,
                      guint n_terms, LkbGrain grain, double level)
{
  LkbSum *self = g_new0 (LkbSum, 1);

  self->fits = g_ptr_array_new ();
  self->convolver = convolver;
  self->compose = compose;
  self->data = data;
  self->scale = scale;
  self->n_terms = n_terms;
  fill (self, grain, level);
  return self;
}

LkbSum *
lkb_sum_new_from_quantiles (LkbQuantileFunc quantile, gconstpointer data)
{
  LkbSum *self = g_new0 (LkbSum, 1);

  self->fits = g_ptr_array_new ();
  self->quantile = quantile;
  self->quantile_data = data;
  return self;
}

void
lkb_sum_free (LkbSum *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->mass, g_array_unref);
  g_ptr_array_unref (self->fits);
  g_free (self);
}

double
lkb_sum_get_quantile (const LkbSum *self, double level)
{
  if (self->quantile != NULL)
    return self->quantile (self->quantile_data, level);
  if (self->convolver != NULL)
    return self->offset + lkb_mass_get_quantile (self->mass, &self->grid, level);
  if (self->fits->len == 0)
    return self->offset;
  if (self->fits->len == 1)
    return self->offset + lkb_fit_get_quantile (g_ptr_array_index (self->fits, 0), level);
  return self->offset + lkb_moments_get_quantile (&self->moments, level);
}

/* E[f(X)] of a total whose quantiles are known. */
typedef enum
{
  EXPECT_MEAN,
  EXPECT_EXCESS,
  EXPECT_DECAY
} Expect;

static double
integrate (const LkbSum *self, Expect what, double parameter)
{
  double sum = 0, weights = 0;

  for (guint i = 0; i < LEVEL_STEPS; i++)
    {
      double z = LEVEL_REACH * (2 * (i + 0.5) / LEVEL_STEPS - 1), weight = exp (-z * z / 2);
      double level = CLAMP (lkb_normal_cdf (z), 1e-15, 1 - 1e-15);
      double x = lkb_sum_get_quantile (self, level);

      weights += weight;
      switch (what)
        {
        case EXPECT_MEAN:
          sum += weight * x;
          break;
        case EXPECT_EXCESS:
          sum += weight * MAX (x - parameter, 0);
          break;
        case EXPECT_DECAY:
        default:
          sum += weight * exp2 (-x / parameter);
          break;
        }
    }
  return sum / weights;
}

/* A grid of its own for what lies beyond the first one. */
static LkbMass *
fill_as_far_as (const LkbSum *self, double x, LkbGrain grain, LkbGrid *grid)
{
  lkb_grid_init (grid, x, self->n_terms, grain);
  grid->centred = TRUE;
  return fill_grid (self, grid);
}

static double
find_level (const LkbSum *self, double x, double lo, double hi)
{
  for (guint i = 0; i < 40; i++)
    {
      double level = (lo + hi) / 2;

      if (lkb_sum_get_quantile (self, level) <= x)
        lo = level;
      else
        hi = level;
    }
  return (lo + hi) / 2;
}

double
lkb_sum_get_cdf (const LkbSum *self, double x)
{
  double lo = 1e-6, hi = 1 - 1e-6;

  if (self->quantile != NULL)
    {
      if (lkb_sum_get_quantile (self, lo) > x)
        return 0;
      if (lkb_sum_get_quantile (self, hi) <= x)
        return 1;
      return find_level (self, x, lo, hi);
    }
  x -= self->offset;
  if (self->convolver != NULL)
    {
      g_autoptr (LkbMass) far = NULL;
      LkbGrid grid;

      if (!(x > 0))
        return 0;
      if (x < lkb_grid_get_width (&self->grid) * (lkb_grid_get_n_bins (&self->grid) - 1))
        return lkb_mass_get_cdf (self->mass, &self->grid, x);
      /* Nothing that can be told from certainty. */
      if (!isfinite (x) || x > self->scale * 1e6)
        return 1;
      far = fill_as_far_as (self, x * 1.01, LKB_GRAIN_COARSE, &grid);
      return lkb_mass_get_cdf (far, &grid, x);
    }
  if (self->fits->len == 0)
    return x >= 0 ? 1 : 0;
  if (self->fits->len == 1)
    return lkb_fit_get_cdf (g_ptr_array_index (self->fits, 0), x);

  return find_level (self, x + self->offset, lo, hi);
}

double
lkb_sum_get_mean (const LkbSum *self)
{
  double sum = self->offset;

  if (self->quantile != NULL)
    return integrate (self, EXPECT_MEAN, 0);
  if (self->fits->len == 0 && self->convolver != NULL)
    {
      LkbGrid grid;
      g_autoptr (LkbMass) far = fill_as_far_as (self, FAR_REACH * self->scale, self->grid.grain,
                                                &grid);

      /* The tail counts: what lies beyond even this stands at its end. */
      return lkb_mass_get_mean (far, &grid)
             + (1 - get_total (far)) * lkb_grid_get_width (&grid) * lkb_grid_get_n_bins (&grid);
    }
  for (guint i = 0; i < self->fits->len; i++)
    sum += lkb_fit_get_moment (g_ptr_array_index (self->fits, i), 1);
  return sum;
}

/* What the largest single term adds beyond @end, the others as they are on average. */
static double
get_far_excess (const LkbSum *self, double end, double x)
{
  double mean = 0, sum = 0;

  for (guint i = 0; i < self->fits->len; i++)
    mean += lkb_fit_get_moment (g_ptr_array_index (self->fits, i), 1);
  for (guint i = 0; i < self->fits->len; i++)
    {
      const LkbFit *fit = g_ptr_array_index (self->fits, i);
      double own = end - (mean - lkb_fit_get_moment (fit, 1));

      sum += lkb_fit_get_excess (fit, own) + (1 - lkb_fit_get_cdf (fit, own)) * (end - x);
    }
  return sum;
}

double
lkb_sum_get_excess (const LkbSum *self, double x)
{
  double mean;

  if (self->quantile != NULL)
    return integrate (self, EXPECT_EXCESS, x);
  mean = lkb_sum_get_mean (self);
  if (self->convolver != NULL)
    {
      g_autoptr (LkbMass) far = NULL;
      LkbGrid grid;
      double sum = 0, end;

      x -= self->offset;
      mean -= self->offset;
      if (!(x > 0))
        return mean - x;
      if (x > self->scale * 1e6)
        return 0;
      far = fill_as_far_as (self, FAR_REACH * MAX (self->scale, x), LKB_GRAIN_FINE, &grid);
      end = lkb_grid_get_width (&grid) * lkb_grid_get_n_bins (&grid);
      for (guint k = 0; k < far->len; k++)
        {
          double over = k * lkb_grid_get_width (&grid) - x;
          double p = g_array_index (far, double, k);

          /* Of the two sums the one that is the smaller part of the result. */
          if (x < mean ? over < 0 : over > 0)
            sum += p * fabs (over);
        }
      return x < mean ? mean - x + sum : sum + get_far_excess (self, end, x);
    }
  if (self->fits->len == 0)
    return MAX (self->offset - x, 0);
  if (self->fits->len == 1)
    return lkb_fit_get_excess (g_ptr_array_index (self->fits, 0), x - self->offset);

  {
    double sd = sqrt (self->moments.variance), z;

    if (!(sd > 0))
      return MAX (mean - x, 0);
    z = (x - mean) / sd;
    return MAX (sd * (exp (-z * z / 2) / sqrt (2 * G_PI) - z * lkb_normal_cdf (-z)), 0);
  }
}

double
lkb_sum_get_decay (const LkbSum *self, double half_life)
{
  double product = exp2 (-self->offset / half_life);

  if (self->quantile != NULL)
    return integrate (self, EXPECT_DECAY, half_life);
  if (self->fits->len == 0 && self->convolver != NULL)
    {
      double sum = 0;

      for (guint k = 0; k < self->mass->len; k++)
        sum += g_array_index (self->mass, double, k)
               * exp2 (-(k * lkb_grid_get_width (&self->grid)) / half_life);
      return product * sum;
    }
  /* Of independent terms the expectations multiply. */
  for (guint i = 0; i < self->fits->len; i++)
    {
      const LkbFit *fit = g_ptr_array_index (self->fits, i);
      double sum = 0;

      for (guint k = 0; k < DECAY_STEPS; k++)
        sum += exp2 (-lkb_fit_get_quantile (fit, (k + 0.5) / DECAY_STEPS) / half_life);
      product *= sum / DECAY_STEPS;
    }
  return product;
}

gboolean
lkb_sum_sample (const LkbSum *self, double level, guint n, double *xs, double *shares)
{
  double reach = 1.15 * lkb_sum_get_quantile (self, level), sum = 0;
  guint bin = 0;

  g_return_val_if_fail (n >= 2, FALSE);
  if (!(reach > 0) || !isfinite (reach))
    return FALSE;

  for (guint i = 0; i < n; i++)
    {
      xs[i] = reach * i / (n - 1);
      if (self->convolver == NULL || self->quantile != NULL)
        {
          shares[i] = lkb_sum_get_cdf (self, xs[i]);
          continue;
        }
      /* The sum goes on from point to point. */
      while (bin < self->mass->len
             && self->offset + bin * lkb_grid_get_width (&self->grid) <= xs[i])
        sum += g_array_index (self->mass, double, bin++);
      shares[i] = MIN (sum, 1);
    }
  return TRUE;
}
