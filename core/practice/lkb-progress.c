/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-progress.h"

#include <string.h>

#include "core/store/lkb-recovered.h"

struct _LkbProgress
{
  gatomicrefcount refs;
  GPtrArray *rounds; /* of LkbProgressRound */
  guint n_unread;
};

static void
round_free (gpointer data)
{
  LkbProgressRound *round = data;

  lkb_scorecard_unref (round->card);
  g_free (round->path);
  g_free (round);
}

static int
compare_rounds (gconstpointer a, gconstpointer b)
{
  const LkbProgressRound *first = *(const LkbProgressRound *const *) a;
  const LkbProgressRound *second = *(const LkbProgressRound *const *) b;
  int order = g_strcmp0 (first->wall, second->wall);

  return order != 0 ? order : strcmp (first->path, second->path);
}

static void
read_round (LkbProgress *self, const char *path, const LkbVocabulary *vocabulary)
{
  g_autoptr (LkbRecording) recording = lkb_recovered_read_journal (path, NULL);
  g_autoptr (LkbRoundLog) log = recording != NULL ? lkb_round_log_new (recording) : NULL;
  const LkbRoundMark *end;
  LkbProgressRound *round;

  if (log == NULL || lkb_round_log_get_setup (log) == NULL)
    {
      self->n_unread++;
      return;
    }
  end = lkb_round_log_get_end_mark (log);
  if (end == NULL || end->end == LKB_ROUND_END_ABANDONED)
    return;
  round = g_new0 (LkbProgressRound, 1);
  round->path = g_strdup (path);
  round->card = lkb_scorecard_new (log, vocabulary, NULL);
  round->wall = lkb_recording_get_header (lkb_round_log_get_recording (log))->wall;
  g_ptr_array_add (self->rounds, round);
}

LkbProgress *
lkb_progress_scan (const char *folder, const LkbVocabulary *vocabulary, GCancellable *cancellable,
                   GError **error)
{
  g_autoptr (LkbProgress) self = NULL;
  g_autoptr (GDir) dir = NULL;
  const char *name;

  g_return_val_if_fail (folder != NULL, NULL);

  self = g_new0 (LkbProgress, 1);
  g_atomic_ref_count_init (&self->refs);
  self->rounds = g_ptr_array_new_with_free_func (round_free);
  dir = g_dir_open (folder, 0, NULL);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = NULL;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      if (!g_str_has_suffix (name, LKB_ROUND_ENDING))
        continue;
      path = g_build_filename (folder, name, NULL);
      read_round (self, path, vocabulary);
    }
  g_ptr_array_sort (self->rounds, compare_rounds);
  return g_steal_pointer (&self);
}

LkbProgress *
lkb_progress_ref (LkbProgress *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
lkb_progress_unref (LkbProgress *self)
{
  g_return_if_fail (self != NULL);
  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  g_ptr_array_unref (self->rounds);
  g_free (self);
}

guint
lkb_progress_get_n (const LkbProgress *self)
{
  g_return_val_if_fail (self != NULL, 0);
  return self->rounds->len;
}

const LkbProgressRound *
lkb_progress_get_round (const LkbProgress *self, guint i)
{
  g_return_val_if_fail (self != NULL && i < self->rounds->len, NULL);
  return g_ptr_array_index (self->rounds, i);
}

guint
lkb_progress_get_n_unread (const LkbProgress *self)
{
  g_return_val_if_fail (self != NULL, 0);
  return self->n_unread;
}

static gboolean
are_like (const LkbScorecard *a, const LkbScorecard *b)
{
  const LkbRoundMark *first = lkb_round_log_get_setup (lkb_scorecard_get_round (a));
  const LkbRoundMark *second = lkb_round_log_get_setup (lkb_scorecard_get_round (b));

  return first->preset == second->preset && first->mode == second->mode
         && lkb_scorecard_get_profile (a) == lkb_scorecard_get_profile (b);
}

guint
lkb_progress_find_like (const LkbProgress *self, guint i)
{
  g_return_val_if_fail (self != NULL && i < self->rounds->len, G_MAXUINT);
  for (guint k = i; k-- > 0;)
    if (are_like (lkb_progress_get_round (self, k)->card, lkb_progress_get_round (self, i)->card))
      return k;
  return G_MAXUINT;
}

LkbReadiness
lkb_progress_get_readiness (const LkbProgress *self, LkbRoundProfile profile)
{
  LkbReadiness none = { 0 };
  g_autofree LkbScorecard **cards = NULL;

  g_return_val_if_fail (self != NULL, none);
  cards = g_new (LkbScorecard *, self->rounds->len + 1);
  for (guint i = 0; i < self->rounds->len; i++)
    cards[i] = lkb_progress_get_round (self, i)->card;
  return lkb_readiness_count (cards, self->rounds->len, profile);
}
