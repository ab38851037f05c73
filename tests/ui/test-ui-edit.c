/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "core/model/lkb-ownership.h"
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

static void
test_move (void)
{
  g_autoptr (LkbUi) ui = lkb_ui_open ("T01");
  double x = lkb_element_get_x (get (ui, "trainer"));
  double y = lkb_element_get_y (get (ui, "trainer"));
  LkbPoint from = lkb_ui_get_middle (ui, "trainer");
  LkbPoint to = { from.x + 30, from.y + 50 };

  lkb_ui_drag (ui, from, to);
  g_assert_cmpfloat_with_epsilon (lkb_element_get_x (get (ui, "trainer")), x + 30, 4);
  g_assert_cmpfloat_with_epsilon (lkb_element_get_y (get (ui, "trainer")), y + 50, 4);
  g_assert_cmpint ((int) lkb_element_get_x (get (ui, "trainer")) % 4, ==, 0);
  g_assert_true (lkb_history_can_undo (get_history (ui)));

  /* One step back for the whole drag */
  lkb_ui_xdotool (ui, "key ctrl+z");
  g_assert_cmpfloat (lkb_element_get_x (get (ui, "trainer")), ==, x);
  g_assert_cmpfloat (lkb_element_get_y (get (ui, "trainer")), ==, y);
  g_assert_false (lkb_history_can_undo (get_history (ui)));
  lkb_ui_xdotool (ui, "key ctrl+shift+z");
  g_assert_cmpfloat (lkb_element_get_y (get (ui, "trainer")), >, y);
  lkb_ui_xdotool (ui, "key ctrl+z");

  /* Escape leaves no trace */
  lkb_ui_move_to (ui, from.x, from.y);
  lkb_ui_xdotool (ui, "mousedown 1");
  lkb_ui_move_to (ui, to.x, to.y);
  g_assert_cmpfloat (lkb_element_get_y (get (ui, "trainer")), >, y);
  lkb_ui_xdotool (ui, "key Escape");
  g_assert_cmpfloat (lkb_element_get_y (get (ui, "trainer")), ==, y);
  lkb_ui_xdotool (ui, "mouseup 1");
  g_assert_false (lkb_history_can_undo (get_history (ui)));
}

static void
test_chain (void)
{
  g_autoptr (LkbUi) ui = lkb_ui_open (NULL);
  static const LkbKind kinds[] = { LKB_KIND_SOURCE, LKB_KIND_INGESTION, LKB_KIND_PIPELINE };
  LkbBoard *board;

  lkb_application_open_template (ui->application, NULL);
  lkb_ui_wait_for_board (ui);
  board = lkb_ui_get_board (ui);

  /* 5, a name, and the next kinds with Ctrl+Right while naming */
  lkb_ui_xdotool (ui, "key 5");
  lkb_ui_type (ui, "Web clicks");
  lkb_ui_xdotool (ui, "key ctrl+Right");
  lkb_ui_type (ui, "Event Hub");
  lkb_ui_xdotool (ui, "key ctrl+Right");
  lkb_ui_type (ui, "Features");
  lkb_ui_xdotool (ui, "key Return");
  g_assert_cmpuint (lkb_board_get_n_elements (board), ==, 5);
  g_assert_cmpuint (lkb_board_count (board, LKB_KIND_EDGE), ==, 2);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    g_assert_cmpuint (lkb_board_count (board, kinds[i]), ==, 1);

  /* Owners: O on the first arrow, Tab to the next one that nobody owns */
  lkb_ui_xdotool (ui, "key Escape");
  lkb_ui_xdotool (ui, "key o");
  lkb_ui_type (ui, "Web > Streaming");
  lkb_ui_xdotool (ui, "key Tab");
  lkb_ui_type (ui, "Streaming");
  lkb_ui_xdotool (ui, "key Return");
  for (guint i = 0; i < lkb_board_get_n_elements (board); i++)
    {
      const LkbElement *element = lkb_board_get_elements (board)->pdata[i];
      LkbEdgeOwnership ownership;

      if (!lkb_element_is_edge (element))
        continue;
      lkb_board_get_edge_ownership (board, element, &ownership);
      g_assert_nonnull (ownership.owner);
    }

  /* All of it undone, step by step */
  for (int i = 0; i < 20 && lkb_history_can_undo (get_history (ui)); i++)
    lkb_ui_xdotool (ui, "key ctrl+z");
  g_assert_cmpuint (lkb_board_get_n_elements (board), ==, 0);
}

static void
test_rename_and_delete (void)
{
  g_autoptr (LkbUi) ui = lkb_ui_open ("T01");
  guint n_edges = lkb_board_count (lkb_ui_get_board (ui), LKB_KIND_EDGE);

  lkb_ui_click_element (ui, "hub");
  lkb_ui_xdotool (ui, "key F2");
  g_assert_true (lkb_canvas_is_editing (lkb_window_get_canvas (ui->window)));
  lkb_ui_xdotool (ui, "key ctrl+a");
  lkb_ui_type (ui, "Kafka 1");
  lkb_ui_xdotool (ui, "key Return");
  g_assert_cmpstr (lkb_element_get_name (get (ui, "hub")), ==, "Kafka 1");
  g_assert_false (lkb_canvas_is_editing (lkb_window_get_canvas (ui->window)));

  lkb_ui_xdotool (ui, "key Delete");
  g_assert_null (get (ui, "hub"));
  g_assert_cmpuint (lkb_board_count (lkb_ui_get_board (ui), LKB_KIND_EDGE), ==, n_edges - 2);
  lkb_ui_xdotool (ui, "key ctrl+z");
  g_assert_nonnull (get (ui, "hub"));
  g_assert_cmpuint (lkb_board_count (lkb_ui_get_board (ui), LKB_KIND_EDGE), ==, n_edges);
}

static void
test_connect (void)
{
  g_autoptr (LkbUi) ui = lkb_ui_open ("T01");
  LkbEditor *editor = lkb_ui_get_editor (ui);
  guint n_edges = lkb_board_count (lkb_ui_get_board (ui), LKB_KIND_EDGE);
  const LkbSceneItem *item;
  const LkbElement *edge;

  lkb_ui_click_element (ui, "model");
  item = lkb_scene_find (lkb_editor_get_scene (editor), "model");
  lkb_ui_drag (ui, lkb_editor_get_handle (editor, &item->box, LKB_SIDE_BOTTOM),
               lkb_ui_get_middle (ui, "trainer"));
  g_assert_cmpuint (lkb_board_count (lkb_ui_get_board (ui), LKB_KIND_EDGE), ==, n_edges + 1);
  g_assert_cmpuint (lkb_editor_get_n_selected (editor), ==, 1);
  edge = get (ui, lkb_editor_get_selected (editor)[0]);
  g_assert_cmpstr (lkb_element_get_from (edge), ==, "model");
  g_assert_cmpstr (lkb_element_get_to (edge), ==, "trainer");
}

/* A point of a place of the page, board coordinates. */
static LkbPoint
get_place (LkbUi *ui, LkbSheetPart part)
{
  LkbSheet *sheet = lkb_editor_get_sheet (lkb_ui_get_editor (ui));
  const LkbSheetPlace *place = lkb_sheet_find_place (sheet, part);
  LkbBox frame = lkb_sheet_get_frame (sheet);
  double scale = lkb_sheet_get_scale (sheet);

  g_assert_nonnull (place);
  return (LkbPoint){ frame.x + (place->box.x + 40) / scale,
                     frame.y + (place->box.y + place->box.h / 2) / scale };
}

static void
test_page (void)
{
  g_autoptr (LkbUi) ui = lkb_ui_open ("T01");
  const LkbElement *facts;
  LkbPoint at = get_place (ui, LKB_SHEET_TITLE);

  lkb_ui_move_to (ui, at.x, at.y);
  lkb_ui_double_click (ui);
  g_assert_true (lkb_canvas_is_editing (lkb_window_get_canvas (ui->window)));
  lkb_ui_xdotool (ui, "key ctrl+a");
  lkb_ui_type (ui, "Clicks in time");
  lkb_ui_xdotool (ui, "key Return");
  facts = lkb_board_get_facts (lkb_ui_get_board (ui));
  g_assert_cmpstr (lkb_element_get_text (facts, LKB_FIELD_TITLE), ==, "Clicks in time");

  at = get_place (ui, LKB_SHEET_COST);
  lkb_ui_move_to (ui, at.x, at.y);
  lkb_ui_double_click (ui);
  lkb_ui_xdotool (ui, "key ctrl+a");
  lkb_ui_type (ui, "9k/mo");
  lkb_ui_xdotool (ui, "key Return");
  facts = lkb_board_get_facts (lkb_ui_get_board (ui));
  g_assert_nonnull (lkb_element_get_quantity (facts, LKB_FIELD_BUDGET_COST));
  lkb_ui_xdotool (ui, "key ctrl+z key ctrl+z");
  facts = lkb_board_get_facts (lkb_ui_get_board (ui));
  g_assert_cmpstr (lkb_element_get_text (facts, LKB_FIELD_TITLE), ==, "Click to feature vector");
}

static void
test_palette (void)
{
  g_autoptr (LkbUi) ui = lkb_ui_open ("T01");
  LkbPalette *palette = LKB_PALETTE (lkb_ui_find (GTK_WIDGET (ui->window), LKB_TYPE_PALETTE, NULL));
  LkbPoint at = lkb_ui_get_middle (ui, "hub");
  guint n = lkb_board_get_n_elements (lkb_ui_get_board (ui));

  /* A click takes the kind in hand, the next one places it. */
  lkb_ui_click (ui, lkb_palette_get_button (palette, LKB_KIND_STORAGE));
  g_assert_cmpint (lkb_editor_get_tool (lkb_ui_get_editor (ui)), ==, LKB_TOOL_PLACE);
  lkb_ui_move_to (ui, at.x, at.y + 130);
  lkb_ui_xdotool (ui, "click 1");
  g_assert_cmpuint (lkb_board_count (lkb_ui_get_board (ui), LKB_KIND_STORAGE), ==, 1);
  lkb_ui_type (ui, "Raw clicks");
  lkb_ui_xdotool (ui, "key Return");
  g_assert_cmpint (lkb_editor_get_tool (lkb_ui_get_editor (ui)), ==, LKB_TOOL_SELECT);
  g_assert_cmpuint (lkb_board_get_n_elements (lkb_ui_get_board (ui)), ==, n + 1);
  lkb_ui_xdotool (ui, "key Delete");
  g_assert_cmpuint (lkb_board_get_n_elements (lkb_ui_get_board (ui)), ==, n);
}

static gboolean
has_copy (LkbUi *ui, gpointer n)
{
  return lkb_board_get_n_elements (lkb_ui_get_board (ui)) > GPOINTER_TO_UINT (n);
}

static void
test_copy (void)
{
  g_autoptr (LkbUi) ui = lkb_ui_open ("T01");
  guint n = lkb_board_get_n_elements (lkb_ui_get_board (ui));

  lkb_ui_click_element (ui, "hub");
  lkb_ui_xdotool (ui, "key ctrl+c");
  lkb_ui_xdotool (ui, "key ctrl+v");
  lkb_ui_wait (ui, has_copy, GUINT_TO_POINTER (n), "the copy is there");
  g_assert_cmpuint (lkb_board_get_n_elements (lkb_ui_get_board (ui)), ==, n + 1);
  lkb_ui_xdotool (ui, "key ctrl+d");
  g_assert_cmpuint (lkb_board_get_n_elements (lkb_ui_get_board (ui)), ==, n + 2);
}

static void
test_arrange (void)
{
  g_autoptr (LkbUi) ui = lkb_ui_open ("T01");
  double x = lkb_element_get_x (get (ui, "model"));

  lkb_ui_click_element (ui, "model");
  lkb_ui_xdotool (ui, "key Down Down Down Right Right");
  g_assert_cmpfloat (lkb_element_get_x (get (ui, "model")), ==, x + 8);
  lkb_ui_xdotool (ui, "key ctrl+shift+l");
  lkb_ui_xdotool (ui, "key ctrl+z");
  g_assert_cmpfloat (lkb_element_get_x (get (ui, "model")), ==, x + 8);
  lkb_ui_xdotool (ui, "key ctrl+z");
  g_assert_cmpfloat (lkb_element_get_x (get (ui, "model")), ==, x);
}

int
main (int argc, char **argv)
{
  lkb_ui_init (&argc, &argv);
  g_test_add_func ("/edit/move", test_move);
  g_test_add_func ("/edit/chain", test_chain);
  g_test_add_func ("/edit/rename-and-delete", test_rename_and_delete);
  g_test_add_func ("/edit/connect", test_connect);
  g_test_add_func ("/edit/page", test_page);
  g_test_add_func ("/edit/palette", test_palette);
  g_test_add_func ("/edit/copy", test_copy);
  g_test_add_func ("/edit/arrange", test_arrange);
  return g_test_run ();
}
