/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lkb-analysis.h"

G_BEGIN_DECLS

/* What is told about figures. Pure functions. */

/** lkb_missing_list_has: whether anything is missing for that reason. */
gboolean lkb_missing_list_has (const LkbMissingList *missing, LkbMissingReason reason);
/** lkb_missing_dup_text: (transfer full): for machines, English with ids and keys: "hub.latency_p50 is not set". */
char *lkb_missing_dup_text (const LkbMissing *missing);
/** lkb_missing_dup_words: (transfer full): for people, translated, with names: "Online store: Availability is not set". */
char *lkb_missing_dup_words (LkbBoard *board, const LkbMissing *missing);

/** lkb_overload_dup_words: (transfer full): why a time on the way of @id, a row's `overloaded`, is none: "Silver is overloaded
 * (714 %): its queue grows without end". */
char *lkb_overload_dup_words (LkbBoard *board, const LkbAnalysis *analysis, const char *id);

/** lkb_budget_dup_statistic: (transfer full): what a time is compared at: "p95", "mean"; @budget: (nullable): p95 without one. */
char *lkb_budget_dup_statistic (const LkbBudget *budget);

/** lkb_money_dup_words: (transfer full): a sum for people, translated: "$4.1 k"; "less than $0.01" where no cent is left. Not
 * for prices, which may be smaller. */
char *lkb_money_dup_words (double amount, const char *currency);

/** lkb_delay_dup_words: (transfer full) (nullable): what the board's cost of delay is multiplied from, to be followed by eye:
 * "$36 k per hour × 1.5 % per s × 292 µs late on average = $0.16 per hour"; NULL when it has no figure. */
char *lkb_delay_dup_words (LkbBoard *board, const LkbCostOfDelay *delay);

/** lkb_fallback_dup_words: (transfer full) (nullable): which parts on the request path name their fallback in a text, while no
 * arrow leads from one: such a text counts in no figure. */
char *lkb_fallback_dup_words (LkbBoard *board, const LkbAvailability *row);

G_END_DECLS
