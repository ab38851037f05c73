/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "lkb-scene.h"

G_BEGIN_DECLS

typedef enum
{
  LKB_ARRANGEMENT_PAGE, /* three lane columns, for one page */
  LKB_ARRANGEMENT_FLOW, /* left to right, for the screen and for large boards */
} LkbArrangement;

gboolean lkb_arrangement_from_string (const char *text,
                                      LkbArrangement *arrangement); /* "page", "flow" */

/**
 * lkb_scene_dup_arrangement:
 * @scene: up to date with @board; measured boxes are taken from it
 * @error: G_IO_ERROR_CANCELLED only
 *
 * New places for all nodes that are not pinned, as one undo step. Waypoints, pinned sides and dragged labels of edges whose
 * ends move are dropped; a group is fitted around the nodes it held, that of a lane around the nodes of its lane. Nobody's edge changes hands by it: where a
 * group could no longer give an edge its owner, the owner is written on the edge. The page writes a height on a card that is
 * as high as others of its row, and takes it from one that is not. Notes that would lie on something are moved beside it.
 * Arranging again changes nothing.
 *
 * Returns: (transfer full) (nullable): NULL without @error when nothing would move
 */
LkbChange *lkb_scene_dup_arrangement (LkbScene *scene, LkbBoard *board, LkbArrangement arrangement,
                                      GCancellable *cancellable, GError **error);

G_END_DECLS
