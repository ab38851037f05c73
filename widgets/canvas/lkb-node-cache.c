/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-node-cache.h"

#include <math.h>

#include "core/picture/lkb-cairo-painter.h"

/* Frames that a node is kept without being shown. */
#define FRAMES_KEPT 240

struct _LkbNodeCache
{
  GHashTable *entries; /* LkbPicture → Entry */
  const LkbTheme *theme;
  guint64 frame;
  guint64 swept; /* frame of the last sweep */
  guint64 n_recorded;
};

typedef struct
{
  LkbPicture *picture; /* held: an address is not used twice while it is a key */
  GskRenderNode *node; /* NULL: paints nothing */
  guint64 frame; /* last used */
} Entry;

static void
free_entry (gpointer data)
{
  Entry *entry = data;

  g_clear_pointer (&entry->node, gsk_render_node_unref);
  lkb_picture_unref (entry->picture);
  g_free (entry);
}

LkbNodeCache *
lkb_node_cache_new (void)
{
  LkbNodeCache *self = g_new0 (LkbNodeCache, 1);

  self->entries = g_hash_table_new_full (NULL, NULL, NULL, free_entry);
  self->theme = lkb_theme_get (LKB_THEME_LIGHT);
  return self;
}

void
lkb_node_cache_free (LkbNodeCache *self)
{
  g_hash_table_unref (self->entries);
  g_free (self);
}

void
lkb_node_cache_clear (LkbNodeCache *self)
{
  g_hash_table_remove_all (self->entries);
}

void
lkb_node_cache_set_theme (LkbNodeCache *self, const LkbTheme *theme)
{
  if (theme == self->theme)
    return;
  self->theme = theme;
  lkb_node_cache_clear (self);
}

static gboolean
is_old (gpointer key, gpointer value, gpointer data)
{
  LkbNodeCache *self = data;

  return ((Entry *) value)->frame + FRAMES_KEPT < self->frame;
}

void
lkb_node_cache_begin (LkbNodeCache *self)
{
  self->frame++;
  if (self->frame - self->swept < FRAMES_KEPT)
    return;
  self->swept = self->frame;
  g_hash_table_foreach_remove (self->entries, is_old, self);
}

GskRenderNode *
lkb_picture_record (LkbPicture *picture, const LkbTheme *theme, LkbTextMeasurer *measurer)
{
  LkbBox box = lkb_picture_get_bounds (picture);
  graphene_rect_t bounds;
  GskRenderNode *node;
  cairo_t *cr;

  if (lkb_box_is_empty (&box))
    return NULL;
  /* One unit more for what antialiasing spreads. */
  box = lkb_box_grow (&box, 1);
  graphene_rect_init (&bounds, floorf (box.x), floorf (box.y), ceilf (box.w) + 1,
                      ceilf (box.h) + 1);
  node = gsk_cairo_node_new (&bounds);
  cr = gsk_cairo_node_get_draw_context (node);
  lkb_cairo_paint (cr, picture, theme, measurer);
  cairo_destroy (cr);
  return node;
}

void
lkb_node_cache_append (LkbNodeCache *self, GtkSnapshot *snapshot, LkbPicture *picture,
                       LkbTextMeasurer *measurer)
{
  Entry *entry = g_hash_table_lookup (self->entries, picture);

  if (entry == NULL)
    {
      entry = g_new0 (Entry, 1);
      entry->picture = lkb_picture_ref (picture);
      entry->node = lkb_picture_record (picture, self->theme, measurer);
      self->n_recorded++;
      g_hash_table_insert (self->entries, picture, entry);
    }
  entry->frame = self->frame;
  if (entry->node != NULL)
    gtk_snapshot_append_node (snapshot, entry->node);
}

gboolean
lkb_node_cache_was_shown (LkbNodeCache *self, LkbPicture *picture)
{
  Entry *entry = g_hash_table_lookup (self->entries, picture);

  return entry != NULL && entry->frame + 1 >= self->frame;
}

guint
lkb_node_cache_get_size (LkbNodeCache *self)
{
  return g_hash_table_size (self->entries);
}

guint64
lkb_node_cache_get_n_recorded (LkbNodeCache *self)
{
  return self->n_recorded;
}

GdkRGBA
lkb_theme_get_gdk_rgba (const LkbTheme *theme, LkbColour colour)
{
  LkbRgba rgba = lkb_theme_get_rgba (theme, colour);

  return (GdkRGBA){ (float) rgba.red, (float) rgba.green, (float) rgba.blue, (float) rgba.alpha };
}
