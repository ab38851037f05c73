/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "core/base/lkb-error.h"
#include "core/base/lkb-json-guard.h"

/* A board with everything the grammar has; whatever is cut off it, the rest is refused. */
static const char sample[] = "{\n  \"lakeboard\": 1,\n  \"board\": { \"title\": \"Cl\\u00e9 "
                             "\\ud83d\\ude00 é\", \"nothing\": null },\n"
                             "  \"elements\": [\n    { \"id\": \"a\", \"x\": -1.5e+2, \"pinned\": "
                             "true, \"waypoints\": [[0, 1], []] },\n"
                             "    { \"id\": \"b\\\"\\\\\\/\\b\\f\\n\\r\\t\", \"x\": 0.25, "
                             "\"pinned\": false, \"free\": {} }\n  ]\n}";

/* Checks text that must be refused; returns the message. */
static char *
refuse (const char *text, gsize length, const LkbJsonLimits *limits, int code)
{
  g_autoptr (GError) error = NULL;
  LkbJsonSpan root = { 1, 1 };
  g_autofree char *copy = g_memdup2 (
      text, length); /* of its exact size, so that no byte behind it is read */

  if (lkb_json_guard_check (copy, length, limits, &root, &error))
    g_error ("“%.*s” was accepted", (int) MIN (length, 200), text);
  g_assert_error (error, LKB_INPUT_ERROR, code);
  g_assert_null (strchr (error->message, '\n'));
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
  g_assert_true (g_str_has_prefix (error->message, "$"));
  g_assert_cmpuint (root.length, ==, 0);
  return g_strdup (error->message);
}

static void
accept (const char *text, gsize length, const LkbJsonLimits *limits)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *copy = g_memdup2 (text, length);
  LkbJsonSpan root;

  lkb_json_guard_check (copy, length, limits, &root, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (root.offset + root.length, <=, length);
}

static void
test_accepted (void)
{
  static const char *const texts[] = {
    "{}",
    "[]",
    "0",
    "-0",
    "-0.0",
    "1E5",
    "1e-5",
    "1.5e+5",
    "1e308",
    "1.7976931348623157e308",
    "-1.7976931348623157e308",
    "1e-999",
    "0e999999999999999999999",
    "0.00000000000000000001e320",
    "9223372036854775807",
    "-9223372036854775808",
    "true",
    "false",
    "null",
    "\"\"",
    " \t\r\n[ 1 , 2 ] \n",
    "{ \"a\" : 1 , \"b\" : 2 }",
    "[{\"a\":1},{\"a\":1}]",
    "{\"a\":{\"a\":{\"a\":1}}}",
    "{\"\":1}",
    "{\"a\":1,\"A\":2}",
    "\"\\u00e9\\uD83D\\uDE00\\/\\b\"",
    "\"é 😀 \xf4\x8f\xbf\xbf \xef\xbf\xbf \x7f\"",
    "\"'/* */\"",
    sample,
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    accept (texts[i], strlen (texts[i]), NULL);
}

static void
test_refused (void)
{
  static const struct
  {
    const char *text;
    const char *message; /* NULL: any */
  } cases[] = {
    { "", "$: the text is empty (line 1, column 1)" },
    { " \n ", "$: the text is empty (line 2, column 2)" },
    { "\xef\xbb\xbf{}", "$: a byte order mark is not allowed (line 1, column 1)" },
    { "{}{}", "$: unexpected text after the end (line 1, column 3)" },
    { "[] x", "$: unexpected text after the end (line 1, column 4)" },
    { "1 2", NULL },
    { "nullx", "$: unexpected text after the end (line 1, column 5)" },
    { "nul", NULL },
    { "True", NULL },
    { "NaN", NULL },
    { "Infinity", NULL },
    { "-Infinity", "$: not a number (line 1, column 2)" },
    { "undefined", NULL },
    { "{'a':1}", "$: a key in double quotes was expected (line 1, column 2)" },
    { "{a:1}", NULL },
    { "'a'", NULL },
    { "/* */ {}", NULL },
    { "{} // x", NULL },
    { "var x = {}", "$: a value was expected (line 1, column 1)" },
    { "{\"a\":1,}", "$: a key in double quotes was expected (line 1, column 8)" },
    { "[1,]", "$[1]: a value was expected (line 1, column 4)" },
    { "[,1]", "$[0]: a value was expected (line 1, column 2)" },
    { "[1 2]", "$[0]: ‘,’ or ‘]’ expected (line 1, column 4)" },
    { "{\"a\" 1}", "$: ‘:’ expected (line 1, column 6)" },
    { "{\"a\":1 \"b\":2}", "$.a: ‘,’ or ‘}’ expected (line 1, column 8)" },
    { "{\"a\":}", "$.a: a value was expected (line 1, column 6)" },
    { "[}", NULL },
    { "{]", NULL },
    { "[1}", NULL },
    { "{\"a\":1]", NULL },
    { "]", NULL },
    { "}", NULL },
    { ",", NULL },
    { ":", NULL },
    { "[", "$: unexpected end (line 1, column 2)" },
    { "{\"a\":[1,{\"b\"", NULL },
    { "010", "$: number with a leading zero (line 1, column 1)" },
    { "-01", NULL },
    { "0x10", NULL },
    { "+1", NULL },
    { ".5", NULL },
    { "1.", "$: digits expected after the decimal point (line 1, column 3)" },
    { "1.e5", NULL },
    { "1e", "$: digits expected in the exponent (line 1, column 3)" },
    { "1e+", NULL },
    { "-", NULL },
    { "--1", NULL },
    { "1_000", NULL },
    { "\"", "$: text without a closing quote (line 1, column 1)" },
    { "\"a\nb\"", "$: control character in a text (line 1, column 3)" },
    { "\"a\tb\"", NULL },
    { "\"\x1f\"", NULL },
    { "\"\\x41\"", "$: unknown escape in a text (line 1, column 2)" },
    { "\"\\'\"", NULL },
    { "\"\\U0041\"", NULL },
    { "\"\\u00g1\"", "$: \\u needs four hexadecimal digits (line 1, column 2)" },
    { "\"\\u00\"", NULL },
    { "\"\\", NULL },
    { "\"\\\"", NULL },
    { "\"\\u0000\"", "$: \\u0000 is not allowed (line 1, column 2)" },
    { "\"\\ud800\"", "$: lone surrogate (line 1, column 2)" },
    { "\"\\ud800x\"", NULL },
    { "\"\\ud800\\n\"", NULL },
    { "\"\\ud800\\u0041\"", NULL },
    { "\"\\ud800\\ud800\"", NULL },
    { "\"\\udc00\"", NULL },
    { "\"\\ud800\\u\"", NULL },
    { "\"\xff\"", "$: not valid UTF-8 (line 1, column 2)" },
    { "\"\xc3\"", NULL },
    { "\"\xc0\x80\"", NULL },
    { "\"\xc1\xbf\"", NULL },
    { "\"\xe0\x9f\xbf\"", NULL },
    { "\"\xed\xa0\x80\"", NULL },
    { "\"\xf0\x8f\xbf\xbf\"", NULL },
    { "\"\xf4\x90\x80\x80\"", NULL },
    { "\"\xf5\x80\x80\x80\"", NULL },
    { "\"\x80\"", NULL },
    { "\"\xe2\x82", NULL },
    { "\xc2\xa0{}", NULL },
    { "\f{}", NULL },
    { "{\"a\":1,\"a\":2}", "$.a: repeated key (line 1, column 8)" },
    { "{\"a\":1,\"b\":3,\"\\u0061\":2}", "$.a: repeated key (line 1, column 14)" },
    { "{\"\":1,\"\":2}", "$[\"\"]: repeated key (line 1, column 7)" },
    { "{\"é\":1,\"\\u00e9\":2}", "$[\"é\"]: repeated key (line 1, column 8)" },
    { "{\"b\":1,\"b\":2,\"a\":1,\"a\":2}", "$.b: repeated key (line 1, column 8)" },
    { "[{\"x\":{\"k\":1,\"k\":1}}]", "$[0].x.k: repeated key (line 1, column 14)" },
    { "{\"a\": [0,\n  {\"b-c\": tru}]}",
      "$.a[1][\"b-c\"]: a value was expected (line 2, column 11)" },
    { "{\"a\\nb\": x}", "$[\"a\\nb\"]: a value was expected (line 1, column 10)" },
    { "{\"\xe2\x80\xa8\xe2\x80\xae\": x}",
      "$[\"\xef\xbf\xbd\xef\xbf\xbd\"]: a value was expected (line 1, column 8)" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *message = refuse (cases[i].text, strlen (cases[i].text), NULL,
                                         LKB_INPUT_ERROR_SYNTAX);

      if (cases[i].message != NULL)
        g_assert_cmpstr (message, ==, cases[i].message);
    }
}

static void
test_nul_bytes (void)
{
  g_free (refuse ("\0", 1, NULL, LKB_INPUT_ERROR_SYNTAX));
  g_free (refuse ("{}\0", 3, NULL, LKB_INPUT_ERROR_SYNTAX));
  g_free (refuse ("\"a\0b\"", 5, NULL, LKB_INPUT_ERROR_SYNTAX));
  g_free (refuse ("\"\\\0\"", 4, NULL, LKB_INPUT_ERROR_SYNTAX));
  g_free (refuse ("[\0]", 3, NULL, LKB_INPUT_ERROR_SYNTAX));
}

static void
test_numbers_too_large (void)
{
  static const char *const texts[] = {
    "1e309",
    "-1e309",
    "1e999",
    "1e99999999999999999999999",
    "1.8e308",
    "1.7976931348623159e308",
    "123456789e301",
    "0.001e312",
    "9223372036854775808",
    "-9223372036854775809",
    "99999999999999999999",
  };
  g_autofree char *message = NULL;
  g_autoptr (GString) digits = g_string_new ("1");

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *text = g_strdup_printf ("{\"elements\":[0,1,2,{\"x\":%s}]}", texts[i]);
      g_autofree char *reason = refuse (text, strlen (text), NULL, LKB_INPUT_ERROR_LIMIT);

      g_assert_cmpstr (reason, ==, "$.elements[3].x: number too large");
    }

  /* A megabyte of digits is judged by its length, or is fine behind a point. */
  for (guint i = 0; i < 1000000; i++)
    g_string_append_c (digits, '9');
  message = refuse (digits->str, digits->len, NULL, LKB_INPUT_ERROR_LIMIT);
  g_assert_cmpstr (message, ==, "$: number too large");
  g_string_insert_c (digits, 1, '.');
  accept (digits->str, digits->len, NULL);
}

static void
test_truncated (void)
{
  accept (sample, strlen (sample), NULL);
  for (gsize length = 0; length < strlen (sample); length++)
    g_free (refuse (sample, length, NULL, LKB_INPUT_ERROR_SYNTAX));
}

/* One byte of the sample after the other is replaced: nothing crashes, and what passes can be taken apart. */
static void
test_damaged (void)
{
  static const char bytes[] = "{}[]\",:\\u0 9-e.\n\x01\x7f\x80\xc3\xed\xff";

  for (gsize at = 0; at < strlen (sample); at++)
    for (gsize i = 0; i < sizeof bytes; i++)
      {
        g_autofree char *copy = g_memdup2 (sample, strlen (sample));
        g_autoptr (GError) error = NULL;
        LkbJsonSpan root;

        copy[at] = bytes[i];
        if (lkb_json_guard_check (copy, strlen (sample), NULL, &root, &error))
          {
            g_autoptr (JsonNode) node = lkb_json_span_parse (copy, root, &error);

            g_assert_nonnull (node);
          }
        else
          g_assert_nonnull (error);
      }
}

static void
test_depth (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *message = NULL;
  g_autofree char *other = NULL;

  for (guint i = 0; i < 64; i++)
    g_string_append_c (text, '[');
  for (guint i = 0; i < 64; i++)
    g_string_append_c (text, ']');
  accept (text->str, text->len, NULL);

  g_string_insert_c (text, 0, '[');
  g_string_append_c (text, ']');
  message = refuse (text->str, text->len, NULL, LKB_INPUT_ERROR_LIMIT);
  g_assert_true (g_str_has_suffix (message, ": nested deeper than 64 levels"));
  g_assert_cmpuint (strlen (message), <, 300);

  g_string_truncate (text, 0);
  for (guint i = 0; i < 1000000; i++)
    g_string_append (text, i % 2 ? "[" : "{\"key\":");
  other = refuse (text->str, text->len, NULL, LKB_INPUT_ERROR_LIMIT);
  g_assert_cmpuint (strlen (other), <, 300);
}

static void
test_limits (void)
{
  LkbJsonLimits limits = lkb_json_limits_default;

  limits.max_bytes = 4;
  accept ("[12]", 4, &limits);
  g_free (refuse ("[123]", 5, &limits, LKB_INPUT_ERROR_LIMIT));

  limits = lkb_json_limits_default;
  limits.max_values = 3;
  accept ("[1,2]", 5, &limits);
  g_free (refuse ("[1,2,3]", 7, &limits, LKB_INPUT_ERROR_LIMIT));

  limits = lkb_json_limits_default;
  limits.max_members = 2;
  accept ("{\"a\":1,\"b\":2}", 13, &limits);
  {
    const char *three = "[{\"a\":1,\"b\":2,\"c\":3}]";
    g_autofree char *message = refuse (three, strlen (three), &limits, LKB_INPUT_ERROR_LIMIT);

    g_assert_cmpstr (message, ==, "$[0]: more than 2 members in one object");
  }

  limits = lkb_json_limits_default;
  limits.max_text = 3;
  accept ("[\"éé\\n\"]", strlen ("[\"éé\\n\"]"), &limits);
  {
    const char *four = "{\"a\":\"éé\\nx\"}";
    g_autofree char *message = refuse (four, strlen (four), &limits, LKB_INPUT_ERROR_LIMIT);

    g_assert_cmpstr (message, ==, "$.a: text longer than 3 characters");
  }
  g_free (refuse ("{\"long\":1}", 10, &limits, LKB_INPUT_ERROR_LIMIT));
}

static void
test_default_limits (void)
{
  g_autoptr (GString) text = g_string_new ("[0");
  g_autofree char *values = NULL;
  g_autofree char *members = NULL;
  g_autofree char *length = NULL;
  g_autofree char *size = NULL;

  for (guint i = 0; i < 1000000; i++)
    g_string_append (text, ",0");
  g_string_append_c (text, ']');
  values = refuse (text->str, text->len, NULL, LKB_INPUT_ERROR_LIMIT);
  g_assert_cmpstr (values, ==, "$[999999]: more than 1,000,000 values");

  g_string_assign (text, "{\"k\":0");
  for (guint i = 0; i < 200000; i++)
    g_string_append_printf (text, ",\"k%u\":0", i);
  g_string_append_c (text, '}');
  members = refuse (text->str, text->len, NULL, LKB_INPUT_ERROR_LIMIT);
  g_assert_cmpstr (members, ==, "$: more than 1,024 members in one object");

  g_string_assign (text, "\"");
  for (guint i = 0; i < 100001; i++)
    g_string_append (text, "é");
  g_string_append_c (text, '"');
  length = refuse (text->str, text->len, NULL, LKB_INPUT_ERROR_LIMIT);
  g_assert_cmpstr (length, ==, "$: text longer than 100,000 characters");

  g_string_set_size (text, 65 * 1024 * 1024);
  memset (text->str, ' ', text->len);
  size = refuse (text->str, text->len, NULL, LKB_INPUT_ERROR_LIMIT);
  g_assert_cmpstr (size, ==, "$: larger than 64 MiB");

  /* The most that is let in, without a value. */
  g_free (refuse (text->str, 64 * 1024 * 1024, NULL, LKB_INPUT_ERROR_SYNTAX));
}

/* Names that collide in g_str_hash() (33 × 'a' + 'b' equals 33 × 'b' + 'A'), as many as an object may have and
 * more: it is the comparison that counts, so that they cost as much as others. */
static void
test_colliding_names (void)
{
  LkbJsonLimits limits = lkb_json_limits_default;
  g_autoptr (GString) text = g_string_new ("{");
  g_autofree char *message = NULL;

  limits.max_members = G_MAXUINT;
  for (guint i = 0; i < 1 << 16; i++)
    {
      g_string_append (text, i > 0 ? ",\"" : "\"");
      for (guint bit = 0; bit < 16; bit++)
        g_string_append (text, i >> bit & 1 ? "ab" : "bA");
      g_string_append (text, "\":0");
    }
  g_string_append_c (text, '}');
  accept (text->str, text->len, &limits);

  g_string_truncate (text, text->len - 1);
  g_string_append (text, ",\"bAbAbAbAbAbAbAbAbAbAbAbAbAbAbAbA\":1}");
  message = refuse (text->str, text->len, &limits, LKB_INPUT_ERROR_SYNTAX);
  g_assert_nonnull (strstr (message, "repeated key"));
}

static void
test_spans (void)
{
  LkbJsonSpan root;
  g_autoptr (GArray) members = NULL;
  g_autoptr (GArray) elements = NULL;
  g_autoptr (GArray) element = NULL;
  g_autoptr (GArray) board = NULL;
  g_autofree char *title = NULL;
  g_autofree char *id = NULL;
  LkbJsonSpan span;

  g_assert_true (lkb_json_guard_check (sample, strlen (sample), NULL, &root, NULL));
  g_assert_cmpuint (root.length, ==, strlen (sample));
  g_assert_cmpint (lkb_json_span_type (sample, root), ==, '{');

  members = lkb_json_span_members (sample, root);
  g_assert_cmpuint (members->len, ==, 3);
  g_assert_cmpstr (g_array_index (members, LkbJsonMember, 0).key, ==, "lakeboard");
  span = g_array_index (members, LkbJsonMember, 0).value;
  g_assert_cmpint (lkb_json_span_type (sample, span), ==, '0');
  g_assert_cmpfloat (lkb_json_span_get_number (sample, span), ==, 1);

  board = lkb_json_span_members (sample, g_array_index (members, LkbJsonMember, 1).value);
  title = lkb_json_span_dup_string (sample, g_array_index (board, LkbJsonMember, 0).value);
  g_assert_cmpstr (title, ==, "Clé 😀 é");
  g_assert_cmpint (lkb_json_span_type (sample, g_array_index (board, LkbJsonMember, 1).value), ==,
                   'n');

  elements = lkb_json_span_items (sample, g_array_index (members, LkbJsonMember, 2).value);
  g_assert_cmpuint (elements->len, ==, 2);
  element = lkb_json_span_members (sample, g_array_index (elements, LkbJsonSpan, 1));
  g_assert_cmpuint (element->len, ==, 4);
  id = lkb_json_span_dup_string (sample, g_array_index (element, LkbJsonMember, 0).value);
  g_assert_cmpstr (id, ==, "b\"\\/\b\f\n\r\t");
  span = g_array_index (element, LkbJsonMember, 3).value;
  g_assert_cmpmem (sample + span.offset, span.length, "{}", 2);
}

static void
test_tree (void)
{
  static const char text[]
      = "[{\"a\":1,\"b\":[true,null,\"x\\\"]}\",{}]},-0.5,9223372036854775807,1e3,[],false]";
  LkbJsonSpan root;
  g_autoptr (JsonNode) node = NULL;
  g_autofree char *back = NULL;
  JsonArray *array;

  g_assert_true (lkb_json_guard_check (text, strlen (text), NULL, &root, NULL));
  node = lkb_json_span_parse (text, root, NULL);
  array = json_node_get_array (node);
  g_assert_cmpuint (json_array_get_length (array), ==, 6);
  g_assert_cmpint (json_array_get_int_element (array, 2), ==, G_MAXINT64);
  g_assert_cmpfloat (json_array_get_double_element (array, 1), ==, -0.5);
  g_assert_cmpfloat (json_array_get_double_element (array, 3), ==, 1000);
  json_array_remove_element (array, 3);
  back = json_to_string (node, FALSE);
  g_assert_cmpstr (
      back, ==, "[{\"a\":1,\"b\":[true,null,\"x\\\"]}\",{}]},-0.5,9223372036854775807,[],false]");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/json-guard/accepted", test_accepted);
  g_test_add_func ("/json-guard/refused", test_refused);
  g_test_add_func ("/json-guard/nul-bytes", test_nul_bytes);
  g_test_add_func ("/json-guard/numbers-too-large", test_numbers_too_large);
  g_test_add_func ("/json-guard/truncated", test_truncated);
  g_test_add_func ("/json-guard/damaged", test_damaged);
  g_test_add_func ("/json-guard/depth", test_depth);
  g_test_add_func ("/json-guard/limits", test_limits);
  g_test_add_func ("/json-guard/default-limits", test_default_limits);
  g_test_add_func ("/json-guard/colliding-names", test_colliding_names);
  g_test_add_func ("/json-guard/spans", test_spans);
  g_test_add_func ("/json-guard/tree", test_tree);

  return g_test_run ();
}
