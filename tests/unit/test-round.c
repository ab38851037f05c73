/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/practice/lkb-round.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "core/formats/lkb-board-file.h"
#include "core/model/lkb-edit.h"
#include "core/practice/lkb-round-file.h"
#include "core/store/lkb-journal-lock.h"
#include "core/store/lkb-recovered.h"
#include "tests/support/lkb-test.h"

#define MINUTE ((gint64) 60000)
/* 2026-03-01T12:00:00Z */
#define WALL G_GINT64_CONSTANT (1772366400)

typedef struct
{
  char *folder;
  gint64 ms; /* both clocks are set by hand */
  gint64 asleep; /* what the one on the wall is ahead */
  LkbJournalPlace place;
  LkbDeck *deck;
  LkbBoard *board;
  LkbHistory *history;
  LkbRound *round;
  guint n_changed;
} Fixture;

static gint64
get_ms (gpointer data)
{
  return ((Fixture *) data)->ms;
}

static gint64
get_wall (gpointer data)
{
  const Fixture *fixture = data;

  return WALL * G_USEC_PER_SEC + (fixture->ms - 1000 + fixture->asleep) * 1000;
}

static void
changed_cb (Fixture *fixture)
{
  fixture->n_changed++;
}

static void
take_board (Fixture *fixture, LkbBoard *board)
{
  g_clear_object (&fixture->history);
  g_clear_object (&fixture->board);
  fixture->board = board;
  fixture->history = lkb_history_new (board, 0);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LkbDataDirs) dirs = lkb_data_dirs_new (NULL);

  fixture->folder = lkb_test_dup_dir ();
  fixture->ms = 1000;
  fixture->place = (LkbJournalPlace){ .folder = fixture->folder,
                                      .boot_id = "this-run",
                                      .get_ms = get_ms,
                                      .get_wall = get_wall,
                                      .data = fixture };
  fixture->deck = lkb_deck_load (dirs, NULL);
  take_board (fixture, lkb_board_new ());
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_object (&fixture->round);
  g_clear_object (&fixture->history);
  g_clear_object (&fixture->board);
  lkb_deck_unref (fixture->deck);
  lkb_test_remove_tree (fixture->folder);
  g_free (fixture->folder);
}

static void
begin (Fixture *fixture, LkbRoundPreset preset)
{
  g_autoptr (LkbRoundMark) setup = lkb_round_dup_setup (preset, LKB_ROUND_COACHED, LKB_ROUND_PM, 7,
                                                        lkb_deck_find_prompt (fixture->deck, "5"));

  fixture->round = lkb_round_new (&fixture->place, setup, fixture->deck, fixture->history);
  g_signal_connect_swapped (fixture->round, "changed", G_CALLBACK (changed_cb), fixture);
}

/* As long as that, a tick each second. */
static void
wait_for (Fixture *fixture, gint64 ms)
{
  for (; ms > 0; ms -= 1000)
    {
      fixture->ms += MIN (ms, 1000);
      lkb_round_tick (fixture->round);
    }
}

static void
set_title (Fixture *fixture, const char *title)
{
  const char *ids[] = { LKB_BOARD_ID, NULL };
  g_autoptr (LkbChange) change = lkb_edit_set_text (fixture->board, ids, LKB_FIELD_TITLE, title);

  g_assert_true (lkb_history_apply (fixture->history, change, NULL));
}

static LkbRoundLog *
read_file (Fixture *fixture)
{
  g_autofree char *path = lkb_round_dup_path (fixture->round);
  g_autoptr (GError) error = NULL;
  g_autoptr (LkbRecording) recording = lkb_recovered_read_journal (path, &error);

  g_assert_no_error (error);
  return lkb_round_log_new (recording);
}

static void
assert_time (Fixture *fixture, gint64 time)
{
  g_assert_cmpint (lkb_round_get_time (fixture->round), ==, time);
}

/* The opening by the clock alone: lead-in, two phases, bell. */
static void
test_bell (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LkbRoundLog) log = NULL;

  begin (fixture, LKB_ROUND_PRESET_OPENING);
  g_assert_cmpint (lkb_round_get_state (fixture->round), ==, LKB_ROUND_LEAD_IN);
  g_assert_null (lkb_round_get_slot (fixture->round));
  wait_for (fixture, 9000);
  g_assert_cmpint (lkb_round_get_lead_in (fixture->round), ==, 1000);
  assert_time (fixture, 0);
  wait_for (fixture, 1000);
  g_assert_cmpint (lkb_round_get_state (fixture->round), ==, LKB_ROUND_RUNNING);
  g_assert_cmpint (lkb_round_get_slot (fixture->round)->phase, ==, LKB_ROUND_GOAL);
  g_assert_nonnull (lkb_round_get_line (fixture->round));

  wait_for (fixture, 6 * MINUTE);
  /* It is for the person to go on. */
  g_assert_cmpuint (lkb_round_get_slot_index (fixture->round), ==, 0);
  lkb_round_next (fixture->round);
  g_assert_cmpint (lkb_round_get_slot (fixture->round)->phase, ==, LKB_ROUND_SIZE);
  g_assert_cmpint (lkb_round_get_slot_start (fixture->round), ==, 6 * MINUTE);
  wait_for (fixture, 4 * MINUTE);
  g_assert_cmpint (lkb_round_get_state (fixture->round), ==, LKB_ROUND_OVER);
  assert_time (fixture, 10 * MINUTE);
  wait_for (fixture, 5000);
  assert_time (fixture, 10 * MINUTE);

  log = read_file (fixture);
  g_assert_false (lkb_round_log_is_damaged (log));
  g_assert_cmpint (lkb_round_log_get_end_mark (log)->end, ==, LKB_ROUND_END_BELL);
  g_assert_cmpint (lkb_round_log_get_length (log), ==, 10 * MINUTE);
  g_assert_cmpuint (lkb_round_log_get_n_phases (log), ==, 2);
  g_assert_cmpint (lkb_round_log_get_phase (log, 0)->end, ==, 6 * MINUTE);
  /* Each line of the phase had its turn. */
  g_assert_cmpuint (lkb_round_log_get_n_lines (log), >=, 5);
  g_assert_cmpstr (lkb_round_log_get_setup (log)->template_id, ==, "T06");
}

static void
test_pause (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LkbRoundLog) log = NULL;

  begin (fixture, LKB_ROUND_PRESET_45);
  lkb_round_set_paused (fixture->round, TRUE);
  g_assert_cmpint (lkb_round_get_state (fixture->round), ==, LKB_ROUND_LEAD_IN);
  lkb_round_next (fixture->round);
  wait_for (fixture, MINUTE);
  lkb_round_set_paused (fixture->round, TRUE);
  wait_for (fixture, 3 * MINUTE);
  assert_time (fixture, MINUTE);
  set_title (fixture, "While the clock stood");
  lkb_round_set_paused (fixture->round, FALSE);
  wait_for (fixture, MINUTE);
  assert_time (fixture, 2 * MINUTE);
  set_title (fixture, "Afterwards");

  /* The machine slept for ten minutes; the clock of the file did not. */
  fixture->asleep = 10 * MINUTE;
  wait_for (fixture, MINUTE);
  assert_time (fixture, 3 * MINUTE);
  for (guint i = 0; i < 6; i++)
    lkb_round_next (fixture->round);
  g_assert_cmpint (lkb_round_get_state (fixture->round), ==, LKB_ROUND_OVER);
  set_title (fixture, "Not part of it");

  log = read_file (fixture);
  g_assert_cmpint (lkb_round_log_get_end_mark (log)->end, ==, LKB_ROUND_END_EARLY);
  g_assert_cmpint (lkb_round_log_get_length (log), ==, 3 * MINUTE);
  g_assert_cmpuint (lkb_round_log_get_n_pauses (log), ==, 2);
  g_assert_cmpint (lkb_round_log_get_pause (log, 0)->time, ==, MINUTE);
  g_assert_cmpint (lkb_round_log_get_pause (log, 0)->length_ms, ==, 3 * MINUTE);
  g_assert_cmpint (lkb_round_log_get_pause (log, 1)->length_ms, ==, 10 * MINUTE);
  g_assert_cmpint (lkb_round_log_get_pause (log, 1)->why, ==, LKB_ROUND_WHY_SUSPEND);
  g_assert_cmpuint (lkb_recording_get_n_changes (lkb_round_log_get_recording (log)), ==, 2);
  g_assert_cmpint (lkb_round_log_get_time (log, 0), ==, MINUTE);
  g_assert_cmpint (lkb_round_log_get_time (log, 1), ==, 2 * MINUTE);
}

/* Lets the interviewer look once a second, for so long or until there is a card. */
static void
look_for (Fixture *fixture, gint64 ms)
{
  g_autoptr (LkbAnalysis) analysis = lkb_analysis_new (fixture->board, NULL);
  g_autoptr (LkbFindings) findings = lkb_rules_run (fixture->board, analysis, NULL);
  LkbSight sight = { .board = fixture->board, .analysis = analysis, .findings = findings };

  for (; ms > 0 && lkb_round_get_card (fixture->round) == NULL; ms -= 1000)
    {
      wait_for (fixture, 1000);
      if (lkb_round_is_due (fixture->round))
        lkb_round_look (fixture->round, &sight);
    }
}

static void
go_to (Fixture *fixture, LkbRoundPhase phase)
{
  while (lkb_round_get_slot (fixture->round) == NULL
         || lkb_round_get_slot (fixture->round)->phase != phase)
    lkb_round_next (fixture->round);
}

/* One that leaves a lot to ask. */
static LkbBoard *
read_poor_board (void)
{
  static const char text[]
      = "{\"lakeboard\":1,\"board\":{\"goal\":\"Fast features for the recommender\"},\"elements\":["
        "{\"id\":\"a\",\"kind\":\"source\",\"name\":\"Clicks\",\"x\":0,\"y\":0},"
        "{\"id\":\"b\",\"kind\":\"pipeline\",\"name\":\"Sessions\",\"x\":400,\"y\":0},"
        "{\"id\":\"c\",\"kind\":\"consumer\",\"name\":\"Recommender\",\"x\":800,\"y\":0},"
        "{\"id\":\"e1\",\"kind\":\"edge\",\"from\":\"a\",\"to\":\"b\"},"
        "{\"id\":\"e2\",\"kind\":\"edge\",\"from\":\"b\",\"to\":\"c\"}]}";
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr (GError) error = NULL;
  LkbBoard *board = lkb_board_file_read ("b", bytes, LKB_BOARD_FILE_NONE, NULL, &error);

  g_assert_no_error (error);
  return board;
}

static void
test_cards (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LkbRoundLog) log = NULL;
  g_autofree char *first = NULL;

  take_board (fixture, read_poor_board ());
  begin (fixture, LKB_ROUND_PRESET_45);
  go_to (fixture, LKB_ROUND_PUSHBACK);

  /* Not while something is being done, nor right after. */
  lkb_round_set_busy (fixture->round, TRUE);
  look_for (fixture, MINUTE);
  g_assert_null (lkb_round_get_card (fixture->round));
  lkb_round_set_busy (fixture->round, FALSE);
  look_for (fixture, 7000);
  g_assert_null (lkb_round_get_card (fixture->round));
  look_for (fixture, 2000);
  g_assert_nonnull (lkb_round_get_card (fixture->round));
  first = g_strdup (lkb_round_get_card (fixture->round)->id);
  lkb_round_answer (fixture->round, LKB_ROUND_SAID, NULL);
  g_assert_null (lkb_round_get_card (fixture->round));

  /* Nobody answers: it goes after 90 s. */
  look_for (fixture, 3 * MINUTE + 1000);
  g_assert_nonnull (lkb_round_get_card (fixture->round));
  wait_for (fixture, 89000);
  g_assert_nonnull (lkb_round_get_card (fixture->round));
  wait_for (fixture, 2000);
  g_assert_null (lkb_round_get_card (fixture->round));

  look_for (fixture, 3 * MINUTE + 1000);
  g_assert_nonnull (lkb_round_get_card (fixture->round));
  lkb_round_answer (fixture->round, LKB_ROUND_NOTED, "Ask Finance");
  lkb_round_finish (fixture->round, LKB_ROUND_END_EARLY);

  log = read_file (fixture);
  g_assert_cmpuint (lkb_round_log_get_n_cards (log), ==, 3);
  g_assert_cmpstr (lkb_round_log_get_card (log, 0)->card->id, ==, first);
  g_assert_cmpint (lkb_round_log_get_card (log, 0)->answer->how, ==, LKB_ROUND_SAID);
  g_assert_cmpint (lkb_round_log_get_card (log, 1)->answer->how, ==, LKB_ROUND_UNANSWERED);
  g_assert_cmpstr (lkb_round_log_get_card (log, 2)->answer->note, ==, "Ask Finance");
}

/* Somebody comes back to the one file whose lock nobody holds. */
static void
go_on (Fixture *fixture, gint64 away)
{
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (LkbRecording) recording = NULL;
  g_autoptr (LkbBoard) last = NULL;
  g_autoptr (GError) error = NULL;
  LkbUnfinishedRound *left;

  fixture->ms += 100000;
  fixture->asleep += away - 100000;
  found = lkb_round_file_scan (fixture->folder, "this-run");
  g_assert_cmpuint (found->len, ==, 1);
  left = g_ptr_array_index (found, 0);
  recording = lkb_recording_ref (lkb_round_log_get_recording (left->log));
  last = lkb_recording_dup_board (recording, lkb_recording_get_n_changes (recording));
  g_assert_true (lkb_board_equal (last, fixture->board));
  take_board (fixture, g_steal_pointer (&last));
  fixture->round = lkb_round_resume (&fixture->place, left->path,
                                     lkb_journal_lock (left->path, "this-run"), left->log,
                                     fixture->deck, fixture->history, &error);
  g_assert_no_error (error);
}

/* The program ends at any moment: the file alone brings the round back, and what is done after that goes on in it. */
static void
resume (Fixture *fixture, gint64 away)
{
  g_autofree char *path = lkb_round_dup_path (fixture->round);
  g_autofree char *copy = g_strconcat (path, "2" LKB_ROUND_ENDING, NULL);
  g_autofree char *text = NULL;
  gsize length;

  /* What the kill left behind, its lock gone. */
  g_assert_true (g_file_get_contents (path, &text, &length, NULL));
  g_clear_object (&fixture->round);
  lkb_test_remove_tree (path);
  g_assert_true (g_file_set_contents (copy, text, (gssize) length, NULL));
  go_on (fixture, away);
}

static void
test_resume (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LkbRoundLog) log = NULL;

  begin (fixture, LKB_ROUND_PRESET_45);
  resume (fixture, MINUTE);
  g_assert_cmpint (lkb_round_get_state (fixture->round), ==, LKB_ROUND_LEAD_IN);
  g_assert_cmpint (lkb_round_get_lead_in (fixture->round), ==, LKB_ROUND_LEAD_IN_MS);
  lkb_round_start (fixture->round);
  set_title (fixture, "One");
  wait_for (fixture, 4 * MINUTE);
  lkb_round_next (fixture->round);
  wait_for (fixture, MINUTE);
  resume (fixture, 20 * MINUTE);
  assert_time (fixture, 5 * MINUTE);
  g_assert_cmpint (lkb_round_get_slot (fixture->round)->phase, ==, LKB_ROUND_SIZE);
  g_assert_cmpint (lkb_round_get_slot_start (fixture->round), ==, 4 * MINUTE);
  g_assert_nonnull (lkb_round_get_line (fixture->round));
  set_title (fixture, "Two");

  /* Also while the clock stands. */
  lkb_round_set_paused (fixture->round, TRUE);
  wait_for (fixture, MINUTE);
  resume (fixture, MINUTE);
  g_assert_cmpint (lkb_round_get_state (fixture->round), ==, LKB_ROUND_PAUSED);
  assert_time (fixture, 5 * MINUTE);
  lkb_round_set_paused (fixture->round, FALSE);
  wait_for (fixture, MINUTE);
  assert_time (fixture, 6 * MINUTE);
  lkb_round_finish (fixture->round, LKB_ROUND_END_EARLY);

  log = read_file (fixture);
  g_assert_false (lkb_round_log_is_damaged (log));
  g_assert_cmpint (lkb_round_log_get_length (log), ==, 6 * MINUTE);
  g_assert_cmpuint (lkb_round_log_get_n_phases (log), ==, 2);
  g_assert_cmpuint (lkb_recording_get_n_changes (lkb_round_log_get_recording (log)), ==, 2);
  g_assert_cmpuint (lkb_round_log_get_n_pauses (log), ==, 4);
  g_assert_cmpint (lkb_round_log_get_pause (log, 0)->length_ms, ==, MINUTE);
  g_assert_cmpint (lkb_round_log_get_pause (log, 1)->length_ms, ==, 20 * MINUTE);
  g_assert_cmpint (lkb_round_log_get_pause (log, 1)->why, ==, LKB_ROUND_WHY_CRASH);
}

/* Who leaves goes on later, to the second; before the clock runs there is nothing to go on with. */
static void
test_leave (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) found = NULL;

  begin (fixture, LKB_ROUND_PRESET_45);
  lkb_round_leave (fixture->round);
  g_clear_object (&fixture->round);
  found = lkb_round_file_scan (fixture->folder, "this-run");
  g_assert_cmpuint (found->len, ==, 0);

  begin (fixture, LKB_ROUND_PRESET_45);
  lkb_round_start (fixture->round);
  set_title (fixture, "One");
  wait_for (fixture, MINUTE);
  fixture->ms += 4321;
  lkb_round_leave (fixture->round);
  g_clear_object (&fixture->round);
  go_on (fixture, 20 * MINUTE);
  assert_time (fixture, MINUTE + 4321);
  lkb_round_set_paused (fixture->round, TRUE);
  lkb_round_leave (fixture->round);
  g_clear_object (&fixture->round);
  go_on (fixture, 20 * MINUTE);
  g_assert_cmpint (lkb_round_get_state (fixture->round), ==, LKB_ROUND_PAUSED);
  assert_time (fixture, MINUTE + 4321);
}

/* A card that was open when the program was killed is open again, and is not asked twice. */
static void
test_resume_card (Fixture *fixture, gconstpointer data)
{
  g_autofree char *id = NULL;

  take_board (fixture, read_poor_board ());
  begin (fixture, LKB_ROUND_PRESET_45);
  go_to (fixture, LKB_ROUND_PUSHBACK);
  look_for (fixture, 31000);
  id = g_strdup (lkb_round_get_card (fixture->round)->id);
  resume (fixture, MINUTE);
  g_assert_cmpstr (lkb_round_get_card (fixture->round)->id, ==, id);
  lkb_round_answer (fixture->round, LKB_ROUND_SKIPPED, NULL);
  for (guint i = 0; i < 3; i++)
    {
      look_for (fixture, 3 * MINUTE);
      if (lkb_round_get_card (fixture->round) == NULL)
        continue;
      g_assert_cmpstr (lkb_round_get_card (fixture->round)->id, !=, id);
      lkb_round_answer (fixture->round, LKB_ROUND_SKIPPED, NULL);
    }
}

/* A copy of the file as a kill after @length bytes leaves it. */
static LkbUnfinishedRound *
find_cut (Fixture *fixture, const char *text, gsize length)
{
  g_autofree char *folder = g_build_filename (fixture->folder, "cut", NULL);
  g_autofree char *path = g_build_filename (folder, "cut" LKB_ROUND_ENDING, NULL);
  g_autoptr (GPtrArray) found = NULL;

  g_mkdir_with_parents (folder, 0700);
  g_assert_true (g_file_set_contents (path, text, (gssize) length, NULL));
  found = lkb_round_file_scan (folder, "this-run");
  return found->len > 0 ? g_ptr_array_steal_index (found, 0) : NULL;
}

/* Killed at any second, and in the middle of any line: what was done is there, and the clock is where it was to the last
 * sign of life. */
static void
test_kills (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = NULL;
  g_autofree char *text = NULL;
  guint n_cut = 0;

  begin (fixture, LKB_ROUND_PRESET_OPENING);
  lkb_round_start (fixture->round);
  for (guint i = 0; i < 60; i++)
    {
      g_autofree char *title = g_strdup_printf ("Title %u", i);

      wait_for (fixture, 3000 + 1000 * (i % 7));
      if (i % 3 == 0)
        set_title (fixture, title);
      if (i == 30)
        lkb_round_next (fixture->round);
      if (i == 40 || i == 44)
        lkb_round_set_paused (fixture->round, i == 40);
    }
  path = lkb_round_dup_path (fixture->round);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));

  for (const char *end = strchr (text, '\n'); end != NULL; end = strchr (end + 1, '\n'))
    {
      gsize whole = (gsize) (end - text) + 1;
      g_autoptr (LkbUnfinishedRound) clean = find_cut (fixture, text, whole);
      g_autoptr (LkbUnfinishedRound) torn = NULL;
      gsize half = strcspn (end + 1, "\n") / 2;

      /* The first line alone is no round yet. */
      if (clean == NULL)
        {
          g_assert_cmpuint (n_cut, ==, 0);
          continue;
        }
      torn = find_cut (fixture, text, whole + half);
      g_assert_nonnull (torn);
      g_assert_false (lkb_round_log_is_damaged (torn->log));
      g_assert_cmpint (lkb_round_log_get_length (torn->log), ==,
                       lkb_round_log_get_length (clean->log));
      g_assert_cmpuint (lkb_recording_get_n_changes (lkb_round_log_get_recording (torn->log)), ==,
                        lkb_recording_get_n_changes (lkb_round_log_get_recording (clean->log)));
      n_cut++;
    }
  g_assert_cmpuint (n_cut, >, 60);

  /* It was never silent for longer than its sign of life comes. */
  {
    g_autoptr (LkbUnfinishedRound) left = find_cut (fixture, text, strlen (text));
    gint64 missing = lkb_round_get_time (fixture->round) - lkb_round_log_get_length (left->log);

    g_assert_cmpint (missing, >=, 0);
    g_assert_cmpint (missing, <=, LKB_ROUND_ALIVE_MS);
  }
}

static void
test_append (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LkbRoundMark) mark = lkb_round_mark_new (LKB_ROUND_MARK_ANSWER);
  g_autofree char *path = NULL;
  g_autoptr (LkbRoundLog) log = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) found = NULL;

  mark->id = g_strdup (LKB_ROUND_DEBRIEF);
  mark->how = LKB_ROUND_NOTED;
  mark->note = g_strdup ("Start with the consumer");
  begin (fixture, LKB_ROUND_PRESET_DRILL);
  lkb_round_start (fixture->round);
  set_title (fixture, "One");
  path = lkb_round_dup_path (fixture->round);
  g_assert_false (lkb_round_file_append (&fixture->place, path, mark, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_BUSY);
  g_clear_error (&error);
  wait_for (fixture, 3 * MINUTE);
  g_assert_cmpint (lkb_round_get_state (fixture->round), ==, LKB_ROUND_OVER);
  lkb_round_file_append (&fixture->place, path, mark, &error);
  g_assert_no_error (error);
  log = read_file (fixture);
  g_assert_false (lkb_round_log_is_damaged (log));
  g_assert_cmpstr (lkb_round_log_get_debrief (log)->note, ==, "Start with the consumer");
  g_assert_cmpint (lkb_round_log_get_length (log), ==, 3 * MINUTE);
  found = lkb_round_file_scan (fixture->folder, "this-run");
  g_assert_cmpuint (found->len, ==, 0);
}

/* Of a round that is over: what is done again, and on which board. */
static LkbRoundMark *
end_round (Fixture *fixture, guint *n_changes)
{
  g_autoptr (LkbRoundLog) log = NULL;

  lkb_round_finish (fixture->round, LKB_ROUND_END_EARLY);
  log = lkb_round_dup_log (fixture->round);
  return lkb_round_dup_again (log, n_changes);
}

static void
begin_again (Fixture *fixture, const LkbRoundMark *setup)
{
  g_clear_object (&fixture->round);
  fixture->round = lkb_round_new (&fixture->place, setup, fixture->deck, fixture->history);
  lkb_round_start (fixture->round);
}

/* The last ten minutes of 45 once more: from within the phase that it was, with the board that it was. */
static void
test_again (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LkbRoundMark) setup = NULL;
  guint n_changes = 0;

  begin (fixture, LKB_ROUND_PRESET_45);
  lkb_round_start (fixture->round);
  set_title (fixture, "Early");
  for (guint i = 0; i < 4; i++)
    {
      wait_for (fixture, 8 * MINUTE);
      lkb_round_next (fixture->round);
    }
  wait_for (fixture, 6 * MINUTE);
  set_title (fixture, "Late");
  wait_for (fixture, 4 * MINUTE);
  lkb_round_next (fixture->round);
  wait_for (fixture, 3 * MINUTE);
  g_assert_cmpint (lkb_round_get_state (fixture->round), ==, LKB_ROUND_OVER);
  setup = end_round (fixture, &n_changes);
  g_assert_cmpuint (n_changes, ==, 1);
  g_assert_cmpint (setup->length_ms, ==, LKB_ROUND_AGAIN_MS);

  /* Three of the nine minutes of push-back were over. */
  begin_again (fixture, setup);
  g_assert_cmpint (lkb_round_get_slot (fixture->round)->phase, ==, LKB_ROUND_PUSHBACK);
  g_assert_cmpint (lkb_round_get_slot_length (fixture->round), ==, 6 * MINUTE);
  g_assert_false (lkb_round_is_last (fixture->round));
  wait_for (fixture, 6 * MINUTE);
  lkb_round_next (fixture->round);
  g_assert_cmpint (lkb_round_get_slot_length (fixture->round), ==, 6 * MINUTE);
  g_assert_true (lkb_round_is_last (fixture->round));
  wait_for (fixture, 4 * MINUTE);
  g_assert_cmpint (lkb_round_get_state (fixture->round), ==, LKB_ROUND_OVER);
}

/* Who finished early in the sketch begins in the sketch; what was shorter is done again from its beginning. */
static void
test_again_early (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LkbRoundMark) first = NULL;
  g_autoptr (LkbRoundMark) second = NULL;
  g_autoptr (LkbRoundMark) third = NULL;
  guint n_changes = 0;

  begin (fixture, LKB_ROUND_PRESET_45);
  lkb_round_start (fixture->round);
  wait_for (fixture, 3 * MINUTE);
  lkb_round_next (fixture->round);
  wait_for (fixture, 2 * MINUTE);
  set_title (fixture, "One");
  lkb_round_next (fixture->round);
  wait_for (fixture, 11 * MINUTE);
  set_title (fixture, "Two");
  first = end_round (fixture, &n_changes);
  g_assert_cmpuint (n_changes, ==, 1);

  begin_again (fixture, first);
  g_assert_cmpint (lkb_round_get_slot (fixture->round)->phase, ==, LKB_ROUND_SKETCH);
  g_assert_cmpint (lkb_round_get_slot_length (fixture->round), ==, 12 * MINUTE);
  wait_for (fixture, 2 * MINUTE);
  second = end_round (fixture, &n_changes);
  g_assert_cmpuint (n_changes, ==, 0);
  g_assert_cmpint (second->length_ms, ==, LKB_ROUND_AGAIN_MS);
  begin_again (fixture, second);
  g_assert_cmpint (lkb_round_get_slot_length (fixture->round), ==, 12 * MINUTE);

  g_clear_object (&fixture->round);
  begin (fixture, LKB_ROUND_PRESET_60);
  lkb_round_start (fixture->round);
  set_title (fixture, "Three");
  wait_for (fixture, 4 * MINUTE);
  lkb_round_next (fixture->round);
  third = end_round (fixture, &n_changes);
  g_assert_cmpuint (n_changes, ==, 0);
  g_assert_cmpint (third->length_ms, ==, 60 * MINUTE);
  begin_again (fixture, third);
  g_assert_cmpint (lkb_round_get_slot (fixture->round)->phase, ==, LKB_ROUND_GOAL);
}

/* A journal that goes on where another ended and then has nothing to say leaves the file to the next one. */
static void
test_continued_in_vain (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LkbJournal) journal = lkb_journal_new_kept (&fixture->place, LKB_ROUND_ENDING);
  g_autofree char *path = NULL;

  lkb_journal_append_note (journal, fixture->board, "alive", "{}");
  lkb_journal_flush (journal);
  path = lkb_journal_dup_path (journal);
  lkb_journal_end (journal, LKB_JOURNAL_KEEP);
  for (guint i = 0; i < 2; i++)
    {
      int lock = lkb_journal_lock (path, "this-run");

      g_assert_cmpint (lock, >=, 0);
      g_clear_object (&journal);
      journal = lkb_journal_new_kept (&fixture->place, LKB_ROUND_ENDING);
      g_assert_true (lkb_journal_continue (journal, path, lock, 250, NULL));
      if (i == 0)
        lkb_journal_end (journal, LKB_JOURNAL_KEEP);
      else
        g_clear_object (&journal);
      lock = lkb_journal_lock (path, "this-run");
      g_assert_cmpint (lock, >=, 0);
      close (lock);
    }
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  lkb_test_init (&argc, &argv);
  ADD ("/round/bell", test_bell);
  ADD ("/round/pause", test_pause);
  ADD ("/round/cards", test_cards);
  ADD ("/round/resume", test_resume);
  ADD ("/round/leave", test_leave);
  ADD ("/round/resume-card", test_resume_card);
  ADD ("/round/kills", test_kills);
  ADD ("/round/append", test_append);
  ADD ("/round/again", test_again);
  ADD ("/round/again-early", test_again_early);
  ADD ("/round/continued-in-vain", test_continued_in_vain);
  return g_test_run ();
}
