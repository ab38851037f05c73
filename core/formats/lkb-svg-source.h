/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "core/base/lkb-error.h"

G_BEGIN_DECLS

/** Largest SVG that is read: 128 MiB. */
#define LKB_SVG_SOURCE_MAX_BYTES ((gsize) 128 * 1024 * 1024)

/** lkb_svg_source_sniff: whether @bytes look like XML rather than JSON (a first "<", after white space or a BOM). */
gboolean lkb_svg_source_sniff (GBytes *bytes);

/**
 * lkb_svg_source_find:
 * @name: what the file is called in messages
 * @svg: a whole SVG document, as untrusted as any
 *
 * Finds the board in the metadata of an SVG that was exported with its source, joins its parts and compares the
 * SHA-256 that stands beside them. Document types, entities and references to anything outside are refused.
 *
 * Returns: (transfer full): the text of the board file, or NULL with an LkbInputError ("NAME: line 3: reason")
 */
GBytes *lkb_svg_source_find (const char *name, GBytes *svg, GError **error);

G_END_DECLS
