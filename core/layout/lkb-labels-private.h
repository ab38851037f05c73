/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lkb-grid.h"
#include "lkb-labels.h"

G_BEGIN_DECLS

/** LKB_LABELS_FEW: up to so many edges all labels are placed together, several times if need be;
 * on a larger board less is tried, for the sake of time. */
#define LKB_LABELS_FEW 80
/** LKB_LABELS_OF_PAGE: up to so many edges make a page, where names in full are worth some time. */
#define LKB_LABELS_OF_PAGE 32
/** LKB_LABELS_PENALTY_LINE: what it costs to lie on a foreign line; a place from here on is not
 * clear. */
#define LKB_LABELS_PENALTY_LINE 100.0
/** LKB_LABELS_ROOM_MIN: the least length of a line that is of use to a pill. */
#define LKB_LABELS_ROOM_MIN 56.0

/* Where a label lies and what that costs. */
typedef struct
{
  LkbPill *pill;
  LkbBox pill_box;
  LkbBox numbers_box;
  double at;
  gboolean clear;
  double penalty;
  double room; /* length of the run it was given, 0 = its user placed it */
} LkbLabelPlace;

/* What is known of an edge: what it was asked for, and where its label went. */
typedef struct
{
  GArray *line;
  LkbWords *words;
  guint count;
  LkbPoint *seat;
  gsize n_seat;
  int trunk;
  double wished_at;
  double dx;
  double dy;
  int priority;
  LkbLabelPlace place;
  LkbBox window; /* the area that decided about it */
  gboolean dirty; /* must be placed anew */
  guint rank; /* its turn */
  guint fails; /* rounds in which it found no clear place */
  gboolean cramped; /* it, or one whose line is near, found none: it makes itself small */
  GArray *lines; /* guint, handles of its pieces */
  GArray *labels; /* guint, handles of pill and numbers */
  guint window_handle;
  gboolean has_window;
} LkbKnownLabel;

struct _LkbLabeler
{
  LkbTextMeasurer *measurer; /* while it runs */
  LkbGrid *nodes; /* handle = index */
  LkbGrid *lines; /* data = number of the edge */
  LkbGrid *labels; /* data = number of the edge */
  LkbGrid *windows; /* data = number of the edge */
  LkbBox *boxes;
  gsize n_nodes;
  LkbKnownLabel *known;
  gsize n_edges;
  guint *order;
  gboolean has_order;
  gboolean modest; /* pills leave room for those of lines beside them */
  LkbLabeler *next; /* (nullable) on a large board, for those that find no place here */
};

/** lkb_labeler_get_pill: (transfer none) (nullable): the label of @edge in @shape; only while the
 * labeler runs. */
LkbPill *lkb_labeler_get_pill (LkbLabeler *self, guint edge, const LkbPillShape *shape);

/** lkb_labeler_place_wished: puts the label of @own where its user wants it and finds out what that
 * costs. */
void lkb_labeler_place_wished (LkbLabeler *self, guint own);

/** lkb_labeler_place_free: puts the label of @own on the cheapest place along its line. Both extend
 * the label's window to all they looked at. */
void lkb_labeler_place_free (LkbLabeler *self, guint own);

/** lkb_labeler_draw_in: lets the label of @own on an upright run stick out less, where it stays clear: across the run as far as
 * the pill covers it, or with its numbers below. @left, @right: what it shall keep within.
 * Returns: whether it does */
gboolean lkb_labeler_draw_in (LkbLabeler *self, guint own, double left, double right);

/** lkb_labeler_shift: moves the label of @own along the level run it sits on by @dx, where that costs no more.
 * Returns: whether it moved */
gboolean lkb_labeler_shift (LkbLabeler *self, guint own, double dx);

G_END_DECLS
