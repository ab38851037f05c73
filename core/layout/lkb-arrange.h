/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "lkb-geometry.h"

G_BEGIN_DECLS

/** LkbArrangeLane: the lane a node was put in by hand; UNSET leaves it to the stage. */
typedef enum
{
  LKB_ARRANGE_LANE_UNSET = -1,
  LKB_ARRANGE_LANE_INGEST,
  LKB_ARRANGE_LANE_TRANSFORM,
  LKB_ARRANGE_LANE_SERVE,
  LKB_ARRANGE_LANE_OTHER,
} LkbArrangeLane;

/** LkbArrangeNode: @stage: 0 source, 1 ingestion, 2 pipeline (and storage), 3 feature store, 4
 * model, 5 consumer, -1 none (orchestration, monitoring, governance). @x, @y: where it is now; a
 * pinned node stays there. */
typedef struct
{
  int stage;
  LkbArrangeLane lane;
  double x;
  double y;
  double w;
  double h;
  gboolean pinned;
} LkbArrangeNode;

/** LkbArrangeEdge: ends as indices into the nodes. @back: feedback or control, does not count for
 * the order. @around: feedback, its line leaves the cards that it passes on one side. @label_w, @label_h: room its label
 * needs (0 = none). */
typedef struct
{
  guint from;
  guint to;
  gboolean back;
  gboolean around;
  double label_w;
  double label_h;
} LkbArrangeEdge;

/**
 * lkb_arrange_page:
 * @out: (out caller-allocates): @n_nodes places of top left corners, multiples of 4
 * Three lane columns (ingest, transform, serve) with the flow going down, up and down again inside
 * them, so that hand-offs between lanes run level. Deterministic.
 * Returns: FALSE with G_IO_ERROR_CANCELLED when cancelled; @out is then untouched
 */
gboolean lkb_arrange_page (const LkbArrangeNode *nodes, gsize n_nodes, const LkbArrangeEdge *edges,
                           gsize n_edges, LkbPoint *out, GCancellable *cancellable, GError **error);

/** LkbArrangeJudge: what a board arranged like this costs its reader; the least counts. @places: as many as nodes. */
typedef double (*LkbArrangeJudge) (const LkbPoint *places, gpointer data);

/** lkb_arrange_page_judged: as lkb_arrange_page(), but on a small board a lane of many cards may take columns side by
 * side, and columns may stand closer; of these that which @judge likes best. @judge: called from within, as often as
 * there are. */
gboolean lkb_arrange_page_judged (const LkbArrangeNode *nodes, gsize n_nodes,
                                  const LkbArrangeEdge *edges, gsize n_edges, LkbArrangeJudge judge,
                                  gpointer data, LkbPoint *out, GCancellable *cancellable,
                                  GError **error);

/** lkb_arrange_flow: as lkb_arrange_page(), left to right in columns by stage, then by longest
 * path. */
gboolean lkb_arrange_flow (const LkbArrangeNode *nodes, gsize n_nodes, const LkbArrangeEdge *edges,
                           gsize n_edges, LkbPoint *out, GCancellable *cancellable, GError **error);

/** lkb_arrange_flow_judged: as lkb_arrange_flow(), but of several arrangements of a small board the one that @judge likes
 * best; of a larger one there is but one. @judge: called from within, as often as there are. */
gboolean lkb_arrange_flow_judged (const LkbArrangeNode *nodes, gsize n_nodes,
                                  const LkbArrangeEdge *edges, gsize n_edges, LkbArrangeJudge judge,
                                  gpointer data, LkbPoint *out, GCancellable *cancellable,
                                  GError **error);

G_END_DECLS
