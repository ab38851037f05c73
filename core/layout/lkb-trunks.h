/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lkb-geometry.h"
#include "lkb-pill.h"

G_BEGIN_DECLS

/** LKB_TRUNK_MIN: edges of one node and side that say the same before they share a trunk; two keep
 * their own pills, unless they run between the same nodes with the same figures. */
#define LKB_TRUNK_MIN 3

/** LkbTrunkEdge: what decides whether an edge may share a trunk; strings borrowed. @may: it has
 * ends, a pill, no waypoints and no place chosen for its label. */
typedef struct
{
  gboolean may;
  int from;
  int to;
  LkbSide from_side;
  LkbSide to_side;
  LkbPillState state;
  const char *owner;
  const char *consumer;
  const char *numbers;
  const char *label;
  int style;
  gboolean level;
  /* Results */
  int trunk; /* the edge that speaks for it (maybe itself), or -1 */
  gboolean at_end; /* the shared piece lies at the target */
  guint count; /* edges of the trunk */
  gboolean alike; /* all of them have the same numbers and words */
} LkbTrunkEdge;

/** lkb_trunks_find: groups edges that leave one side of a node, or else arrive there, with the same
 * state, style, owner and consumer. The one that speaks is a straight one where there is one, since it has
 * no other room for its numbers. */
void lkb_trunks_find (LkbTrunkEdge *edges, gsize n_edges);

G_END_DECLS
