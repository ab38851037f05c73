/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lkb-layout.h"

G_BEGIN_DECLS

/** LkbLayoutNames: the names of a board; layouts of the same nodes and edges share them. They never
 * change. */
typedef struct
{
  gatomicrefcount refs;
  char **nodes; /* (nullable) each, in the order of the layout */
  gsize n_nodes;
  char **edges;
  gsize n_edges;
  GHashTable *node_index; /* id → index + 1; of two equal ids the first */
  GHashTable *edge_index;
} LkbLayoutNames;

/** lkb_layout_names_new: (transfer full): copies the ids of @nodes and @edges. */
LkbLayoutNames *lkb_layout_names_new (const LkbLayoutNode *nodes, gsize n_nodes,
                                      const LkbLayoutEdge *edges, gsize n_edges);

/** lkb_layout_names_ref: (transfer full). */
LkbLayoutNames *lkb_layout_names_ref (LkbLayoutNames *names);
void lkb_layout_names_unref (LkbLayoutNames *names);

/** lkb_layout_names_are: whether these are the ids of @nodes and @edges, in this order. */
gboolean lkb_layout_names_are (const LkbLayoutNames *names, const LkbLayoutNode *nodes,
                               gsize n_nodes, const LkbLayoutEdge *edges, gsize n_edges);

/** lkb_layout_names_find: Returns: the place of @id (nullable) in @table, one of the two of the
 * names; -1 when it is not there. */
int lkb_layout_names_find (GHashTable *table, const char *id);

G_END_DECLS
