/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-cli.h"

#include <glib/gi18n.h>

#include "core/formats/lkb-output.h"
#include "core/picture/lkb-cairo-painter.h"

#define DEFAULT_SIZE 256

/* What a file manager shows of a board: nothing holds it back, it is no page that leaves the house. */
int
lkb_cli_thumbnail (LkbCli *cli, int argc, char **argv)
{
  g_auto (GStrv) files = NULL;
  g_autofree char *out = NULL;
  int size = DEFAULT_SIZE;
  const GOptionEntry entries[] = {
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &out, N_ ("where to write the PNG"), "OUT" },
    { "size", 0, 0, G_OPTION_ARG_INT, &size, N_ ("pixels of the longer side"), "PX" },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &files, NULL, NULL },
    { NULL },
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (LkbBoard) board = NULL;
  g_autoptr (LkbAnalysis) analysis = NULL;
  g_autoptr (GBytes) bytes = NULL;
  LkbOutputOptions options = { .no_source = TRUE };
  const char *file;
  int status;

  status = lkb_cli_parse (argc, argv, entries, "FILE -o OUT",
                          _ ("Draws the page small, as a PNG, for file managers."));
  if (status >= 0)
    return status;
  if ((file = lkb_cli_take_one ("thumbnail", files, "FILE")) == NULL)
    return LKB_CLI_FAILED;
  if (out == NULL)
    return lkb_cli_fail_usage ("thumbnail", _ ("%s is missing"), "-o OUT");
  if (size < 1 || size > LKB_IMAGE_SIDE_MAX)
    return lkb_cli_fail_usage ("thumbnail", _ ("%s must be more than 0 and at most %d"), "--size",
                               LKB_IMAGE_SIDE_MAX);

  board = lkb_cli_read_board (file, NULL, &error);
  if (board == NULL)
    return lkb_cli_fail_error (error);
  analysis = lkb_analysis_new (board, NULL);
  options.size = (guint) size;
  bytes = lkb_output_create (board, NULL, analysis, lkb_cli_get_vocabulary (cli), LKB_OUTPUT_PNG,
                             &options, lkb_cli_get_cancellable (cli), &error);
  if (bytes == NULL)
    {
      g_autofree char *name = lkb_cli_dup_name (out);
      return lkb_cli_fail_file (name, error->message);
    }
  return lkb_cli_write (cli, out, bytes) ? LKB_CLI_DONE : LKB_CLI_FAILED;
}
