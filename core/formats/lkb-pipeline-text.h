/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/model/lkb-board.h"

G_BEGIN_DECLS

/** LkbPipelineRemark: something in the text that was not understood; the rest was. */
typedef struct
{
  guint line; /* from 1 */
  char *message; /* translated, one line */
} LkbPipelineRemark;

/** LkbPipelineTextOptions: the user's number format; NULL stands for "." and ",". */
typedef struct
{
  const char *decimal;
  const char *grouping;
} LkbPipelineTextOptions;

/**
 * lkb_pipeline_text_parse:
 * @board: what is there already; names that it knows (folded) are reused, nothing is taken away
 * @text: a line a hop, `Web clicks -> Event Hub : Web > Streaming, 40/120 ms, 10k/s`; chains `A -> B -> C`; a kind in
 *   brackets after a name, `Profiles [feature store]`; `#` starts a comment; arrows may be `->`, `-->`, `=>`, `→`
 * @options: (nullable)
 * @remarks: (out) (optional) (transfer full) (element-type LkbPipelineRemark)
 *
 * After the colon, separated by commas: owner or `owner > consumer owner`, one or two times (p50/p95), a rate, money
 * per month, a mode's name. Kinds are guessed from names, else from the place in the chain. New nodes are placed in
 * columns; arranging is the caller's.
 *
 * Returns: (transfer full) (nullable): one change; NULL when nothing would change
 */
LkbChange *lkb_pipeline_text_parse (LkbBoard *board, const char *text,
                                    const LkbPipelineTextOptions *options, GPtrArray **remarks);

/** lkb_pipeline_text_guess_kind: the kind that a node of this name most likely is; FALSE when the name says nothing. */
gboolean lkb_pipeline_text_guess_kind (const char *name, LkbKind *kind);

/** lkb_pipeline_text_is_likely: whether pasted text looks like this notation (an arrow between two names). */
gboolean lkb_pipeline_text_is_likely (const char *text);

G_END_DECLS
