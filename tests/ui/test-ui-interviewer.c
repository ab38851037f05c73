/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The interviewer in the real window: when a card comes, how it is answered, and where it stands.
 */

#include <glib/gstdio.h>

#include "rounds.h"
#include "widgets/practice/lkb-bell-bar.h"
#include "widgets/practice/lkb-card-view.h"

static void
write_deck (const char *name, const char *text)
{
  g_autofree char *folder = g_build_filename (g_get_user_data_dir (), "lakeboard", "decks", NULL);
  g_autofree char *path = g_build_filename (folder, name, NULL);

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  if (text != NULL)
    g_assert_true (g_file_set_contents (path, text, -1, NULL));
  else
    g_assert_cmpint (g_unlink (path), ==, 0);
}

static void
choose_own (LkbUi *ui, GtkWindow *dialog)
{
  lkb_ui_click (ui, lkb_ui_find (GTK_WIDGET (dialog), GTK_TYPE_LABEL, "At random"));
  for (guint i = 0; i < 4; i++)
    lkb_ui_xdotool (ui, "key Down");
  lkb_ui_xdotool (ui, "key Return");
  g_assert_nonnull (lkb_ui_find (GTK_WIDGET (dialog), GTK_TYPE_LABEL, "My own"));
}

/* An hour about a prompt of one's own; a deck that does not load says why in one line. A card that nobody answers goes after a
 * minute and a half, and a machine that slept does not cost time. */
static void
test_own_deck (void)
{
  g_autoptr (LkbUi) ui = open_start_page ();
  g_autoptr (LkbRoundLog) log = NULL;
  GtkWindow *dialog;

  /* Before there are any it is said where they go. */
  gtk_widget_activate_action (GTK_WIDGET (ui->window), "app.practise", "s", "60");
  lkb_ui_settle (ui);
  choose_own (ui, lkb_ui_get_dialog (ui, ADW_TYPE_WINDOW));
  lkb_ui_shoot (ui, "practise-no-own");
  g_assert_false (gtk_widget_is_sensitive (lkb_ui_find (
      GTK_WIDGET (lkb_ui_get_dialog (ui, ADW_TYPE_WINDOW)), GTK_TYPE_BUTTON, "_Start")));
  lkb_ui_xdotool (ui, "key Escape");
  write_deck ("mine.json", "{\"prompts\":[{\"id\":\"m1\",\"text\":\"Count the parcels.\"}]}");
  write_deck ("torn.json", "{\"prompts\":[{\"id\":\"m2\"}]}");
  gtk_widget_activate_action (GTK_WIDGET (ui->window), "app.practise", "s", "60");
  lkb_ui_settle (ui);
  dialog = lkb_ui_get_dialog (ui, ADW_TYPE_WINDOW);
  lkb_ui_shoot (ui, "practise-own");
  g_assert_cmpint (gtk_widget_get_width (GTK_WIDGET (dialog)), <, 500);
  lkb_ui_click (ui, lkb_ui_find (GTK_WIDGET (dialog), GTK_TYPE_TOGGLE_BUTTON, "Coached"));
  choose_own (ui, dialog);
  lkb_ui_click (ui, lkb_ui_find (GTK_WIDGET (dialog), GTK_TYPE_BUTTON, "_Start"));
  write_deck ("mine.json", NULL);
  write_deck ("torn.json", NULL);
  wait_for_text (ui, "Count the parcels.");
  pass_brief (ui);
  g_assert_nonnull (find (ui, GTK_TYPE_LABEL, "of 60:00"));
  draw (ui);
  go_to_push_back (ui);
  lkb_ui_wait_for_review (ui);
  now += 40 * SECOND;
  wait_until (ui, LKB_TYPE_CARD_VIEW, TRUE, "the interviewer asks");
  now += 89 * SECOND;
  wait_for_text (ui, "02:09");
  g_assert_nonnull (find (ui, LKB_TYPE_CARD_VIEW, NULL));
  now += SECOND;
  wait_until (ui, LKB_TYPE_CARD_VIEW, FALSE, "nobody answered");
  asleep = 20 * MINUTE;
  now += SECOND;
  wait_for_text (ui, "02:11");
  gtk_widget_activate_action (GTK_WIDGET (ui->window), "round.finish", NULL);
  wait_until (ui, LKB_TYPE_BELL_BAR, TRUE, "the round is over");
  g_assert_nonnull (find (ui, GTK_TYPE_LABEL, "Finished after 02:11"));
  asleep = 0;
  log = read_round ();
  g_assert_cmpint (lkb_round_log_get_card (log, 0)->answer->how, ==, LKB_ROUND_UNANSWERED);
  g_assert_cmpuint (lkb_round_log_get_n_pauses (log), ==, 1);
  g_assert_cmpint (lkb_round_log_get_pause (log, 0)->why, ==, LKB_ROUND_WHY_SUSPEND);
  g_assert_cmpint (lkb_round_log_get_pause (log, 0)->length_ms, ==, 20 * MINUTE);
}

/* A note that is being written holds its card; unsent it is the answer all the same, and to no other card. */
static void
test_half_note (void)
{
  g_autoptr (LkbUi) ui = open_start_page ();
  LkbPractice *practice = lkb_application_get_practice (ui->application);
  g_autoptr (LkbRoundMark) setup = NULL;
  g_autoptr (LkbRoundLog) log = NULL;

  setup = lkb_round_dup_setup (LKB_ROUND_PRESET_45, LKB_ROUND_COACHED, LKB_ROUND_PM, 7,
                               lkb_deck_find_prompt (lkb_practice_get_deck (practice), "5"));
  lkb_window_begin_round (ui->window, setup, NULL);
  wait_until (ui, LKB_TYPE_BRIEF, TRUE, "the brief is shown");
  pass_brief (ui);
  draw (ui);
  go_to_push_back (ui);
  lkb_ui_wait_for_review (ui);
  now += 40 * SECOND;
  wait_until (ui, LKB_TYPE_CARD_VIEW, TRUE, "the interviewer asks");
  lkb_ui_click (ui, need (ui, GTK_TYPE_LABEL, "Note…"));
  lkb_ui_type (ui, "on");
  now += 100 * SECOND;
  wait_for_text (ui, "02:20");
  lkb_ui_type (ui, " call");
  /* Put aside, it goes as it is. */
  lkb_ui_xdotool (ui, "key Escape");
  wait_until (ui, LKB_TYPE_CARD_VIEW, FALSE, "the card goes");
  g_assert_true (lkb_canvas_has_focus (lkb_window_get_canvas (ui->window)));

  now += 3 * MINUTE + SECOND;
  wait_until (ui, LKB_TYPE_CARD_VIEW, TRUE, "the interviewer asks again");
  lkb_ui_click (ui, need (ui, GTK_TYPE_LABEL, "Note…"));
  lkb_ui_type (ui, "p95");
  gtk_widget_activate_action (GTK_WIDGET (ui->window), "round.finish", NULL);
  wait_until (ui, LKB_TYPE_BELL_BAR, TRUE, "the round is over");
  log = read_round ();
  g_assert_cmpuint (lkb_round_log_get_n_cards (log), ==, 2);
  g_assert_cmpint (lkb_round_log_get_card (log, 0)->answer->how, ==, LKB_ROUND_NOTED);
  g_assert_cmpstr (lkb_round_log_get_card (log, 0)->answer->note, ==, "on call");
  g_assert_cmpint (lkb_round_log_get_card (log, 1)->answer->how, ==, LKB_ROUND_NOTED);
  g_assert_cmpstr (lkb_round_log_get_card (log, 1)->answer->note, ==, "p95");
}

static gboolean
has_place_for_card (LkbUi *ui)
{
  LkbEditor *editor = lkb_ui_get_editor (ui);
  LkbBox frame = lkb_sheet_get_frame (lkb_editor_get_sheet (editor));
  LkbBox screen = lkb_viewport_box_to_screen (lkb_editor_get_viewport (editor), &frame);
  GtkWidget *card = find (ui, LKB_TYPE_CARD_VIEW, NULL);
  GtkWidget *canvas = GTK_WIDGET (lkb_window_get_canvas (ui->window));
  graphene_rect_t box;

  g_assert_nonnull (card);
  g_assert_true (gtk_widget_compute_bounds (card, canvas, &box));
  return screen.y + screen.h <= box.origin.y;
}

/* The answer to how fast is fast, by hand on the page: nobody has to tell the interviewer that it is there. */
static void
change_the_board (LkbUi *ui)
{
  LkbEditor *editor = lkb_ui_get_editor (ui);
  LkbBox cell = lkb_editor_get_stop_box (
      editor,
      lkb_sheet_find_stop (lkb_editor_get_sheet (editor), LKB_SHEET_FRESHNESS, LKB_SHEET_ROW_NONE));
  g_autoptr (LkbRoundLog) log = NULL;

  lkb_ui_move_to (ui, cell.x + cell.w / 2, cell.y + cell.h / 2);
  lkb_ui_xdotool (ui, "click 1");
  lkb_ui_type (ui, "5 s @ p95");
  g_assert_nonnull (find (ui, LKB_TYPE_CARD_VIEW, NULL));
  lkb_ui_xdotool (ui, "key Return");
  wait_until (ui, LKB_TYPE_CARD_VIEW, FALSE, "the interviewer noticed");
  log = read_round ();
  g_assert_cmpstr (lkb_round_log_get_card (log, 0)->card->id, ==, "latency-class");
  g_assert_cmpint (lkb_round_log_get_card (log, 0)->answer->how, ==, LKB_ROUND_CHANGED);
}

/* A round in which the interviewer pushes back, and has asked. */
static void
be_asked (LkbUi *ui)
{
  LkbPractice *practice = lkb_application_get_practice (ui->application);
  g_autoptr (LkbRoundMark) setup = lkb_round_dup_setup (
      LKB_ROUND_PRESET_45, LKB_ROUND_COACHED, LKB_ROUND_PM, 7,
      lkb_deck_find_prompt (lkb_practice_get_deck (practice), "5"));

  lkb_window_begin_round (ui->window, setup, NULL);
  wait_until (ui, LKB_TYPE_BRIEF, TRUE, "the brief is shown");
  pass_brief (ui);
  lkb_ui_xdotool (ui, "key 5");
  lkb_ui_type (ui, "Clicks");
  lkb_ui_xdotool (ui, "key Return");
  gtk_widget_activate_action (GTK_WIDGET (ui->window), "win.zoom-fit", NULL);
  go_to_push_back (ui);
  lkb_ui_wait_for_review (ui);
  now += 40 * SECOND;
  wait_until (ui, LKB_TYPE_CARD_VIEW, TRUE, "the interviewer asks");
}

/* The card covers nothing of the page, and none of its words are cut: wide, narrow, and as narrow as can be. */
static void
test_card_room (void)
{
  static const struct
  {
    int width, height;
  } sizes[] = { { 1280, 720 }, { 640, 700 } };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr (LkbUi) ui = open_start_page ();
      g_autofree char *name = g_strdup_printf ("practise-card-%d", sizes[i].width);
      GtkWidget *words;

      gtk_window_unmaximize (GTK_WINDOW (ui->window));
      gtk_window_set_default_size (GTK_WINDOW (ui->window), sizes[i].width, sizes[i].height);
      lkb_ui_settle (ui);
      be_asked (ui);
      lkb_ui_shoot (ui, name);
      g_assert_true (has_place_for_card (ui));
      words = need (ui, GTK_TYPE_LABEL, "Changed the board");
      g_assert_false (pango_layout_is_ellipsized (gtk_label_get_layout (GTK_LABEL (words))));
      if (i == 0)
        change_the_board (ui);
    }
}

static void
write_note (LkbUi *ui, const char *text)
{
  GtkWidget *card = need (ui, LKB_TYPE_CARD_VIEW, NULL);

  lkb_ui_click (ui, lkb_ui_find (card, GTK_TYPE_LABEL, "Note…"));
  g_assert_false (gtk_widget_get_sensitive (lkb_ui_find (card, GTK_TYPE_BUTTON, "_Answer")));
  lkb_ui_type (ui, text);
  g_assert_true (gtk_widget_get_sensitive (lkb_ui_find (card, GTK_TYPE_BUTTON, "_Answer")));
}

/* A note is an answer, by mouse as well as by Enter; nothing written is none. */
static void
test_note (void)
{
  g_autoptr (LkbUi) ui = open_start_page ();
  g_autoptr (LkbRoundLog) log = NULL;

  be_asked (ui);
  write_note (ui, "3 s at p95");
  lkb_ui_shoot (ui, "practise-note");
  lkb_ui_click (ui, need (ui, GTK_TYPE_BUTTON, "_Answer"));
  wait_until (ui, LKB_TYPE_CARD_VIEW, FALSE, "the card is answered");
  now += 3 * MINUTE + SECOND;
  wait_until (ui, LKB_TYPE_CARD_VIEW, TRUE, "the interviewer asks again");
  write_note (ui, "two teams");
  lkb_ui_xdotool (ui, "key Return");
  wait_until (ui, LKB_TYPE_CARD_VIEW, FALSE, "the second card is answered");
  log = read_round ();
  g_assert_cmpstr (lkb_round_log_get_card (log, 0)->answer->note, ==, "3 s at p95");
  g_assert_cmpint (lkb_round_log_get_card (log, 1)->answer->how, ==, LKB_ROUND_NOTED);
  g_assert_cmpstr (lkb_round_log_get_card (log, 1)->answer->note, ==, "two teams");
}

int
main (int argc, char **argv)
{
  lkb_ui_init (&argc, &argv);
  g_test_add_func ("/interviewer/own-deck", test_own_deck);
  g_test_add_func ("/interviewer/half-note", test_half_note);
  g_test_add_func ("/interviewer/card-room", test_card_room);
  g_test_add_func ("/interviewer/note", test_note);
  return g_test_run ();
}
