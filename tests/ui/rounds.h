/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <math.h>

#include "core/practice/lkb-round.h"
#include "core/store/lkb-recovered.h"
#include "lkb-ui.h"
#include "tests/support/lkb-test.h"
#include "widgets/practice/lkb-brief.h"
#include "widgets/practice/lkb-clock-bar.h"

/* Rounds in the real window, by a clock that the test holds. */

#define SECOND 1000
#define MINUTE (60 * SECOND)
/* 2026-03-01T12:00:00Z */
#define WALL G_GINT64_CONSTANT (1772366400)

static gint64 now = 1000;
G_GNUC_UNUSED static gint64 asleep; /* what the clock on the wall is ahead */

G_GNUC_UNUSED static gint64
get_ms (gpointer data)
{
  return now;
}

G_GNUC_UNUSED static gint64
get_wall (gpointer data)
{
  return (WALL * 1000 + now + asleep) * 1000;
}

G_GNUC_UNUSED static gboolean
has_none_left (LkbUi *ui, gpointer practice)
{
  return lkb_practice_get_unfinished (practice)->len == 0;
}

G_GNUC_UNUSED static LkbUi *
open_start_page (void)
{
  g_autofree char *rounds = g_build_filename (g_get_user_state_dir (), "lakeboard", "rounds", NULL);
  LkbPractice *practice;
  LkbUi *ui;

  /* Nobody practised before, so the same seed is the same prompt. */
  if (g_file_test (rounds, G_FILE_TEST_IS_DIR))
    lkb_test_remove_tree (rounds);
  ui = lkb_ui_open (NULL);
  practice = lkb_application_get_practice (ui->application);
  lkb_practice_set_clock (practice, get_ms, get_wall, NULL);
  lkb_practice_set_seed (practice, 3);
  /* What an earlier test left is not offered. */
  lkb_practice_scan (practice);
  lkb_ui_wait (ui, has_none_left, practice, "no round is left");
  lkb_ui_settle (ui);
  return ui;
}

G_GNUC_UNUSED static GtkWidget *
find (LkbUi *ui, GType type, const char *text)
{
  return lkb_ui_find (GTK_WIDGET (ui->window), type, text);
}

G_GNUC_UNUSED static GtkWidget *
need (LkbUi *ui, GType type, const char *text)
{
  GtkWidget *widget = find (ui, type, text);

  if (widget == NULL)
    g_error ("no %s “%s”", g_type_name (type), text != NULL ? text : "");
  return widget;
}

typedef struct
{
  GType type;
  gboolean there;
} Wanted;

G_GNUC_UNUSED static gboolean
is_as_wanted (LkbUi *ui, gpointer data)
{
  const Wanted *wanted = data;

  return (find (ui, wanted->type, NULL) != NULL) == wanted->there;
}

G_GNUC_UNUSED static void
wait_until (LkbUi *ui, GType type, gboolean there, const char *what)
{
  Wanted wanted = { type, there };

  lkb_ui_wait (ui, is_as_wanted, &wanted, what);
  lkb_ui_settle (ui);
}

G_GNUC_UNUSED static gboolean
shows_text (LkbUi *ui, gpointer text)
{
  return find (ui, GTK_TYPE_LABEL, text) != NULL;
}

G_GNUC_UNUSED static void
wait_for_text (LkbUi *ui, const char *text)
{
  lkb_ui_wait (ui, shows_text, (gpointer) text, text);
}

/* The dialog by mouse. */
G_GNUC_UNUSED static void
start_round (LkbUi *ui, gboolean exam)
{
  GtkWindow *dialog;

  lkb_ui_click (ui, need (ui, GTK_TYPE_BUTTON, "Practise 10 minutes"));
  dialog = lkb_ui_get_dialog (ui, ADW_TYPE_WINDOW);
  g_assert_nonnull (dialog);
  lkb_ui_shoot (ui, "practise-dialog");
  lkb_ui_click (
      ui, lkb_ui_find (GTK_WIDGET (dialog), GTK_TYPE_TOGGLE_BUTTON, exam ? "Exam" : "Coached"));
  lkb_ui_click (ui, lkb_ui_find (GTK_WIDGET (dialog), GTK_TYPE_BUTTON, "_Start"));
  wait_until (ui, LKB_TYPE_BRIEF, TRUE, "the brief is shown");
}

G_GNUC_UNUSED static void
pass_brief (LkbUi *ui)
{
  now += LKB_ROUND_LEAD_IN_MS;
  wait_until (ui, LKB_TYPE_CLOCK_BAR, TRUE, "the clock runs");
  g_assert_null (find (ui, LKB_TYPE_BRIEF, NULL));
}

/* (transfer full): of the latest file of a round. */
G_GNUC_UNUSED static LkbRoundLog *
read_round (void)
{
  g_autofree char *folder = g_build_filename (g_get_user_state_dir (), "lakeboard", "rounds", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  g_autofree char *latest = NULL;
  g_autoptr (LkbRecording) recording = NULL;
  g_autoptr (GError) error = NULL;
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (g_strcmp0 (name, latest) > 0)
      {
        g_free (latest);
        latest = g_strdup (name);
      }
  g_assert_nonnull (latest);
  g_autofree char *path = g_build_filename (folder, latest, NULL);
  recording = lkb_recovered_read_journal (path, &error);
  g_assert_no_error (error);
  return lkb_round_log_new (recording);
}

/* Nobody moved the view: the page is in the middle of it, and as large as it can be. */
G_GNUC_UNUSED static gboolean
is_page_fitted (LkbUi *ui, gpointer data)
{
  LkbEditor *editor = lkb_ui_get_editor (ui);
  LkbViewport *viewport = lkb_editor_get_viewport (editor);
  LkbBox frame = lkb_sheet_get_frame (lkb_editor_get_sheet (editor));
  LkbBox screen = lkb_viewport_box_to_screen (viewport, &frame);
  double w = lkb_viewport_get_width (viewport);
  double h = lkb_viewport_get_height (viewport) - lkb_viewport_get_covered_below (viewport);

  return fabs (screen.x + screen.w / 2 - w / 2) < w / 12
         && fabs (screen.y + screen.h / 2 - h / 2) < h / 12
         && (screen.w > 0.8 * w || screen.h > 0.8 * h);
}

/* What the person draws in the first minutes; the canvas has the focus. */
G_GNUC_UNUSED static void
draw (LkbUi *ui)
{
  lkb_ui_xdotool (ui, "key 5");
  lkb_ui_type (ui, "Clicks");
  lkb_ui_xdotool (ui, "key Return");
  lkb_ui_xdotool (ui, "key ctrl+Right");
  lkb_ui_type (ui, "Hub");
  lkb_ui_xdotool (ui, "key Return");
  g_assert_cmpuint (lkb_board_get_n_elements (lkb_ui_get_board (ui)), ==, 3);
  lkb_ui_wait (ui, is_page_fitted, NULL, "the page in the middle");
}

G_GNUC_UNUSED static void
go_to_push_back (LkbUi *ui)
{
  for (guint i = 0; i < 4; i++)
    lkb_ui_xdotool (ui, "key ctrl+shift+n");
  g_assert_nonnull (find (ui, GTK_TYPE_LABEL, "Push-back"));
}
