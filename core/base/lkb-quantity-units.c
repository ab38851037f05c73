/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-quantity.h"

#include <string.h>

#include "lkb-quantity-private.h"

#define SECONDS_PER_HOUR 3600.0
#define SECONDS_PER_DAY (24 * SECONDS_PER_HOUR)
#define SECONDS_PER_MONTH (LKB_HOURS_PER_MONTH * SECONDS_PER_HOUR)
#define SECONDS_PER_YEAR (12 * SECONDS_PER_MONTH)

static const LkbUnit units[] = {
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
static const LkbUnit lenient_units[] = {
  { "mo", LKB_DIMENSION_TIME, 0, SECONDS_PER_MONTH, LKB_PER_MONTH, NULL },
  { "yr", LKB_DIMENSION_TIME, 0, SECONDS_PER_YEAR, LKB_PER_YEAR, NULL },
  { "y", LKB_DIMENSION_TIME, 0, SECONDS_PER_YEAR, LKB_PER_YEAR, NULL },
  { "KB", LKB_DIMENSION_SIZE, 3, 1, LKB_PER_NONE, NULL },
};

/* Denominators of money, sizes and counts that are not times. */
static const LkbThing things[] = {
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

gboolean
lkb_word_is (const char *p, gsize length, const char *name)
{
  return strlen (name) == length && strncmp (p, name, length) == 0;
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
    if (lkb_word_is (symbol, length, signs[i].symbol))
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

const LkbUnit *
lkb_unit_find (const char *p, gsize length, gboolean lenient)
{
  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    if (lkb_word_is (p, length, units[i].name))
      return &units[i];
  if (lenient)
    for (guint i = 0; i < G_N_ELEMENTS (lenient_units); i++)
      if (lkb_word_is (p, length, lenient_units[i].name))
        return &lenient_units[i];
  return NULL;
}

const LkbThing *
lkb_thing_find (const char *p, gsize length)
{
  for (guint i = 0; i < G_N_ELEMENTS (things); i++)
    if (lkb_word_is (p, length, things[i].name))
      return &things[i];
  return NULL;
}

const char *
lkb_multiplier_find (const char *p, gsize length, gboolean lenient, int *exponent)
{
  for (guint i = 0; i < G_N_ELEMENTS (multipliers); i++)
    if (lkb_word_is (p, length, multipliers[i].name)
        || (lenient && i == 0 && lkb_word_is (p, length, "K")))
      {
        *exponent = multipliers[i].exponent;
        return multipliers[i].name;
      }
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

gboolean
lkb_word_is_noun (const char *p, gsize length)
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
