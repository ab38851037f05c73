/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "lkb-application.h"

G_BEGIN_DECLS

/** LkbScoreWindow: what a round was worth, line by line; what is corrected or written there goes into its file. Its "changed"
 * says that it did. */
#define LKB_TYPE_SCORE_WINDOW (lkb_score_window_get_type ())
G_DECLARE_FINAL_TYPE (LkbScoreWindow, lkb_score_window, LKB, SCORE_WINDOW, AdwWindow)

/** lkb_score_window_new: (nullable): of the file at @path; NULL with an error when that cannot be read. */
LkbScoreWindow *lkb_score_window_new (LkbApplication *application, const char *path,
                                      GError **error);

G_END_DECLS
