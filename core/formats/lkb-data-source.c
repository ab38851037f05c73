/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-data-source.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/base/lkb-text.h"

void
lkb_data_source_refuse (LkbDataSource *source, const char *path, const char *reason)
{
  g_set_error (source->error, LKB_INPUT_ERROR, LKB_INPUT_ERROR_STRUCTURE, "%s: %s: %s",
               source->name, path, reason);
}

GArray *
lkb_data_source_get_members (LkbDataSource *source, const char *path, LkbJsonSpan span)
{
  if (lkb_json_span_type (source->text, span) == '{')
    return lkb_json_span_members (source->text, span);
  lkb_data_source_refuse (source, path, _ ("expected an object"));
  return NULL;
}

GArray *
lkb_data_source_get_items (LkbDataSource *source, const char *path, LkbJsonSpan span)
{
  if (lkb_json_span_type (source->text, span) == '[')
    return lkb_json_span_items (source->text, span);
  lkb_data_source_refuse (source, path, _ ("expected a list"));
  return NULL;
}

const LkbJsonSpan *
lkb_data_source_find (GArray *members, const char *key)
{
  for (guint i = 0; i < members->len; i++)
    if (g_str_equal (g_array_index (members, LkbJsonMember, i).key, key))
      return &g_array_index (members, LkbJsonMember, i).value;
  return NULL;
}

/* FALSE = error. A missing one gives NULL, which is an error when it is @required. */
gboolean
lkb_data_source_get_text (LkbDataSource *source, const char *path, GArray *members, const char *key,
                          gboolean required, char **text)
{
  const LkbJsonSpan *span = lkb_data_source_find (members, key);
  g_autofree char *place = g_strdup_printf ("%s.%s", path, key);

  *text = NULL;
  if (span != NULL && lkb_json_span_type (source->text, *span) == '"')
    *text = lkb_json_span_dup_string (source->text, *span);
  else if (span != NULL && lkb_json_span_type (source->text, *span) != 'n')
    lkb_data_source_refuse (source, place, _ ("expected text"));
  else if (required)
    lkb_data_source_refuse (source, place, _ ("missing"));
  else
    return TRUE;
  return *text != NULL;
}

gboolean
lkb_data_source_read_texts (LkbDataSource *source, const char *path, LkbJsonSpan span, GStrv *texts)
{
  g_autoptr (GArray) items = lkb_data_source_get_items (source, path, span);
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
          lkb_data_source_refuse (source, place, _ ("expected text"));
          return FALSE;
        }
      g_autofree char *text = lkb_json_span_dup_string (source->text, item);
      g_strv_builder_add (builder, text);
    }
  *texts = g_strv_builder_end (builder);
  return TRUE;
}

gboolean
lkb_data_source_get_texts (LkbDataSource *source, const char *path, GArray *members,
                           const char *key, gboolean required, GStrv *texts)
{
  const LkbJsonSpan *span = lkb_data_source_find (members, key);
  g_autofree char *place = g_strdup_printf ("%s.%s", path, key);

  if (span != NULL)
    return lkb_data_source_read_texts (source, place, *span, texts);
  if (required)
    {
      lkb_data_source_refuse (source, place, _ ("missing"));
      return FALSE;
    }
  *texts = g_new0 (char *, 1);
  return TRUE;
}

gboolean
lkb_data_source_read_rows (LkbDataSource *source, GArray *root, const char *key, gboolean required,
                           LkbDataTakeRow take, gpointer data)
{
  const LkbJsonSpan *span = lkb_data_source_find (root, key);
  g_autofree char *path = g_strdup_printf ("$.%s", key);
  g_autoptr (GArray) items = NULL;

  if (span == NULL)
    {
      if (required)
        lkb_data_source_refuse (source, path, _ ("missing"));
      return !required;
    }
  if (!(items = lkb_data_source_get_items (source, path, *span)))
    return FALSE;
  for (guint i = 0; i < items->len; i++)
    {
      g_autofree char *place = g_strdup_printf ("%s[%u]", path, i);

      if (!take (source, place, g_array_index (items, LkbJsonSpan, i), data))
        return FALSE;
    }
  return TRUE;
}

gboolean
lkb_data_dirs_read (LkbDataDirs *dirs, const char *name, LkbDataReader read, gpointer data,
                    char **origin, GError **error)
{
  g_autoptr (GBytes) bytes = lkb_data_dirs_load (dirs, name, origin, error);
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

  LkbDataSource source = { *origin, text, error };
  return (root = lkb_data_source_get_members (&source, "$", span)) && read (&source, root, data);
}

char *
lkb_data_source_dup_reason (const char *message, const char *origin)
{
  g_autofree char *line = lkb_text_one_line (message);

  if (origin != NULL && g_str_has_prefix (line, origin)
      && g_str_has_prefix (line + strlen (origin), ": "))
    return g_strdup (line + strlen (origin) + 2);
  return g_steal_pointer (&line);
}
