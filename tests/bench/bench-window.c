/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How long a key press may have to wait: for each thing that a person does with the real window, the longest time that
 * the main loop worked without looking for events, until all that follows from it is done. */

#include <stdio.h>
#include <time.h>

#include "core/model/lkb-edit.h"

#include "tests/ui/lkb-ui.h"
#include "widgets/panels/lkb-owner-entry.h"

#define NAME_KEYS 12
#define DRAG_STEPS 12

/* The main loop looks for events in poll(): what lies between two of these looks blocks it. */
static struct
{
  gint64 left; /* when poll() was left last */
  gint64 longest;
} probe;

typedef struct
{
  LkbUi *ui;
  GFile *file;
  char *node; /* that is worked on */
  guint runs;
  guint step;
  gint64 held; /* the time that the canvas goes by while it moves */
  const char *only; /* (nullable) */
} Window;

typedef void (*Action) (Window *window);

/* Microseconds of the processor, so that other programs do not count. */
static gint64
get_time (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);
  return (gint64) time.tv_sec * G_USEC_PER_SEC + time.tv_nsec / 1000;
}

static int
poll_probed (GPollFD *fds, guint n_fds, int timeout)
{
  int result;

  probe.longest = MAX (probe.longest, get_time () - probe.left);
  result = g_poll (fds, n_fds, timeout);
  probe.left = get_time ();
  return result;
}

static LkbEditor *
get_editor (Window *window)
{
  return lkb_ui_get_editor (window->ui);
}

/* Until the figures and checks of what was done are shown. */
static gboolean
has_arranged (LkbUi *ui, gpointer data)
{
  return !lkb_editor_is_arranging (lkb_ui_get_editor (ui));
}

static void
wait_until_quiet (Window *window)
{
  lkb_ui_settle (window->ui);
  lkb_ui_wait (window->ui, has_arranged, NULL, "the board is arranged");
  lkb_ui_wait_for_review (window->ui);
}

static int
compare_times (gconstpointer a, gconstpointer b)
{
  gint64 difference = *(const gint64 *) a - *(const gint64 *) b;

  return difference < 0 ? -1 : difference > 0;
}

/* @runs: how often; the middle one is told. @prepare (nullable) comes before each and is not measured. */
static void
measure (Window *window, const char *name, Action prepare, Action action, guint runs)
{
  g_autoptr (GArray) times = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (window->only != NULL && !g_str_equal (window->only, name))
    return;
  for (guint i = 0; i < runs; i++)
    {
      if (prepare != NULL)
        {
          prepare (window);
          wait_until_quiet (window);
        }
      probe.longest = 0;
      probe.left = get_time ();
      action (window);
      wait_until_quiet (window);
      g_array_append_val (times, probe.longest);
    }
  g_array_sort (times, compare_times);
  printf ("%s\t%.3f\t%.3f\t%u\n", name, g_array_index (times, gint64, times->len / 2) / 1000.0,
          g_array_index (times, gint64, 0) / 1000.0, times->len);
  fflush (stdout);
}

static gboolean
is_other_document (LkbUi *ui, gpointer before)
{
  return lkb_window_get_document (ui->window) != NULL
         && lkb_window_get_document (ui->window) != before;
}

static void
open_file (Window *window)
{
  LkbDocument *before = lkb_window_get_document (window->ui->window);

  lkb_window_load (window->ui->window, window->file);
  lkb_ui_wait (window->ui, is_other_document, before, "the file is read");
  lkb_ui_wait_for_board (window->ui);
}

static void
look_at_node (Window *window)
{
  lkb_viewport_zoom_to_at (lkb_editor_get_viewport (get_editor (window)), 1, 0, 0);
  lkb_editor_go_to (get_editor (window), (const char *[]){ window->node, NULL });
}

static void
fit (Window *window)
{
  lkb_canvas_fit (lkb_window_get_canvas (window->ui->window));
}

static void
pan (Window *window)
{
  for (guint i = 0; i < 8; i++)
    {
      lkb_viewport_pan (lkb_editor_get_viewport (get_editor (window)), i < 4 ? 60 : -60, 20);
      lkb_ui_settle (window->ui);
    }
}

static void
zoom (Window *window)
{
  for (guint i = 0; i < 8; i++)
    {
      lkb_canvas_zoom_by (lkb_window_get_canvas (window->ui->window), i < 4 ? 1.2 : 1 / 1.2);
      lkb_ui_settle (window->ui);
    }
}

static LkbPointerEvent
make_event (Window *window, LkbPoint board)
{
  LkbViewport *viewport = lkb_editor_get_viewport (get_editor (window));
  LkbPointerEvent event = { .board = board, .button = LKB_BUTTON_PRIMARY, .n_press = 1 };

  event.screen = lkb_viewport_to_screen (viewport, board.x, board.y);
  return event;
}

static void
hover (Window *window)
{
  LkbBox visible = lkb_viewport_get_visible (lkb_editor_get_viewport (get_editor (window)));

  for (guint i = 0; i < 10; i++)
    {
      LkbPoint at = { visible.x + visible.w * i / 10, visible.y + visible.h * i / 10 };
      LkbPointerEvent event = make_event (window, at);

      lkb_editor_motion (get_editor (window), &event);
      lkb_ui_settle (window->ui);
    }
}

static void
select_nothing (Window *window)
{
  lkb_editor_select (get_editor (window), NULL);
}

static void
select_node (Window *window)
{
  lkb_editor_select (get_editor (window), window->node);
}

static void
select_all (Window *window)
{
  lkb_editor_select_all (get_editor (window));
}

static GtkWidget *
find_entry (Window *window)
{
  return lkb_ui_find (GTK_WIDGET (lkb_window_get_canvas (window->ui->window)), GTK_TYPE_EDITABLE,
                      NULL);
}

static void
begin_name (Window *window)
{
  look_at_node (window);
  lkb_ui_settle (window->ui);
  lkb_editor_begin_rename (get_editor (window));
}

static void
type_name (Window *window)
{
  GtkWidget *entry = find_entry (window);

  for (guint i = 0; entry != NULL && i < NAME_KEYS; i++)
    {
      int at = -1;

      gtk_editable_insert_text (GTK_EDITABLE (entry), "n", 1, &at);
      lkb_ui_settle (window->ui);
    }
}

static void
type_and_commit (Window *window)
{
  begin_name (window);
  type_name (window);
}

static void
commit_name (Window *window)
{
  lkb_canvas_commit_edit (lkb_window_get_canvas (window->ui->window));
}

static void
drag (Window *window)
{
  LkbEditor *editor = get_editor (window);
  LkbPoint at = lkb_ui_get_middle (window->ui, window->node);
  LkbPointerEvent event = make_event (window, at);

  lkb_editor_press (editor, &event);
  lkb_ui_settle (window->ui);
  for (guint i = 1; i <= DRAG_STEPS; i++)
    {
      event = make_event (window, (LkbPoint){ at.x + 4.0 * i, at.y + 12.0 * i });
      lkb_editor_motion (editor, &event);
      lkb_ui_settle (window->ui);
    }
  lkb_editor_release (editor, &event);
}

static void
drag_all (Window *window)
{
  lkb_editor_select_all (get_editor (window));
  lkb_ui_settle (window->ui);
  drag (window);
}

static void
nudge (Window *window)
{
  lkb_editor_nudge (get_editor (window), 8, 0);
}

static void
add_node (Window *window)
{
  LkbBox visible = lkb_viewport_get_visible (lkb_editor_get_viewport (get_editor (window)));
  LkbPoint at = { visible.x + visible.w / 2, visible.y + visible.h / 2 };

  lkb_editor_place (get_editor (window), LKB_KIND_PIPELINE, &at, FALSE);
}

static void
delete_selected (Window *window)
{
  lkb_editor_delete_selected (get_editor (window));
}

static void
select_another (Window *window)
{
  const GPtrArray *elements = lkb_board_get_elements (lkb_ui_get_board (window->ui));

  for (guint i = elements->len / 3; i < elements->len; i++)
    {
      const char *id = lkb_element_get_id (elements->pdata[i]);

      if (!lkb_element_is_node (elements->pdata[i]) || g_str_equal (id, window->node))
        continue;
      lkb_editor_go_to (get_editor (window), (const char *[]){ id, NULL });
      return;
    }
}

static void
undo (Window *window)
{
  lkb_history_undo (lkb_editor_get_history (get_editor (window)));
}

static void
own_edge (Window *window)
{
  const GPtrArray *edges = lkb_board_get_edges_of (lkb_ui_get_board (window->ui), window->node);
  g_autofree char *owner = g_strdup_printf ("Team %u", window->step++);

  if (edges == NULL || edges->len == 0)
    return;
  lkb_editor_apply (get_editor (window),
                    lkb_edit_own (lkb_ui_get_board (window->ui),
                                  (const char *[]){ lkb_element_get_id (edges->pdata[0]), NULL },
                                  owner));
}

static void
activate (Window *window, const char *name, const char *target)
{
  gtk_widget_activate_action (GTK_WIDGET (window->ui->window), name, "s", target);
}

static void
arrange_page (Window *window)
{
  activate (window, "win.arrange", "page");
}

static void
arrange_flow (Window *window)
{
  activate (window, "win.arrange", "flow");
}

/* What is arranged already would not be arranged again. */
static void
undo_arrange (Window *window)
{
  if (window->step++ % window->runs != 0)
    undo (window);
}

static gint64
get_held (gpointer data)
{
  return ((Window *) data)->held;
}

static void
set_animations (gboolean enabled)
{
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", enabled, NULL);
}

/* Until all is in its place but for what is drawn, which has not gone a step yet. */
static void
arrange_held (Window *window)
{
  window->held = 0;
  lkb_canvas_set_clock (lkb_window_get_canvas (window->ui->window), get_held, window);
  set_animations (TRUE);
  activate (window, "win.arrange", window->step++ % 2 == 0 ? "page" : "flow");
}

/* The frames between: each is one block. */
static void
move (Window *window)
{
  for (guint i = 1; i <= 10; i++)
    {
      window->held = 16000 * (gint64) i;
      lkb_ui_settle (window->ui);
    }
  set_animations (FALSE);
}

static void
show_side (Window *window, const char *name)
{
  GtkWidget *tabs = lkb_ui_find (GTK_WIDGET (window->ui->window), GTK_TYPE_STACK_SWITCHER, NULL);

  gtk_stack_set_visible_child_name (gtk_stack_switcher_get_stack (GTK_STACK_SWITCHER (tabs)), name);
}

static void
show_inspector (Window *window)
{
  show_side (window, "inspector");
}

static void
show_outline (Window *window)
{
  show_side (window, "outline");
}

static void
show_checks (Window *window)
{
  show_side (window, "checks");
}

static void
choose_node (Window *window)
{
  const GPtrArray *elements = lkb_board_get_elements (lkb_ui_get_board (window->ui));

  for (guint i = elements->len / 4; i < elements->len && window->node == NULL; i++)
    if (lkb_element_is_node (elements->pdata[i]))
      window->node = g_strdup (lkb_element_get_id (elements->pdata[i]));
}

static void
run (Window *window)
{
  guint n = window->runs;

  /* The first board also makes the panels: that belongs to the start of the program. */
  open_file (window);
  wait_until_quiet (window);
  choose_node (window);
  measure (window, "open", NULL, open_file, n);
  measure (window, "pan-page", fit, pan, n);
  measure (window, "pan", look_at_node, pan, n);
  measure (window, "zoom", look_at_node, zoom, n);
  measure (window, "hover", look_at_node, hover, n);
  measure (window, "select", select_nothing, select_node, n);
  measure (window, "select-all", select_nothing, select_all, n);
  measure (window, "drag", look_at_node, drag, n);
  measure (window, "drag-all", look_at_node, drag_all, n);
  measure (window, "nudge", look_at_node, nudge, n);
  measure (window, "type-name", begin_name, type_name, n);
  measure (window, "end-name", type_and_commit, commit_name, n);
  measure (window, "own-edge", look_at_node, own_edge, n);
  measure (window, "add-node", look_at_node, add_node, n);
  measure (window, "delete", select_another, delete_selected, n);
  measure (window, "undo-delete", NULL, undo, n);
  measure (window, "show-outline", show_inspector, show_outline, n);
  measure (window, "outline-name", type_and_commit, commit_name, n);
  measure (window, "outline-delete", select_another, delete_selected, n);
  measure (window, "show-checks", show_inspector, show_checks, n);
  show_inspector (window);
  window->step = 0;
  measure (window, "arrange-page", undo_arrange, arrange_page, n);
  measure (window, "undo-arrange", arrange_page, undo, n);
  measure (window, "arrange-flow", undo_arrange, arrange_flow, n);
  window->step = 0;
  measure (window, "move", arrange_held, move, n);
}

int
main (int argc, char **argv)
{
  Window window = { .runs = 3 };

  if (argc < 3 || argc > 4)
    {
      fprintf (stderr, "usage: %s BOARD SECONDS [ACTION]\n", argv[0]);
      return 2;
    }
  lkb_ui_init (&argc, &argv);
  window.file = g_file_new_for_commandline_arg (argv[1]);
  window.only = argc == 4 ? argv[3] : NULL;
  window.ui = lkb_ui_open (NULL);
  g_main_context_set_poll_func (NULL, poll_probed);
  run (&window);
  g_main_context_set_poll_func (NULL, NULL);
  lkb_ui_close (window.ui);
  g_object_unref (window.file);
  g_free (window.node);
  return 0;
}
