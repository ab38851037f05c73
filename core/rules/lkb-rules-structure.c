/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-rules-private.h"

#include <glib/gi18n-lib.h>

#include "core/model/lkb-edit.h"

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
    }
}

static gboolean
is_kept (const LkbElement *node)
{
  const char *type = lkb_element_get_text (node, LKB_FIELD_TYPE);

  return g_strcmp0 (type, "archive") == 0 || g_strcmp0 (type, "checkpoint") == 0;
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
    }
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
    }
}

void
lkb_rules_check_structure (LkbRuleRun *run)
{
  check_loops (run);
  check_orphans (run);
  check_dead_ends (run);
  check_reach (run);
}
