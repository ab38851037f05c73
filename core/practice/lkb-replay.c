/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-replay.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "lkb-round-words.h"
#include "lkb-sight.h"

struct _LkbReplay
{
  gatomicrefcount refs;
  LkbRoundLog *log;
  LkbRecording *recording; /* of the log */
  GPtrArray *moments; /* (owned): of LkbReplayMoment */
};

struct _LkbReplayGreens
{
  guint *since; /* by the place of a rule: the moment it turned green at; 0: it did not */
};

static void
moment_free (gpointer data)
{
  LkbReplayMoment *moment = data;

  g_free (moment->title);
  g_free (moment);
}

static LkbReplayMoment *
add_moment (LkbReplay *self, LkbReplayKind kind, guint at, gint64 time, char *title)
{
  LkbReplayMoment *moment = g_new0 (LkbReplayMoment, 1);

  moment->kind = kind;
  moment->moment = at;
  moment->time = time;
  moment->title = title;
  g_ptr_array_add (self->moments, moment);
  return moment;
}

static int
compare_moments (gconstpointer a, gconstpointer b)
{
  const LkbReplayMoment *first = *(const LkbReplayMoment *const *) a;
  const LkbReplayMoment *second = *(const LkbReplayMoment *const *) b;

  if (first->time != second->time)
    return first->time < second->time ? -1 : 1;
  if (first->moment != second->moment)
    return first->moment < second->moment ? -1 : 1;
  if (first->kind != second->kind)
    return first->kind < second->kind ? -1 : 1;
  return first->rule != NULL && second->rule != NULL
             ? (int) lkb_rule_get_place (first->rule) - (int) lkb_rule_get_place (second->rule)
             : 0;
}

static void
sort_moments (LkbReplay *self)
{
  g_ptr_array_sort (self->moments, compare_moments);
}

/* The first change after which there is what there was not at the beginning. */
static void
add_firsts (LkbReplay *self)
{
  guint n = lkb_replay_get_n (self);
  g_autoptr (LkbBoard) board = lkb_recording_dup_board (self->recording, 0);
  /* Numbers and their units are the same in every vocabulary. */
  g_autoptr (LkbVocabulary) no_words = lkb_vocabulary_new ();
  g_autoptr (LkbWordScanner) scanner = lkb_word_scanner_new (no_words, NULL);
  LkbOwnerTally tally;
  gboolean number = lkb_board_has_number (board, scanner);
  gboolean owner;

  lkb_board_tally_owners (board, &tally);
  owner = tally.n_owned > 0;
  for (guint i = 1; i <= n && !(number && owner); i++)
    {
      g_autoptr (GError) error = NULL;

      /* The recording holds only what could be applied. */
      if (!lkb_board_apply (board, (LkbChange *) lkb_recording_get_change (self->recording, i - 1),
                            &error))
        return;
      if (!number && lkb_board_has_number (board, scanner))
        {
          number = TRUE;
          add_moment (self, LKB_REPLAY_FIRST_NUMBER, i, lkb_replay_get_time (self, i),
                      g_strdup (_ ("First number")));
        }
      if (owner)
        continue;
      lkb_board_tally_owners (board, &tally);
      if (tally.n_owned > 0)
        {
          owner = TRUE;
          add_moment (self, LKB_REPLAY_FIRST_OWNER, i, lkb_replay_get_time (self, i),
                      g_strdup (_ ("First owner")));
        }
    }
}

static void
add_marks (LkbReplay *self)
{
  for (guint i = 0; i < lkb_round_log_get_n_phases (self->log); i++)
    {
      const LkbRoundSpan *span = lkb_round_log_get_phase (self->log, i);

      add_moment (self, LKB_REPLAY_PHASE, lkb_replay_find (self, span->start), span->start,
                  g_strdup (lkb_round_phase_get_name (span->phase)))
          ->phase
          = span->phase;
    }
  for (guint i = 0; i < lkb_round_log_get_n_cards (self->log); i++)
    {
      const LkbRoundCard *card = lkb_round_log_get_card (self->log, i);

      add_moment (self, LKB_REPLAY_CARD, card->n_changes, card->time,
                  lkb_round_mark_dup_words (card->card));
    }
  for (guint i = 0; i < lkb_round_log_get_n_pauses (self->log); i++)
    {
      const LkbRoundPause *pause = lkb_round_log_get_pause (self->log, i);
      char *words = lkb_round_pause_dup_words (pause);

      if (words != NULL)
        add_moment (self, LKB_REPLAY_PAUSE, lkb_replay_find (self, pause->time), pause->time,
                    words);
    }
  if (lkb_round_log_get_end_mark (self->log) != NULL)
    add_moment (self, LKB_REPLAY_BELL, lkb_replay_get_n (self), lkb_replay_get_length (self),
                g_strdup (_ ("The bell")));
}

LkbReplay *
lkb_replay_new (LkbRoundLog *log)
{
  LkbReplay *self;

  g_return_val_if_fail (log != NULL, NULL);

  self = g_new0 (LkbReplay, 1);
  g_atomic_ref_count_init (&self->refs);
  self->log = lkb_round_log_ref (log);
  self->recording = lkb_round_log_get_recording (log);
  self->moments = g_ptr_array_new_with_free_func (moment_free);
  add_marks (self);
  add_firsts (self);
  sort_moments (self);
  return self;
}

LkbReplay *
lkb_replay_ref (LkbReplay *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
lkb_replay_unref (LkbReplay *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  g_ptr_array_unref (self->moments);
  lkb_round_log_unref (self->log);
  g_free (self);
}

LkbRoundLog *
lkb_replay_get_log (const LkbReplay *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->log;
}

guint
lkb_replay_get_n (const LkbReplay *self)
{
  g_return_val_if_fail (self != NULL, 0);
  return lkb_recording_get_n_changes (self->recording);
}

gint64
lkb_replay_get_length (const LkbReplay *self)
{
  g_return_val_if_fail (self != NULL, 0);
  return lkb_round_log_has_begun (self->log) ? lkb_round_log_get_length (self->log)
                                             : lkb_recording_get_end (self->recording);
}

gint64
lkb_replay_get_time (const LkbReplay *self, guint moment)
{
  g_return_val_if_fail (self != NULL && moment <= lkb_replay_get_n (self), 0);

  if (moment == 0)
    return 0;
  return lkb_round_log_has_begun (self->log) ? lkb_round_log_get_time (self->log, moment - 1)
                                             : lkb_recording_get_time (self->recording, moment - 1);
}

guint
lkb_replay_find (const LkbReplay *self, gint64 time)
{
  g_return_val_if_fail (self != NULL, 0);
  return lkb_round_log_has_begun (self->log) ? lkb_round_log_find (self->log, time)
                                             : lkb_recording_find (self->recording, time);
}

LkbBoard *
lkb_replay_dup_board (LkbReplay *self, guint moment)
{
  g_return_val_if_fail (self != NULL, NULL);
  return lkb_recording_dup_board (self->recording, moment);
}

char *
lkb_replay_dup_label (const LkbReplay *self, guint moment)
{
  g_autofree char *label = NULL;

  g_return_val_if_fail (self != NULL && moment <= lkb_replay_get_n (self), NULL);

  if (moment == 0)
    return g_strdup (_ ("The beginning"));
  label = lkb_change_dup_label (lkb_recording_get_change (self->recording, moment - 1));
  return g_strdup (label != NULL && *label != '\0' ? label : _ ("A change"));
}

const LkbRoundSpan *
lkb_replay_get_phase (const LkbReplay *self, gint64 time)
{
  const LkbRoundSpan *phase = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; i < lkb_round_log_get_n_phases (self->log); i++)
    {
      const LkbRoundSpan *span = lkb_round_log_get_phase (self->log, i);

      if (span->start <= time)
        phase = span;
    }
  return phase;
}

guint
lkb_replay_get_n_moments (const LkbReplay *self)
{
  g_return_val_if_fail (self != NULL, 0);
  return self->moments->len;
}

const LkbReplayMoment *
lkb_replay_get_moment (const LkbReplay *self, guint i)
{
  g_return_val_if_fail (self != NULL && i < self->moments->len, NULL);
  return g_ptr_array_index (self->moments, i);
}

const LkbReplayMoment *
lkb_replay_find_moment (const LkbReplay *self, LkbReplayKind kind)
{
  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; i < self->moments->len; i++)
    {
      const LkbReplayMoment *moment = g_ptr_array_index (self->moments, i);

      if (moment->kind == kind)
        return moment;
    }
  return NULL;
}

char *
lkb_replay_dup_clock (gint64 time)
{
  gint64 seconds = MAX (time, 0) / 1000;

  return g_strdup_printf ("%" G_GINT64_FORMAT ":%02d", seconds / 60, (int) (seconds % 60));
}

/* Green */

void
lkb_replay_greens_free (LkbReplayGreens *greens)
{
  if (greens == NULL)
    return;
  g_free (greens->since);
  g_free (greens);
}

/* Which rules find something on @board: TRUE at their places. */
static void
find_red (LkbBoard *board, const LkbVocabulary *vocabulary, LkbRuleMemory *memory, gboolean *red)
{
  g_autoptr (LkbAnalysis) analysis = lkb_analysis_new (board, NULL);
  const LkbRuleContext context = { .vocabulary = vocabulary, .memory = memory };
  g_autoptr (LkbFindings) findings = lkb_rules_run (board, analysis, &context);

  for (guint i = 0; i < lkb_findings_get_n (findings); i++)
    red[lkb_rule_get_place (lkb_findings_get_nth (findings, i)->rule)] = TRUE;
}

/* Nothing but where things stand, and no group that might hold other nodes now. */
static gboolean
is_move (const LkbChange *change)
{
  for (guint i = 0; i < lkb_change_get_n (change); i++)
    {
      const LkbChangePair *pair = lkb_change_get_nth (change, i);

      if (lkb_change_pair_has_meaning (pair))
        return FALSE;
    }
  return TRUE;
}

LkbReplayGreens *
lkb_replay_find_greens (LkbReplay *self, const LkbVocabulary *vocabulary, GCancellable *cancellable,
                        GError **error)
{
  guint n = lkb_replay_get_n (self);
  guint n_rules;
  g_autoptr (LkbReplayGreens) greens = g_new0 (LkbReplayGreens, 1);
  g_autoptr (LkbBoard) board = NULL;
  g_autoptr (LkbRuleMemory) memory = lkb_rule_memory_new (vocabulary);
  g_autofree gboolean *before = NULL;
  g_autofree gboolean *red = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  lkb_rules_get_table (&n_rules);
  greens->since = g_new0 (guint, n_rules);
  before = g_new0 (gboolean, n_rules);
  red = g_new0 (gboolean, n_rules);
  board = lkb_recording_dup_board (self->recording, 0);
  find_red (board, vocabulary, memory, before);
  for (guint i = 1; i <= n; i++)
    {
      LkbChange *change = (LkbChange *) lkb_recording_get_change (self->recording, i - 1);

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      if (!lkb_board_apply (board, change, error))
        return NULL;
      if (is_move (change) && lkb_board_get_groups (board)->len == 0)
        continue;
      memset (red, 0, n_rules * sizeof (gboolean));
      find_red (board, vocabulary, memory, red);
      for (guint rule = 0; rule < n_rules; rule++)
        {
          if (red[rule])
            greens->since[rule] = 0;
          else if (before[rule])
            greens->since[rule] = i;
          before[rule] = red[rule];
        }
    }
  return g_steal_pointer (&greens);
}

void
lkb_replay_take_greens (LkbReplay *self, LkbReplayGreens *greens)
{
  guint n_rules;
  const LkbRuleInfo *table = lkb_rules_get_table (&n_rules);

  g_return_if_fail (self != NULL && greens != NULL);

  for (guint i = 0; i < n_rules; i++)
    if (greens->since[i] > 0)
      add_moment (
          self, LKB_REPLAY_GREEN, greens->since[i],
          lkb_replay_get_time (
              self,
              greens->since[i]), /* Translators: a check found this no more: "Settled: No goal" */
          g_strdup_printf (_ ("Settled: %s"), _ (table[i].name)))
          ->rule
          = &table[i];
  lkb_replay_greens_free (greens);
  sort_moments (self);
}
