/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/analysis/lkb-analysis-words.h"
#include "core/formats/lkb-data.h"
#include "core/rules/lkb-rules.h"
#include "tests/support/lkb-board-builder.h"
#include "widgets/panels/lkb-explain-chart.h"
#include "widgets/panels/lkb-strip-text.h"
#include "widgets/panels/lkb-what-if.h"

/* One hop of 1 s into a store, then a call of 0.87 s; prices and availabilities. */
#define BODY                                                                                       \
  "\n"                                                                                             \
  "source a name=Web clicks\n"                                                                     \
  "feature-store b name=Online store ; availability=99.9 % ; costs=[basis:fixed|price:$300 per "   \
  "month]\n"                                                                                       \
  "model c name=Reco ; type=endpoint ; availability=99.9 %\n"                                      \
  "edge e1 a b owner=Web ; latency_p50=1 s ; latency_p95=1 s\n"                                    \
  "edge e2 b c mode=request ; latency_p50=0.87 s ; latency_p95=0.87 s\n"

typedef struct
{
  const char *facts;
  LkbStripFigure figure;
  LkbStripState state;
  const char *text;
} Case;

static const Case cases[] = {
  { "goal=Fast", LKB_STRIP_LATENCY, LKB_STRIP_NO_BUDGET, "1.87 s p95 · set a budget" },
  { "budget_latency=3 s @ p95", LKB_STRIP_LATENCY, LKB_STRIP_WITHIN, "1.87 s / 3 s ✓" },
  { "budget_latency=2 s @ p95", LKB_STRIP_LATENCY, LKB_STRIP_NEAR, "1.87 s / 2 s ▲" },
  { "budget_latency=1.87 s @ p95", LKB_STRIP_LATENCY, LKB_STRIP_NEAR, "1.87 s / 1.87 s ▲" },
  { "budget_latency=1.47 s @ p95", LKB_STRIP_LATENCY, LKB_STRIP_OVER, "1.87 s ■ 0.4 s over" },
  { "budget_freshness=10 s @ p95", LKB_STRIP_FRESHNESS, LKB_STRIP_WITHIN, "1.87 s / 10 s ✓" },
  { "goal=Cheap", LKB_STRIP_COST, LKB_STRIP_NO_BUDGET, "$300 per month · set a budget" },
  { "budget_cost=$1 k per month", LKB_STRIP_COST, LKB_STRIP_WITHIN, "$300 / $1 k ✓" },
  { "budget_cost=$320 per month", LKB_STRIP_COST, LKB_STRIP_NEAR, "$300 / $320 ▲" },
  { "budget_cost=$200 per month", LKB_STRIP_COST, LKB_STRIP_OVER, "$300 ■ $100 over" },
  { "goal=Up", LKB_STRIP_AVAILABILITY, LKB_STRIP_NO_BUDGET, "99.80 % · set a budget" },
  /* The budget as on the page, not to the figures of a computed one. */
  { "budget_availability=99.7 %", LKB_STRIP_AVAILABILITY, LKB_STRIP_WITHIN, "99.80 % / 99.7 % ✓" },
  { "budget_availability=99.79 %", LKB_STRIP_AVAILABILITY, LKB_STRIP_NEAR, "99.80 % / 99.79 % ▲" },
  { "budget_availability=99.9 %", LKB_STRIP_AVAILABILITY, LKB_STRIP_OVER,
    "99.80 % ■ 43.2 min over" },
  { "goal=Ours", LKB_STRIP_OWNED, LKB_STRIP_NO_BUDGET, "1 of 2 owned" },
};

static void
assert_text (const char *board_text, LkbStripFigure figure, gboolean strict, LkbStripState state,
             const char *expected)
{
  g_autoptr (LkbBoard) board = lkb_builder_board (board_text);
  g_autoptr (LkbAnalysis) analysis = lkb_analysis_new (board, NULL);
  g_autofree char *all = lkb_strip_dup_text (board, analysis, figure, strict);
  LkbStripText text;

  g_assert_cmpstr (all, ==, expected);
  lkb_strip_text_fill (&text, board, analysis, figure, strict);
  g_assert_cmpint (text.state, ==, state);
  lkb_strip_text_clear (&text);
}

static void
test_states (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = g_strconcat ("@board ", cases[i].facts, BODY, NULL);

      assert_text (text, cases[i].figure, FALSE, cases[i].state, cases[i].text);
    }
}

/* A call with a promise is told before a way of the data without one. */
static void
test_promised_call (void)
{
  static const char body[]
      = "source s name=S\nfeature-store store name=Store\nmodel ranker name=Ranker\n"
        "consumer api name=Feed API\n"
        "edge e0 s store latency_p50=1 s ; latency_p95=1 s\n"
        "edge e1 store ranker latency_p50=10 ms ; latency_p95=10 ms\n"
        "edge e2 ranker api latency_p50=90 ms ; latency_p95=90 ms\n";
  static const char kpi[] = "@board kpis=[name:Feed call|target:≤ 200 ms @ p95|primary:true|"
                            "from:store|to:api]";
  g_autofree char *call = g_strconcat (kpi, "\n", body, NULL);
  g_autofree char *both = g_strconcat (kpi, " ; budget_latency=4 s @ p95\n", body, NULL);
  g_autofree char *none = g_strconcat ("@board goal=Fast\n", body, NULL);

  assert_text (call, LKB_STRIP_LATENCY, FALSE, LKB_STRIP_WITHIN, "100 ms / 200 ms ✓");
  assert_text (both, LKB_STRIP_LATENCY, FALSE, LKB_STRIP_WITHIN, "100 ms / 200 ms ✓");
  assert_text (none, LKB_STRIP_LATENCY, FALSE, LKB_STRIP_NO_BUDGET, "1.1 s p95 · set a budget");
}

static void
test_no_data (void)
{
  static const char *const texts[LKB_N_STRIP_FIGURES] = {
    [LKB_STRIP_LATENCY] = "Latency – add times",
    [LKB_STRIP_FRESHNESS] = "Freshness – add times",
    [LKB_STRIP_COST] = "Cost – add costs",
    [LKB_STRIP_AVAILABILITY] = "Availability – no calls",
    [LKB_STRIP_OWNED] = "Owners – add arrows",
  };

  for (int i = 0; i < LKB_N_STRIP_FIGURES; i++)
    {
      assert_text ("source a name=Web clicks\n", (LkbStripFigure) i, FALSE, LKB_STRIP_NO_DATA,
                   texts[i]);
      /* Asked for or not: what is not known is not wrong. */
      assert_text ("source a name=Web clicks\n", (LkbStripFigure) i, TRUE, LKB_STRIP_NO_DATA,
                   texts[i]);
    }
}

/* What nobody owns is to be done until Check or Export was asked for; then it is wrong until it is mended. */
static void
test_owned (void)
{
  g_autofree char *open = g_strconcat ("@board goal=Ours", BODY, NULL);
  g_autofree char *mended = g_strconcat (open, "edge e3 a c owner=Web\n", NULL);

  assert_text (open, LKB_STRIP_OWNED, FALSE, LKB_STRIP_NO_BUDGET, "1 of 2 owned");
  assert_text (open, LKB_STRIP_OWNED, TRUE, LKB_STRIP_OVER, "1 of 2 ■ owned");
  assert_text (mended, LKB_STRIP_OWNED, TRUE, LKB_STRIP_OVER, "2 of 3 ■ owned");
  assert_text ("source a name=Web clicks\nmodel b name=Reco\nedge e1 a b owner=Web\n",
               LKB_STRIP_OWNED, TRUE, LKB_STRIP_WITHIN, "1 of 1 owned ✓");
}

static gboolean
has_signal (const char *text, LkbSignal which)
{
  g_autoptr (LkbBoard) board = lkb_builder_board (text);

  return lkb_board_has_signal (board, NULL, which);
}

/* Only what the catalogue knows is a feature of the lakehouse: the same answer as that of the checks. */
static void
test_feature_signal (void)
{
  static const struct
  {
    const char *features;
    gboolean is_known;
  } named[] = { { "Live Tables", FALSE }, { "Live Tables,watermark", TRUE } };
  g_autoptr (LkbDataDirs) dirs = lkb_data_dirs_new (NULL);
  g_autoptr (LkbVocabulary) vocabulary = lkb_data_dirs_load_vocabulary (dirs, NULL);
  const LkbRuleContext context = { .vocabulary = vocabulary };

  for (guint i = 0; i < G_N_ELEMENTS (named); i++)
    {
      g_autofree char *text = g_strdup_printf ("pipeline a features=%s\n", named[i].features);
      g_autoptr (LkbBoard) board = lkb_builder_board (text);
      g_autoptr (LkbAnalysis) analysis = lkb_analysis_new (board, NULL);
      g_autoptr (LkbFindings) findings = lkb_rules_run (board, analysis, &context);

      g_assert_cmpint (lkb_board_has_signal (board, vocabulary, LKB_SIGNAL_FEATURE), ==,
                       named[i].is_known);
      g_assert_cmpint (lkb_findings_find (findings, "FEA001:@board:features") == NULL, ==,
                       named[i].is_known);
    }
}

static void
test_signals (void)
{
  for (int i = 0; i < LKB_N_SIGNALS; i++)
    g_assert_false (has_signal ("source a name=Web clicks\n", (LkbSignal) i));
  g_assert_true (has_signal ("@board goal=Fast\n", LKB_SIGNAL_GOAL));
  /* A number that is not the one to win, or without a figure, is no KPI yet. */
  g_assert_false (has_signal ("@board kpis=[name:time|target:3 s @ p95]\n", LKB_SIGNAL_KPI));
  g_assert_false (has_signal ("@board kpis=[name:time|primary:true]\n", LKB_SIGNAL_KPI));
  g_assert_true (
      has_signal ("@board kpis=[name:time|target:3 s @ p95|primary:true]\n", LKB_SIGNAL_KPI));
  g_assert_true (has_signal ("source a features=watermark\n", LKB_SIGNAL_FEATURE));
}

static char *
dup_explained (LkbBoard *board, const LkbAnalysis *analysis, LkbFigure figure)
{
  g_autoptr (LkbExplanation) explanation = lkb_explain_new (analysis, figure);
  g_autofree char *budget = lkb_explain_dup_budget (explanation);
  g_autofree char *mend = lkb_explain_dup_mend (analysis, explanation);
  GString *text = g_string_new (budget);

  for (guint i = 0; i < explanation->n_terms; i++)
    {
      g_autofree char *term = lkb_explain_dup_term (board, analysis, explanation,
                                                    &explanation->terms[i]);

      g_string_append_printf (text, "|%s", term);
    }
  g_string_append_printf (text, "|%s", mend != NULL ? mend : "");
  return g_string_free (text, FALSE);
}

/* What the explanation of a figure says, part by part, and where it begins. */
static void
test_explained (void)
{
  static const struct
  {
    LkbFigure figure;
    const char *text;
  } figures[] = {
    { LKB_FIGURE_LATENCY, "Budget 3 s @ p95"
                          "|Web clicks → Online store: 0.8 s on average, 80 %, in the largest part"
                          "|Online store → Reco: 200 ms on average, 20 %"
                          "|Without it: 200 ms instead of 1 s on average" },
    { LKB_FIGURE_COST, "Budget $1 k per month"
                       "|Reco: $500 per month, 62 %, in the largest part"
                       "|Online store: $300 per month, 38 %"
                       "|Without it: $300 instead of $800 per month" },
    { LKB_FIGURE_AVAILABILITY, "|Online store: 43.2 min down in 30 days, its failures cost most"
                               "|Reco: 21.6 min down in 30 days"
                               "|Without it: 21.6 min instead of 64.8 min down in 30 days" },
  };
  g_autoptr (LkbBoard) board = lkb_builder_board (
      "@board budget_latency=3 s @ p95 ; budget_cost=$1 k per month\n"
      "source a name=Web clicks\n"
      "feature-store b name=Online store ; availability=99.9 % ; "
      "costs=[basis:fixed|price:$300 per month]\n"
      "model c name=Reco ; availability=99.95 % ; costs=[basis:fixed|price:$500 per month]\n"
      "edge e1 a b latency_p50=0.8 s ; latency_p95=0.8 s\n"
      "edge e2 b c mode=request ; latency_p50=0.2 s ; latency_p95=0.2 s\n");
  g_autoptr (LkbAnalysis) analysis = lkb_analysis_new (board, NULL);
  g_autoptr (LkbBoard) empty = lkb_board_new ();
  g_autoptr (LkbAnalysis) nothing = lkb_analysis_new (empty, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (figures); i++)
    {
      g_autofree char *text = dup_explained (board, analysis, figures[i].figure);

      g_assert_cmpstr (text, ==, figures[i].text);
    }
  g_assert_null (lkb_explain_new (nothing, LKB_FIGURE_LATENCY));
  g_assert_null (lkb_explain_new (nothing, LKB_FIGURE_FRESHNESS));
}

static LkbPicture *
draw (LkbBoard *board, const LkbAnalysis *analysis, LkbFigure figure, char **text)
{
  g_autoptr (LkbTextMeasurer) measurer = lkb_text_measurer_new ();
  g_autoptr (LkbExplanation) explanation = lkb_explain_new (analysis, figure);
  LkbBox box;
  LkbPicture *picture = lkb_explain_new_chart (board, analysis, explanation, measurer, &box);

  *text = picture != NULL ? lkb_picture_to_string (picture) : NULL;
  return picture;
}

/* Load and cost of delay have no cell, but an explanation. */
static void
test_without_cell (void)
{
  g_autoptr (LkbBoard) board = lkb_builder_board (
      "@board kpis=[name:time|target:≤ 3 s @ p95|primary:true|from:a|to:b] ; utilisation_max=80 % "
      "; "
      "cost_of_delay=[curve:linear|value:$36 k per hour|loss:1.5 % per s]\n"
      "source a name=Web clicks ; rate=9 k events/s\n"
      "pipeline b name=Features ; capacity=10 k events/s\n"
      "feature-store c name=Store\n"
      "edge e1 a b latency_p50=1.8 s ; latency_p95=3.4 s\n"
      "edge e2 b c\n");
  g_autoptr (LkbAnalysis) analysis = lkb_analysis_new (board, NULL);
  g_autoptr (LkbBoard) empty = lkb_board_new ();
  g_autoptr (LkbAnalysis) nothing = lkb_analysis_new (empty, NULL);
  g_autofree char *load = lkb_explain_dup_head (board, analysis, LKB_FIGURE_THROUGHPUT, FALSE);
  g_autofree char *delay = lkb_explain_dup_head (board, analysis, LKB_FIGURE_COST_OF_DELAY, FALSE);
  g_autofree char *latency = lkb_explain_dup_head (board, analysis, LKB_FIGURE_LATENCY, FALSE);
  g_autofree char *none = lkb_explain_dup_head (empty, nothing, LKB_FIGURE_THROUGHPUT, FALSE);
  g_autofree char *terms = NULL;
  g_autofree char *text = NULL;
  g_autofree char *curve = NULL;
  g_autoptr (LkbPicture) chart = draw (board, analysis, LKB_FIGURE_THROUGHPUT, &text);
  g_autoptr (LkbPicture) times = draw (board, analysis, LKB_FIGURE_COST_OF_DELAY, &curve);

  g_assert_cmpstr (load, ==, "90 % at the busiest node");
  g_assert_cmpstr (delay, ==, "$32.30 per hour");
  g_assert_cmpstr (latency, ==, "3.4 s ■ 0.4 s over");
  g_assert_cmpstr (none, ==, "–");
  g_assert_true (lkb_explain_is_told (board, analysis, LKB_FIGURE_THROUGHPUT));
  g_assert_true (lkb_explain_is_told (board, analysis, LKB_FIGURE_COST_OF_DELAY));
  g_assert_false (lkb_explain_is_told (empty, nothing, LKB_FIGURE_THROUGHPUT));
  g_assert_false (lkb_explain_is_told (empty, nothing, LKB_FIGURE_COST_OF_DELAY));
  terms = dup_explained (board, analysis, LKB_FIGURE_THROUGHPUT);
  g_assert_nonnull (strstr (terms, "|Features: 90 % in use, 9 k/s of 10 k/s"));
  g_assert_nonnull (strstr (text, "\"Features\""));
  g_assert_nonnull (strstr (text, "\"Budget 80 %\""));
  g_assert_nonnull (strstr (curve, "\"Web clicks → Features\""));
}

/* Failures do not add up: each part stands from zero on, with its copies, against the minutes that the promise leaves. */
static void
test_availability_chart (void)
{
  g_autoptr (LkbBoard) board = lkb_builder_board (
      "@board budget_availability=99.9 %\n"
      "feature-store b name=Store ; availability=99 % ; redundancy=1 of 2\n"
      "model c name=Ranker ; availability=99.95 %\nconsumer d name=Feed\n"
      "edge e1 b c mode=lookup\nedge e2 c d mode=request\n");
  g_autoptr (LkbAnalysis) analysis = lkb_analysis_new (board, NULL);
  g_autofree char *text = NULL;
  g_autoptr (LkbPicture) chart = draw (board, analysis, LKB_FIGURE_AVAILABILITY, &text);

  g_assert_nonnull (chart);
  g_assert_nonnull (strstr (text, "\"Store, 1 of 2\""));
  g_assert_nonnull (strstr (text, "\"Budget 43.2 min\""));
  g_assert_nonnull (strstr (text, "\"4.32 min\""));
  g_assert_nonnull (strstr (text, "\"21.6 min\""));
  g_assert_nonnull (strstr (text, "\"Together\""));
}

/* A saved chart says of what it is, of which board and what it takes for granted; no percentile of a sum stands bare. */
static void
test_saved_chart (void)
{
  g_autoptr (LkbBoard) board = lkb_builder_board (
      "@board title=Clicks to vectors\n"
      "source a name=Clicks\npipeline b name=Silver\nconsumer c name=Shop\n"
      "edge e1 a b latency_p50=1 s ; latency_p95=2 s\n"
      "edge e2 b c latency_p50=1 s ; latency_p95=2 s\n");
  g_autoptr (LkbAnalysis) analysis = lkb_analysis_new (board, NULL);
  g_autoptr (LkbExplanation) time = lkb_explain_new (analysis, LKB_FIGURE_LATENCY);
  g_autoptr (LkbTextMeasurer) measurer = lkb_text_measurer_new ();
  LkbBox box;
  g_autoptr (LkbPicture) picture = lkb_explain_new_saved_chart (board, analysis, time, measurer,
                                                                &box);
  LkbBox bounds = lkb_picture_get_bounds (picture);
  g_autofree char *text = lkb_picture_to_string (picture);

  g_assert_nonnull (strstr (text, "\"Latency: Clicks → Shop\""));
  g_assert_nonnull (strstr (text, "\"Clicks to vectors\""));
  g_assert_nonnull (strstr (text, "\"p95 if hops are independent\""));
  g_assert_nonnull (strstr (text, "faster, if hops are independent\""));
  g_assert_nonnull (strstr (text, "\"Together, p95 if"));
  g_assert_nonnull (strstr (text, "No hop knows of the other: their times are independent."));
  g_assert_cmpfloat (bounds.x + bounds.w, <=, box.x + box.w);
  g_assert_cmpfloat (bounds.y + bounds.h, <=, box.y + box.h);
}

/* What a second way spares stands between the parts and the whole, so that both can be followed. */
static void
test_second_way (void)
{
  g_autoptr (LkbBoard) board = lkb_builder_board (
      "model a name=EU ; availability=99.9 %\nmodel b name=US ; availability=99.9 %\n"
      "model r name=Router ; availability=99.99 % ; waits_for=any\nconsumer c name=Shop\n"
      "edge e1 a r mode=request\nedge e2 b r mode=request\nedge e3 r c mode=request\n");
  g_autoptr (LkbBoard) series = lkb_builder_board (
      "model a name=EU ; availability=99.9 %\nmodel r name=Router ; availability=99.99 %\n"
      "consumer c name=Shop\nedge e1 a r mode=request\nedge e3 r c mode=request\n");
  g_autoptr (LkbAnalysis) analysis = lkb_analysis_new (board, NULL);
  g_autoptr (LkbAnalysis) row = lkb_analysis_new (series, NULL);
  g_autoptr (LkbExplanation) two = lkb_explain_new (analysis, LKB_FIGURE_AVAILABILITY);
  g_autoptr (LkbExplanation) one = lkb_explain_new (row, LKB_FIGURE_AVAILABILITY);
  g_autofree char *text = NULL;
  g_autoptr (LkbPicture) chart = draw (board, analysis, LKB_FIGURE_AVAILABILITY, &text);

  g_assert_cmpstr (lkb_explain_get_rest (analysis, two), ==, "− spared by a second way");
  g_assert_cmpfloat_with_epsilon (two->sum + two->rest, two->value, 1e-9);
  g_assert_nonnull (strstr (text, "\"− spared by a second way\""));
  g_assert_nonnull (strstr (text, "\"-86.4 min\""));
  g_assert_null (lkb_explain_get_rest (row, one));
}

/* What is added up stands in one unit, so that 2.16 h are not the least among minutes. */
static void
test_one_unit (void)
{
  static const struct
  {
    const char *availability;
    const char *part, *rest, *whole;
  } cases_of_unit[] = {
    { "99.85 %", "64.8 min", "129.5 min", "4.42 min" },
    { "97 %", "21.6 h", "42.6 h", "0.648 h" },
    { "99.9999 %", "2.59 s", "5.18 s", "≈ 0 s" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases_of_unit); i++)
    {
      g_autofree char *text = g_strdup_printf (
          "model a name=EU ; availability=%s\nmodel b name=US ; availability=%s\n"
          "model r name=Router ; availability=%s ; waits_for=any\nconsumer c name=Shop\n"
          "edge e1 a r mode=request\nedge e2 b r mode=request\nedge e3 r c mode=request\n",
          cases_of_unit[i].availability, cases_of_unit[i].availability,
          i == 0 ? "99.99 %" : "100 %");
      g_autoptr (LkbBoard) board = lkb_builder_board (text);
      g_autoptr (LkbAnalysis) analysis = lkb_analysis_new (board, NULL);
      g_autoptr (LkbExplanation) down = lkb_explain_new (analysis, LKB_FIGURE_AVAILABILITY);
      g_autofree char *part = lkb_explain_dup_amount (analysis, down, down->terms[0].value);
      g_autofree char *rest = lkb_explain_dup_amount (analysis, down, -down->rest);
      g_autofree char *whole = lkb_explain_dup_amount (analysis, down, down->value);

      g_test_message ("%s, less %s: %s", part, rest, whole);
      g_assert_cmpstr (part, ==, cases_of_unit[i].part);
      g_assert_cmpstr (rest, ==, cases_of_unit[i].rest);
      g_assert_cmpstr (whole, ==, cases_of_unit[i].whole);
    }
}

static char *
dup_what_if (LkbBoard *board, LkbAnalysisOptions options)
{
  g_autoptr (LkbAnalysis) before = lkb_analysis_new (board, NULL);
  g_autoptr (LkbAnalysis) after = lkb_analysis_new (board, &options);

  return lkb_what_if_dup_text (board, before, after, &options);
}

/* What would be, beside what is; the board is only asked. */
static void
test_what_if (void)
{
  g_autofree char *body = g_strconcat ("@board goal=Fast", BODY, NULL);
  g_autoptr (LkbBoard) board = lkb_builder_board (body);
  g_autofree char *same = dup_what_if (board, (LkbAnalysisOptions){ 0 });
  g_autofree char *without = dup_what_if (board, (LkbAnalysisOptions){ .down = "b" });

  g_assert_cmpstr (same, ==,
                   "Latency: stays 1.87 s\nFreshness: stays 1.87 s\nCost: stays $300\n"
                   "Availability: stays 99.80 %");
  g_assert_cmpstr (
      without, ==,
      "Latency: 1.87 s → –: no way is left from Web clicks to Reco\n"
      "Freshness: 1.87 s → –: nothing new gets from Web clicks to Reco, what is there goes stale\n"
      "Cost: stays $300\n"
      "Availability: 99.80 % → 0 %: no call is answered without Online store");
}

/* A figure that changes says why: moments that fall together, what grows with the rate, the hop that a knob turned. */
static void
test_what_if_changes (void)
{
  static const char text[]
      = "source a name=Clicks ; rate=1 k events/s\n"
        "pipeline b name=Silver ; costs=[basis:events|price:$1 per M events]\nconsumer c "
        "name=Shop\n"
        "edge e1 a b latency_p50=1 s ; latency_p95=2 s\nedge e2 b c latency_p50=1 s ; "
        "latency_p95=2 s\n";
  g_autoptr (LkbBoard) board = lkb_builder_board (text);
  g_autoptr (LkbAnalysis) before = lkb_analysis_new (board, NULL);
  g_autoptr (LkbAnalysis) after = NULL;
  g_autofree char *coincident = dup_what_if (board, (LkbAnalysisOptions){ .coincident = TRUE });
  g_autofree char *more = dup_what_if (board, (LkbAnalysisOptions){ .source_scale = 10 });
  g_autofree char *knob = NULL;

  g_assert_nonnull (strstr (coincident, "→ 4 s: the slow moments of all hops fall together"));
  g_assert_nonnull (strstr (more, "Cost: $2.6 k → $26.3 k: grows with the rate, most at Silver: "
                                  "$2.6 k → $26.3 k"));
  lkb_builder_set (board, "e1", LKB_FIELD_LATENCY_P95, "3 s");
  after = lkb_analysis_new (board, NULL);
  knob = lkb_what_if_dup_text (board, before, after, NULL);
  g_assert_nonnull (strstr (knob, ": Clicks → Silver: 1.09 s → 1.25 s on average"));
}

/* Whichever node of a shipped board is down: each figure that is another one then says why. */
static void
test_node_down (void)
{
  g_autoptr (LkbDataDirs) dirs = lkb_data_dirs_new (NULL);

  for (guint n = 1; n <= 12; n++)
    {
      g_autofree char *id = g_strdup_printf ("T%02u", n);
      g_autoptr (GError) error = NULL;
      g_autoptr (LkbBoard) board = lkb_data_dirs_load_template (dirs, id, &error);
      const GPtrArray *elements;

      g_assert_no_error (error);
      elements = lkb_board_get_elements (board);
      for (guint i = 0; i < elements->len; i++)
        {
          const char *node = lkb_element_get_id (elements->pdata[i]);
          g_autofree char *text = NULL;
          g_auto (GStrv) lines = NULL;

          if (!lkb_element_is_node (elements->pdata[i]))
            continue;
          text = dup_what_if (board, (LkbAnalysisOptions){ .down = node });
          lines = g_strsplit (text, "\n", -1);
          g_test_message ("%s without %s", id, node);
          for (guint k = 0; lines[k] != NULL; k++)
            {
              const char *arrow = strstr (lines[k], " → ");

              g_test_message ("  %s", lines[k]);
              if (arrow != NULL && strstr (arrow, ": ") == NULL)
                g_test_fail_printf ("%s without %s: %s", id, node, lines[k]);
            }
        }
    }
}

/* A store that gets nothing new is stale, not down: calls are answered as fast and as often as before. */
static void
test_stale (void)
{
  static const char *const gone[] = { "events", "hub", "features" };
  g_autoptr (LkbDataDirs) dirs = lkb_data_dirs_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (LkbBoard) board = lkb_data_dirs_load_template (dirs, "T12", &error);

  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (gone); i++)
    {
      g_autofree char *text = dup_what_if (board, (LkbAnalysisOptions){ .down = gone[i] });

      g_test_message ("%s", text);
      g_assert_true (g_str_has_prefix (text, "Latency: stays 62 ms\n"));
      g_assert_nonnull (strstr (text, "nothing new gets from Shop events to Checkout"));
      g_assert_nonnull (strstr (text, "Availability: stays 99.990 %"));
    }
}

#define LOADED                                                                                     \
  "source a name=Clicks ; rate=1 k events/s\npipeline b name=Silver ; capacity=2 k events/s\n"     \
  "consumer c name=Shop\nedge e1 a b latency_p50=1 s ; latency_p95=1 s\n"                          \
  "edge e2 b c mode=stream ; latency_p50=1 s ; latency_p95=1 s\n"

/* A node that gets more than it can take has a queue without end: no time, whatever its hops take. */
static void
test_overloaded (void)
{
  g_autoptr (LkbBoard) board = lkb_builder_board ("@board budget_latency=3 s @ p95\n" LOADED);
  LkbAnalysisOptions options = { .source_scale = 10 };
  g_autoptr (LkbAnalysis) loaded = lkb_analysis_new (board, &options);
  g_autofree char *text = dup_what_if (board, options);
  g_autofree char *less = NULL;
  g_autofree char *latency = lkb_strip_dup_text (board, loaded, LKB_STRIP_LATENCY, FALSE);
  g_autofree char *freshness = lkb_strip_dup_text (board, loaded, LKB_STRIP_FRESHNESS, FALSE);
  g_autofree char *why = lkb_strip_dup_why (board, loaded, LKB_STRIP_LATENCY);
  g_autofree char *no_why = lkb_strip_dup_why (board, loaded, LKB_STRIP_COST);

  g_assert_cmpstr (text, ==,
                   "Latency: 2 s → ∞: Silver is overloaded (500 %): its queue grows without end\n"
                   "Freshness: 2 s → ∞: Silver is overloaded (500 %): its queue grows without end\n"
                   "Busiest node: 50 % → 500 %: Silver");
  g_assert_cmpstr (latency, ==, "∞ ■ overloaded");
  g_assert_cmpstr (freshness, ==, "∞ ■ overloaded");
  g_assert_cmpstr (why, ==, "Silver is overloaded (500 %): its queue grows without end");
  g_assert_null (no_why);
  lkb_builder_set (board, "a", LKB_FIELD_RATE, "4 k events/s");
  options.source_scale = 0.25;
  less = dup_what_if (board, options);
  g_assert_cmpstr (less, ==,
                   "Latency: ∞ → 2 s\nFreshness: ∞ → 2 s\nBusiest node: 200 % → 50 %: Silver");
}

/* What stands in is named; an answer of some kind is not the whole one. */
static void
test_stand_in (void)
{
  g_autoptr (LkbBoard) board = lkb_builder_board (
      "model m name=Ranker ; availability=99 %\nmodel r name=Rules ; availability=99.9 %\n"
      "consumer c name=Shop\n"
      "edge e1 m c mode=request ; latency_p50=1 s ; latency_p95=1 s\n"
      "edge e2 r c mode=request ; role=fallback ; latency_p50=2 s ; latency_p95=2 s\n");
  g_autofree char *text = dup_what_if (board, (LkbAnalysisOptions){ .down = "m" });

  g_assert_cmpstr (text, ==,
                   "Latency: 1 s → 2 s: Rules stands in\n"
                   "Availability: 99.0 % → 0 %: 99.90 % get an answer of some kind from what "
                   "stands in");
}

/* A strip that only asks says what is cut, not what to add. */
static void
test_cut (void)
{
  g_autofree char *body = g_strconcat ("@board goal=Fast", BODY, NULL);
  g_autoptr (LkbBoard) board = lkb_builder_board (body);
  LkbAnalysisOptions options = { .down = "b" };
  g_autoptr (LkbAnalysis) down = lkb_analysis_new (board, &options);
  g_autofree char *latency = lkb_strip_dup_text (board, down, LKB_STRIP_LATENCY, FALSE);
  g_autofree char *freshness = lkb_strip_dup_text (board, down, LKB_STRIP_FRESHNESS, FALSE);

  g_assert_cmpstr (latency, ==, "Latency – no way left");
  g_assert_cmpstr (freshness, ==, "Freshness – no way left");
}

/* Times that are there in the wrong order are not added but checked, in the strip and in words. */
static void
test_wrong_order (void)
{
  static const char text[] = "source a name=Clicks\npipeline b name=Silver\nconsumer c name=Shop\n"
                             "edge e1 a b latency_p50=30 ms ; latency_p95=25 ms\n"
                             "edge e2 b c latency_p50=1 s ; latency_p95=2 s\n";
  g_autoptr (LkbBoard) board = lkb_builder_board (text);
  g_autoptr (LkbAnalysis) analysis = lkb_analysis_new (board, NULL);
  const LkbLatencyRow *row = lkb_analysis_get_told_latency (analysis);
  g_autofree char *words = lkb_missing_dup_words (board, &row->missing.items[0]);

  assert_text (text, LKB_STRIP_LATENCY, FALSE, LKB_STRIP_NO_DATA, "Latency – check times");
  assert_text (text, LKB_STRIP_FRESHNESS, FALSE, LKB_STRIP_NO_DATA, "Freshness – check times");
  g_assert_cmpstr (words, ==, "Clicks → Silver: a lower percentile is longer than a higher one");
}

/* The parts of one node's time are told apart, and the figure says what it is without any budget. */
static void
test_parts (void)
{
  g_autoptr (LkbBoard) board = lkb_builder_board (
      "source a name=Clicks\npipeline b name=Silver ; trigger_interval=5 s ; batch_duration=1 s\n"
      "consumer c name=Shop\nedge e1 a b latency_p50=1 s ; latency_p95=1 s\n"
      "edge e2 b c latency_p50=1 s ; latency_p95=2 s ; interval=10 s\n");
  g_autoptr (LkbAnalysis) analysis = lkb_analysis_new (board, NULL);
  g_autofree char *parts = dup_explained (board, analysis, LKB_FIGURE_FRESHNESS);
  g_autoptr (LkbExplanation) age = lkb_explain_new (analysis, LKB_FIGURE_FRESHNESS);
  g_autoptr (LkbExplanation) time = lkb_explain_new (analysis, LKB_FIGURE_LATENCY);
  g_autofree char *age_basis = lkb_explain_dup_basis (age);
  g_autofree char *time_basis = lkb_explain_dup_basis (time);

  g_assert_nonnull (strstr (parts, "|Silver: the batch itself: 1 s on average"));
  g_assert_nonnull (strstr (parts, "|Silver: wait for the next batch: 2.5 s on average"));
  g_assert_nonnull (strstr (parts, "|Silver → Shop: 1.09 s on average"));
  g_assert_nonnull (strstr (parts, "|Silver → Shop: wait for the next run: 5 s on average"));
  g_assert_cmpstr (age_basis, ==, "p95 if hops are independent");
  g_assert_cmpstr (time_basis, ==, "p95 if hops are independent");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/strip/states", test_states);
  g_test_add_func ("/strip/promised-call", test_promised_call);
  g_test_add_func ("/strip/no-data", test_no_data);
  g_test_add_func ("/strip/owned", test_owned);
  g_test_add_func ("/strip/signals", test_signals);
  g_test_add_func ("/strip/feature-signal", test_feature_signal);
  g_test_add_func ("/strip/explained", test_explained);
  g_test_add_func ("/strip/without-cell", test_without_cell);
  g_test_add_func ("/strip/availability-chart", test_availability_chart);
  g_test_add_func ("/strip/saved-chart", test_saved_chart);
  g_test_add_func ("/strip/second-way", test_second_way);
  g_test_add_func ("/strip/one-unit", test_one_unit);
  g_test_add_func ("/strip/what-if-changes", test_what_if_changes);
  g_test_add_func ("/strip/node-down", test_node_down);
  g_test_add_func ("/strip/stale", test_stale);
  g_test_add_func ("/strip/what-if", test_what_if);
  g_test_add_func ("/strip/overloaded", test_overloaded);
  g_test_add_func ("/strip/stand-in", test_stand_in);
  g_test_add_func ("/strip/cut", test_cut);
  g_test_add_func ("/strip/wrong-order", test_wrong_order);
  g_test_add_func ("/strip/parts", test_parts);
  return g_test_run ();
}
