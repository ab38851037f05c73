/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-cli-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/base/lkb-text.h"
#include "core/formats/lkb-board-file.h"
#include "core/formats/lkb-output.h"
#include "core/formats/lkb-source.h"
#include "core/store/lkb-recovered.h"
#include "core/store/lkb-save.h"

char *
lkb_cli_dup_name (const char *path)
{
  g_autofree char *shown = g_filename_display_name (path);

  return lkb_text_shown_line (shown);
}

static void
print_error_line (const char *program, const char *text)
{
  g_autofree char *line = lkb_text_shown_line (text);

  fprintf (stderr, "%s%s\n", program, line);
}

int
lkb_cli_fail (const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  print_error_line ("lakeboard-cli: ", text);
  return LKB_CLI_FAILED;
}

int
lkb_cli_fail_usage (const char *command, const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  return lkb_cli_fail (_ ("%s: %s; see “lakeboard-cli %s --help”"), command, text, command);
}

gboolean
lkb_cli_check_board_output (const char *command, const char *out)
{
  LkbOutput output;
  g_autofree char *name = NULL;

  if (!lkb_output_from_path (out, &output))
    return TRUE;
  name = lkb_cli_dup_name (out);
  lkb_cli_fail_usage (command, _ ("%s is the name of a picture, a board is written"), name);
  return FALSE;
}

int
lkb_cli_fail_file (const char *name, const char *reason)
{
  g_autofree char *text = g_strdup_printf ("%s: %s", name, reason);

  print_error_line ("", text);
  return LKB_CLI_FAILED;
}

int
lkb_cli_fail_error (const GError *error)
{
  print_error_line ("", error->message);
  return LKB_CLI_FAILED;
}

/* Options */

int
lkb_cli_parse (int argc, char **argv, const GOptionEntry *entries, const char *arguments,
               const char *summary)
{
  g_autoptr (GOptionContext) context = g_option_context_new (arguments);
  g_auto (GStrv) copy = g_new0 (char *, argc + 1);
  g_autoptr (GError) error = NULL;

  for (int i = 0; i < argc; i++)
    copy[i] = g_strdup (argv[i]);
  for (int i = 1; i < argc && !g_str_equal (argv[i], "--"); i++)
    if (g_str_equal (argv[i], "--help") || g_str_equal (argv[i], "-h"))
      {
        g_autofree char *help = NULL;
        g_autofree char *program = g_strdup_printf ("%s %s", g_get_prgname (), argv[0]);

        /* The usage line begins with the program's name: the command belongs right behind it. */
        g_set_prgname (program);
        g_option_context_set_help_enabled (context, FALSE);
        g_option_context_set_summary (context, summary);
        g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
        help = g_option_context_get_help (context, TRUE, NULL);
        return lkb_cli_print (help, LKB_CLI_DONE);
      }

  g_option_context_set_help_enabled (context, FALSE);
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  if (!g_option_context_parse_strv (context, &copy, &error))
    return lkb_cli_fail_usage (argv[0], "%s", error->message);
  return -1;
}

int
lkb_cli_choose (const char *command, const char *option, const char *word, const char *const *words,
                const char *const *later)
{
  g_autofree char *shown = NULL;
  g_autofree char *list = NULL;

  if (word == NULL)
    return 0;
  for (int i = 0; words[i] != NULL; i++)
    if (g_str_equal (words[i], word))
      return i;

  shown = lkb_cli_dup_name (word);
  if (later != NULL && g_strv_contains (later, word))
    {
      lkb_cli_fail (_ ("%s: %s %s: format not available in this version"), command, option, shown);
      return -1;
    }
  list = g_strjoinv (", ", (char **) words);
  lkb_cli_fail_usage (command, _ ("%s: “%s” is not one of %s"), option, shown, list);
  return -1;
}

const char *
lkb_cli_take_one (const char *command, char **arguments, const char *what)
{
  if (arguments == NULL || arguments[0] == NULL)
    lkb_cli_fail_usage (command, _ ("%s is missing"), what);
  else if (arguments[1] != NULL)
    {
      g_autofree char *shown = lkb_cli_dup_name (arguments[1]);
      lkb_cli_fail_usage (command, _ ("“%s” is one argument too many"), shown);
    }
  else
    return arguments[0];
  return NULL;
}

/* Reading */

GBytes *
lkb_cli_read (const char *path, GError **error)
{
  if (g_str_equal (path, "-"))
    return lkb_file_read_fd (STDIN_FILENO, "-", LKB_SVG_SOURCE_MAX_BYTES, error);
  return lkb_file_read (path, LKB_SVG_SOURCE_MAX_BYTES, NULL, error);
}

static gboolean
check_form (const char *name, const LkbSource *source, const char *from, GError **error)
{
  const char *type = source->media_type;

  if (type == NULL ? g_str_equal (from, "lakeboard")
                   : g_str_has_prefix (type, "image/") && g_str_has_prefix (type + 6, from))
    return TRUE;
  /* Translators: a file, then what it was said to be: svg, png or lakeboard. */
  g_set_error (error, LKB_INPUT_ERROR, LKB_INPUT_ERROR_STRUCTURE, _ ("%s: not in the form “%s”"),
               name, from);
  return FALSE;
}

/* (transfer full) (nullable): a journal; what it does not tell of any more is said. */
static LkbRecording *
read_recording (const char *name, GBytes *bytes, GError **error)
{
  gboolean lacks_base = FALSE;
  LkbRecording *recording = lkb_recovered_read_bytes (name, bytes, &lacks_base, error);

  if (recording == NULL)
    return NULL;
  if (lkb_recording_is_damaged (recording))
    lkb_cli_fail_file (name, _ ("damaged lines were passed over"));
  else if (lacks_base)
    lkb_cli_fail_file (name, _ ("the file that it goes on from is gone or was changed since"));
  return recording;
}

/* The last board of a journal. */
static LkbBoard *
read_journal (const char *name, GBytes *bytes, GError **error)
{
  g_autoptr (LkbRecording) recording = read_recording (name, bytes, error);

  if (recording == NULL)
    return NULL;
  return lkb_recording_dup_board (recording, lkb_recording_get_n_changes (recording));
}

LkbRoundLog *
lkb_cli_read_log (const char *path, GError **error)
{
  g_autofree char *name = lkb_cli_dup_name (path);
  g_autoptr (GBytes) bytes = lkb_cli_read (path, error);
  g_autoptr (LkbRecording) recording = NULL;

  if (bytes == NULL)
    return NULL;
  recording = read_recording (name, bytes, error);
  return recording != NULL ? lkb_round_log_new (recording) : NULL;
}

LkbBoard *
lkb_cli_read_board (const char *path, const char *from, GError **error)
{
  g_autofree char *name = lkb_cli_dup_name (path);
  g_autoptr (GBytes) bytes = lkb_cli_read (path, error);
  g_auto (LkbSource) source = { 0 };
  LkbBoard *board;

  if (bytes != NULL && from == NULL && lkb_recording_sniff (bytes))
    return read_journal (name, bytes, error);
  if (bytes == NULL || !lkb_source_find (name, bytes, &source, error)
      || (from != NULL && !check_form (name, &source, from, error)))
    return NULL;
  board = lkb_board_file_read (name, source.text, LKB_BOARD_FILE_NONE, NULL, error);
  if (board != NULL && lkb_source_get_warning (&source) != NULL)
    lkb_cli_fail_file (name, lkb_source_get_warning (&source));
  return board;
}

/* Writing */

static gboolean
write_stream (int fd, const char *name, GBytes *bytes)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);

  while (size > 0)
    {
      gssize n = write (fd, data, MIN (size, (gsize) 1 << 20));

      if (n < 0 && errno == EINTR)
        continue;
      if (n <= 0)
        {
          lkb_cli_fail_file (name, g_strerror (n < 0 ? errno : EIO));
          return FALSE;
        }
      data += n;
      size -= n;
    }
  return TRUE;
}

/* A pipe or device can only be written to, not replaced. */
static gboolean
write_special (const char *path, const char *name, GBytes *bytes)
{
  int fd = g_open (path, O_WRONLY | O_CLOEXEC | O_NOCTTY, 0);
  gboolean written;

  if (fd < 0)
    {
      lkb_cli_fail_file (name, g_strerror (errno));
      return FALSE;
    }
  written = write_stream (fd, name, bytes);
  if (close (fd) != 0 && written)
    {
      lkb_cli_fail_file (name, g_strerror (errno));
      return FALSE;
    }
  return written;
}

gboolean
lkb_cli_write (LkbCli *cli, const char *path, GBytes *bytes)
{
  g_autofree char *name = lkb_cli_dup_name (path);
  LkbSaveOptions options = { .recovery_folder = cli->recovery_folder,
                             .cancellable = cli->cancellable };
  g_autoptr (GError) error = NULL;
  GStatBuf info;
  gboolean saved;

  if (g_str_equal (path, "-"))
    return write_stream (STDOUT_FILENO, _ ("standard output"), bytes);
  if (g_stat (path, &info) == 0
      && (S_ISCHR (info.st_mode) || S_ISFIFO (info.st_mode) || S_ISBLK (info.st_mode)))
    return write_special (path, name, bytes);

  g_mutex_lock (&cli->writing);
  saved = lkb_file_save (path, bytes, &options, NULL, &error);
  g_mutex_unlock (&cli->writing);
  if (!saved)
    lkb_cli_fail_error (error);
  return saved;
}

int
lkb_cli_print (const char *text, int status)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));

  return write_stream (STDOUT_FILENO, _ ("standard output"), bytes) ? status : LKB_CLI_FAILED;
}
