/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "core/layout/lkb-text-measurer.h"
#include "core/picture/lkb-theme.h"
#include "lkb-edit-context.h"

G_BEGIN_DECLS

/** LkbInspectorHeader: what is selected: its name, its kind, which nodes change here, and of the page what is still to do. */
#define LKB_TYPE_INSPECTOR_HEADER (lkb_inspector_header_get_type ())
G_DECLARE_FINAL_TYPE (LkbInspectorHeader, lkb_inspector_header, LKB, INSPECTOR_HEADER, GtkWidget)

GtkWidget *lkb_inspector_header_new (void);

/** lkb_inspector_header_update: @analysis: (nullable). */
void lkb_inspector_header_update (LkbInspectorHeader *self, LkbEditContext *context,
                                  const LkbAnalysis *analysis);
/** lkb_inspector_header_show_tile: of the kind that all have, else none; @measurer: (nullable): none either. */
void lkb_inspector_header_show_tile (LkbInspectorHeader *self, LkbEditContext *context,
                                     LkbTextMeasurer *measurer);
/** lkb_inspector_header_set_theme: the one that the tile of the kind is drawn in. */
void lkb_inspector_header_set_theme (LkbInspectorHeader *self, LkbThemeId theme);

/*
 * LkbInspectorHeader::kind-picked (guint kind): the person wants all that is selected to be of this LkbKind.
 */

G_END_DECLS
