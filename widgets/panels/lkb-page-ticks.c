/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-page-ticks.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "lkb-strip-text.h"
#include "lkb-widget.h"

#define N_TICKS 5

struct _LkbPageTicks
{
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkWidget *chips[N_TICKS];
};

G_DEFINE_FINAL_TYPE (LkbPageTicks, lkb_page_ticks, GTK_TYPE_WIDGET)

static const char *const names[N_TICKS] = { N_ ("Goal"), N_ ("KPI"), N_ ("Path"), N_ ("Owners"),
                                            N_ ("Numbers") };

static gboolean
has_owners (LkbBoard *board)
{
  guint n_edges;
  guint n_owned = lkb_board_count_owned (board, &n_edges);

  return n_edges > 0 && n_owned == n_edges;
}

guint
lkb_page_ticks_update (LkbPageTicks *self, LkbBoard *board, const LkbAnalysis *analysis)
{
  const LkbLatencyRow *latency = NULL;
  gboolean done[N_TICKS] = { FALSE };
  guint n = 0;

  if (analysis != NULL)
    latency = lkb_analysis_get_told_latency (analysis);
  done[0] = lkb_board_has_signal (board, NULL, LKB_SIGNAL_GOAL);
  done[1] = lkb_board_has_signal (board, NULL, LKB_SIGNAL_KPI);
  done[2] = latency != NULL;
  done[3] = has_owners (board);
  done[4] = latency != NULL && isfinite (latency->coincident_at_budget)
            && isfinite (lkb_analysis_get_cost (analysis)->per_month);

  for (guint i = 0; i < N_TICKS; i++)
    {
      g_autofree char *text = g_strconcat (done[i] ? "✓ " : "◌ ", _ (names[i]), NULL);
      g_autofree char *spoken = g_strdup_printf ("%s: %s", _ (names[i]),
                                                 done[i] ? _ ("done") : _ ("to do"));

      gtk_label_set_text (GTK_LABEL (self->chips[i]), text);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->chips[i]),
                                      GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
      lkb_widget_set_class (self->chips[i], "there", done[i]);
      n += done[i] ? 1 : 0;
    }
  gtk_widget_set_visible (GTK_WIDGET (self), n < N_TICKS);
  return n;
}

static void
lkb_page_ticks_dispose (GObject *object)
{
  g_clear_pointer (&LKB_PAGE_TICKS (object)->box, gtk_widget_unparent);
  G_OBJECT_CLASS (lkb_page_ticks_parent_class)->dispose (object);
}

static void
lkb_page_ticks_class_init (LkbPageTicksClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = lkb_page_ticks_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
lkb_page_ticks_init (LkbPageTicks *self)
{
  self->box = gtk_flow_box_new ();
  gtk_flow_box_set_selection_mode (GTK_FLOW_BOX (self->box), GTK_SELECTION_NONE);
  gtk_flow_box_set_column_spacing (GTK_FLOW_BOX (self->box), 6);
  gtk_flow_box_set_row_spacing (GTK_FLOW_BOX (self->box), 6);
  gtk_flow_box_set_max_children_per_line (GTK_FLOW_BOX (self->box), N_TICKS);
  gtk_widget_add_css_class (self->box, "lkb-ticks");
  for (guint i = 0; i < N_TICKS; i++)
    {
      GtkWidget *child = gtk_flow_box_child_new ();

      self->chips[i] = gtk_label_new (NULL);
      gtk_widget_add_css_class (self->chips[i], "lkb-chip");
      gtk_flow_box_child_set_child (GTK_FLOW_BOX_CHILD (child), self->chips[i]);
      /* Told, not pressed: no stop on the way of the Tab key. */
      gtk_widget_set_focusable (child, FALSE);
      gtk_flow_box_insert (GTK_FLOW_BOX (self->box), child, -1);
    }
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

GtkWidget *
lkb_page_ticks_new (void)
{
  return g_object_new (LKB_TYPE_PAGE_TICKS, NULL);
}
