/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-arrange.h"
gboolean
lkb_arrange_flow (const LkbArrangeNode *nodes, gsize n_nodes, const LkbArrangeEdge *edges,
                  gsize n_edges, LkbPoint *out, GCancellable *cancellable, GError **error)
{
  return lkb_arrange_page (nodes, n_nodes, edges, n_edges, out, cancellable, error);
}
