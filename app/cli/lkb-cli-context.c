/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-cli-private.h"

#include <glib/gi18n.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static const int ending_signals[] = { SIGINT, SIGTERM, SIGHUP };

static void
fill_signals (sigset_t *set)
{
  sigemptyset (set);
  for (guint i = 0; i < G_N_ELEMENTS (ending_signals); i++)
    sigaddset (set, ending_signals[i]);
}

/* Ends the program by the signal, as if it had not been waited for, but never in the middle of a save. */
static gpointer
wait_for_signal (gpointer data)
{
  LkbCli *cli = data;
  sigset_t set;
  int number = 0;

  fill_signals (&set);
  if (sigwait (&set, &number) != 0)
    return NULL;
  g_cancellable_cancel (cli->cancellable);
  g_mutex_lock (&cli->writing);
  if (cli->progress_shown)
    (void) !write (STDERR_FILENO, "\n", 1);
  signal (number, SIG_DFL);
  sigemptyset (&set);
  sigaddset (&set, number);
  pthread_sigmask (SIG_UNBLOCK, &set, NULL);
  raise (number);
  return NULL;
}

LkbCli *
lkb_cli_context_new (void)
{
  LkbCli *cli = g_new0 (LkbCli, 1);
  g_autofree char *user_folder = g_build_filename (g_get_user_data_dir (), "lakeboard", NULL);
  sigset_t set;

  cli->dirs = lkb_data_dirs_new (user_folder);
  cli->recovery_folder = g_build_filename (g_get_user_state_dir (), "lakeboard", "recovery", NULL);
  cli->cancellable = g_cancellable_new ();
  g_mutex_init (&cli->writing);
  g_mutex_init (&cli->progress_lock);
  g_cond_init (&cli->progress_end);

  /* Blocked here, so in every thread to come; only the waiting one takes them. A signal that was ignored from the start
   * (nohup) stays ignored. */
  fill_signals (&set);
  for (guint i = 0; i < G_N_ELEMENTS (ending_signals); i++)
    {
      struct sigaction action;

      if (sigaction (ending_signals[i], NULL, &action) == 0 && action.sa_handler == SIG_IGN)
        sigdelset (&set, ending_signals[i]);
    }
  pthread_sigmask (SIG_BLOCK, &set, NULL);
  g_thread_unref (g_thread_new ("signals", wait_for_signal, cli));
  return cli;
}

void
lkb_cli_context_free (LkbCli *cli)
{
  /* The waiting thread may still look at it: it ends with the process, and so does the rest. */
  g_clear_pointer (&cli->vocabulary, lkb_vocabulary_free);
  g_clear_pointer (&cli->measurer, lkb_text_measurer_unref);
  g_clear_pointer (&cli->dirs, lkb_data_dirs_unref);
  g_clear_pointer (&cli->recovery_folder, g_free);
}

LkbDataDirs *
lkb_cli_get_dirs (LkbCli *cli)
{
  return cli->dirs;
}

GCancellable *
lkb_cli_get_cancellable (LkbCli *cli)
{
  return cli->cancellable;
}

const LkbVocabulary *
lkb_cli_get_vocabulary (LkbCli *cli)
{
  g_autoptr (GError) error = NULL;

  if (cli->vocabulary == NULL)
    cli->vocabulary = lkb_data_dirs_load_vocabulary (cli->dirs, &error);
  if (error != NULL)
    lkb_cli_fail_error (error);
  return cli->vocabulary;
}

LkbTextMeasurer *
lkb_cli_get_measurer (LkbCli *cli)
{
  if (cli->measurer == NULL)
    cli->measurer = lkb_text_measurer_new ();
  return cli->measurer;
}

/* Progress */

static gpointer
show_progress (gpointer data)
{
  LkbCli *cli = data;
  gint64 begun = g_get_monotonic_time ();
  gint64 next = begun + G_TIME_SPAN_SECOND;

  g_mutex_lock (&cli->progress_lock);
  while (cli->progress_text != NULL)
    {
      if (g_cond_wait_until (&cli->progress_end, &cli->progress_lock, next))
        continue;
      g_autofree char *line = g_strdup_printf ("\r%s %" G_GINT64_FORMAT " s", cli->progress_text,
                                               (g_get_monotonic_time () - begun)
                                                   / G_TIME_SPAN_SECOND);
      (void) !write (STDERR_FILENO, line, strlen (line));
      cli->progress_shown = TRUE;
      next += G_TIME_SPAN_SECOND;
    }
  if (cli->progress_shown)
    (void) !write (STDERR_FILENO, "\r\033[K", 4);
  cli->progress_shown = FALSE;
  g_mutex_unlock (&cli->progress_lock);
  return NULL;
}

void
lkb_cli_begin_progress (LkbCli *cli, const char *what)
{
  g_return_if_fail (cli->progress == NULL);

  if (!isatty (STDERR_FILENO))
    return;
  cli->progress_text = g_strdup (what);
  cli->progress = g_thread_new ("progress", show_progress, cli);
}

void
lkb_cli_end_progress (LkbCli *cli)
{
  if (cli->progress == NULL)
    return;
  g_mutex_lock (&cli->progress_lock);
  g_clear_pointer (&cli->progress_text, g_free);
  g_cond_signal (&cli->progress_end);
  g_mutex_unlock (&cli->progress_lock);
  g_thread_join (g_steal_pointer (&cli->progress));
}
