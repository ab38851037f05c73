/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-json-writer.h"

#include <float.h>
#include <math.h>
#include <string.h>

void
lkb_json_append_string (GString *out, const char *text)
{
  g_autofree char *valid = NULL;

  g_return_if_fail (out != NULL);
  g_return_if_fail (text != NULL);

  if (!g_utf8_validate (text, -1, NULL))
    text = valid = g_utf8_make_valid (text, -1);

  g_string_append_c (out, '"');
  while (*text != '\0')
    {
      const char *run = text;

      while ((guchar) *text >= 0x20 && *text != '"' && *text != '\\')
        text++;
      g_string_append_len (out, run, text - run);
      switch (*text)
        {
        case '\0':
          continue;
        case '"':
          g_string_append (out, "\\\"");
          break;
        case '\\':
          g_string_append (out, "\\\\");
          break;
        case '\b':
          g_string_append (out, "\\b");
          break;
        case '\f':
          g_string_append (out, "\\f");
          break;
        case '\n':
          g_string_append (out, "\\n");
          break;
        case '\r':
          g_string_append (out, "\\r");
          break;
        case '\t':
          g_string_append (out, "\\t");
          break;
        default:
          g_string_append_printf (out, "\\u%04x", (guint) (guchar) *text);
          break;
        }
      text++;
    }
  g_string_append_c (out, '"');
}

/* The fewest digits that read back as @value, in the form d.ddde±xx. */
static void
find_shortest_digits (double value, char *buffer, int size)
{
  /* Fifteen digits always tell decimal literals of that length apart; only below the normal range
   * can fewer digits do. */
  int first = fabs (value) < DBL_MIN ? 1 : 15;

  for (int digits = first; digits <= 17; digits++)
    {
      char format[8];

      g_snprintf (format, sizeof format, "%%.%de", digits - 1);
      g_ascii_formatd (buffer, size, format, value);
      if (g_ascii_strtod (buffer, NULL) == value)
        return;
    }
}

void
lkb_json_append_number (GString *out, double value)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];
  char digits[24];
  int n = 0;
  int exponent;
  char *e;

  g_return_if_fail (out != NULL);
  g_return_if_fail (isfinite (value));

  /* Integers up to 2^63, the largest that readers take for one, are written out. */
  if (value == trunc (value) && fabs (value) < 9223372036854775808.0)
    {
      g_string_append_printf (out, "%" G_GINT64_FORMAT, (gint64) value);
      return;
    }

  find_shortest_digits (fabs (value), buffer, sizeof buffer);
  if (value < 0)
    g_string_append_c (out, '-');
  e = strchr (buffer, 'e');
  exponent = (int) g_ascii_strtoll (e + 1, NULL, 10);
  for (const char *p = buffer; p < e; p++)
    if (g_ascii_isdigit (*p))
      digits[n++] = *p;
  while (n > 1 && digits[n - 1] == '0')
    n--;

  if (exponent >= 15 || exponent < -15)
    {
      g_string_append_c (out, digits[0]);
      if (n > 1)
        g_string_append_c (out, '.');
      g_string_append_len (out, digits + 1, n - 1);
      g_string_append_printf (out, "e%d", exponent);
    }
  else if (exponent < 0)
    {
      g_string_append (out, "0.");
      for (int i = exponent + 1; i < 0; i++)
        g_string_append_c (out, '0');
      g_string_append_len (out, digits, n);
    }
  else
    {
      /* Not an integer, so there are digits beyond the point. */
      g_string_append_len (out, digits, exponent + 1);
      g_string_append_c (out, '.');
      g_string_append_len (out, digits + exponent + 1, n - exponent - 1);
    }
}

/* An open container. */
typedef struct
{
  gboolean is_object;
  gboolean is_inline;
  guint n_items;
} Level;

struct _LkbJsonWriter
{
  GString *out; /* NULL once finished */
  GArray *levels; /* of Level */
  gboolean done; /* the root value is complete or begun */
};

LkbJsonWriter *
lkb_json_writer_new (void)
{
  LkbJsonWriter *writer = g_new0 (LkbJsonWriter, 1);

  writer->out = g_string_new (NULL);
  writer->levels = g_array_new (FALSE, FALSE, sizeof (Level));
  return writer;
}

void
lkb_json_writer_free (LkbJsonWriter *writer)
{
  if (writer == NULL)
    return;

  if (writer->out != NULL)
    g_string_free (writer->out, TRUE);
  g_array_unref (writer->levels);
  g_free (writer);
}

static Level *
get_level (LkbJsonWriter *writer)
{
  if (writer->levels->len == 0)
    return NULL;
  return &g_array_index (writer->levels, Level, writer->levels->len - 1);
}

static void
append_line_break (LkbJsonWriter *writer)
{
  g_string_append_c (writer->out, '\n');
  for (guint i = 0; i < writer->levels->len; i++)
    g_string_append (writer->out, "  ");
}

/* Writes what stands before a value: comma, line break or space, and key. FALSE on wrong use. */
static gboolean
begin_value (LkbJsonWriter *writer, const char *key)
{
  Level *level;

  g_return_val_if_fail (writer != NULL && writer->out != NULL, FALSE);

  level = get_level (writer);
  g_return_val_if_fail ((key != NULL) == (level != NULL && level->is_object), FALSE);
  g_return_val_if_fail (level != NULL || !writer->done, FALSE);

  writer->done = TRUE;
  if (level == NULL)
    return TRUE;
  if (level->n_items > 0)
    g_string_append_c (writer->out, ',');
  if (!level->is_inline)
    append_line_break (writer);
  else if (level->n_items > 0 || level->is_object)
    g_string_append_c (writer->out, ' ');
  level->n_items++;
  if (key != NULL)
    {
      lkb_json_append_string (writer->out, key);
      g_string_append (writer->out, ": ");
    }
  return TRUE;
}

static void
begin_container (LkbJsonWriter *writer, const char *key, gboolean is_object, gboolean is_inline)
{
  const Level *parent;
  Level level = { .is_object = is_object };

  if (!begin_value (writer, key))
    return;

  parent = get_level (writer);
  level.is_inline = is_inline || (parent != NULL && parent->is_inline);
  g_array_append_val (writer->levels, level);
  g_string_append_c (writer->out, is_object ? '{' : '[');
}

static void
end_container (LkbJsonWriter *writer, gboolean is_object)
{
  Level level;

  g_return_if_fail (writer != NULL && writer->out != NULL);
  g_return_if_fail (writer->levels->len > 0 && get_level (writer)->is_object == is_object);

  level = *get_level (writer);
  g_array_set_size (writer->levels, writer->levels->len - 1);
  if (level.n_items > 0)
    {
      if (!level.is_inline)
        append_line_break (writer);
      else if (is_object)
        g_string_append_c (writer->out, ' ');
    }
  g_string_append_c (writer->out, is_object ? '}' : ']');
}

void
lkb_json_writer_begin_object (LkbJsonWriter *writer, const char *key, gboolean inline_)
{
  begin_container (writer, key, TRUE, inline_);
}

void
lkb_json_writer_end_object (LkbJsonWriter *writer)
{
  end_container (writer, TRUE);
}

void
lkb_json_writer_begin_array (LkbJsonWriter *writer, const char *key, gboolean inline_)
{
  begin_container (writer, key, FALSE, inline_);
}

void
lkb_json_writer_end_array (LkbJsonWriter *writer)
{
  end_container (writer, FALSE);
}

void
lkb_json_writer_string (LkbJsonWriter *writer, const char *key, const char *value)
{
  if (!begin_value (writer, key))
    return;
  if (value != NULL)
    lkb_json_append_string (writer->out, value);
  else
    g_string_append (writer->out, "null");
}

void
lkb_json_writer_number (LkbJsonWriter *writer, const char *key, double value)
{
  if (!begin_value (writer, key))
    return;
  if (isfinite (value))
    lkb_json_append_number (writer->out, value);
  else
    g_string_append (writer->out, "null");
}

void
lkb_json_writer_boolean (LkbJsonWriter *writer, const char *key, gboolean value)
{
  lkb_json_writer_raw (writer, key, value ? "true" : "false");
}

void
lkb_json_writer_null (LkbJsonWriter *writer, const char *key)
{
  lkb_json_writer_raw (writer, key, "null");
}

void
lkb_json_writer_raw (LkbJsonWriter *writer, const char *key, const char *json)
{
  g_return_if_fail (json != NULL);

  if (begin_value (writer, key))
    g_string_append (writer->out, json);
}

char *
lkb_json_writer_finish (LkbJsonWriter *writer)
{
  g_return_val_if_fail (writer != NULL && writer->out != NULL, NULL);
  g_return_val_if_fail (writer->done && writer->levels->len == 0, NULL);

  g_string_append_c (writer->out, '\n');
  return g_string_free (g_steal_pointer (&writer->out), FALSE);
}
