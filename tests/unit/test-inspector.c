/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gtk/gtk.h>

#include "tests/support/lkb-board-builder.h"
#include "tests/support/lkb-test.h"
#include "widgets/panels/lkb-choice-box.h"
#include "widgets/panels/lkb-cost-box.h"
#include "widgets/panels/lkb-fact-row.h"
#include "widgets/panels/lkb-feature-list.h"
#include "widgets/panels/lkb-inspector.h"
#include "widgets/panels/lkb-owner-entry.h"
#include "widgets/panels/lkb-page-ticks.h"
#include "widgets/panels/lkb-quantity-entry.h"
#include "widgets/panels/lkb-record-list.h"
#include "widgets/panels/lkb-text-list.h"

typedef struct
{
  LkbBoard *board;
  LkbHistory *history;
  LkbVocabulary *vocabulary;
  GtkWidget *window;
  LkbInspector *inspector;
  GtkWidget *other; /* somewhere else for the focus */
} Fixture;

#define BOARD                                                                                      \
  "source clicks name=Web clicks ; owner=Web ; rate=10 k events/s\n"                               \
  "ingestion hub name=Event Hub ; owner=Streaming\n"                                               \
  "pipeline table name=Features\n"                                                                 \
  "group g name=Platform ; owner=Data ; type=team ; x=2000 ; y=0 ; w=400 ; h=400\n"                \
  "edge e1 clicks hub owner=Web ; latency_p50=40 ms ; latency_p95=120 ms\n"                        \
  "edge e2 hub table\n"                                                                            \
  "note n1 text=Hello\n"

static void
pump (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
set_up (Fixture *f, gconstpointer data)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  f->board = lkb_builder_board (BOARD);
  f->history = lkb_history_new (f->board, 0);
  f->vocabulary = lkb_vocabulary_new ();
  {
    LkbFeature *feature = g_new0 (LkbFeature, 1);

    feature->id = g_strdup ("watermark");
    feature->name = g_strdup ("Watermark");
    feature->kinds = 1u << LKB_KIND_PIPELINE;
    feature->conflicts = g_new0 (char *, 1);
    lkb_vocabulary_take_feature (f->vocabulary, feature);
  }
  f->window = gtk_window_new ();
  f->inspector = lkb_inspector_new ();
  f->other = gtk_button_new_with_label ("elsewhere");
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (f->inspector));
  gtk_box_append (GTK_BOX (box), f->other);
  gtk_window_set_default_size (GTK_WINDOW (f->window), 400, 700);
  gtk_window_set_child (GTK_WINDOW (f->window), box);
  lkb_inspector_set_history (f->inspector, f->history, f->vocabulary);
  gtk_window_present (GTK_WINDOW (f->window));
  pump ();
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  gpointer watched = f->inspector;

  g_object_add_weak_pointer (G_OBJECT (f->inspector), &watched);
  /* Unmapped first: a tooltip that is about to come up would outlive the window's surface. */
  gtk_widget_set_visible (f->window, FALSE);
  pump ();
  gtk_window_destroy (GTK_WINDOW (f->window));
  pump ();
  g_assert_null (watched);
  g_object_unref (f->history);
  g_object_unref (f->board);
  lkb_vocabulary_free (f->vocabulary);
}

static void
show (Fixture *f, const char *first, const char *second)
{
  const char *ids[] = { first, second, NULL };

  lkb_inspector_set_selection (f->inspector, ids);
  pump ();
}

static gpointer
get_editor (Fixture *f, LkbField field)
{
  GtkWidget *row = lkb_inspector_get_row (f->inspector, field);

  g_assert_nonnull (row);
  return lkb_fact_row_get_editor (LKB_FACT_ROW (row));
}

static const char *
get_text (Fixture *f, const char *id, LkbField field)
{
  return lkb_element_get_text (lkb_board_lookup (f->board, id), field);
}

static GtkWidget *
get_entry (gpointer editor)
{
  return lkb_typed_box_get_entry (LKB_TYPED_BOX (editor));
}

static guint
count_undo (Fixture *f)
{
  guint n = 0;

  while (lkb_history_undo (f->history))
    n++;
  for (guint i = 0; i < n; i++)
    g_assert_true (lkb_history_redo (f->history));
  return n;
}

static const char *
get_echo (gpointer editor)
{
  GtkWidget *echo = gtk_widget_get_last_child (GTK_WIDGET (editor));

  while (!GTK_IS_LABEL (echo))
    echo = gtk_widget_get_prev_sibling (echo);
  return gtk_widget_get_visible (echo) ? gtk_label_get_text (GTK_LABEL (echo)) : NULL;
}

static void
test_text (Fixture *f, gconstpointer data)
{
  gpointer name;
  guint pause;

  show (f, "hub", NULL);
  name = get_editor (f, LKB_FIELD_NAME);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (get_entry (name))), ==, "Event Hub");
  gtk_widget_grab_focus (get_entry (name));
  pump ();
  g_assert_true (lkb_typed_box_is_focused (name));
  g_object_get (name, "pause", &pause, NULL);
  g_assert_cmpuint (pause, ==, 1);

  /* Each key is on the board; all of them are one step. */
  g_object_set (name, "pause", 0, NULL);
  lkb_typed_box_type (name, "E");
  lkb_typed_box_type (name, "Ev");
  lkb_typed_box_type (name, "Event bus");
  g_assert_cmpstr (get_text (f, "hub", LKB_FIELD_NAME), ==, "Event bus");
  gtk_widget_grab_focus (f->other);
  pump ();
  g_assert_cmpuint (count_undo (f), ==, 1);
  {
    g_autofree char *label = lkb_history_dup_undo_label (f->history);

    g_assert_cmpstr (label, ==, "Change Name");
  }

  /* After leaving, the next one is a step of its own. */
  lkb_typed_box_type (name, "Bus");
  lkb_inspector_commit (f->inspector);
  g_assert_cmpuint (count_undo (f), ==, 2);

  lkb_history_undo (f->history);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (get_entry (name))), ==, "Event bus");
  lkb_history_undo (f->history);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (get_entry (name))), ==, "Event Hub");
}

static void
test_latency (Fixture *f, gconstpointer data)
{
  gpointer box;

  show (f, "e1", NULL);
  box = get_editor (f, LKB_FIELD_LATENCY_P95);
  g_assert_true (LKB_IS_LATENCY_BOX (box));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (get_entry (box))), ==, "40/120 ms");

  gtk_widget_grab_focus (get_entry (box));
  pump ();
  lkb_typed_box_type (box, "0.5/1.1s");
  g_assert_cmpstr (get_echo (box), ==, "p50 500 ms · p95 1.1 s");
  g_assert_cmpstr (get_text (f, "e1", LKB_FIELD_LATENCY_P50), ==, "40 ms");
  g_signal_emit_by_name (get_entry (box), "activate");
  g_assert_cmpstr (get_text (f, "e1", LKB_FIELD_LATENCY_P50), ==, "0.5 s");
  g_assert_cmpstr (get_text (f, "e1", LKB_FIELD_LATENCY_P95), ==, "1.1 s");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (get_entry (box))), ==, "0.5/1.1 s");
  g_assert_true (lkb_typed_box_is_focused (box));
  g_assert_cmpuint (count_undo (f), ==, 1);

  lkb_typed_box_type (box, "");
  gtk_widget_grab_focus (f->other);
  pump ();
  g_assert_null (get_text (f, "e1", LKB_FIELD_LATENCY_P50));
  g_assert_null (get_text (f, "e1", LKB_FIELD_LATENCY_P95));

  lkb_typed_box_type (box, "90 ms");
  lkb_inspector_commit (f->inspector);
  g_assert_null (get_text (f, "e1", LKB_FIELD_LATENCY_P50));
  g_assert_cmpstr (get_text (f, "e1", LKB_FIELD_LATENCY_P95), ==, "90 ms");
}

static void
test_quantity (Fixture *f, gconstpointer data)
{
  gpointer box;

  show (f, "clicks", NULL);
  box = get_editor (f, LKB_FIELD_RATE);
  gtk_widget_grab_focus (get_entry (box));
  pump ();
  lkb_typed_box_type (box, "zwölf");
  g_assert_null (get_echo (box));
  gtk_widget_grab_focus (f->other);
  pump ();
  /* Kept as it is, and said so. */
  g_assert_cmpstr (get_text (f, "clicks", LKB_FIELD_RATE), ==, "zwölf");
  g_assert_true (g_str_has_prefix (get_echo (box), "not understood: e.g. "));

  /* In another number format. */
  lkb_inspector_set_number_format (f->inspector, ",", ".");
  box = get_editor (f, LKB_FIELD_RATE);
  lkb_typed_box_type (box, "1,5k/s");
  lkb_inspector_commit (f->inspector);
  {
    const LkbQuantity *rate = lkb_element_get_quantity (lkb_board_lookup (f->board, "clicks"),
                                                        LKB_FIELD_RATE);

    g_assert_nonnull (rate);
    g_assert_cmpfloat (rate->value, ==, 1500);
  }
  g_assert_nonnull (strchr (gtk_editable_get_text (GTK_EDITABLE (get_entry (box))), ','));
  g_assert_null (strchr (get_text (f, "clicks", LKB_FIELD_RATE), ','));
  g_assert_null (get_echo (box));
}

static void
test_cost (Fixture *f, gconstpointer data)
{
  gpointer box;
  const LkbValue *costs;

  show (f, "hub", NULL);
  box = get_editor (f, LKB_FIELD_COSTS);
  lkb_typed_box_type (LKB_TYPED_BOX (lkb_cost_box_get_sum (box)), "1.2k/mo");
  lkb_inspector_commit (f->inspector);
  costs = lkb_element_get (lkb_board_lookup (f->board, "hub"), LKB_FIELD_COSTS);
  g_assert_nonnull (costs);
  g_assert_cmpuint (lkb_value_get_n (costs), ==, 1);
  g_assert_cmpstr (lkb_value_get_member_text (lkb_value_get_nth (costs, 0), "basis"), ==, "fixed");
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (lkb_cost_box_get_sum (box))));

  /* A second row makes it a list. */
  lkb_builder_set (f->board, "hub", LKB_FIELD_COSTS,
                   "[basis:fixed|price:$1 k per month][basis:events|price:$0.03 per M events]");
  lkb_fact_row_update (LKB_FACT_ROW (lkb_inspector_get_row (f->inspector, LKB_FIELD_COSTS)));
  g_assert_false (
      gtk_widget_get_visible (gtk_widget_get_parent (GTK_WIDGET (lkb_cost_box_get_sum (box)))));
  g_assert_cmpuint (lkb_list_editor_get_n_rows (LKB_LIST_EDITOR (lkb_cost_box_get_rows (box))), ==,
                    2);
}

static void
test_owner (Fixture *f, gconstpointer data)
{
  gpointer box;
  GtkWidget *proposal;

  show (f, "e2", NULL);
  box = get_editor (f, LKB_FIELD_OWNER);
  proposal = lkb_fact_row_get_proposal (
      LKB_FACT_ROW (lkb_inspector_get_row (f->inspector, LKB_FIELD_OWNER)));
  g_assert_nonnull (proposal);
  g_signal_emit_by_name (proposal, "clicked");
  g_assert_cmpstr (get_text (f, "e2", LKB_FIELD_OWNER), ==, "Streaming");
  g_assert_cmpuint (count_undo (f), ==, 1);
  lkb_history_undo (f->history);

  gtk_widget_grab_focus (get_entry (box));
  pump ();
  lkb_typed_box_type (box, "str");
  g_assert_cmpuint (lkb_owner_entry_get_n_shown (box), ==, 1);
  g_assert_null (get_text (f, "e2", LKB_FIELD_OWNER));
  lkb_typed_box_type (box, "Web >  Reco ");
  g_signal_emit_by_name (get_entry (box), "activate");
  g_assert_cmpstr (get_text (f, "e2", LKB_FIELD_OWNER), ==, "Web");
  g_assert_cmpstr (get_text (f, "e2", LKB_FIELD_CONSUMER_OWNER), ==, "Reco");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (get_entry (box))), ==, "Web");
  g_assert_cmpuint (count_undo (f), ==, 1);

  /* An inherited owner is a ghost with the name of the group. */
  lkb_history_undo (f->history);
  lkb_builder_set (f->board, "hub", LKB_FIELD_X, "2100");
  lkb_inspector_set_results (f->inspector, NULL, NULL);
  g_assert_cmpstr (gtk_entry_get_placeholder_text (GTK_ENTRY (get_entry (box))), ==, "Data");
  g_assert_cmpstr (
      lkb_fact_row_get_note (LKB_FACT_ROW (lkb_inspector_get_row (f->inspector, LKB_FIELD_OWNER))),
      ==, "from “Platform”");
}

static void
test_choice (Fixture *f, gconstpointer data)
{
  gpointer mode;
  GtkWidget *drop_down;
  GListModel *model;

  show (f, "e1", NULL);
  mode = get_editor (f, LKB_FIELD_MODE);
  drop_down = lkb_value_editor_get_control (mode);
  model = gtk_drop_down_get_model (GTK_DROP_DOWN (drop_down));
  {
    g_autoptr (GtkStringObject) first = g_list_model_get_item (model, 0);
    g_autofree char *usual = g_strdup_printf ("%s (usual)", lkb_mode_get_label (LKB_MODE_STREAM));

    g_assert_cmpstr (gtk_string_object_get_string (first), ==, usual);
  }
  gtk_drop_down_set_selected (GTK_DROP_DOWN (drop_down), LKB_MODE_BATCH);
  g_assert_cmpstr (get_text (f, "e1", LKB_FIELD_MODE), ==, "batch");
  gtk_drop_down_set_selected (GTK_DROP_DOWN (drop_down), 0);
  g_assert_null (get_text (f, "e1", LKB_FIELD_MODE));
  g_assert_cmpuint (count_undo (f), ==, 2);

  /* The other end. */
  gtk_drop_down_set_selected (
      GTK_DROP_DOWN (lkb_value_editor_get_control (get_editor (f, LKB_FIELD_TO))), 3);
  g_assert_cmpstr (lkb_element_get_to (lkb_board_lookup (f->board, "e1")), ==, "table");
}

static GtkWidget *
find_kinds (GtkWidget *widget)
{
  if (gtk_widget_has_css_class (widget, "lkb-kind"))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_kinds (child);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
test_kind (Fixture *f, gconstpointer data)
{
  GtkWidget *kinds;
  GListModel *names;
  guint n;

  show (f, "hub", NULL);
  g_assert_null (lkb_inspector_get_row (f->inspector, LKB_FIELD_LAYER));
  kinds = find_kinds (GTK_WIDGET (f->inspector));
  /* Source, Ingestion, Delta Live Table, … */
  names = gtk_drop_down_get_model (GTK_DROP_DOWN (kinds));
  n = g_list_model_get_n_items (names);
  g_assert_cmpuint (gtk_drop_down_get_selected (GTK_DROP_DOWN (kinds)), ==, 1);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (kinds), 2);
  pump ();
  g_assert_cmpint (lkb_element_get_kind (lkb_board_lookup (f->board, "hub")), ==,
                   LKB_KIND_PIPELINE);
  g_assert_nonnull (lkb_inspector_get_row (f->inspector, LKB_FIELD_LAYER));
  g_assert_cmpuint (count_undo (f), ==, 1);

  /* "several kinds" stands there for several only, in front, and is no choice. */
  show (f, "clicks", "hub");
  g_assert_cmpuint (g_list_model_get_n_items (names), ==, n + 1);
  g_assert_cmpuint (gtk_drop_down_get_selected (GTK_DROP_DOWN (kinds)), ==, 0);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (kinds), 2);
  pump ();
  g_assert_cmpint (lkb_element_get_kind (lkb_board_lookup (f->board, "clicks")), ==,
                   LKB_KIND_INGESTION);
  g_assert_cmpuint (g_list_model_get_n_items (names), ==, n);
  g_assert_cmpuint (gtk_drop_down_get_selected (GTK_DROP_DOWN (kinds)), ==, 1);
}

static void
test_several (Fixture *f, gconstpointer data)
{
  gpointer owner;

  show (f, "clicks", "hub");
  owner = get_editor (f, LKB_FIELD_OWNER);
  g_assert_cmpstr (gtk_entry_get_placeholder_text (GTK_ENTRY (get_entry (owner))), ==,
                   "several values");
  g_assert_null (lkb_inspector_get_row (f->inspector, LKB_FIELD_RATE));
  /* Nothing typed, nothing changed. */
  lkb_inspector_commit (f->inspector);
  g_assert_false (lkb_history_can_undo (f->history));
  lkb_typed_box_type (owner, "Core");
  lkb_inspector_commit (f->inspector);
  g_assert_cmpstr (get_text (f, "clicks", LKB_FIELD_OWNER), ==, "Core");
  g_assert_cmpstr (get_text (f, "hub", LKB_FIELD_OWNER), ==, "Core");
  g_assert_cmpuint (count_undo (f), ==, 1);

  /* A pipeline's mode and an edge's have other words. */
  show (f, "table", "e1");
  g_assert_null (lkb_inspector_get_row (f->inspector, LKB_FIELD_MODE));
}

static void
test_lists (Fixture *f, gconstpointer data)
{
  gpointer slas, features, assumptions;
  LkbRecordEditor *record;

  show (f, "e1", NULL);
  g_assert_true (lkb_inspector_focus_field (f->inspector, LKB_FIELD_SLAS));
  slas = get_editor (f, LKB_FIELD_SLAS);
  lkb_list_editor_add_row (LKB_LIST_EDITOR (slas));
  g_assert_false (lkb_history_can_undo (f->history));
  record = lkb_record_list_get_nth (slas, 0);
  lkb_typed_box_type (LKB_TYPED_BOX (lkb_record_editor_get_member (record, "metric")), "freshness");
  lkb_typed_box_type (LKB_TYPED_BOX (lkb_record_editor_get_member (record, "target")), "5s p95");
  lkb_inspector_commit (f->inspector);
  g_assert_cmpuint (lkb_element_get_list_length (lkb_board_lookup (f->board, "e1"), LKB_FIELD_SLAS),
                    ==, 1);
  lkb_list_editor_remove_row (LKB_LIST_EDITOR (slas), 0);
  g_assert_null (lkb_element_get (lkb_board_lookup (f->board, "e1"), LKB_FIELD_SLAS));

  show (f, "table", NULL);
  lkb_inspector_focus_field (f->inspector, LKB_FIELD_FEATURES);
  features = get_editor (f, LKB_FIELD_FEATURES);
  lkb_feature_list_add (features, "Watermark");
  lkb_feature_list_add (features, "our own trick");
  g_assert_cmpuint (
      lkb_element_get_list_length (lkb_board_lookup (f->board, "table"), LKB_FIELD_FEATURES), ==,
      2);
  g_assert_cmpstr (
      lkb_value_get_nth_text (
          lkb_element_get (lkb_board_lookup (f->board, "table"), LKB_FIELD_FEATURES), 0),
      ==, "watermark");
  lkb_feature_list_remove (features, "watermark");
  g_assert_cmpuint (
      lkb_element_get_list_length (lkb_board_lookup (f->board, "table"), LKB_FIELD_FEATURES), ==,
      1);

  show (f, NULL, NULL);
  assumptions = get_editor (f, LKB_FIELD_ASSUMPTIONS);
  lkb_list_editor_add_row (LKB_LIST_EDITOR (assumptions));
  gtk_editable_set_text (GTK_EDITABLE (lkb_text_list_get_nth_entry (assumptions, 0)), "One region");
  g_assert_cmpuint (
      lkb_element_get_list_length (lkb_board_get_facts (f->board), LKB_FIELD_ASSUMPTIONS), ==, 1);
  lkb_history_undo (f->history);
  g_assert_cmpuint (lkb_list_editor_get_n_rows (LKB_LIST_EDITOR (assumptions)), ==, 0);
}

static void
test_page (Fixture *f, gconstpointer data)
{
  g_autoptr (LkbAnalysis) analysis = NULL;
  LkbFactRow *budget;
  GtkWidget *goal;
  GtkWidget *ticks;

  show (f, NULL, NULL);
  goal = get_entry (get_editor (f, LKB_FIELD_GOAL));
  g_assert_true (GTK_IS_TEXT_VIEW (goal));
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (goal)),
                            "Deliver vectors within 3 s of a click", -1);
  lkb_inspector_commit (f->inspector);
  g_assert_cmpstr (get_text (f, LKB_BOARD_ID, LKB_FIELD_GOAL), ==,
                   "Deliver vectors within 3 s of a click");

  /* What the goal says is proposed as KPI, and what the KPI says is the budget. */
  {
    GtkWidget *proposal = lkb_fact_row_get_proposal (
        LKB_FACT_ROW (lkb_inspector_get_row (f->inspector, LKB_FIELD_KPIS)));

    g_assert_nonnull (proposal);
    g_signal_emit_by_name (proposal, "clicked");
  }
  g_assert_cmpuint (lkb_element_get_list_length (lkb_board_get_facts (f->board), LKB_FIELD_KPIS),
                    ==, 1);
  analysis = lkb_analysis_new (f->board, NULL);
  lkb_inspector_set_results (f->inspector, analysis, NULL);
  budget = LKB_FACT_ROW (lkb_inspector_get_row (f->inspector, LKB_FIELD_BUDGET_LATENCY));
  g_assert_cmpstr (lkb_fact_row_get_note (budget), ==, "from the KPI");
  g_assert_cmpstr (
      gtk_entry_get_placeholder_text (GTK_ENTRY (get_entry (lkb_fact_row_get_editor (budget)))), ==,
      "≤ 3 s @ p95");
  g_assert_null (get_text (f, LKB_BOARD_ID, LKB_FIELD_BUDGET_LATENCY));

  ticks = g_object_ref_sink (lkb_page_ticks_new ());
  /* Goal, KPI and path; an edge has no owner, the pipeline no numbers. */
  g_assert_cmpuint (lkb_page_ticks_update (LKB_PAGE_TICKS (ticks), f->board, analysis), >=, 2);
  g_assert_true (gtk_widget_get_visible (ticks));
  g_object_unref (ticks);
}

static void
test_add_fact (Fixture *f, gconstpointer data)
{
  show (f, "hub", NULL);
  g_assert_null (lkb_inspector_get_row (f->inspector, LKB_FIELD_REGION));
  g_assert_true (lkb_inspector_focus_field (f->inspector, LKB_FIELD_REGION));
  g_assert_nonnull (lkb_inspector_get_row (f->inspector, LKB_FIELD_REGION));
  g_assert_false (lkb_inspector_focus_field (f->inspector, LKB_FIELD_GOAL));
  g_assert_false (lkb_inspector_focus_field (f->inspector, LKB_N_FIELDS));

  /* What becomes filled elsewhere is shown, too. */
  {
    const char *ids[] = { "hub", NULL };
    g_autoptr (LkbChange) change = NULL;

    g_assert_null (lkb_inspector_get_row (f->inspector, LKB_FIELD_CONTROL));
    {
      g_autoptr (LkbValue) value = lkb_value_new_text ("mask");
      LkbElement *after = lkb_element_with (lkb_board_lookup (f->board, ids[0]), LKB_FIELD_CONTROL,
                                            value);

      change = lkb_change_new (NULL);
      lkb_change_add (change, lkb_board_lookup (f->board, ids[0]), after);
      lkb_element_unref (after);
    }
    g_assert_true (lkb_history_apply (f->history, change, NULL));
    g_assert_nonnull (lkb_inspector_get_row (f->inspector, LKB_FIELD_CONTROL));
  }
}

static void
test_focus_stays (Fixture *f, gconstpointer data)
{
  gpointer name;
  GtkWidget *entry;
  const char *ids[] = { "hub", NULL };
  g_autoptr (LkbChange) change = NULL;

  show (f, "hub", NULL);
  name = get_editor (f, LKB_FIELD_NAME);
  entry = get_entry (name);
  gtk_widget_grab_focus (entry);
  gtk_editable_set_position (GTK_EDITABLE (entry), 3);
  pump ();
  lkb_builder_set (f->board, "clicks", LKB_FIELD_NAME, "Clicks");
  (void) ids;
  {
    const LkbElement *hub = lkb_board_lookup (f->board, "hub");
    g_autoptr (LkbElement) after = lkb_element_with_text (hub, LKB_FIELD_NAME, "Event Hubs");

    change = lkb_change_new (NULL);
    lkb_change_add (change, hub, after);
  }
  g_assert_true (lkb_history_apply (f->history, change, NULL));
  g_assert_true (get_editor (f, LKB_FIELD_NAME) == name);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "Event Hubs");
  g_assert_cmpint (gtk_editable_get_position (GTK_EDITABLE (entry)), ==, 3);
  g_assert_true (lkb_typed_box_is_focused (name));
}

static void
test_away (Fixture *f, gconstpointer data)
{
  gpointer rate;

  /* What was typed goes to the element that it was typed for. */
  show (f, "clicks", NULL);
  rate = get_editor (f, LKB_FIELD_RATE);
  gtk_widget_grab_focus (get_entry (rate));
  pump ();
  lkb_typed_box_type (rate, "20k/s");
  show (f, "hub", NULL);
  g_assert_cmpstr (get_text (f, "clicks", LKB_FIELD_RATE), ==, "20 k/s");
  g_assert_null (lkb_element_get (lkb_board_lookup (f->board, "hub"), LKB_FIELD_CAPACITY));

  /* An element that goes away leaves the page. */
  lkb_history_undo (f->history);
  show (f, "n1", NULL);
  g_assert_nonnull (lkb_inspector_get_row (f->inspector, LKB_FIELD_TEXT));
  {
    g_autoptr (LkbChange) change = lkb_change_new (NULL);

    lkb_change_add (change, lkb_board_lookup (f->board, "n1"), NULL);
    g_assert_true (lkb_history_apply (f->history, change, NULL));
  }
  g_assert_nonnull (lkb_inspector_get_row (f->inspector, LKB_FIELD_GOAL));
}

static void
test_read_only (Fixture *f, gconstpointer data)
{
  show (f, "hub", NULL);
  lkb_inspector_set_read_only (f->inspector, TRUE);
  g_assert_false (gtk_widget_is_sensitive (get_entry (get_editor (f, LKB_FIELD_NAME))));
  lkb_typed_box_type (get_editor (f, LKB_FIELD_NAME), "No");
  g_assert_cmpstr (get_text (f, "hub", LKB_FIELD_NAME), ==, "Event Hub");
}

/* Every kind, every field: a box for each, and nothing that the board did not say. */
static void
test_every_field (Fixture *f, gconstpointer data)
{
  static const char *const ids[] = { LKB_BOARD_ID, "clicks", "hub", "table", "g", "e1", "n1" };

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      guint n;
      const LkbKindField *fields = lkb_kind_get_fields (
          lkb_element_get_kind (lkb_board_lookup (f->board, ids[i])), &n);

      show (f, ids[i], NULL);
      for (guint j = 0; j < n; j++)
        {
          LkbValueType type = lkb_field_get_info (fields[j].field)->type;

          if (type == LKB_VALUE_TUPLE || type == LKB_VALUE_TUPLE_LIST)
            continue;
          lkb_inspector_focus_field (f->inspector, fields[j].field);
          g_assert_nonnull (lkb_inspector_get_row (f->inspector, fields[j].field));
        }
      lkb_inspector_commit (f->inspector);
      pump ();
    }
  g_assert_false (lkb_history_can_undo (f->history));
}

#define ADD(NAME) g_test_add ("/inspector/" #NAME, Fixture, NULL, set_up, test_##NAME, tear_down)

int
main (int argc, char **argv)
{
  lkb_test_init (&argc, &argv);
  if (!gtk_init_check ())
    {
      g_print ("1..0 # SKIP no display\n");
      return 0;
    }
  ADD (text);
  ADD (latency);
  ADD (quantity);
  ADD (cost);
  ADD (owner);
  ADD (choice);
  ADD (kind);
  ADD (several);
  ADD (lists);
  ADD (page);
  ADD (add_fact);
  ADD (focus_stays);
  ADD (away);
  ADD (read_only);
  ADD (every_field);
  return g_test_run ();
}
