/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-analysis-private.h"

/* Bytes. */
#define BLOCK_SIZE 16000
#define LARGEST_PIECE 2000
#define PIECE_ALIGNMENT 16

gpointer
lkb_analysis_keep (LkbAnalysis *self, gpointer block)
{
  g_ptr_array_add (self->blocks, block);
  return block;
}

gpointer
lkb_analysis_alloc (LkbAnalysis *self, gsize size)
{
  gpointer piece;

  /* Results are thousands of small pieces that live as long as each other. */
  size = (MAX (size, 1) + PIECE_ALIGNMENT - 1) / PIECE_ALIGNMENT * PIECE_ALIGNMENT;
  if (size > LARGEST_PIECE)
    return lkb_analysis_keep (self, g_malloc0 (size));
  if (size > self->n_free)
    {
      self->n_free = BLOCK_SIZE;
      self->free_memory = lkb_analysis_keep (self, g_malloc0 (self->n_free));
    }
  piece = self->free_memory;
  self->free_memory += size;
  self->n_free -= size;
  return piece;
}

const char *
lkb_analysis_intern (LkbAnalysis *self, const char *text)
{
  return text != NULL ? g_string_chunk_insert_const (self->strings, text) : NULL;
}

static guint
hash_missing (gconstpointer data)
{
  const LkbMissing *item = data;

  return g_direct_hash (item->element) ^ (item->field * 8 + item->reason);
}

static gboolean
equal_missing (gconstpointer a, gconstpointer b)
{
  const LkbMissing *ma = a, *mb = b;

  return ma->element == mb->element && ma->field == mb->field && ma->reason == mb->reason;
}

LkbMissingList
lkb_analysis_keep_missing (LkbAnalysis *self, const GArray *missing)
{
  LkbMissingList list = { NULL, 0 };
  LkbMissing *items;
  g_autoptr (GHashTable) seen = NULL;

  if (missing == NULL || missing->len == 0)
    return list;

  seen = g_hash_table_new (hash_missing, equal_missing);
  items = lkb_analysis_alloc (self, sizeof (LkbMissing) * missing->len);
  for (guint i = 0; i < missing->len; i++)
    {
      items[list.n] = g_array_index (missing, LkbMissing, i);
      if (!g_hash_table_contains (seen, &items[list.n]))
        g_hash_table_add (seen, &items[list.n++]);
    }
  list.items = items;
  return list;
}

const char *const *
lkb_analysis_keep_ids (LkbAnalysis *self, const GPtrArray *ids)
{
  static const char *const none[] = { NULL };
  g_autoptr (GHashTable) seen = NULL;
  const char **kept;
  guint n = 0;

  if (ids->len == 0)
    return none;
  kept = lkb_analysis_alloc (self, sizeof (char *) * (ids->len + 1));
  seen = g_hash_table_new (g_direct_hash, g_direct_equal);
  for (guint i = 0; i < ids->len; i++)
    {
      gpointer id = g_ptr_array_index (ids, i);

      if (g_hash_table_add (seen, id))
        kept[n++] = id;
    }
  return kept;
}

LkbMissingList
lkb_analysis_say_missing (LkbAnalysis *self, const char *element, LkbField field,
                          LkbMissingReason reason)
{
  g_autoptr (GArray) one = g_array_new (FALSE, FALSE, sizeof (LkbMissing));
  LkbMissing missing = { element, field, reason };

  g_array_append_val (one, missing);
  return lkb_analysis_keep_missing (self, one);
}

const LkbCurvePoint *
lkb_analysis_keep_curve (LkbAnalysis *self, const LkbSum *sum)
{
  double xs[LKB_CURVE_POINTS], shares[LKB_CURVE_POINTS];
  LkbCurvePoint *curve;

  if (!lkb_sum_sample (sum, LKB_CURVE_LEVEL, LKB_CURVE_POINTS, xs, shares))
    return NULL;
  curve = lkb_analysis_alloc (self, sizeof *curve * LKB_CURVE_POINTS);
  for (guint i = 0; i < LKB_CURVE_POINTS; i++)
    curve[i] = (LkbCurvePoint){ xs[i], shares[i] };
  return curve;
}
