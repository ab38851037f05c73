/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-cli.h"

#include <glib/gi18n.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "core/formats/lkb-output.h"
#include "core/formats/lkb-report.h"
#include "core/picture/lkb-cairo-painter.h"

static const char *const later_words[] = { "mermaid",   "dot",         "markdown",
                                           "csv-nodes", "csv-edges",   "odcs",
                                           "drawio",    "openlineage", NULL };
static const char *const later_endings[] = { ".mmd", ".dot", ".md", ".drawio", NULL };

typedef struct
{
  char **files;
  char *out;
  char *format_word;
  gboolean draft;
  char *theme_word;
  char *scope_word;
  char *text_word;
  gboolean no_source;
  gboolean transparent;
  double scale; /* NAN = not given */
  int size; /* -1 = not given */
  gboolean animate;
  char *lang;

  /* What the words stand for. */
  const char *file;
  LkbOutput output;
  LkbThemeId theme;
  gboolean drawing_only;
  gboolean outlines;
} Options;

static void
clear_options (Options *options)
{
  g_strfreev (options->files);
  g_free (options->out);
  g_free (options->format_word);
  g_free (options->theme_word);
  g_free (options->scope_word);
  g_free (options->text_word);
  g_free (options->lang);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, clear_options)

static int
fail_later (const char *what)
{
  lkb_cli_fail (_ ("export: %s: format not available in this version"), what);
  return -1;
}

/* By --format, else by the ending of OUT; -1 after an error line. */
static int
choose_format (const Options *options)
{
  g_auto (GStrv) words = lkb_output_dup_words ();
  g_autofree char *lower = g_ascii_strdown (options->out, -1);
  g_autofree char *shown = lkb_cli_dup_name (options->out);
  LkbOutput output = LKB_OUTPUT_SVG;

  if (options->format_word != NULL)
    return lkb_cli_choose ("export", "--format", options->format_word, (const char *const *) words,
                           later_words);
  if (g_str_equal (options->out, "-") || lkb_output_from_path (options->out, &output))
    return output;
  for (guint i = 0; later_endings[i] != NULL; i++)
    if (g_str_has_suffix (lower, later_endings[i]))
      return fail_later (shown);
  lkb_cli_fail_usage ("export", _ ("the ending of %s does not say which --format"), shown);
  return -1;
}

static gboolean
understand (Options *options)
{
  static const char *const scopes[] = { "sheet", "drawing", NULL };
  static const char *const texts[] = { "text", "outlines", NULL };
  static const char *const themes[] = { "light", "dark", "contrast", "print", NULL };
  int choice;

  if ((options->file = lkb_cli_take_one ("export", options->files, "FILE")) == NULL)
    return FALSE;
  if (options->out == NULL)
    {
      lkb_cli_fail_usage ("export", _ ("%s is missing"), "-o OUT");
      return FALSE;
    }
  if ((choice = choose_format (options)) < 0)
    return FALSE;
  options->output = (LkbOutput) choice;
  if (lkb_cli_choose ("export", "--theme", options->theme_word, themes, NULL) < 0)
    return FALSE;
  options->theme = LKB_THEME_LIGHT;
  if (options->theme_word != NULL)
    lkb_theme_id_from_string (options->theme_word, &options->theme);
  if ((choice = lkb_cli_choose ("export", "--scope", options->scope_word, scopes, NULL)) < 0)
    return FALSE;
  options->drawing_only = choice == 1;
  if ((choice = lkb_cli_choose ("export", "--text", options->text_word, texts, NULL)) < 0)
    return FALSE;
  options->outlines = choice == 1;

  if (options->animate && options->output != LKB_OUTPUT_SVG)
    lkb_cli_fail_usage ("export", _ ("%s is for SVG"), "--animate");
  else if (!isnan (options->scale) && !(options->scale > 0 && options->scale <= 100))
    lkb_cli_fail_usage ("export", _ ("%s must be more than 0 and at most %d"), "--scale", 100);
  else if (options->size != -1 && (options->size < 1 || options->size > LKB_IMAGE_SIDE_MAX))
    lkb_cli_fail_usage ("export", _ ("%s must be more than 0 and at most %d"), "--size",
                        LKB_IMAGE_SIDE_MAX);
  else
    return lkb_cli_check_language ("export", options->lang);
  return FALSE;
}

/* The bytes of the export; NULL with @error, or without when the gate holds it back (then @held are the findings). */
static GBytes *
make (LkbCli *cli, const Options *options, LkbBoard *board, LkbFindings **held, GError **error)
{
  const LkbOutputInfo *info = lkb_output_get_info (options->output);
  g_autoptr (LkbAnalysis) analysis = lkb_analysis_new (board, NULL);
  g_autoptr (LkbScene) scene = lkb_scene_new (lkb_cli_get_measurer (cli), board, analysis);
  g_autofree char *language = lkb_cli_dup_language (options->lang);
  LkbOutputOptions output = { .theme = options->theme,
                              .drawing_only = options->drawing_only,
                              .outlines = options->outlines,
                              .animate = options->animate,
                              .no_source = options->no_source,
                              .transparent = options->transparent,
                              .scale = isnan (options->scale) ? 1 : options->scale,
                              .size = (guint) MAX (options->size, 0),
                              .language = language };

  if (lkb_export_is_gated (info->word))
    {
      g_autoptr (LkbFindings) findings = lkb_cli_run_rules (cli, board, analysis, scene, NULL);

      output.n_to_fix = lkb_findings_get_n_blocking (findings);
      if (output.n_to_fix > 0 && !options->draft)
        {
          *held = g_steal_pointer (&findings);
          return NULL;
        }
    }
  return lkb_output_create (board, scene, analysis, lkb_cli_get_vocabulary (cli), options->output,
                            &output, lkb_cli_get_cancellable (cli), error);
}

static int
print_held (const char *path, const LkbFindings *findings)
{
  g_autofree char *name = lkb_cli_dup_name (path);

  for (guint i = 0; i < lkb_findings_get_n_blocking (findings); i++)
    {
      g_autofree char *line = lkb_report_finding_line (name, lkb_findings_get_nth (findings, i));
      fprintf (stderr, "%s\n", line);
    }
  return LKB_CLI_FINDINGS;
}

int
lkb_cli_export (LkbCli *cli, int argc, char **argv)
{
  g_auto (Options) options = { .scale = NAN, .size = -1 };
  g_auto (GStrv) words = lkb_output_dup_words ();
  g_autofree char *formats = g_strjoinv ("|", words);
  const GOptionEntry entries[] = {
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &options.out, N_ ("where to write the picture"),
      "OUT" },
    { "format", 0, 0, G_OPTION_ARG_STRING, &options.format_word,
      N_ ("by the ending of OUT otherwise"), formats },
    { "draft", 0, 0, G_OPTION_ARG_NONE, &options.draft,
      N_ ("export with errors too, stamped as a draft"), NULL },
    { "theme", 0, 0, G_OPTION_ARG_STRING, &options.theme_word,
      N_ ("light, dark, contrast or print"), "THEME" },
    { "scope", 0, 0, G_OPTION_ARG_STRING, &options.scope_word,
      N_ ("sheet: the whole page; drawing: without title and budgets"), "SCOPE" },
    { "text", 0, 0, G_OPTION_ARG_STRING, &options.text_word,
      N_ ("text, or outlines that need no font (SVG)"), "TEXT" },
    { "no-source", 0, 0, G_OPTION_ARG_NONE, &options.no_source,
      N_ ("leave the board itself out of an SVG or PNG"), NULL },
    { "transparent", 0, 0, G_OPTION_ARG_NONE, &options.transparent, N_ ("no background"), NULL },
    { "scale", 0, 0, G_OPTION_ARG_DOUBLE, &options.scale, N_ ("size of a unit, 1 is 96 dpi"), "N" },
    { "size", 0, 0, G_OPTION_ARG_INT, &options.size, N_ ("pixels of the longer side"), "PX" },
    { "animate", 0, 0, G_OPTION_ARG_NONE, &options.animate,
      N_ ("let the main path build up, once (SVG)"), NULL },
    { "lang", 0, 0, G_OPTION_ARG_STRING, &options.lang,
      N_ ("language of the words that the program adds"), "L" },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options.files, NULL, NULL },
    { NULL },
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (LkbBoard) board = NULL;
  g_autoptr (LkbFindings) held = NULL;
  g_autoptr (GBytes) bytes = NULL;
  LkbCliLanguage language;
  int status;

  status = lkb_cli_parse (argc, argv, entries, "FILE -o OUT",
                          _ ("Draws a board. Errors hold the export back; see “check”."));
  if (status >= 0)
    return status;
  if (!understand (&options))
    return LKB_CLI_FAILED;

  board = lkb_cli_read_board (options.file, NULL, &error);
  if (board == NULL)
    return lkb_cli_fail_error (error);
  if (lkb_cli_get_vocabulary (cli) == NULL)
    return LKB_CLI_FAILED;

  lkb_cli_begin_progress (cli, _ ("Drawing…"));
  language = lkb_cli_enter_language (options.lang);
  bytes = make (cli, &options, board, &held, &error);
  lkb_cli_leave_language (&language);
  lkb_cli_end_progress (cli);
  if (held != NULL)
    return print_held (options.file, held);
  if (bytes == NULL)
    {
      g_autofree char *name = lkb_cli_dup_name (options.out);
      return lkb_cli_fail_file (name, error->message);
    }
  return lkb_cli_write (cli, options.out, bytes) ? LKB_CLI_DONE : LKB_CLI_FAILED;
}
