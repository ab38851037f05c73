/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-labels-private.h"

#include <math.h>

#include "lkb-metrics.h"

#define EPS 0.01
#define STEP 8.0
#define STEPS_MAX 20
/* A level run carries a label better than an upright one of the same length. */
#define LEVEL_FACTOR 1.5
/* Room left free at the ends of a run. */
#define MARGIN_TAIL 8.0
#define MARGIN_BEND 10.0
#define MARGIN_HEAD (LKB_EDGE_HEAD_LENGTH + 5.0)
#define CLEAR_LINE 3.0
/* Farther than any distance that counts. */
#define MARGIN_WINDOW (LKB_PILL_CLEAR_NODE + 1.0)

#define PENALTY_NODE 1000.0
#define PENALTY_LABEL 1000.0
#define PENALTY_LINE_UNDER_TEXT 120.0
#define PENALTY_NO_ROOM 60.0
#define PENALTY_NEAR 10.0
#define PENALTY_CROWD 20.0 /* so near to a foreign line that its pill finds no room */
#define PENALTY_FLIPPED 1.0
#define PENALTY_NARROW 2.0 /* and as much for each step narrower */
#define PENALTY_WHOLE 1.0 /* not as usual, but in full */
#define PENALTY_WHOLE_CRAMPED 9.0
#define PENALTY_BESIDE 8.5 /* more than on the line */
#define PENALTY_BESIDE_CRAMPED 17.5
#define PENALTY_SILENT 30.0 /* numbers left out */

/* On a large board no more than this is tried, for the sake of time. */
#define STEPS_OF_MANY 5
#define BESIDE_GAP 4.0
#define BESIDE_GAP_LEAST 2.0
#define OVERHANG 24.0
#define CRAMPED_BEST 4
#define SLIDE_END 16.0 /* so far from its end a pill still sits on its line */
#define STEP_DRAWN 4.0
/* What a pill takes on each side of a line. */
#define CROWD_REACH (LKB_PILL_H_ONE / 2 + LKB_PILL_CLEAR_LABEL)
/* Text below a run keeps off the boxes at both ends; the head shifts it from the middle. */
#define TEXT_MARGINS (2 * LKB_PILL_CLEAR_NODE + MARGIN_HEAD - MARGIN_TAIL)
#define TEXT_ROOM_MIN 48.0

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

typedef struct
{
  const LkbPoint *points;
  gsize n;
} Seat;

/* On a large board it stands beside it, where it is the same to all others as any label. */
static gboolean
is_on_trunk (const LkbLabeler *self, guint edge)
{
  const LkbKnownLabel *known = &self->known[edge];

  return known->trunk == (int) edge && known->n_seat == 2 && self->n_edges <= LKB_LABELS_FEW;
}

static Seat
get_seat (const LkbKnownLabel *known)
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

/* What speaks for a trunk may cover the shared piece of all its lines, as it does its own. */
static gboolean
is_shared_piece (const LkbLabeler *self, guint own, guint other, const LkbBox *piece)
{
  const LkbKnownLabel *known = &self->known[own];

  if (!is_on_trunk (self, own) || self->known[other].trunk != (int) own)
    return FALSE;
  if (ABS (known->seat[0].y - known->seat[1].y) < EPS)
    return piece->h < EPS && ABS (piece->y - known->seat[0].y) < EPS;
  return piece->w < EPS && ABS (piece->x - known->seat[0].x) < EPS;
}

static gboolean
count_hit_cb (guint handle, const LkbBox *box, gpointer data, gpointer user_data)
{
  Hit *hit = user_data;
  guint other = GPOINTER_TO_UINT (data);

  if (!hit->own_counts && other == hit->own)
    return TRUE;
  if (!hit->own_counts && !hit->are_labels && is_shared_piece (hit->labeler, hit->own, other, box))
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
extend_window (LkbKnownLabel *known, const LkbBox *box)
{
  LkbBox area = lkb_box_grow (box, MARGIN_WINDOW);

  if (!lkb_box_is_empty (box))
    known->window = lkb_box_union (&known->window, &area);
}

/* What a place costs; counting stops at @enough. Pill and numbers are one label to all others. */
static double
judge (LkbLabeler *self, guint own, const LkbBox *pill, const LkbBox *numbers, double enough)
{
  LkbBox whole = lkb_box_union (pill, numbers);
  Hit node = { .labeler = self, .own = G_MAXUINT, .own_counts = TRUE };
  Hit label = { .labeler = self, .own = own, .are_labels = TRUE };
  Hit foreign = { .labeler = self, .own = own };
  Hit any_line = { .labeler = self, .own = own, .own_counts = TRUE };
  double penalty = 0;

  if (lkb_box_is_empty (&whole))
    return 0;
  extend_window (&self->known[own], &whole);
  penalty += count_hits (self->nodes, node, &whole, LKB_PILL_CLEAR_NODE, PENALTY_NODE, enough);
  if (penalty < enough)
    penalty += count_hits (self->labels, label, &whole, LKB_PILL_CLEAR_LABEL, PENALTY_LABEL,
                           enough - penalty);
  if (penalty < enough)
    penalty += count_hits (self->lines, foreign, &whole, 1, LKB_LABELS_PENALTY_LINE,
                           enough - penalty);
  if (!lkb_box_is_empty (pill) && !self->known[own].cramped && penalty < enough)
    penalty += count_hits (self->lines, foreign, pill, LKB_PILL_CLEAR_EDGE, LKB_LABELS_PENALTY_LINE,
                           enough - penalty);
  if (!lkb_box_is_empty (numbers) && penalty < enough)
    penalty += count_hits (self->lines, any_line, numbers, 1, PENALTY_LINE_UNDER_TEXT,
                           enough - penalty);
  /* Where there is a choice, a double line does not touch the text either. */
  if (penalty < enough)
    penalty += count_hits (self->lines, foreign, &whole, CLEAR_LINE, PENALTY_NEAR,
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

LkbPill *
lkb_labeler_get_pill (LkbLabeler *self, guint edge, const LkbPillShape *shape)
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
                 >= get_extent (lkb_labeler_get_pill (self, own, &shape), run.level) - EPS;
      run.length = length * (run.level ? LEVEL_FACTOR : 1);
      if (length > EPS)
        g_array_append_val (runs, run);
      before += length;
    }
  g_array_sort (runs, compare_runs);
  return runs;
}

static double
measure_line (const LkbKnownLabel *known)
{
  Seat seat = get_seat (known);
  double length = 0;

  for (guint k = 0; k + 1 < seat.n; k++)
    length += hypot (seat.points[k + 1].x - seat.points[k].x,
                     seat.points[k + 1].y - seat.points[k].y);
  return length;
}

static LkbPoint
find_point (const LkbKnownLabel *known, guint index, double along)
{
  Seat seat = get_seat (known);
  LkbPoint a = seat.points[index];
  LkbPoint b = seat.points[index + 1];
  double length = hypot (b.x - a.x, b.y - a.y);
  double t = length > 0 ? along / length : 0;
  LkbPoint p = { a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t };
  return p;
}

void
lkb_labeler_place_wished (LkbLabeler *self, guint own)
{
  LkbKnownLabel *known = &self->known[own];
  LkbLabelPlace *place = &known->place;
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
          place->pill = lkb_labeler_get_pill (self, own, &shape);
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
  LkbKnownLabel *known = &self->known[own];
  LkbLabelPlace *best = &known->place;
  LkbPill *pill = lkb_labeler_get_pill (self, own, shape);
  double extent = get_extent (pill, run->level);
  double lo = run->margin_a + extent / 2;
  double hi = run->real - run->margin_b - extent / 2;
  double gap = shape->pill_room > LKB_PILL_W_LEAST ? BESIDE_GAP : BESIDE_GAP_LEAST;
  double middle, half, step;
  guint steps;
  /* On a large board no label knows how many come before it. */
  guint turn = self->n_edges <= LKB_LABELS_FEW ? known->rank : own;

  if (hi < lo - EPS && side != 0 && self->n_edges <= LKB_LABELS_FEW
      && extent <= run->real + 2 * OVERHANG + EPS)
    lo = hi = run->real / 2;
  else if (hi < lo - EPS)
    {
      lo = hi = run->real / 2;
      start += PENALTY_NO_ROOM;
    }
  /* In the middle between the two boxes, whatever the ends look like: labels side by side are level. */
  middle = CLAMP (run->real / 2, lo, hi);
  half = MAX (hi - middle, middle - lo);
  step = MAX (STEP, 2 * half / STEPS_MAX);
  steps = (guint) floor (half / step + EPS);
  for (guint s = 0; s <= 2 * steps && best->penalty > start; s++)
    {
      double offset = (s % 2 == 1 ? 1.0 : -1.0) * ((s + 1) / 2) * step;
      LkbPoint p;
      LkbBox pill_box, numbers_box;
      double penalty, along;

      /* Those on lines beside each other turn to different ends. */
      if (known->cramped)
        offset = ((known->fails + turn) % 2 == 1 ? -1.0 : 1.0) * (half - s * step);
      along = CLAMP (middle + offset, lo, hi);
      p = find_point (known, run->index, along);
      if (run->level)
        p.y += side * (pill->h / 2 + gap);
      else
        p.x += side * (pill->w / 2 + gap);
      put_boxes (pill, p, &pill_box, &numbers_box);
      penalty = start + judge (self, own, &pill_box, &numbers_box, best->penalty - start);
      if (penalty < best->penalty)
        *best = (LkbLabelPlace){ pill,        pill_box,
                                 numbers_box, total > 0 ? (run->before + along) / total : 0.5,
                                 FALSE,       penalty,
                                 run->real };
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
  gboolean wrapped;
  gboolean under;
  gboolean free; /* as wide as it likes: it may stick out over the ends of its run a little */
} NarrowStep;

/* Names whole: numbers below the pill on an upright run, then names on two lines each, then beside the line. A step without
 * room is none. */
static const NarrowStep level_whole[] = { { TRUE, FALSE, 240, 240, TRUE },
                                          { 0 },
                                          { TRUE, TRUE, 240, 240, .free = TRUE },
                                          { FALSE, TRUE, 240, 240, .free = TRUE } };
static const NarrowStep upright_whole[] = { { FALSE, FALSE, 240, 240, FALSE, TRUE },
                                            { TRUE, FALSE, 112, 240, TRUE },
                                            { FALSE, TRUE, 240, 240, .free = TRUE },
                                            { TRUE, TRUE, 240, 240, .free = TRUE } };

static const NarrowStep level_steps[] = {
  { TRUE, FALSE, 240, 240 },  { FALSE, FALSE, 240, 240 }, { TRUE, FALSE, 104, 120 },
  { FALSE, FALSE, 104, 120 }, { FALSE, FALSE, 64, 72 },   { FALSE, TRUE, 160, 160 },
  { FALSE, TRUE, 80, 80 },    { FALSE, FALSE, 64, 0 },    { FALSE, TRUE, 64, 0 },
};
static const NarrowStep upright_steps[] = {
  { TRUE, FALSE, 240, 240 }, { FALSE, FALSE, 160, 240 }, { FALSE, FALSE, 112, 104 },
  { TRUE, FALSE, 104, 104 }, { FALSE, FALSE, 64, 72 },   { FALSE, TRUE, 160, 160 },
  { FALSE, TRUE, 80, 80 },   { FALSE, FALSE, 64, 0 },    { FALSE, TRUE, 64, 0 },
};

/* Where not even those have room: two letters, then the marker alone. */
static const NarrowStep last_steps[] = {
  { FALSE, FALSE, LKB_PILL_W_SHORT, 72 },  { FALSE, FALSE, LKB_PILL_W_SHORT, 0 },
  { FALSE, FALSE, LKB_PILL_W_MARKER, 72 }, { FALSE, FALSE, LKB_PILL_W_MARKER, 0 },
  { FALSE, TRUE, LKB_PILL_W_SHORT, 0 },    { FALSE, FALSE, LKB_PILL_W_LEAST, 0 },
  { FALSE, TRUE, LKB_PILL_W_MARKER, 0 },   { FALSE, TRUE, LKB_PILL_W_LEAST, 0 },
};

static LkbPillShape
get_narrow_shape (const Run *run, gboolean flipped, const NarrowStep *step)
{
  LkbPillShape shape = { !run->level,     flipped,       step->two_lines, step->pill_room,
                         step->text_room, step->wrapped, step->under };
  double free_room = step->free ? run->real + 2 * OVERHANG
                                : run->real - run->margin_a - run->margin_b;

  /* Beside an upright run two lines have their numbers below them. */
  if (step->free && step->two_lines && !run->level)
    shape.vertical = shape.flipped = FALSE;
  if (run->level)
    {
      shape.pill_room = MIN (shape.pill_room, MAX (8 * floor (free_room / 8), LKB_LABELS_ROOM_MIN));
      if (shape.text_room > 0)
        shape.text_room = MIN (shape.text_room,
                               MAX (8 * floor ((run->real - TEXT_MARGINS) / 8), TEXT_ROOM_MIN));
    }
  return shape;
}

/* Tries one shape on all runs; @cost: what it costs by itself. @level: (nullable): no level runs. */
static void
try_shape (LkbLabeler *self, guint own, const GArray *runs, double total, const NarrowStep *level,
           const NarrowStep *upright, gboolean flipped, double cost)
{
  LkbLabelPlace *best = &self->known[own].place;

  for (guint i = 0; i < runs->len; i++)
    {
      const Run *run = &g_array_index (runs, Run, i);
      const NarrowStep *step = run->level ? level : upright;
      LkbPillShape shape, usual;
      double start;

      if (step == NULL)
        continue;
      shape = get_narrow_shape (run, flipped, step);
      usual = lkb_pill_shape (!run->level, flipped);
      start = cost + (flipped ? PENALTY_FLIPPED : 0) + (step->text_room > 0 ? 0 : PENALTY_SILENT);
      if (best->penalty <= start
          || (!step->beside
              && lkb_labeler_get_pill (self, own, &shape)
                     == lkb_labeler_get_pill (self, own, &usual)))
        continue;
      /* Numbers stand on the far side of the pill. */
      try_run (self, own, run, &shape, step->beside ? (flipped ? -1 : 1) : 0, total, start);
    }
}

static void
place_narrow (LkbLabeler *self, guint own, const GArray *runs, double total)
{
  const LkbKnownLabel *known = &self->known[own];
  gboolean few = self->n_edges <= LKB_LABELS_FEW;

  for (guint s = 0; self->n_edges <= LKB_LABELS_OF_PAGE && s < G_N_ELEMENTS (upright_whole); s++)
    for (guint flipped = 0; flipped < 2; flipped++)
      try_shape (self, own, runs, total, level_whole[s].pill_room > 0 ? &level_whole[s] : NULL,
                 &upright_whole[s], flipped == 1,
                 !known->cramped ? PENALTY_WHOLE + (upright_whole[s].beside ? PENALTY_BESIDE : 0)
                 : upright_whole[s].beside ? PENALTY_BESIDE_CRAMPED
                                           : PENALTY_WHOLE_CRAMPED);
  for (guint s = 0; s < G_N_ELEMENTS (level_steps); s++)
    {
      /* A cramped label takes the narrowest shape that still speaks. */
      double cost = PENALTY_NARROW
                    * (known->cramped && s <= CRAMPED_BEST ? 2 * CRAMPED_BEST - s : s + 1);

      if (!few && s >= STEPS_OF_MANY && known->place.penalty < LKB_LABELS_PENALTY_LINE)
        return;
      for (guint flipped = 0; flipped < 2; flipped++)
        try_shape (self, own, runs, total, &level_steps[s], &upright_steps[s], flipped == 1, cost);
    }
  for (guint s = 0; s < G_N_ELEMENTS (last_steps); s++)
    for (guint flipped = 0; flipped < 2 && known->place.penalty >= LKB_LABELS_PENALTY_LINE;
         flipped++)
      try_shape (self, own, runs, total, &last_steps[s], &last_steps[s], flipped == 1,
                 PENALTY_NARROW * (G_N_ELEMENTS (level_steps) + s + 1));
}

void
lkb_labeler_place_free (LkbLabeler *self, guint own)
{
  LkbKnownLabel *known = &self->known[own];
  g_autoptr (GArray) runs = list_runs (self, own);
  double total = measure_line (known);

  known->place.penalty = G_MAXDOUBLE;
  /* What speaks for a trunk without a place on the shared piece stands beside it: it would hide the lines of the others. */
  for (guint flipped = 0; flipped < 2 && known->trunk == (int) own && !is_on_trunk (self, own);
       flipped++)
    for (guint i = 0; i < runs->len; i++)
      {
        const Run *run = &g_array_index (runs, Run, i);
        LkbPillShape shape = lkb_pill_shape (!run->level, flipped == 1);
        try_run (self, own, run, &shape, flipped == 1 ? -1 : 1, total,
                 flipped ? PENALTY_FLIPPED : 0);
      }
  for (guint flipped = 0; flipped < 2 && !known->cramped; flipped++)
    for (guint i = 0; i < runs->len && known->place.penalty > (flipped ? PENALTY_FLIPPED : 0); i++)
      {
        const Run *run = &g_array_index (runs, Run, i);
        LkbPillShape shape = lkb_pill_shape (!run->level, flipped == 1);
        try_run (self, own, run, &shape, 0, total, flipped ? PENALTY_FLIPPED : 0);
      }
  if (known->place.penalty >= PENALTY_CROWD)
    place_narrow (self, own, runs, total);
  known->place.clear = known->place.penalty < LKB_LABELS_PENALTY_LINE;
  if (self->modest && !known->place.clear)
    {
      /* Many near lines are no hit. */
      self->modest = FALSE;
      known->place.clear = judge (self, own, &known->place.pill_box, &known->place.numbers_box,
                                  LKB_LABELS_PENALTY_LINE)
                           < LKB_LABELS_PENALTY_LINE;
      self->modest = TRUE;
    }
}

gboolean
lkb_labeler_shift (LkbLabeler *self, guint own, double dx)
{
  LkbKnownLabel *known = &self->known[own];
  LkbLabelPlace *place = &known->place;
  LkbBox pill_box = place->pill_box, numbers_box = place->numbers_box;
  double y = pill_box.y + pill_box.h / 2, half = pill_box.w / 2;
  g_autoptr (GArray) runs = list_runs (self, own);
  double total = measure_line (known);

  pill_box.x += dx;
  if (!lkb_box_is_empty (&numbers_box))
    numbers_box.x += dx;
  for (guint i = 0; i < runs->len; i++)
    {
      const Run *run = &g_array_index (runs, Run, i);
      LkbPoint a = find_point (known, run->index, 0), b = find_point (known, run->index, run->real);
      double along = (pill_box.x + half - a.x) * (b.x > a.x ? 1 : -1);

      if (!run->level || ABS (a.y - y) > EPS || along < run->margin_a + half - EPS
          || along > run->real - run->margin_b - half + EPS)
        continue;
      if (judge (self, own, &pill_box, &numbers_box, G_MAXDOUBLE)
          > judge (self, own, &place->pill_box, &place->numbers_box, G_MAXDOUBLE))
        return FALSE;
      place->pill_box = pill_box;
      place->numbers_box = numbers_box;
      place->at = (run->before + along) / total;
      return TRUE;
    }
  return FALSE;
}

static double
measure_outside (const LkbLabelPlace *place, double left, double right)
{
  LkbBox whole = lkb_box_union (&place->pill_box, &place->numbers_box);

  return MAX (left - whole.x, 0) + MAX (whole.x + whole.w - right, 0);
}

/* Tries @shape along one upright run, as far across it as need be. */
static void
draw_in_on (LkbLabeler *self, guint own, const Run *run, const LkbPillShape *shape, double total,
            double left, double right, LkbLabelPlace *best)
{
  LkbKnownLabel *known = &self->known[own];
  LkbPill *pill = lkb_labeler_get_pill (self, own, shape);
  double lo = run->margin_a + pill->h / 2, hi = run->real - run->margin_b - pill->h / 2;
  double reach = MAX (pill->w / 2 - SLIDE_END, 0);

  if (pill->w <= 0 || (pill->name_cut && !best->pill->name_cut))
    return;
  for (guint s = 0; lo + s * STEP_DRAWN <= hi + EPS; s++)
    {
      double along = s % 2 == 0 ? (lo + hi - s * STEP_DRAWN) / 2
                                : (lo + hi + (s + 1) * STEP_DRAWN) / 2;
      LkbPoint p = find_point (known, run->index, CLAMP (along, lo, hi));
      LkbLabelPlace place = { .pill = pill, .clear = TRUE, .room = run->real };
      LkbBox whole;
      double shift;

      put_boxes (pill, p, &place.pill_box, &place.numbers_box);
      whole = lkb_box_union (&place.pill_box, &place.numbers_box);
      shift = whole.x < left ? left - whole.x : MIN (right - whole.x - whole.w, 0);
      p.x += CLAMP (shift, -reach, reach);
      put_boxes (pill, p, &place.pill_box, &place.numbers_box);
      if (measure_outside (&place, left, right) >= measure_outside (best, left, right) - STEP)
        continue;
      place.penalty = judge (self, own, &place.pill_box, &place.numbers_box, PENALTY_NEAR);
      place.at = total > 0 ? (run->before + along) / total : 0.5;
      if (place.penalty < PENALTY_NEAR)
        *best = place;
    }
}

gboolean
lkb_labeler_draw_in (LkbLabeler *self, guint own, double left, double right)
{
  LkbKnownLabel *known = &self->known[own];
  LkbLabelPlace best = known->place;
  g_autoptr (GArray) runs = list_runs (self, own);
  double total = measure_line (known);

  for (guint i = 0; i < runs->len; i++)
    for (guint s = 0; s < 4; s++)
      {
        const Run *run = &g_array_index (runs, Run, i);
        LkbPillShape shape = lkb_pill_shape (TRUE, s % 2 == 1);

        shape.under = s >= 2;
        if (!run->level)
          draw_in_on (self, own, run, &shape, total, left, right, &best);
      }
  if (best.pill == known->place.pill && best.pill_box.x == known->place.pill_box.x
      && best.pill_box.y == known->place.pill_box.y)
    return FALSE;
  known->place = best;
  return TRUE;
}
