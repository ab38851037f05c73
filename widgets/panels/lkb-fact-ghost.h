/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lkb-edit-context.h"

G_BEGIN_DECLS

/** LkbGhost: what the model says where nothing was typed. Both (nullable); free with lkb_ghost_clear(). */
typedef struct
{
  char *text; /* shown grey in the empty box */
  char *note; /* where it comes from */
} LkbGhost;

void lkb_ghost_fill (LkbGhost *ghost, LkbEditContext *context, LkbField field);
void lkb_ghost_clear (LkbGhost *ghost);

/** lkb_fact_dup_example: (transfer full) (nullable): a usual value, for an empty box. */
char *lkb_fact_dup_example (LkbEditContext *context, LkbField field);

/** lkb_fact_propose: (transfer full) (nullable): the value that the board suggests for the field; @label: (out) (transfer
 * full): of the button that takes it. */
LkbValue *lkb_fact_propose (LkbEditContext *context, LkbField field, char **label);

G_END_DECLS
