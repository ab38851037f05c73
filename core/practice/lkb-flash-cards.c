/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-flash-cards.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "core/analysis/lkb-analysis.h"
#include "core/base/lkb-text.h"
#include "core/picture/lkb-sheet-words.h"
#include "core/rules/lkb-word-scan.h"

void
lkb_flash_card_free (LkbFlashCard *card)
{
  if (card == NULL)
    return;
  g_free (card->front);
  g_free (card->question);
  g_free (card->back);
  g_free (card);
}

const char *
lkb_flash_topic_get_name (LkbFlashTopic topic)
{
  static const char *const names[LKB_FLASH_N_TOPICS] = {
    [LKB_FLASH_BUDGETS] = N_ ("Budgets"),
    [LKB_FLASH_FEATURES] = N_ ("Lakehouse features"),
    [LKB_FLASH_WORDS] = N_ ("Big words"),
  };

  g_return_val_if_fail ((guint) topic < LKB_FLASH_N_TOPICS, "");
  return _ (names[topic]);
}

static void
add (GPtrArray *cards, char *front, char *question, char *back)
{
  LkbFlashCard *card = g_new0 (LkbFlashCard, 1);

  card->front = front;
  card->question = question;
  card->back = back;
  g_ptr_array_add (cards, card);
}

/* Each cell of each template's page. */
static void
add_budgets (GPtrArray *cards, LkbBoard *board, const char *title)
{
  g_autoptr (LkbAnalysis) analysis = lkb_analysis_new (board, NULL);
  g_autoptr (GPtrArray) cells = lkb_sheet_dup_cells (board, analysis, FALSE);

  for (guint i = 0; i < cells->len; i++)
    {
      const LkbSheetCell *cell = g_ptr_array_index (cells, i);
      g_autofree char *note = NULL;

      if (cell->part == LKB_SHEET_OWNERSHIP || cell->value == NULL || cell->text == NULL)
        continue;
      note = lkb_text_is_blank (cell->qualifier) ? g_strdup ("")
                                                 : g_strdup_printf ("\n%s", cell->qualifier);
      add (cards, g_strdup (title),
           /* Translators: %s is a figure such as “Freshness” */
           g_strdup_printf (_ ("%s: what is promised, and what comes of it?"), cell->label),
           g_strdup_printf ("%s %s%s", cell->value, cell->text, note));
    }
}

static void
add_templates (GPtrArray *cards, LkbDataDirs *data)
{
  g_autoptr (GPtrArray) infos = lkb_data_dirs_list_templates (data, NULL);

  for (guint i = 0; infos != NULL && i < infos->len; i++)
    {
      const LkbTemplateInfo *info = g_ptr_array_index (infos, i);
      g_autoptr (LkbBoard) board = lkb_data_dirs_load_template (data, info->id, NULL);

      if (board != NULL)
        add_budgets (cards, board, lkb_text_translate (info->title));
    }
}

static char *
dup_feature (const LkbVocabulary *vocabulary, const LkbFeature *feature)
{
  GString *text = g_string_new (NULL);

  for (int kind = 0; kind < LKB_N_KINDS; kind++)
    if ((feature->kinds & (1u << kind)) != 0)
      g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "",
                              lkb_kind_get_label ((LkbKind) kind, LKB_NAMING_DLT));
  if (feature->since != NULL)
    {
      g_string_append_c (text, '\n');
      /* Translators: %s is a version of Delta Lake */
      g_string_append_printf (text, _ ("since Delta %s"), feature->since);
    }
  for (char **id = feature->conflicts; id != NULL && *id != NULL; id++)
    {
      const LkbFeature *other = lkb_vocabulary_find_feature (vocabulary, *id);

      g_string_append_c (text, '\n');
      g_string_append_printf (text, _ ("not beside %s"), other != NULL ? other->name : *id);
    }
  return g_string_free (text, FALSE);
}

/* No more than the answer says. */
static char *
dup_feature_question (const LkbFeature *feature)
{
  gboolean excludes = feature->conflicts != NULL && feature->conflicts[0] != NULL;

  if (feature->since != NULL && excludes)
    return g_strdup (
        _ ("Where is it used, since which version, and what can it not be combined with?"));
  if (feature->since != NULL)
    return g_strdup (_ ("Where is it used, and since which version?"));
  return g_strdup (excludes ? _ ("Where is it used, and what can it not be combined with?")
                            : _ ("Where is it used?"));
}

static void
add_features (GPtrArray *cards, const LkbVocabulary *vocabulary)
{
  for (guint i = 0; i < lkb_vocabulary_get_n_features (vocabulary); i++)
    {
      const LkbFeature *feature = lkb_vocabulary_get_nth_feature (vocabulary, i);

      add (cards, g_strdup (feature->name), dup_feature_question (feature),
           dup_feature (vocabulary, feature));
    }
}

static void
add_words (GPtrArray *cards, LkbDeck *deck)
{
  for (guint i = 0; i < lkb_deck_get_n_prompts (deck); i++)
    {
      const LkbPrompt *prompt = lkb_deck_get_prompt (deck, i);

      if (prompt->drill && prompt->goal != NULL)
        add (cards, g_strdup (prompt->goal),
             g_strdup (_ ("Say it again so that somebody could measure it.")), NULL);
    }
}

GPtrArray *
lkb_flash_cards_new (LkbFlashTopic topic, LkbDataDirs *data, const LkbVocabulary *vocabulary,
                     LkbDeck *deck, guint32 seed)
{
  GPtrArray *cards;
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);

  g_return_val_if_fail ((guint) topic < LKB_FLASH_N_TOPICS, NULL);
  g_return_val_if_fail (data != NULL && vocabulary != NULL && deck != NULL, NULL);

  cards = g_ptr_array_new_with_free_func ((GDestroyNotify) lkb_flash_card_free);
  if (topic == LKB_FLASH_BUDGETS)
    add_templates (cards, data);
  else if (topic == LKB_FLASH_FEATURES)
    add_features (cards, vocabulary);
  else
    add_words (cards, deck);
  for (guint i = cards->len; i > 1; i--)
    {
      guint k = (guint) g_rand_int_range (random, 0, (gint32) i);
      gpointer card = cards->pdata[i - 1];

      cards->pdata[i - 1] = cards->pdata[k];
      cards->pdata[k] = card;
    }
  return cards;
}

/* Grading */

static char *
dup_remark (const char *text, const LkbWordHit *hit)
{
  g_autofree char *word = g_strndup (text + hit->start, hit->end - hit->start);

  switch (hit->type)
    {
    case LKB_WORD_BUZZWORD:
      if (hit->group->redeemed_by == NULL || hit->group->redeemed_by[0] == NULL)
        return g_strdup_printf (_ ("“%s” says nothing: leave it out"), word);
      if (!lkb_text_is_blank (hit->group->needs) && !lkb_text_is_blank (hit->group->example))
        /* Translators: a big word, what it needs, an example of it */
        return g_strdup_printf (_ ("“%s” needs %s, such as “%s”"), word, _ (hit->group->needs),
                                hit->group->example);
      return g_strdup_printf (_ ("“%s” needs a number"), word);
    case LKB_WORD_NO_STATISTIC:
      return g_strdup_printf (_ ("“%s”: for how many? Say a percentile, such as “p95”"), word);
    case LKB_WORD_PROMISE:
      return g_strdup_printf (_ ("“%s” is a promise: is it measured, or a target?"), word);
    case LKB_WORD_SAVING:
      return g_strdup_printf (_ ("“%s”: compared with what, and per what?"), word);
    case LKB_WORD_PRICE:
      return g_strdup_printf (_ ("“%s”: for how long?"), word);
    case LKB_WORD_RENAMED:
    default:
      return g_strdup_printf (_ ("“%s” is called %s now"), word, hit->renamed->now);
    }
}

/* Classes of what redeems a word that are no number. */
static gboolean
wants_number (const LkbBuzzwords *group)
{
  static const char *const names[] = { "version", "feature", "control", NULL };

  for (char **class = group->redeemed_by; *class != NULL; class ++)
    if (g_strv_contains (names, *class))
      return FALSE;
  return TRUE;
}

/* @text as one sentence, which is about @word. */
static char *
dup_probe (const char *word, const char *text)
{
  GString *probe = g_string_new (word);

  g_string_append (probe, ": ");
  for (const char *c = text; *c != '\0'; c++)
    {
      gboolean ends = strchr (".!?;", *c) != NULL && (c[1] == '\0' || g_ascii_isspace (c[1]));

      g_string_append_c (probe, ends ? ',' : *c == '\n' ? ' ' : *c);
    }
  return g_string_free (probe, FALSE);
}

static const LkbWordHit *
find_hit (GArray *hits, const LkbBuzzwords *group)
{
  for (guint i = 0; i < hits->len; i++)
    if (g_array_index (hits, LkbWordHit, i).group == group)
      return &g_array_index (hits, LkbWordHit, i);
  return NULL;
}

/* Leaving a claim out does not redeem it: each wants its number, whatever it is called now. Returns: how many claims there are that
 * want one. */
static guint
add_claims (GStrvBuilder *remarks, LkbWordScanner *scanner, const char *asked, const char *text,
            GArray *own)
{
  g_autoptr (GArray) claims = lkb_word_scanner_scan (scanner, asked, FALSE);
  guint n = 0;

  for (guint i = 0; i < claims->len; i++)
    {
      const LkbWordHit *claim = &g_array_index (claims, LkbWordHit, i);
      g_autofree char *word = g_strndup (asked + claim->start, claim->end - claim->start);
      g_autofree char *probe = NULL;
      g_autoptr (GArray) hits = NULL;
      const LkbWordHit *hit;

      if (claim->group == NULL || claim->group->redeemed_by == NULL
          || claim->group->redeemed_by[0] == NULL)
        continue;
      n += wants_number (claim->group);
      if (find_hit (own, claim->group) != NULL)
        continue;
      probe = dup_probe (word, text);
      hits = lkb_word_scanner_scan (scanner, probe, FALSE);
      hit = find_hit (hits, claim->group);
      if (hit != NULL)
        {
          g_autofree char *remark = dup_remark (probe, hit);

          g_strv_builder_add (remarks, remark);
        }
    }
  return n;
}

/* No number tells how often something may happen. */
static void
add_once (GStrvBuilder *remarks, const char *asked, const char *text)
{
  static const char *const words[] = { "once", "twice", "duplicat", "idempot", "dedup", "repeat" };
  g_autofree char *claim = lkb_text_fold (asked);
  g_autofree char *said = lkb_text_fold (text);

  if (strstr (claim, "exactly once") == NULL && strstr (claim, "exactly-once") == NULL)
    return;
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (strstr (said, words[i]) != NULL)
      return;
  g_strv_builder_add (remarks, _ ("“exactly once”: what becomes of one that comes twice?"));
}

GStrv
lkb_flash_grade (const LkbVocabulary *vocabulary, const char *asked, const char *text)
{
  g_autoptr (GStrvBuilder) remarks = g_strv_builder_new ();
  g_autoptr (LkbWordScanner) scanner = NULL;
  g_autoptr (GArray) hits = NULL;
  g_auto (GStrv) found = NULL;
  guint n_claims = 0, n_numbers;

  g_return_val_if_fail (vocabulary != NULL && text != NULL, NULL);

  scanner = lkb_word_scanner_new (vocabulary, NULL);
  hits = lkb_word_scanner_scan (scanner, text, FALSE);
  for (guint i = 0; i < hits->len; i++)
    {
      g_autofree char *remark = dup_remark (text, &g_array_index (hits, LkbWordHit, i));

      g_strv_builder_add (remarks, remark);
    }
  n_numbers = lkb_word_scanner_count_numbers (scanner, text);
  if (hits->len == 0 && n_numbers == 0)
    {
      g_strv_builder_add (remarks, _ ("Nobody could measure this: say a number with its unit"));
      return g_strv_builder_end (remarks);
    }
  if (asked != NULL)
    {
      n_claims = add_claims (remarks, scanner, asked, text, hits);
      add_once (remarks, asked, text);
    }
  found = g_strv_builder_end (remarks);
  if (found[0] != NULL || n_numbers >= n_claims)
    return g_steal_pointer (&found);
  g_strv_builder_add (remarks, _ ("Each big word of the sentence wants a number of its own"));
  return g_strv_builder_end (remarks);
}
