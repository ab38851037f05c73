/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "core/base/lkb-quantity.h"
#include "lkb-board.h"
#include "lkb-kind.h"

G_BEGIN_DECLS

/*
 * Words and prices as plain values: read from data files by core/formats, used by analysis, rules, sheet and window.
 */

/** LkbFeature: an entry of the lakehouse feature catalogue (data/vocabulary/features.json). */
typedef struct
{
  char *id; /* "liquid-clustering" */
  char *name; /* "Liquid clustering" */
  guint32 kinds; /* bit (1 << LkbKind) for each kind it may stand on; edges included */
  char **conflicts; /* ids */
  char *since; /* Delta version "3.1.0", or NULL */
  char *verified; /* date "2026-03-01", or NULL */
  char *source; /* where the facts are from, or NULL */
} LkbFeature;

/** LkbBuzzwords: words that need one of the classes of numbers in their sentence. */
typedef struct
{
  char **words; /* lower case; each stands for its -er, -est and -ly as well */
  char **
      redeemed_by; /* class ids: "time" "rate" "percent" "size" "money-per" "version" "feature" "metric" "control" … */
  char *example; /* "p95 under 2 s"; (nullable), as the next: blank: not said */
  char *needs; /* for the message: "a time" */
} LkbBuzzwords;

/** LkbRenamed: a thing that has another name now (data/vocabulary/features.json, `renamed`). */
typedef struct
{
  char **old; /* as they are still said */
  char *now;
  char *feature; /* id of the feature that the old name stands for, or NULL: it is only said */
  gboolean edition; /* a name that the program itself uses in its edition "dlt" */
  char *verified; /* date, or NULL */
  char *source; /* or NULL */
} LkbRenamed;

/** LkbPrice: a row of the price sheet (data/vocabulary/prices.json). */
typedef struct
{
  char *id;
  char *label;
  char *text; /* "$0.023 per GB-month" */
  LkbQuantity price; /* money */
  char *source; /* or NULL */
} LkbPrice;

/** LkbInterviewPlan: how a row of interview rounds is laid out (data/vocabulary/rounds.json). */
typedef struct
{
  char *id;
  char *name;
  char **rounds; /* names, in order */
  guint *minutes; /* of each */
  char *verified; /* date, or NULL */
  char *source; /* or NULL */
} LkbInterviewPlan;

/** LkbDataProblem: a file of the user that does not load; the built-in one stands in for it. */
typedef struct
{
  char *name; /* "vocabulary/prices.json" */
  char *reason; /* one line: where and what */
  char *path; /* of the file; NULL when unknown */
} LkbDataProblem;

void lkb_renamed_free (LkbRenamed *renamed);
void lkb_price_free (LkbPrice *price);
void lkb_interview_plan_free (LkbInterviewPlan *preset);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LkbRenamed, lkb_renamed_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LkbPrice, lkb_price_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LkbInterviewPlan, lkb_interview_plan_free)

void lkb_feature_free (LkbFeature *feature);
void lkb_buzzwords_free (LkbBuzzwords *buzzwords);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LkbFeature, lkb_feature_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LkbBuzzwords, lkb_buzzwords_free)

typedef struct _LkbVocabulary LkbVocabulary;

LkbVocabulary *lkb_vocabulary_new (void);
void lkb_vocabulary_free (LkbVocabulary *vocabulary);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LkbVocabulary, lkb_vocabulary_free)

void lkb_vocabulary_take_feature (LkbVocabulary *vocabulary, LkbFeature *feature);
void lkb_vocabulary_take_buzzwords (LkbVocabulary *vocabulary, LkbBuzzwords *buzzwords);
void lkb_vocabulary_take_renamed (LkbVocabulary *vocabulary, LkbRenamed *renamed);
void lkb_vocabulary_take_price (LkbVocabulary *vocabulary, LkbPrice *price);
void lkb_vocabulary_take_interview_plan (LkbVocabulary *vocabulary, LkbInterviewPlan *preset);
/** lkb_vocabulary_set_price_sheet: @as_of: a date "2026-11-22". */
void lkb_vocabulary_set_price_sheet (LkbVocabulary *vocabulary, const char *name,
                                     const char *as_of);
/** lkb_vocabulary_add_problem: @path: (nullable). */
void lkb_vocabulary_add_problem (LkbVocabulary *vocabulary, const char *name, const char *reason,
                                 const char *path);
/** lkb_vocabulary_add_masked: a phrase in which no buzzword counts ("at-least-once guarantee"). */
void lkb_vocabulary_add_masked (LkbVocabulary *vocabulary, const char *phrase);
/** lkb_vocabulary_add_list: named word lists: "generic-owner", "generic-source", "generic-consumer", "owner-suffix",
 * "metric", "control", "promise-word", "saving-word", "personal-class", "pseudonym-class", "age-metric", "time-metric",
 * "streaming-engine", "technology", "role", "telling-name". */
void lkb_vocabulary_add_list (LkbVocabulary *vocabulary, const char *name,
                              const char *const *words);

guint lkb_vocabulary_get_n_features (const LkbVocabulary *vocabulary);
const LkbFeature *lkb_vocabulary_get_nth_feature (const LkbVocabulary *vocabulary, guint i);
/** lkb_vocabulary_find_feature: (nullable): by id, or by name (folded). */
const LkbFeature *lkb_vocabulary_find_feature (const LkbVocabulary *vocabulary, const char *id);
/** lkb_vocabulary_knows_feature: whether @id is a lakehouse feature; words of one's own are none. @vocabulary: (nullable): no
 * words are known then, so any are taken for one. */
gboolean lkb_vocabulary_knows_feature (const LkbVocabulary *vocabulary, const char *id);
/** lkb_board_names_feature: whether a node carries a lakehouse feature, the third signal: what the checks, the strip, the
 * goals of a round and its score ask. @vocabulary: (nullable), as above. */
gboolean lkb_board_names_feature (LkbBoard *board, const LkbVocabulary *vocabulary);
guint lkb_vocabulary_get_n_renamed (const LkbVocabulary *vocabulary);
const LkbRenamed *lkb_vocabulary_get_nth_renamed (const LkbVocabulary *vocabulary, guint i);
guint lkb_vocabulary_get_n_prices (const LkbVocabulary *vocabulary);
const LkbPrice *lkb_vocabulary_get_nth_price (const LkbVocabulary *vocabulary, guint i);
const char *lkb_vocabulary_get_prices_name (const LkbVocabulary *vocabulary); /* (nullable) */
const char *lkb_vocabulary_get_prices_as_of (const LkbVocabulary *vocabulary); /* (nullable) */
guint lkb_vocabulary_get_n_interview_plans (const LkbVocabulary *vocabulary);
const LkbInterviewPlan *lkb_vocabulary_get_nth_interview_plan (const LkbVocabulary *vocabulary,
                                                               guint i);
guint lkb_vocabulary_get_n_problems (const LkbVocabulary *vocabulary);
const LkbDataProblem *lkb_vocabulary_get_nth_problem (const LkbVocabulary *vocabulary, guint i);
guint lkb_vocabulary_get_n_buzzwords (const LkbVocabulary *vocabulary);
const LkbBuzzwords *lkb_vocabulary_get_nth_buzzwords (const LkbVocabulary *vocabulary, guint i);
const char *const *lkb_vocabulary_get_masked (const LkbVocabulary *vocabulary);
/** lkb_vocabulary_get_list: (array zero-terminated=1): empty when there is no such list. */
const char *const *lkb_vocabulary_get_list (const LkbVocabulary *vocabulary, const char *name);

G_END_DECLS
