/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-history-window.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/base/lkb-text.h"
#include "core/practice/lkb-round-history.h"
#include "core/practice/lkb-round-words.h"
#include "core/store/lkb-save.h"
#include "lkb-replay-window.h"
#include "lkb-score-window.h"
#include "lkb-start-page.h"
#include "lkb-window-private.h"
#include "widgets/panels/lkb-widget.h"
#include "widgets/practice/lkb-progress-view.h"

struct _LkbHistoryWindow
{
  AdwWindow parent_instance;

  LkbApplication *application; /* borrowed: it outlives its windows */
  char *folder;
  GCancellable *cancellable; /* of the worker that reads */
  gboolean read;

  AdwToastOverlay *toasts;
  GtkStack *stack; /* "reading", "empty", "rounds" */
  GtkWidget *list;
  GtkWidget *reminder; /* to write the debrief */
  GtkWidget *reminder_list; /* where it is */
  char *reminded; /* (nullable): path of the round that it is about */
  GtkWidget *progress;
  GtkWidget *title; /* (owned): in the header while nothing has a score */
  GtkWidget *switcher; /* (owned): afterwards: list or progress */
  AdwHeaderBar *bar;
  GtkNativeDialog *chooser; /* that is open */
};

G_DEFINE_FINAL_TYPE (LkbHistoryWindow, lkb_history_window, ADW_TYPE_WINDOW)

gboolean
lkb_history_window_is_read (LkbHistoryWindow *self)
{
  g_return_val_if_fail (LKB_IS_HISTORY_WINDOW (self), FALSE);
  return self->read;
}

static char *
dup_time (const LkbPastRound *round)
{
  g_autoptr (GDateTime) begun = round->wall != NULL
                                    ? g_date_time_new_from_iso8601 (round->wall, NULL)
                                    : NULL;

  return begun != NULL ? lkb_start_page_dup_time (g_date_time_to_unix (begun)) : g_strdup ("");
}

static GtkWidget *
create_row (const LkbPastRound *round)
{
  GtkWidget *row = adw_action_row_new ();
  const LkbRoundMark *setup = lkb_round_log_get_setup (round->log);
  g_autofree char *asked = lkb_round_mark_dup_words (setup);
  const char *title = *asked != '\0' ? asked : _ ("A round");
  g_autofree char *plain = g_markup_escape_text (title, -1);
  g_autofree char *when = dup_time (round);
  g_autofree char *kind = lkb_round_setup_dup_kind (setup);
  g_autofree char *text = g_strdup_printf ("%s · %s", when, kind);
  g_autofree char *subtitle = g_markup_escape_text (text, -1);
  g_autofree char *result = lkb_past_round_dup_result (round);
  g_autofree char *spoken = g_strdup_printf ("%s, %s, %s", title, text, result);
  GtkWidget *label = lkb_widget_create_label (result,
                                              round->card != NULL ? "heading" : "lkb-field-label");

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), plain);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 2);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name ("media-playback-start-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_widget_set_tooltip_text (row, _ ("Look at it again"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  g_object_set_data_full (G_OBJECT (row), "lkb-path", g_strdup (round->path), g_free);
  return row;
}

/* What stands in the folder and is no round: which file, and why. */
static GtkWidget *
create_unread_row (const LkbPastRound *round)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *base = g_filename_display_basename (round->path);
  g_autofree char *name = g_filename_display_name (round->path);
  g_autofree char *start = g_strconcat (name, ": ", NULL);
  const char *reason = g_str_has_prefix (round->error, start) ? round->error + strlen (start)
                                                              : round->error;
  g_autofree char *title = g_markup_escape_text (base, -1);
  g_autofree char *subtitle = g_markup_escape_text (reason, -1);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_widget_add_css_class (row, "dim-label");
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  return row;
}

/* The latest round of which nobody wrote yet what it taught; nothing once that is forgotten. */
static void
show_reminder (LkbHistoryWindow *self, GPtrArray *rounds)
{
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;

  g_clear_pointer (&self->reminded, g_free);
  for (guint i = 0; rounds != NULL && i < rounds->len && self->reminded == NULL; i++)
    {
      const LkbPastRound *round = g_ptr_array_index (rounds, i);
      guint hours = lkb_past_round_get_debrief_hours (round, now);
      g_autofree char *asked = NULL;
      g_autofree char *left = NULL;
      g_autofree char *text = NULL;
      g_autofree char *plain = NULL;

      if (hours == 0)
        continue;
      self->reminded = g_strdup (round->path);
      asked = lkb_round_mark_dup_words (lkb_round_log_get_setup (round->log));
      /* Translators: to write down what a round taught */
      left = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u hour left", "%u hours left", hours),
                              hours);
      text = g_strdup_printf ("%s · %s", left, asked);
      plain = g_markup_escape_text (text, -1);
      adw_action_row_set_subtitle (ADW_ACTION_ROW (self->reminder), plain);
    }
  gtk_widget_set_visible (self->reminder_list, self->reminded != NULL);
}

static void
row_activated_cb (GtkListBox *list, GtkListBoxRow *row, LkbHistoryWindow *self)
{
  g_autoptr (GFile) file = g_file_new_for_path (g_object_get_data (G_OBJECT (row), "lkb-path"));

  lkb_replay_window_open (self->application, file, GTK_WINDOW (self));
}

/* Progress */

static void start_reading (LkbHistoryWindow *self);

static void
theme_changed_cb (LkbHistoryWindow *self)
{
  lkb_progress_view_set_theme (LKB_PROGRESS_VIEW (self->progress), lkb_window_get_theme ());
}

static void
tell (LkbHistoryWindow *self, const char *text)
{
  g_autofree char *shown = lkb_text_shown (text);
  g_autofree char *plain = g_markup_escape_text (shown, -1);

  adw_toast_overlay_add_toast (self->toasts, adw_toast_new (plain));
}

static void
open_score (LkbHistoryWindow *self, const char *path)
{
  g_autoptr (GError) error = NULL;
  LkbScoreWindow *window = lkb_score_window_new (self->application, path, &error);

  if (window == NULL)
    {
      tell (self, error->message);
      return;
    }
  gtk_window_set_transient_for (GTK_WINDOW (window), GTK_WINDOW (self));
  g_signal_connect_object (window, "changed", G_CALLBACK (start_reading), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (window));
}

static void
open_score_cb (LkbProgressView *view, const char *path, LkbHistoryWindow *self)
{
  open_score (self, path);
}

static void
reminder_activated_cb (GtkListBox *list, GtkListBoxRow *row, LkbHistoryWindow *self)
{
  g_autofree char *path = g_strdup (self->reminded);

  if (path != NULL)
    open_score (self, path);
}

typedef struct
{
  GFile *file;
  LkbStill *still;
} Picture;

static void
picture_free (Picture *picture)
{
  g_object_unref (picture->file);
  lkb_still_unref (picture->still);
  g_free (picture);
}

static void
write_picture (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Picture *picture = data;
  const LkbSaveOptions options = { .cancellable = cancellable };
  GError *error = NULL;
  g_autoptr (GBytes) bytes = lkb_still_create (picture->still, g_file_peek_path (picture->file),
                                               &error);

  if (bytes != NULL
      && lkb_file_save (g_file_peek_path (picture->file), bytes, &options, NULL, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  LkbHistoryWindow *self = LKB_HISTORY_WINDOW (source);
  const Picture *picture = g_task_get_task_data (G_TASK (result));
  g_autofree char *name = lkb_window_dup_name (picture->file);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  if (g_task_propagate_boolean (G_TASK (result), &error))
    text = g_strdup_printf (_ ("Exported %s"), name);
  else
    text = lkb_window_dup_write_reason (picture->file, error);
  if (self->list != NULL)
    tell (self, text);
}

static void
begin_picture (LkbHistoryWindow *self, GFile *file, LkbStill *still)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, written_cb, NULL);
  Picture *picture = g_new0 (Picture, 1);

  picture->file = g_object_ref (file);
  picture->still = lkb_still_ref (still);
  g_task_set_task_data (task, picture, (GDestroyNotify) picture_free);
  g_task_run_in_thread (task, write_picture);
}

static void
replace_response_cb (AdwMessageDialog *dialog, const char *response, LkbHistoryWindow *self)
{
  if (g_str_equal (response, "replace"))
    begin_picture (self, g_object_get_data (G_OBJECT (dialog), "lkb-file"),
                   g_object_get_data (G_OBJECT (dialog), "lkb-still"));
}

static void
place_cb (GtkNativeDialog *native, int response, LkbHistoryWindow *self)
{
  g_autoptr (LkbStill) still = lkb_still_ref (g_object_get_data (G_OBJECT (native), "lkb-still"));
  g_autoptr (GFile) chosen = response == GTK_RESPONSE_ACCEPT
                                 ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (native))
                                 : NULL;
  g_autofree char *path = chosen != NULL ? g_file_get_path (chosen) : NULL;
  g_autofree char *with_ending = path != NULL ? lkb_still_dup_path (path) : NULL;
  g_autoptr (GFile) full = with_ending != NULL ? g_file_new_for_path (with_ending) : NULL;

  gtk_native_dialog_hide (native);
  g_clear_object (&self->chooser);
  if (chosen != NULL && full == NULL)
    tell (self, _ ("This place has no path."));
  /* The file dialog asked about the name as it was typed. */
  else if (full != NULL && !g_file_equal (full, chosen) && g_file_query_exists (full, NULL))
    g_object_set_data_full (G_OBJECT (lkb_window_ask_to_replace (GTK_WINDOW (self), full, full,
                                                                 G_CALLBACK (replace_response_cb))),
                            "lkb-still", g_steal_pointer (&still),
                            (GDestroyNotify) lkb_still_unref);
  else if (full != NULL)
    begin_picture (self, full, still);
}

static void
save_picture_cb (LkbProgressView *view, LkbStill *still, const char *name, LkbHistoryWindow *self)
{
  g_auto (GStrv) endings = lkb_still_dup_endings ();
  g_autofree char *file_name = g_strdup_printf ("%s.svg", name);

  if (self->chooser != NULL)
    gtk_native_dialog_destroy (self->chooser);
  g_clear_object (&self->chooser);
  self->chooser = GTK_NATIVE_DIALOG (
      gtk_file_chooser_native_new (_ ("Save the Picture"), GTK_WINDOW (self),
                                   GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Save"), _ ("_Cancel")));
  gtk_native_dialog_set_modal (self->chooser, TRUE);
  g_object_set_data_full (G_OBJECT (self->chooser), "lkb-still", lkb_still_ref (still),
                          (GDestroyNotify) lkb_still_unref);
  lkb_window_add_filter (GTK_FILE_CHOOSER (self->chooser), _ ("Pictures"),
                         (const char *const *) endings);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->chooser), file_name);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (place_cb), self, 0);
  gtk_native_dialog_show (self->chooser);
}

static void
show_progress (LkbHistoryWindow *self, GPtrArray *rounds)
{
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  g_autoptr (LkbProgress) progress = lkb_progress_new (rounds != NULL ? rounds : none);
  gboolean any = lkb_progress_get_n (progress) > 0;

  lkb_progress_view_set_progress (LKB_PROGRESS_VIEW (self->progress), progress);
  adw_header_bar_set_title_widget (self->bar, any ? self->switcher : self->title);
}

static void
show_rounds (LkbHistoryWindow *self, GPtrArray *rounds)
{
  guint n = 0;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->list)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (self->list), child);
  for (guint i = 0; rounds != NULL && i < rounds->len; i++)
    {
      const LkbPastRound *round = g_ptr_array_index (rounds, i);

      if (round->log == NULL)
        continue;
      gtk_list_box_append (GTK_LIST_BOX (self->list), create_row (round));
      n++;
    }
  for (guint i = 0; rounds != NULL && i < rounds->len; i++)
    {
      const LkbPastRound *round = g_ptr_array_index (rounds, i);

      if (round->log != NULL)
        continue;
      gtk_list_box_append (GTK_LIST_BOX (self->list), create_unread_row (round));
      n++;
    }
  show_reminder (self, rounds);
  show_progress (self, rounds);
  gtk_stack_set_visible_child_name (self->stack, n > 0 ? "rounds" : "empty");
  self->read = TRUE;
}

static void
read_rounds (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  LkbHistoryWindow *self = source;
  GError *error = NULL;
  GPtrArray *rounds = lkb_round_history_read (
      self->folder, lkb_application_get_vocabulary (self->application), cancellable, &error);

  if (rounds != NULL)
    g_task_return_pointer (task, rounds, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

/* A folder that is not there yet has no rounds. */
static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  LkbHistoryWindow *self = LKB_HISTORY_WINDOW (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rounds = g_task_propagate_pointer (G_TASK (result), &error);

  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) && self->list != NULL)
    show_rounds (self, rounds);
}

static void
start_reading (LkbHistoryWindow *self)
{
  g_autoptr (GTask) task = NULL;

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();
  self->read = FALSE;
  task = g_task_new (self, self->cancellable, read_cb, NULL);
  g_task_run_in_thread (task, read_rounds);
}

static GtkWidget *
create_reminder (LkbHistoryWindow *self)
{
  self->reminder = adw_action_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->reminder),
                                 _ ("Write down what it taught you, while you remember"));
  adw_action_row_add_suffix (ADW_ACTION_ROW (self->reminder),
                             gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self->reminder), TRUE);
  self->reminder_list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->reminder_list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (self->reminder_list, "boxed-list");
  gtk_widget_set_margin_top (self->reminder_list, 18);
  gtk_widget_set_margin_start (self->reminder_list, 12);
  gtk_widget_set_margin_end (self->reminder_list, 12);
  gtk_widget_set_visible (self->reminder_list, FALSE);
  lkb_widget_set_spoken (self->reminder_list, _ ("Debrief"));
  gtk_list_box_append (GTK_LIST_BOX (self->reminder_list), self->reminder);
  g_signal_connect (self->reminder_list, "row-activated", G_CALLBACK (reminder_activated_cb), self);
  return self->reminder_list;
}

static GtkWidget *
create_list (LkbHistoryWindow *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *clamp = adw_clamp_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_box_append (GTK_BOX (box), create_reminder (self));
  self->list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (self->list, "boxed-list");
  gtk_widget_set_valign (self->list, GTK_ALIGN_START);
  gtk_widget_set_margin_top (self->list, 18);
  gtk_widget_set_margin_bottom (self->list, 18);
  gtk_widget_set_margin_start (self->list, 12);
  gtk_widget_set_margin_end (self->list, 12);
  lkb_widget_set_spoken (self->list, _ ("Rounds"));
  g_signal_connect (self->list, "row-activated", G_CALLBACK (row_activated_cb), self);
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), 760);
  gtk_box_append (GTK_BOX (box), self->list);
  adw_clamp_set_child (ADW_CLAMP (clamp), box);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), clamp);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_widget_set_vexpand (scroller, TRUE);
  return scroller;
}

/* The rounds one by one, and what became of them together. */
static GtkWidget *
create_pages (LkbHistoryWindow *self)
{
  GtkWidget *pages = gtk_stack_new ();
  g_autoptr (LkbTextMeasurer) measurer = lkb_text_measurer_new ();

  self->progress = lkb_progress_view_new (measurer);
  lkb_progress_view_set_theme (LKB_PROGRESS_VIEW (self->progress), lkb_window_get_theme ());
  g_signal_connect (self->progress, "open", G_CALLBACK (open_score_cb), self);
  g_signal_connect (self->progress, "save-picture", G_CALLBACK (save_picture_cb), self);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark",
                           G_CALLBACK (theme_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::high-contrast",
                           G_CALLBACK (theme_changed_cb), self, G_CONNECT_SWAPPED);
  gtk_stack_add_titled (GTK_STACK (pages), create_list (self), "list", _ ("Rounds"));
  gtk_stack_add_titled (GTK_STACK (pages), self->progress, "progress", _ ("Progress"));
  self->title = g_object_ref_sink (adw_window_title_new (_ ("History"), ""));
  self->switcher = g_object_ref_sink (gtk_stack_switcher_new ());
  gtk_stack_switcher_set_stack (GTK_STACK_SWITCHER (self->switcher), GTK_STACK (pages));
  return pages;
}

static void
build (LkbHistoryWindow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *bar = adw_header_bar_new ();
  GtkWidget *cards = gtk_button_new_with_mnemonic (_ ("_Cards"));
  GtkWidget *redraw = gtk_button_new_with_mnemonic (_ ("Re_draw"));
  GtkWidget *empty = adw_status_page_new ();
  GtkEventController *keys = gtk_shortcut_controller_new ();

  self->bar = ADW_HEADER_BAR (bar);
  adw_status_page_set_icon_name (ADW_STATUS_PAGE (empty), "alarm-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (empty), _ ("No rounds yet"));
  adw_status_page_set_description (ADW_STATUS_PAGE (empty), _ ("A first one takes 10 minutes."));
  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_stack_add_named (self->stack, gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), "reading");
  gtk_stack_add_named (self->stack, empty, "empty");
  gtk_stack_add_named (self->stack, create_pages (self), "rounds");
  adw_header_bar_set_title_widget (self->bar, self->title);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (cards), "app.flash-cards");
  gtk_widget_set_tooltip_text (cards, _ ("Budgets, features and big words, without a round"));
  adw_header_bar_pack_start (self->bar, cards);
  lkb_widget_speak_mnemonics (cards);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (redraw), "app.redraw");
  gtk_widget_set_tooltip_text (redraw, _ ("Look at a page for a while, then draw it from memory"));
  adw_header_bar_pack_start (self->bar, redraw);
  lkb_widget_speak_mnemonics (redraw);
  gtk_box_append (GTK_BOX (box), bar);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->stack));
  self->toasts = ADW_TOAST_OVERLAY (adw_toast_overlay_new ());
  adw_toast_overlay_set_child (self->toasts, box);
  adw_window_set_content (ADW_WINDOW (self), GTK_WIDGET (self->toasts));
  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (keys), gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape, 0),
                                                        gtk_named_action_new ("window.close")));
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

static void
lkb_history_window_dispose (GObject *object)
{
  LkbHistoryWindow *self = LKB_HISTORY_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  self->list = NULL;
  if (self->chooser != NULL)
    gtk_native_dialog_destroy (self->chooser);
  g_clear_object (&self->chooser);
  g_clear_object (&self->title);
  g_clear_object (&self->switcher);
  G_OBJECT_CLASS (lkb_history_window_parent_class)->dispose (object);
}

static void
lkb_history_window_finalize (GObject *object)
{
  LkbHistoryWindow *self = LKB_HISTORY_WINDOW (object);

  g_clear_object (&self->cancellable);
  g_free (self->folder);
  g_free (self->reminded);
  G_OBJECT_CLASS (lkb_history_window_parent_class)->finalize (object);
}

static void
lkb_history_window_class_init (LkbHistoryWindowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = lkb_history_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = lkb_history_window_finalize;
}

static void
lkb_history_window_init (LkbHistoryWindow *self)
{
  build (self);
}

LkbHistoryWindow *
lkb_history_window_new (LkbApplication *application, const char *folder)
{
  LkbHistoryWindow *self;

  g_return_val_if_fail (LKB_IS_APPLICATION (application), NULL);
  g_return_val_if_fail (folder != NULL, NULL);

  self = g_object_new (LKB_TYPE_HISTORY_WINDOW, "application", application, "title", _ ("History"),
                       "default-width", 1160, "default-height", 720, NULL);
  self->application = application;
  self->folder = g_strdup (folder);
  start_reading (self);
  return self;
}

void
lkb_history_window_show (LkbApplication *application, GtkWindow *parent)
{
  g_autofree char *folder = NULL;
  LkbHistoryWindow *self = NULL;

  g_return_if_fail (LKB_IS_APPLICATION (application));

  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (application)); l != NULL;
       l = l->next)
    if (LKB_IS_HISTORY_WINDOW (l->data))
      self = l->data;
  if (self == NULL)
    {
      folder = g_build_filename (g_get_user_state_dir (), "lakeboard", "rounds", NULL);
      self = lkb_history_window_new (application, folder);
      gtk_window_set_transient_for (GTK_WINDOW (self), parent);
    }
  else
    start_reading (self);
  gtk_window_present (GTK_WINDOW (self));
}
