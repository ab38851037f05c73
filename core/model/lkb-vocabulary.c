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
  GPtrArray *renamed; /* of LkbRenamed */
  GPtrArray *prices; /* of LkbPrice */
  char *prices_name;
  char *prices_as_of;
  GPtrArray *interview_plans; /* of LkbInterviewPlan */
  GPtrArray *problems; /* of LkbDataProblem */
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

void
lkb_renamed_free (LkbRenamed *renamed)
{
  g_return_if_fail (renamed != NULL);
  g_strfreev (renamed->old);
  g_free (renamed->now);
  g_free (renamed->feature);
  g_free (renamed->verified);
  g_free (renamed->source);
  g_free (renamed);
}

void
lkb_price_free (LkbPrice *price)
{
  g_return_if_fail (price != NULL);
  g_free (price->id);
  g_free (price->label);
  g_free (price->text);
  g_free (price->source);
  g_free (price);
}

void
lkb_interview_plan_free (LkbInterviewPlan *preset)
{
  g_return_if_fail (preset != NULL);
  g_free (preset->id);
  g_free (preset->name);
  g_strfreev (preset->rounds);
  g_free (preset->minutes);
  g_free (preset->verified);
  g_free (preset->source);
  g_free (preset);
}

static void
free_problem (gpointer data)
{
  LkbDataProblem *problem = data;

  g_free (problem->name);
  g_free (problem->reason);
  g_free (problem->path);
  g_free (problem);
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
  vocabulary->renamed = g_ptr_array_new_with_free_func ((GDestroyNotify) lkb_renamed_free);
  vocabulary->prices = g_ptr_array_new_with_free_func ((GDestroyNotify) lkb_price_free);
  vocabulary->interview_plans = g_ptr_array_new_with_free_func (
      (GDestroyNotify) lkb_interview_plan_free);
  vocabulary->problems = g_ptr_array_new_with_free_func (free_problem);
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
  g_ptr_array_unref (vocabulary->renamed);
  g_ptr_array_unref (vocabulary->prices);
  g_free (vocabulary->prices_name);
  g_free (vocabulary->prices_as_of);
  g_ptr_array_unref (vocabulary->interview_plans);
  g_ptr_array_unref (vocabulary->problems);
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

gboolean
lkb_vocabulary_knows_feature (const LkbVocabulary *vocabulary, const char *id)
{
  g_return_val_if_fail (id != NULL, FALSE);
  return vocabulary == NULL || lkb_vocabulary_find_feature (vocabulary, id) != NULL;
}

gboolean
lkb_board_names_feature (LkbBoard *board, const LkbVocabulary *vocabulary)
{
  const GPtrArray *elements;

  g_return_val_if_fail (LKB_IS_BOARD (board), FALSE);
  elements = lkb_board_get_elements (board);
  for (guint i = 0; i < elements->len; i++)
    {
      const LkbValue *features = lkb_element_get (elements->pdata[i], LKB_FIELD_FEATURES);

      for (guint k = 0; features != NULL && k < lkb_value_get_n (features); k++)
        if (lkb_vocabulary_knows_feature (vocabulary, lkb_value_get_nth_text (features, k)))
          return TRUE;
    }
  return FALSE;
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

void
lkb_vocabulary_take_renamed (LkbVocabulary *vocabulary, LkbRenamed *renamed)
{
  g_return_if_fail (vocabulary != NULL && renamed != NULL);
  g_ptr_array_add (vocabulary->renamed, renamed);
}

void
lkb_vocabulary_take_price (LkbVocabulary *vocabulary, LkbPrice *price)
{
  g_return_if_fail (vocabulary != NULL && price != NULL);
  g_ptr_array_add (vocabulary->prices, price);
}

void
lkb_vocabulary_take_interview_plan (LkbVocabulary *vocabulary, LkbInterviewPlan *preset)
{
  g_return_if_fail (vocabulary != NULL && preset != NULL);
  g_ptr_array_add (vocabulary->interview_plans, preset);
}

void
lkb_vocabulary_set_price_sheet (LkbVocabulary *vocabulary, const char *name, const char *as_of)
{
  g_return_if_fail (vocabulary != NULL);
  g_free (vocabulary->prices_name);
  g_free (vocabulary->prices_as_of);
  vocabulary->prices_name = g_strdup (name);
  vocabulary->prices_as_of = g_strdup (as_of);
}

void
lkb_vocabulary_add_problem (LkbVocabulary *vocabulary, const char *name, const char *reason,
                            const char *path)
{
  LkbDataProblem *problem;
  g_return_if_fail (vocabulary != NULL && name != NULL && reason != NULL);
  problem = g_new0 (LkbDataProblem, 1);
  problem->name = g_strdup (name);
  problem->reason = g_strdup (reason);
  problem->path = g_strdup (path);
  g_ptr_array_add (vocabulary->problems, problem);
}

guint
lkb_vocabulary_get_n_renamed (const LkbVocabulary *vocabulary)
{
  g_return_val_if_fail (vocabulary != NULL, 0);
  return vocabulary->renamed->len;
}

const LkbRenamed *
lkb_vocabulary_get_nth_renamed (const LkbVocabulary *vocabulary, guint i)
{
  g_return_val_if_fail (vocabulary != NULL && i < vocabulary->renamed->len, NULL);
  return g_ptr_array_index (vocabulary->renamed, i);
}

guint
lkb_vocabulary_get_n_prices (const LkbVocabulary *vocabulary)
{
  g_return_val_if_fail (vocabulary != NULL, 0);
  return vocabulary->prices->len;
}

const LkbPrice *
lkb_vocabulary_get_nth_price (const LkbVocabulary *vocabulary, guint i)
{
  g_return_val_if_fail (vocabulary != NULL && i < vocabulary->prices->len, NULL);
  return g_ptr_array_index (vocabulary->prices, i);
}

guint
lkb_vocabulary_get_n_interview_plans (const LkbVocabulary *vocabulary)
{
  g_return_val_if_fail (vocabulary != NULL, 0);
  return vocabulary->interview_plans->len;
}

const LkbInterviewPlan *
lkb_vocabulary_get_nth_interview_plan (const LkbVocabulary *vocabulary, guint i)
{
  g_return_val_if_fail (vocabulary != NULL && i < vocabulary->interview_plans->len, NULL);
  return g_ptr_array_index (vocabulary->interview_plans, i);
}

guint
lkb_vocabulary_get_n_problems (const LkbVocabulary *vocabulary)
{
  g_return_val_if_fail (vocabulary != NULL, 0);
  return vocabulary->problems->len;
}

const LkbDataProblem *
lkb_vocabulary_get_nth_problem (const LkbVocabulary *vocabulary, guint i)
{
  g_return_val_if_fail (vocabulary != NULL && i < vocabulary->problems->len, NULL);
  return g_ptr_array_index (vocabulary->problems, i);
}

const char *
lkb_vocabulary_get_prices_name (const LkbVocabulary *vocabulary)
{
  g_return_val_if_fail (vocabulary != NULL, NULL);
  return vocabulary->prices_name;
}

const char *
lkb_vocabulary_get_prices_as_of (const LkbVocabulary *vocabulary)
{
  g_return_val_if_fail (vocabulary != NULL, NULL);
  return vocabulary->prices_as_of;
}
