/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lkb-strip.h"

G_BEGIN_DECLS

typedef enum
{
  LKB_STRIP_NO_DATA, /* “Latency – add times” */
  LKB_STRIP_NO_BUDGET, /* “1.87 s · set a budget” */
  LKB_STRIP_WITHIN, /* value / budget ✓ */
  LKB_STRIP_NEAR, /* 90-100 %: ▲ */
  LKB_STRIP_OVER, /* ■ “0.4 s over” */
} LkbStripState;

/** LkbStripText: a figure in words: what is read first, then what qualifies it. Free with lkb_strip_text_clear(). */
typedef struct
{
  LkbStripState state;
  char *figure; /* "" without data */
  char *qualifier;
  const char *symbol; /* "✓", "▲", "■" or "" */
  const char *const *path; /* (nullable): edges that it is about; belongs to the analysis */
} LkbStripText;

void lkb_strip_text_fill (LkbStripText *text, LkbBoard *board, const LkbAnalysis *analysis,
                          LkbStripFigure figure);
void lkb_strip_text_clear (LkbStripText *text);

/** lkb_strip_figure_get_name: translated. */
const char *lkb_strip_figure_get_name (LkbStripFigure figure);

/** lkb_board_count_owned: edges that need an owner (@n_edges) and those that have one. */
guint lkb_board_count_owned (LkbBoard *board, guint *n_edges);
/** lkb_board_has_feature: whether some element names a lakehouse feature: the third signal. */
gboolean lkb_board_has_feature (LkbBoard *board);

G_END_DECLS
