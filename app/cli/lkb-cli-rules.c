/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-cli.h"

#include <glib/gi18n.h>

#include "core/formats/lkb-report.h"

int
lkb_cli_rules (LkbCli *cli, int argc, char **argv)
{
  static const char *const formats[] = { "text", "json", "markdown", NULL };
  g_auto (GStrv) rest = NULL;
  g_autofree char *format_word = NULL;
  const GOptionEntry entries[] = {
    { "format", 0, 0, G_OPTION_ARG_STRING, &format_word, N_ ("text, json or markdown"), "FORMAT" },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &rest, NULL, NULL },
    { NULL },
  };
  g_autofree char *report = NULL;
  int status, format;

  status = lkb_cli_parse (argc, argv, entries, "", _ ("Lists what “check” looks at."));
  if (status >= 0)
    return status;
  if ((format = lkb_cli_choose ("rules", "--format", format_word, formats, NULL)) < 0)
    return LKB_CLI_FAILED;
  if (rest != NULL && rest[0] != NULL)
    return lkb_cli_fail_usage ("rules", _ ("takes no argument"));

  report = format == 2   ? lkb_report_rules_markdown ()
           : format == 1 ? lkb_report_rules_json ()
                         : lkb_report_rules_text ();
  return lkb_cli_print (report, LKB_CLI_DONE);
}
