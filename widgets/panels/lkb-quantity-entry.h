/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lkb-typed-box.h"

G_BEGIN_DECLS

/** LkbTextEntry: a text; on the board with each key. Several lines for what is a sentence or more. */
#define LKB_TYPE_TEXT_ENTRY (lkb_text_entry_get_type ())
G_DECLARE_FINAL_TYPE (LkbTextEntry, lkb_text_entry, LKB, TEXT_ENTRY, LkbTypedBox)
GtkWidget *lkb_text_entry_new (LkbEditContext *context, const LkbFieldInfo *info);

/** LkbNumberEntry: a bare number within the bounds of its field. */
#define LKB_TYPE_NUMBER_ENTRY (lkb_number_entry_get_type ())
G_DECLARE_FINAL_TYPE (LkbNumberEntry, lkb_number_entry, LKB, NUMBER_ENTRY, LkbTypedBox)
GtkWidget *lkb_number_entry_new (LkbEditContext *context, const LkbFieldInfo *info);

/** LkbQuantityEntry: a quantity in the person's number format and in shorthand; what was understood is echoed below. What was
 * not is kept as it is and said so after leaving. */
#define LKB_TYPE_QUANTITY_ENTRY (lkb_quantity_entry_get_type ())
G_DECLARE_FINAL_TYPE (LkbQuantityEntry, lkb_quantity_entry, LKB, QUANTITY_ENTRY, LkbTypedBox)
GtkWidget *lkb_quantity_entry_new (LkbEditContext *context, const LkbFieldInfo *info);

/** LkbLatencyBox: p50 and p95 in one box, "40/120 ms". Its value is a list of two texts, either of which may be "". */
#define LKB_TYPE_LATENCY_BOX (lkb_latency_box_get_type ())
G_DECLARE_FINAL_TYPE (LkbLatencyBox, lkb_latency_box, LKB, LATENCY_BOX, LkbTypedBox)
GtkWidget *lkb_latency_box_new (LkbEditContext *context);

G_END_DECLS
