/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lkb-geometry.h"
#include "lkb-words.h"

G_BEGIN_DECLS

/** LkbLabelEdge: a line that wants a label. @line: (element-type LkbPoint) (nullable): never changed
 * once handed over. @seat: (nullable) borrowed for the call: the part of the line where the label may
 * sit, when not all of it; the results count along it. */
typedef struct
{
  GArray *line;
  LkbWords *words;
  guint count; /* edges it speaks for, 0 = none */
  const LkbPoint *seat;
  gsize n_seat;
  int trunk; /* lines with the same number are not foreign to each other; -1 = none */
  double wished_at; /* 0-1 along the line, NAN = free */
  double dx;
  double dy;
  int priority;
  /* Results */
  LkbPill *pill; /* (nullable) borrowed from the words */
  LkbBox pill_box;
  LkbBox numbers_box;
  double at;
  gboolean clear;
} LkbLabelEdge;

/**
 * LkbLabeler: gives each label a place on its line where it covers neither node (6 away) nor label
 * nor foreign line, on the longest run that has room for it; labels placed by the user come first and
 * stay. Where nothing has room, the label is narrowed, its names cut, in the end its numbers left
 * out. On a board of few edges those that found no clear place are tried first once more. On a large
 * one a label that nothing near has touched stays where it is: the result is always that of a new
 * labeler.
 */
typedef struct _LkbLabeler LkbLabeler;

/** lkb_labeler_new: (transfer full) for a board of that many. */
LkbLabeler *lkb_labeler_new (gsize n_nodes, gsize n_edges);
void lkb_labeler_free (LkbLabeler *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LkbLabeler, lkb_labeler_free)

/** lkb_labeler_run: @nodes, @edges: as many as it was made for, always in the same order. */
void lkb_labeler_run (LkbLabeler *self, LkbTextMeasurer *measurer, const LkbBox *nodes,
                      LkbLabelEdge *edges);

G_END_DECLS
