/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n.h>

#include "core/practice/lkb-round-history.h"
#include "lkb-cli.h"

/* What is the matter with the files, one line each; returns the exit status: something only where one cannot be read. */
static int
tell_trouble (GPtrArray *rounds)
{
  int status = LKB_CLI_DONE;

  for (guint i = 0; i < rounds->len; i++)
    {
      const LkbPastRound *round = g_ptr_array_index (rounds, i);

      if (round->log != NULL && lkb_recording_is_damaged (lkb_round_log_get_recording (round->log)))
        {
          g_autofree char *name = lkb_cli_dup_name (round->path);
          lkb_cli_fail_file (name, _ ("damaged lines were passed over"));
        }
      if (round->error == NULL)
        continue;
      const GError error = { .message = round->error };
      status = lkb_cli_fail_error (&error);
    }
  return status;
}

int
lkb_cli_history (LkbCli *cli, int argc, char **argv)
{
  static const char *const formats[] = { "text", "json", NULL };
  g_auto (GStrv) folders = NULL;
  g_autofree char *format_word = NULL;
  const GOptionEntry entries[] = {
    { "format", 0, 0, G_OPTION_ARG_STRING, &format_word, N_ ("text or json"), "FORMAT" },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &folders, NULL, NULL },
    { NULL },
  };
  g_autofree char *usual = g_build_filename (g_get_user_state_dir (), "lakeboard", "rounds", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rounds = NULL;
  g_autofree char *report = NULL;
  const char *folder = usual;
  int status, format;

  status = lkb_cli_parse (argc, argv, entries, "[DIR]",
                          _ ("Lists the rounds in a folder, the latest first; your own if none is "
                             "named."));
  if (status >= 0)
    return status;
  if ((format = lkb_cli_choose ("history", "--format", format_word, formats, NULL)) < 0)
    return LKB_CLI_FAILED;
  if (folders != NULL && folders[0] != NULL
      && (folder = lkb_cli_take_one ("history", folders, "DIR")) == NULL)
    return LKB_CLI_FAILED;
  if (lkb_cli_get_vocabulary (cli) == NULL)
    return LKB_CLI_FAILED;

  lkb_cli_begin_progress (cli, _ ("Computing…"));
  rounds = lkb_round_history_read (folder, lkb_cli_get_vocabulary (cli),
                                   lkb_cli_get_cancellable (cli), &error);
  lkb_cli_end_progress (cli);
  /* Nobody has practised yet. */
  if (rounds == NULL && folder == usual
      && g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOENT))
    rounds = g_ptr_array_new ();
  if (rounds == NULL)
    {
      g_autofree char *name = lkb_cli_dup_name (folder);
      return lkb_cli_fail_file (name, g_strerror (error->code == G_FILE_ERROR_NOENT    ? ENOENT
                                                  : error->code == G_FILE_ERROR_NOTDIR ? ENOTDIR
                                                                                       : EACCES));
    }
  report = format == 1 ? lkb_round_history_to_json (rounds) : lkb_round_history_to_text (rounds);
  status = tell_trouble (rounds);
  return lkb_cli_print (report, status);
}
