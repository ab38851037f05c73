/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "core/model/lkb-edit.h"
#include "core/model/lkb-ownership.h"
#include "tests/support/lkb-test.h"
#include "widgets/canvas/lkb-editor-bridge.h"
#include "widgets/canvas/lkb-editor.h"
#include "widgets/canvas/lkb-reading-order.h"

/* The tools without a display: pointer events as plain values. */

typedef struct
{
  LkbBoard *board;
  LkbHistory *history;
  LkbEditor *editor;
} Fixture;

/* a → b → c in a row, and d alone below. */
static void
set_up (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *id;
    LkbKind kind;
    double x;
    double y;
  } nodes[] = {
    { "a", LKB_KIND_SOURCE, 0, 0 },
    { "b", LKB_KIND_INGESTION, 400, 0 },
    { "c", LKB_KIND_PIPELINE, 800, 0 },
    { "d", LKB_KIND_PIPELINE, 0, 400 },
  };
  g_autoptr (LkbChange) change = lkb_change_new (NULL);
  GError *error = NULL;

  fixture->board = lkb_board_new ();
  for (guint i = 0; i < G_N_ELEMENTS (nodes); i++)
    {
      LkbElementBuilder *builder = lkb_element_builder_new (nodes[i].kind, nodes[i].id);
      g_autoptr (LkbElement) element = NULL;

      lkb_element_builder_set_number (builder, LKB_FIELD_X, nodes[i].x);
      lkb_element_builder_set_number (builder, LKB_FIELD_Y, nodes[i].y);
      lkb_element_builder_set_text (builder, LKB_FIELD_NAME, nodes[i].id);
      element = lkb_element_builder_end (builder);
      lkb_change_add (change, NULL, element);
    }
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (LkbElement) edge = lkb_element_new (LKB_KIND_EDGE, i == 0 ? "e1" : "e2");
      g_autoptr (LkbElement) joined = lkb_element_with_ends (edge, nodes[i].id, nodes[i + 1].id);

      lkb_change_add (change, NULL, joined);
    }
  g_assert_true (lkb_board_apply (fixture->board, change, &error));
  g_assert_no_error (error);
  fixture->history = lkb_history_new (fixture->board, 0);
  fixture->editor = lkb_editor_new (fixture->history, NULL);
  lkb_viewport_set_size (lkb_editor_get_viewport (fixture->editor), 1000, 700);
  lkb_viewport_set (lkb_editor_get_viewport (fixture->editor), (LkbPoint){ 488, 200 }, 1);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  GError *error = NULL;

  g_assert_true (lkb_board_check (fixture->board, &error));
  g_assert_no_error (error);
  g_assert_false (lkb_history_in_transaction (fixture->history));
  g_assert_finalize_object (fixture->editor);
  g_assert_finalize_object (fixture->history);
  g_assert_finalize_object (fixture->board);
}

static LkbPointerEvent
make_event (Fixture *fixture, LkbPoint board, LkbModifiers modifiers)
{
  LkbPointerEvent event = { 0 };

  event.board = board;
  event.screen = lkb_viewport_to_screen (lkb_editor_get_viewport (fixture->editor), board.x,
                                         board.y);
  event.button = LKB_BUTTON_PRIMARY;
  event.n_press = 1;
  event.modifiers = modifiers;
  return event;
}

static void
press (Fixture *fixture, LkbPoint at, LkbModifiers modifiers)
{
  LkbPointerEvent event = make_event (fixture, at, modifiers);

  lkb_editor_press (fixture->editor, &event);
}

static void
move (Fixture *fixture, LkbPoint at)
{
  LkbPointerEvent event = make_event (fixture, at, LKB_MOD_NONE);

  event.button = 0;
  lkb_editor_motion (fixture->editor, &event);
}

static void
release (Fixture *fixture, LkbPoint at)
{
  LkbPointerEvent event = make_event (fixture, at, LKB_MOD_NONE);

  lkb_editor_release (fixture->editor, &event);
}

static void
drag (Fixture *fixture, LkbPoint from, LkbPoint to)
{
  press (fixture, from, LKB_MOD_NONE);
  move (fixture, (LkbPoint){ (from.x + to.x) / 2, (from.y + to.y) / 2 });
  move (fixture, to);
  release (fixture, to);
}

static LkbPoint
get_middle (Fixture *fixture, const char *id)
{
  const LkbSceneItem *item = lkb_scene_find (lkb_editor_get_scene (fixture->editor), id);

  return (LkbPoint){ item->box.x + item->box.w / 2, item->box.y + item->box.h / 2 };
}

static double
get_x (Fixture *fixture, const char *id)
{
  return lkb_element_get_x (lkb_board_lookup (fixture->board, id));
}

static void
test_click (Fixture *fixture, gconstpointer data)
{
  press (fixture, get_middle (fixture, "a"), LKB_MOD_NONE);
  release (fixture, get_middle (fixture, "a"));
  g_assert_true (lkb_editor_is_selected (fixture->editor, "a"));
  press (fixture, get_middle (fixture, "b"), LKB_MOD_SHIFT);
  release (fixture, get_middle (fixture, "b"));
  g_assert_cmpuint (lkb_editor_get_n_selected (fixture->editor), ==, 2);
  press (fixture, (LkbPoint){ 300, 350 }, LKB_MOD_NONE);
  release (fixture, (LkbPoint){ 300, 350 });
  g_assert_cmpuint (lkb_editor_get_n_selected (fixture->editor), ==, 0);
  g_assert_false (lkb_history_can_undo (fixture->history));
}

static void
test_move_together (Fixture *fixture, gconstpointer data)
{
  LkbPoint from = get_middle (fixture, "a");

  lkb_editor_select_ids (fixture->editor, (const char *[]){ "a", "b", NULL });
  drag (fixture, from, (LkbPoint){ from.x + 41, from.y + 3 });
  g_assert_cmpfloat (get_x (fixture, "a"), ==, 40);
  g_assert_cmpfloat (get_x (fixture, "b"), ==, 440);
  g_assert_cmpfloat (get_x (fixture, "c"), ==, 800);
  g_assert_true (lkb_history_undo (fixture->history));
  g_assert_false (lkb_history_can_undo (fixture->history));
  g_assert_cmpfloat (get_x (fixture, "a"), ==, 0);
  g_assert_cmpfloat (get_x (fixture, "b"), ==, 400);
}

/* d comes within reach of c's left edge and lies on it; with Ctrl, or without snapping, it stays where the hand is. */
static void
test_guides (Fixture *fixture, gconstpointer data)
{
  LkbPoint from = get_middle (fixture, "d");
  LkbPoint to = { from.x + 795, from.y + 42 };
  LkbPointerEvent event;
  LkbOverlay overlay;

  press (fixture, from, LKB_MOD_NONE);
  move (fixture, (LkbPoint){ from.x + 20, from.y });
  move (fixture, to);
  g_assert_cmpfloat (get_x (fixture, "d"), ==, 800);
  lkb_editor_get_overlay (fixture->editor, &overlay);
  g_assert_cmpuint (overlay.n_guides, ==, 1);
  g_assert_cmpfloat (overlay.guides[0][0].x, ==, overlay.guides[0][1].x);
  g_assert_cmpfloat (overlay.guides[0][0].y, ==, 0);

  event = make_event (fixture, to, LKB_MOD_CTRL);
  lkb_editor_motion (fixture->editor, &event);
  g_assert_cmpfloat (get_x (fixture, "d"), ==, 796);
  lkb_editor_get_overlay (fixture->editor, &overlay);
  g_assert_cmpuint (overlay.n_guides, ==, 0);

  /* Out of reach the grid counts. */
  move (fixture, (LkbPoint){ from.x + 783, to.y });
  g_assert_cmpfloat (get_x (fixture, "d"), ==, 784);
  lkb_editor_toggle_snap (fixture->editor);
  move (fixture, (LkbPoint){ from.x + 797, to.y });
  g_assert_cmpfloat (get_x (fixture, "d"), ==, 796);
  lkb_editor_toggle_snap (fixture->editor);
  release (fixture, to);
  lkb_editor_get_overlay (fixture->editor, &overlay);
  g_assert_cmpuint (overlay.n_guides, ==, 0);
}

/* d comes to stand behind a, b and c with the gap that is between b and c; Ctrl suppresses that. */
static void
test_gaps (Fixture *fixture, gconstpointer data)
{
  LkbPoint from = get_middle (fixture, "d");
  LkbPoint to = { from.x + 1205, from.y - 400 };
  LkbPointerEvent event;
  LkbOverlay overlay;

  press (fixture, from, LKB_MOD_NONE);
  move (fixture, (LkbPoint){ from.x + 20, from.y });
  move (fixture, to);
  g_assert_cmpfloat (get_x (fixture, "d"), ==, 1200);
  lkb_editor_get_overlay (fixture->editor, &overlay);
  g_assert_cmpuint (overlay.n_measures, ==, 2);
  g_assert_cmpfloat (overlay.measures[0].length, ==, overlay.measures[1].length);
  g_assert_cmpfloat (overlay.measures[1].to.x, ==, 1200);

  event = make_event (fixture, to, LKB_MOD_CTRL);
  lkb_editor_motion (fixture->editor, &event);
  g_assert_cmpfloat (get_x (fixture, "d"), ==, 1204);
  lkb_editor_get_overlay (fixture->editor, &overlay);
  g_assert_cmpuint (overlay.n_measures, ==, 0);
  release (fixture, to);
  g_assert_true (lkb_history_undo (fixture->history));
  g_assert_false (lkb_history_can_undo (fixture->history));
}

static double
get_number (Fixture *fixture, const char *id, LkbField field)
{
  return lkb_element_get_number (lkb_board_lookup (fixture->board, id), field, -1);
}

/* A group is drawn larger at its corner, to the size of another one; Escape takes it back. */
static void
test_resize (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LkbChange) one = lkb_edit_group (fixture->board, 0, 600, 400, 200, NULL, NULL);
  g_autoptr (LkbChange) two = NULL;
  g_autofree char *id = NULL;
  LkbPoint corner = { 700, 700 };
  LkbPointerEvent event;
  LkbOverlay overlay;

  g_assert_true (lkb_history_apply (fixture->history, one, NULL));
  two = lkb_edit_group (fixture->board, 500, 600, 200, 100, NULL, &id);
  g_assert_true (lkb_history_apply (fixture->history, two, NULL));
  g_assert_null (lkb_editor_get_corner_of (fixture->editor));
  lkb_editor_select (fixture->editor, id);
  g_assert_cmpstr (lkb_editor_get_corner_of (fixture->editor), ==, id);
  g_assert_cmpint (lkb_editor_hit (fixture->editor, corner).part, ==, LKB_HIT_CORNER);

  press (fixture, corner, LKB_MOD_NONE);
  move (fixture, (LkbPoint){ 800, 760 });
  move (fixture, (LkbPoint){ 905, 766 });
  g_assert_cmpfloat (get_number (fixture, id, LKB_FIELD_W), ==, 400);
  g_assert_cmpfloat (get_number (fixture, id, LKB_FIELD_H), ==, 168);
  lkb_editor_get_overlay (fixture->editor, &overlay);
  g_assert_cmpuint (overlay.n_measures, ==, 2);
  g_assert_cmpfloat (overlay.measures[0].length, ==, 400);
  event = make_event (fixture, (LkbPoint){ 905, 766 }, LKB_MOD_CTRL);
  lkb_editor_motion (fixture->editor, &event);
  g_assert_cmpfloat (get_number (fixture, id, LKB_FIELD_W), ==, 404);
  g_assert_true (lkb_editor_escape (fixture->editor));
  g_assert_cmpfloat (get_number (fixture, id, LKB_FIELD_W), ==, 200);

  drag (fixture, corner, (LkbPoint){ 100, 100 });
  g_assert_cmpfloat (get_number (fixture, id, LKB_FIELD_W), ==, 96);
  g_assert_cmpfloat (get_number (fixture, id, LKB_FIELD_H), ==, 44);
  g_assert_true (lkb_history_undo (fixture->history));
  g_assert_cmpfloat (get_number (fixture, id, LKB_FIELD_H), ==, 100);
}

/* A stroke is one step; it is chosen and moved by its line, not by the box around it. */
static void
test_pen (Fixture *fixture, gconstpointer data)
{
  LkbPoint at = { 300, 300 };
  LkbPointerEvent event;
  LkbOverlay overlay;
  const LkbElement *ink;
  const LkbValue *points;
  LkbHit hit;

  lkb_editor_select (fixture->editor, "a");
  lkb_editor_set_tool (fixture->editor, LKB_TOOL_PEN);
  g_assert_cmpuint (lkb_editor_get_n_selected (fixture->editor), ==, 0);
  press (fixture, at, LKB_MOD_NONE);
  for (guint i = 1; i <= 40; i++)
    {
      event = make_event (fixture, (LkbPoint){ 300 + 5 * i, 300 + 100 * sin (i / 10.0) }, 0);
      event.pressure = i / 40.0;
      lkb_editor_motion (fixture->editor, &event);
    }
  lkb_editor_get_overlay (fixture->editor, &overlay);
  g_assert_cmpuint (overlay.ink->len, ==, 41);
  g_assert_cmpuint (lkb_board_count (fixture->board, LKB_KIND_INK), ==, 0);
  release (fixture, event.board);
  g_assert_cmpuint (lkb_board_count (fixture->board, LKB_KIND_INK), ==, 1);
  g_assert_cmpint (lkb_editor_get_tool (fixture->editor), ==, LKB_TOOL_PEN);
  ink = lkb_board_lookup (fixture->board, "ink1");
  g_assert_nonnull (ink);
  points = lkb_element_get (ink, LKB_FIELD_POINTS);
  g_assert_cmpfloat (lkb_value_get_nth_number (lkb_value_get_nth (points, 0), 0), ==, 300);
  g_assert_cmpfloat (
      lkb_value_get_nth_number (lkb_value_get_nth (points, lkb_value_get_n (points) - 1), 2), ==,
      1);

  /* Escape in a stroke leaves none, then the pen. */
  press (fixture, at, LKB_MOD_NONE);
  move (fixture, (LkbPoint){ 340, 320 });
  g_assert_true (lkb_editor_escape (fixture->editor));
  release (fixture, (LkbPoint){ 340, 320 });
  g_assert_cmpuint (lkb_board_count (fixture->board, LKB_KIND_INK), ==, 1);
  g_assert_true (lkb_editor_escape (fixture->editor));
  g_assert_cmpint (lkb_editor_get_tool (fixture->editor), ==, LKB_TOOL_SELECT);

  /* In its box but not on its line is nothing. */
  hit = lkb_editor_hit (fixture->editor, (LkbPoint){ 380, 310 });
  g_assert_cmpint (hit.part, ==, LKB_HIT_NOTHING);
  hit = lkb_editor_hit (fixture->editor, at);
  g_assert_cmpint (hit.part, ==, LKB_HIT_INK);
  drag (fixture, at, (LkbPoint){ 340, 320 });
  ink = lkb_board_lookup (fixture->board, "ink1");
  points = lkb_element_get (ink, LKB_FIELD_POINTS);
  g_assert_cmpfloat (lkb_value_get_nth_number (lkb_value_get_nth (points, 0), 0), ==, 340);
  g_assert_cmpfloat (lkb_value_get_nth_number (lkb_value_get_nth (points, 0), 1), ==, 320);

  /* A copy, and all of it taken back */
  g_assert_true (lkb_editor_duplicate_selected (fixture->editor));
  g_assert_cmpuint (lkb_board_count (fixture->board, LKB_KIND_INK), ==, 2);
  g_assert_true (lkb_editor_delete_selected (fixture->editor));
  g_assert_cmpuint (lkb_board_count (fixture->board, LKB_KIND_INK), ==, 1);
  for (guint i = 0; i < 4; i++)
    g_assert_true (lkb_history_undo (fixture->history));
  g_assert_false (lkb_history_can_undo (fixture->history));
  g_assert_cmpuint (lkb_board_count (fixture->board, LKB_KIND_INK), ==, 0);
}

/* With a finger the pen and an empty place move the view, a card moves itself. */
static void
test_touch (Fixture *fixture, gconstpointer data)
{
  static const LkbToolId tools[] = { LKB_TOOL_PEN, LKB_TOOL_SELECT };
  LkbViewport *viewport = lkb_editor_get_viewport (fixture->editor);

  for (guint i = 0; i < G_N_ELEMENTS (tools); i++)
    {
      LkbPointerEvent event = make_event (fixture, (LkbPoint){ 300, 300 }, LKB_MOD_NONE);
      LkbPoint before = lkb_viewport_to_screen (viewport, 0, 0);
      LkbPoint after;

      lkb_editor_set_tool (fixture->editor, tools[i]);
      event.is_touch = TRUE;
      lkb_editor_press (fixture->editor, &event);
      event.screen.x += 40;
      lkb_editor_motion (fixture->editor, &event);
      lkb_editor_release (fixture->editor, &event);
      after = lkb_viewport_to_screen (viewport, 0, 0);
      g_assert_cmpfloat_with_epsilon (after.x, before.x + 40, 0.01);
      g_assert_cmpint (lkb_editor_get_tool (fixture->editor), ==, tools[i]);
    }
  g_assert_false (lkb_history_can_undo (fixture->history));
}

/* What is typed on an arrow and on the page */
static void
test_figures (Fixture *fixture, gconstpointer data)
{
  const LkbElement *edge;

  g_assert_true (lkb_editor_set_figures (fixture->editor, "e1", " 40/120 "));
  edge = lkb_board_lookup (fixture->board, "e1");
  g_assert_cmpstr (lkb_element_get_text (edge, LKB_FIELD_LATENCY_P50), ==, "40 ms");
  g_assert_cmpstr (lkb_element_get_text (edge, LKB_FIELD_LATENCY_P95), ==, "120 ms");
  g_assert_true (lkb_editor_set_figures (fixture->editor, "e1", "10k/s"));
  edge = lkb_board_lookup (fixture->board, "e1");
  g_assert_nonnull (lkb_element_get_quantity (edge, LKB_FIELD_RATE));
  g_assert_false (lkb_editor_set_figures (fixture->editor, "e1", "soon"));
  g_assert_false (lkb_editor_set_figures (fixture->editor, "a", "40/120"));

  g_assert_true (lkb_editor_set_fact (fixture->editor, LKB_FIELD_GOAL, "Fresh within 3 s"));
  g_assert_true (lkb_editor_set_kpi (fixture->editor, "2s p95"));
  g_assert_false (lkb_editor_set_kpi (fixture->editor, "2s p95"));

  /* Along the data */
  lkb_editor_select (fixture->editor, "a");
  g_assert_true (lkb_editor_select_along (fixture->editor, LKB_SIDE_RIGHT));
  g_assert_true (lkb_editor_is_selected (fixture->editor, "e1"));
}

static void
test_cancel (Fixture *fixture, gconstpointer data)
{
  LkbPoint from = get_middle (fixture, "a");

  press (fixture, from, LKB_MOD_NONE);
  move (fixture, (LkbPoint){ from.x + 80, from.y });
  g_assert_cmpfloat (get_x (fixture, "a"), ==, 80);
  g_assert_true (lkb_editor_escape (fixture->editor));
  g_assert_cmpfloat (get_x (fixture, "a"), ==, 0);
  release (fixture, (LkbPoint){ from.x + 80, from.y });
  g_assert_false (lkb_history_can_undo (fixture->history));

  /* A board that goes away during a gesture leaves nothing open: see tear_down(). */
  press (fixture, from, LKB_MOD_NONE);
  move (fixture, (LkbPoint){ from.x + 80, from.y });
  lkb_editor_cancel (fixture->editor);
}

static void
test_connect (Fixture *fixture, gconstpointer data)
{
  const LkbSceneItem *item;
  const LkbElement *edge;
  LkbPoint handle;

  lkb_editor_select (fixture->editor, "d");
  item = lkb_scene_find (lkb_editor_get_scene (fixture->editor), "d");
  handle = lkb_editor_get_handle (fixture->editor, &item->box, LKB_SIDE_RIGHT);
  drag (fixture, handle, get_middle (fixture, "c"));
  g_assert_cmpuint (lkb_board_count (fixture->board, LKB_KIND_EDGE), ==, 3);
  edge = lkb_board_lookup (fixture->board, lkb_editor_get_selected (fixture->editor)[0]);
  g_assert_cmpstr (lkb_element_get_from (edge), ==, "d");
  g_assert_cmpstr (lkb_element_get_to (edge), ==, "c");

  /* Nobody is connected with oneself, nor by a mere click on a handle. */
  lkb_editor_select (fixture->editor, "d");
  drag (fixture, handle, get_middle (fixture, "d"));
  g_assert_cmpuint (lkb_board_count (fixture->board, LKB_KIND_EDGE), ==, 3);
}

static void
test_insert (Fixture *fixture, gconstpointer data)
{
  const LkbSceneItem *edge = lkb_scene_find (lkb_editor_get_scene (fixture->editor), "e2");
  LkbPoint at = edge->points[0];
  const LkbElement *first;

  at.x = (edge->points[0].x + edge->points[edge->n_points - 1].x) / 2;
  drag (fixture, get_middle (fixture, "d"), at);
  g_assert_cmpuint (lkb_board_count (fixture->board, LKB_KIND_EDGE), ==, 3);
  first = lkb_board_lookup (fixture->board, "e2");
  g_assert_cmpstr (lkb_element_get_from (first), ==, "b");
  g_assert_cmpstr (lkb_element_get_to (first), ==, "d");
  g_assert_true (lkb_history_undo (fixture->history));
  g_assert_false (lkb_history_can_undo (fixture->history));
  g_assert_cmpuint (lkb_board_count (fixture->board, LKB_KIND_EDGE), ==, 2);
}

static void
test_place (Fixture *fixture, gconstpointer data)
{
  lkb_editor_set_placing (fixture->editor, LKB_KIND_MODEL);
  press (fixture, (LkbPoint){ 500, 300 }, LKB_MOD_NONE);
  release (fixture, (LkbPoint){ 500, 300 });
  g_assert_cmpuint (lkb_board_count (fixture->board, LKB_KIND_MODEL), ==, 1);
  g_assert_cmpint (lkb_editor_get_tool (fixture->editor), ==, LKB_TOOL_SELECT);

  /* The expected next kind, connected, in one step */
  lkb_editor_select (fixture->editor, "c");
  g_assert_true (lkb_editor_place_next (fixture->editor));
  g_assert_cmpuint (lkb_board_count (fixture->board, LKB_KIND_FEATURE_STORE), ==, 1);
  g_assert_cmpuint (lkb_board_count (fixture->board, LKB_KIND_EDGE), ==, 3);
  g_assert_true (lkb_history_undo (fixture->history));
  g_assert_cmpuint (lkb_board_count (fixture->board, LKB_KIND_FEATURE_STORE), ==, 0);
  g_assert_cmpuint (lkb_board_count (fixture->board, LKB_KIND_EDGE), ==, 2);
}

/* Ctrl with an arrow: to the neighbour, or a new one, connected, in one step */
static void
test_beside (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    LkbSide side;
    LkbKind kind;
    double dx, dy;
    gboolean hands; /* to the node it was made from */
  } made[] = {
    { LKB_SIDE_LEFT, LKB_KIND_INGESTION, -376, 0, TRUE },
    { LKB_SIDE_TOP, LKB_KIND_FEATURE_STORE, 0, -156, FALSE },
    { LKB_SIDE_BOTTOM, LKB_KIND_FEATURE_STORE, 0, 156, FALSE },
  };

  lkb_editor_select (fixture->editor, "b");
  g_assert_true (lkb_editor_go_beside (fixture->editor, LKB_SIDE_LEFT));
  g_assert_true (lkb_editor_is_selected (fixture->editor, "a"));
  g_assert_false (lkb_history_can_undo (fixture->history));

  for (guint i = 0; i < G_N_ELEMENTS (made); i++)
    {
      const LkbElement *d = lkb_board_lookup (fixture->board, "d");
      const GPtrArray *edges;
      const LkbElement *node;
      double y = lkb_element_get_y (d) + made[i].dy;

      lkb_editor_select (fixture->editor, "d");
      g_assert_true (lkb_editor_go_beside (fixture->editor, made[i].side));
      g_assert_cmpuint (lkb_editor_get_n_selected (fixture->editor), ==, 1);
      node = lkb_board_lookup (fixture->board, lkb_editor_get_selected (fixture->editor)[0]);
      g_assert_cmpint (lkb_element_get_kind (node), ==, made[i].kind);
      g_assert_cmpfloat (lkb_element_get_x (node), ==, lkb_element_get_x (d) + made[i].dx);
      g_assert_cmpfloat (lkb_element_get_y (node), ==, y);
      edges = lkb_board_get_edges_of (fixture->board, "d");
      g_assert_cmpuint (edges->len, ==, 1);
      g_assert_cmpstr (made[i].hands ? lkb_element_get_from (edges->pdata[0])
                                     : lkb_element_get_to (edges->pdata[0]),
                       ==, lkb_element_get_id (node));

      /* It is there now: the key goes to it. */
      lkb_editor_select (fixture->editor, "d");
      g_assert_true (lkb_editor_go_beside (fixture->editor, made[i].side));
      g_assert_true (lkb_editor_is_selected (fixture->editor, lkb_element_get_id (node)));
      g_assert_true (lkb_history_undo (fixture->history));
      g_assert_false (lkb_history_can_undo (fixture->history));
      g_assert_cmpuint (lkb_board_get_n_elements (fixture->board), ==, 6);
    }

  /* Of an edge, of nothing and of several there is no neighbour. */
  lkb_editor_select (fixture->editor, "e1");
  g_assert_false (lkb_editor_go_beside (fixture->editor, LKB_SIDE_BOTTOM));
  lkb_editor_select (fixture->editor, NULL);
  g_assert_false (lkb_editor_go_beside (fixture->editor, LKB_SIDE_BOTTOM));
  lkb_editor_select_ids (fixture->editor, (const char *[]){ "a", "b", NULL });
  g_assert_false (lkb_editor_go_beside (fixture->editor, LKB_SIDE_BOTTOM));
}

static void
test_owners (Fixture *fixture, gconstpointer data)
{
  LkbEdgeOwnership ownership;

  g_assert_cmpstr (lkb_editor_next_unowned (fixture->editor, NULL), ==, "e1");
  g_assert_true (lkb_editor_set_owner (fixture->editor, "e1", " Web >  Streaming "));
  lkb_board_get_edge_ownership (fixture->board, lkb_board_lookup (fixture->board, "e1"),
                                &ownership);
  g_assert_cmpstr (ownership.owner, ==, "Web");
  g_assert_cmpstr (ownership.consumer_owner, ==, "Streaming");
  g_assert_cmpstr (lkb_editor_next_unowned (fixture->editor, NULL), ==, "e2");
  g_assert_true (lkb_history_undo (fixture->history));
  g_assert_cmpstr (lkb_editor_next_unowned (fixture->editor, NULL), ==, "e1");
}

static void
test_copy (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LkbBoard) copy = NULL;

  g_assert_null (lkb_editor_dup_selection (fixture->editor));
  lkb_editor_select_ids (fixture->editor, (const char *[]){ "a", "b", NULL });
  copy = lkb_editor_dup_selection (fixture->editor);
  g_assert_cmpuint (lkb_board_get_n_elements (copy), ==, 3);
  g_assert_true (lkb_editor_paste (fixture->editor, copy, &(LkbPoint){ 500, 600 }));
  g_assert_cmpuint (lkb_board_get_n_elements (fixture->board), ==, 9);
  g_assert_true (lkb_history_undo (fixture->history));
  g_assert_cmpuint (lkb_board_get_n_elements (fixture->board), ==, 6);
}

static void
test_delete (Fixture *fixture, gconstpointer data)
{
  lkb_editor_select (fixture->editor, "b");
  g_assert_true (lkb_editor_delete_selected (fixture->editor));
  g_assert_cmpuint (lkb_board_get_n_elements (fixture->board), ==, 3);
  g_assert_cmpuint (lkb_editor_get_n_selected (fixture->editor), ==, 0);
  /* What comes back is selected; its edges went with it and are not. */
  g_assert_true (lkb_editor_undo (fixture->editor));
  g_assert_cmpuint (lkb_board_get_n_elements (fixture->board), ==, 6);
  g_assert_cmpuint (lkb_editor_get_n_selected (fixture->editor), ==, 1);
  g_assert_cmpstr (lkb_editor_get_selected (fixture->editor)[0], ==, "b");
  g_assert_true (lkb_editor_redo (fixture->editor));
  g_assert_cmpuint (lkb_editor_get_n_selected (fixture->editor), ==, 0);
}

static void
keep_bridge (LkbEditor *editor, const char *text, LkbChange *bridge, LkbChange **kept)
{
  *kept = lkb_change_ref (bridge);
}

/* The offer to reconnect is taken after something else was made: that may stand at the place where the edge stood. */
static void
test_late_bridge (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LkbChange) bridge = NULL;
  g_autoptr (GError) error = NULL;

  g_signal_connect (fixture->editor, "deleted", G_CALLBACK (keep_bridge), &bridge);
  lkb_editor_select (fixture->editor, "b");
  g_assert_true (lkb_editor_delete_selected (fixture->editor));
  g_assert_nonnull (bridge);
  g_assert_true (lkb_editor_place (fixture->editor, LKB_KIND_NOTE, NULL, FALSE));
  g_assert_true (lkb_editor_place (fixture->editor, LKB_KIND_NOTE, NULL, FALSE));
  g_assert_true (lkb_editor_bridge (fixture->editor, bridge));
  g_assert_true (lkb_board_check (fixture->board, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (lkb_element_get_to (lkb_board_lookup (fixture->board, "e1")), ==, "c");

  /* Taken back, and then taken once more */
  g_assert_true (lkb_history_undo (fixture->history));
  g_assert_true (lkb_editor_place (fixture->editor, LKB_KIND_NOTE, NULL, FALSE));
  g_assert_true (lkb_editor_bridge (fixture->editor, bridge));
  g_assert_true (lkb_board_check (fixture->board, &error));
  g_assert_no_error (error);
}

/* Ctrl with an arrow key ends a gesture first: a press and a key are two steps, and none of them is lost. */
static void
test_beside_in_gesture (Fixture *fixture, gconstpointer data)
{
  LkbPoint at = get_middle (fixture, "d");

  lkb_editor_select (fixture->editor, "d");
  press (fixture, at, LKB_MOD_NONE);
  move (fixture, (LkbPoint){ at.x + 40, at.y });
  g_assert_true (lkb_editor_go_beside (fixture->editor, LKB_SIDE_BOTTOM));
  g_assert_false (lkb_editor_in_gesture (fixture->editor));
  g_assert_cmpfloat (get_x (fixture, "d"), ==, 0);
  release (fixture, at);
  g_assert_true (lkb_history_undo (fixture->history));
  g_assert_false (lkb_history_can_undo (fixture->history));
}

static void
test_reading_order (Fixture *fixture, gconstpointer data)
{
  static const char *const expected[] = { "a", "e1", "b", "e2", "d", "c" };
  g_autoptr (GPtrArray) order = lkb_board_dup_reading_order (fixture->board);

  /* d stands in the first column and nothing leads to it, so it is told before the third column. */
  g_assert_cmpuint (order->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < order->len; i++)
    g_test_message ("%s", lkb_element_get_id (order->pdata[i]));
  g_assert_cmpstr (lkb_element_get_id (order->pdata[0]), ==, "a");
  g_assert_cmpstr (lkb_element_get_id (order->pdata[1]), ==, "e1");
  g_assert_cmpstr (lkb_element_get_id (order->pdata[order->len - 1]), ==, "c");
}

int
main (int argc, char **argv)
{
  lkb_test_init (&argc, &argv);
  lkb_test_require_font ();
#define ADD(NAME, FUNC) g_test_add ("/editor/" NAME, Fixture, NULL, set_up, FUNC, tear_down)
  ADD ("click", test_click);
  ADD ("move-together", test_move_together);
  ADD ("guides", test_guides);
  ADD ("gaps", test_gaps);
  ADD ("resize", test_resize);
  ADD ("pen", test_pen);
  ADD ("touch", test_touch);
  ADD ("figures", test_figures);
  ADD ("cancel", test_cancel);
  ADD ("connect", test_connect);
  ADD ("insert", test_insert);
  ADD ("place", test_place);
  ADD ("beside", test_beside);
  ADD ("owners", test_owners);
  ADD ("copy", test_copy);
  ADD ("delete", test_delete);
  ADD ("late-bridge", test_late_bridge);
  ADD ("beside-in-gesture", test_beside_in_gesture);
  ADD ("reading-order", test_reading_order);
#undef ADD
  return g_test_run ();
}
