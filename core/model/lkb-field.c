/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-field.h"

#include <glib/gi18n-lib.h>

#include "lkb-field-table.h"
#include "lkb-kind-table.h"

const LkbFieldInfo *
lkb_field_get_info (LkbField field)
{
  g_return_val_if_fail (field < LKB_N_FIELDS, NULL);
  return &lkb_field_table[field];
}

const char *
lkb_field_get_key (LkbField field)
{
  g_return_val_if_fail (field < LKB_N_FIELDS, NULL);
  return lkb_field_table[field].key;
}

const char *
lkb_field_get_label (LkbField field)
{
  g_return_val_if_fail (field < LKB_N_FIELDS, NULL);
  return _ (lkb_field_table[field].label);
}

const char *
lkb_field_get_usual (LkbField field)
{
  switch (field)
    {
    case LKB_FIELD_BUDGET_LATENCY:
      return "3 s @ p95";
    case LKB_FIELD_BUDGET_FRESHNESS:
      return "5 s @ p95";
    case LKB_FIELD_BUDGET_REQUEST_TAIL:
      return "200 ms @ p99";
    case LKB_FIELD_BUDGET_COST:
      return "$8 k per month";
    case LKB_FIELD_BUDGET_AVAILABILITY:
      return "99.9 %";
    case LKB_FIELD_UTILISATION_MAX:
      return "80 %";
    default:
      return NULL;
    }
}

const LkbKindField *
lkb_kind_get_fields (LkbKind kind, guint *n_fields)
{
  g_return_val_if_fail (kind < LKB_N_KINDS, NULL);
  g_return_val_if_fail (n_fields != NULL, NULL);
  *n_fields = lkb_kind_tables[kind].n;
  return lkb_kind_tables[kind].rows;
}

typedef guint8 Tiers[LKB_N_FIELDS];

/* The tables the other way round: rules ask for thousands of tiers. */
static const Tiers *
get_tiers (void)
{
  static Tiers tiers[LKB_N_KINDS];
  static gsize filled = 0;

  if (g_once_init_enter (&filled))
    {
      for (guint kind = 0; kind < LKB_N_KINDS; kind++)
        for (guint i = 0; i < lkb_kind_tables[kind].n; i++)
          tiers[kind][lkb_kind_tables[kind].rows[i].field] = lkb_kind_tables[kind].rows[i].tier;
      g_once_init_leave (&filled, 1);
    }
  return tiers;
}

guint
lkb_kind_get_tier (LkbKind kind, LkbField field)
{
  g_return_val_if_fail (kind < LKB_N_KINDS, 0);
  return field < LKB_N_FIELDS ? get_tiers ()[kind][field] : 0;
}

gboolean
lkb_kind_find_field (LkbKind kind, const char *key, LkbField *field)
{
  g_return_val_if_fail (kind < LKB_N_KINDS, FALSE);
  g_return_val_if_fail (key != NULL && field != NULL, FALSE);
  for (guint i = 0; i < lkb_kind_tables[kind].n; i++)
    {
      LkbField candidate = lkb_kind_tables[kind].rows[i].field;
      if (g_str_equal (lkb_field_table[candidate].key, key))
        {
          *field = candidate;
          return TRUE;
        }
    }
  return FALSE;
}

const char *const *
lkb_kind_get_choices (LkbKind kind, LkbField field)
{
  g_return_val_if_fail (kind < LKB_N_KINDS, NULL);
  g_return_val_if_fail (field < LKB_N_FIELDS, NULL);
  if (field == LKB_FIELD_TYPE)
    return lkb_kind_get_types (kind);
  if (field == LKB_FIELD_MODE)
    return kind == LKB_KIND_EDGE ? lkb_edge_modes : lkb_pipeline_modes;
  return lkb_field_table[field].choices;
}
