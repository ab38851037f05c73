/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-choose.h"

#include "lkb-grid.h"
#include "lkb-metrics.h"

#define ROUNDS 3
#define CELL 96.0
#define EPS 0.01

/* Costs by what cannot be mended later: two pieces at their boxes stay where they are, others can
 * be nudged. */
#define COST_FIXED_OVERLAP 120.0
#define COST_LOOSE_OVERLAP 6.0
#define COST_CROSSING LKB_CHOOSER_COST_CROSSING
#define COST_CROWDED 8.0
#define COST_SIDE_BY_SIDE 100.0
#define SIDE_BY_SIDE 4.0 /* so far apart two lines can be told from each other */
/* A label takes this much room across its line. */
#define LABEL_ROOM (LKB_PILL_H_ONE + LKB_NUMBERS_GAP_BELOW + LKB_NUMBERS_LINE)
#define RUN_MIN 40.0
#define BOTH 2

/* A piece of a way in which an edge may be drawn. */
typedef struct
{
  guint member; /* the edge */
  guint speaker; /* the edge that stands for its trunk, or itself */
  guint way; /* BOTH when the edge has but one */
  gboolean upright;
  gboolean fixed;
  /* Where the line goes on at the low and at the high end: to lower or higher across, 0 = it ends. */
  int lo_turn;
  int hi_turn;
} Piece;

/* What is known of an edge: what it was asked for, and where it stood after each round. */
typedef struct
{
  GArray *routes[2];
  guint guess;
  int trunk;
  gboolean free; /* there is something to choose */
  gboolean dirty; /* must be decided anew */
  guint after[ROUNDS];
  guint chosen; /* at this moment */
  GArray *handles; /* guint, of its pieces */
} Known;

struct _LkbChooser
{
  LkbGrid *grid; /* the pieces of both ways of all edges */
  GArray *pieces; /* Piece, by handle */
  Known *known;
  gsize n_edges;
};

typedef struct
{
  LkbChooser *chooser;
  guint edge;
  guint other; /* does not count either */
  LkbBox segment;
  Piece piece;
  double cost;
} Count;

LkbChooser *
lkb_chooser_new (gsize n_edges)
{
  LkbChooser *self = g_new0 (LkbChooser, 1);

  self->grid = lkb_grid_new (CELL);
  self->pieces = g_array_new (FALSE, TRUE, sizeof (Piece));
  self->known = g_new0 (Known, MAX (n_edges, 1));
  self->n_edges = n_edges;
  for (gsize i = 0; i < n_edges; i++)
    {
      self->known[i].handles = g_array_new (FALSE, FALSE, sizeof (guint));
      self->known[i].trunk = -1;
    }
  return self;
}

void
lkb_chooser_free (LkbChooser *self)
{
  g_return_if_fail (self != NULL);
  for (gsize i = 0; i < self->n_edges; i++)
    {
      g_clear_pointer (&self->known[i].routes[0], g_array_unref);
      g_clear_pointer (&self->known[i].routes[1], g_array_unref);
      g_array_unref (self->known[i].handles);
    }
  g_free (self->known);
  g_array_unref (self->pieces);
  lkb_grid_free (self->grid);
  g_free (self);
}

static int
get_turn (const GArray *route, guint at, int step, gboolean upright)
{
  LkbPoint a = g_array_index (route, LkbPoint, at);
  LkbPoint b;
  double d;

  if ((step < 0 && at == 0) || (step > 0 && at + 1 >= route->len))
    return 0;
  b = g_array_index (route, LkbPoint, (guint) ((int) at + step));
  d = upright ? b.x - a.x : b.y - a.y;
  return d > EPS ? 1 : d < -EPS ? -1 : 0;
}

static void
get_piece (const GArray *route, guint k, Piece *piece, LkbBox *box)
{
  LkbPoint a = g_array_index (route, LkbPoint, k);
  LkbPoint b = g_array_index (route, LkbPoint, k + 1);
  gboolean rising;

  piece->upright = ABS (a.x - b.x) < ABS (a.y - b.y);
  piece->fixed = k == 0 || k + 2 == route->len;
  rising = piece->upright ? a.y < b.y : a.x < b.x;
  piece->lo_turn = rising ? get_turn (route, k, -1, piece->upright)
                          : get_turn (route, k + 1, 1, piece->upright);
  piece->hi_turn = rising ? get_turn (route, k + 1, 1, piece->upright)
                          : get_turn (route, k, -1, piece->upright);
  *box = lkb_box_from_points (a, b);
}

/* Whether the two cross. Not where the level one turns so near the upright one that both will be
 * spread with their crowd: count_side_by_side() knows about those. */
static gboolean
do_cross (const LkbBox *upright, const LkbBox *level, const Piece *turns)
{
  double x = upright->x;
  double lo = level->x;
  double hi = level->x + level->w;

  if (level->y < upright->y + EPS || level->y > upright->y + upright->h - EPS)
    return FALSE;
  if (turns->lo_turn != 0)
    lo += LKB_EDGE_CLEAR_PARALLEL - EPS;
  if (turns->hi_turn != 0)
    hi -= LKB_EDGE_CLEAR_PARALLEL - EPS;
  return x >= lo && x <= hi;
}

/* Crossings of two pieces side by side when @a lies on the lower side of @b. */
static int
count_side_by_side (const Piece *a, double a_lo, double a_hi, const Piece *b, double b_lo,
                    double b_hi)
{
  return (a->lo_turn > 0 && a_lo > b_lo + EPS && a_lo < b_hi - EPS)
         + (a->hi_turn > 0 && a_hi > b_lo + EPS && a_hi < b_hi - EPS)
         + (b->lo_turn < 0 && b_lo > a_lo + EPS && b_lo < a_hi - EPS)
         + (b->hi_turn < 0 && b_hi > a_lo + EPS && b_hi < a_hi - EPS);
}

/* What two pieces of different lines cost. */
static double
cost_pieces (const Piece *piece, const LkbBox *own, const Piece *other, const LkbBox *box)
{
  double distance, common;
  double cost = 0;

  if (other->upright != piece->upright)
    return (piece->upright ? do_cross (own, box, other) : do_cross (box, own, piece))
               ? COST_CROSSING
               : 0;
  if (own->w + own->h < EPS || box->w + box->h < EPS)
    return 0;
  if (piece->upright)
    {
      distance = ABS (own->x - box->x);
      common = MIN (own->y + own->h, box->y + box->h) - MAX (own->y, box->y);
    }
  else
    {
      distance = ABS (own->y - box->y);
      common = MIN (own->x + own->w, box->x + box->w) - MAX (own->x, box->x);
    }
  if (common <= 1)
    return 0;
  if (piece->fixed && other->fixed && !piece->upright && distance > SIDE_BY_SIDE
      && distance < LKB_EDGE_CLEAR_PARALLEL - EPS)
    /* Crowded ends stand nearer than they should: let them run beside each other for a short way. */
    return common > RUN_MIN ? COST_SIDE_BY_SIDE : COST_LOOSE_OVERLAP;
  if (distance < LKB_EDGE_CLEAR_PARALLEL - EPS)
    {
      cost = piece->fixed && other->fixed ? COST_FIXED_OVERLAP : COST_LOOSE_OVERLAP;
      if (piece->upright && !(piece->fixed && other->fixed))
        {
          /* They are put into the better order. */
          int one = count_side_by_side (piece, own->y, own->y + own->h, other, box->y,
                                        box->y + box->h);
          int two = count_side_by_side (other, box->y, box->y + box->h, piece, own->y,
                                        own->y + own->h);
          cost += COST_CROSSING * MIN (one, two);
        }
      return cost;
    }
  return distance < LABEL_ROOM && common > RUN_MIN && piece->fixed && other->fixed
                 && !piece->upright
             ? COST_CROWDED
             : 0;
}

static gboolean
count_cb (guint handle, const LkbBox *box, gpointer data, gpointer user_data)
{
  Count *count = user_data;
  const Piece *other = &g_array_index (count->chooser->pieces, Piece, handle);

  if (other->speaker != count->edge && other->member != count->other
      && (other->way == BOTH || other->way == count->chooser->known[other->member].chosen))
    count->cost += cost_pieces (&count->piece, &count->segment, other, box);
  return TRUE;
}

static double
cost_route (LkbChooser *self, guint edge, guint other, const GArray *route)
{
  Count count = { .chooser = self, .edge = edge, .other = other };

  for (guint k = 0; k + 1 < route->len; k++)
    {
      LkbBox area;

      get_piece (route, k, &count.piece, &count.segment);
      area = count.segment;
      if (count.piece.upright)
        {
          area.x -= LKB_EDGE_CLEAR_PARALLEL;
          area.w += 2 * LKB_EDGE_CLEAR_PARALLEL;
        }
      else
        {
          area.y -= LABEL_ROOM;
          area.h += 2 * LABEL_ROOM;
        }
      lkb_grid_foreach (self->grid, &area, count_cb, &count);
    }
  return count.cost;
}

double
lkb_chooser_cost (LkbChooser *self, guint edge, guint other, const GArray *route)
{
  g_return_val_if_fail (self != NULL && route != NULL, 0);
  return cost_route (self, edge, other, route);
}

double
lkb_chooser_cost_pair (const GArray *a, const GArray *b)
{
  double cost = 0;

  g_return_val_if_fail (a != NULL && b != NULL, 0);
  for (guint i = 0; i + 1 < a->len; i++)
    {
      Piece piece;
      LkbBox own;

      get_piece (a, i, &piece, &own);
      for (guint k = 0; k + 1 < b->len; k++)
        {
          Piece other;
          LkbBox box;

          get_piece (b, k, &other, &box);
          cost += cost_pieces (&piece, &own, &other, &box);
        }
    }
  return cost;
}

static gboolean
mark_cb (guint handle, const LkbBox *box, gpointer data, gpointer user_data)
{
  LkbChooser *self = user_data;

  self->known[g_array_index (self->pieces, Piece, handle).member].dirty = TRUE;
  return TRUE;
}

/* All edges that may count the pieces of @edge must be decided anew. */
static void
mark_near (LkbChooser *self, guint edge)
{
  GArray *handles = self->known[edge].handles;

  for (guint i = 0; i < handles->len; i++)
    {
      LkbBox area = lkb_box_grow (lkb_grid_get_box (self->grid, g_array_index (handles, guint, i)),
                                  LABEL_ROOM + 1);
      lkb_grid_foreach (self->grid, &area, mark_cb, self);
    }
}

static void
put_way (LkbChooser *self, guint edge, guint way, const GArray *route)
{
  Known *known = &self->known[edge];

  for (guint k = 0; route != NULL && k + 1 < route->len; k++)
    {
      Piece piece = { .member = edge,
                      .speaker = known->trunk >= 0 ? (guint) known->trunk : edge,
                      .way = way };
      LkbBox box;
      guint handle;

      get_piece (route, k, &piece, &box);
      handle = lkb_grid_insert (self->grid, &box, NULL);
      if (handle >= self->pieces->len)
        g_array_set_size (self->pieces, handle + 1);
      g_array_index (self->pieces, Piece, handle) = piece;
      g_array_append_val (known->handles, handle);
    }
}

static void
take_off (LkbChooser *self, guint edge)
{
  GArray *handles = self->known[edge].handles;

  for (guint i = 0; i < handles->len; i++)
    lkb_grid_remove (self->grid, g_array_index (handles, guint, i));
  g_array_set_size (handles, 0);
}

static gboolean
are_same (const GArray *a, const GArray *b)
{
  if (a->len != b->len)
    return FALSE;
  for (guint i = 0; i < a->len; i++)
    if (ABS (g_array_index (a, LkbPoint, i).x - g_array_index (b, LkbPoint, i).x) > EPS
        || ABS (g_array_index (a, LkbPoint, i).y - g_array_index (b, LkbPoint, i).y) > EPS)
      return FALSE;
  return TRUE;
}

static void
take_choice (LkbChooser *self, guint edge, const LkbChoice *choice)
{
  Known *known = &self->known[edge];
  GArray *now = choice->routes[choice->chosen];
  GArray *other = choice->routes[!choice->chosen];

  for (guint k = 0; k < 2; k++)
    {
      g_clear_pointer (&known->routes[k], g_array_unref);
      known->routes[k] = choice->routes[k] != NULL ? g_array_ref (choice->routes[k]) : NULL;
    }
  known->guess = choice->chosen;
  known->trunk = choice->trunk;
  known->free = now != NULL && other != NULL && other != now && !are_same (now, other);
  take_off (self, edge);
  put_way (self, edge, known->free ? known->guess : BOTH, now);
  if (known->free)
    put_way (self, edge, !known->guess, other);
}

/* What differs from the last time, and all that may have to do with it, is marked. */
static void
take_choices (LkbChooser *self, const LkbChoice *choices)
{
  g_autofree guint *changed = g_new (guint, MAX (self->n_edges, 1));
  guint n = 0;

  for (guint i = 0; i < self->n_edges; i++)
    {
      Known *known = &self->known[i];

      known->dirty = FALSE;
      if (known->routes[0] != choices[i].routes[0] || known->routes[1] != choices[i].routes[1]
          || known->guess != choices[i].chosen || known->trunk != choices[i].trunk)
        changed[n++] = i;
    }
  /* Beyond that, all are near. */
  if (n < self->n_edges / 4)
    for (guint i = 0; i < n; i++)
      mark_near (self, changed[i]);
  for (guint i = 0; i < n; i++)
    take_choice (self, changed[i], &choices[changed[i]]);
  if (n < self->n_edges / 4)
    for (guint i = 0; i < n; i++)
      mark_near (self, changed[i]);
  else if (n > 0)
    for (guint i = 0; i < self->n_edges; i++)
      self->known[i].dirty = TRUE;
  for (guint i = 0; i < n; i++)
    self->known[changed[i]].dirty = TRUE;
  for (guint i = 0; i < self->n_edges; i++)
    self->known[i].chosen = self->known[i].guess;
}

void
lkb_chooser_run (LkbChooser *self, LkbChoice *choices)
{
  gboolean all;
  gboolean changed = TRUE;

  g_return_if_fail (self != NULL && (choices != NULL || self->n_edges == 0));

  take_choices (self, choices);
  all = self->n_edges > 0;
  for (guint i = 0; i < self->n_edges && all; i++)
    all = self->known[i].dirty;
  for (guint round = 0; round < ROUNDS; round++)
    {
      gboolean again = changed;

      changed = FALSE;
      for (guint i = 0; i < self->n_edges; i++)
        {
          Known *known = &self->known[i];
          guint before = known->chosen;

          /* The round after one that changed nothing is not run: all stay where they are. */
          if (again && !known->dirty)
            known->chosen = known->after[round];
          else if (again && known->free
                   && cost_route (self, i, i, known->routes[!before])
                          < cost_route (self, i, i, known->routes[before]) - EPS)
            known->chosen = !before;
          changed |= known->chosen != before;
          if (known->after[round] != known->chosen)
            {
              known->after[round] = known->chosen;
              if (!all && again)
                mark_near (self, i);
            }
        }
    }
  for (guint i = 0; i < self->n_edges; i++)
    choices[i].chosen = self->known[i].chosen;
}
