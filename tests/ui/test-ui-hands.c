/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What hands do in orders that nobody foresaw: undo in a box, a click where one wants to write, a node between two. */

#include <string.h>

#include "lkb-ui.h"
#include "widgets/panels/lkb-fact-row.h"
#include "widgets/panels/lkb-inspector.h"
#include "widgets/panels/lkb-palette.h"
#include "widgets/panels/lkb-typed-box.h"

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
focus_fact (LkbUi *ui, LkbField field)
{
  GtkWidget *inspector = lkb_ui_find (GTK_WIDGET (ui->window), LKB_TYPE_INSPECTOR, NULL);

  lkb_inspector_focus_member (LKB_INSPECTOR (inspector), field, NULL);
  lkb_ui_settle (ui);
}

static void
write_fact (LkbUi *ui, LkbField field, const char *text)
{
  focus_fact (ui, field);
  lkb_ui_xdotool (ui, "key ctrl+a");
  lkb_ui_type (ui, text);
  lkb_ui_xdotool (ui, "key Return");
}

/* Once said, a value is the board's: undo takes the step back, not the letters in the box. */
static void
test_undo_in_box (void)
{
  g_autoptr (LkbUi) ui = lkb_ui_open ("T01");

  lkb_ui_click_element (ui, "hub");
  write_fact (ui, LKB_FIELD_CAPACITY, "31k/s");
  g_assert_nonnull (strstr (lkb_element_get_text (get (ui, "hub"), LKB_FIELD_CAPACITY), "31 k"));
  lkb_ui_xdotool (ui, "key ctrl+z");
  g_assert_nonnull (strstr (lkb_element_get_text (get (ui, "hub"), LKB_FIELD_CAPACITY), "25 k"));
  g_assert_false (lkb_history_can_undo (get_history (ui)));
  lkb_ui_xdotool (ui, "key ctrl+shift+z");
  g_assert_nonnull (strstr (lkb_element_get_text (get (ui, "hub"), LKB_FIELD_CAPACITY), "31 k"));

  /* What is not yet said is taken back in the box. */
  lkb_ui_type (ui, "7");
  lkb_ui_xdotool (ui, "key ctrl+z");
  lkb_ui_xdotool (ui, "key Tab");
  g_assert_nonnull (strstr (lkb_element_get_text (get (ui, "hub"), LKB_FIELD_CAPACITY), "31 k"));
}

/* A name that is only looked at: there is no typing to take back. */
static void
test_undo_in_name (void)
{
  g_autoptr (LkbUi) ui = lkb_ui_open ("T01");
  g_autofree char *name = g_strdup (lkb_element_get_name (get (ui, "hub")));

  lkb_ui_click_element (ui, "hub");
  lkb_ui_xdotool (ui, "key F2");
  lkb_ui_xdotool (ui, "key ctrl+z");
  lkb_ui_xdotool (ui, "key Return");
  g_assert_cmpstr (lkb_element_get_name (get (ui, "hub")), ==, name);
  g_assert_false (lkb_history_can_undo (get_history (ui)));

  /* The same box shows one element after the other: each has its own past. */
  lkb_ui_click_element (ui, "pipeline");
  lkb_ui_click_element (ui, "hub");
  focus_fact (ui, LKB_FIELD_NAME);
  lkb_ui_xdotool (ui, "key ctrl+z");
  g_assert_cmpstr (lkb_element_get_name (get (ui, "hub")), ==, name);
  g_assert_false (lkb_history_can_undo (get_history (ui)));

  write_fact (ui, LKB_FIELD_NAME, "Kafka");
  lkb_ui_xdotool (ui, "key ctrl+z");
  g_assert_cmpstr (lkb_element_get_name (get (ui, "hub")), ==, name);
  g_assert_false (lkb_history_can_undo (get_history (ui)));
}

/* The place for the goal, and a cell with a budget: where one clicks one writes. */
static void
test_click_and_write (void)
{
  g_autoptr (LkbUi) ui = lkb_ui_open ("T01");
  static const struct
  {
    LkbSheetPart part;
    LkbField field;
    const char *typed, *expected;
  } places[] = {
    { LKB_SHEET_TITLE, LKB_FIELD_TITLE, "Vectors", "Vectors" },
    { LKB_SHEET_GOAL, LKB_FIELD_GOAL, "Photos to Kpop teams by 5", "Photos to Kpop teams by 5" },
    { LKB_SHEET_COST, LKB_FIELD_BUDGET_COST, "$9k/mo", "$9 k per month" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      LkbSheet *sheet = lkb_editor_get_sheet (lkb_ui_get_editor (ui));
      LkbBox box = lkb_editor_get_stop_box (
          lkb_ui_get_editor (ui), lkb_sheet_find_stop (sheet, places[i].part, LKB_SHEET_ROW_NONE));
      guint n = lkb_board_get_n_elements (lkb_ui_get_board (ui));

      lkb_ui_move_to (ui, box.x + MIN (box.w, 200) / 2, box.y + box.h / 2);
      lkb_ui_xdotool (ui, "click 1");
      g_assert_true (lkb_canvas_is_editing (lkb_window_get_canvas (ui->window)));
      lkb_ui_xdotool (ui, "key ctrl+a");
      lkb_ui_type (ui, places[i].typed);
      lkb_ui_xdotool (ui, "key Return");
      g_assert_cmpstr (lkb_element_get_text (get (ui, LKB_BOARD_ID), places[i].field), ==,
                       places[i].expected);
      g_assert_cmpuint (lkb_board_get_n_elements (lkb_ui_get_board (ui)), ==, n);
    }
}

static gboolean
has_elements (LkbUi *ui, gpointer n)
{
  return lkb_board_get_n_elements (lkb_ui_get_board (ui)) >= GPOINTER_TO_UINT (n);
}

/* The pointer rests on what was copied: each copy can be seen, and none hides another. */
static void
test_paste_twice (void)
{
  g_autoptr (LkbUi) ui = lkb_ui_open ("T01");
  LkbBoard *board = lkb_ui_get_board (ui);
  guint n = lkb_board_get_n_elements (board);

  lkb_ui_click_element (ui, "hub");
  lkb_ui_xdotool (ui, "key ctrl+c");
  for (guint i = 1; i <= 2; i++)
    {
      lkb_ui_xdotool (ui, "key ctrl+v");
      lkb_ui_wait (ui, has_elements, GUINT_TO_POINTER (n + i), "the copy is there");
    }
  for (guint i = 0; i < n + 2; i++)
    for (guint j = 0; j < i; j++)
      {
        const LkbElement *a = lkb_board_get_elements (board)->pdata[i];
        const LkbElement *b = lkb_board_get_elements (board)->pdata[j];

        if (lkb_element_is_node (a) && lkb_element_is_node (b))
          g_assert_true (ABS (lkb_element_get_x (a) - lkb_element_get_x (b)) >= 16
                         || ABS (lkb_element_get_y (a) - lkb_element_get_y (b)) >= 16);
      }
}

/* Beyond what it is put between, the drawing moves on; the group grows; all of it is one step. */
static void
test_insert_makes_room (void)
{
  g_autoptr (LkbUi) ui = lkb_ui_open ("T01");
  LkbEditor *editor = lkb_ui_get_editor (ui);
  LkbScene *scene;
  const char *edges[] = { "e4", "e3" };

  for (guint i = 0; i < G_N_ELEMENTS (edges); i++)
    {
      const char *from = lkb_element_get_from (get (ui, edges[i]));
      double x = lkb_element_get_x (get (ui, from));
      LkbPoint at = lkb_ui_get_middle (ui, edges[i]);
      const char *id;

      g_assert_true (lkb_editor_place (editor, LKB_KIND_STORAGE, &at, FALSE));
      lkb_ui_type (ui, "Between");
      lkb_ui_xdotool (ui, "key Return");
      id = lkb_editor_get_selected (editor)[0];
      g_assert_cmpstr (lkb_element_get_to (get (ui, edges[i])), ==, id);
      g_assert_cmpfloat (lkb_element_get_x (get (ui, from)), ==, x);
      scene = lkb_editor_get_scene (editor);
      for (guint j = 0; j < lkb_scene_get_n_items (scene); j++)
        {
          const LkbSceneItem *a = lkb_scene_get_item (scene, j);

          for (guint k = 0; k < j; k++)
            {
              const LkbSceneItem *b = lkb_scene_get_item (scene, k);

              if (lkb_kind_is_node (a->kind) && lkb_kind_is_node (b->kind))
                g_assert_false (lkb_box_overlaps (&a->box, &b->box));
            }
        }
      lkb_ui_shoot (ui, edges[i]);
      lkb_ui_xdotool (ui, "key ctrl+z");
      lkb_ui_xdotool (ui, "key ctrl+z");
      g_assert_false (lkb_history_can_undo (get_history (ui)));
    }
}

/* Shown again, the boxes of the page show all that is in them. */
static void
test_whole_goal (void)
{
  g_autoptr (LkbUi) ui = lkb_ui_open ("T01");
  LkbInspector *inspector = LKB_INSPECTOR (
      lkb_ui_find (GTK_WIDGET (ui->window), LKB_TYPE_INSPECTOR, NULL));
  LkbTypedBox *box;
  GtkWidget *text;
  GdkRectangle last;
  GtkTextIter end;
  guint pause;

  lkb_ui_click_element (ui, "pipeline");
  lkb_ui_xdotool (ui, "key Escape");
  lkb_ui_settle (ui);
  box = LKB_TYPED_BOX (
      lkb_fact_row_get_editor (LKB_FACT_ROW (lkb_inspector_get_row (inspector, LKB_FIELD_GOAL))));
  g_object_get (box, "pause", &pause, NULL);
  g_assert_cmpuint (pause, ==, 0); /* lkb_ui_init() sees to that */
  text = lkb_typed_box_get_entry (box);
  gtk_text_buffer_get_end_iter (gtk_text_view_get_buffer (GTK_TEXT_VIEW (text)), &end);
  gtk_text_view_get_iter_location (GTK_TEXT_VIEW (text), &end, &last);
  g_assert_cmpint (gtk_widget_get_height (text), >=, last.y + last.height);
}

/* What stands in a group goes with it, by pointer and by key; the rest stays. */
static void
test_move_group (void)
{
  g_autoptr (LkbUi) ui = lkb_ui_open ("T01");
  LkbEditor *editor = lkb_ui_get_editor (ui);
  double x = lkb_element_get_x (get (ui, "model")), y = lkb_element_get_y (get (ui, "model"));
  double hub = lkb_element_get_y (get (ui, "hub"));
  const LkbSceneItem *group;
  LkbPoint at;

  lkb_editor_select_ids (editor, (const char *[]){ "store", "model", NULL });
  lkb_ui_xdotool (ui, "key ctrl+g");
  lkb_ui_type (ui, "Serving");
  lkb_ui_xdotool (ui, "key Return");
  lkb_ui_xdotool (ui, "key Up");
  g_assert_cmpfloat (lkb_element_get_y (get (ui, "model")), ==, y - 4);
  group = lkb_scene_find (lkb_editor_get_scene (editor), lkb_editor_get_selected (editor)[0]);
  at = (LkbPoint){ group->box.x + group->box.w / 2, group->box.y + 12 };
  lkb_ui_drag (ui, at, (LkbPoint){ at.x + 40, at.y - 80 });
  g_assert_cmpfloat_with_epsilon (lkb_element_get_y (get (ui, "model")), y - 84, 4);
  g_assert_cmpfloat_with_epsilon (lkb_element_get_x (get (ui, "model")), x + 40, 4);
  g_assert_cmpfloat (lkb_element_get_y (get (ui, "hub")), ==, hub);
  lkb_ui_xdotool (ui, "key ctrl+z");
  g_assert_cmpfloat (lkb_element_get_y (get (ui, "model")), ==, y - 4);
}

static LkbOverlay
get_overlay (LkbUi *ui)
{
  LkbOverlay overlay;

  lkb_editor_get_overlay (lkb_ui_get_editor (ui), &overlay);
  return overlay;
}

static gboolean
is_shown_into (LkbUi *ui, gpointer edge)
{
  return g_strcmp0 (get_overlay (ui).target, edge) == 0;
}

static gboolean
is_shown_nowhere (LkbUi *ui, gpointer data)
{
  return !get_overlay (ui).has_ghost;
}

static gboolean
is_put_between (LkbUi *ui, gpointer edge)
{
  return lkb_element_get_kind (get (ui, lkb_element_get_to (get (ui, edge)))) == LKB_KIND_STORAGE;
}

/* From the palette onto an edge: where it would land, and what it would be put into, is seen before the drop. */
static void
test_drag_kind (void)
{
  g_autoptr (LkbUi) ui = lkb_ui_open ("T01");
  LkbPalette *palette = LKB_PALETTE (lkb_ui_find (GTK_WIDGET (ui->window), LKB_TYPE_PALETTE, NULL));
  GtkWidget *button = lkb_palette_get_button (palette, LKB_KIND_STORAGE);
  LkbPoint at = lkb_ui_get_middle (ui, "e2");
  LkbPoint beside = { at.x + 40, at.y + 120 };

  lkb_ui_hold (ui, button);
  lkb_ui_move_to (ui, beside.x, beside.y);
  lkb_ui_move_to (ui, at.x, at.y);
  lkb_ui_wait (ui, is_shown_into, (gpointer) "e2", "the edge under what is dragged is marked");
  g_assert_true (get_overlay (ui).has_ghost);
  g_assert_cmpint (get_overlay (ui).ghost_kind, ==, LKB_KIND_STORAGE);
  lkb_ui_shoot (ui, "drag-kind");

  /* Back to where it came from, nothing is shown any more. */
  lkb_ui_point (ui, button);
  lkb_ui_wait (ui, is_shown_nowhere, NULL, "what is dragged elsewhere is not shown");
  lkb_ui_move_to (ui, beside.x, beside.y);
  lkb_ui_move_to (ui, at.x, at.y);
  lkb_ui_wait (ui, is_shown_into, (gpointer) "e2", "the edge is marked again");
  lkb_ui_xdotool (ui, "mouseup 1");
  lkb_ui_wait (ui, is_put_between, (gpointer) "e2", "it is put into the edge");
  g_assert_false (get_overlay (ui).has_ghost);
}

/* The same for the kind that is in hand after a click on the palette. */
static void
test_place_kind (void)
{
  g_autoptr (LkbUi) ui = lkb_ui_open ("T01");
  LkbPoint at = lkb_ui_get_middle (ui, "e2");

  lkb_editor_set_placing (lkb_ui_get_editor (ui), LKB_KIND_STORAGE);
  lkb_ui_move_to (ui, at.x + 40, at.y + 120);
  g_assert_null (get_overlay (ui).target);
  lkb_ui_move_to (ui, at.x, at.y);
  g_assert_true (is_shown_into (ui, (gpointer) "e2"));
  lkb_ui_xdotool (ui, "click 1");
  g_assert_true (is_put_between (ui, (gpointer) "e2"));
}

/* A connection that ends where nothing is stays to be seen while one chooses what comes there. */
static void
test_pending_line (void)
{
  g_autoptr (LkbUi) ui = lkb_ui_open ("T01");
  LkbEditor *editor = lkb_ui_get_editor (ui);
  guint n = lkb_board_count (lkb_ui_get_board (ui), LKB_KIND_STORAGE);
  const LkbSceneItem *item;
  LkbPoint from, to;
  LkbOverlay overlay;
  GtkWidget *list;

  lkb_ui_click_element (ui, "store");
  item = lkb_scene_find (lkb_editor_get_scene (editor), "store");
  from = lkb_editor_get_handle (editor, &item->box, LKB_SIDE_TOP);
  to = (LkbPoint){ from.x - 160, from.y - 20 };
  for (guint i = 0; i < 2; i++)
    {
      lkb_ui_drag (ui, from, to);
      list = lkb_ui_find (GTK_WIDGET (ui->window), GTK_TYPE_POPOVER, "Storage");
      lkb_ui_shoot (ui, "pending-line");
      g_assert_nonnull (list);
      overlay = get_overlay (ui);
      g_assert_true (overlay.has_line);
      g_assert_cmpfloat_with_epsilon (overlay.line_to.x, to.x, 2);
      g_assert_cmpfloat_with_epsilon (overlay.line_to.y, to.y, 2);
      g_assert_nonnull (lkb_ui_find (list, GTK_TYPE_IMAGE, NULL));
      if (i == 0)
        {
          lkb_ui_xdotool (ui, "key Escape");
          g_assert_false (get_overlay (ui).has_line);
        }
    }
  lkb_ui_click (ui, lkb_ui_find (list, GTK_TYPE_BUTTON, "Storage"));
  g_assert_false (get_overlay (ui).has_line);
  g_assert_cmpuint (lkb_board_count (lkb_ui_get_board (ui), LKB_KIND_STORAGE), ==, n + 1);
}

int
main (int argc, char **argv)
{
  lkb_ui_init (&argc, &argv);
  g_test_add_func ("/hands/undo-in-box", test_undo_in_box);
  g_test_add_func ("/hands/undo-in-name", test_undo_in_name);
  g_test_add_func ("/hands/click-and-write", test_click_and_write);
  g_test_add_func ("/hands/paste-twice", test_paste_twice);
  g_test_add_func ("/hands/insert-makes-room", test_insert_makes_room);
  g_test_add_func ("/hands/whole-goal", test_whole_goal);
  g_test_add_func ("/hands/move-group", test_move_group);
  g_test_add_func ("/hands/drag-kind", test_drag_kind);
  g_test_add_func ("/hands/place-kind", test_place_kind);
  g_test_add_func ("/hands/pending-line", test_pending_line);
  return g_test_run ();
}
