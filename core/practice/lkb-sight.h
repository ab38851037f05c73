/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/analysis/lkb-analysis.h"
#include "core/model/lkb-ownership.h"
#include "core/rules/lkb-rules.h"
#include "core/rules/lkb-word-scan.h"

G_BEGIN_DECLS

/*
 * A board as the interviewer and the score look at it. What is wrong is for the validator to say, what it comes to for the
 * analysis; here stands only what both of them leave open: what is there at all.
 */

/** LkbSight: by value; all borrowed. */
typedef struct
{
  LkbBoard *board;
  const LkbAnalysis *analysis; /* of this board */
  const LkbFindings *findings; /* of this board */
  const LkbVocabulary *vocabulary; /* (nullable): no words are known then */
  const char *focus; /* (nullable): the node that took most time, see lkb_focus_get_node() */
  double focus_share; /* of the round so far */
} LkbSight;

/** Owned by more than this share of the edges, one team is the design; of fewer edges nobody's share is judged. */
#define LKB_SIGHT_OWNER_SHARE 0.6
#define LKB_SIGHT_OWNER_EDGES 5
/** A longer part of the round for one node is too much. */
#define LKB_SIGHT_FOCUS_SHARE 0.25
/** Busier on average is too busy. */
#define LKB_SIGHT_UTILISATION 0.8
/** As many nodes fit on one page. */
#define LKB_SIGHT_NODES 12

/** lkb_sight_count: how many open findings of @rule ("OWN001") are at least as severe as @severity. @elements: (nullable)
 * (element-type utf8): the ids that they name are added, each once. */
guint lkb_sight_count (const LkbSight *sight, const char *rule, LkbSeverity severity,
                       GPtrArray *elements);

/** lkb_sight_has_word: whether a text that @rule has a finding on holds a word of @type; of a buzzword only one that a
 * number of @class ("time"; nullable) redeems. @elements: as above. */
gboolean lkb_sight_has_word (const LkbSight *sight, const char *rule, LkbWordHitType type,
                             const char *class, GPtrArray *elements);

/** lkb_sight_add: adds an id (nullable) to @elements (nullable) unless it is in there. */
void lkb_sight_add (GPtrArray *elements, const char *id);

/** LkbOperation: what keeps a design running. */
typedef enum
{
  LKB_OPERATION_LATE = 1 << 0, /* what happens to late data */
  LKB_OPERATION_REPLAY = 1 << 1, /* what was computed can be computed again */
  LKB_OPERATION_SLA = 1 << 2, /* a promise with a number */
  LKB_OPERATION_ESCALATION = 1 << 3, /* who is called, and where */
  LKB_OPERATION_DEGRADED = 1 << 4, /* what is answered when a part is down */
} LkbOperations;
#define LKB_N_OPERATIONS 5

/** lkb_board_get_operations: which of them the board tells, anywhere. */
LkbOperations lkb_board_get_operations (LkbBoard *board);
/** lkb_operation_get_name: msgid. @operation: one of them. */
const char *lkb_operation_get_name (LkbOperations operation);

/** lkb_board_count_numbers: figures of its own: those of nodes and edges without what a quick fix filled in, and the budgets
 * and targets that were typed. */
guint lkb_board_count_numbers (LkbBoard *board);
/** lkb_board_has_number: whether anybody said one: a figure, a budget or target as above, the first number, or one in the words
 * of goal or KPI. */
gboolean lkb_board_has_number (LkbBoard *board, LkbWordScanner *scanner);
/** lkb_board_count_nodes. */
guint lkb_board_count_nodes (LkbBoard *board);

/** lkb_change_pair_has_meaning: whether more changed than where something stands. */
gboolean lkb_change_pair_has_meaning (const LkbChangePair *pair);

/**
 * LkbFocus:
 *
 * Which node takes the time: the time before a change is for the node that it changes, and no more than a minute of it: who
 * thinks or talks for longer is not at work on one node. Changes of several nodes, of edges and facts, and those that only
 * name an owner are for none.
 */
typedef struct _LkbFocus LkbFocus;

LkbFocus *lkb_focus_new (void);
void lkb_focus_free (LkbFocus *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LkbFocus, lkb_focus_free)
/** lkb_focus_add: @time: of the round, milliseconds; never before that of the last one. */
void lkb_focus_add (LkbFocus *self, gint64 time, const LkbChange *change);
/** lkb_focus_get_node: (nullable): id of the node that took most; borrowed until the next change. @share: (out): of the
 * time until @now. */
const char *lkb_focus_get_node (const LkbFocus *self, gint64 now, double *share);

G_END_DECLS
