/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/layout/lkb-arrange.h"

#include <math.h>
#include <string.h>

#define MAX_NODES 400

static LkbArrangeNode
make_node (int stage)
{
  return (LkbArrangeNode){ stage, LKB_ARRANGE_LANE_UNSET, 0, 0, 176, 92, FALSE };
}

static void
check_places (const LkbArrangeNode *nodes, const LkbPoint *places, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      LkbBox a = lkb_box (places[i].x - 8, places[i].y - 8, nodes[i].w + 16, nodes[i].h + 16);

      if (nodes[i].pinned)
        {
          g_assert_cmpfloat (places[i].x, ==, nodes[i].x);
          g_assert_cmpfloat (places[i].y, ==, nodes[i].y);
          continue;
        }
      g_assert_cmpfloat (fmod (places[i].x, 4), ==, 0);
      g_assert_cmpfloat (fmod (places[i].y, 4), ==, 0);
      for (guint k = 0; k < n; k++)
        {
          LkbBox b = lkb_box (places[k].x, places[k].y, nodes[k].w, nodes[k].h);
          if (k != i)
            g_assert_false (lkb_box_overlaps (&a, &b));
        }
    }
}

/* Source, hub, pipeline, store, model, trainer: down, right, up, right; the trainer below the
 * model. */
static void
test_page_of_six (void)
{
  LkbArrangeNode nodes[6];
  const LkbArrangeEdge edges[] = { { .from = 0, .to = 1 },
                                   { .from = 1, .to = 2 },
                                   { .from = 2, .to = 3 },
                                   { .from = 3, .to = 4 },
                                   { .from = 3, .to = 5 } };
  const double xs[] = { 0, 0, 376, 376, 752, 752 };
  const gboolean below[] = { FALSE, TRUE, TRUE, FALSE, FALSE, TRUE };
  LkbPoint places[6];

  for (int i = 0; i < 6; i++)
    nodes[i] = make_node (i);
  g_assert_true (lkb_arrange_page (nodes, 6, edges, G_N_ELEMENTS (edges), places, NULL, NULL));
  check_places (nodes, places, 6);
  for (guint i = 0; i < 6; i++)
    {
      g_assert_cmpfloat (places[i].x, ==, xs[i]);
      g_assert_cmpint (places[i].y > 0, ==, below[i]);
    }
}

static void
test_page_balance (void)
{
  static const guint shares[][4] = { { 1, 1, 0, 0 },  { 3, 1, 1, 1 }, { 4, 2, 2, 0 },
                                     { 5, 2, 2, 1 },  { 6, 2, 2, 2 }, { 8, 3, 3, 2 },
                                     { 12, 4, 4, 4 }, { 16, 6, 5, 5 } };

  for (guint s = 0; s < G_N_ELEMENTS (shares); s++)
    {
      guint n = shares[s][0];
      LkbArrangeNode nodes[16];
      LkbArrangeEdge edges[16] = { { 0 } };
      LkbPoint places[16];
      guint counts[3] = { 0 };

      for (guint i = 0; i < n; i++)
        {
          nodes[i] = make_node ((int) (i * 6 / n));
          if (i > 0)
            edges[i - 1] = (LkbArrangeEdge){ .from = i - 1, .to = i };
        }
      g_assert_true (lkb_arrange_page (nodes, n, edges, n - 1, places, NULL, NULL));
      check_places (nodes, places, n);
      for (guint i = 0; i < n; i++)
        counts[(guint) (places[i].x / 376)]++;
      for (guint i = 0; i < 3; i++)
        g_assert_cmpuint (counts[i], ==, shares[s][i + 1]);
    }
}

static void
test_lanes_and_pins (void)
{
  LkbArrangeNode nodes[6];
  const LkbArrangeEdge edges[] = { { .from = 0, .to = 1 }, { .from = 1, .to = 2 } };
  LkbPoint places[6];

  for (int i = 0; i < 6; i++)
    nodes[i] = make_node (i);
  nodes[0].lane = LKB_ARRANGE_LANE_SERVE;
  nodes[2].pinned = TRUE;
  nodes[2].x = 13;
  nodes[2].y = 7;
  g_assert_true (lkb_arrange_page (nodes, 6, edges, 2, places, NULL, NULL));
  check_places (nodes, places, 6);
  for (guint i = 1; i < 6; i++)
    g_assert_cmpfloat (places[0].x, >=, places[i].x);
  g_assert_true (lkb_arrange_flow (nodes, 6, edges, 2, places, NULL, NULL));
  check_places (nodes, places, 6);
}

static guint
make_random (guint32 seed, LkbArrangeNode *nodes, LkbArrangeEdge *edges, guint n)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  guint m = n + n / 2;

  for (guint i = 0; i < n; i++)
    {
      nodes[i] = make_node (g_rand_int_range (rand, -1, 6));
      nodes[i].w = 176 + 4 * g_rand_int_range (rand, 0, 12);
      nodes[i].h = 60 + 4 * g_rand_int_range (rand, 0, 9);
      nodes[i].pinned = g_rand_int_range (rand, 0, 15) == 0;
      nodes[i].x = g_rand_int_range (rand, 0, 2000);
      nodes[i].y = 5000.0 + 200.0 * i;
    }
  for (guint i = 0; i < m; i++)
    edges[i] = (LkbArrangeEdge){ (guint) g_rand_int_range (rand, 0, (gint32) n),
                                 (guint) g_rand_int_range (rand, 0, (gint32) n),
                                 g_rand_int_range (rand, 0, 9) == 0, 150, 56 };
  return m;
}

static void
test_random (void)
{
  static LkbArrangeNode nodes[MAX_NODES];
  static LkbArrangeEdge edges[2 * MAX_NODES];
  static LkbPoint once[MAX_NODES];
  static LkbPoint again[MAX_NODES];

  for (guint32 seed = 1; seed <= 10; seed++)
    {
      guint n = seed * seed * 3;
      guint m = make_random (seed, nodes, edges, n);

      g_test_message ("seed %u, %u nodes", seed, n);
      for (guint flow = 0; flow < 2; flow++)
        {
          gboolean (*arrange) (const LkbArrangeNode *, gsize, const LkbArrangeEdge *, gsize,
                               LkbPoint *, GCancellable *, GError **)
              = flow ? lkb_arrange_flow : lkb_arrange_page;

          g_assert_true (arrange (nodes, n, edges, m, once, NULL, NULL));
          g_assert_true (arrange (nodes, n, edges, m, again, NULL, NULL));
          for (guint i = 0; i < n; i++)
            {
              g_assert_cmpfloat (once[i].x, ==, again[i].x);
              g_assert_cmpfloat (once[i].y, ==, again[i].y);
            }
          check_places (nodes, once, n);
        }
    }
}

/* No edge of a chain points back, and stages keep their columns. */
static void
test_flow_columns (void)
{
  LkbArrangeNode nodes[8];
  const LkbArrangeEdge edges[] = { { .from = 0, .to = 1 }, { .from = 1, .to = 2 },
                                   { .from = 2, .to = 3 }, { .from = 3, .to = 4 },
                                   { .from = 4, .to = 5 }, { .from = 5, .to = 6 },
                                   { .from = 7, .to = 6 }, { .from = 6, .to = 0, .back = TRUE } };
  const int stages[] = { 0, 1, 2, 2, 3, 4, 5, 0 };
  LkbPoint places[8];

  for (guint i = 0; i < 8; i++)
    nodes[i] = make_node (stages[i]);
  g_assert_true (lkb_arrange_flow (nodes, 8, edges, G_N_ELEMENTS (edges), places, NULL, NULL));
  check_places (nodes, places, 8);
  for (guint i = 0; i < 6; i++)
    g_assert_cmpfloat (places[i].x + 176, <, places[i + 1].x);
  g_assert_cmpfloat (places[7].x, ==, places[0].x);
}

static void
test_cancel (void)
{
  LkbArrangeNode nodes[2] = { make_node (0), make_node (1) };
  const LkbArrangeEdge edge = { .from = 0, .to = 1 };
  LkbPoint places[2] = { { 77, 77 }, { 77, 77 } };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_assert_true (lkb_arrange_page (NULL, 0, NULL, 0, NULL, NULL, NULL));
  g_assert_true (lkb_arrange_flow (NULL, 0, NULL, 0, NULL, NULL, NULL));
  g_cancellable_cancel (cancellable);
  g_assert_false (lkb_arrange_page (nodes, 2, &edge, 1, places, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_false (lkb_arrange_flow (nodes, 2, &edge, 1, places, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpfloat (places[1].x, ==, 77);
}

typedef struct
{
  guint calls;
  guint liked; /* which of them */
  gsize n;
  LkbPoint places[64];
} Judge;

static double
judge (const LkbPoint *places, gpointer data)
{
  Judge *self = data;

  if (self->calls == self->liked)
    memcpy (self->places, places, self->n * sizeof *places);
  return self->calls++ == self->liked ? 1 : 2;
}

/* Of several arrangements of a small board that which is liked best; of a large one there is but one. */
static void
test_judged (void)
{
  LkbArrangeNode nodes[400] = { 0 };
  LkbArrangeEdge edges[399] = { 0 };
  LkbPoint places[400];

  for (guint i = 0; i < 400; i++)
    nodes[i] = (LkbArrangeNode){ .stage = (int) (i % 6), .lane = -1, .w = 176, .h = 76 };
  for (guint i = 0; i < 399; i++)
    edges[i] = (LkbArrangeEdge){ .from = i / 2, .to = i + 1, .label_w = 120, .label_h = 40 };
  for (guint liked = 0; liked < 5; liked++)
    {
      Judge self = { .liked = liked, .n = 12 };

      g_assert_true (
          lkb_arrange_flow_judged (nodes, 12, edges, 11, judge, &self, places, NULL, NULL));
      g_assert_cmpuint (self.calls, >, 5);
      g_assert_cmpmem (places, 12 * sizeof *places, self.places, 12 * sizeof *places);
    }
  {
    Judge self = { .n = 1 };
    g_assert_true (
        lkb_arrange_flow_judged (nodes, 400, edges, 399, judge, &self, places, NULL, NULL));
    g_assert_cmpuint (self.calls, ==, 0);
  }
}

typedef struct
{
  const LkbArrangeNode *nodes;
  guint n;
} Page;

/* How much too large it is for a page whose text is read: one is just right. */
static double
judge_page (const LkbPoint *places, gpointer data)
{
  const Page *page = data;
  double right = 0, bottom = 0;

  for (guint i = 0; i < page->n; i++)
    {
      right = MAX (right, places[i].x + page->nodes[i].w);
      bottom = MAX (bottom, places[i].y + page->nodes[i].h);
    }
  return MAX (right / 1260, bottom / 572);
}

/* A lane of many cards takes columns side by side, and lanes keep their order. */
static void
test_full_lanes (void)
{
  static const guint lanes[][3]
      = { { 4, 2, 6 }, { 6, 4, 2 }, { 1, 8, 3 }, { 3, 6, 3 }, { 12, 0, 0 } };

  for (guint k = 0; k < G_N_ELEMENTS (lanes); k++)
    {
      LkbArrangeNode nodes[12];
      LkbArrangeEdge edges[11] = { { 0 } };
      LkbPoint places[12];
      Page page = { nodes, 12 };

      for (guint i = 0; i < 12; i++)
        {
          nodes[i] = make_node ((int) (i / 2));
          nodes[i].lane = i < lanes[k][0]                 ? LKB_ARRANGE_LANE_INGEST
                          : i < lanes[k][0] + lanes[k][1] ? LKB_ARRANGE_LANE_TRANSFORM
                                                          : LKB_ARRANGE_LANE_SERVE;
          if (i > 0)
            edges[i - 1]
                = (LkbArrangeEdge){ .from = i - 1, .to = i, .label_w = 120, .label_h = 40 };
        }
      g_assert_true (
          lkb_arrange_page_judged (nodes, 12, edges, 11, judge_page, &page, places, NULL, NULL));
      check_places (nodes, places, 12);
      g_assert_cmpfloat (judge_page (places, &page), <=, 1);
      for (guint i = 0; i < 12; i++)
        for (guint j = 0; j < 12; j++)
          if (nodes[i].lane < nodes[j].lane)
            g_assert_cmpfloat (places[i].x + nodes[i].w, <, places[j].x);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/arrange/page-of-six", test_page_of_six);
  g_test_add_func ("/arrange/page-balance", test_page_balance);
  g_test_add_func ("/arrange/full-lanes", test_full_lanes);
  g_test_add_func ("/arrange/lanes-and-pins", test_lanes_and_pins);
  g_test_add_func ("/arrange/random", test_random);
  g_test_add_func ("/arrange/flow-columns", test_flow_columns);
  g_test_add_func ("/arrange/cancel", test_cancel);
  g_test_add_func ("/arrange/judged", test_judged);
  return g_test_run ();
}
