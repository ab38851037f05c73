/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-rules-private.h"

#include <glib/gi18n-lib.h>

#include "core/base/lkb-text.h"
#include "core/model/lkb-ownership.h"

/* Of one node; more of them say nothing new. */
#define MAX_EDGES 16

/* Whether a folded name says nothing: blank, or every word of it is in the list ("data source", "events 2"). */
static gboolean
is_generic (LkbRuleRun *run, const char *folded, const char *list)
{
  g_auto (GStrv) words = NULL;

  if (folded == NULL)
    return TRUE;
  /* A few names are made of such words and yet say which system is meant. */
  if (lkb_run_in_list (run, "telling-name", folded))
    return FALSE;
  words = g_strsplit_set (folded, " -_.,:#()0123456789", -1);
  for (guint i = 0; words[i] != NULL; i++)
    if (words[i][0] != '\0' && !lkb_run_in_list (run, list, words[i]))
      return FALSE;
  return run->vocabulary != NULL;
}

/* The same of an element, which is asked of it as a source or as an end but not as both. */
static gboolean
has_generic_name (LkbRuleRun *run, LkbElementMemo *memo, const char *list)
{
  if (memo->has_generic_name == LKB_ANSWER_UNKNOWN)
    memo->has_generic_name = is_generic (run, lkb_memo_get_folded_name (memo), list)
                                 ? LKB_ANSWER_YES
                                 : LKB_ANSWER_NO;
  return memo->has_generic_name == LKB_ANSWER_YES;
}

/* Who is known to run the node: its owner, else who hands on from it or takes over there, else what it is made with. */
static const char *
find_who (const LkbRuleRun *run, const LkbElement *node)
{
  const char *id = lkb_element_get_id (node), *who = lkb_element_get_text (node, LKB_FIELD_OWNER);
  const GPtrArray *edges = lkb_board_get_edges_of (run->board, id);

  if (!lkb_text_is_blank (who) && !lkb_run_has_failed_at (run, "OWN002", id, "owner"))
    return who;
  for (guint i = 0; edges != NULL && i < MIN (edges->len, MAX_EDGES); i++)
    {
      const LkbElement *edge = g_ptr_array_index (edges, i);
      LkbField field = g_str_equal (lkb_element_get_from (edge), id) ? LKB_FIELD_OWNER
                                                                     : LKB_FIELD_CONSUMER_OWNER;

      who = lkb_element_get_text (edge, field);
      if (!lkb_text_is_blank (who)
          && !lkb_run_has_failed_at (run, "OWN002", lkb_element_get_id (edge),
                                     lkb_field_get_key (field)))
        return who;
    }
  return lkb_element_get_text (node, LKB_FIELD_TECHNOLOGY);
}

/* The name of the node at the other end of its first edge. */
static const char *
find_neighbour_name (const LkbRuleRun *run, const LkbElement *node)
{
  const char *id = lkb_element_get_id (node), *name = NULL;
  const GPtrArray *edges = lkb_board_get_edges_of (run->board, id);

  for (guint i = 0; edges != NULL && i < MIN (edges->len, MAX_EDGES) && name == NULL; i++)
    {
      const LkbElement *edge = g_ptr_array_index (edges, i);
      const char *other = g_str_equal (lkb_element_get_from (edge), id)
                              ? lkb_element_get_to (edge)
                              : lkb_element_get_from (edge);

      if (!g_str_equal (other, id))
        name = lkb_element_get_name (lkb_board_lookup (run->board, other));
    }
  return name;
}

/* A name that tells something by what stands on the board: whose it is, else what it feeds or is fed by. */
static void
fix_name (LkbRuleRun *run, LkbReport *report, const LkbElement *node, const char *list)
{
  const char *own = lkb_element_get_name (node);
  const char *base = own != NULL ? own
                                 : lkb_kind_get_label (lkb_element_get_kind (node),
                                                       lkb_board_get_naming (run->board));
  const char *who = find_who (run, node), *neighbour = find_neighbour_name (run, node);
  g_autofree char *whose = NULL, *related = NULL;
  const char *names[2];

  if (!lkb_text_is_blank (who))
    whose = g_strdup_printf ("%s: %s", who, base);
  if (neighbour != NULL && lkb_element_get_kind (node) == LKB_KIND_SOURCE)
    /* Translators: the name of a source, such as "Events", and that of the node which it feeds. */
    related = g_strdup_printf (_ ("%s for %s"), base, neighbour);
  else if (neighbour != NULL)
    /* Translators: the name of a consumer, such as "Users", and that of the node which it reads. */
    related = g_strdup_printf (_ ("%s of %s"), base, neighbour);
  names[0] = whose;
  names[1] = related;
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (LkbElement) renamed = names[i] != NULL
                                           ? lkb_element_with_text (node, LKB_FIELD_NAME, names[i])
                                           : NULL;
      const char *name = renamed != NULL ? lkb_element_get_name (renamed) : NULL;
      g_autofree char *folded = name != NULL ? lkb_text_fold (name) : NULL;

      if (is_generic (run, folded, list))
        continue;
      lkb_report_fix_text (run, report, N_ ("Call it “{value}”"), lkb_element_get_id (node),
                           LKB_FIELD_NAME, names[i]);
      return;
    }
}

static void
check_source (LkbRuleRun *run, LkbElementMemo *memo)
{
  const LkbElement *node = memo->element;
  LkbReport *report;

  if (lkb_run_has_failed (run, "STR002", lkb_element_get_id (node))
      || !has_generic_name (run, memo, "generic-source"))
    return;
  if (lkb_element_get_name (node) == NULL)
    {
      report = lkb_run_report (run, "OWN006", node, "name", LKB_FIELD_NAME,
                               N_ ("Name the system that emits the data."));
      fix_name (run, report, node, "generic-source");
      return;
    }
  report = lkb_run_report (run, "OWN006", node, "name", LKB_FIELD_NAME,
                           N_ ("Name the system that emits the data: ‘{name}’ says nothing."));
  lkb_report_add_arg (report, "name", lkb_element_get_name (node));
  fix_name (run, report, node, "generic-source");
}

static void
check_consumer (LkbRuleRun *run, LkbElementMemo *memo)
{
  const LkbElement *node = memo->element;
  LkbReport *report;

  if (lkb_run_has_failed (run, "STR002", lkb_element_get_id (node))
      || !has_generic_name (run, memo, "generic-consumer"))
    return;
  if (lkb_element_get_name (node) == NULL)
    {
      report = lkb_run_report (run, "OWN007", node, "name", LKB_FIELD_NAME,
                               N_ ("Who consumes this? Name the model, service or team."));
      fix_name (run, report, node, "generic-consumer");
      return;
    }
  report = lkb_run_report (
      run, "OWN007", node, "name", LKB_FIELD_NAME,
      N_ ("Who consumes this? Name the model, service or team: ‘{name}’ says nothing."));
  lkb_report_add_arg (report, "name", lkb_element_get_name (node));
  fix_name (run, report, node, "generic-consumer");
}

void
lkb_rules_check_ends (LkbRuleRun *run)
{
  gboolean any_source = FALSE, any_end = FALSE;

  for (guint i = 0; i < lkb_flow_graph_get_n_nodes (run->graph); i++)
    {
      const LkbElement *node = lkb_flow_graph_get_node (run->graph, i)->element;

      if (lkb_element_get_kind (node) == LKB_KIND_SOURCE)
        {
          any_source = TRUE;
          check_source (run, run->node_memos[i]);
        }
      else if (lkb_flow_graph_is_end (run->graph, i))
        {
          any_end = TRUE;
          check_consumer (run, run->node_memos[i]);
        }
    }
  if (!any_source)
    lkb_report_fix_source (
        run, lkb_run_report (run, "OWN006", NULL, "source", LKB_N_FIELDS,
                             N_ ("Name the system that emits the data: there is no source.")));
  if (!any_end)
    lkb_report_fix_end (
        run, lkb_run_report (
                 run, "OWN007", NULL, "consumer", LKB_N_FIELDS,
                 N_ ("Who consumes this? Name the model, service or team: there is no consumer.")));
}
