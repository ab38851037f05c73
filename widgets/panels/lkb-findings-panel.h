/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "lkb-finding-row.h"
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

/*
 * LkbFindingsPanel::go-to (int field): a finding was gone to; the field that mends it, or LKB_N_FIELDS.
 * LkbFindingsPanel::mended (const char *text, gboolean undoable): the answer to lkb_findings_panel_mend(): what was done, or
 * why not.
 */

G_END_DECLS
