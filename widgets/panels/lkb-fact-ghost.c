/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-fact-ghost.h"

#include <glib/gi18n-lib.h>

#include "core/base/lkb-text.h"
#include "core/model/lkb-ownership.h"
#include "core/model/lkb-proposal.h"

typedef struct
{
  LkbField field;
  LkbKind kind; /* LKB_N_KINDS: any */
  const char *text;
} Example;

/* Usual values, as starting points only; the first row that suits counts. */
static const Example examples[] = {
  { LKB_FIELD_LATENCY_P95, LKB_KIND_FEATURE_STORE, "2/10 ms" },
  { LKB_FIELD_LATENCY_P95, LKB_KIND_MODEL, "15/60 ms" },
  { LKB_FIELD_LATENCY_P95, LKB_N_KINDS, "40/120 ms" },
  { LKB_FIELD_LATENCY_P99, LKB_KIND_FEATURE_STORE, "25 ms" },
  { LKB_FIELD_LATENCY_P99, LKB_N_KINDS, "250 ms" },
  { LKB_FIELD_COSTS, LKB_N_KINDS, "$2 k per month" },
  { LKB_FIELD_RATE, LKB_N_KINDS, "10 k/s" },
  { LKB_FIELD_RATE_PEAK, LKB_N_KINDS, "30 k/s" },
  { LKB_FIELD_CAPACITY, LKB_N_KINDS, "50 k/s" },
  { LKB_FIELD_PAYLOAD, LKB_N_KINDS, "1 kB" },
  { LKB_FIELD_RETENTION, LKB_KIND_INGESTION, "7 days" },
  { LKB_FIELD_RETENTION, LKB_N_KINDS, "90 days" },
  { LKB_FIELD_PARTITIONS, LKB_N_KINDS, "32" },
  { LKB_FIELD_TRIGGER_INTERVAL, LKB_N_KINDS, "1 min" },
  { LKB_FIELD_BATCH_DURATION, LKB_N_KINDS, "30 s" },
  { LKB_FIELD_SELECTIVITY, LKB_N_KINDS, "0.5" },
  { LKB_FIELD_WINDOW, LKB_N_KINDS, "5 min" },
  { LKB_FIELD_WATERMARK, LKB_N_KINDS, "10 min" },
  { LKB_FIELD_PUBLISH_INTERVAL, LKB_N_KINDS, "1 min" },
  { LKB_FIELD_TTL, LKB_N_KINDS, "1 day" },
  { LKB_FIELD_READS, LKB_N_KINDS, "5 k/s" },
  { LKB_FIELD_SIZE, LKB_KIND_STORAGE, "2 TB" },
  { LKB_FIELD_SIZE, LKB_N_KINDS, "20 GB" },
  { LKB_FIELD_QUERIES, LKB_N_KINDS, "500/s" },
  { LKB_FIELD_RETRAIN_INTERVAL, LKB_N_KINDS, "7 days" },
  { LKB_FIELD_COMPRESSION, LKB_N_KINDS, "3" },
  { LKB_FIELD_VALUE_PER_EVENT, LKB_N_KINDS, "$0.02" },
  { LKB_FIELD_INTERVAL, LKB_N_KINDS, "5 min" },
  { LKB_FIELD_SHARE, LKB_N_KINDS, "100 %" },
  { LKB_FIELD_CALLS, LKB_N_KINDS, "3" },
  { LKB_FIELD_AVAILABILITY, LKB_N_KINDS, "99.9 %" },
  { LKB_FIELD_METRIC, LKB_N_KINDS, "AUC ≥ 0.86" },
  { LKB_FIELD_REDUNDANCY, LKB_N_KINDS, N_ ("1 of 2") },
  { LKB_FIELD_NEEDED_BY, LKB_N_KINDS, N_ ("3 s, or by 07:00") },
  { LKB_FIELD_TECHNOLOGY, LKB_KIND_INGESTION, "Kafka" },
  { LKB_FIELD_TECHNOLOGY, LKB_KIND_STORAGE, "Delta on S3" },
};

char *
lkb_fact_dup_example (LkbEditContext *context, LkbField field)
{
  const char *usual = lkb_field_get_usual (field);
  g_autofree char *text = NULL;

  if (field == LKB_FIELD_GOAL)
    return g_strdup (_ ("Who gets what, by when?"));
  for (guint i = 0; usual == NULL && i < G_N_ELEMENTS (examples); i++)
    if (examples[i].field == field
        && (examples[i].kind == context->kind || examples[i].kind == LKB_N_KINDS))
      usual = _ (examples[i].text);
  if (usual == NULL)
    return NULL;
  text = lkb_text_to_locale (usual, context->decimal, context->grouping);
  /* Translators: a usual value in an empty box, such as "e.g. 10 k/s". */
  return g_strdup_printf (_ ("e.g. %s"), text);
}

static void
fill_owner (LkbGhost *ghost, LkbEditContext *context, const LkbElement *edge, gboolean consumer)
{
  LkbEdgeOwnership ownership;
  g_autofree char *name = NULL;

  lkb_board_get_edge_ownership (context->board, edge, &ownership);
  if (consumer)
    {
      if (ownership.consumer_owner == NULL)
        return;
      name = lkb_edit_context_dup_node_name (context, lkb_element_get_to (edge));
      ghost->text = g_strdup (ownership.consumer_owner);
    }
  else
    {
      if (!ownership.inherited || ownership.owner == NULL)
        return;
      name = lkb_edit_context_dup_node_name (context, ownership.inherited_from);
      ghost->text = g_strdup (ownership.owner);
    }
  /* Translators: where a value comes from that was not typed here; %s is a node or group. */
  ghost->note = g_strdup_printf (_ ("from “%s”"), name);
}

static void
fill_mode (LkbGhost *ghost, LkbEditContext *context)
{
  LkbMode common = LKB_MODE_UNSET;

  if (!lkb_edit_context_is_edges (context))
    return;
  for (guint i = 0; context->ids[i] != NULL; i++)
    {
      const LkbElement *edge = lkb_board_lookup (context->board, context->ids[i]);
      LkbMode mode;

      if (edge == NULL)
        return;
      mode = lkb_mode_get_default (lkb_board_lookup (context->board, lkb_element_get_from (edge)),
                                   lkb_board_lookup (context->board, lkb_element_get_to (edge)));
      if (i > 0 && mode != common)
        return;
      common = mode;
    }
  /* Translators: the mode that an arrow has unless another is chosen. */
  ghost->text = g_strdup_printf (_ ("%s (usual)"), lkb_mode_get_label (common));
}

static void
fill_budget (LkbGhost *ghost, LkbEditContext *context, LkbBudgetKind kind)
{
  const LkbBudget *budget = context->analysis != NULL
                                ? lkb_analysis_get_budget (context->analysis, kind)
                                : NULL;

  if (budget == NULL || !budget->derived)
    return;
  ghost->text = lkb_text_to_locale (budget->text, context->decimal, context->grouping);
  ghost->note = g_strdup (_ ("from the KPI"));
}

static void
fill_escalation (LkbGhost *ghost, LkbEditContext *context, const LkbElement *edge)
{
  const LkbValue *record = lkb_board_get_edge_escalation (context->board, edge);
  const char *first;

  if (record == NULL)
    return;
  first = lkb_value_get_member_text (record, "first");
  if (first == NULL)
    first = lkb_value_get_member_text (record, "channel");
  if (first != NULL)
    /* Translators: %s is who is called first. */
    ghost->note = g_strdup_printf (_ ("from the team: %s"), first);
}

void
lkb_ghost_fill (LkbGhost *ghost, LkbEditContext *context, LkbField field)
{
  const LkbElement *single = lkb_edit_context_get_single (context);
  gboolean mixed;

  ghost->text = NULL;
  ghost->note = NULL;
  if (lkb_edit_context_get_value (context, field, &mixed) != NULL || mixed)
    return;
  switch (field)
    {
    case LKB_FIELD_OWNER:
    case LKB_FIELD_CONSUMER_OWNER:
      if (lkb_element_is_edge (single))
        fill_owner (ghost, context, single, field == LKB_FIELD_CONSUMER_OWNER);
      break;
    case LKB_FIELD_MODE:
      fill_mode (ghost, context);
      break;
    case LKB_FIELD_LANE:
      if (context->kind != LKB_N_KINDS)
        ghost->text = g_strdup_printf (_ ("%s (usual)"),
                                       lkb_lane_get_label (lkb_kind_get_lane (context->kind)));
      break;
    case LKB_FIELD_ESCALATION:
      if (lkb_element_is_edge (single))
        fill_escalation (ghost, context, single);
      break;
    case LKB_FIELD_BUDGET_LATENCY:
      fill_budget (ghost, context, LKB_BUDGET_LATENCY);
      break;
    case LKB_FIELD_BUDGET_REQUEST_TAIL:
      fill_budget (ghost, context, LKB_BUDGET_REQUEST_TAIL);
      break;
    case LKB_FIELD_BUDGET_FRESHNESS:
      fill_budget (ghost, context, LKB_BUDGET_FRESHNESS);
      break;
    case LKB_FIELD_BUDGET_AVAILABILITY:
      fill_budget (ghost, context, LKB_BUDGET_AVAILABILITY);
      break;
    case LKB_FIELD_BUDGET_COST:
      fill_budget (ghost, context, LKB_BUDGET_COST);
      break;
    default:
      break;
    }
}

void
lkb_ghost_clear (LkbGhost *ghost)
{
  g_clear_pointer (&ghost->text, g_free);
  g_clear_pointer (&ghost->note, g_free);
}

static LkbValue *
propose_owner (LkbEditContext *context, const LkbElement *element, gboolean consumer, char **label)
{
  g_autofree char *owner = NULL;
  g_autofree char *consumer_owner = NULL;
  const char *name;

  if (lkb_element_is_edge (element))
    lkb_propose_edge_owners (context->board, element, &owner, &consumer_owner);
  else if (lkb_element_is_node (element))
    owner = lkb_propose_node_owner (context->board, element);
  name = consumer ? consumer_owner : owner;
  if (lkb_text_is_blank (name))
    return NULL;
  /* Translators: a button that takes what is proposed; %s is a team, a target or a promise. */
  *label = g_strdup_printf (_ ("Use “%s”"), name);
  return lkb_value_new_text (name);
}

static LkbValue *
append_record (const LkbValue *list, LkbValue *record)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new ();
  guint n = list != NULL ? lkb_value_get_n (list) : 0;

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (items, (gpointer) lkb_value_get_nth (list, i));
  g_ptr_array_add (items, record);
  return lkb_value_new_list (LKB_VALUE_RECORD_LIST, (LkbValue *const *) items->pdata, items->len);
}

LkbValue *
lkb_fact_propose (LkbEditContext *context, LkbField field, char **label)
{
  const LkbElement *single = lkb_edit_context_get_single (context);
  g_autoptr (LkbValue) record = NULL;
  const LkbValue *value;
  LkbEdgeOwnership ownership;

  *label = NULL;
  if (single == NULL)
    return NULL;
  value = lkb_element_get (single, field);
  switch (field)
    {
    case LKB_FIELD_OWNER:
    case LKB_FIELD_CONSUMER_OWNER:
      if (value != NULL)
        return NULL;
      if (lkb_element_is_edge (single))
        {
          lkb_board_get_edge_ownership (context->board, single, &ownership);
          /* What the model says already needs no button. */
          if (field == LKB_FIELD_OWNER ? ownership.owner != NULL : ownership.consumer_owner != NULL)
            return NULL;
          if (!ownership.needs_owner)
            return NULL;
        }
      return propose_owner (context, single, field == LKB_FIELD_CONSUMER_OWNER, label);
    case LKB_FIELD_KPIS:
      record = lkb_propose_kpi (context->board);
      break;
    case LKB_FIELD_SLAS:
      if (lkb_element_is_edge (single))
        record = lkb_propose_sla (single);
      break;
    default:
      break;
    }
  if (record == NULL)
    return NULL;
  {
    const char *target = lkb_value_get_member_text (record, "target");
    g_autofree char *text = lkb_text_to_locale (target != NULL ? target : "", context->decimal,
                                                context->grouping);

    *label = g_strdup_printf (_ ("Use “%s”"), text);
  }
  return append_record (value, record);
}
