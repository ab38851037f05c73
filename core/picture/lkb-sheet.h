/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/model/lkb-vocabulary.h"
#include "lkb-scene.h"

G_BEGIN_DECLS

typedef enum
{
  LKB_PAPER_OF_BOARD, /* what the board says: asked for, never an answer */
  LKB_PAPER_A4, /* landscape 1123 × 794 */
  LKB_PAPER_LETTER, /* landscape 1056 × 816 */
} LkbPaper;

/** lkb_board_get_paper: the board's own, A4 unless it says otherwise. */
LkbPaper lkb_board_get_paper (LkbBoard *board);

/** LkbSheetOptions: all zero = the plain page. */
typedef struct
{
  gboolean draft; /* stamp “DRAFT – n to fix” */
  guint n_to_fix;
  LkbPaper paper;
  gboolean quiet; /* cells keep to figures: not how they stand, not what is to do */
  gboolean editing; /* for the window: empty places show what to write there, in second ink */
} LkbSheetOptions;

/** LkbSheetPart: places of the page that hold facts of the board. */
typedef enum
{
  LKB_SHEET_TITLE,
  LKB_SHEET_AUTHOR,
  LKB_SHEET_DATE, /* in one line with the author */
  LKB_SHEET_GOAL,
  LKB_SHEET_KPI,
  LKB_SHEET_LATENCY, /* from event to use, or one call and its answer: see the field */
  LKB_SHEET_FRESHNESS,
  LKB_SHEET_AVAILABILITY,
  LKB_SHEET_COST,
  LKB_SHEET_OWNERSHIP,
  LKB_SHEET_OWNERS, /* footer */
  LKB_SHEET_FEATURES,
  LKB_SHEET_ASSUMPTIONS,
  LKB_SHEET_TRADE_OFFS,
  LKB_N_SHEET_PARTS
} LkbSheetPart;

/** LkbSheetState: how a cell stands against its budget. */
typedef enum
{
  LKB_SHEET_STATE_NONE, /* no budget, or nothing to compare */
  LKB_SHEET_STATE_OK,
  LKB_SHEET_STATE_CHECK, /* 90 to 100 % of the budget */
  LKB_SHEET_STATE_WRONG, /* over */
  LKB_SHEET_STATE_TODO, /* a budget, but figures are missing */
} LkbSheetState;

/** LkbSheetPlace: @box in page units; @field: what is edited there (LKB_FIELD_KPIS for the KPI cell), @state: of a cell. */
typedef struct
{
  LkbSheetPart part;
  LkbBox box;
  LkbField field;
  LkbSheetState state;
  const char *text; /* as shown; "" when empty */
} LkbSheetPlace;

/* Rows of a stop that are no place in a list. */
#define LKB_SHEET_ROW_NONE -1 /* the part has no rows, or none yet that could be shown */
#define LKB_SHEET_ROW_MORE -2 /* "+2 more" */

/**
 * LkbSheetStop: one thing on the page that can be gone to, in reading order: a text, a cell, a row of the footer.
 *
 * @row: place in the board's own list (assumptions, trade-offs), else among the rows shown; the length of the list stands for the
 *   row that adds to it, which is there on pages for editing while there is room.
 */
typedef struct
{
  LkbSheetPart part;
  LkbField field;
  int row;
  LkbBox box; /* page units */
  const char *text; /* as shown; of a row that adds, "" */
  const char *id; /* of a feature: the element that uses it, else NULL */
} LkbSheetStop;

/** LkbSheet: the one-page picture of a board, a pure function of board, analysis and options; immutable, counted. */
typedef struct _LkbSheet LkbSheet;

/**
 * lkb_sheet_new: (transfer full)
 * @scene: up to date with @board
 * @analysis: (nullable)
 * @vocabulary: (nullable): names of features; ids are shown without it
 * @options: (nullable)
 */
LkbSheet *lkb_sheet_new (LkbScene *scene, LkbBoard *board, const LkbAnalysis *analysis,
                         const LkbVocabulary *vocabulary, const LkbSheetOptions *options);
LkbSheet *lkb_sheet_ref (LkbSheet *sheet);
void lkb_sheet_unref (LkbSheet *sheet);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LkbSheet, lkb_sheet_unref)

/** lkb_sheet_get_picture: the whole page in page units (1/96 in), drawing included, paper not: it is the background. */
LkbPicture *lkb_sheet_get_picture (LkbSheet *sheet);
/** lkb_sheet_get_furniture: the page without its drawing: title, cells, footer. For the canvas, which draws the
 * elements itself: a page unit is 1 / scale board units there, see lkb_sheet_get_frame(). */
LkbPicture *lkb_sheet_get_furniture (LkbSheet *sheet);

double lkb_sheet_get_width (LkbSheet *sheet); /* page units */
double lkb_sheet_get_height (LkbSheet *sheet);
/** lkb_sheet_get_drawing_area: where the drawing may lie, page units. */
LkbBox lkb_sheet_get_drawing_area (LkbSheet *sheet);

/** lkb_sheet_get_scale: page units per board unit: at most 1.25; below 0.78 the text becomes too small (PAG001). */
double lkb_sheet_get_scale (LkbSheet *sheet);
/** lkb_sheet_get_frame: the page in board coordinates, around the drawing. */
LkbBox lkb_sheet_get_frame (LkbSheet *sheet);
/** lkb_sheet_get_smallest_text_pt: smallest text of drawing and page in print. */
double lkb_sheet_get_smallest_text_pt (LkbSheet *sheet);
/** lkb_sheet_is_too_small: whether that is less than 7.0, as it would be said: what the window warns of is what PAG001 finds. */
gboolean lkb_sheet_is_too_small (LkbSheet *sheet);

guint lkb_sheet_get_n_places (LkbSheet *sheet);
const LkbSheetPlace *lkb_sheet_get_place (LkbSheet *sheet, guint index);
/** lkb_sheet_find_place: (nullable): the first place of @part. */
const LkbSheetPlace *lkb_sheet_find_place (LkbSheet *sheet, LkbSheetPart part);

guint lkb_sheet_get_n_stops (LkbSheet *sheet);
const LkbSheetStop *lkb_sheet_get_stop (LkbSheet *sheet, guint index);
/** lkb_sheet_find_stop: (nullable): the stop of @part with that @row. */
const LkbSheetStop *lkb_sheet_find_stop (LkbSheet *sheet, LkbSheetPart part, int row);
/** lkb_sheet_get_ghosts: for the window, above the furniture: rows that invite to add something; empty unless the page is for
 * editing. Page units. */
LkbPicture *lkb_sheet_get_ghosts (LkbSheet *sheet);

/** lkb_sheet_get_overlaps: (array zero-terminated=1): pairs of element ids whose boxes or labels overlap, "a b" each, sorted;
 * at most LKB_SHEET_OVERLAPS_MAX of them; for PAG001. */
const char *const *lkb_sheet_get_overlaps (LkbSheet *sheet);
/** lkb_sheet_get_cuts: (array zero-terminated=1): texts of the board that end in "…" on the page: id of the element and key of
 * the field, "@board goal", "hub technology"; of the title, the goal, and the cards' names and technologies; for PAG001. */
const char *const *lkb_sheet_get_cuts (LkbSheet *sheet);
/** lkb_sheet_get_n_cut: how many texts of the furniture were shortened to fit. */
guint lkb_sheet_get_n_cut (LkbSheet *sheet);

#define LKB_SHEET_OVERLAPS_MAX 1000
#define LKB_SHEET_SCALE_MIN 0.78
#define LKB_SHEET_SCALE_MAX 1.25

G_END_DECLS
