/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lkb-canvas.h"

G_BEGIN_DECLS

/* More are slow to read; the outline is the way then. */
#define LKB_PROXIES_MAX 500

/**
 * LkbCanvasProxies: the canvas's children for assistive technology, one per element in reading order, at most
 * %LKB_PROXIES_MAX and the active element. They follow the board when it rests, so that a gesture and a moving view cost
 * nothing. The active element's one takes the place of the canvas as what has the focus: that is how it is announced.
 */
typedef struct _LkbCanvasProxies LkbCanvasProxies;

/** lkb_canvas_proxies_new: @canvas: borrowed, must outlive it. */
LkbCanvasProxies *lkb_canvas_proxies_new (LkbCanvas *canvas);
void lkb_canvas_proxies_free (LkbCanvasProxies *self);

/** lkb_canvas_proxies_clear: all go at once: another board comes. */
void lkb_canvas_proxies_clear (LkbCanvasProxies *self);
/** lkb_canvas_proxies_queue: board, findings or (@only_places) just the view differ; brought up to date when they rest. */
void lkb_canvas_proxies_queue (LkbCanvasProxies *self, gboolean only_places);
/** lkb_canvas_proxies_select: after a change of the selection, which is told at once unless by a gesture. */
void lkb_canvas_proxies_select (LkbCanvasProxies *self);
/** lkb_canvas_proxies_allocate: puts them over their elements if that is due. */
void lkb_canvas_proxies_allocate (LkbCanvasProxies *self);
/** lkb_canvas_proxies_get_active: (nullable): of the element selected last. */
GtkWidget *lkb_canvas_proxies_get_active (LkbCanvasProxies *self);

G_END_DECLS
