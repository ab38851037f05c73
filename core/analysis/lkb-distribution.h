/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Normal distribution function and its inverse (0 < level < 1). */
double lkb_normal_cdf (double z);
double lkb_normal_quantile (double level);

typedef enum
{
  LKB_SHAPE_CONSTANT, /* lo */
  LKB_SHAPE_CURVE, /* ln x against z, straight between and beyond the points */
  LKB_SHAPE_UNIFORM, /* between lo and hi */
} LkbShape;

/** LkbFit: the distribution of one term, by value. */
typedef struct
{
  LkbShape shape;
  double lo, hi;
  guint n_points; /* 2 or 3 */
  double z[3];
  double y[3];
} LkbFit;

void lkb_fit_set_constant (LkbFit *fit, double value);
void lkb_fit_set_uniform (LkbFit *fit, double lo, double hi);
/** lkb_fit_set_quantiles: through two or three of p50, p95 and p99 (NAN = not known): two points give a lognormal
 * (μ = ln p50, σ = ln (p95 / p50) / 1.6448536), three the piecewise-linear curve, exact at each. FALSE when fewer are
 * known, one is not positive, or they are out of order. */
gboolean lkb_fit_set_quantiles (LkbFit *fit, double p50, double p95, double p99);

double lkb_fit_get_quantile (const LkbFit *fit, double level);
double lkb_fit_get_cdf (const LkbFit *fit, double x);
/** lkb_fit_get_moment: E[x^k], k from 1 to 3; closed form. */
double lkb_fit_get_moment (const LkbFit *fit, int k);

/**
 * LkbConvolver: adds independent terms on one grid. Each term's distribution is cut into bins of width h (a power of
 * two, so that a finer and a coarser grid agree and no figure falls when an input rises) and convolved. With few terms
 * the mass of a bin stands at its upper edge, so that the error is one-sided and at most n·h; with many it stands in
 * the middle. Deterministic.
 */
typedef struct _LkbConvolver LkbConvolver;

/** LkbGrain: how finely the grid is cut. */
typedef enum
{
  LKB_GRAIN_FINE, /* 4096 to 8192 bins up to the scale, mass at upper edges; for eight terms and fewer, else coarse */
  LKB_GRAIN_COARSE, /* 256 to 512 bins */
  LKB_GRAIN_ROUGH, /* 64 to 128 bins: about 1 % off */
} LkbGrain;

/** lkb_grain_for_row: what a row is worth that has @n_before others before it: those that are shown first are exact, and
 * a board of any size is done in no time. */
LkbGrain lkb_grain_for_row (guint n_before);

/** lkb_convolver_new: @scale: sum of the p95 of all terms, > 0; @n_terms: how many. */
LkbConvolver *lkb_convolver_new (double scale, guint n_terms, LkbGrain grain);
void lkb_convolver_free (LkbConvolver *convolver);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LkbConvolver, lkb_convolver_free)

/** LkbMass: probabilities of the bins 0, h, 2h, …; what is missing to 1 lies beyond the last. */
typedef GArray LkbMass;

LkbMass *lkb_convolver_start (LkbConvolver *convolver); /* (transfer full): all at 0 */
/** lkb_convolver_add: (transfer full): takes @mass over; the sum of it and an independent term. */
LkbMass *lkb_convolver_add (LkbConvolver *convolver, LkbMass *mass, const LkbFit *fit);
/** lkb_convolver_max: (transfer full): takes both over: the later of two independent ones. */
LkbMass *lkb_convolver_max (LkbConvolver *convolver, LkbMass *a, LkbMass *b);
/** lkb_convolver_get_quantile: NAN when it lies beyond the grid, which only very long tails do. */
double lkb_convolver_get_quantile (LkbConvolver *convolver, const LkbMass *mass, double level);
double lkb_convolver_get_cdf (LkbConvolver *convolver, const LkbMass *mass, double x);
double lkb_convolver_get_mean (LkbConvolver *convolver, const LkbMass *mass);

/** LkbMoments: of a sum of independent terms, by value. */
typedef struct
{
  double mean;
  double variance;
  double third; /* central */
} LkbMoments;

void lkb_moments_set (LkbMoments *moments, const LkbFit *const *fits, guint n);
/** lkb_moments_get_quantile: of a sum of very many terms, by the Cornish-Fisher expansion to the third moment. */
double lkb_moments_get_quantile (const LkbMoments *moments, double level);

G_END_DECLS
