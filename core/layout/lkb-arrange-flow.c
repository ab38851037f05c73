/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-arrange.h"

#include <math.h>
#include <string.h>

#include "lkb-arrange-private.h"
#include "lkb-fit.h"
#include "lkb-flow.h"
#include "lkb-metrics.h"

/* Longer edges than this many dummies in all get none: they are routed as it comes. */
#define DUMMIES_MAX 300000
#define PLACE_SWEEPS 10
#define LEVEL_SWEEPS 2
/* Arrangements to choose from on a small board: so many by the square of its cards and arrows. */
#define VARIANTS_OF 30000
#define VARIANTS_MAX 32
#define LARGE 100
#define LABEL_MARGIN 60.0 /* stub, head and air at both ends of a label in a gap */
#define TRACKS_MAX 40
#define TRACK 8.0 /* seldom do all upright lines of a gap run side by side */

/* How much a link pulls its ends level; long edges shall run straight. */
#define WEIGHT_NODE_NODE 1.0
#define WEIGHT_NODE_DUMMY 2.0
#define WEIGHT_DUMMY_DUMMY 8.0

typedef struct
{
  guint64 key;
  guint node;
} ColumnKey;

static int
compare_keys (gconstpointer a, gconstpointer b)
{
  const ColumnKey *x = a;
  const ColumnKey *y = b;

  if (x->key != y->key)
    return x->key < y->key ? -1 : 1;
  return x->node < y->node ? -1 : x->node > y->node;
}

/* Columns by stage, then by longest path inside the stage, without empty ones; -1 = pinned. */
static guint
find_columns (const LkbArrangeNode *nodes, gsize n_nodes, const LkbArrangeEdge *edges,
              gsize n_edges, int *columns)
{
  g_autofree gboolean *counts = lkb_arrange_find_forward (n_nodes, edges, n_edges);
  g_autofree int *stages = lkb_arrange_find_stages (nodes, n_nodes, edges, n_edges);
  g_autofree int *ranks = lkb_arrange_find_ranks (n_nodes, edges, n_edges, counts, stages);
  g_autofree ColumnKey *keys = g_new (ColumnKey, MAX (n_nodes, 1));
  guint n = 0;
  guint column = 0;

  for (guint i = 0; i < n_nodes; i++)
    {
      columns[i] = -1;
      if (!nodes[i].pinned)
        keys[n++] = (ColumnKey){ ((guint64) stages[i] << 32) | (guint) ranks[i], i };
    }
  if (n == 0)
    return 0;
  qsort (keys, n, sizeof *keys, compare_keys);
  for (guint i = 0; i < n; i++)
    {
      if (i > 0 && keys[i].key != keys[i - 1].key)
        column++;
      columns[keys[i].node] = (int) column;
    }
  return column + 1;
}

/* Fills @flow with the nodes and, where an edge passes a column, a dummy that keeps its place free.
 * */
static void
fill_flow (LkbFlow *flow, const LkbArrangeNode *nodes, gsize n_nodes, const LkbArrangeEdge *edges,
           gsize n_edges, const int *columns)
{
  g_autofree int *items = g_new (int, MAX (n_nodes, 1));
  gsize dummies = 0;

  for (guint i = 0; i < n_nodes; i++)
    items[i] = columns[i] >= 0
                   ? (int) lkb_flow_add_item (flow, (guint) columns[i], nodes[i].h, (int) i)
                   : -1;
  for (gsize i = 0; i < n_edges; i++)
    {
      guint a = edges[i].from;
      guint b = edges[i].to;
      int last;

      if (items[a] < 0 || items[b] < 0 || columns[a] == columns[b] || edges[i].around)
        continue;
      if (columns[a] > columns[b])
        {
          guint t = a;
          a = b;
          b = t;
        }
      if (dummies + (gsize) (columns[b] - columns[a]) > DUMMIES_MAX)
        continue;
      last = items[a];
      for (int c = columns[a] + 1; c < columns[b]; c++)
        {
          int dummy = (int) lkb_flow_add_item (flow, (guint) c, 0, -1);
          lkb_flow_add_link (flow, (guint) last, (guint) dummy,
                             last == items[a] ? WEIGHT_NODE_DUMMY : WEIGHT_DUMMY_DUMMY);
          last = dummy;
          dummies++;
        }
      lkb_flow_add_link (flow, (guint) last, (guint) items[b],
                         last == items[a] ? WEIGHT_NODE_NODE : WEIGHT_NODE_DUMMY);
    }
}

/* Room beside a line that passes. */
#define DUMMY_GAP_LARGE 20.0
static const double dummy_gaps[] = { 28, 20, 36, 48 };

static double
get_distance (const LkbFlowItem *upper, const LkbFlowItem *lower, double dummy_gap)
{
  double gap = upper->node < 0 || lower->node < 0 ? dummy_gap : LKB_FLOW_GAP_Y;
  return upper->h / 2 + gap + lower->h / 2;
}

typedef struct
{
  double y;
  double weight;
} Pull;

static int
compare_pulls (gconstpointer a, gconstpointer b)
{
  const Pull *x = a;
  const Pull *y = b;
  return x->y < y->y ? -1 : x->y > y->y;
}

/* Where the neighbours of @item on the given sides pull it: to their middle, or level with the one in
 * the middle, so that one line at least is straight. */
static double
find_wish (LkbFlow *flow, const LkbFlowItem *item, const gboolean *sides, gboolean median,
           GArray *pulls, double *weight)
{
  double sum = 0;
  double passed = 0;

  g_array_set_size (pulls, 0);
  *weight = 0;
  for (guint side = 0; side < 2; side++)
    {
      guint count;
      const LkbFlowLink *links = lkb_flow_get_links (flow, item, side == 1, &count);

      for (guint k = 0; sides[side] && k < count; k++)
        {
          Pull pull = { lkb_flow_get_item (flow, links[k].item)->y, links[k].weight };
          g_array_append_val (pulls, pull);
          sum += pull.y * pull.weight;
          *weight += pull.weight;
        }
    }
  if (pulls->len == 0)
    return item->y;
  if (!median)
    return sum / *weight;
  g_array_sort (pulls, compare_pulls);
  for (guint i = 0; i + 1 < pulls->len; i++)
    {
      const Pull *pull = &g_array_index (pulls, Pull, i);

      passed += pull->weight;
      /* Of two in the middle the one that is nearer now. */
      if (passed > *weight / 2
          || (passed == *weight / 2 && item->y - pull->y < pull[1].y - item->y))
        return pull->y;
    }
  return g_array_index (pulls, Pull, pulls->len - 1).y;
}

/* Moves the items of one column to where their neighbours on the given sides are, keeping order and
 * distances. */
static void
place_column (LkbFlow *flow, guint column, double dummy_gap, const gboolean *sides, gboolean median,
              GArray *fit, GArray *offsets, GArray *pulls)
{
  guint n = lkb_flow_get_length (flow, column);
  double offset = 0;

  g_array_set_size (fit, n);
  g_array_set_size (offsets, n);
  for (guint i = 0; i < n; i++)
    {
      LkbFlowItem *item = lkb_flow_get (flow, column, i);
      LkbFitItem *slot = &g_array_index (fit, LkbFitItem, i);
      double weight;

      if (i > 0)
        offset += get_distance (lkb_flow_get (flow, column, i - 1), item, dummy_gap);
      g_array_index (offsets, double, i) = offset;
      slot->wish = find_wish (flow, item, sides, median, pulls, &weight) - offset;
      slot->weight = weight > 0 ? weight : 0.1;
      slot->lo = -1e12;
      slot->hi = 1e12;
    }
  lkb_fit_in_order ((LkbFitItem *) (gpointer) fit->data, n, 0);
  for (guint i = 0; i < n; i++)
    lkb_flow_get (flow, column, i)->y = g_array_index (fit, LkbFitItem, i).at
                                        + g_array_index (offsets, double, i);
}

static gboolean
place_rows (LkbFlow *flow, guint n_columns, double dummy_gap, GCancellable *cancellable)
{
  g_autoptr (GArray) fit = g_array_new (FALSE, TRUE, sizeof (LkbFitItem));
  g_autoptr (GArray) offsets = g_array_new (FALSE, TRUE, sizeof (double));
  g_autoptr (GArray) pulls = g_array_new (FALSE, FALSE, sizeof (Pull));

  for (guint c = 0; c < n_columns; c++)
    {
      double y = 0;
      for (guint i = 0; i < lkb_flow_get_length (flow, c); i++)
        {
          if (i > 0)
            y += get_distance (lkb_flow_get (flow, c, i - 1), lkb_flow_get (flow, c, i), dummy_gap);
          lkb_flow_get (flow, c, i)->y = y;
        }
    }
  for (guint sweep = 0; sweep < PLACE_SWEEPS + LEVEL_SWEEPS; sweep++)
    {
      gboolean both = sweep + 3 >= PLACE_SWEEPS;
      gboolean median = sweep >= PLACE_SWEEPS;
      gboolean sides[2] = { both || sweep % 2 == 0, both || sweep % 2 == 1 };

      if (g_cancellable_is_cancelled (cancellable))
        return FALSE;
      for (guint k = 0; k < n_columns; k++)
        place_column (flow, sweep % 2 == 0 ? k : n_columns - 1 - k, dummy_gap, sides, median, fit,
                      offsets, pulls);
    }
  return TRUE;
}

typedef struct
{
  double y;
  int change;
} Event;

static int
compare_events (gconstpointer a, gconstpointer b)
{
  const Event *x = a;
  const Event *y = b;
  if (x->y != y->y)
    return x->y < y->y ? -1 : 1;
  return x->change - y->change;
}

/* Upright lines that run side by side in the gap right of a column. */
static guint
count_tracks (LkbFlow *flow, guint column)
{
  g_autoptr (GArray) events = g_array_new (FALSE, FALSE, sizeof (Event));
  int open = 0;
  int most = 0;

  for (guint i = 0; i < lkb_flow_get_length (flow, column); i++)
    {
      LkbFlowItem *item = lkb_flow_get (flow, column, i);
      guint count;
      const LkbFlowLink *links = lkb_flow_get_links (flow, item, TRUE, &count);
      for (guint k = 0; k < count; k++)
        {
          double y = lkb_flow_get_item (flow, links[k].item)->y;
          Event begin = { MIN (item->y, y), 1 };
          Event end = { MAX (item->y, y), -1 };
          if (end.y - begin.y < 4)
            continue;
          g_array_append_val (events, begin);
          g_array_append_val (events, end);
        }
    }
  g_array_sort (events, compare_events);
  for (guint i = 0; i < events->len; i++)
    {
      open += g_array_index (events, Event, i).change;
      most = MAX (most, open);
    }
  return (guint) most;
}

static void
place_columns (LkbFlow *flow, guint n_columns, const LkbArrangeNode *nodes,
               const LkbArrangeEdge *edges, gsize n_edges, const int *columns, double x,
               double *lefts)
{
  g_autofree double *widths = g_new0 (double, n_columns);
  g_autofree double *labels = g_new0 (double, n_columns);

  for (guint c = 0; c < n_columns; c++)
    for (guint i = 0; i < lkb_flow_get_length (flow, c); i++)
      {
        int node = lkb_flow_get (flow, c, i)->node;
        if (node >= 0)
          widths[c] = MAX (widths[c], nodes[node].w);
      }
  for (gsize i = 0; i < n_edges; i++)
    {
      int a = columns[edges[i].from];
      int b = columns[edges[i].to];
      if (a < 0 || b < 0 || a == b || edges[i].around || !(edges[i].label_w > 0))
        continue;
      /* A label stands beside one of the ends of its edge. */
      labels[MIN (a, b)] = MAX (labels[MIN (a, b)], edges[i].label_w);
      labels[MAX (a, b) - 1] = MAX (labels[MAX (a, b) - 1], edges[i].label_w);
    }
  for (guint c = 0; c < n_columns; c++)
    {
      double gap = labels[c] > 0 ? MAX (labels[c] + LABEL_MARGIN, LKB_FLOW_GAP_X) : LKB_FLOW_GAP_X;
      lefts[c] = x;
      gap += TRACK * MIN (count_tracks (flow, c), TRACKS_MAX);
      x += lkb_arrange_snap_up (widths[c] + gap);
    }
}

/* (transfer full) The columns in one of several orders; NULL when cancelled. */
static LkbFlow *
order_columns (const LkbArrangeNode *nodes, gsize n_nodes, const LkbArrangeEdge *edges,
               gsize n_edges, const int *columns, guint n_columns, guint number,
               GCancellable *cancellable)
{
  g_autoptr (LkbFlow) flow = lkb_flow_new (n_columns);

  fill_flow (flow, nodes, n_nodes, edges, n_edges, columns);
  return lkb_flow_reduce_crossings (flow, number, cancellable) ? g_steal_pointer (&flow) : NULL;
}

/* FALSE when cancelled. */
static gboolean
place_flow (LkbFlow *flow, const LkbArrangeNode *nodes, gsize n_nodes, const LkbArrangeEdge *edges,
            gsize n_edges, const int *columns, guint n_columns, double dummy_gap, LkbPoint *out,
            GCancellable *cancellable)
{
  g_autofree double *lefts = g_new0 (double, MAX (n_columns, 1));
  LkbPoint origin = lkb_arrange_find_origin (nodes, n_nodes);
  double top = G_MAXDOUBLE;

  memset (out, 0, n_nodes * sizeof *out);
  if (!place_rows (flow, n_columns, dummy_gap, cancellable))
    return FALSE;
  place_columns (flow, n_columns, nodes, edges, n_edges, columns, origin.x, lefts);
  for (guint c = 0; c < n_columns; c++)
    for (guint i = 0; i < lkb_flow_get_length (flow, c); i++)
      {
        const LkbFlowItem *item = lkb_flow_get (flow, c, i);
        if (item->node < 0)
          continue;
        out[item->node].x = lefts[c];
        out[item->node].y = item->y - item->h / 2;
        top = MIN (top, out[item->node].y);
      }
  for (gsize i = 0; i < n_nodes; i++)
    out[i].y += origin.y - (top < G_MAXDOUBLE ? top : 0);
  lkb_arrange_finish (nodes, n_nodes, out);
  return TRUE;
}

/* Whether it is one of the arrangements that were judged already; if not, it is one from now on. */
static gboolean
is_known (GPtrArray *known, const LkbPoint *places, gsize n_nodes)
{
  for (guint i = 0; i < known->len; i++)
    if (memcmp (g_ptr_array_index (known, i), places, n_nodes * sizeof *places) == 0)
      return TRUE;
  g_ptr_array_add (known, g_memdup2 (places, n_nodes * sizeof *places));
  return FALSE;
}

gboolean
lkb_arrange_flow_judged (const LkbArrangeNode *nodes, gsize n_nodes, const LkbArrangeEdge *edges,
                         gsize n_edges, LkbArrangeJudge judge, gpointer data, LkbPoint *out,
                         GCancellable *cancellable, GError **error)
{
  g_autofree int *columns = g_new (int, MAX (n_nodes, 1));
  g_autofree LkbPoint *best = g_new0 (LkbPoint, MAX (n_nodes, 1));
  g_autofree LkbPoint *places = g_new0 (LkbPoint, MAX (n_nodes, 1));
  g_autoptr (GPtrArray) known = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (LkbFlow) flow = NULL;
  guint n_variants = 1;
  double least = G_MAXDOUBLE;
  guint n_columns;

  g_return_val_if_fail (nodes != NULL || n_nodes == 0, FALSE);
  g_return_val_if_fail (edges != NULL || n_edges == 0, FALSE);
  g_return_val_if_fail (out != NULL || n_nodes == 0, FALSE);

  for (gsize i = 0; i < n_edges; i++)
    g_return_val_if_fail (edges[i].from < n_nodes && edges[i].to < n_nodes, FALSE);
  if (judge != NULL)
    n_variants = (guint) CLAMP (VARIANTS_OF / ((n_nodes + n_edges + 1) * (n_nodes + n_edges + 1)),
                                1, VARIANTS_MAX);
  n_columns = find_columns (nodes, n_nodes, edges, n_edges, columns);
  for (guint v = 0; v < n_variants; v++)
    {
      guint gap = v % G_N_ELEMENTS (dummy_gaps);
      double cost;

      if (gap == 0)
        {
          g_clear_pointer (&flow, lkb_flow_free);
          flow = order_columns (nodes, n_nodes, edges, n_edges, columns, n_columns,
                                v / G_N_ELEMENTS (dummy_gaps), cancellable);
        }
      if (flow == NULL
          || !place_flow (flow, nodes, n_nodes, edges, n_edges, columns, n_columns,
                          n_nodes > LARGE ? DUMMY_GAP_LARGE : dummy_gaps[gap], places, cancellable))
        {
          g_cancellable_set_error_if_cancelled (cancellable, error);
          return FALSE;
        }
      if (n_nodes == 0 || is_known (known, places, n_nodes))
        continue;
      cost = n_variants > 1 ? judge (places, data) : 0;
      if (cost < least)
        {
          least = cost;
          memcpy (best, places, n_nodes * sizeof *places);
        }
    }
  if (n_nodes > 0)
    memcpy (out, best, n_nodes * sizeof *best);
  return TRUE;
}

gboolean
lkb_arrange_flow (const LkbArrangeNode *nodes, gsize n_nodes, const LkbArrangeEdge *edges,
                  gsize n_edges, LkbPoint *out, GCancellable *cancellable, GError **error)
{
  return lkb_arrange_flow_judged (nodes, n_nodes, edges, n_edges, NULL, NULL, out, cancellable,
                                  error);
}
