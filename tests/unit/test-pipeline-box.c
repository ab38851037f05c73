/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gtk/gtk.h>

#include "core/model/lkb-history.h"
#include "tests/support/lkb-board-builder.h"
#include "tests/support/lkb-test.h"
#include "widgets/panels/lkb-pipeline-box.h"

typedef struct
{
  LkbBoard *board;
  LkbHistory *history;
  GtkWidget *window;
  LkbPipelineBox *box;
  guint n_accepted;
} Fixture;

#define CHAIN                                                                                      \
  "Web clicks -> Event Hub : Web > Streaming, 40/120 ms, 10k/s\n"                                  \
  "Event Hub -> Clean events [table] -> Ranker model : Streaming, 1/2 s\n"

static void
pump (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static void
wait_for_preview (Fixture *f)
{
  while (lkb_pipeline_box_is_pending (f->box))
    g_main_context_iteration (NULL, TRUE);
}

static void
accepted_cb (LkbPipelineBox *box, LkbChange *change, Fixture *f)
{
  g_autoptr (GError) error = NULL;

  lkb_history_apply (f->history, change, &error);
  g_assert_no_error (error);
  lkb_board_check (f->board, &error);
  g_assert_no_error (error);
  f->n_accepted++;
}

static void
set_up (Fixture *f, gconstpointer data)
{
  f->board = lkb_board_new ();
  f->history = lkb_history_new (f->board, 0);
  f->window = gtk_window_new ();
  f->box = lkb_pipeline_box_new ();
  lkb_pipeline_box_set_board (f->box, f->board);
  g_signal_connect (f->box, "accepted", G_CALLBACK (accepted_cb), f);
  gtk_window_set_child (GTK_WINDOW (f->window), GTK_WIDGET (f->box));
  gtk_window_present (GTK_WINDOW (f->window));
  pump ();
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  gpointer box = f->box;

  g_object_add_weak_pointer (G_OBJECT (f->box), &box);
  /* Unmapped first: a tooltip that is about to come up would outlive the window's surface. */
  gtk_widget_set_visible (f->window, FALSE);
  pump ();
  gtk_window_destroy (GTK_WINDOW (f->window));
  pump ();
  g_assert_null (box);
  g_clear_object (&f->history);
  g_clear_object (&f->board);
}

static const LkbElement *
find_node (LkbBoard *board, const char *name)
{
  const GPtrArray *elements = lkb_board_get_elements (board);

  for (guint i = 0; i < elements->len; i++)
    {
      if (g_strcmp0 (lkb_element_get_name (elements->pdata[i]), name) == 0)
        return elements->pdata[i];
    }
  return NULL;
}

static void
test_preview (Fixture *f, gconstpointer data)
{
  wait_for_preview (f);
  g_assert_false (lkb_pipeline_box_get_can_accept (f->box));
  g_assert_null (lkb_pipeline_box_get_paintable (f->box));

  lkb_pipeline_box_set_text (f->box, CHAIN);
  g_assert_true (lkb_pipeline_box_is_pending (f->box));
  wait_for_preview (f);
  g_assert_true (lkb_pipeline_box_get_can_accept (f->box));
  g_assert_cmpuint (lkb_pipeline_box_get_n_remarks (f->box), ==, 0);
  g_assert_nonnull (lkb_pipeline_box_get_paintable (f->box));
  g_assert_cmpint (gdk_paintable_get_intrinsic_width (lkb_pipeline_box_get_paintable (f->box)), >,
                   300);
  pump ();

  /* A picture changes nothing. */
  g_assert_cmpuint (lkb_board_get_n_elements (f->board), ==, 0);
  lkb_pipeline_box_set_text (f->box, "");
  wait_for_preview (f);
  g_assert_false (lkb_pipeline_box_get_can_accept (f->box));
  g_assert_null (lkb_pipeline_box_get_paintable (f->box));
}

static void
test_accept (Fixture *f, gconstpointer data)
{
  const LkbElement *clicks, *hub, *table;

  /* At once, before any picture was made. */
  lkb_pipeline_box_set_text (f->box, CHAIN);
  g_assert_true (lkb_pipeline_box_accept (f->box));
  g_assert_cmpuint (f->n_accepted, ==, 1);
  g_assert_cmpuint (lkb_board_get_n_elements (f->board), ==, 7);
  g_assert_cmpuint (lkb_board_count (f->board, LKB_KIND_EDGE), ==, 3);

  /* Arranged as a page: down inside a lane, right between lanes. */
  clicks = find_node (f->board, "Web clicks");
  hub = find_node (f->board, "Event Hub");
  table = find_node (f->board, "Clean events");
  g_assert_cmpint (lkb_element_get_kind (table), ==, LKB_KIND_PIPELINE);
  g_assert_cmpfloat (lkb_element_get_x (clicks), ==, lkb_element_get_x (hub));
  g_assert_cmpfloat (lkb_element_get_y (clicks), <, lkb_element_get_y (hub));
  g_assert_cmpfloat (lkb_element_get_x (hub), <, lkb_element_get_x (table));

  /* One step. */
  g_assert_true (lkb_history_undo (f->history));
  g_assert_cmpuint (lkb_board_get_n_elements (f->board), ==, 0);
  g_assert_false (lkb_history_can_undo (f->history));
  g_assert_true (lkb_history_redo (f->history));
  g_assert_cmpuint (lkb_board_get_n_elements (f->board), ==, 7);
}

static void
test_add (Fixture *f, gconstpointer data)
{
  const LkbElement *hub;

  lkb_builder_add (f->board, "ingestion h name=Event Hub ; x=400 ; y=80\n");
  lkb_pipeline_box_set_text (f->box, "event hub -> Archive");
  g_assert_true (lkb_pipeline_box_accept (f->box));
  hub = find_node (f->board, "Event Hub");
  g_assert_cmpuint (lkb_board_get_n_elements (f->board), ==, 3);
  g_assert_cmpstr (lkb_element_get_id (hub), ==, "h");

  /* What stands on the board stays where it is. */
  g_assert_cmpfloat (lkb_element_get_x (hub), ==, 400);
  g_assert_cmpfloat (lkb_element_get_y (hub), ==, 80);
}

static void
test_nothing (Fixture *f, gconstpointer data)
{
  g_assert_false (lkb_pipeline_box_accept (f->box));
  lkb_pipeline_box_set_text (f->box, "# only a comment\n\n");
  g_assert_false (lkb_pipeline_box_accept (f->box));
  g_assert_cmpuint (f->n_accepted, ==, 0);

  /* Written twice, it is there once. */
  lkb_pipeline_box_set_text (f->box, "A -> B : Web");
  g_assert_true (lkb_pipeline_box_accept (f->box));
  g_assert_false (lkb_pipeline_box_accept (f->box));
  g_assert_cmpuint (f->n_accepted, ==, 1);
}

static void
test_remarks (Fixture *f, gconstpointer data)
{
  lkb_pipeline_box_set_text (f->box, "A -> B -> C : Web, 12 parsecs\n-> \nD [teapot] -> E");
  wait_for_preview (f);
  pump ();
  /* The same words about the same line are said once. */
  g_assert_cmpuint (lkb_pipeline_box_get_n_remarks (f->box), ==, 3);
  g_assert_true (lkb_pipeline_box_get_can_accept (f->box));
}

static void
test_numbers (Fixture *f, gconstpointer data)
{
  lkb_pipeline_box_set_number_format (f->box, ",", ".");
  lkb_pipeline_box_set_text (f->box, "A -> B : Web, 1,5 s");
  g_assert_true (lkb_pipeline_box_accept (f->box));
  for (guint i = 0; i < lkb_board_get_n_elements (f->board); i++)
    {
      const LkbElement *edge = lkb_board_get_elements (f->board)->pdata[i];

      if (lkb_element_is_edge (edge))
        g_assert_cmpstr (lkb_element_get_text (edge, LKB_FIELD_LATENCY_P95), ==, "1.5 s");
    }
}

static void
test_follows_board (Fixture *f, gconstpointer data)
{
  lkb_pipeline_box_set_text (f->box, "A -> B");
  wait_for_preview (f);
  g_assert_true (lkb_pipeline_box_get_can_accept (f->box));
  g_assert_true (lkb_pipeline_box_accept (f->box));
  wait_for_preview (f);
  g_assert_false (lkb_pipeline_box_get_can_accept (f->box));
  g_assert_true (lkb_history_undo (f->history));
  wait_for_preview (f);
  g_assert_true (lkb_pipeline_box_get_can_accept (f->box));
  lkb_pipeline_box_set_board (f->box, NULL);
  lkb_pipeline_box_set_theme (f->box, LKB_THEME_DARK);
  wait_for_preview (f);
  g_assert_true (lkb_pipeline_box_get_can_accept (f->box));
}

static void
test_hostile (Fixture *f, gconstpointer data)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *back = NULL;

  lkb_pipeline_box_set_text (f->box, "A \xff -> <b>B</b> & \xe2\x80\xae C");
  back = lkb_pipeline_box_dup_text (f->box);
  g_assert_true (g_utf8_validate (back, -1, NULL));
  wait_for_preview (f);

  for (guint i = 0; i < 600; i++)
    g_string_append_printf (text, "n%u -> n%u\n", i % 40, (i + 1) % 40);
  lkb_pipeline_box_set_text (f->box, text->str);
  /* Typing goes on while a picture is made. */
  for (guint i = 0; i < 20; i++)
    {
      g_main_context_iteration (NULL, FALSE);
      lkb_pipeline_box_set_text (f->box, text->str + i);
    }
  wait_for_preview (f);
  g_assert_true (lkb_pipeline_box_get_can_accept (f->box));
  g_assert_cmpuint (lkb_pipeline_box_get_n_remarks (f->box), ==, 1);
}

/* The box may go while a preview is under way. */
static void
test_away (Fixture *f, gconstpointer data)
{
  lkb_pipeline_box_set_text (f->box, CHAIN);
  for (guint i = 0; i < 8; i++)
    g_main_context_iteration (NULL, TRUE);
}

#define ADD(NAME) g_test_add ("/pipeline-box/" #NAME, Fixture, NULL, set_up, test_##NAME, tear_down)

int
main (int argc, char **argv)
{
  lkb_test_init (&argc, &argv);
  if (!gtk_init_check ())
    {
      g_print ("1..0 # SKIP no display\n");
      return 0;
    }
  ADD (preview);
  ADD (accept);
  ADD (add);
  ADD (nothing);
  ADD (remarks);
  ADD (numbers);
  ADD (follows_board);
  ADD (hostile);
  ADD (away);
  return g_test_run ();
}
