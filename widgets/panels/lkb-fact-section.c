/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-fact-section.h"

#include <glib/gi18n-lib.h>

#define ORDER_KEY "lkb-order"

/* The groups of the field table in the order in which they are read. */
static const char *const groups[] = {
  N_ ("Goal"),        N_ ("KPI"),       N_ ("Budgets"),    N_ ("Teams"),      N_ ("Trade-offs"),
  N_ ("Assumptions"), N_ ("Page"),      N_ ("What it is"), N_ ("Ownership"),  N_ ("Time"),
  N_ ("Volume"),      N_ ("Cost"),      N_ ("Promise"),    N_ ("Processing"), N_ ("Lakehouse"),
  N_ ("Reliability"), N_ ("Semantics"), N_ ("Governance"), N_ ("Place"),
};

static guint
get_group_order (const char *group)
{
  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    if (g_strcmp0 (groups[i], group) == 0)
      return i;
  return G_N_ELEMENTS (groups);
}

void
lkb_fact_section_insert (GtkWidget *box, GtkWidget *child, guint order)
{
  GtkWidget *before = NULL;

  g_return_if_fail (GTK_IS_BOX (box) && GTK_IS_WIDGET (child));

  for (GtkWidget *other = gtk_widget_get_first_child (box); other != NULL;
       other = gtk_widget_get_next_sibling (other))
    if (GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (other), ORDER_KEY)) <= order)
      before = other;
  g_object_set_data (G_OBJECT (child), ORDER_KEY, GUINT_TO_POINTER (order));
  gtk_box_insert_child_after (GTK_BOX (box), child, before);
}

GtkWidget *
lkb_fact_section_get (GtkWidget *parent, const char *group)
{
  guint order = get_group_order (group) + 1;
  GtkWidget *section;
  GtkWidget *title;

  g_return_val_if_fail (GTK_IS_BOX (parent), NULL);

  for (section = gtk_widget_get_first_child (parent); section != NULL;
       section = gtk_widget_get_next_sibling (section))
    if (GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (section), ORDER_KEY)) == order)
      return section;
  section = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_add_css_class (section, "lkb-group");
  title = gtk_label_new (group != NULL ? _ (group) : _ ("Other"));
  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_widget_add_css_class (title, "lkb-group-title");
  gtk_accessible_update_property (GTK_ACCESSIBLE (section), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  gtk_label_get_text (GTK_LABEL (title)), -1);
  gtk_box_append (GTK_BOX (section), title);
  lkb_fact_section_insert (parent, section, order);
  return section;
}

void
lkb_fact_section_clear (GtkWidget *box)
{
  GtkWidget *child;

  g_return_if_fail (GTK_IS_BOX (box));

  while ((child = gtk_widget_get_first_child (box)) != NULL)
    gtk_box_remove (GTK_BOX (box), child);
}
