/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lkb-field.h"

G_BEGIN_DECLS

/* The data behind lkb-field.h; nobody outside this room reads it directly. */

extern const LkbFieldInfo lkb_field_table[LKB_N_FIELDS];
/* `mode` means another thing on a pipeline than on an edge. */
extern const char *const *const lkb_pipeline_modes;
extern const char *const *const lkb_edge_modes;

G_END_DECLS
