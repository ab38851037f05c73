/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The window as a screen reader sees it: over the accessibility bus. */
#include <string.h>

#include "lkb-atspi.h"
#include "tests/support/lkb-board-builder.h"
#include "widgets/canvas/lkb-canvas-proxies.h"
#include "widgets/canvas/lkb-element-proxy.h"
#include "widgets/panels/lkb-outline-row.h"
#include "widgets/panels/lkb-outline.h"

#define PAGE_STOPS_MAX 32
#define N_OF_T01 11

static GtkWidget *
get_canvas (LkbUi *ui)
{
  return GTK_WIDGET (lkb_window_get_canvas (ui->window));
}

/* (nullable): the item of an element, @id NULL: any; *@n: (nullable): how many there are. */
static GtkWidget *
find_item (LkbUi *ui, const char *id, guint *n)
{
  GtkWidget *found = NULL;
  guint count = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (get_canvas (ui)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      if (!LKB_IS_ELEMENT_PROXY (child))
        continue;
      count++;
      if (id == NULL || g_str_equal (lkb_element_proxy_get_id (LKB_ELEMENT_PROXY (child)), id))
        found = child;
    }
  if (n != NULL)
    *n = count;
  return found;
}

static gboolean
has_items (LkbUi *ui, gpointer data)
{
  guint n;

  find_item (ui, NULL, &n);
  return n == *(guint *) data;
}

static void
wait_for_items (LkbUi *ui, guint n)
{
  lkb_ui_wait (ui, has_items, &n, "the items of the board");
  lkb_ui_settle (ui);
}

static gboolean
has_text (LkbUi *ui, gpointer data)
{
  const char *const *wanted = data;
  GtkWidget *item = find_item (ui, wanted[0], NULL);

  return item != NULL
         && g_str_equal (lkb_element_proxy_get_text (LKB_ELEMENT_PROXY (item)), wanted[1]);
}

static const char *
get_focused_id (LkbUi *ui)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (ui->window));

  return LKB_IS_ELEMENT_PROXY (focus) ? lkb_element_proxy_get_id (LKB_ELEMENT_PROXY (focus)) : NULL;
}

static LkbBox
get_item_box (LkbUi *ui, const char *id)
{
  graphene_rect_t bounds;

  g_assert_true (gtk_widget_compute_bounds (find_item (ui, id, NULL), get_canvas (ui), &bounds));
  return lkb_box (bounds.origin.x, bounds.origin.y, bounds.size.width, bounds.size.height);
}

static LkbBox
get_card_box (LkbUi *ui, const char *id)
{
  LkbEditor *editor = lkb_ui_get_editor (ui);
  LkbBox box;

  g_assert_true (lkb_editor_get_box (editor, id, &box));
  return lkb_viewport_box_to_screen (lkb_editor_get_viewport (editor), &box);
}

static gboolean
is_over_card (LkbUi *ui, gpointer id)
{
  LkbBox item = get_item_box (ui, id), card = get_card_box (ui, id);

  return ABS (item.x - card.x) <= 1 && ABS (item.y - card.y) <= 1 && ABS (item.w - card.w) <= 1
         && ABS (item.h - card.h) <= 1;
}

static void
test_read (void)
{
  static const char *const names[] = {
    "Web click stream, Source, owner Web, 1 arrow out",
    "Web click stream → Event Hub, Edge, owner Web > Streaming Platform",
    "Event Hub, Ingestion, owner Streaming Platform, 1 arrow out",
  };
  g_autoptr (LkbUi) ui = lkb_ui_open ("T01");
  g_autoptr (LkbAtspi) atspi = lkb_atspi_new (ui);
  g_autoptr (LkbAtspiRef) board = NULL;
  g_autoptr (GPtrArray) items = NULL;
  g_autofree char *description = NULL;
  LkbBox card;
  int list[4], item[4];

  if (atspi == NULL)
    return;
  wait_for_items (ui, N_OF_T01);
  board = lkb_atspi_find (atspi, NULL, LKB_ATSPI_ROLE_LIST, "Board: Click to feature vector");
  g_assert_nonnull (board);
  description = lkb_atspi_dup_description (atspi, board);
  g_assert_cmpstr (description, ==, "6 nodes, 5 arrows");
  items = lkb_atspi_dup_children (atspi, board);
  g_assert_cmpuint (items->len, ==, N_OF_T01);
  for (guint i = 0; i < items->len; i++)
    {
      g_autofree char *name = lkb_atspi_dup_name (atspi, items->pdata[i]);

      if (i < G_N_ELEMENTS (names))
        g_assert_cmpstr (name, ==, names[i]);
      g_assert_cmpuint (lkb_atspi_get_role (atspi, items->pdata[i]), ==, LKB_ATSPI_ROLE_LIST_ITEM);
      g_assert_false (lkb_atspi_has_state (atspi, items->pdata[i], LKB_ATSPI_STATE_SELECTED));
    }

  /* Where it is painted, with whatever stands around the board in the window. */
  lkb_atspi_get_extents (atspi, board, list);
  lkb_atspi_get_extents (atspi, items->pdata[0], item);
  card = get_card_box (ui, "clicks");
  g_assert_cmpfloat (ABS (item[0] - list[0] - card.x), <=, 1);
  g_assert_cmpfloat (ABS (item[1] - list[1] - card.y), <=, 1);
  g_assert_cmpfloat (ABS (item[2] - card.w), <=, 1);
  g_assert_cmpfloat (ABS (item[3] - card.h), <=, 1);
}

static void
test_act (void)
{
  static const char *const renamed[]
      = { "hub", "Event bus, Ingestion, owner Streaming Platform, 1 arrow out" };
  g_autoptr (LkbUi) ui = lkb_ui_open ("T01");
  g_autoptr (LkbAtspi) atspi = lkb_atspi_new (ui);
  g_autoptr (LkbAtspiRef) board = NULL;
  g_autoptr (LkbAtspiRef) hub = NULL;
  g_autoptr (LkbAtspiRef) edge = NULL;
  g_autofree char *name = NULL;

  if (atspi == NULL)
    return;
  wait_for_items (ui, N_OF_T01);
  board = lkb_atspi_find (atspi, NULL, LKB_ATSPI_ROLE_LIST, "Board: ");
  hub = lkb_atspi_find (atspi, board, LKB_ATSPI_ROLE_LIST_ITEM, "Event Hub, ");
  edge = lkb_atspi_find (atspi, board, LKB_ATSPI_ROLE_LIST_ITEM, "Event Hub → ");
  g_assert_true (lkb_atspi_do (atspi, edge, "item.select"));
  lkb_ui_assert_selected (ui, "e2");
  g_assert_true (lkb_atspi_do (atspi, hub, "item.select"));
  lkb_ui_assert_selected (ui, "hub");
  g_assert_true (lkb_atspi_has_state (atspi, hub, LKB_ATSPI_STATE_SELECTED));
  g_assert_true (lkb_atspi_has_state (atspi, hub, LKB_ATSPI_STATE_FOCUSED));
  g_assert_false (lkb_atspi_has_state (atspi, edge, LKB_ATSPI_STATE_SELECTED));

  g_assert_true (lkb_atspi_do (atspi, hub, "item.open"));
  g_assert_true (lkb_canvas_is_editing (lkb_window_get_canvas (ui->window)));
  lkb_ui_xdotool (ui, "key ctrl+a");
  lkb_ui_type (ui, "Event bus");
  lkb_ui_xdotool (ui, "key Return");
  lkb_ui_wait (ui, has_text, (gpointer) renamed, "the new name is told");
  name = lkb_atspi_dup_name (atspi, hub);
  g_assert_cmpstr (name, ==, renamed[1]);
  g_assert_true (lkb_atspi_has_state (atspi, hub, LKB_ATSPI_STATE_FOCUSED));
}

/* The active element has the focus, the keys are the canvas's all the same, and Tab is no trap. */
static void
test_focus (void)
{
  g_autoptr (LkbUi) ui = lkb_ui_open ("T01");
  LkbCanvas *canvas = lkb_window_get_canvas (ui->window);

  wait_for_items (ui, N_OF_T01);
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (ui->window)) == GTK_WIDGET (canvas));
  lkb_ui_xdotool (ui, "key Tab");
  lkb_ui_assert_selected (ui, "clicks");
  g_assert_cmpstr (get_focused_id (ui), ==, "clicks");
  lkb_ui_xdotool (ui, "key Tab Tab");
  g_assert_cmpstr (get_focused_id (ui), ==, "hub");
  lkb_ui_xdotool (ui, "key alt+Right");
  g_assert_cmpstr (get_focused_id (ui), ==, "e2");
  lkb_ui_xdotool (ui, "key shift+Tab");
  lkb_ui_xdotool (ui, "key F2");
  g_assert_true (lkb_canvas_is_editing (canvas));
  lkb_ui_xdotool (ui, "key Escape");
  g_assert_cmpstr (get_focused_id (ui), ==, "hub");

  /* What is deleted takes its item along; the board itself has the focus again. */
  lkb_ui_xdotool (ui, "key Delete");
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (ui->window)) == GTK_WIDGET (canvas));
  wait_for_items (ui, N_OF_T01 - 3);
  g_assert_null (find_item (ui, "hub", NULL));
  g_assert_true (lkb_canvas_has_focus (canvas));
  lkb_ui_xdotool (ui, "key ctrl+z");
  wait_for_items (ui, N_OF_T01);
  lkb_ui_assert_selected (ui, "hub");
  lkb_ui_xdotool (ui, "key Escape");

  /* The texts of the page come before, the rows of its footer after the elements; beyond them Tab goes on to the next
   * widget. */
  lkb_ui_xdotool (ui, "key Tab");
  g_assert_cmpstr (get_focused_id (ui), ==, "clicks");
  lkb_ui_xdotool (ui, "key shift+Tab");
  g_assert_cmpstr (get_focused_id (ui), ==, LKB_BOARD_ID);
  for (guint i = 0; i < PAGE_STOPS_MAX && lkb_canvas_has_focus (canvas); i++)
    lkb_ui_xdotool (ui, "key shift+Tab");
  g_assert_false (lkb_canvas_has_focus (canvas));
  lkb_ui_xdotool (ui, "key Tab");
  g_assert_true (lkb_canvas_has_focus (canvas));
  g_assert_cmpstr (get_focused_id (ui), ==, LKB_BOARD_ID);
  for (guint i = 0; i < PAGE_STOPS_MAX && g_strcmp0 (get_focused_id (ui), LKB_BOARD_ID) == 0; i++)
    lkb_ui_xdotool (ui, "key Tab");
  g_assert_cmpstr (get_focused_id (ui), ==, "clicks");
  for (guint i = 1; i < N_OF_T01; i++)
    lkb_ui_xdotool (ui, "key Tab");
  g_assert_cmpstr (get_focused_id (ui), ==, "trainer");
  lkb_ui_xdotool (ui, "key Tab");
  g_assert_cmpstr (get_focused_id (ui), ==, LKB_BOARD_ID);
  for (guint i = 0; i < PAGE_STOPS_MAX && lkb_canvas_has_focus (canvas); i++)
    lkb_ui_xdotool (ui, "key Tab");
  g_assert_false (lkb_canvas_has_focus (canvas));
}

static gboolean
is_typing_in_outline (LkbUi *ui, gpointer data)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (ui->window));

  return focus != NULL && gtk_widget_get_ancestor (focus, LKB_TYPE_OUTLINE_ROW) != NULL;
}

/* A board from nothing, by keys in the outline alone. */
static void
test_outline (void)
{
  g_autoptr (LkbUi) ui = lkb_ui_open ("T00");
  LkbBoard *board = lkb_ui_get_board (ui);
  guint n_nodes = lkb_board_count (board, LKB_KIND_SOURCE);
  guint n_edges = lkb_board_count (board, LKB_KIND_EDGE);
  LkbOutline *outline;

  gtk_widget_activate_action (GTK_WIDGET (ui->window), "win.side-page", "s", "outline");
  lkb_ui_settle (ui);
  outline = LKB_OUTLINE (lkb_ui_find (GTK_WIDGET (ui->window), LKB_TYPE_OUTLINE, NULL));
  gtk_widget_child_focus (GTK_WIDGET (outline), GTK_DIR_TAB_FORWARD);
  lkb_ui_settle (ui);
  lkb_outline_add (outline, LKB_KIND_SOURCE);
  lkb_ui_wait (ui, is_typing_in_outline, NULL, "the name is typed in the outline");
  lkb_ui_settle (ui);
  g_assert_false (lkb_canvas_is_editing (lkb_window_get_canvas (ui->window)));
  lkb_ui_type (ui, "Orders");
  lkb_ui_xdotool (ui, "key Return");
  g_assert_cmpuint (lkb_board_count (board, LKB_KIND_SOURCE), ==, n_nodes + 1);

  /* N offers what usually comes next; its name is typed in its row again. */
  lkb_ui_xdotool (ui, "key n");
  lkb_ui_xdotool (ui, "key Return");
  lkb_ui_wait (ui, is_typing_in_outline, NULL, "the name is typed in the outline");
  lkb_ui_settle (ui);
  lkb_ui_type (ui, "Order hub");
  lkb_ui_xdotool (ui, "key Return");
  g_assert_cmpuint (lkb_board_count (board, LKB_KIND_EDGE), ==, n_edges + 1);
  g_assert_cmpstr (
      lkb_element_get_name (lkb_board_lookup (board, lkb_outline_get_selected (outline))), ==,
      "Order hub");

  /* The arrow to it: its owner and its figures. */
  lkb_outline_select (
      outline, lkb_element_get_id (
                   lkb_board_get_edges_of (board, lkb_outline_get_selected (outline))->pdata[0]));
  lkb_ui_settle (ui);
  lkb_ui_xdotool (ui, "key o");
  lkb_ui_type (ui, "Shop > Streaming");
  lkb_ui_xdotool (ui, "key Return");
  lkb_ui_xdotool (ui, "key l");
  lkb_ui_type (ui, "40/120 ms");
  lkb_ui_xdotool (ui, "key Return");
  g_assert_cmpstr (
      lkb_element_get_text (lkb_board_lookup (board, lkb_outline_get_selected (outline)),
                            LKB_FIELD_OWNER),
      ==, "Shop");
  g_assert_cmpstr (
      lkb_element_get_text (lkb_board_lookup (board, lkb_outline_get_selected (outline)),
                            LKB_FIELD_LATENCY_P95),
      ==, "120 ms");
  g_assert_false (lkb_canvas_has_focus (lkb_window_get_canvas (ui->window)));
}

/* While something is dragged the items stay as they are; they follow when it was dropped. */
static void
test_drag (void)
{
  g_autoptr (LkbUi) ui = lkb_ui_open ("T01");
  LkbPoint from;
  LkbBox before, during;

  wait_for_items (ui, N_OF_T01);
  lkb_ui_wait (ui, is_over_card, (gpointer) "clicks", "the item lies over its card");
  before = get_item_box (ui, "clicks");
  from = lkb_ui_get_middle (ui, "clicks");
  lkb_ui_move_to (ui, from.x, from.y);
  lkb_ui_xdotool (ui, "mousedown 1");
  lkb_ui_move_to (ui, from.x + 20, from.y + 20);
  lkb_ui_move_to (ui, from.x + 40, from.y + 60);
  during = get_item_box (ui, "clicks");
  g_assert_cmpfloat (during.x, ==, before.x);
  g_assert_cmpfloat (during.y, ==, before.y);
  g_assert_false (is_over_card (ui, (gpointer) "clicks"));
  lkb_ui_xdotool (ui, "mouseup 1");
  lkb_ui_wait (ui, is_over_card, (gpointer) "clicks", "the item follows its card");
  g_assert_cmpstr (get_focused_id (ui), ==, "clicks");
}

static void
test_many (void)
{
  g_autoptr (LkbUi) ui = lkb_ui_open ("T01");
  LkbEditor *editor = lkb_ui_get_editor (ui);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (LkbBoard) others = NULL;
  const char *last;

  for (guint i = 0; i < LKB_PROXIES_MAX + 20; i++)
    g_string_append_printf (text, "note n%u text=Note %u ; x=%u ; y=%u\n", i, i, 240 * (i % 24),
                            200 * (i / 24));
  others = lkb_builder_board (text->str);
  g_assert_true (lkb_editor_paste (editor, others, NULL));
  lkb_editor_select (editor, NULL);
  wait_for_items (ui, LKB_PROXIES_MAX);

  /* What is active is never left out. */
  gtk_widget_grab_focus (get_canvas (ui));
  lkb_ui_xdotool (ui, "key shift+Tab");
  g_assert_cmpuint (lkb_editor_get_n_selected (editor), ==, 1);
  wait_for_items (ui, LKB_PROXIES_MAX + 1);
  last = lkb_editor_get_selected (editor)[0];
  g_assert_true (gtk_widget_get_last_child (get_canvas (ui)) == find_item (ui, last, NULL));
  g_assert_cmpstr (get_focused_id (ui), ==, last);
}

/* What can be acted upon, in the words of the toolkit. */
static gboolean
is_control (const char *role)
{
  static const char *const roles[]
      = { "button",   "push button",  "toggle button", "check box", "combo box",
          "text box", "search box",   "spin button",   "list item", "tab",
          "link",     "switch",       "radio",         "menu item", "slider",
          "entry",    "radio button", "list",          "region",    NULL };

  return g_strv_contains (roles, role);
}

/* A name that no person gave: the toolkit falls back to that of the type. */
static gboolean
is_type_name (const char *name)
{
  return g_str_has_prefix (name, "Gtk") || g_str_has_prefix (name, "Adw")
         || g_str_has_prefix (name, "Lkb");
}

/* "Export Export": the toolkit joins all sources of a name. */
static gboolean
is_doubled (const char *name)
{
  gsize half = strlen (name) / 2;

  return strlen (name) % 2 == 1 && name[half] == ' ' && strncmp (name, name + half + 1, half) == 0;
}

/* "_Export": what is underlined on the screen is not to be read out. */
static gboolean
has_mnemonic (const char *name)
{
  const char *at = strchr (name, '_');

  return at != NULL && g_ascii_isalnum (at[1]);
}

static void
check_names (LkbAtspi *atspi, const LkbAtspiRef *of, const char *path, GString *complaints)
{
  g_autoptr (GPtrArray) children = lkb_atspi_dup_children (atspi, of);

  for (guint i = 0; i < children->len; i++)
    {
      g_autofree char *role = lkb_atspi_dup_role_name (atspi, children->pdata[i]);
      g_autofree char *name = NULL;
      g_autofree char *here = NULL;

      if (is_control (role))
        name = lkb_atspi_dup_name (atspi, children->pdata[i]);
      here = g_strdup_printf ("%s/%s “%s”", path, role, name != NULL ? name : "");
      if (name != NULL
          && (*name == '\0' || is_type_name (name) || is_doubled (name) || has_mnemonic (name)))
        g_string_append_printf (complaints, "%s\n", here);
      /* What a drop-down is made of is not reached by itself, and a label holds nothing. */
      if (!g_str_equal (role, "combo box") && !g_str_equal (role, "label"))
        check_names (atspi, children->pdata[i], here, complaints);
    }
}

/* Each control that is there now has a name of its own. */
static void
assert_named (LkbAtspi *atspi, const char *where)
{
  g_autoptr (GString) complaints = g_string_new (NULL);

  check_names (atspi, NULL, where, complaints);
  g_assert_cmpstr (complaints->str, ==, "");
}

static void
test_names_of_start (void)
{
  g_autoptr (LkbUi) ui = lkb_ui_open (NULL);
  g_autoptr (LkbAtspi) atspi = lkb_atspi_new (ui);

  if (atspi != NULL)
    assert_named (atspi, "start page");
}

static gboolean
has_windows (LkbUi *ui, gpointer n)
{
  GListModel *toplevels = gtk_window_get_toplevels ();
  guint count = 0;

  for (guint i = 0; i < g_list_model_get_n_items (toplevels); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (toplevels, i);

      if (gtk_widget_get_mapped (window))
        count++;
    }
  return count == GPOINTER_TO_UINT (n);
}

static void
wait_for_windows (LkbUi *ui, guint n)
{
  lkb_ui_wait (ui, has_windows, GUINT_TO_POINTER (n), "windows come or go");
  lkb_ui_settle (ui);
}

static void
test_names_of_board (void)
{
  g_autoptr (LkbUi) ui = lkb_ui_open ("T01");
  g_autoptr (LkbAtspi) atspi = lkb_atspi_new (ui);
  LkbEditor *editor = lkb_ui_get_editor (ui);

  if (atspi == NULL)
    return;
  assert_named (atspi, "page");
  lkb_editor_set_owner (editor, "e2", "");
  lkb_editor_select (editor, "hub");
  lkb_ui_wait_for_review (ui);
  assert_named (atspi, "node");
  lkb_editor_select (editor, "e2");
  lkb_ui_settle (ui);
  assert_named (atspi, "arrow");
  lkb_ui_xdotool (ui, "key o");
  assert_named (atspi, "owner of an arrow");
  lkb_ui_xdotool (ui, "key Escape");
  lkb_ui_xdotool (ui, "key ctrl+k");
  assert_named (atspi, "commands");
  lkb_ui_xdotool (ui, "key Escape");
  gtk_widget_activate_action (GTK_WIDGET (ui->window), "win.check", NULL);
  lkb_ui_settle (ui);
  assert_named (atspi, "checks");
  gtk_widget_activate_action (GTK_WIDGET (ui->window), "win.paint-owners", NULL);
  lkb_ui_settle (ui);
  assert_named (atspi, "teams");
  lkb_ui_xdotool (ui, "key Escape");
  gtk_widget_activate_action (GTK_WIDGET (ui->window), "win.type-pipeline", NULL);
  wait_for_windows (ui, 2);
  assert_named (atspi, "pipeline");
  lkb_ui_xdotool (ui, "key Escape");
  wait_for_windows (ui, 1);
  gtk_widget_activate_action (GTK_WIDGET (ui->window), "win.export", NULL);
  wait_for_windows (ui, 2);
  assert_named (atspi, "export");
  lkb_ui_xdotool (ui, "key Escape");
  wait_for_windows (ui, 1);
}

/* What is told in passing is an alert, not a label like any other. */
static void
test_message (void)
{
  g_autoptr (LkbUi) ui = lkb_ui_open ("T01");
  g_autoptr (LkbAtspi) atspi = lkb_atspi_new (ui);
  g_autoptr (LkbAtspiRef) message = NULL;

  if (atspi == NULL)
    return;
  lkb_window_show_message (ui->window, "Q & <A> were heard");
  lkb_ui_settle (ui);
  message = lkb_atspi_find (atspi, NULL, LKB_ATSPI_ROLE_ALERT, "Q & <A> were heard");
  g_assert_nonnull (message);
}

int
main (int argc, char **argv)
{
  lkb_ui_init (&argc, &argv);
  g_test_add_func ("/screen-reader/read", test_read);
  g_test_add_func ("/screen-reader/act", test_act);
  g_test_add_func ("/screen-reader/focus", test_focus);
  g_test_add_func ("/screen-reader/outline", test_outline);
  g_test_add_func ("/screen-reader/drag", test_drag);
  g_test_add_func ("/screen-reader/many", test_many);
  g_test_add_func ("/screen-reader/names-of-start", test_names_of_start);
  g_test_add_func ("/screen-reader/names-of-board", test_names_of_board);
  g_test_add_func ("/screen-reader/message", test_message);
  return g_test_run ();
}
