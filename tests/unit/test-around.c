/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/layout/lkb-arrange.h"
#include "core/layout/lkb-layout.h"
#include "core/layout/lkb-metrics.h"

#define MAX_NODES 24
#define MAX_EDGES 60

typedef struct
{
  LkbTextMeasurer *measurer;
  LkbCard *card;
  LkbLayoutNode nodes[MAX_NODES];
  LkbLayoutEdge edges[MAX_EDGES];
  char ids[MAX_NODES + MAX_EDGES][8];
  guint n_nodes;
  guint n_edges;
} Board;

static void
board_init (Board *board)
{
  LkbCardText text = { "Model", "endpoint", NULL, 0, 0 };

  *board = (Board){ .measurer = lkb_text_measurer_new () };
  board->card = lkb_card_new (board->measurer, &text);
}

static void
board_clear (Board *board)
{
  lkb_card_unref (board->card);
  lkb_text_measurer_unref (board->measurer);
}

static void
add_node (Board *board, double x, double y)
{
  guint i = board->n_nodes++;

  g_snprintf (board->ids[i], sizeof board->ids[i], "n%u", i);
  board->nodes[i] = (LkbLayoutNode){ board->ids[i], x, y, board->card };
}

static void
add_edge (Board *board, guint from, guint to, gboolean around)
{
  guint i = board->n_edges++;
  char *id = board->ids[MAX_NODES + i];

  g_snprintf (id, sizeof board->ids[0], "e%u", i);
  board->edges[i] = (LkbLayoutEdge){ .id = id,
                                     .from = board->ids[from],
                                     .to = board->ids[to],
                                     .state = LKB_PILL_OWNED,
                                     .owner = "Streaming Platform",
                                     .numbers = "40 / 120 ms",
                                     .label_at = NAN,
                                     .around = around };
}

/* Cards in a row, each with an edge to the next one. */
static void
add_row (Board *board, guint n)
{
  for (guint i = 0; i < n; i++)
    add_node (board, i * LKB_LANE_PITCH, 0);
  for (guint i = 0; i + 1 < n; i++)
    add_edge (board, i, i + 1, FALSE);
}

static LkbLayout *
lay_out (Board *board, LkbLayout *old)
{
  return lkb_layout_update (old, board->measurer, board->nodes, board->n_nodes, board->edges,
                            board->n_edges);
}

static void
check_clear_of_cards (LkbLayout *layout)
{
  for (gsize i = 0; i < lkb_layout_get_n_edges (layout); i++)
    {
      const LkbEdgeLayout *edge = lkb_layout_get_edge (layout, i);

      g_assert_cmpuint (edge->n_points, >=, 2);
      for (gsize k = 0; k + 1 < edge->n_points; k++)
        for (gsize n = 0; n < lkb_layout_get_n_nodes (layout); n++)
          {
            LkbBox piece = lkb_box_from_points (edge->points[k], edge->points[k + 1]);
            LkbBox inner = lkb_box_grow (&lkb_layout_get_node (layout, n)->box, -1);

            g_assert_false (lkb_box_touches (&piece, &inner));
          }
    }
}

static void
check_labels_clear (LkbLayout *layout)
{
  for (gsize i = 0; i < lkb_layout_get_n_edges (layout); i++)
    g_assert_true (lkb_layout_get_edge (layout, i)->label_clear);
}

/* The y of the longest level piece. */
static double
get_height (const LkbEdgeLayout *edge)
{
  double length = 0, y = 0;

  for (gsize k = 0; k + 1 < edge->n_points; k++)
    if (ABS (edge->points[k + 1].x - edge->points[k].x) > length)
      {
        length = ABS (edge->points[k + 1].x - edge->points[k].x);
        y = edge->points[k].y;
      }
  return y;
}

/* Whether the way from one end to the other lies above all the cards in between, or below all of them. */
static gboolean
leaves_rows (LkbLayout *layout, const LkbEdgeLayout *edge)
{
  const LkbBox *a = &lkb_layout_get_node (layout, (gsize) edge->from)->box;
  const LkbBox *b = &lkb_layout_get_node (layout, (gsize) edge->to)->box;
  LkbBox hull = lkb_box_union (a, b);
  double y = get_height (edge);
  gboolean above = TRUE, below = TRUE;

  for (gsize i = 0; i < lkb_layout_get_n_nodes (layout); i++)
    {
      const LkbBox *box = &lkb_layout_get_node (layout, i)->box;

      if (box == a || box == b || box->x >= hull.x + hull.w || box->x + box->w <= hull.x)
        continue;
      above = above && y <= box->y - LKB_EDGE_CLEAR_NODE;
      below = below && y >= box->y + box->h + LKB_EDGE_CLEAR_NODE;
    }
  return above || below;
}

static void
test_one (void)
{
  Board board;
  g_autoptr (LkbLayout) layout = NULL;
  const LkbEdgeLayout *edge;

  board_init (&board);
  add_row (&board, 6);
  add_edge (&board, 4, 3, TRUE);
  layout = lay_out (&board, NULL);
  edge = lkb_layout_get_edge (layout, 5);
  g_assert_cmpint (edge->from_side, ==, edge->to_side);
  g_assert_cmpuint (edge->n_points, ==, 4);
  g_assert_true (leaves_rows (layout, edge));
  g_assert_cmpuint (lkb_layout_count_crossings (layout), ==, 0);
  /* It takes nothing from the line that goes forward. */
  g_assert_cmpuint (lkb_layout_get_edge (layout, 3)->n_points, ==, 2);
  check_clear_of_cards (layout);
  check_labels_clear (layout);
  board_clear (&board);
}

/* Those inside of others stay inside of them, at even distances. */
static void
test_nested (void)
{
  static const guint ends[][2] = { { 6, 1 }, { 4, 3 }, { 5, 2 } };
  Board board;
  g_autoptr (LkbLayout) layout = NULL;
  const LkbEdgeLayout *outer, *inner, *middle;
  double step;

  board_init (&board);
  add_row (&board, 7);
  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    add_edge (&board, ends[i][0], ends[i][1], TRUE);
  layout = lay_out (&board, NULL);
  outer = lkb_layout_get_edge (layout, 6);
  inner = lkb_layout_get_edge (layout, 7);
  middle = lkb_layout_get_edge (layout, 8);
  step = get_height (middle) - get_height (inner);
  g_assert_cmpfloat (step, >=, LKB_PILL_H_TWO);
  g_assert_cmpfloat (get_height (outer) - get_height (middle), ==, step);
  for (gsize i = 6; i < 9; i++)
    {
      g_assert_true (leaves_rows (layout, lkb_layout_get_edge (layout, i)));
      g_assert_cmpuint (lkb_layout_get_edge (layout, i)->n_points, ==, 4);
    }
  g_assert_cmpuint (lkb_layout_count_crossings (layout), ==, 0);
  check_clear_of_cards (layout);
  check_labels_clear (layout);
  board_clear (&board);
}

/* Whether the two stand beside each other, with no column of cards in between. */
static gboolean
are_neighbours (LkbLayout *layout, const LkbEdgeLayout *edge)
{
  const LkbBox *a = &lkb_layout_get_node (layout, (gsize) edge->from)->box;
  const LkbBox *b = &lkb_layout_get_node (layout, (gsize) edge->to)->box;

  for (gsize i = 0; i < lkb_layout_get_n_nodes (layout); i++)
    {
      const LkbBox *box = &lkb_layout_get_node (layout, i)->box;

      if (box->x > b->x && box->x < a->x)
        return FALSE;
    }
  return TRUE;
}

/* Several at one card: to two others, from another one, to itself. */
static void
test_shared_card (void)
{
  static const guint ends[][2] = { { 4, 1 }, { 4, 2 }, { 6, 4 }, { 4, 4 } };
  Board board;
  g_autoptr (LkbLayout) layout = NULL;

  board_init (&board);
  add_row (&board, 7);
  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    add_edge (&board, ends[i][0], ends[i][1], TRUE);
  layout = lay_out (&board, NULL);
  for (gsize i = 6; i < 9; i++)
    g_assert_true (leaves_rows (layout, lkb_layout_get_edge (layout, i)));
  g_assert_cmpuint (lkb_layout_count_crossings (layout), ==, 0);
  check_clear_of_cards (layout);
  check_labels_clear (layout);
  board_clear (&board);
}

/* From the middle of three rows, and in a column. */
static void
test_rows (void)
{
  Board board;
  g_autoptr (LkbLayout) layout = NULL;
  const LkbEdgeLayout *edge;

  board_init (&board);
  for (guint i = 0; i < 12; i++)
    add_node (&board, i / 3 * LKB_LANE_PITCH, i % 3 * LKB_ROW_PITCH);
  add_edge (&board, 10, 1, TRUE);
  add_edge (&board, 11, 10, TRUE);
  add_edge (&board, 0, 3, TRUE);
  layout = lay_out (&board, NULL);
  g_assert_true (leaves_rows (layout, lkb_layout_get_edge (layout, 0)));
  /* Beside the last column, where nothing else is. */
  edge = lkb_layout_get_edge (layout, 1);
  g_assert_cmpint (edge->from_side, ==, LKB_SIDE_RIGHT);
  g_assert_cmpint (edge->to_side, ==, LKB_SIDE_RIGHT);
  g_assert_cmpuint (edge->n_points, ==, 4);
  /* It does not go back: a line like others. */
  edge = lkb_layout_get_edge (layout, 2);
  g_assert_cmpuint (edge->n_points, ==, 2);
  check_clear_of_cards (layout);
  board_clear (&board);
}

/* What the user has drawn counts. */
static void
test_by_hand (void)
{
  static const LkbPoint way[] = { { 1000, 400 } };
  Board board;
  g_autoptr (LkbLayout) layout = NULL;
  gboolean passes = FALSE;
  const LkbEdgeLayout *edge;

  board_init (&board);
  add_row (&board, 5);
  add_edge (&board, 3, 1, TRUE);
  add_edge (&board, 4, 2, TRUE);
  board.edges[4].from_side = board.edges[4].to_side = LKB_SIDE_TOP;
  board.edges[5].waypoints = way;
  board.edges[5].n_waypoints = 1;
  layout = lay_out (&board, NULL);
  edge = lkb_layout_get_edge (layout, 4);
  g_assert_cmpint (edge->from_side, ==, LKB_SIDE_TOP);
  g_assert_cmpint (edge->to_side, ==, LKB_SIDE_TOP);
  g_assert_cmpfloat (get_height (edge), <, 0);
  g_assert_true (leaves_rows (layout, edge));
  edge = lkb_layout_get_edge (layout, 5);
  for (gsize k = 0; k + 1 < edge->n_points; k++)
    {
      LkbBox piece = lkb_box_from_points (edge->points[k], edge->points[k + 1]);
      passes = passes || lkb_box_contains (&piece, way[0].x, way[0].y);
    }
  g_assert_true (passes);
  board_clear (&board);
}

static void
assert_same_lines (LkbLayout *a, LkbLayout *b)
{
  for (gsize i = 0; i < lkb_layout_get_n_edges (a); i++)
    {
      const LkbEdgeLayout *x = lkb_layout_get_edge (a, i);
      const LkbEdgeLayout *y = lkb_layout_get_edge (b, i);

      g_assert_cmpuint (x->n_points, ==, y->n_points);
      for (gsize k = 0; k < x->n_points; k++)
        {
          g_assert_cmpfloat (x->points[k].x, ==, y->points[k].x);
          g_assert_cmpfloat (x->points[k].y, ==, y->points[k].y);
        }
      g_assert_cmpfloat (x->pill_box.x, ==, y->pill_box.x);
      g_assert_cmpfloat (x->pill_box.y, ==, y->pill_box.y);
    }
}

/* Pipelines with a few lines back, as flow: none runs through the middle, and none through a card. After a move the
 * lines are those of a new start. */
static void
test_random (void)
{
  for (guint32 seed = 1; seed <= 30; seed++)
    {
      Board board;
      g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
      g_autoptr (LkbLayout) layout = NULL;
      LkbArrangeNode nodes[MAX_NODES] = { 0 };
      LkbArrangeEdge edges[MAX_EDGES] = { 0 };
      LkbPoint places[MAX_NODES];
      guint n = 6 + seed % 12;

      board_init (&board);
      for (guint i = 0; i < n; i++)
        {
          add_node (&board, 0, 0);
          nodes[i] = (LkbArrangeNode){ (int) (i * 6 / n), LKB_ARRANGE_LANE_UNSET, 0,    0,
                                       board.card->w,     board.card->h,          FALSE };
          if (i > 0)
            add_edge (&board, (guint) g_rand_int_range (rand, 0, (gint32) i), i, FALSE);
        }
      for (guint i = 0; i < 3; i++)
        {
          guint to = (guint) g_rand_int_range (rand, 0, (gint32) n / 2);
          add_edge (&board, (guint) g_rand_int_range (rand, (gint32) n * 2 / 3, (gint32) n), to,
                    TRUE);
        }
      for (guint i = 0; i < board.n_edges; i++)
        {
          gboolean around = board.edges[i].around;
          edges[i] = (LkbArrangeEdge){ (guint) g_ascii_strtoull (board.edges[i].from + 1, NULL, 10),
                                       (guint) g_ascii_strtoull (board.edges[i].to + 1, NULL, 10),
                                       around,
                                       around,
                                       150,
                                       36 };
        }
      g_assert_true (lkb_arrange_flow (nodes, n, edges, board.n_edges, places, NULL, NULL));
      for (guint i = 0; i < n; i++)
        {
          board.nodes[i].x = places[i].x;
          board.nodes[i].y = places[i].y;
        }
      layout = lay_out (&board, NULL);
      check_clear_of_cards (layout);
      for (guint i = 0; i < board.n_edges; i++)
        if (board.edges[i].around)
          {
            const LkbEdgeLayout *edge = lkb_layout_get_edge (layout, i);

            g_assert_true (leaves_rows (layout, edge) || are_neighbours (layout, edge));
          }
      for (guint step = 0; step < 4; step++)
        {
          g_autoptr (LkbLayout) next = NULL;
          g_autoptr (LkbLayout) full = NULL;
          LkbLayoutNode *node = &board.nodes[g_rand_int_range (rand, 0, (gint32) n)];

          node->x += 4 * g_rand_int_range (rand, -40, 41);
          node->y += 4 * g_rand_int_range (rand, -40, 41);
          next = lay_out (&board, layout);
          full = lay_out (&board, NULL);
          assert_same_lines (next, full);
          lkb_layout_unref (layout);
          layout = g_steal_pointer (&next);
        }
      board_clear (&board);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/around/one", test_one);
  g_test_add_func ("/around/nested", test_nested);
  g_test_add_func ("/around/shared-card", test_shared_card);
  g_test_add_func ("/around/rows", test_rows);
  g_test_add_func ("/around/by-hand", test_by_hand);
  g_test_add_func ("/around/random", test_random);
  return g_test_run ();
}
