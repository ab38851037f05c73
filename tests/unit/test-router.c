/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/layout/lkb-layout.h"
#include "core/layout/lkb-metrics.h"
#include "core/layout/lkb-untangle.h"

#include <string.h>

#define EPS 0.02

typedef struct
{
  LkbTextMeasurer *measurer;
  LkbLayoutNode *nodes;
  LkbLayoutEdge *edges;
  guint n_nodes;
  guint n_edges;
  char **ids;
} Board;

/* Cards strewn over a jittered grid, so that no two overlap, and edges between any of them. */
static void
board_init (Board *board, guint32 seed, guint n_nodes, guint n_edges)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  guint columns = 1;
  static const char *const names[] = { "Event Hub", "Online feature store", "Recommendation model",
                                       "A" };
  static const char *const teams[] = { "Web", "Streaming Platform", "ML", "Feature Engineering" };

  while (columns * columns < n_nodes)
    columns++;
  board->measurer = lkb_text_measurer_new ();
  board->nodes = g_new0 (LkbLayoutNode, n_nodes);
  board->edges = g_new0 (LkbLayoutEdge, n_edges);
  board->ids = g_new0 (char *, n_nodes + n_edges + 1);
  board->n_nodes = n_nodes;
  board->n_edges = n_edges;
  for (guint i = 0; i < n_nodes; i++)
    {
      LkbCardText text = { names[g_rand_int_range (rand, 0, 4)], "technology", NULL, 0, 0 };
      board->ids[i] = g_strdup_printf ("n%u", i);
      board->nodes[i].id = board->ids[i];
      board->nodes[i].card = lkb_card_new (board->measurer, &text);
      board->nodes[i].x = (i % columns) * 376 + 4 * g_rand_int_range (rand, 0, 25);
      board->nodes[i].y = (i / columns) * 180 + 4 * g_rand_int_range (rand, 0, 15);
    }
  for (guint i = 0; i < n_edges; i++)
    {
      LkbLayoutEdge *edge = &board->edges[i];
      guint a = (guint) g_rand_int_range (rand, 0, (gint32) n_nodes);
      guint b = (guint) g_rand_int_range (rand, 0, (gint32) n_nodes - 1);
      board->ids[n_nodes + i] = g_strdup_printf ("e%u", i);
      edge->id = board->ids[n_nodes + i];
      edge->from = board->ids[a];
      edge->to = board->ids[b >= a ? b + 1 : b];
      if (g_rand_int_range (rand, 0, 8) == 0)
        edge->from_side = (LkbSide) g_rand_int_range (rand, 1, 5);
      edge->state = LKB_PILL_OWNED;
      edge->owner = teams[g_rand_int_range (rand, 0, 4)];
      edge->consumer = g_rand_boolean (rand) ? teams[g_rand_int_range (rand, 0, 4)] : NULL;
      edge->numbers = "40 / 120 ms";
      edge->label_at = NAN;
    }
}

static void
board_clear (Board *board)
{
  for (guint i = 0; i < board->n_nodes; i++)
    lkb_card_unref (board->nodes[i].card);
  g_strfreev (board->ids);
  g_free (board->nodes);
  g_free (board->edges);
  lkb_text_measurer_unref (board->measurer);
}

static LkbLayout *
lay_out (Board *board, LkbLayout *old)
{
  return lkb_layout_update (old, board->measurer, board->nodes, board->n_nodes, board->edges,
                            board->n_edges);
}

static gboolean
is_on_border (const LkbBox *box, LkbPoint p)
{
  return lkb_box_contains (box, p.x, p.y)
         && (ABS (p.x - box->x) < EPS || ABS (p.x - box->x - box->w) < EPS
             || ABS (p.y - box->y) < EPS || ABS (p.y - box->y - box->h) < EPS);
}

static void
check_routes (LkbLayout *layout)
{
  for (gsize i = 0; i < lkb_layout_get_n_edges (layout); i++)
    {
      const LkbEdgeLayout *edge = lkb_layout_get_edge (layout, i);

      g_assert_cmpuint (edge->n_points, >=, 2);
      g_assert_true (
          is_on_border (&lkb_layout_get_node (layout, (gsize) edge->from)->box, edge->points[0]));
      g_assert_true (is_on_border (&lkb_layout_get_node (layout, (gsize) edge->to)->box,
                                   edge->points[edge->n_points - 1]));
      for (gsize k = 0; k + 1 < edge->n_points; k++)
        {
          LkbPoint a = edge->points[k];
          LkbPoint b = edge->points[k + 1];
          LkbBox piece = lkb_box_from_points (a, b);

          g_assert_true (ABS (a.x - b.x) < EPS || ABS (a.y - b.y) < EPS);
          for (gsize n = 0; n < lkb_layout_get_n_nodes (layout); n++)
            {
              LkbBox inner = lkb_box_grow (&lkb_layout_get_node (layout, n)->box, -1);
              if (lkb_box_overlaps (&piece, &inner) || (lkb_box_touches (&piece, &inner)))
                {
                  g_test_message ("%s enters %s", edge->id, lkb_layout_get_node (layout, n)->id);
                  g_test_fail ();
                }
            }
        }
    }
}

static void
assert_equal (LkbLayout *a, LkbLayout *b)
{
  g_assert_cmpuint (lkb_layout_get_n_edges (a), ==, lkb_layout_get_n_edges (b));
  for (gsize i = 0; i < lkb_layout_get_n_edges (a); i++)
    {
      const LkbEdgeLayout *x = lkb_layout_get_edge (a, i);
      const LkbEdgeLayout *y = lkb_layout_get_edge (b, i);

      g_assert_cmpstr (x->id, ==, y->id);
      g_assert_cmpuint (x->n_points, ==, y->n_points);
      for (gsize k = 0; k < x->n_points; k++)
        {
          g_assert_cmpfloat (x->points[k].x, ==, y->points[k].x);
          g_assert_cmpfloat (x->points[k].y, ==, y->points[k].y);
        }
      g_assert_cmpfloat (x->pill_box.x, ==, y->pill_box.x);
      g_assert_cmpfloat (x->pill_box.y, ==, y->pill_box.y);
      g_assert_cmpfloat (x->numbers_box.x, ==, y->numbers_box.x);
      g_assert_cmpfloat (x->numbers_box.y, ==, y->numbers_box.y);
      g_assert_cmpfloat (x->pill_box.w, ==, y->pill_box.w);
      g_assert_cmpfloat (x->pill_box.h, ==, y->pill_box.h);
      g_assert_cmpfloat (x->numbers_box.w, ==, y->numbers_box.w);
      g_assert_cmpfloat (x->label_at, ==, y->label_at);
      g_assert_cmpint (x->label_clear, ==, y->label_clear);
      g_assert_cmpint (x->trunk, ==, y->trunk);
      g_assert_cmpfloat (x->bounds.x, ==, y->bounds.x);
      g_assert_cmpfloat (x->bounds.w, ==, y->bounds.w);
    }
}

static void
test_random (void)
{
  for (guint32 seed = 1; seed <= 12; seed++)
    {
      Board board;
      g_autoptr (LkbLayout) once = NULL;
      g_autoptr (LkbLayout) again = NULL;

      g_test_message ("seed %u", seed);
      board_init (&board, seed, 4 + seed * 3, 6 + seed * 4);
      once = lay_out (&board, NULL);
      again = lay_out (&board, NULL);
      check_routes (once);
      assert_equal (once, again);
      board_clear (&board);
    }
}

static void
test_incremental (void)
{
  for (guint32 seed = 21; seed <= 26; seed++)
    {
      Board board;
      g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
      g_autoptr (LkbLayout) layout = NULL;

      g_test_message ("seed %u", seed);
      board_init (&board, seed, 30, 40);
      layout = lay_out (&board, NULL);
      for (guint step = 0; step < 12; step++)
        {
          guint i = (guint) g_rand_int_range (rand, 0, (gint32) board.n_nodes);
          g_autoptr (LkbLayout) next = NULL;
          g_autoptr (LkbLayout) full = NULL;

          board.nodes[i].x += 4 * g_rand_int_range (rand, -12, 13);
          board.nodes[i].y += 4 * g_rand_int_range (rand, -8, 9);
          if (step == 4)
            board.n_edges -= 3;
          if (step == 6)
            board.edges[0].from_side = LKB_SIDE_TOP;
          if (step == 8)
            board.n_edges += 3;
          next = lay_out (&board, layout);
          full = lay_out (&board, NULL);
          assert_equal (next, full);
          g_assert_cmpuint (lkb_layout_get_n_searched (next), <, board.n_edges);
          lkb_layout_unref (layout);
          layout = g_steal_pointer (&next);
        }
      board_clear (&board);
    }
}

/* One thing that a user may do to a board. */
static void
change_board (Board *board, GRand *rand)
{
  guint n = (guint) g_rand_int_range (rand, 0, (gint32) board->n_nodes);
  LkbLayoutEdge *edge = &board->edges[g_rand_int_range (rand, 0, (gint32) board->n_edges)];

  switch (g_rand_int_range (rand, 0, 12))
    {
    case 0:
      edge->owner = g_rand_boolean (rand) ? "Web" : "Search Relevance";
      edge->consumer = g_rand_boolean (rand) ? "Streaming Platform" : NULL;
      edge->priority = edge->consumer != NULL;
      break;
    case 1:
      edge->label_at = g_rand_boolean (rand) ? NAN : g_rand_double (rand);
      edge->label_dy = 4 * g_rand_int_range (rand, -8, 9);
      break;
    case 2:
      edge->to_side = (LkbSide) g_rand_int_range (rand, 0, 5);
      break;
    case 3:
      edge->to = board->ids[n];
      break;
    case 4:
      edge->state = g_rand_boolean (rand) ? LKB_PILL_UNOWNED : LKB_PILL_NONE;
      edge->numbers = g_rand_boolean (rand) ? "p95 1 s" : NULL;
      break;
    case 5:
      for (guint i = 0; i < board->n_nodes; i += 3)
        board->nodes[i].x += 4 * g_rand_int_range (rand, -2, 3);
      break;
    default:
      board->nodes[n].x += 4 * g_rand_int_range (rand, -40, 41);
      board->nodes[n].y += 4 * g_rand_int_range (rand, -40, 41);
      break;
    }
}

/* Edges to cards that stand beside or below, as on an arranged board. */
static void
make_local (Board *board, GRand *rand)
{
  static const guint steps[] = { 1, 6, 7, 5 };

  for (guint i = 0; i < board->n_edges; i++)
    {
      guint from = (guint) g_rand_int_range (rand, 0, (gint32) board->n_nodes - 7);

      board->edges[i].from = board->ids[from];
      board->edges[i].to = board->ids[from + steps[g_rand_int_range (rand, 0, 4)]];
    }
}

/* Whatever is done to a board, however often: the layout is the one that a new start would give. On
 * boards of this size all that nothing near has touched is taken over from the layout before. */
static void
test_kept (void)
{
  for (guint32 seed = 41; seed <= 43; seed++)
    {
      Board board;
      g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
      g_autoptr (LkbLayout) layout = NULL;

      g_test_message ("seed %u", seed);
      board_init (&board, seed, 60 + seed, 100 + seed);
      /* Lines all over the board in the first; in the others most of it lies apart from what is done. */
      if (seed > 41)
        make_local (&board, rand);
      layout = lay_out (&board, NULL);
      for (guint step = 0; step < 24; step++)
        {
          g_autoptr (LkbLayout) next = NULL;
          g_autoptr (LkbLayout) again = NULL;
          g_autoptr (LkbLayout) full = NULL;

          change_board (&board, rand);
          if (step == 12)
            board.n_edges -= 2;
          next = lay_out (&board, layout);
          full = lay_out (&board, NULL);
          assert_equal (next, full);
          if (step % 8 == 0)
            {
              /* A layout that handed its knowledge on may be gone on from again. */
              again = lay_out (&board, layout);
              assert_equal (again, full);
            }
          lkb_layout_unref (layout);
          layout = g_steal_pointer (&next);
        }
      board_clear (&board);
    }
}

static gboolean
has_same_line (const LkbEdgeLayout *a, const LkbEdgeLayout *b)
{
  return a->n_points == b->n_points
         && (a->n_points == 0
             || memcmp (a->points, b->points, a->n_points * sizeof (LkbPoint)) == 0);
}

static LkbBox
get_line_box (const LkbEdgeLayout *edge)
{
  LkbBox box = { 0, 0, 0, 0 };

  for (gsize k = 0; k + 1 < edge->n_points; k++)
    {
      LkbBox piece = lkb_box_from_points (edge->points[k], edge->points[k + 1]);
      box = lkb_box_union (&box, &piece);
    }
  return box;
}

/* While a card is dragged the board stays calm: of the lines of others few change, and hardly any that do not come near the
 * old or the new lines of this one: what a line makes way for may make way itself. */
static void
test_calm (void)
{
  guint changed = 0, far = 0, all = 0;

  for (guint32 seed = 61; seed <= 66; seed++)
    {
      Board board;
      g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
      g_autoptr (LkbLayout) layout = NULL;

      board_init (&board, seed, 36, 50);
      make_local (&board, rand);
      layout = lay_out (&board, NULL);
      for (guint step = 0; step < 40; step++)
        {
          guint n = (guint) g_rand_int_range (rand, 0, (gint32) board.n_nodes);
          g_autoptr (LkbLayout) next = NULL;
          LkbBox area = lkb_layout_get_node (layout, n)->box;

          board.nodes[n].x += 4 * g_rand_int_range (rand, -2, 3);
          board.nodes[n].y += 4 * g_rand_int_range (rand, -2, 3);
          next = lay_out (&board, layout);
          area = lkb_box_union (&area, &lkb_layout_get_node (next, n)->box);
          for (guint i = 0; i < board.n_edges; i++)
            {
              const LkbEdgeLayout *now = lkb_layout_get_edge (next, i);
              const LkbEdgeLayout *then = lkb_layout_get_edge (layout, i);
              LkbBox a = get_line_box (now), b = get_line_box (then);

              if (now->from != (int) n && now->to != (int) n)
                continue;
              area = lkb_box_union (&area, &a);
              area = lkb_box_union (&area, &b);
            }
          area = lkb_box_grow (&area, LKB_EDGE_CLEAR_NODE + LKB_EDGE_CLEAR_PARALLEL);
          for (guint i = 0; i < board.n_edges; i++)
            {
              const LkbEdgeLayout *now = lkb_layout_get_edge (next, i);
              const LkbEdgeLayout *then = lkb_layout_get_edge (layout, i);
              LkbBox a = get_line_box (now), b = get_line_box (then);

              if (now->from == (int) n || now->to == (int) n)
                continue;
              all++;
              if (has_same_line (now, then))
                continue;
              changed++;
              if (!lkb_box_touches (&area, &a) && !lkb_box_touches (&area, &b))
                {
                  g_test_message ("seed %u, step %u: %s", seed, step, now->id);
                  far++;
                }
            }
          lkb_layout_unref (layout);
          layout = g_steal_pointer (&next);
        }
      board_clear (&board);
    }
  g_test_message ("%u of %u lines of others changed, %u of them far off", changed, all, far);
  g_assert_cmpuint (changed * 75, <, all);
  g_assert_cmpuint (far * 700, <, all);
}

static LkbLayout *
lay_out_few (LkbTextMeasurer *m, const LkbPoint *places, guint n, const LkbLayoutEdge *edges,
             guint n_edges)
{
  static const char *const ids[] = { "a", "b", "c", "d" };
  LkbLayoutNode nodes[4];
  LkbCardText text = { "Card", NULL, NULL, 0, 0 };
  g_autoptr (LkbCard) card = lkb_card_new (m, &text);

  for (guint i = 0; i < n; i++)
    nodes[i] = (LkbLayoutNode){ ids[i], places[i].x, places[i].y, card };
  return lkb_layout_new (m, nodes, n, edges, n_edges);
}

static void
test_plain (void)
{
  g_autoptr (LkbTextMeasurer) m = lkb_text_measurer_new ();
  const LkbPoint places[] = { { 0, 0 }, { 376, 0 }, { 752, 0 }, { 376, 148 } };
  const LkbPoint way[] = { { 300, 300 } };
  const LkbLayoutEdge edges[] = {
    { .id = "ab", .from = "a", .to = "b", .label_at = NAN },
    { .id = "ac", .from = "a", .to = "c", .label_at = NAN },
    { .id = "bd", .from = "b", .to = "d", .label_at = NAN },
    { .id = "aa", .from = "a", .to = "a", .label_at = NAN },
    { .id = "none", .from = "a", .to = "gone", .label_at = NAN },
    { .id = "way", .from = "a", .to = "d", .waypoints = way, .n_waypoints = 1, .label_at = NAN },
  };
  g_autoptr (LkbLayout) l = lay_out_few (m, places, 4, edges, G_N_ELEMENTS (edges));
  const LkbEdgeLayout *e = lkb_layout_find_edge (l, "ab");
  gboolean passes = FALSE;

  g_assert_cmpuint (e->n_points, ==, 2);
  g_assert_cmpint (e->from_side, ==, LKB_SIDE_RIGHT);
  e = lkb_layout_find_edge (l, "bd");
  g_assert_cmpuint (e->n_points, ==, 2);
  g_assert_cmpint (e->from_side, ==, LKB_SIDE_BOTTOM);
  /* Past the card between. */
  e = lkb_layout_find_edge (l, "ac");
  g_assert_cmpuint (e->n_points, >, 2);
  e = lkb_layout_find_edge (l, "aa");
  g_assert_cmpuint (e->n_points, >=, 4);
  e = lkb_layout_find_edge (l, "none");
  g_assert_cmpuint (e->n_points, ==, 0);
  e = lkb_layout_find_edge (l, "way");
  for (gsize k = 0; k + 1 < e->n_points; k++)
    {
      LkbBox piece = lkb_box_from_points (e->points[k], e->points[k + 1]);
      passes = passes || lkb_box_contains (&piece, 300, 300);
    }
  g_assert_true (passes);
  g_assert_null (lkb_layout_find_edge (l, "zz"));
  g_assert_cmpfloat (lkb_layout_get_bounds (l).w, >=, 928);
}

static void
test_ends_spread (void)
{
  g_autoptr (LkbTextMeasurer) m = lkb_text_measurer_new ();
  const LkbPoint places[] = { { 0, 200 }, { 376, 0 }, { 376, 200 }, { 376, 400 } };
  const LkbLayoutEdge edges[] = {
    { .id = "ab", .from = "a", .to = "b", .label_at = NAN },
    { .id = "ac", .from = "a", .to = "c", .label_at = NAN },
    { .id = "ad", .from = "a", .to = "d", .label_at = NAN },
  };
  g_autoptr (LkbLayout) l = lay_out_few (m, places, 4, edges, G_N_ELEMENTS (edges));
  double last = -1;

  for (guint i = 0; i < 3; i++)
    {
      const LkbEdgeLayout *e = lkb_layout_get_edge (l, i);
      g_assert_cmpfloat (e->points[0].y, >=, last + 12);
      last = e->points[0].y;
    }
  g_assert_cmpuint (lkb_layout_get_edge (l, 1)->n_points, ==, 2);
}

static void
test_hostile (void)
{
  g_autoptr (LkbTextMeasurer) m = lkb_text_measurer_new ();
  const LkbPoint same[] = { { 0, 0 }, { 0, 0 }, { 40, 20 }, { 1e6, -1e6 } };
  const LkbLayoutEdge edges[] = {
    { .id = "ab", .from = "a", .to = "b", .label_at = 0.5 },
    { .id = "ab", .from = "a", .to = "c", .label_at = 7 },
    { .id = "ad", .from = "a", .to = "d", .label_at = NAN, .numbers = "1 s" },
  };
  g_autoptr (LkbLayout) l = lay_out_few (m, same, 4, edges, G_N_ELEMENTS (edges));
  g_autoptr (LkbLayout) none = lkb_layout_new (m, NULL, 0, NULL, 0);

  for (guint i = 0; i < 3; i++)
    g_assert_cmpuint (lkb_layout_get_edge (l, i)->n_points, >=, 2);
  g_assert_cmpfloat (lkb_layout_get_bounds (none).w, ==, 0);
}

typedef struct
{
  LkbRouter *router;
  GPtrArray *kept;
} Ways;

static void
find_ways (guint edge, const LkbRouteEnd *from, const LkbRouteEnd *to, GArray **routes,
           gpointer data)
{
  Ways *ways = data;

  for (guint k = 0; k < 2; k++)
    {
      LkbBox window;

      routes[k] = g_array_new (FALSE, FALSE, sizeof (LkbPoint));
      g_ptr_array_add (ways->kept, routes[k]);
      lkb_router_find (ways->router, from, to, NULL, 0, (LkbRouteBend) k, routes[k], &window);
    }
}

/* The upper one goes down, the lower one up: they change places. Those that are fixed do not. */
static void
test_untangle (void)
{
  const LkbBox boxes[] = { { 0, 0, 100, 40 }, { 300, 100, 100, 40 }, { 300, -100, 100, 40 } };
  g_autoptr (LkbRouter) router = lkb_router_new (boxes, G_N_ELEMENTS (boxes), G_N_ELEMENTS (boxes));
  g_autoptr (GPtrArray) kept = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  Ways ways = { router, kept };

  for (guint fixed = 0; fixed < 2; fixed++)
    {
      g_autoptr (LkbChooser) chooser = lkb_chooser_new (2);
      LkbUntangleEdge edges[2] = { { .from = { 0, LKB_SIDE_RIGHT, { 100, 12 } },
                                     .to = { 1, LKB_SIDE_LEFT, { 300, 120 } },
                                     .fixed = fixed == 1 },
                                   { .from = { 0, LKB_SIDE_RIGHT, { 100, 28 } },
                                     .to = { 2, LKB_SIDE_LEFT, { 300, -80 } } } };
      LkbChoice choices[2];

      for (guint i = 0; i < 2; i++)
        {
          find_ways (i, &edges[i].from, &edges[i].to, edges[i].routes, &ways);
          choices[i] = (LkbChoice){ { edges[i].routes[0], edges[i].routes[1] }, 0, -1 };
        }
      lkb_chooser_run (chooser, choices);
      for (guint i = 0; i < 2; i++)
        edges[i].chosen = choices[i].chosen;
      lkb_untangle_run (edges, 2, chooser, find_ways, &ways);
      g_assert_cmpfloat (edges[0].from.at.y, ==, fixed ? 12 : 28);
      g_assert_cmpfloat (edges[1].from.at.y, ==, fixed ? 28 : 12);
      g_assert_cmpint (edges[0].changed, ==, !fixed);
      if (!fixed)
        g_assert_cmpfloat (lkb_chooser_cost_pair (edges[0].routes[edges[0].chosen],
                                                  edges[1].routes[edges[1].chosen]),
                           <, LKB_CHOOSER_COST_CROSSING);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/router/plain", test_plain);
  g_test_add_func ("/router/ends-spread", test_ends_spread);
  g_test_add_func ("/router/random", test_random);
  g_test_add_func ("/router/incremental", test_incremental);
  g_test_add_func ("/router/kept", test_kept);
  g_test_add_func ("/router/calm", test_calm);
  g_test_add_func ("/router/untangle", test_untangle);
  g_test_add_func ("/router/hostile", test_hostile);
  return g_test_run ();
}
