/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lkb-value-editor.h"

G_BEGIN_DECLS

/** LkbCostBox: what something costs: one sum, kept as a row `fixed`; rows as soon as there is more to say. */
#define LKB_TYPE_COST_BOX (lkb_cost_box_get_type ())
G_DECLARE_FINAL_TYPE (LkbCostBox, lkb_cost_box, LKB, COST_BOX, LkbValueEditor)

GtkWidget *lkb_cost_box_new (LkbEditContext *context, const LkbFieldInfo *info);

/** lkb_cost_box_set_detailed: shows the rows though one sum would do. */
void lkb_cost_box_set_detailed (LkbCostBox *self, gboolean detailed);
/** lkb_cost_box_get_sum, lkb_cost_box_get_rows: the two editors; one of them is visible. */
LkbValueEditor *lkb_cost_box_get_sum (LkbCostBox *self);
LkbValueEditor *lkb_cost_box_get_rows (LkbCostBox *self);

G_END_DECLS
