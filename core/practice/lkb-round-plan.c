/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-round-plan.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "core/base/lkb-text.h"
#include "lkb-sight.h"

#define MINUTES(n) ((gint64) (n) *60 * 1000)
#define SLOT(phase, from, to, lines)                                                               \
  {                                                                                                \
    phase, MINUTES (from), MINUTES ((to) - (from)), lines                                          \
  }

static const LkbRoundSlot slots_45[] = {
  SLOT (LKB_ROUND_GOAL, 0, 5, "goal"),           SLOT (LKB_ROUND_SIZE, 5, 9, "size"),
  SLOT (LKB_ROUND_SKETCH, 9, 22, "sketch"),      SLOT (LKB_ROUND_FEATURE, 22, 30, "feature"),
  SLOT (LKB_ROUND_PUSHBACK, 30, 39, "pushback"), SLOT (LKB_ROUND_CLOSE, 39, 45, "close"),
};
static const LkbRoundSlot slots_60[] = {
  SLOT (LKB_ROUND_GOAL, 0, 6, "goal"),           SLOT (LKB_ROUND_SIZE, 6, 12, "size"),
  SLOT (LKB_ROUND_SKETCH, 12, 28, "sketch"),     SLOT (LKB_ROUND_FEATURE, 28, 38, "feature"),
  SLOT (LKB_ROUND_PUSHBACK, 38, 52, "pushback"), SLOT (LKB_ROUND_CLOSE, 52, 60, "close"),
};
static const LkbRoundSlot slots_opening[] = {
  SLOT (LKB_ROUND_GOAL, 0, 5, "goal"),
  SLOT (LKB_ROUND_SIZE, 5, 10, "size"),
};
/* Big words become honest by numbers. */
static const LkbRoundSlot slots_drill[] = { SLOT (LKB_ROUND_SIZE, 0, 3, "drill") };

static const struct
{
  const LkbRoundSlot *slots;
  guint n;
} plans[LKB_ROUND_N_PRESETS] = {
  [LKB_ROUND_PRESET_45] = { slots_45, G_N_ELEMENTS (slots_45) },
  [LKB_ROUND_PRESET_60] = { slots_60, G_N_ELEMENTS (slots_60) },
  [LKB_ROUND_PRESET_OPENING] = { slots_opening, G_N_ELEMENTS (slots_opening) },
  [LKB_ROUND_PRESET_DRILL] = { slots_drill, G_N_ELEMENTS (slots_drill) },
};

const LkbRoundSlot *
lkb_round_plan_get_slots (LkbRoundPreset preset, guint *n)
{
  g_return_val_if_fail ((guint) preset < LKB_ROUND_N_PRESETS, NULL);
  g_return_val_if_fail (n != NULL, NULL);

  *n = plans[preset].n;
  return plans[preset].slots;
}

gint64
lkb_round_plan_get_length (LkbRoundPreset preset)
{
  guint n;
  const LkbRoundSlot *slots = lkb_round_plan_get_slots (preset, &n);

  g_return_val_if_fail (slots != NULL, 0);
  return slots[n - 1].start + slots[n - 1].length;
}

/* What a phase asks for */

static gboolean
has_named (LkbBoard *board, LkbKind kind)
{
  const GPtrArray *elements = lkb_board_get_elements (board);

  for (guint i = 0; i < elements->len; i++)
    {
      const LkbElement *element = g_ptr_array_index (elements, i);

      if (lkb_element_get_kind (element) == kind
          && !lkb_text_is_blank (lkb_element_get_text (element, LKB_FIELD_NAME)))
        return TRUE;
    }
  return FALSE;
}

static gboolean
has_value (LkbBoard *board, LkbField field)
{
  const GPtrArray *elements = lkb_board_get_elements (board);

  for (guint i = 0; i < elements->len; i++)
    if (lkb_element_get (g_ptr_array_index (elements, i), field) != NULL)
      return TRUE;
  return FALSE;
}

static gboolean
has_fact (LkbBoard *board, LkbField field)
{
  return lkb_element_get (lkb_board_get_facts (board), field) != NULL;
}

static gboolean
has_first_number (LkbBoard *board)
{
  const LkbValue *first = lkb_element_get (lkb_board_get_facts (board), LKB_FIELD_FIRST_NUMBER);

  return first != NULL && !lkb_text_is_blank (lkb_value_get_member_text (first, "text"));
}

static gboolean
has_trade_off (LkbBoard *board)
{
  static const char *const parts[] = { "chose", "over", "give_up", "knob" };
  const LkbValue *list = lkb_element_get (lkb_board_get_facts (board), LKB_FIELD_TRADE_OFFS);

  for (guint i = 0; list != NULL && i < lkb_value_get_n (list); i++)
    {
      guint n = 0;

      for (guint k = 0; k < G_N_ELEMENTS (parts); k++)
        n += lkb_text_is_blank (lkb_value_get_member_text (lkb_value_get_nth (list, i), parts[k]))
                 ? 0
                 : 1;
      if (n == G_N_ELEMENTS (parts))
        return TRUE;
    }
  return FALSE;
}

static gboolean
has_all_owners (LkbBoard *board)
{
  LkbOwnerTally tally;

  lkb_board_tally_owners (board, &tally);
  return tally.n_edges > 0 && tally.n_owned == tally.n_edges;
}

/* Aloud, too: whether that held a number is asked after the bell. */
static gboolean
is_answered (const LkbRoundLog *log)
{
  guint n = log != NULL ? lkb_round_log_get_n_cards (log) : 0;

  for (guint i = 0; i < n; i++)
    {
      const LkbRoundMark *answer = lkb_round_log_get_card (log, i)->answer;

      if (answer == NULL || answer->how == LKB_ROUND_SKIPPED || answer->how == LKB_ROUND_UNANSWERED)
        return FALSE;
    }
  return n > 0;
}

static guint
add (LkbRoundGoal *goals, guint n, const char *name, gboolean done)
{
  goals[n] = (LkbRoundGoal){ name, done };
  return n + 1;
}

static guint
check_close (LkbBoard *board, const LkbAnalysis *analysis, LkbRoundGoal *goals)
{
  LkbOperations operations = lkb_board_get_operations (board);
  guint n = 0;

  n = add (goals, n, N_ ("SLA"), (operations & LKB_OPERATION_SLA) != 0);
  n = add (goals, n, N_ ("Escalation"), (operations & LKB_OPERATION_ESCALATION) != 0);
  n = add (goals, n, N_ ("Cost"),
           analysis != NULL && isfinite (lkb_analysis_get_cost (analysis)->per_month));
  return add (goals, n, N_ ("Cost of delay"),
              analysis != NULL && isfinite (lkb_analysis_get_cost_of_delay (analysis)->per_month));
}

guint
lkb_round_plan_check (LkbRoundPhase phase, LkbBoard *board, const LkbAnalysis *analysis,
                      const LkbVocabulary *vocabulary, const LkbRoundLog *log, LkbRoundGoal *goals)
{
  guint n = 0;

  g_return_val_if_fail (LKB_IS_BOARD (board), 0);
  g_return_val_if_fail (goals != NULL, 0);

  switch (phase)
    {
    case LKB_ROUND_GOAL:
      n = add (goals, n, N_ ("Goal"), has_fact (board, LKB_FIELD_GOAL));
      n = add (goals, n, N_ ("KPI"), has_fact (board, LKB_FIELD_KPIS));
      /* What a model answers may be all that is asked for. */
      n = add (goals, n, N_ ("Consumer"),
               has_named (board, LKB_KIND_CONSUMER) || has_named (board, LKB_KIND_MODEL));
      return add (goals, n, N_ ("Source"), has_named (board, LKB_KIND_SOURCE));
    case LKB_ROUND_SIZE:
      n = add (goals, n, N_ ("Rate"), has_value (board, LKB_FIELD_RATE));
      n = add (goals, n, N_ ("Payload"), has_value (board, LKB_FIELD_PAYLOAD));
      n = add (goals, n, N_ ("Budgets"),
               has_fact (board, LKB_FIELD_BUDGET_FRESHNESS)
                   && has_fact (board, LKB_FIELD_BUDGET_LATENCY)
                   && has_fact (board, LKB_FIELD_BUDGET_COST));
      return add (goals, n, N_ ("First number"), has_first_number (board));
    case LKB_ROUND_SKETCH:
      n = add (goals, n, N_ ("Path"),
               analysis != NULL && lkb_analysis_get_told_latency (analysis) != NULL);
      return add (goals, n, N_ ("Owners"), has_all_owners (board));
    case LKB_ROUND_FEATURE:
      n = add (goals, n, N_ ("Lakehouse feature"), lkb_board_names_feature (board, vocabulary));
      return add (goals, n, N_ ("Trade-off"), has_trade_off (board));
    case LKB_ROUND_PUSHBACK:
      return add (goals, n, N_ ("Answers"), is_answered (log));
    case LKB_ROUND_CLOSE:
    default:
      return check_close (board, analysis, goals);
    }
}
