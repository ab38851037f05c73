/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lkb-sheet-words.h"

G_BEGIN_DECLS

/* Up to this many cells stand side by side. */
#define LKB_SHEET_CELLS_MAX 5

#define LKB_SHEET_MARGIN 36.0
#define LKB_SHEET_CELL_TOP 96.0

/* The footer, from its rule down. */
#define LKB_SHEET_FOOT_HEAD 20.0
#define LKB_SHEET_FOOT_ROWS 38.0
#define LKB_SHEET_FOOT_STEP 17.0
#define LKB_SHEET_FOOT_N_ROWS 6
#define LKB_SHEET_FOOT_GAP 20.0 /* between columns */

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
  GPtrArray *cuts; /* NULL-terminated when the sheet is made */
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

/* lkb-sheet-footer.c: (transfer full): two words of the board with a sign of the page between them, which stay in this order
 * whatever their direction. */
char *lkb_sheet_join (const char *first, const char *sign, const char *second);
/* lkb-sheet-cells.c: takes out of @cell what helps: how it stands, what to do, what is wrong. Figures stay. */
void lkb_sheet_cell_hush (LkbSheetCell *cell);
/* lkb-sheet-cells.c: (transfer full): the label of @cell in fewer words, where there are any. @analysis: (nullable). */
char *lkb_sheet_dup_short_label (const LkbSheetCell *cell, const LkbAnalysis *analysis);

/* lkb-sheet-header.c: title, author, date, goal, draft stamp; returns how far the lines of the goal move the rest: up where
 * there is none. */
double lkb_sheet_draw_header (LkbSheetMaker *maker);

/* lkb-sheet-draw.c: the parts of the page, drawn into the maker's builder. */

/* FALSE when the board has no figure to show. */
gboolean lkb_sheet_draw_cells (LkbSheetMaker *maker, double shift);
void lkb_sheet_draw_footer (LkbSheetMaker *maker);

/* One line in @room, cut with "…" where it is longer; returns its advance. @x: left end, or right end when @anchor says so. */
double lkb_sheet_add_line (LkbSheetMaker *maker, const char *text, LkbFontRole role,
                           LkbColourRole colour, double x, double baseline, double room,
                           LkbAnchor anchor);
void lkb_sheet_add_head (LkbSheetMaker *maker, const char *text, double x, double baseline,
                         double room);
/* The text of @field of @id does not stand on the page as a whole. */
void lkb_sheet_add_cut (LkbSheetMaker *maker, const char *id, LkbField field);
/* A last line that says how many did not fit. */
void lkb_sheet_add_more (LkbSheetMaker *maker, LkbSheetPart part, LkbField field, guint n, double x,
                         double baseline, double room);
void lkb_sheet_add_place (LkbSheetMaker *maker, LkbSheetPart part, LkbField field,
                          LkbSheetState state, LkbBox box, const char *text);
void lkb_sheet_add_stop (LkbSheetMaker *maker, LkbSheetPart part, LkbField field, int row,
                         LkbBox box, const char *text, const char *id);
/* A part without rows: one stop, as large as its place. */
void lkb_sheet_add_whole (LkbSheetMaker *maker, LkbSheetPart part, LkbField field,
                          LkbSheetState state, LkbBox box, const char *text);
/* The row of the footer on a baseline, @n_lines high. */
LkbBox lkb_sheet_get_row_box (double x, double baseline, double room, guint n_lines);
void lkb_sheet_begin_part (LkbSheetMaker *maker, const char *part);
void lkb_sheet_end_part (LkbSheetMaker *maker);

/* lkb-sheet-owners.c: the teams and who is called, in a column @room wide, or @most where they need that; returns how wide it
 * became. */
double lkb_sheet_draw_owners (LkbSheetMaker *maker, double top, double room, double most);

G_END_DECLS
