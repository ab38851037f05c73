/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** lkb_fact_section_get: (transfer none): the section of @parent, a vertical box, for a @group of
 * the field table (nullable: others); made in its place when it isn't there. */
GtkWidget *lkb_fact_section_get (GtkWidget *parent, const char *group);

/** lkb_fact_section_insert: puts @child into @box behind the last child whose @order is not higher:
 * what comes later finds its place. */
void lkb_fact_section_insert (GtkWidget *box, GtkWidget *child, guint order);

/** lkb_fact_section_clear: removes all children of @box. */
void lkb_fact_section_clear (GtkWidget *box);

G_END_DECLS
