/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-distribution.h"

#include <math.h>
#include <string.h>

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

/* The straight piece @i of n_points + 1: before the first point, between points, after the last. */
static void
get_piece (const LkbFit *fit, guint i, double *from_z, double *to_z, double *at_zero, double *slope)
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
  double z;

  if (fit->shape != LKB_SHAPE_CURVE)
    return fit->lo + (fit->hi - fit->lo) * level;

  z = lkb_normal_quantile (level);
  for (guint i = 0;; i++)
    {
      double from_z, to_z, at_zero, slope;

      get_piece (fit, i, &from_z, &to_z, &at_zero, &slope);
      /* Exactly at a known point its own value is given back, not one off by rounding. */
      if (i < fit->n_points && fabs (z - fit->z[i]) < 1e-9)
        return exp (fit->y[i]);
      if (z <= to_z)
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
  if (x <= 0)
    return 0;

  y = log (x);
  for (guint i = fit->n_points + 1; i-- > 0;)
    {
      double from_z, to_z, at_zero, slope;

      get_piece (fit, i, &from_z, &to_z, &at_zero, &slope);
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

    case LKB_SHAPE_CURVE:
    default:
      for (guint i = 0; i <= fit->n_points; i++)
        {
          double from_z, to_z, at_zero, slope;

          get_piece (fit, i, &from_z, &to_z, &at_zero, &slope);
          sum += exp (k * at_zero + k * k * slope * slope / 2)
                 * (lkb_normal_cdf (to_z - k * slope) - lkb_normal_cdf (from_z - k * slope));
        }
      return sum;
    }
}

/* A grid wider than this is not worth its time: it ends at eight times the sum of all p95s or later. */
#define MAX_STRETCH 8
#define TAIL 1e-6

#define FINE_ROWS 12
#define COARSE_ROWS 64
#define FINE_TERMS 8

struct _LkbConvolver
{
  double h;
  gboolean centred;
  guint n_bins; /* power of two */
  guint max_bins;
  guint n_twiddle; /* the size that the table serves; 0 = none yet */
  double *twiddle; /* cos, sin of -2πk / n_twiddle for k < n_twiddle / 2 */
  double *work; /* complex */
  guint n_work;
};

LkbGrain
lkb_grain_for_row (guint n_before)
{
  if (n_before < FINE_ROWS)
    return LKB_GRAIN_FINE;
  return n_before < COARSE_ROWS ? LKB_GRAIN_COARSE : LKB_GRAIN_ROUGH;
}

LkbConvolver *
lkb_convolver_new (double scale, guint n_terms, LkbGrain grain)
{
  static const guint bins_in_scale[] = {
    [LKB_GRAIN_FINE] = 4096,
    [LKB_GRAIN_COARSE] = 256,
    [LKB_GRAIN_ROUGH] = 64,
  };
  LkbConvolver *self;
  int exponent;

  g_return_val_if_fail (scale > 0 && isfinite (scale), NULL);

  self = g_new0 (LkbConvolver, 1);
  /* With many terms errors in the middle of a bin cancel out, and a fine grid is wasted on them. */
  if (grain == LKB_GRAIN_FINE && n_terms > FINE_TERMS)
    grain = LKB_GRAIN_COARSE;
  self->centred = grain != LKB_GRAIN_FINE;
  frexp (scale / bins_in_scale[grain], &exponent);
  self->h = ldexp (1, exponent - 1);
  self->n_bins = 4 * bins_in_scale[grain];
  self->max_bins = 2 * MAX_STRETCH * bins_in_scale[grain];
  return self;
}

void
lkb_convolver_free (LkbConvolver *self)
{
  if (self == NULL)
    return;
  g_free (self->twiddle);
  g_free (self->work);
  g_free (self);
}

static void
prepare (LkbConvolver *self, guint n)
{
  if (self->n_work < n)
    {
      self->work = g_renew (double, self->work, 2 * (gsize) n);
      self->n_work = n;
    }
  if (self->n_twiddle < n)
    {
      self->twiddle = g_renew (double, self->twiddle, n);
      for (guint k = 0; k < n / 2; k++)
        {
          self->twiddle[2 * k] = cos (2 * G_PI * k / n);
          self->twiddle[2 * k + 1] = -sin (2 * G_PI * k / n);
        }
      self->n_twiddle = n;
    }
}

/* Radix-2 transform of self->work in place, n a power of two; the inverse leaves out the division by n. */
static void
transform (LkbConvolver *self, guint n, gboolean inverse)
{
  double *x = self->work;
  double sign = inverse ? -1 : 1;

  for (guint i = 1, j = 0; i < n; i++)
    {
      guint bit = n >> 1;

      for (; j & bit; bit >>= 1)
        j ^= bit;
      j ^= bit;
      if (i < j)
        {
          double re = x[2 * i], im = x[2 * i + 1];

          x[2 * i] = x[2 * j];
          x[2 * i + 1] = x[2 * j + 1];
          x[2 * j] = re;
          x[2 * j + 1] = im;
        }
    }

  for (guint len = 2; len <= n; len <<= 1)
    {
      guint half = len / 2, stride = self->n_twiddle / len;

      for (guint i = 0; i < n; i += len)
        for (guint k = 0; k < half; k++)
          {
            double wr = self->twiddle[2 * k * stride],
                   wi = sign * self->twiddle[2 * k * stride + 1];
            double *u = x + 2 * (i + k), *v = x + 2 * (i + k + half);
            double re = v[0] * wr - v[1] * wi, im = v[0] * wi + v[1] * wr;

            v[0] = u[0] - re;
            v[1] = u[1] - im;
            u[0] += re;
            u[1] += im;
          }
    }
}

/* Drops bins at the far end that hold nothing worth counting, and all beyond the grid. */
static void
trim (LkbConvolver *self, LkbMass *mass)
{
  guint n = MIN (mass->len, self->n_bins);
  double tail = 0;

  while (n > 1)
    {
      tail += g_array_index (mass, double, n - 1);
      if (tail > 1e-10)
        break;
      n--;
    }
  g_array_set_size (mass, n);
}

static LkbMass *
convolve (LkbConvolver *self, const LkbMass *a, const LkbMass *b)
{
  LkbMass *out = g_array_sized_new (FALSE, TRUE, sizeof (double), a->len + b->len);
  const double *pa = (const double *) (gconstpointer) a->data;
  const double *pb = (const double *) (gconstpointer) b->data;
  double *po;
  guint n = 2;

  g_array_set_size (out, a->len + b->len - 1);
  po = (double *) (gpointer) out->data;

  if ((gsize) a->len * b->len <= 1u << 14)
    {
      for (guint i = 0; i < a->len; i++)
        for (guint j = 0; j < b->len; j++)
          po[i + j] += pa[i] * pb[j];
      trim (self, out);
      return out;
    }

  while (n < out->len)
    n <<= 1;
  prepare (self, n);

  /* Both real arrays in one complex transform: A·B = (Z(k)² − conj Z(−k)²) / 4i. */
  memset (self->work, 0, 2 * (gsize) n * sizeof (double));
  for (guint i = 0; i < a->len; i++)
    self->work[2 * i] = pa[i];
  for (guint i = 0; i < b->len; i++)
    self->work[2 * i + 1] = pb[i];
  transform (self, n, FALSE);
  for (guint k = 0; k <= n / 2; k++)
    {
      guint m = (n - k) & (n - 1);
      double zr = self->work[2 * k], zi = self->work[2 * k + 1];
      double yr = self->work[2 * m], yi = self->work[2 * m + 1];
      double dr = (zr * zr - zi * zi) - (yr * yr - yi * yi), di = 2 * zr * zi + 2 * yr * yi;

      self->work[2 * k] = di / 4;
      self->work[2 * k + 1] = -dr / 4;
      self->work[2 * m] = di / 4;
      self->work[2 * m + 1] = dr / 4;
    }
  transform (self, n, TRUE);
  for (guint i = 0; i < out->len; i++)
    po[i] = MAX (self->work[2 * i] / n, 0);

  trim (self, out);
  return out;
}

LkbMass *
lkb_convolver_start (LkbConvolver *self)
{
  LkbMass *mass = g_array_new (FALSE, TRUE, sizeof (double));
  double one = 1;

  return g_array_append_val (mass, one);
}

static LkbMass *
bin_fit (LkbConvolver *self, const LkbFit *fit)
{
  LkbMass *mass = g_array_new (FALSE, TRUE, sizeof (double));
  double shift = self->centred ? 0.5 : 0;
  double below = 0;

  while (self->n_bins < self->max_bins
         && 1 - lkb_fit_get_cdf (fit, (self->n_bins - 1) * self->h) > TAIL)
    self->n_bins *= 2;

  for (guint k = 0; k < self->n_bins; k++)
    {
      double upto = lkb_fit_get_cdf (fit, (k + shift) * self->h), p = upto - below;

      g_array_append_val (mass, p);
      below = upto;
      if (1 - upto < 1e-10)
        break;
    }
  return mass;
}

LkbMass *
lkb_convolver_add (LkbConvolver *self, LkbMass *mass, const LkbFit *fit)
{
  LkbMass *term = bin_fit (self, fit);
  LkbMass *sum = convolve (self, mass, term);

  g_array_unref (mass);
  g_array_unref (term);
  return sum;
}

LkbMass *
lkb_convolver_max (LkbConvolver *self, LkbMass *a, LkbMass *b)
{
  LkbMass *out = g_array_new (FALSE, TRUE, sizeof (double));
  double fa = 0, fb = 0, below = 0;

  for (guint k = 0; k < MAX (a->len, b->len); k++)
    {
      double p;

      fa += k < a->len ? g_array_index (a, double, k) : 0;
      fb += k < b->len ? g_array_index (b, double, k) : 0;
      p = MAX (fa * fb - below, 0);
      g_array_append_val (out, p);
      below = fa * fb;
    }
  g_array_unref (a);
  g_array_unref (b);
  return out;
}

double
lkb_convolver_get_quantile (LkbConvolver *self, const LkbMass *mass, double level)
{
  double sum = 0;

  for (guint k = 0; k < mass->len; k++)
    {
      double p = g_array_index (mass, double, k);

      if (sum + p >= level - 1e-12)
        {
          if (!self->centred)
            return k * self->h;
          return MAX (0, (k - 0.5 + (p > 0 ? CLAMP ((level - sum) / p, 0, 1) : 1)) * self->h);
        }
      sum += p;
    }
  return NAN;
}

double
lkb_convolver_get_cdf (LkbConvolver *self, const LkbMass *mass, double x)
{
  double place = x / self->h + (self->centred ? 0.5 : 0), sum = 0;

  for (guint k = 0; k < mass->len; k++)
    {
      double p = g_array_index (mass, double, k);

      if (self->centred ? k + 1 <= place : k <= place + 1e-9)
        sum += p;
      else
        return MIN (1, self->centred && k < place ? sum + p * (place - k) : sum);
    }
  return MIN (sum, 1);
}

double
lkb_convolver_get_mean (LkbConvolver *self, const LkbMass *mass)
{
  double sum = 0;

  for (guint k = 0; k < mass->len; k++)
    sum += g_array_index (mass, double, k) * (k - (self->centred ? 0 : 0.5));
  return MAX (sum, 0) * self->h;
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
