/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gtk/gtk.h>

#include "core/model/lkb-edit.h"
#include "tests/support/lkb-board-builder.h"
#include "tests/support/lkb-test.h"
#include "widgets/panels/lkb-script-panel.h"

typedef struct
{
  LkbBoard *board;
  GtkWidget *window;
  LkbScriptPanel *panel;
  char *ids; /* of the last ::go-to, joined by blanks */
  int field;
  guint n_gone;
  guint n_copied;
} Fixture;

#define BOARD                                                                                      \
  "@board goal=Rank <b>the</b> feed & more\n"                                                      \
  "source a name=Web clicks\n"                                                                     \
  "ingestion b name=Event Hub\n"                                                                   \
  "model c name=Ranker\n"                                                                          \
  "edge e1 a b owner=Web ; consumer_owner=Streaming\n"                                             \
  "edge e2 b c owner=Streaming ; consumer_owner=Reco\n"

static void
pump (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
go_to_cb (LkbScriptPanel *panel, char **ids, int field, Fixture *f)
{
  g_free (f->ids);
  f->ids = g_strjoinv (" ", ids);
  f->field = field;
  f->n_gone++;
}

static void
copied_cb (LkbScriptPanel *panel, Fixture *f)
{
  f->n_copied++;
}

static void
update (Fixture *f)
{
  g_autoptr (LkbAnalysis) analysis = lkb_analysis_new (f->board, NULL);

  lkb_script_panel_update (f->panel, f->board, analysis, NULL);
  pump ();
}

static void
set_up (Fixture *f, gconstpointer data)
{
  f->board = lkb_builder_board (BOARD);
  f->window = gtk_window_new ();
  f->panel = lkb_script_panel_new ();
  g_signal_connect (f->panel, "go-to", G_CALLBACK (go_to_cb), f);
  g_signal_connect (f->panel, "copied", G_CALLBACK (copied_cb), f);
  gtk_window_set_child (GTK_WINDOW (f->window), GTK_WIDGET (f->panel));
  gtk_window_set_default_size (GTK_WINDOW (f->window), 320, 300);
  gtk_window_present (GTK_WINDOW (f->window));
  update (f);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  gpointer panel = f->panel;

  g_object_add_weak_pointer (G_OBJECT (f->panel), &panel);
  /* Unmapped first: a tooltip that is about to come up would outlive the window's surface. */
  gtk_widget_set_visible (f->window, FALSE);
  pump ();
  gtk_window_destroy (GTK_WINDOW (f->window));
  pump ();
  g_assert_null (panel);
  g_clear_object (&f->board);
  g_clear_pointer (&f->ids, g_free);
}

static GtkLabel *
get_label (GtkWidget *row)
{
  GtkWidget *box = GTK_IS_BUTTON (row) ? gtk_button_get_child (GTK_BUTTON (row))
                                       : gtk_widget_get_first_child (row);

  return GTK_LABEL (gtk_widget_get_last_child (box));
}

/* The first row whose words contain @words. */
static GtkWidget *
find_row (Fixture *f, const char *words)
{
  for (guint i = 0; i < lkb_script_panel_get_n_rows (f->panel); i++)
    {
      GtkWidget *row = lkb_script_panel_get_row (f->panel, i);

      if (strstr (gtk_label_get_text (get_label (row)), words) != NULL)
        return row;
    }
  return NULL;
}

static void
test_sentences (Fixture *f, gconstpointer data)
{
  GtkWidget *row;

  /* Text is text, never markup. */
  row = find_row (f, "Rank <b>the</b> feed & more.");
  g_assert_nonnull (row);
  g_assert_false (gtk_label_get_use_markup (get_label (row)));
  g_assert_false (gtk_widget_has_css_class (row, "todo"));

  row = find_row (f, "Web hands over to Streaming at Event Hub, accepted when ___.");
  g_assert_nonnull (row);
  g_assert_true (gtk_widget_has_css_class (row, "todo"));
  g_assert_false (gtk_widget_has_css_class (row, "wrong"));
  g_assert_true (g_str_has_suffix (lkb_script_panel_get_time_text (f->panel), " s of 60 s"));
}

static void
test_go_to (Fixture *f, gconstpointer data)
{
  g_signal_emit_by_name (find_row (f, "Web hands"), "clicked");
  g_assert_cmpstr (f->ids, ==, "e1");
  g_assert_cmpint (f->field, ==, LKB_FIELD_ACCEPT);
  g_signal_emit_by_name (find_row (f, "Rank"), "clicked");
  g_assert_cmpstr (f->ids, ==, LKB_BOARD_ID);
  g_assert_cmpint (f->field, ==, LKB_N_FIELDS);
  g_signal_emit_by_name (find_row (f, "Being late"), "clicked");
  g_assert_cmpint (f->field, ==, LKB_FIELD_COST_OF_DELAY);
  g_assert_cmpuint (f->n_gone, ==, 3);
}

static void
test_filled (Fixture *f, gconstpointer data)
{
  GtkWidget *row = find_row (f, "Web hands");

  gtk_widget_grab_focus (row);
  lkb_builder_set (f->board, "e1", LKB_FIELD_ACCEPT, "the schema holds");
  update (f);
  g_assert_true (find_row (f, "Web hands") == row);
  g_assert_true (gtk_widget_has_focus (row));
  g_assert_false (gtk_widget_has_css_class (row, "todo"));
  g_signal_emit_by_name (row, "clicked");
  g_assert_cmpint (f->field, ==, LKB_N_FIELDS);

  lkb_builder_set (f->board, "e1", LKB_FIELD_ACCEPT, "");
  update (f);
  g_assert_true (gtk_widget_has_css_class (row, "todo"));
  g_signal_emit_by_name (row, "clicked");
  g_assert_cmpint (f->field, ==, LKB_FIELD_ACCEPT);
}

static void
test_focus_and_scroll (Fixture *f, gconstpointer data)
{
  GtkWidget *row, *scroller;
  GtkAdjustment *adjustment;
  g_autoptr (LkbChange) removal = NULL;
  double value;

  /* What stays inside one team has no sentence of its own. */
  lkb_builder_set (f->board, "e1", LKB_FIELD_CONSUMER_OWNER, "Web");
  update (f);
  g_assert_null (find_row (f, "Web hands"));
  row = find_row (f, "Streaming hands");
  scroller = gtk_widget_get_ancestor (row, GTK_TYPE_SCROLLED_WINDOW);
  adjustment = gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scroller));
  gtk_widget_grab_focus (row);
  pump ();
  value = gtk_adjustment_get_value (adjustment);

  /* A sentence comes in above. */
  lkb_builder_set (f->board, "e1", LKB_FIELD_CONSUMER_OWNER, "Streaming");
  update (f);
  g_assert_nonnull (find_row (f, "Web hands"));
  g_assert_true (find_row (f, "Streaming hands") == row);
  g_assert_true (gtk_widget_has_focus (row));
  g_assert_cmpfloat (gtk_adjustment_get_value (adjustment), >=, value);

  /* The sentence that has the focus goes: the focus stays in the script. */
  removal = lkb_edit_remove (f->board, (const char *const[]){ "e2", NULL });
  lkb_board_apply (f->board, removal, NULL);
  update (f);
  g_assert_null (find_row (f, "Streaming hands"));
  g_assert_nonnull (gtk_window_get_focus (GTK_WINDOW (f->window)));
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (GTK_WINDOW (f->window)),
                                         GTK_WIDGET (f->panel)));
}

static void
test_order (Fixture *f, gconstpointer data)
{
  GtkWidget *last = NULL;

  lkb_builder_add (f->board, "consumer d name=Feed\n"
                             "edge e0 c d owner=Reco ; consumer_owner=Web\n");
  lkb_builder_set (f->board, "e1", LKB_FIELD_OWNER, "");
  update (f);
  for (guint i = 0; i < lkb_script_panel_get_n_rows (f->panel); i++)
    {
      GtkWidget *row = lkb_script_panel_get_row (f->panel, i);

      if (last != NULL && gtk_widget_get_parent (row) == gtk_widget_get_parent (last))
        g_assert_true (gtk_widget_get_prev_sibling (row) == last);
      else
        g_assert_null (gtk_widget_get_prev_sibling (row));
      last = row;
    }
  g_assert_null (gtk_widget_get_next_sibling (last));
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  char **text = data;

  *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);
}

static void
test_copy (Fixture *f, gconstpointer data)
{
  g_autofree char *text = NULL;

  lkb_script_panel_copy (f->panel);
  g_assert_cmpuint (f->n_copied, ==, 1);
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (GTK_WIDGET (f->panel)), NULL, read_cb,
                                 &text);
  while (text == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (text, ==, lkb_script_panel_get_text (f->panel));
  g_assert_true (g_str_has_prefix (text, "Rank <b>the</b> feed & more."));
}

static void
test_no_board (Fixture *f, gconstpointer data)
{
  gtk_widget_grab_focus (find_row (f, "Web hands"));
  lkb_script_panel_update (f->panel, NULL, NULL, NULL);
  pump ();
  g_assert_cmpuint (lkb_script_panel_get_n_rows (f->panel), ==, 0);
  g_assert_null (lkb_script_panel_get_text (f->panel));
  g_assert_cmpstr (lkb_script_panel_get_time_text (f->panel), ==, "");
  lkb_script_panel_copy (f->panel);
  g_assert_cmpuint (f->n_copied, ==, 0);
  update (f);
  g_assert_nonnull (find_row (f, "Web hands"));
}

#define ADD(NAME) g_test_add ("/script-panel/" #NAME, Fixture, NULL, set_up, test_##NAME, tear_down)

int
main (int argc, char **argv)
{
  lkb_test_init (&argc, &argv);
  if (!gtk_init_check ())
    {
      g_print ("1..0 # SKIP no display\n");
      return 0;
    }
  ADD (sentences);
  ADD (go_to);
  ADD (filled);
  ADD (focus_and_scroll);
  ADD (order);
  ADD (copy);
  ADD (no_board);
  return g_test_run ();
}
