/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-round-history.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#include "core/base/lkb-json-writer.h"
#include "core/base/lkb-text.h"
#include "core/store/lkb-file.h"
#include "lkb-round-words.h"
#include "lkb-score-report.h"

void
lkb_past_round_free (LkbPastRound *self)
{
  if (self == NULL)
    return;
  g_free (self->path);
  g_free (self->wall);
  g_clear_pointer (&self->log, lkb_round_log_unref);
  g_clear_pointer (&self->card, lkb_scorecard_unref);
  g_clear_pointer (&self->drill, lkb_drill_free);
  g_free (self->error);
  g_free (self);
}

static gboolean
has_score (const LkbRoundLog *log)
{
  const LkbRoundMark *end = lkb_round_log_get_end_mark (log);

  return end != NULL && end->end != LKB_ROUND_END_ABANDONED;
}

static LkbPastRound *
read_log (const char *path)
{
  LkbPastRound *self = g_new0 (LkbPastRound, 1);
  g_autofree char *name = g_filename_display_name (path);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = lkb_file_read (path, LKB_RECORDING_MAX_BYTES, NULL, &error);

  self->path = g_strdup (path);
  if (bytes != NULL)
    self->log = lkb_round_log_read (name, bytes, &error);
  if (self->log == NULL)
    {
      self->error = lkb_text_one_line (error->message);
      return self;
    }
  self->wall = g_strdup (lkb_recording_get_header (lkb_round_log_get_recording (self->log))->wall);
  return self;
}

static LkbPastRound *
read_round (const char *path, const LkbVocabulary *vocabulary)
{
  LkbPastRound *self = read_log (path);

  if (self->log == NULL || !has_score (self->log))
    return self;
  if (lkb_round_log_get_setup (self->log)->preset == LKB_ROUND_PRESET_DRILL)
    self->drill = lkb_drill_new (self->log, vocabulary);
  self->card = lkb_scorecard_new (self->log, vocabulary, NULL);
  if (!lkb_scorecard_has_score (self->card))
    g_clear_pointer (&self->card, lkb_scorecard_unref);
  return self;
}

static int
compare_rounds (gconstpointer a, gconstpointer b)
{
  const LkbPastRound *first = *(const LkbPastRound *const *) a;
  const LkbPastRound *second = *(const LkbPastRound *const *) b;
  int order = g_strcmp0 (second->wall, first->wall);

  return order != 0 ? order : strcmp (first->path, second->path);
}

GPtrArray *
lkb_round_history_read (const char *folder, const LkbVocabulary *vocabulary,
                        GCancellable *cancellable, GError **error)
{
  g_autoptr (GDir) dir = NULL;
  g_autoptr (GPtrArray) rounds = NULL;
  const char *name;

  g_return_val_if_fail (folder != NULL, NULL);

  dir = g_dir_open (folder, 0, error);
  if (dir == NULL)
    return NULL;
  rounds = g_ptr_array_new_with_free_func ((GDestroyNotify) lkb_past_round_free);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      if (g_str_has_suffix (name, LKB_ROUND_ENDING))
        g_ptr_array_add (rounds, read_round (path, vocabulary));
    }
  g_ptr_array_sort (rounds, compare_rounds);
  return g_steal_pointer (&rounds);
}

char *
lkb_past_round_dup_day (const LkbPastRound *self)
{
  g_autoptr (GDateTime) begun = NULL;
  g_autoptr (GDateTime) here = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  if (self->wall != NULL)
    begun = g_date_time_new_from_iso8601 (self->wall, NULL);
  if (begun == NULL)
    return g_strdup ("");
  here = g_date_time_to_local (begun);
  return g_date_time_format (here, "%Y-%m-%d %H:%M");
}

guint
lkb_past_round_get_debrief_hours (const LkbPastRound *self, gint64 now)
{
  g_autoptr (GDateTime) begun = NULL;
  const LkbRoundMark *debrief;
  gint64 left;

  g_return_val_if_fail (self != NULL, 0);

  if (self->log == NULL || !has_score (self->log)
      || lkb_round_log_get_setup (self->log)->preset == LKB_ROUND_PRESET_DRILL)
    return 0;
  debrief = lkb_round_log_get_debrief (self->log);
  begun = self->wall != NULL ? g_date_time_new_from_iso8601 (self->wall, NULL) : NULL;
  if (begun == NULL || (debrief != NULL && !lkb_text_is_blank (debrief->note)))
    return 0;
  left = g_date_time_to_unix (begun) + lkb_round_log_get_length (self->log) / 1000
         + LKB_DEBRIEF_HOURS * 3600 - now;
  if (left <= 0)
    return 0;
  /* A clock that was wrong promises no more than there is. */
  return (guint) MIN ((left + 3599) / 3600, LKB_DEBRIEF_HOURS);
}

LkbPastRound *
lkb_round_history_find_reminder (const char *folder, gint64 now)
{
  g_autoptr (GDir) dir = NULL;
  LkbPastRound *latest = NULL;
  const char *name;

  g_return_val_if_fail (folder != NULL, NULL);

  dir = g_dir_open (folder, 0, NULL);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      LkbPastRound *round;
      GStatBuf status;

      /* Its end was written when it ended. */
      if (!g_str_has_suffix (name, LKB_ROUND_ENDING) || g_stat (path, &status) != 0
          || status.st_mtime + LKB_DEBRIEF_HOURS * 3600 < now)
        continue;
      round = read_log (path);
      if (lkb_past_round_get_debrief_hours (round, now) > 0
          && (latest == NULL || compare_rounds (&round, &latest) < 0))
        {
          lkb_past_round_free (latest);
          latest = round;
        }
      else
        lkb_past_round_free (round);
    }
  return latest;
}

/* A file by when it was last written to. */
typedef struct
{
  char *path;
  gint64 time;
} Written;

static void
written_clear (gpointer data)
{
  g_free (((Written *) data)->path);
}

static int
compare_written (gconstpointer a, gconstpointer b)
{
  const Written *first = a, *second = b;

  if (first->time != second->time)
    return first->time < second->time ? 1 : -1;
  return strcmp (second->path, first->path);
}

/* (transfer full): files of rounds, the latest first. */
static GArray *
list_written (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  GArray *files = g_array_new (FALSE, FALSE, sizeof (Written));
  const char *name;

  g_array_set_clear_func (files, written_clear);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      GStatBuf status;

      if (g_str_has_suffix (name, LKB_ROUND_ENDING) && g_stat (path, &status) == 0)
        {
          Written written = { g_steal_pointer (&path), status.st_mtime };

          g_array_append_val (files, written);
        }
    }
  g_array_sort (files, compare_written);
  return files;
}

/* How a round is set up stands in its first lines. */
#define HEAD_BYTES (64 * 1024)

/* (transfer full) (nullable): as if the round had been cut off soon after its beginning. */
static LkbRoundLog *
read_head (const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, NULL);
  g_autofree char *text = g_malloc (HEAD_BYTES);
  g_autoptr (GBytes) bytes = NULL;
  gsize length = 0;

  if (stream == NULL
      || !g_input_stream_read_all (G_INPUT_STREAM (stream), text, HEAD_BYTES, &length, NULL, NULL))
    return NULL;
  while (length > 0 && text[length - 1] != '\n')
    length--;
  bytes = g_bytes_new_take (g_steal_pointer (&text), length);
  return lkb_round_log_read (path, bytes, NULL);
}

GPtrArray *
lkb_round_history_find_prompts (const char *folder, guint n)
{
  g_autoptr (GArray) files = NULL;
  GPtrArray *ids;

  g_return_val_if_fail (folder != NULL, NULL);

  files = list_written (folder);
  ids = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < files->len && ids->len < n; i++)
    {
      g_autoptr (LkbRoundLog) log = read_head (g_array_index (files, Written, i).path);

      if (log != NULL && lkb_round_log_get_setup (log)->id != NULL)
        g_ptr_array_add (ids, g_strdup (lkb_round_log_get_setup (log)->id));
    }
  return ids;
}

char *
lkb_past_round_dup_result (const LkbPastRound *self)
{
  const LkbRoundMark *end;

  g_return_val_if_fail (self != NULL, NULL);

  if (self->card != NULL)
    return lkb_scorecard_dup_headline (self->card, TRUE);
  if (self->drill != NULL)
    return lkb_drill_dup_result (self->drill);
  end = self->log != NULL ? lkb_round_log_get_end_mark (self->log) : NULL;
  if (end == NULL)
    return g_strdup (_ ("Not finished"));
  return g_strdup (end->end == LKB_ROUND_END_ABANDONED ? _ ("Given up") : _ ("No score"));
}

/* Text: columns that stand below each other. */

#define N_COLUMNS 5

static char **
dup_columns (const LkbPastRound *round)
{
  const LkbRoundMark *setup = lkb_round_log_get_setup (round->log);
  g_autofree char *words = lkb_round_mark_dup_words (setup);
  char **columns = g_new0 (char *, N_COLUMNS + 1);

  columns[0] = lkb_past_round_dup_day (round);
  columns[1] = g_strdup (lkb_round_preset_get_name (setup->preset));
  columns[2] = g_strdup (lkb_round_mode_get_name (setup->mode));
  columns[3] = lkb_past_round_dup_result (round);
  columns[4] = lkb_text_one_line (words);
  return columns;
}

char *
lkb_round_history_to_text (GPtrArray *rounds)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  GString *out = g_string_new (NULL);
  guint widths[N_COLUMNS] = { 0 };

  g_return_val_if_fail (rounds != NULL, NULL);

  for (guint i = 0; i < rounds->len; i++)
    {
      const LkbPastRound *round = g_ptr_array_index (rounds, i);

      if (round->log != NULL)
        g_ptr_array_add (rows, dup_columns (round));
    }
  if (rows->len == 0)
    g_string_append_printf (out, "%s\n", _ ("No rounds yet. A first one takes 10 minutes."));
  for (guint i = 0; i < rows->len; i++)
    for (guint k = 0; k < N_COLUMNS; k++)
      widths[k] = MAX (widths[k], lkb_text_get_cells (((char **) g_ptr_array_index (rows, i))[k]));
  for (guint i = 0; i < rows->len; i++)
    {
      char **columns = g_ptr_array_index (rows, i);

      for (guint k = 0; k < N_COLUMNS; k++)
        {
          g_string_append (out, columns[k]);
          if (k + 1 < N_COLUMNS)
            g_string_append_printf (out, "%*s",
                                    (int) (widths[k] - lkb_text_get_cells (columns[k]) + 2), "");
        }
      while (g_str_has_suffix (out->str, " "))
        g_string_truncate (out, out->len - 1);
      g_string_append_c (out, '\n');
    }
  return g_string_free (out, FALSE);
}

static void
write_drill (LkbJsonWriter *json, const LkbDrill *drill)
{
  if (drill == NULL)
    {
      lkb_json_writer_null (json, "drill");
      return;
    }
  lkb_json_writer_begin_object (json, "drill", TRUE);
  lkb_json_writer_boolean (json, "untouched", drill->untouched);
  lkb_json_writer_number (json, "to_say", drill->n_before);
  lkb_json_writer_number (json, "left", g_strv_length (drill->remarks));
  lkb_json_writer_end_object (json);
}

static void
write_round (LkbJsonWriter *json, const LkbPastRound *round)
{
  g_autofree char *name = g_filename_display_name (round->path);
  const LkbRoundMark *setup, *end;

  lkb_json_writer_begin_object (json, NULL, FALSE);
  lkb_json_writer_string (json, "file", name);
  if (round->log == NULL)
    {
      lkb_json_writer_string (json, "error", round->error);
      lkb_json_writer_end_object (json);
      return;
    }
  setup = lkb_round_log_get_setup (round->log);
  end = lkb_round_log_get_end_mark (round->log);
  lkb_json_writer_string (json, "date", round->wall);
  lkb_json_writer_string (json, "prompt", setup->text);
  lkb_json_writer_string (json, "template", setup->template_id);
  lkb_json_writer_string (json, "preset", lkb_round_preset_to_string (setup->preset));
  lkb_json_writer_string (json, "mode", lkb_round_mode_to_string (setup->mode));
  lkb_json_writer_string (json, "profile", lkb_round_profile_to_string (setup->profile));
  lkb_json_writer_number (json, "length_s", (double) lkb_round_log_get_length (round->log) / 1000);
  lkb_json_writer_string (json, "end", end != NULL ? lkb_round_end_to_string (end->end) : NULL);
  if (round->card != NULL)
    lkb_json_writer_number (json, "score", lkb_scorecard_get_score (round->card));
  else
    lkb_json_writer_null (json, "score");
  lkb_json_writer_string (
      json, "band",
      round->card != NULL ? lkb_score_band_to_string (lkb_scorecard_get_band (round->card)) : NULL);
  write_drill (json, round->drill);
  lkb_json_writer_end_object (json);
}

char *
lkb_round_history_to_json (GPtrArray *rounds)
{
  g_autoptr (LkbJsonWriter) json = lkb_json_writer_new ();

  g_return_val_if_fail (rounds != NULL, NULL);

  lkb_json_writer_begin_object (json, NULL, FALSE);
  lkb_json_writer_begin_array (json, "rounds", FALSE);
  for (guint i = 0; i < rounds->len; i++)
    write_round (json, g_ptr_array_index (rounds, i));
  lkb_json_writer_end_array (json);
  lkb_json_writer_end_object (json);
  return lkb_json_writer_finish (json);
}
