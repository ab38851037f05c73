/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-rules.h"

#include <string.h>

#include "lkb-rules-private.h"

/* Bytes: a small board's findings take one or two of them. */
#define STRINGS_SIZE 4000

struct _LkbFindings
{
  gatomicrefcount refs;
  LkbFlowGraph *graph; /* holds the elements that they name */
  GPtrArray *blocks; /* where they stand */
  GStringChunk *strings; /* what they say */
  GPtrArray *reports; /* all, in order; cleared here, freed with the blocks */
  GPtrArray *shown; /* borrowed */
  GPtrArray *suppressed;
  GHashTable *worst; /* id → first report that names it first, which counts the others */
  guint n_of[LKB_N_SEVERITIES];
  guint n_in_stage[4];
};

G_DEFINE_BOXED_TYPE (LkbFindings, lkb_findings, lkb_findings_ref, lkb_findings_unref)

/* What a profile makes of a severity: a study keeps four rules as errors, a sketch holds nothing back. */
static LkbSeverity
apply_profile (LkbProfile profile, const char *rule, LkbSeverity severity)
{
  static const char *const kept[] = { "OWN001", "OWN002", "GOAL001", "KPI001", NULL };

  if (severity != LKB_SEVERITY_ERROR || profile == LKB_PROFILE_INTERVIEW)
    return severity;
  if (profile == LKB_PROFILE_STUDY && g_strv_contains (kept, rule))
    return severity;
  return LKB_SEVERITY_WARNING;
}

static int
compare_reports (gconstpointer a, gconstpointer b)
{
  const LkbReport *ra = *(const LkbReport *const *) a, *rb = *(const LkbReport *const *) b;

  if (ra->shown.severity != rb->shown.severity)
    return ra->shown.severity < rb->shown.severity ? -1 : 1;
  if (ra->rule_index != rb->rule_index)
    return ra->rule_index < rb->rule_index ? -1 : 1;
  if (ra->place != rb->place)
    return ra->place < rb->place ? -1 : 1;
  return ra->number < rb->number ? -1 : ra->number > rb->number;
}

/* A finding about the facts may yet name an element first. */
static guint
get_place_of_object (const LkbRuleRun *run, const LkbReport *report)
{
  const LkbElement *object = report->place == 0 && report->named[0] != NULL
                                 ? lkb_board_lookup (run->board, report->named[0])
                                 : NULL;

  return object != NULL ? lkb_rule_memory_find (run->memory, object)->place : report->place;
}

/* rule:object:attribute, with #2, #3 … for repeats in the order in which the rules report. */
static void
give_keys (LkbRuleRun *run)
{
  g_autoptr (GHashTable) counts = g_hash_table_new (g_str_hash, g_str_equal);
  /* Of each rule the first report about each element. */
  g_autofree LkbReport **firsts = g_new0 (LkbReport *,
                                          lkb_board_get_elements (run->board)->len + 1);

  for (guint i = 0; i < run->reports->len; i++)
    {
      LkbReport *report = g_ptr_array_index (run->reports, i), *first;
      guint place, n;
      const char *key;

      if (report->shown.key != NULL)
        continue;
      report->shown.key = key = lkb_run_keep_key (run, report);
      /* Two can only be called the same if one rule tells both of one element: hardly any do. */
      place = get_place_of_object (run, report);
      first = firsts[place];
      while (first != NULL && first->rule_index != report->rule_index)
        first = first->next_of_place;
      if (first == NULL)
        {
          report->next_of_place = firsts[place];
          firsts[place] = report;
          continue;
        }
      /* Now those count as well that were not counted because they were alone. */
      if (!g_hash_table_contains (counts, first->shown.key))
        g_hash_table_insert (counts, (gpointer) first->shown.key, GUINT_TO_POINTER (1));
      n = GPOINTER_TO_UINT (g_hash_table_lookup (counts, key)) + 1;
      g_hash_table_insert (counts, (gpointer) key, GUINT_TO_POINTER (n));
      if (n > 1)
        {
          g_string_printf (run->scratch, "%s#%u", key, n);
          report->shown.key = g_string_chunk_insert (run->strings, run->scratch->str);
        }
    }
}

/* Whether the reports stand in order already. */
static gboolean
is_sorted (const GPtrArray *reports)
{
  for (guint i = 1; i < reports->len; i++)
    if (compare_reports (&reports->pdata[i - 1], &reports->pdata[i]) > 0)
      return FALSE;
  return TRUE;
}

/* Into the order in which findings are told. Each rule goes through the board in order: once the reports are dealt out
 * by severity and rule, most of them stand right. */
static void
sort_reports (GPtrArray *reports)
{
  g_autofree GPtrArray **piles = NULL;
  guint n_rules, n_piles;

  lkb_rules_get_table (&n_rules);
  n_piles = LKB_N_SEVERITIES * n_rules;
  piles = g_new0 (GPtrArray *, n_piles);
  for (guint i = 0; i < reports->len; i++)
    {
      LkbReport *report = g_ptr_array_index (reports, i);
      GPtrArray **pile = &piles[report->shown.severity * n_rules + report->rule_index];

      if (*pile == NULL)
        *pile = g_ptr_array_new ();
      g_ptr_array_add (*pile, report);
    }
  for (guint i = 0, n = 0; i < n_piles; i++)
    if (piles[i] != NULL)
      {
        if (!is_sorted (piles[i]))
          g_ptr_array_sort (piles[i], compare_reports);
        memcpy (reports->pdata + n, piles[i]->pdata, sizeof (gpointer) * piles[i]->len);
        n += piles[i]->len;
        g_ptr_array_unref (piles[i]);
      }
}

static void
finish_reports (LkbFindings *self, LkbRuleRun *run)
{
  for (guint i = 0; i < run->reports->len; i++)
    {
      LkbReport *report = g_ptr_array_index (run->reports, i);

      report->shown.severity = apply_profile (run->profile, report->shown.rule->id,
                                              report->shown.severity);
      report->about = NULL;
      if (report->elements != NULL)
        g_ptr_array_add (report->elements, NULL);
      report->shown.elements = report->elements != NULL
                                   ? (const char *const *) report->elements->pdata
                                   : report->named;
    }
  sort_reports (run->reports);

  for (guint i = 0; i < run->reports->len; i++)
    {
      LkbReport *report = g_ptr_array_index (run->reports, i), *worst;
      const char *id = lkb_report_get_object (report);

      if (report->shown.suppressed)
        {
          g_ptr_array_add (self->suppressed, report);
          continue;
        }
      g_ptr_array_add (self->shown, report);
      self->n_of[report->shown.severity]++;
      self->n_in_stage[report->shown.rule->stage]++;
      worst = g_hash_table_lookup (self->worst, id);
      if (worst == NULL)
        {
          worst = report;
          g_hash_table_insert (self->worst, (gpointer) id, report);
        }
      worst->n_of_element++;
    }
}

/* (transfer full): of each edge of the graph. */
static LkbEdgeOwnership *
read_ownerships (LkbBoard *board, const LkbFlowGraph *graph)
{
  guint n = lkb_flow_graph_get_n_edges (graph);
  LkbEdgeOwnership *ownerships = g_new (LkbEdgeOwnership, MAX (n, 1));

  for (guint i = 0; i < n; i++)
    {
      const LkbFlowEdge *edge = lkb_flow_graph_get_edge (graph, i);

      lkb_board_read_ownership (
          board, edge->element, lkb_flow_graph_get_node (graph, edge->from)->element,
          lkb_flow_graph_get_node (graph, edge->to)->element, edge->mode, &ownerships[i]);
    }
  return ownerships;
}

LkbFindings *
lkb_rules_run (LkbBoard *board, const LkbAnalysis *analysis, const LkbRuleContext *context)
{
  LkbFindings *self;
  LkbRuleRun run = { .board = board, .analysis = analysis };
  g_autofree LkbEdgeOwnership *ownerships = NULL;

  g_return_val_if_fail (LKB_IS_BOARD (board), NULL);
  g_return_val_if_fail (analysis != NULL, NULL);

  self = g_new0 (LkbFindings, 1);
  g_atomic_ref_count_init (&self->refs);
  self->strings = g_string_chunk_new (STRINGS_SIZE);
  self->blocks = g_ptr_array_new_with_free_func (g_free);
  self->reports = g_ptr_array_new_with_free_func ((GDestroyNotify) lkb_report_clear);
  self->shown = g_ptr_array_new ();
  self->suppressed = g_ptr_array_new ();
  self->worst = g_hash_table_new (g_str_hash, g_str_equal);

  run.facts = lkb_board_get_facts (board);
  run.profile = lkb_board_get_profile (board);
  if (context != NULL)
    {
      run.vocabulary = context->vocabulary;
      run.page = context->page;
      if (context->profile != NULL)
        run.profile = *context->profile;
    }
  run.graph = lkb_flow_graph_is_of (lkb_analysis_get_graph (analysis), board)
                  ? lkb_flow_graph_ref (lkb_analysis_get_graph (analysis))
                  : lkb_flow_graph_new (board);
  run.ownerships = ownerships = read_ownerships (board, run.graph);
  run.reports = self->reports;
  run.blocks = self->blocks;
  run.strings = self->strings;
  run.scratch = g_string_new (NULL);
  run.rules = g_hash_table_new (NULL, NULL);
  run.memory = context != NULL && context->memory != NULL
                       && lkb_rule_memory_get_vocabulary (context->memory) == run.vocabulary
                   ? lkb_rule_memory_ref (context->memory)
                   : lkb_rule_memory_new (run.vocabulary);
  lkb_rule_memory_begin (run.memory, &run);

  /* What others need comes first. */
  lkb_rules_check_goal (&run);
  lkb_rules_check_structure (&run);
  lkb_rules_check_ownership (&run);
  lkb_rules_check_ends (&run);
  lkb_rules_check_promises (&run);
  lkb_rules_check_quantities (&run);
  lkb_rules_check_path (&run);
  lkb_rules_check_budgets (&run);
  lkb_rules_check_outcome (&run);
  lkb_rules_check_time (&run);
  lkb_rules_check_load (&run);
  lkb_rules_check_cost (&run);
  lkb_rules_check_lakehouse (&run);
  lkb_rules_check_delivery (&run);
  lkb_rules_check_trust (&run);
  lkb_rules_check_words (&run);
  lkb_rules_check_page (&run);
  lkb_rules_check_data (&run);
  give_keys (&run);
  lkb_rules_check_suppressions (&run);
  give_keys (&run);
  finish_reports (self, &run);

  lkb_rule_memory_end (run.memory, &run);
  lkb_rule_memory_unref (run.memory);
  self->graph = run.graph;
  for (guint i = 0; i < LKB_N_ASKED_FOR; i++)
    g_clear_pointer (&run.failed[i], g_hash_table_unref);
  g_hash_table_unref (run.rules);
  g_string_free (run.scratch, TRUE);
  return self;
}

LkbFindings *
lkb_findings_ref (LkbFindings *self)
{
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
lkb_findings_unref (LkbFindings *self)
{
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  g_hash_table_unref (self->worst);
  g_ptr_array_unref (self->shown);
  g_ptr_array_unref (self->suppressed);
  g_ptr_array_unref (self->reports);
  g_ptr_array_unref (self->blocks);
  g_string_chunk_free (self->strings);
  lkb_flow_graph_unref (self->graph);
  g_free (self);
}

guint
lkb_findings_get_n (const LkbFindings *self)
{
  return self->shown->len;
}

const LkbFinding *
lkb_findings_get_nth (const LkbFindings *self, guint i)
{
  g_return_val_if_fail (i < self->shown->len, NULL);
  return g_ptr_array_index (self->shown, i);
}

guint
lkb_findings_get_n_suppressed (const LkbFindings *self)
{
  return self->suppressed->len;
}

const LkbFinding *
lkb_findings_get_nth_suppressed (const LkbFindings *self, guint i)
{
  g_return_val_if_fail (i < self->suppressed->len, NULL);
  return g_ptr_array_index (self->suppressed, i);
}

guint
lkb_findings_count (const LkbFindings *self, LkbSeverity severity)
{
  g_return_val_if_fail (severity < LKB_N_SEVERITIES, 0);
  return self->n_of[severity];
}

guint
lkb_findings_count_stage (const LkbFindings *self, guint stage)
{
  g_return_val_if_fail (stage >= 1 && stage <= 3, 0);
  return self->n_in_stage[stage];
}

guint
lkb_findings_get_stage (const LkbFindings *self)
{
  for (guint stage = 1; stage < 3; stage++)
    if (self->n_in_stage[stage] > 0)
      return stage;
  return 3;
}

const LkbFinding *
lkb_findings_get_worst_of (const LkbFindings *self, const char *id, guint *n)
{
  const LkbReport *worst = g_hash_table_lookup (self->worst, id);

  if (n != NULL)
    *n = worst != NULL ? worst->n_of_element : 0;
  return worst != NULL ? &worst->shown : NULL;
}

const LkbFinding *
lkb_findings_find (const LkbFindings *self, const char *key)
{
  for (guint i = 0; i < self->reports->len; i++)
    {
      const LkbFinding *finding = g_ptr_array_index (self->reports, i);

      if (g_str_equal (finding->key, key))
        return finding;
    }
  return NULL;
}

guint
lkb_findings_get_n_blocking (const LkbFindings *self)
{
  return self->n_of[LKB_SEVERITY_ERROR];
}
