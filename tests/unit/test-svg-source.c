/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/formats/lkb-svg-source.h"
#include "core/picture/lkb-svg-writer.h"
#include "tests/support/lkb-test.h"

#include <string.h>

#define HEAD                                                                                       \
  "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:l=\"https://lakeboard.github.io/ns/1\">"

static GBytes *
find_text (const char *svg, gssize length, LkbSvgSourceChanges *changes, GError **error)
{
  gsize size = length < 0 ? strlen (svg) : (gsize) length;
  /* An exact copy, so that reading past the end shows. */
  g_autofree char *exact = g_memdup2 (svg, size);
  g_autoptr (GBytes) bytes = g_bytes_new_static (exact, size);

  return lkb_svg_source_find ("x.svg", bytes, changes, error);
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
assert_found_with (const char *svg, const char *expected, LkbSvgSourceChanges expected_changes)
{
  g_autoptr (GError) error = NULL;
  LkbSvgSourceChanges changes = LKB_SVG_SOURCE_BOARD_CHANGED;
  g_autoptr (GBytes) found = find_text (svg, -1, &changes, &error);

  g_assert_no_error (error);
  g_assert_cmpint (changes, ==, expected_changes);
  g_assert_cmpmem (g_bytes_get_data (found, NULL), g_bytes_get_size (found), expected,
                   strlen (expected));
}

static void
assert_found (const char *svg, const char *expected)
{
  assert_found_with (svg, expected, LKB_SVG_SOURCE_SAME);
}

static void
assert_refused (const char *svg, const char *part_of_message)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (find_text (svg, -1, NULL, &error));
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

  /* Whatever is there is handed on, and that it is not what was exported. */
  assert_found_with (hash, "abd", LKB_SVG_SOURCE_BOARD_CHANGED);
  assert_found_with (shorter, "ab", LKB_SVG_SOURCE_BOARD_CHANGED);
  assert_found_with (longer, "abcd", LKB_SVG_SOURCE_BOARD_CHANGED);
  assert_found_with (parts, "abc", LKB_SVG_SOURCE_BOARD_CHANGED);
  assert_refused (child, "unknown element");
  assert_refused (stray, "unknown element");
  assert_refused (encoding, "encoding");
  for (gsize i = 0; i < strlen (fine) - 1; i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (find_text (fine, i, NULL, &error));
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

  /* libxml2 does not take texts this long; what it cuts off does not pass for the whole. */
  {
    LkbSvgSourceChanges changes = LKB_SVG_SOURCE_SAME;
    g_autoptr (GBytes) cut = find_text (cut_text, -1, &changes, &error);

    g_assert_true (cut == NULL || changes == LKB_SVG_SOURCE_BOARD_CHANGED);
  }
}

/* The picture of a group with a line, of @title. */
static char *
dup_written (const char *title)
{
  LkbPictureBuilder *builder = lkb_picture_builder_new ();
  LkbStroke stroke = lkb_stroke (lkb_colour (LKB_COLOUR_INK), 1);
  LkbGroupItem group = lkb_group_plain (3, 4, 1);
  g_autoptr (LkbPicture) picture = NULL;
  g_autoptr (GBytes) source = g_bytes_new_static ("{}\n", 3);
  LkbSvgOptions options = { .box = { 0, 0, 10, 10 },
                            .source = source,
                            .title = title,
                            .description = " \n\t",
                            .language = "de" };
  g_autoptr (GBytes) svg = NULL;

  group.id = "a";
  group.owner = title;
  group.description = title;
  lkb_picture_builder_begin (builder, &group);
  lkb_picture_builder_line (builder, 1, 2, 3, 4, &stroke);
  lkb_picture_builder_finish_group (builder);
  picture = lkb_picture_builder_end (builder);
  svg = lkb_svg_write (picture, lkb_theme_get (LKB_THEME_LIGHT), NULL, &options, NULL);
  return g_strndup (g_bytes_get_data (svg, NULL), g_bytes_get_size (svg));
}

static char *
dup_replaced (const char *text, const char *what, const char *by)
{
  g_auto (GStrv) parts = g_strsplit (text, what, -1);

  g_assert_nonnull (parts[1]);
  return g_strjoinv (by, parts);
}

static void
test_drawn_elsewhere (void)
{
  static const char *const titles[]
      = { "plain",
          "a\n \"b\" 'c'\t <d> &e; ]]>",
          "  around ",
          "\xd7\xa9\xd7\x9c",
          "\r\n\x01",
          "picture-sha256=\"0000000000000000000000000000000000000000000000000000000000000000\"" };
  g_autofree char *svg = dup_written ("plain");
  g_autofree char *indented = dup_replaced (svg, "<g", "\n    <g");
  g_autofree char *windows = dup_replaced (svg, "\n", "\r\n");
  g_autofree char *quoted = dup_replaced (svg, "data-owner=\"plain\"", "data-owner='plain'");
  g_autofree char *moved = dup_replaced (svg, "translate(3", "translate(30");
  g_autofree char *more = dup_replaced (svg, "</svg>", "<rect/></svg>");
  g_autofree char *other = dup_replaced (svg, "<title id=\"lb.title\">plain",
                                         "<title id=\"lb.title\">other");
  g_autofree char *edited = dup_replaced (svg, "{}", "{ }");

  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    {
      g_autofree char *same = dup_written (titles[i]);

      assert_found (same, "{}\n");
    }
  /* Set out in another way, it is the same picture. */
  assert_found (indented, "{}\n");
  assert_found (quoted, "{}\n");
  assert_found (windows, "{}\n");
  assert_found_with (moved, "{}\n", LKB_SVG_SOURCE_PICTURE_CHANGED);
  assert_found_with (more, "{}\n", LKB_SVG_SOURCE_PICTURE_CHANGED);
  assert_found_with (other, "{}\n", LKB_SVG_SOURCE_PICTURE_CHANGED);
  assert_found_with (edited, "{ }\n", LKB_SVG_SOURCE_BOARD_CHANGED);
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
  g_test_add_func ("/svg-source/drawn-elsewhere", test_drawn_elsewhere);
  g_test_add_func ("/svg-source/sniff", test_sniff);
  return g_test_run ();
}
