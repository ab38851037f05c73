/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * LkbSvgDigest: a checksum of what an SVG shows, fed with its elements in document order, metadata left out. Two documents that
 * differ only in how they are set out (white space between elements, quotes, line ends, order of declarations) have the
 * same; any other program that draws in it or writes it in its own way changes it.
 */
typedef struct _LkbSvgDigest LkbSvgDigest;

/** lkb_svg_digest_new: (transfer full): of a document of which nothing is known yet. */
LkbSvgDigest *lkb_svg_digest_new (void);
void lkb_svg_digest_free (LkbSvgDigest *digest);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LkbSvgDigest, lkb_svg_digest_free)

/** lkb_svg_digest_start: an element begins; @name without prefix. Its attributes follow, without those that declare
 * name spaces. */
void lkb_svg_digest_start (LkbSvgDigest *digest, const char *name);
/** lkb_svg_digest_attribute: of the element that began last, in the order of the document; @name without prefix. */
void lkb_svg_digest_attribute (LkbSvgDigest *digest, const char *name, const char *value);
/** lkb_svg_digest_text: character data; white space at its ends does not count. */
void lkb_svg_digest_text (LkbSvgDigest *digest, const char *text);
/** lkb_svg_digest_end: the element that is open innermost ends. */
void lkb_svg_digest_end (LkbSvgDigest *digest);

/** lkb_svg_digest_get: 64 lower-case hex digits, owned by the digest; nothing may be added any more. */
const char *lkb_svg_digest_get (LkbSvgDigest *digest);

G_END_DECLS
