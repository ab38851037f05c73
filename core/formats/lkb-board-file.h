/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "core/base/lkb-error.h"
#include "core/base/lkb-json-guard.h"
#include "core/model/lkb-board.h"

G_BEGIN_DECLS

/** The number that `lakeboard` carries in files written by this version. */
#define LKB_BOARD_FILE_VERSION 1

/** Largest board file that is read: 64 MiB. */
#define LKB_BOARD_FILE_MAX_BYTES ((gsize) 64 * 1024 * 1024)

/**
 * LkbBoardFileFlags:
 * @LKB_BOARD_FILE_NONE: nothing special
 * @LKB_BOARD_FILE_ALLOW_NEWER: read a file of a newer version too, as far as it follows the rules of this one; such
 *   a board is only to be looked at and must never be saved
 */
typedef enum
{
  LKB_BOARD_FILE_NONE = 0,
  LKB_BOARD_FILE_ALLOW_NEWER = 1 << 0,
} LkbBoardFileFlags;

/**
 * lkb_board_file_read:
 * @name: what the file is called in messages
 * @bytes: the whole text
 * @version: (out) (optional): the number of `lakeboard` in the file
 *
 * Strict about structure, forgiving about content (docs/FILE-FORMAT.md). Members that this version does not know are kept
 * as they are and written again. Linear in the length of the text; calls may run in any thread.
 *
 * Returns: (transfer full): the board, or NULL with an LkbInputError whose message is one line of the form
 *   "NAME: $.elements[3].from: reason"
 */
LkbBoard *lkb_board_file_read (const char *name, GBytes *bytes, LkbBoardFileFlags flags,
                               guint *version, GError **error);

/** lkb_board_file_write: (transfer full): the canonical text. A canonical text that was read gives the same bytes. */
GBytes *lkb_board_file_write (LkbBoard *board);

/*
 * Pieces of the same text, for other texts that hold boards and elements (the journal). They are written without blanks
 * and line breaks, but for those inside values that this version does not know; they are read from a text that the guard
 * has passed.
 */

/** lkb_board_file_append: the whole board, as the root of a file. */
void lkb_board_file_append (GString *out, LkbBoard *board);
/** lkb_board_file_append_element: as it stands in `elements`; the board's facts as they stand in `board`. */
void lkb_board_file_append_element (GString *out, const LkbElement *element);

/** lkb_board_file_read_span: (transfer full): @ranks: (nullable): of the elements in their order, each valid and other than
 * the others. Errors as lkb_board_file_read(), paths from @span on. */
LkbBoard *lkb_board_file_read_span (const char *name, const char *text, LkbJsonSpan span,
                                    const char *const *ranks, GError **error);
/** lkb_board_file_read_element: (transfer full): @id: that it must have; `@board` reads facts, which have no @rank. */
LkbElement *lkb_board_file_read_element (const char *name, const char *text, LkbJsonSpan span,
                                         const char *id, const char *rank, GError **error);

G_END_DECLS
