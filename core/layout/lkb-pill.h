/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lkb-geometry.h"
#include "lkb-text-measurer.h"
#include "lkb-text-run.h"

G_BEGIN_DECLS

/** LkbPillState: what is known of an edge's owner. */
typedef enum
{
  LKB_PILL_NONE, /* no pill: control edges */
  LKB_PILL_OWNED,
  LKB_PILL_INHERITED, /* from a group: italic, no fill */
  LKB_PILL_UNOWNED, /* "owner?", dashed */
} LkbPillState;

/** LkbPillText: what an edge's label says; all borrowed for the call. @consumer: NULL when it is the
 * same team or unknown. @count: edges that share it (1 = its own). @unowned_text: the words of the
 * to-do pill, NULL = "owner?". */
typedef struct
{
  LkbPillState state;
  const char *owner; /* (nullable) */
  const char *consumer; /* (nullable) */
  const char *numbers; /* (nullable) */
  const char *label; /* (nullable) */
  const char *unowned_text;
  guint count;
} LkbPillText;

/**
 * LkbPill: the measured label of an edge: pill, numbers and words; immutable, counted. Places are
 * relative to the pill's top left corner; without a pill @w and @h are 0 and the origin is the
 * point of the line it belongs to. The line passes through the middle of the pill. @numbers_box is
 * empty when there are none.
 */
typedef struct
{
  LkbPillState state;
  gboolean vertical; /* made for a vertical run of the line: one line, numbers at the right */
  gboolean two_lines; /* or more */
  gboolean cut; /* something was shortened or left out: show the full text in a tooltip */
  gboolean name_cut; /* a name was shortened */
  double w;
  double h;
  LkbBox numbers_box;
  gboolean has_marker; /* of the owner */
  LkbPoint marker; /* centre, 8 across */
  gboolean has_consumer_marker;
  LkbPoint consumer_marker; /* centre, 6 across */
  const LkbTextRun *runs;
  gsize n_runs;
} LkbPill;

/** LkbPillShape: how a label is to be laid out. @flipped: numbers above the pill or at its left,
 * where the usual side is taken. @two_lines: owner and consumer below each other, when there is a
 * consumer. @pill_room: the widest the pill may be; @text_room: the widest the numbers and the edge's
 * words may be, 0 = left out. @wrapped: a name that does not fit is told on two lines where its words do. @under: on an upright run the numbers stand
 * below the pill, beside the line. Names and
 * words that do not fit are shortened, numbers set below each other. */
typedef struct
{
  gboolean vertical;
  gboolean flipped;
  gboolean two_lines;
  double pill_room;
  double text_room;
  gboolean wrapped;
  gboolean under;
} LkbPillShape;

/** lkb_pill_shape: the shape that is wished for on a level or @vertical run. */
LkbPillShape lkb_pill_shape (gboolean vertical, gboolean flipped);

/** lkb_pill_new_shaped: (transfer full) (nullable) as lkb_pill_new(), in any shape. */
LkbPill *lkb_pill_new_shaped (LkbTextMeasurer *measurer, const LkbPillText *text,
                              const LkbPillShape *shape);

/** lkb_pill_new: (transfer full) (nullable) measures a label for a horizontal or @vertical run; NULL
 * when there is nothing to say. */
LkbPill *lkb_pill_new (LkbTextMeasurer *measurer, const LkbPillText *text, gboolean vertical);

LkbPill *lkb_pill_ref (LkbPill *self);
void lkb_pill_unref (LkbPill *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LkbPill, lkb_pill_unref)

G_END_DECLS
