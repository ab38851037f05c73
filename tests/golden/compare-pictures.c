/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * compare-pictures ONE.png OTHER.png
 *
 * How far two drawings of the same thing are apart, in grey: a pixel of one differs when no pixel of the other's 3 × 3
 * neighbourhood is within 48 of 255, so that a viewer's own way of smoothing an edge is no difference, and a line that is
 * missing or elsewhere is. Prints three numbers: pixels of ONE that are not background, pixels that differ (the larger
 * number of the two directions), and where the first of them is, as "x,y". Status 2 for what cannot be compared.
 */
#include <cairo.h>
#include <glib.h>
#include <stdio.h>
#include <string.h>

#define NEAR 48

typedef struct
{
  int width;
  int height;
  guint8 *grey;
} Picture;

static gboolean
load (const char *path, Picture *picture)
{
  cairo_surface_t *read = cairo_image_surface_create_from_png (path);
  cairo_surface_t *flat;
  cairo_t *cr;
  const guint8 *pixels;
  int stride;

  if (cairo_surface_status (read) != CAIRO_STATUS_SUCCESS)
    {
      fprintf (stderr, "%s: %s\n", path, cairo_status_to_string (cairo_surface_status (read)));
      return FALSE;
    }
  picture->width = cairo_image_surface_get_width (read);
  picture->height = cairo_image_surface_get_height (read);
  flat = cairo_image_surface_create (CAIRO_FORMAT_RGB24, picture->width, picture->height);
  cr = cairo_create (flat);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  cairo_set_source_surface (cr, read, 0, 0);
  cairo_paint (cr);
  cairo_destroy (cr);
  cairo_surface_destroy (read);
  cairo_surface_flush (flat);
  pixels = cairo_image_surface_get_data (flat);
  stride = cairo_image_surface_get_stride (flat);
  picture->grey = g_malloc ((gsize) picture->width * picture->height);
  for (int y = 0; y < picture->height; y++)
    for (int x = 0; x < picture->width; x++)
      {
        guint32 rgb;

        memcpy (&rgb, pixels + (gsize) y * stride + 4 * x, sizeof rgb);
        picture->grey[(gsize) y * picture->width + x]
            = (299 * ((rgb >> 16) & 255) + 587 * ((rgb >> 8) & 255) + 114 * (rgb & 255) + 500)
              / 1000;
      }
  cairo_surface_destroy (flat);
  return TRUE;
}

static gboolean
has_near (const Picture *other, int x, int y, int grey)
{
  for (int j = MAX (y - 1, 0); j <= MIN (y + 1, other->height - 1); j++)
    for (int i = MAX (x - 1, 0); i <= MIN (x + 1, other->width - 1); i++)
      if (ABS (other->grey[(gsize) j * other->width + i] - grey) <= NEAR)
        return TRUE;
  return FALSE;
}

static guint
count_different (const Picture *one, const Picture *other, int *first_x, int *first_y)
{
  guint n = 0;

  for (int y = 0; y < one->height; y++)
    for (int x = 0; x < one->width; x++)
      if (!has_near (other, x, y, one->grey[(gsize) y * one->width + x]))
        {
          if (n++ == 0)
            {
              *first_x = x;
              *first_y = y;
            }
        }
  return n;
}

int
main (int argc, char **argv)
{
  Picture one, other;
  guint n_drawn = 0, n_one, n_other;
  int x = 0, y = 0, other_x = 0, other_y = 0;

  if (argc != 3)
    {
      fprintf (stderr, "usage: compare-pictures ONE.png OTHER.png\n");
      return 2;
    }
  if (!load (argv[1], &one) || !load (argv[2], &other))
    return 2;
  if (one.width != other.width || one.height != other.height)
    {
      fprintf (stderr, "%d × %d against %d × %d\n", one.width, one.height, other.width,
               other.height);
      return 2;
    }
  for (gsize i = 0; i < (gsize) one.width * one.height; i++)
    n_drawn += one.grey[i] != one.grey[0];
  n_one = count_different (&one, &other, &x, &y);
  n_other = count_different (&other, &one, &other_x, &other_y);
  printf ("%u %u %d,%d\n", n_drawn, MAX (n_one, n_other), n_one >= n_other ? x : other_x,
          n_one >= n_other ? y : other_y);
  g_free (one.grey);
  g_free (other.grey);
  return 0;
}
