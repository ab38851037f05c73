/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "core/model/lkb-knob.h"
#include "widgets/canvas/lkb-editor.h"

G_BEGIN_DECLS

/** LkbKnobRow: one knob of the board, chosen from a list and turned with pointer or keys. Turning changes nothing; only its
 * button writes, as one step. */
#define LKB_TYPE_KNOB_ROW (lkb_knob_row_get_type ())
G_DECLARE_FINAL_TYPE (LkbKnobRow, lkb_knob_row, LKB, KNOB_ROW, GtkBox)

/** lkb_knob_row_new: (transfer floating): hidden as long as there is no knob. */
GtkWidget *lkb_knob_row_new (LkbEditor *editor);

/** lkb_knob_row_update: the board changed. @path: (nullable): the elements that the figure is about. A knob that still stands
 * where it stood stays turned. */
void lkb_knob_row_update (LkbKnobRow *self, const char *const *path);

/** lkb_knob_row_dup_turned: (transfer full) (nullable): the element as it would be; NULL while the knob is where the board has
 * it. */
LkbElement *lkb_knob_row_dup_turned (LkbKnobRow *self);

/*
 * LkbKnobRow::turned: lkb_knob_row_dup_turned() answers something else; not when it was just written.
 */

G_END_DECLS
