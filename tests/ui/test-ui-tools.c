/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "app/lkb-export.h"
#include "core/formats/lkb-board-file.h"
#include "core/formats/lkb-svg-source.h"
#include "core/model/lkb-edit.h"
#include "lkb-ui.h"
#include "widgets/panels/lkb-palette.h"

static const LkbElement *
get (LkbUi *ui, const char *id)
{
  return lkb_board_lookup (lkb_ui_get_board (ui), id);
}

static LkbHistory *
get_history (LkbUi *ui)
{
  return lkb_editor_get_history (lkb_ui_get_editor (ui));
}

/* The only selected element. */
static const LkbElement *
get_selected (LkbUi *ui)
{
  g_assert_cmpuint (lkb_editor_get_n_selected (lkb_ui_get_editor (ui)), ==, 1);
  return get (ui, lkb_editor_get_selected (lkb_ui_get_editor (ui))[0]);
}

static void
test_neighbours (void)
{
  g_autoptr (LkbUi) ui = lkb_ui_open (NULL);
  const LkbElement *first, *second;
  LkbBoard *board;

  lkb_application_open_template (ui->application, NULL);
  lkb_ui_wait_for_board (ui);
  board = lkb_ui_get_board (ui);
  lkb_ui_xdotool (ui, "key 2");
  lkb_ui_type (ui, "Features");
  lkb_ui_xdotool (ui, "key Return");
  first = get_selected (ui);

  /* What stands left hands over, with its name in edit. */
  lkb_ui_xdotool (ui, "key ctrl+Left");
  g_assert_true (lkb_canvas_is_editing (lkb_window_get_canvas (ui->window)));
  lkb_ui_type (ui, "Event Hub");
  lkb_ui_xdotool (ui, "key Return");
  second = get_selected (ui);
  g_assert_cmpint (lkb_element_get_kind (second), ==, LKB_KIND_INGESTION);
  g_assert_cmpstr (lkb_element_get_name (second), ==, "Event Hub");
  g_assert_cmpfloat (lkb_element_get_x (second), <, lkb_element_get_x (first));
  g_assert_cmpuint (lkb_board_count (board, LKB_KIND_EDGE), ==, 1);

  /* Below stands what takes over. */
  lkb_editor_select (lkb_ui_get_editor (ui), lkb_element_get_id (first));
  lkb_ui_xdotool (ui, "key ctrl+Down");
  lkb_ui_xdotool (ui, "key Return");
  g_assert_cmpint (lkb_element_get_kind (get_selected (ui)), ==, LKB_KIND_FEATURE_STORE);
  g_assert_cmpuint (lkb_board_count (board, LKB_KIND_EDGE), ==, 2);

  /* Where one stands the key goes there. */
  lkb_ui_xdotool (ui, "key ctrl+Up");
  g_assert_true (get_selected (ui) == first);
  lkb_ui_xdotool (ui, "key ctrl+Left");
  g_assert_cmpstr (lkb_element_get_name (get_selected (ui)), ==, "Event Hub");
  g_assert_false (lkb_canvas_is_editing (lkb_window_get_canvas (ui->window)));
  g_assert_cmpuint (lkb_board_get_n_elements (board), ==, 5);

  for (int i = 0; i < 10 && lkb_history_can_undo (get_history (ui)); i++)
    lkb_ui_xdotool (ui, "key ctrl+z");
  g_assert_cmpuint (lkb_board_get_n_elements (board), ==, 0);
}

/* A node of its own at a place; its id. */
static char *
add_node (LkbUi *ui, const char *name, double x, double y)
{
  char *id = NULL;

  g_assert_true (lkb_editor_apply (
      lkb_ui_get_editor (ui),
      lkb_edit_add_node (lkb_ui_get_board (ui), LKB_KIND_INGESTION, name, x, y, &id)));
  return id;
}

/* A drag with the button held shows equal gaps, and equal sizes at a corner, with their figures. */
static void
test_guides (void)
{
  g_autoptr (LkbUi) ui = lkb_ui_open (NULL);
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *third = NULL;
  g_autofree char *note = NULL;
  LkbOverlay overlay;
  LkbPoint at;
  LkbBox box;

  lkb_application_open_template (ui->application, NULL);
  lkb_ui_wait_for_board (ui);
  first = add_node (ui, "Clicks", 0, 0);
  second = add_node (ui, "Orders", 260, 0);
  third = add_node (ui, "Stock", 300, 200);
  g_assert_true (lkb_editor_apply (
      lkb_ui_get_editor (ui), lkb_edit_add_note (lkb_ui_get_board (ui), "Why", 0, 200, &note)));
  lkb_ui_settle (ui);

  at = lkb_ui_get_middle (ui, third);
  lkb_ui_move_to (ui, at.x, at.y);
  lkb_ui_xdotool (ui, "mousedown 1");
  lkb_ui_move_to (ui, at.x + 100, at.y - 100);
  lkb_ui_move_to (ui, at.x + 223, at.y - 190);
  lkb_editor_get_overlay (lkb_ui_get_editor (ui), &overlay);
  g_assert_cmpuint (overlay.n_measures, ==, 2);
  g_assert_cmpfloat (overlay.measures[0].length, ==, 84);
  g_assert_cmpfloat (overlay.measures[1].length, ==, 84);
  lkb_ui_shoot (ui, "equal-gaps");
  lkb_ui_xdotool (ui, "mouseup 1");
  g_assert_cmpfloat (lkb_element_get_x (get (ui, third)), ==, 520);
  lkb_ui_xdotool (ui, "key ctrl+z");
  g_assert_cmpfloat (lkb_element_get_x (get (ui, third)), ==, 300);

  lkb_ui_click_element (ui, note);
  g_assert_true (lkb_editor_get_box (lkb_ui_get_editor (ui), note, &box));
  lkb_ui_move_to (ui, box.x + box.w, box.y + box.h);
  lkb_ui_xdotool (ui, "mousedown 1");
  lkb_ui_move_to (ui, box.x + box.w - 20, box.y + box.h + 30);
  lkb_ui_move_to (ui, box.x + 178, box.y + 62);
  lkb_editor_get_overlay (lkb_ui_get_editor (ui), &overlay);
  g_assert_cmpuint (overlay.n_measures, ==, 4);
  lkb_ui_shoot (ui, "equal-sizes");
  lkb_ui_xdotool (ui, "mouseup 1");
  g_assert_cmpfloat (lkb_element_get_number (get (ui, note), LKB_FIELD_W, 0), ==, 176);
}

/* A round stroke around a point of the board, with the button held at the end. */
static void
draw_round (LkbUi *ui, LkbPoint middle, double radius)
{
  lkb_ui_move_to (ui, middle.x + radius, middle.y);
  lkb_ui_xdotool (ui, "mousedown 1");
  for (int i = 1; i <= 24; i++)
    lkb_ui_move_to (ui, middle.x + radius * cos (2 * G_PI * i / 24),
                    middle.y + radius * sin (2 * G_PI * i / 24));
}

/* The board in an exported page is the board. */
static void
assert_exported (LkbUi *ui)
{
  GError *error = NULL;
  g_autoptr (GBytes) text = lkb_board_file_write (lkb_ui_get_board (ui));
  g_autoptr (LkbBoard) board = lkb_board_file_read ("board", text, LKB_BOARD_FILE_NONE, NULL,
                                                    &error);
  g_autoptr (GBytes) again = NULL;
  g_autoptr (GBytes) svg = NULL;
  g_autoptr (GBytes) source = NULL;
  g_autofree char *words = NULL;

  g_assert_no_error (error);
  again = lkb_board_file_write (board);
  g_assert_true (g_bytes_equal (again, text));
  svg = lkb_export_create (board, NULL, NULL, LKB_OUTPUT_SVG, NULL, 0, NULL, &error);
  g_assert_no_error (error);
  words = g_strndup (g_bytes_get_data (svg, NULL), g_bytes_get_size (svg));
  g_assert_nonnull (strstr (words, "data-kind=\"ink\""));
  source = lkb_svg_source_find ("page", svg, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (source, text));
}

/* A quick hand: many places come between two frames, and none of them is lost. */
static void
test_quick_pen (void)
{
  g_autoptr (LkbUi) ui = lkb_ui_open (NULL);
  LkbEditor *editor;
  LkbViewport *viewport;
  GString *words = g_string_new ("mousedown 1");
  LkbPoint corner;
  const LkbElement *ink;

  lkb_application_open_template (ui->application, NULL);
  lkb_ui_wait_for_board (ui);
  editor = lkb_ui_get_editor (ui);
  viewport = lkb_editor_get_viewport (editor);
  lkb_editor_set_tool (editor, LKB_TOOL_PEN);
  corner = lkb_viewport_to_board (viewport, 500, 250);
  lkb_ui_move_to (ui, lkb_viewport_to_board (viewport, 300, 250).x, corner.y);
  for (int i = 0; i < 20; i++)
    g_string_append (words, " mousemove_relative 10 0");
  for (int i = 0; i < 20; i++)
    g_string_append (words, " mousemove_relative 0 10");
  g_string_append (words, " mouseup 1");
  lkb_ui_xdotool (ui, "%s", words->str);
  g_string_free (words, TRUE);

  g_assert_cmpuint (lkb_board_count (lkb_ui_get_board (ui), LKB_KIND_INK), ==, 1);
  ink = lkb_board_get_elements (lkb_ui_get_board (ui))->pdata[0];
  lkb_editor_set_tool (editor, LKB_TOOL_SELECT);
  g_assert_cmpuint (lkb_value_get_n (lkb_element_get (ink, LKB_FIELD_POINTS)), >, 6);
  g_assert_cmpint (lkb_editor_hit (editor, corner).part, ==, LKB_HIT_INK);
}

static gboolean
has_strokes (LkbUi *ui, gpointer n)
{
  return lkb_board_count (lkb_ui_get_board (ui), LKB_KIND_INK) == GPOINTER_TO_UINT (n);
}

static void
test_pen (void)
{
  g_autoptr (LkbUi) ui = lkb_ui_open ("T01");
  LkbEditor *editor = lkb_ui_get_editor (ui);
  LkbBoard *board = lkb_ui_get_board (ui);
  LkbPalette *palette = LKB_PALETTE (lkb_ui_find (GTK_WIDGET (ui->window), LKB_TYPE_PALETTE, NULL));
  GtkToggleButton *button = GTK_TOGGLE_BUTTON (lkb_palette_get_button (palette, LKB_KIND_INK));
  LkbPoint middle = lkb_ui_get_middle (ui, "hub");
  const LkbElement *ink;
  g_autofree char *id = NULL;
  LkbBox before, after;

  lkb_ui_click_element (ui, "hub");
  lkb_ui_xdotool (ui, "key p");
  g_assert_cmpint (lkb_editor_get_tool (editor), ==, LKB_TOOL_PEN);
  g_assert_true (gtk_toggle_button_get_active (button));
  draw_round (ui, middle, 110);
  g_assert_true (has_strokes (ui, GUINT_TO_POINTER (0)));
  lkb_ui_xdotool (ui, "mouseup 1");
  lkb_ui_shoot (ui, "pen");
  g_assert_true (has_strokes (ui, GUINT_TO_POINTER (1)));

  /* The pen stays in hand; Escape takes back the stroke under way, then the pen. */
  draw_round (ui, middle, 60);
  lkb_ui_xdotool (ui, "key Escape");
  lkb_ui_xdotool (ui, "mouseup 1");
  g_assert_true (has_strokes (ui, GUINT_TO_POINTER (1)));
  g_assert_cmpint (lkb_editor_get_tool (editor), ==, LKB_TOOL_PEN);
  lkb_ui_xdotool (ui, "key Escape");
  g_assert_cmpint (lkb_editor_get_tool (editor), ==, LKB_TOOL_SELECT);
  g_assert_false (gtk_toggle_button_get_active (button));
  assert_exported (ui);

  /* It is chosen by its line and moved; what lies inside is still to be had. */
  lkb_ui_click_element (ui, "hub");
  lkb_ui_assert_selected (ui, "hub");
  lkb_ui_move_to (ui, middle.x, middle.y - 110);
  lkb_ui_xdotool (ui, "click 1");
  ink = get_selected (ui);
  g_assert_cmpint (lkb_element_get_kind (ink), ==, LKB_KIND_INK);
  id = g_strdup (lkb_element_get_id (ink));
  g_assert_true (lkb_editor_get_box (editor, id, &before));
  lkb_ui_drag (ui, (LkbPoint){ middle.x - 110, middle.y },
               (LkbPoint){ middle.x - 70, middle.y + 40 });
  g_assert_true (lkb_editor_get_box (editor, id, &after));
  g_assert_cmpfloat_with_epsilon (after.x, before.x + 40, 4);
  g_assert_cmpfloat_with_epsilon (after.y, before.y + 40, 4);

  lkb_ui_xdotool (ui, "key ctrl+c");
  lkb_ui_xdotool (ui, "key ctrl+v");
  lkb_ui_wait (ui, has_strokes, GUINT_TO_POINTER (2), "the copy is there");
  lkb_ui_xdotool (ui, "key Delete");
  g_assert_true (has_strokes (ui, GUINT_TO_POINTER (1)));

  /* The palette takes it in hand as well; V puts it aside. */
  lkb_ui_click (ui, GTK_WIDGET (button));
  g_assert_cmpint (lkb_editor_get_tool (editor), ==, LKB_TOOL_PEN);
  draw_round (ui, middle, 30);
  lkb_ui_xdotool (ui, "mouseup 1");
  g_assert_true (has_strokes (ui, GUINT_TO_POINTER (2)));
  lkb_ui_xdotool (ui, "key v");
  g_assert_cmpint (lkb_editor_get_tool (editor), ==, LKB_TOOL_SELECT);
  assert_exported (ui);

  for (int i = 0; i < 10 && lkb_history_can_undo (get_history (ui)); i++)
    lkb_ui_xdotool (ui, "key ctrl+z");
  g_assert_cmpuint (lkb_board_count (board, LKB_KIND_INK), ==, 0);
}

int
main (int argc, char **argv)
{
  lkb_ui_init (&argc, &argv);
  g_test_add_func ("/tools/neighbours", test_neighbours);
  g_test_add_func ("/tools/guides", test_guides);
  g_test_add_func ("/tools/pen", test_pen);
  g_test_add_func ("/tools/quick-pen", test_quick_pen);
  return g_test_run ();
}
