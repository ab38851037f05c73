/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-interviewer.h"

#include <math.h>

#include "core/base/lkb-text.h"
#include "core/model/lkb-ownership.h"

/* The reasons of the interviewer's lines. Where the validator tells of something already, its finding is the reason. */

/* A trigger counts against a budget below this. */
#define SHORT_BUDGET_S 10.0

typedef gboolean (*Test) (const LkbSight *sight, const LkbElement *element);

/* Adds all elements that pass. */
static gboolean
find_elements (const LkbSight *sight, Test test, GPtrArray *ids)
{
  const GPtrArray *elements = lkb_board_get_elements (sight->board);
  gboolean found = FALSE;

  for (guint i = 0; i < elements->len; i++)
    {
      const LkbElement *element = g_ptr_array_index (elements, i);

      if (!test (sight, element))
        continue;
      found = TRUE;
      lkb_sight_add (ids, lkb_element_get_id (element));
    }
  return found;
}

static gboolean
is_kind (const LkbElement *element, LkbKind kind)
{
  return lkb_element_get_kind (element) == kind;
}

static gboolean
is_word (const LkbElement *element, LkbField field, const char *word)
{
  return lkb_kind_get_tier (lkb_element_get_kind (element), field) > 0
         && g_strcmp0 (lkb_element_get_text (element, field), word) == 0;
}

static gboolean
is_pipeline (const LkbSight *sight, const LkbElement *element)
{
  return is_kind (element, LKB_KIND_PIPELINE);
}

static gboolean
is_store (const LkbSight *sight, const LkbElement *element)
{
  return is_kind (element, LKB_KIND_FEATURE_STORE);
}

static gboolean
is_source (const LkbSight *sight, const LkbElement *element)
{
  return is_kind (element, LKB_KIND_SOURCE);
}

/* ---- time ---- */

static double
get_shortest_budget (const LkbSight *sight)
{
  static const LkbBudgetKind kinds[] = { LKB_BUDGET_LATENCY, LKB_BUDGET_REQUEST_TAIL,
                                         LKB_BUDGET_FRESHNESS };
  double shortest = NAN;

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      const LkbBudget *budget = lkb_analysis_get_budget (sight->analysis, kinds[i]);

      if (budget != NULL && !(budget->value >= shortest))
        shortest = budget->value;
    }
  return shortest;
}

static gboolean
lacks_latency_class (const LkbSight *sight, GPtrArray *ids)
{
  gboolean said = lkb_sight_has_word (sight, "BUZ001", LKB_WORD_BUZZWORD, "time", ids);

  return said || isnan (get_shortest_budget (sight));
}

static gboolean
is_on_clock (const LkbSight *sight, const LkbElement *element)
{
  return (lkb_element_is_edge (element)
          && lkb_board_get_edge_mode (sight->board, element) == LKB_MODE_MICROBATCH)
         || (is_kind (element, LKB_KIND_PIPELINE)
             && is_word (element, LKB_FIELD_MODE, "triggered"));
}

static gboolean
has_micro_batch (const LkbSight *sight, GPtrArray *ids)
{
  return get_shortest_budget (sight) < SHORT_BUDGET_S && find_elements (sight, is_on_clock, ids);
}

static gboolean
has_only_median (const LkbSight *sight, const LkbElement *element)
{
  return lkb_kind_get_tier (lkb_element_get_kind (element), LKB_FIELD_LATENCY_P50) > 0
         && lkb_element_get (element, LKB_FIELD_LATENCY_P50) != NULL
         && lkb_element_get (element, LKB_FIELD_LATENCY_P95) == NULL
         && lkb_element_get (element, LKB_FIELD_LATENCY_P99) == NULL;
}

static gboolean
knows_only_p50 (const LkbSight *sight, GPtrArray *ids)
{
  return find_elements (sight, has_only_median, ids);
}

/* ---- promises ---- */

static gboolean
states_availability (const LkbSight *sight, GPtrArray *ids)
{
  gboolean stated = lkb_analysis_get_budget (sight->analysis, LKB_BUDGET_AVAILABILITY) != NULL;

  for (guint i = 0; i < lkb_analysis_get_n_availability (sight->analysis); i++)
    stated |= lkb_analysis_get_nth_availability (sight->analysis, i)->budget != NULL;
  if (stated)
    {
      const LkbAvailability *path = lkb_analysis_get_availability (sight->analysis);

      for (guint i = 0; path->parts != NULL && path->parts[i] != NULL; i++)
        lkb_sight_add (ids, path->parts[i]);
    }
  return stated;
}

static gboolean
says_once (const LkbSight *sight, const LkbElement *element)
{
  return lkb_element_is_edge (element) && is_word (element, LKB_FIELD_DELIVERY, "effectively-once");
}

static gboolean
promises_once (const LkbSight *sight, GPtrArray *ids)
{
  return find_elements (sight, says_once, ids);
}

static gboolean
opened_too_high (const LkbSight *sight, GPtrArray *ids)
{
  return lkb_sight_count (sight, "ANC001", LKB_SEVERITY_HINT, ids) > 0;
}

static gboolean
claims_saving (const LkbSight *sight, GPtrArray *ids)
{
  return lkb_sight_has_word (sight, "PRM001", LKB_WORD_SAVING, NULL, ids);
}

static gboolean
guarantees (const LkbSight *sight, GPtrArray *ids)
{
  return lkb_sight_has_word (sight, "PRM001", LKB_WORD_PROMISE, NULL, ids);
}

/* ---- what goes wrong ---- */

static gboolean
is_stream (const LkbSight *sight, const LkbElement *element)
{
  LkbMode mode;

  if (!lkb_element_is_edge (element))
    return FALSE;
  mode = lkb_board_get_edge_mode (sight->board, element);
  return mode == LKB_MODE_STREAM || mode == LKB_MODE_MICROBATCH;
}

static gboolean
lacks_late_policy (const LkbSight *sight, GPtrArray *ids)
{
  if ((lkb_board_get_operations (sight->board) & LKB_OPERATION_LATE) != 0
      || !find_elements (sight, is_stream, NULL))
    return FALSE;
  find_elements (sight, is_pipeline, ids);
  return TRUE;
}

static gboolean
lacks_backfill (const LkbSight *sight, GPtrArray *ids)
{
  if (lkb_sight_count (sight, "BKF001", LKB_SEVERITY_HINT, ids) > 0)
    return TRUE;
  return (lkb_board_get_operations (sight->board) & LKB_OPERATION_REPLAY) == 0
         && find_elements (sight, is_pipeline, ids);
}

static gboolean
lacks_schema_policy (const LkbSight *sight, GPtrArray *ids)
{
  return lkb_sight_count (sight, "SCH001", LKB_SEVERITY_HINT, ids) > 0;
}

static gboolean
is_busy (const LkbSight *sight, GPtrArray *ids)
{
  const LkbThroughput *load = lkb_analysis_get_throughput (sight->analysis);
  gboolean found = FALSE;

  for (guint i = 0; i < load->n_nodes; i++)
    if (load->nodes[i].utilisation > LKB_SIGHT_UTILISATION)
      {
        found = TRUE;
        lkb_sight_add (ids, load->nodes[i].id);
      }
  return found;
}

static gboolean
is_in_one_region (const LkbSight *sight, GPtrArray *ids)
{
  const GPtrArray *elements = lkb_board_get_elements (sight->board);
  const LkbAvailability *path = lkb_analysis_get_availability (sight->analysis);
  const char *first = NULL;

  for (guint i = 0; i < elements->len; i++)
    {
      const LkbElement *node = g_ptr_array_index (elements, i);
      const char *region = lkb_element_is_node (node)
                               ? lkb_element_get_text (node, LKB_FIELD_REGION)
                               : NULL;

      if (lkb_text_is_blank (region))
        continue;
      if (first != NULL && !lkb_text_equal_folded (first, region))
        return FALSE;
      first = region;
    }
  for (guint i = 0; path->parts != NULL && path->parts[i] != NULL; i++)
    lkb_sight_add (ids, path->parts[i]);
  return lkb_board_count_nodes (sight->board) > 1;
}

/* ---- people ---- */

static gboolean
has_main_owner (const LkbSight *sight, GPtrArray *ids)
{
  const GPtrArray *elements = lkb_board_get_elements (sight->board);
  g_autoptr (GHashTable) owned = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                                        (GDestroyNotify) g_ptr_array_unref);
  GHashTableIter iter;
  gpointer value;
  guint n_edges = 0;

  for (guint i = 0; i < elements->len; i++)
    {
      const LkbElement *edge = g_ptr_array_index (elements, i);
      LkbEdgeOwnership ownership;
      g_autofree char *owner = NULL;
      GPtrArray *edges;

      if (!lkb_element_is_edge (edge))
        continue;
      lkb_board_get_edge_ownership (sight->board, edge, &ownership);
      if (!ownership.needs_owner)
        continue;
      n_edges++;
      if (lkb_text_is_blank (ownership.owner))
        continue;
      owner = lkb_text_fold (ownership.owner);
      edges = g_hash_table_lookup (owned, owner);
      if (edges == NULL)
        {
          edges = g_ptr_array_new ();
          g_hash_table_insert (owned, g_steal_pointer (&owner), edges);
        }
      g_ptr_array_add (edges, (gpointer) lkb_element_get_id (edge));
    }
  if (n_edges < LKB_SIGHT_OWNER_EDGES)
    return FALSE;
  g_hash_table_iter_init (&iter, owned);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      GPtrArray *edges = value;

      if (edges->len <= LKB_SIGHT_OWNER_SHARE * n_edges)
        continue;
      for (guint i = 0; i < edges->len; i++)
        lkb_sight_add (ids, g_ptr_array_index (edges, i));
      return TRUE;
    }
  return FALSE;
}

static gboolean
is_any_edge (const LkbSight *sight, const LkbElement *element)
{
  LkbEdgeOwnership ownership;

  if (!lkb_element_is_edge (element))
    return FALSE;
  lkb_board_get_edge_ownership (sight->board, element, &ownership);
  return ownership.needs_owner;
}

static gboolean
lacks_escalation (const LkbSight *sight, GPtrArray *ids)
{
  if (lkb_sight_count (sight, "SLA003", LKB_SEVERITY_WARNING, ids) > 0)
    return TRUE;
  return (lkb_board_get_operations (sight->board) & LKB_OPERATION_ESCALATION) == 0
         && find_elements (sight, is_any_edge, ids);
}

/* ---- money and law ---- */

static gboolean
lacks_cost (const LkbSight *sight, GPtrArray *ids)
{
  return isnan (lkb_analysis_get_cost (sight->analysis)->per_month)
         && lkb_board_count_nodes (sight->board) > 0;
}

static gboolean
is_too_dear (const LkbSight *sight, GPtrArray *ids)
{
  const LkbCost *cost = lkb_analysis_get_cost (sight->analysis);

  if (cost->budget == NULL || !(cost->per_month > cost->budget->value)
      || g_strcmp0 (cost->currency, cost->budget->currency) != 0)
    return FALSE;
  for (guint i = 0; i < cost->n_by_element; i++)
    if (cost->by_element[i].per_month > 0)
      lkb_sight_add (ids, cost->by_element[i].name);
  return TRUE;
}

static gboolean
is_tagged (const LkbSight *sight, const LkbElement *element)
{
  return lkb_kind_get_tier (lkb_element_get_kind (element), LKB_FIELD_DATA_CLASSES) > 0
         && lkb_element_get_list_length (element, LKB_FIELD_DATA_CLASSES) > 0;
}

static gboolean
lacks_data_classes (const LkbSight *sight, GPtrArray *ids)
{
  return !find_elements (sight, is_tagged, NULL) && find_elements (sight, is_source, ids);
}

/* ---- shape ---- */

static gboolean
is_offline (const LkbSight *sight, const LkbElement *element)
{
  return is_store (sight, element) && is_word (element, LKB_FIELD_TYPE, "offline-table");
}

static gboolean
is_online (const LkbSight *sight, const LkbElement *element)
{
  return is_store (sight, element) && is_word (element, LKB_FIELD_TYPE, "online-store");
}

static gboolean
is_split (const LkbSight *sight, GPtrArray *ids)
{
  if (lkb_sight_count (sight, "FS001", LKB_SEVERITY_HINT, ids) > 0)
    return TRUE;
  return find_elements (sight, is_offline, NULL) && find_elements (sight, is_online, NULL)
         && find_elements (sight, is_store, ids);
}

static gboolean
has_many_nodes (const LkbSight *sight, GPtrArray *ids)
{
  return lkb_board_count_nodes (sight->board) > LKB_SIGHT_NODES;
}

static gboolean
looks_at_one_node (const LkbSight *sight, GPtrArray *ids)
{
  if (sight->focus == NULL || sight->focus_share <= LKB_SIGHT_FOCUS_SHARE)
    return FALSE;
  lkb_sight_add (ids, sight->focus);
  return TRUE;
}

/* Weights: how often such rounds are said to turn to it, in percent (delivery semantics 62, backfill 47, late data 44, schema
 * changes 39, freshness 31, cost 28); what a person claimed themselves counts for more than what they left out. */
static const LkbInterviewerLine lines[] = {
  { "latency-class", lacks_latency_class, 62, FALSE },
  { "availability-stated", states_availability, 31, FALSE },
  { "micro-batch", has_micro_batch, 31, FALSE },
  { "only-p50", knows_only_p50, 31, FALSE },
  { "exactly-once", promises_once, 62, FALSE },
  { "late-policy", lacks_late_policy, 44, FALSE },
  { "backfill", lacks_backfill, 47, FALSE },
  { "schema-policy", lacks_schema_policy, 39, FALSE },
  { "owner-share", has_main_owner, 31, FALSE },
  { "escalation", lacks_escalation, 31, FALSE },
  { "utilisation", is_busy, 31, FALSE },
  { "cost-missing", lacks_cost, 28, FALSE },
  { "cost-over", is_too_dear, 62, FALSE },
  { "pii", lacks_data_classes, 24, FALSE },
  { "offline-online", is_split, 34, FALSE },
  { "first-number", opened_too_high, 124, FALSE },
  { "too-many-nodes", has_many_nodes, 31, FALSE },
  { "single-region", is_in_one_region, 24, FALSE },
  { "saving", claims_saving, 62, FALSE },
  { "guarantee", guarantees, 62, FALSE },
  { "time-on-node", looks_at_one_node, 31, TRUE },
};

const LkbInterviewerLine *
lkb_interviewer_get_lines (guint *n_lines)
{
  g_return_val_if_fail (n_lines != NULL, NULL);
  *n_lines = G_N_ELEMENTS (lines);
  return lines;
}
