/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "widgets/panels/lkb-findings-mend.h"

#include "tests/support/lkb-board-builder.h"

static LkbFindings *
check_board (LkbBoard *board)
{
  g_autoptr (LkbAnalysis) analysis = lkb_analysis_new (board, NULL);
  LkbRuleContext context = { NULL, NULL, NULL };

  return lkb_rules_run (board, analysis, &context);
}

static gboolean
apply (LkbBoard *board, LkbChange *change)
{
  g_autoptr (LkbChange) owned = change;

  return owned != NULL && lkb_board_apply (board, owned, NULL);
}

/* What is accepted leaves the list and comes back when it is looked at again. */
static void
test_accept (void)
{
  static const char key[] = "OWN001:e1:owner";
  g_autoptr (LkbBoard) board = lkb_builder_board ("source a name=Clicks\n"
                                                  "pipeline b name=Features\n"
                                                  "edge e1 a b");
  g_autoptr (LkbFindings) before = check_board (board);
  g_autoptr (LkbFindings) accepted = NULL;
  g_autoptr (LkbFindings) reopened = NULL;

  g_assert_false (lkb_findings_find (before, key)->suppressed);
  g_assert_true (lkb_finding_can_be_accepted (lkb_findings_find (before, key)));
  g_assert_false (apply (board, lkb_finding_dup_acceptance (board, key, "  ")));
  g_assert_true (apply (board, lkb_finding_dup_acceptance (board, key, "the vendor runs it")));
  accepted = check_board (board);
  g_assert_true (lkb_findings_find (accepted, key)->suppressed);
  g_assert_false (apply (board, lkb_finding_dup_acceptance (board, key, "the vendor runs it")));

  g_assert_true (apply (board, lkb_finding_dup_reopening (board, key)));
  reopened = check_board (board);
  g_assert_false (lkb_findings_find (reopened, key)->suppressed);
  g_assert_false (apply (board, lkb_finding_dup_reopening (board, key)));
}

/* A check of the accepted ones themselves would stay in the list however often it is accepted: it is mended only. */
static void
test_accept_acceptance (void)
{
  g_autoptr (LkbBoard) board = lkb_builder_board (
      "@board suppressions=[key:XXX001:e1:owner|reason:a typo][key:OWN001:e1:owner|reason:][key:"
      "OWN002:e1:owner|reason:no longer]\n"
      "source a name=Clicks\n"
      "pipeline b name=Features\n"
      "edge e1 a b owner=Web");
  static const char *const keys[] = { "SUP001:@board:suppressions/XXX001:e1:owner",
                                      "SUP003:@board:suppressions/OWN001:e1:owner",
                                      "SUP002:@board:suppressions/OWN002:e1:owner" };
  g_autoptr (LkbFindings) findings = check_board (board);

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      const LkbFinding *finding = lkb_findings_find (findings, keys[i]);

      g_assert_nonnull (finding);
      g_assert_false (lkb_finding_can_be_accepted (finding));
      g_assert_false (apply (board, lkb_finding_dup_acceptance (board, keys[i], "so be it")));
      g_assert_cmpuint (finding->n_fixes, >, 0);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/findings-mend/accept", test_accept);
  g_test_add_func ("/findings-mend/accept-acceptance", test_accept_acceptance);
  return g_test_run ();
}
