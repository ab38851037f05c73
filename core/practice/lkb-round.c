/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-round.h"

#include "core/base/lkb-text.h"
#include "lkb-round-private.h"

/* A longer gap between the two clocks is a suspend. */
#define GAP_MS 5000

enum
{
  CHANGED,
  TROUBLE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LkbRound, lkb_round, G_TYPE_OBJECT)

static void
tell (LkbRound *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static LkbBoard *
get_board (LkbRound *self)
{
  return lkb_history_get_board (self->history);
}

gint64
lkb_round_get_file_time (LkbRound *self)
{
  return lkb_journal_get_time (self->journal);
}

void
lkb_round_write_mark (LkbRound *self, const LkbRoundMark *mark)
{
  const char *key = lkb_round_mark_get_key (mark);
  g_autofree char *json = lkb_round_mark_dup_json (mark);

  lkb_journal_append_note (self->journal, get_board (self), key, json);
  self->last_written = lkb_round_get_file_time (self);
  lkb_recording_add_mark (self->recording, self->last_written, key, json);
}

/* So that a crash costs no more than that. What no version knows is passed over when it is read. */
static void
write_alive (LkbRound *self)
{
  lkb_journal_append_note (self->journal, get_board (self), "alive", "{}");
  self->last_written = lkb_round_get_file_time (self);
}

static gint64
to_round (LkbRound *self, gint64 time)
{
  if (self->state == LKB_ROUND_LEAD_IN)
    return 0;
  if (self->state == LKB_ROUND_PAUSED)
    time = self->stopped;
  return MAX (0, time - self->begin - self->sum);
}

gint64
lkb_round_get_time (LkbRound *self)
{
  g_return_val_if_fail (LKB_IS_ROUND (self), 0);

  if (self->state == LKB_ROUND_OVER)
    return self->length;
  return to_round (self, lkb_round_get_file_time (self));
}

/* Phases and their lines */

static void
begin_slot (LkbRound *self, guint slot)
{
  g_autoptr (LkbRoundMark) mark = lkb_round_mark_new (LKB_ROUND_MARK_PHASE);

  mark->phase = self->slots[slot].phase;
  mark->index = slot + 1;
  lkb_round_write_mark (self, mark);
  self->slot = slot;
  self->slot_start = lkb_round_get_time (self);
  g_clear_pointer (&self->line_id, g_free);
  g_clear_pointer (&self->line, g_free);
}

/* Of a round that is just the last minutes of its preset: what is left out. */
static gint64
get_offset (LkbRound *self)
{
  return lkb_round_get_offset (self->setup);
}

static guint
find_first_slot (LkbRound *self)
{
  guint slot = 0;

  while (slot + 1 < self->n_slots && self->slots[slot + 1].start <= get_offset (self))
    slot++;
  return slot;
}

gint64
lkb_round_get_slot_length (LkbRound *self)
{
  const LkbRoundSlot *slot;

  g_return_val_if_fail (LKB_IS_ROUND (self), 0);

  slot = &self->slots[self->slot];
  return slot->start + slot->length - MAX (slot->start, get_offset (self));
}

gboolean
lkb_round_is_last (LkbRound *self)
{
  g_return_val_if_fail (LKB_IS_ROUND (self), FALSE);
  return self->slot + 1 >= self->n_slots;
}

/* TRUE when another one is shown. */
static gboolean
pick_line (LkbRound *self)
{
  const LkbRoundSlot *slot = &self->slots[self->slot];
  guint n = lkb_deck_get_n_lines (self->deck, slot->lines);
  g_autoptr (LkbRoundMark) mark = NULL;
  const LkbDeckLine *line;

  if (n == 0)
    return FALSE;
  line = lkb_deck_get_line (self->deck, slot->lines,
                            lkb_interviewer_pick (slot->phase, (guint32) self->setup->seed, n,
                                                  lkb_round_get_time (self) - self->slot_start,
                                                  slot->length));
  if (g_strcmp0 (line->id, self->line_id) == 0)
    return FALSE;
  g_free (self->line_id);
  g_free (self->line);
  self->line_id = g_strdup (line->id);
  self->line = g_strdup (line->text);
  mark = lkb_round_mark_new (LKB_ROUND_MARK_LINE);
  mark->id = g_strdup (line->id);
  mark->text = g_strdup (line->text);
  lkb_round_write_mark (self, mark);
  return TRUE;
}

/* Cards */

static LkbInterviewerCard *
get_last_asked (LkbRound *self)
{
  return &g_array_index (self->asked, LkbInterviewerCard, self->asked->len - 1);
}

static void
clear_asked (gpointer data)
{
  g_free ((char *) ((LkbInterviewerCard *) data)->id);
}

void
lkb_round_add_asked (LkbRound *self, const char *id, gint64 time, gint64 answered)
{
  LkbInterviewerCard card = { .id = g_strdup (id), .time = time, .answered = answered };

  g_array_append_val (self->asked, card);
}

static void
clear_draft (LkbRound *self)
{
  self->writing = FALSE;
  g_clear_pointer (&self->draft, g_free);
}

/* @changed: (nullable): ids. */
static void
answer (LkbRound *self, LkbRoundHow how, const char *note, GPtrArray *changed)
{
  g_autoptr (LkbRoundMark) mark = lkb_round_mark_new (LKB_ROUND_MARK_ANSWER);
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();

  mark->id = g_strdup (self->card->id);
  mark->how = how;
  mark->note = g_strdup (note != NULL ? note : self->draft);
  for (guint i = 0; changed != NULL && i < changed->len; i++)
    g_strv_builder_add (ids, g_ptr_array_index (changed, i));
  if (changed != NULL)
    mark->elements = g_strv_builder_end (ids);
  lkb_round_write_mark (self, mark);
  get_last_asked (self)->answered = lkb_round_get_time (self);
  g_clear_pointer (&self->card, lkb_round_mark_free);
  clear_draft (self);
}

/* Time is up for the card. What was written so far counts. */
static void
close_card (LkbRound *self)
{
  answer (self, self->draft != NULL ? LKB_ROUND_NOTED : LKB_ROUND_UNANSWERED, NULL, NULL);
}

static void
ask (LkbRound *self, const char *id, GPtrArray *elements)
{
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();

  lkb_round_add_asked (self, id, lkb_round_get_time (self), LKB_ROUND_NEVER);
  self->card = lkb_deck_dup_card (self->deck, id, get_board (self));
  if (self->card == NULL)
    {
      /* The deck has no words for it: as if it had been asked. */
      get_last_asked (self)->answered = lkb_round_get_time (self);
      return;
    }
  for (guint i = 0; elements != NULL && i < elements->len; i++)
    g_strv_builder_add (ids, g_ptr_array_index (elements, i));
  self->card->elements = g_strv_builder_end (ids);
  lkb_round_write_mark (self, self->card);
}

static void
fill_moment (LkbRound *self, LkbInterviewerMoment *moment)
{
  *moment = (LkbInterviewerMoment){
    .now = lkb_round_get_time (self),
    .phase = self->slots[self->slot].phase,
    .phase_start = self->slot_start,
    .busy = self->busy || self->state != LKB_ROUND_RUNNING,
    .busy_until = self->busy_until,
    .asked = (const LkbInterviewerCard *) (const void *) self->asked->data,
    .n_asked = self->asked->len,
    .seed = (guint32) self->setup->seed,
  };
}

gboolean
lkb_round_is_due (LkbRound *self)
{
  LkbInterviewerMoment moment;

  g_return_val_if_fail (LKB_IS_ROUND (self), FALSE);

  fill_moment (self, &moment);
  return self->state == LKB_ROUND_RUNNING
         && (self->card != NULL || lkb_interviewer_is_due (&moment));
}

void
lkb_round_look (LkbRound *self, LkbSight *sight)
{
  g_autoptr (GPtrArray) elements = NULL;
  LkbInterviewerMoment moment;
  const char *id;

  g_return_if_fail (LKB_IS_ROUND (self));
  g_return_if_fail (sight != NULL);

  if (self->state != LKB_ROUND_RUNNING)
    return;
  sight->focus = lkb_focus_get_node (self->focus, lkb_round_get_time (self), &sight->focus_share);
  if (self->writing)
    return;
  if (self->card != NULL)
    {
      if (!lkb_interviewer_is_answered (self->card->id, (const char *const *) self->card->elements,
                                        NULL, sight, &elements))
        return;
      answer (self, LKB_ROUND_CHANGED, NULL, elements);
      tell (self);
      return;
    }
  fill_moment (self, &moment);
  id = lkb_interviewer_next (&moment, sight, &elements);
  if (id == NULL)
    return;
  ask (self, id, elements);
  tell (self);
}

void
lkb_round_set_draft (LkbRound *self, gboolean writing, const char *note)
{
  g_return_if_fail (LKB_IS_ROUND (self));

  if (self->card == NULL)
    return;
  clear_draft (self);
  self->writing = writing;
  if (!lkb_text_is_blank (note))
    self->draft = g_strdup (note);
}

void
lkb_round_answer (LkbRound *self, LkbRoundHow how, const char *note)
{
  g_return_if_fail (LKB_IS_ROUND (self));

  if (self->card == NULL)
    return;
  answer (self, how, note, NULL);
  tell (self);
}

void
lkb_round_set_busy (LkbRound *self, gboolean busy)
{
  g_return_if_fail (LKB_IS_ROUND (self));

  if (self->busy && !busy)
    self->busy_until = lkb_round_get_time (self);
  self->busy = busy;
}

/* The clock */

void
lkb_round_write_gap (LkbRound *self, gint64 gap_ms, LkbRoundWhy why)
{
  g_autoptr (LkbRoundMark) mark = lkb_round_mark_new (LKB_ROUND_MARK_GAP);

  mark->gap_ms = gap_ms;
  mark->why = why;
  lkb_round_write_mark (self, mark);
}

/* The clock of the file does not run in a suspend; the one on the wall does. */
static void
notice_suspend (LkbRound *self)
{
  gint64 ms = self->place.get_ms (self->place.data);
  gint64 wall = self->place.get_wall (self->place.data) / 1000;
  gint64 gap = (wall - self->last_wall) - (ms - self->last_ms);

  self->last_ms = ms;
  self->last_wall = wall;
  if (gap > GAP_MS)
    lkb_round_write_gap (self, gap, LKB_ROUND_WHY_SUSPEND);
}

void
lkb_round_start (LkbRound *self)
{
  g_return_if_fail (LKB_IS_ROUND (self));

  if (self->state != LKB_ROUND_LEAD_IN)
    return;
  self->begin = lkb_round_get_file_time (self);
  self->state = LKB_ROUND_RUNNING;
  begin_slot (self, find_first_slot (self));
  pick_line (self);
  tell (self);
}

void
lkb_round_set_paused (LkbRound *self, gboolean paused)
{
  g_autoptr (LkbRoundMark) mark = NULL;

  g_return_if_fail (LKB_IS_ROUND (self));

  if (self->state != (paused ? LKB_ROUND_RUNNING : LKB_ROUND_PAUSED))
    return;
  mark = lkb_round_mark_new (LKB_ROUND_MARK_PAUSE);
  mark->on = paused;
  mark->why = LKB_ROUND_WHY_USER;
  lkb_round_write_mark (self, mark);
  if (paused)
    self->stopped = lkb_round_get_file_time (self);
  else
    self->sum += lkb_round_get_file_time (self) - self->stopped;
  self->state = paused ? LKB_ROUND_PAUSED : LKB_ROUND_RUNNING;
  tell (self);
}

void
lkb_round_next (LkbRound *self)
{
  g_return_if_fail (LKB_IS_ROUND (self));

  if (self->state == LKB_ROUND_LEAD_IN)
    {
      lkb_round_start (self);
      return;
    }
  if (self->state == LKB_ROUND_PAUSED)
    lkb_round_set_paused (self, FALSE);
  if (self->state != LKB_ROUND_RUNNING)
    return;
  if (lkb_round_is_last (self))
    {
      lkb_round_finish (self, LKB_ROUND_END_EARLY);
      return;
    }
  begin_slot (self, self->slot + 1);
  pick_line (self);
  tell (self);
}

void
lkb_round_finish (LkbRound *self, LkbRoundEnd end)
{
  g_autoptr (LkbRoundMark) mark = NULL;

  g_return_if_fail (LKB_IS_ROUND (self));

  if (self->state == LKB_ROUND_OVER)
    return;
  if (self->card != NULL)
    close_card (self);
  self->length = lkb_round_get_time (self);
  mark = lkb_round_mark_new (LKB_ROUND_MARK_END);
  mark->end = end;
  lkb_round_write_mark (self, mark);
  self->state = LKB_ROUND_OVER;
  g_signal_handlers_disconnect_by_data (self->history, self);
  /* What is scored is read from the file; what is given up is waited for by nobody. */
  if (end != LKB_ROUND_END_ABANDONED)
    lkb_journal_flush (self->journal);
  self->path = lkb_journal_dup_path (self->journal);
  lkb_journal_end (self->journal, LKB_JOURNAL_KEEP);
  tell (self);
}

void
lkb_round_leave (LkbRound *self)
{
  g_return_if_fail (LKB_IS_ROUND (self));

  if (self->state == LKB_ROUND_OVER)
    return;
  if (self->draft != NULL)
    close_card (self);
  self->length = lkb_round_get_time (self);
  /* Up to here the time counts. */
  if (self->state != LKB_ROUND_LEAD_IN)
    write_alive (self);
  g_signal_handlers_disconnect_by_data (self->history, self);
  lkb_journal_end (self->journal,
                   self->state == LKB_ROUND_LEAD_IN ? LKB_JOURNAL_REMOVE : LKB_JOURNAL_KEEP);
  self->state = LKB_ROUND_OVER;
}

static void
run (LkbRound *self)
{
  gint64 now = lkb_round_get_time (self);
  gboolean changed = pick_line (self);

  if (self->card != NULL && !self->writing && lkb_interviewer_is_over (get_last_asked (self), now))
    {
      close_card (self);
      changed = TRUE;
    }
  if (now >= self->setup->length_ms)
    lkb_round_finish (self, LKB_ROUND_END_BELL);
  else if (changed)
    tell (self);
}

void
lkb_round_tick (LkbRound *self)
{
  g_return_if_fail (LKB_IS_ROUND (self));

  if (self->state == LKB_ROUND_OVER)
    return;
  notice_suspend (self);
  if (self->state == LKB_ROUND_LEAD_IN && lkb_round_get_lead_in (self) == 0)
    lkb_round_start (self);
  if (self->state == LKB_ROUND_RUNNING)
    run (self);
  if (self->state != LKB_ROUND_OVER
      && lkb_round_get_file_time (self) - self->last_written >= LKB_ROUND_ALIVE_MS)
    write_alive (self);
}

static void
committed_cb (LkbHistory *history, LkbChange *change, LkbRound *self)
{
  g_autoptr (GPtrArray) changed = NULL;

  lkb_journal_append (self->journal, get_board (self), change);
  self->last_written = lkb_round_get_file_time (self);
  lkb_recording_add_change (self->recording, self->last_written, get_board (self), change);
  lkb_focus_add (self->focus, lkb_round_get_time (self), change);
  if (self->card == NULL || self->writing
      || !lkb_interviewer_is_answered (self->card->id, (const char *const *) self->card->elements,
                                       change, NULL, &changed))
    return;
  answer (self, LKB_ROUND_CHANGED, NULL, changed);
  tell (self);
}

static void
trouble_cb (LkbJournal *journal, GError *error, LkbRound *self)
{
  g_signal_emit (self, signals[TROUBLE], 0, error);
}

void
lkb_round_follow (LkbRound *self)
{
  g_signal_connect (self->journal, "trouble", G_CALLBACK (trouble_cb), self);
  g_signal_connect (self->history, "committed", G_CALLBACK (committed_cb), self);
}

/* What it shows */

LkbRoundState
lkb_round_get_state (LkbRound *self)
{
  g_return_val_if_fail (LKB_IS_ROUND (self), LKB_ROUND_OVER);
  return self->state;
}

const LkbRoundMark *
lkb_round_get_setup (LkbRound *self)
{
  g_return_val_if_fail (LKB_IS_ROUND (self), NULL);
  return self->setup;
}

gint64
lkb_round_get_lead_in (LkbRound *self)
{
  g_return_val_if_fail (LKB_IS_ROUND (self), 0);

  if (self->state != LKB_ROUND_LEAD_IN)
    return 0;
  return MAX (0, self->lead_in + LKB_ROUND_LEAD_IN_MS - lkb_round_get_file_time (self));
}

const LkbRoundSlot *
lkb_round_get_slot (LkbRound *self)
{
  g_return_val_if_fail (LKB_IS_ROUND (self), NULL);
  return self->state != LKB_ROUND_LEAD_IN ? &self->slots[self->slot] : NULL;
}

guint
lkb_round_get_slot_index (LkbRound *self)
{
  g_return_val_if_fail (LKB_IS_ROUND (self), 0);
  return self->slot;
}

gint64
lkb_round_get_slot_start (LkbRound *self)
{
  g_return_val_if_fail (LKB_IS_ROUND (self), 0);
  return self->slot_start;
}

const char *
lkb_round_get_line (LkbRound *self)
{
  g_return_val_if_fail (LKB_IS_ROUND (self), NULL);
  return lkb_text_translate (self->line);
}

const LkbRoundMark *
lkb_round_get_card (LkbRound *self)
{
  g_return_val_if_fail (LKB_IS_ROUND (self), NULL);
  return self->card;
}

LkbRoundLog *
lkb_round_dup_log (LkbRound *self)
{
  g_return_val_if_fail (LKB_IS_ROUND (self), NULL);
  return lkb_round_log_new (self->recording);
}

char *
lkb_round_dup_path (LkbRound *self)
{
  g_return_val_if_fail (LKB_IS_ROUND (self), NULL);

  if (self->state == LKB_ROUND_OVER)
    return g_strdup (self->path);
  lkb_journal_flush (self->journal);
  return lkb_journal_dup_path (self->journal);
}

static void
lkb_round_dispose (GObject *object)
{
  LkbRound *self = LKB_ROUND (object);

  if (self->history != NULL)
    g_signal_handlers_disconnect_by_data (self->history, self);
  if (self->journal != NULL)
    g_signal_handlers_disconnect_by_data (self->journal, self);
  g_clear_object (&self->journal);
  g_clear_object (&self->history);
  G_OBJECT_CLASS (lkb_round_parent_class)->dispose (object);
}

static void
lkb_round_finalize (GObject *object)
{
  LkbRound *self = LKB_ROUND (object);

  g_clear_pointer (&self->setup, lkb_round_mark_free);
  g_clear_pointer (&self->deck, lkb_deck_unref);
  g_clear_pointer (&self->recording, lkb_recording_unref);
  g_clear_pointer (&self->card, lkb_round_mark_free);
  lkb_focus_free (self->focus);
  g_array_unref (self->asked);
  g_free (self->draft);
  g_free (self->line_id);
  g_free (self->line);
  g_free (self->path);
  G_OBJECT_CLASS (lkb_round_parent_class)->finalize (object);
}

static void
lkb_round_class_init (LkbRoundClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = lkb_round_dispose;
  object_class->finalize = lkb_round_finalize;

  /** LkbRound::changed: state, phase, line or card are others. */
  signals[CHANGED] = g_signal_new ("changed", LKB_TYPE_ROUND, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
  /**
   * LkbRound::trouble:
   * @error: an LkbSaveError
   */
  signals[TROUBLE] = g_signal_new ("trouble", LKB_TYPE_ROUND, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
lkb_round_init (LkbRound *self)
{
  self->focus = lkb_focus_new ();
  self->asked = g_array_new (FALSE, FALSE, sizeof (LkbInterviewerCard));
  g_array_set_clear_func (self->asked, clear_asked);
  self->busy_until = LKB_ROUND_NEVER;
}
