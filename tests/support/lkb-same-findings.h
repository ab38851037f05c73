/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/rules/lkb-rules.h"

G_BEGIN_DECLS

static inline void
assert_same_pair (const LkbChangePair *a, const LkbChangePair *b)
{
  g_assert_true ((a->before == NULL) == (b->before == NULL));
  g_assert_true ((a->after == NULL) == (b->after == NULL));
  g_assert_true (a->before == NULL || lkb_element_equal (a->before, b->before));
  g_assert_true (a->after == NULL || lkb_element_equal (a->after, b->after));
}

static inline void
assert_same_finding (const LkbFinding *a, const LkbFinding *b)
{
  g_autofree char *message_a = lkb_finding_dup_message (a, FALSE);
  g_autofree char *message_b = lkb_finding_dup_message (b, FALSE);

  g_assert_cmpstr (a->key, ==, b->key);
  g_assert_cmpstr (message_a, ==, message_b);
  g_assert_true (a->rule == b->rule);
  g_assert_cmpint (a->severity, ==, b->severity);
  g_assert_cmpstrv ((char **) a->elements, (char **) b->elements);
  g_assert_cmpstr (a->attribute, ==, b->attribute);
  g_assert_cmpint (a->field, ==, b->field);
  g_assert_cmpint (a->suppressed, ==, b->suppressed);
  g_assert_cmpstr (a->reason, ==, b->reason);
  g_assert_cmpuint (a->n_fixes, ==, b->n_fixes);
  for (guint i = 0; i < a->n_fixes; i++)
    {
      g_autofree char *label_a = lkb_finding_dup_fix_label (a, i, FALSE);
      g_autofree char *label_b = lkb_finding_dup_fix_label (b, i, FALSE);
      const LkbChange *fix_a = lkb_finding_get_fix (a, i), *fix_b = lkb_finding_get_fix (b, i);
      g_autofree char *step_a = lkb_change_dup_label (fix_a);
      g_autofree char *step_b = lkb_change_dup_label (fix_b);

      g_assert_cmpstr (label_a, ==, label_b);
      g_assert_cmpstr (step_a, ==, step_b);
      g_assert_cmpuint (lkb_change_get_n (fix_a), ==, lkb_change_get_n (fix_b));
      for (guint k = 0; k < lkb_change_get_n (fix_a); k++)
        assert_same_pair (lkb_change_get_nth (fix_a, k), lkb_change_get_nth (fix_b, k));
    }
}

/** assert_same_findings: that two runs found the same, in the same words and order, and offer the same. Of copies of one
 * board: each run counts on the board what ids it has given away. */
static inline void
assert_same_findings (const LkbFindings *a, const LkbFindings *b)
{
  g_assert_cmpuint (lkb_findings_get_n (a), ==, lkb_findings_get_n (b));
  g_assert_cmpuint (lkb_findings_get_n_suppressed (a), ==, lkb_findings_get_n_suppressed (b));
  for (guint i = 0; i < lkb_findings_get_n (a); i++)
    assert_same_finding (lkb_findings_get_nth (a, i), lkb_findings_get_nth (b, i));
  for (guint i = 0; i < lkb_findings_get_n_suppressed (a); i++)
    assert_same_finding (lkb_findings_get_nth_suppressed (a, i),
                         lkb_findings_get_nth_suppressed (b, i));
}

G_END_DECLS
