/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/base/lkb-text.h"
#include "core/model/lkb-edit.h"
#include "lkb-rules-private.h"

/* More stores of one set are not compared. */
#define MAX_STORES 200

static const LkbElement *
get_node (const LkbRuleRun *run, guint place)
{
  return lkb_flow_graph_get_node (run->graph, place)->element;
}

static gboolean
is_type (const LkbElement *node, const char *type)
{
  return g_strcmp0 (lkb_element_get_text (node, LKB_FIELD_TYPE), type) == 0;
}

/* FS001 */

/* The first transform that fills the node, along its first data edges, and the edge by which it leaves there; G_MAXUINT
 * when there is none. */
static guint
find_transform (const LkbRuleRun *run, guint place, guint *last_edge)
{
  for (guint hops = 0; hops < 64; hops++)
    {
      const LkbFlowNode *flow = lkb_flow_graph_get_node (run->graph, place);
      gboolean found = FALSE;

      if (hops > 0 && lkb_element_get_kind (flow->element) == LKB_KIND_PIPELINE)
        return place;
      for (guint i = 0; i < flow->n_in && !found; i++)
        {
          const LkbFlowEdge *edge = lkb_flow_graph_get_edge (run->graph, flow->in[i]);

          if (!lkb_mode_is_data (edge->mode) || edge->in_loop)
            continue;
          if (hops == 0)
            *last_edge = flow->in[i];
          place = edge->from;
          found = TRUE;
        }
      if (!found)
        return G_MAXUINT;
    }
  return G_MAXUINT;
}

static gboolean
are_one_set (const LkbElement *a, const LkbElement *b)
{
  const char *ka = lkb_element_get_text (a, LKB_FIELD_ENTITY_KEY);
  const char *kb = lkb_element_get_text (b, LKB_FIELD_ENTITY_KEY);

  return !lkb_text_is_blank (ka) && !lkb_text_is_blank (kb) && lkb_text_equal_folded (ka, kb);
}

static gboolean
have_one_definition (const LkbElement *a, const LkbElement *b)
{
  const char *da = lkb_element_get_text (a, LKB_FIELD_DEFINITION_ID);
  const char *db = lkb_element_get_text (b, LKB_FIELD_DEFINITION_ID);

  return !lkb_text_is_blank (da) && !lkb_text_is_blank (db) && lkb_text_equal_folded (da, db);
}

static void
check_pair (LkbRuleRun *run, guint offline, guint online)
{
  const LkbElement *a = get_node (run, offline), *b = get_node (run, online);
  guint edge_a = 0, edge_b = 0;
  guint pa = find_transform (run, offline, &edge_a), pb = find_transform (run, online, &edge_b);
  const LkbElement *edge, *from;
  g_autofree char *name = NULL;
  LkbReport *report;

  if (pa == G_MAXUINT || pb == G_MAXUINT || pa == pb || have_one_definition (a, b))
    return;
  report = lkb_run_report (run, "FS001", b, "definition_id", LKB_FIELD_DEFINITION_ID,
                           N_ ("Training ({offline}) and serving ({online}) compute features in "
                               "two places."));
  lkb_report_add_element (report, lkb_element_get_id (a));
  lkb_report_take_arg (report, "offline", lkb_run_dup_name (run, lkb_element_get_id (a)));
  lkb_report_take_arg (report, "online", lkb_run_dup_name (run, lkb_element_get_id (b)));
  edge = lkb_flow_graph_get_edge (run->graph, edge_b)->element;
  from = get_node (run, pa);
  name = lkb_run_dup_name (run, lkb_element_get_id (from));
  lkb_report_take_fix (report, N_ ("Fill both from {value}"), name,
                       lkb_edit_reconnect (run->board, lkb_element_get_id (edge),
                                           lkb_element_get_id (from), lkb_element_get_to (edge)));
}

static void
check_training (LkbRuleRun *run, const LkbFlowEdge *edge)
{
  const LkbElement *store = get_node (run, edge->from), *model = get_node (run, edge->to);
  g_autoptr (LkbValue) yes = NULL;
  LkbReport *report;

  if (lkb_element_get_kind (store) != LKB_KIND_FEATURE_STORE
      || lkb_element_get_kind (model) != LKB_KIND_MODEL || !is_type (model, "training")
      || !edge->in_path || lkb_element_get_boolean (store, LKB_FIELD_POINT_IN_TIME)
      || lkb_run_has_feature (run, store, "point-in-time-join")
      || lkb_run_has_feature (run, model, "point-in-time-join")
      || lkb_run_has_failed_at (run, "FS001", lkb_element_get_id (store), "point_in_time"))
    return;
  report = lkb_run_report (run, "FS001", store, "point_in_time", LKB_FIELD_POINT_IN_TIME,
                           N_ ("{model} trains on features of {store} as they are now, not as they "
                               "were then."));
  lkb_report_add_element (report, lkb_element_get_id (edge->element));
  lkb_report_take_arg (report, "model", lkb_run_dup_name (run, lkb_element_get_id (model)));
  lkb_report_take_arg (report, "store", lkb_run_dup_name (run, lkb_element_get_id (store)));
  yes = lkb_value_new_boolean (TRUE);
  lkb_report_fix_value (run, report, N_ ("Make it point-in-time correct"), NULL,
                        lkb_element_get_id (store), LKB_FIELD_POINT_IN_TIME, yes);
}

static void
check_skew (LkbRuleRun *run)
{
  g_autoptr (GArray) stores = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < lkb_flow_graph_get_n_nodes (run->graph) && stores->len < MAX_STORES; i++)
    if (lkb_element_get_kind (get_node (run, i)) == LKB_KIND_FEATURE_STORE)
      g_array_append_val (stores, i);
  for (guint i = 0; i < stores->len; i++)
    for (guint k = 0; k < stores->len; k++)
      {
        guint offline = g_array_index (stores, guint, i), online = g_array_index (stores, guint, k);

        if (is_type (get_node (run, offline), "offline-table")
            && is_type (get_node (run, online), "online-store")
            && are_one_set (get_node (run, offline), get_node (run, online)))
          check_pair (run, offline, online);
      }
  for (guint i = 0; i < lkb_flow_graph_get_n_edges (run->graph); i++)
    check_training (run, lkb_flow_graph_get_edge (run->graph, i));
}

/* GOV001 */

static gboolean
find_control (LkbRuleRun *run, const LkbElement *element)
{
  return !lkb_text_is_blank (lkb_element_get_text (element, LKB_FIELD_CONTROL))
         || lkb_run_holds_any (run, element, LKB_FIELD_DATA_CLASSES, "pseudonym-class")
         || lkb_run_has_feature (run, element, "row-filter")
         || lkb_run_has_feature (run, element, "column-mask")
         || lkb_run_has_feature (run, element, "attribute-tags");
}

static gboolean
is_controlled (LkbRuleRun *run, LkbElementMemo *memo)
{
  if (memo->is_controlled == LKB_ANSWER_UNKNOWN)
    memo->is_controlled = find_control (run, memo->element) ? LKB_ANSWER_YES : LKB_ANSWER_NO;
  return memo->is_controlled == LKB_ANSWER_YES;
}

static gboolean
is_personal (LkbRuleRun *run, LkbElementMemo *memo)
{
  if (memo->is_personal == LKB_ANSWER_UNKNOWN)
    memo->is_personal = lkb_run_holds_any (run, memo->element, LKB_FIELD_DATA_CLASSES,
                                           "personal-class")
                            ? LKB_ANSWER_YES
                            : LKB_ANSWER_NO;
  return memo->is_personal == LKB_ANSWER_YES;
}

static void
report_uncontrolled (LkbRuleRun *run, const LkbElement *end, const LkbElement *origin)
{
  LkbReport *report = lkb_run_report (run, "GOV001", end, "control", LKB_FIELD_CONTROL,
                                      N_ ("Personal data of {origin} reaches {end} unmasked."));

  if (lkb_element_get_kind (end) == LKB_KIND_CONSUMER
      && lkb_element_get_boolean (end, LKB_FIELD_EXTERNAL))
    lkb_report_set_severity (report, LKB_SEVERITY_ERROR);
  lkb_report_add_element (report, lkb_element_get_id (origin));
  lkb_report_take_arg (report, "origin", lkb_run_dup_name (run, lkb_element_get_id (origin)));
  lkb_report_take_arg (report, "end", lkb_run_dup_name (run, lkb_element_get_id (end)));
  lkb_report_fix_text (run, report, N_ ("Plan a {value} there"), lkb_element_get_id (end),
                       LKB_FIELD_CONTROL, "column mask");
}

static void
check_retention (LkbRuleRun *run, const LkbElement *store)
{
  LkbKind kind = lkb_element_get_kind (store);
  LkbField field = kind == LKB_KIND_FEATURE_STORE ? LKB_FIELD_TTL : LKB_FIELD_RETENTION;
  LkbReport *report;

  if ((kind != LKB_KIND_STORAGE && kind != LKB_KIND_FEATURE_STORE)
      || lkb_element_get (store, field) != NULL)
    return;
  report = lkb_run_report (run, "GOV001", store, lkb_field_get_key (field), field,
                           N_ ("{store} keeps personal data for ever."));
  lkb_report_take_arg (report, "store", lkb_run_dup_name (run, lkb_element_get_id (store)));
  lkb_report_fix_text (run, report, N_ ("Keep it for {value}"), lkb_element_get_id (store), field,
                       "30 d (target)");
}

static void
check_personal (LkbRuleRun *run)
{
  guint n = lkb_flow_graph_get_n_nodes (run->graph);
  const guint *order = lkb_flow_graph_get_order (run->graph);
  /* Where the data that is there came from; NULL: none, or masked on the way. */
  g_autofree const LkbElement **origins = g_new0 (const LkbElement *, MAX (n, 1));

  for (guint i = 0; i < n; i++)
    {
      guint place = order[i];
      const LkbFlowNode *flow = lkb_flow_graph_get_node (run->graph, place);

      for (guint k = 0; k < flow->n_in && origins[place] == NULL; k++)
        {
          const LkbFlowEdge *edge = lkb_flow_graph_get_edge (run->graph, flow->in[k]);

          if (!edge->in_path || is_controlled (run, run->edge_memos[flow->in[k]]))
            continue;
          origins[place] = is_personal (run, run->edge_memos[flow->in[k]]) ? edge->element
                                                                           : origins[edge->from];
        }
      if (is_personal (run, run->node_memos[place]) && origins[place] == NULL)
        origins[place] = flow->element;
      if (origins[place] != NULL)
        check_retention (run, flow->element);
      /* What is masked where it is stored is stored all the same, but does not go on. */
      if (is_controlled (run, run->node_memos[place]))
        origins[place] = NULL;
    }
  for (guint i = 0; i < n; i++)
    if (origins[i] != NULL && lkb_flow_graph_is_end (run->graph, i)
        && origins[i] != get_node (run, i))
      report_uncontrolled (run, get_node (run, i), origins[i]);
}

void
lkb_rules_check_trust (LkbRuleRun *run)
{
  check_skew (run);
  check_personal (run);
}
