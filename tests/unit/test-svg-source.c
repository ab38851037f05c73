/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/formats/lkb-svg-source.h"
#include "tests/support/lkb-test.h"

#include <string.h>

#define HEAD                                                                                       \
  "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:l=\"https://lakeboard.github.io/ns/1\">"

static GBytes *
find_text (const char *svg, gssize length, GError **error)
{
  gsize size = length < 0 ? strlen (svg) : (gsize) length;
  /* An exact copy, so that reading past the end shows. */
  g_autofree char *exact = g_memdup2 (svg, size);
  g_autoptr (GBytes) bytes = g_bytes_new_static (exact, size);

  return lkb_svg_source_find ("x.svg", bytes, error);
}

static char *
dup_svg_with (const char *parts, const char *sum_of, guint n_parts, const char *encoding)
{
  g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, sum_of, -1);

  return g_strdup_printf (HEAD "<title>t</title>\n<metadata>\n<l:board sha256=\"%s\" bytes=\"%zu\" "
                               "parts=\"%u\"%s>%s</l:board>\n</metadata><g/></svg>\n",
                          sum, strlen (sum_of), n_parts, encoding, parts);
}

static void
assert_found (const char *svg, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) found = find_text (svg, -1, &error);

  g_assert_no_error (error);
  g_assert_cmpmem (g_bytes_get_data (found, NULL), g_bytes_get_size (found), expected,
                   strlen (expected));
}

static void
assert_refused (const char *svg, const char *part_of_message)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (find_text (svg, -1, &error));
  g_assert_nonnull (error);
  g_assert_true (error->domain == LKB_INPUT_ERROR);
  g_assert_true (g_str_has_prefix (error->message, "x.svg: "));
  g_assert_null (strchr (error->message, '\n'));
  if (strstr (error->message, part_of_message) == NULL)
    g_error ("“%s” is not in “%s”", part_of_message, error->message);
}

static void
test_found (void)
{
  g_autofree char *one = dup_svg_with ("<l:part>{\"a\": \"&lt;&amp;é\"}\n</l:part>",
                                       "{\"a\": \"<&é\"}\n", 1, " encoding=\"text\"");
  g_autofree char *two = dup_svg_with (
      "\n <l:part> ab</l:part>\n <!-- x --><l:part>c&#13;</l:part>", " abc\r", 2, "");
  g_autofree char *base64 = dup_svg_with ("<l:part>YcK</l:part><l:part>t77++</l:part>",
                                          "a\xc2\xad\xef\xbf\xbe", 2, " encoding=\"base64\"");
  g_autofree char *none = dup_svg_with ("", "", 0, "");

  assert_found (one, "{\"a\": \"<&é\"}\n");
  assert_found (two, " abc\r");
  assert_found (base64, "a\xc2\xad\xef\xbf\xbe");
  assert_found (none, "");
}

static void
test_damaged (void)
{
  g_autofree char *hash = dup_svg_with ("<l:part>abd</l:part>", "abc", 1, "");
  g_autofree char *shorter = dup_svg_with ("<l:part>ab</l:part>", "abc", 1, "");
  g_autofree char *longer = dup_svg_with ("<l:part>abcd</l:part>", "abc", 1, "");
  g_autofree char *parts = dup_svg_with ("<l:part>abc</l:part>", "abc", 2, "");
  g_autofree char *child = dup_svg_with ("<l:part>a<b/>c</l:part>", "ac", 1, "");
  g_autofree char *stray = dup_svg_with ("<l:other/><l:part>abc</l:part>", "abc", 1, "");
  g_autofree char *encoding = dup_svg_with ("<l:part>abc</l:part>", "abc", 1, " encoding=\"zip\"");
  g_autofree char *fine = dup_svg_with ("<l:part>abc</l:part>", "abc", 1, "");

  assert_refused (hash, "SHA-256");
  assert_refused (shorter, "SHA-256");
  assert_refused (longer, "length");
  assert_refused (parts, "SHA-256");
  assert_refused (child, "unknown element");
  assert_refused (stray, "unknown element");
  assert_refused (encoding, "encoding");
  for (gsize i = 0; i < strlen (fine) - 1; i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (find_text (fine, i, &error));
      g_assert_nonnull (error);
    }
}

static void
test_not_ours (void)
{
  assert_refused ("", "empty");
  assert_refused ("<svg xmlns=\"http://www.w3.org/2000/svg\"/>", "no board inside");
  assert_refused ("<html/>", "not an SVG");
  assert_refused (HEAD "<g><metadata><l:board/></metadata></g></svg>", "no board inside");
  assert_refused (HEAD "<metadata><board/></metadata></svg>", "no board inside");
  assert_refused (HEAD "<metadata><l:board/></metadata></svg>", "bytes");
  assert_refused (HEAD "<metadata><l:board bytes=\"-1\" parts=\"1\"/></metadata></svg>", "bytes");
  assert_refused (HEAD "<metadata><l:board bytes=\"99999999999\" parts=\"1\"/></metadata></svg>",
                  "bytes");
  assert_refused (HEAD "<metadata><l:board bytes=\"4000000000\" parts=\"1\"/></metadata></svg>",
                  "64 MiB");
  assert_refused (HEAD "<metadata><l:board bytes=\"0\" parts=\"0\"/><l:board bytes=\"0\" "
                       "parts=\"0\"/></metadata></svg>",
                  "second board");
  assert_refused ("\xff\xfe<\0s\0", "UTF-8");
  assert_refused ("{}", "line 1");
  assert_refused (HEAD "\x01</svg>", "line 1");
}

static void
test_hostile (void)
{
  g_autofree char *laughs = g_strdup (
      "<?xml version=\"1.0\"?><!DOCTYPE svg [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;\">"
      "<!ENTITY c \"&b;&b;&b;&b;&b;&b;\">]>" HEAD "&c;</svg>");
  g_autoptr (GString) deep = g_string_new (HEAD);
  g_autoptr (GString) wide = g_string_new (HEAD "<g");
  g_autoptr (GString) many = g_string_new (HEAD);
  g_autofree char *long_text = g_strnfill (11 * 1024 * 1024, 'a');
  g_autofree char *long_part = g_strdup_printf ("<l:part>%s</l:part>", long_text);
  g_autofree char *cut_text = dup_svg_with (long_part, long_text, 1, "");
  g_autoptr (GError) error = NULL;

  assert_refused (laughs, "entities");
  assert_refused ("<!DOCTYPE svg [<!ENTITY a SYSTEM \"file:///etc/passwd\">]>" HEAD
                  "<metadata>&a;</metadata></svg>",
                  "entities");
  assert_refused ("<!DOCTYPE svg SYSTEM \"http://host.example/x.dtd\">" HEAD "</svg>", "entities");
  assert_refused (HEAD "&a;</svg>", "line 1");
  assert_refused ("<?xml version=\"1.0\" encoding=\"UTF-7\"?>+ADw-!DOCTYPE a [+ADw-!ENTITY b "
                  "+ACI-x+ACI-+AD4-]+AD4-" HEAD "</svg>",
                  "");

  for (guint i = 0; i < 100000; i++)
    g_string_append (deep, "<g>");
  assert_refused (deep->str, "line 1");

  for (guint i = 0; i < 50000; i++)
    g_string_append_printf (wide, " a%u=\"\"", i);
  g_string_append (wide, "/></svg>");
  assert_refused (wide->str, "256 attributes");

  for (guint i = 0; i < 200000; i++)
    g_string_append (many, "<g/>");
  g_string_append (many, "</svg>");
  assert_refused (many->str, "no board inside");

  /* libxml2 does not take texts this long; whatever it does, nothing wrong is handed on. */
  g_assert_null (find_text (cut_text, -1, &error));
  g_assert_nonnull (error);
}

static void
test_sniff (void)
{
  static const struct
  {
    const char *text;
    gboolean is_xml;
  } samples[] = {
    { "<svg/>", TRUE }, { " \n<?xml", TRUE }, { "\xef\xbb\xbf<svg", TRUE },
    { "{}", FALSE },    { "", FALSE },        { "  ", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (samples); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new_static (samples[i].text, strlen (samples[i].text));

      g_assert_cmpint (lkb_svg_source_sniff (bytes), ==, samples[i].is_xml);
    }
}

int
main (int argc, char **argv)
{
  lkb_test_init (&argc, &argv);
  g_test_add_func ("/svg-source/found", test_found);
  g_test_add_func ("/svg-source/damaged", test_damaged);
  g_test_add_func ("/svg-source/not-ours", test_not_ours);
  g_test_add_func ("/svg-source/hostile", test_hostile);
  g_test_add_func ("/svg-source/sniff", test_sniff);
  return g_test_run ();
}
