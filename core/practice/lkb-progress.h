/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/layout/lkb-text-measurer.h"
#include "core/picture/lkb-picture.h"
#include "lkb-round-history.h"

G_BEGIN_DECLS

/** LkbProgressRound: one that has a score. Owned by the progress. */
typedef struct
{
  char *path;
  char *wall; /* (nullable): when it was begun: RFC 3339, UTC */
  LkbScorecard *card;
  gboolean again; /* its prompt had been met in a round begun less than a day before */
} LkbProgressRound;

/** LkbProgress: rounds one after the other, the first one first. Never changes, reference-counted. */
typedef struct _LkbProgress LkbProgress;

/** lkb_progress_new: (transfer full): @rounds: (element-type LkbPastRound): as lkb_round_history_read() gives them; those
 * without a score are left out. */
LkbProgress *lkb_progress_new (GPtrArray *rounds);
LkbProgress *lkb_progress_ref (LkbProgress *self);
void lkb_progress_unref (LkbProgress *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LkbProgress, lkb_progress_unref)

guint lkb_progress_get_n (const LkbProgress *self);
const LkbProgressRound *lkb_progress_get_round (const LkbProgress *self, guint i);
/** lkb_progress_are_like: whether two rounds are of the same length, mode and weights: only like is compared with like. */
gboolean lkb_progress_are_like (const LkbProgress *self, guint i, guint k);
/** lkb_progress_find_like: the last round before @i that is like it; G_MAXUINT: none. */
guint lkb_progress_find_like (const LkbProgress *self, guint i);
/** lkb_progress_get_readiness: see lkb_readiness_count(); of rounds whose prompt was new: who does one again knows the answer.
 * The others are counted apart. */
LkbReadiness lkb_progress_get_readiness (const LkbProgress *self, LkbRoundProfile profile);

/** LkbProgressChart: what is drawn of it. */
typedef enum
{
  LKB_PROGRESS_SCORE, /* a column a round */
  LKB_PROGRESS_CRITERIA, /* levels of one round, and of the one that it is compared with */
  LKB_PROGRESS_PHASES, /* the same of the time for each phase */
  LKB_PROGRESS_NUMBERS, /* numbers stated, a column a round */
  LKB_PROGRESS_OWNED, /* owned edges at the bell, likewise */
} LkbProgressChart;
#define LKB_PROGRESS_N_CHARTS 5

/**
 * lkb_progress_new_chart:
 * @round: which one is told apart
 * @other: which one it is compared with; G_MAXUINT: none
 * @width: all of which is used; 240 or more
 * @height: (out)
 *
 * Columns are of rounds like @round alone.
 *
 * Returns: (transfer full): with words in the user's language
 */
LkbPicture *lkb_progress_new_chart (const LkbProgress *self, LkbTextMeasurer *measurer,
                                    LkbProgressChart chart, guint round, guint other, double width,
                                    double *height);
/** lkb_progress_dup_words: (transfer full): the same for who can't see it. */
char *lkb_progress_dup_words (const LkbProgress *self, LkbProgressChart chart, guint round,
                              guint other);
/** lkb_progress_chart_get_name: translated. */
const char *lkb_progress_chart_get_name (LkbProgressChart chart);
/** lkb_progress_dup_day: (transfer full): "22 Nov", of a round. */
char *lkb_progress_dup_day (const LkbProgressRound *round);

G_END_DECLS
