/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-svg-digest.h"

#include <string.h>

struct _LkbSvgDigest
{
  GChecksum *checksum;
};

LkbSvgDigest *
lkb_svg_digest_new (void)
{
  LkbSvgDigest *digest = g_new0 (LkbSvgDigest, 1);

  digest->checksum = g_checksum_new (G_CHECKSUM_SHA256);
  return digest;
}

void
lkb_svg_digest_free (LkbSvgDigest *digest)
{
  g_checksum_free (digest->checksum);
  g_free (digest);
}

/* What follows @mark ends with a character that XML cannot carry: no two documents look alike by accident. */
static void
add (LkbSvgDigest *digest, const char *mark, const char *text, gsize length)
{
  g_checksum_update (digest->checksum, (const guchar *) mark, 1);
  g_checksum_update (digest->checksum, (const guchar *) text, length);
  g_checksum_update (digest->checksum, (const guchar *) "", 1);
}

void
lkb_svg_digest_start (LkbSvgDigest *digest, const char *name)
{
  add (digest, "<", name, strlen (name));
}

void
lkb_svg_digest_attribute (LkbSvgDigest *digest, const char *name, const char *value)
{
  add (digest, "@", name, strlen (name));
  add (digest, "=", value, strlen (value));
}

void
lkb_svg_digest_text (LkbSvgDigest *digest, const char *text)
{
  gsize length;

  while (g_ascii_isspace (*text))
    text++;
  length = strlen (text);
  while (length > 0 && g_ascii_isspace (text[length - 1]))
    length--;
  if (length > 0)
    add (digest, "#", text, length);
}

void
lkb_svg_digest_end (LkbSvgDigest *digest)
{
  add (digest, ">", "", 0);
}

const char *
lkb_svg_digest_get (LkbSvgDigest *digest)
{
  return g_checksum_get_string (digest->checksum);
}
