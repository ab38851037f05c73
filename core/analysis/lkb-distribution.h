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
  LKB_SHAPE_EXPONENTIAL, /* of mean hi */
  LKB_SHAPE_TWO_POINT, /* lo with the probability y[0], else hi */
} LkbShape;

/** LkbFit: the distribution of one term, by value. */
typedef struct
{
  LkbShape shape;
  double lo, hi;
  guint n_points; /* of a curve 2 or 3 */
  double z[3];
  double y[3];
} LkbFit;

void lkb_fit_set_constant (LkbFit *fit, double value);
void lkb_fit_set_uniform (LkbFit *fit, double lo, double hi);
/** lkb_fit_set_exponential, lkb_fit_set_two_point: what no percentiles tell: the textbook's counterexamples. */
void lkb_fit_set_exponential (LkbFit *fit, double mean);
void lkb_fit_set_two_point (LkbFit *fit, double lo, double hi, double share_of_lo);
/** lkb_fit_set_quantiles: through two or three of p50, p95 and p99 (NAN = not known): two points give a lognormal
 * (μ = ln p50, σ = ln (p95 / p50) / 1.6448536), three the piecewise-linear curve, exact at each. FALSE when fewer are
 * known, one is not positive, or they are out of order. */
gboolean lkb_fit_set_quantiles (LkbFit *fit, double p50, double p95, double p99);

double lkb_fit_get_quantile (const LkbFit *fit, double level);
/** lkb_fit_get_quantile_at: the same where @z, the normal quantile of @level, is known already. */
double lkb_fit_get_quantile_at (const LkbFit *fit, double level, double z);
double lkb_fit_get_cdf (const LkbFit *fit, double x);
/** lkb_fit_get_moment: E[x^k], k from 1 to 3; closed form. */
double lkb_fit_get_moment (const LkbFit *fit, int k);

/** lkb_fit_get_excess: E[(X - x)⁺]: of a lognormal exp(μ + σ²/2)·Φ((μ + σ² - ln x)/σ) - x·Φ((μ - ln x)/σ). */
double lkb_fit_get_excess (const LkbFit *fit, double x);
/** lkb_fit_get_piece: the straight piece @i of n_points + 1 of a curve: before the first point, between points, after the
 * last; ln x = @at_zero + @slope · z for z from @from_z to @to_z. */
void lkb_fit_get_piece (const LkbFit *fit, guint i, double *from_z, double *to_z, double *at_zero,
                        double *slope);

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
