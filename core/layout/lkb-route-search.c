/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-route-search.h"

#include <math.h>

#include "lkb-metrics.h"

/* Bounds of one search, so that a board of any size stays quick: lines of the sparse grid, and
 * steps. */
#define LINES_MAX 1200
#define STATES_MAX 1500000
#define STEPS_MAX 30000
#define EPS 0.01

typedef struct
{
  double f;
  double h;
  guint state;
} HeapItem;

struct _LkbRouteSearch
{
  LkbGrid *boxes;
  GArray *xs;
  GArray *ys;
  GArray *heap; /* HeapItem */
  /* One state = (row * columns + column) * 2 + axis it was reached on; valid where stamp is the
   * run's. */
  double *cost;
  guint *parent;
  guint *stamp;
  gboolean *closed;
  gsize n_states;
  guint run;
  int own_from;
  int own_to;
  double clearance;
  double own_clearance;
};

LkbRouteSearch *
lkb_route_search_new (LkbGrid *boxes)
{
  LkbRouteSearch *self = g_new0 (LkbRouteSearch, 1);
  self->boxes = boxes;
  self->xs = g_array_new (FALSE, FALSE, sizeof (double));
  self->ys = g_array_new (FALSE, FALSE, sizeof (double));
  self->heap = g_array_new (FALSE, FALSE, sizeof (HeapItem));
  return self;
}

void
lkb_route_search_free (LkbRouteSearch *self)
{
  g_return_if_fail (self != NULL);
  g_array_unref (self->xs);
  g_array_unref (self->ys);
  g_array_unref (self->heap);
  g_free (self->cost);
  g_free (self->parent);
  g_free (self->stamp);
  g_free (self->closed);
  g_free (self);
}

/* Least f first; then the nearer to the goal, then the smaller number: equal input, equal route. */
static gboolean
comes_before (const HeapItem *a, const HeapItem *b)
{
  if (a->f != b->f)
    return a->f < b->f;
  if (a->h != b->h)
    return a->h < b->h;
  return a->state < b->state;
}

static void
push (GArray *heap, HeapItem item)
{
  HeapItem *items;
  guint i = heap->len;

  g_array_append_val (heap, item);
  items = (HeapItem *) (gpointer) heap->data;
  while (i > 0 && comes_before (&items[i], &items[(i - 1) / 2]))
    {
      HeapItem t = items[i];
      items[i] = items[(i - 1) / 2];
      items[(i - 1) / 2] = t;
      i = (i - 1) / 2;
    }
}

static HeapItem
pop (GArray *heap)
{
  HeapItem *items = (HeapItem *) (gpointer) heap->data;
  HeapItem top = items[0];
  guint n = heap->len - 1;
  guint i = 0;

  items[0] = items[n];
  g_array_set_size (heap, n);
  while (TRUE)
    {
      guint least = i;
      HeapItem t;
      for (guint c = 2 * i + 1; c <= 2 * i + 2 && c < n; c++)
        if (comes_before (&items[c], &items[least]))
          least = c;
      if (least == i)
        break;
      t = items[i];
      items[i] = items[least];
      items[least] = t;
      i = least;
    }
  return top;
}

typedef struct
{
  LkbRouteSearch *self;
  LkbBox segment;
} BlockData;

static gboolean
block_cb (guint handle, const LkbBox *box, gpointer data, gpointer user_data)
{
  BlockData *d = user_data;
  gboolean own = (int) handle == d->self->own_from || (int) handle == d->self->own_to;
  double by = (own ? d->self->own_clearance : d->self->clearance) - EPS;
  return !(d->segment.x < box->x + box->w + by && d->segment.x + d->segment.w > box->x - by
           && d->segment.y < box->y + box->h + by && d->segment.y + d->segment.h > box->y - by);
}

static gboolean
is_blocked (LkbRouteSearch *self, LkbPoint a, LkbPoint b)
{
  BlockData d = { self, lkb_box_from_points (a, b) };
  LkbBox area = lkb_box_grow (&d.segment, self->clearance);
  return !lkb_grid_foreach (self->boxes, &area, block_cb, &d);
}

typedef struct
{
  LkbRouteSearch *self;
  LkbBox area;
} LinesData;

static gboolean
add_lines_cb (guint handle, const LkbBox *box, gpointer data, gpointer user_data)
{
  LinesData *d = user_data;
  LkbBox grown = lkb_box_grow (box, d->self->clearance);
  double values[4] = { grown.x, grown.x + grown.w, grown.y, grown.y + grown.h };

  for (guint i = 0; i < 4; i++)
    {
      double lo = i < 2 ? d->area.x : d->area.y;
      double hi = lo + (i < 2 ? d->area.w : d->area.h);
      if (values[i] >= lo && values[i] <= hi)
        g_array_append_val (i < 2 ? d->self->xs : d->self->ys, values[i]);
    }
  return TRUE;
}

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a;
  double y = *(const double *) b;
  return x < y ? -1 : x > y;
}

static void
sort_lines (GArray *lines)
{
  double *v = (double *) (gpointer) lines->data;
  guint n = 0;

  g_array_sort (lines, compare_doubles);
  for (guint i = 0; i < lines->len; i++)
    if (n == 0 || v[i] - v[n - 1] > EPS)
      v[n++] = v[i];
  g_array_set_size (lines, n);
}

static guint
find_line (GArray *lines, double value)
{
  guint low = 0;
  guint high = lines->len - 1;
  while (low < high)
    {
      guint middle = (low + high) / 2;
      if (g_array_index (lines, double, middle) < value - EPS)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

static gboolean
make_room (LkbRouteSearch *self, gsize n)
{
  if (n > STATES_MAX)
    return FALSE;
  if (n > self->n_states)
    {
      self->n_states = n;
      self->cost = g_renew (double, self->cost, n);
      self->parent = g_renew (guint, self->parent, n);
      self->closed = g_renew (gboolean, self->closed, n);
      g_free (self->stamp);
      self->stamp = g_new0 (guint, n);
      self->run = 0;
    }
  self->run++;
  return TRUE;
}

static LkbPoint
get_point (LkbRouteSearch *self, guint state)
{
  guint column = (state / 2) % self->xs->len;
  guint row = (state / 2) / self->xs->len;
  LkbPoint p = { g_array_index (self->xs, double, column), g_array_index (self->ys, double, row) };
  return p;
}

static void
trace_back (LkbRouteSearch *self, guint state, LkbPoint start, LkbPoint end, GArray *points)
{
  g_array_set_size (points, 0);
  g_array_append_val (points, end);
  while (TRUE)
    {
      LkbPoint p = get_point (self, state);
      g_array_append_val (points, p);
      if (self->parent[state] == state)
        break;
      state = self->parent[state];
    }
  g_array_append_val (points, start);
  for (guint i = 0; i < points->len / 2; i++)
    {
      LkbPoint *all = (LkbPoint *) (gpointer) points->data;
      LkbPoint t = all[i];
      all[i] = all[points->len - 1 - i];
      all[points->len - 1 - i] = t;
    }
}

double
lkb_route_search_run (LkbRouteSearch *self, const LkbRouteEnd *from, const LkbRouteEnd *to,
                      LkbPoint from_direction, LkbPoint to_direction, double stub, double clearance,
                      double margin, GArray *points, LkbBox *area)
{
  LkbPoint start = { from->at.x + stub * from_direction.x, from->at.y + stub * from_direction.y };
  LkbPoint goal = { to->at.x + stub * to_direction.x, to->at.y + stub * to_direction.y };
  guint start_axis = from_direction.x != 0 ? 0 : 1;
  guint goal_axis = to_direction.x != 0 ? 0 : 1;
  LinesData lines = { self, lkb_box_from_points (start, goal) };
  double middle_x = (start.x + goal.x) / 2;
  double middle_y = (start.y + goal.y) / 2;
  guint columns, rows, first, goal_column, goal_row, steps = 0;

  lines.area = lkb_box_grow (&lines.area, margin);
  *area = lkb_box_grow (&lines.area, clearance);
  self->clearance = clearance;
  self->own_clearance = MIN (clearance, stub);
  self->own_from = from->node;
  self->own_to = to->node;

  g_array_set_size (self->xs, 0);
  g_array_set_size (self->ys, 0);
  g_array_append_val (self->xs, start.x);
  g_array_append_val (self->xs, goal.x);
  g_array_append_val (self->xs, middle_x);
  g_array_append_val (self->ys, start.y);
  g_array_append_val (self->ys, goal.y);
  g_array_append_val (self->ys, middle_y);
  lkb_grid_foreach (self->boxes, area, add_lines_cb, &lines);
  sort_lines (self->xs);
  sort_lines (self->ys);
  columns = self->xs->len;
  rows = self->ys->len;
  if (columns > LINES_MAX || rows > LINES_MAX || !make_room (self, (gsize) columns * rows * 2))
    return G_MAXDOUBLE;

  goal_column = find_line (self->xs, goal.x);
  goal_row = find_line (self->ys, goal.y);
  first = (find_line (self->ys, start.y) * columns + find_line (self->xs, start.x)) * 2
          + start_axis;
  g_array_set_size (self->heap, 0);
  self->stamp[first] = self->run;
  self->cost[first] = 0;
  self->closed[first] = FALSE;
  self->parent[first] = first;
  push (self->heap, (HeapItem){ 0, 0, first });

  while (self->heap->len > 0 && steps++ < STEPS_MAX)
    {
      HeapItem item = pop (self->heap);
      guint state = item.state;
      guint axis = state & 1;
      guint column = (state / 2) % columns;
      guint row = (state / 2) / columns;
      LkbPoint here;

      if (self->closed[state])
        continue;
      self->closed[state] = TRUE;
      if (column == goal_column && row == goal_row && axis == goal_axis)
        {
          trace_back (self, state, from->at, to->at, points);
          return self->cost[state] + 2 * stub;
        }
      here = get_point (self, state);
      for (guint k = 0; k < 5; k++)
        {
          guint next_column = column;
          guint next_row = row;
          guint next_axis = k == 4 ? !axis : k < 2 ? 0 : 1;
          guint next;
          LkbPoint there;
          double cost, h;

          if ((k == 0 && column == 0) || (k == 1 && column + 1 == columns) || (k == 2 && row == 0)
              || (k == 3 && row + 1 == rows))
            continue;
          /* A turn is a step of its own, taken in place. */
          if (k < 4 && next_axis != axis)
            continue;
          if (k < 2)
            next_column += k == 0 ? -1 : 1;
          else if (k < 4)
            next_row += k == 2 ? -1 : 1;
          next = (next_row * columns + next_column) * 2 + next_axis;
          if (self->stamp[next] == self->run && self->closed[next])
            continue;
          there = get_point (self, next);
          cost = self->cost[state]
                 + (k == 4 ? LKB_ROUTE_COST_BEND : ABS (there.x - here.x) + ABS (there.y - here.y));
          if (self->stamp[next] == self->run && self->cost[next] <= cost + 1e-9)
            continue;
          if (k < 4 && is_blocked (self, here, there))
            continue;
          self->stamp[next] = self->run;
          self->cost[next] = cost;
          self->parent[next] = state;
          self->closed[next] = FALSE;
          h = ABS (there.x - goal.x) + ABS (there.y - goal.y);
          if ((next_axis == 0 && ABS (there.y - goal.y) > EPS)
              || (next_axis == 1 && ABS (there.x - goal.x) > EPS) || next_axis != goal_axis)
            h += LKB_ROUTE_COST_BEND;
          push (self->heap, (HeapItem){ cost + h, h, next });
        }
    }
  return G_MAXDOUBLE;
}
