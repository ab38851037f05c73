/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The worked examples of docs/NUMBERS.md by their names. */

#include <math.h>

#include "core/analysis/lkb-analysis-words.h"
#include "core/analysis/lkb-formulas.h"
#include "core/analysis/lkb-sum.h"
#include "tests/support/lkb-board-builder.h"
#include "tests/support/lkb-near.h"

static LkbAnalysis *
analyse (const char *text)
{
  g_autoptr (LkbBoard) board = lkb_builder_board (text);

  return lkb_analysis_new (board, NULL);
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

static void
test_l1 (void)
{
  g_autoptr (LkbAnalysis) analysis = analyse (
      "source a name=A\nconsumer b name=B\nedge e a b latency_p50=120 ms ; latency_p95=300 ms\n");
  const LkbLatencyRow *row = lkb_analysis_get_latency (analysis, 0);

  assert_near (row->mean, 0.140141, 1e-6);
  assert_near (row->p99, 0.43853, 5e-6);
  assert_near (row->p95, 0.3, 1e-12);
  assert_near (row->coincident_level, 0.95, 1e-12);
}

/* L2, L3, L4 and L8 are of the same four hops. */
static void
test_l2_l3_l4_l8 (void)
{
  g_autoptr (LkbAnalysis) analysis = analyse ("@board budget_latency=1640 ms\n" FOUR_HOPS);
  const LkbLatencyRow *row = lkb_analysis_get_latency (analysis, 0);

  assert_near (row->mean, 0.808281, 1e-6);
  assert_near (row->p50, 0.7622, 0.005 * 0.7622);
  assert_near (row->p90, 1.1548, 0.005 * 1.1548);
  assert_near (row->p95, 1.3080, 0.005 * 1.3080);
  assert_near (row->p99, 1.6699, 0.005 * 1.6699);
  assert_near (row->coincident_p95, 1.640, 1e-9);
  assert_near (row->chance_within_budget, 0.9886, 5e-4);

  assert_near (lkb_level_for_hop (4, 0.95), 0.9875, 1e-12);
  assert_near (lkb_normal_quantile (0.9875), 2.2414027, 1e-7);
  assert_near (row->bound_p95, 2.22267, 1e-5);
  assert_near (row->terms[0].p99 + row->terms[1].p99 + row->terms[2].p99 + row->terms[3].p99,
               2.32105, 1e-5);
  assert_near (lkb_guaranteed_level (4, 0.99), 0.96, 1e-12);
  /* Five p99s guarantee a p95. */
  assert_near (lkb_guaranteed_level (5, 0.99), 0.95, 1e-12);

  assert_near (lkb_guaranteed_level (4, 0.95), 0.80, 1e-12);
  assert_near (row->coincident_level, 0.80, 1e-12);
  assert_near (lkb_guaranteed_level (40, 0.95), 0, 1e-12);

  /* Which of the three figures each budget lies between. */
  g_assert_cmpfloat (row->p95, >, 1.250);
  g_assert_true (row->p95 <= 1.5 && 1.5 < row->coincident_p95);
  g_assert_true (row->coincident_p95 <= 2 && 2 < row->bound_p95);
  g_assert_cmpfloat (row->bound_p95, <=, 2.4);
}

/* L5: two exponential waits of mean 100. */
static void
test_l5 (void)
{
  g_autoptr (LkbConvolver) convolver = lkb_convolver_new ();
  LkbFit wait;
  const LkbFit *both[] = { &wait, &wait };
  g_autoptr (LkbSum) sum = NULL;

  lkb_fit_set_exponential (&wait, 100);
  sum = lkb_sum_new (convolver, both, 2, LKB_GRAIN_FINE, 0.99);
  assert_near (2 * lkb_fit_get_quantile (&wait, 0.95), 599.146, 5e-4);
  assert_near (lkb_sum_get_quantile (sum, 0.95), 474.386, 0.001 * 474.386);
  assert_near (2 * lkb_fit_get_quantile (&wait, lkb_level_for_hop (2, 0.95)), 737.776, 5e-4);
  assert_near (lkb_sum_get_mean (sum), 200, 1e-9);
}

/* L6: the sum of the p95s is no bound. */
static void
test_l6 (void)
{
  g_autoptr (LkbConvolver) convolver = lkb_convolver_new ();
  LkbFit hop;
  const LkbFit *both[] = { &hop, &hop };
  g_autoptr (LkbSum) sum = NULL;

  lkb_fit_set_two_point (&hop, 1, 1000, 0.96);
  sum = lkb_sum_new (convolver, both, 2, LKB_GRAIN_FINE, 0.99);
  assert_near (lkb_fit_get_quantile (&hop, 0.95), 1, 1e-12);
  assert_near (lkb_sum_get_cdf (sum, 2), 0.9216, 1e-6);
  assert_near (lkb_sum_get_quantile (sum, 0.95), 1001, 1e-9);
  assert_near (lkb_sum_get_mean (sum), 2 * (0.96 + 40), 1e-9);
}

static void
test_l7 (void)
{
  assert_near (lkb_chance_any_slow (100, 0.01), 0.63397, 5e-6);
  assert_near (lkb_chance_any_slow (0, 0.01), 0, 1e-12);
}

/* L9 on chains of a board: the order of hops does not matter, more hops are never faster than the slowest of them, and
 * no figure falls when a hop gets slower. */
static void
test_l9 (void)
{
  guint32 seed = g_test_rand_int ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);

  g_test_message ("seed %u", seed);
  for (guint round = 0; round < 20; round++)
    {
      guint n = g_rand_int_range (rand, 1, 9), slower = g_rand_int_range (rand, 0, n);
      int p50[8], p95[8], largest = 0;
      const LkbLatencyRow *rows[3];
      g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func (
          (GDestroyNotify) lkb_analysis_unref);

      for (guint i = 0; i < n; i++)
        {
          p50[i] = g_rand_int_range (rand, 1, 900);
          p95[i] = p50[i] * g_rand_int_range (rand, 2, 8);
          largest = MAX (largest, p95[i]);
        }
      for (guint pass = 0; pass < 3; pass++)
        {
          g_autoptr (GString) text = g_string_new ("source n0 name=S\n");

          for (guint i = 0; i < n; i++)
            {
              guint k = pass == 1 ? n - 1 - i : i;
              int factor = pass == 2 && i == slower ? 3 : 1;

              g_string_append_printf (text, "%s n%u name=N\n", i + 1 == n ? "consumer" : "pipeline",
                                      i + 1);
              g_string_append_printf (
                  text, "edge e%u n%u n%u mode=stream ; latency_p50=%d ms ; latency_p95=%d ms\n", i,
                  i, i + 1, factor * p50[k], factor * p95[k]);
            }
          g_ptr_array_add (all, analyse (text->str));
          rows[pass] = lkb_analysis_get_latency (g_ptr_array_index (all, pass), 0);
        }
      assert_near (rows[1]->p95, rows[0]->p95, 1e-3 * rows[0]->p95);
      assert_near (rows[1]->coincident_p95, rows[0]->coincident_p95, 1e-9);
      assert_near (rows[1]->bound_p95, rows[0]->bound_p95, 1e-9);
      g_assert_cmpfloat (rows[0]->p95, >=, largest / 1000.0 * (1 - 1e-9));
      g_assert_cmpfloat (rows[0]->bound_p95, >=, rows[0]->coincident_p95 * (1 - 1e-12));
      g_assert_cmpfloat (rows[0]->bound_p95, >=, rows[0]->p95 * (1 - 1e-3));
      g_assert_cmpfloat (rows[2]->p95, >=, rows[0]->p95);
      g_assert_cmpfloat (rows[2]->mean, >, rows[0]->mean);
      g_assert_cmpfloat (rows[2]->coincident_p95, >, rows[0]->coincident_p95);
      g_assert_cmpfloat (rows[2]->bound_p95, >, rows[0]->bound_p95);
      if (n == 1)
        {
          assert_near (rows[0]->p95, rows[0]->coincident_p95, 1e-12);
          assert_near (rows[0]->bound_p95, rows[0]->coincident_p95, 1e-12);
        }
    }
}

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

/* Branches that part and join again: what they share is thrown once. With a fixed seed. */
static void
test_diamond (void)
{
  enum
  {
    THROWS = 100000,
    HOPS = 8
  };
  static const int ms[HOPS][2] = { { 200, 600 }, { 50, 90 },  { 60, 200 },  { 100, 120 },
                                   { 40, 160 },  { 30, 300 }, { 150, 250 }, { 20, 60 } };
  static const char *const ends[HOPS] = { "s a", "a b", "b d", "a c", "c d", "b f", "d f", "f e" };
  g_autoptr (GString) text = g_string_new (
      "source s name=S\npipeline a name=A\npipeline b name=B\npipeline c name=C\n"
      "pipeline d name=D ; waits_for=all\npipeline f name=F ; waits_for=all\nconsumer e name=E\n");
  g_autoptr (GRand) rand = g_rand_new_with_seed (20260102);
  g_autofree double *thrown = g_new (double, THROWS);
  g_autoptr (LkbAnalysis) analysis = NULL;
  const LkbLatencyRow *row;
  LkbFit fits[HOPS];
  double mean = 0;

  for (guint i = 0; i < HOPS; i++)
    {
      g_assert_true (lkb_fit_set_quantiles (&fits[i], ms[i][0] / 1e3, ms[i][1] / 1e3, NAN));
      g_string_append_printf (text,
                              "edge e%u %s mode=stream ; latency_p50=%d ms ; latency_p95=%d ms\n",
                              i, ends[i], ms[i][0], ms[i][1]);
    }
  for (guint k = 0; k < THROWS; k++)
    {
      double x[HOPS], d;

      for (guint i = 0; i < HOPS; i++)
        x[i] = lkb_fit_get_quantile (&fits[i], g_rand_double_range (rand, 1e-12, 1 - 1e-12));
      d = MAX (x[1] + x[2], x[3] + x[4]);
      thrown[k] = x[0] + MAX (d + x[6], x[1] + x[5]) + x[7];
      mean += thrown[k] / THROWS;
    }
  qsort (thrown, THROWS, sizeof *thrown, compare_doubles);

  analysis = analyse (text->str);
  row = lkb_analysis_get_latency (analysis, 0);
  assert_near (row->mean, mean, 0.01 * mean);
  assert_near (row->p50, thrown[THROWS / 2], 0.01 * row->p50);
  assert_near (row->p95, thrown[THROWS * 95 / 100], 0.01 * row->p95);
  assert_near (row->p99, thrown[THROWS * 99 / 100], 0.02 * row->p99);
  /* Eight hops, each counted once. */
  assert_near (row->coincident_level, lkb_guaranteed_level (8, 0.95), 1e-12);
  g_assert_cmpfloat (row->bound_p95, >, row->coincident_p95);
}

/* Ages: a hop that somebody reads when he likes adds nothing, and the row says so. */
static void
test_read_when_liked (void)
{
  g_autoptr (LkbAnalysis) analysis = analyse (
      "source a name=A\npipeline p name=P ; trigger_interval=5 s ; batch_duration=1.2 s\n"
      "consumer c name=C\nedge e1 a p \nedge e2 p c mode=batch\n");
  const LkbFreshnessRow *row = lkb_analysis_get_freshness (analysis, 0);
  g_autofree char *text = NULL;

  assert_near (row->worst, 6.2, 1e-9);
  assert_near (row->p95, 5.95, 1e-9);
  g_assert_cmpuint (row->missing.n, ==, 1);
  text = lkb_missing_dup_text (&row->missing.items[0]);
  g_assert_cmpstr (text, ==, "e2.latency_p95 is not set and counts as 0");
}

/* What is not said of how often a batch comes adds nothing either, and that is said where the clock is the edge's. */
static void
test_unsaid_interval (void)
{
  static const struct
  {
    const char *edge;
    const char *node;
    const char *said; /* NULL: nothing */
  } cases[] = {
    { "mode=batch", "", "e2.interval is not set and counts as 0" },
    { "mode=microbatch", "", "e2.interval is not set and counts as 0" },
    { "mode=batch ; interval=1 h", "", NULL },
    { "mode=stream", "", NULL },
    { "mode=lookup", "", NULL },
    { "mode=batch", "; trigger_interval=5 s", NULL },
    { "mode=batch", "; trigger=upstream", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *board = g_strdup_printf (
          "source a name=A\ningestion h name=H\n%s b name=B %s\n%s"
          "edge e1 a h latency_p50=1 s ; latency_p95=2 s\n"
          "edge e2 h b latency_p50=1 s ; latency_p95=2 s ; %s\n",
          cases[i].node[0] != '\0' ? "pipeline" : "consumer", cases[i].node,
          cases[i].node[0] != '\0' ? "consumer c name=C\nedge e3 b c mode=lookup ; "
                                     "latency_p50=1 s ; latency_p95=2 s\n"
                                   : "",
          cases[i].edge);
      g_autoptr (LkbAnalysis) analysis = analyse (board);
      const LkbFreshnessRow *row = lkb_analysis_get_freshness (analysis, 0);
      g_autofree char *text = NULL;

      g_test_message ("%s %s", cases[i].edge, cases[i].node);
      g_assert_false (isnan (row->worst));
      g_assert_cmpuint (row->missing.n, ==, cases[i].said != NULL);
      if (row->missing.n > 0)
        text = lkb_missing_dup_text (&row->missing.items[0]);
      g_assert_cmpstr (text, ==, cases[i].said);
    }
}

/* T2: shares of 1 and 1 are copies, 0.7 and 0.3 a split. */
static void
test_t2 (void)
{
  static const struct
  {
    const char *one, *other;
    double a, b;
  } cases[] = { { "100 %", "1", 1000, 1000 }, { "0.7", "30 %", 700, 300 }, { "", "", 1000, 1000 } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (LkbBoard) board = lkb_builder_board (
          "source s name=S ; rate=1 k events/s\npipeline a name=A\npipeline b name=B\n"
          "edge e1 s a \nedge e2 s b \n");
      g_autoptr (LkbAnalysis) analysis = NULL;
      const LkbThroughput *t;

      lkb_builder_set (board, "e1", LKB_FIELD_SHARE, cases[i].one);
      lkb_builder_set (board, "e2", LKB_FIELD_SHARE, cases[i].other);
      analysis = lkb_analysis_new (board, NULL);
      t = lkb_analysis_get_throughput (analysis);
      assert_near (t->nodes[0].in, cases[i].a, 1e-9);
      assert_near (t->nodes[1].in, cases[i].b, 1e-9);
      assert_near (t->source_rate, 1000, 1e-9);
    }
}

static void
test_t3_t4 (void)
{
  static const double busy[][2]
      = { { 0.5, 2 }, { 0.7, 10 / 3.0 }, { 0.8, 5 }, { 0.9, 10 }, { 0.95, 20 } };
  g_autoptr (LkbAnalysis) analysis = analyse (
      "source s name=S ; rate=10 k events/s ; rate_peak=12 k events/s ; payload=1 kB\n"
      "pipeline p name=P ; capacity=12.5 k events/s\npipeline q name=Q ; capacity=9 k events/s\n"
      "edge e1 s p \nedge e2 s q \n");
  g_autoptr (LkbAnalysis) large = analyse (
      "source s name=S ; rate=1 M events/s ; payload=1 kB\npipeline p name=P\nedge e s p \n");
  const LkbThroughput *t = lkb_analysis_get_throughput (analysis);

  assert_near (lkb_catch_up (600, 10e3, 12.5e3), 2400, 1e-9);
  assert_near (lkb_stale_after (600, 10e3, 12.5e3), 3000, 1e-9);
  assert_near (t->nodes[0].catch_up, 2400, 1e-9);
  assert_near (t->nodes[0].peak_in, 12e3, 1e-9);
  assert_near (t->nodes[0].peak_utilisation, 0.96, 1e-12);
  assert_near (t->nodes[0].in_bytes, 10e6, 1e-6);
  g_assert_true (isinf (t->nodes[1].catch_up));
  g_assert_cmpstr (t->bottleneck, ==, "q");
  for (guint i = 0; i < G_N_ELEMENTS (busy); i++)
    assert_near (lkb_queue_stretch (busy[i][0]), busy[i][1], 1e-9);
  g_assert_true (isinf (lkb_queue_stretch (1)));

  t = lkb_analysis_get_throughput (large);
  assert_near (t->source_bytes, 1e9, 1e-3);
  assert_near (t->source_bytes * LKB_HOURS_PER_MONTH * 3600, 2.628e15, 1);
}

#define SERIES(THIRD)                                                                              \
  "@board budget_availability=99.9 %\nfeature-store a name=A ; availability=99.9 %\n"              \
  "model b name=B ; availability=99.95 %\nmodel c name=C ; availability=99.9 %" THIRD "\n"         \
  "model d name=D ; availability=99.95 %\nconsumer e name=E\n"                                     \
  "edge e1 a b mode=lookup\nedge e2 b c mode=request\nedge e3 c d mode=request\n"                  \
  "edge e4 d e mode=request\n"

static void
test_a1_a2_a3 (void)
{
  g_autoptr (LkbAnalysis) one = analyse (SERIES (""));
  g_autoptr (LkbAnalysis) two = analyse (SERIES (" ; redundancy=1 of 2"));
  const LkbAvailability *a = lkb_analysis_get_availability (one);

  assert_near (a->request_path, 0.997003249, 1e-9);
  assert_near (a->degraded, 0.997003249, 1e-9);
  assert_near (a->downtime_min_30d, 129.46, 0.005);
  assert_near (lkb_downtime_min_30d (0.999), 43.2, 1e-9);
  g_assert_cmpfloat (a->request_path, <, a->budget->value);
  g_assert_cmpstr (a->weakest, ==, "a");
  assert_near (a->without_weakest, 0.997003249 / 0.999, 1e-9);
  assert_near (a->part_availability[1], 0.9995, 1e-12);

  a = lkb_analysis_get_availability (two);
  assert_near (a->request_path, 0.998000252, 1e-9);
  assert_near (a->downtime_min_30d, 86.39, 0.005);
  assert_near (a->part_availability[2], 0.999999, 1e-9);

  assert_near (lkb_k_of_n (1, 2, 0.999), 0.999999, 1e-12);
  assert_near (lkb_k_of_n (2, 3, 0.99), 0.999702, 1e-12);
}

/* A4: the extra nine. */
static void
test_a4 (void)
{
  for (guint n = 10; n <= 11; n++)
    {
      g_autoptr (GString) text = g_string_new ("consumer c name=C ; availability=99.9 %\n");
      g_autoptr (LkbAnalysis) analysis = NULL;
      const LkbAvailability *a;

      for (guint i = 0; i < n; i++)
        g_string_append_printf (text, "model m%u name=M ; availability=99.99 %%\n", i);
      for (guint i = 0; i + 1 < n; i++)
        g_string_append_printf (text, "edge e%u m%u m%u mode=request\n", i, i, i + 1);
      g_string_append_printf (text, "edge last m%u c mode=request\n", n - 1);
      analysis = analyse (text->str);
      a = lkb_analysis_get_availability (analysis);
      if (n == 10)
        assert_near (a->request_path, 0.999000450, 1e-9);
      g_assert_true ((a->request_path >= a->budget->value) == (n == 10));
    }
}

/* A5: either region answers. Without waits_for both are needed. */
static void
test_a5 (void)
{
  const char *board = "consumer c name=C\nmodel router name=R ; availability=99.99 %%%s\n"
                      "model eu name=EU ; availability=99.9 %% ; region=eu\n"
                      "model us name=US ; availability=99.9 %% ; region=us\n"
                      "feature-store seu name=S ; availability=99.95 %% ; region=eu\n"
                      "feature-store sus name=S ; availability=99.95 %% ; region=us\n"
                      "edge e1 router c mode=request\nedge e2 eu router mode=request\n"
                      "edge e3 us router mode=request\nedge e4 seu eu mode=lookup\n"
                      "edge e5 sus us mode=lookup\n";
  g_autofree char *any = g_strdup_printf (board, " ; waits_for=any"),
                  *all = g_strdup_printf (board, "");
  g_autoptr (LkbAnalysis) either = analyse (any);
  g_autoptr (LkbAnalysis) both = analyse (all);
  const LkbAvailability *a = lkb_analysis_get_availability (either);

  assert_near (a->request_path, 0.999897752, 1e-9);
  assert_near (a->downtime_min_30d, 4.42, 0.005);
  g_assert_cmpstr (a->weakest, ==, "router");
  g_assert_true (a->shares_region);
  for (guint i = 0; a->parts[i] != NULL; i++)
    g_assert_cmpint (a->part_is_critical[i], ==, g_str_equal (a->parts[i], "router"));
  a = lkb_analysis_get_availability (both);
  assert_near (a->request_path, 0.9999 * 0.9985005 * 0.9985005, 1e-9);
  for (guint i = 0; a->parts[i] != NULL; i++)
    g_assert_true (a->part_is_critical[i]);
}

/* Graphs that are neither series nor parallel, against going through every state. */
static void
test_bridges (void)
{
  guint32 seed = g_test_rand_int ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);

  g_test_message ("seed %u", seed);
  for (guint round = 0; round < 30; round++)
    {
      enum
      {
        N = 9
      };
      guint needs[N] = { 0 }, sides[N] = { 0 }, rescues[N] = { 0 }, reached = 1u << (N - 1);
      gboolean any[N];
      double p[N], full = 0, degraded = 0;
      g_autoptr (GString) text = g_string_new ("");
      g_autoptr (LkbAnalysis) analysis = NULL;
      const LkbAvailability *a;

      for (guint i = 0; i < N; i++)
        {
          int percent = g_rand_int_range (rand, 50, 100);

          p[i] = i + 1 < N ? percent / 100.0 : 1;
          any[i] = g_rand_boolean (rand);
          if (i + 1 < N)
            g_string_append_printf (text, "model m%u name=M ; availability=%d %%%s\n", i, percent,
                                    any[i] ? " ; waits_for=any" : "");
          else
            g_string_append_printf (text, "consumer m%u name=C%s\n", i,
                                    any[i] ? " ; waits_for=any" : "");
        }
      for (guint to = 1; to < N; to++)
        for (guint from = 0; from < to; from++)
          {
            int role = g_rand_int_range (rand, 0, 9);

            if (role > 3 && !(to == N - 1 && from == N - 2))
              continue;
            *(role == 2 ? &rescues[to] : role == 3 ? &sides[to] : &needs[to]) |= 1u << from;
            g_string_append_printf (text, "edge e%u-%u m%u m%u mode=request%s\n", from, to, from,
                                    to,
                                    role == 2   ? " ; role=fallback"
                                    : role == 3 ? " ; role=side"
                                                : "");
          }
      for (guint i = N; i-- > 0;)
        if ((reached >> i & 1) != 0)
          reached |= needs[i] | sides[i] | rescues[i];
      for (guint up = 0; up < 1u << N; up++)
        {
          double chance = 1;
          guint whole = 0, some = 0;

          for (guint i = 0; i < N; i++)
            {
              chance *= (up >> i & 1) != 0 ? p[i] : 1 - p[i];
              if ((up >> i & 1) == 0)
                continue;
              if ((any[i] && needs[i] != 0 ? (needs[i] & whole) != 0 : (needs[i] & ~whole) == 0)
                  && (sides[i] & ~whole) == 0)
                whole |= 1u << i;
              if ((any[i] && needs[i] != 0 ? (needs[i] & some) != 0 : (needs[i] & ~some) == 0)
                  || (rescues[i] & some) != 0)
                some |= 1u << i;
            }
          full += chance * (whole >> (N - 1));
          degraded += chance * (some >> (N - 1));
        }
      analysis = analyse (text->str);
      a = lkb_analysis_get_availability (analysis);
      assert_near (a->request_path, full, 1e-9);
      assert_near (a->degraded, degraded, 1e-9);
      g_assert_cmpfloat (a->degraded, >=, a->request_path - 1e-12);
    }
}

static double
per_month (const char *text)
{
  LkbQuantity q;
  double amount = NAN;

  g_assert_true (lkb_quantity_parse (text, &q));
  g_assert_true (lkb_quantity_get_money_per_month (&q, &amount));
  return amount;
}

static void
test_c2 (void)
{
  assert_near (per_month ("$200 k per year"), 16666.67, 0.005);
  assert_near (per_month ("$150 k per year"), 12500, 1e-9);
  assert_near (per_month ("$410.96 per day"), 12500, 0.1);
}

#define ONE_HOP                                                                                    \
  "source a name=A\nconsumer b name=B\n"                                                           \
  "edge e a b mode=stream ; latency_p50=1.8 s ; latency_p95=3.4 s\n"
#define KPI(TARGET) "kpis=[name:time|target:" TARGET " @ p95|primary:true|from:a|to:b]"

static void
test_d1_d2_d3 (void)
{
  g_autoptr (LkbAnalysis) analysis = analyse ("@board " KPI (
      "≤ 3 s") " ; cost_of_delay=[curve:linear|value:$36 k per hour|loss:1.5 % per s]\n" ONE_HOP);
  g_autoptr (LkbAnalysis) never = analyse ("@board " KPI (
      "≤ 1 h") " ; cost_of_delay=[curve:linear|value:$36 k per hour|loss:1.5 % per s]\n" ONE_HOP);
  g_autoptr (LkbAnalysis) always = analyse ("@board " KPI (
      "≤ 1 ns") " ; cost_of_delay=[value:$36 k per hour|loss:1.5 % per s]\n" ONE_HOP);
  g_autoptr (LkbAnalysis) four = analyse (
      "@board kpis=[name:time|target:≤ 1500 ms @ p95|primary:true|from:a|to:e] ; "
      "cost_of_delay=[curve:linear|value:$36 k per hour|loss:90 % per min]\n" FOUR_HOPS);
  const LkbCostOfDelay *d = lkb_analysis_get_cost_of_delay (analysis);

  assert_near (d->chance_late, 0.093227, 1e-6);
  assert_near (d->overshoot, 0.0598183, 1e-7);
  assert_near (d->per_hour, 32.30, 0.005);
  assert_near (d->per_month, 23580, 1);
  g_assert_cmpstr (d->currency, ==, "USD");
  g_assert_cmpuint (d->missing.n, ==, 0);

  d = lkb_analysis_get_cost_of_delay (never);
  assert_near (d->per_hour, 0, 1e-9);
  d = lkb_analysis_get_cost_of_delay (always);
  assert_near (d->overshoot, 1.9397, 5e-5);

  /* Over several hops: P(late) as in L2, and the expected overshoot beside it. */
  d = lkb_analysis_get_cost_of_delay (four);
  assert_near (d->chance_late, 1 - 0.9790, 5e-4);
  g_assert_cmpfloat (d->overshoot, >, 0.001);
  g_assert_cmpfloat (d->overshoot, <, 0.02);
  assert_near (d->per_hour, 36000 * 0.015 * d->overshoot, 1e-9);
}

/* The other curves, and the calculator for a delivery. */
static void
test_delay_curves (void)
{
  g_autoptr (LkbAnalysis) step = analyse (
      "@board " KPI ("≤ 3 s") " ; cost_of_delay=[curve:step|value:$1 k per hour]\n" ONE_HOP);
  g_autoptr (LkbAnalysis) half = analyse (
      "@board " KPI ("≤ 3 s") " ; cost_of_delay=[curve:half-life|value:$1 k per hour|loss:2 s]\n"
                              "source a name=A\nconsumer b name=B\n"
                              "edge e a b mode=stream ; latency_p50=2 s ; latency_p95=2 s\n");
  g_autoptr (LkbAnalysis) share = analyse ("@board " KPI (
      "≤ 3 s") " ; cost_of_delay=[curve:half-life|value:$24 k per day|loss:50 % per min]\n"
               "source a name=A\nconsumer b name=B\n"
               "edge e a b mode=stream ; latency_p50=2 min ; latency_p95=2 min\n");
  g_autoptr (LkbAnalysis) delivery = analyse (
      "@board cost_of_delay=[curve:delivery|value:$10 k per week|loss:4 weeks]\n");
  const LkbCostOfDelay *d = lkb_analysis_get_cost_of_delay (step);

  assert_near (d->per_hour, 93.227, 0.001);
  assert_near (lkb_analysis_get_cost_of_delay (half)->per_hour, 500, 1e-6);
  assert_near (lkb_analysis_get_cost_of_delay (share)->per_hour, 750, 1e-6);

  d = lkb_analysis_get_cost_of_delay (delivery);
  g_assert_cmpint (d->curve, ==, LKB_DELAY_DELIVERY);
  assert_near (d->per_week_twice, 2500, 1e-9);
  assert_near (d->total, 40000, 1e-9);
  assert_near (d->per_hour * 168, 10000, 1e-9);
  assert_nan (d->overshoot);
}

static void
check_delay_reason (const char *facts, LkbField field, LkbMissingReason reason)
{
  g_autofree char *text = g_strdup_printf ("@board %s\n" ONE_HOP, facts);
  g_autoptr (LkbAnalysis) analysis = analyse (text);
  const LkbCostOfDelay *d = lkb_analysis_get_cost_of_delay (analysis);

  assert_nan (d->per_hour);
  g_assert_cmpuint (d->missing.n, ==, 1);
  g_assert_cmpint (d->missing.items[0].field, ==, field);
  g_assert_cmpint (d->missing.items[0].reason, ==, reason);
}

static void
test_delay_reasons (void)
{
  check_delay_reason ("title=x", LKB_FIELD_COST_OF_DELAY, LKB_MISSING_FIELD);
  check_delay_reason ("cost_of_delay=[value:$1 per hour|loss:1 % per s]", LKB_FIELD_KPIS,
                      LKB_MISSING_FIELD);
  check_delay_reason (KPI ("≤ 3 s") " ; cost_of_delay=[value:$1|loss:1 % per s]",
                      LKB_FIELD_COST_OF_DELAY, LKB_MISSING_PERIOD);
  check_delay_reason (KPI ("≤ 3 s") " ; cost_of_delay=[value:$1 per hour|loss:1 %]",
                      LKB_FIELD_COST_OF_DELAY, LKB_MISSING_PERIOD);
  check_delay_reason (KPI ("≤ 3 s") " ; cost_of_delay=[value:dear|loss:1 % per s]",
                      LKB_FIELD_COST_OF_DELAY, LKB_MISSING_INVALID);
  check_delay_reason (KPI ("≤ 3 s") " ; cost_of_delay=[value:$1 per hour]", LKB_FIELD_COST_OF_DELAY,
                      LKB_MISSING_INVALID);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/numbers/l1", test_l1);
  g_test_add_func ("/numbers/l2-l3-l4-l8", test_l2_l3_l4_l8);
  g_test_add_func ("/numbers/l5", test_l5);
  g_test_add_func ("/numbers/l6", test_l6);
  g_test_add_func ("/numbers/l7", test_l7);
  g_test_add_func ("/numbers/l9", test_l9);
  g_test_add_func ("/numbers/diamond", test_diamond);
  g_test_add_func ("/numbers/read-when-liked", test_read_when_liked);
  g_test_add_func ("/numbers/unsaid-interval", test_unsaid_interval);
  g_test_add_func ("/numbers/t2", test_t2);
  g_test_add_func ("/numbers/t3-t4", test_t3_t4);
  g_test_add_func ("/numbers/a1-a2-a3", test_a1_a2_a3);
  g_test_add_func ("/numbers/a4", test_a4);
  g_test_add_func ("/numbers/a5", test_a5);
  g_test_add_func ("/numbers/bridges", test_bridges);
  g_test_add_func ("/numbers/c2", test_c2);
  g_test_add_func ("/numbers/d1-d2-d3", test_d1_d2_d3);
  g_test_add_func ("/numbers/delay-curves", test_delay_curves);
  g_test_add_func ("/numbers/delay-reasons", test_delay_reasons);
  return g_test_run ();
}
