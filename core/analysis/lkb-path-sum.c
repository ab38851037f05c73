/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-path-sum.h"

#include <math.h>

struct _LkbPathSum
{
  const LkbPath *path;
  const LkbHops *hops;
  GPtrArray *fits; /* of a path without joins */
  LkbSum *sum;
};

/* A level and its normal quantile. */
typedef struct
{
  double level;
  double z;
} Level;

static double
get_term_quantile (const LkbHopTerm *term, const Level *at)
{
  /* What is shown of a fit is what it says at exactly these levels. */
  double margin = term->has_fit ? 0 : 1e-9;

  if (fabs (at->level - 0.95) <= margin)
    return term->shown.p95;
  if (fabs (at->level - 0.99) <= margin)
    return term->shown.p99;
  if (fabs (at->level - 0.5) <= margin)
    return term->shown.p50;
  return term->has_fit ? lkb_fit_get_quantile_at (&term->fit, at->level, at->z) : NAN;
}

static double
add_branch (const LkbPath *path, const LkbHops *hops, const Level *at, guint *joins_left)
{
  double sum = 0, floor = -INFINITY;

  /* Backwards from the end: a join sets what the sum of everything before it must at least be. */
  for (const LkbPath *p = path; p->previous != NULL; p = p->previous)
    {
      for (guint i = 0; i<p->n_joins && * joins_left> 0; i++)
        {
          --*joins_left;
          floor = fmax (floor, sum + add_branch (p->joins[i], hops, at, joins_left));
        }
      for (guint i = hops->first[p->edge]; i < hops->first[p->edge + 1]; i++)
        sum += get_term_quantile (&g_array_index (hops->terms, LkbHopTerm, i), at);
    }
  return isnan (sum) ? sum : MAX (sum, floor);
}

double
lkb_path_add_quantiles (const LkbPath *path, const LkbHops *hops, double level)
{
  Level at = { level, level > 0 && level < 1 ? lkb_normal_quantile (level) : 0 };
  guint joins_left = LKB_MAX_JOINS;

  return add_branch (path, hops, &at, &joins_left);
}

gboolean
lkb_path_has_joins (const LkbPath *path)
{
  for (const LkbPath *p = path; p->previous != NULL; p = p->previous)
    if (p->n_joins > 0)
      return TRUE;
  return FALSE;
}

static void
count_branch (const LkbPath *path, const LkbHops *hops, GHashTable *seen, guint *n,
              guint *joins_left)
{
  for (const LkbPath *p = path; p->previous != NULL; p = p->previous)
    {
      if (g_hash_table_add (seen, GUINT_TO_POINTER (p->edge)))
        *n += hops->first[p->edge + 1] - hops->first[p->edge];
      for (guint i = 0; i<p->n_joins && * joins_left> 0; i++)
        {
          --*joins_left;
          count_branch (p->joins[i], hops, seen, n, joins_left);
        }
    }
}

guint
lkb_path_count_terms (const LkbPath *path, const LkbHops *hops)
{
  g_autoptr (GHashTable) seen = NULL;
  guint n = 0, joins_left = LKB_MAX_JOINS;

  if (!lkb_path_has_joins (path))
    return path->n_terms;
  seen = g_hash_table_new (NULL, NULL);
  count_branch (path, hops, seen, &n, &joins_left);
  return n;
}

/* Whether all that comes together in @path up to @from has come through @from. */
static gboolean
all_come_from (const LkbPath *path, const LkbPath *from, guint *joins_left)
{
  for (const LkbPath *p = path; p != from; p = p->previous)
    {
      if (p == NULL)
        return FALSE;
      for (guint i = 0; i < p->n_joins; i++)
        {
          if (*joins_left == 0)
            return FALSE;
          --*joins_left;
          if (!all_come_from (p->joins[i], from, joins_left))
            return FALSE;
        }
    }
  return TRUE;
}

/* Where the branches that join at @path parted; @stop when not after it (NULL: at the start or never together). */
static const LkbPath *
find_parting (const LkbPath *path, const LkbPath *stop)
{
  for (const LkbPath *p = path->previous; p != NULL && p != stop; p = p->previous)
    {
      guint joins_left = LKB_MAX_JOINS;

      if (all_come_from (path, p, &joins_left))
        return p;
    }
  return stop;
}

typedef struct
{
  const LkbHops *hops;
  LkbConvolver *convolver;
  const LkbGrid *grid;
  guint joins_left;
} Composer;

static void
add_hop (Composer *self, LkbSpectrum *sum, guint edge)
{
  for (guint i = self->hops->first[edge]; i < self->hops->first[edge + 1]; i++)
    lkb_convolver_add (self->convolver, self->grid, sum,
                       &g_array_index (self->hops->terms, LkbHopTerm, i).fit);
}

/* (transfer full): the time from @stop (NULL: the start) to @path. */
static LkbSpectrum *
compose (Composer *self, const LkbPath *path, const LkbPath *stop)
{
  LkbSpectrum *sum = lkb_convolver_start (self->convolver, self->grid);
  const LkbPath *p;

  for (p = path; p != stop && p->previous != NULL; p = p->previous)
    {
      const LkbPath *parting;
      g_autofree LkbSpectrum *latest = NULL;

      if (p->n_joins == 0 || self->joins_left == 0)
        {
          add_hop (self, sum, p->edge);
          continue;
        }

      parting = find_parting (p, stop);
      latest = compose (self, p->previous, parting);
      add_hop (self, latest, p->edge);
      for (guint i = 0; i < p->n_joins && self->joins_left > 0; i++)
        {
          const LkbPath *other = p->joins[i];
          g_autofree LkbSpectrum *branch = NULL;

          self->joins_left--;
          branch = compose (self, other->previous, parting);
          add_hop (self, branch, other->edge);
          lkb_convolver_max (self->convolver, self->grid, latest, branch);
        }
      lkb_convolver_multiply (self->grid, sum, latest);
      if (parting != NULL && parting != stop)
        {
          g_autofree LkbSpectrum *before = compose (self, parting, stop);

          lkb_convolver_multiply (self->grid, sum, before);
        }
      return sum;
    }
  return sum;
}

static LkbSpectrum *
compose_path (LkbConvolver *convolver, const LkbGrid *grid, gpointer data)
{
  const LkbPathSum *self = data;
  Composer composer = { self->hops, convolver, grid, LKB_MAX_JOINS };

  return compose (&composer, self->path, NULL);
}

static double
get_coincident (gconstpointer data, double level)
{
  const LkbPathSum *self = data;

  return lkb_path_add_quantiles (self->path, self->hops, level);
}

LkbPathSum *
lkb_path_sum_new (const LkbPath *path, const LkbHops *hops, LkbConvolver *convolver,
                  gboolean coincident, LkbGrain grain, double level)
{
  LkbPathSum *self = g_new0 (LkbPathSum, 1);

  self->path = path;
  self->hops = hops;
  if (coincident)
    {
      self->sum = lkb_sum_new_from_quantiles (get_coincident, self);
      return self;
    }
  if (lkb_path_has_joins (path) && path->n_terms > 1 && path->n_terms <= LKB_SUM_MAX_CONVOLVED)
    {
      double scale = lkb_path_add_quantiles (path, hops, 0.95);

      if (scale > 0 && isfinite (scale))
        {
          self->sum = lkb_sum_new_composed (convolver, compose_path, self, scale,
                                            lkb_path_count_terms (path, hops), grain, level);
          return self;
        }
    }

  self->fits = g_ptr_array_new ();
  for (const LkbPath *p = path; p->previous != NULL; p = p->previous)
    for (guint i = hops->first[p->edge]; i < hops->first[p->edge + 1]; i++)
      g_ptr_array_add (self->fits, &g_array_index (hops->terms, LkbHopTerm, i).fit);
  self->sum = lkb_sum_new (convolver, (const LkbFit *const *) self->fits->pdata, self->fits->len,
                           grain, level);
  return self;
}

void
lkb_path_sum_free (LkbPathSum *self)
{
  if (self == NULL)
    return;
  lkb_sum_free (self->sum);
  g_clear_pointer (&self->fits, g_ptr_array_unref);
  g_free (self);
}

const LkbSum *
lkb_path_sum_get (const LkbPathSum *self)
{
  return self->sum;
}
