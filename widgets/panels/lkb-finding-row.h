/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "lkb-review.h"

G_BEGIN_DECLS

/** lkb_finding_row_new: (transfer floating): symbol, words and quick fix of one finding; also for the export dialog.
 * "activate-row" of @review's editor: see lkb_finding_go_to(). */
GtkWidget *lkb_finding_row_new (LkbReview *review, const LkbFinding *finding);
/** lkb_finding_row_get_words: (transfer none): the column of such a row that holds message and fixes. */
GtkBox *lkb_finding_row_get_words (GtkWidget *row);
/** lkb_finding_go_to: selects what a finding is about and brings it into view. */
void lkb_finding_go_to (LkbReview *review, const LkbFinding *finding);
/** lkb_finding_row_add_accept: a button on such a row with which the check is accepted, with a reason. */
void lkb_finding_row_add_accept (GtkWidget *row, LkbReview *review, const LkbFinding *finding);
/** lkb_finding_row_get_reason: (transfer none) (nullable): the entry of the reason, which is shown while it is written. */
GtkWidget *lkb_finding_row_get_reason (GtkWidget *row);
/** lkb_finding_row_new_accepted: (transfer floating): a check that was accepted, its reason, and how to have it again. */
GtkWidget *lkb_finding_row_new_accepted (LkbReview *review, const LkbFinding *finding);

G_END_DECLS
