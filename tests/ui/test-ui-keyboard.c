/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The first five minutes by keyboard alone. Every key beside the typed text is counted: six nodes and five owned edges
 * take at most sixty.
 */

#include <math.h>
#include <string.h>

#include "app/lkb-export-dialog.h"
#include "files.h"
#include "story.h"
#include "widgets/panels/lkb-findings-panel.h"

#define PRESSES_MAX 60

typedef struct
{
  LkbUi *ui;
  guint n_presses;
} Hands;

static void
press (Hands *hands, const char *key)
{
  hands->n_presses++;
  lkb_ui_xdotool (hands->ui, "key %s", key);
}

static gboolean
has_document (LkbUi *ui, gpointer data)
{
  return lkb_window_get_document (ui->window) != NULL;
}

static void
test_keyboard (void)
{
  g_autoptr (LkbUi) ui = lkb_ui_open (NULL);
  g_autofree char *svg_path = g_build_filename (ui->folder, "clicks.svg", NULL);
  g_autofree char *board_path = g_build_filename (ui->folder, "clicks.lakeboard", NULL);
  Hands hands = { ui, 0 };
  const char *id;

  press (&hands, "ctrl+n");
  lkb_ui_wait (ui, has_document, NULL, "an empty board");
  lkb_ui_wait_for_board (ui);

  /* The goal, and the KPI that it suggests */
  press (&hands, "Return");
  lkb_ui_type (ui, STORY_GOAL);
  press (&hands, "Tab");
  press (&hands, "Tab");
  press (&hands, "Escape");
  story_assert_goal (ui);

  press (&hands, "5");
  for (guint i = 0; i < STORY_N_NODES; i++)
    {
      lkb_ui_type (ui, story_names[i]);
      press (&hands, i + 1 < STORY_N_NODES ? "ctrl+Right" : "Return");
    }
  story_assert_chain (ui);
  story_assert_page_visible (ui);

  /* A row of six is too wide for the paper: arranged for the page its text can be read. */
  press (&hands, "ctrl+shift+l");
  story_assert_page_visible (ui);
  g_assert_cmpfloat (lkb_sheet_get_scale (lkb_editor_get_sheet (lkb_ui_get_editor (ui))), >=,
                     LKB_SHEET_SCALE_MIN - 1e-6);

  press (&hands, "Escape");
  press (&hands, "o");
  for (guint i = 0; i + 1 < STORY_N_NODES; i++)
    {
      lkb_ui_type (ui, story_owners[i]);
      press (&hands, "Tab");
    }
  story_assert_owned (ui);

  /* The first edge again: from nothing selected the first node, along to its edge, figures */
  press (&hands, "Escape");
  press (&hands, "Tab");
  press (&hands, "alt+Right");
  id = story_find_edge (ui, 0);
  lkb_ui_assert_selected (ui, id);
  lkb_ui_type (ui, "40/120");
  press (&hands, "Return");
  g_assert_cmpstr (
      lkb_element_get_text (lkb_board_lookup (lkb_ui_get_board (ui), id), LKB_FIELD_LATENCY_P95),
      ==, "120 ms");

  /* What is still to be fixed, one after the other, with its first quick fix */
  for (int i = 0; i < 4 && story_count_blocking (ui) > 0; i++)
    {
      press (&hands, "F8");
      press (&hands, "alt+Return");
    }
  story_assert_ready (ui);

  press (&hands, "ctrl+e");
  files_wait_for_dialog (ui, LKB_TYPE_EXPORT_DIALOG);
  press (&hands, "Return");
  files_choose (ui, svg_path);
  lkb_ui_wait (ui, story_exists, svg_path, "the page is exported");

  press (&hands, "ctrl+s");
  files_choose (ui, board_path);
  story_assert_clean (ui, board_path);

  g_test_message ("%u key presses", hands.n_presses);
  g_assert_cmpuint (hands.n_presses, <=, PRESSES_MAX);
}

/* Shift and a digit places the kind of that digit and connects it. */
static void
test_shift_digit (void)
{
  g_autoptr (LkbUi) ui = lkb_ui_open (NULL);
  LkbBoard *board;

  lkb_ui_xdotool (ui, "key ctrl+n");
  lkb_ui_wait (ui, has_document, NULL, "an empty board");
  lkb_ui_wait_for_board (ui);
  board = lkb_ui_get_board (ui);
  lkb_ui_xdotool (ui, "key 5");
  lkb_ui_type (ui, "Orders");
  lkb_ui_xdotool (ui, "key Return");
  lkb_ui_xdotool (ui, "key shift+7");
  lkb_ui_type (ui, "Raw orders");
  lkb_ui_xdotool (ui, "key Return");
  g_assert_cmpuint (lkb_board_count (board, LKB_KIND_STORAGE), ==, 1);
  g_assert_cmpuint (lkb_board_count (board, LKB_KIND_EDGE), ==, 1);

  /* One step of undo takes both away. */
  lkb_ui_xdotool (ui, "key ctrl+z ctrl+z");
  g_assert_cmpuint (lkb_board_get_n_elements (board), ==, 1);
}

/* A digit places at the pointer; while that is elsewhere, in the middle of the page, not where it last was. */
static void
test_place (void)
{
  g_autoptr (LkbUi) ui = lkb_ui_open (NULL);
  LkbEditor *editor;
  LkbBox frame;
  LkbPoint at;

  lkb_ui_xdotool (ui, "mousemove 683 20");
  lkb_ui_xdotool (ui, "key ctrl+n");
  lkb_ui_wait (ui, has_document, NULL, "an empty board");
  lkb_ui_wait_for_board (ui);
  editor = lkb_ui_get_editor (ui);
  frame = lkb_sheet_get_frame (lkb_editor_get_sheet (editor));
  lkb_ui_move_to (ui, frame.x + frame.w / 8, frame.y + frame.h / 8);
  lkb_ui_xdotool (ui, "mousemove 683 20");
  lkb_ui_xdotool (ui, "key 5");
  at = lkb_ui_get_middle (ui, lkb_editor_get_selected (editor)[0]);
  g_assert_cmpfloat (fabs (at.x - (frame.x + frame.w / 2)), <, 100);
  g_assert_cmpfloat (fabs (at.y - (frame.y + frame.h / 2)), <, 100);
}

/* The list of commands gives the focus back, and closing the window afterwards leaves nothing behind. */
static void
test_commands (void)
{
  g_autoptr (LkbUi) ui = lkb_ui_open ("T01");

  lkb_ui_xdotool (ui, "key ctrl+k");
  g_assert_false (lkb_canvas_has_focus (lkb_window_get_canvas (ui->window)));
  lkb_ui_xdotool (ui, "key Escape");
  g_assert_true (lkb_canvas_has_focus (lkb_window_get_canvas (ui->window)));
}

/* It is there without a board too, with what can be done then. */
static void
test_start_commands (void)
{
  g_autoptr (LkbUi) ui = lkb_ui_open (NULL);

  lkb_ui_xdotool (ui, "key ctrl+k");
  g_assert_null (lkb_ui_find (GTK_WIDGET (ui->window), GTK_TYPE_LABEL, "Export the page"));
  lkb_ui_type (ui, "new board");
  lkb_ui_xdotool (ui, "key Return");
  lkb_ui_wait_for_board (ui);
  lkb_ui_xdotool (ui, "key ctrl+k");
  g_assert_nonnull (lkb_ui_find (GTK_WIDGET (ui->window), GTK_TYPE_LABEL, "Export the page"));
  lkb_ui_xdotool (ui, "key Escape");
}

/* Enter on the start page is the first of the three choices. */
static void
test_start (void)
{
  g_autoptr (LkbUi) ui = lkb_ui_open (NULL);

  lkb_ui_xdotool (ui, "key Return");
  lkb_ui_wait (ui, has_document, NULL, "the example");
  g_assert_cmpuint (lkb_board_get_n_elements (lkb_ui_get_board (ui)), >, 0);
}

/* F6 goes to the page of the side panel that is shown. */
static void
test_regions (void)
{
  g_autoptr (LkbUi) ui = lkb_ui_open ("T01");

  lkb_ui_xdotool (ui, "key F8 F6");
  g_assert_nonnull (
      lkb_ui_find (gtk_window_get_focus (GTK_WINDOW (ui->window)), GTK_TYPE_LABEL, "Checks"));
  lkb_ui_xdotool (ui, "key F6 F6 F6");
  g_assert_true (lkb_canvas_has_focus (lkb_window_get_canvas (ui->window)));
}

static gboolean
is_mapped (LkbUi *ui, gpointer data)
{
  return lkb_ui_find (GTK_WIDGET (ui->window), GTK_TYPE_BUTTON, "_Reload") != NULL;
}

/* The message that a board was changed is a region while it is there. */
static void
test_banner (void)
{
  g_autoptr (LkbUi) ui = lkb_ui_open ("T01");
  g_autofree char *path = g_build_filename (ui->folder, "changed.lakeboard", NULL);

  lkb_ui_xdotool (ui, "key ctrl+s");
  files_choose (ui, path);
  files_wait_for_saved (ui);
  g_assert_true (g_file_set_contents (path, "{}", -1, NULL));
  lkb_ui_wait (ui, is_mapped, NULL, "what can be done about it");
  lkb_ui_settle (ui);
  g_assert_true (gtk_widget_grab_focus (GTK_WIDGET (lkb_window_get_canvas (ui->window))));
  lkb_ui_xdotool (ui, "key F6 F6 F6");
  g_assert_true (GTK_IS_BUTTON (gtk_window_get_focus (GTK_WINDOW (ui->window))));
  g_assert_cmpstr (
      gtk_button_get_label (GTK_BUTTON (gtk_window_get_focus (GTK_WINDOW (ui->window)))), ==,
      "_Reload");
}

/* The percentage is one where the window reads from right to left, too. */
static void
test_zoom_right_to_left (void)
{
  gtk_widget_set_default_direction (GTK_TEXT_DIR_RTL);
  {
    g_autoptr (LkbUi) ui = lkb_ui_open ("T01");

    lkb_ui_xdotool (ui, "key ctrl+0");
    g_assert_nonnull (
        lkb_ui_find (GTK_WIDGET (ui->window), GTK_TYPE_LABEL, "\342\200\216100 %\342\200\216"));
  }
  gtk_widget_set_default_direction (GTK_TEXT_DIR_LTR);
}

static LkbFindingsPanel *
get_checks (LkbUi *ui)
{
  return LKB_FINDINGS_PANEL (lkb_ui_find (GTK_WIDGET (ui->window), LKB_TYPE_FINDINGS_PANEL, NULL));
}

static void
assert_current (LkbUi *ui, guint n)
{
  for (guint i = 0; lkb_findings_panel_get_row (get_checks (ui), i) != NULL; i++)
    g_assert_cmpint (
        gtk_widget_has_css_class (lkb_findings_panel_get_row (get_checks (ui), i), "current"), ==,
        i == n);
  g_assert_nonnull (lkb_findings_panel_get_row (get_checks (ui), n));
}

/* F8 shows where it is, in the panel and on the page, where Enter writes. */
static void
test_checks (void)
{
  g_autoptr (LkbUi) ui = lkb_ui_open (NULL);
  const LkbSheetStop *stop;

  lkb_ui_xdotool (ui, "key ctrl+n");
  lkb_ui_wait (ui, has_document, NULL, "an empty board");
  lkb_ui_wait_for_board (ui);
  lkb_ui_wait_for_review (ui);
  lkb_ui_xdotool (ui, "key F8");
  assert_current (ui, 0);
  stop = lkb_editor_get_stop (lkb_ui_get_editor (ui));
  g_assert_nonnull (stop);
  g_assert_cmpint (stop->field, ==, LKB_FIELD_GOAL);
  lkb_ui_xdotool (ui, "key Return");
  lkb_ui_type (ui, STORY_GOAL);
  lkb_ui_xdotool (ui, "key Return");
  lkb_ui_wait_for_review (ui);
  g_assert_cmpstr (
      lkb_element_get_text (lkb_board_get_facts (lkb_ui_get_board (ui)), LKB_FIELD_GOAL), ==,
      STORY_GOAL);

  /* The fourth is not among those shown at first. */
  lkb_ui_xdotool (ui, "key F8 F8 F8 F8");
  assert_current (ui, 3);
}

/* Who mends in the list of checks goes on there: the list is made anew, the focus and what is open in it stay. */
static void
test_checks_focus (void)
{
  g_autoptr (LkbUi) ui = lkb_ui_open (NULL);
  GtkWidget *fix;

  lkb_ui_xdotool (ui, "key ctrl+n");
  lkb_ui_wait (ui, has_document, NULL, "an empty board");
  lkb_ui_wait_for_board (ui);
  lkb_ui_xdotool (ui, "key Return");
  lkb_ui_type (ui, STORY_GOAL);
  lkb_ui_xdotool (ui, "key Return F8");
  lkb_ui_wait_for_review (ui);
  fix = lkb_ui_find (lkb_findings_panel_get_row (get_checks (ui), 0), GTK_TYPE_BUTTON, NULL);
  g_assert_true (gtk_widget_grab_focus (fix));
  lkb_ui_xdotool (ui, "key Return");
  lkb_ui_wait_for_review (ui);
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (GTK_WINDOW (ui->window)),
                                         GTK_WIDGET (get_checks (ui))));

  /* A reason that is being written outlives a new check, too. */
  fix = lkb_ui_find (lkb_findings_panel_get_row (get_checks (ui), 0), GTK_TYPE_BUTTON, NULL);
  g_assert_true (gtk_widget_has_css_class (fix, "lkb-accept"));
  g_assert_true (gtk_widget_grab_focus (fix));
  lkb_ui_xdotool (ui, "key Return");
  lkb_ui_type (ui, "Known");
  lkb_review_set_strict (lkb_window_get_review (ui->window), TRUE);
  lkb_ui_settle (ui);
  lkb_ui_type (ui, " and wanted");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (lkb_finding_row_get_reason (
                       lkb_findings_panel_get_row (get_checks (ui), 0)))),
                   ==, "Known and wanted");
}

/* Ctrl+F finds any element by what it shows, Enter goes to it. */
static void
test_find (void)
{
  g_autoptr (LkbUi) ui = lkb_ui_open ("T01");

  lkb_ui_xdotool (ui, "key ctrl+f");
  lkb_ui_type (ui, "click hub");
  lkb_ui_xdotool (ui, "key Return");
  lkb_ui_assert_selected (ui, "e1");
  g_assert_true (lkb_canvas_has_focus (lkb_window_get_canvas (ui->window)));
}

int
main (int argc, char **argv)
{
  lkb_ui_init (&argc, &argv);
  g_test_add_func ("/keyboard/five-minutes", test_keyboard);
  g_test_add_func ("/keyboard/shift-digit", test_shift_digit);
  g_test_add_func ("/keyboard/place", test_place);
  g_test_add_func ("/keyboard/commands", test_commands);
  g_test_add_func ("/keyboard/start-commands", test_start_commands);
  g_test_add_func ("/keyboard/find", test_find);
  g_test_add_func ("/keyboard/start", test_start);
  g_test_add_func ("/keyboard/regions", test_regions);
  g_test_add_func ("/keyboard/banner", test_banner);
  g_test_add_func ("/keyboard/zoom-right-to-left", test_zoom_right_to_left);
  g_test_add_func ("/keyboard/checks", test_checks);
  g_test_add_func ("/keyboard/checks-focus", test_checks_focus);
  return g_test_run ();
}
