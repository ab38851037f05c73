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
  /* Words of the user's own need not say so much. */
  if (lkb_text_is_blank (group->needs) || lkb_text_is_blank (group->example))
    return report_word (run, about, field, "BUZ001", N_ ("‘{word}’ needs a number."));
  report = report_word (run, about, field, "BUZ001",
                        N_ ("‘{word}’ needs {needs}: e.g. {example}."));
  lkb_report_add_msgid (report, "needs", group->needs);
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
      if (hit->time_end > 0)
        lkb_report_fix_replace (run, report, N_ ("Say that it is a {value}"), "p95", element, field,
                                hit->time_end, hit->time_end, " (p95)");
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
check_text (LkbRuleRun *run, LkbElementMemo *memo, guint place)
{
  const LkbTellingText *text = &g_array_index (memo->texts, LkbTellingText, place);
  const GArray *hits = lkb_rule_memory_get_hits (run->memory, memo, place);
  const LkbElement *element = memo->element;
  const LkbElement *about = lkb_element_get_kind (element) == LKB_KIND_BOARD ? NULL : element;

  for (guint i = 0; i < MIN (hits->len, MAX_TOLD); i++)
    {
      const LkbWordHit *hit = &g_array_index (hits, LkbWordHit, i);
      LkbReport *report = report_hit (run, about, text->field, hit);

      lkb_report_take_arg (report, "word",
                           g_strndup (text->text + hit->start, hit->end - hit->start));
      if (text->can_fix && i < MAX_FIXABLE)
        fix_hit (run, report, element, text->field, text->text, hit);
    }
}

gboolean
lkb_run_has_number (LkbRuleRun *run, const char *text)
{
  LkbWordScanner *scanner = lkb_rule_memory_get_scanner (run->memory);

  return scanner != NULL && lkb_word_scanner_has_number (scanner, text);
}

void
lkb_rules_check_words (LkbRuleRun *run)
{
  guint n = lkb_board_get_elements (run->board)->len;

  for (guint i = 0; i <= n; i++)
    for (guint k = 0; run->memos[i]->texts != NULL && k < run->memos[i]->texts->len; k++)
      check_text (run, run->memos[i], k);
}
