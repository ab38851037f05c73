/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-cli.h"

#include <glib/gi18n.h>

#include "core/formats/lkb-board-file.h"

int
lkb_cli_new (LkbCli *cli, int argc, char **argv)
{
  g_auto (GStrv) ids = NULL;
  g_autofree char *out = NULL;
  const GOptionEntry entries[] = {
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &out, N_ ("where to write the board"), "OUT" },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &ids, NULL, NULL },
    { NULL },
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (LkbBoard) board = NULL;
  g_autoptr (GBytes) bytes = NULL;
  const char *id;
  int status;

  status = lkb_cli_parse (argc, argv, entries, "TEMPLATE -o OUT",
                          _ ("Begins a board from a template; “templates” lists them."));
  if (status >= 0)
    return status;
  if ((id = lkb_cli_take_one ("new", ids, "TEMPLATE")) == NULL)
    return LKB_CLI_FAILED;
  if (out == NULL)
    return lkb_cli_fail_usage ("new", _ ("%s is missing"), "-o OUT");
  if (!lkb_cli_check_board_output ("new", out))
    return LKB_CLI_FAILED;

  board = lkb_data_dirs_load_template (lkb_cli_get_dirs (cli), id, &error);
  if (board == NULL && g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    return lkb_cli_fail_usage ("new", "%s", error->message);
  if (board == NULL)
    return lkb_cli_fail_error (error);
  bytes = lkb_board_file_write (board);
  return lkb_cli_write (cli, out, bytes) ? LKB_CLI_DONE : LKB_CLI_FAILED;
}
