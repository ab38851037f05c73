/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/formats/lkb-data.h"
#include "lkb-round-mark.h"

G_BEGIN_DECLS

/* Texts are what the file says: lkb_text_translate() gives those of the built-in decks in the language of the user. */

/** LkbPrompt: a task to hold a round about. Owned by the deck. */
typedef struct
{
  char *id; /* unique in the deck: "5" */
  char *text;
  char *template_id; /* (nullable): what answers it: "T06" */
  guint level; /* 1 to 3; 0: none */
  GStrv tags; /* never NULL */
  char *
      goal; /* (nullable): what the board's goal says at the beginning; in English, for the checks know no other big words */
  gboolean drill; /* for the short drill and for nothing else */
  gboolean own; /* from a file of the user's */
} LkbPrompt;

/** LkbDeckLine: a sentence of the interviewer's. Owned by the deck. */
typedef struct
{
  char *id; /* "goal-1" of a phase, "latency-class" of a card */
  char *text;
} LkbDeckLine;

/**
 * LkbDeckChoice: which prompts may come. All zero: any of the bank.
 * @level: 0: any
 * @tag: (nullable): a tag, or the id of a template
 * @own: only the user's
 * @drill: only those of the drill; FALSE: none of them
 */
typedef struct
{
  guint level;
  const char *tag;
  gboolean own;
  gboolean drill;
} LkbDeckChoice;

/**
 * LkbDeck:
 *
 * What rounds are about and what the interviewer says: `decks/` of the data files, whatever the names. Immutable, counted.
 *
 *     {"prompts": [{"id": "5", "text": "…", "template": "T06", "level": 2, "tags": ["cost"], "goal": "…", "drill": true}, …],
 *      "phases": [{"id": "goal", "lines": [{"id": "goal-1", "text": "…"}, …]}, …],
 *      "cards": [{"id": "latency-class", "text": "…"}, …]}
 *
 * Each list may be missing; `id` and `text` are required. A file of the user's takes the place of a built-in one of its name;
 * one of another name adds to what is there, and an id that is there already gets its words. In a card `{number}` stands for
 * the first number of the board.
 */
typedef struct _LkbDeck LkbDeck;

/** lkb_deck_load: a file of the user's that does not load is told of by lkb_deck_get_problem(), and a built-in one of its
 * name is used. Returns: NULL with an error when a built-in file does not load, which tests exclude. */
LkbDeck *lkb_deck_load (LkbDataDirs *dirs, GError **error);
LkbDeck *lkb_deck_ref (LkbDeck *self);
void lkb_deck_unref (LkbDeck *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LkbDeck, lkb_deck_unref)

guint lkb_deck_get_n_problems (const LkbDeck *self);
/** lkb_deck_get_problem: "FILE: $.prompts[3].level: reason". */
const char *lkb_deck_get_problem (const LkbDeck *self, guint i);

guint lkb_deck_get_n_prompts (const LkbDeck *self);
const LkbPrompt *lkb_deck_get_prompt (const LkbDeck *self, guint i);
/** lkb_deck_find_prompt: (nullable). */
const LkbPrompt *lkb_deck_find_prompt (const LkbDeck *self, const char *id);
/** lkb_deck_count: how many prompts @choice leaves. */
guint lkb_deck_count (const LkbDeck *self, const LkbDeckChoice *choice);
/** lkb_deck_pick: (nullable): one of those; the same for the same @seed and @but. @but: (nullable) (element-type utf8): ids of
 * prompts that were met, the latest first: as long as there is another one, they do not come; then the first one met does. */
const LkbPrompt *lkb_deck_pick (const LkbDeck *self, const LkbDeckChoice *choice, guint32 seed,
                                const GPtrArray *but);

/** lkb_deck_get_n_lines: of a phase ("goal"), or of the "drill". */
guint lkb_deck_get_n_lines (const LkbDeck *self, const char *phase);
const LkbDeckLine *lkb_deck_get_line (const LkbDeck *self, const char *phase, guint i);
/** lkb_deck_dup_card: (transfer full) (nullable): what the card @id asks about @board; NULL: no such card. */
LkbRoundMark *lkb_deck_dup_card (const LkbDeck *self, const char *id, LkbBoard *board);

G_END_DECLS
