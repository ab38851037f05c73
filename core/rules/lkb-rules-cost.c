/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "core/base/lkb-text.h"
#include "core/model/lkb-vocabulary.h"
#include "lkb-rules-private.h"

#define OLDEST_SHEET 180

static gboolean
is_time (LkbPer per)
{
  return per >= LKB_PER_SECOND && per <= LKB_PER_YEAR;
}

/* What the price of a row lacks, as the words to add; NULL when nothing. */
static const char *
find_gap (const LkbQuantity *price, const char *basis)
{
  if (price->dimension != LKB_DIMENSION_MONEY)
    return NULL;
  /* Nothing a month is nothing. */
  if (price->per == LKB_PER_NONE && price->value == 0)
    return NULL;
  if (price->per == LKB_PER_NONE)
    return g_strcmp0 (basis, "storage") == 0   ? "per GB-month"
           : g_strcmp0 (basis, "compute") == 0 ? "per hour"
           : g_strcmp0 (basis, "events") == 0  ? "per M events"
           : g_strcmp0 (basis, "queries") == 0 ? "per M queries"
           : g_strcmp0 (basis, "egress") == 0  ? "per GB"
                                               : "per month";
  /* A size is kept for a time; only what is moved is paid once. */
  if (price->per == LKB_PER_GB && g_strcmp0 (basis, "egress") != 0)
    return "-month";
  return NULL;
}

static char *
dup_completed (const char *text, const char *gap)
{
  const char *at = strstr (text, "GB");
  const char *evidence = strchr (text, '(');

  if (gap[0] == '-' && at != NULL)
    return g_strdup_printf ("%.*sGB-month%s", (int) (at - text), text, at + strlen ("GB"));
  if (evidence != NULL)
    return g_strdup_printf ("%.*s%s %s", (int) (evidence - text), text, gap, evidence);
  return g_strdup_printf ("%s %s", text, gap);
}

/* The lowest published price of storage in that currency; NAN when the sheet has none. */
static double
find_lowest_storage (const LkbRuleRun *run, const char *currency, const LkbPrice **lowest)
{
  double least = NAN;

  *lowest = NULL;
  for (guint i = 0; run->vocabulary != NULL && i < lkb_vocabulary_get_n_prices (run->vocabulary);
       i++)
    {
      const LkbPrice *price = lkb_vocabulary_get_nth_price (run->vocabulary, i);

      if (price->price.per == LKB_PER_GB_MONTH && g_strcmp0 (price->price.currency, currency) == 0
          && (isnan (least) || price->price.value < least))
        {
          least = price->price.value;
          *lowest = price;
        }
    }
  return least;
}

static char *
dup_row_attribute (const char *basis, guint index)
{
  return !lkb_text_is_blank (basis) ? g_strdup_printf ("costs/%s", basis)
                                    : g_strdup_printf ("costs/%u", index + 1);
}

/* TRUE when the price was compared with the list. */
static gboolean
check_row (LkbRuleRun *run, const LkbElement *element, guint index)
{
  const LkbValue *row = lkb_value_get_nth (lkb_element_get (element, LKB_FIELD_COSTS), index);
  const LkbQuantity *price = lkb_value_get_member_quantity (row, "price");
  const char *basis = lkb_value_get_member_text (row, "basis");
  const char *text = lkb_value_get_member_text (row, "price");
  g_autofree char *attribute = NULL;
  const LkbPrice *listed;
  const char *gap;
  LkbReport *report;
  double lowest;

  if (price == NULL)
    return FALSE;
  gap = find_gap (price, basis);
  if (gap != NULL)
    {
      g_autofree char *whole = dup_completed (text, gap);

      attribute = dup_row_attribute (basis, index);
      report = lkb_run_report (run, "CST002", element, attribute, LKB_FIELD_COSTS,
                               N_ ("{price} on {element}: per what, per when?"));
      lkb_report_add_arg (report, "price", text);
      lkb_report_take_arg (report, "element", lkb_run_dup_name (run, lkb_element_get_id (element)));
      lkb_report_fix_member (run, report, N_ ("Make it {value}"), whole, element, LKB_FIELD_COSTS,
                             index, "price", whole);
      return FALSE;
    }
  if (g_strcmp0 (basis, "storage") != 0 || price->per != LKB_PER_GB_MONTH
      || !lkb_text_is_blank (lkb_value_get_member_text (row, "because")))
    return FALSE;
  lowest = find_lowest_storage (run, price->currency, &listed);
  if (isnan (lowest) || price->value >= lowest * (1 - 1e-9))
    return !isnan (lowest);
  attribute = dup_row_attribute (basis, index);
  report = lkb_run_report (run, "CST002", element, attribute, LKB_FIELD_COSTS,
                           N_ ("{price} on {element} is below the list price of {list}: say why."));
  lkb_report_add_arg (report, "price", text);
  lkb_report_take_arg (report, "element", lkb_run_dup_name (run, lkb_element_get_id (element)));
  lkb_report_add_arg (report, "list", listed->text);
  lkb_report_fix_member (run, report, N_ ("Make it {value}"), listed->text, element,
                         LKB_FIELD_COSTS, index, "price", listed->text);
  return TRUE;
}

static void
check_budget (LkbRuleRun *run)
{
  const LkbQuantity *budget = lkb_element_get_quantity (run->facts, LKB_FIELD_BUDGET_COST);
  const char *text = lkb_element_get_text (run->facts, LKB_FIELD_BUDGET_COST);
  g_autofree char *whole = NULL;
  LkbReport *report;

  if (budget == NULL || budget->dimension != LKB_DIMENSION_MONEY || is_time (budget->per))
    return;
  report = lkb_run_report (run, "CST002", NULL, "budget_cost", LKB_FIELD_BUDGET_COST,
                           N_ ("The budget of {price} is per when?"));
  lkb_report_add_arg (report, "price", text);
  if (budget->per == LKB_PER_NONE)
    {
      whole = dup_completed (text, "per month");
      lkb_report_fix_text (run, report, N_ ("Make it {value}"), LKB_BOARD_ID, LKB_FIELD_BUDGET_COST,
                           whole);
    }
}

static gboolean
read_date (const char *text, GDate *date)
{
  guint year, month, day;
  char end;

  if (text == NULL || sscanf (text, "%4u-%2u-%2u%c", &year, &month, &day, &end) != 3
      || !g_date_valid_dmy (day, month, year))
    return FALSE;
  g_date_clear (date, 1);
  g_date_set_dmy (date, day, month, year);
  return TRUE;
}

/* Measured against the board's date: the same file says the same on every day. FALSE when one of the dates is missing. */
static gboolean
find_age (const LkbRuleRun *run, const char *as_of, int *days)
{
  GDate then, today;

  if (!read_date (as_of, &then)
      || !read_date (lkb_element_get_text (run->facts, LKB_FIELD_DATE), &today))
    return FALSE;
  *days = g_date_days_between (&then, &today);
  return TRUE;
}

static LkbReport *
report_age (LkbRuleRun *run, const char *attribute, const char *message, const char *as_of,
            int days)
{
  LkbReport *report = lkb_run_report (run, "CST002", NULL, attribute, LKB_FIELD_PRICE_SHEET,
                                      message);

  lkb_report_set_severity (report, LKB_SEVERITY_HINT);
  lkb_report_add_arg (report, "date", as_of);
  lkb_report_take_arg (report, "days", g_strdup_printf ("%d", days));
  return report;
}

/* The board's own date of its prices, or else the list's that they are taken from or compared with. */
static void
check_ages (LkbRuleRun *run, gboolean compared)
{
  const LkbValue *sheet = lkb_element_get (run->facts, LKB_FIELD_PRICE_SHEET);
  const char *as_of = sheet != NULL ? lkb_value_get_member_text (sheet, "as_of") : NULL;
  const char *name = sheet != NULL ? lkb_value_get_member_text (sheet, "name") : NULL;
  const char *list = NULL, *newest = NULL;
  gboolean knows_list;
  int days, list_days = 0;
  LkbReport *report;

  if (run->vocabulary != NULL)
    {
      list = lkb_vocabulary_get_prices_name (run->vocabulary);
      newest = lkb_vocabulary_get_prices_as_of (run->vocabulary);
    }
  knows_list = find_age (run, newest, &list_days);
  if (find_age (run, as_of, &days) && days > OLDEST_SHEET)
    {
      report = report_age (run, "price_sheet", N_ ("The prices are of {date}, {days} days old."),
                           as_of, days);
      if (knows_list && list_days <= OLDEST_SHEET)
        {
          g_autoptr (LkbValue) record = lkb_record_with_text (
              lkb_field_get_info (LKB_FIELD_PRICE_SHEET), sheet, "as_of", newest);

          lkb_report_fix_value (run, report, N_ ("They were compared with the list of {value}"),
                                newest, LKB_BOARD_ID, LKB_FIELD_PRICE_SHEET, record);
        }
      return;
    }
  if (!knows_list || list_days <= OLDEST_SHEET)
    return;
  /* It is mended where it lies. */
  if (compared || (lkb_text_is_blank (as_of) && name != NULL && lkb_text_equal_folded (name, list)))
    {
      report = report_age (run, "vocabulary/prices.json",
                           N_ ("The prices of “{list}” are of {date}, {days} days old."), newest,
                           list_days);
      lkb_report_add_arg (report, "list", list);
    }
}

/* A KPI in money per query or per event, the figure of one. */
static gboolean
shows_unit_cost (const LkbRuleRun *run)
{
  const LkbValue *kpis = lkb_element_get (run->facts, LKB_FIELD_KPIS);

  for (guint i = 0; kpis != NULL && i < lkb_value_get_n (kpis); i++)
    {
      const LkbQuantity *q = lkb_value_get_member_quantity (lkb_value_get_nth (kpis, i), "target");

      if (q != NULL && q->dimension == LKB_DIMENSION_MONEY
          && (q->per == LKB_PER_EVENT || q->per == LKB_PER_QUERY))
        return TRUE;
    }
  return FALSE;
}

static void
check_unit_cost (LkbRuleRun *run)
{
  const LkbCost *cost = lkb_analysis_get_cost (run->analysis);
  gboolean queries = !isnan (cost->per_million_queries);
  double figure = queries ? cost->per_million_queries : cost->per_million_events;
  const LkbFieldInfo *info = lkb_field_get_info (LKB_FIELD_KPIS);
  g_autofree char *money = NULL, *shown = NULL, *target = NULL;
  g_autoptr (LkbValue) name = NULL, quantity = NULL, because = NULL, record = NULL;
  LkbRecordBuilder *builder;
  LkbReport *report;

  if (isnan (cost->per_month) || cost->per_month <= 0 || isnan (figure) || figure <= 0
      || shows_unit_cost (run))
    return;
  report = lkb_run_report (run, "CST003", NULL, "kpis", LKB_FIELD_KPIS,
                           queries ? N_ ("Show the cost per query: {figure} per M queries.")
                                   : N_ ("Show the cost per event: {figure} per M events."));
  /* As the strip and the sheet round it. */
  money = lkb_format_money (figure, cost->currency);
  lkb_report_add_arg (report, "figure", money);
  shown = g_strdup_printf ("%s per M %s", money, queries ? "queries" : "events");
  target = g_strdup_printf ("≤ %s (estimate)", shown);
  name = lkb_value_new_text (queries ? _ ("Cost per query") : _ ("Cost per event"));
  quantity = lkb_value_new_quantity (target);
  because = lkb_value_new_text (_ ("what the figures of the board come to"));
  builder = lkb_record_builder_new (info->members);
  lkb_record_builder_set (builder, "name", name);
  lkb_record_builder_set (builder, "target", quantity);
  lkb_record_builder_set (builder, "because", because);
  record = lkb_record_builder_end (builder);
  lkb_report_fix_append (run, report, N_ ("Show {value} as a KPI"), shown, run->facts,
                         LKB_FIELD_KPIS, record);
}

void
lkb_rules_check_cost (LkbRuleRun *run)
{
  const GPtrArray *elements = lkb_board_get_elements (run->board);
  gboolean compared = FALSE;

  for (guint i = 0; i < elements->len; i++)
    {
      const LkbElement *element = g_ptr_array_index (elements, i);
      const LkbValue *rows = lkb_element_get (element, LKB_FIELD_COSTS);

      for (guint k = 0; rows != NULL && k < lkb_value_get_n (rows); k++)
        compared = check_row (run, element, k) || compared;
    }
  check_budget (run);
  check_ages (run, compared);
  check_unit_cost (run);
}
