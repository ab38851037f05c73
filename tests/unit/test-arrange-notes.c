/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/picture/lkb-scene-arrange.h"
#include "core/picture/lkb-sheet.h"
#include "tests/support/lkb-board-builder.h"
#include "tests/support/lkb-test.h"

/* The blank template with its two lists, drawn on by hand: cards stick out of their lanes. */
#define LANES                                                                                      \
  "group ingest name=Ingest ; type=lane ; x=-24 ; y=-44 ; w=224 ; h=328\n"                         \
  "group transform name=Transform ; type=lane ; x=352 ; y=-44 ; w=224 ; h=328\n"                   \
  "group serve name=Serve ; type=lane ; x=728 ; y=-44 ; w=224 ; h=328\n"
#define LISTS                                                                                      \
  "note list text=Goal sentence ; x=-24 ; y=300 ; w=480 ; h=116\n"                                 \
  "note list2 text=Owner on every edge ; x=472 ; y=300 ; w=480 ; h=116\n"
#define CARDS                                                                                      \
  "source clicks name=Web clicks ; x=-52 ; y=0\n"                                                  \
  "ingestion hub name=Event Hub ; x=16 ; y=184\n"                                                  \
  "pipeline features name=Feature pipeline ; x=360 ; y=40\n"                                       \
  "feature-store store name=Online store ; x=340 ; y=196\n"                                        \
  "model ranker name=Ranker ; x=728 ; y=12\n"                                                      \
  "consumer feed name=Home feed ; x=756 ; y=212\n"                                                 \
  "storage lake name=Lake ; x=176 ; y=120\n"
#define EDGES                                                                                      \
  "edge e1 clicks hub owner=Web ; consumer_owner=Streaming\n"                                      \
  "edge e2 hub lake owner=Streaming ; consumer_owner=Feature Eng\n"                                \
  "edge e3 lake features owner=Feature Eng\n"                                                      \
  "edge e4 features store owner=Feature Eng ; consumer_owner=ML Platform\n"                        \
  "edge e5 store ranker owner=ML Platform ; consumer_owner=Reco\n"                                 \
  "edge e6 ranker feed owner=Reco ; consumer_owner=Home\n"                                         \
  "edge e7 feed hub mode=feedback ; owner=Home ; consumer_owner=Streaming\n"                       \
  "edge e8 store feed owner=ML Platform ; consumer_owner=Home\n"

static LkbScene *
make_scene (LkbBoard *board)
{
  g_autoptr (LkbTextMeasurer) measurer = lkb_text_measurer_new ();

  return lkb_scene_new (measurer, board, NULL);
}

/* FALSE when nothing would move. */
static gboolean
arrange (LkbBoard *board, LkbArrangement arrangement)
{
  g_autoptr (LkbScene) scene = make_scene (board);
  g_autoptr (GError) error = NULL;
  g_autoptr (LkbChange) change = lkb_scene_dup_arrangement (scene, board, arrangement, NULL,
                                                            &error);

  g_assert_no_error (error);
  if (change == NULL)
    return FALSE;
  g_assert_true (lkb_board_apply (board, change, &error));
  g_assert_no_error (error);
  return TRUE;
}

static LkbBox
get_box (LkbScene *scene, const char *id)
{
  return lkb_scene_find (scene, id)->box;
}

/* No note on anything. */
static void
check_notes (LkbScene *scene)
{
  for (guint i = 0; i < lkb_scene_get_n_items (scene); i++)
    {
      const LkbSceneItem *note = lkb_scene_get_item (scene, i);

      for (guint k = 0; k < lkb_scene_get_n_items (scene) && note->kind == LKB_KIND_NOTE; k++)
        {
          const LkbSceneItem *item = lkb_scene_get_item (scene, k);

          if (item == note || item->kind == LKB_KIND_GROUP)
            continue;
          g_test_message ("%s and %s", note->id, item->id);
          if (item->kind != LKB_KIND_EDGE)
            g_assert_false (lkb_box_overlaps (&note->box, &item->box));
          g_assert_false (lkb_box_overlaps (&note->box, &item->label_box));
          g_assert_false (lkb_box_overlaps (&note->box, &item->numbers_box));
          for (gsize p = 0; p + 1 < item->n_points; p++)
            {
              LkbBox piece = lkb_box_from_points (item->points[p], item->points[p + 1]);
              g_assert_false (lkb_box_touches (&note->box, &piece));
            }
        }
    }
}

static void
check_holds (LkbScene *scene, const char *group, const char *id)
{
  LkbBox frame = get_box (scene, group), box = get_box (scene, id);

  g_test_message ("%s in %s", id, group);
  g_assert_cmpfloat (box.x, >=, frame.x);
  g_assert_cmpfloat (box.y, >=, frame.y);
  g_assert_cmpfloat (box.x + box.w, <=, frame.x + frame.w);
  g_assert_cmpfloat (box.y + box.h, <=, frame.y + frame.h);
}

static void
check_lanes (LkbScene *scene)
{
  check_holds (scene, "ingest", "clicks");
  check_holds (scene, "ingest", "hub");
  check_holds (scene, "transform", "features");
  check_holds (scene, "transform", "store");
  check_holds (scene, "serve", "ranker");
  check_holds (scene, "serve", "feed");
}

static void
test_lists (gconstpointer data)
{
  LkbArrangement arrangement = GPOINTER_TO_INT (data);
  g_autoptr (LkbBoard) board = lkb_builder_board (LANES LISTS CARDS EDGES);
  g_autoptr (LkbScene) before = make_scene (board);
  g_autoptr (LkbScene) scene = NULL;

  /* Lines that are drawn by hand keep off the lists, too. */
  check_notes (before);
  g_assert_true (arrange (board, arrangement));
  scene = make_scene (board);
  check_notes (scene);
  check_lanes (scene);
  if (arrangement == LKB_ARRANGEMENT_PAGE)
    {
      g_autoptr (LkbSheet) sheet = lkb_sheet_new (scene, board, NULL, NULL, NULL);

      g_assert_cmpfloat (lkb_sheet_get_scale (sheet), >=, LKB_SHEET_SCALE_MIN);
      g_assert_null (lkb_sheet_get_overlaps (sheet)[0]);
      g_assert_cmpfloat (get_box (scene, "ingest").y, ==, get_box (scene, "serve").y);
      g_assert_cmpfloat (get_box (scene, "ingest").h, ==, get_box (scene, "serve").h);
    }
  g_assert_false (arrange (board, arrangement));
}

/* What is clear of all stays; what is not goes no farther than it must, off what is pinned as well. */
static void
test_clear (gconstpointer data)
{
  LkbArrangement arrangement = GPOINTER_TO_INT (data);
  g_autoptr (LkbBoard) board = lkb_builder_board (
      CARDS EDGES "model fixed name=Fixed ; x=2400 ; y=900 ; pinned=true\n"
                  "note far text=Far off ; x=-600 ; y=-403 ; w=200 ; h=60\n"
                  "note on text=On it ; x=2440 ; y=920 ; w=200 ; h=60\n");
  g_autoptr (LkbScene) scene = NULL;
  LkbBox on;

  g_assert_true (arrange (board, arrangement));
  scene = make_scene (board);
  check_notes (scene);
  g_assert_cmpfloat (get_box (scene, "far").x, ==, -600);
  g_assert_cmpfloat (get_box (scene, "far").y, ==, -403);
  g_assert_cmpfloat (get_box (scene, "fixed").x, ==, 2400);
  on = get_box (scene, "on");
  g_assert_cmpfloat (ABS (on.x - 2440) + ABS (on.y - 920), <, 200);
  g_assert_false (arrange (board, arrangement));
}

/* A note that all but touches a card is not clear of it. */
static void
test_too_near (void)
{
  g_autoptr (LkbBoard) board = lkb_builder_board (
      "source a name=A ; x=0 ; y=0\n"
      "note n text=Near ; x=40 ; y=64 ; w=200 ; h=60\n");
  g_autoptr (LkbScene) scene = NULL;

  g_assert_true (arrange (board, LKB_ARRANGEMENT_PAGE));
  scene = make_scene (board);
  g_assert_cmpfloat (get_box (scene, "n").y, >=,
                     get_box (scene, "a").y + get_box (scene, "a").h + 8);
  g_assert_false (arrange (board, LKB_ARRANGEMENT_PAGE));
}

/* Arranged boards whose notes were pushed onto things: only these move. */
static void
test_only_notes (void)
{
  g_autoptr (LkbBoard) board = lkb_builder_board (CARDS EDGES);
  g_autoptr (LkbBoard) covered = NULL;
  g_autoptr (LkbElement) note = lkb_element_new (LKB_KIND_NOTE, "note");
  g_autoptr (LkbElement) placed = NULL;
  g_autoptr (LkbChange) add = lkb_change_new (NULL);
  g_autoptr (LkbScene) scene = NULL;
  g_autoptr (LkbScene) after = NULL;

  g_assert_true (arrange (board, LKB_ARRANGEMENT_PAGE));
  scene = make_scene (board);
  placed = lkb_element_with_position (note, get_box (scene, "hub").x + 20,
                                      get_box (scene, "hub").y + 20);
  lkb_change_add (add, NULL, placed);
  g_assert_true (lkb_board_apply (board, add, NULL));
  covered = lkb_board_copy (board);
  g_assert_true (arrange (board, LKB_ARRANGEMENT_PAGE));
  after = make_scene (board);
  check_notes (after);
  for (guint i = 0; i < lkb_board_get_elements (covered)->len; i++)
    {
      const LkbElement *element = lkb_board_get_elements (covered)->pdata[i];
      const LkbElement *now = lkb_board_lookup (board, lkb_element_get_id (element));

      g_assert_cmpint (lkb_element_equal (element, now), ==,
                       lkb_element_get_kind (element) != LKB_KIND_NOTE);
    }
}

/* A card or a pill under a note is told of, a note on a note is not. */
static void
test_told (void)
{
  g_autoptr (LkbBoard) board = lkb_builder_board (
      "source a name=A ; x=0 ; y=0\nsource b name=B ; x=600 ; y=0\n"
      "note n text=One ; x=40 ; y=20 ; w=200 ; h=60\n"
      "note o text=Two ; x=60 ; y=30 ; w=200 ; h=60\n"
      "note p text=Three ; x=600 ; y=300 ; w=200 ; h=60\n");
  g_autoptr (LkbScene) scene = make_scene (board);
  g_autoptr (LkbSheet) sheet = lkb_sheet_new (scene, board, NULL, NULL, NULL);
  const char *const *overlaps = lkb_sheet_get_overlaps (sheet);

  g_assert_cmpstr (overlaps[0], ==, "a n");
  g_assert_cmpstr (overlaps[1], ==, "a o");
  g_assert_null (overlaps[2]);
}

int
main (int argc, char **argv)
{
  lkb_test_init (&argc, &argv);
  g_test_add_data_func ("/arrange-notes/lists/page", GINT_TO_POINTER (LKB_ARRANGEMENT_PAGE),
                        test_lists);
  g_test_add_data_func ("/arrange-notes/lists/flow", GINT_TO_POINTER (LKB_ARRANGEMENT_FLOW),
                        test_lists);
  g_test_add_data_func ("/arrange-notes/clear/page", GINT_TO_POINTER (LKB_ARRANGEMENT_PAGE),
                        test_clear);
  g_test_add_data_func ("/arrange-notes/clear/flow", GINT_TO_POINTER (LKB_ARRANGEMENT_FLOW),
                        test_clear);
  g_test_add_func ("/arrange-notes/too-near", test_too_near);
  g_test_add_func ("/arrange-notes/only-notes", test_only_notes);
  g_test_add_func ("/arrange-notes/told", test_told);
  return g_test_run ();
}
