/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-ui.h"

#define MS 1000

static gint64
get_time (gpointer data)
{
  return *(gint64 *) data;
}

static void
set_animations (gboolean enabled)
{
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", enabled, NULL);
}

static gboolean
is_moving (LkbUi *ui)
{
  return lkb_canvas_is_moving (lkb_window_get_canvas (ui->window));
}

/* The program with a board, and with a time that stands still. */
static LkbUi *
open_held (gint64 *now)
{
  LkbUi *ui = lkb_ui_open ("T01");

  *now = 0;
  lkb_canvas_set_clock (lkb_window_get_canvas (ui->window), get_time, now);
  set_animations (TRUE);
  return ui;
}

static void
close_held (LkbUi *ui)
{
  set_animations (FALSE);
  lkb_ui_close (ui);
}

static void
arrange (LkbUi *ui, const char *arrangement)
{
  gtk_widget_activate_action (GTK_WIDGET (ui->window), "win.arrange", "s", arrangement);
}

static void
undo (LkbUi *ui)
{
  g_assert_true (lkb_history_undo (lkb_editor_get_history (lkb_ui_get_editor (ui))));
}

/* The first node that an arrangement takes elsewhere. */
static char *
find_moved (LkbUi *ui, GHashTable *before)
{
  const GPtrArray *elements = lkb_board_get_elements (lkb_ui_get_board (ui));

  for (guint i = 0; i < elements->len; i++)
    {
      const LkbElement *was = g_hash_table_lookup (before, lkb_element_get_id (elements->pdata[i]));

      if (lkb_element_is_node (elements->pdata[i])
          && lkb_element_get_x (was) != lkb_element_get_x (elements->pdata[i]))
        return g_strdup (lkb_element_get_id (elements->pdata[i]));
    }
  g_assert_not_reached ();
}

static GHashTable *
dup_elements (LkbUi *ui)
{
  GHashTable *table = g_hash_table_new_full (g_str_hash, g_str_equal, NULL,
                                             (GDestroyNotify) lkb_element_unref);
  const GPtrArray *elements = lkb_board_get_elements (lkb_ui_get_board (ui));

  for (guint i = 0; i < elements->len; i++)
    g_hash_table_insert (table, (gpointer) lkb_element_get_id (elements->pdata[i]),
                         lkb_element_ref (elements->pdata[i]));
  return table;
}

/* The next frame shows it all in its place. */
static void
test_without (void)
{
  g_autoptr (LkbUi) ui = lkb_ui_open ("T01");
  LkbCanvas *canvas = lkb_window_get_canvas (ui->window);
  guint64 n_recorded;

  arrange (ui, "flow");
  g_assert_false (is_moving (ui));
  lkb_ui_settle (ui);
  g_assert_false (is_moving (ui));
  n_recorded = lkb_canvas_get_n_recorded (canvas);
  undo (ui);
  g_assert_false (is_moving (ui));
  lkb_ui_settle (ui);
  g_assert_cmpuint (lkb_canvas_get_n_recorded (canvas), >, n_recorded);
  lkb_ui_wait_for_review (ui);
}

/* The board is where it belongs at once; what is drawn comes after it, frame by frame. */
static void
test_arrange (void)
{
  gint64 now;
  LkbUi *ui = open_held (&now);
  g_autoptr (GHashTable) before = dup_elements (ui);
  g_autofree char *id = NULL;

  arrange (ui, "flow");
  id = find_moved (ui, before);
  g_assert_true (is_moving (ui));
  lkb_ui_settle (ui);
  g_assert_true (is_moving (ui));
  lkb_ui_wait_for_review (ui);
  lkb_ui_shoot (ui, "motion-0");
  now = 16 * MS;
  lkb_ui_settle (ui);
  lkb_ui_shoot (ui, "motion-16");
  now = 75 * MS;
  lkb_ui_settle (ui);
  g_assert_true (is_moving (ui));
  lkb_ui_shoot (ui, "motion-75");
  now = 150 * MS;
  lkb_ui_settle (ui);
  g_assert_false (is_moving (ui));
  close_held (ui);
}

/* Undo moves as well, and a change during a motion ends it and begins its own. */
static void
test_undo (void)
{
  gint64 now;
  LkbUi *ui = open_held (&now);
  g_autoptr (GHashTable) before = dup_elements (ui);
  g_autofree char *id = NULL;

  arrange (ui, "flow");
  id = find_moved (ui, before);
  lkb_ui_settle (ui);
  undo (ui);
  g_assert_true (is_moving (ui));
  g_assert_true (lkb_board_lookup (lkb_ui_get_board (ui), id) == g_hash_table_lookup (before, id));
  lkb_ui_settle (ui);
  now += 16 * MS;
  lkb_ui_settle (ui);
  now += 150 * MS;
  lkb_ui_settle (ui);
  g_assert_false (is_moving (ui));
  close_held (ui);
}

/* A click finds what will be there, and ends the motion. */
static void
test_click (void)
{
  gint64 now;
  LkbUi *ui = open_held (&now);
  g_autoptr (GHashTable) before = dup_elements (ui);
  g_autofree char *id = NULL;

  arrange (ui, "flow");
  id = find_moved (ui, before);
  lkb_ui_settle (ui);
  g_assert_true (is_moving (ui));
  lkb_ui_click_element (ui, id);
  lkb_ui_assert_selected (ui, id);
  g_assert_false (is_moving (ui));
  close_held (ui);
}

/* What a hand moves is where it is; what it makes appears. */
static void
test_hand (void)
{
  gint64 now;
  LkbUi *ui = open_held (&now);
  g_autoptr (GHashTable) before = dup_elements (ui);
  g_autofree char *id = NULL;
  LkbPoint at;

  arrange (ui, "flow");
  id = find_moved (ui, before);
  lkb_ui_settle (ui);
  at = lkb_ui_get_middle (ui, id);
  lkb_ui_drag (ui, at, (LkbPoint){ at.x + 20, at.y + 60 });
  g_assert_false (is_moving (ui));
  g_assert_cmpfloat (lkb_ui_get_middle (ui, id).y, >, at.y);

  lkb_ui_xdotool (ui, "key ctrl+d");
  g_assert_true (is_moving (ui));
  now += 16 * MS;
  lkb_ui_settle (ui);
  now += 150 * MS;
  lkb_ui_settle (ui);
  g_assert_false (is_moving (ui));
  close_held (ui);
}

/* What is put into an edge appears with its lines while the view makes room; its name is typed where it will be. */
static void
test_insert (void)
{
  gint64 now;
  LkbUi *ui = open_held (&now);
  guint n_edges = lkb_board_count (lkb_ui_get_board (ui), LKB_KIND_EDGE);
  LkbPoint at = lkb_ui_get_middle (ui, "e1");

  g_assert_true (lkb_editor_place (lkb_ui_get_editor (ui), LKB_KIND_PIPELINE, &at, FALSE));
  g_assert_cmpuint (lkb_board_count (lkb_ui_get_board (ui), LKB_KIND_EDGE), ==, n_edges + 1);
  lkb_ui_settle (ui);
  g_assert_true (is_moving (ui));
  now = 16 * MS;
  lkb_ui_settle (ui);
  now = 40 * MS;
  lkb_ui_shoot (ui, "motion-insert");
  lkb_ui_type (ui, "Clean");
  g_assert_true (is_moving (ui));
  lkb_ui_xdotool (ui, "key Return");
  now = 200 * MS;
  lkb_ui_settle (ui);
  now = 400 * MS;
  lkb_ui_settle (ui);
  g_assert_false (is_moving (ui));
  lkb_ui_shoot (ui, "motion-inserted");
  close_held (ui);
}

static gboolean
is_narrow (LkbUi *ui, gpointer data)
{
  return gtk_widget_get_width (GTK_WIDGET (ui->window)) <= 920
         && lkb_ui_find (GTK_WIDGET (ui->window), GTK_TYPE_STACK_SWITCHER, NULL) == NULL;
}

/* The revealer that lies over the board, while it is there. */
static GtkRevealer *
find_panel (LkbUi *ui)
{
  GtkWidget *tabs = lkb_ui_find (GTK_WIDGET (ui->window), GTK_TYPE_STACK_SWITCHER, NULL);

  return tabs != NULL ? GTK_REVEALER (gtk_widget_get_ancestor (tabs, GTK_TYPE_REVEALER)) : NULL;
}

static gboolean
is_revealed (LkbUi *ui, gpointer data)
{
  return find_panel (ui) != NULL && gtk_revealer_get_child_revealed (find_panel (ui));
}

static gboolean
is_away (LkbUi *ui, gpointer data)
{
  return find_panel (ui) == NULL;
}

/* A panel that lies over the board slides in and out; without animations it is there and gone at once. */
static void
test_panel (void)
{
  g_autoptr (LkbUi) ui = lkb_ui_open ("T01");

  gtk_window_set_default_size (GTK_WINDOW (ui->window), 900, 620);
  lkb_ui_wait (ui, is_narrow, NULL, "the side panel gives way");
  for (int animated = 0; animated < 2; animated++)
    {
      set_animations (animated);
      g_action_group_activate_action (G_ACTION_GROUP (ui->window), "side", NULL);
      g_assert_cmpint (is_revealed (ui, NULL), ==, !animated);
      lkb_ui_wait (ui, is_revealed, NULL, "the panel is there");
      g_action_group_activate_action (G_ACTION_GROUP (ui->window), "side", NULL);
      g_assert_cmpint (is_away (ui, NULL), ==, !animated);
      lkb_ui_wait (ui, is_away, NULL, "the panel is gone");
    }
  set_animations (FALSE);
}

int
main (int argc, char **argv)
{
  lkb_ui_init (&argc, &argv);
  g_test_add_func ("/ui/motion/without", test_without);
  g_test_add_func ("/ui/motion/arrange", test_arrange);
  g_test_add_func ("/ui/motion/undo", test_undo);
  g_test_add_func ("/ui/motion/click", test_click);
  g_test_add_func ("/ui/motion/hand", test_hand);
  g_test_add_func ("/ui/motion/insert", test_insert);
  g_test_add_func ("/ui/motion/panel", test_panel);
  return g_test_run ();
}
