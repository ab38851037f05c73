/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-ports.h"

#include <math.h>

#include "lkb-fit.h"
#include "lkb-metrics.h"
#include "lkb-router.h"

#define WEIGHT_LEVEL 1e6
#define INSET_CROWDED 6.0 /* less than the corner's radius, where the border is hardly bent yet */
#define EPS 0.01

typedef struct
{
  int node;
  LkbSide side;
  guint edge;
  gboolean is_from;
  gboolean level;
  gboolean guided;
  double level_at;
  double key;
  double at;
  int trunk;
  int other; /* node at the other end */
  int any_trunk; /* shared at either end */
  guint shared; /* ends of the trunk in this one */
  guint number; /* before sorting */
  guint crowd; /* ends on its side */
} End;

static int
compare_ends (gconstpointer a, gconstpointer b)
{
  const End *x = a;
  const End *y = b;

  if (x->node != y->node)
    return x->node < y->node ? -1 : 1;
  if (x->side != y->side)
    return x->side < y->side ? -1 : 1;
  if (x->key != y->key)
    return x->key < y->key ? -1 : 1;
  if (x->edge != y->edge)
    return x->edge < y->edge ? -1 : 1;
  return (int) y->is_from - (int) x->is_from;
}

/* A crowd of @n takes more of its side. */
static void
get_range (const LkbBox *box, LkbSide side, guint n, double *lo, double *hi)
{
  double from = lkb_side_is_level (side) ? box->y : box->x;
  double length = lkb_side_is_level (side) ? box->h : box->w;
  gboolean crowded = length - 2 * LKB_EDGE_PORT_INSET + EPS < (n - 1) * LKB_EDGE_PORT_GAP_MIN;
  double inset = MIN (crowded ? INSET_CROWDED : LKB_EDGE_PORT_INSET, length / 4);
  *lo = from + inset;
  *hi = from + length - inset;
}

/* Whether two neighbours are lines of their own between the same two boxes. */
static gboolean
is_pair (const End *end)
{
  return end[0].other == end[1].other && end[0].other != end[0].node
         && (end[0].any_trunk < 0 || end[0].any_trunk != end[1].any_trunk);
}

/* How much more than the usual gap there is to be behind each end: the pills of upright lines between the same two boxes lie
 * side by side, and one in the middle has lines on both sides. */
static void
widen_gaps (const End *ends, guint n, double room, double *extra)
{
  guint pairs = 0, wide = 0;

  for (guint i = 0; i + 1 < n; i++)
    {
      pairs = is_pair (&ends[i]) ? pairs + 1 : 0;
      if (pairs < 2)
        continue;
      for (guint k = i + 1 - pairs; k <= i; k++)
        extra[k] = 1;
    }
  for (guint i = 0; i + 1 < n; i++)
    wide += extra[i] > 0 ? 1 : 0;
  for (guint i = 0; i + 1 < n && wide > 0; i++)
    extra[i] *= MIN (LKB_EDGE_PORT_GAP_PILL - LKB_EDGE_PORT_GAP, MAX (room, 0) / wide);
}

static void
spread_side (const LkbBox *box, End *ends, guint n)
{
  double lo, hi, gap;
  g_autofree LkbFitItem *items = g_new0 (LkbFitItem, n);
  g_autofree double *extra = g_new0 (double, n);
  double before = 0;

  get_range (box, ends[0].side, n, &lo, &hi);
  gap = n > 1 ? MIN (LKB_EDGE_PORT_GAP, (hi - lo) / (n - 1)) : 0;
  if (!lkb_side_is_level (ends[0].side))
    widen_gaps (ends, n, hi - lo - (n - 1) * gap, extra);
  for (guint i = 0; i < n; i++)
    {
      items[i].wish = ends[i].level ? ends[i].level_at : (lo + hi) / 2;
      items[i].weight = ends[i].level ? WEIGHT_LEVEL : 1;
      if (ends[i].guided && ends[i].key >= lo && ends[i].key <= hi)
        {
          items[i].wish = ends[i].key;
          items[i].weight = WEIGHT_LEVEL;
        }
      items[i].lo = lo - before;
      items[i].hi = hi - before;
      items[i].wish -= before;
      before += extra[i];
    }
  lkb_fit_in_order (items, n, gap);
  before = 0;
  for (guint i = 0; i < n; i++)
    {
      items[i].at += before;
      before += extra[i];
    }
  for (guint i = 0; i < n; i++)
    ends[i].at = gap >= LKB_EDGE_PORT_GAP_MIN || n == 1 ? round (items[i].at * 2) / 2 : items[i].at;
}

static gboolean
has_room_at (const LkbBox *boxes, const End *ends, guint n_ends, guint index, double at)
{
  const End *end = &ends[index];
  double lo, hi;

  get_range (&boxes[end->node], end->side, end->crowd, &lo, &hi);
  if (at < lo - EPS || at > hi + EPS)
    return FALSE;
  if (index > 0 && ends[index - 1].node == end->node && ends[index - 1].side == end->side
      && at - ends[index - 1].at < MIN (LKB_EDGE_PORT_GAP_MIN, end->at - ends[index - 1].at) - EPS)
    return FALSE;
  if (index + 1 < n_ends && ends[index + 1].node == end->node && ends[index + 1].side == end->side
      && ends[index + 1].at - at < MIN (LKB_EDGE_PORT_GAP_MIN, ends[index + 1].at - end->at) - EPS)
    return FALSE;
  return TRUE;
}

static LkbPoint
get_place (const LkbBox *box, LkbSide side, double at)
{
  LkbPoint p = { at, at };

  if (lkb_side_is_level (side))
    p.x = side == LKB_SIDE_LEFT ? box->x : box->x + box->w;
  else
    p.y = side == LKB_SIDE_TOP ? box->y : box->y + box->h;
  return p;
}

static guint
hash_trunk (gconstpointer p)
{
  const End *end = p;
  return (guint) end->node * 31u + (guint) end->side * 7u + (guint) end->trunk * 1009u;
}

static gboolean
equal_trunks (gconstpointer a, gconstpointer b)
{
  const End *x = a;
  const End *y = b;
  return x->node == y->node && x->side == y->side && x->trunk == y->trunk;
}

/* Lists the ends, those of a trunk as one; @number: which end stands for each of the 2 n. */
static guint
list_ends (const LkbPortEdge *edges, guint n, End *ends, guint *number)
{
  g_autoptr (GHashTable) trunks = g_hash_table_new (hash_trunk, equal_trunks);
  guint n_ends = 0;

  for (guint i = 0; i < n; i++)
    {
      const LkbPortEdge *edge = &edges[i / 2];
      gboolean is_from = i % 2 == 0;
      LkbSide side = is_from ? edge->from_side : edge->to_side;
      LkbPoint aim = is_from ? edge->from_aim : edge->to_aim;
      End end = { .node = is_from ? edge->from : edge->to,
                  .side = side,
                  .edge = i / 2,
                  .is_from = is_from,
                  .level = edge->level,
                  .guided = edge->guided,
                  .level_at = edge->level_at,
                  .key = edge->level                ? edge->level_at
                         : lkb_side_is_level (side) ? aim.y
                                                    : aim.x,
                  .trunk = is_from ? edge->from_trunk : edge->to_trunk,
                  .other = is_from ? edge->to : edge->from,
                  .any_trunk = MAX (edge->from_trunk, edge->to_trunk),
                  .shared = 1,
                  .number = n_ends };
      End *known = end.trunk >= 0 ? g_hash_table_lookup (trunks, &end) : NULL;

      if (known != NULL)
        {
          number[i] = known->number;
          known->key = (known->key * known->shared + end.key) / (known->shared + 1);
          known->shared++;
          if (end.level && !known->level)
            {
              known->level = TRUE;
              known->level_at = end.level_at;
            }
          continue;
        }
      number[i] = n_ends;
      ends[n_ends] = end;
      if (end.trunk >= 0)
        g_hash_table_add (trunks, &ends[n_ends]);
      n_ends++;
    }
  return n_ends;
}

/* A straight line needs the same place at both ends; where the crowd moved one of them, look for
 * another. */
static void
straighten (const LkbBox *boxes, const LkbPortEdge *edge, End *ends, guint n_ends, guint a, guint b)
{
  double trials[4] = { edge->level_at, ends[a].at, ends[b].at, (ends[a].at + ends[b].at) / 2 };

  if (!edge->level || ABS (ends[a].at - ends[b].at) <= EPS)
    return;
  for (guint k = 0; k < 4; k++)
    {
      /* The others of a trunk have had their say already. */
      if ((ends[a].shared > 1 && ABS (trials[k] - ends[a].at) > EPS)
          || (ends[b].shared > 1 && ABS (trials[k] - ends[b].at) > EPS))
        continue;
      if (has_room_at (boxes, ends, n_ends, a, trials[k])
          && has_room_at (boxes, ends, n_ends, b, trials[k]))
        {
          ends[a].at = ends[b].at = trials[k];
          return;
        }
    }
}

void
lkb_ports_spread (const LkbBox *boxes, gsize n_boxes, LkbPortEdge *edges, gsize n_edges)
{
  guint n = (guint) n_edges * 2;
  g_autofree End *ends = g_new0 (End, MAX (n, 1));
  g_autofree guint *number = g_new0 (guint, MAX (n, 1)); /* of edge i: 2 i from, 2 i + 1 to */
  g_autofree guint *place = g_new0 (guint, MAX (n, 1)); /* of an end by its number, after sorting */
  g_autofree guint *crowd = g_new0 (guint, MAX (n, 1));
  guint n_ends;

  g_return_if_fail (boxes != NULL || n_boxes == 0);

  n_ends = list_ends (edges, n, ends, number);
  if (n_ends > 0)
    qsort (ends, n_ends, sizeof *ends, compare_ends);
  for (guint i = 0; i < n_ends;)
    {
      guint count = 1;

      while (i + count < n_ends && ends[i + count].node == ends[i].node
             && ends[i + count].side == ends[i].side)
        count++;
      spread_side (&boxes[ends[i].node], &ends[i], count);
      for (guint k = i; k < i + count; k++)
        {
          place[ends[k].number] = k;
          crowd[ends[k].number] = ends[k].crowd = count;
        }
      i += count;
    }
  for (guint e = 0; e < n_edges; e++)
    straighten (boxes, &edges[e], ends, n_ends, place[number[2 * e]], place[number[2 * e + 1]]);
  for (guint e = 0; e < n_edges; e++)
    {
      edges[e].from_count = crowd[number[2 * e]];
      edges[e].to_count = crowd[number[2 * e + 1]];
      edges[e].from_at = get_place (&boxes[edges[e].from], edges[e].from_side,
                                    ends[place[number[2 * e]]].at);
      edges[e].to_at = get_place (&boxes[edges[e].to], edges[e].to_side,
                                  ends[place[number[2 * e + 1]]].at);
    }
}
