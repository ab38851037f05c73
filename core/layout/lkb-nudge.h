/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lkb-router.h"

G_BEGIN_DECLS

/** LkbNudgeRoute: a line whose inner pieces may be pushed aside. @fixed: it stays (waypoints). */
typedef struct
{
  GArray *points; /* (element-type LkbPoint), changed in place */
  gboolean fixed;
} LkbNudgeRoute;

/** lkb_nudge_routes: pushes parallel pieces that lie on or near each other 12 apart where the boxes
 * leave room, in the order that crosses least. First and last pieces stay. */
void lkb_nudge_routes (LkbRouter *router, LkbNudgeRoute *routes, gsize n_routes);

G_END_DECLS
