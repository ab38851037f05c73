/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-layout-seat.h"

/* A shared piece shorter than this carries no label. */
#define TRUNK_SEAT_MIN 64.0

void
lkb_layout_seat_label (const LkbEdgeLayout *edge, const LkbTrunkEdge *trunk, gboolean speaks,
                       double common, GArray *seat, LkbLabelEdge *label)
{
  gsize n = edge->n_points;
  LkbPoint a = edge->points[trunk->at_end ? n - 1 : 0];
  LkbPoint b = edge->points[trunk->at_end ? n - 2 : 1];
  double length = hypot (b.x - a.x, b.y - a.y);
  double t = length > 0 ? MIN (common / length, 1) : 0;
  LkbPoint fork = { a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t };

  /* Where they part at once, the label of all has the whole of its own line. */
  if (speaks && common < TRUNK_SEAT_MIN)
    {
      label->trunk = trunk->trunk;
      return;
    }
  g_array_set_size (seat, 0);
  if (trunk->at_end)
    {
      if (!speaks)
        g_array_append_vals (seat, edge->points, n - 1);
      g_array_append_val (seat, fork);
      if (speaks)
        g_array_append_val (seat, a);
    }
  else
    {
      if (speaks)
        g_array_append_val (seat, a);
      g_array_append_val (seat, fork);
      if (!speaks)
        g_array_append_vals (seat, edge->points + 1, n - 1);
    }
  label->seat = g_memdup2 (seat->data, seat->len * sizeof (LkbPoint));
  label->n_seat = seat->len;
  label->trunk = trunk->trunk;
}
