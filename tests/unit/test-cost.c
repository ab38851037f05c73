/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/analysis/lkb-analysis.h"

#include <math.h>

#include "tests/support/lkb-board-builder.h"
#include "tests/support/lkb-near.h"

static double
get_share (const LkbCostShare *shares, guint n, const char *name)
{
  for (guint i = 0; i < n; i++)
    if (g_str_equal (shares[i].name, name))
      return shares[i].per_month;
  g_error ("no share for \"%s\"", name);
}

/* Vector C1: 4 062.45 a month. */
static void
test_c1 (void)
{
  g_autoptr (LkbBoard) board = lkb_builder_board (
      "@board budget_cost=$8 k per month\n"
      "source clicks name=Clicks ; rate=10 k events/s ; payload=1 kB ; owner=Web\n"
      "ingestion hub name=Hub ; owner=Streaming ; retention=1 month ; "
      "costs=[basis:events|price:$0.028 per M events]"
      "[basis:storage|price:$0.023 per GB-month|compression:4]\n"
      "pipeline dlt name=Pipeline ; owner=Features ; "
      "costs=[basis:compute|price:$0.25 per DBU|units:8|hours:730 h]"
      "[basis:compute|price:$0.50 per hour|units:4]\n"
      "feature-store store name=Store ; owner=features ; costs=[basis:fixed|price:$0.35 per hour]\n"
      "consumer app name=App ; queries=1200 queries/s\n"
      "edge e1 clicks hub owner=Web\nedge e2 hub dlt owner=Web\nedge e3 dlt store owner=Web\n"
      "edge e4 store app owner=Web\n");
  g_autoptr (LkbAnalysis) analysis = lkb_analysis_new (board, NULL);
  const LkbCost *cost = lkb_analysis_get_cost (analysis);

  assert_near (cost->per_month, 4062.45, 0.005);
  g_assert_cmpstr (cost->currency, ==, "USD");
  assert_near (cost->per_million_events, 0.154583, 1e-6);
  assert_near (cost->per_million_queries, 1.288194, 1e-6);
  assert_near (lkb_analysis_get_cost_of (analysis, "hub"), 735.84 + 151.11, 0.005);
  assert_near (lkb_analysis_get_cost_of (analysis, "dlt"), 2920, 1e-9);
  assert_near (lkb_analysis_get_cost_of (analysis, "store"), 255.5, 1e-9);
  g_assert_true (isnan (lkb_analysis_get_cost_of (analysis, "app")));
  g_assert_cmpuint (cost->n_by_owner, ==, 2);
  assert_near (get_share (cost->by_owner, cost->n_by_owner, "Features"), 3175.5, 1e-9);
  assert_near (get_share (cost->by_lane, cost->n_by_lane, "ingest"), 886.95, 0.005);
  assert_near (cost->budget->value, 8000, 1e-9);
  g_assert_cmpuint (cost->missing.n, ==, 0);
}

static double
price (const char *costs)
{
  g_autofree char *text = g_strdup_printf ("source s name=S ; rate=1 k events/s ; payload=1 kB\n"
                                           "storage n name=N ; costs=%s\nedge e s n \n",
                                           costs);
  g_autoptr (LkbBoard) board = lkb_builder_board (text);
  g_autoptr (LkbAnalysis) analysis = lkb_analysis_new (board, NULL);
  const LkbCost *cost = lkb_analysis_get_cost (analysis);

  g_assert_true (isnan (cost->per_month) == (cost->missing.n > 0));
  return cost->per_month;
}

static void
test_rows (void)
{
  assert_near (price ("[basis:fixed|price:$12 k per year]"), 1000, 1e-9);
  assert_near (price ("[price:$100 per month|share:25 %]"), 25, 1e-9);
  assert_near (price ("[basis:storage|price:$0.02 per GB-month|amount:26280 GB]"), 525.6, 1e-9);
  assert_near (price ("[basis:queries|price:$1 per M queries|amount:1200 queries/s]"), 3153.6,
               1e-6);
  assert_near (price ("[basis:egress|price:$0.09 per GB|amount:1 TB]"), 90, 1e-9);
  assert_near (price ("[basis:egress|price:$0.10 per GB]"), 262.8, 1e-6);
  assert_near (price ("[basis:events|price:$0.028 per M events]"), 73.584, 1e-6);
  assert_near (price ("[basis:compute|price:$2 per hour|hours:100 h]"), 200, 1e-9);
  assert_near (price ("[price:$10 per month][price:$20 per month]"), 30, 1e-9);
}

static void
check_reason (const char *costs, LkbMissingReason reason)
{
  g_autofree char *text = g_strdup_printf ("storage n name=N ; costs=%s\n", costs);
  g_autoptr (LkbBoard) board = lkb_builder_board (text);
  g_autoptr (LkbAnalysis) analysis = lkb_analysis_new (board, NULL);
  const LkbCost *cost = lkb_analysis_get_cost (analysis);

  g_assert_true (isnan (cost->per_month));
  g_assert_cmpuint (cost->missing.n, >, 0);
  g_assert_cmpint (cost->missing.items[0].reason, ==, reason);
}

/* What cannot be priced leaves no total behind, and says why. */
static void
test_reasons (void)
{
  check_reason ("[basis:fixed|price:$255]", LKB_MISSING_PERIOD);
  check_reason ("[basis:storage|price:$0.02 per GB|amount:1 GB]", LKB_MISSING_PERIOD);
  check_reason ("[basis:storage|price:$0.02 per GB-month]", LKB_MISSING_INVALID);
  check_reason ("[basis:fixed|price:cheap]", LKB_MISSING_INVALID);
  check_reason ("[basis:fixed]", LKB_MISSING_FIELD);
  check_reason ("[price:$5 per month][price:€5 per month]", LKB_MISSING_CURRENCIES);
  check_reason ("[price:$5 per month|units:many]", LKB_MISSING_INVALID);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cost/c1", test_c1);
  g_test_add_func ("/cost/rows", test_rows);
  g_test_add_func ("/cost/reasons", test_reasons);
  return g_test_run ();
}
