/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "lkb-review.h"

G_BEGIN_DECLS

/** LkbWhatIf: asks what the figures would be if a knob were turned, sources sent ten times as much, a node were down or slow
 * moments coincided. What it is answered is the review's preview, as long as somebody looks; only the knob's own button
 * changes the board. */
#define LKB_TYPE_WHAT_IF (lkb_what_if_get_type ())
G_DECLARE_FINAL_TYPE (LkbWhatIf, lkb_what_if, LKB, WHAT_IF, GtkBox)

/** lkb_what_if_new: (transfer floating): empty until lkb_what_if_update(). The review must have figures. */
GtkWidget *lkb_what_if_new (LkbReview *review);

/** lkb_what_if_update: the board or its figures changed: what is asked is asked again, against what is now. @path: (nullable):
 * the elements that the figure is about. */
void lkb_what_if_update (LkbWhatIf *self, const char *const *path);

/** lkb_what_if_dup_text: (transfer full): a figure before and after in each line: "Latency: 1.87 s → 2.15 s", or that it
 * stays as it is, and why there is none then: no way left, a queue without end; what has no figure before is left out.
 * @options: (nullable): what was asked; NULL when only a knob was turned. A pure function. */
char *lkb_what_if_dup_text (LkbBoard *board, const LkbAnalysis *before, const LkbAnalysis *after,
                            const LkbAnalysisOptions *options);

G_END_DECLS
