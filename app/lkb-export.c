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
              LkbExportFormat format, GError **error)
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
    written = lkb_cairo_write_png (picture, theme, measurer, &image, stream, NULL, error);
  else
    written = lkb_cairo_write_pdf (picture, theme, measurer, &image, stream, NULL, error);
  if (!written || !g_output_stream_close (stream, NULL, error))
    return NULL;
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (stream));
}

GBytes *
lkb_export_create (LkbBoard *board, const LkbAnalysis *analysis, const LkbVocabulary *vocabulary,
                   LkbExportFormat format, guint n_to_fix, GError **error)
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

  if (format != LKB_EXPORT_SVG)
    return create_image (sheet, board, measurer, &box, format, error);
  source = lkb_board_file_write (board);
  svg.source = source;
  return lkb_svg_write (lkb_sheet_get_picture (sheet), lkb_theme_get (LKB_THEME_LIGHT), measurer,
                        &svg, error);
}

static gboolean
write_one (LkbBoard *board, const LkbAnalysis *analysis, const LkbVocabulary *vocabulary,
           const char *path, LkbExportFormat format, guint n_to_fix, GError **error)
{
  g_autoptr (GBytes) bytes = lkb_export_create (board, analysis, vocabulary, format, n_to_fix,
                                                error);

  return bytes != NULL && lkb_file_save (path, bytes, NULL, NULL, error);
}

gboolean
lkb_export_write (LkbBoard *board, const LkbAnalysis *analysis, const LkbVocabulary *vocabulary,
                  const char *path, gboolean also_png, guint n_to_fix, GError **error)
{
  LkbExportFormat format = lkb_export_format_for_path (path);
  g_autofree char *png = NULL;
  const char *dot;

  if (!write_one (board, analysis, vocabulary, path, format, n_to_fix, error))
    return FALSE;
  if (!also_png || format == LKB_EXPORT_PNG)
    return TRUE;
  dot = strrchr (path, '.');
  if (dot == NULL || strchr (dot, G_DIR_SEPARATOR) != NULL)
    dot = path + strlen (path);
  png = g_strdup_printf ("%.*s.png", (int) (dot - path), path);
  return write_one (board, analysis, vocabulary, png, LKB_EXPORT_PNG, n_to_fix, error);
}
