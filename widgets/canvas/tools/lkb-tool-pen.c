/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-tool.h"

#include "core/model/lkb-edit.h"
#include "lkb-ink.h"

/* Draws by hand, a stroke a step, until Escape or another tool. A finger moves the view meanwhile. */

typedef struct
{
  LkbTool parent;

  GArray *points; /* LkbInkPoint; NULL: no stroke is under way */
} PenTool;

static void
add_point (PenTool *self, const LkbPointerEvent *event)
{
  LkbInkPoint point = { event->board.x, event->board.y, event->pressure };

  if (point.pressure <= 0)
    point.pressure = LKB_PRESSURE_UNKNOWN;
  g_array_append_val (self->points, point);
}

static gboolean
begin_pen (LkbTool *tool, const LkbPointerEvent *event)
{
  PenTool *self = (PenTool *) tool;

  if (event->is_touch)
    return lkb_editor_hand_over (tool->editor, LKB_TOOL_PAN, event);
  if (event->button != LKB_BUTTON_PRIMARY)
    return FALSE;
  g_clear_pointer (&self->points, g_array_unref);
  self->points = g_array_new (FALSE, FALSE, sizeof (LkbInkPoint));
  add_point (self, event);
  return TRUE;
}

static void
move_pen (LkbTool *tool, const LkbPointerEvent *event)
{
  PenTool *self = (PenTool *) tool;

  if (self->points == NULL)
    return;
  add_point (self, event);
  lkb_editor_redraw_overlay (tool->editor);
}

static void
end_pen (LkbTool *tool, const LkbPointerEvent *event)
{
  PenTool *self = (PenTool *) tool;
  g_autoptr (GArray) points = g_steal_pointer (&self->points);
  g_autoptr (GArray) numbers = g_array_new (FALSE, FALSE, 3 * sizeof (double));
  double zoom = lkb_viewport_get_zoom (lkb_editor_get_viewport (tool->editor));

  if (points == NULL)
    return;
  lkb_ink_refine (points, 1 / zoom);
  for (guint i = 0; i < points->len; i++)
    {
      const LkbInkPoint *point = &g_array_index (points, LkbInkPoint, i);
      const double triple[3] = { point->x, point->y, point->pressure };

      g_array_append_vals (numbers, triple, 1);
    }
  lkb_editor_apply (tool->editor, lkb_edit_add_ink (lkb_editor_get_board (tool->editor),
                                                    (const double (*)[3]) (void *) numbers->data,
                                                    numbers->len, LKB_INK_WIDTH, NULL));
}

static void
cancel_pen (LkbTool *tool)
{
  PenTool *self = (PenTool *) tool;

  g_clear_pointer (&self->points, g_array_unref);
  lkb_editor_redraw_overlay (tool->editor);
}

/* Nothing lights up under a pen. */
static void
hover_pen (LkbTool *tool, const LkbPointerEvent *event)
{
  lkb_editor_set_hover (tool->editor, NULL);
}

static void
draw_pen_overlay (LkbTool *tool, LkbOverlay *overlay)
{
  overlay->ink = ((PenTool *) tool)->points;
  overlay->ink_width = LKB_INK_WIDTH;
}

static LkbCursor
get_pen_cursor (LkbTool *tool, const LkbHit *hit)
{
  return LKB_CURSOR_CROSSHAIR;
}

const LkbToolClass *
lkb_tool_pen_get_class (void)
{
  static const LkbToolClass klass = {
    .size = sizeof (PenTool),
    .begin = begin_pen,
    .motion = move_pen,
    .end = end_pen,
    .cancel = cancel_pen,
    .hover = hover_pen,
    .draw_overlay = draw_pen_overlay,
    .cursor = get_pen_cursor,
  };
  return &klass;
}
