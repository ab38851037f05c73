/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lkb-svg-writer.h"

G_BEGIN_DECLS

/* When parts of an SVG are seen, as the attributes of an <animate> of opacity. For the writer. */

/** lkb_svg_append_number: two decimals at most, no exponent, no locale, no negative zero. */
void lkb_svg_append_number (GString *out, double value);

/** LkbSvgMotion: all owned. */
typedef struct
{
  char *duration;
  char *times;
  char *values;
  gboolean is_discrete; /* from one value to the next at once */
} LkbSvgMotion;

void lkb_svg_motion_clear (LkbSvgMotion *motion);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LkbSvgMotion, lkb_svg_motion_clear)

/** lkb_svg_motion_reveal: hidden until @step (from 1), then faded in to @opacity. All share one duration, so that they keep
 * step. */
void lkb_svg_motion_reveal (LkbSvgMotion *motion, const LkbSvgReveal *reveal, guint step,
                            double opacity);
/** lkb_svg_motion_show: of a layer that is not there all the time. */
void lkb_svg_motion_show (LkbSvgMotion *motion, const LkbSvgFilm *film, const LkbSvgLayer *layer);

G_END_DECLS
