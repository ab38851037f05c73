/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-canvas-private.h"

#include "core/layout/lkb-metrics.h"

#define PAN_STEP 48.0

static const LkbKind digit_kinds[] = {
  LKB_KIND_INGESTION, LKB_KIND_PIPELINE,   LKB_KIND_FEATURE_STORE,
  LKB_KIND_MODEL,     LKB_KIND_SOURCE,     LKB_KIND_CONSUMER,
  LKB_KIND_STORAGE,   LKB_KIND_MONITORING, LKB_KIND_GOVERNANCE,
};

/* The digit on a key, also where Shift or the layout makes another sign of it; 0 when it carries none. */
static guint
get_digit (LkbCanvas *self, guint keyval, guint keycode)
{
  GdkDisplay *display = gtk_widget_get_display (GTK_WIDGET (self));
  g_autofree guint *keyvals = NULL;
  int n = 0;

  if (keyval >= GDK_KEY_1 && keyval <= GDK_KEY_9)
    return keyval - GDK_KEY_0;
  if (keyval >= GDK_KEY_KP_1 && keyval <= GDK_KEY_KP_9)
    return keyval - GDK_KEY_KP_0;
  if (gdk_display_map_keycode (display, keycode, NULL, &keyvals, &n))
    {
      for (int i = 0; i < n; i++)
        {
          if (keyvals[i] >= GDK_KEY_1 && keyvals[i] <= GDK_KEY_9)
            return keyvals[i] - GDK_KEY_0;
        }
    }
  return 0;
}

static gboolean
press_arrow (LkbCanvas *self, LkbSide direction, LkbModifiers modifiers)
{
  double dx = direction == LKB_SIDE_LEFT ? -1 : direction == LKB_SIDE_RIGHT ? 1 : 0;
  double dy = direction == LKB_SIDE_TOP ? -1 : direction == LKB_SIDE_BOTTOM ? 1 : 0;
  double step = (modifiers & LKB_MOD_SHIFT) != 0 ? LKB_GRID_DOTS : LKB_GRID;

  if ((modifiers & LKB_MOD_ALT) != 0)
    return lkb_editor_select_along (self->editor, direction);
  if ((modifiers & LKB_MOD_CTRL) != 0)
    return lkb_editor_go_beside (self->editor, direction);
  if (lkb_editor_get_n_selected (self->editor) > 0)
    lkb_editor_nudge (self->editor, dx * step, dy * step);
  else
    lkb_viewport_pan (lkb_editor_get_viewport (self->editor), -dx * PAN_STEP, -dy * PAN_STEP);
  return TRUE;
}

/* The only selected element, when it is an edge; else NULL. */
static const char *
get_selected_edge (LkbCanvas *self)
{
  const char *id = lkb_editor_get_selected (self->editor)[0];
  const LkbElement *element;

  if (lkb_editor_get_n_selected (self->editor) != 1)
    return NULL;
  element = lkb_board_lookup (lkb_editor_get_board (self->editor), id);
  return element != NULL && lkb_element_is_edge (element) ? id : NULL;
}

static gboolean
press_letter (LkbCanvas *self, guint keyval, guint keycode, LkbModifiers modifiers)
{
  guint digit = get_digit (self, keyval, keycode);

  /* A number typed on an arrow is its latency. */
  if (digit > 0 && (modifiers & LKB_MOD_SHIFT) == 0 && get_selected_edge (self) != NULL)
    {
      const char text[] = { (char) ('0' + digit), '\0' };

      lkb_canvas_begin_figures (self, get_selected_edge (self), text);
      return TRUE;
    }
  if (digit > 0)
    {
      LkbBox view = lkb_box (0, 0, gtk_widget_get_width (GTK_WIDGET (self)),
                             gtk_widget_get_height (GTK_WIDGET (self)));
      LkbPoint at = lkb_viewport_to_board (lkb_editor_get_viewport (self->editor), self->pointer.x,
                                           self->pointer.y);
      gboolean connect = (modifiers & LKB_MOD_SHIFT) != 0;
      gboolean at_pointer = !connect && lkb_editor_get_n_selected (self->editor) == 0
                            && lkb_box_contains (&view, self->pointer.x, self->pointer.y);

      lkb_editor_take (self->editor, digit_kinds[digit - 1], at_pointer ? &at : NULL, connect);
      return TRUE;
    }

  switch (gdk_keyval_to_lower (keyval))
    {
    case GDK_KEY_v:
      lkb_editor_set_tool (self->editor, LKB_TOOL_SELECT);
      return TRUE;
    case GDK_KEY_h:
      lkb_editor_set_tool (self->editor, LKB_TOOL_PAN);
      return TRUE;
    case GDK_KEY_c:
    case GDK_KEY_a:
      lkb_editor_set_tool (self->editor, LKB_TOOL_CONNECT);
      return TRUE;
    case GDK_KEY_p:
      lkb_editor_set_tool (self->editor, LKB_TOOL_PEN);
      return TRUE;
    case GDK_KEY_t:
      lkb_editor_place (self->editor, LKB_KIND_NOTE, NULL, FALSE);
      return TRUE;
    case GDK_KEY_o:
      return lkb_editor_begin_owner (self->editor);
    default:
      return FALSE;
    }
}

/* What keys do on a board that is only looked at: they go over it and move the view. */
static gboolean
press_to_look (LkbCanvas *self, guint keyval, LkbModifiers modifiers, gboolean plain)
{
  LkbViewport *viewport = lkb_editor_get_viewport (self->editor);
  gboolean along = (modifiers & LKB_MOD_ALT) != 0;

  switch (keyval)
    {
    case GDK_KEY_Left:
    case GDK_KEY_KP_Left:
      if (along)
        return lkb_editor_select_along (self->editor, LKB_SIDE_LEFT);
      lkb_viewport_pan (viewport, PAN_STEP, 0);
      return plain;
    case GDK_KEY_Right:
    case GDK_KEY_KP_Right:
      if (along)
        return lkb_editor_select_along (self->editor, LKB_SIDE_RIGHT);
      lkb_viewport_pan (viewport, -PAN_STEP, 0);
      return plain;
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      lkb_viewport_pan (viewport, 0, PAN_STEP);
      return plain;
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      lkb_viewport_pan (viewport, 0, -PAN_STEP);
      return plain;
    case GDK_KEY_c:
      return modifiers == LKB_MOD_CTRL && lkb_canvas_copy (self);
    default:
      return FALSE;
    }
}

gboolean
lkb_canvas_key (LkbCanvas *self, guint keyval, guint keycode, GdkModifierType state)
{
  LkbModifiers modifiers = lkb_canvas_get_modifiers (state);
  gboolean plain = (modifiers & (LKB_MOD_CTRL | LKB_MOD_ALT)) == 0
                   && (state & (GDK_SUPER_MASK | GDK_META_MASK)) == 0;

  switch (keyval)
    {
    case GDK_KEY_Escape:
      return lkb_editor_escape (self->editor);
    case GDK_KEY_Tab:
    case GDK_KEY_KP_Tab:
      return plain && lkb_editor_select_step (self->editor, 1);
    case GDK_KEY_ISO_Left_Tab:
      return plain && lkb_editor_select_step (self->editor, -1);
    default:
      break;
    }
  if (lkb_editor_is_read_only (self->editor))
    return press_to_look (self, keyval, modifiers, plain);
  switch (keyval)
    {
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
    case GDK_KEY_F2:
      if (!plain)
        return FALSE;
      /* With nothing selected it is the page that is written on. */
      if (lkb_editor_activate_stop (self->editor))
        return TRUE;
      if (lkb_editor_get_n_selected (self->editor) == 0)
        return lkb_canvas_type_goal (self);
      return lkb_editor_begin_rename (self->editor);
    case GDK_KEY_Delete:
    case GDK_KEY_KP_Delete:
    case GDK_KEY_BackSpace:
      return plain
             && (lkb_editor_remove_stop (self->editor)
                 || lkb_editor_delete_selected (self->editor));
    case GDK_KEY_Left:
    case GDK_KEY_KP_Left:
      return press_arrow (self, LKB_SIDE_LEFT, modifiers);
    case GDK_KEY_Right:
    case GDK_KEY_KP_Right:
      return press_arrow (self, LKB_SIDE_RIGHT, modifiers);
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      return press_arrow (self, LKB_SIDE_TOP, modifiers);
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      return press_arrow (self, LKB_SIDE_BOTTOM, modifiers);
    case GDK_KEY_space:
      if (!plain)
        return FALSE;
      lkb_editor_set_space (self->editor, TRUE);
      return TRUE;
    case GDK_KEY_a:
      if (modifiers == LKB_MOD_CTRL)
        {
          lkb_editor_select_all (self->editor);
          return TRUE;
        }
      break;
    case GDK_KEY_s:
      if (modifiers == LKB_MOD_ALT)
        {
          lkb_editor_toggle_snap (self->editor);
          return TRUE;
        }
      break;
    case GDK_KEY_g:
      if (modifiers == LKB_MOD_CTRL)
        return lkb_editor_group_selected (self->editor);
      break;
    case GDK_KEY_c:
      if (modifiers == LKB_MOD_CTRL)
        return lkb_canvas_copy (self);
      break;
    case GDK_KEY_x:
      if (modifiers == LKB_MOD_CTRL)
        return lkb_canvas_copy (self) && lkb_editor_delete_selected (self->editor);
      break;
    case GDK_KEY_v:
      if (modifiers == LKB_MOD_CTRL)
        {
          lkb_canvas_paste (self);
          return TRUE;
        }
      break;
    case GDK_KEY_d:
      if (modifiers == LKB_MOD_CTRL)
        return lkb_editor_duplicate_selected (self->editor);
      break;
    default:
      break;
    }

  if (plain && self->single_keys)
    return press_letter (self, keyval, keycode, modifiers);
  return FALSE;
}
