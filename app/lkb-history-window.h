/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "lkb-application.h"

G_BEGIN_DECLS

/** LkbHistoryWindow: the rounds of this person, the latest first; one of them opens as a replay. */
#define LKB_TYPE_HISTORY_WINDOW (lkb_history_window_get_type ())
G_DECLARE_FINAL_TYPE (LkbHistoryWindow, lkb_history_window, LKB, HISTORY_WINDOW, AdwWindow)

/** lkb_history_window_new: @folder: where the rounds are; they are read in a worker. */
LkbHistoryWindow *lkb_history_window_new (LkbApplication *application, const char *folder);
/** lkb_history_window_show: the one of the application, made when first asked for and read anew; @parent: (nullable). */
void lkb_history_window_show (LkbApplication *application, GtkWindow *parent);
/** lkb_history_window_is_read: whether the list is complete. */
gboolean lkb_history_window_is_read (LkbHistoryWindow *self);

G_END_DECLS
