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

const LkbKindField *
lkb_kind_get_fields (LkbKind kind, guint *n_fields)
{
  g_return_val_if_fail (kind < LKB_N_KINDS, NULL);
  g_return_val_if_fail (n_fields != NULL, NULL);
  *n_fields = lkb_kind_tables[kind].n;
  return lkb_kind_tables[kind].rows;
}

guint
lkb_kind_get_tier (LkbKind kind, LkbField field)
{
  g_return_val_if_fail (kind < LKB_N_KINDS, 0);
  for (guint i = 0; i < lkb_kind_tables[kind].n; i++)
    if (lkb_kind_tables[kind].rows[i].field == field)
      return lkb_kind_tables[kind].rows[i].tier;
  return 0;
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
