/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/formats/lkb-source.h"
#include "core/picture/lkb-cairo-painter.h"
#include "core/picture/lkb-png-text.h"
#include "tests/support/lkb-test.h"

#include <cairo.h>
#include <string.h>

static cairo_status_t
append_cb (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);
  return CAIRO_STATUS_SUCCESS;
}

static GByteArray *
create_png (void)
{
  GByteArray *png = g_byte_array_new ();
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, 3, 2);

  g_assert_cmpint (cairo_surface_write_to_png_stream (surface, append_cb, png), ==,
                   CAIRO_STATUS_SUCCESS);
  cairo_surface_destroy (surface);
  return png;
}

static GByteArray *
create_png_with (const char *text)
{
  GByteArray *png = create_png ();
  const LkbPngText texts[] = { { "Title", "Ünï", strlen ("Ünï") },
                               { LKB_PNG_BOARD, text, strlen (text) } };

  lkb_png_add_texts (png, texts, G_N_ELEMENTS (texts));
  return png;
}

typedef struct
{
  const guint8 *data;
  gsize size;
} Input;

static cairo_status_t
read_cb (void *closure, unsigned char *data, unsigned int length)
{
  Input *input = closure;

  if (length > input->size)
    return CAIRO_STATUS_READ_ERROR;
  memcpy (data, input->data, length);
  input->data += length;
  input->size -= length;
  return CAIRO_STATUS_SUCCESS;
}

static void
test_found (void)
{
  g_autofree char *long_text = g_strnfill (3 * 1024 * 1024, 'x');
  const char *texts[] = { "", "{}\n", "é\n\xf0\x9f\x98\x80", long_text };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GByteArray) png = create_png_with (texts[i]);
      g_autoptr (GByteArray) found = NULL;
      g_autoptr (GByteArray) title = NULL;
      Input input = { png->data, png->len };
      cairo_surface_t *surface = cairo_image_surface_create_from_png_stream (read_cb, &input);

      /* A strict reader takes it still. */
      g_assert_cmpint (cairo_surface_status (surface), ==, CAIRO_STATUS_SUCCESS);
      g_assert_cmpint (cairo_image_surface_get_width (surface), ==, 3);
      cairo_surface_destroy (surface);
      g_assert_cmpint (lkb_png_find_text (png->data, png->len, LKB_PNG_BOARD, G_MAXINT, &found), ==,
                       LKB_PNG_FOUND);
      g_assert_cmpmem (found->data, found->len, texts[i], strlen (texts[i]));
      g_assert_cmpint (lkb_png_find_text (png->data, png->len, "Title", 100, &title), ==,
                       LKB_PNG_FOUND);
      g_assert_cmpmem (title->data, title->len, "Ünï", strlen ("Ünï"));
    }
}

static void
test_refused (void)
{
  g_autoptr (GByteArray) none = create_png ();
  g_autofree char *long_text = g_strnfill (1024 * 1024, 'x');
  g_autoptr (GByteArray) bomb = create_png_with (long_text);
  g_autoptr (GByteArray) fine = create_png_with ("{}\n");
  g_autoptr (GByteArray) text = NULL;

  g_assert_cmpint (lkb_png_find_text (none->data, none->len, LKB_PNG_BOARD, 100, &text), ==,
                   LKB_PNG_NONE);
  /* A thousand times smaller than what it unpacks to. */
  g_assert_cmpuint (bomb->len, <, 4096);
  g_assert_cmpint (lkb_png_find_text (bomb->data, bomb->len, LKB_PNG_BOARD, 1000, &text), ==,
                   LKB_PNG_TOO_LARGE);
  g_assert_null (text);
  for (gsize size = 0; size < fine->len - 60; size++)
    {
      /* An exact copy, so that reading past the end shows. */
      g_autofree guint8 *cut = g_memdup2 (fine->data, size);
      g_autoptr (GByteArray) whole = NULL;

      if (lkb_png_find_text (cut, size, LKB_PNG_BOARD, 100, &whole) == LKB_PNG_FOUND)
        g_assert_cmpmem (whole->data, whole->len, "{}\n", 3);
    }
  /* Each byte of the chunk matters. */
  for (guint i = 33; i < fine->len; i++)
    {
      g_autoptr (GByteArray) found = NULL;
      guint8 before = fine->data[i];

      fine->data[i] ^= 0x20;
      if (lkb_png_find_text (fine->data, fine->len, LKB_PNG_BOARD, 100, &found) == LKB_PNG_FOUND)
        g_assert_cmpmem (found->data, found->len, "{}\n", 3);
      fine->data[i] = before;
    }
}

static void
assert_source_fails (const GByteArray *png, const char *words)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (png->data, png->len);
  g_auto (LkbSource) source = { 0 };
  g_autoptr (GError) error = NULL;

  g_assert_false (lkb_source_find ("x.png", bytes, &source, &error));
  g_assert_null (source.text);
  g_assert_true (error != NULL && error->domain == LKB_INPUT_ERROR);
  g_assert_true (g_str_has_prefix (error->message, "x.png: "));
  g_assert_nonnull (strstr (error->message, words));
}

static void
test_source (void)
{
  g_autoptr (GByteArray) png = create_png_with ("{}\n");
  g_autoptr (GByteArray) none = create_png ();
  g_autoptr (GBytes) bytes = g_bytes_new_static (png->data, png->len);
  g_auto (LkbSource) source = { 0 };

  g_assert_true (lkb_source_find ("x.png", bytes, &source, NULL));
  g_assert_cmpstr (source.media_type, ==, "image/png");
  g_assert_null (lkb_source_get_warning (&source));
  g_assert_cmpmem (g_bytes_get_data (source.text, NULL), g_bytes_get_size (source.text), "{}\n", 3);
  assert_source_fails (none, "no board inside");
  g_byte_array_set_size (none, 40);
  assert_source_fails (none, "damaged");
}

int
main (int argc, char **argv)
{
  lkb_test_init (&argc, &argv);
  g_test_add_func ("/png-text/found", test_found);
  g_test_add_func ("/png-text/refused", test_refused);
  g_test_add_func ("/png-text/source", test_source);
  return g_test_run ();
}
