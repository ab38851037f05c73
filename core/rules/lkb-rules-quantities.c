/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-rules-private.h"

#include <glib/gi18n-lib.h>

#include "core/base/lkb-text.h"
#include "core/model/lkb-edit.h"

static const char *const dimension_words[LKB_N_DIMENSIONS] = {
  [LKB_DIMENSION_ANY] = N_ ("a quantity"),        [LKB_DIMENSION_TIME] = N_ ("a time"),
  [LKB_DIMENSION_RATE] = N_ ("a rate"),           [LKB_DIMENSION_SIZE] = N_ ("a size"),
  [LKB_DIMENSION_BANDWIDTH] = N_ ("a bandwidth"), [LKB_DIMENSION_MONEY] = N_ ("an amount of money"),
  [LKB_DIMENSION_FRACTION] = N_ ("a share"),      [LKB_DIMENSION_COUNT] = N_ ("a count"),
};

/* What was typed is not lost: it goes to the notes where there are any. */
static void
fix_quantity (LkbRuleRun *run, LkbReport *report, const LkbElement *element, LkbField field,
              const LkbValue *value)
{
  const char *id = lkb_element_get_id (element);
  const char *notes = lkb_element_get_text (element, LKB_FIELD_NOTES);
  g_autofree char *text = NULL;

  /* A member of a record: nobody knows what the rest of it means without this one. */
  if (lkb_element_get (element, field) != value)
    return;
  if (lkb_kind_get_tier (lkb_element_get_kind (element), LKB_FIELD_NOTES) == 0)
    {
      lkb_report_fix_text (run, report, N_ ("Clear it"), id, field, NULL);
      return;
    }
  text = g_strdup_printf ("%s%s%s: %s", notes != NULL ? notes : "", notes != NULL ? "\n" : "",
                          lkb_field_get_label (field), lkb_value_get_text (value));
  if (g_utf8_strlen (text, -1) < LKB_NOTES_MAX)
    lkb_report_fix_fields (report, N_ ("Move it to the notes"), NULL, N_ ("Move to the notes"),
                           element, field, NULL, LKB_FIELD_NOTES, text, -1);
}

static void
check_quantity (LkbRuleRun *run, const LkbElement *element, LkbField field, const char *attribute,
                const LkbFieldInfo *info, const LkbValue *value)
{
  const LkbQuantity *q = lkb_value_get_quantity (value);
  const char *example;
  LkbReport *report;

  if (q != NULL && lkb_quantity_is_dimension (q, info->dimension))
    return;
  /* A share of what comes in may be more than all of it: "3" is three rows out of each. */
  if (q != NULL && info->dimension == LKB_DIMENSION_FRACTION && q->dimension == LKB_DIMENSION_COUNT
      && !q->has_unit && field == LKB_FIELD_SELECTIVITY)
    return;

  report = lkb_run_report (run, "NUM002",
                           lkb_element_get_kind (element) == LKB_KIND_BOARD ? NULL : element,
                           attribute, field, N_ ("‘{text}’ is not {dimension}: e.g. {example}."));
  example = lkb_dimension_get_example (info->dimension);
  lkb_report_add_arg (report, "text", lkb_value_get_text (value));
  lkb_report_add_msgid (report, "dimension", dimension_words[info->dimension]);
  lkb_report_add_arg (report, "example", example != NULL ? example : "120 ms");
  fix_quantity (run, report, element, field, value);
}

/* How an item of a list is called in keys: by its name, metric, owner or basis, else by its place. */
static char *
dup_item_attribute (const LkbFieldInfo *info, const LkbValue *item, guint index)
{
  static const char *const names[] = { "name", "metric", "owner", "basis" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const char *name = lkb_value_get_member_text (item, names[i]);

      if (!lkb_text_is_blank (name))
        return g_strdup_printf ("%s/%s", info->key, name);
    }
  return g_strdup_printf ("%s/%u", info->key, index + 1);
}

static void
check_record (LkbRuleRun *run, const LkbElement *element, LkbField field, const char *attribute,
              const LkbFieldInfo *info, const LkbValue *record)
{
  const char *id = lkb_element_get_id (element);

  for (const LkbFieldInfo *member = info->members; member->key != NULL; member++)
    {
      const LkbValue *value = lkb_value_get_member (record, member->key);

      /* The escalation in a row of the roster. */
      if (value != NULL && member->type == LKB_VALUE_RECORD)
        check_record (run, element, field, attribute, member, value);
      if (value == NULL || member->type != LKB_VALUE_QUANTITY)
        continue;
      /* KPI002 tells what a target lacks, once there is a primary KPI. */
      if (field == LKB_FIELD_KPIS && g_str_equal (member->key, "target")
          && (lkb_run_has_failed (run, "KPI001", id)
              || lkb_run_has_failed_at (run, "KPI002", id, attribute)))
        {
          run->n_passed_over++;
          continue;
        }
      if (field == LKB_FIELD_SLAS && g_str_equal (member->key, "target")
          && lkb_run_has_failed_at (run, "SLA002", id, attribute))
        {
          run->n_passed_over++;
          continue;
        }
      check_quantity (run, element, field, attribute, member, value);
    }
}

static void
check_fields (LkbRuleRun *run, const LkbElement *element)
{
  guint n_fields;
  const LkbKindField *fields = lkb_kind_get_fields (lkb_element_get_kind (element), &n_fields);

  for (guint i = 0; i < n_fields; i++)
    {
      const LkbFieldInfo *info = lkb_field_get_info (fields[i].field);
      const LkbValue *value = lkb_element_get (element, fields[i].field);

      if (value == NULL)
        continue;
      if (info->type == LKB_VALUE_QUANTITY)
        check_quantity (run, element, fields[i].field, info->key, info, value);
      else if (info->type == LKB_VALUE_RECORD)
        check_record (run, element, fields[i].field, info->key, info, value);
      else if (info->type == LKB_VALUE_RECORD_LIST)
        for (guint k = 0; k < lkb_value_get_n (value); k++)
          {
            g_autofree char *attribute = dup_item_attribute (info, lkb_value_get_nth (value, k), k);

            check_record (run, element, fields[i].field, attribute, info,
                          lkb_value_get_nth (value, k));
          }
    }
}

static const LkbField percentile_fields[] = { LKB_FIELD_LATENCY_P50, LKB_FIELD_LATENCY_P95,
                                              LKB_FIELD_LATENCY_P99 };
static const char *const percentile_names[] = { "p50", "p95", "p99" };

static int
compare_seconds (gconstpointer a, gconstpointer b)
{
  const LkbQuantity *qa = lkb_value_get_quantity (*(const LkbValue *const *) a);
  const LkbQuantity *qb = lkb_value_get_quantity (*(const LkbValue *const *) b);

  return qa->value < qb->value ? -1 : qa->value > qb->value;
}

/* The same texts, smallest first. */
static void
fix_order (LkbReport *report, const LkbElement *element)
{
  g_autoptr (GPtrArray) values = g_ptr_array_new ();
  LkbElement *sorted = lkb_element_ref (element);
  LkbChange *change = lkb_change_new (N_ ("Sort percentiles"));
  guint n = 0;

  for (guint i = 0; i < 3; i++)
    if (lkb_element_get_quantity (element, percentile_fields[i]) != NULL)
      g_ptr_array_add (values, (gpointer) lkb_element_get (element, percentile_fields[i]));
  g_ptr_array_sort (values, compare_seconds);
  for (guint i = 0; i < 3; i++)
    if (lkb_element_get_quantity (element, percentile_fields[i]) != NULL)
      {
        LkbElement *next = lkb_element_with (sorted, percentile_fields[i],
                                             g_ptr_array_index (values, n++));

        lkb_element_unref (sorted);
        sorted = next;
      }
  lkb_change_add (change, element, sorted);
  lkb_element_unref (sorted);
  lkb_report_take_fix (report, N_ ("Sort them"), NULL, change);
}

static void
check_percentiles (LkbRuleRun *run, const LkbElement *element)
{
  const char *id = lkb_element_get_id (element);
  double last = 0;
  guint last_place = 0;

  for (guint i = 0; i < 3; i++)
    {
      const LkbQuantity *q = lkb_element_get_quantity (element, percentile_fields[i]);
      LkbReport *report;

      if (q == NULL || q->dimension != LKB_DIMENSION_TIME)
        continue;
      if (q->value <= 0)
        {
          report = lkb_run_report (run, "LAT003", element, lkb_field_get_key (percentile_fields[i]),
                                   percentile_fields[i],
                                   N_ ("{percentile} of {hop} is not above zero."));
          lkb_report_fix_text (run, report, N_ ("Clear it"), id, percentile_fields[i], NULL);
        }
      else if (q->value < last)
        {
          report = lkb_run_report (run, "LAT003", element, lkb_field_get_key (percentile_fields[i]),
                                   percentile_fields[i],
                                   N_ ("{percentile} below {other} on {hop}."));
          lkb_report_add_arg (report, "other", percentile_names[last_place]);
          fix_order (report, element);
        }
      else
        {
          last = q->value;
          last_place = i;
          continue;
        }
      lkb_report_add_arg (report, "percentile", percentile_names[i]);
      lkb_report_take_arg (report, "hop", lkb_run_dup_name (run, id));
      return;
    }
}

void
lkb_rules_check_quantities (LkbRuleRun *run)
{
  guint n = lkb_board_get_elements (run->board)->len;

  for (guint i = 0; i <= n; i++)
    {
      LkbElementMemo *memo = run->memos[i];
      const LkbElement *element = memo->element;
      guint n_told = run->reports->len, n_passed_over = run->n_passed_over;

      if (memo->has_sound_quantities)
        continue;
      check_fields (run, element);
      if (i > 0 && lkb_kind_get_tier (lkb_element_get_kind (element), LKB_FIELD_LATENCY_P95) != 0)
        check_percentiles (run, element);
      memo->has_sound_quantities = run->reports->len == n_told
                                   && run->n_passed_over == n_passed_over;
    }
}
