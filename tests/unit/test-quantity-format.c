/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "core/base/lkb-quantity.h"

#define TIME LKB_DIMENSION_TIME
#define RATE LKB_DIMENSION_RATE
#define SIZE LKB_DIMENSION_SIZE
#define BAND LKB_DIMENSION_BANDWIDTH
#define MONEY LKB_DIMENSION_MONEY
#define PART LKB_DIMENSION_FRACTION
#define COUNT LKB_DIMENSION_COUNT
#define ANY LKB_DIMENSION_ANY

/* Checks one text and frees it. */
static void
assert_text (char *actual, const char *expected)
{
  g_assert_cmpstr (actual, ==, expected);
  g_free (actual);
}

static void
test_duration (void)
{
  static const struct
  {
    double seconds;
    const char *text;
  } cases[] = {
    { 0.04, "40 ms" },    { 0.12, "120 ms" },         { 0.65, "650 ms" },
    { 1.87, "1.87 s" },   { 1.866, "1.87 s" },        { 0.7, "0.7 s" },
    { 0.5, "0.5 s" },     { 0.4, "400 ms" },          { 2.145, "2.15 s" },
    { 3, "3 s" },         { 49.5, "49.5 s" },         { 60, "1 min" },
    { 720, "12 min" },    { 5400, "1.5 h" },          { 86400, "24 h" },
    { 172800, "2 d" },    { 180 * 86400.0, "180 d" }, { 0, "0 s" },
    { 1e-3, "1 ms" },     { 40e-6, "40 µs" },         { 250e-9, "250 ns" },
    { 1e-9, "1 ns" },     { 1e-12, "≈ 0 s" },         { 5.21e-34, "≈ 0 s" },
    { 0.99999, "1 s" },   { 59.99, "1 min" },         { 3599.9, "1 h" },
    { 9.999e-4, "1 ms" }, { -0.25, "-250 ms" },       { 1e-3 * 0.9996, "1 ms" },
    { NAN, "–" },         { INFINITY, "–" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_text (lkb_format_duration (cases[i].seconds), cases[i].text);
}

static void
test_duration_pair (void)
{
  static const struct
  {
    double first;
    double second;
    const char *text;
  } cases[] = {
    { 0.04, 0.12, "40 / 120 ms" },    { 0.65, 0.9, "650 / 900 ms" },
    { 0.5, 1.1, "0.5 / 1.1 s" },      { 0.008, 0.025, "8 / 25 ms" },
    { 0.9, 2.4, "0.9 / 2.4 s" },      { 60, 240, "1 / 4 min" },
    { 0.005, 1.1, "0.005 / 1.1 s" },  { 0, 0, "0 / 0 s" },
    { 15 * 60, 3600, "15 / 60 min" }, { 1.1, 0.5, "1.1 / 0.5 s" },
    { 0.5, 0.9996, "0.5 / 1 s" },     { NAN, 1, "– / 1 s" },
    { 20, 75, "20 / 75 s" },          { 60, 210, "1 / 3.5 min" },
    { 45, 120, "45 / 120 s" },        { 20, 3600, "0.00556 / 1 h" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_text (lkb_format_duration_pair (cases[i].first, cases[i].second), cases[i].text);
}

static void
test_rate (void)
{
  static const struct
  {
    double per_second;
    const char *text;
  } cases[] = {
    { 10000, "10 k/s" },
    { 1200, "1.2 k/s" },
    { 350, "350/s" },
    { 2.0 / 3600, "2/h" },
    { 25000, "25 k/s" },
    { 0.5, "30/min" },
    { 1, "1/s" },
    { 5e6, "5 M/s" },
    { 2e9, "2 G/s" },
    { 1.0 / 86400, "1/day" },
    { 0.1 / 86400, "0.1/day" },
    { 0, "0/s" },
    { 999.9, "1 k/s" },
    { 1.0 / 3600, "1/h" },
    { NAN, "–" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_text (lkb_format_rate (cases[i].per_second), cases[i].text);
}

static void
test_money (void)
{
  static const struct
  {
    double amount;
    const char *currency;
    const char *text;
  } cases[] = {
    { 4120, "USD", "$4.1 k" },
    { 736, "USD", "$736" },
    { 0.15, "USD", "$0.15" },
    { 2920, "USD", "$2.9 k" },
    { 256, "USD", "$256" },
    { 17800, "USD", "$17.8 k" },
    { 8000, "USD", "$8 k" },
    { 123400, "USD", "$123 k" },
    { 2.9e6, "EUR", "€2.9 M" },
    { 12, "CHF", "CHF 12" },
    { 12.5, "GBP", "£12.50" },
    { 0, "USD", "$0" },
    { 0.023, "USD", "$0.023" },
    { 0.000028, "USD", "$0.000028" },
    { 2.82e-22, "USD", "≈ $0" },
    { -2.82e-22, "CHF", "≈ CHF 0" },
    { 999.4, "USD", "$999" },
    { 999.6, "USD", "$1 k" },
    { 99.999, "USD", "$100" },
    { 999950, "USD", "$1 M" },
    { 2e9, "USD", "$2 bn" },
    { -736, "USD", "-$736" },
    { -5, "CHF", "CHF -5" },
    { 1e30, "USD", "$1000000000000000000000000000000" },
    { NAN, "USD", "–" },
    { 5, "", "5" },
    /* On paper these are ties, in doubles a hair less. */
    { 730 * 0.35, "USD", "$256" },
    { 1.15e3 * 7, "USD", "$8.1 k" },
    { 1.005, "USD", "$1.01" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_text (lkb_format_money (cases[i].amount, cases[i].currency), cases[i].text);
}

static void
test_size (void)
{
  static const struct
  {
    double bytes;
    const char *text;
  } cases[] = {
    { 350, "350 B" }, { 1200, "1.2 kB" }, { 26e12, "26 TB" },  { 40e9, "40 GB" },      { 0, "0 B" },
    { 1e15, "1 PB" }, { 999999, "1 MB" }, { 1e18, "1000 PB" }, { 1048576, "1.05 MB" }, { NAN, "–" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_text (lkb_format_size (cases[i].bytes), cases[i].text);
}

static void
test_fraction (void)
{
  static const struct
  {
    double fraction;
    const char *text;
  } cases[] = {
    { 0.998001, "99.80 %" },
    { 0.998, "99.80 %" },
    { 0.999, "99.90 %" },
    { 0.9999, "99.990 %" },
    { 0.999898, "99.990 %" },
    { 0.99, "99.0 %" },
    { 0.9985005, "99.85 %" },
    { 0.95, "95 %" },
    { 0.5, "50 %" },
    { 0, "0 %" },
    { 1, "100 %" },
    { 0.0234, "2.34 %" },
    { 2.5, "250 %" },
    { 0.99999, "99.9990 %" },
    { 1 - 1e-15, "100 %" },
    { 3e-17, "≈ 0 %" },
    { NAN, "–" },
    { 0.123456, "12.3 %" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_text (lkb_format_fraction (cases[i].fraction), cases[i].text);
}

static void
test_apart (void)
{
  static const struct
  {
    LkbDimension dimension;
    double a, b;
    const char *first, *second;
  } cases[] = {
    { LKB_DIMENSION_TIME, 0.1003, 0.1, "100.3 ms", "100 ms" },
    { LKB_DIMENSION_TIME, 0.1, 0.1003, "100 ms", "100.3 ms" },
    { LKB_DIMENSION_TIME, 3.04, 3, "3.04 s", "3 s" },
    { LKB_DIMENSION_TIME, 3.0004, 3, "3.0004 s", "3 s" },
    { LKB_DIMENSION_TIME, 0.9997, 1, "999.7 ms", "1 s" },
    { LKB_DIMENSION_TIME, 0.70004, 0.7, "700.04 ms", "700 ms" },
    { LKB_DIMENSION_TIME, 901, 900, "15.02 min", "15 min" },
    { LKB_DIMENSION_TIME, 5, 5, "5 s", "5 s" },
    { LKB_DIMENSION_TIME, 5, 5 * (1 + 1e-15), "5 s", "5 s" },
    { LKB_DIMENSION_RATE, 10004, 10000, "10.004 k/s", "10 k/s" },
    { LKB_DIMENSION_RATE, 10400, 8000, "10.4 k/s", "8 k/s" },
    { LKB_DIMENSION_MONEY, 8040, 8000, "$8.04 k", "$8 k" },
    { LKB_DIMENSION_MONEY, 8300, 8000, "$8.3 k", "$8 k" },
    { LKB_DIMENSION_MONEY, 500.2, 500, "$500.2", "$500" },
    { LKB_DIMENSION_MONEY, 999.9, 1000, "$999.9", "$1 k" },
    { LKB_DIMENSION_FRACTION, 0.8004, 0.8, "80.04 %", "80 %" },
    { LKB_DIMENSION_FRACTION, 0.998001, 0.999, "99.80 %", "99.90 %" },
    { LKB_DIMENSION_FRACTION, 0.998001, 0.998, "99.8001 %", "99.8 %" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *first = NULL, *second = NULL;

      lkb_format_apart (cases[i].dimension, "USD", cases[i].a, cases[i].b, &first, &second);
      g_assert_cmpstr (first, ==, cases[i].first);
      g_assert_cmpstr (second, ==, cases[i].second);
    }
  {
    g_autofree char *first = NULL, *second = NULL;

    lkb_format_apart (LKB_DIMENSION_TIME, NULL, NAN, 1, &first, &second);
    g_assert_cmpstr (second, ==, "1 s");
  }
}

static void
test_number (void)
{
  static const struct
  {
    double value;
    int digits;
    const char *text;
  } cases[] = {
    { 0, 3, "0" },       { 1.5, 3, "1.5" },         { 1866, 3, "1870" },
    { 1866, 4, "1866" }, { 0.00012, 3, "0.00012" }, { 1e20, 3, "100000000000000000000" },
    { -2.5, 3, "-2.5" }, { 9.999, 3, "10" },        { 0.1, 17, "0.10000000000000001" },
    { 100, 1, "100" },   { 123.456, 5, "123.46" },  { 1e-7, 2, "0.0000001" },
    { -0.0, 3, "0" },    { NAN, 3, "–" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_text (lkb_format_number (cases[i].value, cases[i].digits), cases[i].text);
}

static void
test_echo (void)
{
  static const struct
  {
    const char *typed;
    const char *text;
  } cases[] = {
    { "<=3s@p95(target)", "≤ 3 s @ p95 (target)" },
    { "10,000 events/s", "10 k events/s" },
    { "$8k/month", "$8 k per month" },
    { "8 k EUR per month", "€8 k per month" },
    { "12 CHF", "CHF 12" },
    { "$0.028 per M events", "$0.028 per M events" },
    { "$0.05/k queries", "$0.05 per k queries" },
    { "$23 per TB-month", "$0.023 per GB-month" },
    { "99.9%", "99.9 %" },
    { "0.02 per hour", "2 % per hour" },
    { "0 lost events", "0 lost events" },
    { "128", "128" },
    { "40 GB", "40 GB" },
    { "1 GB/s", "1 GB/s" },
    { "1 KiB", "1.024 kB" },
    { "24 h", "24 h" },
    { "120 s", "2 min" },
    { "0.7 s", "700 ms" },
    { "2/h", "2/h" },
    { "5 loads by 7:30", "5 loads @ by 07:30" },
    { "3 s @ p99.9", "3 s @ p99.9" },
    { "~ 3 s @ mean (measured)", "~ 3 s @ mean (measured)" },
    { "350 B per event", "350 B per event" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      LkbQuantity q;

      g_assert_true (lkb_quantity_parse (cases[i].typed, &q));
      assert_text (lkb_format_quantity (&q), cases[i].text);
    }
}

typedef struct
{
  const char *typed;
  LkbDimension dimension;
  const char *first; /* NULL: not understood */
  const char *second;
} ShorthandCase;

static void
check_shorthands (const ShorthandCase *cases, guint n, const char *decimal, const char *grouping)
{
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *first = NULL;
      g_autofree char *second = NULL;
      gboolean understood;

      understood = lkb_quantity_parse_shorthand (cases[i].typed, decimal, grouping,
                                                 cases[i].dimension, &first, &second);
      if (g_strcmp0 (first, cases[i].first) != 0 || g_strcmp0 (second, cases[i].second) != 0)
        g_error ("“%s” gave “%s” and “%s”", cases[i].typed, first, second);
      g_assert_cmpint (understood, ==, cases[i].first != NULL);
    }
}

static void
test_shorthand_en (void)
{
  static const ShorthandCase cases[] = {
    { "40/120 ms", TIME, "40 ms", "120 ms" },
    { "40/120ms", TIME, "40 ms", "120 ms" },
    { "40 / 120 ms", TIME, "40 ms", "120 ms" },
    { "40/120", TIME, "40 ms", "120 ms" },
    { "40ms/1.1s", TIME, "40 ms", "1.1 s" },
    { "0.5/1.1 s", TIME, "0.5 s", "1.1 s" },
    { ".5/1.1 s", TIME, "0.5 s", "1.1 s" },
    { "40/120 ms (measured)", TIME, "40 ms (measured)", "120 ms (measured)" },
    { "40/120/200 ms", TIME, NULL },
    { "40/120 ms p95", TIME, NULL },
    { "40/", TIME, NULL },
    { "/40 ms", TIME, NULL },
    { "2s p95", TIME, "2 s @ p95" },
    { "2s @p95", TIME, "2 s @ p95" },
    { "<=2s p99.9", TIME, "<= 2 s @ p99.9" },
    { "≤2s mean", TIME, "≤ 2 s @ mean" },
    { "2 hrs", TIME, "2 h" },
    { "2", TIME, NULL },
    { "2 events", TIME, NULL },
    { "10k/s", RATE, "10 k/s" },
    { "10K/s", RATE, "10 k/s" },
    { "10k", RATE, "10 k/s" },
    { "10k events/s", RATE, "10 k events/s" },
    { "10,000 events/s", RATE, "10,000 events/s" },
    { "10k rps", RATE, "10 k rps" },
    { "0.5 per min", RATE, "0.5/min" },
    { "0.5 per mo", RATE, "0.5/month" },
    { "10 / min", RATE, "10/min" },
    { "100 rows/mo", RATE, "100 rows per month" },
    { "$1.2k/mo", MONEY, "$1.2 k per month" },
    { "1.2k/mo", MONEY, "$1.2 k per month" },
    { "1.2k", MONEY, "$1.2 k" },
    { "8k EUR/month", MONEY, "8 k EUR per month" },
    { "EUR 8k/y", MONEY, "EUR 8 k per year" },
    { "$0.028/M events", MONEY, "$0.028 per M events" },
    { "99.9%", PART, "99.9 %" },
    { "99.9", PART, "99.9 %" },
    { "0.8", PART, "0.8" },
    { "0.02/h", PART, "0.02 per h" },
    { "350 B", SIZE, "350 B" },
    { "350 KB", SIZE, "350 kB" },
    { "350", SIZE, NULL },
    { "1GB/s", BAND, "1 GB/s" },
    { "128", COUNT, "128" },
    { "1,5 s", TIME, NULL },
    { "1,234.5 s", TIME, "1,234.5 s" },
    { "1.2.3 s", TIME, NULL },
    { "1.500 s", TIME, "1.500 s" },
    { "", TIME, NULL },
    { "soon", TIME, NULL },
    { "soon", ANY, NULL },
    { "3 s", ANY, "3 s" },
    { "5 loads by 7:30", COUNT, "5 loads @ by 07:30" },
    { "10m", COUNT, NULL },
    { "\xff", ANY, NULL },
  };

  check_shorthands (cases, G_N_ELEMENTS (cases), ".", ",");
}

static void
test_shorthand_de (void)
{
  static const ShorthandCase cases[] = {
    { "1,5 s", TIME, "1.5 s" },
    { "1.5 s", TIME, "1.5 s" },
    { "1.500 ms", TIME, "1,500 ms" },
    { "1.500,5 ms", TIME, "1,500.5 ms" },
    { "1.500.000", COUNT, "1,500,000" },
    { "1.500.00", COUNT, NULL },
    { "0.500 s", TIME, "0.500 s" },
    { "0,500 s", TIME, "0.500 s" },
    { "1500,5 ms", TIME, "1500.5 ms" },
    { "1,5,2 s", TIME, NULL },
    { "1,500.5 s", TIME, NULL },
    { "0,5/1,1 s", TIME, "0.5 s", "1.1 s" },
    { ",5 s", TIME, "0.5 s" },
    { "99,9 %", PART, "99.9 %" },
    { "2s p99,9", TIME, "2 s @ p99.9" },
    { "2s p99.9", TIME, "2 s @ p99.9" },
    { "1,2k/mo", MONEY, "$1.2 k per month" },
    { "10.000 events/s", RATE, "10,000 events/s" },
    { "8.000 €/month", MONEY, "8,000 € per month" },
  };

  check_shorthands (cases, G_N_ELEMENTS (cases), ",", ".");
}

static void
test_shorthand_fr (void)
{
  static const ShorthandCase cases[] = {
    { "10\xe2\x80\xaf"
      "000 events/s",
      RATE, "10,000 events/s" },
    { "10\xc2\xa0"
      "000 events/s",
      RATE, "10,000 events/s" },
    { "10 000 events/s", RATE, "10,000 events/s" },
    { "1\xe2\x80\xaf"
      "234\xe2\x80\xaf"
      "567,5",
      COUNT, "1,234,567.5" },
    { "1,5\xe2\x80\xafs", TIME, "1.5 s" },
    { "1.5 s", TIME, "1.5 s" },
    { "1.500 s", TIME, "1.500 s" },
    { "99,9\xe2\x80\xaf%", PART, "99.9 %" },
    { "40 / 120 ms", TIME, "40 ms", "120 ms" },
    { "10 00 events/s", RATE, NULL },
  };
  static const ShorthandCase swiss_cases[] = {
    { "10’000 events/s", RATE, "10,000 events/s" },
    { "10'000 events/s", RATE, "10,000 events/s" },
  };
  static const ShorthandCase plain_cases[] = {
    { "10000.5 ms", TIME, "10000.5 ms" },
    { "10,000 ms", TIME, NULL },
  };

  check_shorthands (cases, G_N_ELEMENTS (cases), ",", "\xe2\x80\xaf");
  check_shorthands (swiss_cases, G_N_ELEMENTS (swiss_cases), ".", "’");
  check_shorthands (plain_cases, G_N_ELEMENTS (plain_cases), ".", "");
}

/* Whatever is typed, what comes out is understood as text of a file. */
static void
test_shorthand_random (void)
{
  static const char *const words[] = {
    "1",        "0",      "5",    "40",         "500",
    "000",      "/",      "/",    " ",          ".",
    ",",        "k",      "K",    "ms",         "s",
    " p95",     "mo",     "$",    "€",          "%",
    "GB",       "events", "≤",    "(measured)", "\xe2\x80\xaf",
    "\xc2\xa0", "'",      "per ", "h",          "\xff",
    "@",
  };
  static const char *const locales[][2]
      = { { ".", "," }, { ",", "." }, { ",", "\xe2\x80\xaf" }, { ".", "" } };
  guint32 seed = g_test_rand_int ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);

  g_test_message ("seed %u", seed);
  for (guint i = 0; i < 100000; i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autofree char *first = NULL;
      g_autofree char *second = NULL;
      guint n = g_rand_int_range (rand, 0, 10);
      guint locale = g_rand_int_range (rand, 0, G_N_ELEMENTS (locales));
      LkbDimension dimension = g_rand_int_range (rand, 0, LKB_N_DIMENSIONS);
      LkbQuantity q;

      for (guint j = 0; j < n; j++)
        g_string_append (text, words[g_rand_int_range (rand, 0, G_N_ELEMENTS (words))]);
      if (!lkb_quantity_parse_shorthand (text->str, locales[locale][0], locales[locale][1],
                                         dimension, &first, &second))
        {
          g_assert_null (first);
          g_assert_null (second);
          continue;
        }
      if (!lkb_quantity_parse_as (first, dimension, &q)
          || (second != NULL && !lkb_quantity_parse_as (second, dimension, &q)))
        g_error ("“%s” gave “%s” and “%s”", text->str, first, second);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/quantity-format/duration", test_duration);
  g_test_add_func ("/quantity-format/duration-pair", test_duration_pair);
  g_test_add_func ("/quantity-format/rate", test_rate);
  g_test_add_func ("/quantity-format/money", test_money);
  g_test_add_func ("/quantity-format/size", test_size);
  g_test_add_func ("/quantity-format/fraction", test_fraction);
  g_test_add_func ("/quantity-format/apart", test_apart);
  g_test_add_func ("/quantity-format/number", test_number);
  g_test_add_func ("/quantity-format/echo", test_echo);
  g_test_add_func ("/quantity-format/shorthand/en", test_shorthand_en);
  g_test_add_func ("/quantity-format/shorthand/de", test_shorthand_de);
  g_test_add_func ("/quantity-format/shorthand/fr", test_shorthand_fr);
  g_test_add_func ("/quantity-format/shorthand/random", test_shorthand_random);

  return g_test_run ();
}
