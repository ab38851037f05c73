/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-layout-names.h"

LkbLayoutNames *
lkb_layout_names_ref (LkbLayoutNames *names)
{
  g_return_val_if_fail (names != NULL, NULL);
  g_atomic_ref_count_inc (&names->refs);
  return names;
}

void
lkb_layout_names_unref (LkbLayoutNames *names)
{
  g_return_if_fail (names != NULL);
  if (!g_atomic_ref_count_dec (&names->refs))
    return;
  g_hash_table_unref (names->node_index);
  g_hash_table_unref (names->edge_index);
  for (gsize i = 0; i < names->n_nodes; i++)
    g_free (names->nodes[i]);
  for (gsize i = 0; i < names->n_edges; i++)
    g_free (names->edges[i]);
  g_free (names->nodes);
  g_free (names->edges);
  g_free (names);
}

gboolean
lkb_layout_names_are (const LkbLayoutNames *names, const LkbLayoutNode *nodes, gsize n_nodes,
                      const LkbLayoutEdge *edges, gsize n_edges)
{
  if (names->n_nodes != n_nodes || names->n_edges != n_edges)
    return FALSE;
  for (gsize i = 0; i < n_nodes; i++)
    if (g_strcmp0 (names->nodes[i], nodes[i].id) != 0)
      return FALSE;
  for (gsize i = 0; i < n_edges; i++)
    if (g_strcmp0 (names->edges[i], edges[i].id) != 0)
      return FALSE;
  return TRUE;
}

static GHashTable *
index_names (char **names, gsize n)
{
  GHashTable *table = g_hash_table_new (g_str_hash, g_str_equal);

  for (gsize i = 0; i < n; i++)
    if (names[i] != NULL && !g_hash_table_contains (table, names[i]))
      g_hash_table_insert (table, names[i], GINT_TO_POINTER ((int) i + 1));
  return table;
}

LkbLayoutNames *
lkb_layout_names_new (const LkbLayoutNode *nodes, gsize n_nodes, const LkbLayoutEdge *edges,
                      gsize n_edges)
{
  LkbLayoutNames *names = g_new0 (LkbLayoutNames, 1);

  g_atomic_ref_count_init (&names->refs);
  names->nodes = g_new0 (char *, MAX (n_nodes, 1));
  names->edges = g_new0 (char *, MAX (n_edges, 1));
  names->n_nodes = n_nodes;
  names->n_edges = n_edges;
  for (gsize i = 0; i < n_nodes; i++)
    names->nodes[i] = g_strdup (nodes[i].id);
  for (gsize i = 0; i < n_edges; i++)
    names->edges[i] = g_strdup (edges[i].id);
  names->node_index = index_names (names->nodes, n_nodes);
  names->edge_index = index_names (names->edges, n_edges);
  return names;
}

int
lkb_layout_names_find (GHashTable *table, const char *id)
{
  return id != NULL ? GPOINTER_TO_INT (g_hash_table_lookup (table, id)) - 1 : -1;
}
