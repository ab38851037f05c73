/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A run that knows what earlier ones found out finds what a run finds that knows nothing. */

#include "core/formats/lkb-board-file.h"
#include "core/formats/lkb-data.h"
#include "core/model/lkb-edit.h"
#include "core/rules/lkb-rules.h"
#include "tests/support/lkb-same-findings.h"
#include "tests/support/lkb-test.h"

#define N_THREADS 4

typedef struct
{
  LkbVocabulary *vocabulary;
  LkbBoard *board;
  LkbRuleMemory *memory;
} Fixture;

static void
set_up (Fixture *f, gconstpointer data)
{
  g_autoptr (LkbDataDirs) dirs = lkb_data_dirs_new (NULL);
  g_autofree char *path = lkb_test_dup_source_path ("data/templates/T08.lakeboard");
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  gsize length;
  char *text = lkb_test_dup_text (path, &length);

  bytes = g_bytes_new_take (text, length);
  f->vocabulary = lkb_data_dirs_load_vocabulary (dirs, &error);
  g_assert_no_error (error);
  f->board = lkb_board_file_read (path, bytes, LKB_BOARD_FILE_NONE, NULL, &error);
  g_assert_no_error (error);
  f->memory = lkb_rule_memory_new (f->vocabulary);
}

static void
tear_down (Fixture *f, gconstpointer data)
{
  lkb_rule_memory_unref (f->memory);
  g_object_unref (f->board);
  lkb_vocabulary_free (f->vocabulary);
}

static LkbFindings *
run (const Fixture *f, LkbRuleMemory *memory)
{
  g_autoptr (LkbBoard) copy = lkb_board_copy (f->board);
  LkbAnalysisOptions options = { .quick = TRUE };
  g_autoptr (LkbAnalysis) analysis = lkb_analysis_new (copy, &options);
  LkbRuleContext context = { .vocabulary = f->vocabulary, .memory = memory };

  return lkb_rules_run (copy, analysis, &context);
}

/* How many findings there are, the same ones whether anything is known or not. */
static guint
compare (const Fixture *f)
{
  g_autoptr (LkbFindings) fresh = run (f, NULL);
  g_autoptr (LkbFindings) again = run (f, f->memory);

  assert_same_findings (again, fresh);
  return lkb_findings_get_n (fresh);
}

static void
set (const Fixture *f, const char *id, LkbField field, const char *text)
{
  const char *ids[] = { id, NULL };
  g_autoptr (LkbChange) change = lkb_edit_set_text (f->board, ids, field, text);
  g_autoptr (GError) error = NULL;

  lkb_board_apply (f->board, change, &error);
  g_assert_no_error (error);
}

static gboolean
says (const Fixture *f, const char *key)
{
  g_autoptr (LkbFindings) findings = run (f, f->memory);

  return lkb_findings_find (findings, key) != NULL;
}

/* (transfer full): the id of the first element of @kind. */
static char *
dup_first (const Fixture *f, LkbKind kind)
{
  const GPtrArray *elements = lkb_board_get_elements (f->board);

  for (guint i = 0; i < elements->len; i++)
    if (lkb_element_get_kind (elements->pdata[i]) == kind)
      return g_strdup (lkb_element_get_id (elements->pdata[i]));
  g_assert_not_reached ();
}

static void
test_edits (Fixture *f, gconstpointer data)
{
  g_autofree char *node = dup_first (f, LKB_KIND_PIPELINE);
  g_autofree char *edge = dup_first (f, LKB_KIND_EDGE);
  const char *gone[] = { node, NULL };
  g_autoptr (LkbChange) removal = NULL;
  g_autoptr (LkbChange) return_ = NULL;
  g_autoptr (GError) error = NULL;

  compare (f);
  compare (f);
  set (f, LKB_BOARD_ID, LKB_FIELD_STORY, "It is fast. It never fails, which saves $200 k.");
  compare (f);
  set (f, node, LKB_FIELD_NOTES, "A scalable pipeline; DLT keeps $5 / TB.");
  set (f, node, LKB_FIELD_NAME, "Features of the second");
  set (f, edge, LKB_FIELD_OWNER, "Web & Search");
  set (f, edge, LKB_FIELD_LATENCY_P95, "soon");
  compare (f);
  set (f, edge, LKB_FIELD_LATENCY_P95, "1 ms");
  set (f, node, LKB_FIELD_EVIDENCE, "measured");
  compare (f);
  removal = lkb_edit_remove (f->board, gone);
  lkb_board_apply (f->board, removal, &error);
  g_assert_no_error (error);
  compare (f);
  return_ = lkb_change_invert (removal);
  lkb_board_apply (f->board, return_, &error);
  g_assert_no_error (error);
  compare (f);
}

/* What one element is called changes what the words of another promise. */
static void
test_names (Fixture *f, gconstpointer data)
{
  g_autofree char *node = dup_first (f, LKB_KIND_PIPELINE);
  g_autofree char *other = dup_first (f, LKB_KIND_CONSUMER);
  g_autofree char *key = g_strdup_printf ("BUZ001:%s:notes", other);

  set (f, other, LKB_FIELD_NOTES, "Reads what Fast Lane leaves.");
  compare (f);
  g_assert_true (says (f, key));
  set (f, node, LKB_FIELD_NAME, "Fast Lane");
  compare (f);
  g_assert_false (says (f, key));
  set (f, node, LKB_FIELD_NAME, "Slow lane");
  compare (f);
  g_assert_true (says (f, key));
}

/* So does the roster, of an owner that could be anyone. */
static void
test_owners (Fixture *f, gconstpointer data)
{
  const LkbFieldInfo *info = lkb_field_get_info (LKB_FIELD_ROSTER);
  const char *ids[] = { LKB_BOARD_ID, NULL };
  g_autofree char *edge = dup_first (f, LKB_KIND_EDGE);
  g_autofree char *key = g_strdup_printf ("OWN003:%s:owner", edge);
  LkbRecordBuilder *builder = lkb_record_builder_new (info->members);
  g_autoptr (LkbValue) owner = lkb_value_new_text ("Data team");
  g_autoptr (LkbValue) real = lkb_value_new_boolean (TRUE);
  g_autoptr (LkbValue) record = NULL, roster = NULL;
  g_autoptr (LkbChange) change = NULL, back = NULL;
  g_autoptr (GError) error = NULL;

  set (f, edge, LKB_FIELD_OWNER, "Data team");
  compare (f);
  g_assert_true (says (f, key));
  lkb_record_builder_set (builder, "owner", owner);
  lkb_record_builder_set (builder, "real", real);
  record = lkb_record_builder_end (builder);
  roster = lkb_value_new_list (LKB_VALUE_RECORD_LIST, &record, 1);
  change = lkb_edit_set (f->board, ids, LKB_FIELD_ROSTER, roster);
  lkb_board_apply (f->board, change, &error);
  g_assert_no_error (error);
  compare (f);
  g_assert_false (says (f, key));
  back = lkb_change_invert (change);
  lkb_board_apply (f->board, back, &error);
  g_assert_no_error (error);
  compare (f);
  g_assert_true (says (f, key));
}

/* So does the edition of the board's words. */
static void
test_editions (Fixture *f, gconstpointer data)
{
  g_autofree char *node = dup_first (f, LKB_KIND_PIPELINE);

  set (f, node, LKB_FIELD_NOTES, "Runs on Delta Live Tables with APPLY CHANGES.");
  set (f, LKB_BOARD_ID, LKB_FIELD_VOCABULARY, "lakeflow");
  compare (f);
  set (f, LKB_BOARD_ID, LKB_FIELD_VOCABULARY, "dlt");
  compare (f);
  set (f, LKB_BOARD_ID, LKB_FIELD_VOCABULARY, "lakeflow");
  compare (f);
}

/* An element that is on no board any more is nobody's: thousands of edits leave one memory of each. */
static void
test_forgets (Fixture *f, gconstpointer data)
{
  g_autofree char *node = dup_first (f, LKB_KIND_PIPELINE);

  for (guint i = 0; i < 100; i++)
    {
      g_autofree char *name = g_strdup_printf ("Features %u", i);
      g_autoptr (LkbFindings) findings = NULL;

      set (f, node, LKB_FIELD_NAME, name);
      findings = run (f, f->memory);
      g_assert_cmpuint (lkb_rule_memory_get_n_elements (f->memory), ==,
                        lkb_board_get_n_elements (f->board) + 1);
    }
}

/* Words of another vocabulary: nothing of the memory is used. */
static void
test_other_vocabulary (Fixture *f, gconstpointer data)
{
  g_autoptr (LkbVocabulary) other = lkb_vocabulary_new ();
  g_autoptr (LkbRuleMemory) memory = lkb_rule_memory_new (other);
  g_autoptr (LkbFindings) fresh = NULL;
  g_autoptr (LkbFindings) again = NULL;

  set (f, LKB_BOARD_ID, LKB_FIELD_STORY, "It is fast.");
  fresh = run (f, NULL);
  again = run (f, memory);
  assert_same_findings (again, fresh);
  g_assert_cmpuint (lkb_rule_memory_get_n_elements (memory), ==, 0);
}

static gpointer
run_in_thread (gpointer data)
{
  const Fixture *f = data;

  return run (f, f->memory);
}

static void
test_threads (Fixture *f, gconstpointer data)
{
  Fixture own[N_THREADS];
  GThread *threads[N_THREADS];
  g_autoptr (LkbFindings) fresh = NULL;

  set (f, LKB_BOARD_ID, LKB_FIELD_STORY, "It is fast. It never fails, which saves $200 k.");
  fresh = run (f, NULL);
  for (guint i = 0; i < N_THREADS; i++)
    {
      own[i] = *f;
      own[i].board = lkb_board_copy (f->board);
      threads[i] = g_thread_new (NULL, run_in_thread, &own[i]);
    }
  for (guint i = 0; i < N_THREADS; i++)
    {
      g_autoptr (LkbFindings) findings = g_thread_join (threads[i]);

      assert_same_findings (findings, fresh);
      g_object_unref (own[i].board);
    }
}

/* (transfer full): what is found of the shape of the fixture's board, whatever @analysis leaves out. */
static char *
dup_shape (const Fixture *f, const LkbAnalysis *analysis)
{
  LkbRuleContext context = { .vocabulary = f->vocabulary, .memory = f->memory };
  g_autoptr (LkbFindings) findings = lkb_rules_run (f->board, analysis, &context);
  GString *keys = g_string_new (NULL);

  for (guint i = 0; i < lkb_findings_get_n (findings); i++)
    {
      const LkbFinding *finding = lkb_findings_get_nth (findings, i);

      if (g_str_has_prefix (finding->key, "STR") || g_str_has_prefix (finding->key, "STM"))
        g_string_append_printf (keys, "%s ", finding->key);
    }
  return g_string_free (keys, FALSE);
}

/* The rules look at the whole board: not at what is left when something is down. */
static void
test_something_down (Fixture *f, gconstpointer data)
{
  g_autofree char *source = dup_first (f, LKB_KIND_SOURCE);
  g_autofree char *node = dup_first (f, LKB_KIND_PIPELINE);
  const char *gone[] = { node, NULL };
  LkbAnalysisOptions quick = { .quick = TRUE };
  LkbAnalysisOptions without = { .quick = TRUE, .down = source };
  g_autoptr (LkbChange) removal = lkb_edit_remove (f->board, gone);
  g_autoptr (LkbAnalysis) whole = NULL;
  g_autoptr (LkbAnalysis) down = NULL;
  g_autofree char *shape = NULL, *cut = NULL;
  g_autoptr (GError) error = NULL;

  lkb_board_apply (f->board, removal, &error);
  g_assert_no_error (error);
  whole = lkb_analysis_new (f->board, &quick);
  down = lkb_analysis_new (f->board, &without);
  shape = dup_shape (f, whole);
  cut = dup_shape (f, down);
  g_assert_cmpstr (shape, !=, "");
  g_assert_cmpstr (cut, ==, shape);
}

/* Findings are read when board, figures and memory are gone. */
static void
test_outlives (Fixture *f, gconstpointer data)
{
  g_autofree char *edge = dup_first (f, LKB_KIND_EDGE);
  g_autoptr (LkbFindings) findings = NULL;
  gboolean names_edge = FALSE;

  set (f, edge, LKB_FIELD_MODE, "stream");
  set (f, edge, LKB_FIELD_DELIVERY, "");
  findings = run (f, NULL);
  g_object_unref (f->board);
  f->board = lkb_board_new ();
  g_assert_cmpuint (lkb_findings_get_n (findings), >, 0);
  for (guint i = 0; i < lkb_findings_get_n (findings); i++)
    {
      const LkbFinding *finding = lkb_findings_get_nth (findings, i);
      g_autofree char *message = lkb_finding_dup_message (finding, FALSE);

      g_assert_cmpstr (message, !=, "");
      names_edge = names_edge
                   || (g_str_has_prefix (finding->key, "STM001:")
                       && g_str_equal (finding->elements[0], edge)
                       && strstr (message, " → ") != NULL);
      for (guint k = 0; k < finding->n_fixes; k++)
        g_assert_nonnull (lkb_finding_get_fix (finding, k));
    }
  g_assert_true (names_edge);
}

#define ADD(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  lkb_test_init (&argc, &argv);
  ADD ("/rule-memory/edits", test_edits);
  ADD ("/rule-memory/names", test_names);
  ADD ("/rule-memory/owners", test_owners);
  ADD ("/rule-memory/editions", test_editions);
  ADD ("/rule-memory/forgets", test_forgets);
  ADD ("/rule-memory/other-vocabulary", test_other_vocabulary);
  ADD ("/rule-memory/something-down", test_something_down);
  ADD ("/rule-memory/outlives", test_outlives);
  ADD ("/rule-memory/threads", test_threads);
  return g_test_run ();
}
