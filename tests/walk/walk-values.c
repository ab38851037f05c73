/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "walk-values.h"

static const char *const texts[] = {
  "Web",
  "Streaming Platform",
  "web",
  " padded ",
  "two\nlines",
  "a \"quoted\" \\ back",
  "</text><script>alert(1)</script> & ]]>",
  "\u062e\u0637 \u0623\u0646\u0627\u0628\u064a\u0628",
  "\u7279\u5fb4\u30d1\u30a4\u30d7",
  "\u202ereversed\u202c \u200b",
  "\U0001F468\u200d\U0001F469",
  "\x01 control \x1f",
  "%s%n $(id)",
  "TBD",
  "owner.with.dots",
  "n0.trigger_interval",
};

static const char *const quantities[] = {
  "40 ms",
  "1,100 ms",
  "10 k events/s",
  "\u2264 3 s @ p95",
  "$0.028 per M events",
  "99.9 %",
  "0.5",
  "60 min",
  "1.5 GB",
  "$8 k per month",
  "12 parsecs",
  "soonish",
  "-3 s",
  "7 d",
  "1e3 ms",
  "0 lost events",
  "128 partitions",
  "\u20ac 12 k/year",
};

const char *
walk_pick_text (GRand *rand)
{
  return texts[g_rand_int_range (rand, 0, G_N_ELEMENTS (texts))];
}

const char *
walk_pick_quantity (GRand *rand)
{
  return quantities[g_rand_int_range (rand, 0, G_N_ELEMENTS (quantities))];
}

static const char *
pick_word (GRand *rand, const char *const *words)
{
  guint n = g_strv_length ((char **) words);

  return n > 0 ? words[g_rand_int_range (rand, 0, n)] : NULL;
}

static double
pick_number (GRand *rand)
{
  switch (g_rand_int_range (rand, 0, 4))
    {
    case 0:
      return g_rand_int_range (rand, -500, 500) * 4;
    case 1:
      return g_rand_double (rand);
    case 2:
      return g_rand_double_range (rand, -1000, 1000);
    default:
      return g_rand_int_range (rand, 0, 13);
    }
}

static LkbValue *
new_tuple (GRand *rand, guint length)
{
  double numbers[8];

  length = CLAMP (length, 1, G_N_ELEMENTS (numbers));
  for (guint i = 0; i < length; i++)
    numbers[i] = pick_number (rand);
  return lkb_value_new_tuple (numbers, length);
}

static LkbValue *new_of_row (GRand *rand, const LkbFieldInfo *row, const char *const *choices);

static LkbValue *
new_record (GRand *rand, const LkbFieldInfo *members)
{
  LkbRecordBuilder *builder = lkb_record_builder_new (members);

  for (guint i = 0; members[i].key != NULL; i++)
    {
      g_autoptr (LkbValue) value = NULL;

      /* The first member is always there: a record without any is no value. */
      if (i > 0 && g_rand_boolean (rand))
        continue;
      value = new_of_row (rand, &members[i], members[i].choices);
      /* A number may be beyond its bounds; anything else must fit. */
      if (!lkb_record_builder_set (builder, members[i].key, value))
        g_assert_cmpint (members[i].type, ==, LKB_VALUE_NUMBER);
    }
  if (g_rand_int_range (rand, 0, 8) == 0)
    lkb_record_builder_add_raw (builder, "x-kept", "{ \"a\": [1, 2.50] }");
  return lkb_record_builder_end (builder);
}

static LkbValue *
new_list (GRand *rand, const LkbFieldInfo *row)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func ((GDestroyNotify) lkb_value_unref);
  guint n = g_rand_int_range (rand, 1, 4);

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (items, row->type == LKB_VALUE_RECORD_LIST
                                ? new_record (rand, row->members)
                                : new_tuple (rand, row->tuple_length));
  return lkb_value_new_list (row->type, (LkbValue *const *) items->pdata, items->len);
}

static LkbValue *
new_text_list (GRand *rand)
{
  const char *items[3];
  guint n = g_rand_int_range (rand, 1, 4);

  for (guint i = 0; i < n; i++)
    items[i] = walk_pick_text (rand);
  return lkb_value_new_text_list (items, n);
}

static LkbValue *
new_of_row (GRand *rand, const LkbFieldInfo *row, const char *const *choices)
{
  switch (row->type)
    {
    case LKB_VALUE_TEXT:
      return lkb_value_new_text (walk_pick_text (rand));
    case LKB_VALUE_QUANTITY:
      return lkb_value_new_quantity (walk_pick_quantity (rand));
    case LKB_VALUE_CHOICE:
      return lkb_value_new_choice (pick_word (rand, choices));
    case LKB_VALUE_BOOLEAN:
      return lkb_value_new_boolean (g_rand_boolean (rand));
    case LKB_VALUE_NUMBER:
      return lkb_value_new_number (pick_number (rand));
    case LKB_VALUE_TEXT_LIST:
      return new_text_list (rand);
    case LKB_VALUE_RECORD:
      return new_record (rand, row->members);
    case LKB_VALUE_TUPLE:
      return new_tuple (rand, row->tuple_length);
    case LKB_VALUE_RECORD_LIST:
    case LKB_VALUE_TUPLE_LIST:
      return new_list (rand, row);
    default:
      g_assert_not_reached ();
    }
}

LkbValue *
walk_dup_value (GRand *rand, LkbKind kind, LkbField field)
{
  return new_of_row (rand, lkb_field_get_info (field), lkb_kind_get_choices (kind, field));
}
