/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/practice/lkb-redraw.h"

#include "tests/support/lkb-board-builder.h"
#include "tests/support/lkb-test.h"

static const char page_text[]
    = "@board goal=Vectors ; kpis=[name:age|target:≤ 3 s @ p95|primary:true] ; "
      "budget_cost=$8 k per month\n"
      "source a name=Web clicks ; x=0 ; y=0 ; rate=10 k events/s\n"
      "ingestion b name=Event Hub ; x=400 ; y=0\n"
      "pipeline c name=Features ; x=800 ; y=0\n"
      "pipeline d name=Labels ; x=800 ; y=300\n"
      "edge e1 a b owner=Web\nedge e2 b c owner=Streaming\nedge e3 b d owner=Streaming\n";

static LkbBoard *
build (const char *text)
{
  LkbBoard *board = lkb_board_new ();

  lkb_builder_add (board, text);
  return board;
}

static void
assert_part (const LkbRedraw *redraw, LkbRedrawPart part, guint n_found, guint n_all,
             const char *missed)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < redraw->missed[part]->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "; " : "",
                            (const char *) g_ptr_array_index (redraw->missed[part], i));
  g_assert_cmpstr (text->str, ==, missed);
  g_assert_cmpuint (redraw->n_found[part], ==, n_found);
  g_assert_cmpuint (redraw->n_all[part], ==, n_all);
}

static void
test_same (void)
{
  g_autoptr (LkbBoard) page = build (page_text), drawn = build (page_text);
  g_autoptr (LkbRedraw) redraw = lkb_redraw_compare (page, drawn);

  assert_part (redraw, LKB_REDRAW_NODES, 4, 4, "");
  assert_part (redraw, LKB_REDRAW_EDGES, 3, 3, "");
  assert_part (redraw, LKB_REDRAW_OWNERS, 3, 3, "");
  g_assert_cmpuint (redraw->n_found[LKB_REDRAW_NUMBERS], ==, redraw->n_all[LKB_REDRAW_NUMBERS]);
  g_assert_cmpuint (redraw->n_all[LKB_REDRAW_NUMBERS], ==, 3);
  g_assert_cmpuint (redraw->n_more, ==, 0);
}

static void
test_nothing (void)
{
  g_autoptr (LkbBoard) page = build (page_text), drawn = lkb_board_new ();
  g_autoptr (LkbRedraw) redraw = lkb_redraw_compare (page, drawn);

  assert_part (redraw, LKB_REDRAW_NODES, 0, 4, "Web clicks; Event Hub; Features; Labels");
  g_assert_cmpuint (redraw->n_found[LKB_REDRAW_NUMBERS], ==, 0);
  assert_part (redraw, LKB_REDRAW_OWNERS, 0, 3,
               "Web clicks → Event Hub: Web; Event Hub → Features: Streaming; "
               "Event Hub → Labels: Streaming");
}

/* Names may be others, kinds not; the name says which of two of a kind is meant, whatever the place. */
static void
test_partly (void)
{
  g_autoptr (LkbBoard) page = build (page_text);
  g_autoptr (LkbBoard) drawn = build (
      "@board kpis=[name:time|target:≤ 2.9 s @ p95] ; budget_cost=$5 k per month\n"
      "source s name=Clicks ; x=0 ; y=0 ; rate=10.5 k events/s\n"
      "ingestion i name=Kafka ; x=400 ; y=0\n"
      "pipeline p name=LABELS ; x=700 ; y=0\n"
      "model m name=Model ; x=900 ; y=0\n"
      "edge e1 s i owner=web\nedge e2 i p owner=Ops\nedge e3 p m\n");
  g_autoptr (LkbRedraw) redraw = lkb_redraw_compare (page, drawn);

  assert_part (redraw, LKB_REDRAW_NODES, 3, 4, "Features");
  assert_part (redraw, LKB_REDRAW_EDGES, 2, 3, "Event Hub → Features");
  assert_part (redraw, LKB_REDRAW_OWNERS, 1, 3,
               "Event Hub → Features: Streaming; Event Hub → Labels: Streaming");
  g_assert_cmpuint (redraw->n_more, ==, 1);
  g_assert_cmpuint (redraw->missed[LKB_REDRAW_NUMBERS]->len, ==, 1);
  g_assert_nonnull (
      strstr (g_ptr_array_index (redraw->missed[LKB_REDRAW_NUMBERS], 0), "$8 k per month"));
}

/* A page of the user's own need not name everything. */
static void
test_nameless (void)
{
  g_autoptr (LkbBoard) page = build ("@board kpis=[target:≤ 3 s @ p95]\nsource a x=0 ; y=0\n");
  g_autoptr (LkbBoard) drawn = lkb_board_new ();
  g_autoptr (LkbRedraw) redraw = lkb_redraw_compare (page, drawn);

  assert_part (redraw, LKB_REDRAW_NODES, 0, 1, "Source");
  assert_part (redraw, LKB_REDRAW_NUMBERS, 0, 1, "≤ 3 s @ p95");
}

/* As many of another currency are another number. */
static void
test_currency (void)
{
  g_autoptr (LkbBoard) page = build ("@board budget_cost=$8 k per month\n");
  g_autoptr (LkbBoard) drawn = build ("@board budget_cost=€8 k per month\n");
  g_autoptr (LkbBoard) same = build ("@board budget_cost=8 k USD per month\n");
  g_autoptr (LkbRedraw) other = lkb_redraw_compare (page, drawn);
  g_autoptr (LkbRedraw) redraw = lkb_redraw_compare (page, same);

  g_assert_cmpuint (other->n_found[LKB_REDRAW_NUMBERS], ==, 0);
  g_assert_cmpuint (redraw->n_found[LKB_REDRAW_NUMBERS], ==, 1);
}

int
main (int argc, char **argv)
{
  lkb_test_init (&argc, &argv);
  g_test_add_func ("/redraw/same", test_same);
  g_test_add_func ("/redraw/nothing", test_nothing);
  g_test_add_func ("/redraw/partly", test_partly);
  g_test_add_func ("/redraw/nameless", test_nameless);
  g_test_add_func ("/redraw/currency", test_currency);
  return g_test_run ();
}
