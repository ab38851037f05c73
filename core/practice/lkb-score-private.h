/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lkb-scorecard.h"
#include "lkb-sight.h"

G_BEGIN_DECLS

/** LkbScoreSince: what a board can come to have in a round. */
typedef enum
{
  LKB_SCORE_SINCE_NODE, /* a first node; this one as soon as it was there at all */
  LKB_SCORE_SINCE_GOAL, /* the others: since when it was so to the end */
  LKB_SCORE_SINCE_KPI,
  LKB_SCORE_SINCE_OWNERS,
  LKB_SCORE_SINCE_NUMBERS,
  LKB_SCORE_SINCE_BUDGETS,
  LKB_SCORE_SINCE_FEATURE,
  LKB_SCORE_SINCE_TRADE_OFF,
  LKB_SCORE_SINCE_OPERATIONS, /* and the next ones */
  LKB_SCORE_N_SINCE = LKB_SCORE_SINCE_OPERATIONS + LKB_N_OPERATIONS,
} LkbScoreSince;

/** Few numbers are none. */
#define LKB_SCORE_LEAST_NUMBERS 3
#define LKB_SCORE_LEAST_BUDGETS 2

/** LkbScoreJudge: what all criteria look at. */
typedef struct
{
  LkbRoundLog *log;
  const LkbRoundMark *setup; /* NULL: no round */
  gboolean opening; /* just the first two phases */
  gint64 length; /* of the round */
  guint bell; /* changes that count */
  LkbSight sight; /* of the board at the bell */
  LkbSight
      early; /* the same board with the goal as it stood when the first node came, or after five minutes */
  gint64 since[LKB_SCORE_N_SINCE]; /* time of the round; LKB_ROUND_NEVER */
} LkbScoreJudge;

/** lkb_score_find_times: fills @judge->since; needs log and bell. @vocabulary: (nullable). */
void lkb_score_find_times (LkbScoreJudge *judge, const LkbVocabulary *vocabulary);
/** lkb_score_count_budgets: limits for time, money and availability that the board sets or derives from its KPI. */
guint lkb_score_count_budgets (LkbBoard *board);
/** lkb_score_is_goal: whether @text (nullable) is a goal: four words or more. */
gboolean lkb_score_is_goal (const char *text);
/** lkb_score_is_traded: whether the trade-off says what was chosen, and over what. */
gboolean lkb_score_is_traded (const LkbValue *trade_off);

/** lkb_score_row_say: @text: (transfer full). */
void lkb_score_row_say (LkbScoreRow *row, LkbLabel *text, gint64 time);

/* Each sets level, evidence and next. */
void lkb_score_judge_goal (const LkbScoreJudge *judge, LkbScoreRow *row);
void lkb_score_judge_kpi (const LkbScoreJudge *judge, LkbScoreRow *row);
void lkb_score_judge_ownership (const LkbScoreJudge *judge, LkbScoreRow *row);
void lkb_score_judge_numbers (const LkbScoreJudge *judge, LkbScoreRow *row);
void lkb_score_judge_feature (const LkbScoreJudge *judge, LkbScoreRow *row);
void lkb_score_judge_trade_offs (const LkbScoreJudge *judge, LkbScoreRow *row);
void lkb_score_judge_operations (const LkbScoreJudge *judge, LkbScoreRow *row);
void lkb_score_judge_clarity (const LkbScoreJudge *judge, LkbScoreRow *row);

G_END_DECLS
