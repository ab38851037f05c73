/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-rules-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/base/lkb-text.h"
#include "lkb-word-scan.h"

/* Of one text. A fix holds a whole copy of it; the next ones come when these are mended. */
#define MAX_TOLD 32
#define MAX_FIXABLE 4

/* The same text without the word, its blanks closed up. */
static char *
cut_word (const char *text, const LkbWordHit *hit)
{
  g_autoptr (GString) out = g_string_new_len (text, hit->start);
  const char *rest = text + hit->end;

  if (out->len == 0 || g_ascii_isspace (out->str[out->len - 1]))
    while (*rest == ' ' || *rest == ',')
      rest++;
  g_string_append (out, rest);
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static void
check_text (LkbRuleRun *run, const LkbWordScanner *scanner, const LkbElement *element,
            LkbField field, const char *text, gboolean can_fix)
{
  g_autoptr (GArray) hits = lkb_word_scanner_scan (scanner, text);
  gboolean is_facts = lkb_element_get_kind (element) == LKB_KIND_BOARD;

  for (guint i = 0; i < MIN (hits->len, MAX_TOLD); i++)
    {
      const LkbWordHit *hit = &g_array_index (hits, LkbWordHit, i);
      const LkbBuzzwords *group = hit->group;
      gboolean empty = group->redeemed_by == NULL || group->redeemed_by[0] == NULL;
      LkbReport *report;

      if (hit->needs_statistic)
        {
          report = lkb_run_report (run, "BUZ001", is_facts ? NULL : element,
                                   lkb_field_get_key (field), field,
                                   N_ ("‘{word}’: add a percentile, such as p95."));
          lkb_report_set_severity (report, LKB_SEVERITY_HINT);
        }
      else if (empty)
        {
          report = lkb_run_report (run, "BUZ001", is_facts ? NULL : element,
                                   lkb_field_get_key (field), field,
                                   N_ ("‘{word}’ says nothing: leave it out."));
        }
      else
        {
          report = lkb_run_report (run, "BUZ001", is_facts ? NULL : element,
                                   lkb_field_get_key (field), field,
                                   N_ ("‘{word}’ needs {needs}: e.g. {example}."));
          lkb_report_add_msgid (report, "needs", group->needs != NULL ? group->needs : "");
          lkb_report_add_arg (report, "example", group->example);
        }
      lkb_report_take_arg (report, "word", g_strndup (text + hit->start, hit->end - hit->start));
      if (can_fix && !hit->needs_statistic && i < MAX_FIXABLE)
        {
          const char *id = is_facts ? LKB_BOARD_ID : lkb_element_get_id (element);
          g_autofree char *word = g_strndup (text + hit->start, hit->end - hit->start);
          g_autofree char *shorter = cut_word (text, hit);
          g_autoptr (LkbValue) value = lkb_value_new_text (shorter);

          lkb_report_fix_value (run, report, N_ ("Delete “{value}”"), word, id, field, value);
        }
    }
}

static void
check_field (LkbRuleRun *run, const LkbWordScanner *scanner, const LkbElement *element,
             LkbField field)
{
  static const char *const members[] = { "chose", "over", "gain", "give_up" };
  const LkbFieldInfo *info = lkb_field_get_info (field);
  const LkbValue *value = lkb_element_get (element, field);

  if (value == NULL)
    return;
  if (info->type == LKB_VALUE_TEXT)
    check_text (run, scanner, element, field, lkb_value_get_text (value), TRUE);
  else if (info->type == LKB_VALUE_TEXT_LIST)
    for (guint i = 0; i < lkb_value_get_n (value); i++)
      check_text (run, scanner, element, field, lkb_value_get_nth_text (value, i), FALSE);
  else if (info->type == LKB_VALUE_RECORD_LIST)
    for (guint i = 0; i < lkb_value_get_n (value); i++)
      for (guint k = 0; k < G_N_ELEMENTS (members); k++)
        check_text (run, scanner, element, field,
                    lkb_value_get_member_text (lkb_value_get_nth (value, i), members[k]), FALSE);
}

/* Names are not sentences: a KPI's name may be any word, in a sentence as well. */
static GPtrArray *
collect_names (const LkbRuleRun *run)
{
  GPtrArray *names = g_ptr_array_new ();
  const LkbValue *kpis = lkb_element_get (run->facts, LKB_FIELD_KPIS);

  for (guint i = 0; kpis != NULL && i < MIN (lkb_value_get_n (kpis), 50); i++)
    {
      const char *name = lkb_value_get_member_text (lkb_value_get_nth (kpis, i), "name");

      if (!lkb_text_is_blank (name) && strlen (name) < 200)
        g_ptr_array_add (names, (gpointer) name);
    }
  g_ptr_array_add (names, NULL);
  return names;
}

void
lkb_rules_check_words (LkbRuleRun *run)
{
  static const LkbField board_fields[] = { LKB_FIELD_GOAL, LKB_FIELD_STORY, LKB_FIELD_TRADE_OFFS,
                                           LKB_FIELD_ASSUMPTIONS };
  static const LkbField element_fields[] = { LKB_FIELD_PURPOSE, LKB_FIELD_ACCEPT, LKB_FIELD_NOTES,
                                             LKB_FIELD_TEXT };
  const GPtrArray *elements = lkb_board_get_elements (run->board);
  g_autoptr (GPtrArray) names = NULL;
  g_autoptr (LkbWordScanner) scanner = NULL;

  if (run->vocabulary == NULL || lkb_vocabulary_get_n_buzzwords (run->vocabulary) == 0)
    return;
  names = collect_names (run);
  scanner = lkb_word_scanner_new (run->vocabulary, (const char *const *) names->pdata);

  for (guint i = 0; i < G_N_ELEMENTS (board_fields); i++)
    check_field (run, scanner, run->facts, board_fields[i]);
  for (guint i = 0; i < elements->len; i++)
    {
      const LkbElement *element = g_ptr_array_index (elements, i);
      LkbKind kind = lkb_element_get_kind (element);

      for (guint k = 0; k < G_N_ELEMENTS (element_fields); k++)
        if (lkb_kind_get_tier (kind, element_fields[k]) != 0)
          check_field (run, scanner, element, element_fields[k]);
    }
}
