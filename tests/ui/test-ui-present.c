/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A talk from the board, and the list of keys. */

#include <string.h>

#include "lkb-ui.h"

static GtkLabel *
find_sentence (GtkWidget *root)
{
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkLabel *found;

      if (!gtk_widget_get_mapped (child))
        continue;
      if (GTK_IS_LABEL (child) && gtk_widget_has_css_class (child, "lkb-present"))
        return GTK_LABEL (child);
      found = find_sentence (child);
      if (found != NULL)
        return found;
    }
  return NULL;
}

/* What is said at this step; NULL when nobody presents. */
static const char *
get_sentence (LkbUi *ui)
{
  GtkLabel *label = find_sentence (GTK_WIDGET (ui->window));

  return label != NULL ? gtk_label_get_label (label) : NULL;
}

/* Presses @key and holds that the talk went on (or back) to @sentence. */
static void
assert_key_shows (LkbUi *ui, const char *key, const char *sentence)
{
  lkb_ui_xdotool (ui, "key %s", key);
  g_assert_cmpstr (get_sentence (ui), ==, sentence);
}

/* Space steps, as do the keys of a remote control. */
static void
test_steps (void)
{
  g_autoptr (LkbUi) ui = lkb_ui_open ("T01");
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  lkb_ui_xdotool (ui, "key F5");
  first = g_strdup (get_sentence (ui));
  g_assert_nonnull (first);
  lkb_ui_xdotool (ui, "key space");
  second = g_strdup (get_sentence (ui));
  g_assert_cmpstr (second, !=, first);
  assert_key_shows (ui, "shift+space", first);
  assert_key_shows (ui, "Next", second);
  assert_key_shows (ui, "Prior", first);
  assert_key_shows (ui, "Right", second);
  assert_key_shows (ui, "Left", first);
  assert_key_shows (ui, "space", second);
  assert_key_shows (ui, "BackSpace", first);
  g_assert_false (lkb_history_can_undo (lkb_editor_get_history (lkb_ui_get_editor (ui))));
}

/* With something selected the arrows and Backspace are the canvas's, as ever: it can be edited during a talk. */
static void
test_edit (void)
{
  g_autoptr (LkbUi) ui = lkb_ui_open ("T01");
  LkbHistory *history = lkb_editor_get_history (lkb_ui_get_editor (ui));
  LkbBoard *board = lkb_ui_get_board (ui);
  g_autofree char *sentence = NULL;
  double x = lkb_element_get_x (lkb_board_lookup (board, "trainer"));

  lkb_ui_xdotool (ui, "key F5");
  lkb_ui_xdotool (ui, "key space");
  sentence = g_strdup (get_sentence (ui));
  lkb_ui_click_element (ui, "trainer");
  assert_key_shows (ui, "Right", sentence);
  g_assert_cmpfloat (lkb_element_get_x (lkb_board_lookup (board, "trainer")), ==, x + 4);
  assert_key_shows (ui, "shift+Left", sentence);
  g_assert_cmpfloat (lkb_element_get_x (lkb_board_lookup (board, "trainer")), ==, x - 20);
  lkb_ui_xdotool (ui, "key alt+Left");
  g_assert_false (lkb_editor_is_selected (lkb_ui_get_editor (ui), "trainer"));
  lkb_ui_click_element (ui, "trainer");
  assert_key_shows (ui, "BackSpace", sentence);
  g_assert_null (lkb_board_lookup (board, "trainer"));
  while (lkb_history_can_undo (history))
    lkb_ui_xdotool (ui, "key ctrl+z");

  /* Space still goes on; the first Escape leaves what is selected, the second the talk. */
  lkb_ui_click_element (ui, "trainer");
  lkb_ui_xdotool (ui, "key space");
  g_assert_cmpstr (get_sentence (ui), !=, sentence);
  assert_key_shows (ui, "BackSpace", get_sentence (ui));
  lkb_ui_xdotool (ui, "key ctrl+z");
  lkb_ui_xdotool (ui, "key Escape");
  g_assert_nonnull (get_sentence (ui));
  assert_key_shows (ui, "Left", sentence);
  lkb_ui_xdotool (ui, "key Escape");
  g_assert_null (get_sentence (ui));
}

/* Whether the shortcuts window lists @accelerator, alone or among others. */
static gboolean
is_listed (GtkWidget *root, const char *accelerator)
{
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      g_autofree char *listed = NULL;
      g_auto (GStrv) words = NULL;

      if (!GTK_IS_SHORTCUTS_SHORTCUT (child))
        {
          if (is_listed (child, accelerator))
            return TRUE;
          continue;
        }
      g_object_get (child, "accelerator", &listed, NULL);
      words = g_strsplit (listed != NULL ? listed : "", " ", -1);
      if (g_strv_contains ((const char *const *) words, accelerator))
        return TRUE;
    }
  return FALSE;
}

/* What the keys of the window and of a talk do can be looked up. */
static void
test_shortcuts (void)
{
  g_autoptr (LkbUi) ui = lkb_ui_open ("T01");
  static const char *const accelerators[] = {
    "F5",
    "space",
    "BackSpace",
    "Page_Down",
    "Page_Up",
    "Escape",
    "F8",
    "<Alt>Return",
    "<Control>period",
    "<Control>z",
    "<Control>y",
    "<Control><Shift>z",
    "<Control>question",
    "<Control>w",
    "<Control>q",
  };
  GtkWindow *window;

  lkb_ui_xdotool (ui, "key ctrl+question");
  window = lkb_ui_get_dialog (ui, GTK_TYPE_SHORTCUTS_WINDOW);
  g_assert_nonnull (window);
  lkb_ui_shoot (ui, "shortcuts");
  for (guint i = 0; i < G_N_ELEMENTS (accelerators); i++)
    if (!is_listed (GTK_WIDGET (window), accelerators[i]))
      g_error ("%s is not listed", accelerators[i]);
  lkb_ui_xdotool (ui, "key Escape");
}

int
main (int argc, char **argv)
{
  lkb_ui_init (&argc, &argv);
  g_test_add_func ("/present/steps", test_steps);
  g_test_add_func ("/present/edit", test_edit);
  g_test_add_func ("/present/shortcuts", test_shortcuts);
  return g_test_run ();
}
