/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "core/rules/lkb-rules.h"
#include "widgets/canvas/lkb-editor.h"

G_BEGIN_DECLS

/**
 * LkbOutline:
 *
 * All elements in reading order, arrows below the node that they leave: the full view for a screen reader, which can do what the
 * canvas can: go to (Enter), add (N), rename (F2), own (O), connect (C), lead an arrow to another node (R), type its figures
 * (L), duplicate, move by a lane or a row, delete.
 */
#define LKB_TYPE_OUTLINE (lkb_outline_get_type ())
G_DECLARE_FINAL_TYPE (LkbOutline, lkb_outline, LKB, OUTLINE, GtkWidget)

LkbOutline *lkb_outline_new (void);

/** lkb_outline_set_editor: (nullable): follows its board and selection; a row that is marked is selected there too. */
void lkb_outline_set_editor (LkbOutline *self, LkbEditor *editor);
/** lkb_outline_set_findings: (nullable): states of the rows. */
void lkb_outline_set_findings (LkbOutline *self, LkbFindings *findings);
void lkb_outline_set_read_only (LkbOutline *self, gboolean read_only);

/** lkb_outline_select: (nullable): selects an element in the editor, marks its row and brings that into view. */
void lkb_outline_select (LkbOutline *self, const char *id);
/** lkb_outline_get_selected: (nullable) (transfer none): id of the marked row; valid until the board's next change. */
const char *lkb_outline_get_selected (LkbOutline *self);
/** lkb_outline_search: as if @text were typed in the search box. */
void lkb_outline_search (LkbOutline *self, const char *text);
guint lkb_outline_get_n_rows (LkbOutline *self);
/** lkb_outline_dup_row_text: (transfer full): what a screen reader says of a row. */
char *lkb_outline_dup_row_text (LkbOutline *self, guint i);
/** lkb_outline_type: ends the rename or own under way as if @text were typed and Enter pressed. */
void lkb_outline_type (LkbOutline *self, const char *text);
/** lkb_outline_go_to: brings the marked element into view. */
void lkb_outline_go_to (LkbOutline *self);
/** lkb_outline_add: a new element; a node after the marked one, with an arrow. Its name is typed in its row. */
void lkb_outline_add (LkbOutline *self, LkbKind kind);
/** lkb_outline_connect_to: ends the connect under way by choosing @id. */
void lkb_outline_connect_to (LkbOutline *self, const char *id);

/*
 * Actions of the class, which act on the marked row: outline.go-to, .add, .rename, .own, .connect, .reconnect, .figures,
 * .duplicate, .move (left, right, up, down), .delete. All go through the editor, which tells what there is to tell.
 *
 * LkbOutline::go-to (const char *id): was gone to.
 */

G_END_DECLS
