/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-data.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

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

  if (g_stat (path, &info) != 0)
    return NULL;
  if (!S_ISREG (info.st_mode))
    {
      g_set_error (error, LKB_INPUT_ERROR, LKB_INPUT_ERROR_SYNTAX, _ ("%s: not a file"), path);
      return NULL;
    }
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
      if (origin != NULL && (bytes != NULL || local_error != NULL))
        *origin = g_steal_pointer (&path);
      if (local_error != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return NULL;
        }
      if (bytes != NULL)
        return bytes;
    }

  bytes = g_resources_lookup_data (resource, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  if (bytes == NULL)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, _ ("%s: no such data file"), name);
  else if (origin != NULL)
    *origin = g_strdup (name);
  return bytes;
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
add_name (GHashTable *names, const char *file, const char *ending)
{
  if (g_str_has_suffix (file, ending) && strlen (file) > strlen (ending))
    g_hash_table_add (names, g_strndup (file, strlen (file) - strlen (ending)));
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

GPtrArray *
lkb_data_dirs_list (LkbDataDirs *self, const char *folder, const char *ending)
{
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *resource = g_strconcat (RESOURCE_ROOT, folder, NULL);
  g_auto (GStrv) resources = NULL;
  g_autofree char *path = NULL;
  g_autoptr (GDir) dir = NULL;
  GPtrArray *sorted;
  GHashTableIter iter;
  gpointer name;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (folder != NULL && ending != NULL, NULL);

  resources = g_resources_enumerate_children (resource, 0, NULL);
  for (guint i = 0; resources && resources[i] != NULL; i++)
    add_name (names, resources[i], ending);
  if (self->user_folder != NULL)
    {
      path = g_build_filename (self->user_folder, folder, NULL);
      dir = g_dir_open (path, 0, NULL);
    }
  for (const char *file; dir && (file = g_dir_read_name (dir));)
    if (g_utf8_validate (file, -1, NULL))
      add_name (names, file, ending);

  sorted = g_ptr_array_new_with_free_func (g_free);
  g_hash_table_iter_init (&iter, names);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    g_ptr_array_add (sorted, g_strdup (name));
  g_ptr_array_sort (sorted, compare_names);
  return sorted;
}

static GPtrArray *
list_template_ids (LkbDataDirs *self)
{
  return lkb_data_dirs_list (self, "templates", TEMPLATE_SUFFIX);
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
