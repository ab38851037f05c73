/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lkb-board.h"

G_BEGIN_DECLS

/*
 * Typical values that a quick fix fills in where a figure is missing. Each is marked as an estimate; what still says the same
 * afterwards is nobody's own figure, and the page counts it.
 */

/** lkb_default_get_text: (nullable): what is filled in for @field of a node or an edge, as it stands in the file; NULL where
 * nothing is typical. */
const char *lkb_default_get_text (LkbField field);

/** lkb_default_dup_price: (transfer full): of something whose cost nobody named, a month. @currency: an ISO code. */
char *lkb_default_dup_price (const char *currency);

/** lkb_element_has_default: whether @field of @element is still what was filled in. */
gboolean lkb_element_has_default (const LkbElement *element, LkbField field);

/** lkb_board_count_figures: how many figures nodes and edges have (of costs each row is one). @n_defaults: (out): so many of
 * them are defaults. Budgets and promises are no figures: they are what is asked for. */
guint lkb_board_count_figures (LkbBoard *board, guint *n_defaults);

G_END_DECLS
