/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-svg-motion.h"

#include <math.h>
#include <string.h>

#define REVEAL_FADE_S 0.3

void
lkb_svg_append_number (GString *out, double value)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];
  char *end;

  value = round (value * 100) / 100;
  if (value == 0)
    value = 0;
  g_ascii_formatd (buffer, sizeof buffer, "%.2f", value);
  end = buffer + strlen (buffer);
  while (end[-1] == '0')
    *--end = '\0';
  if (end[-1] == '.')
    *--end = '\0';
  g_string_append (out, strcmp (buffer, "-0") == 0 ? "0" : buffer);
}

void
lkb_svg_motion_clear (LkbSvgMotion *motion)
{
  g_clear_pointer (&motion->duration, g_free);
  g_clear_pointer (&motion->times, g_free);
  g_clear_pointer (&motion->values, g_free);
}

/* Times of day are of no use here: a share of the whole, in four decimals. */
static void
append_share (GString *out, double share)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append (out, g_ascii_formatd (buffer, sizeof buffer, "%.4f", CLAMP (share, 0, 1)));
}

static char *
dup_seconds (double seconds)
{
  GString *out = g_string_new (NULL);

  lkb_svg_append_number (out, seconds);
  g_string_append_c (out, 's');
  return g_string_free (out, FALSE);
}

void
lkb_svg_motion_reveal (LkbSvgMotion *motion, const LkbSvgReveal *reveal, guint step, double opacity)
{
  double duration, from;
  GString *times = g_string_new ("0;");
  GString *values = g_string_new ("0;0;");

  g_return_if_fail (motion != NULL && reveal != NULL);
  g_return_if_fail (step > 0);

  duration = (reveal->n_steps - 1) * reveal->step_s + REVEAL_FADE_S;
  from = (step - 1) * reveal->step_s;
  append_share (times, from / duration);
  g_string_append_c (times, ';');
  append_share (times, (from + REVEAL_FADE_S) / duration);
  g_string_append (times, ";1");
  lkb_svg_append_number (values, opacity);
  g_string_append_c (values, ';');
  lkb_svg_append_number (values, opacity);
  motion->duration = dup_seconds (duration);
  motion->times = g_string_free (times, FALSE);
  motion->values = g_string_free (values, FALSE);
  motion->is_discrete = FALSE;
}

void
lkb_svg_motion_show (LkbSvgMotion *motion, const LkbSvgFilm *film, const LkbSvgLayer *layer)
{
  GString *times = g_string_new ("0");
  GString *values = g_string_new (layer->from == 0 ? "1" : "0");

  g_return_if_fail (motion != NULL && film != NULL && layer != NULL);

  if (layer->from > 0)
    {
      g_string_append_c (times, ';');
      append_share (times, (double) layer->from / film->n_frames);
      g_string_append (values, ";1");
    }
  if (layer->until > 0)
    {
      g_string_append_c (times, ';');
      append_share (times, (double) layer->until / film->n_frames);
      g_string_append (values, ";0");
    }
  motion->duration = dup_seconds (film->n_frames * film->frame_s);
  motion->times = g_string_free (times, FALSE);
  motion->values = g_string_free (values, FALSE);
  motion->is_discrete = TRUE;
}
