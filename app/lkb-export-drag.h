/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "lkb-export.h"

G_BEGIN_DECLS

/** LkbExportDrag: the page as a file in a folder of its own, ready to be dragged out. Reference-counted; the file goes with it. */
typedef struct _LkbExportDrag LkbExportDrag;

/**
 * lkb_export_drag_new_async:
 * @application: stays until that is done; what it owns is used
 * @analysis: (nullable)
 * @look: (nullable)
 * @n_to_fix: 0 = final, else the stamp of a draft
 *
 * Draws and writes the page as @board is now, in a worker.
 */
void lkb_export_drag_new_async (GApplication *application, LkbBoard *board, LkbAnalysis *analysis,
                                const LkbVocabulary *vocabulary, const LkbExportLook *look,
                                guint n_to_fix, GCancellable *cancellable,
                                GAsyncReadyCallback callback, gpointer data);
/** lkb_export_drag_new_finish: (transfer full): to be called, once, whatever became of it. */
LkbExportDrag *lkb_export_drag_new_finish (GAsyncResult *result, GError **error);
void lkb_export_drag_unref (LkbExportDrag *drag);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LkbExportDrag, lkb_export_drag_unref)

/** lkb_export_drag_create_content: (transfer full): the file, or the picture for those who take no files. */
GdkContentProvider *lkb_export_drag_create_content (LkbExportDrag *drag);

/** lkb_export_drag_keep: the file stays until @application ends: nobody says when the one whom it was given has read it. */
void lkb_export_drag_keep (LkbExportDrag *drag, GApplication *application);

G_END_DECLS
