/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lkb-distribution.h"

G_BEGIN_DECLS

/** LkbSum: the total of independent terms, ready to be asked. Exact when at most one term varies, by convolution up to
 * LKB_SUM_MAX_CONVOLVED varying terms, by moments beyond. */
typedef struct _LkbSum LkbSum;

#define LKB_SUM_MAX_CONVOLVED 64

/** lkb_sum_new: @fits: borrowed, must outlive the sum. */
LkbSum *lkb_sum_new (const LkbFit *const *fits, guint n, LkbGrain grain);
/** lkb_sum_new_from_mass: takes both over. */
LkbSum *lkb_sum_new_from_mass (LkbConvolver *convolver, LkbMass *mass);
void lkb_sum_free (LkbSum *sum);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LkbSum, lkb_sum_free)

/** lkb_sum_get_quantile: NAN when a very long tail takes it beyond the grid. */
double lkb_sum_get_quantile (const LkbSum *sum, double level);
double lkb_sum_get_cdf (const LkbSum *sum, double x);
double lkb_sum_get_mean (const LkbSum *sum);

G_END_DECLS
