/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "core/practice/lkb-redraw.h"
#include "lkb-application.h"
#include "widgets/canvas/lkb-canvas.h"

G_BEGIN_DECLS

/** LkbRedrawWindow: a template's page for a while, then an empty board to draw it again from memory, then what was missed. Nothing
 * of it is kept. */
#define LKB_TYPE_REDRAW_WINDOW (lkb_redraw_window_get_type ())
G_DECLARE_FINAL_TYPE (LkbRedrawWindow, lkb_redraw_window, LKB, REDRAW_WINDOW, AdwWindow)

LkbRedrawWindow *lkb_redraw_window_new (LkbApplication *application);

/** lkb_redraw_window_get_canvas: where the board is drawn again. */
LkbCanvas *lkb_redraw_window_get_canvas (LkbRedrawWindow *self);
/** lkb_redraw_window_get_result: (nullable): NULL until it was compared. */
const LkbRedraw *lkb_redraw_window_get_result (LkbRedrawWindow *self);

G_END_DECLS
