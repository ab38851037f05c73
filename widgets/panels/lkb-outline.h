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
 * canvas can: rename (F2), own (O), connect (C), delete, go to (Enter).
 */
#define LKB_TYPE_OUTLINE (lkb_outline_get_type ())
G_DECLARE_FINAL_TYPE (LkbOutline, lkb_outline, LKB, OUTLINE, GtkWidget)

LkbOutline *lkb_outline_new (void);

/** lkb_outline_set_editor: (nullable): follows its board and selection; a row that is marked is selected there too. */
void lkb_outline_set_editor (LkbOutline *self, LkbEditor *editor);
/** lkb_outline_set_findings: (nullable): states of the rows. */
void lkb_outline_set_findings (LkbOutline *self, LkbFindings *findings);
void lkb_outline_set_read_only (LkbOutline *self, gboolean read_only);

/** lkb_outline_set_history: without an editor, for tests. */
void lkb_outline_set_history (LkbOutline *self, LkbHistory *history);
/** lkb_outline_select: (nullable): marks the row of an element and brings it into view. */
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
/** lkb_outline_connect_to: ends the connect under way by choosing @id. */
void lkb_outline_connect_to (LkbOutline *self, const char *id);

/*
 * Actions of the class, which act on the marked row: outline.go-to, outline.rename, outline.own, outline.connect,
 * outline.delete.
 *
 * LkbOutline::go-to (const char *id): show this element; the editor has done so already when there is one.
 * LkbOutline::message (const char *text, gboolean undoable): something to tell, plain text.
 */

G_END_DECLS
