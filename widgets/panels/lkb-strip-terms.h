/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lkb-strip.h"

G_BEGIN_DECLS

/** lkb_strip_create_terms: (transfer floating): a table of what a figure of the strip is made of, and of what is missing.
 * @analysis: (nullable). */
GtkWidget *lkb_strip_create_terms (LkbBoard *board, const LkbAnalysis *analysis,
                                   LkbStripFigure figure);

G_END_DECLS
