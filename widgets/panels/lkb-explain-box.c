/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-explain-box.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>
#include <math.h>

#include "core/picture/lkb-svg-writer.h"
#include "lkb-explain-chart.h"
#include "lkb-explain-text.h"
#include "lkb-strip-text.h"
#include "lkb-what-if.h"
#include "lkb-widget.h"
#include "widgets/canvas/lkb-picture-paintable.h"

/* So many parts are listed, and so many reasons why something is missing. */
#define TERMS_MAX 40
#define MISSING_MAX 6
#define NAME_CHARS_MAX 36
#define WIDTH 372
#define LIST_HEIGHT_MAX 190
/* Parts that are all shown at once; more of them scroll. */
#define TERMS_SHOWN 6

struct _LkbExplainBox
{
  GtkBox parent_instance;

  LkbReview *review;
  LkbBoard *board; /* of the review's editor */
  LkbAnalysis *analysis; /* (nullable) */
  LkbExplanation *explanation; /* (nullable) */
  LkbStripFigure figure;
  GtkWidget *stack;
  GtkWidget *page; /* of the parts */
  LkbPicture *chart; /* (nullable) */
  LkbBox chart_box;
  LkbPicturePaintable *paintable; /* (nullable): of the chart */
  GtkSizeGroup *amounts;
  GtkSizeGroup *shares;
};

enum
{
  GO_TO,
  SAVE_PICTURE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LkbExplainBox, lkb_explain_box, GTK_TYPE_BOX)

static void
append (gpointer box, GtkWidget *child)
{
  gtk_box_append (GTK_BOX (box), child);
}

/* On as many lines as the box's own width makes it. */
static void
append_words (gpointer box, const char *text, const char *css_class)
{
  GtkWidget *label = lkb_widget_create_wrapped (text, css_class);

  /* A popover asks for the height at its own width, margins included; without the clamp a line would be missing. */
  GtkWidget *clamp = g_object_new (ADW_TYPE_CLAMP, "maximum-size", WIDTH, "tightening-threshold",
                                   WIDTH, "halign", GTK_ALIGN_START, "width-request", WIDTH,
                                   "child", label, NULL);

  gtk_label_set_max_width_chars (GTK_LABEL (label), 1);
  append (box, clamp);
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
create_line (LkbExplainBox *self, const char *name, const char *amount, const char *share)
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
create_term (LkbExplainBox *self, const LkbExplanationTerm *term)
{
  GtkWidget *row = gtk_list_box_row_new ();
  g_autofree char *name = lkb_explain_dup_name (self->board, term->element);
  g_autofree char *amount = lkb_explain_dup_amount (self->analysis, self->explanation, term->value);
  g_autofree char *share = isnan (term->share) ? g_strdup ("")
                                               : g_strdup_printf ("%.0f %%", term->share * 100);
  g_autofree char *spoken = lkb_explain_dup_term (self->board, self->analysis, self->explanation,
                                                  term);
  GtkWidget *line = create_line (self, name, amount, share);

  if (lkb_explain_is_largest (self->explanation, term))
    {
      GtkWidget *mark = lkb_widget_create_label ("▲", "symbol");

      gtk_widget_add_css_class (mark, "check");
      gtk_widget_set_tooltip_text (mark, _ ("in the largest part"));
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
row_activated_cb (GtkListBox *list, GtkListBoxRow *row, LkbExplainBox *self)
{
  const LkbExplanationTerm *term = g_object_get_data (G_OBJECT (row), "lkb-term");

  g_signal_emit (self, signals[GO_TO], 0, term->edge != NULL ? term->edge : term->element);
}

static void
mend_clicked_cb (GtkButton *button, LkbExplainBox *self)
{
  g_signal_emit (self, signals[GO_TO], 0, self->explanation->mend);
}

/* On paper, as everything that leaves the house. */
static void
save_clicked_cb (GtkButton *button, LkbExplainBox *self)
{
  g_autofree char *title = lkb_strip_dup_text (self->board, self->analysis, self->figure, FALSE);
  g_autofree char *words = lkb_explain_dup_chart_words (self->analysis, self->figure);
  LkbSvgOptions options = { .box = self->chart_box, .title = title, .description = words };
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) svg = lkb_svg_write (self->chart, lkb_theme_get (LKB_THEME_LIGHT), NULL,
                                          &options, &error);

  if (svg == NULL)
    g_warning ("%s", error->message);
  else
    g_signal_emit (self, signals[SAVE_PICTURE], 0, svg);
}

static void
append_head (LkbExplainBox *self)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  gboolean strict = lkb_review_get_strict (self->review);
  LkbStripText text;
  g_autofree char *all = lkb_strip_dup_text (self->board, self->analysis, self->figure, strict);
  g_autofree char *budget = self->explanation != NULL ? lkb_explain_dup_budget (self->explanation)
                                                      : NULL;

  lkb_strip_text_fill (&text, self->board, self->analysis, self->figure, strict);
  if (text.state != LKB_STRIP_NO_DATA)
    append (line, lkb_widget_create_label (lkb_strip_figure_get_name (self->figure), "heading"));
  append (line, create_number (all, NULL, "heading"));
  lkb_strip_text_clear (&text);
  append (self, line);
  if (budget != NULL)
    append_words (self, budget, "dim-label");
}

static void
append_terms (LkbExplainBox *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *list = gtk_list_box_new ();
  const LkbExplanation *explanation = self->explanation;
  guint n = MIN (explanation->n_terms, TERMS_MAX);

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
  append (self->page, scroller);
  if (explanation->n_terms > n)
    {
      guint more = explanation->n_terms - n;
      g_autofree char *text = g_strdup_printf (
          ngettext ("and %u more part", "and %u more parts", more), more);

      append_words (self->page, text, "dim-label");
    }
}

static void
append_amount (LkbExplainBox *self, GtkWidget *box, const char *name, double value)
{
  g_autofree char *amount = NULL;
  GtkWidget *line;

  if (isnan (value))
    return;
  amount = lkb_explain_dup_amount (self->analysis, self->explanation, value);
  line = create_line (self, name, amount, "");
  append (box, line);
}

/* What the parts come to, and what else can be said of the whole. */
static void
append_sums (LkbExplainBox *self)
{
  const LkbExplanation *explanation = self->explanation;
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  g_autofree char *sum = g_strdup_printf (_ ("Together, %s"), lkb_explain_get_unit (explanation));
  gboolean is_time = explanation->figure == LKB_FIGURE_LATENCY
                     || explanation->figure == LKB_FIGURE_FRESHNESS;

  gtk_widget_add_css_class (box, "lkb-sums");
  append (box, gtk_separator_new (GTK_ORIENTATION_HORIZONTAL));
  /* An availability is no sum of its parts. */
  append_amount (self, box, sum,
                 explanation->figure == LKB_FIGURE_AVAILABILITY ? explanation->value
                                                                : explanation->sum);
  if (is_time && fabs (explanation->rest) > 1e-9)
    append_amount (self, box,
                   explanation->rest > 0 ? _ ("+ what slow moments add")
                                         : _ ("− what slow moments spare"),
                   fabs (explanation->rest));
  if (self->figure == LKB_STRIP_LATENCY)
    {
      const LkbLatencyRow *row = lkb_explain_get_latency (self->analysis);

      append_amount (self, box, _ ("if hops are independent"), row->independent_at_budget);
      append_amount (self, box, _ ("if slow moments coincide"), row->coincident_at_budget);
      append_amount (self, box, _ ("whatever happens"), row->bound_at_budget);
    }
  else if (self->figure == LKB_STRIP_FRESHNESS)
    {
      const LkbFreshnessRow *row = lkb_analysis_get_main_freshness (self->analysis);

      append_amount (self, box, _ ("The figure"), row->at_budget);
      append_amount (self, box, _ ("at worst"), row->worst);
    }
  append (self->page, box);
}

static void
append_mend (LkbExplainBox *self)
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
  append (self->page, button);
  if (left != NULL)
    append_words (self->page, left, "dim-label");
}

static void
append_assumptions (LkbExplainBox *self)
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
      append (self->page,
              lkb_widget_create_label (_ ("What it takes for granted"), "caption-heading"));
      append_words (self->page, text->str, "caption");
    }
  g_string_free (text, TRUE);
}

static void
append_missing (LkbExplainBox *self, const LkbMissing *missing, guint n)
{
  for (guint i = 0; i < MIN (n, MISSING_MAX); i++)
    {
      g_autofree char *text = lkb_missing_dup_text (&missing[i], TRUE);

      append_words (self->page, text, "dim-label");
    }
}

static void
append_chart (LkbExplainBox *self)
{
  LkbScene *scene = lkb_editor_get_scene (lkb_review_get_editor (self->review));
  LkbTextMeasurer *measurer = lkb_scene_get_measurer (scene);
  g_autofree char *words = lkb_explain_dup_chart_words (self->analysis, self->figure);
  GtkWidget *page, *picture, *fixed, *button;

  self->chart = lkb_explain_new_chart (self->board, self->analysis, self->explanation, self->figure,
                                       measurer, &self->chart_box);
  if (self->chart == NULL)
    return;
  self->paintable = lkb_picture_paintable_new (self->chart, &self->chart_box, LKB_COLOUR_NONE,
                                               measurer);
  page = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  picture = gtk_picture_new_for_paintable (GDK_PAINTABLE (self->paintable));
  gtk_picture_set_can_shrink (GTK_PICTURE (picture), FALSE);
  /* In a wide box a picture would ask for height that it does not need. */
  fixed = gtk_fixed_new ();
  gtk_fixed_put (GTK_FIXED (fixed), picture, 0, 0);
  gtk_widget_set_halign (fixed, GTK_ALIGN_CENTER);
  gtk_picture_set_alternative_text (GTK_PICTURE (picture), words);
  lkb_widget_set_spoken (picture, words);
  button = gtk_button_new_with_label (_ ("Save Picture…"));
  gtk_widget_set_halign (button, GTK_ALIGN_END);
  gtk_widget_set_valign (button, GTK_ALIGN_END);
  gtk_widget_set_vexpand (button, TRUE);
  g_signal_connect (button, "clicked", G_CALLBACK (save_clicked_cb), self);
  append (page, fixed);
  append (page, button);
  gtk_stack_add_titled (GTK_STACK (self->stack), page, "chart", _ ("Chart"));
}

static void
fill_parts (LkbExplainBox *self)
{
  if (self->explanation == NULL)
    {
      const LkbMissingList *missing = self->analysis != NULL
                                          ? lkb_explain_get_missing (self->analysis, self->figure)
                                          : NULL;

      if (missing != NULL && missing->n > 0)
        append_missing (self, missing->items, missing->n);
      else
        append_words (self->page, _ ("Nothing to add up yet"), "dim-label");
      return;
    }
  if (self->explanation->n_terms > 0)
    {
      append_terms (self);
      append_sums (self);
      append_mend (self);
      append_assumptions (self);
    }
  append_missing (self, self->explanation->missing, self->explanation->n_missing);
}

static void
fill (LkbExplainBox *self)
{
  append_head (self);
  self->stack = gtk_stack_new ();
  /* No more of the board is covered than need be. */
  gtk_stack_set_vhomogeneous (GTK_STACK (self->stack), FALSE);
  self->page = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_stack_add_titled (GTK_STACK (self->stack), self->page, "parts", _ ("Parts"));
  fill_parts (self);
  if (self->explanation != NULL && self->explanation->n_terms > 0)
    {
      append_chart (self);
      gtk_stack_add_titled (GTK_STACK (self->stack), lkb_what_if_new (self->review), "what-if",
                            _ ("What If"));
    }
  if (self->explanation != NULL && self->explanation->n_terms > 0)
    {
      GtkWidget *switcher = gtk_stack_switcher_new ();

      gtk_stack_switcher_set_stack (GTK_STACK_SWITCHER (switcher), GTK_STACK (self->stack));
      append (self, switcher);
    }
  append (self, self->stack);
}

static void
lkb_explain_box_dispose (GObject *object)
{
  LkbExplainBox *self = LKB_EXPLAIN_BOX (object);

  g_clear_object (&self->review);
  g_clear_object (&self->paintable);
  g_clear_object (&self->amounts);
  g_clear_object (&self->shares);
  G_OBJECT_CLASS (lkb_explain_box_parent_class)->dispose (object);
}

static void
lkb_explain_box_finalize (GObject *object)
{
  LkbExplainBox *self = LKB_EXPLAIN_BOX (object);

  g_clear_pointer (&self->chart, lkb_picture_unref);
  g_clear_pointer (&self->explanation, lkb_explanation_free);
  g_clear_pointer (&self->analysis, lkb_analysis_unref);
  G_OBJECT_CLASS (lkb_explain_box_parent_class)->finalize (object);
}

static void
lkb_explain_box_class_init (LkbExplainBoxClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = lkb_explain_box_dispose;
  object_class->finalize = lkb_explain_box_finalize;
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
  signals[GO_TO] = g_signal_new ("go-to", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SAVE_PICTURE] = g_signal_new ("save-picture", G_TYPE_FROM_CLASS (klass),
                                        G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                        G_TYPE_BYTES);
}

static void
lkb_explain_box_init (LkbExplainBox *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 6);
  gtk_widget_set_size_request (GTK_WIDGET (self), WIDTH, -1);
  self->amounts = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);
  self->shares = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);
}

GtkWidget *
lkb_explain_box_new (LkbReview *review, LkbStripFigure figure)
{
  LkbExplainBox *self;
  LkbAnalysis *analysis;

  g_return_val_if_fail (LKB_IS_REVIEW (review), NULL);

  self = g_object_new (LKB_TYPE_EXPLAIN_BOX, NULL);
  analysis = lkb_review_get_analysis (review);
  self->review = g_object_ref (review);
  self->board = lkb_editor_get_board (lkb_review_get_editor (review));
  self->figure = figure;
  if (analysis != NULL)
    {
      self->analysis = lkb_analysis_ref (analysis);
      self->explanation = lkb_explain_new (analysis, figure);
    }
  lkb_widget_set_spoken (GTK_WIDGET (self), lkb_strip_figure_get_name (figure));
  fill (self);
  return GTK_WIDGET (self);
}

const char *const *
lkb_explain_box_get_path (LkbExplainBox *self)
{
  g_return_val_if_fail (LKB_IS_EXPLAIN_BOX (self), NULL);

  return self->explanation != NULL ? self->explanation->path : NULL;
}

void
lkb_explain_box_set_theme (LkbExplainBox *self, LkbThemeId theme)
{
  g_return_if_fail (LKB_IS_EXPLAIN_BOX (self));

  if (self->paintable != NULL)
    lkb_picture_paintable_set_theme (self->paintable, theme);
}
