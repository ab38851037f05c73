/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "core/model/lkb-kind.h"

G_BEGIN_DECLS

/** LkbKindDrag: what a palette's button hands to the canvas when it is dragged there. */
typedef struct
{
  LkbKind kind;
} LkbKindDrag;

#define LKB_TYPE_KIND_DRAG (lkb_kind_drag_get_type ())
GType lkb_kind_drag_get_type (void);

G_END_DECLS
