/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/model/lkb-label.h"
#include "core/model/lkb-vocabulary.h"
#include "lkb-round-log.h"

G_BEGIN_DECLS

/*
 * What a round is worth: a function of its recording alone, so the same recording gives the same score on every machine and
 * in every language. What is asked for at each level is in docs/SCORE.md.
 */

/** LkbScoreCriterion: in the order of the rubric. */
typedef enum
{
  LKB_SCORE_GOAL, /* goal first */
  LKB_SCORE_KPI,
  LKB_SCORE_OWNERSHIP,
  LKB_SCORE_NUMBERS, /* budgets and numbers */
  LKB_SCORE_FEATURE, /* lakehouse fit */
  LKB_SCORE_TRADE_OFFS, /* trade-offs and knobs */
  LKB_SCORE_OPERATIONS, /* failure and operations */
  LKB_SCORE_CLARITY, /* clarity and time */
} LkbScoreCriterion;
#define LKB_SCORE_N_CRITERIA 8
#define LKB_SCORE_MAX_LEVEL 4

/** LkbScoreBand: what a score means. */
typedef enum
{
  LKB_SCORE_REHEARSE, /* below 60 */
  LKB_SCORE_CLOSE, /* 60 to 79 */
  LKB_SCORE_READY, /* 80 or more */
} LkbScoreBand;

/** LkbScoreEvidence: what a level rests on. Owned by the scorecard. */
typedef struct
{
  LkbLabel *text;
  gint64 time; /* since when, by the time of the round; LKB_ROUND_NEVER: no matter when */
} LkbScoreEvidence;

/** LkbScoreRow: one criterion. Owned by the scorecard. */
typedef struct
{
  LkbScoreCriterion criterion;
  double weight; /* of 100; 0: this kind of round does not ask for it */
  guint level; /* 0 to LKB_SCORE_MAX_LEVEL, as judged */
  guint adjusted; /* the same after the correction by hand, which counts */
  const char *note; /* of that correction; NULL: there is none */
  GPtrArray *evidence; /* of LkbScoreEvidence */
  LkbLabel *next; /* what makes the next level; NULL at the highest */
} LkbScoreRow;

/** LkbScoreExtraKind: what counts beside the levels. */
typedef enum
{
  LKB_SCORE_ERRORS, /* -2 for each open finding that has to be fixed */
  LKB_SCORE_BUZZWORDS, /* -1 for each buzzword without its number, at most -5 */
  LKB_SCORE_ANCHOR, /* -3: the first number is not what the board supports */
  LKB_SCORE_CORRECTED, /* +2: it was not, and was corrected when the interviewer asked */
} LkbScoreExtraKind;

typedef struct
{
  LkbScoreExtraKind kind;
  int points;
  LkbLabel *text;
} LkbScoreExtra;

/** LkbScorecard: immutable, reference-counted. */
typedef struct _LkbScorecard LkbScorecard;

/**
 * lkb_scorecard_new:
 * @vocabulary: (nullable): the words that are shipped; with other ones the score may be another
 * @profile: (nullable): whose weights; NULL: as the round was set up
 *
 * Judges the board as it was at the bell, or where the recording ends. Takes some milliseconds; any thread.
 *
 * Returns: (transfer full)
 */
LkbScorecard *lkb_scorecard_new (LkbRoundLog *log, const LkbVocabulary *vocabulary,
                                 const LkbRoundProfile *profile);
LkbScorecard *lkb_scorecard_ref (LkbScorecard *self);
void lkb_scorecard_unref (LkbScorecard *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LkbScorecard, lkb_scorecard_unref)

/** lkb_scorecard_has_score: FALSE for what is no round, and for the drill, which counts its own words. */
gboolean lkb_scorecard_has_score (const LkbScorecard *self);
/** lkb_scorecard_get_score: 0 to 100, corrections by hand counted. */
guint lkb_scorecard_get_score (const LkbScorecard *self);
LkbScoreBand lkb_scorecard_get_band (const LkbScorecard *self);
LkbRoundProfile lkb_scorecard_get_profile (const LkbScorecard *self);
/** lkb_scorecard_get_round: the log that was judged. */
LkbRoundLog *lkb_scorecard_get_round (const LkbScorecard *self);
/** lkb_scorecard_get_row: of @criterion. */
const LkbScoreRow *lkb_scorecard_get_row (const LkbScorecard *self, LkbScoreCriterion criterion);
/** lkb_scorecard_get_points: what the row adds: adjusted level / 4 × weight. */
double lkb_score_row_get_points (const LkbScoreRow *row);
guint lkb_scorecard_get_n_extras (const LkbScorecard *self);
const LkbScoreExtra *lkb_scorecard_get_extra (const LkbScorecard *self, guint i);

#define LKB_SCORE_N_GAINS 3
/** lkb_scorecard_get_gains: rows with most to gain (weight × missing levels), at most LKB_SCORE_N_GAINS, most first;
 * @gains: (array length=LKB_SCORE_N_GAINS) (out). Returns: how many. */
guint lkb_scorecard_get_gains (const LkbScorecard *self, const LkbScoreRow **gains);
/** lkb_score_row_get_gain: points that the row still lacks. */
double lkb_score_row_get_gain (const LkbScoreRow *row);

/** What the history counts. At the bell. */
guint lkb_scorecard_get_n_numbers (const LkbScorecard *self);
/** lkb_scorecard_get_owned: edges that have an owner; @n_edges: (out): that need one. */
guint lkb_scorecard_get_owned (const LkbScorecard *self, guint *n_edges);
/** lkb_scorecard_has_signals: goal, KPI and lakehouse feature: whether all three checks found nothing. */
gboolean lkb_scorecard_has_signals (const LkbScorecard *self);

/** LkbReadiness: what several rounds say together. */
typedef struct
{
  guint n_exams; /* that have a score */
  guint n_good; /* of 80 or more with all three signals */
  guint n_again; /* exams beside these, that do not count: they were done again */
  gboolean ready; /* LKB_READINESS_ROUNDS or more of those */
} LkbReadiness;
#define LKB_READINESS_ROUNDS 2

/** lkb_readiness_count: exams only, and of those only whole rounds (45 and 60 minutes) of @profile: like is compared with
 * like. @cards: (array length=n_cards). */
LkbReadiness lkb_readiness_count (LkbScorecard *const *cards, guint n_cards,
                                  LkbRoundProfile profile);

/* Words. */

const char *lkb_score_criterion_to_string (LkbScoreCriterion criterion); /* "trade-offs" */
gboolean lkb_score_criterion_from_string (const char *word, LkbScoreCriterion *criterion);
const char *lkb_score_extra_to_string (LkbScoreExtraKind kind); /* "errors" */
const char *lkb_score_band_to_string (LkbScoreBand band); /* "ready" */
/* Translated. */
const char *lkb_score_criterion_get_name (LkbScoreCriterion criterion); /* "Goal first" */
const char *lkb_score_band_get_name (LkbScoreBand band); /* "Ready" */

G_END_DECLS
