/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-source.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/picture/lkb-png-text.h"
#include "lkb-board-file.h"

#define PDF_MARK "%PDF-"

void
lkb_source_clear (LkbSource *source)
{
  g_clear_pointer (&source->text, g_bytes_unref);
  source->media_type = NULL;
  source->changes = LKB_SVG_SOURCE_SAME;
}

static gboolean
find_in_png (const char *name, GBytes *png, LkbSource *source, GError **error)
{
  gsize size;
  const guint8 *data = g_bytes_get_data (png, &size);
  g_autoptr (GByteArray) text = NULL;

  switch (lkb_png_find_text (data, size, LKB_PNG_BOARD, LKB_BOARD_FILE_MAX_BYTES, &text))
    {
    case LKB_PNG_FOUND:
      source->text = g_byte_array_free_to_bytes (g_steal_pointer (&text));
      return TRUE;
    case LKB_PNG_NONE:
      g_set_error (error, LKB_INPUT_ERROR, LKB_INPUT_ERROR_STRUCTURE, "%s: %s", name,
                   _ ("no board inside: exported without its source, or by another program"));
      break;
    case LKB_PNG_TOO_LARGE:
      g_set_error (error, LKB_INPUT_ERROR, LKB_INPUT_ERROR_LIMIT, "%s: %s", name,
                   _ ("the board inside is larger than 64 MiB"));
      break;
    case LKB_PNG_DAMAGED:
    default:
      g_set_error (error, LKB_INPUT_ERROR, LKB_INPUT_ERROR_SYNTAX, "%s: %s", name,
                   _ ("the PNG is damaged"));
      break;
    }
  return FALSE;
}

/* What no board and no SVG begins with. */
static gboolean
is_pdf (const guint8 *data, gsize size)
{
  return size >= strlen (PDF_MARK) && memcmp (data, PDF_MARK, strlen (PDF_MARK)) == 0;
}

gboolean
lkb_source_find (const char *name, GBytes *bytes, LkbSource *source, GError **error)
{
  gsize size;
  const guint8 *data;

  g_return_val_if_fail (name != NULL && bytes != NULL && source != NULL, FALSE);

  *source = (LkbSource){ 0 };
  data = g_bytes_get_data (bytes, &size);
  if (lkb_png_is (data, size))
    {
      if (!find_in_png (name, bytes, source, error))
        return FALSE;
      source->media_type = "image/png";
      return TRUE;
    }
  if (is_pdf (data, size))
    {
      g_set_error (error, LKB_INPUT_ERROR, LKB_INPUT_ERROR_STRUCTURE, "%s: %s", name,
                   _ ("no board inside: a PDF carries none; an SVG or PNG does"));
      return FALSE;
    }
  if (lkb_svg_source_sniff (bytes))
    {
      source->text = lkb_svg_source_find (name, bytes, &source->changes, error);
      if (source->text == NULL)
        return FALSE;
      source->media_type = "image/svg+xml";
      return TRUE;
    }
  source->text = g_bytes_ref (bytes);
  return TRUE;
}

const char *
lkb_source_get_warning (const LkbSource *source)
{
  if (source->changes & LKB_SVG_SOURCE_BOARD_CHANGED)
    return _ ("The board inside this picture was changed by another program");
  if (source->changes & LKB_SVG_SOURCE_PICTURE_CHANGED)
    return _ ("Another program changed this picture; the board is as it was exported");
  return NULL;
}
