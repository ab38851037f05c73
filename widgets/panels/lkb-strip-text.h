/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lkb-strip.h"

G_BEGIN_DECLS

typedef enum
{
  LKB_STRIP_NO_DATA, /* “Latency – add times” */
  LKB_STRIP_NO_BUDGET, /* “1.87 s p95 · set a budget” */
  LKB_STRIP_WITHIN, /* value / budget ✓ */
  LKB_STRIP_NEAR, /* 90-100 %: ▲ */
  LKB_STRIP_OVER, /* ■ “0.4 s over”, “∞ ■ overloaded”, or still open after Check or Export was asked for */
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

/** lkb_strip_text_fill: @analysis: (nullable): not made yet. @strict: Check or Export was asked for, so what is open is
 * wrong now. */
void lkb_strip_text_fill (LkbStripText *text, LkbBoard *board, const LkbAnalysis *analysis,
                          LkbStripFigure figure, gboolean strict);
void lkb_strip_text_clear (LkbStripText *text);

/** lkb_strip_dup_why: (transfer full) (nullable): a sentence on a figure that is none: which node is overloaded. @analysis:
 * (nullable). */
char *lkb_strip_dup_why (LkbBoard *board, const LkbAnalysis *analysis, LkbStripFigure figure);

/** lkb_strip_figure_get_name: translated. */
const char *lkb_strip_figure_get_name (LkbStripFigure figure);

/** lkb_board_count_owned: edges that need an owner (@n_edges) and those that have one. */
guint lkb_board_count_owned (LkbBoard *board, guint *n_edges);

/** LkbSignal: what an answer is recognised by. */
typedef enum
{
  LKB_SIGNAL_GOAL,
  LKB_SIGNAL_KPI, /* a primary one with a figure to reach */
  LKB_SIGNAL_FEATURE, /* of a lakehouse, named by some element */
  LKB_N_SIGNALS
} LkbSignal;

/** lkb_signal_get_name: translated. */
const char *lkb_signal_get_name (LkbSignal which);
/** lkb_board_has_signal: whether the board says it. @vocabulary: (nullable): any feature counts then. */
gboolean lkb_board_has_signal (LkbBoard *board, const LkbVocabulary *vocabulary, LkbSignal which);

G_END_DECLS
