/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-font.h"

static const LkbFont fonts[LKB_FONT_N_ROLES] = {
  [LKB_FONT_NAME] = { 14, 17, TRUE, FALSE },
  [LKB_FONT_TECH] = { 12, 16, FALSE, FALSE },
  [LKB_FONT_CHIP] = { 12, 16, FALSE, FALSE },
  [LKB_FONT_PILL_OWNER] = { 12, 16, TRUE, FALSE },
  [LKB_FONT_PILL] = { 12, 16, FALSE, FALSE },
  [LKB_FONT_PILL_INHERITED] = { 12, 16, FALSE, TRUE },
  [LKB_FONT_NUMBERS] = { 12, 16, FALSE, FALSE },
  [LKB_FONT_NOTE] = { 13, 18, FALSE, FALSE },
  [LKB_FONT_GROUP] = { 12, 16, TRUE, FALSE },
  [LKB_FONT_SHEET_TITLE] = { 24, 30, TRUE, FALSE },
  [LKB_FONT_SHEET_GOAL] = { 14, 20, FALSE, FALSE },
  [LKB_FONT_SHEET_DATE] = { 10, 13, FALSE, FALSE },
  [LKB_FONT_CELL_LABEL] = { 10, 13, FALSE, FALSE },
  [LKB_FONT_CELL_VALUE] = { 14, 17, TRUE, FALSE },
  [LKB_FONT_CELL_TEXT] = { 12, 16, FALSE, FALSE },
  [LKB_FONT_FOOT_HEAD] = { 11, 14, TRUE, FALSE },
  [LKB_FONT_FOOT_ROW] = { 10.5, 17, FALSE, FALSE },
  [LKB_FONT_FOOT_NAME] = { 10.5, 17, TRUE, FALSE },
  [LKB_FONT_IMPRINT] = { 9.5, 12, FALSE, FALSE },
  [LKB_FONT_STAMP] = { 12, 16, TRUE, FALSE },
};

const LkbFont *
lkb_font_get (LkbFontRole role)
{
  g_return_val_if_fail ((int) role >= 0 && role < LKB_FONT_N_ROLES, &fonts[LKB_FONT_TECH]);
  return &fonts[role];
}
