/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-tool.h"

typedef struct
{
  LkbTool parent;

  gboolean has_pointer;
  LkbPoint pointer; /* board */
} PlaceTool;

static gboolean
begin_place (LkbTool *tool, const LkbPointerEvent *event)
{
  PlaceTool *self = (PlaceTool *) tool;

  self->has_pointer = TRUE;
  self->pointer = event->board;
  return event->button == LKB_BUTTON_PRIMARY;
}

static void
move_place (LkbTool *tool, const LkbPointerEvent *event)
{
  PlaceTool *self = (PlaceTool *) tool;

  self->has_pointer = TRUE;
  self->pointer = event->board;
  lkb_editor_redraw_overlay (tool->editor);
}

static void
end_place (LkbTool *tool, const LkbPointerEvent *event)
{
  PlaceTool *self = (PlaceTool *) tool;
  LkbKind kind = lkb_editor_get_placing (tool->editor);

  self->has_pointer = FALSE;
  /* Shift keeps the tool in hand for another one. */
  if (!(event->modifiers & LKB_MOD_SHIFT))
    lkb_editor_set_tool (tool->editor, LKB_TOOL_SELECT);
  lkb_editor_place (tool->editor, kind, &event->board, FALSE);
}

static void
cancel_place (LkbTool *tool)
{
  ((PlaceTool *) tool)->has_pointer = FALSE;
  lkb_editor_redraw_overlay (tool->editor);
}

static void
draw_place_overlay (LkbTool *tool, LkbOverlay *overlay)
{
  PlaceTool *self = (PlaceTool *) tool;

  if (!self->has_pointer || lkb_editor_get_tool (tool->editor) != LKB_TOOL_PLACE)
    return;

  lkb_editor_draw_card (tool->editor, overlay, lkb_editor_get_placing (tool->editor),
                        self->pointer);
}

static LkbCursor
get_place_cursor (LkbTool *tool, const LkbHit *hit)
{
  return LKB_CURSOR_COPY;
}

const LkbToolClass *
lkb_tool_place_get_class (void)
{
  static const LkbToolClass klass = {
    .size = sizeof (PlaceTool),
    .begin = begin_place,
    .motion = move_place,
    .end = end_place,
    .cancel = cancel_place,
    .hover = move_place,
    .draw_overlay = draw_place_overlay,
    .cursor = get_place_cursor,
  };
  return &klass;
}
