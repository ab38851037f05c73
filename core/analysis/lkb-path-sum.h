/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lkb-path-search.h"
#include "lkb-sum.h"

G_BEGIN_DECLS

/** LKB_MAX_JOINS: branches that are followed in one path; what is beyond counts as not there. */
#define LKB_MAX_JOINS 32

gboolean lkb_path_has_joins (const LkbPath *path);

/** lkb_path_add_quantiles: the sum of a percentile over the terms; where branches join, the largest of them. NAN when a
 * term does not know that percentile. */
double lkb_path_add_quantiles (const LkbPath *path, const LkbHops *hops, double level);

/** lkb_path_count_terms: of all branches together, those that they share once. */
guint lkb_path_count_terms (const LkbPath *path, const LkbHops *hops);

/** LkbPathSum: the time of a path, ready to be asked. What branches share before they part counts once for all of them;
 * after that they are independent, and the latest has the product of their distributions. */
typedef struct _LkbPathSum LkbPathSum;

/**
 * lkb_path_sum_new:
 * @path: complete; it, @hops and @convolver are borrowed and must outlive the sum
 * @coincident: slow moments coincide
 * @level: the highest that will be asked for
 */
LkbPathSum *lkb_path_sum_new (const LkbPath *path, const LkbHops *hops, LkbConvolver *convolver,
                              gboolean coincident, LkbGrain grain, double level);
void lkb_path_sum_free (LkbPathSum *sum);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LkbPathSum, lkb_path_sum_free)
const LkbSum *lkb_path_sum_get (const LkbPathSum *sum);

G_END_DECLS
