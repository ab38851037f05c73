/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-rules-private.h"

#include <glib/gi18n-lib.h>

#include "core/base/lkb-text.h"
#include "core/model/lkb-edit.h"

/* As much as makes sense to mend one by one: each of these looks at the whole board. */
#define MAX_SOUGHT 64
#define MANY_READERS 3

/* A way round inside the component of @start, as edge places; breadth first, so that it is the shortest. */
static GArray *
find_loop (const LkbFlowGraph *graph, guint start)
{
  g_autoptr (GHashTable) came_by = g_hash_table_new (NULL, NULL); /* node → edge + 1 */
  g_autoptr (GArray) queue = g_array_new (FALSE, FALSE, sizeof (guint));
  GArray *loop = g_array_new (FALSE, FALSE, sizeof (guint));
  guint at = 0;

  g_array_append_val (queue, start);
  for (guint i = 0; i < queue->len && at == 0; i++)
    {
      const LkbFlowNode *node = lkb_flow_graph_get_node (graph, g_array_index (queue, guint, i));

      for (guint k = 0; k < node->n_out && at == 0; k++)
        {
          const LkbFlowEdge *edge = lkb_flow_graph_get_edge (graph, node->out[k]);

          if (!edge->in_loop)
            continue;
          if (edge->to == start)
            {
              at = node->out[k] + 1;
            }
          else if (!g_hash_table_contains (came_by, GUINT_TO_POINTER (edge->to)))
            {
              g_hash_table_insert (came_by, GUINT_TO_POINTER (edge->to),
                                   GUINT_TO_POINTER (node->out[k] + 1));
              g_array_append_val (queue, edge->to);
            }
        }
    }
  while (at != 0)
    {
      guint place = at - 1, from = lkb_flow_graph_get_edge (graph, place)->from;

      g_array_append_val (loop, place);
      at = from == start
               ? 0
               : GPOINTER_TO_UINT (g_hash_table_lookup (came_by, GUINT_TO_POINTER (from)));
    }
  /* Found backwards. */
  for (guint i = 0; i < loop->len / 2; i++)
    {
      guint *a = &g_array_index (loop, guint, i);
      guint *b = &g_array_index (loop, guint, loop->len - 1 - i), c = *a;

      *a = *b;
      *b = c;
    }
  return loop;
}

static void
report_loop (LkbRuleRun *run, guint start)
{
  g_autoptr (GArray) loop = find_loop (run->graph, start);
  const LkbElement *first = lkb_flow_graph_get_node (run->graph, start)->element;
  LkbReport *report = lkb_run_report (run, "STR001", first, "mode", LKB_N_FIELDS,
                                      N_ ("Loop: {loop}."));
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < loop->len; i++)
    {
      const LkbFlowEdge *edge = lkb_flow_graph_get_edge (run->graph,
                                                         g_array_index (loop, guint, i));
      const char *from = lkb_element_get_id (
          lkb_flow_graph_get_node (run->graph, edge->from)->element);
      g_autofree char *name = lkb_run_dup_name (run, from);

      if (i > 0)
        lkb_report_add_element (report, from);
      if (i < 12)
        g_string_append_printf (names, "%s → ", name);
      else if (i == 12)
        g_string_append (names, "… → ");
    }
  {
    g_autofree char *name = lkb_run_dup_name (run, lkb_element_get_id (first));

    g_string_append (names, name);
  }
  lkb_report_add_arg (report, "loop", names->str);

  /* The way back to the first node is the one that is most likely the feedback. */
  if (loop->len > 0)
    {
      const LkbFlowEdge *last = lkb_flow_graph_get_edge (
          run->graph, g_array_index (loop, guint, loop->len - 1));
      const char *ids[] = { lkb_element_get_id (last->element), NULL };
      g_autoptr (LkbValue) mode = lkb_value_new_choice (lkb_mode_to_string (LKB_MODE_FEEDBACK));
      g_autofree char *name = lkb_run_dup_edge_name (run, last->element);

      lkb_report_add_element (report, ids[0]);
      lkb_report_take_fix (report, N_ ("Mark {value} as feedback"), name,
                           lkb_edit_set (run->board, ids, LKB_FIELD_MODE, mode));
    }
}

static void
check_loops (LkbRuleRun *run)
{
  g_autoptr (GHashTable) told = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < lkb_flow_graph_get_n_nodes (run->graph); i++)
    {
      const LkbFlowNode *node = lkb_flow_graph_get_node (run->graph, i);

      if (node->in_loop && g_hash_table_add (told, GUINT_TO_POINTER (node->component + 1)))
        report_loop (run, i);
    }
}

static gboolean
stands_beside (LkbKind kind)
{
  return kind == LKB_KIND_MONITORING || kind == LKB_KIND_GOVERNANCE;
}

/* The node that most likely comes right before @node, or right after it: of what is connected the last of the nearest
 * stage. */
static const LkbElement *
find_neighbour (const LkbRuleRun *run, const LkbElement *node, gboolean before)
{
  int stage = lkb_kind_get_stage (lkb_element_get_kind (node)), best = -1;
  const LkbElement *found = NULL;

  for (guint i = 0; i < lkb_flow_graph_get_n_nodes (run->graph); i++)
    {
      const LkbFlowNode *other = lkb_flow_graph_get_node (run->graph, i);
      int its = lkb_kind_get_stage (lkb_element_get_kind (other->element));
      int distance = before ? stage - its : its - stage;

      if (other->element == node || its < 0 || stage < 0 || distance < 0
          || other->n_in + other->n_out == 0 || (before && !other->reached))
        continue;
      if (found == NULL || distance <= best)
        {
          found = other->element;
          best = distance;
        }
    }
  return found;
}

static void
fix_connect (LkbRuleRun *run, LkbReport *report, const LkbElement *from, const LkbElement *to)
{
  g_autofree char *a = lkb_run_dup_name (run, lkb_element_get_id (from));
  g_autofree char *b = lkb_run_dup_name (run, lkb_element_get_id (to));
  g_autofree char *shown = g_strdup_printf ("%s → %s", a, b);

  lkb_report_take_fix (
      report, N_ ("Connect {value}"), shown,
      lkb_edit_connect (run->board, lkb_element_get_id (from), lkb_element_get_id (to), NULL));
}

static void
fix_orphan (LkbRuleRun *run, LkbReport *report, const LkbElement *node)
{
  const char *ids[] = { lkb_element_get_id (node), NULL };
  const LkbElement *before = find_neighbour (run, node, TRUE);
  const LkbElement *after = find_neighbour (run, node, FALSE);

  if (before != NULL && lkb_element_get_kind (node) != LKB_KIND_SOURCE)
    fix_connect (run, report, before, node);
  else if (after != NULL)
    fix_connect (run, report, node, after);
  lkb_report_fix_note (run, report, node);
  lkb_report_take_fix (report, N_ ("Remove it"), NULL, lkb_edit_remove (run->board, ids));
}

static void
check_orphans (LkbRuleRun *run)
{
  for (guint i = 0; i < lkb_flow_graph_get_n_nodes (run->graph); i++)
    {
      const LkbFlowNode *node = lkb_flow_graph_get_node (run->graph, i);
      LkbReport *report;

      if (node->n_in + node->n_out > 0 || stands_beside (lkb_element_get_kind (node->element)))
        continue;
      report = lkb_run_report (run, "STR002", node->element, "", LKB_N_FIELDS,
                               N_ ("{node} is not connected."));
      lkb_report_take_arg (report, "node",
                           lkb_run_dup_name (run, lkb_element_get_id (node->element)));
      /* On a page of nothing but such nodes each fix would be a guess. */
      if (run->n_fixes_made++ < MAX_SOUGHT)
        fix_orphan (run, report, node->element);
    }
}

static gboolean
is_kept (const LkbElement *node)
{
  const char *type = lkb_element_get_text (node, LKB_FIELD_TYPE);

  return g_strcmp0 (type, "archive") == 0 || g_strcmp0 (type, "checkpoint") == 0;
}

static void
fix_dead_end (LkbRuleRun *run, LkbReport *report, const LkbElement *node)
{
  if (lkb_element_get_kind (node) == LKB_KIND_STORAGE)
    {
      g_autoptr (LkbValue) archive = lkb_value_new_choice ("archive");

      lkb_report_fix_value (run, report, N_ ("It is an archive"), NULL, lkb_element_get_id (node),
                            LKB_FIELD_TYPE, archive);
    }
  lkb_report_fix_reader (run, report, node);
}

static void
check_dead_ends (LkbRuleRun *run)
{
  for (guint i = 0; i < lkb_flow_graph_get_n_nodes (run->graph); i++)
    {
      const LkbFlowNode *node = lkb_flow_graph_get_node (run->graph, i);
      LkbKind kind = lkb_element_get_kind (node->element);
      gboolean fed = FALSE;
      LkbReport *report;

      if (kind == LKB_KIND_CONSUMER || kind == LKB_KIND_MODEL || kind == LKB_KIND_ORCHESTRATION
          || stands_beside (kind) || node->n_out > 0 || is_kept (node->element))
        continue;
      for (guint k = 0; k < node->n_in && !fed; k++)
        fed = lkb_flow_graph_get_edge (run->graph, node->in[k])->in_path;
      if (!fed)
        continue;
      report = lkb_run_report (run, "STR003", node->element, "", LKB_N_FIELDS,
                               N_ ("Nothing reads {node}."));
      lkb_report_take_arg (report, "node",
                           lkb_run_dup_name (run, lkb_element_get_id (node->element)));
      if (run->n_fixes_made++ < MAX_SOUGHT)
        fix_dead_end (run, report, node->element);
    }
}

/* Where the way to the consumer breaks off: the first node on it that nothing feeds. */
static void
fix_reach (LkbRuleRun *run, LkbReport *report, guint place)
{
  const LkbElement *before;

  for (guint hops = 0; hops < 64; hops++)
    {
      const LkbFlowNode *node = lkb_flow_graph_get_node (run->graph, place);
      gboolean found = FALSE;

      for (guint i = 0; i < node->n_in && !found; i++)
        {
          const LkbFlowEdge *edge = lkb_flow_graph_get_edge (run->graph, node->in[i]);

          if (edge->in_path && !edge->in_loop)
            {
              place = edge->from;
              found = TRUE;
            }
        }
      if (!found)
        break;
    }
  before = find_neighbour (run, lkb_flow_graph_get_node (run->graph, place)->element, TRUE);
  if (before != NULL)
    fix_connect (run, report, before, lkb_flow_graph_get_node (run->graph, place)->element);
}

static void
check_reach (LkbRuleRun *run)
{
  /* Without any source that is the one gap, and OWN006 tells it. */
  if (lkb_board_count (run->board, LKB_KIND_SOURCE) == 0)
    return;
  for (guint i = 0; i < lkb_flow_graph_get_n_nodes (run->graph); i++)
    {
      const LkbFlowNode *node = lkb_flow_graph_get_node (run->graph, i);
      const char *id = lkb_element_get_id (node->element);
      LkbReport *report;

      if (lkb_element_get_kind (node->element) != LKB_KIND_CONSUMER || node->reached
          || lkb_run_has_failed (run, "STR002", id))
        continue;
      report = lkb_run_report (run, "STR004", node->element, "", LKB_N_FIELDS,
                               N_ ("No path from a source to {consumer}."));
      lkb_report_take_arg (report, "consumer", lkb_run_dup_name (run, id));
      if (run->n_fixes_made++ < MAX_SOUGHT)
        fix_reach (run, report, i);
    }
}

/* STR005 */

static void
fix_name (LkbRuleRun *run, LkbReport *report, const LkbElement *node, GHashTable *names)
{
  g_autofree char *name = lkb_text_one_line (lkb_element_get_name (node));

  for (guint i = 2; i < 1000; i++)
    {
      g_autofree char *text = g_strdup_printf ("%s %u", name, i);
      g_autofree char *folded = lkb_text_fold (text);

      if (g_hash_table_contains (names, folded))
        continue;
      lkb_report_fix_text (run, report, N_ ("Call one of them {value}"), lkb_element_get_id (node),
                           LKB_FIELD_NAME, text);
      return;
    }
}

/* The nodes of each name, one after the other. */
typedef struct
{
  GHashTable *firsts; /* folded name → place of the first one + 1 */
  guint *next; /* by place: place of the next one + 1; 0: it is the last */
  guint *last; /* by place of the first one */
} Namesakes;

/* Of those that have the name of the node @place already: one of the same kind, else one of another; NULL when all are
 * somewhere else. The node is one of them afterwards. */
static const LkbElement *
find_namesake (LkbRuleRun *run, Namesakes *self, const char *folded, guint place)
{
  const LkbElement *node = run->node_memos[place]->element, *found = NULL;
  const char *region = lkb_element_get_text (node, LKB_FIELD_REGION);
  guint first = GPOINTER_TO_UINT (g_hash_table_lookup (self->firsts, folded)), n = 0;

  if (first == 0)
    {
      g_hash_table_insert (self->firsts, (gpointer) folded, GUINT_TO_POINTER (place + 1));
      self->last[place] = place;
      return NULL;
    }
  for (guint at = first; at != 0 && n < MAX_SOUGHT; at = self->next[at - 1], n++)
    {
      const LkbElement *other = run->node_memos[at - 1]->element;

      if (!lkb_text_equal_folded (lkb_element_get_text (other, LKB_FIELD_REGION), region))
        continue;
      if (found == NULL || lkb_element_get_kind (other) == lkb_element_get_kind (node))
        found = other;
      if (lkb_element_get_kind (other) == lkb_element_get_kind (node))
        break;
    }
  self->next[self->last[first - 1]] = place + 1;
  self->last[first - 1] = place;
  return found;
}

static void
check_names (LkbRuleRun *run)
{
  guint n = lkb_flow_graph_get_n_nodes (run->graph);
  g_autoptr (GHashTable) firsts = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree guint *next = g_new0 (guint, n + 1), *last = g_new (guint, n + 1);
  Namesakes namesakes = { firsts, next, last };

  for (guint i = 0; i < n; i++)
    {
      const LkbElement *node = run->node_memos[i]->element;
      const char *folded = lkb_memo_get_folded_name (run->node_memos[i]);
      /* The same thing once more somewhere else is none. */
      const LkbElement *first = folded != NULL ? find_namesake (run, &namesakes, folded, i) : NULL;
      LkbReport *report;

      if (first == NULL)
        continue;
      report = lkb_run_report (run, "STR005", first, "name", LKB_FIELD_NAME,
                               N_ ("Two nodes are called {name}."));
      if (lkb_element_get_kind (first) != lkb_element_get_kind (node))
        lkb_report_set_severity (report, LKB_SEVERITY_HINT);
      lkb_report_add_element (report, lkb_element_get_id (node));
      lkb_report_add_arg (report, "name", lkb_element_get_name (node));
      if (run->n_fixes_made++ < MAX_SOUGHT)
        fix_name (run, report, node, firsts);
    }
}

/* STR006 */

static int
get_layer (const LkbElement *node)
{
  const char *layer = lkb_element_get_text (node, LKB_FIELD_LAYER);

  return g_strcmp0 (layer, "bronze") == 0   ? 1
         : g_strcmp0 (layer, "silver") == 0 ? 2
         : g_strcmp0 (layer, "gold") == 0   ? 3
                                            : 0;
}

static void
check_medallion (LkbRuleRun *run, const LkbFlowEdge *edge)
{
  static const char *const words[] = { "", "bronze", "silver", "gold" };
  const LkbElement *from = lkb_flow_graph_get_node (run->graph, edge->from)->element;
  const LkbElement *to = lkb_flow_graph_get_node (run->graph, edge->to)->element;
  LkbKind kind = lkb_element_get_kind (to);
  int a = get_layer (from), b = get_layer (to);
  gboolean skips = a == 1 && (kind == LKB_KIND_CONSUMER || kind == LKB_KIND_MODEL);
  g_autoptr (LkbValue) layer = NULL;
  g_autofree char *name = NULL, *shown = NULL;
  const LkbElement *mended;
  LkbReport *report;

  if (!edge->in_path || a == 0 || (!skips && (b == 0 || a <= b)))
    return;
  report = lkb_run_report (
      run, "STR006", edge->element, "", LKB_N_FIELDS,
      skips ? N_ ("{from} ({first}) feeds {to}: silver and gold are left out.")
            : N_ ("{from} ({first}) feeds {to} ({second}): against bronze → silver → gold."));
  if (skips && g_strcmp0 (lkb_element_get_text (to, LKB_FIELD_TYPE), "training") == 0)
    lkb_report_set_severity (report, LKB_SEVERITY_HINT);
  lkb_report_take_arg (report, "from", lkb_run_dup_name (run, lkb_element_get_id (from)));
  lkb_report_take_arg (report, "to", lkb_run_dup_name (run, lkb_element_get_id (to)));
  lkb_report_add_arg (report, "first", words[a]);
  lkb_report_add_arg (report, "second", words[b]);
  mended = skips ? from : to;
  layer = lkb_value_new_choice (skips ? "silver" : words[a]);
  name = lkb_run_dup_name (run, lkb_element_get_id (mended));
  shown = g_strdup_printf ("%s: %s", name, lkb_value_get_text (layer));
  lkb_report_fix_value (run, report, N_ ("Change the layer: {value}"), shown,
                        lkb_element_get_id (mended), LKB_FIELD_LAYER, layer);
}

/* STR007 */

/* A view between the store and each of its readers. */
static void
fix_readers (LkbRuleRun *run, LkbReport *report, const LkbFlowNode *store)
{
  LkbChange *change = lkb_change_new (N_ ("Insert views"));
  guint n = 0;

  for (guint i = 0; i < store->n_out; i++)
    {
      const LkbFlowEdge *flow = lkb_flow_graph_get_edge (run->graph, store->out[i]);
      const LkbElement *edge = flow->element;
      const LkbElement *reader = lkb_flow_graph_get_node (run->graph, flow->to)->element;
      g_autofree char *whose = NULL, *name = NULL, *view_id = NULL, *edge_id = NULL;
      g_autoptr (LkbElement) view = NULL;
      g_autoptr (LkbElement) first = NULL;
      g_autoptr (LkbElement) second = NULL;
      LkbElementBuilder *builder;

      if (lkb_element_get_kind (reader) != LKB_KIND_CONSUMER || !flow->in_path)
        continue;
      /* Ids that are free now and differ among themselves. */
      do
        {
          g_clear_pointer (&view_id, g_free);
          g_clear_pointer (&edge_id, g_free);
          n++;
          view_id = g_strdup_printf ("view%u", n);
          edge_id = g_strdup_printf ("view%u-e", n);
        }
      while (lkb_board_lookup (run->board, view_id) != NULL
             || lkb_board_lookup (run->board, edge_id) != NULL);
      whose = lkb_run_dup_name (run, lkb_element_get_id (reader));
      /* Translators: the name of a new view between a table and one of its readers. */
      name = g_strdup_printf (_ ("View for %s"), whose);
      builder = lkb_element_builder_new (LKB_KIND_PIPELINE, view_id);
      lkb_element_builder_set_text (builder, LKB_FIELD_TYPE, "view");
      lkb_element_builder_set_text (builder, LKB_FIELD_NAME, name);
      lkb_element_builder_set_text (builder, LKB_FIELD_OWNER,
                                    lkb_element_get_text (store->element, LKB_FIELD_OWNER));
      lkb_element_builder_set_number (
          builder, LKB_FIELD_X,
          (lkb_element_get_x (store->element) + lkb_element_get_x (reader)) / 2);
      lkb_element_builder_set_number (builder, LKB_FIELD_Y, lkb_element_get_y (reader));
      view = lkb_element_builder_end (builder);
      builder = lkb_element_builder_new (LKB_KIND_EDGE, edge_id);
      lkb_element_builder_set_text (builder, LKB_FIELD_FROM, lkb_element_get_id (store->element));
      lkb_element_builder_set_text (builder, LKB_FIELD_TO, view_id);
      lkb_element_builder_set_text (builder, LKB_FIELD_OWNER,
                                    lkb_element_get_text (edge, LKB_FIELD_OWNER));
      second = lkb_element_builder_end (builder);
      first = lkb_element_with_ends (edge, view_id, lkb_element_get_to (edge));
      lkb_change_add (change, NULL, view);
      lkb_change_add (change, edge, first);
      lkb_change_add (change, NULL, second);
    }
  lkb_report_take_fix (report, N_ ("Insert a view for each"), NULL, change);
}

static void
check_readers (LkbRuleRun *run, guint place)
{
  const LkbFlowNode *node = lkb_flow_graph_get_node (run->graph, place);
  guint n = 0;
  LkbReport *report;

  if (lkb_element_get_kind (node->element) != LKB_KIND_STORAGE
      || lkb_run_has_feature (run, node->element, "unity-catalog"))
    return;
  for (guint i = 0; i < node->n_out; i++)
    {
      const LkbFlowEdge *edge = lkb_flow_graph_get_edge (run->graph, node->out[i]);

      n += edge->in_path
           && lkb_element_get_kind (lkb_flow_graph_get_node (run->graph, edge->to)->element)
                  == LKB_KIND_CONSUMER;
    }
  if (n < MANY_READERS)
    return;
  report = lkb_run_report (run, "STR007", node->element, "", LKB_N_FIELDS,
                           N_ ("{n} consumers read {node}: consider a view for each."));
  lkb_report_take_arg (report, "n", g_strdup_printf ("%u", n));
  lkb_report_take_arg (report, "node", lkb_run_dup_name (run, lkb_element_get_id (node->element)));
  if (n <= MAX_SOUGHT)
    fix_readers (run, report, node);
}

void
lkb_rules_check_structure (LkbRuleRun *run)
{
  check_loops (run);
  check_orphans (run);
  check_dead_ends (run);
  check_reach (run);
  check_names (run);
  for (guint i = 0; i < lkb_flow_graph_get_n_edges (run->graph); i++)
    check_medallion (run, lkb_flow_graph_get_edge (run->graph, i));
  for (guint i = 0; i < lkb_flow_graph_get_n_nodes (run->graph); i++)
    check_readers (run, i);
}
