/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "core/layout/lkb-geometry.h"

G_BEGIN_DECLS

/** LKB_ZOOM_MIN: the page of 5,000 nodes is still seen whole. */
#define LKB_ZOOM_MIN 0.002
#define LKB_ZOOM_MAX 10.0
/** LKB_ZOOM_STEP: one step of a wheel notch or of Ctrl+plus. */
#define LKB_ZOOM_STEP 1.2

/**
 * LkbViewport:
 *
 * Which part of the board is seen: the board point at the middle of the view, and how many screen pixels one board unit
 * takes. It knows no widget; "screen" is pixels from the top left corner of the view. Emits ::changed after anything
 * that moves a point of the board on the screen.
 */
#define LKB_TYPE_VIEWPORT (lkb_viewport_get_type ())
G_DECLARE_FINAL_TYPE (LkbViewport, lkb_viewport, LKB, VIEWPORT, GObject)

LkbViewport *lkb_viewport_new (void);

/** lkb_viewport_set_size: the view's size in screen pixels; the point in the middle stays there. */
void lkb_viewport_set_size (LkbViewport *self, double width, double height);
double lkb_viewport_get_width (LkbViewport *self);
double lkb_viewport_get_height (LkbViewport *self);

double lkb_viewport_get_zoom (LkbViewport *self);
LkbPoint lkb_viewport_get_centre (LkbViewport *self);

/** lkb_viewport_set_limits: the part of the board the centre is kept in; an empty box lifts the limits. Non-finite
 * boxes are ignored. */
void lkb_viewport_set_limits (LkbViewport *self, const LkbBox *limits);

/** lkb_viewport_set: @zoom is clamped to LKB_ZOOM_MIN…LKB_ZOOM_MAX, the centre to the limits; non-finite values
 * are ignored. */
void lkb_viewport_set (LkbViewport *self, LkbPoint centre, double zoom);
void lkb_viewport_set_centre (LkbViewport *self, LkbPoint centre);

/** lkb_viewport_zoom_at: multiplies the zoom by @factor; the board point at the screen point (@sx, @sy) stays there
 * (unless the limits forbid it). */
void lkb_viewport_zoom_at (LkbViewport *self, double factor, double sx, double sy);

/** lkb_viewport_zoom_to_at: as zoom_at with the final zoom. */
void lkb_viewport_zoom_to_at (LkbViewport *self, double zoom, double sx, double sy);

/** lkb_viewport_pan: moves the board on the screen by (@dx, @dy) screen pixels. */
void lkb_viewport_pan (LkbViewport *self, double dx, double dy);

/** lkb_viewport_fit: shows all of @box with @margin screen pixels around it, at most at @zoom_max. An empty box or view
 * changes nothing. */
void lkb_viewport_fit (LkbViewport *self, const LkbBox *box, double margin, double zoom_max);
/** lkb_viewport_is_fitted: whether lkb_viewport_fit() would hardly move anything, or nothing at all. */
gboolean lkb_viewport_is_fitted (LkbViewport *self, const LkbBox *box, double margin,
                                 double zoom_max);

/** lkb_viewport_set_covered: how many screen pixels (≥ 0) something else lies over at the left and at the right; what is
 * revealed is not put there. */
void lkb_viewport_set_covered (LkbViewport *self, double left, double right);
/** lkb_viewport_set_covered_below: the same at the bottom; there nothing is fitted either. */
void lkb_viewport_set_covered_below (LkbViewport *self, double height);
double lkb_viewport_get_covered_below (LkbViewport *self);
/** lkb_viewport_is_covered: at the left or at the right. */
gboolean lkb_viewport_is_covered (LkbViewport *self);

/** lkb_viewport_reveal: moves as little as possible until @box is in view with @margin pixels around; zooms out only
 * when it is larger than the view. Returns whether anything moved. */
gboolean lkb_viewport_reveal (LkbViewport *self, const LkbBox *box, double margin);

LkbPoint lkb_viewport_to_board (LkbViewport *self, double sx, double sy);
LkbPoint lkb_viewport_to_screen (LkbViewport *self, double x, double y);
LkbBox lkb_viewport_box_to_screen (LkbViewport *self, const LkbBox *box);
/** lkb_viewport_get_visible: the part of the board that is in view. */
LkbBox lkb_viewport_get_visible (LkbViewport *self);

G_END_DECLS
