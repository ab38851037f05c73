/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * A hand that does anything at random on a board at work: presses, drags, tools, keys, edits in place, lost grabs, undo
 * in the middle of a gesture, and what the panels do. What must hold at each step: the board's invariants; what is selected
 * is on the board and once only; what lies under the pointer can be asked for; nothing but a gesture keeps a transaction
 * open; a gesture that is cancelled leaves the bytes as they were; a finished one is one step of undo; what a check offers
 * as its mending changes something. And at times: undo all gives the first bytes, redo all the last.
 *
 * What the window offers to change a board by, and what drives it here (the last test holds that nothing was left out):
 *
 *   palette, digits, kind list (also note, group)  place, by hand: Add
 *   Shift and digit; Ctrl+Right; Ctrl and arrow    place (connected), next kind, neighbour
 *   drag: move, insert into an arrow               by hand: Move, Insert
 *   drag at a handle, an end, a corner             by hand: Connect, Reconnect, Resize
 *   pen; paint owners                              by hand: Draw, Set
 *   arrow keys; C; Delete; offer to reconnect      nudge; connect; delete; reconnect
 *   Ctrl+D; Ctrl+C, X, V; Ctrl+G; its taking away  duplicate; paste, delete; group; ungroup
 *   typing on cards, pills and arrows              set name, set owner, set figures
 *   typing on the page, taking its rows away       write on the page, in a list of it, remove from it, set …
 *   Inspector: any fact, kind, ends, owners        set a fact, unset a fact, change kind, choose an end, own in …
 *   Checks: mend, mend all, answer, accept, again  quick fix, fix all, answer, accept, check again
 *   Outline                                        rename, own, connect, delete in the outline
 *   typed pipelines; arrange                       type a pipeline; arrange as page, as flow
 *   undo, redo, save                               undo, redo, save mark
 *
 * What only looks (zoom, pan, selection, snapping, going to a check, tools) is done in between. Templates and files are
 * opened in a window of their own, with a history of their own: there is nothing to walk over.
 *
 * LKB_WALK_SEED and LKB_WALK_STEPS choose another walk.
 */

#include <math.h>
#include <string.h>

#include "core/formats/lkb-board-file.h"
#include "core/formats/lkb-data.h"
#include "tests/support/lkb-same-findings.h"
#include "tests/support/lkb-test.h"
#include "walk-hand.h"

#define DEFAULT_SEED 20240611
#define DEFAULT_STEPS 12000
#define CHECK_ALL_EVERY 250

/* What the walk must have done, each at least once with a change kept: see above. */
static const char *const offered[] = {
  "accept",
  "answer",
  "arrange as flow",
  "arrange as page",
  "by hand: Add",
  "by hand: Connect",
  "by hand: Draw",
  "by hand: Insert",
  "by hand: Move",
  "by hand: Reconnect",
  "by hand: Resize",
  "by hand: Set",
  "change kind",
  "check again",
  "choose an end",
  "connect in the outline",
  "delete",
  "delete in the outline",
  "duplicate",
  "fix all",
  "group",
  "neighbour",
  "next kind",
  "nudge",
  "own in the inspector",
  "own in the outline",
  "paste",
  "place",
  "quick fix",
  "reconnect",
  "redo",
  "rename in the outline",
  "set a fact",
  "set fact",
  "set figures",
  "set name",
  "set owner",
  "remove from the page",
  "type a pipeline",
  "undo",
  "ungroup",
  "unset a fact",
  "write in a list of the page",
  "write on the page",
};

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

static LkbVocabulary *
load_vocabulary (void)
{
  g_autoptr (LkbDataDirs) dirs = lkb_data_dirs_new (NULL);
  g_autoptr (GError) error = NULL;
  LkbVocabulary *vocabulary = lkb_data_dirs_load_vocabulary (dirs, &error);

  g_assert_no_error (error);
  return vocabulary;
}

static void
on_deleted_cb (LkbEditor *editor, const char *text, LkbChange *bridge, Hand *hand)
{
  g_clear_pointer (&hand->bridge, lkb_change_unref);
  hand->bridge = lkb_change_ref (bridge);
}

static void
hand_init (Hand *hand, const char *start, guint seed, GHashTable *kept)
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
  hand->vocabulary = load_vocabulary ();
  hand->memory = lkb_rule_memory_new (hand->vocabulary);
  hand->kept = kept;
  hand->editor = lkb_editor_new (hand->history, hand->vocabulary);
  g_signal_connect (hand->editor, "deleted", G_CALLBACK (on_deleted_cb), hand);
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
  g_clear_pointer (&hand->bridge, lkb_change_unref);
  g_bytes_unref (hand->first);
  g_object_unref (hand->editor);
  g_object_unref (hand->history);
  g_object_unref (hand->board);
  lkb_rule_memory_unref (hand->memory);
  lkb_vocabulary_free (hand->vocabulary);
  g_rand_free (hand->rand);
}

/* What is there to be drawn at: a handle of the node, a corner of the group, an end of the edge that is selected. */
static gboolean
find_grip (Hand *hand, LkbPoint *point)
{
  const char *node = lkb_editor_get_handle_node (hand->editor);
  const char *corner = lkb_editor_get_corner_of (hand->editor);
  const char *id = lkb_editor_get_selected (hand->editor)[0];
  const LkbSceneItem *item;
  LkbBox box;

  if (node != NULL && lkb_editor_get_box (hand->editor, node, &box))
    {
      *point = lkb_editor_get_handle (hand->editor, &box,
                                      (LkbSide) (LKB_SIDE_AUTO + 1 + walk_below (hand, 4)));
      return TRUE;
    }
  if (corner != NULL && lkb_editor_get_box (hand->editor, corner, &box))
    {
      *point = (LkbPoint){ box.x + box.w, box.y + box.h };
      return TRUE;
    }
  item = id != NULL ? lkb_scene_find (lkb_editor_get_scene (hand->editor), id) : NULL;
  if (item == NULL || item->kind != LKB_KIND_EDGE || item->n_points < 2)
    return FALSE;
  *point = item->points[walk_below (hand, 2) == 0 ? 0 : item->n_points - 1];
  return TRUE;
}

/* Mostly onto something: a card, a pill, a handle; else anywhere, also beside the view. */
void
walk_aim (Hand *hand)
{
  LkbViewport *viewport = lkb_editor_get_viewport (hand->editor);
  const LkbElement *element = walk_pick_element (hand);
  LkbPoint point;
  LkbBox box;

  if (element != NULL && walk_below (hand, 3) > 0
      && lkb_editor_get_box (hand->editor, lkb_element_get_id (element), &box))
    {
      if (walk_below (hand, 4) > 0 || !find_grip (hand, &point))
        point = (LkbPoint){ box.x + box.w * g_rand_double (hand->rand),
                            box.y + box.h * g_rand_double (hand->rand) };
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
  event->pressure = walk_below (hand, 2) * g_rand_double (hand->rand);
  event->is_touch = walk_below (hand, 12) == 0;
  event->modifiers = modifiers[walk_below (hand, G_N_ELEMENTS (modifiers))];
}

/* @plain: with the first button alone, once, and no key held. */
static void
press (Hand *hand, gboolean plain)
{
  LkbPointerEvent event;

  fill_event (hand, &event);
  if (plain)
    {
      event.modifiers = LKB_MOD_NONE;
      event.is_touch = FALSE;
    }
  else
    {
      if (walk_below (hand, 8) == 0)
        event.n_press = 2;
      if (walk_below (hand, 12) == 0)
        event.button = walk_below (hand, 2) == 0 ? LKB_BUTTON_MIDDLE : LKB_BUTTON_SECONDARY;
    }
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

  if (walk_below (hand, 2) == 0)
    walk_aim (hand);
  else
    hand->at = (LkbPoint){ hand->at.x + walk_below (hand, 81) - 40,
                           hand->at.y + walk_below (hand, 81) - 40 };
  fill_event (hand, &event);
  hand->action = "motion";
  lkb_editor_motion (hand->editor, &event);
}

/* On purpose, since chance seldom comes by it: something is drawn at by its grip, a node on to an arrow, or a pen. Where it ends and
 * how is left to the next steps. */
static void
grip (Hand *hand)
{
  const LkbElement *element = walk_pick_element (hand);
  const LkbElement *to = walk_pick_element (hand);
  LkbViewport *viewport = lkb_editor_get_viewport (hand->editor);
  LkbPoint point;
  LkbBox box;

  if (element == NULL)
    return;
  lkb_editor_set_space (hand->editor, FALSE);
  if (walk_below (hand, 8) == 0)
    {
      lkb_editor_set_tool (hand->editor, LKB_TOOL_PEN);
      walk_aim (hand);
      press (hand, TRUE);
      return;
    }
  lkb_editor_set_tool (hand->editor, LKB_TOOL_SELECT);
  lkb_editor_select (hand->editor, lkb_element_get_id (element));
  if (lkb_element_is_node (element)
      && lkb_editor_is_lone (hand->editor, lkb_element_get_id (element))
      && lkb_editor_get_box (hand->editor, lkb_element_get_id (element), &box))
    point = (LkbPoint){ box.x + box.w / 2, box.y + box.h / 2 };
  else if (!find_grip (hand, &point))
    return;
  hand->at = lkb_viewport_to_screen (viewport, point.x, point.y);
  press (hand, TRUE);
  move (hand);
  if (lkb_editor_get_box (hand->editor, lkb_element_get_id (to), &box))
    {
      LkbPointerEvent event;

      hand->at = lkb_viewport_to_screen (viewport, box.x + box.w / 2, box.y + box.h / 2);
      fill_event (hand, &event);
      lkb_editor_motion (hand->editor, &event);
    }
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
  if (hand->n_committed == hand->n_at_press + 1 && walk_below (hand, 3) == 0)
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

static LkbFindings *
find (Hand *hand, LkbRuleMemory *memory)
{
  g_autoptr (LkbBoard) copy = lkb_board_copy (hand->board);
  LkbAnalysisOptions options = { .quick = TRUE };
  g_autoptr (LkbAnalysis) analysis = lkb_analysis_new (copy, &options);
  LkbRuleContext context = { .vocabulary = hand->vocabulary, .memory = memory };

  return lkb_rules_run (copy, analysis, &context);
}

/* A check after an edit finds what a check finds that knows nothing of the ones before. */
static void
check_findings (Hand *hand)
{
  g_autoptr (LkbFindings) fresh = NULL;
  g_autoptr (LkbFindings) again = NULL;

  if (hand->n_checked == hand->n_committed)
    return;
  fresh = find (hand, NULL);
  again = find (hand, hand->memory);
  assert_same_findings (again, fresh);
  hand->n_checked = hand->n_committed;
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
  check_findings (hand);
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
  if (lkb_board_get_n_elements (hand->board) >= WALK_MANY_ELEMENTS && !hand->down)
    {
      lkb_editor_select (hand->editor, lkb_element_get_id (walk_pick_element (hand)));
      hand->action = "delete";
      lkb_editor_delete_selected (hand->editor);
      return;
    }
  if (hand->down)
    {
      switch (walk_below (hand, 12))
        {
        case 0:
          cancel (hand);
          break;
        case 1:
        case 2:
        case 3:
        case 7:
        case 8:
          release (hand);
          break;
        case 4:
          /* In the middle of a gesture: keys, or a panel that changes the board. */
          if (walk_below (hand, 2) == 0)
            walk_operate (hand);
          else
            walk_press_key (hand);
          break;
        case 5:
          walk_choose (hand);
          break;
        case 6:
          walk_look (hand);
          break;
        default:
          move (hand);
        }
      return;
    }
  switch (walk_below (hand, 16))
    {
    case 15:
      grip (hand);
      break;
    case 0:
    case 1:
    case 2:
    case 3:
    case 4:
      walk_aim (hand);
      press (hand, FALSE);
      break;
    case 5:
      move (hand);
      break;
    case 6:
      walk_look (hand);
      break;
    case 7:
      walk_choose (hand);
      break;
    case 8:
      walk_press_key (hand);
      break;
    case 9:
    case 10:
      walk_use_panel (hand);
      break;
    default:
      walk_operate (hand);
    }
}

/* Which kinds of step there were. What a gesture did is told by the name of its step, without its numbers. */
static void
count_kept (Hand *hand, guint n_committed, guint n_edges)
{
  g_autofree char *label = lkb_history_dup_undo_label (hand->history);
  GString *name;

  if (hand->n_committed == n_committed)
    return;
  name = g_string_new (hand->action);
  if (strcmp (hand->action, "release") == 0 && label != NULL)
    {
      g_string_assign (name, "by hand: ");
      if (g_str_has_prefix (label, "Move")
          && lkb_board_count (hand->board, LKB_KIND_EDGE) > n_edges)
        g_string_append (name, "Insert");
      else
        g_string_append_len (name, label, (gssize) strcspn (label, " "));
    }
  g_hash_table_insert (
      hand->kept, name->str,
      GUINT_TO_POINTER (GPOINTER_TO_UINT (g_hash_table_lookup (hand->kept, name->str)) + 1));
  g_string_free (name, FALSE);
}

typedef struct
{
  const char *board;
  GHashTable *kept;
} Start;

static void
test_hand (gconstpointer data)
{
  const Start *start = data;
  guint seed = read_number ("LKB_WALK_SEED", DEFAULT_SEED);
  guint n_steps = MAX (read_number ("LKB_WALK_STEPS", DEFAULT_STEPS) / 3, 1);
  Hand hand;

  g_test_message ("LKB_WALK_SEED=%u LKB_WALK_STEPS=%u from %s", seed, n_steps, start->board);
  hand_init (&hand, start->board, seed, start->kept);
  check_step (&hand);
  for (guint i = 1; i <= n_steps; i++)
    {
      guint n_committed = hand.n_committed;
      guint n_edges = lkb_board_count (hand.board, LKB_KIND_EDGE);

      take_step (&hand);
      count_kept (&hand, n_committed, n_edges);
      check_step (&hand);
      if (i % CHECK_ALL_EVERY == 0 || i == n_steps)
        check_all (&hand);
    }
  g_test_message ("%u gestures, %u steps kept, %u elements at the end", hand.n_gestures,
                  hand.n_committed, lkb_board_get_n_elements (hand.board));
  hand_clear (&hand);
}

/* That nothing on the list above was left out. */
static void
test_all_driven (gconstpointer data)
{
  GHashTable *kept = (GHashTable *) data;
  GHashTableIter iter;
  gpointer name, n;

  g_hash_table_iter_init (&iter, kept);
  while (g_hash_table_iter_next (&iter, &name, &n))
    g_test_message ("%5u %s", GPOINTER_TO_UINT (n), (const char *) name);
  if (g_hash_table_size (kept) == 0
      || read_number ("LKB_WALK_STEPS", DEFAULT_STEPS) < DEFAULT_STEPS)
    {
      g_test_skip ("a walk this short need not come by everything");
      return;
    }
  for (guint i = 0; i < G_N_ELEMENTS (offered); i++)
    {
      if (!g_hash_table_contains (kept, offered[i]))
        g_error ("no step of the walk was “%s”", offered[i]);
    }
}

int
main (int argc, char **argv)
{
  g_autoptr (GHashTable) kept = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  const Start starts[] = { { "tests/support/boards/empty.lakeboard", kept },
                           { "data/templates/T01.lakeboard", kept },
                           { "tests/support/boards/all-kinds-and-groups.lakeboard", kept } };

  lkb_test_init (&argc, &argv);
  g_test_add_data_func ("/hand/from-empty", &starts[0], test_hand);
  g_test_add_data_func ("/hand/from-template", &starts[1], test_hand);
  g_test_add_data_func ("/hand/from-all-kinds", &starts[2], test_hand);
  g_test_add_data_func ("/hand/all-driven", kept, test_all_driven);
  return g_test_run ();
}
