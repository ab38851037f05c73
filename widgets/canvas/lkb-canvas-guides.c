/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "lkb-canvas-private.h"

/* Screen pixels. */
#define TICK 7.0f
#define LABEL_PAD_X 4.0f
#define LABEL_PAD_Y 1.0f

static GdkRGBA
get_colour (LkbCanvas *self, LkbColourRole role)
{
  return lkb_theme_get_gdk_rgba (lkb_theme_get (self->theme), lkb_colour (role));
}

/* A line of one pixel, upright or level, on the screen. */
static void
draw_line (LkbCanvas *self, GtkSnapshot *snapshot, LkbPoint from, LkbPoint to)
{
  GdkRGBA colour = get_colour (self, LKB_COLOUR_ACCENT);
  graphene_rect_t line = GRAPHENE_RECT_INIT ((float) floor (from.x), (float) floor (from.y),
                                             (float) MAX (to.x - from.x, 1),
                                             (float) MAX (to.y - from.y, 1));

  gtk_snapshot_append_color (snapshot, &colour, &line);
}

/* The figure on the middle of its length; beside it where it is longer than that. */
static void
draw_figure (LkbCanvas *self, GtkSnapshot *snapshot, const LkbMeasure *measure, LkbPoint from,
             LkbPoint to)
{
  g_autofree char *text = g_strdup_printf ("%.0f", measure->length);
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();
  GdkRGBA fill = get_colour (self, LKB_COLOUR_ACCENT);
  GdkRGBA ink = get_colour (self, LKB_COLOUR_CARD);
  gboolean level = fabs (to.x - from.x) > fabs (to.y - from.y);
  float room = (float) (level ? to.x - from.x : to.y - from.y);
  graphene_rect_t rect;
  GskRoundedRect rounded;
  int w, h;

  pango_attr_list_insert (attributes, pango_attr_scale_new (PANGO_SCALE_SMALL));
  pango_attr_list_insert (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
  pango_layout_set_attributes (layout, attributes);
  pango_layout_get_pixel_size (layout, &w, &h);
  rect.size.width = (float) w + 2 * LABEL_PAD_X;
  rect.size.height = (float) h + 2 * LABEL_PAD_Y;
  rect.origin.x = (float) round ((from.x + to.x) / 2 - rect.size.width / 2);
  rect.origin.y = (float) round ((from.y + to.y) / 2 - rect.size.height / 2);
  if (level && room < rect.size.width + TICK)
    rect.origin.y -= rect.size.height / 2 + TICK;
  else if (!level && room < rect.size.height + TICK)
    rect.origin.x += rect.size.width / 2 + TICK;

  gsk_rounded_rect_init_from_rect (&rounded, &rect, rect.size.height / 2);
  gtk_snapshot_push_rounded_clip (snapshot, &rounded);
  gtk_snapshot_append_color (snapshot, &fill, &rect);
  gtk_snapshot_pop (snapshot);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (
      snapshot, &GRAPHENE_POINT_INIT (rect.origin.x + LABEL_PAD_X, rect.origin.y + LABEL_PAD_Y));
  gtk_snapshot_append_layout (snapshot, layout, &ink);
  gtk_snapshot_restore (snapshot);
}

static void
draw_measure (LkbCanvas *self, GtkSnapshot *snapshot, const LkbMeasure *measure)
{
  LkbViewport *viewport = lkb_editor_get_viewport (self->editor);
  LkbPoint from = lkb_viewport_to_screen (viewport, measure->from.x, measure->from.y);
  LkbPoint to = lkb_viewport_to_screen (viewport, measure->to.x, measure->to.y);
  gboolean level = fabs (to.x - from.x) > fabs (to.y - from.y);
  const LkbPoint ends[2] = { from, to };

  draw_line (self, snapshot, from, to);
  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      double half = TICK / 2.0;

      if (level)
        draw_line (self, snapshot, (LkbPoint){ ends[i].x, ends[i].y - half },
                   (LkbPoint){ ends[i].x, ends[i].y + half });
      else
        draw_line (self, snapshot, (LkbPoint){ ends[i].x - half, ends[i].y },
                   (LkbPoint){ ends[i].x + half, ends[i].y });
    }
  draw_figure (self, snapshot, measure, from, to);
}

void
lkb_canvas_draw_guides (LkbCanvas *self, GtkSnapshot *snapshot, const LkbOverlay *overlay)
{
  LkbViewport *viewport = lkb_editor_get_viewport (self->editor);

  for (guint i = 0; i < overlay->n_guides; i++)
    {
      const LkbPoint *ends = overlay->guides[i];

      draw_line (self, snapshot, lkb_viewport_to_screen (viewport, ends[0].x, ends[0].y),
                 lkb_viewport_to_screen (viewport, ends[1].x, ends[1].y));
    }
  for (guint i = 0; i < overlay->n_measures; i++)
    draw_measure (self, snapshot, &overlay->measures[i]);
}
