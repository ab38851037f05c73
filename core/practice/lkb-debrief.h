/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What one writes down after the bell, in one's own words. */

typedef enum
{
  LKB_DEBRIEF_FIRST_NUMBER, /* the first number I said */
  LKB_DEBRIEF_PUSHED, /* where I was pushed */
  LKB_DEBRIEF_UNQUANTIFIED, /* what I could not quantify */
  LKB_DEBRIEF_REDO, /* one line to say again, better */
  LKB_DEBRIEF_N_LINES
} LkbDebriefLine;

/** LkbDebrief: texts are owned by it; NULL: not written. */
typedef struct
{
  char *lines[LKB_DEBRIEF_N_LINES];
} LkbDebrief;

void lkb_debrief_clear (LkbDebrief *debrief);

/** lkb_debrief_dup_note: (transfer full) (nullable): as the file of a round keeps it: a line each, "redo: …"; NULL when
 * nothing was written. */
char *lkb_debrief_dup_note (const LkbDebrief *debrief);
/** lkb_debrief_read: @note: (nullable); what has no name of its own there is for @LKB_DEBRIEF_REDO. Cleared by the caller. */
void lkb_debrief_read (LkbDebrief *debrief, const char *note);

/** lkb_debrief_line_get_label: translated. */
const char *lkb_debrief_line_get_label (LkbDebriefLine line);

G_END_DECLS
