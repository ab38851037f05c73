/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-around.h"

#include <math.h>

#include "lkb-metrics.h"
#include "lkb-router-private.h"

/* From the boxes to the line, with room for numbers between them and a pill on it. */
#define GAP_LEVEL 36.0
#define GAP_UPRIGHT 72.0
/* Between two lines around the same boxes. */
#define TRACK_LEVEL 44.0
#define TRACK_UPRIGHT 72.0
/* Boxes farther off than this are not gone around. */
#define REACH 1600.0
/* Two lines that share less than this do not run beside each other. */
#define COMMON_MIN 24.0
/* Of equal ways the first of these. */
#define COST_OF_PLACE 4.0
/* Lines go in on the left and out on the right: those sides belong to them, above all where the two ends face. */
#define COST_OUTER_SIDE 120.0
#define COST_INNER_SIDE 240.0
#define COST_FAR_SIDE 400.0
/* Where no column stands between the two, as much makes the plain way between them the better one. */
#define COST_OF_NEIGHBOURS 900.0
/* A line beside a column with another one next to it is not outside. */
#define COST_BETWEEN 80.0
#define AIM_LENGTH 1000.0
#define AIM_FAR 1e6
#define EPS 0.01

static const LkbSide sides[] = { LKB_SIDE_BOTTOM, LKB_SIDE_TOP, LKB_SIDE_RIGHT, LKB_SIDE_LEFT };

/* All is reckoned for a line above or below; what goes by the left or right is laid on its side before and after. */
static LkbBox
turn_box (const LkbBox *box, gboolean turned)
{
  return turned ? lkb_box (box->y, box->x, box->h, box->w) : *box;
}

static LkbPoint
turn_point (LkbPoint p, gboolean turned)
{
  return turned ? (LkbPoint){ p.y, p.x } : p;
}

static LkbSide
turn_side (LkbSide side, gboolean turned)
{
  static const LkbSide other[] = { [LKB_SIDE_AUTO] = LKB_SIDE_AUTO,
                                   [LKB_SIDE_LEFT] = LKB_SIDE_TOP,
                                   [LKB_SIDE_RIGHT] = LKB_SIDE_BOTTOM,
                                   [LKB_SIDE_TOP] = LKB_SIDE_LEFT,
                                   [LKB_SIDE_BOTTOM] = LKB_SIDE_RIGHT };
  return turned ? other[side] : side;
}

/* From the end of an edge at @p to the long piece at @at; @toward: where the other end lies. */
static guint
draw_leg (const LkbBox *box, LkbSide side, LkbPoint p, gboolean above, double at, double toward,
          LkbPoint *leg)
{
  guint n = 0;

  leg[n++] = p;
  if (side == LKB_SIDE_LEFT || side == LKB_SIDE_RIGHT)
    {
      p.x += side == LKB_SIDE_LEFT ? -LKB_EDGE_STUB : LKB_EDGE_STUB;
      leg[n++] = p;
    }
  else if ((side == LKB_SIDE_TOP) != above)
    {
      /* Out on the far side and past the box. */
      p.y += above ? LKB_EDGE_STUB : -LKB_EDGE_STUB;
      leg[n++] = p;
      p.x = toward < box->x + box->w / 2 ? box->x - LKB_EDGE_STUB : box->x + box->w + LKB_EDGE_STUB;
      leg[n++] = p;
    }
  leg[n++] = (LkbPoint){ p.x, at };
  return n;
}

/* At most eight points. */
static guint
draw_way (LkbRouter *router, const LkbRouteEnd *from, const LkbRouteEnd *to,
          const LkbAroundWay *way, LkbPoint *points)
{
  gboolean turned = lkb_side_is_level (way->side);
  gboolean above = way->side == LKB_SIDE_TOP || way->side == LKB_SIDE_LEFT;
  LkbBox a = turn_box (&router->boxes[from->node], turned);
  LkbBox b = turn_box (&router->boxes[to->node], turned);
  LkbPoint leg[4];
  guint n = draw_leg (&a, turn_side (from->side, turned), turn_point (from->at, turned), above,
                      way->at, b.x + b.w / 2, points);
  guint back = draw_leg (&b, turn_side (to->side, turned), turn_point (to->at, turned), above,
                         way->at, a.x + a.w / 2, leg);

  while (back > 0)
    points[n++] = leg[--back];
  for (guint i = 0; i < n; i++)
    points[i] = turn_point (points[i], turned);
  return n;
}

void
lkb_around_draw (LkbRouter *router, const LkbRouteEnd *from, const LkbRouteEnd *to,
                 const LkbAroundWay *way, GArray *points)
{
  LkbPoint line[8];
  guint n;

  g_return_if_fail (router != NULL && from != NULL && to != NULL);
  g_return_if_fail (way != NULL && way->side != LKB_SIDE_AUTO && points != NULL);

  n = draw_way (router, from, to, way, line);
  g_array_set_size (points, 0);
  g_array_append_vals (points, line, n);
  lkb_route_simplify (points);
}

typedef struct
{
  guint n_cards;
  const LkbBox *hull; /* of the two boxes */
  gboolean turned;
  double lo;
  double hi;
  gboolean below; /* there is another box farther out */
  gboolean above;
} Range;

static gboolean
widen_cb (guint handle, const LkbBox *box, gpointer data, gpointer user_data)
{
  Range *range = user_data;
  LkbBox own = turn_box (box, range->turned);

  if (handle >= range->n_cards)
    return TRUE;
  /* Of a column only what stands between the two: the next column is none of its business. */
  if (range->turned && own.y >= range->hull->y + range->hull->h)
    range->below = TRUE;
  else if (range->turned && own.y + own.h <= range->hull->y)
    range->above = TRUE;
  else
    {
      range->lo = MIN (range->lo, own.y);
      range->hi = MAX (range->hi, own.y + own.h);
    }
  return TRUE;
}

/* From the topmost to the lowest of all boxes between and beside the two; or from the leftmost to the rightmost of those
 * between them in a column. */
static Range
find_range (LkbRouter *router, int from, int to, gboolean turned)
{
  LkbBox a = turn_box (&router->boxes[from], turned);
  LkbBox b = turn_box (&router->boxes[to], turned);
  LkbBox hull = lkb_box_union (&a, &b);
  Range range = { (guint) router->n_cards, &hull, turned, hull.y, hull.y + hull.h, FALSE, FALSE };
  LkbBox area = hull;

  /* The legs beside the two count, too. */
  area.x -= LKB_EDGE_STUB + LKB_EDGE_CLEAR_NODE / 2;
  area.w += 2 * LKB_EDGE_STUB + LKB_EDGE_CLEAR_NODE;
  area.y -= REACH;
  area.h += 2 * REACH;
  area = turn_box (&area, turned);
  lkb_grid_foreach (router->grid, &area, widen_cb, &range);
  range.hull = NULL;
  return range;
}

typedef struct
{
  guint n_cards;
  gboolean turned;
  gboolean found;
  double lo;
  double hi;
} NoteRange;

static gboolean
add_note_cb (guint handle, const LkbBox *box, gpointer data, gpointer user_data)
{
  NoteRange *notes = user_data;
  LkbBox own = turn_box (box, notes->turned);

  if (handle < notes->n_cards)
    return TRUE;
  notes->lo = notes->found ? MIN (notes->lo, own.y) : own.y;
  notes->hi = notes->found ? MAX (notes->hi, own.y + own.h) : own.y + own.h;
  notes->found = TRUE;
  return TRUE;
}

/* A note is no part of what a line goes around, but where the long piece would run into one it goes around that, too. */
static void
pass_notes (LkbRouter *router, int from, int to, LkbAroundWay *way)
{
  gboolean turned = lkb_side_is_level (way->side);
  gboolean above = way->side == LKB_SIDE_TOP || way->side == LKB_SIDE_LEFT;
  double gap = turned ? GAP_UPRIGHT : GAP_LEVEL;
  LkbBox a = turn_box (&router->boxes[from], turned);
  LkbBox b = turn_box (&router->boxes[to], turned);
  LkbBox hull = lkb_box_union (&a, &b);
  double first = way->at;

  while (ABS (way->at - first) < REACH)
    {
      NoteRange notes = { (guint) router->n_cards, turned };
      LkbBox area = lkb_box (hull.x - LKB_EDGE_STUB, way->at - gap + 1, hull.w + 2 * LKB_EDGE_STUB,
                             2 * gap - 2);

      area = turn_box (&area, turned);
      lkb_grid_foreach (router->grid, &area, add_note_cb, &notes);
      if (!notes.found)
        return;
      way->at = above ? notes.lo - gap : notes.hi + gap;
    }
  way->at = first;
}

static gboolean
is_note_cb (guint handle, const LkbBox *box, gpointer data, gpointer user_data)
{
  return handle >= *(const guint *) user_data;
}

/* Whether no other column stands between the two. */
static gboolean
are_neighbours (LkbRouter *router, const LkbBox *left, const LkbBox *right)
{
  double x = left->x + left->w + 1;
  double y = MIN (left->y, right->y) - REACH;
  LkbBox area = lkb_box (x, y, right->x - 1 - x, ABS (left->y - right->y) + 2 * REACH);
  guint n_cards = (guint) router->n_cards;

  return area.w > 0 && lkb_grid_foreach (router->grid, &area, is_note_cb, &n_cards);
}

static LkbPoint
get_middle (const LkbBox *box, LkbSide side)
{
  LkbPoint p = { box->x + box->w / 2, box->y + box->h / 2 };

  p.x += side == LKB_SIDE_LEFT ? -box->w / 2 : side == LKB_SIDE_RIGHT ? box->w / 2 : 0;
  p.y += side == LKB_SIDE_TOP ? -box->h / 2 : side == LKB_SIDE_BOTTOM ? box->h / 2 : 0;
  return p;
}

/* What it costs to leave a box on @side; @ahead: the other end lies to the right of it (below it). */
static double
cost_side (LkbSide side, const LkbAroundWay *way, gboolean ahead)
{
  static const LkbSide opposite[] = { [LKB_SIDE_LEFT] = LKB_SIDE_RIGHT,
                                      [LKB_SIDE_RIGHT] = LKB_SIDE_LEFT,
                                      [LKB_SIDE_TOP] = LKB_SIDE_BOTTOM,
                                      [LKB_SIDE_BOTTOM] = LKB_SIDE_TOP };

  if (side == way->side)
    return 0;
  if (side == opposite[way->side])
    return COST_FAR_SIDE;
  return (side == LKB_SIDE_RIGHT || side == LKB_SIDE_BOTTOM) == ahead ? COST_INNER_SIDE
                                                                      : COST_OUTER_SIDE;
}

static double
cost_way (LkbRouter *router, const LkbAroundEdge *edge, const LkbAroundWay *way, LkbSide from_side,
          LkbSide to_side)
{
  const LkbBox *a = &router->boxes[edge->from];
  const LkbBox *b = &router->boxes[edge->to];
  gboolean turned = lkb_side_is_level (way->side);
  gboolean ahead = turned ? b->y + b->h / 2 > a->y + a->h / 2 : b->x + b->w / 2 > a->x + a->w / 2;
  LkbRouteEnd from = { edge->from, from_side, get_middle (a, from_side) };
  LkbRouteEnd to = { edge->to, to_side, get_middle (b, to_side) };
  LkbPoint line[8];
  guint n = draw_way (router, &from, &to, way, line);

  return lkb_router_cost_line (router, line, n, edge->from, edge->to)
         + cost_side (from_side, way, ahead) + cost_side (to_side, way, !ahead);
}

static gboolean
is_asked (LkbSide asked, LkbSide side)
{
  return asked == LKB_SIDE_AUTO || asked == side;
}

static void
choose_way (LkbRouter *router, LkbAroundEdge *edge)
{
  const LkbBox *a = &router->boxes[edge->from];
  const LkbBox *b = &router->boxes[edge->to];
  double least = LKB_ROUTER_COST_INSIDE;
  gboolean over = a->x < b->x + b->w && b->x < a->x + a->w;

  edge->way.side = LKB_SIDE_AUTO;
  if (edge->from == edge->to || b->x >= a->x + a->w)
    return;
  for (guint k = 0; k < G_N_ELEMENTS (sides); k++)
    {
      gboolean turned = lkb_side_is_level (sides[k]);
      gboolean above = sides[k] == LKB_SIDE_TOP || sides[k] == LKB_SIDE_LEFT;
      double gap = turned ? GAP_UPRIGHT : GAP_LEVEL;
      LkbAroundWay way = { sides[k], 0 };
      Range range;

      if (turned && !over)
        continue;
      range = find_range (router, edge->from, edge->to, turned);
      way.at = above ? range.lo - gap : range.hi + gap;
      pass_notes (router, edge->from, edge->to, &way);
      for (int s = LKB_SIDE_LEFT; s <= LKB_SIDE_BOTTOM; s++)
        for (int t = LKB_SIDE_LEFT; t <= LKB_SIDE_BOTTOM; t++)
          {
            double cost;

            if (!is_asked (edge->asked_from, (LkbSide) s)
                || !is_asked (edge->asked_to, (LkbSide) t))
              continue;
            cost = cost_way (router, edge, &way, (LkbSide) s, (LkbSide) t) + COST_OF_PLACE * k
                   + ((above ? range.above : range.below) ? COST_BETWEEN : 0);
            if (cost < least - EPS)
              {
                least = cost;
                edge->way = way;
                edge->from_side = (LkbSide) s;
                edge->to_side = (LkbSide) t;
              }
          }
    }
  if (least > COST_OF_NEIGHBOURS && are_neighbours (router, b, a))
    edge->way.side = LKB_SIDE_AUTO;
}

/* From where to where the long piece runs. */
static void
get_span (LkbRouter *router, const LkbAroundEdge *edge, double *lo, double *hi)
{
  gboolean turned = lkb_side_is_level (edge->way.side);
  LkbBox a = turn_box (&router->boxes[edge->from], turned);
  LkbBox b = turn_box (&router->boxes[edge->to], turned);
  double from = a.x + a.w / 2;
  double to = b.x + b.w / 2;

  *lo = MIN (from, to);
  *hi = MAX (from, to);
}

typedef struct
{
  LkbAroundEdge *edge;
  double lo;
  double hi;
  guint index;
} Track;

static int
compare_tracks (gconstpointer a, gconstpointer b)
{
  const Track *x = a;
  const Track *y = b;

  if (x->edge->way.side != y->edge->way.side)
    return x->edge->way.side < y->edge->way.side ? -1 : 1;
  if (ABS (x->hi - x->lo - y->hi + y->lo) > EPS)
    return x->hi - x->lo < y->hi - y->lo ? -1 : 1;
  return x->index < y->index ? -1 : x->index > y->index;
}

/* Longer ones give way to shorter ones, outwards. */
static void
spread_tracks (LkbRouter *router, GArray *tracks)
{
  Track *all = (Track *) (gpointer) tracks->data;

  g_array_sort (tracks, compare_tracks);
  for (guint i = 0; i < tracks->len; i++)
    {
      LkbAroundWay *way = &all[i].edge->way;
      double step = lkb_side_is_level (way->side) ? TRACK_UPRIGHT : TRACK_LEVEL;
      gboolean above = way->side == LKB_SIDE_TOP || way->side == LKB_SIDE_LEFT;

      for (guint k = 0; k < i; k++)
        {
          const LkbAroundWay *inner = &all[k].edge->way;

          if (inner->side != way->side
              || MIN (all[i].hi, all[k].hi) - MAX (all[i].lo, all[k].lo) < COMMON_MIN)
            continue;
          way->at = above ? MIN (way->at, inner->at - step) : MAX (way->at, inner->at + step);
        }
      pass_notes (router, all[i].edge->from, all[i].edge->to, way);
    }
}

/* Where the line leaves @side of a box with the other end @far off: to one side or the other of all that go straight on;
 * of those that turn to the same side the longest lies innermost, so that none crosses another. */
static LkbPoint
find_aim (const LkbBox *box, LkbSide side, const LkbAroundWay *way, double far)
{
  gboolean turned = lkb_side_is_level (side);
  LkbPoint p = { box->x + box->w / 2, box->y + box->h / 2 };
  double by = AIM_LENGTH / (1 + ABS (far) / AIM_LENGTH);

  if (side == way->side)
    {
      *(turned ? &p.y : &p.x) += far < 0 ? -by : by;
      return p;
    }
  /* It turns at once towards the long piece, beside all others. */
  *(turned ? &p.y : &p.x) += way->side == LKB_SIDE_TOP || way->side == LKB_SIDE_LEFT ? -AIM_FAR - by
                                                                                     : AIM_FAR + by;
  return p;
}

void
lkb_around_find (LkbRouter *router, LkbAroundEdge *edges, guint n_edges)
{
  g_autoptr (GArray) tracks = g_array_new (FALSE, FALSE, sizeof (Track));

  g_return_if_fail (router != NULL && (edges != NULL || n_edges == 0));

  for (guint i = 0; i < n_edges; i++)
    {
      Track track = { &edges[i], 0, 0, i };

      edges[i].way = (LkbAroundWay){ LKB_SIDE_AUTO, 0 };
      if (i < LKB_AROUND_EDGES_MAX)
        choose_way (router, &edges[i]);
      if (edges[i].way.side == LKB_SIDE_AUTO)
        continue;
      get_span (router, &edges[i], &track.lo, &track.hi);
      g_array_append_val (tracks, track);
    }
  spread_tracks (router, tracks);
  for (guint i = 0; i < tracks->len; i++)
    {
      LkbAroundEdge *edge = g_array_index (tracks, Track, i).edge;
      const LkbBox *a = &router->boxes[edge->from];
      const LkbBox *b = &router->boxes[edge->to];
      gboolean turned = lkb_side_is_level (edge->way.side);
      double far = turned ? b->y + b->h / 2 - a->y - a->h / 2 : b->x + b->w / 2 - a->x - a->w / 2;

      edge->from_aim = find_aim (a, edge->from_side, &edge->way, far);
      edge->to_aim = find_aim (b, edge->to_side, &edge->way, -far);
    }
}
