/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** LkbKind: what an element is. @LKB_KIND_BOARD is the element `@board`, the board's own facts. */
typedef enum
{
  LKB_KIND_BOARD,
  LKB_KIND_SOURCE,
  LKB_KIND_INGESTION,
  LKB_KIND_PIPELINE,
  LKB_KIND_FEATURE_STORE,
  LKB_KIND_MODEL,
  LKB_KIND_STORAGE,
  LKB_KIND_CONSUMER,
  LKB_KIND_ORCHESTRATION,
  LKB_KIND_MONITORING,
  LKB_KIND_GOVERNANCE,
  LKB_KIND_NOTE,
  LKB_KIND_GROUP,
  LKB_KIND_INK,
  LKB_KIND_EDGE,
  LKB_N_KINDS
} LkbKind;

/** LkbMode: how an edge moves data. @LKB_MODE_UNSET never leaves lkb_board_get_edge_mode(). */
typedef enum
{
  LKB_MODE_UNSET,
  LKB_MODE_STREAM,
  LKB_MODE_MICROBATCH,
  LKB_MODE_BATCH,
  LKB_MODE_REQUEST,
  LKB_MODE_LOOKUP,
  LKB_MODE_PUBLISH,
  LKB_MODE_REPLICATE,
  LKB_MODE_FEEDBACK,
  LKB_MODE_CONTROL,
  LKB_N_MODES
} LkbMode;

typedef enum
{
  LKB_LANE_INGEST,
  LKB_LANE_TRANSFORM,
  LKB_LANE_SERVE,
  LKB_LANE_OTHER,
  LKB_N_LANES
} LkbLane;

/** LkbNaming: which words the window uses for kinds that were renamed (`vocabulary` of the board). */
typedef enum
{
  LKB_NAMING_DLT,
  LKB_NAMING_LAKEFLOW,
} LkbNaming;

const char *lkb_kind_to_string (LkbKind kind); /* as in the file; "@board" for the board */
gboolean lkb_kind_from_string (const char *text, LkbKind *kind); /* not for "@board" */

/** lkb_kind_is_node: whether edges may end at an element of this kind (source … governance). */
gboolean lkb_kind_is_node (LkbKind kind);

/** lkb_kind_is_placed: whether it has x and y (nodes, notes, groups). */
gboolean lkb_kind_is_placed (LkbKind kind);

/** lkb_kind_get_label: the translated name, e.g. "Delta Live Table". */
const char *lkb_kind_get_label (LkbKind kind, LkbNaming naming);

/** lkb_kind_get_msgid: the same, not translated, for an LkbLabel. */
const char *lkb_kind_get_msgid (LkbKind kind, LkbNaming naming);

/** lkb_kind_get_types: (array zero-terminated=1): the sub-kinds (`type`), empty when it has none. */
const char *const *lkb_kind_get_types (LkbKind kind);

/** lkb_type_get_label: the translated name of a sub-kind, e.g. "Streaming table". */
const char *lkb_type_get_label (const char *type);

/** lkb_kind_get_stage: column in a left-to-right pipeline: 0 source, 1 ingestion, 2 pipeline and storage,
 * 3 feature store, 4 model, 5 consumer; -1 for what stands beside the flow. */
int lkb_kind_get_stage (LkbKind kind);

/** lkb_kind_get_lane: the lane of a node that does not say its own. */
LkbLane lkb_kind_get_lane (LkbKind kind);

/** lkb_kind_get_next: the kind that usually follows (source → ingestion → pipeline → feature store → model →
 * consumer; storage → pipeline); LKB_KIND_CONSUMER for a consumer. */
LkbKind lkb_kind_get_next (LkbKind kind);

const char *lkb_mode_to_string (LkbMode mode);
gboolean lkb_mode_from_string (const char *text, LkbMode *mode);
const char *lkb_mode_get_label (LkbMode mode); /* translated */

/** lkb_mode_is_data: stream, microbatch, batch, publish, replicate. */
gboolean lkb_mode_is_data (LkbMode mode);
/** lkb_mode_is_request: request, lookup. */
gboolean lkb_mode_is_request (LkbMode mode);
/** lkb_mode_in_path: everything but feedback and control. */
gboolean lkb_mode_in_path (LkbMode mode);

const char *lkb_lane_to_string (LkbLane lane);
gboolean lkb_lane_from_string (const char *text, LkbLane *lane);
const char *lkb_lane_get_label (LkbLane lane);

G_END_DECLS
