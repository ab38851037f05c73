/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-reading-order.h"

#include <string.h>

#include "core/layout/lkb-metrics.h"
#include "core/model/lkb-ownership.h"

typedef struct
{
  const LkbElement *element;
  guint n_in; /* edges from nodes that were not told yet */
  gboolean told;
} Node;

/* Nodes of one column start within half a card of each other; inside it the upper comes first. */
static int
compare_places (const LkbElement *a, const LkbElement *b)
{
  double ax = lkb_element_get_x (a), bx = lkb_element_get_x (b);
  double ay = lkb_element_get_y (a), by = lkb_element_get_y (b);

  if (ABS (ax - bx) >= LKB_NODE_W / 2)
    return ax < bx ? -1 : 1;
  if (ay != by)
    return ay < by ? -1 : 1;
  if (ax != bx)
    return ax < bx ? -1 : 1;
  return strcmp (lkb_element_get_rank (a), lkb_element_get_rank (b));
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

/* The free node that comes first; of a loop, the first of all that are left. */
static Node *
find_next (GPtrArray *nodes)
{
  Node *best = NULL;

  for (guint i = 0; i < nodes->len; i++)
    {
      Node *node = nodes->pdata[i];

      if (node->told)
        continue;
      if (best == NULL || (node->n_in == 0 && best->n_in > 0)
          || ((node->n_in == 0) == (best->n_in == 0)
              && compare_places (node->element, best->element) < 0))
        best = node;
    }
  return best;
}

GPtrArray *
lkb_board_dup_reading_order (LkbBoard *board)
{
  const GPtrArray *elements;
  GPtrArray *order;
  g_autoptr (GPtrArray) nodes = g_ptr_array_new_with_free_func (g_free);
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

  while ((node = find_next (nodes)) != NULL)
    {
      const char *id = lkb_element_get_id (node->element);
      const GPtrArray *edges = lkb_board_get_edges_of (board, id);

      node->told = TRUE;
      g_ptr_array_add (order, (gpointer) node->element);
      for (guint i = 0; edges != NULL && i < edges->len; i++)
        {
          const LkbElement *edge = edges->pdata[i];
          Node *to;

          if (strcmp (lkb_element_get_from (edge), id) != 0)
            continue;
          g_ptr_array_add (order, (gpointer) edge);
          to = g_hash_table_lookup (by_id, lkb_element_get_to (edge));
          if (to != NULL && to->n_in > 0 && edge_counts (board, edge))
            to->n_in--;
        }
    }

  g_ptr_array_sort (others, compare_others);
  for (guint i = 0; i < others->len; i++)
    g_ptr_array_add (order, others->pdata[i]);
  return order;
}
