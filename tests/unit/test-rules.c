/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/rules/lkb-rules.h"

#include "tests/support/lkb-board-builder.h"

/* A board on which no rule says anything. */
#define ESCALATION "escalation=[first:on-call|second:lead|channel:#calls|within:15 min]"
#define COST_KPI "[name:cost per event|target:≤ $1 per M events|because:finance asks]"
#define CLEAN                                                                                      \
  "@board title=Clicks ; date=2026-11-22 ; "                                                       \
  "goal=Deliver vectors to each visitor within 3 s of a click ; "                                  \
  "kpis=[name:time to insight|target:≤ 3 s @ "                                                   \
  "p95|primary:true|from:clicks|to:model|because:law]" COST_KPI                                    \
  " ; cost_of_delay=[curve:linear|value:$36 k per hour]\n"                                         \
  "source clicks name=Web click stream ; owner=Web ; rate=10 k events/s\n"                         \
  "ingestion hub name=Event Hub ; costs=[price:$700 per month]\n"                                  \
  "pipeline dlt name=Feature pipeline ; features=watermark ; costs=[price:$900 per month]\n"       \
  "model model name=Recommendation model ; costs=[price:$100 per month]\n"                         \
  "edge e1 clicks hub owner=Web ; latency_p50=40 ms ; latency_p95=120 ms ; "                       \
  "delivery=at-least-once ; schema_policy=rescue ; " ESCALATION "\n"                               \
  "edge e2 hub dlt owner=Streaming Platform ; latency_p50=650 ms ; latency_p95=900 ms ; "          \
  "delivery=at-least-once ; " ESCALATION "\n"                                                      \
  "edge e3 dlt model mode=stream ; owner=Feature Eng ; latency_p50=650 ms ; "                      \
  "latency_p95=900 ms ; delivery=at-least-once ; " ESCALATION "\n"

static LkbVocabulary *
make_vocabulary (void)
{
  static const char *const generic_owner[] = { "data", "platform", "engineering", "eng",    "ml",
                                               "ai",   "it",       "ops",         "shared", NULL };
  static const char *const suffix[] = { "the", "our", "team", "squad", "group", "dept", NULL };
  static const char *const source[] = { "source", "data", "events", "db", "api", "input", NULL };
  static const char *const telling[] = { "events api", NULL };
  static const char *const consumer[] = { "users", "client", "output", "downstream", NULL };
  static const char *const role[] = { "visitor", "visitors", NULL };
  static const char *const technology[] = { "build", "and", "kafka", "spark", "platform", NULL };
  static const char *const promise[] = { "guarantee", "always", "never", "100 %", NULL };
  static const char *const saving[] = { "saves", "saving", NULL };
  static const char *const age[] = { "freshness", "age", NULL };
  static const char *const personal[] = { "PII", NULL };
  static const char *const pseudonym[] = { "pseudonym", NULL };
  static const char *const engine[] = { "flink", NULL };
  static const char *const metric[] = { "AUC", "F1", NULL };
  static const char *const control[] = { "column mask", "row filter", NULL };
  static const char *const groups[][3]
      = { { "real-time,fast,low-latency", "time,statistic", "a time" },
          { "fresh,live", "time", "a time" },
          { "scalable,auto-scaling", "rate,percent", "a rate" },
          { "high-throughput,big data", "rate,size", "a rate or size" },
          { "reliable,resilient", "percent,recovery-time", "a percentage" },
          { "cheap,efficient", "money-per,baseline", "money per time" },
          { "cloud-native,modern", "version,feature", "a version" },
          { "smart,accurate", "metric", "a metric" },
          { "secure", "control", "a control" },
          { "seamless,simple", "", "nothing" },
          { "snappy", "time", "" } };
  LkbVocabulary *vocabulary = lkb_vocabulary_new ();
  LkbFeature *feature = g_new0 (LkbFeature, 1);

  feature->id = g_strdup ("watermark");
  feature->name = g_strdup ("Watermark");
  feature->kinds = 1u << LKB_KIND_PIPELINE;
  feature->conflicts = g_new0 (char *, 1);
  lkb_vocabulary_take_feature (vocabulary, feature);
  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    {
      LkbBuzzwords *words = g_new0 (LkbBuzzwords, 1);

      words->words = g_strsplit (groups[i][0], ",", -1);
      words->redeemed_by = g_strsplit (groups[i][1], ",", -1);
      words->needs = g_strdup (groups[i][2]);
      words->example = g_strdup ("p95 under 2 s");
      lkb_vocabulary_take_buzzwords (vocabulary, words);
    }
  lkb_vocabulary_add_masked (vocabulary, "real-time mode");
  lkb_vocabulary_add_list (vocabulary, "generic-owner", generic_owner);
  lkb_vocabulary_add_list (vocabulary, "owner-suffix", suffix);
  lkb_vocabulary_add_list (vocabulary, "generic-source", source);
  lkb_vocabulary_add_list (vocabulary, "generic-consumer", consumer);
  lkb_vocabulary_add_list (vocabulary, "telling-name", telling);
  lkb_vocabulary_add_list (vocabulary, "metric", metric);
  lkb_vocabulary_add_list (vocabulary, "control", control);
  lkb_vocabulary_add_list (vocabulary, "role", role);
  lkb_vocabulary_add_list (vocabulary, "technology", technology);
  lkb_vocabulary_add_list (vocabulary, "promise-word", promise);
  lkb_vocabulary_add_list (vocabulary, "saving-word", saving);
  lkb_vocabulary_add_list (vocabulary, "age-metric", age);
  lkb_vocabulary_add_list (vocabulary, "personal-class", personal);
  lkb_vocabulary_add_list (vocabulary, "pseudonym-class", pseudonym);
  lkb_vocabulary_add_list (vocabulary, "streaming-engine", engine);
  return vocabulary;
}

static LkbFindings *
check_board_as (LkbBoard *board, const LkbProfile *profile, const LkbPageFacts *page)
{
  g_autoptr (LkbVocabulary) vocabulary = make_vocabulary ();
  g_autoptr (LkbAnalysis) analysis = lkb_analysis_new (board, NULL);
  LkbRuleContext context = { .vocabulary = vocabulary, .profile = profile, .page = page };

  return lkb_rules_run (board, analysis, &context);
}

#define ALL "all"

static char *
join_keys (const LkbFindings *findings, const char *rule)
{
  g_autoptr (GString) keys = g_string_new (NULL);

  for (guint i = 0; i < lkb_findings_get_n (findings); i++)
    {
      const LkbFinding *finding = lkb_findings_get_nth (findings, i);

      /* Of all rules: those that a board is judged by first. */
      if (rule == NULL              ? finding->rule->stage < 3
          : g_str_equal (rule, ALL) ? TRUE
                                    : g_str_equal (finding->rule->id, rule))
        g_string_append_printf (keys, "%s%s%s", keys->len > 0 ? " " : "", finding->key,
                                finding->severity == finding->rule->severity ? ""
                                : finding->severity == LKB_SEVERITY_ERROR    ? "!E"
                                : finding->severity == LKB_SEVERITY_WARNING  ? "!W"
                                                                             : "!H");
    }
  return g_string_free (g_steal_pointer (&keys), FALSE);
}

/* The clean board with one field changed: the keys of one rule (NULL = of all). A severity that is not the table's is
 * marked. Every quick fix must apply. */
static char *
check_with (const char *id, LkbField field, const char *text, const char *rule)
{
  g_autoptr (LkbBoard) board = lkb_builder_board (CLEAN);
  g_autoptr (LkbFindings) findings = NULL;

  if (id != NULL)
    lkb_builder_set (board, id, field, text);
  findings = check_board_as (board, NULL, NULL);
  for (guint i = 0; i < lkb_findings_get_n (findings); i++)
    for (guint k = 0; k < lkb_findings_get_nth (findings, i)->n_fixes; k++)
      {
        g_autoptr (LkbBoard) copy = lkb_board_copy (board);
        g_autoptr (GError) error = NULL;
        g_autofree char *label = lkb_finding_dup_fix_label (lkb_findings_get_nth (findings, i), k,
                                                            FALSE);

        g_assert_null (strchr (label, '{'));
        lkb_board_apply (copy, lkb_finding_get_fix (lkb_findings_get_nth (findings, i), k), &error);
        g_assert_no_error (error);
      }
  return join_keys (findings, rule);
}

static char *
check_also (const char *more, const char *rule)
{
  g_autoptr (LkbBoard) board = lkb_builder_board (CLEAN);
  g_autoptr (LkbFindings) findings = NULL;

  lkb_builder_add (board, more);
  findings = check_board_as (board, NULL, NULL);
  return join_keys (findings, rule);
}

#define expect(CALL, KEYS)                                                                         \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autofree char *keys_ = CALL;                                                                 \
    g_assert_cmpstr (keys_, ==, KEYS);                                                             \
  }                                                                                                \
  G_STMT_END

static void
test_clean (void)
{
  g_autoptr (LkbBoard) board = lkb_builder_board (CLEAN);
  g_autoptr (LkbFindings) findings = check_board_as (board, NULL, NULL);

  expect (check_with (NULL, 0, NULL, NULL), "");
  g_assert_cmpuint (lkb_findings_get_n (findings), ==, 0);
}

/* Applying what KPI004 suggests leaves nothing to say about the clock. */
static void
test_clock_fix (void)
{
  g_autoptr (LkbBoard) board = lkb_builder_board (CLEAN);
  g_autoptr (LkbFindings) before = NULL;
  g_autoptr (LkbFindings) after = NULL;
  g_autoptr (GError) error = NULL;
  const LkbFinding *finding;

  lkb_builder_set (board, "@board", LKB_FIELD_KPIS, "[name:t|target:≤ 3 s @ p95|primary:true]");
  before = check_board_as (board, NULL, NULL);
  finding = lkb_findings_find (before, "KPI004:@board:kpis/t");
  g_assert_nonnull (finding);
  g_assert_cmpuint (finding->n_fixes, ==, 1);
  g_assert_true (lkb_board_apply (board, lkb_finding_get_fix (finding, 0), &error));
  g_assert_no_error (error);
  after = check_board_as (board, NULL, NULL);
  g_assert_null (lkb_findings_find (after, "KPI004:@board:kpis/t"));
}

static void
test_goal (void)
{
  expect (check_with ("@board", LKB_FIELD_GOAL, "", NULL), "GOAL001:@board:goal");
  expect (check_with ("@board", LKB_FIELD_GOAL, "Ship the thing", NULL), "GOAL001:@board:goal");
  expect (check_with ("@board", LKB_FIELD_GOAL, "Ship it by noon", NULL), "GOAL002:@board:goal!H");
  expect (check_with ("@board", LKB_FIELD_GOAL, "Serve every visitor within 3 s", NULL), "");
  expect (check_with ("dlt", LKB_FIELD_FEATURES, "", NULL), "FEA001:@board:features");
  expect (check_with ("dlt", LKB_FIELD_FEATURES, "our own thing", NULL), "FEA001:@board:features");
  expect (check_with ("dlt", LKB_FIELD_FEATURES, "our own thing,watermark", NULL), "");
}

static void
test_kpi (void)
{
#define KPI "|primary:true|from:clicks|to:model]"
  /* One gap makes one finding: what needs a primary KPI is silent. */
  expect (check_with ("@board", LKB_FIELD_KPIS, "", NULL), "KPI001:@board:kpis");
  expect (check_with ("@board", LKB_FIELD_KPIS, "[name:t|target:fast]", NULL),
          "KPI001:@board:kpis");
  expect (check_with ("@board", LKB_FIELD_KPIS, "[name:t|target:fast" KPI, NULL),
          "KPI002:@board:kpis/t");
  expect (check_with ("@board", LKB_FIELD_KPIS, "[name:t|target:3 s @ p95" KPI, NULL),
          "KPI002:@board:kpis/t");
  expect (check_with ("@board", LKB_FIELD_KPIS, "[name:t|target:≤ 3" KPI, NULL),
          "KPI002:@board:kpis/t");
  expect (check_with ("@board", LKB_FIELD_KPIS, "[name:t|target:≤ 0 lost events" KPI, NULL), "");
  expect (check_with ("@board", LKB_FIELD_KPIS, "[name:t|target:≥ 0.85" KPI, NULL), "");
  expect (check_with ("@board", LKB_FIELD_KPIS, "[name:t|target:≤ 3 s" KPI, NULL),
          "KPI003:@board:kpis/t");
  expect (check_with ("@board", LKB_FIELD_KPIS, "[name:t|target:≤ 3 s @ max" KPI, NULL), "");
  expect (
      check_with ("@board", LKB_FIELD_KPIS, "[name:t|target:≤ 3 s @ p95|primary:true]", "KPI004"),
      "KPI004:@board:kpis/t");
  expect (check_with ("@board", LKB_FIELD_KPIS,
                      "[name:t|target:≤ 3 s @ p95|primary:true|from:clicks|to:gone]", "KPI004"),
          "KPI004:@board:kpis/t");
  expect (check_with ("@board", LKB_FIELD_KPIS,
                      "[name:t|target:≤ 3 s @ p95" KPI "[name:u|target:≥ 99 %|primary:true]", NULL),
          "KPI004:@board:kpis");
  expect (check_with ("@board", LKB_FIELD_KPIS, "[name:t|target:fast" KPI "[name:t|target:slow]",
                      "KPI002"),
          "KPI002:@board:kpis/t KPI002:@board:kpis/t#2");
}

static void
test_owner (void)
{
  expect (check_with ("e2", LKB_FIELD_OWNER, "", NULL), "OWN001:e2:owner");
  expect (check_with ("e2", LKB_FIELD_OWNER, " TBD ", NULL), "OWN002:e2:owner");
  expect (check_with ("e2", LKB_FIELD_OWNER, "???", NULL), "OWN002:e2:owner");
  expect (check_with ("hub", LKB_FIELD_OWNER, "n/a", NULL), "OWN002:hub:owner");
  expect (check_with ("e2", LKB_FIELD_OWNER, "Tbdata", NULL), "");
  expect (check_with ("e2", LKB_FIELD_OWNER, "The Data Team", NULL), "OWN003:e2:owner");
  expect (check_with ("e2", LKB_FIELD_OWNER, "Our squad", NULL), "OWN003:e2:owner");
  expect (check_with ("e2", LKB_FIELD_OWNER, "ML Platform", NULL), "");
  expect (check_with ("e2", LKB_FIELD_OWNER, "Search / Ads", NULL), "OWN004:e2:owner");
  expect (check_with ("e2", LKB_FIELD_OWNER, "Search and Ads", NULL), "OWN004:e2:owner");
  expect (check_with ("e2", LKB_FIELD_OWNER, "Brand Andes", NULL), "");
  expect (check_also ("edge e9 clicks hub mode=control\n", "OWN001"), "");
  expect (check_also ("@board goal=Deliver vectors within 3 s of a click ; "
                      "roster=[owner:Trust & Safety][owner:Data|real:true]\n"
                      "edge e8 clicks hub owner=Trust & Safety\nedge e9 clicks hub owner=data\n",
                      "OWN004"),
          "");
  expect (check_also ("@board roster=[owner:Data|real:true]\nedge e9 clicks hub owner=data\n",
                      "OWN003"),
          "");
}

static void
test_ends (void)
{
  expect (check_with ("clicks", LKB_FIELD_NAME, "Events", NULL), "OWN006:clicks:name");
  expect (check_with ("clicks", LKB_FIELD_NAME, "Data source 2", NULL), "OWN006:clicks:name");
  expect (check_with ("clicks", LKB_FIELD_NAME, "Orders API", NULL), "");
  expect (check_with ("clicks", LKB_FIELD_NAME, "Events API", NULL), "");
  expect (check_with ("model", LKB_FIELD_NAME, "Output", NULL), "OWN007:model:name");
  expect (check_also ("consumer c name=users\nedge e9 model c owner=Reco\n", "OWN007"),
          "OWN007:c:name");
  {
    g_autoptr (LkbBoard) empty = lkb_board_new ();
    g_autoptr (LkbFindings) findings = check_board_as (empty, NULL, NULL);

    expect (join_keys (findings, NULL),
            "GOAL001:@board:goal KPI001:@board:kpis FEA001:@board:features "
            "OWN006:@board:source OWN007:@board:consumer");
    g_assert_cmpuint (lkb_findings_get_n_blocking (findings), ==, 5);
    g_assert_cmpuint (lkb_findings_get_stage (findings), ==, 1);
  }
}

static void
test_hand_off (void)
{
  expect (check_with ("e2", LKB_FIELD_CONSUMER_OWNER, "Feature Eng", NULL),
          "OWN008:e2:accept SLA001:e2:slas");
  expect (check_with ("e2", LKB_FIELD_CONSUMER_OWNER, "streaming  platform", NULL), "");
  expect (check_also ("edge e9 clicks hub owner=A ; consumer_owner=B ; accept=schema is valid ; "
                      "sla_kind=best-effort\n",
                      NULL),
          "");
  /* Without an owner there is nobody to hand over. */
  expect (check_also ("edge e9 clicks hub consumer_owner=B\n", NULL), "OWN001:e9:owner");
}

static void
test_structure (void)
{
  expect (check_also ("edge e9 dlt hub mode=stream ; owner=X\n", "STR001"), "STR001:hub:mode");
  expect (check_also ("edge e9 dlt hub mode=feedback ; owner=X\n", "STR001"), "");
  expect (check_also ("storage s name=Lake\n", NULL), "STR002:s:");
  expect (check_also ("governance g name=Catalog\n", NULL), "");
  expect (check_also ("storage s name=Lake\nedge e9 dlt s owner=X\n", NULL), "STR003:s:");
  expect (check_also ("storage s name=Lake ; type=archive\nedge e9 dlt s owner=X\n", NULL), "");
  expect (check_also ("storage s name=Lake\nconsumer c name=Finance\nedge e9 s c owner=X\n", NULL),
          "STR004:c:");
  expect (check_also ("consumer c name=Finance\nedge e9 model c owner=X\n", NULL), "");
}

/* One bare node on a clean board. */
static void
test_bare (void)
{
  for (guint kind = LKB_KIND_SOURCE; kind <= LKB_KIND_GOVERNANCE; kind++)
    {
      g_autoptr (LkbBoard) board = lkb_builder_board (CLEAN);
      g_autoptr (LkbFindings) findings = NULL;
      g_autofree char *line = g_strdup_printf ("%s bare ", lkb_kind_to_string (kind));

      lkb_builder_add (board, line);
      findings = check_board_as (board, NULL, NULL);
      g_assert_cmpuint (lkb_findings_get_n (findings), <=, 2);
    }
}

static void
test_quantities (void)
{
  expect (check_with ("hub", LKB_FIELD_CAPACITY, "a lot", NULL), "NUM002:hub:capacity");
  expect (check_with ("hub", LKB_FIELD_CAPACITY, "3 s", NULL), "NUM002:hub:capacity");
  expect (check_with ("hub", LKB_FIELD_CAPACITY, "25 k events/s", NULL), "");
  expect (check_with ("e1", LKB_FIELD_LATENCY_P95, "30 ms", NULL), "LAT003:e1:latency_p95");
  expect (check_with ("e1", LKB_FIELD_LATENCY_P95, "40 ms", NULL), "");
  expect (check_with ("e1", LKB_FIELD_LATENCY_P50, "0 ms", NULL), "LAT003:e1:latency_p50");
  expect (check_with ("hub", LKB_FIELD_COSTS, "[price:cheap]", "NUM002"), "NUM002:hub:costs/1");
}

static void
test_numbers (void)
{
  expect (check_with ("clicks", LKB_FIELD_RATE, "", NULL), "NUM001:clicks:rate");
  expect (check_with ("hub", LKB_FIELD_COSTS, "", NULL), "NUM001:hub:costs");
  expect (check_with ("e2", LKB_FIELD_MODE, "microbatch", NULL), "NUM001:e2:interval");
  /* Off the path of the KPI nobody asks. */
  expect (check_also ("consumer c name=Finance\nedge e9 model c owner=X\n", "NUM001"), "");
  expect (check_also ("edge e9 clicks hub owner=X\n", "NUM001"), "");
}

static char *
check_budget (const char *budget, const char *rule)
{
  g_autofree char *text = g_strdup_printf (
      "@board kpis=[name:share|target:≥ 99 %%|primary:true] ; %s\n"
      "source a name=A system\ningestion b name=B\npipeline c name=C\n"
      "feature-store d name=D\nconsumer e name=Finance\n"
      "edge e1 a b latency_p50=120 ms ; latency_p95=300 ms\n"
      "edge e2 b c latency_p50=400 ms ; latency_p95=900 ms\n"
      "edge e3 c d latency_p50=150 ms ; latency_p95=350 ms\n"
      "edge e4 d e latency_p50=40 ms ; latency_p95=90 ms\n",
      budget);
  g_autoptr (LkbBoard) board = lkb_builder_board (text);
  g_autoptr (LkbFindings) findings = check_board_as (board, NULL, NULL);

  return join_keys (findings, rule);
}

/* Vector L4, and the ages of R1 and R2. */
static void
test_budgets (void)
{
  expect (check_budget ("budget_latency=1250 ms", "LAT001"), "LAT001:e:budget_latency!E");
  expect (check_budget ("budget_latency=1500 ms", "LAT001"), "LAT001:e:budget_latency");
  expect (check_budget ("budget_latency=2000 ms", "LAT001"), "LAT001:e:budget_latency!H");
  expect (check_budget ("budget_latency=2400 ms", "LAT001"), "");
  expect (check_budget ("budget_freshness=1 s", "FRS001"), "FRS001:e:budget_freshness");
  expect (check_budget ("budget_freshness=0.5 s", "FRS001"), "FRS001:e:budget_freshness!E");
  expect (check_budget ("budget_freshness=2 s", "FRS001"), "");

  expect (check_also ("pipeline p name=P ; trigger_interval=5 s ; batch_duration=7 s\n"
                      "edge e9 hub p owner=X\nedge e10 p model owner=X\n",
                      NULL),
          "FRS002:p:batch_duration!E");
  expect (check_also ("pipeline p name=P ; trigger_interval=5 s ; batch_duration=5 s\n"
                      "edge e9 hub p owner=X\nedge e10 p model owner=X\n",
                      "FRS002"),
          "FRS002:p:batch_duration");
  expect (check_also ("pipeline p name=P ; trigger_interval=5 s ; batch_duration=4 s\n"
                      "edge e9 hub p owner=X\nedge e10 p model owner=X\n",
                      "FRS002"),
          "");

  expect (check_with ("@board", LKB_FIELD_BUDGET_COST, "$1 k per month", NULL),
          "CST001:@board:budget_cost!E");
  expect (check_with ("@board", LKB_FIELD_BUDGET_COST, "$1.8 k per month", NULL),
          "CST001:@board:budget_cost");
  expect (check_with ("@board", LKB_FIELD_BUDGET_COST, "$2 k per month", NULL), "");
  expect (check_with ("@board", LKB_FIELD_BUDGET_COST, "€1 k per month", NULL), "");
}

static void
test_page (void)
{
  g_autoptr (LkbBoard) board = lkb_builder_board (CLEAN);
  LkbPageFacts page = { .can_judge = TRUE, .smallest_pt = 6.4 };
  const char *const overlaps[] = { "dlt hub", "e1 hub", "gone hub", NULL };
  const char *const cuts[] = { "@board title",   "@board goal", "dlt name",
                               "hub technology", "gone name",   NULL };
  g_autoptr (LkbFindings) cut = NULL;
  g_autoptr (LkbFindings) small = check_board_as (board, NULL, &page);
  g_autoptr (LkbFindings) covered = NULL;
  g_autoptr (LkbFindings) blind = NULL;
  g_autoptr (LkbFindings) fits = NULL;
  g_autoptr (GString) many = g_string_new (NULL);
  g_autofree char *message = lkb_finding_dup_message (lkb_findings_get_nth (small, 0), FALSE);

  g_assert_cmpstr (message, ==, "Text would print at 6.4 pt.");
  expect (join_keys (small, NULL), "PAG001:@board:paper");
  page.smallest_pt = 7;
  fits = check_board_as (board, NULL, &page);
  expect (join_keys (fits, NULL), "");
  page.overlaps = overlaps;
  covered = check_board_as (board, NULL, &page);
  expect (join_keys (covered, NULL), "PAG001:hub:x");
  {
    const LkbFinding *finding = lkb_findings_get_nth (covered, 0);
    g_autofree char *ids = g_strjoinv (" ", (char **) finding->elements);
    g_autofree char *words = lkb_finding_dup_message (finding, FALSE);

    g_assert_cmpstr (ids, ==, "hub dlt e1");
    g_assert_cmpstr (words, ==,
                     "Event Hub and Feature pipeline lie on each other, one of 2 such pairs.");
    g_assert_cmpuint (finding->n_fixes, ==, 1);
  }
  page.overlaps = NULL;
  page.cuts = cuts;
  cut = check_board_as (board, NULL, &page);
  expect (join_keys (cut, NULL),
          "PAG001:@board:title PAG001:@board:goal PAG001:hub:technology PAG001:dlt:name");
  {
    const LkbFinding *finding = lkb_findings_find (cut, "PAG001:hub:technology");
    g_autofree char *words = lkb_finding_dup_message (finding, FALSE);

    g_assert_cmpstr (words, ==,
                     "The technology of Event Hub has no room on its card: it ends in “…” there.");
    g_assert_cmpint (finding->severity, ==, LKB_SEVERITY_WARNING);
    g_assert_cmpint (finding->field, ==, LKB_FIELD_TECHNOLOGY);
  }
  page.can_judge = FALSE;
  blind = check_board_as (board, NULL, &page);
  expect (join_keys (blind, NULL), "PAG001:@board:paper!H");

  for (guint i = 0; i < 5; i++)
    g_string_append_printf (many, "governance g%u name=G\n", i);
  expect (check_also (many->str, NULL), "PAG002:@board:!H");
  for (guint i = 5; i < 9; i++)
    g_string_append_printf (many, "governance g%u name=G\n", i);
  expect (check_also (many->str, NULL), "PAG002:@board:");
}

static void
test_words (void)
{
  static const struct
  {
    const char *text;
    const char *keys;
  } cases[] = {
    { "fast pipeline", "BUZ001:hub:purpose" },
    { "p95 under 2 s, fast", "" },
    { "fast, 2-second end-to-end", "BUZ001:hub:purpose!H" },
    { "10 k events/s high-throughput", "" },
    { "99.9 % reliable", "" },
    { "scalable auto-scaling cluster at ≤ 80 % CPU", "" },
    { "scalable auto-scaling cluster", "BUZ001:hub:purpose" },
    { "Delta Lake 2.4.0 cloud-native", "" },
    { "cloud-native with Watermark", "" },
    { "uses real-time mode", "" },
    { "uses real time", "BUZ001:hub:purpose" },
    { "costs $0.02 per GB", "CST002:hub:purpose" },
    { "costs $0.02 per GB-month", "" },
    { "moves 3 TB, egress at $0.02 per GB", "" },
    { "cheap", "BUZ001:hub:purpose" },
    { "cheap: from $900 to $300", "" },
    { "cheap at $4 k per month", "" },
    { "resilient, RTO 15 min", "" },
    { "resilient in 15 min", "BUZ001:hub:purpose" },
    { "accurate: AUC of 0.86", "" },
    { "secure by column mask", "" },
    { "a seamless thing", "BUZ001:hub:purpose" },
    { "fresh within 5 s", "" },
    { "the “fast lane” team", "" },
    { "breakfast at delivery", "" },
    { "fast. Another sentence with p95 of 2 s", "BUZ001:hub:purpose" },
    { "fast; cheap", "BUZ001:hub:purpose BUZ001:hub:purpose#2" },
    { "big data and massive", "BUZ001:hub:purpose" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].text);
      expect (check_with ("hub", LKB_FIELD_PURPOSE, cases[i].text, NULL), cases[i].keys);
    }
  /* Names are not sentences. */
  expect (check_with ("hub", LKB_FIELD_NAME, "Fast scalable hub", NULL), "");
  expect (check_with ("e1", LKB_FIELD_OWNER, "Fast Retailing", NULL), "");
  expect (check_with ("@board", LKB_FIELD_ASSUMPTIONS, "all calm,a modern stack", NULL),
          "BUZ001:@board:assumptions");
  expect (check_also ("note n text=so simple ; x=0 ; y=0\n", NULL), "BUZ001:n:text");
}

/* A group of the user's own need not say what its words need. */
static void
test_words_without_needs (void)
{
  g_autoptr (LkbBoard) board = lkb_builder_board (CLEAN);
  g_autoptr (LkbFindings) findings = NULL;
  g_autofree char *message = NULL;

  lkb_builder_set (board, "hub", LKB_FIELD_PURPOSE, "snappy");
  findings = check_board_as (board, NULL, NULL);
  g_assert_cmpuint (lkb_findings_get_n (findings), ==, 1);
  message = lkb_finding_dup_message (lkb_findings_get_nth (findings, 0), TRUE);
  g_assert_cmpstr (message, ==, "‘snappy’ needs a number.");
}

/* A text full of them, and one that never comes to an end: both are told within bounds. */
static void
test_many_words (void)
{
  g_autoptr (GString) text = g_string_new ("note n x=0 ; y=0 ; text=");
  g_autoptr (LkbBoard) board = NULL;
  g_autoptr (LkbFindings) findings = NULL;
  guint n_fixes = 0, n;

  for (guint i = 0; i < 1000; i++)
    g_string_append (text, "fast from RTO. ");
  g_string_append (text, "\nnote m x=0 ; y=0 ; text=scalable");
  for (guint i = 0; i < 9000; i++)
    g_string_append (text, " from RTO");
  board = lkb_builder_board (text->str);
  findings = check_board_as (board, NULL, NULL);
  for (guint i = 0; i < lkb_findings_get_n (findings); i++)
    if (g_strcmp0 (lkb_findings_get_nth (findings, i)->elements[0], "n") == 0)
      n_fixes += lkb_findings_get_nth (findings, i)->n_fixes;
  g_assert_cmpuint (n_fixes, ==, 4);
  lkb_findings_get_worst_of (findings, "n", &n);
  g_assert_cmpuint (n, ==, 32);
  lkb_findings_get_worst_of (findings, "m", &n);
  g_assert_cmpuint (n, ==, 1);
  lkb_findings_get_worst_of (findings, "nobody", &n);
  g_assert_cmpuint (n, ==, 0);
}

static void
test_profiles (void)
{
  g_autoptr (LkbBoard) board = lkb_builder_board (CLEAN);
  LkbProfile study = LKB_PROFILE_STUDY, sketch = LKB_PROFILE_SKETCH;
  g_autoptr (LkbFindings) as_study = NULL;
  g_autoptr (LkbFindings) as_sketch = NULL;
  g_autoptr (LkbFindings) by_board = NULL;

  lkb_builder_set (board, "e1", LKB_FIELD_OWNER, "");
  lkb_builder_set (board, "dlt", LKB_FIELD_FEATURES, "");
  lkb_builder_set (board, "clicks", LKB_FIELD_RATE, "");
  as_study = check_board_as (board, &study, NULL);
  expect (join_keys (as_study, NULL),
          "OWN001:e1:owner NUM001:clicks:rate FEA001:@board:features!H");
  as_sketch = check_board_as (board, &sketch, NULL);
  expect (join_keys (as_sketch, NULL), "OWN001:e1:owner!W FEA001:@board:features!H");
  g_assert_cmpuint (lkb_findings_get_n_blocking (as_sketch), ==, 0);
  lkb_builder_set (board, "@board", LKB_FIELD_PROFILE, "sketch");
  by_board = check_board_as (board, NULL, NULL);
  g_assert_cmpuint (lkb_findings_count (by_board, LKB_SEVERITY_ERROR), ==, 0);
}

static void
test_suppressions (void)
{
  g_autoptr (LkbBoard) board = lkb_builder_board (CLEAN);
  g_autoptr (LkbFindings) findings = NULL;

  lkb_builder_set (board, "e1", LKB_FIELD_OWNER, "");
  lkb_builder_set (board, "@board", LKB_FIELD_SUPPRESSIONS,
                   "[key:OWN001:e1:owner|reason:the vendor runs it]"
                   "[key:OWN001:e2:owner|reason:no longer]"
                   "[key:OWN001:gone:owner|reason:was there]"
                   "[key:XXX001:e1:owner|reason:a typo]"
                   "[key:OWN002:e1:owner]");
  findings = check_board_as (board, NULL, NULL);
  expect (join_keys (findings, ALL), "SUP003:@board:suppressions/OWN002:e1:owner "
                                     "SUP001:@board:suppressions/OWN001:gone:owner "
                                     "SUP001:@board:suppressions/XXX001:e1:owner "
                                     "SUP002:@board:suppressions/OWN001:e2:owner");
  g_assert_cmpuint (lkb_findings_get_n_suppressed (findings), ==, 1);
  g_assert_cmpstr (lkb_findings_get_nth_suppressed (findings, 0)->reason, ==, "the vendor runs it");
  g_assert_nonnull (lkb_findings_find (findings, "OWN001:e1:owner"));
}

/* A suppressed finding is the same after an edit elsewhere, and the order is severity, table, rank. */
static void
test_order (void)
{
  g_autoptr (LkbBoard) board = lkb_builder_board (CLEAN);
  g_autoptr (LkbFindings) findings = NULL;
  g_autofree char *message = NULL;
  const LkbFinding *worst;
  guint n;

  lkb_builder_set (board, "e3", LKB_FIELD_OWNER, "");
  lkb_builder_set (board, "e1", LKB_FIELD_OWNER, "");
  lkb_builder_set (board, "e1", LKB_FIELD_LATENCY_P95, "1 ms");
  lkb_builder_set (board, "hub", LKB_FIELD_PURPOSE, "simple");
  lkb_builder_set (board, "@board", LKB_FIELD_GOAL, "");
  findings = check_board_as (board, NULL, NULL);
  expect (join_keys (findings, NULL),
          "GOAL001:@board:goal LAT003:e1:latency_p95 OWN001:e1:owner OWN001:e3:owner "
          "BUZ001:hub:purpose");
  message = lkb_finding_dup_message (lkb_findings_get_nth (findings, 2), FALSE);
  g_assert_cmpstr (message, ==, "No one owns Web click stream → Event Hub.");
  worst = lkb_findings_get_worst_of (findings, "e1", &n);
  g_assert_cmpstr (worst->rule->id, ==, "LAT003");
  g_assert_cmpuint (n, ==, 2);
  g_assert_cmpuint (lkb_findings_count_stage (findings, 1), ==, 4);
  g_assert_cmpuint (lkb_findings_count_stage (findings, 2), ==, 1);
}

static void
test_table (void)
{
  guint n;
  const LkbRuleInfo *table = lkb_rules_get_table (&n);

  for (guint i = 0; i < n; i++)
    {
      g_auto (GStrv) needs = g_strsplit (table[i].needs, " ", -1);

      g_assert_true (lkb_rules_lookup (table[i].id) == &table[i]);
      g_assert_true (table[i].stage >= 1 && table[i].stage <= 3);
      g_assert_cmpstr (table[i].help, !=, "");
      for (guint k = 0; needs[k] != NULL; k++)
        g_assert_true (*needs[k] == '\0' || lkb_rules_lookup (needs[k]) != NULL);
    }
  g_assert_null (lkb_rules_lookup ("XXX001"));
  g_assert_true (lkb_export_is_gated ("svg"));
  g_assert_true (lkb_export_is_gated ("odcs"));
  g_assert_false (lkb_export_is_gated ("geometry"));
  g_assert_false (lkb_export_is_gated ("csv-nodes"));
}

/* Every message is whole: no place is left open. */
static void
test_messages (void)
{
  g_autoptr (LkbBoard) board = lkb_builder_board (
      "@board goal=x ; kpis=[name:t|target:fast|primary:true] ; budget_latency=1 ms ; "
      "budget_freshness=1 ms ; budget_cost=$1 per month\n"
      "source s name=data\npipeline p name=P ; trigger_interval=1 s ; batch_duration=2 s ; "
      "costs=[price:$5 per month] ; purpose=fast seamless\nconsumer c name=users\n"
      "storage o \nedge e1 s p owner=tbd ; latency_p50=1 s ; latency_p95=2 s ; rate=much\n"
      "edge e2 p c owner=data ; consumer_owner=A/B ; latency_p50=3 s ; latency_p95=2 s\n");
  g_autoptr (LkbFindings) findings = check_board_as (board, NULL, NULL);

  g_assert_cmpuint (lkb_findings_get_n (findings), >, 10);
  for (guint i = 0; i < lkb_findings_get_n (findings); i++)
    {
      g_autofree char *message = lkb_finding_dup_message (lkb_findings_get_nth (findings, i),
                                                          FALSE);

      g_assert_cmpstr (message, !=, "");
      g_assert_null (strchr (message, '{'));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rules/clean", test_clean);
  g_test_add_func ("/rules/goal", test_goal);
  g_test_add_func ("/rules/clock-fix", test_clock_fix);
  g_test_add_func ("/rules/kpi", test_kpi);
  g_test_add_func ("/rules/owner", test_owner);
  g_test_add_func ("/rules/ends", test_ends);
  g_test_add_func ("/rules/hand-off", test_hand_off);
  g_test_add_func ("/rules/structure", test_structure);
  g_test_add_func ("/rules/bare", test_bare);
  g_test_add_func ("/rules/quantities", test_quantities);
  g_test_add_func ("/rules/numbers", test_numbers);
  g_test_add_func ("/rules/budgets", test_budgets);
  g_test_add_func ("/rules/page", test_page);
  g_test_add_func ("/rules/words", test_words);
  g_test_add_func ("/rules/words-without-needs", test_words_without_needs);
  g_test_add_func ("/rules/many-words", test_many_words);
  g_test_add_func ("/rules/profiles", test_profiles);
  g_test_add_func ("/rules/suppressions", test_suppressions);
  g_test_add_func ("/rules/order", test_order);
  g_test_add_func ("/rules/table", test_table);
  g_test_add_func ("/rules/messages", test_messages);
  return g_test_run ();
}
