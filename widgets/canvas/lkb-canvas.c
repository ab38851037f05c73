/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-canvas.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "lkb-canvas-private.h"
#include "lkb-canvas-proxies.h"
#include "lkb-element-proxy.h"
#include "lkb-kind-drag.h"

/* Pixels that a notch of a wheel pans. */
#define WHEEL_STEP 48.0
/* Where the pointer is while it is not on the canvas. */
#define POINTER_ELSEWHERE ((LkbPoint){ -1, -1 })

G_DEFINE_FINAL_TYPE (LkbCanvas, lkb_canvas, GTK_TYPE_WIDGET)

LkbModifiers
lkb_canvas_get_modifiers (GdkModifierType state)
{
  LkbModifiers modifiers = LKB_MOD_NONE;

  if ((state & GDK_SHIFT_MASK) != 0)
    modifiers |= LKB_MOD_SHIFT;
  if ((state & GDK_CONTROL_MASK) != 0)
    modifiers |= LKB_MOD_CTRL;
  if ((state & GDK_ALT_MASK) != 0)
    modifiers |= LKB_MOD_ALT;
  return modifiers;
}

/* Of a stylus; 0 of what knows none, which must not be asked: GTK 4.8 reads axes that are not there. */
static double
get_pressure (GdkEvent *event)
{
  GdkEventType type = event != NULL ? gdk_event_get_event_type (event) : GDK_DELETE;
  double pressure = 0;

  if ((type != GDK_MOTION_NOTIFY && type != GDK_BUTTON_PRESS)
      || gdk_event_get_device_tool (event) == NULL
      || !gdk_event_get_axis (event, GDK_AXIS_PRESSURE, &pressure))
    return 0;
  return pressure;
}

/* @controller: the one that is handling an event. */
static void
fill_event (LkbCanvas *self, LkbPointerEvent *event, gpointer controller, double x, double y)
{
  GdkEvent *source = gtk_event_controller_get_current_event (controller);
  GdkDevice *device = gtk_event_controller_get_current_event_device (controller);

  *event = (LkbPointerEvent){ 0 };
  event->screen = (LkbPoint){ x, y };
  event->board = lkb_viewport_to_board (lkb_editor_get_viewport (self->editor), x, y);
  event->modifiers = lkb_canvas_get_modifiers (
      gtk_event_controller_get_current_event_state (controller));
  event->is_touch = device != NULL && gdk_device_get_source (device) == GDK_SOURCE_TOUCHSCREEN;
  event->pressure = get_pressure (source);
  self->pointer = event->screen;
}

/* Where the pointer was since the last frame: a quick stroke is round only with all of its places. */
static void
draw_history (LkbCanvas *self, gpointer controller, const LkbPointerEvent *now)
{
  GdkEvent *event = gtk_event_controller_get_current_event (controller);
  GtkNative *native = gtk_widget_get_native (GTK_WIDGET (self));
  g_autofree GdkTimeCoord *coords = NULL;
  double left, top;
  guint n = 0;

  if (event == NULL || native == NULL || gdk_event_get_event_type (event) != GDK_MOTION_NOTIFY)
    return;
  coords = gdk_event_get_history (event, &n);
  gtk_native_get_surface_transform (native, &left, &top);
  for (guint i = 0; i < n; i++)
    {
      const GdkTimeCoord *coord = &coords[i];
      graphene_point_t on_window = GRAPHENE_POINT_INIT ((float) (coord->axes[GDK_AXIS_X] - left),
                                                        (float) (coord->axes[GDK_AXIS_Y] - top));
      LkbPointerEvent before = *now;
      graphene_point_t at;

      if ((coord->flags & GDK_AXIS_FLAG_X) == 0 || (coord->flags & GDK_AXIS_FLAG_Y) == 0
          || !gtk_widget_compute_point (GTK_WIDGET (native), GTK_WIDGET (self), &on_window, &at))
        continue;
      before.screen = (LkbPoint){ at.x, at.y };
      before.board = lkb_viewport_to_board (lkb_editor_get_viewport (self->editor), at.x, at.y);
      if ((coord->flags & GDK_AXIS_FLAG_PRESSURE) != 0)
        before.pressure = coord->axes[GDK_AXIS_PRESSURE];
      lkb_editor_motion (self->editor, &before);
    }
}

static void
update_cursor (LkbCanvas *self)
{
  static const char *const names[] = {
    [LKB_CURSOR_DEFAULT] = "default",   [LKB_CURSOR_POINTER] = "pointer",
    [LKB_CURSOR_MOVE] = "move",         [LKB_CURSOR_GRAB] = "grab",
    [LKB_CURSOR_GRABBING] = "grabbing", [LKB_CURSOR_CROSSHAIR] = "crosshair",
    [LKB_CURSOR_COPY] = "copy",         [LKB_CURSOR_RESIZE] = "nwse-resize",
  };
  const char *name = names[lkb_editor_get_cursor (self->editor)];
  GdkCursor *cursor = gtk_widget_get_cursor (GTK_WIDGET (self));

  if (cursor == NULL || g_strcmp0 (gdk_cursor_get_name (cursor), name) != 0)
    gtk_widget_set_cursor_from_name (GTK_WIDGET (self), name);
}

/* A press soon after and near the one before is a double click; GtkGestureDrag does not count. */
static guint
count_press (LkbCanvas *self, double x, double y, guint button, guint32 time)
{
  int interval = 400, distance = 5;

  g_object_get (gtk_widget_get_settings (GTK_WIDGET (self)), "gtk-double-click-time", &interval,
                "gtk-double-click-distance", &distance, NULL);
  if (button == self->press_button && time - self->press_time <= (guint32) interval
      && fabs (x - self->press_at.x) <= distance && fabs (y - self->press_at.y) <= distance)
    self->n_press++;
  else
    self->n_press = 1;
  self->press_button = button;
  self->press_time = time;
  self->press_at = (LkbPoint){ x, y };
  return self->n_press;
}

static void
drag_begin_cb (GtkGestureDrag *gesture, double x, double y, LkbCanvas *self)
{
  GtkEventController *controller = GTK_EVENT_CONTROLLER (gesture);
  LkbPointerEvent event;

  gtk_widget_grab_focus (GTK_WIDGET (self));
  if (self->editor == NULL)
    return;
  lkb_canvas_motion_end (self->motion);
  lkb_canvas_commit_edit (self);
  fill_event (self, &event, controller, x, y);
  event.button = gtk_gesture_single_get_current_button (GTK_GESTURE_SINGLE (gesture));
  event.n_press = count_press (self, x, y, event.button,
                               gtk_event_controller_get_current_event_time (controller));
  lkb_editor_press (self->editor, &event);
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  update_cursor (self);
}

static void
drag_update_cb (GtkGestureDrag *gesture, double dx, double dy, LkbCanvas *self)
{
  LkbPointerEvent event;
  double x, y;

  if (self->editor == NULL || !gtk_gesture_drag_get_start_point (gesture, &x, &y))
    return;
  fill_event (self, &event, gesture, x + dx, y + dy);
  if (lkb_editor_get_tool (self->editor) == LKB_TOOL_PEN)
    draw_history (self, gesture, &event);
  lkb_editor_motion (self->editor, &event);
}

/* @gesture: that is handling an event. */
static void
release (LkbCanvas *self, gpointer gesture, double x, double y)
{
  LkbPointerEvent event;

  fill_event (self, &event, gesture, x, y);
  event.button = self->press_button;
  event.n_press = self->n_press;
  lkb_editor_release (self->editor, &event);
  update_cursor (self);
}

static void
drag_end_cb (GtkGestureDrag *gesture, double dx, double dy, LkbCanvas *self)
{
  double x, y;

  if (self->editor != NULL && gtk_gesture_drag_get_start_point (gesture, &x, &y))
    release (self, gesture, x + dx, y + dy);
}

/* The toolkit sends a motion of its own when something under the pointer was laid out; where it is slow, that says that the
 * button is up before the release is told, and takes the gesture for broken. */
static gboolean
is_let_go (LkbCanvas *self, GtkGesture *gesture)
{
  GdkEvent *event = gtk_event_controller_get_current_event (GTK_EVENT_CONTROLLER (gesture));
  GdkModifierType held = GDK_BUTTON1_MASK << (CLAMP (self->press_button, 1, 5) - 1);

  return event != NULL && gdk_event_get_event_type (event) == GDK_MOTION_NOTIFY
         && (gdk_event_get_modifier_state (event) & held) == 0;
}

static void
drag_cancel_cb (GtkGesture *gesture, GdkEventSequence *sequence, LkbCanvas *self)
{
  if (self->editor == NULL)
    return;
  if (lkb_editor_in_gesture (self->editor) && is_let_go (self, gesture))
    release (self, gesture, self->pointer.x, self->pointer.y);
  else
    lkb_editor_cancel (self->editor);
}

static void
motion_cb (GtkEventControllerMotion *controller, double x, double y, LkbCanvas *self)
{
  LkbPointerEvent event;

  if (self->editor == NULL)
    return;
  fill_event (self, &event, controller, x, y);
  /* During a gesture the drag controller reports the motion. */
  if (!lkb_editor_in_gesture (self->editor))
    lkb_editor_motion (self->editor, &event);
  update_cursor (self);
}

static void
enter_cb (GtkEventControllerMotion *controller, double x, double y, LkbCanvas *self)
{
  self->pointer = (LkbPoint){ x, y };
}

static void
leave_cb (GtkEventControllerMotion *controller, LkbCanvas *self)
{
  self->pointer = POINTER_ELSEWHERE;
  if (self->editor != NULL && !lkb_editor_in_gesture (self->editor))
    lkb_editor_set_hover (self->editor, NULL);
}

static gboolean
scroll_cb (GtkEventControllerScroll *controller, double dx, double dy, LkbCanvas *self)
{
  GdkModifierType state = gtk_event_controller_get_current_event_state (
      GTK_EVENT_CONTROLLER (controller));
  GdkEvent *event = gtk_event_controller_get_current_event (GTK_EVENT_CONTROLLER (controller));
  gboolean notches = event == NULL || gdk_scroll_event_get_direction (event) != GDK_SCROLL_SMOOTH;
  double step = notches ? WHEEL_STEP : WHEEL_STEP / 2;
  LkbViewport *viewport;

  if (self->editor == NULL)
    return GDK_EVENT_PROPAGATE;

  lkb_canvas_motion_end (self->motion);
  viewport = lkb_editor_get_viewport (self->editor);
  if ((state & GDK_CONTROL_MASK) != 0)
    lkb_viewport_zoom_at (viewport, pow (LKB_ZOOM_STEP, -dy), self->pointer.x, self->pointer.y);
  else if ((state & GDK_SHIFT_MASK) != 0 && dx == 0)
    lkb_viewport_pan (viewport, -dy * step, 0);
  else
    lkb_viewport_pan (viewport, -dx * step, -dy * step);
  return GDK_EVENT_STOP;
}

static void
pinch_begin_cb (GtkGesture *gesture, GdkEventSequence *sequence, LkbCanvas *self)
{
  if (self->editor == NULL)
    return;
  lkb_canvas_motion_end (self->motion);
  lkb_editor_cancel (self->editor);
  self->pinch_zoom = lkb_viewport_get_zoom (lkb_editor_get_viewport (self->editor));
  gtk_gesture_get_bounding_box_center (gesture, &self->pinch_at.x, &self->pinch_at.y);
}

static void
pinch_cb (GtkGestureZoom *gesture, double scale, LkbCanvas *self)
{
  LkbViewport *viewport;
  LkbPoint at = self->pinch_at;

  if (self->editor == NULL)
    return;
  viewport = lkb_editor_get_viewport (self->editor);
  gtk_gesture_get_bounding_box_center (GTK_GESTURE (gesture), &at.x, &at.y);
  lkb_viewport_pan (viewport, at.x - self->pinch_at.x, at.y - self->pinch_at.y);
  lkb_viewport_zoom_to_at (viewport, self->pinch_zoom * scale, at.x, at.y);
  self->pinch_at = at;
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller, guint keyval, guint keycode,
                GdkModifierType state, LkbCanvas *self)
{
  /* While something is typed on the canvas, the keys are the text's. */
  if (self->editor == NULL || self->entry != NULL)
    return GDK_EVENT_PROPAGATE;
  return lkb_canvas_key (self, keyval, keycode, state);
}

static void
key_released_cb (GtkEventControllerKey *controller, guint keyval, guint keycode,
                 GdkModifierType state, LkbCanvas *self)
{
  if (self->editor != NULL && keyval == GDK_KEY_space)
    {
      lkb_editor_set_space (self->editor, FALSE);
      update_cursor (self);
    }
}

static void
focus_leave_cb (GtkEventControllerFocus *controller, LkbCanvas *self)
{
  if (self->editor != NULL)
    lkb_editor_set_space (self->editor, FALSE);
}

static gboolean
drop_cb (GtkDropTarget *target, const GValue *value, double x, double y, LkbCanvas *self)
{
  LkbPoint at;

  if (self->editor == NULL || !G_VALUE_HOLDS (value, LKB_TYPE_KIND_DRAG))
    return FALSE;
  at = lkb_viewport_to_board (lkb_editor_get_viewport (self->editor), x, y);
  gtk_widget_grab_focus (GTK_WIDGET (self));
  return lkb_editor_place (self->editor, ((LkbKindDrag *) g_value_get_boxed (value))->kind, &at,
                           FALSE);
}

static void
viewport_changed_cb (LkbViewport *viewport, LkbCanvas *self)
{
  /* Where the page follows the view it goes on to do so when something new is gone to, unless a panel lies over it. */
  if (!self->fitting && !lkb_editor_is_limiting (self->editor)
      && (!lkb_editor_is_revealing (self->editor) || lkb_viewport_is_covered (viewport)))
    {
      self->fit_again = lkb_editor_is_revealing (self->editor)
                        && (self->auto_fit || self->fit_again);
      self->auto_fit = FALSE;
    }
  if (self->entry != NULL || self->auto_fit)
    gtk_widget_queue_allocate (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
  lkb_canvas_proxies_queue (self->proxies, TRUE);
}

static void
scene_changed_cb (LkbEditor *editor, LkbCanvas *self)
{
  /* Scene and page are brought up to date once a frame, before it is drawn. */
  lkb_canvas_forget_drawing (self);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
  lkb_canvas_proxies_queue (self->proxies, FALSE);
}

static void
selection_changed_cb (LkbEditor *editor, LkbCanvas *self)
{
  lkb_canvas_forget_drawing (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  lkb_canvas_proxies_select (self->proxies);
}

static void
overlay_changed_cb (LkbEditor *editor, LkbCanvas *self)
{
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
tool_changed_cb (LkbEditor *editor, LkbCanvas *self)
{
  update_cursor (self);
}

static void
rename_cb (LkbEditor *editor, const char *id, LkbCanvas *self)
{
  lkb_canvas_begin_rename (self, id);
}

static void
edit_owner_cb (LkbEditor *editor, const char *id, LkbCanvas *self)
{
  lkb_canvas_begin_owner (self, id);
}

static void
page_activated_cb (LkbEditor *editor, int part, LkbCanvas *self)
{
  const LkbSheetStop *stop = lkb_editor_get_stop (editor);

  if (stop != NULL && (int) stop->part == part)
    lkb_canvas_begin_page (self, stop->field, stop->row);
}

static void
connect_to_empty_cb (LkbEditor *editor, const char *from, double x, double y, LkbCanvas *self)
{
  lkb_canvas_show_kinds (self, (LkbPoint){ x, y }, from);
}

static void
kind_list_cb (LkbEditor *editor, double x, double y, LkbCanvas *self)
{
  lkb_canvas_show_kinds (self, (LkbPoint){ x, y }, NULL);
}

void
lkb_canvas_set_editor (LkbCanvas *self, LkbEditor *editor)
{
  g_return_if_fail (LKB_IS_CANVAS (self));
  g_return_if_fail (editor == NULL || LKB_IS_EDITOR (editor));

  if (editor == self->editor)
    return;

  lkb_canvas_cancel_edit (self);
  lkb_canvas_forget_drawing (self);
  lkb_node_cache_clear (self->cache);
  lkb_canvas_motion_follow (self->motion, editor);
  if (self->editor != NULL)
    {
      lkb_editor_cancel (self->editor);
      g_signal_handlers_disconnect_by_data (lkb_editor_get_viewport (self->editor), self);
      g_signal_handlers_disconnect_by_data (self->editor, self);
    }
  lkb_canvas_proxies_clear (self->proxies);
  g_set_object (&self->editor, editor);
  if (editor == NULL)
    return;

  g_signal_connect (lkb_editor_get_viewport (editor), "changed", G_CALLBACK (viewport_changed_cb),
                    self);
  g_signal_connect (editor, "scene-changed", G_CALLBACK (scene_changed_cb), self);
  g_signal_connect (editor, "selection-changed", G_CALLBACK (selection_changed_cb), self);
  g_signal_connect (editor, "overlay-changed", G_CALLBACK (overlay_changed_cb), self);
  g_signal_connect (editor, "tool-changed", G_CALLBACK (tool_changed_cb), self);
  g_signal_connect (editor, "rename", G_CALLBACK (rename_cb), self);
  g_signal_connect (editor, "edit-owner", G_CALLBACK (edit_owner_cb), self);
  g_signal_connect (editor, "page-activated", G_CALLBACK (page_activated_cb), self);
  g_signal_connect (editor, "connect-to-empty", G_CALLBACK (connect_to_empty_cb), self);
  g_signal_connect (editor, "kind-list", G_CALLBACK (kind_list_cb), self);
  lkb_canvas_proxies_queue (self->proxies, FALSE);
  lkb_canvas_fit (self);
}

LkbEditor *
lkb_canvas_get_editor (LkbCanvas *self)
{
  g_return_val_if_fail (LKB_IS_CANVAS (self), NULL);
  return self->editor;
}

void
lkb_canvas_set_theme (LkbCanvas *self, LkbThemeId theme)
{
  g_return_if_fail (LKB_IS_CANVAS (self));

  if (self->theme == theme)
    return;
  self->theme = theme;
  lkb_node_cache_set_theme (self->cache, lkb_theme_get (theme));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
lkb_canvas_set_grid_visible (LkbCanvas *self, gboolean visible)
{
  g_return_if_fail (LKB_IS_CANVAS (self));
  self->grid_visible = visible;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

gboolean
lkb_canvas_get_grid_visible (LkbCanvas *self)
{
  g_return_val_if_fail (LKB_IS_CANVAS (self), FALSE);
  return self->grid_visible;
}

void
lkb_canvas_set_single_keys (LkbCanvas *self, gboolean single_keys)
{
  g_return_if_fail (LKB_IS_CANVAS (self));
  self->single_keys = single_keys;
}

void
lkb_canvas_set_findings (LkbCanvas *self, LkbFindings *findings, gboolean strict)
{
  g_return_if_fail (LKB_IS_CANVAS (self));

  if (findings != NULL)
    lkb_findings_ref (findings);
  g_clear_pointer (&self->findings, lkb_findings_unref);
  self->findings = findings;
  self->strict = strict;
  lkb_canvas_choose_badges (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  lkb_canvas_proxies_queue (self->proxies, FALSE);
}

void
lkb_canvas_set_present (LkbCanvas *self, const LkbPresent *present)
{
  g_return_if_fail (LKB_IS_CANVAS (self));
  self->present = present;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
fit_now (LkbCanvas *self)
{
  self->fitting = TRUE;
  lkb_editor_zoom_to_fit (self->editor);
  self->fitting = FALSE;
}

void
lkb_canvas_fit_again (LkbCanvas *self)
{
  g_return_if_fail (LKB_IS_CANVAS (self));

  if (!self->fit_again)
    return;
  lkb_canvas_motion_begin_view (self->motion);
  lkb_canvas_fit (self);
}

void
lkb_canvas_fit (LkbCanvas *self)
{
  g_return_if_fail (LKB_IS_CANVAS (self));

  self->auto_fit = TRUE;
  self->fit_again = FALSE;
  if (self->editor != NULL && gtk_widget_get_width (GTK_WIDGET (self)) > 0)
    fit_now (self);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

void
lkb_canvas_zoom_by (LkbCanvas *self, double factor)
{
  LkbViewport *viewport;

  g_return_if_fail (LKB_IS_CANVAS (self));

  if (self->editor == NULL)
    return;
  viewport = lkb_editor_get_viewport (self->editor);
  lkb_viewport_zoom_at (viewport, factor, lkb_viewport_get_width (viewport) / 2,
                        lkb_viewport_get_height (viewport) / 2);
}

guint64
lkb_canvas_get_n_recorded (LkbCanvas *self)
{
  g_return_val_if_fail (LKB_IS_CANVAS (self), 0);
  return lkb_node_cache_get_n_recorded (self->cache);
}

/* Whether the page is wholly in view; when it grew beyond, it is fitted again. */
static gboolean
is_page_visible (LkbCanvas *self)
{
  LkbBox frame = lkb_sheet_get_frame (lkb_editor_get_sheet (self->editor));
  LkbBox visible = lkb_viewport_get_visible (lkb_editor_get_viewport (self->editor));

  return frame.x >= visible.x && frame.y >= visible.y && frame.x + frame.w <= visible.x + visible.w
         && frame.y + frame.h <= visible.y + visible.h;
}

static void
lkb_canvas_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  LkbCanvas *self = LKB_CANVAS (widget);
  LkbViewport *viewport;
  gboolean resized;

  if (self->editor == NULL)
    return;

  viewport = lkb_editor_get_viewport (self->editor);
  resized = lkb_viewport_get_width (viewport) != width
            || lkb_viewport_get_height (viewport) != height;
  if (resized)
    lkb_canvas_motion_forget (self->motion);
  self->fitting = TRUE;
  lkb_viewport_set_size (viewport, width, height);
  self->fitting = FALSE;
  lkb_editor_get_sheet (self->editor);
  if (self->auto_fit && width > 0 && height > 0
      && (resized
          || (!is_page_visible (self)
              && !lkb_history_in_transaction (lkb_editor_get_history (self->editor)))))
    {
      /* What is laid out after the change moves the page once more. */
      if (!resized)
        lkb_canvas_motion_begin_view (self->motion);
      fit_now (self);
    }
  lkb_canvas_allocate_edit (self);
  lkb_canvas_proxies_allocate (self->proxies);
}

gboolean
lkb_canvas_has_focus (LkbCanvas *self)
{
  GtkRoot *root;
  GtkWidget *focus;

  g_return_val_if_fail (LKB_IS_CANVAS (self), FALSE);

  root = gtk_widget_get_root (GTK_WIDGET (self));
  focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  return focus == GTK_WIDGET (self)
         || (LKB_IS_ELEMENT_PROXY (focus) && gtk_widget_get_parent (focus) == GTK_WIDGET (self));
}

/* The active element takes the focus in place of the canvas; its keys come up to the canvas. */
static gboolean
lkb_canvas_grab_focus (GtkWidget *widget)
{
  GtkWidget *active = lkb_canvas_proxies_get_active (LKB_CANVAS (widget)->proxies);

  if (active != NULL && gtk_widget_grab_focus (active))
    return TRUE;
  return GTK_WIDGET_CLASS (lkb_canvas_parent_class)->grab_focus (widget);
}

/* At either end of the reading order Tab leaves the canvas. */
static gboolean
lkb_canvas_focus (GtkWidget *widget, GtkDirectionType direction)
{
  if (lkb_canvas_has_focus (LKB_CANVAS (widget)))
    return FALSE;
  return GTK_WIDGET_CLASS (lkb_canvas_parent_class)->focus (widget, direction);
}

static void
lkb_canvas_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                    int *natural, int *minimum_baseline, int *natural_baseline)
{
  *minimum = 120;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 958 : 588;
}

static void
lkb_canvas_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  LkbCanvas *self = LKB_CANVAS (widget);
  const LkbTheme *theme = lkb_theme_get (self->theme);
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height);
  GdkRGBA desk = lkb_theme_get_gdk_rgba (theme, lkb_colour (LKB_COLOUR_DESK));

  gtk_snapshot_push_clip (snapshot, &bounds);
  gtk_snapshot_append_color (snapshot, &desk, &bounds);
  if (self->editor != NULL)
    lkb_canvas_draw (self, snapshot);
  if (gtk_widget_has_visible_focus (widget)
      && (self->editor == NULL || lkb_editor_get_n_selected (self->editor) == 0))
    {
      GdkRGBA ring = lkb_theme_get_gdk_rgba (theme, lkb_colour (LKB_COLOUR_ACCENT));
      GdkRGBA rings[4] = { ring, ring, ring, ring };
      float widths[4] = { 2, 2, 2, 2 };
      GskRoundedRect outline;

      gsk_rounded_rect_init_from_rect (&outline, &bounds, 0);
      gtk_snapshot_append_border (snapshot, &outline, widths, rings);
    }
  gtk_snapshot_pop (snapshot);

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      if (!GTK_IS_NATIVE (child) && !LKB_IS_ELEMENT_PROXY (child))
        gtk_widget_snapshot_child (widget, child, snapshot);
    }
}

static void
lkb_canvas_dispose (GObject *object)
{
  LkbCanvas *self = LKB_CANVAS (object);

  lkb_canvas_set_editor (self, NULL);
  g_clear_pointer (&self->popover, gtk_widget_unparent);
  g_clear_pointer (&self->findings, lkb_findings_unref);
  g_clear_pointer (&self->proxies, lkb_canvas_proxies_free);
  g_clear_pointer (&self->motion, lkb_canvas_motion_free);
  G_OBJECT_CLASS (lkb_canvas_parent_class)->dispose (object);
}

static void
lkb_canvas_finalize (GObject *object)
{
  LkbCanvas *self = LKB_CANVAS (object);

  g_clear_pointer (&self->cache, lkb_node_cache_free);
  g_clear_pointer (&self->badges, g_hash_table_unref);
  g_clear_pointer (&self->badge_of, g_hash_table_unref);
  G_OBJECT_CLASS (lkb_canvas_parent_class)->finalize (object);
}

static void
lkb_canvas_class_init (LkbCanvasClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = lkb_canvas_dispose;
  object_class->finalize = lkb_canvas_finalize;
  widget_class->size_allocate = lkb_canvas_size_allocate;
  widget_class->measure = lkb_canvas_measure;
  widget_class->snapshot = lkb_canvas_snapshot;
  widget_class->focus = lkb_canvas_focus;
  widget_class->grab_focus = lkb_canvas_grab_focus;
  gtk_widget_class_set_css_name (widget_class, "lkb-canvas");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LIST);
}

static void
lkb_canvas_init (LkbCanvas *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkEventController *controller;

  self->cache = lkb_node_cache_new ();
  self->proxies = lkb_canvas_proxies_new (self);
  self->motion = lkb_canvas_motion_new (self);
  self->badge_of = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->badges = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) lkb_picture_unref);
  self->pointer = POINTER_ELSEWHERE;
  self->grid_visible = TRUE;
  self->single_keys = TRUE;
  gtk_widget_set_focusable (widget, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Board"),
                                  -1);

  self->drag = gtk_gesture_drag_new ();
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (self->drag), 0);
  g_signal_connect (self->drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect (self->drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  g_signal_connect (self->drag, "drag-end", G_CALLBACK (drag_end_cb), self);
  g_signal_connect (self->drag, "cancel", G_CALLBACK (drag_cancel_cb), self);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (self->drag));

  controller = gtk_event_controller_motion_new ();
  g_signal_connect (controller, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect (controller, "enter", G_CALLBACK (enter_cb), self);
  g_signal_connect (controller, "leave", G_CALLBACK (leave_cb), self);
  gtk_widget_add_controller (widget, controller);

  controller = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES);
  g_signal_connect (controller, "scroll", G_CALLBACK (scroll_cb), self);
  gtk_widget_add_controller (widget, controller);

  controller = GTK_EVENT_CONTROLLER (gtk_gesture_zoom_new ());
  g_signal_connect (controller, "begin", G_CALLBACK (pinch_begin_cb), self);
  g_signal_connect (controller, "scale-changed", G_CALLBACK (pinch_cb), self);
  gtk_widget_add_controller (widget, controller);

  controller = gtk_event_controller_key_new ();
  g_signal_connect (controller, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  g_signal_connect (controller, "key-released", G_CALLBACK (key_released_cb), self);
  gtk_widget_add_controller (widget, controller);

  controller = gtk_event_controller_focus_new ();
  g_signal_connect (controller, "leave", G_CALLBACK (focus_leave_cb), self);
  gtk_widget_add_controller (widget, controller);

  controller = GTK_EVENT_CONTROLLER (gtk_drop_target_new (LKB_TYPE_KIND_DRAG, GDK_ACTION_COPY));
  g_signal_connect (controller, "drop", G_CALLBACK (drop_cb), self);
  gtk_widget_add_controller (widget, controller);
}

LkbCanvas *
lkb_canvas_new (void)
{
  return g_object_new (LKB_TYPE_CANVAS, NULL);
}
