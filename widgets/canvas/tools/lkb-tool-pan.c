/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-tool.h"

typedef struct
{
  LkbTool parent;

  gboolean panning;
  LkbPoint last; /* screen */
} PanTool;

static gboolean
begin_pan (LkbTool *tool, const LkbPointerEvent *event)
{
  PanTool *self = (PanTool *) tool;

  self->panning = TRUE;
  self->last = event->screen;
  return TRUE;
}

static void
move_pan (LkbTool *tool, const LkbPointerEvent *event)
{
  PanTool *self = (PanTool *) tool;

  lkb_viewport_pan (lkb_editor_get_viewport (tool->editor), event->screen.x - self->last.x,
                    event->screen.y - self->last.y);
  self->last = event->screen;
}

static void
end_pan (LkbTool *tool, const LkbPointerEvent *event)
{
  ((PanTool *) tool)->panning = FALSE;
}

static void
cancel_pan (LkbTool *tool)
{
  ((PanTool *) tool)->panning = FALSE;
}

static void
hover_pan (LkbTool *tool, const LkbPointerEvent *event)
{
  lkb_editor_set_hover (tool->editor, NULL);
}

static LkbCursor
get_pan_cursor (LkbTool *tool, const LkbHit *hit)
{
  return ((PanTool *) tool)->panning ? LKB_CURSOR_GRABBING : LKB_CURSOR_GRAB;
}

const LkbToolClass *
lkb_tool_pan_get_class (void)
{
  static const LkbToolClass klass = {
    .size = sizeof (PanTool),
    .begin = begin_pan,
    .motion = move_pan,
    .end = end_pan,
    .cancel = cancel_pan,
    .hover = hover_pan,
    .cursor = get_pan_cursor,
  };
  return &klass;
}
