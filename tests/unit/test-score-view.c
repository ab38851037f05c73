/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>

#include "core/practice/lkb-debrief.h"
#include "core/practice/lkb-score-report.h"
#include "tests/support/lkb-round-builder.h"
#include "tests/support/lkb-test.h"
#include "tests/support/lkb-view-test.h"
#include "widgets/practice/lkb-bell-bar.h"
#include "widgets/practice/lkb-score-view.h"

typedef struct
{
  GtkWidget *window;
  GtkWidget *view;
  char *criterion; /* of the last ::adjusted */
  int delta;
  char *note;
  char *debrief; /* of the last ::debriefed */
  gint64 time; /* of the last ::go-to */
} Fixture;

static void
adjusted_cb (GtkWidget *view, const char *criterion, int delta, const char *note, Fixture *f)
{
  g_free (f->criterion);
  g_free (f->note);
  f->criterion = g_strdup (criterion);
  f->delta = delta;
  f->note = g_strdup (note);
}

static void
debriefed_cb (GtkWidget *view, const char *note, Fixture *f)
{
  g_free (f->debrief);
  f->debrief = g_strdup (note);
}

static void
go_to_cb (GtkWidget *view, gint64 time, Fixture *f)
{
  f->time = time;
}

static void
show (Fixture *f, Flags flags, const char *edits)
{
  g_autoptr (LkbRoundLog) log = play (flags, edits, "exam", "pm");
  g_autoptr (LkbScorecard) score = lkb_scorecard_new (log, words.vocabulary, NULL);

  lkb_score_view_set_score (LKB_SCORE_VIEW (f->view), score);
  g_assert_true (lkb_score_view_get_score (LKB_SCORE_VIEW (f->view)) == score);
  pump ();
}

static void
set_up (Fixture *f, gconstpointer data)
{
  f->view = lkb_score_view_new ();
  g_signal_connect (f->view, "adjusted", G_CALLBACK (adjusted_cb), f);
  g_signal_connect (f->view, "debriefed", G_CALLBACK (debriefed_cb), f);
  g_signal_connect (f->view, "go-to", G_CALLBACK (go_to_cb), f);
  f->window = view_test_open (f->view, 800, 700);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  view_test_close (f->window, f->view);
  g_free (f->criterion);
  g_free (f->note);
  g_free (f->debrief);
}

static GtkWidget *
find_nth (Fixture *f, GType type, const char *text, guint n)
{
  return view_test_find (f->view, type, text, &n);
}

static void
test_shown (Fixture *f, gconstpointer data)
{
  g_autoptr (GPtrArray) dots = g_ptr_array_new ();
  gboolean handled = FALSE;
  GtkWidget *evidence;

  show (f, LATE_GOAL, "e1.owner=");
  g_assert_nonnull (find_nth (f, GTK_TYPE_LABEL, "Close: 76 of 100", 0));
  g_assert_nonnull (find_nth (f, GTK_TYPE_LABEL, "45 minutes · Exam", 0));
  /* What gains most, with its points, stands before the criteria. */
  g_assert_nonnull (find_nth (f, GTK_TYPE_LABEL, "+15", 0));
  g_assert_nonnull (find_nth (f, GTK_TYPE_LABEL, "Put an owner on every edge.", 0));
  g_assert_nonnull (find_nth (f, GTK_TYPE_LABEL, "●○○○", 0));
  g_assert_nonnull (find_nth (f, GTK_TYPE_LABEL, "5 of 20", 0));
  g_assert_nonnull (find_nth (f, GTK_TYPE_LABEL, "−2", 0));
  evidence = find_nth (f, GTK_TYPE_LABEL, "goal stated at 20:00 · first node at 12:00", 0);
  g_assert_nonnull (evidence);
  g_signal_emit_by_name (evidence, "activate-link", "moment:720000", &handled);
  g_assert_true (handled);
  g_assert_cmpint (f->time, ==, 720000);

  /* All there is: nothing to gain. */
  show (f, PLAIN, "");
  g_assert_nonnull (find_nth (f, GTK_TYPE_LABEL, "Ready: 100 of 100", 0));
  g_assert_nonnull (find_nth (f, GTK_TYPE_LABEL, "Do the Last 10 Minutes Again", 0));
  g_assert_null (find_nth (f, GTK_TYPE_LABEL, "○", 0));
  g_assert_false (gtk_widget_get_mapped (find_nth (f, GTK_TYPE_BOX, NULL, 3)));
}

/* What can be gained is the same at the bell, in the score and in the terminal, halves of a point too. */
static void
test_gains (Fixture *f, gconstpointer data)
{
  g_autoptr (LkbRoundLog) log = play (LATE_GOAL, "e1.owner=", "exam", "pm");
  g_autoptr (LkbScorecard) score = lkb_scorecard_new (log, words.vocabulary, NULL);
  g_autofree char *told = lkb_scorecard_to_text (score);
  GtkWidget *bell = g_object_ref_sink (lkb_bell_bar_new ());
  guint n = 0;

  show (f, LATE_GOAL, "e1.owner=");
  lkb_bell_bar_set_score (LKB_BELL_BAR (bell), score);
  g_assert_nonnull (strstr (told, "\n+7.5  "));
  g_assert_nonnull (find_nth (f, GTK_TYPE_LABEL, "+7.5", 0));
  g_assert_nonnull (view_test_find (bell, GTK_TYPE_LABEL, "+7.5 · Goal first", &n));
  g_object_unref (bell);
}

static void
test_adjust (Fixture *f, gconstpointer data)
{
  GtkWidget *menu, *popover, *levels, *note, *apply;
  guint n;

  show (f, PLAIN, "e1.owner=");
  menu = find_nth (f, GTK_TYPE_MENU_BUTTON, NULL, LKB_SCORE_OWNERSHIP);
  popover = GTK_WIDGET (gtk_menu_button_get_popover (GTK_MENU_BUTTON (menu)));
  levels = view_test_find (popover, GTK_TYPE_DROP_DOWN, NULL, (n = 0, &n));
  note = view_test_find (popover, GTK_TYPE_ENTRY, NULL, (n = 0, &n));
  apply = gtk_widget_get_last_child (gtk_widget_get_parent (note));
  g_assert_cmpuint (gtk_drop_down_get_selected (GTK_DROP_DOWN (levels)), ==, 1);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (levels), 3);
  /* Not without a reason. */
  g_assert_false (gtk_widget_get_sensitive (apply));
  g_signal_emit_by_name (note, "activate");
  g_assert_null (f->criterion);
  gtk_editable_set_text (GTK_EDITABLE (note), " said  aloud ");
  g_assert_true (gtk_widget_get_sensitive (apply));
  g_signal_emit_by_name (apply, "clicked");
  g_assert_cmpstr (f->criterion, ==, "ownership");
  g_assert_cmpint (f->delta, ==, 2);
  g_assert_cmpstr (f->note, ==, "said aloud");
}

/* As the window does: what was corrected is judged anew. */
static void
judge_cb (GtkWidget *view, const char *criterion, int delta, const char *note, Fixture *f)
{
  show (f, PLAIN, "e1.owner=");
}

/* Whoever corrects a level goes on from there, not from the first one. */
static void
test_focus (Fixture *f, gconstpointer data)
{
  GtkWidget *menu, *popover, *apply, *entry;
  guint n;

  show (f, PLAIN, "e1.owner=");
  g_signal_connect (f->view, "adjusted", G_CALLBACK (judge_cb), f);
  menu = find_nth (f, GTK_TYPE_MENU_BUTTON, NULL, LKB_SCORE_TRADE_OFFS);
  gtk_menu_button_popup (GTK_MENU_BUTTON (menu));
  pump ();
  popover = GTK_WIDGET (gtk_menu_button_get_popover (GTK_MENU_BUTTON (menu)));
  entry = view_test_find (popover, GTK_TYPE_ENTRY, NULL, (n = 0, &n));
  apply = gtk_widget_get_last_child (gtk_widget_get_parent (entry));
  gtk_editable_set_text (GTK_EDITABLE (entry), "said aloud");
  g_signal_emit_by_name (apply, "clicked");
  pump ();
  menu = find_nth (f, GTK_TYPE_MENU_BUTTON, NULL, LKB_SCORE_TRADE_OFFS);
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (GTK_WINDOW (f->window)), menu));
}

static void
test_debrief (Fixture *f, gconstpointer data)
{
  GtkWidget *first, *redo;

  show (f, PLAIN, "");
  first = find_nth (f, ADW_TYPE_ENTRY_ROW, NULL, LKB_DEBRIEF_FIRST_NUMBER);
  redo = find_nth (f, ADW_TYPE_ENTRY_ROW, NULL, LKB_DEBRIEF_REDO);
  g_signal_emit_by_name (redo, "entry-activated");
  g_assert_null (f->debrief);
  gtk_editable_set_text (GTK_EDITABLE (first), "99.9 %");
  gtk_editable_set_text (GTK_EDITABLE (redo), "Two regions: \"either\" answers.");
  /* Another score, as after a correction, takes nothing away that is being typed. */
  show (f, PLAIN, "e1.owner=");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (first)), ==, "99.9 %");
  g_signal_emit_by_name (redo, "entry-activated");
  g_assert_cmpstr (f->debrief, ==, "first number: 99.9 %\nredo: Two regions: \"either\" answers.");
  /* Nobody wrote it down: it is still only in the form. */
  g_clear_pointer (&f->debrief, g_free);
  g_assert_false (lkb_score_view_keep (LKB_SCORE_VIEW (f->view)));
  g_assert_nonnull (f->debrief);
  gtk_editable_set_text (GTK_EDITABLE (first), "");
  gtk_editable_set_text (GTK_EDITABLE (redo), "");
  g_assert_true (lkb_score_view_keep (LKB_SCORE_VIEW (f->view)));
}

static void
test_debrief_text (void)
{
  static const char *const notes[] = {
    "first number: 99.9 %\npushed: cost\nnot quantified: skew\nredo: again",
    "pushed: cost: too high",
  };
  LkbDebrief debrief;

  for (guint i = 0; i < G_N_ELEMENTS (notes); i++)
    {
      g_autofree char *note = NULL;

      lkb_debrief_read (&debrief, notes[i]);
      note = lkb_debrief_dup_note (&debrief);
      g_assert_cmpstr (note, ==, notes[i]);
      lkb_debrief_clear (&debrief);
    }
  lkb_debrief_read (&debrief, "from elsewhere\n\nredo:\nand more");
  g_assert_cmpstr (debrief.lines[LKB_DEBRIEF_REDO], ==, "from elsewhere and more");
  lkb_debrief_clear (&debrief);
  lkb_debrief_read (&debrief, NULL);
  g_assert_null (lkb_debrief_dup_note (&debrief));
}

int
main (int argc, char **argv)
{
  int status;

  lkb_test_init (&argc, &argv);
  adw_init ();
  words_load ();
  g_test_add ("/score-view/shown", Fixture, NULL, set_up, test_shown, tear_down);
  g_test_add ("/score-view/gains", Fixture, NULL, set_up, test_gains, tear_down);
  g_test_add ("/score-view/adjust", Fixture, NULL, set_up, test_adjust, tear_down);
  g_test_add ("/score-view/focus", Fixture, NULL, set_up, test_focus, tear_down);
  g_test_add ("/score-view/debrief", Fixture, NULL, set_up, test_debrief, tear_down);
  g_test_add_func ("/debrief/text", test_debrief_text);
  status = g_test_run ();
  words_free ();
  return status;
}
