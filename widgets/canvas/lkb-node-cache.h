/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "core/layout/lkb-text-measurer.h"
#include "core/picture/lkb-picture.h"

G_BEGIN_DECLS

/**
 * LkbNodeCache: one retained render node per picture. A scene's picture has the same address as long as it shows the same, so
 * that a node is recorded once and only appended afterwards; what was not used in a frame is let go some frames later.
 */
typedef struct _LkbNodeCache LkbNodeCache;

LkbNodeCache *lkb_node_cache_new (void);
void lkb_node_cache_free (LkbNodeCache *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LkbNodeCache, lkb_node_cache_free)

/** lkb_node_cache_set_theme: forgets everything when it is another theme. */
void lkb_node_cache_set_theme (LkbNodeCache *self, const LkbTheme *theme);
void lkb_node_cache_clear (LkbNodeCache *self);

/** lkb_node_cache_begin: a new frame begins: nodes unused for long are dropped. */
void lkb_node_cache_begin (LkbNodeCache *self);
/** lkb_node_cache_append: @picture in its own units, recorded with text from @measurer if need be. */
void lkb_node_cache_append (LkbNodeCache *self, GtkSnapshot *snapshot, LkbPicture *picture,
                            LkbTextMeasurer *measurer);
/** lkb_node_cache_was_shown: whether @picture was in the frame before this one, or is in this one already. */
gboolean lkb_node_cache_was_shown (LkbNodeCache *self, LkbPicture *picture);

/** Figures for tests and benchmarks. */
guint lkb_node_cache_get_size (LkbNodeCache *self);
guint64 lkb_node_cache_get_n_recorded (LkbNodeCache *self);

/** lkb_picture_record: (transfer full) (nullable): a render node of @picture; NULL when nothing is painted. */
GskRenderNode *lkb_picture_record (LkbPicture *picture, const LkbTheme *theme,
                                   LkbTextMeasurer *measurer);

/** lkb_theme_get_gdk_rgba: a theme's colour for GTK. */
GdkRGBA lkb_theme_get_gdk_rgba (const LkbTheme *theme, LkbColour colour);

G_END_DECLS
