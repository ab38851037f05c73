/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-sum.h"

#include <math.h>

struct _LkbSum
{
  double offset; /* all constant terms */
  GPtrArray *fits;
  LkbMoments moments; /* of all fits, when there are too many to convolve */
  LkbConvolver *convolver; /* NULL: exact or by moments */
  LkbMass *mass;
};

LkbSum *
lkb_sum_new (const LkbFit *const *fits, guint n, LkbGrain grain)
{
  LkbSum *self = g_new0 (LkbSum, 1);
  double scale = 0;

  self->fits = g_ptr_array_new ();
  for (guint i = 0; i < n; i++)
    {
      if (fits[i]->shape == LKB_SHAPE_CONSTANT)
        {
          self->offset += fits[i]->lo;
          continue;
        }
      g_ptr_array_add (self->fits, (gpointer) fits[i]);
      scale += lkb_fit_get_quantile (fits[i], 0.95);
    }

  if (self->fits->len > 1 && self->fits->len <= LKB_SUM_MAX_CONVOLVED && scale > 0
      && isfinite (scale))
    {
      self->convolver = lkb_convolver_new (scale, self->fits->len, grain);
      self->mass = lkb_convolver_start (self->convolver);
      for (guint i = 0; i < self->fits->len; i++)
        self->mass = lkb_convolver_add (self->convolver, self->mass,
                                        g_ptr_array_index (self->fits, i));
    }
  else if (self->fits->len > 1)
    lkb_moments_set (&self->moments, (const LkbFit *const *) self->fits->pdata, self->fits->len);
  return self;
}

LkbSum *
lkb_sum_new_from_mass (LkbConvolver *convolver, LkbMass *mass)
{
  LkbSum *self = g_new0 (LkbSum, 1);

  self->fits = g_ptr_array_new ();
  self->convolver = convolver;
  self->mass = mass;
  return self;
}

void
lkb_sum_free (LkbSum *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->mass, g_array_unref);
  lkb_convolver_free (self->convolver);
  g_ptr_array_unref (self->fits);
  g_free (self);
}

double
lkb_sum_get_quantile (const LkbSum *self, double level)
{
  if (self->convolver != NULL)
    return self->offset + lkb_convolver_get_quantile (self->convolver, self->mass, level);
  if (self->fits->len == 0)
    return self->offset;
  if (self->fits->len == 1)
    return self->offset + lkb_fit_get_quantile (g_ptr_array_index (self->fits, 0), level);
  return self->offset + lkb_moments_get_quantile (&self->moments, level);
}

double
lkb_sum_get_cdf (const LkbSum *self, double x)
{
  double lo = 1e-6, hi = 1 - 1e-6;

  x -= self->offset;
  if (self->convolver != NULL)
    return lkb_convolver_get_cdf (self->convolver, self->mass, x);
  if (self->fits->len == 0)
    return x >= 0 ? 1 : 0;
  if (self->fits->len == 1)
    return lkb_fit_get_cdf (g_ptr_array_index (self->fits, 0), x);

  x += self->offset;
  for (guint i = 0; i < 24; i++)
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
lkb_sum_get_mean (const LkbSum *self)
{
  double sum = self->offset;

  if (self->convolver != NULL)
    return sum + lkb_convolver_get_mean (self->convolver, self->mass);
  for (guint i = 0; i < self->fits->len; i++)
    sum += lkb_fit_get_moment (g_ptr_array_index (self->fits, i), 1);
  return sum;
}
