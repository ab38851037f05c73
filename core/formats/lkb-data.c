/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-data.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "core/base/lkb-json-guard.h"
#include "core/base/lkb-text.h"
#include "lkb-board-file.h"

#define RESOURCE_ROOT "/io/github/lakeboard/Lakeboard/data/"
#define TEMPLATE_SUFFIX ".lakeboard"

/* Data files are small; a folder of the user may hold anything. */
#define MAX_DATA_BYTES LKB_BOARD_FILE_MAX_BYTES

struct _LkbDataDirs
{
  gatomicrefcount ref_count;
  char *user_folder; /* or NULL */
};

LkbDataDirs *
lkb_data_dirs_new (const char *user_folder)
{
  LkbDataDirs *self = g_new0 (LkbDataDirs, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->user_folder = g_strdup (user_folder);
  return self;
}

LkbDataDirs *
lkb_data_dirs_ref (LkbDataDirs *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
lkb_data_dirs_unref (LkbDataDirs *self)
{
  g_return_if_fail (self != NULL);
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_free (self->user_folder);
  g_free (self);
}

/* NULL without @error: there is no such file. */
static GBytes *
load_user_file (const char *path, GError **error)
{
  g_autofree char *contents = NULL;
  GStatBuf info;
  gsize length;

  if (g_stat (path, &info) != 0 || !S_ISREG (info.st_mode))
    return NULL;
  if ((guint64) info.st_size > MAX_DATA_BYTES)
    {
      g_set_error (error, LKB_INPUT_ERROR, LKB_INPUT_ERROR_LIMIT, _ ("%s: larger than 64 MiB"),
                   path);
      return NULL;
    }
  if (!g_file_get_contents (path, &contents, &length, error))
    return NULL;
  return g_bytes_new_take (g_steal_pointer (&contents), length);
}

GBytes *
lkb_data_dirs_load (LkbDataDirs *self, const char *name, char **origin, GError **error)
{
  g_autofree char *resource = g_strconcat (RESOURCE_ROOT, name, NULL);
  g_autoptr (GError) local_error = NULL;
  GBytes *bytes;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (name != NULL, NULL);

  if (self->user_folder != NULL)
    {
      g_autofree char *path = g_build_filename (self->user_folder, name, NULL);

      bytes = load_user_file (path, &local_error);
      if (local_error != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return NULL;
        }
      if (bytes != NULL)
        {
          if (origin != NULL)
            *origin = g_steal_pointer (&path);
          return bytes;
        }
    }

  bytes = g_resources_lookup_data (resource, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  if (bytes == NULL)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, _ ("%s: no such data file"), name);
  else if (origin != NULL)
    *origin = g_strdup (name);
  return bytes;
}

/* Vocabulary. The helpers below walk guarded JSON; @path is for messages. */

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

/* The items of one list of the root, each handed to a reader. */
static gboolean
read_rows (Source *source, GArray *root, const char *key, gboolean features,
           LkbVocabulary *vocabulary)
{
  const LkbJsonSpan *span = find_member (root, key);
  g_autofree char *path = g_strdup_printf ("$.%s", key);
  g_autoptr (GArray) items = NULL;

  if (span == NULL)
    {
      refuse (source, path, _ ("missing"));
      return FALSE;
    }
  if (!(items = get_items (source, path, *span)))
    return FALSE;
  for (guint i = 0; i < items->len; i++)
    {
      g_autofree char *place = g_strdup_printf ("%s[%u]", path, i);
      LkbJsonSpan item = g_array_index (items, LkbJsonSpan, i);

      if (features)
        {
          LkbFeature *feature = read_feature (source, place, item);
          if (feature == NULL)
            return FALSE;
          lkb_vocabulary_take_feature (vocabulary, feature);
        }
      else
        {
          LkbBuzzwords *buzzwords = read_buzzwords (source, place, item);
          if (buzzwords == NULL)
            return FALSE;
          lkb_vocabulary_take_buzzwords (vocabulary, buzzwords);
        }
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

static gboolean
read_words (LkbDataDirs *self, const char *file, gboolean features, LkbVocabulary *vocabulary,
            GError **error)
{
  g_autofree char *origin = NULL;
  g_autoptr (GBytes) bytes = lkb_data_dirs_load (self, file, &origin, error);
  g_autoptr (GArray) root = NULL;
  LkbJsonSpan span;
  const char *text;
  gsize size;

  if (bytes == NULL)
    return FALSE;
  text = g_bytes_get_data (bytes, &size);
  if (!lkb_json_guard_check (text ? text : "", size, NULL, &span, error))
    {
      g_prefix_error (error, "%s: ", origin);
      return FALSE;
    }

  Source source = { origin, text, error };
  if (!(root = get_members (&source, "$", span)))
    return FALSE;
  return read_rows (&source, root, features ? "features" : "buzzwords", features, vocabulary)
         && (features || read_lists (&source, root, vocabulary));
}

LkbVocabulary *
lkb_data_dirs_load_vocabulary (LkbDataDirs *self, GError **error)
{
  g_autoptr (LkbVocabulary) vocabulary = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  vocabulary = lkb_vocabulary_new ();
  if (!read_words (self, "vocabulary/features.json", TRUE, vocabulary, error)
      || !read_words (self, "vocabulary/buzzwords.json", FALSE, vocabulary, error))
    return NULL;
  return g_steal_pointer (&vocabulary);
}

/* Templates */

void
lkb_template_info_free (LkbTemplateInfo *self)
{
  g_free (self->id);
  g_free (self->title);
  g_free (self->story);
  g_free (self);
}

static void
add_template_id (GHashTable *ids, const char *file)
{
  if (g_str_has_suffix (file, TEMPLATE_SUFFIX) && strlen (file) > strlen (TEMPLATE_SUFFIX))
    g_hash_table_add (ids, g_strndup (file, strlen (file) - strlen (TEMPLATE_SUFFIX)));
}

static int
compare_ids (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* Sorted file names without ending, of both places. */
static GPtrArray *
list_template_ids (LkbDataDirs *self)
{
  g_autoptr (GHashTable) ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_auto (GStrv) resources = g_resources_enumerate_children (RESOURCE_ROOT "templates", 0, NULL);
  g_autofree char *folder = NULL;
  g_autoptr (GDir) dir = NULL;
  GPtrArray *sorted = g_ptr_array_new_with_free_func (g_free);
  GHashTableIter iter;
  gpointer id;

  for (guint i = 0; resources && resources[i] != NULL; i++)
    add_template_id (ids, resources[i]);
  if (self->user_folder != NULL)
    {
      folder = g_build_filename (self->user_folder, "templates", NULL);
      dir = g_dir_open (folder, 0, NULL);
    }
  for (const char *file; dir && (file = g_dir_read_name (dir));)
    if (g_utf8_validate (file, -1, NULL))
      add_template_id (ids, file);

  g_hash_table_iter_init (&iter, ids);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    g_ptr_array_add (sorted, g_strdup (id));
  g_ptr_array_sort (sorted, compare_ids);
  return sorted;
}

static LkbBoard *
load_board (LkbDataDirs *self, const char *id, GError **error)
{
  g_autofree char *file = g_strconcat ("templates/", id, TEMPLATE_SUFFIX, NULL);
  g_autofree char *origin = NULL;
  g_autoptr (GBytes) bytes = lkb_data_dirs_load (self, file, &origin, error);

  return bytes ? lkb_board_file_read (origin, bytes, LKB_BOARD_FILE_NONE, NULL, error) : NULL;
}

GPtrArray *
lkb_data_dirs_list_templates (LkbDataDirs *self, GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (
      (GDestroyNotify) lkb_template_info_free);
  g_autoptr (GPtrArray) ids = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  ids = list_template_ids (self);
  for (guint i = 0; i < ids->len; i++)
    {
      const char *id = g_ptr_array_index (ids, i);
      g_autoptr (LkbBoard) board = load_board (self, id, NULL);
      const LkbElement *facts;
      const char *title, *story;
      LkbTemplateInfo *info;

      if (board == NULL)
        continue;
      facts = lkb_board_get_facts (board);
      title = lkb_element_get_text (facts, LKB_FIELD_TITLE);
      story = lkb_element_get_text (facts, LKB_FIELD_STORY);
      info = g_new0 (LkbTemplateInfo, 1);
      info->id = g_strdup (id);
      info->title = g_strdup (title ? title : id);
      info->story = g_strdup (story ? story : "");
      g_ptr_array_add (list, info);
    }
  return g_steal_pointer (&list);
}

LkbBoard *
lkb_data_dirs_load_template (LkbDataDirs *self, const char *id, GError **error)
{
  g_autoptr (GPtrArray) ids = NULL;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (id != NULL, NULL);

  ids = list_template_ids (self);
  for (guint i = 0; i < ids->len; i++)
    if (g_ascii_strcasecmp (g_ptr_array_index (ids, i), id) == 0)
      return load_board (self, g_ptr_array_index (ids, i), error);

  g_autofree char *shown = lkb_text_one_line (id);
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, _ ("there is no template “%s”"), shown);
  return NULL;
}
