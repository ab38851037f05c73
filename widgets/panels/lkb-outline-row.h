/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "core/model/lkb-history.h"
#include "core/rules/lkb-rules.h"

G_BEGIN_DECLS

/**
 * LkbOutlineRow:
 *
 * One element as a line: what it is called, whose it is, what there is to mend; turns into a box to type a name or an owner in.
 */
#define LKB_TYPE_OUTLINE_ROW (lkb_outline_row_get_type ())
G_DECLARE_FINAL_TYPE (LkbOutlineRow, lkb_outline_row, LKB, OUTLINE_ROW, GtkWidget)

/** LkbOutlineEdit: what is typed in a row. */
typedef enum
{
  LKB_OUTLINE_NAME,
  LKB_OUTLINE_OWNER, /* names of teams are completed */
  LKB_OUTLINE_FIGURES, /* of an arrow */
} LkbOutlineEdit;

GtkWidget *lkb_outline_row_new (void);

/** lkb_outline_row_set: @element: (nullable): nothing; @findings: (nullable). */
void lkb_outline_row_set (LkbOutlineRow *self, LkbBoard *board, const LkbElement *element,
                          LkbFindings *findings);

/** lkb_outline_row_get_id: (nullable): of the element that it shows. */
const char *lkb_outline_row_get_id (LkbOutlineRow *self);

/** lkb_outline_row_edit: a box in place of the line, with the focus. @text: what it starts with; @ghost: (nullable): the owner
 * that Tab takes while it is empty. */
void lkb_outline_row_edit (LkbOutlineRow *self, LkbHistory *history, LkbOutlineEdit edit,
                           const char *text, const char *ghost);
gboolean lkb_outline_row_is_editing (LkbOutlineRow *self);
/** lkb_outline_row_end_edit: back to the line, what was typed is dropped. */
void lkb_outline_row_end_edit (LkbOutlineRow *self);
/** lkb_outline_row_type: as if @text were typed and Enter pressed. */
void lkb_outline_row_type (LkbOutlineRow *self, const char *text);

/** lkb_outline_dup_badge: (transfer full) (nullable): "◌ Fix", "▲ Improve (2)". */
char *lkb_outline_dup_badge (LkbFindings *findings, const LkbElement *element);

/*
 * LkbOutlineRow::typed (const char *text, int edit, gboolean next): the edit (LkbOutlineEdit) ended with this text; @next: by Tab, so the
 * next one is to follow.
 */

G_END_DECLS
