/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "core/base/lkb-text.h"
#include "core/model/lkb-default.h"
#include "core/model/lkb-edit.h"
#include "core/model/lkb-ownership.h"
#include "lkb-rules-private.h"

#define LEAST_RETENTION (24 * 3600.0)

static gboolean
is_type (const LkbElement *node, const char *type)
{
  return g_strcmp0 (lkb_element_get_text (node, LKB_FIELD_TYPE), type) == 0;
}

static const LkbElement *
get_end (const LkbRuleRun *run, guint place)
{
  return lkb_flow_graph_get_node (run->graph, place)->element;
}

/* STM001, STM002 */

static void
check_unset_delivery (LkbRuleRun *run, const LkbFlowEdge *edge, const LkbValue *at_least_once)
{
  const char *key = lkb_element_get_text (edge->element, LKB_FIELD_IDEMPOTENCY_KEY);
  const char *dedupe = lkb_element_get_text (get_end (run, edge->to), LKB_FIELD_DEDUPE_KEY);
  LkbReport *report;

  if ((edge->mode != LKB_MODE_STREAM && edge->mode != LKB_MODE_MICROBATCH)
      || lkb_element_get (edge->element, LKB_FIELD_DELIVERY) != NULL)
    return;
  report = lkb_run_report (run, "STM001", edge->element, "delivery", LKB_FIELD_DELIVERY,
                           N_ ("{edge}: at-least-once or effectively-once?"));
  lkb_report_add_edge (run, report, "edge", edge);
  if (key == NULL && dedupe != NULL)
    lkb_report_fix_fields (report, N_ ("At-least-once, repeats found by {value}"), dedupe,
                           N_ ("Set the delivery"), edge->element, LKB_FIELD_DELIVERY,
                           "at-least-once", LKB_FIELD_IDEMPOTENCY_KEY, dedupe, -1);
  else
    lkb_report_fix_value (run, report, N_ ("Set it to {value}"), lkb_value_get_text (at_least_once),
                          lkb_element_get_id (edge->element), LKB_FIELD_DELIVERY, at_least_once);
}

static gboolean
can_replay (const LkbElement *node)
{
  switch (lkb_element_get_kind (node))
    {
    case LKB_KIND_INGESTION:
      return lkb_element_get_boolean (node, LKB_FIELD_REPLAYABLE);

    /* Files stay where they are, the rest sends once. */
    case LKB_KIND_SOURCE:
      return is_type (node, "files");

    case LKB_KIND_PIPELINE:
    case LKB_KIND_FEATURE_STORE:
      return TRUE;

    case LKB_KIND_STORAGE:
      return !is_type (node, "cache");

    default:
      return FALSE;
    }
}

static gboolean
keeps_checkpoint (const LkbElement *node)
{
  return lkb_element_get_kind (node) == LKB_KIND_PIPELINE
         && (g_strcmp0 (lkb_element_get_text (node, LKB_FIELD_RUNTIME), "open") != 0
             || !lkb_text_is_blank (lkb_element_get_text (node, LKB_FIELD_CHECKPOINT)));
}

static gboolean
can_take_repeats (const LkbRuleRun *run, const LkbElement *edge, const LkbElement *node)
{
  LkbKind kind = lkb_element_get_kind (node);

  if (!lkb_text_is_blank (lkb_element_get_text (edge, LKB_FIELD_IDEMPOTENCY_KEY))
      || !lkb_text_is_blank (lkb_element_get_text (node, LKB_FIELD_DEDUPE_KEY))
      || lkb_run_has_feature (run, node, "idempotent-writes"))
    return TRUE;
  /* A table takes a batch wholly or not at all. */
  return kind == LKB_KIND_PIPELINE
         || (kind == LKB_KIND_STORAGE && (is_type (node, "table") || is_type (node, "warehouse")))
         || (kind == LKB_KIND_FEATURE_STORE && is_type (node, "offline-table"));
}

static void
check_exactly_once (LkbRuleRun *run, const LkbFlowEdge *edge)
{
  static const char *const keys[] = { "first", "second", "third" };
  const LkbElement *from = get_end (run, edge->from), *to = get_end (run, edge->to);
  const char *gaps[3];
  guint n = 0;
  LkbReport *report;

  if (g_strcmp0 (lkb_element_get_text (edge->element, LKB_FIELD_DELIVERY), "effectively-once") != 0)
    return;
  if (!can_replay (from))
    gaps[n++] = N_ ("a source that can be replayed");
  if (!keeps_checkpoint (from) && !keeps_checkpoint (to))
    gaps[n++] = N_ ("a checkpoint");
  if (!can_take_repeats (run, edge->element, to))
    gaps[n++] = N_ ("an idempotent sink");
  if (n == 0)
    return;
  report = lkb_run_report (
      run, "STM002", edge->element, "delivery", LKB_FIELD_DELIVERY,
      n == 1   ? N_ ("{edge}: effectively-once is not supported; missing: {first}.")
      : n == 2 ? N_ ("{edge}: effectively-once is not supported; missing: {first}, {second}.")
               : N_ ("{edge}: effectively-once is not supported; missing: {first}, {second}, "
                     "{third}."));
  lkb_report_add_edge (run, report, "edge", edge);
  for (guint i = 0; i < n; i++)
    lkb_report_add_msgid (report, keys[i], gaps[i]);
  /* Where only repeats are in the way, and the target has a key of its own. */
  if (n == 1 && !can_take_repeats (run, edge->element, to)
      && lkb_kind_get_tier (lkb_element_get_kind (to), LKB_FIELD_ENTITY_KEY) != 0)
    lkb_report_fix_text (run, report, N_ ("Find repeats by {value}"),
                         lkb_element_get_id (edge->element), LKB_FIELD_IDEMPOTENCY_KEY,
                         lkb_element_get_text (to, LKB_FIELD_ENTITY_KEY));
  lkb_report_fix_text (run, report, N_ ("Set it to {value}"), lkb_element_get_id (edge->element),
                       LKB_FIELD_DELIVERY, "at-least-once");
}

/* STM003 */

static void
check_state (LkbRuleRun *run, guint place)
{
  const LkbFlowNode *flow = lkb_flow_graph_get_node (run->graph, place);
  const LkbElement *node = flow->element;
  gboolean windowed = lkb_element_get (node, LKB_FIELD_WINDOW) != NULL
                      || lkb_run_has_feature (run, node, "stream-stream-join");
  gboolean on_stream = FALSE, policy, watermark;
  LkbReport *report;

  if (lkb_element_get_kind (node) != LKB_KIND_PIPELINE
      || !(windowed || lkb_element_get_boolean (node, LKB_FIELD_STATEFUL)))
    return;
  policy = !lkb_text_is_blank (lkb_element_get_text (node, LKB_FIELD_LATE_POLICY));
  watermark = lkb_element_get (node, LKB_FIELD_WATERMARK) != NULL;
  for (guint i = 0; i < flow->n_in; i++)
    {
      const LkbFlowEdge *edge = lkb_flow_graph_get_edge (run->graph, flow->in[i]);

      on_stream |= edge->mode == LKB_MODE_STREAM || edge->mode == LKB_MODE_MICROBATCH;
      policy |= !lkb_text_is_blank (lkb_element_get_text (edge->element, LKB_FIELD_LATE_POLICY));
    }
  /* An upsert by key keeps one row for each key, however late the next one is. */
  if (!on_stream || (policy && watermark)
      || (!windowed && (is_type (node, "auto-cdc") || lkb_run_has_feature (run, node, "auto-cdc"))))
    return;
  report = lkb_run_report (run, "STM003", node, watermark ? "late_policy" : "watermark",
                           watermark ? LKB_FIELD_LATE_POLICY : LKB_FIELD_WATERMARK,
                           N_ ("{node}: how late may data be, and what happens to later data?"));
  lkb_report_take_arg (report, "node", lkb_run_dup_name (run, lkb_element_get_id (node)));
  lkb_report_fix_fields (report, N_ ("Wait 10 min, then drop and count"), NULL,
                         N_ ("Set the watermark"), node, LKB_FIELD_WATERMARK,
                         watermark ? lkb_element_get_text (node, LKB_FIELD_WATERMARK)
                                   : lkb_default_get_text (LKB_FIELD_WATERMARK),
                         LKB_FIELD_LATE_POLICY,
                         policy && lkb_element_get_text (node, LKB_FIELD_LATE_POLICY) != NULL
                             ? lkb_element_get_text (node, LKB_FIELD_LATE_POLICY)
                             : _ ("dropped and counted"),
                         -1);
}

/* SCH001 */

static void
check_schema (LkbRuleRun *run, guint place)
{
  const LkbFlowEdge *edge = lkb_flow_graph_get_edge (run->graph, place);
  const LkbElement *from = get_end (run, edge->from), *to = get_end (run, edge->to);
  LkbReport *report;

  if (lkb_element_get_kind (from) != LKB_KIND_SOURCE || !lkb_mode_is_data (edge->mode)
      || lkb_element_get (edge->element, LKB_FIELD_SCHEMA_POLICY) != NULL
      || lkb_element_get (to, LKB_FIELD_SCHEMA_POLICY) != NULL)
    return;
  report = lkb_run_report (run, "SCH001", edge->element, "schema_policy", LKB_FIELD_SCHEMA_POLICY,
                           N_ ("{edge}: what happens when a column appears?"));
  if (!run->ownerships[place].cross_team && !lkb_element_get_boolean (from, LKB_FIELD_EXTERNAL))
    lkb_report_set_severity (report, LKB_SEVERITY_HINT);
  lkb_report_add_edge (run, report, "edge", edge);
  lkb_report_fix_text (run, report, N_ ("Set it to {value}"), lkb_element_get_id (edge->element),
                       LKB_FIELD_SCHEMA_POLICY, "rescue");
}

/* BKF001 */

typedef struct
{
  gboolean raw; /* a raw store lies before it or is it */
  double retention; /* longest of a queue before it that can be replayed */
  gboolean fed; /* anything comes in by data */
} Past;

static double
read_time (const LkbElement *node, LkbField field)
{
  const LkbQuantity *q = lkb_element_get_quantity (node, field);

  return q != NULL && q->dimension == LKB_DIMENSION_TIME ? q->value : 0;
}

static void
note_own_past (const LkbElement *node, Past *past)
{
  LkbKind kind = lkb_element_get_kind (node);

  if (kind == LKB_KIND_INGESTION && lkb_element_get_boolean (node, LKB_FIELD_REPLAYABLE))
    {
      const LkbQuantity *q = lkb_element_get_quantity (node, LKB_FIELD_RETENTION);

      /* Not said is not short. */
      past->retention = MAX (past->retention, q != NULL ? q->value : INFINITY);
    }
  if ((kind == LKB_KIND_STORAGE && !is_type (node, "cache") && !is_type (node, "checkpoint"))
      || (kind == LKB_KIND_PIPELINE
          && g_strcmp0 (lkb_element_get_text (node, LKB_FIELD_LAYER), "bronze") == 0)
      || (kind == LKB_KIND_SOURCE && is_type (node, "files")))
    past->raw = TRUE;
}

/* The queue before the node along its first data edges; NULL when there is none. */
static const LkbElement *
find_queue (const LkbRuleRun *run, guint place)
{
  for (guint hops = 0; hops < 64; hops++)
    {
      const LkbFlowNode *flow = lkb_flow_graph_get_node (run->graph, place);
      gboolean found = FALSE;

      if (lkb_element_get_kind (flow->element) == LKB_KIND_INGESTION)
        return flow->element;
      for (guint i = 0; i < flow->n_in && !found; i++)
        {
          const LkbFlowEdge *edge = lkb_flow_graph_get_edge (run->graph, flow->in[i]);

          if (lkb_mode_is_data (edge->mode) && !edge->in_loop)
            {
              place = edge->from;
              found = TRUE;
            }
        }
      if (!found)
        return NULL;
    }
  return NULL;
}

static void
check_replay (LkbRuleRun *run, guint place, const Past *past)
{
  const LkbFlowNode *flow = lkb_flow_graph_get_node (run->graph, place);
  const LkbElement *node = flow->element;
  double needed = MAX (LEAST_RETENTION,
                       read_time (node, LKB_FIELD_WINDOW) + read_time (node, LKB_FIELD_WATERMARK));
  const LkbElement *queue;
  LkbReport *report;

  if (lkb_element_get_kind (node) != LKB_KIND_PIPELINE || !past->fed
      || g_strcmp0 (lkb_element_get_text (node, LKB_FIELD_PRIORITY), "must") != 0 || past->raw
      || past->retention >= needed)
    return;
  report = lkb_run_report (run, "BKF001", node, "", LKB_N_FIELDS,
                           N_ ("Cannot rebuild {node} after a bug: nothing before it keeps the "
                               "last {time}."));
  lkb_report_take_arg (report, "node", lkb_run_dup_name (run, lkb_element_get_id (node)));
  lkb_report_take_arg (report, "time", lkb_format_duration (needed));
  queue = find_queue (run, place);
  if (queue != NULL)
    {
      g_autofree char *kept = lkb_fix_dup_time (MAX (7 * LEAST_RETENTION, needed));
      g_autofree char *text = g_strdup_printf ("%s (target)", kept);
      g_autoptr (LkbElement) half = lkb_element_with_text (queue, LKB_FIELD_RETENTION, text);
      g_autoptr (LkbValue) yes = lkb_value_new_boolean (TRUE);
      g_autoptr (LkbElement) after = lkb_element_with (half, LKB_FIELD_REPLAYABLE, yes);
      g_autofree char *name = lkb_run_dup_name (run, lkb_element_get_id (queue));
      g_autofree char *shown = g_strdup_printf ("%s: %s", name, kept);
      LkbChange *change = lkb_change_new (N_ ("Keep events to replay"));

      lkb_change_add (change, queue, after);
      lkb_report_take_fix (report, N_ ("Keep events to replay: {value}"), shown, change);
    }
  for (guint i = 0; i < flow->n_in; i++)
    {
      const LkbFlowEdge *edge = lkb_flow_graph_get_edge (run->graph, flow->in[i]);

      if (!lkb_mode_is_data (edge->mode) || edge->in_loop)
        continue;
      lkb_report_fix_raw_store (run, report, edge);
      break;
    }
}

static void
check_past (LkbRuleRun *run)
{
  guint n = lkb_flow_graph_get_n_nodes (run->graph);
  const guint *order = lkb_flow_graph_get_order (run->graph);
  g_autofree Past *pasts = g_new0 (Past, MAX (n, 1));

  for (guint i = 0; i < n; i++)
    {
      guint place = order[i];
      const LkbFlowNode *flow = lkb_flow_graph_get_node (run->graph, place);

      for (guint k = 0; k < flow->n_in; k++)
        {
          const LkbFlowEdge *edge = lkb_flow_graph_get_edge (run->graph, flow->in[k]);

          if (!lkb_mode_is_data (edge->mode))
            continue;
          pasts[place].fed = TRUE;
          pasts[place].raw |= pasts[edge->from].raw;
          pasts[place].retention = MAX (pasts[place].retention, pasts[edge->from].retention);
        }
      note_own_past (flow->element, &pasts[place]);
    }
  for (guint i = 0; i < n; i++)
    check_replay (run, i, &pasts[i]);
}

void
lkb_rules_check_delivery (LkbRuleRun *run)
{
  /* What all fixes share. */
  g_autoptr (LkbValue) at_least_once = lkb_value_new_choice ("at-least-once");

  for (guint i = 0; i < lkb_flow_graph_get_n_edges (run->graph); i++)
    {
      const LkbFlowEdge *edge = lkb_flow_graph_get_edge (run->graph, i);

      check_unset_delivery (run, edge, at_least_once);
      check_exactly_once (run, edge);
      check_schema (run, i);
    }
  for (guint i = 0; i < lkb_flow_graph_get_n_nodes (run->graph); i++)
    check_state (run, i);
  check_past (run);
}
