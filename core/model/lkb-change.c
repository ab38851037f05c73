/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-change.h"

struct _LkbChange
{
  gatomicrefcount refs;
  LkbLabel *label; /* NULL = none */
  GArray *pairs; /* of LkbChangePair, one per id */
  GHashTable *by_id; /* id (of a pair's element) → place + 1; made when there are many pairs */
};

/* Below this many pairs a walk is quicker than a table. */
#define INDEX_FROM 16

G_DEFINE_BOXED_TYPE (LkbChange, lkb_change, lkb_change_ref, lkb_change_unref)

static void
clear_pair (gpointer data)
{
  LkbChangePair *pair = data;
  g_clear_pointer (&pair->before, lkb_element_unref);
  g_clear_pointer (&pair->after, lkb_element_unref);
}

LkbChange *
lkb_change_new (const char *msgid)
{
  LkbChange *change = g_new0 (LkbChange, 1);
  g_atomic_ref_count_init (&change->refs);
  change->label = msgid != NULL ? lkb_label_new (msgid, NULL) : NULL;
  change->pairs = g_array_new (FALSE, FALSE, sizeof (LkbChangePair));
  g_array_set_clear_func (change->pairs, clear_pair);
  return change;
}

LkbChange *
lkb_change_new_like (const LkbChange *other)
{
  LkbChange *change;

  g_return_val_if_fail (other != NULL, NULL);

  change = lkb_change_new (NULL);
  change->label = other->label != NULL ? lkb_label_ref (other->label) : NULL;
  return change;
}

LkbChange *
lkb_change_ref (LkbChange *change)
{
  g_return_val_if_fail (change != NULL, NULL);
  g_atomic_ref_count_inc (&change->refs);
  return change;
}

void
lkb_change_unref (LkbChange *change)
{
  g_return_if_fail (change != NULL);
  if (!g_atomic_ref_count_dec (&change->refs))
    return;
  g_clear_pointer (&change->by_id, g_hash_table_unref);
  g_array_unref (change->pairs);
  g_clear_pointer (&change->label, lkb_label_unref);
  g_free (change);
}

const char *
lkb_change_pair_get_id (const LkbChangePair *pair)
{
  g_return_val_if_fail (pair != NULL, NULL);
  return lkb_element_get_id (pair->before != NULL ? pair->before : pair->after);
}

static int
find_pair (LkbChange *change, const char *id)
{
  if (change->by_id != NULL)
    return GPOINTER_TO_INT (g_hash_table_lookup (change->by_id, id)) - 1;
  for (guint i = 0; i < change->pairs->len; i++)
    if (g_str_equal (lkb_change_pair_get_id (&g_array_index (change->pairs, LkbChangePair, i)), id))
      return i;
  return -1;
}

static void
index_pair (LkbChange *change, guint i)
{
  const char *id = lkb_change_pair_get_id (&g_array_index (change->pairs, LkbChangePair, i));
  g_hash_table_insert (change->by_id, g_strdup (id), GINT_TO_POINTER (i + 1));
}

void
lkb_change_add (LkbChange *change, const LkbElement *before, const LkbElement *after)
{
  LkbChangePair pair = { NULL, NULL };
  int i;

  g_return_if_fail (change != NULL);
  g_return_if_fail (before != NULL || after != NULL);
  g_return_if_fail (before == NULL || after == NULL
                    || g_str_equal (lkb_element_get_id (before), lkb_element_get_id (after)));
  i = find_pair (change, lkb_element_get_id (before != NULL ? before : after));
  if (i >= 0)
    {
      LkbChangePair *old = &g_array_index (change->pairs, LkbChangePair, i);
      LkbElement *last = after != NULL ? lkb_element_ref (after) : NULL;
      /* Added, then removed: nothing is left. */
      if (old->before == NULL && last == NULL)
        {
          g_clear_pointer (&change->by_id, g_hash_table_unref);
          g_array_remove_index (change->pairs, i);
          return;
        }
      g_clear_pointer (&old->after, lkb_element_unref);
      old->after = last;
      return;
    }
  if (before != NULL)
    pair.before = lkb_element_ref (before);
  if (after != NULL)
    pair.after = lkb_element_ref (after);
  g_array_append_val (change->pairs, pair);
  if (change->by_id != NULL)
    index_pair (change, change->pairs->len - 1);
  else if (change->pairs->len >= INDEX_FROM)
    {
      change->by_id = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      for (guint j = 0; j < change->pairs->len; j++)
        index_pair (change, j);
    }
}

void
lkb_change_take_label (LkbChange *change, LkbLabel *label)
{
  g_return_if_fail (change != NULL);
  g_clear_pointer (&change->label, lkb_label_unref);
  change->label = label;
}

char *
lkb_change_dup_label (const LkbChange *change)
{
  g_return_val_if_fail (change != NULL, NULL);
  return change->label != NULL ? lkb_label_dup_words (change->label) : NULL;
}

const LkbLabel *
lkb_change_get_label (const LkbChange *change)
{
  g_return_val_if_fail (change != NULL, NULL);
  return change->label;
}

guint
lkb_change_get_n (const LkbChange *change)
{
  g_return_val_if_fail (change != NULL, 0);
  return change->pairs->len;
}

const LkbChangePair *
lkb_change_get_nth (const LkbChange *change, guint i)
{
  g_return_val_if_fail (change != NULL && i < change->pairs->len, NULL);
  return &g_array_index (change->pairs, LkbChangePair, i);
}

gboolean
lkb_change_is_empty (const LkbChange *change)
{
  g_return_val_if_fail (change != NULL, TRUE);
  for (guint i = 0; i < change->pairs->len; i++)
    {
      const LkbChangePair *pair = &g_array_index (change->pairs, LkbChangePair, i);
      if (!lkb_element_equal (pair->before, pair->after))
        return FALSE;
    }
  return TRUE;
}

LkbChange *
lkb_change_invert (const LkbChange *change)
{
  LkbChange *inverse;
  g_return_val_if_fail (change != NULL, NULL);
  inverse = lkb_change_new_like (change);
  for (guint i = change->pairs->len; i-- > 0;)
    {
      const LkbChangePair *pair = &g_array_index (change->pairs, LkbChangePair, i);
      lkb_change_add (inverse, pair->after, pair->before);
    }
  return inverse;
}

void
lkb_change_merge (LkbChange *change, const LkbChange *later)
{
  g_return_if_fail (change != NULL && later != NULL);
  for (guint i = 0; i < later->pairs->len; i++)
    {
      const LkbChangePair *pair = &g_array_index (later->pairs, LkbChangePair, i);
      lkb_change_add (change, pair->before, pair->after);
    }
  for (guint i = change->pairs->len; i-- > 0;)
    {
      LkbChangePair *pair = &g_array_index (change->pairs, LkbChangePair, i);
      if (lkb_element_equal (pair->before, pair->after))
        {
          g_clear_pointer (&change->by_id, g_hash_table_unref);
          g_array_remove_index (change->pairs, i);
        }
    }
}

gsize
lkb_change_get_size (const LkbChange *change)
{
  gsize size;

  g_return_val_if_fail (change != NULL, 0);
  size = sizeof *change;
  for (guint i = 0; i < change->pairs->len; i++)
    {
      const LkbChangePair *pair = &g_array_index (change->pairs, LkbChangePair, i);
      /* What both share is counted twice: the bound errs on the safe side. */
      size += sizeof *pair;
      size += pair->before != NULL ? lkb_element_get_size (pair->before) : 0;
      size += pair->after != NULL ? lkb_element_get_size (pair->after) : 0;
    }
  return size;
}
