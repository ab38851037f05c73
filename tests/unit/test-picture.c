/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/picture/lkb-picture.h"

#include <math.h>
#include <string.h>

#include "core/picture/lkb-cairo-painter.h"
#include "core/picture/lkb-icon.h"
#include "core/picture/lkb-scene.h"
#include "tests/support/lkb-board-builder.h"
#include "tests/support/lkb-test.h"

static const char board_text[]
    = "source a name=Web clicks ; owner=Web ; x=0 ; y=0 ; rate=10 k events/s\n"
      "ingestion b name=Event Hub ; owner=Streaming ; x=0 ; y=156 ; capacity=25 k events/s\n"
      "pipeline c name=Feature pipeline ; x=376 ; y=156 ; trigger_interval=0.5 s\n"
      "feature-store d name=Store ; x=376 ; y=0\n"
      "note n text=Remember this ; x=752 ; y=0\n"
      "group g name=Ingest ; owner=Plant ; x=-24 ; y=-40 ; w=240 ; h=320\n"
      "edge e1 a b owner=Web ; consumer_owner=Streaming ; latency_p50=40 ms ; latency_p95=120 ms\n"
      "edge e2 b c owner=Streaming ; latency_p95=1 s ; mode=microbatch\n"
      "edge e3 c d\n";

static LkbPicture *
make_sample (void)
{
  LkbPictureBuilder *builder = lkb_picture_builder_new ();
  LkbGroupItem group = lkb_group_plain (10, 20, 2);
  LkbBox box = lkb_box (0, 0, 100, 50);
  LkbStroke stroke = lkb_stroke (lkb_colour (LKB_COLOUR_BORDER), 4);

  group.id = "x";
  lkb_picture_builder_begin (builder, &group);
  lkb_picture_builder_box (builder, &box, 8, lkb_colour (LKB_COLOUR_CARD), &stroke);
  lkb_picture_builder_finish_group (builder);
  return lkb_picture_builder_end (builder);
}

static void
test_bounds (void)
{
  g_autoptr (LkbPicture) picture = make_sample ();
  LkbPictureBuilder *builder = lkb_picture_builder_new ();
  LkbGroupItem group = lkb_group_plain (100, 0, 0.5);
  g_autoptr (LkbPicture) outer = NULL;
  LkbBox bounds = lkb_picture_get_bounds (picture);

  g_assert_cmpfloat (bounds.x, ==, 6);
  g_assert_cmpfloat (bounds.y, ==, 16);
  g_assert_cmpfloat (bounds.w, ==, 208);
  g_assert_cmpfloat (bounds.h, ==, 108);

  lkb_picture_builder_begin (builder, &group);
  lkb_picture_builder_append (builder, picture);
  lkb_picture_builder_finish_group (builder);
  outer = lkb_picture_builder_end (builder);
  bounds = lkb_picture_get_bounds (outer);
  g_assert_cmpfloat (bounds.x, ==, 103);
  g_assert_cmpfloat (bounds.w, ==, 104);

  builder = lkb_picture_builder_new ();
  lkb_picture_unref (picture);
  picture = lkb_picture_builder_end (builder);
  g_assert_true (lkb_box_is_empty (
      &(LkbBox){ lkb_picture_get_bounds (picture).x, 0, lkb_picture_get_bounds (picture).w, 0 }));
}

typedef struct
{
  guint n;
  guint depth;
  double scale;
} Seen;

static gboolean
see_item (const LkbPictureItem *item, double x, double y, double scale, guint depth,
          gpointer user_data)
{
  Seen *seen = user_data;

  seen->n++;
  g_assert_cmpint (item->type, !=, LKB_ITEM_PICTURE);
  if (item->type == LKB_ITEM_BOX)
    {
      seen->depth = depth;
      seen->scale = scale;
    }
  return TRUE;
}

static void
test_shared_pictures (void)
{
  g_autoptr (LkbPicture) picture = make_sample ();
  LkbPictureBuilder *builder = lkb_picture_builder_new ();
  LkbGroupItem group = lkb_group_plain (0, 0, 3);
  g_autoptr (LkbPicture) outer = NULL;
  g_autofree char *text = NULL;
  Seen seen = { 0 };

  lkb_picture_builder_begin (builder, &group);
  lkb_picture_builder_append (builder, picture);
  lkb_picture_builder_append (builder, picture);
  lkb_picture_builder_finish_group (builder);
  outer = lkb_picture_builder_end (builder);
  g_assert_true (lkb_picture_foreach (outer, see_item, &seen));
  g_assert_cmpuint (seen.n, ==, 8);
  g_assert_cmpuint (seen.depth, ==, 2);
  g_assert_cmpfloat (seen.scale, ==, 6);
  text = lkb_picture_to_string (outer);
  g_assert_nonnull (strstr (text, "\n  box 0.00 0.00 100.00 50.00 8.00"));
}

/* Strings of any bytes come out clean; blank ones paint nothing. */
static void
test_text_is_cleaned (void)
{
  LkbPictureBuilder *builder = lkb_picture_builder_new ();
  LkbTextItem text = { "a\x01\xff\n b", LKB_FONT_TECH, 1, 2, 3 };
  g_autoptr (LkbPicture) picture = NULL;

  lkb_picture_builder_text (builder, &text);
  text.text = " \n\t";
  lkb_picture_builder_text (builder, &text);
  text.text = NULL;
  lkb_picture_builder_text (builder, &text);
  picture = lkb_picture_builder_end (builder);
  g_assert_cmpuint (lkb_picture_get_n_items (picture), ==, 1);
  g_assert_cmpstr (lkb_picture_get_item (picture, 0)->text.text, ==, "a□\xef\xbf\xbd b");
}

/* Every point of a curve is as far from the line it accompanies as was asked for. */
static void
test_lines_beside (void)
{
  const LkbPoint points[] = { { 0, 0 }, { 100, 0 }, { 100, 80 }, { 200, 80 }, { 200, 20 } };
  const double offsets[] = { 1.625, -1.625 };

  for (guint o = 0; o < 2; o++)
    {
      g_autoptr (LkbPath) path = lkb_path_new ();
      const LkbPathSegment *segments;
      gsize n, curves = 0;

      lkb_path_polyline_beside (path, points, G_N_ELEMENTS (points), 8, offsets[o]);
      segments = lkb_path_get_segments (path, &n);
      g_assert_cmpfloat_with_epsilon (segments[0].to.y, offsets[o], 1e-9);
      for (gsize i = 1; i < n; i++)
        if (segments[i].op == LKB_PATH_CURVE)
          {
            /* Corners around which the line turns right (first) lie nearer to the right one. */
            gboolean right = curves == 0 || curves == 2;
            double r = hypot (segments[i].to.x - segments[i - 1].to.x,
                              segments[i].to.y - segments[i - 1].to.y)
                       / G_SQRT2;
            g_assert_cmpfloat_with_epsilon (r, 8 - (right ? offsets[o] : -offsets[o]), 1e-6);
            curves++;
            if (curves == 2)
              curves = 3; /* the third corner turns left as the second does */
          }
      g_assert_cmpuint (curves, >=, 3);
    }
}

static void
test_path_refuses_nonsense (void)
{
  g_autoptr (LkbPath) path = lkb_path_new ();
  gsize n;

  g_test_expect_message ("lakeboard", G_LOG_LEVEL_CRITICAL, "*isfinite*");
  lkb_path_move_to (path, NAN, 0);
  g_test_assert_expected_messages ();
  lkb_path_get_segments (path, &n);
  g_assert_cmpuint (n, ==, 0);
  lkb_path_close (path);
  lkb_path_polyline (path, NULL, 0, 8);
}

static void
test_icons (void)
{
  for (int kind = 0; kind < LKB_N_KINDS; kind++)
    {
      g_autoptr (LkbPicture) picture = lkb_icon_new_kind ((LkbKind) kind, LKB_ICON_SIZE,
                                                          lkb_colour (LKB_COLOUR_INK));
      LkbBox bounds = lkb_picture_get_bounds (picture);

      /* Sharp and consistent: each fills its square, none leaves it. */
      g_assert_cmpfloat (bounds.x, >=, -0.01);
      g_assert_cmpfloat (bounds.y, >=, -0.01);
      g_assert_cmpfloat (bounds.x + bounds.w, <=, LKB_ICON_SIZE + 0.01);
      g_assert_cmpfloat (bounds.y + bounds.h, <=, LKB_ICON_SIZE + 0.01);
      g_assert_cmpfloat (MAX (bounds.w, bounds.h), >=, 14);
    }
  for (guint i = 0; i < 2 * LKB_N_TEAM_COLOURS; i++)
    {
      g_autoptr (LkbPicture) picture = lkb_icon_new_marker (i, 8);
      LkbBox bounds = lkb_picture_get_bounds (picture);
      g_assert_cmpfloat (bounds.w, <=, 10);
      g_assert_cmpfloat (bounds.h, <=, 10);
      g_assert_cmpfloat (bounds.h, >=, 6);
    }
}

typedef struct
{
  LkbBoard *board;
  LkbTextMeasurer *measurer;
  LkbScene *scene;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  f->board = lkb_builder_board (board_text);
  f->measurer = lkb_text_measurer_new ();
  f->scene = lkb_scene_new (f->measurer, f->board, NULL);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  lkb_scene_unref (f->scene);
  lkb_text_measurer_unref (f->measurer);
  g_object_unref (f->board);
}

static LkbPicture *
get_picture (Fixture *f, const char *id)
{
  return lkb_scene_get_picture (f->scene, lkb_scene_find (f->scene, id), LKB_DETAIL_FULL);
}

static LkbPicture *
get_label (Fixture *f, const char *id)
{
  return lkb_scene_get_label (f->scene, lkb_scene_find (f->scene, id), LKB_DETAIL_FULL);
}

static void
test_scene_items (Fixture *f, gconstpointer data)
{
  const LkbSceneItem *item;
  LkbLayer last = LKB_LAYER_GROUPS;

  g_assert_cmpuint (lkb_scene_get_n_items (f->scene), ==, 9);
  for (guint i = 0; i < lkb_scene_get_n_items (f->scene); i++)
    {
      item = lkb_scene_get_item (f->scene, i);
      g_assert_cmpint (item->layer, >=, last);
      last = item->layer;
      for (int detail = 0; detail < LKB_N_DETAILS; detail++)
        {
          LkbPicture *picture = lkb_scene_get_picture (f->scene, item, (LkbDetail) detail);
          LkbBox bounds = lkb_picture_get_bounds (picture);

          g_assert_true (picture == lkb_scene_get_picture (f->scene, item, (LkbDetail) detail));
          /* The bounds told beforehand hold what is painted. */
          g_assert_cmpfloat (bounds.x, >=, item->bounds.x - 1.01);
          g_assert_cmpfloat (bounds.x + bounds.w, <=, item->bounds.x + item->bounds.w + 1.01);
          g_assert_cmpfloat (bounds.y, >=, item->bounds.y - 1.01);
          g_assert_cmpfloat (bounds.y + bounds.h, <=, item->bounds.y + item->bounds.h + 1.01);
        }
    }
  item = lkb_scene_find (f->scene, "e1");
  g_assert_cmpint (item->kind, ==, LKB_KIND_EDGE);
  g_assert_cmpuint (item->n_points, >=, 2);
  g_assert_nonnull (get_label (f, "e1"));
  g_assert_null (lkb_scene_get_label (f->scene, lkb_scene_find (f->scene, "a"), LKB_DETAIL_FULL));
  g_assert_null (lkb_scene_find (f->scene, "nowhere"));
}

/* A picture's address changes when and only when what it shows changes. */
static void
test_scene_update (Fixture *f, gconstpointer data)
{
  g_autoptr (LkbPicture) a = lkb_picture_ref (get_picture (f, "a"));
  g_autoptr (LkbPicture) c = lkb_picture_ref (get_picture (f, "c"));
  g_autoptr (LkbPicture) e1 = lkb_picture_ref (get_picture (f, "e1"));
  g_autoptr (LkbPicture) e2 = lkb_picture_ref (get_picture (f, "e2"));
  g_autoptr (LkbPicture) l1 = lkb_picture_ref (get_label (f, "e1"));

  g_assert_false (lkb_scene_update (f->scene, f->board, NULL, NULL));
  g_assert_true (get_picture (f, "a") == a);
  g_assert_true (get_label (f, "e1") == l1);

  lkb_builder_set (f->board, "c", LKB_FIELD_X, "400");
  g_assert_true (lkb_scene_update (f->scene, f->board, NULL, NULL));
  g_assert_true (get_picture (f, "a") == a);
  g_assert_true (get_picture (f, "e1") == e1);
  g_assert_true (get_label (f, "e1") == l1);
  g_assert_true (get_picture (f, "c") != c);
  g_assert_true (get_picture (f, "e2") != e2);

  /* A name is part of the title of the edges at its node, and of nothing else. */
  lkb_builder_set (f->board, "a", LKB_FIELD_NAME, "Web hits");
  g_assert_true (lkb_scene_update (f->scene, f->board, NULL, NULL));
  g_assert_true (get_picture (f, "a") != a);
  g_assert_true (get_picture (f, "e1") != e1);
}

static void
assert_as_new (Fixture *f)
{
  g_autoptr (LkbScene) fresh = lkb_scene_new (f->measurer, f->board, NULL);

  for (int detail = 0; detail < LKB_N_DETAILS; detail++)
    {
      g_autoptr (LkbPicture) updated = lkb_scene_dup_picture (f->scene, (LkbDetail) detail);
      g_autoptr (LkbPicture) whole = lkb_scene_dup_picture (fresh, (LkbDetail) detail);
      g_autofree char *updated_text = lkb_picture_to_string (updated);
      g_autofree char *whole_text = lkb_picture_to_string (whole);

      g_assert_cmpstr (updated_text, ==, whole_text);
    }
}

/* Whatever was changed, an updated scene is the scene made anew. */
static void
test_update_equals_new (Fixture *f, gconstpointer data)
{
  static const struct
  {
    const char *id;
    LkbField field;
    const char *text;
  } steps[] = {
    { "a", LKB_FIELD_X, "40" },
    { "a", LKB_FIELD_OWNER, "Streaming" },
    { "e3", LKB_FIELD_OWNER, "Feature Eng" },
    { "e3", LKB_FIELD_CONSUMER_OWNER, "ML Platform" },
    { "e3", LKB_FIELD_OWNER, "" },
    { "e1", LKB_FIELD_OWNER, "" }, /* then its group's owner counts */
    { "g", LKB_FIELD_OWNER, "" },
    { "c", LKB_FIELD_PRIORITY, "later" },
    { "n", LKB_FIELD_TEXT, "A longer text that has to be wrapped into some lines of its own" },
    { "e2", LKB_FIELD_MODE, "request" },
    { "b", LKB_FIELD_NAME, "" },
    { "@board", LKB_FIELD_VOCABULARY, "lakeflow" },
  };
  const char *const gone[] = { "b", NULL };

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_test_message ("%s: %s", steps[i].id, lkb_field_get_key (steps[i].field));
      lkb_builder_set (f->board, steps[i].id, steps[i].field, steps[i].text);
      lkb_scene_update (f->scene, f->board, NULL, NULL);
      assert_as_new (f);
    }
  for (guint i = 0; gone[i] != NULL; i++)
    {
      g_autoptr (LkbChange) change = lkb_change_new (NULL);

      lkb_change_add (change, lkb_board_lookup (f->board, gone[i]), NULL);
      g_assert_true (lkb_board_apply (f->board, change, NULL));
      g_assert_true (lkb_scene_update (f->scene, f->board, NULL, NULL));
      g_assert_null (lkb_scene_find (f->scene, gone[i]));
      assert_as_new (f);
    }
}

/* Far away less is said: no numbers, then no letters, then no text at all. */
static void
test_details (Fixture *f, gconstpointer data)
{
  guint texts[LKB_N_DETAILS] = { 0 };

  for (int detail = 0; detail < LKB_N_DETAILS; detail++)
    {
      g_autoptr (LkbPicture) picture = lkb_scene_dup_picture (f->scene, (LkbDetail) detail);
      g_autofree char *text = lkb_picture_to_string (picture);

      for (const char *p = strstr (text, "text "); p != NULL; p = strstr (p + 1, "text "))
        texts[detail]++;
      g_assert_true ((strstr (text, "40 / 120 ms\"") != NULL) == (detail == LKB_DETAIL_FULL));
    }
  g_assert_cmpuint (texts[LKB_DETAIL_FULL], >, texts[LKB_DETAIL_SHORT]);
  g_assert_cmpuint (texts[LKB_DETAIL_SHORT], >, texts[LKB_DETAIL_MARKER]);
  g_assert_cmpuint (texts[LKB_DETAIL_MARKER], >, 0);
  g_assert_cmpuint (texts[LKB_DETAIL_SHAPES], ==, 0);
  g_assert_cmpint (lkb_detail_for_zoom (1), ==, LKB_DETAIL_FULL);
  g_assert_cmpint (lkb_detail_for_zoom (0.5), ==, LKB_DETAIL_SHORT);
  g_assert_cmpint (lkb_detail_for_zoom (0.3), ==, LKB_DETAIL_MARKER);
  g_assert_cmpint (lkb_detail_for_zoom (0.1), ==, LKB_DETAIL_SHAPES);
}

static void
test_words (Fixture *f, gconstpointer data)
{
  g_autofree char *node = lkb_scene_dup_sentence (f->scene, "b");
  g_autofree char *edge = lkb_scene_dup_sentence (f->scene, "e1");
  g_autofree char *open = lkb_scene_dup_sentence (f->scene, "e3");

  g_assert_cmpstr (node, ==, "Event Hub: Ingestion, owned by Streaming, 25 k/s max");
  g_assert_cmpstr (edge, ==,
                   "Web clicks → Event Hub: Web hands over to Streaming, Stream, 40 / 120 ms");
  g_assert_cmpstr (open, ==, "Feature pipeline → Store: nobody owns it yet, Publish");
  g_assert_null (lkb_scene_dup_sentence (f->scene, "nowhere"));
}

/* What is painted of a text lies where it was measured. */
static void
test_painted_where_measured (void)
{
  static const char word[] = "HHHHHHHH";
  g_autoptr (LkbTextMeasurer) measurer = lkb_text_measurer_new ();
  LkbPictureBuilder *builder = lkb_picture_builder_new ();
  LkbTextItem text = { word, LKB_FONT_SHEET_TITLE, 20, 50 };
  LkbImageOptions options = { lkb_box (0, 0, 300, 80), 1 };
  g_autoptr (LkbPicture) picture = NULL;
  g_autoptr (GError) error = NULL;
  cairo_surface_t *surface;
  int first = -1, last = -1;

  text.advance = lkb_text_measurer_measure (measurer, word, LKB_FONT_SHEET_TITLE);
  text.colour = lkb_colour (LKB_COLOUR_INK);
  lkb_picture_builder_text (builder, &text);
  picture = lkb_picture_builder_end (builder);
  surface = lkb_cairo_create_surface (picture, lkb_theme_get (LKB_THEME_LIGHT), measurer, &options,
                                      &error);
  g_assert_no_error (error);
  for (int x = 0; x < 300; x++)
    for (int y = 0; y < 80; y++)
      {
        const guchar *row = cairo_image_surface_get_data (surface)
                            + y * cairo_image_surface_get_stride (surface);
        if (row[4 * x] < 0x80)
          {
            first = first < 0 ? x : first;
            last = x;
          }
      }
  cairo_surface_destroy (surface);
  /* An H has about 0.08 em of white on each side. */
  g_assert_cmpfloat (fabs (first - (20 + 24 * 0.0791)), <, 2);
  g_assert_cmpfloat (fabs (last - (20 + text.advance - 24 * 0.0791)), <, 2);
}

static void
test_images_have_limits (void)
{
  g_autoptr (LkbPicture) picture = make_sample ();
  g_autoptr (LkbTextMeasurer) measurer = lkb_text_measurer_new ();
  const LkbTheme *theme = lkb_theme_get (LKB_THEME_LIGHT);
  const LkbImageOptions refused[] = {
    { lkb_box (0, 0, 0, 0), 1 },          { lkb_box (0, 0, NAN, 10), 1 },
    { lkb_box (0, 0, 100, INFINITY), 1 }, { lkb_box (0, 0, 100, 100), 1000 },
    { lkb_box (0, 0, 100, 100), 300 },    { lkb_box (0, 0, 100, 1), 1, 40000 },
    { lkb_box (1e9, 0, 100, 1), 1 },      { lkb_box (0, 0, 100, 100), INFINITY },
  };

  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (lkb_cairo_create_surface (picture, theme, measurer, &refused[i], &error));
      g_assert_error (error, LKB_PICTURE_ERROR, LKB_PICTURE_ERROR_SIZE);
      g_assert_null (strchr (error->message, '\n'));
    }
}

static GBytes *
write_image (const LkbPicture *picture, LkbTextMeasurer *measurer, gboolean pdf)
{
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  LkbImageOptions options = { lkb_box (0, 0, 300, 200), 2, .title = "A <b> & c" };
  g_autoptr (GError) error = NULL;

  if (pdf)
    lkb_cairo_write_pdf (picture, lkb_theme_get (LKB_THEME_DARK), measurer, &options, stream, NULL,
                         &error);
  else
    lkb_cairo_write_png (picture, lkb_theme_get (LKB_THEME_DARK), measurer, &options, stream, NULL,
                         &error);
  g_assert_no_error (error);
  g_output_stream_close (stream, NULL, NULL);
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (stream));
}

static void
test_images_are_equal (Fixture *f, gconstpointer data)
{
  g_autoptr (LkbPicture) picture = lkb_scene_dup_picture (f->scene, LKB_DETAIL_FULL);

  for (int pdf = 0; pdf < 2; pdf++)
    {
      g_autoptr (GBytes) first = write_image (picture, f->measurer, pdf);
      g_autoptr (GBytes) second = write_image (picture, f->measurer, pdf);
      const char *magic = pdf ? "%PDF" : "\x89PNG";

      g_assert_true (g_bytes_equal (first, second));
      g_assert_cmpmem (g_bytes_get_data (first, NULL), 4, magic, 4);
    }
}

int
main (int argc, char **argv)
{
  lkb_test_init (&argc, &argv);
  lkb_test_require_font ();
  g_test_add_func ("/picture/bounds", test_bounds);
  g_test_add_func ("/picture/shared", test_shared_pictures);
  g_test_add_func ("/picture/text-is-cleaned", test_text_is_cleaned);
  g_test_add_func ("/picture/lines-beside", test_lines_beside);
  g_test_add_func ("/picture/path-refuses-nonsense", test_path_refuses_nonsense);
  g_test_add_func ("/picture/icons", test_icons);
  g_test_add_func ("/picture/painted-where-measured", test_painted_where_measured);
  g_test_add_func ("/picture/image-limits", test_images_have_limits);
#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  ADD ("/scene/items", test_scene_items);
  ADD ("/scene/update", test_scene_update);
  ADD ("/scene/update-equals-new", test_update_equals_new);
  ADD ("/scene/details", test_details);
  ADD ("/scene/words", test_words);
  ADD ("/picture/images-are-equal", test_images_are_equal);
  return g_test_run ();
}
