/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lkb-value-editor.h"

G_BEGIN_DECLS

/**
 * LkbFactRow:
 *
 * One fact of what is selected: its label, the box for its value, where a ghost comes from, what is proposed, what there is to
 * mend. Latency p50 and p95 share the row of p95.
 */
#define LKB_TYPE_FACT_ROW (lkb_fact_row_get_type ())
G_DECLARE_FINAL_TYPE (LkbFactRow, lkb_fact_row, LKB, FACT_ROW, GtkWidget)

/** lkb_fact_row_new: (nullable): NULL when the field is drawn, not typed, or means different things in what is selected. */
GtkWidget *lkb_fact_row_new (LkbEditContext *context, LkbField field);

LkbField lkb_fact_row_get_field (LkbFactRow *self);
LkbValueEditor *lkb_fact_row_get_editor (LkbFactRow *self);
/** lkb_fact_row_update: shows what the board, figures and findings say now. */
void lkb_fact_row_update (LkbFactRow *self);
void lkb_fact_row_commit (LkbFactRow *self);
gboolean lkb_fact_row_take_focus (LkbFactRow *self, const char *member);
/** lkb_fact_row_hide_label: the section's title says the same. */
void lkb_fact_row_hide_label (LkbFactRow *self);
/** lkb_fact_row_get_proposal: (nullable): the button that takes what is proposed, when something is. */
GtkWidget *lkb_fact_row_get_proposal (LkbFactRow *self);
/** lkb_fact_row_get_note: (nullable): "from the KPI", when there is such a line. */
const char *lkb_fact_row_get_note (LkbFactRow *self);

/** lkb_fact_is_filled: whether anything that is selected has a value. */
gboolean lkb_fact_is_filled (LkbEditContext *context, LkbField field);
/** lkb_fact_get_label: translated; of the row, so p50 and p95 have one. */
const char *lkb_fact_get_label (LkbField field);

G_END_DECLS
