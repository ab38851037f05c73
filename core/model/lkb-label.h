/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * LkbLabel:
 *
 * What one step does, in words that are found when they are shown: a msgid, and what stands in its places {key}. So it is
 * kept and written down alike in every language. Immutable, reference-counted, so any thread may use it.
 */
typedef struct _LkbLabel LkbLabel;

#define LKB_TYPE_LABEL (lkb_label_get_type ())
GType lkb_label_get_type (void);

/**
 * lkb_label_new:
 * @msgid: not translated, such as "Add {kind}"
 * @...: pairs of a key (const char *) and what stands in its place (LkbLabel *, transfer full), then NULL
 *
 * A part that is itself a msgid is lkb_label_new (msgid, NULL), what somebody typed lkb_label_new_text(). No key is "n" or
 * "plural".
 *
 * Returns: (transfer full)
 */
LkbLabel *lkb_label_new (const char *msgid, ...) G_GNUC_NULL_TERMINATED;
/** lkb_label_new_plural: (transfer full): the same for @n things, which {n} stands for. xgettext finds both forms here. */
LkbLabel *lkb_label_new_plural (const char *msgid, const char *plural, guint n,
                                ...) G_GNUC_NULL_TERMINATED;
/** lkb_label_new_text: (transfer full): words that are shown as they are. */
LkbLabel *lkb_label_new_text (const char *text);
/** lkb_label_new_parts: (transfer full): with the parts in lists of @n_parts; @plural: (nullable): then there is no @n;
 * @parts: (transfer none). For who reads labels. */
LkbLabel *lkb_label_new_parts (const char *msgid, const char *plural, guint n,
                               const char *const *keys, LkbLabel *const *parts, guint n_parts);
LkbLabel *lkb_label_ref (const LkbLabel *label);
void lkb_label_unref (LkbLabel *label);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LkbLabel, lkb_label_unref)

/** lkb_label_dup_words: (transfer full): in the language of the user, on one line of at most a few hundred characters. */
char *lkb_label_dup_words (const LkbLabel *label);
/** lkb_label_dup_plain: (transfer full): the same in English, whatever the language: for reports. */
char *lkb_label_dup_plain (const LkbLabel *label);

/* What it is made of, for who writes it down. */

/** lkb_label_is_text: whether it is of lkb_label_new_text(); then the msgid is that text. */
gboolean lkb_label_is_text (const LkbLabel *label);
const char *lkb_label_get_msgid (const LkbLabel *label);
/** lkb_label_get_plural: (nullable). */
const char *lkb_label_get_plural (const LkbLabel *label);
/** lkb_label_get_n: of how many things it speaks; 0 without a plural. */
guint lkb_label_get_n (const LkbLabel *label);
guint lkb_label_get_n_parts (const LkbLabel *label);
/** lkb_label_get_part: @key: (out): what it stands for. */
const LkbLabel *lkb_label_get_part (const LkbLabel *label, guint i, const char **key);

G_END_DECLS
