/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lkb-geometry.h"

G_BEGIN_DECLS

/** LkbChoice: an edge that may be drawn in two ways. @routes: (element-type LkbPoint); the second is
 * NULL or the same array when there is but one way. @chosen: the first guess, and the result. */
typedef struct
{
  GArray *routes[2];
  guint chosen;
  int trunk; /* lines with the same number may lie on each other; -1 = none */
} LkbChoice;

/** lkb_choose_routes: lets each edge take the way that lies less on other lines, crosses fewer of
 * them and leaves more room for labels; goes over all edges in their order until nothing changes, a
 * few times at most. */
void lkb_choose_routes (LkbChoice *choices, gsize n_choices);

G_END_DECLS
