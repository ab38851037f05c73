/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-quantity.h"

#include <math.h>
#include <string.h>

#include "lkb-quantity-private.h"

#define SECONDS_PER_HOUR 3600.0
#define SECONDS_PER_DAY (24 * SECONDS_PER_HOUR)
#define SECONDS_PER_MONTH (LKB_HOURS_PER_MONTH * SECONDS_PER_HOUR)
#define SECONDS_PER_YEAR (12 * SECONDS_PER_MONTH)

/* value in the canonical unit = number × 10^exponent × factor: powers of ten are joined to the text of
 * the number before it is converted, so that 99.9 % is exactly 0.999. */
typedef struct
{
  const char *name;
  LkbDimension dimension;
  int exponent;
  double factor;
  LkbPer per; /* of a time: the denominator it makes */
  const char *noun; /* of a rate */
} Unit;

static const Unit units[] = {
  { "ns", LKB_DIMENSION_TIME, -9, 1, LKB_PER_NONE, NULL },
  { "µs", LKB_DIMENSION_TIME, -6, 1, LKB_PER_NONE, NULL }, /* U+00B5, micro sign */
  { "μs", LKB_DIMENSION_TIME, -6, 1, LKB_PER_NONE, NULL }, /* U+03BC, Greek letter mu */
  { "us", LKB_DIMENSION_TIME, -6, 1, LKB_PER_NONE, NULL },
  { "ms", LKB_DIMENSION_TIME, -3, 1, LKB_PER_NONE, NULL },
  { "s", LKB_DIMENSION_TIME, 0, 1, LKB_PER_SECOND, NULL },
  { "sec", LKB_DIMENSION_TIME, 0, 1, LKB_PER_SECOND, NULL },
  { "secs", LKB_DIMENSION_TIME, 0, 1, LKB_PER_SECOND, NULL },
  { "second", LKB_DIMENSION_TIME, 0, 1, LKB_PER_SECOND, NULL },
  { "seconds", LKB_DIMENSION_TIME, 0, 1, LKB_PER_SECOND, NULL },
  { "min", LKB_DIMENSION_TIME, 0, 60, LKB_PER_MINUTE, NULL },
  { "mins", LKB_DIMENSION_TIME, 0, 60, LKB_PER_MINUTE, NULL },
  { "minute", LKB_DIMENSION_TIME, 0, 60, LKB_PER_MINUTE, NULL },
  { "minutes", LKB_DIMENSION_TIME, 0, 60, LKB_PER_MINUTE, NULL },
  { "h", LKB_DIMENSION_TIME, 0, SECONDS_PER_HOUR, LKB_PER_HOUR, NULL },
  { "hr", LKB_DIMENSION_TIME, 0, SECONDS_PER_HOUR, LKB_PER_HOUR, NULL },
  { "hrs", LKB_DIMENSION_TIME, 0, SECONDS_PER_HOUR, LKB_PER_HOUR, NULL },
  { "hour", LKB_DIMENSION_TIME, 0, SECONDS_PER_HOUR, LKB_PER_HOUR, NULL },
  { "hours", LKB_DIMENSION_TIME, 0, SECONDS_PER_HOUR, LKB_PER_HOUR, NULL },
  { "d", LKB_DIMENSION_TIME, 0, SECONDS_PER_DAY, LKB_PER_DAY, NULL },
  { "day", LKB_DIMENSION_TIME, 0, SECONDS_PER_DAY, LKB_PER_DAY, NULL },
  { "days", LKB_DIMENSION_TIME, 0, SECONDS_PER_DAY, LKB_PER_DAY, NULL },
  { "week", LKB_DIMENSION_TIME, 0, 7 * SECONDS_PER_DAY, LKB_PER_WEEK, NULL },
  { "weeks", LKB_DIMENSION_TIME, 0, 7 * SECONDS_PER_DAY, LKB_PER_WEEK, NULL },
  { "month", LKB_DIMENSION_TIME, 0, SECONDS_PER_MONTH, LKB_PER_MONTH, NULL },
  { "months", LKB_DIMENSION_TIME, 0, SECONDS_PER_MONTH, LKB_PER_MONTH, NULL },
  { "year", LKB_DIMENSION_TIME, 0, SECONDS_PER_YEAR, LKB_PER_YEAR, NULL },
  { "years", LKB_DIMENSION_TIME, 0, SECONDS_PER_YEAR, LKB_PER_YEAR, NULL },

  { "eps", LKB_DIMENSION_RATE, 0, 1, LKB_PER_NONE, "events" },
  { "rps", LKB_DIMENSION_RATE, 0, 1, LKB_PER_NONE, "requests" },
  { "qps", LKB_DIMENSION_RATE, 0, 1, LKB_PER_NONE, "queries" },
  { "tps", LKB_DIMENSION_RATE, 0, 1, LKB_PER_NONE, "tx" },

  { "B", LKB_DIMENSION_SIZE, 0, 1, LKB_PER_NONE, NULL },
  { "kB", LKB_DIMENSION_SIZE, 3, 1, LKB_PER_NONE, NULL },
  { "MB", LKB_DIMENSION_SIZE, 6, 1, LKB_PER_NONE, NULL },
  { "GB", LKB_DIMENSION_SIZE, 9, 1, LKB_PER_NONE, NULL },
  { "TB", LKB_DIMENSION_SIZE, 12, 1, LKB_PER_NONE, NULL },
  { "PB", LKB_DIMENSION_SIZE, 15, 1, LKB_PER_NONE, NULL },
  { "KiB", LKB_DIMENSION_SIZE, 0, 1024.0, LKB_PER_NONE, NULL },
  { "MiB", LKB_DIMENSION_SIZE, 0, 1048576.0, LKB_PER_NONE, NULL },
  { "GiB", LKB_DIMENSION_SIZE, 0, 1073741824.0, LKB_PER_NONE, NULL },
  { "TiB", LKB_DIMENSION_SIZE, 0, 1099511627776.0, LKB_PER_NONE, NULL },
  { "PiB", LKB_DIMENSION_SIZE, 0, 1125899906842624.0, LKB_PER_NONE, NULL },

  { "percent", LKB_DIMENSION_FRACTION, -2, 1, LKB_PER_NONE, NULL },
};

/* Only in entry boxes. */
static const Unit lenient_units[] = {
  { "mo", LKB_DIMENSION_TIME, 0, SECONDS_PER_MONTH, LKB_PER_MONTH, NULL },
  { "yr", LKB_DIMENSION_TIME, 0, SECONDS_PER_YEAR, LKB_PER_YEAR, NULL },
  { "y", LKB_DIMENSION_TIME, 0, SECONDS_PER_YEAR, LKB_PER_YEAR, NULL },
  { "KB", LKB_DIMENSION_SIZE, 3, 1, LKB_PER_NONE, NULL },
};

/* Denominators of money, sizes and counts that are not times; value = as written × 10^exponent. */
static const struct
{
  const char *name;
  LkbPer per;
  int exponent;
} things[] = {
  { "event", LKB_PER_EVENT, 0 },
  { "events", LKB_PER_EVENT, 0 },
  { "row", LKB_PER_EVENT, 0 },
  { "rows", LKB_PER_EVENT, 0 },
  { "record", LKB_PER_EVENT, 0 },
  { "records", LKB_PER_EVENT, 0 },
  { "msg", LKB_PER_EVENT, 0 },
  { "msgs", LKB_PER_EVENT, 0 },
  { "message", LKB_PER_EVENT, 0 },
  { "messages", LKB_PER_EVENT, 0 },
  { "tx", LKB_PER_EVENT, 0 },
  { "query", LKB_PER_QUERY, 0 },
  { "queries", LKB_PER_QUERY, 0 },
  { "request", LKB_PER_QUERY, 0 },
  { "requests", LKB_PER_QUERY, 0 },
  { "GB", LKB_PER_GB, 0 },
  { "TB", LKB_PER_GB, -3 },
  { "GB-month", LKB_PER_GB_MONTH, 0 },
  { "TB-month", LKB_PER_GB_MONTH, -3 },
  { "DBU", LKB_PER_DBU, 0 },
};

static const struct
{
  const char *name;
  int exponent;
} multipliers[] = { { "k", 3 }, { "M", 6 }, { "G", 9 }, { "bn", 9 } };

/* What must not pass for a noun: words of the grammar, and what people write for a multiplier or a unit
 * that the grammar doesn't have. Compared without regard to case, as are the names of all units. */
static const char *const not_nouns[] = {
  "per",  "at",         "by",        "of",       "and",   "or",       "to",      "mean",
  "max",  "target",     "mio",       "mn",       "mln",   "million",  "billion", "bln",
  "tn",   "thousand",   "hundred",   "x",        "bit",   "bits",     "kbit",    "mbit",
  "gbit", "kbps",       "mbps",      "gbps",     "bps",   "estimate", "msec",    "usec",
  "nsec", "msecs",      "wk",        "mo",       "yr",    "y",        "yrs",     "percents",
  "pct",  "percentage", "benchmark", "measured", "times", "approx",
};

/* Active codes of ISO 4217 that somebody pays with (no metals, no testing codes). */
static const char iso_codes[] = "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF "
                                "BMD BND BOB BRL BSD BTN BWP BYN "
                                "BZD CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP "
                                "ERN ETB EUR FJD FKP GBP GEL GHS "
                                "GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD "
                                "JOD JPY KES KGS KHR KMF KPW KRW "
                                "KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP "
                                "MRU MUR MVR MWK MXN MYR MZN NAD "
                                "NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD "
                                "RUB RWF SAR SBD SCR SDG SEK SGD "
                                "SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD "
                                "TWD TZS UAH UGX USD UYU UZS VED "
                                "VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWG ";

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

static gboolean
word_is (const char *p, gsize length, const char *name)
{
  return strlen (name) == length && strncmp (p, name, length) == 0;
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

gboolean
lkb_currency_lookup (const char *symbol, gsize length, char code[4])
{
  static const struct
  {
    const char *symbol;
    const char *code;
  } signs[] = { { "$", "USD" }, { "€", "EUR" }, { "£", "GBP" } };

  for (guint i = 0; i < G_N_ELEMENTS (signs); i++)
    if (word_is (symbol, length, signs[i].symbol))
      {
        memcpy (code, signs[i].code, 4);
        return TRUE;
      }
  if (length != 3)
    return FALSE;
  for (const char *p = iso_codes; *p != '\0'; p += 4)
    if (memcmp (p, symbol, 3) == 0)
      {
        memcpy (code, symbol, 3);
        code[3] = '\0';
        return TRUE;
      }
  return FALSE;
}

double
lkb_per_get_seconds (LkbPer per)
{
  switch (per)
    {
    case LKB_PER_SECOND:
      return 1;
    case LKB_PER_MINUTE:
      return 60;
    case LKB_PER_HOUR:
      return SECONDS_PER_HOUR;
    case LKB_PER_DAY:
      return SECONDS_PER_DAY;
    case LKB_PER_WEEK:
      return 7 * SECONDS_PER_DAY;
    case LKB_PER_MONTH:
      return SECONDS_PER_MONTH;
    case LKB_PER_YEAR:
      return SECONDS_PER_YEAR;
    case LKB_PER_NONE:
    case LKB_PER_EVENT:
    case LKB_PER_QUERY:
    case LKB_PER_GB:
    case LKB_PER_GB_MONTH:
    case LKB_PER_DBU:
    default:
      return 0;
    }
}

static const Unit *
find_unit (const Parser *parser, const char *p, gsize length)
{
  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    if (word_is (p, length, units[i].name))
      return &units[i];
  if (parser->lenient)
    for (guint i = 0; i < G_N_ELEMENTS (lenient_units); i++)
      if (word_is (p, length, lenient_units[i].name))
        return &lenient_units[i];
  return NULL;
}

static gboolean
word_is_any_case (const char *p, gsize length, const char *name)
{
  return strlen (name) == length && g_ascii_strncasecmp (p, name, length) == 0;
}

/* "kevents", "Mrps": a multiplier glued to a word of the grammar, not a noun of its own. */
static gboolean
is_glued_multiplier (const char *p, gsize length)
{
  if (strchr ("kKmMgG", *p) == NULL)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (things); i++)
    if (word_is_any_case (p + 1, length - 1, things[i].name))
      return TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    if (units[i].dimension == LKB_DIMENSION_RATE
        && word_is_any_case (p + 1, length - 1, units[i].name))
      return TRUE;
  return FALSE;
}

static gboolean
is_noun_word (const char *p, gsize length)
{
  if (length == 0 || !g_unichar_isalpha (g_utf8_get_char (p)))
    return FALSE;
  if (g_utf8_next_char (p) == p + length)
    return FALSE; /* one letter: a misspelt unit or multiplier */
  if (*p == 'e' && g_ascii_isdigit (p[1]))
    return FALSE; /* an exponent */
  if (is_glued_multiplier (p, length))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (not_nouns); i++)
    if (word_is_any_case (p, length, not_nouns[i]))
      return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    if (word_is_any_case (p, length, units[i].name))
      return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (multipliers); i++)
    if (word_is_any_case (p, length, multipliers[i].name))
      return FALSE;
  return TRUE;
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

  for (guint i = 0; i < G_N_ELEMENTS (multipliers); i++)
    if (word_is (parser->p, length, multipliers[i].name)
        || (parser->lenient && i == 0 && word_is (parser->p, length, "K")))
      {
        copy_text (copy, size, multipliers[i].name, strlen (multipliers[i].name));
        parser->exponent += sign * multipliers[i].exponent;
        parser->p += length;
        skip_space (parser);
        return TRUE;
      }
  return FALSE;
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

      if (!is_noun_word (parser->p, length))
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
  const Unit *unit;

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
  unit = find_unit (parser, parser->p, length);
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
  if (!is_noun_word (parser->p, length))
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
apply_time_denominator (Parser *parser, const Unit *unit)
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
  const Unit *unit;
  gsize length;

  skip_space (parser);
  if (take (parser, "/"))
    parser->parts->has_slash = TRUE;
  else if (word_is (parser->p, measure_word (parser->p), "per"))
    parser->p += strlen ("per");
  else
    return TRUE;
  skip_space (parser);

  start = parser->p;
  length = measure_word (start);
  unit = find_unit (parser, start, length);
  if (unit != NULL && unit->per != LKB_PER_NONE)
    {
      parser->p += length;
      copy_text (parser->parts->per, sizeof parser->parts->per, start, length);
      return apply_time_denominator (parser, unit);
    }

  if (parse_multiplier (parser, (char[4]){ 0 }, 4, -1))
    length = measure_word (parser->p);
  for (guint i = 0; i < G_N_ELEMENTS (things); i++)
    if (word_is (parser->p, length, things[i].name))
      {
        gboolean scaled = parser->p > start;

        if (!allows_thing (quantity->dimension, things[i].per)
            || (scaled && things[i].per > LKB_PER_QUERY))
          return FALSE;
        quantity->per = things[i].per;
        quantity->has_unit = TRUE;
        parser->exponent += things[i].exponent;
        parser->p += length;
        copy_text (parser->parts->per, sizeof parser->parts->per, start, parser->p - start);
        return TRUE;
      }
  return FALSE;
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
  if (word_is (parser->p, length, "by"))
    return parse_deadline (parser);
  if (!has_at && !parser->lenient)
    return TRUE;
  if (word_is (parser->p, length, "mean"))
    parser->quantity->stat = LKB_STAT_MEAN;
  else if (word_is (parser->p, length, "max"))
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
lkb_quantity_get_money_per_month (const LkbQuantity *quantity, double *per_month)
{
  double seconds;

  g_return_val_if_fail (quantity != NULL, FALSE);
  g_return_val_if_fail (per_month != NULL, FALSE);

  *per_month = 0;
  seconds = lkb_per_get_seconds (quantity->per);
  if (quantity->dimension != LKB_DIMENSION_MONEY || seconds <= 0)
    return FALSE;
  if (quantity->per == LKB_PER_MONTH)
    *per_month = quantity->value;
  else if (quantity->per == LKB_PER_YEAR)
    *per_month = quantity->value / 12;
  else
    *per_month = quantity->value * (SECONDS_PER_MONTH / seconds);
  return TRUE;
}

gboolean
lkb_quantity_is_dimension (const LkbQuantity *quantity, LkbDimension dimension)
{
  g_return_val_if_fail (quantity != NULL, FALSE);

  if (dimension == LKB_DIMENSION_ANY || quantity->dimension == dimension)
    return TRUE;
  return dimension == LKB_DIMENSION_FRACTION && quantity->dimension == LKB_DIMENSION_COUNT
         && !quantity->has_unit && quantity->value >= 0 && quantity->value <= 1;
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
      Parser parser = { .parts = &parts };

      for (guint i = 0; i < G_N_ELEMENTS (units); i++)
        if (g_str_equal (units[i].name, parts.per))
          {
            parser.factor = 1;
            for (guint j = 0; j < G_N_ELEMENTS (multipliers); j++)
              if (g_str_equal (multipliers[j].name, parts.multiplier))
                parser.exponent = multipliers[j].exponent;
            quantity->dimension = dimension;
            quantity->per = units[i].per;
            quantity->value = convert_number (&parser);
            return TRUE;
          }
    }
  memset (quantity, 0, sizeof *quantity);
  return FALSE;
}

const char *
lkb_dimension_to_string (LkbDimension dimension)
{
  static const char *const names[LKB_N_DIMENSIONS] = {
    "any", "time", "rate", "size", "bandwidth", "money", "fraction", "count",
  };

  g_return_val_if_fail ((guint) dimension < LKB_N_DIMENSIONS, NULL);
  return names[dimension];
}

const char *
lkb_dimension_get_example (LkbDimension dimension)
{
  static const char *const examples[LKB_N_DIMENSIONS] = {
    "120 ms @ p95", "120 ms @ p95",   "10 k events/s", "40 GB",
    "1 GB/s",       "$8 k per month", "99.9 %",        "128",
  };

  g_return_val_if_fail ((guint) dimension < LKB_N_DIMENSIONS, NULL);
  return examples[dimension];
}

static const char *const evidence_names[] = { NULL, "target", "estimate", "benchmark", "measured" };

const char *
lkb_evidence_to_string (LkbEvidence evidence)
{
  g_return_val_if_fail ((guint) evidence < G_N_ELEMENTS (evidence_names), NULL);
  return evidence_names[evidence];
}

gboolean
lkb_evidence_from_string (const char *text, LkbEvidence *evidence)
{
  g_return_val_if_fail (text != NULL, FALSE);
  g_return_val_if_fail (evidence != NULL, FALSE);

  for (guint i = LKB_EVIDENCE_TARGET; i < G_N_ELEMENTS (evidence_names); i++)
    if (g_str_equal (text, evidence_names[i]))
      {
        *evidence = i;
        return TRUE;
      }
  return FALSE;
}
