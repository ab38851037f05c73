/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * A hand that does anything at random on a board at work: presses, drags, tools, keys, edits in place, lost grabs, undo
 * in the middle of a gesture. What must hold at each step: the board's invariants; what is selected is on the board and
 * once only; what lies under the pointer can be asked for; nothing but a gesture keeps a transaction open; a gesture
 * that is cancelled leaves the bytes as they were; a finished one is one step of undo. And at times: undo all gives the
 * first bytes, redo all the last.
 *
 * LKB_WALK_SEED and LKB_WALK_STEPS choose another walk.
 */

#include <math.h>
#include <string.h>

#include "core/formats/lkb-board-file.h"
#include "tests/support/lkb-test.h"
#include "walk-values.h"
#include "widgets/canvas/lkb-editor.h"

#define DEFAULT_SEED 20240611
#define DEFAULT_STEPS 2000
#define MANY_ELEMENTS 60
#define CHECK_ALL_EVERY 250

typedef struct
{
  GRand *rand;
  LkbBoard *board;
  LkbHistory *history;
  LkbEditor *editor;
  GBytes *first;
  GBytes *before; /* a gesture began */
  LkbPoint at; /* of the pointer, screen */
  gboolean down;
  guint n_gestures;
  guint n_committed;
  guint n_at_press; /* committed when the gesture began */
  const char *action;
} Hand;

static guint
read_number (const char *name, guint fallback)
{
  const char *text = g_getenv (name);
  guint64 number;

  if (text == NULL || !g_ascii_string_to_unsigned (text, 10, 0, G_MAXUINT32, &number, NULL))
    return fallback;
  return (guint) number;
}

static void
on_committed_cb (LkbHistory *history, LkbChange *change, Hand *hand)
{
  hand->n_committed++;
}

static void
hand_init (Hand *hand, const char *start, guint seed)
{
  g_autofree char *path = lkb_test_dup_source_path (start);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;
  char *text = lkb_test_dup_text (path, &length);

  bytes = g_bytes_new_take (text, length);
  memset (hand, 0, sizeof *hand);
  hand->rand = g_rand_new_with_seed (seed);
  hand->board = lkb_board_file_read (path, bytes, LKB_BOARD_FILE_NONE, NULL, &error);
  g_assert_no_error (error);
  hand->history = lkb_history_new (hand->board, 0);
  hand->editor = lkb_editor_new (hand->history, NULL);
  hand->first = lkb_board_file_write (hand->board);
  hand->action = "open";
  g_signal_connect (hand->history, "committed", G_CALLBACK (on_committed_cb), hand);
  lkb_viewport_set_size (lkb_editor_get_viewport (hand->editor), 958, 588);
  lkb_editor_zoom_to_fit (hand->editor);
}

static void
hand_clear (Hand *hand)
{
  g_clear_pointer (&hand->before, g_bytes_unref);
  g_bytes_unref (hand->first);
  g_object_unref (hand->editor);
  g_object_unref (hand->history);
  g_object_unref (hand->board);
  g_rand_free (hand->rand);
}

static int
below (Hand *hand, int n)
{
  return n > 0 ? g_rand_int_range (hand->rand, 0, n) : 0;
}

static const LkbElement *
pick_element (Hand *hand)
{
  const GPtrArray *elements = lkb_board_get_elements (hand->board);

  return elements->len > 0 ? elements->pdata[below (hand, (int) elements->len)] : NULL;
}

/* Mostly onto something: a card, a pill, a handle; else anywhere, also beside the view. */
static void
aim (Hand *hand)
{
  LkbViewport *viewport = lkb_editor_get_viewport (hand->editor);
  const LkbElement *element = pick_element (hand);
  LkbBox box;

  if (element != NULL && below (hand, 3) > 0
      && lkb_editor_get_box (hand->editor, lkb_element_get_id (element), &box))
    {
      LkbPoint point = { box.x + box.w * g_rand_double (hand->rand),
                         box.y + box.h * g_rand_double (hand->rand) };

      if (below (hand, 4) == 0 && lkb_editor_get_handle_node (hand->editor) != NULL)
        point = lkb_editor_get_handle (hand->editor, &box,
                                       (LkbSide) (LKB_SIDE_AUTO + 1 + below (hand, 4)));
      hand->at = lkb_viewport_to_screen (viewport, point.x, point.y);
      return;
    }
  hand->at = (LkbPoint){ g_rand_double_range (hand->rand, -60, 1020),
                         g_rand_double_range (hand->rand, -60, 650) };
}

static void
fill_event (Hand *hand, LkbPointerEvent *event)
{
  static const LkbModifiers modifiers[] = { LKB_MOD_NONE,  LKB_MOD_NONE, LKB_MOD_NONE,
                                            LKB_MOD_SHIFT, LKB_MOD_CTRL, LKB_MOD_ALT };

  *event = (LkbPointerEvent){ 0 };
  event->screen = hand->at;
  event->board = lkb_viewport_to_board (lkb_editor_get_viewport (hand->editor), hand->at.x,
                                        hand->at.y);
  event->button = LKB_BUTTON_PRIMARY;
  event->n_press = 1;
  event->modifiers = modifiers[below (hand, G_N_ELEMENTS (modifiers))];
}

static void
press (Hand *hand)
{
  LkbPointerEvent event;

  aim (hand);
  fill_event (hand, &event);
  if (below (hand, 8) == 0)
    event.n_press = 2;
  if (below (hand, 12) == 0)
    event.button = below (hand, 2) == 0 ? LKB_BUTTON_MIDDLE : LKB_BUTTON_SECONDARY;
  /* A second press without a release is a lost grab. */
  lkb_editor_cancel (hand->editor);
  g_clear_pointer (&hand->before, g_bytes_unref);
  hand->before = lkb_board_file_write (hand->board);
  hand->n_at_press = hand->n_committed;
  hand->action = "press";
  lkb_editor_press (hand->editor, &event);
  hand->down = TRUE;
}

static void
move (Hand *hand)
{
  LkbPointerEvent event;

  if (below (hand, 2) == 0)
    aim (hand);
  else
    hand->at = (LkbPoint){ hand->at.x + below (hand, 81) - 40, hand->at.y + below (hand, 81) - 40 };
  fill_event (hand, &event);
  hand->action = "motion";
  lkb_editor_motion (hand->editor, &event);
}

static void
release (Hand *hand)
{
  LkbPointerEvent event;
  gboolean gesture = lkb_editor_in_gesture (hand->editor);

  fill_event (hand, &event);
  hand->action = "release";
  lkb_editor_release (hand->editor, &event);
  hand->down = FALSE;
  g_assert_false (lkb_editor_in_gesture (hand->editor));
  g_assert_false (lkb_history_in_transaction (hand->history));
  if (!gesture || hand->before == NULL)
    return;

  /* Whatever the gesture did is one step, and undo takes all of it back. */
  hand->n_gestures++;
  g_assert_cmpuint (hand->n_committed, <=, hand->n_at_press + 1);
  if (hand->n_committed == hand->n_at_press + 1 && below (hand, 3) == 0)
    {
      g_autoptr (GBytes) undone = NULL;

      g_assert_true (lkb_history_undo (hand->history));
      undone = lkb_board_file_write (hand->board);
      g_assert_true (g_bytes_equal (undone, hand->before));
      g_assert_true (lkb_history_redo (hand->history));
    }
}

static void
cancel (Hand *hand)
{
  gboolean gesture = lkb_editor_in_gesture (hand->editor);

  hand->action = "cancel";
  g_assert_true (lkb_editor_cancel (hand->editor) == gesture);
  hand->down = FALSE;
  if (gesture && hand->n_committed == hand->n_at_press)
    {
      g_autoptr (GBytes) after = lkb_board_file_write (hand->board);

      g_assert_true (g_bytes_equal (after, hand->before));
    }
}

static LkbKind
pick_kind (Hand *hand)
{
  return (LkbKind) (LKB_KIND_SOURCE + below (hand, LKB_KIND_GOVERNANCE - LKB_KIND_SOURCE + 1));
}

static void
do_place (Hand *hand)
{
  LkbPoint at = { 0, 0 };
  gboolean somewhere = below (hand, 2) == 0;

  aim (hand);
  at = lkb_viewport_to_board (lkb_editor_get_viewport (hand->editor), hand->at.x, hand->at.y);
  hand->action = "place";
  if (lkb_board_get_n_elements (hand->board) < MANY_ELEMENTS)
    lkb_editor_place (hand->editor, pick_kind (hand), somewhere ? &at : NULL, below (hand, 2) == 0);
}

static void
do_edit (Hand *hand)
{
  static const LkbField facts[] = { LKB_FIELD_TITLE, LKB_FIELD_GOAL, LKB_FIELD_BUDGET_LATENCY,
                                    LKB_FIELD_BUDGET_COST };
  static const char *const figures[] = { "40/120", "2 s p95", "10k/s", "90 ms p50", "soon", "" };
  static const char *const owners[] = { "Web > Reco", "Web", "> Reco", "Web >", "", ">>" };
  static const LkbField lists[] = { LKB_FIELD_KPIS, LKB_FIELD_ASSUMPTIONS, LKB_FIELD_TRADE_OFFS };
  static const char *const lines[] = { "",
                                       " ",
                                       "≤ 3 s @ p95",
                                       "soon",
                                       "fresh lists within 2 s p99",
                                       "A over B; gives up C; knob D",
                                       "\"over\" over \"; x\"",
                                       "gains time, knob rate" };
  const LkbElement *element = pick_element (hand);
  g_autofree char *id = element != NULL ? g_strdup (lkb_element_get_id (element)) : NULL;

  switch (below (hand, 6))
    {
    case 0:
      hand->action = "set name";
      lkb_editor_set_name (hand->editor, id != NULL ? id : "nobody", walk_pick_text (hand->rand));
      break;
    case 1:
      hand->action = "set fact";
      lkb_editor_set_fact (hand->editor, facts[below (hand, G_N_ELEMENTS (facts))],
                           below (hand, 2) == 0 ? walk_pick_quantity (hand->rand)
                                                : "Clicks within 3 s");
      break;
    case 2:
      hand->action = "set figures";
      lkb_editor_set_figures (hand->editor, id != NULL ? id : "nobody",
                              figures[below (hand, G_N_ELEMENTS (figures))]);
      break;
    case 3:
      hand->action = "write on the page";
      lkb_editor_set_stop_text (hand->editor, lists[below (hand, G_N_ELEMENTS (lists))],
                                (int) below (hand, 5), lines[below (hand, G_N_ELEMENTS (lines))]);
      break;
    default:
      hand->action = "set owner";
      if (element != NULL
          && lkb_kind_get_tier (lkb_element_get_kind (element), LKB_FIELD_OWNER) > 0)
        lkb_editor_set_owner (hand->editor, id, owners[below (hand, G_N_ELEMENTS (owners))]);
    }
}

static void
do_operation (Hand *hand)
{
  const LkbElement *a = pick_element (hand);
  const LkbElement *b = pick_element (hand);

  switch (below (hand, 12))
    {
    case 0:
      hand->action = "delete";
      lkb_editor_delete_selected (hand->editor);
      break;
    case 1:
      hand->action = "duplicate";
      if (lkb_board_get_n_elements (hand->board) < MANY_ELEMENTS)
        lkb_editor_duplicate_selected (hand->editor);
      break;
    case 2:
      hand->action = "group";
      lkb_editor_group_selected (hand->editor);
      break;
    case 3:
      hand->action = "arrange";
      lkb_editor_arrange (hand->editor,
                          below (hand, 2) == 0 ? LKB_ARRANGEMENT_PAGE : LKB_ARRANGEMENT_FLOW);
      break;
    case 4:
      {
        g_autoptr (LkbBoard) copy = lkb_editor_dup_selection (hand->editor);

        hand->action = "paste";
        if (copy != NULL && lkb_board_get_n_elements (hand->board) < MANY_ELEMENTS)
          lkb_editor_paste (hand->editor, copy, NULL);
        break;
      }
    case 5:
      hand->action = "connect";
      if (a != NULL && b != NULL && lkb_element_is_node (a) && lkb_element_is_node (b))
        {
          g_autofree char *from = g_strdup (lkb_element_get_id (a));
          g_autofree char *to = g_strdup (lkb_element_get_id (b));

          lkb_editor_connect (hand->editor, from, to);
        }
      break;
    case 6:
      hand->action = "next kind";
      if (lkb_board_get_n_elements (hand->board) < MANY_ELEMENTS)
        lkb_editor_place_next (hand->editor);
      break;
    case 7:
      hand->action = "rename or own";
      if (below (hand, 2) == 0)
        lkb_editor_begin_rename (hand->editor);
      else
        lkb_editor_begin_owner (hand->editor);
      break;
    case 8:
    case 9:
      do_edit (hand);
      break;
    default:
      do_place (hand);
    }
}

static void
do_selection (Hand *hand)
{
  const LkbElement *element = pick_element (hand);
  const char *id = element != NULL ? lkb_element_get_id (element) : NULL;

  hand->action = "selection";
  switch (below (hand, 6))
    {
    case 0:
      lkb_editor_select_step (hand->editor, below (hand, 2) == 0 ? 1 : -1);
      if (below (hand, 8) == 0)
        lkb_editor_remove_stop (hand->editor);
      break;
    case 1:
      lkb_editor_select_along (hand->editor, (LkbSide) (LKB_SIDE_AUTO + 1 + below (hand, 4)));
      break;
    case 2:
      if (id != NULL)
        lkb_editor_toggle (hand->editor, id);
      break;
    case 3:
      if (below (hand, 6) == 0)
        lkb_editor_select_all (hand->editor);
      break;
    case 4:
      lkb_editor_escape (hand->editor);
      break;
    default:
      lkb_editor_select (hand->editor, id);
    }
}

static void
do_view (Hand *hand)
{
  LkbViewport *viewport = lkb_editor_get_viewport (hand->editor);

  hand->action = "view";
  switch (below (hand, 7))
    {
    case 0:
      lkb_editor_set_tool (hand->editor, (LkbToolId) below (hand, LKB_N_TOOLS));
      break;
    case 1:
      lkb_editor_set_placing (hand->editor, pick_kind (hand));
      break;
    case 2:
      lkb_editor_set_space (hand->editor, below (hand, 2) == 0);
      break;
    case 3:
      lkb_viewport_zoom_at (viewport, g_rand_double_range (hand->rand, 0.5, 2), hand->at.x,
                            hand->at.y);
      break;
    case 4:
      lkb_viewport_pan (viewport, below (hand, 400) - 200, below (hand, 400) - 200);
      break;
    case 5:
      lkb_editor_zoom_to_selection (hand->editor);
      break;
    default:
      lkb_editor_zoom_to_fit (hand->editor);
      lkb_editor_set_tool (hand->editor, LKB_TOOL_SELECT);
    }
}

static void
do_keys (Hand *hand)
{
  switch (below (hand, 4))
    {
    case 0:
      hand->action = "nudge";
      lkb_editor_nudge (hand->editor, (below (hand, 5) - 2) * 4, (below (hand, 5) - 2) * 4);
      break;
    case 1:
      hand->action = "undo";
      lkb_editor_cancel (hand->editor);
      lkb_history_undo (hand->history);
      break;
    case 2:
      hand->action = "redo";
      lkb_editor_cancel (hand->editor);
      lkb_history_redo (hand->history);
      break;
    default:
      hand->action = "save mark";
      lkb_history_end_merge (hand->history);
    }
}

static void
check_selection (Hand *hand)
{
  const char *const *selected = lkb_editor_get_selected (hand->editor);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; selected[i] != NULL; i++)
    {
      if (lkb_board_lookup (hand->board, selected[i]) == NULL)
        g_error ("after “%s”: “%s” is selected and not there", hand->action, selected[i]);
      if (!g_hash_table_add (seen, (gpointer) selected[i]))
        g_error ("after “%s”: “%s” is selected twice", hand->action, selected[i]);
    }
  g_assert_cmpuint (g_hash_table_size (seen), ==, lkb_editor_get_n_selected (hand->editor));
}

static void
check_step (Hand *hand)
{
  LkbViewport *viewport = lkb_editor_get_viewport (hand->editor);
  g_autoptr (GError) error = NULL;
  const char *hover = lkb_editor_get_hover (hand->editor);
  const char *next;
  LkbOverlay overlay;
  LkbBox frame;
  LkbHit hit;
  guint n_placed = 0;

  if (!lkb_board_check (hand->board, &error))
    g_error ("after “%s”: %s", hand->action, error->message);
  if (lkb_history_in_transaction (hand->history) && !lkb_editor_in_gesture (hand->editor))
    g_error ("after “%s”: a transaction is open without a gesture", hand->action);
  check_selection (hand);
  g_assert_true (hover == NULL || lkb_board_lookup (hand->board, hover) != NULL);

  hit = lkb_editor_hit (hand->editor, lkb_viewport_to_board (viewport, hand->at.x, hand->at.y));
  g_assert_true (hit.id == NULL || lkb_board_lookup (hand->board, hit.id) != NULL);
  lkb_editor_get_overlay (hand->editor, &overlay);
  g_assert_true (overlay.target == NULL || lkb_board_lookup (hand->board, overlay.target) != NULL);
  lkb_editor_get_cursor (hand->editor);
  next = lkb_editor_next_unowned (hand->editor, NULL);
  g_assert_true (next == NULL || lkb_element_is_edge (lkb_board_lookup (hand->board, next)));

  for (guint i = 0; i < lkb_board_get_n_elements (hand->board); i++)
    {
      const LkbElement *element = lkb_board_get_elements (hand->board)->pdata[i];

      if (lkb_scene_find (lkb_editor_get_scene (hand->editor), lkb_element_get_id (element)) == NULL
          && lkb_kind_is_placed (lkb_element_get_kind (element)))
        g_error ("after “%s”: “%s” is not shown", hand->action, lkb_element_get_id (element));
      n_placed++;
    }
  g_assert_cmpuint (n_placed, ==, lkb_board_get_n_elements (hand->board));
  frame = lkb_sheet_get_frame (lkb_editor_get_sheet (hand->editor));
  g_assert_true (isfinite (frame.x) && isfinite (frame.y) && frame.w > 0 && frame.h > 0);
  g_assert_true (isfinite (lkb_viewport_get_zoom (viewport))
                 && lkb_viewport_get_zoom (viewport) > 0);
}

static void
check_all (Hand *hand)
{
  g_autoptr (GBytes) last = NULL;
  g_autoptr (GBytes) first = NULL;
  g_autoptr (GBytes) redone = NULL;
  guint n = 0;

  lkb_editor_cancel (hand->editor);
  hand->down = FALSE;
  last = lkb_board_file_write (hand->board);
  while (lkb_history_undo (hand->history))
    n++;
  hand->action = "undo all";
  first = lkb_board_file_write (hand->board);
  g_assert_true (g_bytes_equal (first, hand->first));
  check_step (hand);
  for (guint i = 0; i < n; i++)
    g_assert_true (lkb_history_redo (hand->history));
  hand->action = "redo all";
  redone = lkb_board_file_write (hand->board);
  g_assert_true (g_bytes_equal (redone, last));
  check_step (hand);
}

static void
take_step (Hand *hand)
{
  if (lkb_board_get_n_elements (hand->board) >= MANY_ELEMENTS && !hand->down)
    {
      lkb_editor_select (hand->editor, lkb_element_get_id (pick_element (hand)));
      hand->action = "delete";
      lkb_editor_delete_selected (hand->editor);
      return;
    }
  if (hand->down)
    {
      switch (below (hand, 12))
        {
        case 0:
          cancel (hand);
          break;
        case 1:
        case 2:
        case 3:
          release (hand);
          break;
        case 4:
          /* In the middle of a gesture: keys, or a panel that changes the board. */
          if (below (hand, 2) == 0)
            do_operation (hand);
          else
            do_keys (hand);
          break;
        case 5:
          do_selection (hand);
          break;
        case 6:
          do_view (hand);
          break;
        default:
          move (hand);
        }
      return;
    }
  switch (below (hand, 12))
    {
    case 0:
    case 1:
    case 2:
    case 3:
    case 4:
      press (hand);
      break;
    case 5:
      move (hand);
      break;
    case 6:
      do_view (hand);
      break;
    case 7:
      do_selection (hand);
      break;
    case 8:
      do_keys (hand);
      break;
    default:
      do_operation (hand);
    }
}

static void
test_hand (gconstpointer start)
{
  guint seed = read_number ("LKB_WALK_SEED", DEFAULT_SEED);
  guint n_steps = MAX (read_number ("LKB_WALK_STEPS", DEFAULT_STEPS) / 3, 1);
  Hand hand;

  g_test_message ("LKB_WALK_SEED=%u LKB_WALK_STEPS=%u from %s", seed, n_steps,
                  (const char *) start);
  hand_init (&hand, start, seed);
  check_step (&hand);
  for (guint i = 1; i <= n_steps; i++)
    {
      take_step (&hand);
      check_step (&hand);
      if (i % CHECK_ALL_EVERY == 0 || i == n_steps)
        check_all (&hand);
    }
  g_test_message ("%u gestures, %u steps kept, %u elements at the end", hand.n_gestures,
                  hand.n_committed, lkb_board_get_n_elements (hand.board));
  hand_clear (&hand);
}

int
main (int argc, char **argv)
{
  lkb_test_init (&argc, &argv);
  g_test_add_data_func ("/hand/from-empty", "tests/support/boards/empty.lakeboard", test_hand);
  g_test_add_data_func ("/hand/from-template", "data/templates/T01.lakeboard", test_hand);
  g_test_add_data_func ("/hand/from-all-kinds",
                        "tests/support/boards/all-kinds-and-groups.lakeboard", test_hand);
  return g_test_run ();
}
