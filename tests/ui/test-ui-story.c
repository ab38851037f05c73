/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * The first five minutes, with real pointer and key events: from the start page to a page that can be shown, in order.
 */

#include <string.h>

#include "app/lkb-export-dialog.h"
#include "files.h"
#include "story.h"
#include "widgets/panels/lkb-findings-panel.h"
#include "widgets/panels/lkb-strip-text.h"

static void
double_click (LkbUi *ui, LkbSheetPart part)
{
  LkbSheet *sheet = lkb_editor_get_sheet (lkb_ui_get_editor (ui));
  const LkbSheetPlace *place = lkb_sheet_find_place (sheet, part);
  LkbBox frame = lkb_sheet_get_frame (sheet);
  double scale = lkb_sheet_get_scale (sheet);

  g_assert_nonnull (place);
  lkb_ui_move_to (ui, frame.x + (place->box.x + 40) / scale,
                  frame.y + (place->box.y + place->box.h / 2) / scale);
  lkb_ui_double_click (ui);
}

/* The link stands at the end of the label. */
static void
click_link (LkbUi *ui, GtkWidget *label)
{
  PangoLayout *layout;
  int x, y, width, height;

  g_assert_nonnull (label);
  layout = gtk_label_get_layout (GTK_LABEL (label));
  gtk_label_get_layout_offsets (GTK_LABEL (label), &x, &y);
  pango_layout_get_pixel_size (layout, &width, &height);
  lkb_ui_click_at (ui, label, x + width - 8, y + height / 2.0);
}

static gboolean
has_no_element (LkbUi *ui, gpointer data)
{
  return lkb_window_get_document (ui->window) != NULL
         && lkb_board_get_n_elements (lkb_ui_get_board (ui)) == 0;
}

static void
test_story (void)
{
  g_autoptr (LkbUi) ui = lkb_ui_open (NULL);
  g_autofree char *svg_path = g_build_filename (ui->folder, "clicks.svg", NULL);
  g_autofree char *board_path = g_build_filename (ui->folder, "clicks.lakeboard", NULL);
  g_autofree char *svg = NULL;
  GtkWindow *dialog;
  LkbBoard *board;
  LkbEditor *editor;
  const char *id;

  /* 0:00 the start page */
  lkb_ui_shoot (ui, "0-00-start");
  lkb_ui_click (ui,
                lkb_ui_find (GTK_WIDGET (ui->window), GTK_TYPE_BUTTON, "Build the interview page"));
  lkb_ui_wait_for_board (ui);

  /* 0:10 the example, its goal ready to be typed over; its bar offers an empty page */
  g_assert_true (lkb_canvas_is_editing (lkb_window_get_canvas (ui->window)));
  lkb_ui_shoot (ui, "0-10-build");
  click_link (ui, lkb_ui_find (GTK_WIDGET (ui->window), GTK_TYPE_LABEL,
                               "Example. Change anything, or start blank"));
  lkb_ui_wait (ui, has_no_element, NULL, "an empty page");
  lkb_ui_wait_for_board (ui);
  board = lkb_ui_get_board (ui);
  editor = lkb_ui_get_editor (ui);

  /* 0:20 the goal on the page; the KPI that it suggests is taken with Tab. */
  double_click (ui, LKB_SHEET_GOAL);
  g_assert_true (lkb_canvas_is_editing (lkb_window_get_canvas (ui->window)));
  lkb_ui_shoot (ui, "0-15-blank");
  lkb_ui_type (ui, STORY_GOAL);
  lkb_ui_xdotool (ui, "key Tab");
  lkb_ui_shoot (ui, "0-20-goal");
  lkb_ui_xdotool (ui, "key Tab");
  lkb_ui_xdotool (ui, "key Escape");
  story_assert_goal (ui);

  /* 1:00 six names; the page stays in view */
  lkb_ui_xdotool (ui, "key 5");
  for (guint i = 0; i < STORY_N_NODES; i++)
    {
      lkb_ui_type (ui, story_names[i]);
      story_assert_page_visible (ui);
      if (i == 2)
        lkb_ui_shoot (ui, "1-00-chain");
      lkb_ui_xdotool (ui, i + 1 < STORY_N_NODES ? "key ctrl+Right" : "key Return");
    }
  story_assert_page_visible (ui);
  story_assert_chain (ui);

  /* A row of six is too wide for the paper: arranged for the page its text can be read. */
  lkb_ui_xdotool (ui, "key ctrl+shift+l");
  story_assert_page_visible (ui);
  g_assert_cmpfloat (lkb_sheet_get_scale (lkb_editor_get_sheet (lkb_ui_get_editor (ui))), >=,
                     LKB_SHEET_SCALE_MIN - 1e-6);

  lkb_ui_shoot (ui, "2-00-page");

  /* 2:30 owners */
  lkb_ui_xdotool (ui, "key Escape");
  lkb_ui_xdotool (ui, "key o");
  for (guint i = 0; i + 1 < STORY_N_NODES; i++)
    {
      lkb_ui_type (ui, story_owners[i]);
      if (i == 2)
        lkb_ui_shoot (ui, "2-30-owners");
      lkb_ui_xdotool (ui, "key Tab");
    }
  story_assert_owned (ui);

  /* 3:30 figures of one edge, typed on it */
  id = story_find_edge (ui, 0);
  lkb_ui_click_element (ui, id);
  lkb_ui_assert_selected (ui, id);
  lkb_ui_type (ui, "40/120");
  lkb_ui_shoot (ui, "3-30-numbers");
  lkb_ui_xdotool (ui, "key Return");
  g_assert_cmpstr (lkb_element_get_text (lkb_board_lookup (board, id), LKB_FIELD_LATENCY_P95), ==,
                   "120 ms");
  g_assert_cmpstr (lkb_element_get_text (lkb_board_lookup (board, id), LKB_FIELD_LATENCY_P50), ==,
                   "40 ms");
  g_assert_cmpuint (lkb_board_get_n_elements (board), ==, 2 * STORY_N_NODES - 1);

  /* 4:15 the checks, and the feature that they ask for */
  lkb_ui_wait_for_review (ui);
  lkb_ui_click (ui, lkb_ui_find (GTK_WIDGET (ui->window), GTK_TYPE_BUTTON, "Check"));
  lkb_ui_shoot (ui, "4-15-check");
  for (int i = 0; i < 4 && story_count_blocking (ui) > 0; i++)
    {
      LkbFindingsPanel *panel = LKB_FINDINGS_PANEL (
          lkb_ui_find (GTK_WIDGET (ui->window), LKB_TYPE_FINDINGS_PANEL, NULL));
      GtkWidget *fix = lkb_ui_find (lkb_findings_panel_get_row (panel, 0), GTK_TYPE_BUTTON, NULL);

      g_assert_nonnull (fix);
      lkb_ui_click (ui, fix);
    }
  story_assert_ready (ui);
  g_assert_true (lkb_board_has_signal (board, NULL, LKB_SIGNAL_FEATURE));

  /* 4:30 export */
  lkb_ui_xdotool (ui, "key ctrl+e");
  dialog = files_wait_for_dialog (ui, LKB_TYPE_EXPORT_DIALOG);
  lkb_ui_shoot (ui, "4-30-export");
  lkb_ui_click (ui, lkb_ui_find (GTK_WIDGET (dialog), GTK_TYPE_BUTTON, "_Export"));
  files_choose (ui, svg_path);
  lkb_ui_wait (ui, story_exists, svg_path, "the page is exported");
  g_assert_true (g_file_get_contents (svg_path, &svg, NULL, NULL));
  for (guint i = 0; i < STORY_N_NODES; i++)
    g_assert_nonnull (strstr (svg, story_names[i]));
  g_assert_null (strstr (svg, "DRAFT"));
  lkb_ui_shoot (ui, "5-00-done");

  lkb_ui_xdotool (ui, "key ctrl+s");
  files_choose (ui, board_path);
  story_assert_clean (ui, board_path);
  g_assert_true (editor == lkb_ui_get_editor (ui));
}

int
main (int argc, char **argv)
{
  lkb_ui_init (&argc, &argv);
  g_test_add_func ("/story/five-minutes", test_story);
  return g_test_run ();
}
