/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/practice/lkb-round-log.h"

#include <string.h>

#include "core/base/lkb-error.h"
#include "tests/support/lkb-test.h"

#define HEADER                                                                                     \
  "{\"lakeboard-journal\":1,\"uuid\":\"u\",\"path\":null,\"base_sha256\":null,"                    \
  "\"wall\":\"2026-03-01T12:00:00Z\",\"boot_id\":\"b\"}\n"
#define SETUP                                                                                      \
  "{\"t\":0,\"prompt\":{ \"kind\": \"round\", \"version\": 1, \"preset\": \"45\", \"mode\": "      \
  "\"exam\", \"profile\": \"pm\", \"seed\": 7, \"id\": \"5\", \"text\": \"Fix it.\", "             \
  "\"template\": \"T06\", \"level\": 2, \"length_ms\": 2700000 }}\n"
#define MARK(t, key, json) "{\"t\":" #t ",\"" key "\":" json "}\n"
#define NODE(t, id, rank)                                                                          \
  "{\"t\":" #t ",\"label\":\"L\",\"set\":[{\"id\":\"" id "\",\"rank\":\"" rank                     \
  "\",\"el\":{\"id\":\"" id "\",\"kind\":\"source\",\"x\":0,\"y\":0}}],\"del\":[]}\n"

static LkbRoundLog *
read_log (const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;
  LkbRoundLog *log = lkb_round_log_read ("test.lakeround", bytes, &error);

  g_assert_no_error (error);
  return log;
}

/* Every kind of mark gives the text again that it was read from. */
static void
test_marks (void)
{
  static const struct
  {
    const char *key;
    const char *json;
  } cases[] = {
    { "prompt",
      "{ \"kind\": \"round\", \"version\": 1, \"preset\": \"opening\", \"mode\": \"coached\", "
      "\"profile\": \"engineer\", \"seed\": 4294967295, \"id\": \"5\", \"text\": \"T “x”\", "
      "\"template\": \"T06\", \"level\": 2, \"length_ms\": 600000 }" },
    { "prompt", "{ \"kind\": \"round\", \"version\": 1, \"preset\": \"drill\", \"mode\": \"exam\", "
                "\"profile\": \"pm\", \"seed\": 0, \"text\": \"\", \"length_ms\": 180000 }" },
    { "prompt", "{ \"kind\": \"line\", \"id\": \"goal-1\", \"text\": \"Who?\" }" },
    { "prompt", "{ \"kind\": \"card\", \"id\": \"no-cost\", \"text\": \"Cost?\", "
                "\"elements\": [\"e1\", \"@board\"] }" },
    { "prompt", "{ \"kind\": \"card\", \"id\": \"no-cost\", \"text\": \"Cost?\" }" },
    { "prompt", "{ \"kind\": \"card\", \"id\": \"first\", \"text\": \"{number}?\", "
                "\"first_number\": \"3 s\" }" },
    { "prompt",
      "{ \"kind\": \"adjust\", \"criterion\": \"kpi\", \"delta\": -2, \"note\": \"n\" }" },
    { "phase", "{ \"id\": \"pushback\", \"index\": 5 }" },
    { "answer", "{ \"card\": \"no-cost\", \"how\": \"said\", \"number\": false }" },
    { "answer", "{ \"card\": \"no-cost\", \"how\": \"note\", \"note\": \"N\" }" },
    { "answer", "{ \"card\": \"x\", \"how\": \"changed\", \"elements\": [\"a\"] }" },
    { "pause", "{ \"on\": true, \"why\": \"user\" }" },
    { "pause", "{ \"on\": false }" },
    { "pause", "{ \"gap_ms\": 7000, \"why\": \"suspend\" }" },
    { "end", "{ \"why\": \"abandoned\" }" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (LkbRoundMark) mark = NULL;
      g_autoptr (LkbRoundMark) copy = NULL;
      g_autoptr (GError) error = NULL;
      g_autofree char *json = NULL;

      lkb_round_mark_read (cases[i].key, cases[i].json, &mark, &error);
      g_assert_no_error (error);
      g_assert_nonnull (mark);
      g_assert_cmpstr (lkb_round_mark_get_key (mark), ==, cases[i].key);
      copy = lkb_round_mark_copy (mark);
      json = lkb_round_mark_dup_json (copy);
      g_assert_cmpstr (json, ==, cases[i].json);
    }
}

static void
test_other_marks (void)
{
  static const struct
  {
    const char *key;
    const char *json;
    gboolean fine;
  } cases[] = {
    { "weather", "3", TRUE },
    { "prompt", "{\"kind\":\"smell\"}", TRUE },
    { "prompt", "{\"text\":\"no kind\"}", FALSE },
    { "prompt", "[]", FALSE },
    { "prompt", "{\"kind\":\"line\",\"id\":3,\"text\":\"\"}", FALSE },
    { "prompt", "{\"kind\":\"line\",\"id\":\"x\"}", FALSE },
    { "prompt", "{\"kind\":\"card\",\"id\":\"x\",\"text\":\"\",\"elements\":[1]}", FALSE },
    { "phase", "{\"id\":\"lunch\",\"index\":7}", TRUE },
    { "phase", "{\"id\":\"goal\",\"index\":\"1\"}", FALSE },
    { "answer", "{\"card\":\"x\",\"how\":\"sung\"}", TRUE },
    { "answer", "{\"card\":\"x\",\"how\":\"said\",\"number\":1}", FALSE },
    { "pause", "{\"on\":1}", FALSE },
    { "pause", "{}", FALSE },
    { "end", "true", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (LkbRoundMark) mark = NULL;
      g_autoptr (GError) error = NULL;
      gboolean fine = lkb_round_mark_read (cases[i].key, cases[i].json, &mark, &error);

      g_assert_null (mark);
      if (fine != cases[i].fine)
        g_error ("%s: %s", cases[i].key, cases[i].json);
      g_assert_true (fine == (error == NULL));
    }
}

/* Two minutes of goal with a pause of a minute in it, then the sketch until the bell. */
static void
test_times (void)
{
  g_autoptr (LkbRoundLog) log = read_log (
      HEADER SETUP MARK (0, "alive", "{}") MARK (10000, "phase", "{\"id\":\"goal\",\"index\":1}")
          MARK (10000, "prompt", "{\"kind\":\"line\",\"id\":\"goal-1\",\"text\":\"Who?\"}")
              NODE (40000, "a", "10000i") MARK (70000, "pause", "{\"on\":true,\"why\":\"user\"}")
                  NODE (100000, "b", "20000i") MARK (130000, "pause", "{\"on\":false}")
                      MARK (190000, "phase", "{\"id\":\"sketch\",\"index\":2}")
                          MARK (200000, "pause", "{\"gap_ms\":90000,\"why\":\"suspend\"}") NODE (
                              250000, "c", "30000i") MARK (310000, "end", "{\"why\":\"bell\"}")
                              MARK (400000, "answer",
                                    "{\"card\":\"debrief\",\"how\":\"note\",\"note\":\"D\"}"));
  const LkbRoundMark *setup = lkb_round_log_get_setup (log);
  const LkbRoundSpan *span;

  g_assert_false (lkb_round_log_is_damaged (log));
  g_assert_true (lkb_round_log_has_begun (log));
  g_assert_cmpint (setup->preset, ==, LKB_ROUND_PRESET_45);
  g_assert_cmpint (setup->mode, ==, LKB_ROUND_EXAM);
  g_assert_cmpstr (setup->template_id, ==, "T06");
  g_assert_cmpint (setup->length_ms, ==, 2700000);

  g_assert_cmpuint (lkb_round_log_get_n_phases (log), ==, 2);
  span = lkb_round_log_get_phase (log, 0);
  g_assert_cmpint (span->start, ==, 0);
  g_assert_cmpint (span->end, ==, 120000);
  span = lkb_round_log_find_phase (log, LKB_ROUND_SKETCH);
  g_assert_cmpint (span->start, ==, 120000);
  g_assert_cmpint (span->end, ==, 240000);
  g_assert_null (lkb_round_log_find_phase (log, LKB_ROUND_CLOSE));
  g_assert_cmpint (lkb_round_log_get_length (log), ==, 240000);
  g_assert_cmpint (lkb_round_log_get_end_mark (log)->end, ==, LKB_ROUND_END_BELL);
  g_assert_cmpstr (lkb_round_log_get_debrief (log)->note, ==, "D");

  g_assert_cmpuint (lkb_round_log_get_n_lines (log), ==, 1);
  g_assert_cmpint (lkb_round_log_get_line (log, 0)->time, ==, 0);
  g_assert_cmpuint (lkb_round_log_get_n_pauses (log), ==, 2);
  g_assert_cmpint (lkb_round_log_get_pause (log, 0)->time, ==, 60000);
  g_assert_cmpint (lkb_round_log_get_pause (log, 0)->length_ms, ==, 60000);
  g_assert_cmpint (lkb_round_log_get_pause (log, 1)->length_ms, ==, 90000);
  g_assert_cmpint (lkb_round_log_get_pause (log, 1)->why, ==, LKB_ROUND_WHY_SUSPEND);

  g_assert_cmpint (lkb_round_log_get_time (log, 0), ==, 30000);
  g_assert_cmpint (lkb_round_log_get_time (log, 1), ==, 60000);
  g_assert_cmpint (lkb_round_log_get_time (log, 2), ==, 180000);
  g_assert_cmpuint (lkb_round_log_find (log, 0), ==, 0);
  g_assert_cmpuint (lkb_round_log_find (log, 30000), ==, 1);
  g_assert_cmpuint (lkb_round_log_find (log, 60000), ==, 2);
  g_assert_cmpuint (lkb_round_log_find (log, 999999999), ==, 3);
}

static void
test_cards (void)
{
  g_autoptr (LkbRoundLog) log = read_log (
      HEADER SETUP MARK (0, "phase", "{\"id\":\"goal\",\"index\":1}")
          MARK (5000, "prompt", "{\"kind\":\"card\",\"id\":\"one\",\"text\":\"1?\"}") NODE (
              6000, "a", "10000i") MARK (9000, "answer", "{\"card\":\"one\",\"how\":\"said\"}")
              MARK (20000, "prompt",
                    "{\"kind\":\"card\",\"id\":\"two\",\"text\":\"2?\",\"elements\":[\"a\"]}")
                  MARK (30000, "end", "{\"why\":\"early\"}")
                      MARK (60000, "answer", "{\"card\":\"one\",\"how\":\"said\",\"number\":true}")
                          MARK (61000, "prompt",
                                "{\"kind\":\"adjust\",\"criterion\":\"kpi\",\"delta\":1}")
                              MARK (62000, "prompt",
                                    "{\"kind\":\"adjust\",\"criterion\":\"kpi\","
                                    "\"delta\":2,\"note\":\"N\"}")
                                  MARK (63000, "answer", "{\"card\":\"none\",\"how\":\"skip\"}"));
  const LkbRoundCard *card;

  g_assert_cmpuint (lkb_round_log_get_n_cards (log), ==, 2);
  card = lkb_round_log_find_card (log, "one");
  g_assert_cmpint (card->time, ==, 5000);
  g_assert_cmpuint (card->n_changes, ==, 0);
  g_assert_cmpint (card->answered, ==, 9000);
  g_assert_cmpint (card->answer->how, ==, LKB_ROUND_SAID);
  g_assert_cmpint (card->answer->number, ==, LKB_ROUND_NUMBER_YES);
  card = lkb_round_log_get_card (log, 1);
  g_assert_cmpstr (card->card->elements[0], ==, "a");
  g_assert_cmpuint (card->n_changes, ==, 1);
  g_assert_null (card->answer);
  g_assert_cmpint (card->answered, ==, LKB_ROUND_NEVER);
  g_assert_cmpuint (lkb_round_log_get_n_adjustments (log), ==, 1);
  g_assert_cmpint (lkb_round_log_get_adjustment (log, 0)->delta, ==, 2);
}

/* Cut off while the clock stood; a damaged mark is passed over and told of. */
static void
test_cut_off (void)
{
  g_autoptr (LkbRoundLog) log = read_log (
      HEADER SETUP MARK (1000, "phase", "{\"id\":\"goal\",\"index\":1}")
          MARK (3000, "phase", "{\"id\":\"size\"}")
              MARK (5000, "pause", "{\"on\":true,\"why\":\"user\"}") MARK (9000, "alive", "{}"));

  g_assert_true (lkb_round_log_is_damaged (log));
  g_assert_true (lkb_round_log_is_paused (log));
  g_assert_null (lkb_round_log_get_end_mark (log));
  g_assert_cmpint (lkb_round_log_get_length (log), ==, 4000);
  g_assert_cmpuint (lkb_round_log_get_n_phases (log), ==, 1);
  g_assert_cmpint (lkb_round_log_get_phase (log, 0)->end, ==, 4000);
  g_assert_cmpint (lkb_round_log_get_pause (log, 0)->length_ms, ==, 4000);
}

static void
test_no_round (void)
{
  g_autoptr (GBytes) bytes = g_bytes_new (HEADER, strlen (HEADER));
  g_autoptr (GError) error = NULL;
  g_autoptr (LkbRecording) recording = lkb_recording_read ("j", bytes, NULL, NULL);
  g_autoptr (LkbRoundLog) empty = lkb_round_log_new (recording);

  g_assert_null (lkb_round_log_get_setup (empty));
  g_assert_false (lkb_round_log_has_begun (empty));
  g_assert_cmpint (lkb_round_log_get_length (empty), ==, 0);
  g_assert_null (lkb_round_log_read ("a.lakeround", bytes, &error));
  g_assert_error (error, LKB_INPUT_ERROR, LKB_INPUT_ERROR_STRUCTURE);
  g_assert_cmpstr (error->message, ==, "a.lakeround: this is no round");
}

int
main (int argc, char **argv)
{
  lkb_test_init (&argc, &argv);
  g_test_add_func ("/round-log/marks", test_marks);
  g_test_add_func ("/round-log/other-marks", test_other_marks);
  g_test_add_func ("/round-log/times", test_times);
  g_test_add_func ("/round-log/cards", test_cards);
  g_test_add_func ("/round-log/cut-off", test_cut_off);
  g_test_add_func ("/round-log/no-round", test_no_round);
  return g_test_run ();
}
