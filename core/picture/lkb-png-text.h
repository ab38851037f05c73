/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/*
 * Text inside a PNG, in chunks iTXt (compressed, UTF-8) between its header and its pixels. The board has the keyword
 * LKB_PNG_BOARD; each chunk carries its own checksum.
 */
#define LKB_PNG_BOARD "Lakeboard board"

/** LkbPngText: what is written; @text is UTF-8 without NUL, @length bytes long. */
typedef struct
{
  const char *keyword; /* 1 to 79 Latin-1 characters */
  const char *text;
  gsize length;
} LkbPngText;

/** lkb_png_is: whether @data begins like a PNG. */
gboolean lkb_png_is (const guint8 *data, gsize size);

/** lkb_png_add_texts: puts @texts behind the header of @png, a whole PNG of our own. */
void lkb_png_add_texts (GByteArray *png, const LkbPngText *texts, guint n_texts);

/** LkbPngFound: how a search ended. */
typedef enum
{
  LKB_PNG_FOUND,
  LKB_PNG_NONE, /* a PNG, but without such a text */
  LKB_PNG_DAMAGED, /* no PNG, cut off, or a wrong checksum */
  LKB_PNG_TOO_LARGE, /* more than @max_bytes */
} LkbPngFound;

/** lkb_png_find_text: the text of @keyword in @data, as untrusted as any. @text: (out) (transfer full): only when found, not
 * checked to be UTF-8. Nothing larger than @max_bytes is ever unpacked. */
LkbPngFound lkb_png_find_text (const guint8 *data, gsize size, const char *keyword, gsize max_bytes,
                               GByteArray **text);

G_END_DECLS
