/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-tool.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "core/layout/lkb-metrics.h"
#include "core/model/lkb-edit.h"

/* The lower right corner of a group or a note is drawn to another place; the selecting tool hands the press over. */

typedef struct
{
  LkbTool parent;

  char *id; /* NULL: no gesture */
  gboolean sizing; /* a transaction of the history is open */
  LkbPointerEvent press;
  LkbBox box; /* before */
  GArray *others; /* LkbBox of what it can be as large as, else NULL */
  LkbGuidePair pairs[2]; /* widths and heights */
} ResizeTool;

static void
reset (ResizeTool *self)
{
  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->others, g_array_unref);
  self->sizing = FALSE;
  self->pairs[0].found = FALSE;
  self->pairs[1].found = FALSE;
}

/* What has a size of its own: of a group the groups, of a note the notes and the cards. */
static void
collect_others (ResizeTool *self)
{
  LkbScene *scene = lkb_editor_get_scene (self->parent.editor);
  const LkbSceneItem *own = lkb_scene_find (scene, self->id);

  self->others = g_array_new (FALSE, FALSE, sizeof (LkbBox));
  for (guint i = 0; i < lkb_scene_get_n_items (scene); i++)
    {
      const LkbSceneItem *item = lkb_scene_get_item (scene, i);
      gboolean alike = own->kind == LKB_KIND_GROUP
                           ? item->kind == LKB_KIND_GROUP
                           : item->kind == LKB_KIND_NOTE || lkb_kind_is_node (item->kind);

      if (alike && item != own)
        g_array_append_val (self->others, item->box);
    }
}

static gboolean
begin_resize (LkbTool *tool, const LkbPointerEvent *event)
{
  ResizeTool *self = (ResizeTool *) tool;
  LkbHit hit = lkb_editor_hit (tool->editor, event->board);

  reset (self);
  if (event->button != LKB_BUTTON_PRIMARY || hit.part != LKB_HIT_CORNER
      || !lkb_editor_get_box (tool->editor, hit.id, &self->box))
    return FALSE;
  self->id = g_strdup (hit.id);
  self->press = *event;
  return TRUE;
}

/* As large as a neighbour where one is nearly so and neither Ctrl nor a switch says no, else to the grid. */
static double
snap_size (ResizeTool *self, const LkbBox *wanted, gboolean wide, double least, double reach)
{
  double size = wide ? wanted->w : wanted->h;
  double origin = wide ? wanted->x : wanted->y;
  double landing;

  self->pairs[wide ? 0 : 1].found = FALSE;
  if (reach > 0)
    {
      LkbGuidePair pair = lkb_guide_find_size (wanted, (const LkbBox *) (void *) self->others->data,
                                               self->others->len, wide, reach);

      /* A board has places on the grid only, and what is shown is to be true. */
      landing = size + pair.offset;
      if (pair.found && landing >= least && fmod (landing, LKB_GRID) == 0)
        {
          self->pairs[wide ? 0 : 1] = pair;
          return landing;
        }
    }
  landing = round ((origin + size) / LKB_GRID) * LKB_GRID - origin;
  return MAX (landing, least);
}

static void
move_resize (LkbTool *tool, const LkbPointerEvent *event)
{
  ResizeTool *self = (ResizeTool *) tool;
  LkbHistory *history = lkb_editor_get_history (tool->editor);
  gboolean free_hand = (event->modifiers & LKB_MOD_CTRL) != 0
                       || !lkb_editor_get_snap (tool->editor);
  double zoom = lkb_viewport_get_zoom (lkb_editor_get_viewport (tool->editor));
  double reach = free_hand ? 0 : LKB_GUIDE_REACH / zoom;
  g_autoptr (LkbChange) change = NULL;
  LkbBox box = self->box;

  if (self->id == NULL || (!self->sizing && !lkb_pointer_has_moved (&self->press, event)))
    return;
  if (!self->sizing)
    {
      collect_others (self);
      lkb_history_begin (history, lkb_label_new (N_ ("Resize"), NULL));
      self->sizing = TRUE;
    }
  box.w += event->board.x - self->press.board.x;
  box.h += event->board.y - self->press.board.y;
  box.w = snap_size (self, &box, TRUE, LKB_NOTE_W_MIN, reach);
  box.h = snap_size (self, &box, FALSE, LKB_NOTE_LINE + 2 * LKB_NOTE_PAD + 2, reach);
  change = lkb_edit_resize (lkb_editor_get_board (tool->editor), self->id, box.w, box.h);
  if (change != NULL)
    lkb_history_apply (history, change, NULL);
  lkb_editor_redraw_overlay (tool->editor);
}

static void
end_resize (LkbTool *tool, const LkbPointerEvent *event)
{
  ResizeTool *self = (ResizeTool *) tool;

  if (self->sizing)
    lkb_history_commit (lkb_editor_get_history (tool->editor));
  reset (self);
  lkb_editor_redraw_overlay (tool->editor);
}

static void
cancel_resize (LkbTool *tool)
{
  ResizeTool *self = (ResizeTool *) tool;

  if (self->sizing)
    lkb_history_rollback (lkb_editor_get_history (tool->editor));
  reset (self);
  lkb_editor_redraw_overlay (tool->editor);
}

static void
draw_resize_overlay (LkbTool *tool, LkbOverlay *overlay)
{
  ResizeTool *self = (ResizeTool *) tool;

  for (guint i = 0; i < G_N_ELEMENTS (self->pairs); i++)
    {
      if (!self->pairs[i].found)
        continue;
      overlay->measures[overlay->n_measures++] = self->pairs[i].measures[0];
      overlay->measures[overlay->n_measures++] = self->pairs[i].measures[1];
    }
}

static LkbCursor
get_resize_cursor (LkbTool *tool, const LkbHit *hit)
{
  return LKB_CURSOR_RESIZE;
}

const LkbToolClass *
lkb_tool_resize_get_class (void)
{
  static const LkbToolClass klass = {
    .size = sizeof (ResizeTool),
    .begin = begin_resize,
    .motion = move_resize,
    .end = end_resize,
    .cancel = cancel_resize,
    .draw_overlay = draw_resize_overlay,
    .cursor = get_resize_cursor,
  };
  return &klass;
}
