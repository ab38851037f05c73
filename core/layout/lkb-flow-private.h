/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lkb-flow.h"

G_BEGIN_DECLS

/** LKB_FLOW_EFFORT_MAX: steps after which no order is polished any more; about half a second. */
#define LKB_FLOW_EFFORT_MAX G_GUINT64_CONSTANT (200000000)

/**
 * LkbFlowWork: the order being worked on, as plain arrays: what lies in which column and where, and
 * the links of each item to the left (0) and to the right (1).
 * Invariant: order[column[i]][place[i]] == i.
 */
typedef struct
{
  guint n;
  guint n_columns;
  guint *column;
  guint *place;
  guint **order;
  guint *length; /* of each column */
  guint *start[2]; /* n + 1 of them */
  guint *to[2];
  gboolean *is_dummy;
  guint64 random;
  guint64 effort; /* about the steps taken so far; the same on every machine, unlike time */
  guint64 effort_max; /* from here on nothing more is tried */
} LkbFlowWork;

/** lkb_flow_work_random: the next of a row of numbers that is the same each time, below @n. */
static inline guint
lkb_flow_work_random (LkbFlowWork *work, guint n)
{
  guint64 z = (work->random += G_GUINT64_CONSTANT (0x9e3779b97f4a7c15));

  z = (z ^ (z >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  z = (z ^ (z >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
  return (guint) ((z ^ (z >> 31)) % n);
}

/** lkb_flow_work_renumber: sets the places of a column's items by their order. */
static inline void
lkb_flow_work_renumber (LkbFlowWork *work, guint column)
{
  for (guint i = 0; i < work->length[column]; i++)
    work->place[work->order[column][i]] = i;
}

/** lkb_flow_work_count: all crossings of links. */
guint64 lkb_flow_work_count (const LkbFlowWork *work);

/** lkb_flow_work_order: orders all columns; FALSE when cancelled. */
gboolean lkb_flow_work_order (LkbFlowWork *work, GCancellable *cancellable);

/** lkb_flow_sift: moves each item to the best place of its column, all others staying; @rounds at
 * most. Returns: by how many crossings the order became better. */
guint64 lkb_flow_sift (LkbFlowWork *work, guint rounds);

/** lkb_flow_reinsert: takes each edge that passes columns out and leads it through anew, where it
 * crosses least. Returns: by how many crossings the order became better. */
guint64 lkb_flow_reinsert (LkbFlowWork *work);

/** lkb_flow_perturb: @tries times shuffles a small part and mends it by sifting; what became worse
 * is taken back. Returns: by how many crossings the order became better; stops when @cancellable
 * says so. */
guint64 lkb_flow_perturb (LkbFlowWork *work, guint tries, GCancellable *cancellable);

G_END_DECLS
