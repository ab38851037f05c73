/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-score-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/base/lkb-text.h"
#include "core/model/lkb-default.h"
#include "core/model/lkb-knob.h"
#include "core/model/lkb-proposal.h"

/* Goal, KPI, ownership and numbers: what was said before anything is clever. */

#define GOAL_MS (5 * 60000)
#define ALL LKB_SEVERITY_HINT
#define OPEN LKB_SEVERITY_WARNING

void
lkb_score_row_say (LkbScoreRow *row, LkbLabel *text, gint64 time)
{
  LkbScoreEvidence *evidence = g_new0 (LkbScoreEvidence, 1);

  evidence->text = text;
  evidence->time = time;
  g_ptr_array_add (row->evidence, evidence);
}

static void
say (LkbScoreRow *row, const char *msgid, gint64 time)
{
  lkb_score_row_say (row, lkb_label_new (msgid, NULL), time);
}

static void
say_text (LkbScoreRow *row, const char *msgid, const char *text, gint64 time)
{
  lkb_score_row_say (row, lkb_label_new (msgid, "text", lkb_label_new_text (text), NULL), time);
}

/* "{n} of {all} …" */
static LkbLabel *
new_share (const char *msgid, guint n, guint all)
{
  g_autofree char *some = g_strdup_printf ("%u", n), *whole = g_strdup_printf ("%u", all);

  return lkb_label_new (msgid, "some", lkb_label_new_text (some), "all", lkb_label_new_text (whole),
                        NULL);
}

static void
set (LkbScoreRow *row, guint level, const char *next)
{
  row->level = level;
  row->next = next != NULL ? lkb_label_new (next, NULL) : NULL;
}

static guint
count (const LkbSight *sight, const char *rule, LkbSeverity severity)
{
  return lkb_sight_count (sight, rule, severity, NULL);
}

/* ---- goal ---- */

void
lkb_score_judge_goal (const LkbScoreJudge *judge, LkbScoreRow *row)
{
  const char *text = lkb_element_get_text (lkb_board_get_facts (judge->sight.board),
                                           LKB_FIELD_GOAL);
  gint64 said = judge->since[LKB_SCORE_SINCE_GOAL], node = judge->since[LKB_SCORE_SINCE_NODE];
  gboolean shaped;

  if (lkb_text_is_blank (text))
    {
      set (row, 0, N_ ("Say who gets what, by when, in one sentence."));
      say (row, N_ ("no goal"), LKB_ROUND_NEVER);
      return;
    }
  if (!lkb_score_is_goal (text))
    {
      set (row, 1, N_ ("Make the goal a sentence: who gets what, by when."));
      say (row, N_ ("a goal of fewer than four words"), LKB_ROUND_NEVER);
      return;
    }
  say (row, N_ ("goal stated"), said);
  if (node != LKB_ROUND_NEVER)
    say (row, N_ ("first node"), node);
  if (node != LKB_ROUND_NEVER && said > node)
    {
      set (row, 2, N_ ("Say the goal before you draw the first node."));
      return;
    }
  if (said > GOAL_MS)
    {
      set (row, 3, N_ ("Have the goal within five minutes."));
      return;
    }
  shaped = count (&judge->early, "GOAL001", ALL) == 0 && count (&judge->early, "GOAL002", ALL) == 0;
  if (!shaped)
    {
      set (row, 3, N_ ("Put into the goal who gets it and a number with its unit."));
      say (row, N_ ("no consumer or no number in it by then"), LKB_ROUND_NEVER);
    }
  else
    {
      set (row, 4, NULL);
      say (row, N_ ("with consumer and number"), LKB_ROUND_NEVER);
    }
}

/* ---- KPI ---- */

/* A second figure that must not get worse meanwhile: another KPI, or a budget for something else. */
static gboolean
has_guardrail (const LkbScoreJudge *judge)
{
  static const LkbField fields[LKB_N_BUDGETS] = {
    [LKB_BUDGET_LATENCY] = LKB_FIELD_BUDGET_LATENCY,
    [LKB_BUDGET_REQUEST_TAIL] = LKB_FIELD_BUDGET_REQUEST_TAIL,
    [LKB_BUDGET_FRESHNESS] = LKB_FIELD_BUDGET_FRESHNESS,
    [LKB_BUDGET_AVAILABILITY] = LKB_FIELD_BUDGET_AVAILABILITY,
    [LKB_BUDGET_COST] = LKB_FIELD_BUDGET_COST,
  };
  const LkbElement *facts = lkb_board_get_facts (judge->sight.board);
  const LkbPrimary *primary = lkb_analysis_get_primary (judge->sight.analysis);
  const LkbValue *kpis = lkb_element_get (facts, LKB_FIELD_KPIS);

  for (guint i = 0; kpis != NULL && i < lkb_value_get_n (kpis); i++)
    if (i != primary->index
        && lkb_value_get_member_quantity (lkb_value_get_nth (kpis, i), "target") != NULL)
      return TRUE;
  for (guint i = 0; i < LKB_N_BUDGETS; i++)
    if (lkb_element_get_quantity (facts, fields[i]) != NULL
        && !(primary->has_kind && primary->kind == i))
      return TRUE;
  return FALSE;
}

static guint
count_primary (LkbBoard *board)
{
  const LkbValue *kpis = lkb_element_get (lkb_board_get_facts (board), LKB_FIELD_KPIS);
  guint n = 0;

  for (guint i = 0; kpis != NULL && i < lkb_value_get_n (kpis); i++)
    n += lkb_value_get_member_boolean (lkb_value_get_nth (kpis, i), "primary");
  return n;
}

void
lkb_score_judge_kpi (const LkbScoreJudge *judge, LkbScoreRow *row)
{
  const LkbSight *sight = &judge->sight;
  const LkbValue *kpi = lkb_board_get_primary_kpi (sight->board);
  g_autofree char *line = NULL;
  gboolean no_statistic, no_clock;
  guint n_primary;

  if (lkb_element_get_list_length (lkb_board_get_facts (sight->board), LKB_FIELD_KPIS) == 0)
    {
      set (row, 0, N_ ("Name the one metric that drives the design."));
      say (row, N_ ("no KPI"), LKB_ROUND_NEVER);
      return;
    }
  if (kpi == NULL || lkb_value_get_member_quantity (kpi, "target") == NULL)
    {
      set (row, 1,
           kpi == NULL ? N_ ("Make one KPI the primary one.")
                       : N_ ("Give the KPI a number with its unit."));
      say (row, kpi == NULL ? N_ ("no KPI is the primary one") : N_ ("a KPI without a number"),
           LKB_ROUND_NEVER);
      return;
    }
  line = g_strdup_printf ("%s %s",
                          lkb_value_get_member_text (kpi, "name") != NULL
                              ? lkb_value_get_member_text (kpi, "name")
                              : "",
                          lkb_value_get_member_text (kpi, "target"));
  g_strstrip (line);
  say_text (row, N_ ("“{text}”"), line, judge->since[LKB_SCORE_SINCE_KPI]);
  no_statistic = count (sight, "KPI002", OPEN) + count (sight, "KPI003", OPEN) > 0;
  /* That check tells of both. */
  n_primary = count_primary (sight->board);
  no_clock = count (sight, "KPI004", OPEN) > (n_primary > 1 ? 1 : 0);
  if (no_statistic && no_clock)
    {
      set (row, 2, N_ ("Say at which percentile, and from where to where the clock runs."));
      say (row, N_ ("unit, statistic or clock missing"), LKB_ROUND_NEVER);
    }
  else if (no_statistic)
    {
      set (row, 2, N_ ("Say at which percentile the KPI holds."));
      say (row, N_ ("unit or statistic missing"), LKB_ROUND_NEVER);
    }
  else if (n_primary > 1)
    {
      set (row, 2, N_ ("Keep one primary KPI."));
      lkb_score_row_say (
          row, lkb_label_new_plural ("{n} primary KPI", "{n} primary KPIs", n_primary, NULL),
          LKB_ROUND_NEVER);
      if (no_clock)
        say (row, N_ ("no clock"), LKB_ROUND_NEVER);
    }
  else if (no_clock)
    {
      set (row, 2, N_ ("Say from where to where the clock of the KPI runs."));
      say (row, N_ ("no clock"), LKB_ROUND_NEVER);
    }
  else if (!has_guardrail (judge))
    {
      set (row, 3, N_ ("Add a guardrail: what must not get worse meanwhile."));
      say (row, N_ ("no guardrail"), LKB_ROUND_NEVER);
    }
  else
    {
      set (row, 4, NULL);
      say (row, N_ ("guardrail set"), LKB_ROUND_NEVER);
    }
}

/* ---- ownership ---- */

/* Only what an edge's own or inherited owner is called: that of a node or of who takes over can be added later, and an owner
 * more must never count against anybody. */
static guint
count_owners (const LkbSight *sight, const char *rule)
{
  guint n = 0;

  for (guint i = 0; i < lkb_findings_get_n (sight->findings); i++)
    {
      const LkbFinding *finding = lkb_findings_get_nth (sight->findings, i);
      const LkbElement *about = finding->elements[0] != NULL
                                    ? lkb_board_lookup (sight->board, finding->elements[0])
                                    : NULL;

      if (about != NULL && lkb_element_is_edge (about) && finding->field == LKB_FIELD_OWNER
          && g_str_equal (finding->rule->id, rule))
        n++;
    }
  return n;
}

static void
say_hand_offs (LkbScoreRow *row, const LkbOwnerTally *tally)
{
  if (tally->n_taken < tally->n_edges)
    lkb_score_row_say (
        row,
        new_share (N_ ("{some} of {all} edges say who takes over"), tally->n_taken, tally->n_edges),
        LKB_ROUND_NEVER);
  if (tally->n_hand_offs > 0)
    lkb_score_row_say (row,
                       new_share (N_ ("{some} of {all} hand-offs complete"), tally->n_complete,
                                  tally->n_hand_offs),
                       LKB_ROUND_NEVER);
  else if (tally->n_taken == tally->n_edges)
    say (row, N_ ("no hand-offs between teams"), LKB_ROUND_NEVER);
}

void
lkb_score_judge_ownership (const LkbScoreJudge *judge, LkbScoreRow *row)
{
  const LkbSight *sight = &judge->sight;
  LkbOwnerTally tally;
  guint n_named;

  lkb_board_tally_owners (sight->board, &tally);
  /* A placeholder is no owner. */
  n_named = tally.n_owned - MIN (tally.n_owned, count_owners (sight, "OWN002"));
  if (tally.n_edges == 0)
    {
      set (row, 0, N_ ("Draw the path, with an owner on every edge."));
      say (row, N_ ("no edge that needs an owner"), LKB_ROUND_NEVER);
      return;
    }
  lkb_score_row_say (row, new_share (N_ ("{some} of {all} edges owned"), n_named, tally.n_edges),
                     LKB_ROUND_NEVER);
  if (n_named < tally.n_edges)
    {
      set (row, 2 * n_named < tally.n_edges ? 0 : 1, N_ ("Put an owner on every edge."));
      return;
    }
  if (judge->since[LKB_SCORE_SINCE_OWNERS] != LKB_ROUND_NEVER)
    say (row, N_ ("owner on the last edge"), judge->since[LKB_SCORE_SINCE_OWNERS]);
  if (count_owners (sight, "OWN003") + count_owners (sight, "OWN004") > 0)
    {
      set (row, 2, N_ ("Call one squad or person by name on each edge."));
      say (row, N_ ("an owner who could be anyone"), LKB_ROUND_NEVER);
    }
  else if (count (sight, "OWN006", ALL) + count (sight, "OWN007", ALL) > 0)
    {
      set (row, 2, N_ ("Call the source and the consumer by name."));
      say (row, N_ ("source or consumer without a name of its own"), LKB_ROUND_NEVER);
    }
  else
    {
      say_hand_offs (row, &tally);
      /* Who takes over must be known: else naming that team later would open a hand-off that counted as done. */
      if (tally.n_taken < tally.n_edges)
        set (row, 3, N_ ("Say on each edge who takes over."));
      else if (tally.n_complete < tally.n_hand_offs)
        set (row, 3, N_ ("Say on each hand-off accepted when, and who is called."));
      else
        set (row, 4, NULL);
    }
}

/* ---- budgets and numbers ---- */

typedef struct
{
  GPtrArray *elements; /* on the way of the primary KPI: edges and the nodes at their ends */
  gboolean complete;
  guint n_numbers;
  guint n_marked; /* that say where they are from */
} Path;

static void
add_to_path (Path *path, const LkbElement *element)
{
  LkbKind kind = lkb_element_get_kind (element);
  gboolean marked = lkb_element_get_choice (element, LKB_FIELD_EVIDENCE) >= 0;
  guint n_fields;
  const LkbKindField *fields = lkb_kind_get_fields (kind, &n_fields);

  if (g_ptr_array_find (path->elements, element, NULL))
    return;
  g_ptr_array_add (path->elements, (gpointer) element);
  for (guint i = 0; i < n_fields; i++)
    {
      const LkbQuantity *quantity = lkb_field_get_info (fields[i].field)->type == LKB_VALUE_QUANTITY
                                        ? lkb_element_get_quantity (element, fields[i].field)
                                        : NULL;

      /* What a quick fix filled in is nobody's own figure. */
      if (lkb_element_has_default (element, fields[i].field))
        path->complete = FALSE;
      if (quantity == NULL)
        continue;
      path->n_numbers++;
      path->n_marked += marked || quantity->evidence != LKB_EVIDENCE_NONE;
    }
}

static gboolean
speaks_of_evidence (const LkbElement *facts)
{
  const LkbValue *texts = lkb_element_get (facts, LKB_FIELD_ASSUMPTIONS);

  for (guint i = 0; texts != NULL && i < lkb_value_get_n (texts); i++)
    {
      g_autofree char *text = lkb_text_fold (lkb_value_get_nth_text (texts, i));

      for (LkbEvidence evidence = LKB_EVIDENCE_TARGET; evidence <= LKB_EVIDENCE_MEASURED;
           evidence++)
        if (strstr (text, lkb_evidence_to_string (evidence)) != NULL)
          return TRUE;
    }
  return FALSE;
}

static void
find_path (const LkbScoreJudge *judge, Path *path)
{
  const LkbPrimary *primary = lkb_analysis_get_primary (judge->sight.analysis);
  const char *const *ids = primary->latency != NULL     ? primary->latency->path
                           : primary->freshness != NULL ? primary->freshness->path
                                                        : NULL;
  const LkbLatencyRow *main = lkb_analysis_get_told_latency (judge->sight.analysis);
  LkbBoard *board = judge->sight.board;

  if (ids == NULL && main != NULL)
    ids = main->path;
  *path = (Path){ .elements = g_ptr_array_new (), .complete = ids != NULL && ids[0] != NULL };
  for (guint i = 0; ids != NULL && ids[i] != NULL; i++)
    {
      const LkbElement *edge = lkb_board_lookup (board, ids[i]);

      add_to_path (path, lkb_board_lookup (board, lkb_element_get_from (edge)));
      add_to_path (path, edge);
      add_to_path (path, lkb_board_lookup (board, lkb_element_get_to (edge)));
    }
  if (count (&judge->sight, "NUM001", ALL) + count (&judge->sight, "KPI001", ALL)
          + count (&judge->sight, "NUM002", ALL)
      > 0)
    path->complete = FALSE;
}

/* Whether a trade-off turns a knob of what the finding is about: then it is known, and wanted. */
static gboolean
is_traded (const LkbSight *sight, const LkbFinding *finding)
{
  const LkbValue *list = lkb_element_get (lkb_board_get_facts (sight->board), LKB_FIELD_TRADE_OFFS);

  for (guint i = 0; list != NULL && i < lkb_value_get_n (list); i++)
    {
      const char *knob = lkb_value_get_member_text (lkb_value_get_nth (list, i), "knob");
      const LkbElement *element;
      LkbField field;

      if (knob != NULL && lkb_board_find_knob (sight->board, knob, &element, &field)
          && g_strv_contains (finding->elements, lkb_element_get_id (element)))
        return TRUE;
    }
  return FALSE;
}

static guint
count_over (const LkbSight *sight)
{
  static const char *const rules[] = { "LAT001", "LAT003", "LAT004", "LAT006", "FRS001",
                                       "FRS002", "FRS003", "THR001", "THR002", NULL };
  guint n = 0;

  for (guint i = 0; i < lkb_findings_get_n (sight->findings); i++)
    {
      const LkbFinding *finding = lkb_findings_get_nth (sight->findings, i);

      n += finding->severity <= OPEN && g_strv_contains (rules, finding->rule->id)
           && !is_traded (sight, finding);
    }
  return n;
}

static gboolean
has_load (LkbBoard *board)
{
  const GPtrArray *elements = lkb_board_get_elements (board);
  gboolean rate = FALSE, payload = FALSE;

  for (guint i = 0; i < elements->len; i++)
    {
      const LkbElement *element = g_ptr_array_index (elements, i);

      if (!lkb_element_is_node (element) && !lkb_element_is_edge (element))
        continue;
      rate |= lkb_kind_get_tier (lkb_element_get_kind (element), LKB_FIELD_RATE) > 0
              && lkb_element_get_quantity (element, LKB_FIELD_RATE) != NULL;
      payload |= lkb_kind_get_tier (lkb_element_get_kind (element), LKB_FIELD_PAYLOAD) > 0
                 && lkb_element_get_quantity (element, LKB_FIELD_PAYLOAD) != NULL;
    }
  return rate && payload;
}

/* The opening ends before there is a path: it is about what is asked for. */
static void
judge_opening_numbers (const LkbScoreJudge *judge, LkbScoreRow *row, guint n_budgets)
{
  LkbBoard *board = judge->sight.board;
  const LkbElement *facts = lkb_board_get_facts (board);
  gboolean said = !lkb_text_is_blank (
      lkb_value_get_member_text (lkb_element_get (facts, LKB_FIELD_FIRST_NUMBER), "text"));

  if (n_budgets < LKB_SCORE_LEAST_BUDGETS)
    set (row, 1, N_ ("Set budgets: time, age of the data, cost."));
  else if (n_budgets == LKB_SCORE_LEAST_BUDGETS)
    set (row, 2, N_ ("Set a third budget."));
  else if (!has_load (board) || !said)
    set (row, 3, N_ ("Say rate, payload, and your first number."));
  else
    set (row, 4, NULL);
}

void
lkb_score_judge_numbers (const LkbScoreJudge *judge, LkbScoreRow *row)
{
  const LkbSight *sight = &judge->sight;
  guint n = lkb_board_count_numbers (sight->board), n_over, level = 1;
  guint n_budgets = lkb_score_count_budgets (sight->board);
  gboolean budgets = n_budgets >= LKB_SCORE_LEAST_BUDGETS, evident;
  Path path;

  lkb_score_row_say (
      row, lkb_label_new_plural ("{n} number of your own", "{n} numbers of your own", n, NULL),
      LKB_ROUND_NEVER);
  if (n < LKB_SCORE_LEAST_NUMBERS)
    {
      set (row, 0, N_ ("Say numbers: a rate, a time, a budget."));
      return;
    }
  if (budgets)
    say (row, N_ ("budgets set"), judge->since[LKB_SCORE_SINCE_BUDGETS]);
  if (judge->opening)
    {
      judge_opening_numbers (judge, row, n_budgets);
      return;
    }
  find_path (judge, &path);
  n_over = count_over (sight);
  evident = speaks_of_evidence (lkb_board_get_facts (sight->board))
            || 2 * path.n_marked >= path.n_numbers;
  level += budgets;
  if (path.complete)
    {
      level++;
      say (row, N_ ("every hop of the path has its figures"), LKB_ROUND_NEVER);
    }
  else
    say (row, N_ ("figures missing on the path"), LKB_ROUND_NEVER);
  if (!budgets)
    set (row, level, N_ ("Set budgets: time, age of the data, cost."));
  else if (!path.complete)
    set (row, level, N_ ("Give each hop of the path its time and rate."));
  else if (n_over > 0)
    set (row, level, N_ ("Bring time, age and load within budget, or say what you trade for it."));
  else if (!evident)
    set (row, level, N_ ("Say of each number: target, estimate, benchmark or measured?"));
  else
    set (row, 4, NULL);
  if (n_over > 0)
    lkb_score_row_say (
        row,
        lkb_label_new_plural ("{n} figure over budget", "{n} figures over budget", n_over, NULL),
        LKB_ROUND_NEVER);
  else if (path.complete && evident)
    say (row, N_ ("within budget, evidence marked"), LKB_ROUND_NEVER);
  g_ptr_array_unref (path.elements);
}
