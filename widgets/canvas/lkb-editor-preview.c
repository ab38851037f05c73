/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What would come of a card or an edge that nobody has let go of yet. */

#include "lkb-editor-private.h"

#include <math.h>

#include "core/layout/lkb-metrics.h"

void
lkb_editor_preview_card (LkbEditor *self, LkbKind kind, LkbPoint at)
{
  g_return_if_fail (LKB_IS_EDITOR (self));

  lkb_editor_end_preview (self);
  self->preview = LKB_PREVIEW_CARD;
  self->preview_kind = kind;
  self->preview_at = at;
  lkb_editor_emit (self, LKB_EDITOR_OVERLAY_CHANGED);
}

void
lkb_editor_preview_line (LkbEditor *self, const char *from, LkbPoint at)
{
  g_return_if_fail (LKB_IS_EDITOR (self));
  g_return_if_fail (from != NULL);

  lkb_editor_end_preview (self);
  self->preview = LKB_PREVIEW_LINE;
  self->preview_from = g_strdup (from);
  self->preview_at = at;
  lkb_editor_emit (self, LKB_EDITOR_OVERLAY_CHANGED);
}

void
lkb_editor_end_preview (LkbEditor *self)
{
  g_return_if_fail (LKB_IS_EDITOR (self));

  if (self->preview == LKB_PREVIEW_NONE)
    return;
  self->preview = LKB_PREVIEW_NONE;
  g_clear_pointer (&self->preview_from, g_free);
  lkb_editor_emit (self, LKB_EDITOR_OVERLAY_CHANGED);
}

void
lkb_editor_draw_card (LkbEditor *editor, LkbOverlay *overlay, LkbKind kind, LkbPoint at)
{
  overlay->has_ghost = TRUE;
  overlay->ghost_kind = kind;
  overlay->ghost = lkb_box (round ((at.x - LKB_NODE_W / 2) / LKB_GRID) * LKB_GRID,
                            round ((at.y - LKB_NODE_H_MIN / 2) / LKB_GRID) * LKB_GRID, LKB_NODE_W,
                            LKB_NODE_H_MIN);
  overlay->target = lkb_editor_find_edge_for (editor, kind, at);
}

gboolean
lkb_editor_draw_line (LkbEditor *editor, LkbOverlay *overlay, const char *from, LkbPoint at)
{
  LkbBox box;

  if (!lkb_editor_get_box (editor, from, &box))
    return FALSE;
  overlay->has_line = TRUE;
  overlay->line_from = (LkbPoint){ CLAMP (at.x, box.x, box.x + box.w),
                                   CLAMP (at.y, box.y, box.y + box.h) };
  overlay->line_to = at;
  return TRUE;
}

void
lkb_editor_draw_preview (LkbEditor *self, LkbOverlay *overlay)
{
  switch (self->preview)
    {
    case LKB_PREVIEW_CARD:
      lkb_editor_draw_card (self, overlay, self->preview_kind, self->preview_at);
      break;
    case LKB_PREVIEW_LINE:
      /* What it comes from may have been taken away meanwhile. */
      lkb_editor_draw_line (self, overlay, self->preview_from, self->preview_at);
      break;
    case LKB_PREVIEW_NONE:
      break;
    }
}
