/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lkb-sheet.h"

G_BEGIN_DECLS

/*
 * The words of the page without the page, for texts that say the same.
 */

/** LkbSheetCell: a figure against its budget, in words. Strings are owned, and NULL where there is nothing to say. */
typedef struct
{
  LkbSheetPart part;
  LkbField field;
  LkbSheetState state;
  char *label;
  char *value;
  char *text; /* after the value */
  char *qualifier;
  const char *
      assumption; /* (nullable): what the value takes for granted, where the qualifier doesn't say it */
  const char *assumption_short; /* (nullable): the same in fewer words */
  gboolean advises; /* its qualifier says what to do, or what is wrong */
  gboolean asks; /* its text asks for a budget or a KPI */
  char *basis; /* (nullable): what remains of a text that asks */
} LkbSheetCell;

void lkb_sheet_cell_free (LkbSheetCell *cell);

/** lkb_sheet_dup_cells: (transfer full) (element-type LkbSheetCell): the cells of a board, from left to right.
 * @analysis: (nullable)
 * @editing: those too that wait for a budget */
GPtrArray *lkb_sheet_dup_cells (LkbBoard *board, const LkbAnalysis *analysis, gboolean editing);

/** LkbEscalationForm: how much is said of who is called. */
typedef enum
{
  LKB_ESCALATION_FULL, /* "on-call → lead · #oncall · 15 min" */
  LKB_ESCALATION_REACH, /* "#oncall · 15 min", with the first one where there is no channel */
  LKB_ESCALATION_CHANNEL, /* "#oncall", or the first one */
} LkbEscalationForm;

/** lkb_sheet_dup_escalation: (transfer full) (nullable): who is called when something of @team fails. */
char *lkb_sheet_dup_escalation (LkbBoard *board, const char *team, LkbEscalationForm form);

/** lkb_sheet_dup_features: (transfer full) (element-type utf8): names of the features in use, each once.
 * @vocabulary: (nullable)
 * @ids: (element-type utf8): gets the element of each, borrowed from the board */
GPtrArray *lkb_sheet_dup_features (LkbBoard *board, const LkbVocabulary *vocabulary,
                                   GPtrArray *ids);

/** lkb_sheet_dup_trade_offs: (transfer full) (element-type utf8): two texts a trade-off; the second may be "". */
GPtrArray *lkb_sheet_dup_trade_offs (LkbBoard *board);

G_END_DECLS
