/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/model/lkb-vocabulary.h"
#include "lkb-round-log.h"

G_BEGIN_DECLS

/** LkbDrill: what the short drill ends with: it has no score, but its sentence is judged by the grammar of numbers. All owned. */
typedef struct
{
  gboolean untouched; /* the sentence is what it was */
  guint n_before; /* things that were to be said at the beginning */
  GStrv
      remarks; /* what is still to be said, one line each, in the language of the user; empty: it is honest */
} LkbDrill;

/** lkb_drill_new: (transfer full): of a round that is over. */
LkbDrill *lkb_drill_new (LkbRoundLog *log, const LkbVocabulary *vocabulary);
void lkb_drill_free (LkbDrill *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LkbDrill, lkb_drill_free)

/** lkb_drill_dup_result: (transfer full): in a few words, translated. */
char *lkb_drill_dup_result (const LkbDrill *self);

G_END_DECLS
