/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-flash-cards.h"

#include <glib/gi18n-lib.h>

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

static void
add_features (GPtrArray *cards, const LkbVocabulary *vocabulary)
{
  for (guint i = 0; i < lkb_vocabulary_get_n_features (vocabulary); i++)
    {
      const LkbFeature *feature = lkb_vocabulary_get_nth_feature (vocabulary, i);

      add (cards, g_strdup (feature->name),
           g_strdup (_ ("Where does it stand, since when, and beside what not?")),
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

GStrv
lkb_flash_grade (const LkbVocabulary *vocabulary, const char *text)
{
  g_autoptr (GStrvBuilder) remarks = g_strv_builder_new ();
  g_autoptr (LkbWordScanner) scanner = NULL;
  g_autoptr (GArray) hits = NULL;

  g_return_val_if_fail (vocabulary != NULL && text != NULL, NULL);

  scanner = lkb_word_scanner_new (vocabulary, NULL);
  hits = lkb_word_scanner_scan (scanner, text, FALSE);
  for (guint i = 0; i < hits->len; i++)
    {
      g_autofree char *remark = dup_remark (text, &g_array_index (hits, LkbWordHit, i));

      g_strv_builder_add (remarks, remark);
    }
  if (hits->len == 0 && !lkb_word_scanner_has_number (scanner, text))
    g_strv_builder_add (remarks, _ ("Nobody could measure this: say a number with its unit"));
  return g_strv_builder_end (remarks);
}
