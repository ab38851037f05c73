/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-router.h"

#include "lkb-router-private.h"

/* What a line has beside it: the boxes that it passes and the room that they leave. */

#define EPS 0.01
/* A line goes by a box that is no farther from it than this. */
#define PASS_REACH 200.0
#define AIM_SIDE 4.0
#define AIM_LENGTH 1000.0

static LkbPoint
get_centre (const LkbBox *box)
{
  LkbPoint p = { box->x + box->w / 2, box->y + box->h / 2 };
  return p;
}

/* Far out of the box on that side. */
static LkbPoint
get_beyond (const LkbBox *box, LkbSide side)
{
  LkbPoint p = get_centre (box);

  p.x += side == LKB_SIDE_RIGHT ? AIM_LENGTH : side == LKB_SIDE_LEFT ? -AIM_LENGTH : 0;
  p.y += side == LKB_SIDE_BOTTOM ? AIM_LENGTH : side == LKB_SIDE_TOP ? -AIM_LENGTH : 0;
  return p;
}

typedef struct
{
  LkbBox piece;
  guint n_cards;
  gboolean upright;
  gboolean passes;
} PassData;

static gboolean
find_passed_cb (guint handle, const LkbBox *box, gpointer data, gpointer user_data)
{
  PassData *d = user_data;

  if (handle >= d->n_cards)
    return TRUE;
  d->passes = d->upright ? box->y >= d->piece.y && box->y + box->h <= d->piece.y + d->piece.h
                         : box->x >= d->piece.x && box->x + box->w <= d->piece.x + d->piece.w;
  return !d->passes;
}

/* Whether the piece, running along the way out of @side, passes a box from one end to the other. */
static gboolean
passes_box (LkbRouter *self, LkbPoint a, LkbPoint b, LkbSide side)
{
  PassData d = { lkb_box_from_points (a, b), (guint) self->n_cards, ABS (a.x - b.x) < EPS, FALSE };
  LkbBox area = lkb_box_grow (&d.piece, PASS_REACH);

  if (d.upright == lkb_side_is_level (side))
    return FALSE;
  if (d.upright)
    area = lkb_box (area.x, d.piece.y, area.w, d.piece.h);
  else
    area = lkb_box (d.piece.x, area.y, d.piece.w, area.h);
  lkb_router_extend_window (self, &area);
  lkb_grid_foreach (self->grid, &area, find_passed_cb, &d);
  return d.passes;
}

/* The way along @a to @b; of two lines on one way that which turns off first goes a little to the side
 * to which it turns. */
static LkbPoint
find_aim (LkbPoint a, LkbPoint b, LkbPoint next)
{
  double length = ABS (b.x - a.x) + ABS (b.y - a.y);
  double by = AIM_SIDE / (1 + length / AIM_LENGTH);
  LkbPoint aim = a;

  aim.x += next.x > b.x + EPS ? by : next.x < b.x - EPS ? -by : 0;
  aim.y += next.y > b.y + EPS ? by : next.y < b.y - EPS ? -by : 0;
  return aim;
}

void
lkb_router_find_aims (LkbRouter *self, int from, LkbSide from_side, int to, LkbSide to_side,
                      LkbPoint *from_aim, LkbPoint *to_aim, LkbBox *window)
{
  g_autoptr (GArray) points = g_array_new (FALSE, FALSE, sizeof (LkbPoint));
  LkbRouteEnd a = { from, from_side, { 0, 0 } };
  LkbRouteEnd b = { to, to_side, { 0, 0 } };
  const LkbPoint *p;

  g_return_if_fail (self != NULL && from_aim != NULL && to_aim != NULL && window != NULL);

  *from_aim = get_centre (&self->boxes[to]);
  *to_aim = get_centre (&self->boxes[from]);
  lkb_router_begin_window (self, &self->boxes[from], &self->boxes[to]);
  *window = self->window;
  if (from == to)
    {
      /* A loop stands outside all others, at the corner that it goes around. */
      *from_aim = get_beyond (&self->boxes[to], to_side);
      *to_aim = get_beyond (&self->boxes[from], from_side);
      return;
    }
  lkb_router_place_ends (self, &a, &b);
  lkb_router_find (self, &a, &b, NULL, 0, LKB_ROUTE_BEND_EARLY, points, window);
  p = (const LkbPoint *) (gpointer) points->data;
  for (guint k = 0; k + 1 < points->len; k++)
    if (passes_box (self, p[k], p[k + 1], from_side))
      {
        *from_aim = find_aim (p[k], p[k + 1], p[MIN (k + 2, points->len - 1)]);
        break;
      }
  for (guint k = points->len; k > 1; k--)
    if (passes_box (self, p[k - 2], p[k - 1], to_side))
      {
        *to_aim = find_aim (p[k - 1], p[k - 2], p[k > 2 ? k - 3 : 0]);
        break;
      }
  *window = self->window;
}

typedef struct
{
  LkbBox segment;
  gboolean upright;
  double clearance;
  double lower;
  double higher;
} SlackData;

static gboolean
limit_slack_cb (guint handle, const LkbBox *box, gpointer data, gpointer user_data)
{
  SlackData *d = user_data;
  LkbBox grown = lkb_box_grow (box, d->clearance);
  double at = d->upright ? d->segment.x : d->segment.y;
  double lo = d->upright ? grown.x : grown.y;
  double hi = lo + (d->upright ? grown.w : grown.h);
  double from = d->upright ? d->segment.y : d->segment.x;
  double to = from + (d->upright ? d->segment.h : d->segment.w);
  double across_lo = d->upright ? grown.y : grown.x;
  double across_hi = across_lo + (d->upright ? grown.h : grown.w);

  if (to <= across_lo + EPS || from >= across_hi - EPS)
    return TRUE;
  if (hi <= at + EPS)
    d->lower = MIN (d->lower, MAX (at - hi, 0));
  else if (lo >= at - EPS)
    d->higher = MIN (d->higher, MAX (lo - at, 0));
  else if (at - lo < hi - at)
    d->higher = 0; /* already too near: at least not nearer */
  else
    d->lower = 0;
  return TRUE;
}

void
lkb_router_find_slack (LkbRouter *self, LkbPoint a, LkbPoint b, double clearance, double reach,
                       double *lower, double *higher)
{
  SlackData d = { lkb_box_from_points (a, b), ABS (a.x - b.x) < EPS, clearance, reach, reach };
  LkbBox area;

  g_return_if_fail (self != NULL && lower != NULL && higher != NULL);

  area = lkb_box_grow (&d.segment, reach + clearance);
  lkb_grid_foreach (self->grid, &area, limit_slack_cb, &d);
  *lower = d.lower;
  *higher = d.higher;
}
