/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-value.h"

#include <math.h>
#include <string.h>

#include "core/base/lkb-json-writer.h"
#include "lkb-raw-member.h"

struct _LkbValue
{
  gatomicrefcount refs;
  LkbValueType type;
  guint n; /* items, numbers or members */
  guint n_raw; /* of a record */
  char *text; /* of a text, quantity, choice */
  LkbQuantity *quantity; /* of an understood quantity */
  double number; /* of a number; 1 or 0 of a boolean */
  char **texts; /* of a text list, @n and NULL */
  double *numbers; /* of a tuple, @n */
  LkbValue **items; /* of a list or record, @n; never NULL inside */
  const LkbFieldInfo **infos; /* of a record: what each item is, @n, in table order */
  LkbRawMember *raw; /* of a record, @n_raw */
};

struct _LkbRecordBuilder
{
  const LkbFieldInfo *members;
  guint n_members;
  LkbValue **values; /* one place per member, NULL = unset */
  GArray *raw; /* of LkbRawMember */
};

static LkbValue *
new_value (LkbValueType type)
{
  LkbValue *value = g_new0 (LkbValue, 1);
  g_atomic_ref_count_init (&value->refs);
  value->type = type;
  return value;
}

LkbValue *
lkb_value_ref (const LkbValue *value)
{
  LkbValue *mutable = (LkbValue *) value;
  g_return_val_if_fail (value != NULL, NULL);
  g_atomic_ref_count_inc (&mutable->refs);
  return mutable;
}

void
lkb_value_unref (LkbValue *value)
{
  g_return_if_fail (value != NULL);
  if (!g_atomic_ref_count_dec (&value->refs))
    return;
  g_free (value->text);
  g_free (value->quantity);
  g_strfreev (value->texts);
  g_free (value->numbers);
  for (guint i = 0; value->items != NULL && i < value->n; i++)
    lkb_value_unref (value->items[i]);
  g_free (value->items);
  g_free (value->infos);
  lkb_raw_members_free (value->raw, value->n_raw);
  g_free (value);
}

LkbValue *
lkb_value_new_text (const char *text)
{
  LkbValue *value;
  g_return_val_if_fail (text != NULL, NULL);
  value = new_value (LKB_VALUE_TEXT);
  value->text = g_strdup (text);
  return value;
}

LkbValue *
lkb_value_new_quantity (const char *text)
{
  return lkb_value_new_quantity_as (text, LKB_DIMENSION_ANY);
}

LkbValue *
lkb_value_new_quantity_as (const char *text, LkbDimension dimension)
{
  LkbValue *value;
  LkbQuantity quantity;
  g_return_val_if_fail (text != NULL, NULL);
  value = new_value (LKB_VALUE_QUANTITY);
  value->text = g_strdup (text);
  if (lkb_quantity_parse_as (text, dimension, &quantity) || lkb_quantity_parse (text, &quantity))
    value->quantity = g_memdup2 (&quantity, sizeof quantity);
  return value;
}

LkbValue *
lkb_value_new_choice (const char *word)
{
  LkbValue *value;
  g_return_val_if_fail (word != NULL, NULL);
  value = new_value (LKB_VALUE_CHOICE);
  value->text = g_strdup (word);
  return value;
}

LkbValue *
lkb_value_new_boolean (gboolean boolean)
{
  LkbValue *value = new_value (LKB_VALUE_BOOLEAN);
  value->number = boolean ? 1 : 0;
  return value;
}

LkbValue *
lkb_value_new_typed (const LkbFieldInfo *info, const char *text)
{
  g_return_val_if_fail (info != NULL && text != NULL, NULL);
  switch (info->type)
    {
    case LKB_VALUE_TEXT:
      return lkb_value_new_text (text);
    case LKB_VALUE_QUANTITY:
      return lkb_value_new_quantity_as (text, info->dimension);
    case LKB_VALUE_CHOICE:
      return lkb_value_new_choice (text);
    case LKB_VALUE_BOOLEAN:
      return lkb_value_new_boolean (g_str_equal (text, "true"));
    default:
      return NULL;
    }
}

LkbValue *
lkb_value_new_number (double number)
{
  LkbValue *value;
  g_return_val_if_fail (isfinite (number), NULL);
  value = new_value (LKB_VALUE_NUMBER);
  value->number = number == 0 ? 0 : number; /* no negative zero: it would not survive the file */
  return value;
}

LkbValue *
lkb_value_new_text_list (const char *const *texts, gssize n)
{
  LkbValue *value = new_value (LKB_VALUE_TEXT_LIST);
  if (n < 0)
    n = texts != NULL ? g_strv_length ((char **) texts) : 0;
  value->n = n;
  value->texts = g_new0 (char *, n + 1);
  for (gssize i = 0; i < n; i++)
    value->texts[i] = g_strdup (texts[i]);
  return value;
}

LkbValue *
lkb_value_new_tuple (const double *numbers, guint n)
{
  LkbValue *value = new_value (LKB_VALUE_TUPLE);
  value->n = n;
  value->numbers = g_new (double, n);
  for (guint i = 0; i < n; i++)
    value->numbers[i] = numbers[i] == 0 ? 0 : numbers[i];
  return value;
}

LkbValue *
lkb_value_new_list (LkbValueType type, LkbValue *const *items, guint n)
{
  LkbValue *value;
  g_return_val_if_fail (type == LKB_VALUE_RECORD_LIST || type == LKB_VALUE_TUPLE_LIST, NULL);
  value = new_value (type);
  value->n = n;
  value->items = g_new (LkbValue *, MAX (n, 1));
  for (guint i = 0; i < n; i++)
    value->items[i] = lkb_value_ref (items[i]);
  return value;
}

/* ---- records ---- */

LkbRecordBuilder *
lkb_record_builder_new (const LkbFieldInfo *members)
{
  LkbRecordBuilder *builder;
  g_return_val_if_fail (members != NULL, NULL);
  builder = g_new0 (LkbRecordBuilder, 1);
  builder->members = members;
  while (members[builder->n_members].key != NULL)
    builder->n_members++;
  builder->values = g_new0 (LkbValue *, builder->n_members);
  builder->raw = lkb_raw_members_new ();
  return builder;
}

LkbRecordBuilder *
lkb_record_builder_new_from (const LkbFieldInfo *members, const LkbValue *record)
{
  LkbRecordBuilder *builder = lkb_record_builder_new (members);
  g_return_val_if_fail (record == NULL || record->type == LKB_VALUE_RECORD, builder);
  for (guint i = 0; record != NULL && i < record->n; i++)
    lkb_record_builder_set (builder, record->infos[i]->key, record->items[i]);
  for (guint i = 0; record != NULL && i < record->n_raw; i++)
    lkb_record_builder_add_raw (builder, record->raw[i].key, record->raw[i].json);
  return builder;
}

gboolean
lkb_record_builder_set (LkbRecordBuilder *builder, const char *key, const LkbValue *value)
{
  g_return_val_if_fail (builder != NULL && key != NULL, FALSE);
  for (guint i = 0; i < builder->n_members; i++)
    {
      if (!g_str_equal (builder->members[i].key, key))
        continue;
      if (value != NULL
          && !lkb_value_matches (value, &builder->members[i], builder->members[i].choices))
        return FALSE;
      g_clear_pointer (&builder->values[i], lkb_value_unref);
      if (value != NULL && !lkb_value_is_empty (value))
        builder->values[i] = lkb_value_ref (value);
      return TRUE;
    }
  return FALSE;
}

void
lkb_record_builder_add_raw (LkbRecordBuilder *builder, const char *key, const char *json)
{
  g_return_if_fail (builder != NULL && key != NULL && json != NULL);
  lkb_raw_members_add (builder->raw, key, json);
}

LkbValue *
lkb_record_builder_end (LkbRecordBuilder *builder)
{
  LkbValue *record;
  g_return_val_if_fail (builder != NULL, NULL);
  record = new_value (LKB_VALUE_RECORD);
  record->items = g_new (LkbValue *, builder->n_members);
  record->infos = g_new (const LkbFieldInfo *, builder->n_members);
  for (guint i = 0; i < builder->n_members; i++)
    if (builder->values[i] != NULL)
      {
        record->infos[record->n] = &builder->members[i];
        record->items[record->n++] = g_steal_pointer (&builder->values[i]);
      }
  record->raw = lkb_raw_members_steal (g_steal_pointer (&builder->raw), &record->n_raw);
  lkb_record_builder_free (builder);
  return record;
}

void
lkb_record_builder_free (LkbRecordBuilder *builder)
{
  g_return_if_fail (builder != NULL);
  for (guint i = 0; i < builder->n_members; i++)
    g_clear_pointer (&builder->values[i], lkb_value_unref);
  g_free (builder->values);
  g_clear_pointer (&builder->raw, g_array_unref);
  g_free (builder);
}

/* ---- reading ---- */

LkbValueType
lkb_value_get_type (const LkbValue *value)
{
  g_return_val_if_fail (value != NULL, LKB_VALUE_TEXT);
  return value->type;
}

const char *
lkb_value_get_text (const LkbValue *value)
{
  return value != NULL ? value->text : NULL;
}

const LkbQuantity *
lkb_value_get_quantity (const LkbValue *value)
{
  return value != NULL ? value->quantity : NULL;
}

gboolean
lkb_value_get_boolean (const LkbValue *value)
{
  return value != NULL && value->type == LKB_VALUE_BOOLEAN && value->number != 0;
}

double
lkb_value_get_number (const LkbValue *value)
{
  return value != NULL && value->type == LKB_VALUE_NUMBER ? value->number : 0;
}

guint
lkb_value_get_n (const LkbValue *value)
{
  return value != NULL ? value->n : 0;
}

const char *
lkb_value_get_nth_text (const LkbValue *value, guint i)
{
  return value != NULL && value->texts != NULL && i < value->n ? value->texts[i] : NULL;
}

const LkbValue *
lkb_value_get_nth (const LkbValue *value, guint i)
{
  return value != NULL && value->items != NULL && i < value->n ? value->items[i] : NULL;
}

double
lkb_value_get_nth_number (const LkbValue *value, guint i)
{
  return value != NULL && value->numbers != NULL && i < value->n ? value->numbers[i] : 0;
}

const LkbValue *
lkb_value_get_member (const LkbValue *record, const char *key)
{
  g_return_val_if_fail (key != NULL, NULL);
  for (guint i = 0; record != NULL && record->type == LKB_VALUE_RECORD && i < record->n; i++)
    if (record->infos[i]->key[0] == key[0] && g_str_equal (record->infos[i]->key, key))
      return record->items[i];
  return NULL;
}

const char *
lkb_value_get_member_text (const LkbValue *record, const char *key)
{
  return lkb_value_get_text (lkb_value_get_member (record, key));
}

const LkbQuantity *
lkb_value_get_member_quantity (const LkbValue *record, const char *key)
{
  return lkb_value_get_quantity (lkb_value_get_member (record, key));
}

gboolean
lkb_value_get_member_boolean (const LkbValue *record, const char *key)
{
  return lkb_value_get_boolean (lkb_value_get_member (record, key));
}

guint
lkb_value_get_n_raw (const LkbValue *record)
{
  return record != NULL ? record->n_raw : 0;
}

void
lkb_value_get_nth_raw (const LkbValue *record, guint i, const char **key, const char **json)
{
  g_return_if_fail (record != NULL && i < record->n_raw);
  *key = record->raw[i].key;
  *json = record->raw[i].json;
}

gsize
lkb_value_get_size (const LkbValue *value)
{
  gsize size = sizeof *value;

  g_return_val_if_fail (value != NULL, 0);
  size += value->text != NULL ? strlen (value->text) + 1 : 0;
  size += value->quantity != NULL ? sizeof *value->quantity : 0;
  size += value->numbers != NULL ? value->n * sizeof *value->numbers : 0;
  for (guint i = 0; value->texts != NULL && i < value->n; i++)
    size += sizeof (char *) + strlen (value->texts[i]) + 1;
  for (guint i = 0; value->items != NULL && i < value->n; i++)
    size += sizeof (LkbValue *) + lkb_value_get_size (value->items[i]);
  for (guint i = 0; i < value->n_raw; i++)
    size += sizeof (LkbRawMember) + strlen (value->raw[i].key) + strlen (value->raw[i].json);
  return size;
}

/* ---- comparing ---- */

gboolean
lkb_value_equal (const LkbValue *a, const LkbValue *b)
{
  if (a == b)
    return TRUE;
  if (a == NULL || b == NULL || a->type != b->type || a->n != b->n || a->n_raw != b->n_raw)
    return FALSE;
  if (g_strcmp0 (a->text, b->text) != 0 || a->number != b->number)
    return FALSE;
  for (guint i = 0; i < a->n; i++)
    {
      if (a->texts != NULL && !g_str_equal (a->texts[i], b->texts[i]))
        return FALSE;
      if (a->numbers != NULL && a->numbers[i] != b->numbers[i])
        return FALSE;
      if (a->infos != NULL && !g_str_equal (a->infos[i]->key, b->infos[i]->key))
        return FALSE;
      if (a->items != NULL && !lkb_value_equal (a->items[i], b->items[i]))
        return FALSE;
    }
  return lkb_raw_members_equal (a->raw, a->n_raw, b->raw, b->n_raw);
}

gboolean
lkb_value_is_empty (const LkbValue *value)
{
  if (value == NULL)
    return TRUE;
  switch (value->type)
    {
    case LKB_VALUE_TEXT:
    case LKB_VALUE_QUANTITY:
    case LKB_VALUE_CHOICE:
      return value->text[0] == '\0';
    case LKB_VALUE_BOOLEAN:
    case LKB_VALUE_NUMBER:
      return FALSE;
    default:
      return value->n == 0 && value->n_raw == 0;
    }
}

static gboolean
is_one_of (const char *word, const char *const *choices)
{
  return choices != NULL && g_strv_contains (choices, word);
}

/* A record is built against one table of members; it fits no other. */
static gboolean
record_matches (const LkbValue *record, const LkbFieldInfo *members)
{
  guint n = 0;
  while (members[n].key != NULL)
    n++;
  for (guint i = 0; i < record->n; i++)
    if (record->infos[i] < members || record->infos[i] >= members + n)
      return FALSE;
  return TRUE;
}

static gboolean
number_fits (double number, const LkbFieldInfo *info)
{
  gboolean bounded = info->min != 0 || info->max != 0;

  return isfinite (number) && number >= (bounded ? info->min : -LKB_NUMBER_MAX)
         && number <= (bounded ? info->max : LKB_NUMBER_MAX)
         && (!info->whole || number == floor (number));
}

static gboolean
text_fits (const char *text, const LkbFieldInfo *info)
{
  gsize max = info->max_text > 0 ? info->max_text : LKB_TEXT_MAX;

  /* A character has at least one byte: most texts need no counting. */
  return strlen (text) <= max || (gsize) g_utf8_strlen (text, -1) <= max;
}

/* What the reader of a board file would refuse, no board may hold: it could be saved but not opened again. */
gboolean
lkb_value_matches (const LkbValue *value, const LkbFieldInfo *info, const char *const *choices)
{
  g_return_val_if_fail (value != NULL && info != NULL, FALSE);
  if (value->type != info->type)
    return FALSE;
  switch (info->type)
    {
    case LKB_VALUE_TEXT:
    case LKB_VALUE_QUANTITY:
      return text_fits (value->text, info);
    case LKB_VALUE_CHOICE:
      return value->text[0] == '\0' || is_one_of (value->text, choices);
    case LKB_VALUE_NUMBER:
      return number_fits (value->number, info);
    case LKB_VALUE_TEXT_LIST:
      for (guint i = 0; i < value->n; i++)
        if (!text_fits (value->texts[i], info))
          return FALSE;
      return TRUE;
    case LKB_VALUE_TUPLE:
      if (value->n != info->tuple_length && value->n != 0)
        return FALSE;
      for (guint i = 0; i < value->n; i++)
        if (!number_fits (value->numbers[i], info))
          return FALSE;
      return TRUE;
    case LKB_VALUE_TUPLE_LIST:
      for (guint i = 0; i < value->n; i++)
        {
          const LkbValue *item = value->items[i];
          if (item->type != LKB_VALUE_TUPLE || item->n != info->tuple_length)
            return FALSE;
          for (guint j = 0; j < item->n; j++)
            if (!number_fits (item->numbers[j], info))
              return FALSE;
        }
      return TRUE;
    case LKB_VALUE_RECORD:
      return record_matches (value, info->members);
    case LKB_VALUE_RECORD_LIST:
      for (guint i = 0; i < value->n; i++)
        if (value->items[i]->type != LKB_VALUE_RECORD
            || !record_matches (value->items[i], info->members))
          return FALSE;
      return TRUE;
    default:
      return TRUE;
    }
}

/* ---- writing ---- */

static void
append_record (const LkbValue *record, GString *out)
{
  gboolean first = TRUE;
  g_string_append_c (out, '{');
  for (guint i = 0; i < record->n; i++)
    {
      g_string_append (out, first ? " " : ", ");
      lkb_json_append_string (out, record->infos[i]->key);
      g_string_append (out, ": ");
      lkb_value_append_json (record->items[i], out);
      first = FALSE;
    }
  for (guint i = 0; i < record->n_raw; i++)
    {
      g_string_append (out, first ? " " : ", ");
      lkb_json_append_string (out, record->raw[i].key);
      g_string_append (out, ": ");
      g_string_append (out, record->raw[i].json);
      first = FALSE;
    }
  g_string_append (out, first ? "}" : " }");
}

void
lkb_value_append_json (const LkbValue *value, GString *out)
{
  g_return_if_fail (value != NULL && out != NULL);
  switch (value->type)
    {
    case LKB_VALUE_TEXT:
    case LKB_VALUE_QUANTITY:
    case LKB_VALUE_CHOICE:
      lkb_json_append_string (out, value->text);
      break;
    case LKB_VALUE_BOOLEAN:
      g_string_append (out, value->number != 0 ? "true" : "false");
      break;
    case LKB_VALUE_NUMBER:
      lkb_json_append_number (out, value->number);
      break;
    case LKB_VALUE_RECORD:
      append_record (value, out);
      break;
    case LKB_VALUE_TEXT_LIST:
    case LKB_VALUE_RECORD_LIST:
    case LKB_VALUE_TUPLE:
    case LKB_VALUE_TUPLE_LIST:
      g_string_append_c (out, '[');
      for (guint i = 0; i < value->n; i++)
        {
          if (i > 0)
            g_string_append (out, ", ");
          if (value->texts != NULL)
            lkb_json_append_string (out, value->texts[i]);
          else if (value->numbers != NULL)
            lkb_json_append_number (out, value->numbers[i]);
          else
            lkb_value_append_json (value->items[i], out);
        }
      g_string_append_c (out, ']');
      break;
    default:
      g_assert_not_reached ();
    }
}
