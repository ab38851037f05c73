/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-quantity.h"

#include <math.h>
#include <string.h>

#include "lkb-quantity-private.h"

typedef struct
{
  const char *p;
  gboolean lenient;
  LkbQuantity *quantity;
  LkbQuantityParts *parts;
  int exponent; /* power of ten that the number is still to be given */
  double factor; /* and what else it is to be multiplied by */
  gboolean has_multiplier;
} Parser;

/* White space inside a line, with the non-breaking kinds that formatted numbers bring along. */
static gsize
measure_space (const char *p)
{
  if (*p == ' ' || *p == '\t')
    return 1;
  if (strncmp (p, "\xc2\xa0", 2) == 0)
    return 2;
  if (strncmp (p, "\xe2\x80\xaf", 3) == 0 || strncmp (p, "\xe2\x80\x89", 3) == 0)
    return 3;
  return 0;
}

static void
skip_space (Parser *parser)
{
  gsize length;

  while ((length = measure_space (parser->p)) > 0)
    parser->p += length;
}

/* Takes @token if it is next, whatever follows it. */
static gboolean
take (Parser *parser, const char *token)
{
  gsize length = strlen (token);

  if (strncmp (parser->p, token, length) != 0)
    return FALSE;
  parser->p += length;
  return TRUE;
}

/* The word at @p: letters, digits, and -, _ and ' inside. */
static gsize
measure_word (const char *p)
{
  const char *end = p;

  for (const char *q = p; *q != '\0';)
    {
      gunichar c = g_utf8_get_char (q);
      gboolean is_inner = c == '-' || c == '_' || c == '\'' || c == 0x2019;

      if (!g_unichar_isalnum (c) && !g_unichar_ismark (c) && !(is_inner && q > p))
        break;
      q = g_utf8_next_char (q);
      if (!is_inner)
        end = q;
    }
  return end - p;
}

static void
copy_text (char *to, gsize size, const char *from, gsize length)
{
  if (length >= size)
    {
      length = size - 1;
      while (length > 0 && ((guchar) from[length] & 0xc0) == 0x80)
        length--;
    }
  memcpy (to, from, length);
  to[length] = '\0';
}

static void
parse_comparator (Parser *parser)
{
  static const struct
  {
    const char *sign;
    LkbComparator comparator;
  } signs[] = {
    { "≤", LKB_COMPARATOR_LE },    { "≥", LKB_COMPARATOR_GE }, { "<=", LKB_COMPARATOR_LE },
    { ">=", LKB_COMPARATOR_GE },   { "<", LKB_COMPARATOR_LT }, { ">", LKB_COMPARATOR_GT },
    { "~", LKB_COMPARATOR_ABOUT },
  };

  for (guint i = 0; i < G_N_ELEMENTS (signs); i++)
    if (take (parser, signs[i].sign))
      {
        parser->quantity->comparator = signs[i].comparator;
        strcpy (parser->parts->comparator, signs[i].sign);
        skip_space (parser);
        return;
      }
}

/* A sign or code of a currency at the place; FALSE when there is none. */
static gboolean
parse_currency (Parser *parser)
{
  gsize length = 0;

  if (*parser->p == '$')
    length = 1;
  else if (strncmp (parser->p, "€", 3) == 0)
    length = 3;
  else if (strncmp (parser->p, "£", 2) == 0)
    length = 2;
  else if (g_ascii_isupper (*parser->p))
    {
      while (length < 4 && g_ascii_isupper (parser->p[length]))
        length++;
      if (length == 3 && !g_ascii_isdigit (parser->p[3]) && measure_word (parser->p) != 3)
        return FALSE;
    }
  if (length == 0 || !lkb_currency_lookup (parser->p, length, parser->quantity->currency))
    return FALSE;

  copy_text (parser->parts->currency, sizeof parser->parts->currency, parser->p, length);
  parser->quantity->dimension = LKB_DIMENSION_MONEY;
  parser->quantity->has_unit = TRUE;
  parser->p += length;
  skip_space (parser);
  return TRUE;
}

static gsize
measure_digits (const char *p)
{
  gsize n = 0;

  while (g_ascii_isdigit (p[n]))
    n++;
  return n;
}

/* `10`, `10,000`, `1.5`: a comma stands only before exactly three digits, in each group. */
static gboolean
parse_number (Parser *parser)
{
  const char *start = parser->p;
  const char *p = start;
  gsize n = measure_digits (p);

  if (n == 0)
    return FALSE;
  p += n;
  if (*p == ',')
    {
      if (n > 3 || *start == '0')
        return FALSE;
      while (*p == ',')
        {
          if (measure_digits (p + 1) != 3)
            return FALSE;
          p += 4;
        }
    }
  if (*p == '.')
    {
      n = measure_digits (p + 1);
      if (n == 0)
        return FALSE;
      p += 1 + n;
    }
  if (*p == '.' || *p == ',' || p - start > LKB_QUANTITY_MAX_NUMBER)
    return FALSE;

  copy_text (parser->parts->number, sizeof parser->parts->number, start, p - start);
  parser->p = p;
  return TRUE;
}

/* k, M, G or bn, standing alone or before a sign: in "kB" and "min" it is part of the unit. */
static gboolean
parse_multiplier (Parser *parser, char *copy, gsize size, int sign)
{
  gsize length = measure_word (parser->p);
  int exponent;
  const char *name = lkb_multiplier_find (parser->p, length, parser->lenient, &exponent);

  if (name == NULL)
    return FALSE;
  copy_text (copy, size, name, strlen (name));
  parser->exponent += sign * exponent;
  parser->p += length;
  skip_space (parser);
  return TRUE;
}

/* Up to four words; the first not a word of the grammar, the rest neither reserved nor units. */
static gboolean
parse_noun (Parser *parser)
{
  const char *start = parser->p;
  const char *end = start;

  for (guint i = 0; i < 4; i++)
    {
      gsize length = measure_word (parser->p);

      if (!lkb_word_is_noun (parser->p, length))
        break;
      parser->p += length;
      end = parser->p;
      skip_space (parser);
    }
  if (end == start)
    return FALSE;

  parser->p = end;
  copy_text (parser->quantity->noun, sizeof parser->quantity->noun, start, end - start);
  copy_text (parser->parts->unit, sizeof parser->parts->unit, start, end - start);
  return TRUE;
}

/* What stands between the multiplier and "per". @spaced: something separates it from the number. */
static gboolean
parse_unit (Parser *parser, gboolean spaced)
{
  LkbQuantity *quantity = parser->quantity;
  gsize length;
  const LkbUnit *unit;

  if (quantity->dimension == LKB_DIMENSION_MONEY)
    return TRUE; /* the currency stood before the number */
  if (parse_currency (parser))
    {
      parser->parts->currency_after = TRUE;
      return TRUE;
    }
  if (*parser->p == '%')
    {
      parser->p++;
      quantity->dimension = LKB_DIMENSION_FRACTION;
      quantity->has_unit = TRUE;
      strcpy (parser->parts->unit, "%");
      parser->exponent -= 2;
      return !parser->has_multiplier;
    }

  length = measure_word (parser->p);
  if (length == 0)
    {
      quantity->dimension = LKB_DIMENSION_COUNT;
      return TRUE;
    }
  unit = lkb_unit_find (parser->p, length, parser->lenient);
  if (unit != NULL)
    {
      quantity->dimension = unit->dimension;
      quantity->has_unit = TRUE;
      if (unit->noun != NULL)
        strcpy (quantity->noun, unit->noun);
      parser->exponent += unit->exponent;
      parser->factor = unit->factor;
      copy_text (parser->parts->unit, sizeof parser->parts->unit, parser->p, length);
      parser->p += length;
      return unit->dimension != LKB_DIMENSION_FRACTION || !parser->has_multiplier;
    }

  quantity->dimension = LKB_DIMENSION_COUNT;
  if (!lkb_word_is_noun (parser->p, length))
    return TRUE; /* "per", "by", "p95": whatever follows has to make sense of it */
  quantity->has_unit = TRUE;
  return spaced && parse_noun (parser);
}

/* Whether money, a size or a count may be said per @per, which is not a time. */
static gboolean
allows_thing (LkbDimension dimension, LkbPer per)
{
  if (dimension == LKB_DIMENSION_MONEY)
    return TRUE;
  if (dimension == LKB_DIMENSION_SIZE || dimension == LKB_DIMENSION_COUNT)
    return per == LKB_PER_EVENT || per == LKB_PER_QUERY;
  return FALSE;
}

static gboolean
apply_time_denominator (Parser *parser, const LkbUnit *unit)
{
  LkbQuantity *quantity = parser->quantity;

  switch (quantity->dimension)
    {
    case LKB_DIMENSION_MONEY:
    case LKB_DIMENSION_FRACTION:
      quantity->per = unit->per;
      return TRUE;
    case LKB_DIMENSION_SIZE:
      quantity->dimension = LKB_DIMENSION_BANDWIDTH;
      parser->factor /= unit->factor;
      return TRUE;
    case LKB_DIMENSION_COUNT:
      /* "0.02 per hour" is a part of something that goes each hour, "0.5/s" is one in two seconds. */
      if (!quantity->has_unit && !parser->has_multiplier && !parser->parts->has_slash
          && g_ascii_strtod (parser->parts->number, NULL) < 1
          && strchr (parser->parts->number, ',') == NULL)
        {
          quantity->dimension = LKB_DIMENSION_FRACTION;
          quantity->per = unit->per;
        }
      else
        {
          quantity->dimension = LKB_DIMENSION_RATE;
          parser->factor /= unit->factor;
        }
      quantity->has_unit = TRUE;
      return TRUE;
    case LKB_DIMENSION_TIME:
    case LKB_DIMENSION_RATE:
    case LKB_DIMENSION_BANDWIDTH:
    case LKB_DIMENSION_ANY:
    case LKB_N_DIMENSIONS:
    default:
      return FALSE;
    }
}

static gboolean
parse_denominator (Parser *parser)
{
  LkbQuantity *quantity = parser->quantity;
  const char *start;
  const LkbUnit *unit;
  const LkbThing *thing;
  gsize length;

  skip_space (parser);
  if (take (parser, "/"))
    parser->parts->has_slash = TRUE;
  else if (lkb_word_is (parser->p, measure_word (parser->p), "per"))
    parser->p += strlen ("per");
  else
    return TRUE;
  skip_space (parser);

  start = parser->p;
  length = measure_word (start);
  unit = lkb_unit_find (start, length, parser->lenient);
  if (unit != NULL && unit->per != LKB_PER_NONE)
    {
      parser->p += length;
      copy_text (parser->parts->per, sizeof parser->parts->per, start, length);
      return apply_time_denominator (parser, unit);
    }

  if (parse_multiplier (parser, (char[4]){ 0 }, 4, -1))
    length = measure_word (parser->p);
  thing = lkb_thing_find (parser->p, length);
  if (thing == NULL || !allows_thing (quantity->dimension, thing->per)
      || (parser->p > start && thing->per != LKB_PER_EVENT && thing->per != LKB_PER_QUERY))
    return FALSE;

  quantity->per = thing->per;
  quantity->has_unit = TRUE;
  parser->exponent += thing->exponent;
  parser->p += length;
  copy_text (parser->parts->per, sizeof parser->parts->per, start, parser->p - start);
  return TRUE;
}

/* p50, p99.9: one or two digits and optional decimals, above 0. */
static gboolean
parse_percentile (Parser *parser)
{
  LkbQuantity *quantity = parser->quantity;
  const char *start = parser->p;
  const char *p = start;
  char number[16];
  gsize n;

  if (*p != 'p')
    return FALSE;
  n = measure_digits (++p);
  if (n < 1 || n > 2)
    return FALSE;
  p += n;
  if (*p == '.')
    {
      n = measure_digits (p + 1);
      if (n < 1 || n > 6)
        return FALSE;
      p += 1 + n;
    }
  copy_text (number, sizeof number - 3, start + 1, p - start - 1);
  strcat (number, "e-2");
  quantity->percentile = g_ascii_strtod (number, NULL);
  if (quantity->percentile <= 0)
    return FALSE;
  quantity->stat = LKB_STAT_PERCENTILE;
  copy_text (parser->parts->stat, sizeof parser->parts->stat, start, p - start);
  parser->p = p;
  return TRUE;
}

/* "by 07:00" */
static gboolean
parse_deadline (Parser *parser)
{
  const char *p;
  gsize n;
  int hours = 0;
  int minutes;

  parser->p += strlen ("by");
  skip_space (parser);
  p = parser->p;
  n = measure_digits (p);
  if (n < 1 || n > 2)
    return FALSE;
  for (gsize i = 0; i < n; i++)
    hours = hours * 10 + g_ascii_digit_value (p[i]);
  p += n;
  if (*p != ':' || measure_digits (p + 1) != 2)
    return FALSE;
  minutes = g_ascii_digit_value (p[1]) * 10 + g_ascii_digit_value (p[2]);
  if (hours > 23 || minutes > 59)
    return FALSE;
  parser->p = p + 3;
  parser->quantity->stat = LKB_STAT_BY;
  parser->quantity->by_minutes = hours * 60 + minutes;
  g_snprintf (parser->parts->stat, sizeof parser->parts->stat, "by %02d:%02d", hours, minutes);
  return TRUE;
}

static gboolean
parse_stat (Parser *parser)
{
  gboolean has_at;
  gsize length;

  skip_space (parser);
  has_at = take (parser, "@");
  skip_space (parser);
  length = measure_word (parser->p);
  if (lkb_word_is (parser->p, length, "by"))
    return parse_deadline (parser);
  if (!has_at && !parser->lenient)
    return TRUE;
  if (lkb_word_is (parser->p, length, "mean"))
    parser->quantity->stat = LKB_STAT_MEAN;
  else if (lkb_word_is (parser->p, length, "max"))
    parser->quantity->stat = LKB_STAT_MAX;
  else
    return parse_percentile (parser) || !has_at;

  copy_text (parser->parts->stat, sizeof parser->parts->stat, parser->p, length);
  parser->p += length;
  return TRUE;
}

static gboolean
parse_evidence (Parser *parser)
{
  const char *start;

  skip_space (parser);
  if (!take (parser, "("))
    return TRUE;
  skip_space (parser);
  start = parser->p;
  parser->p += measure_word (start);
  copy_text (parser->parts->evidence, sizeof parser->parts->evidence, start, parser->p - start);
  if (!lkb_evidence_from_string (parser->parts->evidence, &parser->quantity->evidence)
      || parser->quantity->evidence == LKB_EVIDENCE_NONE)
    return FALSE;
  skip_space (parser);
  return take (parser, ")");
}

/* The number with its power of ten, converted in one go. */
static double
convert_number (const Parser *parser)
{
  char buffer[LKB_QUANTITY_MAX_NUMBER + 16];
  gsize n = 0;

  for (const char *p = parser->parts->number; *p != '\0'; p++)
    if (*p != ',')
      buffer[n++] = *p;
  g_snprintf (buffer + n, sizeof buffer - n, "e%d", parser->exponent);
  return g_ascii_strtod (buffer, NULL) * parser->factor;
}

static gboolean
parse_all (Parser *parser)
{
  const char *after_number;

  skip_space (parser);
  parse_comparator (parser);
  parse_currency (parser);
  if (!parse_number (parser))
    return FALSE;
  after_number = parser->p;
  skip_space (parser);
  parser->has_multiplier = parse_multiplier (parser, parser->parts->multiplier,
                                             sizeof parser->parts->multiplier, 1);
  if (!parse_unit (parser, parser->p > after_number) || !parse_denominator (parser)
      || !parse_stat (parser) || !parse_evidence (parser))
    return FALSE;
  skip_space (parser);
  if (*parser->p != '\0')
    return FALSE;

  parser->quantity->value = convert_number (parser);
  return isfinite (parser->quantity->value);
}

gboolean
lkb_quantity_parse_parts (const char *text, gboolean lenient, LkbQuantity *quantity,
                          LkbQuantityParts *parts)
{
  Parser parser
      = { .p = text, .lenient = lenient, .quantity = quantity, .parts = parts, .factor = 1 };

  memset (quantity, 0, sizeof *quantity);
  memset (parts, 0, sizeof *parts);
  quantity->by_minutes = -1;
  if (strnlen (text, LKB_QUANTITY_MAX_BYTES + 1) <= LKB_QUANTITY_MAX_BYTES
      && g_utf8_validate (text, -1, NULL) && parse_all (&parser))
    return TRUE;

  memset (quantity, 0, sizeof *quantity);
  memset (parts, 0, sizeof *parts);
  return FALSE;
}

gboolean
lkb_quantity_parse (const char *text, LkbQuantity *quantity)
{
  LkbQuantityParts parts;

  g_return_val_if_fail (text != NULL, FALSE);
  g_return_val_if_fail (quantity != NULL, FALSE);

  return lkb_quantity_parse_parts (text, FALSE, quantity, &parts);
}

gboolean
lkb_quantity_parse_as (const char *text, LkbDimension dimension, LkbQuantity *quantity)
{
  LkbQuantityParts parts;
  double seconds;

  g_return_val_if_fail (text != NULL, FALSE);
  g_return_val_if_fail (quantity != NULL, FALSE);

  if (!lkb_quantity_parse_parts (text, FALSE, quantity, &parts))
    return FALSE;
  if (lkb_quantity_is_dimension (quantity, dimension))
    {
      if (dimension == LKB_DIMENSION_FRACTION)
        quantity->dimension = dimension;
      return TRUE;
    }

  /* A bare number per time is a rate or a part per time: the one that is asked for. */
  seconds = lkb_per_get_seconds (quantity->per);
  if (dimension == LKB_DIMENSION_RATE && quantity->dimension == LKB_DIMENSION_FRACTION
      && parts.unit[0] == '\0' && seconds > 0)
    {
      quantity->dimension = dimension;
      quantity->value /= seconds;
      quantity->per = LKB_PER_NONE;
      return TRUE;
    }
  if (dimension == LKB_DIMENSION_FRACTION && quantity->dimension == LKB_DIMENSION_RATE
      && parts.unit[0] == '\0')
    {
      Parser parser = { .parts = &parts, .factor = 1 };
      const LkbUnit *unit = lkb_unit_find (parts.per, strlen (parts.per), FALSE);

      (void) lkb_multiplier_find (parts.multiplier, strlen (parts.multiplier), FALSE,
                                  &parser.exponent);
      quantity->dimension = dimension;
      quantity->per = unit->per;
      quantity->value = convert_number (&parser);
      return TRUE;
    }

  memset (quantity, 0, sizeof *quantity);
  return FALSE;
}
