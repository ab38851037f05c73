/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <math.h>

#include "lkb-card.h"
#include "lkb-geometry.h"
#include "lkb-metrics.h"
#include "lkb-pill.h"
#include "lkb-text-measurer.h"

G_BEGIN_DECLS

/** LkbLayoutNode: a box to draw edges between, or, without a card, a note: lines and labels keep off it like off a card, but
 * nothing goes to it, and lines that go around all cards do not go around it. Notes come after all cards. Borrowed for the
 * call (the layout keeps a reference to the card). */
typedef struct
{
  const char *id;
  double x;
  double y;
  LkbCard *card; /* (nullable) */
  double w; /* of a note, ignored where there is a card */
  double h;
} LkbLayoutNode;

/** LkbLayoutEdge: an edge to route and label; all pointers borrowed for the call. Set label_at to
 * NAN when the user did not place the label. */
typedef struct
{
  const char *id;
  const char *from; /* node ids; an edge with a missing end is laid out empty */
  const char *to;
  LkbSide from_side;
  LkbSide to_side;
  const LkbPoint *waypoints; /* board coordinates, in order from the source */
  gsize n_waypoints;
  LkbPillState state;
  const char *owner; /* effective owner, (nullable) */
  const char *consumer; /* effective consumer owner, NULL unless the edge is cross-team */
  const char *numbers; /* (nullable) */
  const char *label; /* (nullable) */
  double label_at; /* 0-1 along the edge, NAN = free */
  double label_dx;
  double label_dy;
  int style; /* how its line is drawn: lines of different styles share no trunk */
  gboolean around; /* it goes back: it leaves the cards that it passes on one side of it */
  int priority; /* higher is labelled first; equal: order of the array */
} LkbLayoutEdge;

/** LkbNodeLayout: where a node's card lies. */
typedef struct
{
  const char *id;
  LkbBox box;
  LkbCard *card;
} LkbNodeLayout;

typedef enum
{
  LKB_SHARED_NONE,
  LKB_SHARED_TAIL,
  LKB_SHARED_HEAD,
} LkbSharedEnd;

/**
 * LkbEdgeLayout: an edge's line and label. @points: source end first, orthogonal unless waypoints
 * say otherwise, both ends on their box's border; the head's tip is the last point. No points when
 * an end is missing.
 * @pill is drawn with its origin at (@pill_box.x, @pill_box.y); without a pill (pill->w = 0)
 * @pill_box is empty in size but its x, y are still that origin.
 * @trunk: index of the edge whose pill speaks for this one too, or -1; the @pill of such an edge
 *   has numbers only, and is NULL where the trunk tells them for all.
 * @shared: which end of its line it shares with the others of a trunk.
 */
typedef struct
{
  const char *id;
  int from; /* index of the node or -1 */
  int to;
  LkbSide from_side; /* as chosen, never AUTO when there are points */
  LkbSide to_side;
  const LkbPoint *points;
  gsize n_points;
  LkbPill *pill; /* (nullable) */
  LkbBox pill_box; /* board coordinates */
  LkbBox numbers_box; /* board coordinates; empty when there are no numbers */
  double label_at; /* where along the line the label sits, 0-1 */
  gboolean label_clear; /* it covers neither node nor label nor foreign edge */
  int trunk;
  LkbSharedEnd shared;
  LkbBox bounds; /* line and label, without stroke width */
} LkbEdgeLayout;

/** LkbLayout: a finished layout; immutable, counted. Nodes and edges keep the order in which they
 * were handed in. */
typedef struct _LkbLayout LkbLayout;

/** lkb_layout_new: (transfer full) lays out all. Deterministic: equal input, equal output. Repeated
 * ids: the first counts. */
LkbLayout *lkb_layout_new (LkbTextMeasurer *measurer, const LkbLayoutNode *nodes, gsize n_nodes,
                           const LkbLayoutEdge *edges, gsize n_edges);

/**
 * lkb_layout_update: (transfer full) the same result as lkb_layout_new(), but what nothing near has
 * touched since @old (nullable) is taken over: measured labels, routes, the choice between two
 * routes, crowds of parallel lines, places of labels. With the nodes and edges of @old, in the same
 * order, the cost grows with what changed. @old stays as it is, but hands on what it remembers: only
 * the first layout made from it is quick. Not for two threads at once.
 */
LkbLayout *lkb_layout_update (LkbLayout *old, LkbTextMeasurer *measurer, const LkbLayoutNode *nodes,
                              gsize n_nodes, const LkbLayoutEdge *edges, gsize n_edges);
/**
 * lkb_layout_count_changes: how many of these nodes and edges differ from what @self was laid out for: 0 when
 * lkb_layout_update() would change nothing, G_MAXSIZE when they are not the same ones in the same order.
 */
gsize lkb_layout_count_changes (LkbLayout *self, const LkbLayoutNode *nodes, gsize n_nodes,
                                const LkbLayoutEdge *edges, gsize n_edges);
LkbLayout *lkb_layout_ref (LkbLayout *self);
void lkb_layout_unref (LkbLayout *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LkbLayout, lkb_layout_unref)

/** lkb_layout_get_n_nodes: how many cards there are; notes are not counted. */
gsize lkb_layout_get_n_nodes (LkbLayout *self);
gsize lkb_layout_get_n_edges (LkbLayout *self);
const LkbNodeLayout *lkb_layout_get_node (LkbLayout *self, gsize index);
const LkbEdgeLayout *lkb_layout_get_edge (LkbLayout *self, gsize index);

/** lkb_layout_find_node: (nullable) the node of that id. */
const LkbNodeLayout *lkb_layout_find_node (LkbLayout *self, const char *id);

/** lkb_layout_find_edge: (nullable) the edge of that id. */
const LkbEdgeLayout *lkb_layout_find_edge (LkbLayout *self, const char *id);

/** lkb_layout_get_bounds: the box around all cards, lines and labels, without stroke width; empty
 * for an empty board. */
LkbBox lkb_layout_get_bounds (LkbLayout *self);

/** lkb_layout_get_n_searched: edges whose route was searched anew in this layout (a figure for
 * tests). */
gsize lkb_layout_get_n_searched (LkbLayout *self);

/** lkb_layout_count_crossings: points where two lines cross; for small boards, each pair is looked at. */
gsize lkb_layout_count_crossings (LkbLayout *self);

/** lkb_layout_judge: what the drawing costs its reader: crossings, covered and shortened labels, bends, ways, paper. To
 * compare layouts of the same board; for small ones. */
double lkb_layout_judge (LkbLayout *self);

G_END_DECLS
