/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lkb-convolver.h"

G_BEGIN_DECLS

/** LkbSum: the total of independent terms, ready to be asked. Exact when at most one term varies, by convolution up to
 * LKB_SUM_MAX_CONVOLVED varying terms, by moments beyond. */
typedef struct _LkbSum LkbSum;

#define LKB_SUM_MAX_CONVOLVED 64

/** LkbComposeFunc: (transfer full): the transform of a total on @grid. */
typedef LkbSpectrum *(*LkbComposeFunc) (LkbConvolver *convolver, const LkbGrid *grid,
                                        gpointer data);

/**
 * lkb_sum_new:
 * @convolver: borrowed
 * @fits: (array length=n): borrowed; both must outlive the sum
 * @level: the highest level that will be asked for: the grid reaches as far, and its bins are doubled until it does
 */
LkbSum *lkb_sum_new (LkbConvolver *convolver, const LkbFit *const *fits, guint n, LkbGrain grain,
                     double level);
/** lkb_sum_new_composed: of what is more than a sum. @scale: about its p95, > 0; @data must outlive the sum. */
LkbSum *lkb_sum_new_composed (LkbConvolver *convolver, LkbComposeFunc compose, gpointer data,
                              double scale, guint n_terms, LkbGrain grain, double level);
/** LkbQuantileFunc: NAN when unknown. */
typedef double (*LkbQuantileFunc) (gconstpointer data, double level);
/** lkb_sum_new_from_quantiles: of terms whose slow moments coincide: their quantiles add. @data must outlive the sum. */
LkbSum *lkb_sum_new_from_quantiles (LkbQuantileFunc quantile, gconstpointer data);
void lkb_sum_free (LkbSum *sum);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LkbSum, lkb_sum_free)

/** lkb_sum_get_quantile: NAN when a very long tail takes it beyond every grid. */
double lkb_sum_get_quantile (const LkbSum *sum, double level);
double lkb_sum_get_cdf (const LkbSum *sum, double x);
double lkb_sum_get_mean (const LkbSum *sum);
/** lkb_sum_get_excess: E[(X - x)⁺], by how much @x is overshot on average. */
double lkb_sum_get_excess (const LkbSum *sum, double x);
/** lkb_sum_get_decay: E[2^(-X / half_life)], @half_life > 0. */
double lkb_sum_get_decay (const LkbSum *sum, double half_life);

/** lkb_sum_sample: the distribution function at @n (2 or more) evenly spaced times from 0 up to a little more than the
 * time of @level: @xs and @shares (array length=n). FALSE when there is no such time. */
gboolean lkb_sum_sample (const LkbSum *sum, double level, guint n, double *xs, double *shares);

G_END_DECLS
