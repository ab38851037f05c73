/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "lkb-data-source.h"
#include "lkb-data.h"

#define MAX_MINUTES (24 * 60)

static LkbFeature *
read_feature (LkbDataSource *source, const char *path, LkbJsonSpan span)
{
  g_autoptr (GArray) members = lkb_data_source_get_members (source, path, span);
  g_autoptr (LkbFeature) feature = g_new0 (LkbFeature, 1);
  g_auto (GStrv) kinds = NULL;

  if (members == NULL || !lkb_data_source_get_text (source, path, members, "id", TRUE, &feature->id)
      || !lkb_data_source_get_text (source, path, members, "name", TRUE, &feature->name)
      || !lkb_data_source_get_texts (source, path, members, "kinds", TRUE, &kinds)
      || !lkb_data_source_get_texts (source, path, members, "conflicts", FALSE, &feature->conflicts)
      || !lkb_data_source_get_text (source, path, members, "since", FALSE, &feature->since)
      || !lkb_data_source_get_text (source, path, members, "verified", FALSE, &feature->verified)
      || !lkb_data_source_get_text (source, path, members, "source", FALSE, &feature->source))
    return NULL;
  for (guint i = 0; kinds[i] != NULL; i++)
    {
      LkbKind kind;

      if (!lkb_kind_from_string (kinds[i], &kind))
        {
          g_autofree char *place = g_strdup_printf ("%s.kinds[%u]", path, i);
          lkb_data_source_refuse (source, place, _ ("unknown kind"));
          return NULL;
        }
      feature->kinds |= (guint32) 1 << kind;
    }
  return g_steal_pointer (&feature);
}

static LkbBuzzwords *
read_buzzwords (LkbDataSource *source, const char *path, LkbJsonSpan span)
{
  g_autoptr (GArray) members = lkb_data_source_get_members (source, path, span);
  g_autoptr (LkbBuzzwords) buzzwords = g_new0 (LkbBuzzwords, 1);

  if (members == NULL
      || !lkb_data_source_get_texts (source, path, members, "words", TRUE, &buzzwords->words)
      || !lkb_data_source_get_texts (source, path, members, "redeemed_by", TRUE,
                                     &buzzwords->redeemed_by)
      || !lkb_data_source_get_text (source, path, members, "needs", FALSE, &buzzwords->needs)
      || !lkb_data_source_get_text (source, path, members, "example", FALSE, &buzzwords->example))
    return NULL;
  if (buzzwords->needs == NULL)
    buzzwords->needs = g_strdup ("");
  if (buzzwords->example == NULL)
    buzzwords->example = g_strdup ("");
  return g_steal_pointer (&buzzwords);
}

static gboolean
take_feature (LkbDataSource *source, const char *path, LkbJsonSpan span, gpointer vocabulary)
{
  LkbFeature *feature = read_feature (source, path, span);

  if (feature != NULL)
    lkb_vocabulary_take_feature (vocabulary, feature);
  return feature != NULL;
}

static gboolean
take_buzzwords (LkbDataSource *source, const char *path, LkbJsonSpan span, gpointer vocabulary)
{
  LkbBuzzwords *buzzwords = read_buzzwords (source, path, span);

  if (buzzwords != NULL)
    lkb_vocabulary_take_buzzwords (vocabulary, buzzwords);
  return buzzwords != NULL;
}

static gboolean
take_renamed (LkbDataSource *source, const char *path, LkbJsonSpan span, gpointer vocabulary)
{
  g_autoptr (GArray) members = lkb_data_source_get_members (source, path, span);
  g_autoptr (LkbRenamed) renamed = g_new0 (LkbRenamed, 1);
  const LkbJsonSpan *edition;

  if (members == NULL
      || !lkb_data_source_get_texts (source, path, members, "old", TRUE, &renamed->old)
      || !lkb_data_source_get_text (source, path, members, "now", TRUE, &renamed->now)
      || !lkb_data_source_get_text (source, path, members, "feature", FALSE, &renamed->feature)
      || !lkb_data_source_get_text (source, path, members, "verified", FALSE, &renamed->verified)
      || !lkb_data_source_get_text (source, path, members, "source", FALSE, &renamed->source))
    return FALSE;
  edition = lkb_data_source_find (members, "edition");
  renamed->edition = edition != NULL && lkb_json_span_type (source->text, *edition) == 't';
  lkb_vocabulary_take_renamed (vocabulary, g_steal_pointer (&renamed));
  return TRUE;
}

static gboolean
take_price (LkbDataSource *source, const char *path, LkbJsonSpan span, gpointer vocabulary)
{
  g_autoptr (GArray) members = lkb_data_source_get_members (source, path, span);
  g_autoptr (LkbPrice) price = g_new0 (LkbPrice, 1);

  if (members == NULL || !lkb_data_source_get_text (source, path, members, "id", TRUE, &price->id)
      || !lkb_data_source_get_text (source, path, members, "label", TRUE, &price->label)
      || !lkb_data_source_get_text (source, path, members, "price", TRUE, &price->text)
      || !lkb_data_source_get_text (source, path, members, "source", FALSE, &price->source))
    return FALSE;
  if (!lkb_quantity_parse (price->text, &price->price)
      || price->price.dimension != LKB_DIMENSION_MONEY)
    {
      g_autofree char *place = g_strdup_printf ("%s.price", path);

      lkb_data_source_refuse (source, place, _ ("expected a price"));
      return FALSE;
    }
  lkb_vocabulary_take_price (vocabulary, g_steal_pointer (&price));
  return TRUE;
}

static gboolean
read_round (LkbDataSource *source, const char *path, LkbJsonSpan span, GStrvBuilder *names,
            GArray *minutes)
{
  g_autoptr (GArray) members = lkb_data_source_get_members (source, path, span);
  g_autofree char *name = NULL;
  const LkbJsonSpan *number;
  double value = 0;
  guint whole;

  if (members == NULL || !lkb_data_source_get_text (source, path, members, "name", TRUE, &name))
    return FALSE;
  number = lkb_data_source_find (members, "minutes");
  if (number != NULL && lkb_json_span_type (source->text, *number) == '0')
    value = lkb_json_span_get_number (source->text, *number);
  if (!(value >= 1 && value <= MAX_MINUTES))
    {
      g_autofree char *place = g_strdup_printf ("%s.minutes", path);

      lkb_data_source_refuse (source, place, _ ("expected minutes, 1 to 1440"));
      return FALSE;
    }
  whole = value;
  g_strv_builder_add (names, name);
  g_array_append_val (minutes, whole);
  return TRUE;
}

static gboolean
take_interview_plan (LkbDataSource *source, const char *path, LkbJsonSpan span, gpointer vocabulary)
{
  g_autoptr (GArray) members = lkb_data_source_get_members (source, path, span);
  g_autoptr (LkbInterviewPlan) preset = g_new0 (LkbInterviewPlan, 1);
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  g_autoptr (GArray) minutes = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autofree char *place = g_strdup_printf ("%s.rounds", path);
  const LkbJsonSpan *rounds;
  g_autoptr (GArray) items = NULL;

  if (members == NULL || !lkb_data_source_get_text (source, path, members, "id", TRUE, &preset->id)
      || !lkb_data_source_get_text (source, path, members, "name", TRUE, &preset->name)
      || !lkb_data_source_get_text (source, path, members, "verified", FALSE, &preset->verified)
      || !lkb_data_source_get_text (source, path, members, "source", FALSE, &preset->source))
    return FALSE;
  rounds = lkb_data_source_find (members, "rounds");
  if (rounds == NULL)
    {
      lkb_data_source_refuse (source, place, _ ("missing"));
      return FALSE;
    }
  if (!(items = lkb_data_source_get_items (source, place, *rounds)))
    return FALSE;
  for (guint i = 0; i < items->len; i++)
    {
      g_autofree char *item = g_strdup_printf ("%s[%u]", place, i);

      if (!read_round (source, item, g_array_index (items, LkbJsonSpan, i), names, minutes))
        return FALSE;
    }
  preset->rounds = g_strv_builder_end (names);
  preset->minutes = (guint *) (void *) g_array_free (g_steal_pointer (&minutes), FALSE);
  lkb_vocabulary_take_interview_plan (vocabulary, g_steal_pointer (&preset));
  return TRUE;
}

static gboolean
read_lists (LkbDataSource *source, GArray *root, gpointer vocabulary)
{
  const LkbJsonSpan *span = lkb_data_source_find (root, "lists");
  g_auto (GStrv) masked = NULL;
  g_autoptr (GArray) lists = NULL;

  if (!lkb_data_source_get_texts (source, "$", root, "masked", FALSE, &masked))
    return FALSE;
  for (guint i = 0; masked[i] != NULL; i++)
    lkb_vocabulary_add_masked (vocabulary, masked[i]);

  if (span == NULL)
    return TRUE;
  if (!(lists = lkb_data_source_get_members (source, "$.lists", *span)))
    return FALSE;
  for (guint i = 0; i < lists->len; i++)
    {
      const LkbJsonMember *list = &g_array_index (lists, LkbJsonMember, i);
      g_autofree char *path = g_strdup_printf ("$.lists.%s", list->key);
      g_auto (GStrv) words = NULL;

      if (!lkb_data_source_read_texts (source, path, list->value, &words))
        return FALSE;
      lkb_vocabulary_add_list (vocabulary, list->key, (const char *const *) words);
    }
  return TRUE;
}

/* The files, one reader each. */

static gboolean
read_features (LkbDataSource *source, GArray *root, gpointer vocabulary)
{
  return lkb_data_source_read_rows (source, root, "features", TRUE, take_feature, vocabulary)
         && lkb_data_source_read_rows (source, root, "renamed", FALSE, take_renamed, vocabulary);
}

static gboolean
read_words (LkbDataSource *source, GArray *root, gpointer vocabulary)
{
  return lkb_data_source_read_rows (source, root, "buzzwords", TRUE, take_buzzwords, vocabulary)
         && read_lists (source, root, vocabulary);
}

static gboolean
read_prices (LkbDataSource *source, GArray *root, gpointer vocabulary)
{
  g_autofree char *name = NULL, *as_of = NULL;

  if (!lkb_data_source_get_text (source, "$", root, "name", TRUE, &name)
      || !lkb_data_source_get_text (source, "$", root, "as_of", TRUE, &as_of)
      || !lkb_data_source_read_rows (source, root, "rates", TRUE, take_price, vocabulary))
    return FALSE;
  lkb_vocabulary_set_price_sheet (vocabulary, name, as_of);
  return TRUE;
}

static gboolean
read_rounds (LkbDataSource *source, GArray *root, gpointer vocabulary)
{
  return lkb_data_source_read_rows (source, root, "presets", TRUE, take_interview_plan, vocabulary);
}

typedef struct
{
  const char *name;
  LkbDataReader read;
} DataFile;

static const DataFile data_files[] = {
  { "vocabulary/features.json", read_features },
  { "vocabulary/buzzwords.json", read_words },
  { "vocabulary/prices.json", read_prices },
  { "vocabulary/rounds.json", read_rounds },
};

LkbVocabulary *
lkb_data_dirs_load_vocabulary (LkbDataDirs *self, GError **error)
{
  g_autoptr (LkbVocabulary) vocabulary = NULL;
  g_autoptr (LkbDataDirs) built_in = lkb_data_dirs_new (NULL);

  g_return_val_if_fail (self != NULL, NULL);

  vocabulary = lkb_vocabulary_new ();
  for (guint i = 0; i < G_N_ELEMENTS (data_files); i++)
    {
      /* A file that breaks off half-way must not leave its first half behind. */
      g_autoptr (LkbVocabulary) trial = lkb_vocabulary_new ();
      g_autoptr (GError) problem = NULL;
      g_autofree char *origin = NULL, *again = NULL;
      gboolean loads = lkb_data_dirs_read (self, data_files[i].name, data_files[i].read, trial,
                                           &origin, &problem);

      if (!loads)
        {
          g_autofree char *reason = lkb_data_source_dup_reason (problem->message, origin);

          lkb_vocabulary_add_problem (vocabulary, data_files[i].name, reason, origin);
        }
      if (!lkb_data_dirs_read (loads ? self : built_in, data_files[i].name, data_files[i].read,
                               vocabulary, &again, error))
        return NULL;
    }
  return g_steal_pointer (&vocabulary);
}
