/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-replay-window.h"

#include <glib/gi18n-lib.h>

#include "core/base/lkb-text.h"
#include "core/store/lkb-file.h"
#include "core/store/lkb-save.h"
#include "lkb-export.h"
#include "lkb-notes.h"
#include "lkb-score-window.h"
#include "lkb-window-private.h"
#include "widgets/panels/lkb-widget.h"

struct _LkbReplayWindow
{
  AdwWindow parent_instance;

  LkbApplication *application; /* borrowed: it outlives its windows */
  LkbReplay *replay;
  char *path; /* of the round's file; NULL when the replay was made where its score is at hand */
  LkbHistory *history; /* of the board that is shown */
  LkbEditor *editor;
  guint shown; /* the moment that is on the board */
  GCancellable *cancellable; /* of what workers do for this window */

  AdwToastOverlay *toasts;
  LkbCanvas *canvas;
  LkbReplayBar *bar;
  GtkPaned *paned;
  GtkWidget *answer_button;
  GtkWidget *score_button;
  GtkWidget *own_title; /* above the canvas, while there is another one beside it */
  LkbCanvas *answer; /* NULL until it is asked for */
  GtkWidget *answer_side; /* it and its title */
  GtkNativeDialog *chooser; /* that is open */
};

G_DEFINE_FINAL_TYPE (LkbReplayWindow, lkb_replay_window, ADW_TYPE_WINDOW)

LkbReplay *
lkb_replay_window_get_replay (LkbReplayWindow *self)
{
  g_return_val_if_fail (LKB_IS_REPLAY_WINDOW (self), NULL);
  return self->replay;
}

LkbCanvas *
lkb_replay_window_get_answer (LkbReplayWindow *self)
{
  g_return_val_if_fail (LKB_IS_REPLAY_WINDOW (self), NULL);
  return self->answer;
}

LkbReplayBar *
lkb_replay_window_get_bar (LkbReplayWindow *self)
{
  g_return_val_if_fail (LKB_IS_REPLAY_WINDOW (self), NULL);
  return self->bar;
}

LkbCanvas *
lkb_replay_window_get_canvas (LkbReplayWindow *self)
{
  g_return_val_if_fail (LKB_IS_REPLAY_WINDOW (self), NULL);
  return self->canvas;
}

/* The board */

/* The figures of a large board would hold up the hand on the scale. */
static void
show_figures (LkbReplayWindow *self)
{
  LkbBoard *board = lkb_editor_get_board (self->editor);
  g_autoptr (LkbAnalysis) analysis = NULL;

  if (!lkb_board_is_large (board))
    analysis = lkb_analysis_new (board, NULL);
  lkb_editor_set_analysis (self->editor, analysis);
}

static void
show_moment (LkbReplayWindow *self)
{
  guint moment = lkb_replay_bar_get_moment (self->bar);
  g_autoptr (LkbBoard) board = NULL;
  g_autoptr (LkbChange) change = NULL;
  g_autoptr (GError) error = NULL;

  if (moment == self->shown)
    return;
  board = lkb_replay_dup_board (self->replay, moment);
  change = lkb_board_dup_difference (lkb_history_get_board (self->history), board);
  if (!lkb_history_apply (self->history, change, &error))
    g_critical ("replay: %s", error->message);
  lkb_history_clear (self->history);
  self->shown = moment;
  show_figures (self);
}

static LkbEditor *
create_editor (LkbReplayWindow *self, LkbHistory *history)
{
  LkbEditor *editor = lkb_editor_new (history, lkb_application_get_vocabulary (self->application));

  lkb_editor_set_read_only (editor, TRUE);
  return editor;
}

static LkbCanvas *
create_canvas (const char *name)
{
  LkbCanvas *canvas = lkb_canvas_new ();

  lkb_canvas_set_theme (canvas, lkb_window_get_theme ());
  lkb_canvas_set_grid_visible (canvas, FALSE);
  gtk_widget_set_hexpand (GTK_WIDGET (canvas), TRUE);
  gtk_widget_set_vexpand (GTK_WIDGET (canvas), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (canvas), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return canvas;
}

static void
theme_changed_cb (LkbReplayWindow *self)
{
  lkb_canvas_set_theme (self->canvas, lkb_window_get_theme ());
  if (self->answer != NULL)
    lkb_canvas_set_theme (self->answer, lkb_window_get_theme ());
}

/* The template's answer: only after the bell. */

static const char *
get_template (LkbReplayWindow *self)
{
  LkbRoundLog *log = lkb_replay_get_log (self->replay);
  const LkbRoundMark *setup = lkb_round_log_get_setup (log);

  return setup != NULL && lkb_round_log_get_end_mark (log) != NULL ? setup->template_id : NULL;
}

/* A board under its name. @label: (out) (optional) */
static GtkWidget *
create_side (LkbCanvas *canvas, const char *title, GtkWidget **label)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *above = lkb_widget_create_label (title, "lkb-replay-side");

  gtk_label_set_ellipsize (GTK_LABEL (above), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (box), above);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (canvas));
  if (label != NULL)
    *label = above;
  return box;
}

static void
make_answer (LkbReplayWindow *self)
{
  g_autoptr (LkbBoard) board = lkb_data_dirs_load_template (
      lkb_application_get_data (self->application), get_template (self), NULL);
  g_autoptr (LkbHistory) history = NULL;
  g_autoptr (LkbEditor) editor = NULL;
  g_autoptr (LkbAnalysis) analysis = NULL;
  g_autofree char *title = NULL;
  const char *name;

  if (board == NULL)
    return;
  name = lkb_element_get_text (lkb_board_get_facts (board), LKB_FIELD_TITLE);
  /* Translators: the title of a template */
  title = g_strdup_printf (_ ("The template’s answer: %s"), lkb_text_is_blank (name)
                                                                ? get_template (self)
                                                                : lkb_text_translate (name));
  history = lkb_history_new (board, 0);
  editor = create_editor (self, history);
  analysis = lkb_analysis_new (board, NULL);
  lkb_editor_set_analysis (editor, analysis);
  self->answer = create_canvas (_ ("The template’s answer"));
  lkb_canvas_set_editor (self->answer, editor);
  self->answer_side = create_side (self->answer, title, NULL);
  gtk_paned_set_end_child (self->paned, self->answer_side);
}

static void
answer_toggled_cb (GtkToggleButton *button, LkbReplayWindow *self)
{
  gboolean active = gtk_toggle_button_get_active (button);

  if (active && self->answer == NULL)
    make_answer (self);
  if (self->answer == NULL)
    return;
  gtk_widget_set_visible (self->answer_side, active);
  gtk_widget_set_visible (self->own_title, active);
  if (active && gtk_widget_get_width (GTK_WIDGET (self->paned)) > 0)
    gtk_paned_set_position (self->paned, gtk_widget_get_width (GTK_WIDGET (self->paned)) / 2);
  lkb_canvas_fit (self->canvas);
  lkb_canvas_fit (self->answer);
}

void
lkb_replay_window_show_answer (LkbReplayWindow *self)
{
  g_return_if_fail (LKB_IS_REPLAY_WINDOW (self));

  lkb_replay_bar_seek (self->bar, lkb_replay_get_length (self->replay));
  if (get_template (self) != NULL)
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->answer_button), TRUE);
}

/* Green moments, from a worker */

static void
find_greens (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  LkbReplayWindow *self = source;
  GError *error = NULL;
  LkbReplayGreens *greens = lkb_replay_find_greens (
      self->replay, lkb_application_get_vocabulary (self->application), cancellable, &error);

  if (greens != NULL)
    g_task_return_pointer (task, greens, (GDestroyNotify) lkb_replay_greens_free);
  else
    g_task_return_error (task, error);
}

static void
greens_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  LkbReplayWindow *self = LKB_REPLAY_WINDOW (source);
  LkbReplayGreens *greens = g_task_propagate_pointer (G_TASK (result), NULL);

  if (greens == NULL)
    return;
  lkb_replay_take_greens (self->replay, greens);
  if (self->bar != NULL)
    lkb_replay_bar_update (self->bar);
}

/* What is taken along */

static void
show_message (LkbReplayWindow *self, const char *text)
{
  AdwToast *toast;
  g_autofree char *shown = lkb_text_shown (text);
  g_autofree char *plain = g_markup_escape_text (shown, -1);

  toast = adw_toast_new (plain);
  adw_toast_set_timeout (toast, 4);
  adw_toast_overlay_add_toast (self->toasts, toast);
}

static void
show_error (GtkWindow *parent, const char *heading, const char *body)
{
  g_autofree char *shown_heading = lkb_text_shown (heading);
  g_autofree char *shown_body = lkb_text_shown (body);
  GtkWidget *dialog = adw_message_dialog_new (parent, shown_heading, shown_body);

  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _ ("_Close"));
  lkb_widget_speak_mnemonics (dialog);
  gtk_window_present (GTK_WINDOW (dialog));
}

static GtkFileChooser *
create_chooser (LkbReplayWindow *self, const char *title, GtkFileChooserAction action,
                const char *accept, GCallback callback)
{
  if (self->chooser != NULL)
    gtk_native_dialog_destroy (self->chooser);
  g_clear_object (&self->chooser);
  self->chooser = GTK_NATIVE_DIALOG (
      gtk_file_chooser_native_new (title, GTK_WINDOW (self), action, accept, _ ("_Cancel")));
  gtk_native_dialog_set_modal (self->chooser, TRUE);
  g_signal_connect_object (self->chooser, "response", callback, self, 0);
  return GTK_FILE_CHOOSER (self->chooser);
}

/* (transfer full) (nullable): what was chosen; the dialog is gone afterwards. */
static GFile *
take_chosen (LkbReplayWindow *self, int response)
{
  GFile *file = response == GTK_RESPONSE_ACCEPT
                    ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (self->chooser))
                    : NULL;

  gtk_native_dialog_hide (self->chooser);
  g_clear_object (&self->chooser);
  return file;
}

static void
notes_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (LkbReplayWindow) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) folder = lkb_notes_write_finish (result, &error);
  g_autofree char *name = folder != NULL ? lkb_window_dup_name (folder) : NULL;
  g_autofree char *text = NULL;

  if (self->bar == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (folder == NULL)
    {
      show_error (GTK_WINDOW (self), _ ("The study notes were not written"), error->message);
      return;
    }
  text = g_strdup_printf (_ ("Study notes are in “%s”"), name);
  show_message (self, text);
}

static void
notes_response_cb (GtkNativeDialog *native, int response, LkbReplayWindow *self)
{
  g_autoptr (GFile) folder = take_chosen (self, response);
  g_autoptr (LkbBoard) board = NULL;

  if (folder == NULL)
    return;
  board = lkb_replay_dup_board (self->replay, lkb_replay_get_n (self->replay));
  lkb_notes_write_async (board, lkb_replay_get_log (self->replay),
                         lkb_application_get_vocabulary (self->application), folder,
                         self->cancellable, notes_cb, g_object_ref (self));
}

static void
notes_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  LkbReplayWindow *self = LKB_REPLAY_WINDOW (widget);

  create_chooser (self, _ ("Write Study Notes"), GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER,
                  _ ("_Write"), G_CALLBACK (notes_response_cb));
  gtk_native_dialog_show (self->chooser);
}

/* The last board's page, as it came to be. */
static void
write_film (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  LkbReplayWindow *self = source;
  GError *error = NULL;
  g_autoptr (LkbBoard) board = lkb_replay_dup_board (self->replay, lkb_replay_get_n (self->replay));
  g_autoptr (LkbAnalysis) analysis = lkb_analysis_new (board, NULL);
  const LkbVocabulary *vocabulary = lkb_application_get_vocabulary (self->application);
  const LkbRuleContext context = { .vocabulary = vocabulary };
  g_autoptr (LkbFindings) findings = lkb_rules_run (board, analysis, &context);
  const LkbSaveOptions options = { .cancellable = cancellable };
  g_autoptr (GBytes) svg = lkb_replay_write_svg (self->replay, vocabulary, LKB_THEME_LIGHT,
                                                 lkb_findings_get_n_blocking (findings), NULL,
                                                 cancellable, &error);

  if (svg == NULL || !lkb_file_save (g_file_peek_path (data), svg, &options, NULL, &error))
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static void
film_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  LkbReplayWindow *self = LKB_REPLAY_WINDOW (source);
  GFile *file = g_task_get_task_data (G_TASK (result));
  g_autofree char *name = lkb_window_dup_name (file);
  g_autofree char *text = NULL;
  g_autofree char *reason = NULL;
  g_autoptr (GError) error = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    {
      text = g_strdup_printf (_ ("Exported %s"), name);
      if (self->bar != NULL)
        show_message (self, text);
      return;
    }
  if (self->bar == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  text = g_strdup_printf (_ ("“%s” was not exported"), name);
  reason = lkb_window_dup_write_reason (file, error);
  show_error (GTK_WINDOW (self), text, reason);
}

static void
film_response_cb (GtkNativeDialog *native, int response, LkbReplayWindow *self)
{
  g_autoptr (GFile) chosen = take_chosen (self, response);
  g_autoptr (GFile) file = NULL;
  g_autoptr (GTask) task = NULL;

  if (chosen == NULL)
    return;
  file = lkb_window_complete_name (chosen, ".svg");
  task = g_task_new (self, self->cancellable, film_cb, NULL);
  g_task_set_task_data (task, g_steal_pointer (&file), g_object_unref);
  g_task_run_in_thread (task, write_film);
}

static void
film_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  LkbReplayWindow *self = LKB_REPLAY_WINDOW (widget);
  GtkFileChooser *chooser = create_chooser (self, _ ("Export the Replay"),
                                            GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Export"),
                                            G_CALLBACK (film_response_cb));
  g_autoptr (LkbBoard) board = lkb_replay_dup_board (self->replay, lkb_replay_get_n (self->replay));
  const char *title = lkb_element_get_text (lkb_board_get_facts (board), LKB_FIELD_TITLE);
  /* Translators: the name of a file; %s is the title of a board */
  g_autofree char *shown = g_strdup_printf (
      _ ("%s, replay"), lkb_text_is_blank (title) ? _ ("Untitled board") : title);
  g_autofree char *name = lkb_export_dup_name (shown, ".svg");

  lkb_window_add_filter (chooser, _ ("SVG"), (const char *const[]){ "svg", NULL });
  gtk_file_chooser_set_current_name (chooser, name);
  gtk_native_dialog_show (self->chooser);
}

static void
score_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  LkbReplayWindow *self = LKB_REPLAY_WINDOW (widget);
  g_autoptr (GError) error = NULL;
  LkbScoreWindow *window = lkb_score_window_new (self->application, self->path, &error);

  if (window == NULL)
    {
      show_message (self, error->message);
      return;
    }
  gtk_window_set_transient_for (GTK_WINDOW (window), GTK_WINDOW (self));
  gtk_window_present (GTK_WINDOW (window));
}

/* Keys */

static void
play_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  LkbReplayBar *bar = LKB_REPLAY_WINDOW (widget)->bar;

  lkb_replay_bar_set_playing (bar, !lkb_replay_bar_is_playing (bar));
}

static void
step_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  lkb_replay_bar_step (LKB_REPLAY_WINDOW (widget)->bar, g_variant_get_int32 (parameter));
}

static void
begin_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  LkbReplayBar *bar = LKB_REPLAY_WINDOW (widget)->bar;

  lkb_replay_bar_set_playing (bar, FALSE);
  lkb_replay_bar_seek (bar, 0);
}

/* To the bell, where nothing was done any more too. */
static void
end_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  LkbReplayWindow *self = LKB_REPLAY_WINDOW (widget);

  lkb_replay_bar_set_playing (self->bar, FALSE);
  lkb_replay_bar_seek (self->bar, lkb_replay_get_length (self->replay));
}

static void
kind_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  lkb_replay_bar_go_to_kind (LKB_REPLAY_WINDOW (widget)->bar,
                             (LkbReplayKind) g_variant_get_int32 (parameter));
}

static void
zoom_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  LkbCanvas *canvas = LKB_REPLAY_WINDOW (widget)->canvas;
  double factor = g_variant_get_double (parameter);

  if (factor > 0)
    lkb_canvas_zoom_by (canvas, factor);
  else
    lkb_canvas_fit (canvas);
}

typedef struct
{
  guint key;
  GdkModifierType state;
  const char *action;
  int number; /* of its target; 0: none */
  double factor; /* of a zoom; negative: none */
} Key;

static const Key keys[] = {
  { GDK_KEY_space, 0, "replay.play", 0, -1 },
  { GDK_KEY_Left, 0, "replay.step", -1, -1 },
  { GDK_KEY_KP_Left, 0, "replay.step", -1, -1 },
  { GDK_KEY_comma, 0, "replay.step", -1, -1 },
  { GDK_KEY_Right, 0, "replay.step", 1, -1 },
  { GDK_KEY_KP_Right, 0, "replay.step", 1, -1 },
  { GDK_KEY_period, 0, "replay.step", 1, -1 },
  { GDK_KEY_Home, 0, "replay.begin", 0, -1 },
  { GDK_KEY_KP_Home, 0, "replay.begin", 0, -1 },
  { GDK_KEY_End, 0, "replay.end", 0, -1 },
  { GDK_KEY_KP_End, 0, "replay.end", 0, -1 },
  { GDK_KEY_n, 0, "replay.kind", LKB_REPLAY_FIRST_NUMBER, -1 },
  { GDK_KEY_o, 0, "replay.kind", LKB_REPLAY_FIRST_OWNER, -1 },
  { GDK_KEY_plus, GDK_CONTROL_MASK, "replay.zoom", 0, 1.25 },
  { GDK_KEY_equal, GDK_CONTROL_MASK, "replay.zoom", 0, 1.25 },
  { GDK_KEY_minus, GDK_CONTROL_MASK, "replay.zoom", 0, 0.8 },
  { GDK_KEY_9, GDK_CONTROL_MASK, "replay.zoom", 0, 0 },
  { GDK_KEY_e, GDK_CONTROL_MASK, "replay.export", 0, -1 },
  { GDK_KEY_w, GDK_CONTROL_MASK, "window.close", 0, -1 },
  { GDK_KEY_Escape, 0, "window.close", 0, -1 },
};

/* In a list that is open the keys are the list's. */
static gboolean
has_list_open (LkbReplayWindow *self)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));

  return focus != NULL && gtk_widget_get_ancestor (focus, GTK_TYPE_POPOVER) != NULL;
}

static gboolean
key_cb (GtkWidget *widget, GVariant *parameter, gpointer data)
{
  const Key *key = data;
  LkbReplayWindow *self = LKB_REPLAY_WINDOW (widget);

  if (has_list_open (self))
    return FALSE;
  if (key->number != 0)
    return gtk_widget_activate_action (widget, key->action, "i", key->number);
  if (key->factor >= 0)
    return gtk_widget_activate_action (widget, key->action, "d", key->factor);
  return gtk_widget_activate_action (widget, key->action, NULL);
}

/* Before the widget with the focus has its turn: they mean the same wherever it is. What Space would do to a button, Enter
 * does. */
static void
add_keys (LkbReplayWindow *self)
{
  GtkEventController *controller = gtk_shortcut_controller_new ();

  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_shortcut_controller_add_shortcut (
        GTK_SHORTCUT_CONTROLLER (controller),
        gtk_shortcut_new (gtk_keyval_trigger_new (keys[i].key, keys[i].state),
                          gtk_callback_action_new (key_cb, (gpointer) &keys[i], NULL)));
  gtk_widget_add_controller (GTK_WIDGET (self), controller);
}

/* The window */

static GtkWidget *
create_header (LkbReplayWindow *self)
{
  const LkbRoundMark *setup = lkb_round_log_get_setup (lkb_replay_get_log (self->replay));
  g_autofree char *asked = lkb_round_mark_dup_words (setup);
  GtkWidget *bar = adw_header_bar_new ();
  GtkWidget *notes = gtk_button_new_with_mnemonic (_ ("Study _Notes…"));
  GtkWidget *film = gtk_button_new_with_mnemonic (_ ("_Export…"));

  adw_header_bar_set_title_widget (ADW_HEADER_BAR (bar),
                                   adw_window_title_new (_ ("Replay"), asked));
  self->answer_button = gtk_toggle_button_new_with_mnemonic (_ ("_Model Answer"));
  gtk_widget_set_tooltip_text (self->answer_button, _ ("The template’s answer beside the board"));
  gtk_widget_set_visible (self->answer_button, get_template (self) != NULL);
  g_signal_connect (self->answer_button, "toggled", G_CALLBACK (answer_toggled_cb), self);
  adw_header_bar_pack_start (ADW_HEADER_BAR (bar), self->answer_button);
  self->score_button = gtk_button_new_with_mnemonic (_ ("_Score"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->score_button), "replay.score");
  gtk_widget_set_visible (self->score_button, FALSE);
  adw_header_bar_pack_start (ADW_HEADER_BAR (bar), self->score_button);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (film), "replay.export");
  gtk_widget_set_tooltip_text (film, _ ("Save as an SVG that builds up (Ctrl+E)"));
  adw_header_bar_pack_end (ADW_HEADER_BAR (bar), film);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (notes), "replay.notes");
  gtk_widget_set_tooltip_text (notes, _ ("A folder with the page, its tables and a blank copy"));
  adw_header_bar_pack_end (ADW_HEADER_BAR (bar), notes);
  lkb_widget_speak_mnemonics (bar);
  return bar;
}

static void
build (LkbReplayWindow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  g_autoptr (LkbBoard) board = lkb_replay_dup_board (self->replay, 0);
  g_autoptr (GTask) task = NULL;

  self->history = lkb_history_new (board, 0);
  self->editor = create_editor (self, self->history);
  self->canvas = create_canvas (_ ("Board"));
  self->paned = GTK_PANED (gtk_paned_new (GTK_ORIENTATION_HORIZONTAL));
  gtk_paned_set_start_child (self->paned,
                             create_side (self->canvas, _ ("Your board"), &self->own_title));
  gtk_widget_set_visible (self->own_title, FALSE);
  gtk_paned_set_shrink_start_child (self->paned, FALSE);
  gtk_paned_set_shrink_end_child (self->paned, FALSE);
  self->bar = lkb_replay_bar_new ();
  self->toasts = ADW_TOAST_OVERLAY (adw_toast_overlay_new ());
  adw_toast_overlay_set_child (self->toasts, GTK_WIDGET (self->paned));
  gtk_box_append (GTK_BOX (box), create_header (self));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->toasts));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->bar));
  adw_window_set_content (ADW_WINDOW (self), box);
  lkb_canvas_set_editor (self->canvas, self->editor);
  show_figures (self);
  lkb_replay_bar_set_replay (self->bar, self->replay);
  g_signal_connect_swapped (self->bar, "moment-changed", G_CALLBACK (show_moment), self);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark",
                           G_CALLBACK (theme_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::high-contrast",
                           G_CALLBACK (theme_changed_cb), self, G_CONNECT_SWAPPED);
  add_keys (self);
  gtk_window_set_focus (GTK_WINDOW (self), GTK_WIDGET (self->canvas));
  task = g_task_new (self, self->cancellable, greens_cb, NULL);
  g_task_run_in_thread (task, find_greens);
}

static gboolean
lkb_replay_window_close_request (GtkWindow *window)
{
  LkbReplayWindow *self = LKB_REPLAY_WINDOW (window);

  g_cancellable_cancel (self->cancellable);
  if (self->bar != NULL)
    lkb_replay_bar_set_playing (self->bar, FALSE);
  return GTK_WINDOW_CLASS (lkb_replay_window_parent_class)->close_request (window);
}

static void
lkb_replay_window_dispose (GObject *object)
{
  LkbReplayWindow *self = LKB_REPLAY_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  if (self->chooser != NULL)
    gtk_native_dialog_destroy (self->chooser);
  g_clear_object (&self->chooser);
  self->bar = NULL;
  G_OBJECT_CLASS (lkb_replay_window_parent_class)->dispose (object);
}

static void
lkb_replay_window_finalize (GObject *object)
{
  LkbReplayWindow *self = LKB_REPLAY_WINDOW (object);

  g_clear_object (&self->editor);
  g_clear_object (&self->history);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->replay, lkb_replay_unref);
  g_free (self->path);
  G_OBJECT_CLASS (lkb_replay_window_parent_class)->finalize (object);
}

static void
lkb_replay_window_class_init (LkbReplayWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lkb_replay_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = lkb_replay_window_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = lkb_replay_window_close_request;
  gtk_widget_class_install_action (widget_class, "replay.play", NULL, play_action);
  gtk_widget_class_install_action (widget_class, "replay.step", "i", step_action);
  gtk_widget_class_install_action (widget_class, "replay.begin", NULL, begin_action);
  gtk_widget_class_install_action (widget_class, "replay.end", NULL, end_action);
  gtk_widget_class_install_action (widget_class, "replay.kind", "i", kind_action);
  gtk_widget_class_install_action (widget_class, "replay.zoom", "d", zoom_action);
  gtk_widget_class_install_action (widget_class, "replay.export", NULL, film_action);
  gtk_widget_class_install_action (widget_class, "replay.notes", NULL, notes_action);
  gtk_widget_class_install_action (widget_class, "replay.score", NULL, score_action);
}

static void
lkb_replay_window_init (LkbReplayWindow *self)
{
  self->cancellable = g_cancellable_new ();
}

LkbReplayWindow *
lkb_replay_window_new (LkbApplication *application, LkbReplay *replay)
{
  LkbReplayWindow *self;

  g_return_val_if_fail (LKB_IS_APPLICATION (application), NULL);
  g_return_val_if_fail (replay != NULL, NULL);

  self = g_object_new (LKB_TYPE_REPLAY_WINDOW, "application", application, "title", _ ("Replay"),
                       "default-width", 1180, "default-height", 820, NULL);
  self->application = application;
  self->replay = lkb_replay_ref (replay);
  build (self);
  return self;
}

/* Opening */

typedef struct
{
  LkbApplication *application;
  GFile *file;
  GtkWindow *parent; /* weak */
} Opening;

static void
opening_free (Opening *opening)
{
  g_clear_weak_pointer (&opening->parent);
  g_object_unref (opening->file);
  g_object_unref (opening->application);
  g_free (opening);
}

static void
read_replay (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const char *path = g_file_peek_path (data);
  g_autofree char *name = g_file_get_parse_name (data);
  GError *error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (LkbRecording) recording = NULL;
  g_autoptr (LkbRoundLog) log = NULL;

  if (path != NULL)
    bytes = lkb_file_read (path, LKB_RECORDING_MAX_BYTES, NULL, &error);
  else
    bytes = g_file_load_bytes (data, cancellable, NULL, &error);
  if (bytes != NULL)
    recording = lkb_recording_read (name, bytes, NULL, &error);
  if (recording == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  log = lkb_round_log_new (recording);
  g_task_return_pointer (task, lkb_replay_new (log), (GDestroyNotify) lkb_replay_unref);
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Opening *opening = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (LkbReplay) replay = g_task_propagate_pointer (G_TASK (result), &error);

  if (replay != NULL)
    {
      LkbReplayWindow *self = lkb_replay_window_new (opening->application, replay);
      const LkbRoundMark *setup = lkb_round_log_get_setup (lkb_replay_get_log (replay));

      self->path = g_file_get_path (opening->file);
      gtk_widget_set_visible (
          self->score_button,
          self->path != NULL && setup != NULL && setup->preset != LKB_ROUND_PRESET_DRILL
              && lkb_round_log_get_end_mark (lkb_replay_get_log (replay)) != NULL);
      gtk_window_present (GTK_WINDOW (self));
    }
  else
    {
      g_autofree char *name = lkb_window_dup_name (opening->file);
      g_autofree char *heading = g_strdup_printf (_ ("“%s” cannot be played"), name);

      show_error (opening->parent, heading, error->message);
    }
  g_application_release (G_APPLICATION (opening->application));
  opening_free (opening);
}

void
lkb_replay_window_open (LkbApplication *application, GFile *file, GtkWindow *parent)
{
  g_autoptr (GTask) task = NULL;
  Opening *opening;

  g_return_if_fail (LKB_IS_APPLICATION (application));
  g_return_if_fail (G_IS_FILE (file));

  opening = g_new0 (Opening, 1);
  opening->application = g_object_ref (application);
  opening->file = g_object_ref (file);
  g_set_weak_pointer (&opening->parent, parent);
  g_application_hold (G_APPLICATION (application));
  task = g_task_new (NULL, NULL, opened_cb, opening);
  g_task_set_task_data (task, g_object_ref (file), g_object_unref);
  g_task_run_in_thread (task, read_replay);
}
