/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-practice.h"

#include "lkb-dead-scan.h"

struct _LkbPractice
{
  GObject parent_instance;

  LkbDataDirs *data;
  LkbDeck *deck; /* (nullable): not read yet */
  LkbJournalPlace journals; /* of boards */
  LkbJournalPlace clock; /* of which just the clock counts */
  LkbJournalPlace place;
  char *folder;
  GPtrArray *unfinished; /* of LkbUnfinishedRound */
  LkbPastRound *reminder; /* (nullable) */
  GPtrArray *picked; /* of ids of prompts, the latest first: since the program runs */
  GPtrArray *met; /* before that, likewise */
  guint32 seed;
  gboolean seeded;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LkbPractice, lkb_practice, G_TYPE_OBJECT)

static gint64
get_ms (gpointer data)
{
  const LkbPractice *self = data;

  return self->clock.get_ms (self->clock.data);
}

static gint64
get_wall (gpointer data)
{
  const LkbPractice *self = data;

  return self->clock.get_wall (self->clock.data);
}

static void
closing_cb (gboolean begins, gpointer data)
{
  LkbPractice *self = data;

  /* Now nobody has its lock: one that was left is offered again. */
  if (!begins)
    lkb_practice_scan (self);
  if (self->journals.closing != NULL)
    self->journals.closing (begins, self->journals.data);
}

const LkbJournalPlace *
lkb_practice_get_place (LkbPractice *self)
{
  g_return_val_if_fail (LKB_IS_PRACTICE (self), NULL);
  return &self->place;
}

void
lkb_practice_set_clock (LkbPractice *self, gint64 (*ms) (gpointer), gint64 (*wall) (gpointer),
                        gpointer data)
{
  g_return_if_fail (LKB_IS_PRACTICE (self));
  g_return_if_fail (ms != NULL && wall != NULL);

  self->clock.get_ms = ms;
  self->clock.get_wall = wall;
  self->clock.data = data;
}

guint32
lkb_practice_get_seed (LkbPractice *self)
{
  g_return_val_if_fail (LKB_IS_PRACTICE (self), 0);

  if (!self->seeded)
    return g_random_int ();
  self->seeded = FALSE;
  return self->seed;
}

void
lkb_practice_set_seed (LkbPractice *self, guint32 seed)
{
  g_return_if_fail (LKB_IS_PRACTICE (self));
  self->seed = seed;
  self->seeded = TRUE;
  g_ptr_array_set_size (self->picked, 0);
}

LkbDeck *
lkb_practice_read_deck (LkbPractice *self)
{
  g_autoptr (GError) error = NULL;

  g_return_val_if_fail (LKB_IS_PRACTICE (self), NULL);

  g_clear_pointer (&self->deck, lkb_deck_unref);
  self->deck = lkb_deck_load (self->data, &error);
  /* Tests exclude that what the program carries with it does not load. */
  if (self->deck == NULL)
    g_error ("%s", error->message);
  return self->deck;
}

LkbDeck *
lkb_practice_get_deck (LkbPractice *self)
{
  g_return_val_if_fail (LKB_IS_PRACTICE (self), NULL);
  return self->deck != NULL ? self->deck : lkb_practice_read_deck (self);
}

/* How many rounds go by before a prompt may come again. */
#define MET_MAX 12

const LkbPrompt *
lkb_practice_pick (LkbPractice *self, const LkbDeckChoice *choice, guint32 seed)
{
  g_autoptr (GPtrArray) but = NULL;
  const LkbPrompt *prompt;

  g_return_val_if_fail (LKB_IS_PRACTICE (self), NULL);
  g_return_val_if_fail (choice != NULL, NULL);

  but = g_ptr_array_new ();
  for (guint i = 0; i < self->picked->len; i++)
    g_ptr_array_add (but, self->picked->pdata[i]);
  for (guint i = 0; i < self->met->len; i++)
    g_ptr_array_add (but, self->met->pdata[i]);
  if (but->len > MET_MAX)
    g_ptr_array_set_size (but, MET_MAX);
  prompt = lkb_deck_pick (lkb_practice_get_deck (self), choice, seed, but);
  if (prompt != NULL)
    g_ptr_array_insert (self->picked, 0, g_strdup (prompt->id));
  return prompt;
}

static GPtrArray *
find_met (const char *folder, const char *boot_id)
{
  return lkb_round_history_find_prompts (folder, MET_MAX);
}

static void
met_found_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  LkbPractice *self = LKB_PRACTICE (source);

  g_ptr_array_unref (self->met);
  self->met = g_task_propagate_pointer (G_TASK (result), NULL);
}

/* Rounds that were cut off */

static void
scanned_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  LkbPractice *self = LKB_PRACTICE (source);

  g_ptr_array_unref (self->unfinished);
  self->unfinished = g_task_propagate_pointer (G_TASK (result), NULL);
  g_signal_emit (self, signals[CHANGED], 0);
}

/* Of one round or none. */
static GPtrArray *
find_reminder (const char *folder, const char *boot_id)
{
  GPtrArray *rounds = g_ptr_array_new_with_free_func ((GDestroyNotify) lkb_past_round_free);
  LkbPastRound *round = lkb_round_history_find_reminder (folder,
                                                         g_get_real_time () / G_USEC_PER_SEC);

  if (round != NULL)
    g_ptr_array_add (rounds, round);
  return rounds;
}

static void
reminder_found_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  LkbPractice *self = LKB_PRACTICE (source);
  g_autoptr (GPtrArray) rounds = g_task_propagate_pointer (G_TASK (result), NULL);

  g_clear_pointer (&self->reminder, lkb_past_round_free);
  if (rounds->len > 0)
    self->reminder = g_ptr_array_steal_index (rounds, 0);
  g_signal_emit (self, signals[CHANGED], 0);
}

void
lkb_practice_scan (LkbPractice *self)
{
  g_return_if_fail (LKB_IS_PRACTICE (self));

  lkb_dead_scan (self, &self->place, lkb_round_file_scan, scanned_cb);
  lkb_dead_scan (self, &self->place, find_reminder, reminder_found_cb);
  lkb_dead_scan (self, &self->place, find_met, met_found_cb);
}

const LkbPastRound *
lkb_practice_get_reminder (LkbPractice *self)
{
  g_return_val_if_fail (LKB_IS_PRACTICE (self), NULL);
  return self->reminder;
}

GPtrArray *
lkb_practice_get_unfinished (LkbPractice *self)
{
  g_return_val_if_fail (LKB_IS_PRACTICE (self), NULL);
  return self->unfinished;
}

LkbUnfinishedRound *
lkb_practice_take (LkbPractice *self, const char *path)
{
  g_return_val_if_fail (LKB_IS_PRACTICE (self), NULL);
  g_return_val_if_fail (path != NULL, NULL);

  for (guint i = 0; i < self->unfinished->len; i++)
    {
      LkbUnfinishedRound *round = g_ptr_array_index (self->unfinished, i);

      if (!g_str_equal (round->path, path))
        continue;
      g_ptr_array_steal_index (self->unfinished, i);
      g_signal_emit (self, signals[CHANGED], 0);
      return round;
    }
  return NULL;
}

gboolean
lkb_practice_abandon (LkbPractice *self, const char *path, GError **error)
{
  g_autoptr (LkbRoundMark) mark = lkb_round_mark_new (LKB_ROUND_MARK_END);
  g_autoptr (LkbUnfinishedRound) round = NULL;

  g_return_val_if_fail (LKB_IS_PRACTICE (self), FALSE);
  g_return_val_if_fail (path != NULL, FALSE);

  mark->end = LKB_ROUND_END_ABANDONED;
  if (!lkb_round_file_append (&self->place, path, mark, error))
    return FALSE;
  round = lkb_practice_take (self, path);
  return TRUE;
}

static void
lkb_practice_finalize (GObject *object)
{
  LkbPractice *self = LKB_PRACTICE (object);

  g_clear_pointer (&self->deck, lkb_deck_unref);
  lkb_data_dirs_unref (self->data);
  g_ptr_array_unref (self->unfinished);
  g_ptr_array_unref (self->picked);
  g_ptr_array_unref (self->met);
  g_clear_pointer (&self->reminder, lkb_past_round_free);
  g_free (self->folder);
  G_OBJECT_CLASS (lkb_practice_parent_class)->finalize (object);
}

static void
lkb_practice_class_init (LkbPracticeClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = lkb_practice_finalize;

  /** LkbPractice::changed: the rounds that were cut off are others. */
  signals[CHANGED] = g_signal_new ("changed", LKB_TYPE_PRACTICE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
}

static void
lkb_practice_init (LkbPractice *self)
{
  self->folder = g_build_filename (g_get_user_state_dir (), "lakeboard", "rounds", NULL);
  self->unfinished = g_ptr_array_new_with_free_func ((GDestroyNotify) lkb_unfinished_round_free);
  self->picked = g_ptr_array_new_with_free_func (g_free);
  self->met = g_ptr_array_new_with_free_func (g_free);
}

LkbPractice *
lkb_practice_new (LkbDataDirs *data, const LkbJournalPlace *journals)
{
  LkbPractice *self;

  g_return_val_if_fail (data != NULL && journals != NULL, NULL);

  self = g_object_new (LKB_TYPE_PRACTICE, NULL);
  self->data = lkb_data_dirs_ref (data);
  self->journals = self->clock = *journals;
  self->place = (LkbJournalPlace){ .folder = self->folder,
                                   .boot_id = journals->boot_id,
                                   .get_ms = get_ms,
                                   .get_wall = get_wall,
                                   .closing = closing_cb,
                                   .data = self };
  return self;
}
