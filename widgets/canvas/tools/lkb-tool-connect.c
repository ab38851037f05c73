/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-tool.h"

#include "core/model/lkb-edit.h"

typedef struct
{
  LkbTool parent;

  char *fixed; /* the node at the end that stays; NULL = no gesture */
  char *edge; /* an edge whose other end is moved, or NULL for a new one */
  gboolean fixed_is_target; /* the moved end is the source */
  LkbPointerEvent press;
  gboolean moved;
  LkbPoint pointer; /* board */
  char *target; /* node under the pointer, or NULL */
} ConnectTool;

static void
reset (ConnectTool *self)
{
  g_clear_pointer (&self->fixed, g_free);
  g_clear_pointer (&self->edge, g_free);
  g_clear_pointer (&self->target, g_free);
  self->fixed_is_target = FALSE;
  self->moved = FALSE;
}

static gboolean
begin_connect (LkbTool *tool, const LkbPointerEvent *event)
{
  ConnectTool *self = (ConnectTool *) tool;
  LkbHit hit = lkb_editor_hit (tool->editor, event->board);

  reset (self);
  if (event->button != LKB_BUTTON_PRIMARY)
    return FALSE;

  if (hit.part == LKB_HIT_END)
    {
      const LkbElement *edge = lkb_board_lookup (lkb_editor_get_board (tool->editor), hit.id);

      self->edge = g_strdup (hit.id);
      self->fixed_is_target = hit.at_source;
      self->fixed = g_strdup (hit.at_source ? lkb_element_get_to (edge)
                                            : lkb_element_get_from (edge));
    }
  else if (hit.part == LKB_HIT_HANDLE)
    {
      self->fixed = g_strdup (hit.id);
    }
  else
    {
      self->fixed = g_strdup (lkb_editor_hit_node (tool->editor, event->board));
    }
  if (self->fixed == NULL)
    return FALSE;

  self->press = *event;
  self->pointer = event->board;
  return TRUE;
}

static void
move_connect (LkbTool *tool, const LkbPointerEvent *event)
{
  ConnectTool *self = (ConnectTool *) tool;
  const char *target = lkb_editor_hit_node (tool->editor, event->board);

  if (lkb_pointer_has_moved (&self->press, event))
    self->moved = TRUE;
  self->pointer = event->board;
  if (g_strcmp0 (target, self->fixed) == 0)
    target = NULL;
  if (g_strcmp0 (target, self->target) != 0)
    {
      g_free (self->target);
      self->target = g_strdup (target);
    }
  lkb_editor_redraw_overlay (tool->editor);
}

static void
end_connect (LkbTool *tool, const LkbPointerEvent *event)
{
  ConnectTool *self = (ConnectTool *) tool;
  LkbEditor *editor = tool->editor;
  g_autofree char *fixed = g_steal_pointer (&self->fixed);
  g_autofree char *edge = g_steal_pointer (&self->edge);
  g_autofree char *target = g_steal_pointer (&self->target);
  gboolean moved = self->moved;
  gboolean fixed_is_target = self->fixed_is_target;

  reset (self);
  if (edge != NULL && target != NULL)
    lkb_editor_apply (editor, lkb_edit_reconnect (lkb_editor_get_board (editor), edge,
                                                  fixed_is_target ? target : fixed,
                                                  fixed_is_target ? fixed : target));
  else if (edge == NULL && target != NULL)
    lkb_editor_connect (editor, fixed, target);
  else if (edge == NULL && moved && lkb_editor_hit_node (editor, event->board) == NULL)
    lkb_editor_emit_connect_to_empty (editor, fixed, event->board);
  lkb_editor_redraw_overlay (editor);
}

static void
cancel_connect (LkbTool *tool)
{
  reset ((ConnectTool *) tool);
  lkb_editor_redraw_overlay (tool->editor);
}

static void
draw_connect_overlay (LkbTool *tool, LkbOverlay *overlay)
{
  ConnectTool *self = (ConnectTool *) tool;
  LkbBox box, target;

  if (self->fixed == NULL || !self->moved
      || !lkb_editor_draw_line (tool->editor, overlay, self->fixed, self->pointer))
    return;

  overlay->target = self->target;
  if (self->target != NULL && lkb_editor_get_box (tool->editor, self->fixed, &box)
      && lkb_editor_get_box (tool->editor, self->target, &target))
    {
      overlay->line_to = (LkbPoint){ CLAMP (overlay->line_from.x, target.x, target.x + target.w),
                                     CLAMP (overlay->line_from.y, target.y, target.y + target.h) };
      overlay->line_from = (LkbPoint){ CLAMP (overlay->line_to.x, box.x, box.x + box.w),
                                       CLAMP (overlay->line_to.y, box.y, box.y + box.h) };
    }
  if (self->fixed_is_target)
    {
      LkbPoint from = overlay->line_from;

      overlay->line_from = overlay->line_to;
      overlay->line_to = from;
    }
}

static LkbCursor
get_connect_cursor (LkbTool *tool, const LkbHit *hit)
{
  return LKB_CURSOR_CROSSHAIR;
}

const LkbToolClass *
lkb_tool_connect_get_class (void)
{
  static const LkbToolClass klass = {
    .size = sizeof (ConnectTool),
    .begin = begin_connect,
    .motion = move_connect,
    .end = end_connect,
    .cancel = cancel_connect,
    .draw_overlay = draw_connect_overlay,
    .cursor = get_connect_cursor,
  };
  return &klass;
}
