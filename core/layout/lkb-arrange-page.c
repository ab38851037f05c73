/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-arrange.h"

#include <math.h>

#include "lkb-arrange-private.h"
#include "lkb-metrics.h"

#define LANES 3
/* Beyond this a page is no page any more: no search for the best order of rows. */
#define SEARCH_MAX 64
#define ROUNDS_MAX 40
/* Above this the search is cut short: two starts, few rounds. */
#define SEARCH_FULL 20
#define ROUNDS_SHORT 6

/* What an edge costs by where its ends stand; only the proportions matter. */
#define COST_STRAIGHT 1.0
#define COST_UPWARDS 0.3
#define COST_PAST_CARDS 6.0
#define COST_BENT 3.0
#define COST_ACROSS_FREE 2.0
#define COST_ACROSS_BLOCKED 8.0
#define COST_BACKWARDS 2.0
#define COST_CROSSING 2.5
#define WEIGHT_BACK_EDGE 0.4
#define COST_LATE_SOURCE 0.05
#define COST_HOLE 0.02

/* Four rows of cards, and no more, leave room on a sheet for a line around them with its label. */
#define ROWS_FULL 4
#define ROWS_H_AROUND 500.0
#define ROW_GAP_AROUND 44.0

typedef struct
{
  const LkbArrangeEdge *edges;
  gsize n_edges;
  gsize n_nodes;
  guint rows;
  int *lane; /* of each node, -1 = pinned, not in a slot */
  int *row; /* of each node */
  int *order; /* place of each node in the flow */
  int *slots; /* lane * rows + row → node or -1 */
  const int *stages;
  const LkbArrangeNode *nodes;
} Page;

typedef struct
{
  guint node;
  int stage;
  int rank;
  gboolean helper;
} Entry;

static int
compare_entries (gconstpointer a, gconstpointer b)
{
  const Entry *x = a;
  const Entry *y = b;

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

/* Lanes chosen by hand stay; the others fill the columns in the order of the flow. */
static void
assign_lanes (Page *page, const LkbArrangeNode *nodes, const Entry *entries, guint n)
{
  guint shares[LANES];
  guint taken[LANES] = { 0 };
  guint lane = 0;

  find_shares (n, shares);
  for (guint i = 0; i < n; i++)
    {
      LkbArrangeLane wished = nodes[entries[i].node].lane;
      if (wished >= LKB_ARRANGE_LANE_INGEST && wished <= LKB_ARRANGE_LANE_SERVE)
        {
          page->lane[entries[i].node] = (int) wished;
          taken[wished]++;
        }
    }
  for (guint i = 0; i < n; i++)
    {
      LkbArrangeLane wished = nodes[entries[i].node].lane;
      if (wished >= LKB_ARRANGE_LANE_INGEST && wished <= LKB_ARRANGE_LANE_SERVE)
        continue;
      while (lane + 1 < LANES && taken[lane] >= shares[lane])
        lane++;
      page->lane[entries[i].node] = (int) lane;
      taken[lane]++;
    }
}

static void
put_rows (Page *page, const Entry *entries, guint n, guint upwards)
{
  guint next[LANES] = { 0 };

  for (guint i = 0; i < LANES * page->rows; i++)
    page->slots[i] = -1;
  for (guint i = 0; i < n; i++)
    {
      guint node = entries[i].node;
      guint lane = (guint) page->lane[node];
      guint row = next[lane]++;
      if (upwards & (1u << lane))
        row = page->rows - 1 - row;
      page->slots[lane * page->rows + row] = (int) node;
      page->row[node] = (int) row;
    }
}

static gboolean
is_slot_free (const Page *page, int lane, int row)
{
  return page->slots[lane * (int) page->rows + row] < 0;
}

/* A line around all: best from the top or bottom row to the same one. */
static double
cost_around (const Page *page, const LkbArrangeEdge *edge)
{
  int a = page->lane[edge->from];
  int b = page->lane[edge->to];
  int r = page->row[edge->from];
  int s = page->row[edge->to];

  if (a == b)
    return COST_BENT + ABS (r - s);
  return COST_BENT + MIN (r + s, 2 * ((int) page->rows - 1) - r - s);
}

static double
cost_edge (const Page *page, const LkbArrangeEdge *edge)
{
  int a = page->lane[edge->from];
  int b = page->lane[edge->to];
  int r = page->row[edge->from];
  int s = page->row[edge->to];
  double cost = 0;

  if (a < 0 || b < 0 || edge->from == edge->to)
    return 0;
  if (edge->around && b <= a)
    return WEIGHT_BACK_EDGE * cost_around (page, edge);
  if (a == b)
    {
      cost = ABS (r - s) == 1 ? COST_STRAIGHT : COST_PAST_CARDS + ABS (r - s);
      if (ABS (r - s) == 2 && is_slot_free (page, a, (r + s) / 2))
        cost = COST_STRAIGHT + 1;
      if (s < r)
        cost += COST_UPWARDS;
    }
  else if (ABS (a - b) == 1)
    cost = r == s ? COST_STRAIGHT : COST_BENT + ABS (r - s);
  else if (r == s)
    cost = is_slot_free (page, 1, r) ? COST_ACROSS_FREE : COST_ACROSS_BLOCKED;
  else
    cost = COST_PAST_CARDS + ABS (r - s);
  if (b < a)
    cost += COST_BACKWARDS;
  return edge->back ? cost * WEIGHT_BACK_EDGE : cost;
}

static gboolean
do_cross (const Page *page, const LkbArrangeEdge *e, const LkbArrangeEdge *f)
{
  int e_left = MIN (page->lane[e->from], page->lane[e->to]);
  int f_left = MIN (page->lane[f->from], page->lane[f->to]);
  gboolean e_turned = page->lane[e->from] > page->lane[e->to];
  gboolean f_turned = page->lane[f->from] > page->lane[f->to];
  int e0, e1, f0, f1;

  if (e->around || f->around)
    return FALSE;
  if (e_left < 0 || e_left != f_left || page->lane[e->from] == page->lane[e->to]
      || page->lane[f->from] == page->lane[f->to])
    return FALSE;
  e0 = page->row[e_turned ? e->to : e->from];
  e1 = page->row[e_turned ? e->from : e->to];
  f0 = page->row[f_turned ? f->to : f->from];
  f1 = page->row[f_turned ? f->from : f->to];
  return (e0 - f0) * (e1 - f1) < 0;
}

static double
cost_page (const Page *page)
{
  double cost = 0;

  for (gsize i = 0; i < page->n_edges; i++)
    {
      cost += cost_edge (page, &page->edges[i]);
      for (gsize j = i + 1; j < page->n_edges; j++)
        if (do_cross (page, &page->edges[i], &page->edges[j]))
          cost += COST_CROSSING;
    }
  for (gsize i = 0; i < page->n_nodes; i++)
    if (page->lane[i] >= 0)
      {
        /* The flow begins at the top left, and holes stay at the bottom. */
        cost += COST_LATE_SOURCE * page->row[i] / (1 + page->order[i]);
        cost += COST_HOLE * page->row[i];
      }
  return cost;
}

static void
put_into_slot (Page *page, guint slot, int node)
{
  page->slots[slot] = node;
  if (node < 0)
    return;
  page->row[node] = (int) (slot % page->rows);
  page->lane[node] = (int) (slot / page->rows);
}

static void
swap_slots (Page *page, guint a, guint b)
{
  int t = page->slots[a];
  put_into_slot (page, a, page->slots[b]);
  put_into_slot (page, b, t);
}

static gboolean
has_free_lane (const Page *page, int node)
{
  LkbArrangeLane lane = page->nodes[node].lane;
  return lane < LKB_ARRANGE_LANE_INGEST || lane > LKB_ARRANGE_LANE_SERVE;
}

/* Inside a lane anything may change places; across lanes only cards of one stage whose lane nobody
 * chose. */
static gboolean
may_swap (const Page *page, guint a, guint b)
{
  int v = page->slots[a];
  int w = page->slots[b];

  if (v < 0 && w < 0)
    return FALSE;
  if (a / page->rows == b / page->rows)
    return TRUE;
  return v >= 0 && w >= 0 && page->stages[v] == page->stages[w] && has_free_lane (page, v)
         && has_free_lane (page, w);
}

static void
reverse_lane (Page *page, guint lane)
{
  for (guint i = 0; i < page->rows / 2; i++)
    swap_slots (page, lane * page->rows + i, lane * page->rows + page->rows - 1 - i);
}

/* One slot's card moves to another row of its lane, those between close up. */
static void
rotate_slots (Page *page, guint from, guint to)
{
  int step = from < to ? 1 : -1;

  for (guint i = from; i != to; i = (guint) ((int) i + step))
    swap_slots (page, i, (guint) ((int) i + step));
}

static double
improve_rows (Page *page, guint rounds, GCancellable *cancellable)
{
  double cost = cost_page (page);
  guint n = LANES * page->rows;

  for (guint round = 0; round < rounds && !g_cancellable_is_cancelled (cancellable); round++)
    {
      gboolean better = FALSE;
      double trial;

      for (guint a = 0; a < n; a++)
        for (guint b = a + 1; b < n; b++)
          {
            if (!may_swap (page, a, b))
              continue;
            swap_slots (page, a, b);
            trial = cost_page (page);
            if (trial < cost - 1e-9)
              {
                cost = trial;
                better = TRUE;
              }
            else
              swap_slots (page, a, b);
          }
      for (guint lane = 0; lane < LANES; lane++)
        {
          reverse_lane (page, lane);
          trial = cost_page (page);
          if (trial < cost - 1e-9)
            {
              cost = trial;
              better = TRUE;
            }
          else
            reverse_lane (page, lane);
          for (guint i = 0; i < page->rows; i++)
            for (guint j = 0; j < page->rows; j++)
              {
                guint a = lane * page->rows + i;
                guint b = lane * page->rows + j;
                if (ABS ((int) i - (int) j) < 2)
                  continue;
                rotate_slots (page, a, b);
                trial = cost_page (page);
                if (trial < cost - 1e-9)
                  {
                    cost = trial;
                    better = TRUE;
                  }
                else
                  rotate_slots (page, b, a);
              }
        }
      if (!better)
        break;
    }
  return cost;
}

static void
place_slots (const Page *page, const LkbArrangeNode *nodes, LkbPoint origin, LkbPoint *places)
{
  gboolean around = FALSE;
  double x = origin.x;
  double tallest = 0;
  double pitch;
  guint used_rows = 0;

  for (guint i = 0; i < LANES * page->rows; i++)
    if (page->slots[i] >= 0)
      {
        tallest = MAX (tallest, nodes[page->slots[i]].h);
        used_rows = MAX (used_rows, i % page->rows + 1);
      }
  /* A card with one line of name is 76 high at most. */
  pitch = tallest <= 76 ? LKB_ROW_PITCH : LKB_ROW_PITCH_TALL;
  if (used_rows == 2)
    pitch = LKB_ROW_PITCH_TWO;
  pitch = MAX (pitch, lkb_arrange_snap_up (tallest + LKB_ROW_GAP_MIN));
  for (gsize i = 0; i < page->n_edges; i++)
    around = around || page->edges[i].around;
  if (around && used_rows == ROWS_FULL)
    {
      double room = floor ((ROWS_H_AROUND - tallest) / (ROWS_FULL - 1) / LKB_GRID) * LKB_GRID;
      pitch = MAX (MIN (pitch, room), lkb_arrange_snap_up (tallest + ROW_GAP_AROUND));
    }
  for (guint lane = 0; lane < LANES; lane++)
    {
      double width = 0;

      for (guint row = 0; row < page->rows; row++)
        {
          int node = page->slots[lane * page->rows + row];
          if (node < 0)
            continue;
          width = MAX (width, nodes[node].w);
          places[node].x = x;
          places[node].y = origin.y + row * pitch;
        }
      if (width > 0)
        x += MAX (LKB_LANE_PITCH, lkb_arrange_snap_up (width + LKB_LANE_GAP));
    }
}

gboolean
lkb_arrange_page (const LkbArrangeNode *nodes, gsize n_nodes, const LkbArrangeEdge *edges,
                  gsize n_edges, LkbPoint *out, GCancellable *cancellable, GError **error)
{
  g_autofree gboolean *counts = NULL;
  g_autofree int *stages = NULL;
  g_autofree int *ranks = NULL;
  g_autofree Entry *entries = g_new0 (Entry, MAX (n_nodes, 1));
  g_autofree LkbPoint *places = g_new0 (LkbPoint, MAX (n_nodes, 1));
  g_autofree int *lane = g_new0 (int, MAX (n_nodes, 1));
  g_autofree int *row = g_new0 (int, MAX (n_nodes, 1));
  g_autofree int *order = g_new0 (int, MAX (n_nodes, 1));
  g_autofree int *slots = NULL;
  g_autofree int *best_slots = NULL;
  double best = G_MAXDOUBLE;
  guint counts_of[LANES] = { 0 };
  guint n = 0;
  Page page = { edges, n_edges, n_nodes, 0, lane, row, order, NULL, NULL, nodes };
  g_autofree int *first_lane = NULL;
  guint starts, rounds;

  g_return_val_if_fail (nodes != NULL || n_nodes == 0, FALSE);
  g_return_val_if_fail (edges != NULL || n_edges == 0, FALSE);
  g_return_val_if_fail (out != NULL || n_nodes == 0, FALSE);

  for (gsize i = 0; i < n_edges; i++)
    g_return_val_if_fail (edges[i].from < n_nodes && edges[i].to < n_nodes, FALSE);
  counts = lkb_arrange_find_forward (n_nodes, edges, n_edges);
  stages = lkb_arrange_find_stages (nodes, n_nodes, edges, n_edges);
  ranks = lkb_arrange_find_ranks (n_nodes, edges, n_edges, counts, NULL);
  for (guint i = 0; i < n_nodes; i++)
    {
      lane[i] = -1;
      if (nodes[i].pinned)
        continue;
      entries[n++] = (Entry){ i, stages[i], ranks[i], nodes[i].stage < 0 };
    }
  qsort (entries, n, sizeof *entries, compare_entries);
  for (guint i = 0; i < n; i++)
    order[entries[i].node] = (int) i;
  assign_lanes (&page, nodes, entries, n);
  for (guint i = 0; i < n; i++)
    counts_of[lane[entries[i].node]]++;
  page.rows = MAX (MAX (MAX (counts_of[0], counts_of[1]), counts_of[2]), 1);
  slots = g_new (int, LANES *page.rows);
  best_slots = g_new (int, LANES *page.rows);
  page.slots = slots;

  page.stages = stages;
  first_lane = g_memdup2 (lane, MAX (n_nodes, 1) * sizeof (int));
  starts = n > SEARCH_MAX ? 1 : n > SEARCH_FULL ? 2 : 1u << LANES;
  rounds = n > SEARCH_MAX ? 0 : n > SEARCH_FULL ? ROUNDS_SHORT : ROUNDS_MAX;
  for (guint k = 0; k < starts; k++)
    {
      double cost;

      for (gsize i = 0; i < n_nodes; i++)
        lane[i] = first_lane[i];
      /* First lane down, second up, third down is the snake; it is tried first and wins ties. */
      put_rows (&page, entries, n, n <= SEARCH_MAX ? k ^ 2u : 0);
      cost = rounds > 0 ? improve_rows (&page, rounds, cancellable) : 0;
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      if (cost < best - 1e-9)
        {
          best = cost;
          for (guint i = 0; i < LANES * page.rows; i++)
            best_slots[i] = slots[i];
        }
    }
  page.slots = best_slots;
  place_slots (&page, nodes, lkb_arrange_find_origin (nodes, n_nodes), places);
  lkb_arrange_finish (nodes, n_nodes, places);
  for (gsize i = 0; i < n_nodes; i++)
    out[i] = places[i];
  return TRUE;
}
