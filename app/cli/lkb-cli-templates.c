/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-cli.h"

#include <glib/gi18n.h>

#include "core/formats/lkb-report.h"

int
lkb_cli_templates (LkbCli *cli, int argc, char **argv)
{
  static const char *const formats[] = { "text", "json", NULL };
  g_auto (GStrv) rest = NULL;
  g_autofree char *format_word = NULL;
  const GOptionEntry entries[] = {
    { "format", 0, 0, G_OPTION_ARG_STRING, &format_word, N_ ("text or json"), "FORMAT" },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &rest, NULL, NULL },
    { NULL },
  };
  g_autoptr (GPtrArray) templates = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *report = NULL;
  int status, format;

  status = lkb_cli_parse (argc, argv, entries, "",
                          _ ("Lists the templates that “new” begins from."));
  if (status >= 0)
    return status;
  if ((format = lkb_cli_choose ("templates", "--format", format_word, formats, NULL)) < 0)
    return LKB_CLI_FAILED;
  if (rest != NULL && rest[0] != NULL)
    return lkb_cli_fail_usage ("templates", _ ("takes no argument"));

  templates = lkb_data_dirs_list_templates (lkb_cli_get_dirs (cli), &error);
  if (templates == NULL)
    return lkb_cli_fail_error (error);
  report = format == 1 ? lkb_report_templates_json (templates)
                       : lkb_report_templates_text (templates);
  return lkb_cli_print (report, LKB_CLI_DONE);
}
