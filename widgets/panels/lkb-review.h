/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/analysis/lkb-analysis.h"
#include "core/rules/lkb-rules.h"
#include "widgets/canvas/lkb-editor.h"

G_BEGIN_DECLS

/**
 * LkbReview:
 *
 * What the program thinks of an editor's board: figures and findings of its last committed state. They are made in a worker
 * from copies, a little after the last change, so that no key ever waits; a result that is out of date is thrown away.
 */
#define LKB_TYPE_REVIEW (lkb_review_get_type ())
G_DECLARE_FINAL_TYPE (LkbReview, lkb_review, LKB, REVIEW, GObject)

/** lkb_review_new: starts at once. @editor gets the figures too. Its vocabulary must live until lkb_review_stop(). */
LkbReview *lkb_review_new (LkbEditor *editor);
/** lkb_review_stop: nothing is computed any more; waits for a worker that is under way. */
void lkb_review_stop (LkbReview *self);

LkbEditor *lkb_review_get_editor (LkbReview *self);
/** (nullable) (transfer none): NULL until the first result. */
LkbAnalysis *lkb_review_get_analysis (LkbReview *self);
LkbFindings *lkb_review_get_findings (LkbReview *self);
/** lkb_review_set_silent: in an exam nobody is told of findings: lkb_review_get_findings() has none. */
void lkb_review_set_silent (LkbReview *self, gboolean silent);
gboolean lkb_review_get_silent (LkbReview *self);
/** lkb_review_peek_findings: (nullable) (transfer none): also then, for who asks the questions. */
LkbFindings *lkb_review_peek_findings (LkbReview *self);
/** lkb_review_is_current: whether the results are of the board as it is now. */
gboolean lkb_review_is_current (LkbReview *self);

/** lkb_review_ask_async: what if: the board as it is now, but with @instead (nullable) for the element of the same id,
 * analysed with @options in a worker; the board and the review's own figures stay. */
void lkb_review_ask_async (LkbReview *self, const LkbElement *instead,
                           const LkbAnalysisOptions *options, GCancellable *cancellable,
                           GAsyncReadyCallback callback, gpointer data);
/** lkb_review_ask_finish: (transfer full): NULL when it was cancelled. */
LkbAnalysis *lkb_review_ask_finish (GAsyncResult *result, GError **error);

/** lkb_review_set_preview: figures that somebody asks about, to be looked at in the place of the board's own; NULL ends that.
 * Nothing but what is shown depends on them. */
void lkb_review_set_preview (LkbReview *self, LkbAnalysis *preview);
/** lkb_review_get_preview: (nullable) (transfer none). */
LkbAnalysis *lkb_review_get_preview (LkbReview *self);

/** lkb_review_get_strict: whether Check or Export was asked for: what is missing is wrong from then on, not to do. */
gboolean lkb_review_get_strict (LkbReview *self);
void lkb_review_set_strict (LkbReview *self, gboolean strict);

/*
 * LkbReview::changed: new results, or strictness differs.
 * LkbReview::preview-changed
 */

G_END_DECLS
