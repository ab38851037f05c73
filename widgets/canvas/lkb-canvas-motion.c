/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-canvas-motion.h"

#include "lkb-canvas-private.h"

struct _LkbCanvasMotion
{
  LkbCanvas *canvas;
  LkbEditor *editor; /* (nullable): the one that is followed */
  LkbMotion *motion; /* NULL while everything is drawn where it is */
  LkbMotionView drawn; /* the latest frame's */
  gboolean has_drawn;
  GPtrArray *
      unseen; /* (element-type LkbChange): what happened since; a gesture is mostly seen as it goes */
  LkbViewport *viewport; /* what is drawn during a motion */
  LkbMotionView to; /* the view as it is, in this frame */
  LkbMotionView view; /* what is drawn of it */
  guint tick;
  gint64 time; /* of the latest frame */
  LkbClockFunc clock; /* NULL: that of the frames */
  gpointer clock_data;
};

LkbCanvasMotion *
lkb_canvas_motion_new (LkbCanvas *canvas)
{
  LkbCanvasMotion *self = g_new0 (LkbCanvasMotion, 1);

  self->canvas = canvas;
  self->viewport = lkb_viewport_new ();
  self->unseen = g_ptr_array_new_with_free_func ((GDestroyNotify) lkb_change_unref);
  return self;
}

void
lkb_canvas_motion_free (LkbCanvasMotion *self)
{
  lkb_canvas_motion_follow (self, NULL);
  g_object_unref (self->viewport);
  g_ptr_array_unref (self->unseen);
  g_free (self);
}

static void
stop (LkbCanvasMotion *self)
{
  g_clear_pointer (&self->motion, lkb_motion_free);
  if (self->tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self->canvas), self->tick);
  self->tick = 0;
}

void
lkb_canvas_motion_end (LkbCanvasMotion *self)
{
  if (self->motion == NULL)
    return;
  stop (self);
  gtk_widget_queue_draw (GTK_WIDGET (self->canvas));
}

void
lkb_canvas_motion_forget (LkbCanvasMotion *self)
{
  lkb_canvas_motion_end (self);
  self->has_drawn = FALSE;
  g_ptr_array_set_size (self->unseen, 0);
}

/* The newer of the two settings is looked up by name, as GTK 4.8 does not have it. */
static gboolean
is_motion_wanted (GtkWidget *widget)
{
  GtkSettings *settings = gtk_widget_get_settings (widget);
  GParamSpec *reduced = g_object_class_find_property (G_OBJECT_GET_CLASS (settings),
                                                      "gtk-interface-reduced-motion");
  gboolean enabled = TRUE;
  int reduce = 0;

  g_object_get (settings, "gtk-enable-animations", &enabled, NULL);
  if (reduced != NULL && G_IS_PARAM_SPEC_ENUM (reduced))
    g_object_get (settings, reduced->name, &reduce, NULL);
  return enabled && reduce == 0;
}

static void
begin (LkbCanvasMotion *self, const LkbChange *change)
{
  if (!self->has_drawn || lkb_editor_in_gesture (self->editor)
      || !gtk_widget_get_mapped (GTK_WIDGET (self->canvas))
      || !is_motion_wanted (GTK_WIDGET (self->canvas)))
    return;
  self->motion = lkb_motion_new (&self->drawn, change);
}

void
lkb_canvas_motion_begin_view (LkbCanvasMotion *self)
{
  if (self->motion == NULL && self->editor != NULL)
    begin (self, NULL);
}

static void
board_changed_cb (LkbBoard *board, LkbChange *change, gboolean transient, LkbCanvasMotion *self)
{
  lkb_canvas_motion_end (self);
  if (self->has_drawn && gtk_widget_get_mapped (GTK_WIDGET (self->canvas)))
    g_ptr_array_add (self->unseen, lkb_change_ref (change));
}

static void
committed_cb (LkbHistory *history, LkbChange *change, LkbCanvasMotion *self)
{
  g_autoptr (LkbChange) unseen = lkb_change_new (NULL);

  lkb_canvas_motion_end (self);
  for (guint i = 0; i < self->unseen->len; i++)
    lkb_change_merge (unseen, self->unseen->pdata[i]);
  begin (self, unseen);
}

void
lkb_canvas_motion_follow (LkbCanvasMotion *self, LkbEditor *editor)
{
  lkb_canvas_motion_forget (self);
  if (self->editor != NULL)
    {
      g_signal_handlers_disconnect_by_data (lkb_editor_get_board (self->editor), self);
      g_signal_handlers_disconnect_by_data (lkb_editor_get_history (self->editor), self);
    }
  g_set_object (&self->editor, editor);
  if (editor == NULL)
    return;
  g_signal_connect (lkb_editor_get_board (editor), "changed", G_CALLBACK (board_changed_cb), self);
  g_signal_connect (lkb_editor_get_history (editor), "committed", G_CALLBACK (committed_cb), self);
}

static gint64
get_time (LkbCanvasMotion *self)
{
  if (self->clock != NULL)
    return self->clock (self->clock_data);
  return gdk_frame_clock_get_frame_time (gtk_widget_get_frame_clock (GTK_WIDGET (self->canvas)));
}

/* While a test holds the time nothing is drawn again and again. */
static gboolean
tick_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  LkbCanvasMotion *self = data;

  if (get_time (self) != self->time)
    gtk_widget_queue_draw (widget);
  return G_SOURCE_CONTINUE;
}

static LkbMotionView
get_view (LkbEditor *editor)
{
  LkbViewport *viewport = lkb_editor_get_viewport (editor);

  return (LkbMotionView){ lkb_viewport_to_screen (viewport, 0, 0), lkb_viewport_get_zoom (viewport),
                          lkb_sheet_get_frame (lkb_editor_get_sheet (editor)) };
}

/* A motion that has nothing to do costs no frame. */
static void
advance (LkbCanvasMotion *self)
{
  self->time = get_time (self);
  if (lkb_motion_is_needed (self->motion, &self->to)
      && lkb_motion_advance (self->motion, self->time))
    {
      if (self->tick == 0)
        self->tick = gtk_widget_add_tick_callback (GTK_WIDGET (self->canvas), tick_cb, self, NULL);
      return;
    }
  stop (self);
}

void
lkb_canvas_motion_prepare (LkbCanvasMotion *self)
{
  LkbViewport *viewport = lkb_editor_get_viewport (self->editor);

  self->to = get_view (self->editor);
  self->view = self->to;
  if (self->motion != NULL)
    advance (self);
  if (self->motion != NULL)
    {
      double w = lkb_viewport_get_width (viewport), h = lkb_viewport_get_height (viewport);

      self->view = lkb_motion_get_view (self->motion, &self->to);
      lkb_viewport_set_size (self->viewport, w, h);
      lkb_viewport_set (self->viewport,
                        (LkbPoint){ (w / 2 - self->view.origin.x) / self->view.zoom,
                                    (h / 2 - self->view.origin.y) / self->view.zoom },
                        self->view.zoom);
    }
  self->drawn = self->view;
  g_ptr_array_set_size (self->unseen, 0);
  self->has_drawn = TRUE;
}

LkbMotion *
lkb_canvas_motion_get (LkbCanvasMotion *self)
{
  return self->motion;
}

LkbViewport *
lkb_canvas_motion_get_viewport (LkbCanvasMotion *self)
{
  return self->motion != NULL ? self->viewport : lkb_editor_get_viewport (self->editor);
}

LkbBox
lkb_canvas_motion_get_frame (LkbCanvasMotion *self)
{
  return self->view.frame;
}

LkbPoint
lkb_canvas_motion_get_offset (LkbCanvasMotion *self, const LkbSceneItem *item)
{
  if (self->motion == NULL)
    return (LkbPoint){ 0, 0 };
  return lkb_motion_get_offset (self->motion, &self->to, item->id,
                                (LkbPoint){ item->box.x, item->box.y });
}

LkbBox
lkb_canvas_motion_get_box (LkbCanvasMotion *self, const LkbSceneItem *item)
{
  LkbPoint by = lkb_canvas_motion_get_offset (self, item);

  return lkb_box (item->box.x + by.x, item->box.y + by.y, item->box.w, item->box.h);
}

gboolean
lkb_canvas_is_moving (LkbCanvas *self)
{
  g_return_val_if_fail (LKB_IS_CANVAS (self), FALSE);
  return self->motion->motion != NULL;
}

void
lkb_canvas_set_clock (LkbCanvas *self, LkbClockFunc clock, gpointer data)
{
  g_return_if_fail (LKB_IS_CANVAS (self));

  self->motion->clock = clock;
  self->motion->clock_data = data;
}
