/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-strip.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "lkb-strip-text.h"
#include "lkb-widget.h"

typedef enum
{
  SIGNAL_GOAL,
  SIGNAL_KPI,
  SIGNAL_FEATURE,
  N_STRIP_SIGNALS
} StripSignal;

typedef struct
{
  GtkWidget *button; /* opens the terms */
  GtkWidget *name;
  GtkWidget *figure;
  GtkWidget *qualifier;
  GtkWidget *symbol;
} Cell;

struct _LkbStrip
{
  GtkWidget parent_instance;

  LkbReview *review; /* (nullable) */
  GtkWidget *scroller;
  GtkWidget *row; /* what scrolls */
  GtkWidget *chips[N_STRIP_SIGNALS];
  Cell cells[LKB_N_STRIP_FIGURES];
};

G_DEFINE_FINAL_TYPE (LkbStrip, lkb_strip, GTK_TYPE_WIDGET)

static const char *
get_signal_name (StripSignal which)
{
  switch (which)
    {
    case SIGNAL_GOAL:
      return _ ("Goal");
    case SIGNAL_KPI:
      return _ ("KPI");
    case SIGNAL_FEATURE:
    case N_STRIP_SIGNALS:
    default:
      return _ ("Lakehouse feature");
    }
}

static gboolean
has_signal (LkbBoard *board, StripSignal which)
{
  switch (which)
    {
    case SIGNAL_GOAL:
      return lkb_element_get_text (lkb_board_get_facts (board), LKB_FIELD_GOAL) != NULL;
    case SIGNAL_KPI:
      return lkb_element_get_list_length (lkb_board_get_facts (board), LKB_FIELD_KPIS) > 0;
    case SIGNAL_FEATURE:
      return lkb_board_has_feature (board);
    case N_STRIP_SIGNALS:
    default:
      return FALSE;
    }
}

static void
update_chip (LkbStrip *self, StripSignal which, LkbBoard *board)
{
  gboolean there = has_signal (board, which);
  g_autofree char *text = there ? g_strdup_printf ("✓ %s", get_signal_name (which))
                                : g_strdup (get_signal_name (which));

  gtk_label_set_label (GTK_LABEL (self->chips[which]), text);
  lkb_widget_set_class (self->chips[which], "there", there);
  gtk_widget_set_tooltip_text (self->chips[which], there ? NULL : _ ("Not said yet"));
}

static void
update_cell (LkbStrip *self, LkbStripFigure figure, LkbBoard *board, const LkbAnalysis *analysis)
{
  Cell *cell = &self->cells[figure];
  LkbStripText text;
  g_autofree char *all = lkb_strip_dup_text (board, analysis, figure);
  g_autofree char *spoken = g_strdup_printf ("%s: %s", lkb_strip_figure_get_name (figure), all);

  lkb_strip_text_fill (&text, board, analysis, figure);
  gtk_label_set_label (GTK_LABEL (cell->figure), text.figure);
  gtk_widget_set_visible (cell->figure, text.figure[0] != '\0');
  gtk_label_set_label (GTK_LABEL (cell->qualifier), text.qualifier);
  gtk_label_set_label (GTK_LABEL (cell->symbol), text.symbol);
  gtk_widget_set_visible (cell->symbol, text.symbol[0] != '\0');
  /* "1.87 s / 3 s ✓", but "3.4 s ■ 0.4 s over" */
  gtk_box_reorder_child_after (GTK_BOX (gtk_widget_get_parent (cell->symbol)), cell->symbol,
                               text.state == LKB_STRIP_OVER ? cell->figure : cell->qualifier);
  lkb_widget_set_class (cell->symbol, "ok", text.state == LKB_STRIP_WITHIN);
  lkb_widget_set_class (cell->symbol, "check", text.state == LKB_STRIP_NEAR);
  lkb_widget_set_class (cell->symbol, "wrong", text.state == LKB_STRIP_OVER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (cell->button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  text.state == LKB_STRIP_NO_DATA ? all : spoken, -1);
  lkb_strip_text_clear (&text);
}

static void
update (LkbStrip *self)
{
  LkbBoard *board;

  if (self->review == NULL)
    return;
  board = lkb_editor_get_board (lkb_review_get_editor (self->review));
  for (int i = 0; i < N_STRIP_SIGNALS; i++)
    update_chip (self, (StripSignal) i, board);
  for (int i = 0; i < LKB_N_STRIP_FIGURES; i++)
    update_cell (self, (LkbStripFigure) i, board, lkb_review_get_analysis (self->review));
}

static void
review_changed_cb (LkbReview *review, LkbStrip *self)
{
  update (self);
}

static GtkWidget *
create_term (const char *text, float xalign, gboolean dim)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), xalign);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 32);
  if (dim)
    gtk_widget_add_css_class (label, "dim-label");
  return label;
}

static char *
dup_name_of (LkbBoard *board, const char *id)
{
  const LkbElement *element = id != NULL ? lkb_board_lookup (board, id) : NULL;

  if (element == NULL)
    return g_strdup (id);
  if (lkb_element_is_edge (element))
    {
      g_autofree char *from = dup_name_of (board, lkb_element_get_from (element));
      g_autofree char *to = dup_name_of (board, lkb_element_get_to (element));

      return g_strdup_printf ("%s → %s", from, to);
    }
  return lkb_element_dup_display_name (element);
}

static void
append_term (GtkGrid *grid, int *row, const char *name, const char *value)
{
  GtkWidget *figure = create_term (value, 1, FALSE);

  gtk_widget_add_css_class (figure, "numeric");
  gtk_grid_attach (grid, create_term (name, 0, TRUE), 0, *row, 1, 1);
  gtk_grid_attach (grid, figure, 1, *row, 1, 1);
  (*row)++;
}

static void
append_terms (GtkGrid *grid, int *row, LkbBoard *board, const LkbTerm *terms, guint n_terms)
{
  for (guint i = 0; i < n_terms; i++)
    {
      double value = !isnan (terms[i].p95) ? terms[i].p95 : terms[i].worst;
      g_autofree char *name = dup_name_of (board, terms[i].element);
      g_autofree char *figure = isnan (value) ? g_strdup ("–") : lkb_format_duration (value);

      append_term (grid, row, name, figure);
    }
}

static void
append_missing (GtkGrid *grid, int *row, const LkbMissingList *missing)
{
  for (guint i = 0; i < MIN (missing->n, 6); i++)
    {
      g_autofree char *text = lkb_missing_dup_text (&missing->items[i], TRUE);
      GtkWidget *label = create_term (text, 0, TRUE);

      gtk_grid_attach (grid, label, 0, (*row)++, 2, 1);
    }
}

static void
append_duration (GtkGrid *grid, int *row, const char *name, double value)
{
  g_autofree char *figure = NULL;

  if (isnan (value))
    return;
  figure = lkb_format_duration (value);
  append_term (grid, row, name, figure);
}

/* What a figure is made of. */
static GtkWidget *
create_terms (LkbStrip *self, LkbStripFigure figure)
{
  LkbBoard *board = lkb_editor_get_board (lkb_review_get_editor (self->review));
  const LkbAnalysis *analysis = lkb_review_get_analysis (self->review);
  GtkWidget *grid = gtk_grid_new ();
  int row = 0;

  gtk_grid_set_column_spacing (GTK_GRID (grid), 18);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 4);
  if (analysis == NULL)
    return grid;
  if (figure == LKB_STRIP_LATENCY)
    {
      const LkbLatencyRow *latency = lkb_analysis_get_main_latency (analysis);

      if (latency == NULL)
        latency = lkb_analysis_get_main_request (analysis);
      if (latency != NULL)
        {
          append_terms (GTK_GRID (grid), &row, board, latency->terms, latency->n_terms);
          gtk_grid_attach (GTK_GRID (grid), gtk_separator_new (GTK_ORIENTATION_HORIZONTAL), 0,
                           row++, 2, 1);
          append_duration (GTK_GRID (grid), &row, _ ("if hops are independent"),
                           latency->independent_at_budget);
          append_duration (GTK_GRID (grid), &row, _ ("if slow moments coincide"),
                           latency->coincident_at_budget);
          append_duration (GTK_GRID (grid), &row, _ ("whatever happens"), latency->bound_at_budget);
          append_missing (GTK_GRID (grid), &row, &latency->missing);
        }
      else
        append_missing (GTK_GRID (grid), &row, lkb_analysis_get_latency_missing (analysis));
    }
  else if (figure == LKB_STRIP_FRESHNESS)
    {
      const LkbFreshnessRow *freshness = lkb_analysis_get_main_freshness (analysis);

      if (freshness != NULL)
        {
          append_terms (GTK_GRID (grid), &row, board, freshness->terms, freshness->n_terms);
          append_missing (GTK_GRID (grid), &row, &freshness->missing);
        }
      else
        append_missing (GTK_GRID (grid), &row, lkb_analysis_get_freshness_missing (analysis));
    }
  else if (figure == LKB_STRIP_COST)
    {
      const LkbCost *cost = lkb_analysis_get_cost (analysis);

      for (guint i = 0; i < cost->n_by_element; i++)
        {
          g_autofree char *name = dup_name_of (board, cost->by_element[i].name);
          g_autofree char *money = isnan (cost->by_element[i].per_month)
                                       ? g_strdup ("–")
                                       : lkb_format_money (cost->by_element[i].per_month,
                                                           cost->currency != NULL ? cost->currency
                                                                                  : "USD");

          append_term (GTK_GRID (grid), &row, name, money);
        }
      append_missing (GTK_GRID (grid), &row, &cost->missing);
    }
  else if (figure == LKB_STRIP_AVAILABILITY)
    {
      const LkbAvailability *availability = lkb_analysis_get_availability (analysis);

      append_duration (GTK_GRID (grid), &row, _ ("down in 30 days"),
                       availability->downtime_min_30d * 60);
      append_missing (GTK_GRID (grid), &row, &availability->missing);
    }
  if (row == 0)
    gtk_grid_attach (GTK_GRID (grid), create_term (_ ("Nothing to add up yet"), 0, TRUE), 0, 0, 1,
                     1);
  return grid;
}

/* Lights the path of a figure, or the first arrow that nobody owns. */
static void
light (LkbStrip *self, LkbStripFigure figure)
{
  LkbEditor *editor = lkb_review_get_editor (self->review);
  LkbStripText text;

  if (figure == LKB_STRIP_OWNED)
    {
      const char *id = lkb_editor_next_unowned (editor, NULL);

      if (id != NULL)
        lkb_editor_go_to (editor, (const char *[]){ id, NULL });
      return;
    }
  lkb_strip_text_fill (&text, lkb_editor_get_board (editor), lkb_review_get_analysis (self->review),
                       figure);
  if (text.path != NULL)
    lkb_editor_go_to (editor, text.path);
  lkb_strip_text_clear (&text);
}

static void
owned_clicked_cb (GtkButton *button, LkbStrip *self)
{
  if (self->review != NULL)
    light (self, LKB_STRIP_OWNED);
}

static void
create_popup_cb (GtkMenuButton *button, gpointer data)
{
  LkbStrip *self = data;

  if (self->review == NULL)
    return;
  for (int i = 0; i < LKB_N_STRIP_FIGURES; i++)
    {
      if (self->cells[i].button != GTK_WIDGET (button))
        continue;
      gtk_popover_set_child (gtk_menu_button_get_popover (button),
                             create_terms (self, (LkbStripFigure) i));
      light (self, (LkbStripFigure) i);
    }
}

static void
build_cell (LkbStrip *self, LkbStripFigure figure)
{
  Cell *cell = &self->cells[figure];
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 5);

  cell->name = gtk_label_new (lkb_strip_figure_get_name (figure));
  cell->figure = gtk_label_new (NULL);
  cell->qualifier = gtk_label_new (NULL);
  cell->symbol = gtk_label_new (NULL);
  gtk_widget_add_css_class (cell->name, "qualifier");
  gtk_widget_add_css_class (cell->figure, "figure");
  gtk_widget_add_css_class (cell->figure, "numeric");
  gtk_widget_add_css_class (cell->qualifier, "qualifier");
  gtk_widget_add_css_class (cell->qualifier, "numeric");
  gtk_widget_add_css_class (cell->symbol, "symbol");
  gtk_widget_set_visible (cell->name, figure != LKB_STRIP_OWNED);
  gtk_box_append (GTK_BOX (box), cell->name);
  gtk_box_append (GTK_BOX (box), cell->figure);
  gtk_box_append (GTK_BOX (box), cell->qualifier);
  gtk_box_append (GTK_BOX (box), cell->symbol);

  if (figure == LKB_STRIP_OWNED)
    {
      cell->button = gtk_button_new ();
      gtk_button_set_child (GTK_BUTTON (cell->button), box);
      gtk_button_set_has_frame (GTK_BUTTON (cell->button), FALSE);
      g_signal_connect (cell->button, "clicked", G_CALLBACK (owned_clicked_cb), self);
    }
  else
    {
      cell->button = gtk_menu_button_new ();
      gtk_menu_button_set_child (GTK_MENU_BUTTON (cell->button), box);
      gtk_menu_button_set_has_frame (GTK_MENU_BUTTON (cell->button), FALSE);
      gtk_menu_button_set_direction (GTK_MENU_BUTTON (cell->button), GTK_ARROW_UP);
      gtk_menu_button_set_popover (GTK_MENU_BUTTON (cell->button), gtk_popover_new ());
      gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (cell->button), create_popup_cb, self,
                                             NULL);
    }
  gtk_box_append (GTK_BOX (self->row), cell->button);
}

void
lkb_strip_set_review (LkbStrip *self, LkbReview *review)
{
  g_return_if_fail (LKB_IS_STRIP (self));

  if (self->review != NULL)
    g_signal_handlers_disconnect_by_data (self->review, self);
  g_set_object (&self->review, review);
  if (review != NULL)
    g_signal_connect (review, "changed", G_CALLBACK (review_changed_cb), self);
  update (self);
}

static void
lkb_strip_dispose (GObject *object)
{
  LkbStrip *self = LKB_STRIP (object);

  lkb_strip_set_review (self, NULL);
  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  G_OBJECT_CLASS (lkb_strip_parent_class)->dispose (object);
}

static void
lkb_strip_class_init (LkbStripClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lkb_strip_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "lkb-strip");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
lkb_strip_init (LkbStrip *self)
{
  /* On a narrow window the row scrolls rather than asks for its width. */
  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroller), GTK_POLICY_EXTERNAL,
                                  GTK_POLICY_NEVER);
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
  self->row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  gtk_widget_set_valign (self->row, GTK_ALIGN_CENTER);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), self->row);
  for (int i = 0; i < N_STRIP_SIGNALS; i++)
    {
      self->chips[i] = gtk_label_new (get_signal_name ((StripSignal) i));
      gtk_widget_add_css_class (self->chips[i], "lkb-chip");
      gtk_widget_set_valign (self->chips[i], GTK_ALIGN_CENTER);
      gtk_box_append (GTK_BOX (self->row), self->chips[i]);
    }
  for (int i = 0; i < LKB_N_STRIP_FIGURES; i++)
    build_cell (self, (LkbStripFigure) i);
}

LkbStrip *
lkb_strip_new (void)
{
  return g_object_new (LKB_TYPE_STRIP, NULL);
}
