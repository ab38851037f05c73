/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/model/lkb-edit.h"
#include "core/model/lkb-proposal.h"

static char *
add (LkbBoard *board, LkbKind kind, double x)
{
  char *id = NULL;
  g_autoptr (LkbChange) change = lkb_edit_add_node (board, kind, "N", x, 0, &id);
  g_assert_true (lkb_board_apply (board, change, NULL));
  return id;
}

static char *
link_nodes (LkbBoard *board, const char *from, const char *to)
{
  char *id = NULL;
  g_autoptr (LkbChange) change = lkb_edit_connect (board, from, to, &id);
  g_assert_true (lkb_board_apply (board, change, NULL));
  return id;
}

static void
set (LkbBoard *board, const char *id, LkbField field, const char *text)
{
  const char *const ids[] = { id, NULL };
  g_autoptr (LkbChange) change = lkb_edit_set_text (board, ids, field, text);
  g_assert_true (lkb_board_apply (board, change, NULL));
}

static void
assert_owners (LkbBoard *board, const char *edge, const char *owner, const char *consumer)
{
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  lkb_propose_edge_owners (board, lkb_board_lookup (board, edge), &first, &second);
  g_assert_cmpstr (first, ==, owner);
  g_assert_cmpstr (second, ==, consumer);
}

static void
test_owners (void)
{
  g_autoptr (LkbBoard) board = lkb_board_new ();
  g_autofree char *a = add (board, LKB_KIND_SOURCE, 0);
  g_autofree char *b = add (board, LKB_KIND_INGESTION, 400);
  g_autofree char *c = add (board, LKB_KIND_PIPELINE, 800);
  g_autofree char *ab = link_nodes (board, a, b);
  g_autofree char *bc = link_nodes (board, b, c);

  assert_owners (board, ab, NULL, NULL);
  set (board, ab, LKB_FIELD_OWNER, "Web");
  assert_owners (board, bc, "Web", NULL); /* who hands it to nobody goes on with it */
  set (board, ab, LKB_FIELD_OWNER, NULL);
  set (board, ab, LKB_FIELD_CONSUMER_OWNER, "Streaming");
  assert_owners (board, bc, "Streaming", NULL); /* who takes over hands on */
  set (board, bc, LKB_FIELD_OWNER, "Platform");
  set (board, ab, LKB_FIELD_CONSUMER_OWNER, NULL);
  assert_owners (board, ab, NULL, "Platform");
  set (board, a, LKB_FIELD_OWNER, "Web");
  assert_owners (board, ab, "Web", "Platform");
  {
    g_autofree char *owner = lkb_propose_node_owner (board, lkb_board_lookup (board, b));
    g_assert_cmpstr (owner, ==, "Platform");
  }
}

static void
test_targets (void)
{
  static const struct
  {
    const char *goal, *target;
  } cases[] = {
    { "Deliver vectors within 3 s of a click", "≤ 3 s @ p95" },
    { "Answer in ≤ 200 ms @ p99, at $5 per month", "≤ 200 ms @ p99" },
    { "See 99.5 % of readings", "≥ 99.5 %" },
    { "Fresh by 15 min.", "≤ 15 min @ p95" },
    { "Make it fast", NULL },
    { "", NULL },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *target = lkb_propose_kpi_target (cases[i].goal);
      g_assert_cmpstr (target, ==, cases[i].target);
    }
}

static void
test_kpi (void)
{
  g_autoptr (LkbBoard) board = lkb_board_new ();
  g_autofree char *a = add (board, LKB_KIND_SOURCE, 0);
  g_autofree char *b = add (board, LKB_KIND_MODEL, 400);
  g_autofree char *ab = link_nodes (board, a, b);
  g_autoptr (LkbValue) kpi = NULL;

  g_assert_null (lkb_propose_kpi (board));
  set (board, LKB_BOARD_ID, LKB_FIELD_GOAL, "Score clicks within 2 s of the click");
  kpi = lkb_propose_kpi (board);
  g_assert_nonnull (kpi);
  g_assert_cmpstr (lkb_value_get_member_text (kpi, "target"), ==, "≤ 2 s @ p95");
  g_assert_cmpstr (lkb_value_get_member_text (kpi, "from"), ==, a);
  g_assert_cmpstr (lkb_value_get_member_text (kpi, "to"), ==, b);
  g_assert_true (lkb_value_get_member_boolean (kpi, "primary"));
}

static void
test_sla (void)
{
  g_autoptr (LkbBoard) board = lkb_board_new ();
  g_autofree char *a = add (board, LKB_KIND_SOURCE, 0);
  g_autofree char *b = add (board, LKB_KIND_MODEL, 400);
  g_autofree char *ab = link_nodes (board, a, b);
  g_autoptr (LkbValue) sla = NULL;

  g_assert_null (lkb_propose_sla (lkb_board_lookup (board, ab)));
  set (board, ab, LKB_FIELD_LATENCY_P95, "900 ms");
  sla = lkb_propose_sla (lkb_board_lookup (board, ab));
  g_assert_cmpstr (lkb_value_get_member_text (sla, "target"), ==, "≤ 900 ms @ p95");
}

static void
test_place (void)
{
  g_autoptr (LkbBoard) board = lkb_board_new ();
  g_autofree char *a = add (board, LKB_KIND_SOURCE, 0);
  g_autofree char *b = add (board, LKB_KIND_MODEL, 376);
  double x, y;
  lkb_propose_place (board, lkb_board_lookup (board, a), 376, 156, &x, &y);
  g_assert_cmpfloat (x, ==, 376);
  g_assert_cmpfloat (y, ==, 156);
  lkb_propose_place (board, lkb_board_lookup (board, b), 376, 156, &x, &y);
  g_assert_cmpfloat (x, ==, 752);
  g_assert_cmpfloat (y, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/proposal/owners", test_owners);
  g_test_add_func ("/proposal/targets", test_targets);
  g_test_add_func ("/proposal/kpi", test_kpi);
  g_test_add_func ("/proposal/sla", test_sla);
  g_test_add_func ("/proposal/place", test_place);
  return g_test_run ();
}
