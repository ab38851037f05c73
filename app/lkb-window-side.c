/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-window-private.h"

#include <glib/gi18n-lib.h>
#include <langinfo.h>

#include "widgets/panels/lkb-widget.h"

/* Below this width the side panel lies over the board. */
#define NARROW_WIDTH 1000
/* Below this width the header keeps what is in no menu. */
#define SLIM_WIDTH 720
/* Above this width the palette has two columns. */
#define WIDE_WIDTH 1600

static void
go_to_cb (LkbFindingsPanel *panel, int field, LkbWindow *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->canvas));
}

static void
mended_cb (LkbFindingsPanel *panel, const char *text, gboolean undoable, LkbWindow *self)
{
  lkb_window_show_result (self, text, undoable);
}

static void
inspector_message_cb (LkbInspector *inspector, const char *text, LkbWindow *self)
{
  lkb_window_show_message (self, text);
}

/* What slid away is taken away. */
static void
hide_when_gone (LkbWindow *self)
{
  GtkRevealer *revealer = self->narrow_revealer;

  if (gtk_revealer_get_reveal_child (revealer) || gtk_revealer_get_child_revealed (revealer))
    return;
  gtk_widget_set_visible (GTK_WIDGET (revealer), FALSE);
  if (self->narrow && self->side != NULL)
    gtk_widget_set_visible (self->side, FALSE);
}

GtkWidget *
lkb_window_create_side (LkbWindow *self)
{
  GtkWidget *side = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *switcher = gtk_stack_switcher_new ();

  self->side_stack = GTK_STACK (gtk_stack_new ());
  self->inspector = lkb_inspector_new ();
  self->findings_panel = lkb_findings_panel_new ();
  self->outline = lkb_outline_new ();
  gtk_stack_add_titled (self->side_stack, GTK_WIDGET (self->inspector), "inspector",
                        _ ("Inspector"));
  gtk_stack_add_titled (self->side_stack, GTK_WIDGET (self->findings_panel), "checks",
                        _ ("Checks"));
  gtk_stack_add_titled (self->side_stack, GTK_WIDGET (self->outline), "outline", _ ("Outline"));
  gtk_stack_add_titled (self->side_stack, lkb_window_create_script (self), "script", _ ("Script"));
  lkb_inspector_set_number_format (self->inspector, nl_langinfo (RADIXCHAR), nl_langinfo (THOUSEP));
  g_signal_connect_object (self->narrow_revealer, "notify::child-revealed",
                           G_CALLBACK (hide_when_gone), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->findings_panel, "go-to", G_CALLBACK (go_to_cb), self, 0);
  g_signal_connect_object (self->findings_panel, "mended", G_CALLBACK (mended_cb), self, 0);
  g_signal_connect_object (self->inspector, "message", G_CALLBACK (inspector_message_cb), self, 0);

  gtk_stack_switcher_set_stack (GTK_STACK_SWITCHER (switcher), self->side_stack);
  gtk_widget_add_css_class (switcher, "lkb-tabs");
  gtk_box_append (GTK_BOX (side), switcher);
  gtk_widget_set_vexpand (GTK_WIDGET (self->side_stack), TRUE);
  gtk_box_append (GTK_BOX (side), GTK_WIDGET (self->side_stack));
  gtk_widget_set_size_request (side, LKB_WINDOW_SIDE_WIDTH_MIN, -1);
  gtk_widget_add_css_class (side, "lkb-side");
  return side;
}

void
lkb_window_show_side_page (LkbWindow *self, const char *name)
{
  if (self->side == NULL
      || (self->exam && (g_str_equal (name, "checks") || g_str_equal (name, "script"))))
    return;
  lkb_window_set_side_visible (self, TRUE);
  gtk_stack_set_visible_child_name (self->side_stack, name);
}

void
lkb_window_update_covered (LkbWindow *self)
{
  GtkWidget *over = GTK_WIDGET (self->narrow_revealer);
  int width = 0;

  if (self->editor == NULL || self->side == NULL)
    return;
  if (self->narrow && gtk_revealer_get_reveal_child (self->narrow_revealer))
    gtk_widget_measure (self->side, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &width, NULL, NULL);
  if (gtk_widget_get_direction (over) == GTK_TEXT_DIR_RTL)
    lkb_viewport_set_covered (lkb_editor_get_viewport (self->editor), width, 0);
  else
    lkb_viewport_set_covered (lkb_editor_get_viewport (self->editor), 0, width);
  if (width == 0)
    lkb_canvas_fit_again (self->canvas);
}

void
lkb_window_set_side_visible (LkbWindow *self, gboolean visible)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), "side");

  if (self->side == NULL)
    return;
  /* What slides is there before it comes and until it is gone. */
  if (visible || !self->narrow)
    gtk_widget_set_visible (self->side, visible);
  if (self->narrow && visible)
    gtk_widget_set_visible (GTK_WIDGET (self->narrow_revealer), TRUE);
  gtk_revealer_set_reveal_child (self->narrow_revealer, self->narrow && visible);
  hide_when_gone (self);
  lkb_window_update_covered (self);
  g_simple_action_set_state (G_SIMPLE_ACTION (action), g_variant_new_boolean (visible));
}

void
lkb_window_update_header (LkbWindow *self)
{
  gboolean has_board = self->document != NULL;

  lkb_widget_set_class (GTK_WIDGET (self->header_bar), "lkb-slim", self->slim);
  gtk_widget_set_visible (self->undo_button, has_board && !self->slim);
  gtk_widget_set_visible (self->redo_button, has_board && !self->slim);
  gtk_widget_set_visible (self->export_button, has_board && !self->slim && !self->exam);
  gtk_widget_set_visible (self->practise_button,
                          has_board && !self->narrow && self->round_tick == 0);
  gtk_widget_set_visible (self->check_button, has_board && !self->exam);
  gtk_widget_set_visible (GTK_WIDGET (self->zoom_button), !self->slim);
  if (self->slim)
    gtk_menu_button_set_icon_name (self->open_button, "document-open-symbolic");
  else
    gtk_menu_button_set_label (self->open_button, _ ("_New/Open"));
}

/* On a narrow window the side panel lies over the board and is closed at first. */
static gboolean
narrow_idle_cb (gpointer data)
{
  LkbWindow *self = data;
  gboolean narrow = gtk_widget_get_width (GTK_WIDGET (self)) < NARROW_WIDTH;
  gboolean wide = gtk_widget_get_width (GTK_WIDGET (self)) > WIDE_WIDTH;
  gboolean slim = gtk_widget_get_width (GTK_WIDGET (self)) < SLIM_WIDTH;

  self->narrow_idle = 0;
  if (slim != self->slim)
    {
      self->slim = slim;
      lkb_window_update_header (self);
    }
  if (self->side == NULL)
    return G_SOURCE_REMOVE;
  if (wide != self->wide)
    lkb_palette_set_columns (self->palette, wide ? 2 : 1);
  self->wide = wide;
  if (narrow == self->narrow)
    return G_SOURCE_REMOVE;

  self->narrow = narrow;
  lkb_window_update_header (self);
  g_object_ref (self->side);
  if (narrow)
    {
      gtk_paned_set_end_child (self->paned, NULL);
      gtk_revealer_set_child (self->narrow_revealer, self->side);
      gtk_widget_add_css_class (self->side, "narrow");
    }
  else
    {
      gtk_revealer_set_child (self->narrow_revealer, NULL);
      gtk_widget_remove_css_class (self->side, "narrow");
      gtk_paned_set_end_child (self->paned, self->side);
      gtk_paned_set_resize_end_child (self->paned, FALSE);
      gtk_paned_set_shrink_end_child (self->paned, FALSE);
    }
  g_object_unref (self->side);
  lkb_window_set_side_visible (self, !narrow);
  return G_SOURCE_REMOVE;
}

void
lkb_window_follow_width (LkbWindow *self, int width)
{
  gboolean differs = (width < SLIM_WIDTH) != self->slim;

  if (self->side != NULL)
    differs = differs || (width < NARROW_WIDTH) != self->narrow
              || (width > WIDE_WIDTH) != self->wide;
  if (differs && self->narrow_idle == 0)
    self->narrow_idle = g_idle_add (narrow_idle_cb, self);
}
