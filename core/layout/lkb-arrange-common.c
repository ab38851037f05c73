/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-arrange-private.h"

#include <math.h>

#include "lkb-grid.h"
#include "lkb-metrics.h"

/* Edges by the node they leave (or enter), as one array with starts. */
typedef struct
{
  guint *starts;
  guint *edges;
} Fan;

static void
fan_init (Fan *fan, gsize n_nodes, const LkbArrangeEdge *edges, gsize n_edges, gboolean out)
{
  g_autofree guint *next = NULL;

  fan->starts = g_new0 (guint, n_nodes + 1);
  fan->edges = g_new0 (guint, MAX (n_edges, 1));
  for (gsize i = 0; i < n_edges; i++)
    fan->starts[(out ? edges[i].from : edges[i].to) + 1]++;
  for (gsize i = 0; i < n_nodes; i++)
    fan->starts[i + 1] += fan->starts[i];
  next = g_memdup2 (fan->starts, (n_nodes + 1) * sizeof (guint));
  for (guint i = 0; i < n_edges; i++)
    fan->edges[next[out ? edges[i].from : edges[i].to]++] = i;
}

static void
fan_clear (Fan *fan)
{
  g_free (fan->starts);
  g_free (fan->edges);
}

gboolean *
lkb_arrange_find_forward (gsize n_nodes, const LkbArrangeEdge *edges, gsize n_edges)
{
  gboolean *counts = g_new0 (gboolean, MAX (n_edges, 1));
  g_autofree guint8 *state = g_new0 (guint8, MAX (n_nodes, 1)); /* 0 new, 1 on the way, 2 done */
  g_autofree guint *next = NULL;
  g_autoptr (GArray) stack = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autofree guint *in_degree = g_new0 (guint, MAX (n_nodes, 1));
  Fan out;

  fan_init (&out, n_nodes, edges, n_edges, TRUE);
  next = g_memdup2 (out.starts, (n_nodes + 1) * sizeof (guint));
  for (gsize i = 0; i < n_edges; i++)
    if (!edges[i].back && edges[i].from != edges[i].to)
      in_degree[edges[i].to]++;
  /* From the sources first, so that a circle is broken at its last edge. An own stack: boards may
   * be deep. */
  for (guint pass = 0; pass < 2; pass++)
    for (guint root = 0; root < n_nodes; root++)
      {
        if (state[root] != 0 || (pass == 0 && in_degree[root] > 0))
          continue;
        g_array_append_val (stack, root);
        state[root] = 1;
        while (stack->len > 0)
          {
            guint v = g_array_index (stack, guint, stack->len - 1);
            if (next[v] < out.starts[v + 1])
              {
                guint e = out.edges[next[v]++];
                guint w = edges[e].to;
                if (edges[e].back || w == v || state[w] == 1)
                  continue;
                counts[e] = TRUE;
                if (state[w] == 0)
                  {
                    state[w] = 1;
                    g_array_append_val (stack, w);
                  }
              }
            else
              {
                state[v] = 2;
                g_array_set_size (stack, stack->len - 1);
              }
          }
      }
  fan_clear (&out);
  return counts;
}

int *
lkb_arrange_find_stages (const LkbArrangeNode *nodes, gsize n_nodes, const LkbArrangeEdge *edges,
                         gsize n_edges)
{
  int *stages = g_new (int, MAX (n_nodes, 1));

  for (gsize i = 0; i < n_nodes; i++)
    stages[i] = nodes[i].stage >= 0 && nodes[i].stage <= 5 ? nodes[i].stage : -1;
  /* Helpers stand beside what they serve; two rounds reach a helper's helper. */
  for (guint round = 0; round < 2; round++)
    for (gsize i = 0; i < n_edges; i++)
      {
        guint a = edges[i].from;
        guint b = edges[i].to;
        if (stages[a] < 0 && stages[b] >= 0)
          stages[a] = stages[b];
        else if (stages[b] < 0 && stages[a] >= 0)
          stages[b] = stages[a];
      }
  for (gsize i = 0; i < n_nodes; i++)
    if (stages[i] < 0)
      stages[i] = 2;
  return stages;
}

int *
lkb_arrange_find_ranks (gsize n_nodes, const LkbArrangeEdge *edges, gsize n_edges,
                        const gboolean *counts, const int *stages)
{
  int *ranks = g_new0 (int, MAX (n_nodes, 1));
  g_autofree guint *waiting = g_new0 (guint, MAX (n_nodes, 1));
  g_autoptr (GArray) queue = g_array_new (FALSE, FALSE, sizeof (guint));
  Fan out;

  fan_init (&out, n_nodes, edges, n_edges, TRUE);
  for (gsize i = 0; i < n_edges; i++)
    if (counts[i])
      waiting[edges[i].to]++;
  for (guint i = 0; i < n_nodes; i++)
    if (waiting[i] == 0)
      g_array_append_val (queue, i);
  for (guint head = 0; head < queue->len; head++)
    {
      guint v = g_array_index (queue, guint, head);
      for (guint k = out.starts[v]; k < out.starts[v + 1]; k++)
        {
          guint e = out.edges[k];
          guint w = edges[e].to;
          if (!counts[e])
            continue;
          if (stages == NULL || stages[v] == stages[w])
            ranks[w] = MAX (ranks[w], ranks[v] + 1);
          if (--waiting[w] == 0)
            g_array_append_val (queue, w);
        }
    }
  fan_clear (&out);
  return ranks;
}

LkbPoint
lkb_arrange_find_origin (const LkbArrangeNode *nodes, gsize n_nodes)
{
  LkbPoint origin = { G_MAXDOUBLE, G_MAXDOUBLE };

  for (gsize i = 0; i < n_nodes; i++)
    if (!nodes[i].pinned)
      {
        origin.x = MIN (origin.x, nodes[i].x);
        origin.y = MIN (origin.y, nodes[i].y);
      }
  if (!(ABS (origin.x) <= 1e6 && ABS (origin.y) <= 1e6))
    origin.x = origin.y = 0;
  origin.x = round (origin.x / LKB_GRID) * LKB_GRID;
  origin.y = round (origin.y / LKB_GRID) * LKB_GRID;
  return origin;
}

void
lkb_arrange_finish (const LkbArrangeNode *nodes, gsize n_nodes, LkbPoint *places)
{
  g_autoptr (LkbGrid) taken = lkb_grid_new (256);
  g_autoptr (GArray) hits = g_array_new (FALSE, FALSE, sizeof (guint));
  gboolean any = FALSE;

  for (gsize i = 0; i < n_nodes; i++)
    {
      places[i].x = round (places[i].x / LKB_GRID) * LKB_GRID;
      places[i].y = round (places[i].y / LKB_GRID) * LKB_GRID;
      if (nodes[i].pinned)
        {
          LkbBox box = lkb_box (nodes[i].x, nodes[i].y, nodes[i].w, nodes[i].h);
          places[i].x = nodes[i].x;
          places[i].y = nodes[i].y;
          lkb_grid_insert (taken, &box, NULL);
          any = TRUE;
        }
    }
  if (!any)
    return;
  for (gsize i = 0; i < n_nodes; i++)
    {
      LkbBox box;

      if (nodes[i].pinned)
        continue;
      for (gsize tries = 0; tries <= n_nodes; tries++)
        {
          double below = -G_MAXDOUBLE;

          box = lkb_box (places[i].x - LKB_BOX_GAP_MIN, places[i].y - LKB_BOX_GAP_MIN,
                         nodes[i].w + 2 * LKB_BOX_GAP_MIN, nodes[i].h + 2 * LKB_BOX_GAP_MIN);
          lkb_grid_query (taken, &box, hits);
          for (guint k = 0; k < hits->len; k++)
            {
              const LkbBox *other = lkb_grid_get_box (taken, g_array_index (hits, guint, k));
              if (lkb_box_overlaps (&box, other))
                below = MAX (below, other->y + other->h);
            }
          if (below == -G_MAXDOUBLE)
            break;
          places[i].y = lkb_arrange_snap_up (below + LKB_ROW_GAP_MIN);
        }
      box = lkb_box (places[i].x, places[i].y, nodes[i].w, nodes[i].h);
      lkb_grid_insert (taken, &box, NULL);
    }
}
