/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-formulas.h"

#include <math.h>

#define MINUTES_30D 43200.0

double
lkb_guaranteed_level (guint n, double level)
{
  return MAX (0, 1 - n * (1 - level));
}

double
lkb_level_for_hop (guint n, double level)
{
  return 1 - (1 - level) / MAX (n, 1);
}

double
lkb_chance_any_slow (guint n, double share)
{
  return 1 - pow (1 - share, n);
}

double
lkb_catch_up (double outage, double rate, double capacity)
{
  if (isnan (rate) || isnan (capacity))
    return NAN;
  return capacity > rate ? outage * rate / (capacity - rate) : INFINITY;
}

double
lkb_stale_after (double outage, double rate, double capacity)
{
  return outage + lkb_catch_up (outage, rate, capacity);
}

double
lkb_queue_stretch (double utilisation)
{
  return utilisation < 1 ? 1 / (1 - utilisation) : isnan (utilisation) ? NAN : INFINITY;
}

double
lkb_k_of_n (guint k, guint n, double availability)
{
  double a = availability, sum = 0;

  for (guint j = k; j <= n; j++)
    sum += exp (lgamma (n + 1.0) - lgamma (j + 1.0) - lgamma (n - j + 1.0)) * pow (a, j)
           * pow (1 - a, n - j);
  return MIN (sum, 1);
}

double
lkb_downtime_min_30d (double availability)
{
  return (1 - availability) * MINUTES_30D;
}
