/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-viewport.h"

#include <math.h>

/* What is less off than this is where one expects it, and a step of a node need not move the page. */
#define FITTED_ZOOM 0.1
#define FITTED_SHIFT 0.0625 /* of the view */

struct _LkbViewport
{
  GObject parent_instance;

  LkbPoint centre;
  double zoom; /* LKB_ZOOM_MIN … LKB_ZOOM_MAX */
  double width; /* ≥ 0 */
  double height;
  double covered_left; /* ≥ 0 */
  double covered_right;
  double covered_below;
  LkbBox limits; /* empty = none */
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LkbViewport, lkb_viewport, G_TYPE_OBJECT)

static void
lkb_viewport_class_init (LkbViewportClass *klass)
{
  /**
   * LkbViewport::changed: some point of the board is elsewhere on the screen, or the view's size changed.
   */
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
lkb_viewport_init (LkbViewport *self)
{
  self->zoom = 1;
}

LkbViewport *
lkb_viewport_new (void)
{
  return g_object_new (LKB_TYPE_VIEWPORT, NULL);
}

static LkbPoint
clamp_centre (LkbViewport *self, LkbPoint centre)
{
  if (!lkb_box_is_empty (&self->limits))
    {
      centre.x = CLAMP (centre.x, self->limits.x, self->limits.x + self->limits.w);
      centre.y = CLAMP (centre.y, self->limits.y, self->limits.y + self->limits.h);
    }
  return centre;
}

void
lkb_viewport_set (LkbViewport *self, LkbPoint centre, double zoom)
{
  g_return_if_fail (LKB_IS_VIEWPORT (self));

  if (!isfinite (centre.x) || !isfinite (centre.y) || !isfinite (zoom))
    return;

  zoom = CLAMP (zoom, LKB_ZOOM_MIN, LKB_ZOOM_MAX);
  centre = clamp_centre (self, centre);
  if (zoom == self->zoom && centre.x == self->centre.x && centre.y == self->centre.y)
    return;

  self->zoom = zoom;
  self->centre = centre;
  g_signal_emit (self, signals[CHANGED], 0);
}

void
lkb_viewport_set_size (LkbViewport *self, double width, double height)
{
  g_return_if_fail (LKB_IS_VIEWPORT (self));

  width = isfinite (width) ? MAX (width, 0) : 0;
  height = isfinite (height) ? MAX (height, 0) : 0;
  if (width == self->width && height == self->height)
    return;

  self->width = width;
  self->height = height;
  g_signal_emit (self, signals[CHANGED], 0);
}

double
lkb_viewport_get_width (LkbViewport *self)
{
  g_return_val_if_fail (LKB_IS_VIEWPORT (self), 0);
  return self->width;
}

double
lkb_viewport_get_height (LkbViewport *self)
{
  g_return_val_if_fail (LKB_IS_VIEWPORT (self), 0);
  return self->height;
}

double
lkb_viewport_get_zoom (LkbViewport *self)
{
  g_return_val_if_fail (LKB_IS_VIEWPORT (self), 1);
  return self->zoom;
}

LkbPoint
lkb_viewport_get_centre (LkbViewport *self)
{
  g_return_val_if_fail (LKB_IS_VIEWPORT (self), ((LkbPoint){ 0, 0 }));
  return self->centre;
}

void
lkb_viewport_set_limits (LkbViewport *self, const LkbBox *limits)
{
  g_return_if_fail (LKB_IS_VIEWPORT (self));
  g_return_if_fail (limits != NULL);

  if (!isfinite (limits->x) || !isfinite (limits->y) || !isfinite (limits->w)
      || !isfinite (limits->h))
    return;

  self->limits = *limits;
  lkb_viewport_set (self, self->centre, self->zoom);
}

void
lkb_viewport_set_centre (LkbViewport *self, LkbPoint centre)
{
  g_return_if_fail (LKB_IS_VIEWPORT (self));
  lkb_viewport_set (self, centre, self->zoom);
}

void
lkb_viewport_zoom_to_at (LkbViewport *self, double zoom, double sx, double sy)
{
  LkbPoint anchor;
  LkbPoint centre;

  g_return_if_fail (LKB_IS_VIEWPORT (self));

  if (!isfinite (zoom) || !isfinite (sx) || !isfinite (sy))
    return;

  zoom = CLAMP (zoom, LKB_ZOOM_MIN, LKB_ZOOM_MAX);
  anchor = lkb_viewport_to_board (self, sx, sy);
  centre.x = anchor.x - (sx - self->width / 2) / zoom;
  centre.y = anchor.y - (sy - self->height / 2) / zoom;
  lkb_viewport_set (self, centre, zoom);
}

void
lkb_viewport_zoom_at (LkbViewport *self, double factor, double sx, double sy)
{
  g_return_if_fail (LKB_IS_VIEWPORT (self));
  lkb_viewport_zoom_to_at (self, self->zoom * factor, sx, sy);
}

void
lkb_viewport_pan (LkbViewport *self, double dx, double dy)
{
  g_return_if_fail (LKB_IS_VIEWPORT (self));
  lkb_viewport_set (
      self, (LkbPoint){ self->centre.x - dx / self->zoom, self->centre.y - dy / self->zoom },
      self->zoom);
}

void
lkb_viewport_set_covered (LkbViewport *self, double left, double right)
{
  g_return_if_fail (LKB_IS_VIEWPORT (self));
  g_return_if_fail (left >= 0 && right >= 0);

  self->covered_left = left;
  self->covered_right = right;
}

void
lkb_viewport_set_covered_below (LkbViewport *self, double height)
{
  g_return_if_fail (LKB_IS_VIEWPORT (self));
  g_return_if_fail (height >= 0);

  self->covered_below = height;
}

double
lkb_viewport_get_covered_below (LkbViewport *self)
{
  g_return_val_if_fail (LKB_IS_VIEWPORT (self), 0);
  return self->covered_below;
}

/* How much of its height is to be seen; in a very low view all of it is used. */
static double
get_room (LkbViewport *self, double margin)
{
  double room = self->height - self->covered_below;

  return room > 4 * margin ? room : self->height;
}

gboolean
lkb_viewport_is_covered (LkbViewport *self)
{
  g_return_val_if_fail (LKB_IS_VIEWPORT (self), FALSE);
  return self->covered_left > 0 || self->covered_right > 0;
}

/* Between @left and @right on the screen, which are inside the view. FALSE: there is nothing to show, or no view. */
static gboolean
find_fit (LkbViewport *self, const LkbBox *box, double left, double right, double margin,
          double zoom_max, LkbPoint *centre, double *zoom)
{
  double room_w, room_h, bottom;

  if (lkb_box_is_empty (box) || self->width <= 0 || self->height <= 0)
    return FALSE;

  room_w = MAX (right - left - 2 * margin, 1);
  bottom = get_room (self, margin);
  room_h = MAX (bottom - 2 * margin, 1);
  *zoom = MIN (room_w / MAX (box->w, 1), room_h / MAX (box->h, 1));
  *zoom = CLAMP (MIN (*zoom, zoom_max), LKB_ZOOM_MIN, LKB_ZOOM_MAX);
  *centre = (LkbPoint){ box->x + box->w / 2 + (self->width - left - right) / 2 / *zoom,
                        box->y + box->h / 2 + (self->height - bottom) / 2 / *zoom };
  return TRUE;
}

static void
fit_between (LkbViewport *self, const LkbBox *box, double left, double right, double margin,
             double zoom_max)
{
  LkbPoint centre;
  double zoom;

  if (find_fit (self, box, left, right, margin, zoom_max, &centre, &zoom))
    lkb_viewport_set (self, centre, zoom);
}

void
lkb_viewport_fit (LkbViewport *self, const LkbBox *box, double margin, double zoom_max)
{
  g_return_if_fail (LKB_IS_VIEWPORT (self));
  g_return_if_fail (box != NULL);

  fit_between (self, box, 0, self->width, margin, zoom_max);
}

gboolean
lkb_viewport_is_fitted (LkbViewport *self, const LkbBox *box, double margin, double zoom_max)
{
  LkbPoint centre;
  double zoom;

  g_return_val_if_fail (LKB_IS_VIEWPORT (self), TRUE);
  g_return_val_if_fail (box != NULL, TRUE);

  if (!find_fit (self, box, 0, self->width, margin, zoom_max, &centre, &zoom))
    return TRUE;
  return fabs (self->zoom / zoom - 1) <= FITTED_ZOOM
         && fabs (self->centre.x - centre.x) * zoom <= FITTED_SHIFT * self->width
         && fabs (self->centre.y - centre.y) * zoom <= FITTED_SHIFT * self->height;
}

/* How far a span must move on an axis so that it lies inside 0…room. */
static double
shift_into (double from, double to, double room, double margin)
{
  if (to - from + 2 * margin > room)
    return room / 2 - (from + to) / 2;
  if (from < margin)
    return margin - from;
  if (to > room - margin)
    return room - margin - to;
  return 0;
}

gboolean
lkb_viewport_reveal (LkbViewport *self, const LkbBox *box, double margin)
{
  LkbBox screen;
  double left, right, dx, dy;

  g_return_val_if_fail (LKB_IS_VIEWPORT (self), FALSE);
  g_return_val_if_fail (box != NULL, FALSE);

  if (self->width <= 0 || self->height <= 0)
    return FALSE;

  left = self->covered_left;
  right = self->width - self->covered_right;
  /* Too little is left to show anything in. */
  if (right - left < 4 * margin)
    {
      left = 0;
      right = self->width;
    }
  screen = lkb_viewport_box_to_screen (self, box);
  if (screen.w + 2 * margin > right - left || screen.h + 2 * margin > get_room (self, margin))
    {
      LkbPoint before = self->centre;
      double zoom = self->zoom;

      fit_between (self, box, left, right, margin, self->zoom);
      return zoom != self->zoom || before.x != self->centre.x || before.y != self->centre.y;
    }

  dx = shift_into (screen.x - left, screen.x + screen.w - left, right - left, margin);
  dy = shift_into (screen.y, screen.y + screen.h, get_room (self, margin), margin);
  if (dx == 0 && dy == 0)
    return FALSE;

  lkb_viewport_pan (self, dx, dy);
  return TRUE;
}

LkbPoint
lkb_viewport_to_board (LkbViewport *self, double sx, double sy)
{
  g_return_val_if_fail (LKB_IS_VIEWPORT (self), ((LkbPoint){ 0, 0 }));
  return (LkbPoint){ self->centre.x + (sx - self->width / 2) / self->zoom,
                     self->centre.y + (sy - self->height / 2) / self->zoom };
}

LkbPoint
lkb_viewport_to_screen (LkbViewport *self, double x, double y)
{
  g_return_val_if_fail (LKB_IS_VIEWPORT (self), ((LkbPoint){ 0, 0 }));
  return (LkbPoint){ (x - self->centre.x) * self->zoom + self->width / 2,
                     (y - self->centre.y) * self->zoom + self->height / 2 };
}

LkbBox
lkb_viewport_box_to_screen (LkbViewport *self, const LkbBox *box)
{
  LkbPoint at;

  g_return_val_if_fail (LKB_IS_VIEWPORT (self), lkb_box (0, 0, 0, 0));
  at = lkb_viewport_to_screen (self, box->x, box->y);
  return lkb_box (at.x, at.y, box->w * self->zoom, box->h * self->zoom);
}

LkbBox
lkb_viewport_get_visible (LkbViewport *self)
{
  LkbPoint at;

  g_return_val_if_fail (LKB_IS_VIEWPORT (self), lkb_box (0, 0, 0, 0));
  at = lkb_viewport_to_board (self, 0, 0);
  return lkb_box (at.x, at.y, self->width / self->zoom, self->height / self->zoom);
}
