/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-layout.h"

#define EPS 0.01
/* What a reader stumbles over, and what merely takes paper. */
#define COST_COVERED 1000.0
#define COST_CROSSING 100.0
#define COST_CUT 8.0
#define COST_BEND 3.0
#define COST_LENGTH 0.01
#define COST_AREA 200.0 /* the area as a share of that of all cards, ten times */

static gboolean
do_cross (LkbPoint a, LkbPoint b, LkbPoint c, LkbPoint d)
{
  double abc = (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
  double abd = (b.x - a.x) * (d.y - a.y) - (b.y - a.y) * (d.x - a.x);
  double cda = (d.x - c.x) * (a.y - c.y) - (d.y - c.y) * (a.x - c.x);
  double cdb = (d.x - c.x) * (b.y - c.y) - (d.y - c.y) * (b.x - c.x);

  /* An end that lies on the other line belongs to one side only. */
  return (abc >= EPS) != (abd >= EPS) && (cda >= EPS) != (cdb >= EPS);
}

gsize
lkb_layout_count_crossings (LkbLayout *self)
{
  gsize n = lkb_layout_get_n_edges (self);
  gsize crossings = 0;

  for (gsize i = 0; i < n; i++)
    for (gsize k = i + 1; k < n; k++)
      {
        const LkbEdgeLayout *a = lkb_layout_get_edge (self, i);
        const LkbEdgeLayout *b = lkb_layout_get_edge (self, k);

        if (!lkb_box_touches (&a->bounds, &b->bounds))
          continue;
        for (gsize p = 0; p + 1 < a->n_points; p++)
          for (gsize q = 0; q + 1 < b->n_points; q++)
            crossings += do_cross (a->points[p], a->points[p + 1], b->points[q], b->points[q + 1]);
      }
  return crossings;
}

double
lkb_layout_judge (LkbLayout *self)
{
  LkbBox bounds = lkb_layout_get_bounds (self);
  double cost = COST_CROSSING * (double) lkb_layout_count_crossings (self);
  double cards = 0;

  for (gsize i = 0; i < lkb_layout_get_n_nodes (self); i++)
    {
      const LkbBox *box = &lkb_layout_get_node (self, i)->box;
      cards += box->w * box->h;
    }
  for (gsize i = 0; i < lkb_layout_get_n_edges (self); i++)
    {
      const LkbEdgeLayout *edge = lkb_layout_get_edge (self, i);

      cost += edge->label_clear ? 0 : COST_COVERED;
      cost += edge->pill != NULL && edge->pill->cut ? COST_CUT : 0;
      cost += edge->n_points > 2 ? COST_BEND * (double) (edge->n_points - 2) : 0;
      for (gsize p = 0; p + 1 < edge->n_points; p++)
        cost += COST_LENGTH
                * (ABS (edge->points[p + 1].x - edge->points[p].x)
                   + ABS (edge->points[p + 1].y - edge->points[p].y));
    }
  return cards > 0 ? cost + COST_AREA * bounds.w * bounds.h / (10 * cards) : cost;
}
