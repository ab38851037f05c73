/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-svg-source.h"

#include <glib/gi18n-lib.h>
#include <libxml/xmlreader.h>
#include <string.h>

#include "core/base/lkb-text.h"
#include "core/picture/lkb-svg-digest.h"
#include "core/picture/lkb-svg-writer.h"
#include "lkb-board-file.h"

/* libxml2 compares each attribute of a tag with all before it: 50,000 of them take seconds. */
#define MAX_ATTRIBUTES 256
#define SVG_NAMESPACE "http://www.w3.org/2000/svg"

#if LIBXML_VERSION >= 21200
typedef const xmlError *XmlErrorArg;
#else
typedef xmlErrorPtr XmlErrorArg;
#endif

typedef struct
{
  const char *name;
  xmlTextReaderPtr reader;
  char *parse_error; /* the first one, with its line */
  GByteArray *text; /* parts joined so far; NULL before the board was met */
  char *sha256;
  char *picture_sha256; /* NULL: exported without */
  LkbSvgDigest *digest;
  gboolean base64;
  guint64 n_bytes;
  guint64 n_parts;
  guint64 parts_seen;
  GError **error;
} Finder;

G_GNUC_PRINTF (3, 4)
static gboolean
fail (Finder *finder, LkbInputError code, const char *format, ...)
{
  g_autofree char *reason = NULL;
  va_list args;

  va_start (args, format);
  reason = g_strdup_vprintf (format, args);
  va_end (args);
  g_set_error (finder->error, LKB_INPUT_ERROR, (int) code, "%s: %s", finder->name, reason);
  return FALSE;
}

static void
parse_error_cb (void *user_data, XmlErrorArg xml_error)
{
  Finder *finder = user_data;

  if (xml_error == NULL || xml_error->level < XML_ERR_ERROR || finder->parse_error != NULL)
    return;
  g_autofree char *reason = lkb_text_one_line (xml_error->message ? xml_error->message : "");
  finder->parse_error = g_strdup_printf (_ ("line %d: %s"), xml_error->line,
                                         *reason ? reason : _ ("broken XML"));
}

static gboolean
starts_with (const char *p, const char *end, const char *prefix)
{
  gsize length = strlen (prefix);

  return (gsize) (end - p) >= length && memcmp (p, prefix, length) == 0;
}

static const char *
find_end (const char *p, const char *end, const char *mark)
{
  const char *found = g_strstr_len (p, end - p, mark);

  return found ? found + strlen (mark) : end;
}

/* Refuses what libxml2 would only refuse late or never: document types (and with them entities), and tags with very
 * many attributes. Lengths and nesting are left to the parser. */
static gboolean
check_markup (Finder *finder, const char *text, gsize size)
{
  const char *end = text + size;
  const char *p = text;

  while ((p = memchr (p, '<', end - p)) != NULL)
    {
      if (starts_with (p, end, "<!--"))
        p = find_end (p + 4, end, "-->");
      else if (starts_with (p, end, "<![CDATA["))
        p = find_end (p + 9, end, "]]>");
      else if (starts_with (p, end, "<?"))
        p = find_end (p + 2, end, "?>");
      else if (p + 1 < end && p[1] == '!')
        return fail (finder, LKB_INPUT_ERROR_STRUCTURE,
                     _ ("document types and entities are not read"));
      else
        {
          char quote = 0;
          guint n_quoted = 0;

          for (p++; p < end && (quote || *p != '>'); p++)
            if (quote ? *p == quote : (*p == '"' || *p == '\''))
              {
                quote = quote ? 0 : *p;
                if (!quote && ++n_quoted > MAX_ATTRIBUTES)
                  return fail (finder, LKB_INPUT_ERROR_LIMIT,
                               _ ("a tag with more than 256 attributes"));
              }
        }
    }
  return TRUE;
}

static gboolean
is_element (Finder *finder, const char *local, const char *namespace)
{
  const xmlChar *name = xmlTextReaderConstLocalName (finder->reader);
  const xmlChar *uri = xmlTextReaderConstNamespaceUri (finder->reader);

  return name && uri && g_str_equal (name, local) && g_str_equal (uri, namespace);
}

static char *
dup_attribute (Finder *finder, const char *name)
{
  xmlChar *value = xmlTextReaderGetAttribute (finder->reader, BAD_CAST name);
  char *copy = g_strdup ((const char *) value);

  xmlFree (value);
  return copy;
}

static gboolean
read_count (Finder *finder, const char *name, guint64 *count)
{
  g_autofree char *text = dup_attribute (finder, name);

  if (text && g_ascii_string_to_unsigned (text, 10, 0, G_MAXUINT32, count, NULL))
    return TRUE;
  return fail (finder, LKB_INPUT_ERROR_STRUCTURE, _ ("line %d: the board has no valid “%s”"),
               xmlTextReaderGetParserLineNumber (finder->reader), name);
}

static gboolean
begin_board (Finder *finder)
{
  g_autofree char *encoding = NULL;

  if (finder->text != NULL)
    return fail (finder, LKB_INPUT_ERROR_STRUCTURE, _ ("line %d: a second board"),
                 xmlTextReaderGetParserLineNumber (finder->reader));
  finder->text = g_byte_array_new ();
  finder->sha256 = dup_attribute (finder, "sha256");
  finder->picture_sha256 = dup_attribute (finder, "picture-sha256");
  encoding = dup_attribute (finder, "encoding");
  if (!read_count (finder, "bytes", &finder->n_bytes)
      || !read_count (finder, "parts", &finder->n_parts))
    return FALSE;
  if (finder->n_bytes > LKB_BOARD_FILE_MAX_BYTES)
    return fail (finder, LKB_INPUT_ERROR_LIMIT, _ ("the board inside is larger than 64 MiB"));
  finder->base64 = g_strcmp0 (encoding, "base64") == 0;
  if (!finder->base64 && encoding != NULL && !g_str_equal (encoding, "text"))
    return fail (finder, LKB_INPUT_ERROR_STRUCTURE, _ ("line %d: the board has no valid “%s”"),
                 xmlTextReaderGetParserLineNumber (finder->reader), "encoding");
  return TRUE;
}

static gboolean
append_text (Finder *finder)
{
  const char *text = (const char *) xmlTextReaderConstValue (finder->reader);
  gsize length = text ? strlen (text) : 0;
  gsize limit = finder->base64 ? LKB_BOARD_FILE_MAX_BYTES / 3 * 4 + 4 : LKB_BOARD_FILE_MAX_BYTES;

  if (length > limit || finder->text->len > limit - length)
    return fail (finder, LKB_INPUT_ERROR_LIMIT, _ ("the board inside is larger than 64 MiB"));
  g_byte_array_append (finder->text, (const guint8 *) text, length);
  return TRUE;
}

/* Where the reader stands below the root. */
typedef enum
{
  AT_OTHER,
  AT_METADATA,
  AT_BOARD,
  AT_PART,
} Place;

static gboolean
is_metadata (Finder *finder, int type, int depth)
{
  return type == XML_READER_TYPE_ELEMENT && depth == 1
         && is_element (finder, "metadata", SVG_NAMESPACE);
}

static gboolean
enter_element (Finder *finder, int depth, Place *place)
{
  if (depth == 0)
    {
      if (!is_element (finder, "svg", SVG_NAMESPACE))
        return fail (finder, LKB_INPUT_ERROR_STRUCTURE, _ ("not an SVG"));
    }
  else if (depth == 1)
    *place = is_element (finder, "metadata", SVG_NAMESPACE) ? AT_METADATA : AT_OTHER;
  else if (depth == 2 && *place == AT_METADATA && is_element (finder, "board", LKB_SVG_NAMESPACE))
    {
      *place = AT_BOARD;
      return begin_board (finder);
    }
  else if (depth == 3 && *place == AT_BOARD && is_element (finder, "part", LKB_SVG_NAMESPACE))
    {
      *place = AT_PART;
      finder->parts_seen++;
    }
  else if (*place == AT_BOARD || *place == AT_PART)
    return fail (finder, LKB_INPUT_ERROR_STRUCTURE, _ ("line %d: an unknown element in the board"),
                 xmlTextReaderGetParserLineNumber (finder->reader));
  return TRUE;
}

static void
leave_element (int depth, Place *place)
{
  if (*place == AT_PART && depth == 3)
    *place = AT_BOARD;
  else if (*place == AT_BOARD && depth == 2)
    *place = AT_METADATA;
  else if (depth == 1)
    *place = AT_OTHER;
}

/* What is drawn: all but the metadata and what other programs keep beside it. */
static void
digest_node (Finder *finder, int type)
{
  xmlTextReaderPtr reader = finder->reader;
  gboolean is_empty;

  switch (type)
    {
    case XML_READER_TYPE_ELEMENT:
      is_empty = xmlTextReaderIsEmptyElement (reader);
      lkb_svg_digest_start (finder->digest, (const char *) xmlTextReaderConstLocalName (reader));
      while (xmlTextReaderMoveToNextAttribute (reader) == 1)
        if (!xmlTextReaderIsNamespaceDecl (reader))
          lkb_svg_digest_attribute (finder->digest,
                                    (const char *) xmlTextReaderConstLocalName (reader),
                                    (const char *) xmlTextReaderConstValue (reader));
      xmlTextReaderMoveToElement (reader);
      if (is_empty)
        lkb_svg_digest_end (finder->digest);
      break;
    case XML_READER_TYPE_END_ELEMENT:
      lkb_svg_digest_end (finder->digest);
      break;
    case XML_READER_TYPE_TEXT:
    case XML_READER_TYPE_CDATA:
      lkb_svg_digest_text (finder->digest, (const char *) xmlTextReaderConstValue (reader));
      break;
    default:
      break;
    }
}

static gboolean
walk (Finder *finder)
{
  Place place = AT_OTHER;
  int status;

  while ((status = xmlTextReaderRead (finder->reader)) == 1 && finder->parse_error == NULL)
    {
      int depth = xmlTextReaderDepth (finder->reader);
      int type = xmlTextReaderNodeType (finder->reader);
      gboolean in_metadata = place != AT_OTHER;

      switch (type)
        {
        case XML_READER_TYPE_ELEMENT:
          if (!enter_element (finder, depth, &place))
            return FALSE;
          if (xmlTextReaderIsEmptyElement (finder->reader))
            leave_element (depth, &place);
          break;
        case XML_READER_TYPE_END_ELEMENT:
          leave_element (depth, &place);
          break;
        case XML_READER_TYPE_TEXT:
        case XML_READER_TYPE_CDATA:
        case XML_READER_TYPE_WHITESPACE:
        case XML_READER_TYPE_SIGNIFICANT_WHITESPACE:
          if (place == AT_PART && !append_text (finder))
            return FALSE;
          break;
        case XML_READER_TYPE_DOCUMENT_TYPE:
        case XML_READER_TYPE_ENTITY:
        case XML_READER_TYPE_ENTITY_REFERENCE:
        case XML_READER_TYPE_NOTATION:
          return fail (finder, LKB_INPUT_ERROR_STRUCTURE,
                       _ ("document types and entities are not read"));
        default:
          break;
        }
      /* The tags of the metadata themselves are no part of it either. */
      if (!in_metadata && !is_metadata (finder, type, depth))
        digest_node (finder, type);
    }

  if (finder->parse_error != NULL)
    return fail (finder, LKB_INPUT_ERROR_SYNTAX, "%s", finder->parse_error);
  if (status != 0)
    return fail (finder, LKB_INPUT_ERROR_SYNTAX, "%s", _ ("broken XML"));
  return TRUE;
}

static GBytes *
take_board (Finder *finder, LkbSvgSourceChanges *changes)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *sum = NULL;

  if (finder->text == NULL)
    {
      fail (finder, LKB_INPUT_ERROR_STRUCTURE,
            _ ("no board inside: exported without its source, or by another program"));
      return NULL;
    }
  if (finder->base64)
    {
      gsize length = 0;
      guchar *decoded;

      g_byte_array_append (finder->text, (const guint8 *) "", 1);
      decoded = g_base64_decode ((const char *) finder->text->data, &length);
      bytes = g_bytes_new_take (decoded, length);
    }
  else
    bytes = g_byte_array_free_to_bytes (g_steal_pointer (&finder->text));

  sum = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
  if (finder->parts_seen != finder->n_parts || g_bytes_get_size (bytes) != finder->n_bytes
      || g_strcmp0 (sum, finder->sha256) != 0)
    *changes |= LKB_SVG_SOURCE_BOARD_CHANGED;
  if (finder->picture_sha256 != NULL
      && !g_str_equal (finder->picture_sha256, lkb_svg_digest_get (finder->digest)))
    *changes |= LKB_SVG_SOURCE_PICTURE_CHANGED;
  return g_steal_pointer (&bytes);
}

gboolean
lkb_svg_source_sniff (GBytes *bytes)
{
  gsize size;
  const char *text = g_bytes_get_data (bytes, &size);

  if (size >= 3 && memcmp (text, "\xef\xbb\xbf", 3) == 0)
    text += 3, size -= 3;
  while (size > 0 && g_ascii_isspace (*text))
    text++, size--;
  return size > 0 && *text == '<';
}

GBytes *
lkb_svg_source_find (const char *name, GBytes *svg, LkbSvgSourceChanges *changes, GError **error)
{
  g_autoptr (LkbSvgDigest) digest = lkb_svg_digest_new ();
  Finder finder = { .name = name, .digest = digest, .error = error };
  LkbSvgSourceChanges found_changes = LKB_SVG_SOURCE_SAME;
  GBytes *found = NULL;
  const char *text;
  gsize size;

  g_return_val_if_fail (name != NULL, NULL);
  g_return_val_if_fail (svg != NULL, NULL);

  text = g_bytes_get_data (svg, &size);
  if (size > LKB_SVG_SOURCE_MAX_BYTES)
    {
      fail (&finder, LKB_INPUT_ERROR_LIMIT, _ ("larger than 128 MiB"));
      return NULL;
    }
  /* Only UTF-8 is written by us, and only in UTF-8 does the look at the markup see what the parser sees. */
  if (size == 0 || !g_utf8_validate_len (text, size, NULL))
    {
      fail (&finder, LKB_INPUT_ERROR_SYNTAX, "%s",
            size == 0 ? _ ("empty file") : _ ("not valid UTF-8"));
      return NULL;
    }
  if (!check_markup (&finder, text, size))
    return NULL;

  xmlInitParser ();
  /* Never NOENT, DTDLOAD, DTDATTR, DTDVALID, HUGE, XINCLUDE, RECOVER. */
  finder.reader = xmlReaderForMemory (text, (int) size, NULL, "UTF-8",
                                      XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
  if (finder.reader == NULL)
    {
      fail (&finder, LKB_INPUT_ERROR_SYNTAX, "%s", _ ("broken XML"));
      return NULL;
    }
  xmlTextReaderSetStructuredErrorHandler (finder.reader, parse_error_cb, &finder);
  if (walk (&finder))
    found = take_board (&finder, &found_changes);
  if (changes != NULL)
    *changes = found_changes;

  xmlFreeTextReader (finder.reader);
  g_free (finder.parse_error);
  g_free (finder.sha256);
  g_free (finder.picture_sha256);
  g_clear_pointer (&finder.text, g_byte_array_unref);
  return found;
}
