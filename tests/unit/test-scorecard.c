/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/practice/lkb-scorecard.h"

#include <string.h>

#include "core/picture/lkb-sheet-words.h"
#include "core/practice/lkb-score-report.h"
#include "tests/support/lkb-round-builder.h"
#include "tests/support/lkb-test.h"

static LkbScorecard *
score (LkbRoundLog *log)
{
  return lkb_scorecard_new (log, words.vocabulary, NULL);
}

typedef struct
{
  LkbScoreCriterion criterion;
  guint level;
  Flags flags;
  const char *edits;
} Case;

static const Case cases[] = {
  { LKB_SCORE_GOAL, 0, NO_GOAL, "" },
  { LKB_SCORE_GOAL, 1, PLAIN, "@board.goal=Fresh vectors" },
  { LKB_SCORE_GOAL, 2, LATE_GOAL, "" },
  { LKB_SCORE_GOAL, 3, SLOW_GOAL, "" },
  { LKB_SCORE_GOAL, 4, PLAIN, "" },

  { LKB_SCORE_KPI, 0, NO_FACTS, "" },
  { LKB_SCORE_KPI, 1, PLAIN, "@board.kpis=[name:freshness|target:≤ 3 s]" },
  { LKB_SCORE_KPI, 1, PLAIN, "@board.kpis=[name:freshness|primary:true]" },
  { LKB_SCORE_KPI, 2, PLAIN, "@board.kpis=[name:freshness|target:≤ 3 s|primary:true]" },
  { LKB_SCORE_KPI, 3, NO_FACTS,
    "@board.kpis=[name:age|target:≤ 3 s @ p95|primary:true|from:clicks|to:model]" },
  { LKB_SCORE_KPI, 4, PLAIN, "" },

  { LKB_SCORE_OWNERSHIP, 0, NO_BOARD, "" },
  { LKB_SCORE_OWNERSHIP, 0, PLAIN, "e1.owner=\ne2.owner=\ne3.owner=" },
  { LKB_SCORE_OWNERSHIP, 0, PLAIN, "e1.owner=TBD\ne2.owner=TBD\ne3.owner=?" },
  { LKB_SCORE_OWNERSHIP, 1, PLAIN, "e1.owner=" },
  { LKB_SCORE_OWNERSHIP, 2, PLAIN, "e1.owner=the data team" },
  { LKB_SCORE_OWNERSHIP, 2, PLAIN, "clicks.name=events" },
  { LKB_SCORE_OWNERSHIP, 3, PLAIN, "e1.accept=" },
  { LKB_SCORE_OWNERSHIP, 4, PLAIN, "" },

  { LKB_SCORE_NUMBERS, 0, NO_FACTS | NO_BOARD, "" },
  { LKB_SCORE_NUMBERS, 1, NO_FACTS | NO_BOARD,
    "source s rate=10 k events/s ; payload=1 kB ; rate_peak=20 k events/s" },
  { LKB_SCORE_NUMBERS, 2, PLAIN, "e1.latency_p50=\ne1.latency_p95=" },
  { LKB_SCORE_NUMBERS, 3, PLAIN, "@board.assumptions=" },
  { LKB_SCORE_NUMBERS, 4, PLAIN, "" },

  { LKB_SCORE_FEATURE, 0, PLAIN, "pipeline.features=\nstore.features=" },
  { LKB_SCORE_FEATURE, 0, PLAIN, "pipeline.features=Live Tables\nstore.features=" },
  { LKB_SCORE_FEATURE, 1, PLAIN,
    "pipeline.features=\nstore.features=\npipeline.notes=Later with Z-order, perhaps." },
  { LKB_SCORE_FEATURE, 2, PLAIN, "pipeline.features=z-order,liquid-clustering" },
  { LKB_SCORE_FEATURE, 3, PLAIN, "@board.trade_offs=" },
  { LKB_SCORE_FEATURE, 4, PLAIN, "" },

  { LKB_SCORE_TRADE_OFFS, 0, PLAIN, "@board.trade_offs=" },
  { LKB_SCORE_TRADE_OFFS, 1, PLAIN, "@board.trade_offs=[chose:streaming]" },
  { LKB_SCORE_TRADE_OFFS, 2, PLAIN, "@board.trade_offs=[chose:streaming|over:batch]" },
  { LKB_SCORE_TRADE_OFFS, 3, PLAIN,
    "@board.trade_offs=[chose:streaming|over:batch|give_up:money|knob:pipeline.trigger_interval]" },
  { LKB_SCORE_TRADE_OFFS, 3, PLAIN,
    "@board.trade_offs=[chose:streaming|over:batch|give_up:money|knob:pipeline.nothing]"
    "[chose:a|over:b|give_up:c]" },
  { LKB_SCORE_TRADE_OFFS, 4, PLAIN, "" },

  { LKB_SCORE_OPERATIONS, 0, NO_FACTS | NO_BOARD, "" },
  { LKB_SCORE_OPERATIONS, 1, NO_FACTS | NO_BOARD, "model m fallback=popular items" },
  { LKB_SCORE_OPERATIONS, 2, NO_FACTS | NO_BOARD, "ingestion i replayable=true" },
  { LKB_SCORE_OPERATIONS, 3, PLAIN, "pipeline.late_policy=" },
  { LKB_SCORE_OPERATIONS, 4, PLAIN, "" },

  { LKB_SCORE_CLARITY, 0, NO_END, "" },
  { LKB_SCORE_CLARITY, 1, EARLY_END, "" },
  { LKB_SCORE_CLARITY, 2, PLAIN,
    "storage s1\nstorage s2\nstorage s3\nstorage s4\nstorage s5\nstorage s6\nstorage s7" },
  { LKB_SCORE_CLARITY, 3, PLAIN, "@board.cost_of_delay=" },
  { LKB_SCORE_CLARITY, 4, PLAIN, "" },
};

static void
test_level (gconstpointer data)
{
  const Case *row = data;
  g_autoptr (LkbRoundLog) log = play (row->flags, row->edits, "exam", "pm");
  g_autoptr (LkbScorecard) card = score (log);
  const LkbScoreRow *found = lkb_scorecard_get_row (card, row->criterion);
  g_autofree char *evidence = lkb_score_row_dup_evidence (found, FALSE);

  g_test_message ("%s", evidence);
  g_assert_cmpuint (found->level, ==, row->level);
  g_assert_cmpuint (found->adjusted, ==, row->level);
  g_assert_cmpuint (found->evidence->len, >, 0);
  g_assert_true ((found->next == NULL) == (row->level == LKB_SCORE_MAX_LEVEL));
}

static void
assert_evidence (const LkbScorecard *card, LkbScoreCriterion criterion, const char *expected)
{
  g_autofree char *text = lkb_score_row_dup_evidence (lkb_scorecard_get_row (card, criterion),
                                                      FALSE);

  if (strstr (text, expected) == NULL)
    g_error ("“%s” is not in “%s”", expected, text);
}

/* What is missing is named, and nothing else. */
static void
test_kpi_lacks (void)
{
  static const struct
  {
    const char *kpi;
    const char *lacks;
  } lacking[] = {
    { "target:≤ 3 s @ p95|primary:true", "no clock" },
    { "target:≤ 3 s|primary:true|from:clicks|to:model", "unit or statistic missing" },
    { "target:≤ 3 s|primary:true", "unit, statistic or clock missing" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (lacking); i++)
    {
      g_autofree char *edit = g_strdup_printf ("@board.kpis=[name:age|%s]", lacking[i].kpi);
      g_autoptr (LkbRoundLog) log = play (PLAIN, edit, "exam", "pm");
      g_autoptr (LkbScorecard) card = score (log);

      g_assert_cmpuint (lkb_scorecard_get_row (card, LKB_SCORE_KPI)->level, ==, 2);
      assert_evidence (card, LKB_SCORE_KPI, lacking[i].lacks);
    }
  {
    g_autoptr (LkbRoundLog) log = play (
        PLAIN,
        "@board.kpis=[name:age|target:≤ 3 s @ p95|primary:true|from:clicks|to:model]["
        "name:cost|target:≤ $4 k per month|primary:true]",
        "exam", "pm");
    g_autoptr (LkbScorecard) card = score (log);

    assert_evidence (card, LKB_SCORE_KPI, "2 primary KPIs");
  }
}

static void
test_whole (void)
{
  g_autoptr (LkbRoundLog) log = play (PLAIN, "e1.owner=\ne1.owner=Web", "exam", "pm");
  g_autoptr (LkbScorecard) card = score (log);
  g_autofree char *headline = lkb_scorecard_dup_headline (card, FALSE);
  const LkbScoreRow *gains[LKB_SCORE_N_GAINS];
  guint n_edges;

  g_assert_cmpstr (headline, ==, "Ready: 100 of 100");
  g_assert_cmpint (lkb_scorecard_get_band (card), ==, LKB_SCORE_READY);
  g_assert_cmpuint (lkb_scorecard_get_gains (card, gains), ==, 0);
  g_assert_cmpuint (lkb_scorecard_get_n_extras (card), ==, 0);
  assert_evidence (card, LKB_SCORE_GOAL, "goal stated at 1:00 · first node at 12:00");
  assert_evidence (card, LKB_SCORE_OWNERSHIP,
                   "5 of 5 edges owned · owner on the last edge at 31:00");
  assert_evidence (card, LKB_SCORE_FEATURE, "at 12:00");
  assert_evidence (card, LKB_SCORE_CLARITY, "finished at 45:00");
  g_assert_cmpuint (lkb_scorecard_get_owned (card, &n_edges), ==, 5);
  g_assert_cmpuint (n_edges, ==, 5);
  g_assert_cmpuint (lkb_scorecard_get_n_numbers (card), >, 20);
  g_assert_true (lkb_scorecard_has_signals (card));
}

/* An empty round, not even ended. */
/* What the page says of hand-offs is what the score says. */
static void
test_hand_offs (void)
{
  static const struct
  {
    const char *edits, *evidence, *page;
  } rows[] = {
    { "", "5 of 5 hand-offs complete", "5 hand-offs, 5 accepted" },
    { "e1.accept=", "4 of 5 hand-offs complete", "5 hand-offs, 4 accepted" },
    { "e1.consumer_owner=Web", "4 of 4 hand-offs complete", "4 hand-offs, 4 accepted" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr (LkbRoundLog) log = play (PLAIN, rows[i].edits, "exam", "pm");
      LkbRecording *recording = lkb_round_log_get_recording (log);
      g_autoptr (LkbBoard) board = lkb_recording_dup_board (
          recording, lkb_recording_get_n_changes (recording));
      g_autoptr (LkbScorecard) card = score (log);
      g_autoptr (GPtrArray) cells = lkb_sheet_dup_cells (board, NULL, FALSE);
      const char *page = NULL;

      for (guint k = 0; k < cells->len; k++)
        if (((LkbSheetCell *) g_ptr_array_index (cells, k))->part == LKB_SHEET_OWNERSHIP)
          page = ((LkbSheetCell *) g_ptr_array_index (cells, k))->qualifier;
      assert_evidence (card, LKB_SCORE_OWNERSHIP, rows[i].evidence);
      g_assert_cmpstr (page, ==, rows[i].page);
    }
}

static void
test_nothing (void)
{
  Round round;
  g_autoptr (LkbRoundLog) log = NULL;
  g_autoptr (LkbScorecard) card = NULL;
  const LkbScoreRow *gains[LKB_SCORE_N_GAINS];

  begin (&round, "45", "coached", "pm");
  log = end (&round);
  card = score (log);
  g_assert_cmpuint (lkb_scorecard_get_score (card), ==, 0);
  g_assert_cmpint (lkb_scorecard_get_band (card), ==, LKB_SCORE_REHEARSE);
  for (guint i = 0; i < LKB_SCORE_N_CRITERIA; i++)
    g_assert_cmpuint (lkb_scorecard_get_row (card, i)->level, ==, 0);
  /* What weighs most is to be gained first; equals in the order of the rubric. */
  g_assert_cmpuint (lkb_scorecard_get_gains (card, gains), ==, 3);
  g_assert_cmpint (gains[0]->criterion, ==, LKB_SCORE_OWNERSHIP);
  g_assert_cmpint (gains[1]->criterion, ==, LKB_SCORE_GOAL);
  g_assert_cmpint (gains[2]->criterion, ==, LKB_SCORE_KPI);
}

static void
test_weights (void)
{
  static const double expected[2][LKB_SCORE_N_CRITERIA] = {
    { 15, 15, 20, 15, 10, 10, 10, 5 },
    { 8, 7, 10, 20, 15, 15, 15, 10 },
  };

  for (guint profile = 0; profile < 2; profile++)
    {
      g_autoptr (LkbRoundLog) log = play (PLAIN, "", "exam", profile == 0 ? "pm" : "engineer");
      g_autoptr (LkbScorecard) card = score (log);
      LkbRoundProfile other = 1 - profile;
      g_autoptr (LkbScorecard) asked = lkb_scorecard_new (log, words.vocabulary, &other);
      double sum = 0;

      for (guint i = 0; i < LKB_SCORE_N_CRITERIA; i++)
        {
          sum += lkb_scorecard_get_row (card, i)->weight;
          g_assert_cmpfloat (lkb_scorecard_get_row (card, i)->weight, ==, expected[profile][i]);
          g_assert_cmpfloat (lkb_scorecard_get_row (asked, i)->weight, ==, expected[other][i]);
        }
      g_assert_cmpfloat (sum, ==, 100);
      g_assert_cmpuint (lkb_scorecard_get_score (card), ==, 100);
      g_assert_cmpint (lkb_scorecard_get_profile (asked), ==, other);
    }
}

static int
get_extra (const LkbScorecard *card, LkbScoreExtraKind kind)
{
  for (guint i = 0; i < lkb_scorecard_get_n_extras (card); i++)
    if (lkb_scorecard_get_extra (card, i)->kind == kind)
      return lkb_scorecard_get_extra (card, i)->points;
  return 0;
}

static void
test_extras (void)
{
  g_autoptr (LkbRoundLog) errors = play (PLAIN, "e1.owner=\ne2.owner=", "exam", "pm");
  g_autoptr (LkbRoundLog) buzz = play (PLAIN, "@board.story=A fast and scalable one.", "exam",
                                       "pm");
  g_autoptr (LkbRoundLog) many = play (
      PLAIN, "@board.story=Fast. Fresh. Scalable. Massive. Reliable. Cheap. Modern. Smart.", "exam",
      "pm");
  g_autoptr (LkbRoundLog) anchor = play (PLAIN, "@board.first_number=[text:99.999 %]", "exam",
                                         "pm");
  g_autoptr (LkbScorecard) card = score (errors);

  g_assert_cmpint (get_extra (card, LKB_SCORE_ERRORS), ==, -4);
  {
    g_autofree char *text = lkb_scorecard_to_text (card);

    /* Which, once for all of a sort. */
    g_assert_nonnull (strstr (text, "-4  2 things left to fix: Edge without owner\n"));
  }
  lkb_scorecard_unref (card);
  card = score (buzz);
  g_assert_cmpint (get_extra (card, LKB_SCORE_BUZZWORDS), ==, -2);
  g_assert_cmpint (get_extra (card, LKB_SCORE_ERRORS), ==, 0);
  g_assert_cmpuint (lkb_scorecard_get_score (card), ==, 98);
  lkb_scorecard_unref (card);
  card = score (many);
  g_assert_cmpint (get_extra (card, LKB_SCORE_BUZZWORDS), ==, -5);
  lkb_scorecard_unref (card);
  card = score (anchor);
  g_assert_cmpint (get_extra (card, LKB_SCORE_ANCHOR), ==, -3);
  g_assert_cmpuint (lkb_scorecard_get_score (card), ==, 97);
}

/* Corrected when pushed +2, corrected by oneself nothing, pushed and not corrected -3. */
static void
test_correction (void)
{
  static const struct
  {
    const char *first;
    const char *last;
    gboolean pushed;
    int anchor;
    int corrected;
  } rounds[] = {
    { "99.999 %", "99 %", TRUE, 0, 2 },
    { "99.999 %", "99 %", FALSE, 0, 0 },
    { "99.999 %", "99.999 %", TRUE, -3, 0 },
    { "99 %", "98 %", TRUE, 0, 0 }, /* there was nothing to ask about */
    { "99.999 %", "", TRUE, 0, 0 }, /* taken back, not corrected */
  };

  for (guint i = 0; i < G_N_ELEMENTS (rounds); i++)
    {
      Round round;
      g_autoptr (LkbRoundLog) log = NULL;
      g_autoptr (LkbScorecard) card = NULL;
      g_autofree char *first = g_strdup_printf ("@board.first_number=[text:%s]", rounds[i].first);
      g_autofree char *last = rounds[i].last[0] != '\0' ? g_strdup_printf (
                                  "@board.first_number=[text:%s]", rounds[i].last)
                                                        : g_strdup ("@board.first_number=");

      begin (&round, "45", "exam", "pm");
      round.time = MINUTE;
      lkb_builder_add (round.board, GOAL);
      set_facts (round.board, "T01");
      edit (round.board, first);
      round.time = 32 * MINUTE;
      if (rounds[i].pushed)
        mark (&round, "prompt",
              "{\"kind\":\"card\",\"id\":\"first-number\",\"text\":\"Show me.\"}");
      round.time = 33 * MINUTE;
      edit (round.board, last);
      round.time = 45 * MINUTE;
      mark (&round, "end", "{\"why\":\"bell\"}");
      /* After the bell it is too late. */
      edit (round.board, "@board.first_number=[text:99.999 %]");
      log = end (&round);
      card = score (log);
      g_assert_cmpint (get_extra (card, LKB_SCORE_ANCHOR), ==, rounds[i].anchor);
      g_assert_cmpint (get_extra (card, LKB_SCORE_CORRECTED), ==, rounds[i].corrected);
    }
}

static void
test_adjusted (void)
{
  Round round;
  g_autoptr (LkbRoundLog) log = NULL;
  g_autoptr (LkbScorecard) card = NULL;
  const LkbScoreRow *row;

  begin (&round, "45", "exam", "pm");
  lkb_builder_add (round.board, "@board goal=Give the feed what was clicked");
  round.time = 45 * MINUTE;
  mark (&round, "end", "{\"why\":\"bell\"}");
  mark (&round, "prompt",
        "{\"kind\":\"adjust\",\"criterion\":\"kpi\",\"delta\":2,\"note\":\"said aloud\"}");
  mark (&round, "prompt", "{\"kind\":\"adjust\",\"criterion\":\"clarity\",\"delta\":9}");
  mark (&round, "prompt",
        "{\"kind\":\"adjust\",\"criterion\":\"goal\",\"delta\":-9,\"note\":\"n\"}");
  mark (&round, "prompt", "{\"kind\":\"adjust\",\"criterion\":\"new\",\"delta\":1,\"note\":\"n\"}");
  log = end (&round);
  card = score (log);
  row = lkb_scorecard_get_row (card, LKB_SCORE_KPI);
  g_assert_cmpuint (row->level, ==, 0);
  g_assert_cmpuint (row->adjusted, ==, 2);
  g_assert_cmpstr (row->note, ==, "said aloud");
  {
    g_autofree char *text = lkb_scorecard_to_text (card);

    g_assert_nonnull (strstr (text, "no KPI · Judged 0, corrected: said aloud\n"));
  }
  g_assert_cmpfloat (lkb_score_row_get_points (row), ==, 7.5);
  /* Nothing is corrected without a word why, and never beyond the scale. */
  row = lkb_scorecard_get_row (card, LKB_SCORE_CLARITY);
  g_assert_cmpuint (row->adjusted, ==, row->level);
  g_assert_null (row->note);
  g_assert_cmpuint (lkb_scorecard_get_row (card, LKB_SCORE_GOAL)->adjusted, ==, 0);
}

static void
test_other_presets (void)
{
  Round round;
  g_autoptr (LkbRoundLog) opening = NULL, drill = NULL;
  g_autoptr (LkbScorecard) card = NULL;
  g_autofree char *json = NULL;
  double sum = 0;

  begin (&round, "opening", "coached", "pm");
  lkb_builder_add (round.board, "@board goal=Give the home feed what was clicked within 3 s ; "
                                "kpis=[name:age|target:≤ 3 s @ p95|primary:true|from:s|to:c] ; "
                                "budget_cost=$8 k per month ; budget_freshness=5 s @ p95 ; "
                                "first_number=[text:10 k events/s]");
  round.time = 5 * MINUTE;
  mark (&round, "phase", "{\"id\":\"size\",\"index\":2}");
  lkb_builder_add (round.board, "source s name=Web clicks ; rate=10 k events/s ; payload=1 kB\n"
                                "consumer c name=Home feed");
  round.time = 10 * MINUTE;
  mark (&round, "end", "{\"why\":\"bell\"}");
  opening = end (&round);
  card = score (opening);
  for (guint i = 0; i < LKB_SCORE_N_CRITERIA; i++)
    sum += lkb_scorecard_get_row (card, i)->weight;
  g_assert_cmpfloat_with_epsilon (sum, 100, 1e-9);
  g_assert_cmpfloat (lkb_scorecard_get_row (card, LKB_SCORE_OWNERSHIP)->weight, ==, 0);
  g_assert_cmpuint (lkb_scorecard_get_score (card), ==, 100);
  lkb_scorecard_unref (card);

  begin (&round, "drill", "coached", "pm");
  drill = end (&round);
  card = score (drill);
  g_assert_false (lkb_scorecard_has_score (card));
  json = lkb_scorecard_to_json (card);
  g_assert_nonnull (strstr (json, "\"score\": null"));
}

static void
test_same_bytes (void)
{
  g_autoptr (LkbRoundLog) first = play (LATE_GOAL, "e1.owner=", "exam", "pm");
  g_autoptr (LkbRoundLog) second = play (LATE_GOAL, "e1.owner=", "exam", "pm");
  g_autoptr (LkbScorecard) a = score (first), b = score (second);
  g_autofree char *one = lkb_scorecard_to_json (a), *two = lkb_scorecard_to_json (b);
  g_autofree char *text = lkb_scorecard_to_text (a);

  g_assert_cmpstr (one, ==, two);
  g_assert_nonnull (strstr (one, "\"id\": \"ownership\""));
  g_assert_nonnull (strstr (one, "{ \"text\": \"first node\", \"at_s\": 720 }"));
  g_assert_true (g_str_has_prefix (text, "Close: 76 of 100\n"));
}

static void
test_readiness (void)
{
  g_autoptr (LkbRoundLog) exam = play (PLAIN, "", "exam", "pm");
  g_autoptr (LkbRoundLog) coached = play (PLAIN, "", "coached", "pm");
  g_autoptr (LkbRoundLog) engineer = play (PLAIN, "", "exam", "engineer");
  g_autoptr (LkbRoundLog) poor = play (NO_BOARD, "", "exam", "pm");
  g_autoptr (LkbScorecard) good = score (exam), other = score (coached);
  g_autoptr (LkbScorecard) weighed = score (engineer), low = score (poor);
  LkbScorecard *once[] = { good, other, weighed, low };
  LkbScorecard *twice[] = { good, low, good };
  LkbReadiness readiness = lkb_readiness_count (once, 4, LKB_ROUND_PM);

  g_assert_cmpuint (readiness.n_exams, ==, 2);
  g_assert_cmpuint (readiness.n_good, ==, 1);
  g_assert_false (readiness.ready);
  readiness = lkb_readiness_count (twice, 3, LKB_ROUND_PM);
  g_assert_cmpuint (readiness.n_exams, ==, 3);
  g_assert_true (readiness.ready);
}

/* ---- an owner more ---- */

#define N_BOARDS 40

static const char *const owners[] = { "Web",  "Streaming Platform", "the data team", "Search / Ads",
                                      "Reco", "ML Platform",        "Data",          "web" };

static const char *
any_owner (GRand *rand)
{
  return owners[g_rand_int_range (rand, 0, G_N_ELEMENTS (owners))];
}

/* A path with branches whose edges and nodes may have owners, accept, SLAs, calls or none. */
static void
draw_at_random (LkbBoard *board, GRand *rand)
{
  static const char *const kinds[] = { "source",        "ingestion", "pipeline", "storage",
                                       "feature-store", "model",     "consumer" };
  g_autoptr (GString) text = g_string_new (NULL);
  guint n = g_rand_int_range (rand, 2, 9);

  for (guint i = 0; i < n; i++)
    {
      guint kind = i == 0 ? 0 : i + 1 == n ? 6 : (guint) g_rand_int_range (rand, 1, 6);

      g_string_append_printf (text, "%s n%u name=Part %u", kinds[kind], i, i);
      if (g_rand_boolean (rand))
        g_string_append_printf (text, " ; owner=%s", any_owner (rand));
      g_string_append_c (text, '\n');
    }
  for (guint i = 1; i < n; i++)
    {
      g_string_append_printf (text, "edge e%u n%d n%u ", i, g_rand_int_range (rand, 0, i), i);
      g_string_append (text, "latency_p50=40 ms ; latency_p95=120 ms");
      if (g_rand_boolean (rand))
        g_string_append_printf (text, " ; owner=%s", any_owner (rand));
      if (g_rand_boolean (rand))
        g_string_append_printf (text, " ; consumer_owner=%s", any_owner (rand));
      if (g_rand_boolean (rand))
        g_string_append (text, " ; accept=all rows are there");
      if (g_rand_boolean (rand))
        g_string_append (text, " ; escalation=[first:on-call|channel:#x|within:15 min]");
      g_string_append_c (text, '\n');
    }
  lkb_builder_add (board, text->str);
  if (g_rand_boolean (rand))
    lkb_builder_add (board, GOAL);
  if (g_rand_boolean (rand))
    set_facts (board, "T01");
}

/* One round with the board as it was drawn, one with an owner more at the end. */
static guint
score_board (guint32 seed, const char *id, const char *owner)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  g_autoptr (LkbRoundLog) log = NULL;
  g_autoptr (LkbScorecard) card = NULL;
  Round round;

  begin (&round, "45", "exam", "pm");
  round.time = 10 * MINUTE;
  draw_at_random (round.board, rand);
  round.time = 40 * MINUTE;
  mark (&round, "phase", "{\"id\":\"close\",\"index\":6}");
  if (id != NULL)
    lkb_builder_set (round.board, id, LKB_FIELD_OWNER, owner);
  round.time = 45 * MINUTE;
  mark (&round, "end", "{\"why\":\"bell\"}");
  log = end (&round);
  card = score (log);
  return lkb_scorecard_get_score (card);
}

static void
test_owner_more (void)
{
  guint n_tried = 0, n_higher = 0;

  for (guint32 seed = 1; seed <= N_BOARDS; seed++)
    {
      g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
      g_autoptr (LkbBoard) board = lkb_board_new ();
      guint before = score_board (seed, NULL, NULL);
      const GPtrArray *elements;

      draw_at_random (board, rand);
      elements = lkb_board_get_elements (board);
      for (guint i = 0; i < elements->len; i++)
        {
          const LkbElement *element = g_ptr_array_index (elements, i);
          const char *id = lkb_element_get_id (element), *owner = any_owner (rand);
          guint after;

          if (lkb_element_get_text (element, LKB_FIELD_OWNER) != NULL)
            continue;
          after = score_board (seed, id, owner);
          if (after < before)
            g_error ("seed %u: %s of %s: %u, then %u", seed, owner, id, before, after);
          n_tried++;
          n_higher += after > before;
        }
    }
  g_assert_cmpuint (n_tried, >, 100);
  g_assert_cmpuint (n_higher, >, 20);
}

int
main (int argc, char **argv)
{
  int status;

  lkb_test_init (&argc, &argv);
  words_load ();
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/scorecard/level/%s/%u/%u",
                                               lkb_score_criterion_to_string (cases[i].criterion),
                                               cases[i].level, i);

      g_test_add_data_func (path, &cases[i], test_level);
    }
  g_test_add_func ("/scorecard/kpi-lacks", test_kpi_lacks);
  g_test_add_func ("/scorecard/whole", test_whole);
  g_test_add_func ("/scorecard/nothing", test_nothing);
  g_test_add_func ("/scorecard/weights", test_weights);
  g_test_add_func ("/scorecard/extras", test_extras);
  g_test_add_func ("/scorecard/correction", test_correction);
  g_test_add_func ("/scorecard/adjusted", test_adjusted);
  g_test_add_func ("/scorecard/other-presets", test_other_presets);
  g_test_add_func ("/scorecard/same-bytes", test_same_bytes);
  g_test_add_func ("/scorecard/readiness", test_readiness);
  g_test_add_func ("/scorecard/hand-offs", test_hand_offs);
  g_test_add_func ("/scorecard/owner-more", test_owner_more);
  status = g_test_run ();
  words_free ();
  return status;
}
