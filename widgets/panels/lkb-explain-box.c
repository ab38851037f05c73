/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-explain-box.h"

#include <glib/gi18n-lib.h>

#include "core/formats/lkb-still.h"
#include "lkb-explain-chart.h"
#include "lkb-explain-parts.h"
#include "lkb-explain-text.h"
#include "lkb-strip-text.h"
#include "lkb-what-if.h"
#include "lkb-widget.h"
#include "widgets/canvas/lkb-picture-paintable.h"

struct _LkbExplainBox
{
  GtkBox parent_instance;

  LkbReview *review;
  LkbBoard *board; /* of the review's editor */
  LkbAnalysis *analysis; /* (nullable) */
  LkbExplanation *explanation; /* (nullable) */
  LkbFigure figure; /* that is explained */
  LkbFigure opened; /* of the strip's cell */
  LkbThemeId theme;
  GtkWidget *back;
  GtkWidget *head;
  GtkWidget *switcher;
  GtkWidget *stack;
  GtkWidget *parts;
  GtkWidget *chart_page;
  GtkWidget *chart_place;
  GtkWidget *what_if; /* NULL until there are figures */
  GtkWidget *others; /* figures without a cell */
  GtkWidget *links[2]; /* to load, to cost of delay */
  LkbPicture *chart; /* (nullable) */
  LkbBox chart_box;
  LkbPicturePaintable *paintable; /* (nullable): of the chart */
};

enum
{
  GO_TO,
  SAVE_PICTURE,
  PATH_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static const LkbFigure without_cell[] = { LKB_FIGURE_THROUGHPUT, LKB_FIGURE_COST_OF_DELAY };

G_DEFINE_FINAL_TYPE (LkbExplainBox, lkb_explain_box, GTK_TYPE_BOX)

static void update (LkbExplainBox *self);

static void
clear (GtkWidget *box)
{
  for (GtkWidget *child = gtk_widget_get_first_child (box); child != NULL;
       child = gtk_widget_get_first_child (box))
    gtk_box_remove (GTK_BOX (box), child);
}

static void
parts_go_to_cb (LkbExplainParts *parts, const char *id, LkbExplainBox *self)
{
  g_signal_emit (self, signals[GO_TO], 0, id);
}

/* On paper, as everything that leaves the house. */
static void
save_clicked_cb (GtkButton *button, LkbExplainBox *self)
{
  LkbScene *scene = lkb_editor_get_scene (lkb_review_get_editor (self->review));
  LkbBox box;
  g_autoptr (LkbPicture) picture = lkb_explain_new_saved_chart (
      self->board, self->analysis, self->explanation, lkb_scene_get_measurer (scene), &box);
  g_autofree char *title = lkb_explain_dup_chart_title (self->board, self->analysis,
                                                        self->explanation);
  g_autofree char *words = lkb_explain_dup_chart_words (self->analysis, self->figure);
  g_autoptr (LkbStill) still = lkb_still_new (picture, &box, title, words);

  g_signal_emit (self, signals[SAVE_PICTURE], 0, still);
}

static void
explain (LkbExplainBox *self, LkbFigure figure)
{
  self->figure = figure;
  update (self);
  gtk_stack_set_visible_child (GTK_STACK (self->stack), self->parts);
}

static void
back_clicked_cb (GtkButton *button, LkbExplainBox *self)
{
  LkbFigure from = self->figure;

  explain (self, self->opened);
  for (gsize i = 0; i < G_N_ELEMENTS (without_cell); i++)
    if (without_cell[i] == from)
      gtk_widget_grab_focus (self->links[i]);
}

static void
link_clicked_cb (GtkButton *button, LkbExplainBox *self)
{
  for (gsize i = 0; i < G_N_ELEMENTS (without_cell); i++)
    if (self->links[i] == GTK_WIDGET (button))
      {
        explain (self, without_cell[i]);
        gtk_widget_grab_focus (self->back);
        return;
      }
}

/* (transfer full) (nullable): the figure as it would be, where somebody asks and it is another one, as the strip shows it. */
static char *
dup_asked (LkbExplainBox *self, LkbFigure figure, const char *now)
{
  LkbAnalysis *preview = lkb_review_get_preview (self->review);
  g_autofree char *asked = preview != NULL ? lkb_explain_dup_head (
                               self->board, preview, figure, lkb_review_get_strict (self->review))
                                           : NULL;

  return g_strcmp0 (asked, now) != 0 ? g_steal_pointer (&asked) : NULL;
}

/* (transfer full) (nullable): what the figure is and is held against. */
static char *
dup_subtitle (LkbExplainBox *self)
{
  g_autofree char *budget = self->explanation != NULL ? lkb_explain_dup_budget (self->explanation)
                                                      : NULL;
  g_autofree char *basis = NULL;

  if (self->explanation != NULL && self->explanation->n_terms > 0)
    basis = lkb_explain_dup_basis (self->explanation);
  if (basis != NULL && budget != NULL)
    return g_strdup_printf ("%s · %s", basis, budget);
  return basis != NULL ? g_steal_pointer (&basis) : g_steal_pointer (&budget);
}

static void
fill_head (LkbExplainBox *self)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  const char *title = lkb_explain_get_title (self->figure);
  g_autofree char *all = lkb_explain_dup_head (self->board, self->analysis, self->figure,
                                               lkb_review_get_strict (self->review));
  g_autofree char *asked = dup_asked (self, self->figure, all);
  /* Translators: %s is a figure: below the one that would be, in a what-if, the one that is. */
  g_autofree char *subtitle = asked != NULL ? g_strdup_printf (_ ("What if; as it is: %s"), all)
                                            : dup_subtitle (self);
  g_autofree char *back = NULL;
  const char *shown = asked != NULL ? asked : all;
  GtkWidget *label = lkb_widget_create_label (shown, "heading");

  clear (self->head);
  gtk_widget_set_visible (self->back, self->figure != self->opened);
  /* Translators: %s is a figure: "Back to Latency". */
  back = g_strdup_printf (_ ("Back to %s"), lkb_explain_get_title (self->opened));
  gtk_widget_set_tooltip_text (self->back, back);
  lkb_widget_set_spoken (self->back, back);
  /* What is missing says itself what it is. */
  if (!g_str_has_prefix (shown, title))
    gtk_box_append (GTK_BOX (line), lkb_widget_create_label (title, "heading"));
  gtk_widget_add_css_class (label, "numeric");
  lkb_widget_set_class (label, "asked", asked != NULL);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (line), label);
  gtk_box_append (GTK_BOX (self->head), line);
  if (subtitle != NULL)
    lkb_explain_append_words (self->head, subtitle, "dim-label");
}

static void
fill_chart (LkbExplainBox *self)
{
  LkbScene *scene = lkb_editor_get_scene (lkb_review_get_editor (self->review));
  LkbTextMeasurer *measurer = lkb_scene_get_measurer (scene);
  g_autofree char *words = NULL;
  GtkWidget *picture, *fixed;

  clear (self->chart_place);
  g_clear_object (&self->paintable);
  g_clear_pointer (&self->chart, lkb_picture_unref);
  if (self->explanation != NULL && self->explanation->n_terms > 0)
    self->chart = lkb_explain_new_chart (self->board, self->analysis, self->explanation, measurer,
                                         &self->chart_box);
  gtk_stack_page_set_visible (gtk_stack_get_page (GTK_STACK (self->stack), self->chart_page),
                              self->chart != NULL);
  if (self->chart == NULL)
    return;
  words = lkb_explain_dup_chart_words (self->analysis, self->figure);
  self->paintable = lkb_picture_paintable_new (self->chart, &self->chart_box, LKB_COLOUR_NONE,
                                               measurer);
  lkb_picture_paintable_set_theme (self->paintable, self->theme);
  picture = gtk_picture_new_for_paintable (GDK_PAINTABLE (self->paintable));
  gtk_picture_set_can_shrink (GTK_PICTURE (picture), FALSE);
  /* In a wide box a picture would ask for height that it does not need. */
  fixed = gtk_fixed_new ();
  gtk_fixed_put (GTK_FIXED (fixed), picture, 0, 0);
  gtk_widget_set_halign (fixed, GTK_ALIGN_CENTER);
  gtk_picture_set_alternative_text (GTK_PICTURE (picture), words);
  lkb_widget_set_spoken (picture, words);
  gtk_box_append (GTK_BOX (self->chart_place), fixed);
}

static void
fill_links (LkbExplainBox *self)
{
  gboolean any = FALSE;

  for (gsize i = 0; i < G_N_ELEMENTS (without_cell); i++)
    {
      gboolean told = without_cell[i] != self->figure
                      && lkb_explain_is_told (self->board, self->analysis, without_cell[i]);
      const char *title = lkb_explain_get_title (without_cell[i]);
      GtkWidget *label = gtk_widget_get_first_child (
          gtk_button_get_child (GTK_BUTTON (self->links[i])));
      g_autofree char *head = lkb_explain_dup_head (self->board, self->analysis, without_cell[i],
                                                    FALSE);
      g_autofree char *asked = dup_asked (self, without_cell[i], head);
      g_autofree char *both = asked != NULL
                                  ? g_strdup_printf (_ ("What if: %s instead of %s"), asked, head)
                                  : NULL;
      /* Translators: a figure's name and value: "Load: 83 % at the busiest node". */
      g_autofree char *text = g_strdup_printf (C_ ("figure", "%s: %s"), title,
                                               asked != NULL ? asked : head);
      g_autofree char *spoken = g_strdup_printf (C_ ("figure", "%s: %s"), title,
                                                 both != NULL ? both : head);

      gtk_label_set_label (GTK_LABEL (label), text);
      lkb_widget_set_class (label, "asked", asked != NULL);
      lkb_widget_set_spoken (self->links[i], spoken);
      gtk_widget_set_visible (self->links[i], told);
      any |= told;
    }
  gtk_widget_set_visible (self->others, any);
}

static void
update_what_if (LkbExplainBox *self)
{
  GtkStackPage *page;

  if (self->what_if == NULL && self->analysis != NULL)
    {
      self->what_if = lkb_what_if_new (self->review);
      gtk_stack_add_titled (GTK_STACK (self->stack), self->what_if, "what-if", _ ("What If"));
    }
  if (self->what_if == NULL)
    return;
  lkb_what_if_update (LKB_WHAT_IF (self->what_if), lkb_explain_box_get_path (self));
  page = gtk_stack_get_page (GTK_STACK (self->stack), self->what_if);
  gtk_stack_page_set_visible (page, self->explanation != NULL && self->explanation->n_terms > 0);
}

static gboolean
is_same_path (const char *const *a, const char *const *b)
{
  if (a == NULL || b == NULL)
    return a == b;
  return g_strv_equal (a, b);
}

/* Everything anew from the review's figures as they are now. */
static void
update (LkbExplainBox *self)
{
  LkbAnalysis *analysis = lkb_review_get_analysis (self->review);
  LkbExplanation *before = self->explanation;
  LkbAnalysis *analysis_before = self->analysis;
  gboolean same;

  self->analysis = analysis != NULL ? lkb_analysis_ref (analysis) : NULL;
  self->explanation = analysis != NULL ? lkb_explain_new (analysis, self->figure) : NULL;
  same = is_same_path (before != NULL ? before->path : NULL, lkb_explain_box_get_path (self));
  lkb_widget_set_spoken (GTK_WIDGET (self), lkb_explain_get_title (self->figure));
  fill_head (self);
  lkb_explain_parts_show (LKB_EXPLAIN_PARTS (self->parts), self->board, self->analysis,
                          self->explanation, self->figure);
  fill_chart (self);
  update_what_if (self);
  gtk_widget_set_visible (self->switcher,
                          self->explanation != NULL && self->explanation->n_terms > 0);
  if (!gtk_widget_get_visible (self->switcher))
    gtk_stack_set_visible_child (GTK_STACK (self->stack), self->parts);
  fill_links (self);
  g_clear_pointer (&before, lkb_explanation_free);
  g_clear_pointer (&analysis_before, lkb_analysis_unref);
  if (!same)
    g_signal_emit (self, signals[PATH_CHANGED], 0);
}

static void
review_changed_cb (LkbReview *review, LkbExplainBox *self)
{
  /* The next one who opens it gets a new one. */
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    update (self);
}

static void
preview_changed_cb (LkbReview *review, LkbExplainBox *self)
{
  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  fill_head (self);
  fill_links (self);
}

static void
lkb_explain_box_dispose (GObject *object)
{
  LkbExplainBox *self = LKB_EXPLAIN_BOX (object);

  if (self->review != NULL)
    g_signal_handlers_disconnect_by_data (self->review, self);
  g_clear_object (&self->review);
  g_clear_object (&self->paintable);
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
                                        LKB_TYPE_STILL);
  signals[PATH_CHANGED] = g_signal_new ("path-changed", G_TYPE_FROM_CLASS (klass),
                                        G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static GtkWidget *
create_box (GtkWidget *parent)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);

  if (parent != NULL)
    gtk_box_append (GTK_BOX (parent), box);
  return box;
}

static void
build_chart_page (LkbExplainBox *self)
{
  GtkWidget *button = gtk_button_new_with_label (_ ("Save Picture…"));

  self->chart_page = create_box (NULL);
  self->chart_place = create_box (self->chart_page);
  gtk_widget_set_halign (button, GTK_ALIGN_END);
  gtk_widget_set_valign (button, GTK_ALIGN_END);
  gtk_widget_set_vexpand (button, TRUE);
  g_signal_connect (button, "clicked", G_CALLBACK (save_clicked_cb), self);
  gtk_box_append (GTK_BOX (self->chart_page), button);
  gtk_stack_add_titled (GTK_STACK (self->stack), self->chart_page, "chart", _ ("Chart"));
}

static void
build_links (LkbExplainBox *self)
{
  self->others = create_box (GTK_WIDGET (self));
  gtk_box_set_spacing (GTK_BOX (self->others), 0);
  for (gsize i = 0; i < G_N_ELEMENTS (without_cell); i++)
    {
      GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
      GtkWidget *label = lkb_widget_create_label (NULL, "numeric");

      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
      gtk_widget_set_hexpand (label, TRUE);
      gtk_box_append (GTK_BOX (line), label);
      gtk_box_append (GTK_BOX (line), gtk_image_new_from_icon_name ("go-next-symbolic"));
      self->links[i] = gtk_button_new ();
      gtk_button_set_child (GTK_BUTTON (self->links[i]), line);
      gtk_button_set_has_frame (GTK_BUTTON (self->links[i]), FALSE);
      g_signal_connect (self->links[i], "clicked", G_CALLBACK (link_clicked_cb), self);
      gtk_box_append (GTK_BOX (self->others), self->links[i]);
    }
}

static void
lkb_explain_box_init (LkbExplainBox *self)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 6);
  gtk_widget_set_size_request (GTK_WIDGET (self), LKB_EXPLAIN_WIDTH, -1);
  self->back = gtk_button_new_from_icon_name ("go-previous-symbolic");
  gtk_button_set_has_frame (GTK_BUTTON (self->back), FALSE);
  gtk_widget_set_valign (self->back, GTK_ALIGN_START);
  g_signal_connect (self->back, "clicked", G_CALLBACK (back_clicked_cb), self);
  gtk_box_append (GTK_BOX (line), self->back);
  gtk_box_append (GTK_BOX (self), line);
  self->head = create_box (line);
  gtk_widget_set_hexpand (self->head, TRUE);
  gtk_widget_set_valign (self->head, GTK_ALIGN_CENTER);
  self->stack = gtk_stack_new ();
  self->switcher = gtk_stack_switcher_new ();
  gtk_stack_switcher_set_stack (GTK_STACK_SWITCHER (self->switcher), GTK_STACK (self->stack));
  /* No more of the board is covered than need be. */
  gtk_stack_set_vhomogeneous (GTK_STACK (self->stack), FALSE);
  gtk_box_append (GTK_BOX (self), self->stack);
  self->parts = lkb_explain_parts_new ();
  g_signal_connect (self->parts, "go-to", G_CALLBACK (parts_go_to_cb), self);
  gtk_stack_add_titled (GTK_STACK (self->stack), self->parts, "parts", _ ("Parts"));
  build_chart_page (self);
  build_links (self);
  /* The box stands on the strip and grows upwards: here the switch is in one place whatever page is shown. */
  gtk_box_append (GTK_BOX (self), self->switcher);
}

GtkWidget *
lkb_explain_box_new (LkbReview *review, LkbStripFigure figure)
{
  LkbExplainBox *self;

  g_return_val_if_fail (LKB_IS_REVIEW (review), NULL);

  self = g_object_new (LKB_TYPE_EXPLAIN_BOX, NULL);
  self->review = g_object_ref (review);
  self->board = lkb_editor_get_board (lkb_review_get_editor (review));
  self->figure = self->opened = lkb_strip_figure_explains (figure);
  update (self);
  g_signal_connect (review, "changed", G_CALLBACK (review_changed_cb), self);
  g_signal_connect (review, "preview-changed", G_CALLBACK (preview_changed_cb), self);
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

  self->theme = theme;
  if (self->paintable != NULL)
    lkb_picture_paintable_set_theme (self->paintable, theme);
}
