/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-kind-drag.h"

static LkbKindDrag *
copy_kind_drag (LkbKindDrag *drag)
{
  return g_memdup2 (drag, sizeof *drag);
}

static void
free_kind_drag (LkbKindDrag *drag)
{
  g_free (drag);
}

G_DEFINE_BOXED_TYPE (LkbKindDrag, lkb_kind_drag, copy_kind_drag, free_kind_drag)
