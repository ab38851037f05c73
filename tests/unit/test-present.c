/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/formats/lkb-present.h"

#include <string.h>

#include "core/model/lkb-edit.h"
#include "tests/support/lkb-board-builder.h"

static const char chain[]
    = "@board goal=Rank the feed within 2 s of a click. ; "
      "kpis=[name:Feed time|target:≤ 2 s @ p95|primary:true|from:a|to:c] ; "
      "trade_offs=[chose:streaming|over:batch|give_up:simplicity.]\n"
      "source a name=Web clicks\n"
      "ingestion b name=Event Hub\n"
      "model c name=Ranker ; owner=Reco\n"
      "monitoring m name=Drift\n"
      "edge e1 a b owner=Web ; consumer_owner=Streaming ; latency_p50=40 ms ; latency_p95=120 ms ; "
      "accept=the schema holds\n"
      "edge e2 b c mode=stream ; owner=Reco ; latency_p50=100 ms ; latency_p95=300 ms\n"
      "edge e3 c m mode=control\n";

static LkbPresent *
create_talk (LkbBoard *board)
{
  g_autoptr (LkbAnalysis) analysis = lkb_analysis_new (board, NULL);

  return lkb_present_new (board, analysis, NULL);
}

static void
test_steps (void)
{
  static const LkbPresentKind kinds[] = { LKB_PRESENT_GOAL,       LKB_PRESENT_KPI,
                                          LKB_PRESENT_HOP,        LKB_PRESENT_HOP,
                                          LKB_PRESENT_TRADE_OFFS, LKB_PRESENT_OWNERS };
  g_autoptr (LkbBoard) board = lkb_builder_board (chain);
  g_autoptr (LkbPresent) present = create_talk (board);
  const LkbPresentStep *step;

  g_assert_cmpuint (lkb_present_get_n (present), ==, G_N_ELEMENTS (kinds));
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_assert_cmpint (lkb_present_get_nth (present, i)->kind, ==, kinds[i]);
      g_assert_false (lkb_present_get_nth (present, i)->gap);
      g_assert_null (strstr (lkb_present_get_nth (present, i)->sentence, "___"));
    }

  step = lkb_present_get_nth (present, 0);
  g_assert_cmpstr (step->sentence, ==, "Rank the feed within 2 s of a click.");
  g_assert_cmpint (step->part, ==, LKB_SHEET_GOAL);
  g_assert_null (step->edges[0]);
  g_assert_null (step->nodes[0]);

  step = lkb_present_get_nth (present, 1);
  g_assert_true (g_str_has_prefix (step->sentence, "The one metric is Feed time: ≤ 2 s @ p95"));
  g_assert_nonnull (strstr (step->sentence, "Over 2 hops it takes"));
  g_assert_cmpuint (g_strv_length (step->edges), ==, 2);
  g_assert_cmpuint (g_strv_length (step->nodes), ==, 3);

  step = lkb_present_get_nth (present, 2);
  g_assert_cmpstr (step->title, ==, "Web clicks → Event Hub");
  g_assert_cmpstr (step->sentence, ==,
                   "Web hands over to Streaming at Event Hub, accepted when the schema holds.");
  g_assert_cmpstr (step->edges[0], ==, "e1");
  g_assert_null (step->edges[1]);
  g_assert_cmpstr (step->nodes[0], ==, "a");
  g_assert_cmpstr (step->nodes[1], ==, "b");
  g_assert_cmpint (step->part, ==, LKB_N_SHEET_PARTS);

  step = lkb_present_get_nth (present, 3);
  g_assert_cmpstr (step->sentence, ==, "Event Hub → Ranker stays inside Reco.");

  step = lkb_present_get_nth (present, 4);
  g_assert_cmpstr (step->sentence, ==, "We chose streaming over batch and give up simplicity.");
  g_assert_cmpint (step->part, ==, LKB_SHEET_TRADE_OFFS);

  /* Nobody has to own what only controls. */
  step = lkb_present_get_nth (present, 5);
  g_assert_cmpstr (step->sentence, ==, "2 of 2 arrows have an owner: Web 1, Reco 1.");
  g_assert_cmpuint (g_strv_length (step->edges), ==, 3);
  g_assert_cmpuint (g_strv_length (step->nodes), ==, 4);
}

static void
test_walk (void)
{
  g_autoptr (LkbBoard) board = lkb_builder_board (chain);
  g_autoptr (LkbPresent) present = create_talk (board);
  g_autofree char *place = NULL;
  guint n = 1;

  g_assert_false (lkb_present_previous (present));
  g_assert_cmpuint (lkb_present_get_position (present), ==, 0);
  g_assert_true (lkb_present_is_part_lit (present, LKB_SHEET_GOAL));
  g_assert_true (lkb_present_is_part_lit (present, LKB_SHEET_TITLE));
  g_assert_false (lkb_present_is_part_lit (present, LKB_SHEET_KPI));
  g_assert_false (lkb_present_is_lit (present, "a"));
  while (lkb_present_next (present))
    n++;
  g_assert_cmpuint (n, ==, lkb_present_get_n (present));
  g_assert_cmpuint (lkb_present_get_position (present), ==, n - 1);

  lkb_present_go_to (present, 2);
  place = lkb_present_dup_position (present);
  g_assert_cmpstr (place, ==, "Step 3 of 6");
  g_assert_true (lkb_present_is_lit (present, "a"));
  g_assert_true (lkb_present_is_lit (present, "e1"));
  g_assert_false (lkb_present_is_lit (present, "c"));
  g_assert_false (lkb_present_is_part_lit (present, LKB_SHEET_GOAL));
  lkb_present_go_to (present, 99);
  g_assert_cmpint (lkb_present_get_step (present)->kind, ==, LKB_PRESENT_OWNERS);
  g_assert_true (lkb_present_previous (present));
  g_assert_cmpint (lkb_present_get_step (present)->kind, ==, LKB_PRESENT_TRADE_OFFS);
}

static void
test_empty (void)
{
  g_autoptr (LkbBoard) board = lkb_board_new ();
  g_autoptr (LkbPresent) present = lkb_present_new (board, NULL, NULL);

  g_assert_cmpuint (lkb_present_get_n (present), ==, 4);
  for (guint i = 0; i < 4; i++)
    {
      const LkbPresentStep *step = lkb_present_get_nth (present, i);

      g_assert_true (step->gap);
      g_assert_nonnull (strstr (step->sentence, "___"));
      g_assert_cmpstr (step->gap_element, ==, LKB_BOARD_ID);
      g_assert_cmpint (step->gap_field, <, LKB_N_FIELDS);
    }
}

static void
test_gaps (void)
{
  g_autoptr (LkbBoard) board = lkb_builder_board ("source a name=Clicks\n"
                                                  "ingestion b name=Hub\n"
                                                  "edge e1 a b\n");
  g_autoptr (LkbPresent) present = lkb_present_new (board, NULL, NULL);
  const LkbPresentStep *step;

  /* No path is known; the edge is told all the same. */
  g_assert_cmpuint (lkb_present_get_n (present), ==, 5);
  step = lkb_present_get_nth (present, 2);
  g_assert_cmpstr (step->sentence, ==, "___ owns Clicks → Hub.");
  g_assert_cmpstr (step->gap_element, ==, "e1");
  g_assert_cmpint (step->gap_field, ==, LKB_FIELD_OWNER);
  g_assert_cmpstr (lkb_present_get_nth (present, 4)->sentence, ==, "___ owns Clicks → Hub.");

  /* An owner alone hands nothing over. */
  lkb_builder_set (board, "e1", LKB_FIELD_OWNER, "Web");
  lkb_present_update (present, board, NULL, NULL);
  g_assert_cmpstr (lkb_present_get_nth (present, 2)->sentence, ==, "Web owns Clicks → Hub.");
  g_assert_cmpstr (lkb_present_get_nth (present, 4)->sentence, ==,
                   "1 of 1 arrow has an owner: Web 1.");
}

static void
test_update (void)
{
  g_autoptr (LkbBoard) board = lkb_builder_board (chain);
  g_autoptr (LkbPresent) present = create_talk (board);
  g_autoptr (LkbAnalysis) analysis = NULL;
  g_autoptr (LkbAnalysis) later = NULL;
  g_autoptr (LkbChange) insert = NULL;
  g_autoptr (LkbChange) removal = NULL;
  g_autoptr (GError) error = NULL;

  /* A node is put into the first hop while the second is shown. */
  lkb_present_go_to (present, 3);
  lkb_builder_add (board, "ingestion d name=Filter\n");
  insert = lkb_edit_insert (board, "d", "e1");
  lkb_board_apply (board, insert, &error);
  g_assert_no_error (error);
  analysis = lkb_analysis_new (board, NULL);
  lkb_present_update (present, board, analysis, NULL);
  g_assert_cmpuint (lkb_present_get_n (present), ==, 7);
  g_assert_cmpstr (lkb_present_get_step (present)->edges[0], ==, "e2");
  g_assert_cmpuint (lkb_present_get_position (present), ==, 4);

  /* The hop that is shown goes away: on to the one before it. */
  removal = lkb_edit_remove (board, (const char *const[]){ "e2", NULL });
  lkb_board_apply (board, removal, &error);
  g_assert_no_error (error);
  later = lkb_analysis_new (board, NULL);
  lkb_present_update (present, board, later, NULL);
  g_assert_cmpint (lkb_present_get_step (present)->kind, ==, LKB_PRESENT_HOP);
  g_assert_cmpstr (lkb_present_get_step (present)->edges[0], !=, "e2");

  /* An analysis that is older than the board does no harm. */
  lkb_present_update (present, board, analysis, NULL);
  g_assert_false (lkb_present_is_lit (present, "e2"));
}

static void
test_teams (void)
{
  g_autoptr (LkbBoard) board = lkb_builder_board ("source a\ningestion b\n");
  g_autoptr (LkbPresent) present = NULL;
  const char *sentence;

  for (guint i = 0; i < 9; i++)
    {
      g_autofree char *line = g_strdup_printf ("edge t%u a b owner=T%u", i, i);

      lkb_builder_add (board, line);
    }
  present = lkb_present_new (board, NULL, NULL);
  sentence = lkb_present_get_nth (present, lkb_present_get_n (present) - 1)->sentence;
  g_assert_cmpstr (sentence, ==,
                   "9 of 9 arrows have an owner: T0 1, T1 1, T2 1, T3 1, T4 1, T5 1, 3 more "
                   "teams.");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/present/steps", test_steps);
  g_test_add_func ("/present/walk", test_walk);
  g_test_add_func ("/present/empty", test_empty);
  g_test_add_func ("/present/gaps", test_gaps);
  g_test_add_func ("/present/update", test_update);
  g_test_add_func ("/present/teams", test_teams);
  return g_test_run ();
}
