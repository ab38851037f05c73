/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-rules-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "core/base/lkb-text.h"
#include "core/model/lkb-edit.h"

#define SMALLEST_PT 7.0
#define LONGEST_TITLE 48
#define MAX_ARRANGED 100

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

/* A large board is not laid out in passing. */
static void
fix_places (LkbRuleRun *run, LkbReport *report)
{
  if (lkb_flow_graph_get_n_nodes (run->graph) <= MAX_ARRANGED)
    lkb_report_fix_arrange (run, report, N_ ("Arrange as page"));
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

/* The elements of a pair "a b"; FALSE when one of them is not on the board. */
static gboolean
find_pair (const LkbRuleRun *run, const char *text, const LkbElement *pair[2])
{
  g_auto (GStrv) ids = g_strsplit (text, " ", 2);

  for (guint i = 0; i < 2; i++)
    if (ids[i] == NULL || (pair[i] = lkb_board_lookup (run->board, ids[i])) == NULL)
      return FALSE;
  return TRUE;
}

static gboolean
is_pinned (const LkbElement *element)
{
  return !lkb_element_is_edge (element) && lkb_element_get_boolean (element, LKB_FIELD_PINNED);
}

/* All that lie on another are one finding: one step puts them all right. */
static void
check_overlaps (LkbRuleRun *run)
{
  const char *const *overlaps = run->page->overlaps;
  const GPtrArray *all = lkb_board_get_elements (run->board);
  g_autoptr (GHashTable) covered = g_hash_table_new (NULL, NULL);
  g_autoptr (GPtrArray) elements = g_ptr_array_new ();
  const LkbElement *pair[2], *other = NULL;
  LkbReport *report;
  guint n = 0;

  for (guint i = 0; overlaps != NULL && overlaps[i] != NULL; i++)
    if (find_pair (run, overlaps[i], pair))
      {
        g_hash_table_add (covered, (gpointer) pair[0]);
        g_hash_table_add (covered, (gpointer) pair[1]);
        n++;
      }
  if (n == 0)
    return;
  for (guint i = 0; i < all->len; i++)
    if (g_hash_table_contains (covered, all->pdata[i]))
      g_ptr_array_add (elements, all->pdata[i]);
  for (guint i = 0; other == NULL; i++)
    if (find_pair (run, overlaps[i], pair)
        && (pair[0] == elements->pdata[0] || pair[1] == elements->pdata[0]))
      other = pair[0] == elements->pdata[0] ? pair[1] : pair[0];
  report = lkb_run_report (
      run, "PAG001", elements->pdata[0], "x", LKB_N_FIELDS,
      n == 1 ? N_ ("{element} and {other} lie on each other.")
             : N_ ("{element} and {other} lie on each other, one of {n} such pairs."));
  for (guint i = 1; i < elements->len; i++)
    lkb_report_add_element (report, lkb_element_get_id (elements->pdata[i]));
  lkb_report_take_arg (report, "element",
                       lkb_run_dup_name (run, lkb_element_get_id (elements->pdata[0])));
  lkb_report_take_arg (report, "other", lkb_run_dup_name (run, lkb_element_get_id (other)));
  lkb_report_take_arg (report, "n", g_strdup_printf ("%u", n));
  /* What is pinned stays. */
  if (!is_pinned (elements->pdata[0]) || !is_pinned (other))
    fix_places (run, report);
}

/* What ends in "…" is read to its end by nobody who gets the page. */
static void
check_cuts (LkbRuleRun *run)
{
  static const struct
  {
    LkbField field;
    const char *message;
  } texts[] = {
    { LKB_FIELD_TITLE, N_ ("The title is wider than the page: it ends in “…” there.") },
    { LKB_FIELD_GOAL, N_ ("The goal takes more than two lines: it ends in “…” on the page.") },
    { LKB_FIELD_NAME, N_ ("The name of {element} has no room on its card: it ends in “…” there.") },
    { LKB_FIELD_TECHNOLOGY,
      N_ ("The technology of {element} has no room on its card: it ends in “…” there.") },
  };
  const char *const *cuts = run->page->cuts;

  for (guint i = 0; cuts != NULL && cuts[i] != NULL; i++)
    {
      g_auto (GStrv) parts = g_strsplit (cuts[i], " ", 2);
      gboolean of_board = g_str_equal (parts[0], LKB_BOARD_ID);
      const LkbElement *element = of_board ? NULL : lkb_board_lookup (run->board, parts[0]);

      if (parts[1] == NULL || (element == NULL && !of_board))
        continue;
      for (gsize k = 0; k < G_N_ELEMENTS (texts); k++)
        {
          const char *key = lkb_field_get_key (texts[k].field);
          LkbReport *report;

          if (!g_str_equal (parts[1], key))
            continue;
          report = lkb_run_report (run, "PAG001", element, key, texts[k].field, texts[k].message);
          if (element != NULL)
            lkb_report_take_arg (report, "element", lkb_run_dup_name (run, parts[0]));
        }
    }
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
      fix_places (run, report);
    }
  if (page->can_judge)
    {
      check_overlaps (run);
      check_cuts (run);
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
  lkb_report_fix_collapse (run, report);
}

void
lkb_rules_check_page (LkbRuleRun *run)
{
  check_fit (run);
  check_amount (run);
}
