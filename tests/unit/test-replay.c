/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/practice/lkb-replay.h"

#include <string.h>

#include "core/formats/lkb-board-file.h"
#include "core/formats/lkb-svg-source.h"
#include "tests/support/lkb-test.h"

#define HEADER                                                                                     \
  "{\"lakeboard-journal\":1,\"uuid\":\"u\",\"path\":null,\"base_sha256\":null,"                    \
  "\"wall\":\"2026-03-01T12:00:00Z\",\"boot_id\":\"b\"}\n"
#define SETUP                                                                                      \
  "{\"t\":0,\"prompt\":{ \"kind\": \"round\", \"version\": 1, \"preset\": \"45\", \"mode\": "      \
  "\"exam\", \"profile\": \"pm\", \"seed\": 7, \"id\": \"5\", \"text\": \"Fix it.\", "             \
  "\"template\": \"T06\", \"level\": 2, \"length_ms\": 2700000 }}\n"
#define MARK(t, key, json) "{\"t\":" #t ",\"" key "\":" json "}\n"
#define SET(t, label, id, rank, el)                                                                \
  "{\"t\":" #t ",\"label\":\"" label "\",\"set\":[{\"id\":\"" id "\",\"rank\":\"" rank             \
  "\",\"el\":" el "}],\"del\":[]}\n"

static const char round_text[] = HEADER SETUP MARK (1000, "phase", "{\"id\":\"goal\",\"index\":1}")
    SET (11000, "Add A", "a", "10000i",
         "{\"id\":\"a\",\"kind\":\"source\",\"name\":\"A\",\"x\":0,\"y\":0}")
        SET (21000, "Add B", "b", "10001i",
             "{\"id\":\"b\",\"kind\":\"consumer\",\"name\":\"B\",\"x\":400,\"y\":0}")
            MARK (25000, "phase", "{\"id\":\"size\",\"index\":2}")
                SET (31000, "Connect", "e", "10002i",
                     "{\"id\":\"e\",\"kind\":\"edge\",\"from\":\"a\",\"to\":\"b\"}")
                    MARK (32000, "pause", "{\"on\":true,\"why\":\"user\"}")
                        MARK (42000, "pause", "{\"on\":false}")
                            SET (51000, "Set goal", "@board", "",
                                 "{\"goal\":\"Deliver A to the B team within 3 s\"}")
                                SET (61000, "Set owner", "e", "10002i",
                                     "{\"id\":\"e\",\"kind\":\"edge\",\"from\":\"a\",\"to\":\"b\","
                                     "\"owner\":\"Web\"}")
                                    SET (71000, "Set latency", "e", "10002i",
                                         "{\"id\":\"e\",\"kind\":\"edge\",\"from\":\"a\",\"to\":"
                                         "\"b\",\"owner\":\"Web\",\"latency_p95\":\"40 ms\"}")
                                        SET (81000, "Move A", "a", "10000i",
                                             "{\"id\":\"a\",\"kind\":\"source\",\"name\":\"A\","
                                             "\"x\":40,\"y\":0}")
                                            MARK (91000, "end", "{\"why\":\"bell\"}");

static LkbReplay *
new_replay (const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;
  g_autoptr (LkbRecording) recording = lkb_recording_read ("test", bytes, NULL, &error);
  g_autoptr (LkbRoundLog) log = NULL;

  g_assert_no_error (error);
  log = lkb_round_log_new (recording);
  return lkb_replay_new (log);
}

static void
test_moments (void)
{
  static const struct
  {
    LkbReplayKind kind;
    gint64 time;
    guint moment;
  } moments[] = {
    { LKB_REPLAY_PHASE, 0, 0 },           { LKB_REPLAY_PHASE, 24000, 2 },
    { LKB_REPLAY_PAUSE, 31000, 3 },       { LKB_REPLAY_FIRST_NUMBER, 40000, 4 },
    { LKB_REPLAY_FIRST_OWNER, 50000, 5 }, { LKB_REPLAY_BELL, 80000, 7 },
  };
  g_autoptr (LkbReplay) replay = new_replay (round_text);
  g_autofree char *label = NULL;
  g_autofree char *beginning = lkb_replay_dup_label (replay, 0);

  g_assert_cmpuint (lkb_replay_get_n (replay), ==, 7);
  g_assert_cmpint (lkb_replay_get_length (replay), ==, 80000);
  g_assert_cmpuint (lkb_replay_get_n_moments (replay), ==, G_N_ELEMENTS (moments));
  for (guint i = 0; i < G_N_ELEMENTS (moments); i++)
    {
      const LkbReplayMoment *moment = lkb_replay_get_moment (replay, i);

      g_assert_cmpint (moment->kind, ==, moments[i].kind);
      g_assert_cmpint (moment->time, ==, moments[i].time);
      g_assert_cmpuint (moment->moment, ==, moments[i].moment);
      g_assert_nonnull (moment->title);
    }
  label = lkb_replay_dup_label (replay, 3);
  g_assert_cmpstr (label, ==, "Connect");
  g_assert_cmpstr (beginning, !=, "");
  /* A time before a change still shows what was there then. */
  g_assert_cmpuint (lkb_replay_find (replay, 0), ==, 0);
  g_assert_cmpuint (lkb_replay_find (replay, 29999), ==, 2);
  g_assert_cmpuint (lkb_replay_find (replay, 30000), ==, 3);
  g_assert_cmpint (lkb_replay_get_time (replay, 4), ==, 40000);
  g_assert_cmpint (lkb_replay_get_phase (replay, 30000)->phase, ==, LKB_ROUND_SIZE);
}

static void
test_greens (void)
{
  g_autoptr (LkbReplay) replay = new_replay (round_text);
  g_autoptr (GError) error = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  LkbReplayGreens *greens = lkb_replay_find_greens (replay, NULL, NULL, &error);
  guint goal = 0, owner = 0;
  gint64 last = 0;

  g_assert_no_error (error);
  lkb_replay_take_greens (replay, greens);
  for (guint i = 0; i < lkb_replay_get_n_moments (replay); i++)
    {
      const LkbReplayMoment *moment = lkb_replay_get_moment (replay, i);

      g_assert_cmpint (moment->time, >=, last);
      last = moment->time;
      if (moment->kind != LKB_REPLAY_GREEN)
        continue;
      if (g_str_equal (moment->rule->id, "GOAL001"))
        goal = moment->moment;
      else if (g_str_equal (moment->rule->id, "OWN001"))
        owner = moment->moment;
      /* There is still no KPI. */
      g_assert_cmpstr (moment->rule->id, !=, "KPI001");
    }
  g_assert_cmpuint (goal, ==, 4);
  g_assert_cmpuint (owner, ==, 5);

  g_cancellable_cancel (cancellable);
  g_assert_null (lkb_replay_find_greens (replay, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* Any journal can be looked at again: by its own time, without phases. */
static void
test_journal (void)
{
  g_autoptr (LkbReplay) replay = new_replay (HEADER SET (
      2000, "Add A", "a", "10000i", "{\"id\":\"a\",\"kind\":\"source\",\"x\":0,\"y\":0}"));

  g_assert_cmpuint (lkb_replay_get_n (replay), ==, 1);
  g_assert_cmpint (lkb_replay_get_length (replay), ==, 2000);
  g_assert_cmpint (lkb_replay_get_time (replay, 1), ==, 2000);
  g_assert_cmpuint (lkb_replay_find (replay, 1999), ==, 0);
  g_assert_null (lkb_replay_get_phase (replay, 2000));
  g_assert_cmpuint (lkb_replay_get_n_moments (replay), ==, 0);
}

static char *
write_svg (LkbReplay *replay)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) svg = lkb_replay_write_svg (replay, NULL, LKB_THEME_LIGHT, 0, NULL, NULL,
                                                 &error);

  g_assert_no_error (error);
  return g_strndup (g_bytes_get_data (svg, NULL), g_bytes_get_size (svg));
}

static guint
count (const char *text, const char *what)
{
  guint n = 0;

  for (const char *at = text; (at = strstr (at, what)) != NULL; at++)
    n++;
  return n;
}

static void
test_film (void)
{
  g_autoptr (LkbReplay) replay = new_replay (round_text);
  g_autofree char *svg = write_svg (replay);
  g_autofree char *again = write_svg (replay);
  g_autoptr (GBytes) bytes = g_bytes_new (svg, strlen (svg));
  g_autoptr (GError) error = NULL;
  LkbSvgSourceChanges changes;
  g_autoptr (GBytes) source = lkb_svg_source_find ("film", bytes, &changes, &error);
  g_autoptr (LkbBoard) last = lkb_replay_dup_board (replay, 7);
  g_autoptr (GBytes) expected = lkb_board_file_write (last);

  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (source, expected));
  g_assert_cmpint (changes, ==, LKB_SVG_SOURCE_SAME);
  g_assert_cmpstr (svg, ==, again);
  /* An element is there once by its name, however often it is drawn. */
  g_assert_cmpuint (count (svg, "id=\"lb-a\""), ==, 1);
  g_assert_cmpuint (count (svg, "id=\"lb-e\""), ==, 1);
  /* Only opacities move, and what is of the past is not seen where nothing moves. */
  g_assert_cmpuint (count (svg, "<animate"), ==, count (svg, "attributeName=\"opacity\""));
  g_assert_cmpuint (count (svg, "aria-hidden=\"true\""), >, 3);
  g_assert_cmpuint (count (svg, "<g opacity=\"0\" aria-hidden=\"true\">"), ==,
                    count (svg, "aria-hidden=\"true\""));
  g_assert_nonnull (strstr (svg, "0:50 · Size and budgets · Set owner"));
  g_assert_null (strstr (svg, "<script"));
}

/* Two thousand changes are as long a film as sixty. */
static void
test_long_film (void)
{
  GString *text = g_string_new (HEADER SETUP MARK (0, "phase", "{\"id\":\"goal\",\"index\":1}"));
  g_autoptr (LkbReplay) replay = NULL;
  g_autofree char *svg = NULL;

  for (guint i = 0; i < 2000; i++)
    g_string_append_printf (
        text,
        "{\"t\":%u,\"label\":\"L%u\",\"set\":[{\"id\":\"n%u\",\"rank\":\"%ui\",\"el\":{\"id\":"
        "\"n%u\",\"kind\":\"source\",\"name\":\"N%u\",\"x\":%u,\"y\":%u}}],\"del\":[]}\n",
        i * 1000, i, i % 40, 10000 + i % 40, i % 40, i, i % 8 * 300, i % 40 / 8 * 120 + i % 7 * 4);
  replay = new_replay (text->str);
  g_string_free (text, TRUE);
  g_assert_cmpuint (lkb_replay_get_n (replay), ==, 2000);
  svg = write_svg (replay);
  g_assert_cmpuint (strlen (svg), <, 4 * 1024 * 1024);
  g_assert_cmpuint (count (svg, "id=\"lb-n0\""), ==, 1);
  g_assert_nonnull (strstr (svg, "dur=\"36s\""));
}

int
main (int argc, char **argv)
{
  lkb_test_init (&argc, &argv);
  g_test_add_func ("/replay/moments", test_moments);
  g_test_add_func ("/replay/greens", test_greens);
  g_test_add_func ("/replay/journal", test_journal);
  g_test_add_func ("/replay/film", test_film);
  g_test_add_func ("/replay/long-film", test_long_film);
  return g_test_run ();
}
