/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "core/practice/lkb-round-mark.h"

G_BEGIN_DECLS

/** LkbBrief: three lines to read before the clock runs, and how long that is. Its button is the action "round.start". */
#define LKB_TYPE_BRIEF (lkb_brief_get_type ())
G_DECLARE_FINAL_TYPE (LkbBrief, lkb_brief, LKB, BRIEF, GtkWidget)

GtkWidget *lkb_brief_new (void);
void lkb_brief_set_setup (LkbBrief *self, const LkbRoundMark *setup);
/** lkb_brief_set_left: milliseconds until the clock runs. */
void lkb_brief_set_left (LkbBrief *self, gint64 left);
/** lkb_brief_get_button: the one that need not wait. */
GtkWidget *lkb_brief_get_button (LkbBrief *self);

G_END_DECLS
