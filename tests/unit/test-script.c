/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/formats/lkb-script.h"

#include <string.h>

#include "core/formats/lkb-pipeline-text.h"
#include "core/model/lkb-edit.h"
#include "core/model/lkb-proposal.h"
#include "tests/support/lkb-board-builder.h"
#include "tests/support/lkb-test.h"

static void
apply (LkbBoard *board, LkbChange *change)
{
  g_autoptr (GError) error = NULL;
  g_assert_nonnull (change);
  lkb_board_apply (board, change, &error);
  g_assert_no_error (error);
  lkb_change_unref (change);
}

static const char *const facts[] = { LKB_BOARD_ID, NULL };

static void
test_empty (void)
{
  g_autoptr (LkbBoard) board = lkb_board_new ();
  g_autoptr (LkbAnalysis) analysis = lkb_analysis_new (board, NULL);
  g_autoptr (LkbScript) script = lkb_script_new (board, analysis, NULL);
  gboolean seen[LKB_N_SCRIPT_PARAGRAPHS] = { FALSE };

  /* Every paragraph is there, and every sentence has a gap that says where to fill it. */
  for (guint i = 0; i < lkb_script_get_n (script); i++)
    {
      const LkbScriptSentence *sentence = lkb_script_get_nth (script, i);
      seen[sentence->paragraph] = TRUE;
      g_assert_true (sentence->gap);
      g_assert_nonnull (g_strstr_len (sentence->text, -1, "___"));
      g_assert_cmpint (sentence->field, <, LKB_N_FIELDS);
    }
  g_assert_true (seen[0] && seen[1] && seen[2]);
  g_assert_cmpuint (lkb_script_get_n_gaps (script), ==, lkb_script_get_n (script));
}

static void
test_board (void)
{
  g_autoptr (LkbBoard) board = lkb_board_new ();
  g_autoptr (LkbAnalysis) analysis = NULL;
  g_autoptr (LkbScript) script = NULL;
  g_autoptr (LkbValue) kpi = NULL;
  g_autoptr (LkbValue) kpis = NULL;
  g_autofree char *text = NULL;
  gboolean edge_linked = FALSE;

  apply (board, lkb_pipeline_text_parse (board,
                                         "Web clicks -> Event Hub : Web > Streaming, 40/120 ms\n"
                                         "Event Hub -> Ranker model : Streaming > Reco, 100/300 ms",
                                         NULL, NULL));
  apply (board,
         lkb_edit_set_text (board, facts, LKB_FIELD_GOAL, "Rank the feed within 2 s of a click."));
  kpi = lkb_propose_kpi (board);
  kpis = lkb_value_new_list (LKB_VALUE_RECORD_LIST, &kpi, 1);
  apply (board, lkb_edit_set (board, facts, LKB_FIELD_KPIS, kpis));
  analysis = lkb_analysis_new (board, NULL);
  script = lkb_script_new (board, analysis, NULL);
  text = lkb_script_dup_text (script);
  g_test_message ("%s", text);

  g_assert_true (g_str_has_prefix (text, "Rank the feed within 2 s of a click. "));
  g_assert_nonnull (g_strstr_len (text, -1, "≤ 2 s @ p95, from Web clicks to Ranker model."));
  g_assert_nonnull (g_strstr_len (text, -1, "Over 2 hops it takes"));
  g_assert_nonnull (g_strstr_len (text, -1, "if slow moments coincide"));
  g_assert_nonnull (
      g_strstr_len (text, -1, "Web hands over to Streaming at Event Hub, accepted when ___."));
  g_assert_nonnull (g_strstr_len (text, -1, "its owner’s ___ is called within ___."));
  for (guint i = 0; i < lkb_script_get_n (script); i++)
    if (lkb_script_get_nth (script, i)->field == LKB_FIELD_ACCEPT)
      edge_linked = lkb_element_is_edge (
          lkb_board_lookup (board, lkb_script_get_nth (script, i)->elements[0]));
  g_assert_true (edge_linked);
  g_assert_cmpuint (lkb_script_get_seconds (script), >, 20);
  g_assert_cmpuint (lkb_script_get_seconds (script), <, 80);
}

/* A way through a node that gets more than it can take has no time: that is said, in its place. */
static void
test_overloaded (void)
{
  static const struct
  {
    const char *capacity;
    const char *says;
    gboolean is_over;
  } cases[] = {
    { "40", "Silver is overloaded (250 %): its queue grows without end, and no time holds.", TRUE },
    { "100", "Over 2 hops it takes ", FALSE },
    { "400", "Over 2 hops it takes ", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = g_strdup_printf (
          "@board kpis=[name:t|target:≤ 9 s @ p95|primary:true|from:s|to:c]\n"
          "source s name=Orders ; rate=100 events/s\n"
          "pipeline p name=Silver ; capacity=%s events/s\nconsumer c name=Desk\n"
          "edge e1 s p mode=stream ; owner=X ; latency_p50=1 s ; latency_p95=2 s\n"
          "edge e2 p c mode=stream ; owner=X ; latency_p50=1 s ; latency_p95=2 s\n",
          cases[i].capacity);
      g_autoptr (LkbBoard) board = lkb_builder_board (text);
      g_autoptr (LkbAnalysis) analysis = lkb_analysis_new (board, NULL);
      g_autoptr (LkbScript) script = lkb_script_new (board, analysis, NULL);
      g_autofree char *said = lkb_script_dup_text (script);
      guint n = 0;

      g_test_message ("%s", said);
      g_assert_nonnull (strstr (said, cases[i].says));
      g_assert_true ((strstr (said, "overloaded") != NULL) == cases[i].is_over);
      g_assert_true ((strstr (said, "hops it takes") != NULL) == !cases[i].is_over);
      for (guint k = 0; k < lkb_script_get_n (script); k++)
        {
          const LkbScriptSentence *sentence = lkb_script_get_nth (script, k);

          if (strstr (sentence->text, "overloaded") == NULL)
            continue;
          n++;
          g_assert_false (sentence->gap);
          g_assert_cmpstr (sentence->elements[0], ==, "p");
        }
      g_assert_cmpuint (n, ==, cases[i].is_over);
    }
}

/* The plain one is in English whatever the language, and what somebody typed stays in both. */
static void
test_plain (void)
{
  g_autofree char *catalogs = lkb_test_dup_catalogs ();
  g_autoptr (LkbBoard) board = lkb_board_new ();
  g_autoptr (LkbAnalysis) analysis = NULL;
  g_autoptr (LkbScript) english = NULL, german = NULL, plain = NULL;
  g_autofree char *english_text = NULL, *german_text = NULL, *plain_text = NULL;

  if (catalogs == NULL)
    {
      g_test_skip ("no msgfmt");
      return;
    }
  apply (board,
         lkb_pipeline_text_parse (board, "Web clicks -> Event Hub : Web > Streaming", NULL, NULL));
  analysis = lkb_analysis_new (board, NULL);
  english = lkb_script_new (board, analysis, NULL);
  english_text = lkb_script_dup_text (english);
  lkb_test_speak ("de", catalogs);
  german = lkb_script_new (board, analysis, NULL);
  german_text = lkb_script_dup_text (german);
  plain = lkb_script_new_plain (board, analysis, NULL);
  plain_text = lkb_script_dup_text (plain);
  lkb_test_speak ("", catalogs);
  g_assert_cmpstr (plain_text, ==, english_text);
  g_assert_cmpuint (lkb_script_get_n (german), ==, lkb_script_get_n (plain));
  g_assert_cmpuint (lkb_script_get_n_gaps (german), ==, lkb_script_get_n_gaps (plain));
  g_assert_nonnull (strstr (german_text, "Streaming"));
  for (guint i = 0; i < lkb_script_get_n (plain); i++)
    g_assert_cmpstr (lkb_script_get_nth (german, i)->text, !=, lkb_script_get_nth (plain, i)->text);
  lkb_test_remove_tree (catalogs);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/script/empty", test_empty);
  g_test_add_func ("/script/board", test_board);
  g_test_add_func ("/script/overloaded", test_overloaded);
  g_test_add_func ("/script/plain", test_plain);
  return g_test_run ();
}
