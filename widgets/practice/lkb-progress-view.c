/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-progress-view.h"

#include <glib/gi18n-lib.h>

#include "core/formats/lkb-still.h"
#include "core/practice/lkb-round-words.h"
#include "core/practice/lkb-score-report.h"
#include "lkb-chart-view.h"
#include "widgets/panels/lkb-widget.h"

#define LIST_WIDTH 240
/* Of a picture that is kept. */
#define SAVED_WIDTH 480

struct _LkbProgressView
{
  GtkWidget parent_instance;

  LkbTextMeasurer *measurer;
  LkbThemeId theme;
  LkbProgress *progress; /* NULL until there is one */

  GtkWidget *stack; /* "empty" or "rounds" */
  GtkWidget *list; /* of rounds, the latest first */
  GtkWidget *readiness;
  GtkWidget *kind; /* label: of the round that is shown */
  GtkWidget *comparison; /* box of the next one with its label */
  GtkWidget *alone; /* label: why there is nothing to compare with */
  GtkWidget *others; /* drop-down: what is compared with */
  GtkWidget *charts; /* flow box */
  GArray *choices; /* of guint: what the drop-down's rows stand for; G_MAXUINT: nothing */
  guint chosen;
  gboolean filling;
};

enum
{
  OPEN,
  SAVE_PICTURE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LkbProgressView, lkb_progress_view, GTK_TYPE_WIDGET)

#define CHART_DATA "lkb-chart"

/* ---- charts ---- */

static guint
get_other (LkbProgressView *self)
{
  guint at = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->others));

  return at < self->choices->len ? g_array_index (self->choices, guint, at) : G_MAXUINT;
}

static void
save_cb (GtkButton *button, LkbProgressView *self)
{
  LkbProgressChart chart = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), CHART_DATA));
  double height;
  g_autoptr (LkbPicture) picture = lkb_progress_new_chart (
      self->progress, self->measurer, chart, self->chosen, get_other (self), SAVED_WIDTH, &height);
  g_autofree char *words = lkb_progress_dup_words (self->progress, chart, self->chosen,
                                                   get_other (self));
  const LkbBox box = { -8, -8, SAVED_WIDTH + 16, height + 16 };
  g_autoptr (LkbStill) still = lkb_still_new (picture, &box, lkb_progress_chart_get_name (chart),
                                              words);

  g_signal_emit (self, signals[SAVE_PICTURE], 0, still, lkb_progress_chart_get_name (chart));
}

/* What a chart is drawn from. */
typedef struct
{
  LkbProgress *progress;
  LkbTextMeasurer *measurer;
  LkbProgressChart chart;
  guint round;
  guint other;
} Drawn;

static void
drawn_free (gpointer data)
{
  Drawn *drawn = data;

  lkb_progress_unref (drawn->progress);
  lkb_text_measurer_unref (drawn->measurer);
  g_free (drawn);
}

static LkbPicture *
draw_chart (double width, double *height, gpointer data)
{
  const Drawn *drawn = data;

  return lkb_progress_new_chart (drawn->progress, drawn->measurer, drawn->chart, drawn->round,
                                 drawn->other, width, height);
}

static GtkWidget *
create_view (LkbProgressView *self, LkbProgressChart chart)
{
  Drawn *drawn = g_new0 (Drawn, 1);
  g_autofree char *words = lkb_progress_dup_words (self->progress, chart, self->chosen,
                                                   get_other (self));

  *drawn = (Drawn){ lkb_progress_ref (self->progress), lkb_text_measurer_ref (self->measurer),
                    chart, self->chosen, get_other (self) };
  return lkb_chart_view_new (self->measurer, self->theme, draw_chart, drawn, drawn_free, words);
}

static GtkWidget *
create_chart (LkbProgressView *self, LkbProgressChart chart)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *title = lkb_widget_create_label (lkb_progress_chart_get_name (chart), "heading");
  GtkWidget *save = gtk_button_new_from_icon_name ("document-save-symbolic");

  gtk_widget_add_css_class (save, "flat");
  gtk_widget_set_tooltip_text (save, _ ("Save the picture"));
  lkb_widget_set_spoken (save, _ ("Save the picture"));
  g_object_set_data (G_OBJECT (save), CHART_DATA, GUINT_TO_POINTER (chart));
  g_signal_connect (save, "clicked", G_CALLBACK (save_cb), self);
  gtk_widget_set_hexpand (title, TRUE);
  gtk_box_append (GTK_BOX (head), title);
  gtk_box_append (GTK_BOX (head), save);
  gtk_box_append (GTK_BOX (box), head);
  gtk_box_append (GTK_BOX (box), create_view (self, chart));
  gtk_widget_add_css_class (box, "card");
  gtk_widget_add_css_class (box, "lkb-progress-card");
  return box;
}

static void
fill_charts (LkbProgressView *self)
{
  /* Those of one height beside each other. */
  static const LkbProgressChart order[] = { LKB_PROGRESS_SCORE, LKB_PROGRESS_NUMBERS,
                                            LKB_PROGRESS_CRITERIA, LKB_PROGRESS_PHASES,
                                            LKB_PROGRESS_OWNED };
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->charts)) != NULL)
    gtk_flow_box_remove (GTK_FLOW_BOX (self->charts), child);
  if (self->chosen == G_MAXUINT)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    {
      gtk_flow_box_insert (GTK_FLOW_BOX (self->charts), create_chart (self, order[i]), -1);
      child = gtk_widget_get_last_child (self->charts);
      gtk_widget_set_focusable (child, FALSE);
    }
}

/* ---- rounds ---- */

static void
other_cb (GObject *object, GParamSpec *pspec, LkbProgressView *self)
{
  if (!self->filling)
    fill_charts (self);
}

/* What the round is, and whether there are others like it. */
static void
fill_kind (LkbProgressView *self, gboolean any)
{
  g_autofree char *kind = NULL;

  if (self->chosen != G_MAXUINT)
    kind = lkb_scorecard_dup_kind (lkb_progress_get_round (self->progress, self->chosen)->card);
  gtk_label_set_text (GTK_LABEL (self->kind), kind != NULL ? kind : "");
  gtk_widget_set_visible (self->comparison, any);
  gtk_widget_set_visible (self->alone, !any);
}

/* Rounds of the same kind; the one before it is chosen at first. */
static void
fill_others (LkbProgressView *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint like = self->chosen != G_MAXUINT ? lkb_progress_find_like (self->progress, self->chosen)
                                         : G_MAXUINT;
  guint none = G_MAXUINT, selected = 0;

  self->filling = TRUE;
  g_array_set_size (self->choices, 0);
  g_array_append_val (self->choices, none);
  gtk_string_list_append (names, _ ("nothing"));
  for (guint k = lkb_progress_get_n (self->progress); k-- > 0;)
    {
      const LkbProgressRound *round = lkb_progress_get_round (self->progress, k);
      g_autofree char *day = lkb_progress_dup_day (round);
      g_autofree char *headline = lkb_scorecard_dup_headline (round->card, TRUE);
      g_autofree char *name = g_strdup_printf ("%s · %s", day, headline);

      if (k == self->chosen || !lkb_progress_are_like (self->progress, k, self->chosen))
        continue;
      if (k == like)
        selected = self->choices->len;
      g_array_append_val (self->choices, k);
      gtk_string_list_append (names, name);
    }
  gtk_drop_down_set_model (GTK_DROP_DOWN (self->others), G_LIST_MODEL (names));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->others), selected);
  fill_kind (self, self->choices->len > 1);
  self->filling = FALSE;
}

static void
row_selected_cb (GtkListBox *list, GtkListBoxRow *row, LkbProgressView *self)
{
  if (self->filling || row == NULL)
    return;
  self->chosen = lkb_progress_get_n (self->progress) - 1 - gtk_list_box_row_get_index (row);
  fill_others (self);
  fill_charts (self);
}

static void
row_activated_cb (GtkListBox *list, GtkListBoxRow *row, LkbProgressView *self)
{
  guint at = lkb_progress_get_n (self->progress) - 1 - gtk_list_box_row_get_index (row);

  g_signal_emit (self, signals[OPEN], 0, lkb_progress_get_round (self->progress, at)->path);
}

static GtkWidget *
create_row (const LkbProgressRound *round)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  g_autofree char *headline = lkb_scorecard_dup_headline (round->card, TRUE);
  g_autofree char *day = lkb_progress_dup_day (round);
  g_autofree char *kind = lkb_round_setup_dup_kind (
      lkb_round_log_get_setup (lkb_scorecard_get_round (round->card)));
  g_autofree char *text = g_strdup_printf ("%s · %s", day, kind);

  gtk_box_append (GTK_BOX (box), lkb_widget_create_label (headline, "heading"));
  gtk_box_append (GTK_BOX (box), lkb_widget_create_label (text, "lkb-evidence"));
  gtk_widget_add_css_class (box, "lkb-score-line");
  return box;
}

static void
fill_list (LkbProgressView *self)
{
  GtkWidget *child;

  self->filling = TRUE;
  while ((child = gtk_widget_get_first_child (self->list)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (self->list), child);
  for (guint k = lkb_progress_get_n (self->progress); k-- > 0;)
    gtk_list_box_append (GTK_LIST_BOX (self->list),
                         create_row (lkb_progress_get_round (self->progress, k)));
  gtk_list_box_select_row (GTK_LIST_BOX (self->list),
                           gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), 0));
  self->filling = FALSE;
}

static void
fill_readiness (LkbProgressView *self)
{
  LkbRoundProfile profile = LKB_ROUND_PM;
  LkbReadiness readiness;
  GString *text;

  if (self->chosen != G_MAXUINT)
    profile = lkb_scorecard_get_profile (
        lkb_progress_get_round (self->progress, self->chosen)->card);
  readiness = lkb_progress_get_readiness (self->progress, profile);
  text = g_string_new (NULL);
  if (readiness.ready)
    g_string_append (text,
                     _ ("Ready: two exams of 80 or more, with goal, KPI and feature in order."));
  else if (readiness.n_exams == 0)
    g_string_append (text, _ ("Not judged yet: only exams of 45 or 60 minutes count."));
  else
    g_string_append_printf (text,
                            ngettext ("%u of %u exam of 80 or more so far; two make ready.",
                                      "%u of %u exams of 80 or more so far; two make ready.",
                                      readiness.n_exams),
                            readiness.n_good, readiness.n_exams);
  if (readiness.n_again > 0 && !readiness.ready)
    {
      g_string_append_c (text, ' ');
      /* Translators: exams that are left out, and why */
      g_string_append_printf (
          text,
          g_dngettext (GETTEXT_PACKAGE,
                       "%u more does not count: its prompt had been met less than a day before.",
                       "%u more do not count: their prompts had been met less than a day before.",
                       readiness.n_again),
          readiness.n_again);
    }
  gtk_label_set_text (GTK_LABEL (self->readiness), text->str);
  g_string_free (text, TRUE);
}

void
lkb_progress_view_set_progress (LkbProgressView *self, LkbProgress *progress)
{
  guint n;

  g_return_if_fail (LKB_IS_PROGRESS_VIEW (self));
  g_return_if_fail (progress != NULL);

  lkb_progress_ref (progress);
  g_clear_pointer (&self->progress, lkb_progress_unref);
  self->progress = progress;
  n = lkb_progress_get_n (progress);
  self->chosen = n > 0 ? n - 1 : G_MAXUINT;
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), n > 0 ? "rounds" : "empty");
  fill_list (self);
  fill_readiness (self);
  fill_others (self);
  fill_charts (self);
}

void
lkb_progress_view_set_theme (LkbProgressView *self, LkbThemeId theme)
{
  g_return_if_fail (LKB_IS_PROGRESS_VIEW (self));
  if (self->theme == theme)
    return;
  self->theme = theme;
  if (self->progress != NULL)
    fill_charts (self);
}

guint
lkb_progress_view_get_chosen (LkbProgressView *self)
{
  g_return_val_if_fail (LKB_IS_PROGRESS_VIEW (self), G_MAXUINT);
  return self->chosen;
}

/* ---- the view ---- */

static void
lkb_progress_view_dispose (GObject *object)
{
  LkbProgressView *self = LKB_PROGRESS_VIEW (object);

  g_clear_pointer (&self->stack, gtk_widget_unparent);
  g_clear_pointer (&self->progress, lkb_progress_unref);
  g_clear_pointer (&self->measurer, lkb_text_measurer_unref);
  g_clear_pointer (&self->choices, g_array_unref);
  G_OBJECT_CLASS (lkb_progress_view_parent_class)->dispose (object);
}

static void
lkb_progress_view_class_init (LkbProgressViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lkb_progress_view_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "lkb-progress-view");

  /**
   * LkbProgressView::open:
   * @path: of the file of a round
   */
  signals[OPEN] = g_signal_new ("open", LKB_TYPE_PROGRESS_VIEW, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  /**
   * LkbProgressView::save-picture:
   * @still: the chart
   * @name: what it shows
   */
  signals[SAVE_PICTURE] = g_signal_new ("save-picture", LKB_TYPE_PROGRESS_VIEW, G_SIGNAL_RUN_LAST,
                                        0, NULL, NULL, NULL, G_TYPE_NONE, 2, LKB_TYPE_STILL,
                                        G_TYPE_STRING);
}

static GtkWidget *
create_scroller (GtkWidget *child)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), child);
  return scroller;
}

static GtkWidget *
create_list (LkbProgressView *self)
{
  GtkWidget *scroller;

  self->list = gtk_list_box_new ();
  gtk_widget_add_css_class (self->list, "navigation-sidebar");
  gtk_list_box_set_activate_on_single_click (GTK_LIST_BOX (self->list), FALSE);
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_BROWSE);
  lkb_widget_set_spoken (self->list, _ ("Rounds"));
  g_signal_connect (self->list, "row-selected", G_CALLBACK (row_selected_cb), self);
  g_signal_connect (self->list, "row-activated", G_CALLBACK (row_activated_cb), self);
  scroller = create_scroller (self->list);
  gtk_widget_set_size_request (scroller, LIST_WIDTH, -1);
  return scroller;
}

static void
open_cb (GtkButton *button, LkbProgressView *self)
{
  if (self->chosen != G_MAXUINT)
    g_signal_emit (self, signals[OPEN], 0,
                   lkb_progress_get_round (self->progress, self->chosen)->path);
}

static GtkWidget *
create_head (LkbProgressView *self)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  GtkWidget *open = gtk_button_new_with_mnemonic (_ ("_Show the Score"));

  self->kind = lkb_widget_create_wrapped (NULL, NULL);
  self->comparison = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  self->alone = lkb_widget_create_wrapped (
      _ ("No other round of this kind yet: only like is compared with like."), "lkb-evidence");
  self->others = gtk_drop_down_new (NULL, NULL);
  lkb_widget_set_spoken (self->others, _ ("Compared with"));
  g_signal_connect (self->others, "notify::selected", G_CALLBACK (other_cb), self);
  lkb_widget_speak_mnemonics (open);
  gtk_widget_set_valign (open, GTK_ALIGN_END);
  g_signal_connect (open, "clicked", G_CALLBACK (open_cb), self);
  gtk_box_append (GTK_BOX (self->comparison), lkb_widget_create_label (_ ("Compared with"), NULL));
  gtk_box_append (GTK_BOX (self->comparison), self->others);
  gtk_box_append (GTK_BOX (words), self->kind);
  gtk_box_append (GTK_BOX (words), self->comparison);
  gtk_box_append (GTK_BOX (words), self->alone);
  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (line), words);
  gtk_box_append (GTK_BOX (line), open);
  return line;
}

static void
lkb_progress_view_init (LkbProgressView *self)
{
  GtkWidget *rounds = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *page = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *empty = gtk_label_new (_ ("No rounds yet. A first one takes 10 minutes."));
  GtkWidget *scroller;

  self->chosen = G_MAXUINT;
  self->choices = g_array_new (FALSE, FALSE, sizeof (guint));
  self->readiness = lkb_widget_create_wrapped (NULL, "heading");
  self->charts = gtk_flow_box_new ();
  gtk_flow_box_set_selection_mode (GTK_FLOW_BOX (self->charts), GTK_SELECTION_NONE);
  gtk_flow_box_set_max_children_per_line (GTK_FLOW_BOX (self->charts), 2);
  gtk_flow_box_set_row_spacing (GTK_FLOW_BOX (self->charts), 12);
  gtk_flow_box_set_column_spacing (GTK_FLOW_BOX (self->charts), 12);
  gtk_widget_set_valign (self->charts, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (page), self->readiness);
  gtk_box_append (GTK_BOX (page), create_head (self));
  gtk_box_append (GTK_BOX (page), self->charts);
  gtk_widget_add_css_class (page, "lkb-progress-page");
  scroller = create_scroller (page);
  gtk_widget_set_hexpand (scroller, TRUE);

  gtk_box_append (GTK_BOX (rounds), create_list (self));
  gtk_box_append (GTK_BOX (rounds), gtk_separator_new (GTK_ORIENTATION_VERTICAL));
  gtk_box_append (GTK_BOX (rounds), scroller);
  gtk_widget_add_css_class (empty, "dim-label");
  self->stack = gtk_stack_new ();
  gtk_stack_add_named (GTK_STACK (self->stack), empty, "empty");
  gtk_stack_add_named (GTK_STACK (self->stack), rounds, "rounds");
  gtk_widget_set_parent (self->stack, GTK_WIDGET (self));
}

GtkWidget *
lkb_progress_view_new (LkbTextMeasurer *measurer)
{
  LkbProgressView *self;

  g_return_val_if_fail (measurer != NULL, NULL);
  self = g_object_new (LKB_TYPE_PROGRESS_VIEW, NULL);
  self->measurer = lkb_text_measurer_ref (measurer);
  return GTK_WIDGET (self);
}
