/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/base/lkb-text.h"
#include "core/model/lkb-ownership.h"
#include "lkb-rules-private.h"

/* One node in place of a group. Offered only where it says the same as before: steps of one kind in a row, whose times add, and
 * whose capacity is the least of theirs. */

/* Groups beyond that many are not looked at, nor what is far from one page anyway. */
#define MAX_GROUPS 32
#define MAX_NODES 100

/* What cannot be added up. */
static const LkbField apart[] = { LKB_FIELD_SELECTIVITY, LKB_FIELD_AVAILABILITY,
                                  LKB_FIELD_REDUNDANCY,  LKB_FIELD_WINDOW,
                                  LKB_FIELD_WAITS_FOR,   LKB_FIELD_LATENCY_P99 };

typedef struct
{
  LkbRuleRun *run;
  const LkbElement *group;
  GPtrArray *members; /* nodes, in the order of the data */
  GPtrArray *inner; /* edges between them */
} Row;

static gboolean
is_member (const Row *row, const char *id)
{
  for (guint i = 0; i < row->members->len; i++)
    if (g_str_equal (lkb_element_get_id (row->members->pdata[i]), id))
      return TRUE;
  return FALSE;
}

static gboolean
has_any (const LkbElement *element, const LkbField *fields, guint n)
{
  for (guint i = 0; i < n; i++)
    if (lkb_kind_get_tier (lkb_element_get_kind (element), fields[i]) != 0
        && lkb_element_get (element, fields[i]) != NULL)
      return TRUE;
  return FALSE;
}

/* Puts the members one behind the other; FALSE when they are no such row. */
static gboolean
put_in_order (Row *row)
{
  g_autoptr (GPtrArray) ordered = g_ptr_array_new ();
  const LkbElement *at = NULL;

  for (guint i = 0; i < row->members->len; i++)
    {
      const LkbElement *node = row->members->pdata[i];
      const GPtrArray *edges = lkb_board_get_edges_of (row->run->board, lkb_element_get_id (node));
      gboolean fed = FALSE;

      if (lkb_element_get_kind (node) != lkb_element_get_kind (g_ptr_array_index (row->members, 0))
          || has_any (node, apart, G_N_ELEMENTS (apart)))
        return FALSE;
      for (guint k = 0; edges != NULL && k < edges->len; k++)
        if (is_member (row, lkb_element_get_from (edges->pdata[k]))
            && is_member (row, lkb_element_get_to (edges->pdata[k])))
          fed |= g_str_equal (lkb_element_get_to (edges->pdata[k]), lkb_element_get_id (node));
      if (!fed && at != NULL)
        return FALSE;
      if (!fed)
        at = node;
    }
  while (at != NULL && ordered->len < row->members->len)
    {
      const char *id = lkb_element_get_id (at);
      const GPtrArray *edges = lkb_board_get_edges_of (row->run->board, id);
      const LkbElement *next = NULL;
      guint n_out = 0, n_inner = 0;

      g_ptr_array_add (ordered, (gpointer) at);
      for (guint k = 0; edges != NULL && k < edges->len; k++)
        {
          const LkbElement *edge = edges->pdata[k];

          if (!g_str_equal (lkb_element_get_from (edge), id))
            {
              /* Between first and last nothing else comes in. */
              if (ordered->len > 1 && !is_member (row, lkb_element_get_from (edge)))
                return FALSE;
              continue;
            }
          n_out++;
          if (!is_member (row, lkb_element_get_to (edge)))
            continue;
          if (lkb_element_get (edge, LKB_FIELD_INTERVAL) != NULL
              || lkb_element_get (edge, LKB_FIELD_LATENCY_P99) != NULL)
            return FALSE;
          g_ptr_array_add (row->inner, (gpointer) edge);
          next = lkb_board_lookup (row->run->board, lkb_element_get_to (edge));
          n_inner++;
        }
      /* Nor does anything leave. */
      if (n_inner > 1 || (n_inner == 1 && n_out > 1))
        return FALSE;
      at = next;
    }
  if (at != NULL || ordered->len != row->members->len)
    return FALSE;
  g_ptr_array_set_size (row->members, 0);
  for (guint i = 0; i < ordered->len; i++)
    g_ptr_array_add (row->members, ordered->pdata[i]);
  return TRUE;
}

static void
add_seconds (const LkbElement *element, LkbField field, double *sum)
{
  const LkbQuantity *q = lkb_kind_get_tier (lkb_element_get_kind (element), field) != 0
                             ? lkb_element_get_quantity (element, field)
                             : NULL;

  if (q != NULL && q->dimension == LKB_DIMENSION_TIME)
    *sum += q->value;
}

static LkbElement *
take_value (LkbElement *element, LkbField field, LkbValue *value)
{
  LkbElement *after = lkb_kind_get_tier (lkb_element_get_kind (element), field) != 0
                          ? lkb_element_with (element, field, value)
                          : lkb_element_ref (element);

  lkb_element_unref (element);
  lkb_value_unref (value);
  return after;
}

/* Times of members, and of the edges between them, one after the other. */
static LkbElement *
add_times (const Row *row, LkbElement *kept)
{
  static const LkbField fields[] = { LKB_FIELD_LATENCY_P50, LKB_FIELD_LATENCY_P95,
                                     LKB_FIELD_TRIGGER_INTERVAL, LKB_FIELD_BATCH_DURATION };

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      double sum = 0;

      for (guint k = 0; k < row->members->len; k++)
        add_seconds (row->members->pdata[k], fields[i], &sum);
      for (guint k = 0; k < row->inner->len; k++)
        add_seconds (row->inner->pdata[k], fields[i], &sum);
      if (sum > 0)
        {
          g_autofree char *time = lkb_fix_dup_time (sum);
          g_autofree char *text = g_strdup_printf ("%s (estimate)", time);

          kept = take_value (kept, fields[i], lkb_value_new_quantity (text));
        }
    }
  return kept;
}

static LkbElement *
add_lists (const Row *row, LkbElement *kept)
{
  static const LkbField records[] = { LKB_FIELD_COSTS, LKB_FIELD_EXPECTATIONS };
  static const LkbField texts[] = { LKB_FIELD_FEATURES, LKB_FIELD_DATA_CLASSES };

  for (guint i = 0; i < G_N_ELEMENTS (records); i++)
    {
      g_autoptr (GPtrArray) all = g_ptr_array_new ();

      for (guint k = 0; k < row->members->len + row->inner->len; k++)
        {
          const LkbElement *element = k < row->members->len
                                          ? row->members->pdata[k]
                                          : row->inner->pdata[k - row->members->len];
          const LkbValue *list = lkb_element_get (element, records[i]);

          for (guint n = 0; list != NULL && n < lkb_value_get_n (list); n++)
            g_ptr_array_add (all, (gpointer) lkb_value_get_nth (list, n));
        }
      if (all->len > 0)
        kept = take_value (
            kept, records[i],
            lkb_value_new_list (LKB_VALUE_RECORD_LIST, (LkbValue *const *) all->pdata, all->len));
    }
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GPtrArray) all = g_ptr_array_new ();

      for (guint k = 0; k < row->members->len; k++)
        {
          const LkbValue *list = lkb_element_get (row->members->pdata[k], texts[i]);

          for (guint n = 0; list != NULL && n < lkb_value_get_n (list); n++)
            if (!g_ptr_array_find_with_equal_func (all, lkb_value_get_nth_text (list, n),
                                                   g_str_equal, NULL))
              g_ptr_array_add (all, (gpointer) lkb_value_get_nth_text (list, n));
        }
      if (all->len > 0)
        kept = take_value (kept, texts[i],
                           lkb_value_new_text_list ((const char *const *) all->pdata, all->len));
    }
  return kept;
}

/* The last one stays, in the place of all. */
static LkbElement *
make_kept (const Row *row)
{
  const LkbElement *last = g_ptr_array_index (row->members, row->members->len - 1);
  const LkbValue *least = NULL;
  LkbElement *kept = lkb_element_ref ((LkbElement *) last);

  for (guint i = 0; i < row->members->len; i++)
    {
      const LkbValue *value = lkb_element_get (row->members->pdata[i], LKB_FIELD_CAPACITY);
      const LkbQuantity *q = value != NULL ? lkb_value_get_quantity (value) : NULL;

      if (q != NULL && (least == NULL || q->value < lkb_value_get_quantity (least)->value))
        least = value;
    }
  if (least != NULL)
    kept = take_value (kept, LKB_FIELD_CAPACITY, lkb_value_ref ((LkbValue *) least));
  kept = add_times (row, kept);
  kept = add_lists (row, kept);
  return take_value (kept, LKB_FIELD_NAME, lkb_value_new_text (lkb_element_get_name (row->group)));
}

/* (transfer full) (nullable): the facts with every KPI measured at what is left. */
static LkbElement *
make_facts (const Row *row, const char *kept)
{
  static const char *const members[] = { "from", "to" };
  const LkbElement *facts = row->run->facts;
  const LkbFieldInfo *info = lkb_field_get_info (LKB_FIELD_KPIS);
  g_autoptr (LkbValue) list = NULL;
  const LkbValue *kpis = lkb_element_get (facts, LKB_FIELD_KPIS);

  if (kpis == NULL)
    return NULL;
  list = lkb_value_ref ((LkbValue *) kpis);
  for (guint i = 0; i < lkb_value_get_n (kpis); i++)
    for (guint k = 0; k < G_N_ELEMENTS (members); k++)
      {
        const char *id = lkb_value_get_member_text (lkb_value_get_nth (list, i), members[k]);
        g_autoptr (LkbValue) record = NULL;
        LkbValue *next;

        if (id == NULL || g_str_equal (id, kept) || !is_member (row, id))
          continue;
        record = lkb_record_with_text (info, lkb_value_get_nth (list, i), members[k], kept);
        next = lkb_list_replace (list, i, record);
        lkb_value_unref (list);
        list = next;
      }
  return list == kpis ? NULL : lkb_element_with (facts, LKB_FIELD_KPIS, list);
}

static LkbChange *
make_change (const Row *row)
{
  const LkbElement *last = g_ptr_array_index (row->members, row->members->len - 1);
  const LkbElement *first = g_ptr_array_index (row->members, 0);
  const char *id = lkb_element_get_id (last);
  const GPtrArray *edges = lkb_board_get_edges_of (row->run->board, lkb_element_get_id (first));
  g_autoptr (LkbElement) kept = make_kept (row);
  g_autoptr (LkbElement) facts = make_facts (row, id);
  LkbChange *change = lkb_change_new (N_ ("Collapse group"));

  for (guint i = 0; edges != NULL && i < edges->len; i++)
    if (!is_member (row, lkb_element_get_from (edges->pdata[i])))
      {
        g_autoptr (LkbElement) after = lkb_element_with_ends (
            edges->pdata[i], lkb_element_get_from (edges->pdata[i]), id);

        lkb_change_add (change, edges->pdata[i], after);
      }
  if (facts != NULL)
    lkb_change_add (change, row->run->facts, facts);
  lkb_change_add (change, last, kept);
  for (guint i = 0; i < row->inner->len; i++)
    lkb_change_add (change, row->inner->pdata[i], NULL);
  for (guint i = 0; i + 1 < row->members->len; i++)
    lkb_change_add (change, row->members->pdata[i], NULL);
  return change;
}

void
lkb_report_fix_collapse (LkbRuleRun *run, LkbReport *report)
{
  const GPtrArray *groups = lkb_board_get_groups (run->board);
  g_autoptr (GPtrArray) best = NULL, inner = NULL;
  const LkbElement *group = NULL;

  if (lkb_flow_graph_get_n_nodes (run->graph) > MAX_NODES)
    return;
  for (guint i = 0; i < MIN (groups->len, MAX_GROUPS); i++)
    {
      Row row = { run, groups->pdata[i], g_ptr_array_new (), g_ptr_array_new () };

      for (guint k = 0; k < lkb_flow_graph_get_n_nodes (run->graph); k++)
        {
          const LkbElement *node = lkb_flow_graph_get_node (run->graph, k)->element;

          if (lkb_board_get_group_of (run->board, node, FALSE) == row.group)
            g_ptr_array_add (row.members, (gpointer) node);
        }
      if (row.members->len < 2 || (best != NULL && row.members->len <= best->len)
          || lkb_element_get_name (row.group) == NULL || !put_in_order (&row))
        {
          g_ptr_array_unref (row.members);
          g_ptr_array_unref (row.inner);
          continue;
        }
      g_clear_pointer (&best, g_ptr_array_unref);
      g_clear_pointer (&inner, g_ptr_array_unref);
      best = row.members;
      inner = row.inner;
      group = row.group;
    }
  if (group != NULL)
    {
      Row row = { run, group, best, inner };

      lkb_report_take_fix (report, N_ ("Make one node of “{value}”"), lkb_element_get_name (group),
                           make_change (&row));
    }
}
