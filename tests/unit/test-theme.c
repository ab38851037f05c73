/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/picture/lkb-theme.h"

#include <math.h>

#include "tests/support/lkb-test.h"

typedef struct
{
  double l;
  double a;
  double b;
} Lab;

static double
to_linear (double c)
{
  return c <= 0.04045 ? c / 12.92 : pow ((c + 0.055) / 1.055, 2.4);
}

/* CIE L*a*b* with the white point D65. */
static Lab
to_lab (const double linear[3])
{
  const double m[3][3] = { { 0.4124564, 0.3575761, 0.1804375 },
                           { 0.2126729, 0.7151522, 0.0721750 },
                           { 0.0193339, 0.1191920, 0.9503041 } };
  const double white[3] = { 0.95047, 1.0, 1.08883 };
  double f[3];
  Lab lab;

  for (int i = 0; i < 3; i++)
    {
      double t = 0;

      for (int k = 0; k < 3; k++)
        t += m[i][k] * CLAMP (linear[k], 0, 1);
      t /= white[i];
      f[i] = t > 216.0 / 24389 ? cbrt (t) : (24389.0 / 27 * t + 16) / 116;
    }
  lab.l = 116 * f[1] - 16;
  lab.a = 500 * (f[0] - f[1]);
  lab.b = 200 * (f[1] - f[2]);
  return lab;
}

static double
to_degrees (double radians)
{
  double degrees = radians * 180 / G_PI;
  return degrees < 0 ? degrees + 360 : degrees;
}

/* Sharma, Wu, Dalal: The CIEDE2000 color-difference formula, 2005. */
static double
measure_difference (Lab x, Lab y)
{
  const double rad = G_PI / 180;
  double c = (hypot (x.a, x.b) + hypot (y.a, y.b)) / 2;
  double g = 0.5 * (1 - sqrt (pow (c, 7) / (pow (c, 7) + pow (25, 7))));
  double a1 = x.a * (1 + g), a2 = y.a * (1 + g);
  double c1 = hypot (a1, x.b), c2 = hypot (a2, y.b);
  double h1 = c1 == 0 ? 0 : to_degrees (atan2 (x.b, a1));
  double h2 = c2 == 0 ? 0 : to_degrees (atan2 (y.b, a2));
  double dl = y.l - x.l, dc = c2 - c1, dh, big_dh, l, cm, h, t, sl, sc, sh, rc, theta;

  dh = c1 * c2 == 0 ? 0 : h2 - h1;
  if (dh > 180)
    dh -= 360;
  else if (dh < -180)
    dh += 360;
  big_dh = 2 * sqrt (c1 * c2) * sin (dh / 2 * rad);
  l = (x.l + y.l) / 2;
  cm = (c1 + c2) / 2;
  h = h1 + h2;
  if (c1 * c2 != 0)
    {
      if (fabs (h1 - h2) <= 180)
        h = h / 2;
      else
        h = h < 360 ? (h + 360) / 2 : (h - 360) / 2;
    }
  t = 1 - 0.17 * cos ((h - 30) * rad) + 0.24 * cos (2 * h * rad) + 0.32 * cos ((3 * h + 6) * rad)
      - 0.20 * cos ((4 * h - 63) * rad);
  sl = 1 + 0.015 * pow (l - 50, 2) / sqrt (20 + pow (l - 50, 2));
  sc = 1 + 0.045 * cm;
  sh = 1 + 0.015 * cm * t;
  theta = 30 * exp (-pow ((h - 275) / 25, 2));
  rc = 2 * sqrt (pow (cm, 7) / (pow (cm, 7) + pow (25, 7)));
  return sqrt (pow (dl / sl, 2) + pow (dc / sc, 2) + pow (big_dh / sh, 2)
               - sin (2 * theta * rad) * rc * (dc / sc) * (big_dh / sh));
}

/* Machado, Oliveira, Fernandes: A physiologically-based model for simulation of color vision deficiency, 2009; full
 * severity, on linear RGB. */
static const double visions[4][3][3] = {
  { { 1, 0, 0 }, { 0, 1, 0 }, { 0, 0, 1 } },
  { { 0.152286, 1.052583, -0.204868 },
    { 0.114503, 0.786281, 0.099216 },
    { -0.003882, -0.048116, 1.051998 } },
  { { 0.367322, 0.860646, -0.227968 },
    { 0.280085, 0.672501, 0.047413 },
    { -0.011820, 0.042940, 0.968881 } },
  { { 1.255528, -0.076749, -0.178779 },
    { -0.078411, 0.930809, 0.147602 },
    { 0.004733, 0.691367, 0.303900 } },
};
static const char *const vision_names[4] = { "normal", "protan", "deutan", "tritan" };

static Lab
see (LkbRgba c, int vision)
{
  const double rgb[3] = { to_linear (c.red), to_linear (c.green), to_linear (c.blue) };
  double seen[3];

  for (int i = 0; i < 3; i++)
    {
      seen[i] = 0;
      for (int k = 0; k < 3; k++)
        seen[i] += visions[vision][i][k] * rgb[k];
    }
  return to_lab (seen);
}

static void
test_formula (void)
{
  /* Pairs 1, 7 and 17 of the paper's table. */
  const Lab pairs[3][2] = { { { 50, 2.6772, -79.7751 }, { 50, 0, -82.7485 } },
                            { { 50, 0, 0 }, { 50, -1, 2 } },
                            { { 50, 2.5, 0 }, { 73, 25, -18 } } };
  const double differences[3] = { 2.0425, 2.3669, 27.1492 };

  for (int i = 0; i < 3; i++)
    g_assert_cmpfloat_with_epsilon (measure_difference (pairs[i][0], pairs[i][1]), differences[i],
                                    0.0001);
}

static LkbRgba
get_team (LkbThemeId theme, guint index)
{
  return lkb_theme_get_rgba (lkb_theme_get (theme), lkb_colour_of (LKB_COLOUR_TEAM, index));
}

static void
test_teams_differ (void)
{
  const LkbThemeId ids[] = { LKB_THEME_LIGHT, LKB_THEME_DARK };

  for (guint t = 0; t < G_N_ELEMENTS (ids); t++)
    for (int vision = 0; vision < 4; vision++)
      for (guint i = 0; i < LKB_N_TEAM_COLOURS; i++)
        for (guint k = i + 1; k < LKB_N_TEAM_COLOURS; k++)
          {
            double difference = measure_difference (see (get_team (ids[t], i), vision),
                                                    see (get_team (ids[t], k), vision));
            double wanted = k < 6 ? 12 : 8;

            if (difference < wanted)
              {
                g_test_message ("%s, %s vision: teams %u and %u differ by %.1f",
                                lkb_theme_id_to_string (ids[t]), vision_names[vision], i + 1, k + 1,
                                difference);
                g_test_fail ();
              }
          }
}

static void
test_same_shapes_differ_in_lightness (void)
{
  const LkbThemeId ids[] = { LKB_THEME_LIGHT, LKB_THEME_DARK };

  for (guint t = 0; t < G_N_ELEMENTS (ids); t++)
    for (guint i = 0; i < 6; i++)
      {
        g_assert_cmpint (lkb_team_get_marker (i), ==, lkb_team_get_marker (i + 6));
        g_assert_cmpfloat (
            fabs (see (get_team (ids[t], i), 0).l - see (get_team (ids[t], i + 6), 0).l), >=, 10);
      }
}

static void
check_contrast (const LkbTheme *theme, LkbColour text, LkbColour ground, double wanted)
{
  double contrast = lkb_rgba_contrast (lkb_theme_get_rgba (theme, text),
                                       lkb_theme_get_rgba (theme, ground));

  if (contrast < wanted)
    {
      g_test_message ("%s: role %u.%u on %u.%u has a contrast of %.2f, not %.1f",
                      lkb_theme_id_to_string (lkb_theme_get_id (theme)), text.role, text.index,
                      ground.role, ground.index, contrast, wanted);
      g_test_fail ();
    }
}

static void
test_contrast (void)
{
  static const LkbColourRole pairs[][2] = {
    { LKB_COLOUR_INK, LKB_COLOUR_CARD },         { LKB_COLOUR_INK, LKB_COLOUR_PAPER },
    { LKB_COLOUR_INK, LKB_COLOUR_CELL },         { LKB_COLOUR_INK, LKB_COLOUR_NOTE },
    { LKB_COLOUR_INK_SECOND, LKB_COLOUR_PAPER }, { LKB_COLOUR_INK_SECOND, LKB_COLOUR_CARD },
    { LKB_COLOUR_INK_SECOND, LKB_COLOUR_DESK },  { LKB_COLOUR_INK_SECOND, LKB_COLOUR_CELL },
    { LKB_COLOUR_INK_SECOND, LKB_COLOUR_LANE },  { LKB_COLOUR_CHIP_INK, LKB_COLOUR_CHIP },
    { LKB_COLOUR_CHIP_INK, LKB_COLOUR_PAPER },   { LKB_COLOUR_CHIP_INK, LKB_COLOUR_CELL },
    { LKB_COLOUR_CHIP_INK, LKB_COLOUR_LANE },    { LKB_COLOUR_EDGE, LKB_COLOUR_PAPER },
    { LKB_COLOUR_OK, LKB_COLOUR_OK_FILL },       { LKB_COLOUR_CHECK, LKB_COLOUR_CHECK_FILL },
    { LKB_COLOUR_WRONG, LKB_COLOUR_WRONG_FILL }, { LKB_COLOUR_TODO, LKB_COLOUR_TODO_FILL },
    { LKB_COLOUR_WRONG, LKB_COLOUR_CELL },       { LKB_COLOUR_CHECK, LKB_COLOUR_CELL },
    { LKB_COLOUR_OK, LKB_COLOUR_CELL },
  };

  for (int id = 0; id < LKB_N_THEMES; id++)
    {
      const LkbTheme *theme = lkb_theme_get ((LkbThemeId) id);

      for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
        check_contrast (theme, lkb_colour (pairs[i][0]), lkb_colour (pairs[i][1]), 4.5);
      for (guint i = 0; i < LKB_N_TEAM_COLOURS; i++)
        {
          LkbColour tint = lkb_colour_of (LKB_COLOUR_TEAM_TINT, i);

          check_contrast (theme, lkb_colour (LKB_COLOUR_INK), tint, 4.5);
          check_contrast (theme, lkb_colour (LKB_COLOUR_INK_SECOND), tint, 4.5);
          check_contrast (theme, lkb_colour_of (LKB_COLOUR_TEAM, i), lkb_colour (LKB_COLOUR_CARD),
                          3);
        }
      for (int kind = LKB_KIND_SOURCE; kind <= LKB_KIND_GOVERNANCE; kind++)
        check_contrast (theme, lkb_colour_of (LKB_COLOUR_KIND, (guint) kind),
                        lkb_colour_of (LKB_COLOUR_KIND_TILE, (guint) kind), 4.5);
      check_contrast (theme, lkb_colour (LKB_COLOUR_ACCENT), lkb_colour (LKB_COLOUR_PAPER), 3);
    }
}

static void
test_names (void)
{
  LkbThemeId id;

  for (int i = 0; i <= LKB_THEME_PRINT; i++)
    {
      g_assert_true (lkb_theme_id_from_string (lkb_theme_id_to_string ((LkbThemeId) i), &id));
      g_assert_cmpint (id, ==, i);
    }
  g_assert_false (lkb_theme_id_from_string ("sepia", &id));
  g_assert_false (lkb_theme_id_from_string (NULL, &id));
}

static void
test_strokes (void)
{
  const LkbTheme *light = lkb_theme_get (LKB_THEME_LIGHT);
  const LkbTheme *contrast = lkb_theme_get (LKB_THEME_CONTRAST);
  LkbColour border = lkb_colour (LKB_COLOUR_BORDER);

  g_assert_cmpfloat (lkb_theme_get_stroke_width (light, LKB_STROKE_CARD, 1.25), ==, 1.25);
  g_assert_cmpfloat (lkb_theme_get_stroke_width (contrast, LKB_STROKE_CARD, 1.25), ==, 2);
  g_assert_cmpfloat (lkb_theme_get_stroke_width (contrast, LKB_STROKE_PILL, 1.25), ==, 2);
  g_assert_cmpfloat (lkb_theme_get_stroke_width (contrast, LKB_STROKE_PLAIN, 1.25), ==, 1.25);
  g_assert_cmpint (lkb_theme_get_stroke_colour (light, LKB_STROKE_CARD, border).role, ==,
                   LKB_COLOUR_BORDER);
  g_assert_cmpint (lkb_theme_get_stroke_colour (contrast, LKB_STROKE_CARD, border).role, ==,
                   LKB_COLOUR_INK);
  g_assert_cmpfloat (lkb_theme_get_rgba (light, lkb_colour (LKB_COLOUR_NONE)).alpha, ==, 0);
}

/* In print only greys are left. */
static void
test_print_is_grey (void)
{
  const LkbTheme *print = lkb_theme_get (LKB_THEME_PRINT);

  for (int role = LKB_COLOUR_DESK; role < LKB_N_COLOUR_ROLES; role++)
    for (guint i = 0; i < LKB_N_TEAM_COLOURS; i++)
      {
        LkbRgba c = lkb_theme_get_rgba (print, lkb_colour_of ((LkbColourRole) role, i));
        g_assert_true (c.red == c.green && c.green == c.blue);
      }
}

int
main (int argc, char **argv)
{
  lkb_test_init (&argc, &argv);
  g_test_add_func ("/theme/formula", test_formula);
  g_test_add_func ("/theme/teams-differ", test_teams_differ);
  g_test_add_func ("/theme/same-shapes", test_same_shapes_differ_in_lightness);
  g_test_add_func ("/theme/contrast", test_contrast);
  g_test_add_func ("/theme/names", test_names);
  g_test_add_func ("/theme/strokes", test_strokes);
  g_test_add_func ("/theme/print-is-grey", test_print_is_grey);
  return g_test_run ();
}
