/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "core/layout/lkb-geometry.h"
#include "core/model/lkb-board.h"
#include "core/picture/lkb-picture.h"

G_BEGIN_DECLS

/** LkbPipelinePreview: what a typed pipeline makes of a board. */
typedef struct
{
  LkbChange
      *change; /* one step, arranged when the board had no nodes; NULL: the text adds nothing */
  GPtrArray *remarks; /* of LkbPipelineRemark */
  LkbPicture *picture; /* the board with the change, FULL detail; NULL without a change */
  LkbBox bounds; /* of the picture */
  guint n_nodes; /* that are new */
  guint n_edges;
} LkbPipelinePreview;

void lkb_pipeline_preview_free (LkbPipelinePreview *preview);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LkbPipelinePreview, lkb_pipeline_preview_free)

/** lkb_pipeline_preview_make: (transfer full): @board stays as it is; @decimal, @grouping: (nullable). */
LkbPipelinePreview *lkb_pipeline_preview_make (LkbBoard *board, const char *text,
                                               const char *decimal, const char *grouping);

/** lkb_pipeline_preview_make_async: in a worker, on a copy of @board. @callback gets no source object: the worker may be the
 * last to let go of one, and a widget must not end there. */
void lkb_pipeline_preview_make_async (LkbBoard *board, const char *text, const char *decimal,
                                      const char *grouping, GCancellable *cancellable,
                                      GAsyncReadyCallback callback, gpointer user_data);
/** lkb_pipeline_preview_make_finish: (transfer full) (nullable): NULL with G_IO_ERROR_CANCELLED. */
LkbPipelinePreview *lkb_pipeline_preview_make_finish (GAsyncResult *result, GError **error);

G_END_DECLS
