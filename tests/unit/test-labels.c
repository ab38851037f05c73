/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/layout/lkb-layout.h"

#include "core/layout/lkb-arrange.h"

#define N 12

typedef struct
{
  guint from;
  guint to;
  const char *owner;
  const char *consumer;
} Hop;

/* Twelve cards in three lanes, hand-offs between them: what a page is made of. */
static const Hop hops[] = {
  { 0, 1, "Web", "Streaming Platform" },
  { 1, 2, "Streaming Platform", NULL },
  { 2, 3, "Streaming Platform", "Feature Eng" },
  { 4, 5, "Feature Eng", NULL },
  { 5, 6, "Feature Eng", "ML Platform" },
  { 6, 7, "ML Platform", NULL },
  { 8, 9, "Reco", "Data Science" },
  { 9, 10, "Data Science", "Reco" },
  { 10, 11, "Reco", "Data Science" },
  { 0, 4, "Web", "Feature Eng" },
  { 2, 6, "Streaming Platform", "ML Platform" },
  { 4, 8, "Feature Eng", "Reco" },
  { 6, 10, "ML Platform", "Reco" },
};

static const int stages[N] = { 0, 1, 1, 2, 2, 2, 3, 3, 4, 4, 5, 5 };

typedef struct
{
  LkbTextMeasurer *measurer;
  LkbCard *card;
  LkbLayoutNode nodes[N];
  LkbLayoutEdge edges[G_N_ELEMENTS (hops)];
} Page;

static void
page_init (Page *page)
{
  static const char *const ids[N] = { "a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l" };
  static const char *const edge_ids[] = { "0", "1", "2", "3",  "4",  "5", "6",
                                          "7", "8", "9", "10", "11", "12" };
  static const char *const chips[] = { "900 ms", "$1.2 k", NULL };
  LkbCardText text = { "Online feature store", "technology", chips, 0, 0 };
  LkbArrangeNode nodes[N];
  LkbArrangeEdge edges[G_N_ELEMENTS (hops)];
  LkbPoint places[N];

  page->measurer = lkb_text_measurer_new ();
  page->card = lkb_card_new (page->measurer, &text);
  for (guint i = 0; i < N; i++)
    nodes[i] = (LkbArrangeNode){ stages[i],     LKB_ARRANGE_LANE_UNSET, 0,    0,
                                 page->card->w, page->card->h,          FALSE };
  for (guint i = 0; i < G_N_ELEMENTS (hops); i++)
    edges[i] = (LkbArrangeEdge){ hops[i].from, hops[i].to, FALSE, 0, 0 };
  g_assert_true (lkb_arrange_page (nodes, N, edges, G_N_ELEMENTS (hops), places, NULL, NULL));
  for (guint i = 0; i < N; i++)
    page->nodes[i] = (LkbLayoutNode){ ids[i], places[i].x, places[i].y, page->card };
  for (guint i = 0; i < G_N_ELEMENTS (hops); i++)
    page->edges[i] = (LkbLayoutEdge){ .id = edge_ids[i],
                                      .from = ids[hops[i].from],
                                      .to = ids[hops[i].to],
                                      .state = LKB_PILL_OWNED,
                                      .owner = hops[i].owner,
                                      .consumer = hops[i].consumer,
                                      .numbers = "40 / 120 ms",
                                      .label_at = NAN };
}

static void
page_clear (Page *page)
{
  lkb_card_unref (page->card);
  lkb_text_measurer_unref (page->measurer);
}

static LkbLayout *
lay_out (Page *page)
{
  return lkb_layout_new (page->measurer, page->nodes, N, page->edges, G_N_ELEMENTS (hops));
}

static void
assert_apart (const LkbBox *a, const LkbBox *b, double by)
{
  LkbBox grown = lkb_box_grow (a, by - 0.02);

  if (a->w > 0 && b->w > 0)
    g_assert_false (lkb_box_overlaps (&grown, b));
}

static void
check_labels (LkbLayout *l)
{
  gsize n = lkb_layout_get_n_edges (l);

  for (gsize i = 0; i < n; i++)
    {
      const LkbEdgeLayout *e = lkb_layout_get_edge (l, i);

      g_assert_true (e->label_clear);
      for (gsize k = 0; k < lkb_layout_get_n_nodes (l); k++)
        {
          assert_apart (&e->pill_box, &lkb_layout_get_node (l, k)->box, 6);
          assert_apart (&e->numbers_box, &lkb_layout_get_node (l, k)->box, 6);
        }
      for (gsize k = 0; k < n; k++)
        {
          const LkbEdgeLayout *f = lkb_layout_get_edge (l, k);

          if (k != i)
            {
              assert_apart (&e->pill_box, &f->pill_box, 1);
              assert_apart (&e->pill_box, &f->numbers_box, 1);
              assert_apart (&e->numbers_box, &f->numbers_box, 1);
            }
          for (gsize p = 0; p + 1 < f->n_points; p++)
            {
              LkbBox piece = lkb_box_from_points (f->points[p], f->points[p + 1]);
              /* No line under numbers, and only the own one under a pill, or those it speaks for. */
              if (e->numbers_box.w > 0)
                g_assert_false (lkb_box_touches (&piece, &e->numbers_box));
              if (k != i && f->trunk != (int) i && e->pill_box.w > 0)
                g_assert_false (lkb_box_touches (&piece, &e->pill_box));
            }
        }
    }
}

static void
test_page (void)
{
  Page page;
  g_autoptr (LkbLayout) l = NULL;

  page_init (&page);
  l = lay_out (&page);
  check_labels (l);
  for (gsize i = 0; i < lkb_layout_get_n_edges (l); i++)
    {
      const LkbEdgeLayout *e = lkb_layout_get_edge (l, i);
      gboolean level = ABS (e->points[0].y - e->points[1].y) < 0.1;

      /* A page of twelve has straight lines only, and each pill sits in the middle of its line. */
      g_assert_cmpuint (e->n_points, ==, 2);
      g_assert_cmpint (e->pill->vertical, ==, !level);
      g_assert_cmpint (e->pill->two_lines, ==, level && hops[i].consumer != NULL);
      if (level)
        g_assert_cmpfloat_with_epsilon (e->pill_box.y + e->pill_box.h / 2, e->points[0].y, 0.01);
      else
        g_assert_cmpfloat_with_epsilon (e->pill_box.x + e->pill_box.w / 2, e->points[0].x, 0.01);
    }
  page_clear (&page);
}

static void
test_wished (void)
{
  Page page;
  g_autoptr (LkbLayout) l = NULL;
  const LkbEdgeLayout *e;

  page_init (&page);
  page.edges[9].label_at = 0.25;
  page.edges[9].label_dx = 10;
  page.edges[9].label_dy = -30;
  l = lay_out (&page);
  e = lkb_layout_get_edge (l, 9);
  g_assert_cmpfloat (e->label_at, ==, 0.25);
  g_assert_cmpfloat_with_epsilon (e->pill_box.x + e->pill_box.w / 2,
                                  e->points[0].x + 0.25 * (e->points[1].x - e->points[0].x) + 10,
                                  0.01);
  g_assert_cmpfloat_with_epsilon (e->pill_box.y + e->pill_box.h / 2, e->points[0].y - 30, 0.01);
  page_clear (&page);
}

static void
test_nothing_to_say (void)
{
  Page page;
  g_autoptr (LkbLayout) l = NULL;
  const LkbEdgeLayout *e;

  page_init (&page);
  page.edges[0].state = LKB_PILL_NONE;
  page.edges[0].numbers = NULL;
  page.edges[1].state = LKB_PILL_NONE;
  page.edges[2].state = LKB_PILL_UNOWNED;
  page.edges[2].owner = NULL;
  l = lay_out (&page);
  g_assert_null (lkb_layout_get_edge (l, 0)->pill);
  e = lkb_layout_get_edge (l, 1);
  g_assert_cmpfloat (e->pill->w, ==, 0);
  g_assert_cmpfloat (e->numbers_box.w, >, 0);
  g_assert_cmpint (lkb_layout_get_edge (l, 2)->pill->state, ==, LKB_PILL_UNOWNED);
  check_labels (l);
  page_clear (&page);
}

/* Three hand-offs between the same teams: one pill says "×3", the others show their numbers only.
 * */
/* Two labels above each other, one on a run that turns off before it is at the card: both in one line. */
static void
test_in_line (void)
{
  g_autoptr (LkbTextMeasurer) measurer = lkb_text_measurer_new ();
  LkbCardText text = { "Event Hub", NULL, NULL, 0, 0 };
  g_autoptr (LkbCard) card = lkb_card_new (measurer, &text);
  LkbLayoutNode nodes[] = { { "a", 0, 0, card }, { "b", 376, 0, card }, { "c", 0, 160, card } };
  LkbLayoutEdge edges[] = {
    { .id = "1", .from = "a", .to = "b", .state = LKB_PILL_OWNED, .owner = "Web", .label_at = NAN },
    { .id = "2", .from = "c", .to = "b", .state = LKB_PILL_OWNED, .owner = "Web", .label_at = NAN },
  };
  g_autoptr (LkbLayout) layout = lkb_layout_new (measurer, nodes, 3, edges, 2);
  const LkbEdgeLayout *one = lkb_layout_get_edge (layout, 0);
  const LkbEdgeLayout *two = lkb_layout_get_edge (layout, 1);

  g_assert_cmpfloat (two->pill_box.y, >, one->pill_box.y + 100);
  g_assert_cmpfloat_with_epsilon (one->pill_box.x, two->pill_box.x, 0.01);
  g_assert_true (one->label_clear && two->label_clear);
}

static void
test_trunk (void)
{
  static const char *const ids[] = { "p", "a", "b", "c" };
  static const char *const edge_ids[] = { "pa", "pb", "pc" };
  static const char *const numbers[] = { "40 / 120 ms", "50 / 120 ms", "60 / 120 ms" };
  const LkbPoint places[] = { { 0, 148 }, { 376, 0 }, { 376, 148 }, { 376, 296 } };
  g_autoptr (LkbTextMeasurer) m = lkb_text_measurer_new ();
  LkbCardText text = { "Card", NULL, NULL, 0, 0 };
  g_autoptr (LkbCard) card = lkb_card_new (m, &text);
  LkbLayoutNode nodes[4];
  LkbLayoutEdge edges[3];

  for (guint i = 0; i < 4; i++)
    nodes[i] = (LkbLayoutNode){ ids[i], places[i].x, places[i].y, card };
  for (guint i = 0; i < 3; i++)
    edges[i] = (LkbLayoutEdge){ .id = edge_ids[i],
                                .from = "p",
                                .to = ids[i + 1],
                                .state = LKB_PILL_OWNED,
                                .owner = "Data Ingest",
                                .consumer = "Pricing",
                                .numbers = numbers[i],
                                .label_at = NAN };
  for (guint turn = 0; turn < 2; turn++)
    {
      g_autoptr (LkbLayout) l = NULL;
      guint pills = 0;

      if (turn == 1)
        for (guint i = 0; i < 3; i++)
          {
            edges[i].from = ids[i + 1];
            edges[i].to = "p";
          }
      l = lkb_layout_new (m, nodes, 4, edges, 3);
      check_labels (l);
      for (guint i = 0; i < 3; i++)
        {
          const LkbEdgeLayout *e = lkb_layout_get_edge (l, i);
          const LkbEdgeLayout *first = lkb_layout_get_edge (l, 0);

          pills += e->pill_box.w > 0;
          g_assert_nonnull (e->pill);
          g_assert_cmpint (e->trunk, ==, i == 1 ? -1 : 1);
          if (turn == 0)
            g_assert_cmpfloat (e->points[0].y, ==, first->points[0].y);
          else
            g_assert_cmpfloat (e->points[e->n_points - 1].y, ==,
                               first->points[first->n_points - 1].y);
        }
      g_assert_cmpuint (pills, ==, 1);
      g_assert_true (lkb_layout_get_edge (l, 1)->label_clear);
    }
  {
    /* Two keep their own. */
    g_autoptr (LkbLayout) l = lkb_layout_new (m, nodes, 4, edges, 2);
    g_assert_cmpint (lkb_layout_get_edge (l, 0)->trunk, ==, -1);
    g_assert_cmpfloat (lkb_layout_get_edge (l, 0)->pill_box.w, >, 0);
  }
}

#define RANDOM_N 20
#define RANDOM_EDGES 28

/* What a random board is made of. */
typedef struct
{
  guint n_nodes;
  guint n_edges;
  LkbCard *cards[RANDOM_N];
  LkbLayoutNode nodes[RANDOM_N];
  LkbArrangeNode places[RANDOM_N];
  LkbLayoutEdge edges[RANDOM_EDGES];
  LkbArrangeEdge lines[RANDOM_EDGES];
  char *ids[RANDOM_N + RANDOM_EDGES];
} RandomBoard;

/* A pipeline: each card is fed by an earlier one, some feed two, a few lines lead back. */
static void
random_init (RandomBoard *board, LkbTextMeasurer *measurer, guint32 seed)
{
  static const char *const names[] = { "Event Hub", "Online feature store", "Ranking model",
                                       "Donaudampfschifffahrtselektrizitätenhauptbetriebswerk" };
  static const char *const teams[] = { "Web", "Streaming Platform", "ML",
                                       "Feature Engineering for Personalisation and Search" };
  static const char *const numbers[] = { "40 / 120 ms", "650 / 900 ms \xc2\xb7 10 k/s", NULL };
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);

  board->n_nodes = (guint) g_rand_int_range (rand, 3, RANDOM_N + 1);
  board->n_edges = 0;
  for (guint i = 0; i < board->n_nodes; i++)
    {
      LkbCardText text = { names[g_rand_int_range (rand, 0, 12) % 11 % 4], "technology", NULL, 0,
                           0 };
      board->ids[i] = g_strdup_printf ("n%u", i);
      board->cards[i] = lkb_card_new (measurer, &text);
      board->nodes[i] = (LkbLayoutNode){ board->ids[i], 0, 0, board->cards[i] };
      board->places[i] = (LkbArrangeNode){ (int) (i * 6 / board->n_nodes),
                                           LKB_ARRANGE_LANE_UNSET,
                                           0,
                                           0,
                                           board->cards[i]->w,
                                           board->cards[i]->h,
                                           FALSE };
    }
  for (guint i = 1; i < board->n_nodes; i++)
    for (guint k = 0; k < (g_rand_int_range (rand, 0, 4) == 0 ? 2 : 1); k++)
      {
        guint from = (guint) g_rand_int_range (rand, (gint32) (i > 4 ? i - 4 : 0), (gint32) i);
        gboolean back = g_rand_int_range (rand, 0, 12) == 0;
        LkbLayoutEdge *edge = &board->edges[board->n_edges];
        gboolean known = FALSE;

        if (board->n_edges == RANDOM_EDGES)
          return;
        for (guint e = 0; e < board->n_edges; e++)
          known |= board->lines[e].from + board->lines[e].to == i + from
                   && (board->lines[e].from == i || board->lines[e].to == i)
                   && board->lines[e].back == back;
        if (known)
          continue;
        board->ids[RANDOM_N + board->n_edges] = g_strdup_printf ("e%u", board->n_edges);
        *edge = (LkbLayoutEdge){ .id = board->ids[RANDOM_N + board->n_edges],
                                 .from = board->ids[back ? i : from],
                                 .to = board->ids[back ? from : i],
                                 .state = LKB_PILL_OWNED,
                                 .label_at = NAN };
        edge->owner = teams[g_rand_int_range (rand, 0, 10) % 9 % 4];
        if (g_rand_boolean (rand))
          edge->consumer = teams[g_rand_int_range (rand, 0, 10) % 9 % 4];
        edge->numbers = numbers[g_rand_int_range (rand, 0, 3)];
        if (g_rand_int_range (rand, 0, 8) == 0)
          edge->label = "a label that is far too long to stand on any line";
        edge->priority = edge->consumer != NULL;
        board->lines[board->n_edges++] = (LkbArrangeEdge){ back ? i : from, back ? from : i, back,
                                                           0, 0 };
      }
}

static void
random_clear (RandomBoard *board)
{
  for (guint i = 0; i < board->n_nodes; i++)
    {
      lkb_card_unref (board->cards[i]);
      g_free (board->ids[i]);
    }
  for (guint i = 0; i < board->n_edges; i++)
    g_free (board->ids[RANDOM_N + i]);
}

static LkbLayout *
random_lay_out (RandomBoard *board, LkbTextMeasurer *measurer, gboolean page)
{
  LkbPoint places[RANDOM_N];
  g_autoptr (LkbLayout) before = NULL;

  for (guint turn = 0; turn < 2; turn++)
    {
      /* Arranged as the program does it: from the labels that there are. */
      g_clear_pointer (&before, lkb_layout_unref);
      before = lkb_layout_new (measurer, board->nodes, board->n_nodes, board->edges,
                               board->n_edges);
      for (guint i = 0; i < board->n_edges; i++)
        {
          const LkbEdgeLayout *edge = lkb_layout_get_edge (before, i);
          board->lines[i].label_w = MAX (edge->pill_box.w, edge->numbers_box.w);
          board->lines[i].label_h = edge->pill_box.h + edge->numbers_box.h;
        }
      g_assert_true ((page ? lkb_arrange_page : lkb_arrange_flow) (
          board->places, board->n_nodes, board->lines, board->n_edges, places, NULL, NULL));
      for (guint i = 0; i < board->n_nodes; i++)
        {
          board->nodes[i].x = places[i].x;
          board->nodes[i].y = places[i].y;
        }
    }
  return lkb_layout_new (measurer, board->nodes, board->n_nodes, board->edges, board->n_edges);
}

/* No label covers a card or another label. */
static void
check_covers_none (LkbLayout *l)
{
  for (gsize i = 0; i < lkb_layout_get_n_edges (l); i++)
    {
      const LkbEdgeLayout *e = lkb_layout_get_edge (l, i);

      for (gsize k = 0; k < lkb_layout_get_n_nodes (l); k++)
        {
          assert_apart (&e->pill_box, &lkb_layout_get_node (l, k)->box, 6);
          assert_apart (&e->numbers_box, &lkb_layout_get_node (l, k)->box, 6);
        }
      for (gsize k = i + 1; k < lkb_layout_get_n_edges (l); k++)
        {
          const LkbEdgeLayout *f = lkb_layout_get_edge (l, k);

          assert_apart (&e->pill_box, &f->pill_box, 1);
          assert_apart (&e->pill_box, &f->numbers_box, 1);
          assert_apart (&e->numbers_box, &f->pill_box, 1);
          assert_apart (&e->numbers_box, &f->numbers_box, 1);
        }
    }
}

/* On a board of up to 20 cards, arranged, no label covers a card, another label or a foreign line. */
static void
check_random (gboolean page)
{
  g_autoptr (LkbTextMeasurer) measurer = lkb_text_measurer_new ();
  guint bad = 0, all = 0;

  for (guint32 seed = 1; seed <= 150; seed++)
    {
      RandomBoard board;
      g_autoptr (LkbLayout) layout = NULL;

      random_init (&board, measurer, seed);
      layout = random_lay_out (&board, measurer, page);
      check_covers_none (layout);
      for (guint i = 0; i < board.n_edges; i++)
        {
          all++;
          if (!lkb_layout_get_edge (layout, i)->label_clear)
            {
              bad++;
              g_test_message ("seed %u: %s of %u nodes, %u edges", seed, board.edges[i].id,
                              board.n_nodes, board.n_edges);
            }
        }
      random_clear (&board);
    }
  g_test_message ("%u of %u labels unclear", bad, all);
  g_assert_cmpuint (bad, ==, 0);
}

/* A name too long for its place is told by two letters, never by dots alone; without a place for
 * those only the marker is left. */
/* Many lines on one side of a low card: each label finds a place, if a small one. */
static void
test_crowd (void)
{
  static const char *const owners[] = { "Streaming Platform", "Web",     "Fraud ML",
                                        "Order Data",         "Pricing", "Search Relevance" };
  g_autoptr (LkbTextMeasurer) m = lkb_text_measurer_new ();
  LkbCardText text = { "Card", NULL, NULL, 0, 0 };
  g_autoptr (LkbCard) card = lkb_card_new (m, &text);

  for (guint n = 4; n <= G_N_ELEMENTS (owners); n++)
    for (guint turn = 0; turn < 2; turn++)
      {
        LkbLayoutNode nodes[G_N_ELEMENTS (owners) + 1];
        LkbLayoutEdge edges[G_N_ELEMENTS (owners)];
        char ids[G_N_ELEMENTS (owners)][4];
        g_autoptr (LkbLayout) l = NULL;

        nodes[n] = (LkbLayoutNode){ "p", turn == 0 ? 0 : 392, 160, card };
        for (guint i = 0; i < n; i++)
          {
            g_snprintf (ids[i], sizeof ids[i], "%u", i);
            nodes[i] = (LkbLayoutNode){ ids[i], turn == 0 ? 392 : 0, i * 92, card };
            edges[i] = (LkbLayoutEdge){ .id = ids[i],
                                        .from = turn == 0 ? "p" : ids[i],
                                        .to = turn == 0 ? ids[i] : "p",
                                        .state = LKB_PILL_OWNED,
                                        .owner = owners[i],
                                        .consumer = "Data Science",
                                        .numbers = "14 / 28 s",
                                        .label_at = NAN };
          }
        l = lkb_layout_new (m, nodes, n + 1, edges, n);
        for (guint i = 0; i < n; i++)
          g_assert_true (lkb_layout_get_edge (l, i)->label_clear);
        /* The whole side is made use of. */
        if (n == 5)
          for (guint i = 1; i < n; i++)
            {
              const LkbEdgeLayout *e = lkb_layout_get_edge (l, i);
              const LkbEdgeLayout *before = lkb_layout_get_edge (l, i - 1);
              gsize last = e->n_points - 1;

              g_assert_cmpfloat (turn == 0
                                     ? e->points[0].y - before->points[0].y
                                     : e->points[last].y - before->points[before->n_points - 1].y,
                                 >=, LKB_EDGE_PORT_GAP_MIN);
            }
      }
}

static void
test_short (void)
{
  g_autoptr (LkbTextMeasurer) m = lkb_text_measurer_new ();
  LkbPillText text = { .state = LKB_PILL_OWNED, .owner = "Streaming Platform", .consumer = "Reco" };
  LkbPillShape shape = { FALSE, FALSE, FALSE, 64, 0 };
  double widths[] = { 64, LKB_PILL_W_SHORT, LKB_PILL_W_MARKER };
  double last = 240;

  for (guint i = 0; i < G_N_ELEMENTS (widths); i++)
    {
      g_autoptr (LkbPill) pill = NULL;

      shape.pill_room = widths[i];
      pill = lkb_pill_new_shaped (m, &text, &shape);
      g_assert_true (pill->cut);
      g_assert_true (pill->has_marker);
      g_assert_cmpfloat (pill->w, <, last);
      g_assert_cmpuint (pill->n_runs, ==, 3 - MIN (2 * i, 2) - (i == 2));
      if (i < 2)
        g_assert_cmpstr (pill->runs[0].text, ==, "SP");
      last = pill->w;
    }
}

/* Four cards, two lines of so much: told in full where there is hardly room. */
static LkbLayout *
lay_out_four (LkbTextMeasurer *m, const LkbPoint *places)
{
  static const char *const ids[] = { "a", "b", "c", "d" };
  LkbCardText text = { "Card", "technology", NULL, 0, 92 };
  g_autoptr (LkbCard) card = lkb_card_new (m, &text);
  LkbLayoutNode nodes[4];
  LkbLayoutEdge edges[2];

  for (guint i = 0; i < 4; i++)
    nodes[i] = (LkbLayoutNode){ ids[i], places[i].x, places[i].y, card };
  for (guint i = 0; i < 2; i++)
    edges[i] = (LkbLayoutEdge){ .id = ids[i],
                                .from = ids[2 * i],
                                .to = ids[2 * i + 1],
                                .state = LKB_PILL_OWNED,
                                .owner = "Streaming Platform",
                                .consumer = "Reco",
                                .numbers = "14 / 28 s",
                                .label_at = NAN };
  return lkb_layout_new (m, nodes, 4, edges, 2);
}

static void
test_whole_names (void)
{
  const LkbPoint level[] = { { 0, 0 }, { 300, 0 }, { 0, 200 }, { 292, 200 } };
  const LkbPoint upright[] = { { 0, 0 }, { 0, 156 }, { 204, 0 }, { 204, 156 } };
  g_autoptr (LkbTextMeasurer) m = lkb_text_measurer_new ();

  for (guint k = 0; k < 2; k++)
    {
      g_autoptr (LkbLayout) l = lay_out_four (m, k == 0 ? level : upright);

      check_labels (l);
      for (guint i = 0; i < 2; i++)
        {
          const LkbEdgeLayout *e = lkb_layout_get_edge (l, i);

          g_assert_true (e->label_clear);
          g_assert_false (e->pill->cut);
          g_assert_cmpfloat (e->numbers_box.w, >, 0);
        }
    }
}

/* Cards that fill a page's width leave no room beside them; a little narrower, numbers stand where they usually do. */
static void
test_drawn_in (void)
{
  g_autoptr (LkbTextMeasurer) m = lkb_text_measurer_new ();

  for (guint k = 0; k < 2; k++)
    {
      double x = k == 0 ? 1072 : 840;
      const LkbPoint places[] = { { 0, 0 }, { 0, 156 }, { x, 0 }, { x, 156 } };
      g_autoptr (LkbLayout) l = lay_out_four (m, places);
      LkbBox bounds = lkb_layout_get_bounds (l);

      check_labels (l);
      if (k == 0)
        g_assert_cmpfloat (bounds.w, <=, x + 176 + 20);
      else
        g_assert_cmpfloat (bounds.w, >, x + 176 + 40);
      for (guint i = 0; i < 2; i++)
        {
          const LkbEdgeLayout *e = lkb_layout_get_edge (l, i);

          g_assert_true (e->label_clear);
          g_assert_false (e->pill->cut);
          /* The pill still covers its line. */
          g_assert_cmpfloat (e->pill_box.x + 10, <, e->points[0].x);
          g_assert_cmpfloat (e->pill_box.x + e->pill_box.w - 10, >, e->points[0].x);
        }
    }
}

static void
test_random_page (void)
{
  check_random (TRUE);
}

static void
test_random_flow (void)
{
  check_random (FALSE);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/labels/page", test_page);
  g_test_add_func ("/labels/in-line", test_in_line);
  g_test_add_func ("/labels/trunk", test_trunk);
  g_test_add_func ("/labels/crowd", test_crowd);
  g_test_add_func ("/labels/short", test_short);
  g_test_add_func ("/labels/whole-names", test_whole_names);
  g_test_add_func ("/labels/drawn-in", test_drawn_in);
  g_test_add_func ("/labels/wished", test_wished);
  g_test_add_func ("/labels/nothing-to-say", test_nothing_to_say);
  g_test_add_func ("/labels/random-page", test_random_page);
  g_test_add_func ("/labels/random-flow", test_random_flow);
  return g_test_run ();
}
