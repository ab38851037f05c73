/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/analysis/lkb-analysis-words.h"
#include "core/analysis/lkb-explanation.h"

#include <math.h>

#include "tests/support/lkb-board-builder.h"
#include "tests/support/lkb-near.h"

static LkbAnalysis *
analyse (const char *text)
{
  g_autoptr (LkbBoard) board = lkb_builder_board (text);

  return lkb_analysis_new (board, NULL);
}

/* The hops of T01: the interview one-pager. */
#define T01                                                                                        \
  "@board kpis=[name:time to insight|target:≤ 3 s @ p95|primary:true|from:clicks|to:model]\n"    \
  "source clicks name=Web click stream ; rate=10 k events/s\n"                                     \
  "ingestion hub name=Event Hub ; availability=99.95 %\n"                                          \
  "pipeline dlt name=Feature pipeline ; trigger_interval=0.5 s ; batch_duration=0.2 s\n"           \
  "feature-store store name=Online feature store ; availability=99.95 %\n"                         \
  "model model name=Recommendation model ; type=endpoint ; availability=99.9 %\n"                  \
  "model trainer name=Model trainer ; type=training\n"                                             \
  "edge e1 clicks hub latency_p50=40 ms ; latency_p95=120 ms\n"                                    \
  "edge e2 hub dlt latency_p50=650 ms ; latency_p95=900 ms\n"                                      \
  "edge e3 dlt store latency_p50=500 ms ; latency_p95=1.1 s\n"                                     \
  "edge e4 store model latency_p50=8 ms ; latency_p95=25 ms\n"                                     \
  "edge e5 store trainer interval=1 day\n"

static void
test_t01 (void)
{
  g_autoptr (LkbAnalysis) analysis = analyse (T01);
  const LkbLatencyRow *row = lkb_analysis_get_latency (analysis, 0);
  const LkbPrimary *primary = lkb_analysis_get_primary (analysis);
  const LkbFreshnessRow *freshness = lkb_analysis_get_main_freshness (analysis);
  const LkbAvailability *availability = lkb_analysis_get_availability (analysis);
  const LkbLatencyRow *request = lkb_analysis_get_main_request (analysis);

  g_assert_true (row->is_primary);
  g_assert_true (row == primary->latency);
  g_assert_true (row == lkb_analysis_get_main_latency (analysis));
  g_assert_cmpstr (row->from, ==, "clicks");
  g_assert_cmpstr (row->to, ==, "model");
  g_assert_cmpuint (row->n_path, ==, 4);
  g_assert_cmpstr (row->path[3], ==, "e4");
  assert_near (row->p95, 1.866, 0.005 * 1.866);
  assert_near (row->coincident_p95, 2.145, 1e-9);
  g_assert_cmpfloat (row->bound_p95, >, row->coincident_p95);
  g_assert_cmpfloat (row->chance_within_budget, >, 0.99);
  assert_near (primary->value, row->p95, 1e-12);
  g_assert_cmpstr (row->budget->name, ==, "kpis/time to insight");
  g_assert_false (row->budget->derived);
  g_assert_true (lkb_analysis_get_budget (analysis, LKB_BUDGET_LATENCY)->derived);
  g_assert_null (lkb_analysis_get_budget (analysis, LKB_BUDGET_REQUEST_TAIL));

  /* The trainer waits for nobody: no figure, and the reason for it. */
  row = lkb_analysis_get_latency (analysis, 2);
  g_assert_cmpstr (row->to, ==, "trainer");
  assert_nan (row->p95);
  g_assert_null (row->budget);
  g_assert_cmpuint (row->missing.n, ==, 1);
  g_assert_cmpstr (row->missing.items[0].element, ==, "e5");
  {
    g_autofree char *text = lkb_missing_dup_text (&row->missing.items[0]);

    g_assert_cmpstr (text, ==, "e5.latency_p95 is not set");
  }

  g_assert_cmpstr (request->from, ==, "store");
  assert_near (request->p95, 0.025, 1e-12);

  /* 0.12 + (0.2 + 0.5) + 1.1 + 0.025 at the worst. */
  g_assert_cmpstr (freshness->to, ==, "model");
  assert_near (freshness->worst, 1.945, 1e-9);
  assert_near (freshness->longest_interval, 0.5, 1e-12);

  g_assert_cmpstr (availability->to, ==, "model");
  assert_near (availability->request_path, 0.9995 * 0.999, 1e-12);
  assert_near (availability->downtime_min_30d, (1 - 0.9995 * 0.999) * 43200, 1e-6);
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

/* Vectors L2 and L3. */
static void
test_four_hops (void)
{
  g_autoptr (LkbAnalysis) analysis = analyse ("@board budget_latency=1500 ms\n" FOUR_HOPS);
  const LkbLatencyRow *row = lkb_analysis_get_latency (analysis, 0);

  assert_near (row->mean, 0.808281, 1e-6);
  assert_near (row->p50, 0.7622, 0.005 * 0.7622);
  assert_near (row->p90, 1.1548, 0.005 * 1.1548);
  assert_near (row->p95, 1.3080, 0.005 * 1.3080);
  assert_near (row->p99, 1.6699, 0.005 * 1.6699);
  assert_near (row->coincident_p95, 1.640, 1e-9);
  assert_near (row->bound_p95, 2.22267, 1e-5);
  assert_near (row->chance_within_budget, 0.9790, 0.001);
  g_assert_true (row->budget->assumed_level);
  g_assert_cmpuint (row->n_terms, ==, 4);
  /* The final hop into the consumer is a lookup: the call has a row of its own. */
  g_assert_cmpuint (lkb_analysis_get_n_latency (analysis), ==, 2);
  g_assert_true (lkb_analysis_get_latency (analysis, 1)->is_request);
}

static void
test_one_hop (void)
{
  g_autoptr (LkbAnalysis) analysis = analyse (
      "source a name=A\nconsumer b name=B\n"
      "edge e1 a b latency_p50=120 ms ; latency_p95=300 ms ; latency_p99=700 ms\n");
  const LkbLatencyRow *row = lkb_analysis_get_latency (analysis, 0);

  assert_near (row->p95, 0.3, 1e-12);
  assert_near (row->coincident_p95, 0.3, 1e-12);
  assert_near (row->bound_p95, 0.3, 1e-12);
  assert_near (row->p99, 0.7, 1e-12);
}

static void
test_only_p95 (void)
{
  g_autoptr (LkbAnalysis) analysis = analyse (
      "source a name=A\npipeline p name=P\nconsumer b name=B\n"
      "edge e1 a p latency_p95=300 ms\nedge e2 p b latency_p95=200 ms (estimate)\n");
  const LkbLatencyRow *row = lkb_analysis_get_latency (analysis, 0);

  assert_near (row->coincident_p95, 0.5, 1e-12);
  assert_nan (row->p95);
  assert_nan (row->mean);
  g_assert_cmpuint (row->missing.n, ==, 2);
  g_assert_cmpint (row->missing.items[0].field, ==, LKB_FIELD_LATENCY_P50);
  g_assert_cmpstr (row->missing.items[0].element, ==, "e1");
  g_assert_cmpstr (row->estimates[0], ==, "e2");
}

static void
test_invalid (void)
{
  g_autoptr (LkbAnalysis) analysis = analyse (
      "source a name=A\nconsumer b name=B\n"
      "edge e1 a b latency_p50=400 ms ; latency_p95=300 ms\n");
  g_autoptr (LkbAnalysis) dollars = analyse (
      "source a name=A\nconsumer b name=B\nedge e1 a b latency_p95=$3\n");
  const LkbLatencyRow *row = lkb_analysis_get_latency (analysis, 0);

  assert_nan (row->p95);
  assert_nan (row->coincident_p95);
  g_assert_cmpint (row->missing.items[0].reason, ==, LKB_MISSING_INVALID);
  row = lkb_analysis_get_latency (dollars, 0);
  assert_nan (row->coincident_p95);
  g_assert_cmpint (row->missing.items[0].reason, ==, LKB_MISSING_INVALID);
}

/* Two ways: the slower one is reported, a node that waits for both is later than either. */
static void
test_branches (void)
{
  const char *both = "source a name=A\npipeline b name=B\npipeline c name=C\n"
                     "pipeline d name=D%s\nconsumer e name=E\n"
                     "edge e1 a b latency_p50=100 ms ; latency_p95=200 ms\n"
                     "edge e2 a c latency_p50=110 ms ; latency_p95=210 ms\n"
                     "edge e3 b d latency_p50=100 ms ; latency_p95=200 ms\n"
                     "edge e4 c d latency_p50=100 ms ; latency_p95=200 ms\n"
                     "edge e5 d e latency_p50=10 ms ; latency_p95=20 ms\n";
  g_autofree char *any = g_strdup_printf (both, ""),
                  *all = g_strdup_printf (both, " ; waits_for=all");
  g_autoptr (LkbAnalysis) merged = analyse (any);
  g_autoptr (LkbAnalysis) joined = analyse (all);
  const LkbLatencyRow *row = lkb_analysis_get_latency (merged, 0);
  const LkbLatencyRow *join = lkb_analysis_get_latency (joined, 0);

  g_assert_cmpstr (row->path[0], ==, "e2");
  g_assert_cmpuint (row->n_path, ==, 3);
  assert_near (row->coincident_p95, 0.43, 1e-9);
  assert_near (join->coincident_p95, 0.43, 1e-9);
  g_assert_cmpfloat (join->p95, >, row->p95);
  g_assert_cmpfloat (join->p50, >, row->p50);
  g_assert_cmpfloat (join->mean, >, row->mean);
  g_assert_cmpfloat (join->bound_p95, >, row->bound_p95);
}

/* A clock that starts at one source runs until the node has all that it waits for, whichever input comes last. */
static void
test_join_from_one_source (void)
{
  static const char both[]
      = "source a name=A\nsource b name=B\npipeline m name=M ; waits_for=all\nconsumer c name=C\n"
        "edge e1 a m latency_p50=1.8 s ; latency_p95=3.4 s\n"
        "edge e2 b m latency_p50=%s ; latency_p95=%s\n"
        "edge e3 m c latency_p50=1 ms ; latency_p95=1 ms\n";
  static const char kpi[]
      = "@board kpis=[name:time to answer|target:≤ 3 s @ p95|primary:true|from:a|to:c]\n";
  g_autofree char *even = g_strdup_printf (both, "1.8 s", "3.4 s"),
                  *late = g_strdup_printf (both, "18 s", "34 s");
  g_autofree char *even_kpi = g_strconcat (kpi, even, NULL),
                  *late_kpi = g_strconcat (kpi, late, NULL);
  g_autoptr (LkbAnalysis) plain = analyse (even);
  g_autoptr (LkbAnalysis) clock = analyse (even_kpi);
  g_autoptr (LkbAnalysis) slow = analyse (late_kpi);
  const LkbLatencyRow *whole = lkb_analysis_get_latency (plain, 0);
  const LkbLatencyRow *row = lkb_analysis_get_latency (clock, 0);
  const LkbLatencyRow *other = lkb_analysis_get_latency (slow, 0);
  g_autoptr (LkbExplanation) why = lkb_explanation_new_latency (clock, row);

  g_assert_true (whole->waits && row->waits);
  assert_near (row->p95, whole->p95, 1e-3);
  g_assert_cmpfloat (row->p95, >, 3.8);
  g_assert_cmpstr (row->from, ==, "a");
  g_assert_cmpstr (row->path[0], ==, "e1");
  g_assert_cmpuint (why->assumptions & LKB_ASSUMES_LATEST_INPUT, !=, 0);
  /* The path is the one that is mended first. */
  g_assert_cmpstr (other->from, ==, "a");
  g_assert_cmpstr (other->path[0], ==, "e2");
  assert_near (other->p95, 34, 0.1);
}

/* A side input adds its lookup; a fallback, feedback and control add nothing. */
static void
test_roles (void)
{
  g_autoptr (LkbAnalysis) analysis = analyse (
      "source a name=A\nstorage s name=S\nstorage f name=F\nmodel b name=B\n"
      "consumer c name=C\norchestration o name=O\n"
      "edge e1 a b latency_p50=100 ms ; latency_p95=200 ms\n"
      "edge e2 s b role=side ; mode=lookup ; latency_p50=10 ms ; latency_p95=20 ms\n"
      "edge e3 f b role=fallback ; mode=lookup ; latency_p50=5 s ; latency_p95=9 s\n"
      "edge e4 b c latency_p50=30 ms ; latency_p95=40 ms\n"
      "edge e5 c a mode=feedback ; latency_p50=1 h ; latency_p95=2 h\n"
      "edge e6 o b latency_p50=1 h ; latency_p95=2 h\n");
  const LkbLatencyRow *row = lkb_analysis_get_main_latency (analysis);

  g_assert_cmpstr (row->from, ==, "a");
  g_assert_cmpstr (row->to, ==, "c");
  g_assert_cmpuint (row->n_terms, ==, 3);
  assert_near (row->coincident_p95, 0.26, 1e-9);
}

/* Vectors R1 to R6. */
static void
check_freshness (const char *first, const char *second, const char *budget, double worst,
                 double mean, double p95, double share)
{
  g_autofree char *text = g_strdup_printf (
      "@board %s\nsource a name=A\npipeline p name=P ; %s\n%s%s%s"
      "consumer c name=C\nedge e1 a p latency_p50=1 h ; latency_p95=2 h\n%s"
      "edge e9 %s c mode=batch\n",
      budget, first, second != NULL ? "pipeline q name=Q ; " : "", second != NULL ? second : "",
      second != NULL ? "\n" : "", second != NULL ? "edge e2 p q mode=microbatch\n" : "",
      second != NULL ? "q" : "p");
  g_autoptr (LkbAnalysis) analysis = analyse (text);
  const LkbFreshnessRow *row = lkb_analysis_get_freshness (analysis, 0);

  assert_near (row->worst, worst, 1e-9);
  assert_near (row->mean, mean, 1e-9);
  assert_near (row->p95, p95, second != NULL ? 0.005 : 1e-9);
  if (!isnan (share))
    assert_near (row->share_within_budget, share, 1e-9);
}

static void
test_freshness (void)
{
  check_freshness ("trigger_interval=5 s ; batch_duration=1.2 s", NULL, "budget_freshness=5 s", 6.2,
                   3.7, 5.95, 0.76);
  check_freshness ("trigger_interval=5 s ; batch_duration=7 s", NULL, "budget_freshness=5 s", 14,
                   10.5, 7 * 0.95 + 7, 0);
  check_freshness ("trigger_interval=5 s ; batch_duration=1.2 s",
                   "trigger_interval=5 s ; batch_duration=0.8 s", "title=x", 12, 7, 10.419, NAN);
  check_freshness ("trigger_interval=5 s ; batch_duration=1.2 s",
                   "trigger=upstream ; batch_duration=0.8 s", "title=x", 7, 4.5, 6.75, NAN);
  check_freshness ("trigger_interval=60 min ; batch_duration=22 min", NULL, "title=x", 82 * 60,
                   52 * 60, 79 * 60, NAN);
  check_freshness ("trigger_interval=5 s ; batch_duration=1 s ; window=60 s ; watermark=600 s ; "
                   "output_mode=update",
                   NULL, "title=x", 6, 3.5, 5.75, NAN);
}

static void
test_watermark (void)
{
  g_autoptr (LkbAnalysis) analysis = analyse (
      "source a name=A\npipeline p name=P ; trigger_interval=5 s ; batch_duration=1 s ; "
      "window=60 s ; watermark=600 s ; output_mode=append\nconsumer c name=C\n"
      "edge e1 a p \nedge e2 p c mode=batch\n");

  assert_near (lkb_analysis_get_freshness (analysis, 0)->worst, 666, 1e-9);
}

/* What has a budget is the figure to show, even while it is unknown: never the age at another end beside it. */
static void
test_main_freshness (void)
{
  g_autoptr (LkbAnalysis) analysis = analyse (
      "@board budget_freshness=5 s\nsource a name=A\npipeline p name=P\n"
      "consumer c name=C\nmodel t name=T ; type=training\n"
      "edge e1 a p latency_p50=1 s ; latency_p95=2 s\nedge e2 p c mode=stream\n"
      "edge e3 p t mode=batch ; interval=1 d ; latency_p50=1 s ; latency_p95=2 s\n");
  const LkbFreshnessRow *row = lkb_analysis_get_main_freshness (analysis);

  g_assert_cmpstr (row->to, ==, "c");
  g_assert_nonnull (row->budget);
}

/* T10: hourly bronze, then each stage upstream of the next. */
static void
test_medallion (void)
{
  g_autoptr (LkbAnalysis) analysis = analyse (
      "@board kpis=[name:dashboard age|target:≤ 90 min @ p95|primary:true|from:erp|to:bi]\n"
      "source erp name=ERP\n"
      "pipeline bronze name=Bronze ; trigger_interval=60 min ; batch_duration=6 min\n"
      "pipeline silver name=Silver ; trigger=upstream ; batch_duration=9 min\n"
      "pipeline gold name=Gold ; trigger=upstream ; batch_duration=7 min\n"
      "consumer bi name=Dashboard\n"
      "edge e1 erp bronze mode=batch\nedge e2 bronze silver mode=batch\n"
      "edge e3 silver gold mode=batch\nedge e4 gold bi mode=batch\n");
  const LkbPrimary *primary = lkb_analysis_get_primary (analysis);

  g_assert_cmpint (primary->kind, ==, LKB_BUDGET_FRESHNESS);
  g_assert_nonnull (primary->freshness);
  assert_near (primary->freshness->worst, 82 * 60, 1e-6);
  assert_near (primary->freshness->mean, 52 * 60, 1e-6);
  assert_near (primary->value, 79 * 60, 1e-6);
  g_assert_true (lkb_analysis_get_budget (analysis, LKB_BUDGET_FRESHNESS)->derived);
}

/* Vector T1. */
static void
test_throughput (void)
{
  g_autoptr (LkbAnalysis) analysis = analyse (
      "source s name=S ; rate=10 k events/s\n"
      "pipeline bronze name=B ; capacity=25 k events/s\n"
      "pipeline silver name=V ; capacity=12 k events/s ; selectivity=90 %\n"
      "pipeline explode name=X ; capacity=30 k events/s ; selectivity=300 %\n"
      "pipeline aggregate name=A ; capacity=30 k events/s ; selectivity=20 %\n"
      "feature-store online name=O ; capacity=8 k events/s\n"
      "edge e1 s bronze \nedge e2 bronze silver \nedge e3 silver explode \n"
      "edge e4 explode aggregate \nedge e5 aggregate online \n");
  const LkbThroughput *t = lkb_analysis_get_throughput (analysis);
  const double in[] = { 10000, 10000, 9000, 27000, 5400 };
  const double use[] = { 0.4, 10.0 / 12, 0.3, 0.9, 0.675 };

  g_assert_cmpuint (t->n_nodes, ==, 5);
  for (guint i = 0; i < 5; i++)
    {
      assert_near (t->nodes[i].in, in[i], 1e-6);
      assert_near (t->nodes[i].utilisation, use[i], 1e-9);
    }
  g_assert_cmpstr (t->bottleneck, ==, "aggregate");
  assert_near (t->max_source_scale, 1 / 0.9, 1e-9);
}

/* Vectors A1 to A3, and a fallback. */
static void
test_availability (void)
{
  g_autoptr (LkbAnalysis) series = analyse (
      "@board budget_availability=99.9 %\nfeature-store a name=A ; availability=99.9 %\n"
      "model b name=B ; availability=99.95 %\nmodel c name=C ; availability=99.9 %\n"
      "model d name=D ; availability=99.95 %\nconsumer e name=E\n"
      "edge e1 a b mode=lookup\nedge e2 b c mode=request\nedge e3 c d mode=request\n"
      "edge e4 d e mode=request\n");
  g_autoptr (LkbAnalysis) pair = analyse (
      "model a name=A ; availability=99 % ; redundancy=2 of 3\nconsumer e name=E\n"
      "edge e1 a e mode=request\n");
  g_autoptr (LkbAnalysis) fallback = analyse (
      "model a name=A ; availability=99 %\nmodel r name=Rules ; availability=99.9 %\n"
      "consumer e name=E ; availability=99.5 %\nedge e1 a e mode=request\n"
      "edge e2 r e mode=request ; role=fallback\n");
  const LkbAvailability *a = lkb_analysis_get_availability (series);

  assert_near (a->request_path, 0.997003249, 1e-9);
  assert_near (a->downtime_min_30d, 129.46, 0.005);
  assert_near (a->budget->value, 0.999, 1e-12);
  assert_near (lkb_analysis_get_availability (pair)->request_path, 0.999702, 1e-9);

  a = lkb_analysis_get_availability (fallback);
  assert_near (a->request_path, 0.99, 1e-12);
  assert_near (a->degraded, 1 - 0.01 * 0.001, 1e-12);
  g_assert_cmpstr (a->budget->element, ==, "e");
}

/* An empty board, loops, unreachable ends: no figure, no crash, a reason. */
static void
test_empty (void)
{
  g_autoptr (LkbAnalysis) empty = analyse ("");
  g_autoptr (LkbAnalysis) loop = analyse (
      "source s name=S\npipeline a name=A\npipeline b name=B\nconsumer c name=C\n"
      "edge e1 s a latency_p95=1 s\nedge e2 a b latency_p95=1 s\n"
      "edge e3 b a mode=stream ; latency_p95=1 s\nedge e4 b c latency_p95=1 s\n");

  g_assert_cmpuint (lkb_analysis_get_n_latency (empty), ==, 0);
  g_assert_cmpuint (lkb_analysis_get_latency_missing (empty)->n, ==, 1);
  g_assert_null (lkb_analysis_get_main_latency (empty));
  g_assert_null (lkb_analysis_get_main_freshness (empty));
  g_assert_false (lkb_analysis_get_primary (empty)->exists);
  assert_nan (lkb_analysis_get_cost (empty)->per_month);
  g_assert_cmpuint (lkb_analysis_get_cost (empty)->missing.n, ==, 1);
  assert_nan (lkb_analysis_get_availability (empty)->request_path);
  g_assert_cmpuint (lkb_analysis_get_cost_of_delay (empty)->missing.n, ==, 1);
  g_assert_cmpuint (lkb_analysis_get_n_latency (loop), ==, 0);
}

/* A call: from the deepest store to the caller. */
static void
test_request_kpi (void)
{
  g_autoptr (LkbAnalysis) analysis = analyse (
      "@board kpis=[name:feed call|target:≤ 200 ms @ p95|primary:true|from:store|to:api]\n"
      "source s name=S\nfeature-store store name=Store\nmodel ranker name=Ranker\n"
      "consumer api name=Feed API\n"
      "edge e0 s store latency_p50=1 s ; latency_p95=2 s\n"
      "edge e1 store ranker latency_p50=5 ms ; latency_p95=15 ms\n"
      "edge e2 ranker api latency_p50=50 ms ; latency_p95=120 ms\n");
  const LkbPrimary *primary = lkb_analysis_get_primary (analysis);

  g_assert_cmpint (primary->kind, ==, LKB_BUDGET_REQUEST_TAIL);
  g_assert_true (primary->latency->is_request);
  g_assert_true (primary->latency == lkb_analysis_get_main_request (analysis));
  assert_near (primary->latency->coincident_p95, 0.135, 1e-9);
  assert_near (primary->value, 0.127, 0.005 * 0.127);
  g_assert_true (lkb_analysis_get_budget (analysis, LKB_BUDGET_REQUEST_TAIL)->derived);
  g_assert_cmpstr (lkb_analysis_get_main_latency (analysis)->from, ==, "s");
  g_assert_null (lkb_analysis_get_main_latency (analysis)->budget);
  /* What was promised is told before what is merely known. */
  g_assert_true (lkb_analysis_get_told_latency (analysis) == primary->latency);
}

static gboolean
same_path (const LkbLatencyRow *a, const LkbLatencyRow *b)
{
  return g_strv_equal (a->path, b->path);
}

/* L9 on random layered graphs: at least as slow as any hop, never faster when a hop gets slower, the same twice. */
static void
test_random (void)
{
  guint32 seed = g_test_rand_int ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);

  g_test_message ("seed %u", seed);
  for (guint round = 0; round < 25; round++)
    {
      guint n = g_rand_int_range (rand, 3, 14), n_edges = 0, changed;
      g_autoptr (GString) text = g_string_new ("source n0 name=S\n");
      g_autoptr (LkbBoard) board = NULL;
      g_autoptr (LkbAnalysis) one = NULL;
      g_autoptr (LkbAnalysis) two = NULL;
      g_autoptr (LkbAnalysis) slower = NULL;
      g_autofree char *id = NULL, *p95 = NULL;
      const LkbLatencyRow *before, *after;
      double largest = 0;

      for (guint i = 1; i + 1 < n; i++)
        g_string_append_printf (text, "pipeline n%u name=P%s\n", i,
                                g_rand_int_range (rand, 0, 4) == 0 ? " ; waits_for=all" : "");
      g_string_append_printf (text, "consumer n%u name=C\n", n - 1);
      for (guint to = 1; to < n; to++)
        for (guint k = 0; k < (guint) g_rand_int_range (rand, 1, 4); k++)
          {
            guint from = g_rand_int_range (rand, MAX (0, (int) to - 4), to);
            int p50 = g_rand_int_range (rand, 1, 900);

            g_string_append_printf (
                text, "edge e%u n%u n%u mode=stream ; latency_p50=%d ms ; latency_p95=%d ms\n",
                n_edges++, from, to, p50, p50 * g_rand_int_range (rand, 1, 5));
          }
      board = lkb_builder_board (text->str);
      one = lkb_analysis_new (board, NULL);
      two = lkb_analysis_new (board, NULL);
      before = lkb_analysis_get_latency (one, 0);
      for (guint i = 0; i < before->n_terms; i++)
        largest = MAX (largest, before->terms[i].p95);
      g_assert_cmpfloat (before->p95, >=, largest * (1 - 1e-3));
      g_assert_cmpfloat (before->p95, ==, lkb_analysis_get_latency (two, 0)->p95);
      g_assert_cmpfloat (before->bound_p95, >=, before->coincident_p95 - 1e-9);

      changed = g_rand_int_range (rand, 0, n_edges);
      id = g_strdup_printf ("e%u", changed);
      p95 = g_strdup_printf ("%d ms", g_rand_int_range (rand, 4500, 9000));
      lkb_builder_set (board, id, LKB_FIELD_LATENCY_P95, p95);
      slower = lkb_analysis_new (board, NULL);
      after = lkb_analysis_get_latency (slower, 0);
      g_assert_cmpfloat (after->p95, >=, before->p95 * (1 - 2e-3));
      /* The other two are those of the path with the largest independent figure, which may be another one now. */
      if (same_path (before, after))
        {
          g_assert_cmpfloat (after->coincident_p95, >=, before->coincident_p95 - 1e-9);
          g_assert_cmpfloat (after->bound_p95, >=, before->bound_p95 - 1e-9);
        }
    }
}

/* Of nine ways to an end eight are slow calls; the ninth, which moves data, is kept and told all the same. */
static void
test_one_way_with_data (void)
{
  g_autoptr (GString) text = g_string_new (
      "@board kpis=[name:answer|target:≤ 3 s @ p95|primary:true|to:c]\n"
      "consumer c name=C\nstorage s name=T\nsource d name=D\n"
      "edge x d s latency_p50=1 ms ; latency_p95=2 ms\n"
      "edge y s c mode=lookup ; latency_p50=1 ms ; latency_p95=2 ms\n");
  g_autoptr (LkbAnalysis) analysis = NULL;
  const LkbLatencyRow *row;

  for (guint i = 0; i < 8; i++)
    g_string_append_printf (text,
                            "source a%u name=A\nedge e%u a%u c mode=request ; latency_p50=1 s ; "
                            "latency_p95=2 s\n",
                            i, i, i);
  analysis = analyse (text->str);
  row = lkb_analysis_get_latency (analysis, 0);
  g_assert_true (row->is_primary);
  g_assert_cmpuint (row->n_path, ==, 1);
  g_assert_cmpstr (row->path[0], ==, "e0");
  row = lkb_analysis_get_latency (analysis, 1);
  g_assert_cmpuint (row->n_path, ==, 2);
  g_assert_cmpstr (row->path[0], ==, "x");
  g_assert_cmpstr (row->path[1], ==, "y");
  assert_near (row->coincident_p95, 0.004, 1e-9);
}

/* A long chain and a wide star end in figures all the same. */
static void
test_large (void)
{
  g_autoptr (GString) text = g_string_new ("source n0 name=S\n");
  g_autoptr (LkbAnalysis) analysis = NULL;

  for (guint i = 1; i < 3000; i++)
    g_string_append_printf (text, "pipeline n%u name=P\n", i);
  g_string_append (text, "consumer n3000 name=C\n");
  for (guint i = 0; i < 3000; i++)
    g_string_append_printf (text, "edge e%u n%u n%u latency_p50=1 ms ; latency_p95=2 ms\n", i, i,
                            i + 1);
  for (guint i = 0; i < 1000; i++)
    g_string_append_printf (
        text, "consumer c%u name=C\nedge x%u n5 c%u latency_p50=1 ms ; latency_p95=%u ms\n", i, i,
        i, i + 2);
  analysis = analyse (text->str);
  g_assert_cmpuint (lkb_analysis_get_n_latency (analysis), ==, 1001);
  assert_near (lkb_analysis_get_latency (analysis, 0)->coincident_p95, 6, 1e-9);
  g_assert_cmpfloat (lkb_analysis_get_latency (analysis, 0)->p95, <, 4);
}

/* Hundreds of ends behind a long chain: what the rows tell is bounded, and it is said that ends are left out. */
static void
test_bounded (void)
{
  g_autoptr (GString) text = g_string_new ("source n0 name=S\n");
  g_autoptr (LkbAnalysis) analysis = NULL;
  const LkbMissingList *missing;
  guint n_hops = 0;

  for (guint i = 1; i <= 600; i++)
    g_string_append_printf (
        text, "pipeline n%u name=P\nedge e%u n%u n%u latency_p50=1 ms ; latency_p95=2 ms\n", i, i,
        i - 1, i);
  for (guint i = 0; i < 600; i++)
    g_string_append_printf (text, "consumer c%u name=C\nedge x%u n600 c%u\n", i, i, i);
  analysis = analyse (text->str);
  for (guint i = 0; i < lkb_analysis_get_n_latency (analysis); i++)
    n_hops += lkb_analysis_get_latency (analysis, i)->n_path;
  g_assert_cmpuint (n_hops, >, 100000);
  g_assert_cmpuint (n_hops, <, 300000);
  g_assert_cmpuint (lkb_analysis_get_n_freshness (analysis), <, 600);
  missing = lkb_analysis_get_latency_missing (analysis);
  g_assert_cmpuint (missing->n, ==, 1);
  g_assert_cmpint (missing->items[0].reason, ==, LKB_MISSING_TOO_LARGE);
}

/* Parts that answer each other a hundred times over: each state looks at every pair once. */
static void
test_many_calls (void)
{
  g_autoptr (GString) text = g_string_new ("consumer c name=C\nedge last m14 c mode=request\n");
  g_autoptr (LkbAnalysis) analysis = NULL;
  const LkbAvailability *availability;

  for (guint i = 0; i < 15; i++)
    g_string_append_printf (text, "model m%u name=M ; availability=99 %%\n", i);
  for (guint i = 0; i < 14; i++)
    for (guint k = 0; k < 100; k++)
      g_string_append_printf (text, "edge e%u-%u m%u m%u mode=request%s\n", i, k, i, i + 1,
                              i == 0 ? " ; role=fallback" : "");
  analysis = analyse (text->str);
  availability = lkb_analysis_get_availability (analysis);
  assert_near (availability->request_path, pow (0.99, 14), 1e-9);
  assert_near (availability->degraded, pow (0.99, 14), 1e-9);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/analysis/t01", test_t01);
  g_test_add_func ("/analysis/four-hops", test_four_hops);
  g_test_add_func ("/analysis/one-hop", test_one_hop);
  g_test_add_func ("/analysis/only-p95", test_only_p95);
  g_test_add_func ("/analysis/invalid", test_invalid);
  g_test_add_func ("/analysis/branches", test_branches);
  g_test_add_func ("/analysis/join-from-one-source", test_join_from_one_source);
  g_test_add_func ("/analysis/roles", test_roles);
  g_test_add_func ("/analysis/freshness", test_freshness);
  g_test_add_func ("/analysis/watermark", test_watermark);
  g_test_add_func ("/analysis/medallion", test_medallion);
  g_test_add_func ("/analysis/main-freshness", test_main_freshness);
  g_test_add_func ("/analysis/throughput", test_throughput);
  g_test_add_func ("/analysis/availability", test_availability);
  g_test_add_func ("/analysis/empty", test_empty);
  g_test_add_func ("/analysis/request-kpi", test_request_kpi);
  g_test_add_func ("/analysis/random", test_random);
  g_test_add_func ("/analysis/one-way-with-data", test_one_way_with_data);
  g_test_add_func ("/analysis/large", test_large);
  g_test_add_func ("/analysis/bounded", test_bounded);
  g_test_add_func ("/analysis/many-calls", test_many_calls);
  return g_test_run ();
}
