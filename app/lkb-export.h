/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "core/formats/lkb-output.h"

G_BEGIN_DECLS

/** LkbExportLook: how a page is to look, all zero = the whole page in the light theme, as SVG. Each format takes what applies to it. */
typedef struct
{
  LkbOutput format; /* that a name without an ending gets; the ending of the name decides */
  LkbThemeId theme;
  LkbPaper paper; /* of the whole page */
  gboolean drawing_only; /* without title, cells and footer */
  gboolean outlines; /* SVG: text as shapes */
  gboolean animate; /* SVG: the main path builds up */
  gboolean transparent; /* no background */
  gboolean also_png; /* of a page in another format, beside it */
} LkbExportLook;

/** lkb_export_get_options: what @look means for @output. @n_to_fix: 0 = final, else the stamp of a draft. */
LkbOutputOptions lkb_export_get_options (const LkbExportLook *look, LkbOutput output,
                                         guint n_to_fix);

/** lkb_export_create: (transfer full): the page of @board as @look (nullable) says, a PNG with two pixels a unit, with its
 * source where the format can hold it. @n_to_fix: 0 = final, else the stamp of a draft. May run in any thread with a board of its
 * own. */
GBytes *lkb_export_create (LkbBoard *board, const LkbAnalysis *analysis,
                           const LkbVocabulary *vocabulary, LkbOutput output,
                           const LkbExportLook *look, guint n_to_fix, GCancellable *cancellable,
                           GError **error);

/** lkb_export_dup_name: (transfer full): a file name for a board called @title: what no system takes in names is a dash. */
char *lkb_export_dup_name (const char *title, const char *ending);

/** lkb_export_create_drag: (transfer full): @svg as a file under its @title (nullable), in a fresh folder of its own.
 * @folder: (out): to be given to lkb_export_remove_drag() when nobody can want the file any more. */
GFile *lkb_export_create_drag (GBytes *svg, const char *title, char **folder, GError **error);
/** lkb_export_remove_drag: @folder: (nullable). */
void lkb_export_remove_drag (const char *folder);

/** lkb_export_dup_png_path: (transfer full): of the PNG beside the page at @path. */
char *lkb_export_dup_png_path (const char *path);

/** lkb_export_write: creates and saves the page at @path as @look says, durably; with its also_png a PNG beside it too.
 * @page_written: (out): whether the page itself is there, also when the PNG is not. @cancellable: looked at until just
 * before the page is written; then G_IO_ERROR_CANCELLED or LKB_SAVE_ERROR_CANCELLED. Errors: also those of
 * lkb_file_save(). */
gboolean lkb_export_write (LkbBoard *board, const LkbAnalysis *analysis,
                           const LkbVocabulary *vocabulary, const char *path,
                           const LkbExportLook *look, guint n_to_fix, GCancellable *cancellable,
                           gboolean *page_written, GError **error);

G_END_DECLS
