/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-labels.h"

#include <math.h>

#include "lkb-grid.h"
#include "lkb-metrics.h"

#define EPS 0.01
#define STEP 8.0
#define CELL 96.0 /* of the grids: about a label */
#define STEPS_MAX 20
/* A level run carries a label better than an upright one of the same length. */
#define LEVEL_FACTOR 1.5
/* Room left free at the ends of a run. */
#define MARGIN_TAIL 8.0
#define MARGIN_BEND 10.0
#define MARGIN_HEAD (LKB_EDGE_HEAD_LENGTH + 5.0)

#define PENALTY_NODE 1000.0
#define PENALTY_LABEL 1000.0
#define PENALTY_LINE_UNDER_TEXT 120.0
#define PENALTY_LINE 100.0
#define PENALTY_NO_ROOM 60.0
#define PENALTY_FLIPPED 1.0

typedef struct
{
  LkbGrid *nodes;
  LkbGrid *lines; /* data = number of the edge */
  LkbGrid *labels; /* data = number of the edge */
  LkbLabelMake make;
  gpointer user_data;
} Places;

typedef struct
{
  guint index; /* of the first point */
  gboolean level;
  gboolean fits;
  double length;
  double lo; /* of the label's centre along the run */
  double hi;
  double before; /* length of the line up to this run */
} Run;

typedef struct
{
  const LkbPoint *points;
  gsize n;
} Seat;

static Seat
get_seat (const LkbLabelEdge *edge)
{
  Seat seat = { edge->points, edge->n_points };

  if (edge->seat != NULL)
    {
      seat.points = edge->seat;
      seat.n = edge->n_seat;
    }
  return seat;
}

typedef struct
{
  guint own;
  gboolean own_counts;
  LkbBox box;
  double penalty;
  double each;
  double enough; /* stop counting here */
} Hit;

static gboolean
count_hit_cb (guint handle, const LkbBox *box, gpointer data, gpointer user_data)
{
  Hit *hit = user_data;

  if (!hit->own_counts && GPOINTER_TO_UINT (data) == hit->own)
    return TRUE;
  /* Strictly inside: touching the wished distance is fine. */
  if (box->x < hit->box.x + hit->box.w - EPS && box->x + box->w > hit->box.x + EPS
      && box->y < hit->box.y + hit->box.h - EPS && box->y + box->h > hit->box.y + EPS)
    hit->penalty += hit->each;
  return hit->penalty < hit->enough;
}

static double
count_hits (LkbGrid *grid, const LkbBox *box, double clearance, guint own, gboolean own_counts,
            double each, double enough)
{
  Hit hit = { own, own_counts, lkb_box_grow (box, clearance), 0, each, enough };
  lkb_grid_foreach (grid, &hit.box, count_hit_cb, &hit);
  return hit.penalty;
}

/* What a place costs; counting stops at @enough. @line: the number under which the own line is
 * kept. */
static double
judge (Places *places, guint own, guint line, const LkbBox *pill, const LkbBox *numbers,
       double enough)
{
  const LkbBox *boxes[2] = { pill, numbers };
  double penalty = 0;

  for (guint i = 0; i < 2 && penalty < enough; i++)
    if (!lkb_box_is_empty (boxes[i]))
      penalty += count_hits (places->nodes, boxes[i], LKB_PILL_CLEAR_NODE, G_MAXUINT, TRUE,
                             PENALTY_NODE, enough - penalty);
  for (guint i = 0; i < 2 && penalty < enough; i++)
    if (!lkb_box_is_empty (boxes[i]))
      penalty += count_hits (places->labels, boxes[i], LKB_PILL_CLEAR_LABEL, own, FALSE,
                             PENALTY_LABEL, enough - penalty);
  if (!lkb_box_is_empty (pill) && penalty < enough)
    penalty += count_hits (places->lines, pill, LKB_PILL_CLEAR_EDGE, line, FALSE, PENALTY_LINE,
                           enough - penalty);
  if (!lkb_box_is_empty (numbers) && penalty < enough)
    penalty += count_hits (places->lines, numbers, 1, line, TRUE, PENALTY_LINE_UNDER_TEXT,
                           enough - penalty);
  return penalty;
}

static void
put_boxes (const LkbPill *pill, LkbPoint centre, LkbBox *pill_box, LkbBox *numbers_box)
{
  *pill_box = lkb_box (centre.x - pill->w / 2, centre.y - pill->h / 2, pill->w, pill->h);
  *numbers_box = pill->numbers_box;
  if (lkb_box_is_empty (numbers_box))
    return;
  numbers_box->x += pill_box->x;
  numbers_box->y += pill_box->y;
}

static int
compare_runs (gconstpointer a, gconstpointer b)
{
  const Run *x = a;
  const Run *y = b;

  if (x->fits != y->fits)
    return x->fits ? -1 : 1;
  if (x->length != y->length)
    return x->length > y->length ? -1 : 1;
  return x->index < y->index ? -1 : x->index > y->index;
}

static LkbPill *
get_pill (Places *places, guint index, gboolean level, gboolean flipped)
{
  LkbLabelForm form = level ? LKB_LABEL_LEVEL : LKB_LABEL_UPRIGHT;
  return places->make (index, flipped ? form + 2 : form, places->user_data);
}

static GArray *
list_runs (Places *places, guint own, const LkbLabelEdge *edge)
{
  GArray *runs = g_array_new (FALSE, TRUE, sizeof (Run));
  Seat seat = get_seat (edge);
  double before = 0;

  for (guint k = 0; k + 1 < seat.n; k++)
    {
      LkbPoint a = seat.points[k];
      LkbPoint b = seat.points[k + 1];
      double length = hypot (b.x - a.x, b.y - a.y);
      Run run = { .index = k };
      const LkbPill *pill;
      double extent, margin_a, margin_b;

      run.level = ABS (b.x - a.x) >= ABS (b.y - a.y);
      pill = get_pill (places, own, run.level, FALSE);
      if (run.level)
        extent = pill->w > 0 ? pill->w : pill->numbers_box.w;
      else
        extent = pill->h > 0 ? pill->h : pill->numbers_box.h;
      margin_a = k == 0 ? MARGIN_TAIL : MARGIN_BEND;
      margin_b = k + 2 == seat.n ? MARGIN_HEAD : MARGIN_BEND;
      run.lo = margin_a + extent / 2;
      run.hi = length - margin_b - extent / 2;
      run.fits = run.hi >= run.lo - EPS;
      if (!run.fits)
        run.lo = run.hi = (margin_a + MAX (length - margin_b, margin_a)) / 2;
      run.length = length * (run.level ? LEVEL_FACTOR : 1);
      run.before = before;
      if (length > EPS)
        g_array_append_val (runs, run);
      before += length;
    }
  g_array_sort (runs, compare_runs);
  return runs;
}

static double
measure_line (const LkbLabelEdge *edge)
{
  Seat seat = get_seat (edge);
  double length = 0;

  for (guint k = 0; k + 1 < seat.n; k++)
    length += hypot (seat.points[k + 1].x - seat.points[k].x,
                     seat.points[k + 1].y - seat.points[k].y);
  return length;
}

static LkbPoint
find_point (const LkbLabelEdge *edge, guint index, double along)
{
  Seat seat = get_seat (edge);
  LkbPoint a = seat.points[index];
  LkbPoint b = seat.points[index + 1];
  double length = hypot (b.x - a.x, b.y - a.y);
  double t = length > 0 ? along / length : 0;
  LkbPoint p = { a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t };
  return p;
}

static void
place_wished (Places *places, guint own, LkbLabelEdge *edge)
{
  Seat seat = get_seat (edge);
  double total = measure_line (edge);
  double wished = CLAMP (edge->wished_at, 0.0, 1.0) * total;
  double before = 0;

  for (guint k = 0; k + 1 < seat.n; k++)
    {
      LkbPoint a = seat.points[k];
      LkbPoint b = seat.points[k + 1];
      double length = hypot (b.x - a.x, b.y - a.y);

      if (wished <= before + length + EPS || k + 2 == seat.n)
        {
          LkbPoint p = find_point (edge, k, MIN (wished - before, length));
          p.x += edge->dx;
          p.y += edge->dy;
          edge->pill = get_pill (places, own, ABS (b.x - a.x) >= ABS (b.y - a.y), FALSE);
          put_boxes (edge->pill, p, &edge->pill_box, &edge->numbers_box);
          break;
        }
      before += length;
    }
  edge->at = CLAMP (edge->wished_at, 0.0, 1.0);
  edge->clear = judge (places, own, edge->trunk >= 0 ? (guint) edge->trunk : own, &edge->pill_box,
                       &edge->numbers_box, G_MAXDOUBLE)
                <= 0;
}

/* Tries the places along one run, from its middle outwards; @best is the least penalty so far. */
static double
try_run (Places *places, guint own, LkbLabelEdge *edge, const Run *run, gboolean flipped,
         double total, double best)
{
  LkbPill *pill = get_pill (places, own, run->level, flipped);
  double middle = (run->lo + run->hi) / 2;
  double half = (run->hi - run->lo) / 2;
  double step = MAX (STEP, 2 * half / STEPS_MAX);
  guint steps = (guint) floor (half / step + EPS);
  double start = (run->fits ? 0 : PENALTY_NO_ROOM) + (flipped ? PENALTY_FLIPPED : 0);

  for (guint s = 0; s <= 2 * steps && best > start; s++)
    {
      double offset = (s % 2 == 1 ? 1.0 : -1.0) * ((s + 1) / 2) * step;
      LkbPoint p = find_point (edge, run->index, middle + offset);
      LkbBox pill_box, numbers_box;
      double penalty;

      put_boxes (pill, p, &pill_box, &numbers_box);
      penalty = start
                + judge (places, own, edge->trunk >= 0 ? (guint) edge->trunk : own, &pill_box,
                         &numbers_box, best);
      if (penalty < best)
        {
          best = penalty;
          edge->pill = pill;
          edge->pill_box = pill_box;
          edge->numbers_box = numbers_box;
          edge->at = total > 0 ? (run->before + middle + offset) / total : 0.5;
        }
    }
  return best;
}

static void
place_free (Places *places, guint own, LkbLabelEdge *edge)
{
  g_autoptr (GArray) runs = list_runs (places, own, edge);
  double total = measure_line (edge);
  double best = G_MAXDOUBLE;

  for (guint flipped = 0; flipped < 2 && best > PENALTY_FLIPPED; flipped++)
    for (guint i = 0; i < runs->len && best > 0; i++)
      best = try_run (places, own, edge, &g_array_index (runs, Run, i), flipped == 1, total, best);
  edge->clear = best < PENALTY_LINE;
}

static void
remember (Places *places, guint own, const LkbLabelEdge *edge)
{
  if (edge->pill == NULL)
    return;
  if (!lkb_box_is_empty (&edge->pill_box))
    lkb_grid_insert (places->labels, &edge->pill_box, GUINT_TO_POINTER (own));
  if (!lkb_box_is_empty (&edge->numbers_box))
    lkb_grid_insert (places->labels, &edge->numbers_box, GUINT_TO_POINTER (own));
}

static int
compare_edges (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const LkbLabelEdge *edges = user_data;
  guint x = *(const guint *) a;
  guint y = *(const guint *) b;
  gboolean x_wished = !isnan (edges[x].wished_at);
  gboolean y_wished = !isnan (edges[y].wished_at);

  if (x_wished != y_wished)
    return x_wished ? -1 : 1;
  if (edges[x].priority != edges[y].priority)
    return edges[x].priority > edges[y].priority ? -1 : 1;
  return x < y ? -1 : x > y;
}

/* Lines of one trunk count as one. */
static guint
get_owner (const LkbLabelEdge *edges, guint index)
{
  return edges[index].trunk >= 0 ? (guint) edges[index].trunk : index;
}

void
lkb_labels_place (const LkbBox *nodes, gsize n_nodes, LkbLabelEdge *edges, gsize n_edges,
                  LkbLabelMake make, gpointer user_data)
{
  Places places = { lkb_grid_new (CELL), lkb_grid_new (CELL), lkb_grid_new (CELL), make,
                    user_data };
  g_autoptr (GArray) order = g_array_new (FALSE, FALSE, sizeof (guint));

  for (gsize i = 0; i < n_nodes; i++)
    lkb_grid_insert (places.nodes, &nodes[i], NULL);
  for (guint i = 0; i < n_edges; i++)
    {
      for (guint k = 0; k + 1 < edges[i].n_points; k++)
        {
          LkbBox segment = lkb_box_from_points (edges[i].points[k], edges[i].points[k + 1]);
          lkb_grid_insert (places.lines, &segment, GUINT_TO_POINTER (get_owner (edges, i)));
        }
      edges[i].pill = NULL;
      edges[i].clear = TRUE;
      edges[i].at = 0.5;
      edges[i].pill_box = edges[i].numbers_box = lkb_box (0, 0, 0, 0);
      if (edges[i].n_points >= 2 && make (i, LKB_LABEL_LEVEL, user_data) != NULL)
        g_array_append_val (order, i);
    }
  g_array_sort_with_data (order, compare_edges, edges);
  for (guint i = 0; i < order->len; i++)
    {
      guint e = g_array_index (order, guint, i);
      if (isnan (edges[e].wished_at))
        place_free (&places, e, &edges[e]);
      else
        place_wished (&places, e, &edges[e]);
      remember (&places, e, &edges[e]);
    }
  lkb_grid_free (places.nodes);
  lkb_grid_free (places.lines);
  lkb_grid_free (places.labels);
}
