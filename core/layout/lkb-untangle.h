/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lkb-choose.h"
#include "lkb-router.h"

G_BEGIN_DECLS

/** LkbUntangleEdge: an edge as it was routed. @routes: as in LkbChoice, @chosen of them; no line when both are NULL.
 * @fixed: it must stay as it is. Results: the ends, @changed. */
typedef struct
{
  LkbRouteEnd from;
  LkbRouteEnd to;
  GArray *routes[2];
  guint chosen;
  gboolean fixed;
  gboolean changed;
} LkbUntangleEdge;

/** LkbUntangleFind: the ways of @edge between these ends; both stay with the callee until the run is over. */
typedef void (*LkbUntangleFind) (guint edge, const LkbRouteEnd *from, const LkbRouteEnd *to,
                                 GArray **routes, gpointer data);

/**
 * lkb_untangle_run: lets two neighbours on one side of a box that cross each other change their places there, where
 * they and what lies around them are better for it.
 * @chooser: after its run with these edges
 */
void lkb_untangle_run (LkbUntangleEdge *edges, guint n_edges, LkbChooser *chooser,
                       LkbUntangleFind find, gpointer data);

G_END_DECLS
