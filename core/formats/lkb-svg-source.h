/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "core/base/lkb-error.h"

G_BEGIN_DECLS

/** Largest SVG that is read: 128 MiB. */
#define LKB_SVG_SOURCE_MAX_BYTES ((gsize) 128 * 1024 * 1024)

/** lkb_svg_source_sniff: whether @bytes look like XML rather than JSON (a first "<", after white space or a BOM). */
gboolean lkb_svg_source_sniff (GBytes *bytes);

/** LkbSvgSourceChanges: what another program did to an SVG since it was exported. */
typedef enum
{
  LKB_SVG_SOURCE_SAME = 0,
  LKB_SVG_SOURCE_PICTURE_CHANGED
  = 1 << 0, /* drawn in, or written anew: the board knows nothing of that */
  LKB_SVG_SOURCE_BOARD_CHANGED = 1
                                 << 1, /* the text of the board is not the one that was exported */
} LkbSvgSourceChanges;

/**
 * lkb_svg_source_find:
 * @name: what the file is called in messages
 * @svg: a whole SVG document, as untrusted as any
 * @changes: (out) (nullable): whether the checksums beside the board still hold
 *
 * Finds the board in the metadata of an SVG that was exported with its source and joins its parts. Document types, entities
 * and references to anything outside are refused.
 *
 * Returns: (transfer full): the text of the board file, or NULL with an LkbInputError ("NAME: line 3: reason")
 */
GBytes *lkb_svg_source_find (const char *name, GBytes *svg, LkbSvgSourceChanges *changes,
                             GError **error);

G_END_DECLS
