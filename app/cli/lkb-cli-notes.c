/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n.h>

#include "core/practice/lkb-study-notes.h"
#include "lkb-cli-private.h"

/* Which of both a file is that can't be read, its name says. */
static gboolean
is_round (const char *file, GBytes *bytes)
{
  g_autofree char *lower = g_ascii_strdown (file, -1);

  return lkb_recording_sniff (bytes) || g_str_has_suffix (lower, LKB_ROUND_ENDING);
}

/* A round's file is a journal; anything else that holds a board will do as well. @log: (out): of a round only. */
static LkbBoard *
read_board (const char *file, LkbRoundLog **log, GError **error)
{
  g_autofree char *name = lkb_cli_dup_name (file);
  g_autoptr (GBytes) bytes = NULL;
  LkbRecording *recording;

  *log = NULL;
  if (!g_str_equal (file, "-"))
    {
      bytes = lkb_cli_read (file, error);
      if (bytes == NULL)
        return NULL;
    }
  if (bytes == NULL || !is_round (file, bytes))
    return lkb_cli_read_board (file, NULL, error);
  *log = lkb_cli_read_log (file, error);
  if (*log == NULL)
    return NULL;
  recording = lkb_round_log_get_recording (*log);
  return lkb_recording_dup_board (recording, lkb_recording_get_n_changes (recording));
}

static GPtrArray *
make (LkbCli *cli, LkbBoard *board, LkbRoundLog *log, const char *lang, GError **error)
{
  g_autoptr (LkbAnalysis) analysis = lkb_analysis_new (board, NULL);
  g_autoptr (LkbScene) scene = lkb_scene_new (lkb_cli_get_measurer (cli), board, analysis);
  g_autoptr (LkbFindings) findings = lkb_cli_run_rules (cli, board, analysis, scene, NULL);
  g_autofree char *language = lkb_cli_dup_language (lang);
  const LkbStudyNotesSource source = { .markdown = { .board = board,
                                                     .analysis = analysis,
                                                     .vocabulary = lkb_cli_get_vocabulary (cli),
                                                     .findings = findings },
                                       .scene = scene,
                                       .log = log,
                                       .language = language };

  return lkb_study_notes_create (&source, lkb_cli_get_cancellable (cli), error);
}

int
lkb_cli_notes (LkbCli *cli, int argc, char **argv)
{
  g_auto (GStrv) files = NULL;
  g_autofree char *out = NULL;
  g_autofree char *lang = NULL;
  const GOptionEntry entries[] = {
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &out, N_ ("the folder to write"), "DIR" },
    { "lang", 0, 0, G_OPTION_ARG_STRING, &lang, N_ ("language of the words that the program adds"),
      "L" },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &files, NULL, NULL },
    { NULL },
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (LkbBoard) board = NULL;
  g_autoptr (LkbRoundLog) log = NULL;
  g_autoptr (GPtrArray) notes = NULL;
  LkbCliLanguage language;
  const char *file;
  gboolean saved;
  int status;

  status = lkb_cli_parse (argc, argv, entries, "ROUND|BOARD -o DIR",
                          _ ("Writes study notes: a folder with the page, its tables, a blank "
                             "copy and the answers."));
  if (status >= 0)
    return status;
  if ((file = lkb_cli_take_one ("notes", files, "ROUND|BOARD")) == NULL)
    return LKB_CLI_FAILED;
  if (out == NULL)
    return lkb_cli_fail_usage ("notes", _ ("%s is missing"), "-o DIR");
  if (g_str_equal (out, "-"))
    return lkb_cli_fail_usage ("notes", _ ("notes are a folder, no stream"));
  if (!lkb_cli_check_language ("notes", lang))
    return LKB_CLI_FAILED;

  board = read_board (file, &log, &error);
  if (board == NULL)
    return lkb_cli_fail_error (error);
  if (lkb_cli_get_vocabulary (cli) == NULL)
    return LKB_CLI_FAILED;
  lkb_cli_begin_progress (cli, _ ("Drawing…"));
  language = lkb_cli_enter_language (lang);
  notes = make (cli, board, log, lang, &error);
  lkb_cli_leave_language (&language);
  lkb_cli_end_progress (cli);
  if (notes == NULL)
    {
      g_autofree char *name = lkb_cli_dup_name (out);
      return lkb_cli_fail_file (name, error->message);
    }
  g_mutex_lock (&cli->writing);
  saved = lkb_study_notes_save (notes, out, cli->cancellable, &error);
  g_mutex_unlock (&cli->writing);
  return saved ? LKB_CLI_DONE : lkb_cli_fail_error (error);
}
