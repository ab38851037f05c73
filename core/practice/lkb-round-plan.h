/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/analysis/lkb-analysis.h"
#include "core/model/lkb-vocabulary.h"
#include "lkb-round-log.h"

G_BEGIN_DECLS

/** LkbRoundSlot: a phase of a preset: times of the round, milliseconds. */
typedef struct
{
  LkbRoundPhase phase;
  gint64 start;
  gint64 length;
  const char *lines; /* what the deck calls the lines that belong to it */
} LkbRoundSlot;

/** lkb_round_plan_get_slots: (array length=n): the phases of a preset, in order. */
const LkbRoundSlot *lkb_round_plan_get_slots (LkbRoundPreset preset, guint *n);
/** lkb_round_plan_get_length: milliseconds. */
gint64 lkb_round_plan_get_length (LkbRoundPreset preset);

/** LkbRoundGoal: something that a phase asks for. */
typedef struct
{
  const char *name; /* msgid */
  gboolean done;
} LkbRoundGoal;

#define LKB_ROUND_MAX_GOALS 4

/**
 * lkb_round_plan_check:
 * @analysis: (nullable): of @board; without it what is computed is not done
 * @vocabulary: (nullable): without it any words are a lakehouse feature
 * @log: (nullable): of the round so far; only push-back asks for it
 * @goals: LKB_ROUND_MAX_GOALS
 *
 * What makes a phase done, and whether it is there.
 *
 * Returns: how many goals there are
 */
guint lkb_round_plan_check (LkbRoundPhase phase, LkbBoard *board, const LkbAnalysis *analysis,
                            const LkbVocabulary *vocabulary, const LkbRoundLog *log,
                            LkbRoundGoal *goals);

G_END_DECLS
