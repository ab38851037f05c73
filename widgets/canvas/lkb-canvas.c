/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-canvas.h"

#include <glib/gi18n-lib.h>

#include "lkb-canvas-private.h"
#include "lkb-canvas-proxies.h"
#include "lkb-element-proxy.h"

G_DEFINE_FINAL_TYPE (LkbCanvas, lkb_canvas, GTK_TYPE_WIDGET)

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
  lkb_canvas_update_cursor (self);
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
  lkb_editor_set_quiet (editor, self->quiet);

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

void
lkb_canvas_set_quiet (LkbCanvas *self, gboolean quiet)
{
  g_return_if_fail (LKB_IS_CANVAS (self));
  self->quiet = quiet;
  if (self->editor != NULL)
    lkb_editor_set_quiet (self->editor, quiet);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
lkb_canvas_set_hint (LkbCanvas *self, const char *hint)
{
  g_return_if_fail (LKB_IS_CANVAS (self));
  if (g_strcmp0 (self->hint, hint) == 0)
    return;
  g_free (self->hint);
  self->hint = g_strdup (hint);
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
lkb_canvas_set_covered_below (LkbCanvas *self, double height)
{
  LkbViewport *viewport;

  g_return_if_fail (LKB_IS_CANVAS (self));

  if (self->editor == NULL)
    return;
  viewport = lkb_editor_get_viewport (self->editor);
  if (lkb_viewport_get_covered_below (viewport) == height)
    return;
  lkb_viewport_set_covered_below (viewport, height);
  if (!self->auto_fit)
    return;
  lkb_canvas_motion_begin_view (self->motion);
  lkb_canvas_fit (self);
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

/* Whether the page is wholly in view. */
static gboolean
is_page_visible (LkbCanvas *self)
{
  LkbBox frame = lkb_sheet_get_frame (lkb_editor_get_sheet (self->editor));
  LkbBox visible = lkb_viewport_get_visible (lkb_editor_get_viewport (self->editor));

  return frame.x >= visible.x && frame.y >= visible.y && frame.x + frame.w <= visible.x + visible.w
         && frame.y + frame.h <= visible.y + visible.h;
}

/* Under a pen nothing moves between two strokes. What is only looked at stands still on the screen, to the pixel: its page is
 * another one at each moment. */
static gboolean
stays_put (LkbCanvas *self)
{
  if (lkb_editor_is_read_only (self->editor))
    return FALSE;
  return lkb_editor_get_tool (self->editor) == LKB_TOOL_PEN || lkb_editor_is_fitted (self->editor);
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
          || ((!is_page_visible (self) || !stays_put (self))
              && !lkb_history_in_transaction (lkb_editor_get_history (self->editor)))))
    {
      /* What is laid out after the change moves the page once more. */
      if (!resized && !lkb_editor_is_read_only (self->editor))
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
  if (self->present == NULL && gtk_widget_has_visible_focus (widget)
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
  g_free (self->hint);
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
  self->cache = lkb_node_cache_new ();
  self->proxies = lkb_canvas_proxies_new (self);
  self->motion = lkb_canvas_motion_new (self);
  self->badge_of = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->badges = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) lkb_picture_unref);
  self->grid_visible = TRUE;
  self->single_keys = TRUE;
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Board"),
                                  -1);

  lkb_canvas_add_input (self);
}

LkbCanvas *
lkb_canvas_new (void)
{
  return g_object_new (LKB_TYPE_CANVAS, NULL);
}
