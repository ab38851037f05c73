/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "lkb-change.h"
#include "lkb-element.h"

G_BEGIN_DECLS

#define LKB_TYPE_BOARD (lkb_board_get_type ())
G_DECLARE_FINAL_TYPE (LkbBoard, lkb_board, LKB, BOARD, GObject)

#define LKB_BOARD_ERROR (lkb_board_error_quark ())
GQuark lkb_board_error_quark (void);

typedef enum
{
  LKB_BOARD_ERROR_STALE, /* a pair's before is not what the board holds */
  LKB_BOARD_ERROR_DUPLICATE, /* an id twice */
  LKB_BOARD_ERROR_DANGLING, /* an edge to nowhere or to what is no node */
  LKB_BOARD_ERROR_VALUE, /* a value does not match the field table, a coordinate is out of range */
  LKB_BOARD_ERROR_LIMIT, /* more than 50,000 elements */
} LkbBoardError;

#define LKB_BOARD_MAX_ELEMENTS 50000

/** lkb_board_new: an empty board; its facts are an element `@board` without values. */
LkbBoard *lkb_board_new (void);

/** lkb_board_copy: (transfer full): a board of its own with the same (shared) elements; cheap, for workers. */
LkbBoard *lkb_board_copy (LkbBoard *board);

/** lkb_board_get_facts: the element `@board`, never NULL. */
const LkbElement *lkb_board_get_facts (LkbBoard *board);
/** lkb_board_lookup: (nullable): by id; "@board" gives the facts. */
const LkbElement *lkb_board_lookup (LkbBoard *board, const char *id);
/** lkb_board_get_elements: (element-type LkbElement): all but the facts in rank order; borrowed until the next change. */
const GPtrArray *lkb_board_get_elements (LkbBoard *board);
/** lkb_board_get_groups: (element-type LkbElement): the groups in rank order; borrowed until the next change. */
const GPtrArray *lkb_board_get_groups (LkbBoard *board);
guint lkb_board_get_n_elements (LkbBoard *board);
/** lkb_board_count: how many elements of @kind. */
guint lkb_board_count (LkbBoard *board, LkbKind kind);
/** lkb_board_get_edges_of: (element-type LkbElement) (nullable): edges at node @id, in rank order; borrowed until the
 * next change; NULL when there are none. */
const GPtrArray *lkb_board_get_edges_of (LkbBoard *board, const char *id);

/**
 * lkb_board_apply:
 * @change: applied wholly or not at all. Removing a node whose edges are not in the change takes them along: they
 *   are added to @change, also when it is then refused. Elements added with rank "" get a rank at the end.
 * Checks every invariant before it touches anything, then emits ::changed with @change.
 */
gboolean lkb_board_apply (LkbBoard *board, LkbChange *change, GError **error);

/** lkb_board_set_transient: while TRUE, ::changed says so (a drag is under way); panels wait for the commit. */
void lkb_board_set_transient (LkbBoard *board, gboolean transient);

/** lkb_board_check: verifies all invariants and indexes from scratch; for tests. */
gboolean lkb_board_check (LkbBoard *board, GError **error);

/** lkb_board_make_id: (transfer full): a free id such as "n12" from @prefix. */
char *lkb_board_make_id (LkbBoard *board, const char *prefix);

/** Unknown members of the file's top level: kept for the writer, not part of any change. */
void lkb_board_add_raw (LkbBoard *board, const char *key, const char *json);
guint lkb_board_get_n_raw (LkbBoard *board);
void lkb_board_get_nth_raw (LkbBoard *board, guint i, const char **key, const char **json);

/** lkb_board_dup_difference: (transfer full): what leads from @from to @to: an element that both know by its id changes, the
 * others come and go. Linear. Top-level members that are unknown are no part of it. */
LkbChange *lkb_board_dup_difference (LkbBoard *from, LkbBoard *to);

/** lkb_board_equal: same facts and elements in the same order (raw members included, rank keys not). */
gboolean lkb_board_equal (LkbBoard *a, LkbBoard *b);

/*
 * LkbBoard::changed: (LkbChange *change, gboolean transient)
 */

G_END_DECLS
