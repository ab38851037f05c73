/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/formats/lkb-pipeline-text.h"
#include "core/model/lkb-ownership.h"

static const LkbElement *
find_named (LkbBoard *board, const char *name)
{
  const GPtrArray *elements = lkb_board_get_elements (board);
  for (guint i = 0; i < elements->len; i++)
    if (g_strcmp0 (lkb_element_get_name (g_ptr_array_index (elements, i)), name) == 0)
      return g_ptr_array_index (elements, i);
  return NULL;
}

static const LkbElement *
find_hop (LkbBoard *board, const char *from, const char *to)
{
  const GPtrArray *edges = lkb_board_get_edges_of (board,
                                                   lkb_element_get_id (find_named (board, from)));
  const char *to_id = lkb_element_get_id (find_named (board, to));
  for (guint i = 0; edges != NULL && i < edges->len; i++)
    if (g_str_equal (lkb_element_get_to (g_ptr_array_index (edges, i)), to_id))
      return g_ptr_array_index (edges, i);
  return NULL;
}

static guint
type (LkbBoard *board, const char *text, const LkbPipelineTextOptions *options)
{
  g_autoptr (GPtrArray) remarks = NULL;
  g_autoptr (LkbChange) change = lkb_pipeline_text_parse (board, text, options, &remarks);
  if (change != NULL)
    {
      g_autoptr (GError) error = NULL;
      lkb_board_apply (board, change, &error);
      g_assert_no_error (error);
      lkb_board_check (board, &error);
      g_assert_no_error (error);
    }
  return remarks->len;
}

static void
test_one_page (void)
{
  g_autoptr (LkbBoard) board = lkb_board_new ();
  const LkbElement *edge;

  g_assert_cmpuint (
      type (board,
            "# the seed\n"
            "Web clicks -> Event Hub : Web > Streaming Platform, 40/120 ms, 10k/s\n"
            "Event Hub → Feature pipeline: Streaming Platform > Feature Eng, 900 ms p95\n"
            "Feature pipeline --> Online store => Ranker [model] : ML Platform > Reco, lookup\n"
            "Ranker -> Home screen\n",
            NULL),
      ==, 0);
  g_assert_cmpuint (lkb_board_get_n_elements (board), ==, 6 + 5);
  g_assert_cmpint (lkb_element_get_kind (find_named (board, "Web clicks")), ==, LKB_KIND_SOURCE);
  g_assert_cmpint (lkb_element_get_kind (find_named (board, "Event Hub")), ==, LKB_KIND_INGESTION);
  g_assert_cmpint (lkb_element_get_kind (find_named (board, "Online store")), ==,
                   LKB_KIND_FEATURE_STORE);
  g_assert_cmpint (lkb_element_get_kind (find_named (board, "Home screen")), ==, LKB_KIND_CONSUMER);
  edge = find_hop (board, "Web clicks", "Event Hub");
  g_assert_cmpstr (lkb_element_get_text (edge, LKB_FIELD_OWNER), ==, "Web");
  g_assert_cmpstr (lkb_element_get_text (edge, LKB_FIELD_CONSUMER_OWNER), ==, "Streaming Platform");
  g_assert_cmpfloat (lkb_element_get_quantity (edge, LKB_FIELD_LATENCY_P50)->value, ==, 0.04);
  g_assert_cmpfloat (lkb_element_get_quantity (edge, LKB_FIELD_LATENCY_P95)->value, ==, 0.12);
  g_assert_cmpfloat (lkb_element_get_quantity (edge, LKB_FIELD_RATE)->value, ==, 10000);
  edge = find_hop (board, "Event Hub", "Feature pipeline");
  g_assert_cmpfloat (lkb_element_get_quantity (edge, LKB_FIELD_LATENCY_P95)->value, ==, 0.9);
  g_assert_null (lkb_element_get (edge, LKB_FIELD_LATENCY_P50));
  edge = find_hop (board, "Online store", "Ranker");
  g_assert_cmpint (lkb_board_get_edge_mode (board, edge), ==, LKB_MODE_LOOKUP);
}

/* What is there is reused and added to; saying it again changes nothing. */
static void
test_again (void)
{
  g_autoptr (LkbBoard) board = lkb_board_new ();
  g_autoptr (LkbChange) nothing = NULL;

  type (board, "Clicks -> Hub : Web", NULL);
  type (board, "CLICKS -> hub : $736/mo\nHub -> Silver", NULL);
  g_assert_cmpuint (lkb_board_get_n_elements (board), ==, 5);
  g_assert_cmpstr (lkb_element_get_text (find_hop (board, "Clicks", "Hub"), LKB_FIELD_OWNER), ==,
                   "Web");
  g_assert_cmpuint (
      lkb_element_get_list_length (find_hop (board, "Clicks", "Hub"), LKB_FIELD_COSTS), ==, 1);
  nothing = lkb_pipeline_text_parse (board, "Clicks -> Hub : Web", NULL, NULL);
  g_assert_null (nothing);
}

static void
test_remarks (void)
{
  g_autoptr (LkbBoard) board = lkb_board_new ();
  g_autoptr (GPtrArray) remarks = NULL;
  g_autoptr (LkbChange) change = lkb_pipeline_text_parse (
      board, "A ->\nB -> C : 12 parsecs\nD [teapot] -> E\nF -> F\nG : Web", NULL, &remarks);
  g_assert_nonnull (change);
  g_assert_cmpuint (remarks->len, ==, 5);
  for (guint i = 0; i < remarks->len; i++)
    g_assert_cmpuint (((LkbPipelineRemark *) remarks->pdata[i])->line, ==, i + 1);
}

static void
test_locale (void)
{
  g_autoptr (LkbBoard) board = lkb_board_new ();
  LkbPipelineTextOptions german = { ",", "." };
  g_assert_cmpuint (type (board, "Clicks -> Hub : 0,5/1,5 s", &german), ==, 0);
  g_assert_cmpfloat (
      lkb_element_get_quantity (find_hop (board, "Clicks", "Hub"), LKB_FIELD_LATENCY_P95)->value,
      ==, 1.5);
}

static void
test_likely (void)
{
  g_assert_true (lkb_pipeline_text_is_likely ("a -> b"));
  g_assert_true (lkb_pipeline_text_is_likely ("x\nWeb → Hub : Web"));
  g_assert_false (lkb_pipeline_text_is_likely ("just text"));
  g_assert_false (lkb_pipeline_text_is_likely ("-> b"));
  g_assert_false (lkb_pipeline_text_is_likely ("a -> \xff b"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/pipeline-text/one-page", test_one_page);
  g_test_add_func ("/pipeline-text/again", test_again);
  g_test_add_func ("/pipeline-text/remarks", test_remarks);
  g_test_add_func ("/pipeline-text/locale", test_locale);
  g_test_add_func ("/pipeline-text/likely", test_likely);
  return g_test_run ();
}
