/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/picture/lkb-svg-writer.h"

#include <libxml/parser.h>
#include <math.h>
#include <string.h>

#include "core/picture/lkb-cairo-painter.h"
#include "core/picture/lkb-scene.h"
#include "core/picture/lkb-sheet.h"
#include "tests/support/lkb-board-builder.h"
#include "tests/support/lkb-test.h"

#define SVG_NAMESPACE "http://www.w3.org/2000/svg"

/* What people and attackers put into names. */
static const char *const hostile[] = {
  "<script>alert(1)</script>",
  "\"><svg onload=alert(1)>",
  "' onmouseover='x",
  "]]>",
  "<![CDATA[x]]>",
  "<!-- a -- b -->",
  "<?xml-stylesheet href='x'?>",
  "<!DOCTYPE a [<!ENTITY b 'c'>]>&b;",
  "&amp;&#0;&#x1F;&lt;",
  "javascript:alert(1)",
  "java&#9;script:alert(1)",
  "url(http://example.com/x)",
  "expression(alert(1))",
  "http://example.com/?a=1&b=2",
  "file:///etc/passwd",
  "a\x01\x02\x08\x0b\x0c\x1f\x7f z",
  "bad \xff\xfe\xc3\x28 bytes",
  "cut \xe2\x82",
  "over \xc0\x80 long",
  "half \xed\xa0\x80 pair",
  "not \xef\xbf\xbe\xef\xbf\xbf characters",
  "line\r\nbreak\rhere\n",
  "\xe2\x80\xae"
  "drawkcab",
  "\xd7\xa9\xd7\x9c\xd7\x95\xd7\x9d world",
  "\xf0\x9f\x9a\x80\xf0\x9f\x87\xa9\xf0\x9f\x87\xaa",
  "e\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81",
  "%s%n%x%1$s",
  "{{7*7}}${7*7}#{7*7}",
  "lb-a",
  " ",
  "",
};

/* The whole grammar of what is written: elements, and the attributes each may have. */
static const struct
{
  const char *element;
  const char *attributes; /* between spaces */
} grammar[] = {
  { "svg", " version width height viewBox lang role aria-labelledby stroke-linejoin stroke-linecap "
           "font-family "
           "font-size text-rendering " },
  { "title", " id " },
  { "desc", " id " },
  { "metadata", " " },
  { "g", " id data-part data-kind data-owner transform opacity " },
  { "rect", " x y width height rx fill fill-opacity stroke stroke-opacity stroke-width "
            "stroke-linecap stroke-dasharray " },
  { "path", " d fill fill-opacity stroke stroke-opacity stroke-width stroke-linecap "
            "stroke-dasharray transform aria-label " },
  { "text",
    " x y font-size font-weight font-style text-anchor textLength direction fill fill-opacity " },
  { "board", " sha256 bytes parts encoding picture-sha256 " },
  { "part", " " },
};

static const char *const free_text[] = { "id",        "data-owner", "data-kind",
                                         "data-part", "lang",       "aria-label" };

static void
count_errors (void *user_data, xmlErrorPtr error)
{
  g_test_message ("libxml2: %s", error->message);
  (*(guint *) user_data)++;
}

static xmlDoc *
parse (GBytes *bytes)
{
  guint n_errors = 0;
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);
  xmlDoc *doc;

  xmlSetStructuredErrorFunc (&n_errors, count_errors);
  doc = xmlReadMemory (data, (int) size, "test.svg", NULL, XML_PARSE_NONET | XML_PARSE_HUGE);
  xmlSetStructuredErrorFunc (NULL, NULL);
  g_assert_nonnull (doc);
  g_assert_cmpuint (n_errors, ==, 0);
  g_assert_null (doc->intSubset);
  return doc;
}

static gboolean
is_free_text (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (free_text); i++)
    if (strcmp (name, free_text[i]) == 0)
      return TRUE;
  return FALSE;
}

/* Walks the tree and holds it to the grammar; ids are gathered to see that none is there twice. */
static void
check_node (xmlNode *node, GHashTable *ids, guint *n_texts)
{
  for (; node != NULL; node = node->next)
    {
      const char *allowed = NULL;

      g_assert_true (node->type == XML_ELEMENT_NODE || node->type == XML_TEXT_NODE);
      if (node->type == XML_TEXT_NODE)
        continue;
      for (guint i = 0; i < G_N_ELEMENTS (grammar); i++)
        if (strcmp ((const char *) node->name, grammar[i].element) == 0)
          allowed = grammar[i].attributes;
      if (allowed == NULL)
        g_error ("the element %s is not in the grammar", node->name);
      for (xmlAttr *attribute = node->properties; attribute != NULL; attribute = attribute->next)
        {
          g_autofree char *needle = g_strdup_printf (" %s ", attribute->name);
          xmlChar *value = xmlNodeListGetString (node->doc, attribute->children, 1);

          if (strstr (allowed, needle) == NULL)
            g_error ("the attribute %s of %s is not in the grammar", attribute->name, node->name);
          if (!is_free_text ((const char *) attribute->name))
            {
              g_assert_null (strstr ((const char *) value, "url("));
              g_assert_null (strstr ((const char *) value, ":"));
              g_assert_null (strstr ((const char *) value, "nan"));
              g_assert_null (strstr ((const char *) value, "inf"));
            }
          if (strcmp ((const char *) attribute->name, "id") == 0)
            {
              g_assert_true (g_str_has_prefix ((const char *) value, "lb"));
              g_assert_true (g_hash_table_add (ids, g_strdup ((const char *) value)));
            }
          xmlFree (value);
        }
      if (strcmp ((const char *) node->name, "text") == 0)
        (*n_texts)++;
      check_node (node->children, ids, n_texts);
    }
}

static guint
check_grammar (GBytes *bytes)
{
  xmlDoc *doc = parse (bytes);
  g_autoptr (GHashTable) ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint n_texts = 0;

  g_assert_cmpstr ((const char *) xmlDocGetRootElement (doc)->ns->href, ==, SVG_NAMESPACE);
  check_node (doc->children, ids, &n_texts);
  xmlFreeDoc (doc);
  return n_texts;
}

static void
add_element (LkbChange *change, LkbKind kind, const char *id, const char *text)
{
  LkbElementBuilder *builder = lkb_element_builder_new (kind, id);
  guint n_fields;
  const LkbKindField *fields = lkb_kind_get_fields (kind, &n_fields);
  g_autoptr (LkbElement) element = NULL;

  /* The string in every field that takes a text. */
  for (guint i = 0; i < n_fields; i++)
    if (lkb_field_get_info (fields[i].field)->type == LKB_VALUE_TEXT)
      lkb_element_builder_set_text (builder, fields[i].field, text);
  if (kind == LKB_KIND_EDGE)
    {
      lkb_element_builder_set_text (builder, LKB_FIELD_FROM, "a");
      lkb_element_builder_set_text (builder, LKB_FIELD_TO, "b");
    }
  if (kind == LKB_KIND_MODEL)
    lkb_element_builder_set_number (builder, LKB_FIELD_X, 400);
  element = lkb_element_builder_end (builder);
  lkb_change_add (change, NULL, element);
}

static LkbBoard *
make_hostile_board (const char *text)
{
  LkbBoard *board = lkb_board_new ();
  g_autoptr (LkbChange) change = lkb_change_new (NULL);
  g_autoptr (LkbElement) facts = NULL;
  LkbElementBuilder *builder = lkb_element_builder_new_from (lkb_board_get_facts (board));
  const LkbField fields[] = { LKB_FIELD_TITLE, LKB_FIELD_GOAL, LKB_FIELD_AUTHOR, LKB_FIELD_DATE };
  const char *const texts[] = { text };
  g_autoptr (LkbValue) assumptions = lkb_value_new_text_list (texts, 1);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    lkb_element_builder_set_text (builder, fields[i], text);
  lkb_element_builder_set (builder, LKB_FIELD_ASSUMPTIONS, assumptions);
  facts = lkb_element_builder_end (builder);
  lkb_change_add (change, lkb_board_get_facts (board), facts);
  add_element (change, LKB_KIND_SOURCE, "a", text);
  add_element (change, LKB_KIND_MODEL, "b", text);
  add_element (change, LKB_KIND_EDGE, "e", text);
  add_element (change, LKB_KIND_NOTE, "n", text);
  add_element (change, LKB_KIND_GROUP, "title", text);
  lkb_board_apply (board, change, &error);
  g_assert_no_error (error);
  return board;
}

static GBytes *
write_sheet (LkbBoard *board, LkbSvgOptions *options)
{
  g_autoptr (LkbTextMeasurer) measurer = lkb_text_measurer_new ();
  g_autoptr (LkbScene) scene = lkb_scene_new (measurer, board, NULL);
  g_autoptr (LkbSheet) sheet = lkb_sheet_new (scene, board, NULL, NULL, NULL);
  g_autoptr (GError) error = NULL;
  GBytes *bytes;

  options->box = lkb_box (0, 0, lkb_sheet_get_width (sheet), lkb_sheet_get_height (sheet));
  bytes = lkb_svg_write (lkb_sheet_get_picture (sheet), lkb_theme_get (LKB_THEME_LIGHT), measurer,
                         options, &error);
  g_assert_no_error (error);
  return bytes;
}

static void
test_hostile_strings (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (hostile); i++)
    for (int outlines = 0; outlines < 2; outlines++)
      {
        g_autoptr (GBytes) source = g_bytes_new (hostile[i], strlen (hostile[i]));
        LkbSvgOptions options = { .outlines = outlines,
                                  .source = source,
                                  .title = hostile[i],
                                  .description = hostile[i],
                                  .language = "en" };
        g_autoptr (LkbBoard) board = make_hostile_board (hostile[i]);
        g_autoptr (GBytes) svg = NULL;
        guint n_texts;

        g_test_message ("string %u%s", i, outlines ? ", outlines" : "");
        svg = write_sheet (board, &options);
        n_texts = check_grammar (svg);
        if (outlines)
          g_assert_cmpuint (n_texts, ==, 0);
        else
          g_assert_cmpuint (n_texts, >, 3);
      }
}

static xmlNode *
find (xmlNode *node, const char *name)
{
  for (; node != NULL; node = node->next)
    if (node->type == XML_ELEMENT_NODE)
      {
        xmlNode *inner;

        if (strcmp ((const char *) node->name, name) == 0)
          return node;
        inner = find (node->children, name);
        if (inner != NULL)
          return inner;
      }
  return NULL;
}

/* Reads the board back as the header says it is written. */
static void
assert_source (GBytes *svg, GBytes *wanted, const char *encoding, guint n_parts)
{
  xmlDoc *doc = parse (svg);
  xmlNode *board = find (xmlDocGetRootElement (doc), "board");
  g_autoptr (GString) joined = g_string_new (NULL);
  g_autofree char *sha256 = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, wanted);
  g_autofree guchar *decoded = NULL;
  gsize size;
  guint seen = 0;
  xmlChar *text;

  g_assert_nonnull (board);
  g_assert_cmpstr ((const char *) board->ns->href, ==, LKB_SVG_NAMESPACE);
  for (xmlNode *part = board->children; part != NULL; part = part->next)
    if (part->type == XML_ELEMENT_NODE)
      {
        text = xmlNodeGetContent (part);
        g_assert_cmpuint (strlen ((const char *) text), <=, LKB_SVG_PART_MAX);
        g_assert_true (g_utf8_validate ((const char *) text, -1, NULL));
        g_string_append (joined, (const char *) text);
        xmlFree (text);
        seen++;
      }
  g_assert_cmpuint (seen, ==, n_parts);
  text = xmlGetProp (board, BAD_CAST "encoding");
  g_assert_cmpstr ((const char *) text, ==, encoding);
  xmlFree (text);
  text = xmlGetProp (board, BAD_CAST "sha256");
  g_assert_cmpstr ((const char *) text, ==, sha256);
  xmlFree (text);
  if (strcmp (encoding, "base64") == 0)
    {
      decoded = g_base64_decode (joined->str, &size);
      g_assert_cmpmem (decoded, size, g_bytes_get_data (wanted, NULL), g_bytes_get_size (wanted));
    }
  else
    g_assert_cmpmem (joined->str, joined->len, g_bytes_get_data (wanted, NULL),
                     g_bytes_get_size (wanted));
  xmlFreeDoc (doc);
}

static void
test_source (void)
{
  g_autoptr (LkbBoard) board = lkb_builder_board ("source a name=A ; x=0 ; y=0\n");
  g_autoptr (GString) large = g_string_new ("{");
  static const char odd[] = "{\"a\":\"\xef\xbf\xbe\"}\r\n";
  static const char zero[] = "a\0b";

  {
    g_autoptr (GBytes) source = g_bytes_new_static ("{ \"<&>]]>\": 1 }\n", 16);
    LkbSvgOptions options = { .source = source };
    g_autoptr (GBytes) svg = write_sheet (board, &options);
    assert_source (svg, source, "text", 1);
  }
  {
    g_autoptr (GBytes) source = g_bytes_new_static (odd, sizeof odd - 1);
    LkbSvgOptions options = { .source = source };
    g_autoptr (GBytes) svg = write_sheet (board, &options);
    assert_source (svg, source, "base64", 1);
  }
  {
    g_autoptr (GBytes) source = g_bytes_new_static (zero, sizeof zero - 1);
    LkbSvgOptions options = { .source = source };
    g_autoptr (GBytes) svg = write_sheet (board, &options);
    assert_source (svg, source, "base64", 1);
  }
  /* Parts never end inside a character. */
  while (large->len < 3 * LKB_SVG_PART_MAX)
    g_string_append (large, "\xe2\x82\xac<&");
  {
    g_autoptr (GBytes) source = g_bytes_new (large->str, large->len);
    LkbSvgOptions options = { .source = source };
    g_autoptr (GBytes) svg = write_sheet (board, &options);
    assert_source (svg, source, "text", 4);
  }
  {
    LkbSvgOptions options = { 0 };
    g_autoptr (GBytes) svg = write_sheet (board, &options);
    g_autofree char *text = g_strndup (g_bytes_get_data (svg, NULL), g_bytes_get_size (svg));
    g_assert_null (strstr (text, "lakeboard:"));
    g_assert_null (strstr (text, "metadata"));
  }
}

static char *
dup_svg (LkbBoard *board, LkbSvgOptions *options)
{
  g_autoptr (GBytes) svg = write_sheet (board, options);
  return g_strndup (g_bytes_get_data (svg, NULL), g_bytes_get_size (svg));
}

static void
test_elements (void)
{
  g_autoptr (LkbBoard) board = lkb_builder_board (
      "source a name=Clicks ; owner=Web ; x=0 ; y=0\n"
      "ingestion b name=Hub ; x=0 ; y=156\n"
      "edge e1 a b owner=Web ; consumer_owner=Hubs ; latency_p95=1 s\n");
  LkbSvgOptions options = { .title = "Sheet", .description = "One page" };
  g_autofree char *svg = dup_svg (board, &options);
  g_autofree char *again = dup_svg (board, &options);

  g_assert_cmpstr (svg, ==, again);
  g_assert_nonnull (strstr (svg, "role=\"img\""));
  g_assert_nonnull (strstr (svg, "<title id=\"lb.title\">Sheet</title>"));
  g_assert_nonnull (strstr (svg, "<g id=\"lb-a\" data-kind=\"source\" data-owner=\"Web\">\n"
                                 "<title>Clicks</title>"));
  g_assert_nonnull (strstr (svg, "<g id=\"lb-e1\" data-kind=\"edge\" data-owner=\"Web\">\n"
                                 "<title>Clicks → Hub</title>"));
  g_assert_nonnull (strstr (svg, "<g id=\"lb-e1.label\" data-part=\"label\">"));
  g_assert_nonnull (strstr (svg, "text-rendering=\"geometricPrecision\""));
  g_assert_nonnull (strstr (svg, "<rect x=\"0\" y=\"0\" width=\"1123\" height=\"794\" "
                                 "fill=\"#FFF\"/>"));
  /* The arrow of a hand-off is a shape: the board font has no such letter. */
  g_assert_null (strstr (svg, "⇒"));

  options.transparent = TRUE;
  g_free (again);
  again = dup_svg (board, &options);
  g_assert_null (strstr (again, "width=\"1123\" height=\"794\" fill"));
}

static void
test_right_to_left (void)
{
  g_autoptr (LkbBoard) board = lkb_builder_board ("source a name=שלום ; x=0 ; y=0\n");
  LkbSvgOptions options = { 0 };
  g_autofree char *svg = dup_svg (board, &options);
  const char *text = strstr (svg, ">שלום</text>");
  const char *start;

  g_assert_nonnull (text);
  for (start = text; *start != '<'; start--)
    ;
  g_assert_nonnull (g_strstr_len (start, text - start, "direction=\"rtl\""));
  /* It begins at the right, and stays where it ends. */
  g_assert_nonnull (g_strstr_len (start, text - start, "text-anchor=\"end\""));
  g_assert_nonnull (g_strstr_len (start, text - start, "x=\"50\""));
}

static void
test_numbers (void)
{
  LkbPictureBuilder *builder = lkb_picture_builder_new ();
  g_autoptr (LkbPicture) picture = NULL;
  LkbBox boxes[] = { { -0.001, 0.005, 1e6, 0.1 }, { -12345.678, 1.999, 3, 1e-9 } };
  LkbSvgOptions options = { lkb_box (0, 0, 10, 10) };
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *svg = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (boxes); i++)
    lkb_picture_builder_box (builder, &boxes[i], 0, lkb_colour (LKB_COLOUR_INK), NULL);
  picture = lkb_picture_builder_end (builder);
  bytes = lkb_svg_write (picture, lkb_theme_get (LKB_THEME_LIGHT), NULL, &options, &error);
  g_assert_no_error (error);
  svg = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  g_assert_nonnull (strstr (svg, "x=\"0\" y=\"0.01\" width=\"1000000\" height=\"0.1\""));
  g_assert_nonnull (strstr (svg, "x=\"-12345.68\" y=\"2\" width=\"3\" height=\"0\""));

  options.box = lkb_box (0, 0, 0, 10);
  g_assert_null (lkb_svg_write (picture, lkb_theme_get (LKB_THEME_LIGHT), NULL, &options, &error));
  g_assert_error (error, LKB_PICTURE_ERROR, LKB_PICTURE_ERROR_SIZE);
}

int
main (int argc, char **argv)
{
  lkb_test_init (&argc, &argv);
  lkb_test_require_font ();
  g_test_add_func ("/svg-writer/hostile-strings", test_hostile_strings);
  g_test_add_func ("/svg-writer/source", test_source);
  g_test_add_func ("/svg-writer/elements", test_elements);
  g_test_add_func ("/svg-writer/right-to-left", test_right_to_left);
  g_test_add_func ("/svg-writer/numbers", test_numbers);
  return g_test_run ();
}
