/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The strip explains its figures; with real pointer and key events. */

#include <string.h>

#include "core/model/lkb-edit.h"
#include "files.h"
#include "widgets/panels/lkb-explain-box.h"
#include "widgets/panels/lkb-what-if.h"

static GtkWidget *
find_in_strip (LkbUi *ui, GType type, const char *text)
{
  GtkWidget *strip = lkb_ui_find (GTK_WIDGET (ui->window), LKB_TYPE_STRIP, NULL);

  return lkb_ui_find (strip, type, text);
}

static gboolean
is_open (LkbUi *ui, gpointer data)
{
  return find_in_strip (ui, LKB_TYPE_EXPLAIN_BOX, NULL) != NULL;
}

static gboolean
is_closed (LkbUi *ui, gpointer data)
{
  return !is_open (ui, data);
}

static GtkWidget *
open_explanation (LkbUi *ui, const char *name)
{
  lkb_ui_click (ui, find_in_strip (ui, GTK_TYPE_LABEL, name));
  lkb_ui_wait (ui, is_open, NULL, "the explanation");
  lkb_ui_settle (ui);
  return find_in_strip (ui, LKB_TYPE_EXPLAIN_BOX, NULL);
}

/* Over an open explanation the tooltip is in the way, and the click after both would be lost. */
static void
test_tooltip (void)
{
  g_autoptr (LkbUi) ui = lkb_ui_open ("T01");
  GtkWidget *button = gtk_widget_get_ancestor (find_in_strip (ui, GTK_TYPE_LABEL, "Latency"),
                                               GTK_TYPE_MENU_BUTTON);

  g_assert_true (lkb_ui_has_tooltip (button));
  open_explanation (ui, "Latency");
  g_assert_false (lkb_ui_has_tooltip (button));
  lkb_ui_xdotool (ui, "key Escape");
  lkb_ui_wait (ui, is_closed, NULL, "the explanation is closed");
  g_assert_true (lkb_ui_has_tooltip (button));
}

/* The path is lit while its explanation is open, and what was selected is selected again. */
static void
test_path (void)
{
  g_autoptr (LkbUi) ui = lkb_ui_open ("T01");
  LkbEditor *editor = lkb_ui_get_editor (ui);
  g_autofree char *before = NULL;
  const char *const *path;
  GtkWidget *box;

  lkb_ui_click_element (ui, "clicks");
  before = g_strjoinv (" ", (char **) lkb_editor_get_selected (editor));
  g_assert_cmpstr (before, !=, "");
  box = open_explanation (ui, "Latency");
  path = lkb_explain_box_get_path (LKB_EXPLAIN_BOX (box));
  g_assert_nonnull (path);
  g_assert_cmpuint (g_strv_length ((char **) path), ==, lkb_editor_get_n_selected (editor));
  for (guint i = 0; path[i] != NULL; i++)
    g_assert_true (lkb_editor_is_selected (editor, path[i]));
  lkb_ui_shoot (ui, "explain-latency");
  lkb_ui_xdotool (ui, "key Escape");
  lkb_ui_wait (ui, is_closed, NULL, "the explanation is closed");
  lkb_ui_assert_selected (ui, before);
  g_assert_false (lkb_history_can_undo (lkb_editor_get_history (editor)));
}

/* What it explains is to be seen beside it: no card or pill of the path lies under its middle. */
static void
test_beside (void)
{
  static const char *const names[] = { "Latency", "Freshness", "Cost" };
  g_autoptr (LkbUi) ui = lkb_ui_open ("T01");
  LkbEditor *editor = lkb_ui_get_editor (ui);
  LkbViewport *viewport = lkb_editor_get_viewport (editor);
  GtkWidget *canvas = GTK_WIDGET (lkb_window_get_canvas (ui->window));

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      GtkWidget *box = open_explanation (ui, names[i]);
      GdkPopup *popup = GDK_POPUP (gtk_native_get_surface (gtk_widget_get_native (box)));
      LkbBox cover = lkb_box (gdk_popup_get_position_x (popup), gdk_popup_get_position_y (popup),
                              gdk_surface_get_width (GDK_SURFACE (popup)),
                              gdk_surface_get_height (GDK_SURFACE (popup)));
      const char *const *path = lkb_explain_box_get_path (LKB_EXPLAIN_BOX (box));

      lkb_ui_shoot (ui, names[i]);
      for (guint k = 0; path != NULL && path[k] != NULL; k++)
        {
          LkbPoint middle = lkb_ui_get_middle (ui, path[k]);
          LkbPoint at = lkb_viewport_to_screen (viewport, middle.x, middle.y);
          graphene_point_t on_window;

          g_assert_true (gtk_widget_compute_point (
              canvas, GTK_WIDGET (ui->window), &GRAPHENE_POINT_INIT ((float) at.x, (float) at.y),
              &on_window));
          g_assert_false (lkb_box_contains (&cover, on_window.x, on_window.y));
        }
      lkb_ui_xdotool (ui, "key Escape");
      lkb_ui_wait (ui, is_closed, NULL, "the explanation is closed");
    }
}

/* “Mend first” goes to the hop with the largest part, and stays there. */
static void
test_mend (void)
{
  g_autoptr (LkbUi) ui = lkb_ui_open ("T01");
  LkbAnalysis *analysis = lkb_review_get_analysis (lkb_window_get_review (ui->window));
  const LkbLatencyRow *row = lkb_analysis_get_main_latency (analysis);
  g_autofree char *mend = NULL;
  GtkWidget *box, *button;
  double largest = 0, here = 0;

  for (guint i = 0; i < row->n_terms; i++)
    {
      here = i > 0 && row->terms[i].edge == row->terms[i - 1].edge ? here : 0;
      here += row->terms[i].mean;
      if (here > largest)
        {
          largest = here;
          g_free (mend);
          mend = g_strdup (row->terms[i].edge);
        }
    }
  box = open_explanation (ui, "Latency");
  button = lkb_ui_find (box, GTK_TYPE_LABEL, "Mend first: Event Hub → Feature pipeline");
  g_assert_nonnull (button);
  lkb_ui_click (ui, button);
  lkb_ui_wait (ui, is_closed, NULL, "the explanation is closed");
  lkb_ui_assert_selected (ui, mend);
}

static gboolean
is_in_list (LkbUi *ui)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (ui->window));

  return focus != NULL && gtk_widget_get_ancestor (focus, GTK_TYPE_LIST_BOX_ROW) != NULL;
}

/* By keys alone: the first part is reached and gone to. */
static void
test_keys (void)
{
  g_autoptr (LkbUi) ui = lkb_ui_open ("T01");
  LkbAnalysis *analysis = lkb_review_get_analysis (lkb_window_get_review (ui->window));
  const LkbLatencyRow *row = lkb_analysis_get_main_latency (analysis);
  g_autofree char *first = g_strdup (row->terms[0].edge);

  gtk_widget_child_focus (find_in_strip (ui, GTK_TYPE_MENU_BUTTON, NULL), GTK_DIR_TAB_FORWARD);
  lkb_ui_xdotool (ui, "key space");
  lkb_ui_wait (ui, is_open, NULL, "the explanation");
  /* Past the tabs */
  for (int i = 0; i < 3 && !is_in_list (ui); i++)
    lkb_ui_xdotool (ui, "key Tab");
  g_assert_true (is_in_list (ui));
  lkb_ui_xdotool (ui, "key Return");
  lkb_ui_wait (ui, is_closed, NULL, "the explanation is closed");
  lkb_ui_assert_selected (ui, first);
}

/* Every figure has its explanation. */
static void
test_others (void)
{
  static const char *const names[] = { "Freshness", "Cost", "Availability" };
  static const char *const heads[] = { "1.65 s / 5 s ✓", "$4.1 k / $8 k ✓",
                                       "Availability – add figures" };
  g_autoptr (LkbUi) ui = lkb_ui_open ("T01");

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      GtkWidget *box;

      g_assert_nonnull (find_in_strip (ui, GTK_TYPE_LABEL, names[i]));
      box = open_explanation (ui, names[i]);
      g_assert_nonnull (lkb_ui_find (box, GTK_TYPE_LABEL, heads[i]));
      lkb_ui_shoot (ui, names[i]);
      lkb_ui_xdotool (ui, "key Escape");
      lkb_ui_wait (ui, is_closed, NULL, "the explanation is closed");
    }
}

static gboolean
explains (LkbUi *ui, gpointer head)
{
  GtkWidget *box = find_in_strip (ui, LKB_TYPE_EXPLAIN_BOX, NULL);

  return box != NULL && lkb_ui_find (box, GTK_TYPE_LABEL, head) != NULL;
}

/* One press on another figure turns to its explanation; a key closes, whatever the pointer is on. */
static void
test_switch (void)
{
  g_autoptr (LkbUi) ui = lkb_ui_open ("T01");
  LkbEditor *editor = lkb_ui_get_editor (ui);

  lkb_ui_click_element (ui, "clicks");
  open_explanation (ui, "Latency");
  lkb_ui_click (ui, find_in_strip (ui, GTK_TYPE_LABEL, "Cost"));
  lkb_ui_wait (ui, explains, (gpointer) "$4.1 k / $8 k ✓", "the cost is explained");
  lkb_ui_click (ui, find_in_strip (ui, GTK_TYPE_LABEL, "Freshness"));
  lkb_ui_wait (ui, explains, (gpointer) "1.65 s / 5 s ✓", "the freshness is explained");
  /* Its own figure closes it. */
  lkb_ui_click (ui, find_in_strip (ui, GTK_TYPE_LABEL, "Freshness"));
  lkb_ui_wait (ui, is_closed, NULL, "the explanation is closed");
  lkb_ui_settle (ui);
  g_assert_true (is_closed (ui, NULL));
  lkb_ui_assert_selected (ui, "clicks");
  open_explanation (ui, "Latency");
  lkb_ui_point (ui, find_in_strip (ui, GTK_TYPE_LABEL, "Cost"));
  lkb_ui_xdotool (ui, "key Escape");
  lkb_ui_wait (ui, is_closed, NULL, "the explanation is closed");
  lkb_ui_settle (ui);
  g_assert_true (is_closed (ui, NULL));
  lkb_ui_assert_selected (ui, "clicks");
  g_assert_false (lkb_history_can_undo (lkb_editor_get_history (editor)));
}

/* On the window. */
static graphene_point_t
get_place (GtkWidget *widget)
{
  GtkNative *native = gtk_widget_get_native (widget);
  GdkPopup *popup = GDK_POPUP (gtk_native_get_surface (native));
  graphene_point_t at;
  double x, y;

  g_assert_true (
      gtk_widget_compute_point (widget, GTK_WIDGET (native), &GRAPHENE_POINT_INIT (0, 0), &at));
  gtk_native_get_surface_transform (native, &x, &y);
  at.x += (float) x + (float) gdk_popup_get_position_x (popup);
  at.y += (float) y + (float) gdk_popup_get_position_y (popup);
  return at;
}

/* Who goes from page to page keeps the pointer where it is. */
static void
test_pages_in_place (void)
{
  static const char *const pages[] = { "Chart", "What If", "Parts" };
  g_autoptr (LkbUi) ui = lkb_ui_open ("T01");
  GtkWidget *box = open_explanation (ui, "Latency");
  graphene_point_t first = get_place (lkb_ui_find (box, GTK_TYPE_STACK_SWITCHER, NULL));

  for (gsize i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      graphene_point_t now;

      lkb_ui_click (ui, lkb_ui_find (box, GTK_TYPE_LABEL, pages[i]));
      lkb_ui_settle (ui);
      now = get_place (lkb_ui_find (box, GTK_TYPE_STACK_SWITCHER, NULL));
      lkb_ui_shoot (ui, pages[i]);
      g_assert_cmpfloat_with_epsilon (now.x, first.x, 0.5);
      g_assert_cmpfloat_with_epsilon (now.y, first.y, 0.5);
    }
}

static gboolean
exists (LkbUi *ui, gpointer path)
{
  return g_file_test (path, G_FILE_TEST_EXISTS);
}

/* The chart is drawn in the box and saved as what was drawn. */
static void
test_chart (void)
{
  g_autoptr (LkbUi) ui = lkb_ui_open ("T01");
  g_autofree char *typed = files_dup_path (ui, "chart");
  g_autofree char *path = files_dup_path (ui, "chart.svg");
  g_autofree char *svg = NULL;
  g_autofree char *png = files_dup_path (ui, "chart.PNG");
  g_autofree char *bytes = NULL;
  GtkWidget *box = open_explanation (ui, "Latency");

  lkb_ui_click (ui, lkb_ui_find (box, GTK_TYPE_LABEL, "Chart"));
  lkb_ui_settle (ui);
  g_assert_nonnull (lkb_ui_find (box, GTK_TYPE_PICTURE, NULL));
  lkb_ui_shoot (ui, "explain-chart");
  g_action_group_change_action_state (G_ACTION_GROUP (ui->application), "style",
                                      g_variant_new_string ("dark"));
  lkb_ui_settle (ui);
  lkb_ui_shoot (ui, "explain-chart-dark");
  lkb_ui_click (ui, lkb_ui_find (box, GTK_TYPE_BUTTON, "Save Picture…"));
  files_choose (ui, typed);
  lkb_ui_wait (ui, exists, path, "the chart is saved");
  g_assert_true (g_file_get_contents (path, &svg, NULL, NULL));
  g_assert_nonnull (strstr (svg, "Budget 3 s"));
  g_assert_nonnull (strstr (svg, "p95"));
  g_assert_nonnull (strstr (svg, "Event Hub"));
  g_assert_nonnull (strstr (svg, "Latency: Web click stream → Recommendation model"));
  g_assert_nonnull (strstr (svg, "if hops are independent"));
  g_assert_nonnull (strstr (svg, "their times are independent."));
  files_assert_no_temp (ui->folder);
  files_wait_for_text (ui, "Saved chart.svg");

  /* The ending says what it is to be. */
  box = open_explanation (ui, "Latency");
  lkb_ui_click (ui, lkb_ui_find (box, GTK_TYPE_LABEL, "Chart"));
  lkb_ui_settle (ui);
  lkb_ui_click (ui, lkb_ui_find (box, GTK_TYPE_BUTTON, "Save Picture…"));
  files_choose (ui, png);
  lkb_ui_wait (ui, exists, png, "the chart is saved as PNG");
  g_assert_true (g_file_get_contents (png, &bytes, NULL, NULL));
  g_assert_true (g_str_has_prefix (bytes, "\x89PNG"));
}

static gboolean
has_text (GtkWidget *widget, const char *text)
{
  if (GTK_IS_LABEL (widget) && strstr (gtk_label_get_label (GTK_LABEL (widget)), text) != NULL)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (has_text (child, text))
      return TRUE;
  return FALSE;
}

static gboolean
shows_difference (LkbUi *ui, gpointer data)
{
  return has_text (find_in_strip (ui, LKB_TYPE_WHAT_IF, NULL), data);
}

/* What if: the difference is shown, the board stays as it is. */
static void
test_what_if (void)
{
  g_autoptr (LkbUi) ui = lkb_ui_open ("T01");
  GtkWidget *box = open_explanation (ui, "Latency");

  lkb_ui_click (ui, lkb_ui_find (box, GTK_TYPE_LABEL, "What If"));
  lkb_ui_settle (ui);
  lkb_ui_click (ui, lkb_ui_find (box, GTK_TYPE_LABEL, "Slow moments coincide"));
  lkb_ui_wait (ui, shows_difference, (gpointer) "Latency: 1.87 s → 2.15 s", "the difference");
  lkb_ui_shoot (ui, "explain-what-if");
  lkb_ui_click (ui, lkb_ui_find (box, GTK_TYPE_LABEL, "Slow moments coincide"));
  lkb_ui_wait (ui, shows_difference, (gpointer) "Latency: stays 1.87 s", "the figure as it is");
  g_assert_false (lkb_history_can_undo (lkb_editor_get_history (lkb_ui_get_editor (ui))));
}

static gboolean
has_item (LkbUi *ui, gpointer text)
{
  return find_in_strip (ui, GTK_TYPE_LABEL, text) != NULL;
}

/* What cannot be so is said with its reason: a queue without end, no way left. Nothing is written. */
static void
test_what_if_reasons (void)
{
  g_autoptr (LkbUi) ui = lkb_ui_open ("T01");
  LkbHistory *history = lkb_editor_get_history (lkb_ui_get_editor (ui));
  GtkWidget *box = open_explanation (ui, "Latency");

  lkb_ui_click (ui, lkb_ui_find (box, GTK_TYPE_LABEL, "What If"));
  lkb_ui_settle (ui);
  lkb_ui_click (ui, lkb_ui_find (box, GTK_TYPE_LABEL, "Sources send ten times as much"));
  lkb_ui_wait (ui, shows_difference,
               (gpointer) "Latency: 1.87 s → ∞: Feature pipeline is overloaded (714 %)",
               "the queue without end");
  lkb_ui_shoot (ui, "what-if-overloaded");
  g_assert_nonnull (find_in_strip (ui, GTK_TYPE_LABEL, "overloaded"));
  /* The explanation's own head is of what is asked as well, and says so. */
  g_assert_nonnull (lkb_ui_find (box, GTK_TYPE_LABEL, "∞ ■ overloaded"));
  g_assert_nonnull (lkb_ui_find (box, GTK_TYPE_LABEL, "What if; as it is: 1.87 s / 3 s ✓"));
  g_assert_null (lkb_ui_find (box, GTK_TYPE_LABEL, "1.87 s / 3 s ✓"));
  g_assert_nonnull (lkb_ui_find (box, GTK_TYPE_LABEL, "Load: 714 % at the busiest node"));
  lkb_ui_click (ui, lkb_ui_find (box, GTK_TYPE_LABEL, "Parts"));
  lkb_ui_settle (ui);
  g_assert_nonnull (lkb_ui_find (box, GTK_TYPE_LABEL, "1.87 s / 3 s ✓"));
  g_assert_null (lkb_ui_find (box, GTK_TYPE_LABEL, "∞ ■ overloaded"));
  g_assert_nonnull (lkb_ui_find (box, GTK_TYPE_LABEL, "Load: 71 % at the busiest node"));
  lkb_ui_click (ui, lkb_ui_find (box, GTK_TYPE_LABEL, "What If"));
  lkb_ui_wait (ui, shows_difference, (gpointer) "Latency: 1.87 s → ∞", "it is asked again");
  lkb_ui_click (ui, lkb_ui_find (box, GTK_TYPE_LABEL, "Sources send ten times as much"));
  lkb_ui_click (ui, lkb_ui_find (box, GTK_TYPE_LABEL, "No node is down"));
  lkb_ui_wait (ui, has_item, (gpointer) "Event Hub is down", "the list of nodes");
  lkb_ui_settle (ui);
  lkb_ui_shoot (ui, "what-if-list");
  lkb_ui_click (ui, find_in_strip (ui, GTK_TYPE_LABEL, "Event Hub is down"));
  lkb_ui_wait (ui, shows_difference,
               (gpointer) "Latency: 1.87 s → –: no way is left from Web click stream to "
                          "Recommendation model",
               "the way that is cut");
  lkb_ui_shoot (ui, "what-if-down");
  g_assert_false (lkb_history_can_undo (history));
  lkb_ui_xdotool (ui, "key Escape");
  lkb_ui_wait (ui, is_closed, NULL, "the explanation is closed");
  g_assert_false (lkb_history_can_undo (history));
  g_assert_null (find_in_strip (ui, GTK_TYPE_LABEL, "– no way left"));
}

static const char *
get_trigger (LkbUi *ui)
{
  return lkb_element_get_text (lkb_board_lookup (lkb_ui_get_board (ui), "pipeline"),
                               LKB_FIELD_TRIGGER_INTERVAL);
}

static GtkWidget *
get_first_cell (LkbUi *ui)
{
  GtkWidget *strip = lkb_ui_find (GTK_WIDGET (ui->window), LKB_TYPE_STRIP, NULL);
  GtkWidget *row = gtk_widget_get_ancestor (lkb_ui_find (strip, GTK_TYPE_MENU_BUTTON, NULL),
                                            GTK_TYPE_BOX);

  return gtk_widget_get_first_child (row);
}

/* What a cell of the strip says to a screen reader and as its tooltip. */
static gboolean
strip_says (LkbUi *ui, gpointer data)
{
  for (GtkWidget *cell = get_first_cell (ui); cell != NULL;
       cell = gtk_widget_get_next_sibling (cell))
    if (g_strcmp0 (gtk_widget_get_tooltip_text (cell), data) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
some_cell_is_asked (LkbUi *ui, gpointer data)
{
  for (GtkWidget *cell = get_first_cell (ui); cell != NULL;
       cell = gtk_widget_get_next_sibling (cell))
    if (gtk_widget_has_css_class (cell, "asked"))
      return TRUE;
  return FALSE;
}

static GtkWidget *
open_what_if (LkbUi *ui, const char *name)
{
  GtkWidget *box = open_explanation (ui, name);

  lkb_ui_click (ui, lkb_ui_find (box, GTK_TYPE_LABEL, "What If"));
  lkb_ui_settle (ui);
  return box;
}

#define AS_IS "Freshness: 1.65 s / 5 s ✓"
#define TURNED "Freshness: What if: 2.41 s / 5 s ✓ instead of 1.65 s / 5 s ✓"
#define APPLIED "Freshness: 2.41 s / 5 s ✓"

/* A knob is turned with the pointer: the strip shows what would be, the board stays; looking away ends it. */
static void
test_knob_pointer (void)
{
  g_autoptr (LkbUi) ui = lkb_ui_open ("T01");
  LkbHistory *history = lkb_editor_get_history (lkb_ui_get_editor (ui));
  GtkWidget *box = open_what_if (ui, "Freshness");
  GtkWidget *scale = lkb_ui_find (box, GTK_TYPE_SCALE, NULL);

  g_assert_nonnull (
      lkb_ui_find (box, GTK_TYPE_LABEL, "Feature pipeline: Trigger interval (trade-off)"));
  g_assert_nonnull (lkb_ui_find (box, GTK_TYPE_LABEL, "0.5 s"));
  lkb_ui_shoot (ui, "knob");
  g_assert_true (strip_says (ui, (gpointer) AS_IS));
  lkb_ui_click_at (ui, scale, gtk_widget_get_width (scale) * 0.6,
                   gtk_widget_get_height (scale) / 2.0);
  lkb_ui_settle (ui);
  g_assert_cmpfloat (gtk_range_get_value (GTK_RANGE (scale)), >,
                     gtk_adjustment_get_upper (gtk_range_get_adjustment (GTK_RANGE (scale))) / 2);
  lkb_ui_wait (ui, some_cell_is_asked, NULL, "the strip asks what if");
  lkb_ui_shoot (ui, "knob-turned");
  g_assert_cmpstr (get_trigger (ui), ==, "0.5 s");
  g_assert_false (lkb_history_can_undo (history));
  lkb_ui_xdotool (ui, "key Escape");
  lkb_ui_wait (ui, is_closed, NULL, "the explanation is closed");
  lkb_ui_wait (ui, strip_says, (gpointer) AS_IS, "the figure as it is");
  g_assert_false (some_cell_is_asked (ui, NULL));
  g_assert_false (lkb_history_can_undo (history));
}

static gboolean
is_on (LkbUi *ui, GType type, const char *text)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (ui->window));

  return focus != NULL && g_type_is_a (G_OBJECT_TYPE (focus), type)
         && (text == NULL || lkb_ui_find (focus, GTK_TYPE_LABEL, text) != NULL);
}

static void
tab_to (LkbUi *ui, GType type, const char *text)
{
  for (int i = 0; i < 12 && !is_on (ui, type, text); i++)
    lkb_ui_xdotool (ui, "key Tab");
  g_assert_true (is_on (ui, type, text));
}

/* By keys alone: turned, reset, turned again and written as one step; the explanation that is open tells the new figure. */
static void
test_knob_keys (void)
{
  g_autoptr (LkbUi) ui = lkb_ui_open ("T01");
  LkbEditor *editor = lkb_ui_get_editor (ui);
  LkbHistory *history = lkb_editor_get_history (editor);
  GtkWidget *box = open_what_if (ui, "Freshness");

  tab_to (ui, GTK_TYPE_SCALE, NULL);
  for (int i = 0; i < 5; i++)
    lkb_ui_xdotool (ui, "key Right");
  lkb_ui_wait (ui, strip_says, (gpointer) TURNED, "the strip asks what if");
  g_assert_cmpstr (get_trigger (ui), ==, "0.5 s");
  tab_to (ui, GTK_TYPE_BUTTON, "Reset");
  lkb_ui_xdotool (ui, "key space");
  lkb_ui_wait (ui, strip_says, (gpointer) AS_IS, "the knob is back");
  tab_to (ui, GTK_TYPE_SCALE, NULL);
  for (int i = 0; i < 5; i++)
    lkb_ui_xdotool (ui, "key Right");
  lkb_ui_wait (ui, strip_says, (gpointer) TURNED, "the strip asks what if");
  tab_to (ui, GTK_TYPE_BUTTON, "Apply");
  g_assert_false (lkb_history_can_undo (history));
  lkb_ui_xdotool (ui, "key space");
  lkb_ui_wait (ui, strip_says, (gpointer) APPLIED, "the figure is the board's");
  g_assert_cmpstr (get_trigger (ui), ==, "1.5 s");
  g_assert_true (is_on (ui, GTK_TYPE_SCALE, NULL));
  /* What is open follows. */
  g_assert_nonnull (lkb_ui_find (box, GTK_TYPE_LABEL, "2.41 s / 5 s ✓"));
  lkb_ui_shoot (ui, "knob-applied");
  lkb_ui_xdotool (ui, "key Escape");
  lkb_ui_wait (ui, is_closed, NULL, "the explanation is closed");
  g_assert_true (lkb_editor_undo (editor));
  g_assert_cmpstr (get_trigger (ui), ==, "0.5 s");
  g_assert_false (lkb_history_can_undo (history));
  lkb_ui_wait (ui, strip_says, (gpointer) AS_IS, "the figure as it was");
}

static gboolean
box_says (LkbUi *ui, gpointer data)
{
  GtkWidget *box = find_in_strip (ui, LKB_TYPE_EXPLAIN_BOX, NULL);

  return box != NULL && lkb_ui_find (box, GTK_TYPE_LABEL, data) != NULL;
}

static void
set_latency (LkbUi *ui, const char *edge, const char *p95)
{
  LkbEditor *editor = lkb_ui_get_editor (ui);

  g_assert_true (lkb_editor_apply (editor, lkb_edit_set_text (lkb_editor_get_board (editor),
                                                              (const char *const[]){ edge, NULL },
                                                              LKB_FIELD_LATENCY_P95, p95)));
}

/* While an explanation is open it is one of the board as it is: parts, chart and what is asked. The focus stays. */
static void
test_follow (void)
{
  g_autoptr (LkbUi) ui = lkb_ui_open ("T01");
  GtkWidget *box = open_explanation (ui, "Latency");
  GtkWidget *focus;

  g_assert_true (box_says (ui, (gpointer) "1.87 s / 3 s ✓"));
  for (int i = 0; i < 4 && !is_in_list (ui); i++)
    lkb_ui_xdotool (ui, "key Tab");
  g_assert_true (is_in_list (ui));
  lkb_ui_xdotool (ui, "key Down");
  set_latency (ui, "e3", "2.2 s");
  lkb_ui_wait (ui, box_says, (gpointer) "2.94 s / 3 s ▲", "the explanation follows");
  focus = gtk_root_get_focus (GTK_ROOT (ui->window));
  g_assert_true (GTK_IS_LIST_BOX_ROW (focus));
  g_assert_cmpint (gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (focus)), ==, 1);
  lkb_ui_click (ui, lkb_ui_find (box, GTK_TYPE_LABEL, "What If"));
  lkb_ui_settle (ui);
  lkb_ui_click (ui, lkb_ui_find (box, GTK_TYPE_LABEL, "Slow moments coincide"));
  lkb_ui_wait (ui, shows_difference, (gpointer) "Latency: 2.94 s → ", "the difference");
  set_latency (ui, "e3", "1,100 ms");
  lkb_ui_wait (ui, shows_difference, (gpointer) "Latency: 1.87 s → 2.15 s",
               "the same question, asked of the new board");
}

/* Load and cost of delay have no cell: they are one click from every figure, and one back. */
static void
test_without_cell (void)
{
  g_autoptr (LkbUi) ui = lkb_ui_open ("T01");
  GtkWidget *box = open_explanation (ui, "Cost");

  lkb_ui_click (ui, lkb_ui_find (box, GTK_TYPE_LABEL, "Load: 71 % at the busiest node"));
  lkb_ui_wait (ui, box_says, (gpointer) "Load", "the load is explained");
  g_assert_true (box_says (ui, (gpointer) "Mend first: Feature pipeline"));
  lkb_ui_shoot (ui, "explain-load");
  lkb_ui_click (ui, lkb_ui_find (box, GTK_TYPE_LABEL, "Chart"));
  lkb_ui_settle (ui);
  lkb_ui_shoot (ui, "explain-load-chart");
  lkb_ui_click (ui, lkb_ui_find (box, GTK_TYPE_LABEL, "Cost of delay: $0.16 per hour"));
  lkb_ui_wait (ui, box_says, (gpointer) "Cost of delay", "the cost of delay is explained");
  lkb_ui_shoot (ui, "explain-delay");
  /* Back is first. */
  lkb_ui_xdotool (ui, "key space");
  lkb_ui_wait (ui, box_says, (gpointer) "$4.1 k / $8 k ✓", "the cost again");
}

int
main (int argc, char **argv)
{
  lkb_ui_init (&argc, &argv);
  g_test_add_func ("/explain/path", test_path);
  g_test_add_func ("/explain/beside", test_beside);
  g_test_add_func ("/explain/tooltip", test_tooltip);
  g_test_add_func ("/explain/mend", test_mend);
  g_test_add_func ("/explain/keys", test_keys);
  g_test_add_func ("/explain/chart", test_chart);
  g_test_add_func ("/explain/what-if", test_what_if);
  g_test_add_func ("/explain/others", test_others);
  g_test_add_func ("/explain/switch", test_switch);
  g_test_add_func ("/explain/pages-in-place", test_pages_in_place);
  g_test_add_func ("/explain/what-if-reasons", test_what_if_reasons);
  g_test_add_func ("/explain/knob-pointer", test_knob_pointer);
  g_test_add_func ("/explain/knob-keys", test_knob_keys);
  g_test_add_func ("/explain/follow", test_follow);
  g_test_add_func ("/explain/without-cell", test_without_cell);
  return g_test_run ();
}
