/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lkb-geometry.h"
#include "lkb-router.h"

G_BEGIN_DECLS

/** LkbApartRoute: a finished line. @points: (element-type LkbPoint) (nullable): never changed once handed over. @fixed:
 * it stays where it is. @trunk: lines with the same number may lie on each other, and move together; -1 = none.
 * @result: the line as it is now, borrowed until the next run; @points itself when it did not move. */
typedef struct
{
  GArray *points;
  gboolean fixed;
  int from; /* boxes of the router */
  int to;
  LkbBox from_box;
  LkbBox to_box;
  int trunk;
  GArray *result;
} LkbApartRoute;

/**
 * LkbApart: what nudging leaves lying on each other. Where one line arrives at the height at which another one leaves,
 * and the other way round, no order of their upright pieces helps: here an end moves along its card, or the uprights of a
 * trunk to another place. Only lines of different cards that cannot be told from each other are moved, and only where
 * that does no harm. Little is looked at where no line changed: the result is that of a new one.
 */
typedef struct _LkbApart LkbApart;

/** lkb_apart_new: (transfer full) for a board of @n_routes. */
LkbApart *lkb_apart_new (gsize n_routes);
void lkb_apart_free (LkbApart *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LkbApart, lkb_apart_free)

/** lkb_apart_run:
 * @router: with the boxes as they are now
 * @routes: as many as it was made for, always in the same order
 * @moved: boxes that came or went since the last run, in any order */
void lkb_apart_run (LkbApart *self, LkbRouter *router, LkbApartRoute *routes, const LkbBox *moved,
                    gsize n_moved);

G_END_DECLS
