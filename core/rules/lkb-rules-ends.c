/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-rules-private.h"

#include <glib/gi18n-lib.h>

#include "core/base/lkb-text.h"

/* Whether a name says nothing: blank, or every word of it is in the list ("data source", "events 2"). */
static gboolean
is_generic (LkbRuleRun *run, const LkbElement *node, const char *list)
{
  const char *name = lkb_element_get_name (node);
  g_autofree char *folded = NULL;
  g_auto (GStrv) words = NULL;

  if (name == NULL)
    return TRUE;
  folded = lkb_text_fold (name);
  /* A few names are made of such words and yet say which system is meant. */
  if (lkb_run_in_list (run, "telling-name", folded))
    return FALSE;
  words = g_strsplit_set (folded, " -_.,:#()0123456789", -1);
  for (guint i = 0; words[i] != NULL; i++)
    if (words[i][0] != '\0' && !lkb_run_in_list (run, list, words[i]))
      return FALSE;
  return run->vocabulary != NULL;
}

/* The team's name before it, if that makes the name tell something. */
static void
fix_name (LkbRuleRun *run, LkbReport *report, const LkbElement *node, const char *list)
{
  const char *owner = lkb_element_get_text (node, LKB_FIELD_OWNER);
  g_autofree char *name = NULL;
  g_autoptr (LkbElement) renamed = NULL;

  if (lkb_text_is_blank (owner))
    return;
  name = g_strdup_printf ("%s: %s", owner, lkb_element_get_name (node));
  renamed = lkb_element_with_text (node, LKB_FIELD_NAME, name);
  if (!is_generic (run, renamed, list))
    lkb_report_fix_text (run, report, N_ ("Call it “{value}”"), lkb_element_get_id (node),
                         LKB_FIELD_NAME, name);
}

static void
check_source (LkbRuleRun *run, const LkbElement *node)
{
  LkbReport *report;

  if (lkb_run_has_failed (run, "STR002", lkb_element_get_id (node))
      || !is_generic (run, node, "generic-source"))
    return;
  if (lkb_element_get_name (node) == NULL)
    {
      lkb_run_report (run, "OWN006", node, "name", LKB_FIELD_NAME,
                      N_ ("Name the system that emits the data."));
      return;
    }
  report = lkb_run_report (run, "OWN006", node, "name", LKB_FIELD_NAME,
                           N_ ("Name the system that emits the data: ‘{name}’ says nothing."));
  lkb_report_add_arg (report, "name", lkb_element_get_name (node));
  fix_name (run, report, node, "generic-source");
}

static void
check_consumer (LkbRuleRun *run, const LkbElement *node)
{
  LkbReport *report;

  if (lkb_run_has_failed (run, "STR002", lkb_element_get_id (node))
      || !is_generic (run, node, "generic-consumer"))
    return;
  if (lkb_element_get_name (node) == NULL)
    {
      lkb_run_report (run, "OWN007", node, "name", LKB_FIELD_NAME,
                      N_ ("Who consumes this? Name the model, service or team."));
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
          check_source (run, node);
        }
      else if (lkb_flow_graph_is_end (run->graph, i))
        {
          any_end = TRUE;
          check_consumer (run, node);
        }
    }
  if (!any_source)
    lkb_run_report (run, "OWN006", NULL, "source", LKB_N_FIELDS,
                    N_ ("Name the system that emits the data: there is no source."));
  if (!any_end)
    lkb_run_report (
        run, "OWN007", NULL, "consumer", LKB_N_FIELDS,
        N_ ("Who consumes this? Name the model, service or team: there is no consumer."));
}
