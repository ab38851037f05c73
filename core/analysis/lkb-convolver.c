/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-convolver.h"

#include <math.h>
#include <string.h>

#define FINE_ROWS 8
#define COARSE_ROWS 64
#define ONE_SIDED_TERMS 8

/* θ·n: what lies beyond the grid comes back e^-14 times as large, and rounding grows e^14 times at the far end. */
#define TILT 14.0

/* The normal distribution function by cubic pieces of 1/64, off by less than 1e-10. */
#define TABLE_REACH 8
#define TABLE_STEPS 64
#define TABLE_SIZE (2 * TABLE_REACH * TABLE_STEPS + 1)

/* Transforms are kept up to this many bytes. */
#define CACHE_BYTES (48u << 20)

static const guint n_bins_of[LKB_N_GRAINS] = {
  [LKB_GRAIN_FINE] = 8192,
  [LKB_GRAIN_COARSE] = 512,
  [LKB_GRAIN_ROUGH] = 128,
};

/* What all grids of one grain share. */
typedef struct
{
  double *logs[2]; /* ln (k) and ln (k + 1/2), k < n */
  double *tilt; /* exp (-θk) */
  double *untilt;
  double *turns; /* cos, -sin of 2πk/n, k < n/2: from real to complex */
  double *levels; /* the same for each level of the transform of n/2, one after the other */
  guint *swaps; /* pairs to exchange before it */
  guint n_swaps;
} Tables;

typedef struct
{
  LkbGrid grid;
  LkbFit fit;
} Key;

struct _LkbConvolver
{
  Tables tables[LKB_N_GRAINS];
  double *normal; /* value and slope of the distribution function, by turns */
  GHashTable *cache; /* Key → LkbSpectrum */
  gsize cached;
  double *work; /* n of the finest grain */
  double *term;
};

LkbGrain
lkb_grain_for_row (guint n_before)
{
  if (n_before < FINE_ROWS)
    return LKB_GRAIN_FINE;
  return n_before < COARSE_ROWS ? LKB_GRAIN_COARSE : LKB_GRAIN_ROUGH;
}

void
lkb_grid_init (LkbGrid *grid, double reach, guint n_terms, LkbGrain grain)
{
  g_return_if_fail (reach > 0 && isfinite (reach));

  *grid = (LkbGrid){ .grain = grain };
  grid->centred = grain != LKB_GRAIN_FINE || n_terms > ONE_SIDED_TERMS;
  frexp (reach / n_bins_of[grain], &grid->exponent);
}

double
lkb_grid_get_width (const LkbGrid *grid)
{
  return ldexp (1, grid->exponent);
}

guint
lkb_grid_get_n_bins (const LkbGrid *grid)
{
  return n_bins_of[grid->grain];
}

/* Of all bits: g_double_hash() sees whole numbers only. */
static guint
hash_double (double value)
{
  guint64 bits;

  memcpy (&bits, &value, sizeof bits);
  return (guint) (bits ^ (bits >> 29));
}

static guint
hash_key (gconstpointer value)
{
  const Key *key = value;
  guint hash = (guint) key->grid.exponent * 8 + key->grid.grain * 2 + (guint) key->grid.centred;

  hash = hash * 31 + hash_double (key->fit.hi);
  for (guint i = 0; i < key->fit.n_points; i++)
    hash = hash * 31 + hash_double (key->fit.y[i]);
  return hash;
}

static gboolean
equal_keys (gconstpointer a, gconstpointer b)
{
  const Key *ka = a, *kb = b;
  const LkbFit *fa = &ka->fit, *fb = &kb->fit;

  if (ka->grid.exponent != kb->grid.exponent || ka->grid.grain != kb->grid.grain
      || ka->grid.centred != kb->grid.centred || fa->shape != fb->shape || fa->lo != fb->lo
      || fa->hi != fb->hi || fa->n_points != fb->n_points)
    return FALSE;
  for (guint i = 0; i < fa->n_points; i++)
    if (fa->y[i] != fb->y[i] || fa->z[i] != fb->z[i])
      return FALSE;
  return TRUE;
}

LkbConvolver *
lkb_convolver_new (void)
{
  LkbConvolver *self = g_new0 (LkbConvolver, 1);

  self->cache = g_hash_table_new_full (hash_key, equal_keys, g_free, g_free);
  return self;
}

void
lkb_convolver_free (LkbConvolver *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < LKB_N_GRAINS; i++)
    {
      Tables *t = &self->tables[i];

      g_free (t->logs[0]);
      g_free (t->logs[1]);
      g_free (t->tilt);
      g_free (t->untilt);
      g_free (t->turns);
      g_free (t->levels);
      g_free (t->swaps);
    }
  g_hash_table_unref (self->cache);
  g_free (self->normal);
  g_free (self->work);
  g_free (self->term);
  g_free (self);
}

static void
fill_turns (Tables *t, guint n)
{
  guint half = n / 2, at = 0;

  t->turns = g_new (double, n);
  for (guint k = 0; k < half; k++)
    {
      t->turns[2 * k] = cos (2 * G_PI * k / n);
      t->turns[2 * k + 1] = -sin (2 * G_PI * k / n);
    }

  t->levels = g_new (double, n);
  for (guint len = 2; len <= half; len <<= 1)
    for (guint k = 0; k < len / 2; k++)
      {
        t->levels[at++] = t->turns[2 * (k * (n / len))];
        t->levels[at++] = t->turns[2 * (k * (n / len)) + 1];
      }

  t->swaps = g_new (guint, n);
  for (guint i = 1, j = 0; i < half; i++)
    {
      guint bit = half >> 1;

      for (; j & bit; bit >>= 1)
        j ^= bit;
      j ^= bit;
      if (i < j)
        {
          t->swaps[t->n_swaps++] = i;
          t->swaps[t->n_swaps++] = j;
        }
    }
}

static const Tables *
get_tables (LkbConvolver *self, const LkbGrid *grid)
{
  Tables *t = &self->tables[grid->grain];
  guint n = n_bins_of[grid->grain];

  if (self->work == NULL)
    {
      self->work = g_new (double, n_bins_of[LKB_GRAIN_FINE]);
      self->term = g_new (double, n_bins_of[LKB_GRAIN_FINE]);
      self->normal = g_new (double, 2 * TABLE_SIZE);
      for (guint i = 0; i < TABLE_SIZE; i++)
        {
          double z = (double) i / TABLE_STEPS - TABLE_REACH;

          self->normal[2 * i] = lkb_normal_cdf (z);
          self->normal[2 * i + 1] = exp (-z * z / 2) / sqrt (2 * G_PI) / TABLE_STEPS;
        }
    }
  if (t->tilt != NULL)
    return t;

  t->tilt = g_new (double, n);
  t->untilt = g_new (double, n);
  t->logs[0] = g_new (double, n);
  t->logs[1] = g_new (double, n);
  for (guint k = 0; k < n; k++)
    {
      t->tilt[k] = exp (-TILT * k / n);
      t->untilt[k] = exp (TILT * k / n);
      t->logs[0][k] = log (k);
      t->logs[1][k] = log (k + 0.5);
    }
  fill_turns (t, n);
  return t;
}

static void
swap_places (const Tables *t, double *x)
{
  for (guint s = 0; s < t->n_swaps; s += 2)
    {
      double *a = x + 2 * t->swaps[s], *b = x + 2 * t->swaps[s + 1];
      double re = a[0], im = a[1];

      a[0] = b[0];
      a[1] = b[1];
      b[0] = re;
      b[1] = im;
    }
}

/* The level on which pairs of @len / 2 numbers become runs of @len. */
static void
do_level (const double *w, double *x, guint half, guint len, double sign)
{
  guint step = len / 2;

  for (guint i = 0; i < half; i += len)
    {
      double *u = x + 2 * i, *v = u + 2 * step;

      for (guint k = 0; k < 2 * step; k += 2)
        {
          double wr = w[k], wi = sign * w[k + 1];
          double re = v[k] * wr - v[k + 1] * wi, im = v[k] * wi + v[k + 1] * wr;

          v[k] = u[k] - re;
          v[k + 1] = u[k + 1] - im;
          u[k] += re;
          u[k + 1] += im;
        }
    }
}

/* That level and the next at once: four runs of @quarter become one. */
static void
do_two_levels (const double *w, double *x, guint half, guint quarter, double sign)
{
  const double *next = w + 2 * quarter;

  for (guint i = 0; i < half; i += 4 * quarter)
    {
      double *a = x + 2 * i, *b = a + 2 * quarter, *c = b + 2 * quarter, *d = c + 2 * quarter;

      for (guint k = 0; k < 2 * quarter; k += 2)
        {
          double wr = w[k], wi = sign * w[k + 1], vr = next[k], vi = sign * next[k + 1];
          double br = b[k] * wr - b[k + 1] * wi, bi = b[k] * wi + b[k + 1] * wr;
          double dr = d[k] * wr - d[k + 1] * wi, di = d[k] * wi + d[k + 1] * wr;
          double sr = c[k] + dr, si = c[k + 1] + di, tr = c[k] - dr, ti = c[k + 1] - di;
          double er = a[k] + br, ei = a[k + 1] + bi, fr = a[k] - br, fi = a[k + 1] - bi;
          double cr = sr * vr - si * vi, ci = sr * vi + si * vr;
          /* A quarter turn further. */
          double qr = sign * (tr * vi + ti * vr), qi = -sign * (tr * vr - ti * vi);

          a[k] = er + cr;
          a[k + 1] = ei + ci;
          b[k] = fr + qr;
          b[k + 1] = fi + qi;
          c[k] = er - cr;
          c[k + 1] = ei - ci;
          d[k] = fr - qr;
          d[k + 1] = fi - qi;
        }
    }
}

/* Transform of n/2 complex numbers in place; the inverse leaves out the division. */
static void
transform (const Tables *t, double *x, guint half, gboolean inverse)
{
  const double *w = t->levels;
  double sign = inverse ? -1 : 1;
  guint done = 1;

  swap_places (t, x);
  for (; done * 4 <= half; done *= 4)
    {
      do_two_levels (w, x, half, done, sign);
      w += 2 * 3 * done;
    }
  if (done < half)
    do_level (w, x, half, 2 * done, sign);
}

/* @n real numbers in place to the n/2 + 1 complex ones of their transform; the first and the last are real and share
 * the first pair. */
static void
to_spectrum (const Tables *t, double *x, guint n)
{
  guint half = n / 2;
  double re, im;

  transform (t, x, half, FALSE);
  re = x[0];
  im = x[1];
  x[0] = re + im;
  x[1] = re - im;
  for (guint k = 1; k <= half / 2; k++)
    {
      double *a = x + 2 * k, *b = x + 2 * (half - k);
      double er = (a[0] + b[0]) / 2, ei = (a[1] - b[1]) / 2;
      double or = (a[1] + b[1]) / 2, oi = (b[0] - a[0]) / 2;
      double wr = t->turns[2 * k], wi = t->turns[2 * k + 1];
      double tr = or *wr - oi * wi, ti = or *wi + oi * wr;

      a[0] = er + tr;
      a[1] = ei + ti;
      if (a != b)
        {
          b[0] = er - tr;
          b[1] = ti - ei;
        }
    }
}

/* The way back. */
static void
from_spectrum (const Tables *t, double *x, guint n)
{
  guint half = n / 2;
  double re, im;

  re = x[0];
  im = x[1];
  x[0] = (re + im) / 2;
  x[1] = (re - im) / 2;
  for (guint k = 1; k <= half / 2; k++)
    {
      double *a = x + 2 * k, *b = x + 2 * (half - k);
      double er = (a[0] + b[0]) / 2, ei = (a[1] - b[1]) / 2;
      double dr = (a[0] - b[0]) / 2, di = (a[1] + b[1]) / 2;
      double wr = t->turns[2 * k], wi = -t->turns[2 * k + 1];
      double or = dr * wr - di * wi, oi = dr * wi + di * wr;

      a[0] = er - oi;
      a[1] = ei + or ;
      if (a != b)
        {
          b[0] = er + oi;
          b[1] = or -ei;
        }
    }
  transform (t, x, half, TRUE);
  for (guint k = 0; k < n; k++)
    x[k] /= half;
}

/* The normal distribution function from the table. */
static double
look_up (const double *normal, double z)
{
  double place = (z + TABLE_REACH) * TABLE_STEPS, f;
  const double *at;
  guint i;

  if (!(place > 0))
    return 0;
  if (place >= TABLE_SIZE - 1)
    return 1;
  i = (guint) place;
  f = place - i;
  at = normal + 2 * i;
  return at[0]
         + f
               * (at[1]
                  + f
                        * (3 * (at[2] - at[0]) - 2 * at[1] - at[3]
                           + f * (2 * (at[0] - at[2]) + at[1] + at[3])));
}

/* What no figure sees stands in the last bin that is filled. */
#define TAIL 1e-11

/* Distribution function of a curve at each bin; what stands at the bins is its rise. Returns how many are not empty. */
static guint
bin_curve (LkbConvolver *self, const Tables *t, const LkbGrid *grid, const LkbFit *fit, double *out)
{
  guint n = n_bins_of[grid->grain], piece = 0;
  const double *logs = t->logs[grid->centred ? 1 : 0];
  double log_h = grid->exponent * G_LN2, below = 0;
  double from_z, to_z, at_zero, slope;

  lkb_fit_get_piece (fit, 0, &from_z, &to_z, &at_zero, &slope);
  for (guint k = 0; k < n; k++)
    {
      double y = logs[k] + log_h, upto;

      while (piece < fit->n_points)
        {
          double next_from, next_to, next_zero, next_slope;

          lkb_fit_get_piece (fit, piece + 1, &next_from, &next_to, &next_zero, &next_slope);
          if (y < next_zero + next_slope * next_from)
            break;
          piece++;
          from_z = next_from;
          to_z = next_to;
          at_zero = next_zero;
          slope = next_slope;
        }
      if (slope > 0)
        upto = look_up (self->normal, MIN ((y - at_zero) / slope, to_z));
      else
        upto = y >= at_zero ? look_up (self->normal, to_z) : below;
      upto = MAX (upto, below);
      out[k] = upto - below;
      below = upto;
      if (1 - upto < TAIL)
        {
          out[k] += 1 - upto;
          return k + 1;
        }
    }
  return n;
}

static void
bin_fit (LkbConvolver *self, const Tables *t, const LkbGrid *grid, const LkbFit *fit, double *out)
{
  guint n = n_bins_of[grid->grain], filled = 0;
  double h = lkb_grid_get_width (grid), shift = grid->centred ? 0.5 : 0, below = 0;

  if (fit->shape == LKB_SHAPE_CURVE)
    {
      filled = bin_curve (self, t, grid, fit, out);
    }
  else
    {
      while (filled < n && 1 - below >= TAIL)
        {
          double upto = lkb_fit_get_cdf (fit, (filled + shift) * h);

          out[filled++] = upto - below;
          below = upto;
        }
    }
  for (guint k = 0; k < filled; k++)
    out[k] *= t->tilt[k];
  memset (out + filled, 0, (n - filled) * sizeof (double));
}

LkbSpectrum *
lkb_convolver_start (LkbConvolver *self, const LkbGrid *grid)
{
  guint n = n_bins_of[grid->grain];
  LkbSpectrum *one = g_new0 (double, n);

  get_tables (self, grid);
  for (guint k = 0; k < n; k += 2)
    one[k] = 1;
  one[1] = 1;
  return one;
}

static const LkbSpectrum *
get_term (LkbConvolver *self, const LkbGrid *grid, const LkbFit *fit)
{
  const Tables *t = get_tables (self, grid);
  guint n = n_bins_of[grid->grain];
  Key key = { *grid, *fit };
  LkbSpectrum *spectrum = g_hash_table_lookup (self->cache, &key);

  if (spectrum != NULL)
    return spectrum;
  if (self->cached > CACHE_BYTES)
    {
      bin_fit (self, t, grid, fit, self->term);
      to_spectrum (t, self->term, n);
      return self->term;
    }
  spectrum = g_new (double, n);
  bin_fit (self, t, grid, fit, spectrum);
  to_spectrum (t, spectrum, n);
  g_hash_table_insert (self->cache, g_memdup2 (&key, sizeof key), spectrum);
  self->cached += n * sizeof (double);
  return spectrum;
}

void
lkb_convolver_multiply (const LkbGrid *grid, LkbSpectrum *sum, const LkbSpectrum *other)
{
  guint n = n_bins_of[grid->grain];

  sum[0] *= other[0];
  sum[1] *= other[1];
  for (guint k = 2; k < n; k += 2)
    {
      double re = sum[k] * other[k] - sum[k + 1] * other[k + 1];

      sum[k + 1] = sum[k] * other[k + 1] + sum[k + 1] * other[k];
      sum[k] = re;
    }
}

void
lkb_convolver_add (LkbConvolver *self, const LkbGrid *grid, LkbSpectrum *sum, const LkbFit *fit)
{
  lkb_convolver_multiply (grid, sum, get_term (self, grid, fit));
}

/* The mass behind a spectrum, in self->work. */
static double *
get_mass (LkbConvolver *self, const LkbGrid *grid, const LkbSpectrum *sum)
{
  const Tables *t = get_tables (self, grid);
  guint n = n_bins_of[grid->grain];

  memcpy (self->work, sum, n * sizeof (double));
  from_spectrum (t, self->work, n);
  for (guint k = 0; k < n; k++)
    self->work[k] = MAX (self->work[k] * t->untilt[k], 0);
  return self->work;
}

void
lkb_convolver_max (LkbConvolver *self, const LkbGrid *grid, LkbSpectrum *a, const LkbSpectrum *b)
{
  const Tables *t = get_tables (self, grid);
  guint n = n_bins_of[grid->grain];
  double fa = 0, fb = 0, below = 0;
  const double *mass = get_mass (self, grid, a);

  memcpy (a, mass, n * sizeof (double));
  mass = get_mass (self, grid, b);
  for (guint k = 0; k < n; k++)
    {
      fa += a[k];
      fb += mass[k];
      a[k] = MAX (fa * fb - below, 0) * t->tilt[k];
      below = fa * fb;
    }
  to_spectrum (t, a, n);
}

LkbMass *
lkb_convolver_finish (LkbConvolver *self, const LkbGrid *grid, const LkbSpectrum *sum)
{
  guint n = n_bins_of[grid->grain];
  LkbMass *mass = g_array_sized_new (FALSE, FALSE, sizeof (double), n);

  return g_array_append_vals (mass, get_mass (self, grid, sum), n);
}

double
lkb_mass_get_place (const LkbGrid *grid, guint k)
{
  return k * lkb_grid_get_width (grid);
}

double
lkb_mass_get_quantile (const LkbMass *mass, const LkbGrid *grid, double level)
{
  double h = lkb_grid_get_width (grid), sum = 0;

  for (guint k = 0; k < mass->len; k++)
    {
      double p = g_array_index (mass, double, k);

      if (sum + p >= level - 1e-12)
        {
          if (!grid->centred)
            return k * h;
          return MAX (0, (k - 0.5 + (p > 0 ? CLAMP ((level - sum) / p, 0, 1) : 1)) * h);
        }
      sum += p;
    }
  return NAN;
}

double
lkb_mass_get_cdf (const LkbMass *mass, const LkbGrid *grid, double x)
{
  double place = x / lkb_grid_get_width (grid) + (grid->centred ? 0.5 : 0), sum = 0;

  for (guint k = 0; k < mass->len; k++)
    {
      double p = g_array_index (mass, double, k);

      if (grid->centred ? k + 1 <= place : k <= place + 1e-9)
        sum += p;
      else
        return MIN (1, grid->centred && k < place ? sum + p * (place - k) : sum);
    }
  return MIN (sum, 1);
}

double
lkb_mass_get_mean (const LkbMass *mass, const LkbGrid *grid)
{
  double sum = 0;

  for (guint k = 0; k < mass->len; k++)
    sum += g_array_index (mass, double, k) * k;
  return sum * lkb_grid_get_width (grid);
}
