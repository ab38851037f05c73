/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-board-file.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "core/base/lkb-json-guard.h"
#include "core/base/lkb-json-writer.h"
#include "core/base/lkb-text.h"

/* Where the reader is. @path always names the value in hand; who appends to it cuts it back. */
typedef struct
{
  const char *name;
  const char *text;
  GString *path;
  GError **error;
} Reader;

static LkbValue *read_value (Reader *reader, const LkbFieldInfo *info, const char *const *choices,
                             LkbJsonSpan span);

G_GNUC_PRINTF (3, 4)
static void
fail (Reader *reader, LkbInputError code, const char *format, ...)
{
  g_autofree char *reason = NULL;
  va_list args;

  va_start (args, format);
  reason = g_strdup_vprintf (format, args);
  va_end (args);
  g_set_error (reader->error, LKB_INPUT_ERROR, (int) code, "%s: %s: %s", reader->name,
               reader->path->str, reason);
}

/* A piece of the file as it may stand in a one-line message. */
static char *
dup_shown (const char *text)
{
  g_autofree char *line = lkb_text_one_line (text);

  if (g_utf8_strlen (line, -1) <= 60)
    return g_steal_pointer (&line);
  g_autofree char *start = g_utf8_substring (line, 0, 59);
  return g_strconcat (start, "…", NULL);
}

static gboolean
is_plain_key (const char *key)
{
  if (!(g_ascii_isalpha (*key) || *key == '_'))
    return FALSE;
  for (; *key; key++)
    if (!(g_ascii_isalnum (*key) || *key == '_' || *key == '-'))
      return FALSE;
  return TRUE;
}

/* Both give the length to cut the path back to. */
static gsize
push_key (Reader *reader, const char *key)
{
  gsize mark = reader->path->len;

  if (is_plain_key (key))
    g_string_append_printf (reader->path, ".%s", key);
  else
    {
      g_autofree char *shown = dup_shown (key);
      g_string_append_c (reader->path, '[');
      lkb_json_append_string (reader->path, shown);
      g_string_append_c (reader->path, ']');
    }
  return mark;
}

static gsize
push_index (Reader *reader, guint index)
{
  gsize mark = reader->path->len;

  g_string_append_printf (reader->path, "[%u]", index);
  return mark;
}

static void
pop (Reader *reader, gsize mark)
{
  g_string_truncate (reader->path, mark);
}

static const char *
describe_type (char type)
{
  switch (type)
    {
    case '{':
      return _ ("an object");
    case '[':
      return _ ("a list");
    case '"':
      return _ ("text");
    case 't':
    case 'f':
      return _ ("true or false");
    case 'n':
      return "null";
    default:
      return _ ("a number");
    }
}

/* @wanted: as lkb_json_span_type() answers; 't' stands for both booleans. */
static gboolean
expect (Reader *reader, LkbJsonSpan span, char wanted)
{
  char type = lkb_json_span_type (reader->text, span);

  if (type == wanted || (type == 'f' && wanted == 't'))
    return TRUE;
  fail (reader, LKB_INPUT_ERROR_STRUCTURE, _ ("expected %s, found %s"), describe_type (wanted),
        describe_type (type));
  return FALSE;
}

/* "10,000" */
static char *
dup_grouped (guint number)
{
  return number < 1000 ? g_strdup_printf ("%u", number)
                       : g_strdup_printf ("%u,%03u", number / 1000, number % 1000);
}

static char *
read_text (Reader *reader, LkbJsonSpan span, guint max_text)
{
  g_autofree char *text = NULL;

  if (!expect (reader, span, '"'))
    return NULL;
  if (max_text == 0)
    max_text = LKB_TEXT_MAX;
  text = lkb_json_span_dup_string (reader->text, span);
  if (strlen (text) > max_text && g_utf8_strlen (text, -1) > (glong) max_text)
    {
      g_autofree char *limit = dup_grouped (max_text);

      fail (reader, LKB_INPUT_ERROR_LIMIT, _ ("more than %s characters"), limit);
      return NULL;
    }
  return g_steal_pointer (&text);
}

static gboolean
read_number (Reader *reader, const LkbFieldInfo *info, LkbJsonSpan span, double *number)
{
  gboolean bounded = info->min != 0 || info->max != 0;

  if (!expect (reader, span, '0'))
    return FALSE;
  *number = lkb_json_span_get_number (reader->text, span);
  if (!isfinite (*number) || fabs (*number) > LKB_NUMBER_MAX)
    fail (reader, LKB_INPUT_ERROR_LIMIT, _ ("number beyond ±1,000,000"));
  else if (bounded && (*number < info->min || *number > info->max))
    {
      if (info->max < LKB_NUMBER_MAX)
        fail (reader, LKB_INPUT_ERROR_STRUCTURE, _ ("must be from %g to %g"), info->min, info->max);
      else
        fail (reader, LKB_INPUT_ERROR_STRUCTURE, _ ("must be at least %g"), info->min);
    }
  else if (info->whole && *number != floor (*number))
    fail (reader, LKB_INPUT_ERROR_STRUCTURE, _ ("must be a whole number"));
  else
    return TRUE;
  return FALSE;
}

static LkbValue *
read_choice (Reader *reader, const char *const *choices, LkbJsonSpan span)
{
  g_autofree char *word = read_text (reader, span, 0);

  if (word == NULL)
    return NULL;
  if (choices == NULL || !g_strv_contains (choices, word))
    {
      g_autofree char *shown = dup_shown (word);
      g_autofree char *list = choices ? g_strjoinv (", ", (char **) choices) : NULL;

      if (list == NULL || *list == '\0')
        fail (reader, LKB_INPUT_ERROR_STRUCTURE, _ ("unknown choice “%s”"), shown);
      else
        fail (reader, LKB_INPUT_ERROR_STRUCTURE, _ ("unknown choice “%s” (known: %s)"), shown,
              list);
      return NULL;
    }
  return lkb_value_new_choice (word);
}

static LkbValue *
read_text_list (Reader *reader, const LkbFieldInfo *info, LkbJsonSpan span)
{
  g_autoptr (GArray) items = NULL;
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);

  if (!expect (reader, span, '['))
    return NULL;
  items = lkb_json_span_items (reader->text, span);
  for (guint i = 0; i < items->len; i++)
    {
      gsize mark = push_index (reader, i);
      char *text = read_text (reader, g_array_index (items, LkbJsonSpan, i), info->max_text);

      if (text == NULL)
        return NULL;
      g_ptr_array_add (texts, text);
      pop (reader, mark);
    }
  return lkb_value_new_text_list ((const char *const *) texts->pdata, texts->len);
}

static LkbValue *
read_tuple (Reader *reader, const LkbFieldInfo *info, LkbJsonSpan span)
{
  g_autoptr (GArray) items = NULL;
  double numbers[8] = { 0 };

  if (!expect (reader, span, '['))
    return NULL;
  items = lkb_json_span_items (reader->text, span);
  if (items->len != info->tuple_length || items->len > G_N_ELEMENTS (numbers))
    {
      fail (reader, LKB_INPUT_ERROR_STRUCTURE, _ ("expected a list of %u numbers, found one of %u"),
            info->tuple_length, items->len);
      return NULL;
    }
  for (guint i = 0; i < items->len; i++)
    {
      gsize mark = push_index (reader, i);

      if (!read_number (reader, info, g_array_index (items, LkbJsonSpan, i), &numbers[i]))
        return NULL;
      pop (reader, mark);
    }
  return lkb_value_new_tuple (numbers, items->len);
}

static const LkbFieldInfo *
find_member (const LkbFieldInfo *members, const char *key)
{
  for (; members->key != NULL; members++)
    if (g_str_equal (members->key, key))
      return members;
  return NULL;
}

static char *
dup_raw (Reader *reader, LkbJsonSpan span)
{
  return g_strndup (reader->text + span.offset, span.length);
}

static LkbValue *
read_record (Reader *reader, const LkbFieldInfo *info, LkbJsonSpan span)
{
  g_autoptr (GArray) members = NULL;
  LkbRecordBuilder *builder;

  if (!expect (reader, span, '{'))
    return NULL;
  members = lkb_json_span_members (reader->text, span);
  builder = lkb_record_builder_new (info->members);
  for (guint i = 0; i < members->len; i++)
    {
      const LkbJsonMember *member = &g_array_index (members, LkbJsonMember, i);
      const LkbFieldInfo *row = find_member (info->members, member->key);

      if (row == NULL)
        {
          g_autofree char *raw = dup_raw (reader, member->value);
          lkb_record_builder_add_raw (builder, member->key, raw);
          continue;
        }

      gsize mark = push_key (reader, member->key);
      g_autoptr (LkbValue) value = read_value (reader, row, row->choices, member->value);

      if (value == NULL)
        {
          lkb_record_builder_free (builder);
          return NULL;
        }
      if (!lkb_record_builder_set (builder, member->key, value))
        {
          fail (reader, LKB_INPUT_ERROR_STRUCTURE, _ ("value does not fit here"));
          lkb_record_builder_free (builder);
          return NULL;
        }
      pop (reader, mark);
    }
  return lkb_record_builder_end (builder);
}

static LkbValue *
read_list (Reader *reader, const LkbFieldInfo *info, LkbJsonSpan span)
{
  g_autoptr (GArray) items = NULL;
  g_autoptr (GPtrArray) values = g_ptr_array_new_with_free_func ((GDestroyNotify) lkb_value_unref);

  if (!expect (reader, span, '['))
    return NULL;
  items = lkb_json_span_items (reader->text, span);
  for (guint i = 0; i < items->len; i++)
    {
      LkbJsonSpan item = g_array_index (items, LkbJsonSpan, i);
      gsize mark = push_index (reader, i);
      LkbValue *value = info->type == LKB_VALUE_TUPLE_LIST ? read_tuple (reader, info, item)
                                                           : read_record (reader, info, item);

      if (value == NULL)
        return NULL;
      g_ptr_array_add (values, value);
      pop (reader, mark);
    }
  return lkb_value_new_list (info->type, (LkbValue *const *) values->pdata, values->len);
}

/* On failure the path stays where the trouble is; nothing is read after that. */
static LkbValue *
read_value (Reader *reader, const LkbFieldInfo *info, const char *const *choices, LkbJsonSpan span)
{
  double number;

  switch (info->type)
    {
    case LKB_VALUE_TEXT:
    case LKB_VALUE_QUANTITY:
      {
        g_autofree char *text = read_text (reader, span, info->max_text);

        if (text == NULL)
          return NULL;
        return info->type == LKB_VALUE_TEXT ? lkb_value_new_text (text)
                                            : lkb_value_new_quantity_as (text, info->dimension);
      }
    case LKB_VALUE_CHOICE:
      return read_choice (reader, choices, span);
    case LKB_VALUE_BOOLEAN:
      if (!expect (reader, span, 't'))
        return NULL;
      return lkb_value_new_boolean (lkb_json_span_type (reader->text, span) == 't');
    case LKB_VALUE_NUMBER:
      return read_number (reader, info, span, &number) ? lkb_value_new_number (number) : NULL;
    case LKB_VALUE_TEXT_LIST:
      return read_text_list (reader, info, span);
    case LKB_VALUE_RECORD:
      return read_record (reader, info, span);
    case LKB_VALUE_TUPLE:
      return read_tuple (reader, info, span);
    case LKB_VALUE_RECORD_LIST:
    case LKB_VALUE_TUPLE_LIST:
      return read_list (reader, info, span);
    default:
      g_return_val_if_reached (NULL);
    }
}

/* One member of an element or of the board's facts. */
static gboolean
read_field (Reader *reader, LkbElementBuilder *builder, LkbKind kind, const LkbJsonMember *member)
{
  g_autoptr (LkbValue) value = NULL;
  LkbField field;
  gsize mark;

  if (!lkb_kind_find_field (kind, member->key, &field))
    {
      g_autofree char *raw = dup_raw (reader, member->value);
      lkb_element_builder_add_raw (builder, member->key, raw);
      return TRUE;
    }

  mark = push_key (reader, member->key);
  value = read_value (reader, lkb_field_get_info (field), lkb_kind_get_choices (kind, field),
                      member->value);
  if (value == NULL)
    return FALSE;
  if (!lkb_value_is_empty (value) && !lkb_element_builder_set (builder, field, value))
    {
      fail (reader, LKB_INPUT_ERROR_STRUCTURE, _ ("value does not fit here"));
      return FALSE;
    }
  pop (reader, mark);
  return TRUE;
}

static const LkbJsonSpan *
find_key (GArray *members, const char *key)
{
  for (guint i = 0; i < members->len; i++)
    {
      const LkbJsonMember *member = &g_array_index (members, LkbJsonMember, i);

      if (g_str_equal (member->key, key))
        return &member->value;
    }
  return NULL;
}

/* A required member that is text; NULL when it is missing or is something else. */
static char *
read_required_text (Reader *reader, GArray *members, const char *key)
{
  const LkbJsonSpan *span = find_key (members, key);
  gsize mark = push_key (reader, key);
  char *text;

  if (span == NULL)
    {
      fail (reader, LKB_INPUT_ERROR_STRUCTURE, _ ("missing"));
      return NULL;
    }
  text = read_text (reader, *span, 0);
  if (text != NULL)
    pop (reader, mark);
  return text;
}

static LkbElement *
read_facts (Reader *reader, LkbJsonSpan span)
{
  g_autoptr (GArray) members = NULL;
  g_autoptr (LkbElementBuilder) builder = NULL;

  if (!expect (reader, span, '{'))
    return NULL;
  members = lkb_json_span_members (reader->text, span);
  builder = lkb_element_builder_new (LKB_KIND_BOARD, LKB_BOARD_ID);
  for (guint i = 0; i < members->len; i++)
    if (!read_field (reader, builder, LKB_KIND_BOARD, &g_array_index (members, LkbJsonMember, i)))
      return NULL;
  return lkb_element_builder_end (g_steal_pointer (&builder));
}

static LkbElement *
read_element (Reader *reader, LkbJsonSpan span, GHashTable *by_id)
{
  g_autoptr (GArray) members = NULL;
  g_autoptr (LkbElementBuilder) builder = NULL;
  g_autofree char *id = NULL;
  g_autofree char *word = NULL;
  LkbKind kind;

  if (!expect (reader, span, '{'))
    return NULL;
  members = lkb_json_span_members (reader->text, span);

  id = read_required_text (reader, members, "id");
  if (id == NULL)
    return NULL;
  if (!lkb_id_is_valid (id) || g_hash_table_contains (by_id, id))
    {
      g_autofree char *shown = dup_shown (id);

      push_key (reader, "id");
      fail (reader, LKB_INPUT_ERROR_STRUCTURE,
            lkb_id_is_valid (id)
                ? _ ("“%s” is the id of an earlier element too")
                : _ ("“%s” is no id (1 to 64 of the letters A-Z, a-z, digits, “_” and “-”)"),
            shown);
      return NULL;
    }

  word = read_required_text (reader, members, "kind");
  if (word == NULL)
    return NULL;
  if (!lkb_kind_from_string (word, &kind) || kind == LKB_KIND_BOARD)
    {
      g_autofree char *shown = dup_shown (word);

      push_key (reader, "kind");
      fail (reader, LKB_INPUT_ERROR_STRUCTURE, _ ("unknown kind “%s”"), shown);
      return NULL;
    }

  builder = lkb_element_builder_new (kind, id);
  for (guint i = 0; i < members->len; i++)
    {
      const LkbJsonMember *member = &g_array_index (members, LkbJsonMember, i);

      if (g_str_equal (member->key, "id") || g_str_equal (member->key, "kind"))
        continue;
      if (!read_field (reader, builder, kind, member))
        return NULL;
    }
  return lkb_element_builder_end (g_steal_pointer (&builder));
}

static gboolean
check_end (Reader *reader, const char *key, const char *end, GHashTable *by_id)
{
  const LkbElement *element;
  gsize mark = push_key (reader, key);

  if (end == NULL)
    {
      fail (reader, LKB_INPUT_ERROR_STRUCTURE, _ ("missing"));
      return FALSE;
    }
  element = g_hash_table_lookup (by_id, end);
  if (element == NULL || !lkb_element_is_node (element))
    {
      g_autofree char *shown = dup_shown (end);

      if (element == NULL)
        fail (reader, LKB_INPUT_ERROR_STRUCTURE, _ ("there is no element “%s”"), shown);
      else
        fail (reader, LKB_INPUT_ERROR_STRUCTURE, _ ("“%s” is not a node but of kind %s"), shown,
              lkb_kind_to_string (lkb_element_get_kind (element)));
      return FALSE;
    }
  pop (reader, mark);
  return TRUE;
}

/* (element-type LkbElement), in file order. @ranks: (nullable): of each. */
static GPtrArray *
read_elements (Reader *reader, LkbJsonSpan span, const char *const *ranks)
{
  g_autoptr (GArray) items = NULL;
  g_autoptr (GHashTable) by_id = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) elements = g_ptr_array_new_with_free_func (
      (GDestroyNotify) lkb_element_unref);

  if (!expect (reader, span, '['))
    return NULL;
  items = lkb_json_span_items (reader->text, span);
  if (items->len > LKB_BOARD_MAX_ELEMENTS)
    {
      fail (reader, LKB_INPUT_ERROR_LIMIT, _ ("more than 50,000 elements"));
      return NULL;
    }
  if (ranks != NULL && g_strv_length ((char **) ranks) != items->len)
    {
      fail (reader, LKB_INPUT_ERROR_STRUCTURE, _ ("not as many as there are ranks"));
      return NULL;
    }
  for (guint i = 0; i < items->len; i++)
    {
      gsize mark = push_index (reader, i);
      LkbElement *element = read_element (reader, g_array_index (items, LkbJsonSpan, i), by_id);

      if (element == NULL)
        return NULL;
      if (ranks != NULL)
        {
          LkbElement *ranked = lkb_element_with_rank (element, ranks[i]);

          lkb_element_unref (element);
          element = ranked;
        }
      g_ptr_array_add (elements, element);
      g_hash_table_insert (by_id, (char *) lkb_element_get_id (element), element);
      pop (reader, mark);
    }

  /* An edge may stand before its nodes. */
  for (guint i = 0; i < elements->len; i++)
    {
      const LkbElement *element = g_ptr_array_index (elements, i);
      gsize mark = push_index (reader, i);

      if (lkb_element_is_edge (element)
          && (!check_end (reader, "from", lkb_element_get_from (element), by_id)
              || !check_end (reader, "to", lkb_element_get_to (element), by_id)))
        return NULL;
      pop (reader, mark);
    }
  return g_steal_pointer (&elements);
}

static gboolean
read_version (Reader *reader, GArray *members, LkbBoardFileFlags flags, guint *version)
{
  const LkbJsonSpan *span = find_key (members, "lakeboard");
  gsize mark = push_key (reader, "lakeboard");
  double number;

  if (span == NULL)
    {
      fail (reader, LKB_INPUT_ERROR_STRUCTURE, _ ("missing; this is not a board file"));
      return FALSE;
    }
  if (!expect (reader, *span, '0'))
    return FALSE;
  number = lkb_json_span_get_number (reader->text, *span);
  if (!(number >= 1) || number != floor (number))
    {
      fail (reader, LKB_INPUT_ERROR_STRUCTURE, _ ("must be a whole number from 1 on"));
      return FALSE;
    }
  *version = number > G_MAXINT ? G_MAXINT : (guint) number;
  if (*version > LKB_BOARD_FILE_VERSION && !(flags & LKB_BOARD_FILE_ALLOW_NEWER))
    {
      fail (reader, LKB_INPUT_ERROR_VERSION,
            _ ("written by a newer version (format %u; this program reads %u)"), *version,
            LKB_BOARD_FILE_VERSION);
      return FALSE;
    }
  pop (reader, mark);
  return TRUE;
}

static const LkbJsonSpan *
find_required (Reader *reader, GArray *members, const char *key)
{
  const LkbJsonSpan *span = find_key (members, key);

  if (span == NULL)
    {
      push_key (reader, key);
      fail (reader, LKB_INPUT_ERROR_STRUCTURE, _ ("missing"));
    }
  return span;
}

static LkbBoard *
build_board (Reader *reader, LkbElement *facts, GPtrArray *elements)
{
  g_autoptr (LkbBoard) board = lkb_board_new ();
  g_autoptr (LkbChange) change = lkb_change_new (NULL);
  g_autoptr (GError) error = NULL;

  lkb_change_add (change, lkb_board_get_facts (board), facts);
  for (guint i = 0; i < elements->len; i++)
    lkb_change_add (change, NULL, g_ptr_array_index (elements, i));
  if (!lkb_board_apply (board, change, &error))
    {
      /* Everything was checked above; the board has the last word all the same. */
      fail (reader, LKB_INPUT_ERROR_STRUCTURE, "%s", error->message);
      return NULL;
    }
  return g_steal_pointer (&board);
}

static LkbBoard *
read_root (Reader *reader, LkbJsonSpan root, LkbBoardFileFlags flags, const char *const *ranks,
           guint *version)
{
  g_autoptr (GArray) members = NULL;
  g_autoptr (LkbElement) facts = NULL;
  g_autoptr (GPtrArray) elements = NULL;
  g_autoptr (LkbBoard) board = NULL;
  const LkbJsonSpan *board_span, *elements_span;
  gsize mark;

  if (!expect (reader, root, '{'))
    return NULL;
  members = lkb_json_span_members (reader->text, root);
  if (!read_version (reader, members, flags, version)
      || !(board_span = find_required (reader, members, "board"))
      || !(elements_span = find_required (reader, members, "elements")))
    return NULL;

  mark = push_key (reader, "board");
  if (!(facts = read_facts (reader, *board_span)))
    return NULL;
  pop (reader, mark);
  mark = push_key (reader, "elements");
  if (!(elements = read_elements (reader, *elements_span, ranks)))
    return NULL;
  pop (reader, mark);

  if (!(board = build_board (reader, facts, elements)))
    return NULL;
  for (guint i = 0; i < members->len; i++)
    {
      const LkbJsonMember *member = &g_array_index (members, LkbJsonMember, i);

      if (!g_str_equal (member->key, "lakeboard") && !g_str_equal (member->key, "board")
          && !g_str_equal (member->key, "elements"))
        {
          g_autofree char *raw = dup_raw (reader, member->value);
          lkb_board_add_raw (board, member->key, raw);
        }
    }
  return g_steal_pointer (&board);
}

LkbBoard *
lkb_board_file_read (const char *name, GBytes *bytes, LkbBoardFileFlags flags, guint *version,
                     GError **error)
{
  g_autoptr (GString) path = NULL;
  LkbBoard *board;
  LkbJsonSpan root;
  guint number = 0;
  gsize size;
  const char *text;

  g_return_val_if_fail (name != NULL, NULL);
  g_return_val_if_fail (bytes != NULL, NULL);

  text = g_bytes_get_data (bytes, &size);
  if (!lkb_json_guard_check (text ? text : "", size, &lkb_json_limits_default, &root, error))
    {
      g_prefix_error (error, "%s: ", name);
      return NULL;
    }

  path = g_string_new ("$");
  board = read_root (&(Reader){ name, text, path, error }, root, flags, NULL, &number);
  if (version != NULL)
    *version = number;
  return board;
}

LkbBoard *
lkb_board_file_read_span (const char *name, const char *text, LkbJsonSpan span,
                          const char *const *ranks, GError **error)
{
  g_autoptr (GString) path = g_string_new ("$");
  guint version = 0;

  g_return_val_if_fail (name != NULL, NULL);
  g_return_val_if_fail (text != NULL, NULL);

  return read_root (&(Reader){ name, text, path, error }, span, LKB_BOARD_FILE_NONE, ranks,
                    &version);
}

LkbElement *
lkb_board_file_read_element (const char *name, const char *text, LkbJsonSpan span, const char *id,
                             const char *rank, GError **error)
{
  g_autoptr (GString) path = g_string_new ("$");
  g_autoptr (GHashTable) none = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (LkbElement) element = NULL;
  Reader reader = { name, text, path, error };

  g_return_val_if_fail (name != NULL, NULL);
  g_return_val_if_fail (text != NULL, NULL);
  g_return_val_if_fail (id != NULL, NULL);
  g_return_val_if_fail (rank != NULL, NULL);

  if (g_str_equal (id, LKB_BOARD_ID))
    return read_facts (&reader, span);
  element = read_element (&reader, span, none);
  if (element == NULL)
    return NULL;
  if (!g_str_equal (lkb_element_get_id (element), id))
    {
      push_key (&reader, "id");
      fail (&reader, LKB_INPUT_ERROR_STRUCTURE, _ ("the element has another id"));
      return NULL;
    }
  return lkb_element_with_rank (element, rank);
}
