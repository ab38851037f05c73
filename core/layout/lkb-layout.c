/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-layout.h"

#include <string.h>

#include "lkb-layout-private.h"
#include "lkb-layout-seat.h"

/* So many changed boxes are gone through one by one. */
#define FEW_BOXES 16

static LkbLayoutEngine *
make_engine (const LkbBox *boxes, gsize n_nodes, gsize n_cards, gsize n_edges)
{
  LkbLayoutEngine *engine = g_new0 (LkbLayoutEngine, 1);

  engine->router = lkb_router_new (boxes, n_nodes, n_cards);
  engine->chooser = lkb_chooser_new (n_edges);
  engine->second = lkb_chooser_new (n_edges);
  engine->nudger = lkb_nudger_new (n_edges);
  engine->apart = lkb_apart_new (n_edges);
  engine->labeler = lkb_labeler_new (n_nodes, n_edges);
  return engine;
}

static void
free_engine (LkbLayoutEngine *engine)
{
  lkb_router_free (engine->router);
  lkb_chooser_free (engine->chooser);
  lkb_chooser_free (engine->second);
  lkb_nudger_free (engine->nudger);
  lkb_apart_free (engine->apart);
  lkb_labeler_free (engine->labeler);
  g_free (engine);
}

static void
clear_memory (LkbLayoutMemory *memory)
{
  g_free (memory->waypoints);
  g_clear_pointer (&memory->routes[0], g_array_unref);
  g_clear_pointer (&memory->routes[1], g_array_unref);
  g_clear_pointer (&memory->words, lkb_words_unref);
  g_clear_pointer (&memory->told, lkb_words_unref);
  g_clear_pointer (&memory->trials, g_array_unref);
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
    g_clear_pointer (&self->nodes[i].card, lkb_card_unref);
  for (gsize i = 0; i < self->n_edges; i++)
    {
      g_clear_pointer (&self->edges[i].pill, lkb_pill_unref);
      g_clear_pointer (&self->lines[i], g_array_unref);
      clear_memory (&self->memories[i]);
    }
  g_free (self->nodes);
  g_free (self->edges);
  g_free (self->lines);
  g_free (self->memories);
  g_clear_pointer (&self->engine, free_engine);
  lkb_layout_names_unref (self->names);
  g_free (self);
}

gsize
lkb_layout_get_n_nodes (LkbLayout *self)
{
  g_return_val_if_fail (self != NULL, 0);
  return self->n_cards;
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
  g_return_val_if_fail (self != NULL && index < self->n_cards, NULL);
  return &self->nodes[index];
}

const LkbEdgeLayout *
lkb_layout_get_edge (LkbLayout *self, gsize index)
{
  g_return_val_if_fail (self != NULL && index < self->n_edges, NULL);
  return &self->edges[index];
}

/* -1 where there is no card of that id: nothing goes to a note. */
static int
find_card (LkbLayout *self, const char *id)
{
  int index = lkb_layout_names_find (self->names->node_index, id);

  return index >= 0 && (gsize) index < self->n_cards ? index : -1;
}

const LkbNodeLayout *
lkb_layout_find_node (LkbLayout *self, const char *id)
{
  int index;

  g_return_val_if_fail (self != NULL, NULL);
  index = find_card (self, id);
  return index >= 0 ? &self->nodes[index] : NULL;
}

const LkbEdgeLayout *
lkb_layout_find_edge (LkbLayout *self, const char *id)
{
  int index;

  g_return_val_if_fail (self != NULL, NULL);
  index = lkb_layout_names_find (self->names->edge_index, id);
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

static LkbBox
get_box (const LkbLayoutNode *node)
{
  return lkb_box (node->x, node->y, node->card != NULL ? node->card->w : node->w,
                  node->card != NULL ? node->card->h : node->h);
}

static void
take_nodes (LkbLayout *self, const LkbLayoutNode *nodes, gsize n_nodes, LkbBox *boxes)
{
  self->nodes = g_new0 (LkbNodeLayout, MAX (n_nodes, 1));
  self->n_nodes = n_nodes;
  while (self->n_cards < n_nodes && nodes[self->n_cards].card != NULL)
    self->n_cards++;
  for (gsize i = 0; i < n_nodes; i++)
    {
      LkbNodeLayout *node = &self->nodes[i];
      node->id = self->names->nodes[i];
      if (i < self->n_cards)
        node->card = lkb_card_ref (nodes[i].card);
      node->box = get_box (&nodes[i]);
      boxes[i] = node->box;
    }
}

static const LkbNodeLayout *
find_box (LkbLayout *self, const char *id)
{
  int index = lkb_layout_names_find (self->names->node_index, id);

  return index >= 0 ? &self->nodes[index] : NULL;
}

/* What changed since @old; everything is new without an old layout. */
static void
find_changes (LkbLayout *self, LkbLayout *old, LkbLayoutChanges *changes)
{
  changes->boxes = g_array_new (FALSE, FALSE, sizeof (LkbBox));
  changes->grid = NULL;
  if (old == NULL)
    return;
  for (gsize i = 0; i < self->n_nodes; i++)
    {
      const LkbNodeLayout *before = self->names == old->names ? &old->nodes[i]
                                                              : find_box (old, self->nodes[i].id);
      if (before != NULL && lkb_layout_equal_boxes (&before->box, &self->nodes[i].box))
        continue;
      g_array_append_val (changes->boxes, self->nodes[i].box);
      if (before != NULL)
        g_array_append_val (changes->boxes, before->box);
    }
  for (gsize i = 0; i < old->n_nodes && self->names != old->names; i++)
    if (find_box (self, old->nodes[i].id) == NULL)
      g_array_append_val (changes->boxes, old->nodes[i].box);
  if (changes->boxes->len <= FEW_BOXES)
    return;
  changes->grid = lkb_grid_new (256);
  for (guint i = 0; i < changes->boxes->len; i++)
    lkb_grid_insert (changes->grid, &g_array_index (changes->boxes, LkbBox, i), NULL);
}

static void
clear_changes (LkbLayoutChanges *changes)
{
  g_array_unref (changes->boxes);
  g_clear_pointer (&changes->grid, lkb_grid_free);
}

static LkbPillText
get_text (const LkbLayoutEdge *edge)
{
  return (LkbPillText){ .state = edge->state,
                        .owner = edge->owner,
                        .consumer = edge->consumer,
                        .numbers = edge->numbers,
                        .label = edge->label };
}

/* Labels that say the same are not measured again. */
static LkbWords *
take_words (const LkbLayoutEdge *edge, const LkbLayoutMemory *before)
{
  LkbPillText text = get_text (edge);

  if (before != NULL && lkb_words_are (before->words, &text))
    return lkb_words_ref (before->words);
  return lkb_words_new (&text);
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

/* The name on a card, in one line. */
static char *
dup_name (const LkbCard *card)
{
  g_autoptr (GString) name = g_string_new (NULL);

  for (gsize i = 0; i < card->n_runs; i++)
    if (card->runs[i].part == LKB_PART_NAME)
      g_string_append_printf (name, "%s%s", name->len > 0 ? " " : "", card->runs[i].text);
  return g_string_free (g_steal_pointer (&name), FALSE);
}

/* (nullable): what edge @i says. Figures of a trunk that are all the same stand at its pill, once; of others only those of the
 * edge that speaks do, with the name of the card they lead to or come from. */
static LkbWords *
tell_words (LkbLayout *self, LkbLayout *old, const LkbLayoutEdge *edge, const LkbTrunkEdge *trunk,
            gsize i)
{
  LkbLayoutMemory *memory = &self->memories[i];
  const LkbLayoutMemory *before = lkb_layout_find_memory (self, old, i);
  const LkbEdgeLayout *line = &self->edges[i];
  LkbPillText text = get_text (edge);
  g_autofree char *name = NULL;
  gboolean speaks = trunk->trunk == (int) i;

  if (trunk->trunk >= 0 && trunk->alike && !speaks)
    return NULL;
  if (trunk->trunk < 0 || trunk->alike || !speaks || edge->numbers == NULL)
    return memory->words;
  name = dup_name (self->nodes[trunk->at_end ? line->from : line->to].card);
  if (edge->label != NULL)
    {
      char *both = g_strdup_printf ("%s · %s", name, edge->label);

      g_free (name);
      name = both;
    }
  text.label = name;
  memory->told = before != NULL && before->told != NULL && lkb_words_are (before->told, &text)
                     ? lkb_words_ref (before->told)
                     : lkb_words_new (&text);
  return memory->told;
}

static void
place_labels (LkbLayout *self, LkbLayout *old, LkbTextMeasurer *measurer,
              const LkbLayoutEdge *edges, const LkbBox *boxes, const LkbTrunkEdge *trunks)
{
  g_autofree LkbLabelEdge *labels = g_new0 (LkbLabelEdge, MAX (self->n_edges, 1));
  g_autofree double *common = g_new (double, MAX (self->n_edges, 1));
  g_autoptr (GArray) seat = g_array_new (FALSE, FALSE, sizeof (LkbPoint));

  measure_trunks (self, trunks, common);
  for (gsize i = 0; i < self->n_edges; i++)
    {
      gboolean speaks = trunks[i].trunk < 0 || (gsize) trunks[i].trunk == i;

      labels[i].trunk = -1;
      if (trunks[i].trunk >= 0)
        lkb_layout_seat_label (&self->edges[i], &trunks[i], speaks, common[trunks[i].trunk], seat,
                               &labels[i]);
      labels[i].line = self->lines[i];
      labels[i].words = tell_words (self, old, &edges[i], &trunks[i], i);
      labels[i].count = speaks ? MAX (trunks[i].count, 1) : 0;
      labels[i].wished_at = isfinite (edges[i].label_at) ? edges[i].label_at : NAN;
      labels[i].dx = isfinite (edges[i].label_dx) ? edges[i].label_dx : 0;
      labels[i].dy = isfinite (edges[i].label_dy) ? edges[i].label_dy : 0;
      labels[i].priority = edges[i].priority;
    }
  lkb_labeler_run (self->engine->labeler, measurer, boxes, labels);
  for (gsize i = 0; i < self->n_edges; i++)
    {
      LkbEdgeLayout *edge = &self->edges[i];
      edge->pill = labels[i].pill != NULL ? lkb_pill_ref (labels[i].pill) : NULL;
      edge->pill_box = labels[i].pill_box;
      edge->numbers_box = labels[i].numbers_box;
      edge->label_at = labels[i].at;
      edge->label_clear = labels[i].clear;
      edge->trunk = trunks[i].trunk >= 0 && (gsize) trunks[i].trunk != i ? trunks[i].trunk : -1;
      edge->shared = trunks[i].trunk < 0 ? LKB_SHARED_NONE
                     : trunks[i].at_end  ? LKB_SHARED_HEAD
                                         : LKB_SHARED_TAIL;
      g_free ((LkbPoint *) labels[i].seat);
    }
}

static void
find_bounds (LkbLayout *self)
{
  for (gsize i = 0; i < self->n_cards; i++)
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

static void
take_edges (LkbLayout *self, LkbLayout *old, const LkbLayoutEdge *edges, gsize n_edges)
{
  gboolean same = old != NULL && old->names == self->names;

  self->edges = g_new0 (LkbEdgeLayout, MAX (n_edges, 1));
  self->memories = g_new0 (LkbLayoutMemory, MAX (n_edges, 1));
  self->lines = g_new0 (GArray *, MAX (n_edges, 1));
  self->n_edges = n_edges;
  for (gsize i = 0; i < n_edges; i++)
    {
      LkbEdgeLayout *edge = &self->edges[i];
      LkbLayoutMemory *memory = &self->memories[i];
      const LkbEdgeLayout *before = same ? &old->edges[i] : NULL;

      edge->id = self->names->edges[i];
      edge->trunk = -1;
      edge->from = before != NULL && before->from >= 0 && (gsize) before->from < self->n_cards
                           && g_strcmp0 (self->names->nodes[before->from], edges[i].from) == 0
                       ? before->from
                       : find_card (self, edges[i].from);
      edge->to = before != NULL && before->to >= 0 && (gsize) before->to < self->n_cards
                         && g_strcmp0 (self->names->nodes[before->to], edges[i].to) == 0
                     ? before->to
                     : find_card (self, edges[i].to);
      memory->asked_from = edges[i].from_side;
      memory->asked_to = edges[i].to_side;
      memory->asked_around = edges[i].around;
      memory->n_waypoints = edges[i].n_waypoints;
      memory->waypoints = g_memdup2 (edges[i].waypoints, edges[i].n_waypoints * sizeof (LkbPoint));
      memory->words = take_words (&edges[i], lkb_layout_find_memory (self, old, i));
      memory->label_at = edges[i].label_at;
      memory->label_dx = edges[i].label_dx;
      memory->label_dy = edges[i].label_dy;
      memory->priority = edges[i].priority;
      memory->style = edges[i].style;
    }
}

/* The engine of @old, told of what moved, when it is for the same nodes and edges. */
static LkbLayoutEngine *
take_engine (LkbLayout *self, LkbLayout *old, const LkbBox *boxes)
{
  LkbLayoutEngine *engine = NULL;

  if (old != NULL && old->names == self->names && old->n_cards == self->n_cards)
    engine = g_atomic_pointer_exchange (&old->engine, NULL);
  if (engine == NULL)
    return make_engine (boxes, self->n_nodes, self->n_cards, self->n_edges);
  for (gsize i = 0; i < self->n_nodes; i++)
    if (!lkb_layout_equal_boxes (&old->nodes[i].box, &boxes[i]))
      lkb_router_move (engine->router, i, &boxes[i]);
  return engine;
}

LkbLayout *
lkb_layout_update (LkbLayout *old, LkbTextMeasurer *measurer, const LkbLayoutNode *nodes,
                   gsize n_nodes, const LkbLayoutEdge *edges, gsize n_edges)
{
  LkbLayout *self;
  LkbLayoutChanges changes;
  g_autofree LkbBox *boxes = g_new0 (LkbBox, MAX (n_nodes, 1));
  g_autofree LkbTrunkEdge *trunks = g_new0 (LkbTrunkEdge, MAX (n_edges, 1));

  g_return_val_if_fail (measurer != NULL, NULL);
  g_return_val_if_fail (nodes != NULL || n_nodes == 0, NULL);
  g_return_val_if_fail (edges != NULL || n_edges == 0, NULL);

  self = g_new0 (LkbLayout, 1);
  g_atomic_ref_count_init (&self->refs);
  if (old != NULL && lkb_layout_names_are (old->names, nodes, n_nodes, edges, n_edges))
    self->names = lkb_layout_names_ref (old->names);
  else
    self->names = lkb_layout_names_new (nodes, n_nodes, edges, n_edges);
  take_nodes (self, nodes, n_nodes, boxes);
  take_edges (self, old, edges, n_edges);
  self->engine = take_engine (self, old, boxes);
  find_changes (self, old, &changes);
  lkb_layout_route_edges (self, old, &changes, edges, boxes, trunks);
  place_labels (self, old, measurer, edges, boxes, trunks);
  find_bounds (self);
  clear_changes (&changes);
  return self;
}

static gboolean
same_number (double a, double b)
{
  return a == b || (isnan (a) && isnan (b));
}

static gboolean
is_end (LkbLayout *self, int index, const char *id)
{
  return index >= 0 ? g_strcmp0 (self->names->nodes[index], id) == 0 : find_card (self, id) < 0;
}

static gboolean
is_asked_again (LkbLayout *self, gsize i, const LkbLayoutEdge *edge)
{
  const LkbLayoutMemory *memory = &self->memories[i];
  LkbPillText text = get_text (edge);

  return is_end (self, self->edges[i].from, edge->from)
         && is_end (self, self->edges[i].to, edge->to) && memory->asked_from == edge->from_side
         && memory->asked_to == edge->to_side && memory->asked_around == edge->around
         && memory->n_waypoints == edge->n_waypoints
         && (edge->n_waypoints == 0
             || memcmp (memory->waypoints, edge->waypoints, edge->n_waypoints * sizeof (LkbPoint))
                    == 0)
         && same_number (memory->label_at, edge->label_at)
         && same_number (memory->label_dx, edge->label_dx)
         && same_number (memory->label_dy, edge->label_dy) && memory->priority == edge->priority
         && memory->style == edge->style && lkb_words_are (memory->words, &text);
}

gsize
lkb_layout_count_changes (LkbLayout *self, const LkbLayoutNode *nodes, gsize n_nodes,
                          const LkbLayoutEdge *edges, gsize n_edges)
{
  gboolean other_cards = FALSE;
  gsize n = 0;

  g_return_val_if_fail (self != NULL, G_MAXSIZE);
  if (!lkb_layout_names_are (self->names, nodes, n_nodes, edges, n_edges))
    return G_MAXSIZE;
  for (gsize i = 0; i < n_nodes; i++)
    {
      LkbBox box = get_box (&nodes[i]);

      n += lkb_layout_equal_boxes (&self->nodes[i].box, &box) ? 0 : 1;
      /* Other words in a card of the same size: nothing is to be routed. */
      other_cards = other_cards || self->nodes[i].card != nodes[i].card;
    }
  for (gsize i = 0; i < n_edges; i++)
    n += is_asked_again (self, i, &edges[i]) ? 0 : 1;
  return n > 0 || !other_cards ? n : 1;
}

LkbLayout *
lkb_layout_new (LkbTextMeasurer *measurer, const LkbLayoutNode *nodes, gsize n_nodes,
                const LkbLayoutEdge *edges, gsize n_edges)
{
  return lkb_layout_update (NULL, measurer, nodes, n_nodes, edges, n_edges);
}
