/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "core/base/lkb-text.h"
#include "core/model/lkb-edit.h"
#include "core/model/lkb-ownership.h"
#include "lkb-rules-private.h"

/* Each fix of a list holds a whole list of its own. */
#define MAX_FIXABLE 256
#define LONG_LIST 8
#define MAX_LISTS 512

/* A board of thousands of the same finding: the next ones come when these are mended. */
static gboolean
may_copy (LkbRuleRun *run, const LkbValue *list)
{
  guint n = list != NULL ? lkb_value_get_n (list) : 0;

  return n <= MAX_FIXABLE && (n <= LONG_LIST || run->n_lists_made++ < MAX_LISTS);
}

void
lkb_report_fix_fields (LkbReport *self, const char *label, const char *shown, const char *step,
                       const LkbElement *element, ...)
{
  LkbElement *after = lkb_element_ref (element);
  LkbChange *change = lkb_change_new (step);
  va_list list;

  va_start (list, element);
  for (int field = va_arg (list, int); field >= 0; field = va_arg (list, int))
    {
      LkbElement *next = lkb_element_with_text (after, field, va_arg (list, const char *));

      lkb_element_unref (after);
      after = next;
    }
  va_end (list);
  lkb_change_add (change, element, after);
  lkb_element_unref (after);
  lkb_report_take_fix (self, label, shown, change);
}

void
lkb_report_fix_member (LkbRuleRun *run, LkbReport *self, const char *label, const char *shown,
                       const LkbElement *element, LkbField field, guint index, const char *member,
                       const char *text)
{
  const LkbValue *items = lkb_element_get (element, field);
  g_autoptr (LkbValue) record = NULL;
  g_autoptr (LkbValue) list = NULL;

  if (!may_copy (run, items))
    return;
  record = lkb_record_with_text (lkb_field_get_info (field), lkb_value_get_nth (items, index),
                                 member, text);
  list = lkb_list_replace (items, index, record);
  lkb_report_fix_value (run, self, label, shown, lkb_element_get_id (element), field, list);
}

void
lkb_report_fix_append (LkbRuleRun *run, LkbReport *self, const char *label, const char *shown,
                       const LkbElement *element, LkbField field, const LkbValue *record)
{
  const LkbValue *items = lkb_element_get (element, field);
  g_autoptr (GPtrArray) all = g_ptr_array_new ();
  g_autoptr (LkbValue) list = NULL;

  if (!may_copy (run, items))
    return;
  for (guint i = 0; items != NULL && i < lkb_value_get_n (items); i++)
    g_ptr_array_add (all, (gpointer) lkb_value_get_nth (items, i));
  g_ptr_array_add (all, (gpointer) record);
  list = lkb_value_new_list (LKB_VALUE_RECORD_LIST, (LkbValue *const *) all->pdata, all->len);
  lkb_report_fix_value (run, self, label, shown, lkb_element_get_id (element), field, list);
}

void
lkb_report_fix_replace (LkbRuleRun *run, LkbReport *self, const char *label, const char *shown,
                        const LkbElement *element, LkbField field, gsize start, gsize end,
                        const char *by)
{
  const char *text = lkb_element_get_text (element, field);
  g_autoptr (GString) out = NULL;
  g_autoptr (LkbValue) value = NULL;

  if (text == NULL || end > strlen (text) || start > end)
    return;
  out = g_string_new_len (text, start);
  g_string_append (out, by);
  g_string_append (out, text + end);
  value = lkb_value_new_text (out->str);
  lkb_report_fix_value (run, self, label, shown, lkb_element_get_id (element), field, value);
}

void
lkb_report_fix_roster (LkbRuleRun *run, LkbReport *self, const char *label, const char *shown,
                       const char *owner, const char *member, const LkbValue *value)
{
  const LkbFieldInfo *info = lkb_field_get_info (LKB_FIELD_ROSTER);
  const LkbValue *roster = lkb_element_get (run->facts, LKB_FIELD_ROSTER);
  const LkbValue *entry;
  LkbRecordBuilder *builder;
  g_autoptr (LkbValue) record = NULL;

  if (!may_copy (run, roster))
    return;
  entry = lkb_board_get_roster_entry (run->board, owner);
  builder = entry != NULL ? lkb_record_builder_new_from (info->members, entry)
                          : lkb_record_builder_new (info->members);

  if (entry == NULL)
    {
      g_autoptr (LkbValue) name = lkb_value_new_text (owner);

      lkb_record_builder_set (builder, "owner", name);
    }
  lkb_record_builder_set (builder, member, value);
  record = lkb_record_builder_end (builder);
  if (entry == NULL)
    {
      lkb_report_fix_append (run, self, label, shown, run->facts, LKB_FIELD_ROSTER, record);
      return;
    }
  for (guint i = 0; i < lkb_value_get_n (roster); i++)
    if (lkb_value_get_nth (roster, i) == entry)
      {
        g_autoptr (LkbValue) list = lkb_list_replace (roster, i, record);

        lkb_report_fix_value (run, self, label, shown, LKB_BOARD_ID, LKB_FIELD_ROSTER, list);
        return;
      }
}

/* What is typed is read again: rounding must not fall short of what is needed. */
static gboolean
reaches (const char *text, double value)
{
  LkbQuantity parsed;

  return lkb_quantity_parse (text, &parsed) && parsed.value >= value;
}

char *
lkb_fix_dup_time (double seconds)
{
  for (double value = seconds; value < 2 * seconds + 1; value = value * 1.01 + 1e-9)
    {
      char *text = lkb_format_duration (value);

      if (reaches (text, seconds))
        return text;
      g_free (text);
    }
  return lkb_format_duration (2 * seconds);
}

char *
lkb_fix_dup_money (double amount, const char *currency)
{
  for (double value = amount; value < 2 * amount + 1; value = value * 1.01 + 1e-9)
    {
      char *text = lkb_format_money (value, currency);

      if (reaches (text, amount))
        return text;
      g_free (text);
    }
  return lkb_format_money (2 * amount, currency);
}

char *
lkb_fix_dup_share (double fraction)
{
  /* Never more than there is; as many nines as there are. */
  double step = fraction > 0.9999 ? 1e-7 : fraction > 0.99 ? 1e-5 : 1e-4;
  g_autofree char *number = lkb_format_number (floor (fraction / step + 1e-6) * step * 100, 8);

  return g_strdup_printf ("%s %%", number);
}

char *
lkb_fix_dup_rate (double per_second, const LkbQuantity *like)
{
  const char *noun = like != NULL && like->noun[0] != '\0' ? like->noun : "events";
  double unit = per_second >= 10e6 ? 1e6 : per_second >= 10e3 ? 1e3 : 1;
  double scaled = per_second / unit;
  double step = scaled >= 100 ? 10 : scaled >= 10 ? 1 : scaled >= 1 ? 0.1 : 0.001;
  g_autofree char *number = lkb_format_number (ceil (scaled / step - 1e-9) * step, 4);

  return g_strdup_printf ("%s%s %s/s", number, unit == 1e6 ? " M" : unit == 1e3 ? " k" : "", noun);
}

/* The budget's text with another value: comparator and statistic stay as typed. */
static char *
dup_budget_text (const LkbBudget *budget, double value)
{
  g_autofree char *figure = NULL;
  const char *at = budget->text != NULL ? strchr (budget->text, '@') : NULL;
  const char *first = budget->text != NULL ? budget->text : "";
  g_autofree char *comparator = NULL;

  if (budget->kind == LKB_BUDGET_COST)
    {
      g_autofree char *money = lkb_fix_dup_money (value, budget->currency);

      figure = g_strdup_printf ("%s per month", money);
    }
  else
    {
      figure = budget->kind == LKB_BUDGET_AVAILABILITY ? lkb_fix_dup_share (value)
                                                       : lkb_fix_dup_time (value);
    }
  while (g_ascii_isspace (*first))
    first++;
  if (g_str_has_prefix (first, "≤") || g_str_has_prefix (first, "≥"))
    comparator = g_strndup (first, strlen ("≤"));
  else if (g_str_has_prefix (first, "<") || g_str_has_prefix (first, ">"))
    comparator = g_strndup (first, first[1] == '=' ? 2 : 1);
  return g_strdup_printf ("%s%s%s%s%s", comparator != NULL ? comparator : "",
                          comparator != NULL ? " " : "", figure, at != NULL ? " " : "",
                          at != NULL ? at : "");
}

/* (transfer full) (nullable): @element with the budget set so that @value keeps it. */
static LkbElement *
relax_budget (LkbRuleRun *run, const LkbElement *element, const LkbBudget *budget, double value,
              char **text)
{
  const LkbFieldInfo *info = lkb_field_get_info (LKB_FIELD_KPIS);
  const LkbValue *kpis;
  LkbField field;

  *text = dup_budget_text (budget, value);
  if (lkb_kind_find_field (lkb_element_get_kind (element), budget->name, &field))
    return lkb_element_with_text (element, field, *text);
  kpis = lkb_element_get (element, LKB_FIELD_KPIS);
  if (!may_copy (run, kpis))
    return NULL;
  for (guint i = 0; kpis != NULL && i < lkb_value_get_n (kpis); i++)
    {
      g_autofree char *attribute = lkb_kpi_dup_attribute (lkb_value_get_nth (kpis, i), i);
      g_autoptr (LkbValue) record = NULL;
      g_autoptr (LkbValue) list = NULL;

      if (g_strcmp0 (attribute, budget->name) != 0)
        continue;
      record = lkb_record_with_text (info, lkb_value_get_nth (kpis, i), "target", *text);
      list = lkb_list_replace (kpis, i, record);
      return lkb_element_with (element, LKB_FIELD_KPIS, list);
    }
  return NULL;
}

void
lkb_report_fix_budgets (LkbRuleRun *run, LkbReport *self, const LkbBudget *const *budgets, guint n,
                        double value)
{
  g_autoptr (LkbChange) change = lkb_change_new (N_ ("Set budget"));
  g_autofree char *shown = NULL;

  if (!isfinite (value) || value <= 0)
    return;
  for (guint i = 0; i < n; i++)
    {
      const LkbElement *before = lkb_board_lookup (run->board, budgets[i]->element);
      const LkbElement *latest = before;
      g_autoptr (LkbElement) after = NULL;
      g_autofree char *text = NULL;

      /* Of several in one element each goes on where the last one ended. */
      for (guint k = 0; k < lkb_change_get_n (change); k++)
        if (g_strcmp0 (lkb_change_pair_get_id (lkb_change_get_nth (change, k)), budgets[i]->element)
            == 0)
          latest = lkb_change_get_nth (change, k)->after;
      after = latest != NULL ? relax_budget (run, latest, budgets[i], value, &text) : NULL;
      if (after == NULL)
        return;
      lkb_change_add (change, before, after);
      if (shown == NULL)
        shown = g_steal_pointer (&text);
    }
  lkb_report_take_fix (self, N_ ("Set the budget to {value}"), shown, g_steal_pointer (&change));
}

void
lkb_report_fix_budget (LkbRuleRun *run, LkbReport *self, const LkbBudget *budget, double value)
{
  lkb_report_fix_budgets (run, self, &budget, 1, value);
}

gboolean
lkb_run_is_orphan (const LkbRuleRun *run, const LkbElement *node)
{
  guint place;
  const LkbFlowNode *flow;

  if (!lkb_flow_graph_find_node (run->graph, lkb_element_get_id (node), &place))
    return TRUE;
  flow = lkb_flow_graph_get_node (run->graph, place);
  return flow->n_in + flow->n_out == 0;
}

gboolean
lkb_run_holds_any (LkbRuleRun *run, const LkbElement *element, LkbField field, const char *list)
{
  const LkbValue *texts = lkb_element_get (element, field);

  for (guint i = 0; texts != NULL && i < lkb_value_get_n (texts); i++)
    {
      g_autofree char *folded = lkb_text_fold (lkb_value_get_nth_text (texts, i));

      if (lkb_run_in_list (run, list, folded))
        return TRUE;
    }
  return FALSE;
}

const LkbFeature *
lkb_run_get_feature (const LkbRuleRun *run, const LkbElement *element, guint i)
{
  const LkbElementMemo *memo;

  if (run->vocabulary == NULL)
    return NULL;
  memo = lkb_rule_memory_find (run->memory, element);
  return memo != NULL
             ? memo->features[i]
             : lkb_vocabulary_find_feature (
                 run->vocabulary,
                 lkb_value_get_nth_text (lkb_element_get (element, LKB_FIELD_FEATURES), i));
}

gboolean
lkb_run_has_feature (const LkbRuleRun *run, const LkbElement *element, const char *id)
{
  const LkbValue *features = lkb_element_get (element, LKB_FIELD_FEATURES);

  for (guint i = 0; features != NULL && i < lkb_value_get_n (features); i++)
    {
      const LkbFeature *feature = lkb_run_get_feature (run, element, i);

      if (g_strcmp0 (feature != NULL ? feature->id : lkb_value_get_nth_text (features, i), id) == 0)
        return TRUE;
    }
  return FALSE;
}
