/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gtk/gtk.h>

#include "tests/support/lkb-board-builder.h"
#include "tests/support/lkb-test.h"
#include "widgets/panels/lkb-command-list.h"
#include "widgets/panels/lkb-command-palette.h"

typedef struct
{
  LkbBoard *board;
  GSimpleActionGroup *actions;
  GtkWidget *window;
  GtkWidget *content;
  LkbCommandPalette *palette;
  int kind;
  char *id; /* of the last ::activated */
  gboolean was_open; /* while it was emitted */
  guint n_activated;
} Fixture;

static void
pump (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
activated_cb (LkbCommandPalette *palette, int kind, const char *id, Fixture *f)
{
  f->kind = kind;
  g_free (f->id);
  f->id = g_strdup (id);
  f->was_open = gtk_widget_get_visible (GTK_WIDGET (palette));
  f->n_activated++;
}

static void
set_up (Fixture *f, gconstpointer data)
{
  static const char *const names[] = { "undo", "save", "arrange" };

  f->board = lkb_builder_board ("source a name=Web clicks\n"
                                "ingestion b name=Event Hub\n"
                                "model c name=Ränker\n"
                                "model d\n"
                                "note n text=Undo this\n"
                                "edge e1 a b\n");
  f->actions = g_simple_action_group_new ();
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GSimpleAction) action = g_simple_action_new (
          names[i], g_str_equal (names[i], "arrange") ? G_VARIANT_TYPE_STRING : NULL);

      g_action_map_add_action (G_ACTION_MAP (f->actions), G_ACTION (action));
    }
  f->window = gtk_window_new ();
  f->content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_window_set_child (GTK_WINDOW (f->window), f->content);
  gtk_window_set_default_size (GTK_WINDOW (f->window), 800, 600);
  f->palette = lkb_command_palette_new ();
  gtk_widget_set_parent (GTK_WIDGET (f->palette), f->content);
  g_signal_connect (f->palette, "activated", G_CALLBACK (activated_cb), f);
  lkb_command_palette_set_board (f->palette, f->board);
  lkb_command_palette_add_command (f->palette, "win.undo", "Undo", "<Control>z");
  lkb_command_palette_add_command (f->palette, "win.save", "Save", "<Control>s");
  lkb_command_palette_add_command (f->palette, "win.arrange::page", "Arrange for page", NULL);
  lkb_command_palette_add_command (f->palette, "app.quit", "Quit", "<Control>q");
  lkb_command_palette_set_actions (f->palette, "win", G_ACTION_GROUP (f->actions));
  gtk_window_present (GTK_WINDOW (f->window));
  pump ();
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  gpointer palette = f->palette;

  g_object_add_weak_pointer (G_OBJECT (f->palette), &palette);
  /* GTK 4.8 holds a popover until the display has answered, and for ever when it is taken away before. */
  gtk_popover_popdown (GTK_POPOVER (f->palette));
  while (G_OBJECT (f->palette)->ref_count > 1)
    g_main_context_iteration (NULL, TRUE);
  gtk_widget_unparent (GTK_WIDGET (f->palette));
  /* Unmapped first: a tooltip that is about to come up would outlive the window's surface. */
  gtk_widget_set_visible (f->window, FALSE);
  pump ();
  gtk_window_destroy (GTK_WINDOW (f->window));
  pump ();
  g_assert_null (palette);
  g_clear_object (&f->actions);
  g_clear_object (&f->board);
  g_clear_pointer (&f->id, g_free);
}

static void
assert_shown (Fixture *f, const char *ids)
{
  g_autoptr (GString) shown = g_string_new (NULL);

  for (guint i = 0; i < lkb_command_palette_get_n (f->palette); i++)
    {
      const char *id;

      lkb_command_palette_get_nth (f->palette, i, &id);
      g_string_append_printf (shown, "%s%s", i > 0 ? " " : "", id);
    }
  g_assert_cmpstr (shown->str, ==, ids);
}

static GtkWidget *
get_entry (Fixture *f)
{
  return gtk_widget_get_first_child (gtk_popover_get_child (GTK_POPOVER (f->palette)));
}

static gboolean
press (Fixture *f, guint keyval)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (get_entry (f));

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);
      gboolean taken = FALSE;

      if (!GTK_IS_EVENT_CONTROLLER_KEY (controller)
          || gtk_event_controller_get_propagation_phase (controller) != GTK_PHASE_CAPTURE)
        continue;
      g_signal_emit_by_name (controller, "key-pressed", keyval, 0, 0, &taken);
      if (taken)
        return TRUE;
    }
  return FALSE;
}

/* What begins with the words comes before what goes on after them. */
static void
test_shorter (Fixture *f, gconstpointer data)
{
  lkb_command_palette_add_command (f->palette, "app.cards", "Practise with Cards", NULL);
  lkb_command_palette_add_command (f->palette, "app.practise", "Practise", NULL);
  lkb_command_palette_add_command (f->palette, "app.other", "Practise once", NULL);
  lkb_command_palette_open (f->palette, "practi");
  assert_shown (f, "app.practise app.other app.cards");
}

static void
test_open (Fixture *f, gconstpointer data)
{
  lkb_command_palette_open (f->palette, NULL);
  pump ();
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (f->palette)));
  /* Commands first, then the nodes; notes and edges are no nodes. */
  assert_shown (f, "win.undo win.save win.arrange::page app.quit a b c d");
  g_assert_cmpuint (lkb_command_palette_get_selected (f->palette), ==, 0);
  g_assert_cmpint (lkb_command_palette_get_nth (f->palette, 4, NULL), ==, LKB_COMMAND_NODE);
  gtk_popover_popdown (GTK_POPOVER (f->palette));
  pump ();

  /* It shows what is there when it opens. */
  lkb_builder_add (f->board, "consumer z name=Feed");
  lkb_command_palette_open (f->palette, "feed");
  assert_shown (f, "z");
}

static void
test_search (Fixture *f, gconstpointer data)
{
  lkb_command_palette_open (f->palette, NULL);
  lkb_command_palette_set_text (f->palette, "  EVENT");
  assert_shown (f, "b");
  lkb_command_palette_set_text (f->palette, "hub ev");
  assert_shown (f, "b");
  lkb_command_palette_set_text (f->palette, "RÄNK");
  assert_shown (f, "c");
  /* Words that begin so stand before words that hold it: "page" and "Arrange", "Web clicks". */
  lkb_command_palette_set_text (f->palette, "a");
  assert_shown (f, "win.arrange::page win.save");
  lkb_command_palette_set_text (f->palette, "nothing of the kind");
  assert_shown (f, "");
  g_assert_cmpuint (lkb_command_palette_get_selected (f->palette), ==, GTK_INVALID_LIST_POSITION);
  g_assert_false (lkb_command_palette_activate (f->palette));
  lkb_command_palette_set_text (f->palette, "model");
  assert_shown (f, "d");
}

/* Everything on the board, by what it shows; no command. */
static void
test_find (Fixture *f, gconstpointer data)
{
  lkb_command_palette_open_find (f->palette);
  assert_shown (f, "a b c d n e1");
  lkb_command_palette_set_text (f->palette, "undo");
  assert_shown (f, "n");
  lkb_command_palette_set_text (f->palette, "hub");
  assert_shown (f, "b e1");
  lkb_command_palette_set_text (f->palette, "model");
  assert_shown (f, "d c");
  lkb_command_palette_set_text (f->palette, "A -> B");
  assert_shown (f, "");
  lkb_command_palette_open (f->palette, "undo");
  assert_shown (f, "win.undo");
}

static void
test_disabled (Fixture *f, gconstpointer data)
{
  GAction *undo = g_action_map_lookup_action (G_ACTION_MAP (f->actions), "undo");

  g_simple_action_set_enabled (G_SIMPLE_ACTION (undo), FALSE);
  lkb_command_palette_add_command (f->palette, "win.gone", "Undone", NULL);
  lkb_command_palette_open (f->palette, "und");
  assert_shown (f, "");
  g_simple_action_set_enabled (G_SIMPLE_ACTION (undo), TRUE);
  lkb_command_palette_open (f->palette, "und");
  assert_shown (f, "win.undo");

  /* Added again, a command has its new name. */
  lkb_command_palette_add_command (f->palette, "win.undo", "Take back", NULL);
  lkb_command_palette_open (f->palette, "und");
  assert_shown (f, "");
  lkb_command_palette_open (f->palette, "take");
  assert_shown (f, "win.undo");
  lkb_command_palette_set_actions (f->palette, "win", NULL);
  lkb_command_palette_open (f->palette, "und");
  assert_shown (f, "win.gone");
}

static void
test_activate (Fixture *f, gconstpointer data)
{
  lkb_command_palette_open (f->palette, "arr");
  g_signal_emit_by_name (get_entry (f), "activate");
  g_assert_cmpuint (f->n_activated, ==, 1);
  g_assert_cmpint (f->kind, ==, LKB_COMMAND_ACTION);
  g_assert_cmpstr (f->id, ==, "win.arrange::page");
  g_assert_false (f->was_open);
  pump ();

  lkb_command_palette_open (f->palette, "hub");
  g_assert_true (lkb_command_palette_activate (f->palette));
  g_assert_cmpint (f->kind, ==, LKB_COMMAND_NODE);
  g_assert_cmpstr (f->id, ==, "b");
}

static void
test_pipeline (Fixture *f, gconstpointer data)
{
  lkb_command_palette_open (f->palette, "Clicks -> Hub : Web");
  g_assert_cmpuint (lkb_command_palette_get_n (f->palette), ==, 1);
  g_assert_true (lkb_command_palette_activate (f->palette));
  g_assert_cmpint (f->kind, ==, LKB_COMMAND_PIPELINE);
  g_assert_cmpstr (f->id, ==, "Clicks -> Hub : Web");
}

static void
test_keys (Fixture *f, gconstpointer data)
{
  lkb_command_palette_open (f->palette, NULL);
  pump ();
  g_assert_true (press (f, GDK_KEY_Down));
  g_assert_true (press (f, GDK_KEY_Down));
  g_assert_true (press (f, GDK_KEY_Up));
  g_assert_cmpuint (lkb_command_palette_get_selected (f->palette), ==, 1);
  g_assert_true (press (f, GDK_KEY_Up));
  g_assert_true (press (f, GDK_KEY_Up));
  g_assert_cmpuint (lkb_command_palette_get_selected (f->palette), ==, 7);
  g_assert_true (press (f, GDK_KEY_Down));
  g_assert_cmpuint (lkb_command_palette_get_selected (f->palette), ==, 0);
  g_assert_true (press (f, GDK_KEY_Page_Down));
  g_assert_cmpuint (lkb_command_palette_get_selected (f->palette), ==, 7);
  g_assert_true (press (f, GDK_KEY_Page_Up));
  g_assert_cmpuint (lkb_command_palette_get_selected (f->palette), ==, 0);
  g_assert_false (press (f, GDK_KEY_Home));
  lkb_command_palette_set_text (f->palette, "zzz");
  g_assert_true (press (f, GDK_KEY_Down));
}

static void
test_many (Fixture *f, gconstpointer data)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < 2000; i++)
    g_string_append_printf (text, "storage s%u name=Lake %u\n", i, i);
  lkb_builder_add (f->board, text->str);
  lkb_command_palette_open (f->palette, "lake");
  pump ();
  g_assert_cmpuint (lkb_command_palette_get_n (f->palette), ==, LKB_COMMANDS_SHOWN);
  lkb_command_palette_set_text (f->palette, "lake 1999");
  assert_shown (f, "s1999");
}

static void
test_score (Fixture *f, gconstpointer data)
{
  g_autoptr (LkbCommand) command = lkb_command_new (LKB_COMMAND_NODE, "x", "Event Hub", NULL);
  const char *none[] = { "", NULL };
  const char *inside[] = { "ub", NULL };
  const char *word[] = { "hub", NULL };
  const char *start[] = { "eve", NULL };
  const char *whole[] = { "event hub", NULL };
  const char * not [] = { "eve", "x", NULL };

  g_assert_cmpuint (lkb_command_score (command, not ), ==, 0);
  g_assert_cmpuint (lkb_command_score (command, none), >, 0);
  g_assert_cmpuint (lkb_command_score (command, inside), <, lkb_command_score (command, word));
  g_assert_cmpuint (lkb_command_score (command, word), <, lkb_command_score (command, start));
  g_assert_cmpuint (lkb_command_score (command, start), <, lkb_command_score (command, whole));
}

#define ADD(NAME)                                                                                  \
  g_test_add ("/command-palette/" #NAME, Fixture, NULL, set_up, test_##NAME, tear_down)

int
main (int argc, char **argv)
{
  lkb_test_init (&argc, &argv);
  if (!gtk_init_check ())
    {
      g_print ("1..0 # SKIP no display\n");
      return 0;
    }
  ADD (open);
  ADD (search);
  ADD (find);
  ADD (disabled);
  ADD (activate);
  ADD (pipeline);
  ADD (keys);
  ADD (many);
  ADD (score);
  ADD (shorter);
  return g_test_run ();
}
