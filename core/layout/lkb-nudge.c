/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-nudge.h"

#include <string.h>

#include "lkb-fit.h"
#include "lkb-grid.h"
#include "lkb-metrics.h"

/* Upright pieces, level ones, and both once more. */
#define PASSES 4
/* Crowds beyond this are ordered by a simple key instead of pair by pair. */
#define PAIRWISE_MAX 400
/* Two lines on one are worse than as many crossings. */
#define CROSSINGS_TOGETHER 3
#define WEIGHT_FIXED 1e6
/* How often, and how much, lines come closer until all fit. */
#define FIT_TRIES 6
#define FIT_SHRINK 0.7
#define GAP_TIGHT 8.0
#define EPS 0.01
#define CELL 128.0

/* A piece of a line. "across" is the coordinate it may be moved along: x of an upright one. */
typedef struct
{
  guint route;
  guint index; /* of its first point */
  double across;
  double lo; /* along */
  double hi;
  int lo_turn; /* -1, 0, 1: where the line goes on at the low end: to lower or higher across */
  int hi_turn;
  gboolean fixed;
  int rank;
  double at; /* across, after the pass */
  guint crowd; /* pieces that were spread with it, itself included */
  guint stamp; /* of the run in which its crowd was looked at last */
} Piece;

/* All pieces of one direction as they are before the pass. */
typedef struct
{
  gboolean upright;
  LkbGrid *grid;
  GArray *pieces; /* Piece, by handle */
  GArray **handles; /* guint, of each route */
  guint crowd_max; /* there never was a larger crowd */
} Pass;

typedef struct
{
  gboolean fixed;
  GArray *stages[PASSES + 1]; /* the line before each pass and after the last */
  GArray *result;
} Known;

struct _LkbNudger
{
  Pass passes[PASSES];
  Known *known;
  gsize n_routes;
  guint stamp;
};

static GArray *
replace_array (GArray **array, GArray *now)
{
  GArray *kept = now != NULL ? g_array_ref (now) : NULL;

  g_clear_pointer (array, g_array_unref);
  return *array = kept;
}

LkbNudger *
lkb_nudger_new (gsize n_routes)
{
  LkbNudger *self = g_new0 (LkbNudger, 1);

  self->n_routes = n_routes;
  self->known = g_new0 (Known, MAX (n_routes, 1));
  for (guint p = 0; p < PASSES; p++)
    {
      Pass *pass = &self->passes[p];

      pass->upright = p % 2 == 0;
      pass->grid = lkb_grid_new (CELL);
      pass->pieces = g_array_new (FALSE, TRUE, sizeof (Piece));
      pass->handles = g_new0 (GArray *, MAX (n_routes, 1));
      for (gsize i = 0; i < n_routes; i++)
        pass->handles[i] = g_array_new (FALSE, FALSE, sizeof (guint));
    }
  return self;
}

void
lkb_nudger_free (LkbNudger *self)
{
  g_return_if_fail (self != NULL);
  for (guint p = 0; p < PASSES; p++)
    {
      for (gsize i = 0; i < self->n_routes; i++)
        g_array_unref (self->passes[p].handles[i]);
      g_free (self->passes[p].handles);
      g_array_unref (self->passes[p].pieces);
      lkb_grid_free (self->passes[p].grid);
    }
  for (gsize i = 0; i < self->n_routes; i++)
    {
      for (guint p = 0; p <= PASSES; p++)
        replace_array (&self->known[i].stages[p], NULL);
      replace_array (&self->known[i].result, NULL);
    }
  g_free (self->known);
  g_free (self);
}

static int
compare_pieces (gconstpointer a, gconstpointer b)
{
  const Piece *x = a;
  const Piece *y = b;

  if (ABS (x->across - y->across) > EPS)
    return x->across < y->across ? -1 : 1;
  if (x->lo != y->lo)
    return x->lo < y->lo ? -1 : 1;
  if (x->route != y->route)
    return x->route < y->route ? -1 : 1;
  return x->index < y->index ? -1 : x->index > y->index;
}

static double
get_across (LkbPoint p, gboolean upright)
{
  return upright ? p.x : p.y;
}

static double
get_along (LkbPoint p, gboolean upright)
{
  return upright ? p.y : p.x;
}

static int
find_turn (const LkbPoint *points, guint n, guint at, int step, gboolean upright)
{
  double d;

  if ((step < 0 && at == 0) || (step > 0 && at + 1 >= n))
    return 0;
  d = get_across (points[(int) at + step], upright) - get_across (points[at], upright);
  return d > EPS ? 1 : d < -EPS ? -1 : 0;
}

static Piece *
get_piece (Pass *pass, guint handle)
{
  return &g_array_index (pass->pieces, Piece, handle);
}

static void
put_pieces (Pass *pass, guint route, const GArray *points, gboolean fixed)
{
  const LkbPoint *p = points != NULL ? (const LkbPoint *) (gpointer) points->data : NULL;
  guint n = points != NULL ? points->len : 0;
  gboolean upright = pass->upright;

  for (guint k = 0; k + 1 < n; k++)
    {
      Piece piece = { .route = route, .index = k, .crowd = 1 };
      gboolean rising;
      LkbBox box;
      guint handle;

      if (ABS (get_across (p[k], upright) - get_across (p[k + 1], upright)) > EPS
          || ABS (get_along (p[k], upright) - get_along (p[k + 1], upright)) < EPS)
        continue;
      rising = get_along (p[k], upright) < get_along (p[k + 1], upright);
      piece.across = piece.at = get_across (p[k], upright);
      piece.lo = get_along (p[rising ? k : k + 1], upright);
      piece.hi = get_along (p[rising ? k + 1 : k], upright);
      piece.lo_turn = rising ? find_turn (p, n, k, -1, upright)
                             : find_turn (p, n, k + 1, 1, upright);
      piece.hi_turn = rising ? find_turn (p, n, k + 1, 1, upright)
                             : find_turn (p, n, k, -1, upright);
      piece.fixed = fixed || k == 0 || k + 2 == n;
      box = lkb_box_from_points (p[k], p[k + 1]);
      handle = lkb_grid_insert (pass->grid, &box, NULL);
      if (handle >= pass->pieces->len)
        g_array_set_size (pass->pieces, handle + 1);
      *get_piece (pass, handle) = piece;
      g_array_append_val (pass->handles[route], handle);
    }
}

static void
take_off_pieces (Pass *pass, guint route)
{
  GArray *handles = pass->handles[route];

  for (guint i = 0; i < handles->len; i++)
    lkb_grid_remove (pass->grid, g_array_index (handles, guint, i));
  g_array_set_size (handles, 0);
}

/* Whether @a, on the lower side of @b, goes on to the higher side where @b comes from the lower one:
 * they would run on one line in between. Of pieces that end at the same height only. */
static gboolean
do_run_together (const Piece *a, const Piece *b)
{
  return (ABS (a->hi - b->lo) < EPS && a->hi_turn > 0 && b->lo_turn < 0)
         || (ABS (a->lo - b->hi) < EPS && a->lo_turn > 0 && b->hi_turn < 0)
         || (ABS (a->hi - b->hi) < EPS && a->hi_turn > 0 && b->hi_turn < 0)
         || (ABS (a->lo - b->lo) < EPS && a->lo_turn > 0 && b->lo_turn < 0);
}

static gboolean
do_overlap (const Piece *a, const Piece *b)
{
  return b->lo < a->hi - EPS && a->lo < b->hi - EPS;
}

/* Whether the two must be spread together. */
static gboolean
do_meet (const Piece *a, const Piece *b)
{
  return a->route != b->route && !(a->fixed && b->fixed)
         && ABS (a->across - b->across) < LKB_EDGE_CLEAR_PARALLEL - EPS
         && (do_overlap (a, b) || do_run_together (a, b) || do_run_together (b, a));
}

typedef struct
{
  Pass *pass;
  const Piece *piece;
  GArray *handles;
} Meeting;

static gboolean
meet_cb (guint handle, const LkbBox *box, gpointer data, gpointer user_data)
{
  Meeting *meeting = user_data;

  if (do_meet (meeting->piece, get_piece (meeting->pass, handle)))
    g_array_append_val (meeting->handles, handle);
  return TRUE;
}

static void
add_meeting (Pass *pass, guint handle, GArray *handles)
{
  Meeting meeting = { pass, get_piece (pass, handle), handles };
  LkbBox area = *lkb_grid_get_box (pass->grid, handle);

  if (pass->upright)
    {
      area.x -= LKB_EDGE_CLEAR_PARALLEL;
      area.w += 2 * LKB_EDGE_CLEAR_PARALLEL;
    }
  else
    {
      area.y -= LKB_EDGE_CLEAR_PARALLEL;
      area.h += 2 * LKB_EDGE_CLEAR_PARALLEL;
    }
  lkb_grid_foreach (pass->grid, &area, meet_cb, &meeting);
}

/* Crossings between two pieces when @a lies on the lower side of @b. */
static int
count_crossings (const Piece *a, const Piece *b)
{
  int n = 0;

  if (a->lo_turn > 0 && a->lo > b->lo + EPS && a->lo < b->hi - EPS)
    n++;
  if (a->hi_turn > 0 && a->hi > b->lo + EPS && a->hi < b->hi - EPS)
    n++;
  if (b->lo_turn < 0 && b->lo > a->lo + EPS && b->lo < a->hi - EPS)
    n++;
  if (b->hi_turn < 0 && b->hi > a->lo + EPS && b->hi < a->hi - EPS)
    n++;
  return n + (do_run_together (a, b) ? CROSSINGS_TOGETHER : 0);
}

static int
compare_ranks (gconstpointer a, gconstpointer b)
{
  const Piece *x = *(const Piece *const *) a;
  const Piece *y = *(const Piece *const *) b;

  if (x->fixed && y->fixed && ABS (x->across - y->across) > EPS)
    return x->across < y->across ? -1 : 1;
  if (x->rank != y->rank)
    return x->rank < y->rank ? -1 : 1;
  return compare_pieces (x, y);
}

/* -1: @a belongs on the lower side of @b, 1: on the higher one, 0: all the same. */
static int
compare_sides (const Piece *a, const Piece *b)
{
  int before, after;

  if (a->fixed && b->fixed)
    return ABS (a->across - b->across) < EPS ? 0 : a->across < b->across ? -1 : 1;
  before = count_crossings (a, b);
  after = count_crossings (b, a);
  return before < after ? -1 : before > after;
}

/* One after the other from the lower side: of those that need not wait for any other the first in
 * place; where all wait for each other, the one that waits for least. */
static void
order_crowd (Piece **crowd, guint n)
{
  g_autofree gint8 *sides = NULL;
  g_autofree int *waiting = NULL;
  g_autofree Piece **sorted = NULL;
  g_autofree gboolean *done = NULL;

  if (n > PAIRWISE_MAX)
    {
      for (guint i = 0; i < n; i++)
        crowd[i]->rank = crowd[i]->lo_turn + crowd[i]->hi_turn;
      qsort (crowd, n, sizeof *crowd, compare_ranks);
      return;
    }
  sides = g_new0 (gint8, (gsize) n * n);
  waiting = g_new0 (int, n);
  sorted = g_new (Piece *, n);
  done = g_new0 (gboolean, n);
  for (guint i = 0; i < n; i++)
    for (guint j = i + 1; j < n; j++)
      {
        int side = compare_sides (crowd[i], crowd[j]);

        sides[i * n + j] = (gint8) side;
        sides[j * n + i] = (gint8) -side;
        waiting[side < 0 ? j : i] += side != 0;
      }
  for (guint k = 0; k < n; k++)
    {
      guint next = n;

      /* They come in order of their places. */
      for (guint i = 0; i < n; i++)
        if (!done[i] && (next == n || waiting[i] < waiting[next]))
          next = i;
      done[next] = TRUE;
      sorted[k] = crowd[next];
      for (guint i = 0; i < n; i++)
        if (!done[i] && sides[next * n + i] < 0)
          waiting[i]--;
    }
  memcpy (crowd, sorted, n * sizeof *crowd);
}

static double
get_reach (guint crowd)
{
  return LKB_EDGE_CLEAR_PARALLEL * crowd;
}

/* Where there is no room for all beside each other only those are kept apart that run side by side.
 * Returns: FALSE when not even they have room at this distance. */
static gboolean
fit_tracks (Piece **crowd, guint n, LkbFitItem *items, double gap)
{
  g_autofree double *caps = g_new (double, n);

  for (guint i = n; i-- > 0;)
    {
      caps[i] = items[i].hi;
      for (guint j = i + 1; j < n; j++)
        if (do_overlap (crowd[i], crowd[j]) || do_run_together (crowd[i], crowd[j]))
          caps[i] = MIN (caps[i], caps[j] - (crowd[i]->fixed && crowd[j]->fixed ? 0 : gap));
    }
  for (guint i = 0; i < n; i++)
    {
      double floor = items[i].lo;

      for (guint j = 0; j < i; j++)
        if (do_overlap (crowd[j], crowd[i]) || do_run_together (crowd[j], crowd[i]))
          floor = MAX (floor, items[j].at + (crowd[i]->fixed && crowd[j]->fixed ? 0 : gap));
      if (floor > caps[i] + EPS)
        return FALSE;
      items[i].at = CLAMP (items[i].wish, floor, MAX (caps[i], floor));
    }
  return TRUE;
}

/* Returns: how far from each other they are now. */
static double
fit_crowd (Piece **crowd, guint n, LkbFitItem *items)
{
  double gap = LKB_EDGE_CLEAR_PARALLEL;
  double got = lkb_fit_in_order (items, n, gap);

  if (got >= gap || n > PAIRWISE_MAX)
    return got;
  for (guint tries = 0; tries < FIT_TRIES; tries++, gap *= FIT_SHRINK)
    if (fit_tracks (crowd, n, items, gap))
      return gap;
  return lkb_fit_in_order (items, n, LKB_EDGE_CLEAR_PARALLEL);
}

/* How far each may be moved: @clearance from all boxes, but half of that where there is no room at all. */
static void
find_rooms (LkbRouter *router, const Known *known, int stage, Piece **crowd, guint n,
            double clearance, LkbFitItem *items)
{
  double reach = get_reach (n);

  for (guint i = 0; i < n; i++)
    {
      const Piece *piece = crowd[i];
      const LkbPoint *p = &g_array_index (known[piece->route].stages[stage], LkbPoint,
                                          piece->index);

      items[i].wish = items[i].lo = items[i].hi = piece->across;
      items[i].weight = piece->fixed ? WEIGHT_FIXED : 1;
      if (!piece->fixed)
        {
          double lower, higher;
          lkb_router_find_slack (router, p[0], p[1], clearance, reach, &lower, &higher);
          if (lower + higher < LKB_EDGE_CLEAR_PARALLEL)
            lkb_router_find_slack (router, p[0], p[1], clearance / 2, reach, &lower, &higher);
          items[i].lo -= lower;
          items[i].hi += higher;
        }
    }
}

static void
spread_crowd (LkbRouter *router, const Known *known, int stage, Piece **crowd, guint n)
{
  g_autofree LkbFitItem *items = g_new0 (LkbFitItem, n);

  order_crowd (crowd, n);
  find_rooms (router, known, stage, crowd, n, LKB_EDGE_CLEAR_NODE, items);
  if (fit_crowd (crowd, n, items) < GAP_TIGHT)
    {
      /* Rather nearer to the cards than hardly apart from each other. */
      find_rooms (router, known, stage, crowd, n, LKB_EDGE_CLEAR_NODE / 4, items);
      fit_crowd (crowd, n, items);
    }
  for (guint i = 0; i < n; i++)
    if (!crowd[i]->fixed)
      crowd[i]->at = items[i].at;
}

static int
compare_by_number (gconstpointer a, gconstpointer b)
{
  const Piece *x = *(const Piece *const *) a;
  const Piece *y = *(const Piece *const *) b;

  if (x->route != y->route)
    return x->route < y->route ? -1 : 1;
  return x->index < y->index ? -1 : x->index > y->index;
}

static int
compare_by_place (gconstpointer a, gconstpointer b)
{
  return compare_pieces (*(const Piece *const *) a, *(const Piece *const *) b);
}

/* The crowd of one piece: all that meet it, those that meet them, and so on. */
static void
look_at_crowd (LkbNudger *self, int p, LkbRouter *router, guint first, GArray *members,
               gboolean *touched)
{
  Pass *pass = &self->passes[p];
  g_autofree Piece **crowd = NULL;

  g_array_set_size (members, 0);
  g_array_append_val (members, first);
  get_piece (pass, first)->stamp = self->stamp;
  for (guint i = 0; i < members->len; i++)
    {
      guint known = members->len;
      guint n = known;

      add_meeting (pass, g_array_index (members, guint, i), members);
      for (guint k = known; k < members->len; k++)
        {
          guint handle = g_array_index (members, guint, k);
          if (get_piece (pass, handle)->stamp == self->stamp)
            continue;
          get_piece (pass, handle)->stamp = self->stamp;
          g_array_index (members, guint, n++) = handle;
        }
      g_array_set_size (members, n);
    }
  crowd = g_new (Piece *, members->len);
  for (guint i = 0; i < members->len; i++)
    {
      crowd[i] = get_piece (pass, g_array_index (members, guint, i));
      crowd[i]->crowd = members->len;
      crowd[i]->at = crowd[i]->across;
      touched[crowd[i]->route] = TRUE;
    }
  pass->crowd_max = MAX (pass->crowd_max, members->len);
  if (members->len < 2)
    return;
  /* In the same order however they were found. */
  qsort (crowd, members->len, sizeof *crowd, compare_by_number);
  qsort (crowd, members->len, sizeof *crowd, compare_by_place);
  spread_crowd (router, self->known, p, crowd, members->len);
}

/* Crowds whose room a box may have changed. */
static void
add_near_box (Pass *pass, const LkbBox *box, GArray *seeds)
{
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (guint));
  LkbBox area = lkb_box_grow (box, get_reach (pass->crowd_max) + LKB_EDGE_CLEAR_NODE + 1);

  lkb_grid_query (pass->grid, &area, found);
  for (guint i = 0; i < found->len; i++)
    {
      guint handle = g_array_index (found, guint, i);
      const Piece *piece = get_piece (pass, handle);
      LkbBox own = lkb_box_grow (lkb_grid_get_box (pass->grid, handle),
                                 get_reach (piece->crowd) + LKB_EDGE_CLEAR_NODE + 1);

      if (!piece->fixed && piece->crowd > 1 && lkb_box_touches (&own, box))
        g_array_append_val (seeds, handle);
    }
}

static gboolean
are_equal (const GArray *a, const GArray *b)
{
  if (a == b)
    return TRUE;
  return a != NULL && b != NULL && a->len == b->len
         && memcmp (a->data, b->data, a->len * sizeof (LkbPoint)) == 0;
}

/* The line after the pass; TRUE when it is not what it was the last time. */
static gboolean
move_route (LkbNudger *self, int p, guint route)
{
  Pass *pass = &self->passes[p];
  Known *known = &self->known[route];
  g_autoptr (GArray) now = NULL;

  for (guint i = 0; i < pass->handles[route]->len; i++)
    {
      const Piece *piece = get_piece (pass, g_array_index (pass->handles[route], guint, i));
      LkbPoint *points;

      if (piece->at == piece->across)
        continue;
      if (now == NULL)
        now = g_array_copy (known->stages[p]);
      points = &g_array_index (now, LkbPoint, piece->index);
      if (pass->upright)
        points[0].x = points[1].x = piece->at;
      else
        points[0].y = points[1].y = piece->at;
    }
  if (are_equal (now != NULL ? now : known->stages[p], known->stages[p + 1]))
    return FALSE;
  replace_array (&known->stages[p + 1], now != NULL ? now : known->stages[p]);
  return TRUE;
}

/* @dirty: the routes that differ from the last run, before the pass and then after it. */
static void
run_pass (LkbNudger *self, int p, LkbRouter *router, GArray *dirty, const LkbBox *moved,
          gsize n_moved)
{
  Pass *pass = &self->passes[p];
  g_autoptr (GArray) seeds = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GArray) members = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autofree gboolean *touched = g_new0 (gboolean, MAX (self->n_routes, 1));
  guint n = 0;

  for (guint i = 0; i < dirty->len; i++)
    touched[g_array_index (dirty, guint, i)] = TRUE;
  /* What met a line where it was ... */
  if (dirty->len < self->n_routes)
    for (guint i = 0; i < dirty->len; i++)
      {
        GArray *handles = pass->handles[g_array_index (dirty, guint, i)];
        for (guint k = 0; k < handles->len; k++)
          add_meeting (pass, g_array_index (handles, guint, k), seeds);
      }
  for (guint i = 0; i < seeds->len; i++)
    if (!touched[get_piece (pass, g_array_index (seeds, guint, i))->route])
      g_array_index (seeds, guint, n++) = g_array_index (seeds, guint, i);
  g_array_set_size (seeds, n);
  for (guint i = 0; i < dirty->len; i++)
    take_off_pieces (pass, g_array_index (dirty, guint, i));
  for (gsize i = 0; i < n_moved; i++)
    add_near_box (pass, &moved[i], seeds);
  /* ... and the lines where they are now, with all they meet. */
  for (guint i = 0; i < dirty->len; i++)
    {
      guint route = g_array_index (dirty, guint, i);
      put_pieces (pass, route, self->known[route].stages[p], self->known[route].fixed);
      g_array_append_vals (seeds, pass->handles[route]->data, pass->handles[route]->len);
    }
  self->stamp++;
  for (guint i = 0; i < seeds->len; i++)
    if (get_piece (pass, g_array_index (seeds, guint, i))->stamp != self->stamp)
      look_at_crowd (self, p, router, g_array_index (seeds, guint, i), members, touched);

  g_array_set_size (dirty, 0);
  for (guint i = 0; i < self->n_routes; i++)
    if (touched[i] && move_route (self, p, i))
      g_array_append_val (dirty, i);
}

void
lkb_nudger_run (LkbNudger *self, LkbRouter *router, LkbNudgeRoute *routes, const LkbBox *moved,
                gsize n_moved)
{
  g_autoptr (GArray) dirty = g_array_new (FALSE, FALSE, sizeof (guint));

  g_return_if_fail (self != NULL && router != NULL && (routes != NULL || self->n_routes == 0));
  g_return_if_fail (moved != NULL || n_moved == 0);

  for (guint i = 0; i < self->n_routes; i++)
    {
      Known *known = &self->known[i];

      if (known->stages[0] == routes[i].points && known->fixed == routes[i].fixed)
        continue;
      replace_array (&known->stages[0], routes[i].points);
      /* What is fixed counts in every pass, even where the line itself is the same. */
      for (guint p = 1; p <= PASSES && known->fixed != routes[i].fixed; p++)
        replace_array (&known->stages[p], NULL);
      known->fixed = routes[i].fixed;
      g_array_append_val (dirty, i);
    }
  for (int p = 0; p < PASSES; p++)
    run_pass (self, p, router, dirty, moved, n_moved);
  for (guint i = 0; i < dirty->len; i++)
    {
      Known *known = &self->known[g_array_index (dirty, guint, i)];
      g_autoptr (GArray) result = NULL;

      if (known->stages[PASSES] != NULL)
        {
          result = g_array_copy (known->stages[PASSES]);
          lkb_route_simplify (result);
        }
      if (!are_equal (result, known->result))
        replace_array (&known->result, result);
    }
  for (guint i = 0; i < self->n_routes; i++)
    routes[i].result = self->known[i].result;
}
