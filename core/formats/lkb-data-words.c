/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/base/lkb-json-guard.h"
#include "core/base/lkb-text.h"
#include "lkb-data.h"

#define MAX_MINUTES (24 * 60)

/* The helpers below walk guarded JSON; @path is for messages. */

typedef struct
{
  const char *name;
  const char *text;
  GError **error;
} Source;

static void
refuse (Source *source, const char *path, const char *reason)
{
  g_set_error (source->error, LKB_INPUT_ERROR, LKB_INPUT_ERROR_STRUCTURE, "%s: %s: %s",
               source->name, path, reason);
}

static GArray *
get_members (Source *source, const char *path, LkbJsonSpan span)
{
  if (lkb_json_span_type (source->text, span) == '{')
    return lkb_json_span_members (source->text, span);
  refuse (source, path, _ ("expected an object"));
  return NULL;
}

static GArray *
get_items (Source *source, const char *path, LkbJsonSpan span)
{
  if (lkb_json_span_type (source->text, span) == '[')
    return lkb_json_span_items (source->text, span);
  refuse (source, path, _ ("expected a list"));
  return NULL;
}

static const LkbJsonSpan *
find_member (GArray *members, const char *key)
{
  for (guint i = 0; i < members->len; i++)
    if (g_str_equal (g_array_index (members, LkbJsonMember, i).key, key))
      return &g_array_index (members, LkbJsonMember, i).value;
  return NULL;
}

/* FALSE = error. A missing one gives NULL, which is an error when it is @required. */
static gboolean
get_text (Source *source, const char *path, GArray *members, const char *key, gboolean required,
          char **text)
{
  const LkbJsonSpan *span = find_member (members, key);
  g_autofree char *place = g_strdup_printf ("%s.%s", path, key);

  *text = NULL;
  if (span != NULL && lkb_json_span_type (source->text, *span) == '"')
    *text = lkb_json_span_dup_string (source->text, *span);
  else if (span != NULL && lkb_json_span_type (source->text, *span) != 'n')
    refuse (source, place, _ ("expected text"));
  else if (required)
    refuse (source, place, _ ("missing"));
  else
    return TRUE;
  return *text != NULL;
}

static gboolean
get_texts_of (Source *source, const char *path, LkbJsonSpan span, GStrv *texts)
{
  g_autoptr (GArray) items = get_items (source, path, span);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  *texts = NULL;
  if (items == NULL)
    return FALSE;
  for (guint i = 0; i < items->len; i++)
    {
      LkbJsonSpan item = g_array_index (items, LkbJsonSpan, i);

      if (lkb_json_span_type (source->text, item) != '"')
        {
          g_autofree char *place = g_strdup_printf ("%s[%u]", path, i);
          refuse (source, place, _ ("expected text"));
          return FALSE;
        }
      g_autofree char *text = lkb_json_span_dup_string (source->text, item);
      g_strv_builder_add (builder, text);
    }
  *texts = g_strv_builder_end (builder);
  return TRUE;
}

static gboolean
get_texts (Source *source, const char *path, GArray *members, const char *key, gboolean required,
           GStrv *texts)
{
  const LkbJsonSpan *span = find_member (members, key);
  g_autofree char *place = g_strdup_printf ("%s.%s", path, key);

  if (span != NULL)
    return get_texts_of (source, place, *span, texts);
  if (required)
    {
      refuse (source, place, _ ("missing"));
      return FALSE;
    }
  *texts = g_new0 (char *, 1);
  return TRUE;
}

static LkbFeature *
read_feature (Source *source, const char *path, LkbJsonSpan span)
{
  g_autoptr (GArray) members = get_members (source, path, span);
  g_autoptr (LkbFeature) feature = g_new0 (LkbFeature, 1);
  g_auto (GStrv) kinds = NULL;

  if (members == NULL || !get_text (source, path, members, "id", TRUE, &feature->id)
      || !get_text (source, path, members, "name", TRUE, &feature->name)
      || !get_texts (source, path, members, "kinds", TRUE, &kinds)
      || !get_texts (source, path, members, "conflicts", FALSE, &feature->conflicts)
      || !get_text (source, path, members, "since", FALSE, &feature->since)
      || !get_text (source, path, members, "verified", FALSE, &feature->verified)
      || !get_text (source, path, members, "source", FALSE, &feature->source))
    return NULL;
  for (guint i = 0; kinds[i] != NULL; i++)
    {
      LkbKind kind;

      if (!lkb_kind_from_string (kinds[i], &kind))
        {
          g_autofree char *place = g_strdup_printf ("%s.kinds[%u]", path, i);
          refuse (source, place, _ ("unknown kind"));
          return NULL;
        }
      feature->kinds |= (guint32) 1 << kind;
    }
  return g_steal_pointer (&feature);
}

static LkbBuzzwords *
read_buzzwords (Source *source, const char *path, LkbJsonSpan span)
{
  g_autoptr (GArray) members = get_members (source, path, span);
  g_autoptr (LkbBuzzwords) buzzwords = g_new0 (LkbBuzzwords, 1);

  if (members == NULL || !get_texts (source, path, members, "words", TRUE, &buzzwords->words)
      || !get_texts (source, path, members, "redeemed_by", TRUE, &buzzwords->redeemed_by)
      || !get_text (source, path, members, "needs", FALSE, &buzzwords->needs)
      || !get_text (source, path, members, "example", FALSE, &buzzwords->example))
    return NULL;
  if (buzzwords->needs == NULL)
    buzzwords->needs = g_strdup ("");
  if (buzzwords->example == NULL)
    buzzwords->example = g_strdup ("");
  return g_steal_pointer (&buzzwords);
}

static gboolean
take_feature (Source *source, const char *path, LkbJsonSpan span, LkbVocabulary *vocabulary)
{
  LkbFeature *feature = read_feature (source, path, span);

  if (feature != NULL)
    lkb_vocabulary_take_feature (vocabulary, feature);
  return feature != NULL;
}

static gboolean
take_buzzwords (Source *source, const char *path, LkbJsonSpan span, LkbVocabulary *vocabulary)
{
  LkbBuzzwords *buzzwords = read_buzzwords (source, path, span);

  if (buzzwords != NULL)
    lkb_vocabulary_take_buzzwords (vocabulary, buzzwords);
  return buzzwords != NULL;
}

static gboolean
take_renamed (Source *source, const char *path, LkbJsonSpan span, LkbVocabulary *vocabulary)
{
  g_autoptr (GArray) members = get_members (source, path, span);
  g_autoptr (LkbRenamed) renamed = g_new0 (LkbRenamed, 1);
  const LkbJsonSpan *edition;

  if (members == NULL || !get_texts (source, path, members, "old", TRUE, &renamed->old)
      || !get_text (source, path, members, "now", TRUE, &renamed->now)
      || !get_text (source, path, members, "feature", FALSE, &renamed->feature)
      || !get_text (source, path, members, "verified", FALSE, &renamed->verified)
      || !get_text (source, path, members, "source", FALSE, &renamed->source))
    return FALSE;
  edition = find_member (members, "edition");
  renamed->edition = edition != NULL && lkb_json_span_type (source->text, *edition) == 't';
  lkb_vocabulary_take_renamed (vocabulary, g_steal_pointer (&renamed));
  return TRUE;
}

static gboolean
take_price (Source *source, const char *path, LkbJsonSpan span, LkbVocabulary *vocabulary)
{
  g_autoptr (GArray) members = get_members (source, path, span);
  g_autoptr (LkbPrice) price = g_new0 (LkbPrice, 1);

  if (members == NULL || !get_text (source, path, members, "id", TRUE, &price->id)
      || !get_text (source, path, members, "label", TRUE, &price->label)
      || !get_text (source, path, members, "price", TRUE, &price->text)
      || !get_text (source, path, members, "source", FALSE, &price->source))
    return FALSE;
  if (!lkb_quantity_parse (price->text, &price->price)
      || price->price.dimension != LKB_DIMENSION_MONEY)
    {
      g_autofree char *place = g_strdup_printf ("%s.price", path);

      refuse (source, place, _ ("expected a price"));
      return FALSE;
    }
  lkb_vocabulary_take_price (vocabulary, g_steal_pointer (&price));
  return TRUE;
}

static gboolean
read_round (Source *source, const char *path, LkbJsonSpan span, GStrvBuilder *names,
            GArray *minutes)
{
  g_autoptr (GArray) members = get_members (source, path, span);
  g_autofree char *name = NULL;
  const LkbJsonSpan *number;
  double value = 0;
  guint whole;

  if (members == NULL || !get_text (source, path, members, "name", TRUE, &name))
    return FALSE;
  number = find_member (members, "minutes");
  if (number != NULL && lkb_json_span_type (source->text, *number) == '0')
    value = lkb_json_span_get_number (source->text, *number);
  if (!(value >= 1 && value <= MAX_MINUTES))
    {
      g_autofree char *place = g_strdup_printf ("%s.minutes", path);

      refuse (source, place, _ ("expected minutes, 1 to 1440"));
      return FALSE;
    }
  whole = value;
  g_strv_builder_add (names, name);
  g_array_append_val (minutes, whole);
  return TRUE;
}

static gboolean
take_interview_plan (Source *source, const char *path, LkbJsonSpan span, LkbVocabulary *vocabulary)
{
  g_autoptr (GArray) members = get_members (source, path, span);
  g_autoptr (LkbInterviewPlan) preset = g_new0 (LkbInterviewPlan, 1);
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  g_autoptr (GArray) minutes = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autofree char *place = g_strdup_printf ("%s.rounds", path);
  const LkbJsonSpan *rounds;
  g_autoptr (GArray) items = NULL;

  if (members == NULL || !get_text (source, path, members, "id", TRUE, &preset->id)
      || !get_text (source, path, members, "name", TRUE, &preset->name)
      || !get_text (source, path, members, "verified", FALSE, &preset->verified)
      || !get_text (source, path, members, "source", FALSE, &preset->source))
    return FALSE;
  rounds = find_member (members, "rounds");
  if (rounds == NULL)
    {
      refuse (source, place, _ ("missing"));
      return FALSE;
    }
  if (!(items = get_items (source, place, *rounds)))
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

typedef gboolean (*TakeRow) (Source *source, const char *path, LkbJsonSpan span,
                             LkbVocabulary *vocabulary);

/* The items of one list of the root, each handed to a reader. */
static gboolean
read_rows (Source *source, GArray *root, const char *key, gboolean required, TakeRow take,
           LkbVocabulary *vocabulary)
{
  const LkbJsonSpan *span = find_member (root, key);
  g_autofree char *path = g_strdup_printf ("$.%s", key);
  g_autoptr (GArray) items = NULL;

  if (span == NULL)
    {
      if (required)
        refuse (source, path, _ ("missing"));
      return !required;
    }
  if (!(items = get_items (source, path, *span)))
    return FALSE;
  for (guint i = 0; i < items->len; i++)
    {
      g_autofree char *place = g_strdup_printf ("%s[%u]", path, i);

      if (!take (source, place, g_array_index (items, LkbJsonSpan, i), vocabulary))
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_lists (Source *source, GArray *root, LkbVocabulary *vocabulary)
{
  const LkbJsonSpan *span = find_member (root, "lists");
  g_auto (GStrv) masked = NULL;
  g_autoptr (GArray) lists = NULL;

  if (!get_texts (source, "$", root, "masked", FALSE, &masked))
    return FALSE;
  for (guint i = 0; masked[i] != NULL; i++)
    lkb_vocabulary_add_masked (vocabulary, masked[i]);

  if (span == NULL)
    return TRUE;
  if (!(lists = get_members (source, "$.lists", *span)))
    return FALSE;
  for (guint i = 0; i < lists->len; i++)
    {
      const LkbJsonMember *list = &g_array_index (lists, LkbJsonMember, i);
      g_autofree char *path = g_strdup_printf ("$.lists.%s", list->key);
      g_auto (GStrv) words = NULL;

      if (!get_texts_of (source, path, list->value, &words))
        return FALSE;
      lkb_vocabulary_add_list (vocabulary, list->key, (const char *const *) words);
    }
  return TRUE;
}

/* The files, one reader each. */

static gboolean
read_features (Source *source, GArray *root, LkbVocabulary *vocabulary)
{
  return read_rows (source, root, "features", TRUE, take_feature, vocabulary)
         && read_rows (source, root, "renamed", FALSE, take_renamed, vocabulary);
}

static gboolean
read_words (Source *source, GArray *root, LkbVocabulary *vocabulary)
{
  return read_rows (source, root, "buzzwords", TRUE, take_buzzwords, vocabulary)
         && read_lists (source, root, vocabulary);
}

static gboolean
read_prices (Source *source, GArray *root, LkbVocabulary *vocabulary)
{
  g_autofree char *name = NULL, *as_of = NULL;

  if (!get_text (source, "$", root, "name", TRUE, &name)
      || !get_text (source, "$", root, "as_of", TRUE, &as_of)
      || !read_rows (source, root, "rates", TRUE, take_price, vocabulary))
    return FALSE;
  lkb_vocabulary_set_price_sheet (vocabulary, name, as_of);
  return TRUE;
}

static gboolean
read_rounds (Source *source, GArray *root, LkbVocabulary *vocabulary)
{
  return read_rows (source, root, "presets", TRUE, take_interview_plan, vocabulary);
}

typedef struct
{
  const char *name;
  gboolean (*read) (Source *source, GArray *root, LkbVocabulary *vocabulary);
} DataFile;

static const DataFile data_files[] = {
  { "vocabulary/features.json", read_features },
  { "vocabulary/buzzwords.json", read_words },
  { "vocabulary/prices.json", read_prices },
  { "vocabulary/rounds.json", read_rounds },
};

static gboolean
read_file (LkbDataDirs *self, const DataFile *file, LkbVocabulary *vocabulary, char **origin,
           GError **error)
{
  g_autoptr (GBytes) bytes = lkb_data_dirs_load (self, file->name, origin, error);
  g_autoptr (GArray) root = NULL;
  LkbJsonSpan span;
  const char *text;
  gsize size;

  if (bytes == NULL)
    return FALSE;
  text = g_bytes_get_data (bytes, &size);
  if (!lkb_json_guard_check (text ? text : "", size, NULL, &span, error))
    {
      g_prefix_error (error, "%s: ", *origin);
      return FALSE;
    }

  Source source = { *origin, text, error };
  return (root = get_members (&source, "$", span)) && file->read (&source, root, vocabulary);
}

/* The reason without the file's place on this machine: the report of a check is the same everywhere. */
static char *
dup_reason (const char *message, const char *origin)
{
  g_autofree char *line = lkb_text_one_line (message);

  if (origin != NULL && g_str_has_prefix (line, origin)
      && g_str_has_prefix (line + strlen (origin), ": "))
    return g_strdup (line + strlen (origin) + 2);
  return g_steal_pointer (&line);
}

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
      gboolean loads = read_file (self, &data_files[i], trial, &origin, &problem);

      if (!loads)
        {
          g_autofree char *reason = dup_reason (problem->message, origin);

          lkb_vocabulary_add_problem (vocabulary, data_files[i].name, reason, origin);
        }
      if (!read_file (loads ? self : built_in, &data_files[i], vocabulary, &again, error))
        return NULL;
    }
  return g_steal_pointer (&vocabulary);
}
