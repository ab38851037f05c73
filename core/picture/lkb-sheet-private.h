/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lkb-sheet.h"

G_BEGIN_DECLS

/* Up to this many cells stand side by side. */
#define LKB_SHEET_CELLS_MAX 5

/* LkbSheetCell: a figure against its budget, in words. Strings are owned. */
typedef struct
{
  LkbSheetPart part;
  LkbField field;
  LkbSheetState state;
  char *label;
  char *value;
  char *text; /* after the value */
  char *qualifier;
} LkbSheetCell;

void lkb_sheet_cell_free (LkbSheetCell *cell);

/* lkb-sheet-cells.c: (transfer full) (element-type LkbSheetCell): the cells of a board, from left to right. */
GPtrArray *lkb_sheet_dup_cells (LkbBoard *board, const LkbAnalysis *analysis, gboolean editing);

/* lkb-sheet-footer.c: the words of the columns. */

/* "on-call → lead · #oncall · 15 min" for a team, or just "#oncall" where there is little room, or NULL. */
char *lkb_sheet_dup_escalation (LkbBoard *board, const char *team, gboolean is_short);
/* (element-type utf8): names of the features in use, each once. */
GPtrArray *lkb_sheet_dup_features (LkbBoard *board, const LkbVocabulary *vocabulary);
/* (element-type utf8): two texts a trade-off; the second may be "". */
GPtrArray *lkb_sheet_dup_trade_offs (LkbBoard *board);

G_END_DECLS
