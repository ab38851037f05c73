/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "core/picture/lkb-theme.h"
#include "lkb-review.h"

G_BEGIN_DECLS

/**
 * LkbInspector:
 *
 * The facts of what is selected, as boxes to type in; of the page when nothing is. Made from the field table: essential facts
 * always, common ones under "More", the rest by "Add a fact…"; what is filled is always shown. Scrolls by itself.
 */
#define LKB_TYPE_INSPECTOR (lkb_inspector_get_type ())
G_DECLARE_FINAL_TYPE (LkbInspector, lkb_inspector, LKB, INSPECTOR, GtkWidget)

LkbInspector *lkb_inspector_new (void);

/** lkb_inspector_set_review: (nullable): follows the selection, board, figures and findings of its editor. */
void lkb_inspector_set_review (LkbInspector *self, LkbReview *review);
void lkb_inspector_set_theme (LkbInspector *self, LkbThemeId theme);

/** lkb_inspector_set_number_format: the decimal sign and the grouping sign ("" for none) of what a person types; at first
 * "." and ",". */
void lkb_inspector_set_number_format (LkbInspector *self, const char *decimal,
                                      const char *grouping);
/** lkb_inspector_set_read_only: shows all, changes nothing. */
void lkb_inspector_set_read_only (LkbInspector *self, gboolean read_only);

/** lkb_inspector_focus_field: shows the box of @field, also when it is not shown by default, and puts the keyboard focus
 * there; FALSE when what is selected does not carry it. */
gboolean lkb_inspector_focus_field (LkbInspector *self, LkbField field);
/** lkb_inspector_focus_member: the same for one row of a list of records: @member: (nullable): its name, such as
 * "time to insight". */
gboolean lkb_inspector_focus_member (LkbInspector *self, LkbField field, const char *member);

/** lkb_inspector_commit: puts on the board what is still being typed: before saving, exporting or undoing. */
void lkb_inspector_commit (LkbInspector *self);

/** Without a review, for tests: a board alone, its selection (NULL or empty: the page) and its results (both nullable).
 * @vocabulary: (nullable): borrowed, must outlive what is shown. */
void lkb_inspector_set_history (LkbInspector *self, LkbHistory *history,
                                const LkbVocabulary *vocabulary);
void lkb_inspector_set_selection (LkbInspector *self, const char *const *ids);
void lkb_inspector_set_results (LkbInspector *self, LkbAnalysis *analysis, LkbFindings *findings);

/** lkb_inspector_get_row: (nullable) (transfer none): the box of a field, when it is shown; for tests. */
GtkWidget *lkb_inspector_get_row (LkbInspector *self, LkbField field);

/*
 * LkbInspector::message (const char *text): something to tell the person, plain text: an edit that the board refused.
 */

G_END_DECLS
