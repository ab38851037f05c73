/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/model/lkb-vocabulary.h"

G_BEGIN_DECLS

/** LkbWordHitType: what is the matter with a word. */
typedef enum
{
  LKB_WORD_BUZZWORD, /* its number is not there */
  LKB_WORD_NO_STATISTIC, /* there is a time, but no percentile, mean or maximum */
  LKB_WORD_PROMISE, /* "always", neither measured nor a target */
  LKB_WORD_SAVING, /* money saved, compared with nothing, or per nothing */
  LKB_WORD_PRICE, /* money per size, for how long? */
  LKB_WORD_RENAMED, /* a name that is not in use any more */
} LkbWordHitType;

/** LkbWordHit: a word that promises something its sentence does not show. */
typedef struct
{
  LkbWordHitType type;
  gsize start, end; /* bytes in the text */
  gsize time_end; /* where a time stands that has no statistic: behind it; else 0 */
  const LkbBuzzwords *group; /* of a buzzword */
  const LkbRenamed *renamed; /* of a name */
} LkbWordHit;

/** LkbWordScanner: the patterns of a vocabulary, compiled when first needed. */
typedef struct _LkbWordScanner LkbWordScanner;

/** LkbWordScanOptions: all zero is allowed. */
typedef struct
{
  const char *const *
      names; /* (nullable) (array zero-terminated=1): beside the vocabulary's masked phrases and the names of
                             * its features: names in which no word counts */
  gboolean old_edition; /* the program's own older words are not told */
} LkbWordScanOptions;

/** lkb_word_scanner_new: @options: (nullable). The scanner keeps @vocabulary's groups: it must outlive it. */
LkbWordScanner *lkb_word_scanner_new (const LkbVocabulary *vocabulary,
                                      const LkbWordScanOptions *options);
void lkb_word_scanner_free (LkbWordScanner *scanner);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LkbWordScanner, lkb_word_scanner_free)

/** lkb_word_scanner_may_tell: whether a text can have a hit at all, whatever the names are. FALSE for most. */
gboolean lkb_word_scanner_may_tell (const LkbWordScanner *scanner, const char *text);
/** lkb_word_scanner_holds_word: whether a name holds any of the words, so that it must be told to the scanner. */
gboolean lkb_word_scanner_holds_word (const LkbWordScanner *scanner, const char *name);
/** lkb_word_scanner_set_names: (element-type utf8): other names than so far, of those that hold a word; FALSE when they
 * are the same ones. The same text may have other hits afterwards. */
gboolean lkb_word_scanner_set_names (LkbWordScanner *scanner, const GPtrArray *names);

/** lkb_word_scanner_scan: (transfer full) (element-type LkbWordHit): at most one hit per sentence and group, in the
 * order of the text. @is_measured: what the text says is said of measurements. */
GArray *lkb_word_scanner_scan (LkbWordScanner *scanner, const char *text, gboolean is_measured);
/** lkb_word_scanner_has_number: whether the text holds a number with a unit, an amount of money or a time of day. */
gboolean lkb_word_scanner_has_number (LkbWordScanner *scanner, const char *text);
/** lkb_word_scanner_count_numbers: how many of them. */
guint lkb_word_scanner_count_numbers (LkbWordScanner *scanner, const char *text);

G_END_DECLS
