/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/** LkbRawMember: a member of the file that this version does not know: kept as the validated text that was read. For this
 * room's own use. */
typedef struct
{
  char *key;
  char *json;
} LkbRawMember;

/** lkb_raw_members_new: (transfer full): an array of LkbRawMember that frees its members. */
GArray *lkb_raw_members_new (void);
void lkb_raw_members_add (GArray *members, const char *key, const char *json);
/** lkb_raw_members_steal: (transfer full): the members as a plain array; frees @members. */
LkbRawMember *lkb_raw_members_steal (GArray *members, guint *n);
void lkb_raw_members_free (LkbRawMember *members, guint n);
/** lkb_raw_members_equal: same keys and texts in the same order. */
gboolean lkb_raw_members_equal (const LkbRawMember *a, guint n_a, const LkbRawMember *b, guint n_b);

G_END_DECLS
