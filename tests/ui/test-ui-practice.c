/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * A round in the real window, by a clock that the test holds: dialog, brief, phases, cards, bell, once more; and one that was
 * cut off goes on.
 */

#include <glib/gstdio.h>

#include "app/lkb-replay-window.h"
#include "app/lkb-score-window.h"
#include "core/model/lkb-edit.h"
#include "core/practice/lkb-round.h"
#include "core/practice/lkb-score-report.h"
#include "core/store/lkb-recovered.h"
#include "rounds.h"
#include "widgets/panels/lkb-inspector.h"
#include "widgets/panels/lkb-palette.h"
#include "widgets/panels/lkb-script-panel.h"
#include "widgets/practice/lkb-bell-bar.h"
#include "widgets/practice/lkb-brief.h"
#include "widgets/practice/lkb-card-view.h"
#include "widgets/practice/lkb-clock-bar.h"

static void
test_opening (void)
{
  g_autoptr (LkbUi) ui = open_start_page ();
  g_autoptr (LkbRoundLog) log = NULL;

  start_round (ui, FALSE);
  lkb_ui_shoot (ui, "practise-brief");
  pass_brief (ui);
  draw (ui);
  now += 6 * MINUTE + 20 * SECOND;
  wait_for_text (ui, "06:20");
  g_assert_nonnull (find (ui, GTK_TYPE_LABEL, "1 min over"));
  lkb_ui_shoot (ui, "practise-over");

  /* The clock stands while somebody is at the door. */
  lkb_ui_xdotool (ui, "key ctrl+k");
  lkb_ui_type (ui, "pause");
  lkb_ui_xdotool (ui, "key Return");
  now += 5 * MINUTE;
  lkb_ui_click (ui, need (ui, GTK_TYPE_BUTTON, "_Continue"));
  g_assert_nonnull (find (ui, GTK_TYPE_LABEL, "06:20"));

  lkb_ui_click (ui, need (ui, GTK_TYPE_BUTTON, "_Next Phase"));
  g_assert_nonnull (find (ui, GTK_TYPE_LABEL, "Size and budgets"));
  g_assert_null (find (ui, GTK_TYPE_LABEL, "1 min over"));
  g_assert_null (find (ui, GTK_TYPE_BUTTON, "_Next Phase"));
  now += 4 * MINUTE;
  wait_until (ui, LKB_TYPE_BELL_BAR, TRUE, "the bell rings");
  g_assert_null (find (ui, LKB_TYPE_CLOCK_BAR, NULL));
  g_assert_nonnull (find (ui, GTK_TYPE_LABEL, "Time is up"));
  lkb_ui_shoot (ui, "practise-bell");

  log = read_round ();
  g_assert_false (lkb_round_log_is_damaged (log));
  g_assert_cmpint (lkb_round_log_get_setup (log)->preset, ==, LKB_ROUND_PRESET_OPENING);
  g_assert_cmpint (lkb_round_log_get_end_mark (log)->end, ==, LKB_ROUND_END_BELL);
  g_assert_cmpuint (lkb_recording_get_n_changes (lkb_round_log_get_recording (log)), >=, 2);

  /* The board is there to be saved like any other, and the next round is an exam. */
  gtk_widget_activate_action (GTK_WIDGET (ui->window), "round.close", NULL);
  lkb_ui_settle (ui);
  g_assert_null (find (ui, LKB_TYPE_BELL_BAR, NULL));
}

/* What the file says it was worth. */
static char *
dup_score (LkbUi *ui)
{
  g_autoptr (LkbRoundLog) log = read_round ();
  g_autoptr (LkbScorecard) score = lkb_scorecard_new (
      log, lkb_application_get_vocabulary (ui->application), NULL);

  return lkb_scorecard_to_json (score);
}

/* By whose weights it is scored; the next dialog proposes the same. */
static void
choose_engineer (LkbUi *ui, GtkWindow *dialog)
{
  GtkWidget *words = lkb_ui_find (GTK_WIDGET (dialog), GTK_TYPE_LABEL, "Product manager");

  if (words == NULL)
    return;
  lkb_ui_click (ui, words);
  lkb_ui_xdotool (ui, "key Down");
  lkb_ui_xdotool (ui, "key Return");
}

/* 45 minutes by keyboard, from the menu's action; the interviewer asks, and speaking is an answer. */
static void
hold_round (LkbUi *ui)
{
  g_autoptr (LkbRoundLog) log = NULL;
  GtkWindow *dialog;

  gtk_widget_activate_action (GTK_WIDGET (ui->window), "app.practise", "s", "45");
  lkb_ui_settle (ui);
  dialog = lkb_ui_get_dialog (ui, ADW_TYPE_WINDOW);
  /* After a first round the next one is an exam, unless one says otherwise. */
  g_assert_true (gtk_toggle_button_get_active (
      GTK_TOGGLE_BUTTON (lkb_ui_find (GTK_WIDGET (dialog), GTK_TYPE_TOGGLE_BUTTON, "Exam"))));
  lkb_ui_click (ui, lkb_ui_find (GTK_WIDGET (dialog), GTK_TYPE_TOGGLE_BUTTON, "Coached"));
  choose_engineer (ui, dialog);
  lkb_ui_xdotool (ui, "key alt+s");
  wait_until (ui, LKB_TYPE_BRIEF, TRUE, "the brief is shown");
  lkb_ui_xdotool (ui, "key Return");
  wait_until (ui, LKB_TYPE_CLOCK_BAR, TRUE, "the clock runs");
  now += 4 * MINUTE;
  draw (ui);
  go_to_push_back (ui);
  lkb_ui_wait_for_review (ui);

  now += 40 * SECOND;
  wait_until (ui, LKB_TYPE_CARD_VIEW, TRUE, "the interviewer asks");
  g_assert_true (lkb_canvas_has_focus (lkb_window_get_canvas (ui->window)));
  lkb_ui_shoot (ui, "practise-card");
  lkb_ui_xdotool (ui, "key ctrl+Return");
  g_assert_null (find (ui, LKB_TYPE_CARD_VIEW, NULL));

  now += 3 * MINUTE + SECOND;
  wait_until (ui, LKB_TYPE_CARD_VIEW, TRUE, "the interviewer asks again");
  lkb_ui_click (ui, need (ui, GTK_TYPE_BUTTON, "S_kip"));
  g_assert_null (find (ui, LKB_TYPE_CARD_VIEW, NULL));

  lkb_ui_xdotool (ui, "key ctrl+shift+n");
  now += 37 * MINUTE + 19 * SECOND;
  wait_until (ui, LKB_TYPE_BELL_BAR, TRUE, "the bell rings");
  lkb_ui_click (ui, need (ui, GTK_TYPE_BUTTON, "_Yes"));
  log = read_round ();
  g_assert_cmpint (lkb_round_log_get_length (log), ==, 45 * MINUTE);
  g_assert_cmpint (lkb_round_log_get_setup (log)->profile, ==, LKB_ROUND_ENGINEER);
  g_assert_cmpuint (lkb_round_log_get_n_cards (log), ==, 2);
  g_assert_cmpint (lkb_round_log_get_card (log, 0)->answer->how, ==, LKB_ROUND_SAID);
  g_assert_cmpint (lkb_round_log_get_card (log, 0)->answer->number, ==, LKB_ROUND_NUMBER_YES);
  g_assert_cmpint (lkb_round_log_get_card (log, 1)->answer->how, ==, LKB_ROUND_SKIPPED);
  g_assert_null (find (ui, GTK_TYPE_BUTTON, "_Yes"));
}

/* In a window of its own: the page that was drawn stays where it is. */
static void
do_again (LkbUi *ui)
{
  LkbWindow *first = ui->window;
  GtkWindow *second;

  lkb_ui_click (ui, need (ui, GTK_TYPE_BUTTON, "Do the _Last 10 Minutes Again"));
  second = gtk_application_get_active_window (GTK_APPLICATION (ui->application));
  g_assert_true (LKB_WINDOW (second) != first);
  lkb_ui_turn_to (ui, LKB_WINDOW (second));
  wait_until (ui, LKB_TYPE_BRIEF, TRUE, "the brief is shown again");
  g_assert_cmpuint (lkb_board_get_n_elements (lkb_ui_get_board (ui)), ==, 3);
  pass_brief (ui);
  /* Which was on by then. */
  g_assert_nonnull (find (ui, GTK_TYPE_LABEL, "Operate and close"));
  g_assert_nonnull (find (ui, GTK_TYPE_LABEL, "of 10:00"));
  lkb_ui_turn_to (ui, first);
  gtk_window_destroy (second);
}

/* The same round is worth the same to the last byte. */
static void
test_whole (void)
{
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (LkbUi) ui = open_start_page ();

      hold_round (ui);
      *(i == 0 ? &first : &second) = dup_score (ui);
      if (i > 0)
        continue;
      lkb_ui_click (ui, need (ui, GTK_TYPE_BUTTON, "_Score"));
      g_assert_nonnull (lkb_ui_get_dialog (ui, LKB_TYPE_SCORE_WINDOW));
      lkb_ui_shoot (ui, "practise-score");
      lkb_ui_xdotool (ui, "key Escape");
      g_assert_null (lkb_ui_get_dialog (ui, LKB_TYPE_SCORE_WINDOW));
      do_again (ui);
    }
  g_assert_cmpstr (first, ==, second);
}

static gboolean
is_told (LkbUi *ui, gpointer data)
{
  return *(guint *) data > 0;
}

static void
count_cb (LkbPractice *practice, guint *n)
{
  *n += 1;
}

/* What was met is not asked again, though all chance is the same. */
static void
assert_other_prompt (LkbUi *ui)
{
  LkbPractice *practice = lkb_application_get_practice (ui->application);
  g_autoptr (LkbRoundLog) log = read_round ();
  LkbDeckChoice any = { 0 };

  g_assert_cmpstr (lkb_deck_pick (lkb_practice_get_deck (practice), &any, 3, NULL)->id, ==,
                   lkb_round_log_get_setup (log)->id);
  g_assert_cmpstr (lkb_practice_pick (practice, &any, 3)->id, !=,
                   lkb_round_log_get_setup (log)->id);
}

/* From region to region and round again, also while most of them are locked. */
static void
test_regions (void)
{
  g_autoptr (LkbUi) ui = open_start_page ();
  GtkWidget *before = NULL;
  gboolean board = FALSE, clock = FALSE, palette = FALSE;

  start_round (ui, FALSE);
  pass_brief (ui);
  for (guint i = 0; i < 6; i++)
    {
      GtkWidget *focus;

      lkb_ui_xdotool (ui, "key F6");
      focus = gtk_window_get_focus (GTK_WINDOW (ui->window));
      g_assert_nonnull (focus);
      g_assert_true (focus != before);
      before = focus;
      board = board || focus == GTK_WIDGET (lkb_window_get_canvas (ui->window));
      palette = palette || gtk_widget_is_ancestor (focus, need (ui, LKB_TYPE_PALETTE, NULL));
      clock = clock || gtk_widget_is_ancestor (focus, need (ui, LKB_TYPE_CLOCK_BAR, NULL));
    }
  g_assert_true (board && clock && palette);
}

/* Finished after four minutes: there are no last ten, and it is all done again. */
static void
test_again (void)
{
  g_autoptr (LkbUi) ui = open_start_page ();
  LkbWindow *first = ui->window;
  GtkWindow *second;
  guint n_told = 0;

  start_round (ui, FALSE);
  pass_brief (ui);
  draw (ui);
  now += 4 * MINUTE;
  wait_for_text (ui, "04:00");
  g_signal_connect (lkb_application_get_practice (ui->application), "changed",
                    G_CALLBACK (count_cb), &n_told);
  gtk_widget_activate_action (GTK_WIDGET (ui->window), "round.finish", NULL);
  wait_until (ui, LKB_TYPE_BELL_BAR, TRUE, "the round is over");
  lkb_ui_wait (ui, is_told, &n_told, "who reminds of the debrief knows that there is one to write");
  g_signal_handlers_disconnect_by_data (lkb_application_get_practice (ui->application), &n_told);
  assert_other_prompt (ui);
  g_assert_null (find (ui, GTK_TYPE_BUTTON, "Do the _Last 10 Minutes Again"));
  lkb_ui_click (ui, need (ui, GTK_TYPE_BUTTON, "Do the Round _Again"));
  second = gtk_application_get_active_window (GTK_APPLICATION (ui->application));
  g_assert_true (LKB_WINDOW (second) != first);
  lkb_ui_turn_to (ui, LKB_WINDOW (second));
  wait_until (ui, LKB_TYPE_BRIEF, TRUE, "the brief is shown again");
  g_assert_cmpuint (lkb_board_get_n_elements (lkb_ui_get_board (ui)), ==, 0);
  pass_brief (ui);
  g_assert_nonnull (find (ui, GTK_TYPE_LABEL, "Goal and KPI"));
  lkb_ui_turn_to (ui, first);
  gtk_window_destroy (second);
}

static void
start_drill (LkbUi *ui)
{
  GtkWindow *dialog;

  gtk_widget_activate_action (GTK_WIDGET (ui->window), "app.practise", "s", "drill");
  lkb_ui_settle (ui);
  dialog = lkb_ui_get_dialog (ui, ADW_TYPE_WINDOW);
  lkb_ui_click (ui, lkb_ui_find (GTK_WIDGET (dialog), GTK_TYPE_BUTTON, "_Start"));
  wait_until (ui, LKB_TYPE_BRIEF, TRUE, "the brief is shown");
  pass_brief (ui);
}

/* The drill has no score: its sentence is judged, also where nobody touched it; and it can be done again. */
static void
test_drill (void)
{
  g_autoptr (LkbUi) ui = open_start_page ();
  LkbWindow *first = ui->window;
  GtkWindow *second;

  start_drill (ui);
  /* One thing only, and the sentence is open. */
  g_assert_nonnull (find (ui, GTK_TYPE_LABEL, "3 minutes, big words"));
  g_assert_null (find (ui, GTK_TYPE_LABEL, "Size and budgets"));
  g_assert_true (lkb_canvas_is_editing (lkb_window_get_canvas (ui->window)));
  now += 3 * MINUTE;
  wait_until (ui, LKB_TYPE_BELL_BAR, TRUE, "the bell rings");
  lkb_ui_shoot (ui, "practise-drill");
  wait_for_text (ui, "Untouched · 2 things to say");
  g_assert_null (find (ui, GTK_TYPE_BUTTON, "_Score"));

  lkb_ui_click (ui, need (ui, GTK_TYPE_BUTTON, "Do the Round _Again"));
  second = gtk_application_get_active_window (GTK_APPLICATION (ui->application));
  lkb_ui_turn_to (ui, LKB_WINDOW (second));
  wait_until (ui, LKB_TYPE_BRIEF, TRUE, "the brief is shown again");
  pass_brief (ui);
  /* What is being typed when the bell rings counts. */
  gtk_editable_set_text (GTK_EDITABLE (gtk_window_get_focus (GTK_WINDOW (ui->window))),
                         "Clicks reach the model within 3 s at p95, at most 5 s old, 99.9 % a "
                         "month, at 10 k events/s and 80 % utilisation; none comes twice.");
  now += 3 * MINUTE;
  wait_until (ui, LKB_TYPE_BELL_BAR, TRUE, "the bell rings again");
  wait_for_text (ui, "✓ Somebody could measure that.");
  lkb_ui_turn_to (ui, first);
  gtk_window_destroy (second);
}

static gboolean
is_current (LkbUi *ui, gpointer data)
{
  return lkb_review_is_current (lkb_window_get_review (ui->window));
}

static void
assert_enabled (LkbUi *ui, const char *name, gboolean enabled)
{
  g_assert_true (g_action_group_get_action_enabled (G_ACTION_GROUP (ui->window), name) == enabled);
}

/* What another round shows is not for the eyes of who is examined. */
static void
try_other_round (LkbUi *ui)
{
  g_autoptr (GFile) other = g_file_new_build_filename (ui->folder, "other.lakeround", NULL);

  lkb_application_open_file (ui->application, other);
  lkb_ui_settle (ui);
  g_assert_null (lkb_ui_get_dialog (ui, LKB_TYPE_REPLAY_WINDOW));
  g_assert_nonnull (find (ui, GTK_TYPE_LABEL, "Finish or end the exam first."));
}

static gboolean
has_states (LkbUi *ui)
{
  LkbSheet *sheet = lkb_editor_get_sheet (lkb_ui_get_editor (ui));
  guint n = 0;

  for (guint i = 0; i < lkb_sheet_get_n_places (sheet); i++)
    n += lkb_sheet_get_place (sheet, i)->state != LKB_SHEET_STATE_NONE;
  return n > 0;
}

/* Nobody draws while the clock stands. */
static void
pause_exam (LkbUi *ui)
{
  guint n = lkb_board_get_n_elements (lkb_ui_get_board (ui));

  lkb_ui_click (ui, need (ui, GTK_TYPE_BUTTON, "_Pause"));
  g_assert_false (gtk_widget_is_sensitive (GTK_WIDGET (lkb_window_get_canvas (ui->window))));
  lkb_ui_xdotool (ui, "key ctrl+z 5");
  g_assert_cmpuint (lkb_board_get_n_elements (lkb_ui_get_board (ui)), ==, n);
  now += MINUTE;
  lkb_ui_click (ui, need (ui, GTK_TYPE_BUTTON, "_Continue"));
  g_assert_true (lkb_canvas_has_focus (lkb_window_get_canvas (ui->window)));
}

/* In an exam nothing helps, and all of it is there again after the bell. */
static void
test_exam (void)
{
  GtkWindow *answer;
  g_autoptr (LkbUi) ui = open_start_page ();

  start_round (ui, TRUE);
  pass_brief (ui);
  draw (ui);
  lkb_ui_wait (ui, is_current, NULL, "the checks are made, though nobody is told");
  lkb_ui_settle (ui);
  lkb_ui_shoot (ui, "practise-exam");
  g_assert_null (lkb_review_get_findings (lkb_window_get_review (ui->window)));
  assert_enabled (ui, "export", FALSE);
  assert_enabled (ui, "print", FALSE);
  assert_enabled (ui, "check", FALSE);
  g_assert_false (
      g_action_group_get_action_enabled (G_ACTION_GROUP (ui->application), "new-from-template"));
  g_assert_null (find (ui, GTK_TYPE_BUTTON, "_Export"));
  g_assert_false (has_states (ui));
  /* The script has a gap for all that is not said yet. */
  g_assert_null (find (ui, GTK_TYPE_LABEL, "Script"));
  gtk_widget_activate_action (GTK_WIDGET (ui->window), "win.side-page", "s", "script");
  lkb_ui_settle (ui);
  g_assert_null (find (ui, LKB_TYPE_SCRIPT_PANEL, NULL));
  try_other_round (ui);
  lkb_ui_xdotool (ui, "key ctrl+e");
  g_assert_null (lkb_ui_get_dialog (ui, ADW_TYPE_WINDOW));
  pause_exam (ui);

  now += 10 * MINUTE;
  wait_until (ui, LKB_TYPE_BELL_BAR, TRUE, "the bell rings");
  /* The answer is only looked at: there is nothing to save. */
  lkb_ui_click (ui, find (ui, GTK_TYPE_BUTTON, "_Model Answer"));
  lkb_ui_settle (ui);
  answer = lkb_ui_get_dialog (ui, LKB_TYPE_REPLAY_WINDOW);
  g_assert_nonnull (answer);
  g_assert_true (lkb_editor_is_read_only (
      lkb_canvas_get_editor (lkb_replay_window_get_answer (LKB_REPLAY_WINDOW (answer)))));
  lkb_ui_shoot (ui, "practise-answer");
  gtk_window_close (answer);
  lkb_ui_settle (ui);
  g_assert_nonnull (lkb_review_get_findings (lkb_window_get_review (ui->window)));
  g_assert_true (has_states (ui));
  assert_enabled (ui, "export", TRUE);
  assert_enabled (ui, "check", TRUE);
  g_assert_nonnull (find (ui, GTK_TYPE_LABEL, "Script"));
  gtk_widget_activate_action (GTK_WIDGET (ui->window), "win.side-page", "s", "script");
  lkb_ui_settle (ui);
  g_assert_nonnull (find (ui, LKB_TYPE_SCRIPT_PANEL, NULL));
  g_assert_false (lkb_application_refuse_open (ui->application));
  g_assert_true (
      g_action_group_get_action_enabled (G_ACTION_GROUP (ui->application), "new-from-template"));
}

static gboolean
is_given_up (LkbUi *ui, gpointer data)
{
  g_autoptr (LkbRoundLog) log = read_round ();
  const LkbRoundMark *end = lkb_round_log_get_end_mark (log);

  return end != NULL && end->end == LKB_ROUND_END_ABANDONED;
}

/* Nothing is drawn beneath the brief; then a coach keeps to the goal until the next phase, an exam does not. */
static void
test_opening_kinds (void)
{
  g_autoptr (LkbUi) ui = open_start_page ();
  GtkWidget *button;

  start_round (ui, FALSE);
  button = need (ui, GTK_TYPE_LABEL, "Ingestion");
  g_assert_false (gtk_widget_is_sensitive (button));
  g_assert_false (gtk_widget_is_sensitive (need (ui, LKB_TYPE_INSPECTOR, NULL)));
  lkb_ui_click (ui, button);
  lkb_ui_xdotool (ui, "key ctrl+k");
  g_assert_nonnull (find (ui, LKB_TYPE_BRIEF, NULL));
  g_assert_cmpuint (lkb_board_get_n_elements (lkb_ui_get_board (ui)), ==, 0);

  pass_brief (ui);
  g_assert_true (gtk_widget_is_sensitive (need (ui, LKB_TYPE_INSPECTOR, NULL)));
  g_assert_false (gtk_widget_is_sensitive (button));
  g_assert_true (gtk_widget_is_sensitive (need (ui, GTK_TYPE_LABEL, "Consumer")));
  lkb_ui_xdotool (ui, "key 1");
  g_assert_cmpuint (lkb_board_get_n_elements (lkb_ui_get_board (ui)), ==, 0);
  /* Neither is the rest written down instead. */
  gtk_widget_activate_action (GTK_WIDGET (ui->window), "win.type-pipeline", NULL);
  lkb_ui_settle (ui);
  g_assert_null (lkb_ui_get_dialog (ui, ADW_TYPE_WINDOW));
  g_assert_nonnull (
      find (ui, GTK_TYPE_LABEL,
            "First the goal, its source and its consumer; the rest in the next phase."));
  lkb_ui_shoot (ui, "practise-opening");
  /* The question can be read again. */
  lkb_ui_xdotool (ui, "key alt+q");
  lkb_ui_shoot (ui, "practise-question");
  g_assert_nonnull (find (ui, GTK_TYPE_LABEL, "10 minutes, the opening · Coached"));
  lkb_ui_xdotool (ui, "key Escape");
  lkb_ui_xdotool (ui, "key ctrl+shift+n");
  g_assert_true (gtk_widget_is_sensitive (button));
  lkb_ui_click (ui, need (ui, GTK_TYPE_BUTTON, "_Pause"));
  g_assert_nonnull (find (ui, GTK_TYPE_LABEL, "Paused"));
  lkb_ui_shoot (ui, "practise-paused");
  lkb_ui_click (ui, need (ui, GTK_TYPE_BUTTON, "_Continue"));
  g_assert_null (find (ui, GTK_TYPE_LABEL, "Paused"));
}

static gboolean
is_closed (LkbUi *ui, gpointer window)
{
  return g_list_find (gtk_application_get_windows (GTK_APPLICATION (ui->application)), window)
         == NULL;
}

static gboolean
is_active (LkbUi *ui, gpointer data)
{
  return gtk_window_is_active (GTK_WINDOW (ui->window));
}

static void
turn_to (LkbUi *ui, LkbWindow *window)
{
  lkb_ui_turn_to (ui, window);
  gtk_window_present (GTK_WINDOW (window));
  lkb_ui_wait (ui, is_active, NULL, "the window is in front");
  lkb_ui_settle (ui);
}

static GtkWindow *
ask_to_close (LkbUi *ui)
{
  lkb_ui_xdotool (ui, "key ctrl+w");
  return lkb_ui_get_dialog (ui, ADW_TYPE_MESSAGE_DIALOG);
}

static guint
count_rounds (void)
{
  g_autofree char *folder = g_build_filename (g_get_user_state_dir (), "lakeboard", "rounds", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  guint n = 0;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    n += g_str_has_suffix (name, LKB_ROUND_ENDING);
  return n;
}

static gboolean
has_no_rounds (LkbUi *ui, gpointer data)
{
  return count_rounds () == 0;
}

static void
press_until_closed (LkbUi *ui, const char *keys)
{
  LkbWindow *first = ui->window;

  lkb_ui_xdotool (ui, "%s", keys);
  lkb_ui_wait (ui, is_closed, first, "the window closes");
}

static gboolean
offers_round (LkbUi *ui, gpointer data)
{
  return find (ui, GTK_TYPE_BUTTON, "_Continue") != NULL;
}

/* A window that closes asks about the round, once, and nothing else; it is offered again at the same second. */
static void
test_leave (void)
{
  g_autoptr (LkbUi) ui = open_start_page ();
  g_autoptr (LkbRoundLog) log = NULL;
  LkbWindow *other;
  GtkWindow *dialog;

  start_round (ui, TRUE);
  other = lkb_window_new (ui->application);
  pass_brief (ui);
  draw (ui);
  now += 2 * MINUTE;
  wait_for_text (ui, "02:00");
  dialog = ask_to_close (ui);
  g_assert_nonnull (dialog);
  g_assert_nonnull (
      lkb_ui_find (GTK_WIDGET (dialog), GTK_TYPE_LABEL, "Go on with the round later?"));
  lkb_ui_shoot (ui, "practise-leave");
  lkb_ui_xdotool (ui, "key Escape");
  g_assert_null (lkb_ui_get_dialog (ui, ADW_TYPE_MESSAGE_DIALOG));
  g_assert_nonnull (find (ui, LKB_TYPE_CLOCK_BAR, NULL));

  g_assert_nonnull (ask_to_close (ui));
  press_until_closed (ui, "key Return");
  g_assert_true (g_action_group_get_action_enabled (G_ACTION_GROUP (ui->application), "build"));
  turn_to (ui, other);
  lkb_ui_wait (ui, offers_round, NULL, "the start page offers it");
  lkb_ui_settle (ui);
  log = read_round ();
  g_assert_null (lkb_round_log_get_end_mark (log));
  now += 20 * MINUTE;
  lkb_ui_click (ui, need (ui, GTK_TYPE_BUTTON, "_Continue"));
  wait_until (ui, LKB_TYPE_CLOCK_BAR, TRUE, "the round goes on");
  wait_for_text (ui, "02:00");
  g_assert_cmpuint (lkb_board_get_n_elements (lkb_ui_get_board (ui)), ==, 3);
}

/* Who gives up says so; the board that is drawn then is unsaved like any other, and whoever thinks better goes on. */
static void
test_give_up (void)
{
  g_autofree char *rounds = g_build_filename (g_get_user_state_dir (), "lakeboard", "rounds", NULL);
  g_autoptr (LkbUi) ui = open_start_page ();
  LkbWindow *other;
  GtkWindow *dialog;

  start_round (ui, FALSE);
  other = lkb_window_new (ui->application);
  pass_brief (ui);
  draw (ui);
  for (guint i = 0; i < 2; i++)
    {
      dialog = ask_to_close (ui);
      lkb_ui_click (ui, lkb_ui_find (GTK_WIDGET (dialog), GTK_TYPE_BUTTON, "_Give Up"));
      lkb_ui_settle (ui);
      dialog = lkb_ui_get_dialog (ui, ADW_TYPE_MESSAGE_DIALOG);
      g_assert_nonnull (lkb_ui_find (GTK_WIDGET (dialog), GTK_TYPE_BUTTON, "_Save"));
      if (i == 0)
        lkb_ui_xdotool (ui, "key Escape");
    }
  g_assert_nonnull (find (ui, LKB_TYPE_CLOCK_BAR, NULL));
  press_until_closed (ui, "key alt+d");
  turn_to (ui, other);
  /* The window does not wait for its file. */
  lkb_ui_wait (ui, is_given_up, NULL, "the round's file tells that it was given up");

  /* While the brief is read nothing is begun: no question, and no round. */
  lkb_test_remove_tree (rounds);
  start_round (ui, FALSE);
  other = lkb_window_new (ui->application);
  press_until_closed (ui, "key ctrl+w");
  turn_to (ui, other);
  lkb_ui_wait (ui, has_no_rounds, NULL, "no file of it");
}

/* As the program was killed in the middle: the file is there, and nobody has its lock. */
static void
write_unfinished (void)
{
  g_autofree char *folder = g_build_filename (g_get_user_state_dir (), "lakeboard", "rounds", NULL);
  g_autofree char *path = g_build_filename (folder, "cut-off.lakeround", NULL);
  static const char text[]
      = "{\"lakeboard-journal\":1,\"uuid\":\"u\",\"path\":null,\"base_sha256\":null,"
        "\"wall\":\"2026-03-01T12:00:00Z\",\"boot_id\":\"b\"}\n"
        "{\"t\":0,\"prompt\":{\"kind\":\"round\",\"version\":1,\"preset\":\"45\",\"mode\":"
        "\"coached\","
        "\"profile\":\"pm\",\"seed\":7,\"id\":\"5\",\"text\":\"Fix the offers.\",\"level\":2,"
        "\"length_ms\":2700000}}\n"
        "{\"t\":10000,\"phase\":{\"id\":\"goal\",\"index\":1}}\n"
        "{\"t\":200000,\"label\":\"L\",\"set\":[{\"id\":\"a\",\"rank\":\"10000i\",\"el\":{\"id\":"
        "\"a\","
        "\"kind\":\"source\",\"name\":\"Offers\",\"x\":0,\"y\":0}}],\"del\":[]}\n"
        "{\"t\":310000,\"alive\":{}}\n{\"t\":31";

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

static void
test_resume (void)
{
  g_autoptr (LkbUi) ui = open_start_page ();

  write_unfinished ();
  lkb_practice_scan (lkb_application_get_practice (ui->application));
  wait_for_text (ui, "Fix the offers.");
  lkb_ui_settle (ui);
  lkb_ui_shoot (ui, "practise-left");
  lkb_ui_click (ui, need (ui, GTK_TYPE_BUTTON, "_Continue"));
  wait_until (ui, LKB_TYPE_CLOCK_BAR, TRUE, "the round goes on");
  wait_for_text (ui, "05:00");
  g_assert_nonnull (lkb_board_lookup (lkb_ui_get_board (ui), "a"));
  now += MINUTE;
  wait_for_text (ui, "06:00");
  lkb_ui_shoot (ui, "practise-resumed");
}

int
main (int argc, char **argv)
{
  lkb_ui_init (&argc, &argv);
  g_test_add_func ("/practice/opening", test_opening);
  g_test_add_func ("/practice/whole", test_whole);
  g_test_add_func ("/practice/regions", test_regions);
  g_test_add_func ("/practice/again", test_again);
  g_test_add_func ("/practice/drill", test_drill);
  g_test_add_func ("/practice/exam", test_exam);
  g_test_add_func ("/practice/opening-kinds", test_opening_kinds);
  g_test_add_func ("/practice/leave", test_leave);
  g_test_add_func ("/practice/give-up", test_give_up);
  g_test_add_func ("/practice/resume", test_resume);
  return g_test_run ();
}
