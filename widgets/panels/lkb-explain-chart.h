/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/picture/lkb-chart.h"
#include "lkb-explain-text.h"

G_BEGIN_DECLS

/** lkb_explain_new_chart: (transfer full) (nullable): the distribution of a time with its percentiles, and what each hop
 * takes of the budget; of what is no sum each part alone. NULL when nothing of that is known. @box: (out): what of it is
 * shown. */
LkbPicture *lkb_explain_new_chart (LkbBoard *board, const LkbAnalysis *analysis,
                                   const LkbExplanation *explanation, LkbTextMeasurer *measurer,
                                   LkbBox *box);

/** lkb_explain_dup_chart_title: (transfer full): of what it is: "Latency: Web clicks → Shop". */
char *lkb_explain_dup_chart_title (LkbBoard *board, const LkbAnalysis *analysis,
                                   const LkbExplanation *explanation);

/** lkb_explain_new_saved_chart: (transfer full) (nullable): the same chart for a file of its own: with its title, the board's and
 * all that the figure takes for granted. */
LkbPicture *lkb_explain_new_saved_chart (LkbBoard *board, const LkbAnalysis *analysis,
                                         const LkbExplanation *explanation,
                                         LkbTextMeasurer *measurer, LkbBox *box);

/** lkb_explain_dup_chart_words: (transfer full): the same for who can't see it. */
char *lkb_explain_dup_chart_words (const LkbAnalysis *analysis, LkbFigure figure);

G_END_DECLS
