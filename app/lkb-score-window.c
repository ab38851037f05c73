/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-score-window.h"

#include <glib/gi18n-lib.h>

#include "core/base/lkb-text.h"
#include "core/store/lkb-recovered.h"
#include "lkb-replay-window.h"
#include "widgets/practice/lkb-score-view.h"

struct _LkbScoreWindow
{
  AdwWindow parent_instance;

  LkbApplication *application; /* borrowed: it outlives its windows */
  char *path;
  GtkWidget *view;
  AdwToastOverlay *toasts;
  gboolean warned; /* that what was typed could not be kept */
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LkbScoreWindow, lkb_score_window, ADW_TYPE_WINDOW)

static gboolean
show_score (LkbScoreWindow *self, GError **error)
{
  g_autoptr (LkbRecording) recording = lkb_recovered_read_journal (self->path, error);
  g_autoptr (LkbRoundLog) log = NULL;
  g_autoptr (LkbScorecard) score = NULL;

  if (recording == NULL)
    return FALSE;
  log = lkb_round_log_new (recording);
  score = lkb_scorecard_new (log, lkb_application_get_vocabulary (self->application), NULL);
  lkb_score_view_set_score (LKB_SCORE_VIEW (self->view), score);
  return TRUE;
}

static void
tell (LkbScoreWindow *self, const GError *error)
{
  g_autofree char *shown = lkb_text_shown (error->message);
  g_autofree char *text = g_markup_escape_text (shown, -1);

  adw_toast_overlay_add_toast (self->toasts, adw_toast_new (text));
}

static void
append (LkbScoreWindow *self, const LkbRoundMark *mark)
{
  LkbPractice *practice = lkb_application_get_practice (self->application);
  g_autoptr (GError) error = NULL;

  if (!lkb_round_file_append (lkb_practice_get_place (practice), self->path, mark, &error)
      || !show_score (self, &error))
    {
      tell (self, error);
      return;
    }
  /* The debrief may be written now. */
  lkb_practice_scan (practice);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
adjusted_cb (LkbScoreView *view, const char *criterion, int delta, const char *note,
             LkbScoreWindow *self)
{
  g_autoptr (LkbRoundMark) mark = lkb_round_mark_new (LKB_ROUND_MARK_ADJUST);

  mark->criterion = g_strdup (criterion);
  mark->delta = delta;
  mark->note = g_strdup (note);
  append (self, mark);
}

static void
debriefed_cb (LkbScoreView *view, const char *note, LkbScoreWindow *self)
{
  g_autoptr (LkbRoundMark) mark = lkb_round_mark_new (LKB_ROUND_MARK_ANSWER);

  mark->id = g_strdup (LKB_ROUND_DEBRIEF);
  mark->how = LKB_ROUND_NOTED;
  mark->note = g_strdup (note);
  append (self, mark);
}

/* The moment that a level rests on, as it was. */
static void
go_to_cb (LkbScoreView *view, gint64 time, LkbScoreWindow *self)
{
  g_autoptr (LkbReplay) replay = lkb_replay_new (
      lkb_scorecard_get_round (lkb_score_view_get_score (view)));
  LkbReplayWindow *window = lkb_replay_window_new (self->application, replay);

  lkb_replay_bar_seek (lkb_replay_window_get_bar (window), time);
  gtk_window_present (GTK_WINDOW (window));
}

/* Closing keeps what was typed. Where that fails, it stays in sight once, with the reason. */
static gboolean
lkb_score_window_close_request (GtkWindow *window)
{
  LkbScoreWindow *self = LKB_SCORE_WINDOW (window);

  if (!self->warned && !lkb_score_view_keep (LKB_SCORE_VIEW (self->view)))
    {
      self->warned = TRUE;
      return TRUE;
    }
  return GTK_WINDOW_CLASS (lkb_score_window_parent_class)->close_request (window);
}

static void
lkb_score_window_finalize (GObject *object)
{
  g_free (LKB_SCORE_WINDOW (object)->path);
  G_OBJECT_CLASS (lkb_score_window_parent_class)->finalize (object);
}

static void
lkb_score_window_class_init (LkbScoreWindowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = lkb_score_window_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = lkb_score_window_close_request;

  /** LkbScoreWindow::changed: the file of the round has more to tell. */
  signals[CHANGED] = g_signal_new ("changed", LKB_TYPE_SCORE_WINDOW, G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
lkb_score_window_init (LkbScoreWindow *self)
{
  GtkWidget *content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkEventController *keys = gtk_shortcut_controller_new ();

  self->toasts = ADW_TOAST_OVERLAY (adw_toast_overlay_new ());
  self->view = lkb_score_view_new ();
  gtk_widget_set_vexpand (self->view, TRUE);
  g_signal_connect (self->view, "adjusted", G_CALLBACK (adjusted_cb), self);
  g_signal_connect (self->view, "debriefed", G_CALLBACK (debriefed_cb), self);
  g_signal_connect (self->view, "go-to", G_CALLBACK (go_to_cb), self);
  gtk_box_append (GTK_BOX (content), adw_header_bar_new ());
  gtk_box_append (GTK_BOX (content), self->view);
  adw_toast_overlay_set_child (self->toasts, content);
  adw_window_set_content (ADW_WINDOW (self), GTK_WIDGET (self->toasts));
  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (keys), gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape, 0),
                                                        gtk_named_action_new ("window.close")));
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

LkbScoreWindow *
lkb_score_window_new (LkbApplication *application, const char *path, GError **error)
{
  LkbScoreWindow *self;

  g_return_val_if_fail (LKB_IS_APPLICATION (application), NULL);
  g_return_val_if_fail (path != NULL, NULL);

  self = g_object_new (LKB_TYPE_SCORE_WINDOW, "application", application, "title", _ ("Score"),
                       "default-width", 720, "default-height", 680, NULL);
  self->application = application;
  self->path = g_strdup (path);
  if (!show_score (self, error))
    {
      gtk_window_destroy (GTK_WINDOW (self));
      return NULL;
    }
  return self;
}
