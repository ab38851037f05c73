/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-fit.h"

typedef struct
{
  double sum;
  double weight;
  guint n;
} Pool;

/* Two items that cannot move keep the distance they have. */
static double
get_gap (const LkbFitItem *items, guint before, double gap)
{
  return items[before].lo >= items[before].hi && items[before + 1].lo >= items[before + 1].hi ? 0
                                                                                              : gap;
}

static gboolean
bounds_allow (const LkbFitItem *items, guint n, double gap, double *floors, double *caps)
{
  for (guint i = 0; i < n; i++)
    floors[i] = i == 0 ? items[i].lo
                       : MAX (items[i].lo, floors[i - 1] + get_gap (items, i - 1, gap));
  for (guint i = n; i-- > 0;)
    caps[i] = i == n - 1 ? items[i].hi : MIN (items[i].hi, caps[i + 1] - get_gap (items, i, gap));
  for (guint i = 0; i < n; i++)
    if (floors[i] > caps[i] + 1e-9)
      return FALSE;
  return TRUE;
}

double
lkb_fit_in_order (LkbFitItem *items, guint n, double gap)
{
  g_autofree Pool *pools = NULL;
  g_autofree double *floors = NULL;
  g_autofree double *caps = NULL;
  guint n_pools = 0;
  guint k = 0;

  if (n == 0)
    return gap;
  pools = g_new (Pool, n);
  floors = g_new (double, n);
  caps = g_new (double, n);
  for (guint tries = 0; !bounds_allow (items, n, gap, floors, caps); tries++)
    {
      if (tries == 8)
        {
          /* The bounds contradict the order: keep the order, then the bounds as far as they go. */
          gap = 0;
          break;
        }
      gap *= 0.6;
    }

  for (guint i = 0; i < n; i++)
    {
      Pool pool = { (items[i].wish - i * gap) * items[i].weight, items[i].weight, 1 };
      while (n_pools > 0
             && pools[n_pools - 1].sum / pools[n_pools - 1].weight > pool.sum / pool.weight)
        {
          n_pools--;
          pool.sum += pools[n_pools].sum;
          pool.weight += pools[n_pools].weight;
          pool.n += pools[n_pools].n;
        }
      pools[n_pools++] = pool;
    }
  for (guint i = 0; i < n_pools; i++)
    for (guint j = 0; j < pools[i].n; j++, k++)
      items[k].at = pools[i].sum / pools[i].weight + k * gap;
  for (guint i = 0; i < n; i++)
    {
      items[i].at = MIN (MAX (items[i].at, floors[i]), MAX (caps[i], items[i].lo));
      items[i].at = MIN (MAX (items[i].at, items[i].lo), items[i].hi);
    }
  return gap;
}
