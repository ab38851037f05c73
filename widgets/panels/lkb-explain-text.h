/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/analysis/lkb-explanation.h"
#include "lkb-strip.h"

G_BEGIN_DECLS

/* An explanation in words; pure functions, so that what is told can be tested without a window. */

/** lkb_strip_figure_explains: which figure a cell of the strip shows; not for how much is owned. */
LkbFigure lkb_strip_figure_explains (LkbStripFigure figure);

/** lkb_explain_new: (transfer full) (nullable): of the board's main figure of that kind; NULL when it has none. */
LkbExplanation *lkb_explain_new (const LkbAnalysis *analysis, LkbFigure figure);

/** lkb_explain_get_missing: (nullable): why there is no such figure at all. */
const LkbMissingList *lkb_explain_get_missing (const LkbAnalysis *analysis, LkbFigure figure);

/** lkb_explain_get_title: translated: "Latency", "Cost of delay". */
const char *lkb_explain_get_title (LkbFigure figure);

/** lkb_explain_dup_head: (transfer full): the figure in one line, as the strip has it, with its budget. For those that the strip
 * has no cell for: "83 % at the busiest node", "$32 per hour". @strict: as in lkb_strip_text_fill(). */
char *lkb_explain_dup_head (LkbBoard *board, const LkbAnalysis *analysis, LkbFigure figure,
                            gboolean strict);

/** lkb_explain_is_told: whether the board says anything about a figure that the strip has no cell for. */
gboolean lkb_explain_is_told (LkbBoard *board, const LkbAnalysis *analysis, LkbFigure figure);

/** lkb_explain_dup_name: (transfer full): of a node "Event Hub", of an edge "Web clicks → Event Hub"; what is no longer on
 * the board by its id. */
char *lkb_explain_dup_name (LkbBoard *board, const char *id);

/** lkb_explain_dup_amount: (transfer full): @value in the figure's unit: "40 ms", "12 min", "$300"; "–" for NAN. */
char *lkb_explain_dup_amount (const LkbAnalysis *analysis, const LkbExplanation *explanation,
                              double value);

/** lkb_explain_get_unit: what the values of the terms are, translated: "on average". */
const char *lkb_explain_get_unit (const LkbExplanation *explanation);

/** lkb_explain_dup_basis: (transfer full): what the figure is, whether or not it has a budget: "p95 if hops are independent". */
char *lkb_explain_dup_basis (const LkbExplanation *explanation);

/** lkb_explain_dup_statistic: (transfer full): of a time, at what it is told and on which condition: "p95 if hops are
 * independent". */
char *lkb_explain_dup_statistic (const LkbExplanation *explanation);

/** lkb_explain_dup_budget: (transfer full) (nullable): "Budget 3 s @ p95, from the KPI". */
char *lkb_explain_dup_budget (const LkbExplanation *explanation);

/** lkb_explain_dup_term_name: (transfer full): of what a term is: the element's, and what it does where its times are told one
 * by one: "Silver: wait for the next batch". */
char *lkb_explain_dup_term_name (LkbBoard *board, const LkbExplanationTerm *term);

/** lkb_explain_is_largest: whether a term belongs to what is to be mended first. */
gboolean lkb_explain_is_largest (const LkbExplanation *explanation, const LkbExplanationTerm *term);

/** lkb_explain_get_mark: why such a term is marked, translated. */
const char *lkb_explain_get_mark (const LkbExplanation *explanation);

/** lkb_explain_get_rest: (nullable): what stands between the parts of an availability and the whole, translated: "− spared by a
 * second way"; NULL when they add up. How much it is: the explanation's `rest`. */
const char *lkb_explain_get_rest (const LkbAnalysis *analysis, const LkbExplanation *explanation);

/** lkb_explain_dup_load: (transfer full): of a utilisation, what comes in and what the node takes: "10 k/s of 14 k/s"; "" when it
 * has none. */
char *lkb_explain_dup_load (const LkbAnalysis *analysis, const LkbExplanationTerm *term);

/** lkb_explain_dup_term: (transfer full): a term as one sentence, for a screen reader. */
char *lkb_explain_dup_term (LkbBoard *board, const LkbAnalysis *analysis,
                            const LkbExplanation *explanation, const LkbExplanationTerm *term);

/** lkb_explain_dup_mend: (transfer full) (nullable): what mending the largest part would leave: "Without it 0.4 s of
 * 1.2 s are left". */
char *lkb_explain_dup_mend (const LkbAnalysis *analysis, const LkbExplanation *explanation);

G_END_DECLS
