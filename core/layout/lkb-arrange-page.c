/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-arrange.h"

#include <math.h>
#include <string.h>

#include "lkb-arrange-page-private.h"
#include "lkb-arrange-private.h"
#include "lkb-metrics.h"

#define LANES LKB_PAGE_LANES
/* Beyond this a page is no page any more: no search for the best order of rows. */
#define SEARCH_MAX 64
#define ROUNDS_MAX 40
/* Above this the search is cut short: two starts, few rounds. */
#define SEARCH_FULL 20
#define ROUNDS_SHORT 6
/* So many cards at most are worth looking at several pages closely. */
#define JUDGED_MAX 16
/* Another order than that which reads best, to the judge: as much as a few bends. */
#define COST_SECOND 25.0
#define WORTH_FITTING 12.0 /* so much better, and distances are no longer the usual ones */
#define ORDERS 6 /* so many of each shape are looked at closely */

/* Four rows of cards, and no more, leave room on a sheet for a line around them with its label. */
#define ROWS_FULL 4
#define ROWS_H_AROUND 500.0
#define ROW_GAP_AROUND 44.0

/* Where columns stand closer than usual: each side of a label the end of a line with its head. */
#define LABEL_ENDS 24.0
#define COLUMN_GAP_MIN 100.0
/* A page of many columns is wide and low; its rows may stand farther apart. */
#define COLUMNS_WIDE 4
#define ROWS_WIDE 3
#define ROW_PITCH_WIDE 180.0

/* How a page is cut into columns. */
typedef struct
{
  guint columns[LANES]; /* of each lane, at least one */
} Shape;

/* One filling of a shape's slots. */
typedef struct
{
  double cost;
  int *slots;
} Order;

/* What all shapes of one page share. */
typedef struct
{
  const LkbArrangeNode *nodes;
  gsize n_nodes;
  const LkbArrangeEdge *edges;
  gsize n_edges;
  const int *stages;
  const LkbPageEntry *entries;
  guint n; /* entries */
  const int *lane; /* of each node, -1 = pinned */
  guint counts[LANES];
  int *order;
  GCancellable *cancellable;
} Job;

static int
compare_entries (gconstpointer a, gconstpointer b)
{
  const LkbPageEntry *x = a;
  const LkbPageEntry *y = b;

  if (x->stage != y->stage)
    return x->stage < y->stage ? -1 : 1;
  if (x->helper != y->helper)
    return x->helper ? 1 : -1;
  if (x->rank != y->rank)
    return x->rank < y->rank ? -1 : 1;
  return x->node < y->node ? -1 : x->node > y->node;
}

/* How many nodes each lane column takes: 4 = 2-2, 6 = 2-2-2, 8 = 3-3-2, 12 = 4-4-4. */
static void
find_shares (guint n, guint *shares)
{
  guint lanes = n == 4 || n == 2 ? 2 : MIN (n, LANES);

  for (guint i = 0; i < LANES; i++)
    shares[i] = i < lanes ? n / lanes + (i < n % lanes ? 1 : 0) : 0;
}

/* Lanes chosen by hand stay; the others fill the lanes in the order of the flow. */
static void
assign_lanes (Job *job, int *lane_of)
{
  guint shares[LANES];
  guint lane = 0;

  find_shares (job->n, shares);
  for (guint i = 0; i < job->n; i++)
    {
      guint node = job->entries[i].node;
      LkbArrangeLane wished = job->nodes[node].lane;
      if (wished >= LKB_ARRANGE_LANE_INGEST && wished <= LKB_ARRANGE_LANE_SERVE)
        {
          lane_of[node] = (int) wished;
          job->counts[wished]++;
        }
    }
  for (guint i = 0; i < job->n; i++)
    {
      guint node = job->entries[i].node;
      LkbArrangeLane wished = job->nodes[node].lane;
      if (wished >= LKB_ARRANGE_LANE_INGEST && wished <= LKB_ARRANGE_LANE_SERVE)
        continue;
      while (lane + 1 < LANES && job->counts[lane] >= shares[lane])
        lane++;
      lane_of[node] = (int) lane;
      job->counts[lane]++;
    }
}

/* Spreads the cards of each lane over its columns, the first ones taking one more. */
static void
assign_columns (const Job *job, const Shape *shape, LkbPage *page, int *first_column)
{
  guint starts[LANES] = { 0 };
  guint taken[LANES] = { 0 };

  page->columns = 0;
  page->rows = 1;
  for (guint lane = 0; lane < LANES; lane++)
    {
      guint n = shape->columns[lane];

      starts[lane] = page->columns;
      for (guint i = 0; i < n; i++)
        page->lane_of[page->columns++] = (int) lane;
      page->rows = MAX (page->rows, (job->counts[lane] + n - 1) / n);
    }
  for (gsize i = 0; i < job->n_nodes; i++)
    first_column[i] = -1;
  for (guint i = 0; i < job->n; i++)
    {
      guint node = job->entries[i].node;
      guint lane = (guint) job->lane[node];
      guint n = shape->columns[lane];
      guint share = job->counts[lane] / n, more = job->counts[lane] % n;
      guint k = taken[lane]++;
      guint column = k < more * (share + 1) ? k / (share + 1)
                                            : more + (k - more * (share + 1)) / share;

      first_column[node] = (int) (starts[lane] + column);
    }
}

static double
find_tallest (const LkbPage *page)
{
  double tallest = 0;

  for (guint i = 0; i < page->columns * page->rows; i++)
    if (page->slots[i] >= 0)
      tallest = MAX (tallest, page->nodes[page->slots[i]].h);
  return tallest;
}

static double
find_pitch_least (const LkbPage *page)
{
  return lkb_arrange_snap_up (find_tallest (page) + ROW_GAP_AROUND);
}

static double
find_pitch (const LkbPage *page)
{
  gboolean around = FALSE;
  double tallest = find_tallest (page);
  double pitch;
  guint used_rows = 0;

  for (guint i = 0; i < page->columns * page->rows; i++)
    if (page->slots[i] >= 0)
      used_rows = MAX (used_rows, i % page->rows + 1);
  /* A card with one line of name is 76 high at most. */
  pitch = tallest <= 76 ? LKB_ROW_PITCH : LKB_ROW_PITCH_TALL;
  if (used_rows == 2)
    pitch = LKB_ROW_PITCH_TWO;
  else if (used_rows == ROWS_WIDE && page->columns >= COLUMNS_WIDE)
    pitch = ROW_PITCH_WIDE;
  pitch = MAX (pitch, lkb_arrange_snap_up (tallest + LKB_ROW_GAP_MIN));
  for (gsize i = 0; i < page->n_edges; i++)
    around = around || page->edges[i].around;
  if (around && used_rows == ROWS_FULL)
    {
      double room = floor ((ROWS_H_AROUND - tallest) / (ROWS_FULL - 1) / LKB_GRID) * LKB_GRID;
      pitch = MAX (MIN (pitch, room), find_pitch_least (page));
    }
  return pitch;
}

/* The room right of a column: the widest label of an edge to the next one decides. */
static double
find_gap (const LkbPage *page, guint column, double most)
{
  double gap = COLUMN_GAP_MIN;

  for (gsize i = 0; i < page->n_edges; i++)
    {
      const LkbArrangeEdge *edge = &page->edges[i];
      int a = page->column[edge->from], b = page->column[edge->to];

      if (a >= 0 && b >= 0 && MIN (a, b) == (int) column && MAX (a, b) == (int) column + 1)
        gap = MAX (gap, edge->label_w + 2 * LABEL_ENDS);
    }
  return MIN (lkb_arrange_snap_up (gap), most);
}

/* The distances that the places of a page keep. */
typedef struct
{
  double gaps[LKB_PAGE_COLUMNS]; /* right of each column, between its widest card and the next */
  double pitch; /* of the rows */
} Spacing;

/* @most: of a gap; 0 = lanes as they usually stand. */
static void
find_spacing (const LkbPage *page, double most, Spacing *spacing)
{
  spacing->pitch = find_pitch (page);
  for (guint column = 0; column < page->columns; column++)
    {
      double width = 0;

      for (guint row = 0; row < page->rows; row++)
        {
          int node = page->slots[column * page->rows + row];
          if (node >= 0)
            width = MAX (width, page->nodes[node].w);
        }
      spacing->gaps[column] = most > 0 ? find_gap (page, column, most)
                                       : MAX (LKB_LANE_PITCH - width, LKB_LANE_GAP);
    }
}

static void
place_slots (const LkbPage *page, const Spacing *spacing, LkbPoint origin, LkbPoint *places)
{
  double x = origin.x;

  for (guint column = 0; column < page->columns; column++)
    {
      double width = 0;

      for (guint row = 0; row < page->rows; row++)
        {
          int node = page->slots[column * page->rows + row];
          if (node < 0)
            continue;
          width = MAX (width, page->nodes[node].w);
          places[node].x = x;
          places[node].y = origin.y + row * spacing->pitch;
        }
      if (width > 0)
        x += lkb_arrange_snap_up (width + spacing->gaps[column]);
    }
}

/* Puts an order of rows among the best ones, which are sorted; of equal ones the first stays. */
static void
keep_order (Order *orders, guint n_orders, double cost, const int *slots, gsize size)
{
  guint at = n_orders;
  int *freed;

  for (guint i = 0; i < n_orders; i++)
    if (orders[i].cost < G_MAXDOUBLE && memcmp (orders[i].slots, slots, size * sizeof *slots) == 0)
      return;
  while (at > 0 && cost < orders[at - 1].cost - 1e-9)
    at--;
  if (at == n_orders)
    return;
  freed = orders[n_orders - 1].slots;
  memmove (orders + at + 1, orders + at, (n_orders - 1 - at) * sizeof *orders);
  memcpy (freed, slots, size * sizeof *slots);
  orders[at] = (Order){ cost, freed };
}

/* Finds the best orders of rows for a shape; FALSE when cancelled. */
static gboolean
find_orders (const Job *job, const Shape *shape, LkbPage *page, Order *orders, guint n_orders)
{
  g_autofree int *first_column = g_new0 (int, MAX (job->n_nodes, 1));
  guint starts = job->n > SEARCH_MAX ? 1 : job->n > SEARCH_FULL ? 2 : 1u << LANES;
  guint rounds = job->n > SEARCH_MAX ? 0 : job->n > SEARCH_FULL ? ROUNDS_SHORT : ROUNDS_MAX;
  gsize size;

  assign_columns (job, shape, page, first_column);
  size = (gsize) page->columns * page->rows;
  for (guint k = 0; k < n_orders; k++)
    orders[k].cost = G_MAXDOUBLE;
  if (job->n <= SEARCH_FULL)
    starts = 1u << page->columns;
  for (guint k = 0; k < starts; k++)
    {
      double cost;

      memcpy (page->column, first_column, job->n_nodes * sizeof *first_column);
      /* First column down, second up, third down is the snake; it is tried first and wins ties. */
      lkb_page_put_rows (page, job->entries, job->n, job->n <= SEARCH_MAX ? k ^ 2u : 0);
      cost = rounds > 0 ? lkb_page_improve_rows (page, rounds, job->cancellable) : 0;
      if (g_cancellable_is_cancelled (job->cancellable))
        return FALSE;
      keep_order (orders, n_orders, cost, page->slots, size);
    }
  return TRUE;
}

static void
take_order (LkbPage *page, const Order *order)
{
  guint size = page->columns * page->rows;

  memcpy (page->slots, order->slots, size * sizeof *order->slots);
  for (guint i = 0; i < size; i++)
    if (page->slots[i] >= 0)
      {
        page->column[page->slots[i]] = (int) (i / page->rows);
        page->row[page->slots[i]] = (int) (i % page->rows);
      }
}

/* The shapes to choose from, the plain one first. */
static GArray *
list_shapes (const Job *job, gboolean judged)
{
  GArray *shapes = g_array_new (FALSE, FALSE, sizeof (Shape));
  Shape plain = { { 1, 1, 1 } };

  g_array_append_val (shapes, plain);
  if (!judged)
    return shapes;
  for (guint a = 1; a <= MAX (job->counts[0], 1); a++)
    for (guint b = 1; b <= MAX (job->counts[1], 1) && a + b < LKB_PAGE_COLUMNS; b++)
      for (guint c = 1; c <= MAX (job->counts[2], 1) && a + b + c <= LKB_PAGE_COLUMNS; c++)
        {
          Shape shape = { { a, b, c } };

          /* One row only would be no page but a flow. */
          if (a + b + c > LANES
              && MAX (MAX (job->counts[0] / a, job->counts[1] / b), job->counts[2] / c) > 1)
            g_array_append_val (shapes, shape);
        }
  return shapes;
}

typedef struct
{
  LkbArrangeJudge judge; /* (nullable) */
  gpointer data;
  double least;
  LkbPoint *places; /* the best */
  LkbPoint *trial;
  /* How the best came about. */
  int *slots;
  guint rows;
  guint columns;
  Spacing spacing;
  double extra; /* of @least, what the judge does not know */
} Choice;

/* Whether @page is better than the best by more than @margin; then it is the best. */
static gboolean
try_order (const Job *job, const LkbPage *page, const Spacing *spacing, double extra, double margin,
           Choice *choice)
{
  double cost = extra;

  place_slots (page, spacing, lkb_arrange_find_origin (job->nodes, job->n_nodes), choice->trial);
  lkb_arrange_finish (job->nodes, job->n_nodes, choice->trial);
  if (choice->judge != NULL)
    cost += choice->judge (choice->trial, choice->data);
  if (cost >= choice->least - margin)
    return FALSE;
  choice->least = cost;
  choice->extra = extra;
  choice->spacing = *spacing;
  choice->rows = page->rows;
  choice->columns = page->columns;
  memmove (choice->slots, page->slots, page->columns * page->rows * sizeof *choice->slots);
  memcpy (choice->places, choice->trial, job->n_nodes * sizeof *choice->places);
  return TRUE;
}

/* Gives the room that the page has left to the gap that needs it, or takes it from one that does not. */
static void
fit_spacing (const Job *job, LkbPage *page, Choice *choice)
{
  static const double steps[] = { 32, 16, 8 };

  page->rows = choice->rows;
  page->columns = choice->columns;
  page->slots = choice->slots;
  for (guint s = 0; s < G_N_ELEMENTS (steps); s++)
    for (guint k = 0; k < 2 * page->columns; k++)
      {
        guint column = k / 2;
        double step = k % 2 == 0 ? steps[s] : -steps[s];
        Spacing spacing = choice->spacing;

        /* The last column has no gap: its turn is that of the rows. */
        if (column + 1 == page->columns)
          spacing.pitch += step / 2;
        else
          spacing.gaps[column] += step;
        if ((column + 1 == page->columns && spacing.pitch < find_pitch_least (page))
            || spacing.gaps[column] < COLUMN_GAP_MIN)
          continue;
        if (g_cancellable_is_cancelled (job->cancellable))
          return;
        try_order (job, page, &spacing, choice->extra, WORTH_FITTING, choice);
      }
}

/* FALSE when cancelled. */
static gboolean
choose_places (const Job *job, LkbPage *page, Choice *choice)
{
  /* The first is the usual one. */
  static const double gaps[] = { 0, LKB_LANE_GAP, 168, 136, 112 };
  g_autoptr (GArray) shapes = list_shapes (job, choice->judge != NULL);
  /* No shape has more slots than a full column for each of the most. */
  gsize size = (gsize) LKB_PAGE_COLUMNS * MAX (job->n, 1);
  g_autofree int *room = g_new (int, size *(ORDERS + 2));
  guint n_orders = choice->judge != NULL ? ORDERS : 1;
  Order orders[ORDERS];

  for (guint k = 0; k < ORDERS; k++)
    orders[k].slots = room + k * size;
  page->slots = room + ORDERS * size;
  choice->slots = room + (ORDERS + 1) * size;
  for (guint i = 0; i < shapes->len; i++)
    {
      const Shape *shape = &g_array_index (shapes, Shape, i);

      if (!find_orders (job, shape, page, orders, n_orders))
        return FALSE;
      for (guint k = 0; k < n_orders && orders[k].cost < G_MAXDOUBLE; k++)
        {
          guint n_gaps = choice->judge == NULL   ? 1
                         : page->columns > LANES ? G_N_ELEMENTS (gaps)
                                                 : 2;

          take_order (page, &orders[k]);
          for (guint g = 0; g < n_gaps; g++)
            {
              Spacing spacing;

              find_spacing (page, gaps[g], &spacing);
              try_order (job, page, &spacing, k > 0 ? COST_SECOND : 0, 1e-9, choice);
            }
        }
    }
  if (choice->judge != NULL)
    fit_spacing (job, page, choice);
  page->slots = NULL;
  return TRUE;
}

gboolean
lkb_arrange_page_judged (const LkbArrangeNode *nodes, gsize n_nodes, const LkbArrangeEdge *edges,
                         gsize n_edges, LkbArrangeJudge judge, gpointer data, LkbPoint *out,
                         GCancellable *cancellable, GError **error)
{
  g_autofree gboolean *counts = NULL;
  g_autofree int *stages = NULL;
  g_autofree int *ranks = NULL;
  g_autofree LkbPageEntry *entries = g_new0 (LkbPageEntry, MAX (n_nodes, 1));
  g_autofree LkbPoint *places = g_new0 (LkbPoint, MAX (n_nodes, 1));
  g_autofree LkbPoint *best_places = g_new0 (LkbPoint, MAX (n_nodes, 1));
  g_autofree int *lane = g_new0 (int, MAX (n_nodes, 1));
  g_autofree int *column = g_new0 (int, MAX (n_nodes, 1));
  g_autofree int *row = g_new0 (int, MAX (n_nodes, 1));
  g_autofree int *order = g_new0 (int, MAX (n_nodes, 1));
  LkbPage page = { 0 };
  Choice choice = { 0 };
  Job job = { 0 };

  g_return_val_if_fail (nodes != NULL || n_nodes == 0, FALSE);
  g_return_val_if_fail (edges != NULL || n_edges == 0, FALSE);
  g_return_val_if_fail (out != NULL || n_nodes == 0, FALSE);

  for (gsize i = 0; i < n_edges; i++)
    g_return_val_if_fail (edges[i].from < n_nodes && edges[i].to < n_nodes, FALSE);
  counts = lkb_arrange_find_forward (n_nodes, edges, n_edges);
  stages = lkb_arrange_find_stages (nodes, n_nodes, edges, n_edges);
  ranks = lkb_arrange_find_ranks (n_nodes, edges, n_edges, counts, NULL);
  job = (Job){ .nodes = nodes,
               .n_nodes = n_nodes,
               .edges = edges,
               .n_edges = n_edges,
               .stages = stages,
               .entries = entries,
               .lane = lane,
               .order = order,
               .cancellable = cancellable };
  for (guint i = 0; i < n_nodes; i++)
    {
      lane[i] = -1;
      if (!nodes[i].pinned)
        entries[job.n++] = (LkbPageEntry){ i, stages[i], ranks[i], nodes[i].stage < 0 };
    }
  qsort (entries, job.n, sizeof *entries, compare_entries);
  for (guint i = 0; i < job.n; i++)
    order[entries[i].node] = (int) i;
  assign_lanes (&job, lane);
  page = (LkbPage){ .edges = edges,
                    .n_edges = n_edges,
                    .n_nodes = n_nodes,
                    .column = column,
                    .row = row,
                    .order = order,
                    .stages = stages,
                    .nodes = nodes };
  if (judge != NULL && job.n <= JUDGED_MAX)
    {
      choice.judge = judge;
      choice.data = data;
    }
  choice.least = G_MAXDOUBLE;
  choice.places = best_places;
  choice.trial = places;
  choose_places (&job, &page, &choice);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  if (n_nodes > 0)
    memcpy (out, best_places, n_nodes * sizeof *best_places);
  return TRUE;
}

gboolean
lkb_arrange_page (const LkbArrangeNode *nodes, gsize n_nodes, const LkbArrangeEdge *edges,
                  gsize n_edges, LkbPoint *out, GCancellable *cancellable, GError **error)
{
  return lkb_arrange_page_judged (nodes, n_nodes, edges, n_edges, NULL, NULL, out, cancellable,
                                  error);
}
