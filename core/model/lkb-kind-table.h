/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lkb-field.h"

G_BEGIN_DECLS

/* The data behind lkb_kind_get_fields(); nobody outside this room reads it directly. */

typedef struct
{
  const LkbKindField *rows;
  guint n;
} LkbKindTable;

extern const LkbKindTable lkb_kind_tables[LKB_N_KINDS];

G_END_DECLS
