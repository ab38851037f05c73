/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/model/lkb-board.h"

G_BEGIN_DECLS

/* A page that was looked at for a while, and what was drawn of it afterwards. */

/** For how long a page is shown. */
#define LKB_REDRAW_SECONDS 30

typedef enum
{
  LKB_REDRAW_NODES, /* of the same kind; which one of several, the name says, else the place from left to right */
  LKB_REDRAW_EDGES, /* between the same nodes, the same way */
  LKB_REDRAW_OWNERS, /* of the edges that need one */
  LKB_REDRAW_NUMBERS, /* budgets, targets of KPIs and rates of sources, to within a tenth */
  LKB_REDRAW_N_PARTS
} LkbRedrawPart;

/** LkbRedraw: owned texts. */
typedef struct
{
  guint n_all[LKB_REDRAW_N_PARTS]; /* on the page */
  guint n_found[LKB_REDRAW_N_PARTS]; /* of these, drawn again */
  GPtrArray *missed
      [LKB_REDRAW_N_PARTS]; /* (element-type utf8): the others, in words, in the order of the page */
  guint n_more; /* nodes that were drawn and are not on the page */
} LkbRedraw;

/** lkb_redraw_compare: (transfer full): @page: what was shown; @drawn: what was drawn from memory. A function of both boards,
 * with words in the user's language. */
LkbRedraw *lkb_redraw_compare (LkbBoard *page, LkbBoard *drawn);
void lkb_redraw_free (LkbRedraw *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LkbRedraw, lkb_redraw_free)

/** lkb_redraw_part_get_name: translated. */
const char *lkb_redraw_part_get_name (LkbRedrawPart part);

G_END_DECLS
