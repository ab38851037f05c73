/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/model/lkb-vocabulary.h"

G_BEGIN_DECLS

/** LkbWordHit: a word that promises something its sentence does not show. */
typedef struct
{
  gsize start, end; /* bytes in the text */
  const LkbBuzzwords *group;
  gboolean needs_statistic; /* there is a time, but no percentile, mean or maximum */
} LkbWordHit;

/** LkbWordScanner: the patterns of a vocabulary, compiled once. */
typedef struct _LkbWordScanner LkbWordScanner;

/** lkb_word_scanner_new: @masked: (nullable) (array zero-terminated=1): phrases beside the vocabulary's own and the
 * names of its features in which no word counts. The scanner keeps @vocabulary's groups: it must outlive it. */
LkbWordScanner *lkb_word_scanner_new (const LkbVocabulary *vocabulary, const char *const *masked);
void lkb_word_scanner_free (LkbWordScanner *scanner);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LkbWordScanner, lkb_word_scanner_free)

/** lkb_word_scanner_scan: (transfer full) (element-type LkbWordHit): at most one hit per sentence and group, in the
 * order of the text. */
GArray *lkb_word_scanner_scan (const LkbWordScanner *scanner, const char *text);

G_END_DECLS
