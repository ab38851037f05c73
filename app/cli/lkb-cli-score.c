/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n.h>

#include "core/practice/lkb-score-report.h"
#include "lkb-cli.h"

int
lkb_cli_score (LkbCli *cli, int argc, char **argv)
{
  static const char *const formats[] = { "text", "json", NULL };
  static const char *const profiles[] = { "pm", "engineer", NULL };
  g_auto (GStrv) files = NULL;
  g_autofree char *format_word = NULL;
  g_autofree char *profile_word = NULL;
  const GOptionEntry entries[] = {
    { "format", 0, 0, G_OPTION_ARG_STRING, &format_word, N_ ("text or json"), "FORMAT" },
    { "profile", 0, 0, G_OPTION_ARG_STRING, &profile_word,
      N_ ("whose weights: pm or engineer; as the round was set up otherwise"), "P" },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &files, NULL, NULL },
    { NULL },
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (LkbRoundLog) log = NULL;
  g_autoptr (LkbScorecard) card = NULL;
  g_autofree char *report = NULL;
  LkbRoundProfile profile;
  const char *file;
  int status, format;

  status = lkb_cli_parse (argc, argv, entries, "ROUND",
                          _ ("Says what a round was worth, and what it would gain most from."));
  if (status >= 0)
    return status;
  if ((format = lkb_cli_choose ("score", "--format", format_word, formats, NULL)) < 0
      || lkb_cli_choose ("score", "--profile", profile_word, profiles, NULL) < 0
      || (file = lkb_cli_take_one ("score", files, "ROUND")) == NULL)
    return LKB_CLI_FAILED;
  if (profile_word != NULL)
    lkb_round_profile_from_string (profile_word, &profile);

  log = lkb_cli_read_log (file, &error);
  if (log == NULL)
    return lkb_cli_fail_error (error);
  if (lkb_round_log_get_setup (log) == NULL)
    {
      g_autofree char *name = lkb_cli_dup_name (file);
      return lkb_cli_fail_file (name, _ ("this is no round"));
    }
  if (lkb_cli_get_vocabulary (cli) == NULL)
    return LKB_CLI_FAILED;
  lkb_cli_begin_progress (cli, _ ("Computing…"));
  card = lkb_scorecard_new (log, lkb_cli_get_vocabulary (cli),
                            profile_word != NULL ? &profile : NULL);
  lkb_cli_end_progress (cli);
  report = format == 1 ? lkb_scorecard_to_json (card) : lkb_scorecard_to_text (card);
  return lkb_cli_print (report, LKB_CLI_DONE);
}
