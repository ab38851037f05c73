/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-reading-order.h"

#include <string.h>

#include "core/layout/lkb-metrics.h"
#include "core/model/lkb-ownership.h"

typedef struct
{
  const LkbElement *element;
  double x, y; /* of the element: they are compared again and again */
  guint place; /* among the nodes, by rank */
  guint n_in; /* edges from nodes that were not told yet */
  gboolean told;
} Node;

/* Nodes of one column start within half a card of each other; inside it the upper comes first. */
static int
compare_places (const Node *a, const Node *b)
{
  if (ABS (a->x - b->x) >= LKB_NODE_W / 2)
    return a->x < b->x ? -1 : 1;
  if (a->y != b->y)
    return a->y < b->y ? -1 : 1;
  if (a->x != b->x)
    return a->x < b->x ? -1 : 1;
  return strcmp (lkb_element_get_rank (a->element), lkb_element_get_rank (b->element));
}

static int
compare_others (gconstpointer a, gconstpointer b)
{
  const LkbElement *one = *(const LkbElement *const *) a;
  const LkbElement *two = *(const LkbElement *const *) b;
  double ay = lkb_element_get_y (one), by = lkb_element_get_y (two);

  if (lkb_element_get_kind (one) != lkb_element_get_kind (two))
    return lkb_element_get_kind (one) < lkb_element_get_kind (two) ? -1 : 1;
  if (ay != by)
    return ay < by ? -1 : 1;
  return strcmp (lkb_element_get_rank (one), lkb_element_get_rank (two));
}

static gboolean
edge_counts (LkbBoard *board, const LkbElement *edge)
{
  return lkb_mode_in_path (lkb_board_get_edge_mode (board, edge))
         && strcmp (lkb_element_get_from (edge), lkb_element_get_to (edge)) != 0;
}

/* (nullable): of those that are not told yet the one that comes first. */
static Node *
find_first (const GPtrArray *nodes)
{
  Node *best = NULL;

  for (guint i = 0; i < nodes->len; i++)
    {
      Node *node = nodes->pdata[i];

      if (!node->told && (best == NULL || compare_places (node, best) < 0))
        best = node;
    }
  return best;
}

/* Where the node stands, or would stand, among those that are free. */
static guint
find_place (const GPtrArray *free, const Node *node)
{
  guint from = 0, to = free->len;

  while (from < to)
    {
      guint middle = (from + to) / 2;

      if (((const Node *) free->pdata[middle])->place < node->place)
        from = middle + 1;
      else
        to = middle;
    }
  return from;
}

/* (nullable): the free node that comes first; of a loop, the first of all that are left. Few are free at a time: looking at
 * all that are left each time would block a large board after each edit. */
static Node *
take_next (const GPtrArray *nodes, GPtrArray *free)
{
  Node *node = find_first (free->len > 0 ? free : nodes);

  if (node == NULL)
    return NULL;
  if (free->len > 0)
    g_ptr_array_remove_index (free, find_place (free, node));
  node->told = TRUE;
  return node;
}

GPtrArray *
lkb_board_dup_reading_order (LkbBoard *board)
{
  const GPtrArray *elements;
  GPtrArray *order;
  g_autoptr (GPtrArray) nodes = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) free = g_ptr_array_new ();
  g_autoptr (GPtrArray) others = g_ptr_array_new ();
  g_autoptr (GHashTable) by_id = g_hash_table_new (g_str_hash, g_str_equal);
  Node *node;

  g_return_val_if_fail (LKB_IS_BOARD (board), NULL);

  elements = lkb_board_get_elements (board);
  order = g_ptr_array_sized_new (elements->len);
  for (guint i = 0; i < elements->len; i++)
    {
      const LkbElement *element = elements->pdata[i];

      if (lkb_element_is_node (element))
        {
          node = g_new0 (Node, 1);
          node->element = element;
          node->x = lkb_element_get_x (element);
          node->y = lkb_element_get_y (element);
          node->place = nodes->len;
          g_ptr_array_add (nodes, node);
          g_hash_table_insert (by_id, (gpointer) lkb_element_get_id (element), node);
        }
      else if (!lkb_element_is_edge (element))
        {
          g_ptr_array_add (others, (gpointer) element);
        }
    }
  for (guint i = 0; i < elements->len; i++)
    {
      const LkbElement *element = elements->pdata[i];

      if (lkb_element_is_edge (element) && edge_counts (board, element))
        {
          node = g_hash_table_lookup (by_id, lkb_element_get_to (element));
          if (node != NULL)
            node->n_in++;
        }
    }

  for (guint i = 0; i < nodes->len; i++)
    if (((Node *) nodes->pdata[i])->n_in == 0)
      g_ptr_array_add (free, nodes->pdata[i]);
  while ((node = take_next (nodes, free)) != NULL)
    {
      const char *id = lkb_element_get_id (node->element);
      const GPtrArray *edges = lkb_board_get_edges_of (board, id);

      g_ptr_array_add (order, (gpointer) node->element);
      for (guint i = 0; edges != NULL && i < edges->len; i++)
        {
          const LkbElement *edge = edges->pdata[i];
          Node *to;

          if (strcmp (lkb_element_get_from (edge), id) != 0)
            continue;
          g_ptr_array_add (order, (gpointer) edge);
          to = g_hash_table_lookup (by_id, lkb_element_get_to (edge));
          if (to != NULL && to->n_in > 0 && edge_counts (board, edge) && --to->n_in == 0
              && !to->told)
            g_ptr_array_insert (free, (int) find_place (free, to), to);
        }
    }

  g_ptr_array_sort (others, compare_others);
  for (guint i = 0; i < others->len; i++)
    g_ptr_array_add (order, others->pdata[i]);
  return order;
}
