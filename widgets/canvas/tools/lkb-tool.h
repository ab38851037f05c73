/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "widgets/canvas/lkb-editor.h"

G_BEGIN_DECLS

/** LkbTool: one state machine that turns pointer events into changes of a board. Made once by its editor. */
typedef struct _LkbTool LkbTool;

/**
 * LkbToolClass:
 * @begin: a button went down; TRUE when a gesture is under way now, which then gets all events until it ends
 * @motion: the pointer moved during the gesture
 * @end: the button came up
 * @cancel: the gesture is over and must leave no trace
 * @hover: the pointer moved without a gesture; NULL: the editor marks what lies under it
 * @key: a key while the tool is in hand; TRUE when it was taken
 * @draw_overlay: fills in what is to be shown above the board
 * @cursor: what the pointer looks like over @hit
 */
typedef struct
{
  gsize size;
  gboolean (*begin) (LkbTool *tool, const LkbPointerEvent *event);
  void (*motion) (LkbTool *tool, const LkbPointerEvent *event);
  void (*end) (LkbTool *tool, const LkbPointerEvent *event);
  void (*cancel) (LkbTool *tool);
  void (*hover) (LkbTool *tool, const LkbPointerEvent *event);
  gboolean (*key) (LkbTool *tool, LkbToolKey key);
  void (*draw_overlay) (LkbTool *tool, LkbOverlay *overlay);
  LkbCursor (*cursor) (LkbTool *tool, const LkbHit *hit);
} LkbToolClass;

struct _LkbTool
{
  const LkbToolClass *klass;
  LkbEditor *editor; /* owns the tool */
};

const LkbToolClass *lkb_tool_select_get_class (void);
const LkbToolClass *lkb_tool_paint_get_class (void);
const LkbToolClass *lkb_tool_pan_get_class (void);
const LkbToolClass *lkb_tool_connect_get_class (void);
const LkbToolClass *lkb_tool_pen_get_class (void);
const LkbToolClass *lkb_tool_place_get_class (void);
const LkbToolClass *lkb_tool_resize_get_class (void);

/* What tools ask of their editor. */

/** lkb_editor_hand_over: starts another tool's gesture with this press; TRUE when it has one now. */
gboolean lkb_editor_hand_over (LkbEditor *editor, LkbToolId tool, const LkbPointerEvent *event);
void lkb_editor_redraw_overlay (LkbEditor *editor);
void lkb_editor_emit_message (LkbEditor *editor, const char *text, gboolean undoable);
void lkb_editor_emit_page_activated (LkbEditor *editor, LkbSheetPart part);
/** lkb_editor_draw_card: shows where a new element of @kind lands, let go at a board point, and what it is put into. */
void lkb_editor_draw_card (LkbEditor *editor, LkbOverlay *overlay, LkbKind kind, LkbPoint at);
/** lkb_editor_draw_line: shows an edge from the node @from to a board point; FALSE when there is no such node. */
gboolean lkb_editor_draw_line (LkbEditor *editor, LkbOverlay *overlay, const char *from,
                               LkbPoint at);
/** lkb_editor_emit_connect_to_empty: an edge from @from was dropped where no node is. */
void lkb_editor_emit_connect_to_empty (LkbEditor *editor, const char *from, LkbPoint board);
/** lkb_editor_emit_kind_list: a double click on the empty board. */
void lkb_editor_emit_kind_list (LkbEditor *editor, LkbPoint board);

/** LKB_INK_WIDTH: of a new stroke, board units. */
#define LKB_INK_WIDTH 2.0

/** LKB_DRAG_THRESHOLD: screen pixels before a press becomes a drag. */
#define LKB_DRAG_THRESHOLD 4.0

static inline gboolean
lkb_pointer_has_moved (const LkbPointerEvent *from, const LkbPointerEvent *to)
{
  double dx = to->screen.x - from->screen.x, dy = to->screen.y - from->screen.y;

  return dx * dx + dy * dy >= LKB_DRAG_THRESHOLD * LKB_DRAG_THRESHOLD;
}

G_END_DECLS
