/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-score-report.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "core/base/lkb-json-writer.h"
#include "core/base/lkb-quantity.h"
#include "lkb-replay.h"
#include "lkb-round-words.h"

static char *
dup_label (const LkbLabel *label, gboolean translate)
{
  return translate ? lkb_label_dup_words (label) : lkb_label_dup_plain (label);
}

char *
lkb_score_evidence_dup_text (const LkbScoreEvidence *evidence, gboolean translate)
{
  g_autofree char *clock = NULL;
  g_autoptr (LkbLabel) label = NULL;

  g_return_val_if_fail (evidence != NULL, NULL);
  if (evidence->time == LKB_ROUND_NEVER)
    return dup_label (evidence->text, translate);
  clock = lkb_replay_dup_clock (evidence->time);
  /* Translators: what was done, and at which time of a round: "goal stated at 1:40". */
  label = lkb_label_new (N_ ("{what} at {time}"), "what", lkb_label_ref (evidence->text), "time",
                         lkb_label_new_text (clock), NULL);
  return dup_label (label, translate);
}

char *
lkb_score_row_dup_evidence (const LkbScoreRow *row, gboolean translate)
{
  GString *line;

  g_return_val_if_fail (row != NULL, NULL);
  line = g_string_new (NULL);
  for (guint i = 0; i < row->evidence->len; i++)
    {
      g_autofree char *text = lkb_score_evidence_dup_text (g_ptr_array_index (row->evidence, i),
                                                           translate);

      g_string_append_printf (line, "%s%s", i > 0 ? " · " : "", text);
    }
  return g_string_free (line, FALSE);
}

char *
lkb_score_row_dup_correction (const LkbScoreRow *row)
{
  g_return_val_if_fail (row != NULL, NULL);
  if (row->note == NULL)
    return NULL;
  /* Translators: a level that was corrected by hand, and why. */
  return g_strdup_printf (_ ("Judged %u, corrected: %s"), row->level, row->note);
}

char *
lkb_score_row_dup_gain (const LkbScoreRow *row)
{
  g_autofree char *points = NULL;

  g_return_val_if_fail (row != NULL, NULL);
  points = lkb_format_number (lkb_score_row_get_gain (row), 3);
  return g_strconcat ("+", points, NULL);
}

char *
lkb_scorecard_dup_kind (const LkbScorecard *card)
{
  const LkbRoundMark *setup;
  g_autofree char *kind = NULL;

  g_return_val_if_fail (card != NULL, NULL);
  setup = lkb_round_log_get_setup (lkb_scorecard_get_round (card));
  if (setup == NULL)
    return g_strdup ("");
  kind = lkb_round_setup_dup_kind (setup);
  return g_strdup_printf ("%s · %s", kind,
                          lkb_scorecard_get_profile (card) == LKB_ROUND_ENGINEER
                              ? _ ("weighed for an engineer")
                              : _ ("weighed for a product manager"));
}

char *
lkb_scorecard_dup_headline (const LkbScorecard *card, gboolean translate)
{
  static const char *const bands[] = { "Rehearse", "Close", "Ready" };
  LkbScoreBand band;

  g_return_val_if_fail (card != NULL, NULL);
  if (!lkb_scorecard_has_score (card))
    return g_strdup (translate ? _ ("No score") : "No score");
  band = lkb_scorecard_get_band (card);
  if (!translate)
    return g_strdup_printf ("%s: %u of 100", bands[band], lkb_scorecard_get_score (card));
  /* Translators: a word such as “Ready”, then the score. */
  return g_strdup_printf (_ ("%s: %u of 100"), lkb_score_band_get_name (band),
                          lkb_scorecard_get_score (card));
}

/* ---- text ---- */

static void
append_row (GString *out, const LkbScoreRow *row)
{
  g_autofree char *evidence = lkb_score_row_dup_evidence (row, TRUE);
  g_autofree char *points = lkb_format_number (lkb_score_row_get_points (row), 3);
  g_autofree char *weight = lkb_format_number (row->weight, 3);
  g_autofree char *correction = lkb_score_row_dup_correction (row);

  /* Translators: a criterion, its level of 4, its points, of how many; then what that rests on. */
  g_string_append_printf (out, _ ("%s: %u of 4 (%s of %s). %s"),
                          lkb_score_criterion_get_name (row->criterion), row->adjusted, points,
                          weight, evidence);
  if (correction != NULL)
    g_string_append_printf (out, "%s%s", *evidence != '\0' ? " · " : "", correction);
  g_string_append_c (out, '\n');
}

char *
lkb_scorecard_to_text (const LkbScorecard *card)
{
  g_autofree char *headline = NULL;
  const LkbScoreRow *gains[LKB_SCORE_N_GAINS];
  guint n_gains;
  GString *out;

  g_return_val_if_fail (card != NULL, NULL);
  headline = lkb_scorecard_dup_headline (card, TRUE);
  out = g_string_new (headline);
  g_string_append_c (out, '\n');
  if (!lkb_scorecard_has_score (card))
    return g_string_free (out, FALSE);
  n_gains = lkb_scorecard_get_gains (card, gains);
  for (guint i = 0; i < n_gains; i++)
    {
      g_autofree char *next = lkb_label_dup_words (gains[i]->next);
      g_autofree char *gain = lkb_score_row_dup_gain (gains[i]);

      g_string_append_printf (out, "%s  %s\n", gain, next);
    }
  g_string_append_c (out, '\n');
  for (guint i = 0; i < LKB_SCORE_N_CRITERIA; i++)
    if (lkb_scorecard_get_row (card, i)->weight > 0)
      append_row (out, lkb_scorecard_get_row (card, i));
  for (guint i = 0; i < lkb_scorecard_get_n_extras (card); i++)
    {
      const LkbScoreExtra *extra = lkb_scorecard_get_extra (card, i);
      g_autofree char *text = lkb_label_dup_words (extra->text);

      g_string_append_printf (out, "%+d  %s\n", extra->points, text);
    }
  return g_string_free (out, FALSE);
}

/* ---- JSON ---- */

static void
write_time (LkbJsonWriter *writer, const char *key, gint64 time)
{
  if (time == LKB_ROUND_NEVER)
    lkb_json_writer_null (writer, key);
  else
    lkb_json_writer_number (writer, key, time / 1000.0);
}

static void
write_label (LkbJsonWriter *writer, const char *key, const LkbLabel *label)
{
  g_autofree char *text = label != NULL ? lkb_label_dup_plain (label) : NULL;

  lkb_json_writer_string (writer, key, text);
}

/* Two decimals are all that weights and levels give. */
static double
round_points (double points)
{
  return floor (points * 100 + 0.5) / 100;
}

static void
write_round (LkbJsonWriter *writer, const LkbScorecard *card)
{
  LkbRoundLog *log = lkb_scorecard_get_round (card);
  const LkbRoundMark *setup = lkb_round_log_get_setup (log);
  const LkbRoundMark *end = lkb_round_log_get_end_mark (log);

  lkb_json_writer_begin_object (writer, "round", FALSE);
  lkb_json_writer_string (writer, "prompt", setup != NULL ? setup->id : NULL);
  lkb_json_writer_string (writer, "preset",
                          setup != NULL ? lkb_round_preset_to_string (setup->preset) : NULL);
  lkb_json_writer_string (writer, "mode",
                          setup != NULL ? lkb_round_mode_to_string (setup->mode) : NULL);
  lkb_json_writer_string (writer, "profile",
                          lkb_round_profile_to_string (lkb_scorecard_get_profile (card)));
  write_time (writer, "length_s", lkb_round_log_get_length (log));
  lkb_json_writer_string (writer, "end", end != NULL ? lkb_round_end_to_string (end->end) : NULL);
  lkb_json_writer_end_object (writer);
}

static void
write_row (LkbJsonWriter *writer, const LkbScoreRow *row)
{
  lkb_json_writer_begin_object (writer, NULL, FALSE);
  lkb_json_writer_string (writer, "id", lkb_score_criterion_to_string (row->criterion));
  lkb_json_writer_number (writer, "weight", round_points (row->weight));
  lkb_json_writer_number (writer, "level", row->level);
  lkb_json_writer_number (writer, "adjusted", row->adjusted);
  lkb_json_writer_string (writer, "note", row->note);
  lkb_json_writer_number (writer, "points", round_points (lkb_score_row_get_points (row)));
  lkb_json_writer_begin_array (writer, "evidence", FALSE);
  for (guint i = 0; i < row->evidence->len; i++)
    {
      const LkbScoreEvidence *evidence = g_ptr_array_index (row->evidence, i);

      lkb_json_writer_begin_object (writer, NULL, TRUE);
      write_label (writer, "text", evidence->text);
      write_time (writer, "at_s", evidence->time);
      lkb_json_writer_end_object (writer);
    }
  lkb_json_writer_end_array (writer);
  write_label (writer, "next", row->next);
  lkb_json_writer_end_object (writer);
}

static void
write_extras (LkbJsonWriter *writer, const LkbScorecard *card)
{
  lkb_json_writer_begin_array (writer, "extras", FALSE);
  for (guint i = 0; i < lkb_scorecard_get_n_extras (card); i++)
    {
      const LkbScoreExtra *extra = lkb_scorecard_get_extra (card, i);

      lkb_json_writer_begin_object (writer, NULL, TRUE);
      lkb_json_writer_string (writer, "id", lkb_score_extra_to_string (extra->kind));
      lkb_json_writer_number (writer, "points", extra->points);
      write_label (writer, "text", extra->text);
      lkb_json_writer_end_object (writer);
    }
  lkb_json_writer_end_array (writer);
}

static void
write_gains (LkbJsonWriter *writer, const LkbScorecard *card)
{
  const LkbScoreRow *gains[LKB_SCORE_N_GAINS];
  guint n = lkb_scorecard_has_score (card) ? lkb_scorecard_get_gains (card, gains) : 0;

  lkb_json_writer_begin_array (writer, "gains", FALSE);
  for (guint i = 0; i < n; i++)
    {
      lkb_json_writer_begin_object (writer, NULL, TRUE);
      lkb_json_writer_string (writer, "id", lkb_score_criterion_to_string (gains[i]->criterion));
      lkb_json_writer_number (writer, "points", round_points (lkb_score_row_get_gain (gains[i])));
      write_label (writer, "next", gains[i]->next);
      lkb_json_writer_end_object (writer);
    }
  lkb_json_writer_end_array (writer);
}

char *
lkb_scorecard_to_json (const LkbScorecard *card)
{
  g_autoptr (LkbJsonWriter) writer = lkb_json_writer_new ();
  gboolean has_score;
  guint n_edges;

  g_return_val_if_fail (card != NULL, NULL);
  has_score = lkb_scorecard_has_score (card);
  lkb_json_writer_begin_object (writer, NULL, FALSE);
  write_round (writer, card);
  lkb_json_writer_number (writer, "score", has_score ? lkb_scorecard_get_score (card) : NAN);
  lkb_json_writer_string (
      writer, "band", has_score ? lkb_score_band_to_string (lkb_scorecard_get_band (card)) : NULL);
  write_gains (writer, card);
  lkb_json_writer_begin_array (writer, "criteria", FALSE);
  for (guint i = 0; i < LKB_SCORE_N_CRITERIA; i++)
    if (lkb_scorecard_get_row (card, i)->weight > 0)
      write_row (writer, lkb_scorecard_get_row (card, i));
  lkb_json_writer_end_array (writer);
  write_extras (writer, card);
  lkb_json_writer_number (writer, "numbers", lkb_scorecard_get_n_numbers (card));
  lkb_json_writer_number (writer, "owned", lkb_scorecard_get_owned (card, &n_edges));
  lkb_json_writer_number (writer, "edges", n_edges);
  lkb_json_writer_boolean (writer, "signals", lkb_scorecard_has_signals (card));
  lkb_json_writer_end_object (writer);
  return lkb_json_writer_finish (writer);
}
