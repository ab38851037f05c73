/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lkb-scorecard.h"

G_BEGIN_DECLS

/* A score as a document: what the command line prints. All results are (transfer full). */

/** lkb_scorecard_to_json: with a newline at the end; English and in the C locale on every machine. docs/SCORE.md
 * tells of its members. */
char *lkb_scorecard_to_json (const LkbScorecard *card);

/** lkb_scorecard_to_text: some lines in the language of the user: band and score, what gains most, then each criterion with
 * its evidence. */
char *lkb_scorecard_to_text (const LkbScorecard *card);

/** lkb_score_evidence_dup_text: with its time: "owner on the last edge at 31:20"; in the language of the user if
 * @translate. */
char *lkb_score_evidence_dup_text (const LkbScoreEvidence *evidence, gboolean translate);
/** lkb_score_row_dup_evidence: all of a row on one line. */
char *lkb_score_row_dup_evidence (const LkbScoreRow *row, gboolean translate);
/** lkb_score_row_dup_correction: (nullable): what was judged where the level was corrected, and why; in the language of the
 * user. */
char *lkb_score_row_dup_correction (const LkbScoreRow *row);
/** lkb_score_row_dup_gain: points that the row still lacks: "+7.5". */
char *lkb_score_row_dup_gain (const LkbScoreRow *row);
/** lkb_scorecard_dup_kind: how the round was held, and for whom its score is weighed: only like is compared with like; in the
 * language of the user. */
char *lkb_scorecard_dup_kind (const LkbScorecard *card);
/** lkb_scorecard_dup_headline: "Close: 72 of 100". Never a number alone. */
char *lkb_scorecard_dup_headline (const LkbScorecard *card, gboolean translate);

G_END_DECLS
