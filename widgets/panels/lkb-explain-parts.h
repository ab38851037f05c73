/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "lkb-explain-text.h"

G_BEGIN_DECLS

/** LkbExplainParts: what a figure is made of, in rows that can be gone to, what it takes for granted and where to begin; or
 * why there is no such figure. */
#define LKB_TYPE_EXPLAIN_PARTS (lkb_explain_parts_get_type ())
G_DECLARE_FINAL_TYPE (LkbExplainParts, lkb_explain_parts, LKB, EXPLAIN_PARTS, GtkBox)

/** LKB_EXPLAIN_WIDTH: of the whole explanation, pixels. */
#define LKB_EXPLAIN_WIDTH 372

GtkWidget *lkb_explain_parts_new (void);

/** lkb_explain_parts_show: in the place of what was shown before; a row that has the focus keeps it. @analysis,
 * @explanation: (nullable): must live until the next call. */
void lkb_explain_parts_show (LkbExplainParts *self, LkbBoard *board, const LkbAnalysis *analysis,
                             const LkbExplanation *explanation, LkbFigure figure);

/** lkb_explain_append_words: (transfer none): a label, added to a box, on as many lines as the width of an explanation makes
 * it. @css_class: (nullable). */
GtkWidget *lkb_explain_append_words (GtkWidget *box, const char *text, const char *css_class);

/*
 * LkbExplainParts::go-to (id): somebody wants to see that node or edge.
 */

G_END_DECLS
