/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * LkbPickPopover:
 *
 * A list to pick one thing from, with a box to search in: typing narrows, Down goes into the list, Enter takes the first.
 */
#define LKB_TYPE_PICK_POPOVER (lkb_pick_popover_get_type ())
G_DECLARE_FINAL_TYPE (LkbPickPopover, lkb_pick_popover, LKB, PICK_POPOVER, GtkPopover)

/** lkb_pick_popover_new: @hint: what is searched for; @free_text: (nullable): format with one %s, such as "Add “%s”", when
 * what was typed can be taken as it is. */
GtkWidget *lkb_pick_popover_new (const char *hint, const char *free_text);

void lkb_pick_popover_clear (LkbPickPopover *self);
/** lkb_pick_popover_add: @detail: (nullable): a second line. */
void lkb_pick_popover_add (LkbPickPopover *self, const char *id, const char *title,
                           const char *detail);
/** lkb_pick_popover_search: as if @text were typed. */
void lkb_pick_popover_search (LkbPickPopover *self, const char *text);
/** lkb_pick_popover_take_first: takes the first row that is shown; FALSE when there is none. */
gboolean lkb_pick_popover_take_first (LkbPickPopover *self);

/*
 * LkbPickPopover::fill: about to be shown: clear it and add what there is to pick.
 * LkbPickPopover::picked (const char *id, gboolean is_text): @is_text: @id is what was typed.
 */

G_END_DECLS
