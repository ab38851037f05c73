/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lkb-round-log.h"
#include "lkb-sight.h"

G_BEGIN_DECLS

/*
 * What the interviewer asks, and when. A pure function of the round so far: the same round, board and second give the same
 * card. Each line is tied to a condition on the board, so nobody is asked about what isn't there.
 */

/** A card goes by itself after this long. */
#define LKB_INTERVIEWER_CARD_MS 90000
/** No card comes within this long after a drag or a text edit. */
#define LKB_INTERVIEWER_QUIET_MS 8000

/** LkbInterviewerCondition: whether the line has its reason. @elements: (element-type utf8): the ids that it is about are
 * added; borrowed from what @sight holds. */
typedef gboolean (*LkbInterviewerCondition) (const LkbSight *sight, GPtrArray *elements);

/** LkbInterviewerLine: a row of the table. */
typedef struct
{
  const char *id; /* of the card, and of its words in the deck: "latency-class" */
  LkbInterviewerCondition holds;
  guint weight; /* how often it is asked, of all that could be: from a tally of such rounds */
  gboolean elsewhere; /* answered by work on anything but what the card is about */
} LkbInterviewerLine;

/** lkb_interviewer_get_lines: (array length=n_lines): all there are. */
const LkbInterviewerLine *lkb_interviewer_get_lines (guint *n_lines);
/** lkb_interviewer_find_line: (nullable). */
const LkbInterviewerLine *lkb_interviewer_find_line (const char *id);

/** LkbInterviewerCard: one that was asked before. Times are of the round. */
typedef struct
{
  const char *id;
  gint64 time;
  gint64 answered; /* LKB_ROUND_NEVER: not yet */
} LkbInterviewerCard;

/** LkbInterviewerMoment: all that counts beside the board. All zero but @phase is the beginning. */
typedef struct
{
  gint64 now; /* of the round */
  LkbRoundPhase phase;
  gint64 phase_start;
  gboolean busy; /* a drag or a text edit is under way, or the clock stands */
  gint64 busy_until; /* when the last one ended; LKB_ROUND_NEVER */
  const LkbInterviewerCard *asked; /* in the order in which they were */
  guint n_asked;
  guint32 seed;
} LkbInterviewerMoment;

/** lkb_interviewer_is_over: whether a card that was shown at @time is gone by @now. */
gboolean lkb_interviewer_is_over (const LkbInterviewerCard *card, gint64 now);

/** lkb_interviewer_is_due: whether a card may come now, should there be a reason for one: it is cheap to ask each second. */
gboolean lkb_interviewer_is_due (const LkbInterviewerMoment *moment);

/**
 * lkb_interviewer_next:
 * @sight: of the board as it is now
 * @elements: (out) (transfer container) (element-type utf8) (optional): what the card is about
 *
 * Cards come while the interviewer pushes back, the first soon, each next one two to three minutes after the last; not
 * while one is shown, none twice in a round.
 *
 * Returns: (nullable): id of the card to show now
 */
const char *lkb_interviewer_next (const LkbInterviewerMoment *moment, const LkbSight *sight,
                                  GPtrArray **elements);

/**
 * lkb_interviewer_is_answered:
 * @line: id of the card that is shown
 * @elements: (nullable) (array zero-terminated=1): what it is about
 * @change: (nullable): what was committed since
 * @sight: (nullable): of the board afterwards
 * @changed: (out) (transfer container) (element-type utf8) (optional): ids that were changed, for the answer
 *
 * Whether the board was changed in answer to the card: by a change of what it is about, beyond moving it; or so that it has
 * no reason any more. Either of the two may be asked alone: the change at once, the reason when the checks are done. The
 * board's facts answer by the reason only, as they are about all of it.
 */
gboolean lkb_interviewer_is_answered (const char *line, const char *const *elements,
                                      const LkbChange *change, const LkbSight *sight,
                                      GPtrArray **changed);

/**
 * lkb_interviewer_pick:
 * Returns: which of @n lines of a phase to show at @elapsed of its @length (milliseconds): each for an equal part of the
 *   time, in an order that @seed decides
 */
guint lkb_interviewer_pick (LkbRoundPhase phase, guint32 seed, guint n, gint64 elapsed,
                            gint64 length);

G_END_DECLS
