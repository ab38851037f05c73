/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "lkb-review.h"

G_BEGIN_DECLS

/** LkbStrip: the row under the board: the three signals, the figures against their budgets, how much is owned. */
#define LKB_TYPE_STRIP (lkb_strip_get_type ())
G_DECLARE_FINAL_TYPE (LkbStrip, lkb_strip, LKB, STRIP, GtkWidget)

LkbStrip *lkb_strip_new (void);
/** lkb_strip_set_review: (nullable). */
void lkb_strip_set_review (LkbStrip *self, LkbReview *review);

/** lkb_strip_set_canvas: (nullable): where the board is shown: explanations keep off the path that they are about. */
void lkb_strip_set_canvas (LkbStrip *self, GtkWidget *canvas);

/** lkb_strip_set_theme: of the charts. */
void lkb_strip_set_theme (LkbStrip *self, LkbThemeId theme);

/*
 * LkbStrip::save-picture (LkbStill, name): a chart is to be saved; @name: what it shows.
 */

/** LkbStripFigure: the figures in their order. */
typedef enum
{
  LKB_STRIP_LATENCY,
  LKB_STRIP_FRESHNESS,
  LKB_STRIP_COST,
  LKB_STRIP_AVAILABILITY,
  LKB_STRIP_OWNED,
  LKB_N_STRIP_FIGURES
} LkbStripFigure;

/** lkb_strip_dup_text: (transfer full): what stands there: "1.87 s / 3 s ✓", "Latency – add times"; a pure function.
 * @analysis: (nullable). @strict: Check or Export was asked for. */
char *lkb_strip_dup_text (LkbBoard *board, const LkbAnalysis *analysis, LkbStripFigure figure,
                          gboolean strict);

G_END_DECLS
