/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-tool.h"

/* A click gives an edge the owner that is in hand, until Escape. */

static gboolean
is_edge (const LkbHit *hit)
{
  return hit->part == LKB_HIT_LINE || hit->part == LKB_HIT_LABEL;
}

static gboolean
begin_paint (LkbTool *tool, const LkbPointerEvent *event)
{
  return event->button == LKB_BUTTON_PRIMARY;
}

static void
move_paint (LkbTool *tool, const LkbPointerEvent *event)
{
}

static void
end_paint (LkbTool *tool, const LkbPointerEvent *event)
{
  LkbHit hit = lkb_editor_hit (tool->editor, event->board);
  g_autofree char *id = g_strdup (hit.id);
  g_autofree char *owner = g_strdup (lkb_editor_get_painting (tool->editor));

  if (is_edge (&hit) && owner != NULL)
    lkb_editor_set_owner (tool->editor, id, owner);
}

static void
cancel_paint (LkbTool *tool)
{
}

static LkbCursor
get_paint_cursor (LkbTool *tool, const LkbHit *hit)
{
  return is_edge (hit) ? LKB_CURSOR_POINTER : LKB_CURSOR_CROSSHAIR;
}

const LkbToolClass *
lkb_tool_paint_get_class (void)
{
  static const LkbToolClass klass = {
    .size = sizeof (LkbTool),
    .begin = begin_paint,
    .motion = move_paint,
    .end = end_paint,
    .cancel = cancel_paint,
    .cursor = get_paint_cursor,
  };
  return &klass;
}
