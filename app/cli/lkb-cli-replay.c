/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-cli.h"

#include <glib/gi18n.h>

#include "core/practice/lkb-replay.h"

/* A film of the last board's page; (transfer full): NULL with @error. */
static GBytes *
make (LkbCli *cli, LkbRoundLog *log, LkbThemeId theme, const char *lang, GError **error)
{
  g_autoptr (LkbReplay) replay = lkb_replay_new (log);
  g_autoptr (LkbBoard) board = lkb_replay_dup_board (replay, lkb_replay_get_n (replay));
  g_autoptr (LkbAnalysis) analysis = lkb_analysis_new (board, NULL);
  g_autoptr (LkbFindings) findings = lkb_cli_run_rules (cli, board, analysis, NULL, NULL);
  g_autofree char *language = lkb_cli_dup_language (lang);

  return lkb_replay_write_svg (replay, lkb_cli_get_vocabulary (cli), theme,
                               lkb_findings_get_n_blocking (findings), language,
                               lkb_cli_get_cancellable (cli), error);
}

int
lkb_cli_replay (LkbCli *cli, int argc, char **argv)
{
  static const char *const themes[] = { "light", "dark", "contrast", "print", NULL };
  g_auto (GStrv) files = NULL;
  g_autofree char *out = NULL;
  g_autofree char *theme_word = NULL;
  g_autofree char *lang = NULL;
  const GOptionEntry entries[] = {
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &out, N_ ("where to write the picture"), "OUT" },
    { "theme", 0, 0, G_OPTION_ARG_STRING, &theme_word, N_ ("light, dark, contrast or print"),
      "THEME" },
    { "lang", 0, 0, G_OPTION_ARG_STRING, &lang, N_ ("language of the words that the program adds"),
      "L" },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &files, NULL, NULL },
    { NULL },
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (LkbRoundLog) log = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *lower = NULL;
  LkbThemeId theme = LKB_THEME_LIGHT;
  LkbCliLanguage language;
  const char *file;
  int status;

  status = lkb_cli_parse (argc, argv, entries, "ROUND -o OUT.svg",
                          _ ("Draws how a board came to be: the page of a round, built up once."));
  if (status >= 0)
    return status;
  if ((file = lkb_cli_take_one ("replay", files, "ROUND")) == NULL)
    return LKB_CLI_FAILED;
  if (out == NULL)
    return lkb_cli_fail_usage ("replay", _ ("%s is missing"), "-o OUT");
  lower = g_ascii_strdown (out, -1);
  if (!g_str_equal (out, "-") && !g_str_has_suffix (lower, ".svg"))
    return lkb_cli_fail_usage ("replay", _ ("%s is for SVG"), "-o");
  if (lkb_cli_choose ("replay", "--theme", theme_word, themes, NULL) < 0
      || !lkb_cli_check_language ("replay", lang))
    return LKB_CLI_FAILED;
  if (theme_word != NULL)
    lkb_theme_id_from_string (theme_word, &theme);

  log = lkb_cli_read_log (file, &error);
  if (log == NULL)
    return lkb_cli_fail_error (error);
  if (lkb_cli_get_vocabulary (cli) == NULL)
    return LKB_CLI_FAILED;
  lkb_cli_begin_progress (cli, _ ("Drawing…"));
  language = lkb_cli_enter_language (lang);
  bytes = make (cli, log, theme, lang, &error);
  lkb_cli_leave_language (&language);
  lkb_cli_end_progress (cli);
  if (bytes == NULL)
    {
      g_autofree char *name = lkb_cli_dup_name (out);
      return lkb_cli_fail_file (name, error->message);
    }
  return lkb_cli_write (cli, out, bytes) ? LKB_CLI_DONE : LKB_CLI_FAILED;
}
