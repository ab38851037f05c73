/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-vocabulary.h"

#include "core/base/lkb-text.h"

struct _LkbVocabulary
{
  GPtrArray *features; /* of LkbFeature */
  GHashTable *by_name; /* id or folded name → LkbFeature */
  GPtrArray *buzzwords; /* of LkbBuzzwords */
  GPtrArray *masked; /* of char*, with NULL at the end */
  GHashTable *lists; /* name → GStrv */
};

static const char *const no_words[] = { NULL };

void
lkb_feature_free (LkbFeature *feature)
{
  g_return_if_fail (feature != NULL);
  g_free (feature->id);
  g_free (feature->name);
  g_strfreev (feature->conflicts);
  g_free (feature->since);
  g_free (feature->verified);
  g_free (feature->source);
  g_free (feature);
}

void
lkb_buzzwords_free (LkbBuzzwords *buzzwords)
{
  g_return_if_fail (buzzwords != NULL);
  g_strfreev (buzzwords->words);
  g_strfreev (buzzwords->redeemed_by);
  g_free (buzzwords->example);
  g_free (buzzwords->needs);
  g_free (buzzwords);
}

LkbVocabulary *
lkb_vocabulary_new (void)
{
  LkbVocabulary *vocabulary = g_new0 (LkbVocabulary, 1);
  vocabulary->features = g_ptr_array_new_with_free_func ((GDestroyNotify) lkb_feature_free);
  vocabulary->by_name = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  vocabulary->buzzwords = g_ptr_array_new_with_free_func ((GDestroyNotify) lkb_buzzwords_free);
  vocabulary->masked = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (vocabulary->masked, NULL);
  vocabulary->lists = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                             (GDestroyNotify) g_strfreev);
  return vocabulary;
}

void
lkb_vocabulary_free (LkbVocabulary *vocabulary)
{
  g_return_if_fail (vocabulary != NULL);
  g_hash_table_unref (vocabulary->by_name);
  g_ptr_array_unref (vocabulary->features);
  g_ptr_array_unref (vocabulary->buzzwords);
  g_ptr_array_unref (vocabulary->masked);
  g_hash_table_unref (vocabulary->lists);
  g_free (vocabulary);
}

void
lkb_vocabulary_take_feature (LkbVocabulary *vocabulary, LkbFeature *feature)
{
  g_return_if_fail (vocabulary != NULL && feature != NULL);
  g_return_if_fail (feature->id != NULL && feature->name != NULL);
  g_ptr_array_add (vocabulary->features, feature);
  g_hash_table_insert (vocabulary->by_name, lkb_text_fold (feature->name), feature);
  g_hash_table_insert (vocabulary->by_name, lkb_text_fold (feature->id), feature);
}

void
lkb_vocabulary_take_buzzwords (LkbVocabulary *vocabulary, LkbBuzzwords *buzzwords)
{
  g_return_if_fail (vocabulary != NULL && buzzwords != NULL);
  g_ptr_array_add (vocabulary->buzzwords, buzzwords);
}

void
lkb_vocabulary_add_masked (LkbVocabulary *vocabulary, const char *phrase)
{
  g_return_if_fail (vocabulary != NULL && phrase != NULL);
  g_ptr_array_insert (vocabulary->masked, vocabulary->masked->len - 1, g_strdup (phrase));
}

void
lkb_vocabulary_add_list (LkbVocabulary *vocabulary, const char *name, const char *const *words)
{
  g_return_if_fail (vocabulary != NULL && name != NULL && words != NULL);
  g_hash_table_insert (vocabulary->lists, g_strdup (name), g_strdupv ((char **) words));
}

guint
lkb_vocabulary_get_n_features (const LkbVocabulary *vocabulary)
{
  g_return_val_if_fail (vocabulary != NULL, 0);
  return vocabulary->features->len;
}

const LkbFeature *
lkb_vocabulary_get_nth_feature (const LkbVocabulary *vocabulary, guint i)
{
  g_return_val_if_fail (vocabulary != NULL && i < vocabulary->features->len, NULL);
  return g_ptr_array_index (vocabulary->features, i);
}

const LkbFeature *
lkb_vocabulary_find_feature (const LkbVocabulary *vocabulary, const char *id)
{
  g_autofree char *folded = NULL;
  g_return_val_if_fail (vocabulary != NULL && id != NULL, NULL);
  folded = lkb_text_fold (id);
  return g_hash_table_lookup (vocabulary->by_name, folded);
}

guint
lkb_vocabulary_get_n_buzzwords (const LkbVocabulary *vocabulary)
{
  g_return_val_if_fail (vocabulary != NULL, 0);
  return vocabulary->buzzwords->len;
}

const LkbBuzzwords *
lkb_vocabulary_get_nth_buzzwords (const LkbVocabulary *vocabulary, guint i)
{
  g_return_val_if_fail (vocabulary != NULL && i < vocabulary->buzzwords->len, NULL);
  return g_ptr_array_index (vocabulary->buzzwords, i);
}

const char *const *
lkb_vocabulary_get_masked (const LkbVocabulary *vocabulary)
{
  g_return_val_if_fail (vocabulary != NULL, no_words);
  return (const char *const *) vocabulary->masked->pdata;
}

const char *const *
lkb_vocabulary_get_list (const LkbVocabulary *vocabulary, const char *name)
{
  const char *const *list;
  g_return_val_if_fail (vocabulary != NULL && name != NULL, no_words);
  list = g_hash_table_lookup (vocabulary->lists, name);
  return list != NULL ? list : no_words;
}
