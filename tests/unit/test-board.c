/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Board, history, ownership and edit operations. */
#include "core/model/lkb-board.h"
#include "core/model/lkb-edit.h"
#include "core/model/lkb-history.h"
#include "core/model/lkb-ownership.h"

typedef struct
{
  LkbBoard *board;
  LkbHistory *history;
  guint n_changed;
  guint n_transient;
  guint n_committed;
} Fixture;

static void
count_changed_cb (LkbBoard *board, LkbChange *change, gboolean transient, Fixture *fixture)
{
  fixture->n_changed++;
  fixture->n_transient += transient ? 1 : 0;
}

static void
count_committed_cb (LkbHistory *history, LkbChange *change, Fixture *fixture)
{
  fixture->n_committed++;
}

static void
check (LkbBoard *board)
{
  g_autoptr (GError) error = NULL;
  lkb_board_check (board, &error);
  g_assert_no_error (error);
}

static void
apply (Fixture *fixture, LkbChange *change)
{
  g_autoptr (GError) error = NULL;
  g_assert_nonnull (change);
  lkb_history_apply (fixture->history, change, &error);
  g_assert_no_error (error);
  lkb_change_unref (change);
  check (fixture->board);
}

static char *
add_node (Fixture *fixture, LkbKind kind, const char *name, double x, double y)
{
  char *id = NULL;
  apply (fixture, lkb_edit_add_node (fixture->board, kind, name, x, y, &id));
  return id;
}

static char *
connect_nodes (Fixture *fixture, const char *from, const char *to)
{
  char *id = NULL;
  apply (fixture, lkb_edit_connect (fixture->board, from, to, &id));
  return id;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->board = lkb_board_new ();
  fixture->history = lkb_history_new (fixture->board, 0);
  g_signal_connect (fixture->board, "changed", G_CALLBACK (count_changed_cb), fixture);
  g_signal_connect (fixture->history, "committed", G_CALLBACK (count_committed_cb), fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (fixture->history);
  g_assert_finalize_object (fixture->board);
}

static void
test_apply (Fixture *fixture, gconstpointer data)
{
  g_autofree char *a = add_node (fixture, LKB_KIND_SOURCE, "Clicks", 1, 3);
  g_autofree char *b = add_node (fixture, LKB_KIND_INGESTION, "Hub", 0, 200);
  g_autofree char *e = connect_nodes (fixture, a, b);
  const char *const first[] = { a, NULL };

  g_assert_cmpfloat (lkb_element_get_x (lkb_board_lookup (fixture->board, a)), ==, 0);
  g_assert_cmpfloat (lkb_element_get_y (lkb_board_lookup (fixture->board, a)), ==, 4);
  g_assert_cmpuint (lkb_board_get_n_elements (fixture->board), ==, 3);
  g_assert_cmpuint (lkb_board_get_edges_of (fixture->board, a)->len, ==, 1);
  g_assert_cmpuint (lkb_board_count (fixture->board, LKB_KIND_EDGE), ==, 1);

  /* A node takes its edges along, and they come back with it. */
  apply (fixture, lkb_edit_remove (fixture->board, first));
  g_assert_cmpuint (lkb_board_get_n_elements (fixture->board), ==, 1);
  g_assert_null (lkb_board_get_edges_of (fixture->board, b));
  g_assert_true (lkb_history_undo (fixture->history));
  check (fixture->board);
  g_assert_cmpuint (lkb_board_get_n_elements (fixture->board), ==, 3);
  g_assert_nonnull (lkb_board_lookup (fixture->board, e));
}

static void
assert_removal (Fixture *fixture, const char *const *ids, const char *label, const char *message)
{
  g_autoptr (LkbChange) change = lkb_edit_remove (fixture->board, ids);
  g_autofree char *text = lkb_edit_dup_removed (change);
  g_autofree char *step = lkb_change_dup_label (change);

  g_assert_cmpstr (step, ==, label);
  g_assert_cmpstr (text, ==, message);
}

/* What goes is named, and what goes with it is counted. */
static void
test_removal (Fixture *fixture, gconstpointer data)
{
  g_autofree char *a = add_node (fixture, LKB_KIND_SOURCE, "Clicks", 0, 0);
  g_autofree char *b = add_node (fixture, LKB_KIND_INGESTION, "Hub", 0, 200);
  g_autofree char *c = add_node (fixture, LKB_KIND_STORAGE, "Lake", 0, 400);
  g_autofree char *d = add_node (fixture, LKB_KIND_STORAGE, "Pond", 0, 600);
  g_autofree char *e1 = connect_nodes (fixture, a, b);
  g_autofree char *e2 = connect_nodes (fixture, b, c);

  assert_removal (fixture, (const char *const[]){ b, NULL }, "Delete Hub and 2 arrows",
                  "Deleted Hub and 2 arrows");
  assert_removal (fixture, (const char *const[]){ a, e1, NULL }, "Delete Clicks and 1 arrow",
                  "Deleted Clicks and 1 arrow");
  assert_removal (fixture, (const char *const[]){ d, NULL }, "Delete Pond", "Deleted Pond");
  assert_removal (fixture, (const char *const[]){ e1, e2, NULL }, "Delete 2 arrows",
                  "Deleted 2 arrows");
  assert_removal (fixture, (const char *const[]){ a, b, d, NULL }, "Delete 3 elements and 2 arrows",
                  "Deleted 3 elements and 2 arrows");
}

static void
assert_refused (Fixture *fixture, LkbElement *before, LkbElement *after, LkbBoardError code)
{
  g_autoptr (LkbChange) change = lkb_change_new (NULL);
  g_autoptr (GError) error = NULL;
  guint n_changed = fixture->n_changed;
  guint n_elements = lkb_board_get_n_elements (fixture->board);

  lkb_change_add (change, before, after);
  g_assert_false (lkb_board_apply (fixture->board, change, &error));
  g_assert_error (error, LKB_BOARD_ERROR, (int) code);
  g_assert_cmpuint (fixture->n_changed, ==, n_changed);
  g_assert_cmpuint (lkb_board_get_n_elements (fixture->board), ==, n_elements);
  check (fixture->board);
}

static void
test_refusals (Fixture *fixture, gconstpointer data)
{
  g_autofree char *a = add_node (fixture, LKB_KIND_SOURCE, "Clicks", 0, 0);
  LkbElement *held = lkb_element_ref (lkb_board_lookup (fixture->board, a));
  g_autoptr (LkbElement) same_id = lkb_element_new (LKB_KIND_MODEL, a);
  g_autoptr (LkbElement) stale = lkb_element_with_text (held, LKB_FIELD_NAME, "Other");
  g_autoptr (LkbElement) far = lkb_element_with_position (held, 1000001, 0);
  g_autoptr (LkbElement) bad_id = lkb_element_new (LKB_KIND_MODEL, "a b");
  g_autoptr (LkbElement) loose = lkb_element_new (LKB_KIND_EDGE, "loose");
  g_autoptr (LkbElement) dangling = lkb_element_with_ends (loose, a, "nowhere");
  g_autoptr (LkbElement) facts = lkb_element_ref (lkb_board_get_facts (fixture->board));

  assert_refused (fixture, NULL, same_id, LKB_BOARD_ERROR_DUPLICATE);
  assert_refused (fixture, stale, held, LKB_BOARD_ERROR_STALE);
  g_assert_true (lkb_element_equal (far, held)); /* cannot even be made */
  assert_refused (fixture, NULL, bad_id, LKB_BOARD_ERROR_VALUE);
  assert_refused (fixture, NULL, loose, LKB_BOARD_ERROR_DANGLING);
  assert_refused (fixture, NULL, dangling, LKB_BOARD_ERROR_DANGLING);
  assert_refused (fixture, facts, NULL, LKB_BOARD_ERROR_VALUE);
  lkb_element_unref (held);
}

static void
test_history (Fixture *fixture, gconstpointer data)
{
  g_autofree char *a = add_node (fixture, LKB_KIND_SOURCE, "Clicks", 0, 0);
  const char *const ids[] = { a, NULL };

  g_assert_false (lkb_history_is_saved (fixture->history));
  lkb_history_set_saved (fixture->history);
  g_assert_true (lkb_history_is_saved (fixture->history));

  /* A drag: many transient changes, one step, one commit. */
  fixture->n_committed = fixture->n_changed = fixture->n_transient = 0;
  lkb_history_begin (fixture->history, lkb_label_new ("Drag", NULL));
  for (guint i = 0; i < 10; i++)
    {
      g_autoptr (LkbChange) change = lkb_edit_move (fixture->board, ids, 4, 8);
      g_assert_true (lkb_history_apply (fixture->history, change, NULL));
    }
  lkb_history_commit (fixture->history);
  g_assert_cmpuint (fixture->n_changed, ==, 10);
  g_assert_cmpuint (fixture->n_transient, ==, 10);
  g_assert_cmpuint (fixture->n_committed, ==, 1);
  {
    g_autofree char *label = lkb_history_dup_undo_label (fixture->history);

    g_assert_cmpstr (label, ==, "Drag");
  }
  g_assert_true (lkb_history_undo (fixture->history));
  g_assert_cmpfloat (lkb_element_get_y (lkb_board_lookup (fixture->board, a)), ==, 0);
  g_assert_true (lkb_history_is_saved (fixture->history));
  g_assert_true (lkb_history_redo (fixture->history));
  g_assert_cmpfloat (lkb_element_get_y (lkb_board_lookup (fixture->board, a)), ==, 80);

  /* Escape: as if nothing had happened. */
  fixture->n_committed = 0;
  lkb_history_begin (fixture->history, lkb_label_new ("Drag", NULL));
  lkb_history_begin (fixture->history, lkb_label_new ("inner", NULL));
  {
    g_autoptr (LkbChange) change = lkb_edit_move (fixture->board, ids, 40, 0);
    g_assert_true (lkb_history_apply (fixture->history, change, NULL));
  }
  lkb_history_commit (fixture->history);
  g_assert_true (lkb_history_in_transaction (fixture->history));
  lkb_history_rollback (fixture->history);
  g_assert_false (lkb_history_in_transaction (fixture->history));
  g_assert_cmpuint (fixture->n_committed, ==, 0);
  g_assert_cmpfloat (lkb_element_get_x (lkb_board_lookup (fixture->board, a)), ==, 40);
}

static void
type_name (Fixture *fixture, const char *id, const char *text)
{
  const char *const ids[] = { id, NULL };
  g_autoptr (LkbChange) change = lkb_edit_set_text (fixture->board, ids, LKB_FIELD_NAME, text);
  g_assert_true (lkb_history_apply_merged (fixture->history, change, "name", NULL));
}

static void
test_merge (Fixture *fixture, gconstpointer data)
{
  g_autofree char *a = add_node (fixture, LKB_KIND_SOURCE, "", 0, 0);

  type_name (fixture, a, "C");
  type_name (fixture, a, "Cl");
  type_name (fixture, a, "Clicks");
  lkb_history_end_merge (fixture->history);
  type_name (fixture, a, "Web clicks");
  g_assert_true (lkb_history_undo (fixture->history));
  g_assert_cmpstr (lkb_element_get_name (lkb_board_lookup (fixture->board, a)), ==, "Clicks");
  g_assert_true (lkb_history_undo (fixture->history));
  g_assert_null (lkb_element_get_name (lkb_board_lookup (fixture->board, a)));
  g_assert_true (lkb_history_can_redo (fixture->history));
  type_name (fixture, a, "X");
  g_assert_false (lkb_history_can_redo (fixture->history));
}

static void
test_ownership (Fixture *fixture, gconstpointer data)
{
  g_autofree char *a = add_node (fixture, LKB_KIND_SOURCE, "Clicks", 10, 10);
  g_autofree char *b = add_node (fixture, LKB_KIND_INGESTION, "Hub", 400, 10);
  g_autofree char *e = connect_nodes (fixture, a, b);
  g_autofree char *outer = NULL, *inner = NULL;
  const char *const edge[] = { e, NULL }, *const source[] = { a, NULL };
  const char *const target[] = { b, NULL };
  LkbEdgeOwnership ownership;
#define LOOK                                                                                       \
  lkb_board_get_edge_ownership (fixture->board, lkb_board_lookup (fixture->board, e), &ownership)

  apply (fixture, lkb_edit_set_text (fixture->board, source, LKB_FIELD_OWNER, "Web"));
  apply (fixture, lkb_edit_set_text (fixture->board, target, LKB_FIELD_OWNER, "Streaming"));
  LOOK;
  g_assert_null (ownership.owner); /* never the source node's owner … */
  g_assert_cmpstr (ownership.consumer_owner, ==, "Streaming");
  g_assert_false (ownership.cross_team);
  {
    const char *const facts[] = { LKB_BOARD_ID, NULL };
    g_autoptr (LkbValue) yes = lkb_value_new_boolean (TRUE);
    apply (fixture, lkb_edit_set (fixture->board, facts, LKB_FIELD_INHERIT_OWNER, yes));
  }
  LOOK; /* … unless the board says so */
  g_assert_cmpstr (ownership.owner, ==, "Web");
  g_assert_true (ownership.inherited && ownership.cross_team);

  apply (fixture, lkb_edit_group (fixture->board, 0, 0, 300, 300, "Region", &outer));
  apply (fixture, lkb_edit_group (fixture->board, 0, 0, 100, 100, "Team", &inner));
  {
    const char *const groups[] = { outer, NULL };
    apply (fixture, lkb_edit_set_text (fixture->board, groups, LKB_FIELD_OWNER, "Outer"));
  }
  LOOK;
  g_assert_cmpstr (ownership.owner, ==, "Outer");
  g_assert_cmpstr (ownership.inherited_from, ==, outer);
  {
    const char *const groups[] = { inner, NULL };
    apply (fixture, lkb_edit_set_text (fixture->board, groups, LKB_FIELD_OWNER, "Inner"));
  }
  LOOK;
  g_assert_cmpstr (ownership.owner, ==, "Inner");

  apply (fixture, lkb_edit_set_text (fixture->board, edge, LKB_FIELD_OWNER, " streaming "));
  LOOK;
  g_assert_false (ownership.inherited);
  g_assert_false (ownership.cross_team);
#undef LOOK
}

static void
test_teams (Fixture *fixture, gconstpointer data)
{
  g_autofree char *a = add_node (fixture, LKB_KIND_SOURCE, "Clicks", 0, 0);
  g_autofree char *b = add_node (fixture, LKB_KIND_INGESTION, "Hub", 400, 0);
  g_autofree char *e = connect_nodes (fixture, a, b);
  const char *const edge[] = { e, NULL }, *const target[] = { b, NULL };
  LkbTeams *teams;

  apply (fixture, lkb_edit_set_text (fixture->board, edge, LKB_FIELD_OWNER, "Web"));
  apply (fixture, lkb_edit_set_text (fixture->board, target, LKB_FIELD_OWNER, "Streaming"));
  teams = lkb_board_dup_teams (fixture->board);
  g_assert_cmpuint (lkb_teams_get_n (teams), ==, 2);
  g_assert_cmpstr (lkb_teams_get_nth (teams, 0)->name, ==, "Web");
  g_assert_cmpuint (lkb_teams_lookup (teams, "STREAMING ")->colour, ==, 1);
  g_assert_null (lkb_teams_lookup (teams, "Nobody"));
  lkb_teams_free (teams);
}

static void
test_modes (void)
{
  static const struct
  {
    LkbKind from, to;
    const char *type, *mode;
    LkbMode expected;
  } cases[] = {
    { LKB_KIND_SOURCE, LKB_KIND_INGESTION, NULL, NULL, LKB_MODE_STREAM },
    { LKB_KIND_INGESTION, LKB_KIND_PIPELINE, NULL, NULL, LKB_MODE_STREAM },
    { LKB_KIND_INGESTION, LKB_KIND_PIPELINE, NULL, "triggered", LKB_MODE_MICROBATCH },
    { LKB_KIND_PIPELINE, LKB_KIND_PIPELINE, NULL, NULL, LKB_MODE_STREAM },
    { LKB_KIND_PIPELINE, LKB_KIND_PIPELINE, NULL, "triggered", LKB_MODE_MICROBATCH },
    { LKB_KIND_PIPELINE, LKB_KIND_FEATURE_STORE, NULL, NULL, LKB_MODE_PUBLISH },
    { LKB_KIND_FEATURE_STORE, LKB_KIND_MODEL, NULL, NULL, LKB_MODE_LOOKUP },
    { LKB_KIND_FEATURE_STORE, LKB_KIND_MODEL, "training", NULL, LKB_MODE_BATCH },
    { LKB_KIND_MODEL, LKB_KIND_CONSUMER, NULL, NULL, LKB_MODE_REQUEST },
    { LKB_KIND_INGESTION, LKB_KIND_STORAGE, NULL, NULL, LKB_MODE_BATCH },
    { LKB_KIND_STORAGE, LKB_KIND_PIPELINE, NULL, NULL, LKB_MODE_BATCH },
    { LKB_KIND_PIPELINE, LKB_KIND_MODEL, NULL, NULL, LKB_MODE_BATCH },
    { LKB_KIND_PIPELINE, LKB_KIND_CONSUMER, NULL, NULL, LKB_MODE_BATCH },
    { LKB_KIND_STORAGE, LKB_KIND_CONSUMER, NULL, NULL, LKB_MODE_LOOKUP },
    { LKB_KIND_FEATURE_STORE, LKB_KIND_CONSUMER, NULL, NULL, LKB_MODE_LOOKUP },
    { LKB_KIND_SOURCE, LKB_KIND_MODEL, NULL, NULL, LKB_MODE_STREAM },
    { LKB_KIND_ORCHESTRATION, LKB_KIND_PIPELINE, NULL, NULL, LKB_MODE_CONTROL },
    { LKB_KIND_MODEL, LKB_KIND_MONITORING, NULL, NULL, LKB_MODE_CONTROL },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (LkbElement) from = lkb_element_new (cases[i].from, "a");
      g_autoptr (LkbElement) plain = lkb_element_new (cases[i].to, "b");
      g_autoptr (LkbElement) typed = lkb_element_with_text (plain, LKB_FIELD_TYPE, cases[i].type);
      g_autoptr (LkbElement) to = lkb_element_with_text (typed, LKB_FIELD_MODE, cases[i].mode);
      g_assert_cmpint (lkb_mode_get_default (from, to), ==, cases[i].expected);
    }
}

static void
test_edits (Fixture *fixture, gconstpointer data)
{
  g_autofree char *a = add_node (fixture, LKB_KIND_SOURCE, "Clicks", 0, 0);
  g_autofree char *b = add_node (fixture, LKB_KIND_INGESTION, "Hub", 400, 0);
  g_autofree char *c = add_node (fixture, LKB_KIND_PIPELINE, "Silver", 200, 0);
  g_autofree char *e = connect_nodes (fixture, a, b);
  g_autofree char *back = NULL;
  const char *const pair[] = { a, b, NULL };
  g_auto (GStrv) copies = NULL;

  apply (fixture, lkb_edit_insert (fixture->board, c, e));
  g_assert_cmpstr (lkb_element_get_to (lkb_board_lookup (fixture->board, e)), ==, c);
  g_assert_cmpuint (lkb_board_get_edges_of (fixture->board, c)->len, ==, 2);
  g_assert_cmpuint (lkb_board_get_edges_of (fixture->board, b)->len, ==, 1);

  /* Back upstream is feedback. */
  apply (fixture, lkb_edit_connect (fixture->board, b, a, &back));
  g_assert_cmpint (
      lkb_board_get_edge_mode (fixture->board, lkb_board_lookup (fixture->board, back)), ==,
      LKB_MODE_FEEDBACK);
  g_assert_null (lkb_edit_connect (fixture->board, a, a, NULL));
  g_assert_null (lkb_edit_connect (fixture->board, a, e, NULL));

  /* a and b come along with the one edge among them. */
  apply (fixture, lkb_edit_duplicate (fixture->board, pair, 0, 200, &copies));
  g_assert_cmpuint (g_strv_length (copies), ==, 3);
  apply (fixture, lkb_edit_raise (fixture->board, pair, FALSE));
  g_assert_cmpstr (lkb_element_get_id (lkb_board_get_elements (fixture->board)->pdata[0]), ==, a);
  g_assert_cmpstr (lkb_element_get_id (lkb_board_get_elements (fixture->board)->pdata[1]), ==, b);
  while (lkb_history_undo (fixture->history))
    check (fixture->board);
  g_assert_cmpuint (lkb_board_get_n_elements (fixture->board), ==, 0);
  while (lkb_history_redo (fixture->history))
    check (fixture->board);
  g_assert_cmpuint (lkb_board_get_n_elements (fixture->board), ==, 9);
}

static void
test_copy (Fixture *fixture, gconstpointer data)
{
  g_autofree char *a = add_node (fixture, LKB_KIND_SOURCE, "Clicks", 0, 0);
  g_autofree char *b = add_node (fixture, LKB_KIND_INGESTION, "Hub", 400, 0);
  g_autofree char *e = connect_nodes (fixture, a, b);
  g_autoptr (LkbBoard) copy = NULL;
  const char *const ids[] = { e, NULL };

  lkb_board_add_raw (fixture->board, "future", "{}");
  copy = lkb_board_copy (fixture->board);
  g_assert_true (lkb_board_equal (copy, fixture->board));
  apply (fixture, lkb_edit_set_text (fixture->board, ids, LKB_FIELD_OWNER, "Web"));
  g_assert_false (lkb_board_equal (copy, fixture->board));
  check (copy);
}

/* The oldest steps go first when undo holds on to too much. */
static void
test_bound (void)
{
  g_autoptr (LkbBoard) board = lkb_board_new ();
  g_autoptr (LkbHistory) history = lkb_history_new (board, 20000);
  guint n = 0;
  for (guint i = 0; i < 100; i++)
    {
      g_autoptr (LkbChange) change = lkb_edit_add_node (board, LKB_KIND_MODEL, "m", i * 8, 0, NULL);
      g_assert_true (lkb_history_apply (history, change, NULL));
    }
  while (lkb_history_undo (history))
    n++;
  g_assert_cmpuint (n, >, 5);
  g_assert_cmpuint (n, <, 100);
  g_assert_cmpuint (lkb_board_get_n_elements (board), ==, 100 - n);
}

#define ADD(PATH, FUNC) g_test_add (PATH, Fixture, NULL, set_up, FUNC, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/board/apply", test_apply);
  ADD ("/board/removal", test_removal);
  ADD ("/board/refusals", test_refusals);
  ADD ("/board/copy", test_copy);
  ADD ("/board/edits", test_edits);
  ADD ("/history/steps", test_history);
  ADD ("/history/merge", test_merge);
  g_test_add_func ("/history/bound", test_bound);
  ADD ("/ownership/edge", test_ownership);
  ADD ("/ownership/teams", test_teams);
  g_test_add_func ("/ownership/modes", test_modes);
  return g_test_run ();
}
