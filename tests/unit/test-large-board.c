/* SPDX-License-Identifier: GPL-3.0-or-later */

/* On a large board a worker routes the edges; what it makes is what would have been made at once. */

#include "core/model/lkb-edit.h"
#include "tests/support/lkb-test.h"
#include "widgets/canvas/lkb-editor.h"

#define COLUMNS 10
#define N_NODES 100

typedef struct
{
  LkbBoard *board;
  LkbHistory *history;
  LkbEditor *editor;
  guint n_changed;
} Fixture;

static void
add_element (LkbChange *change, LkbElementBuilder *builder)
{
  g_autoptr (LkbElement) element = lkb_element_builder_end (builder);

  lkb_change_add (change, NULL, element);
}

static void
add_edge (LkbChange *change, guint from, guint to)
{
  g_autofree char *id = g_strdup_printf ("e%u-%u", from, to);
  g_autofree char *a = g_strdup_printf ("n%u", from);
  g_autofree char *b = g_strdup_printf ("n%u", to);
  g_autoptr (LkbElement) edge = lkb_element_new (LKB_KIND_EDGE, id);
  g_autoptr (LkbElement) joined = lkb_element_with_ends (edge, a, b);
  g_autoptr (LkbElement) owned = lkb_element_with_text (joined, LKB_FIELD_OWNER,
                                                        from % 3 == 0 ? "Web" : "Streaming");

  lkb_change_add (change, NULL, owned);
}

static void
scene_changed_cb (LkbEditor *editor, Fixture *f)
{
  f->n_changed++;
}

/* Columns of ten, each node hands to the next column and to a far one. */
static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (LkbChange) change = lkb_change_new (NULL);
  GError *error = NULL;

  f->board = lkb_board_new ();
  for (guint i = 0; i < N_NODES; i++)
    {
      g_autofree char *id = g_strdup_printf ("n%u", i);
      LkbElementBuilder *builder = lkb_element_builder_new (LKB_KIND_PIPELINE, id);

      lkb_element_builder_set_text (builder, LKB_FIELD_NAME, id);
      lkb_element_builder_set_number (builder, LKB_FIELD_X, (i / COLUMNS) * 376);
      lkb_element_builder_set_number (builder, LKB_FIELD_Y, (i % COLUMNS) * 148);
      add_element (change, builder);
    }
  for (guint i = 0; i + COLUMNS < N_NODES; i++)
    {
      add_edge (change, i, i + COLUMNS);
      if (i + 3 * COLUMNS + 1 < N_NODES)
        add_edge (change, i, i + 3 * COLUMNS + 1);
    }
  g_assert_true (lkb_board_apply (f->board, change, &error));
  g_assert_no_error (error);
  f->history = lkb_history_new (f->board, 0);
  f->editor = lkb_editor_new (f->history, NULL);
  g_signal_connect (f->editor, "scene-changed", G_CALLBACK (scene_changed_cb), f);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  g_assert_finalize_object (f->editor);
  g_assert_finalize_object (f->history);
  g_assert_finalize_object (f->board);
}

static void
wait_until_laid_out (Fixture *f)
{
  while (!lkb_editor_is_laid_out (f->editor))
    g_main_context_iteration (NULL, TRUE);
}

static void
assert_as_new (Fixture *f)
{
  g_autoptr (LkbTextMeasurer) measurer = lkb_text_measurer_new ();
  g_autoptr (LkbScene) fresh = lkb_scene_new (measurer, f->board, NULL);
  g_autoptr (LkbPicture) here = lkb_scene_dup_picture (lkb_editor_get_scene (f->editor),
                                                       LKB_DETAIL_FULL);
  g_autoptr (LkbPicture) there = lkb_scene_dup_picture (fresh, LKB_DETAIL_FULL);
  g_autofree char *here_text = lkb_picture_to_string (here);
  g_autofree char *there_text = lkb_picture_to_string (there);

  g_assert_cmpstr (here_text, ==, there_text);
}

static const LkbSceneItem *
get_item (Fixture *f, const char *id)
{
  const LkbSceneItem *item = lkb_scene_find (lkb_editor_get_scene (f->editor), id);

  g_assert_nonnull (item);
  return item;
}

/* Moves so many nodes from @first on. */
static void
move_nodes (Fixture *f, guint first, guint n, double dx, double dy)
{
  g_autoptr (LkbChange) change = lkb_change_new ("Move");
  GError *error = NULL;

  for (guint i = first; i < first + n; i++)
    {
      g_autofree char *id = g_strdup_printf ("n%u", i);
      const LkbElement *node = lkb_board_lookup (f->board, id);
      g_autoptr (LkbElement) moved = lkb_element_with_position (node, lkb_element_get_x (node) + dx,
                                                                lkb_element_get_y (node) + dy);

      lkb_change_add (change, node, moved);
    }
  g_assert_true (lkb_history_apply (f->history, change, &error));
  g_assert_no_error (error);
}

/* Boxes and lines are there at once; the routes come and are those that waiting had given. */
static void
test_first (Fixture *f, gconstpointer data)
{
  LkbScene *scene = lkb_editor_get_scene (f->editor);

  g_assert_true (lkb_scene_is_rough (scene));
  g_assert_cmpfloat (get_item (f, "n42")->box.x, ==, 4 * 376);
  g_assert_cmpuint (get_item (f, "e0-10")->n_points, ==, 2);
  wait_until_laid_out (f);
  g_assert_cmpuint (f->n_changed, ==, 1);
  g_assert_true (lkb_editor_get_scene (f->editor) == scene);
  assert_as_new (f);
}

/* A little is done at once. */
static void
test_little (Fixture *f, gconstpointer data)
{
  wait_until_laid_out (f);
  move_nodes (f, 42, 1, 60, 20);
  g_assert_true (lkb_editor_is_laid_out (f->editor));
  assert_as_new (f);
}

/* What moves as a whole takes its lines and labels along until they are routed. */
static void
test_whole (Fixture *f, gconstpointer data)
{
  LkbPoint before;
  LkbBox label;

  wait_until_laid_out (f);
  before = get_item (f, "e0-31")->points[1];
  label = get_item (f, "e0-31")->label_box;
  move_nodes (f, 0, N_NODES, 80, 40);
  g_assert_false (lkb_editor_is_laid_out (f->editor));
  g_assert_cmpfloat (get_item (f, "e0-31")->points[1].x, ==, before.x + 80);
  g_assert_cmpfloat (get_item (f, "e0-31")->points[1].y, ==, before.y + 40);
  g_assert_cmpfloat (get_item (f, "e0-31")->label_box.x, ==, label.x + 80);
  wait_until_laid_out (f);
  assert_as_new (f);
}

/* The board goes on while the worker works: nothing is lost, nothing is late in the end. */
static void
test_meanwhile (Fixture *f, gconstpointer data)
{
  const char *const gone[] = { "n55", NULL };
  g_autoptr (LkbChange) removal = NULL;

  lkb_editor_get_scene (f->editor);
  move_nodes (f, 20, 50, 8, 120);
  g_assert_false (lkb_editor_is_laid_out (f->editor));
  removal = lkb_edit_remove (f->board, gone);
  g_assert_true (lkb_history_apply (f->history, removal, NULL));
  g_assert_false (lkb_editor_is_laid_out (f->editor));
  g_assert_null (lkb_scene_find (lkb_editor_get_scene (f->editor), "n55"));
  wait_until_laid_out (f);
  assert_as_new (f);

  g_assert_true (lkb_history_undo (f->history));
  g_assert_true (lkb_history_undo (f->history));
  lkb_editor_get_scene (f->editor);
  move_nodes (f, 3, 1, 12, 12);
  wait_until_laid_out (f);
  assert_as_new (f);
}

static void
arranged_cb (LkbEditor *editor, int arranged, gpointer data)
{
  *(int *) data = arranged;
}

static LkbChange *
dup_arrangement (LkbBoard *board)
{
  g_autoptr (LkbTextMeasurer) measurer = lkb_text_measurer_new ();
  g_autoptr (LkbScene) scene = lkb_scene_new (measurer, board, NULL);

  return lkb_scene_dup_arrangement (scene, board, LKB_ARRANGEMENT_FLOW, NULL, NULL);
}

/* A worker finds the places that waiting had found, for the board as it is in the end: one step. */
static void
test_arrange (Fixture *f, gconstpointer data)
{
  g_autoptr (LkbBoard) other = NULL;
  g_autoptr (LkbChange) wanted = NULL;
  const GPtrArray *elements;
  int arranged = -1;

  g_signal_connect (f->editor, "arranged", G_CALLBACK (arranged_cb), &arranged);
  lkb_editor_arrange (f->editor, LKB_ARRANGEMENT_FLOW);
  g_assert_true (lkb_editor_is_arranging (f->editor));
  move_nodes (f, 7, 3, 40, 900);
  other = lkb_board_copy (f->board);
  while (lkb_editor_is_arranging (f->editor))
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (arranged, ==, LKB_ARRANGED_MOVED);

  wanted = dup_arrangement (other);
  g_assert_true (lkb_board_apply (other, wanted, NULL));
  elements = lkb_board_get_elements (other);
  for (guint i = 0; i < elements->len; i++)
    g_assert_true (lkb_element_equal (
        elements->pdata[i], lkb_board_lookup (f->board, lkb_element_get_id (elements->pdata[i]))));
  wait_until_laid_out (f);
  assert_as_new (f);
  g_assert_true (lkb_history_undo (f->history));
  {
    g_autofree char *label = lkb_history_dup_undo_label (f->history);

    g_assert_cmpstr (label, ==, "Move");
  }
}

/* Escape ends it, and nothing has moved. */
static void
test_stop (Fixture *f, gconstpointer data)
{
  int arranged = -1;

  g_signal_connect (f->editor, "arranged", G_CALLBACK (arranged_cb), &arranged);
  lkb_editor_arrange (f->editor, LKB_ARRANGEMENT_FLOW);
  g_assert_true (lkb_editor_escape (f->editor));
  g_assert_cmpint (arranged, ==, LKB_ARRANGED_STOPPED);
  g_assert_false (lkb_editor_is_arranging (f->editor));
  wait_until_laid_out (f);
  g_assert_false (lkb_history_can_undo (f->history));
}

/* Nobody waits for the worker when the board is closed. */
static void
test_closed (Fixture *f, gconstpointer data)
{
  g_assert_false (lkb_editor_is_laid_out (f->editor));
}

int
main (int argc, char **argv)
{
  lkb_test_init (&argc, &argv);
  lkb_test_require_font ();
#define ADD(NAME, FUNC) g_test_add ("/large-board/" NAME, Fixture, NULL, set_up, FUNC, tear_down)
  ADD ("first", test_first);
  ADD ("little", test_little);
  ADD ("whole", test_whole);
  ADD ("meanwhile", test_meanwhile);
  ADD ("arrange", test_arrange);
  ADD ("stop", test_stop);
  ADD ("closed", test_closed);
#undef ADD
  return g_test_run ();
}
