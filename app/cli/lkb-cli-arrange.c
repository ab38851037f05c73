/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-cli.h"

#include <glib/gi18n.h>

#include "core/formats/lkb-board-file.h"
#include "core/picture/lkb-scene-arrange.h"

static gboolean
arrange (LkbCli *cli, LkbBoard *board, LkbArrangement arrangement, GError **error)
{
  LkbSceneJob *job = NULL;
  /* The cards as they will be drawn, with what the numbers say. The lines between them as they stand
   * now are of no use. */
  g_autoptr (LkbAnalysis) analysis = lkb_analysis_new (board, NULL);
  g_autoptr (LkbScene) scene = lkb_scene_new_quickly (lkb_cli_get_measurer (cli), board, analysis,
                                                      &job);
  g_autoptr (LkbChange) change = NULL;
  GError *local_error = NULL;

  change = lkb_scene_dup_arrangement (scene, board, arrangement, lkb_cli_get_cancellable (cli),
                                      &local_error);
  g_clear_pointer (&job, lkb_scene_job_free);
  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return FALSE;
    }
  return change == NULL || lkb_board_apply (board, change, error);
}

int
lkb_cli_arrange (LkbCli *cli, int argc, char **argv)
{
  static const char *const words[] = { "page", "flow", NULL };
  g_auto (GStrv) files = NULL;
  g_autofree char *out = NULL;
  g_autofree char *word = NULL;
  const GOptionEntry entries[] = {
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &out, N_ ("where to write the board"), "OUT" },
    { "as", 0, 0, G_OPTION_ARG_STRING, &word,
      N_ ("page: columns for one page; flow: left to right"), "page|flow" },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &files, NULL, NULL },
    { NULL },
  };
  LkbArrangement arrangement = LKB_ARRANGEMENT_PAGE;
  g_autoptr (GError) error = NULL;
  g_autoptr (LkbBoard) board = NULL;
  g_autoptr (GBytes) bytes = NULL;
  const char *file;
  gboolean arranged;
  int status;

  status = lkb_cli_parse (argc, argv, entries, "FILE -o OUT",
                          _ ("Gives the nodes new places; pinned ones stay."));
  if (status >= 0)
    return status;
  if (lkb_cli_choose ("arrange", "--as", word, words, NULL) < 0
      || (file = lkb_cli_take_one ("arrange", files, "FILE")) == NULL)
    return LKB_CLI_FAILED;
  if (out == NULL)
    return lkb_cli_fail_usage ("arrange", _ ("%s is missing"), "-o OUT");
  if (!lkb_cli_check_board_output ("arrange", out))
    return LKB_CLI_FAILED;
  if (word != NULL)
    lkb_arrangement_from_string (word, &arrangement);

  board = lkb_cli_read_board (file, NULL, &error);
  if (board == NULL)
    return lkb_cli_fail_error (error);
  lkb_cli_begin_progress (cli, _ ("Arranging…"));
  arranged = arrange (cli, board, arrangement, &error);
  lkb_cli_end_progress (cli);
  if (!arranged)
    {
      g_autofree char *name = lkb_cli_dup_name (file);
      return lkb_cli_fail_file (name, error->message);
    }
  bytes = lkb_board_file_write (board);
  return lkb_cli_write (cli, out, bytes) ? LKB_CLI_DONE : LKB_CLI_FAILED;
}
