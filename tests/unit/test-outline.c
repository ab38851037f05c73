/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gtk/gtk.h>

#include "core/layout/lkb-metrics.h"
#include "tests/support/lkb-board-builder.h"
#include "tests/support/lkb-test.h"
#include "widgets/canvas/lkb-spoken.h"
#include "widgets/panels/lkb-outline-row.h"
#include "widgets/panels/lkb-outline.h"

typedef struct
{
  LkbBoard *board;
  LkbHistory *history;
  LkbEditor *editor;
  GtkWidget *window;
  LkbOutline *outline;
  char *gone_to;
  char *message;
  LkbChange *bridge; /* what would close the gap of a deletion */
} Fixture;

#define BOARD                                                                                      \
  "source clicks name=Web clicks ; owner=Web ; x=0 ; y=0\n"                                        \
  "ingestion hub name=Event Hub ; owner=Streaming ; x=300 ; y=0\n"                                 \
  "pipeline table name=Features ; owner=Feature Eng ; x=600 ; y=0\n"                               \
  "edge e1 clicks hub owner=Web\n"                                                                 \
  "edge e2 hub table\n"                                                                            \
  "note n1 text=Hello\n"

static void
pump (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

/* Rows are made when the list is laid out, so a frame or two must have passed. */
static void
wait_for_rows (Fixture *f)
{
  gint64 end = g_get_monotonic_time () + 20 * G_USEC_PER_SEC;

  while (!gtk_widget_get_mapped (GTK_WIDGET (f->outline)) && g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, TRUE);
  pump ();
}

/* The box in which the name of what was just added is typed. */
static void
wait_for_edit (Fixture *f)
{
  gint64 end = g_get_monotonic_time () + 20 * G_USEC_PER_SEC;

  while (!LKB_IS_OUTLINE_ROW (gtk_widget_get_ancestor (
      gtk_window_get_focus (GTK_WINDOW (f->window)), LKB_TYPE_OUTLINE_ROW)))
    {
      g_assert_cmpint (g_get_monotonic_time (), <, end);
      g_main_context_iteration (NULL, TRUE);
    }
  pump ();
}

static void
go_to_cb (LkbOutline *outline, const char *id, Fixture *f)
{
  g_free (f->gone_to);
  f->gone_to = g_strdup (id);
}

static void
message_cb (LkbEditor *editor, const char *text, gboolean undoable, Fixture *f)
{
  g_free (f->message);
  f->message = g_strdup_printf ("%s %d", text, undoable);
}

static void
deleted_cb (LkbEditor *editor, const char *text, LkbChange *bridge, Fixture *f)
{
  g_free (f->message);
  f->message = g_strdup (text);
  g_clear_pointer (&f->bridge, lkb_change_unref);
  f->bridge = lkb_change_ref (bridge);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  f->board = lkb_builder_board (data != NULL ? data : BOARD);
  f->history = lkb_history_new (f->board, 0);
  f->editor = lkb_editor_new (f->history, NULL);
  f->window = gtk_window_new ();
  f->outline = lkb_outline_new ();
  gtk_window_set_default_size (GTK_WINDOW (f->window), 320, 600);
  gtk_window_set_child (GTK_WINDOW (f->window), GTK_WIDGET (f->outline));
  lkb_outline_set_editor (f->outline, f->editor);
  g_signal_connect (f->outline, "go-to", G_CALLBACK (go_to_cb), f);
  g_signal_connect (f->editor, "message", G_CALLBACK (message_cb), f);
  g_signal_connect (f->editor, "deleted", G_CALLBACK (deleted_cb), f);
  gtk_window_present (GTK_WINDOW (f->window));
  wait_for_rows (f);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  gpointer watched = f->outline;

  g_object_add_weak_pointer (G_OBJECT (f->outline), &watched);
  /* Unmapped first: a tooltip that is about to come up would outlive the window's surface. */
  gtk_widget_set_visible (f->window, FALSE);
  pump ();
  gtk_window_destroy (GTK_WINDOW (f->window));
  pump ();
  g_assert_null (watched);
  g_clear_pointer (&f->bridge, lkb_change_unref);
  g_object_unref (f->editor);
  g_object_unref (f->history);
  g_object_unref (f->board);
  g_free (f->gone_to);
  g_free (f->message);
}

static void
act (Fixture *f, const char *action)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (f->outline), action, NULL));
  pump ();
}

static void
assert_row (Fixture *f, guint i, const char *text)
{
  g_autofree char *spoken = lkb_outline_dup_row_text (f->outline, i);

  g_assert_cmpstr (spoken, ==, text);
}

static const char *
get_text (Fixture *f, const char *id, LkbField field)
{
  return lkb_element_get_text (lkb_board_lookup (f->board, id), field);
}

static void
test_order (Fixture *f, gconstpointer data)
{
  g_assert_cmpuint (lkb_outline_get_n_rows (f->outline), ==, 6);
  assert_row (f, 0, "Web clicks, Source, owner Web, 1 arrow out");
  assert_row (f, 1, "Web clicks → Event Hub, Edge, owner Web > Streaming");
  assert_row (f, 2, "Event Hub, Ingestion, owner Streaming, 1 arrow out");
  assert_row (f, 3, "Event Hub → Features, Edge, no owner");
  assert_row (f, 5, "Hello, Note");

  lkb_outline_search (f->outline, "feature");
  g_assert_cmpuint (lkb_outline_get_n_rows (f->outline), ==, 2);
  lkb_outline_search (f->outline, "nowhere");
  g_assert_cmpuint (lkb_outline_get_n_rows (f->outline), ==, 0);
  lkb_outline_search (f->outline, "");
  g_assert_cmpuint (lkb_outline_get_n_rows (f->outline), ==, 6);
}

static void
test_spoken (Fixture *f, gconstpointer data)
{
  g_autofree char *title = lkb_spoken_dup_title (f->board);
  g_autofree char *summary = lkb_spoken_dup_summary (f->board);

  g_assert_cmpstr (title, ==, "Board: Untitled board");
  g_assert_cmpstr (summary, ==, "3 nodes, 2 arrows, 1 without owner");
}

static gboolean
shows_label (GtkWidget *widget, const char *text)
{
  if (!gtk_widget_get_child_visible (widget) || !gtk_widget_get_mapped (widget))
    return FALSE;
  if (GTK_IS_LABEL (widget) && g_strcmp0 (gtk_label_get_text (GTK_LABEL (widget)), text) == 0)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (shows_label (child, text))
      return TRUE;
  return FALSE;
}

static void
test_empty (Fixture *f, gconstpointer data)
{
  g_assert_cmpuint (lkb_outline_get_n_rows (f->outline), ==, 0);
  g_assert_true (shows_label (GTK_WIDGET (f->outline), "Nodes and arrows appear here."));
}

static void
test_rename (Fixture *f, gconstpointer data)
{
  lkb_outline_select (f->outline, "hub");
  pump ();
  act (f, "outline.rename");
  lkb_outline_type (f->outline, " Event  bus ");
  g_assert_cmpstr (get_text (f, "hub", LKB_FIELD_NAME), ==, "Event bus");
  g_assert_cmpstr (lkb_outline_get_selected (f->outline), ==, "hub");
  assert_row (f, 1, "Web clicks → Event bus, Edge, owner Web > Streaming");
  g_assert_true (lkb_history_undo (f->history));
  g_assert_false (lkb_history_can_undo (f->history));
  g_assert_cmpstr (get_text (f, "hub", LKB_FIELD_NAME), ==, "Event Hub");

  /* The same name is no step. */
  act (f, "outline.rename");
  lkb_outline_type (f->outline, "Event Hub");
  g_assert_false (lkb_history_can_undo (f->history));
}

static void
test_own (Fixture *f, gconstpointer data)
{
  lkb_outline_select (f->outline, "e2");
  pump ();
  act (f, "outline.own");
  lkb_outline_type (f->outline, "Streaming > Feature Eng");
  g_assert_cmpstr (get_text (f, "e2", LKB_FIELD_OWNER), ==, "Streaming");
  g_assert_cmpstr (get_text (f, "e2", LKB_FIELD_CONSUMER_OWNER), ==, "Feature Eng");
  g_assert_true (lkb_history_undo (f->history));
  g_assert_false (lkb_history_can_undo (f->history));
}

static void
test_connect (Fixture *f, gconstpointer data)
{
  lkb_outline_select (f->outline, "clicks");
  pump ();
  act (f, "outline.connect");
  lkb_outline_connect_to (f->outline, "table");
  g_assert_cmpuint (lkb_board_count (f->board, LKB_KIND_EDGE), ==, 3);
  g_assert_cmpuint (lkb_outline_get_n_rows (f->outline), ==, 7);
  {
    const LkbElement *edge = lkb_board_lookup (f->board, lkb_outline_get_selected (f->outline));

    g_assert_true (lkb_element_is_edge (edge));
    g_assert_cmpstr (lkb_element_get_from (edge), ==, "clicks");
    g_assert_cmpstr (lkb_element_get_to (edge), ==, "table");
  }
  g_assert_true (lkb_history_undo (f->history));
  g_assert_cmpuint (lkb_outline_get_n_rows (f->outline), ==, 6);
}

/* (nullable): of the row that the ring is around. */
static const char *
get_focused (Fixture *f)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (f->window));
  GtkWidget *row = focus != NULL ? gtk_widget_get_first_child (focus) : NULL;

  return LKB_IS_OUTLINE_ROW (row) ? lkb_outline_row_get_id (LKB_OUTLINE_ROW (row)) : NULL;
}

/* The ring stays with the marked row: on what came after the deleted one, and on what an undo brings back. */
static void
test_delete_focus (Fixture *f, gconstpointer data)
{
  static const char *const deleted[] = { "hub", "table", "n1", "clicks" };
  static const char *const next[] = { "table", "n1", "clicks", NULL };

  lkb_outline_select (f->outline, "hub");
  g_assert_true (gtk_widget_child_focus (GTK_WIDGET (f->outline), GTK_DIR_TAB_FORWARD));
  while (get_focused (f) == NULL)
    g_assert_true (gtk_widget_child_focus (f->window, GTK_DIR_TAB_FORWARD));
  for (guint i = 0; i < G_N_ELEMENTS (deleted); i++)
    {
      g_assert_cmpstr (lkb_outline_get_selected (f->outline), ==, deleted[i]);
      g_assert_cmpstr (get_focused (f), ==, deleted[i]);
      act (f, "outline.delete");
      g_assert_cmpstr (lkb_outline_get_selected (f->outline), ==, next[i]);
      g_assert_cmpstr (get_focused (f), ==, next[i]);
    }
  g_assert_true (lkb_editor_undo (f->editor));
  pump ();
  g_assert_true (gtk_widget_child_focus (GTK_WIDGET (f->outline), GTK_DIR_TAB_FORWARD));
  while (get_focused (f) == NULL)
    g_assert_true (gtk_widget_child_focus (f->window, GTK_DIR_TAB_FORWARD));
  g_assert_cmpstr (get_focused (f), ==, "clicks");
  g_assert_true (lkb_editor_undo (f->editor));
  pump ();
  g_assert_cmpstr (lkb_outline_get_selected (f->outline), ==, "n1");
  g_assert_cmpstr (get_focused (f), ==, "n1");
}

static void
test_delete (Fixture *f, gconstpointer data)
{
  lkb_outline_select (f->outline, "hub");
  pump ();
  act (f, "outline.delete");
  /* The node, and the two arrows at it. */
  g_assert_cmpuint (lkb_outline_get_n_rows (f->outline), ==, 3);
  /* It stood in a chain, so the gap can be closed. */
  g_assert_cmpstr (f->message, ==, "Deleted Event Hub and 2 arrows");
  g_assert_nonnull (f->bridge);
  g_assert_nonnull (lkb_outline_get_selected (f->outline));
  g_assert_true (lkb_history_undo (f->history));
  g_assert_false (lkb_history_can_undo (f->history));
  g_assert_cmpuint (lkb_outline_get_n_rows (f->outline), ==, 6);
}

/* A node after the marked one comes with an arrow; its name is typed in its row. */
static void
test_add (Fixture *f, gconstpointer data)
{
  const LkbElement *node;
  g_autofree char *id = NULL;

  lkb_outline_select (f->outline, "table");
  pump ();
  lkb_outline_add (f->outline, LKB_KIND_FEATURE_STORE);
  wait_for_edit (f);
  id = g_strdup (lkb_outline_get_selected (f->outline));
  lkb_outline_type (f->outline, "Online store");
  node = lkb_board_lookup (f->board, id);
  g_assert_cmpint (lkb_element_get_kind (node), ==, LKB_KIND_FEATURE_STORE);
  g_assert_cmpstr (lkb_element_get_name (node), ==, "Online store");
  g_assert_cmpuint (lkb_board_count (f->board, LKB_KIND_EDGE), ==, 3);
  assert_row (f, 5, "Features → Online store, Edge, no owner");
  g_assert_true (lkb_history_undo (f->history));
  g_assert_true (lkb_history_undo (f->history));
  g_assert_false (lkb_history_can_undo (f->history));

  /* A note stands for itself. */
  lkb_outline_select (f->outline, "table");
  lkb_outline_add (f->outline, LKB_KIND_NOTE);
  wait_for_edit (f);
  lkb_outline_type (f->outline, "Read at night");
  g_assert_cmpuint (lkb_board_count (f->board, LKB_KIND_NOTE), ==, 2);
  g_assert_cmpuint (lkb_board_count (f->board, LKB_KIND_EDGE), ==, 2);
}

static void
test_add_first (Fixture *f, gconstpointer data)
{
  lkb_outline_add (f->outline, LKB_KIND_SOURCE);
  wait_for_edit (f);
  lkb_outline_type (f->outline, "Orders");
  assert_row (f, 0, "Orders, Source, 0 arrows out");
}

static void
test_figures (Fixture *f, gconstpointer data)
{
  lkb_outline_select (f->outline, "e1");
  pump ();
  act (f, "outline.figures");
  lkb_outline_type (f->outline, "40/120 ms");
  g_assert_cmpstr (get_text (f, "e1", LKB_FIELD_LATENCY_P50), ==, "40 ms");
  g_assert_cmpstr (get_text (f, "e1", LKB_FIELD_LATENCY_P95), ==, "120 ms");
}

static void
test_reconnect (Fixture *f, gconstpointer data)
{
  lkb_outline_select (f->outline, "e1");
  pump ();
  act (f, "outline.reconnect");
  lkb_outline_connect_to (f->outline, "table");
  g_assert_cmpstr (lkb_element_get_from (lkb_board_lookup (f->board, "e1")), ==, "clicks");
  g_assert_cmpstr (lkb_element_get_to (lkb_board_lookup (f->board, "e1")), ==, "table");
  g_assert_cmpstr (get_text (f, "e1", LKB_FIELD_OWNER), ==, "Web");
}

static void
test_move (Fixture *f, gconstpointer data)
{
  const LkbElement *hub = lkb_board_lookup (f->board, "hub");
  double x = lkb_element_get_x (hub), y = lkb_element_get_y (hub);

  lkb_outline_select (f->outline, "hub");
  pump ();
  g_assert_true (
      gtk_widget_activate_action (GTK_WIDGET (f->outline), "outline.move", "s", "right"));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (f->outline), "outline.move", "s", "down"));
  hub = lkb_board_lookup (f->board, "hub");
  g_assert_cmpfloat (lkb_element_get_x (hub), ==, x + LKB_LANE_PITCH);
  g_assert_cmpfloat (lkb_element_get_y (hub), ==, y + LKB_ROW_PITCH);

  act (f, "outline.duplicate");
  g_assert_cmpuint (lkb_board_count (f->board, LKB_KIND_INGESTION), ==, 2);
}

static void
test_go_to (Fixture *f, gconstpointer data)
{
  lkb_outline_select (f->outline, "table");
  act (f, "outline.go-to");
  g_assert_cmpstr (f->gone_to, ==, "table");
}

static void
test_findings (Fixture *f, gconstpointer data)
{
  g_autoptr (LkbAnalysis) analysis = lkb_analysis_new (f->board, NULL);
  g_autoptr (LkbFindings) findings = lkb_rules_run (f->board, analysis, NULL);
  g_autofree char *spoken = NULL;

  lkb_outline_set_findings (f->outline, findings);
  pump ();
  spoken = lkb_outline_dup_row_text (f->outline, 3);
  /* Told in words, not only by a colour. */
  g_assert_true (g_str_has_prefix (spoken, "Event Hub → Features, Edge, no owner, Fix: "));
}

static void
test_read_only (Fixture *f, gconstpointer data)
{
  lkb_outline_select (f->outline, "hub");
  lkb_outline_set_read_only (f->outline, TRUE);
  pump ();
  gtk_widget_activate_action (GTK_WIDGET (f->outline), "outline.delete", NULL);
  g_assert_cmpuint (lkb_outline_get_n_rows (f->outline), ==, 6);
}

#define ADD(NAME) g_test_add ("/outline/" #NAME, Fixture, NULL, set_up, test_##NAME, tear_down)

int
main (int argc, char **argv)
{
  lkb_test_init (&argc, &argv);
  if (!gtk_init_check ())
    {
      g_print ("1..0 # SKIP no display\n");
      return 0;
    }
  ADD (order);
  ADD (spoken);
  g_test_add ("/outline/empty", Fixture, "", set_up, test_empty, tear_down);
  ADD (rename);
  ADD (own);
  ADD (connect);
  ADD (delete);
  ADD (delete_focus);
  ADD (add);
  g_test_add ("/outline/add-first", Fixture, "", set_up, test_add_first, tear_down);
  ADD (figures);
  ADD (reconnect);
  ADD (move);
  ADD (go_to);
  ADD (findings);
  ADD (read_only);
  return g_test_run ();
}
