/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/rules/lkb-rules.h"

G_BEGIN_DECLS

/*
 * What a person does about findings, each as one change of the board that was checked.
 */

/**
 * lkb_findings_dup_shared_fix:
 * @n: (out) (optional): how many findings it mends
 * Returns: (transfer full) (nullable): the first quick fix of every finding of @finding's rule as one step; NULL when it
 *   would mend fewer than two. Fixes of the same element are not joined: each was made without knowing of the other.
 */
LkbChange *lkb_findings_dup_shared_fix (const LkbFindings *findings, const LkbFinding *finding,
                                        guint *n);

/** lkb_finding_takes_answer: whether the finding is mended by words: an owner, the goal, a KPI. */
gboolean lkb_finding_takes_answer (const LkbFinding *finding);
/** lkb_finding_dup_answer: (transfer full) (nullable): what @text, typed as the answer to @finding, changes: "Web > Reco" for
 * an arrow's owners, "time to insight 3 s @ p95" for a KPI. NULL when it says nothing of that kind. */
LkbChange *lkb_finding_dup_answer (LkbBoard *board, const LkbFinding *finding, const char *text);

/** lkb_finding_can_be_accepted: whether it may stay for a reason. What is found about the accepted ones cannot: it would
 * stay in the list. */
gboolean lkb_finding_can_be_accepted (const LkbFinding *finding);
/** lkb_finding_dup_acceptance: (transfer full) (nullable): the finding of @key goes to the board's accepted ones, with
 * @reason in place of one that is there; NULL when @reason is blank, is there already or the finding can't be accepted. */
LkbChange *lkb_finding_dup_acceptance (LkbBoard *board, const char *key, const char *reason);
/** lkb_finding_dup_reopening: (transfer full) (nullable): it is no longer accepted; NULL when it is not. */
LkbChange *lkb_finding_dup_reopening (LkbBoard *board, const char *key);

G_END_DECLS
