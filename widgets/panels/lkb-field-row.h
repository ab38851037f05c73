/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "widgets/canvas/lkb-editor.h"

G_BEGIN_DECLS

/**
 * LkbFieldRow: one field of one element: its label, and its value in the widget that suits its type. Text, quantities,
 * choices and switches are edited here; a list is shown line by line.
 */
#define LKB_TYPE_FIELD_ROW (lkb_field_row_get_type ())
G_DECLARE_FINAL_TYPE (LkbFieldRow, lkb_field_row, LKB, FIELD_ROW, GtkWidget)

/** lkb_field_row_new: @id: "@board" for the board's facts. */
LkbFieldRow *lkb_field_row_new (LkbEditor *editor, const char *id, LkbField field);
LkbField lkb_field_row_get_field (LkbFieldRow *self);
/** lkb_field_row_update: shows the board's value, unless the person is typing here. */
void lkb_field_row_update (LkbFieldRow *self);

/** lkb_value_dup_display: (transfer full): a value in words, a line for each item of a list; "" when unset. */
char *lkb_value_dup_display (const LkbValue *value, const LkbFieldInfo *info);

G_END_DECLS
