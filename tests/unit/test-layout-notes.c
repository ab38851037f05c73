/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/layout/lkb-layout.h"
#include "core/layout/lkb-metrics.h"

#define COLUMNS 6
#define ROWS 5
#define N_CARDS (COLUMNS * ROWS)
#define N_NOTES 12
#define N_EDGES 40
#define PITCH_X 376
#define PITCH_Y 220

typedef struct
{
  LkbTextMeasurer *measurer;
  LkbCard *card;
  LkbLayoutNode nodes[N_CARDS + N_NOTES];
  LkbLayoutEdge edges[N_EDGES];
  char ids[N_CARDS + N_NOTES + N_EDGES][8];
  guint n_cards;
  guint n_notes;
  guint n_edges;
} Board;

static void
board_init (Board *board)
{
  LkbCardText text = { "Model", "endpoint", NULL, 0, 0 };

  *board = (Board){ .measurer = lkb_text_measurer_new () };
  board->card = lkb_card_new (board->measurer, &text);
  for (guint i = 0; i < G_N_ELEMENTS (board->ids); i++)
    g_snprintf (board->ids[i], sizeof board->ids[i], "i%u", i);
}

static void
board_clear (Board *board)
{
  lkb_card_unref (board->card);
  lkb_text_measurer_unref (board->measurer);
}

static void
add_card (Board *board, double x, double y)
{
  guint i = board->n_cards++;

  board->nodes[i] = (LkbLayoutNode){ board->ids[i], x, y, board->card };
}

static LkbLayoutNode *
add_note (Board *board, double x, double y, double w, double h)
{
  guint k = board->n_notes++;
  LkbLayoutNode *note = &board->nodes[board->n_cards + k];

  *note = (LkbLayoutNode){ board->ids[N_CARDS + k], x, y, NULL, w, h };
  return note;
}

static void
add_edge (Board *board, guint from, guint to, gboolean around)
{
  guint i = board->n_edges++;

  board->edges[i] = (LkbLayoutEdge){ .id = board->ids[N_CARDS + N_NOTES + i],
                                     .from = board->ids[from],
                                     .to = board->ids[to],
                                     .state = LKB_PILL_OWNED,
                                     .owner = "Home",
                                     .consumer = "Streaming",
                                     .numbers = "40 / 120 ms",
                                     .label_at = NAN,
                                     .around = around };
}

static LkbLayout *
lay_out (Board *board, LkbLayout *old)
{
  return lkb_layout_update (old, board->measurer, board->nodes, board->n_cards + board->n_notes,
                            board->edges, board->n_edges);
}

static void
check_clear_of (const LkbEdgeLayout *edge, const LkbBox *box)
{
  LkbBox inner = lkb_box_grow (box, -1);

  for (gsize k = 0; k + 1 < edge->n_points; k++)
    {
      LkbBox piece = lkb_box_from_points (edge->points[k], edge->points[k + 1]);

      g_assert_false (lkb_box_touches (&piece, &inner));
    }
  g_assert_false (
      edge->label_clear
      && (lkb_box_overlaps (&edge->pill_box, box) || lkb_box_overlaps (&edge->numbers_box, box)));
}

/* No line and no label under a note, nor through a card. */
static void
check_clear (Board *board, LkbLayout *layout)
{
  g_assert_cmpuint (lkb_layout_get_n_nodes (layout), ==, board->n_cards);
  for (gsize i = 0; i < lkb_layout_get_n_edges (layout); i++)
    {
      const LkbEdgeLayout *edge = lkb_layout_get_edge (layout, i);

      g_assert_cmpuint (edge->n_points, >=, 2);
      for (guint n = 0; n < board->n_cards + board->n_notes; n++)
        {
          const LkbLayoutNode *node = &board->nodes[n];
          LkbBox box = lkb_box (node->x, node->y, node->card != NULL ? node->card->w : node->w,
                                node->card != NULL ? node->card->h : node->h);

          check_clear_of (edge, &box);
        }
    }
}

static void
check_equal (LkbLayout *a, LkbLayout *b)
{
  g_assert_cmpuint (lkb_layout_get_n_edges (a), ==, lkb_layout_get_n_edges (b));
  for (gsize i = 0; i < lkb_layout_get_n_edges (a); i++)
    {
      const LkbEdgeLayout *x = lkb_layout_get_edge (a, i);
      const LkbEdgeLayout *y = lkb_layout_get_edge (b, i);

      g_assert_cmpmem (x->points, x->n_points * sizeof (LkbPoint), y->points,
                       y->n_points * sizeof (LkbPoint));
      g_assert_cmpmem (&x->pill_box, sizeof (LkbBox), &y->pill_box, sizeof (LkbBox));
      g_assert_cmpmem (&x->numbers_box, sizeof (LkbBox), &y->numbers_box, sizeof (LkbBox));
      g_assert_cmpint (x->label_clear, ==, y->label_clear);
    }
}

/* Between two cards: the line goes around it; away from them: as if it were not there. */
static void
test_in_the_way (void)
{
  Board board;
  g_autoptr (LkbLayout) plain = NULL;
  g_autoptr (LkbLayout) beside = NULL;
  g_autoptr (LkbLayout) away = NULL;
  LkbLayoutNode *note;

  board_init (&board);
  add_card (&board, 0, 0);
  add_card (&board, 2 * PITCH_X, 0);
  add_edge (&board, 0, 1, FALSE);
  plain = lay_out (&board, NULL);
  g_assert_cmpuint (lkb_layout_get_edge (plain, 0)->n_points, ==, 2);
  note = add_note (&board, 360, -40, 200, 160);
  beside = lay_out (&board, NULL);
  check_clear (&board, beside);
  g_assert_true (lkb_layout_get_edge (beside, 0)->label_clear);
  /* It is no part of the drawing. */
  note->y = 2000;
  away = lay_out (&board, beside);
  check_equal (away, plain);
  g_assert_cmpfloat (lkb_layout_get_bounds (away).h, ==, lkb_layout_get_bounds (plain).h);
  g_assert_null (lkb_layout_find_node (away, note->id));
  board_clear (&board);
}

/* Nothing goes to a note. */
static void
test_no_end (void)
{
  Board board;
  g_autoptr (LkbLayout) layout = NULL;

  board_init (&board);
  add_card (&board, 0, 0);
  add_note (&board, 400, 0, 200, 100);
  add_edge (&board, 0, N_CARDS, FALSE);
  layout = lay_out (&board, NULL);
  g_assert_cmpuint (lkb_layout_get_edge (layout, 0)->n_points, ==, 0);
  g_assert_cmpint (lkb_layout_get_edge (layout, 0)->to, ==, -1);
  board_clear (&board);
}

/* A card that a note lies on keeps its lines. */
static void
test_covered (void)
{
  Board board;
  g_autoptr (LkbLayout) layout = NULL;

  board_init (&board);
  add_card (&board, 0, 0);
  add_card (&board, 2 * PITCH_X, 0);
  add_edge (&board, 0, 1, FALSE);
  add_note (&board, -100, -100, 500, 400);
  layout = lay_out (&board, NULL);
  g_assert_cmpuint (lkb_layout_get_edge (layout, 0)->n_points, >=, 2);
  board_clear (&board);
}

/* A line that goes back around all cards minds a note where it would run into it, and no other. */
static void
test_around (void)
{
  static const struct
  {
    double y, h;
    gboolean same;
  } cases[] = { { 100, 116, FALSE }, { 130, 40, FALSE }, { 400, 116, TRUE }, { -300, 80, TRUE } };

  for (guint c = 0; c < G_N_ELEMENTS (cases); c++)
    {
      Board board;
      g_autoptr (LkbLayout) plain = NULL;
      g_autoptr (LkbLayout) layout = NULL;

      g_test_message ("case %u", c);
      board_init (&board);
      for (guint i = 0; i < 4; i++)
        add_card (&board, i * PITCH_X, 0);
      for (guint i = 0; i < 3; i++)
        add_edge (&board, i, i + 1, FALSE);
      add_edge (&board, 3, 0, TRUE);
      plain = lay_out (&board, NULL);
      add_note (&board, 300, cases[c].y, 600, cases[c].h);
      layout = lay_out (&board, NULL);
      check_clear (&board, layout);
      for (guint i = 0; i < 4; i++)
        g_assert_true (lkb_layout_get_edge (layout, i)->label_clear);
      if (cases[c].same)
        check_equal (layout, plain);
      board_clear (&board);
    }
}

/* In the rooms between cards. */
static void
strew_note (Board *board, GRand *rand, guint k)
{
  LkbLayoutNode *note = &board->nodes[board->n_cards + k];

  note->x = g_rand_int_range (rand, 0, COLUMNS) * PITCH_X + 216 + 4 * g_rand_int_range (rand, 0, 6);
  note->y = g_rand_int_range (rand, 0, ROWS) * PITCH_Y - 40 + 4 * g_rand_int_range (rand, 0, 20);
  note->w = 60 + 4 * g_rand_int_range (rand, 0, 10);
  note->h = 40 + 4 * g_rand_int_range (rand, 0, 16);
}

/* Notes are moved, come and go: no line gets under one, and the layout is the one that a new start would give. */
static void
test_kept (void)
{
  static const guint steps[] = { 1, COLUMNS, COLUMNS + 1, COLUMNS - 1 };

  for (guint32 seed = 1; seed <= 2; seed++)
    {
      Board board;
      g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
      g_autoptr (LkbLayout) layout = NULL;

      g_test_message ("seed %u", seed);
      board_init (&board);
      for (guint i = 0; i < N_CARDS; i++)
        add_card (&board, i % COLUMNS * PITCH_X, i / COLUMNS * PITCH_Y);
      for (guint i = 0; i < N_EDGES; i++)
        {
          guint from = (guint) g_rand_int_range (rand, 0, N_CARDS - COLUMNS - 1);

          add_edge (&board, from, from + steps[g_rand_int_range (rand, 0, 4)], FALSE);
        }
      for (guint k = 0; k < N_NOTES; k++)
        {
          add_note (&board, 0, 0, 0, 0);
          strew_note (&board, rand, k);
        }
      layout = lay_out (&board, NULL);
      for (guint step = 0; step < 12; step++)
        {
          g_autoptr (LkbLayout) next = NULL;
          g_autoptr (LkbLayout) full = NULL;

          strew_note (&board, rand, (guint) g_rand_int_range (rand, 0, (gint32) board.n_notes));
          if (step == 5)
            board.n_notes -= 3;
          if (step == 9)
            board.n_notes += 3;
          next = lay_out (&board, layout);
          full = lay_out (&board, NULL);
          check_equal (next, full);
          check_clear (&board, full);
          if (step != 5 && step != 9)
            g_assert_cmpuint (lkb_layout_get_n_searched (next), <, N_EDGES / 2);
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
  g_test_add_func ("/layout-notes/in-the-way", test_in_the_way);
  g_test_add_func ("/layout-notes/no-end", test_no_end);
  g_test_add_func ("/layout-notes/covered", test_covered);
  g_test_add_func ("/layout-notes/around", test_around);
  g_test_add_func ("/layout-notes/kept", test_kept);
  return g_test_run ();
}
