/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a window asks an analysis for: what if, the chart of a time, why a figure is what it is. */

#include "core/analysis/lkb-explanation.h"

#include <math.h>

#include "core/analysis/lkb-analysis-words.h"
#include "tests/support/lkb-board-builder.h"
#include "tests/support/lkb-near.h"

static LkbAnalysis *
analyse_if (const char *text, const LkbAnalysisOptions *options)
{
  g_autoptr (LkbBoard) board = lkb_builder_board (text);

  return lkb_analysis_new (board, options);
}

static LkbAnalysis *
analyse (const char *text)
{
  return analyse_if (text, NULL);
}

#define FOUR_HOPS                                                                                  \
  "source a name=A\n"                                                                              \
  "ingestion b name=B\n"                                                                           \
  "pipeline c name=C\n"                                                                            \
  "feature-store d name=D\n"                                                                       \
  "consumer e name=E\n"                                                                            \
  "edge e1 a b latency_p50=120 ms ; latency_p95=300 ms\n"                                          \
  "edge e2 b c latency_p50=400 ms ; latency_p95=900 ms\n"                                          \
  "edge e3 c d latency_p50=150 ms ; latency_p95=350 ms\n"                                          \
  "edge e4 d e latency_p50=40 ms ; latency_p95=90 ms\n"

#define SERIES(THIRD)                                                                              \
  "@board budget_availability=99.9 %\nfeature-store a name=A ; availability=99.9 %\n"              \
  "model b name=B ; availability=99.95 %\nmodel c name=C ; availability=99.9 %" THIRD "\n"         \
  "model d name=D ; availability=99.95 %\nconsumer e name=E\n"                                     \
  "edge e1 a b mode=lookup\nedge e2 b c mode=request\nedge e3 c d mode=request\n"                  \
  "edge e4 d e mode=request\n"

/* What if: ten times as much comes in. */
static void
test_source_scale (void)
{
  const char *text = "source s name=S ; rate=1 k events/s ; payload=1 kB\n"
                     "pipeline p name=P ; capacity=5 k events/s ; "
                     "costs=[basis:events|price:$1 per M events]\nedge e s p \n";
  LkbAnalysisOptions options = { .source_scale = 10 };
  g_autoptr (LkbAnalysis) as_is = analyse (text);
  g_autoptr (LkbAnalysis) more = analyse_if (text, &options);

  assert_near (lkb_analysis_get_throughput (as_is)->nodes[0].utilisation, 0.2, 1e-12);
  assert_near (lkb_analysis_get_throughput (more)->nodes[0].utilisation, 2, 1e-12);
  assert_near (lkb_analysis_get_cost (more)->per_month,
               10 * lkb_analysis_get_cost (as_is)->per_month, 1e-6);
  assert_near (lkb_analysis_get_cost (more)->per_million_events, 1, 1e-9);
}

/* A queue that gets more than is taken from it grows without bound: the row names the busiest such node on its way. */
static void
test_overloaded (void)
{
  static const char *const text = "source s name=S ; rate=1 k events/s\n"
                                  "ingestion q name=Q ; capacity=2 k events/s\n"
                                  "pipeline p name=P ; capacity=4 k events/s\n"
                                  "pipeline x name=X ; capacity=10 events/s\n"
                                  "feature-store f name=F ; capacity=1 k events/s\n"
                                  "consumer c name=C\n"
                                  "edge e1 s q latency_p50=1 s ; latency_p95=2 s\n"
                                  "edge e2 q p latency_p50=1 s ; latency_p95=2 s\n"
                                  "edge e3 p f latency_p50=1 s ; latency_p95=2 s\n"
                                  "edge e4 f c mode=lookup ; latency_p50=1 s ; latency_p95=2 s\n"
                                  "edge e5 q x latency_p50=1 s ; latency_p95=2 s\n";
  LkbAnalysisOptions options = { .source_scale = 3 };
  g_autoptr (LkbAnalysis) as_is = analyse (text);
  g_autoptr (LkbAnalysis) more = analyse_if (text, &options);
  const LkbLatencyRow *row = lkb_analysis_get_main_latency (more);

  /* A node that is just full is not over; one beside the way does not count. */
  g_assert_null (lkb_analysis_get_main_latency (as_is)->overloaded);
  g_assert_null (lkb_analysis_get_main_freshness (as_is)->overloaded);
  g_assert_cmpstr (row->overloaded, ==, "f");
  g_assert_cmpstr (lkb_analysis_get_main_freshness (more)->overloaded, ==, "f");
  assert_near (lkb_analysis_get_utilisation (more, "f"), 3, 1e-12);
  assert_nan (lkb_analysis_get_utilisation (more, "c"));
  /* The figures are those of the way without a queue. */
  assert_near (row->p95, lkb_analysis_get_main_latency (as_is)->p95, 1e-12);
  /* Who asks a store does not stand in the queue before it. */
  g_assert_null (lkb_analysis_get_main_request (more)->overloaded);
}

/* What if: a node is down. Another way is taken, a fallback stands in, or there is none left. */
static void
test_down (void)
{
  const char *text
      = "source s name=S ; rate=1 k events/s\npipeline a name=A\npipeline b name=B\n"
        "model m name=M ; availability=99 %\nmodel r name=R ; availability=99.9 %\n"
        "feature-store f name=F ; availability=99 %\nconsumer c name=C\n"
        "edge e1 s a mode=stream ; latency_p50=1 s ; latency_p95=9 s\n"
        "edge e2 s b mode=stream ; latency_p50=1 s ; latency_p95=2 s\n"
        "edge e3 a f mode=publish ; latency_p50=1 s ; latency_p95=2 s\n"
        "edge e4 b f mode=publish ; latency_p50=1 s ; latency_p95=2 s\n"
        "edge e5 f m mode=lookup ; latency_p50=1 s ; latency_p95=2 s\n"
        "edge e6 m c mode=request ; latency_p50=1 s ; latency_p95=2 s\n"
        "edge e7 r c mode=request ; role=fallback ; latency_p50=1 s ; latency_p95=2 s\n";
  LkbAnalysisOptions branch = { .down = "a" }, model = { .down = "m" }, source = { .down = "s" };
  g_autoptr (LkbAnalysis) as_is = analyse (text);
  g_autoptr (LkbAnalysis) other_way = analyse_if (text, &branch);
  g_autoptr (LkbAnalysis) fallback = analyse_if (text, &model);
  g_autoptr (LkbAnalysis) nothing = analyse_if (text, &source);
  const LkbLatencyRow *row = lkb_analysis_get_latency (as_is, 0);
  const LkbAvailability *a;

  g_assert_cmpstr (row->path[0], ==, "e1");
  row = lkb_analysis_get_latency (other_way, 0);
  g_assert_cmpstr (row->path[0], ==, "e2");
  g_assert_cmpuint (row->n_path, ==, 4);

  /* The data path is gone, the call is answered by the rules. */
  row = lkb_analysis_get_latency (fallback, 0);
  assert_nan (row->p95);
  g_assert_cmpint (row->missing.items[0].reason, ==, LKB_MISSING_DOWN);
  row = lkb_analysis_get_main_request (fallback);
  g_assert_cmpstr (row->from, ==, "r");
  a = lkb_analysis_get_availability (fallback);
  assert_near (a->request_path, 0, 1e-12);
  assert_near (a->degraded, 0.999, 1e-12);

  row = lkb_analysis_get_latency (nothing, 0);
  g_assert_cmpint (row->missing.items[0].reason, ==, LKB_MISSING_DOWN);
  g_assert_true (lkb_analysis_find_latency (nothing, lkb_analysis_get_latency (as_is, 0)) == row);
  g_assert_cmpint (lkb_analysis_get_freshness (nothing, 0)->missing.items[0].reason, ==,
                   LKB_MISSING_DOWN);
  g_assert_true (lkb_analysis_find_freshness (nothing, lkb_analysis_get_freshness (as_is, 0))
                 == lkb_analysis_get_freshness (nothing, 0));
  a = lkb_analysis_get_availability (nothing);
  assert_near (a->degraded, lkb_analysis_get_availability (as_is)->degraded, 1e-12);
}

/* What if: slow moments coincide. */
static void
test_coincident (void)
{
  LkbAnalysisOptions options = { .coincident = TRUE };
  g_autoptr (LkbAnalysis) analysis = analyse_if ("@board budget_latency=1640 ms\n" FOUR_HOPS,
                                                 &options);
  const LkbLatencyRow *row = lkb_analysis_get_latency (analysis, 0);

  assert_near (row->p50, 0.710, 1e-9);
  assert_near (row->p95, 1.640, 1e-9);
  assert_near (row->p99, 2.32105, 1e-5);
  assert_near (row->chance_within_budget, 0.95, 1e-6);
  assert_near (row->mean, 0.808281, 1e-6);
  g_assert_cmpuint (row->n_curve, >, 10);
}

/* The points of the chart rise, and agree with the percentiles. */
static void
test_curve (void)
{
  g_autoptr (LkbAnalysis) analysis = analyse (FOUR_HOPS);
  const LkbLatencyRow *row = lkb_analysis_get_latency (analysis, 0);
  const LkbFreshnessRow *age = lkb_analysis_get_freshness (analysis, 0);

  g_assert_cmpuint (row->n_curve, >, 10);
  g_assert_cmpuint (age->n_curve, >, 10);
  assert_near (row->curve[0].x, 0, 1e-12);
  assert_near (row->curve[0].share, 0, 1e-6);
  g_assert_cmpfloat (row->curve[row->n_curve - 1].share, >=, 0.99);
  for (guint i = 1; i < row->n_curve; i++)
    {
      g_assert_cmpfloat (row->curve[i].x, >, row->curve[i - 1].x);
      g_assert_cmpfloat (row->curve[i].share, >=, row->curve[i - 1].share);
      if (row->curve[i - 1].x < row->p95 && row->p95 <= row->curve[i].x)
        {
          g_assert_cmpfloat (row->curve[i - 1].share, <=, 0.95);
          g_assert_cmpfloat (row->curve[i].share, >=, 0.949);
        }
    }
}

static void
test_explanations (void)
{
  g_autoptr (LkbAnalysis) analysis = analyse (
      "@board kpis=[name:time|target:≤ 1500 ms|primary:true|from:a|to:e] ; "
      "cost_of_delay=[value:$1 k per hour|loss:1 % per s]\n" FOUR_HOPS);
  g_autoptr (LkbAnalysis) parts = analyse (SERIES (""));
  g_autoptr (LkbAnalysis) busy = analyse (
      "source s name=S ; rate=1 k events/s\npipeline p name=P ; capacity=5 k events/s ; "
      "costs=[price:$10 per month]\npipeline q name=Q ; capacity=2 k events/s ; "
      "costs=[price:$30 per month]\nedge e1 s p \nedge e2 p q \n");
  const LkbLatencyRow *row = lkb_analysis_get_latency (analysis, 0);
  g_autoptr (LkbExplanation) time = lkb_explanation_new_latency (analysis, row);
  g_autoptr (LkbExplanation) delay = lkb_explanation_new_cost_of_delay (analysis);
  g_autoptr (LkbExplanation) down = lkb_explanation_new_availability (parts, NULL);
  g_autoptr (LkbExplanation) load = lkb_explanation_new_throughput (busy);
  g_autoptr (LkbExplanation) cost = lkb_explanation_new_cost (busy);
  double share = 0;

  g_assert_cmpuint (time->n_terms, ==, 4);
  g_assert_cmpstr (time->path[1], ==, "e2");
  g_assert_cmpstr (time->mend, ==, "e2");
  assert_near (time->sum, 0.808281, 1e-6);
  assert_near (time->sum + time->rest, row->p95, 1e-9);
  assert_near (time->mended, time->sum - time->terms[1].value, 1e-12);
  g_assert_true (time->assumptions & LKB_ASSUMES_INDEPENDENT_HOPS);
  g_assert_false (time->assumptions & LKB_ASSUMES_COINCIDENT_HOPS);
  g_assert_nonnull (time->budget);
  for (guint i = 0; i < time->n_terms; i++)
    share += time->terms[i].share;
  assert_near (share, 1, 1e-12);

  {
    g_autoptr (GArray) steps = lkb_explanation_dup_steps (time);
    double at = 0;

    g_assert_cmpuint (steps->len, ==, 5);
    for (guint i = 0; i < steps->len; i++)
      {
        const LkbExplanationStep *step = &g_array_index (steps, LkbExplanationStep, i);

        g_assert_cmpstr (step->place, ==, i < 4 ? time->path[i] : NULL);
        assert_near (step->from, at, 1e-12);
        at = step->to;
      }
    assert_near (at, row->p95, 1e-12);
  }

  g_assert_cmpstr (delay->mend, ==, "e2");
  g_assert_true (delay->assumptions & LKB_ASSUMES_STEADY_VALUE);
  g_assert_cmpstr (down->mend, ==, "a");
  assert_near (down->value, 129.46, 0.005);
  assert_near (down->terms[0].value, 43.2, 1e-6);
  assert_near (down->mended, (1 - 0.997003249 / 0.999) * 43200, 0.005);
  g_assert_cmpstr (load->mend, ==, "q");
  assert_near (load->value, 0.5, 1e-12);
  assert_near (load->mended, 0.2, 1e-12);
  g_assert_cmpstr (cost->terms[0].element, ==, "q");
  assert_near (cost->terms[0].share, 0.75, 1e-12);
  assert_near (cost->sum, 40, 1e-9);
  assert_near (cost->rest, 0, 1e-9);

  {
    g_autoptr (LkbAnalysis) only_p95 = analyse (
        "source a name=A\npipeline p name=P\nconsumer b name=B\n"
        "edge e1 a p latency_p95=300 ms\nedge e2 p b latency_p95=200 ms\n");
    g_autoptr (LkbAnalysis) unknown = analyse (
        "source a name=A\npipeline p name=P\nconsumer b name=B\n"
        "edge e1 a p latency_p95=300 ms\nedge e2 p b \n");
    g_autoptr (LkbExplanation) known = lkb_explanation_new_latency (
        only_p95, lkb_analysis_get_latency (only_p95, 0));
    g_autoptr (LkbExplanation) none = lkb_explanation_new_latency (
        unknown, lkb_analysis_get_latency (unknown, 0));

    g_assert_cmpstr (known->mend, ==, "e1");
    assert_near (known->sum, 0.5, 1e-12);
    assert_near (known->value, 0.5, 1e-12);
    g_assert_true (known->assumptions & LKB_ASSUMES_COINCIDENT_HOPS);
    g_assert_null (none->mend);
    g_assert_cmpuint (none->n_missing, >, 0);
  }

  for (guint i = 0; i < LKB_N_ASSUMPTIONS; i++)
    g_assert_cmpstr (lkb_assumption_get_text ((LkbAssumption) (1u << i)), !=, "");
}

/* What an age takes for granted is what its parts are: clocks, percentiles, one or more of them. */
static void
test_age_assumptions (void)
{
  static const struct
  {
    const char *text;
    guint assumptions;
  } cases[] = {
    { "pipeline p name=P ; trigger_interval=5 s ; batch_duration=1 s\nedge e1 s p \n",
      LKB_ASSUMES_INDEPENDENT_HOPS },
    { "pipeline p name=P ; trigger_interval=5 s\nedge e1 s p \n", 0 },
    { "pipeline p name=P\nedge e1 s p latency_p50=1 s ; latency_p95=2 s\n",
      LKB_ASSUMES_LOGNORMAL | LKB_ASSUMES_WORST_PERCENTILE },
    { "pipeline p name=P ; trigger_interval=5 s\npipeline q name=Q ; trigger_interval=5 s\n"
      "edge e1 s p \nedge e2 p q \n",
      LKB_ASSUMES_INDEPENDENT_HOPS | LKB_ASSUMES_UNSYNCHRONISED },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gboolean two = strstr (cases[i].text, " q ") != NULL;
      g_autofree char *text = g_strconcat ("source s name=S\nconsumer c name=C\n", cases[i].text,
                                           "edge e9 ", two ? "q" : "p", " c mode=batch\n", NULL);
      g_autoptr (LkbAnalysis) analysis = analyse (text);
      g_autoptr (LkbExplanation) age = lkb_explanation_new_freshness (
          analysis, lkb_analysis_get_main_freshness (analysis));

      g_assert_cmpuint (age->assumptions & ~(guint) LKB_ASSUMES_ZERO, ==, cases[i].assumptions);
    }
}

static void
assert_missing (LkbBoard *board, LkbMissing missing, const char *words)
{
  g_autofree char *text = lkb_missing_dup_words (board, &missing);

  g_assert_cmpstr (text, ==, words);
}

/* What people read has names and labels; what machines read has ids and keys. */
static void
test_words (void)
{
  g_autoptr (LkbBoard) board = lkb_builder_board (
      "source s name=Web clicks ; rate=1 k events/s\n"
      "feature-store f name=Online store ; availability=99 % ; capacity=500 events/s\n"
      "model m name=Scorer ; availability=99 % ; fallback=rules\nconsumer c name=Shop\n"
      "edge e1 s f latency_p50=1 s ; latency_p95=2 s\nedge e2 f m mode=lookup\n"
      "edge e3 m c mode=request\n");
  g_autoptr (LkbAnalysis) analysis = lkb_analysis_new (board, NULL);
  g_autofree char *overload = lkb_overload_dup_words (board, analysis, "f");
  LkbBudget mean = { .is_mean = TRUE }, tail = { .level = 0.999 };
  g_autofree char *none = lkb_budget_dup_statistic (NULL);
  g_autofree char *on_average = lkb_budget_dup_statistic (&mean);
  g_autofree char *at_tail = lkb_budget_dup_statistic (&tail);
  g_autofree char *cents = lkb_money_dup_words (0.16, "USD");
  g_autofree char *no_cent = lkb_money_dup_words (2.82e-22, "USD");
  g_autofree char *nothing = lkb_money_dup_words (0, "USD");

  assert_missing (board, (LkbMissing){ "f", LKB_FIELD_AVAILABILITY, LKB_MISSING_FIELD },
                  "Online store: Availability is not set");
  assert_missing (board, (LkbMissing){ "e2", LKB_FIELD_LATENCY_P95, LKB_MISSING_ZERO },
                  "Online store → Scorer: Latency p95 is not set and counts as 0");
  assert_missing (board, (LkbMissing){ "c", LKB_N_FIELDS, LKB_MISSING_NO_PATH },
                  "Shop: no path from a source");
  assert_missing (board, (LkbMissing){ NULL, LKB_N_FIELDS, LKB_MISSING_NO_PATH },
                  "The board: no path from a source");
  assert_missing (board, (LkbMissing){ "@board", LKB_FIELD_COST_OF_DELAY, LKB_MISSING_FIELD },
                  "Cost of delay is not set");
  assert_missing (board, (LkbMissing){ "@board", LKB_FIELD_KPIS, LKB_MISSING_INVALID },
                  "The primary KPI asks for no time on a path");
  assert_missing (board, (LkbMissing){ "gone", LKB_FIELD_COSTS, LKB_MISSING_PERIOD },
                  "gone: Cost does not say per what");
  g_assert_cmpstr (overload, ==, "Online store is overloaded (200 %): its queue grows without end");
  g_assert_cmpstr (none, ==, "p95");
  g_assert_cmpstr (on_average, ==, "mean");
  g_assert_cmpstr (at_tail, ==, "p99.9");
  g_assert_cmpstr (cents, ==, "$0.16");
  g_assert_cmpstr (no_cent, ==, "less than $0.01");
  g_assert_cmpstr (nothing, ==, "$0");
}

/* Who is never late is late by nothing: no crumbs of a sum of steps beside a cost of nothing. */
static void
test_never_late (void)
{
  g_autoptr (LkbAnalysis) analysis = analyse (
      "@board kpis=[name:age|target:≤ 90 min @ p95|primary:true|from:s|to:c] ; "
      "cost_of_delay=[curve:step|value:$400 per hour]\n"
      "source s name=S\npipeline p name=P ; trigger_interval=5 min ; batch_duration=1 min\n"
      "pipeline q name=Q ; trigger_interval=5 min ; batch_duration=1 min\nconsumer c name=C\n"
      "edge e1 s p mode=batch\nedge e2 p q mode=batch\nedge e3 q c mode=batch\n");
  const LkbCostOfDelay *delay = lkb_analysis_get_cost_of_delay (analysis);

  g_assert_cmpfloat (delay->chance_late, ==, 0);
  g_assert_cmpfloat (delay->overshoot, ==, 0);
  g_assert_cmpfloat (delay->per_hour, ==, 0);
}

/* What a cost of delay is multiplied from can be followed by eye. */
static void
test_delay_words (void)
{
  static const struct
  {
    const char *delay;
    const char *words;
  } cases[] = {
    { "value:$36 k per hour|loss:1.5 % per s",
      "$36 k per hour × 1.5 % per s × 2 s late on average = $1.1 k per hour" },
    { "curve:step|value:$400 per hour", "$400 per hour × 100 % late = $400 per hour" },
    { "curve:step|value:$400 per hour|loss:50 %",
      "$400 per hour × 50 % lost × 100 % late = $200 per hour" },
    { "curve:delivery|value:$10 k per week|loss:4 weeks", "$10 k per week × 28 d late = $40 k" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = g_strdup_printf (
          "@board kpis=[name:time|target:≤ 1 s @ p95|primary:true|from:s|to:c] ; "
          "cost_of_delay=[%s]\nsource s name=S\nconsumer c name=C\n"
          "edge e s c latency_p50=3 s ; latency_p95=3 s\n",
          cases[i].delay);
      g_autoptr (LkbBoard) board = lkb_builder_board (text);
      g_autoptr (LkbAnalysis) analysis = lkb_analysis_new (board, NULL);
      g_autofree char *words = lkb_delay_dup_words (board,
                                                    lkb_analysis_get_cost_of_delay (analysis));

      g_assert_cmpstr (words, ==, cases[i].words);
    }
}

/* A fallback that is only told counts in no figure, and that is said; one that is drawn needs no such word. */
static void
test_fallback_words (void)
{
  g_autoptr (LkbBoard) board = lkb_builder_board (
      "model f name=Store ; availability=99 % ; fallback=a copy\n"
      "model m name=Scorer ; availability=99 % ; fallback=40 rules\n"
      "consumer c name=Shop\nedge e2 f m mode=request\nedge e3 m c mode=request\n");
  g_autoptr (LkbAnalysis) told = lkb_analysis_new (board, NULL);
  g_autofree char *words = lkb_fallback_dup_words (board, lkb_analysis_get_availability (told));
  g_autofree char *none = NULL;
  g_autoptr (LkbAnalysis) drawn = NULL;

  g_assert_cmpstr (
      words, ==,
      "Fallback in words only, which count in no figure: Store, Scorer. Draw it as a node "
      "whose arrow has the role “Used when the other fails”.");
  lkb_builder_add (board, "model r name=Rules ; availability=99.9 %\n"
                          "feature-store g name=Copy ; availability=99.9 %\n"
                          "edge e4 r c mode=request ; role=fallback\n"
                          "edge e5 g m mode=lookup ; role=fallback\n");
  drawn = lkb_analysis_new (board, NULL);
  none = lkb_fallback_dup_words (board, lkb_analysis_get_availability (drawn));
  g_assert_null (none);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/explanation/source-scale", test_source_scale);
  g_test_add_func ("/explanation/overloaded", test_overloaded);
  g_test_add_func ("/explanation/down", test_down);
  g_test_add_func ("/explanation/coincident", test_coincident);
  g_test_add_func ("/explanation/curve", test_curve);
  g_test_add_func ("/explanation/explanations", test_explanations);
  g_test_add_func ("/explanation/age-assumptions", test_age_assumptions);
  g_test_add_func ("/explanation/words", test_words);
  g_test_add_func ("/explanation/delay-words", test_delay_words);
  g_test_add_func ("/explanation/never-late", test_never_late);
  g_test_add_func ("/explanation/fallback-words", test_fallback_words);
  return g_test_run ();
}
