/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-distribution.h"

#include <math.h>

double
lkb_normal_cdf (double z)
{
  return 0.5 * erfc (-z * M_SQRT1_2);
}

/* P. J. Acklam's rational approximation, then one step of Halley's method: full double precision. */
double
lkb_normal_quantile (double level)
{
  static const double a[] = { -3.969683028665376e+01, 2.209460984245205e+02,
                              -2.759285104469687e+02, 1.383577518672690e+02,
                              -3.066479806614716e+01, 2.506628277459239e+00 };
  static const double b[] = { -5.447609879822406e+01, 1.615858368580409e+02, -1.556989798598866e+02,
                              6.680131188771972e+01, -1.328068155288572e+01 };
  static const double c[] = { -7.784894002430293e-03, -3.223964580411365e-01,
                              -2.400758277161838e+00, -2.549732539343734e+00,
                              4.374664141464968e+00,  2.938163982698783e+00 };
  static const double d[] = { 7.784695709041462e-03, 3.224671290700398e-01, 2.445134137142996e+00,
                              3.754408661907416e+00 };
  double q, r, z, e, u;

  g_return_val_if_fail (level > 0 && level < 1, 0);

  /* Every term of a board is asked for these. */
  if (level == 0.5)
    return 0;
  if (level == 0.95)
    return 1.6448536269514722;
  if (level == 0.99)
    return 2.3263478740408408;

  if (level < 0.02425)
    {
      q = sqrt (-2 * log (level));
      z = (((((c[0] * q + c[1]) * q + c[2]) * q + c[3]) * q + c[4]) * q + c[5])
          / ((((d[0] * q + d[1]) * q + d[2]) * q + d[3]) * q + 1);
    }
  else if (level > 1 - 0.02425)
    {
      q = sqrt (-2 * log1p (-level));
      z = -(((((c[0] * q + c[1]) * q + c[2]) * q + c[3]) * q + c[4]) * q + c[5])
          / ((((d[0] * q + d[1]) * q + d[2]) * q + d[3]) * q + 1);
    }
  else
    {
      q = level - 0.5;
      r = q * q;
      z = (((((a[0] * r + a[1]) * r + a[2]) * r + a[3]) * r + a[4]) * r + a[5]) * q
          / (((((b[0] * r + b[1]) * r + b[2]) * r + b[3]) * r + b[4]) * r + 1);
    }

  /* Seen from the nearer tail, where the difference keeps its digits. */
  e = z > 0 ? (1 - level) - 0.5 * erfc (z * M_SQRT1_2) : lkb_normal_cdf (z) - level;
  u = e * sqrt (2 * G_PI) * exp (z * z / 2);
  return z - u / (1 + z * u / 2);
}

void
lkb_fit_set_constant (LkbFit *fit, double value)
{
  *fit = (LkbFit){ .shape = LKB_SHAPE_CONSTANT, .lo = value, .hi = value };
}

void
lkb_fit_set_uniform (LkbFit *fit, double lo, double hi)
{
  if (hi > lo)
    *fit = (LkbFit){ .shape = LKB_SHAPE_UNIFORM, .lo = lo, .hi = hi };
  else
    lkb_fit_set_constant (fit, lo);
}

void
lkb_fit_set_exponential (LkbFit *fit, double mean)
{
  *fit = (LkbFit){ .shape = LKB_SHAPE_EXPONENTIAL, .hi = mean };
}

void
lkb_fit_set_two_point (LkbFit *fit, double lo, double hi, double share_of_lo)
{
  *fit = (LkbFit){ .shape = LKB_SHAPE_TWO_POINT, .lo = lo, .hi = hi, .n_points = 1 };
  fit->y[0] = share_of_lo;
}

gboolean
lkb_fit_set_quantiles (LkbFit *fit, double p50, double p95, double p99)
{
  const double values[] = { p50, p95, p99 };
  const double levels[] = { 0.5, 0.95, 0.99 };
  LkbFit f = { .shape = LKB_SHAPE_CURVE };
  double last = 0;

  for (guint i = 0; i < 3; i++)
    {
      if (isnan (values[i]))
        continue;
      if (!(values[i] > 0) || values[i] < last)
        return FALSE;
      last = values[i];
      f.z[f.n_points] = levels[i] == 0.5 ? 0 : lkb_normal_quantile (levels[i]);
      f.y[f.n_points++] = log (values[i]);
    }
  if (f.n_points < 2)
    return FALSE;
  if (f.y[0] == f.y[f.n_points - 1])
    lkb_fit_set_constant (fit, last);
  else
    *fit = f;
  return TRUE;
}

void
lkb_fit_get_piece (const LkbFit *fit, guint i, double *from_z, double *to_z, double *at_zero,
                   double *slope)
{
  guint k = i == 0 ? 0 : MIN (i - 1, fit->n_points - 2);

  *from_z = i == 0 ? -INFINITY : fit->z[i - 1];
  *to_z = i == fit->n_points ? INFINITY : fit->z[i];
  *slope = (fit->y[k + 1] - fit->y[k]) / (fit->z[k + 1] - fit->z[k]);
  *at_zero = fit->y[k] - *slope * fit->z[k];
}

double
lkb_fit_get_quantile (const LkbFit *fit, double level)
{
  return lkb_fit_get_quantile_at (fit, level,
                                  fit->shape == LKB_SHAPE_CURVE ? lkb_normal_quantile (level) : 0);
}

double
lkb_fit_get_quantile_at (const LkbFit *fit, double level, double z)
{
  if (fit->shape == LKB_SHAPE_EXPONENTIAL)
    return -fit->hi * log1p (-level);
  if (fit->shape == LKB_SHAPE_TWO_POINT)
    return level <= fit->y[0] ? fit->lo : fit->hi;
  if (fit->shape != LKB_SHAPE_CURVE)
    return fit->lo + (fit->hi - fit->lo) * level;

  for (guint i = 0;; i++)
    {
      double from_z, to_z, at_zero, slope;

      /* Exactly at a known point its own value is given back, not one off by rounding. */
      if (i < fit->n_points && fabs (z - fit->z[i]) < 1e-9)
        return exp (fit->y[i]);
      if (i < fit->n_points && z > fit->z[i])
        continue;
      lkb_fit_get_piece (fit, i, &from_z, &to_z, &at_zero, &slope);
      return exp (at_zero + slope * z);
    }
}

double
lkb_fit_get_cdf (const LkbFit *fit, double x)
{
  double y;

  if (fit->shape == LKB_SHAPE_CONSTANT)
    return x >= fit->lo ? 1 : 0;
  if (fit->shape == LKB_SHAPE_UNIFORM)
    return CLAMP ((x - fit->lo) / (fit->hi - fit->lo), 0, 1);
  if (fit->shape == LKB_SHAPE_TWO_POINT)
    return x >= fit->hi ? 1 : x >= fit->lo ? fit->y[0] : 0;
  if (x <= 0)
    return 0;
  if (fit->shape == LKB_SHAPE_EXPONENTIAL)
    return -expm1 (-x / fit->hi);

  y = log (x);
  for (guint i = fit->n_points + 1; i-- > 0;)
    {
      double from_z, to_z, at_zero, slope;

      lkb_fit_get_piece (fit, i, &from_z, &to_z, &at_zero, &slope);
      if (slope > 0)
        {
          double z = (y - at_zero) / slope;

          if (z >= from_z)
            return lkb_normal_cdf (MIN (z, to_z));
        }
      else if (y >= at_zero)
        {
          return lkb_normal_cdf (to_z);
        }
    }
  return 0;
}

double
lkb_fit_get_moment (const LkbFit *fit, int k)
{
  double sum = 0;

  switch (fit->shape)
    {
    case LKB_SHAPE_CONSTANT:
      return pow (fit->lo, k);

    case LKB_SHAPE_UNIFORM:
      return (pow (fit->hi, k + 1) - pow (fit->lo, k + 1)) / ((k + 1) * (fit->hi - fit->lo));

    case LKB_SHAPE_EXPONENTIAL:
      return pow (fit->hi, k) * tgamma (k + 1.0);

    case LKB_SHAPE_TWO_POINT:
      return fit->y[0] * pow (fit->lo, k) + (1 - fit->y[0]) * pow (fit->hi, k);

    case LKB_SHAPE_CURVE:
    default:
      /* One straight line is a lognormal. */
      if (fit->n_points == 2)
        {
          double from_z, to_z, at_zero, slope;

          lkb_fit_get_piece (fit, 0, &from_z, &to_z, &at_zero, &slope);
          return exp (k * at_zero + k * k * slope * slope / 2);
        }
      for (guint i = 0; i <= fit->n_points; i++)
        {
          double from_z, to_z, at_zero, slope;

          lkb_fit_get_piece (fit, i, &from_z, &to_z, &at_zero, &slope);
          sum += exp (k * at_zero + k * k * slope * slope / 2)
                 * (lkb_normal_cdf (to_z - k * slope) - lkb_normal_cdf (from_z - k * slope));
        }
      return sum;
    }
}

double
lkb_fit_get_excess (const LkbFit *fit, double x)
{
  double sum = 0;

  if (fit->shape == LKB_SHAPE_EXPONENTIAL)
    return x <= 0 ? fit->hi - x : fit->hi * exp (-x / fit->hi);
  if (fit->shape == LKB_SHAPE_TWO_POINT)
    return fit->y[0] * MAX (fit->lo - x, 0) + (1 - fit->y[0]) * MAX (fit->hi - x, 0);
  if (fit->shape != LKB_SHAPE_CURVE)
    {
      if (x >= fit->hi)
        return 0;
      if (x <= fit->lo)
        return (fit->lo + fit->hi) / 2 - x;
      return (fit->hi - x) * (fit->hi - x) / (2 * (fit->hi - fit->lo));
    }
  if (x <= 0)
    return lkb_fit_get_moment (fit, 1) - x;

  for (guint i = 0; i <= fit->n_points; i++)
    {
      double from_z, to_z, at_zero, slope;

      lkb_fit_get_piece (fit, i, &from_z, &to_z, &at_zero, &slope);
      if (slope > 0)
        from_z = MAX (from_z, (log (x) - at_zero) / slope);
      else if (log (x) >= at_zero)
        continue;
      if (from_z >= to_z)
        continue;
      /* Seen from the upper tail, where the differences keep their digits. */
      sum += exp (at_zero + slope * slope / 2)
                 * (lkb_normal_cdf (slope - from_z) - lkb_normal_cdf (slope - to_z))
             - x * (lkb_normal_cdf (-from_z) - lkb_normal_cdf (-to_z));
    }
  return MAX (sum, 0);
}

void
lkb_moments_set (LkbMoments *moments, const LkbFit *const *fits, guint n)
{
  *moments = (LkbMoments){ 0 };
  for (guint i = 0; i < n; i++)
    {
      double m1 = lkb_fit_get_moment (fits[i], 1), m2 = lkb_fit_get_moment (fits[i], 2);
      double m3 = lkb_fit_get_moment (fits[i], 3);

      moments->mean += m1;
      moments->variance += MAX (m2 - m1 * m1, 0);
      moments->third += m3 - 3 * m1 * m2 + 2 * m1 * m1 * m1;
    }
}

double
lkb_moments_get_quantile (const LkbMoments *moments, double level)
{
  double z = lkb_normal_quantile (level), skewness;

  if (!(moments->variance > 0))
    return moments->mean;
  skewness = MIN (moments->third / pow (moments->variance, 1.5), 1);
  return moments->mean + sqrt (moments->variance) * (z + (z * z - 1) / 6 * skewness);
}
