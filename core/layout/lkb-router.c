/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-router.h"

#include <math.h>

#include "lkb-grid.h"
#include "lkb-metrics.h"
#include "lkb-router-private.h"

/* Costs, in units of length. */
#define COST_MIXED 60.0 /* leaving level and arriving upright: harder to follow than a plain Z */
#define COST_UPRIGHT 12.0 /* of two equal lines the level one reads with the flow */
#define COST_BACK 24.0 /* leaving on the left or top */
#define COST_NEAR 60.0
#define COST_CLOSE 200.0
#define COST_INSIDE LKB_ROUTER_COST_INSIDE
#define COST_REVERSAL 100000.0
#define EPS 0.01

typedef struct
{
  LkbPoint points[8];
  guint n;
} Line;

LkbRouter *
lkb_router_new (const LkbBox *boxes, gsize n_boxes, gsize n_cards)
{
  LkbRouter *self = g_new0 (LkbRouter, 1);

  self->grid = lkb_grid_new (256);
  self->boxes = g_new (LkbBox, MAX (n_boxes, 1));
  self->n_boxes = n_boxes;
  self->n_cards = n_cards;
  for (gsize i = 0; i < n_boxes; i++)
    {
      self->boxes[i] = boxes[i];
      lkb_grid_insert (self->grid, &boxes[i], NULL);
    }
  self->search = lkb_route_search_new (self->grid);
  return self;
}

void
lkb_router_free (LkbRouter *self)
{
  g_return_if_fail (self != NULL);
  lkb_route_search_free (self->search);
  lkb_grid_free (self->grid);
  g_free (self->boxes);
  g_free (self);
}

void
lkb_router_move (LkbRouter *self, gsize index, const LkbBox *box)
{
  g_return_if_fail (self != NULL && index < self->n_boxes && box != NULL);
  self->boxes[index] = *box;
  lkb_grid_move (self->grid, (guint) index, box);
}

static LkbPoint
get_direction (LkbSide side)
{
  LkbPoint d = { 0, 0 };

  switch (side)
    {
    case LKB_SIDE_LEFT:
      d.x = -1;
      break;
    case LKB_SIDE_RIGHT:
      d.x = 1;
      break;
    case LKB_SIDE_TOP:
      d.y = -1;
      break;
    case LKB_SIDE_BOTTOM:
    case LKB_SIDE_AUTO:
    default:
      d.y = 1;
      break;
    }
  return d;
}

static LkbPoint
get_side_centre (const LkbBox *box, LkbSide side)
{
  LkbPoint d = get_direction (side);
  LkbPoint p = { box->x + box->w / 2 * (1 + d.x), box->y + box->h / 2 * (1 + d.y) };
  return p;
}

typedef struct
{
  LkbBox segment;
  int skip; /* the box the segment starts at */
  int own_a;
  int own_b;
  double cost;
} CostData;

static gboolean
add_cost_cb (guint handle, const LkbBox *box, gpointer data, gpointer user_data)
{
  CostData *d = user_data;
  double gap_x, gap_y, gap;

  if ((int) handle == d->skip)
    return TRUE;
  gap_x = MAX (box->x - (d->segment.x + d->segment.w), d->segment.x - (box->x + box->w));
  gap_y = MAX (box->y - (d->segment.y + d->segment.h), d->segment.y - (box->y + box->h));
  gap = MAX (gap_x, gap_y);
  if ((int) handle == d->own_a || (int) handle == d->own_b)
    {
      if (gap < 1)
        d->cost += COST_INSIDE;
      else if (gap < 4 - EPS)
        d->cost += COST_NEAR;
    }
  else if (gap < 1)
    d->cost += COST_INSIDE;
  else if (gap < LKB_EDGE_CLEAR_NODE / 2 - EPS)
    d->cost += COST_CLOSE;
  else if (gap < LKB_EDGE_CLEAR_NODE - EPS)
    d->cost += COST_NEAR;
  return TRUE;
}

static double
cost_segment (LkbRouter *self, LkbPoint a, LkbPoint b, int skip, int own_a, int own_b)
{
  CostData d = { lkb_box_from_points (a, b), skip, own_a, own_b, 0 };
  LkbBox area = lkb_box_grow (&d.segment, LKB_EDGE_CLEAR_NODE);

  lkb_router_extend_window (self, &area);
  lkb_grid_foreach (self->grid, &area, add_cost_cb, &d);
  return d.cost;
}

static void
line_add (Line *line, double x, double y)
{
  g_assert (line->n < G_N_ELEMENTS (line->points));
  line->points[line->n].x = x;
  line->points[line->n].y = y;
  line->n++;
}

static gboolean
is_between (double a, double b, double c)
{
  return (b - a) * (c - b) >= 0;
}

static void
line_simplify (Line *line, gboolean *reversal)
{
  guint n = 0;

  *reversal = FALSE;
  for (guint i = 0; i < line->n; i++)
    {
      LkbPoint p = line->points[i];

      if (n > 0 && ABS (line->points[n - 1].x - p.x) < EPS
          && ABS (line->points[n - 1].y - p.y) < EPS)
        continue;
      while (n >= 2)
        {
          LkbPoint a = line->points[n - 2];
          LkbPoint b = line->points[n - 1];
          gboolean same_x = ABS (a.x - b.x) < EPS && ABS (b.x - p.x) < EPS;
          gboolean same_y = ABS (a.y - b.y) < EPS && ABS (b.y - p.y) < EPS;
          if (!same_x && !same_y)
            break;
          if (!(same_x ? is_between (a.y, b.y, p.y) : is_between (a.x, b.x, p.x)))
            {
              *reversal = TRUE;
              break;
            }
          n--;
        }
      line->points[n++] = p;
    }
  line->n = n;
}

/* Length and bends; far more when the line turns back on itself. */
static double
cost_shape (const Line *given)
{
  Line line = *given;
  gboolean reversal;
  double cost = 0;

  line_simplify (&line, &reversal);
  for (guint i = 1; i < line.n; i++)
    cost += ABS (line.points[i].x - line.points[i - 1].x)
            + ABS (line.points[i].y - line.points[i - 1].y);
  if (line.n > 2)
    cost += LKB_ROUTE_COST_BEND * (line.n - 2);
  return reversal ? cost + COST_REVERSAL : cost;
}

/* What the boxes in the way cost; the first and the last piece may touch their own box. */
static double
cost_boxes (LkbRouter *self, const Line *line, int from, int to)
{
  double cost = 0;

  if (line->n == 2)
    {
      CostData d = { lkb_box_from_points (line->points[0], line->points[1]), from, from, to, 0 };
      LkbBox area = lkb_box_grow (&d.segment, LKB_EDGE_CLEAR_NODE);
      lkb_router_extend_window (self, &area);
      lkb_grid_foreach (self->grid, &area, add_cost_cb, &d);
      /* The straight line ends on the target's border, which counts as inside. */
      return d.cost >= COST_INSIDE && from != to ? d.cost - COST_INSIDE : d.cost;
    }
  for (guint i = 1; i < line->n; i++)
    {
      int skip = i == 1 ? from : i == line->n - 1 ? to : -1;
      LkbPoint a = line->points[i - 1];
      LkbPoint b = line->points[i];
      if (ABS (a.x - b.x) < EPS && ABS (a.y - b.y) < EPS)
        continue;
      cost += cost_segment (self, a, b, skip, from, to);
    }
  return cost;
}

double
lkb_router_cost_line (LkbRouter *self, const LkbPoint *points, guint n, int from, int to)
{
  Line line = { .n = 0 };
  gboolean reversal;

  for (guint i = 0; i < n; i++)
    line_add (&line, points[i].x, points[i].y);
  line_simplify (&line, &reversal);
  return cost_shape (&line) + (reversal ? COST_REVERSAL : 0) + cost_boxes (self, &line, from, to);
}

static double
find_stub (const LkbRouteEnd *from, const LkbRouteEnd *to)
{
  LkbPoint d = get_direction (from->side);
  LkbPoint e = get_direction (to->side);

  /* Two sides that face each other across a narrow gap share it. */
  if (d.x + e.x == 0 && d.y + e.y == 0)
    {
      double gap = (to->at.x - from->at.x) * d.x + (to->at.y - from->at.y) * d.y;
      if (gap > 0 && gap < 2 * LKB_EDGE_STUB)
        return gap / 2;
    }
  return LKB_EDGE_STUB;
}

/* The plain lines between two ends: straight, one, two or three bends. */
static guint
list_plain_lines (const LkbRouteEnd *from, const LkbRouteEnd *to, LkbRouteBend bend, Line *lines)
{
  LkbPoint d = get_direction (from->side);
  LkbPoint e = get_direction (to->side);
  double stub = find_stub (from, to);
  LkbPoint p = from->at;
  LkbPoint q = to->at;
  LkbPoint p1 = { p.x + stub * d.x, p.y + stub * d.y };
  LkbPoint q1 = { q.x + stub * e.x, q.y + stub * e.y };
  double early_x = bend == LKB_ROUTE_BEND_EARLY ? p1.x : q1.x;
  double late_x = bend == LKB_ROUTE_BEND_EARLY ? q1.x : p1.x;
  double early_y = bend == LKB_ROUTE_BEND_EARLY ? p1.y : q1.y;
  double late_y = bend == LKB_ROUTE_BEND_EARLY ? q1.y : p1.y;
  double xs[3] = { early_x, late_x, (p1.x + q1.x) / 2 };
  double ys[3] = { early_y, late_y, (p1.y + q1.y) / 2 };
  guint n = 0;

  if (d.x + e.x == 0 && d.y + e.y == 0 && (q.x - p.x) * d.x + (q.y - p.y) * d.y > 0
      && ABS ((q.x - p.x) * d.y) + ABS ((q.y - p.y) * d.x) < EPS)
    {
      lines[n].n = 0;
      line_add (&lines[n], p.x, p.y);
      line_add (&lines[n], q.x, q.y);
      return n + 1;
    }
  for (guint k = 0; k < 6; k++)
    {
      /* The axis on which the line leaves is tried first, so that ties go to the plainer one. */
      gboolean by_x = (k < 3) == (d.x != 0);
      double m = by_x ? xs[k % 3] : ys[k % 3];
      Line *line = &lines[n++];

      line->n = 0;
      line_add (line, p.x, p.y);
      line_add (line, p1.x, p1.y);
      if (by_x)
        {
          line_add (line, m, p1.y);
          line_add (line, m, q1.y);
        }
      else
        {
          line_add (line, p1.x, m);
          line_add (line, q1.x, m);
        }
      line_add (line, q1.x, q1.y);
      line_add (line, q.x, q.y);
    }
  return n;
}

/* The best plain line; its whole cost. */
static double
find_plain (LkbRouter *self, const LkbRouteEnd *from, const LkbRouteEnd *to, LkbRouteBend bend,
            double give_up, Line *best, double *shape)
{
  Line lines[8] = { 0 };
  double shapes[8];
  gboolean done[8] = { FALSE };
  guint n = list_plain_lines (from, to, bend, lines);
  double best_cost = G_MAXDOUBLE;

  for (guint i = 0; i < n; i++)
    shapes[i] = cost_shape (&lines[i]);
  for (guint round = 0; round < n; round++)
    {
      guint next = n;
      double cost;

      for (guint i = 0; i < n; i++)
        if (!done[i] && (next == n || shapes[i] < shapes[next] - EPS))
          next = i;
      if (shapes[next] >= best_cost - EPS || shapes[next] >= give_up)
        break;
      done[next] = TRUE;
      cost = shapes[next] + cost_boxes (self, &lines[next], from->node, to->node);
      if (cost < best_cost - EPS)
        {
          best_cost = cost;
          *best = lines[next];
          *shape = shapes[next];
        }
    }
  return best_cost;
}

typedef struct
{
  LkbSide from;
  LkbSide to;
  double bound;
} SidePair;

static int
compare_pairs (gconstpointer a, gconstpointer b)
{
  const SidePair *x = a;
  const SidePair *y = b;
  if (x->bound != y->bound)
    return x->bound < y->bound ? -1 : 1;
  return ((int) x->from * 8 + (int) x->to) - ((int) y->from * 8 + (int) y->to);
}

static double
find_overlap (double a0, double a1, double b0, double b1, double *centre)
{
  double lo = MAX (a0, b0);
  double hi = MIN (a1, b1);
  *centre = (lo + hi) / 2;
  return hi - lo;
}

static gboolean
are_facing (const LkbBox *a, LkbSide from_side, const LkbBox *b, LkbSide to_side)
{
  return (from_side == LKB_SIDE_RIGHT && to_side == LKB_SIDE_LEFT && a->x + a->w < b->x)
         || (from_side == LKB_SIDE_LEFT && to_side == LKB_SIDE_RIGHT && b->x + b->w < a->x)
         || (from_side == LKB_SIDE_BOTTOM && to_side == LKB_SIDE_TOP && a->y + a->h < b->y)
         || (from_side == LKB_SIDE_TOP && to_side == LKB_SIDE_BOTTOM && b->y + b->h < a->y);
}

void
lkb_router_place_ends (LkbRouter *self, LkbRouteEnd *from, LkbRouteEnd *to)
{
  const LkbBox *a = &self->boxes[from->node];
  const LkbBox *b = &self->boxes[to->node];
  double centre;

  from->at = get_side_centre (a, from->side);
  to->at = get_side_centre (b, to->side);
  if (from->node == to->node || !are_facing (a, from->side, b, to->side))
    return;
  if (lkb_side_is_level (from->side))
    {
      if (find_overlap (a->y, a->y + a->h, b->y, b->y + b->h, &centre) >= 2 * LKB_EDGE_PORT_INSET)
        from->at.y = to->at.y = centre;
    }
  else if (find_overlap (a->x, a->x + a->w, b->x, b->x + b->w, &centre) >= 2 * LKB_EDGE_PORT_INSET)
    from->at.x = to->at.x = centre;
}

static double
cost_sides (LkbSide from, LkbSide to)
{
  double cost = 0;

  if (lkb_side_is_level (from) != lkb_side_is_level (to))
    cost += COST_MIXED;
  else if (!lkb_side_is_level (from))
    cost += COST_UPRIGHT;
  if (from == LKB_SIDE_LEFT || from == LKB_SIDE_TOP)
    cost += COST_BACK / 2;
  if (to == LKB_SIDE_RIGHT || to == LKB_SIDE_BOTTOM)
    cost += COST_BACK / 2;
  return cost;
}

void
lkb_router_choose_sides (LkbRouter *self, int from, int to, LkbSide *from_side, LkbSide *to_side,
                         LkbBox *window)
{
  SidePair pairs[16];
  guint n = 0;
  double best = G_MAXDOUBLE;
  SidePair chosen = { LKB_SIDE_RIGHT, LKB_SIDE_LEFT, 0 };

  g_return_if_fail (self != NULL && from_side != NULL && to_side != NULL && window != NULL);
  g_return_if_fail (from >= 0 && (gsize) from < self->n_boxes && to >= 0
                    && (gsize) to < self->n_boxes);

  lkb_router_begin_window (self, &self->boxes[from], &self->boxes[to]);
  if (from == to)
    {
      if (*from_side == LKB_SIDE_AUTO)
        *from_side = *to_side == LKB_SIDE_RIGHT ? LKB_SIDE_BOTTOM : LKB_SIDE_RIGHT;
      if (*to_side == LKB_SIDE_AUTO)
        *to_side = lkb_side_is_level (*from_side) ? LKB_SIDE_TOP : LKB_SIDE_RIGHT;
      *window = self->window;
      return;
    }
  for (int s = LKB_SIDE_LEFT; s <= LKB_SIDE_BOTTOM; s++)
    for (int t = LKB_SIDE_LEFT; t <= LKB_SIDE_BOTTOM; t++)
      {
        LkbRouteEnd a = { from, (LkbSide) s, { 0, 0 } };
        LkbRouteEnd b = { to, (LkbSide) t, { 0, 0 } };
        Line lines[8];
        guint count;
        double bound = G_MAXDOUBLE;

        if ((*from_side != LKB_SIDE_AUTO && (int) *from_side != s)
            || (*to_side != LKB_SIDE_AUTO && (int) *to_side != t))
          continue;
        lkb_router_place_ends (self, &a, &b);
        count = list_plain_lines (&a, &b, LKB_ROUTE_BEND_EARLY, lines);
        for (guint i = 0; i < count; i++)
          bound = MIN (bound, cost_shape (&lines[i]));
        pairs[n].from = (LkbSide) s;
        pairs[n].to = (LkbSide) t;
        pairs[n].bound = bound + cost_sides ((LkbSide) s, (LkbSide) t);
        n++;
      }
  qsort (pairs, n, sizeof *pairs, compare_pairs);
  for (guint i = 0; i < n && pairs[i].bound < best - EPS; i++)
    {
      LkbRouteEnd a = { from, pairs[i].from, { 0, 0 } };
      LkbRouteEnd b = { to, pairs[i].to, { 0, 0 } };
      double extra = cost_sides (pairs[i].from, pairs[i].to);
      double shape = 0;
      Line line;
      double cost;

      lkb_router_place_ends (self, &a, &b);
      cost = find_plain (self, &a, &b, LKB_ROUTE_BEND_EARLY, best - extra, &line, &shape) + extra;
      if (cost < best - EPS)
        {
          best = cost;
          chosen = pairs[i];
        }
    }
  *from_side = chosen.from;
  *to_side = chosen.to;
  *window = self->window;
}

gboolean
lkb_router_find_level (LkbRouter *self, int from, LkbSide from_side, int to, LkbSide to_side,
                       double *at)
{
  LkbRouteEnd a = { from, from_side, { 0, 0 } };
  LkbRouteEnd b = { to, to_side, { 0, 0 } };
  Line line = { .n = 0 };

  g_return_val_if_fail (self != NULL && at != NULL, FALSE);

  if (from == to || !are_facing (&self->boxes[from], from_side, &self->boxes[to], to_side))
    return FALSE;
  lkb_router_place_ends (self, &a, &b);
  if (ABS (a.at.x - b.at.x) > EPS && ABS (a.at.y - b.at.y) > EPS)
    return FALSE;
  line_add (&line, a.at.x, a.at.y);
  line_add (&line, b.at.x, b.at.y);
  if (cost_boxes (self, &line, from, to) >= COST_CLOSE)
    return FALSE;
  *at = lkb_side_is_level (from_side) ? a.at.y : a.at.x;
  return TRUE;
}

void
lkb_route_simplify (GArray *points)
{
  LkbPoint *p = (LkbPoint *) (gpointer) points->data;
  guint n = 0;

  for (guint i = 0; i < points->len; i++)
    {
      LkbPoint next = p[i];

      if (n > 0 && ABS (p[n - 1].x - next.x) < EPS && ABS (p[n - 1].y - next.y) < EPS)
        continue;
      while (n >= 2
             && ((ABS (p[n - 2].x - p[n - 1].x) < EPS && ABS (p[n - 1].x - next.x) < EPS
                  && is_between (p[n - 2].y, p[n - 1].y, next.y))
                 || (ABS (p[n - 2].y - p[n - 1].y) < EPS && ABS (p[n - 1].y - next.y) < EPS
                     && is_between (p[n - 2].x, p[n - 1].x, next.x))))
        n--;
      p[n++] = next;
    }
  g_array_set_size (points, n);
}

static void
copy_line (const Line *line, GArray *points)
{
  g_array_set_size (points, 0);
  g_array_append_vals (points, line->points, line->n);
  lkb_route_simplify (points);
}

/* Legs between the user's points: straight, or one bend on the side where fewer boxes lie. */
static void
follow_waypoints (LkbRouter *self, const LkbRouteEnd *from, const LkbRouteEnd *to,
                  const LkbPoint *waypoints, gsize n, GArray *points)
{
  LkbPoint d = get_direction (from->side);
  LkbPoint e = get_direction (to->side);
  LkbPoint p1 = { from->at.x + LKB_EDGE_STUB * d.x, from->at.y + LKB_EDGE_STUB * d.y };
  LkbPoint q1 = { to->at.x + LKB_EDGE_STUB * e.x, to->at.y + LKB_EDGE_STUB * e.y };
  LkbPoint last = p1;
  gboolean level = d.x != 0;

  g_array_set_size (points, 0);
  g_array_append_val (points, from->at);
  g_array_append_val (points, p1);
  for (gsize i = 0; i <= n; i++)
    {
      LkbPoint next = i < n ? waypoints[i] : q1;

      if (ABS (next.x - last.x) > EPS && ABS (next.y - last.y) > EPS)
        {
          LkbPoint straight_on = level ? (LkbPoint){ next.x, last.y }
                                       : (LkbPoint){ last.x, next.y };
          LkbPoint turned = level ? (LkbPoint){ last.x, next.y } : (LkbPoint){ next.x, last.y };
          double a = cost_segment (self, last, straight_on, -1, from->node, to->node)
                     + cost_segment (self, straight_on, next, -1, from->node, to->node);
          double b = cost_segment (self, last, turned, -1, from->node, to->node)
                     + cost_segment (self, turned, next, -1, from->node, to->node)
                     + LKB_ROUTE_COST_BEND;
          gboolean on = a <= b;
          g_array_append_val (points, *(on ? &straight_on : &turned));
          /* After the corner the line runs across the way it came. */
          level = on ? !level : level;
        }
      else if (ABS (next.x - last.x) > EPS || ABS (next.y - last.y) > EPS)
        level = ABS (next.x - last.x) > EPS;
      g_array_append_val (points, next);
      last = next;
    }
  g_array_append_val (points, to->at);
  lkb_route_simplify (points);
}

void
lkb_router_find (LkbRouter *self, const LkbRouteEnd *from, const LkbRouteEnd *to,
                 const LkbPoint *waypoints, gsize n_waypoints, LkbRouteBend bend, GArray *points,
                 LkbBox *window)
{
  static const struct
  {
    double clearance;
    double margin;
  } rounds[] = { { LKB_EDGE_CLEAR_NODE, 96 },
                 { LKB_EDGE_CLEAR_NODE, 400 },
                 { LKB_EDGE_CLEAR_NODE / 2, 400 },
                 { 2, 400 },
                 { 2, 2000 } };
  Line line = { .n = 0 };
  double shape = 0;
  double cost;

  g_return_if_fail (self != NULL && from != NULL && to != NULL && points != NULL && window != NULL);

  lkb_router_begin_window (self, &self->boxes[from->node], &self->boxes[to->node]);
  if (n_waypoints > 0)
    {
      follow_waypoints (self, from, to, waypoints, n_waypoints, points);
      *window = self->window;
      return;
    }
  cost = find_plain (self, from, to, bend, G_MAXDOUBLE, &line, &shape);
  copy_line (&line, points);
  if (cost > shape + EPS && from->node != to->node)
    {
      g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (LkbPoint));
      double stub = find_stub (from, to);

      for (guint i = 0; i < G_N_ELEMENTS (rounds); i++)
        {
          LkbBox area;
          double got;

          /* A plain line that keeps off all boxes, if by less than wished, ends the search early.
           * */
          if (rounds[i].clearance < LKB_EDGE_CLEAR_NODE && cost < shape + COST_INSIDE)
            break;
          got = lkb_route_search_run (self->search, from, to, get_direction (from->side),
                                      get_direction (to->side), stub, rounds[i].clearance,
                                      rounds[i].margin, found, &area);
          lkb_router_extend_window (self, &area);
          if (got < G_MAXDOUBLE)
            {
              if (got < cost)
                {
                  g_array_set_size (points, 0);
                  g_array_append_vals (points, found->data, found->len);
                  lkb_route_simplify (points);
                }
              break;
            }
        }
    }
  *window = self->window;
}
