/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-cli.h"

#include <glib/gi18n.h>
#include <locale.h>

#include "core/formats/lkb-report.h"
#include "core/picture/lkb-sheet.h"

typedef struct
{
  char *name;
  LkbFindings *findings;
  char *error;
} Checked;

static void
clear_checked (gpointer data)
{
  Checked *checked = data;

  g_free (checked->name);
  g_clear_pointer (&checked->findings, lkb_findings_unref);
  g_free (checked->error);
}

LkbFindings *
lkb_cli_run_rules (LkbCli *cli, LkbBoard *board, const LkbAnalysis *analysis, LkbScene *scene,
                   const LkbProfile *profile)
{
  LkbRuleContext context = { .vocabulary = lkb_cli_get_vocabulary (cli), .profile = profile };
  g_autoptr (LkbScene) own_scene = NULL;
  g_autoptr (LkbSheet) sheet = NULL;
  LkbPageFacts page = { 0 };

  if (context.vocabulary == NULL)
    return NULL;
  /* Laying out a large board takes time; only the rules of the page need it. */
  if (lkb_rules_lookup ("PAG001") != NULL)
    {
      if (scene == NULL)
        scene = own_scene = lkb_scene_new (lkb_cli_get_measurer (cli), board, analysis);
      sheet = lkb_sheet_new (scene, board, analysis, context.vocabulary, NULL);
      page.can_judge = lkb_text_measurer_has_board_font (lkb_scene_get_measurer (scene));
      page.smallest_pt = lkb_sheet_get_smallest_text_pt (sheet);
      page.overlaps = lkb_sheet_get_overlaps (sheet);
      page.cuts = lkb_sheet_get_cuts (sheet);
      context.page = &page;
    }
  return lkb_rules_run (board, analysis, &context);
}

/* FALSE after an error line that concerns more than this file. */
static gboolean
check_file (LkbCli *cli, const char *path, const LkbProfile *profile, Checked *checked)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LkbBoard) board = NULL;
  g_autoptr (LkbAnalysis) analysis = NULL;

  checked->name = lkb_cli_dup_name (path);
  board = lkb_cli_read_board (path, NULL, &error);
  if (board == NULL)
    {
      checked->error = g_strdup (error->message);
      lkb_cli_fail_error (error);
      return TRUE;
    }
  analysis = lkb_analysis_new (board, NULL);
  checked->findings = lkb_cli_run_rules (cli, board, analysis, NULL, profile);
  return checked->findings != NULL;
}

static int
get_status (GArray *all, LkbSeverity fail_on)
{
  int status = LKB_CLI_DONE;

  for (guint i = 0; i < all->len; i++)
    {
      const Checked *checked = &g_array_index (all, Checked, i);

      if (checked->findings == NULL)
        return LKB_CLI_FAILED;
      for (LkbSeverity severity = 0; severity <= fail_on; severity++)
        if (lkb_findings_count (checked->findings, severity) > 0)
          status = LKB_CLI_FINDINGS;
    }
  return status;
}

int
lkb_cli_check (LkbCli *cli, int argc, char **argv)
{
  static const char *const formats[] = { "text", "json", "sarif", NULL };
  static const char *const severities[] = { "error", "warning", "hint", NULL };
  static const char *const profiles[] = { "interview", "study", "sketch", NULL };
  g_auto (GStrv) files = NULL;
  g_autofree char *format_word = NULL;
  g_autofree char *fail_on_word = NULL;
  g_autofree char *profile_word = NULL;
  const GOptionEntry entries[] = {
    { "format", 0, 0, G_OPTION_ARG_STRING, &format_word, N_ ("text, json or sarif"), "FORMAT" },
    { "fail-on", 0, 0, G_OPTION_ARG_STRING, &fail_on_word,
      N_ ("status 1 from this severity on: error, warning, hint"), "SEVERITY" },
    { "profile", 0, 0, G_OPTION_ARG_STRING, &profile_word,
      N_ ("interview, study or sketch instead of the board’s own"), "PROFILE" },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &files, NULL, NULL },
    { NULL },
  };
  g_autoptr (GArray) all = g_array_new (FALSE, TRUE, sizeof (Checked));
  g_autoptr (GArray) shown = g_array_new (FALSE, TRUE, sizeof (LkbCheckedFile));
  g_autofree char *report = NULL;
  const LkbCheckedFile *checked_files;
  LkbProfile profile = LKB_PROFILE_INTERVIEW;
  LkbSeverity severity = LKB_SEVERITY_ERROR;
  gboolean ok = TRUE;
  int status, format;

  g_array_set_clear_func (all, clear_checked);
  status = lkb_cli_parse (argc, argv, entries, "FILE…",
                          _ ("Says what is missing or wrong on a board."));
  if (status >= 0)
    return status;
  if ((format = lkb_cli_choose ("check", "--format", format_word, formats, NULL)) < 0
      || lkb_cli_choose ("check", "--fail-on", fail_on_word, severities, NULL) < 0
      || lkb_cli_choose ("check", "--profile", profile_word, profiles, NULL) < 0)
    return LKB_CLI_FAILED;
  if (fail_on_word != NULL)
    lkb_severity_from_string (fail_on_word, &severity);
  if (profile_word != NULL)
    lkb_profile_from_string (profile_word, &profile);
  if (files == NULL || files[0] == NULL)
    return lkb_cli_fail_usage ("check", _ ("%s is missing"), "FILE");

  /* The errors of files stand in the report, which is the same on every machine. */
  if (format != 0)
    setlocale (LC_MESSAGES, "C");
  lkb_cli_begin_progress (cli, _ ("Checking…"));
  for (guint i = 0; ok && files[i] != NULL; i++)
    {
      g_array_set_size (all, i + 1);
      ok = check_file (cli, files[i], profile_word ? &profile : NULL,
                       &g_array_index (all, Checked, i));
    }
  lkb_cli_end_progress (cli);
  if (!ok)
    return LKB_CLI_FAILED;

  for (guint i = 0; i < all->len; i++)
    {
      const Checked *checked = &g_array_index (all, Checked, i);
      LkbCheckedFile file = { checked->name, checked->findings, checked->error };

      g_array_append_val (shown, file);
    }
  checked_files = (const LkbCheckedFile *) (void *) shown->data;
  report = format == 2   ? lkb_report_check_sarif (checked_files, shown->len, LKB_VERSION)
           : format == 1 ? lkb_report_check_json (checked_files, shown->len)
                         : lkb_report_check_text (checked_files, shown->len);
  return lkb_cli_print (report, get_status (all, severity));
}
