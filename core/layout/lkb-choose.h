/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lkb-geometry.h"

G_BEGIN_DECLS

/** LkbChoice: an edge that may be drawn in two ways. @routes: (element-type LkbPoint), never
 * changed once handed over; the second is NULL or the same array when there is but one way, both
 * are NULL for an edge without a line. @chosen: the first guess, and the result. */
typedef struct
{
  GArray *routes[2];
  guint chosen;
  int trunk; /* lines with the same number may lie on each other; -1 = none */
} LkbChoice;

/**
 * LkbChooser: lets each edge take the way that lies less on other lines, crosses fewer of them and
 * leaves more room for labels; goes over all edges in their order until nothing changes, a few times
 * at most. It remembers each decision, and takes over those that nothing near has touched: the
 * result is that of a new chooser.
 */
typedef struct _LkbChooser LkbChooser;

/** lkb_chooser_new: (transfer full) for a board of @n_edges. */
LkbChooser *lkb_chooser_new (gsize n_edges);
void lkb_chooser_free (LkbChooser *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LkbChooser, lkb_chooser_free)

/** lkb_chooser_run: @choices: as many as it was made for, always in the same order. */
void lkb_chooser_run (LkbChooser *self, LkbChoice *choices);

/** LKB_CHOOSER_COST_CROSSING: what one crossing costs. */
#define LKB_CHOOSER_COST_CROSSING 40.0

/** lkb_chooser_cost: what it costs to draw @edge along @route beside all lines as chosen in the last run, but for that
 * of @other. */
double lkb_chooser_cost (LkbChooser *self, guint edge, guint other, const GArray *route);

/** lkb_chooser_cost_pair: what two lines cost each other. */
double lkb_chooser_cost_pair (const GArray *a, const GArray *b);

G_END_DECLS
