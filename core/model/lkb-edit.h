/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lkb-board.h"

G_BEGIN_DECLS

/*
 * The operations that a person can do to a board, each as a change ready for lkb_history_apply(), with a
 * label. None touches the board. All return (transfer full); NULL when there is nothing to do.
 */

/** lkb_edit_add_node: @id_out: (out) (optional) (transfer full). Coordinates are rounded to the grid of 4. */
LkbChange *lkb_edit_add_node (LkbBoard *board, LkbKind kind, const char *name, double x, double y,
                              char **id_out);
/** lkb_edit_connect: an edge from → to; in no mode of its own (the default shows), except a connection back upstream,
 * which is set to feedback. NULL when an end is no node, or from equals to. */
LkbChange *lkb_edit_connect (LkbBoard *board, const char *from, const char *to, char **id_out);
LkbChange *lkb_edit_reconnect (LkbBoard *board, const char *edge, const char *from, const char *to);
/** lkb_edit_insert: puts node @node into @edge: A → B becomes A → node (keeps the edge's values) and node → B (new). */
LkbChange *lkb_edit_insert (LkbBoard *board, const char *node, const char *edge);
/** lkb_edit_remove: elements and the edges of removed nodes. */
LkbChange *lkb_edit_remove (LkbBoard *board, const char *const *ids);
/** lkb_edit_dup_removed: (transfer full): what lkb_edit_remove() took away, for a message: "Deleted Web clicks and 2 arrows". */
char *lkb_edit_dup_removed (const LkbChange *change);
/** lkb_edit_move: placed elements by (dx, dy); edges' waypoints move when both ends do. */
LkbChange *lkb_edit_move (LkbBoard *board, const char *const *ids, double dx, double dy);
/** lkb_edit_set: one field of several elements; elements that do not carry the field are skipped. NULL value = unset. */
LkbChange *lkb_edit_set (LkbBoard *board, const char *const *ids, LkbField field,
                         const LkbValue *value);
LkbChange *lkb_edit_set_text (LkbBoard *board, const char *const *ids, LkbField field,
                              const char *text);
LkbChange *lkb_edit_set_kind (LkbBoard *board, const char *const *ids, LkbKind kind);
/** lkb_edit_duplicate: copies of the placed elements at (dx, dy) with the edges among them; @ids_out: (out): new ids. */
LkbChange *lkb_edit_duplicate (LkbBoard *board, const char *const *ids, double dx, double dy,
                               GStrv *ids_out);
/** lkb_edit_paste: the elements of @other (all of them) at (dx, dy) with fresh ids where taken. */
LkbChange *lkb_edit_paste (LkbBoard *board, LkbBoard *other, double dx, double dy, GStrv *ids_out);
/** lkb_edit_raise: to the front (@to_front) or the back of all. */
LkbChange *lkb_edit_raise (LkbBoard *board, const char *const *ids, gboolean to_front);
LkbChange *lkb_edit_group (LkbBoard *board, double x, double y, double w, double h,
                           const char *name, char **id_out);
LkbChange *lkb_edit_add_note (LkbBoard *board, const char *text, double x, double y, char **id_out);
/** lkb_edit_add_ink: a stroke through @points (x, y, pressure 0-1), @width board units; NULL without points. */
LkbChange *lkb_edit_add_ink (LkbBoard *board, const double (*points)[3], gsize n_points,
                             double width, char **id_out);
/** lkb_edit_resize: a note or a group, on the grid. */
LkbChange *lkb_edit_resize (LkbBoard *board, const char *id, double w, double h);
/** lkb_edit_place: new positions, e.g. from an arrangement; pinned ones must not be among them. @msgid: of the label. */
LkbChange *lkb_edit_place (LkbBoard *board, const char *const *ids, const double *xs,
                           const double *ys, const char *msgid);
/** lkb_edit_dup_set_label: (transfer full): of a step that sets @field: "Change Owner". */
LkbLabel *lkb_edit_dup_set_label (LkbField field);

G_END_DECLS
