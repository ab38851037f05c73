/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "core/model/lkb-ownership.h"
#include "lkb-ui.h"

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

int
main (int argc, char **argv)
{
  lkb_ui_init (&argc, &argv);
  g_test_add_func ("/edit/move", test_move);
  g_test_add_func ("/edit/chain", test_chain);
  g_test_add_func ("/edit/rename-and-delete", test_rename_and_delete);
  g_test_add_func ("/edit/connect", test_connect);
  return g_test_run ();
}
