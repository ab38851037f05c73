/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Pointer, touch, pen, keys and what is dropped, told to the editor. */

#include "lkb-canvas-private.h"

#include <math.h>

#include "lkb-kind-drag.h"

/* Pixels that a notch of a wheel pans. */
#define WHEEL_STEP 48.0
/* Where the pointer is while it is not on the canvas. */
#define POINTER_ELSEWHERE ((LkbPoint){ -1, -1 })

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

/* From the place of an event on the window's surface; FALSE when the canvas is on none. */
static gboolean
convert_place (LkbCanvas *self, double x, double y, LkbPoint *at)
{
  GtkNative *native = gtk_widget_get_native (GTK_WIDGET (self));
  graphene_point_t on_window, on_canvas;
  double left, top;

  if (native == NULL)
    return FALSE;
  gtk_native_get_surface_transform (native, &left, &top);
  graphene_point_init (&on_window, (float) (x - left), (float) (y - top));
  if (!gtk_widget_compute_point (GTK_WIDGET (native), GTK_WIDGET (self), &on_window, &on_canvas))
    return FALSE;
  *at = (LkbPoint){ on_canvas.x, on_canvas.y };
  return TRUE;
}

/* Where the pointer was since the last frame: a quick stroke is round only with all of its places. */
static void
draw_history (LkbCanvas *self, gpointer controller, const LkbPointerEvent *now)
{
  GdkEvent *event = gtk_event_controller_get_current_event (controller);
  g_autofree GdkTimeCoord *coords = NULL;
  guint n = 0;

  if (event == NULL || gdk_event_get_event_type (event) != GDK_MOTION_NOTIFY)
    return;
  coords = gdk_event_get_history (event, &n);
  for (guint i = 0; i < n; i++)
    {
      const GdkTimeCoord *coord = &coords[i];
      LkbPointerEvent before = *now;

      if ((coord->flags & GDK_AXIS_FLAG_X) == 0 || (coord->flags & GDK_AXIS_FLAG_Y) == 0
          || !convert_place (self, coord->axes[GDK_AXIS_X], coord->axes[GDK_AXIS_Y],
                             &before.screen))
        continue;
      before.board = lkb_viewport_to_board (lkb_editor_get_viewport (self->editor), before.screen.x,
                                            before.screen.y);
      if ((coord->flags & GDK_AXIS_FLAG_PRESSURE) != 0)
        before.pressure = coord->axes[GDK_AXIS_PRESSURE];
      lkb_editor_motion (self->editor, &before);
    }
}

void
lkb_canvas_update_cursor (LkbCanvas *self)
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
  lkb_canvas_update_cursor (self);
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
  lkb_canvas_update_cursor (self);
}

static void
drag_end_cb (GtkGestureDrag *gesture, double dx, double dy, LkbCanvas *self)
{
  double x, y;

  if (self->editor != NULL && gtk_gesture_drag_get_start_point (gesture, &x, &y))
    release (self, gesture, x + dx, y + dy);
}

/* The toolkit sends a motion of its own when something under the pointer was laid out; where it is slow, that says that the
 * button is up before the release is told, and takes the gesture for broken. @at: where it is. */
static gboolean
is_let_go (LkbCanvas *self, GtkGesture *gesture, LkbPoint *at)
{
  GdkEvent *event = gtk_event_controller_get_current_event (GTK_EVENT_CONTROLLER (gesture));
  GdkModifierType held = GDK_BUTTON1_MASK << (CLAMP (self->press_button, 1, 5) - 1);
  double x, y;

  return event != NULL && gdk_event_get_event_type (event) == GDK_MOTION_NOTIFY
         && (gdk_event_get_modifier_state (event) & held) == 0
         && gdk_event_get_position (event, &x, &y) && convert_place (self, x, y, at);
}

static void
drag_cancel_cb (GtkGesture *gesture, GdkEventSequence *sequence, LkbCanvas *self)
{
  LkbPoint at;

  if (self->editor == NULL)
    return;
  if (lkb_editor_in_gesture (self->editor) && is_let_go (self, gesture, &at))
    release (self, gesture, at.x, at.y);
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
  lkb_canvas_update_cursor (self);
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
      lkb_canvas_update_cursor (self);
    }
}

static void
focus_leave_cb (GtkEventControllerFocus *controller, LkbCanvas *self)
{
  if (self->editor != NULL)
    lkb_editor_set_space (self->editor, FALSE);
  /* The ring is drawn by hand: no style changes with the focus. */
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* @drag: (nullable): the toolkit may not know it yet. */
static void
preview_drag (LkbCanvas *self, const GValue *drag, double x, double y)
{
  if (self->editor == NULL || drag == NULL || !G_VALUE_HOLDS (drag, LKB_TYPE_KIND_DRAG)
      || lkb_editor_is_read_only (self->editor))
    return;
  lkb_editor_preview_card (self->editor, ((LkbKindDrag *) g_value_get_boxed (drag))->kind,
                           lkb_viewport_to_board (lkb_editor_get_viewport (self->editor), x, y));
}

static GdkDragAction
drag_over_cb (GtkDropTarget *target, double x, double y, LkbCanvas *self)
{
  preview_drag (self, gtk_drop_target_get_value (target), x, y);
  return GDK_ACTION_COPY;
}

static void
drag_leave_cb (GtkDropTarget *target, LkbCanvas *self)
{
  if (self->editor != NULL)
    lkb_editor_end_preview (self->editor);
}

static gboolean
drop_cb (GtkDropTarget *target, const GValue *value, double x, double y, LkbCanvas *self)
{
  LkbPoint at;

  if (self->editor == NULL || !G_VALUE_HOLDS (value, LKB_TYPE_KIND_DRAG)
      || lkb_editor_is_read_only (self->editor))
    return FALSE;
  at = lkb_viewport_to_board (lkb_editor_get_viewport (self->editor), x, y);
  lkb_editor_end_preview (self->editor);
  gtk_widget_grab_focus (GTK_WIDGET (self));
  return lkb_editor_place (self->editor, ((LkbKindDrag *) g_value_get_boxed (value))->kind, &at,
                           FALSE);
}

void
lkb_canvas_add_input (LkbCanvas *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkEventController *controller;

  self->pointer = POINTER_ELSEWHERE;
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
  gtk_drop_target_set_preload (GTK_DROP_TARGET (controller), TRUE);
  g_signal_connect (controller, "enter", G_CALLBACK (drag_over_cb), self);
  g_signal_connect (controller, "motion", G_CALLBACK (drag_over_cb), self);
  g_signal_connect (controller, "leave", G_CALLBACK (drag_leave_cb), self);
  g_signal_connect (controller, "drop", G_CALLBACK (drop_cb), self);
  gtk_widget_add_controller (widget, controller);
}
