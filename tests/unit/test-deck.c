/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/practice/lkb-deck.h"

#include <glib/gstdio.h>
#include <string.h>

#include "core/base/lkb-text.h"
#include "core/formats/lkb-board-file.h"
#include "core/formats/lkb-report.h"
#include "core/practice/lkb-interviewer.h"
#include "core/practice/lkb-round-plan.h"
#include "core/practice/lkb-round.h"
#include "tests/support/lkb-test.h"

#define FIRST "\"first_number\":{\"text\":\"99.99 %\"}"

static LkbDeck *
load_deck (const char *folder)
{
  g_autoptr (LkbDataDirs) dirs = lkb_data_dirs_new (folder);
  g_autoptr (GError) error = NULL;
  LkbDeck *deck = lkb_deck_load (dirs, &error);

  g_assert_no_error (error);
  return deck;
}

static LkbBoard *
read_board (const char *facts, const char *elements)
{
  g_autofree char *text = g_strdup_printf ("{\"lakeboard\":1,\"board\":{%s},\"elements\":[%s]}",
                                           facts, elements);
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;
  LkbBoard *board = lkb_board_file_read ("b", bytes, LKB_BOARD_FILE_NONE, NULL, &error);

  g_assert_no_error (error);
  return board;
}

/* 25 tasks, each with the page that answers it, and something to say in each phase and on each card. */
static void
test_built_in (void)
{
  g_autoptr (LkbDeck) deck = load_deck (NULL);
  g_autoptr (LkbDataDirs) dirs = lkb_data_dirs_new (NULL);
  g_autoptr (LkbBoard) board = lkb_board_new ();
  LkbDeckChoice bank = { 0 }, drill = { .drill = TRUE };
  const LkbInterviewerLine *lines;
  guint n_lines;

  g_assert_cmpuint (lkb_deck_get_n_problems (deck), ==, 0);
  g_assert_cmpuint (lkb_deck_count (deck, &bank), ==, 25);
  g_assert_cmpuint (lkb_deck_count (deck, &drill), >, 3);
  for (guint i = 0; i < lkb_deck_get_n_prompts (deck); i++)
    {
      const LkbPrompt *prompt = lkb_deck_get_prompt (deck, i);
      g_autoptr (LkbBoard) answer = NULL;

      g_assert_cmpuint (prompt->level, >, 0);
      g_assert_false (prompt->own);
      g_assert_true (prompt->drill == (prompt->goal != NULL));
      if (prompt->drill)
        continue;
      answer = lkb_data_dirs_load_template (dirs, prompt->template_id, NULL);
      g_assert_nonnull (answer);
    }
  for (guint preset = 0; preset < LKB_ROUND_N_PRESETS; preset++)
    {
      guint n;
      const LkbRoundSlot *slots = lkb_round_plan_get_slots (preset, &n);

      for (guint i = 0; i < n; i++)
        g_assert_cmpuint (lkb_deck_get_n_lines (deck, slots[i].lines), >, 0);
    }
  lines = lkb_interviewer_get_lines (&n_lines);
  for (guint i = 0; i < n_lines; i++)
    {
      g_autoptr (LkbRoundMark) card = lkb_deck_dup_card (deck, lines[i].id, board);

      if (card == NULL)
        g_error ("no words for %s", lines[i].id);
    }
  g_assert_cmpstr (lkb_deck_find_prompt (deck, "5")->template_id, ==, "T06");
  g_assert_null (lkb_deck_find_prompt (deck, "none"));
  g_assert_cmpstr (lkb_deck_get_line (deck, "goal", 0)->id, ==, "goal-1");
}

static void
write_deck (const char *folder, const char *name, const char *text)
{
  g_autofree char *decks = g_build_filename (folder, "decks", NULL);
  g_autofree char *path = g_build_filename (decks, name, NULL);

  g_assert_cmpint (g_mkdir_with_parents (decks, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

/* @facts: of the board that is asked about. */
static void
assert_asked (LkbDeck *deck, const char *id, const char *facts, const char *text, const char *words)
{
  g_autoptr (LkbBoard) board = read_board (facts, "");
  g_autoptr (LkbRoundMark) card = lkb_deck_dup_card (deck, id, board);
  g_autofree char *asked = lkb_round_mark_dup_words (card);

  g_assert_cmpstr (card->text, ==, text);
  g_assert_cmpstr (asked, ==, words);
}

/* @line: of the list as text; as JSON it is the same in every language. */
static void
assert_templates (const char *line)
{
  g_autoptr (LkbDataDirs) dirs = lkb_data_dirs_new (NULL);
  g_autoptr (GPtrArray) infos = lkb_data_dirs_list_templates (dirs, NULL);
  g_autofree char *text = lkb_report_templates_text (infos);
  g_autofree char *json = lkb_report_templates_json (infos);

  g_assert_nonnull (strstr (text, line));
  g_assert_nonnull (strstr (json, "\"Click to feature vector\""));
}

/* What the built-in decks say is shown in the language of the user, and written down as it is; own decks are shown as they
 * are. */
static void
test_german (void)
{
  static const char opened[] = "You opened with {number}. Show me.";
  g_autofree char *catalogs = lkb_test_dup_catalogs ();
  g_autofree char *folder = lkb_test_dup_dir ();
  g_autofree char *words = NULL, *json = NULL;
  g_autoptr (LkbDeck) deck = NULL;
  g_autoptr (LkbRoundMark) setup = NULL;

  write_deck (folder, "mine.json", "{\"cards\":[{\"id\":\"pii\",\"text\":\"Cost, {number}\"}]}");
  deck = load_deck (folder);
  setup = lkb_round_dup_setup (LKB_ROUND_PRESET_45, LKB_ROUND_EXAM, LKB_ROUND_PM, 1,
                               lkb_deck_find_prompt (deck, "10"));
  assert_asked (deck, "first-number", FIRST, opened, "You opened with 99.99 %. Show me.");
  assert_asked (deck, "first-number", "", opened, "You opened with that number. Show me.");
  if (catalogs == NULL)
    {
      g_test_skip ("no msgfmt");
      return;
    }
  lkb_test_speak ("de", catalogs);
  words = lkb_round_mark_dup_words (setup);
  json = lkb_round_mark_dup_json (setup);
  g_assert_cmpstr (
      words, ==,
      "Ein Abwanderungsmodell verfällt in drei Wochen, und sechs Wochen lang merkt es niemand.");
  g_assert_nonnull (
      strstr (json, "\"A churn model decays in three weeks and nobody notices for six.\""));
  assert_asked (deck, "first-number", FIRST, opened,
                "Sie begannen mit 99.99 %. Zeigen Sie es mir.");
  assert_asked (deck, "pii", FIRST, "Cost, {number}", "Cost, 99.99 %");
  g_assert_cmpstr (lkb_text_translate (lkb_deck_get_line (deck, "goal", 0)->text), ==,
                   "Wer merkt es, wenn das zu spät kommt?");
  g_assert_cmpstr (lkb_text_translate (""), ==, "");
  assert_templates ("T01   Vom Klick zum Merkmalsvektor\n");
  lkb_test_speak ("", catalogs);
  lkb_test_remove_tree (catalogs);
  lkb_test_remove_tree (folder);
}

static void
test_pick (void)
{
  g_autoptr (LkbDeck) deck = load_deck (NULL);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  LkbDeckChoice any = { 0 }, hard = { .level = 3 }, own = { .own = TRUE };

  for (guint32 seed = 0; seed < 400; seed++)
    {
      const LkbPrompt *prompt = lkb_deck_pick (deck, &any, seed, NULL);

      g_assert_true (prompt == lkb_deck_pick (deck, &any, seed, NULL));
      g_hash_table_add (seen, prompt->id);
      g_assert_cmpuint (lkb_deck_pick (deck, &hard, seed, NULL)->level, ==, 3);
    }
  g_assert_cmpuint (g_hash_table_size (seen), ==, 25);
  g_assert_null (lkb_deck_pick (deck, &own, 1, NULL));
}

/* Whoever practises one round after the other meets all prompts before one comes back, and then the first one of them. */
static void
test_pick_others (void)
{
  g_autoptr (LkbDeck) deck = load_deck (NULL);
  g_autoptr (GPtrArray) met = g_ptr_array_new ();
  LkbDeckChoice any = { 0 }, page = { .tag = "T08" };

  for (guint32 seed = 0; seed < 60; seed++)
    {
      const LkbPrompt *prompt = lkb_deck_pick (deck, &any, 7, met);

      g_assert_true (prompt == lkb_deck_pick (deck, &any, 7, met));
      for (guint i = 0; i < MIN (met->len, 24); i++)
        g_assert_cmpstr (prompt->id, !=, met->pdata[i]);
      g_ptr_array_insert (met, 0, prompt->id);
    }
  g_ptr_array_set_size (met, 0);
  g_ptr_array_add (met, (gpointer) "unknown");
  g_ptr_array_add (met, (gpointer) "7");
  g_assert_cmpstr (lkb_deck_pick (deck, &page, 1, met)->id, ==, "14");
  g_ptr_array_insert (met, 0, (gpointer) "14");
  g_assert_cmpstr (lkb_deck_pick (deck, &page, 1, met)->id, ==, "7");
}

static void
test_own (void)
{
  g_autofree char *folder = lkb_test_dup_dir ();
  g_autoptr (LkbDeck) deck = NULL;
  LkbDeckChoice own = { .own = TRUE }, any = { 0 };

  write_deck (folder, "mine.json",
              "{\"prompts\":[{\"id\":\"m1\",\"text\":\"Mine\"},{\"id\":\"5\",\"text\":\"Other\"}],"
              "\"cards\":[{\"id\":\"pii\",\"text\":\"Who may see it?\"}]}");
  deck = load_deck (folder);
  g_assert_cmpuint (lkb_deck_get_n_problems (deck), ==, 0);
  g_assert_cmpuint (lkb_deck_count (deck, &own), ==, 2);
  g_assert_cmpuint (lkb_deck_count (deck, &any), ==, 26);
  g_assert_cmpstr (lkb_deck_find_prompt (deck, "5")->text, ==, "Other");
  assert_asked (deck, "pii", "", "Who may see it?", "Who may see it?");
  lkb_test_remove_tree (folder);
}

/* What is broken is told with file and place; the rest is there all the same. */
static void
test_broken (void)
{
  static const struct
  {
    const char *text;
    const char *reason;
  } cases[] = {
    { "{\"prompts\":[{\"id\":\"a\",\"text\":\"A\"},{\"id\":\"b\"}]}",
      "$.prompts[1].text: missing" },
    { "{\"prompts\":[{\"id\":\"a\",\"text\":\"A\",\"level\":4}]}",
      "$.prompts[0].level: expected 1, 2 or 3" },
    { "{\"prompts\":[{\"id\":\"a\",\"text\":\"A\",\"drill\":1}]}",
      "$.prompts[0].drill: expected true or false" },
    { "{\"phases\":[{\"id\":\"goal\"}]}", "$.phases[0].lines: missing" },
    { "{\"phases\":[{\"id\":\"goal\",\"lines\":[{\"id\":\"x\",\"text\":1}]}]}",
      "$.phases[0].lines[0].text: expected text" },
    { "{\"cards\":{}}", "$.cards: expected a list" },
    { "[]", "$: expected an object" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *folder = lkb_test_dup_dir ();
      g_autofree char *expected = g_strdup_printf ("%s/decks/prompts.json: %s", folder,
                                                   cases[i].reason);
      g_autoptr (LkbDeck) deck = NULL;
      LkbDeckChoice any = { 0 };

      write_deck (folder, "prompts.json", cases[i].text);
      deck = load_deck (folder);
      g_assert_cmpuint (lkb_deck_get_n_problems (deck), ==, 1);
      g_assert_cmpstr (lkb_deck_get_problem (deck, 0), ==, expected);
      g_assert_cmpuint (lkb_deck_count (deck, &any), ==, 25);
      lkb_test_remove_tree (folder);
    }
}

static void
test_lengths (void)
{
  static const gint64 minutes[LKB_ROUND_N_PRESETS] = { 45, 60, 10, 3 };

  for (guint preset = 0; preset < LKB_ROUND_N_PRESETS; preset++)
    {
      guint n;
      const LkbRoundSlot *slots = lkb_round_plan_get_slots (preset, &n);
      gint64 at = 0;

      for (guint i = 0; i < n; i++)
        {
          g_assert_cmpint (slots[i].start, ==, at);
          at += slots[i].length;
        }
      g_assert_cmpint (at, ==, minutes[preset] * 60000);
      g_assert_cmpint (at, ==, lkb_round_plan_get_length (preset));
    }
}

static guint
count_done (LkbRoundPhase phase, LkbBoard *board, guint *n)
{
  g_autoptr (LkbAnalysis) analysis = lkb_analysis_new (board, NULL);
  LkbRoundGoal goals[LKB_ROUND_MAX_GOALS];
  guint done = 0;

  *n = lkb_round_plan_check (phase, board, analysis, NULL, NULL, goals);
  for (guint i = 0; i < *n; i++)
    done += goals[i].done ? 1 : 0;
  return done;
}

/* Nothing is done on an empty board, and nearly all on a finished page. */
static void
test_goals (void)
{
  g_autoptr (LkbDataDirs) dirs = lkb_data_dirs_new (NULL);
  g_autoptr (LkbBoard) empty = lkb_board_new ();
  g_autoptr (LkbBoard) page = lkb_data_dirs_load_template (dirs, "T01", NULL);
  g_autoptr (LkbBoard) opening = read_board (
      "\"goal\":\"G\",\"budget_cost\":\"$1 per month\",\"first_number\":{\"text\":\"3 s\"}",
      "{\"id\":\"a\",\"kind\":\"source\",\"name\":\"A\",\"rate\":\"1 per s\",\"x\":0,\"y\":0}");
  guint n;

  for (guint phase = 0; phase < LKB_ROUND_N_PHASES; phase++)
    {
      g_assert_cmpuint (count_done (phase, empty, &n), ==, 0);
      g_assert_cmpuint (n, >, 0);
      if (phase == LKB_ROUND_GOAL || phase == LKB_ROUND_SKETCH || phase == LKB_ROUND_FEATURE)
        g_assert_cmpuint (count_done (phase, page, &n), ==, n);
    }
  g_assert_cmpuint (count_done (LKB_ROUND_GOAL, opening, &n), ==, 2);
  g_assert_cmpuint (n, ==, 4);
  g_assert_cmpuint (count_done (LKB_ROUND_SIZE, opening, &n), ==, 2);
}

/* Words of one's own are no lakehouse feature, here as in the checks. */
static void
test_own_feature (void)
{
  g_autoptr (LkbDataDirs) dirs = lkb_data_dirs_new (NULL);
  g_autoptr (LkbVocabulary) vocabulary = lkb_data_dirs_load_vocabulary (dirs, NULL);
  g_autoptr (LkbBoard) board = read_board (
      "\"goal\":\"G\"", "{\"id\":\"a\",\"kind\":\"pipeline\",\"name\":\"A\",\"features\":[\"Live "
                        "Tables\"],\"x\":0,\"y\":0}");
  LkbRoundGoal goals[LKB_ROUND_MAX_GOALS];

  lkb_round_plan_check (LKB_ROUND_FEATURE, board, NULL, vocabulary, NULL, goals);
  g_assert_false (goals[0].done);
}

int
main (int argc, char **argv)
{
  lkb_test_init (&argc, &argv);
  g_test_add_func ("/deck/built-in", test_built_in);
  g_test_add_func ("/deck/german", test_german);
  g_test_add_func ("/deck/pick", test_pick);
  g_test_add_func ("/deck/pick-others", test_pick_others);
  g_test_add_func ("/deck/own", test_own);
  g_test_add_func ("/deck/broken", test_broken);
  g_test_add_func ("/deck/lengths", test_lengths);
  g_test_add_func ("/deck/own-feature", test_own_feature);
  g_test_add_func ("/deck/goals", test_goals);
  return g_test_run ();
}
