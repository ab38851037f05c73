/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-export.h"

#include <glib/gstdio.h>
#include <string.h>

#include "core/base/lkb-text.h"
#include "core/store/lkb-save.h"

#define PNG_SCALE 2.0
#define NAME_BYTES_MAX 200

LkbOutputOptions
lkb_export_get_options (const LkbExportLook *look, LkbOutput output, guint n_to_fix)
{
  return (LkbOutputOptions){ .theme = look->theme,
                             .paper = look->paper,
                             .drawing_only = look->drawing_only,
                             .n_to_fix = n_to_fix,
                             .outlines = look->outlines,
                             .animate = look->animate,
                             .transparent = look->transparent,
                             .scale = output == LKB_OUTPUT_PNG ? PNG_SCALE : 1 };
}

GBytes *
lkb_export_create (LkbBoard *board, const LkbAnalysis *analysis, const LkbVocabulary *vocabulary,
                   LkbOutput output, const LkbExportLook *look, guint n_to_fix,
                   GCancellable *cancellable, GError **error)
{
  const LkbExportLook usual = { 0 };
  const LkbOutputOptions options = lkb_export_get_options (look != NULL ? look : &usual, output,
                                                           n_to_fix);

  return lkb_output_create (board, NULL, analysis, vocabulary, output, &options, cancellable,
                            error);
}

char *
lkb_export_dup_name (const char *title, const char *ending)
{
  /* A name that reads backwards would hide what kind of file it is. */
  g_autofree char *name = lkb_text_shown (title != NULL ? title : "");

  g_strdelimit (name, "/\\:*?\"<>|\n\t", '-');
  g_strstrip (name);
  if (name[0] == '.' || name[0] == '\0')
    return g_strdup_printf ("board%s", ending);
  if (strlen (name) > NAME_BYTES_MAX)
    *g_utf8_find_prev_char (name, name + NAME_BYTES_MAX) = '\0';
  return g_strdup_printf ("%s%s", name, ending);
}

GFile *
lkb_export_create_drag (GBytes *svg, const char *title, char **folder, GError **error)
{
  g_autofree char *name = lkb_export_dup_name (title, ".svg");
  g_autofree char *path = NULL;
  gsize size;
  const char *data = g_bytes_get_data (svg, &size);

  *folder = g_dir_make_tmp ("lakeboard-drag-XXXXXX", error);
  if (*folder == NULL)
    return NULL;
  path = g_build_filename (*folder, name, NULL);
  if (!g_file_set_contents (path, data, (gssize) size, error))
    return NULL;
  return g_file_new_for_path (path);
}

void
lkb_export_remove_drag (const char *folder)
{
  g_autoptr (GDir) dir = folder != NULL ? g_dir_open (folder, 0, NULL) : NULL;
  const char *name;

  if (dir == NULL)
    return;
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (folder);
}

char *
lkb_export_dup_png_path (const char *path)
{
  const char *dot = strrchr (path, '.');

  if (dot == NULL || strchr (dot, G_DIR_SEPARATOR) != NULL)
    dot = path + strlen (path);
  return g_strdup_printf ("%.*s.png", (int) (dot - path), path);
}

gboolean
lkb_export_write (LkbBoard *board, const LkbAnalysis *analysis, const LkbVocabulary *vocabulary,
                  const char *path, const LkbExportLook *look, guint n_to_fix,
                  GCancellable *cancellable, gboolean *page_written, GError **error)
{
  const LkbSaveOptions options = { .cancellable = cancellable };
  LkbOutput output = LKB_OUTPUT_SVG;
  g_autoptr (GBytes) page = NULL;
  g_autoptr (GBytes) png = NULL;
  g_autofree char *png_path = NULL;

  *page_written = FALSE;
  lkb_output_from_path (path, &output);
  /* What cannot be drawn shows before anything is written. */
  page = lkb_export_create (board, analysis, vocabulary, output, look, n_to_fix, cancellable,
                            error);
  if (page == NULL)
    return FALSE;
  if (look->also_png && output != LKB_OUTPUT_PNG)
    {
      png = lkb_export_create (board, analysis, vocabulary, LKB_OUTPUT_PNG, look, n_to_fix,
                               cancellable, error);
      if (png == NULL)
        return FALSE;
    }
  if (!lkb_file_save (path, page, &options, NULL, error))
    return FALSE;
  *page_written = TRUE;
  if (png == NULL)
    return TRUE;
  png_path = lkb_export_dup_png_path (path);
  return lkb_file_save (png_path, png, NULL, NULL, error);
}
