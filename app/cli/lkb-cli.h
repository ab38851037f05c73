/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "core/analysis/lkb-analysis.h"
#include "core/formats/lkb-data.h"
#include "core/picture/lkb-scene.h"
#include "core/practice/lkb-round-log.h"
#include "core/rules/lkb-rules.h"

G_BEGIN_DECLS

/** Exit statuses, the same for every command. */
enum
{
  LKB_CLI_DONE = 0,
  LKB_CLI_FINDINGS = 1,
  LKB_CLI_FAILED = 2,
};

/** LkbCli: what a run of the program hands to its command. */
typedef struct _LkbCli LkbCli;

/** LkbCliCommand: @argv[0] is the command's name; returns the exit status. */
typedef int (*LkbCliCommand) (LkbCli *cli, int argc, char **argv);

int lkb_cli_analyse (LkbCli *cli, int argc, char **argv);
int lkb_cli_arrange (LkbCli *cli, int argc, char **argv);
int lkb_cli_check (LkbCli *cli, int argc, char **argv);
int lkb_cli_convert (LkbCli *cli, int argc, char **argv);
int lkb_cli_export (LkbCli *cli, int argc, char **argv);
int lkb_cli_history (LkbCli *cli, int argc, char **argv);
int lkb_cli_kinds (LkbCli *cli, int argc, char **argv);
int lkb_cli_new (LkbCli *cli, int argc, char **argv);
int lkb_cli_notes (LkbCli *cli, int argc, char **argv);
int lkb_cli_replay (LkbCli *cli, int argc, char **argv);
int lkb_cli_rules (LkbCli *cli, int argc, char **argv);
int lkb_cli_score (LkbCli *cli, int argc, char **argv);
int lkb_cli_templates (LkbCli *cli, int argc, char **argv);
int lkb_cli_thumbnail (LkbCli *cli, int argc, char **argv);

/* The run. */

/**
 * lkb_cli_context_new: everything that depends on who runs the program and where.
 *
 * From here on an interrupt (Ctrl+C, termination, hang-up) waits for a file that is being written: it is finished or put
 * back, then the program ends by the signal.
 */
LkbCli *lkb_cli_context_new (void);
void lkb_cli_context_free (LkbCli *cli);
LkbDataDirs *lkb_cli_get_dirs (LkbCli *cli);
GCancellable *lkb_cli_get_cancellable (LkbCli *cli);
/** lkb_cli_get_vocabulary: (nullable): read at its first use; NULL after an error line. */
const LkbVocabulary *lkb_cli_get_vocabulary (LkbCli *cli);
/** lkb_cli_get_measurer: made at its first use; one for all boards of a run, for fonts take longer to find than to measure. */
LkbTextMeasurer *lkb_cli_get_measurer (LkbCli *cli);

/** lkb_cli_fail: one line on standard error, "lakeboard-cli: …"; returns LKB_CLI_FAILED. */
int lkb_cli_fail (const char *format, ...) G_GNUC_PRINTF (1, 2);
/** lkb_cli_check_board_output: whether @out may hold a board; a picture's name is refused as wrong usage of @command, so
 * that no export is lost by a slip. */
gboolean lkb_cli_check_board_output (const char *command, const char *out);
/** lkb_cli_fail_usage: the same for wrong usage of @command; says where help is. */
int lkb_cli_fail_usage (const char *command, const char *format, ...) G_GNUC_PRINTF (2, 3);
/** lkb_cli_fail_file: one line on standard error about a file, "@name: @reason" alone, so that other programs can tell
 * the file and the place in it. */
int lkb_cli_fail_file (const char *name, const char *reason);
/** lkb_cli_fail_error: the same from @error, whose message begins with the file. */
int lkb_cli_fail_error (const GError *error);

/** lkb_cli_begin_progress: from one second on shows @what with the time on standard error, if that is a terminal. */
void lkb_cli_begin_progress (LkbCli *cli, const char *what);
void lkb_cli_end_progress (LkbCli *cli);

/* Options. */

/**
 * lkb_cli_parse: parses @argv with @entries; a rest of arguments goes to a G_OPTION_REMAINING entry. --help is printed here.
 * @arguments, @summary: for --help
 * Returns: -1 to go on, else the exit status
 */
int lkb_cli_parse (int argc, char **argv, const GOptionEntry *entries, const char *arguments,
                   const char *summary);

/** lkb_cli_choose: place of @word in @words (NULL-terminated); @word NULL gives 0; -1 after an error line. A word of
 * @later (nullable) is refused as not available in this version. */
int lkb_cli_choose (const char *command, const char *option, const char *word,
                    const char *const *words, const char *const *later);

/** lkb_cli_take_one: the only argument; NULL after an error line. @what: "FILE", "TEMPLATE". */
const char *lkb_cli_take_one (const char *command, char **arguments, const char *what);

/* Language. Pictures and files are in English unless --lang asks for another language, whatever the user's is, so that the same
 * file gives the same bytes. */

/** LkbCliLanguage: the one that was spoken before. */
typedef struct
{
  char *locale;
  char *language;
} LkbCliLanguage;

/** lkb_cli_enter_language: @lang: (nullable): NULL: English. To be left again. */
LkbCliLanguage lkb_cli_enter_language (const char *lang);
void lkb_cli_leave_language (LkbCliLanguage *before);
/** lkb_cli_check_language: @lang: (nullable): of --lang; FALSE after an error line. */
gboolean lkb_cli_check_language (const char *command, const char *lang);
/** lkb_cli_dup_language: (transfer full) (nullable): as it is named in a picture. */
char *lkb_cli_dup_language (const char *lang);

/* Input and output. "-" is standard input or output. */

/** lkb_cli_read: (transfer full): the bytes; NULL with @error. */
GBytes *lkb_cli_read (const char *path, GError **error);
/** lkb_cli_read_board: (transfer full): from a board file or a picture with its board, with a line on standard error when
 * another program changed that. @from: (nullable): "svg", "png" or "lakeboard": what it has to be. NULL with an error of one line. */
LkbBoard *lkb_cli_read_board (const char *path, const char *from, GError **error);
/** lkb_cli_read_log: (transfer full): a round, or another journal; NULL with an error of one line. */
LkbRoundLog *lkb_cli_read_log (const char *path, GError **error);
/** lkb_cli_write: replaces the file as a whole or prints; TRUE, or FALSE after an error line. */
gboolean lkb_cli_write (LkbCli *cli, const char *path, GBytes *bytes);
/** lkb_cli_print: to standard output; returns @status, or LKB_CLI_FAILED when it cannot be written. */
int lkb_cli_print (const char *text, int status);
/** lkb_cli_dup_name: (transfer full): a path as shown in messages and reports: valid UTF-8, one line. */
char *lkb_cli_dup_name (const char *path);

/* Work that several commands share. */

/** lkb_cli_run_rules: (transfer full): analysis and rules, with the page if a rule asks for it. @scene: (nullable): made
 * when it is needed. NULL after an error line. */
LkbFindings *lkb_cli_run_rules (LkbCli *cli, LkbBoard *board, const LkbAnalysis *analysis,
                                LkbScene *scene, const LkbProfile *profile);

G_END_DECLS
