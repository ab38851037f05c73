/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-cli.h"

#include <glib/gi18n.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>

typedef struct
{
  const char *name;
  LkbCliCommand run;
  const char *usage; /* after the name, as in the table of --help */
} Command;

static const Command commands[] = {
  { "check", lkb_cli_check,
    "FILE… [--format text|json|sarif] [--fail-on error|warning|hint]\n"
    "            [--profile interview|study|sketch]" },
  { "export", lkb_cli_export,
    "FILE -o OUT [--format FORMAT] [--draft] [--theme light|dark|contrast|print]\n"
    "            [--scope sheet|drawing] [--text text|outlines] [--no-source] [--transparent]\n"
    "            [--scale N] [--size PX] [--animate] [--lang L]" },
  { "analyse", lkb_cli_analyse, "FILE [--format text|json]" },
  { "convert", lkb_cli_convert, "IN -o OUT.lakeboard [--from svg|png|lakeboard]" },
  { "arrange", lkb_cli_arrange, "FILE -o OUT [--as page|flow]" },
  { "new", lkb_cli_new, "TEMPLATE -o OUT" },
  { "replay", lkb_cli_replay, "ROUND -o OUT.svg [--theme light|dark|contrast|print] [--lang L]" },
  { "history", lkb_cli_history, "[DIR] [--format text|json]" },
  { "score", lkb_cli_score, "ROUND [--format text|json] [--profile pm|engineer]" },
  { "notes", lkb_cli_notes, "ROUND|BOARD -o DIR [--lang L]" },
  { "thumbnail", lkb_cli_thumbnail, "FILE -o OUT.png [--size PX]" },
  { "templates", lkb_cli_templates, "[--format text|json]" },
  { "kinds", lkb_cli_kinds, "[--format text|json]" },
  { "rules", lkb_cli_rules, "[--format text|json|markdown]" },
};

static const char *const later_commands[] = { "diff", NULL };

static int
print_help (void)
{
  g_autoptr (GString) out = g_string_new (NULL);

  g_string_append (out, _ ("Usage: lakeboard-cli COMMAND [OPTION…] [ARGUMENT…]\n\n"));
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    g_string_append_printf (out, "  %-9s %s\n", commands[i].name, commands[i].usage);
  g_string_append (
      out, _ ("\n“-” is standard input or output. “lakeboard-cli COMMAND --help” says more.\n"
              "Status: 0 done, 1 findings, 2 wrong usage or trouble with a file.\n"));
  return lkb_cli_print (out->str, LKB_CLI_DONE);
}

static int
run (int argc, char **argv)
{
  const char *name = argc > 1 ? argv[1] : NULL;
  LkbCli *cli;
  int status;

  if (name == NULL)
    return lkb_cli_fail (_ ("no command given; see “lakeboard-cli --help”"));
  if (g_str_equal (name, "--help") || g_str_equal (name, "-h") || g_str_equal (name, "help"))
    return print_help ();
  if (g_str_equal (name, "--version"))
    return lkb_cli_print ("lakeboard-cli " LKB_VERSION "\n", LKB_CLI_DONE);

  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    if (g_str_equal (name, commands[i].name))
      {
        cli = lkb_cli_context_new ();
        status = commands[i].run (cli, argc - 1, argv + 1);
        lkb_cli_context_free (cli);
        return status;
      }

  g_autofree char *shown = lkb_cli_dup_name (name);
  if (g_strv_contains (later_commands, name))
    return lkb_cli_fail (_ ("%s: not available in this version"), shown);
  return lkb_cli_fail (_ ("“%s” is not a command; see “lakeboard-cli --help”"), shown);
}

int
main (int argc, char **argv)
{
  /* A build folder has its translations elsewhere. */
  const char *translations = g_getenv ("LKB_LOCALE_DIR");

  bindtextdomain (GETTEXT_PACKAGE, translations != NULL ? translations : LKB_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  /* GLib decides at the first use, and for good, whether there are translations. Asked in the C locale it says yes, so
   * that "export --lang" works in every other one. */
  (void) g_dgettext (GETTEXT_PACKAGE, "Usage");
  setlocale (LC_ALL, "");
  /* Figures are written in the C locale everywhere. */
  setlocale (LC_NUMERIC, "C");
  g_set_prgname ("lakeboard-cli");
  return run (argc, argv);
}
