/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "core/model/lkb-vocabulary.h"
#include "core/picture/lkb-theme.h"
#include "core/rules/lkb-rules.h"
#include "lkb-round-log.h"

G_BEGIN_DECLS

/** LkbReplayKind: why one would want to see a moment. */
typedef enum
{
  LKB_REPLAY_PHASE, /* a phase began */
  LKB_REPLAY_CARD, /* the interviewer asked */
  LKB_REPLAY_GREEN, /* a check was met and stayed so */
  LKB_REPLAY_FIRST_NUMBER,
  LKB_REPLAY_FIRST_OWNER,
  LKB_REPLAY_PAUSE, /* the clock stood, or nobody was there */
  LKB_REPLAY_BELL,
} LkbReplayKind;

/** LkbReplayMoment: owned by the replay. */
typedef struct
{
  LkbReplayKind kind;
  gint64 time; /* of the round, milliseconds */
  guint moment; /* changes made by then, the one that it is about included */
  char *title; /* translated */
  const LkbRuleInfo *rule; /* GREEN */
  LkbRoundPhase phase; /* PHASE */
} LkbReplayMoment;

/**
 * LkbReplay:
 *
 * A round, or any other journal, to be looked at again: the board at each moment, what was done and when, and the moments
 * that count. Moments are counted in changes, as those of a recording. Time is that of the round; of a journal that is no round,
 * milliseconds since its beginning.
 */
typedef struct _LkbReplay LkbReplay;

/** lkb_replay_new: knows all moments but the green ones. */
LkbReplay *lkb_replay_new (LkbRoundLog *log);
LkbReplay *lkb_replay_ref (LkbReplay *self);
void lkb_replay_unref (LkbReplay *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LkbReplay, lkb_replay_unref)

LkbRoundLog *lkb_replay_get_log (const LkbReplay *self);
/** lkb_replay_get_n: the last moment; 0: nothing was done. */
guint lkb_replay_get_n (const LkbReplay *self);
/** lkb_replay_get_length: milliseconds. */
gint64 lkb_replay_get_length (const LkbReplay *self);
/** lkb_replay_get_time: when the change was made that led to @moment; 0 for the first. */
gint64 lkb_replay_get_time (const LkbReplay *self, guint moment);
/** lkb_replay_find: the last moment that is not after @time. */
guint lkb_replay_find (const LkbReplay *self, gint64 time);
/** lkb_replay_dup_board: (transfer full): see lkb_recording_dup_board(). */
LkbBoard *lkb_replay_dup_board (LkbReplay *self, guint moment);
/** lkb_replay_dup_label: (transfer full): what was done last before @moment, in words. */
char *lkb_replay_dup_label (const LkbReplay *self, guint moment);
/** lkb_replay_get_phase: (nullable): the phase that was on at @time. */
const LkbRoundSpan *lkb_replay_get_phase (const LkbReplay *self, gint64 time);

/** lkb_replay_get_n_moments: in order of time. */
guint lkb_replay_get_n_moments (const LkbReplay *self);
const LkbReplayMoment *lkb_replay_get_moment (const LkbReplay *self, guint i);
/** lkb_replay_find_moment: (nullable): the first of @kind. */
const LkbReplayMoment *lkb_replay_find_moment (const LkbReplay *self, LkbReplayKind kind);

/** LkbReplayGreens: when each check was met. */
typedef struct _LkbReplayGreens LkbReplayGreens;

/**
 * lkb_replay_find_greens: runs all checks on every moment: takes long, so in any thread but the one that draws.
 * @vocabulary: (nullable)
 *
 * A check turns green where it finds nothing any more, and nothing from there on to the end, having found something before.
 * Checks of the page are left out: no page was laid out at the time.
 *
 * Returns: (transfer full) (nullable): NULL with G_IO_ERROR_CANCELLED
 */
LkbReplayGreens *lkb_replay_find_greens (LkbReplay *self, const LkbVocabulary *vocabulary,
                                         GCancellable *cancellable, GError **error);
/** lkb_replay_take_greens: @greens: (transfer full): of this replay; adds them to its moments. In the thread that uses it. */
void lkb_replay_take_greens (LkbReplay *self, LkbReplayGreens *greens);
void lkb_replay_greens_free (LkbReplayGreens *greens);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LkbReplayGreens, lkb_replay_greens_free)

/** lkb_replay_dup_clock: (transfer full): a time of the round as it is shown: "12:40". */
char *lkb_replay_dup_clock (gint64 time);

/** At most so many pictures follow each other in a film; where more was done, several changes make one. */
#define LKB_REPLAY_FRAMES_MAX 60

/**
 * lkb_replay_write_svg: (transfer full): the page of the last board, which is also what any viewer shows in the end, and how
 * it came to be, in at most LKB_REPLAY_FRAMES_MAX pictures: opacities move, nothing else. The last board is inside, as in
 * any SVG.
 * @vocabulary: (nullable)
 * @n_to_fix: errors of the last board: stamped on its page; 0: none
 *
 * The document stays within a few megabytes: a large board has fewer pictures. Errors: LkbPictureError,
 * G_IO_ERROR_CANCELLED.
 */
GBytes *lkb_replay_write_svg (LkbReplay *self, const LkbVocabulary *vocabulary, LkbThemeId theme,
                              guint n_to_fix, const char *language, GCancellable *cancellable,
                              GError **error);

G_END_DECLS
