/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-journal-text.h"

#include <string.h>

#include "core/base/lkb-json-writer.h"
#include "core/formats/lkb-board-file.h"

void
lkb_journal_header_clear (LkbJournalHeader *header)
{
  g_return_if_fail (header != NULL);

  g_clear_pointer (&header->uuid, g_free);
  g_clear_pointer (&header->path, g_free);
  g_clear_pointer (&header->base_sha256, g_free);
  g_clear_pointer (&header->wall, g_free);
  g_clear_pointer (&header->boot_id, g_free);
}

void
lkb_journal_header_set_file (LkbJournalHeader *header, GFile *file, const char *sha256)
{
  const char *path = file != NULL ? g_file_peek_path (file) : NULL;

  g_return_if_fail (header != NULL);

  g_free (header->path);
  g_free (header->base_sha256);
  if (file == NULL)
    header->path = NULL;
  else if (path != NULL && g_utf8_validate (path, -1, NULL))
    header->path = g_strdup (path);
  else
    header->path = g_file_get_uri (file);
  header->base_sha256 = sha256 != NULL && *sha256 != '\0' ? g_strdup (sha256) : NULL;
}

GFile *
lkb_journal_header_dup_file (const LkbJournalHeader *header)
{
  g_return_val_if_fail (header != NULL, NULL);

  if (header->path == NULL)
    return NULL;
  return g_path_is_absolute (header->path) ? g_file_new_for_path (header->path)
                                           : g_file_new_for_uri (header->path);
}

/* Ends the line that begins at @start. */
static void
end_line (GString *out, gsize start)
{
  if (strpbrk (out->str + start, "\t\n\r") != NULL)
    {
      g_autofree char *line = g_strdup (out->str + start);

      g_string_truncate (out, start);
      for (const char *at = line; *at != '\0'; at++)
        switch (*at)
          {
          case '\t':
            g_string_append (out, "\t\t");
            break;
          case '\n':
            g_string_append (out, "\t  ");
            break;
          case '\r':
            g_string_append (out, "\t \t");
            break;
          default:
            g_string_append_c (out, *at);
          }
    }
  g_string_append_c (out, '\n');
}

char *
lkb_journal_dup_line (const char *line, gsize length, gsize *new_length)
{
  GString *out;

  g_return_val_if_fail (line != NULL, NULL);
  g_return_val_if_fail (new_length != NULL, NULL);

  if (memchr (line, '\t', length) == NULL)
    return NULL;
  out = g_string_sized_new (length);
  for (gsize i = 0; i < length; i++)
    {
      const char *next = line + i + 1;
      gsize left = length - i - 1;

      if (line[i] == '\t' && left >= 1 && next[0] == '\t')
        i += 1;
      else if (line[i] == '\t' && left >= 2 && next[0] == ' '
               && (next[1] == ' ' || next[1] == '\t'))
        {
          g_string_append_c (out, next[1] == ' ' ? '\n' : '\r');
          i += 2;
          continue;
        }
      g_string_append_c (out, line[i]);
    }
  *new_length = out->len;
  return g_string_free (out, FALSE);
}

static void
append_text (GString *out, const char *key, const char *text)
{
  g_string_append_printf (out, ",\"%s\":", key);
  if (text != NULL)
    lkb_json_append_string (out, text);
  else
    g_string_append (out, "null");
}

void
lkb_journal_append_header (GString *out, const LkbJournalHeader *header)
{
  gsize start;

  g_return_if_fail (out != NULL);
  g_return_if_fail (header != NULL);

  start = out->len;
  g_string_append_printf (out, "{\"lakeboard-journal\":%d", LKB_JOURNAL_VERSION);
  append_text (out, "uuid", header->uuid);
  append_text (out, "path", header->path);
  append_text (out, "base_sha256", header->base_sha256);
  append_text (out, "wall", header->wall);
  append_text (out, "boot_id", header->boot_id);
  g_string_append_c (out, '}');
  end_line (out, start);
}

static void
append_time (GString *out, gint64 time)
{
  g_string_append_printf (out, "{\"t\":%" G_GINT64_FORMAT, time);
}

/* The parts of @label and what it counts, if it has any; @out ends behind its msgid. */
static void
append_args (GString *out, const LkbLabel *label)
{
  const char *plural = lkb_label_get_plural (label);
  const char *separator = ",\"args\":{";
  gsize start = out->len;

  for (guint i = 0; i < lkb_label_get_n_parts (label); i++)
    {
      const char *key;
      const LkbLabel *part = lkb_label_get_part (label, i, &key);

      g_string_append (out, separator);
      separator = ",";
      lkb_json_append_string (out, key);
      g_string_append (out, lkb_label_is_text (part) ? ":" : ":{\"label\":");
      lkb_json_append_string (out, lkb_label_get_msgid (part));
      if (lkb_label_is_text (part))
        continue;
      append_args (out, part);
      g_string_append_c (out, '}');
    }
  if (plural != NULL)
    {
      g_string_append_printf (out, "%s\"n\":%u", separator, lkb_label_get_n (label));
      append_text (out, "plural", plural);
    }
  if (out->len > start)
    g_string_append_c (out, '}');
}

void
lkb_journal_append_change (GString *out, gint64 time, const LkbChange *change)
{
  const LkbLabel *label;
  gboolean first = TRUE;
  gsize start;

  g_return_if_fail (out != NULL);
  g_return_if_fail (change != NULL);

  start = out->len;
  label = lkb_change_get_label (change);
  append_time (out, time);
  append_text (out, "label", label != NULL ? lkb_label_get_msgid (label) : "");
  if (label != NULL)
    append_args (out, label);
  g_string_append (out, ",\"set\":[");
  for (guint i = 0; i < lkb_change_get_n (change); i++)
    {
      const LkbElement *after = lkb_change_get_nth (change, i)->after;

      if (after == NULL)
        continue;
      g_string_append (out, first ? "{\"id\":" : ",{\"id\":");
      first = FALSE;
      lkb_json_append_string (out, lkb_element_get_id (after));
      append_text (out, "rank", lkb_element_get_rank (after));
      g_string_append (out, ",\"el\":");
      lkb_board_file_append_element (out, after);
      g_string_append_c (out, '}');
    }
  g_string_append (out, "],\"del\":[");
  first = TRUE;
  for (guint i = 0; i < lkb_change_get_n (change); i++)
    {
      const LkbChangePair *pair = lkb_change_get_nth (change, i);

      if (pair->after != NULL)
        continue;
      if (!first)
        g_string_append_c (out, ',');
      first = FALSE;
      lkb_json_append_string (out, lkb_change_pair_get_id (pair));
    }
  g_string_append (out, "]}");
  end_line (out, start);
}

void
lkb_journal_append_snapshot (GString *out, gint64 time, LkbBoard *board)
{
  const GPtrArray *elements;
  gsize start;

  g_return_if_fail (out != NULL);
  g_return_if_fail (LKB_IS_BOARD (board));

  start = out->len;
  elements = lkb_board_get_elements (board);
  append_time (out, time);
  g_string_append (out, ",\"snap\":");
  lkb_board_file_append (out, board);
  g_string_append (out, ",\"ranks\":[");
  for (guint i = 0; i < elements->len; i++)
    {
      if (i > 0)
        g_string_append_c (out, ',');
      lkb_json_append_string (out, lkb_element_get_rank (g_ptr_array_index (elements, i)));
    }
  g_string_append (out, "]}");
  end_line (out, start);
}

void
lkb_journal_append_mark (GString *out, gint64 time, const char *key, const char *json)
{
  gsize start;

  g_return_if_fail (out != NULL);
  g_return_if_fail (key != NULL);
  g_return_if_fail (json != NULL);

  start = out->len;
  append_time (out, time);
  g_string_append_c (out, ',');
  lkb_json_append_string (out, key);
  g_string_append_printf (out, ":%s}", json);
  end_line (out, start);
}
