/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-rules-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/base/lkb-text.h"
#include "core/model/lkb-ownership.h"
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

static LkbReport *
report_word (LkbRuleRun *run, const LkbElement *about, LkbField field, const char *rule,
             const char *message)
{
  return lkb_run_report (run, rule, about, lkb_field_get_key (field), field, message);
}

static LkbReport *
report_buzzword (LkbRuleRun *run, const LkbElement *about, LkbField field, const LkbWordHit *hit)
{
  const LkbBuzzwords *group = hit->group;
  LkbReport *report;

  if (hit->type == LKB_WORD_NO_STATISTIC)
    {
      report = report_word (run, about, field, "BUZ001",
                            N_ ("‘{word}’: add a percentile, such as p95."));
      lkb_report_set_severity (report, LKB_SEVERITY_HINT);
      return report;
    }
  if (group->redeemed_by == NULL || group->redeemed_by[0] == NULL)
    return report_word (run, about, field, "BUZ001", N_ ("‘{word}’ says nothing: leave it out."));
  report = report_word (run, about, field, "BUZ001",
                        N_ ("‘{word}’ needs {needs}: e.g. {example}."));
  lkb_report_add_msgid (report, "needs", group->needs != NULL ? group->needs : "");
  lkb_report_add_arg (report, "example", group->example);
  return report;
}

static LkbReport *
report_hit (LkbRuleRun *run, const LkbElement *about, LkbField field, const LkbWordHit *hit)
{
  LkbReport *report;

  switch (hit->type)
    {
    case LKB_WORD_PROMISE:
      return report_word (run, about, field, "PRM001", N_ ("‘{word}’: measured, or target?"));

    case LKB_WORD_SAVING:
      return report_word (run, about, field, "PRM001",
                          N_ ("‘{word}’: compared with what, per when?"));

    case LKB_WORD_PRICE:
      return report_word (run, about, field, "CST002", N_ ("‘{word}’: for how long?"));

    case LKB_WORD_RENAMED:
      report = report_word (run, about, field, "VER002",
                            N_ ("‘{word}’ is called {new} now; many interviewers still say it the "
                                "old way."));
      lkb_report_add_arg (report, "new", hit->renamed->now);
      return report;

    case LKB_WORD_BUZZWORD:
    case LKB_WORD_NO_STATISTIC:
    default:
      return report_buzzword (run, about, field, hit);
    }
}

static void
fix_hit (LkbRuleRun *run, LkbReport *report, const LkbElement *element, LkbField field,
         const char *text, const LkbWordHit *hit)
{
  const char *id = lkb_element_get_id (element);
  g_autofree char *word = g_strndup (text + hit->start, hit->end - hit->start);
  g_autofree char *by = NULL;

  switch (hit->type)
    {
    case LKB_WORD_BUZZWORD:
      {
        g_autofree char *shorter = cut_word (text, hit);
        g_autoptr (LkbValue) value = lkb_value_new_text (shorter);

        lkb_report_fix_value (run, report, N_ ("Delete “{value}”"), word, id, field, value);
        return;
      }

    case LKB_WORD_NO_STATISTIC:
      return;

    case LKB_WORD_PROMISE:
      by = g_strdup_printf ("%s (target)", word);
      break;

    case LKB_WORD_SAVING:
      by = g_strdup_printf ("%s (per month, compared with the baseline)", word);
      break;

    case LKB_WORD_PRICE:
      by = g_strdup_printf ("%s-month", word);
      break;

    case LKB_WORD_RENAMED:
    default:
      by = g_strdup_printf ("%s (%s)", hit->renamed->now, word);
      break;
    }
  lkb_report_fix_replace (run, report, N_ ("Make it “{value}”"), by, element, field, hit->start,
                          hit->end, by);
}

static void
check_text (LkbRuleRun *run, LkbWordScanner *scanner, const LkbElement *element, LkbField field,
            const char *text, gboolean can_fix)
{
  gboolean measured = g_strcmp0 (lkb_element_get_text (element, LKB_FIELD_EVIDENCE), "measured")
                      == 0;
  g_autoptr (GArray) hits = lkb_word_scanner_scan (scanner, text, measured);
  const LkbElement *about = lkb_element_get_kind (element) == LKB_KIND_BOARD ? NULL : element;

  for (guint i = 0; i < MIN (hits->len, MAX_TOLD); i++)
    {
      const LkbWordHit *hit = &g_array_index (hits, LkbWordHit, i);
      LkbReport *report = report_hit (run, about, field, hit);

      lkb_report_take_arg (report, "word", g_strndup (text + hit->start, hit->end - hit->start));
      if (can_fix && i < MAX_FIXABLE)
        fix_hit (run, report, element, field, text, hit);
    }
}

static void
check_field (LkbRuleRun *run, LkbWordScanner *scanner, const LkbElement *element, LkbField field)
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

/* Names are not sentences: a node, a team, a KPI or a kind may be called by any word, in a sentence as well. */
static GPtrArray *
collect_names (const LkbRuleRun *run)
{
  GPtrArray *names = g_ptr_array_new ();
  const LkbValue *kpis = lkb_element_get (run->facts, LKB_FIELD_KPIS);
  const LkbValue *roster = lkb_element_get (run->facts, LKB_FIELD_ROSTER);
  const GPtrArray *elements = lkb_board_get_elements (run->board);

  for (guint i = 0; kpis != NULL && i < lkb_value_get_n (kpis); i++)
    g_ptr_array_add (names,
                     (gpointer) lkb_value_get_member_text (lkb_value_get_nth (kpis, i), "name"));
  for (guint i = 0; roster != NULL && i < lkb_value_get_n (roster); i++)
    g_ptr_array_add (names,
                     (gpointer) lkb_value_get_member_text (lkb_value_get_nth (roster, i), "owner"));
  for (guint i = 0; i < elements->len; i++)
    {
      const LkbElement *element = g_ptr_array_index (elements, i);

      g_ptr_array_add (names, (gpointer) lkb_element_get_text (element, LKB_FIELD_NAME));
      g_ptr_array_add (names, (gpointer) lkb_element_get_text (element, LKB_FIELD_OWNER));
      g_ptr_array_add (names, (gpointer) lkb_element_get_text (element, LKB_FIELD_CONSUMER_OWNER));
    }
  for (guint kind = LKB_KIND_SOURCE; kind < LKB_N_KINDS; kind++)
    {
      const char *const *types = lkb_kind_get_types (kind);

      g_ptr_array_add (names, (gpointer) lkb_kind_to_string (kind));
      for (guint i = 0; types != NULL && types[i] != NULL; i++)
        g_ptr_array_add (names, (gpointer) types[i]);
    }
  for (guint i = names->len; i > 0; i--)
    {
      const char *name = g_ptr_array_index (names, i - 1);

      if (lkb_text_is_blank (name) || strlen (name) >= 200)
        g_ptr_array_remove_index_fast (names, i - 1);
    }
  g_ptr_array_add (names, NULL);
  return names;
}

LkbWordScanner *
lkb_run_get_scanner (LkbRuleRun *run)
{
  g_autoptr (GPtrArray) names = NULL;
  LkbWordScanOptions options = { NULL };

  if (run->scanner != NULL || run->vocabulary == NULL)
    return run->scanner;
  names = collect_names (run);
  options.names = (const char *const *) names->pdata;
  options.old_edition = lkb_board_get_naming (run->board) == LKB_NAMING_DLT;
  run->scanner = lkb_word_scanner_new (run->vocabulary, &options);
  return run->scanner;
}

gboolean
lkb_run_has_number (LkbRuleRun *run, const char *text)
{
  LkbWordScanner *scanner = lkb_run_get_scanner (run);

  return scanner != NULL && lkb_word_scanner_has_number (scanner, text);
}

void
lkb_rules_check_words (LkbRuleRun *run)
{
  static const LkbField board_fields[] = { LKB_FIELD_GOAL, LKB_FIELD_STORY, LKB_FIELD_TRADE_OFFS,
                                           LKB_FIELD_ASSUMPTIONS };
  static const LkbField element_fields[] = { LKB_FIELD_PURPOSE, LKB_FIELD_ACCEPT, LKB_FIELD_NOTES,
                                             LKB_FIELD_TEXT };
  const GPtrArray *elements = lkb_board_get_elements (run->board);
  LkbWordScanner *scanner = lkb_run_get_scanner (run);

  if (scanner == NULL)
    return;
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
