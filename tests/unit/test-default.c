/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/model/lkb-default.h"

#include "core/rules/lkb-rules.h"
#include "tests/support/lkb-board-builder.h"

#define FULL                                                                                       \
  "source a name=Web clicks ; rate=10 k events/s\n"                                                \
  "pipeline b name=Features ; capacity=20 k events/s ; costs=[price:$900 per month]\n"             \
  "model c name=Ranker ; costs=[price:$1 per M events][price:$100 per month]\n"                    \
  "edge e1 a b latency_p50=40 ms ; latency_p95=120 ms ; slas=[metric:time|target:≤ 1 s]\n"       \
  "edge e2 b c latency_p50=40 ms ; latency_p95=120 ms\n"

/* Figures are what is known of nodes and edges, not what is asked for. */
static void
test_count (void)
{
  g_autoptr (LkbBoard) board = lkb_builder_board (
      "@board budget_freshness=5 s ; budget_cost=$8 k per month\nnote n text=12 ms\n" FULL);
  guint n_defaults = 7;

  g_assert_cmpuint (lkb_board_count_figures (board, &n_defaults), ==, 9);
  g_assert_cmpuint (n_defaults, ==, 0);
}

/* Somebody's own estimate is no default, and a default that was looked at is none any more. */
static void
test_own (void)
{
  static const struct
  {
    const char *text;
    gboolean is_default;
  } cases[] = {
    { "1 k events/s (estimate)", TRUE },
    { "2 k events/s (estimate)", FALSE },
    { "1 k events/s (measured)", FALSE },
    { "1 k events/s", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (LkbBoard) board = lkb_builder_board (FULL);
      guint n_defaults;

      lkb_builder_set (board, "a", LKB_FIELD_RATE, cases[i].text);
      g_assert_cmpint (lkb_element_has_default (lkb_board_lookup (board, "a"), LKB_FIELD_RATE), ==,
                       cases[i].is_default);
      g_assert_false (lkb_element_has_default (lkb_board_lookup (board, "e1"), LKB_FIELD_COSTS));
      lkb_board_count_figures (board, &n_defaults);
      g_assert_cmpuint (n_defaults, ==, cases[i].is_default ? 1 : 0);
    }
}

/* (transfer full) (nullable): the first fix of NUM001. */
static LkbChange *
find_fix (LkbBoard *board)
{
  g_autoptr (LkbAnalysis) analysis = lkb_analysis_new (board, NULL);
  LkbRuleContext context = { 0 };
  g_autoptr (LkbFindings) findings = lkb_rules_run (board, analysis, &context);

  for (guint i = 0; i < lkb_findings_get_n (findings); i++)
    {
      const LkbFinding *finding = lkb_findings_get_nth (findings, i);

      if (g_str_equal (finding->rule->id, "NUM001") && finding->n_fixes > 0)
        return lkb_change_ref (lkb_finding_get_fix (finding, 0));
    }
  return NULL;
}

/* Whatever the check of missing numbers fills in is counted: nothing typical gets onto the page unseen. */
static void
test_fixes (void)
{
  g_autoptr (LkbBoard) board = lkb_builder_board (
      "@board kpis=[name:time|target:≤ 3 s @ p95|primary:true|from:a|to:c] ; "
      "budget_cost=€8 k per month\n"
      "source a name=Web clicks\npipeline b name=Features ; costs=[price:€9 per month]\n"
      "model c name=Ranker\nedge e1 a b mode=batch\nedge e2 b c mode=stream\n");
  guint n_before, n_defaults, n_steps = 0;
  LkbChange *fix;

  lkb_board_count_figures (board, &n_before);
  g_assert_cmpuint (n_before, ==, 0);
  while ((fix = find_fix (board)) != NULL)
    {
      g_assert_true (lkb_board_apply (board, fix, NULL));
      lkb_change_unref (fix);
      lkb_board_count_figures (board, &n_defaults);
      g_assert_cmpuint (n_defaults, >, n_before);
      n_before = n_defaults;
      g_assert_cmpuint (++n_steps, <, 20);
    }
  g_assert_cmpuint (n_steps, >=, 4);
  g_assert_true (lkb_element_has_default (lkb_board_lookup (board, "c"), LKB_FIELD_COSTS));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/default/count", test_count);
  g_test_add_func ("/default/own", test_own);
  g_test_add_func ("/default/fixes", test_fixes);
  return g_test_run ();
}
