/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/picture/lkb-sheet.h"

#include <math.h>
#include <string.h>

#include "core/layout/lkb-metrics.h"
#include "core/picture/lkb-cairo-painter.h"
#include "tests/support/lkb-board-builder.h"
#include "tests/support/lkb-test.h"

#define SMALLEST_PT 7.0

/* An interview's page: six nodes in three lanes. */
static const char page_of_six[]
    = "@board title=Click to feature vector ; author=A. Author ; date=2026-11-22 ; "
      "goal=Deliver feature vectors to the recommender within 3 s of a click ; "
      "kpis=[name:time to insight|target:≤ 3 s @ p95|primary:true|from:clicks|to:model] ; "
      "budget_freshness=5 s @ p95 ; budget_cost=$8 k per month ; "
      "assumptions=Hops are independent.,All figures are estimates. ; "
      "trade_offs=[chose:Continuous|over:triggered|gain:fresher|give_up:idle hours"
      "|knob:pipeline.trigger_interval]\n"
      "source clicks name=Web click stream ; owner=Web ; technology=Browser SDK ; x=0 ; y=0 ; "
      "rate=10 k events/s\n"
      "ingestion hub name=Event Hub ; owner=Streaming Platform ; technology=128 partitions ; x=0 ; "
      "y=156 ; capacity=25 k events/s ; costs=[basis:fixed|price:$736 per month]\n"
      "pipeline pipeline name=Feature pipeline ; owner=Feature Eng ; x=376 ; y=156 ; "
      "trigger_interval=0.5 s ; batch_duration=0.2 s ; features=liquid-clustering ; "
      "costs=[basis:fixed|price:$3,100 per month]\n"
      "feature-store store name=Online feature store ; owner=ML Platform ; type=online-store ; "
      "x=376 "
      "; y=0 ; costs=[basis:fixed|price:$256 per month]\n"
      "model model name=Recommendation model ; owner=Reco ; x=752 ; y=0\n"
      "model trainer name=Model trainer ; type=training ; owner=Reco ; x=752 ; y=156\n"
      "edge e1 clicks hub owner=Web ; consumer_owner=Streaming Platform ; accept=ids ; "
      "latency_p50=40 ms ; latency_p95=120 ms ; rate=10 k events/s\n"
      "edge e2 hub pipeline owner=Streaming Platform ; consumer_owner=Feature Eng ; accept=lag ; "
      "mode=microbatch ; latency_p50=650 ms ; latency_p95=900 ms\n"
      "edge e3 pipeline store owner=Feature Eng ; consumer_owner=ML Platform ; "
      "latency_p50=500 ms ; latency_p95=1,100 ms\n"
      "edge e4 store model owner=ML Platform ; consumer_owner=Reco ; latency_p50=8 ms ; "
      "latency_p95=25 ms\n"
      "edge e5 store trainer owner=ML Platform ; consumer_owner=Reco ; interval=1 d\n";

typedef struct
{
  LkbBoard *board;
  LkbTextMeasurer *measurer;
  LkbAnalysis *analysis;
  LkbScene *scene;
  LkbSheet *sheet;
} Page;

static Page *
make_page (LkbBoard *board, const LkbSheetOptions *options)
{
  Page *page = g_new0 (Page, 1);

  page->board = board;
  page->measurer = lkb_text_measurer_new ();
  page->analysis = lkb_analysis_new (board, NULL);
  page->scene = lkb_scene_new (page->measurer, board, page->analysis);
  page->sheet = lkb_sheet_new (page->scene, board, page->analysis, NULL, options);
  return page;
}

static void
free_page (Page *page)
{
  lkb_sheet_unref (page->sheet);
  lkb_scene_unref (page->scene);
  lkb_analysis_unref (page->analysis);
  lkb_text_measurer_unref (page->measurer);
  g_object_unref (page->board);
  g_free (page);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Page, free_page)

/* Twelve nodes, four to a lane. */
static LkbBoard *
make_twelve (void)
{
  static const char *const teams[] = { "Web", "Streaming Platform", "Feature Eng", "ML Platform" };
  static const char *const kinds[] = { "source", "ingestion", "pipeline", "storage" };
  static const char *const modes[] = { "stream", "microbatch", "batch", "request", "lookup" };
  GString *text = g_string_new ("@board title=Twelve ; goal=Everything on one page within 5 s\n");
  LkbBoard *board;

  for (int lane = 0; lane < 3; lane++)
    for (int row = 0; row < 4; row++)
      g_string_append_printf (text,
                              "%s n%d%d name=Step %d of lane %d ; owner=%s ; x=%d ; y=%d ; "
                              "technology=one line of words ; latency_p50=300 ms ; "
                              "latency_p95=900 ms\n",
                              kinds[row], lane, row, row + 1, lane + 1, teams[row], lane * 376,
                              row * 148);
  for (int lane = 0; lane < 3; lane++)
    for (int row = 0; row < 3; row++)
      g_string_append_printf (text,
                              "edge v%d%d n%d%d n%d%d owner=%s ; consumer_owner=%s ; mode=%s ; "
                              "latency_p50=40 ms ; latency_p95=120 ms\n",
                              lane, row, lane, row, lane, row + 1, teams[row], teams[row + 1],
                              modes[(lane + row) % 5]);
  for (int lane = 0; lane < 2; lane++)
    g_string_append_printf (text,
                            "edge h%d n%d0 n%d0 owner=Web ; latency_p50=40 ms ; "
                            "latency_p95=120 ms\n",
                            lane, lane, lane + 1);
  board = lkb_builder_board (text->str);
  g_string_free (text, TRUE);
  return board;
}

static double
measure_gap (const LkbBox *a, const LkbBox *b)
{
  double dx = MAX (a->x - (b->x + b->w), b->x - (a->x + a->w));
  double dy = MAX (a->y - (b->y + b->h), b->y - (a->y + a->h));

  if (dx >= 0 && dy >= 0)
    return hypot (dx, dy);
  return MAX (dx, dy);
}

static void
check_gap (const char *a, const LkbBox *box_a, const char *b, const LkbBox *box_b, double wanted)
{
  if (lkb_box_is_empty (box_a) || lkb_box_is_empty (box_b))
    return;
  if (measure_gap (box_a, box_b) < wanted - 1e-6)
    {
      g_test_message ("%s and %s are %.1f apart", a, b, measure_gap (box_a, box_b));
      g_test_fail ();
    }
}

static void
check_places (LkbScene *scene)
{
  for (guint i = 0; i < lkb_scene_get_n_items (scene); i++)
    {
      const LkbSceneItem *a = lkb_scene_get_item (scene, i);

      if (a->layer == LKB_LAYER_NODES)
        {
          g_assert_cmpfloat (fmod (a->box.x, LKB_GRID), ==, 0);
          g_assert_cmpfloat (fmod (a->box.y, LKB_GRID), ==, 0);
          g_assert_cmpfloat (fmod (a->box.w, LKB_GRID), ==, 0);
          g_assert_cmpfloat (fmod (a->box.h, LKB_GRID), ==, 0);
        }
      for (guint k = 0; k < lkb_scene_get_n_items (scene); k++)
        {
          const LkbSceneItem *b = lkb_scene_get_item (scene, k);

          if (k > i && a->layer == LKB_LAYER_NODES && b->layer == LKB_LAYER_NODES)
            check_gap (a->id, &a->box, b->id, &b->box, LKB_BOX_GAP_MIN);
          if (a->kind == LKB_KIND_EDGE && b->layer == LKB_LAYER_NODES)
            check_gap (a->id, &a->label_box, b->id, &b->box, LKB_PILL_CLEAR_NODE);
          if (k > i && a->kind == LKB_KIND_EDGE && b->kind == LKB_KIND_EDGE)
            check_gap (a->id, &a->label_box, b->id, &b->label_box, LKB_PILL_CLEAR_LABEL);
        }
    }
}

/* No line runs under a text: numbers stand free, what is written in cards and pills is on their fill. */
static void
check_lines (LkbScene *scene)
{
  for (guint i = 0; i < lkb_scene_get_n_items (scene); i++)
    {
      const LkbSceneItem *edge = lkb_scene_get_item (scene, i);

      for (gsize p = 1; p < edge->n_points; p++)
        {
          LkbBox leg = lkb_box_from_points (edge->points[p - 1], edge->points[p]);

          for (guint k = 0; k < lkb_scene_get_n_items (scene); k++)
            {
              const LkbSceneItem *other = lkb_scene_get_item (scene, k);
              LkbBox inner = lkb_box_grow (&other->box, -1);

              check_gap (edge->id, &leg, other->id, &other->numbers_box, 0);
              if (other != edge)
                check_gap (edge->id, &leg, other->id, &other->label_box, 0);
              if (other->layer == LKB_LAYER_NODES)
                check_gap (edge->id, &leg, other->id, &inner, 0);
            }
        }
    }
}

typedef struct
{
  double sizes[8];
  guint n_sizes;
  gboolean weights[2];
} Type;

static gboolean
gather_type (const LkbPictureItem *item, double x, double y, double scale, guint depth,
             gpointer user_data)
{
  Type *type = user_data;
  const LkbFont *font;
  guint i;

  if (item->type != LKB_ITEM_TEXT)
    return TRUE;
  font = lkb_font_get (item->text.role);
  type->weights[font->bold] = TRUE;
  for (i = 0; i < type->n_sizes; i++)
    if (type->sizes[i] == font->size)
      return TRUE;
  g_assert_cmpuint (i, <, G_N_ELEMENTS (type->sizes));
  type->sizes[type->n_sizes++] = font->size;
  return TRUE;
}

/* Share of what is not paper that is saturated colour. */
static double
measure_saturation (Page *page)
{
  g_autoptr (LkbPicture) drawing = lkb_scene_dup_picture (page->scene, LKB_DETAIL_FULL);
  LkbImageOptions options = { lkb_scene_get_bounds (page->scene), 1 };
  g_autoptr (GError) error = NULL;
  cairo_surface_t *surface = lkb_cairo_create_surface (drawing, lkb_theme_get (LKB_THEME_LIGHT),
                                                       page->measurer, &options, &error);
  guint ink = 0, saturated = 0;

  g_assert_no_error (error);
  for (int y = 0; y < cairo_image_surface_get_height (surface); y++)
    {
      const guchar *row = cairo_image_surface_get_data (surface)
                          + y * cairo_image_surface_get_stride (surface);
      for (int x = 0; x < cairo_image_surface_get_width (surface); x++)
        {
          guint b = row[4 * x], g = row[4 * x + 1], r = row[4 * x + 2];
          guint most = MAX (r, MAX (g, b)), least = MIN (r, MIN (g, b));

          if (least > 248)
            continue;
          ink++;
          if (most - least > 77)
            saturated++;
        }
    }
  cairo_surface_destroy (surface);
  return (double) saturated / ink;
}

static void
check_beauty (Page *page)
{
  LkbBox area = lkb_sheet_get_drawing_area (page->sheet);
  LkbBox bounds = lkb_scene_get_bounds (page->scene);
  double scale = lkb_sheet_get_scale (page->sheet);
  g_autoptr (LkbPicture) drawing = lkb_scene_dup_picture (page->scene, LKB_DETAIL_FULL);
  Type type = { 0 };

  g_assert_cmpfloat (lkb_sheet_get_smallest_text_pt (page->sheet), >=, SMALLEST_PT);
  g_assert_cmpfloat (scale, >=, LKB_SHEET_SCALE_MIN);
  g_assert_cmpfloat (scale, <=, LKB_SHEET_SCALE_MAX);
  g_assert_cmpfloat (bounds.w * scale, <=, area.w + 0.01);
  g_assert_cmpfloat (bounds.h * scale, <=, area.h + 0.01);
  g_assert_true (bounds.w * scale >= 0.6 * area.w || bounds.h * scale >= 0.6 * area.h);
  g_assert_null (lkb_sheet_get_overlaps (page->sheet)[0]);
  check_places (page->scene);
  check_lines (page->scene);
  lkb_picture_foreach (drawing, gather_type, &type);
  g_assert_cmpuint (type.n_sizes, <=, 3);
  g_assert_cmpfloat (measure_saturation (page), <=, 0.30);
}

static void
test_six (void)
{
  g_autoptr (Page) page = make_page (lkb_builder_board (page_of_six), NULL);

  check_beauty (page);
  g_assert_cmpuint (lkb_sheet_get_n_cut (page->sheet), ==, 0);
}

static void
test_twelve (void)
{
  g_autoptr (Page) page = make_page (make_twelve (), NULL);

  check_beauty (page);
}

static void
test_places (void)
{
  static const struct
  {
    LkbSheetPart part;
    LkbSheetState state;
    const char *text;
  } wanted[] = {
    { LKB_SHEET_TITLE, LKB_SHEET_STATE_NONE, "Click to feature vector" },
    { LKB_SHEET_AUTHOR, LKB_SHEET_STATE_NONE, "A. Author" },
    { LKB_SHEET_DATE, LKB_SHEET_STATE_NONE, "2026-11-22" },
    { LKB_SHEET_KPI, LKB_SHEET_STATE_OK, "1.87 s of 3 s @ p95" },
    { LKB_SHEET_FRESHNESS, LKB_SHEET_STATE_OK, "1.65 s of 5 s @ p95" },
    { LKB_SHEET_COST, LKB_SHEET_STATE_OK, "$4.1 k of $8 k a month" },
    { LKB_SHEET_OWNERSHIP, LKB_SHEET_STATE_OK, "5 of 5 edges owned" },
  };
  g_autoptr (Page) page = make_page (lkb_builder_board (page_of_six), NULL);
  LkbBox paper = lkb_box (0, 0, lkb_sheet_get_width (page->sheet),
                          lkb_sheet_get_height (page->sheet));

  for (guint i = 0; i < G_N_ELEMENTS (wanted); i++)
    {
      const LkbSheetPlace *place = lkb_sheet_find_place (page->sheet, wanted[i].part);

      g_assert_nonnull (place);
      g_assert_cmpstr (place->text, ==, wanted[i].text);
      g_assert_cmpint (place->state, ==, wanted[i].state);
    }
  /* Without a budget there is no cell. */
  g_assert_null (lkb_sheet_find_place (page->sheet, LKB_SHEET_AVAILABILITY));
  for (guint i = 0; i < lkb_sheet_get_n_places (page->sheet); i++)
    {
      const LkbSheetPlace *a = lkb_sheet_get_place (page->sheet, i);

      g_assert_true (lkb_box_contains (&paper, a->box.x, a->box.y));
      g_assert_true (lkb_box_contains (&paper, a->box.x + a->box.w, a->box.y + a->box.h));
      for (guint k = i + 1; k < lkb_sheet_get_n_places (page->sheet); k++)
        g_assert_false (lkb_box_overlaps (&a->box, &lkb_sheet_get_place (page->sheet, k)->box));
    }
}

/* A cell says how it stands against its budget. */
static void
test_states (void)
{
  static const struct
  {
    const char *budget;
    LkbSheetState state;
  } cases[] = {
    { "$5 k per month", LKB_SHEET_STATE_OK },
    { "$4.2 k per month", LKB_SHEET_STATE_CHECK },
    { "$4 k per month", LKB_SHEET_STATE_WRONG },
    { "€5 k per month", LKB_SHEET_STATE_TODO },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      LkbBoard *board = lkb_builder_board (page_of_six);
      g_autoptr (Page) page = NULL;

      lkb_builder_set (board, "@board", LKB_FIELD_BUDGET_COST, cases[i].budget);
      page = make_page (board, NULL);
      g_assert_cmpint (lkb_sheet_find_place (page->sheet, LKB_SHEET_COST)->state, ==,
                       cases[i].state);
    }
}

static char *
dup_text (LkbSheet *sheet)
{
  return lkb_picture_to_string (lkb_sheet_get_furniture (sheet));
}

static void
test_words (void)
{
  LkbSheetOptions options = { .draft = TRUE, .n_to_fix = 2 };
  g_autoptr (Page) page = make_page (lkb_builder_board (page_of_six), &options);
  g_autofree char *text = dup_text (page->sheet);
  static const char *const said[] = {
    "\"DRAFT – 2 to fix\"",
    "\"Time to insight (primary KPI)\"",
    "\"if hops are independent\"",
    "\"trigger 0.5 s included, if hops are independent\"",
    "per M events, month of 730 h\"",
    "\"5 hand-offs, 2 accepted\"",
    "\"Owners and who is called\"",
    "\"Liquid clustering\"",
    "\"Continuous over triggered: fresher\"",
    "\"gives up idle hours · knob: trigger interval\"",
    "\"Lakeboard\"",
    "\"micro-batch\"",
    "\"lookup\"",
  };

  for (guint i = 0; i < G_N_ELEMENTS (said); i++)
    if (strstr (text, said[i]) == NULL)
      {
        g_test_message ("the page does not say %s", said[i]);
        g_test_fail ();
      }
  /* Lines that are not used are not explained. */
  g_assert_null (strstr (text, "\"replicate\""));
}

static void
assert_says (LkbSheet *sheet, const char *words)
{
  g_autofree char *text = dup_text (sheet);

  if (strstr (text, words) == NULL)
    g_error ("the page does not say %s", words);
}

/* Each figure names its percentile and what it takes for granted, whether or not the budget does. */
static void
test_named (void)
{
  LkbBoard *board = lkb_builder_board (page_of_six);
  g_autoptr (Page) page = NULL;
  g_autoptr (Page) full = NULL;

  lkb_builder_set (board, "@board", LKB_FIELD_BUDGET_FRESHNESS, "5 s");
  lkb_builder_set (board, "@board", LKB_FIELD_BUDGET_REQUEST_TAIL, "100 ms @ max");
  page = make_page (g_object_ref (board), NULL);
  assert_says (page->sheet, "\"of 5 s @ p95\"");
  assert_says (page->sheet, "\"of 100 ms @ max\"");
  assert_says (page->sheet, "\"p99, if hops are independent\"");
  /* Where both have no room in one line, the label takes it. */
  lkb_builder_set (board, "@board", LKB_FIELD_BUDGET_AVAILABILITY, "99.8 %");
  lkb_builder_set (board, "store", LKB_FIELD_AVAILABILITY, "99.95 %");
  lkb_builder_set (board, "model", LKB_FIELD_AVAILABILITY, "99.95 %");
  full = make_page (board, NULL);
  assert_says (full->sheet, "\"Availability, if independent\"");
  assert_says (full->sheet, "\"43 min of 86 min a month\"");
}

/* A promise that is not the primary KPI stands beside its figure on the page as in the strip. */
static void
test_second_kpi (void)
{
  LkbBoard *board = lkb_builder_board (page_of_six);
  g_autoptr (Page) page = NULL;
  const LkbSheetPlace *place;

  lkb_builder_set (board, "@board", LKB_FIELD_BUDGET_FRESHNESS, "");
  lkb_builder_set (board, "@board", LKB_FIELD_KPIS,
                   "[name:Time to insight|target:≤ 3 s @ p95|primary:true|from:clicks|to:model]"
                   "[name:Age of vectors|target:≤ 4 s @ p95|from:clicks|to:model]");
  page = make_page (board, NULL);
  place = lkb_sheet_find_place (page->sheet, LKB_SHEET_FRESHNESS);
  g_assert_nonnull (place);
  g_assert_cmpstr (place->text, ==, "1.65 s of 4 s @ p95");
}

/* What a quick fix filled in is counted, and looks like the estimate that it is. */
static void
test_defaults (void)
{
  LkbBoard *board = lkb_builder_board (page_of_six);
  g_autoptr (Page) page = make_page (g_object_ref (board), NULL);
  g_autoptr (Page) filled = NULL;
  g_autofree char *before = dup_text (page->sheet);
  g_autofree char *drawing = NULL;

  g_assert_null (strstr (before, "default"));
  lkb_builder_set (board, "e1", LKB_FIELD_LATENCY_P50, "50 ms (estimate)");
  lkb_builder_set (board, "e1", LKB_FIELD_LATENCY_P95, "150 ms (estimate)");
  filled = make_page (board, NULL);
  assert_says (filled->sheet, "\"2 of 17 figures are defaults.\"");
  drawing = lkb_picture_to_string (lkb_sheet_get_picture (filled->sheet));
  g_assert_nonnull (strstr (drawing, "\"~ 50 / 150 ms"));
}

/* The page around the drawing, in the drawing's own units. */
static void
test_frame (void)
{
  g_autoptr (Page) page = make_page (lkb_builder_board (page_of_six), NULL);
  LkbBox frame = lkb_sheet_get_frame (page->sheet);
  LkbBox bounds = lkb_scene_get_bounds (page->scene);
  LkbBox area = lkb_sheet_get_drawing_area (page->sheet);
  double scale = lkb_sheet_get_scale (page->sheet);

  g_assert_cmpfloat_with_epsilon (frame.w * scale, 1123, 1e-6);
  g_assert_cmpfloat_with_epsilon (frame.h * scale, 794, 1e-6);
  /* The drawing stands in the middle of its area. */
  g_assert_cmpfloat_with_epsilon ((bounds.x + bounds.w / 2 - frame.x) * scale, area.x + area.w / 2,
                                  1e-6);
  g_assert_cmpfloat_with_epsilon ((bounds.y + bounds.h / 2 - frame.y) * scale, area.y + area.h / 2,
                                  1e-6);
}

static void
test_papers (void)
{
  LkbBoard *board = lkb_builder_board (page_of_six);
  g_autoptr (Page) page = NULL;

  lkb_builder_set (board, "@board", LKB_FIELD_PAPER, "letter");
  lkb_builder_set (
      board, "@board", LKB_FIELD_GOAL,
      "A goal that says so much about who gets what and by when, and what it may cost, and "
      "who is called when it does not arrive, that it needs a second line on this page");
  page = make_page (board, NULL);
  g_assert_cmpfloat (lkb_sheet_get_width (page->sheet), ==, 1056);
  g_assert_cmpfloat (lkb_sheet_get_height (page->sheet), ==, 816);
  g_assert_cmpfloat (lkb_sheet_get_drawing_area (page->sheet).w, ==, 984);
  /* The second line takes its room from the drawing. */
  g_assert_cmpfloat (lkb_sheet_get_drawing_area (page->sheet).h, ==, 470 - 20);
  check_beauty (page);
}

/* A page that does not fit still shows everything, and says so by its figures. */
static void
test_too_much (void)
{
  GString *text = g_string_new ("@board title=Too much\n");
  g_autoptr (Page) page = NULL;
  LkbBox area;

  for (int i = 0; i < 200; i++)
    g_string_append_printf (text, "pipeline n%d name=Node %d ; owner=Team %d ; x=%d ; y=%d\n", i, i,
                            i % 30, i % 20 * 300, i / 20 * 200);
  g_string_append (text, "pipeline on name=On it ; x=40 ; y=20\n");
  page = make_page (lkb_builder_board (text->str), NULL);
  g_string_free (text, TRUE);
  area = lkb_sheet_get_drawing_area (page->sheet);
  g_assert_cmpfloat (lkb_sheet_get_scale (page->sheet), <, LKB_SHEET_SCALE_MIN);
  g_assert_cmpfloat (lkb_scene_get_bounds (page->scene).w * lkb_sheet_get_scale (page->sheet), <=,
                     area.w + 0.01);
  g_assert_cmpfloat (lkb_sheet_get_smallest_text_pt (page->sheet), <, SMALLEST_PT);
  g_assert_cmpstr (lkb_sheet_get_overlaps (page->sheet)[0], ==, "n0 on");
  g_assert_null (lkb_sheet_get_overlaps (page->sheet)[1]);
  g_assert_cmpuint (lkb_sheet_get_n_cut (page->sheet), >, 0);
}

/* Text that is said to be of 7.0 pt is not too small. */
static void
test_too_small (void)
{
  guint n_small = 0;

  for (int x = 1040; x <= 1240; x += 4)
    {
      g_autofree char *text = g_strdup_printf (
          "source a name=A\nconsumer b name=B ; x=%d\nedge e a b owner=A\n", x);
      g_autoptr (Page) page = make_page (lkb_builder_board (text), NULL);
      g_autofree char *said = g_strdup_printf ("%.1f",
                                               lkb_sheet_get_smallest_text_pt (page->sheet));
      gboolean small = lkb_sheet_is_too_small (page->sheet);

      g_assert_cmpint (small, ==, strcmp (said, "7.0") < 0);
      n_small += small;
    }
  g_assert_cmpuint (n_small, >, 0);
  g_assert_cmpuint (n_small, <, 51);
}

typedef struct
{
  const char *start; /* of the text that is looked for */
  const LkbTextItem *found;
} Search;

static gboolean
search_text (const LkbPictureItem *item, double x, double y, double scale, guint depth,
             gpointer user_data)
{
  Search *search = user_data;

  if (item->type == LKB_ITEM_TEXT && g_str_has_prefix (item->text.text, search->start))
    search->found = &item->text;
  return TRUE;
}

/* (nullable): the text on the page that starts with @start. */
static const LkbTextItem *
find_text (Page *page, const char *start)
{
  Search search = { start, NULL };

  lkb_picture_foreach (lkb_sheet_get_picture (page->sheet), search_text, &search);
  return search.found;
}

/* No time where a queue grows without end; a figure without a budget still says what it is. */
static void
test_overloaded (void)
{
  static const char text[] = "@board budget_latency=3 s @ p95\n"
                             "source a name=Clicks ; x=0 ; y=0 ; rate=%s\n"
                             "pipeline b name=Silver ; x=376 ; y=0 ; capacity=2 k events/s ; "
                             "costs=[basis:fixed|price:$256 per month]\n"
                             "consumer c name=Shop ; x=752 ; y=0\n"
                             "edge e1 a b latency_p50=1 s ; latency_p95=1 s\n"
                             "edge e2 b c mode=stream ; latency_p50=1 s ; latency_p95=1 s\n";
  LkbSheetOptions options = { .editing = TRUE };
  g_autofree char *well = g_strdup_printf (text, "1 k events/s");
  g_autofree char *over = g_strdup_printf (text, "5 k events/s");
  g_autoptr (Page) fine = make_page (lkb_builder_board (well), &options);
  g_autoptr (Page) page = make_page (lkb_builder_board (over), &options);

  g_assert_null (find_text (fine, "∞"));
  g_assert_nonnull (find_text (fine, "p95 · set a budget"));
  g_assert_nonnull (find_text (fine, "per month · set a budget"));
  g_assert_nonnull (find_text (page, "∞"));
  g_assert_nonnull (find_text (page, "Silver is overloaded"));
}

/* A name is whole, who is called makes room; a text goes on where its column has rows; a label has a short form. */
static void
test_long (void)
{
  static const char text[]
      = "@board title=Long ; paper=letter ; budget_cost=$1 per month ; budget_freshness=1 s ; "
        "budget_request_tail=1 s ; budget_availability=99 % ; "
        "kpis=[name:feature reads served|target:≤ 3 s @ p95|primary:true] ; "
        "trade_offs=[chose:Approval by a person who knows the model|over:promotion by a metric "
        "alone|gain:somebody signs each of them|give_up:four hours]\n"
        "source a name=A ; x=0 ; y=0 ; rate=1 events/s\n"
        "model b name=B ; x=376 ; y=0\n"
        "edge e a b owner=Web ; consumer_owner=Streaming Platform Engineering ; "
        "escalation=[first:on-call|second:lead|channel:#web|within:15 min]\n"
        "edge f a b owner=Streaming Platform Engineering ; consumer_owner=Web ; "
        "escalation=[first:on-call|second:lead|channel:#streaming|within:15 min]\n";
  g_autoptr (Page) page = make_page (lkb_builder_board (text), NULL);
  const LkbTextItem *name = find_text (page, "Streaming Platform Engineering");
  const LkbTextItem *called = find_text (page, "on-call → lead · #streaming");
  const LkbTextItem *first = find_text (page, "Approval by a person who knows the model");
  const LkbTextItem *second = find_text (page, "gives up four hours");

  g_assert_nonnull (name);
  g_assert_nonnull (called);
  g_assert_cmpfloat (called->x, >=, name->x + name->advance + 4);
  g_assert_cmpfloat (called->baseline, ==, name->baseline);
  g_assert_nonnull (first);
  g_assert_false (g_str_has_suffix (first->text, "…"));
  g_assert_nonnull (second);
  g_assert_cmpfloat (second->baseline, ==, first->baseline + 2 * 17);
  g_assert_nonnull (find_text (page, "Feature reads served (KPI)"));
}

/* What ends in "…" on the page is told. */
static void
test_cuts (void)
{
  g_autoptr (GString) text = g_string_new ("@board title=");
  g_autoptr (Page) page = NULL, whole = make_page (lkb_builder_board (page_of_six), NULL);
  g_autofree char *told = NULL;

  for (guint i = 0; i < 30; i++)
    g_string_append (text, "Words ");
  g_string_append (text, "; goal=");
  for (guint i = 0; i < 60; i++)
    g_string_append (text, "words ");
  g_string_append (text,
                   "\nsource a name=A ; technology=technology_line_that_is_far_too_long ; x=0 ; "
                   "y=0 ; rate=1 events/s ; latency_p95=123,456 ms\n"
                   "model b name=A name that says more than a card of two lines has room for "
                   "; x=376 ; y=0\n");
  page = make_page (lkb_builder_board (text->str), NULL);
  told = g_strjoinv ("; ", (char **) lkb_sheet_get_cuts (page->sheet));
  g_assert_cmpstr (told, ==, "@board title; @board goal; a technology; b name");
  g_assert_null (lkb_sheet_get_cuts (whole->sheet)[0]);
}

static void
test_empty (void)
{
  LkbSheetOptions options = { .editing = TRUE };
  g_autoptr (Page) plain = make_page (lkb_board_new (), NULL);
  g_autoptr (Page) editing = make_page (lkb_board_new (), &options);
  g_autofree char *text = dup_text (editing->sheet);

  g_assert_cmpfloat (lkb_sheet_get_scale (plain->sheet), ==, 1);
  g_assert_null (lkb_sheet_find_place (plain->sheet, LKB_SHEET_KPI));
  g_assert_nonnull (lkb_sheet_find_place (editing->sheet, LKB_SHEET_KPI));
  g_assert_nonnull (lkb_sheet_find_place (editing->sheet, LKB_SHEET_COST));
  g_assert_nonnull (strstr (text, "Goal: who gets what, by when?"));
}

/* What can be gone to, in reading order; rows know their place in the board's lists. */
static void
test_stops (void)
{
  static const struct
  {
    LkbSheetPart part;
    int row;
    const char *text;
  } wanted[] = {
    { LKB_SHEET_TITLE, LKB_SHEET_ROW_NONE, "Click to feature vector" },
    { LKB_SHEET_AUTHOR, LKB_SHEET_ROW_NONE, "A. Author" },
    { LKB_SHEET_DATE, LKB_SHEET_ROW_NONE, "2026-11-22" },
    { LKB_SHEET_GOAL, LKB_SHEET_ROW_NONE, NULL },
    { LKB_SHEET_KPI, LKB_SHEET_ROW_NONE, NULL },
    { LKB_SHEET_FRESHNESS, LKB_SHEET_ROW_NONE, NULL },
    { LKB_SHEET_COST, LKB_SHEET_ROW_NONE, NULL },
    { LKB_SHEET_OWNERSHIP, LKB_SHEET_ROW_NONE, NULL },
    { LKB_SHEET_OWNERS, 0, "Web" },
    { LKB_SHEET_ASSUMPTIONS, 0, "Hops are independent." },
    { LKB_SHEET_ASSUMPTIONS, 1, "All figures are estimates." },
    { LKB_SHEET_TRADE_OFFS, 0, NULL },
  };
  LkbSheetOptions options = { .editing = TRUE };
  g_autoptr (Page) plain = make_page (lkb_builder_board (page_of_six), NULL);
  g_autoptr (Page) editing = make_page (lkb_builder_board (page_of_six), &options);
  g_autofree char *printed = lkb_picture_to_string (lkb_sheet_get_picture (editing->sheet));
  g_autofree char *ghosts = lkb_picture_to_string (lkb_sheet_get_ghosts (editing->sheet));
  g_autofree char *none = lkb_picture_to_string (lkb_sheet_get_ghosts (plain->sheet));
  guint at = 0;

  for (guint i = 0; i < lkb_sheet_get_n_stops (plain->sheet); i++)
    {
      const LkbSheetStop *a = lkb_sheet_get_stop (plain->sheet, i);

      if (at < G_N_ELEMENTS (wanted) && a->part == wanted[at].part && a->row == wanted[at].row)
        {
          if (wanted[at].text != NULL)
            g_assert_cmpstr (a->text, ==, wanted[at].text);
          at++;
        }
      for (guint k = i + 1; k < lkb_sheet_get_n_stops (plain->sheet); k++)
        g_assert_false (lkb_box_overlaps (&a->box, &lkb_sheet_get_stop (plain->sheet, k)->box));
    }
  g_assert_cmpuint (at, ==, G_N_ELEMENTS (wanted));

  /* Only the screen invites to go on with a list. */
  g_assert_null (lkb_sheet_find_stop (plain->sheet, LKB_SHEET_ASSUMPTIONS, 2));
  g_assert_null (lkb_sheet_find_stop (plain->sheet, LKB_SHEET_TRADE_OFFS, 1));
  g_assert_cmpstr (lkb_sheet_find_stop (editing->sheet, LKB_SHEET_ASSUMPTIONS, 2)->text, ==, "");
  g_assert_cmpstr (lkb_sheet_find_stop (editing->sheet, LKB_SHEET_TRADE_OFFS, 1)->text, ==, "");
  g_assert_nonnull (strstr (ghosts, "Add an assumption…"));
  g_assert_nonnull (strstr (ghosts, "Add a trade-off…"));
  g_assert_null (strstr (none, "Add "));
  g_assert_null (strstr (printed, "Add "));
}

/* Lists that are full, rows that hold nothing, features that share a row. */
static void
test_stops_full (void)
{
  LkbSheetOptions options = { .editing = TRUE };
  LkbBoard *board = lkb_builder_board (
      "@board assumptions=one, ,two,three,four,five,six,seven,eight ; "
      "trade_offs=[chose:a][chose:b|over:c][chose:d]\n"
      "pipeline p name=P ; features=watermark,photon,my own\n"
      "pipeline q name=Q ; features=serverless,photon,clone,time-travel,z-order,expectations\n");
  g_autoptr (Page) page = make_page (board, &options);
  const LkbSheetStop *stop;

  g_assert_nonnull (lkb_sheet_find_stop (page->sheet, LKB_SHEET_ASSUMPTIONS, 0));
  g_assert_null (lkb_sheet_find_stop (page->sheet, LKB_SHEET_ASSUMPTIONS, 1));
  g_assert_cmpstr (lkb_sheet_find_stop (page->sheet, LKB_SHEET_ASSUMPTIONS, 2)->text, ==, "two");
  g_assert_nonnull (lkb_sheet_find_stop (page->sheet, LKB_SHEET_ASSUMPTIONS, LKB_SHEET_ROW_MORE));
  g_assert_null (lkb_sheet_find_stop (page->sheet, LKB_SHEET_ASSUMPTIONS, 9));
  g_assert_nonnull (lkb_sheet_find_stop (page->sheet, LKB_SHEET_TRADE_OFFS, 2));
  g_assert_null (lkb_sheet_find_stop (page->sheet, LKB_SHEET_TRADE_OFFS, 3));
  g_assert_cmpstr (lkb_sheet_find_stop (page->sheet, LKB_SHEET_FEATURES, 0)->id, ==, "p");
  for (int i = 1; (stop = lkb_sheet_find_stop (page->sheet, LKB_SHEET_FEATURES, i)) != NULL; i++)
    g_assert_cmpstr (stop->id, ==, "q");
}

/* Times in the wrong order are there: they are to be checked, not added. */
static void
test_wrong_order (void)
{
  static const char swapped[] = "@board budget_latency=3 s @ p95\n"
                                "source a name=Clicks\nconsumer b name=Shop\n"
                                "edge e1 a b latency_p50=30 ms ; latency_p95=25 ms\n";
  g_autoptr (Page) page = make_page (lkb_builder_board (swapped), NULL);
  g_autofree char *text = dup_text (page->sheet);

  g_assert_nonnull (strstr (text, "check the times of its hops"));
  g_assert_null (strstr (text, "add times to its hops"));
}

int
main (int argc, char **argv)
{
  lkb_test_init (&argc, &argv);
  lkb_test_require_font ();
  g_test_add_func ("/sheet/six", test_six);
  g_test_add_func ("/sheet/twelve", test_twelve);
  g_test_add_func ("/sheet/places", test_places);
  g_test_add_func ("/sheet/stops", test_stops);
  g_test_add_func ("/sheet/stops-full", test_stops_full);
  g_test_add_func ("/sheet/states", test_states);
  g_test_add_func ("/sheet/words", test_words);
  g_test_add_func ("/sheet/too-small", test_too_small);
  g_test_add_func ("/sheet/named", test_named);
  g_test_add_func ("/sheet/second-kpi", test_second_kpi);
  g_test_add_func ("/sheet/defaults", test_defaults);
  g_test_add_func ("/sheet/frame", test_frame);
  g_test_add_func ("/sheet/papers", test_papers);
  g_test_add_func ("/sheet/too-much", test_too_much);
  g_test_add_func ("/sheet/long", test_long);
  g_test_add_func ("/sheet/empty", test_empty);
  g_test_add_func ("/sheet/cuts", test_cuts);
  g_test_add_func ("/sheet/overloaded", test_overloaded);
  g_test_add_func ("/sheet/wrong-order", test_wrong_order);
  return g_test_run ();
}
