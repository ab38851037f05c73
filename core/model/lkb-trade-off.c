/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-trade-off.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/base/lkb-text.h"
#include "lkb-knob.h"

typedef enum
{
  CHOSE,
  OVER,
  GAIN,
  GIVE_UP,
  KNOB,
  N_PARTS
} Part;

/* @word: what the line says before the value; @others: what is understood too. */
static const struct
{
  const char *key;
  const char *word;
  const char *others[3];
} parts[N_PARTS] = {
  /* Translators: the words of a trade-off that is typed as one line: “A over B; gains C; gives up D; knob E”. */
  [CHOSE] = { "chose", NC_ ("trade-off line", "chose"), { NULL } },
  [OVER] = { "over", NC_ ("trade-off line", "over"), { "instead of", "rather than", NULL } },
  [GAIN] = { "gain", NC_ ("trade-off line", "gains"), { "gain", NULL } },
  [GIVE_UP] = { "give_up", NC_ ("trade-off line", "gives up"), { "give up", "giving up", NULL } },
  [KNOB] = { "knob", NC_ ("trade-off line", "knob"), { NULL } },
};

/* Bytes of @text that are @word, in any case; 0 when it doesn't start so or the word goes on. */
static gsize
match_word (const char *text, const char *word)
{
  const char *p = text;

  for (; *word != '\0' && *word != ':'; word = g_utf8_next_char (word), p = g_utf8_next_char (p))
    if (*p == '\0'
        || g_unichar_tolower (g_utf8_get_char (p)) != g_unichar_tolower (g_utf8_get_char (word)))
      return 0;
  return *p != '\0' && g_unichar_isalnum (g_utf8_get_char (p)) ? 0 : (gsize) (p - text);
}

/* Bytes of @text that are a word of @part, with a colon after it; 0: none. */
static gsize
match_part (const char *text, Part part)
{
  gsize n = match_word (text, g_dpgettext2 (GETTEXT_PACKAGE, "trade-off line", parts[part].word));

  if (n == 0)
    n = match_word (text, parts[part].word);
  for (guint i = 0; n == 0 && parts[part].others[i] != NULL; i++)
    n = match_word (text, parts[part].others[i]);
  if (n > 0 && text[n] == ':')
    n++;
  return n;
}

static gsize
match_any (const char *text, Part first, Part *part)
{
  for (Part i = first; i < N_PARTS; i++)
    {
      gsize n = match_part (text, i);

      if (n > 0)
        {
          *part = i;
          return n;
        }
    }
  return 0;
}

static const char *
skip_blanks (const char *p)
{
  while (*p == ' ')
    p++;
  return p;
}

/* Whether a value ends at @p, which is inside of it. */
static gboolean
ends_here (const char *p, gboolean until_over)
{
  Part part;

  if (*p == ';' || *p == '\0')
    return TRUE;
  if (*p == ',' || g_str_has_prefix (p, "·"))
    return match_any (skip_blanks (g_utf8_next_char (p)), GAIN, &part) > 0;
  return until_over && *p == ' ' && match_part (p + 1, OVER) > 0;
}

/* (transfer full) (nullable): a value in quotes at @p, a doubled quote standing for one; moves @p behind it. */
static char *
take_quoted (const char **p, gboolean until_over)
{
  GString *value;
  const char *at = *p + 1;

  if (**p != '"')
    return NULL;
  value = g_string_new (NULL);
  for (; *at != '\0' && (*at != '"' || at[1] == '"'); at++)
    {
      g_string_append_c (value, *at);
      if (*at == '"')
        at++;
    }
  if (*at == '"' && (ends_here (at + 1, until_over) || ends_here (skip_blanks (at + 1), FALSE)))
    {
      *p = at + 1;
      return g_string_free (value, FALSE);
    }
  g_string_free (value, TRUE);
  return NULL;
}

static char *
take_value (const char **p, gboolean until_over)
{
  const char *start = skip_blanks (*p);
  char *value;

  *p = start;
  value = take_quoted (p, until_over);
  if (value != NULL)
    return value;
  while (!ends_here (*p, until_over))
    *p = g_utf8_next_char (*p);
  return g_strstrip (g_strndup (start, (gsize) (*p - start)));
}

/* Takes @value; a part that is there already goes on. */
static void
add_value (char *values[N_PARTS], Part part, char *value)
{
  char *before = values[part];

  if (before != NULL && *before != '\0' && *value != '\0')
    {
      values[part] = g_strconcat (before, "; ", value, NULL);
      g_free (value);
    }
  else
    values[part] = value;
  g_free (before);
}

static void
clear_values (char *values[N_PARTS])
{
  for (Part i = 0; i < N_PARTS; i++)
    g_clear_pointer (&values[i], g_free);
}

static void
split (const char *line, char *values[N_PARTS])
{
  g_autofree char *clean = lkb_text_one_line (line);
  const char *p = clean;
  Part last = CHOSE;
  gboolean is_first = TRUE;

  for (;;)
    {
      Part part = last;
      gsize n;

      while (*p == ' ' || *p == ';' || *p == ',' || g_str_has_prefix (p, "·"))
        p = g_utf8_next_char (p);
      if (*p == '\0')
        return;
      n = match_any (p, CHOSE, &part);
      p += n;
      /* What no word begins goes on with the part before. */
      add_value (values, part, take_value (&p, part == CHOSE && (is_first || n > 0)));
      is_first = FALSE;
      last = part;
    }
}

static char *
join (char *const values[N_PARTS], gboolean quoted)
{
  GString *line = g_string_new (NULL);

  for (Part i = 0; i < N_PARTS; i++)
    {
      const char *word = g_dpgettext2 (GETTEXT_PACKAGE, "trade-off line", parts[i].word);

      if (values[i] == NULL || *values[i] == '\0')
        continue;
      if (line->len > 0)
        g_string_append (line, i == OVER ? " " : "; ");
      if (i != CHOSE)
        g_string_append_printf (line, "%s ", word);
      if (quoted)
        {
          g_auto (GStrv) pieces = g_strsplit (values[i], "\"", -1);
          g_autofree char *doubled = g_strjoinv ("\"\"", pieces);

          g_string_append_printf (line, "\"%s\"", doubled);
        }
      else
        g_string_append (line, values[i]);
    }
  return g_string_free (line, FALSE);
}

static gboolean
reads_back (const char *line, char *const values[N_PARTS])
{
  char *read[N_PARTS] = { NULL };
  gboolean same = TRUE;

  split (line, read);
  for (Part i = 0; i < N_PARTS; i++)
    same = same && strcmp (read[i] != NULL ? read[i] : "", values[i] != NULL ? values[i] : "") == 0;
  clear_values (read);
  return same;
}

char *
lkb_board_dup_knob_words (LkbBoard *board, const char *knob)
{
  const LkbElement *element;
  LkbField field;

  g_return_val_if_fail (LKB_IS_BOARD (board) && knob != NULL, NULL);
  if (!lkb_board_find_knob (board, knob, &element, &field))
    return lkb_text_one_line (knob);
  /* Translators: "keep" when nouns keep their capital letter inside a line, as in German; else "small". */
  if (g_str_equal (C_ ("letters inside a line", "small"), "keep"))
    return g_strdup (lkb_field_get_label (field));
  return g_utf8_strdown (lkb_field_get_label (field), -1);
}

static gboolean
is_knob (const LkbElement *element, LkbField field, const char *text)
{
  const char *label = lkb_field_get_label (field);
  const char *key = lkb_field_get_key (field);
  const char *name = lkb_element_get_name (element);
  g_autofree char *full = NULL;
  g_autofree char *in_file = g_strdup_printf ("%s.%s", lkb_element_get_id (element), key);

  if (g_str_equal (text, in_file))
    return TRUE;
  if (lkb_element_get (element, field) != NULL
      && (lkb_text_equal_folded (text, label) || lkb_text_equal_folded (text, key)))
    return TRUE;
  full = g_strdup_printf ("%s %s", name != NULL ? name : "", label);
  return name != NULL && lkb_text_equal_folded (text, full);
}

/* (transfer full): "trigger interval" as "pipeline.trigger_interval" where just one element has it, or "Features trigger
 * interval" with the element's name; else as typed. */
static char *
dup_knob (LkbBoard *board, const char *text)
{
  const GPtrArray *elements = lkb_board_get_elements (board);
  char *found = NULL;

  for (guint i = 0; i < elements->len; i++)
    {
      const LkbElement *element = g_ptr_array_index (elements, i);
      guint n_fields;
      const LkbKindField *fields = lkb_kind_get_fields (lkb_element_get_kind (element), &n_fields);

      for (guint k = 0; k < n_fields; k++)
        {
          if (!is_knob (element, fields[k].field, text))
            continue;
          if (found != NULL)
            {
              g_free (found);
              return g_strdup (text);
            }
          found = g_strdup_printf ("%s.%s", lkb_element_get_id (element),
                                   lkb_field_get_key (fields[k].field));
        }
    }
  return found != NULL ? found : g_strdup (text);
}

char *
lkb_trade_off_dup_line (LkbBoard *board, const LkbValue *record)
{
  char *values[N_PARTS] = { NULL };
  char *line;

  g_return_val_if_fail (LKB_IS_BOARD (board), NULL);
  for (Part i = 0; record != NULL && i < N_PARTS; i++)
    {
      const char *value = lkb_value_get_member_text (record, parts[i].key);

      if (value != NULL)
        values[i] = i == KNOB ? lkb_board_dup_knob_words (board, value) : lkb_text_one_line (value);
    }
  line = join (values, FALSE);
  if (!reads_back (line, values))
    {
      g_free (line);
      line = join (values, TRUE);
    }
  clear_values (values);
  return line;
}

LkbValue *
lkb_trade_off_parse (LkbBoard *board, const char *line, const LkbValue *before)
{
  const LkbFieldInfo *members = lkb_field_get_info (LKB_FIELD_TRADE_OFFS)->members;
  g_autofree char *line_before = NULL;
  char *values[N_PARTS] = { NULL }, *values_before[N_PARTS] = { NULL };
  LkbRecordBuilder *builder;

  g_return_val_if_fail (LKB_IS_BOARD (board) && line != NULL, NULL);
  split (line, values);
  line_before = lkb_trade_off_dup_line (board, before);
  split (line_before, values_before);
  builder = before != NULL ? lkb_record_builder_new_from (members, before)
                           : lkb_record_builder_new (members);
  for (Part i = 0; i < N_PARTS; i++)
    {
      g_autoptr (LkbValue) value = NULL;

      if (g_strcmp0 (values[i], values_before[i]) == 0)
        continue;
      if (values[i] != NULL && *values[i] != '\0')
        {
          g_autofree char *text = i == KNOB ? dup_knob (board, values[i]) : g_strdup (values[i]);

          value = lkb_value_new_text (text);
        }
      lkb_record_builder_set (builder, parts[i].key, value);
    }
  clear_values (values);
  clear_values (values_before);
  if (lkb_text_is_blank (line))
    {
      lkb_record_builder_free (builder);
      return NULL;
    }
  return lkb_record_builder_end (builder);
}

/* A knob that is on the board with the name of what it belongs to. */
static char *
dup_knob_echo (LkbBoard *board, const char *knob)
{
  g_autofree char *words = lkb_board_dup_knob_words (board, knob);
  const LkbElement *element;
  LkbField field;
  const char *name = lkb_board_find_knob (board, knob, &element, &field)
                         ? lkb_element_get_name (element)
                         : NULL;

  if (lkb_text_is_blank (name))
    return g_steal_pointer (&words);
  return g_strdup_printf ("%s → %s", name, words);
}

char *
lkb_trade_off_dup_echo (LkbBoard *board, const LkbValue *record)
{
  const LkbFieldInfo *members = lkb_field_get_info (LKB_FIELD_TRADE_OFFS)->members;
  GString *echo = g_string_new (NULL);

  g_return_val_if_fail (LKB_IS_BOARD (board), NULL);
  for (guint i = 0; record != NULL && members[i].key != NULL; i++)
    {
      const char *value = lkb_value_get_member_text (record, members[i].key);
      g_autofree char *text = NULL;

      if (lkb_text_is_blank (value))
        continue;
      text = g_str_equal (members[i].key, parts[KNOB].key) ? dup_knob_echo (board, value)
                                                           : lkb_text_one_line (value);
      g_string_append_printf (echo, "%s%s: %s", echo->len > 0 ? "  ·  " : "", _ (members[i].label),
                              text);
    }
  return g_string_free (echo, FALSE);
}
