/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-png-text.h"

#include <gio/gio.h>
#include <string.h>

static const guint8 signature[8] = { 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n' };

/* Length, type, checksum. */
#define CHUNK_EXTRA 12
/* Signature and the header chunk. */
#define HEADER_SIZE (sizeof signature + CHUNK_EXTRA + 13)
#define CHUNK_MAX 0x7fffffffu
#define CRC_POLYNOMIAL 0xedb88320u

/* The checksum of PNG, ISO 3309. */
static guint32
sum (const guint8 *data, gsize size)
{
  guint32 table[256];
  guint32 crc = 0xffffffffu;

  for (guint32 i = 0; i < G_N_ELEMENTS (table); i++)
    {
      guint32 c = i;

      for (guint bit = 0; bit < 8; bit++)
        c = (c & 1) ? CRC_POLYNOMIAL ^ (c >> 1) : c >> 1;
      table[i] = c;
    }
  for (gsize i = 0; i < size; i++)
    crc = table[(crc ^ data[i]) & 0xff] ^ (crc >> 8);
  return crc ^ 0xffffffffu;
}

static guint32
read_number (const guint8 *p)
{
  return ((guint32) p[0] << 24) | ((guint32) p[1] << 16) | ((guint32) p[2] << 8) | p[3];
}

static void
append_number (GByteArray *out, guint32 number)
{
  const guint8 bytes[4] = { number >> 24, number >> 16, number >> 8, number };

  g_byte_array_append (out, bytes, sizeof bytes);
}

/* Runs @data through @converter; NULL when it does not take it or more than @max_bytes would come out. */
static GByteArray *
convert (GConverter *converter, const guint8 *data, gsize size, gsize max_bytes,
         gboolean *too_large)
{
  g_autoptr (GByteArray) out = g_byte_array_new ();
  guint8 buffer[16384];
  GConverterResult result;

  do
    {
      gsize n_read = 0, n_written = 0;
      g_autoptr (GError) error = NULL;

      result = g_converter_convert (converter, data, size, buffer, sizeof buffer,
                                    G_CONVERTER_INPUT_AT_END, &n_read, &n_written, &error);
      if (result == G_CONVERTER_ERROR)
        return NULL;
      if (n_written > max_bytes - out->len)
        {
          *too_large = TRUE;
          return NULL;
        }
      g_byte_array_append (out, buffer, n_written);
      data += n_read;
      size -= n_read;
    }
  while (result != G_CONVERTER_FINISHED);
  return g_steal_pointer (&out);
}

gboolean
lkb_png_is (const guint8 *data, gsize size)
{
  return size >= sizeof signature && memcmp (data, signature, sizeof signature) == 0;
}

static void
append_chunk (GByteArray *out, const LkbPngText *text)
{
  g_autoptr (GConverter) packer = G_CONVERTER (
      g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_ZLIB, -1));
  gboolean too_large = FALSE;
  g_autoptr (GByteArray) packed = convert (packer, (const guint8 *) text->text, text->length,
                                           CHUNK_MAX / 2, &too_large);
  /* End of the keyword, packed, by zlib; no language, no translated keyword. */
  static const guint8 middle[5] = { 0, 1, 0, 0, 0 };
  guint begin = out->len;

  if (packed == NULL)
    return;
  append_number (out, strlen (text->keyword) + sizeof middle + packed->len);
  g_byte_array_append (out, (const guint8 *) "iTXt", 4);
  g_byte_array_append (out, (const guint8 *) text->keyword, strlen (text->keyword));
  g_byte_array_append (out, middle, sizeof middle);
  g_byte_array_append (out, packed->data, packed->len);
  append_number (out, sum (out->data + begin + 4, out->len - begin - 4));
}

void
lkb_png_add_texts (GByteArray *png, const LkbPngText *texts, guint n_texts)
{
  g_autoptr (GByteArray) whole = NULL;

  g_return_if_fail (png != NULL && png->len > HEADER_SIZE && lkb_png_is (png->data, png->len));

  whole = g_byte_array_sized_new (png->len);
  g_byte_array_append (whole, png->data, HEADER_SIZE);
  for (guint i = 0; i < n_texts; i++)
    append_chunk (whole, &texts[i]);
  g_byte_array_append (whole, png->data + HEADER_SIZE, png->len - HEADER_SIZE);
  g_byte_array_set_size (png, 0);
  g_byte_array_append (png, whole->data, whole->len);
}

/* Past the next NUL; NULL without one. */
static const guint8 *
skip_word (const guint8 *p, const guint8 *end)
{
  const guint8 *nul = memchr (p, 0, end - p);

  return nul != NULL ? nul + 1 : NULL;
}

/* The text of a chunk that begins with its keyword. */
static LkbPngFound
unpack (const guint8 *data, gsize size, gsize max_bytes, GByteArray **text)
{
  const guint8 *end = data + size;
  const guint8 *p = skip_word (data, end);
  gboolean packed, too_large = FALSE;

  if (p == NULL || end - p < 2 || p[1] != 0)
    return LKB_PNG_DAMAGED;
  packed = p[0] != 0;
  p = skip_word (p + 2, end);
  p = p != NULL ? skip_word (p, end) : NULL;
  if (p == NULL)
    return LKB_PNG_DAMAGED;
  if (!packed)
    {
      if ((gsize) (end - p) > max_bytes)
        return LKB_PNG_TOO_LARGE;
      *text = g_byte_array_append (g_byte_array_new (), p, end - p);
      return LKB_PNG_FOUND;
    }
  {
    g_autoptr (GConverter) unpacker = G_CONVERTER (
        g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_ZLIB));

    *text = convert (unpacker, p, end - p, max_bytes, &too_large);
  }
  if (*text != NULL)
    return LKB_PNG_FOUND;
  return too_large ? LKB_PNG_TOO_LARGE : LKB_PNG_DAMAGED;
}

LkbPngFound
lkb_png_find_text (const guint8 *data, gsize size, const char *keyword, gsize max_bytes,
                   GByteArray **text)
{
  gsize keyword_size = strlen (keyword) + 1;
  gsize at = sizeof signature;

  if (!lkb_png_is (data, size))
    return LKB_PNG_DAMAGED;
  while (size - at >= CHUNK_EXTRA)
    {
      gsize length = read_number (data + at);
      const guint8 *type = data + at + 4;
      const guint8 *content = type + 4;

      if (length > CHUNK_MAX || length > size - at - CHUNK_EXTRA)
        return LKB_PNG_DAMAGED;
      if (memcmp (type, "IEND", 4) == 0)
        return LKB_PNG_NONE;
      if (memcmp (type, "iTXt", 4) == 0 && length >= keyword_size
          && memcmp (content, keyword, keyword_size) == 0)
        return sum (type, length + 4) == read_number (content + length)
                   ? unpack (content, length, max_bytes, text)
                   : LKB_PNG_DAMAGED;
      at += length + CHUNK_EXTRA;
    }
  return LKB_PNG_DAMAGED;
}
