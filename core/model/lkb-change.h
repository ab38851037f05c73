/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "lkb-element.h"
#include "lkb-label.h"

G_BEGIN_DECLS

/** LkbChangePair: @before NULL = added, @after NULL = removed. Never both NULL. Owned by the change. */
typedef struct
{
  LkbElement *before;
  LkbElement *after;
} LkbChangePair;

/** LkbChange: what one user action does to a board: a list of (before, after) pairs, one per element, and a label.
 * Reference-counted; not to be added to once it was applied. */
typedef struct _LkbChange LkbChange;

#define LKB_TYPE_CHANGE (lkb_change_get_type ())
GType lkb_change_get_type (void);

/** lkb_change_new: @msgid: (nullable): of a label without places, such as "Resize"; never translated text, which would
 * get into journals. */
LkbChange *lkb_change_new (const char *msgid);
/** lkb_change_new_like: (transfer full): an empty one with the label of @other. */
LkbChange *lkb_change_new_like (const LkbChange *other);
LkbChange *lkb_change_ref (LkbChange *change);
void lkb_change_unref (LkbChange *change);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LkbChange, lkb_change_unref)

/** lkb_change_add: takes references. A second pair for the same id is merged: the first before, the last after. */
void lkb_change_add (LkbChange *change, const LkbElement *before, const LkbElement *after);
/** lkb_change_take_label: @label: (nullable) (transfer full). */
void lkb_change_take_label (LkbChange *change, LkbLabel *label);
/** lkb_change_get_label: (nullable). */
const LkbLabel *lkb_change_get_label (const LkbChange *change);
/** lkb_change_dup_label: (transfer full) (nullable): its label in the language of the user, such as "Move 3 elements". */
char *lkb_change_dup_label (const LkbChange *change);
guint lkb_change_get_n (const LkbChange *change);
const LkbChangePair *lkb_change_get_nth (const LkbChange *change, guint i);
const char *lkb_change_pair_get_id (const LkbChangePair *pair);
/** lkb_change_is_empty: no pair that differs. */
gboolean lkb_change_is_empty (const LkbChange *change);
/** lkb_change_invert: (transfer full): pairs swapped, last first. */
LkbChange *lkb_change_invert (const LkbChange *change);
/** lkb_change_merge: appends what @later did to the same elements; pairs that cancel out are dropped. */
void lkb_change_merge (LkbChange *change, const LkbChange *later);
/** lkb_change_get_size: rough number of bytes it holds on to, for the bound of the history. */
gsize lkb_change_get_size (const LkbChange *change);

G_END_DECLS
