/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-scorecard.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "core/base/lkb-text.h"
#include "lkb-interviewer.h"
#include "lkb-round-plan.h"
#include "lkb-score-private.h"

#define GOAL_MS (5 * 60000)
#define READY 80
#define CLOSE 60

/* docs/decisions/0022-weights-of-an-engineer.md */
static const struct
{
  const char *id;
  const char *name;
  double weights[2]; /* by profile */
  gboolean in_opening;
  void (*judge) (const LkbScoreJudge *judge, LkbScoreRow *row);
} rubric[LKB_SCORE_N_CRITERIA] = {
  { "goal", N_ ("Goal first"), { 15, 8 }, TRUE, lkb_score_judge_goal },
  { "kpi", N_ ("KPI"), { 15, 7 }, TRUE, lkb_score_judge_kpi },
  { "ownership", N_ ("Ownership"), { 20, 10 }, FALSE, lkb_score_judge_ownership },
  { "numbers", N_ ("Budgets and numbers"), { 15, 20 }, TRUE, lkb_score_judge_numbers },
  { "feature", N_ ("Lakehouse fit"), { 10, 15 }, FALSE, lkb_score_judge_feature },
  { "trade-offs", N_ ("Trade-offs and knobs"), { 10, 15 }, FALSE, lkb_score_judge_trade_offs },
  { "operations", N_ ("Failure and operations"), { 10, 15 }, FALSE, lkb_score_judge_operations },
  { "clarity", N_ ("Clarity and time"), { 5, 10 }, TRUE, lkb_score_judge_clarity },
};

struct _LkbScorecard
{
  gatomicrefcount refs;
  LkbRoundLog *log;
  LkbRoundProfile profile;
  gboolean has_score;
  guint score;
  LkbScoreRow rows[LKB_SCORE_N_CRITERIA];
  GPtrArray *extras; /* of LkbScoreExtra */
  guint n_numbers;
  LkbOwnerTally owners;
  gboolean has_signals;
};

/* ---- what is judged ---- */

/* A board with what the validator and the analysis say of it. */
typedef struct
{
  LkbBoard *board;
  LkbAnalysis *analysis;
  LkbFindings *findings;
} Look;

static void
look_at (Look *look, LkbBoard *board, const LkbVocabulary *vocabulary)
{
  /* Whatever profile the board has: a sketch is let off nothing here. The page is left out: what it is like depends on the
   * fonts of the machine. */
  static const LkbProfile profile = LKB_PROFILE_INTERVIEW;
  LkbRuleContext context = { .vocabulary = vocabulary, .profile = &profile };

  look->board = board;
  look->analysis = lkb_analysis_new (board, NULL);
  look->findings = lkb_rules_run (board, look->analysis, &context);
}

static void
look_clear (Look *look)
{
  g_clear_object (&look->board);
  g_clear_pointer (&look->analysis, lkb_analysis_unref);
  g_clear_pointer (&look->findings, lkb_findings_unref);
}

static LkbSight
look_get_sight (const Look *look, const LkbVocabulary *vocabulary)
{
  return (LkbSight){
    .board = look->board,
    .analysis = look->analysis,
    .findings = look->findings,
    .vocabulary = vocabulary,
  };
}

/* How many changes count: not those that were made after the bell. */
static guint
find_bell (LkbRecording *recording)
{
  for (guint i = 0; i < lkb_recording_get_n_marks (recording); i++)
    {
      const LkbRecordingMark *mark = lkb_recording_get_mark (recording, i);

      if (g_str_equal (mark->key, "end"))
        return mark->n_changes;
    }
  return lkb_recording_get_n_changes (recording);
}

/* The board at the bell with the goal as it stood when the first node came, or after five minutes. */
static LkbBoard *
dup_early (const LkbScoreJudge *judge, LkbBoard *last)
{
  LkbRecording *recording = lkb_round_log_get_recording (judge->log);
  gint64 node = judge->since[LKB_SCORE_SINCE_NODE];
  gint64 time = node != LKB_ROUND_NEVER ? MIN (node, GOAL_MS) : GOAL_MS;
  g_autoptr (LkbBoard) then = lkb_recording_dup_board (
      recording, MIN (lkb_round_log_find (judge->log, time), judge->bell));
  LkbBoard *board = lkb_board_copy (last);
  const LkbElement *facts = lkb_board_get_facts (board);
  g_autoptr (LkbElement) after = lkb_element_with (
      facts, LKB_FIELD_GOAL, lkb_element_get (lkb_board_get_facts (then), LKB_FIELD_GOAL));
  g_autoptr (LkbChange) change = lkb_change_new (NULL);

  lkb_change_add (change, facts, after);
  lkb_board_apply (board, change, NULL);
  return board;
}

static void
find_focus (LkbScoreJudge *judge, LkbFocus *focus)
{
  LkbRecording *recording = lkb_round_log_get_recording (judge->log);

  for (guint i = 0; i < judge->bell; i++)
    lkb_focus_add (focus, lkb_round_log_get_time (judge->log, i),
                   lkb_recording_get_change (recording, i));
  judge->sight.focus = lkb_focus_get_node (focus, judge->length, &judge->sight.focus_share);
}

/* ---- what counts beside the levels ---- */

static void
add_extra (LkbScorecard *self, LkbScoreExtraKind kind, int points, LkbLabel *text)
{
  LkbScoreExtra *extra = g_new0 (LkbScoreExtra, 1);

  extra->kind = kind;
  extra->points = points;
  extra->text = text;
  g_ptr_array_add (self->extras, extra);
}

static void
extra_free (gpointer data)
{
  LkbScoreExtra *extra = data;

  lkb_label_unref (extra->text);
  g_free (extra);
}

static void
evidence_free (gpointer data)
{
  LkbScoreEvidence *evidence = data;

  lkb_label_unref (evidence->text);
  g_free (evidence);
}

/* Takes over both. @names: (nullable). */
static LkbLabel *
add_name (LkbLabel *names, LkbLabel *name)
{
  return names == NULL ? name
                       /* Translators: a list of checks that are not met */
                       : lkb_label_new (N_ ("{names}, {name}"), "names", names, "name", name, NULL);
}

/* So many are named; the board has all of them. */
#define MAX_NAMED 3

/* In the opening nothing was drawn yet: only what goal and KPI say can be wrong. @names: (out) (transfer full) (nullable): of the
 * checks, each once. */
static guint
count_errors (const LkbScoreJudge *judge, LkbLabel **names)
{
  const LkbRuleInfo *named = NULL;
  guint n = 0, n_named = 0;

  *names = NULL;

  for (guint i = 0; i < lkb_findings_get_n (judge->sight.findings); i++)
    {
      const LkbFinding *finding = lkb_findings_get_nth (judge->sight.findings, i);

      if (finding->severity == LKB_SEVERITY_ERROR
          && (!judge->opening || g_str_has_prefix (finding->rule->id, "GOAL")
              || g_str_has_prefix (finding->rule->id, "KPI")))
        {
          n++;
          /* Those of one check follow each other. */
          if (finding->rule == named)
            continue;
          named = finding->rule;
          if (++n_named <= MAX_NAMED)
            *names = add_name (*names, lkb_label_new (named->name, NULL));
        }
    }
  if (n_named > MAX_NAMED)
    *names = add_name (*names, lkb_label_new_text ("…"));
  return n;
}

/* Whether the card about the first number had its reason when it was shown, so that what came later is a correction. */
static gboolean
was_pushed (const LkbScoreJudge *judge)
{
  const LkbRoundCard *card = lkb_round_log_find_card (judge->log, "first-number");
  Look look;
  gboolean pushed;

  if (card == NULL)
    return FALSE;
  look_at (&look,
           lkb_recording_dup_board (lkb_round_log_get_recording (judge->log),
                                    MIN (card->n_changes, judge->bell)),
           judge->sight.vocabulary);
  {
    LkbSight sight = look_get_sight (&look, judge->sight.vocabulary);

    pushed = lkb_sight_count (&sight, "ANC001", LKB_SEVERITY_HINT, NULL) > 0;
  }
  look_clear (&look);
  return pushed;
}

static void
judge_extras (LkbScorecard *self, const LkbScoreJudge *judge)
{
  const LkbSight *sight = &judge->sight;
  LkbLabel *names;
  guint errors = count_errors (judge, &names);
  guint words = MIN (lkb_sight_count (sight, "BUZ001", LKB_SEVERITY_WARNING, NULL), 5);
  const LkbValue *first = lkb_element_get (lkb_board_get_facts (sight->board),
                                           LKB_FIELD_FIRST_NUMBER);

  if (errors > 0)
    add_extra (self, LKB_SCORE_ERRORS, -2 * (int) errors,
               lkb_label_new_plural ("{n} thing left to fix: {names}",
                                     "{n} things left to fix: {names}", errors, "names", names,
                                     NULL));
  if (words > 0)
    add_extra (self, LKB_SCORE_BUZZWORDS, -(int) words,
               lkb_label_new_plural ("{n} word without its number",
                                     "{n} words without their number", words, NULL));
  if (lkb_sight_count (sight, "ANC001", LKB_SEVERITY_HINT, NULL) > 0)
    add_extra (self, LKB_SCORE_ANCHOR, -3,
               lkb_label_new (N_ ("the first number is not what the board supports"), NULL));
  else if (!lkb_text_is_blank (lkb_value_get_member_text (first, "text")) && was_pushed (judge))
    add_extra (self, LKB_SCORE_CORRECTED, 2,
               lkb_label_new (N_ ("the first number was corrected when asked"), NULL));
}

/* ---- the card ---- */

static void
judge_rows (LkbScorecard *self, const LkbScoreJudge *judge)
{
  double sum = 0;

  for (guint i = 0; i < LKB_SCORE_N_CRITERIA; i++)
    sum += !judge->opening || rubric[i].in_opening ? rubric[i].weights[self->profile] : 0;
  for (guint i = 0; i < LKB_SCORE_N_CRITERIA; i++)
    {
      LkbScoreRow *row = &self->rows[i];

      row->criterion = i;
      row->evidence = g_ptr_array_new_with_free_func (evidence_free);
      if (!self->has_score || (judge->opening && !rubric[i].in_opening))
        continue;
      /* What is not asked for leaves its weight to the others. */
      row->weight = rubric[i].weights[self->profile] * 100 / sum;
      rubric[i].judge (judge, row);
      row->adjusted = row->level;
    }
}

static void
adjust_rows (LkbScorecard *self)
{
  for (guint i = 0; i < lkb_round_log_get_n_adjustments (self->log); i++)
    {
      const LkbRoundMark *mark = lkb_round_log_get_adjustment (self->log, i);
      LkbScoreCriterion criterion;
      LkbScoreRow *row;

      /* Who corrects the score says why. */
      if (!lkb_score_criterion_from_string (mark->criterion, &criterion)
          || lkb_text_is_blank (mark->note) || mark->delta == 0)
        continue;
      row = &self->rows[criterion];
      row->adjusted = CLAMP ((gint64) row->level + CLAMP (mark->delta, -4, 4), 0,
                             LKB_SCORE_MAX_LEVEL);
      row->note = mark->note;
    }
}

static void
add_up (LkbScorecard *self)
{
  double sum = 0;

  for (guint i = 0; i < LKB_SCORE_N_CRITERIA; i++)
    sum += lkb_score_row_get_points (&self->rows[i]);
  for (guint i = 0; i < self->extras->len; i++)
    sum += ((LkbScoreExtra *) g_ptr_array_index (self->extras, i))->points;
  /* A sum of thirds may miss a half by the last digit. */
  self->score = CLAMP (floor (sum + 0.5 + 1e-9), 0, 100);
}

LkbScorecard *
lkb_scorecard_new (LkbRoundLog *log, const LkbVocabulary *vocabulary,
                   const LkbRoundProfile *profile)
{
  LkbScorecard *self;
  LkbScoreJudge judge = { .log = log };
  g_autoptr (LkbFocus) focus = lkb_focus_new ();
  Look last, early;

  g_return_val_if_fail (log != NULL, NULL);

  judge.setup = lkb_round_log_get_setup (log);
  judge.opening = judge.setup != NULL && judge.setup->preset == LKB_ROUND_PRESET_OPENING;
  judge.length = lkb_round_log_get_length (log);
  judge.bell = find_bell (lkb_round_log_get_recording (log));
  lkb_score_find_times (&judge, vocabulary);
  look_at (&last, lkb_recording_dup_board (lkb_round_log_get_recording (log), judge.bell),
           vocabulary);
  look_at (&early, dup_early (&judge, last.board), vocabulary);
  judge.sight = look_get_sight (&last, vocabulary);
  judge.early = look_get_sight (&early, vocabulary);
  find_focus (&judge, focus);

  self = g_new0 (LkbScorecard, 1);
  g_atomic_ref_count_init (&self->refs);
  self->log = lkb_round_log_ref (log);
  self->profile = profile != NULL       ? *profile
                  : judge.setup != NULL ? judge.setup->profile
                                        : LKB_ROUND_PM;
  self->has_score = judge.setup != NULL && judge.setup->preset != LKB_ROUND_PRESET_DRILL;
  self->extras = g_ptr_array_new_with_free_func (extra_free);
  judge_rows (self, &judge);
  if (self->has_score)
    {
      judge_extras (self, &judge);
      adjust_rows (self);
      add_up (self);
    }
  self->n_numbers = lkb_board_count_numbers (last.board);
  lkb_board_tally_owners (last.board, &self->owners);
  self->has_signals = lkb_sight_count (&judge.sight, "GOAL001", LKB_SEVERITY_HINT, NULL) == 0
                      && lkb_sight_count (&judge.sight, "KPI001", LKB_SEVERITY_HINT, NULL) == 0
                      && lkb_sight_count (&judge.sight, "KPI002", LKB_SEVERITY_HINT, NULL) == 0
                      && lkb_sight_count (&judge.sight, "FEA001", LKB_SEVERITY_HINT, NULL) == 0;
  look_clear (&last);
  look_clear (&early);
  return self;
}

LkbScorecard *
lkb_scorecard_ref (LkbScorecard *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
lkb_scorecard_unref (LkbScorecard *self)
{
  g_return_if_fail (self != NULL);
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  for (guint i = 0; i < LKB_SCORE_N_CRITERIA; i++)
    {
      g_ptr_array_unref (self->rows[i].evidence);
      g_clear_pointer (&self->rows[i].next, lkb_label_unref);
    }
  g_ptr_array_unref (self->extras);
  lkb_round_log_unref (self->log);
  g_free (self);
}

/* ---- what it says ---- */

gboolean
lkb_scorecard_has_score (const LkbScorecard *self)
{
  g_return_val_if_fail (self != NULL, FALSE);
  return self->has_score;
}

guint
lkb_scorecard_get_score (const LkbScorecard *self)
{
  g_return_val_if_fail (self != NULL, 0);
  return self->score;
}

LkbScoreBand
lkb_scorecard_get_band (const LkbScorecard *self)
{
  g_return_val_if_fail (self != NULL, LKB_SCORE_REHEARSE);
  return self->score >= READY   ? LKB_SCORE_READY
         : self->score >= CLOSE ? LKB_SCORE_CLOSE
                                : LKB_SCORE_REHEARSE;
}

LkbRoundProfile
lkb_scorecard_get_profile (const LkbScorecard *self)
{
  g_return_val_if_fail (self != NULL, LKB_ROUND_PM);
  return self->profile;
}

LkbRoundLog *
lkb_scorecard_get_round (const LkbScorecard *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->log;
}

const LkbScoreRow *
lkb_scorecard_get_row (const LkbScorecard *self, LkbScoreCriterion criterion)
{
  g_return_val_if_fail (self != NULL && (guint) criterion < LKB_SCORE_N_CRITERIA, NULL);
  return &self->rows[criterion];
}

double
lkb_score_row_get_points (const LkbScoreRow *row)
{
  g_return_val_if_fail (row != NULL, 0);
  return row->weight * row->adjusted / LKB_SCORE_MAX_LEVEL;
}

double
lkb_score_row_get_gain (const LkbScoreRow *row)
{
  g_return_val_if_fail (row != NULL, 0);
  return row->weight * (LKB_SCORE_MAX_LEVEL - row->adjusted) / LKB_SCORE_MAX_LEVEL;
}

guint
lkb_scorecard_get_n_extras (const LkbScorecard *self)
{
  g_return_val_if_fail (self != NULL, 0);
  return self->extras->len;
}

const LkbScoreExtra *
lkb_scorecard_get_extra (const LkbScorecard *self, guint i)
{
  g_return_val_if_fail (self != NULL && i < self->extras->len, NULL);
  return g_ptr_array_index (self->extras, i);
}

guint
lkb_scorecard_get_gains (const LkbScorecard *self, const LkbScoreRow **gains)
{
  guint n = 0;

  g_return_val_if_fail (self != NULL && gains != NULL, 0);
  for (guint i = 0; i < LKB_SCORE_N_CRITERIA; i++)
    {
      const LkbScoreRow *row = &self->rows[i];
      guint at;

      /* A row that was raised by hand has no next step of its own. */
      if (row->next == NULL || lkb_score_row_get_gain (row) <= 0)
        continue;
      at = MIN (n, LKB_SCORE_N_GAINS);
      while (at > 0 && lkb_score_row_get_gain (gains[at - 1]) < lkb_score_row_get_gain (row))
        at--;
      if (at == LKB_SCORE_N_GAINS)
        continue;
      n = MIN (n + 1, LKB_SCORE_N_GAINS);
      for (guint k = n - 1; k > at; k--)
        gains[k] = gains[k - 1];
      gains[at] = row;
    }
  return n;
}

guint
lkb_scorecard_get_n_numbers (const LkbScorecard *self)
{
  g_return_val_if_fail (self != NULL, 0);
  return self->n_numbers;
}

guint
lkb_scorecard_get_owned (const LkbScorecard *self, guint *n_edges)
{
  g_return_val_if_fail (self != NULL && n_edges != NULL, 0);
  *n_edges = self->owners.n_edges;
  return self->owners.n_owned;
}

gboolean
lkb_scorecard_has_signals (const LkbScorecard *self)
{
  g_return_val_if_fail (self != NULL, FALSE);
  return self->has_signals;
}

LkbReadiness
lkb_readiness_count (LkbScorecard *const *cards, guint n_cards, LkbRoundProfile profile)
{
  LkbReadiness readiness = { 0 };

  for (guint i = 0; i < n_cards; i++)
    {
      const LkbRoundMark *setup = lkb_round_log_get_setup (cards[i]->log);

      if (setup == NULL || setup->mode != LKB_ROUND_EXAM || cards[i]->profile != profile
          || (setup->preset != LKB_ROUND_PRESET_45 && setup->preset != LKB_ROUND_PRESET_60)
          || setup->length_ms < lkb_round_plan_get_length (setup->preset))
        continue;
      readiness.n_exams++;
      readiness.n_good += lkb_scorecard_get_band (cards[i]) == LKB_SCORE_READY
                          && cards[i]->has_signals;
    }
  readiness.ready = readiness.n_good >= LKB_READINESS_ROUNDS;
  return readiness;
}

/* ---- words ---- */

const char *
lkb_score_criterion_to_string (LkbScoreCriterion criterion)
{
  g_return_val_if_fail ((guint) criterion < LKB_SCORE_N_CRITERIA, "");
  return rubric[criterion].id;
}

gboolean
lkb_score_criterion_from_string (const char *word, LkbScoreCriterion *criterion)
{
  g_return_val_if_fail (criterion != NULL, FALSE);
  for (guint i = 0; i < LKB_SCORE_N_CRITERIA; i++)
    if (g_strcmp0 (rubric[i].id, word) == 0)
      {
        *criterion = i;
        return TRUE;
      }
  return FALSE;
}

const char *
lkb_score_extra_to_string (LkbScoreExtraKind kind)
{
  static const char *const words[] = { "errors", "buzzwords", "anchor", "corrected" };

  g_return_val_if_fail ((guint) kind < G_N_ELEMENTS (words), "");
  return words[kind];
}

const char *
lkb_score_band_to_string (LkbScoreBand band)
{
  static const char *const words[] = { "rehearse", "close", "ready" };

  g_return_val_if_fail ((guint) band < G_N_ELEMENTS (words), "");
  return words[band];
}

const char *
lkb_score_criterion_get_name (LkbScoreCriterion criterion)
{
  g_return_val_if_fail ((guint) criterion < LKB_SCORE_N_CRITERIA, "");
  return _ (rubric[criterion].name);
}

const char *
lkb_score_band_get_name (LkbScoreBand band)
{
  switch (band)
    {
    case LKB_SCORE_READY:
      return C_ ("score", "Ready");
    case LKB_SCORE_CLOSE:
      return C_ ("score", "Close");
    case LKB_SCORE_REHEARSE:
    default:
      return C_ ("score", "Rehearse");
    }
}
