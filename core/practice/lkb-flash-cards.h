/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/model/lkb-vocabulary.h"
#include "lkb-deck.h"

G_BEGIN_DECLS

/* What is to be known by heart, without a round: one question after the other. */

typedef enum
{
  LKB_FLASH_BUDGETS, /* what the templates promise, and what comes of it */
  LKB_FLASH_FEATURES, /* where a lakehouse feature stands, since when, and beside what not */
  LKB_FLASH_WORDS, /* a sentence of big words, to be said again with numbers */
} LkbFlashTopic;
#define LKB_FLASH_N_TOPICS 3

/** LkbFlashCard: all owned. */
typedef struct
{
  char *front;
  char *question; /* what is asked about it; translated */
  char *back; /* NULL: the answer is typed, see lkb_flash_grade() */
} LkbFlashCard;

void lkb_flash_card_free (LkbFlashCard *card);

/** lkb_flash_topic_get_name: translated. */
const char *lkb_flash_topic_get_name (LkbFlashTopic topic);

/** lkb_flash_cards_new: (transfer full) (element-type LkbFlashCard): all of a topic, in an order that @seed gives.
 * @deck: for LKB_FLASH_WORDS */
GPtrArray *lkb_flash_cards_new (LkbFlashTopic topic, LkbDataDirs *data,
                                const LkbVocabulary *vocabulary, LkbDeck *deck, guint32 seed);

/** lkb_flash_grade: (transfer full): what is still to be said of @text, one line each, in the language of the user; empty:
 * it is honest. A sentence without any number is not. @asked: (nullable): the sentence that it says again: each big word of that
 * wants its number, or its word, in @text too. */
GStrv lkb_flash_grade (const LkbVocabulary *vocabulary, const char *asked, const char *text);

G_END_DECLS
