/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-svg-writer.h"

#include <glib/gi18n-lib.h>
#include <libxml/xmlwriter.h>
#include <math.h>
#include <pango/pangocairo.h>
#include <string.h>

#include "core/base/lkb-text.h"
#include "lkb-cairo-painter.h"
#include "lkb-svg-digest.h"
#include "lkb-svg-motion.h"
#include "lkb-svg-path.h"
#include "lkb-svg-room.h"

/* The families of the board font, quoted as a font-family attribute wants them. */
#define SVG_FAMILIES "'Liberation Sans', Arimo, Arial, Helvetica, sans-serif"
#define SVG_NAMESPACE "http://www.w3.org/2000/svg"
/* Of most texts. */
#define USUAL_SIZE 12

typedef struct
{
  xmlTextWriter *xml;
  const LkbTheme *theme;
  LkbTextMeasurer *measurer;
  cairo_t *outliner; /* turns text into paths, or NULL */
  const LkbSvgReveal *reveal; /* (nullable) */
  gboolean is_past; /* inside a layer of a film that goes */
  LkbBox page;
  LkbSvgRoom room;
  LkbSvgDigest *digest; /* of what is drawn; NULL: not wanted, or inside the metadata */
  gboolean failed;
} Writer;

static void
check (Writer *writer, int result)
{
  if (result < 0)
    writer->failed = TRUE;
}

static void
start (Writer *writer, const char *name)
{
  check (writer, xmlTextWriterStartElement (writer->xml, BAD_CAST name));
  if (writer->digest != NULL)
    lkb_svg_digest_start (writer->digest, name);
}

static void
end (Writer *writer)
{
  check (writer, xmlTextWriterEndElement (writer->xml));
  if (writer->digest != NULL)
    lkb_svg_digest_end (writer->digest);
}

static void
attribute_clean (Writer *writer, const char *name, const char *value)
{
  check (writer, xmlTextWriterWriteAttribute (writer->xml, BAD_CAST name, BAD_CAST value));
  if (writer->digest != NULL && !g_str_has_prefix (name, "xmlns"))
    {
      const char *colon = strchr (name, ':');

      lkb_svg_digest_attribute (writer->digest, colon != NULL ? colon + 1 : name, value);
    }
}

/* @value: from the user or from us; cleaned here so that nothing unclean can leave. */
static void
attribute (Writer *writer, const char *name, const char *value)
{
  g_autofree char *clean = lkb_text_clean (value);

  attribute_clean (writer, name, clean);
}

static void
attribute_number (Writer *writer, const char *name, double value)
{
  g_autoptr (GString) text = g_string_new (NULL);

  lkb_svg_append_number (text, value);
  attribute_clean (writer, name, text->str);
}

/* Six digits, or three where each stands for two. */
static void
write_hex (char text[8], guint32 hex)
{
  if ((hex & 0xf0f0f0) >> 4 == (hex & 0x0f0f0f))
    g_snprintf (text, 8, "#%X%X%X", (hex >> 16) & 15, (hex >> 8) & 15, hex & 15);
  else
    g_snprintf (text, 8, "#%06X", hex);
}

static void
attribute_colour (Writer *writer, const char *name, LkbColour colour)
{
  char text[8];
  char opacity_name[32];

  if (colour.role == LKB_COLOUR_NONE)
    {
      attribute (writer, name, "none");
      return;
    }
  write_hex (text, lkb_theme_get_hex (writer->theme, colour) & 0xffffff);
  attribute (writer, name, text);
  if (colour.alpha < 255)
    {
      g_snprintf (opacity_name, sizeof opacity_name, "%s-opacity", name);
      attribute_number (writer, opacity_name, colour.alpha / 255.0);
    }
}

static void
write_text (Writer *writer, const char *value)
{
  g_autofree char *clean = lkb_text_shown (value);

  check (writer, xmlTextWriterWriteString (writer->xml, BAD_CAST clean));
  if (writer->digest != NULL)
    lkb_svg_digest_text (writer->digest, clean);
}

static void
write_element_text (Writer *writer, const char *name, const char *id, const char *value)
{
  start (writer, name);
  if (id != NULL)
    attribute (writer, "id", id);
  write_text (writer, value);
  end (writer);
}

/* @is_closed: an outline without ends, which need a cap only where it is dashed. */
static void
write_paint (Writer *writer, LkbColour fill, const LkbStroke *stroke, gboolean is_closed)
{
  attribute_colour (writer, "fill", fill);
  if (stroke->width <= 0 || stroke->colour.role == LKB_COLOUR_NONE)
    return;
  attribute_colour (writer, "stroke",
                    lkb_theme_get_stroke_colour (writer->theme, stroke->klass, stroke->colour));
  attribute_number (writer, "stroke-width",
                    lkb_theme_get_stroke_width (writer->theme, stroke->klass, stroke->width));
  if (stroke->cap != LKB_CAP_ROUND && (!is_closed || stroke->n_dashes > 0))
    attribute (writer, "stroke-linecap", "butt");
  if (stroke->n_dashes > 0)
    {
      g_autoptr (GString) dashes = g_string_new (NULL);

      for (guint i = 0; i < stroke->n_dashes; i++)
        {
          if (i > 0)
            g_string_append_c (dashes, ' ');
          lkb_svg_append_number (dashes, stroke->dashes[i]);
        }
      attribute (writer, "stroke-dasharray", dashes->str);
    }
}

/* Shapes can be heard no more than seen without a font: what they say stands beside them. */
static void
write_outlines (Writer *writer, const LkbTextItem *text)
{
  g_autoptr (PangoLayout) layout = lkb_text_measurer_create_layout (writer->measurer, text->text,
                                                                    text->role);
  PangoLayoutLine *line = pango_layout_get_line_readonly (layout, 0);
  g_autofree char *d = NULL;
  cairo_path_t *path;

  if (line == NULL)
    return;
  cairo_new_path (writer->outliner);
  cairo_move_to (writer->outliner, text->x, text->baseline);
  pango_cairo_layout_line_path (writer->outliner, line);
  path = cairo_copy_path (writer->outliner);
  if (path->status == CAIRO_STATUS_SUCCESS)
    d = lkb_svg_path_format_outline (path);
  else
    writer->failed = TRUE;
  cairo_path_destroy (path);
  if (d == NULL || *d == '\0')
    return;
  start (writer, "path");
  attribute (writer, "transform", LKB_SVG_PATH_OUTLINE_TRANSFORM);
  attribute (writer, "d", d);
  attribute_colour (writer, "fill", text->colour);
  if (!writer->is_past)
    attribute (writer, "aria-label", text->text);
  end (writer);
}

static gboolean
has_rtl (const char *text)
{
  g_autofree char *isolated = lkb_text_isolate (text);

  return strcmp (isolated, text) != 0;
}

static void
write_run (Writer *writer, const LkbTextItem *text, double group_x, double group_scale)
{
  const LkbFont *font = lkb_font_get (text->role);
  double x = text->x;
  const char *anchor = NULL;
  LkbBox page = lkb_box ((writer->page.x - group_x) / group_scale, 0, writer->page.w / group_scale,
                         0);

  if (writer->outliner != NULL)
    {
      write_outlines (writer, text);
      return;
    }
  /* Which side stays where it is in a wider font. SVG counts the start of right-to-left text at its right end. */
  if (text->anchor == LKB_ANCHOR_MIDDLE)
    {
      x += text->advance / 2;
      anchor = "middle";
    }
  else
    {
      gboolean at_right = text->anchor == LKB_ANCHOR_END;

      if (at_right)
        x += text->advance;
      anchor = at_right != text->rtl ? "end" : NULL;
    }
  start (writer, "text");
  attribute_number (writer, "x", x);
  attribute_number (writer, "y", text->baseline);
  if (font->size != USUAL_SIZE)
    attribute_number (writer, "font-size", font->size);
  if (font->bold)
    attribute (writer, "font-weight", "700");
  if (font->italic)
    attribute (writer, "font-style", "italic");
  if (anchor != NULL)
    attribute (writer, "text-anchor", anchor);
  /* Programs that draw by it what runs from right to left tear it apart. */
  if (!has_rtl (text->text) && lkb_svg_room_is_tight (&writer->room, text, &page))
    attribute_number (writer, "textLength", text->advance);
  if (text->rtl)
    attribute (writer, "direction", "rtl");
  attribute_colour (writer, "fill", text->colour);
  write_text (writer, text->text);
  end (writer);
}

static void
write_motion (Writer *writer, const LkbSvgMotion *motion)
{
  start (writer, "animate");
  attribute (writer, "attributeName", "opacity");
  attribute (writer, "begin", "0s");
  attribute (writer, "dur", motion->duration);
  if (motion->is_discrete)
    attribute (writer, "calcMode", "discrete");
  attribute (writer, "keyTimes", motion->times);
  attribute (writer, "values", motion->values);
  attribute (writer, "fill", "freeze");
  end (writer);
}

static void
write_reveal (Writer *writer, const LkbGroupItem *group)
{
  const LkbSvgReveal *reveal = writer->reveal;
  guint step = reveal != NULL && group->id != NULL
                   ? GPOINTER_TO_UINT (g_hash_table_lookup (reveal->steps, group->id))
                   : 0;
  g_auto (LkbSvgMotion) motion = { 0 };

  if (step == 0)
    return;
  lkb_svg_motion_reveal (&motion, reveal, step, group->opacity);
  write_motion (writer, &motion);
}

static void
write_names (Writer *writer, const LkbGroupItem *group)
{
  if (group->id != NULL)
    {
      g_autofree char *id = lkb_group_dup_name (group);

      attribute (writer, "id", id);
    }
  if (*group->part != '\0')
    attribute (writer, "data-part", group->part);
  if (group->kind != NULL)
    attribute (writer, "data-kind", group->kind);
  if (group->owner != NULL)
    attribute (writer, "data-owner", group->owner);
}

static void
write_group (Writer *writer, const LkbGroupItem *group)
{
  start (writer, "g");
  if (!writer->is_past)
    write_names (writer, group);
  if (group->x != 0 || group->y != 0 || group->scale != 1)
    {
      g_autoptr (GString) transform = g_string_new ("translate(");

      lkb_svg_append_number (transform, group->x);
      g_string_append_c (transform, ' ');
      lkb_svg_append_number (transform, group->y);
      g_string_append_c (transform, ')');
      if (group->scale != 1)
        {
          char buffer[G_ASCII_DTOSTR_BUF_SIZE];
          /* Two decimals would move the far end of a page by several units. */
          g_string_append_printf (transform, " scale(%s)",
                                  g_ascii_formatd (buffer, sizeof buffer, "%.6g", group->scale));
        }
      attribute (writer, "transform", transform->str);
    }
  if (group->opacity < 1)
    attribute_number (writer, "opacity", group->opacity);
  if (writer->is_past)
    return;
  if (group->title != NULL && *group->title != '\0')
    write_element_text (writer, "title", NULL, group->title);
  if (group->description != NULL && *group->description != '\0')
    write_element_text (writer, "desc", NULL, group->description);
  write_reveal (writer, group);
}

static void
write_box (Writer *writer, const LkbBoxItem *box)
{
  start (writer, "rect");
  attribute_number (writer, "x", box->box.x);
  attribute_number (writer, "y", box->box.y);
  attribute_number (writer, "width", box->box.w);
  attribute_number (writer, "height", box->box.h);
  if (box->radius > 0)
    attribute_number (writer, "rx", box->radius);
  write_paint (writer, box->fill, &box->stroke, TRUE);
  end (writer);
  lkb_svg_room_add_box (&writer->room, &box->box);
}

static gboolean
write_item (const LkbPictureItem *item, double x, double y, double scale, guint depth,
            gpointer user_data)
{
  Writer *writer = user_data;

  switch (item->type)
    {
    case LKB_ITEM_BOX:
      write_box (writer, &item->box);
      break;
    case LKB_ITEM_PATH:
      {
        g_autofree char *d = lkb_svg_path_format (item->path.segments, item->path.n_segments);

        start (writer, "path");
        attribute (writer, "d", d);
        write_paint (writer, item->path.fill, &item->path.stroke,
                     item->path.n_segments > 0
                         && item->path.segments[item->path.n_segments - 1].op == LKB_PATH_CLOSE);
        end (writer);
        break;
      }
    case LKB_ITEM_TEXT:
      write_run (writer, &item->text, x, scale);
      break;
    case LKB_ITEM_GROUP:
      lkb_svg_room_enter (&writer->room, item);
      write_group (writer, &item->group);
      break;
    case LKB_ITEM_END:
      lkb_svg_room_leave (&writer->room);
      end (writer);
      break;
    case LKB_ITEM_PICTURE:
    default:
      break;
    }
  return !writer->failed;
}

/* What is there all the time needs no group of its own. */
static void
write_film (Writer *writer, const LkbSvgFilm *film)
{
  for (guint i = 0; i < film->n_layers; i++)
    {
      const LkbSvgLayer *layer = &film->layers[i];
      gboolean moves = layer->from > 0 || layer->until > 0;
      g_auto (LkbSvgMotion) motion = { 0 };

      writer->is_past = layer->until > 0;
      if (moves)
        {
          start (writer, "g");
          if (writer->is_past)
            {
              attribute (writer, "opacity", "0");
              attribute (writer, "aria-hidden", "true");
            }
          lkb_svg_motion_show (&motion, film, layer);
          write_motion (writer, &motion);
        }
      lkb_picture_foreach (layer->picture, write_item, writer);
      if (moves)
        end (writer);
    }
  writer->is_past = FALSE;
}

/* The end of the part that begins at @text: at most the limit, never inside a character. */
static gsize
find_part (const char *text, gsize length)
{
  gsize n = LKB_SVG_PART_MAX;

  if (length <= n)
    return length;
  while (n > 0 && ((guchar) text[n] & 0xC0) == 0x80)
    n--;
  return n;
}

/* The digest is known only when all is drawn: these digits stand for it until then. */
static const char no_digest[] = "0000000000000000000000000000000000000000000000000000000000000000";

/* @digest_at: (out): where in the document to look for the digits. */
static void
write_source (Writer *writer, GBytes *source, xmlBuffer *buffer, gsize *digest_at)
{
  LkbSvgDigest *digest = g_steal_pointer (&writer->digest);
  gsize length;
  const char *data = g_bytes_get_data (source, &length);
  g_autofree char *sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, source);
  g_autofree char *plain = g_strndup (data != NULL ? data : "", length);
  g_autofree char *clean = lkb_text_clean (plain);
  /* XML cannot carry every character: then the bytes go as base64. */
  gboolean is_text = strlen (plain) == length && strcmp (plain, clean) == 0;
  g_autofree char *encoded = is_text ? NULL : g_base64_encode ((const guchar *) data, length);
  const char *rest = is_text ? plain : encoded;
  gsize left = strlen (rest);
  guint n_parts = 0;

  for (gsize at = 0; at < left; n_parts++)
    at += find_part (rest + at, left - at);

  start (writer, "metadata");
  start (writer, "lakeboard:board");
  attribute (writer, "sha256", sha256);
  attribute_number (writer, "bytes", (double) length);
  attribute_number (writer, "parts", n_parts);
  attribute (writer, "encoding", is_text ? "text" : "base64");
  check (writer, xmlTextWriterFlush (writer->xml));
  *digest_at = (gsize) xmlBufferLength (buffer);
  attribute (writer, "picture-sha256", no_digest);
  while (left > 0)
    {
      gsize n = find_part (rest, left);
      g_autofree char *part = g_strndup (rest, n);

      start (writer, "lakeboard:part");
      check (writer, xmlTextWriterWriteString (writer->xml, BAD_CAST part));
      end (writer);
      rest += n;
      left -= n;
    }
  end (writer);
  end (writer);
  writer->digest = digest;
}

static void
write_root (Writer *writer, const LkbSvgOptions *options, xmlBuffer *buffer, gsize *digest_at)
{
  const LkbBox *box = &options->box;
  double scale = options->scale > 0 ? options->scale : 1;
  g_autoptr (GString) view = g_string_new (NULL);
  g_autoptr (GString) labels = g_string_new (NULL);

  lkb_svg_append_number (view, box->x);
  g_string_append_c (view, ' ');
  lkb_svg_append_number (view, box->y);
  g_string_append_c (view, ' ');
  lkb_svg_append_number (view, box->w);
  g_string_append_c (view, ' ');
  lkb_svg_append_number (view, box->h);

  start (writer, "svg");
  attribute (writer, "xmlns", SVG_NAMESPACE);
  if (options->source != NULL)
    attribute (writer, "xmlns:lakeboard", LKB_SVG_NAMESPACE);
  attribute (writer, "version", "1.1");
  attribute_number (writer, "width", box->w * scale);
  attribute_number (writer, "height", box->h * scale);
  attribute (writer, "viewBox", view->str);
  if (options->language != NULL)
    attribute (writer, "xml:lang", options->language);
  attribute (writer, "role", "img");
  if (options->title != NULL)
    g_string_append (labels, "lb.title");
  if (options->description != NULL)
    g_string_append (labels, options->title != NULL ? " lb.desc" : "lb.desc");
  if (labels->len > 0)
    attribute (writer, "aria-labelledby", labels->str);
  /* What nearly all have in common is said once. */
  attribute (writer, "stroke-linejoin", "round");
  attribute (writer, "stroke-linecap", "round");
  if (writer->outliner == NULL)
    {
      attribute (writer, "font-family", SVG_FAMILIES);
      attribute_number (writer, "font-size", USUAL_SIZE);
      attribute (writer, "text-rendering", "geometricPrecision");
    }
  if (options->title != NULL)
    write_element_text (writer, "title", "lb.title", options->title);
  if (options->description != NULL)
    write_element_text (writer, "desc", "lb.desc", options->description);
  if (options->source != NULL)
    write_source (writer, options->source, buffer, digest_at);
  if (!options->transparent)
    {
      const LkbBoxItem paper = { *box, 0, lkb_colour (LKB_COLOUR_PAPER), { { 0 } } };
      write_box (writer, &paper);
    }
}

/* The finished document, with the digest in its place. */
static GBytes *
take_document (Writer *writer, xmlBuffer *buffer, gsize digest_at)
{
  gsize length = (gsize) xmlBufferLength (buffer);
  g_autofree char *text = g_memdup2 (xmlBufferContent (buffer), length);

  if (writer->digest != NULL)
    {
      char *place = g_strstr_len (text + digest_at, (gssize) (length - digest_at), no_digest);

      memcpy (place, lkb_svg_digest_get (writer->digest), strlen (no_digest));
    }
  return g_bytes_new_take (g_steal_pointer (&text), length);
}

GBytes *
lkb_svg_write (const LkbPicture *picture, const LkbTheme *theme, LkbTextMeasurer *measurer,
               const LkbSvgOptions *options, GError **error)
{
  g_autoptr (LkbSvgDigest) digest = NULL;
  g_auto (LkbSvgRoom) room = { 0 };
  Writer writer = { .theme = theme, .measurer = measurer };
  gsize digest_at = 0;
  xmlBuffer *buffer;
  cairo_surface_t *surface = NULL;
  GBytes *bytes = NULL;

  g_return_val_if_fail (picture != NULL && theme != NULL && options != NULL, NULL);
  g_return_val_if_fail (!options->outlines || measurer != NULL, NULL);

  if (!(options->box.w > 0 && options->box.h > 0) || !isfinite (options->box.x)
      || !isfinite (options->box.y) || !isfinite (options->box.w) || !isfinite (options->box.h))
    {
      g_set_error_literal (error, LKB_PICTURE_ERROR, LKB_PICTURE_ERROR_SIZE,
                           _ ("There is nothing to draw"));
      return NULL;
    }

  writer.room = room = lkb_svg_room_new (picture);
  writer.reveal = options->reveal;
  writer.page = options->box;
  buffer = xmlBufferCreate ();
  writer.xml = buffer != NULL ? xmlNewTextWriterMemory (buffer, 0) : NULL;
  if (writer.xml == NULL)
    {
      g_clear_pointer (&buffer, xmlBufferFree);
      g_set_error_literal (error, LKB_PICTURE_ERROR, LKB_PICTURE_ERROR_XML,
                           _ ("Could not write SVG"));
      return NULL;
    }
  if (options->outlines)
    {
      /* Without bounds: of an outline that begins well outside its surface cairo leaves letters out. */
      surface = cairo_recording_surface_create (CAIRO_CONTENT_ALPHA, NULL);
      writer.outliner = cairo_create (surface);
      /* Finer than the default, which is made for pixels. */
      cairo_set_tolerance (writer.outliner, 0.01);
    }
  if (options->source != NULL)
    writer.digest = digest = lkb_svg_digest_new ();
  check (&writer, xmlTextWriterSetIndent (writer.xml, 1));
  check (&writer, xmlTextWriterSetIndentString (writer.xml, BAD_CAST ""));
  check (&writer, xmlTextWriterStartDocument (writer.xml, "1.0", "UTF-8", NULL));
  write_root (&writer, options, buffer, &digest_at);
  lkb_picture_foreach (picture, write_item, &writer);
  if (options->film != NULL)
    write_film (&writer, options->film);
  if (writer.digest != NULL)
    lkb_svg_digest_end (writer.digest); /* of the root, which the end of the document ends */
  check (&writer, xmlTextWriterEndDocument (writer.xml));
  xmlFreeTextWriter (writer.xml);
  if (writer.outliner != NULL)
    {
      cairo_destroy (writer.outliner);
      cairo_surface_destroy (surface);
    }
  if (!writer.failed)
    bytes = take_document (&writer, buffer, digest_at);
  else
    g_set_error_literal (error, LKB_PICTURE_ERROR, LKB_PICTURE_ERROR_XML,
                         _ ("Could not write SVG"));
  xmlBufferFree (buffer);
  return bytes;
}
