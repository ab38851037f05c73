/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "widgets/canvas/lkb-editor.h"

G_BEGIN_DECLS

/** LkbPalette: the kinds of element as buttons: click, then click on the board; or drag onto it. */
#define LKB_TYPE_PALETTE (lkb_palette_get_type ())
G_DECLARE_FINAL_TYPE (LkbPalette, lkb_palette, LKB, PALETTE, GtkWidget)

LkbPalette *lkb_palette_new (void);
/** lkb_palette_set_editor: (nullable). */
void lkb_palette_set_editor (LkbPalette *self, LkbEditor *editor);
void lkb_palette_set_theme (LkbPalette *self, LkbThemeId theme);
/** lkb_palette_set_columns: 1 or 2. */
void lkb_palette_set_columns (LkbPalette *self, guint columns);
/** lkb_palette_get_button: (transfer none) (nullable): the button of @kind. */
GtkWidget *lkb_palette_get_button (LkbPalette *self, LkbKind kind);

G_END_DECLS
