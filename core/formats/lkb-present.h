/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/analysis/lkb-analysis.h"
#include "core/model/lkb-board.h"
#include "core/model/lkb-vocabulary.h"
#include "core/picture/lkb-sheet.h"

G_BEGIN_DECLS

/** LkbPresentKind: what a step of a talk is about, in the order of the talk. */
typedef enum
{
  LKB_PRESENT_GOAL,
  LKB_PRESENT_KPI,
  LKB_PRESENT_HOP, /* one for each hop of the main path */
  LKB_PRESENT_TRADE_OFFS,
  LKB_PRESENT_OWNERS,
} LkbPresentKind;

/** LkbPresentStep: owned by the talk, gone after its next update. */
typedef struct
{
  LkbPresentKind kind;
  char *title; /* translated; a hop: "Web clicks → Event Hub" */
  char *sentence; /* translated; what the board does not say yet is "___" */
  char **edges; /* ids of the lit edges, NULL-terminated; may be none */
  char **nodes; /* ids of the lit nodes, NULL-terminated; may be none */
  LkbSheetPart part; /* lit place of the page; LKB_N_SHEET_PARTS: none */
  gboolean gap;
  char *gap_element; /* where to write what is missing: id or "@board"; NULL: no gap */
  LkbField gap_field; /* LKB_N_FIELDS without a gap */
} LkbPresentStep;

/**
 * LkbPresent: a talk about a board, step by step: goal, KPI, each hop of the main path, trade-offs, owners. It knows what is
 * lit, not how; a canvas paints the rest at LKB_PRESENT_DIM. A pure function of the board and a position.
 *
 * The main path is that of the primary KPI, else the main data path, else the main call; a board without any of them tells the
 * edges that carry data in rank order.
 */
typedef struct _LkbPresent LkbPresent;

/** LKB_PRESENT_DIM: opacity of what a step does not light. */
#define LKB_PRESENT_DIM 0.35

/** lkb_present_new: (transfer full): at the first step. @analysis, @vocabulary: (nullable); borrowed for the call. */
LkbPresent *lkb_present_new (LkbBoard *board, const LkbAnalysis *analysis,
                             const LkbVocabulary *vocabulary);
void lkb_present_free (LkbPresent *present);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LkbPresent, lkb_present_free)

/** lkb_present_update: after the board changed: stays at the same step (a hop is known by its edge), else at the nearest
 * one before it. */
void lkb_present_update (LkbPresent *present, LkbBoard *board, const LkbAnalysis *analysis,
                         const LkbVocabulary *vocabulary);

/** lkb_present_get_n: number of steps; never 0. */
guint lkb_present_get_n (const LkbPresent *present);
const LkbPresentStep *lkb_present_get_nth (const LkbPresent *present, guint i);

/** lkb_present_get_position: the step that is shown, from 0. */
guint lkb_present_get_position (const LkbPresent *present);
/** lkb_present_get_step: the step that is shown. */
const LkbPresentStep *lkb_present_get_step (const LkbPresent *present);
/** lkb_present_next, _previous: FALSE at the end, where nothing changes. */
gboolean lkb_present_next (LkbPresent *present);
gboolean lkb_present_previous (LkbPresent *present);
/** lkb_present_go_to: @i: clamped to the last step. */
void lkb_present_go_to (LkbPresent *present, guint i);

/** lkb_present_is_lit: whether the step that is shown lights the node or edge @id. */
gboolean lkb_present_is_lit (const LkbPresent *present, const char *id);
/** lkb_present_is_part_lit: whether it lights that place of the page. The title is never dimmed. */
gboolean lkb_present_is_part_lit (const LkbPresent *present, LkbSheetPart part);
/** lkb_present_dup_position: (transfer full): "Step 3 of 9", for the corner and for screen readers. */
char *lkb_present_dup_position (const LkbPresent *present);

G_END_DECLS
