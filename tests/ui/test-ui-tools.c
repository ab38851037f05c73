/* SPDX-License-Identifier: GPL-3.0-or-later */
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

int
main (int argc, char **argv)
{
  lkb_ui_init (&argc, &argv);
  g_test_add_func ("/tools/neighbours", test_neighbours);
  return g_test_run ();
}
