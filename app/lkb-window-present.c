/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-window-private.h"

#include <glib/gi18n-lib.h>

/* The sentence of the step, and where in the talk it stands. */
static void
show_step (LkbWindow *self)
{
  const LkbPresentStep *step = lkb_present_get_step (self->present);
  g_autofree char *position = lkb_present_dup_position (self->present);

  gtk_label_set_label (GTK_LABEL (self->present_label), step->sentence);
  gtk_widget_set_tooltip_text (self->present_label, position);
  lkb_canvas_set_present (self->canvas, self->present);
}

static void
set_chrome_visible (LkbWindow *self, gboolean visible)
{
  gtk_widget_set_visible (GTK_WIDGET (self->header_bar), visible);
  gtk_widget_set_visible (self->palette_box, visible);
  gtk_widget_set_visible (gtk_widget_get_parent (self->strip_box), visible);
  /* An exam gives nobody the words of the talk. */
  gtk_widget_set_visible (self->present_label, !visible && !self->exam);
  lkb_window_update_example (self);
}

void
lkb_window_stop_presenting (LkbWindow *self)
{
  if (self->present == NULL)
    return;
  lkb_canvas_set_present (self->canvas, NULL);
  g_clear_pointer (&self->present, lkb_present_free);
  set_chrome_visible (self, TRUE);
  lkb_window_set_side_visible (self, self->side_before_present);
  gtk_window_unfullscreen (GTK_WINDOW (self));
  lkb_canvas_fit (self->canvas);
}

void
lkb_window_toggle_present (LkbWindow *self)
{
  if (self->present != NULL)
    {
      lkb_window_stop_presenting (self);
      return;
    }
  lkb_window_commit (self);
  lkb_editor_select (self->editor, NULL);
  self->present = lkb_present_new (lkb_editor_get_board (self->editor),
                                   lkb_review_get_analysis (self->review),
                                   lkb_editor_get_vocabulary (self->editor));
  self->side_before_present = gtk_widget_get_visible (self->side);
  set_chrome_visible (self, FALSE);
  lkb_window_set_side_visible (self, FALSE);
  gtk_window_fullscreen (GTK_WINDOW (self));
  lkb_canvas_fit (self->canvas);
  gtk_widget_grab_focus (GTK_WIDGET (self->canvas));
  show_step (self);
}

void
lkb_window_update_present (LkbWindow *self)
{
  if (self->present == NULL)
    return;
  lkb_present_update (self->present, lkb_editor_get_board (self->editor),
                      lkb_review_get_analysis (self->review),
                      lkb_editor_get_vocabulary (self->editor));
  show_step (self);
}

static void
step (LkbWindow *self, gboolean forward)
{
  if (forward ? lkb_present_next (self->present) : lkb_present_previous (self->present))
    show_step (self);
}

/* Whether something is selected, which the keys that move or delete are meant for. */
static gboolean
is_held (LkbWindow *self)
{
  return lkb_editor_get_n_selected (self->editor) > 0 || lkb_editor_get_stop (self->editor) != NULL;
}

static gboolean
key_cb (GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType state,
        LkbWindow *self)
{
  /* What is typed on the board during a talk is typed there. */
  if (self->present == NULL || lkb_canvas_is_editing (self->canvas)
      || !lkb_canvas_has_focus (self->canvas) || (state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;

  switch (keyval)
    {
    case GDK_KEY_space:
      step (self, (state & GDK_SHIFT_MASK) == 0);
      return GDK_EVENT_STOP;
    case GDK_KEY_Page_Down:
    case GDK_KEY_KP_Page_Down:
      step (self, TRUE);
      return GDK_EVENT_STOP;
    case GDK_KEY_Page_Up:
    case GDK_KEY_KP_Page_Up:
      step (self, FALSE);
      return GDK_EVENT_STOP;
    case GDK_KEY_Right:
    case GDK_KEY_KP_Right:
      if (is_held (self))
        return GDK_EVENT_PROPAGATE;
      step (self, TRUE);
      return GDK_EVENT_STOP;
    case GDK_KEY_BackSpace:
    case GDK_KEY_Left:
    case GDK_KEY_KP_Left:
      if (is_held (self))
        return GDK_EVENT_PROPAGATE;
      step (self, FALSE);
      return GDK_EVENT_STOP;
    case GDK_KEY_Escape:
      if (lkb_editor_escape (self->editor))
        return GDK_EVENT_STOP;
      lkb_window_stop_presenting (self);
      return GDK_EVENT_STOP;
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

void
lkb_window_add_present_keys (LkbWindow *self)
{
  GtkEventController *controller = gtk_event_controller_key_new ();

  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  g_signal_connect (controller, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), controller);
}
