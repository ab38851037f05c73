/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-strip-terms.h"

#include <glib/gi18n-lib.h>
#include <math.h>

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

GtkWidget *
lkb_strip_create_terms (LkbBoard *board, const LkbAnalysis *analysis, LkbStripFigure figure)
{
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
