/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-window-private.h"

#include <glib/gi18n-lib.h>
#include <unistd.h>

#include "core/model/lkb-edit.h"
#include "core/practice/lkb-scorecard.h"
#include "core/store/lkb-journal-lock.h"
#include "core/store/lkb-recovered.h"
#include "lkb-practice-dialog.h"
#include "lkb-replay-window.h"
#include "lkb-score-window.h"
#include "widgets/panels/lkb-strip-text.h"
#include "widgets/panels/lkb-widget.h"
#include "widgets/practice/lkb-bell-bar.h"
#include "widgets/practice/lkb-brief.h"
#include "widgets/practice/lkb-card-view.h"
#include "widgets/practice/lkb-clock-bar.h"

/* A round in the window: its clock runs above the board, the interviewer asks at the bottom of it. */

#define TICK_MS 250
/* Below the hint that the text of the page is too small; see lkb-window.ui. */
#define PAGE_BUTTON_MARGIN 10

static LkbPractice *
get_practice (LkbWindow *self)
{
  return lkb_application_get_practice (lkb_window_get_application (self));
}

static gboolean
is_running (LkbWindow *self)
{
  return self->round != NULL && lkb_round_get_state (self->round) != LKB_ROUND_OVER;
}

static gboolean
is_drill (LkbWindow *self)
{
  return lkb_round_get_setup (self->round)->preset == LKB_ROUND_PRESET_DRILL;
}

/* What an exam hides comes back at the bell. */
static void
set_exam (LkbWindow *self, gboolean exam)
{
  /* The script names what the board does not say yet. */
  GtkWidget *helps[] = { GTK_WIDGET (self->findings_panel), GTK_WIDGET (self->script) };

  if (self->exam == exam)
    return;
  self->exam = exam;
  if (exam)
    g_set_object (&self->examiner, lkb_window_get_application (self));
  lkb_application_set_exam (self->examiner, self, exam);
  if (!exam)
    g_clear_object (&self->examiner);
  for (guint i = 0; i < G_N_ELEMENTS (helps); i++)
    {
      if (exam && gtk_stack_get_visible_child (self->side_stack) == helps[i])
        gtk_stack_set_visible_child_name (self->side_stack, "inspector");
      gtk_stack_page_set_visible (gtk_stack_get_page (self->side_stack, helps[i]), !exam);
    }
  if (self->strip != NULL)
    gtk_widget_set_visible (GTK_WIDGET (self->strip), !exam);
  gtk_widget_set_sensitive (GTK_WIDGET (self->open_button), !exam);
  if (self->canvas != NULL)
    lkb_canvas_set_quiet (self->canvas, exam);
  if (self->review != NULL)
    lkb_review_set_silent (self->review, exam);
  lkb_window_update_header (self);
  lkb_window_update_actions (self);
}

/* The widgets */

static void
answered_cb (LkbCardView *view, int how, const char *note, LkbWindow *self)
{
  lkb_round_answer (self->round, (LkbRoundHow) how, note);
}

static void
drafted_cb (LkbCardView *view, gboolean writing, const char *note, LkbWindow *self)
{
  lkb_round_set_draft (self->round, writing, note);
}

static void numbered_cb (LkbBellBar *bar, const char *card, gboolean number, LkbWindow *self);

static void
ensure_widgets (LkbWindow *self)
{
  if (self->clock_bar != NULL)
    return;
  self->clock_bar = lkb_clock_bar_new ();
  self->bell_bar = lkb_bell_bar_new ();
  g_signal_connect (self->bell_bar, "numbered", G_CALLBACK (numbered_cb), self);
  gtk_box_append (GTK_BOX (self->practice_box), self->clock_bar);
  gtk_box_append (GTK_BOX (self->practice_box), self->bell_bar);
  self->card_view = lkb_card_view_new ();
  gtk_widget_set_valign (self->card_view, GTK_ALIGN_END);
  g_signal_connect (self->card_view, "answered", G_CALLBACK (answered_cb), self);
  g_signal_connect (self->card_view, "drafted", G_CALLBACK (drafted_cb), self);
  gtk_overlay_add_overlay (GTK_OVERLAY (self->canvas_overlay), self->card_view);
  self->brief = lkb_brief_new ();
  gtk_overlay_add_overlay (GTK_OVERLAY (self->canvas_overlay), self->brief);
}

static void
update_goals (LkbWindow *self)
{
  const LkbRoundSlot *slot = lkb_round_get_slot (self->round);
  LkbRoundGoal goals[LKB_ROUND_MAX_GOALS];
  g_autoptr (LkbRoundLog) log = NULL;
  guint n = 0;

  /* The drill is about its sentence alone. */
  if (slot != NULL && !self->exam && !self->narrow && !is_drill (self))
    {
      log = lkb_round_dup_log (self->round);
      n = lkb_round_plan_check (slot->phase, lkb_editor_get_board (self->editor),
                                lkb_review_get_analysis (self->review),
                                lkb_editor_get_vocabulary (self->editor), log, goals);
    }
  lkb_clock_bar_set_goals (LKB_CLOCK_BAR (self->clock_bar), goals, n);
}

static void
set_action_enabled (LkbWindow *self, const char *name, gboolean enabled)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->round_actions), name);

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), enabled);
}

/* Nothing is drawn before the prompt was read, nor while the clock of an exam stands. */
static void
set_briefed (LkbWindow *self, gboolean briefed)
{
  GtkWidget *beneath[] = { self->palette_box, GTK_WIDGET (self->canvas), self->side,
                           self->strip_box };

  if (self->briefed == briefed)
    return;
  self->briefed = briefed;
  for (guint i = 0; i < G_N_ELEMENTS (beneath); i++)
    if (beneath[i] != NULL)
      gtk_widget_set_sensitive (beneath[i], !briefed);
  lkb_window_update_actions (self);
}

/* While the interviewer pushes back the page keeps above the place of the card, so that it does not move with each one. */
static void
make_room (LkbWindow *self)
{
  const LkbRoundSlot *slot = is_running (self) ? lkb_round_get_slot (self->round) : NULL;
  gboolean asked = slot != NULL
                   && (slot->phase == LKB_ROUND_PUSHBACK
                       || lkb_round_get_card (self->round) != NULL);
  int room = asked ? lkb_card_view_measure_room (LKB_CARD_VIEW (self->card_view),
                                                 gtk_widget_get_width (self->canvas_overlay))
                   : 0;

  if (self->canvas == NULL)
    return;
  lkb_canvas_set_covered_below (self->canvas, room);
  gtk_widget_set_margin_bottom (self->page_button, PAGE_BUTTON_MARGIN + room);
}

/* What an empty board says; in an exam that is for the person to know. */
static const char *
get_hint (LkbWindow *self)
{
  if (!is_running (self))
    return NULL;
  if (self->exam)
    return "";
  if (is_drill (self))
    return _ ("Say the goal anew, with a number for each big word: Enter");
  if (!lkb_editor_is_opening (self->editor))
    return NULL;
  return lkb_board_has_signal (lkb_editor_get_board (self->editor), NULL, LKB_SIGNAL_GOAL)
             ? _ ("Now its source and its consumer")
             : _ ("First the goal: who gets what, by when?");
}

/* At first there is a goal, and nothing else to draw than whom it is for. */
static void
update_opening (LkbWindow *self)
{
  const LkbRoundMark *setup = lkb_round_get_setup (self->round);
  const LkbRoundSlot *slot = is_running (self) ? lkb_round_get_slot (self->round) : NULL;

  lkb_editor_set_opening (self->editor, slot != NULL && slot->phase == LKB_ROUND_GOAL
                                            && setup->mode == LKB_ROUND_COACHED);
  if (self->canvas != NULL)
    lkb_canvas_set_hint (self->canvas, get_hint (self));
}

/* Whoever was at a card that goes is at the board again, not at the next card. */
static void
update_card (LkbWindow *self)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));
  gboolean at_card = focus != NULL && gtk_widget_is_ancestor (focus, self->card_view);

  if (lkb_card_view_set_card (LKB_CARD_VIEW (self->card_view), lkb_round_get_card (self->round))
      && at_card && self->canvas != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (self->canvas));
}

static void
update_round (LkbWindow *self)
{
  LkbRoundState state = lkb_round_get_state (self->round);
  gboolean running = state == LKB_ROUND_RUNNING || state == LKB_ROUND_PAUSED;
  gboolean was_briefed = self->briefed;
  gboolean had_brief = gtk_widget_get_visible (self->brief);

  gtk_widget_set_visible (self->brief, state == LKB_ROUND_LEAD_IN);
  /* While the clock stands nobody draws in an exam; a coach allows it, and tells. */
  set_briefed (self, state == LKB_ROUND_LEAD_IN || (self->exam && state == LKB_ROUND_PAUSED));
  update_opening (self);
  gtk_widget_set_visible (self->clock_bar, running);
  update_card (self);
  set_action_enabled (self, "start", state == LKB_ROUND_LEAD_IN);
  set_action_enabled (self, "question", running);
  set_action_enabled (self, "pause", running);
  set_action_enabled (self, "next", running);
  set_action_enabled (self, "finish", running);
  set_action_enabled (self, "said", lkb_round_get_card (self->round) != NULL);
  make_room (self);
  if (state == LKB_ROUND_LEAD_IN)
    return;
  lkb_clock_bar_update (LKB_CLOCK_BAR (self->clock_bar));
  update_goals (self);
  if (!was_briefed || self->briefed || self->canvas == NULL)
    return;
  gtk_widget_grab_focus (GTK_WIDGET (self->canvas));
  if (had_brief && is_drill (self))
    lkb_canvas_type_goal (self->canvas);
}

/* The bell */

static LkbRoundLog *
read_log (LkbWindow *self, GError **error)
{
  g_autoptr (LkbRecording) recording = NULL;

  if (self->round_path == NULL)
    return NULL;
  recording = lkb_recovered_read_journal (self->round_path, error);
  return recording != NULL ? lkb_round_log_new (recording) : NULL;
}

static void
show_score (LkbWindow *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LkbRoundLog) log = read_log (self, &error);
  const LkbVocabulary *vocabulary = lkb_application_get_vocabulary (
      lkb_window_get_application (self));

  if (log == NULL)
    {
      if (error != NULL)
        lkb_window_show_message (self, error->message);
      return;
    }
  if (lkb_round_log_get_setup (log)->preset == LKB_ROUND_PRESET_DRILL)
    {
      g_autoptr (LkbDrill) drill = lkb_drill_new (log, vocabulary);

      lkb_bell_bar_set_drill (LKB_BELL_BAR (self->bell_bar), log, drill);
    }
  else
    {
      g_autoptr (LkbScorecard) score = lkb_scorecard_new (log, vocabulary, NULL);

      lkb_bell_bar_set_score (LKB_BELL_BAR (self->bell_bar), score);
    }
  set_action_enabled (self, "again", TRUE);
  set_action_enabled (self, "score", TRUE);
  set_action_enabled (self, "answer", TRUE);
  set_action_enabled (self, "close", TRUE);
}

static void
numbered_cb (LkbBellBar *bar, const char *card, gboolean number, LkbWindow *self)
{
  g_autoptr (LkbRoundMark) mark = lkb_round_mark_new (LKB_ROUND_MARK_ANSWER);
  g_autoptr (GError) error = NULL;

  mark->id = g_strdup (card);
  mark->how = LKB_ROUND_SAID;
  mark->number = number ? LKB_ROUND_NUMBER_YES : LKB_ROUND_NUMBER_NO;
  if (!lkb_round_file_append (lkb_practice_get_place (get_practice (self)), self->round_path, mark,
                              &error))
    lkb_window_show_message (self, error->message);
  show_score (self);
}

/* First the page: all of it, with what is still to be done. */
static void
ring (LkbWindow *self)
{
  g_autoptr (LkbRoundLog) log = lkb_round_dup_log (self->round);
  const LkbRoundMark *end = lkb_round_log_get_end_mark (log);

  g_clear_handle_id (&self->round_tick, g_source_remove);
  g_free (self->round_path);
  self->round_path = lkb_round_dup_path (self->round);
  lkb_window_record (self);
  set_exam (self, FALSE);
  lkb_window_update_header (self);
  if (end != NULL && end->end == LKB_ROUND_END_BELL)
    gdk_display_beep (gtk_widget_get_display (GTK_WIDGET (self)));
  lkb_settings_set_boolean (lkb_application_get_settings (lkb_window_get_application (self)),
                            "practised", TRUE);
  lkb_canvas_fit (self->canvas);
  show_score (self);
  gtk_widget_set_visible (self->bell_bar, TRUE);
  lkb_practice_scan (get_practice (self));
}

static void
round_changed_cb (LkbRound *round, LkbWindow *self)
{
  update_round (self);
  if (lkb_round_get_state (round) == LKB_ROUND_OVER && self->round_tick != 0)
    ring (self);
}

static void
round_trouble_cb (LkbRound *round, GError *error, LkbWindow *self)
{
  self->round_trouble = TRUE;
  lkb_window_tell_trouble (self, error, lkb_practice_get_place (get_practice (self))->folder);
}

/* The clock */

static gboolean
is_busy (LkbWindow *self)
{
  return lkb_canvas_is_editing (self->canvas)
         || lkb_history_in_transaction (lkb_document_get_history (self->document));
}

static void
look (LkbWindow *self)
{
  LkbSight sight = { .board = lkb_editor_get_board (self->editor),
                     .analysis = lkb_review_get_analysis (self->review),
                     .findings = lkb_review_peek_findings (self->review),
                     .vocabulary = lkb_editor_get_vocabulary (self->editor) };

  if (sight.analysis == NULL || sight.findings == NULL || !lkb_review_is_current (self->review)
      || !lkb_round_is_due (self->round))
    return;
  lkb_round_look (self->round, &sight);
}

static gboolean
tick_cb (gpointer data)
{
  LkbWindow *self = data;

  lkb_round_set_busy (self->round, is_busy (self));
  /* What is being typed when the bell rings counts. */
  if (lkb_round_get_time (self->round) >= lkb_round_get_setup (self->round)->length_ms)
    lkb_window_commit (self);
  lkb_round_tick (self->round);
  if (self->round_tick == 0)
    return G_SOURCE_REMOVE;
  if (lkb_round_get_state (self->round) == LKB_ROUND_LEAD_IN)
    lkb_brief_set_left (LKB_BRIEF (self->brief), lkb_round_get_lead_in (self->round));
  else
    lkb_clock_bar_update (LKB_CLOCK_BAR (self->clock_bar));
  /* The window may have another width. */
  make_room (self);
  look (self);
  return G_SOURCE_CONTINUE;
}

/* Typing in a box of the panel: no card for a while after each key. */
static gboolean
key_cb (GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType state,
        LkbWindow *self)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));

  if (is_running (self) && (GTK_IS_TEXT (focus) || GTK_IS_TEXT_VIEW (focus)))
    {
      lkb_round_set_busy (self->round, TRUE);
      lkb_round_set_busy (self->round, FALSE);
    }
  return GDK_EVENT_PROPAGATE;
}

static void
review_changed_cb (LkbReview *review, LkbWindow *self)
{
  if (!is_running (self))
    return;
  update_goals (self);
  update_opening (self);
}

/* Beginning */

static void
attach (LkbWindow *self)
{
  const LkbRoundMark *setup = lkb_round_get_setup (self->round);

  ensure_widgets (self);
  gtk_widget_set_visible (self->bell_bar, FALSE);
  lkb_brief_set_setup (LKB_BRIEF (self->brief), setup);
  lkb_clock_bar_set_round (LKB_CLOCK_BAR (self->clock_bar), self->round);
  g_signal_connect (self->round, "changed", G_CALLBACK (round_changed_cb), self);
  g_signal_connect (self->round, "trouble", G_CALLBACK (round_trouble_cb), self);
  g_signal_connect (self->review, "changed", G_CALLBACK (review_changed_cb), self);
  set_exam (self, setup->mode == LKB_ROUND_EXAM);
  self->round_tick = g_timeout_add (TICK_MS, tick_cb, self);
  gtk_widget_set_visible (self->brief, FALSE);
  lkb_window_update_header (self);
  update_round (self);
  tick_cb (self);
  if (gtk_widget_get_visible (self->brief))
    gtk_widget_grab_focus (lkb_brief_get_button (LKB_BRIEF (self->brief)));
}

/* The round's file is the journal of its board until the bell. */
static void
show_board (LkbWindow *self, LkbBoard *board)
{
  g_autoptr (LkbDocument) document = lkb_document_new (board);

  self->unrecorded = TRUE;
  lkb_window_set_document (self, document, NULL);
  self->unrecorded = FALSE;
}

static void
begin (LkbWindow *self, const LkbRoundMark *setup, LkbBoard *board)
{
  LkbPractice *practice = get_practice (self);

  show_board (self, board);
  self->round = lkb_round_new (lkb_practice_get_place (practice), setup,
                               lkb_practice_get_deck (practice),
                               lkb_document_get_history (self->document));
  attach (self);
}

void
lkb_window_begin_round (LkbWindow *self, const LkbRoundMark *setup, const char *goal)
{
  g_autoptr (LkbBoard) board = lkb_board_new ();
  const char *ids[] = { LKB_BOARD_ID, NULL };

  g_return_if_fail (LKB_IS_WINDOW (self));
  g_return_if_fail (setup != NULL);

  if (goal != NULL)
    {
      g_autoptr (LkbChange) change = lkb_edit_set_text (board, ids, LKB_FIELD_GOAL, goal);

      lkb_board_apply (board, change, NULL);
    }
  begin (self, setup, board);
}

gboolean
lkb_window_resume_round (LkbWindow *self, LkbUnfinishedRound *unfinished, GError **error)
{
  LkbPractice *practice = get_practice (self);
  const LkbJournalPlace *place = lkb_practice_get_place (practice);
  LkbRecording *recording = lkb_round_log_get_recording (unfinished->log);
  g_autoptr (LkbBoard) board = NULL;
  int lock = lkb_journal_lock (unfinished->path, place->boot_id);

  if (lock < 0)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_BUSY, _ ("Another window goes on with it."));
      return FALSE;
    }
  board = lkb_recording_dup_board (recording, lkb_recording_get_n_changes (recording));
  show_board (self, board);
  self->round = lkb_round_resume (place, unfinished->path, lock, unfinished->log,
                                  lkb_practice_get_deck (practice),
                                  lkb_document_get_history (self->document), error);
  if (self->round == NULL)
    {
      lkb_window_record (self);
      return FALSE;
    }
  attach (self);
  return TRUE;
}

static void
again_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  LkbWindow *self = data;
  g_autoptr (LkbRoundLog) log = read_log (self, NULL);
  g_autoptr (LkbRoundMark) setup = NULL;
  g_autoptr (LkbBoard) board = NULL;
  guint n_changes;

  if (log == NULL)
    return;
  setup = lkb_round_dup_again (log, &n_changes);
  board = lkb_recording_dup_board (lkb_round_log_get_recording (log), n_changes);
  lkb_application_begin_round (lkb_window_get_application (self), setup, board);
}

/* Then the rubric. */
static void
score_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  LkbWindow *self = data;
  g_autoptr (GError) error = NULL;
  LkbScoreWindow *window = lkb_score_window_new (lkb_window_get_application (self),
                                                 self->round_path, &error);

  if (window == NULL)
    {
      lkb_window_show_message (self, error->message);
      return;
    }
  gtk_window_set_transient_for (GTK_WINDOW (window), GTK_WINDOW (self));
  gtk_window_set_destroy_with_parent (GTK_WINDOW (window), TRUE);
  gtk_widget_insert_action_group (GTK_WIDGET (window), "round",
                                  G_ACTION_GROUP (self->round_actions));
  g_signal_connect_object (window, "changed", G_CALLBACK (show_score), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (window));
}

/* Only now: perform first, compare second. */
static void
answer_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  LkbWindow *self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (LkbRoundLog) log = read_log (self, &error);
  g_autoptr (LkbReplay) replay = NULL;
  LkbReplayWindow *window;

  if (log == NULL)
    {
      if (error != NULL)
        lkb_window_show_message (self, error->message);
      return;
    }
  replay = lkb_replay_new (log);
  window = lkb_replay_window_new (lkb_window_get_application (self), replay);
  lkb_replay_window_show_answer (window);
  gtk_window_present (GTK_WINDOW (window));
}

void
lkb_window_repeat_round (LkbWindow *self, const LkbRoundMark *setup, LkbBoard *board)
{
  g_return_if_fail (LKB_IS_WINDOW (self));
  g_return_if_fail (setup != NULL && LKB_IS_BOARD (board));

  begin (self, setup, board);
}

/* Leaving */

gboolean
lkb_window_holds_round (LkbWindow *self)
{
  return is_running (self) && lkb_round_get_state (self->round) != LKB_ROUND_LEAD_IN
         && self->round_fate == LKB_ROUND_FATE_ASK;
}

gboolean
lkb_window_is_kept (LkbWindow *self)
{
  return is_running (self) && self->round_fate == LKB_ROUND_FATE_LATER && !self->round_trouble;
}

/* The clock ran on: where the bell rang meanwhile the board is one like any other. */
static void
leave_response_cb (AdwMessageDialog *dialog, const char *response, LkbWindow *self)
{
  if (self->document == NULL)
    return;
  if (g_str_equal (response, "cancel"))
    {
      lkb_window_stay (self);
      return;
    }
  self->round_fate = g_str_equal (response, "give-up") ? LKB_ROUND_FATE_GIVEN_UP
                                                       : LKB_ROUND_FATE_LATER;
  lkb_window_close_soon (self);
}

void
lkb_window_ask_to_leave_round (LkbWindow *self)
{
  GtkWidget *dialog = adw_message_dialog_new (
      GTK_WINDOW (self), _ ("Go on with the round later?"),
      _ ("It stays as it is, with its clock and its board. The start page offers to go on."));
  AdwMessageDialog *message = ADW_MESSAGE_DIALOG (dialog);

  adw_message_dialog_add_responses (message, "cancel", _ ("_Cancel"), "give-up", _ ("_Give Up"),
                                    "later", _ ("Go On _Later"), NULL);
  adw_message_dialog_set_response_appearance (message, "give-up", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_response_appearance (message, "later", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (message, "later");
  adw_message_dialog_set_close_response (message, "cancel");
  g_signal_connect_object (dialog, "response", G_CALLBACK (leave_response_cb), self, 0);
  g_set_weak_pointer (&self->close_dialog, GTK_WINDOW (dialog));
  gtk_window_present (GTK_WINDOW (dialog));
}

void
lkb_window_release_round (LkbWindow *self)
{
  g_auto (GStrv) names = NULL;

  g_clear_handle_id (&self->round_tick, g_source_remove);
  if (self->round == NULL)
    return;
  g_signal_handlers_disconnect_by_data (self->round, self);
  if (self->review != NULL)
    g_signal_handlers_disconnect_by_func (self->review, review_changed_cb, self);
  if (self->round_fate == LKB_ROUND_FATE_GIVEN_UP)
    lkb_round_finish (self->round, LKB_ROUND_END_ABANDONED);
  else
    lkb_round_leave (self->round);
  self->round_fate = LKB_ROUND_FATE_ASK;
  self->round_trouble = FALSE;
  lkb_clock_bar_set_round (LKB_CLOCK_BAR (self->clock_bar), NULL);
  g_clear_object (&self->round);
  g_clear_pointer (&self->round_path, g_free);
  names = g_action_group_list_actions (G_ACTION_GROUP (self->round_actions));
  for (guint i = 0; names[i] != NULL; i++)
    set_action_enabled (self, names[i], FALSE);
  gtk_widget_set_visible (self->brief, FALSE);
  set_briefed (self, FALSE);
  make_room (self);
  gtk_widget_set_visible (self->clock_bar, FALSE);
  gtk_widget_set_visible (self->bell_bar, FALSE);
  lkb_card_view_set_card (LKB_CARD_VIEW (self->card_view), NULL);
  set_exam (self, FALSE);
}

/* Actions */

static void
start_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  lkb_round_start (((LkbWindow *) data)->round);
}

static void
question_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  lkb_clock_bar_show_question (LKB_CLOCK_BAR (((LkbWindow *) data)->clock_bar));
}

static void
pause_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  LkbWindow *self = data;

  lkb_round_set_paused (self->round, lkb_round_get_state (self->round) == LKB_ROUND_RUNNING);
}

static void
next_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  lkb_window_commit (data);
  lkb_round_next (((LkbWindow *) data)->round);
}

static void
finish_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  lkb_window_commit (data);
  lkb_round_finish (((LkbWindow *) data)->round, LKB_ROUND_END_EARLY);
}

static void
said_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  lkb_round_answer (((LkbWindow *) data)->round, LKB_ROUND_SAID, NULL);
}

static void
close_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  LkbWindow *self = data;

  gtk_widget_set_visible (self->bell_bar, FALSE);
  gtk_widget_grab_focus (GTK_WIDGET (self->canvas));
}

void
lkb_window_add_round_actions (LkbWindow *self)
{
  static const GActionEntry entries[] = {
    { .name = "start", .activate = start_cb }, { .name = "pause", .activate = pause_cb },
    { .name = "next", .activate = next_cb },   { .name = "finish", .activate = finish_cb },
    { .name = "said", .activate = said_cb },   { .name = "again", .activate = again_cb },
    { .name = "score", .activate = score_cb }, { .name = "answer", .activate = answer_cb },
    { .name = "close", .activate = close_cb }, { .name = "question", .activate = question_cb },
  };
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->round_actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->round_actions), entries,
                                   G_N_ELEMENTS (entries), self);
  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    set_action_enabled (self, entries[i].name, FALSE);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "round", G_ACTION_GROUP (self->round_actions));
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

/* The dialog */

static void
dialog_start_cb (LkbPracticeDialog *dialog, gpointer setup, const char *goal, LkbWindow *self)
{
  const LkbRoundMark *mark = setup;

  lkb_settings_set_string (lkb_application_get_settings (lkb_window_get_application (self)),
                           "practice-profile", lkb_round_profile_to_string (mark->profile));
  lkb_application_start_round (lkb_window_get_application (self), setup, goal);
}

void
lkb_window_ask_practise (LkbWindow *self, LkbRoundPreset preset)
{
  LkbSettings *settings = lkb_application_get_settings (lkb_window_get_application (self));
  g_autofree char *word = lkb_settings_dup_string (settings, "practice-profile", "pm");
  LkbRoundProfile profile = LKB_ROUND_PM;
  LkbPracticeDialog *dialog;

  g_return_if_fail (LKB_IS_WINDOW (self));

  lkb_round_profile_from_string (word, &profile);
  lkb_window_commit (self);
  dialog = lkb_practice_dialog_new (
      get_practice (self), preset,
      lkb_settings_get_boolean (settings, "practised", FALSE) ? LKB_ROUND_EXAM : LKB_ROUND_COACHED,
      profile);
  gtk_window_set_transient_for (GTK_WINDOW (dialog), GTK_WINDOW (self));
  g_signal_connect_object (dialog, "start", G_CALLBACK (dialog_start_cb), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}
