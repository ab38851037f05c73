/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lkb-strip.h"

G_BEGIN_DECLS

/** LkbExplainBox: why a figure of the strip is what it is: its parts, what it takes for granted, where to begin; and what it
 * would be. From there the figures are reached that have no cell of their own: load and cost of delay. */
#define LKB_TYPE_EXPLAIN_BOX (lkb_explain_box_get_type ())
G_DECLARE_FINAL_TYPE (LkbExplainBox, lkb_explain_box, LKB, EXPLAIN_BOX, GtkBox)

/** lkb_explain_box_new: (transfer floating): follows the review's figures as long as it is shown. */
GtkWidget *lkb_explain_box_new (LkbReview *review, LkbStripFigure figure);

/** lkb_explain_box_get_path: (nullable): what the figure is about: ids, NULL-terminated; belongs to the box, until its path
 * changes. */
const char *const *lkb_explain_box_get_path (LkbExplainBox *self);

void lkb_explain_box_set_theme (LkbExplainBox *self, LkbThemeId theme);

/*
 * LkbExplainBox::go-to (id): somebody wants to see that node or edge.
 * LkbExplainBox::save-picture (LkbStill): the chart is to be saved.
 * LkbExplainBox::path-changed: the figure is about something else.
 */

G_END_DECLS
