/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-apart.h"

#include <string.h>

#include "lkb-grid.h"
#include "lkb-metrics.h"
#include "lkb-router-private.h"

#define CELL 128.0
#define EPS 0.01
/* Nearer than this, for longer than that, two lines look like one. */
#define NEAR 4.0
#define SHORT 2.0
#define TIGHT 8.0
/* After one line has moved, another one may have room. */
#define ROUNDS 2
/* Larger crowds have no room to move in. */
#define PARTNERS_MAX 6
#define MEMBERS_MAX 24
#define POINTS_MAX 8
/* So far from its line a route looks: the largest step and the clearance of cards. */
#define REACH 72.0

#define COST_TOGETHER 1000.0
#define COST_CROSSING 100.0
#define COST_TIGHT 60.0
#define COST_NEAR 8.0
#define COST_JOG 40.0 /* a piece so short that both bends look like one that failed */
#define COST_BORDER 30.0 /* an end at a card's corner */

/* Of a line, where the grid says. */
typedef struct
{
  guint route;
  guint index; /* of its first point */
} Piece;

/* What was found for a route in one round. */
typedef struct
{
  gboolean known;
  GArray *line; /* (nullable) where it was moved to */
  LkbBox window; /* the area that decided */
} Step;

typedef struct
{
  GArray *points;
  gboolean fixed;
  int from;
  int to;
  int trunk;
  GArray *handles; /* guint, of its pieces */
  gboolean suspect; /* as it came, it lies on another line */
  Step steps[ROUNDS];
  GArray *result; /* (nullable) where it was moved to */
} Known;

struct _LkbApart
{
  LkbGrid *grid; /* the pieces of all lines as they came */
  GArray *pieces; /* Piece, by handle */
  Known *known;
  gsize n_routes;
};

/* One run. */
typedef struct
{
  LkbApart *self;
  LkbRouter *router;
  const LkbApartRoute *routes;
  GArray **now; /* of each route: (nullable) where it was moved to */
  GArray *moved; /* guint: those that were */
  gboolean all; /* nothing is taken over from the last run */
  GArray *changes; /* LkbBox: where this run differs from the last one so far */
} Run;

static void
set_array (GArray **array, GArray *now)
{
  GArray *kept = now != NULL ? g_array_ref (now) : NULL;

  g_clear_pointer (array, g_array_unref);
  *array = kept;
}

LkbApart *
lkb_apart_new (gsize n_routes)
{
  LkbApart *self = g_new0 (LkbApart, 1);

  self->grid = lkb_grid_new (CELL);
  self->pieces = g_array_new (FALSE, TRUE, sizeof (Piece));
  self->known = g_new0 (Known, MAX (n_routes, 1));
  self->n_routes = n_routes;
  for (gsize i = 0; i < n_routes; i++)
    {
      self->known[i].handles = g_array_new (FALSE, FALSE, sizeof (guint));
      self->known[i].trunk = -1;
    }
  return self;
}

void
lkb_apart_free (LkbApart *self)
{
  g_return_if_fail (self != NULL);
  for (gsize i = 0; i < self->n_routes; i++)
    {
      set_array (&self->known[i].points, NULL);
      set_array (&self->known[i].result, NULL);
      for (guint round = 0; round < ROUNDS; round++)
        set_array (&self->known[i].steps[round].line, NULL);
      g_array_unref (self->known[i].handles);
    }
  g_free (self->known);
  g_array_unref (self->pieces);
  lkb_grid_free (self->grid);
  g_free (self);
}

static gboolean
is_upright (const LkbPoint *p)
{
  return ABS (p[0].x - p[1].x) < EPS;
}

/* How far two parallel pieces are from each other where they run side by side; else a lot. */
static double
get_distance (const LkbPoint *p, const LkbPoint *q)
{
  LkbBox a = lkb_box_from_points (p[0], p[1]);
  LkbBox b = lkb_box_from_points (q[0], q[1]);

  if (is_upright (p) != is_upright (q))
    return G_MAXDOUBLE;
  if (is_upright (p))
    return MIN (a.y + a.h, b.y + b.h) - MAX (a.y, b.y) > SHORT ? ABS (a.x - b.x) : G_MAXDOUBLE;
  return MIN (a.x + a.w, b.x + b.w) - MAX (a.x, b.x) > SHORT ? ABS (a.y - b.y) : G_MAXDOUBLE;
}

static gboolean
do_cross (const LkbPoint *p, const LkbPoint *q)
{
  LkbBox a = lkb_box_from_points (p[0], p[1]);
  LkbBox b = lkb_box_from_points (q[0], q[1]);
  LkbBox *upright = is_upright (p) ? &a : &b;
  LkbBox *level = is_upright (p) ? &b : &a;

  return is_upright (p) != is_upright (q) && upright->x > level->x + EPS
         && upright->x < level->x + level->w - EPS && level->y > upright->y + EPS
         && level->y < upright->y + upright->h - EPS;
}

/* Lines of one card run beside each other anyway; those of one trunk shall lie on each other. */
static gboolean
are_strangers (const Known *a, const Known *b)
{
  return a != b && a->from != b->from && a->from != b->to && a->to != b->from && a->to != b->to
         && (a->trunk < 0 || a->trunk != b->trunk);
}

static const LkbPoint *
get_points (const GArray *line)
{
  return (const LkbPoint *) (gconstpointer) line->data;
}

typedef struct
{
  LkbApart *self;
  const Known *known;
  const LkbPoint *piece;
  gboolean *marks; /* (nullable) of each route: it comes near */
} Near;

static gboolean
find_partner_cb (guint handle, const LkbBox *box, gpointer data, gpointer user_data)
{
  Near *near = user_data;
  const Piece *piece = &g_array_index (near->self->pieces, Piece, handle);
  const Known *other = &near->self->known[piece->route];

  return !are_strangers (near->known, other)
         || get_distance (near->piece, &get_points (other->points)[piece->index]) >= NEAR;
}

static gboolean
mark_cb (guint handle, const LkbBox *box, gpointer data, gpointer user_data)
{
  Near *near = user_data;

  near->marks[g_array_index (near->self->pieces, Piece, handle).route] = TRUE;
  return TRUE;
}

static void
mark_near (LkbApart *self, guint route, gboolean *marks)
{
  GArray *handles = self->known[route].handles;
  Near near = { .self = self, .marks = marks };

  for (guint i = 0; i < handles->len; i++)
    {
      LkbBox area = lkb_box_grow (lkb_grid_get_box (self->grid, g_array_index (handles, guint, i)),
                                  NEAR);
      lkb_grid_foreach (self->grid, &area, mark_cb, &near);
    }
}

static gboolean
find_suspect (LkbApart *self, guint route)
{
  Known *known = &self->known[route];

  for (guint k = 0; known->points != NULL && k + 1 < known->points->len; k++)
    {
      Near near = { .self = self, .known = known, .piece = &get_points (known->points)[k] };
      LkbBox area = lkb_box_from_points (near.piece[0], near.piece[1]);

      area = lkb_box_grow (&area, NEAR);
      if (!lkb_grid_foreach (self->grid, &area, find_partner_cb, &near))
        return TRUE;
    }
  return FALSE;
}

static void
take_route (LkbApart *self, guint route, const LkbApartRoute *now)
{
  Known *known = &self->known[route];

  for (guint i = 0; i < known->handles->len; i++)
    lkb_grid_remove (self->grid, g_array_index (known->handles, guint, i));
  g_array_set_size (known->handles, 0);
  set_array (&known->points, now->points);
  known->fixed = now->fixed;
  known->from = now->from;
  known->to = now->to;
  known->trunk = now->trunk;
  for (guint k = 0; known->points != NULL && k + 1 < known->points->len; k++)
    {
      const LkbPoint *p = &get_points (known->points)[k];
      LkbBox box = lkb_box_from_points (p[0], p[1]);
      guint handle = lkb_grid_insert (self->grid, &box, NULL);

      if (handle >= self->pieces->len)
        g_array_set_size (self->pieces, handle + 1);
      g_array_index (self->pieces, Piece, handle) = (Piece){ route, k };
      g_array_append_val (known->handles, handle);
    }
}

static LkbBox
get_line_box (const GArray *line)
{
  LkbBox box = lkb_box (0, 0, 0, 0);

  for (guint k = 0; line != NULL && k + 1 < line->len; k++)
    {
      const LkbPoint *p = &get_points (line)[k];
      LkbBox piece = lkb_box_from_points (p[0], p[1]);
      box = lkb_box_union (&box, &piece);
    }
  return box;
}

static void
add_change (Run *run, const GArray *line)
{
  LkbBox box = get_line_box (line);

  if (line != NULL)
    g_array_append_val (run->changes, box);
}

/* What differs from the last run, and all near it, is looked at again. */
static void
take_routes (Run *run)
{
  LkbApart *self = run->self;
  const LkbApartRoute *routes = run->routes;
  g_autofree gboolean *marks = g_new0 (gboolean, MAX (self->n_routes, 1));
  g_autofree guint *changed = g_new (guint, MAX (self->n_routes, 1));
  guint n = 0;
  gboolean few;

  for (guint i = 0; i < self->n_routes; i++)
    {
      const Known *known = &self->known[i];

      if (known->points != routes[i].points || known->fixed != routes[i].fixed
          || known->trunk != routes[i].trunk || known->from != routes[i].from
          || known->to != routes[i].to)
        changed[n++] = i;
    }
  few = n < self->n_routes / 4;
  run->all = !few;
  for (guint i = 0; i < n && few; i++)
    mark_near (self, changed[i], marks);
  for (guint i = 0; i < n; i++)
    {
      add_change (run, self->known[changed[i]].points);
      add_change (run, routes[changed[i]].points);
      take_route (self, changed[i], &routes[changed[i]]);
      marks[changed[i]] = TRUE;
    }
  for (guint i = 0; i < n && few; i++)
    mark_near (self, changed[i], marks);
  for (guint i = 0; i < self->n_routes && n > 0; i++)
    if (marks[i] || !few)
      self->known[i].suspect = find_suspect (self, i);
}

static const GArray *
get_line (const Run *run, guint route)
{
  return run->now[route] != NULL ? run->now[route] : run->self->known[route].points;
}

/* A piece against all others as they are now. */
typedef struct
{
  const Run *run;
  guint route;
  const LkbPoint *piece;
  double cost;
  guint together;
} Count;

static void
count_piece (Count *count, guint route, const LkbPoint *other)
{
  const Known *known = &count->run->self->known[route];
  const Known *own = &count->run->self->known[count->route];
  double distance;

  if (route == count->route || (own->trunk >= 0 && own->trunk == known->trunk))
    return;
  if (do_cross (count->piece, other))
    {
      count->cost += COST_CROSSING;
      return;
    }
  distance = get_distance (count->piece, other);
  if (distance < NEAR - EPS && are_strangers (own, known))
    {
      count->cost += COST_TOGETHER;
      count->together++;
    }
  else if (distance < TIGHT - EPS)
    count->cost += COST_TIGHT;
  else if (distance < LKB_EDGE_CLEAR_PARALLEL - EPS)
    count->cost += COST_NEAR;
}

static gboolean
count_cb (guint handle, const LkbBox *box, gpointer data, gpointer user_data)
{
  Count *count = user_data;
  const Piece *piece = &g_array_index (count->run->self->pieces, Piece, handle);

  if (count->run->now[piece->route] == NULL)
    count_piece (count, piece->route,
                 &get_points (count->run->self->known[piece->route].points)[piece->index]);
  return TRUE;
}

/* Also returns in how many places it lies on another line. */
static double
cost_piece (const Run *run, guint route, const LkbPoint *piece, guint *together)
{
  Count count = { run, route, piece, 0, 0 };
  LkbBox area = lkb_box_from_points (piece[0], piece[1]);

  area = lkb_box_grow (&area, LKB_EDGE_CLEAR_PARALLEL);
  lkb_grid_foreach (run->self->grid, &area, count_cb, &count);
  for (guint i = 0; i < run->moved->len; i++)
    {
      guint other = g_array_index (run->moved, guint, i);
      const GArray *line = run->now[other];

      for (guint k = 0; k + 1 < line->len; k++)
        {
          const LkbPoint *p = &get_points (line)[k];
          LkbBox box = lkb_box_from_points (p[0], p[1]);

          if (lkb_box_touches (&box, &area))
            count_piece (&count, other, p);
        }
    }
  *together = count.together;
  return count.cost;
}

static double
cost_end (const LkbBox *box, LkbPoint at)
{
  gboolean aside = at.x < box->x + EPS || at.x > box->x + box->w - EPS;
  double length = aside ? box->h : box->w;
  double from = aside ? at.y - box->y : at.x - box->x;
  double inset = MIN (from, length - from);

  return inset >= MIN (LKB_EDGE_PORT_INSET, length / 4) - EPS ? 0
         : inset >= LKB_EDGE_PORT_INSET / 2 - EPS             ? COST_BORDER
                                                              : COST_TOGETHER;
}

static double
cost_line (const Run *run, guint route, const GArray *line)
{
  const LkbApartRoute *asked = &run->routes[route];
  const LkbPoint *p = get_points (line);
  double cost = lkb_router_cost_line (run->router, p, line->len, asked->from, asked->to)
                + cost_end (&asked->from_box, p[0]) + cost_end (&asked->to_box, p[line->len - 1]);

  for (guint k = 0; k + 1 < line->len; k++)
    {
      double length = ABS (p[k + 1].x - p[k].x) + ABS (p[k + 1].y - p[k].y);
      guint together;

      cost += cost_piece (run, route, &p[k], &together);
      if (length > EPS && length < TIGHT - EPS)
        cost += COST_JOG;
    }
  return cost;
}

/* The pieces that move as one: alone, or all of the trunk that lie on one line with it. */
static guint
list_members (const Run *run, guint route, guint index, Piece *members)
{
  const Known *known = &run->self->known[route];
  const LkbPoint *p = &get_points (get_line (run, route))[index];
  gboolean upright = is_upright (p);
  guint n = 0;

  if (known->trunk < 0)
    {
      members[0] = (Piece){ route, index };
      return 1;
    }
  for (guint i = 0; i < run->self->n_routes; i++)
    {
      const GArray *line = run->self->known[i].trunk == known->trunk ? get_line (run, i) : NULL;

      for (guint k = 0; line != NULL && k + 1 < line->len; k++)
        {
          const LkbPoint *q = &get_points (line)[k];

          if (is_upright (q) != upright || ABS (upright ? p->x - q->x : p->y - q->y) > EPS)
            continue;
          /* Every one of them has to be able to move. */
          if (n == MEMBERS_MAX || line->len < 3 || line->len > POINTS_MAX)
            return 0;
          members[n++] = (Piece){ i, k };
        }
    }
  return n;
}

static GArray *
move_piece (const GArray *line, guint index, double by)
{
  GArray *moved = g_array_sized_new (FALSE, FALSE, sizeof (LkbPoint), line->len);
  LkbPoint *p;

  g_array_append_vals (moved, line->data, line->len);
  p = (LkbPoint *) (gpointer) moved->data;
  if (is_upright (&p[index]))
    {
      p[index].x += by;
      p[index + 1].x += by;
    }
  else
    {
      p[index].y += by;
      p[index + 1].y += by;
    }
  return moved;
}

static void
move_route (Run *run, guint route, GArray *line)
{
  if (run->now[route] == NULL)
    g_array_append_val (run->moved, route);
  set_array (&run->now[route], line);
}

/* Moves the piece to the best place near, with those that move with it. */
static gboolean
part_piece (Run *run, guint route, guint index)
{
  static const double steps[] = { 0, 12, 8, 16, 20, 24, 36, 48 };
  Piece members[MEMBERS_MAX];
  guint n = list_members (run, route, index, members);
  double best = 0;
  double best_by = 0;

  for (guint s = 0; s < 2 * G_N_ELEMENTS (steps) && n > 0; s++)
    {
      double by = s % 2 == 0 ? steps[s / 2] : -steps[s / 2];
      double cost = ABS (by);

      for (guint i = 0; i < n; i++)
        {
          g_autoptr (GArray) line = move_piece (get_line (run, members[i].route), members[i].index,
                                                by);
          cost += cost_line (run, members[i].route, line);
        }
      if (s == 0 || cost < best - EPS)
        {
          best = cost;
          best_by = by;
        }
    }
  for (guint i = 0; i < n && best_by != 0; i++)
    {
      g_autoptr (GArray) line = move_piece (get_line (run, members[i].route), members[i].index,
                                            best_by);
      move_route (run, members[i].route, line);
    }
  return best_by != 0;
}

/* Returns whether anything moved. */
static gboolean
part_route (Run *run, guint route)
{
  const GArray *line = get_line (run, route);
  gboolean any = FALSE;

  if (run->routes[route].fixed || line->len < 3 || line->len > POINTS_MAX)
    return FALSE;
  for (guint k = 0; k + 1 < line->len; k++)
    {
      guint together;

      cost_piece (run, route, &get_points (line)[k], &together);
      if (together > 0 && together <= PARTNERS_MAX && part_piece (run, route, k))
        {
          any = TRUE;
          line = get_line (run, route);
        }
    }
  return any;
}

static gboolean
are_equal (const GArray *a, const GArray *b)
{
  return a != NULL && b != NULL && a->len == b->len
         && memcmp (a->data, b->data, a->len * sizeof (LkbPoint)) == 0;
}

/* All that looking at @route may have to do with. */
static LkbBox
find_window (const Run *run, guint route)
{
  int trunk = run->self->known[route].trunk;
  LkbBox window = get_line_box (get_line (run, route));

  for (guint i = 0; i < run->self->n_routes && trunk >= 0; i++)
    if (run->self->known[i].trunk == trunk)
      {
        LkbBox box = get_line_box (get_line (run, i));
        window = lkb_box_union (&window, &box);
      }
  return lkb_box_grow (&window, REACH);
}

static gboolean
is_untouched (const Run *run, const Step *step)
{
  if (run->all || !step->known)
    return FALSE;
  for (guint i = 0; i < run->changes->len; i++)
    if (lkb_box_touches (&g_array_index (run->changes, LkbBox, i), &step->window))
      return FALSE;
  return TRUE;
}

/* Forgets the step; where it moved something all near must know. */
static void
forget_step (Run *run, Step *step)
{
  if (step->line != NULL)
    g_array_append_val (run->changes, step->window);
  set_array (&step->line, NULL);
  step->known = FALSE;
}

/* One route in one round, or what the last run found for it. Returns whether anything moved. */
static gboolean
run_step (Run *run, guint route, guint round)
{
  Known *known = &run->self->known[route];
  Step *step = &known->steps[round];
  g_autoptr (GArray) before = NULL;
  LkbBox window;

  if (!known->suspect)
    {
      forget_step (run, step);
      return FALSE;
    }
  /* What a trunk does depends on lines far off. */
  if (known->trunk < 0 && is_untouched (run, step))
    {
      if (step->line != NULL)
        move_route (run, route, step->line);
      return step->line != NULL;
    }
  before = step->line != NULL ? g_array_ref (step->line) : NULL;
  window = find_window (run, route);
  if (!part_route (run, route))
    {
      forget_step (run, step);
      step->known = TRUE;
      step->window = window;
      return FALSE;
    }
  if (known->trunk >= 0 || !are_equal (before, run->now[route]))
    {
      forget_step (run, step);
      g_array_append_val (run->changes, window);
    }
  set_array (&step->line, run->now[route] != NULL ? run->now[route] : known->points);
  step->known = TRUE;
  step->window = window;
  return TRUE;
}

void
lkb_apart_run (LkbApart *self, LkbRouter *router, LkbApartRoute *routes, const LkbBox *moved,
               gsize n_moved)
{
  g_autofree GArray **now = NULL;
  g_autoptr (GArray) lines = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GArray) changes = g_array_new (FALSE, FALSE, sizeof (LkbBox));
  Run run = { self, router, routes, NULL, lines, FALSE, changes };
  gboolean any = TRUE;

  g_return_if_fail (self != NULL && router != NULL && (routes != NULL || self->n_routes == 0));
  g_return_if_fail (moved != NULL || n_moved == 0);

  g_array_append_vals (changes, moved, (guint) n_moved);
  take_routes (&run);
  run.now = now = g_new0 (GArray *, MAX (self->n_routes, 1));
  for (guint round = 0; round < ROUNDS; round++)
    {
      gboolean again = any;

      any = FALSE;
      for (guint i = 0; i < self->n_routes; i++)
        if (again)
          any |= run_step (&run, i, round);
        else
          forget_step (&run, &self->known[i].steps[round]);
    }
  for (guint i = 0; i < self->n_routes; i++)
    {
      Known *known = &self->known[i];

      /* What is remembered keeps the points that it has. */
      if (now[i] != NULL)
        {
          g_autoptr (GArray) line = g_array_copy (now[i]);

          lkb_route_simplify (line);
          if (!are_equal (line, known->result))
            set_array (&known->result, line);
        }
      else
        set_array (&known->result, NULL);
      g_clear_pointer (&now[i], g_array_unref);
      routes[i].result = known->result != NULL ? known->result : known->points;
    }
}
