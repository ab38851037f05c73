/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>

#include "lkb-picture.h"

G_BEGIN_DECLS

/* What an outline of lkb_svg_path_format_outline() is drawn with. */
#define LKB_SVG_PATH_OUTLINE_TRANSFORM "scale(.05)"

/** lkb_svg_path_format: (transfer full): the d of a path, in hundredths of a unit. */
char *lkb_svg_path_format (const LkbPathSegment *segments, gsize n);

/** lkb_svg_path_format_outline: (transfer full): the d of letters; "" when there are none. Needs
 * LKB_SVG_PATH_OUTLINE_TRANSFORM; each point lies within 1/40 of its place, each curve within 1/20. */
char *lkb_svg_path_format_outline (const cairo_path_t *path);

G_END_DECLS
