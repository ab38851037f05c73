/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-trunks.h"

typedef struct
{
  const LkbTrunkEdge *edge;
  guint index;
  gboolean at_end;
} Entry;

static int
compare_keys (const Entry *x, const Entry *y)
{
  const LkbTrunkEdge *a = x->edge;
  const LkbTrunkEdge *b = y->edge;
  int node_a = x->at_end ? a->to : a->from;
  int node_b = y->at_end ? b->to : b->from;
  LkbSide side_a = x->at_end ? a->to_side : a->from_side;
  LkbSide side_b = y->at_end ? b->to_side : b->from_side;
  int order;

  if (node_a != node_b)
    return node_a < node_b ? -1 : 1;
  if (side_a != side_b)
    return side_a < side_b ? -1 : 1;
  if (a->state != b->state)
    return a->state < b->state ? -1 : 1;
  if (a->style != b->style)
    return a->style < b->style ? -1 : 1;
  order = g_strcmp0 (a->owner, b->owner);
  return order != 0 ? order : g_strcmp0 (a->consumer, b->consumer);
}

static int
compare_entries (gconstpointer a, gconstpointer b)
{
  const Entry *x = a;
  const Entry *y = b;
  int order = compare_keys (x, y);
  return order != 0 ? order : x->index < y->index ? -1 : x->index > y->index;
}

static gboolean
are_alike (const Entry *entries, guint n)
{
  for (guint i = 1; i < n; i++)
    if (g_strcmp0 (entries[i].edge->numbers, entries[0].edge->numbers) != 0
        || g_strcmp0 (entries[i].edge->label, entries[0].edge->label) != 0)
      return FALSE;
  return TRUE;
}

static gboolean
are_parallel (const Entry *entries, guint n)
{
  for (guint i = 1; i < n; i++)
    if (entries[i].edge->from != entries[0].edge->from
        || entries[i].edge->to != entries[0].edge->to)
      return FALSE;
  return TRUE;
}

/* @pairs: two between the same nodes, which have no room for a figure of their own behind a fork. */
static void
find_at (LkbTrunkEdge *edges, gsize n_edges, gboolean at_end, gboolean pairs)
{
  g_autoptr (GArray) entries = g_array_new (FALSE, FALSE, sizeof (Entry));

  for (guint i = 0; i < n_edges; i++)
    if (edges[i].may && edges[i].trunk < 0 && edges[i].from != edges[i].to)
      {
        Entry entry = { &edges[i], i, at_end };
        g_array_append_val (entries, entry);
      }
  g_array_sort (entries, compare_entries);
  for (guint i = 0; i < entries->len;)
    {
      const Entry *first = &g_array_index (entries, Entry, i);
      guint speaker = first->index;
      guint count = 1;
      gboolean alike;

      while (i + count < entries->len
             && compare_keys (first, &g_array_index (entries, Entry, i + count)) == 0)
        count++;
      alike = are_alike (first, count);
      if (pairs ? count >= 2 && alike && are_parallel (first, count) : count >= LKB_TRUNK_MIN)
        {
          for (guint k = i; k < i + count; k++)
            if (g_array_index (entries, Entry, k).edge->level)
              {
                speaker = g_array_index (entries, Entry, k).index;
                break;
              }
          for (guint k = i; k < i + count; k++)
            {
              LkbTrunkEdge *edge = &edges[g_array_index (entries, Entry, k).index];
              edge->trunk = (int) speaker;
              edge->at_end = at_end;
              edge->count = count;
              edge->alike = alike;
            }
        }
      i += count;
    }
}

void
lkb_trunks_find (LkbTrunkEdge *edges, gsize n_edges)
{
  g_return_if_fail (edges != NULL || n_edges == 0);

  for (gsize i = 0; i < n_edges; i++)
    {
      edges[i].trunk = -1;
      edges[i].at_end = FALSE;
      edges[i].count = 1;
    }
  find_at (edges, n_edges, FALSE, FALSE);
  find_at (edges, n_edges, TRUE, FALSE);
  find_at (edges, n_edges, FALSE, TRUE);
}
