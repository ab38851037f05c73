/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-knob.h"

#include <math.h>
#include <string.h>

/* Round numbers of a decade, and how many decades there are to each side. */
static const double steps[] = { 1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8 };
#define DECADES 2

/* What moves a figure, for boards whose trade-offs name nothing. */
static const LkbField turnable[] = {
  LKB_FIELD_TRIGGER_INTERVAL,
  LKB_FIELD_BATCH_DURATION,
  LKB_FIELD_TRIGGER,
  LKB_FIELD_PUBLISH_INTERVAL,
  LKB_FIELD_INTERVAL,
  LKB_FIELD_WINDOW,
  LKB_FIELD_WATERMARK,
  LKB_FIELD_OUTPUT_MODE,
  LKB_FIELD_LATENCY_P50,
  LKB_FIELD_LATENCY_P95,
  LKB_FIELD_LATENCY_P99,
  LKB_FIELD_AVAILABILITY,
  LKB_FIELD_REDUNDANCY,
  LKB_FIELD_WAITS_FOR,
  LKB_FIELD_ROLE,
  LKB_FIELD_CAPACITY,
  LKB_FIELD_RATE,
  LKB_FIELD_SELECTIVITY,
  LKB_FIELD_SHARE,
  LKB_FIELD_CALLS,
  LKB_FIELD_QUERIES,
  LKB_FIELD_PAYLOAD,
  LKB_FIELD_RETENTION,
  LKB_FIELD_SIZE,
};

void
lkb_knob_free (LkbKnob *knob)
{
  if (knob == NULL)
    return;
  g_free (knob->element);
  g_strfreev (knob->settings);
  g_free (knob);
}

/* @settings: (transfer full) (element-type utf8). */
static LkbKnob *
take_settings (const LkbElement *element, LkbField field, GPtrArray *settings, guint at)
{
  LkbKnob *knob;

  if (settings->len < 2)
    {
      g_ptr_array_set_free_func (settings, g_free);
      g_ptr_array_unref (settings);
      return NULL;
    }
  knob = g_new0 (LkbKnob, 1);
  knob->element = g_strdup (lkb_element_get_id (element));
  knob->field = field;
  knob->n_settings = settings->len;
  knob->at = at;
  g_ptr_array_add (settings, NULL);
  knob->settings = (GStrv) g_ptr_array_free (settings, FALSE);
  return knob;
}

/* The number in a quantity's text: "≤ 10,000 events/s" has 10000 from its third letter on. FALSE: none. */
static gboolean
find_number (const char *text, const char **start, const char **end, double *number)
{
  g_autoptr (GString) plain = g_string_new (NULL);
  const char *p = text;

  while (*p != '\0' && !g_ascii_isdigit (*p))
    p++;
  *start = p;
  for (; g_ascii_isdigit (*p) || *p == '.' || *p == ','; p++)
    if (*p != ',')
      g_string_append_c (plain, *p);
  *end = p;
  if (plain->len == 0)
    return FALSE;
  *number = g_ascii_strtod (plain->str, NULL);
  return isfinite (*number);
}

/* One percentile never passes the next. */
static gboolean
is_in_order (const LkbElement *element, LkbField field, double value)
{
  static const LkbField order[] = { LKB_FIELD_LATENCY_P50, LKB_FIELD_LATENCY_P95,
                                    LKB_FIELD_LATENCY_P99 };
  guint own = 0;

  while (own < G_N_ELEMENTS (order) && order[own] != field)
    own++;
  for (guint i = 0; own < G_N_ELEMENTS (order) && i < G_N_ELEMENTS (order); i++)
    {
      const LkbQuantity *other = i != own ? lkb_element_get_quantity (element, order[i]) : NULL;

      if (other != NULL && (i < own ? value < other->value : value > other->value))
        return FALSE;
    }
  return TRUE;
}

typedef struct
{
  const LkbElement *element;
  LkbField field;
  const LkbFieldInfo *info;
  const LkbQuantity *now;
  const char *text;
  const char *start; /* of the number in @text */
  const char *end;
  GPtrArray *settings;
} Row;

/* Nobody can have half a part, more than the whole of a share, or no time at all. */
static gboolean
makes_sense (const Row *row, const LkbQuantity *q)
{
  if (q->dimension != row->now->dimension)
    return FALSE;
  if (q->dimension == LKB_DIMENSION_FRACTION && q->per == LKB_PER_NONE && row->now->value <= 1
      && row->field != LKB_FIELD_SELECTIVITY && q->value > 1)
    return FALSE;
  if (q->dimension == LKB_DIMENSION_COUNT && row->now->value == floor (row->now->value)
      && row->field != LKB_FIELD_SELECTIVITY && q->value != floor (q->value))
    return FALSE;
  return is_in_order (row->element, row->field, q->value);
}

static void
add_setting (Row *row, double number)
{
  g_autofree char *digits = lkb_format_number (number, 6);
  char *text = g_strdup_printf ("%.*s%s%s", (int) (row->start - row->text), row->text, digits,
                                row->end);
  LkbQuantity q;

  if (lkb_quantity_parse_as (text, row->info->dimension, &q) && makes_sense (row, &q))
    g_ptr_array_add (row->settings, text);
  else
    g_free (text);
}

/* As many nines as somebody might promise. */
static void
add_nines (Row *row, double number, guint *at)
{
  static const double shares[] = { 0.9,   0.95,   0.98,   0.99,   0.995,   0.998,
                                   0.999, 0.9995, 0.9998, 0.9999, 0.99995, 0.99999 };
  double whole = row->now->value > 0 ? number / row->now->value : 1;
  gboolean added = FALSE;

  for (gsize i = 0; i <= G_N_ELEMENTS (shares); i++)
    {
      double share = i < G_N_ELEMENTS (shares) ? shares[i] : 2;

      if (!added && share >= row->now->value * (1 - 1e-9))
        {
          *at = row->settings->len;
          g_ptr_array_add (row->settings, g_strdup (row->text));
          added = TRUE;
        }
      if (i < G_N_ELEMENTS (shares) && fabs (share - row->now->value) > 1e-9)
        add_setting (row, share * whole);
    }
}

static void
add_decades (Row *row, double number, guint *at)
{
  /* From nothing there is no multiple: up from a hundredth of the unit. */
  double base = number > 0 ? pow (10, floor (log10 (number) + 1e-9)) : 1;
  double low = number > 0 ? number * pow (10, -DECADES) : base / 100;
  double high = number > 0 ? number * pow (10, DECADES) : base * 100;
  gboolean added = FALSE;

  for (int decade = -DECADES - 1; decade <= DECADES + 1; decade++)
    for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
      {
        double next = base * pow (10, decade) * steps[i];

        if (!added && next >= number * (1 - 1e-9))
          {
            *at = row->settings->len;
            g_ptr_array_add (row->settings, g_strdup (row->text));
            added = TRUE;
          }
        if (next >= low * (1 - 1e-9) && next <= high * (1 + 1e-9)
            && fabs (next - number) > number * 1e-9)
          add_setting (row, next);
      }
}

static LkbKnob *
new_quantity (const LkbElement *element, LkbField field)
{
  Row row = { .element = element,
              .field = field,
              .info = lkb_field_get_info (field),
              .now = lkb_element_get_quantity (element, field),
              .text = lkb_element_get_text (element, field) };
  double number;
  guint at = 0;

  if (row.now == NULL || !find_number (row.text, &row.start, &row.end, &number))
    return NULL;
  row.settings = g_ptr_array_new ();
  if (field == LKB_FIELD_AVAILABILITY)
    add_nines (&row, number, &at);
  else
    add_decades (&row, number, &at);
  return take_settings (element, field, row.settings, at);
}

/* @words: one after the other; @unset: whether "not set" stands before them. */
static LkbKnob *
new_words (const LkbElement *element, LkbField field, const char *const *words, gboolean unset)
{
  const char *now = lkb_element_get_text (element, field);
  GPtrArray *settings = g_ptr_array_new ();
  gboolean found = FALSE;
  guint at = 0;

  if (now == NULL || unset)
    g_ptr_array_add (settings, g_strdup (""));
  found = now == NULL;
  for (guint i = 0; words[i] != NULL; i++)
    {
      if (g_strcmp0 (words[i], now) == 0)
        {
          at = settings->len;
          found = TRUE;
        }
      g_ptr_array_add (settings, g_strdup (words[i]));
    }
  if (!found)
    {
      at = settings->len;
      g_ptr_array_add (settings, g_strdup (now));
    }
  return take_settings (element, field, settings, at);
}

LkbKnob *
lkb_knob_new (LkbBoard *board, const char *id, LkbField field)
{
  static const char *const copies[] = { "1 of 2", "1 of 3", "2 of 3", NULL };
  const LkbElement *element;
  const LkbFieldInfo *info;

  g_return_val_if_fail (LKB_IS_BOARD (board) && id != NULL && field < LKB_N_FIELDS, NULL);

  element = lkb_board_lookup (board, id);
  if (element == NULL || lkb_kind_get_tier (lkb_element_get_kind (element), field) == 0)
    return NULL;
  info = lkb_field_get_info (field);
  if (info->type == LKB_VALUE_QUANTITY)
    return new_quantity (element, field);
  if (info->type == LKB_VALUE_CHOICE)
    return new_words (element, field, lkb_kind_get_choices (lkb_element_get_kind (element), field),
                      FALSE);
  if (field == LKB_FIELD_REDUNDANCY)
    return new_words (element, field, copies, TRUE);
  return NULL;
}

LkbElement *
lkb_knob_dup_turned (const LkbKnob *knob, LkbBoard *board, guint at)
{
  const LkbElement *element;

  g_return_val_if_fail (knob != NULL && at < knob->n_settings, NULL);

  element = lkb_board_lookup (board, knob->element);
  return element != NULL ? lkb_element_with_text (element, knob->field, knob->settings[at]) : NULL;
}

gboolean
lkb_board_find_knob (LkbBoard *board, const char *text, const LkbElement **element, LkbField *field)
{
  const char *dot;
  g_autofree char *id = NULL;

  g_return_val_if_fail (LKB_IS_BOARD (board) && text != NULL, FALSE);

  dot = strrchr (text, '.');
  id = dot != NULL ? g_strndup (text, (gsize) (dot - text)) : NULL;
  *element = id != NULL ? lkb_board_lookup (board, id) : NULL;
  return *element != NULL && lkb_kind_find_field (lkb_element_get_kind (*element), dot + 1, field);
}

static void
add_knob (GPtrArray *knobs, LkbBoard *board, const char *id, LkbField field, gboolean is_trade_off)
{
  LkbKnob *knob;

  for (guint i = 0; i < knobs->len; i++)
    {
      const LkbKnob *other = g_ptr_array_index (knobs, i);

      if (other->field == field && g_str_equal (other->element, id))
        return;
    }
  knob = knobs->len < LKB_KNOBS_MAX ? lkb_knob_new (board, id, field) : NULL;
  if (knob == NULL)
    return;
  knob->is_trade_off = is_trade_off;
  g_ptr_array_add (knobs, knob);
}

/* What is not set yet is a knob only where a trade-off says so; copies of a part whose availability is known are one too. */
static void
add_element (GPtrArray *knobs, LkbBoard *board, const char *id)
{
  const LkbElement *element = id != NULL ? lkb_board_lookup (board, id) : NULL;

  for (gsize i = 0; element != NULL && i < G_N_ELEMENTS (turnable); i++)
    if (lkb_element_get (element, turnable[i]) != NULL
        || (turnable[i] == LKB_FIELD_REDUNDANCY
            && lkb_kind_get_tier (lkb_element_get_kind (element), LKB_FIELD_AVAILABILITY) > 0
            && lkb_element_get (element, LKB_FIELD_AVAILABILITY) != NULL))
      add_knob (knobs, board, id, turnable[i], FALSE);
}

GPtrArray *
lkb_board_dup_knobs (LkbBoard *board, const char *const *ids)
{
  GPtrArray *knobs = g_ptr_array_new_with_free_func ((GDestroyNotify) lkb_knob_free);
  const LkbValue *rows;

  g_return_val_if_fail (LKB_IS_BOARD (board), knobs);

  rows = lkb_element_get (lkb_board_get_facts (board), LKB_FIELD_TRADE_OFFS);
  for (guint i = 0; rows != NULL && i < lkb_value_get_n (rows); i++)
    {
      const char *text = lkb_value_get_member_text (lkb_value_get_nth (rows, i), "knob");
      const LkbElement *element;
      LkbField field;

      if (text != NULL && lkb_board_find_knob (board, text, &element, &field))
        add_knob (knobs, board, lkb_element_get_id (element), field, TRUE);
    }
  for (guint i = 0; ids != NULL && ids[i] != NULL; i++)
    {
      const LkbElement *element = lkb_board_lookup (board, ids[i]);

      if (element == NULL)
        continue;
      if (lkb_element_is_edge (element))
        add_element (knobs, board, lkb_element_get_from (element));
      add_element (knobs, board, ids[i]);
      if (lkb_element_is_edge (element))
        add_element (knobs, board, lkb_element_get_to (element));
    }
  return knobs;
}
