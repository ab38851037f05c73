/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>
#include <gio/gio.h>

#include "core/layout/lkb-text-measurer.h"
#include "lkb-picture.h"

G_BEGIN_DECLS

#define LKB_PICTURE_ERROR (lkb_picture_error_quark ())
GQuark lkb_picture_error_quark (void);

typedef enum
{
  LKB_PICTURE_ERROR_SIZE, /* more than 32,767 pixels a side or 100 megapixels, or nothing at all */
  LKB_PICTURE_ERROR_CAIRO, /* cairo refused; the message says why */
  LKB_PICTURE_ERROR_XML, /* libxml2 refused */
} LkbPictureError;

#define LKB_IMAGE_SIDE_MAX 32767
#define LKB_IMAGE_PIXELS_MAX 100000000

/** lkb_cairo_paint: paints @picture in its own units on @cr. The caller checks cairo_status (). Text is shaped by
 * @measurer, so that it lies exactly as it was measured. */
void lkb_cairo_paint (cairo_t *cr, const LkbPicture *picture, const LkbTheme *theme,
                      LkbTextMeasurer *measurer);

/** LkbPictureLink: from a place of the picture to one of its groups: PDF. */
typedef struct
{
  LkbBox box; /* empty: in the outline only */
  char *target; /* the group's id as an SVG has it: "lb-e1", "lb-e1.label" */
  char *title; /* (nullable): its line in the outline */
  guint level; /* there: 0, or 1 below the last one of level 0 */
} LkbPictureLink;

/** LkbImageOptions: @box: the part of the picture that is shown, picture units. */
typedef struct
{
  LkbBox box;
  double scale; /* pixels per unit, PNG; 0 = 1 */
  guint size; /* longer side in pixels, PNG; 0 = by scale */
  gboolean transparent; /* no background */
  LkbColourRole background; /* NONE = paper */
  GBytes *source; /* (nullable): PNG: canonical text of the board, in a text chunk */
  const char *title; /* (nullable) */
  const char *subject; /* (nullable): PDF */
  const char *author; /* (nullable) */
  const char *date; /* (nullable): PDF, ISO 8601; left out so that equal boards give equal bytes */
  const LkbPictureLink *links; /* (array length=n_links): PDF */
  guint n_links;
} LkbImageOptions;

/** lkb_cairo_create_surface: (transfer full): an ARGB32 image of the picture; NULL with @error. */
cairo_surface_t *lkb_cairo_create_surface (const LkbPicture *picture, const LkbTheme *theme,
                                           LkbTextMeasurer *measurer,
                                           const LkbImageOptions *options, GError **error);
/** lkb_cairo_write_png: writes a PNG to @stream, which stays open. */
gboolean lkb_cairo_write_png (const LkbPicture *picture, const LkbTheme *theme,
                              LkbTextMeasurer *measurer, const LkbImageOptions *options,
                              GOutputStream *stream, GCancellable *cancellable, GError **error);
/** lkb_cairo_write_pdf: one page of the size of the box (1 unit = 0.75 pt), text as text,
 * its fonts inside. */
gboolean lkb_cairo_write_pdf (const LkbPicture *picture, const LkbTheme *theme,
                              LkbTextMeasurer *measurer, const LkbImageOptions *options,
                              GOutputStream *stream, GCancellable *cancellable, GError **error);

G_END_DECLS
