/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-export.h"

#include <string.h>

#include "core/formats/lkb-board-file.h"
#include "core/picture/lkb-cairo-painter.h"
#include "core/picture/lkb-svg-writer.h"
#include "core/store/lkb-save.h"

#define PNG_SCALE 2.0

LkbExportFormat
lkb_export_format_for_path (const char *path)
{
  g_autofree char *lower = g_ascii_strdown (path, -1);

  if (g_str_has_suffix (lower, ".png"))
    return LKB_EXPORT_PNG;
  if (g_str_has_suffix (lower, ".pdf"))
    return LKB_EXPORT_PDF;
  return LKB_EXPORT_SVG;
}

static GBytes *
create_image (LkbSheet *sheet, LkbBoard *board, LkbTextMeasurer *measurer, const LkbBox *box,
              LkbExportFormat format, GCancellable *cancellable, GError **error)
{
  const LkbElement *facts = lkb_board_get_facts (board);
  const LkbTheme *theme = lkb_theme_get (LKB_THEME_LIGHT);
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  LkbImageOptions image = { .box = *box,
                            .scale = PNG_SCALE,
                            .title = lkb_element_get_text (facts, LKB_FIELD_TITLE),
                            .author = lkb_element_get_text (facts, LKB_FIELD_AUTHOR),
                            .date = lkb_element_get_text (facts, LKB_FIELD_DATE) };
  LkbPicture *picture = lkb_sheet_get_picture (sheet);
  gboolean written;

  if (format == LKB_EXPORT_PNG)
    written = lkb_cairo_write_png (picture, theme, measurer, &image, stream, cancellable, error);
  else
    written = lkb_cairo_write_pdf (picture, theme, measurer, &image, stream, cancellable, error);
  if (!written || !g_output_stream_close (stream, NULL, error))
    return NULL;
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (stream));
}

GBytes *
lkb_export_create (LkbBoard *board, const LkbAnalysis *analysis, const LkbVocabulary *vocabulary,
                   LkbExportFormat format, guint n_to_fix, GCancellable *cancellable,
                   GError **error)
{
  g_autoptr (LkbTextMeasurer) measurer = lkb_text_measurer_new ();
  g_autoptr (LkbScene) scene = lkb_scene_new (measurer, board, analysis);
  LkbSheetOptions options = { .draft = n_to_fix > 0, .n_to_fix = n_to_fix };
  g_autoptr (LkbSheet) sheet = lkb_sheet_new (scene, board, analysis, vocabulary, &options);
  LkbBox box = lkb_box (0, 0, lkb_sheet_get_width (sheet), lkb_sheet_get_height (sheet));
  const LkbElement *facts = lkb_board_get_facts (board);
  g_autoptr (GBytes) source = NULL;
  LkbSvgOptions svg = { .box = box,
                        .scale = 1,
                        .title = lkb_element_get_text (facts, LKB_FIELD_TITLE),
                        .description = lkb_element_get_text (facts, LKB_FIELD_GOAL) };

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  if (format != LKB_EXPORT_SVG)
    return create_image (sheet, board, measurer, &box, format, cancellable, error);
  source = lkb_board_file_write (board);
  svg.source = source;
  return lkb_svg_write (lkb_sheet_get_picture (sheet), lkb_theme_get (LKB_THEME_LIGHT), measurer,
                        &svg, error);
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
                  const char *path, gboolean also_png, guint n_to_fix, GCancellable *cancellable,
                  gboolean *page_written, GError **error)
{
  const LkbSaveOptions options = { .cancellable = cancellable };
  LkbExportFormat format = lkb_export_format_for_path (path);
  g_autoptr (GBytes) page = NULL;
  g_autoptr (GBytes) png = NULL;
  g_autofree char *png_path = NULL;

  *page_written = FALSE;
  /* What cannot be drawn shows before anything is written. */
  page = lkb_export_create (board, analysis, vocabulary, format, n_to_fix, cancellable, error);
  if (page == NULL)
    return FALSE;
  if (also_png && format != LKB_EXPORT_PNG)
    {
      png = lkb_export_create (board, analysis, vocabulary, LKB_EXPORT_PNG, n_to_fix, cancellable,
                               error);
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
