/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lkb-geometry.h"
#include "lkb-router.h"

G_BEGIN_DECLS

/** LkbNudgeRoute: a line to be kept apart from others. @points: (element-type LkbPoint) (nullable):
 * never changed once handed over. @fixed: the line itself stays where it is. @result: the nudged
 * line, borrowed from the nudger until its next run; the same array as before when it did not
 * move. */
typedef struct
{
  GArray *points;
  gboolean fixed;
  GArray *result;
} LkbNudgeRoute;

/**
 * LkbNudger: moves pieces of lines that run on or beside each other apart, 12 from each other where
 * there is room, in the order that crosses least. Pieces that meet form a crowd; a crowd in which and
 * near which nothing changed stays as it was: the result is that of a new nudger.
 */
typedef struct _LkbNudger LkbNudger;

/** lkb_nudger_new: (transfer full) for a board of @n_routes. */
LkbNudger *lkb_nudger_new (gsize n_routes);
void lkb_nudger_free (LkbNudger *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LkbNudger, lkb_nudger_free)

/** lkb_nudger_run:
 * @router: with the boxes as they are now
 * @routes: as many as it was made for, always in the same order
 * @moved: boxes that came or went since the last run, in any order */
void lkb_nudger_run (LkbNudger *self, LkbRouter *router, LkbNudgeRoute *routes, const LkbBox *moved,
                     gsize n_moved);

G_END_DECLS
