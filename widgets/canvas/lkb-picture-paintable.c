/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-picture-paintable.h"

#include <math.h>

#include "lkb-node-cache.h"

struct _LkbPicturePaintable
{
  GObject parent_instance;

  LkbPicture *picture;
  LkbBox box;
  double scale; /* of the size asked for */
  LkbColourRole background;
  LkbTextMeasurer *measurer;
  LkbThemeId theme;
  GskRenderNode *node; /* NULL: not recorded yet in this theme */
};

static void
lkb_picture_paintable_snapshot (GdkPaintable *paintable, GdkSnapshot *snapshot, double width,
                                double height)
{
  LkbPicturePaintable *self = LKB_PICTURE_PAINTABLE (paintable);
  const LkbTheme *theme = lkb_theme_get (self->theme);

  if (self->box.w <= 0 || self->box.h <= 0)
    return;
  if (self->node == NULL)
    self->node = lkb_picture_record (self->picture, theme, self->measurer);

  if (self->background != LKB_COLOUR_NONE)
    {
      GdkRGBA colour = lkb_theme_get_gdk_rgba (theme, lkb_colour (self->background));

      gtk_snapshot_append_color (snapshot, &colour,
                                 &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
    }
  gtk_snapshot_save (snapshot);
  gtk_snapshot_scale (snapshot, (float) (width / self->box.w), (float) (height / self->box.h));
  gtk_snapshot_translate (snapshot,
                          &GRAPHENE_POINT_INIT ((float) -self->box.x, (float) -self->box.y));
  if (self->node != NULL)
    gtk_snapshot_append_node (snapshot, self->node);
  gtk_snapshot_restore (snapshot);
}

static int
lkb_picture_paintable_get_intrinsic_width (GdkPaintable *paintable)
{
  LkbPicturePaintable *self = LKB_PICTURE_PAINTABLE (paintable);

  return (int) ceil (self->box.w * self->scale);
}

static int
lkb_picture_paintable_get_intrinsic_height (GdkPaintable *paintable)
{
  LkbPicturePaintable *self = LKB_PICTURE_PAINTABLE (paintable);

  return (int) ceil (self->box.h * self->scale);
}

static double
lkb_picture_paintable_get_intrinsic_aspect_ratio (GdkPaintable *paintable)
{
  LkbPicturePaintable *self = LKB_PICTURE_PAINTABLE (paintable);

  return self->box.h > 0 ? self->box.w / self->box.h : 0;
}

static void
init_paintable (GdkPaintableInterface *iface)
{
  iface->snapshot = lkb_picture_paintable_snapshot;
  iface->get_intrinsic_width = lkb_picture_paintable_get_intrinsic_width;
  iface->get_intrinsic_height = lkb_picture_paintable_get_intrinsic_height;
  iface->get_intrinsic_aspect_ratio = lkb_picture_paintable_get_intrinsic_aspect_ratio;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (LkbPicturePaintable, lkb_picture_paintable, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (GDK_TYPE_PAINTABLE, init_paintable))

static void
lkb_picture_paintable_finalize (GObject *object)
{
  LkbPicturePaintable *self = LKB_PICTURE_PAINTABLE (object);

  g_clear_pointer (&self->node, gsk_render_node_unref);
  g_clear_pointer (&self->picture, lkb_picture_unref);
  g_clear_pointer (&self->measurer, lkb_text_measurer_unref);
  G_OBJECT_CLASS (lkb_picture_paintable_parent_class)->finalize (object);
}

static void
lkb_picture_paintable_class_init (LkbPicturePaintableClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = lkb_picture_paintable_finalize;
}

static void
lkb_picture_paintable_init (LkbPicturePaintable *self)
{
  self->scale = 1;
}

LkbPicturePaintable *
lkb_picture_paintable_new (LkbPicture *picture, const LkbBox *box, LkbColourRole background,
                           LkbTextMeasurer *measurer)
{
  LkbPicturePaintable *self = g_object_new (LKB_TYPE_PICTURE_PAINTABLE, NULL);

  self->picture = lkb_picture_ref (picture);
  self->box = *box;
  self->background = background;
  self->measurer = lkb_text_measurer_ref (measurer);
  return self;
}

void
lkb_picture_paintable_set_theme (LkbPicturePaintable *self, LkbThemeId theme)
{
  g_return_if_fail (LKB_IS_PICTURE_PAINTABLE (self));

  if (self->theme == theme)
    return;
  self->theme = theme;
  g_clear_pointer (&self->node, gsk_render_node_unref);
  gdk_paintable_invalidate_contents (GDK_PAINTABLE (self));
}

void
lkb_picture_paintable_set_scale (LkbPicturePaintable *self, double scale)
{
  g_return_if_fail (LKB_IS_PICTURE_PAINTABLE (self));

  self->scale = scale;
  gdk_paintable_invalidate_size (GDK_PAINTABLE (self));
}
