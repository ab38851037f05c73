/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "core/model/lkb-board.h"
#include "core/picture/lkb-theme.h"

G_BEGIN_DECLS

/**
 * LkbPipelineBox: "Type your pipeline": a text, one line a hop, with the picture it makes and a remark on each line that was
 * not understood. Fits into a dialog, a popover and a page; Ctrl+Enter in it accepts.
 */
#define LKB_TYPE_PIPELINE_BOX (lkb_pipeline_box_get_type ())
G_DECLARE_FINAL_TYPE (LkbPipelineBox, lkb_pipeline_box, LKB, PIPELINE_BOX, GtkWidget)

/** LKB_PIPELINE_EXAMPLE: stands in the empty box; not translated, names and units are part of the notation. */
#define LKB_PIPELINE_EXAMPLE "Web clicks -> Event Hub : Web > Streaming, 40/120 ms, 10k/s"

LkbPipelineBox *lkb_pipeline_box_new (void);

/** lkb_pipeline_box_set_board: (nullable): the board that the text is added to; NULL stands for an empty one. Kept; never
 * changed. */
void lkb_pipeline_box_set_board (LkbPipelineBox *self, LkbBoard *board);
/** lkb_pipeline_box_set_theme: colours of the picture. */
void lkb_pipeline_box_set_theme (LkbPipelineBox *self, LkbThemeId theme);
/** lkb_pipeline_box_set_number_format: the user's decimal and grouping sign; NULL: "." and ",". */
void lkb_pipeline_box_set_number_format (LkbPipelineBox *self, const char *decimal,
                                         const char *grouping);

/** lkb_pipeline_box_set_text: @text: what was pasted or typed elsewhere; invalid UTF-8 is mended. The cursor stands at its
 * end. */
void lkb_pipeline_box_set_text (LkbPipelineBox *self, const char *text);
char *lkb_pipeline_box_dup_text (LkbPipelineBox *self); /* (transfer full) */

/** lkb_pipeline_box_accept: as the button does: emits ::accepted; FALSE when the text adds nothing. */
gboolean lkb_pipeline_box_accept (LkbPipelineBox *self);

/** lkb_pipeline_box_get_can_accept: whether the text, as last previewed, adds something. Property "can-accept". */
gboolean lkb_pipeline_box_get_can_accept (LkbPipelineBox *self);
/** lkb_pipeline_box_is_pending: whether the preview is behind the text. Property "pending". */
gboolean lkb_pipeline_box_is_pending (LkbPipelineBox *self);
/** lkb_pipeline_box_get_n_remarks: lines of the last preview that were not understood. */
guint lkb_pipeline_box_get_n_remarks (LkbPipelineBox *self);
/** lkb_pipeline_box_get_paintable: (transfer none) (nullable): the picture that is shown. */
GdkPaintable *lkb_pipeline_box_get_paintable (LkbPipelineBox *self);

/*
 * LkbPipelineBox::accepted (LkbChange *change): ready for lkb_history_apply() on the board that was set, as one step. On a
 *   board without nodes the nodes stand arranged.
 */

G_END_DECLS
