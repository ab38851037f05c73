/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * A person who does anything at random: every operation of core/model/lkb-edit.h, alone, in transactions, typed and
 * taken back. What must hold at each step: the board's invariants; written, read and written again the bytes are the
 * same; a board that follows the history's ::committed is equal. And at times: undo all gives the first bytes, redo
 * all the last. What was written into a journal on the way gives the bytes of each step again.
 *
 * LKB_WALK_SEED and LKB_WALK_STEPS choose another walk.
 */

#include <string.h>

#include "core/formats/lkb-board-file.h"
#include "core/model/lkb-edit.h"
#include "core/model/lkb-history.h"
#include "core/store/lkb-recording.h"
#include "tests/support/lkb-test.h"
#include "walk-values.h"

#define DEFAULT_SEED 20240611
#define DEFAULT_STEPS 2000
#define MANY_ELEMENTS 90
#define CHECK_ALL_EVERY 200

typedef struct
{
  GRand *rand;
  LkbBoard *board;
  LkbHistory *history;
  LkbBoard *follower; /* gets nothing but what ::committed tells */
  GString *journal; /* likewise */
  GPtrArray *sums; /* of the bytes of each board in the journal */
  GBytes *first;
  guint n_committed;
  guint n_refused; /* changes that the board did not take */
  const char *action;
} Walk;

static guint
read_number (const char *name, guint fallback)
{
  const char *text = g_getenv (name);
  guint64 number;

  if (text == NULL || !g_ascii_string_to_unsigned (text, 10, 0, G_MAXUINT32, &number, NULL))
    return fallback;
  return (guint) number;
}

static GBytes *
load_file (const char *relative)
{
  g_autofree char *path = lkb_test_dup_source_path (relative);
  char *text;
  gsize length;

  text = lkb_test_dup_text (path, &length);
  return g_bytes_new_take (text, length);
}

static LkbBoard *
read_board (GBytes *bytes)
{
  g_autoptr (GError) error = NULL;
  LkbBoard *board = lkb_board_file_read ("walk", bytes, LKB_BOARD_FILE_NONE, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (board);
  return board;
}

static void
assert_same_bytes (const Walk *walk, GBytes *a, GBytes *b, const char *what)
{
  if (!g_bytes_equal (a, b))
    g_error ("%s, after “%s”:\n--- expected\n%.*s\n--- is\n%.*s", what, walk->action,
             (int) g_bytes_get_size (a), (const char *) g_bytes_get_data (a, NULL),
             (int) g_bytes_get_size (b), (const char *) g_bytes_get_data (b, NULL));
}

static char *
dup_sum (LkbBoard *board)
{
  g_autoptr (GBytes) bytes = lkb_board_file_write (board);

  return g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, bytes);
}

static void
on_committed_cb (LkbHistory *history, LkbChange *change, Walk *walk)
{
  g_autoptr (GError) error = NULL;

  walk->n_committed++;
  lkb_journal_append_change (walk->journal, walk->n_committed, change);
  g_ptr_array_add (walk->sums, dup_sum (walk->board));
  if (!lkb_board_apply (walk->follower, change, &error))
    g_error ("the follower, after “%s”: %s", walk->action, error->message);
}

static void
walk_init (Walk *walk, GBytes *bytes, guint seed)
{
  memset (walk, 0, sizeof *walk);
  walk->rand = g_rand_new_with_seed (seed);
  walk->board = read_board (bytes);
  walk->history = lkb_history_new (walk->board, 0);
  walk->follower = read_board (bytes);
  walk->first = lkb_board_file_write (walk->board);
  walk->action = "open";
  /* The follower has the ranks of the board, not those that reading gave: elements are compared with them. */
  g_object_unref (walk->follower);
  walk->follower = lkb_board_copy (walk->board);
  walk->journal = g_string_new (NULL);
  lkb_journal_append_header (walk->journal, &(LkbJournalHeader){ 0 });
  lkb_journal_append_snapshot (walk->journal, 0, walk->board);
  walk->sums = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (walk->sums, dup_sum (walk->board));
  g_signal_connect (walk->history, "committed", G_CALLBACK (on_committed_cb), walk);
}

static void
walk_clear (Walk *walk)
{
  g_bytes_unref (walk->first);
  g_object_unref (walk->history);
  g_object_unref (walk->follower);
  g_object_unref (walk->board);
  g_string_free (walk->journal, TRUE);
  g_ptr_array_unref (walk->sums);
  g_rand_free (walk->rand);
}

static int
below (Walk *walk, int n)
{
  return n > 0 ? g_rand_int_range (walk->rand, 0, n) : 0;
}

static double
pick_coordinate (Walk *walk)
{
  return below (walk, 20) == 0 ? g_rand_double_range (walk->rand, -2e6, 2e6)
                               : g_rand_int_range (walk->rand, -400, 400) * 4.0;
}

/* Any element, or NULL on an empty board. */
static const LkbElement *
pick_element (Walk *walk)
{
  const GPtrArray *elements = lkb_board_get_elements (walk->board);

  return elements->len > 0 ? g_ptr_array_index (elements, below (walk, elements->len)) : NULL;
}

static const LkbElement *
pick_where (Walk *walk, gboolean (*fits) (const LkbElement *element))
{
  for (int i = 0; i < 20; i++)
    {
      const LkbElement *element = pick_element (walk);

      if (element != NULL && fits (element))
        return element;
    }
  return NULL;
}

/* (transfer full): one to four ids; rarely one that is not there. */
static GStrv
pick_ids (Walk *walk)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  int n = 1 + below (walk, 4);

  for (int i = 0; i < n; i++)
    {
      const LkbElement *element = pick_element (walk);

      if (element != NULL)
        g_strv_builder_add (builder, lkb_element_get_id (element));
    }
  if (below (walk, 30) == 0)
    g_strv_builder_add (builder, "nobody-here");
  return g_strv_builder_end (builder);
}

typedef LkbChange *(*MakeChange) (Walk *walk);

static LkbChange *
make_add_node (Walk *walk)
{
  g_autofree char *id = NULL;
  LkbKind kind = LKB_KIND_SOURCE + below (walk, LKB_KIND_GOVERNANCE - LKB_KIND_SOURCE + 1);

  return lkb_edit_add_node (walk->board, kind, walk_pick_text (walk->rand), pick_coordinate (walk),
                            pick_coordinate (walk), &id);
}

static LkbChange *
make_connect (Walk *walk)
{
  const LkbElement *from = pick_where (walk, lkb_element_is_node);
  const LkbElement *to = pick_where (walk, lkb_element_is_node);
  g_autofree char *id = NULL;

  if (from == NULL || to == NULL)
    return NULL;
  return lkb_edit_connect (walk->board, lkb_element_get_id (from), lkb_element_get_id (to), &id);
}

static LkbChange *
make_reconnect (Walk *walk)
{
  const LkbElement *edge = pick_where (walk, lkb_element_is_edge);
  const LkbElement *from = pick_where (walk, lkb_element_is_node);
  const LkbElement *to = pick_where (walk, lkb_element_is_node);

  if (edge == NULL || from == NULL || to == NULL)
    return NULL;
  return lkb_edit_reconnect (walk->board, lkb_element_get_id (edge), lkb_element_get_id (from),
                             lkb_element_get_id (to));
}

static LkbChange *
make_insert (Walk *walk)
{
  const LkbElement *edge = pick_where (walk, lkb_element_is_edge);
  const LkbElement *node = pick_where (walk, lkb_element_is_node);

  if (edge == NULL || node == NULL)
    return NULL;
  return lkb_edit_insert (walk->board, lkb_element_get_id (node), lkb_element_get_id (edge));
}

static LkbChange *
make_remove (Walk *walk)
{
  g_auto (GStrv) ids = pick_ids (walk);

  return lkb_edit_remove (walk->board, (const char *const *) ids);
}

static LkbChange *
make_move (Walk *walk)
{
  g_auto (GStrv) ids = pick_ids (walk);

  return lkb_edit_move (walk->board, (const char *const *) ids, pick_coordinate (walk),
                        pick_coordinate (walk));
}

static LkbChange *
make_set (Walk *walk)
{
  g_auto (GStrv) ids = pick_ids (walk);
  const LkbElement *element = lkb_board_get_facts (walk->board);
  g_autoptr (LkbValue) value = NULL;
  const LkbKindField *rows;
  LkbKind kind;
  LkbField field;
  guint n;

  if (below (walk, 5) == 0 || ids[0] == NULL)
    {
      g_strfreev (ids);
      ids = g_strdupv ((char *[]){ (char *) LKB_BOARD_ID, NULL });
    }
  if (lkb_board_lookup (walk->board, ids[0]) != NULL)
    element = lkb_board_lookup (walk->board, ids[0]);
  kind = lkb_element_get_kind (element);
  rows = lkb_kind_get_fields (kind, &n);
  field = rows[below (walk, n)].field;
  /* Where an edge ends is not for this operation. */
  if (field == LKB_FIELD_FROM || field == LKB_FIELD_TO)
    return NULL;
  if (below (walk, 4) > 0)
    value = walk_dup_value (walk->rand, kind, field);
  return lkb_edit_set (walk->board, (const char *const *) ids, field, value);
}

static LkbChange *
make_set_text (Walk *walk)
{
  static const LkbField fields[] = { LKB_FIELD_NAME, LKB_FIELD_OWNER, LKB_FIELD_CONSUMER_OWNER,
                                     LKB_FIELD_NOTES, LKB_FIELD_ACCEPT };
  g_auto (GStrv) ids = pick_ids (walk);

  return lkb_edit_set_text (walk->board, (const char *const *) ids,
                            fields[below (walk, G_N_ELEMENTS (fields))],
                            below (walk, 4) > 0 ? walk_pick_text (walk->rand) : NULL);
}

static LkbChange *
make_set_kind (Walk *walk)
{
  g_auto (GStrv) ids = pick_ids (walk);
  LkbKind kind = LKB_KIND_SOURCE + below (walk, LKB_KIND_GOVERNANCE - LKB_KIND_SOURCE + 1);

  return lkb_edit_set_kind (walk->board, (const char *const *) ids, kind);
}

static LkbChange *
make_duplicate (Walk *walk)
{
  g_auto (GStrv) ids = pick_ids (walk);
  g_auto (GStrv) copies = NULL;

  return lkb_edit_duplicate (walk->board, (const char *const *) ids, 24, 24, &copies);
}

static LkbChange *
make_paste (Walk *walk)
{
  g_autoptr (GBytes) bytes = load_file ("tests/support/boards/unowned-edge.lakeboard");
  g_autoptr (LkbBoard) other = read_board (bytes);
  g_auto (GStrv) ids = NULL;

  return lkb_edit_paste (walk->board, other, below (walk, 100) * 4, below (walk, 100) * 4, &ids);
}

static LkbChange *
make_raise (Walk *walk)
{
  g_auto (GStrv) ids = pick_ids (walk);

  return lkb_edit_raise (walk->board, (const char *const *) ids, below (walk, 2) == 0);
}

static LkbChange *
make_group (Walk *walk)
{
  g_autofree char *id = NULL;

  return lkb_edit_group (walk->board, pick_coordinate (walk), pick_coordinate (walk),
                         4.0 * (1 + below (walk, 200)), 4.0 * (1 + below (walk, 200)),
                         walk_pick_text (walk->rand), &id);
}

static LkbChange *
make_note (Walk *walk)
{
  g_autofree char *id = NULL;

  return lkb_edit_add_note (walk->board, walk_pick_text (walk->rand), pick_coordinate (walk),
                            pick_coordinate (walk), &id);
}

static gboolean
is_free_node (const LkbElement *element)
{
  return lkb_element_is_node (element) && !lkb_element_get_boolean (element, LKB_FIELD_PINNED);
}

static LkbChange *
make_place (Walk *walk)
{
  const LkbElement *a = pick_where (walk, is_free_node);
  const LkbElement *b = pick_where (walk, is_free_node);
  const char *ids[3] = { NULL };
  double xs[2] = { pick_coordinate (walk), pick_coordinate (walk) };
  double ys[2] = { pick_coordinate (walk), pick_coordinate (walk) };

  if (a == NULL || b == NULL || a == b)
    return NULL;
  ids[0] = lkb_element_get_id (a);
  ids[1] = lkb_element_get_id (b);
  return lkb_edit_place (walk->board, ids, xs, ys, "Arrange");
}

static const struct
{
  const char *name;
  MakeChange make;
  int weight;
} operations[] = {
  { "add node", make_add_node, 10 },
  { "connect", make_connect, 12 },
  { "reconnect", make_reconnect, 4 },
  { "insert", make_insert, 4 },
  { "remove", make_remove, 5 },
  { "move", make_move, 8 },
  { "set", make_set, 30 },
  { "set text", make_set_text, 8 },
  { "set kind", make_set_kind, 4 },
  { "duplicate", make_duplicate, 3 },
  { "paste", make_paste, 1 },
  { "raise", make_raise, 4 },
  { "group", make_group, 2 },
  { "note", make_note, 2 },
  { "place", make_place, 4 },
};

static LkbChange *
make_any (Walk *walk)
{
  int total = 0;
  int choice;

  if (lkb_board_get_n_elements (walk->board) > MANY_ELEMENTS)
    {
      walk->action = "remove";
      return make_remove (walk);
    }
  for (guint i = 0; i < G_N_ELEMENTS (operations); i++)
    total += operations[i].weight;
  choice = below (walk, total);
  for (guint i = 0; i < G_N_ELEMENTS (operations); i++)
    {
      choice -= operations[i].weight;
      if (choice < 0)
        {
          walk->action = operations[i].name;
          return operations[i].make (walk);
        }
    }
  g_assert_not_reached ();
}

/* Applies any change; one that the board refuses must leave it as it was. */
static gboolean
apply_any (Walk *walk)
{
  g_autoptr (LkbChange) change = make_any (walk);
  g_autoptr (GBytes) before = NULL;
  g_autoptr (GBytes) after = NULL;
  g_autoptr (GError) error = NULL;

  if (change == NULL)
    return FALSE;
  g_assert_nonnull (lkb_change_get_label (change));
  before = lkb_board_file_write (walk->board);
  if (lkb_history_apply (walk->history, change, &error))
    return TRUE;
  g_assert_nonnull (error);
  walk->n_refused++;
  after = lkb_board_file_write (walk->board);
  assert_same_bytes (walk, before, after, "a refused change left something behind");
  return FALSE;
}

static void
do_transaction (Walk *walk)
{
  g_autoptr (GBytes) before = lkb_board_file_write (walk->board);
  g_autoptr (GBytes) after = NULL;
  gboolean nested = below (walk, 3) == 0;
  gboolean keep = below (walk, 3) > 0;
  guint committed = walk->n_committed;
  int n = 1 + below (walk, 4);

  lkb_history_begin (walk->history, lkb_label_new ("Several things", NULL));
  g_assert_true (lkb_history_in_transaction (walk->history));
  for (int i = 0; i < n; i++)
    {
      g_autoptr (GError) error = NULL;

      if (nested)
        lkb_history_begin (walk->history, NULL);
      apply_any (walk);
      if (nested)
        lkb_history_commit (walk->history);
      if (!lkb_board_check (walk->board, &error))
        g_error ("in a transaction, after “%s”: %s", walk->action, error->message);
    }
  g_assert_cmpuint (walk->n_committed, ==, committed);
  g_assert_false (lkb_history_undo (walk->history));
  if (keep)
    lkb_history_commit (walk->history);
  else
    lkb_history_rollback (walk->history);
  g_assert_false (lkb_history_in_transaction (walk->history));
  walk->action = keep ? "transaction" : "rollback";
  after = lkb_board_file_write (walk->board);
  if (!keep)
    {
      assert_same_bytes (walk, before, after, "a rollback left something behind");
      g_assert_cmpuint (walk->n_committed, ==, committed);
    }
  else if (!g_bytes_equal (before, after))
    g_assert_cmpuint (walk->n_committed, ==, committed + 1);
}

/* Types a word letter by letter; all of it is one step of undo. */
static void
do_typing (Walk *walk)
{
  const LkbElement *node = pick_where (walk, lkb_element_is_node);
  g_autoptr (GBytes) before = lkb_board_file_write (walk->board);
  g_autoptr (GBytes) typed = NULL;
  g_autoptr (GBytes) undone = NULL;
  g_autoptr (GString) text = g_string_new ("");
  g_autofree char *id = NULL;
  g_autofree char *key = NULL;
  int n = 2 + below (walk, 6);
  int n_applied = 0;

  if (node == NULL)
    return;
  id = g_strdup (lkb_element_get_id (node));
  key = g_strconcat ("name:", id, NULL);
  lkb_history_end_merge (walk->history);
  for (int i = 0; i < n; i++)
    {
      const char *ids[2] = { id, NULL };
      g_autoptr (LkbChange) change = NULL;
      g_autoptr (GError) error = NULL;

      g_string_append_c (text, (char) ('a' + below (walk, 26)));
      change = lkb_edit_set_text (walk->board, ids, LKB_FIELD_NAME, text->str);
      if (change == NULL)
        continue;
      g_assert_true (lkb_history_apply_merged (walk->history, change, key, &error));
      g_assert_no_error (error);
      n_applied++;
    }
  lkb_history_end_merge (walk->history);
  walk->action = "typing";
  if (n_applied == 0)
    return;
  typed = lkb_board_file_write (walk->board);
  if (g_bytes_equal (typed, before))
    return;
  g_assert_true (lkb_history_undo (walk->history));
  undone = lkb_board_file_write (walk->board);
  assert_same_bytes (walk, before, undone, "typing is not one step");
  if (below (walk, 2) == 0)
    g_assert_true (lkb_history_redo (walk->history));
}

static void
do_save_mark (Walk *walk)
{
  g_autoptr (GBytes) before = lkb_board_file_write (walk->board);
  g_autoptr (GBytes) after = NULL;

  lkb_history_set_saved (walk->history);
  g_assert_true (lkb_history_is_saved (walk->history));
  if (!apply_any (walk))
    return;
  after = lkb_board_file_write (walk->board);
  if (g_bytes_equal (before, after))
    return;
  g_assert_false (lkb_history_is_saved (walk->history));
  g_assert_true (lkb_history_undo (walk->history));
  g_assert_true (lkb_history_is_saved (walk->history));
  walk->action = "save mark";
}

static void
do_undo_redo (Walk *walk)
{
  int n = 1 + below (walk, 6);

  for (int i = 0; i < n; i++)
    {
      gboolean can = lkb_history_can_undo (walk->history);
      g_autofree char *label = lkb_history_dup_undo_label (walk->history);

      g_assert_true (can == (label != NULL));
      g_assert_true (lkb_history_undo (walk->history) == can);
    }
  n = below (walk, n + 1);
  for (int i = 0; i < n; i++)
    lkb_history_redo (walk->history);
  walk->action = "undo and redo";
}

static void
check_step (Walk *walk)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GBytes) again = NULL;
  g_autoptr (LkbBoard) read = NULL;

  if (!lkb_board_check (walk->board, &error))
    g_error ("after “%s”: %s", walk->action, error->message);
  bytes = lkb_board_file_write (walk->board);
  read = read_board (bytes);
  again = lkb_board_file_write (read);
  assert_same_bytes (walk, bytes, again, "written, read and written again");
  if (!lkb_board_equal (walk->board, read))
    g_error ("after “%s”: the board that was read is not equal", walk->action);
  if (!lkb_board_equal (walk->board, walk->follower))
    g_error ("after “%s”: the board that follows the changes is not equal", walk->action);
}

static void
check_all (Walk *walk)
{
  g_autoptr (GBytes) last = lkb_board_file_write (walk->board);
  g_autoptr (GBytes) first = NULL;
  g_autoptr (GBytes) redone = NULL;
  guint n = 0;

  while (lkb_history_undo (walk->history))
    n++;
  walk->action = "undo all";
  first = lkb_board_file_write (walk->board);
  assert_same_bytes (walk, walk->first, first, "undo all is not the beginning");
  check_step (walk);
  for (guint i = 0; i < n; i++)
    g_assert_true (lkb_history_redo (walk->history));
  walk->action = "redo all";
  redone = lkb_board_file_write (walk->board);
  assert_same_bytes (walk, last, redone, "redo all is not the end");
  check_step (walk);
}

static void
check_journal (Walk *walk)
{
  g_autoptr (GBytes) bytes = g_bytes_new (walk->journal->str, walk->journal->len);
  g_autoptr (GError) error = NULL;
  g_autoptr (LkbRecording) recording = lkb_recording_read ("walk", bytes, NULL, &error);

  g_assert_no_error (error);
  g_assert_false (lkb_recording_is_damaged (recording));
  g_assert_cmpuint (lkb_recording_get_n_changes (recording), ==, walk->n_committed);
  for (guint i = 0; i < walk->sums->len; i++)
    {
      g_autoptr (LkbBoard) board = lkb_recording_dup_board (recording, i);
      g_autofree char *sum = dup_sum (board);

      if (!g_str_equal (sum, g_ptr_array_index (walk->sums, i)))
        g_error ("the journal gives another board after change %u", i);
    }
}

static void
run_walk (const char *start, guint seed, guint n_steps)
{
  g_autoptr (GBytes) bytes = load_file (start);
  Walk walk;

  g_test_message ("LKB_WALK_SEED=%u LKB_WALK_STEPS=%u from %s", seed, n_steps, start);
  walk_init (&walk, bytes, seed);
  check_step (&walk);
  for (guint i = 1; i <= n_steps; i++)
    {
      switch (below (&walk, 12))
        {
        case 0:
          do_transaction (&walk);
          break;
        case 1:
          do_typing (&walk);
          break;
        case 2:
          do_undo_redo (&walk);
          break;
        case 3:
          do_save_mark (&walk);
          break;
        default:
          apply_any (&walk);
        }
      check_step (&walk);
      if (i % CHECK_ALL_EVERY == 0 || i == n_steps)
        check_all (&walk);
    }
  check_journal (&walk);
  g_test_message ("%u steps kept, %u changes refused, %u elements at the end", walk.n_committed,
                  walk.n_refused, lkb_board_get_n_elements (walk.board));
  g_assert_cmpuint (walk.n_committed, >, n_steps / 4);
  walk_clear (&walk);
}

static void
test_walk (gconstpointer start)
{
  guint seed = read_number ("LKB_WALK_SEED", DEFAULT_SEED);
  guint n_steps = read_number ("LKB_WALK_STEPS", DEFAULT_STEPS);

  /* The three beginnings share the steps. */
  run_walk (start, seed, MAX (n_steps / 3, 1));
}

/* A small history forgets its oldest steps, and what is left of it must still fit. */
static void
test_forgetful (void)
{
  g_autoptr (GBytes) bytes = load_file ("tests/support/boards/clean-small.lakeboard");
  g_autoptr (LkbBoard) board = read_board (bytes);
  g_autoptr (LkbHistory) history = lkb_history_new (board, 4096);
  g_autoptr (GBytes) last = NULL;
  g_autoptr (GBytes) redone = NULL;
  const char *ids[] = { "hub", NULL };
  guint n = 0;

  for (int i = 0; i < 200; i++)
    {
      g_autofree char *name = g_strdup_printf ("Hub %d", i);
      g_autoptr (LkbChange) change = lkb_edit_set_text (board, ids, LKB_FIELD_NAME, name);
      g_autoptr (GError) error = NULL;

      g_assert_true (lkb_history_apply (history, change, &error));
      g_assert_no_error (error);
    }
  last = lkb_board_file_write (board);
  while (lkb_history_undo (history))
    n++;
  g_assert_cmpuint (n, >, 0);
  g_assert_cmpuint (n, <, 200);
  while (lkb_history_redo (history))
    ;
  redone = lkb_board_file_write (board);
  g_assert_true (g_bytes_equal (last, redone));
}

/* What no file may hold must not get into a board either: it could be saved, and not opened again. */
static void
test_limits (void)
{
  static const struct
  {
    LkbField field;
    double number;
  } numbers[] = {
    { LKB_FIELD_X, 1000001 }, { LKB_FIELD_Y, -2e9 },       { LKB_FIELD_W, -4 },
    { LKB_FIELD_H, 1e7 },     { LKB_FIELD_LABEL_AT, 1.5 }, { LKB_FIELD_LABEL_AT, -0.1 },
  };
  static const LkbField texts[] = { LKB_FIELD_NAME, LKB_FIELD_NOTES, LKB_FIELD_RATE };
  g_autoptr (GBytes) bytes = load_file ("tests/support/boards/clean-small.lakeboard");
  g_autofree char *long_text = g_strnfill (LKB_NOTES_MAX + 1, 'x');
  const char *ids[] = { "clicks", "e1", NULL };
  Walk walk;

  walk_init (&walk, bytes, 1);
  walk.action = "a number beyond its bounds";
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      g_autoptr (LkbValue) value = lkb_value_new_number (numbers[i].number);
      g_autoptr (LkbChange) change = lkb_edit_set (walk.board, ids, numbers[i].field, value);

      if (change != NULL)
        lkb_history_apply (walk.history, change, NULL);
      check_step (&walk);
    }
  walk.action = "a text that is too long";
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (LkbChange) change = lkb_edit_set_text (walk.board, ids, texts[i], long_text);

      if (change != NULL)
        lkb_history_apply (walk.history, change, NULL);
      check_step (&walk);
    }
  walk_clear (&walk);
}

int
main (int argc, char **argv)
{
  lkb_test_init (&argc, &argv);
  g_test_add_data_func ("/walk/from-empty", "tests/support/boards/empty.lakeboard", test_walk);
  g_test_add_data_func ("/walk/from-template", "data/templates/T01.lakeboard", test_walk);
  g_test_add_data_func ("/walk/from-all-kinds",
                        "tests/support/boards/all-kinds-and-groups.lakeboard", test_walk);
  g_test_add_func ("/walk/forgetful", test_forgetful);
  g_test_add_func ("/walk/limits", test_limits);
  return g_test_run ();
}
