/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lkb-geometry.h"

G_BEGIN_DECLS

/**
 * LkbGrid: boxes found by place. Insert, move and remove cost as many steps as the box covers
 * cells, whatever else is in the grid; very large boxes are kept apart. Queries report each box
 * once, by rising handle. Not safe for several threads.
 */
typedef struct _LkbGrid LkbGrid;

/** lkb_grid_new: (transfer full) @cell: side of a cell, board units, > 0; about the size of a usual
 * box. */
LkbGrid *lkb_grid_new (double cell);
void lkb_grid_free (LkbGrid *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LkbGrid, lkb_grid_free)

/** lkb_grid_insert: adds a box with any @data; returns its handle (handles of removed boxes are used
 * again). */
guint lkb_grid_insert (LkbGrid *self, const LkbBox *box, gpointer data);
void lkb_grid_remove (LkbGrid *self, guint handle);
void lkb_grid_move (LkbGrid *self, guint handle, const LkbBox *box);

gsize lkb_grid_get_size (LkbGrid *self);
const LkbBox *lkb_grid_get_box (LkbGrid *self, guint handle);
gpointer lkb_grid_get_data (LkbGrid *self, guint handle);

/** lkb_grid_query: puts the handles of all boxes that touch @area into @handles (element-type guint,
 * emptied first). / */
void lkb_grid_query (LkbGrid *self, const LkbBox *area, GArray *handles);

/** LkbGridFunc: return FALSE to stop. */
typedef gboolean (*LkbGridFunc) (guint handle, const LkbBox *box, gpointer data,
                                 gpointer user_data);

/** lkb_grid_foreach: calls @func for the boxes that touch @area, in no certain order but each once;
 * @func must not change the grid nor query it. Returns FALSE when @func stopped it. */
gboolean lkb_grid_foreach (LkbGrid *self, const LkbBox *area, LkbGridFunc func, gpointer user_data);

G_END_DECLS
