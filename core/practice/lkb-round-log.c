/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-round-log.h"

#include <glib/gi18n-lib.h>

#include "core/base/lkb-error.h"

/* By the time of the file: the clock stood. */
typedef struct
{
  gint64 from;
  gint64 to; /* G_MAXINT64: still */
} Stop;

struct _LkbRoundLog
{
  gatomicrefcount refs;
  LkbRecording *recording;
  GPtrArray *marks; /* (owned): of LkbRoundMark; what the rest points to */
  const LkbRoundMark *setup;
  const LkbRoundMark *end;
  const LkbRoundMark *debrief;
  gint64 begin_ms; /* of the file; only with a first phase */
  gint64 end_ms; /* of the file: of the end, or of the last thing it tells of */
  gint64 stopped_ms; /* since when the clock stands; -1 */
  guint open_pause; /* the one that is not over, while the clock stands */
  GArray *stops; /* of Stop, in order */
  GArray *phases; /* of LkbRoundSpan */
  GArray *lines; /* of LkbRoundLine */
  GArray *cards; /* of LkbRoundCard */
  GArray *pauses; /* of LkbRoundPause */
  GPtrArray *adjustments; /* of LkbRoundMark */
  gboolean damaged;
};

gint64
lkb_round_log_to_round (const LkbRoundLog *self, gint64 time)
{
  gint64 sum = 0;

  g_return_val_if_fail (self != NULL, 0);

  if (self->phases->len == 0)
    return 0;
  if (self->end != NULL)
    time = MIN (time, self->end_ms);
  for (guint i = 0; i < self->stops->len; i++)
    {
      const Stop *stop = &g_array_index (self->stops, Stop, i);

      sum += MAX (0, MIN (stop->to, time) - MAX (stop->from, self->begin_ms));
    }
  return MAX (0, time - self->begin_ms - sum);
}

/* A crash may have left the clock standing, or let it stand twice. */
static void
stop_clock (LkbRoundLog *self, gint64 time, LkbRoundWhy why)
{
  Stop stop = { .from = time, .to = G_MAXINT64 };
  LkbRoundPause pause = { .time = lkb_round_log_to_round (self, time), .why = why };

  if (self->stopped_ms >= 0)
    return;
  self->stopped_ms = time;
  self->open_pause = self->pauses->len;
  g_array_append_val (self->stops, stop);
  g_array_append_val (self->pauses, pause);
}

static void
start_clock (LkbRoundLog *self, gint64 time)
{
  if (self->stopped_ms < 0)
    return;
  g_array_index (self->stops, Stop, self->stops->len - 1).to = time;
  g_array_index (self->pauses, LkbRoundPause, self->open_pause).length_ms = time - self->stopped_ms;
  self->stopped_ms = -1;
}

static void
add_phase (LkbRoundLog *self, const LkbRoundMark *mark, gint64 time)
{
  LkbRoundSpan span = { .phase = mark->phase, .index = mark->index };

  if (self->phases->len == 0)
    self->begin_ms = time;
  else
    g_array_index (self->phases, LkbRoundSpan, self->phases->len - 1).end = lkb_round_log_to_round (
        self, time);
  g_array_append_val (self->phases, span);
  g_array_index (self->phases, LkbRoundSpan, self->phases->len - 1).start = lkb_round_log_to_round (
      self, time);
}

static void
add_card (LkbRoundLog *self, const LkbRoundMark *mark, const LkbRecordingMark *at)
{
  LkbRoundCard card = { .card = mark,
                        .time = lkb_round_log_to_round (self, at->time),
                        .n_changes = at->n_changes,
                        .answered = LKB_ROUND_NEVER };

  g_array_append_val (self->cards, card);
}

/* What was said about the number afterwards is beside what was done; the rest of the first answer stays. */
static void
add_answer (LkbRoundLog *self, const LkbRoundMark *mark, gint64 time)
{
  if (g_str_equal (mark->id, LKB_ROUND_DEBRIEF))
    {
      self->debrief = mark;
      return;
    }
  for (guint i = self->cards->len; i-- > 0;)
    {
      LkbRoundCard *card = &g_array_index (self->cards, LkbRoundCard, i);

      if (!g_str_equal (card->card->id, mark->id))
        continue;
      card->answer = mark;
      if (card->answered == LKB_ROUND_NEVER)
        card->answered = lkb_round_log_to_round (self, time);
      return;
    }
}

static void
add_adjustment (LkbRoundLog *self, const LkbRoundMark *mark)
{
  for (guint i = 0; i < self->adjustments->len; i++)
    {
      const LkbRoundMark *old = g_ptr_array_index (self->adjustments, i);

      if (g_str_equal (old->criterion, mark->criterion))
        {
          g_ptr_array_index (self->adjustments, i) = (gpointer) mark;
          return;
        }
    }
  g_ptr_array_add (self->adjustments, (gpointer) mark);
}

static void
add_mark (LkbRoundLog *self, const LkbRoundMark *mark, const LkbRecordingMark *at)
{
  LkbRoundLine line = { .line = mark, .time = lkb_round_log_to_round (self, at->time) };
  LkbRoundPause gap = { .time = line.time, .length_ms = mark->gap_ms, .why = mark->why };

  switch (mark->type)
    {
    case LKB_ROUND_MARK_SETUP:
      if (self->setup == NULL)
        self->setup = mark;
      break;
    case LKB_ROUND_MARK_PHASE:
      if (self->end == NULL)
        add_phase (self, mark, at->time);
      break;
    case LKB_ROUND_MARK_LINE:
      g_array_append_val (self->lines, line);
      break;
    case LKB_ROUND_MARK_CARD:
      add_card (self, mark, at);
      break;
    case LKB_ROUND_MARK_ANSWER:
      add_answer (self, mark, at->time);
      break;
    case LKB_ROUND_MARK_ADJUST:
      add_adjustment (self, mark);
      break;
    case LKB_ROUND_MARK_PAUSE:
      if (self->end == NULL && mark->on)
        stop_clock (self, at->time, mark->why);
      else if (self->end == NULL)
        start_clock (self, at->time);
      break;
    case LKB_ROUND_MARK_GAP:
      g_array_append_val (self->pauses, gap);
      break;
    case LKB_ROUND_MARK_END:
    default:
      if (self->end != NULL)
        break;
      start_clock (self, at->time);
      self->end = mark;
      self->end_ms = at->time;
    }
}

static void
read_marks (LkbRoundLog *self)
{
  guint n = lkb_recording_get_n_marks (self->recording);

  for (guint i = 0; i < n; i++)
    {
      const LkbRecordingMark *at = lkb_recording_get_mark (self->recording, i);
      g_autoptr (GError) error = NULL;
      LkbRoundMark *mark = NULL;

      if (!lkb_round_mark_read (at->key, at->json, &mark, &error))
        {
          g_debug ("round: %s: %s", at->key, error->message);
          self->damaged = TRUE;
        }
      if (mark == NULL)
        continue;
      g_ptr_array_add (self->marks, mark);
      add_mark (self, mark, at);
    }
}

LkbRoundLog *
lkb_round_log_new (LkbRecording *recording)
{
  LkbRoundLog *self;

  g_return_val_if_fail (recording != NULL, NULL);

  self = g_new0 (LkbRoundLog, 1);
  g_atomic_ref_count_init (&self->refs);
  self->recording = lkb_recording_ref (recording);
  self->marks = g_ptr_array_new_with_free_func ((GDestroyNotify) lkb_round_mark_free);
  self->stopped_ms = -1;
  self->stops = g_array_new (FALSE, FALSE, sizeof (Stop));
  self->phases = g_array_new (FALSE, FALSE, sizeof (LkbRoundSpan));
  self->lines = g_array_new (FALSE, FALSE, sizeof (LkbRoundLine));
  self->cards = g_array_new (FALSE, FALSE, sizeof (LkbRoundCard));
  self->pauses = g_array_new (FALSE, FALSE, sizeof (LkbRoundPause));
  self->adjustments = g_ptr_array_new ();
  self->damaged = lkb_recording_is_damaged (recording);
  read_marks (self);
  if (self->end == NULL)
    self->end_ms = lkb_recording_get_end (recording);
  if (self->stopped_ms >= 0)
    g_array_index (self->pauses, LkbRoundPause, self->open_pause).length_ms = self->end_ms
                                                                              - self->stopped_ms;
  if (self->phases->len > 0)
    g_array_index (self->phases, LkbRoundSpan, self->phases->len - 1).end = lkb_round_log_to_round (
        self, self->end_ms);
  return self;
}

LkbRoundLog *
lkb_round_log_read (const char *name, GBytes *bytes, GError **error)
{
  g_autoptr (LkbRecording) recording = lkb_recording_read (name, bytes, NULL, error);
  g_autoptr (LkbRoundLog) self = NULL;

  if (recording == NULL)
    return NULL;
  self = lkb_round_log_new (recording);
  if (self->setup == NULL)
    {
      g_set_error (error, LKB_INPUT_ERROR, LKB_INPUT_ERROR_STRUCTURE, "%s: %s", name,
                   _ ("this is no round"));
      return NULL;
    }
  return g_steal_pointer (&self);
}

LkbRoundLog *
lkb_round_log_ref (LkbRoundLog *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
lkb_round_log_unref (LkbRoundLog *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  lkb_recording_unref (self->recording);
  g_ptr_array_unref (self->marks);
  g_array_unref (self->stops);
  g_array_unref (self->phases);
  g_array_unref (self->lines);
  g_array_unref (self->cards);
  g_array_unref (self->pauses);
  g_ptr_array_unref (self->adjustments);
  g_free (self);
}

LkbRecording *
lkb_round_log_get_recording (const LkbRoundLog *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->recording;
}

gboolean
lkb_round_log_is_damaged (const LkbRoundLog *self)
{
  g_return_val_if_fail (self != NULL, FALSE);
  return self->damaged;
}

const LkbRoundMark *
lkb_round_log_get_setup (const LkbRoundLog *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->setup;
}

gboolean
lkb_round_log_has_begun (const LkbRoundLog *self)
{
  g_return_val_if_fail (self != NULL, FALSE);
  return self->phases->len > 0;
}

const LkbRoundMark *
lkb_round_log_get_end_mark (const LkbRoundLog *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->end;
}

gint64
lkb_round_log_get_length (const LkbRoundLog *self)
{
  g_return_val_if_fail (self != NULL, 0);
  return lkb_round_log_to_round (self, self->end_ms);
}

gboolean
lkb_round_log_is_paused (const LkbRoundLog *self)
{
  g_return_val_if_fail (self != NULL, FALSE);
  return self->stopped_ms >= 0;
}

guint
lkb_round_log_get_n_phases (const LkbRoundLog *self)
{
  g_return_val_if_fail (self != NULL, 0);
  return self->phases->len;
}

const LkbRoundSpan *
lkb_round_log_get_phase (const LkbRoundLog *self, guint i)
{
  g_return_val_if_fail (self != NULL && i < self->phases->len, NULL);
  return &g_array_index (self->phases, LkbRoundSpan, i);
}

const LkbRoundSpan *
lkb_round_log_find_phase (const LkbRoundLog *self, LkbRoundPhase phase)
{
  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; i < self->phases->len; i++)
    if (g_array_index (self->phases, LkbRoundSpan, i).phase == phase)
      return &g_array_index (self->phases, LkbRoundSpan, i);
  return NULL;
}

guint
lkb_round_log_get_n_lines (const LkbRoundLog *self)
{
  g_return_val_if_fail (self != NULL, 0);
  return self->lines->len;
}

const LkbRoundLine *
lkb_round_log_get_line (const LkbRoundLog *self, guint i)
{
  g_return_val_if_fail (self != NULL && i < self->lines->len, NULL);
  return &g_array_index (self->lines, LkbRoundLine, i);
}

guint
lkb_round_log_get_n_cards (const LkbRoundLog *self)
{
  g_return_val_if_fail (self != NULL, 0);
  return self->cards->len;
}

const LkbRoundCard *
lkb_round_log_get_card (const LkbRoundLog *self, guint i)
{
  g_return_val_if_fail (self != NULL && i < self->cards->len, NULL);
  return &g_array_index (self->cards, LkbRoundCard, i);
}

const LkbRoundCard *
lkb_round_log_find_card (const LkbRoundLog *self, const char *id)
{
  g_return_val_if_fail (self != NULL && id != NULL, NULL);

  for (guint i = self->cards->len; i-- > 0;)
    if (g_str_equal (g_array_index (self->cards, LkbRoundCard, i).card->id, id))
      return &g_array_index (self->cards, LkbRoundCard, i);
  return NULL;
}

guint
lkb_round_log_get_n_pauses (const LkbRoundLog *self)
{
  g_return_val_if_fail (self != NULL, 0);
  return self->pauses->len;
}

const LkbRoundPause *
lkb_round_log_get_pause (const LkbRoundLog *self, guint i)
{
  g_return_val_if_fail (self != NULL && i < self->pauses->len, NULL);
  return &g_array_index (self->pauses, LkbRoundPause, i);
}

guint
lkb_round_log_get_n_adjustments (const LkbRoundLog *self)
{
  g_return_val_if_fail (self != NULL, 0);
  return self->adjustments->len;
}

const LkbRoundMark *
lkb_round_log_get_adjustment (const LkbRoundLog *self, guint i)
{
  g_return_val_if_fail (self != NULL && i < self->adjustments->len, NULL);
  return g_ptr_array_index (self->adjustments, i);
}

const LkbRoundMark *
lkb_round_log_get_debrief (const LkbRoundLog *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->debrief;
}

gint64
lkb_round_log_get_time (const LkbRoundLog *self, guint i)
{
  g_return_val_if_fail (self != NULL, 0);
  return lkb_round_log_to_round (self, lkb_recording_get_time (self->recording, i));
}

guint
lkb_round_log_find (const LkbRoundLog *self, gint64 time)
{
  guint low = 0, high;

  g_return_val_if_fail (self != NULL, 0);

  high = lkb_recording_get_n_changes (self->recording);
  while (low < high)
    {
      guint middle = (low + high) / 2;

      if (lkb_round_log_get_time (self, middle) <= time)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}
