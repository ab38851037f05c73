/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-bell-bar.h"

#include <glib/gi18n-lib.h>

#include "core/practice/lkb-round-words.h"
#include "core/practice/lkb-score-report.h"
#include "lkb-clock-bar.h"
#include "widgets/panels/lkb-widget.h"

#define GAIN_WIDTH 200

struct _LkbBellBar
{
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkWidget *buttons;
  GtkWidget *title;
  GtkWidget *score;
  GtkWidget *gains; /* a column each */
  GtkWidget *again;
  GtkWidget *detail;
  GtkWidget *answer;
  GtkWidget *asked; /* whether a number was said */
  GtkWidget *question;
  char *card; /* that this is about */
};

enum
{
  NUMBERED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LkbBellBar, lkb_bell_bar, GTK_TYPE_WIDGET)

/* What has no room beside the others goes to the next line. */
static GtkWidget *
create_flow (guint n, guint spacing)
{
  GtkWidget *flow = gtk_flow_box_new ();

  gtk_flow_box_set_selection_mode (GTK_FLOW_BOX (flow), GTK_SELECTION_NONE);
  gtk_flow_box_set_max_children_per_line (GTK_FLOW_BOX (flow), n);
  gtk_flow_box_set_column_spacing (GTK_FLOW_BOX (flow), spacing);
  gtk_flow_box_set_row_spacing (GTK_FLOW_BOX (flow), 6);
  return flow;
}

static void
append (GtkWidget *flow, GtkWidget *widget)
{
  gtk_flow_box_insert (GTK_FLOW_BOX (flow), widget, -1);
  gtk_widget_set_focusable (gtk_widget_get_parent (widget), FALSE);
}

static void
add_gain (LkbBellBar *self, const LkbScoreRow *row)
{
  GtkWidget *column = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  g_autofree char *gain = lkb_score_row_dup_gain (row);
  g_autofree char *head = g_strdup_printf ("%s · %s", gain,
                                           lkb_score_criterion_get_name (row->criterion));
  g_autofree char *next = lkb_label_dup_words (row->next);

  gtk_box_append (GTK_BOX (column), lkb_widget_create_wrapped (head, "heading"));
  gtk_box_append (GTK_BOX (column), lkb_widget_create_wrapped (next, NULL));
  gtk_widget_set_size_request (column, GAIN_WIDTH, -1);
  append (self->gains, column);
}

static void
clear_gains (LkbBellBar *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->gains)) != NULL)
    gtk_flow_box_remove (GTK_FLOW_BOX (self->gains), child);
}

static void
fill_gains (LkbBellBar *self, LkbScorecard *score)
{
  const LkbScoreRow *gains[LKB_SCORE_N_GAINS];
  guint n = lkb_scorecard_has_score (score) ? lkb_scorecard_get_gains (score, gains) : 0;

  clear_gains (self);
  for (guint i = 0; i < n; i++)
    if (gains[i]->next != NULL)
      add_gain (self, gains[i]);
}

/* On a small window the words are shortened. */
static void
shorten (GtkWidget *button)
{
  GtkWidget *label = gtk_button_get_child (GTK_BUTTON (button));

  if (GTK_IS_LABEL (label))
    gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
}

/* (nullable): the first answer that was said aloud and not asked about yet. */
static const LkbRoundCard *
find_said (LkbRoundLog *log)
{
  for (guint i = 0; i < lkb_round_log_get_n_cards (log); i++)
    {
      const LkbRoundCard *card = lkb_round_log_get_card (log, i);

      if (card->answer != NULL && card->answer->how == LKB_ROUND_SAID
          && card->answer->number == LKB_ROUND_NUMBER_UNKNOWN)
        return card;
    }
  return NULL;
}

static void
fill_question (LkbBellBar *self, LkbRoundLog *log)
{
  const LkbRoundCard *card = find_said (log);
  g_autofree char *text = NULL;
  g_autofree char *asked = NULL;

  g_clear_pointer (&self->card, g_free);
  gtk_widget_set_visible (self->asked, card != NULL);
  if (card == NULL)
    return;
  self->card = g_strdup (card->card->id);
  asked = lkb_round_mark_dup_words (card->card);
  /* Translators: what the interviewer asked. */
  text = g_strdup_printf (_ ("“%s” You answered aloud. With a number?"), asked);
  gtk_label_set_text (GTK_LABEL (self->question), text);
}

static char *
dup_title (LkbRoundLog *log)
{
  const LkbRoundMark *end = lkb_round_log_get_end_mark (log);
  g_autofree char *time = lkb_clock_bar_dup_time (lkb_round_log_get_length (log));

  if (end == NULL || end->end == LKB_ROUND_END_BELL)
    return g_strdup (_ ("Time is up"));
  /* Translators: minutes and seconds, "31:20". */
  return g_strdup_printf (_ ("Finished after %s"), time);
}

/* Only now: perform first, compare second. */
static void
fill_answer (LkbBellBar *self, const LkbRoundMark *setup)
{
  gtk_widget_set_visible (self->answer, setup != NULL && setup->template_id != NULL);
}

static void
fill_again (LkbBellBar *self, LkbRoundLog *log)
{
  gtk_button_set_label (GTK_BUTTON (self->again), lkb_round_get_again_words (log));
  lkb_widget_speak_mnemonics (self->again);
  shorten (self->again);
}

static void
fill_head (LkbBellBar *self, LkbRoundLog *log)
{
  g_autofree char *title = dup_title (log);

  gtk_label_set_text (GTK_LABEL (self->title), title);
  lkb_widget_set_spoken (GTK_WIDGET (self), title);
  fill_again (self, log);
}

void
lkb_bell_bar_set_drill (LkbBellBar *self, LkbRoundLog *log, const LkbDrill *drill)
{
  g_autofree char *result = NULL;

  g_return_if_fail (LKB_IS_BELL_BAR (self));
  g_return_if_fail (log != NULL && drill != NULL);

  fill_head (self, log);
  result = lkb_drill_dup_result (drill);
  gtk_label_set_text (GTK_LABEL (self->score), result);
  gtk_widget_set_visible (self->score, TRUE);
  clear_gains (self);
  for (char **remark = drill->remarks; *remark != NULL; remark++)
    {
      GtkWidget *label = lkb_widget_create_wrapped (*remark, NULL);

      gtk_widget_set_size_request (label, GAIN_WIDTH, -1);
      append (self->gains, label);
    }
  gtk_widget_set_visible (self->gains, drill->remarks[0] != NULL);
  gtk_widget_set_visible (self->answer, FALSE);
  gtk_widget_set_visible (self->detail, FALSE);
  gtk_widget_set_visible (self->asked, FALSE);
}

void
lkb_bell_bar_set_score (LkbBellBar *self, LkbScorecard *score)
{
  LkbRoundLog *log;

  g_return_if_fail (LKB_IS_BELL_BAR (self));
  g_return_if_fail (score != NULL);

  log = lkb_scorecard_get_round (score);
  fill_head (self, log);
  gtk_widget_set_visible (self->score, lkb_scorecard_has_score (score));
  if (lkb_scorecard_has_score (score))
    {
      g_autofree char *text = g_strdup_printf (
          "%s · %u", lkb_score_band_get_name (lkb_scorecard_get_band (score)),
          lkb_scorecard_get_score (score));

      gtk_label_set_text (GTK_LABEL (self->score), text);
    }
  fill_answer (self, lkb_round_log_get_setup (log));
  gtk_widget_set_visible (self->detail, lkb_scorecard_has_score (score));
  fill_gains (self, score);
  gtk_widget_set_visible (self->gains, TRUE);
  fill_question (self, log);
}

static void
answer (LkbBellBar *self, gboolean number)
{
  g_autofree char *card = g_steal_pointer (&self->card);

  if (card != NULL)
    g_signal_emit (self, signals[NUMBERED], 0, card, number);
}

static void
yes_cb (GtkButton *button, LkbBellBar *self)
{
  answer (self, TRUE);
}

static void
no_cb (GtkButton *button, LkbBellBar *self)
{
  answer (self, FALSE);
}

static void
lkb_bell_bar_dispose (GObject *object)
{
  LkbBellBar *self = LKB_BELL_BAR (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_pointer (&self->card, g_free);
  G_OBJECT_CLASS (lkb_bell_bar_parent_class)->dispose (object);
}

static void
lkb_bell_bar_class_init (LkbBellBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lkb_bell_bar_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "lkb-bell-bar");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);

  /**
   * LkbBellBar::numbered:
   * @card: its id
   * @number: whether the answer held one
   */
  signals[NUMBERED] = g_signal_new ("numbered", LKB_TYPE_BELL_BAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                    NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_BOOLEAN);
}

static GtkWidget *
create_buttons (LkbBellBar *self)
{
  GtkWidget *close = gtk_button_new_from_icon_name ("window-close-symbolic");

  self->buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  self->again = gtk_button_new ();
  gtk_button_set_use_underline (GTK_BUTTON (self->again), TRUE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->again), "round.again");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (close), "round.close");
  gtk_widget_add_css_class (close, "flat");
  gtk_widget_set_tooltip_text (close, _ ("Close"));
  lkb_widget_set_spoken (close, _ ("Close"));
  self->detail = gtk_button_new_with_mnemonic (_ ("_Score"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->detail), "round.score");
  lkb_widget_speak_mnemonics (self->detail);
  shorten (self->detail);
  self->answer = gtk_button_new_with_mnemonic (_ ("_Model Answer"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->answer), "round.answer");
  gtk_widget_set_tooltip_text (self->answer, _ ("The template’s answer beside the board"));
  lkb_widget_speak_mnemonics (self->answer);
  shorten (self->answer);
  gtk_box_append (GTK_BOX (self->buttons), self->again);
  gtk_box_append (GTK_BOX (self->buttons), self->detail);
  gtk_box_append (GTK_BOX (self->buttons), self->answer);
  gtk_box_append (GTK_BOX (self->buttons), close);
  gtk_widget_set_halign (self->buttons, GTK_ALIGN_END);
  gtk_widget_set_valign (self->buttons, GTK_ALIGN_START);
  gtk_widget_set_hexpand (self->buttons, TRUE);
  return self->buttons;
}

static GtkWidget *
create_question (LkbBellBar *self)
{
  GtkWidget *yes = gtk_button_new_with_mnemonic (_ ("_Yes"));
  GtkWidget *no = gtk_button_new_with_mnemonic (_ ("_No"));

  self->asked = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  self->question = lkb_widget_create_wrapped (NULL, NULL);
  gtk_widget_set_valign (self->question, GTK_ALIGN_CENTER);
  g_signal_connect (yes, "clicked", G_CALLBACK (yes_cb), self);
  g_signal_connect (no, "clicked", G_CALLBACK (no_cb), self);
  gtk_box_append (GTK_BOX (self->asked), self->question);
  gtk_box_append (GTK_BOX (self->asked), yes);
  gtk_box_append (GTK_BOX (self->asked), no);
  gtk_widget_set_valign (yes, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (no, GTK_ALIGN_CENTER);
  lkb_widget_speak_mnemonics (self->asked);
  return self->asked;
}

static void
lkb_bell_bar_init (LkbBellBar *self)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  self->title = lkb_widget_create_label (NULL, "lkb-field-label");
  self->score = lkb_widget_create_label (NULL, "lkb-clock");
  gtk_box_append (GTK_BOX (head), self->title);
  gtk_box_append (GTK_BOX (head), self->score);
  gtk_box_append (GTK_BOX (row), head);
  gtk_box_append (GTK_BOX (row), create_buttons (self));
  gtk_box_append (GTK_BOX (self->box), row);
  self->gains = create_flow (LKB_SCORE_N_GAINS, 24);
  gtk_flow_box_set_homogeneous (GTK_FLOW_BOX (self->gains), TRUE);
  gtk_box_append (GTK_BOX (self->box), self->gains);
  gtk_box_append (GTK_BOX (self->box), create_question (self));
  gtk_widget_set_hexpand (self->box, TRUE);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

GtkWidget *
lkb_bell_bar_new (void)
{
  return g_object_new (LKB_TYPE_BELL_BAR, NULL);
}
