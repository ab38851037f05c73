/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The facts of the board written on the page itself, with real pointer and key events. */

#include <string.h>

#include "core/model/lkb-proposal.h"
#include "lkb-ui.h"
#include "widgets/canvas/lkb-element-proxy.h"
#include "widgets/panels/lkb-inspector.h"

static const LkbValue *
get_list (LkbUi *ui, LkbField field)
{
  return lkb_element_get (lkb_board_get_facts (lkb_ui_get_board (ui)), field);
}

static guint
count (LkbUi *ui, LkbField field)
{
  return lkb_element_get_list_length (lkb_board_get_facts (lkb_ui_get_board (ui)), field);
}

static const char *
get_assumption (LkbUi *ui, guint i)
{
  return lkb_value_get_nth_text (get_list (ui, LKB_FIELD_ASSUMPTIONS), i);
}

static LkbHistory *
get_history (LkbUi *ui)
{
  return lkb_editor_get_history (lkb_ui_get_editor (ui));
}

static void
assert_undo_label (LkbUi *ui, const char *expected)
{
  g_autofree char *label = lkb_history_dup_undo_label (get_history (ui));

  g_assert_cmpstr (label, ==, expected);
}

static gboolean
is_editing (LkbUi *ui)
{
  return lkb_canvas_is_editing (lkb_window_get_canvas (ui->window));
}

static void
click_stop (LkbUi *ui, LkbSheetPart part, int row, int n_clicks)
{
  LkbEditor *editor = lkb_ui_get_editor (ui);
  const LkbSheetStop *stop = lkb_sheet_find_stop (lkb_editor_get_sheet (editor), part, row);
  static double aside = 0;
  LkbBox box;

  g_assert_nonnull (stop);
  box = lkb_editor_get_stop_box (editor, stop);
  /* Never where it was clicked last: that would be a third click. */
  aside = 40 - aside;
  lkb_ui_move_to (ui, box.x + MIN (40, box.w / 2) + aside, box.y + box.h / 2);
  if (n_clicks == 2)
    lkb_ui_double_click (ui);
  else
    lkb_ui_xdotool (ui, "click 1");
}

/* What stands grey below the box. */
static const char *
get_echo (LkbUi *ui)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (lkb_window_get_canvas (ui->window)));

  for (; child != NULL; child = gtk_widget_get_next_sibling (child))
    if (gtk_widget_has_css_class (child, "lkb-page-echo"))
      return gtk_label_get_text (GTK_LABEL (child));
  return NULL;
}

static void
test_assumptions (void)
{
  g_autoptr (LkbUi) ui = lkb_ui_open ("T01");
  guint n = count (ui, LKB_FIELD_ASSUMPTIONS);
  g_autofree char *first = g_strdup (get_assumption (ui, 0));

  /* A click opens the row; Escape leaves it as it was. */
  click_stop (ui, LKB_SHEET_ASSUMPTIONS, 0, 1);
  g_assert_true (is_editing (ui));
  lkb_ui_type (ui, "nonsense");
  lkb_ui_xdotool (ui, "key Escape");
  g_assert_false (is_editing (ui));
  g_assert_cmpstr (get_assumption (ui, 0), ==, first);
  g_assert_false (lkb_history_can_undo (get_history (ui)));

  /* Enter takes it and goes on with the next; behind the last is one more. */
  lkb_ui_xdotool (ui, "key Return");
  g_assert_true (is_editing (ui));
  lkb_ui_xdotool (ui, "key ctrl+a");
  lkb_ui_type (ui, "Clicks arrive once");
  lkb_ui_xdotool (ui, "key Return");
  g_assert_cmpstr (get_assumption (ui, 0), ==, "Clicks arrive once");
  assert_undo_label (ui, "Change assumption");
  for (guint i = 1; i < n; i++)
    lkb_ui_xdotool (ui, "key Return");
  g_assert_true (is_editing (ui));
  lkb_ui_type (ui, "One region is enough");
  lkb_ui_xdotool (ui, "key Return");
  g_assert_cmpuint (count (ui, LKB_FIELD_ASSUMPTIONS), ==, n + 1);
  g_assert_cmpstr (get_assumption (ui, n), ==, "One region is enough");
  assert_undo_label (ui, "Add assumption");
  lkb_ui_type (ui, "And one more");
  lkb_ui_xdotool (ui, "key Return");
  lkb_ui_xdotool (ui, "key Return");
  g_assert_false (is_editing (ui));
  g_assert_cmpuint (count (ui, LKB_FIELD_ASSUMPTIONS), ==, n + 2);

  /* Emptied is removed, one step each */
  click_stop (ui, LKB_SHEET_ASSUMPTIONS, 0, 1);
  lkb_ui_xdotool (ui, "key ctrl+a key BackSpace key Return");
  g_assert_cmpuint (count (ui, LKB_FIELD_ASSUMPTIONS), ==, n + 1);
  assert_undo_label (ui, "Remove assumption");
  for (guint i = 0; i < 4; i++)
    lkb_ui_xdotool (ui, "key ctrl+z");
  g_assert_cmpuint (count (ui, LKB_FIELD_ASSUMPTIONS), ==, n);
  g_assert_cmpstr (get_assumption (ui, 0), ==, first);
  g_assert_false (lkb_history_can_undo (get_history (ui)));
}

static void
test_trade_offs (void)
{
  g_autoptr (LkbUi) ui = lkb_ui_open (NULL);
  const LkbValue *row;

  lkb_application_open_template (ui->application, NULL);
  lkb_ui_wait_for_board (ui);

  /* The empty page invites at the place where it will stand. */
  click_stop (ui, LKB_SHEET_TRADE_OFFS, 0, 1);
  g_assert_true (is_editing (ui));
  g_assert_cmpstr (get_echo (ui), ==, "chosen over other; gives up …; knob …");
  lkb_ui_type (ui, "Micro-batch over streaming, gives up 30 s");
  g_assert_cmpstr (get_echo (ui), ==, "Chose: Micro-batch  ·  Over: streaming  ·  Gives up: 30 s");
  lkb_ui_xdotool (ui, "key Return");
  lkb_ui_type (ui, "Kafka over files");
  lkb_ui_xdotool (ui, "key Return");
  lkb_ui_xdotool (ui, "key Escape");
  g_assert_cmpuint (count (ui, LKB_FIELD_TRADE_OFFS), ==, 2);
  row = lkb_value_get_nth (get_list (ui, LKB_FIELD_TRADE_OFFS), 0);
  g_assert_cmpstr (lkb_value_get_member_text (row, "chose"), ==, "Micro-batch");
  g_assert_cmpstr (lkb_value_get_member_text (row, "over"), ==, "streaming");
  g_assert_cmpstr (lkb_value_get_member_text (row, "give_up"), ==, "30 s");

  /* A click beside the text of the same row, twice as fast hands do: the row is open once. */
  click_stop (ui, LKB_SHEET_TRADE_OFFS, 0, 2);
  g_assert_true (is_editing (ui));
  lkb_ui_xdotool (ui, "key End");
  lkb_ui_type (ui, "; knob batch size");
  lkb_ui_xdotool (ui, "key Tab");
  row = lkb_value_get_nth (get_list (ui, LKB_FIELD_TRADE_OFFS), 0);
  g_assert_cmpstr (lkb_value_get_member_text (row, "knob"), ==, "batch size");
  assert_undo_label (ui, "Change trade-off");
  lkb_ui_xdotool (ui, "key ctrl+a key BackSpace key Tab");
  g_assert_cmpuint (count (ui, LKB_FIELD_TRADE_OFFS), ==, 1);
  lkb_ui_xdotool (ui, "key Escape");
}

static void
test_kpi (void)
{
  g_autoptr (LkbUi) ui = lkb_ui_open ("T01");
  const LkbValue *kpi = lkb_board_get_primary_kpi (lkb_ui_get_board (ui));
  g_autofree char *from = g_strdup (lkb_value_get_member_text (kpi, "from"));

  click_stop (ui, LKB_SHEET_KPI, LKB_SHEET_ROW_NONE, 2);
  g_assert_true (is_editing (ui));
  lkb_ui_xdotool (ui, "key ctrl+a");
  lkb_ui_type (ui, "fresh recommendations within 2 s p99");
  g_assert_true (
      g_str_has_prefix (get_echo (ui), "Name: fresh recommendations  ·  Target: ≤ 2 s @ p99"));
  lkb_ui_xdotool (ui, "key Return");
  g_assert_false (is_editing (ui));
  kpi = lkb_board_get_primary_kpi (lkb_ui_get_board (ui));
  g_assert_cmpstr (lkb_value_get_member_text (kpi, "name"), ==, "fresh recommendations");
  g_assert_cmpstr (lkb_value_get_member_text (kpi, "target"), ==, "≤ 2 s @ p99");
  g_assert_cmpstr (lkb_value_get_member_text (kpi, "from"), ==, from);
  assert_undo_label (ui, "Change KPI");

  /* Emptied it is gone; then Tab takes what the goal says. */
  click_stop (ui, LKB_SHEET_KPI, LKB_SHEET_ROW_NONE, 2);
  lkb_ui_xdotool (ui, "key ctrl+a key BackSpace key Return");
  g_assert_null (lkb_board_get_primary_kpi (lkb_ui_get_board (ui)));
  lkb_ui_xdotool (ui, "key Return");
  g_assert_cmpstr (get_echo (ui), ==, "Tab uses it as the KPI");
  lkb_ui_xdotool (ui, "key Tab");
  lkb_ui_xdotool (ui, "key Escape");
  kpi = lkb_board_get_primary_kpi (lkb_ui_get_board (ui));
  g_assert_nonnull (kpi);
  g_assert_cmpstr (lkb_value_get_member_text (kpi, "target"), ==, "≤ 3 s @ p95");
  lkb_ui_xdotool (ui, "key ctrl+z key ctrl+z key ctrl+z");
  g_assert_false (lkb_history_can_undo (get_history (ui)));
}

static gboolean
is_in_inspector (LkbUi *ui, LkbField field)
{
  LkbInspector *inspector = LKB_INSPECTOR (
      lkb_ui_find (GTK_WIDGET (ui->window), LKB_TYPE_INSPECTOR, NULL));
  GtkWidget *row = inspector != NULL ? lkb_inspector_get_row (inspector, field) : NULL;
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (ui->window));

  return row != NULL && focus != NULL && gtk_widget_is_ancestor (focus, row);
}

/* What is no line of text is edited where it belongs. */
static void
test_elsewhere (void)
{
  g_autoptr (LkbUi) ui = lkb_ui_open ("T01");
  const LkbSheetStop *stop = lkb_sheet_find_stop (lkb_editor_get_sheet (lkb_ui_get_editor (ui)),
                                                  LKB_SHEET_FEATURES, 0);
  g_autofree char *user = g_strdup (stop->id);

  click_stop (ui, LKB_SHEET_OWNERS, 1, 1);
  g_assert_false (is_editing (ui));
  g_assert_true (is_in_inspector (ui, LKB_FIELD_ROSTER));
  g_assert_cmpuint (lkb_editor_get_n_selected (lkb_ui_get_editor (ui)), ==, 0);

  click_stop (ui, LKB_SHEET_FEATURES, 0, 1);
  g_assert_nonnull (user);
  lkb_ui_assert_selected (ui, user);
  g_assert_true (is_in_inspector (ui, LKB_FIELD_FEATURES));
}

/* Of the line with author and date either is written where it stands. */
static void
test_byline (void)
{
  g_autoptr (LkbUi) ui = lkb_ui_open ("T01");
  LkbEditor *editor = lkb_ui_get_editor (ui);
  static const struct
  {
    LkbSheetPart part;
    LkbField field;
    const char *text;
  } places[] = { { LKB_SHEET_DATE, LKB_FIELD_DATE, "2026-11-23" },
                 { LKB_SHEET_AUTHOR, LKB_FIELD_AUTHOR, "Ada" },
                 { LKB_SHEET_DATE, LKB_FIELD_DATE, "2026-11-24" } };

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      LkbBox box = lkb_editor_get_stop_box (
          editor,
          lkb_sheet_find_stop (lkb_editor_get_sheet (editor), places[i].part, LKB_SHEET_ROW_NONE));

      lkb_ui_move_to (ui, box.x + box.w / 2, box.y + box.h / 2);
      lkb_ui_xdotool (ui, "click 1");
      g_assert_true (is_editing (ui));
      lkb_ui_shoot (ui, "byline");
      lkb_ui_xdotool (ui, "key ctrl+a");
      lkb_ui_type (ui, places[i].text);
      lkb_ui_xdotool (ui, "key Return");
      g_assert_cmpstr (
          lkb_element_get_text (lkb_board_get_facts (lkb_ui_get_board (ui)), places[i].field), ==,
          places[i].text);
    }
}

/* From the last element Tab goes on through the footer, from the first one Shift+Tab back over the cells. */
static void
test_keys (void)
{
  g_autoptr (LkbUi) ui = lkb_ui_open ("T01");
  LkbEditor *editor = lkb_ui_get_editor (ui);
  guint n = lkb_board_get_n_elements (lkb_ui_get_board (ui));
  const LkbSheetStop *stop;
  GtkWidget *focus;

  lkb_ui_click_element (ui, "hub");
  lkb_ui_xdotool (ui, "key Escape");
  lkb_ui_xdotool (ui, "key Tab");
  lkb_ui_xdotool (ui, "key shift+Tab");
  stop = lkb_editor_get_stop (editor);
  g_assert_nonnull (stop);
  g_assert_cmpint (stop->part, ==, LKB_SHEET_OWNERSHIP);
  lkb_ui_xdotool (ui, "key shift+Tab");
  stop = lkb_editor_get_stop (editor);
  g_assert_cmpint (stop->part, <, LKB_SHEET_OWNERSHIP);
  lkb_ui_xdotool (ui, "key F2");
  g_assert_true (is_editing (ui));
  lkb_ui_xdotool (ui, "key Escape");

  lkb_ui_xdotool (ui, "key Escape");
  g_assert_null (lkb_editor_get_stop (editor));
  for (guint i = 0; i < n + 30
                    && (stop = lkb_editor_get_stop (editor),
                       stop == NULL || stop->part != LKB_SHEET_ASSUMPTIONS);
       i++)
    lkb_ui_xdotool (ui, "key Tab");
  g_assert_nonnull (stop);
  g_assert_cmpint (stop->row, ==, 0);
  /* A screen reader is told so. */
  focus = gtk_window_get_focus (GTK_WINDOW (ui->window));
  g_assert_true (LKB_IS_ELEMENT_PROXY (focus));
  g_assert_cmpstr (lkb_element_proxy_get_text (LKB_ELEMENT_PROXY (focus)), ==,
                   "Assumptions: All figures are estimates.");
  n = count (ui, LKB_FIELD_ASSUMPTIONS);
  lkb_ui_xdotool (ui, "key Delete");
  g_assert_cmpuint (count (ui, LKB_FIELD_ASSUMPTIONS), ==, n - 1);
  lkb_ui_xdotool (ui, "key ctrl+z");
  g_assert_cmpuint (count (ui, LKB_FIELD_ASSUMPTIONS), ==, n);
}

int
main (int argc, char **argv)
{
  lkb_ui_init (&argc, &argv);
  g_test_add_func ("/page/assumptions", test_assumptions);
  g_test_add_func ("/page/trade-offs", test_trade_offs);
  g_test_add_func ("/page/kpi", test_kpi);
  g_test_add_func ("/page/elsewhere", test_elsewhere);
  g_test_add_func ("/page/keys", test_keys);
  g_test_add_func ("/page/byline", test_byline);
  return g_test_run ();
}
