/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/model/lkb-element.h"

G_BEGIN_DECLS

/*
 * Random values that fit the field table. All are drawn from @rand alone, so one seed gives one walk.
 */

/** walk_pick_text: a short text, sometimes a hostile one; never empty. */
const char *walk_pick_text (GRand *rand);

/** walk_pick_quantity: a text for a quantity field, understood or not. */
const char *walk_pick_quantity (GRand *rand);

/** walk_dup_value: (transfer full): a value of the shape that @field has in @kind. */
LkbValue *walk_dup_value (GRand *rand, LkbKind kind, LkbField field);

G_END_DECLS
