/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-flow-graph.h"

#include "core/model/lkb-ownership.h"

struct _LkbFlowGraph
{
  gatomicrefcount refs;
  guint n_nodes;
  guint n_edges;
  LkbFlowNode *nodes;
  LkbFlowEdge *edges;
  guint *links; /* the in and out lists of all nodes, one after the other */
  guint *order;
  GHashTable *places; /* id (borrowed from the element) → place */
  gboolean is_without; /* something is down */
};

static void
collect (LkbFlowGraph *self, LkbBoard *board)
{
  const GPtrArray *elements = lkb_board_get_elements (board);
  guint node = 0, edge = 0;

  for (guint i = 0; i < elements->len; i++)
    {
      const LkbElement *element = g_ptr_array_index (elements, i);

      self->n_nodes += lkb_element_is_node (element);
      self->n_edges += lkb_element_is_edge (element);
    }
  self->nodes = g_new0 (LkbFlowNode, self->n_nodes);
  self->edges = g_new0 (LkbFlowEdge, self->n_edges);

  for (guint i = 0; i < elements->len; i++)
    {
      const LkbElement *element = g_ptr_array_index (elements, i);

      if (!lkb_element_is_node (element))
        continue;
      self->nodes[node].element = lkb_element_ref (element);
      g_hash_table_insert (self->places, (gpointer) lkb_element_get_id (element),
                           GUINT_TO_POINTER (node));
      node++;
    }

  for (guint i = 0; i < elements->len; i++)
    {
      const LkbElement *element = g_ptr_array_index (elements, i);
      LkbFlowEdge *e = &self->edges[edge];
      int role;

      if (!lkb_element_is_edge (element))
        continue;
      e->element = lkb_element_ref (element);
      e->from = GPOINTER_TO_UINT (
          g_hash_table_lookup (self->places, lkb_element_get_from (element)));
      e->to = GPOINTER_TO_UINT (g_hash_table_lookup (self->places, lkb_element_get_to (element)));
      if (!lkb_mode_from_string (lkb_element_get_text (element, LKB_FIELD_MODE), &e->mode))
        e->mode = lkb_mode_get_default (self->nodes[e->from].element, self->nodes[e->to].element);
      e->in_path = lkb_mode_in_path (e->mode);
      role = lkb_element_get_choice (element, LKB_FIELD_ROLE);
      e->role = role > 0 ? (LkbRole) role : LKB_ROLE_TRIGGER;
      self->nodes[e->from].n_out++;
      self->nodes[e->to].n_in++;
      edge++;
    }
}

static void
link_up (LkbFlowGraph *self)
{
  guint *next;

  self->links = g_new (guint, 2 * (gsize) self->n_edges + 1);
  next = self->links;
  for (guint i = 0; i < self->n_nodes; i++)
    {
      LkbFlowNode *node = &self->nodes[i];

      node->out = next;
      next += node->n_out;
      node->in = next;
      next += node->n_in;
      node->n_out = node->n_in = 0;
    }
  for (guint i = 0; i < self->n_edges; i++)
    {
      LkbFlowNode *from = &self->nodes[self->edges[i].from], *to = &self->nodes[self->edges[i].to];

      ((guint *) from->out)[from->n_out++] = i;
      ((guint *) to->in)[to->n_in++] = i;
    }
}

/* Tarjan's strongly connected components along path edges, with a stack of its own: a chain of 50,000 nodes must not
 * run out of the machine's. Components come out last first, which gives the order as well. */
static void
find_components (LkbFlowGraph *self)
{
  guint n = self->n_nodes, counter = 0, component = 0, filled = n;
  g_autofree guint *seen = g_new0 (guint, n + 1); /* order of discovery, from 1 */
  g_autofree guint *low = g_new0 (guint, n + 1);
  g_autofree guint *next = g_new0 (guint, n + 1);
  g_autofree gboolean *open = g_new0 (gboolean, n + 1);
  g_autofree guint *calls = g_new (guint, n + 1);
  g_autofree guint *stack = g_new (guint, n + 1);
  guint n_calls = 0, n_stack = 0;

  self->order = g_new (guint, n + 1);

  /* From the last to the first, so that of two unrelated nodes the earlier one ends up earlier. */
  for (guint root = n; root-- > 0;)
    {
      if (seen[root] != 0)
        continue;
      calls[n_calls++] = root;
      while (n_calls > 0)
        {
          guint v = calls[n_calls - 1];
          LkbFlowNode *node = &self->nodes[v];

          if (seen[v] == 0)
            {
              seen[v] = low[v] = ++counter;
              stack[n_stack++] = v;
              open[v] = TRUE;
            }
          if (next[v] < node->n_out)
            {
              const LkbFlowEdge *edge = &self->edges[node->out[node->n_out - 1 - next[v]++]];

              if (!edge->in_path)
                continue;
              if (seen[edge->to] == 0)
                calls[n_calls++] = edge->to;
              else if (open[edge->to])
                low[v] = MIN (low[v], seen[edge->to]);
              continue;
            }

          n_calls--;
          if (n_calls > 0)
            low[calls[n_calls - 1]] = MIN (low[calls[n_calls - 1]], low[v]);
          if (low[v] == seen[v])
            {
              guint size = 0, w;

              do
                {
                  w = stack[--n_stack];
                  open[w] = FALSE;
                  self->nodes[w].component = component;
                  self->order[--filled] = w;
                  size++;
                }
              while (w != v);
              if (size > 1)
                for (guint i = 0; i < size; i++)
                  self->nodes[self->order[filled + i]].in_loop = TRUE;
              component++;
            }
        }
    }

  for (guint i = 0; i < self->n_edges; i++)
    {
      LkbFlowEdge *edge = &self->edges[i];

      edge->in_loop = edge->in_path
                      && self->nodes[edge->from].component == self->nodes[edge->to].component;
      if (edge->in_loop)
        self->nodes[edge->from].in_loop = self->nodes[edge->to].in_loop = TRUE;
    }
}

static void
mark_reached (LkbFlowGraph *self)
{
  g_autofree guint *queue = g_new (guint, self->n_nodes + 1);
  guint n = 0;

  for (guint i = 0; i < self->n_nodes; i++)
    if (lkb_element_get_kind (self->nodes[i].element) == LKB_KIND_SOURCE)
      {
        self->nodes[i].reached = TRUE;
        queue[n++] = i;
      }
  for (guint i = 0; i < n; i++)
    for (guint k = 0; k < self->nodes[queue[i]].n_out; k++)
      {
        const LkbFlowEdge *edge = &self->edges[self->nodes[queue[i]].out[k]];

        if (edge->in_path && !self->nodes[edge->to].reached)
          {
            self->nodes[edge->to].reached = TRUE;
            queue[n++] = edge->to;
          }
      }
}

LkbFlowGraph *
lkb_flow_graph_new (LkbBoard *board)
{
  LkbFlowGraph *self;

  g_return_val_if_fail (LKB_IS_BOARD (board), NULL);

  self = g_new0 (LkbFlowGraph, 1);
  g_atomic_ref_count_init (&self->refs);
  self->places = g_hash_table_new (g_str_hash, g_str_equal);
  collect (self, board);
  link_up (self);
  find_components (self);
  mark_reached (self);
  return self;
}

/* What a node that is down takes along, by places. */
typedef struct
{
  gboolean *stale; /* gets nothing new */
  gboolean *dead; /* does not answer; then stale too */
} Outage;

/* What holds old data still answers calls. */
static gboolean
brings_nothing (const Outage *outage, const LkbFlowEdge *edge)
{
  return lkb_mode_is_request (edge->mode) ? outage->dead[edge->from] : outage->stale[edge->from];
}

/* Whether the node @v lacks what it works with, those before it being known. */
static gboolean
is_cut_off (LkbFlowGraph *self, guint v, const Outage *outage, gboolean of_calls_only)
{
  const LkbFlowNode *node = &self->nodes[v];
  guint n_triggers = 0, n_cut = 0;

  for (guint k = 0; k < node->n_in; k++)
    {
      const LkbFlowEdge *edge = &self->edges[node->in[k]];

      if (!edge->in_path || edge->in_loop || edge->role != LKB_ROLE_TRIGGER
          || (of_calls_only && !lkb_mode_is_request (edge->mode)))
        continue;
      n_triggers++;
      n_cut += brings_nothing (outage, edge);
    }
  if (n_cut == 0)
    return FALSE;
  for (guint k = 0; k < node->n_in; k++)
    {
      LkbFlowEdge *edge = &self->edges[node->in[k]];

      if (edge->in_path && !edge->in_loop && edge->role == LKB_ROLE_FALLBACK
          && !brings_nothing (outage, edge))
        {
          edge->stands_in = TRUE;
          return FALSE;
        }
    }
  return n_cut == n_triggers
         || g_strcmp0 (lkb_element_get_text (node->element, LKB_FIELD_WAITS_FOR), "all") == 0;
}

LkbFlowGraph *
lkb_flow_graph_new_without (LkbBoard *board, const char *down)
{
  LkbFlowGraph *self = lkb_flow_graph_new (board);
  g_autofree gboolean *stale = NULL;
  g_autofree gboolean *dead = NULL;
  Outage outage;
  guint place;

  if (self == NULL || !lkb_flow_graph_find_node (self, down, &place))
    return self;

  self->is_without = TRUE;
  outage.stale = stale = g_new0 (gboolean, self->n_nodes + 1);
  outage.dead = dead = g_new0 (gboolean, self->n_nodes + 1);
  for (guint i = 0; i < self->n_nodes; i++)
    {
      guint v = self->order[i];

      dead[v] = v == place || is_cut_off (self, v, &outage, TRUE);
      stale[v] = dead[v] || is_cut_off (self, v, &outage, FALSE);
    }
  for (guint i = 0; i < self->n_edges; i++)
    {
      LkbFlowEdge *edge = &self->edges[i];
      const gboolean *gone = lkb_mode_is_request (edge->mode) ? dead : stale;

      if (!gone[edge->from] && !gone[edge->to])
        continue;
      edge->cut = edge->in_path;
      edge->in_path = FALSE;
    }
  return self;
}

LkbFlowGraph *
lkb_flow_graph_ref (const LkbFlowGraph *graph)
{
  LkbFlowGraph *self = (LkbFlowGraph *) graph;

  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
lkb_flow_graph_unref (LkbFlowGraph *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  g_hash_table_unref (self->places);
  for (guint i = 0; i < self->n_nodes; i++)
    lkb_element_unref ((LkbElement *) self->nodes[i].element);
  for (guint i = 0; i < self->n_edges; i++)
    lkb_element_unref ((LkbElement *) self->edges[i].element);
  g_free (self->nodes);
  g_free (self->edges);
  g_free (self->links);
  g_free (self->order);
  g_free (self);
}

/* Elements never change: the same ones in the same order make the same graph. */
gboolean
lkb_flow_graph_is_of (const LkbFlowGraph *self, LkbBoard *board)
{
  const GPtrArray *elements = lkb_board_get_elements (board);
  guint node = 0, edge = 0;

  if (self->is_without)
    return FALSE;
  for (guint i = 0; i < elements->len; i++)
    {
      const LkbElement *element = g_ptr_array_index (elements, i);

      if (node < self->n_nodes && self->nodes[node].element == element)
        node++;
      else if (edge < self->n_edges && self->edges[edge].element == element)
        edge++;
      else if (lkb_element_is_node (element) || lkb_element_is_edge (element))
        return FALSE;
    }
  return node == self->n_nodes && edge == self->n_edges;
}

guint
lkb_flow_graph_get_n_nodes (const LkbFlowGraph *self)
{
  return self->n_nodes;
}

guint
lkb_flow_graph_get_n_edges (const LkbFlowGraph *self)
{
  return self->n_edges;
}

const LkbFlowNode *
lkb_flow_graph_get_node (const LkbFlowGraph *self, guint i)
{
  return &self->nodes[i];
}

const LkbFlowEdge *
lkb_flow_graph_get_edge (const LkbFlowGraph *self, guint i)
{
  return &self->edges[i];
}

gboolean
lkb_flow_graph_find_node (const LkbFlowGraph *self, const char *id, guint *place)
{
  gpointer value;

  if (id == NULL || !g_hash_table_lookup_extended (self->places, id, NULL, &value))
    return FALSE;
  *place = GPOINTER_TO_UINT (value);
  return TRUE;
}

const guint *
lkb_flow_graph_get_order (const LkbFlowGraph *self)
{
  return self->order;
}

gboolean
lkb_flow_edge_triggers (const LkbFlowEdge *edge)
{
  return edge->role == LKB_ROLE_TRIGGER || edge->stands_in;
}

gboolean
lkb_flow_graph_is_end (const LkbFlowGraph *self, guint place)
{
  const LkbFlowNode *node = &self->nodes[place];
  LkbKind kind = lkb_element_get_kind (node->element);

  if (kind == LKB_KIND_CONSUMER)
    return TRUE;
  if (kind != LKB_KIND_MODEL)
    return FALSE;
  for (guint i = 0; i < node->n_out; i++)
    if (self->edges[node->out[i]].in_path || self->edges[node->out[i]].cut)
      return FALSE;
  return TRUE;
}
