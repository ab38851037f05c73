/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/analysis/lkb-analysis.h"
#include "core/model/lkb-board.h"
#include "core/model/lkb-vocabulary.h"
#include "core/rules/lkb-rules.h"

G_BEGIN_DECLS

/*
 * A board as Markdown: headings, lists and pipe tables, in the language of the user. What is written shows the same in any viewer;
 * names with marks of the notation in them stand there as they are.
 */

/** lkb_markdown_dup_text: (transfer full): @text (nullable) on one line, nothing in it taken for a mark. */
char *lkb_markdown_dup_text (const char *text);
/** lkb_markdown_append_heading: @level: 1 to 6; empty lines around it. */
void lkb_markdown_append_heading (GString *out, guint level, const char *text);
/** lkb_markdown_append_paragraph: with an empty line after it; nothing where @text is blank. */
void lkb_markdown_append_paragraph (GString *out, const char *text);
/** lkb_markdown_append_item: of a list. */
void lkb_markdown_append_item (GString *out, const char *text);
/** lkb_markdown_begin_table: @heads: (array length=n). */
void lkb_markdown_begin_table (GString *out, const char *const *heads, guint n);
/** lkb_markdown_append_row: @cells: (array length=n): (nullable) each; they are cleaned here. */
void lkb_markdown_append_row (GString *out, const char *const *cells, guint n);

/** LkbMarkdownSource: what the parts are written of; borrowed. */
typedef struct
{
  LkbBoard *board;
  const LkbAnalysis *analysis;
  const LkbVocabulary *vocabulary; /* (nullable) */
  const LkbFindings *findings; /* (nullable): then the part of the checks is left out */
} LkbMarkdownSource;

/** LkbMarkdownPart: each with its heading, or nothing when the board says nothing of it. */
typedef enum
{
  LKB_MARKDOWN_GOAL, /* and the KPIs */
  LKB_MARKDOWN_SCRIPT,
  LKB_MARKDOWN_OWNERS, /* of each arrow; who is called */
  LKB_MARKDOWN_BUDGETS, /* with the figures that the page shows */
  LKB_MARKDOWN_TIMES, /* of each hop of the main path */
  LKB_MARKDOWN_TRADE_OFFS, /* features, assumptions and what is left out as well */
  LKB_MARKDOWN_CHECKS, /* what is left to do, and what was accepted why */
  LKB_N_MARKDOWN_PARTS
} LkbMarkdownPart;

/** lkb_markdown_append_part: @blank: the questions without the answers: tables with empty cells, lines to fill. Budgets
 * are asked for by name, arrows and steps are not: which of them count is part of the answer. */
void lkb_markdown_append_part (GString *out, LkbMarkdownPart part, const LkbMarkdownSource *source,
                               gboolean blank);

G_END_DECLS
