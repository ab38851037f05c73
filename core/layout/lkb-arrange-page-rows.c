/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-arrange-page-private.h"

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

void
lkb_page_put_rows (LkbPage *page, const LkbPageEntry *entries, guint n, guint upwards)
{
  guint next[LKB_PAGE_COLUMNS] = { 0 };

  for (guint i = 0; i < page->columns * page->rows; i++)
    page->slots[i] = -1;
  for (guint i = 0; i < n; i++)
    {
      guint node = entries[i].node;
      guint column = (guint) page->column[node];
      guint row = next[column]++;
      if (upwards & (1u << column))
        row = page->rows - 1 - row;
      page->slots[column * page->rows + row] = (int) node;
      page->row[node] = (int) row;
    }
}

static gboolean
is_slot_free (const LkbPage *page, int column, int row)
{
  return page->slots[column * (int) page->rows + row] < 0;
}

/* Whether no card stands between two columns. */
static gboolean
is_row_free (const LkbPage *page, int left, int right, int row)
{
  for (int column = left + 1; column < right; column++)
    if (!is_slot_free (page, column, row))
      return FALSE;
  return TRUE;
}

/* A line around all: best from the top or bottom row to the same one. */
static double
cost_around (const LkbPage *page, const LkbArrangeEdge *edge)
{
  int a = page->column[edge->from];
  int b = page->column[edge->to];
  int r = page->row[edge->from];
  int s = page->row[edge->to];

  if (a == b)
    return COST_BENT + ABS (r - s);
  return COST_BENT + MIN (r + s, 2 * ((int) page->rows - 1) - r - s);
}

static double
cost_edge (const LkbPage *page, const LkbArrangeEdge *edge)
{
  int a = page->column[edge->from];
  int b = page->column[edge->to];
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
    cost = is_row_free (page, MIN (a, b), MAX (a, b), r) ? COST_ACROSS_FREE : COST_ACROSS_BLOCKED;
  else
    cost = COST_PAST_CARDS + ABS (r - s);
  if (b < a)
    cost += COST_BACKWARDS;
  return edge->back ? cost * WEIGHT_BACK_EDGE : cost;
}

static gboolean
do_cross (const LkbPage *page, const LkbArrangeEdge *e, const LkbArrangeEdge *f)
{
  int e_left = MIN (page->column[e->from], page->column[e->to]);
  int f_left = MIN (page->column[f->from], page->column[f->to]);
  gboolean e_turned = page->column[e->from] > page->column[e->to];
  gboolean f_turned = page->column[f->from] > page->column[f->to];
  int e0, e1, f0, f1;

  if (e->around || f->around)
    return FALSE;
  if (e_left < 0 || e_left != f_left || page->column[e->from] == page->column[e->to]
      || page->column[f->from] == page->column[f->to])
    return FALSE;
  e0 = page->row[e_turned ? e->to : e->from];
  e1 = page->row[e_turned ? e->from : e->to];
  f0 = page->row[f_turned ? f->to : f->from];
  f1 = page->row[f_turned ? f->from : f->to];
  return (e0 - f0) * (e1 - f1) < 0;
}

static double
cost_page (const LkbPage *page)
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
    if (page->column[i] >= 0)
      {
        /* The flow begins at the top left, and holes stay at the bottom. */
        cost += COST_LATE_SOURCE * page->row[i] / (1 + page->order[i]);
        cost += COST_HOLE * page->row[i];
      }
  return cost;
}

static void
put_into_slot (LkbPage *page, guint slot, int node)
{
  page->slots[slot] = node;
  if (node < 0)
    return;
  page->row[node] = (int) (slot % page->rows);
  page->column[node] = (int) (slot / page->rows);
}

static void
swap_slots (LkbPage *page, guint a, guint b)
{
  int t = page->slots[a];
  put_into_slot (page, a, page->slots[b]);
  put_into_slot (page, b, t);
}

static gboolean
has_free_lane (const LkbPage *page, int node)
{
  LkbArrangeLane lane = page->nodes[node].lane;
  return lane < LKB_ARRANGE_LANE_INGEST || lane > LKB_ARRANGE_LANE_SERVE;
}

/* Inside a lane anything may change places; across lanes only cards of one stage whose lane nobody
 * chose. */
static gboolean
may_swap (const LkbPage *page, guint a, guint b)
{
  int v = page->slots[a];
  int w = page->slots[b];

  if (v < 0 && w < 0)
    return FALSE;
  if (page->lane_of[a / page->rows] == page->lane_of[b / page->rows])
    return TRUE;
  return v >= 0 && w >= 0 && page->stages[v] == page->stages[w] && has_free_lane (page, v)
         && has_free_lane (page, w);
}

static void
reverse_column (LkbPage *page, guint column)
{
  for (guint i = 0; i < page->rows / 2; i++)
    swap_slots (page, column * page->rows + i, column * page->rows + page->rows - 1 - i);
}

/* One slot's card moves to another row of its column, those between close up. */
static void
rotate_slots (LkbPage *page, guint from, guint to)
{
  int step = from < to ? 1 : -1;

  for (guint i = from; i != to; i = (guint) ((int) i + step))
    swap_slots (page, i, (guint) ((int) i + step));
}

/* Of a trial that was made just now: whether @page costs less than @cost with it; then that is the new @cost. */
static gboolean
is_better (LkbPage *page, double *cost)
{
  double trial = cost_page (page);

  if (trial >= *cost - 1e-9)
    return FALSE;
  *cost = trial;
  return TRUE;
}

/* Each of these tries everything once, and keeps what is better. */

static gboolean
try_swaps (LkbPage *page, double *cost)
{
  guint n = page->columns * page->rows;
  gboolean better = FALSE;

  for (guint a = 0; a < n; a++)
    for (guint b = a + 1; b < n; b++)
      {
        if (!may_swap (page, a, b))
          continue;
        swap_slots (page, a, b);
        if (is_better (page, cost))
          better = TRUE;
        else
          swap_slots (page, a, b);
      }
  return better;
}

static gboolean
try_column (LkbPage *page, guint column, double *cost)
{
  gboolean better;

  reverse_column (page, column);
  better = is_better (page, cost);
  if (!better)
    reverse_column (page, column);
  for (guint i = 0; i < page->rows; i++)
    for (guint j = 0; j < page->rows; j++)
      {
        guint a = column * page->rows + i;
        guint b = column * page->rows + j;

        if (ABS ((int) i - (int) j) < 2)
          continue;
        rotate_slots (page, a, b);
        if (is_better (page, cost))
          better = TRUE;
        else
          rotate_slots (page, b, a);
      }
  return better;
}

double
lkb_page_improve_rows (LkbPage *page, guint rounds, GCancellable *cancellable)
{
  double cost = cost_page (page);

  for (guint round = 0; round < rounds && !g_cancellable_is_cancelled (cancellable); round++)
    {
      gboolean better = try_swaps (page, &cost);

      for (guint column = 0; column < page->columns; column++)
        better |= try_column (page, column, &cost);
      if (!better)
        break;
    }
  return cost;
}
