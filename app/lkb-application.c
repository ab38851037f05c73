/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-application.h"

#include <glib/gi18n-lib.h>

#include "lkb-cards-window.h"
#include "lkb-history-window.h"
#include "lkb-redraw-window.h"
#include "lkb-replay-window.h"
#include "lkb-score-window.h"
#include "lkb-window.h"

struct _LkbApplication
{
  AdwApplication parent_instance;

  LkbSettings *settings;
  LkbDataDirs *data;
  LkbVocabulary *vocabulary;
  LkbRecovery *recovery;
  LkbPractice *practice;
  GPtrArray *examined; /* of LkbWindow, borrowed: an exam is held in them */
  gboolean quitting; /* one window after the other is asked */
};

G_DEFINE_FINAL_TYPE (LkbApplication, lkb_application, ADW_TYPE_APPLICATION)

LkbSettings *
lkb_application_get_settings (LkbApplication *self)
{
  g_return_val_if_fail (LKB_IS_APPLICATION (self), NULL);
  return self->settings;
}

LkbDataDirs *
lkb_application_get_data (LkbApplication *self)
{
  g_return_val_if_fail (LKB_IS_APPLICATION (self), NULL);
  return self->data;
}

const LkbVocabulary *
lkb_application_get_vocabulary (LkbApplication *self)
{
  g_return_val_if_fail (LKB_IS_APPLICATION (self), NULL);

  if (self->vocabulary == NULL)
    {
      g_autoptr (GError) error = NULL;

      self->vocabulary = lkb_data_dirs_load_vocabulary (self->data, &error);
      if (self->vocabulary == NULL)
        {
          /* The user's own words cannot be read: the board can be drawn all the same. */
          g_printerr ("%s\n", error->message);
          self->vocabulary = lkb_vocabulary_new ();
        }
    }
  return self->vocabulary;
}

LkbRecovery *
lkb_application_get_recovery (LkbApplication *self)
{
  g_return_val_if_fail (LKB_IS_APPLICATION (self), NULL);
  return self->recovery;
}

LkbPractice *
lkb_application_get_practice (LkbApplication *self)
{
  g_return_val_if_fail (LKB_IS_APPLICATION (self), NULL);
  return self->practice;
}

/* The window to show a board in: the active one while it shows none, else a new one. */
static LkbWindow *
get_free_window (LkbApplication *self)
{
  GtkWindow *active = gtk_application_get_active_window (GTK_APPLICATION (self));

  if (active != NULL && LKB_IS_WINDOW (active)
      && lkb_window_get_document (LKB_WINDOW (active)) == NULL
      && lkb_window_get_loading (LKB_WINDOW (active)) == NULL)
    return LKB_WINDOW (active);
  return lkb_window_new (self);
}

/* Also by another path: through a link, or a name in other letters. */
static gboolean
is_same_file (GFile *a, GFile *b)
{
  g_autoptr (GFileInfo) one = NULL;
  g_autoptr (GFileInfo) two = NULL;
  const char *first, *second;

  if (g_file_equal (a, b))
    return TRUE;
  if (!g_file_is_native (a) || !g_file_is_native (b))
    return FALSE;
  one = g_file_query_info (a, G_FILE_ATTRIBUTE_ID_FILE, G_FILE_QUERY_INFO_NONE, NULL, NULL);
  two = g_file_query_info (b, G_FILE_ATTRIBUTE_ID_FILE, G_FILE_QUERY_INFO_NONE, NULL, NULL);
  if (one == NULL || two == NULL)
    return FALSE;
  first = g_file_info_get_attribute_string (one, G_FILE_ATTRIBUTE_ID_FILE);
  second = g_file_info_get_attribute_string (two, G_FILE_ATTRIBUTE_ID_FILE);
  return first != NULL && g_strcmp0 (first, second) == 0;
}

static LkbWindow *
find_window (LkbApplication *self, GFile *file)
{
  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (self)); l != NULL; l = l->next)
    {
      LkbDocument *document;
      GFile *own;

      if (!LKB_IS_WINDOW (l->data))
        continue;
      document = lkb_window_get_document (l->data);
      own = document != NULL ? lkb_document_get_file (document) : lkb_window_get_loading (l->data);
      if (own != NULL && is_same_file (own, file))
        return l->data;
    }
  return NULL;
}

static gboolean
is_round (GFile *file)
{
  g_autofree char *base = g_file_get_basename (file);

  return base != NULL && g_str_has_suffix (base, LKB_ROUND_ENDING);
}

/* (nullable): where an exam is held. */
static LkbWindow *
get_examined (LkbApplication *self)
{
  return self->examined->len > 0 ? self->examined->pdata[self->examined->len - 1] : NULL;
}

gboolean
lkb_application_refuse_open (LkbApplication *self)
{
  g_return_val_if_fail (LKB_IS_APPLICATION (self), FALSE);

  if (self->examined->len == 0)
    return FALSE;
  lkb_window_show_message (get_examined (self), _ ("Finish or end the exam first."));
  return TRUE;
}

void
lkb_application_open_file (LkbApplication *self, GFile *file)
{
  LkbWindow *window;

  g_return_if_fail (LKB_IS_APPLICATION (self));
  g_return_if_fail (G_IS_FILE (file));

  if (lkb_application_refuse_open (self))
    return;
  if (is_round (file))
    {
      lkb_replay_window_open (self, file,
                              gtk_application_get_active_window (GTK_APPLICATION (self)));
      return;
    }
  window = find_window (self, file);
  if (window == NULL)
    {
      GtkWindow *opener = gtk_application_get_active_window (GTK_APPLICATION (self));

      window = get_free_window (self);
      lkb_window_load_for (window, file, LKB_IS_WINDOW (opener) ? LKB_WINDOW (opener) : NULL);
    }
  gtk_window_present (GTK_WINDOW (window));
}

/* (nullable): the window that shows it. */
static LkbWindow *
open_template (LkbApplication *self, const char *id)
{
  g_autoptr (LkbDocument) document = NULL;
  g_autoptr (GError) error = NULL;
  LkbWindow *window;

  if (id != NULL)
    document = lkb_document_new_from_template (self->data, id, &error);
  else
    document = lkb_document_new (NULL);
  window = get_free_window (self);
  if (document != NULL)
    lkb_window_set_document (window, document, NULL);
  else
    lkb_window_show_message (window, error->message);
  gtk_window_present (GTK_WINDOW (window));
  return document != NULL ? window : NULL;
}

void
lkb_application_open_template (LkbApplication *self, const char *id)
{
  g_return_if_fail (LKB_IS_APPLICATION (self));

  if (!lkb_application_refuse_open (self))
    open_template (self, id);
}

/* The interview page is built by changing an example. */
static void
build_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  LkbWindow *window = open_template (LKB_APPLICATION (data), "T01");

  if (window != NULL)
    lkb_window_show_example (window);
}

static void
set_enabled (LkbApplication *self, const char *name, gboolean enabled)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), name);

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), enabled);
}

/* What is out of sight and comes back. */
#define AWAY_DATA "lkb-away"

/* Other windows show answers, or help to find them. Returns: whether there were any. */
static gboolean
hide_others (LkbApplication *self)
{
  g_autoptr (GList) windows = g_list_copy (gtk_application_get_windows (GTK_APPLICATION (self)));
  gboolean any = FALSE;

  for (GList *l = windows; l != NULL; l = l->next)
    {
      if (g_ptr_array_find (self->examined, l->data, NULL) || gtk_window_get_modal (l->data)
          || !gtk_widget_get_visible (l->data))
        continue;
      g_object_set_data (l->data, AWAY_DATA, l->data);
      gtk_widget_set_visible (l->data, FALSE);
      any = TRUE;
    }
  return any;
}

/* As they were, the latest last; the page of the exam stays on top of them. */
static void
show_others (LkbApplication *self, LkbWindow *window)
{
  g_autoptr (GList) windows = g_list_copy (gtk_application_get_windows (GTK_APPLICATION (self)));
  gboolean any = FALSE;

  for (GList *l = g_list_last (windows); l != NULL; l = l->prev)
    if (g_object_steal_data (l->data, AWAY_DATA) != NULL)
      {
        gtk_widget_set_visible (l->data, TRUE);
        any = TRUE;
      }
  if (any && gtk_widget_get_visible (GTK_WIDGET (window))
      && !gtk_widget_in_destruction (GTK_WIDGET (window)))
    gtk_window_present (GTK_WINDOW (window));
}

void
lkb_application_set_exam (LkbApplication *self, LkbWindow *window, gboolean exam)
{
  /* Rounds gone by may have had the same prompt, and show its answer. */
  static const char *const openers[] = {
    "new-from-template", "build",    "history",      "debrief", "flash-cards", "redraw",
    "recover",           "practise", "resume-round",
  };

  g_return_if_fail (LKB_IS_APPLICATION (self));
  g_return_if_fail (LKB_IS_WINDOW (window));

  if (exam)
    g_ptr_array_add (self->examined, window);
  else
    g_ptr_array_remove (self->examined, window);
  for (guint i = 0; i < G_N_ELEMENTS (openers); i++)
    set_enabled (self, openers[i], self->examined->len == 0);
  if (exam && hide_others (self))
    lkb_window_show_message (window, _ ("Other windows are out of sight until the exam ends."));
  else if (self->examined->len == 0)
    show_others (self, window);
}

void
lkb_application_start_round (LkbApplication *self, const LkbRoundMark *setup, const char *goal)
{
  LkbWindow *window;

  g_return_if_fail (LKB_IS_APPLICATION (self));
  g_return_if_fail (setup != NULL);

  window = get_free_window (self);
  lkb_window_begin_round (window, setup, goal);
  gtk_window_present (GTK_WINDOW (window));
}

void
lkb_application_begin_round (LkbApplication *self, const LkbRoundMark *setup, LkbBoard *board)
{
  LkbWindow *window;

  g_return_if_fail (LKB_IS_APPLICATION (self));
  g_return_if_fail (setup != NULL && LKB_IS_BOARD (board));

  window = get_free_window (self);
  lkb_window_repeat_round (window, setup, board);
  gtk_window_present (GTK_WINDOW (window));
}

static void
practise_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  LkbApplication *self = LKB_APPLICATION (data);
  GtkWindow *active = gtk_application_get_active_window (GTK_APPLICATION (self));
  LkbRoundPreset preset;

  if (LKB_IS_WINDOW (active)
      && lkb_round_preset_from_string (g_variant_get_string (parameter, NULL), &preset))
    lkb_window_ask_practise (LKB_WINDOW (active), preset);
}

static void
resume_round_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  LkbApplication *self = LKB_APPLICATION (data);
  g_autoptr (LkbUnfinishedRound) unfinished = lkb_practice_take (
      self->practice, g_variant_get_string (parameter, NULL));
  g_autoptr (GError) error = NULL;
  LkbWindow *window;

  if (unfinished == NULL)
    return;
  window = get_free_window (self);
  if (!lkb_window_resume_round (window, unfinished, &error))
    lkb_window_show_message (window, error->message);
  gtk_window_present (GTK_WINDOW (window));
}

static void
end_round_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  LkbApplication *self = LKB_APPLICATION (data);
  GtkWindow *active = gtk_application_get_active_window (GTK_APPLICATION (self));
  g_autoptr (GError) error = NULL;

  if (!lkb_practice_abandon (self->practice, g_variant_get_string (parameter, NULL), &error)
      && LKB_IS_WINDOW (active))
    lkb_window_show_message (LKB_WINDOW (active), error->message);
}

static void
new_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  lkb_application_open_template (LKB_APPLICATION (data), NULL);
}

static void
new_from_template_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  lkb_application_open_template (LKB_APPLICATION (data), g_variant_get_string (parameter, NULL));
}

static void
open_uri_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  g_autoptr (GFile) file = g_file_new_for_uri (g_variant_get_string (parameter, NULL));

  lkb_application_open_file (LKB_APPLICATION (data), file);
}

static void
recover_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  LkbApplication *self = LKB_APPLICATION (data);
  LkbRecovered *recovered = lkb_recovery_find (self->recovery,
                                               g_variant_get_string (parameter, NULL));
  LkbWindow *window;

  if (recovered == NULL)
    return;
  window = get_free_window (self);
  lkb_window_recover (window, recovered);
  gtk_window_present (GTK_WINDOW (window));
}

static void
discard_recovered_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  LkbApplication *self = LKB_APPLICATION (data);
  GtkWindow *active = gtk_application_get_active_window (GTK_APPLICATION (self));
  LkbRecovered *recovered = lkb_recovery_find (self->recovery,
                                               g_variant_get_string (parameter, NULL));

  if (recovered == NULL)
    return;
  lkb_recovery_discard (self->recovery, recovered);
  if (LKB_IS_WINDOW (active))
    lkb_window_show_discarded (LKB_WINDOW (active));
}

static void
restore_discarded_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  lkb_recovery_restore (LKB_APPLICATION (data)->recovery);
}

/* Windows with unsaved work are asked one after the other, the active one first; only when all have answered the rest goes.
 * The program ends with its last window. */
static void
close_next (LkbApplication *self)
{
  g_autoptr (GList) windows = g_list_copy (gtk_application_get_windows (GTK_APPLICATION (self)));

  for (GList *l = windows; l != NULL; l = l->next)
    {
      if (!LKB_IS_WINDOW (l->data) || !lkb_window_needs_asking (l->data))
        continue;
      gtk_window_present (l->data);
      gtk_window_close (l->data);
      return;
    }
  self->quitting = FALSE;
  /* Those of practice too: one left open would keep the program running. */
  for (GList *l = windows; l != NULL; l = l->next)
    g_object_ref (l->data);
  for (GList *l = windows; l != NULL; l = l->next)
    {
      gtk_window_close (l->data);
      g_object_unref (l->data);
    }
}

static gboolean
close_next_cb (gpointer data)
{
  LkbApplication *self = data;

  if (self->quitting)
    close_next (self);
  return G_SOURCE_REMOVE;
}

void
lkb_application_stay (LkbApplication *self)
{
  g_return_if_fail (LKB_IS_APPLICATION (self));
  self->quitting = FALSE;
}

/* The window is on its way out; the next one is asked when it is gone. */
static void
lkb_application_window_removed (GtkApplication *application, GtkWindow *window)
{
  LkbApplication *self = LKB_APPLICATION (application);

  GTK_APPLICATION_CLASS (lkb_application_parent_class)->window_removed (application, window);
  if (self->quitting && LKB_IS_WINDOW (window))
    g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, close_next_cb, g_object_ref (self), g_object_unref);
}

static void
quit_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  LkbApplication *self = LKB_APPLICATION (data);

  self->quitting = TRUE;
  close_next (self);
}

static void
history_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  lkb_history_window_show (data, gtk_application_get_active_window (GTK_APPLICATION (data)));
}

/* The score of a round, where one writes what it taught. */
static void
debrief_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  LkbApplication *self = data;
  GtkWindow *parent = gtk_application_get_active_window (GTK_APPLICATION (self));
  g_autoptr (GError) error = NULL;
  LkbScoreWindow *window = lkb_score_window_new (self, g_variant_get_string (parameter, NULL),
                                                 &error);

  if (window == NULL)
    {
      lkb_practice_scan (self->practice);
      if (LKB_IS_WINDOW (parent))
        lkb_window_show_message (LKB_WINDOW (parent), error->message);
      return;
    }
  gtk_window_set_transient_for (GTK_WINDOW (window), parent);
  gtk_window_present (GTK_WINDOW (window));
}

static void
flash_cards_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  gtk_window_present (GTK_WINDOW (lkb_cards_window_new (data, g_random_int ())));
}

static void
redraw_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  gtk_window_present (GTK_WINDOW (lkb_redraw_window_new (data)));
}

static void
about_cb (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  adw_show_about_window (
      gtk_application_get_active_window (GTK_APPLICATION (data)), "application-name", "Lakeboard",
      "application-icon", LKB_APPLICATION_ID, "version", LKB_VERSION, "developer-name",
      _ ("The Lakeboard authors"), "license-type", GTK_LICENSE_GPL_3_0, "comments",
      _ ("Draw a data pipeline, say who owns each hand-off, and check it"), NULL);
}

static void
apply_style (const char *style)
{
  AdwColorScheme scheme = ADW_COLOR_SCHEME_DEFAULT;

  if (g_strcmp0 (style, "light") == 0)
    scheme = ADW_COLOR_SCHEME_FORCE_LIGHT;
  else if (g_strcmp0 (style, "dark") == 0)
    scheme = ADW_COLOR_SCHEME_FORCE_DARK;
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), scheme);
}

static void
style_cb (GSimpleAction *action, GVariant *state, gpointer data)
{
  LkbApplication *self = data;
  const char *style = g_variant_get_string (state, NULL);

  lkb_settings_set_string (self->settings, "style", style);
  apply_style (style);
  g_simple_action_set_state (action, state);
}

static void
set_accels (LkbApplication *self, const char *action, const char *const *accels)
{
  gtk_application_set_accels_for_action (GTK_APPLICATION (self), action, accels);
}

/*
 * Keys of the application act wherever the focus is, also while something is typed: only what cannot be meant for a text.
 * What an entry knows too (undo, select all, copy) is bound by the window, where the entry comes first.
 */
static void
set_all_accels (LkbApplication *self)
{
  static const struct
  {
    const char *action;
    const char *accels[4];
  } rows[] = {
    { "app.new", { "<Control>n" } },
    { "app.quit", { "<Control>q" } },
    { "round.said", { "<Control>Return", "<Control>KP_Enter" } },
    { "round.pause", { "<Control><Shift>space" } },
    { "round.next", { "<Control><Shift>n" } },
    { "win.open", { "<Control>o" } },
    { "win.save", { "<Control>s" } },
    { "win.save-as", { "<Control><Shift>s" } },
    { "win.export", { "<Control>e" } },
    { "win.export-as", { "<Control><Shift>e" } },
    { "win.print", { "<Control>p" } },
    { "win.zoom-in", { "<Control>plus", "<Control>equal", "<Control>KP_Add" } },
    { "win.zoom-out", { "<Control>minus", "<Control>KP_Subtract" } },
    { "win.zoom-100", { "<Control>0", "<Control>KP_0" } },
    { "win.zoom-fit", { "<Control>9", "<Control>KP_9" } },
    { "win.zoom-selection", { "<Control>8", "<Control>KP_8" } },
    { "win.side", { "F9" } },
    { "win.both-sides", { "<Control>backslash" } },
    { "win.grid", { "<Control>apostrophe" } },
    { "win.next-check", { "F8" } },
    { "win.quick-fix", { "<Alt>Return", "<Alt>KP_Enter" } },
    { "win.next-region", { "F6" } },
    { "win.commands", { "<Control>k" } },
    { "win.find", { "<Control>f" } },
    { "win.present", { "F5" } },
    { "win.arrange::page", { "<Control><Shift>l" } },
    { "win.show-help-overlay", { "<Control>question", "<Control><Shift>question" } },
    { "window.close", { "<Control>w" } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    set_accels (self, rows[i].action, rows[i].accels);
}

static void
lkb_application_startup (GApplication *application)
{
  static const GActionEntry entries[] = {
    { .name = "new", .activate = new_cb },
    { .name = "build", .activate = build_cb },
    { .name = "new-from-template", .activate = new_from_template_cb, .parameter_type = "s" },
    { .name = "open-uri", .activate = open_uri_cb, .parameter_type = "s" },
    { .name = "recover", .activate = recover_cb, .parameter_type = "s" },
    { .name = "discard-recovered", .activate = discard_recovered_cb, .parameter_type = "s" },
    { .name = "restore-discarded", .activate = restore_discarded_cb },
    { .name = "practise", .activate = practise_cb, .parameter_type = "s" },
    { .name = "resume-round", .activate = resume_round_cb, .parameter_type = "s" },
    { .name = "end-round", .activate = end_round_cb, .parameter_type = "s" },
    { .name = "quit", .activate = quit_cb },
    { .name = "history", .activate = history_cb },
    { .name = "debrief", .activate = debrief_cb, .parameter_type = "s" },
    { .name = "flash-cards", .activate = flash_cards_cb },
    { .name = "redraw", .activate = redraw_cb },
    { .name = "about", .activate = about_cb },
    { .name = "style", .parameter_type = "s", .state = "'system'", .change_state = style_cb },
  };
  LkbApplication *self = LKB_APPLICATION (application);
  g_autofree char *style = NULL;
  GAction *action;

  G_APPLICATION_CLASS (lkb_application_parent_class)->startup (application);

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  set_all_accels (self);
  style = lkb_settings_dup_string (self->settings, "style", "system");
  action = g_action_map_lookup_action (G_ACTION_MAP (self), "style");
  g_action_change_state (action, g_variant_new_string (style));
  lkb_recovery_scan (self->recovery);
}

static int
lkb_application_handle_local_options (GApplication *application, GVariantDict *options)
{
  if (!g_variant_dict_contains (options, "version"))
    return -1;
  g_print ("Lakeboard %s\n", LKB_VERSION);
  return 0;
}

static void
lkb_application_activate (GApplication *application)
{
  LkbApplication *self = LKB_APPLICATION (application);
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));

  /* One that is out of sight stays there. */
  if (self->examined->len > 0)
    window = GTK_WINDOW (get_examined (self));
  else if (window == NULL)
    window = GTK_WINDOW (lkb_window_new (self));
  gtk_window_present (window);
}

static void
lkb_application_open (GApplication *application, GFile **files, int n_files, const char *hint)
{
  for (int i = 0; i < n_files; i++)
    lkb_application_open_file (LKB_APPLICATION (application), files[i]);
}

static void
lkb_application_finalize (GObject *object)
{
  LkbApplication *self = LKB_APPLICATION (object);

  g_clear_object (&self->settings);
  g_clear_object (&self->practice);
  g_clear_object (&self->recovery);
  g_clear_pointer (&self->vocabulary, lkb_vocabulary_free);
  g_clear_pointer (&self->data, lkb_data_dirs_unref);
  g_ptr_array_unref (self->examined);
  G_OBJECT_CLASS (lkb_application_parent_class)->finalize (object);
}

static void
lkb_application_class_init (LkbApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = lkb_application_finalize;
  application_class->startup = lkb_application_startup;
  application_class->activate = lkb_application_activate;
  application_class->handle_local_options = lkb_application_handle_local_options;
  application_class->open = lkb_application_open;
  GTK_APPLICATION_CLASS (klass)->window_removed = lkb_application_window_removed;
}

static void
lkb_application_init (LkbApplication *self)
{
  g_autofree char *folder = g_build_filename (g_get_user_data_dir (), "lakeboard", NULL);

  self->examined = g_ptr_array_new ();
  self->settings = lkb_settings_new ();
  self->recovery = lkb_recovery_new (G_APPLICATION (self));
  self->data = lkb_data_dirs_new (folder);
  self->practice = lkb_practice_new (self->data, lkb_recovery_get_place (self->recovery));
  g_application_add_main_option (G_APPLICATION (self), "version", 'v', 0, G_OPTION_ARG_NONE,
                                 _ ("Show the version"), NULL);
}

LkbApplication *
lkb_application_new (GApplicationFlags flags)
{
  return g_object_new (LKB_TYPE_APPLICATION, "application-id", LKB_APPLICATION_ID, "flags",
                       flags | G_APPLICATION_HANDLES_OPEN, "resource-base-path",
                       "/io/github/lakeboard/Lakeboard", NULL);
}
