/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-rules-private.h"

#include <glib/gi18n-lib.h>

#include "core/model/lkb-default.h"
#include "core/model/lkb-ownership.h"

/* One object's gaps on the KPI path. */
typedef struct
{
  const LkbElement *element;
  GPtrArray *labels; /* msgids */
  LkbField first; /* where to begin */
} Gaps;

static void
add_gap (Gaps *gaps, LkbField field, const char *label)
{
  if (gaps->labels->len == 0)
    gaps->first = field;
  g_ptr_array_add (gaps->labels, (gpointer) label);
}

static gboolean
has_any_latency (const LkbElement *element)
{
  return lkb_element_get (element, LKB_FIELD_LATENCY_P50) != NULL
         || lkb_element_get (element, LKB_FIELD_LATENCY_P95) != NULL
         || lkb_element_get (element, LKB_FIELD_LATENCY_P99) != NULL;
}

/* A typical value for the first gap, marked as an estimate; one object at a time. */
static void
fix_gap (LkbRuleRun *run, LkbReport *report, const Gaps *gaps)
{
  const char *id = lkb_element_get_id (gaps->element);
  g_autofree char *price = NULL;
  /* Translators: fills in a typical figure that is missing, as "1 k events/s (estimate)". */
  const char *label = N_ ("Use {value}");

  switch (gaps->first)
    {
    case LKB_FIELD_LATENCY_P95:
      {
        LkbChange *change = lkb_change_new (N_ ("Fill in a typical value"));
        g_autoptr (LkbElement) half = lkb_element_with_text (
            gaps->element, LKB_FIELD_LATENCY_P50, lkb_default_get_text (LKB_FIELD_LATENCY_P50));
        g_autoptr (LkbElement) whole = lkb_element_with_text (
            half, LKB_FIELD_LATENCY_P95, lkb_default_get_text (LKB_FIELD_LATENCY_P95));

        lkb_change_add (change, gaps->element, whole);
        lkb_report_take_fix (report, label, "50 / 150 ms (estimate)", change);
        return;
      }

    case LKB_FIELD_INTERVAL:
    case LKB_FIELD_RATE:
      lkb_report_fix_text (run, report, label, id, gaps->first, lkb_default_get_text (gaps->first));
      return;

    case LKB_FIELD_COSTS:
      {
        const LkbFieldInfo *info = lkb_field_get_info (LKB_FIELD_COSTS);
        const char *currency = lkb_analysis_get_cost (run->analysis)->currency;
        LkbRecordBuilder *builder = lkb_record_builder_new (info->members);
        g_autoptr (LkbValue) basis = lkb_value_new_choice ("fixed");
        g_autoptr (LkbValue) quantity = NULL;
        g_autoptr (LkbValue) record = NULL;
        g_autoptr (LkbValue) list = NULL;

        price = lkb_default_dup_price (currency != NULL ? currency : "USD");
        quantity = lkb_value_new_quantity (price);
        lkb_record_builder_set (builder, "basis", basis);
        lkb_record_builder_set (builder, "price", quantity);
        record = lkb_record_builder_end (builder);
        list = lkb_value_new_list (LKB_VALUE_RECORD_LIST, &record, 1);
        lkb_report_fix_value (run, report, label, price, id, LKB_FIELD_COSTS, list);
        return;
      }

    default:
      return;
    }
}

static void
report_gaps (LkbRuleRun *run, Gaps *gaps)
{
  LkbReport *report;

  if (gaps->labels->len > 0)
    {
      /* Each label is its own argument so that every one of them can be translated. */
      report = lkb_run_report (
          run, "NUM001", gaps->element, lkb_field_get_key (gaps->first), gaps->first,
          gaps->labels->len == 1   ? N_ ("Missing on {object}: {first}.")
          : gaps->labels->len == 2 ? N_ ("Missing on {object}: {first}, {second}.")
                                   : N_ ("Missing on {object}: {first}, {second}, {third}."));
      lkb_report_take_arg (report, "object",
                           lkb_run_dup_name (run, lkb_element_get_id (gaps->element)));
      lkb_report_add_msgid (report, "first", g_ptr_array_index (gaps->labels, 0));
      if (gaps->labels->len > 1)
        lkb_report_add_msgid (report, "second", g_ptr_array_index (gaps->labels, 1));
      if (gaps->labels->len > 2)
        lkb_report_add_msgid (report, "third", g_ptr_array_index (gaps->labels, 2));
      fix_gap (run, report, gaps);
    }
  g_ptr_array_set_size (gaps->labels, 0);
}

/* Whether the clock of the target is the edge's: it fires by itself or after what is upstream. */
static gboolean
target_has_clock (const LkbElement *target)
{
  return lkb_element_get_kind (target) == LKB_KIND_PIPELINE
         && (lkb_element_get (target, LKB_FIELD_TRIGGER_INTERVAL) != NULL
             || g_strcmp0 (lkb_element_get_text (target, LKB_FIELD_TRIGGER), "upstream") == 0);
}

static gboolean
is_listed (const LkbMissingList *missing, const char *id)
{
  for (guint i = 0; i < missing->n; i++)
    if (g_strcmp0 (missing->items[i].element, id) == 0
        && missing->items[i].field == LKB_FIELD_LATENCY_P95
        && missing->items[i].reason != LKB_MISSING_ZERO)
      return TRUE;
  return FALSE;
}

static void
check_edge (LkbRuleRun *run, const LkbElement *edge, const LkbMissingList *freshness_missing,
            Gaps *gaps)
{
  const LkbElement *target = lkb_board_lookup (run->board, lkb_element_get_to (edge));
  LkbMode mode = lkb_board_get_edge_mode (run->board, edge);
  gboolean lacks_time;

  gaps->element = edge;
  /* For the age of data a batch's own interval and duration stand for the times of its hop. */
  lacks_time = freshness_missing != NULL ? is_listed (freshness_missing, lkb_element_get_id (edge))
                                         : !has_any_latency (edge) && !has_any_latency (target);
  if (lacks_time)
    add_gap (gaps, LKB_FIELD_LATENCY_P95, N_ ("latency"));
  if ((mode == LKB_MODE_MICROBATCH || mode == LKB_MODE_BATCH)
      && lkb_element_get (edge, LKB_FIELD_INTERVAL) == NULL && !target_has_clock (target))
    add_gap (gaps, LKB_FIELD_INTERVAL, N_ ("interval"));
  report_gaps (run, gaps);
}

static void
check_node (LkbRuleRun *run, const char *id, Gaps *gaps)
{
  const LkbElement *node = lkb_board_lookup (run->board, id);

  gaps->element = node;
  switch (lkb_element_get_kind (node))
    {
    case LKB_KIND_SOURCE:
      if (lkb_element_get (node, LKB_FIELD_RATE) == NULL)
        add_gap (gaps, LKB_FIELD_RATE, N_ ("rate"));
      break;

    case LKB_KIND_INGESTION:
    case LKB_KIND_PIPELINE:
    case LKB_KIND_FEATURE_STORE:
    case LKB_KIND_MODEL:
    case LKB_KIND_STORAGE:
      if (lkb_element_get (node, LKB_FIELD_COSTS) == NULL)
        add_gap (gaps, LKB_FIELD_COSTS, N_ ("cost"));
      break;

    default:
      break;
    }
  report_gaps (run, gaps);
}

gboolean
lkb_run_lacks_time (const LkbRuleRun *run, const LkbElement *edge)
{
  static const LkbField fields[] = { LKB_FIELD_LATENCY_P95, LKB_FIELD_INTERVAL };
  const char *id = lkb_element_get_id (edge);

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (lkb_run_has_failed_at (run, "NUM001", id, lkb_field_get_key (fields[i])))
      return TRUE;
  return FALSE;
}

void
lkb_rules_check_path (LkbRuleRun *run)
{
  const LkbPrimary *primary = lkb_analysis_get_primary (run->analysis);
  const char *const *path = NULL;
  const char *from = NULL;
  const LkbMissingList *freshness_missing = NULL;
  Gaps gaps = { NULL };

  if (run->profile == LKB_PROFILE_SKETCH || lkb_run_has_failed (run, "KPI001", LKB_BOARD_ID))
    return;
  if (primary->latency != NULL)
    {
      path = primary->latency->path;
      from = primary->latency->from;
    }
  else if (primary->freshness != NULL)
    {
      path = primary->freshness->path;
      from = primary->freshness->from;
      freshness_missing = &primary->freshness->missing;
    }
  if (path == NULL || path[0] == NULL || lkb_board_lookup (run->board, path[0]) == NULL)
    return;

  gaps.labels = g_ptr_array_new ();
  check_node (run, from, &gaps);
  for (guint i = 0; path[i] != NULL; i++)
    {
      const LkbElement *edge = lkb_board_lookup (run->board, path[i]);

      check_edge (run, edge, freshness_missing, &gaps);
      check_node (run, lkb_element_get_to (edge), &gaps);
    }
  g_ptr_array_unref (gaps.labels);
}
