/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lkb-grid.h"
#include "lkb-route-search.h"
#include "lkb-router.h"

G_BEGIN_DECLS

struct _LkbRouter
{
  LkbGrid *grid; /* handle = index of the box */
  LkbBox *boxes;
  gsize n_boxes;
  gsize n_cards; /* the boxes from there on are notes */
  LkbRouteSearch *search;
  LkbBox window; /* what was asked about since begin_window() */
};

/** lkb_router_begin_window, lkb_router_extend_window: keep account of the area that was looked at. */
static inline void
lkb_router_begin_window (LkbRouter *self, const LkbBox *a, const LkbBox *b)
{
  self->window = lkb_box_union (a, b);
}

static inline void
lkb_router_extend_window (LkbRouter *self, const LkbBox *area)
{
  double x1 = MAX (self->window.x + self->window.w, area->x + area->w);
  double y1 = MAX (self->window.y + self->window.h, area->y + area->h);
  self->window.x = MIN (self->window.x, area->x);
  self->window.y = MIN (self->window.y, area->y);
  self->window.w = x1 - self->window.x;
  self->window.h = y1 - self->window.y;
}

/** LKB_ROUTER_COST_INSIDE: what it costs at least to run through a box. */
#define LKB_ROUTER_COST_INSIDE 5000.0

/** lkb_router_cost_line: length and bends of a line of at most eight points, and what the boxes in its way cost. */
double lkb_router_cost_line (LkbRouter *self, const LkbPoint *points, guint n, int from, int to);

/** lkb_router_place_ends: puts the ends in the middle of their sides, or level with each other where
 * the sides face with room in common. */
void lkb_router_place_ends (LkbRouter *self, LkbRouteEnd *from, LkbRouteEnd *to);

G_END_DECLS
