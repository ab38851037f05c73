/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-interviewer.h"

#include <string.h>

/* The first card comes 10 to 30 s after the phase began, each other one 2 to 3 minutes after the one before. */
#define FIRST_MS 10000
#define FIRST_SPAN_MS 20000
#define NEXT_MS 120000
#define NEXT_SPAN_MS 60000
/* A breath after an answer. */
#define BREATH_MS 10000

static const LkbInterviewerLine *
find_line (const char *id)
{
  guint n;
  const LkbInterviewerLine *lines = lkb_interviewer_get_lines (&n);

  for (guint i = 0; i < n; i++)
    if (g_str_equal (lines[i].id, id))
      return &lines[i];
  return NULL;
}

const LkbInterviewerLine *
lkb_interviewer_find_line (const char *id)
{
  g_return_val_if_fail (id != NULL, NULL);
  return find_line (id);
}

gboolean
lkb_interviewer_is_over (const LkbInterviewerCard *card, gint64 now)
{
  g_return_val_if_fail (card != NULL, TRUE);
  return card->answered != LKB_ROUND_NEVER ? card->answered <= now
                                           : now - card->time >= LKB_INTERVIEWER_CARD_MS;
}

/* A generator for what is decided after so many cards, so that no decision hangs on how often it was asked for. */
static GRand *
new_rand (guint32 seed, guint32 what, guint32 n)
{
  const guint32 seeds[] = { seed, what, n };

  return g_rand_new_with_seed_array (seeds, G_N_ELEMENTS (seeds));
}

enum
{
  WHEN,
  WHICH,
  LINES,
};

static gint64
find_due (const LkbInterviewerMoment *moment)
{
  g_autoptr (GRand) rand = new_rand (moment->seed, WHEN, moment->n_asked);
  const LkbInterviewerCard *last;
  gint64 due, over;

  if (moment->n_asked == 0)
    return moment->phase_start + FIRST_MS + g_rand_int_range (rand, 0, FIRST_SPAN_MS + 1);
  last = &moment->asked[moment->n_asked - 1];
  due = last->time + NEXT_MS + g_rand_int_range (rand, 0, NEXT_SPAN_MS + 1);
  over = last->answered != LKB_ROUND_NEVER ? last->answered : last->time + LKB_INTERVIEWER_CARD_MS;
  return MAX (due, over + BREATH_MS);
}

gboolean
lkb_interviewer_is_due (const LkbInterviewerMoment *moment)
{
  g_return_val_if_fail (moment != NULL, FALSE);
  if (moment->phase != LKB_ROUND_PUSHBACK || moment->busy)
    return FALSE;
  if (moment->busy_until != LKB_ROUND_NEVER
      && moment->now - moment->busy_until < LKB_INTERVIEWER_QUIET_MS)
    return FALSE;
  if (moment->n_asked > 0
      && !lkb_interviewer_is_over (&moment->asked[moment->n_asked - 1], moment->now))
    return FALSE;
  return moment->now >= find_due (moment);
}

static gboolean
was_asked (const LkbInterviewerMoment *moment, const char *id)
{
  for (guint i = 0; i < moment->n_asked; i++)
    if (g_str_equal (moment->asked[i].id, id))
      return TRUE;
  return FALSE;
}

const char *
lkb_interviewer_next (const LkbInterviewerMoment *moment, const LkbSight *sight,
                      GPtrArray **elements)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new ();
  g_autoptr (GPtrArray) about = NULL;
  g_autoptr (GRand) rand = NULL;
  const LkbInterviewerLine *lines, *chosen = NULL;
  guint n, sum = 0, at;

  if (elements != NULL)
    *elements = NULL;
  g_return_val_if_fail (moment != NULL && sight != NULL, NULL);
  if (!lkb_interviewer_is_due (moment))
    return NULL;
  lines = lkb_interviewer_get_lines (&n);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GPtrArray) ids = g_ptr_array_new ();

      if (was_asked (moment, lines[i].id) || !lines[i].holds (sight, ids))
        continue;
      g_ptr_array_add (found, (gpointer) &lines[i]);
      sum += lines[i].weight;
    }
  if (found->len == 0)
    return NULL;
  rand = new_rand (moment->seed, WHICH, moment->n_asked);
  at = g_rand_int_range (rand, 0, sum);
  for (guint i = 0; chosen == NULL; i++)
    {
      const LkbInterviewerLine *line = g_ptr_array_index (found, i);

      if (at < line->weight)
        chosen = line;
      else
        at -= line->weight;
    }
  about = g_ptr_array_new ();
  chosen->holds (sight, about);
  if (elements != NULL)
    *elements = g_steal_pointer (&about);
  return chosen->id;
}

gboolean
lkb_interviewer_is_answered (const char *id, const char *const *elements, const LkbChange *change,
                             const LkbSight *sight, GPtrArray **changed)
{
  const LkbInterviewerLine *line;
  g_autoptr (GPtrArray) ids = g_ptr_array_new ();
  g_autoptr (GPtrArray) about = g_ptr_array_new ();
  gboolean answered = FALSE;

  if (changed != NULL)
    *changed = NULL;
  g_return_val_if_fail (id != NULL, FALSE);
  line = find_line (id);
  for (guint i = 0; change != NULL && i < lkb_change_get_n (change); i++)
    {
      const LkbChangePair *pair = lkb_change_get_nth (change, i);
      const char *name = lkb_change_pair_get_id (pair);
      gboolean is_about = elements != NULL && g_strv_contains (elements, name);

      if (!lkb_change_pair_has_meaning (pair))
        continue;
      g_ptr_array_add (ids, (gpointer) name);
      if (!g_str_equal (name, LKB_BOARD_ID))
        answered |= line != NULL && line->elsewhere ? !is_about : is_about;
    }
  if (!answered && line != NULL && sight != NULL)
    answered = !line->holds (sight, about);
  if (answered && changed != NULL)
    *changed = g_steal_pointer (&ids);
  return answered;
}

guint
lkb_interviewer_pick (LkbRoundPhase phase, guint32 seed, guint n, gint64 elapsed, gint64 length)
{
  g_autoptr (GRand) rand = NULL;
  g_autofree guint *order = NULL;
  guint at;

  g_return_val_if_fail (n > 0, 0);
  rand = new_rand (seed, LINES, phase);
  order = g_new (guint, n);
  for (guint i = 0; i < n; i++)
    {
      guint k = g_rand_int_range (rand, 0, i + 1);

      order[i] = order[k];
      order[k] = i;
    }
  at = length > 0 ? CLAMP (elapsed, 0, length) * n / length : 0;
  return order[MIN (at, n - 1)];
}
