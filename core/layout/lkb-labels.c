/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-labels.h"

#include <math.h>
#include <string.h>

#include "lkb-grid.h"
#include "lkb-metrics.h"

#define EPS 0.01
#define STEP 8.0
#define CELL 96.0 /* of the grids: about a label */
#define WINDOW_CELL 256.0
#define STEPS_MAX 20
/* A level run carries a label better than an upright one of the same length. */
#define LEVEL_FACTOR 1.5
/* Room left free at the ends of a run. */
#define MARGIN_TAIL 8.0
#define MARGIN_BEND 10.0
#define MARGIN_HEAD (LKB_EDGE_HEAD_LENGTH + 5.0)
/* Farther than any distance that counts. */
#define MARGIN_WINDOW (LKB_PILL_CLEAR_NODE + 1.0)

#define PENALTY_NODE 1000.0
#define PENALTY_LABEL 1000.0
#define PENALTY_LINE_UNDER_TEXT 120.0
#define PENALTY_LINE 100.0
#define PENALTY_NO_ROOM 60.0
#define PENALTY_CROWD 20.0 /* so near to a foreign line that its pill finds no room */
#define PENALTY_FLIPPED 1.0
#define PENALTY_NARROW 2.0 /* and as much for each step narrower */
#define PENALTY_POOR 12.0 /* beside its line: others may leave it a better place */
#define PENALTY_SILENT 30.0 /* numbers left out */

/* Up to so many edges all labels are placed together, several times if need be. */
#define FEW 80
/* On a larger board no more than this is tried, for the sake of time. */
#define STEPS_OF_MANY 5
#define BESIDE_GAP 4.0
#define CRAMPED_BEST 4
/* Lines as near as this have to share the room for their labels. */
#define CRAMPED_REACH 26.0
#define ROUNDS 6
/* What a pill takes on each side of a line. */
#define CROWD_REACH (LKB_PILL_H_ONE / 2 + LKB_PILL_CLEAR_LABEL)
/* Text below a run keeps off the boxes at both ends; the head shifts it from the middle. */
#define TEXT_MARGINS (2 * LKB_PILL_CLEAR_NODE + MARGIN_HEAD - MARGIN_TAIL)
#define TEXT_ROOM_MIN 48.0
#define PILL_ROOM_MIN 56.0

typedef struct
{
  LkbPill *pill;
  LkbBox pill_box;
  LkbBox numbers_box;
  double at;
  gboolean clear;
  double penalty;
} Place;

/* What is known of an edge: what it was asked for, and where its label went. */
typedef struct
{
  GArray *line;
  LkbWords *words;
  guint count;
  LkbPoint *seat;
  gsize n_seat;
  int trunk;
  double wished_at;
  double dx;
  double dy;
  int priority;
  Place place;
  LkbBox window; /* the area that decided about it */
  gboolean dirty; /* must be placed anew */
  guint rank; /* its turn */
  guint fails; /* rounds in which it found no clear place */
  gboolean cramped; /* it, or one whose line is near, found none: it makes itself small */
  GArray *lines; /* guint, handles of its pieces */
  GArray *labels; /* guint, handles of pill and numbers */
  guint window_handle;
  gboolean has_window;
} Known;

struct _LkbLabeler
{
  LkbTextMeasurer *measurer; /* while it runs */
  LkbGrid *nodes; /* handle = index */
  LkbGrid *lines; /* data = number of the edge, or of the one that stands for its trunk */
  LkbGrid *labels; /* data = number of the edge */
  LkbGrid *windows; /* data = number of the edge */
  LkbBox *boxes;
  gsize n_nodes;
  Known *known;
  gsize n_edges;
  guint *order;
  gboolean has_order;
  gboolean modest; /* pills leave room for those of lines beside them */
};

typedef struct
{
  guint index; /* of the first point */
  gboolean level;
  gboolean fits;
  double length; /* as it counts */
  double real;
  double margin_a;
  double margin_b;
  double before; /* length of the line up to this run */
} Run;

LkbLabeler *
lkb_labeler_new (gsize n_nodes, gsize n_edges)
{
  LkbLabeler *self = g_new0 (LkbLabeler, 1);

  self->nodes = lkb_grid_new (CELL);
  self->lines = lkb_grid_new (CELL);
  self->labels = lkb_grid_new (CELL);
  self->windows = lkb_grid_new (WINDOW_CELL);
  self->boxes = g_new0 (LkbBox, MAX (n_nodes, 1));
  self->n_nodes = n_nodes;
  self->known = g_new0 (Known, MAX (n_edges, 1));
  self->n_edges = n_edges;
  self->order = g_new0 (guint, MAX (n_edges, 1));
  for (gsize i = 0; i < n_nodes; i++)
    lkb_grid_insert (self->nodes, &self->boxes[i], NULL);
  for (gsize i = 0; i < n_edges; i++)
    {
      Known *known = &self->known[i];
      known->lines = g_array_new (FALSE, FALSE, sizeof (guint));
      known->labels = g_array_new (FALSE, FALSE, sizeof (guint));
      known->trunk = -1;
      known->wished_at = NAN;
      known->place.clear = TRUE;
      known->place.at = 0.5;
    }
  return self;
}

void
lkb_labeler_free (LkbLabeler *self)
{
  g_return_if_fail (self != NULL);
  for (gsize i = 0; i < self->n_edges; i++)
    {
      Known *known = &self->known[i];
      g_clear_pointer (&known->line, g_array_unref);
      g_clear_pointer (&known->words, lkb_words_unref);
      g_free (known->seat);
      g_array_unref (known->lines);
      g_array_unref (known->labels);
    }
  lkb_grid_free (self->nodes);
  lkb_grid_free (self->lines);
  lkb_grid_free (self->labels);
  lkb_grid_free (self->windows);
  g_free (self->boxes);
  g_free (self->known);
  g_free (self->order);
  g_free (self);
}

typedef struct
{
  const LkbPoint *points;
  gsize n;
} Seat;

static Seat
get_seat (const Known *known)
{
  Seat seat = { NULL, 0 };

  if (known->seat != NULL)
    {
      seat.points = known->seat;
      seat.n = known->n_seat;
    }
  else if (known->line != NULL)
    {
      seat.points = (const LkbPoint *) (gpointer) known->line->data;
      seat.n = known->line->len;
    }
  return seat;
}

/* Lines of one trunk count as one. */
static guint
get_speaker (LkbLabeler *self, guint edge)
{
  return self->known[edge].trunk >= 0 ? (guint) self->known[edge].trunk : edge;
}

typedef struct
{
  LkbLabeler *labeler;
  guint own;
  gboolean own_counts;
  gboolean are_labels; /* only those whose turn came before count */
  LkbBox box;
  double penalty;
  double each;
  double enough; /* stop counting here */
} Hit;

static gboolean
count_hit_cb (guint handle, const LkbBox *box, gpointer data, gpointer user_data)
{
  Hit *hit = user_data;
  guint other = GPOINTER_TO_UINT (data);

  if (!hit->own_counts && other == hit->own)
    return TRUE;
  if (hit->are_labels && hit->labeler->known[other].rank > hit->labeler->known[hit->own].rank)
    return TRUE;
  /* Strictly inside: touching the wished distance is fine. */
  if (box->x < hit->box.x + hit->box.w - EPS && box->x + box->w > hit->box.x + EPS
      && box->y < hit->box.y + hit->box.h - EPS && box->y + box->h > hit->box.y + EPS)
    hit->penalty += hit->each;
  return hit->penalty < hit->enough;
}

static double
count_hits (LkbGrid *grid, Hit hit, const LkbBox *box, double clearance, double each, double enough)
{
  hit.box = lkb_box_grow (box, clearance);
  hit.penalty = 0;
  hit.each = each;
  hit.enough = enough;
  lkb_grid_foreach (grid, &hit.box, count_hit_cb, &hit);
  return hit.penalty;
}

static void
extend_window (Known *known, const LkbBox *box)
{
  LkbBox area = lkb_box_grow (box, MARGIN_WINDOW);

  if (!lkb_box_is_empty (box))
    known->window = lkb_box_union (&known->window, &area);
}

/* What a place costs; counting stops at @enough. */
static double
judge (LkbLabeler *self, guint own, const LkbBox *pill, const LkbBox *numbers, double enough)
{
  const LkbBox *boxes[2] = { pill, numbers };
  guint line = get_speaker (self, own);
  Hit node = { .labeler = self, .own = G_MAXUINT, .own_counts = TRUE };
  Hit label = { .labeler = self, .own = own, .are_labels = TRUE };
  Hit foreign = { .labeler = self, .own = line };
  Hit any_line = { .labeler = self, .own = line, .own_counts = TRUE };
  double penalty = 0;

  extend_window (&self->known[own], pill);
  extend_window (&self->known[own], numbers);
  for (guint i = 0; i < 2 && penalty < enough; i++)
    if (!lkb_box_is_empty (boxes[i]))
      penalty += count_hits (self->nodes, node, boxes[i], LKB_PILL_CLEAR_NODE, PENALTY_NODE,
                             enough - penalty);
  for (guint i = 0; i < 2 && penalty < enough; i++)
    if (!lkb_box_is_empty (boxes[i]))
      penalty += count_hits (self->labels, label, boxes[i], LKB_PILL_CLEAR_LABEL, PENALTY_LABEL,
                             enough - penalty);
  if (!lkb_box_is_empty (pill) && penalty < enough)
    penalty += count_hits (self->lines, foreign, pill,
                           self->known[own].cramped ? 1 : LKB_PILL_CLEAR_EDGE, PENALTY_LINE,
                           enough - penalty);
  if (!lkb_box_is_empty (numbers) && penalty < enough)
    penalty += count_hits (self->lines, any_line, numbers, 1, PENALTY_LINE_UNDER_TEXT,
                           enough - penalty);
  if (self->modest && !lkb_box_is_empty (pill) && penalty < enough)
    penalty += count_hits (self->lines, foreign, pill, CROWD_REACH, PENALTY_CROWD,
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
get_pill (LkbLabeler *self, guint edge, const LkbPillShape *shape)
{
  return lkb_words_get_pill (self->known[edge].words, self->measurer, self->known[edge].count,
                             shape);
}

static double
get_extent (const LkbPill *pill, gboolean level)
{
  if (level)
    return pill->w > 0 ? pill->w : pill->numbers_box.w;
  return pill->h > 0 ? pill->h : pill->numbers_box.h;
}

static GArray *
list_runs (LkbLabeler *self, guint own)
{
  GArray *runs = g_array_new (FALSE, TRUE, sizeof (Run));
  Seat seat = get_seat (&self->known[own]);
  double before = 0;

  for (guint k = 0; k + 1 < seat.n; k++)
    {
      LkbPoint a = seat.points[k];
      LkbPoint b = seat.points[k + 1];
      double length = hypot (b.x - a.x, b.y - a.y);
      Run run = { .index = k, .real = length, .before = before };
      LkbPillShape shape;

      run.level = ABS (b.x - a.x) >= ABS (b.y - a.y);
      shape = lkb_pill_shape (!run.level, FALSE);
      run.margin_a = k == 0 ? MARGIN_TAIL : MARGIN_BEND;
      run.margin_b = k + 2 == seat.n ? MARGIN_HEAD : MARGIN_BEND;
      run.fits = length - run.margin_a - run.margin_b
                 >= get_extent (get_pill (self, own, &shape), run.level) - EPS;
      run.length = length * (run.level ? LEVEL_FACTOR : 1);
      if (length > EPS)
        g_array_append_val (runs, run);
      before += length;
    }
  g_array_sort (runs, compare_runs);
  return runs;
}

static double
measure_line (const Known *known)
{
  Seat seat = get_seat (known);
  double length = 0;

  for (guint k = 0; k + 1 < seat.n; k++)
    length += hypot (seat.points[k + 1].x - seat.points[k].x,
                     seat.points[k + 1].y - seat.points[k].y);
  return length;
}

static LkbPoint
find_point (const Known *known, guint index, double along)
{
  Seat seat = get_seat (known);
  LkbPoint a = seat.points[index];
  LkbPoint b = seat.points[index + 1];
  double length = hypot (b.x - a.x, b.y - a.y);
  double t = length > 0 ? along / length : 0;
  LkbPoint p = { a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t };
  return p;
}

static void
place_wished (LkbLabeler *self, guint own)
{
  Known *known = &self->known[own];
  Place *place = &known->place;
  Seat seat = get_seat (known);
  double total = measure_line (known);
  double wished = CLAMP (known->wished_at, 0.0, 1.0) * total;
  double before = 0;

  for (guint k = 0; k + 1 < seat.n; k++)
    {
      LkbPoint a = seat.points[k];
      LkbPoint b = seat.points[k + 1];
      double length = hypot (b.x - a.x, b.y - a.y);

      if (wished <= before + length + EPS || k + 2 == seat.n)
        {
          LkbPoint p = find_point (known, k, MIN (wished - before, length));
          LkbPillShape shape = lkb_pill_shape (ABS (b.x - a.x) < ABS (b.y - a.y), FALSE);
          p.x += known->dx;
          p.y += known->dy;
          place->pill = get_pill (self, own, &shape);
          put_boxes (place->pill, p, &place->pill_box, &place->numbers_box);
          break;
        }
      before += length;
    }
  place->at = CLAMP (known->wished_at, 0.0, 1.0);
  place->penalty = judge (self, own, &place->pill_box, &place->numbers_box, G_MAXDOUBLE);
  place->clear = place->penalty <= 0;
}

/* Tries the places along one run, from its middle outwards; @side: -1 left of the run or above it, 1
 * on the other side, 0 on it; @start: what the shape costs. */
static void
try_run (LkbLabeler *self, guint own, const Run *run, const LkbPillShape *shape, int side,
         double total, double start)
{
  Known *known = &self->known[own];
  Place *best = &known->place;
  LkbPill *pill = get_pill (self, own, shape);
  double extent = get_extent (pill, run->level);
  double lo = run->margin_a + extent / 2;
  double hi = run->real - run->margin_b - extent / 2;
  double middle, half, step;
  guint steps;

  if (hi < lo - EPS)
    {
      lo = hi = run->real / 2;
      start += PENALTY_NO_ROOM;
    }
  middle = (lo + hi) / 2;
  half = (hi - lo) / 2;
  step = MAX (STEP, 2 * half / STEPS_MAX);
  steps = (guint) floor (half / step + EPS);
  for (guint s = 0; s <= 2 * steps && best->penalty > start; s++)
    {
      double offset = (s % 2 == 1 ? 1.0 : -1.0) * ((s + 1) / 2) * step;
      /* Those on lines beside each other turn to different ends. */
      LkbPoint p;
      LkbBox pill_box, numbers_box;
      double penalty;

      if (known->cramped)
        offset = ((known->fails + known->rank) % 2 == 1 ? -1.0 : 1.0) * (half - s * step);
      p = find_point (known, run->index, middle + offset);
      if (run->level)
        p.y += side * (pill->h / 2 + BESIDE_GAP);
      else
        p.x += side * (pill->w / 2 + BESIDE_GAP);
      put_boxes (pill, p, &pill_box, &numbers_box);
      penalty = start + judge (self, own, &pill_box, &numbers_box, best->penalty - start);
      if (penalty < best->penalty)
        *best = (Place){ pill,        pill_box,
                         numbers_box, total > 0 ? (run->before + middle + offset) / total : 0.5,
                         FALSE,       penalty };
    }
}

/* Ever narrower shapes for places where the usual one has no room. @beside: not on the line but next
 * to it. */
typedef struct
{
  gboolean two_lines;
  gboolean beside;
  double pill_room;
  double text_room;
} NarrowStep;

static const NarrowStep level_steps[] = {
  { TRUE, FALSE, 240, 240 },  { FALSE, FALSE, 240, 240 }, { TRUE, FALSE, 104, 120 },
  { FALSE, FALSE, 104, 120 }, { FALSE, FALSE, 64, 72 },   { FALSE, TRUE, 160, 160 },
  { FALSE, TRUE, 80, 80 },    { FALSE, FALSE, 64, 0 },    { FALSE, TRUE, 64, 0 },
};
static const NarrowStep upright_steps[] = {
  { FALSE, FALSE, 160, 240 }, { TRUE, FALSE, 152, 160 }, { FALSE, FALSE, 112, 104 },
  { TRUE, FALSE, 104, 104 },  { FALSE, FALSE, 64, 72 },  { FALSE, TRUE, 160, 160 },
  { FALSE, TRUE, 80, 80 },    { FALSE, FALSE, 64, 0 },   { FALSE, TRUE, 64, 0 },
};

static LkbPillShape
get_narrow_shape (const Run *run, gboolean flipped, const NarrowStep *step)
{
  LkbPillShape shape = { !run->level, flipped, step->two_lines, step->pill_room, step->text_room };
  double free_room = run->real - run->margin_a - run->margin_b;

  if (run->level)
    {
      shape.pill_room = MIN (shape.pill_room, MAX (8 * floor (free_room / 8), PILL_ROOM_MIN));
      if (shape.text_room > 0)
        shape.text_room = MIN (shape.text_room,
                               MAX (8 * floor ((run->real - TEXT_MARGINS) / 8), TEXT_ROOM_MIN));
    }
  return shape;
}

static void
place_narrow (LkbLabeler *self, guint own, const GArray *runs, double total)
{
  Place *best = &self->known[own].place;
  guint n_steps = self->n_edges <= FEW ? G_N_ELEMENTS (level_steps) : STEPS_OF_MANY;

  for (guint s = 0; s < n_steps; s++)
    for (guint flipped = 0; flipped < 2; flipped++)
      for (guint i = 0; i < runs->len; i++)
        {
          const Run *run = &g_array_index (runs, Run, i);
          const NarrowStep *step = run->level ? &level_steps[s] : &upright_steps[s];
          LkbPillShape shape = get_narrow_shape (run, flipped == 1, step);
          LkbPillShape usual = lkb_pill_shape (!run->level, flipped == 1);
          /* A cramped label takes the narrowest shape that still speaks. */
          double cost
              = PENALTY_NARROW
                    * (self->known[own].cramped && s <= CRAMPED_BEST ? 2 * CRAMPED_BEST - s : s + 1)
                + (flipped ? PENALTY_FLIPPED : 0) + (step->text_room > 0 ? 0 : PENALTY_SILENT);

          if (best->penalty <= cost
              || (!step->beside && get_pill (self, own, &shape) == get_pill (self, own, &usual)))
            continue;
          /* Numbers stand on the far side of the pill. */
          try_run (self, own, run, &shape, step->beside ? (flipped ? -1 : 1) : 0, total, cost);
        }
}

static void
place_free (LkbLabeler *self, guint own)
{
  Known *known = &self->known[own];
  g_autoptr (GArray) runs = list_runs (self, own);
  double total = measure_line (known);

  known->place.penalty = G_MAXDOUBLE;
  for (guint flipped = 0; flipped < 2 && !known->cramped; flipped++)
    for (guint i = 0; i < runs->len && known->place.penalty > (flipped ? PENALTY_FLIPPED : 0); i++)
      {
        const Run *run = &g_array_index (runs, Run, i);
        LkbPillShape shape = lkb_pill_shape (!run->level, flipped == 1);
        try_run (self, own, run, &shape, 0, total, flipped ? PENALTY_FLIPPED : 0);
      }
  if (known->place.penalty >= PENALTY_CROWD)
    place_narrow (self, own, runs, total);
  known->place.clear = known->place.penalty < PENALTY_LINE;
  if (self->modest && !known->place.clear)
    {
      /* Many near lines are no hit. */
      self->modest = FALSE;
      known->place.clear = judge (self, own, &known->place.pill_box, &known->place.numbers_box,
                                  PENALTY_LINE)
                           < PENALTY_LINE;
      self->modest = TRUE;
    }
}

static gboolean
mark_cb (guint handle, const LkbBox *box, gpointer data, gpointer user_data)
{
  LkbLabeler *self = user_data;

  self->known[GPOINTER_TO_UINT (data)].dirty = TRUE;
  return TRUE;
}

/* All labels that looked at this place must be placed anew. */
static void
mark_near (LkbLabeler *self, const LkbBox *box)
{
  lkb_grid_foreach (self->windows, box, mark_cb, self);
}

static void
mark_handles (LkbLabeler *self, LkbGrid *grid, GArray *handles)
{
  for (guint i = 0; i < handles->len; i++)
    mark_near (self, lkb_grid_get_box (grid, g_array_index (handles, guint, i)));
}

static void
take_off (LkbGrid *grid, GArray *handles)
{
  for (guint i = 0; i < handles->len; i++)
    lkb_grid_remove (grid, g_array_index (handles, guint, i));
  g_array_set_size (handles, 0);
}

static void
put_on (LkbGrid *grid, GArray *handles, const LkbBox *box, guint number)
{
  guint handle = lkb_grid_insert (grid, box, GUINT_TO_POINTER (number));

  g_array_append_val (handles, handle);
}

static gboolean
has_label (LkbLabeler *self, guint edge)
{
  LkbPillShape shape = lkb_pill_shape (FALSE, FALSE);
  Known *known = &self->known[edge];

  return known->line != NULL && known->line->len >= 2 && known->words != NULL
         && get_pill (self, edge, &shape) != NULL;
}

static gboolean
are_equal_boxes (const LkbBox *a, const LkbBox *b)
{
  return a->x == b->x && a->y == b->y && a->w == b->w && a->h == b->h;
}

static void
place_label (LkbLabeler *self, guint edge)
{
  Known *known = &self->known[edge];
  Place before = known->place;

  known->place = (Place){ .at = 0.5, .clear = TRUE };
  known->window = lkb_box (0, 0, 0, 0);
  if (has_label (self, edge))
    {
      if (isnan (known->wished_at))
        place_free (self, edge);
      else
        place_wished (self, edge);
    }
  known->dirty = FALSE;
  if (!are_equal_boxes (&before.pill_box, &known->place.pill_box)
      || !are_equal_boxes (&before.numbers_box, &known->place.numbers_box))
    {
      mark_handles (self, self->labels, known->labels);
      take_off (self->labels, known->labels);
      if (!lkb_box_is_empty (&known->place.pill_box))
        put_on (self->labels, known->labels, &known->place.pill_box, edge);
      if (!lkb_box_is_empty (&known->place.numbers_box))
        put_on (self->labels, known->labels, &known->place.numbers_box, edge);
      mark_handles (self, self->labels, known->labels);
      known->dirty = FALSE;
    }
  if (known->has_window && lkb_box_is_empty (&known->window))
    lkb_grid_remove (self->windows, known->window_handle);
  else if (known->has_window)
    lkb_grid_move (self->windows, known->window_handle, &known->window);
  else if (!lkb_box_is_empty (&known->window))
    known->window_handle = lkb_grid_insert (self->windows, &known->window, GUINT_TO_POINTER (edge));
  known->has_window = !lkb_box_is_empty (&known->window);
}

static int
compare_turns (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const Known *known = user_data;
  guint i = *(const guint *) a;
  guint k = *(const guint *) b;
  const Known *x = &known[i];
  const Known *y = &known[k];
  gboolean x_wished = !isnan (x->wished_at);
  gboolean y_wished = !isnan (y->wished_at);

  if (x_wished != y_wished)
    return x_wished ? -1 : 1;
  if (x->fails != y->fails)
    return x->fails > y->fails ? -1 : 1;
  if (x->priority != y->priority)
    return x->priority > y->priority ? -1 : 1;
  return i < k ? -1 : i > k;
}

static void
sort_turns (LkbLabeler *self)
{
  for (guint i = 0; i < self->n_edges; i++)
    self->order[i] = i;
  g_qsort_with_data (self->order, (int) self->n_edges, sizeof *self->order, compare_turns,
                     self->known);
  for (guint i = 0; i < self->n_edges; i++)
    self->known[self->order[i]].rank = i;
  self->has_order = TRUE;
}

static gboolean
are_same_wish (double a, double b)
{
  return a == b || (isnan (a) && isnan (b));
}

static gboolean
has_line_changed (const Known *known, const LkbLabelEdge *edge)
{
  return known->line != edge->line || known->trunk != edge->trunk;
}

static gboolean
has_turn_changed (const Known *known, const LkbLabelEdge *edge)
{
  return known->priority != edge->priority || isnan (known->wished_at) != isnan (edge->wished_at);
}

static gboolean
has_changed (const Known *known, const LkbLabelEdge *edge)
{
  return has_line_changed (known, edge) || has_turn_changed (known, edge)
         || known->words != edge->words || known->count != edge->count
         || !are_same_wish (known->wished_at, edge->wished_at) || known->dx != edge->dx
         || known->dy != edge->dy || known->n_seat != edge->n_seat
         || (edge->n_seat > 0
             && memcmp (known->seat, edge->seat, edge->n_seat * sizeof (LkbPoint)) != 0);
}

static void
take_edge (LkbLabeler *self, guint index, const LkbLabelEdge *edge)
{
  Known *known = &self->known[index];
  gboolean line = has_line_changed (known, edge);

  if (has_turn_changed (known, edge))
    {
      /* Labels near it may now come before it, or after. */
      mark_handles (self, self->labels, known->labels);
      take_off (self->labels, known->labels);
      known->place = (Place){ .at = 0.5, .clear = TRUE };
      self->has_order = FALSE;
    }
  if (line)
    {
      mark_handles (self, self->lines, known->lines);
      take_off (self->lines, known->lines);
    }
  if (known->line != edge->line)
    {
      g_clear_pointer (&known->line, g_array_unref);
      known->line = edge->line != NULL ? g_array_ref (edge->line) : NULL;
    }
  if (known->words != edge->words)
    {
      g_clear_pointer (&known->words, lkb_words_unref);
      known->words = edge->words != NULL ? lkb_words_ref (edge->words) : NULL;
    }
  known->count = edge->count;
  known->trunk = edge->trunk;
  known->wished_at = edge->wished_at;
  known->dx = edge->dx;
  known->dy = edge->dy;
  known->priority = edge->priority;
  g_free (known->seat);
  known->seat = g_memdup2 (edge->seat, edge->n_seat * sizeof (LkbPoint));
  known->n_seat = edge->n_seat;
  if (line)
    {
      for (guint k = 0; known->line != NULL && k + 1 < known->line->len; k++)
        {
          const LkbPoint *p = &g_array_index (known->line, LkbPoint, k);
          LkbBox piece = lkb_box_from_points (p[0], p[1]);
          put_on (self->lines, known->lines, &piece, get_speaker (self, index));
        }
      mark_handles (self, self->lines, known->lines);
    }
  known->dirty = TRUE;
}

static void
take_input (LkbLabeler *self, const LkbBox *nodes, const LkbLabelEdge *edges)
{
  for (gsize i = 0; i < self->n_nodes; i++)
    if (!are_equal_boxes (&self->boxes[i], &nodes[i]))
      {
        mark_near (self, &self->boxes[i]);
        mark_near (self, &nodes[i]);
        self->boxes[i] = nodes[i];
        lkb_grid_move (self->nodes, (guint) i, &nodes[i]);
      }
  for (guint i = 0; i < self->n_edges; i++)
    if (has_changed (&self->known[i], &edges[i]))
      take_edge (self, i, &edges[i]);
}

static void
place_dirty (LkbLabeler *self)
{
  for (guint i = 0; i < self->n_edges; i++)
    if (self->known[self->order[i]].dirty)
      place_label (self, self->order[i]);
  /* A label does not care for those that come after it. */
  for (guint i = 0; i < self->n_edges; i++)
    self->known[i].dirty = FALSE;
}

static gboolean
cramp_cb (guint handle, const LkbBox *box, gpointer data, gpointer user_data)
{
  LkbLabeler *self = user_data;

  self->known[GPOINTER_TO_UINT (data)].cramped = TRUE;
  return TRUE;
}

/* Labels on the lines beside this one must leave it room. */
static void
cramp_near (LkbLabeler *self, guint edge)
{
  GArray *handles = self->known[edge].lines;

  self->known[edge].cramped = TRUE;
  for (guint i = 0; i < handles->len; i++)
    {
      const LkbBox *piece = lkb_grid_get_box (self->lines, g_array_index (handles, guint, i));
      LkbBox area = lkb_box_grow (piece, CRAMPED_REACH);

      if (piece->w + piece->h >= PILL_ROOM_MIN)
        lkb_grid_foreach (self->lines, &area, cramp_cb, self);
    }
}

/* Places all labels of a small board, those first that had no luck the last time. */
static void
place_few (LkbLabeler *self)
{
  g_autofree Place *best = g_new (Place, MAX (self->n_edges, 1));
  double least = G_MAXDOUBLE;

  for (guint i = 0; i < self->n_edges; i++)
    {
      self->known[i].fails = 0;
      self->known[i].cramped = FALSE;
    }
  for (guint round = 0; round < ROUNDS; round++)
    {
      double penalty = 0;
      gboolean clear = TRUE;

      self->modest = round > 0;
      sort_turns (self);
      for (guint i = 0; i < self->n_edges; i++)
        {
          take_off (self->labels, self->known[i].labels);
          self->known[i].place = (Place){ .at = 0.5, .clear = TRUE };
        }
      for (guint i = 0; i < self->n_edges; i++)
        place_label (self, self->order[i]);
      for (guint i = 0; i < self->n_edges; i++)
        {
          Known *known = &self->known[i];

          if (known->line == NULL)
            continue;
          penalty += known->place.clear ? MIN (known->place.penalty, PENALTY_LINE)
                                        : 100 * PENALTY_LINE + known->place.penalty;
          clear &= known->place.clear && known->place.penalty < PENALTY_POOR;
          if (!known->place.clear && round > 0)
            {
              known->fails += 1;
              if (round > 1)
                cramp_near (self, i);
            }
        }
      if (penalty < least)
        {
          least = penalty;
          for (guint i = 0; i < self->n_edges; i++)
            best[i] = self->known[i].place;
        }
      if (clear)
        break;
    }
  self->modest = FALSE;
  for (guint i = 0; i < self->n_edges; i++)
    self->known[i].place = best[i];
}

void
lkb_labeler_run (LkbLabeler *self, LkbTextMeasurer *measurer, const LkbBox *nodes,
                 LkbLabelEdge *edges)
{
  g_return_if_fail (self != NULL && measurer != NULL);
  g_return_if_fail ((nodes != NULL || self->n_nodes == 0) && (edges != NULL || self->n_edges == 0));

  self->measurer = measurer;
  take_input (self, nodes, edges);
  if (self->n_edges <= FEW)
    place_few (self);
  else
    {
      if (!self->has_order)
        sort_turns (self);
      place_dirty (self);
    }
  self->measurer = NULL;
  for (guint i = 0; i < self->n_edges; i++)
    {
      const Place *place = &self->known[i].place;

      edges[i].pill = place->pill;
      edges[i].pill_box = place->pill_box;
      edges[i].numbers_box = place->numbers_box;
      edges[i].at = place->at;
      edges[i].clear = place->clear;
    }
}
