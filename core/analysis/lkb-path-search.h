/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lkb-hop.h"

G_BEGIN_DECLS

/** LkbPath: a candidate: how data gets to @node. A list backwards; parts are shared between candidates. */
typedef struct _LkbPath LkbPath;
struct _LkbPath
{
  guint node;
  guint edge; /* the last hop, when @previous is not NULL */
  const LkbPath *previous; /* NULL at the start; the slowest branch at a join */
  const LkbPath *const
      *joins; /* the other branches that the node waits for, each ending there, or NULL */
  guint n_joins;
  guint n_terms; /* in all branches */
  double sum; /* of p95s, or of worsts */
  double mean;
  gboolean complete; /* no figure is missing on it */
  gboolean has_request;
  gboolean has_data;
};

/** LkbPathList: candidates at one node. */
typedef struct
{
  const LkbPath *const *items;
  guint n;
} LkbPathList;

typedef enum
{
  LKB_SEARCH_DATA, /* data edges, then lookups and requests */
  LKB_SEARCH_REQUEST, /* lookups and requests only */
} LkbSearchKind;

/** LkbSearch: the candidates at every node: as many as are asked for by sum, as many by mean, and one whose figures are not
 * complete. */
typedef struct _LkbSearch LkbSearch;

/**
 * lkb_search_new:
 * @starts: (array length=n_nodes): whether a path may begin at the node
 * @with_joins: a node that waits for all its inputs is as late as the latest; else each input is a path of its own
 * @awaited: (nullable): a finished search from all sources: at a node that waits for all inputs it tells how late those are
 *   that no path of this search comes along; a path may then begin elsewhere than at @starts, where the slowest one does
 * @kept: how many candidates by sum are kept at each node; 1 leaves out those by mean
 */
LkbSearch *lkb_search_new (const LkbFlowGraph *graph, const LkbHops *hops, const gboolean *starts,
                           LkbSearchKind kind, gboolean with_joins, const LkbSearch *awaited,
                           guint kept);
void lkb_search_free (LkbSearch *search);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LkbSearch, lkb_search_free)

/** lkb_search_get_paths: complete ones by falling sum, then the incomplete one; all belong to the search. */
const LkbPathList *lkb_search_get_paths (const LkbSearch *search, guint node);

/** lkb_path_get_edges: (transfer full) (element-type guint): the edges in order of flow, slowest branches only. */
GArray *lkb_path_get_edges (const LkbPath *path);

G_END_DECLS
