/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/layout/lkb-geometry.h"
#include "core/model/lkb-change.h"

G_BEGIN_DECLS

/** LKB_MOTION_TIME: microseconds from the old places to the new ones. */
#define LKB_MOTION_TIME 150000
/** LKB_MOTION_CARDS_MAX: when more cards than these move, they jump: nobody can follow them, and each costs time. */
#define LKB_MOTION_CARDS_MAX 200

/**
 * LkbMotionView: where the board is seen: @origin: its (0, 0) on the screen, @zoom: screen pixels to a board unit, @frame: the page,
 * board coordinates.
 */
typedef struct
{
  LkbPoint origin;
  double zoom;
  LkbBox frame;
} LkbMotionView;

/**
 * LkbMotion: how what is seen goes from before a change to after it. Board, scene and viewport are where they belong all the
 * time; only what is drawn is on its way: cards slide, lines and new things appear at their places, the view and its page follow.
 * It knows no clock and draws nothing. A point goes straight over the screen, whatever the view does meanwhile.
 */
typedef struct _LkbMotion LkbMotion;

/**
 * lkb_motion_new: (transfer full)
 * @from: the view as drawn last
 * @change: (nullable): what was done to the board since; NULL: the view alone is on its way
 */
LkbMotion *lkb_motion_new (const LkbMotionView *from, const LkbChange *change);
void lkb_motion_free (LkbMotion *motion);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LkbMotion, lkb_motion_free)

/** lkb_motion_is_needed: whether anything at all is elsewhere or new; @to: the view as it is now. FALSE when too much is. */
gboolean lkb_motion_is_needed (LkbMotion *motion, const LkbMotionView *to);

/**
 * lkb_motion_advance: to the time of another frame, microseconds of any clock; the first call begins. How long that first frame
 * takes, in which everything is recorded, does not count. FALSE: it is over, or frames take too long to look like motion.
 */
gboolean lkb_motion_advance (LkbMotion *motion, gint64 now);
/** lkb_motion_get_progress: 0 in the old places, 1 in the new ones; eased. */
double lkb_motion_get_progress (LkbMotion *motion);
/** lkb_motion_get_opacity: of what appears, 0…1: little until what slides is near its place. */
double lkb_motion_get_opacity (LkbMotion *motion);
/** lkb_motion_is_first: whether it has only just begun. */
gboolean lkb_motion_is_first (LkbMotion *motion);

/** lkb_motion_get_view: what is to be drawn now, on the way to @to. */
LkbMotionView lkb_motion_get_view (LkbMotion *motion, const LkbMotionView *to);
/** lkb_motion_get_offset: how far from its place, @at, an element is drawn; board units of the view that is drawn. */
LkbPoint lkb_motion_get_offset (LkbMotion *motion, const LkbMotionView *to, const char *id,
                                LkbPoint at);

/** lkb_motion_add_appearing: a line or group, or apart from its line a @label, appears at its place. */
void lkb_motion_add_appearing (LkbMotion *motion, const char *id, gboolean label);
/** lkb_motion_is_appearing: what the change has added appears, too. */
gboolean lkb_motion_is_appearing (LkbMotion *motion, const char *id, gboolean label);

G_END_DECLS
