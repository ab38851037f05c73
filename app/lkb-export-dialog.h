/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "lkb-export.h"
#include "widgets/panels/lkb-review.h"

G_BEGIN_DECLS

/** LkbExportDialog: the page as it will be, what is still to be fixed beside it, and the gate. */
#define LKB_TYPE_EXPORT_DIALOG (lkb_export_dialog_get_type ())
G_DECLARE_FINAL_TYPE (LkbExportDialog, lkb_export_dialog, LKB, EXPORT_DIALOG, AdwWindow)

/** LkbExportPurpose: where the page goes from here. */
typedef enum
{
  LKB_EXPORT_TO_FILE,
  LKB_EXPORT_TO_PRINTER,
} LkbExportPurpose;

LkbExportDialog *lkb_export_dialog_new (GtkWindow *parent, LkbReview *review,
                                        LkbExportPurpose purpose, const LkbExportLook *look);
/** lkb_export_dialog_get_look: what is chosen. */
LkbExportLook lkb_export_dialog_get_look (LkbExportDialog *self);

/*
 * LkbExportDialog::set-up: the page set-up of the printer is asked for.
 * LkbExportDialog::export (gboolean draft): the person decided; whoever listens closes the dialog.
 */

G_END_DECLS
