/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** LkbFitItem: something to place on a line: near @wish, within @lo and @hi (the wish counts more
 * with more @weight, > 0). @at is the result. */
typedef struct
{
  double wish;
  double weight;
  double lo;
  double hi;
  double at;
} LkbFitItem;

/**
 * lkb_fit_in_order:
 * Places the items in their order, each at least @gap after the one before, with the least sum of
 * weighted squared distances from the wishes (pool adjacent violators). Where the bounds leave too
 * little room the gap shrinks.
 * Returns: the gap that was kept
 */
double lkb_fit_in_order (LkbFitItem *items, guint n, double gap);

G_END_DECLS
