/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lkb-geometry.h"
#include "lkb-pill.h"

G_BEGIN_DECLS

/** LkbLabelForm: how a label is laid out: for a level or an upright run, numbers on the usual side
 * or flipped. */
typedef enum
{
  LKB_LABEL_LEVEL,
  LKB_LABEL_UPRIGHT,
  LKB_LABEL_LEVEL_FLIPPED,
  LKB_LABEL_UPRIGHT_FLIPPED,
  LKB_LABEL_N_FORMS,
} LkbLabelForm;

/** LkbLabelMake: the label of edge @index in @form; the caller keeps it. NULL when the edge has no
 * label; then in all forms. */
typedef LkbPill *(*LkbLabelMake) (gsize index, LkbLabelForm form, gpointer user_data);

/** LkbLabelEdge: a line that wants a label; the points are borrowed for the call. @seat: (nullable):
 * the part of the line where the label may sit, when not all of it; the results count along it. */
typedef struct
{
  const LkbPoint *points;
  gsize n_points;
  LkbPill *level; /* (nullable) for a level run; NULL = no label */
  LkbPill *upright; /* (nullable) for an upright run */
  const LkbPoint *seat;
  gsize n_seat;
  int trunk; /* lines with the same number are not foreign to each other; -1 = none */
  double wished_at; /* 0-1 along the line, NAN = free */
  double dx;
  double dy;
  int priority;
  /* Results */
  LkbPill *pill; /* the form that was chosen, not a new reference */
  LkbBox pill_box;
  LkbBox numbers_box;
  double at;
  gboolean clear;
} LkbLabelEdge;

/** lkb_labels_place: gives each label a place on its line where it covers neither node (6 away) nor
 * label nor foreign line, on the longest run that has room for it; labels placed by the user come
 * first and stay. */
void lkb_labels_place (const LkbBox *nodes, gsize n_nodes, LkbLabelEdge *edges, gsize n_edges,
                       LkbLabelMake make, gpointer user_data);

G_END_DECLS
