/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lkb-canvas.h"
#include "lkb-motion.h"

G_BEGIN_DECLS

/**
 * LkbCanvasMotion: the motion of a canvas from one frame to the next; see LkbMotion. It begins with a change of the board or when the
 * page is fitted again, unless the person wants none, and ends by itself, with the next change, or as soon as a hand comes. Boxes
 * and views are those of the frame that was prepared last.
 */
typedef struct _LkbCanvasMotion LkbCanvasMotion;

LkbCanvasMotion *lkb_canvas_motion_new (LkbCanvas *canvas);
void lkb_canvas_motion_free (LkbCanvasMotion *self);

/** lkb_canvas_motion_follow: @editor: (nullable): the one that the canvas shows from now on. */
void lkb_canvas_motion_follow (LkbCanvasMotion *self, LkbEditor *editor);
/** lkb_canvas_motion_begin_view: the view is about to be fitted to a page that is elsewhere. */
void lkb_canvas_motion_begin_view (LkbCanvasMotion *self);
/** lkb_canvas_motion_end: all is drawn where it is from now on. */
void lkb_canvas_motion_end (LkbCanvasMotion *self);
/** lkb_canvas_motion_forget: the same, and what is drawn next has nothing to do with what was drawn before. */
void lkb_canvas_motion_forget (LkbCanvasMotion *self);

/** lkb_canvas_motion_prepare: a frame is about to be drawn, of a canvas that has an editor. */
void lkb_canvas_motion_prepare (LkbCanvasMotion *self);
/** lkb_canvas_motion_get: (nullable). */
LkbMotion *lkb_canvas_motion_get (LkbCanvasMotion *self);
/** lkb_canvas_motion_get_viewport: what is drawn; the editor's at rest. */
LkbViewport *lkb_canvas_motion_get_viewport (LkbCanvasMotion *self);
/** lkb_canvas_motion_get_frame: the page as drawn, board coordinates. */
LkbBox lkb_canvas_motion_get_frame (LkbCanvasMotion *self);
/** lkb_canvas_motion_get_offset: how far from its place an element is drawn, board units. */
LkbPoint lkb_canvas_motion_get_offset (LkbCanvasMotion *self, const LkbSceneItem *item);
/** lkb_canvas_motion_get_box: its box there. */
LkbBox lkb_canvas_motion_get_box (LkbCanvasMotion *self, const LkbSceneItem *item);

G_END_DECLS
