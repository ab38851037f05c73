/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "lkb-review.h"

G_BEGIN_DECLS

/**
 * LkbFindingsPanel: what is still to be done ("Checks"): those of the stage to work on, a few at a time; later stages are a
 * closed line each. Click or Enter goes to the element; a button mends what can be mended at once.
 */
#define LKB_TYPE_FINDINGS_PANEL (lkb_findings_panel_get_type ())
G_DECLARE_FINAL_TYPE (LkbFindingsPanel, lkb_findings_panel, LKB, FINDINGS_PANEL, GtkWidget)

LkbFindingsPanel *lkb_findings_panel_new (void);
/** lkb_findings_panel_set_review: (nullable). */
void lkb_findings_panel_set_review (LkbFindingsPanel *self, LkbReview *review);

/** lkb_findings_panel_next: goes to the next (or first) finding of the stage; FALSE when there is none. */
gboolean lkb_findings_panel_next (LkbFindingsPanel *self);
/** lkb_findings_panel_mend: applies the quick fix of the current finding: that of the selected element, else the one gone
 * to last, else the first. When a check of the board is under way, as soon as that is made. */
void lkb_findings_panel_mend (LkbFindingsPanel *self);
/** lkb_findings_panel_get_row: (transfer none) (nullable): the nth row that is shown. */
GtkWidget *lkb_findings_panel_get_row (LkbFindingsPanel *self, guint n);

/** lkb_finding_row_new: (transfer floating): symbol, words and quick fix of one finding; also for the export dialog.
 * "activate-row" of @review's editor: see lkb_finding_go_to(). */
GtkWidget *lkb_finding_row_new (LkbReview *review, const LkbFinding *finding);
/** lkb_finding_row_get_words: (transfer none): the column of such a row that holds message and fixes. */
GtkBox *lkb_finding_row_get_words (GtkWidget *row);
/** lkb_finding_go_to: selects what a finding is about and brings it into view. */
void lkb_finding_go_to (LkbReview *review, const LkbFinding *finding);

/*
 * LkbFindingsPanel::go-to (int field): a finding was gone to; the field that mends it, or LKB_N_FIELDS.
 * LkbFindingsPanel::mended (const char *text, gboolean undoable): the answer to lkb_findings_panel_mend(): what was done, or
 * why not.
 */

G_END_DECLS
