/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-rules-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "core/base/lkb-text.h"
#include "core/model/lkb-edit.h"

#define SMALLEST_PT 7.0
#define LONGEST_TITLE 48

/* What is marked as coming later need not be on the page. */
static void
fix_amount (LkbRuleRun *run, LkbReport *report)
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  g_autofree char *shown = NULL;

  for (guint i = 0; i < lkb_flow_graph_get_n_nodes (run->graph); i++)
    {
      const LkbElement *node = lkb_flow_graph_get_node (run->graph, i)->element;

      if (g_strcmp0 (lkb_element_get_text (node, LKB_FIELD_PRIORITY), "later") == 0)
        g_ptr_array_add (ids, (gpointer) lkb_element_get_id (node));
    }
  if (ids->len == 0)
    return;
  shown = g_strdup_printf ("%u", ids->len);
  g_ptr_array_add (ids, NULL);
  lkb_report_take_fix (report, N_ ("Remove what comes later ({value})"), shown,
                       lkb_edit_remove (run->board, (const char *const *) ids->pdata));
}

/* A title to begin with: the goal up to where it can be cut. */
static void
fix_title (LkbRuleRun *run, LkbReport *report)
{
  const char *goal = lkb_element_get_text (run->facts, LKB_FIELD_GOAL);
  g_autofree char *line = lkb_text_one_line (goal != NULL ? goal : "");
  char *cut = line;

  for (guint n = 0; *cut != '\0' && n < LONGEST_TITLE; n++)
    cut = g_utf8_next_char (cut);
  if (*cut != '\0')
    {
      while (cut > line && *cut != ' ')
        cut--;
      *cut = '\0';
    }
  if (line[0] != '\0')
    lkb_report_fix_text (run, report, N_ ("Call it “{value}”"), LKB_BOARD_ID, LKB_FIELD_TITLE,
                         line);
}

static void
check_fit (LkbRuleRun *run)
{
  const LkbPageFacts *page = run->page;
  LkbReport *report;

  if (page == NULL)
    return;
  if (!page->can_judge)
    {
      report = lkb_run_report (
          run, "PAG001", NULL, "paper", LKB_FIELD_PAPER,
          N_ ("Cannot judge whether the page fits: the board's font is not installed."));
      lkb_report_set_severity (report, LKB_SEVERITY_HINT);
    }
  else if (page->smallest_pt < SMALLEST_PT - 0.05)
    {
      report = lkb_run_report (run, "PAG001", NULL, "paper", LKB_FIELD_PAPER,
                               N_ ("Text would print at {size} pt."));
      lkb_report_take_arg (report, "size",
                           lkb_format_number (round (page->smallest_pt * 10) / 10, 3));
      fix_amount (run, report);
    }
  if (page->can_judge && page->overlaps != NULL && page->overlaps[0] != NULL)
    {
      const LkbElement *first = lkb_board_lookup (run->board, page->overlaps[0]);

      report = lkb_run_report (run, "PAG001", first, "x", LKB_N_FIELDS,
                               N_ ("{element} covers or is covered by something else."));
      lkb_report_take_arg (report, "element", lkb_run_dup_name (run, page->overlaps[0]));
      for (guint i = 1; page->overlaps[i] != NULL; i++)
        lkb_report_add_element (report, page->overlaps[i]);
    }
  if (lkb_text_is_blank (lkb_element_get_text (run->facts, LKB_FIELD_TITLE))
      || lkb_text_is_blank (lkb_element_get_text (run->facts, LKB_FIELD_DATE)))
    {
      gboolean no_title = lkb_text_is_blank (lkb_element_get_text (run->facts, LKB_FIELD_TITLE));

      report = lkb_run_report (run, "PAG001", NULL, no_title ? "title" : "date",
                               no_title ? LKB_FIELD_TITLE : LKB_FIELD_DATE,
                               no_title ? N_ ("The page has no title.")
                                        : N_ ("The page has no date."));
      lkb_report_set_severity (report, LKB_SEVERITY_HINT);
      if (no_title)
        fix_title (run, report);
    }
}

static void
check_amount (LkbRuleRun *run)
{
  guint n_nodes = lkb_flow_graph_get_n_nodes (run->graph);
  guint n_edges = lkb_flow_graph_get_n_edges (run->graph);
  LkbReport *report;

  if (n_nodes < 9 && n_edges < 14)
    return;
  report = lkb_run_report (
      run, "PAG002", NULL, "", LKB_N_FIELDS,
      N_ ("{nodes} nodes, {edges} edges: a reader takes in about 7 to 9 nodes."));
  if (n_nodes <= 12 && n_edges <= 18)
    lkb_report_set_severity (report, LKB_SEVERITY_HINT);
  lkb_report_take_arg (report, "nodes", g_strdup_printf ("%u", n_nodes));
  lkb_report_take_arg (report, "edges", g_strdup_printf ("%u", n_edges));
  fix_amount (run, report);
}

void
lkb_rules_check_page (LkbRuleRun *run)
{
  check_fit (run);
  check_amount (run);
}
