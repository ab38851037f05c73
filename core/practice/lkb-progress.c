/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-progress.h"

#include "core/base/lkb-text.h"

struct _LkbProgress
{
  gatomicrefcount refs;
  GPtrArray *rounds; /* of LkbProgressRound */
};

static void
round_free (gpointer data)
{
  LkbProgressRound *round = data;

  lkb_scorecard_unref (round->card);
  g_free (round->path);
  g_free (round->wall);
  g_free (round);
}

/* (transfer full) (nullable). */
static GDateTime *
dup_begun (const LkbPastRound *past)
{
  return past->wall != NULL ? g_date_time_new_from_iso8601 (past->wall, NULL) : NULL;
}

static gboolean
have_same_prompt (const LkbPastRound *a, const LkbPastRound *b)
{
  const LkbRoundMark *first = a->log != NULL ? lkb_round_log_get_setup (a->log) : NULL;
  const LkbRoundMark *second = b->log != NULL ? lkb_round_log_get_setup (b->log) : NULL;

  return first != NULL && second != NULL && !lkb_text_is_blank (first->text)
         && g_strcmp0 (first->id, second->id) == 0 && g_strcmp0 (first->text, second->text) == 0;
}

/* Whether the prompt of the round at @i was met shortly before, however that round ended; the latest come first. */
static gboolean
is_again (GPtrArray *rounds, guint i)
{
  const LkbPastRound *past = g_ptr_array_index (rounds, i);
  g_autoptr (GDateTime) begun = dup_begun (past);

  for (guint k = i + 1; begun != NULL && k < rounds->len; k++)
    {
      const LkbPastRound *earlier = g_ptr_array_index (rounds, k);
      g_autoptr (GDateTime) then = dup_begun (earlier);

      if (then != NULL && g_date_time_difference (begun, then) < G_TIME_SPAN_DAY
          && have_same_prompt (past, earlier))
        return TRUE;
    }
  return FALSE;
}

LkbProgress *
lkb_progress_new (GPtrArray *rounds)
{
  LkbProgress *self;

  g_return_val_if_fail (rounds != NULL, NULL);

  self = g_new0 (LkbProgress, 1);
  g_atomic_ref_count_init (&self->refs);
  self->rounds = g_ptr_array_new_with_free_func (round_free);
  /* The history begins with the latest. */
  for (guint i = rounds->len; i-- > 0;)
    {
      const LkbPastRound *past = g_ptr_array_index (rounds, i);
      LkbProgressRound *round;

      if (past->card == NULL)
        continue;
      round = g_new0 (LkbProgressRound, 1);
      round->path = g_strdup (past->path);
      round->wall = g_strdup (past->wall);
      round->card = lkb_scorecard_ref (past->card);
      round->again = is_again (rounds, i);
      g_ptr_array_add (self->rounds, round);
    }
  return self;
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

static gboolean
are_like (const LkbScorecard *a, const LkbScorecard *b)
{
  const LkbRoundMark *first = lkb_round_log_get_setup (lkb_scorecard_get_round (a));
  const LkbRoundMark *second = lkb_round_log_get_setup (lkb_scorecard_get_round (b));

  return first->preset == second->preset && first->length_ms == second->length_ms
         && first->mode == second->mode
         && lkb_scorecard_get_profile (a) == lkb_scorecard_get_profile (b);
}

gboolean
lkb_progress_are_like (const LkbProgress *self, guint i, guint k)
{
  g_return_val_if_fail (self != NULL && i < self->rounds->len && k < self->rounds->len, FALSE);
  return are_like (lkb_progress_get_round (self, i)->card, lkb_progress_get_round (self, k)->card);
}

guint
lkb_progress_find_like (const LkbProgress *self, guint i)
{
  g_return_val_if_fail (self != NULL && i < self->rounds->len, G_MAXUINT);
  for (guint k = i; k-- > 0;)
    if (lkb_progress_are_like (self, k, i))
      return k;
  return G_MAXUINT;
}

/* (transfer container): those whose prompt was met shortly before, or the others. */
static GPtrArray *
list_cards (const LkbProgress *self, gboolean again)
{
  GPtrArray *cards = g_ptr_array_new ();

  for (guint i = 0; i < self->rounds->len; i++)
    if (lkb_progress_get_round (self, i)->again == again)
      g_ptr_array_add (cards, lkb_progress_get_round (self, i)->card);
  return cards;
}

LkbReadiness
lkb_progress_get_readiness (const LkbProgress *self, LkbRoundProfile profile)
{
  LkbReadiness readiness = { 0 };
  g_autoptr (GPtrArray) cards = NULL, again = NULL;

  g_return_val_if_fail (self != NULL, readiness);

  cards = list_cards (self, FALSE);
  again = list_cards (self, TRUE);
  readiness = lkb_readiness_count ((LkbScorecard *const *) cards->pdata, cards->len, profile);
  readiness.n_again
      = lkb_readiness_count ((LkbScorecard *const *) again->pdata, again->len, profile).n_exams;
  return readiness;
}
