/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-layout.h"

#include <string.h>

#include "lkb-choose.h"
#include "lkb-grid.h"
#include "lkb-labels.h"
#include "lkb-nudge.h"
#include "lkb-ports.h"
#include "lkb-router.h"
#include "lkb-trunks.h"

/* What was found for one edge and from what, so that the next layout may take it over. */
typedef struct
{
  LkbBox from_box;
  LkbBox to_box;
  LkbSide asked_from;
  LkbSide asked_to;
  LkbBox side_window;
  LkbRouteEnd from;
  LkbRouteEnd to;
  LkbPoint *waypoints;
  gsize n_waypoints;
  GArray *routes[2]; /* LkbPoint, for each LkbRouteBend, before nudging; shared, never changed */
  LkbBox route_window;
  LkbPillState state;
  char *owner;
  char *consumer;
  char *numbers;
  char *label;
  guint count; /* edges its pill speaks for; 0 = another one's pill speaks for it */
  LkbPill *forms[LKB_LABEL_N_FORMS]; /* made when first asked for */
} Memory;

struct _LkbLayout
{
  gatomicrefcount refs;
  LkbNodeLayout *nodes;
  gsize n_nodes;
  LkbEdgeLayout *edges;
  Memory *memories;
  GArray **lines; /* what the edges' points point into */
  gsize n_edges;
  GHashTable *node_index; /* id → index + 1 */
  GHashTable *edge_index;
  LkbBox bounds;
  gsize n_searched;
};

static void
clear_memory (Memory *memory)
{
  g_free (memory->waypoints);
  g_clear_pointer (&memory->routes[0], g_array_unref);
  g_clear_pointer (&memory->routes[1], g_array_unref);
  g_free (memory->owner);
  g_free (memory->consumer);
  g_free (memory->numbers);
  g_free (memory->label);
  for (guint i = 0; i < LKB_LABEL_N_FORMS; i++)
    g_clear_pointer (&memory->forms[i], lkb_pill_unref);
}

LkbLayout *
lkb_layout_ref (LkbLayout *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
lkb_layout_unref (LkbLayout *self)
{
  g_return_if_fail (self != NULL);
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  for (gsize i = 0; i < self->n_nodes; i++)
    {
      g_free ((char *) self->nodes[i].id);
      lkb_card_unref (self->nodes[i].card);
    }
  for (gsize i = 0; i < self->n_edges; i++)
    {
      g_free ((char *) self->edges[i].id);
      g_clear_pointer (&self->edges[i].pill, lkb_pill_unref);
      g_clear_pointer (&self->lines[i], g_array_unref);
      clear_memory (&self->memories[i]);
    }
  g_free (self->nodes);
  g_free (self->edges);
  g_free (self->lines);
  g_free (self->memories);
  g_hash_table_unref (self->node_index);
  g_hash_table_unref (self->edge_index);
  g_free (self);
}

gsize
lkb_layout_get_n_nodes (LkbLayout *self)
{
  g_return_val_if_fail (self != NULL, 0);
  return self->n_nodes;
}

gsize
lkb_layout_get_n_edges (LkbLayout *self)
{
  g_return_val_if_fail (self != NULL, 0);
  return self->n_edges;
}

const LkbNodeLayout *
lkb_layout_get_node (LkbLayout *self, gsize index)
{
  g_return_val_if_fail (self != NULL && index < self->n_nodes, NULL);
  return &self->nodes[index];
}

const LkbEdgeLayout *
lkb_layout_get_edge (LkbLayout *self, gsize index)
{
  g_return_val_if_fail (self != NULL && index < self->n_edges, NULL);
  return &self->edges[index];
}

static int
find_index (GHashTable *table, const char *id)
{
  return id != NULL ? GPOINTER_TO_INT (g_hash_table_lookup (table, id)) - 1 : -1;
}

const LkbNodeLayout *
lkb_layout_find_node (LkbLayout *self, const char *id)
{
  int index;

  g_return_val_if_fail (self != NULL, NULL);
  index = find_index (self->node_index, id);
  return index >= 0 ? &self->nodes[index] : NULL;
}

const LkbEdgeLayout *
lkb_layout_find_edge (LkbLayout *self, const char *id)
{
  int index;

  g_return_val_if_fail (self != NULL, NULL);
  index = find_index (self->edge_index, id);
  return index >= 0 ? &self->edges[index] : NULL;
}

LkbBox
lkb_layout_get_bounds (LkbLayout *self)
{
  g_return_val_if_fail (self != NULL, lkb_box (0, 0, 0, 0));
  return self->bounds;
}

gsize
lkb_layout_get_n_searched (LkbLayout *self)
{
  g_return_val_if_fail (self != NULL, 0);
  return self->n_searched;
}

static gboolean
equal_boxes (const LkbBox *a, const LkbBox *b)
{
  return a->x == b->x && a->y == b->y && a->w == b->w && a->h == b->h;
}

static gboolean
equal_ends (const LkbRouteEnd *a, const LkbRouteEnd *b)
{
  /* The number of the node says nothing about its place: boxes are compared apart. */
  return a->side == b->side && a->at.x == b->at.x && a->at.y == b->at.y;
}

static void
take_nodes (LkbLayout *self, const LkbLayoutNode *nodes, gsize n_nodes, LkbBox *boxes)
{
  self->nodes = g_new0 (LkbNodeLayout, MAX (n_nodes, 1));
  self->n_nodes = n_nodes;
  for (gsize i = 0; i < n_nodes; i++)
    {
      LkbNodeLayout *node = &self->nodes[i];
      node->id = g_strdup (nodes[i].id);
      node->card = lkb_card_ref (nodes[i].card);
      node->box = lkb_box (nodes[i].x, nodes[i].y, nodes[i].card->w, nodes[i].card->h);
      boxes[i] = node->box;
      if (!g_hash_table_contains (self->node_index, node->id))
        g_hash_table_insert (self->node_index, (char *) node->id, GINT_TO_POINTER ((int) i + 1));
    }
}

/* Where boxes appeared, went away or moved since @old; NULL without an old layout. */
static LkbGrid *
find_changes (LkbLayout *self, LkbLayout *old)
{
  LkbGrid *dirty;

  if (old == NULL)
    return NULL;
  dirty = lkb_grid_new (256);
  for (gsize i = 0; i < self->n_nodes; i++)
    {
      const LkbNodeLayout *before = lkb_layout_find_node (old, self->nodes[i].id);
      if (before != NULL && equal_boxes (&before->box, &self->nodes[i].box))
        continue;
      lkb_grid_insert (dirty, &self->nodes[i].box, NULL);
      if (before != NULL)
        lkb_grid_insert (dirty, &before->box, NULL);
    }
  for (gsize i = 0; i < old->n_nodes; i++)
    if (lkb_layout_find_node (self, old->nodes[i].id) == NULL)
      lkb_grid_insert (dirty, &old->nodes[i].box, NULL);
  return dirty;
}

static gboolean
stop_cb (guint handle, const LkbBox *box, gpointer data, gpointer user_data)
{
  return FALSE;
}

static gboolean
is_untouched (LkbGrid *dirty, const LkbBox *window)
{
  return lkb_grid_foreach (dirty, window, stop_cb, NULL);
}

static void
remember_texts (Memory *memory, const LkbLayoutEdge *edge)
{
  memory->state = edge->state;
  memory->owner = g_strdup (edge->owner);
  memory->consumer = g_strdup (edge->consumer);
  memory->numbers = g_strdup (edge->numbers);
  memory->label = g_strdup (edge->label);
}

/* Labels that say the same are not measured again. */
static void
take_pills (Memory *memory, const Memory *before)
{
  if (before != NULL && before->state == memory->state
      && g_strcmp0 (before->owner, memory->owner) == 0
      && g_strcmp0 (before->consumer, memory->consumer) == 0
      && g_strcmp0 (before->numbers, memory->numbers) == 0
      && g_strcmp0 (before->label, memory->label) == 0 && before->count == memory->count)
    for (guint i = 0; i < LKB_LABEL_N_FORMS; i++)
      memory->forms[i] = before->forms[i] != NULL ? lkb_pill_ref (before->forms[i]) : NULL;
}

typedef struct
{
  LkbLayout *layout;
  LkbTextMeasurer *measurer;
} PillMaker;

static LkbPill *
make_pill_cb (gsize index, LkbLabelForm form, gpointer user_data)
{
  PillMaker *maker = user_data;
  Memory *memory = &maker->layout->memories[index];
  gboolean vertical = form == LKB_LABEL_UPRIGHT || form == LKB_LABEL_UPRIGHT_FLIPPED;
  LkbPillText text = { memory->count > 0 ? memory->state : LKB_PILL_NONE,
                       memory->owner,
                       memory->consumer,
                       memory->numbers,
                       memory->label,
                       NULL,
                       memory->count };

  if (memory->forms[form] == NULL)
    memory->forms[form] = form >= LKB_LABEL_LEVEL_FLIPPED
                              ? lkb_pill_new_flipped (maker->measurer, &text, vertical)
                              : lkb_pill_new (maker->measurer, &text, vertical);
  return memory->forms[form];
}

static LkbPoint
get_centre (const LkbBox *box)
{
  LkbPoint p = { box->x + box->w / 2, box->y + box->h / 2 };
  return p;
}

static Memory *
find_memory (LkbLayout *old, const char *id)
{
  int index = old != NULL ? find_index (old->edge_index, id) : -1;
  return index >= 0 ? &old->memories[index] : NULL;
}

static void
choose_sides (LkbLayout *self, LkbRouter *router, LkbGrid *dirty, const Memory *before, gsize index)
{
  LkbEdgeLayout *edge = &self->edges[index];
  Memory *memory = &self->memories[index];

  memory->from_box = self->nodes[edge->from].box;
  memory->to_box = self->nodes[edge->to].box;
  if (before != NULL && before->routes[0] != NULL && before->asked_from == memory->asked_from
      && before->asked_to == memory->asked_to && equal_boxes (&before->from_box, &memory->from_box)
      && equal_boxes (&before->to_box, &memory->to_box)
      && is_untouched (dirty, &before->side_window))
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

static gboolean
may_take_route (const Memory *before, const Memory *now, LkbGrid *dirty)
{
  return before != NULL && before->routes[0] != NULL && equal_ends (&before->from, &now->from)
         && equal_ends (&before->to, &now->to) && equal_boxes (&before->from_box, &now->from_box)
         && equal_boxes (&before->to_box, &now->to_box) && before->n_waypoints == now->n_waypoints
         && (now->n_waypoints == 0
             || memcmp (before->waypoints, now->waypoints, now->n_waypoints * sizeof (LkbPoint))
                    == 0)
         && is_untouched (dirty, &before->route_window);
}

static void
find_trunks (LkbLayout *self, const LkbLayoutEdge *edges, LkbPortEdge *ports, guint n_ports,
             const guint *which, LkbTrunkEdge *trunks)
{
  for (guint k = 0; k < n_ports; k++)
    {
      guint i = which[k];
      trunks[i].may = edges[i].state != LKB_PILL_NONE && edges[i].n_waypoints == 0
                      && !isfinite (edges[i].label_at);
      trunks[i].from = ports[k].from;
      trunks[i].to = ports[k].to;
      trunks[i].from_side = ports[k].from_side;
      trunks[i].to_side = ports[k].to_side;
      trunks[i].state = edges[i].state;
      trunks[i].owner = edges[i].owner;
      trunks[i].consumer = edges[i].consumer;
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
find_routes (LkbRouter *router, Memory *memory)
{
  GArray *early = g_array_new (FALSE, FALSE, sizeof (LkbPoint));
  LkbBox window;

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

static void
route_edges (LkbLayout *self, LkbLayout *old, LkbRouter *router, LkbGrid *dirty,
             const LkbLayoutEdge *edges, const LkbBox *boxes, LkbTrunkEdge *trunks)
{
  g_autoptr (GArray) ports = g_array_new (FALSE, TRUE, sizeof (LkbPortEdge));
  g_autofree LkbNudgeRoute *routes = g_new0 (LkbNudgeRoute, MAX (self->n_edges, 1));
  g_autofree LkbChoice *choices = g_new0 (LkbChoice, MAX (self->n_edges, 1));
  g_autofree guint *which = g_new (guint, MAX (self->n_edges, 1));

  for (gsize i = 0; i < self->n_edges; i++)
    {
      LkbEdgeLayout *edge = &self->edges[i];
      LkbPortEdge port = { 0 };

      if (edge->from < 0 || edge->to < 0)
        continue;
      choose_sides (self, router, dirty, find_memory (old, edge->id), i);
      port.from = edge->from;
      port.to = edge->to;
      port.from_side = edge->from_side;
      port.to_side = edge->to_side;
      port.from_aim = get_centre (&boxes[edge->to]);
      port.to_aim = get_centre (&boxes[edge->from]);
      if (edges[i].n_waypoints > 0)
        {
          port.guided = TRUE;
          port.from_aim = edges[i].waypoints[0];
          port.to_aim = edges[i].waypoints[edges[i].n_waypoints - 1];
        }
      else
        port.level = lkb_router_find_level (router, edge->from, edge->from_side, edge->to,
                                            edge->to_side, &port.level_at);
      which[ports->len] = (guint) i;
      g_array_append_val (ports, port);
    }
  find_trunks (self, edges, (LkbPortEdge *) (gpointer) ports->data, ports->len, which, trunks);
  lkb_ports_spread (boxes, self->n_nodes, (LkbPortEdge *) (gpointer) ports->data, ports->len);

  for (guint k = 0; k < ports->len; k++)
    {
      const LkbPortEdge *port = &g_array_index (ports, LkbPortEdge, k);
      guint i = which[k];
      Memory *memory = &self->memories[i];
      const Memory *before = find_memory (old, self->edges[i].id);

      memory->from = (LkbRouteEnd){ port->from, port->from_side, port->from_at };
      memory->to = (LkbRouteEnd){ port->to, port->to_side, port->to_at };
      if (may_take_route (before, memory, dirty))
        {
          memory->routes[0] = g_array_ref (before->routes[0]);
          memory->routes[1] = g_array_ref (before->routes[1]);
          memory->route_window = before->route_window;
        }
      else
        {
          find_routes (router, memory);
          self->n_searched++;
        }
      choices[k].routes[0] = memory->routes[0];
      choices[k].routes[1] = memory->routes[1];
      choices[k].trunk = trunks[i].trunk;
      choices[k].chosen = port->to_count > port->from_count ? LKB_ROUTE_BEND_LATE
                                                            : LKB_ROUTE_BEND_EARLY;
      if (trunks[i].trunk >= 0)
        {
          /* The shared piece is long where the lines part late. */
          choices[k].chosen = trunks[i].at_end ? LKB_ROUTE_BEND_EARLY : LKB_ROUTE_BEND_LATE;
          choices[k].routes[!choices[k].chosen] = NULL;
        }
    }
  lkb_choose_routes (choices, ports->len);
  for (guint k = 0; k < ports->len; k++)
    {
      guint i = which[k];

      self->lines[i] = g_array_copy (choices[k].routes[choices[k].chosen]);
      routes[k].points = self->lines[i];
      routes[k].fixed = edges[i].n_waypoints > 0 || trunks[i].trunk >= 0;
    }
  lkb_nudge_routes (router, routes, ports->len);
}

/* How far the lines of each trunk run together from the shared end, by the edge that speaks. */
static void
measure_trunks (LkbLayout *self, const LkbTrunkEdge *trunks, double *common)
{
  for (gsize i = 0; i < self->n_edges; i++)
    common[i] = G_MAXDOUBLE;
  for (gsize i = 0; i < self->n_edges; i++)
    {
      const LkbEdgeLayout *edge = &self->edges[i];
      gsize k = trunks[i].trunk >= 0 && trunks[i].at_end ? edge->n_points - 2 : 0;
      double length;

      if (trunks[i].trunk < 0)
        continue;
      length = hypot (edge->points[k + 1].x - edge->points[k].x,
                      edge->points[k + 1].y - edge->points[k].y);
      common[trunks[i].trunk] = MIN (common[trunks[i].trunk], length);
    }
}

/* The shared piece for the one that speaks, the rest of the line for the others. */
static void
seat_label (const LkbEdgeLayout *edge, const LkbTrunkEdge *trunk, gboolean speaks, double common,
            GArray *seat, LkbLabelEdge *label)
{
  gsize n = edge->n_points;
  LkbPoint a = edge->points[trunk->at_end ? n - 1 : 0];
  LkbPoint b = edge->points[trunk->at_end ? n - 2 : 1];
  double length = hypot (b.x - a.x, b.y - a.y);
  double t = length > 0 ? MIN (common / length, 1) : 0;
  LkbPoint fork = { a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t };

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

static void
place_labels (LkbLayout *self, LkbLayout *old, LkbTextMeasurer *measurer,
              const LkbLayoutEdge *edges, const LkbBox *boxes, const LkbTrunkEdge *trunks)
{
  PillMaker maker = { self, measurer };
  g_autofree LkbLabelEdge *labels = g_new0 (LkbLabelEdge, MAX (self->n_edges, 1));
  g_autofree double *common = g_new (double, MAX (self->n_edges, 1));
  g_autoptr (GArray) seat = g_array_new (FALSE, FALSE, sizeof (LkbPoint));

  measure_trunks (self, trunks, common);
  for (gsize i = 0; i < self->n_edges; i++)
    {
      Memory *memory = &self->memories[i];
      gboolean speaks = trunks[i].trunk < 0 || (gsize) trunks[i].trunk == i;

      memory->count = speaks ? MAX (trunks[i].count, 1) : 0;
      take_pills (memory, find_memory (old, self->edges[i].id));
      labels[i].trunk = -1;
      if (trunks[i].trunk >= 0)
        seat_label (&self->edges[i], &trunks[i], speaks, common[trunks[i].trunk], seat, &labels[i]);
      labels[i].points = self->edges[i].points;
      labels[i].n_points = self->edges[i].n_points;
      labels[i].wished_at = isfinite (edges[i].label_at) ? edges[i].label_at : NAN;
      labels[i].dx = isfinite (edges[i].label_dx) ? edges[i].label_dx : 0;
      labels[i].dy = isfinite (edges[i].label_dy) ? edges[i].label_dy : 0;
      labels[i].priority = edges[i].priority;
    }
  lkb_labels_place (boxes, self->n_nodes, labels, self->n_edges, make_pill_cb, &maker);
  for (gsize i = 0; i < self->n_edges; i++)
    {
      LkbEdgeLayout *edge = &self->edges[i];
      edge->pill = labels[i].pill != NULL ? lkb_pill_ref (labels[i].pill) : NULL;
      edge->pill_box = labels[i].pill_box;
      edge->numbers_box = labels[i].numbers_box;
      edge->label_at = labels[i].at;
      edge->label_clear = labels[i].clear;
      edge->trunk = trunks[i].trunk >= 0 && (gsize) trunks[i].trunk != i ? trunks[i].trunk : -1;
      g_free ((LkbPoint *) labels[i].seat);
    }
}

static void
find_bounds (LkbLayout *self)
{
  for (gsize i = 0; i < self->n_nodes; i++)
    self->bounds = lkb_box_union (&self->bounds, &self->nodes[i].box);
  for (gsize i = 0; i < self->n_edges; i++)
    {
      LkbEdgeLayout *edge = &self->edges[i];

      for (gsize k = 0; k + 1 < edge->n_points; k++)
        {
          LkbBox piece = lkb_box_from_points (edge->points[k], edge->points[k + 1]);
          edge->bounds = lkb_box_union (&edge->bounds, &piece);
        }
      edge->bounds = lkb_box_union (&edge->bounds, &edge->pill_box);
      edge->bounds = lkb_box_union (&edge->bounds, &edge->numbers_box);
      self->bounds = lkb_box_union (&self->bounds, &edge->bounds);
    }
}

LkbLayout *
lkb_layout_update (LkbLayout *old, LkbTextMeasurer *measurer, const LkbLayoutNode *nodes,
                   gsize n_nodes, const LkbLayoutEdge *edges, gsize n_edges)
{
  LkbLayout *self;
  g_autofree LkbBox *boxes = g_new0 (LkbBox, MAX (n_nodes, 1));
  g_autoptr (LkbRouter) router = NULL;
  g_autoptr (LkbGrid) dirty = NULL;
  g_autofree LkbTrunkEdge *trunks = g_new0 (LkbTrunkEdge, MAX (n_edges, 1));

  g_return_val_if_fail (measurer != NULL, NULL);
  g_return_val_if_fail (nodes != NULL || n_nodes == 0, NULL);
  g_return_val_if_fail (edges != NULL || n_edges == 0, NULL);

  self = g_new0 (LkbLayout, 1);
  g_atomic_ref_count_init (&self->refs);
  self->node_index = g_hash_table_new (g_str_hash, g_str_equal);
  self->edge_index = g_hash_table_new (g_str_hash, g_str_equal);
  take_nodes (self, nodes, n_nodes, boxes);
  self->edges = g_new0 (LkbEdgeLayout, MAX (n_edges, 1));
  self->memories = g_new0 (Memory, MAX (n_edges, 1));
  self->lines = g_new0 (GArray *, MAX (n_edges, 1));
  self->n_edges = n_edges;
  for (gsize i = 0; i < n_edges; i++)
    {
      LkbEdgeLayout *edge = &self->edges[i];
      Memory *memory = &self->memories[i];

      edge->id = g_strdup (edges[i].id);
      edge->trunk = -1;
      edge->from = find_index (self->node_index, edges[i].from);
      edge->to = find_index (self->node_index, edges[i].to);
      if (!g_hash_table_contains (self->edge_index, edge->id))
        g_hash_table_insert (self->edge_index, (char *) edge->id, GINT_TO_POINTER ((int) i + 1));
      memory->asked_from = edges[i].from_side;
      memory->asked_to = edges[i].to_side;
      memory->n_waypoints = edges[i].n_waypoints;
      memory->waypoints = g_memdup2 (edges[i].waypoints, edges[i].n_waypoints * sizeof (LkbPoint));
      remember_texts (memory, &edges[i]);
    }

  router = lkb_router_new (boxes, n_nodes);
  dirty = find_changes (self, old);
  route_edges (self, old, router, dirty, edges, boxes, trunks);
  for (gsize i = 0; i < n_edges; i++)
    if (self->lines[i] != NULL)
      {
        self->edges[i].points = (const LkbPoint *) (gpointer) self->lines[i]->data;
        self->edges[i].n_points = self->lines[i]->len;
      }
  place_labels (self, old, measurer, edges, boxes, trunks);
  find_bounds (self);
  return self;
}

LkbLayout *
lkb_layout_new (LkbTextMeasurer *measurer, const LkbLayoutNode *nodes, gsize n_nodes,
                const LkbLayoutEdge *edges, gsize n_edges)
{
  return lkb_layout_update (NULL, measurer, nodes, n_nodes, edges, n_edges);
}
