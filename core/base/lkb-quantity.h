/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** LkbDimension: what a quantity measures; each has one canonical unit. */
typedef enum
{
  LKB_DIMENSION_ANY, /* in the field table: no particular dimension is asked for */
  LKB_DIMENSION_TIME, /* seconds */
  LKB_DIMENSION_RATE, /* things per second */
  LKB_DIMENSION_SIZE, /* bytes */
  LKB_DIMENSION_BANDWIDTH, /* bytes per second */
  LKB_DIMENSION_MONEY, /* units of @currency, see LkbPer for the denominator */
  LKB_DIMENSION_FRACTION, /* 1 = 100 %; with per: also per time */
  LKB_DIMENSION_COUNT, /* a number with a free noun, or a bare number */
  LKB_N_DIMENSIONS
} LkbDimension;

typedef enum
{
  LKB_COMPARATOR_NONE,
  LKB_COMPARATOR_LE,
  LKB_COMPARATOR_GE,
  LKB_COMPARATOR_LT,
  LKB_COMPARATOR_GT,
  LKB_COMPARATOR_ABOUT,
} LkbComparator;

typedef enum
{
  LKB_STAT_NONE,
  LKB_STAT_PERCENTILE, /* see LkbQuantity.percentile */
  LKB_STAT_MEAN,
  LKB_STAT_MAX,
  LKB_STAT_BY, /* a deadline, "by 07:00": see LkbQuantity.by_minutes */
} LkbStat;

typedef enum
{
  LKB_EVIDENCE_NONE,
  LKB_EVIDENCE_TARGET,
  LKB_EVIDENCE_ESTIMATE,
  LKB_EVIDENCE_BENCHMARK,
  LKB_EVIDENCE_MEASURED,
} LkbEvidence;

/** LkbPer: the denominator of money; of a fraction that is said per time ("2 % per hour"); of a size or count
 * that is said per event or query. Rates and bandwidths are canonical and have none. */
typedef enum
{
  LKB_PER_NONE,
  LKB_PER_SECOND,
  LKB_PER_MINUTE,
  LKB_PER_HOUR,
  LKB_PER_DAY,
  LKB_PER_WEEK,
  LKB_PER_MONTH,
  LKB_PER_YEAR,
  LKB_PER_EVENT, /* "M events", "k events" and "event" are all brought to one event */
  LKB_PER_QUERY, /* likewise for queries and requests */
  LKB_PER_GB, /* "TB" is brought to one (decimal) GB */
  LKB_PER_GB_MONTH,
  LKB_PER_DBU,
} LkbPer;

/**
 * LkbQuantity:
 *
 * A parsed quantity, by value; it owns nothing. For money and fractions @value is as typed with its
 * multiplier applied, still per @per ("$8 k per month" is 8000, LKB_PER_MONTH; "$0.028 per M events" is
 * 0.028e-6, LKB_PER_EVENT); use lkb_quantity_get_money_per_month() to compare money of different periods.
 * @value is always finite.
 */
typedef struct
{
  LkbDimension dimension;
  LkbComparator comparator;
  double value; /* in the canonical unit of @dimension */
  LkbPer per;
  LkbStat stat;
  double percentile; /* 0 < percentile < 1 when @stat is LKB_STAT_PERCENTILE, else 0 */
  int by_minutes; /* minutes after midnight when @stat is LKB_STAT_BY, else -1 */
  LkbEvidence evidence;
  gboolean has_unit; /* FALSE for a bare number */
  char currency[4]; /* ISO code when @dimension is money, else "" */
  char noun
      [32]; /* the noun of a rate or count as typed ("events", "lost events"), cut at 31 bytes */
} LkbQuantity;

/** LKB_HOURS_PER_MONTH: the month of all cost figures (730 h = 2 628 000 s). */
#define LKB_HOURS_PER_MONTH 730.0

/**
 * lkb_quantity_parse:
 * @text: UTF-8 text in the grammar of docs/FILE-FORMAT.md (C locale)
 * @quantity: (out caller-allocates): filled on success, zeroed on failure
 *
 * `[≤ ≥ < > ~ <= >=] NUMBER [k M G bn] UNIT [per|/ UNIT] [@ STAT] [(evidence)]`.
 *
 * Returns: whether the whole of @text was understood.
 */
gboolean lkb_quantity_parse (const char *text, LkbQuantity *quantity);

/**
 * lkb_quantity_get_money_per_month:
 * @per_month: (out): units of currency per month of 730 h (year = 8760 h)
 *
 * Returns: FALSE when @quantity is not money per time (per event, query, GB or nothing).
 */
gboolean lkb_quantity_get_money_per_month (const LkbQuantity *quantity, double *per_month);

/** lkb_quantity_is_dimension: whether @quantity can stand where @dimension is asked for (LKB_DIMENSION_ANY:
 * always; a bare number between 0 and 1 passes as a fraction). */
gboolean lkb_quantity_is_dimension (const LkbQuantity *quantity, LkbDimension dimension);

/**
 * lkb_quantity_parse_as:
 * @text: as in lkb_quantity_parse()
 * @dimension: what the field asks for
 * @quantity: (out caller-allocates): filled on success, with @dimension (unless LKB_DIMENSION_ANY); zeroed else
 *
 * lkb_quantity_parse() and lkb_quantity_is_dimension() in one, for a field that knows its dimension. A bare
 * number between 0 and 1 becomes a fraction; a bare number per time ("0.5 per min", "0.02/h"), which alone
 * is a fraction after "per" and below 1, else a rate, becomes whichever of the two is asked for.
 *
 * Returns: FALSE when @text was not understood or has another dimension.
 */
gboolean lkb_quantity_parse_as (const char *text, LkbDimension dimension, LkbQuantity *quantity);

/**
 * lkb_quantity_parse_shorthand:
 * @text: what a person typed, in the user's number format
 * @decimal: the locale's decimal sign, e.g. "." or ","
 * @grouping: the locale's grouping sign, may be ""
 * @dimension: what the box takes; fills in what a shorthand leaves out
 * @first: (out) (transfer full): C-locale text of the (only or first) quantity
 * @second: (out) (transfer full) (nullable): of the second: "40/120 ms" gives p50 "40 ms" and p95 "120 ms"
 *
 * Entry boxes take `40/120 ms`, `10k/s`, `1.2k/mo`, `2s p95`. The locale's decimal sign wins; a grouping sign
 * counts only before exactly three digits in each group; else a lone "." is a decimal point.
 * Filled in: a pair of bare numbers in a box for times is in ms, a bare number in one for rates is per second, in
 * one for money in $, in one for fractions above 1 in %. Others are not guessed.
 *
 * Returns: FALSE when the text was not understood; then @first is NULL.
 */
gboolean lkb_quantity_parse_shorthand (const char *text, const char *decimal, const char *grouping,
                                       LkbDimension dimension, char **first, char **second);

/* Formatting for people, C locale, English units; used by the picture and by texts. */

/** lkb_format_duration: (transfer full): "40 ms", "1.87 s", "12 min", "1.5 h", "2 d": three significant figures; "≈ 0 s"
 * for what is less than half a nanosecond. */
char *lkb_format_duration (double seconds);
/** lkb_format_duration_pair: (transfer full): "40 / 120 ms", "0.5 / 1.1 s": both in the unit of the larger. */
char *lkb_format_duration_pair (double first, double second);
/** lkb_format_rate: (transfer full): "10 k/s", "1.2 k/s", "350/s", "2/h". */
char *lkb_format_rate (double per_second);
/** lkb_format_money: (transfer full): "$4.1 k", "$736", "$0.15", "€2.9 M" ("CHF 12" for codes without a sign); "≈ $0" for
 * what is less than a millionth. */
char *lkb_format_money (double amount, const char *currency);
/** lkb_format_size: (transfer full): "350 B", "1.2 kB", "26 TB" (decimal). */
char *lkb_format_size (double bytes);
/** lkb_format_fraction: (transfer full): "99.80 %": as many decimals as tell @fraction from 1. */
char *lkb_format_fraction (double fraction);
/**
 * lkb_format_apart:
 * @dimension: time (seconds), rate (1/s), money or fraction
 * @currency: (nullable): of money
 * @first: (out) (transfer full): @a
 * @second: (out) (transfer full): @b
 *
 * Two figures that are compared with each other, each as it is written alone; where both would look the same, with as many
 * digits as tell them apart: "100.3 ms" and "100 ms". Equal ones stay short.
 */
void lkb_format_apart (LkbDimension dimension, const char *currency, double a, double b,
                       char **first, char **second);
/** lkb_format_number: (transfer full): shortest form with at most @digits significant digits, no exponent. */
char *lkb_format_number (double value, int digits);
/** lkb_format_quantity: (transfer full): what was understood, for the grey echo under an entry box. */
char *lkb_format_quantity (const LkbQuantity *quantity);

const char *lkb_dimension_to_string (
    LkbDimension dimension); /* "time", "rate", … stable ids for kinds --format json */
const char *lkb_dimension_get_example (LkbDimension dimension); /* "120 ms @ p95", for NUM002 */
const char *lkb_evidence_to_string (LkbEvidence evidence); /* "target" …, NULL for none */
gboolean lkb_evidence_from_string (const char *text, LkbEvidence *evidence);

G_END_DECLS
