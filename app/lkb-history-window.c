/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-history-window.h"

#include <glib/gi18n-lib.h>

#include "core/practice/lkb-round-history.h"
#include "core/practice/lkb-round-words.h"
#include "lkb-replay-window.h"
#include "lkb-start-page.h"
#include "widgets/panels/lkb-widget.h"

struct _LkbHistoryWindow
{
  AdwWindow parent_instance;

  LkbApplication *application; /* borrowed: it outlives its windows */
  char *folder;
  GCancellable *cancellable; /* of the worker that reads */
  gboolean read;

  GtkStack *stack; /* "reading", "empty", "rounds" */
  GtkWidget *list;
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
  const char *title = setup->text != NULL && *setup->text != '\0' ? setup->text : _ ("A round");
  g_autofree char *plain = g_markup_escape_text (title, -1);
  g_autofree char *when = dup_time (round);
  g_autofree char *text = g_strdup_printf ("%s · %s · %s", when,
                                           lkb_round_preset_get_name (setup->preset),
                                           lkb_round_mode_get_name (setup->mode));
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

static void
row_activated_cb (GtkListBox *list, GtkListBoxRow *row, LkbHistoryWindow *self)
{
  g_autoptr (GFile) file = g_file_new_for_path (g_object_get_data (G_OBJECT (row), "lkb-path"));

  lkb_replay_window_open (self->application, file, GTK_WINDOW (self));
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
create_list (LkbHistoryWindow *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *clamp = adw_clamp_new ();

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
  adw_clamp_set_child (ADW_CLAMP (clamp), self->list);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), clamp);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_widget_set_vexpand (scroller, TRUE);
  return scroller;
}

static void
build (LkbHistoryWindow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *bar = adw_header_bar_new ();
  GtkWidget *empty = adw_status_page_new ();
  GtkEventController *keys = gtk_shortcut_controller_new ();

  adw_header_bar_set_title_widget (ADW_HEADER_BAR (bar), adw_window_title_new (_ ("History"), ""));
  adw_status_page_set_icon_name (ADW_STATUS_PAGE (empty), "alarm-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (empty), _ ("No rounds yet"));
  adw_status_page_set_description (ADW_STATUS_PAGE (empty), _ ("A first one takes 10 minutes."));
  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_stack_add_named (self->stack, gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), "reading");
  gtk_stack_add_named (self->stack, empty, "empty");
  gtk_stack_add_named (self->stack, create_list (self), "rounds");
  gtk_box_append (GTK_BOX (box), bar);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->stack));
  adw_window_set_content (ADW_WINDOW (self), box);
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
  G_OBJECT_CLASS (lkb_history_window_parent_class)->dispose (object);
}

static void
lkb_history_window_finalize (GObject *object)
{
  LkbHistoryWindow *self = LKB_HISTORY_WINDOW (object);

  g_clear_object (&self->cancellable);
  g_free (self->folder);
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
                       "default-width", 760, "default-height", 600, NULL);
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
