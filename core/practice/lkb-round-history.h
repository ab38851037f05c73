/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "core/model/lkb-vocabulary.h"
#include "lkb-drill.h"
#include "lkb-scorecard.h"

G_BEGIN_DECLS

/** LkbPastRound: a round in a folder. All owned by it. */
typedef struct
{
  char *path;
  char *wall; /* (nullable): when it was begun: RFC 3339, UTC */
  LkbRoundLog *log; /* NULL: it cannot be read */
  LkbScorecard *card; /* NULL: there is no score: it was cut off, given up, or is a drill */
  LkbDrill *drill; /* NULL: it is none, or none that came to its end */
  char *error; /* then why it cannot be read: one line that begins with its name */
} LkbPastRound;

void lkb_past_round_free (LkbPastRound *self);

/**
 * lkb_round_history_read: (transfer full) (element-type LkbPastRound): the rounds in @folder, the latest first; files that are none
 * by their name are passed over.
 * @vocabulary: (nullable): for the score
 *
 * Takes some milliseconds a round; any thread. Errors: a folder that cannot be read: GFileError; G_IO_ERROR_CANCELLED.
 */
GPtrArray *lkb_round_history_read (const char *folder, const LkbVocabulary *vocabulary,
                                   GCancellable *cancellable, GError **error);
/** lkb_round_history_find_reminder: (transfer full) (nullable): the latest round in @folder whose debrief is still to be written at
 * @now, in seconds since 1970; without its score. Reads just what was written to in these last days, and fails silently. */
LkbPastRound *lkb_round_history_find_reminder (const char *folder, gint64 now);

/** lkb_round_history_find_prompts: (transfer full) (element-type utf8): ids of the prompts of the latest rounds in @folder, at
 * most @n, the latest first; one that was met twice is there twice. Reads just how each begins, and fails silently. */
GPtrArray *lkb_round_history_find_prompts (const char *folder, guint n);

/** lkb_past_round_dup_day: (transfer full): when it was begun, as "2026-03-01 12:00" of this place; "" when that is not known. */
char *lkb_past_round_dup_day (const LkbPastRound *self);
/** For how long after a round its debrief is asked for. */
#define LKB_DEBRIEF_HOURS 48
/** lkb_past_round_get_debrief_hours: how many hours there still are to write the debrief of a round while it is remembered,
 * begun ones counted whole; 0: it is written, too late, or there is nothing to write of. @now: seconds since 1970. */
guint lkb_past_round_get_debrief_hours (const LkbPastRound *self, gint64 now);

/** lkb_past_round_dup_result: (transfer full): "Close: 72 of 100", or why there is no score; in the language of the user. */
char *lkb_past_round_dup_result (const LkbPastRound *self);

/** lkb_round_history_to_text, _to_json: what the command line prints; those that cannot be read are left out of the text.
 * JSON is English and in the C locale on every machine. */
char *lkb_round_history_to_text (GPtrArray *rounds);
char *lkb_round_history_to_json (GPtrArray *rounds);

G_END_DECLS
