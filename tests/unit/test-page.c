/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is typed on the page, and the way over it by keys, without a display. */

#include "core/model/lkb-proposal.h"
#include "tests/support/lkb-board-builder.h"
#include "tests/support/lkb-test.h"
#include "widgets/canvas/lkb-editor.h"

typedef struct
{
  LkbBoard *board;
  LkbHistory *history;
  LkbEditor *editor;
  char *message; /* the latest, or NULL */
} Fixture;

static void
message_cb (LkbEditor *editor, const char *text, gboolean undoable, Fixture *fixture)
{
  g_assert_true (undoable);
  g_free (fixture->message);
  fixture->message = g_strdup (text);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->board = lkb_builder_board (
      "@board title=T ; goal=Fresh within 3 s ; assumptions=one,two ; "
      "trade_offs=[chose:A|over:B]\n"
      "source a name=Clicks ; owner=Web ; x=0 ; y=0\n"
      "pipeline p name=Features ; x=400 ; y=0 ; trigger_interval=1 min ; features=watermark\n"
      "edge e a p owner=Web ; consumer_owner=Reco\n");
  fixture->history = lkb_history_new (fixture->board, 0);
  fixture->editor = lkb_editor_new (fixture->history, NULL);
  lkb_viewport_set_size (lkb_editor_get_viewport (fixture->editor), 1000, 700);
  g_signal_connect (fixture->editor, "message", G_CALLBACK (message_cb), fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_true (lkb_board_check (fixture->board, NULL));
  g_assert_finalize_object (fixture->editor);
  g_assert_finalize_object (fixture->history);
  g_assert_finalize_object (fixture->board);
  g_free (fixture->message);
}

static const LkbValue *
get (Fixture *fixture, LkbField field)
{
  return lkb_element_get (lkb_board_get_facts (fixture->board), field);
}

static void
assert_undo (Fixture *fixture, const char *label)
{
  g_autofree char *step = lkb_history_dup_undo_label (fixture->history);

  g_assert_cmpstr (step, ==, label);
}

static void
test_assumptions (Fixture *fixture, gconstpointer data)
{
  g_assert_true (
      lkb_editor_set_stop_text (fixture->editor, LKB_FIELD_ASSUMPTIONS, 1, " two  and more "));
  assert_undo (fixture, "Change assumption");
  g_assert_cmpstr (lkb_value_get_nth_text (get (fixture, LKB_FIELD_ASSUMPTIONS), 1), ==,
                   "two and more");
  g_assert_false (
      lkb_editor_set_stop_text (fixture->editor, LKB_FIELD_ASSUMPTIONS, 1, "two and more"));
  g_assert_false (lkb_editor_set_stop_text (fixture->editor, LKB_FIELD_ASSUMPTIONS, 2, " "));
  g_assert_true (lkb_editor_set_stop_text (fixture->editor, LKB_FIELD_ASSUMPTIONS, 2, "three"));
  assert_undo (fixture, "Add assumption");
  g_assert_null (fixture->message);
  g_assert_true (lkb_editor_set_stop_text (fixture->editor, LKB_FIELD_ASSUMPTIONS, 0, ""));
  assert_undo (fixture, "Remove assumption");
  g_assert_cmpstr (fixture->message, ==, "Remove assumption");
  g_assert_cmpuint (lkb_value_get_n (get (fixture, LKB_FIELD_ASSUMPTIONS)), ==, 2);
  g_assert_true (lkb_editor_set_stop_text (fixture->editor, LKB_FIELD_ASSUMPTIONS, 0, ""));
  g_assert_true (lkb_editor_set_stop_text (fixture->editor, LKB_FIELD_ASSUMPTIONS, 0, ""));
  g_assert_null (get (fixture, LKB_FIELD_ASSUMPTIONS));
  while (lkb_history_undo (fixture->history))
    ;
  g_assert_cmpstr (lkb_value_get_nth_text (get (fixture, LKB_FIELD_ASSUMPTIONS), 1), ==, "two");
}

static void
test_trade_offs (Fixture *fixture, gconstpointer data)
{
  g_autofree char *line = lkb_editor_dup_stop_text (fixture->editor, LKB_FIELD_TRADE_OFFS, 0);
  g_autofree char *echo = NULL;
  const LkbValue *row;

  g_assert_cmpstr (line, ==, "A over B");
  g_assert_false (lkb_editor_set_stop_text (fixture->editor, LKB_FIELD_TRADE_OFFS, 0, line));
  echo = lkb_editor_dup_stop_echo (fixture->editor, LKB_FIELD_TRADE_OFFS, 0,
                                   "A over C; knob trigger interval");
  g_assert_cmpstr (echo, ==, "Chose: A  ·  Over: C  ·  Knob: Features → trigger interval");
  g_assert_true (lkb_editor_set_stop_text (fixture->editor, LKB_FIELD_TRADE_OFFS, 0,
                                           "A over C; knob trigger interval"));
  assert_undo (fixture, "Change trade-off");
  row = lkb_value_get_nth (get (fixture, LKB_FIELD_TRADE_OFFS), 0);
  g_assert_cmpstr (lkb_value_get_member_text (row, "over"), ==, "C");
  g_assert_cmpstr (lkb_value_get_member_text (row, "knob"), ==, "p.trigger_interval");
  g_assert_true (
      lkb_editor_set_stop_text (fixture->editor, LKB_FIELD_TRADE_OFFS, 1, "D; gives up E"));
  assert_undo (fixture, "Add trade-off");
  g_assert_cmpuint (lkb_value_get_n (get (fixture, LKB_FIELD_TRADE_OFFS)), ==, 2);
  g_assert_true (lkb_editor_set_stop_text (fixture->editor, LKB_FIELD_TRADE_OFFS, 0, ""));
  assert_undo (fixture, "Remove trade-off");
  row = lkb_value_get_nth (get (fixture, LKB_FIELD_TRADE_OFFS), 0);
  g_assert_cmpstr (lkb_value_get_member_text (row, "give_up"), ==, "E");
}

static void
test_kpi (Fixture *fixture, gconstpointer data)
{
  g_autofree char *offer = lkb_editor_dup_stop_offer (fixture->editor, LKB_FIELD_KPIS);
  g_autofree char *echo = NULL;
  g_autofree char *hint = NULL;
  g_autofree char *figure = NULL;
  g_autofree char *words = NULL;
  const LkbValue *kpi;

  /* As the goal suggests it */
  g_assert_cmpstr (offer, ==, "≤ 3 s @ p95");
  g_assert_true (lkb_editor_set_kpi (fixture->editor, offer));
  assert_undo (fixture, "Set KPI");
  kpi = lkb_board_get_primary_kpi (fixture->board);
  g_assert_cmpstr (lkb_value_get_member_text (kpi, "from"), ==, "a");
  g_assert_null (lkb_editor_dup_stop_offer (fixture->editor, LKB_FIELD_KPIS));

  echo = lkb_editor_dup_stop_echo (fixture->editor, LKB_FIELD_KPIS, LKB_SHEET_ROW_NONE,
                                   "fresh lists within 2 s p99");
  g_assert_cmpstr (echo, ==, "Name: fresh lists  ·  Target: ≤ 2 s @ p99");
  g_assert_true (lkb_editor_set_kpi (fixture->editor, "fresh lists within 2 s p99"));
  assert_undo (fixture, "Change KPI");
  kpi = lkb_board_get_primary_kpi (fixture->board);
  g_assert_cmpstr (lkb_value_get_member_text (kpi, "name"), ==, "fresh lists");
  g_assert_cmpstr (lkb_value_get_member_text (kpi, "to"), ==, "p");
  g_assert_cmpuint (lkb_value_get_n (get (fixture, LKB_FIELD_KPIS)), ==, 1);
  g_assert_true (lkb_editor_set_kpi (fixture->editor, ""));
  assert_undo (fixture, "Remove KPI");
  g_assert_null (get (fixture, LKB_FIELD_KPIS));

  /* A budget shows a usual figure, and what was understood of another one. */
  hint = lkb_editor_dup_stop_hint (fixture->editor, LKB_FIELD_BUDGET_FRESHNESS);
  g_assert_cmpstr (hint, ==, "e.g. 5 s @ p95");
  figure = lkb_editor_dup_stop_echo (fixture->editor, LKB_FIELD_BUDGET_FRESHNESS,
                                     LKB_SHEET_ROW_NONE, "2s p95");
  g_assert_cmpstr (figure, ==, "2 s @ p95");
  words = lkb_editor_dup_stop_echo (fixture->editor, LKB_FIELD_BUDGET_COST, LKB_SHEET_ROW_NONE,
                                    "little");
  g_assert_cmpstr (words, ==, "not understood: e.g. $8 k per month");

  /* A line without the goal's help, in the person's numbers */
  lkb_editor_set_number_format (fixture->editor, ",", ".");
  g_assert_true (lkb_editor_set_kpi (fixture->editor, "fresh within 1,5 s"));
  kpi = lkb_board_get_primary_kpi (fixture->board);
  g_assert_cmpstr (lkb_value_get_member_text (kpi, "target"), ==, "≤ 1.5 s @ p95");
  g_assert_true (lkb_editor_set_fact (fixture->editor, LKB_FIELD_BUDGET_FRESHNESS, "2,5s p95"));
  g_assert_cmpstr (
      lkb_element_get_text (lkb_board_get_facts (fixture->board), LKB_FIELD_BUDGET_FRESHNESS), ==,
      "2.5 s @ p95");
}

/* Cells, elements and rows of the footer are one row of stops for the keys. */
static void
test_walk (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *id; /* of an element; else part and row */
    LkbSheetPart part;
    int row;
  } way[] = {
    { "a", 0, 0 },
    { "e", 0, 0 },
    { "p", 0, 0 },
    { NULL, LKB_SHEET_OWNERS, 0 },
    { NULL, LKB_SHEET_OWNERS, 1 },
    { NULL, LKB_SHEET_FEATURES, 0 },
    { NULL, LKB_SHEET_ASSUMPTIONS, 0 },
    { NULL, LKB_SHEET_ASSUMPTIONS, 1 },
    { NULL, LKB_SHEET_ASSUMPTIONS, 2 },
    { NULL, LKB_SHEET_TRADE_OFFS, 0 },
    { NULL, LKB_SHEET_TRADE_OFFS, 1 },
  };
  const LkbSheetStop *stop;
  guint n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (way); i++)
    {
      g_assert_true (lkb_editor_select_step (fixture->editor, 1));
      stop = lkb_editor_get_stop (fixture->editor);
      if (way[i].id != NULL)
        {
          g_assert_true (lkb_editor_is_selected (fixture->editor, way[i].id));
          g_assert_null (stop);
          continue;
        }
      g_assert_cmpuint (lkb_editor_get_n_selected (fixture->editor), ==, 0);
      g_assert_nonnull (stop);
      g_assert_cmpint (stop->part, ==, way[i].part);
      g_assert_cmpint (stop->row, ==, way[i].row);
    }
  g_assert_false (lkb_editor_select_step (fixture->editor, 1));
  g_assert_true (lkb_editor_escape (fixture->editor));
  g_assert_null (lkb_editor_get_stop (fixture->editor));

  /* Back from the first element: over the cells, date and author to the title */
  g_assert_true (lkb_editor_select_step (fixture->editor, -1));
  g_assert_true (lkb_editor_is_selected (fixture->editor, "p"));
  lkb_editor_select (fixture->editor, "a");
  while (lkb_editor_select_step (fixture->editor, -1))
    n++;
  g_assert_cmpuint (n, ==, 6);
  stop = lkb_editor_get_stop (fixture->editor);
  g_assert_cmpint (stop->part, ==, LKB_SHEET_TITLE);

  /* What is selected takes the place's place. */
  lkb_editor_select (fixture->editor, "p");
  g_assert_null (lkb_editor_get_stop (fixture->editor));
  for (guint i = 0; i < 4; i++)
    lkb_editor_select_step (fixture->editor, 1);
  g_assert_true (lkb_editor_remove_stop (fixture->editor));
  assert_undo (fixture, "Remove assumption");
  lkb_editor_select_step (fixture->editor, -1);
  g_assert_false (lkb_editor_remove_stop (fixture->editor));
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  lkb_test_init (&argc, &argv);
  lkb_test_require_font ();
  ADD ("/page/assumptions", test_assumptions);
  ADD ("/page/trade-offs", test_trade_offs);
  ADD ("/page/kpi", test_kpi);
  ADD ("/page/walk", test_walk);
  return g_test_run ();
}
