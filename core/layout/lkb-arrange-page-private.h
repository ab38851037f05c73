/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lkb-arrange.h"

G_BEGIN_DECLS

#define LKB_PAGE_LANES 3
#define LKB_PAGE_COLUMNS 5 /* more make no page */

/** LkbPage: cards in slots, columns of equal rows. All borrowed. */
typedef struct
{
  const LkbArrangeEdge *edges;
  gsize n_edges;
  gsize n_nodes;
  guint rows;
  guint columns;
  int lane_of[LKB_PAGE_COLUMNS]; /* of each column; a lane's columns stand side by side */
  int *column; /* of each node, -1 = pinned, not in a slot */
  int *row; /* of each node */
  int *order; /* place of each node in the flow */
  int *slots; /* column * rows + row → node or -1 */
  const int *stages;
  const LkbArrangeNode *nodes;
} LkbPage;

/** LkbPageEntry: a node that is to be placed, in the order of the flow. */
typedef struct
{
  guint node;
  int stage;
  int rank;
  gboolean helper;
} LkbPageEntry;

/** lkb_page_put_rows: fills the columns in the order of @entries, from the bottom those in the bits of @upwards. */
void lkb_page_put_rows (LkbPage *page, const LkbPageEntry *entries, guint n, guint upwards);

/** lkb_page_improve_rows: lets cards change places while that is better, so many @rounds at most.
 * Returns: what the places cost */
double lkb_page_improve_rows (LkbPage *page, guint rounds, GCancellable *cancellable);

G_END_DECLS
