/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "lkb-layout-private.h"
#include "lkb-ports.h"
#include "lkb-untangle.h"

static gboolean
equal_ends (const LkbRouteEnd *a, const LkbRouteEnd *b)
{
  /* The number of the node says nothing about its place: boxes are compared apart. */
  return a->side == b->side && a->at.x == b->at.x && a->at.y == b->at.y;
}

static gboolean
stop_cb (guint handle, const LkbBox *box, gpointer data, gpointer user_data)
{
  return FALSE;
}

static gboolean
is_untouched (const LkbLayoutChanges *changes, const LkbBox *window)
{
  const LkbBox *boxes = (const LkbBox *) (gpointer) changes->boxes->data;

  if (changes->grid != NULL)
    return lkb_grid_foreach (changes->grid, window, stop_cb, NULL);
  for (guint i = 0; i < changes->boxes->len; i++)
    if (lkb_box_touches (&boxes[i], window))
      return FALSE;
  return TRUE;
}

const LkbLayoutMemory *
lkb_layout_find_memory (LkbLayout *self, LkbLayout *old, gsize index)
{
  int found;

  if (old == NULL)
    return NULL;
  if (self->names == old->names)
    return &old->memories[index];
  found = lkb_layout_names_find (old->names->edge_index, self->edges[index].id);
  return found >= 0 ? &old->memories[found] : NULL;
}

/* Whether it was routed like most others, with sides, level and aims as they are found for those. */
static gboolean
is_plain (const LkbLayoutMemory *memory)
{
  return memory->around.side == LKB_SIDE_AUTO;
}

static void
choose_sides (LkbLayout *self, LkbRouter *router, const LkbLayoutChanges *changes,
              const LkbLayoutMemory *before, gsize index)
{
  LkbEdgeLayout *edge = &self->edges[index];
  LkbLayoutMemory *memory = &self->memories[index];

  if (before != NULL && before->routes[0] != NULL && is_plain (before)
      && before->asked_from == memory->asked_from && before->asked_to == memory->asked_to
      && lkb_layout_equal_boxes (&before->from_box, &memory->from_box)
      && lkb_layout_equal_boxes (&before->to_box, &memory->to_box)
      && is_untouched (changes, &before->side_window))
    {
      edge->from_side = before->from.side;
      edge->to_side = before->to.side;
      memory->side_window = before->side_window;
      return;
    }
  edge->from_side = memory->asked_from;
  edge->to_side = memory->asked_to;
  lkb_router_choose_sides (router, edge->from, edge->to, &edge->from_side, &edge->to_side,
                           &memory->side_window);
}

static void
find_level (LkbLayout *self, LkbRouter *router, const LkbLayoutChanges *changes,
            const LkbLayoutMemory *before, gsize index)
{
  LkbEdgeLayout *edge = &self->edges[index];
  LkbLayoutMemory *memory = &self->memories[index];

  memory->level_window = lkb_box_union (&memory->from_box, &memory->to_box);
  memory->level_window = lkb_box_grow (&memory->level_window, LKB_EDGE_CLEAR_NODE + 1);
  if (before != NULL && before->n_waypoints == 0 && is_plain (before) && before->routes[0] != NULL
      && before->from.side == edge->from_side && before->to.side == edge->to_side
      && lkb_layout_equal_boxes (&before->from_box, &memory->from_box)
      && lkb_layout_equal_boxes (&before->to_box, &memory->to_box)
      && is_untouched (changes, &memory->level_window))
    {
      memory->level = before->level;
      memory->level_at = before->level_at;
      return;
    }
  memory->level = lkb_router_find_level (router, edge->from, edge->from_side, edge->to,
                                         edge->to_side, &memory->level_at);
}

static void
find_aims (LkbLayout *self, LkbRouter *router, const LkbLayoutChanges *changes,
           const LkbLayoutMemory *before, gsize index)
{
  LkbEdgeLayout *edge = &self->edges[index];
  LkbLayoutMemory *memory = &self->memories[index];

  if (before != NULL && before->n_waypoints == 0 && is_plain (before) && before->routes[0] != NULL
      && before->from.side == edge->from_side && before->to.side == edge->to_side
      && lkb_layout_equal_boxes (&before->from_box, &memory->from_box)
      && lkb_layout_equal_boxes (&before->to_box, &memory->to_box)
      && is_untouched (changes, &before->aim_window))
    {
      memory->from_aim = before->from_aim;
      memory->to_aim = before->to_aim;
      memory->aim_window = before->aim_window;
      return;
    }
  lkb_router_find_aims (router, edge->from, edge->from_side, edge->to, edge->to_side,
                        &memory->from_aim, &memory->to_aim, &memory->aim_window);
}

static gboolean
equal_ways (const LkbAroundWay *a, const LkbAroundWay *b)
{
  return a->side == b->side && a->at == b->at;
}

static gboolean
may_take_route (const LkbLayoutMemory *before, const LkbLayoutMemory *now,
                const LkbLayoutChanges *changes)
{
  return before != NULL && before->routes[0] != NULL && equal_ends (&before->from, &now->from)
         && equal_ends (&before->to, &now->to) && equal_ways (&before->around, &now->around)
         && lkb_layout_equal_boxes (&before->from_box, &now->from_box)
         && lkb_layout_equal_boxes (&before->to_box, &now->to_box)
         && before->n_waypoints == now->n_waypoints
         && (now->n_waypoints == 0
             || memcmp (before->waypoints, now->waypoints, now->n_waypoints * sizeof (LkbPoint))
                    == 0)
         && is_untouched (changes, &before->route_window);
}

static void
find_trunks (LkbLayout *self, const LkbLayoutEdge *edges, LkbPortEdge *ports, guint n_ports,
             const guint *which, LkbTrunkEdge *trunks)
{
  for (guint k = 0; k < n_ports; k++)
    {
      guint i = which[k];
      trunks[i].may = edges[i].state != LKB_PILL_NONE && edges[i].n_waypoints == 0
                      && is_plain (&self->memories[i]) && !isfinite (edges[i].label_at);
      trunks[i].from = ports[k].from;
      trunks[i].to = ports[k].to;
      trunks[i].from_side = ports[k].from_side;
      trunks[i].to_side = ports[k].to_side;
      trunks[i].state = edges[i].state;
      trunks[i].owner = edges[i].owner;
      trunks[i].consumer = edges[i].consumer;
      trunks[i].numbers = edges[i].numbers;
      trunks[i].label = edges[i].label;
      trunks[i].style = edges[i].style;
      trunks[i].level = ports[k].level;
    }
  lkb_trunks_find (trunks, self->n_edges);
  for (guint k = 0; k < n_ports; k++)
    {
      const LkbTrunkEdge *trunk = &trunks[which[k]];
      ports[k].from_trunk = trunk->trunk >= 0 && !trunk->at_end ? trunk->trunk : -1;
      ports[k].to_trunk = trunk->trunk >= 0 && trunk->at_end ? trunk->trunk : -1;
    }
}

/* Both ways of turning; a straight line and one found by search have but one. */
static void
find_routes (LkbRouter *router, LkbLayoutMemory *memory)
{
  GArray *early = g_array_new (FALSE, FALSE, sizeof (LkbPoint));
  LkbBox window;

  if (!is_plain (memory))
    {
      lkb_around_draw (router, &memory->from, &memory->to, &memory->around, early);
      memory->route_window = lkb_box_union (&memory->from_box, &memory->to_box);
      memory->routes[LKB_ROUTE_BEND_EARLY] = early;
      memory->routes[LKB_ROUTE_BEND_LATE] = g_array_ref (early);
      return;
    }
  lkb_router_find (router, &memory->from, &memory->to, memory->waypoints, memory->n_waypoints,
                   LKB_ROUTE_BEND_EARLY, early, &memory->route_window);
  memory->routes[LKB_ROUTE_BEND_EARLY] = early;
  if (early->len == 4 && memory->n_waypoints == 0)
    {
      GArray *late = g_array_new (FALSE, FALSE, sizeof (LkbPoint));

      lkb_router_find (router, &memory->from, &memory->to, NULL, 0, LKB_ROUTE_BEND_LATE, late,
                       &window);
      memory->route_window = lkb_box_union (&memory->route_window, &window);
      memory->routes[LKB_ROUTE_BEND_LATE] = late;
    }
  else
    memory->routes[LKB_ROUTE_BEND_LATE] = g_array_ref (early);
}

/* An equal line is the same line to all that remember it. */
static void
share_routes (GArray **routes, GArray *const *before)
{
  if (before[0] == NULL)
    return;
  for (guint k = 0; k < 2; k++)
    if (before[k]->len == routes[k]->len
        && memcmp (before[k]->data, routes[k]->data, routes[k]->len * sizeof (LkbPoint)) == 0)
      {
        g_array_unref (routes[k]);
        routes[k] = g_array_ref (before[k]);
      }
}

/* Edges that go back, around all they pass; returns their number for each edge, -1 = a plain one. */
static int *
lead_around (LkbLayout *self, const LkbLayoutEdge *edges, GArray *arounds)
{
  int *numbers = g_new (int, MAX (self->n_edges, 1));

  for (gsize i = 0; i < self->n_edges; i++)
    {
      LkbAroundEdge around = { .from = self->edges[i].from,
                               .to = self->edges[i].to,
                               .asked_from = edges[i].from_side,
                               .asked_to = edges[i].to_side };

      numbers[i] = -1;
      if (!edges[i].around || edges[i].n_waypoints > 0 || around.from < 0 || around.to < 0)
        continue;
      numbers[i] = (int) arounds->len;
      g_array_append_val (arounds, around);
    }
  lkb_around_find (self->engine->router, (LkbAroundEdge *) (gpointer) arounds->data, arounds->len);
  return numbers;
}

static void
spread_ends (LkbLayout *self, LkbLayout *old, const LkbLayoutChanges *changes,
             const LkbLayoutEdge *edges, const LkbBox *boxes, LkbTrunkEdge *trunks, GArray *ports,
             guint *which)
{
  g_autoptr (GArray) arounds = g_array_new (FALSE, FALSE, sizeof (LkbAroundEdge));
  g_autofree int *numbers = lead_around (self, edges, arounds);

  for (gsize i = 0; i < self->n_edges; i++)
    {
      LkbEdgeLayout *edge = &self->edges[i];
      const LkbLayoutMemory *before = lkb_layout_find_memory (self, old, i);
      const LkbAroundEdge *around = numbers[i] >= 0
                                        ? &g_array_index (arounds, LkbAroundEdge, numbers[i])
                                        : NULL;
      LkbPortEdge port = { 0 };

      if (edge->from < 0 || edge->to < 0)
        continue;
      self->memories[i].from_box = self->nodes[edge->from].box;
      self->memories[i].to_box = self->nodes[edge->to].box;
      if (around != NULL && around->way.side != LKB_SIDE_AUTO)
        {
          self->memories[i].around = around->way;
          edge->from_side = around->from_side;
          edge->to_side = around->to_side;
        }
      else
        choose_sides (self, self->engine->router, changes, before, i);
      port.from = edge->from;
      port.to = edge->to;
      port.from_side = edge->from_side;
      port.to_side = edge->to_side;
      if (edges[i].n_waypoints > 0)
        {
          port.guided = TRUE;
          port.from_aim = edges[i].waypoints[0];
          port.to_aim = edges[i].waypoints[edges[i].n_waypoints - 1];
        }
      else if (!is_plain (&self->memories[i]))
        {
          port.from_aim = around->from_aim;
          port.to_aim = around->to_aim;
        }
      else
        {
          find_level (self, self->engine->router, changes, before, i);
          port.level = self->memories[i].level;
          port.level_at = self->memories[i].level_at;
          find_aims (self, self->engine->router, changes, before, i);
          port.from_aim = self->memories[i].from_aim;
          port.to_aim = self->memories[i].to_aim;
        }
      which[ports->len] = (guint) i;
      g_array_append_val (ports, port);
    }
  find_trunks (self, edges, (LkbPortEdge *) (gpointer) ports->data, ports->len, which, trunks);
  lkb_ports_spread (boxes, self->n_nodes, (LkbPortEdge *) (gpointer) ports->data, ports->len);
}

typedef struct
{
  LkbLayout *self;
  LkbLayout *old;
  const LkbLayoutChanges *changes;
} TrialData;

static void
clear_trial (gpointer data)
{
  LkbLayoutTrial *trial = data;

  g_clear_pointer (&trial->routes[0], g_array_unref);
  g_clear_pointer (&trial->routes[1], g_array_unref);
}

static const LkbLayoutTrial *
find_trial (const GArray *trials, const LkbRouteEnd *from, const LkbRouteEnd *to)
{
  for (guint i = 0; trials != NULL && i < trials->len; i++)
    {
      const LkbLayoutTrial *trial = &g_array_index (trials, LkbLayoutTrial, i);
      if (equal_ends (&trial->from, from) && equal_ends (&trial->to, to))
        return trial;
    }
  return NULL;
}

/* The ways between two other places, remembered like the first ones. */
static void
try_ends (guint index, const LkbRouteEnd *from, const LkbRouteEnd *to, GArray **routes,
          gpointer data)
{
  TrialData *d = data;
  LkbLayoutMemory *memory = &d->self->memories[index];
  const LkbLayoutMemory *before = lkb_layout_find_memory (d->self, d->old, index);
  const LkbLayoutTrial *known = find_trial (memory->trials, from, to);
  LkbLayoutTrial trial = { *from, *to, { NULL, NULL }, { 0, 0, 0, 0 } };

  if (known == NULL)
    {
      const LkbLayoutTrial *last = before != NULL ? find_trial (before->trials, from, to) : NULL;

      if (last != NULL && equal_ways (&before->around, &memory->around)
          && lkb_layout_equal_boxes (&before->from_box, &memory->from_box)
          && lkb_layout_equal_boxes (&before->to_box, &memory->to_box)
          && is_untouched (d->changes, &last->window))
        {
          trial.routes[0] = g_array_ref (last->routes[0]);
          trial.routes[1] = g_array_ref (last->routes[1]);
          trial.window = last->window;
        }
      else
        {
          LkbLayoutMemory found = { .from_box = memory->from_box,
                                    .to_box = memory->to_box,
                                    .around = memory->around,
                                    .from = *from,
                                    .to = *to };

          find_routes (d->self->engine->router, &found);
          trial.routes[0] = found.routes[0];
          trial.routes[1] = found.routes[1];
          trial.window = found.route_window;
          if (last != NULL)
            share_routes (trial.routes, last->routes);
        }
      if (memory->trials == NULL)
        {
          memory->trials = g_array_new (FALSE, FALSE, sizeof (LkbLayoutTrial));
          g_array_set_clear_func (memory->trials, clear_trial);
        }
      g_array_append_val (memory->trials, trial);
      known = &trial;
    }
  routes[0] = known->routes[0];
  routes[1] = known->routes[1];
}

/* Lets lines that cross where they leave a box change places, and chooses anew. */
static void
untangle (LkbLayout *self, LkbLayout *old, const LkbLayoutChanges *changes,
          const LkbLayoutEdge *edges, const LkbTrunkEdge *trunks, LkbChoice *choices)
{
  g_autofree LkbUntangleEdge *lines = g_new0 (LkbUntangleEdge, MAX (self->n_edges, 1));
  TrialData data = { self, old, changes };
  gboolean any = FALSE;

  for (gsize i = 0; i < self->n_edges; i++)
    {
      lines[i].from = self->memories[i].from;
      lines[i].to = self->memories[i].to;
      lines[i].routes[0] = choices[i].routes[0];
      lines[i].routes[1] = choices[i].routes[1];
      lines[i].chosen = choices[i].chosen;
      lines[i].fixed = edges[i].n_waypoints > 0 || trunks[i].trunk >= 0;
    }
  lkb_untangle_run (lines, (guint) self->n_edges, self->engine->chooser, try_ends, &data);
  for (gsize i = 0; i < self->n_edges; i++)
    if (lines[i].changed)
      {
        choices[i].routes[0] = lines[i].routes[0];
        choices[i].routes[1] = lines[i].routes[1];
        choices[i].chosen = lines[i].chosen;
        any = TRUE;
      }
  if (any)
    lkb_chooser_run (self->engine->second, choices);
}

void
lkb_layout_route_edges (LkbLayout *self, LkbLayout *old, const LkbLayoutChanges *changes,
                        const LkbLayoutEdge *edges, const LkbBox *boxes, LkbTrunkEdge *trunks)
{
  g_autoptr (GArray) ports = g_array_sized_new (FALSE, TRUE, sizeof (LkbPortEdge),
                                                (guint) self->n_edges);
  g_autofree LkbNudgeRoute *routes = g_new0 (LkbNudgeRoute, MAX (self->n_edges, 1));
  g_autofree LkbApartRoute *lines = g_new0 (LkbApartRoute, MAX (self->n_edges, 1));
  g_autofree LkbChoice *choices = g_new0 (LkbChoice, MAX (self->n_edges, 1));
  g_autofree guint *which = g_new (guint, MAX (self->n_edges, 1));

  spread_ends (self, old, changes, edges, boxes, trunks, ports, which);
  for (gsize i = 0; i < self->n_edges; i++)
    choices[i].trunk = -1;
  for (guint k = 0; k < ports->len; k++)
    {
      const LkbPortEdge *port = &g_array_index (ports, LkbPortEdge, k);
      guint i = which[k];
      LkbLayoutMemory *memory = &self->memories[i];
      const LkbLayoutMemory *before = lkb_layout_find_memory (self, old, i);

      memory->from = (LkbRouteEnd){ port->from, port->from_side, port->from_at };
      memory->to = (LkbRouteEnd){ port->to, port->to_side, port->to_at };
      if (may_take_route (before, memory, changes))
        {
          memory->routes[0] = g_array_ref (before->routes[0]);
          memory->routes[1] = g_array_ref (before->routes[1]);
          memory->route_window = before->route_window;
        }
      else
        {
          find_routes (self->engine->router, memory);
          if (before != NULL)
            share_routes (memory->routes, before->routes);
          self->n_searched++;
        }
      choices[i].routes[0] = memory->routes[0];
      choices[i].routes[1] = memory->routes[1];
      choices[i].trunk = trunks[i].trunk;
      choices[i].chosen = port->to_count > port->from_count ? LKB_ROUTE_BEND_LATE
                                                            : LKB_ROUTE_BEND_EARLY;
      if (trunks[i].trunk >= 0)
        {
          /* The shared piece is long where the lines part late. */
          choices[i].chosen = trunks[i].at_end ? LKB_ROUTE_BEND_EARLY : LKB_ROUTE_BEND_LATE;
          choices[i].routes[!choices[i].chosen] = NULL;
        }
    }
  lkb_chooser_run (self->engine->chooser, choices);
  untangle (self, old, changes, edges, trunks, choices);
  for (guint i = 0; i < self->n_edges; i++)
    {
      routes[i].points = choices[i].routes[choices[i].chosen];
      routes[i].fixed = edges[i].n_waypoints > 0 || trunks[i].trunk >= 0;
    }
  lkb_nudger_run (self->engine->nudger, self->engine->router, routes,
                  (const LkbBox *) (gpointer) changes->boxes->data, changes->boxes->len);
  for (guint i = 0; i < self->n_edges; i++)
    {
      const LkbLayoutMemory *memory = &self->memories[i];

      lines[i] = (LkbApartRoute){ .points = routes[i].result,
                                  .fixed = edges[i].n_waypoints > 0,
                                  .from = self->edges[i].from,
                                  .to = self->edges[i].to,
                                  .from_box = memory->from_box,
                                  .to_box = memory->to_box,
                                  .trunk = trunks[i].trunk };
    }
  lkb_apart_run (self->engine->apart, self->engine->router, lines,
                 (const LkbBox *) (gpointer) changes->boxes->data, changes->boxes->len);
  for (guint i = 0; i < self->n_edges; i++)
    if (lines[i].result != NULL)
      {
        self->lines[i] = g_array_ref (lines[i].result);
        self->edges[i].points = (const LkbPoint *) (gpointer) self->lines[i]->data;
        self->edges[i].n_points = self->lines[i]->len;
      }
}
