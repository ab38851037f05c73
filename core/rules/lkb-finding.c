/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-rules-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/base/lkb-text.h"

static void
clear_arg (gpointer data)
{
  g_free (((LkbMessageArg *) data)->value);
}

static void
clear_fix (gpointer data)
{
  LkbFix *fix = data;

  g_free (fix->value);
  g_clear_pointer (&fix->change, lkb_change_unref);
  g_clear_pointer (&fix->element, lkb_element_unref);
  g_clear_pointer (&fix->to, lkb_value_unref);
}

/* What others need to know the outcome of. */
static const char *const asked_for[] = { "FS001",  "GOAL001", "KPI001", "KPI002", "KPI003",
                                         "OWN001", "OWN002",  "SLA002", "STR002", NULL };

LkbReport *
lkb_run_report (LkbRuleRun *run, const char *rule, const LkbElement *element, const char *attribute,
                LkbField field, const char *message)
{
  LkbReport *self = g_new0 (LkbReport, 1);
  const char *id = element != NULL ? lkb_element_get_id (element) : LKB_BOARD_ID;
  gboolean known = lkb_rule_get_index (rule, &self->rule_index);
  guint n_rules;

  g_assert (known);
  self->shown.rule = lkb_rules_get_table (&n_rules) + self->rule_index;
  self->shown.severity = self->shown.rule->severity;
  self->shown.field = field;
  self->message = message;
  self->args = g_array_new (FALSE, FALSE, sizeof (LkbMessageArg));
  g_array_set_clear_func (self->args, clear_arg);
  self->fixes = g_array_new (FALSE, FALSE, sizeof (LkbFix));
  g_array_set_clear_func (self->fixes, clear_fix);
  self->elements = g_ptr_array_new_with_free_func (g_free);
  self->attribute = g_strdup (attribute);
  self->number = run->reports->len;
  if (g_strcmp0 (id, LKB_BOARD_ID) != 0)
    {
      g_ptr_array_add (self->elements, g_strdup (id));
      self->place = GPOINTER_TO_UINT (g_hash_table_lookup (run->places, id));
    }
  g_ptr_array_add (run->reports, self);
  if (g_strv_contains (asked_for, rule))
    {
      g_hash_table_add (run->failed, g_strdup_printf ("%s %s", rule, id));
      g_hash_table_add (run->failed, g_strdup_printf ("%s %s %s", rule, id, attribute));
    }
  return self;
}

gboolean
lkb_run_has_failed (const LkbRuleRun *run, const char *rule, const char *id)
{
  g_autofree char *key = g_strdup_printf ("%s %s", rule, id);

  g_assert (g_strv_contains (asked_for, rule));
  return g_hash_table_contains (run->failed, key);
}

gboolean
lkb_run_has_failed_at (const LkbRuleRun *run, const char *rule, const char *id,
                       const char *attribute)
{
  g_autofree char *key = g_strdup_printf ("%s %s %s", rule, id, attribute);

  g_assert (g_strv_contains (asked_for, rule));
  return g_hash_table_contains (run->failed, key);
}

void
lkb_report_set_severity (LkbReport *self, LkbSeverity severity)
{
  self->shown.severity = severity;
}

void
lkb_report_add_element (LkbReport *self, const char *id)
{
  g_ptr_array_add (self->elements, g_strdup (id));
}

void
lkb_report_take_arg (LkbReport *self, const char *key, char *value)
{
  LkbMessageArg arg = { key, value, FALSE };

  g_array_append_val (self->args, arg);
}

void
lkb_report_add_arg (LkbReport *self, const char *key, const char *value)
{
  lkb_report_take_arg (self, key, g_strdup (value != NULL ? value : ""));
}

void
lkb_report_add_msgid (LkbReport *self, const char *key, const char *msgid)
{
  LkbMessageArg arg = { key, g_strdup (msgid), TRUE };

  g_array_append_val (self->args, arg);
}

void
lkb_report_take_fix (LkbReport *self, const char *label, const char *value, LkbChange *change)
{
  LkbFix fix = { label, g_strdup (value != NULL ? value : ""), change, NULL, LKB_N_FIELDS, NULL };

  if (change == NULL || lkb_change_is_empty (change))
    {
      g_clear_pointer (&change, lkb_change_unref);
      g_free (fix.value);
      return;
    }
  g_array_append_val (self->fixes, fix);
  self->shown.n_fixes = self->fixes->len;
}

void
lkb_report_fix_value (LkbRuleRun *run, LkbReport *self, const char *label, const char *shown,
                      const char *id, LkbField field, const LkbValue *value)
{
  const LkbElement *element = lkb_board_lookup (run->board, id);
  LkbFix fix = { label, NULL, NULL, NULL, field, NULL };

  if (element == NULL || lkb_kind_get_tier (lkb_element_get_kind (element), field) == 0
      || lkb_value_equal (lkb_element_get (element, field), value))
    return;
  fix.value = g_strdup (shown != NULL ? shown : "");
  fix.element = lkb_element_ref (element);
  fix.to = value != NULL ? lkb_value_ref (value) : NULL;
  g_array_append_val (self->fixes, fix);
  self->shown.n_fixes = self->fixes->len;
}

void
lkb_report_fix_text (LkbRuleRun *run, LkbReport *self, const char *label, const char *id,
                     LkbField field, const char *text)
{
  g_autoptr (LkbValue) value = !lkb_text_is_blank (text)
                                   ? lkb_value_new_typed (lkb_field_get_info (field), text)
                                   : NULL;

  lkb_report_fix_value (run, self, label, text, id, field, value);
}

void
lkb_report_free (LkbReport *self)
{
  g_array_unref (self->args);
  g_array_unref (self->fixes);
  g_ptr_array_unref (self->elements);
  g_free (self->attribute);
  g_free (self->key);
  g_free (self->reason);
  g_free (self);
}

/* Puts the arguments into the places {key} of a message. */
static char *
word (const char *message, const GArray *args, const char *value, gboolean translate)
{
  g_autoptr (GString) out = g_string_new (NULL);
  const char *text = translate ? _ (message) : message;

  while (*text != '\0')
    {
      const char *open = strchr (text, '{'), *close = open != NULL ? strchr (open, '}') : NULL;
      gboolean found = FALSE;

      if (close == NULL)
        {
          g_string_append (out, text);
          break;
        }
      g_string_append_len (out, text, open - text);
      if (value != NULL && strncmp (open, "{value}", 7) == 0)
        {
          g_string_append (out, value);
          found = TRUE;
        }
      for (guint i = 0; i < args->len && !found; i++)
        {
          const LkbMessageArg *arg = &g_array_index (args, LkbMessageArg, i);

          if (strlen (arg->key) != (gsize) (close - open - 1)
              || strncmp (arg->key, open + 1, close - open - 1) != 0)
            continue;
          g_string_append (out, arg->is_msgid && translate ? _ (arg->value) : arg->value);
          found = TRUE;
        }
      if (!found)
        g_string_append_len (out, open, close - open + 1);
      text = close + 1;
    }
  return lkb_text_one_line (out->str);
}

char *
lkb_finding_dup_message (const LkbFinding *finding, gboolean translate)
{
  const LkbReport *self = (const LkbReport *) finding;

  g_return_val_if_fail (finding != NULL, NULL);
  return word (self->message, self->args, NULL, translate);
}

char *
lkb_finding_dup_fix_label (const LkbFinding *finding, guint i, gboolean translate)
{
  const LkbReport *self = (const LkbReport *) finding;
  const LkbFix *fix;

  g_return_val_if_fail (finding != NULL && i < self->fixes->len, NULL);
  fix = &g_array_index (self->fixes, LkbFix, i);
  return word (fix->label, self->args, fix->value, translate);
}

LkbChange *
lkb_finding_get_fix (const LkbFinding *finding, guint i)
{
  const LkbReport *self = (const LkbReport *) finding;
  LkbFix *fix;

  g_return_val_if_fail (finding != NULL && i < self->fixes->len, NULL);
  fix = &g_array_index (self->fixes, LkbFix, i);
  if (g_atomic_pointer_get (&fix->change) == NULL)
    {
      /* Translators: undo label; %s is the name of a field such as "Owner". */
      g_autofree char *label = g_strdup_printf (_ ("Change %s"), lkb_field_get_label (fix->field));
      g_autoptr (LkbElement) after = lkb_element_with (fix->element, fix->field, fix->to);
      LkbChange *change = lkb_change_new (label);

      lkb_change_add (change, fix->element, after);
      /* Findings are read by more than one thread: whoever comes second takes what the first one made. */
      if (!g_atomic_pointer_compare_and_exchange (&fix->change, NULL, change))
        lkb_change_unref (change);
    }
  return fix->change;
}

LkbValue *
lkb_list_replace (const LkbValue *list, guint index, const LkbValue *item)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new ();

  for (guint i = 0; i < lkb_value_get_n (list); i++)
    {
      const LkbValue *value = i == index ? item : lkb_value_get_nth (list, i);

      if (value != NULL)
        g_ptr_array_add (items, (gpointer) value);
    }
  return lkb_value_new_list (LKB_VALUE_RECORD_LIST, (LkbValue *const *) items->pdata, items->len);
}

LkbValue *
lkb_record_with_text (const LkbFieldInfo *info, const LkbValue *record, const char *member,
                      const char *text)
{
  LkbRecordBuilder *builder = lkb_record_builder_new_from (info->members, record);
  const LkbFieldInfo *row = info->members;
  g_autoptr (LkbValue) value = NULL;

  while (row->key != NULL && !g_str_equal (row->key, member))
    row++;
  g_assert (row->key != NULL);
  value = text != NULL ? lkb_value_new_typed (row, text) : NULL;
  lkb_record_builder_set (builder, member, value);
  return lkb_record_builder_end (builder);
}

char *
lkb_run_dup_name (const LkbRuleRun *run, const char *id)
{
  const LkbElement *element = lkb_board_lookup (run->board, id);

  if (element == NULL)
    return g_strdup (id);
  if (lkb_element_is_edge (element))
    return lkb_run_dup_edge_name (run, element);
  return lkb_element_get_name (element) != NULL ? g_strdup (lkb_element_get_name (element))
                                                : g_strdup (id);
}

char *
lkb_run_dup_edge_name (const LkbRuleRun *run, const LkbElement *edge)
{
  g_autofree char *from = lkb_run_dup_name (run, lkb_element_get_from (edge));
  g_autofree char *to = lkb_run_dup_name (run, lkb_element_get_to (edge));

  return g_strdup_printf ("%s → %s", from, to);
}

char *
lkb_kpi_dup_attribute (const LkbValue *kpi, guint index)
{
  const char *name = lkb_value_get_member_text (kpi, "name");

  if (lkb_text_is_blank (name))
    return g_strdup_printf ("kpis/%u", index + 1);
  return g_strdup_printf ("kpis/%s", name);
}

gboolean
lkb_run_in_list (LkbRuleRun *run, const char *list, const char *folded)
{
  GHashTable *set;
  const char *const *words;

  if (run->vocabulary == NULL)
    return FALSE;
  set = g_hash_table_lookup (run->lists, list);
  if (set == NULL)
    {
      set = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      words = lkb_vocabulary_get_list (run->vocabulary, list);
      for (guint i = 0; words[i] != NULL; i++)
        g_hash_table_add (set, lkb_text_fold (words[i]));
      g_hash_table_insert (run->lists, (gpointer) list, set);
    }
  return g_hash_table_contains (set, folded);
}
