/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-score-private.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "core/base/lkb-text.h"
#include "core/formats/lkb-script.h"
#include "core/model/lkb-knob.h"
#include "lkb-replay.h"

/* Feature, trade-offs, operations and clarity: what the design is worth and how it was told. */

#define OPEN LKB_SEVERITY_WARNING
/** A minute of speech is the aim, this is the most. */
#define MAX_SUMMARY_SECONDS 90

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

static void
set (LkbScoreRow *row, guint level, const char *next)
{
  row->level = level;
  row->next = next != NULL ? lkb_label_new (next, NULL) : NULL;
}

static const LkbValue *
get_trade_offs (LkbBoard *board)
{
  return lkb_element_get (lkb_board_get_facts (board), LKB_FIELD_TRADE_OFFS);
}

static gboolean
has_member (const LkbValue *record, const char *key)
{
  return !lkb_text_is_blank (lkb_value_get_member_text (record, key));
}

/* ---- lakehouse feature ---- */

static gboolean
text_names (const char *text, const char *name)
{
  g_autofree char *folded = text != NULL ? lkb_text_fold (text) : NULL;
  g_autofree char *sought = lkb_text_fold (name);
  const char *at = folded != NULL && sought[0] != '\0' ? strstr (folded, sought) : NULL;

  for (; at != NULL; at = strstr (at + 1, sought))
    {
      const char *end = at + strlen (sought);

      if ((at == folded || !g_ascii_isalnum (at[-1])) && !g_ascii_isalnum (*end))
        return TRUE;
    }
  return FALSE;
}

/* The catalogue's name of a feature; without a catalogue, its own words. */
static const char *
get_feature_name (const LkbSight *sight, const char *id)
{
  const LkbFeature *feature = sight->vocabulary != NULL
                                  ? lkb_vocabulary_find_feature (sight->vocabulary, id)
                                  : NULL;

  return feature != NULL ? feature->name : id;
}

static gboolean
trade_off_explains (const LkbSight *sight, const LkbValue *trade_off, const LkbElement *node,
                    const char *name)
{
  const char *knob = lkb_value_get_member_text (trade_off, "knob");
  const LkbElement *turned = NULL;
  LkbField field;

  if (!has_member (trade_off, "gain"))
    return FALSE;
  if (knob != NULL && lkb_board_find_knob (sight->board, knob, &turned, &field) && turned == node)
    return TRUE;
  return text_names (lkb_value_get_member_text (trade_off, "chose"), name)
         || text_names (lkb_value_get_member_text (trade_off, "gain"), name);
}

/* Whether it is said what a feature does for the metric: a trade-off gains by it, or the reason of a KPI names it. */
static gboolean
is_explained (const LkbSight *sight, const LkbElement *node, const char *name)
{
  const LkbValue *trade_offs = get_trade_offs (sight->board);
  const LkbValue *kpis = lkb_element_get (lkb_board_get_facts (sight->board), LKB_FIELD_KPIS);

  for (guint i = 0; trade_offs != NULL && i < lkb_value_get_n (trade_offs); i++)
    if (trade_off_explains (sight, lkb_value_get_nth (trade_offs, i), node, name))
      return TRUE;
  for (guint i = 0; kpis != NULL && i < lkb_value_get_n (kpis); i++)
    if (text_names (lkb_value_get_member_text (lkb_value_get_nth (kpis, i), "because"), name))
      return TRUE;
  return FALSE;
}

/* The first lakehouse feature that stands on an element, see lkb_board_names_feature(); @explained: (out): whether any of them is. */
static const char *
find_feature (const LkbSight *sight, gboolean *explained)
{
  const GPtrArray *elements = lkb_board_get_elements (sight->board);
  const char *first = NULL;

  *explained = FALSE;
  for (guint i = 0; i < elements->len; i++)
    {
      const LkbElement *element = g_ptr_array_index (elements, i);
      const LkbValue *features = lkb_element_get (element, LKB_FIELD_FEATURES);

      for (guint k = 0; features != NULL && k < lkb_value_get_n (features); k++)
        {
          const char *id = lkb_value_get_nth_text (features, k);
          const char *name;

          if (!lkb_vocabulary_knows_feature (sight->vocabulary, id))
            continue;
          name = get_feature_name (sight, id);
          if (first == NULL)
            first = name;
          *explained |= is_explained (sight, element, name);
        }
    }
  return first;
}

/* A feature that is only spoken of. */
static const char *
find_mention (const LkbSight *sight)
{
  static const LkbField fields[] = { LKB_FIELD_GOAL,    LKB_FIELD_STORY, LKB_FIELD_TECHNOLOGY,
                                     LKB_FIELD_PURPOSE, LKB_FIELD_NOTES, LKB_FIELD_LABEL,
                                     LKB_FIELD_TEXT };
  const GPtrArray *elements = lkb_board_get_elements (sight->board);
  guint n = sight->vocabulary != NULL ? lkb_vocabulary_get_n_features (sight->vocabulary) : 0;

  for (guint f = 0; f < n; f++)
    {
      const char *name = lkb_vocabulary_get_nth_feature (sight->vocabulary, f)->name;

      for (guint i = 0; i <= elements->len; i++)
        {
          const LkbElement *element = i == 0 ? lkb_board_get_facts (sight->board)
                                             : g_ptr_array_index (elements, i - 1);

          for (guint k = 0; k < G_N_ELEMENTS (fields); k++)
            if (lkb_kind_get_tier (lkb_element_get_kind (element), fields[k]) > 0
                && text_names (lkb_element_get_text (element, fields[k]), name))
              return name;
        }
    }
  return NULL;
}

void
lkb_score_judge_feature (const LkbScoreJudge *judge, LkbScoreRow *row)
{
  const LkbSight *sight = &judge->sight;
  gboolean explained;
  const char *name = find_feature (sight, &explained);

  if (name == NULL)
    {
      const char *mention = find_mention (sight);

      if (mention != NULL)
        say_text (row, N_ ("{text} is spoken of, but stands on no node"), mention, LKB_ROUND_NEVER);
      else
        say (row, N_ ("no lakehouse feature"), LKB_ROUND_NEVER);
      set (row, mention != NULL ? 1 : 0, N_ ("Put the feature that makes it work on its node."));
      return;
    }
  say_text (row, N_ ("{text} named"), name, judge->since[LKB_SCORE_SINCE_FEATURE]);
  if (lkb_sight_count (sight, "FEA002", OPEN, NULL) + lkb_sight_count (sight, "VER001", OPEN, NULL)
      > 0)
    {
      set (row, 2, N_ ("Put each feature where it applies, with a version that has it."));
      say (row, N_ ("on the wrong object, or newer than the version"), LKB_ROUND_NEVER);
    }
  else if (!explained)
    {
      set (row, 3, N_ ("Say what the feature gains for the KPI, in a trade-off or its reason."));
      say (row, N_ ("not tied to the KPI"), LKB_ROUND_NEVER);
    }
  else
    {
      set (row, 4, NULL);
      say (row, N_ ("on the right object, tied to the KPI"), LKB_ROUND_NEVER);
    }
}

/* ---- trade-offs ---- */

/* Whether two analyses tell anything apart that is shown. */
static gboolean
same (double a, double b)
{
  return (isnan (a) && isnan (b)) || fabs (a - b) <= 1e-9 * MAX (fabs (a), fabs (b));
}

static gboolean
figures_differ (const LkbAnalysis *a, const LkbAnalysis *b)
{
  const LkbThroughput *load_a = lkb_analysis_get_throughput (a);
  const LkbThroughput *load_b = lkb_analysis_get_throughput (b);

  if (!same (lkb_analysis_get_cost (a)->per_month, lkb_analysis_get_cost (b)->per_month)
      || !same (lkb_analysis_get_availability (a)->request_path,
                lkb_analysis_get_availability (b)->request_path)
      || !same (load_a->max_source_scale, load_b->max_source_scale)
      || load_a->n_nodes != load_b->n_nodes
      || lkb_analysis_get_n_latency (a) != lkb_analysis_get_n_latency (b)
      || lkb_analysis_get_n_freshness (a) != lkb_analysis_get_n_freshness (b))
    return TRUE;
  for (guint i = 0; i < load_a->n_nodes; i++)
    if (!same (load_a->nodes[i].utilisation, load_b->nodes[i].utilisation))
      return TRUE;
  for (guint i = 0; i < lkb_analysis_get_n_latency (a); i++)
    {
      const LkbLatencyRow *row = lkb_analysis_get_latency (a, i);
      const LkbLatencyRow *other = lkb_analysis_get_latency (b, i);

      if (!same (row->mean, other->mean) || !same (row->coincident_p95, other->coincident_p95))
        return TRUE;
    }
  for (guint i = 0; i < lkb_analysis_get_n_freshness (a); i++)
    {
      const LkbFreshnessRow *row = lkb_analysis_get_freshness (a, i);
      const LkbFreshnessRow *other = lkb_analysis_get_freshness (b, i);

      if (!same (row->worst, other->worst) || !same (row->mean, other->mean))
        return TRUE;
    }
  return FALSE;
}

/* Turns the knob to each of its settings until a figure moves. */
static gboolean
turns_figure (const LkbSight *sight, const char *text)
{
  static const LkbAnalysisOptions quick = { .quick = TRUE };
  g_autoptr (LkbAnalysis) still = NULL;
  g_autoptr (LkbKnob) knob = NULL;
  const LkbElement *element;
  LkbField field;
  gboolean turns = FALSE;

  if (text == NULL || !lkb_board_find_knob (sight->board, text, &element, &field))
    return FALSE;
  knob = lkb_knob_new (sight->board, lkb_element_get_id (element), field);
  if (knob == NULL)
    return FALSE;
  still = lkb_analysis_new (sight->board, &quick);
  for (guint i = 0; i < knob->n_settings && !turns; i++)
    {
      g_autoptr (LkbElement) turned = i != knob->at ? lkb_knob_dup_turned (knob, sight->board, i)
                                                    : NULL;
      g_autoptr (LkbBoard) board = NULL;
      g_autoptr (LkbChange) change = NULL;
      g_autoptr (LkbAnalysis) after = NULL;

      if (turned == NULL)
        continue;
      board = lkb_board_copy (sight->board);
      change = lkb_change_new (NULL);
      lkb_change_add (change, element, turned);
      if (!lkb_board_apply (board, change, NULL))
        continue;
      after = lkb_analysis_new (board, &quick);
      turns = figures_differ (still, after);
    }
  return turns;
}

void
lkb_score_judge_trade_offs (const LkbScoreJudge *judge, LkbScoreRow *row)
{
  const LkbSight *sight = &judge->sight;
  const LkbValue *list = get_trade_offs (sight->board);
  guint n = list != NULL ? lkb_value_get_n (list) : 0, n_traded = 0, n_given = 0, n_turned = 0;

  for (guint i = 0; i < n; i++)
    {
      const LkbValue *trade_off = lkb_value_get_nth (list, i);
      gboolean given = lkb_score_is_traded (trade_off) && has_member (trade_off, "give_up");

      n_traded += lkb_score_is_traded (trade_off);
      n_given += given;
      n_turned += given && turns_figure (sight, lkb_value_get_member_text (trade_off, "knob"));
    }
  if (n_traded > 0)
    lkb_score_row_say (
        row,
        lkb_label_new_plural ("first of {n} trade-off", "first of {n} trade-offs", n_traded, NULL),
        judge->since[LKB_SCORE_SINCE_TRADE_OFF]);
  else
    say (row, N_ ("no trade-off"), LKB_ROUND_NEVER);
  if (n_given > 0)
    lkb_score_row_say (row,
                       lkb_label_new_plural ("{n} says what is given up",
                                             "{n} say what is given up", n_given, NULL),
                       LKB_ROUND_NEVER);
  if (n_turned > 0)
    lkb_score_row_say (
        row,
        lkb_label_new_plural ("{n} knob moves a figure", "{n} knobs move figures", n_turned, NULL),
        LKB_ROUND_NEVER);
  if (n_traded == 0)
    set (row, n > 0 ? 1 : 0, N_ ("Say what you chose, over what."));
  else if (n_given == 0)
    set (row, 2, N_ ("Say what you give up for it, and which knob turns it."));
  else if (n_given == 1 && n_turned == 0)
    set (row, 2, N_ ("Name the knob, one that moves a figure."));
  else if (n_given == 1)
    set (row, 3, N_ ("Say a second trade-off with what it gives up."));
  else if (n_turned == 0)
    set (row, 3, N_ ("Name a knob that moves a figure."));
  else
    set (row, 4, NULL);
}

/* ---- operations ---- */

void
lkb_score_judge_operations (const LkbScoreJudge *judge, LkbScoreRow *row)
{
  static const char *const next[LKB_N_OPERATIONS] = {
    N_ ("Say what happens to late data."),
    N_ ("Say from where everything can be computed again."),
    N_ ("Promise something with a number on a hand-off."),
    N_ ("Say who is called, where and within how long."),
    N_ ("Say what is answered when a part is down."),
  };
  LkbOperations operations = lkb_board_get_operations (judge->sight.board);
  gboolean base = (operations & (LKB_OPERATION_SLA | LKB_OPERATION_REPLAY)) != 0;
  guint n = 0, missing = LKB_N_OPERATIONS;

  for (guint i = LKB_N_OPERATIONS; i-- > 0;)
    if ((operations & (1 << i)) != 0)
      n++;
    else
      missing = i;
  /* An SLA or a replay come first. */
  if (!base)
    missing = 2;
  for (guint i = 0; i < LKB_N_OPERATIONS; i++)
    if ((operations & (1 << i)) != 0)
      say (row, lkb_operation_get_name (1 << i), judge->since[LKB_SCORE_SINCE_OPERATIONS + i]);
  if (n == 0)
    say (row, N_ ("nothing about failure"), LKB_ROUND_NEVER);
  row->level = n == 0 ? 0 : !base ? 1 : n == LKB_N_OPERATIONS ? 4 : n >= 3 ? 3 : 2;
  if (row->level < LKB_SCORE_MAX_LEVEL)
    row->next = lkb_label_new (next[missing], NULL);
}

/* ---- clarity ---- */

/* The board with one and the same name for every team: who is named must not make the summary longer. Nor must the name of a
 * kind, which stands for a node without one: it is another one in each language. */
static LkbBoard *
dup_anonymous (LkbBoard *board)
{
  LkbBoard *copy = lkb_board_copy (board);
  const GPtrArray *elements = lkb_board_get_elements (board);
  g_autoptr (LkbChange) change = lkb_change_new (NULL);

  for (guint i = 0; i < elements->len; i++)
    {
      const LkbElement *edge = g_ptr_array_index (elements, i);
      g_autoptr (LkbElement) once = NULL, twice = NULL;

      if (lkb_element_is_node (edge) && lkb_element_get_name (edge) == NULL)
        {
          once = lkb_element_with_text (edge, LKB_FIELD_NAME, "node");
          lkb_change_add (change, edge, once);
        }
      if (!lkb_element_is_edge (edge))
        continue;
      once = lkb_element_with_text (edge, LKB_FIELD_OWNER, "A");
      twice = lkb_element_with_text (once, LKB_FIELD_CONSUMER_OWNER, "A");
      lkb_change_add (change, edge, twice);
    }
  lkb_board_apply (copy, change, NULL);
  return copy;
}

/* How long it takes to say what it is for and how it is met, and what of that is still open. */
static guint
count_seconds (const LkbSight *sight, guint *n_gaps)
{
  g_autoptr (LkbBoard) board = dup_anonymous (sight->board);
  g_autoptr (LkbScript) script = lkb_script_new_plain (board, sight->analysis, sight->vocabulary);

  *n_gaps = 0;
  for (guint i = 0; i < lkb_script_get_n (script); i++)
    {
      const LkbScriptSentence *sentence = lkb_script_get_nth (script, i);

      *n_gaps += sentence->gap && sentence->paragraph != LKB_SCRIPT_HAND_OVER;
    }
  return lkb_script_get_seconds (script);
}

static void
judge_telling (const LkbScoreJudge *judge, LkbScoreRow *row)
{
  const LkbSight *sight = &judge->sight;
  guint n_gaps = 0, seconds = count_seconds (sight, &n_gaps);
  g_autofree char *share = g_strdup_printf ("%.0f %%", 100 * sight->focus_share);
  g_autofree char *time = g_strdup_printf ("%u", seconds);

  say_text (row, N_ ("summary of {text} s"), time, LKB_ROUND_NEVER);
  if (n_gaps > 0)
    lkb_score_row_say (row, lkb_label_new_plural ("{n} gap in it", "{n} gaps in it", n_gaps, NULL),
                       LKB_ROUND_NEVER);
  if (sight->focus_share >= 0.005)
    say_text (row, N_ ("at most {text} of the time on one node"), share, LKB_ROUND_NEVER);
  if (n_gaps > 0)
    set (row, 3, N_ ("Fill the gaps of the summary: goal, KPI, path, trade-off, cost."));
  else if (seconds > MAX_SUMMARY_SECONDS)
    set (row, 3, N_ ("Close in 60 to 90 seconds."));
  else if (sight->focus_share > LKB_SIGHT_FOCUS_SHARE)
    set (row, 3, N_ ("Leave no more than a quarter of the time for one node."));
  else
    set (row, 4, NULL);
}

/* No points are taken for it, but whoever reads the score knows. */
static void
say_pauses (const LkbScoreJudge *judge, LkbScoreRow *row)
{
  gint64 sum = 0;
  guint n = 0;
  g_autofree char *time = NULL;

  for (guint i = 0; i < lkb_round_log_get_n_pauses (judge->log); i++)
    {
      const LkbRoundPause *pause = lkb_round_log_get_pause (judge->log, i);

      if (pause->why != LKB_ROUND_WHY_USER || pause->length_ms < 1000)
        continue;
      sum += pause->length_ms;
      n++;
    }
  if (n == 0)
    return;
  time = lkb_replay_dup_clock (sum);
  lkb_score_row_say (row,
                     lkb_label_new_plural ("{n} pause of {time}", "{n} pauses, {time} in all", n,
                                           "time", lkb_label_new_text (time), NULL),
                     LKB_ROUND_NEVER);
}

void
lkb_score_judge_clarity (const LkbScoreJudge *judge, LkbScoreRow *row)
{
  const LkbRoundMark *end = lkb_round_log_get_end_mark (judge->log);
  gboolean closed = judge->opening ? lkb_round_log_find_phase (judge->log, LKB_ROUND_SIZE) != NULL
                                   : lkb_round_log_find_phase (judge->log, LKB_ROUND_CLOSE) != NULL;

  if (end == NULL || end->end == LKB_ROUND_END_ABANDONED)
    {
      set (row, 0, N_ ("Go on to the bell."));
      say (row, N_ ("not finished"), LKB_ROUND_NEVER);
      return;
    }
  if (!closed)
    {
      set (row, 1, N_ ("Reach the last phase."));
      say (row, N_ ("ended before the last phase"), judge->length);
      return;
    }
  say (row, N_ ("finished"), judge->length);
  say_pauses (judge, row);
  if (lkb_sight_count (&judge->sight, "PAG002", OPEN, NULL) > 0)
    {
      set (row, 2, N_ ("Bring it onto one page: 12 nodes, 18 edges."));
      say (row, N_ ("more than one page"), LKB_ROUND_NEVER);
    }
  else if (judge->opening)
    set (row, 4, NULL);
  else
    judge_telling (judge, row);
}
