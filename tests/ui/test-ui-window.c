/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "app/lkb-start-page.h"
#include "core/model/lkb-edit.h"
#include "lkb-ui.h"
#include "widgets/panels/lkb-findings-panel.h"
#include "widgets/panels/lkb-strip.h"

#define EXAMPLE "Example. Change anything, or start blank"

static LkbViewport *
get_viewport (LkbUi *ui)
{
  return lkb_editor_get_viewport (lkb_ui_get_editor (ui));
}

static void
assert_page_fits (LkbUi *ui)
{
  LkbBox frame = lkb_sheet_get_frame (lkb_editor_get_sheet (lkb_ui_get_editor (ui)));
  LkbBox screen = lkb_viewport_box_to_screen (get_viewport (ui), &frame);

  g_assert_cmpfloat (screen.x, >=, 0);
  g_assert_cmpfloat (screen.y, >=, 0);
  g_assert_cmpfloat (screen.x + screen.w, <=, lkb_viewport_get_width (get_viewport (ui)));
  g_assert_cmpfloat (screen.y + screen.h, <=, lkb_viewport_get_height (get_viewport (ui)));
}

static void
test_start (void)
{
  g_autoptr (LkbUi) ui = lkb_ui_open (NULL);
  GtkWidget *button = lkb_ui_find (GTK_WIDGET (ui->window), GTK_TYPE_BUTTON,
                                   "Build the interview page");

  g_assert_null (lkb_window_get_document (ui->window));
  lkb_ui_click (ui, button);
  lkb_ui_wait_for_board (ui);
  lkb_ui_wait_for_review (ui);
  g_assert_cmpstr (lkb_document_get_title (lkb_window_get_document (ui->window)), ==,
                   "Click to feature vector");
  assert_page_fits (ui);
  g_assert_cmpfloat (lkb_viewport_get_width (get_viewport (ui)), >=, 900);

  /* The goal is there to be typed over; a bar says so until something is changed. */
  g_assert_true (lkb_canvas_is_editing (lkb_window_get_canvas (ui->window)));
  g_assert_nonnull (lkb_ui_find (GTK_WIDGET (ui->window), GTK_TYPE_LABEL, EXAMPLE));
  lkb_ui_type (ui, "Prices within 2 s");
  lkb_ui_xdotool (ui, "key Return");
  g_assert_cmpstr (
      lkb_element_get_text (lkb_board_get_facts (lkb_ui_get_board (ui)), LKB_FIELD_GOAL), ==,
      "Prices within 2 s");
  g_assert_null (lkb_ui_find (GTK_WIDGET (ui->window), GTK_TYPE_LABEL, EXAMPLE));
}

/* The bar's link takes the example away. */
static void
test_example (void)
{
  g_autoptr (LkbUi) ui = lkb_ui_open (NULL);
  gboolean handled = FALSE;
  GtkWidget *bar;

  lkb_ui_click (ui,
                lkb_ui_find (GTK_WIDGET (ui->window), GTK_TYPE_BUTTON, "Build the interview page"));
  lkb_ui_wait_for_board (ui);
  bar = lkb_ui_find (GTK_WIDGET (ui->window), GTK_TYPE_LABEL, EXAMPLE);
  g_assert_nonnull (bar);
  g_signal_emit_by_name (bar, "activate-link", "blank", &handled);
  g_assert_true (handled);
  lkb_ui_wait_for_board (ui);
  g_assert_cmpuint (lkb_board_get_n_elements (lkb_ui_get_board (ui)), ==, 0);
  g_assert_null (lkb_ui_find (GTK_WIDGET (ui->window), GTK_TYPE_LABEL, EXAMPLE));
}

static void
test_blank (void)
{
  g_autoptr (LkbUi) ui = lkb_ui_open (NULL);

  lkb_ui_xdotool (ui, "key ctrl+n");
  lkb_ui_wait_for_board (ui);
  lkb_ui_wait_for_review (ui);
  g_assert_cmpuint (lkb_board_get_n_elements (lkb_ui_get_board (ui)), ==, 0);
  assert_page_fits (ui);
}

static void
test_pan (void)
{
  g_autoptr (LkbUi) ui = lkb_ui_open ("T01");
  LkbPoint before = lkb_viewport_get_centre (get_viewport (ui));
  guint64 n_recorded = lkb_canvas_get_n_recorded (lkb_window_get_canvas (ui->window));
  double zoom = lkb_viewport_get_zoom (get_viewport (ui));
  LkbPoint from, middle;

  /* The wheel */
  middle = lkb_ui_get_middle (ui, "hub");
  lkb_ui_move_to (ui, middle.x, middle.y);
  lkb_ui_xdotool (ui, "click 5");
  g_assert_cmpfloat (lkb_viewport_get_centre (get_viewport (ui)).y, >, before.y);
  lkb_ui_xdotool (ui, "click 4");
  g_assert_cmpfloat_with_epsilon (lkb_viewport_get_centre (get_viewport (ui)).y, before.y, 1e-3);

  /* The middle button takes the board along by exactly as much as the pointer moves. */
  from = lkb_viewport_get_centre (get_viewport (ui));
  lkb_ui_xdotool (ui, "mousemove 500 400 mousedown 2 mousemove 520 410 mousemove 560 430");
  lkb_ui_xdotool (ui, "mouseup 2");
  g_assert_cmpfloat_with_epsilon (lkb_viewport_get_centre (get_viewport (ui)).x, from.x - 60 / zoom,
                                  1e-3);
  g_assert_cmpfloat_with_epsilon (lkb_viewport_get_centre (get_viewport (ui)).y, from.y - 30 / zoom,
                                  1e-3);

  /* Space and a drag */
  from = lkb_viewport_get_centre (get_viewport (ui));
  lkb_ui_xdotool (ui, "keydown space");
  lkb_ui_xdotool (ui, "mousemove 500 400 mousedown 1 mousemove 460 390");
  lkb_ui_xdotool (ui, "mouseup 1 keyup space");
  g_assert_cmpfloat_with_epsilon (lkb_viewport_get_centre (get_viewport (ui)).x, from.x + 40 / zoom,
                                  1e-3);
  lkb_ui_assert_selected (ui, "");

  /* The hand */
  from = lkb_viewport_get_centre (get_viewport (ui));
  lkb_ui_xdotool (ui, "key h");
  g_assert_cmpint (lkb_editor_get_tool (lkb_ui_get_editor (ui)), ==, LKB_TOOL_PAN);
  lkb_ui_xdotool (ui, "mousemove 500 400 mousedown 1 mousemove 500 440");
  lkb_ui_xdotool (ui, "mouseup 1 key v");
  g_assert_cmpfloat_with_epsilon (lkb_viewport_get_centre (get_viewport (ui)).y, from.y - 40 / zoom,
                                  1e-3);
  g_assert_cmpint (lkb_editor_get_tool (lkb_ui_get_editor (ui)), ==, LKB_TOOL_SELECT);

  /* Nothing is recorded anew by looking elsewhere. */
  g_assert_cmpuint (lkb_canvas_get_n_recorded (lkb_window_get_canvas (ui->window)), <=,
                    n_recorded + 1);
}

static void
test_zoom (void)
{
  g_autoptr (LkbUi) ui = lkb_ui_open ("T01");
  LkbPoint middle = lkb_ui_get_middle (ui, "store");
  LkbPoint before, after;
  double zoom = lkb_viewport_get_zoom (get_viewport (ui));

  lkb_ui_move_to (ui, middle.x, middle.y);
  before = lkb_viewport_to_screen (get_viewport (ui), middle.x, middle.y);
  lkb_ui_xdotool (ui, "keydown ctrl click 4 click 4 keyup ctrl");
  after = lkb_viewport_to_screen (get_viewport (ui), middle.x, middle.y);
  g_assert_cmpfloat_with_epsilon (lkb_viewport_get_zoom (get_viewport (ui)),
                                  zoom * LKB_ZOOM_STEP * LKB_ZOOM_STEP, 1e-3);
  g_assert_cmpfloat_with_epsilon (after.x, before.x, 1.0);
  g_assert_cmpfloat_with_epsilon (after.y, before.y, 1.0);

  lkb_ui_xdotool (ui, "key ctrl+0");
  g_assert_cmpfloat (lkb_viewport_get_zoom (get_viewport (ui)), ==, 1);
  lkb_ui_xdotool (ui, "key ctrl+9");
  assert_page_fits (ui);
  lkb_ui_click_element (ui, "model");
  lkb_ui_xdotool (ui, "key ctrl+8");
  g_assert_cmpfloat (lkb_viewport_get_zoom (get_viewport (ui)), ==, 2);
  after = lkb_ui_get_middle (ui, "model");
  g_assert_cmpfloat_with_epsilon (lkb_viewport_get_centre (get_viewport (ui)).x, after.x, 40);
  for (int i = 0; i < 60; i++)
    lkb_canvas_zoom_by (lkb_window_get_canvas (ui->window), 1 / LKB_ZOOM_STEP);
  lkb_ui_settle (ui);
  g_assert_cmpfloat (lkb_viewport_get_zoom (get_viewport (ui)), ==, LKB_ZOOM_MIN);
  lkb_ui_xdotool (ui, "key ctrl+9");
  assert_page_fits (ui);
}

static void
test_select (void)
{
  g_autoptr (LkbUi) ui = lkb_ui_open ("T01");
  const LkbSceneItem *store, *model;
  LkbPoint from, to;

  lkb_ui_click_element (ui, "hub");
  lkb_ui_assert_selected (ui, "hub");
  lkb_ui_xdotool (ui, "keydown shift");
  lkb_ui_click_element (ui, "store");
  lkb_ui_xdotool (ui, "keyup shift");
  lkb_ui_assert_selected (ui, "hub store");
  lkb_ui_xdotool (ui, "keydown shift");
  lkb_ui_click_element (ui, "hub");
  lkb_ui_xdotool (ui, "keyup shift");
  lkb_ui_assert_selected (ui, "store");

  /* An arrow by its pill */
  lkb_ui_click_element (ui, "e1");
  lkb_ui_assert_selected (ui, "e1");
  lkb_ui_xdotool (ui, "key Escape");
  lkb_ui_assert_selected (ui, "");

  /* A rubber band from above the store to below the model */
  store = lkb_scene_find (lkb_editor_get_scene (lkb_ui_get_editor (ui)), "store");
  model = lkb_scene_find (lkb_editor_get_scene (lkb_ui_get_editor (ui)), "model");
  from = (LkbPoint){ store->box.x - 24, store->box.y - 20 };
  to = (LkbPoint){ model->box.x + model->box.w + 4, model->box.y + 20 };
  lkb_ui_drag (ui, from, to);
  g_assert_true (lkb_editor_is_selected (lkb_ui_get_editor (ui), "store"));
  g_assert_true (lkb_editor_is_selected (lkb_ui_get_editor (ui), "model"));
  g_assert_false (lkb_editor_is_selected (lkb_ui_get_editor (ui), "pipeline"));

  /* By keys, in reading order, and along the arrows */
  lkb_ui_xdotool (ui, "key Escape");
  lkb_ui_xdotool (ui, "key Tab");
  lkb_ui_assert_selected (ui, "clicks");
  lkb_ui_xdotool (ui, "key Tab");
  lkb_ui_assert_selected (ui, "e1");
  lkb_ui_xdotool (ui, "key Tab");
  lkb_ui_assert_selected (ui, "hub");
  lkb_ui_xdotool (ui, "key shift+Tab");
  lkb_ui_assert_selected (ui, "e1");
  lkb_ui_xdotool (ui, "key alt+Down");
  lkb_ui_assert_selected (ui, "hub");
  lkb_ui_xdotool (ui, "key ctrl+a");
  g_assert_cmpuint (lkb_editor_get_n_selected (lkb_ui_get_editor (ui)), ==,
                    lkb_board_get_n_elements (lkb_ui_get_board (ui)));
}

/* Takes the owners of an edge away. */
static void
make_unowned (LkbUi *ui, const char *id)
{
  const char *ids[] = { id, NULL };

  g_assert_true (lkb_editor_apply (
      lkb_ui_get_editor (ui), lkb_edit_set (lkb_ui_get_board (ui), ids, LKB_FIELD_OWNER, NULL)));
  lkb_ui_wait_for_review (ui);
}

static gboolean
is_visible (LkbUi *ui, const char *id)
{
  LkbPoint middle = lkb_ui_get_middle (ui, id);
  LkbBox visible = lkb_viewport_get_visible (get_viewport (ui));

  return lkb_box_contains (&visible, middle.x, middle.y);
}

static void
test_checks (void)
{
  g_autoptr (LkbUi) ui = lkb_ui_open ("T01");
  GtkWidget *panel, *row;

  make_unowned (ui, "e2");
  g_assert_cmpuint (
      lkb_findings_get_n_blocking (lkb_review_get_findings (lkb_window_get_review (ui->window))),
      ==, 1);
  g_assert_false (lkb_review_get_strict (lkb_window_get_review (ui->window)));

  /* Far away, then Check and a click on what is to be fixed */
  lkb_viewport_set (get_viewport (ui), (LkbPoint){ 800, 40 }, 4);
  lkb_ui_settle (ui);
  g_assert_false (is_visible (ui, "e2"));
  g_action_group_activate_action (G_ACTION_GROUP (ui->window), "check", NULL);
  lkb_ui_settle (ui);
  g_assert_true (lkb_review_get_strict (lkb_window_get_review (ui->window)));
  panel = lkb_ui_find (GTK_WIDGET (ui->window), LKB_TYPE_FINDINGS_PANEL, NULL);
  g_assert_nonnull (panel);
  row = lkb_findings_panel_get_row (LKB_FINDINGS_PANEL (panel), 0);
  lkb_ui_click (ui, row);
  lkb_ui_assert_selected (ui, "e2");
  g_assert_true (is_visible (ui, "e2"));

  /* The same by F8 */
  lkb_ui_xdotool (ui, "key Escape");
  lkb_viewport_set (get_viewport (ui), (LkbPoint){ 800, 40 }, 4);
  lkb_ui_settle (ui);
  lkb_ui_xdotool (ui, "key F8");
  lkb_ui_assert_selected (ui, "e2");
  g_assert_true (is_visible (ui, "e2"));

  /* Undone, there is nothing left to fix. */
  lkb_ui_xdotool (ui, "key ctrl+z");
  lkb_ui_wait_for_review (ui);
  g_assert_cmpuint (
      lkb_findings_get_n_blocking (lkb_review_get_findings (lkb_window_get_review (ui->window))),
      ==, 0);
}

static void
test_sides (void)
{
  g_autoptr (LkbUi) ui = lkb_ui_open ("T01");
  double width = lkb_viewport_get_width (get_viewport (ui));

  lkb_ui_xdotool (ui, "key F9");
  g_assert_cmpfloat (lkb_viewport_get_width (get_viewport (ui)), >, width + 250);
  assert_page_fits (ui);
  lkb_ui_xdotool (ui, "key F9");
  g_assert_cmpfloat (lkb_viewport_get_width (get_viewport (ui)), ==, width);
  lkb_ui_xdotool (ui, "key ctrl+backslash");
  g_assert_cmpfloat (lkb_viewport_get_width (get_viewport (ui)), >, width + 330);
  lkb_ui_xdotool (ui, "key ctrl+backslash");
  g_assert_cmpfloat (lkb_viewport_get_width (get_viewport (ui)), ==, width);
}

static gboolean
is_narrow (LkbUi *ui, gpointer data)
{
  return lkb_viewport_get_width (get_viewport (ui)) > 600
         && gtk_widget_get_width (GTK_WIDGET (ui->window)) <= 920;
}

static void
test_narrow (void)
{
  g_autoptr (LkbUi) ui = lkb_ui_open ("T01");

  gtk_window_set_default_size (GTK_WINDOW (ui->window), 900, 620);
  lkb_ui_wait (ui, is_narrow, NULL, "the side panel gives way");
  lkb_ui_settle (ui);
  g_assert_cmpfloat (lkb_viewport_get_width (get_viewport (ui)), >, 780);
  lkb_ui_xdotool (ui, "key F9");
  g_assert_cmpfloat (lkb_viewport_get_width (get_viewport (ui)), >, 780);
  g_assert_nonnull (lkb_ui_find (GTK_WIDGET (ui->window), GTK_TYPE_STACK_SWITCHER, NULL));
}

static gboolean
page_fits (LkbUi *ui, gpointer data)
{
  LkbBox frame = lkb_sheet_get_frame (lkb_editor_get_sheet (lkb_ui_get_editor (ui)));
  LkbBox screen = lkb_viewport_box_to_screen (get_viewport (ui), &frame);

  return screen.x >= 0 && screen.x + screen.w <= lkb_viewport_get_width (get_viewport (ui));
}

/* What is gone to is shown beside the panel; when the panel goes the page is back. */
static void
test_fit_again (void)
{
  g_autoptr (LkbUi) ui = lkb_ui_open ("T01");
  LkbPoint centre;

  gtk_window_set_default_size (GTK_WINDOW (ui->window), 900, 620);
  lkb_ui_wait (ui, is_narrow, NULL, "the side panel gives way");
  lkb_ui_settle (ui);
  centre = lkb_viewport_get_centre (get_viewport (ui));
  g_action_group_activate_action (G_ACTION_GROUP (ui->window), "side-page",
                                  g_variant_new_string ("checks"));
  lkb_editor_go_to (lkb_ui_get_editor (ui), (const char *[]){ "e4", NULL });
  lkb_ui_settle (ui);
  g_assert_cmpfloat (fabs (lkb_viewport_get_centre (get_viewport (ui)).x - centre.x), >, 1);
  lkb_ui_xdotool (ui, "key F9");
  lkb_ui_wait (ui, page_fits, NULL, "the page is back in view");
  g_assert_cmpfloat_with_epsilon (lkb_viewport_get_centre (get_viewport (ui)).x, centre.x, 1);
}

/* Who asks for the page before the next frame, as the pointer or the checks do, does not keep it from being shown. */
static void
test_page_moves (void)
{
  g_autoptr (LkbUi) ui = lkb_ui_open (NULL);
  LkbEditor *editor;
  LkbPoint centre;
  LkbBox frame;

  lkb_application_open_template (ui->application, NULL);
  lkb_ui_wait_for_board (ui);
  editor = lkb_ui_get_editor (ui);
  frame = lkb_sheet_get_frame (lkb_editor_get_sheet (editor));
  centre = lkb_viewport_get_centre (get_viewport (ui));
  lkb_editor_place (editor, LKB_KIND_SOURCE, &(LkbPoint){ frame.x, frame.y }, FALSE);
  lkb_editor_get_sheet (editor);
  g_assert_cmpfloat (lkb_viewport_get_centre (get_viewport (ui)).x, !=, centre.x);
  lkb_ui_wait (ui, page_fits, NULL, "the page is where its first card is");
}

static gboolean
is_slim (LkbUi *ui, gpointer data)
{
  return lkb_ui_find (GTK_WIDGET (ui->window), GTK_TYPE_BUTTON, "_Export") == NULL;
}

/* As on a telephone: the header lets go of what is in the menus and on keys. */
static void
test_slim (void)
{
  g_autoptr (LkbUi) ui = lkb_ui_open ("T01");
  int minimum;

  gtk_window_set_default_size (GTK_WINDOW (ui->window), 700, 620);
  lkb_ui_wait (ui, is_slim, NULL, "the header gives way");
  gtk_widget_measure (adw_application_window_get_content (ADW_APPLICATION_WINDOW (ui->window)),
                      GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, <=, 360);
  g_assert_nonnull (lkb_ui_find (GTK_WIDGET (ui->window), GTK_TYPE_BUTTON, "Check"));
}

static GtkWidget *
find_strip (LkbUi *ui)
{
  return lkb_ui_find (GTK_WIDGET (ui->window), LKB_TYPE_STRIP, NULL);
}

static gboolean
shows_figures_only (LkbUi *ui, gpointer data)
{
  return lkb_ui_find (find_strip (ui), GTK_TYPE_LABEL, "Latency") == NULL;
}

/* On a narrow window the figures come first; nothing is cut off. */
static void
test_narrow_strip (void)
{
  g_autoptr (LkbUi) ui = lkb_ui_open ("T01");
  GtkWidget *owned;
  graphene_rect_t bounds;

  g_assert_nonnull (lkb_ui_find (find_strip (ui), GTK_TYPE_LABEL, "Latency"));
  gtk_window_set_default_size (GTK_WINDOW (ui->window), 700, 620);
  lkb_ui_wait (ui, shows_figures_only, NULL, "the strip gives way");
  lkb_ui_settle (ui);
  g_assert_nonnull (lkb_ui_find (find_strip (ui), GTK_TYPE_LABEL, "1.87 s"));
  owned = lkb_ui_find (find_strip (ui), GTK_TYPE_BUTTON, "5 of 5");
  g_assert_true (gtk_widget_compute_bounds (owned, find_strip (ui), &bounds));
  g_assert_cmpfloat (bounds.origin.x + bounds.size.width, <=,
                     gtk_widget_get_width (find_strip (ui)));
  g_assert_nonnull (strstr (gtk_widget_get_tooltip_text (owned), "5 of 5 owned"));
}

/* What nobody owns is no reproach until somebody asks; mended it is none any more. */
static void
test_asked (void)
{
  g_autoptr (LkbUi) ui = lkb_ui_open ("T01");
  LkbEditor *editor = lkb_ui_get_editor (ui);

  g_assert_true (lkb_editor_set_owner (editor, "e1", ""));
  lkb_ui_wait_for_review (ui);
  g_assert_nonnull (lkb_ui_find (find_strip (ui), GTK_TYPE_LABEL, "4 of 5"));
  g_assert_null (lkb_ui_find (find_strip (ui), GTK_TYPE_LABEL, "■"));
  lkb_ui_click (ui, lkb_ui_find (GTK_WIDGET (ui->window), GTK_TYPE_BUTTON, "Check"));
  lkb_ui_wait_for_review (ui);
  g_assert_nonnull (lkb_ui_find (find_strip (ui), GTK_TYPE_LABEL, "■"));
  g_assert_nonnull (lkb_ui_find (GTK_WIDGET (ui->window), GTK_TYPE_LABEL, "1 thing to fix"));
  g_assert_true (lkb_editor_set_owner (editor, "e1", "Web"));
  lkb_ui_wait_for_review (ui);
  g_assert_nonnull (lkb_ui_find (find_strip (ui), GTK_TYPE_LABEL, "5 of 5"));
  g_assert_null (lkb_ui_find (find_strip (ui), GTK_TYPE_LABEL, "■"));
}

/* Over an open menu a tooltip is in the way, and the click after both would be lost. */
static void
test_menu_tooltips (void)
{
  g_autoptr (LkbUi) ui = lkb_ui_open ("T01");
  GtkWidget *button = lkb_ui_find (GTK_WIDGET (ui->window), GTK_TYPE_MENU_BUTTON, NULL);

  g_assert_cmpstr (gtk_menu_button_get_label (GTK_MENU_BUTTON (button)), ==, "_New/Open");
  g_assert_true (lkb_ui_has_tooltip (button));
  lkb_ui_click (ui, button);
  g_assert_true (
      gtk_widget_get_mapped (GTK_WIDGET (gtk_menu_button_get_popover (GTK_MENU_BUTTON (button)))));
  g_assert_false (lkb_ui_has_tooltip (button));
  lkb_ui_xdotool (ui, "key Escape");
  g_assert_true (lkb_ui_has_tooltip (button));
}

static void
test_strip (void)
{
  g_autoptr (LkbUi) ui = lkb_ui_open ("T01");
  LkbAnalysis *analysis = lkb_review_get_analysis (lkb_window_get_review (ui->window));
  g_autofree char *latency = lkb_strip_dup_text (lkb_ui_get_board (ui), analysis, LKB_STRIP_LATENCY,
                                                 FALSE);
  g_autofree char *owned = lkb_strip_dup_text (lkb_ui_get_board (ui), analysis, LKB_STRIP_OWNED,
                                               FALSE);
  g_autoptr (LkbBoard) empty = lkb_board_new ();
  g_autoptr (LkbAnalysis) nothing = lkb_analysis_new (empty, NULL);
  g_autofree char *no_data = lkb_strip_dup_text (empty, nothing, LKB_STRIP_LATENCY, FALSE);

  g_assert_true (g_str_has_suffix (latency, "/ 3 s ✓"));
  g_assert_cmpstr (owned, ==, "5 of 5 owned ✓");
  g_assert_cmpstr (no_data, ==, "Latency – add times");
}

static void
test_dark (void)
{
  g_autoptr (LkbUi) ui = lkb_ui_open ("T01");

  g_action_group_change_action_state (G_ACTION_GROUP (ui->application), "style",
                                      g_variant_new_string ("dark"));
  lkb_ui_settle (ui);
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (ui->window), "dark"));
  g_action_group_change_action_state (G_ACTION_GROUP (ui->application), "style",
                                      g_variant_new_string ("system"));
  lkb_ui_settle (ui);
  g_assert_false (gtk_widget_has_css_class (GTK_WIDGET (ui->window), "dark"));
}

static void
test_present (void)
{
  g_autoptr (LkbUi) ui = lkb_ui_open ("T01");
  GtkWidget *header = lkb_ui_find (GTK_WIDGET (ui->window), ADW_TYPE_HEADER_BAR, NULL);
  double width = lkb_viewport_get_width (get_viewport (ui));

  lkb_ui_xdotool (ui, "key F5");
  lkb_ui_settle (ui);
  g_assert_false (gtk_widget_get_mapped (header));
  g_assert_cmpfloat (lkb_viewport_get_width (get_viewport (ui)), >, width + 300);
  lkb_ui_xdotool (ui, "key space key space key space key Left");
  g_assert_false (lkb_history_can_undo (lkb_editor_get_history (lkb_ui_get_editor (ui))));
  lkb_ui_xdotool (ui, "key Escape");
  lkb_ui_settle (ui);
  g_assert_true (gtk_widget_get_mapped (header));
  assert_page_fits (ui);
}

/* Large text of the desktop enlarges the small print, too; what has no room any more gives way. */
static void
test_large_text (void)
{
  g_autoptr (LkbUi) ui = lkb_ui_open ("T01");
  GtkWidget *label = lkb_ui_find (find_strip (ui), GTK_TYPE_LABEL, "/ 3 s");
  int before, after, dpi;

  g_object_get (gtk_settings_get_default (), "gtk-xft-dpi", &dpi, NULL);
  gtk_widget_measure (label, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &before, NULL, NULL);
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", dpi * 3 / 2, NULL);
  lkb_ui_settle (ui);
  gtk_widget_measure (label, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &after, NULL, NULL);
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", dpi, NULL);
  g_assert_cmpfloat (after, >=, before * 1.3);
}

static gboolean
lists_boards (LkbUi *ui, gpointer data)
{
  return lkb_ui_find (GTK_WIDGET (ui->window), GTK_TYPE_LABEL, "good.lakeboard") != NULL;
}

/* The file dialog remembers what was chosen; only what could be read is recent here. */
static void
test_recent (void)
{
  g_autoptr (LkbUi) ui = lkb_ui_open (NULL);
  GtkRecentManager *manager = gtk_recent_manager_get_default ();
  /* At no address whose lowest byte is 0: see lkb_window_remember(). */
  static const _Alignas(16) char group[] = "-" LKB_RECENT_GROUP;
  const char *groups[] = { group + 1, NULL };
  GtkRecentData data = { .mime_type = (char *) "text/plain",
                         .app_name = (char *) "Lakeboard",
                         .app_exec = (char *) "lakeboard %u",
                         .groups = (char **) groups };

  for (int i = 0; i < 2; i++)
    {
      g_autofree char *path = g_build_filename (ui->folder,
                                                i == 0 ? "bad.lakeboard" : "good.lakeboard", NULL);
      g_autofree char *uri = g_filename_to_uri (path, NULL, NULL);

      g_assert_true (g_file_set_contents (path, "{", -1, NULL));
      if (i == 0)
        gtk_recent_manager_add_item (manager, uri);
      else
        gtk_recent_manager_add_full (manager, uri, &data);
    }
  lkb_ui_wait (ui, lists_boards, NULL, "the recent boards");
  g_assert_null (lkb_ui_find (GTK_WIDGET (ui->window), GTK_TYPE_LABEL, "bad.lakeboard"));
}

int
main (int argc, char **argv)
{
  lkb_ui_init (&argc, &argv);
  g_test_add_func ("/window/start", test_start);
  g_test_add_func ("/window/example", test_example);
  g_test_add_func ("/window/blank", test_blank);
  g_test_add_func ("/window/pan", test_pan);
  g_test_add_func ("/window/zoom", test_zoom);
  g_test_add_func ("/window/select", test_select);
  g_test_add_func ("/window/checks", test_checks);
  g_test_add_func ("/window/sides", test_sides);
  g_test_add_func ("/window/narrow", test_narrow);
  g_test_add_func ("/window/fit-again", test_fit_again);
  g_test_add_func ("/window/page-moves", test_page_moves);
  g_test_add_func ("/window/slim", test_slim);
  g_test_add_func ("/window/large-text", test_large_text);
  g_test_add_func ("/window/recent", test_recent);
  g_test_add_func ("/window/menu-tooltips", test_menu_tooltips);
  g_test_add_func ("/window/strip", test_strip);
  g_test_add_func ("/window/narrow-strip", test_narrow_strip);
  g_test_add_func ("/window/asked", test_asked);
  g_test_add_func ("/window/dark", test_dark);
  g_test_add_func ("/window/present", test_present);
  return g_test_run ();
}
