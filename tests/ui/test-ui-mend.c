/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "app/lkb-export-dialog.h"
#include "core/model/lkb-edit.h"
#include "files.h"
#include "widgets/panels/lkb-findings-panel.h"

static LkbFindings *
get_findings (LkbUi *ui)
{
  return lkb_review_get_findings (lkb_window_get_review (ui->window));
}

static const LkbElement *
get (LkbUi *ui, const char *id)
{
  return lkb_board_lookup (lkb_ui_get_board (ui), id);
}

/* Sets a field of two elements at most to nothing. */
static void
unset (LkbUi *ui, LkbField field, const char *id, const char *other)
{
  const char *ids[] = { id, other, NULL };

  g_assert_true (lkb_editor_apply (lkb_ui_get_editor (ui),
                                   lkb_edit_set (lkb_ui_get_board (ui), ids, field, NULL)));
  lkb_ui_wait_for_review (ui);
}

static gboolean
has_owner (LkbUi *ui, gpointer id)
{
  return lkb_element_get_text (get (ui, id), LKB_FIELD_OWNER) != NULL;
}

static void
test_quick_fix (void)
{
  g_autoptr (LkbUi) ui = lkb_ui_open ("T01");

  unset (ui, LKB_FIELD_OWNER, "e2", NULL);
  lkb_ui_xdotool (ui, "key F8");
  lkb_ui_assert_selected (ui, "e2");
  lkb_ui_xdotool (ui, "key alt+Return");
  lkb_ui_wait (ui, has_owner, (gpointer) "e2", "the owner is set");

  /* Undone and again by the other key, which needs the board to have the focus */
  lkb_ui_xdotool (ui, "key ctrl+z");
  g_assert_false (has_owner (ui, (gpointer) "e2"));
  lkb_ui_xdotool (ui, "key ctrl+period");
  lkb_ui_wait (ui, has_owner, (gpointer) "e2", "the owner is set again");
}

static void
test_fix_all (void)
{
  g_autoptr (LkbUi) ui = lkb_ui_open ("T01");
  GtkWidget *panel, *button;

  unset (ui, LKB_FIELD_OWNER, "e2", "e3");
  g_action_group_activate_action (G_ACTION_GROUP (ui->window), "check", NULL);
  lkb_ui_settle (ui);
  panel = lkb_ui_find (GTK_WIDGET (ui->window), LKB_TYPE_FINDINGS_PANEL, NULL);
  g_assert_nonnull (panel);
  button = lkb_ui_find (panel, GTK_TYPE_BUTTON, "Fix all 2");
  g_assert_nonnull (button);
  lkb_ui_click (ui, button);
  g_assert_true (has_owner (ui, (gpointer) "e2"));
  g_assert_true (has_owner (ui, (gpointer) "e3"));
  lkb_ui_wait_for_review (ui);
  g_assert_cmpuint (lkb_findings_get_n_blocking (get_findings (ui)), ==, 0);

  /* One step back */
  lkb_ui_xdotool (ui, "key ctrl+z");
  g_assert_false (has_owner (ui, (gpointer) "e2"));
  g_assert_false (has_owner (ui, (gpointer) "e3"));
}

static GtkWidget *
find_by_class (GtkWidget *root, const char *css_class)
{
  if (gtk_widget_get_mapped (root) && gtk_widget_has_css_class (root, css_class))
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_by_class (child, css_class);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
test_accept (void)
{
  g_autoptr (LkbUi) ui = lkb_ui_open ("T01");
  GtkWidget *panel;
  const LkbFinding *finding;

  unset (ui, LKB_FIELD_OWNER, "e2", NULL);
  g_action_group_activate_action (G_ACTION_GROUP (ui->window), "check", NULL);
  lkb_ui_settle (ui);
  panel = lkb_ui_find (GTK_WIDGET (ui->window), LKB_TYPE_FINDINGS_PANEL, NULL);
  lkb_ui_click (ui, find_by_class (panel, "lkb-accept"));
  lkb_ui_type (ui, "Nobody reads it yet");
  lkb_ui_xdotool (ui, "key Return");
  lkb_ui_wait_for_review (ui);
  g_assert_cmpuint (lkb_findings_get_n_suppressed (get_findings (ui)), ==, 1);
  finding = lkb_findings_get_nth_suppressed (get_findings (ui), 0);
  g_assert_cmpstr (finding->key, ==, "OWN001:e2:owner");
  g_assert_cmpstr (finding->reason, ==, "Nobody reads it yet");
  g_assert_cmpuint (lkb_findings_get_n_blocking (get_findings (ui)), ==, 0);

  /* What was accepted can be checked again. */
  lkb_ui_click (ui, lkb_ui_find (panel, GTK_TYPE_LABEL, "Accepted · 1"));
  lkb_ui_click (ui, lkb_ui_find (panel, GTK_TYPE_BUTTON, "Check again"));
  lkb_ui_wait_for_review (ui);
  g_assert_cmpuint (lkb_findings_get_n_suppressed (get_findings (ui)), ==, 0);
  g_assert_cmpuint (lkb_findings_get_n_blocking (get_findings (ui)), ==, 1);
  lkb_ui_xdotool (ui, "key ctrl+z");
  lkb_ui_wait_for_review (ui);
  g_assert_cmpuint (lkb_findings_get_n_suppressed (get_findings (ui)), ==, 1);

  lkb_ui_xdotool (ui, "key ctrl+z");
  lkb_ui_wait_for_review (ui);
  g_assert_cmpuint (lkb_findings_get_n_suppressed (get_findings (ui)), ==, 0);
  g_assert_cmpuint (lkb_findings_get_n_blocking (get_findings (ui)), ==, 1);
}

static gboolean
is_exportable (LkbUi *ui, gpointer dialog)
{
  return gtk_widget_get_sensitive (lkb_ui_find (dialog, GTK_TYPE_BUTTON, "_Export"));
}

static void
test_gate (void)
{
  g_autoptr (LkbUi) ui = lkb_ui_open ("T01");
  GtkWidget *dialog, *list, *entry;

  unset (ui, LKB_FIELD_OWNER, "e2", NULL);
  unset (ui, LKB_FIELD_KPIS, LKB_BOARD_ID, NULL);
  lkb_ui_xdotool (ui, "key ctrl+e");
  dialog = GTK_WIDGET (files_wait_for_dialog (ui, LKB_TYPE_EXPORT_DIALOG));
  g_assert_cmpuint (lkb_findings_get_n_blocking (get_findings (ui)), ==, 2);

  /* Each is answered in its row; the list follows, and the last answer opens the gate. */
  for (int i = 0; i < 2; i++)
    {
      gboolean kpi;

      list = lkb_ui_find (dialog, GTK_TYPE_LIST_BOX, NULL);
      entry = lkb_ui_find (list, GTK_TYPE_ENTRY, NULL);
      g_assert_nonnull (entry);
      kpi = strstr (gtk_entry_get_placeholder_text (GTK_ENTRY (entry)), "insight") != NULL;
      lkb_ui_click (ui, entry);
      lkb_ui_type (ui, kpi ? "Click to vector 3 s @ p95" : "Streaming Platform > Feature Eng");
      lkb_ui_xdotool (ui, "key Return");
      lkb_ui_wait_for_review (ui);
      g_assert_cmpuint (lkb_findings_get_n_blocking (get_findings (ui)), ==, 1 - (guint) i);
    }
  lkb_ui_wait (ui, is_exportable, dialog, "the page can be exported");
  g_assert_cmpstr (lkb_element_get_text (get (ui, "e2"), LKB_FIELD_OWNER), ==,
                   "Streaming Platform");
  g_assert_cmpstr (
      lkb_value_get_member_text (
          lkb_value_get_nth (
              lkb_element_get (lkb_board_get_facts (lkb_ui_get_board (ui)), LKB_FIELD_KPIS), 0),
          "name"),
      ==, "Click to vector");
  lkb_ui_xdotool (ui, "key Escape");
}

static void
test_reconnect (void)
{
  g_autoptr (LkbUi) ui = lkb_ui_open ("T01");
  const LkbElement *edge;
  GtkWidget *button;

  lkb_ui_click_element (ui, "hub");
  lkb_ui_xdotool (ui, "key Delete");
  g_assert_null (get (ui, "hub"));
  files_wait_for_toast (ui, "Deleted Event Hub and 2 arrows");
  button = lkb_ui_find (GTK_WIDGET (ui->window), GTK_TYPE_BUTTON, "Reconnect");
  lkb_ui_assert_beside (ui, "Reconnect", "_Undo");
  g_assert_nonnull (button);
  lkb_ui_click (ui, button);

  /* The first arrow goes on to where the second one went. */
  edge = get (ui, "e1");
  g_assert_nonnull (edge);
  g_assert_cmpstr (lkb_element_get_from (edge), ==, "clicks");
  g_assert_nonnull (lkb_board_lookup (lkb_ui_get_board (ui), lkb_element_get_to (edge)));
  g_assert_cmpstr (lkb_element_get_text (edge, LKB_FIELD_OWNER), ==, "Web");

  /* Both are steps of their own. */
  lkb_ui_xdotool (ui, "key ctrl+z");
  g_assert_null (get (ui, "e1"));
  lkb_ui_xdotool (ui, "key ctrl+z");
  g_assert_nonnull (get (ui, "hub"));
  g_assert_cmpstr (lkb_element_get_to (get (ui, "e1")), ==, "hub");
}

static void
test_paint (void)
{
  g_autoptr (LkbUi) ui = lkb_ui_open ("T01");
  LkbEditor *editor = lkb_ui_get_editor (ui);
  GtkWidget *popover, *button;

  g_action_group_activate_action (G_ACTION_GROUP (ui->window), "paint-owners", NULL);
  lkb_ui_settle (ui);
  popover = lkb_ui_find (GTK_WIDGET (lkb_window_get_canvas (ui->window)), GTK_TYPE_POPOVER, NULL);
  g_assert_nonnull (popover);
  button = gtk_widget_get_ancestor (lkb_ui_find (popover, GTK_TYPE_LABEL, "Reco"), GTK_TYPE_BUTTON);
  lkb_ui_click (ui, button);
  g_assert_cmpint (lkb_editor_get_tool (editor), ==, LKB_TOOL_PAINT);
  lkb_ui_click_element (ui, "e2");
  lkb_ui_click_element (ui, "e3");
  g_assert_cmpstr (lkb_element_get_text (get (ui, "e2"), LKB_FIELD_OWNER), ==, "Reco");
  g_assert_cmpstr (lkb_element_get_text (get (ui, "e3"), LKB_FIELD_OWNER), ==, "Reco");

  /* A card is no edge; Escape ends. */
  lkb_ui_click_element (ui, "hub");
  g_assert_cmpstr (lkb_element_get_text (get (ui, "hub"), LKB_FIELD_OWNER), ==,
                   "Streaming Platform");
  lkb_ui_xdotool (ui, "key Escape");
  g_assert_cmpint (lkb_editor_get_tool (editor), ==, LKB_TOOL_SELECT);

  /* A team that is not on the board yet */
  g_action_group_activate_action (G_ACTION_GROUP (ui->window), "paint-owners", NULL);
  lkb_ui_settle (ui);
  popover = lkb_ui_find (GTK_WIDGET (lkb_window_get_canvas (ui->window)), GTK_TYPE_POPOVER, NULL);
  lkb_ui_click (ui, lkb_ui_find (popover, GTK_TYPE_ENTRY, NULL));
  lkb_ui_type (ui, "Growth");
  lkb_ui_xdotool (ui, "key Return");
  g_assert_cmpint (lkb_editor_get_tool (editor), ==, LKB_TOOL_PAINT);
  lkb_ui_click_element (ui, "e4");
  g_assert_cmpstr (lkb_element_get_text (get (ui, "e4"), LKB_FIELD_OWNER), ==, "Growth");
}

static gboolean
swallow_release_cb (GtkEventControllerLegacy *controller, GdkEvent *event, guint *n)
{
  gboolean is_release = gdk_event_get_event_type (event) == GDK_BUTTON_RELEASE;

  *n += is_release;
  return is_release;
}

/* On a slow machine the pointer is told to move without its button before the release comes: a click is a click. */
static void
test_late_release (void)
{
  g_autoptr (LkbUi) ui = lkb_ui_open ("T01");
  LkbEditor *editor = lkb_ui_get_editor (ui);
  GtkEventController *controller = gtk_event_controller_legacy_new ();
  guint n = 0;

  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  g_signal_connect (controller, "event", G_CALLBACK (swallow_release_cb), &n);
  gtk_widget_add_controller (GTK_WIDGET (ui->window), controller);
  lkb_editor_set_painting (editor, "Reco");
  lkb_ui_click_element (ui, "e2");
  g_assert_cmpuint (n, ==, 1);
  /* The toolkit moves the pointer itself when something below it is laid out anew; else the hand does. */
  lkb_ui_xdotool (ui, "mousemove_relative 1 0");
  g_assert_false (lkb_editor_in_gesture (editor));
  g_assert_cmpstr (lkb_element_get_text (get (ui, "e2"), LKB_FIELD_OWNER), ==, "Reco");

  /* The toolkit holds on to what was pressed until something is let go. */
  gtk_widget_remove_controller (GTK_WIDGET (ui->window), controller);
  lkb_ui_xdotool (ui, "click 1");
}

int
main (int argc, char **argv)
{
  lkb_ui_init (&argc, &argv);
  g_test_add_func ("/mend/quick-fix", test_quick_fix);
  g_test_add_func ("/mend/fix-all", test_fix_all);
  g_test_add_func ("/mend/accept", test_accept);
  g_test_add_func ("/mend/gate", test_gate);
  g_test_add_func ("/mend/reconnect", test_reconnect);
  g_test_add_func ("/mend/paint", test_paint);
  g_test_add_func ("/mend/late-release", test_late_release);
  return g_test_run ();
}
