/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-untangle.h"

/* As many neighbours change places one after the other. */
#define ROUNDS 3
#define COST_BEND 12.0
#define COST_LENGTH 0.02
#define EPS 0.01

/* Where an edge meets a box. */
typedef struct
{
  int node;
  LkbSide side;
  double at;
  guint edge;
  gboolean is_from;
} Stand;

typedef struct
{
  LkbUntangleEdge *edges;
  LkbChooser *chooser;
  LkbUntangleFind find;
  gpointer data;
} Job;

static int
compare_stands (gconstpointer a, gconstpointer b)
{
  const Stand *x = a;
  const Stand *y = b;

  if (x->node != y->node)
    return x->node < y->node ? -1 : 1;
  if (x->side != y->side)
    return x->side < y->side ? -1 : 1;
  if (x->at != y->at)
    return x->at < y->at ? -1 : 1;
  if (x->edge != y->edge)
    return x->edge < y->edge ? -1 : 1;
  return (int) y->is_from - (int) x->is_from;
}

static double
cost_line (const Job *job, guint edge, guint other, const GArray *route)
{
  double length = 0;

  for (guint k = 0; k + 1 < route->len; k++)
    length += ABS (g_array_index (route, LkbPoint, k + 1).x - g_array_index (route, LkbPoint, k).x)
              + ABS (g_array_index (route, LkbPoint, k + 1).y
                     - g_array_index (route, LkbPoint, k).y);
  return lkb_chooser_cost (job->chooser, edge, other, route) + COST_BEND * route->len
         + COST_LENGTH * length;
}

static LkbRouteEnd *
get_end (const Job *job, const Stand *stand)
{
  LkbUntangleEdge *edge = &job->edges[stand->edge];
  return stand->is_from ? &edge->from : &edge->to;
}

/* @stand with its end at @at. */
static void
find_moved (const Job *job, const Stand *stand, LkbPoint at, GArray **routes)
{
  const LkbUntangleEdge *edge = &job->edges[stand->edge];
  LkbRouteEnd from = edge->from;
  LkbRouteEnd to = edge->to;

  *(stand->is_from ? &from.at : &to.at) = at;
  job->find (stand->edge, &from, &to, routes, job->data);
}

static void
move_end (const Job *job, const Stand *stand, LkbPoint at, GArray *const *routes, guint chosen)
{
  LkbUntangleEdge *edge = &job->edges[stand->edge];

  get_end (job, stand)->at = at;
  edge->routes[0] = routes[0];
  edge->routes[1] = routes[1];
  edge->chosen = chosen;
  edge->changed = TRUE;
}

/* Whether the two changed places. */
static gboolean
try_swap (const Job *job, Stand *a, Stand *b)
{
  LkbUntangleEdge *x = &job->edges[a->edge];
  LkbUntangleEdge *y = &job->edges[b->edge];
  LkbPoint a_at = get_end (job, a)->at;
  LkbPoint b_at = get_end (job, b)->at;
  GArray *x_routes[2], *y_routes[2];
  double pair, best;
  guint best_ways = 4;

  /* A straight line stays straight. */
  if (a->edge == b->edge || x->fixed || y->fixed || b->at - a->at < EPS
      || x->routes[x->chosen]->len <= 2 || y->routes[y->chosen]->len <= 2)
    return FALSE;
  pair = lkb_chooser_cost_pair (x->routes[x->chosen], y->routes[y->chosen]);
  if (pair < LKB_CHOOSER_COST_CROSSING)
    return FALSE;
  best = pair + cost_line (job, a->edge, b->edge, x->routes[x->chosen])
         + cost_line (job, b->edge, a->edge, y->routes[y->chosen]) - EPS;
  find_moved (job, a, b_at, x_routes);
  find_moved (job, b, a_at, y_routes);
  for (guint ways = 0; ways < 4; ways++)
    {
      GArray *p = x_routes[ways / 2];
      GArray *q = y_routes[ways % 2];
      double cost;

      if (p == NULL || q == NULL)
        continue;
      cost = lkb_chooser_cost_pair (p, q) + cost_line (job, a->edge, b->edge, p)
             + cost_line (job, b->edge, a->edge, q);
      if (cost < best)
        {
          best = cost;
          best_ways = ways;
        }
    }
  if (best_ways == 4)
    return FALSE;
  move_end (job, a, b_at, x_routes, best_ways / 2);
  move_end (job, b, a_at, y_routes, best_ways % 2);
  return TRUE;
}

void
lkb_untangle_run (LkbUntangleEdge *edges, guint n_edges, LkbChooser *chooser, LkbUntangleFind find,
                  gpointer data)
{
  Job job = { edges, chooser, find, data };
  g_autoptr (GArray) stands = g_array_new (FALSE, FALSE, sizeof (Stand));

  g_return_if_fail (edges != NULL || n_edges == 0);
  g_return_if_fail (chooser != NULL && find != NULL);

  for (guint i = 0; i < 2 * n_edges; i++)
    {
      const LkbUntangleEdge *edge = &edges[i / 2];
      gboolean is_from = i % 2 == 0;
      const LkbRouteEnd *end = is_from ? &edge->from : &edge->to;
      Stand stand = { end->node, end->side, 0, i / 2, is_from };

      if (edge->routes[edge->chosen] == NULL)
        continue;
      stand.at = lkb_side_is_level (end->side) ? end->at.y : end->at.x;
      g_array_append_val (stands, stand);
    }
  g_array_sort (stands, compare_stands);
  for (guint round = 0; round < ROUNDS; round++)
    {
      gboolean again = FALSE;

      for (guint i = 0; i + 1 < stands->len; i++)
        {
          Stand *a = &g_array_index (stands, Stand, i);
          Stand *b = &a[1];

          if (a->node == b->node && a->side == b->side && try_swap (&job, a, b))
            {
              Stand moved = *a;

              moved.at = b->at;
              *a = (Stand){ b->node, b->side, a->at, b->edge, b->is_from };
              *b = moved;
              again = TRUE;
            }
        }
      if (!again)
        break;
    }
}
