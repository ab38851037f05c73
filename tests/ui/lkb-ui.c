/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-ui.h"

#include <glib/gstdio.h>
#include <string.h>

#include "widgets/panels/lkb-typed-box.h"

/* For the slowest machine; the time that a whole test may take is meson's. */
#define PATIENCE (60 * G_USEC_PER_SEC)
/* Longer than any stop of a machine between press and release. */
#define SLOW_CLICK_MS 3000

/* However slow it is here, what is typed is one step. */
static gboolean
mapped_cb (GSignalInvocationHint *hint, guint n, const GValue *values, gpointer data)
{
  GObject *widget = g_value_get_object (&values[0]);

  if (LKB_IS_TYPED_BOX (widget))
    g_object_set (widget, "pause", 0, NULL);
  return TRUE;
}

void
lkb_ui_init (int *argc, char ***argv)
{
  gpointer widget_class;

  g_test_init (argc, argv, NULL);
  adw_init ();
  /* However fast or slow it is here: two clicks are two unless lkb_ui_double_click() makes them one. */
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE,
                "gtk-double-click-time", 0, NULL);
  widget_class = g_type_class_ref (GTK_TYPE_WIDGET);
  g_signal_add_emission_hook (g_signal_lookup ("map", GTK_TYPE_WIDGET), 0, mapped_cb, NULL, NULL);
  g_type_class_unref (widget_class);
}

static void
take_screenshot (const char *folder, const char *what)
{
  g_autofree char *name = g_strdup_printf ("%s.png", what);
  g_autofree char *path = NULL;
  g_autoptr (GSubprocess) import = NULL;

  g_strdelimit (name, " /", '-');
  path = g_build_filename (folder != NULL ? folder : g_get_tmp_dir (), name, NULL);
  import = g_subprocess_new (G_SUBPROCESS_FLAGS_STDERR_SILENCE, NULL, "import", "-window", "root",
                             path, NULL);
  if (import != NULL && g_subprocess_wait_check (import, NULL, NULL))
    g_test_message ("the screen is in %s", path);
}

static gboolean
is_past (LkbUi *ui, gpointer data)
{
  return g_get_monotonic_time () > *(gint64 *) data;
}

void
lkb_ui_shoot (LkbUi *ui, const char *name)
{
  const char *folder = g_getenv ("LKB_UI_SHOTS");
  gint64 end;

  if (folder == NULL)
    return;
  /* For eyes: what is drawn after a rest, as the checks, is to be on it. */
  end = g_get_monotonic_time () + G_USEC_PER_SEC;
  lkb_ui_wait (ui, is_past, &end, "a rest");
  lkb_ui_settle (ui);
  take_screenshot (folder, name);
}

static gboolean
wake_cb (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

void
lkb_ui_wait (LkbUi *ui, LkbUiFunc func, gpointer data, const char *what)
{
  gint64 end = g_get_monotonic_time () + PATIENCE;
  guint wake = g_timeout_add (20, wake_cb, NULL);

  while (!func (ui, data))
    {
      if (g_get_monotonic_time () > end)
        {
          g_autofree char *name = g_strconcat ("ui-", what, NULL);

          take_screenshot (g_getenv ("G_TEST_BUILDDIR"), name);
          g_error ("waited in vain: %s", what);
        }
      g_main_context_iteration (NULL, TRUE);
    }
  g_source_remove (wake);
}

static void
after_paint_cb (GdkFrameClock *clock, gboolean *done)
{
  *done = TRUE;
}

static gboolean
is_done (LkbUi *ui, gpointer data)
{
  return *(gboolean *) data;
}

void
lkb_ui_settle (LkbUi *ui)
{
  GdkFrameClock *clock;
  gboolean done = FALSE;
  gulong handler;

  /* What the X server has been told by anyone it has answered by now. */
  gdk_display_sync (gdk_display_get_default ());
  while (g_main_context_pending (NULL))
    g_main_context_iteration (NULL, FALSE);
  if (ui->window == NULL || !gtk_widget_get_mapped (GTK_WIDGET (ui->window)))
    return;
  clock = gtk_widget_get_frame_clock (GTK_WIDGET (ui->window));
  handler = g_signal_connect (clock, "after-paint", G_CALLBACK (after_paint_cb), &done);
  gdk_frame_clock_request_phase (clock, GDK_FRAME_CLOCK_PHASE_AFTER_PAINT);
  gtk_widget_queue_draw (GTK_WIDGET (ui->window));
  lkb_ui_wait (ui, is_done, &done, "a frame is drawn");
  g_signal_handler_disconnect (clock, handler);
  while (g_main_context_pending (NULL))
    g_main_context_iteration (NULL, FALSE);
}

static void
window_gone_cb (gpointer data, GObject *where)
{
  ((LkbUi *) data)->window = NULL;
}

void
lkb_ui_turn_to (LkbUi *ui, LkbWindow *window)
{
  if (ui->window != NULL)
    g_object_weak_unref (G_OBJECT (ui->window), window_gone_cb, ui);
  ui->window = window;
  g_object_weak_ref (G_OBJECT (window), window_gone_cb, ui);
}

static gboolean
is_mapped (LkbUi *ui, gpointer data)
{
  return gtk_widget_get_mapped (GTK_WIDGET (ui->window))
         && gtk_window_is_active (GTK_WINDOW (ui->window));
}

static gboolean
has_board (LkbUi *ui, gpointer data)
{
  LkbEditor *editor;

  if (ui->window == NULL || lkb_window_get_document (ui->window) == NULL)
    return FALSE;
  editor = lkb_ui_get_editor (ui);
  return lkb_viewport_get_width (lkb_editor_get_viewport (editor)) > 0
         && lkb_canvas_get_n_recorded (lkb_window_get_canvas (ui->window)) > 0;
}

void
lkb_ui_wait_for_board (LkbUi *ui)
{
  lkb_ui_wait (ui, has_board, NULL, "a board is shown");
  lkb_ui_settle (ui);
}

static gboolean
has_review (LkbUi *ui, gpointer data)
{
  LkbReview *review = lkb_window_get_review (ui->window);

  return lkb_review_get_findings (review) != NULL && lkb_review_is_current (review);
}

void
lkb_ui_wait_for_review (LkbUi *ui)
{
  lkb_ui_wait (ui, has_review, NULL, "the checks are made");
  lkb_ui_settle (ui);
}

/* Without a window manager nobody else makes it as large as the screen. */
static void
fill_screen (GtkWindow *window)
{
  GListModel *monitors = gdk_display_get_monitors (gdk_display_get_default ());
  g_autoptr (GdkMonitor) monitor = g_list_model_get_item (monitors, 0);
  GdkRectangle screen;

  gdk_monitor_get_geometry (monitor, &screen);
  gtk_window_set_default_size (window, screen.width, screen.height);
}

LkbUi *
lkb_ui_open (const char *template_id)
{
  LkbUi *ui = g_new0 (LkbUi, 1);
  GError *error = NULL;

  ui->folder = g_dir_make_tmp ("lakeboard-ui-XXXXXX", &error);
  g_assert_no_error (error);
  /* One application for all tests of a program: it can be registered only once. */
  if (g_application_get_default () == NULL)
    {
      g_autoptr (LkbApplication) application = lkb_application_new (G_APPLICATION_NON_UNIQUE);

      g_application_register (G_APPLICATION (application), NULL, &error);
      g_assert_no_error (error);
      g_application_set_default (G_APPLICATION (g_object_ref (application)));
    }
  ui->application = LKB_APPLICATION (g_application_get_default ());
  g_application_activate (G_APPLICATION (ui->application));
  ui->window = LKB_WINDOW (gtk_application_get_active_window (GTK_APPLICATION (ui->application)));
  if (g_getenv ("LKB_UI_SHOTS") != NULL)
    fill_screen (GTK_WINDOW (ui->window));
  g_object_weak_ref (G_OBJECT (ui->window), window_gone_cb, ui);
  lkb_ui_wait (ui, is_mapped, NULL, "the window is there");
  lkb_ui_xdotool (ui, "mousemove 700 760");
  if (template_id != NULL)
    {
      lkb_application_open_template (ui->application, template_id);
      lkb_ui_wait_for_board (ui);
      lkb_ui_wait_for_review (ui);
    }
  return ui;
}

typedef struct
{
  LkbDocument *document;
  LkbReview *review;
  LkbEditor *editor;
  LkbCanvas *canvas;
} Kept;

/* A worker that was under way lets go of the review a little later. */
static gboolean
is_gone (LkbUi *ui, gpointer data)
{
  const Kept *kept = data;

  return ui->window == NULL && kept->canvas == NULL && kept->review == NULL && kept->editor == NULL
         && kept->document == NULL;
}

static void
remove_folder (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *inside = g_build_filename (path, name, NULL);

      g_unlink (inside);
    }
  g_rmdir (path);
}

void
lkb_ui_close (LkbUi *ui)
{
  Kept kept = { 0 };

  if (ui->window != NULL)
    {
      g_set_weak_pointer (&kept.document, lkb_window_get_document (ui->window));
      g_set_weak_pointer (&kept.review, lkb_window_get_review (ui->window));
      if (kept.review != NULL)
        g_set_weak_pointer (&kept.editor, lkb_review_get_editor (kept.review));
      g_set_weak_pointer (&kept.canvas, lkb_window_get_canvas (ui->window));
      gtk_window_destroy (GTK_WINDOW (ui->window));
      lkb_ui_wait (ui, is_gone, &kept, "the window, its board and all around it are gone");
    }
  while (g_main_context_pending (NULL))
    g_main_context_iteration (NULL, FALSE);

  remove_folder (ui->folder);
  g_free (ui->folder);
  g_free (ui);
}

static void
exited_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GError *error = NULL;

  g_subprocess_wait_check_finish (G_SUBPROCESS (source), result, &error);
  g_assert_no_error (error);
  *(gboolean *) data = TRUE;
}

static void
run (LkbUi *ui, const char *const *words)
{
  g_autoptr (GSubprocess) process = NULL;
  GError *error = NULL;
  gboolean done = FALSE;

  process = g_subprocess_newv (words, G_SUBPROCESS_FLAGS_NONE, &error);
  g_assert_no_error (error);
  g_subprocess_wait_check_async (process, NULL, exited_cb, &done);
  lkb_ui_wait (ui, is_done, &done, "the events are sent");
  lkb_ui_settle (ui);
  lkb_ui_settle (ui);
}

void
lkb_ui_xdotool (LkbUi *ui, const char *format, ...)
{
  g_autofree char *line = NULL;
  g_autofree char *all = NULL;
  g_auto (GStrv) words = NULL;
  va_list args;

  va_start (args, format);
  line = g_strdup_vprintf (format, args);
  va_end (args);
  all = g_strconcat ("xdotool ", line, NULL);
  words = g_strsplit (all, " ", -1);
  run (ui, (const char *const *) words);
}

void
lkb_ui_type (LkbUi *ui, const char *text)
{
  const char *words[] = { "xdotool", "type", "--delay", "5", "--", text, NULL };

  run (ui, words);
}

/* In pixels of the screen. Without a window manager every window stands at its corner. */
static graphene_point_t
get_screen_point (GtkWidget *widget, double x, double y)
{
  GtkNative *native = gtk_widget_get_native (widget);
  graphene_point_t point;
  double dx, dy;
  float scale;

  g_assert_true (gtk_widget_compute_point (widget, GTK_WIDGET (native),
                                           &GRAPHENE_POINT_INIT ((float) x, (float) y), &point));
  gtk_native_get_surface_transform (native, &dx, &dy);
  /* Each stands on the one that it came out of. */
  for (GdkSurface *surface = gtk_native_get_surface (native); GDK_IS_POPUP (surface);
       surface = gdk_popup_get_parent (GDK_POPUP (surface)))
    {
      dx += gdk_popup_get_position_x (GDK_POPUP (surface));
      dy += gdk_popup_get_position_y (GDK_POPUP (surface));
    }
  scale = (float) gtk_widget_get_scale_factor (widget);
  return GRAPHENE_POINT_INIT ((point.x + (float) dx) * scale, (point.y + (float) dy) * scale);
}

void
lkb_ui_click_at (LkbUi *ui, GtkWidget *widget, double x, double y)
{
  graphene_point_t at = get_screen_point (widget, x, y);
  GtkSettings *settings = gtk_settings_get_default ();

  /* A row of a list takes no click whose release comes later than the second press of a double click may. */
  g_object_set (settings, "gtk-double-click-time", SLOW_CLICK_MS, NULL);
  lkb_ui_xdotool (ui, "mousemove %.0f %.0f click 1", at.x, at.y);
  g_object_set (settings, "gtk-double-click-time", 0, NULL);
}

void
lkb_ui_click (LkbUi *ui, GtkWidget *widget)
{
  g_assert_nonnull (widget);
  g_assert_true (gtk_widget_get_mapped (widget));
  lkb_ui_click_at (ui, widget, gtk_widget_get_width (widget) / 2.0,
                   gtk_widget_get_height (widget) / 2.0);
}

void
lkb_ui_point (LkbUi *ui, GtkWidget *widget)
{
  graphene_point_t at = get_screen_point (widget, gtk_widget_get_width (widget) / 2.0,
                                          gtk_widget_get_height (widget) / 2.0);

  lkb_ui_xdotool (ui, "mousemove %.0f %.0f", at.x, at.y);
}

void
lkb_ui_hold (LkbUi *ui, GtkWidget *widget)
{
  lkb_ui_point (ui, widget);
  lkb_ui_xdotool (ui, "mousedown 1");
  for (guint i = 0; i < 4; i++)
    lkb_ui_xdotool (ui, "mousemove_relative 10 0");
}

void
lkb_ui_double_click (LkbUi *ui)
{
  GtkSettings *settings = gtk_settings_get_default ();

  g_object_set (settings, "gtk-double-click-time", (int) (PATIENCE / 1000), NULL);
  lkb_ui_xdotool (ui, "click --repeat 2 --delay 60 1");
  g_object_set (settings, "gtk-double-click-time", 0, NULL);
}

static graphene_point_t
get_board_point (LkbUi *ui, double x, double y)
{
  LkbViewport *viewport = lkb_editor_get_viewport (lkb_ui_get_editor (ui));
  LkbPoint at = lkb_viewport_to_screen (viewport, x, y);

  return get_screen_point (GTK_WIDGET (lkb_window_get_canvas (ui->window)), at.x, at.y);
}

void
lkb_ui_move_to (LkbUi *ui, double x, double y)
{
  graphene_point_t at = get_board_point (ui, x, y);

  lkb_ui_xdotool (ui, "mousemove %.0f %.0f", at.x, at.y);
}

LkbPoint
lkb_ui_get_middle (LkbUi *ui, const char *id)
{
  const LkbSceneItem *item = lkb_scene_find (lkb_editor_get_scene (lkb_ui_get_editor (ui)), id);
  LkbBox box;

  g_assert_nonnull (item);
  box = item->kind == LKB_KIND_EDGE ? item->label_box : item->box;
  return (LkbPoint){ box.x + box.w / 2, box.y + box.h / 2 };
}

void
lkb_ui_click_element (LkbUi *ui, const char *id)
{
  LkbPoint middle = lkb_ui_get_middle (ui, id);

  lkb_ui_move_to (ui, middle.x, middle.y);
  lkb_ui_xdotool (ui, "click 1");
}

void
lkb_ui_drag (LkbUi *ui, LkbPoint from, LkbPoint to)
{
  lkb_ui_move_to (ui, from.x, from.y);
  lkb_ui_xdotool (ui, "mousedown 1");
  for (int i = 1; i <= 4; i++)
    lkb_ui_move_to (ui, from.x + (to.x - from.x) * i / 4, from.y + (to.y - from.y) * i / 4);
  lkb_ui_xdotool (ui, "mouseup 1");
}

GtkWindow *
lkb_ui_get_dialog (LkbUi *ui, GType type)
{
  GListModel *toplevels = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (toplevels); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (toplevels, i);

      if (g_type_is_a (G_OBJECT_TYPE (window), type) && gtk_widget_get_mapped (GTK_WIDGET (window)))
        return window;
    }
  return NULL;
}

static gboolean
has_text (GtkWidget *widget, const char *text)
{
  if (text == NULL)
    return TRUE;
  if (GTK_IS_LABEL (widget))
    return g_strcmp0 (gtk_label_get_text (GTK_LABEL (widget)), text) == 0;
  if (GTK_IS_BUTTON (widget) && gtk_button_get_label (GTK_BUTTON (widget)) != NULL)
    return g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), text) == 0;
  return lkb_ui_find (widget, GTK_TYPE_LABEL, text) != NULL;
}

GtkWidget *
lkb_ui_find (GtkWidget *root, GType type, const char *text)
{
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found;

      if (!gtk_widget_get_mapped (child))
        continue;
      if (g_type_is_a (G_OBJECT_TYPE (child), type) && has_text (child, text))
        return child;
      found = lkb_ui_find (child, type, text);
      if (found != NULL)
        return found;
    }
  return NULL;
}

void
lkb_ui_assert_beside (LkbUi *ui, const char *first, const char *second)
{
  GtkWidget *window = GTK_WIDGET (ui->window);
  graphene_rect_t a, b;

  g_assert_true (
      gtk_widget_compute_bounds (lkb_ui_find (window, GTK_TYPE_BUTTON, first), window, &a));
  g_assert_true (
      gtk_widget_compute_bounds (lkb_ui_find (window, GTK_TYPE_BUTTON, second), window, &b));
  g_assert_cmpfloat (b.origin.x - a.origin.x - a.size.width, >=, 0);
  g_assert_cmpfloat (b.origin.x - a.origin.x - a.size.width, <=, 20);
}

gboolean
lkb_ui_has_tooltip (GtkWidget *widget)
{
  g_autoptr (GtkTooltip) tooltip = g_object_new (GTK_TYPE_TOOLTIP, NULL);
  gboolean shown = FALSE;

  g_signal_emit_by_name (widget, "query-tooltip", 2, 2, FALSE, tooltip, &shown);
  return shown;
}

LkbEditor *
lkb_ui_get_editor (LkbUi *ui)
{
  LkbReview *review = lkb_window_get_review (ui->window);

  g_assert_nonnull (review);
  return lkb_review_get_editor (review);
}

LkbBoard *
lkb_ui_get_board (LkbUi *ui)
{
  return lkb_editor_get_board (lkb_ui_get_editor (ui));
}

void
lkb_ui_assert_selected (LkbUi *ui, const char *ids)
{
  const char *const *selected = lkb_editor_get_selected (lkb_ui_get_editor (ui));
  g_auto (GStrv) wanted = g_strsplit (ids, " ", -1);
  g_autofree char *joined = g_strjoinv (" ", (char **) selected);

  if (ids[0] == '\0')
    {
      g_assert_cmpstr (joined, ==, "");
      return;
    }
  if (g_strv_length (wanted) != g_strv_length ((char **) selected))
    g_assert_cmpstr (joined, ==, ids);
  for (guint i = 0; wanted[i] != NULL; i++)
    {
      if (!g_strv_contains (selected, wanted[i]))
        g_assert_cmpstr (joined, ==, ids);
    }
}
