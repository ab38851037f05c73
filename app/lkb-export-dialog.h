/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "widgets/panels/lkb-review.h"

G_BEGIN_DECLS

/** LkbExportDialog: the page as it will be, what is still to be fixed beside it, and the gate. */
#define LKB_TYPE_EXPORT_DIALOG (lkb_export_dialog_get_type ())
G_DECLARE_FINAL_TYPE (LkbExportDialog, lkb_export_dialog, LKB, EXPORT_DIALOG, AdwWindow)

LkbExportDialog *lkb_export_dialog_new (GtkWindow *parent, LkbReview *review, gboolean also_png);

/*
 * LkbExportDialog::export (gboolean draft, gboolean also_png): the person decided; whoever listens closes the dialog.
 */

G_END_DECLS
