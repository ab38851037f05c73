/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-findings-mend.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/base/lkb-text.h"
#include "core/model/lkb-edit.h"
#include "core/model/lkb-proposal.h"

/* Whether one of the elements that @fix changes is among @ids. */
static gboolean
touches (const LkbChange *fix, GHashTable *ids)
{
  for (guint i = 0; i < lkb_change_get_n (fix); i++)
    {
      if (g_hash_table_contains (ids, lkb_change_pair_get_id (lkb_change_get_nth (fix, i))))
        return TRUE;
    }
  return FALSE;
}

LkbChange *
lkb_findings_dup_shared_fix (const LkbFindings *findings, const LkbFinding *finding, guint *n)
{
  g_autoptr (LkbChange) change = NULL;
  g_autoptr (GHashTable) ids = NULL;
  guint count = 0;

  g_return_val_if_fail (findings != NULL && finding != NULL, NULL);

  change = lkb_change_new (NULL);
  ids = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < lkb_findings_get_n (findings); i++)
    {
      const LkbFinding *equal = lkb_findings_get_nth (findings, i);
      LkbChange *fix;

      if (equal->rule != finding->rule || equal->n_fixes == 0)
        continue;
      fix = lkb_finding_get_fix (equal, 0);
      if (touches (fix, ids))
        continue;
      for (guint j = 0; j < lkb_change_get_n (fix); j++)
        {
          const LkbChangePair *pair = lkb_change_get_nth (fix, j);

          lkb_change_add (change, pair->before, pair->after);
          g_hash_table_add (ids, (char *) lkb_change_pair_get_id (pair));
        }
      count++;
    }
  if (n != NULL)
    *n = count;
  if (count < 2)
    return NULL;
  lkb_change_take_label (change,
                         lkb_label_new_plural ("Fix {n} check", "Fix {n} checks", count, NULL));
  return g_steal_pointer (&change);
}

gboolean
lkb_finding_takes_answer (const LkbFinding *finding)
{
  g_return_val_if_fail (finding != NULL, FALSE);

  switch (finding->field)
    {
    case LKB_FIELD_OWNER:
    case LKB_FIELD_CONSUMER_OWNER:
    case LKB_FIELD_NAME:
      return finding->elements[0] != NULL;
    case LKB_FIELD_GOAL:
      return TRUE;
    case LKB_FIELD_KPIS:
      return strcmp (finding->rule->id, "KPI001") == 0 || strcmp (finding->rule->id, "KPI002") == 0;
    default:
      return FALSE;
    }
}

/* What stands before the number: "time to insight ≤ 3 s" is a name and a target. */
static char *
dup_name_before_number (const char *text)
{
  const char *end = text;
  g_autofree char *name = NULL;

  while (*end != '\0' && !g_ascii_isdigit (*end) && strchr ("<>=:", *end) == NULL
         && !g_str_has_prefix (end, "≤") && !g_str_has_prefix (end, "≥"))
    end++;
  name = g_strndup (text, (gsize) (end - text));
  return lkb_text_one_line (name);
}

/* (transfer full) (nullable): what the board would propose if @text were its goal. */
static LkbValue *
propose_kpi_from (LkbBoard *board, const char *text)
{
  g_autoptr (LkbBoard) copy = lkb_board_copy (board);
  const char *ids[] = { LKB_BOARD_ID, NULL };
  g_autoptr (LkbChange) no_kpis = lkb_edit_set (copy, ids, LKB_FIELD_KPIS, NULL);
  g_autoptr (LkbChange) goal = NULL;

  if (no_kpis != NULL && !lkb_board_apply (copy, no_kpis, NULL))
    return NULL;
  goal = lkb_edit_set_text (copy, ids, LKB_FIELD_GOAL, text);
  if (goal != NULL && !lkb_board_apply (copy, goal, NULL))
    return NULL;
  return lkb_propose_kpi (copy);
}

static LkbChange *
dup_kpi_answer (LkbBoard *board, const LkbFinding *finding, const char *text)
{
  const char *ids[] = { LKB_BOARD_ID, NULL };
  const LkbValue *kpis = lkb_element_get (lkb_board_get_facts (board), LKB_FIELD_KPIS);
  const LkbFieldInfo *members = lkb_field_get_info (LKB_FIELD_KPIS)->members;
  g_autoptr (LkbValue) kpi = propose_kpi_from (board, text);
  g_autoptr (LkbValue) record = NULL;
  g_autoptr (LkbValue) list = NULL;
  g_autoptr (GPtrArray) items = g_ptr_array_new ();
  gboolean placed = FALSE;

  if (kpi == NULL)
    return NULL;
  for (guint i = 0; kpis != NULL && i < lkb_value_get_n (kpis); i++)
    {
      const LkbValue *item = lkb_value_get_nth (kpis, i);
      g_autofree char *attribute = g_strdup_printf ("kpis/%s",
                                                    lkb_value_get_member_text (item, "name"));

      if (!placed && strcmp (finding->rule->id, "KPI002") == 0
          && strcmp (attribute, finding->attribute) == 0)
        {
          LkbRecordBuilder *builder = lkb_record_builder_new_from (members, item);

          lkb_record_builder_set (builder, "target", lkb_value_get_member (kpi, "target"));
          record = lkb_record_builder_end (builder);
          g_ptr_array_add (items, record);
          placed = TRUE;
        }
      else
        {
          g_ptr_array_add (items, (gpointer) item);
        }
    }
  if (!placed)
    {
      LkbRecordBuilder *builder = lkb_record_builder_new_from (members, kpi);
      g_autofree char *name = dup_name_before_number (text);
      g_autoptr (LkbValue) name_value = lkb_value_new_text (name);

      if (name[0] != '\0')
        lkb_record_builder_set (builder, "name", name_value);
      record = lkb_record_builder_end (builder);
      g_ptr_array_add (items, record);
    }
  list = lkb_value_new_list (LKB_VALUE_RECORD_LIST, (LkbValue *const *) items->pdata, items->len);
  return lkb_edit_set (board, ids, LKB_FIELD_KPIS, list);
}

/* "Web > Reco": both ends of a hand-off at once. */
static LkbChange *
dup_owner_answer (LkbBoard *board, const char *id, const char *text)
{
  const LkbElement *element = lkb_board_lookup (board, id);
  g_auto (GStrv) parts = g_strsplit (text, ">", 2);
  g_autofree char *owner = lkb_text_one_line (parts[0]);
  g_autofree char *consumer = parts[1] != NULL ? lkb_text_one_line (parts[1]) : NULL;
  g_autoptr (LkbValue) owner_value = lkb_value_new_text (owner);
  g_autoptr (LkbElement) first = NULL;
  g_autoptr (LkbElement) after = NULL;
  LkbChange *change;

  if (element == NULL || owner[0] == '\0')
    return NULL;
  first = lkb_element_with (element, LKB_FIELD_OWNER, owner_value);
  if (consumer != NULL && consumer[0] != '\0' && lkb_element_is_edge (element))
    {
      g_autoptr (LkbValue) value = lkb_value_new_text (consumer);

      after = lkb_element_with (first, LKB_FIELD_CONSUMER_OWNER, value);
    }
  change = lkb_change_new (N_ ("Set owner"));
  lkb_change_add (change, element, after != NULL ? after : first);
  return change;
}

LkbChange *
lkb_finding_dup_answer (LkbBoard *board, const LkbFinding *finding, const char *text)
{
  g_autofree char *clean = NULL;
  const char *ids[2] = { NULL, NULL };

  g_return_val_if_fail (LKB_IS_BOARD (board) && finding != NULL && text != NULL, NULL);

  clean = lkb_text_one_line (text);
  if (clean[0] == '\0' || !lkb_finding_takes_answer (finding))
    return NULL;
  if (finding->field == LKB_FIELD_KPIS)
    return dup_kpi_answer (board, finding, clean);
  ids[0] = finding->elements[0] != NULL ? finding->elements[0] : LKB_BOARD_ID;
  if (finding->field == LKB_FIELD_OWNER)
    return dup_owner_answer (board, ids[0], clean);
  return lkb_edit_set_text (board, ids, finding->field, clean);
}

/* (nullable) (transfer full): the accepted findings without @key, and with @record after them. */
static LkbValue *
replace_accepted (LkbBoard *board, const char *key, LkbValue *record, gboolean *found)
{
  const LkbValue *list = lkb_element_get (lkb_board_get_facts (board), LKB_FIELD_SUPPRESSIONS);
  guint n = list != NULL ? lkb_value_get_n (list) : 0;
  g_autoptr (GPtrArray) items = g_ptr_array_new ();

  *found = FALSE;
  for (guint i = 0; i < n; i++)
    {
      const LkbValue *item = lkb_value_get_nth (list, i);

      if (g_strcmp0 (lkb_value_get_member_text (item, "key"), key) == 0)
        *found = TRUE;
      else
        g_ptr_array_add (items, (gpointer) item);
    }
  if (record != NULL)
    g_ptr_array_add (items, record);
  if (items->len == 0)
    return NULL;
  return lkb_value_new_list (LKB_VALUE_RECORD_LIST, (LkbValue *const *) items->pdata, items->len);
}

static gboolean
is_about_acceptance (const char *key)
{
  return g_str_has_prefix (key, "SUP");
}

gboolean
lkb_finding_can_be_accepted (const LkbFinding *finding)
{
  g_return_val_if_fail (finding != NULL, FALSE);

  return !is_about_acceptance (finding->key);
}

LkbChange *
lkb_finding_dup_acceptance (LkbBoard *board, const char *key, const char *reason)
{
  const char *ids[] = { LKB_BOARD_ID, NULL };
  LkbRecordBuilder *builder;
  g_autofree char *clean = NULL;
  g_autoptr (LkbValue) key_value = NULL;
  g_autoptr (LkbValue) reason_value = NULL;
  g_autoptr (LkbValue) record = NULL;
  g_autoptr (LkbValue) list = NULL;
  LkbChange *change;
  gboolean found;

  g_return_val_if_fail (LKB_IS_BOARD (board) && key != NULL && reason != NULL, NULL);

  clean = lkb_text_one_line (reason);
  if (lkb_text_is_blank (clean) || is_about_acceptance (key))
    return NULL;
  key_value = lkb_value_new_text (key);
  reason_value = lkb_value_new_text (clean);
  builder = lkb_record_builder_new (lkb_field_get_info (LKB_FIELD_SUPPRESSIONS)->members);
  lkb_record_builder_set (builder, "key", key_value);
  lkb_record_builder_set (builder, "reason", reason_value);
  record = lkb_record_builder_end (builder);
  list = replace_accepted (board, key, record, &found);
  change = lkb_edit_set (board, ids, LKB_FIELD_SUPPRESSIONS, list);
  if (change != NULL)
    lkb_change_take_label (change, lkb_label_new (N_ ("Accept a check"), NULL));
  return change;
}

LkbChange *
lkb_finding_dup_reopening (LkbBoard *board, const char *key)
{
  const char *ids[] = { LKB_BOARD_ID, NULL };
  g_autoptr (LkbValue) list = NULL;
  LkbChange *change;
  gboolean found;

  g_return_val_if_fail (LKB_IS_BOARD (board) && key != NULL, NULL);

  list = replace_accepted (board, key, NULL, &found);
  if (!found)
    return NULL;
  change = lkb_edit_set (board, ids, LKB_FIELD_SUPPRESSIONS, list);
  if (change != NULL)
    lkb_change_take_label (change, lkb_label_new (N_ ("Check again"), NULL));
  return change;
}
