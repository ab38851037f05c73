/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-score-private.h"

#include "core/base/lkb-text.h"
#include "core/model/lkb-proposal.h"

/* When a round came to what: one walk through its changes. Each question is asked after each change, so they are cheap ones;
 * what needs figures or the checks is asked at the end only. */

gboolean
lkb_score_is_goal (const char *text)
{
  g_autofree char *line = lkb_text_one_line (text != NULL ? text : "");
  guint n = line[0] != '\0';

  for (const char *c = line; *c != '\0'; c++)
    n += *c == ' ';
  return n >= 4;
}

gboolean
lkb_score_is_traded (const LkbValue *trade_off)
{
  return !lkb_text_is_blank (lkb_value_get_member_text (trade_off, "chose"))
         && !lkb_text_is_blank (lkb_value_get_member_text (trade_off, "over"));
}

guint
lkb_score_count_budgets (LkbBoard *board)
{
  static const LkbField fields[] = { LKB_FIELD_BUDGET_REQUEST_TAIL, LKB_FIELD_BUDGET_FRESHNESS,
                                     LKB_FIELD_BUDGET_LATENCY, LKB_FIELD_BUDGET_COST,
                                     LKB_FIELD_BUDGET_AVAILABILITY };
  const LkbElement *facts = lkb_board_get_facts (board);
  const LkbValue *kpi = lkb_board_get_primary_kpi (board);
  guint n = kpi != NULL && lkb_value_get_member_quantity (kpi, "target") != NULL;

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    n += lkb_element_get_quantity (facts, fields[i]) != NULL;
  return n;
}

static gboolean
has_trade_off (LkbBoard *board)
{
  const LkbValue *list = lkb_element_get (lkb_board_get_facts (board), LKB_FIELD_TRADE_OFFS);

  for (guint i = 0; list != NULL && i < lkb_value_get_n (list); i++)
    if (lkb_score_is_traded (lkb_value_get_nth (list, i)))
      return TRUE;
  return FALSE;
}

static void
ask (LkbBoard *board, const LkbVocabulary *vocabulary, gboolean answers[LKB_SCORE_N_SINCE])
{
  const LkbElement *facts = lkb_board_get_facts (board);
  const LkbValue *kpi = lkb_board_get_primary_kpi (board);
  LkbOperations operations = lkb_board_get_operations (board);
  LkbOwnerTally tally;

  lkb_board_tally_owners (board, &tally);
  answers[LKB_SCORE_SINCE_NODE] = lkb_board_count_nodes (board) > 0;
  answers[LKB_SCORE_SINCE_GOAL] = lkb_score_is_goal (lkb_element_get_text (facts, LKB_FIELD_GOAL));
  answers[LKB_SCORE_SINCE_KPI] = kpi != NULL
                                 && lkb_value_get_member_quantity (kpi, "target") != NULL;
  answers[LKB_SCORE_SINCE_OWNERS] = tally.n_edges > 0 && tally.n_owned == tally.n_edges;
  answers[LKB_SCORE_SINCE_NUMBERS] = lkb_board_count_numbers (board) >= LKB_SCORE_LEAST_NUMBERS;
  answers[LKB_SCORE_SINCE_BUDGETS] = lkb_score_count_budgets (board) >= LKB_SCORE_LEAST_BUDGETS;
  answers[LKB_SCORE_SINCE_FEATURE] = lkb_board_names_feature (board, vocabulary);
  answers[LKB_SCORE_SINCE_TRADE_OFF] = has_trade_off (board);
  for (guint i = 0; i < LKB_N_OPERATIONS; i++)
    answers[LKB_SCORE_SINCE_OPERATIONS + i] = (operations & (1 << i)) != 0;
}

void
lkb_score_find_times (LkbScoreJudge *judge, const LkbVocabulary *vocabulary)
{
  LkbRecording *recording = lkb_round_log_get_recording (judge->log);
  g_autoptr (LkbBoard) board = lkb_recording_dup_board (recording, 0);

  for (guint k = 0; k < LKB_SCORE_N_SINCE; k++)
    judge->since[k] = LKB_ROUND_NEVER;
  for (guint i = 0; i <= judge->bell; i++)
    {
      gint64 time = i > 0 ? lkb_round_log_get_time (judge->log, i - 1) : 0;
      gboolean answers[LKB_SCORE_N_SINCE];

      /* The recording holds only what could be applied. */
      if (i > 0
          && !lkb_board_apply (board, (LkbChange *) lkb_recording_get_change (recording, i - 1),
                               NULL))
        return;
      ask (board, vocabulary, answers);
      for (guint k = 0; k < LKB_SCORE_N_SINCE; k++)
        if (answers[k] && judge->since[k] == LKB_ROUND_NEVER)
          judge->since[k] = time;
        else if (!answers[k] && k != LKB_SCORE_SINCE_NODE)
          judge->since[k] = LKB_ROUND_NEVER;
    }
}
