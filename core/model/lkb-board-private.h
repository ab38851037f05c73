/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lkb-board.h"

G_BEGIN_DECLS

/** LkbGroupBox: the rectangle of a group; @right and @bottom belong to it. */
typedef struct
{
  const LkbElement *group; /* borrowed from the board */
  gboolean has_owner;
  double left, top, right, bottom;
  double area;
} LkbGroupBox;

/** lkb_board_get_group_boxes: (element-type LkbGroupBox): innermost first: by rising area, of equal ones the later in rank
 * first; borrowed until the next change. */
const GArray *lkb_board_get_group_boxes (LkbBoard *board);

G_END_DECLS
