/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/picture/lkb-cairo-painter.h"
#include "core/picture/lkb-sheet.h"

G_BEGIN_DECLS

/** lkb_output_collect_links: (transfer full) (element-type LkbPictureLink): from the legend of the page to what it speaks of: a
 * team to the edges that it owns, a feature to the element that uses it, a decision to the element that holds its knob. */
GArray *lkb_output_collect_links (LkbBoard *board, LkbScene *scene, LkbSheet *sheet);

G_END_DECLS
