/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-raw-member.h"

static void
clear_member (gpointer data)
{
  LkbRawMember *member = data;
  g_free (member->key);
  g_free (member->json);
}

GArray *
lkb_raw_members_new (void)
{
  GArray *members = g_array_new (FALSE, FALSE, sizeof (LkbRawMember));
  g_array_set_clear_func (members, clear_member);
  return members;
}

void
lkb_raw_members_add (GArray *members, const char *key, const char *json)
{
  LkbRawMember member;

  g_return_if_fail (members != NULL && key != NULL && json != NULL);
  member.key = g_strdup (key);
  member.json = g_strdup (json);
  g_array_append_val (members, member);
}

LkbRawMember *
lkb_raw_members_steal (GArray *members, guint *n)
{
  g_return_val_if_fail (members != NULL && n != NULL, NULL);
  *n = members->len;
  g_array_set_clear_func (members, NULL);
  return (LkbRawMember *) g_array_free (members, FALSE);
}

void
lkb_raw_members_free (LkbRawMember *members, guint n)
{
  for (guint i = 0; i < n; i++)
    clear_member (&members[i]);
  g_free (members);
}

gboolean
lkb_raw_members_equal (const LkbRawMember *a, guint n_a, const LkbRawMember *b, guint n_b)
{
  if (n_a != n_b)
    return FALSE;
  for (guint i = 0; i < n_a; i++)
    if (!g_str_equal (a[i].key, b[i].key) || !g_str_equal (a[i].json, b[i].json))
      return FALSE;
  return TRUE;
}
