/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/rules/lkb-rules.h"

G_BEGIN_DECLS

/* What a screen reader says of a board; outline and canvas use the same words. */

/** lkb_spoken_dup_name: (transfer full): "Web clicks", "Web clicks → Event Hub". */
char *lkb_spoken_dup_name (LkbBoard *board, const LkbElement *element);
/** lkb_spoken_dup_owner: (transfer full): "Web", "Web > Streaming" for an edge; "" when nobody. */
char *lkb_spoken_dup_owner (LkbBoard *board, const LkbElement *element);
/** lkb_spoken_dup_typed_owner: (transfer full): the same as it stands in an entry: what is really there. */
char *lkb_spoken_dup_typed_owner (LkbBoard *board, const LkbElement *element);
/** lkb_spoken_dup_element: (transfer full): an element as one sentence. @findings: (nullable): the worst one is told, too. */
char *lkb_spoken_dup_element (LkbBoard *board, const LkbElement *element, LkbFindings *findings);
/** lkb_spoken_dup_title: (transfer full): "Board: Fresh clicks". */
char *lkb_spoken_dup_title (LkbBoard *board);
/** lkb_spoken_dup_summary: (transfer full): "12 nodes, 9 arrows, 2 without owner". */
char *lkb_spoken_dup_summary (LkbBoard *board);

G_END_DECLS
