/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-nudge.h"

#include "lkb-fit.h"
#include "lkb-metrics.h"

#define ROUNDS 2
/* Clusters beyond this are ordered by a simple key instead of pair by pair. */
#define PAIRWISE_MAX 80
#define WEIGHT_FIXED 1e6
#define EPS 0.01

/* A piece of a line. "across" is the coordinate it may be moved along: x of an upright one. */
typedef struct
{
  guint route;
  guint index; /* of its first point */
  double across;
  double lo; /* along */
  double hi;
  int lo_turn; /* -1, 0, 1: where the line goes on at the low end: to lower or higher across */
  int hi_turn;
  gboolean fixed;
  guint parent; /* union-find */
  int rank;
} Piece;

static guint
find_root (Piece *pieces, guint i)
{
  while (pieces[i].parent != i)
    {
      pieces[i].parent = pieces[pieces[i].parent].parent;
      i = pieces[i].parent;
    }
  return i;
}

static int
compare_pieces (gconstpointer a, gconstpointer b)
{
  const Piece *x = a;
  const Piece *y = b;

  if (ABS (x->across - y->across) > EPS)
    return x->across < y->across ? -1 : 1;
  if (x->lo != y->lo)
    return x->lo < y->lo ? -1 : 1;
  if (x->route != y->route)
    return x->route < y->route ? -1 : 1;
  return x->index < y->index ? -1 : x->index > y->index;
}

static double
get_across (LkbPoint p, gboolean upright)
{
  return upright ? p.x : p.y;
}

static double
get_along (LkbPoint p, gboolean upright)
{
  return upright ? p.y : p.x;
}

static int
find_turn (const LkbPoint *points, guint n, guint at, int step, gboolean upright)
{
  double d;

  if ((step < 0 && at == 0) || (step > 0 && at + 1 >= n))
    return 0;
  d = get_across (points[(int) at + step], upright) - get_across (points[at], upright);
  return d > EPS ? 1 : d < -EPS ? -1 : 0;
}

static GArray *
collect_pieces (LkbNudgeRoute *routes, gsize n_routes, gboolean upright)
{
  GArray *pieces = g_array_new (FALSE, TRUE, sizeof (Piece));

  for (guint r = 0; r < n_routes; r++)
    {
      const LkbPoint *p = (const LkbPoint *) (gpointer) routes[r].points->data;
      guint n = routes[r].points->len;

      for (guint k = 0; k + 1 < n; k++)
        {
          Piece piece = { .route = r, .index = k };
          gboolean rising;

          if (ABS (get_across (p[k], upright) - get_across (p[k + 1], upright)) > EPS
              || ABS (get_along (p[k], upright) - get_along (p[k + 1], upright)) < EPS)
            continue;
          rising = get_along (p[k], upright) < get_along (p[k + 1], upright);
          piece.across = get_across (p[k], upright);
          piece.lo = get_along (p[rising ? k : k + 1], upright);
          piece.hi = get_along (p[rising ? k + 1 : k], upright);
          piece.lo_turn = rising ? find_turn (p, n, k, -1, upright)
                                 : find_turn (p, n, k + 1, 1, upright);
          piece.hi_turn = rising ? find_turn (p, n, k + 1, 1, upright)
                                 : find_turn (p, n, k, -1, upright);
          piece.fixed = routes[r].fixed || k == 0 || k + 2 == n;
          g_array_append_val (pieces, piece);
        }
    }
  return pieces;
}

/* Crossings between two pieces when @a lies on the lower side of @b. */
static int
count_crossings (const Piece *a, const Piece *b)
{
  int n = 0;

  if (a->lo_turn > 0 && a->lo > b->lo + EPS && a->lo < b->hi - EPS)
    n++;
  if (a->hi_turn > 0 && a->hi > b->lo + EPS && a->hi < b->hi - EPS)
    n++;
  if (b->lo_turn < 0 && b->lo > a->lo + EPS && b->lo < a->hi - EPS)
    n++;
  if (b->hi_turn < 0 && b->hi > a->lo + EPS && b->hi < a->hi - EPS)
    n++;
  return n;
}

static int
compare_ranks (gconstpointer a, gconstpointer b)
{
  const Piece *x = *(const Piece *const *) a;
  const Piece *y = *(const Piece *const *) b;

  if (x->fixed && y->fixed && ABS (x->across - y->across) > EPS)
    return x->across < y->across ? -1 : 1;
  if (x->rank != y->rank)
    return x->rank < y->rank ? -1 : 1;
  return compare_pieces (x, y);
}

static void
order_cluster (Piece **cluster, guint n)
{
  for (guint i = 0; i < n; i++)
    cluster[i]->rank = 0;
  if (n > PAIRWISE_MAX)
    {
      for (guint i = 0; i < n; i++)
        cluster[i]->rank = cluster[i]->lo_turn + cluster[i]->hi_turn;
    }
  else
    for (guint i = 0; i < n; i++)
      for (guint j = i + 1; j < n; j++)
        {
          int before = count_crossings (cluster[i], cluster[j]);
          int after = count_crossings (cluster[j], cluster[i]);
          int sign = 0;

          if (before != after)
            sign = before < after ? -1 : 1;
          else if (ABS (cluster[i]->across - cluster[j]->across) > EPS)
            sign = cluster[i]->across < cluster[j]->across ? -1 : 1;
          cluster[i]->rank += sign;
          cluster[j]->rank -= sign;
        }
  qsort (cluster, n, sizeof *cluster, compare_ranks);
}

static void
move_piece (LkbNudgeRoute *routes, const Piece *piece, double across, gboolean upright)
{
  LkbPoint *p = &g_array_index (routes[piece->route].points, LkbPoint, piece->index);

  if (upright)
    p[0].x = p[1].x = across;
  else
    p[0].y = p[1].y = across;
}

static void
spread_cluster (LkbRouter *router, LkbNudgeRoute *routes, Piece **cluster, guint n,
                gboolean upright)
{
  g_autofree LkbFitItem *items = g_new0 (LkbFitItem, n);
  double reach = LKB_EDGE_CLEAR_PARALLEL * n;

  order_cluster (cluster, n);
  for (guint i = 0; i < n; i++)
    {
      const Piece *piece = cluster[i];
      const LkbPoint *p = &g_array_index (routes[piece->route].points, LkbPoint, piece->index);

      items[i].wish = items[i].lo = items[i].hi = piece->across;
      items[i].weight = piece->fixed ? WEIGHT_FIXED : 1;
      if (!piece->fixed)
        {
          double lower, higher;
          lkb_router_find_slack (router, p[0], p[1], LKB_EDGE_CLEAR_NODE, reach, &lower, &higher);
          if (lower + higher < LKB_EDGE_CLEAR_PARALLEL)
            lkb_router_find_slack (router, p[0], p[1], LKB_EDGE_CLEAR_NODE / 2, reach, &lower,
                                   &higher);
          items[i].lo -= lower;
          items[i].hi += higher;
        }
    }
  lkb_fit_in_order (items, n, LKB_EDGE_CLEAR_PARALLEL);
  for (guint i = 0; i < n; i++)
    if (!cluster[i]->fixed)
      move_piece (routes, cluster[i], items[i].at, upright);
}

static void
nudge_direction (LkbRouter *router, LkbNudgeRoute *routes, gsize n_routes, gboolean upright)
{
  g_autoptr (GArray) array = collect_pieces (routes, n_routes, upright);
  Piece *pieces = (Piece *) (gpointer) array->data;
  guint n = array->len;
  g_autofree Piece **members = g_new (Piece *, MAX (n, 1));
  g_autofree guint *starts = g_new0 (guint, n + 2);

  g_array_sort (array, compare_pieces);
  for (guint i = 0; i < n; i++)
    pieces[i].parent = i;
  for (guint i = 0; i < n; i++)
    for (guint j = i + 1;
         j < n && pieces[j].across - pieces[i].across < LKB_EDGE_CLEAR_PARALLEL - EPS; j++)
      {
        guint a, b;
        if (pieces[i].route == pieces[j].route || (pieces[i].fixed && pieces[j].fixed)
            || pieces[j].lo >= pieces[i].hi - EPS || pieces[i].lo >= pieces[j].hi - EPS)
          continue;
        a = find_root (pieces, i);
        b = find_root (pieces, j);
        if (a != b)
          pieces[MAX (a, b)].parent = MIN (a, b);
      }
  /* Gather the members of each cluster behind each other, clusters by their first piece. */
  for (guint i = 0; i < n; i++)
    starts[find_root (pieces, i) + 1]++;
  for (guint i = 0; i < n; i++)
    starts[i + 1] += starts[i];
  for (guint i = 0; i < n; i++)
    members[starts[find_root (pieces, i)]++] = &pieces[i];
  for (guint i = 0; i < n;)
    {
      guint root = find_root (pieces, (guint) (members[i] - pieces));
      guint count = 1;
      while (i + count < n && find_root (pieces, (guint) (members[i + count] - pieces)) == root)
        count++;
      if (count > 1)
        spread_cluster (router, routes, &members[i], count, upright);
      i += count;
    }
}

void
lkb_nudge_routes (LkbRouter *router, LkbNudgeRoute *routes, gsize n_routes)
{
  g_return_if_fail (router != NULL && (routes != NULL || n_routes == 0));

  for (guint round = 0; round < ROUNDS; round++)
    {
      nudge_direction (router, routes, n_routes, TRUE);
      nudge_direction (router, routes, n_routes, FALSE);
    }
  for (gsize i = 0; i < n_routes; i++)
    lkb_route_simplify (routes[i].points);
}
