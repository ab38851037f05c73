/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "core/formats/lkb-data.h"
#include "core/model/lkb-vocabulary.h"
#include "lkb-recovery.h"
#include "lkb-practice.h"
#include "lkb-settings.h"

G_BEGIN_DECLS

#define LKB_APPLICATION_ID "io.github.lakeboard.Lakeboard"

typedef struct _LkbWindow LkbWindow;

/** LkbApplication: one for all windows; holds what they share: settings, data files, words. */
#define LKB_TYPE_APPLICATION (lkb_application_get_type ())
G_DECLARE_FINAL_TYPE (LkbApplication, lkb_application, LKB, APPLICATION, AdwApplication)

/** lkb_application_new: @flags: e.g. G_APPLICATION_NON_UNIQUE in tests; opening files is always handled. */
LkbApplication *lkb_application_new (GApplicationFlags flags);

LkbSettings *lkb_application_get_settings (LkbApplication *self);
LkbDataDirs *lkb_application_get_data (LkbApplication *self);
/** lkb_application_get_vocabulary: never NULL; empty when the data files cannot be read. */
const LkbVocabulary *lkb_application_get_vocabulary (LkbApplication *self);
/** lkb_application_get_recovery: (transfer none): the journals. */
LkbRecovery *lkb_application_get_recovery (LkbApplication *self);

/** lkb_application_get_practice: (transfer none): the rounds. */
LkbPractice *lkb_application_get_practice (LkbApplication *self);

/** lkb_application_start_round: on an empty board with @goal (nullable), in a window that shows none. */
void lkb_application_start_round (LkbApplication *self, const LkbRoundMark *setup,
                                  const char *goal);
/** lkb_application_begin_round: the same on @board. */
void lkb_application_begin_round (LkbApplication *self, const LkbRoundMark *setup, LkbBoard *board);
/** lkb_application_set_exam: an exam began or ended in @window: until the last one has ended it is the only window in sight,
 * and nothing opens another board, an answer or a round gone by. This is the one place that decides that. */
void lkb_application_set_exam (LkbApplication *self, LkbWindow *window, gboolean exam);
/** lkb_application_refuse_open: whether nothing is opened now, for there is an exam; then that is said. */
gboolean lkb_application_refuse_open (LkbApplication *self);

/** lkb_application_open_file: in the active window while that shows no board, else in a new one. A file that is open
 * already only has its window raised. */
void lkb_application_open_file (LkbApplication *self, GFile *file);
/** lkb_application_open_template: a new untitled board made from template @id (NULL: empty). */
void lkb_application_open_template (LkbApplication *self, const char *id);

/** lkb_application_stay: a window is not to be closed after all, so the program does not quit. */
void lkb_application_stay (LkbApplication *self);

G_END_DECLS
