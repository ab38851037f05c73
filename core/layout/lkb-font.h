/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** LkbFontRole: what a piece of text is; decides size, weight and slant, never colour. */
typedef enum
{
  LKB_FONT_NAME, /* 14/17 bold */
  LKB_FONT_TECH, /* 12/16 */
  LKB_FONT_CHIP, /* 12/16 */
  LKB_FONT_PILL_OWNER, /* 12/16 bold */
  LKB_FONT_PILL, /* 12/16 */
  LKB_FONT_PILL_INHERITED, /* 12/16 italic */
  LKB_FONT_NUMBERS, /* 12/16 */
  LKB_FONT_NOTE, /* 13/18 */
  LKB_FONT_GROUP, /* 12/16 bold */
  LKB_FONT_SHEET_TITLE, /* 24/30 bold */
  LKB_FONT_SHEET_GOAL, /* 14/20 */
  LKB_FONT_SHEET_DATE, /* 10/13 */
  LKB_FONT_CELL_LABEL, /* 10/13 */
  LKB_FONT_CELL_VALUE, /* 14/17 bold */
  LKB_FONT_CELL_TEXT, /* 12/16 */
  LKB_FONT_FOOT_HEAD, /* 11/14 bold */
  LKB_FONT_FOOT_ROW, /* 10.5/17 */
  LKB_FONT_FOOT_NAME, /* 10.5/17 bold */
  LKB_FONT_IMPRINT, /* 9.5/12 */
  LKB_FONT_STAMP, /* 12/16 bold */
  LKB_FONT_N_ROLES,
} LkbFontRole;

/** LkbFont: size and line height in board units. */
typedef struct
{
  double size;
  double line;
  gboolean bold;
  gboolean italic;
} LkbFont;

/** lkb_font_get: the font of @role; never NULL. */
const LkbFont *lkb_font_get (LkbFontRole role);

G_END_DECLS
