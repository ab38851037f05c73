/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A round looked at again. */

#include <math.h>
#include <string.h>

#include <glib/gstdio.h>

#include "app/lkb-cards-window.h"
#include "app/lkb-history-window.h"
#include "app/lkb-redraw-window.h"
#include "app/lkb-replay-window.h"
#include "app/lkb-score-window.h"
#include "core/practice/lkb-sight.h"
#include "files.h"
#include "tests/support/lkb-test.h"
#include "widgets/panels/lkb-palette.h"

#define HEADER                                                                                     \
  "{\"lakeboard-journal\":1,\"uuid\":\"u\",\"path\":null,\"base_sha256\":null,"                    \
  "\"wall\":\"2026-03-01T12:00:00Z\",\"boot_id\":\"b\"}\n"
#define SETUP                                                                                      \
  "{\"t\":0,\"prompt\":{\"kind\":\"round\",\"version\":1,\"preset\":\"45\",\"mode\":\"exam\","     \
  "\"profile\":\"pm\",\"seed\":7,\"id\":\"3\",\"text\":\"Shop stock is wrong.\",\"template\":"     \
  "\"T04\",\"level\":1,\"length_ms\":2700000}}\n"
#define MARK(t, key, json) "{\"t\":" #t ",\"" key "\":" json "}\n"
#define SET(t, label, id, rank, el)                                                                \
  "{\"t\":" #t ",\"label\":\"" label "\",\"set\":[{\"id\":\"" id "\",\"rank\":\"" rank             \
  "\",\"el\":" el "}],\"del\":[]}\n"
#define EDGE "\"id\":\"e\",\"kind\":\"edge\",\"from\":\"a\",\"to\":\"b\""

static const char *const round_lines[] = {
  HEADER SETUP MARK (0, "phase", "{\"id\":\"goal\",\"index\":1}"),
  SET (60000, "Set goal", "@board", "", "{\"goal\":\"Show the shop its stock within 1 min\"}"),
  MARK (300000, "phase", "{\"id\":\"sketch\",\"index\":3}"),
  SET (360000, "Add Source", "a", "10000i",
       "{\"id\":\"a\",\"kind\":\"source\",\"name\":\"Sales\",\"x\":0,\"y\":0}"),
  SET (420000, "Add Consumer", "b", "10001i",
       "{\"id\":\"b\",\"kind\":\"consumer\",\"name\":\"Shop\",\"x\":400,\"y\":0}"),
  SET (480000, "Connect", "e", "10002i", "{" EDGE "}"),
  SET (540000, "Set owner", "e", "10002i", "{" EDGE ",\"owner\":\"Web\"}"),
  SET (1200000, "Set latency", "e", "10002i",
       "{" EDGE ",\"owner\":\"Web\",\"latency_p95\":\"40 ms\"}"),
  MARK (2700000, "end", "{\"why\":\"bell\"}"),
};

static gboolean
is_there (LkbUi *ui, gpointer data)
{
  return lkb_ui_get_dialog (ui, LKB_TYPE_REPLAY_WINDOW) != NULL;
}

static gboolean
has_greens (LkbUi *ui, gpointer data)
{
  return lkb_replay_find_moment (data, LKB_REPLAY_GREEN) != NULL;
}

static void
put_round (const char *path)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (round_lines); i++)
    g_string_append (text, round_lines[i]);
  g_assert_true (g_file_set_contents (path, text->str, -1, NULL));
  g_string_free (text, TRUE);
}

static LkbReplayWindow *
open_round (LkbUi *ui)
{
  g_autofree char *path = g_build_filename (ui->folder, "stock.lakeround", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  LkbReplayWindow *window;

  put_round (path);
  lkb_application_open_file (ui->application, file);
  lkb_ui_wait (ui, is_there, NULL, "the round is read");
  window = LKB_REPLAY_WINDOW (lkb_ui_get_dialog (ui, LKB_TYPE_REPLAY_WINDOW));
  lkb_ui_wait (ui, has_greens, lkb_replay_window_get_replay (window), "the checks were run");
  lkb_ui_settle (ui);
  return window;
}

static gboolean
is_away (LkbUi *ui, gpointer data)
{
  return !is_there (ui, data);
}

static void
close_round (LkbUi *ui)
{
  lkb_ui_xdotool (ui, "key ctrl+w");
  lkb_ui_wait (ui, is_away, NULL, "the replay is closed");
}

static LkbBoard *
get_board (LkbReplayWindow *window)
{
  return lkb_editor_get_board (lkb_canvas_get_editor (lkb_replay_window_get_canvas (window)));
}

/* The board is the one of that moment. */
static void
assert_at (LkbReplayWindow *window, guint moment, gint64 time)
{
  LkbReplayBar *bar = lkb_replay_window_get_bar (window);
  g_autoptr (LkbBoard) board = lkb_replay_dup_board (lkb_replay_window_get_replay (window), moment);

  g_assert_cmpuint (lkb_replay_bar_get_moment (bar), ==, moment);
  g_assert_cmpint (lkb_replay_bar_get_time (bar), ==, time);
  g_assert_true (lkb_board_equal (board, get_board (window)));
}

/* From change to change the page stands in the middle, to the pixel. */
static void
assert_still (LkbUi *ui, LkbReplayWindow *window)
{
  LkbEditor *editor = lkb_canvas_get_editor (lkb_replay_window_get_canvas (window));
  LkbViewport *viewport = lkb_editor_get_viewport (editor);

  lkb_ui_xdotool (ui, "key Home");
  for (guint i = 0; i < 6; i++)
    {
      LkbBox frame, screen;

      lkb_ui_xdotool (ui, "key period");
      lkb_ui_settle (ui);
      frame = lkb_sheet_get_frame (lkb_editor_get_sheet (editor));
      screen = lkb_viewport_box_to_screen (viewport, &frame);
      g_assert_cmpfloat (fabs (screen.y + screen.h / 2 - lkb_viewport_get_height (viewport) / 2),
                         <=, 1);
    }
}

static void
test_keys (void)
{
  g_autoptr (LkbUi) ui = lkb_ui_open (NULL);
  LkbReplayWindow *window = open_round (ui);

  assert_at (window, 0, 0);
  lkb_ui_xdotool (ui, "key period");
  assert_at (window, 1, 60000);
  lkb_ui_xdotool (ui, "key period period");
  assert_at (window, 3, 420000);
  lkb_ui_xdotool (ui, "key comma");
  assert_at (window, 2, 360000);
  lkb_ui_xdotool (ui, "key o");
  assert_at (window, 5, 540000);
  lkb_ui_xdotool (ui, "key n");
  assert_at (window, 1, 60000);
  lkb_ui_xdotool (ui, "key Home");
  assert_at (window, 0, 0);
  lkb_ui_xdotool (ui, "key End");
  assert_at (window, 6, 2700000);
  lkb_ui_xdotool (ui, "key Left");
  assert_at (window, 5, 540000);
  lkb_ui_shoot (ui, "replay");
  assert_still (ui, window);
  close_round (ui);
}

/* They do the same wherever the focus is, but for a list that is open. */
static void
test_keys_anywhere (void)
{
  static const char *const places[] = { "First owner", "_Model Answer", "Moments" };
  g_autoptr (LkbUi) ui = lkb_ui_open (NULL);
  LkbReplayWindow *window = open_round (ui);
  LkbReplayBar *bar = lkb_replay_window_get_bar (window);
  GtkWidget *root = GTK_WIDGET (window);

  for (guint i = 0; i <= G_N_ELEMENTS (places); i++)
    {
      GtkWidget *place = i < G_N_ELEMENTS (places) ? lkb_ui_find (root, GTK_TYPE_WIDGET, places[i])
                                                   : lkb_ui_find (root, GTK_TYPE_SCALE, NULL);

      (void) gtk_widget_child_focus (place, GTK_DIR_TAB_FORWARD);
      lkb_ui_xdotool (ui, "key Home Right Right Left");
      assert_at (window, 1, 60000);
      lkb_ui_xdotool (ui, "key space");
      g_assert_true (lkb_replay_bar_is_playing (bar));
      lkb_ui_xdotool (ui, "key space End");
      assert_at (window, 6, 2700000);
    }
  lkb_ui_click (ui, lkb_ui_find (root, GTK_TYPE_MENU_BUTTON, "Moments"));
  lkb_ui_xdotool (ui, "key Home Down Return");
  g_assert_false (lkb_replay_bar_is_playing (bar));
  assert_at (window, 1, 60000);
  close_round (ui);
}

/* Nobody changes what was. */
static void
test_read_only (void)
{
  g_autoptr (LkbUi) ui = lkb_ui_open (NULL);
  LkbReplayWindow *window = open_round (ui);
  LkbCanvas *canvas = lkb_replay_window_get_canvas (window);
  LkbEditor *editor = lkb_canvas_get_editor (canvas);
  double zoom;
  LkbBox box;
  LkbPoint at;

  lkb_ui_xdotool (ui, "key End");
  g_assert_true (lkb_editor_get_box (editor, "a", &box));
  at = lkb_viewport_to_screen (lkb_editor_get_viewport (editor), box.x + box.w / 2,
                               box.y + box.h / 2);
  lkb_ui_click_at (ui, GTK_WIDGET (canvas), at.x, at.y);
  lkb_ui_xdotool (ui, "mousedown 1 mousemove_relative 40 30 mousemove_relative 40 30 mouseup 1");
  lkb_ui_xdotool (ui, "key Delete");
  lkb_ui_xdotool (ui, "key Tab Delete BackSpace 1 shift+3 F2");
  lkb_ui_type (ui, "xyz");
  lkb_ui_xdotool (ui, "key ctrl+v ctrl+d ctrl+g ctrl+z Left ctrl+Right");
  g_assert_false (lkb_canvas_is_editing (canvas));
  lkb_ui_xdotool (ui, "key End");
  assert_at (window, 6, 2700000);
  zoom = lkb_viewport_get_zoom (lkb_editor_get_viewport (editor));
  lkb_ui_xdotool (ui, "key ctrl+plus");
  g_assert_cmpfloat (lkb_viewport_get_zoom (lkb_editor_get_viewport (editor)), >, zoom);
  close_round (ui);
}

static gint64
get_time (gpointer data)
{
  return *(gint64 *) data;
}

typedef struct
{
  LkbReplayBar *bar;
  gint64 time;
} Aim;

static gboolean
is_at (LkbUi *ui, gpointer data)
{
  const Aim *aim = data;

  return lkb_replay_bar_get_time (aim->bar) == aim->time;
}

static gboolean
has_stopped (LkbUi *ui, gpointer data)
{
  return !lkb_replay_bar_is_playing (data);
}

static void
test_play (void)
{
  g_autoptr (LkbUi) ui = lkb_ui_open (NULL);
  LkbReplayWindow *window = open_round (ui);
  LkbReplayBar *bar = lkb_replay_window_get_bar (window);
  gint64 now = G_TIME_SPAN_HOUR;
  Aim aim = { bar, 60000 };

  lkb_replay_bar_set_clock (bar, get_time, &now);
  lkb_replay_bar_set_speed (bar, 4);
  lkb_ui_xdotool (ui, "key space");
  g_assert_true (lkb_replay_bar_is_playing (bar));
  /* It counts from its first frame on. */
  lkb_ui_settle (ui);
  lkb_ui_settle (ui);
  now += 15 * G_TIME_SPAN_SECOND;
  lkb_ui_wait (ui, is_at, &aim, "a minute was played in 15 s");
  assert_at (window, 1, 60000);
  lkb_ui_xdotool (ui, "key space");
  g_assert_false (lkb_replay_bar_is_playing (bar));
  lkb_ui_xdotool (ui, "key space");
  lkb_ui_settle (ui);
  lkb_ui_settle (ui);
  now += G_TIME_SPAN_HOUR;
  lkb_ui_wait (ui, has_stopped, bar, "it ends at the bell");
  assert_at (window, 6, 2700000);
  close_round (ui);
}

/* The scale, the list of moments, the template beside it. */
static void
test_hands (void)
{
  g_autoptr (LkbUi) ui = lkb_ui_open (NULL);
  LkbReplayWindow *window = open_round (ui);
  LkbReplayBar *bar = lkb_replay_window_get_bar (window);
  GtkWidget *root = GTK_WIDGET (window);
  GtkWidget *scale = lkb_ui_find (root, GTK_TYPE_SCALE, NULL);
  GtkWidget *row;

  lkb_ui_click (ui, scale);
  g_assert_cmpint (ABS (lkb_replay_bar_get_time (bar) - 1350000), <, 60000);
  g_assert_cmpuint (lkb_replay_bar_get_moment (bar), ==, 6);
  lkb_ui_click (ui, lkb_ui_find (root, GTK_TYPE_BUTTON, "First owner"));
  assert_at (window, 5, 540000);

  lkb_ui_click (ui, lkb_ui_find (root, GTK_TYPE_MENU_BUTTON, "Moments"));
  row = lkb_ui_find (root, GTK_TYPE_LABEL, "Settled: No goal");
  g_assert_nonnull (row);
  lkb_ui_shoot (ui, "replay-moments");
  lkb_ui_click (ui, row);
  assert_at (window, 1, 60000);

  g_assert_null (lkb_replay_window_get_answer (window));
  lkb_ui_click (ui, lkb_ui_find (root, GTK_TYPE_TOGGLE_BUTTON, "_Model Answer"));
  g_assert_nonnull (lkb_replay_window_get_answer (window));
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (lkb_replay_window_get_answer (window))));
  g_assert_nonnull (
      lkb_ui_find (root, GTK_TYPE_LABEL, "The template’s answer: Change capture from orders"));
  g_assert_nonnull (lkb_ui_find (root, GTK_TYPE_LABEL, "Your board"));
  lkb_ui_shoot (ui, "replay-answer");
  close_round (ui);
}

static gboolean
is_read (LkbUi *ui, gpointer data)
{
  GtkWindow *window = lkb_ui_get_dialog (ui, LKB_TYPE_HISTORY_WINDOW);

  return window != NULL && lkb_history_window_is_read (LKB_HISTORY_WINDOW (window));
}

static gboolean
has_score (LkbUi *ui, gpointer data)
{
  return lkb_ui_get_dialog (ui, LKB_TYPE_SCORE_WINDOW) != NULL;
}

static gboolean
has_no_score (LkbUi *ui, gpointer data)
{
  return !has_score (ui, data);
}

/* From the list to the charts, and to where the points are from. */
static void
look_at_progress (LkbUi *ui)
{
  GtkWidget *window = GTK_WIDGET (lkb_ui_get_dialog (ui, LKB_TYPE_HISTORY_WINDOW));

  lkb_ui_click (ui, lkb_ui_find (window, GTK_TYPE_LABEL, "Progress"));
  lkb_ui_settle (ui);
  g_assert_nonnull (lkb_ui_find (window, GTK_TYPE_LABEL, "Owned edges at the bell"));
  lkb_ui_shoot (ui, "progress");
  lkb_ui_click (ui, lkb_ui_find (window, GTK_TYPE_BUTTON, "_Show the Score"));
  lkb_ui_wait (ui, has_score, NULL, "the score is shown");
  lkb_ui_settle (ui);
  lkb_ui_shoot (ui, "score");
  g_assert_nonnull (lkb_ui_find (GTK_WIDGET (lkb_ui_get_dialog (ui, LKB_TYPE_SCORE_WINDOW)),
                                 GTK_TYPE_LABEL, "Where the points are from"));
  lkb_ui_xdotool (ui, "key Escape");
  lkb_ui_wait (ui, has_no_score, NULL, "the score is gone");
}

/* The same round, begun just now: its debrief is still to be written, which a quiet row says. */
static void
be_reminded (LkbUi *ui, const char *path)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *wall = g_date_time_format (now, "%Y-%m-%dT%H:%M:%SZ");
  g_autofree char *text = NULL;
  g_autoptr (GString) whole = NULL;
  GtkWidget *row, *window;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  whole = g_string_new (text);
  g_assert_cmpuint (g_string_replace (whole, "2026-03-01T12:00:00Z", wall, 1), ==, 1);
  g_assert_true (g_file_set_contents (path, whole->str, -1, NULL));
  gtk_widget_activate_action (GTK_WIDGET (ui->window), "app.history", NULL);
  lkb_ui_wait (ui, is_read, NULL, "the rounds are read anew");
  lkb_ui_settle (ui);
  lkb_ui_click (ui, lkb_ui_find (GTK_WIDGET (lkb_ui_get_dialog (ui, LKB_TYPE_HISTORY_WINDOW)),
                                 GTK_TYPE_LABEL, "Rounds"));
  lkb_ui_settle (ui);
  lkb_ui_shoot (ui, "history-reminder");
  row = lkb_ui_find (GTK_WIDGET (lkb_ui_get_dialog (ui, LKB_TYPE_HISTORY_WINDOW)), GTK_TYPE_LABEL,
                     "48 hours left · Shop stock is wrong.");
  lkb_ui_click (ui, row);
  lkb_ui_wait (ui, has_score, NULL, "the debrief can be written");
  /* What is typed is kept by closing. */
  window = GTK_WIDGET (lkb_ui_get_dialog (ui, LKB_TYPE_SCORE_WINDOW));
  lkb_ui_settle (ui);
  gtk_widget_grab_focus (lkb_ui_find (window, ADW_TYPE_ENTRY_ROW, NULL));
  lkb_ui_settle (ui);
  lkb_ui_xdotool (ui, "type 4000");
  lkb_ui_settle (ui);
  lkb_ui_xdotool (ui, "key Escape");
  lkb_ui_wait (ui, has_no_score, NULL, "the score is gone");
  g_clear_pointer (&text, g_free);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "first number: 4000"));
  /* Without those words again, for what comes next. */
  g_assert_true (g_file_set_contents (path, whole->str, -1, NULL));
}

static gboolean
is_reminded (LkbUi *ui, gpointer data)
{
  return lkb_ui_find (GTK_WIDGET (ui->window), GTK_TYPE_LABEL, data) != NULL;
}

/* So does a quiet line of the page that one begins with. */
static void
be_reminded_at_start (LkbUi *ui)
{
  char *line = (char *) "Write down what your round taught you · 48 hours left";

  /* Whoever comes back to it sees it. */
  gtk_widget_set_visible (GTK_WIDGET (ui->window), FALSE);
  lkb_ui_settle (ui);
  g_assert_false (is_reminded (ui, line));
  gtk_window_present (GTK_WINDOW (ui->window));
  lkb_ui_wait (ui, is_reminded, line, "the reminder");
  lkb_ui_settle (ui);
  lkb_ui_shoot (ui, "start-reminder");
  lkb_ui_click (ui, lkb_ui_find (GTK_WIDGET (ui->window), GTK_TYPE_LABEL, line));
  lkb_ui_wait (ui, has_score, NULL, "the debrief can be written");
  lkb_ui_xdotool (ui, "key Escape");
  lkb_ui_wait (ui, has_no_score, NULL, "the score is gone");
}

/* What a round gone by was worth is no help in an exam, wherever it was opened from. */
static void
begin_exam_beside (LkbUi *ui)
{
  const GType types[] = { LKB_TYPE_HISTORY_WINDOW, LKB_TYPE_REPLAY_WINDOW, LKB_TYPE_SCORE_WINDOW };

  lkb_application_set_exam (ui->application, ui->window, TRUE);
  lkb_ui_settle (ui);
  g_assert_null (lkb_ui_get_dialog (ui, LKB_TYPE_SCORE_WINDOW));
  g_assert_null (lkb_ui_get_dialog (ui, LKB_TYPE_REPLAY_WINDOW));
  lkb_application_set_exam (ui->application, ui->window, FALSE);
  lkb_ui_wait (ui, has_score, NULL, "the score is there again");
  /* The board was on top. */
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      gtk_window_present (lkb_ui_get_dialog (ui, types[i]));
      lkb_ui_settle (ui);
    }
}

/* From the start page to a round that is over. */
static void
test_history (void)
{
  g_autofree char *folder = g_build_filename (g_get_user_state_dir (), "lakeboard", "rounds", NULL);
  g_autofree char *path = g_build_filename (folder, "1.lakeround", NULL);
  g_autofree char *torn = g_build_filename (folder, "torn.lakeround", NULL);
  g_autoptr (LkbUi) ui = lkb_ui_open (NULL);
  GtkWidget *row;

  lkb_ui_click (ui,
                lkb_ui_find (GTK_WIDGET (ui->window), GTK_TYPE_BUTTON, "History of your rounds"));
  lkb_ui_wait (ui, is_read, NULL, "the rounds are read");
  lkb_ui_settle (ui);
  g_assert_nonnull (lkb_ui_find (GTK_WIDGET (lkb_ui_get_dialog (ui, LKB_TYPE_HISTORY_WINDOW)),
                                 GTK_TYPE_LABEL, "No rounds yet"));

  g_mkdir_with_parents (folder, 0700);
  put_round (path);
  g_assert_true (g_file_set_contents (torn, "no round", -1, NULL));
  gtk_widget_activate_action (GTK_WIDGET (ui->window), "app.history", NULL);
  lkb_ui_wait (ui, is_read, NULL, "the rounds are read anew");
  lkb_ui_settle (ui);
  /* What cannot be read is not passed over in silence. */
  g_assert_nonnull (lkb_ui_find (GTK_WIDGET (lkb_ui_get_dialog (ui, LKB_TYPE_HISTORY_WINDOW)),
                                 GTK_TYPE_LABEL, "torn.lakeround"));
  row = lkb_ui_find (GTK_WIDGET (lkb_ui_get_dialog (ui, LKB_TYPE_HISTORY_WINDOW)), GTK_TYPE_LABEL,
                     "Shop stock is wrong.");
  lkb_ui_shoot (ui, "history");
  lkb_ui_click (ui, row);
  lkb_ui_wait (ui, is_there, NULL, "the round is shown");
  lkb_ui_settle (ui);

  /* What it was worth; Escape closes one after the other. */
  lkb_ui_click (ui, lkb_ui_find (GTK_WIDGET (lkb_ui_get_dialog (ui, LKB_TYPE_REPLAY_WINDOW)),
                                 GTK_TYPE_BUTTON, "_Score"));
  lkb_ui_wait (ui, has_score, NULL, "the score is shown");
  lkb_ui_settle (ui);
  begin_exam_beside (ui);
  lkb_ui_xdotool (ui, "key Escape");
  lkb_ui_wait (ui, has_no_score, NULL, "the score is gone");
  g_assert_true (is_there (ui, NULL));
  lkb_ui_settle (ui);
  lkb_ui_xdotool (ui, "key Escape");
  lkb_ui_wait (ui, is_away, NULL, "the replay is closed");
  look_at_progress (ui);
  be_reminded (ui, path);
  gtk_window_close (lkb_ui_get_dialog (ui, LKB_TYPE_HISTORY_WINDOW));
  lkb_ui_settle (ui);
  be_reminded_at_start (ui);
  g_remove (path);
  g_remove (torn);
}

static gboolean
is_chosen (LkbUi *ui, gpointer data)
{
  GtkFileChooser *chooser = GTK_FILE_CHOOSER (lkb_ui_get_dialog (ui, GTK_TYPE_FILE_CHOOSER_DIALOG));
  g_autoptr (GFile) file = gtk_file_chooser_get_file (chooser);

  return file != NULL && g_file_equal (file, data);
}

/* A list of folders takes no path that is typed: the dialog is told, the button is pressed. */
static void
choose_folder (LkbUi *ui, const char *path)
{
  g_autoptr (GFile) folder = g_file_new_for_path (path);
  GtkWindow *dialog = files_wait_for_dialog (ui, GTK_TYPE_FILE_CHOOSER_DIALOG);

  gtk_file_chooser_set_current_folder (GTK_FILE_CHOOSER (dialog), folder, NULL);
  lkb_ui_wait (ui, is_chosen, folder, "the folder is chosen");
  lkb_ui_settle (ui);
  lkb_ui_click (ui, gtk_dialog_get_widget_for_response (GTK_DIALOG (dialog), GTK_RESPONSE_ACCEPT));
  files_wait_for_no_dialog (ui, GTK_TYPE_FILE_CHOOSER_DIALOG);
}

/* Study notes of the board, into a folder of their own. */
static void
test_notes (void)
{
  g_autoptr (LkbUi) ui = lkb_ui_open ("T01");
  g_autofree char *place = files_dup_path (ui, "Click to feature vector, study notes");
  g_autofree char *notes = g_build_filename (place, "notes.md", NULL);
  g_autofree char *other = files_put (ui, "other.txt", "mine");
  g_autofree char *text = NULL;

  gtk_widget_activate_action (GTK_WIDGET (ui->window), "win.study-notes", NULL);
  choose_folder (ui, ui->folder);
  files_wait_for_text (ui, "Study notes are in “Click to feature vector, study notes”");
  g_assert_true (g_file_get_contents (notes, &text, NULL, NULL));
  g_assert_true (g_str_has_prefix (text, "# Click to feature vector\n"));
  files_assert_content (other, "mine");
  /* Written in by somebody: they stay. */
  g_assert_true (g_file_set_contents (notes, "my own words", -1, NULL));
  gtk_widget_activate_action (GTK_WIDGET (ui->window), "win.study-notes", NULL);
  choose_folder (ui, place);
  files_wait_for_message (ui, "The study notes were not written");
  files_answer (ui, "_Close");
  files_assert_content (notes, "my own words");
}

static gboolean
has_cards (LkbUi *ui, gpointer data)
{
  return lkb_ui_get_dialog (ui, LKB_TYPE_CARDS_WINDOW) != NULL;
}

/* Cards by the keyboard alone: shown, put back, known; and a sentence that is said again. */
static void
test_cards (void)
{
  g_autoptr (LkbUi) ui = lkb_ui_open (NULL);
  LkbCardsWindow *window;
  const LkbFlashCard *first;
  GtkWidget *root;
  guint n;

  gtk_widget_activate_action (GTK_WIDGET (ui->window), "app.flash-cards", NULL);
  lkb_ui_wait (ui, has_cards, NULL, "the cards are dealt");
  lkb_ui_settle (ui);
  window = LKB_CARDS_WINDOW (lkb_ui_get_dialog (ui, LKB_TYPE_CARDS_WINDOW));
  root = GTK_WIDGET (window);
  n = lkb_cards_window_get_n_left (window);
  first = lkb_cards_window_get_card (window);
  lkb_ui_xdotool (ui, "key space");
  g_assert_nonnull (lkb_ui_find (root, GTK_TYPE_LABEL, first->back));
  lkb_ui_shoot (ui, "cards");
  lkb_ui_xdotool (ui, "key space");
  g_assert_cmpuint (lkb_cards_window_get_n_left (window), ==, n - 1);
  first = lkb_cards_window_get_card (window);
  lkb_ui_xdotool (ui, "key space");
  lkb_ui_click (ui, lkb_ui_find (root, GTK_TYPE_BUTTON, "_Again Later"));
  g_assert_cmpuint (lkb_cards_window_get_n_left (window), ==, n - 1);
  g_assert_true (first != lkb_cards_window_get_card (window));

  lkb_cards_window_set_topic (window, LKB_FLASH_WORDS);
  lkb_ui_settle (ui);
  n = lkb_cards_window_get_n_left (window);
  lkb_ui_type (ui, "it is fast");
  lkb_ui_xdotool (ui, "key Return");
  g_assert_null (lkb_ui_find (root, GTK_TYPE_LABEL, "✓ Somebody could measure that."));
  lkb_ui_shoot (ui, "cards-words");
  lkb_ui_type (
      ui, ": 5 s p95, at most 5 s old, 99.9 % a month, 10 k events/s at 80 % utilisation, $4 k per "
          "month, none comes twice");
  lkb_ui_xdotool (ui, "key Return");
  g_assert_nonnull (lkb_ui_find (root, GTK_TYPE_LABEL, "✓ Somebody could measure that."));
  lkb_ui_xdotool (ui, "key space");
  g_assert_cmpuint (lkb_cards_window_get_n_left (window), ==, n - 1);
  gtk_window_close (GTK_WINDOW (window));
}

static gboolean
has_redraw (LkbUi *ui, gpointer data)
{
  return lkb_ui_get_dialog (ui, LKB_TYPE_REDRAW_WINDOW) != NULL;
}

/* A page is looked at, a source is drawn from memory, and the rest was missed. */
static void
test_redraw (void)
{
  g_autoptr (LkbUi) ui = lkb_ui_open (NULL);
  LkbRedrawWindow *window;
  GtkWidget *root, *palette;

  gtk_widget_activate_action (GTK_WIDGET (ui->window), "app.redraw", NULL);
  lkb_ui_wait (ui, has_redraw, NULL, "the window is there");
  lkb_ui_settle (ui);
  window = LKB_REDRAW_WINDOW (lkb_ui_get_dialog (ui, LKB_TYPE_REDRAW_WINDOW));
  root = GTK_WIDGET (window);
  lkb_ui_shoot (ui, "redraw-choose");
  lkb_ui_click (ui, lkb_ui_find (root, GTK_TYPE_BUTTON, "_Show the Page"));
  g_assert_null (lkb_redraw_window_get_canvas (window));
  lkb_ui_shoot (ui, "redraw-look");
  lkb_ui_click (ui, lkb_ui_find (root, GTK_TYPE_BUTTON, "_Hide It and Draw"));
  palette = lkb_ui_find (root, LKB_TYPE_PALETTE, NULL);
  lkb_ui_click (ui, lkb_palette_get_button (LKB_PALETTE (palette), LKB_KIND_SOURCE));
  lkb_ui_click (ui, GTK_WIDGET (lkb_redraw_window_get_canvas (window)));
  lkb_ui_type (ui, "Clicks");
  lkb_ui_xdotool (ui, "key Return");
  lkb_ui_shoot (ui, "redraw-draw");
  g_assert_null (lkb_redraw_window_get_result (window));
  lkb_ui_click (ui, lkb_ui_find (root, GTK_TYPE_BUTTON, "_Compare"));
  g_assert_cmpuint (lkb_redraw_window_get_result (window)->n_found[LKB_REDRAW_NODES], ==, 1);
  g_assert_nonnull (lkb_ui_find (root, GTK_TYPE_LABEL, "What you remembered"));
  lkb_ui_shoot (ui, "redraw-compare");
  lkb_ui_click (ui, lkb_ui_find (root, GTK_TYPE_BUTTON, "_Another Page"));
  lkb_ui_click (ui, lkb_ui_find (root, GTK_TYPE_BUTTON, "_Show the Page"));
  gtk_window_close (GTK_WINDOW (window));
}

static void
run_command (LkbUi *ui, const char *text)
{
  lkb_ui_xdotool (ui, "key ctrl+k");
  lkb_ui_type (ui, text);
  lkb_ui_xdotool (ui, "key Return");
}

/* All of it by keyboard: commands are found by their words here too, and what cannot be done now is not among them. */
static void
test_redraw_commands (void)
{
  g_autoptr (LkbUi) ui = lkb_ui_open (NULL);
  LkbRedrawWindow *window;
  LkbEditor *editor;
  GtkWidget *root;

  gtk_widget_activate_action (GTK_WIDGET (ui->window), "app.redraw", NULL);
  lkb_ui_wait (ui, has_redraw, NULL, "the window is there");
  lkb_ui_settle (ui);
  window = LKB_REDRAW_WINDOW (lkb_ui_get_dialog (ui, LKB_TYPE_REDRAW_WINDOW));
  root = GTK_WIDGET (window);
  run_command (ui, "show the page");
  lkb_ui_xdotool (ui, "key ctrl+k");
  lkb_ui_shoot (ui, "redraw-commands");
  g_assert_nonnull (lkb_ui_find (root, GTK_TYPE_LABEL, "Hide it and draw"));
  g_assert_null (lkb_ui_find (root, GTK_TYPE_LABEL, "Undo"));
  lkb_ui_xdotool (ui, "key Escape");
  run_command (ui, "hide it");
  g_assert_nonnull (lkb_redraw_window_get_canvas (window));
  run_command (ui, "Clicks -> Hub -> Model");
  editor = lkb_canvas_get_editor (lkb_redraw_window_get_canvas (window));
  g_assert_cmpuint (lkb_board_count_nodes (lkb_editor_get_board (editor)), ==, 3);
  run_command (ui, "Hub");
  g_assert_cmpuint (lkb_editor_get_n_selected (editor), ==, 1);
  run_command (ui, "Undo");
  g_assert_cmpuint (lkb_board_count_nodes (lkb_editor_get_board (editor)), ==, 0);
  run_command (ui, "Redo");
  run_command (ui, "Compare");
  g_assert_nonnull (lkb_redraw_window_get_result (window));
  run_command (ui, "Another page");
  g_assert_null (lkb_redraw_window_get_result (window));
  gtk_window_close (GTK_WINDOW (window));
}

/* Templates are called as everywhere else in the language of the user. */
static void
test_german (void)
{
  g_autofree char *catalogs = lkb_test_dup_catalogs ();
  g_autoptr (LkbUi) ui = lkb_ui_open (NULL);
  LkbReplayWindow *replay;
  LkbRedrawWindow *redraw;
  GListModel *names;

  if (catalogs == NULL)
    {
      g_test_skip ("no msgfmt");
      return;
    }
  replay = open_round (ui);
  lkb_test_speak ("de", catalogs);
  redraw = lkb_redraw_window_new (ui->application);
  lkb_replay_window_show_answer (replay);
  lkb_test_speak ("", catalogs);
  lkb_test_remove_tree (catalogs);
  lkb_ui_settle (ui);
  g_assert_nonnull (lkb_ui_find (GTK_WIDGET (replay), GTK_TYPE_LABEL,
                                 "Die Antwort der Vorlage: Änderungen aus Bestellungen erfassen"));
  close_round (ui);
  gtk_window_present (GTK_WINDOW (redraw));
  lkb_ui_settle (ui);
  names = gtk_drop_down_get_model (
      GTK_DROP_DOWN (lkb_ui_find (GTK_WIDGET (redraw), GTK_TYPE_DROP_DOWN, NULL)));
  g_assert_cmpuint (g_list_model_get_n_items (names), >, 1);
  for (guint i = 0; i < g_list_model_get_n_items (names); i++)
    g_assert_cmpstr (gtk_string_list_get_string (GTK_STRING_LIST (names), i), !=,
                     "Click to feature vector");
  gtk_window_destroy (GTK_WINDOW (redraw));
}

int
main (int argc, char **argv)
{
  lkb_ui_init (&argc, &argv);
  g_test_add_func ("/replay/keys", test_keys);
  g_test_add_func ("/replay/keys-anywhere", test_keys_anywhere);
  g_test_add_func ("/replay/read-only", test_read_only);
  g_test_add_func ("/replay/play", test_play);
  g_test_add_func ("/replay/hands", test_hands);
  g_test_add_func ("/replay/history", test_history);
  g_test_add_func ("/replay/notes", test_notes);
  g_test_add_func ("/replay/cards", test_cards);
  g_test_add_func ("/replay/redraw", test_redraw);
  g_test_add_func ("/replay/redraw-commands", test_redraw_commands);
  g_test_add_func ("/replay/german", test_german);
  return g_test_run ();
}
