/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/base/lkb-quantity.h"
#include "lkb-board.h"

G_BEGIN_DECLS

/*
 * A KPI as one line, as a person says it: "fresh recommendations within 3 s p95", "time to insight ≤ 3 s @ p95",
 * "availability at least 99.9 %". What is no quantity is its name; words such as “within” before the quantity tell on which
 * side of it is well, in English and in the user's language.
 */

/** lkb_kpi_dup_line: (transfer full): the line that says @kpi; "" for NULL. C locale. */
char *lkb_kpi_dup_line (const LkbValue *kpi);

/**
 * lkb_kpi_parse: (transfer full) (nullable)
 * @decimal, @grouping: of the numbers that were typed, as for lkb_quantity_parse_shorthand()
 * @before: (nullable): the KPI that is being changed: its clock and reason stay, and so does its name when the line has just a
 *   quantity; NULL: a new primary KPI with the board's clock
 *
 * A time without a statistic is taken at p95; a quantity that says all by itself is kept as typed.
 *
 * Returns: NULL for a blank line.
 */
LkbValue *lkb_kpi_parse (LkbBoard *board, const char *line, const char *decimal,
                         const char *grouping, const LkbValue *before);

/** lkb_kpi_dup_echo: (transfer full): what was understood, each part with its name; without a target what to add. */
char *lkb_kpi_dup_echo (const LkbValue *kpi);

/** lkb_kpi_get_usual_name: translated: what a KPI of that dimension is called unless it has a name. */
const char *lkb_kpi_get_usual_name (LkbDimension dimension);

/** lkb_kpi_format_target: (transfer full): a quantity as a target: with a comparator, a time with a statistic. */
char *lkb_kpi_format_target (const LkbQuantity *quantity);

/** lkb_kpi_match: whether @words (array zero-terminated=1) begin with a quantity of @dimension that has a unit.
 * @text: (out) (transfer full): the longest such run in the C locale; @n_words: (out): of it. */
gboolean lkb_kpi_match (const char *const *words, LkbDimension dimension, const char *decimal,
                        const char *grouping, LkbQuantity *quantity, char **text, guint *n_words);

G_END_DECLS
