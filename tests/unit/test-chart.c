/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/picture/lkb-chart.h"

#include <math.h>
#include <string.h>

#include "core/picture/lkb-svg-writer.h"
#include "tests/support/lkb-test.h"

static const LkbCurvePoint points[] = { { 0.4, 0 },   { 0.8, 0.3 },   { 1, 0.5 },    { 1.3, 0.75 },
                                        { 1.6, 0.9 }, { 1.87, 0.95 }, { 2.4, 0.99 }, { 4, 1 } };

static LkbChartCurve
make_curve (void)
{
  LkbChartCurve curve = { points, G_N_ELEMENTS (points), 1, 1.6, 1.87, 2.4, 3, 0.95, 0.993 };

  return curve;
}

static char *
write_light (LkbPicture *picture, double height)
{
  LkbSvgOptions options = { .box = { 0, 0, LKB_CHART_WIDTH, height } };
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) svg = lkb_svg_write (picture, lkb_theme_get (LKB_THEME_LIGHT), NULL, &options,
                                          &error);

  g_assert_no_error (error);
  return g_strndup (g_bytes_get_data (svg, NULL), g_bytes_get_size (svg));
}

/* Byte for byte as agreed on. What was drawn lies in the build folder to be looked at. */
static void
assert_golden (LkbPicture *picture, double height, const char *name)
{
  g_autofree char *svg = write_light (picture, height);
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "unit", "expected", name, NULL);
  g_autofree char *actual = g_test_build_filename (G_TEST_BUILT, name, NULL);
  g_autofree char *expected = NULL;

  g_file_set_contents (actual, svg, -1, NULL);
  g_file_get_contents (path, &expected, NULL, NULL);
  g_assert_cmpstr (svg, ==, expected);
}

/* Everything stands where the chart says that it is. */
static void
assert_inside (LkbPicture *picture, double height)
{
  LkbBox box = lkb_picture_get_bounds (picture);

  g_assert_cmpfloat (box.x, >=, -8);
  g_assert_cmpfloat (box.y, >=, -8);
  g_assert_cmpfloat (box.x + box.w, <=, LKB_CHART_WIDTH + 8);
  g_assert_cmpfloat (box.y + box.h, <=, height + 8);
}

static void
test_curve (void)
{
  g_autoptr (LkbTextMeasurer) measurer = lkb_text_measurer_new ();
  LkbChartCurve curve = make_curve ();
  double height;
  g_autoptr (LkbPicture) picture = lkb_chart_new_curve (measurer, &curve, &height);
  g_autofree char *text = lkb_picture_to_string (picture);

  g_assert_nonnull (strstr (text, "Budget 3 s: 99.30 % within"));
  g_assert_nonnull (strstr (text, "1.87 s"));
  assert_inside (picture, height);
  assert_golden (picture, height, "chart-curve-light.svg");
}

/* Without a budget, with one far off, with percentiles that nobody knows, of times of nothing: still a chart. */
static void
test_odd_curves (void)
{
  static const LkbCurvePoint nothing[] = { { 0, 0 }, { 0, 1 } };
  g_autoptr (LkbTextMeasurer) measurer = lkb_text_measurer_new ();
  LkbChartCurve curves[] = { make_curve (), make_curve (), make_curve (), make_curve () };

  curves[0].budget = curves[0].within = NAN;
  curves[1].budget = 3600;
  curves[2].p50 = curves[2].p90 = curves[2].p99 = NAN;
  curves[3] = (LkbChartCurve){ nothing, 2, 0, 0, 0, 0, 1, 0.95, 1 };
  for (gsize i = 0; i < G_N_ELEMENTS (curves); i++)
    {
      double height;
      g_autoptr (LkbPicture) picture = lkb_chart_new_curve (measurer, &curves[i], &height);
      g_autofree char *text = lkb_picture_to_string (picture);

      assert_inside (picture, height);
      g_assert_cmpint (strstr (text, "Budget") != NULL, ==, i != 0);
      g_assert_cmpint (strstr (text, "p50") != NULL, ==, i != 2);
    }
}

static void
test_waterfall (void)
{
  static const LkbChartBar bars[] = {
    { (char *) "Web click stream → Event Hub", (char *) "50 ms", 0, 0.05, FALSE, FALSE, FALSE },
    { (char *) "Event Hub → Pipeline", (char *) "0.66 s", 0.05, 0.71, TRUE, FALSE, FALSE },
    { (char *) "Pipeline → Store", (char *) "0.56 s", 0.71, 1.27, FALSE, FALSE, FALSE },
    { (char *) "+ what slow moments add", (char *) "0.6 s", 1.27, 1.87, FALSE, TRUE, FALSE },
    { (char *) "Together", (char *) "1.87 s", 0, 1.87, FALSE, FALSE, TRUE },
  };
  g_autoptr (LkbTextMeasurer) measurer = lkb_text_measurer_new ();
  double height;
  g_autoptr (LkbPicture) picture = lkb_chart_new_waterfall (measurer, bars, G_N_ELEMENTS (bars), 3,
                                                            "Budget 3 s", &height);
  g_autoptr (LkbPicture) free_of_limits = lkb_chart_new_waterfall (
      measurer, bars, G_N_ELEMENTS (bars), NAN, NULL, &height);

  assert_inside (free_of_limits, height);
  assert_golden (picture, height + 18, "chart-waterfall-light.svg");
}

/* What is held against the budget is the whole, where there is one: parts that stand in for each other may each be worse. */
static void
test_whole_within (void)
{
  static const LkbChartBar bars[] = {
    { (char *) "Offers EU", (char *) "43 min", 0, 43, FALSE, FALSE, FALSE },
    { (char *) "Together", (char *) "4 min", 0, 4, FALSE, FALSE, TRUE },
  };
  g_autoptr (LkbTextMeasurer) measurer = lkb_text_measurer_new ();
  double height;
  g_autoptr (LkbPicture) whole = lkb_chart_new_waterfall (measurer, bars, 2, 9, "Budget 9 min",
                                                          &height);
  g_autoptr (LkbPicture) part = lkb_chart_new_waterfall (measurer, bars, 1, 9, "Budget 9 min",
                                                         &height);
  g_autofree char *wrong = g_strdup_printf ("=%u.", (guint) LKB_COLOUR_WRONG);
  g_autofree char *within = lkb_picture_to_string (whole);
  g_autofree char *over = lkb_picture_to_string (part);

  g_assert_null (strstr (within, wrong));
  g_assert_nonnull (strstr (over, wrong));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/chart/curve", test_curve);
  g_test_add_func ("/chart/odd-curves", test_odd_curves);
  g_test_add_func ("/chart/waterfall", test_waterfall);
  g_test_add_func ("/chart/whole-within", test_whole_within);
  return g_test_run ();
}
