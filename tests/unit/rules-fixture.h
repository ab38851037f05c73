/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "core/formats/lkb-data.h"
#include "core/rules/lkb-rules.h"
#include "tests/support/lkb-board-builder.h"
#include "tests/support/lkb-test.h"

/* Rules on the interview one-pager, which begins without any finding, and with the words that are shipped. */

#define TARGET "target:≤ 3 s @ p95|primary:true|from:clicks|to:model"
#define COST_KPI "[name:cost per query|target:≤ $1.3 per M queries|because:finance asks]"
#define ESCALATION "[first:on-call|second:lead|channel:#calls|within:15 min]"

/* What the template leaves to ideas, so that it begins without any finding. */
#define BASE                                                                                       \
  "@board.date=2026-11-22\n"                                                                       \
  "@board.kpis=[name:t|" TARGET "|because:x]" COST_KPI "\n"                                        \
  "e2.latency_p50=550 ms\n"

typedef struct
{
  LkbDataDirs *dirs;
  LkbVocabulary *vocabulary;
  LkbBoard *board;
} Fixture;

G_GNUC_UNUSED static void
edit (Fixture *f, const char *edits)
{
  g_auto (GStrv) lines = g_strsplit (edits, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      char *dot = strchr (lines[i], '.'), *equals = strchr (lines[i], '='), *blank;
      const LkbElement *element;
      LkbField field;

      blank = strchr (lines[i], ' ');
      if (lines[i][0] == '\0')
        continue;
      if (lines[i][0] == '!')
        {
          lkb_vocabulary_add_problem (f->vocabulary, lines[i] + 1, "$.rates: missing",
                                      "/nowhere/prices.json");
          continue;
        }
      if (dot == NULL || equals == NULL || dot > equals || (blank != NULL && blank < dot))
        {
          lkb_builder_add (f->board, lines[i]);
          continue;
        }
      *dot = *equals = '\0';
      element = lkb_board_lookup (f->board, lines[i]);
      g_assert_nonnull (element);
      g_assert_true (lkb_kind_find_field (lkb_element_get_kind (element), dot + 1, &field));
      lkb_builder_set (f->board, lines[i], field, equals + 1);
    }
}

G_GNUC_UNUSED static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  f->dirs = lkb_data_dirs_new (NULL);
  f->vocabulary = lkb_data_dirs_load_vocabulary (f->dirs, &error);
  g_assert_no_error (error);
  f->board = lkb_data_dirs_load_template (f->dirs, "T01", &error);
  g_assert_no_error (error);
  edit (f, BASE);
}

G_GNUC_UNUSED static void
tear_down (Fixture *f, gconstpointer data)
{
  g_object_unref (f->board);
  lkb_vocabulary_free (f->vocabulary);
  lkb_data_dirs_unref (f->dirs);
}

G_GNUC_UNUSED static LkbFindings *
check (Fixture *f)
{
  g_autoptr (LkbAnalysis) analysis = lkb_analysis_new (f->board, NULL);
  LkbPageFacts page = { .can_judge = TRUE, .smallest_pt = 8 };
  LkbRuleContext context = { .vocabulary = f->vocabulary, .page = &page };

  return lkb_rules_run (f->board, analysis, &context);
}

G_GNUC_UNUSED static void
tell (const LkbFindings *findings)
{
  for (guint i = 0; i < lkb_findings_get_n (findings); i++)
    {
      const LkbFinding *finding = lkb_findings_get_nth (findings, i);
      g_autofree char *message = lkb_finding_dup_message (finding, FALSE);

      g_test_message ("  %s: %s", finding->key, message);
    }
}

/* What a fix does is one named step that can be taken back, and after it the finding is gone. */
G_GNUC_UNUSED static void
apply_fix (Fixture *f, const LkbFinding *finding, guint i)
{
  g_autofree char *label = lkb_finding_dup_fix_label (finding, i, FALSE);
  g_autofree char *key = g_strdup (finding->key);
  LkbChange *change = lkb_finding_get_fix (finding, i);
  g_autofree char *step = lkb_change_dup_label (change);
  g_autoptr (LkbBoard) before = lkb_board_copy (f->board);
  g_autoptr (LkbChange) back = NULL;
  g_autoptr (LkbFindings) after = NULL;
  g_autoptr (GError) error = NULL;

  g_test_message ("  fix: %s", label);
  g_assert_null (strchr (label, '{'));
  g_assert_nonnull (step);
  g_assert_cmpstr (step, !=, "");
  lkb_board_apply (f->board, change, &error);
  g_assert_no_error (error);
  g_assert_true (lkb_board_check (f->board, &error));
  after = check (f);
  if (lkb_findings_find (after, key) != NULL)
    {
      tell (after);
      g_test_message ("still there: %s", key);
      g_test_fail ();
    }
  back = lkb_change_invert (change);
  lkb_board_apply (f->board, back, &error);
  g_assert_no_error (error);
  g_assert_true (lkb_board_equal (f->board, before));
}
