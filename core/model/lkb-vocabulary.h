/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

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
  char **words; /* stems, lower case */
  char **
      redeemed_by; /* class ids: "time" "rate" "percent" "size" "money-per" "version" "feature" "metric" "control" … */
  char *example; /* "p95 under 2 s" */
  char *needs; /* for the message: "a time" */
} LkbBuzzwords;

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
/** lkb_vocabulary_add_masked: a phrase in which no buzzword counts ("at-least-once guarantee"). */
void lkb_vocabulary_add_masked (LkbVocabulary *vocabulary, const char *phrase);
/** lkb_vocabulary_add_list: named word lists: "generic-owner", "generic-source", "generic-consumer", "owner-suffix",
 * "metric", "control", "drop". */
void lkb_vocabulary_add_list (LkbVocabulary *vocabulary, const char *name,
                              const char *const *words);

guint lkb_vocabulary_get_n_features (const LkbVocabulary *vocabulary);
const LkbFeature *lkb_vocabulary_get_nth_feature (const LkbVocabulary *vocabulary, guint i);
/** lkb_vocabulary_find_feature: (nullable): by id, or by name (folded). */
const LkbFeature *lkb_vocabulary_find_feature (const LkbVocabulary *vocabulary, const char *id);
guint lkb_vocabulary_get_n_buzzwords (const LkbVocabulary *vocabulary);
const LkbBuzzwords *lkb_vocabulary_get_nth_buzzwords (const LkbVocabulary *vocabulary, guint i);
const char *const *lkb_vocabulary_get_masked (const LkbVocabulary *vocabulary);
/** lkb_vocabulary_get_list: (array zero-terminated=1): empty when there is no such list. */
const char *const *lkb_vocabulary_get_list (const LkbVocabulary *vocabulary, const char *name);

G_END_DECLS
