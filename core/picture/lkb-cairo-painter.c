/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-cairo-painter.h"

#include <cairo-pdf.h>
#include <glib/gi18n-lib.h>
#include <math.h>
#include <pango/pangocairo.h>
#include <string.h>

#include "core/base/lkb-text.h"
#include "lkb-png-text.h"

G_DEFINE_QUARK (lkb - picture - error - quark, lkb_picture_error)

/* Beyond this cairo's fixed point numbers wrap round. */
#define CAIRO_COORDINATE_MAX 4000000.0
#define POINTS_PER_UNIT 0.75

typedef struct
{
  double opacity;
  gboolean is_target;
} OpenGroup;

typedef struct
{
  cairo_t *cr;
  const LkbTheme *theme;
  LkbTextMeasurer *measurer;
  GArray *open; /* of OpenGroup */
  GHashTable *targets; /* names of the groups that links lead to, or NULL */
} Painter;

static void
set_colour (Painter *painter, LkbColour colour)
{
  LkbRgba c = lkb_theme_get_rgba (painter->theme, colour);

  if (c.alpha >= 1)
    cairo_set_source_rgb (painter->cr, c.red, c.green, c.blue);
  else
    cairo_set_source_rgba (painter->cr, c.red, c.green, c.blue, c.alpha);
}

static void
add_segments (cairo_t *cr, const LkbPathSegment *segments, gsize n)
{
  for (gsize i = 0; i < n; i++)
    switch (segments[i].op)
      {
      case LKB_PATH_MOVE:
        cairo_move_to (cr, segments[i].to.x, segments[i].to.y);
        break;
      case LKB_PATH_LINE:
        cairo_line_to (cr, segments[i].to.x, segments[i].to.y);
        break;
      case LKB_PATH_CURVE:
        cairo_curve_to (cr, segments[i].c1.x, segments[i].c1.y, segments[i].c2.x, segments[i].c2.y,
                        segments[i].to.x, segments[i].to.y);
        break;
      case LKB_PATH_CLOSE:
      default:
        cairo_close_path (cr);
        break;
      }
}

static void
fill_and_stroke (Painter *painter, LkbColour fill, const LkbStroke *stroke)
{
  cairo_t *cr = painter->cr;

  if (fill.role != LKB_COLOUR_NONE)
    {
      set_colour (painter, fill);
      cairo_fill_preserve (cr);
    }
  if (stroke->width > 0 && stroke->colour.role != LKB_COLOUR_NONE)
    {
      set_colour (painter,
                  lkb_theme_get_stroke_colour (painter->theme, stroke->klass, stroke->colour));
      cairo_set_line_width (
          cr, lkb_theme_get_stroke_width (painter->theme, stroke->klass, stroke->width));
      cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
      cairo_set_line_cap (cr, stroke->cap == LKB_CAP_ROUND ? CAIRO_LINE_CAP_ROUND
                                                           : CAIRO_LINE_CAP_BUTT);
      cairo_set_dash (cr, stroke->dashes, (int) stroke->n_dashes, 0);
      cairo_stroke_preserve (cr);
    }
  cairo_new_path (cr);
}

static gboolean
has_colours (const PangoGlyphString *glyphs)
{
  for (int i = 0; i < glyphs->num_glyphs; i++)
    if (glyphs->glyphs[i].attr.is_color)
      return TRUE;
  return FALSE;
}

/* On an image cairo puts each glyph on a whole pixel, which tears words apart; as outlines they lie as measured. Only what has
 * colours of its own, such as an emoji, has no outline. */
static void
fill_line (cairo_t *cr, PangoLayoutLine *line, double x, double y)
{
  for (GSList *l = line->runs; l != NULL; l = l->next)
    {
      PangoGlyphItem *run = l->data;

      cairo_move_to (cr, x, y - (double) run->y_offset / PANGO_SCALE);
      if (has_colours (run->glyphs))
        pango_cairo_show_glyph_string (cr, run->item->analysis.font, run->glyphs);
      else
        pango_cairo_glyph_string_path (cr, run->item->analysis.font, run->glyphs);
      cairo_fill (cr);
      x += (double) pango_glyph_string_get_width (run->glyphs) / PANGO_SCALE;
    }
}

static void
paint_text (Painter *painter, const LkbTextItem *text)
{
  g_autoptr (PangoLayout) layout = lkb_text_measurer_create_layout (painter->measurer, text->text,
                                                                    text->role);
  PangoLayoutLine *line = pango_layout_get_line_readonly (layout, 0);

  if (line == NULL)
    return;
  set_colour (painter, text->colour);
  if (cairo_surface_get_type (cairo_get_target (painter->cr)) == CAIRO_SURFACE_TYPE_IMAGE)
    fill_line (painter->cr, line, text->x, text->baseline);
  else
    {
      cairo_move_to (painter->cr, text->x, text->baseline);
      pango_cairo_show_layout_line (painter->cr, line);
    }
  cairo_new_path (painter->cr);
}

static gboolean
is_target (Painter *painter, const LkbGroupItem *group)
{
  g_autofree char *name = NULL;

  if (painter->targets == NULL || group->id == NULL)
    return FALSE;
  name = lkb_group_dup_name (group);
  return g_hash_table_contains (painter->targets, name);
}

static void
begin_group (Painter *painter, const LkbGroupItem *group)
{
  cairo_t *cr = painter->cr;
  OpenGroup open = { group->opacity, is_target (painter, group) };

  cairo_save (cr);
  cairo_translate (cr, group->x, group->y);
  if (group->scale != 1)
    cairo_scale (cr, group->scale, group->scale);
  if (open.is_target)
    {
      g_autofree char *name = lkb_group_dup_name (group);
      g_autofree char *attributes = g_strdup_printf ("name='%s'", name);

      cairo_tag_begin (cr, CAIRO_TAG_DEST, attributes);
    }
  g_array_append_val (painter->open, open);
  if (group->opacity < 1)
    cairo_push_group (cr);
}

static void
end_group (Painter *painter)
{
  OpenGroup open = g_array_index (painter->open, OpenGroup, painter->open->len - 1);

  g_array_set_size (painter->open, painter->open->len - 1);
  if (open.opacity < 1)
    {
      cairo_pop_group_to_source (painter->cr);
      cairo_paint_with_alpha (painter->cr, open.opacity);
    }
  if (open.is_target)
    cairo_tag_end (painter->cr, CAIRO_TAG_DEST);
  cairo_restore (painter->cr);
}

static gboolean
paint_item (const LkbPictureItem *item, double x, double y, double scale, guint depth,
            gpointer user_data)
{
  Painter *painter = user_data;
  cairo_t *cr = painter->cr;

  switch (item->type)
    {
    case LKB_ITEM_BOX:
      {
        g_autoptr (LkbPath) path = lkb_path_new ();
        gsize n;
        const LkbPathSegment *segments;

        lkb_path_box (path, &item->box.box, item->box.radius);
        segments = lkb_path_get_segments (path, &n);
        add_segments (cr, segments, n);
        fill_and_stroke (painter, item->box.fill, &item->box.stroke);
        break;
      }
    case LKB_ITEM_PATH:
      add_segments (cr, item->path.segments, item->path.n_segments);
      fill_and_stroke (painter, item->path.fill, &item->path.stroke);
      break;
    case LKB_ITEM_TEXT:
      paint_text (painter, &item->text);
      break;
    case LKB_ITEM_GROUP:
      begin_group (painter, &item->group);
      break;
    case LKB_ITEM_END:
      end_group (painter);
      break;
    case LKB_ITEM_PICTURE:
    default:
      break;
    }
  return TRUE;
}

static void
paint (cairo_t *cr, const LkbPicture *picture, const LkbTheme *theme, LkbTextMeasurer *measurer,
       GHashTable *targets)
{
  g_autoptr (GArray) open = g_array_new (FALSE, FALSE, sizeof (OpenGroup));
  Painter painter = { cr, theme, measurer, open, targets };

  cairo_save (cr);
  cairo_new_path (cr);
  lkb_picture_foreach (picture, paint_item, &painter);
  cairo_restore (cr);
}

void
lkb_cairo_paint (cairo_t *cr, const LkbPicture *picture, const LkbTheme *theme,
                 LkbTextMeasurer *measurer)
{
  g_return_if_fail (cr != NULL && picture != NULL && theme != NULL && measurer != NULL);

  paint (cr, picture, theme, measurer, NULL);
}

static gboolean
check_box (const LkbBox *box, GError **error)
{
  if (!isfinite (box->x) || !isfinite (box->y) || !isfinite (box->w) || !isfinite (box->h)
      || box->w <= 0 || box->h <= 0)
    {
      g_set_error_literal (error, LKB_PICTURE_ERROR, LKB_PICTURE_ERROR_SIZE,
                           _ ("There is nothing to draw"));
      return FALSE;
    }
  if (fabs (box->x) + box->w > CAIRO_COORDINATE_MAX
      || fabs (box->y) + box->h > CAIRO_COORDINATE_MAX)
    {
      g_set_error_literal (error, LKB_PICTURE_ERROR, LKB_PICTURE_ERROR_SIZE,
                           _ ("The drawing is too large"));
      return FALSE;
    }
  return TRUE;
}

static gboolean
check_cairo (cairo_status_t status, GError **error)
{
  if (status == CAIRO_STATUS_SUCCESS)
    return TRUE;
  g_set_error (error, LKB_PICTURE_ERROR, LKB_PICTURE_ERROR_CAIRO, _ ("Could not draw: %s"),
               cairo_status_to_string (status));
  return FALSE;
}

static void
paint_page (cairo_t *cr, const LkbPicture *picture, const LkbTheme *theme,
            LkbTextMeasurer *measurer, const LkbImageOptions *options, GHashTable *targets)
{
  if (!options->transparent)
    {
      LkbColourRole role = options->background != LKB_COLOUR_NONE ? options->background
                                                                  : LKB_COLOUR_PAPER;
      LkbRgba c = lkb_theme_get_rgba (theme, lkb_colour (role));

      cairo_set_source_rgb (cr, c.red, c.green, c.blue);
      cairo_paint (cr);
    }
  cairo_translate (cr, -options->box.x, -options->box.y);
  paint (cr, picture, theme, measurer, targets);
}

cairo_surface_t *
lkb_cairo_create_surface (const LkbPicture *picture, const LkbTheme *theme,
                          LkbTextMeasurer *measurer, const LkbImageOptions *options, GError **error)
{
  double scale, w, h;
  cairo_surface_t *surface;
  cairo_t *cr;
  cairo_status_t status;

  g_return_val_if_fail (picture != NULL && theme != NULL && measurer != NULL && options != NULL,
                        NULL);

  if (!check_box (&options->box, error))
    return NULL;
  scale = options->scale > 0 ? options->scale : 1;
  if (options->size > 0)
    scale = options->size / MAX (options->box.w, options->box.h);
  w = ceil (options->box.w * scale - 1e-6);
  h = ceil (options->box.h * scale - 1e-6);
  /* Written so that a scale that is no number fails as well. */
  if (!(w >= 1 && h >= 1 && w <= LKB_IMAGE_SIDE_MAX && h <= LKB_IMAGE_SIDE_MAX
        && w * h <= LKB_IMAGE_PIXELS_MAX))
    {
      g_set_error (error, LKB_PICTURE_ERROR, LKB_PICTURE_ERROR_SIZE,
                   _ ("The image would have %.0f × %.0f pixels; at most %d a side and %d million "
                      "in all are possible"),
                   w, h, LKB_IMAGE_SIDE_MAX, LKB_IMAGE_PIXELS_MAX / 1000000);
      return NULL;
    }

  surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, (int) w, (int) h);
  cr = cairo_create (surface);
  cairo_scale (cr, scale, scale);
  paint_page (cr, picture, theme, measurer, options, NULL);
  status = cairo_status (cr);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_status (surface);
  if (!check_cairo (status, error))
    {
      cairo_surface_destroy (surface);
      return NULL;
    }
  return surface;
}

typedef struct
{
  GOutputStream *stream;
  GCancellable *cancellable;
  GError *error;
} Sink;

static cairo_status_t
write_cb (void *closure, const unsigned char *data, unsigned int length)
{
  Sink *sink = closure;

  if (sink->error != NULL)
    return CAIRO_STATUS_WRITE_ERROR;
  if (!g_output_stream_write_all (sink->stream, data, length, NULL, sink->cancellable,
                                  &sink->error))
    return CAIRO_STATUS_WRITE_ERROR;
  return CAIRO_STATUS_SUCCESS;
}

static gboolean
finish_writing (Sink *sink, cairo_status_t status, GError **error)
{
  if (sink->error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&sink->error));
      return FALSE;
    }
  return check_cairo (status, error);
}

static cairo_status_t
append_cb (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

static void
add_text (LkbPngText *texts, guint *n, const char *keyword, const char *text)
{
  if (!lkb_text_is_blank (text))
    texts[(*n)++] = (LkbPngText){ keyword, text, strlen (text) };
}

static void
add_texts (GByteArray *png, const LkbImageOptions *options)
{
  LkbPngText texts[4];
  guint n = 0;

  add_text (texts, &n, "Title", options->title);
  add_text (texts, &n, "Author", options->author);
  add_text (texts, &n, "Software", "Lakeboard");
  if (options->source != NULL)
    {
      texts[n].keyword = LKB_PNG_BOARD;
      texts[n].text = g_bytes_get_data (options->source, &texts[n].length);
      n++;
    }
  lkb_png_add_texts (png, texts, n);
}

gboolean
lkb_cairo_write_png (const LkbPicture *picture, const LkbTheme *theme, LkbTextMeasurer *measurer,
                     const LkbImageOptions *options, GOutputStream *stream,
                     GCancellable *cancellable, GError **error)
{
  g_autoptr (GByteArray) png = g_byte_array_new ();
  cairo_surface_t *surface;
  cairo_status_t status;

  g_return_val_if_fail (G_IS_OUTPUT_STREAM (stream), FALSE);

  surface = lkb_cairo_create_surface (picture, theme, measurer, options, error);
  if (surface == NULL)
    return FALSE;
  status = cairo_surface_write_to_png_stream (surface, append_cb, png);
  cairo_surface_destroy (surface);
  if (!check_cairo (status, error))
    return FALSE;
  add_texts (png, options);
  return g_output_stream_write_all (stream, png->data, png->len, NULL, cancellable, error);
}

static void
set_metadata (cairo_surface_t *surface, cairo_pdf_metadata_t key, const char *text)
{
  g_autofree char *line = text != NULL ? lkb_text_shown_line (text) : NULL;

  if (!lkb_text_is_blank (line))
    cairo_pdf_surface_set_metadata (surface, key, line);
}

/* (transfer full) (nullable): the names of what is linked to. */
static GHashTable *
collect_targets (const LkbImageOptions *options)
{
  GHashTable *targets;

  if (options->n_links == 0)
    return NULL;
  targets = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < options->n_links; i++)
    g_hash_table_add (targets, options->links[i].target);
  return targets;
}

static void
write_links (cairo_surface_t *surface, cairo_t *cr, const LkbImageOptions *options)
{
  int parent = CAIRO_PDF_OUTLINE_ROOT;

  for (guint i = 0; i < options->n_links; i++)
    {
      const LkbPictureLink *link = &options->links[i];
      g_autofree char *attributes = g_strdup_printf ("dest='%s'", link->target);

      if (link->title != NULL)
        {
          int id = cairo_pdf_surface_add_outline (surface,
                                                  link->level > 0 ? parent : CAIRO_PDF_OUTLINE_ROOT,
                                                  link->title, attributes, 0);
          if (link->level == 0)
            parent = id;
        }
      if (link->box.w > 0 && link->box.h > 0)
        {
          /* Versions of cairo differ in whether they look at the matrix here: with none it is the same. */
          double x = link->box.x, y = link->box.y, w = link->box.w, h = link->box.h;
          char numbers[4][G_ASCII_DTOSTR_BUF_SIZE];
          g_autofree char *area = NULL;

          cairo_user_to_device (cr, &x, &y);
          cairo_user_to_device_distance (cr, &w, &h);
          area = g_strdup_printf ("rect=[%s %s %s %s] dest='%s'",
                                  g_ascii_formatd (numbers[0], G_ASCII_DTOSTR_BUF_SIZE, "%.2f", x),
                                  g_ascii_formatd (numbers[1], G_ASCII_DTOSTR_BUF_SIZE, "%.2f", y),
                                  g_ascii_formatd (numbers[2], G_ASCII_DTOSTR_BUF_SIZE, "%.2f", w),
                                  g_ascii_formatd (numbers[3], G_ASCII_DTOSTR_BUF_SIZE, "%.2f", h),
                                  link->target);
          cairo_save (cr);
          cairo_identity_matrix (cr);
          cairo_tag_begin (cr, CAIRO_TAG_LINK, area);
          cairo_tag_end (cr, CAIRO_TAG_LINK);
          cairo_restore (cr);
        }
    }
}

gboolean
lkb_cairo_write_pdf (const LkbPicture *picture, const LkbTheme *theme, LkbTextMeasurer *measurer,
                     const LkbImageOptions *options, GOutputStream *stream,
                     GCancellable *cancellable, GError **error)
{
  g_autoptr (GHashTable) targets = NULL;
  Sink sink = { stream, cancellable, NULL };
  cairo_surface_t *surface;
  cairo_t *cr;
  cairo_status_t status;

  g_return_val_if_fail (picture != NULL && theme != NULL && measurer != NULL && options != NULL,
                        FALSE);
  g_return_val_if_fail (G_IS_OUTPUT_STREAM (stream), FALSE);

  if (!check_box (&options->box, error))
    return FALSE;
  surface = cairo_pdf_surface_create_for_stream (write_cb, &sink, options->box.w * POINTS_PER_UNIT,
                                                 options->box.h * POINTS_PER_UNIT);
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATOR, "Lakeboard");
  /* An empty date keeps the clock out of the file. */
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATE_DATE,
                                  options->date != NULL ? options->date : "");
  set_metadata (surface, CAIRO_PDF_METADATA_TITLE, options->title);
  set_metadata (surface, CAIRO_PDF_METADATA_SUBJECT, options->subject);
  set_metadata (surface, CAIRO_PDF_METADATA_AUTHOR, options->author);
  cr = cairo_create (surface);
  cairo_scale (cr, POINTS_PER_UNIT, POINTS_PER_UNIT);
  targets = collect_targets (options);
  paint_page (cr, picture, theme, measurer, options, targets);
  write_links (surface, cr, options);
  cairo_show_page (cr);
  status = cairo_status (cr);
  cairo_destroy (cr);
  cairo_surface_finish (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);
  return finish_writing (&sink, status, error);
}
