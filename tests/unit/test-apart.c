/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/layout/lkb-layout.h"

#include <string.h>

/* As near to each other, for longer than this, two lines look like one. */
#define NEAR 4.0
#define SHORT 2.0
#define ROWS 6
#define COLUMNS 5
#define EDGES_MAX 48
#define PITCH_X 400
#define PITCH_Y 120

typedef struct
{
  LkbTextMeasurer *measurer;
  LkbLayoutNode nodes[ROWS * COLUMNS];
  LkbLayoutEdge edges[EDGES_MAX];
  char *node_ids[ROWS * COLUMNS];
  char *edge_ids[EDGES_MAX];
  guint n_nodes;
  guint n_edges;
} Board;

static void
add_node (Board *board, double x, double y)
{
  LkbCardText text = { "Card", NULL, NULL, 0, 0 };
  guint i = board->n_nodes++;

  board->node_ids[i] = g_strdup_printf ("n%u", i);
  board->nodes[i] = (LkbLayoutNode){ board->node_ids[i], x, y,
                                     lkb_card_new (board->measurer, &text) };
}

static void
add_edge (Board *board, guint from, guint to, const char *owner)
{
  guint i = board->n_edges++;

  board->edge_ids[i] = g_strdup_printf ("e%u", i);
  board->edges[i] = (LkbLayoutEdge){ .id = board->edge_ids[i],
                                     .from = board->node_ids[from],
                                     .to = board->node_ids[to],
                                     .state = owner != NULL ? LKB_PILL_OWNED : LKB_PILL_NONE,
                                     .owner = owner,
                                     .label_at = NAN };
}

static void
board_init (Board *board)
{
  memset (board, 0, sizeof *board);
  board->measurer = lkb_text_measurer_new ();
}

static void
board_clear (Board *board)
{
  for (guint i = 0; i < board->n_nodes; i++)
    {
      lkb_card_unref (board->nodes[i].card);
      g_free (board->node_ids[i]);
    }
  for (guint i = 0; i < board->n_edges; i++)
    g_free (board->edge_ids[i]);
  lkb_text_measurer_unref (board->measurer);
}

static LkbLayout *
lay_out (Board *board, LkbLayout *old)
{
  return lkb_layout_update (old, board->measurer, board->nodes, board->n_nodes, board->edges,
                            board->n_edges);
}

/* Cards in columns, all level with their neighbours, and arrows to one of the next two columns. */
static void
fill_columns (Board *board, guint32 seed, guint n_edges, guint n_teams)
{
  static const char *const teams[] = { "Web", "Search", "Payments", "Risk", "Data", "ML" };
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);

  board_init (board);
  for (guint i = 0; i < ROWS * COLUMNS; i++)
    add_node (board, (i / ROWS) * PITCH_X, (i % ROWS) * PITCH_Y);
  for (guint i = 0; i < n_edges; i++)
    {
      guint column = (guint) g_rand_int_range (rand, 0, COLUMNS - 1);
      guint step = column + 2 < COLUMNS && g_rand_int_range (rand, 0, 5) == 0 ? 2 : 1;
      guint from = column * ROWS + (guint) g_rand_int_range (rand, 0, ROWS);
      guint to = (column + step) * ROWS + (guint) g_rand_int_range (rand, 0, ROWS);

      add_edge (board, from, to, teams[(guint) g_rand_int_range (rand, 0, (gint32) n_teams)]);
    }
}

static gboolean
are_related (const LkbEdgeLayout *a, const LkbEdgeLayout *b)
{
  return a->from == b->from || a->from == b->to || a->to == b->from || a->to == b->to;
}

static gboolean
lie_on_each_other (const LkbPoint *a, const LkbPoint *b)
{
  LkbBox p = lkb_box_from_points (a[0], a[1]);
  LkbBox q = lkb_box_from_points (b[0], b[1]);

  if (p.w < 0.01 && q.w < 0.01)
    return ABS (p.x - q.x) < NEAR && MIN (p.y + p.h, q.y + q.h) - MAX (p.y, q.y) > SHORT;
  if (p.h < 0.01 && q.h < 0.01)
    return ABS (p.y - q.y) < NEAR && MIN (p.x + p.w, q.x + q.w) - MAX (p.x, q.x) > SHORT;
  return FALSE;
}

/* Pieces of lines of different cards that a reader cannot tell from each other. */
static guint
count_overlaps (LkbLayout *layout)
{
  guint n = 0;

  for (gsize i = 0; i < lkb_layout_get_n_edges (layout); i++)
    for (gsize k = i + 1; k < lkb_layout_get_n_edges (layout); k++)
      {
        const LkbEdgeLayout *a = lkb_layout_get_edge (layout, i);
        const LkbEdgeLayout *b = lkb_layout_get_edge (layout, k);

        if (are_related (a, b))
          continue;
        for (gsize p = 0; p + 1 < a->n_points; p++)
          for (gsize q = 0; q + 1 < b->n_points; q++)
            if (lie_on_each_other (&a->points[p], &b->points[q]))
              {
                g_test_message ("%s and %s at %g, %g", a->id, b->id, a->points[p].x,
                                a->points[p].y);
                n++;
              }
      }
  return n;
}

static void
assert_on_sides (LkbLayout *layout)
{
  for (gsize i = 0; i < lkb_layout_get_n_edges (layout); i++)
    {
      const LkbEdgeLayout *edge = lkb_layout_get_edge (layout, i);
      const LkbBox *from = &lkb_layout_get_node (layout, (gsize) edge->from)->box;
      const LkbBox *to = &lkb_layout_get_node (layout, (gsize) edge->to)->box;
      LkbPoint last = edge->points[edge->n_points - 1];

      g_assert_true (lkb_box_contains (from, edge->points[0].x, edge->points[0].y));
      g_assert_true (lkb_box_contains (to, last.x, last.y));
      for (gsize k = 0; k + 1 < edge->n_points; k++)
        g_assert_true (edge->points[k].x == edge->points[k + 1].x
                       || edge->points[k].y == edge->points[k + 1].y);
    }
}

/* One goes down where the other one goes up: whichever turns first, each arrives at the height at
 * which the other one leaves. */
static void
test_exchange (void)
{
  for (double gap = 40; gap <= 240; gap += 100)
    {
      Board board;
      g_autoptr (LkbLayout) layout = NULL;

      board_init (&board);
      add_node (&board, 0, 0);
      add_node (&board, 0, PITCH_Y);
      add_node (&board, 176 + gap, 0);
      add_node (&board, 176 + gap, PITCH_Y);
      add_edge (&board, 0, 3, NULL);
      add_edge (&board, 1, 2, NULL);
      layout = lay_out (&board, NULL);
      assert_on_sides (layout);
      g_assert_cmpuint (count_overlaps (layout), ==, 0);
      g_assert_cmpuint (lkb_layout_count_crossings (layout), ==, 1);
      g_assert_cmpuint (lkb_layout_get_edge (layout, 0)->n_points, ==, 4);
      g_assert_cmpuint (lkb_layout_get_edge (layout, 1)->n_points, ==, 4);
      board_clear (&board);
    }
}

/* Each of three arrives where the next one leaves. */
static void
test_ring (void)
{
  Board board;
  g_autoptr (LkbLayout) layout = NULL;

  board_init (&board);
  for (guint i = 0; i < 6; i++)
    add_node (&board, i / 3 * PITCH_X, i % 3 * PITCH_Y);
  for (guint i = 0; i < 3; i++)
    add_edge (&board, i, 3 + (i + 1) % 3, NULL);
  layout = lay_out (&board, NULL);
  assert_on_sides (layout);
  g_assert_cmpuint (count_overlaps (layout), ==, 0);
  board_clear (&board);
}

/* Many owners: hardly any trunks; few: many of them. */
static void
test_columns (void)
{
  for (guint32 seed = 1; seed <= 40; seed++)
    {
      Board board;
      g_autoptr (LkbLayout) layout = NULL;

      fill_columns (&board, seed, 24 + seed / 2, seed % 2 == 0 ? 2 : 6);
      layout = lay_out (&board, NULL);
      assert_on_sides (layout);
      g_test_message ("seed %u", seed);
      if (count_overlaps (layout) > 0)
        g_test_fail ();
      board_clear (&board);
    }
}

/* However the board came about, its lines are the same. */
static void
test_kept (void)
{
  for (guint32 seed = 1; seed <= 4; seed++)
    {
      Board board;
      g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
      g_autoptr (LkbLayout) layout = NULL;

      fill_columns (&board, seed, EDGES_MAX, 4);
      layout = lay_out (&board, NULL);
      for (guint step = 0; step < 20; step++)
        {
          guint node = (guint) g_rand_int_range (rand, 0, ROWS * COLUMNS);
          guint edge = (guint) g_rand_int_range (rand, 0, EDGES_MAX);
          g_autoptr (LkbLayout) next = NULL;
          g_autoptr (LkbLayout) full = NULL;

          if (step % 4 == 3)
            board.edges[edge].owner = board.edges[0].owner;
          else
            board.nodes[node].y += 4 * g_rand_int_range (rand, -2, 3);
          next = lay_out (&board, layout);
          full = lay_out (&board, NULL);
          for (guint i = 0; i < board.n_edges; i++)
            {
              const LkbEdgeLayout *a = lkb_layout_get_edge (next, i);
              const LkbEdgeLayout *b = lkb_layout_get_edge (full, i);

              g_assert_cmpmem (a->points, a->n_points * sizeof (LkbPoint), b->points,
                               b->n_points * sizeof (LkbPoint));
            }
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
  g_test_add_func ("/apart/exchange", test_exchange);
  g_test_add_func ("/apart/ring", test_ring);
  g_test_add_func ("/apart/columns", test_columns);
  g_test_add_func ("/apart/kept", test_kept);
  return g_test_run ();
}
