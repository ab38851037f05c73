/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-score-view.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "core/practice/lkb-debrief.h"
#include "core/practice/lkb-round-words.h"
#include "core/practice/lkb-score-report.h"
#include "lkb-score-row-view.h"
#include "widgets/panels/lkb-widget.h"

#define WIDTH 720

struct _LkbScoreView
{
  GtkWidget parent_instance;

  GtkWidget *scroller;
  GtkWidget *again;
  GtkWidget *headline;
  GtkWidget *round; /* "45 minutes · Exam" */
  GtkWidget *gains; /* box, a line each */
  GtkWidget *rows; /* box of all below, made anew for each score */
  GtkWidget *entries[LKB_DEBRIEF_N_LINES];
  GtkWidget *save;
  GtkWidget *form;
  LkbScorecard *score;
  const char *corrected; /* (nullable): static: the criterion that is being corrected */
};

enum
{
  ADJUSTED,
  DEBRIEFED,
  GO_TO,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LkbScoreView, lkb_score_view, GTK_TYPE_WIDGET)

static void
empty_box (GtkWidget *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (box)) != NULL)
    gtk_box_remove (GTK_BOX (box), child);
}

static GtkWidget *
create_title (const char *text)
{
  GtkWidget *label = lkb_widget_create_label (text, "heading");

  gtk_widget_set_margin_top (label, 12);
  return label;
}

/* A list of rows that lead nowhere by themselves. */
static GtkWidget *
create_list (void)
{
  GtkWidget *list = gtk_list_box_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  return list;
}

static void
add_to_list (GtkWidget *list, GtkWidget *child)
{
  GtkWidget *row = gtk_list_box_row_new ();

  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_set_focusable (row, FALSE);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), child);
  gtk_list_box_append (GTK_LIST_BOX (list), row);
}

/* ---- what it says ---- */

/* Points to the left, words to the right. */
static GtkWidget *
create_line (const char *points, const char *head, const char *text)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *label = lkb_widget_create_label (points, "heading");

  gtk_widget_add_css_class (label, "numeric");
  gtk_label_set_width_chars (GTK_LABEL (label), 5);
  gtk_widget_set_valign (label, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (line), label);
  if (head != NULL)
    gtk_box_append (GTK_BOX (words), lkb_widget_create_wrapped (head, "heading"));
  gtk_box_append (GTK_BOX (words), lkb_widget_create_wrapped (text, NULL));
  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (line), words);
  gtk_widget_add_css_class (line, "lkb-score-line");
  return line;
}

static void
fill_gains (LkbScoreView *self)
{
  const LkbScoreRow *gains[LKB_SCORE_N_GAINS];
  guint n = lkb_scorecard_has_score (self->score) ? lkb_scorecard_get_gains (self->score, gains)
                                                  : 0;
  GtkWidget *list;

  empty_box (self->gains);
  gtk_widget_set_visible (self->gains, n > 0);
  if (n == 0)
    return;
  gtk_box_append (GTK_BOX (self->gains), create_title (_ ("What gains most")));
  list = create_list ();
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *points = lkb_score_row_dup_gain (gains[i]);
      g_autofree char *text = lkb_label_dup_words (gains[i]->next);

      add_to_list (list,
                   create_line (points, lkb_score_criterion_get_name (gains[i]->criterion), text));
    }
  gtk_box_append (GTK_BOX (self->gains), list);
}

static void
adjusted_cb (GtkWidget *row, const char *criterion, int delta, const char *note, LkbScoreView *self)
{
  self->corrected = criterion;
  g_signal_emit (self, signals[ADJUSTED], 0, criterion, delta, note);
  self->corrected = NULL;
}

static void
go_to_cb (GtkWidget *row, gint64 time, LkbScoreView *self)
{
  g_signal_emit (self, signals[GO_TO], 0, time);
}

static void
fill_rows (LkbScoreView *self)
{
  GtkWidget *list, *corrected = NULL;

  empty_box (self->rows);
  if (!lkb_scorecard_has_score (self->score))
    return;
  gtk_box_append (GTK_BOX (self->rows), create_title (_ ("Where the points are from")));
  list = create_list ();
  for (guint i = 0; i < LKB_SCORE_N_CRITERIA; i++)
    {
      const LkbScoreRow *row = lkb_scorecard_get_row (self->score, i);
      GtkWidget *view;

      if (row->weight <= 0)
        continue;
      view = lkb_score_row_view_new (row);
      g_signal_connect (view, "adjusted", G_CALLBACK (adjusted_cb), self);
      g_signal_connect (view, "go-to", G_CALLBACK (go_to_cb), self);
      add_to_list (list, view);
      if (g_strcmp0 (self->corrected, lkb_score_criterion_to_string (row->criterion)) == 0)
        corrected = view;
    }
  for (guint i = 0; i < lkb_scorecard_get_n_extras (self->score); i++)
    {
      const LkbScoreExtra *extra = lkb_scorecard_get_extra (self->score, i);
      g_autofree char *points = g_strdup_printf ("%s%d", extra->points > 0 ? "+" : "−",
                                                 ABS (extra->points));
      g_autofree char *text = lkb_label_dup_words (extra->text);

      add_to_list (list, create_line (points, NULL, text));
    }
  gtk_box_append (GTK_BOX (self->rows), list);
  /* Whoever corrects one goes on from there. */
  if (corrected != NULL)
    gtk_widget_grab_focus (corrected);
}

static void
fill_head (LkbScoreView *self)
{
  g_autofree char *headline = lkb_scorecard_dup_headline (self->score, TRUE);
  g_autofree char *told = lkb_scorecard_dup_kind (self->score);

  gtk_label_set_text (GTK_LABEL (self->headline), headline);
  gtk_button_set_label (GTK_BUTTON (self->again),
                        lkb_round_get_again_words (lkb_scorecard_get_round (self->score)));
  lkb_widget_speak_mnemonics (self->again);
  gtk_label_set_text (GTK_LABEL (self->round), told);
}

/* ---- one's own words ---- */

static void
read_form (LkbScoreView *self, LkbDebrief *debrief)
{
  for (guint i = 0; i < LKB_DEBRIEF_N_LINES; i++)
    debrief->lines[i] = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entries[i])));
}

static char *
dup_kept_note (LkbScoreView *self)
{
  const LkbRoundMark *mark = self->score != NULL
                                 ? lkb_round_log_get_debrief (lkb_scorecard_get_round (self->score))
                                 : NULL;
  LkbDebrief debrief;
  char *note;

  lkb_debrief_read (&debrief, mark != NULL ? mark->note : NULL);
  note = lkb_debrief_dup_note (&debrief);
  lkb_debrief_clear (&debrief);
  return note;
}

static char *
dup_typed_note (LkbScoreView *self)
{
  LkbDebrief debrief = { 0 };
  char *note;

  read_form (self, &debrief);
  note = lkb_debrief_dup_note (&debrief);
  lkb_debrief_clear (&debrief);
  return note;
}

static gboolean
is_typing (LkbScoreView *self)
{
  g_autofree char *kept = dup_kept_note (self), *typed = dup_typed_note (self);

  return typed != NULL && g_strcmp0 (kept, typed) != 0;
}

static void
typed_cb (GtkEditable *editable, LkbScoreView *self)
{
  gtk_widget_set_sensitive (self->save, is_typing (self));
}

gboolean
lkb_score_view_keep (LkbScoreView *self)
{
  g_autofree char *typed = NULL;

  g_return_val_if_fail (LKB_IS_SCORE_VIEW (self), FALSE);

  if (!is_typing (self))
    return TRUE;
  typed = dup_typed_note (self);
  g_signal_emit (self, signals[DEBRIEFED], 0, typed);
  return !is_typing (self);
}

static void
save_cb (GtkWidget *widget, LkbScoreView *self)
{
  lkb_score_view_keep (self);
}

static void
fill_form (LkbScoreView *self, gboolean typing)
{
  const LkbRoundMark *mark = lkb_round_log_get_debrief (lkb_scorecard_get_round (self->score));
  LkbDebrief debrief;

  lkb_debrief_read (&debrief, mark != NULL ? mark->note : NULL);
  for (guint i = 0; i < LKB_DEBRIEF_N_LINES && !typing; i++)
    lkb_widget_set_text (GTK_EDITABLE (self->entries[i]),
                         debrief.lines[i] != NULL ? debrief.lines[i] : "");
  lkb_debrief_clear (&debrief);
  typed_cb (NULL, self);
}

static GtkWidget *
create_form (LkbScoreView *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *list = create_list ();

  gtk_box_append (GTK_BOX (box), create_title (_ ("In your own words")));
  for (guint i = 0; i < LKB_DEBRIEF_N_LINES; i++)
    {
      self->entries[i] = adw_entry_row_new ();
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->entries[i]),
                                     lkb_debrief_line_get_label (i));
      gtk_list_box_append (GTK_LIST_BOX (list), self->entries[i]);
      g_signal_connect (self->entries[i], "changed", G_CALLBACK (typed_cb), self);
      g_signal_connect (self->entries[i], "entry-activated", G_CALLBACK (save_cb), self);
    }
  gtk_box_append (GTK_BOX (box), list);
  self->save = gtk_button_new_with_mnemonic (_ ("_Keep"));
  lkb_widget_speak_mnemonics (self->save);
  gtk_widget_set_halign (self->save, GTK_ALIGN_END);
  gtk_widget_set_margin_top (self->save, 6);
  gtk_widget_set_sensitive (self->save, FALSE);
  g_signal_connect (self->save, "clicked", G_CALLBACK (save_cb), self);
  gtk_box_append (GTK_BOX (box), self->save);
  return box;
}

/* ---- the view ---- */

void
lkb_score_view_set_score (LkbScoreView *self, LkbScorecard *score)
{
  gboolean typing;

  g_return_if_fail (LKB_IS_SCORE_VIEW (self));
  g_return_if_fail (score != NULL);

  typing = is_typing (self);
  lkb_scorecard_ref (score);
  g_clear_pointer (&self->score, lkb_scorecard_unref);
  self->score = score;
  fill_head (self);
  fill_gains (self);
  fill_rows (self);
  fill_form (self, typing);
}

LkbScorecard *
lkb_score_view_get_score (LkbScoreView *self)
{
  g_return_val_if_fail (LKB_IS_SCORE_VIEW (self), NULL);
  return self->score;
}

static void
lkb_score_view_dispose (GObject *object)
{
  LkbScoreView *self = LKB_SCORE_VIEW (object);

  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  g_clear_pointer (&self->score, lkb_scorecard_unref);
  G_OBJECT_CLASS (lkb_score_view_parent_class)->dispose (object);
}

static void
lkb_score_view_class_init (LkbScoreViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lkb_score_view_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "lkb-score-view");

  /**
   * LkbScoreView::adjusted:
   * @criterion: as in the file
   * @delta: levels; 0: as judged
   * @note: why
   */
  signals[ADJUSTED] = g_signal_new ("adjusted", LKB_TYPE_SCORE_VIEW, G_SIGNAL_RUN_LAST, 0, NULL,
                                    NULL, NULL, G_TYPE_NONE, 3, G_TYPE_STRING, G_TYPE_INT,
                                    G_TYPE_STRING);
  /**
   * LkbScoreView::debriefed:
   * @note: as the file keeps it
   */
  signals[DEBRIEFED] = g_signal_new ("debriefed", LKB_TYPE_SCORE_VIEW, G_SIGNAL_RUN_LAST, 0, NULL,
                                     NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  /**
   * LkbScoreView::go-to:
   * @time: of the round, milliseconds
   */
  signals[GO_TO] = g_signal_new ("go-to", LKB_TYPE_SCORE_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                 NULL, G_TYPE_NONE, 1, G_TYPE_INT64);
}

static GtkWidget *
create_head (LkbScoreView *self)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *again = self->again = gtk_button_new ();

  gtk_button_set_use_underline (GTK_BUTTON (again), TRUE);
  self->headline = lkb_widget_create_wrapped (NULL, "title-2");
  self->round = lkb_widget_create_wrapped (NULL, "lkb-evidence");
  gtk_box_append (GTK_BOX (words), self->headline);
  gtk_box_append (GTK_BOX (words), self->round);
  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (line), words);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (again), "round.again");
  gtk_widget_set_valign (again, GTK_ALIGN_CENTER);
  /* Only where there is a round to be held again. */
  g_object_bind_property (again, "sensitive", again, "visible", G_BINDING_SYNC_CREATE);
  gtk_box_append (GTK_BOX (line), again);
  return line;
}

static void
lkb_score_view_init (LkbScoreView *self)
{
  GtkWidget *clamp = adw_clamp_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  self->gains = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  self->rows = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  self->form = create_form (self);
  gtk_box_append (GTK_BOX (box), create_head (self));
  gtk_box_append (GTK_BOX (box), self->gains);
  gtk_box_append (GTK_BOX (box), self->rows);
  gtk_box_append (GTK_BOX (box), self->form);
  gtk_widget_set_margin_top (box, 24);
  gtk_widget_set_margin_bottom (box, 24);
  gtk_widget_set_margin_start (box, 18);
  gtk_widget_set_margin_end (box, 18);
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), WIDTH);
  adw_clamp_set_child (ADW_CLAMP (clamp), box);
  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), clamp);
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
}

GtkWidget *
lkb_score_view_new (void)
{
  return g_object_new (LKB_TYPE_SCORE_VIEW, NULL);
}
