/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lkb-sheet-words.h"

G_BEGIN_DECLS

/* Up to this many cells stand side by side. */
#define LKB_SHEET_CELLS_MAX 5

#define LKB_SHEET_MARGIN 36.0
#define LKB_SHEET_CELL_TOP 96.0

/* What differs between the papers. */
typedef struct
{
  double w;
  double h;
  double rule; /* y of the line above the footer */
  double imprint; /* baseline */
  double features_x;
  double features_x_many; /* with two columns of teams */
  double trade_offs_x;
} LkbSheetPaper;

struct _LkbSheet
{
  gatomicrefcount refs;
  const LkbSheetPaper *paper;
  LkbPicture *picture;
  LkbPicture *furniture;
  LkbBox area;
  double scale;
  double x; /* page units: where the board's origin lies */
  double y;
  double smallest_pt;
  LkbPicture *ghosts;
  GArray *places; /* LkbSheetPlace */
  GArray *stops; /* LkbSheetStop */
  GStrv overlaps;
  guint n_cut;
};

/* What the page is made with. */
typedef struct
{
  LkbSheet *sheet;
  LkbScene *scene;
  LkbBoard *board;
  const LkbAnalysis *analysis;
  const LkbVocabulary *vocabulary;
  const LkbSheetOptions *options;
  LkbTextMeasurer *measurer;
  LkbPictureBuilder *builder;
  LkbPictureBuilder *ghosts;
} LkbSheetMaker;

/* lkb-sheet-cells.c: (transfer full): the label of @cell in fewer words, where there are any. @analysis: (nullable). */
char *lkb_sheet_dup_short_label (const LkbSheetCell *cell, const LkbAnalysis *analysis);

/* lkb-sheet-draw.c: the parts of the page, drawn into the maker's builder. */

/* Title, author, date, goal, draft stamp; returns how far a second line of the goal moves the rest. */
double lkb_sheet_draw_header (LkbSheetMaker *maker);
/* FALSE when the board has no figure to show. */
gboolean lkb_sheet_draw_cells (LkbSheetMaker *maker, double shift);
void lkb_sheet_draw_footer (LkbSheetMaker *maker);

G_END_DECLS
