/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-path-search.h"

#include <string.h>

#define CHUNK_SIZE 65536

struct _LkbSearch
{
  guint kept;
  guint n_nodes;
  LkbPathList
      *lists; /* what ends at each node; two phases side by side while searching data paths */
  GPtrArray *chunks; /* memory of all candidates and their lists */
  char *free_memory; /* of the newest chunk */
  gsize n_free; /* bytes */
};

/* Memory for what the search keeps, as long as it lives; @size: of structs that hold pointers or doubles. */
static gpointer
alloc (LkbSearch *self, gsize size)
{
  gpointer piece;

  /* A pointer may be half as long as a double. */
  size = (size + sizeof (double) - 1) / sizeof (double) * sizeof (double);
  if (size > self->n_free)
    {
      self->n_free = MAX (size, CHUNK_SIZE);
      self->free_memory = g_malloc (self->n_free);
      g_ptr_array_add (self->chunks, self->free_memory);
    }
  piece = self->free_memory;
  self->free_memory += size;
  self->n_free -= size;
  return piece;
}

static const LkbPath *
keep (LkbSearch *self, const LkbPath *value)
{
  LkbPath *path = alloc (self, sizeof *path);

  *path = *value;
  return path;
}

/* Complete ones first, then by falling sum; what came first stays first. */
static int
compare_sums (gconstpointer a, gconstpointer b, gpointer unused)
{
  const LkbPath *pa = *(const LkbPath *const *) a, *pb = *(const LkbPath *const *) b;

  if (pa->complete != pb->complete)
    return pa->complete ? -1 : 1;
  if (pa->sum != pb->sum)
    return pa->sum > pb->sum ? -1 : 1;
  return pa->edge != pb->edge ? (pa->edge < pb->edge ? -1 : 1) : 0;
}

static int
compare_means (gconstpointer a, gconstpointer b, gpointer unused)
{
  const LkbPath *pa = *(const LkbPath *const *) a, *pb = *(const LkbPath *const *) b;

  if (pa->mean != pb->mean)
    return pa->mean > pb->mean ? -1 : 1;
  return compare_sums (a, b, NULL);
}

/* Whether the candidates stand in order already, as they do when one edge brought them all. */
static gboolean
is_sorted (const GArray *candidates)
{
  const LkbPath *paths = (const LkbPath *) (gconstpointer) candidates->data;

  for (guint i = 1; i < candidates->len; i++)
    if (paths[i - 1].complete != paths[i].complete ? paths[i].complete
                                                   : paths[i].sum > paths[i - 1].sum)
      return FALSE;
  return TRUE;
}

/* Keeps the best of @candidates (values, not yet owned) in @list. */
static void
keep_best (LkbSearch *self, GArray *candidates, LkbPathList *list)
{
  const LkbPath *sorted[512];
  g_autofree const LkbPath **more = NULL;
  const LkbPath **in_order = sorted, **items;
  guint n = candidates->len, n_complete = 0, kept;
  gboolean any_data = FALSE;

  if (n == 0)
    return;
  if (n > G_N_ELEMENTS (sorted))
    in_order = more = g_new (const LkbPath *, n);
  for (guint i = 0; i < n; i++)
    {
      in_order[i] = &g_array_index (candidates, LkbPath, i);
      n_complete += in_order[i]->complete;
    }
  if (!is_sorted (candidates))
    g_qsort_with_data (in_order, (int) n, sizeof *in_order, compare_sums, NULL);

  kept = MIN (n_complete, self->kept);
  /* One may be kept for its data and for its mean. */
  list->items = items = alloc (self, sizeof *items * MIN (n + 1, 2 * kept + 2));
  for (guint i = 0; i < kept; i++)
    {
      items[list->n++] = keep (self, in_order[i]);
      any_data = any_data || in_order[i]->has_data;
    }
  /* Age is asked of data that moves: of one such path there is always a candidate. */
  for (guint i = kept; i < n_complete && !any_data; i++)
    if (in_order[i]->has_data)
      {
        items[list->n++] = keep (self, in_order[i]);
        any_data = TRUE;
      }
  if (n_complete > kept && self->kept > 1)
    {
      /* A path with a large mean whose p95s are not the largest comes next. */
      g_qsort_with_data (in_order + kept, (int) (n_complete - kept), sizeof *in_order,
                         compare_means, NULL);
      for (guint i = kept; i < MIN (n_complete, 2 * kept); i++)
        items[list->n++] = keep (self, in_order[i]);
    }
  if (n_complete < n)
    items[list->n++] = keep (self, in_order[n_complete]);
}

static LkbPath
extend (const LkbPath *path, const LkbFlowGraph *graph, const LkbHops *hops, guint edge_place)
{
  const LkbFlowEdge *edge = lkb_flow_graph_get_edge (graph, edge_place);
  LkbPath next = { .node = edge->to, .edge = edge_place, .previous = path };

  next.n_terms = path->n_terms + hops->first[edge_place + 1] - hops->first[edge_place];
  next.sum = path->sum + hops->sum[edge_place];
  next.mean = path->mean + hops->mean[edge_place];
  next.complete = path->complete && hops->complete[edge_place];
  next.has_request = path->has_request || lkb_mode_is_request (edge->mode);
  next.has_data = path->has_data || lkb_mode_is_data (edge->mode);
  return next;
}

/* All inputs of a node that waits for all of them, as one candidate: the slowest branch carries the others. */
static void
join_branches (LkbSearch *self, GArray *branches, GArray *candidates)
{
  LkbPath joined;
  const LkbPath **others;
  guint slowest = 0;

  if (branches->len < 2)
    {
      g_array_append_vals (candidates, branches->data, branches->len);
      return;
    }
  for (guint i = 1; i < branches->len; i++)
    if (g_array_index (branches, LkbPath, i).sum > g_array_index (branches, LkbPath, slowest).sum)
      slowest = i;

  joined = g_array_index (branches, LkbPath, slowest);
  others = alloc (self, sizeof *others * branches->len);
  joined.joins = others;
  for (guint i = 0; i < branches->len; i++)
    {
      const LkbPath *branch = &g_array_index (branches, LkbPath, i);

      if (i == slowest)
        continue;
      others[joined.n_joins++] = keep (self, branch);
      /* Saturates: it only says from where on the sum is no longer worth a convolution. */
      joined.n_terms = MIN (joined.n_terms + branch->n_terms, G_MAXUINT16);
      joined.mean = MAX (joined.mean, branch->mean);
      joined.complete = joined.complete && branch->complete;
      joined.has_request = joined.has_request || branch->has_request;
      joined.has_data = joined.has_data || branch->has_data;
    }
  g_array_append_val (candidates, joined);
}

/* The slowest way, an unfinished one before all, of those that @list has from @first on. */
static const LkbPath *
find_slowest (const GArray *list, guint first)
{
  const LkbPath *best = &g_array_index (list, LkbPath, first);

  for (guint i = first + 1; i < list->len; i++)
    {
      const LkbPath *path = &g_array_index (list, LkbPath, i);

      if (path->complete != best->complete ? !path->complete : path->sum > best->sum)
        best = path;
    }
  return best;
}

/* What a node that waits for all its inputs gets along edges that no path of this search came along. */
static void
add_awaited (const LkbSearch *awaited, const LkbFlowGraph *graph, const LkbHops *hops,
             const LkbFlowNode *node, guint phase, GArray *branches)
{
  g_autoptr (GArray) ways = g_array_new (FALSE, FALSE, sizeof (LkbPath));
  guint n_own = branches->len;

  for (guint k = 0; k < node->n_in; k++)
    {
      const LkbFlowEdge *edge = lkb_flow_graph_get_edge (graph, node->in[k]);
      const LkbPathList *list = &awaited->lists[edge->from];
      gboolean came = FALSE;

      if (!edge->in_path || edge->in_loop || !lkb_flow_edge_triggers (edge)
          || lkb_mode_is_request (edge->mode) != (phase == 1))
        continue;
      for (guint i = 0; i < n_own && !came; i++)
        came = g_array_index (branches, LkbPath, i).edge == node->in[k];
      if (came)
        continue;
      g_array_set_size (ways, 0);
      for (guint c = 0; c < list->n; c++)
        {
          const LkbPath *way = list->items[c];

          if (phase == 1 || !way->has_request)
            {
              LkbPath next = extend (way, graph, hops, node->in[k]);

              g_array_append_val (ways, next);
            }
        }
      if (ways->len > 0)
        {
          LkbPath slowest = *find_slowest (ways, 0);

          g_array_append_val (branches, slowest);
        }
    }
}

/* Adds the paths of @more to @list. */
static void
merge (LkbSearch *self, LkbPathList *list, const LkbPathList *more)
{
  const LkbPath **items;

  if (more->n == 0)
    return;
  if (list->n == 0)
    {
      *list = *more;
      return;
    }
  items = alloc (self, sizeof *items * (list->n + more->n));
  memcpy (items, list->items, sizeof *items * list->n);
  memcpy (items + list->n, more->items, sizeof *items * more->n);
  list->items = items;
  list->n += more->n;
  g_qsort_with_data (items, (int) list->n, sizeof *items, compare_sums, NULL);
}

LkbSearch *
lkb_search_new (const LkbFlowGraph *graph, const LkbHops *hops, const gboolean *starts,
                LkbSearchKind kind, gboolean with_joins, const LkbSearch *awaited, guint kept)
{
  LkbSearch *self = g_new0 (LkbSearch, 1);
  const guint *order = lkb_flow_graph_get_order (graph);
  LkbPathList *data, *request;
  g_autoptr (GArray) candidates = g_array_new (FALSE, FALSE, sizeof (LkbPath));
  g_autoptr (GArray) branches = g_array_new (FALSE, FALSE, sizeof (LkbPath));

  self->kept = kept;
  self->n_nodes = lkb_flow_graph_get_n_nodes (graph);
  self->lists = g_new0 (LkbPathList, 2 * (gsize) self->n_nodes + 1);
  self->chunks = g_ptr_array_new_with_free_func (g_free);
  data = self->lists;
  request = self->lists + self->n_nodes;

  for (guint i = 0; i < self->n_nodes; i++)
    {
      guint v = order[i];
      const LkbFlowNode *node = lkb_flow_graph_get_node (graph, v);
      gboolean waits
          = with_joins
            && g_strcmp0 (lkb_element_get_text (node->element, LKB_FIELD_WAITS_FOR), "all") == 0;

      /* Phase 0: still on data edges. Phase 1: from the first lookup or request on, only those. */
      for (guint phase = kind == LKB_SEARCH_DATA ? 0 : 1; phase < 2; phase++)
        {
          g_array_set_size (candidates, 0);
          g_array_set_size (branches, 0);
          if (starts[v] && phase == (kind == LKB_SEARCH_DATA ? 0 : 1))
            {
              LkbPath start = { .node = v, .complete = TRUE };

              g_array_append_val (candidates, start);
            }
          for (guint k = 0; k < node->n_in; k++)
            {
              const LkbFlowEdge *edge = lkb_flow_graph_get_edge (graph, node->in[k]);
              guint first = candidates->len;

              if (!edge->in_path || edge->in_loop || !lkb_flow_edge_triggers (edge)
                  || lkb_mode_is_request (edge->mode) != (phase == 1))
                continue;
              for (guint from = 0; from <= phase; from++)
                {
                  const LkbPathList *list = from == 0 ? &data[edge->from] : &request[edge->from];

                  for (guint c = 0; c < list->n; c++)
                    {
                      LkbPath next = extend (list->items[c], graph, hops, node->in[k]);

                      g_array_append_val (candidates, next);
                    }
                }
              if (waits && candidates->len > first)
                {
                  LkbPath slowest = *find_slowest (candidates, first);

                  g_array_append_val (branches, slowest);
                  g_array_set_size (candidates, first);
                }
            }
          if (waits && awaited != NULL && branches->len > 0)
            add_awaited (awaited, graph, hops, node, phase, branches);
          if (waits)
            join_branches (self, branches, candidates);
          keep_best (self, candidates, phase == 0 ? &data[v] : &request[v]);
        }
    }

  /* From here on it does not matter in which phase a path arrived. */
  for (guint v = 0; v < self->n_nodes; v++)
    merge (self, &data[v], &request[v]);
  return self;
}

void
lkb_search_free (LkbSearch *self)
{
  if (self == NULL)
    return;
  g_free (self->lists);
  g_ptr_array_unref (self->chunks);
  g_free (self);
}

const LkbPathList *
lkb_search_get_paths (const LkbSearch *self, guint node)
{
  return &self->lists[node];
}

GArray *
lkb_path_get_edges (const LkbPath *path)
{
  GArray *edges = g_array_new (FALSE, FALSE, sizeof (guint));
  guint n = 0;

  for (const LkbPath *p = path; p->previous != NULL; p = p->previous)
    n++;
  g_array_set_size (edges, n);
  for (const LkbPath *p = path; p->previous != NULL; p = p->previous)
    g_array_index (edges, guint, --n) = p->edge;
  return edges;
}
