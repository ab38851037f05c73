/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "core/base/lkb-quantity.h"

/* Short names keep one case on one line. */
#define TIME LKB_DIMENSION_TIME
#define RATE LKB_DIMENSION_RATE
#define SIZE LKB_DIMENSION_SIZE
#define BAND LKB_DIMENSION_BANDWIDTH
#define MONEY LKB_DIMENSION_MONEY
#define PART LKB_DIMENSION_FRACTION
#define COUNT LKB_DIMENSION_COUNT
#define MONTH 2628000.0

typedef struct
{
  const char *text;
  LkbDimension dimension;
  double value;
  LkbPer per;
  const char *currency;
  const char *noun;
} ValueCase;

static const ValueCase value_cases[] = {
  /* time */
  { "250 ns", TIME, 250e-9 },
  { "40 µs", TIME, 40e-6 }, /* micro sign */
  { "40 μs", TIME, 40e-6 }, /* Greek mu */
  { "40 us", TIME, 40e-6 },
  { "120 ms", TIME, 0.12 },
  { "120ms", TIME, 0.12 },
  { "1.5 s", TIME, 1.5 },
  { "3 s", TIME, 3 },
  { "3 sec", TIME, 3 },
  { "1 second", TIME, 1 },
  { "3 seconds", TIME, 3 },
  { "10 min", TIME, 600 },
  { "10min", TIME, 600 },
  { "1 minute", TIME, 60 },
  { "10 minutes", TIME, 600 },
  { "1.5 h", TIME, 5400 },
  { "2 hr", TIME, 7200 },
  { "2 hrs", TIME, 7200 },
  { "1 hour", TIME, 3600 },
  { "24 hours", TIME, 86400 },
  { "7 d", TIME, 604800 },
  { "1 day", TIME, 86400 },
  { "180 days", TIME, 15552000 },
  { "1 week", TIME, 604800 },
  { "2 weeks", TIME, 1209600 },
  { "1 month", TIME, MONTH },
  { "3 months", TIME, 3 * MONTH },
  { "7 years", TIME, 84 * MONTH },
  { "10,000 ms", TIME, 10 },
  { "0 s", TIME, 0 },
  { "0.1 ms", TIME, 0.0001 },
  { "007 s", TIME, 7 },
  { "2 k ms", TIME, 2 },
  /* rates */
  { "10 k events/s", RATE, 10000, LKB_PER_NONE, "", "events" },
  { "10k events/s", RATE, 10000, LKB_PER_NONE, "", "events" },
  { "10 k/s", RATE, 10000 },
  { "10k/s", RATE, 10000 },
  { "10 k / s", RATE, 10000 },
  { "10,000 events/s", RATE, 10000, LKB_PER_NONE, "", "events" },
  { "10 k events per s", RATE, 10000, LKB_PER_NONE, "", "events" },
  { "10 k events per second", RATE, 10000, LKB_PER_NONE, "", "events" },
  { "1 event/s", RATE, 1, LKB_PER_NONE, "", "event" },
  { "600 rows/min", RATE, 10, LKB_PER_NONE, "", "rows" },
  { "3600 records/h", RATE, 1, LKB_PER_NONE, "", "records" },
  { "20 k msgs/s", RATE, 20000, LKB_PER_NONE, "", "msgs" },
  { "20 k msg/s", RATE, 20000, LKB_PER_NONE, "", "msg" },
  { "20 k messages/s", RATE, 20000, LKB_PER_NONE, "", "messages" },
  { "5 requests/s", RATE, 5, LKB_PER_NONE, "", "requests" },
  { "5 M queries/day", RATE, 5e6 / 86400, LKB_PER_NONE, "", "queries" },
  { "5 M queries per day", RATE, 5e6 / 86400, LKB_PER_NONE, "", "queries" },
  { "7 tx/s", RATE, 7, LKB_PER_NONE, "", "tx" },
  { "1.2 k changes/s", RATE, 1200, LKB_PER_NONE, "", "changes" },
  { "50 k documents/day", RATE, 50000.0 / 86400, LKB_PER_NONE, "", "documents" },
  { "3 late orders per h", RATE, 3.0 / 3600, LKB_PER_NONE, "", "late orders" },
  { "1.314 M events/month", RATE, 0.5, LKB_PER_NONE, "", "events" },
  { "604.8 k events per week", RATE, 1, LKB_PER_NONE, "", "events" },
  { "31.536 M events/year", RATE, 1, LKB_PER_NONE, "", "events" },
  { "40 k eps", RATE, 40000, LKB_PER_NONE, "", "events" },
  { "350 rps", RATE, 350, LKB_PER_NONE, "", "requests" },
  { "350 qps", RATE, 350, LKB_PER_NONE, "", "queries" },
  { "350qps", RATE, 350, LKB_PER_NONE, "", "queries" },
  { "2/h", RATE, 2.0 / 3600 },
  { "0.5/s", RATE, 0.5 },
  { "2 per hour", RATE, 2.0 / 3600 },
  { "1 per day", RATE, 1.0 / 86400 },
  { "2 G events/s", RATE, 2e9, LKB_PER_NONE, "", "events" },
  { "2 bn events/day", RATE, 2e9 / 86400, LKB_PER_NONE, "", "events" },
  { "5 Änderungen/s", RATE, 5, LKB_PER_NONE, "", "Änderungen" },
  { "3.5 cluster-h/day", RATE, 3.5 / 86400, LKB_PER_NONE, "", "cluster-h" },
  /* sizes */
  { "350 B", SIZE, 350 },
  { "1 kB", SIZE, 1000 },
  { "1.2 kB", SIZE, 1200 },
  { "3 MB", SIZE, 3e6 },
  { "40 GB", SIZE, 40e9 },
  { "40GB", SIZE, 40e9 },
  { "26 TB", SIZE, 26e12 },
  { "1 PB", SIZE, 1e15 },
  { "1 KiB", SIZE, 1024 },
  { "2 MiB", SIZE, 2097152 },
  { "1 GiB", SIZE, 1073741824.0 },
  { "1 TiB", SIZE, 1099511627776.0 },
  { "1 PiB", SIZE, 1125899906842624.0 },
  { "350 B per event", SIZE, 350, LKB_PER_EVENT },
  { "2 kB/query", SIZE, 2000, LKB_PER_QUERY },
  /* bandwidths */
  { "1 GB/s", BAND, 1e9 },
  { "3.6 GB/h", BAND, 1e6 },
  { "86.4 GB per day", BAND, 1e6 },
  { "2 KiB/s", BAND, 2048 },
  /* money */
  { "$8 k per month", MONEY, 8000, LKB_PER_MONTH, "USD" },
  { "8 k $ per month", MONEY, 8000, LKB_PER_MONTH, "USD" },
  { "$8k/month", MONEY, 8000, LKB_PER_MONTH, "USD" },
  { "$200 k per year", MONEY, 200000, LKB_PER_YEAR, "USD" },
  { "$4.1", MONEY, 4.1, LKB_PER_NONE, "USD" },
  { "$ 4.1", MONEY, 4.1, LKB_PER_NONE, "USD" },
  { "€12", MONEY, 12, LKB_PER_NONE, "EUR" },
  { "12 €", MONEY, 12, LKB_PER_NONE, "EUR" },
  { "12€", MONEY, 12, LKB_PER_NONE, "EUR" },
  { "£5 per hour", MONEY, 5, LKB_PER_HOUR, "GBP" },
  { "5 GBP/h", MONEY, 5, LKB_PER_HOUR, "GBP" },
  { "USD 8 k per month", MONEY, 8000, LKB_PER_MONTH, "USD" },
  { "8 k USD per month", MONEY, 8000, LKB_PER_MONTH, "USD" },
  { "EUR 1.5 M", MONEY, 1.5e6, LKB_PER_NONE, "EUR" },
  { "CHF 12 per day", MONEY, 12, LKB_PER_DAY, "CHF" },
  { "12 CHF per day", MONEY, 12, LKB_PER_DAY, "CHF" },
  { "CHF12", MONEY, 12, LKB_PER_NONE, "CHF" },
  { "JPY 10,000", MONEY, 10000, LKB_PER_NONE, "JPY" },
  { "$2 bn", MONEY, 2e9, LKB_PER_NONE, "USD" },
  { "$0.028 per M events", MONEY, 0.028e-6, LKB_PER_EVENT, "USD" },
  { "$0.028/M events", MONEY, 0.028e-6, LKB_PER_EVENT, "USD" },
  { "$0.5 per k events", MONEY, 0.0005, LKB_PER_EVENT, "USD" },
  { "$0.02 per event", MONEY, 0.02, LKB_PER_EVENT, "USD" },
  { "$0.05 per k queries", MONEY, 0.00005, LKB_PER_QUERY, "USD" },
  { "$0.001 per query", MONEY, 0.001, LKB_PER_QUERY, "USD" },
  { "$1 per M requests", MONEY, 1e-6, LKB_PER_QUERY, "USD" },
  { "$1 per M messages", MONEY, 1e-6, LKB_PER_EVENT, "USD" },
  { "$0.09 per GB", MONEY, 0.09, LKB_PER_GB, "USD" },
  { "$90 per TB", MONEY, 0.09, LKB_PER_GB, "USD" },
  { "$0.023 per GB-month", MONEY, 0.023, LKB_PER_GB_MONTH, "USD" },
  { "$23/TB-month", MONEY, 0.023, LKB_PER_GB_MONTH, "USD" },
  { "$0.55 per DBU", MONEY, 0.55, LKB_PER_DBU, "USD" },
  { "$3 per min", MONEY, 3, LKB_PER_MINUTE, "USD" },
  { "$3 per week", MONEY, 3, LKB_PER_WEEK, "USD" },
  { "$3/s", MONEY, 3, LKB_PER_SECOND, "USD" },
  /* fractions */
  { "99.9 %", PART, 0.999 },
  { "99.9%", PART, 0.999 },
  { "99.99 %", PART, 0.9999 },
  { "80 percent", PART, 0.8 },
  { "250 %", PART, 2.5 },
  { "0.02 per hour", PART, 0.02, LKB_PER_HOUR },
  { "0.5 per day", PART, 0.5, LKB_PER_DAY },
  { "2 % per hour", PART, 0.02, LKB_PER_HOUR },
  { "2 %/h", PART, 0.02, LKB_PER_HOUR },
  { "1 % per month", PART, 0.01, LKB_PER_MONTH },
  /* counts and bare numbers */
  { "128", COUNT, 128 },
  { "0.8", COUNT, 0.8 },
  { "10 k", COUNT, 10000 },
  { "5 M", COUNT, 5e6 },
  { "2 G", COUNT, 2e9 },
  { "2 bn", COUNT, 2e9 },
  { "10,000", COUNT, 10000 },
  { "1,234,567.5", COUNT, 1234567.5 },
  { "128 partitions", COUNT, 128, LKB_PER_NONE, "", "partitions" },
  { "0 lost events", COUNT, 0, LKB_PER_NONE, "", "lost events" },
  { "10 DBU", COUNT, 10, LKB_PER_NONE, "", "DBU" },
  { "12 VMs", COUNT, 12, LKB_PER_NONE, "", "VMs" },
  { "3 calls per request", COUNT, 3, LKB_PER_QUERY, "", "calls" },
  { "50 M rows", COUNT, 50e6, LKB_PER_NONE, "", "rows" },
  { "4 out-of-order events", COUNT, 4, LKB_PER_NONE, "", "out-of-order events" },
  /* white space */
  { "  3   s  ", TIME, 3 },
  { "3\tms", TIME, 0.003 },
  { "3\xc2\xa0ms", TIME, 0.003 },
  { "3\xe2\x80\xafms", TIME, 0.003 },
  { "3\xc2\xa0rows", COUNT, 3, LKB_PER_NONE, "", "rows" },
};

typedef struct
{
  const char *text;
  LkbComparator comparator;
  LkbStat stat;
  double percentile;
  int by_minutes;
  LkbEvidence evidence;
  double value;
} QualifierCase;

static const QualifierCase qualifier_cases[] = {
  { "≤ 3 s", LKB_COMPARATOR_LE, LKB_STAT_NONE, 0, -1, LKB_EVIDENCE_NONE, 3 },
  { "≤3s", LKB_COMPARATOR_LE, LKB_STAT_NONE, 0, -1, LKB_EVIDENCE_NONE, 3 },
  { "<= 3 s", LKB_COMPARATOR_LE, LKB_STAT_NONE, 0, -1, LKB_EVIDENCE_NONE, 3 },
  { "≥ 99.9 %", LKB_COMPARATOR_GE, LKB_STAT_NONE, 0, -1, LKB_EVIDENCE_NONE, 0.999 },
  { ">= 99.9 %", LKB_COMPARATOR_GE, LKB_STAT_NONE, 0, -1, LKB_EVIDENCE_NONE, 0.999 },
  { "< 3 s", LKB_COMPARATOR_LT, LKB_STAT_NONE, 0, -1, LKB_EVIDENCE_NONE, 3 },
  { "> 10", LKB_COMPARATOR_GT, LKB_STAT_NONE, 0, -1, LKB_EVIDENCE_NONE, 10 },
  { "~ 10", LKB_COMPARATOR_ABOUT, LKB_STAT_NONE, 0, -1, LKB_EVIDENCE_NONE, 10 },
  { "~$5", LKB_COMPARATOR_ABOUT, LKB_STAT_NONE, 0, -1, LKB_EVIDENCE_NONE, 5 },
  { "≤ 3 s @ p95", LKB_COMPARATOR_LE, LKB_STAT_PERCENTILE, 0.95, -1, LKB_EVIDENCE_NONE, 3 },
  { "3 s @p50", LKB_COMPARATOR_NONE, LKB_STAT_PERCENTILE, 0.5, -1, LKB_EVIDENCE_NONE, 3 },
  { "3 s@p99", LKB_COMPARATOR_NONE, LKB_STAT_PERCENTILE, 0.99, -1, LKB_EVIDENCE_NONE, 3 },
  { "3 s @ p99.9", LKB_COMPARATOR_NONE, LKB_STAT_PERCENTILE, 0.999, -1, LKB_EVIDENCE_NONE, 3 },
  { "3 s @ p99.99", LKB_COMPARATOR_NONE, LKB_STAT_PERCENTILE, 0.9999, -1, LKB_EVIDENCE_NONE, 3 },
  { "3 s @ p5", LKB_COMPARATOR_NONE, LKB_STAT_PERCENTILE, 0.05, -1, LKB_EVIDENCE_NONE, 3 },
  { "3 s @ mean", LKB_COMPARATOR_NONE, LKB_STAT_MEAN, 0, -1, LKB_EVIDENCE_NONE, 3 },
  { "3 s @ max", LKB_COMPARATOR_NONE, LKB_STAT_MAX, 0, -1, LKB_EVIDENCE_NONE, 3 },
  { "99 % @ by 07:00", LKB_COMPARATOR_NONE, LKB_STAT_BY, 0, 420, LKB_EVIDENCE_NONE, 0.99 },
  { "99 % by 07:00", LKB_COMPARATOR_NONE, LKB_STAT_BY, 0, 420, LKB_EVIDENCE_NONE, 0.99 },
  { "5 loads by 7:30", LKB_COMPARATOR_NONE, LKB_STAT_BY, 0, 450, LKB_EVIDENCE_NONE, 5 },
  { "1 @ by 23:59", LKB_COMPARATOR_NONE, LKB_STAT_BY, 0, 1439, LKB_EVIDENCE_NONE, 1 },
  { "3 s (target)", LKB_COMPARATOR_NONE, LKB_STAT_NONE, 0, -1, LKB_EVIDENCE_TARGET, 3 },
  { "3 s (estimate)", LKB_COMPARATOR_NONE, LKB_STAT_NONE, 0, -1, LKB_EVIDENCE_ESTIMATE, 3 },
  { "3 s (benchmark)", LKB_COMPARATOR_NONE, LKB_STAT_NONE, 0, -1, LKB_EVIDENCE_BENCHMARK, 3 },
  { "3 s (measured)", LKB_COMPARATOR_NONE, LKB_STAT_NONE, 0, -1, LKB_EVIDENCE_MEASURED, 3 },
  { "3 s( measured )", LKB_COMPARATOR_NONE, LKB_STAT_NONE, 0, -1, LKB_EVIDENCE_MEASURED, 3 },
  { "≥ 95 % @ p95 (measured)", LKB_COMPARATOR_GE, LKB_STAT_PERCENTILE, 0.95, -1,
    LKB_EVIDENCE_MEASURED, 0.95 },
  { "~ 10 k events/s @ mean (estimate)", LKB_COMPARATOR_ABOUT, LKB_STAT_MEAN, 0, -1,
    LKB_EVIDENCE_ESTIMATE, 10000 },
};

static const char *const rejected[] = {
  "",
  " ",
  "fast",
  "s",
  "k",
  "ms 40",
  "high-throughput",
  "10 k events/s high-throughput",
  "12 nodes, 9 links",
  "40/120 ms",
  "40 / 120 ms",
  "1-of-2",
  "1 of 2",
  "2 of 3 replicas",
  "-5 ms",
  "+5 ms",
  "1e3",
  "1e3 ms",
  "0x10",
  "inf",
  "nan s",
  "1.",
  "1. s",
  ".5 s",
  "1.2.3 s",
  "1,5 s",
  "10,00 ms",
  "1,0000 ms",
  "10000,000 ms",
  "0,500 ms",
  "1,234,56",
  "1.234,5",
  "10 000 events/s",
  "10 m",
  "10 m events/s",
  "10m",
  "10 K",
  "10 K events/s",
  "10 T",
  "10 mio events",
  "10 million events",
  "10 mb",
  "10 Mb/s",
  "10 gb",
  "10 KB",
  "10 Mbps",
  "10 MS",
  "10 Sec",
  "10events",
  "10 kevents/s",
  "10 Mrps",
  "1 e3",
  "10 k k",
  "10 k %",
  "99.9 % reliable",
  "99 % of loads",
  "10 ms per event",
  "2 h per month",
  "10 GB per load",
  "10 GB/GB",
  "10 events per furlong",
  "10 events/",
  "10 events per",
  "10/",
  "10 rps/s",
  "10 % per GB",
  "10 per 5 s",
  "10 / 5",
  "$",
  "$k",
  "$-5",
  "$5 $",
  "$5 EUR",
  "USD5USD",
  "$8 k a month",
  "$8 per furlong",
  "$8 per k",
  "$8 per k hours",
  "$8 per k GB",
  "$8 per 1,000 events",
  "XYZ 12 k",
  "usd 5",
  "$0.5 GB",
  "3 s @",
  "3 s @ p",
  "3 s @ p0",
  "3 s @ p0.0",
  "3 s @ p100",
  "3 s @ p95.",
  "3 s @ P95",
  "3 s p95",
  "3 s @ median",
  "3 s @ p95 @ p99",
  "3 s (measured) @ p95",
  "3 s (guess)",
  "3 s (Measured)",
  "3 s (measured",
  "3 s measured",
  "3 s ()",
  "3 s (measured) (target)",
  "by 07:00",
  "5 by 24:00",
  "5 by 07:60",
  "5 by 7",
  "5 by 07:00:00",
  "≤",
  "≤ ≤ 3 s",
  "=< 3 s",
  "== 3 s",
  "≤ fast",
  "3 s\n4 s",
  "3 s;",
  "３ s",
  "3 \xff",
  "\xe2\x89 3",
  "3 s \xc2",
};

static void
assert_near (const char *text, double actual, double expected)
{
  if (fabs (actual - expected) > fabs (expected) * 1e-14)
    g_error ("“%s” gave %.17g instead of %.17g", text, actual, expected);
}

static void
test_values (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (value_cases); i++)
    {
      const ValueCase *c = &value_cases[i];
      LkbQuantity q;

      if (!lkb_quantity_parse (c->text, &q))
        g_error ("“%s” was not understood", c->text);
      if (q.dimension != c->dimension)
        g_error ("“%s” is %s", c->text, lkb_dimension_to_string (q.dimension));
      assert_near (c->text, q.value, c->value);
      if (q.per != c->per)
        g_error ("“%s” has the denominator %d", c->text, q.per);
      g_assert_cmpstr (q.currency, ==, c->currency != NULL ? c->currency : "");
      g_assert_cmpstr (q.noun, ==, c->noun != NULL ? c->noun : "");
      g_assert_cmpint (q.stat, ==, LKB_STAT_NONE);
      g_assert_cmpint (q.by_minutes, ==, -1);
      g_assert_cmpfloat (q.percentile, ==, 0);
    }
  g_assert_cmpuint (G_N_ELEMENTS (value_cases) + G_N_ELEMENTS (qualifier_cases), >=, 150);
}

static void
test_qualifiers (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (qualifier_cases); i++)
    {
      const QualifierCase *c = &qualifier_cases[i];
      LkbQuantity q;

      if (!lkb_quantity_parse (c->text, &q))
        g_error ("“%s” was not understood", c->text);
      g_test_message ("%s", c->text);
      g_assert_cmpint (q.comparator, ==, c->comparator);
      g_assert_cmpint (q.stat, ==, c->stat);
      g_assert_cmpfloat (q.percentile, ==, c->percentile);
      g_assert_cmpint (q.by_minutes, ==, c->by_minutes);
      g_assert_cmpint (q.evidence, ==, c->evidence);
      g_assert_cmpfloat (q.value, ==, c->value);
    }
}

static void
test_rejected (void)
{
  const LkbQuantity zero = { 0 };

  for (guint i = 0; i < G_N_ELEMENTS (rejected); i++)
    {
      LkbQuantity q;

      memset (&q, 0x55, sizeof q);
      if (lkb_quantity_parse (rejected[i], &q))
        g_error ("“%s” was taken for %s %g", rejected[i], lkb_dimension_to_string (q.dimension),
                 q.value);
      g_assert_cmpmem (&q, sizeof q, &zero, sizeof zero);
    }
  g_assert_cmpuint (G_N_ELEMENTS (rejected), >=, 60);
}

/* Powers of ten are part of the conversion, so that what looks equal is equal. */
static void
test_exact (void)
{
  static const struct
  {
    const char *text;
    double value;
  } cases[] = {
    { "99.9 %", 0.999 },        { "99.99 %", 0.9999 }, { "0.1 %", 0.001 }, { "1.1 ms", 0.0011 },
    { "8.3 k events/s", 8300 }, { "$2.3 M", 2300000 }, { "1.1 kB", 1100 }, { "29.7 µs", 0.0000297 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      LkbQuantity q;

      g_assert_true (lkb_quantity_parse (cases[i].text, &q));
      g_assert_cmpfloat (q.value, ==, cases[i].value);
    }
}

static void
test_has_unit (void)
{
  LkbQuantity q;

  g_assert_true (lkb_quantity_parse ("128", &q));
  g_assert_false (q.has_unit);
  g_assert_true (lkb_quantity_parse ("10 k", &q));
  g_assert_false (q.has_unit);
  g_assert_true (lkb_quantity_parse ("10 k/s", &q));
  g_assert_true (q.has_unit);
  g_assert_true (lkb_quantity_parse ("0.02 per hour", &q));
  g_assert_true (q.has_unit);
  g_assert_true (lkb_quantity_parse ("$5", &q));
  g_assert_true (q.has_unit);
  g_assert_true (lkb_quantity_parse ("5 %", &q));
  g_assert_true (q.has_unit);
  g_assert_true (lkb_quantity_parse ("5 rows", &q));
  g_assert_true (q.has_unit);
}

static void
test_long (void)
{
  g_autoptr (GString) text = g_string_new ("1");
  LkbQuantity q;

  for (guint i = 0; i < 63; i++)
    g_string_append_c (text, '9');
  g_string_append (text, " bn PB");
  g_assert_true (lkb_quantity_parse (text->str, &q));
  g_assert_true (isfinite (q.value));

  g_string_insert_c (text, 0, '9');
  g_assert_false (lkb_quantity_parse (text->str, &q));

  for (guint i = 0; i < 100000; i++)
    g_string_append (text, "9 ");
  g_assert_false (lkb_quantity_parse (text->str, &q));

  /* A noun longer than its place is cut between characters. */
  g_assert_true (lkb_quantity_parse ("5 ääääääääääääääääääääääää", &q));
  g_assert_true (g_utf8_validate (q.noun, -1, NULL));
  g_assert_cmpuint (strlen (q.noun), ==, 30);
}

/* No sequence of the words of the grammar, nor of bytes, does harm; what is accepted is finite, can be
 * said again, and is then the same. */
static void
test_random (void)
{
  static const char *const words[] = {
    "≤ ",     "~",    "1",     "0.5",  "10,000", " k",  " M", "bn",     " ms",          "s",
    "%",      "/",    " per ", "$",    "€",      "h",   "GB", "-month", " @ ",          "p95",
    "by",     ":",    "07:00", "(",    "target", ")",   " ",  "B",      "kB",           "m",
    "events", "EUR ", "XYZ",   "µ",    "\xc2",   ".",   ",",  "\n",     "DBU",          "9",
    "0",      "'",    "-",     "mean", "tx",     "rps", "é",  "\xff",   "\xe2\x80\xaf",
  };
  guint32 seed = g_test_rand_int ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  guint accepted = 0;

  g_test_message ("seed %u", seed);
  for (guint i = 0; i < 200000; i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      guint n = g_rand_int_range (rand, 0, 9);
      LkbQuantity q;

      for (guint j = 0; j < n; j++)
        g_string_append (text, words[g_rand_int_range (rand, 0, G_N_ELEMENTS (words))]);
      if (lkb_quantity_parse (text->str, &q))
        {
          g_autofree char *said = lkb_format_quantity (&q);
          LkbQuantity again;

          accepted++;
          g_assert_true (isfinite (q.value) && q.value >= 0);
          if (!lkb_quantity_parse (said, &again))
            g_error ("“%s” was said as “%s”, which is not understood", text->str, said);
          if (fabs (again.value - q.value) > 1e-7 * q.value)
            g_error ("“%s” was said as “%s”: %g, then %g", text->str, said, q.value, again.value);
          g_assert_cmpint (q.stat, ==, again.stat);
          g_assert_cmpint (q.evidence, ==, again.evidence);
          g_assert_cmpint (q.comparator, ==, again.comparator);
        }
    }
  g_test_message ("%u accepted", accepted);
  g_assert_cmpuint (accepted, >, 100);
}

static void
test_per_month (void)
{
  static const struct
  {
    const char *text;
    double per_month; /* negative: no figure */
  } cases[] = {
    { "$8 k per month", 8000 }, { "$12 k per year", 1000 },
    { "$1 per hour", 730 },     { "$24 per day", 730 },
    { "$168 per week", 730 },   { "$1 per min", 43800 },
    { "$1 per s", 2628000 },    { "$8", -1 },
    { "$8 per GB", -1 },        { "$8 per GB-month", -1 },
    { "$8 per event", -1 },     { "$8 per DBU", -1 },
    { "2 % per month", -1 },    { "8 k", -1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      LkbQuantity q;
      double per_month;

      g_assert_true (lkb_quantity_parse (cases[i].text, &q));
      g_assert_cmpint (lkb_quantity_get_money_per_month (&q, &per_month), ==,
                       cases[i].per_month >= 0);
      if (cases[i].per_month >= 0)
        assert_near (cases[i].text, per_month, cases[i].per_month);
    }
}

static void
test_dimension (void)
{
  LkbQuantity q;

  g_assert_true (lkb_quantity_parse ("0.8", &q));
  g_assert_true (lkb_quantity_is_dimension (&q, PART));
  g_assert_true (lkb_quantity_is_dimension (&q, COUNT));
  g_assert_true (lkb_quantity_is_dimension (&q, LKB_DIMENSION_ANY));
  g_assert_false (lkb_quantity_is_dimension (&q, TIME));
  g_assert_true (lkb_quantity_parse ("1.8", &q));
  g_assert_false (lkb_quantity_is_dimension (&q, PART));
  g_assert_true (lkb_quantity_parse ("1 row", &q));
  g_assert_false (lkb_quantity_is_dimension (&q, PART));
  g_assert_true (lkb_quantity_parse ("3 s", &q));
  g_assert_true (lkb_quantity_is_dimension (&q, TIME));
  g_assert_false (lkb_quantity_is_dimension (&q, RATE));

  g_assert_true (lkb_quantity_parse_as ("0.8", PART, &q));
  g_assert_cmpint (q.dimension, ==, PART);
  g_assert_true (lkb_quantity_parse_as ("0.8", LKB_DIMENSION_ANY, &q));
  g_assert_cmpint (q.dimension, ==, COUNT);
  g_assert_false (lkb_quantity_parse_as ("3 s", RATE, &q));
  g_assert_false (lkb_quantity_parse_as ("3", TIME, &q));

  /* A bare number per time is what the field asks for. */
  g_assert_true (lkb_quantity_parse_as ("0.5 per min", RATE, &q));
  g_assert_cmpint (q.dimension, ==, RATE);
  assert_near ("0.5 per min", q.value, 0.5 / 60);
  g_assert_cmpint (q.per, ==, LKB_PER_NONE);
  g_assert_true (lkb_quantity_parse_as ("0.02/h", PART, &q));
  g_assert_cmpint (q.dimension, ==, PART);
  assert_near ("0.02/h", q.value, 0.02);
  g_assert_cmpint (q.per, ==, LKB_PER_HOUR);
  g_assert_false (lkb_quantity_parse_as ("2 % per hour", RATE, &q));
  g_assert_false (lkb_quantity_parse_as ("2 rows per hour", PART, &q));
}

static void
test_names (void)
{
  for (int i = 0; i < LKB_N_DIMENSIONS; i++)
    {
      LkbQuantity q;

      g_assert_nonnull (lkb_dimension_to_string (i));
      g_assert_true (lkb_quantity_parse_as (lkb_dimension_get_example (i), i, &q));
    }
  for (int i = LKB_EVIDENCE_TARGET; i <= LKB_EVIDENCE_MEASURED; i++)
    {
      LkbEvidence evidence;

      g_assert_true (lkb_evidence_from_string (lkb_evidence_to_string (i), &evidence));
      g_assert_cmpint (evidence, ==, i);
    }
  g_assert_null (lkb_evidence_to_string (LKB_EVIDENCE_NONE));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/quantity/values", test_values);
  g_test_add_func ("/quantity/qualifiers", test_qualifiers);
  g_test_add_func ("/quantity/rejected", test_rejected);
  g_test_add_func ("/quantity/exact", test_exact);
  g_test_add_func ("/quantity/has-unit", test_has_unit);
  g_test_add_func ("/quantity/long", test_long);
  g_test_add_func ("/quantity/random", test_random);
  g_test_add_func ("/quantity/per-month", test_per_month);
  g_test_add_func ("/quantity/dimension", test_dimension);
  g_test_add_func ("/quantity/names", test_names);

  return g_test_run ();
}
