/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-cli.h"

#include <glib/gi18n.h>

#include "core/formats/lkb-report.h"

int
lkb_cli_analyse (LkbCli *cli, int argc, char **argv)
{
  static const char *const formats[] = { "text", "json", NULL };
  g_auto (GStrv) files = NULL;
  g_autofree char *format_word = NULL;
  const GOptionEntry entries[] = {
    { "format", 0, 0, G_OPTION_ARG_STRING, &format_word, N_ ("text or json"), "FORMAT" },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &files, NULL, NULL },
    { NULL },
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (LkbBoard) board = NULL;
  g_autoptr (LkbAnalysis) analysis = NULL;
  g_autofree char *report = NULL;
  const char *file;
  int status, format;

  status = lkb_cli_parse (argc, argv, entries, "FILE",
                          _ ("Computes latency, freshness, load, availability and cost."));
  if (status >= 0)
    return status;
  if ((format = lkb_cli_choose ("analyse", "--format", format_word, formats, NULL)) < 0
      || (file = lkb_cli_take_one ("analyse", files, "FILE")) == NULL)
    return LKB_CLI_FAILED;

  board = lkb_cli_read_board (file, NULL, &error);
  if (board == NULL)
    return lkb_cli_fail_error (error);
  lkb_cli_begin_progress (cli, _ ("Computing…"));
  analysis = lkb_analysis_new (board, NULL);
  lkb_cli_end_progress (cli);
  report = format == 1 ? lkb_report_analysis_json (analysis)
                       : lkb_report_analysis_text (board, analysis);
  return lkb_cli_print (report, LKB_CLI_DONE);
}
