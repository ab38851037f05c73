/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-explain-parts.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>
#include <math.h>

#include "core/analysis/lkb-analysis-words.h"
#include "core/base/lkb-text.h"
#include "lkb-widget.h"

/* So many parts are listed, and so many reasons why something is missing. */
#define TERMS_MAX 40
#define MISSING_MAX 6
#define NAME_CHARS_MAX 36
#define LIST_HEIGHT_MAX 190
/* Parts that are all shown at once; more of them scroll. */
#define TERMS_SHOWN 6

struct _LkbExplainParts
{
  GtkBox parent_instance;

  LkbBoard *board;
  const LkbAnalysis *analysis; /* (nullable) */
  const LkbExplanation *explanation; /* (nullable) */
  LkbFigure figure;
  GtkWidget *list; /* (nullable): of the parts */
  GtkSizeGroup *amounts;
  GtkSizeGroup *shares;
};

enum
{
  GO_TO,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LkbExplainParts, lkb_explain_parts, GTK_TYPE_BOX)

static void
append (gpointer box, GtkWidget *child)
{
  gtk_box_append (GTK_BOX (box), child);
}

GtkWidget *
lkb_explain_append_words (GtkWidget *box, const char *text, const char *css_class)
{
  GtkWidget *label = lkb_widget_create_wrapped (text, css_class);

  /* A popover asks for the height at its own width, margins included; without the clamp a line would be missing. */
  GtkWidget *clamp = g_object_new (
      ADW_TYPE_CLAMP, "maximum-size", LKB_EXPLAIN_WIDTH, "tightening-threshold", LKB_EXPLAIN_WIDTH,
      "halign", GTK_ALIGN_START, "width-request", LKB_EXPLAIN_WIDTH, "child", label, NULL);

  gtk_label_set_max_width_chars (GTK_LABEL (label), 1);
  append (box, clamp);
  return label;
}

static GtkWidget *
create_number (const char *text, GtkSizeGroup *column, const char *css_class)
{
  GtkWidget *label = lkb_widget_create_label (text, "numeric");

  gtk_label_set_xalign (GTK_LABEL (label), 1);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  if (column != NULL)
    gtk_size_group_add_widget (column, label);
  return label;
}

/* Name, amount and share of a row; @share: (nullable). */
static GtkWidget *
create_line (LkbExplainParts *self, const char *name, const char *amount, const char *share)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *label = lkb_widget_create_label (name, NULL);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), NAME_CHARS_MAX);
  gtk_widget_set_hexpand (label, TRUE);
  append (line, label);
  append (line, create_number (amount, self->amounts, NULL));
  append (line, create_number (share, self->shares, "dim-label"));
  return line;
}

static GtkWidget *
create_term (LkbExplainParts *self, const LkbExplanationTerm *term)
{
  GtkWidget *row = gtk_list_box_row_new ();
  g_autofree char *name = lkb_explain_dup_term_name (self->board, term);
  g_autofree char *amount = lkb_explain_dup_amount (self->analysis, self->explanation, term->value);
  /* Of what is no sum there are no shares. */
  g_autofree char *share = self->figure == LKB_FIGURE_THROUGHPUT
                               ? lkb_explain_dup_load (self->analysis, term)
                           : isnan (term->share) || self->figure == LKB_FIGURE_AVAILABILITY
                               ? g_strdup ("")
                               : g_strdup_printf ("%.0f %%", term->share * 100);
  g_autofree char *spoken = lkb_explain_dup_term (self->board, self->analysis, self->explanation,
                                                  term);
  GtkWidget *line = create_line (self, name, amount, share);

  if (lkb_explain_is_largest (self->explanation, term))
    {
      GtkWidget *mark = lkb_widget_create_label ("▲", "symbol");

      gtk_widget_add_css_class (mark, "check");
      gtk_widget_set_tooltip_text (mark, lkb_explain_get_mark (self->explanation));
      gtk_box_insert_child_after (GTK_BOX (line), mark, gtk_widget_get_first_child (line));
      gtk_widget_add_css_class (row, "largest");
    }
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), line);
  g_object_set_data (G_OBJECT (row), "lkb-term", (gpointer) term);
  gtk_widget_set_tooltip_text (row, spoken);
  lkb_widget_set_spoken (row, spoken);
  return row;
}

static void
row_activated_cb (GtkListBox *list, GtkListBoxRow *row, LkbExplainParts *self)
{
  const LkbExplanationTerm *term = g_object_get_data (G_OBJECT (row), "lkb-term");

  g_signal_emit (self, signals[GO_TO], 0, term->edge != NULL ? term->edge : term->element);
}

static void
mend_clicked_cb (GtkButton *button, LkbExplainParts *self)
{
  g_signal_emit (self, signals[GO_TO], 0, self->explanation->mend);
}

static void
append_terms (LkbExplainParts *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *list = gtk_list_box_new ();
  const LkbExplanation *explanation = self->explanation;
  guint n = MIN (explanation->n_terms, TERMS_MAX);

  self->list = list;
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "lkb-terms");
  lkb_widget_set_spoken (list, _ ("Parts of the figure"));
  for (guint i = 0; i < n; i++)
    gtk_list_box_append (GTK_LIST_BOX (list), create_term (self, &explanation->terms[i]));
  g_signal_connect (list, "row-activated", G_CALLBACK (row_activated_cb), self);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  n <= TERMS_SHOWN ? GTK_POLICY_NEVER : GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  if (n > TERMS_SHOWN)
    gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), LIST_HEIGHT_MAX);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), list);
  append (self, scroller);
  if (explanation->n_terms > n)
    {
      guint more = explanation->n_terms - n;
      g_autofree char *text = g_strdup_printf (
          ngettext ("and %u more part", "and %u more parts", more), more);

      lkb_explain_append_words (GTK_WIDGET (self), text, "dim-label");
    }
}

static void
append_amount (LkbExplainParts *self, GtkWidget *box, const char *name, double value)
{
  g_autofree char *amount = NULL;
  GtkWidget *line;

  if (isnan (value))
    return;
  amount = lkb_explain_dup_amount (self->analysis, self->explanation, value);
  line = create_line (self, name, amount, "");
  append (box, line);
}

/* As it was typed. */
static void
append_typed (LkbExplainParts *self, GtkWidget *box, const char *name, const char *member)
{
  const LkbValue *record = lkb_element_get (lkb_board_get_facts (self->board),
                                            LKB_FIELD_COST_OF_DELAY);
  g_autofree char *text = NULL;

  if (record == NULL || lkb_value_get_member_text (record, member) == NULL)
    return;
  text = lkb_text_one_line (lkb_value_get_member_text (record, member));
  append (box, create_line (self, name, text, ""));
}

/* What is lost while one is late, and how late one is. */
static void
append_delay (LkbExplainParts *self, GtkWidget *box)
{
  const LkbCostOfDelay *delay = lkb_analysis_get_cost_of_delay (self->analysis);
  g_autofree char *words = lkb_delay_dup_words (self->board, delay);
  const char *currency = delay->currency != NULL ? delay->currency : "USD";
  const struct
  {
    const char *name;
    double value;
    char *(*format) (double value);
  } rows[] = {
    { _ ("late over the target, on average"), delay->overshoot, lkb_format_duration },
    { _ ("share that is late"), delay->chance_late, lkb_format_fraction },
    { _ ("how late the delivery is"), delay->delay, lkb_format_duration },
  };
  const struct
  {
    const char *name;
    double value;
  } sums[] = {
    { _ ("per hour"), delay->per_hour },
    { _ ("per month"), delay->per_month },
    { _ ("for the whole delay"), delay->total },
    { _ ("per week and week of duration"), delay->per_week_twice },
  };

  append_typed (self, box, _ ("what it is worth"), "value");
  if (delay->curve != LKB_DELAY_DELIVERY)
    append_typed (self, box, _ ("how it is lost"), "loss");
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    if (!isnan (rows[i].value))
      {
        g_autofree char *text = rows[i].format (rows[i].value);

        append (box, create_line (self, rows[i].name, text, ""));
      }
  for (gsize i = 0; i < G_N_ELEMENTS (sums); i++)
    if (!isnan (sums[i].value))
      {
        g_autofree char *text = lkb_money_dup_words (sums[i].value, currency);

        append (box, create_line (self, sums[i].name, text, ""));
      }
  if (words != NULL)
    lkb_explain_append_words (box, words, "caption");
}

/* The figure by its statistic; @condition: (nullable): what must hold for it. */
static void
append_figure (LkbExplainParts *self, GtkWidget *box, const LkbBudget *budget,
               const char *condition, double value)
{
  g_autofree char *level = lkb_budget_dup_statistic (budget);
  g_autofree char *name = condition != NULL ? g_strdup_printf ("%s %s", level, condition)
                                            : g_strdup (level);

  append_amount (self, box, name, value);
}

static void
append_share (LkbExplainParts *self, GtkWidget *box, const char *name, double value)
{
  g_autofree char *share = NULL;

  if (isnan (value))
    return;
  share = lkb_format_fraction (value);
  append (box, create_line (self, name, share, ""));
}

/* What the parts come to, and what else can be said of the whole. */
static void
append_sums (LkbExplainParts *self)
{
  const LkbExplanation *explanation = self->explanation;
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  g_autofree char *sum = g_strdup_printf (_ ("Together, %s"), lkb_explain_get_unit (explanation));
  gboolean is_time = explanation->figure == LKB_FIGURE_LATENCY
                     || explanation->figure == LKB_FIGURE_FRESHNESS;
  const char *rest = lkb_explain_get_rest (self->analysis, explanation);

  gtk_widget_add_css_class (box, "lkb-sums");
  if (explanation->n_terms > 0)
    append (box, gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
  if (self->figure == LKB_FIGURE_THROUGHPUT)
    {
      g_autofree char *factor = lkb_format_number (
          lkb_analysis_get_throughput (self->analysis)->max_source_scale, 3);

      append (box, create_line (self, _ ("sources can grow by the factor"), factor, ""));
      append (self, box);
      return;
    }
  if (rest != NULL)
    append_amount (self, box, rest, fabs (explanation->rest));
  /* An availability is no sum of its parts. */
  if (explanation->n_terms > 0)
    append_amount (self, box, sum,
                   explanation->figure == LKB_FIGURE_AVAILABILITY ? explanation->value
                                                                  : explanation->sum);
  if (is_time && fabs (explanation->rest) > 1e-9)
    append_amount (self, box,
                   explanation->rest > 0 ? _ ("+ what slow moments add")
                                         : _ ("− what slow moments spare"),
                   fabs (explanation->rest));
  if (self->figure == LKB_FIGURE_LATENCY)
    {
      const LkbLatencyRow *row = lkb_analysis_get_told_latency (self->analysis);

      if (row->budget != NULL && row->budget->is_mean)
        {
          append_figure (self, box, row->budget, NULL, row->independent_at_budget);
        }
      else
        {
          append_figure (self, box, row->budget, _ ("if hops are independent"),
                         row->independent_at_budget);
          append_figure (self, box, row->budget, _ ("if slow moments coincide"),
                         row->coincident_at_budget);
          append_figure (self, box, row->budget, _ ("whatever happens"), row->bound_at_budget);
        }
    }
  else if (self->figure == LKB_FIGURE_COST_OF_DELAY)
    {
      append_delay (self, box);
    }
  else if (self->figure == LKB_FIGURE_AVAILABILITY)
    {
      const LkbAvailability *row = lkb_analysis_get_availability (self->analysis);

      append_share (self, box, _ ("calls that are answered in full"), row->request_path);
      if (row->degraded > row->request_path)
        append_share (self, box, _ ("an answer of some kind"), row->degraded);
    }
  else if (self->figure == LKB_FIGURE_FRESHNESS)
    {
      const LkbFreshnessRow *row = lkb_analysis_get_main_freshness (self->analysis);

      append_figure (self, box, row->budget,
                     (explanation->assumptions & LKB_ASSUMES_INDEPENDENT_HOPS) != 0
                         ? _ ("if hops are independent")
                         : NULL,
                     row->at_budget);
      append_amount (self, box, _ ("at worst"), row->worst);
    }
  append (self, box);
}

static void
append_mend (LkbExplainParts *self)
{
  const char *id = self->explanation->mend;
  g_autofree char *left = lkb_explain_dup_mend (self->analysis, self->explanation);
  g_autofree char *name = NULL;
  g_autofree char *text = NULL;
  GtkWidget *button, *label;

  if (id == NULL || lkb_board_lookup (self->board, id) == NULL)
    return;
  name = lkb_explain_dup_name (self->board, id);
  /* Translators: %s is a node or a hop: "Web clicks → Event Hub". */
  text = g_strdup_printf (_ ("Mend first: %s"), name);
  label = gtk_label_new (text);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  button = gtk_button_new ();
  gtk_button_set_child (GTK_BUTTON (button), label);
  lkb_widget_set_spoken (button, text);
  g_signal_connect (button, "clicked", G_CALLBACK (mend_clicked_cb), self);
  append (self, button);
  if (left != NULL)
    lkb_explain_append_words (GTK_WIDGET (self), left, "dim-label");
}

static void
append_assumptions (LkbExplainParts *self)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < LKB_N_ASSUMPTIONS; i++)
    {
      if ((self->explanation->assumptions & (1u << i)) == 0)
        continue;
      g_string_append_printf (text, "%s· %s", text->len > 0 ? "\n" : "",
                              _ (lkb_assumption_get_text ((LkbAssumption) (1u << i))));
    }
  if (text->len > 0)
    {
      append (self, lkb_widget_create_label (_ ("What it takes for granted"), "caption-heading"));
      lkb_explain_append_words (GTK_WIDGET (self), text->str, "caption");
    }
  g_string_free (text, TRUE);
}

/* What is drawn or typed and yet is in no figure. */
static void
append_fallbacks (LkbExplainParts *self)
{
  g_autofree char *words = lkb_fallback_dup_words (self->board,
                                                   lkb_analysis_get_availability (self->analysis));

  if (words != NULL)
    lkb_explain_append_words (GTK_WIDGET (self), words, "dim-label");
}

/* A queue without end: said before anything is added up. */
static void
append_overload (LkbExplainParts *self)
{
  g_autofree char *words = NULL;
  g_autofree char *text = NULL;

  if (self->explanation->overloaded == NULL)
    return;
  words = lkb_overload_dup_words (self->board, self->analysis, self->explanation->overloaded);
  /* Translators: %s is why there is no time: "Silver is overloaded (714 %): its queue grows without end". */
  text = g_strdup_printf (_ ("■ %s. The times below leave the queue out."), words);
  lkb_explain_append_words (GTK_WIDGET (self), text, "lkb-overload");
}

static void
append_missing (LkbExplainParts *self, const LkbMissing *missing, guint n)
{
  for (guint i = 0; i < MIN (n, MISSING_MAX); i++)
    {
      g_autofree char *text = lkb_missing_dup_words (self->board, &missing[i]);

      lkb_explain_append_words (GTK_WIDGET (self), text, "dim-label");
    }
}

static void
fill (LkbExplainParts *self)
{
  const LkbExplanation *explanation = self->explanation;

  if (explanation == NULL)
    {
      const LkbMissingList *missing = self->analysis != NULL
                                          ? lkb_explain_get_missing (self->analysis, self->figure)
                                          : NULL;

      if (missing != NULL && missing->n > 0)
        append_missing (self, missing->items, missing->n);
      else
        lkb_explain_append_words (GTK_WIDGET (self), _ ("Nothing to add up yet"), "dim-label");
      return;
    }
  append_overload (self);
  if (explanation->n_terms > 0)
    append_terms (self);
  if (explanation->n_terms > 0 || self->figure == LKB_FIGURE_COST_OF_DELAY)
    {
      append_sums (self);
      append_mend (self);
      append_assumptions (self);
    }
  if (self->figure == LKB_FIGURE_AVAILABILITY)
    append_fallbacks (self);
  append_missing (self, explanation->missing, explanation->n_missing);
}

/* The row that has the focus, -1: none. */
static int
find_focused_row (LkbExplainParts *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  GtkWidget *row = focus != NULL ? gtk_widget_get_ancestor (focus, GTK_TYPE_LIST_BOX_ROW) : NULL;

  return row != NULL && self->list != NULL && gtk_widget_is_ancestor (row, self->list)
             ? gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row))
             : -1;
}

void
lkb_explain_parts_show (LkbExplainParts *self, LkbBoard *board, const LkbAnalysis *analysis,
                        const LkbExplanation *explanation, LkbFigure figure)
{
  int focused;
  GtkListBoxRow *row;

  g_return_if_fail (LKB_IS_EXPLAIN_PARTS (self) && LKB_IS_BOARD (board));

  focused = find_focused_row (self);
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self)); child != NULL;
       child = gtk_widget_get_first_child (GTK_WIDGET (self)))
    gtk_box_remove (GTK_BOX (self), child);
  g_clear_object (&self->amounts);
  g_clear_object (&self->shares);
  self->amounts = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);
  self->shares = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);
  self->list = NULL;
  self->board = board;
  self->analysis = analysis;
  self->explanation = explanation;
  self->figure = figure;
  fill (self);
  row = focused >= 0 && self->list != NULL
            ? gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), focused)
            : NULL;
  if (row != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (row));
}

static void
lkb_explain_parts_dispose (GObject *object)
{
  LkbExplainParts *self = LKB_EXPLAIN_PARTS (object);

  g_clear_object (&self->amounts);
  g_clear_object (&self->shares);
  G_OBJECT_CLASS (lkb_explain_parts_parent_class)->dispose (object);
}

static void
lkb_explain_parts_class_init (LkbExplainPartsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = lkb_explain_parts_dispose;
  signals[GO_TO] = g_signal_new ("go-to", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
lkb_explain_parts_init (LkbExplainParts *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 6);
}

GtkWidget *
lkb_explain_parts_new (void)
{
  return g_object_new (LKB_TYPE_EXPLAIN_PARTS, NULL);
}
