/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-analysis-private.h"

gpointer
lkb_analysis_keep (LkbAnalysis *self, gpointer block)
{
  g_ptr_array_add (self->blocks, block);
  return block;
}

gpointer
lkb_analysis_alloc (LkbAnalysis *self, gsize size)
{
  return lkb_analysis_keep (self, g_malloc0 (MAX (size, 1)));
}

const char *
lkb_analysis_intern (LkbAnalysis *self, const char *text)
{
  return text != NULL ? g_string_chunk_insert_const (self->strings, text) : NULL;
}

LkbMissingList
lkb_analysis_keep_missing (LkbAnalysis *self, const GArray *missing)
{
  LkbMissingList list = { NULL, 0 };
  LkbMissing *items;
  g_autoptr (GHashTable) seen = NULL;

  if (missing == NULL || missing->len == 0)
    return list;

  seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  items = lkb_analysis_alloc (self, sizeof (LkbMissing) * missing->len);
  for (guint i = 0; i < missing->len; i++)
    {
      const LkbMissing *item = &g_array_index (missing, LkbMissing, i);
      char *key = g_strdup_printf ("%s %d %d", item->element != NULL ? item->element : "",
                                   item->field, item->reason);

      if (!g_hash_table_add (seen, key))
        continue;
      items[list.n] = *item;
      items[list.n++].element = lkb_analysis_intern (self, item->element);
    }
  list.items = items;
  return list;
}

const char *const *
lkb_analysis_keep_ids (LkbAnalysis *self, const GPtrArray *ids)
{
  const char **kept = lkb_analysis_alloc (self, sizeof (char *) * (ids->len + 1));
  g_autoptr (GHashTable) seen = NULL;
  guint n = 0;

  if (ids->len == 0)
    return kept;
  seen = g_hash_table_new (g_direct_hash, g_direct_equal);
  for (guint i = 0; i < ids->len; i++)
    {
      const char *id = lkb_analysis_intern (self, g_ptr_array_index (ids, i));

      /* Interned: the same text is the same pointer. */
      if (g_hash_table_add (seen, (gpointer) id))
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
