/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <float.h>
#include <math.h>
#include <string.h>

#include "core/base/lkb-json-guard.h"
#include "core/base/lkb-json-writer.h"

static void
test_numbers (void)
{
  static const struct
  {
    double value;
    const char *text;
  } cases[] = {
    { 0, "0" },
    { -0.0, "0" },
    { 1, "1" },
    { -1, "-1" },
    { 0.1, "0.1" },
    { -0.1, "-0.1" },
    { 0.30000000000000004, "0.30000000000000004" },
    { 1.0 / 3, "0.3333333333333333" },
    { 120, "120" },
    { 120.5, "120.5" },
    { 1e6, "1000000" },
    { 1e14, "100000000000000" },
    { 999999999999999.9, "999999999999999.9" },
    { 1e15, "1000000000000000" },
    { 1e18, "1000000000000000000" },
    { 9007199254740993.0, "9007199254740992" },
    { -9.0071992547409920e15, "-9007199254740992" },
    { 9223372036854774784.0, "9223372036854774784" },
    { 9223372036854775808.0, "9.223372036854776e18" },
    { 1e20, "1e20" },
    { -1.5e300, "-1.5e300" },
    { DBL_MAX, "1.7976931348623157e308" },
    { 1e-7, "0.0000001" },
    { 1.5e-7, "0.00000015" },
    { 123456.789, "123456.789" },
    { 0.028e-6, "0.000000028" },
    { 1e-15, "0.000000000000001" },
    { -1.5e-16, "-1.5e-16" },
    { 1e-300, "1e-300" },
    { 5e-324, "5e-324" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GString) out = g_string_new (NULL);

      lkb_json_append_number (out, cases[i].value);
      g_assert_cmpstr (out->str, ==, cases[i].text);
    }
}

static void
check_round_trip (double value)
{
  g_autoptr (GString) out = g_string_new (NULL);
  LkbJsonSpan root;

  lkb_json_append_number (out, value);
  if (g_ascii_strtod (out->str, NULL) != value)
    g_error ("%a was written as %s", value, out->str);
  if (!lkb_json_guard_check (out->str, out->len, NULL, &root, NULL))
    g_error ("%s is refused", out->str);
  g_assert_cmpfloat (lkb_json_span_get_number (out->str, root), ==, value);
  if (fabs (value) >= 1e-15 && fabs (value) < 1e15)
    g_assert_null (strchr (out->str, 'e'));
}

static void
test_round_trip (void)
{
  guint32 seed = g_test_rand_int ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);

  g_test_message ("seed %u", seed);
  check_round_trip (DBL_MIN);
  check_round_trip (DBL_TRUE_MIN);
  check_round_trip (-DBL_MAX);
  for (guint i = 0; i < 50000; i++)
    {
      guint64 bits = (guint64) g_rand_int (rand) << 32 | g_rand_int (rand);
      double value;

      /* Any double, then one of the size that boards hold. */
      memcpy (&value, &bits, sizeof value);
      if (isfinite (value))
        check_round_trip (value);
      check_round_trip (g_rand_double_range (rand, -1e6, 1e6));
      check_round_trip (g_rand_int_range (rand, -1000000, 1000000) / 1000.0);
    }
}

static void
test_strings (void)
{
  static const struct
  {
    const char *text;
    const char *json;
  } cases[] = {
    { "", "\"\"" },
    { "plain", "\"plain\"" },
    { "a\"b\\c/d", "\"a\\\"b\\\\c/d\"" },
    { "\b\f\n\r\t", "\"\\b\\f\\n\\r\\t\"" },
    { "\x01\x1f\x7f", "\"\\u0001\\u001f\x7f\"" },
    { "Zoë 😀 \xe2\x80\xa8", "\"Zoë 😀 \xe2\x80\xa8\"" },
    { "a\xff"
      "b",
      "\"a\xef\xbf\xbd"
      "b\"" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GString) out = g_string_new (NULL);
      g_autofree char *back = NULL;
      LkbJsonSpan root;

      lkb_json_append_string (out, cases[i].text);
      g_assert_cmpstr (out->str, ==, cases[i].json);
      g_assert_true (lkb_json_guard_check (out->str, out->len, NULL, &root, NULL));
      back = lkb_json_span_dup_string (out->str, root);
      if (g_utf8_validate (cases[i].text, -1, NULL))
        g_assert_cmpstr (back, ==, cases[i].text);
    }
}

static void
test_document (void)
{
  g_autoptr (LkbJsonWriter) writer = lkb_json_writer_new ();
  g_autofree char *text = NULL;

  lkb_json_writer_begin_object (writer, NULL, FALSE);
  lkb_json_writer_number (writer, "lakeboard", 1);
  lkb_json_writer_begin_object (writer, "empty", FALSE);
  lkb_json_writer_end_object (writer);
  lkb_json_writer_begin_array (writer, "none", TRUE);
  lkb_json_writer_end_array (writer);
  lkb_json_writer_begin_array (writer, "rows", TRUE);
  for (int i = 0; i < 2; i++)
    {
      lkb_json_writer_begin_object (writer, NULL, FALSE);
      lkb_json_writer_string (writer, "name", i == 0 ? "a\"b" : NULL);
      lkb_json_writer_boolean (writer, "on", i == 0);
      lkb_json_writer_end_object (writer);
    }
  lkb_json_writer_end_array (writer);
  lkb_json_writer_begin_array (writer, "numbers", FALSE);
  lkb_json_writer_number (writer, NULL, 0.5);
  lkb_json_writer_number (writer, NULL, NAN);
  lkb_json_writer_begin_array (writer, NULL, TRUE);
  lkb_json_writer_number (writer, NULL, 1);
  lkb_json_writer_number (writer, NULL, 2);
  lkb_json_writer_end_array (writer);
  lkb_json_writer_end_array (writer);
  lkb_json_writer_null (writer, "nothing");
  lkb_json_writer_raw (writer, "raw", "{\"kept\":1.0}");
  lkb_json_writer_end_object (writer);
  text = lkb_json_writer_finish (writer);

  g_assert_cmpstr (
      text, ==,
      "{\n"
      "  \"lakeboard\": 1,\n"
      "  \"empty\": {},\n"
      "  \"none\": [],\n"
      "  \"rows\": [{ \"name\": \"a\\\"b\", \"on\": true }, { \"name\": null, \"on\": false }],\n"
      "  \"numbers\": [\n"
      "    0.5,\n"
      "    null,\n"
      "    [1, 2]\n"
      "  ],\n"
      "  \"nothing\": null,\n"
      "  \"raw\": {\"kept\":1.0}\n"
      "}\n");
  g_assert_true (lkb_json_guard_check (text, strlen (text), NULL, NULL, NULL));
}

static void
test_scalar_document (void)
{
  g_autoptr (LkbJsonWriter) writer = lkb_json_writer_new ();
  g_autofree char *text = NULL;

  lkb_json_writer_string (writer, NULL, "x");
  text = lkb_json_writer_finish (writer);
  g_assert_cmpstr (text, ==, "\"x\"\n");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/json-writer/numbers", test_numbers);
  g_test_add_func ("/json-writer/round-trip", test_round_trip);
  g_test_add_func ("/json-writer/strings", test_strings);
  g_test_add_func ("/json-writer/document", test_document);
  g_test_add_func ("/json-writer/scalar-document", test_scalar_document);

  return g_test_run ();
}
