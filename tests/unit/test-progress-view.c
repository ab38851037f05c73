/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>

#include <string.h>

#include "core/formats/lkb-still.h"
#include "tests/support/lkb-round-builder.h"
#include "tests/support/lkb-test.h"
#include "tests/support/lkb-view-test.h"
#include "widgets/practice/lkb-chart-view.h"
#include "widgets/practice/lkb-progress-view.h"

typedef struct
{
  char *folder;
  GtkWidget *window;
  GtkWidget *view;
  char *opened;
  GBytes *svg;
  GBytes *png;
  char *name;
} Fixture;

static void
open_cb (GtkWidget *view, const char *path, Fixture *f)
{
  g_free (f->opened);
  f->opened = g_path_get_basename (path);
}

static void
save_cb (GtkWidget *view, LkbStill *still, const char *name, Fixture *f)
{
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&f->svg, g_bytes_unref);
  g_clear_pointer (&f->png, g_bytes_unref);
  g_free (f->name);
  f->svg = lkb_still_create (still, "chart.svg", &error);
  g_assert_no_error (error);
  f->png = lkb_still_create (still, "chart.PNG", &error);
  g_assert_no_error (error);
  f->name = g_strdup (name);
}

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (LkbTextMeasurer) measurer = lkb_text_measurer_new ();

  f->folder = lkb_test_dup_dir ();
  f->view = lkb_progress_view_new (measurer);
  g_signal_connect (f->view, "open", G_CALLBACK (open_cb), f);
  g_signal_connect (f->view, "save-picture", G_CALLBACK (save_cb), f);
  f->window = view_test_open (f->view, 1180, 800);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  view_test_close (f->window, f->view);
  lkb_test_remove_tree (f->folder);
  g_free (f->folder);
  g_free (f->opened);
  g_free (f->name);
  g_clear_pointer (&f->svg, g_bytes_unref);
  g_clear_pointer (&f->png, g_bytes_unref);
}

static void
show (Fixture *f)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rounds = lkb_round_history_read (f->folder, words.vocabulary, NULL, &error);
  g_autoptr (LkbProgress) progress = NULL;

  g_assert_no_error (error);
  progress = lkb_progress_new (rounds);
  lkb_progress_view_set_progress (LKB_PROGRESS_VIEW (f->view), progress);
  pump ();
}

/* (nullable): the chart whose words are these. */
static GtkWidget *
find_chart (Fixture *f, const char *text)
{
  for (guint i = 0;; i++)
    {
      guint n = i;
      GtkWidget *view = view_test_find (f->view, LKB_TYPE_CHART_VIEW, NULL, &n);

      if (view == NULL || strstr (lkb_chart_view_get_words (LKB_CHART_VIEW (view)), text) != NULL)
        return view;
    }
}

static GtkWidget *
find_first (Fixture *f, GType type, const char *text)
{
  guint n = 0;

  return view_test_find (f->view, type, text, &n);
}

static void
test_empty (Fixture *f, gconstpointer data)
{
  GtkWidget *label;

  show (f);
  label = find_first (f, GTK_TYPE_LABEL, "No rounds yet.");
  g_assert_true (gtk_widget_get_mapped (label));
  g_assert_cmpuint (lkb_progress_view_get_chosen (LKB_PROGRESS_VIEW (f->view)), ==, G_MAXUINT);
}

static void
test_rounds (Fixture *f, gconstpointer data)
{
  GtkListBox *list;
  GtkDropDown *others;

  put_round (f->folder, "a.lakeround", "2026-11-20T10:00:00Z", PLAIN, "e1.owner=", "exam");
  put_round (f->folder, "b.lakeround", "2026-11-21T10:00:00Z", PLAIN, "", "exam");
  put_round (f->folder, "c.lakeround", "2026-11-22T10:00:00Z", PLAIN, "", "exam");
  show (f);
  g_assert_cmpuint (lkb_progress_view_get_chosen (LKB_PROGRESS_VIEW (f->view)), ==, 2);
  g_assert_nonnull (find_first (f, GTK_TYPE_LABEL, "Ready: two exams"));
  /* The latest, beside the one before. */
  others = GTK_DROP_DOWN (find_first (f, GTK_TYPE_DROP_DOWN, NULL));
  g_assert_cmpuint (gtk_drop_down_get_selected (others), ==, 1);
  g_assert_nonnull (find_chart (f, "Ownership: 4 of 4, before 4 of 4"));
  gtk_drop_down_set_selected (others, 2);
  g_assert_nonnull (find_chart (f, "Ownership: 4 of 4, before 1 of 4"));
  gtk_drop_down_set_selected (others, 0);
  g_assert_nonnull (find_chart (f, "Ownership: 4 of 4. "));

  list = GTK_LIST_BOX (find_first (f, GTK_TYPE_LIST_BOX, NULL));
  gtk_list_box_select_row (list, gtk_list_box_get_row_at_index (list, 2));
  g_assert_cmpuint (lkb_progress_view_get_chosen (LKB_PROGRESS_VIEW (f->view)), ==, 0);
  g_assert_nonnull (find_chart (f, "Ownership: 1 of 4. "));
  g_signal_emit_by_name (list, "row-activated", gtk_list_box_get_row_at_index (list, 2));
  g_assert_cmpstr (f->opened, ==, "a.lakeround");
}

/* Rounds of another kind are no measure: they are neither offered nor drawn beside it, and that is said. */
static void
test_unlike (Fixture *f, gconstpointer data)
{
  GtkDropDown *others;

  put_round (f->folder, "a.lakeround", "2026-11-20T10:00:00Z", PLAIN, "", "coached");
  put_round (f->folder, "b.lakeround", "2026-11-21T12:00:00Z", PLAIN, "", "exam");
  show (f);
  others = GTK_DROP_DOWN (find_first (f, GTK_TYPE_DROP_DOWN, NULL));
  g_assert_false (gtk_widget_get_mapped (GTK_WIDGET (others)));
  g_assert_nonnull (
      find_first (f, GTK_TYPE_LABEL, "45 minutes · Exam · weighed for a product manager"));
  g_assert_nonnull (find_first (f, GTK_TYPE_LABEL, "No other round of this kind yet"));
  g_assert_nonnull (find_chart (f, "Score. 21 Nov: 100"));

  put_round (f->folder, "c.lakeround", "2026-11-23T10:00:00Z", PLAIN, "", "exam");
  show (f);
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (others)));
  g_assert_cmpuint (g_list_model_get_n_items (gtk_drop_down_get_model (others)), ==, 2);
  g_assert_nonnull (find_chart (f, "Score. 21 Nov: 100. 23 Nov: 100"));
}

/* Why an exam that went well is not counted. */
static void
test_again (Fixture *f, gconstpointer data)
{
  put_round (f->folder, "a.lakeround", "2026-11-20T10:00:00Z", PLAIN, "", "exam");
  put_round (f->folder, "b.lakeround", "2026-11-20T11:00:00Z", PLAIN, "", "exam");
  show (f);
  g_assert_nonnull (
      find_first (f, GTK_TYPE_LABEL,
                  "1 of 1 exam of 80 or more so far; two make ready. 1 more does not count: its "
                  "prompt had been met less than a day before."));
}

static void
test_save (Fixture *f, gconstpointer data)
{
  static const char *const names[][2] = {
    { "a/b", "a/b.svg" },
    { "a/b.PNG", "a/b.PNG" },
    { "b.pdf", "b.pdf" },
    { "b.excalidraw", "b.excalidraw.svg" },
    { "b.lakeboard", "b.lakeboard.svg" },
  };
  GtkWidget *head;
  const char *text;

  put_round (f->folder, "a.lakeround", "2026-11-20T10:00:00Z", PLAIN, "", "exam");
  show (f);
  head = gtk_widget_get_parent (find_first (f, GTK_TYPE_LABEL, "Score by criterion"));
  g_signal_emit_by_name (gtk_widget_get_last_child (head), "clicked");
  g_assert_cmpstr (f->name, ==, "Score by criterion");
  text = g_bytes_get_data (f->svg, NULL);
  g_assert_true (g_strstr_len (text, g_bytes_get_size (f->svg), "Goal first") != NULL);
  /* It is what the ending of its name says, and never what another program would not open. */
  g_assert_true (memcmp (g_bytes_get_data (f->png, NULL), "\x89PNG", 4) == 0);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = lkb_still_dup_path (names[i][0]);

      g_assert_cmpstr (path, ==, names[i][1]);
    }
}

int
main (int argc, char **argv)
{
  int status;

  lkb_test_init (&argc, &argv);
  adw_init ();
  words_load ();
  g_test_add ("/progress-view/empty", Fixture, NULL, set_up, test_empty, tear_down);
  g_test_add ("/progress-view/rounds", Fixture, NULL, set_up, test_rounds, tear_down);
  g_test_add ("/progress-view/unlike", Fixture, NULL, set_up, test_unlike, tear_down);
  g_test_add ("/progress-view/again", Fixture, NULL, set_up, test_again, tear_down);
  g_test_add ("/progress-view/save", Fixture, NULL, set_up, test_save, tear_down);
  status = g_test_run ();
  words_free ();
  return status;
}
