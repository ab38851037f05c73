/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-round.h"

#include "lkb-round-private.h"

/* A round begins, or goes on where its file ends. */

LkbRoundMark *
lkb_round_dup_setup (LkbRoundPreset preset, LkbRoundMode mode, LkbRoundProfile profile,
                     guint32 seed, const LkbPrompt *prompt)
{
  LkbRoundMark *setup = lkb_round_mark_new (LKB_ROUND_MARK_SETUP);

  g_return_val_if_fail (prompt != NULL, setup);

  setup->preset = preset;
  setup->mode = mode;
  setup->profile = profile;
  setup->seed = seed;
  setup->id = g_strdup (prompt->id);
  setup->text = g_strdup (prompt->text);
  setup->template_id = g_strdup (prompt->template_id);
  setup->level = prompt->level;
  setup->length_ms = lkb_round_plan_get_length (preset);
  return setup;
}

gint64
lkb_round_get_offset (const LkbRoundMark *setup)
{
  gint64 length = lkb_round_plan_get_length (setup->preset);

  if (setup->from_ms > 0)
    return MIN (setup->from_ms, length);
  return MAX (0, length - setup->length_ms);
}

/* What is left of a phase that took too long already. */
#define LEAST_MS 60000

/* How far into its preset a round was at @time. */
static gint64
find_offset (LkbRoundLog *log, gint64 time)
{
  const LkbRoundMark *setup = lkb_round_log_get_setup (log);
  const LkbRoundSpan *span = NULL;
  const LkbRoundSlot *slot;
  guint n_slots;
  gint64 start;

  for (guint i = 0; i < lkb_round_log_get_n_phases (log); i++)
    if (i == 0 || lkb_round_log_get_phase (log, i)->start <= time)
      span = lkb_round_log_get_phase (log, i);
  slot = lkb_round_plan_get_slots (setup->preset, &n_slots);
  if (span != NULL)
    slot += CLAMP (span->index, 1, (gint64) n_slots) - 1;
  start = MAX (slot->start, lkb_round_get_offset (setup));
  if (span != NULL)
    start += time - span->start;
  return MIN (start, slot->start + slot->length - LEAST_MS);
}

LkbRoundMark *
lkb_round_dup_again (LkbRoundLog *log, guint *n_changes)
{
  LkbRoundMark *setup;
  gint64 from;

  g_return_val_if_fail (log != NULL && lkb_round_log_get_setup (log) != NULL, NULL);
  g_return_val_if_fail (n_changes != NULL, NULL);

  setup = lkb_round_mark_copy (lkb_round_log_get_setup (log));
  from = lkb_round_log_get_length (log) - LKB_ROUND_AGAIN_MS;
  *n_changes = 0;
  if (from <= 0)
    return setup;
  *n_changes = lkb_round_log_find (log, from);
  setup->from_ms = find_offset (log, from);
  setup->length_ms = LKB_ROUND_AGAIN_MS;
  return setup;
}

static LkbRound *
round_new (const LkbJournalPlace *place, const LkbRoundMark *setup, LkbDeck *deck,
           LkbHistory *history)
{
  LkbRound *self = g_object_new (LKB_TYPE_ROUND, NULL);

  self->place = *place;
  self->setup = lkb_round_mark_copy (setup);
  self->deck = lkb_deck_ref (deck);
  self->history = g_object_ref (history);
  self->journal = lkb_journal_new_kept (place, LKB_ROUND_ENDING);
  self->slots = lkb_round_plan_get_slots (setup->preset, &self->n_slots);
  self->last_ms = place->get_ms (place->data);
  self->last_wall = place->get_wall (place->data) / 1000;
  lkb_round_follow (self);
  return self;
}

LkbRound *
lkb_round_new (const LkbJournalPlace *place, const LkbRoundMark *setup, LkbDeck *deck,
               LkbHistory *history)
{
  LkbRound *self;

  g_return_val_if_fail (place != NULL && setup != NULL && deck != NULL, NULL);
  g_return_val_if_fail (LKB_IS_HISTORY (history), NULL);

  self = round_new (place, setup, deck, history);
  self->recording = lkb_recording_new (lkb_history_get_board (self->history));
  lkb_round_write_mark (self, setup);
  return self;
}

/* The clock as the file left it. */
static void
take_times (LkbRound *self, LkbRoundLog *log)
{
  guint n = lkb_round_log_get_n_phases (log);
  gint64 now = lkb_round_get_file_time (self);

  self->lead_in = now;
  if (n == 0)
    return;
  self->state = lkb_round_log_is_paused (log) ? LKB_ROUND_PAUSED : LKB_ROUND_RUNNING;
  self->stopped = now;
  /* As if all pauses had been before. */
  self->begin = now - lkb_round_log_get_length (log);
  self->slot_start = lkb_round_log_get_phase (log, n - 1)->start;
  self->slot = (guint) CLAMP (lkb_round_log_get_phase (log, n - 1)->index, 1, self->n_slots) - 1;
}

static void
take_cards (LkbRound *self, LkbRoundLog *log)
{
  guint n = lkb_round_log_get_n_cards (log);

  for (guint i = 0; i < n; i++)
    {
      const LkbRoundCard *card = lkb_round_log_get_card (log, i);

      lkb_round_add_asked (self, card->card->id, card->time, card->answered);
      if (i == n - 1 && card->answer == NULL)
        self->card = lkb_round_mark_copy (card->card);
    }
}

static void
take_lines (LkbRound *self, LkbRoundLog *log)
{
  guint n = lkb_round_log_get_n_lines (log);
  const LkbRoundLine *line = n > 0 ? lkb_round_log_get_line (log, n - 1) : NULL;

  if (line == NULL || line->time < self->slot_start)
    return;
  self->line_id = g_strdup (line->line->id);
  self->line = g_strdup (line->line->text);
}

static void
take_changes (LkbRound *self, LkbRoundLog *log)
{
  guint n = lkb_recording_get_n_changes (self->recording);

  for (guint i = 0; i < n; i++)
    lkb_focus_add (self->focus, lkb_round_log_get_time (log, i),
                   lkb_recording_get_change (self->recording, i));
}

/* How long nobody was there: what the wall says beyond the times of the file and the gaps that it tells of. */
static gint64
find_gap (LkbRound *self, LkbRoundLog *log)
{
  const LkbJournalHeader *header = lkb_recording_get_header (self->recording);
  g_autoptr (GDateTime) then = header->wall != NULL
                                   ? g_date_time_new_from_iso8601 (header->wall, NULL)
                                   : NULL;
  gint64 gap;

  if (then == NULL)
    return 0;
  gap = self->last_wall - g_date_time_to_unix (then) * 1000
        - lkb_recording_get_end (self->recording);
  for (guint i = 0; i < lkb_recording_get_n_marks (self->recording); i++)
    {
      const LkbRecordingMark *at = lkb_recording_get_mark (self->recording, i);
      LkbRoundMark *mark = NULL;

      if (lkb_round_mark_read (at->key, at->json, &mark, NULL) && mark != NULL
          && mark->type == LKB_ROUND_MARK_GAP)
        gap -= mark->gap_ms;
      g_clear_pointer (&mark, lkb_round_mark_free);
    }
  return MAX (0, gap);
}

LkbRound *
lkb_round_resume (const LkbJournalPlace *place, const char *path, int lock, LkbRoundLog *log,
                  LkbDeck *deck, LkbHistory *history, GError **error)
{
  g_autoptr (LkbRound) self = NULL;
  LkbRecording *recording;

  g_return_val_if_fail (place != NULL && path != NULL && lock >= 0, NULL);
  g_return_val_if_fail (log != NULL && lkb_round_log_get_setup (log) != NULL, NULL);
  g_return_val_if_fail (lkb_round_log_get_end_mark (log) == NULL, NULL);
  g_return_val_if_fail (deck != NULL && LKB_IS_HISTORY (history), NULL);

  self = round_new (place, lkb_round_log_get_setup (log), deck, history);
  recording = lkb_round_log_get_recording (log);
  self->recording = lkb_recording_ref (recording);
  if (!lkb_journal_continue (self->journal, path, lock, lkb_recording_get_end (recording), error))
    return NULL;
  self->last_written = lkb_round_get_file_time (self);
  take_times (self, log);
  take_cards (self, log);
  take_lines (self, log);
  take_changes (self, log);
  lkb_round_write_gap (self, find_gap (self, log), LKB_ROUND_WHY_CRASH);
  return g_steal_pointer (&self);
}
