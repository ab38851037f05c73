/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lkb-pill.h"

G_BEGIN_DECLS

/** LkbWords: what an edge says, with the labels that were measured from it; counted. Two layouts in
 * which an edge says the same share it, so that nothing is measured twice. For one thread at a
 * time. */
typedef struct _LkbWords LkbWords;

/** lkb_words_new: (transfer full) copies the strings of @text; its count does not matter. */
LkbWords *lkb_words_new (const LkbPillText *text);
LkbWords *lkb_words_ref (LkbWords *self);
void lkb_words_unref (LkbWords *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LkbWords, lkb_words_unref)

/** lkb_words_are: whether they are those of @text. */
gboolean lkb_words_are (LkbWords *self, const LkbPillText *text);

gboolean lkb_words_have_consumer (LkbWords *self);

/** lkb_words_get_pill: (transfer none) (nullable) the label in @shape; NULL when there is nothing to
 * say. @count: edges it speaks for; 0 = another one's pill speaks for it, only numbers and words are
 * left. */
LkbPill *lkb_words_get_pill (LkbWords *self, LkbTextMeasurer *measurer, guint count,
                             const LkbPillShape *shape);

G_END_DECLS
