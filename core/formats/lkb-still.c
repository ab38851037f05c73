/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-still.h"

#include "core/picture/lkb-cairo-painter.h"
#include "core/picture/lkb-svg-writer.h"

#define PNG_SCALE 2.0

struct _LkbStill
{
  gatomicrefcount refs;
  LkbPicture *picture;
  LkbBox box;
  char *title;
  char *description;
};

G_DEFINE_BOXED_TYPE (LkbStill, lkb_still, lkb_still_ref, lkb_still_unref)

LkbStill *
lkb_still_new (LkbPicture *picture, const LkbBox *box, const char *title, const char *description)
{
  LkbStill *self;

  g_return_val_if_fail (picture != NULL && box != NULL, NULL);

  self = g_new0 (LkbStill, 1);
  g_atomic_ref_count_init (&self->refs);
  self->picture = lkb_picture_ref (picture);
  self->box = *box;
  self->title = g_strdup (title);
  self->description = g_strdup (description);
  return self;
}

LkbStill *
lkb_still_ref (LkbStill *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->refs);
  return self;
}

void
lkb_still_unref (LkbStill *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->refs))
    return;
  lkb_picture_unref (self->picture);
  g_free (self->title);
  g_free (self->description);
  g_free (self);
}

/* FALSE when the ending of @path asks for none that a picture beside the page can be. */
static gboolean
find_output (const char *path, LkbOutput *output)
{
  return lkb_output_from_path (path, output) && lkb_output_get_info (*output)->is_picture;
}

char *
lkb_still_dup_path (const char *path)
{
  LkbOutput output;

  g_return_val_if_fail (path != NULL, NULL);

  return find_output (path, &output)
             ? g_strdup (path)
             : g_strconcat (path, lkb_output_get_info (LKB_OUTPUT_SVG)->ending, NULL);
}

char **
lkb_still_dup_endings (void)
{
  g_autoptr (GStrvBuilder) endings = g_strv_builder_new ();

  for (guint i = 0; i < LKB_N_OUTPUTS; i++)
    if (lkb_output_get_info ((LkbOutput) i)->is_picture)
      g_strv_builder_add (endings, lkb_output_get_info ((LkbOutput) i)->ending + 1);
  return g_strv_builder_end (endings);
}

GBytes *
lkb_still_create (LkbStill *self, const char *path, GError **error)
{
  const LkbTheme *theme = lkb_theme_get (LKB_THEME_LIGHT);
  const LkbSvgOptions svg
      = { .box = self->box, .title = self->title, .description = self->description };
  const LkbImageOptions image = {
    .box = self->box, .scale = PNG_SCALE, .title = self->title, .subject = self->description
  };
  g_autoptr (LkbTextMeasurer) measurer = NULL;
  g_autoptr (GOutputStream) stream = NULL;
  LkbOutput output = LKB_OUTPUT_SVG;
  gboolean written;

  g_return_val_if_fail (self != NULL && path != NULL, NULL);

  if (!find_output (path, &output) || output == LKB_OUTPUT_SVG)
    return lkb_svg_write (self->picture, theme, NULL, &svg, error);
  measurer = lkb_text_measurer_new ();
  stream = g_memory_output_stream_new_resizable ();
  if (output == LKB_OUTPUT_PNG)
    written = lkb_cairo_write_png (self->picture, theme, measurer, &image, stream, NULL, error);
  else
    written = lkb_cairo_write_pdf (self->picture, theme, measurer, &image, stream, NULL, error);
  if (!written || !g_output_stream_close (stream, NULL, error))
    return NULL;
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (stream));
}
