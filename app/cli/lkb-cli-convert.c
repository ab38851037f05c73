/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-cli.h"

#include <glib/gi18n.h>
#include <string.h>

#include "core/formats/lkb-board-file.h"

static const char *const later_words[]
    = { "mermaid", "dot", "drawio", "csv", "edges", "dbt", NULL };
static const char *const later_endings[] = { ".mmd", ".dot", ".drawio", ".csv", ".txt", NULL };

static gboolean
is_for_later (const char *path)
{
  g_autofree char *lower = g_ascii_strdown (path, -1);

  for (guint i = 0; later_endings[i] != NULL; i++)
    if (g_str_has_suffix (lower, later_endings[i]))
      return TRUE;
  return FALSE;
}

int
lkb_cli_convert (LkbCli *cli, int argc, char **argv)
{
  static const char *const words[] = { "svg", "png", "lakeboard", NULL };
  g_auto (GStrv) files = NULL;
  g_autofree char *out = NULL;
  g_autofree char *from = NULL;
  const GOptionEntry entries[] = {
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &out, N_ ("where to write the board"), "OUT" },
    { "from", 0, 0, G_OPTION_ARG_STRING, &from,
      N_ ("svg, png or lakeboard; told from the content otherwise"), "FORMAT" },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &files, NULL, NULL },
    { NULL },
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (LkbBoard) board = NULL;
  g_autoptr (GBytes) bytes = NULL;
  const char *file;
  int status;

  status = lkb_cli_parse (
      argc, argv, entries, "IN -o OUT.lakeboard",
      _ ("Takes the board out of an exported SVG or PNG, or brings a board file "
         "into its canonical form."));
  if (status >= 0)
    return status;
  if (lkb_cli_choose ("convert", "--from", from, words, later_words) < 0
      || (file = lkb_cli_take_one ("convert", files, "IN")) == NULL)
    return LKB_CLI_FAILED;
  if (out == NULL)
    return lkb_cli_fail_usage ("convert", _ ("%s is missing"), "-o OUT");
  if (!lkb_cli_check_board_output ("convert", out))
    return LKB_CLI_FAILED;
  if (from == NULL && is_for_later (file))
    {
      g_autofree char *name = lkb_cli_dup_name (file);
      return lkb_cli_fail (_ ("%s: format not available in this version"), name);
    }

  board = lkb_cli_read_board (file, from, &error);
  if (board == NULL)
    return lkb_cli_fail_error (error);
  bytes = lkb_board_file_write (board);
  return lkb_cli_write (cli, out, bytes) ? LKB_CLI_DONE : LKB_CLI_FAILED;
}
