/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/model/lkb-board.h"

G_BEGIN_DECLS

typedef enum
{
  LKB_ROLE_TRIGGER, /* what arrives makes output; also when none is said */
  LKB_ROLE_SIDE, /* joined when available: adds its lookup time, carries no path */
  LKB_ROLE_FALLBACK /* used when the other fails: carries no path */
} LkbRole;

typedef struct
{
  const LkbElement *element;
  guint from, to; /* places in the node table */
  LkbMode mode;
  LkbRole role;
  gboolean in_path; /* neither feedback nor control */
  gboolean in_loop; /* both ends in one loop of path edges (or a self-loop) */
  gboolean stands_in; /* a fallback that is used, because something is down */
  gboolean cut; /* nothing comes along it, because something is down; then not in_path either */
} LkbFlowEdge;

typedef struct
{
  const LkbElement *element;
  const guint *out; /* places in the edge table, in rank order */
  guint n_out;
  const guint *in;
  guint n_in;
  guint component; /* nodes with the same number can reach each other along path edges */
  gboolean in_loop;
  gboolean reached; /* a source leads here along path edges, loops and side inputs included */
} LkbFlowNode;

/** LkbFlowGraph: the board's nodes and edges by index. Holds references to the elements; immutable, reference-counted. */
typedef struct _LkbFlowGraph LkbFlowGraph;

LkbFlowGraph *lkb_flow_graph_new (LkbBoard *board);
/** lkb_flow_graph_new_without: the same while @down, an id, does not work: nothing leaves it, nodes that wait for what it
 * would bring are cut off with it, and fallbacks stand in for it. What holds data that is no longer renewed still answers
 * calls. */
LkbFlowGraph *lkb_flow_graph_new_without (LkbBoard *board, const char *down);
LkbFlowGraph *lkb_flow_graph_ref (const LkbFlowGraph *graph);
void lkb_flow_graph_unref (LkbFlowGraph *graph);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LkbFlowGraph, lkb_flow_graph_unref)
/** lkb_flow_graph_is_of: whether lkb_flow_graph_new() would make the same of @board. */
gboolean lkb_flow_graph_is_of (const LkbFlowGraph *graph, LkbBoard *board);

guint lkb_flow_graph_get_n_nodes (const LkbFlowGraph *graph); /* in rank order */
guint lkb_flow_graph_get_n_edges (const LkbFlowGraph *graph);
const LkbFlowNode *lkb_flow_graph_get_node (const LkbFlowGraph *graph, guint i);
const LkbFlowEdge *lkb_flow_graph_get_edge (const LkbFlowGraph *graph, guint i);
/** lkb_flow_graph_find_node: place of the node @id; FALSE when there is no such node. */
gboolean lkb_flow_graph_find_node (const LkbFlowGraph *graph, const char *id, guint *place);
/** lkb_flow_graph_get_order: (array): all nodes so that every path edge outside a loop goes forward. */
const guint *lkb_flow_graph_get_order (const LkbFlowGraph *graph);
/** lkb_flow_edge_triggers: whether what arrives makes output: a trigger, or a fallback that is used. */
gboolean lkb_flow_edge_triggers (const LkbFlowEdge *edge);
/** lkb_flow_graph_is_end: whether data is used there: a consumer, or a model with no path edge going on. */
gboolean lkb_flow_graph_is_end (const LkbFlowGraph *graph, guint place);

G_END_DECLS
