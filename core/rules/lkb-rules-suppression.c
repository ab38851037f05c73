/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-rules-private.h"

#include <glib/gi18n-lib.h>

#include "core/base/lkb-text.h"

#define MAX_FIXABLE 256

/* Whether rule and element of a key exist. */
static gboolean
is_known (const LkbRuleRun *run, const char *key)
{
  g_auto (GStrv) parts = g_strsplit (key, ":", 3);

  return parts[0] != NULL && parts[1] != NULL && lkb_rules_lookup (parts[0]) != NULL
         && lkb_board_lookup (run->board, parts[1]) != NULL;
}

static void
report_about (LkbRuleRun *run, const char *rule, const char *message, const LkbValue *list,
              guint index, const char *key)
{
  g_autofree char *attribute = g_strdup_printf ("suppressions/%s", key);
  LkbReport *report = lkb_run_report (run, rule, NULL, attribute, LKB_FIELD_SUPPRESSIONS, message);

  lkb_report_add_arg (report, "key", key);
  /* Each fix holds a whole list of its own. */
  if (lkb_value_get_n (list) <= MAX_FIXABLE)
    {
      g_autoptr (LkbValue) rest = lkb_list_replace (list, index, NULL);

      lkb_report_fix_value (run, report, N_ ("Remove it"), NULL, LKB_BOARD_ID,
                            LKB_FIELD_SUPPRESSIONS, rest);
    }
}

void
lkb_rules_check_suppressions (LkbRuleRun *run)
{
  const LkbValue *list = lkb_element_get (run->facts, LKB_FIELD_SUPPRESSIONS);
  g_autoptr (GHashTable) by_key = NULL;

  if (list == NULL)
    return;
  /* What is found here itself has no key yet, so it cannot be suppressed. */
  by_key = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < run->reports->len; i++)
    {
      LkbReport *report = g_ptr_array_index (run->reports, i);

      g_hash_table_insert (by_key, (gpointer) report->shown.key, report);
    }

  for (guint i = 0; i < lkb_value_get_n (list); i++)
    {
      const LkbValue *item = lkb_value_get_nth (list, i);
      const char *key = lkb_value_get_member_text (item, "key");
      const char *reason = lkb_value_get_member_text (item, "reason");
      LkbReport *found;

      key = key != NULL ? key : "";
      if (lkb_text_is_blank (reason))
        {
          report_about (run, "SUP003", N_ ("Why is ‘{key}’ acceptable?"), list, i, key);
          continue;
        }
      if (!is_known (run, key))
        {
          report_about (run, "SUP001", N_ ("‘{key}’ suppresses nothing."), list, i, key);
          continue;
        }
      found = g_hash_table_lookup (by_key, key);
      if (found == NULL)
        {
          report_about (run, "SUP002", N_ ("No longer needed: ‘{key}’."), list, i, key);
          continue;
        }
      if (found->shown.suppressed)
        continue;
      found->shown.suppressed = TRUE;
      found->shown.reason = g_string_chunk_insert (run->strings, reason);
    }
}
