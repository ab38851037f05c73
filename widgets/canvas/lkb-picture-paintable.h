/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "core/layout/lkb-text-measurer.h"
#include "core/picture/lkb-picture.h"

G_BEGIN_DECLS

/** LkbPicturePaintable: a picture for GtkPicture, GtkImage and drag icons; recorded once for each theme. */
#define LKB_TYPE_PICTURE_PAINTABLE (lkb_picture_paintable_get_type ())
G_DECLARE_FINAL_TYPE (LkbPicturePaintable, lkb_picture_paintable, LKB, PICTURE_PAINTABLE, GObject)

/**
 * lkb_picture_paintable_new: (transfer full)
 * @box: the part of the picture that is shown, picture units
 * @background: LKB_COLOUR_NONE: none
 * @measurer: kept; a picture without text may share any
 */
LkbPicturePaintable *lkb_picture_paintable_new (LkbPicture *picture, const LkbBox *box,
                                                LkbColourRole background,
                                                LkbTextMeasurer *measurer);
void lkb_picture_paintable_set_theme (LkbPicturePaintable *self, LkbThemeId theme);
/** lkb_picture_paintable_set_scale: pixels a unit of the picture of the size that it asks for; 1 at first. */
void lkb_picture_paintable_set_scale (LkbPicturePaintable *self, double scale);

G_END_DECLS
