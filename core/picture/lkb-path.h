/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/layout/lkb-geometry.h"

G_BEGIN_DECLS

/** LkbPathOp: what a segment does; arcs are curves already. */
typedef enum
{
  LKB_PATH_MOVE,
  LKB_PATH_LINE,
  LKB_PATH_CURVE,
  LKB_PATH_CLOSE,
} LkbPathOp;

/** LkbPathSegment: @c1, @c2 only of a curve; @to is the point reached (of a close: where the figure began). */
typedef struct
{
  LkbPathOp op;
  LkbPoint c1;
  LkbPoint c2;
  LkbPoint to;
} LkbPathSegment;

/** LkbPath: segments under construction. Coordinates that are not finite are dropped with a critical. */
typedef struct _LkbPath LkbPath;

LkbPath *lkb_path_new (void);
void lkb_path_free (LkbPath *path);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LkbPath, lkb_path_free)

void lkb_path_move_to (LkbPath *path, double x, double y);
void lkb_path_line_to (LkbPath *path, double x, double y);
void lkb_path_curve_to (LkbPath *path, double x1, double y1, double x2, double y2, double x,
                        double y);
void lkb_path_close (LkbPath *path);
/** lkb_path_arc: around (cx, cy) from @from to @to radians (clockwise on the screen when @to > @from), joined by a line
 * to the current point if there is one. */
void lkb_path_arc (LkbPath *path, double cx, double cy, double r, double from, double to);
void lkb_path_circle (LkbPath *path, double cx, double cy, double r);
void lkb_path_box (LkbPath *path, const LkbBox *box, double radius);
/** lkb_path_polyline: an open line whose corners are rounded by @radius, less where a leg is short. */
void lkb_path_polyline (LkbPath *path, const LkbPoint *points, gsize n_points, double radius);

/** lkb_path_polyline_beside: the same, @offset to its right (as one looks along it), parallel in the corners too. */
void lkb_path_polyline_beside (LkbPath *path, const LkbPoint *points, gsize n_points, double radius,
                               double offset);

const LkbPathSegment *lkb_path_get_segments (const LkbPath *path, gsize *n_segments);
LkbBox lkb_path_get_bounds (const LkbPath *path);

G_END_DECLS
