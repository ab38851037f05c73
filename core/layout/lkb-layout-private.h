/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lkb-apart.h"
#include "lkb-around.h"
#include "lkb-choose.h"
#include "lkb-grid.h"
#include "lkb-labels.h"
#include "lkb-layout-names.h"
#include "lkb-layout.h"
#include "lkb-nudge.h"
#include "lkb-router.h"
#include "lkb-trunks.h"
#include "lkb-words.h"

G_BEGIN_DECLS

/* The ways of an edge between two places other than its first ones. */
typedef struct
{
  LkbRouteEnd from;
  LkbRouteEnd to;
  GArray *routes[2];
  LkbBox window;
} LkbLayoutTrial;

/* What was found for one edge and from what, so that the next layout may take it over. */
typedef struct
{
  LkbBox from_box;
  LkbBox to_box;
  LkbSide asked_from;
  LkbSide asked_to;
  gboolean asked_around;
  LkbAroundWay around;
  LkbBox side_window;
  gboolean level;
  double level_at;
  LkbBox level_window;
  LkbPoint from_aim;
  LkbPoint to_aim;
  LkbBox aim_window;
  LkbRouteEnd from;
  LkbRouteEnd to;
  LkbPoint *waypoints;
  gsize n_waypoints;
  GArray *routes[2]; /* LkbPoint, for each LkbRouteBend, before nudging; shared, never changed */
  LkbBox route_window;
  GArray *trials; /* (nullable) LkbLayoutTrial: ways between other places of the two boxes */
  LkbWords *words;
  LkbWords *told; /* (nullable) what stands at a trunk or beside it instead */
  int style;
  double label_at;
  double label_dx;
  double label_dy;
  int priority;
} LkbLayoutMemory;

/* What remembers its last run, so that little is done when little moved. The latest layout of a
 * board has it and hands it on; a layout without it starts anew, with the same result. */
typedef struct
{
  LkbRouter *router;
  LkbChooser *chooser;
  LkbChooser *second; /* after some lines have changed places */
  LkbNudger *nudger;
  LkbApart *apart;
  LkbLabeler *labeler;
} LkbLayoutEngine;

struct _LkbLayout
{
  gatomicrefcount refs;
  LkbLayoutNames *names;
  LkbNodeLayout *nodes; /* cards, then notes */
  gsize n_nodes;
  gsize n_cards;
  LkbEdgeLayout *edges;
  LkbLayoutMemory *memories;
  GArray **lines; /* what the edges' points point into */
  gsize n_edges;
  LkbLayoutEngine *engine; /* (nullable) */
  LkbBox bounds;
  gsize n_searched;
};

/* The boxes that came, went or moved. */
typedef struct
{
  GArray *boxes; /* LkbBox */
  LkbGrid *grid; /* (nullable) of many */
} LkbLayoutChanges;

static inline gboolean
lkb_layout_equal_boxes (const LkbBox *a, const LkbBox *b)
{
  return a->x == b->x && a->y == b->y && a->w == b->w && a->h == b->h;
}

/** lkb_layout_find_memory: (nullable) what @old knows of edge @index of @self. */
const LkbLayoutMemory *lkb_layout_find_memory (LkbLayout *self, LkbLayout *old, gsize index);

/** lkb_layout_route_edges: finds the lines of all edges, and which of them share a trunk. */
void lkb_layout_route_edges (LkbLayout *self, LkbLayout *old, const LkbLayoutChanges *changes,
                             const LkbLayoutEdge *edges, const LkbBox *boxes, LkbTrunkEdge *trunks);

G_END_DECLS
