/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-quantity.h"

#include <math.h>
#include <string.h>

#include "lkb-quantity-private.h"

/* Significant figures of what is computed, and of the echo of what was typed. */
#define FIGURES 3
#define ECHO_FIGURES 9

/* Shown for a figure that isn't one; callers leave such figures out. */
#define NO_FIGURE "–"

/* Of what is computed people read no less: half a nanosecond, a millionth of an amount, a billionth of a percent. Prices of
 * single events are above. */
#define TIME_FLOOR 0.5e-9
#define MONEY_FLOOR 1e-6
#define SHARE_FLOOR 1e-11

/* A unit for values from @size on. */
typedef struct
{
  const char *name;
  double size;
} Scale;

static const Scale time_scales[] = {
  { "d", 86400 }, { "h", 3600 },  { "min", 60 },  { "s", 1 },
  { "ms", 1e-3 }, { "µs", 1e-6 }, { "ns", 1e-9 },
};
/* Two days are the first that are said in days: people say 24 h and 36 h. */
#define DAYS_FROM (2 * 86400.0)
/* A figure of a pair that reaches this is not said in a smaller unit for the sake of the other. */
#define PAIR_MAX 1000.0

static const Scale size_scales[] = {
  { "PB", 1e15 }, { "TB", 1e12 }, { "GB", 1e9 }, { "MB", 1e6 }, { "kB", 1e3 }, { "B", 1 },
};

/* @value rounded to @digits significant digits. */
static double
round_figures (double value, int digits)
{
  char format[8];
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  g_snprintf (format, sizeof format, "%%.%de", digits - 1);
  g_ascii_formatd (buffer, sizeof buffer, format, value);
  return g_ascii_strtod (buffer, NULL);
}

/* 730 × 0.35 is a hair below 255.5, and 1150 / 1000 below 1.15: people expect both to be rounded up. */
static double
round_ties_up (double value)
{
  return fabs (value) < 1e300 ? value * (1 + 1e-13) : value;
}

char *
lkb_format_number (double value, int digits)
{
  char format[8];
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];
  char figures[24];
  int n = 0;
  int exponent;
  char *e;
  GString *out;

  g_return_val_if_fail (digits > 0 && digits <= 17, NULL);

  if (!isfinite (value))
    return g_strdup (NO_FIGURE);
  if (value == 0)
    return g_strdup ("0");

  g_snprintf (format, sizeof format, "%%.%de", digits - 1);
  if (digits <= 12)
    value = round_ties_up (value);
  g_ascii_formatd (buffer, sizeof buffer, format, fabs (value));
  e = strchr (buffer, 'e');
  exponent = (int) g_ascii_strtoll (e + 1, NULL, 10);
  for (const char *p = buffer; p < e; p++)
    if (g_ascii_isdigit (*p))
      figures[n++] = *p;
  while (n > 1 && figures[n - 1] == '0')
    n--;

  out = g_string_new (value < 0 ? "-" : "");
  if (exponent < 0)
    g_string_append (out, "0.");
  for (int i = exponent + 1; i < 0; i++)
    g_string_append_c (out, '0');
  for (int i = 0; i < n; i++)
    {
      if (i > 0 && i == exponent + 1)
        g_string_append_c (out, '.');
      g_string_append_c (out, figures[i]);
    }
  for (int i = n; i <= exponent; i++)
    g_string_append_c (out, '0');
  return g_string_free (out, FALSE);
}

/* Not nothing, and yet nothing that anybody would read figure by figure. */
static gboolean
is_vanishing (double value, double floor)
{
  return value != 0 && fabs (value) < floor;
}

/* The unit in which a duration is said; the one below when it isn't a whole one of the unit. */
static const Scale *
choose_time_scale (double seconds, int digits)
{
  double size = round_figures (fabs (seconds), digits);

  if (size == 0)
    return &time_scales[3];
  for (guint i = 0; i < G_N_ELEMENTS (time_scales); i++)
    {
      /* "79 min" is read at once, "1.32 h" is not. */
      if (time_scales[i].size == 3600 && size < 7200 && fmod (size, 1800) != 0)
        continue;
      if (size >= (i == 0 ? DAYS_FROM : time_scales[i].size))
        return &time_scales[i];
    }
  return &time_scales[G_N_ELEMENTS (time_scales) - 1];
}

static char *
format_in_scale (double value, const Scale *scale, int digits)
{
  g_autofree char *number = lkb_format_number (value / scale->size, digits);

  return g_strdup_printf ("%s %s", number, scale->name);
}

char *
lkb_format_duration (double seconds)
{
  double tenths = fabs (seconds) * 10;

  if (!isfinite (seconds))
    return g_strdup (NO_FIGURE);
  if (is_vanishing (seconds, TIME_FLOOR))
    return g_strdup ("≈ 0 s");

  /* "0.7 s" beside "1.87 s" compares more easily than "700 ms". */
  if (tenths > 4.999 && tenths < 10 && fabs (tenths - round (tenths)) < 1e-6)
    return format_in_scale (seconds, &time_scales[3], FIGURES);
  return format_in_scale (seconds, choose_time_scale (seconds, FIGURES), FIGURES);
}

/* Whether a time is a whole or half number of minutes, hours or days. Below a minute units are decimal, and none is better
 * than another. */
static gboolean
is_round (double seconds, const Scale *scale)
{
  double halves = seconds / scale->size * 2;

  return scale->size < 60 || fabs (halves - round (halves)) < 1e-6;
}

/* "20 / 75 s" is read at once, "0.333 / 1.25 min" is not. */
static const Scale *
choose_pair_scale (double first, double second)
{
  double larger = MAX (fabs (first), fabs (second));
  const Scale *start = choose_time_scale (larger, FIGURES), *scale = start;

  while (!is_round (first, scale) || !is_round (second, scale))
    scale++;
  return larger / scale->size < PAIR_MAX ? scale : start;
}

char *
lkb_format_duration_pair (double first, double second)
{
  const Scale *scale;
  g_autofree char *a = NULL;
  g_autofree char *b = NULL;

  if (!isfinite (first) || !isfinite (second))
    {
      a = lkb_format_duration (first);
      b = lkb_format_duration (second);
      return g_strdup_printf ("%s / %s", a, b);
    }

  scale = choose_pair_scale (first, second);
  a = lkb_format_number (first / scale->size, FIGURES);
  b = format_in_scale (second, scale, FIGURES);
  return g_strdup_printf ("%s / %s", a, b);
}

/* "1.2 k", "350", "4 M": a number with its multiplier. */
static char *
format_multiplied (double value, int digits)
{
  static const Scale scales[] = { { " G", 1e9 }, { " M", 1e6 }, { " k", 1e3 } };
  double size = round_figures (fabs (value), digits);

  for (guint i = 0; i < G_N_ELEMENTS (scales); i++)
    if (size >= scales[i].size)
      {
        g_autofree char *number = lkb_format_number (value / scales[i].size, digits);

        return g_strconcat (number, scales[i].name, NULL);
      }
  return lkb_format_number (value, digits);
}

static char *
format_rate (double per_second, const char *noun, int digits)
{
  static const Scale scales[]
      = { { "s", 1 }, { "min", 1.0 / 60 }, { "h", 1.0 / 3600 }, { "day", 1.0 / 86400 } };
  double size = round_figures (fabs (per_second), digits);
  guint i = 0;
  g_autofree char *number = NULL;

  /* The margin is for rates that were typed per hour and divided. */
  if (size > 0)
    while (i + 1 < G_N_ELEMENTS (scales) && size < scales[i].size * (1 - 1e-9))
      i++;
  number = format_multiplied (per_second / scales[i].size, digits);
  return g_strdup_printf ("%s%s%s/%s", number, *noun != '\0' ? " " : "", noun, scales[i].name);
}

char *
lkb_format_rate (double per_second)
{
  if (!isfinite (per_second))
    return g_strdup (NO_FIGURE);
  return format_rate (per_second, "", FIGURES);
}

/* Whole units from 100 on, cents below when there are any, two figures below one cent. */
static char *
format_small_amount (double amount)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  if (amount >= 99.995)
    return lkb_format_number (round (amount), 3);
  if (amount < 0.1)
    return lkb_format_number (amount, FIGURES);
  g_ascii_formatd (buffer, sizeof buffer, "%.2f", amount);
  if (g_str_has_suffix (buffer, ".00"))
    buffer[strlen (buffer) - 3] = '\0';
  return g_strdup (buffer);
}

/* The multiplier with one decimal below a hundred: "4.1 k", "17.8 k", "123 k". */
static char *
format_large_amount (double amount)
{
  static const Scale scales[] = { { " bn", 1e9 }, { " M", 1e6 }, { " k", 1e3 } };
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];
  double scaled;
  guint i = 0;

  while (i + 1 < G_N_ELEMENTS (scales) && amount < scales[i].size * 0.9995)
    i++;
  scaled = amount / scales[i].size;
  if (scaled >= 1e15)
    return lkb_format_number (amount, FIGURES);
  g_ascii_formatd (buffer, sizeof buffer, scaled < 99.95 ? "%.1f" : "%.0f", scaled);
  if (g_str_has_suffix (buffer, ".0"))
    buffer[strlen (buffer) - 2] = '\0';
  return g_strconcat (buffer, scales[i].name, NULL);
}

static char *
join_currency (const char *number, const char *currency, gboolean negative)
{
  static const char *const signs[][2] = { { "USD", "$" }, { "EUR", "€" }, { "GBP", "£" } };

  for (guint i = 0; i < G_N_ELEMENTS (signs); i++)
    if (g_str_equal (currency, signs[i][0]))
      return g_strconcat (negative ? "-" : "", signs[i][1], number, NULL);
  return g_strconcat (currency, *currency != '\0' ? " " : "", negative ? "-" : "", number, NULL);
}

char *
lkb_format_money (double amount, const char *currency)
{
  g_autofree char *number = NULL;

  g_return_val_if_fail (currency != NULL, NULL);

  if (!isfinite (amount))
    return g_strdup (NO_FIGURE);
  if (is_vanishing (amount, MONEY_FLOOR))
    {
      number = join_currency ("0", currency, FALSE);
      return g_strconcat ("≈ ", number, NULL);
    }
  amount = round_ties_up (amount);
  number = fabs (amount) >= 999.5 ? format_large_amount (fabs (amount))
                                  : format_small_amount (fabs (amount));
  return join_currency (number, currency, amount < 0 && !g_str_equal (number, "0"));
}

static char *
format_size (double bytes, int digits)
{
  double size = round_figures (fabs (bytes), digits);
  guint i = 0;

  while (i + 1 < G_N_ELEMENTS (size_scales) && size < size_scales[i].size)
    i++;
  return format_in_scale (bytes, &size_scales[i], digits);
}

char *
lkb_format_size (double bytes)
{
  if (!isfinite (bytes))
    return g_strdup (NO_FIGURE);
  return format_size (bytes, FIGURES);
}

char *
lkb_format_fraction (double fraction)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];
  char format[8];
  g_autofree char *number = NULL;
  double missing;
  int decimals;

  if (!isfinite (fraction))
    return g_strdup (NO_FIGURE);
  if (is_vanishing (fraction, SHARE_FLOOR))
    return g_strdup ("≈ 0 %");

  /* From 99 % on it is what is missing that counts: two figures of it. Nines end at a millionth of a
   * percent, where a sum of doubles has no more to say. */
  missing = 100 - fraction * 100;
  if (fraction < 0.99 || missing < 1e-6)
    {
      number = lkb_format_number (fraction * 100, fabs (fraction) < 0.99 ? FIGURES : 9);
      return g_strdup_printf ("%s %%", number);
    }
  decimals = 1 - (int) floor (log10 (missing) + 1e-9);
  g_snprintf (format, sizeof format, "%%.%df", CLAMP (decimals, 1, 8));
  g_ascii_formatd (buffer, sizeof buffer, format, fraction * 100);
  return g_strdup_printf ("%s %%", buffer);
}

/* One of two figures that look the same in their usual form. */
static char *
format_finely (LkbDimension dimension, const char *currency, double value, int digits)
{
  static const Scale money_scales[] = { { " bn", 1e9 }, { " M", 1e6 }, { " k", 1e3 }, { "", 1 } };
  g_autofree char *number = NULL;
  g_autofree char *amount = NULL;
  guint i = 0;

  switch (dimension)
    {
    case LKB_DIMENSION_TIME:
      return format_in_scale (value, choose_time_scale (value, digits), digits);
    case LKB_DIMENSION_RATE:
      return format_rate (value, "", digits);
    case LKB_DIMENSION_MONEY:
      while (i + 1 < G_N_ELEMENTS (money_scales)
             && round_figures (fabs (value), digits) < money_scales[i].size)
        i++;
      number = lkb_format_number (fabs (value) / money_scales[i].size, digits);
      amount = g_strconcat (number, money_scales[i].name, NULL);
      return join_currency (amount, currency, value < 0);
    case LKB_DIMENSION_FRACTION:
    default:
      number = lkb_format_number (value * 100, digits);
      return g_strdup_printf ("%s %%", number);
    }
}

static char *
format_usually (LkbDimension dimension, const char *currency, double value)
{
  return dimension == LKB_DIMENSION_TIME    ? lkb_format_duration (value)
         : dimension == LKB_DIMENSION_RATE  ? lkb_format_rate (value)
         : dimension == LKB_DIMENSION_MONEY ? lkb_format_money (value, currency)
                                            : lkb_format_fraction (value);
}

/* "700 ms" and "0.7 s" are the same although they look different. */
static gboolean
mean_the_same (double a, double b, int digits, const char *first, const char *second)
{
  return g_str_equal (first, second) || round_figures (a, digits) == round_figures (b, digits);
}

void
lkb_format_apart (LkbDimension dimension, const char *currency, double a, double b, char **first,
                  char **second)
{
  g_return_if_fail (dimension == LKB_DIMENSION_TIME || dimension == LKB_DIMENSION_RATE
                    || dimension == LKB_DIMENSION_FRACTION
                    || (dimension == LKB_DIMENSION_MONEY && currency != NULL));
  g_return_if_fail (first != NULL && second != NULL);

  *first = format_usually (dimension, currency, a);
  *second = format_usually (dimension, currency, b);
  /* What a sum of doubles cannot tell apart is equal. */
  if (!isfinite (a) || !isfinite (b) || fabs (a - b) <= 1e-11 * MAX (fabs (a), fabs (b))
      || (!g_str_equal (*first, *second)
          && (dimension == LKB_DIMENSION_MONEY || dimension == LKB_DIMENSION_FRACTION
              || !mean_the_same (a, b, FIGURES, *first, *second))))
    return;
  for (int digits = FIGURES + 1; digits <= 12; digits++)
    {
      g_free (*first);
      g_free (*second);
      *first = format_finely (dimension, currency, a, digits);
      *second = format_finely (dimension, currency, b, digits);
      if (!mean_the_same (a, b, digits, *first, *second))
        return;
    }
}

static const char *
get_per_text (LkbPer per)
{
  switch (per)
    {
    case LKB_PER_SECOND:
      return "second";
    case LKB_PER_MINUTE:
      return "minute";
    case LKB_PER_HOUR:
      return "hour";
    case LKB_PER_DAY:
      return "day";
    case LKB_PER_WEEK:
      return "week";
    case LKB_PER_MONTH:
      return "month";
    case LKB_PER_YEAR:
      return "year";
    case LKB_PER_EVENT:
      return "event";
    case LKB_PER_QUERY:
      return "query";
    case LKB_PER_GB:
      return "GB";
    case LKB_PER_GB_MONTH:
      return "GB-month";
    case LKB_PER_DBU:
      return "DBU";
    case LKB_PER_NONE:
    default:
      return NULL;
    }
}

static char *
echo_money (const LkbQuantity *quantity)
{
  double value = quantity->value;
  const char *per = get_per_text (quantity->per);
  g_autofree char *number = NULL;
  g_autofree char *money = NULL;

  /* Prices of single events are too small to read. */
  if (value > 0 && value < 0.01 && quantity->per == LKB_PER_EVENT)
    {
      value *= 1e6;
      per = "M events";
    }
  else if (value > 0 && value < 0.01 && quantity->per == LKB_PER_QUERY)
    {
      value *= 1e3;
      per = "k queries";
    }
  number = format_multiplied (value, ECHO_FIGURES);
  money = join_currency (number, quantity->currency, FALSE);
  return per != NULL ? g_strdup_printf ("%s per %s", money, per) : g_steal_pointer (&money);
}

static char *
echo_value (const LkbQuantity *quantity)
{
  g_autofree char *number = NULL;
  g_autofree char *plain = NULL;
  const char *per = get_per_text (quantity->per);

  switch (quantity->dimension)
    {
    case LKB_DIMENSION_TIME:
      return format_in_scale (quantity->value, choose_time_scale (quantity->value, ECHO_FIGURES),
                              ECHO_FIGURES);
    case LKB_DIMENSION_RATE:
      return format_rate (quantity->value, quantity->noun, ECHO_FIGURES);
    case LKB_DIMENSION_MONEY:
      return echo_money (quantity);
    case LKB_DIMENSION_BANDWIDTH:
      number = format_size (quantity->value, ECHO_FIGURES);
      return g_strconcat (number, "/s", NULL);
    case LKB_DIMENSION_SIZE:
      plain = format_size (quantity->value, ECHO_FIGURES);
      break;
    case LKB_DIMENSION_FRACTION:
      number = lkb_format_number (quantity->value * 100, ECHO_FIGURES);
      plain = g_strdup_printf ("%s %%", number);
      break;
    case LKB_DIMENSION_COUNT:
    case LKB_DIMENSION_ANY:
    case LKB_N_DIMENSIONS:
    default:
      number = format_multiplied (quantity->value, ECHO_FIGURES);
      plain = g_strconcat (number, quantity->noun[0] != '\0' ? " " : "", quantity->noun, NULL);
      break;
    }
  return per != NULL ? g_strdup_printf ("%s per %s", plain, per) : g_steal_pointer (&plain);
}

char *
lkb_format_quantity (const LkbQuantity *quantity)
{
  static const char *const comparators[] = { "", "≤ ", "≥ ", "< ", "> ", "~ " };
  GString *out;
  g_autofree char *value = NULL;

  g_return_val_if_fail (quantity != NULL, NULL);
  g_return_val_if_fail ((guint) quantity->comparator < G_N_ELEMENTS (comparators), NULL);

  value = echo_value (quantity);
  out = g_string_new (comparators[quantity->comparator]);
  g_string_append (out, value);
  switch (quantity->stat)
    {
    case LKB_STAT_PERCENTILE:
      {
        g_autofree char *percentile = lkb_format_number (quantity->percentile * 100, 8);

        g_string_append_printf (out, " @ p%s", percentile);
        break;
      }
    case LKB_STAT_MEAN:
      g_string_append (out, " @ mean");
      break;
    case LKB_STAT_MAX:
      g_string_append (out, " @ max");
      break;
    case LKB_STAT_BY:
      g_string_append_printf (out, " @ by %02d:%02d", quantity->by_minutes / 60,
                              quantity->by_minutes % 60);
      break;
    case LKB_STAT_NONE:
    default:
      break;
    }
  if (quantity->evidence != LKB_EVIDENCE_NONE)
    g_string_append_printf (out, " (%s)", lkb_evidence_to_string (quantity->evidence));
  return g_string_free (out, FALSE);
}
